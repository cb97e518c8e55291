/** Everything of one kind on record of a country: findings, treaties, recommendations, figures, organisations, laws. */
import type { AnyRecord, KindName, RecordOf } from '../../core/model/index.ts';
import { type Day, firstDay, isPartialDate, type PartialDate } from '../../core/time.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { happenings, Log } from '../ui/changes.tsx';
import { AsAt } from '../ui/dates.tsx';
import { observedTo } from '../ui/figures.tsx';
import { asked, Filters, holdsWords, Select, Words } from '../ui/filters.tsx';
import { Flags, Sources } from '../ui/marks.tsx';
import { RecordLink, RecordList } from '../ui/records.tsx';
import { FindingsSection } from '../ui/section-findings.tsx';
import { LawsSection } from '../ui/section-laws.tsx';
import { OrganisationsSection } from '../ui/section-organisations.tsx';
import { PlansSection } from '../ui/section-plans.tsx';
import { RecommendationsSection } from '../ui/section-recommendations.tsx';
import { StatisticsSection } from '../ui/section-statistics.tsx';
import { Page } from '../ui/shell.tsx';
import { TreatiesSection } from '../ui/treaties.tsx';
import { SourceWeights } from '../ui/weights.tsx';

export const SECTIONS = [
  'findings',
  'laws',
  'treaties',
  'recommendations',
  'plans',
  'programmes',
  'statistics',
  'organisations',
  'events',
  'contradictions',
  'sources',
] as const;
export type Section = (typeof SECTIONS)[number];

const KINDS_OF: Record<Section, readonly KindName[]> = {
  findings: ['finding'],
  laws: ['law'],
  treaties: ['treaty-action', 'treaty-report'],
  recommendations: ['recommendation'],
  plans: ['plan'],
  programmes: ['programme'],
  statistics: ['series'],
  organisations: ['organisation', 'service'],
  events: ['event'],
  contradictions: ['contradiction'],
  sources: ['source'],
};

const dayOr = (date: PartialDate | undefined): Day => (date === undefined ? -Infinity : firstDay(date));

/** The day from which a record has something to say, where its kind tells; the others say it of any day. */
const BEGINS: { readonly [K in KindName]?: (record: RecordOf<K>, view: View) => Day } = {
  // A bill is there from its first stage, an act from its enactment.
  law: ({ type, from, adopted, stages = [] }) =>
    type === 'bill' ? Math.min(Infinity, ...stages.map(({ date }) => firstDay(date))) : dayOr(adopted ?? from),
  plan: ({ from, adopted }) => dayOr(adopted ?? from),
  programme: ({ from }) => dayOr(from),
  organisation: ({ from }) => dayOr(from),
  'treaty-action': ({ date }) => dayOr(date),
  'treaty-report': ({ submitted, due }) => dayOr(submitted ?? due),
  recommendation: ({ date }) => dayOr(date),
  series: ({ observations }, view) => Math.min(...observations.map((one) => observedTo(view, one))),
};

/** Records of a kind that have begun by the day shown. */
function begun<K extends KindName>(view: View, kind: K, country: string): RecordOf<K>[] {
  const begins = BEGINS[kind];
  return view.dataset
    .inCountry(kind, country)
    .filter((record) => begins === undefined || begins(record, view) <= view.day);
}

/** The records that a section lists on the day shown. */
export function sectionRecords(view: View, country: string, section: Section): AnyRecord[] {
  return KINDS_OF[section].flatMap((kind) => begun(view, kind, country) as AnyRecord[]);
}

/** How many entries a section lists on the day shown. */
export function sectionCount(view: View, country: string, section: Section): number {
  if (section === 'events') return happenings(view, country).length;
  return KINDS_OF[section].reduce((sum, kind) => sum + begun(view, kind, country).length, 0);
}

interface SectionProps {
  readonly view: View;
  readonly country: string;
}

const CONTENT: Record<Section, (props: SectionProps) => Html> = {
  findings: FindingsSection,
  laws: LawsSection,
  treaties: TreatiesSection,
  recommendations: RecommendationsSection,
  plans: PlansSection,
  programmes: Programmes,
  statistics: StatisticsSection,
  organisations: Organisations,
  events: Events,
  contradictions: Contradictions,
  sources: SourceList,
};

export const page: PageFunction<{ country: string; section: string }> = (view, params) => {
  const country = view.dataset.get('country', params.country);
  const section = SECTIONS.find((name) => name === params.section);
  if (!country || !section) return undefined;
  const Content = CONTENT[section];
  const name = view.text(country.name);
  return (
    <Page
      view={view}
      title={`${view.t(`section.${section}`)}, ${name}`}
      part="countries"
      crumbs={[
        { href: view.link('/countries'), text: view.t('nav.countries') },
        { href: view.recordLink(country), text: name },
      ]}
    >
      <div class="head">
        <p class="eyebrow">{name}</p>
        <h1>{view.t(`section.${section}`)}</h1>
        <p class="lead">{view.t(`section.${section}.lead`)}</p>
        {section === 'contradictions' && (
          <p>
            <a href={view.link(`/country/${country.id}/checks`)}>{view.t('check.see')}</a>
          </p>
        )}
        <AsAt view={view} />
      </div>
      {sectionCount(view, country.id, section) === 0 ? (
        <p>{view.t('section.empty')}</p>
      ) : (
        <Content view={view} country={country.id} />
      )}
    </Page>
  );
};

function Joined({ view, of }: { view: View; of: readonly Parameters<View['say']>[0][] }): Html {
  return (
    <>
      {of.map((text, index) => (
        <>
          {index > 0 && ', '}
          {view.say(text)}
        </>
      ))}
    </>
  );
}

function Programmes({ view, country }: SectionProps): Html {
  const programmes = begun(view, 'programme', country);
  return (
    <>
      {[...Map.groupBy(programmes, ({ pillar }) => pillar)].map(([pillar, group]) => (
        <section class="sec" aria-labelledby={`p-${pillar}`}>
          <h2 id={`p-${pillar}`}>{view.t(`value.${pillar}`)}</h2>
          <ol class="entries">
            {group.map((programme) => (
              <li>
                <h3>
                  <RecordLink view={view} id={programme.id} />
                </h3>
                <p class="meta">
                  {(programme.from || programme.to) && view.period(programme.from, programme.to)}
                  {programme.lead && (
                    <span class="dim small">
                      <Joined view={view} of={programme.lead} />
                    </span>
                  )}
                </p>
                {programme.summary && <p>{view.say(programme.summary)}</p>}
                {programme.reach && <p class="small">{view.say(programme.reach)}</p>}
                {programme.note && <p class="note">{view.say(programme.note)}</p>}
                <Sources view={view} citations={programme.citations} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function Organisations({ view, country }: SectionProps): Html {
  return <OrganisationsSection view={view} country={country} organisations={begun(view, 'organisation', country)} />;
}

/** Events, versions of law and reports, by year. */
function Events({ view, country }: SectionProps): Html {
  const all = happenings(view, country);
  return (
    <>
      {[...Map.groupBy(all, ({ date }) => date.slice(0, 4))].map(([year, items]) => (
        <section class="sec" aria-labelledby={`y-${year}`}>
          <h2 id={`y-${year}`}>{year}</h2>
          <Log view={view} items={items} />
        </section>
      ))}
    </>
  );
}

/** Positions side by side, with what explains them; nobody can delete one side. */
function Contradictions({ view, country }: SectionProps): Html {
  const { t } = view;
  return (
    <>
      {view.dataset.inCountry('contradiction', country).map((record) => (
        <article class="contra">
          <h2 class="h3">
            <RecordLink view={view} id={record.id} />{' '}
            {record.resolution === undefined && <Flags view={view} disagree />}
          </h2>
          <div class="sides">
            {record.positions.map((position) => (
              <div>
                <p>{view.say(position.statement)}</p>
                <Sources view={view} citations={position.citations} />
              </div>
            ))}
          </div>
          {record.assessment && (
            <p>
              <b>{t('contradictions.assessment')}</b> {view.say(record.assessment)}
            </p>
          )}
          {record.resolution && (
            <p>
              <b>{t('contradictions.resolution')}</b>{' '}
              {isPartialDate(record.resolution) ? view.date(record.resolution) : view.plain(record.resolution)}
            </p>
          )}
          {record.concerns && (
            <details>
              <summary>{t('contradictions.concerns', { n: record.concerns.length })}</summary>
              <RecordList view={view} ids={record.concerns} />
            </details>
          )}
        </article>
      ))}
    </>
  );
}

function SourceList({ view, country }: SectionProps): Html {
  const { t } = view;
  const all = view.dataset.inCountry('source', country);
  const [type, q] = [asked(view, 'type'), asked(view, 'q')];
  const shown = all.filter(
    (source) =>
      (type === '' || source.type === type) &&
      (q === '' || holdsWords(`${view.text(source.title)} ${source.publisher ? view.text(source.publisher) : ''}`, q)),
  );
  return (
    <>
      <SourceWeights view={view} country={country} />
      <Filters view={view} label={t('sources.filter')} fields={['type', 'q']} shown={shown.length} total={all.length}>
        <Select
          view={view}
          name="type"
          label={t('sources.type')}
          choices={[...new Set(all.map((source) => source.type))]
            .sort()
            .map((value) => ({ value, label: t(`value.${value}`) }))}
        />
        <Words view={view} label={t('filter.words')} />
      </Filters>
      {[...Map.groupBy(shown, (source) => source.type)].map(([name, group]) => (
        <section class="sec" aria-labelledby={`s-${name}`}>
          <h2 id={`s-${name}`}>{t(`value.${name}`)}</h2>
          <ul class="deps">
            {group
              .toSorted((a, b) => firstDay(b.published ?? '1000') - firstDay(a.published ?? '1000'))
              .map((source) => (
                <li>
                  <span>
                    <RecordLink view={view} id={source.id} />
                    {source.publisher && <span class="dim">, {view.say(source.publisher)}</span>}
                  </span>
                  <span class="dim num">
                    {source.published ? view.date(source.published, 'short') : t('sources.undated')}
                  </span>
                </li>
              ))}
          </ul>
        </section>
      ))}
      {shown.length === 0 && <p class="spaced">{t('filter.none')}</p>}
    </>
  );
}

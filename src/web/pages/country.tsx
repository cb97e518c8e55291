/** Where a state stands, why, and what changed: the way into everything on record of it. */
import { type Assessment, assess, coverage, history, NOT_ASSESSED, statusOn } from '../../core/assess.ts';
import type { Indicator } from '../../core/dataset.ts';
import { NO_INFORMATION, type RecordOf } from '../../core/model/index.ts';
import { stale } from '../../core/review.ts';
import { firstDay, isPartialDate, type PartialDate } from '../../core/time.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { happenings, Log } from '../ui/changes.tsx';
import { AsAt, action, Kept, turningDays } from '../ui/dates.tsx';
import { answerText } from '../ui/evidence.tsx';
import { KeyNumbers, keyNumbers } from '../ui/figures.tsx';
import { LawNewsBlock, lawNews } from '../ui/law-news.tsx';
import { Flags, Status, shapeOf, statusText, Tally, Ticks } from '../ui/marks.tsx';
import { ProgressBar, progressOn } from '../ui/recommendations.tsx';
import { Page } from '../ui/shell.tsx';
import { SubjectList, subjectsOf } from '../ui/subjects.tsx';
import * as roles from '../ui/table.ts';
import { boundsOf, SmallStrip, yearTicks } from '../ui/timeline.tsx';
import { isBindingRow, TreatyTable, treatyRows } from '../ui/treaties.tsx';
import { askedIn, sideOf } from '../ui/why.tsx';
import { SECTIONS, sectionCount } from './country-section.tsx';
import { publishedFor } from './indicator.tsx';

/** The framework whose indicators stand first on the page of a country. */
const HEADLINE = 'progress-indicators';
/** The day that statuses are compared with unless the reader names another: the end of the year the 2013 report read. */
const COMPARED_WITH: PartialDate = '2012-12-31';
/** Changes, organisations and reasons shown before the link to all. */
const CHANGES_SHOWN = 8;
const ORGANISATIONS_SHOWN = 6;

type Country = RecordOf<'country'>;

interface Row {
  readonly indicator: Indicator;
  readonly assessment: Assessment;
}

export const page: PageFunction<{ country: string }> = (view, params) => {
  const { dataset, t } = view;
  const country = dataset.get('country', params.country);
  if (!country) return undefined;
  const headline = dataset.indicators(HEADLINE);
  const rows = headline.map((indicator) => ({
    indicator,
    assessment: assess(dataset, country.id, indicator, view.day),
  }));
  const waiting = stale(dataset, country.id, view.day);
  const changes = happenings(view, country.id);
  const numbers = keyNumbers(view, country.id);
  const treaties = treatyRows(view, country.id).filter(isBindingRow);
  const asked = dataset.inCountry('recommendation', country.id).filter(({ date }) => firstDay(date) <= view.day);
  const organisations = partners(view, country.id);
  const sections: [string, string, Html | null][] = [
    ['indicators', t('country.indicators'), <Indicators view={view} country={country} rows={rows} />],
    [
      'frameworks',
      t('country.frameworks'),
      dataset.indicators().length === headline.length ? null : <Frameworks view={view} country={country} />,
    ],
    [
      'changed',
      t('country.changed'),
      changes.length === 0 ? null : <Changed view={view} country={country} changes={changes} />,
    ],
    [
      'law',
      t('country.law'),
      dataset.inCountry('law', country.id).length === 0 ? null : <LawPart view={view} country={country} />,
    ],
    [
      'numbers',
      t('country.numbers'),
      numbers.length === 0 ? null : (
        <>
          <KeyNumbers view={view} numbers={numbers} />
          <p class="spaced">
            <a href={view.link(`/country/${country.id}/statistics`)}>{t('country.all-numbers')}</a>
          </p>
        </>
      ),
    ],
    [
      'treaties',
      t('country.treaties'),
      treaties.length === 0 ? null : (
        <>
          <TreatyTable view={view} rows={treaties} />
          <p class="spaced">
            <a href={view.link(`/country/${country.id}/treaties`)}>{t('country.all-treaties')}</a>
          </p>
        </>
      ),
    ],
    [
      'asked',
      t('country.asked'),
      asked.length === 0 ? null : (
        <>
          <ProgressBar view={view} statuses={asked.map((record) => progressOn(record, view.day).independent)} />
          <p class="small dim spaced">{t('recommendations.gap')}</p>
          <p>
            <a href={view.link(`/country/${country.id}/recommendations`)}>
              {t('country.all-asked', { n: asked.length })}
            </a>
          </p>
        </>
      ),
    ],
    [
      'review',
      t('country.review'),
      waiting.length === 0 ? null : <Waiting view={view} country={country} waiting={waiting} />,
    ],
    [
      'who',
      t('country.who'),
      organisations.length === 0 ? null : <Organisations view={view} country={country} organisations={organisations} />,
    ],
    ['record', t('country.record'), <Record view={view} country={country} />],
  ];
  const shown = sections.filter(([, , content]) => content !== null);
  return (
    <Page
      view={view}
      title={view.text(country.name)}
      part="countries"
      crumbs={[{ href: view.link('/countries'), text: t('nav.countries') }]}
    >
      <div class="head">
        <h1>{view.say(country.name)}</h1>
        <p class="eyebrow">
          <OtherNames view={view} country={country} />
        </p>
        <AsAt view={view} presets={turningDays(view, country.id)} />
      </div>
      <div class="rail-l">
        <nav class="toc" aria-label={t('country.on-this-page')}>
          <h2>{t('country.on-this-page')}</h2>
          <ul>
            <li>
              <a href="#summary">{t('country.summary')}</a>
            </li>
            {shown.map(([id, title]) => (
              <li>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          <section id="summary" aria-label={t('country.summary')}>
            <Summary view={view} rows={rows} />
          </section>
          {shown.map(([id, title, content]) => (
            <section id={id} class="sec" aria-labelledby={`${id}-h`}>
              <h2 id={`${id}-h`}>{title}</h2>
              {content}
            </section>
          ))}
        </div>
      </div>
    </Page>
  );
};

/** The name in the other languages of the site, and the region. */
function OtherNames({ view, country }: { view: View; country: Country }): Html {
  const { name } = country;
  const others =
    typeof name === 'string'
      ? []
      : (['kk', 'ru', 'en'] as const).filter(
          (language, index, all) =>
            name[language] !== undefined &&
            name[language] !== view.text(name) &&
            all.findIndex((other) => name[other] === name[language]) === index,
        );
  return (
    <>
      {others.map((language, index) => (
        <>
          {index > 0 && ' · '}
          <span lang={language}>{typeof name === 'string' ? name : name[language]}</span>
        </>
      ))}
      {country.region && (
        <>
          {others.length > 0 && ' · '}
          {view.t(`region.${country.region.toLowerCase().replaceAll(' ', '-')}`)}
        </>
      )}
    </>
  );
}

/** The sentence and the tally, both counted from the statuses of the day. */
function Summary({ view, rows }: { view: View; rows: readonly Row[] }): Html {
  const { t } = view;
  const [first] = rows;
  if (!first) return <p class="summary">{t('country.no-headline')}</p>;
  const { framework } = first.indicator;
  const statuses = rows.map(({ assessment }) => assessment.status);
  const order = [...framework.scale.map(({ id }) => id), NO_INFORMATION, NOT_ASSESSED];
  const counts = Map.groupBy(statuses, (status) => shapeOf(status, framework));
  const parts = (['met', 'partly', 'notmet', 'ni', 'na'] as const).flatMap((shape) => {
    const n = counts.get(shape)?.length ?? 0;
    return n > 0 ? [t(`country.sum.${shape}`, { n })] : [];
  });
  const marked = rows.filter(({ assessment }) =>
    assessment.needsReview.some(({ reason }) => reason !== 'sources-disagree'),
  );
  const since = marked
    .flatMap(({ assessment }) => assessment.needsReview)
    .map((mark) => mark.since)
    .sort()
    .at(-1);
  const nothing = statuses.every((status) => status === NOT_ASSESSED);
  return (
    <>
      <p class="summary">
        {nothing
          ? t('country.sum.nothing', { total: rows.length })
          : t('country.sum', {
              total: rows.length,
              list: new Intl.ListFormat(view.language, { type: 'conjunction' }).format(parts),
            })}
        {marked.length > 0 && since && ` ${t('country.sum.review', { n: marked.length, date: view.date(since) })}`}
      </p>
      <div class="spaced">
        <Tally
          view={view}
          statuses={order.flatMap((status) => statuses.filter((other) => other === status))}
          framework={framework}
          order={order}
        />
      </div>
    </>
  );
}

/** The day the reader compares with; where they name none, the usual one if it lies before the day shown. */
function comparedWith(view: View): PartialDate | undefined {
  const given = view.query.get('compare');
  if (given && isPartialDate(given)) return given;
  return firstDay(COMPARED_WITH) < view.day ? COMPARED_WITH : undefined;
}

function Indicators({ view, country, rows }: { view: View; country: Country; rows: readonly Row[] }): Html {
  const { t } = view;
  const compared = comparedWith(view);
  const { from, to } = boundsOf(
    view,
    rows.flatMap(({ indicator }) => history(view.dataset, country.id, indicator).map((span) => span.from)),
  );
  const then = compared && t('country.then', { date: view.date(compared, 'short') });
  return (
    <>
      <table {...roles.table} class="tbl stack ind">
        <caption>{t('country.indicators-caption')}</caption>
        <thead {...roles.group}>
          <tr {...roles.row}>
            <th {...roles.columnHead}>{t('country.indicator')}</th>
            {then && <th {...roles.columnHead}>{then}</th>}
            <th {...roles.columnHead}>{t('country.now', { date: view.dayText(view.day, 'short') })}</th>
            <th {...roles.columnHead} class="w-strip">
              <Ticks from={from} to={to} years={yearTicks(from, to, 2)} />
              <span class="vh">{t('country.over-time')}</span>
            </th>
            <th {...roles.columnHead}>{t('country.newest')}</th>
          </tr>
        </thead>
        <tbody {...roles.group}>
          {rows.map(({ indicator, assessment }) => (
            <tr {...roles.row}>
              <th {...roles.rowHead}>
                <a href={view.indicatorLink(country.id, indicator.id)}>{view.say(indicator.body.title)}</a>
                <ShortWhy view={view} indicator={indicator} assessment={assessment} />
              </th>
              {compared && (
                <td {...roles.cell} data-l={then}>
                  <Status
                    view={view}
                    status={statusOn(view.dataset, country.id, indicator, firstDay(compared))}
                    framework={indicator.framework}
                  />
                </td>
              )}
              <td {...roles.cell} data-l={t('country.now', { date: view.dayText(view.day, 'short') })}>
                <Now view={view} country={country} indicator={indicator} assessment={assessment} />
              </td>
              <td {...roles.cell} data-l={t('country.over-time')}>
                <SmallStrip view={view} country={country.id} indicator={indicator} from={from} to={to} />
              </td>
              <td {...roles.cell} class="small dim" data-l={t('country.newest')}>
                {newestEvidence(view, assessment)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <details class="dates spaced">
        <summary>{t('country.compare-with')}</summary>
        <form class="bar" method="get" action={`${action(view)}#indicators`}>
          <Kept view={view} except={['compare']} />
          <div class="field">
            <label for="compare">{t('dates.field')}</label>
            <input
              type="text"
              id="compare"
              name="compare"
              inputmode="numeric"
              autocomplete="off"
              pattern="\d{4}(-\d{2}(-\d{2})?)?"
              value={compared}
            />
          </div>
          <button class="btn quiet" type="submit">
            {t('dates.show')}
          </button>
        </form>
      </details>
    </>
  );
}

function Now({ view, country, indicator, assessment }: Row & { view: View; country: Country }): Html {
  const disagree = assessment.explanation.evidence.some(({ state }) => state === 'sources-disagree');
  const review = assessment.needsReview.some(({ reason }) => reason !== 'sources-disagree');
  return (
    <>
      <Status view={view} status={assessment.status} framework={indicator.framework} />
      {(review || disagree || assessment.override) && (
        <span class="gap flags">
          <Flags view={view} review={review} disagree={disagree} override={assessment.override !== null} />
        </span>
      )}
      {publishedFor(view, country.id, indicator.id)
        .filter(({ status }) => status !== NOT_ASSESSED)
        .map((record) => (
          <p class="small dim">
            {view.t('country.published', {
              assessor: view.text(record.assessor),
              status: statusText(view, record.status, indicator.framework),
            })}
          </p>
        ))}
    </>
  );
}

/** The answer that settles the status, an obstacle before a ground; or the answer that is missed most. */
function ShortWhy({ view, indicator, assessment }: Row & { view: View }): Html | null {
  const { explanation, missing, possible } = assessment;
  if (possible.length > 1) {
    const [first] = missing;
    const question = first && view.dataset.get('question', first.question);
    return question ? (
      <p class="because-short">{view.rich('country.missing', { question: view.say(question.wording) })}</p>
    ) : null;
  }
  const asked = askedIn(indicator, explanation.rule);
  const id = explanation.decisive.find((question) => sideOf(question, asked) === 'against') ?? explanation.decisive[0];
  const question = id === undefined ? undefined : view.dataset.get('question', id);
  const evidence = explanation.evidence.find((entry) => entry.question === id);
  if (!question) return null;
  const more = explanation.decisive.length - 1;
  return (
    <p class="because-short">
      {view.say(question.wording)} <b>{answerText(view, question, evidence?.value)}</b>
      {more > 0 && <span class="dimmer"> {view.t('country.and-more', { n: more })}</span>}
    </p>
  );
}

/** The newest state of affairs that the evidence speaks of. */
function newestEvidence(view: View, { explanation }: Assessment): string {
  const dates = explanation.evidence.flatMap(({ findings }) =>
    findings.flatMap((id) => {
      const finding = view.dataset.get('finding', id);
      return finding ? [finding.verifiedOn ?? finding.readOn] : [];
    }),
  );
  const newest = dates.sort((a, b) => firstDay(a) - firstDay(b)).at(-1);
  return newest ? view.date(newest, 'short') : view.t('country.none');
}

/** Every other framework with what is assessed of it. */
function Frameworks({ view, country }: { view: View; country: Country }): Html {
  const { dataset, t } = view;
  return (
    <ul class="deps">
      {dataset.all('framework').flatMap((framework) => {
        const indicators = dataset.indicators(framework.id);
        if (indicators.length === 0 || framework.id === HEADLINE || framework.about === 'plan') return [];
        const { assessed, total } = coverage(
          indicators.map((indicator) => statusOn(dataset, country.id, indicator, view.day)),
        );
        return [
          <li>
            <a href={view.link(`/framework/${framework.id}`, { country: country.id })}>{view.say(framework.title)}</a>
            <span class="dim num">{t('country.coverage', { assessed, total })}</span>
          </li>,
        ];
      })}
    </ul>
  );
}

function Changed({
  view,
  country,
  changes,
}: {
  view: View;
  country: Country;
  changes: ReturnType<typeof happenings>;
}): Html {
  return (
    <>
      <Log view={view} items={changes.slice(0, CHANGES_SHOWN)} />
      {changes.length > CHANGES_SHOWN && (
        <p>
          <a href={view.link(`/country/${country.id}/events`)}>
            {view.t('country.all-changes', { n: changes.length })}
          </a>
        </p>
      )}
    </>
  );
}

/** What moves in the law, and the ways into it by subject. */
function LawPart({ view, country }: { view: View; country: Country }): Html {
  return (
    <>
      <LawNewsBlock view={view} country={country.id} news={lawNews(view, country.id)} />
      {subjectsOf(view, country.id).length > 0 && (
        <details>
          <summary>{view.t('laws.subjects')}</summary>
          <SubjectList view={view} country={country.id} />
        </details>
      )}
    </>
  );
}

function Waiting({
  view,
  country,
  waiting,
}: {
  view: View;
  country: Country;
  waiting: ReturnType<typeof stale>;
}): Html {
  const records = new Set(waiting.map(({ record }) => record)).size;
  return (
    <div class="call review">
      <p>{view.t('country.review-sum', { n: records })}</p>
      <ul class="small">
        {[...Map.groupBy(waiting, ({ reason }) => reason)].map(([reason, marks]) => (
          <li>
            {view.t(`review.reason.${reason}`)}: <b class="num">{new Set(marks.map(({ record }) => record)).size}</b>
          </li>
        ))}
      </ul>
      <p class="spaced-s">
        <a href={view.link(`/country/${country.id}/review`)}>{view.t('country.all-review')}</a>
      </p>
    </div>
  );
}

/** Organisations of civil society in the country, those still active first. */
function partners(view: View, country: string): RecordOf<'organisation'>[] {
  return view.dataset
    .inCountry('organisation', country)
    .filter(
      ({ type, from }) => (type === 'ngo' || type === 'network') && (from === undefined || firstDay(from) <= view.day),
    )
    .toSorted((a, b) => Number(b.status === 'active') - Number(a.status === 'active'));
}

function Organisations({
  view,
  country,
  organisations,
}: {
  view: View;
  country: Country;
  organisations: readonly RecordOf<'organisation'>[];
}): Html {
  return (
    <>
      <div class="trio duo">
        {organisations.slice(0, ORGANISATIONS_SHOWN).map((record) => (
          <div>
            <h3>
              <a href={view.recordLink(record)}>{view.say(record.name)}</a>
            </h3>
            <p class="small dim">
              {record.role && view.say(record.role)}
              {record.asOf && ` (${view.t('country.as-of', { date: view.date(record.asOf) })})`}
            </p>
          </div>
        ))}
      </div>
      <p class="spaced">
        <a href={view.link(`/country/${country.id}/organisations`)}>{view.t('country.all-organisations')}</a>
      </p>
    </>
  );
}

/** Ways into everything on record, with how much there is. */
function Record({ view, country }: { view: View; country: Country }): Html {
  return (
    <ul class="deps">
      {SECTIONS.map((section) => {
        const n = sectionCount(view, country.id, section);
        return (
          <li>
            {n > 0 ? (
              <a href={view.link(`/country/${country.id}/${section}`)}>{view.t(`section.${section}`)}</a>
            ) : (
              <span class="dim">{view.t(`section.${section}`)}</span>
            )}
            <span class="dim num">{n > 0 ? view.number(n) : view.t('country.none')}</span>
          </li>
        );
      })}
      <li>
        <a href={view.link(`/country/${country.id}/checks`)}>{view.t('section.checks')}</a>
      </li>
    </ul>
  );
}

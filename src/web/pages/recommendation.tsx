/** One recommendation: what it asks point by point, both verdicts, since when it waits, and who else asks the same. */
import { type Recommendation, standingOn } from '../../core/commitments/recommendations.ts';
import { type Suggestion, suggestions } from '../../core/commitments/similarity.ts';
import { threadOf, threadOn } from '../../core/commitments/threads.ts';
import { reviewOf } from '../../core/review.ts';
import { firstDay } from '../../core/time.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { AsAt } from '../ui/dates.tsx';
import { ProvisionLinks } from '../ui/evidence.tsx';
import { Facts } from '../ui/facts.tsx';
import { Flags, Sources, Status } from '../ui/marks.tsx';
import { Entries, Parts, Response, Side, waitedText } from '../ui/recommendations.tsx';
import { RecordList } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';
import { ThreadTable } from '../ui/thread-table.tsx';

export const page: PageFunction<{ country: string; rest: string }> = (view, params) => {
  const { dataset, t } = view;
  const record = dataset.get('recommendation', `${params.country}/recommendation/${params.rest}`);
  if (!record?.country) return undefined;
  const standing = standingOn(record, view.day);
  const name = view.countryName(record.country);
  const title = `${view.text(record.body)}, ${record.date.slice(0, 4)}`;
  const thread = threadOf(dataset, record.id);
  const others = thread ? threadOn(thread, view.day).asked : [];
  const isAhead = firstDay(record.date) > view.day;
  const whole = (side: 'independent' | 'state') => {
    const entry = standing.entries.find(({ by, part }) => by === side && part === undefined);
    const verdict = side === 'state' ? standing.state : standing.independent;
    return verdict && { verdict, ...(entry && { entry }) };
  };
  return (
    <Page
      view={view}
      title={`${title}, ${name}`}
      part="countries"
      crumbs={[
        { href: view.link('/countries'), text: t('nav.countries') },
        { href: view.link(`/country/${record.country}`), text: name },
        { href: view.link(`/country/${record.country}/recommendations`), text: t('section.recommendations') },
      ]}
    >
      <div class="head">
        <p class="eyebrow">
          {view.say(record.body)}, {view.date(record.date)}
        </p>
        <h1>{view.say(record.text)}</h1>
        <p class="gap spaced">
          <Status view={view} status={standing.independent} huge />
          <Flags view={view} review={reviewOf(dataset, [record.id], view.day).length > 0} />
          {isAhead ? null : <span class="dim">{waitedText(view, record, standing)}</span>}
        </p>
        <AsAt view={view} />
      </div>
      {isAhead && <p class="call">{t('recommendations.not-yet', { date: view.date(record.date) })}</p>}
      <section class="sec" aria-labelledby="parts-h">
        <h2 id="parts-h">{t('recommendations.parts')}</h2>
        {standing.parts.length > 0 ? (
          <>
            {standing.parts.length > 1 && <p class="small dim">{t('recommendations.rule')}</p>}
            <Parts view={view} record={record} standing={standing} />
          </>
        ) : (
          <div class="sides">
            <Side view={view} name={t('recommendations.side.independent')} said={whole('independent')} />
            <Side view={view} name={t('recommendations.side.state')} said={whole('state')} />
          </div>
        )}
        <Response view={view} record={record} />
      </section>
      {thread && others.length > 1 && (
        <section class="sec" aria-labelledby="thread-h">
          <h2 id="thread-h">
            <a href={view.threadLink(thread.id)}>{t('recommendations.thread.one')}</a>
          </h2>
          <ThreadTable view={view} records={others} current={record.id} />
        </section>
      )}
      <Likely view={view} record={record} />
      {standing.entries.length > 0 && (
        <section class="sec" aria-labelledby="history-h">
          <h2 id="history-h">{t('recommendations.known')}</h2>
          <Entries view={view} entries={standing.entries} />
        </section>
      )}
      <section class="sec" aria-labelledby="about-h">
        <h2 id="about-h">{t('recommendations.about')}</h2>
        <Facts
          facts={[
            [t('recommendations.document'), record.document && view.plain(record.document)],
            [t('recommendations.paragraph-name'), record.paragraph],
            [t('recommendations.heading'), record.section && view.say(record.section)],
            [t('recommendations.addressee-name'), record.addressee && view.say(record.addressee)],
            [t('recommendations.facet.theme'), record.themes?.length && <RecordList view={view} ids={record.themes} />],
            [
              t('recommendations.facet.indicator'),
              record.indicators?.length && <RecordList view={view} ids={record.indicators} />,
            ],
            [
              t('recommendations.facet.article'),
              record.provisions?.length && <ProvisionLinks view={view} ids={record.provisions} />,
            ],
          ]}
        />
        {record.note && <p class="note">{view.say(record.note)}</p>}
        <Sources view={view} citations={record.citations} />
        <p class="small spaced">
          <a href={view.link(`/record/${record.id}`)}>{t('finding.record')}</a>
        </p>
      </section>
    </Page>
  );
};

/** In a country with more than this, pairs that may be the same are not looked for while a reader waits. */
const MOST_COMPARED = 2000;

const kept = new WeakMap<object, Map<string, readonly Suggestion[]>>();

/** Those of one recommendation, computed once per country and dataset. */
function suggestionsFor(view: View, record: Recommendation): readonly Suggestion[] {
  const country = record.country ?? '';
  // Of very many they take long to find: the command line lists them.
  if (view.dataset.inCountry('recommendation', country).length > MOST_COMPARED) return [];
  const byCountry = kept.get(view.dataset) ?? new Map<string, readonly Suggestion[]>();
  kept.set(view.dataset, byCountry);
  const all = byCountry.get(country) ?? suggestions(view.dataset, country);
  byCountry.set(country, all);
  return all.filter(
    ({ first, second }) =>
      (first === record || second === record) && firstDay(first.date) <= view.day && firstDay(second.date) <= view.day,
  );
}

/** What may be the same demand: named, never linked. */
function Likely({ view, record }: { view: View; record: Recommendation }): Html | null {
  const { t } = view;
  const likely = suggestionsFor(view, record).slice(0, 5);
  if (likely.length === 0) return null;
  return (
    <section class="sec" aria-labelledby="likely-h">
      <h2 id="likely-h">{t('recommendations.likely')}</h2>
      <p class="small dim">{t('recommendations.likely.lead')}</p>
      <ul class="deps">
        {likely.map(({ first, second, words }) => {
          const other = first === record ? second : first;
          return (
            <li>
              <span>
                <a href={view.recordLink(other)}>{view.say(other.text)}</a>{' '}
                <span class="dim">
                  {view.say(other.body)}, {other.date.slice(0, 4)}
                </span>
              </span>
              <span class="dim small">
                {t('recommendations.likely.words', { words: words.slice(0, 4).join(', ') })}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

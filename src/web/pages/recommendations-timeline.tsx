/** What a state was asked since 2003 on an axis of time, and what still waits, the longest first. */
import { type Recommendation, standingOn, yearsBetween } from '../../core/commitments/recommendations.ts';
import { threadOn, threadsIn } from '../../core/commitments/threads.ts';
import { firstDay } from '../../core/time.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { AsAt } from '../ui/dates.tsx';
import { Status } from '../ui/marks.tsx';
import { documentsOf, TimelineFigure, TimelineTable } from '../ui/recommendation-timeline.tsx';
import { Page } from '../ui/shell.tsx';

/** How many of those that wait longest are listed here; the ledger has all. */
const LONGEST_LISTED = 30;

export const page: PageFunction<{ country: string }> = (view, params) => {
  const { t, dataset } = view;
  const country = dataset.get('country', params.country);
  if (!country) return undefined;
  const name = view.text(country.name);
  const documents = documentsOf(view, dataset.inCountry('recommendation', country.id));
  const counts = { closed: 0, open: 0, unknown: 0 };
  for (const one of documents)
    for (const stage of ['closed', 'open', 'unknown'] as const) counts[stage] += one.counts[stage];
  const waiting = documents.flatMap(({ lanes }) =>
    lanes.flatMap(({ record, standing }) => (standing.stage === 'open' ? [record] : [])),
  );
  return (
    <Page
      view={view}
      title={`${t('recommendations.timeline.title')}, ${name}`}
      part="countries"
      crumbs={[
        { href: view.link('/countries'), text: t('nav.countries') },
        { href: view.recordLink(country), text: name },
        { href: view.link(`/country/${country.id}/recommendations`), text: t('section.recommendations') },
      ]}
    >
      <div class="head">
        <p class="eyebrow">{name}</p>
        <h1>{t('recommendations.timeline.title')}</h1>
        <p class="lead">
          {documents.length === 0
            ? t('section.empty')
            : t('recommendations.timeline.lead', {
                from: documents[0]?.date.slice(0, 4) ?? '',
                total: counts.closed + counts.open + counts.unknown,
                ...counts,
                years: Math.max(0, ...waiting.map(({ date }) => yearsBetween(date, view.day))),
              })}
        </p>
        <AsAt view={view} />
      </div>
      <TimelineFigure view={view} documents={documents} />
      {documents.length > 0 && (
        <section class="sec" aria-labelledby="table-h">
          <h2 id="table-h">{t('recommendations.timeline.table')}</h2>
          <TimelineTable view={view} documents={documents} country={country.id} />
        </section>
      )}
      {waiting.length > 0 && <Waiting view={view} records={waiting} country={country.id} />}
      <Repeated view={view} country={country.id} />
    </Page>
  );
};

/** What is known not to be done, the oldest first. */
function Waiting({
  view,
  records,
  country,
}: {
  view: View;
  records: readonly Recommendation[];
  country: string;
}): Html {
  const { t } = view;
  const oldest = records.toSorted((a, b) => firstDay(a.date) - firstDay(b.date));
  return (
    <section class="sec" aria-labelledby="waiting-h">
      <h2 id="waiting-h">{t('recommendations.timeline.waiting')}</h2>
      <ol class="deps">
        {oldest.slice(0, LONGEST_LISTED).map((record) => (
          <li>
            <span>
              <a href={view.recordLink(record)}>{view.say(record.text)}</a>{' '}
              <span class="dim">
                {view.say(record.body)}, {record.date.slice(0, 4)}
              </span>
            </span>
            <span>
              <Status view={view} status={standingOn(record, view.day).independent} />{' '}
              <span class="dim num small">
                {t('recommendations.years', { n: yearsBetween(record.date, view.day) })}
              </span>
            </span>
          </li>
        ))}
      </ol>
      {records.length > LONGEST_LISTED && (
        <p>
          <a href={view.link(`/country/${country}/recommendations`)}>
            {t('recommendations.timeline.more', { n: records.length - LONGEST_LISTED })}
          </a>
        </p>
      )}
    </section>
  );
}

/** Demands made more than once. */
function Repeated({ view, country }: { view: View; country: string }): Html | null {
  const { t } = view;
  const threads = threadsIn(view.dataset, country)
    .map((thread) => ({ thread, on: threadOn(thread, view.day) }))
    .filter(({ on }) => on.asked.length > 1);
  if (threads.length === 0) return null;
  return (
    <section class="sec" aria-labelledby="threads-h">
      <h2 id="threads-h">{t('recommendations.thread.many')}</h2>
      <ol class="deps">
        {threads.map(({ thread, on }) => {
          const latest = on.asked.at(-1);
          return (
            latest && (
              <li>
                <span>
                  <a href={view.threadLink(thread.id)}>{view.say(latest.text)}</a>
                </span>
                <span class="dim small">
                  {t('recommendations.thread.asked', {
                    n: on.asked.length,
                    bodies: on.askers,
                    from: on.asked[0]?.date.slice(0, 4) ?? '',
                  })}
                  {', '}
                  {t(`recommendations.stage.${on.stage}`)}
                </span>
              </li>
            )
          );
        })}
      </ol>
    </section>
  );
}

/**
 * What needs review in a country: changes announced with their day, what waits now by its cause, and how a person
 * verifies it.
 * Always true: nothing here changes a status; a mark goes when a person verifies the record.
 */
import type { Law } from '../../core/model/index.ts';
import { announced, byCause, type Cause, isVerifiable, type Stale, stale } from '../../core/review.ts';
import { firstDay } from '../../core/time.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { AsAt } from '../ui/dates.tsx';
import { lawNews } from '../ui/law-news.tsx';
import { RecordLink } from '../ui/records.tsx';
import { ReviewReason } from '../ui/review-notes.tsx';
import { Page } from '../ui/shell.tsx';

export const page: PageFunction<{ country: string }> = (view, params) => {
  const { dataset, t } = view;
  const country = dataset.get('country', params.country);
  if (!country) return undefined;
  const waiting = stale(dataset, country.id, view.day);
  const causes = byCause(waiting).sort((a, b) => firstDay(b.since) - firstDay(a.since));
  const coming = byDay(announced(dataset, country.id, view.day));
  const { undated } = lawNews(view, country.id);
  const records = new Set(waiting.map(({ record }) => record)).size;
  return (
    <Page
      view={view}
      title={t('review.title', { country: view.text(country.name) })}
      part="countries"
      crumbs={[
        { href: view.link('/countries'), text: t('nav.countries') },
        { href: view.recordLink(country), text: view.text(country.name) },
      ]}
    >
      <div class="head">
        <p class="eyebrow">{view.text(country.name)}</p>
        <h1>{t('section.review')}</h1>
        <p class="lead">
          {waiting.length === 0 ? t('review.empty') : t('review.lead', { n: records, causes: causes.length })}
        </p>
        <AsAt view={view} />
      </div>
      {coming.length > 0 && (
        <section class="sec" id="announced" aria-labelledby="announced-h">
          <h2 id="announced-h">{t('review.announced')}</h2>
          {coming.map((marks) => (
            <Coming view={view} country={country.id} marks={marks} />
          ))}
        </section>
      )}
      {undated.length > 0 && <Undated view={view} laws={undated} />}
      {causes.length > 0 && (
        <section class="sec" id="waiting" aria-labelledby="waiting-h">
          <h2 id="waiting-h">{t('review.now')}</h2>
          <p class="small dim measure">{t('review.how')}</p>
          {causes.map((cause, index) => (
            <Waiting view={view} country={country.id} cause={cause} index={index} />
          ))}
        </section>
      )}
    </Page>
  );
};

/** Marks still to come by their day, and by the acts that bring them. */
function byDay(marks: readonly Stale[]): Stale[][] {
  return [...Map.groupBy(marks, ({ since, by = [] }) => `${since} ${[...by].sort().join(' ')}`).values()];
}

/** "On 5 September 2024 law X enters into force; 4 records will need review." */
function Coming({ view, country, marks }: { view: View; country: string; marks: readonly Stale[] }): Html | null {
  const { dataset, t } = view;
  const [first] = marks;
  if (!first) return null;
  const n = new Set(marks.map(({ record }) => record)).size;
  const acts = (first.by ?? []).filter((id) => dataset.get('law', id));
  const causes = [...new Set(marks.map(({ cause }) => cause))];
  return (
    <article class="cause">
      <h3>
        {acts.length > 0
          ? view.rich('review.act-coming', {
              date: view.date(first.since),
              law: <Links view={view} ids={acts} />,
              n,
            })
          : view.rich('review.change-coming', {
              date: view.date(first.since),
              cause: <Links view={view} ids={causes} />,
              n,
            })}
      </h3>
      <details>
        <summary>{t('review.will-touch', { n })}</summary>
        {acts.length > 0 && (
          <p class="meta small">
            <span class="dim">{t('review.changes')}</span>
            <Links view={view} ids={causes} />
          </p>
        )}
        <Touched view={view} country={country} marks={marks} />
      </details>
    </article>
  );
}

function Links({ view, ids }: { view: View; ids: readonly string[] }): Html {
  return (
    <>
      {ids.map((id, index) => (
        <>
          {index > 0 && ', '}
          <RecordLink view={view} id={id} asWas />
        </>
      ))}
    </>
  );
}

/** Acts that are enacted without a day of entry into force on record: what they change cannot be announced. */
function Undated({ view, laws }: { view: View; laws: readonly Law[] }): Html {
  return (
    <section class="sec" id="undated" aria-labelledby="undated-h">
      <h2 id="undated-h">{view.t('review.undated')}</h2>
      <p class="small dim measure">{view.t('review.undated-lead')}</p>
      <ul class="deps">
        {laws.map((law) => (
          <li>
            <RecordLink view={view} id={law.id} />
            <span class="dim num">
              {law.adopted && view.t('review.enacted', { date: view.date(law.adopted, 'short') })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One cause with what waits because of it, and the command that verifies all of it. */
function Waiting({
  view,
  country,
  cause,
  index,
}: {
  view: View;
  country: string;
  cause: Cause;
  index: number;
}): Html | null {
  const { dataset, t } = view;
  const [first] = cause.marks;
  if (!first) return null;
  const records = [...new Set(cause.marks.map(({ record }) => record))];
  const verifiable = records.filter((id) => {
    const record = dataset.find(id);
    return record !== undefined && isVerifiable(record);
  });
  // Sources that disagree go on disagreeing, however often a reading is confirmed.
  const canVerify = verifiable.length > 0 && cause.reason !== 'sources-disagree';
  return (
    <article class="cause">
      <h3>
        <ReviewReason view={view} mark={{ ...first, by: cause.by }} />
      </h3>
      <details open={index === 0}>
        <summary>{t('review.waiting', { n: records.length })}</summary>
        <Touched view={view} country={country} marks={cause.marks} />
        {canVerify ? (
          <>
            <p class="small">{t('review.verify', { n: verifiable.length })}</p>
            <pre class="cmd">
              <code>{commandFor(verifiable)}</code>
            </pre>
          </>
        ) : (
          <p class="small">{t('review.decide')}</p>
        )}
      </details>
    </article>
  );
}

/** The command that verifies some records in one step. Ids are words, hyphens and slashes: nothing to quote. */
function commandFor(ids: readonly string[]): string {
  return [`dutybearer verify-record`, ...ids, `--author "…"`, `--reason "…"`].join(' \\\n  ');
}

/** The records that are marked, and the statuses that rest on them. */
function Touched({ view, country, marks }: { view: View; country: string; marks: readonly Stale[] }): Html {
  const { dataset, t } = view;
  const records = [...new Set(marks.map(({ record }) => record))];
  const indicators = [
    ...new Set(
      marks.flatMap(({ downstream }) => downstream.flatMap(({ kind, id }) => (kind === 'indicator' ? [id] : []))),
    ),
  ];
  return (
    <>
      <ul class="deps">
        {records.map((id) => (
          <li>
            <RecordLink view={view} id={id} />
            <span class="dim small">{t(`kind.${dataset.find(id)?.kind ?? 'finding'}`)}</span>
          </li>
        ))}
      </ul>
      {indicators.length > 0 && (
        <p class="meta">
          <span class="dim">{t('review.statuses')}</span>
          {indicators.map((id) => {
            const indicator = dataset.indicator(id);
            return indicator && <a href={view.indicatorLink(country, id)}>{view.say(indicator.body.title)}</a>;
          })}
        </p>
      )}
    </>
  );
}

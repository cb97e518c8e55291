/** What needs review in a country on a day: one entry for each cause, with everything that waits because of it. */
import { type Stale, stale } from '../../core/review.ts';
import { firstDay } from '../../core/time.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { AsAt } from '../ui/dates.tsx';
import { RecordLink } from '../ui/records.tsx';
import { ReviewReason } from '../ui/review-notes.tsx';
import { Page } from '../ui/shell.tsx';

/** Records waiting for one cause that are shown before they are folded away. */
const UNFOLDED = 5;

export const page: PageFunction<{ country: string }> = (view, params) => {
  const { t } = view;
  const country = view.dataset.get('country', params.country);
  if (!country) return undefined;
  const waiting = stale(view.dataset, country.id, view.day);
  const causes = [...Map.groupBy(waiting, (mark) => `${mark.since}|${mark.reason}|${mark.cause}`).values()].sort(
    ([a], [b]) => firstDay(b?.since ?? '1000') - firstDay(a?.since ?? '1000'),
  );
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
      {causes.map((marks) => (
        <Cause view={view} country={country.id} marks={marks} />
      ))}
    </Page>
  );
};

function Cause({ view, country, marks }: { view: View; country: string; marks: readonly Stale[] }): Html | null {
  const { t } = view;
  const [first] = marks;
  if (!first) return null;
  const records = [...new Set(marks.map(({ record }) => record))];
  const indicators = [
    ...new Set(
      marks.flatMap(({ downstream }) => downstream.filter(({ kind }) => kind === 'indicator').map(({ id }) => id)),
    ),
  ];
  const list = (
    <ul class="deps">
      {records.map((id) => (
        <li>
          <RecordLink view={view} id={id} />
          <span class="dim small">{t(`kind.${view.dataset.find(id)?.kind ?? 'finding'}`)}</span>
        </li>
      ))}
    </ul>
  );
  return (
    <section class="cause">
      <h2 class="h3">
        <ReviewReason view={view} mark={first} />
      </h2>
      {records.length <= UNFOLDED ? (
        list
      ) : (
        <details>
          <summary>{t('review.waiting', { n: records.length })}</summary>
          {list}
        </details>
      )}
      {indicators.length > 0 && (
        <p class="meta">
          <span class="dim">{t('review.statuses')}</span>
          {indicators.map((id) => {
            const indicator = view.dataset.indicator(id);
            return indicator && <a href={view.indicatorLink(country, id)}>{view.say(indicator.body.title)}</a>;
          })}
        </p>
      )}
    </section>
  );
}

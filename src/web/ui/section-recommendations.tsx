/** The ledger of what a state was asked to do, by document, with filters. */
import { reviewOf } from '../../core/review.ts';
import { firstDay } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { asked, Filters, holdsWords, Select, Words } from './filters.tsx';
import { statusText } from './marks.tsx';
import { PROGRESS, ProgressBar, progressOn, type Recommendation, RecommendationRow } from './recommendations.tsx';

const FIELDS = ['status', 'body', 'year', 'q'];

/** Recommendations made by the day shown, newest document first. */
function recommendationsOn(view: View, country: string): Recommendation[] {
  return view.dataset
    .inCountry('recommendation', country)
    .filter(({ date }) => firstDay(date) <= view.day)
    .toSorted((a, b) => firstDay(b.date) - firstDay(a.date));
}

export function RecommendationsSection({ view, country }: { view: View; country: string }): Html {
  const { t } = view;
  const all = recommendationsOn(view, country);
  const states = new Map(all.map((record) => [record.id, progressOn(record, view.day).independent]));
  const [status, body, year, q] = FIELDS.map((name) => asked(view, name));
  const bodyOf = (record: Recommendation) => view.text(record.body);
  const shown = all.filter(
    (record) =>
      (!status || states.get(record.id) === status) &&
      (!body || bodyOf(record) === body) &&
      (!year || record.date.startsWith(year)) &&
      (!q || holdsWords(`${view.text(record.text)} ${record.section ? view.text(record.section) : ''}`, q)),
  );
  const known = [...states.values()].filter((state) => state !== 'no-evidence').length;
  const groups = [...Map.groupBy(shown, (record) => `${bodyOf(record)}, ${record.date.slice(0, 4)}`)];
  const unique = (values: readonly string[]) => [...new Set(values)].sort();
  return (
    <>
      <p class="summary">
        {t('recommendations.summary', {
          total: all.length,
          done: [...states.values()].filter((state) => state === 'done').length,
          open: all.length - known,
        })}
      </p>
      <div class="spaced">
        <ProgressBar view={view} statuses={[...states.values()]} />
      </div>
      <p class="small dim spaced">{t('recommendations.gap')}</p>
      <Filters view={view} label={t('recommendations.filter')} fields={FIELDS} shown={shown.length} total={all.length}>
        <Select
          view={view}
          name="status"
          label={t('recommendations.status')}
          choices={PROGRESS.map((value) => ({ value, label: statusText(view, value) }))}
        />
        <Select
          view={view}
          name="body"
          label={t('recommendations.body')}
          choices={unique(all.map(bodyOf)).map((value) => ({ value, label: value }))}
        />
        <Select
          view={view}
          name="year"
          label={t('recommendations.year')}
          choices={unique(all.map(({ date }) => date.slice(0, 4)))
            .reverse()
            .map((value) => ({ value, label: value }))}
        />
        <Words view={view} label={t('recommendations.words')} />
      </Filters>
      {groups.map(([name, records], index) => (
        <section class="recs" aria-labelledby={`g-${index}`}>
          <h2 id={`g-${index}`}>
            {name}
            <small>{t('recommendations.count', { n: records.length })}</small>
          </h2>
          <BySection view={view} records={records} />
        </section>
      ))}
      {shown.length === 0 && <p class="spaced">{t('filter.none')}</p>}
    </>
  );
}

/** The recommendations of one document, under the headings they stand under there. */
function BySection({ view, records }: { view: View; records: readonly Recommendation[] }): Html {
  const groups = [...Map.groupBy(records, ({ section }) => (section ? view.text(section) : ''))];
  return (
    <>
      {groups.map(([heading, group]) => (
        <>
          {heading && groups.length > 1 && <h3 class="spaced">{group[0]?.section && view.say(group[0].section)}</h3>}
          <ol>
            {group.map((record) => (
              <RecommendationRow
                view={view}
                record={record}
                review={reviewOf(view.dataset, [record.id], view.day).length > 0}
              />
            ))}
          </ol>
        </>
      ))}
    </>
  );
}

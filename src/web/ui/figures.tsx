/** Figures: what an observation says in words, and which series tell most of a country. */
import type { RecordOf } from '../../core/model/index.ts';
import { type Day, firstDay, lastDay } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { Flags, Sources } from './marks.tsx';

export type Series = RecordOf<'series'>;
export type Observation = Series['observations'][number];

/** The period of an observation in words. */
export function observedText(view: View, period: string | undefined): string {
  if (period === undefined) return view.t('figures.no-period');
  const [from = '', to] = period.split('/');
  return to
    ? view.t('period.to-inclusive', { from: view.date(from, 'short'), to: view.date(to, 'short') })
    : view.date(from, 'short');
}

/** The value with the hedge of its source: "about 300", "16 to 21". */
export function valueText(view: View, { value, low, high, qualifier }: Observation): string {
  const figure =
    typeof value === 'number'
      ? view.number(value)
      : (value ??
        (low !== undefined && high !== undefined
          ? view.t('figures.range', { low: view.number(low), high: view.number(high) })
          : undefined));
  if (figure === undefined) {
    if (low !== undefined) return view.t('figures.at-least', { value: view.number(low) });
    return high !== undefined ? view.t('figures.at-most', { value: view.number(high) }) : view.t('figures.none');
  }
  return qualifier && qualifier !== 'exact' && qualifier !== 'part-period'
    ? view.t(`figures.${qualifier}`, { value: figure })
    : figure;
}

/** First day an observation speaks of; without a period it comes first. */
export const observedFrom = ({ period }: Observation): number =>
  period ? firstDay(period.split('/')[0] ?? period) : -Infinity;

/** The day from which an observation can be told: the last of its period; without one, that of the first report of it. */
export function observedTo(view: View, { period, citations }: Observation): Day {
  if (period) return lastDay(period.split('/').at(-1) ?? period);
  const reported = citations.flatMap(({ source }) => view.dataset.get('source', source)?.published ?? []);
  return reported.length > 0 ? Math.min(...reported.map(firstDay)) : -Infinity;
}

const yearOf = ({ period }: Observation): number => Number(period?.split('/').at(-1)?.slice(0, 4) ?? 0);

/** Observations that a day knows of, without those set aside. */
export function standingOn(view: View, series: Series): Observation[] {
  return series.observations.filter((one) => one.rank !== 'deprecated' && observedTo(view, one) <= view.day);
}

/** Observations for one period and place that say different things. */
export function disagreeing(observations: readonly Observation[]): Observation[][] {
  return [...Map.groupBy(observations, ({ period, area }) => `${period}|${area ?? ''}`).values()].filter(
    (group) =>
      group[0]?.period !== undefined &&
      new Set(group.map(({ value, low, high }) => `${value}|${low}|${high}`)).size > 1,
  );
}

/** What a key number shows: the newest period of a series with every value there is for it. */
interface KeyNumber {
  readonly series: Series;
  readonly latest: readonly Observation[];
}

/**
 * The series worth showing first: those with most sources and the newest figures, one of each topic.
 * Nothing is chosen by hand; background figures (topic "context") come only where there is nothing else.
 */
export function keyNumbers(view: View, country: string, count = 4): KeyNumber[] {
  const ranked = view.dataset
    .inCountry('series', country)
    .flatMap((series) => {
      const known = standingOn(view, series).filter(
        ({ value, area, period }) => typeof value === 'number' && !area && period,
      );
      const year = Math.max(...known.map(yearOf));
      const latest = known.filter((one) => yearOf(one) === year);
      if (latest.length === 0) return [];
      const sources = new Set(known.flatMap(({ citations }) => citations.map(({ source }) => source))).size;
      const score = sources + (year - 2000) / 2 - (series.topic === 'context' ? 100 : 0);
      return [{ series, latest, score }];
    })
    .sort((a, b) => b.score - a.score);
  const topics = new Set<string>();
  const first = ranked.filter(({ series }) => !topics.has(series.topic) && topics.add(series.topic));
  return [...first, ...ranked.filter((entry) => !first.includes(entry))].slice(0, count);
}

/** Key numbers as a row of figures; several values for one period stand side by side. */
export function KeyNumbers({ view, numbers }: { view: View; numbers: readonly KeyNumber[] }): Html {
  return (
    <dl class="figs">
      {numbers.map(({ series, latest }) => {
        const values = [...new Set(latest.map((one) => valueText(view, one)))];
        const periods = [...new Set(latest.map((one) => observedText(view, one.period)))];
        const sources = [
          ...new Map(latest.flatMap(({ citations }) => citations).map((one) => [one.source, one])).values(),
        ];
        return (
          <div>
            <dt>
              {view.say(series.title)}, {periods.join('; ')}
              <br />
              <span class="dim small">{view.say(series.unit)}</span>
            </dt>
            <dd class="n">{new Intl.ListFormat(view.language, { type: 'disjunction' }).format(values.slice(0, 3))}</dd>
            <dd class="flow-s">
              <Flags view={view} disagree={disagreeing(latest).length > 0} />
              <Sources view={view} citations={sources.slice(0, 2)} quotes={false} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

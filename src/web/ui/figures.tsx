/** Figures: what an observation says in words, and which series tell most of a country. */
import {
  disagreeing,
  observedBy,
  type Series,
  type ShownObservation,
  type ShownSeries,
  scaleOf,
  tellableFrom,
} from '../../core/commitments/figures.ts';
import type { Amount } from '../../core/commitments/small-numbers.ts';
import type { Day } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { LOCALES } from '../i18n.ts';
import { Flags, Sources } from './marks.tsx';

/** The period of an observation in words. */
export function observedText(view: View, period: string | undefined): string {
  if (period === undefined) return view.t('figures.no-period');
  const [from = '', to] = period.split('/');
  return to
    ? view.t('period.to-inclusive', { from: view.date(from, 'short'), to: view.date(to, 'short') })
    : view.date(from, 'short');
}

/** The value with the hedge of its source: "about 300", "16 to 21", "fewer than 10". */
export function valueText(view: View, one: ShownObservation): string {
  const { value, low, high, qualifier, withheld } = one;
  if (withheld)
    return amountText(view, { withheld, ...(low !== undefined && { low }), ...(high !== undefined && { high }) });
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

/** The value of a figure of a series: a step of a scale in its words. */
export function figureText(view: View, series: Series | ShownSeries, one: ShownObservation): string {
  const step = scaleOf(view.dataset, series)?.find(({ id }) => id === one.value);
  return step ? view.text(step.label) : valueText(view, one);
}

/** A part of a figure, or a figure that is withheld, in words. */
export function amountText(view: View, { value, low, high }: Amount): string {
  if (value !== undefined) return view.number(value);
  if (high !== undefined) return view.t('figures.fewer-than', { value: view.number(high + 1) });
  return low !== undefined ? view.t('figures.or-more', { value: view.number(low) }) : view.t('figures.withheld');
}

const SIGNS: Partial<Record<NonNullable<ShownObservation['qualifier']>, string>> = {
  about: '≈\u00a0',
  estimate: '≈\u00a0',
  'at-least': '≥\u00a0',
  'at-most': '≤\u00a0',
  'more-than': '>\u00a0',
  'less-than': '<\u00a0',
};

/** The value as a chart writes it: "≈ 300", "1.7M". */
export function shortValue(view: View, one: ShownObservation): string {
  const { value, low, high, qualifier, withheld } = one;
  if (typeof value === 'number') return `${(qualifier && SIGNS[qualifier]) ?? ''}${compactNumber(view, value)}`;
  if (withheld) return high === undefined ? (low === undefined ? '?' : `≥\u00a0${low}`) : `<\u00a0${high + 1}`;
  if (low !== undefined && high !== undefined) return `${compactNumber(view, low)}–${compactNumber(view, high)}`;
  return `≥\u00a0${compactNumber(view, low ?? 0)}`;
}

const compact = new Map<string, Intl.NumberFormat>();

/** A number as short as an axis needs it. */
export function compactNumber(view: View, value: number): string {
  if (Math.abs(value) < 100_000) return view.number(value);
  let format = compact.get(view.language);
  if (!format) {
    format = new Intl.NumberFormat(LOCALES[view.language], { notation: 'compact', maximumFractionDigits: 1 });
    compact.set(view.language, format);
  }
  return format.format(value);
}

/** The day from which an observation can be told. */
export const observedTo = (view: View, one: Pick<ShownObservation, 'period' | 'citations'>): Day =>
  tellableFrom(view.dataset, one);

const yearOf = ({ period }: ShownObservation): number => Number(period?.split('/').at(-1)?.slice(0, 4) ?? 0);

/** The address of the page of a series. */
export const seriesLink = (view: View, { id }: Series | ShownSeries): string => view.link(seriesPath(id));

/** /series/kaz/hotline-150-calls, of the id kaz/series/hotline-150-calls. */
export const seriesPath = (id: string): string => `/series/${id.replace('/series/', '/')}`;

/** What a key number shows: the newest period of a series with every value there is for it. */
interface KeyNumber {
  readonly series: Series;
  readonly latest: readonly ShownObservation[];
}

/**
 * The series worth showing first: those with most sources and the newest figures, one of each topic.
 * Nothing is chosen by hand; background figures (topic "context") come only where there is nothing else.
 */
export function keyNumbers(view: View, country: string, count = 4): KeyNumber[] {
  const ranked = view.dataset
    .inCountry('series', country)
    .flatMap((series) => {
      const known = observedBy(view.dataset, series, view.day).filter(
        ({ value, area, ages, period, rank }) =>
          typeof value === 'number' && !area && !ages && period && rank !== 'deprecated',
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
              <a class="quiet-link" href={seriesLink(view, series)}>
                {view.say(series.title)}
              </a>
              , {periods.join('; ')}
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

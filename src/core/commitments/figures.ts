/**
 * Figures that can be compared, and those that cannot: who counted what over which period, where a line may run, what
 * disagrees, what sums of money come to, and what to handle with care.
 * Always true: only what small-numbers.ts lets through is read. Two points are joined only where one body counted the
 * same thing in the same way over the same part of two successive years; a missing year is a gap and never a zero.
 * Sums are recomputed with the average rate of their own year where one is on file (core/crosscheck/rates.ts), else with
 * the rate that other sums of the same source imply, and not at all where there is neither.
 */
import { YEARLY_RATES } from '../crosscheck/rates.ts';
import type { Dataset } from '../dataset.ts';
import { english, everyText, type Localised } from '../localised.ts';
import { remember } from '../remember.ts';
import { type Day, firstDay, lastDay } from '../time.ts';
import { type Observation, type Series, type ShownObservation, type ShownSeries, shown } from './small-numbers.ts';

export type { Series, ShownObservation, ShownSeries } from './small-numbers.ts';

const DAYS_OF_A_YEAR = 365;

/** The first and the last day that an observation covers; undefined where its period is not stated. */
export function coverage({ period }: Pick<Observation, 'period'>): { from: Day; to: Day } | undefined {
  if (period === undefined) return undefined;
  const [from = period, to = from] = period.split('/');
  return { from: firstDay(from), to: lastDay(to) };
}

/** The year of an observation that lies within one. */
function yearOf({ period }: Pick<Observation, 'period'>): number | undefined {
  if (period === undefined) return undefined;
  const [from = period, to = from] = period.split('/');
  return from.slice(0, 4) === to.slice(0, 4) ? Number(from.slice(0, 4)) : undefined;
}

/** The day from which an observation can be told: the last of its period; without one, that of the first report of it. */
export function tellableFrom(dataset: Dataset, { period, citations }: Pick<Observation, 'period' | 'citations'>): Day {
  const covered = coverage({ period });
  if (covered) return covered.to;
  const reported = citations.flatMap(({ source }) => dataset.get('source', source)?.published ?? []);
  return reported.length > 0 ? Math.min(...reported.map(firstDay)) : -Infinity;
}

/** The observations of a series that a day knows of, oldest first, as they may be shown; those without a period come first. */
export function observedBy(dataset: Dataset, series: Series, day: Day): ShownObservation[] {
  return shown(series)
    .observations.filter((one) => tellableFrom(dataset, one) <= day)
    .sort((a, b) => (coverage(a)?.from ?? -Infinity) - (coverage(b)?.from ?? -Infinity) || byEnd(a, b));
}

const byEnd = (a: ShownObservation, b: ShownObservation) => (coverage(a)?.to ?? 0) - (coverage(b)?.to ?? 0) || 0;

/** One figure on a line of years: a number, or the bounds of one. */
export interface Point {
  readonly series: ShownSeries;
  readonly observation: ShownObservation;
  readonly year: number;
  /** Whether it covers a part of the year only. */
  readonly part: boolean;
  readonly low: number;
  /** Equal to `low` where the number is known; infinite where only a least one is. */
  readonly high: number;
}

/** Points that one body counted in one way: what one mark and one line style stand for. */
export interface Strand {
  readonly key: string;
  readonly series: ShownSeries;
  readonly producer: Localised | undefined;
  readonly area: string | undefined;
  readonly ages: Observation['ages'];
  /** By year; several of one year where sources differ. */
  readonly points: readonly Point[];
  /** Pairs of points between which a line may run. */
  readonly joins: readonly (readonly [Point, Point])[];
}

/** The series with those drawn beside it: first itself, then what it names and what names it. */
export function withAlongside(dataset: Dataset, series: Series): Series[] {
  const named = (series.alongside ?? []).flatMap((id) => dataset.get('series', id) ?? []);
  const naming = dataset
    .backlinks(series.id)
    .flatMap(({ record, path }) => (record.kind === 'series' && path[0] === 'alongside' ? [record] : []));
  return [...new Map([series, ...named, ...naming].map((one) => [one.id, one])).values()];
}

/** What can be drawn of a series on a day: numbers within one year, of the whole country unless there is none. */
export function strandsOf(dataset: Dataset, series: Series, day: Day): Strand[] {
  const safe = shown(series);
  const points = observedBy(dataset, series, day)
    .filter(({ rank }) => rank !== 'deprecated')
    .flatMap((observation) => pointOf(safe, observation) ?? []);
  const national = points.filter(({ observation: { area, ages } }) => !area && !ages);
  const drawn = national.length > 0 ? national : points;
  return [...Map.groupBy(drawn, strandKey)].map(([key, own]) => {
    const ordered = own.toSorted((a, b) => a.year - b.year);
    const { producer, area, ages } = ordered[0]?.observation ?? {};
    return {
      key: `${series.id} ${key}`,
      series: safe,
      producer,
      area,
      ages,
      points: ordered,
      joins: joinsOf(safe, ordered),
    };
  });
}

function strandKey({ observation: { producer, area, ages } }: Point): string {
  return JSON.stringify([producer === undefined ? '' : english(producer), area ?? '', ages ?? '']);
}

function pointOf(series: ShownSeries, observation: ShownObservation): Point | undefined {
  const year = yearOf(observation);
  const covered = coverage(observation);
  if (year === undefined || !covered) return undefined;
  const { value, low, high, qualifier, withheld } = observation;
  const bounds =
    typeof value === 'number'
      ? { low: value, high: value }
      : value === undefined &&
          (low !== undefined || high !== undefined) &&
          (low !== undefined || withheld !== undefined)
        ? { low: low ?? 0, high: high ?? Infinity }
        : undefined;
  if (!bounds) return undefined;
  const part = qualifier === 'part-period' || covered.to - covered.from + 1 < DAYS_OF_A_YEAR;
  return { series, observation, year, part, ...bounds };
}

/** Hedges under which a number is still near what was counted, and not only a bound of it. */
const NEAR = new Set<Observation['qualifier']>([undefined, 'exact', 'about', 'estimate', 'part-period']);

/** The part of the year that a point covers: “01/10”, or nothing for a whole one. A part that is not told is like no other. */
function seasonOf({ observation: { period = '' }, part }: Point): string {
  return part ? period.replaceAll(/\d{4}-?/g, '') || `of ${period}` : '';
}

function joinsOf(series: ShownSeries, ordered: readonly Point[]): (readonly [Point, Point])[] {
  const byYear = Map.groupBy(ordered, ({ year }) => year);
  // Of several figures for a year none is the right one to draw a line through, unless one is preferred.
  const standing = (year: number): Point | undefined => {
    const all = byYear.get(year) ?? [];
    const preferred = all.filter(({ observation }) => observation.rank === 'preferred');
    const [only] = preferred.length > 0 ? preferred : all;
    return (preferred.length > 0 ? preferred : all).length === 1 ? only : undefined;
  };
  const firm = ({ low, high, observation: { qualifier, withheld } }: Point) =>
    low === high && withheld === undefined && NEAR.has(qualifier);
  return [...byYear.keys()].flatMap((year) => {
    const [a, b] = [standing(year), standing(year + 1)];
    if (!a || !b || !firm(a) || !firm(b) || seasonOf(a) !== seasonOf(b)) return [];
    return isBroken(series, a, b) ? [] : [[a, b] as const];
  });
}

/** Whether something about the counting changed after the first began and before the second ended. */
function isBroken({ breaks = [] }: ShownSeries, a: Point, b: Point): boolean {
  const [from, to] = [coverage(a.observation)?.from ?? 0, coverage(b.observation)?.to ?? 0];
  return breaks.some(({ at }) => from < firstDay(at) && firstDay(at) <= to);
}

/** Stretches of years, both included, for which none of the strands has a figure. */
export function gapsOf(strands: readonly Strand[]): { readonly from: number; readonly to: number }[] {
  return missingYears(strands.flatMap(({ points }) => points.map(({ year }) => year)));
}

function missingYears(known: readonly number[]): { readonly from: number; readonly to: number }[] {
  const years = [...new Set(known)].sort((a, b) => a - b);
  return years.flatMap((year, index) => {
    const next = years[index + 1];
    return next !== undefined && next > year + 1 ? [{ from: year + 1, to: next - 1 }] : [];
  });
}

/** Years in words instead of numbers: placements, categories. Several of one year where sources differ. */
export interface Placements {
  /** Every step of the scale, best first; without a scale those that occur, in the order of their names. */
  readonly categories: readonly string[];
  readonly points: readonly { readonly year: number; readonly category: string }[];
  /** Stretches of years, both included, with nothing on file between the first and the last. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

/** The scale on which the values of a series stand, with the words of each step. */
export function scaleOf(
  dataset: Dataset,
  { scale }: Series | ShownSeries,
): readonly { readonly id: string; readonly label: Localised }[] | undefined {
  return scale === undefined ? undefined : dataset.get('framework', scale)?.scale;
}

/** The categories of a series by year, for the whole country, as a day knows them. */
export function placementsOf(dataset: Dataset, series: Series, day: Day): Placements {
  const points = observedBy(dataset, series, day).flatMap(({ value, area, ages, rank, ...one }) => {
    const year = yearOf(one);
    const isPlaced = typeof value === 'string' && !area && !ages && rank !== 'deprecated' && year !== undefined;
    return isPlaced ? [{ year, category: value }] : [];
  });
  const collator = new Intl.Collator('en', { numeric: true });
  const steps = scaleOf(dataset, series)?.map(({ id }) => id) ?? [];
  const others = [...new Set(points.map(({ category }) => category))].filter((category) => !steps.includes(category));
  const categories = [...steps, ...others.sort(collator.compare)];
  return { categories, points, gaps: missingYears(points.map(({ year }) => year)) };
}

/** Why two figures for a year may differ. */
export type Reason = 'part' | 'definition' | 'producer' | 'hedge' | 'source' | 'unknown';

/** Figures for one year that are not the same. */
export interface Difference {
  readonly year: number;
  readonly points: readonly Point[];
  readonly reasons: readonly Reason[];
  /** Least and greatest number given. */
  readonly low: number;
  readonly high: number;
}

/** Years for which the strands give different numbers, with what may explain it. */
export function differencesOf(strands: readonly Strand[]): Difference[] {
  const all = strands.flatMap(({ points }) => points).filter(({ high, low }) => high === low);
  return [...Map.groupBy(all, ({ year }) => year)]
    .filter(([, points]) => new Set(points.map(({ low }) => low)).size > 1)
    .map(([year, points]) => ({
      year,
      points,
      reasons: reasonsOf(points),
      low: Math.min(...points.map(({ low }) => low)),
      high: Math.max(...points.map(({ low }) => low)),
    }))
    .sort((a, b) => a.year - b.year);
}

function reasonsOf(points: readonly Point[]): Reason[] {
  const differ = (key: (point: Point) => unknown) => new Set(points.map(key)).size > 1;
  const reasons: Reason[] = [
    ...(differ(seasonOf) ? (['part'] as const) : []),
    ...(differ(({ series }) => series.id) ? (['definition'] as const) : []),
    ...(differ(({ observation: { producer } }) => (producer ? english(producer) : '')) ? (['producer'] as const) : []),
    ...(points.some(({ observation: { qualifier } }) => !['exact', 'part-period', undefined].includes(qualifier))
      ? (['hedge'] as const)
      : []),
  ];
  if (reasons.length > 0) return reasons;
  return differ(({ observation: { citations } }) => citations.map(({ source }) => source).join())
    ? ['source']
    : ['unknown'];
}

/** Observations of one series for one period, place and age that say different things. */
export function disagreeing(observations: readonly ShownObservation[]): ShownObservation[][] {
  const standing = observations.filter(({ rank }) => rank !== 'deprecated');
  return [...Map.groupBy(standing, ({ period, area, ages }) => JSON.stringify([period, area, ages])).values()].filter(
    (group) =>
      group[0]?.period !== undefined &&
      new Set(group.map(({ value, low, high }) => `${value}|${low}|${high}`)).size > 1,
  );
}

/** A sum of money in another currency: as the source says, and as computed. */
export interface Conversion {
  readonly amount: number;
  readonly currency: string;
  readonly to: string;
  /** What the source says it is worth. */
  readonly stated?: number;
  /** Units of the one currency for one of the other, as the source's own sums imply. */
  readonly implied?: number;
  readonly rate?: Rate;
  /** The amount at that rate. */
  readonly computed?: number;
  /** How many times the stated and the computed sum differ, from 1. */
  readonly factor?: number;
}

/** Units of `currency` for one of the other. */
export interface Rate {
  readonly value: number;
  /** The average of the year on file, or what other sums of the same source imply. */
  readonly basis: 'year' | 'source';
  readonly year?: number;
}

/** Sums that differ by more than this factor are not told apart by rounding or by an ordinary year. */
export const OFF = 2;
const DOLLAR = 'USD';

/** What a sum of money comes to in the currencies its source names, and in US dollars where a rate is on file. */
export function conversionsOf(dataset: Dataset, series: Series | ShownSeries, one: ShownObservation): Conversion[] {
  const { money } = one;
  if (!money) return [];
  const others = (money.converted ?? []).map(({ amount, currency }) => ({ to: currency, stated: amount }));
  const targets: { to: string; stated?: number }[] =
    others.length > 0 || money.currency === DOLLAR ? others : [{ to: DOLLAR }];
  return targets.flatMap(({ to, stated }) => {
    const rate = rateFor(dataset, series, one, money.currency, to);
    const implied = stated ? money.amount / stated : undefined;
    if (stated === undefined && !rate) return [{ amount: money.amount, currency: money.currency, to }];
    const computed = rate && money.amount / rate.value;
    const factor = computed && stated ? Math.max(computed / stated, stated / computed) : undefined;
    return [
      {
        amount: money.amount,
        currency: money.currency,
        to,
        ...(stated !== undefined && { stated }),
        ...(implied !== undefined && { implied }),
        ...(rate && { rate, computed: rounded(rate.value === 0 ? 0 : money.amount / rate.value) }),
        ...(factor !== undefined && { factor }),
      },
    ];
  });
}

/** Two figures that count are as much as a rate of a year can give. */
const rounded = (value: number) => Number(value.toPrecision(3));

function rateFor(
  dataset: Dataset,
  series: Series | ShownSeries,
  one: ShownObservation,
  currency: string,
  to: string,
): Rate | undefined {
  const year = yearOf(one);
  const [a, b] = year === undefined ? [] : [perDollar(currency, year), perDollar(to, year)];
  if (year !== undefined && a !== undefined && b !== undefined) return { value: a / b, basis: 'year', year };
  // A year without a rate is not guessed; without a year, the other sums of the source tell at what rate it reckoned.
  if (year !== undefined) return undefined;
  const own = one.citations.map(({ source }) => source);
  const implied = (impliedRates(dataset).get(`${currency} ${to}`) ?? [])
    .filter(({ source, series: id }) => own.includes(source) && id !== series.id)
    .map(({ rate }) => rate)
    .sort((x, y) => x - y);
  const middle = implied[implied.length >> 1];
  return middle === undefined ? undefined : { value: Number(middle.toPrecision(3)), basis: 'source' };
}

const perDollar = (currency: string, year: number): number | undefined =>
  currency === DOLLAR ? 1 : YEARLY_RATES[currency]?.[year];

interface Implied {
  readonly source: string;
  readonly series: string;
  readonly rate: number;
}

const impliedOf = new WeakMap<Dataset, Map<string, Implied[]>>();

/** The rates at which sources reckon, by pair of currencies. */
function impliedRates(dataset: Dataset): Map<string, Implied[]> {
  return remember(impliedOf, dataset, () => {
    const rates = new Map<string, Implied[]>();
    for (const series of dataset.all('series')) {
      for (const { money, citations } of series.observations) {
        for (const { amount, currency } of money?.converted ?? []) {
          if (!money || amount <= 0) continue;
          const key = `${money.currency} ${currency}`;
          const list = rates.get(key) ?? [];
          list.push(...citations.map(({ source }) => ({ source, series: series.id, rate: money.amount / amount })));
          rates.set(key, list);
        }
      }
    }
    return rates;
  });
}

/** Something to know before a figure is used. */
export type Care = { readonly observation: ShownObservation } & (
  | { readonly code: 'parts'; readonly dimension: string; readonly sum: number; readonly whole: number }
  | { readonly code: 'repeat'; readonly value: number; readonly period: string }
  | { readonly code: 'twin'; readonly value: number; readonly series: Series }
  | { readonly code: 'conversion'; readonly conversion: Conversion }
  | { readonly code: 'over-hundred'; readonly value: number }
  | { readonly code: 'undated' }
);

/** What to handle with care in a series on a day: sums, dates, repeats, conversions. */
export function careOf(dataset: Dataset, series: Series, day: Day): Care[] {
  const known = observedBy(dataset, series, day).filter(({ rank }) => rank !== 'deprecated');
  return known.flatMap((one, index): Care[] => [
    ...partsOff(one),
    ...repeatOf(one, known[index - 1]),
    ...twinsOf(dataset, series, one),
    ...conversionsOf(dataset, series, one)
      .filter(({ factor = 1 }) => factor > OFF)
      .map((conversion) => ({ code: 'conversion' as const, observation: one, conversion })),
    ...(typeof one.value === 'number' && one.value > 100 && isShare(series)
      ? [{ code: 'over-hundred' as const, observation: one, value: one.value }]
      : []),
    ...(one.period === undefined ? [{ code: 'undated' as const, observation: one }] : []),
  ]);
}

const isShare = ({ unit, title }: Series) =>
  everyText(unit).some((text) => /^(?:%|per ?cent|процент|пайыз)/iu.test(text)) &&
  !everyText(title).some((text) => /growth|rise|change|рост|өсу/iu.test(text));

/** Named parts that make more or less than their whole. A part alone, hedged numbers and parts of parts prove nothing. */
function partsOff(one: ShownObservation): Care[] {
  const { value, breakdown, qualifier } = one;
  if (typeof value !== 'number' || !breakdown || (qualifier !== undefined && qualifier !== 'exact')) return [];
  const names = Object.keys(breakdown).filter((name) => name.includes(':'));
  const top = names.filter((name) => !names.some((other) => other !== name && name.startsWith(`${other},`)));
  return [...Map.groupBy(top, (name) => name.split(':')[0] ?? '')].flatMap(([dimension, own]) => {
    const numbers = own.map((name) => breakdown[name]?.value);
    if (own.length < 2 || own.some((name) => name.includes('(')) || numbers.includes(undefined)) return [];
    const sum = numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
    return sum === value ? [] : [{ code: 'parts' as const, observation: one, dimension, sum, whole: value }];
  });
}

/** A number that is not round and not small, so that having it twice is worth a look. */
const isTelling = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 11 && value % 10 !== 0 && value % 25 !== 0;
/** From here on two periods rarely have the same number by chance. */
const RARELY_TWICE = 100;

function repeatOf(one: ShownObservation, before: ShownObservation | undefined): Care[] {
  if (!before?.period || !one.period || one.period === before.period || one.area !== before.area) return [];
  return isTelling(one.value) && one.value >= RARELY_TWICE && one.value === before.value
    ? [{ code: 'repeat', observation: one, value: one.value, period: before.period }]
    : [];
}

const twinsIn = new WeakMap<Dataset, Map<string, Series[]>>();

/** Other series with the same number of the same things in the same source: perhaps one count told twice. */
function twinsOf(dataset: Dataset, series: Series, one: ShownObservation): Care[] {
  const index = remember(twinsIn, dataset, () => {
    const found = new Map<string, Series[]>();
    for (const other of dataset.all('series')) {
      for (const observation of shown(other).observations) {
        for (const key of twinKeys(other, observation)) {
          const same = found.get(key) ?? [];
          if (!same.includes(other)) same.push(other);
          found.set(key, same);
        }
      }
    }
    return found;
  });
  const twins = new Set(twinKeys(series, one).flatMap((key) => index.get(key) ?? []));
  twins.delete(series);
  return [...twins].map((other) => ({ code: 'twin', observation: one, value: one.value as number, series: other }));
}

function twinKeys(series: Series, { value, citations }: ShownObservation): string[] {
  return isTelling(value) ? citations.map(({ source }) => `${source} ${english(series.unit)} ${value}`) : [];
}

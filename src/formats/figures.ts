/**
 * Figures as files: a table with one row for each figure and each part of one, and the same as JSON with definitions,
 * units, sources and the licence. Words are in one language, or in the nearest there is; names of columns and fields
 * stay the same in every language, for programs.
 * Always true: numbers are those that core/commitments/small-numbers.ts lets through; a withheld one has bounds at most,
 * and says why.
 */
import {
  type Conversion,
  conversionsOf,
  observedBy,
  type Series,
  type ShownObservation,
} from '../core/commitments/figures.ts';
import type { Amount } from '../core/commitments/small-numbers.ts';
import type { Dataset } from '../core/dataset.ts';
import { inLanguage, type Language, type Localised } from '../core/localised.ts';
import { type Day, isoDay } from '../core/time.ts';
import { type Cell, csv } from './csv.ts';

/** Under what terms the record may be used (data/LICENSE.md). */
export const LICENCE = 'CC-BY-4.0';

export const FIGURE_COLUMNS = [
  'series',
  'title',
  'unit',
  'definition',
  'population',
  'period',
  'value',
  'low',
  'high',
  'qualifier',
  'withheld',
  'area',
  'agesFrom',
  'agesTo',
  'part',
  'producer',
  'currency',
  'convertedCurrency',
  'statedConverted',
  'computedConverted',
  'rate',
  'rateBasis',
  'disputed',
  'rank',
  'breaks',
  'sources',
  'note',
  'licence',
] as const;

/** The rows of the table: a figure, then its parts. */
function figureRows(dataset: Dataset, list: readonly Series[], day: Day, language: Language): Cell[][] {
  const words = (text: Localised | undefined) => (text === undefined ? undefined : inLanguage(text, language).text);
  return list.flatMap((series) =>
    observedBy(dataset, series, day).flatMap((one) => {
      const [conversion] = conversionsOf(dataset, series, one);
      const row = (amount: Partial<Amount> & { value?: number | string }, part?: string): Cell[] => [
        series.id,
        words(series.title),
        words(series.unit),
        words(series.definition),
        words(series.population),
        one.period,
        amount.value,
        amount.low,
        amount.high,
        part === undefined ? one.qualifier : undefined,
        amount.withheld,
        one.area,
        one.ages?.from,
        one.ages?.to,
        part,
        words(one.producer),
        part === undefined ? one.money?.currency : undefined,
        ...(part === undefined ? moneyCells(conversion) : Array<undefined>(5).fill(undefined)),
        one.disputed,
        one.rank,
        (series.breaks ?? []).map(({ at, reason }) => `${at}: ${words(reason)}`).join('; ') || undefined,
        one.citations.map(({ source, locator }) => (locator ? `${source} (${locator})` : source)).join('; '),
        part === undefined ? words(one.note) : undefined,
        LICENCE,
      ];
      const { value, low, high, withheld } = one;
      return [
        row({
          ...(value !== undefined && { value }),
          ...(low !== undefined && { low }),
          ...(high !== undefined && { high }),
          ...(withheld && { withheld }),
        } as Partial<Amount>),
        ...Object.entries(one.breakdown ?? {}).map(([name, amount]) => row(amount, name)),
      ];
    }),
  );
}

function moneyCells(conversion: Conversion | undefined): Cell[] {
  return [
    conversion?.to,
    conversion?.stated,
    conversion?.computed,
    conversion?.rate && Number(conversion.rate.value.toPrecision(6)),
    conversion?.rate?.basis,
  ];
}

export function figuresCsv(dataset: Dataset, list: readonly Series[], day: Day, language: Language): string {
  return csv(FIGURE_COLUMNS, figureRows(dataset, list, day, language));
}

/** Series with their figures, as data. Absent fields are not known. */
export function figuresJson(dataset: Dataset, list: readonly Series[], day: Day, language: Language): unknown {
  const words = (text: Localised | undefined) => (text === undefined ? undefined : inLanguage(text, language).text);
  return {
    asOf: isoDay(day),
    licence: LICENCE,
    series: list.map((series) => ({
      id: series.id,
      title: words(series.title),
      topic: series.topic,
      unit: words(series.unit),
      definition: words(series.definition),
      population: words(series.population),
      breaks: series.breaks?.map(({ at, reason, citations }) => ({ at, reason: words(reason), citations })),
      alongside: series.alongside,
      note: words(series.note),
      observations: observedBy(dataset, series, day).map((one) => observationJson(dataset, series, one, words)),
    })),
  };
}

function observationJson(
  dataset: Dataset,
  series: Series,
  { producer, note, rankReason, citations, ...one }: ShownObservation,
  words: (text: Localised | undefined) => string | undefined,
) {
  const conversions = conversionsOf(dataset, series, { ...one, citations });
  return {
    ...one,
    producer: words(producer),
    ...(conversions.length > 0 && { conversions }),
    rankReason: words(rankReason),
    note: words(note),
    citations,
  };
}

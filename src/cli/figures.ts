/** figures COUNTRY [SERIES]: series with their figures, as they may be shown. */
import { Option } from 'commander';
import { figuresCsv, figuresJson } from '../app/figures.ts';
import {
  type Care,
  careOf,
  conversionsOf,
  differencesOf,
  disagreeing,
  gapsOf,
  observedBy,
  type Series,
  type ShownObservation,
  scaleOf,
  strandsOf,
  withAlongside,
} from '../core/commitments/figures.ts';
import type { Amount } from '../core/commitments/small-numbers.ts';
import type { Dataset } from '../core/dataset.ts';
import { PlatformError } from '../core/errors.ts';
import { everyText } from '../core/localised.ts';
import { nearest } from '../core/nearest.ts';
import type { Day } from '../core/time.ts';
import { type Context, counted, type DayOptions, dayOf, declare, readsOnDay, withRecord } from './command.ts';
import { countryNamed, either } from './names.ts';
import { Page, writeJson } from './terminal.ts';
import { say } from './words.ts';

type FiguresOptions = DayOptions & { topic?: string; csv?: boolean };

export function figuresCommand(context: Context) {
  return readsOnDay(
    declare(
      'figures',
      'statistics with their definitions and sources',
      'Lists the series of a country, or shows one with every figure, where a line may be drawn between figures and where ' +
        'not, on which years sources differ, and what to handle with care. Counts of children under 10 by place or age are ' +
        'shown as “fewer than 10”, and others beside them are withheld so that nobody can subtract: here as everywhere.',
      [
        { line: 'figures kaz', why: 'every series' },
        { line: 'figures kaz trafficking-minors-registered', why: 'one series with all that is on file' },
        {
          line: 'figures kaz --topic hotlines --csv',
          why: 'a table for a spreadsheet, with units, sources and licence',
        },
        { line: 'figures kaz trafficking-hotline-calls --as-of 2018 --json', why: 'what was known then, for programs' },
      ],
      [
        ['asOf, licence', 'the day that the figures are of, and the licence (SPDX)'],
        ['series[].id, title, topic, unit, definition, population', 'what is counted'],
        ['series[].breaks[]', 'days from which it is counted in another way, with the reason'],
        ['series[].alongside[]', 'series that count nearly the same in another way'],
        [
          'series[].observations[]',
          'figures, oldest first: period, value or low and high, qualifier, producer, citations',
        ],
        ['series[].observations[].withheld', '`small` or `subtraction`: why only bounds are given, or nothing'],
        ['series[].observations[].breakdown', 'parts: each a value, or bounds where it is withheld'],
        ['series[].observations[].conversions[]', 'sums of money: as stated, and as computed at a rate on file'],
      ],
    )
      .argument('<country>', 'ISO 3166-1 code or name')
      .argument('[series]', 'id of a series, or its last part')
      .option('--topic <topic>', 'only series on this subject: trafficking, hotlines')
      .addOption(new Option('--csv', 'write a table of comma-separated values').conflicts('json')),
  ).action((typedCountry: string, typedSeries: string | undefined, options: FiguresOptions) =>
    withRecord(context, options, ({ dataset }) => {
      const country = countryNamed(dataset, typedCountry);
      const { day, date } = dayOf(context, options.asOf);
      const all = dataset.inCountry('series', country.id);
      const asked = typedSeries === undefined ? undefined : seriesNamed(all, typedSeries, country.name);
      const list = (asked ? [asked] : all).filter(
        (series) =>
          (options.topic === undefined || series.topic === options.topic) &&
          (asked !== undefined || observedBy(dataset, series, day).length > 0),
      );
      if (options.topic !== undefined && !all.some(({ topic }) => topic === options.topic)) {
        const topics = [...new Set(all.map(({ topic }) => topic))].sort();
        throw new PlatformError(
          'not-found',
          `There is no series on “${options.topic}”. Subjects: ${topics.join(', ')}.`,
        );
      }
      if (options.json) {
        writeJson(context.out, figuresJson(dataset, list, day, 'en'));
        return;
      }
      if (options.csv) {
        context.out.write(figuresCsv(dataset, list, day, 'en'));
        return;
      }
      const page = new Page(context.out);
      if (asked) writeSeries(page, dataset, asked, day, date);
      else writeList(page, dataset, list, country.name, day, date);
    }),
  );
}

function seriesNamed(all: readonly Series[], typed: string, country: string): Series {
  const wanted = typed.toLowerCase();
  const last = (id: string) => id.slice(id.indexOf('/series/') + '/series/'.length);
  const found = all.find(
    ({ id, title }) =>
      id === wanted || last(id) === wanted || everyText(title).some((text) => text.toLowerCase() === wanted),
  );
  if (found) return found;
  const names = all.map(({ id }) => last(id));
  const close = [...new Set([...nearest(wanted, names), ...names.filter((name) => name.includes(wanted))])].slice(0, 4);
  throw new PlatformError(
    'not-found',
    `${country} has no series “${typed}” on record. ` +
      (close.length > 0
        ? `Did you mean ${either(close)}?`
        : `“dutybearer figures” with a country lists the ${all.length} there are.`),
  );
}

function writeList(page: Page, dataset: Dataset, list: readonly Series[], name: string, day: Day, date: string): void {
  page.line(`${page.tone(name, 'strong')}, on ${date}: ${counted(list.length, 'series').replace(/ss$/, 's')}.`);
  for (const [topic, group] of Map.groupBy(list, (series) => series.topic)) {
    page.heading(topic);
    page.table(
      group.map((series) => {
        const known = observedBy(dataset, series, day);
        const latest = known.at(-1);
        return [
          series.id.slice(series.id.lastIndexOf('/') + 1),
          `${say(series.title)}: ${latest ? `${figureOf(dataset, series, latest)} (${latest.period ?? 'period not stated'})` : 'nothing'}` +
            (known.length > 1 ? `; ${known.length} figures` : '') +
            (disagreeing(known).length > 0 ? '; sources disagree' : ''),
        ];
      }),
      2,
    );
  }
}

function writeSeries(page: Page, dataset: Dataset, series: Series, day: Day, date: string): void {
  const known = observedBy(dataset, series, day);
  page.line(page.tone(say(series.title), 'strong'));
  page.line(`${series.id}, on ${date}`);
  page.line(`Unit: ${say(series.unit)}.`);
  if (series.definition) page.line(`Counted: ${say(series.definition)}`);
  if (series.population) page.line(`Among: ${say(series.population)}.`);
  for (const { at, reason } of series.breaks ?? []) page.line(`Counted anew from ${at}: ${say(reason)}`);
  if (known.length === 0) page.line('Nothing is on file for that day.');
  else page.heading('Figures');
  for (const one of known) {
    page.table([[one.period ?? 'period not stated', figureOf(dataset, series, one), details(one)]], 2);
    for (const [name, part] of Object.entries(one.breakdown ?? {})) page.line(`${name}: ${partOf(part)}`, 6);
    for (const { to, stated, computed, rate } of conversionsOf(dataset, series, one)) {
      page.line(
        [
          stated !== undefined && `the source says ${number(stated)} ${to}`,
          rate && computed !== undefined
            ? `at ${number(rate.value)} for one ${to} (${rate.basis === 'year' ? `average of ${rate.year}` : 'implied by the source'}) about ${number(computed)} ${to}`
            : `no rate to ${to} on file for this date: not recomputed`,
        ]
          .filter(Boolean)
          .join('; '),
        6,
      );
    }
    if (one.note) page.line(say(one.note), 6);
  }
  const beside = withAlongside(dataset, series);
  const strands = beside.flatMap((other) => strandsOf(dataset, other, day));
  const own = strands.filter((strand) => strand.series.id === series.id);
  const lines = [
    ...gapsOf(own).map(
      ({ from, to }) => `${from === to ? from : `${from} to ${to}`}: nothing on file, which is not zero.`,
    ),
    ...differencesOf(strands)
      .filter(({ points }) => points.some((point) => point.series.id === series.id))
      .map(
        ({ year, low, high }) => `${year}: from ${number(low)} to ${number(high)}, depending on who counted and what.`,
      ),
    ...careOf(dataset, series, day).map(careText),
  ];
  if (lines.length > 0) page.heading('Handle with care');
  for (const line of lines) page.line(line, 2);
  if (beside.length > 1) page.heading('Counted in another way');
  for (const other of beside.slice(1)) page.line(`${other.id}: ${say(other.title)}`, 2);
}

const number = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 2 });

const HEDGES: Partial<Record<NonNullable<ShownObservation['qualifier']>, string>> = {
  about: 'about ',
  estimate: 'estimate: ',
  'at-least': 'at least ',
  'at-most': 'at most ',
  'more-than': 'more than ',
  'less-than': 'less than ',
};

/** The value of a figure; a step of a scale in its words. */
function figureOf(dataset: Dataset, series: Series, one: ShownObservation): string {
  const step = scaleOf(dataset, series)?.find(({ id }) => id === one.value);
  return step ? say(step.label) : amountOf(one);
}

function amountOf({ value, low, high, qualifier, withheld }: ShownObservation): string {
  if (withheld) return partOf({ withheld, ...(low !== undefined && { low }), ...(high !== undefined && { high }) });
  const hedge = (qualifier && HEDGES[qualifier]) ?? '';
  if (value !== undefined) return `${hedge}${typeof value === 'number' ? number(value) : value}`;
  if (low !== undefined && high !== undefined) return `${hedge}${number(low)} to ${number(high)}`;
  if (low !== undefined) return `at least ${number(low)}`;
  return high === undefined ? 'in words only' : `at most ${number(high)}`;
}

function partOf({ value, low, high }: Amount): string {
  if (value !== undefined) return number(value);
  if (high !== undefined) return `fewer than ${high + 1}`;
  return low === undefined ? 'not shown' : `${low} or more`;
}

function details({ area, ages, producer, qualifier, withheld, citations, rank }: ShownObservation): string {
  return [
    area,
    ages && `ages ${ages.from ?? 0} to ${ages.to ?? 'any'}`,
    producer && say(producer),
    qualifier === 'part-period' && 'part of the period',
    withheld && (withheld === 'small' ? 'small count' : 'withheld beside a small count'),
    rank !== undefined && rank !== 'normal' && rank,
    citations.map(({ source, locator }) => (locator ? `${source}, ${locator}` : source)).join('; '),
  ]
    .filter(Boolean)
    .join(' · ');
}

function careText(care: Care): string {
  const period = care.observation.period ?? 'period not stated';
  switch (care.code) {
    case 'parts':
      return `${period}: the parts named (${care.dimension}) make ${number(care.sum)}, the whole is ${number(care.whole)}.`;
    case 'repeat':
      return `${period}: the same number as for ${care.period}, ${number(care.value)}; one may have been carried over.`;
    case 'twin':
      return `${period}: the source gives ${number(care.value)} for ${care.series.id} too.`;
    case 'conversion':
      return `${period}: one of two sums is off by a factor of about ${number(Number((care.conversion.factor ?? 1).toPrecision(2)))}.`;
    case 'over-hundred':
      return `${period}: ${number(care.value)} % of a whole cannot be.`;
    case 'undated':
      return `${amountOf(care.observation)}: the source does not say of what period.`;
  }
}

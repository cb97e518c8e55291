/**
 * Recommendations as files: a table with one row for each part of each, and the same as JSON with both verdicts and
 * every entry. Words are in one language, or in the nearest there is; names of columns and fields stay the same in
 * every language, for programs.
 * Always true: verdicts are those of core/commitments/recommendations.ts on the day asked; what is not known is empty.
 */
import {
  kindsOf,
  type Progress,
  type Recommendation,
  standingOn,
  yearsWaited,
} from '../core/commitments/recommendations.ts';
import { threadOf } from '../core/commitments/threads.ts';
import type { Dataset } from '../core/dataset.ts';
import { inLanguage, type Language, type Localised } from '../core/localised.ts';
import { type Day, isoDay } from '../core/time.ts';
import { type Cell, csv } from './csv.ts';

/** Under what terms the record may be used (data/LICENSE.md). */
const LICENCE = 'CC-BY-4.0';

export const RECOMMENDATION_COLUMNS = [
  'id',
  'country',
  'body',
  'document',
  'paragraph',
  'date',
  'text',
  'themes',
  'indicators',
  'provisions',
  'response',
  'verdict',
  'stateVerdict',
  'stage',
  'closedOn',
  'years',
  'thread',
  'part',
  'partText',
  'partKind',
  'partTarget',
  'partVerdict',
  'partVerdictDate',
  'partStateVerdict',
  'partClosedOn',
  'closedBy',
  'rationale',
  'sources',
] as const;

/** The rows of a table, each in the order of the columns; a recommendation without parts has one row. */
export function* recommendationRows(
  dataset: Dataset,
  records: Iterable<Recommendation>,
  day: Day,
  language: Language,
): Generator<readonly Cell[]> {
  const say = (text: Localised | undefined): Cell => (text === undefined ? undefined : inLanguage(text, language).text);
  const list = (values: readonly string[] | undefined): Cell => (values?.length ? values.join(' ') : undefined);
  for (const record of records) {
    const standing = standingOn(record, day);
    const whole: Cell[] = [
      record.id,
      record.country,
      say(record.body),
      record.document,
      record.paragraph,
      record.date,
      say(record.text),
      list(record.themes),
      list(record.indicators),
      list(record.provisions),
      say(record.response),
      standing.independent,
      standing.state,
      standing.stage,
      standing.closedOn,
      yearsWaited(record, standing, day),
      threadOf(dataset, record.id)?.id,
    ];
    const evidence = (entry: Progress | undefined): Cell[] => [
      list(entry?.closedBy),
      say(entry?.rationale),
      list((entry?.citations ?? record.citations).map(({ source }) => source)),
    ];
    if (standing.parts.length === 0) {
      const entry = standing.entries.find(({ by }) => by === 'independent');
      yield [...whole, ...Array<Cell>(8).fill(undefined), ...evidence(entry)];
    }
    for (const { part, independent, state, closedOn } of standing.parts) {
      yield [
        ...whole,
        part.id,
        say(part.text),
        part.kind,
        part.target,
        independent.verdict,
        independent.entry?.date,
        state?.verdict,
        closedOn,
        ...evidence(independent.entry),
      ];
    }
  }
}

export function recommendationsCsv(
  dataset: Dataset,
  records: Iterable<Recommendation>,
  day: Day,
  language: Language,
): string {
  return csv(RECOMMENDATION_COLUMNS, recommendationRows(dataset, records, day, language));
}

/** The same as data: every field a program needs, with texts in every language they have. */
export function recommendationsJson(dataset: Dataset, records: Iterable<Recommendation>, day: Day) {
  return {
    licence: LICENCE,
    asOf: isoDay(day),
    recommendations: Array.from(records, (record) => recommendationJson(dataset, record, day)),
  };
}

/** One recommendation with its verdicts on a day. */
export function recommendationJson(dataset: Dataset, record: Recommendation, day: Day) {
  const standing = standingOn(record, day);
  return {
    id: record.id,
    country: record.country,
    body: record.body,
    document: record.document,
    paragraph: record.paragraph,
    date: record.date,
    text: record.text,
    section: record.section,
    addressee: record.addressee,
    themes: record.themes ?? [],
    indicators: record.indicators ?? [],
    provisions: record.provisions ?? [],
    kinds: kindsOf(record),
    response: record.response,
    verdict: standing.independent,
    stateVerdict: standing.state,
    stage: standing.stage,
    closedOn: standing.closedOn,
    years: yearsWaited(record, standing, day),
    thread: threadOf(dataset, record.id)?.members.map(({ id }) => id),
    parts: standing.parts.map(({ part, independent, state, closedOn }) => ({
      ...part,
      verdict: independent.verdict,
      stateVerdict: state?.verdict,
      closedOn,
    })),
    entries: standing.entries,
    citations: record.citations,
    note: record.note,
  };
}

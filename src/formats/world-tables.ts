/**
 * The world as files: where each state stands on an indicator, a treaty or another assessor’s scale, one row for each
 * state and measure. Names of columns and fields stay the same in every language; values are those of the record, labels
 * are in one language. A state of which nothing is known has its row, and says so.
 */
import type { PartialDate } from '../core/time.ts';
import { csv } from './csv.ts';

/** Under what terms the record may be used (data/LICENSE.md). */
const LICENCE = 'CC-BY-4.0';

/** Where a state stands on one measure on one date. */
export interface WorldRow {
  /** ISO 3166-1 alpha-3 code in lower case. */
  readonly country: string;
  readonly name: string;
  readonly region: string | undefined;
  /** Whether it is a member or observer state of the United Nations. */
  readonly state: boolean;
  /** FRAMEWORK/INDICATOR, the id of a treaty, or that of a framework of placements. */
  readonly measure: string;
  readonly title: string;
  /** Whose judgement it is: ours where absent. */
  readonly assessor: string | undefined;
  /** The day that was asked about, or the year of a report. */
  readonly date: PartialDate;
  readonly value: string;
  readonly label: string;
  /** Whether the value says something about the state; false where nothing is known. */
  readonly known: boolean;
  readonly since: PartialDate | undefined;
  readonly by: PartialDate | undefined;
  /** Of treaties: the last day for which a source on file says how the state stands. */
  readonly knownOn: PartialDate | undefined;
  readonly needsReview: boolean;
  readonly sourcesDisagree: boolean;
  readonly sources: readonly string[];
}

const COLUMNS = [
  'country',
  'name',
  'region',
  'state',
  'measure',
  'title',
  'assessor',
  'date',
  'value',
  'label',
  'known',
  'since',
  'by',
  'knownOn',
  'needsReview',
  'sourcesDisagree',
] as const satisfies readonly (keyof WorldRow)[];

export function worldCsv(rows: readonly WorldRow[]): string {
  return csv(
    [...COLUMNS, 'sources', 'licence'],
    rows.map((row) => [...COLUMNS.map((name) => row[name]), row.sources.join('; '), LICENCE]),
  );
}

/** The same as data, with how many states something is known of. Absent fields are not known. */
export function worldJson(rows: readonly WorldRow[]): unknown {
  const states = rows.filter(({ state }) => state);
  return {
    licence: LICENCE,
    coverage: { known: states.filter(({ known }) => known).length, of: states.length },
    rows,
  };
}

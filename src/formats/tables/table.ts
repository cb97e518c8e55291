/**
 * What a table is, wherever it comes from: numbered rows of cells, read as a stream in batches.
 * Always true: a cell is what its file stores; nothing is computed, and a formula is only ever its stored value.
 */
import { PlatformError } from '../../core/errors.ts';
import type { PartialDate } from '../../core/time.ts';

/** A calendar date that the file itself marks as one. */
export interface Dated {
  readonly date: PartialDate;
}

/** A cell that holds no value: a formula that came to nothing, or one whose value was never stored. */
export interface Broken {
  readonly error: string;
}

/** What a cell holds; nothing where it is empty. */
export type Value = string | number | boolean | Dated | Broken | undefined;

export interface Row {
  /** The row of the sheet, or the line on which it begins in a text file; from 1. */
  readonly number: number;
  readonly cells: readonly Value[];
}

/** A merged area, rows and columns included at both ends; rows count from 1, columns from 0. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** What the reader met on its way and a person should know. */
export interface Met {
  formulas: number;
  hiddenRows: number;
}

/** How much of a file a table may take. */
export const LIMITS = {
  /** Rows of one table: what a spreadsheet can hold. */
  rows: 1_048_576,
  /** Columns that are looked at; what stands to the right of them is left out, and said. */
  columns: 512,
  /** Bytes of a file. */
  bytes: 2 * 1024 ** 3,
  /** Bytes of one unpacked part of a spreadsheet. */
  partBytes: 4 * 1024 ** 3,
  /** Characters of one cell: what a spreadsheet can hold, twice. */
  cell: 65_534,
} as const;

export const isDated = (value: Value): value is Dated => typeof value === 'object' && 'date' in value;
export const isBroken = (value: Value): value is Broken => typeof value === 'object' && 'error' in value;

/** The cell as a person would read it; an empty text where it holds nothing. */
export function textOf(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'object') return 'date' in value ? value.date : value.error;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return String(value).trim();
}

/** The name of a column as spreadsheets have it: A, B, … AA. */
export function columnName(index: number): string {
  let name = '';
  for (let left = index; left >= 0; left = Math.floor(left / 26) - 1)
    name = String.fromCharCode(65 + (left % 26)) + name;
  return name;
}

export function refuse(file: string, why: string, remedy: string): PlatformError {
  return new PlatformError('invalid', `${file}: ${why} ${remedy} Nothing was imported.`);
}

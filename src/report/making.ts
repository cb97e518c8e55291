/** What everything that makes a part of a report works with: the record on a day, the voice, notes and numbers. */
import type { Dataset } from '../core/dataset.ts';
import type { AnyRecord, Citation } from '../core/model/index.ts';
import type { Day, PartialDate } from '../core/time.ts';
import type { Apparatus } from './apparatus.ts';
import type { Block, Cell, Inline } from './document.ts';
import type { Issues, Spot } from './issues.ts';
import type { Voice } from './voice.ts';

/** Options of a table or a drawing, as templates and texts name them. */
export type Options = Readonly<Record<string, string>>;

export interface Making {
  readonly dataset: Dataset;
  readonly country: string;
  readonly day: Day;
  readonly asOf: PartialDate;
  /** The last revision of the record. */
  readonly revision: number;
  readonly voice: Voice;
  readonly apparatus: Apparatus;
  readonly issues: Issues;
  /** Where it stands, for issues. */
  readonly spot: Spot;
  /** The next number of a table or a figure, with the anchor of it. */
  readonly count: (kind: 'table' | 'figure') => { readonly id: string; readonly number: string };
  /** Words that lead to the page of a record, where the report knows an address of the site. */
  readonly link: (target: AnyRecord | string, words?: readonly Inline[], day?: PartialDate) => Inline[];
}

/** Makes a table or a drawing; nothing where the record has nothing to show. Wrong options are reported. */
export type Maker = (making: Making, options: Options) => readonly Block[];

/** A cell of some runs. */
export const cell = (content: readonly Inline[], more: Omit<Cell, 'content'> = {}): Cell => ({ content, ...more });

/** A cell that names its row. */
export const head = (content: readonly Inline[]): Cell => ({ content, head: true });

/** A cell of plain words, numbers at the end of the line. */
export const words = ({ voice }: Making, text: string, align?: 'end'): Cell => ({
  content: voice.plain(text),
  ...(align && { align }),
});

interface Made {
  readonly caption: readonly Inline[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly widths?: readonly number[];
  readonly foot?: readonly (readonly Inline[])[];
  readonly wide?: boolean;
}

/** A table with its number; nothing where it has no rows. */
export function table(making: Making, made: Made): Block[] {
  if (made.rows.length === 0) return [];
  const { head: names, ...rest } = made;
  return [{ kind: 'table', ...making.count('table'), ...rest, head: names.map((name) => words(making, name)) }];
}

/** The mark of a note on the sources of a record. */
export const cited = ({ apparatus }: Making, citations: readonly Citation[] | undefined): Inline[] =>
  apparatus.cite(citations ?? []);

/** Runs with something between them. */
export function joined(parts: readonly (readonly Inline[])[], between: Inline): Inline[] {
  return parts.filter((part) => part.length > 0).flatMap((part, index) => (index > 0 ? [between, ...part] : part));
}

export const BREAK: Inline = { kind: 'break' };

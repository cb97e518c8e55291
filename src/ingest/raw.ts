/**
 * What a reader of one format gives: blocks in reading order with the marks of notes, before any structure is found.
 * Always true: every word of the document's main text is in some block; running heads, page numbers and navigation
 * are left out only where the reader is sure, and then named in `left`.
 */
import type { BlockKind } from '../core/document.ts';
import type { PartialDate } from '../core/time.ts';

export interface RawMark {
  /** Offset in the text of its block, where the mark stood; the mark itself is part of the text. */
  readonly at: number;
  readonly length: number;
  readonly label: string;
  /** The id of the entry, where the format links them (DOCX, HTML). */
  readonly target?: string;
}

export interface RawBlock {
  readonly kind: BlockKind;
  readonly text: string;
  readonly level?: number;
  readonly marks?: readonly RawMark[];
  /** Of a table, in place of its text; each cell plain text. */
  readonly rows?: readonly (readonly string[])[];
  readonly headerRows?: number;
  readonly page?: string;
  /** Of a note whose entry the format itself marks: label and id. */
  readonly note?: { readonly label: string; readonly id?: string };
}

export interface RawDocument {
  readonly mediaType: string;
  readonly title?: string;
  readonly publisher?: string;
  readonly date?: PartialDate;
  readonly language?: string;
  readonly blocks: readonly RawBlock[];
  /** What was left out and why: running heads, deleted tracked changes. */
  readonly left: readonly { readonly what: string; readonly count: number }[];
  /** Things a person must know: a page without text, an encoding that was guessed. */
  readonly notices: readonly string[];
}

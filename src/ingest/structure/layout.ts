/**
 * The text of a document, laid out from what its reader gave, and the place of every block, cell and mark in it.
 * Always true: the text is in Unicode normal form C; blocks stand in reading order with one \n between them; the cells
 * of a row are parted by a tab and its rows by \n; a mark whose offset does not fit its block is left out.
 */
import type { BlockKind, Range } from '../../core/document.ts';
import type { RawBlock, RawDocument } from '../raw.ts';

/** A mark as the format itself has it, placed in the text. */
export interface LaidMark extends Range {
  readonly label: string;
  readonly target?: string;
}

/** A block with its place; what the reader said of it stays with it. */
export interface LaidBlock extends Range {
  readonly index: number;
  readonly kind: BlockKind;
  readonly raw: RawBlock;
  readonly marks: readonly LaidMark[];
  readonly rows?: readonly (readonly Range[])[];
}

export interface Layout {
  readonly text: string;
  readonly blocks: readonly LaidBlock[];
}

export function layOut(raw: RawDocument): Layout {
  const parts: string[] = [];
  const blocks: LaidBlock[] = [];
  let at = 0;
  for (const block of raw.blocks) {
    const start = at === 0 ? 0 : at + 1;
    const table = block.rows && layTable(block.rows, start);
    const words = table ? table.text : block.text.normalize('NFC');
    if (words === '') continue;
    parts.push(words);
    at = start + words.length;
    blocks.push({
      index: blocks.length,
      kind: block.kind,
      raw: block,
      start,
      end: at,
      marks: table ? [] : marksOf(block, words, start),
      ...(table && { rows: table.rows }),
    });
  }
  return { text: parts.join('\n'), blocks };
}

function layTable(rows: readonly (readonly string[])[], from: number): { text: string; rows: Range[][] } {
  const places: Range[][] = [];
  let at = from;
  const lines = rows.map((row, index) => {
    if (index > 0) at += 1;
    const cells: Range[] = [];
    const words = row.map((cell, column) => {
      if (column > 0) at += 1;
      const content = cell.normalize('NFC');
      cells.push({ start: at, end: at + content.length });
      at += content.length;
      return content;
    });
    places.push(cells);
    return words.join('\t');
  });
  return { text: lines.join('\n'), rows: places };
}

/** Marks counted in the reader's words, moved to where they stand once the words are in normal form C. */
function marksOf(block: RawBlock, text: string, from: number): LaidMark[] {
  if (!block.marks?.length) return [];
  const same = text.length === block.text.length;
  const place = (at: number) => (same ? at : block.text.slice(0, at).normalize('NFC').length);
  const marks: LaidMark[] = [];
  for (const mark of block.marks) {
    const [start, end] = [place(mark.at), place(mark.at + mark.length)];
    if (mark.at < 0 || end > text.length || start > end) continue;
    marks.push({
      start: from + start,
      end: from + end,
      label: mark.label,
      ...(mark.target !== undefined && { target: mark.target }),
    });
  }
  return marks.sort((a, b) => a.start - b.start);
}

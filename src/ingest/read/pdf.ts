/**
 * PDF to blocks, from where its words stand on the page.
 * A page is put together in steps: words to rows, rows cut where wide gaps stand, columns told from tables by how far
 * their lines run, running heads and page numbers taken off, footnotes known by smaller type at the foot, lines joined to
 * paragraphs by spacing, indent and hyphen. Marks of notes are digits that are smaller and raised.
 * Always true: pages are read one at a time and let go; nothing is run, drawn or fetched. A PDF without text is refused as
 * a scan. Parsed by pdf.js (unpdf), which follows ISO 32000.
 */
import { getDocumentProxy } from 'unpdf';
import type { RawDocument } from '../raw.ts';
import { cleanText } from './encoding.ts';
import { type Reading, refusal, stopIfTold } from './limits.ts';
import { plainDigits, superscript } from './marks.ts';
import {
  BULLET,
  blocksOf,
  CONTENTS_LINE,
  headerRowsOf,
  NUMBERED,
  namesIn,
  PAGE_NUMBER,
  type Piece,
  SUPERSCRIPT_LABEL,
  unwrapped,
} from './text.ts';

const AGAIN = 'Download or export it again, and try that file.';

export async function readPdf(bytes: Uint8Array, reading: Reading): Promise<RawDocument> {
  const { name, limits, onProgress } = reading;
  // pdf.js takes the bytes it is given over.
  const document = await opened(Uint8Array.from(bytes), reading);
  try {
    if (document.numPages > limits.pages)
      throw refusal(
        name,
        `it has ${document.numPages} pages; at most ${limits.pages} are read.`,
        'Split it into parts.',
      );
    const labels = await document.getPageLabels().catch(() => null);
    const pages: Page[] = [];
    const unreadable: number[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      stopIfTold(reading);
      try {
        const page = await document.getPage(number);
        const content = await page.getTextContent();
        pages.push(pageOf(content.items as readonly unknown[], page.view, labels?.[number - 1] ?? undefined, number));
        page.cleanup();
      } catch {
        unreadable.push(number);
        pages.push({ number, rows: [], width: 0, height: 0 });
      }
      onProgress?.({ done: number, total: document.numPages });
      // Lets a signal through between pages.
      if (number % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    if (unreadable.length === document.numPages)
      throw refusal(name, 'none of its pages can be read; the file is damaged.', AGAIN);
    const letters = pages.map(lettersOn);
    if (letters.every((count) => count < 15)) {
      throw refusal(
        name,
        `its ${pages.length === 1 ? 'page holds a picture' : `${pages.length} pages hold pictures`} of text, not text: it is a scan.`,
        'Run it through a program for text recognition (OCR), such as ocrmypdf with the languages eng, rus and kaz, and try the file that it makes.',
      );
    }
    const { info } = await document.getMetadata().catch(() => ({ info: {} as Record<string, unknown> }));
    return assembled(pages, unreadable, letters, info as Record<string, unknown>);
  } finally {
    await document.cleanup().catch(() => undefined);
    await document.loadingTask.destroy().catch(() => undefined);
  }
}

async function opened(bytes: Uint8Array, { name }: Reading) {
  try {
    return await getDocumentProxy(bytes, {
      useSystemFonts: false,
      disableFontFace: true,
      stopAtErrors: false,
      verbosity: 0,
    });
  } catch (error) {
    const kind = error instanceof Error ? error.name : '';
    if (kind === 'PasswordException') {
      throw refusal(
        name,
        'it is locked with a password.',
        'Ask its publisher for an open copy, or remove the password and try that file.',
      );
    }
    throw refusal(name, 'it is not a whole PDF; it is damaged or was cut off.', AGAIN);
  }
}

// ---- rows

/** Words that stand together on a row, without a wide gap between them. */
interface Segment {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly y: number;
  readonly size: number;
  readonly font: string;
}

interface Page {
  readonly number: number;
  label?: string | undefined;
  rows: Segment[][];
  readonly width: number;
  readonly height: number;
  readonly rotated?: number;
}

interface Item {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly font: string;
}

function pageOf(raw: readonly unknown[], view: readonly number[], label: string | undefined, number: number): Page {
  const items: Item[] = [];
  let rotated = 0;
  for (const entry of raw) {
    const { str, transform, width, fontName } = entry as {
      str?: string;
      transform?: number[];
      width?: number;
      fontName?: string;
    };
    if (str === undefined || str === '' || !transform) continue;
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform;
    if (![a, b, c, d, x, y, width ?? 0].every(Number.isFinite)) continue;
    if (Math.abs(b) > Math.abs(a)) {
      if (str.trim() !== '') rotated++;
      continue;
    }
    if (str.trim() === '') continue;
    items.push({ text: str, x, y, width: width ?? 0, size: Math.hypot(c, d) || 1, font: fontName ?? '' });
  }
  const [left = 0, bottom = 0, right = 612, top = 792] = view;
  return { number, label, rows: rowsOf(items), width: right - left, height: top - bottom, rotated };
}

/** A raised number is smaller than the text by a sixth at least in most typesetting; browsers leave it at 0.83. */
const SMALL = 0.9;

/** Items to rows by their baseline; a raised small item belongs to the row it rises from. */
function rowsOf(items: readonly Item[]): Segment[][] {
  const sorted = [...items].sort((a, b) => b.y - a.y || a.x - b.x);
  const rows: { y: number; size: number; items: Item[] }[] = [];
  for (const item of sorted.filter(({ size, text }) => !isSmallLabel(text, size, sorted))) {
    let home: (typeof rows)[number] | undefined;
    for (let at = rows.length - 1; at >= 0 && at >= rows.length - 4; at--) {
      const row = rows[at];
      if (row && Math.abs(row.y - item.y) < 0.3 * Math.min(row.size, item.size)) {
        home = row;
        break;
      }
    }
    if (home) {
      home.items.push(item);
      if (item.size > home.size) home.size = item.size;
    } else rows.push({ y: item.y, size: item.size, items: [item] });
  }
  for (const item of sorted.filter(({ size, text }) => isSmallLabel(text, size, sorted))) {
    const near = rows
      .filter((row) => item.y > row.y - 0.12 * row.size && item.y < row.y + 0.75 * row.size)
      .map((row) => ({ row, gap: Math.min(...row.items.slice(0, 400).map((other) => gapBetween(other, item))) }))
      .filter(({ row, gap }) => gap < row.size && item.size < row.size * SMALL)
      .sort((a, b) => a.gap - b.gap)[0];
    if (near) near.row.items.push(item);
    else {
      const level = rows.find((row) => Math.abs(row.y - item.y) < 0.3 * item.size);
      if (level) level.items.push(item);
      else rows.push({ y: item.y, size: item.size, items: [item] });
    }
  }
  rows.sort((a, b) => b.y - a.y);
  return rows.map(({ y, size, items: row }) => segmentsOf(row, y, size)).filter((row) => row.length > 0);
}

function isSmallLabel(text: string, size: number, among: readonly Item[]): boolean {
  return /^\s*(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|\*{1,3}|[†‡])\s*$/.test(text) && size < SMALL * typical(among);
}

const sizes = new WeakMap<readonly Item[], number>();

/** The size most of the letters of a page have. */
function typical(items: readonly Item[]): number {
  const known = sizes.get(items);
  if (known !== undefined) return known;
  const found = commonest(items.map(({ size, text }) => [Math.round(size * 2) / 2, text.length]));
  sizes.set(items, found ?? 10);
  return found ?? 10;
}

function commonest<T>(weighted: Iterable<readonly [T, number]>): T | undefined {
  const sums = new Map<T, number>();
  for (const [key, weight] of weighted) sums.set(key, (sums.get(key) ?? 0) + weight);
  let best: T | undefined;
  let most = -1;
  for (const [key, sum] of sums) {
    if (sum > most) {
      best = key;
      most = sum;
    }
  }
  return best;
}

function gapBetween(a: Item, b: Item): number {
  return Math.max(0, b.x - (a.x + a.width), a.x - (b.x + b.width));
}

function segmentsOf(items: Item[], y: number, size: number): Segment[] {
  items.sort((a, b) => a.x - b.x);
  const segments: Segment[] = [];
  let parts: Item[] = [];
  let text = '';
  let end = Number.NEGATIVE_INFINITY;
  const close = (): void => {
    const [first] = parts;
    const clean = cleanText(text).text.replace(/\s+/g, ' ').trim();
    if (first && clean !== '') {
      const main = commonest(parts.map((part) => [part.font, part.text.length])) ?? '';
      const shown = commonest(parts.map((part) => [Math.round(part.size * 10) / 10, part.text.trim().length])) ?? size;
      segments.push({ text: clean, x: first.x, end, y, size: shown, font: main });
    }
    parts = [];
    text = '';
  };
  for (const item of items) {
    const gap = item.x - end;
    if (parts.length > 0 && gap > 1.4 * size) close();
    const raised =
      item.size < SMALL * size &&
      item.y > y + 0.12 * size &&
      /^\s*(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)\s*$/.test(item.text);
    const words = raised ? item.text.trim().replace(/\d+/g, (digits) => superscript(digits)) : item.text;
    // A word gap is a quarter of the size; kerning and letter spacing stay below a sixth.
    if (
      parts.length > 0 &&
      gap > 0.16 * Math.min(size, item.size) &&
      !/\s$/.test(text) &&
      !/^\s/.test(words) &&
      !raised
    )
      text += ' ';
    text += words;
    parts.push(item);
    end = Math.max(end, item.x + item.width);
    if (parts.length === 1) end = item.x + item.width;
  }
  close();
  return segments;
}

function lettersOn(page: Page): number {
  return page.rows.reduce(
    (sum, row) => sum + row.reduce((more, { text }) => more + (text.match(/\p{L}/gu)?.length ?? 0), 0),
    0,
  );
}

// ---- running heads

/** Outermost rows that carry the number of their page beside other words, such as a chapter that changes. */
function numberedHeads(pages: readonly Page[]): Set<readonly Segment[]> {
  const found: { row: readonly Segment[]; offset: number }[] = [];
  for (const { rows, number } of pages) {
    for (const row of new Set([rows[0] ?? [], rows[rows.length - 1] ?? []])) {
      const line = row.map(({ text }) => text).join(' ');
      const shown = line.length <= 160 ? (/\s(\d{1,4})$/.exec(line)?.[1] ?? /^(\d{1,4})\s/.exec(line)?.[1]) : undefined;
      if (shown !== undefined) found.push({ row, offset: Number(shown) - number });
    }
  }
  const offset = commonest(found.map((each) => [each.offset, 1]));
  const same = found.filter((each) => each.offset === offset);
  return new Set(same.length >= Math.max(3, pages.length * 0.2) ? same.map(({ row }) => row) : []);
}

const lineOf = (row: readonly Segment[]): string => row.map(({ text }) => text).join(' ');

/** Takes page numbers and running heads off, and gives each page the number it shows. */
function withoutHeads(pages: readonly Page[], left: Map<string, number>): void {
  const shape = (row: readonly Segment[]): string =>
    row
      .map(({ text }) => text)
      .join(' ')
      .replace(/\d+/g, '#')
      .toLowerCase();
  const body =
    commonest(
      pages.flatMap(({ rows }) => rows.flat()).map(({ size, text }) => [Math.round(size * 2) / 2, text.length]),
    ) ?? 10;
  // From the edges inward, two rows at most; a running head is never larger than the text it runs over.
  const edges = ({ rows }: Page): number[] =>
    [0, 1, rows.length - 1, rows.length - 2].filter(
      (at, place, all) =>
        at >= 0 &&
        at < rows.length &&
        all.indexOf(at) === place &&
        (rows[at] ?? []).every(({ size }) => size <= body * 1.08),
    );
  const key = (row: readonly Segment[]): string => `${Math.round((row[0]?.y ?? 0) / 4)} ${shape(row)}`;
  const times = new Map<string, number>();
  for (const page of pages)
    for (const at of edges(page)) times.set(key(page.rows[at] ?? []), (times.get(key(page.rows[at] ?? [])) ?? 0) + 1);
  const often = pages.length === 2 ? 2 : Math.max(3, Math.min(12, pages.length * 0.25));
  // Of two pages that begin alike only small type is surely a running head.
  const largest = pages.length === 2 ? body * 0.95 : body * 1.08;
  const numbered = numberedHeads(pages);
  for (const page of pages) {
    const drop = new Set<number>();
    const taken: string[] = [];
    let printed: string | undefined;
    for (const at of edges(page)) {
      const row = page.rows[at] ?? [];
      const line = lineOf(row);
      const outer = at === 0 || at === page.rows.length - 1 || drop.has(at === 1 ? 0 : page.rows.length - 1);
      if (!outer) continue;
      if (pages.length > 1 && line.length < 40 && PAGE_NUMBER.test(line)) {
        printed = PAGE_NUMBER.exec(line)?.[1];
        drop.add(at);
        taken.push('page numbers');
      } else if (
        line.length <= 160 &&
        row.every(({ size }) => size <= largest) &&
        ((times.get(key(row)) ?? 0) >= often || numbered.has(row))
      ) {
        printed ??= /(?:^|\s)(\d{1,4})$/.exec(line)?.[1] ?? /^(\d{1,4})\s/.exec(line)?.[1];
        drop.add(at);
        taken.push('running heads');
      }
    }
    page.label ??= printed;
    // Pages that are alike to the last row hold text that is repeated, not heads over nothing.
    if (drop.size < page.rows.length || page.rows.every((row) => PAGE_NUMBER.test(lineOf(row)))) {
      page.rows = page.rows.filter((_, at) => !drop.has(at));
      for (const what of taken) count(left, what);
    }
  }
}

// ---- reading order

/** A line of running text, or a table, in reading order. */
type Unit = { readonly line: Segment; readonly from: number; readonly to: number } | { readonly rows: Segment[][] };

/** The gutter between two columns: a strip that hardly any line crosses, with text that fills both sides of it. */
function gutterOf(rows: readonly Segment[][], size: number): number | undefined {
  const all = rows.flat();
  if (all.length < 8) return undefined;
  const from = all.reduce((least, { x }) => Math.min(least, x), Infinity);
  const to = all.reduce((most, { end }) => Math.max(most, end), -Infinity);
  const width = to - from;
  let best: { at: number; score: number } | undefined;
  // A broken file can put a word a billion points away: then fewer places are tried, not more.
  const step = Math.max(2, size / 3, width / 1000);
  for (let at = from + width * 0.25; at < to - width * 0.25; at += step) {
    const crossing = all.filter(({ x, end }) => x < at && end > at).length;
    const before = all.filter(({ end }) => end <= at);
    const after = all.filter(({ x }) => x >= at);
    if (crossing > all.length * 0.2 || before.length < 4 || after.length < 4) continue;
    const leftEdge = before.reduce((least, { x }) => Math.min(least, x), Infinity);
    const rightEdge = after.reduce((least, { x }) => Math.min(least, x), Infinity);
    const fill = (segments: readonly Segment[], space: number): number =>
      median(segments.map(({ x, end }) => end - x)) / Math.max(1, space);
    if (fill(before, at - leftEdge) < 0.6 || fill(after, to - rightEdge) < 0.6) continue;
    const score = Math.min(before.length, after.length) - crossing * 2;
    if (!best || score > best.score) best = { at, score };
  }
  return best?.at;
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? 0;
}

/** Rows in the order in which they are read: columns one after the other, between lines that span them. */
function ordered(rows: readonly Segment[][], size: number, depth = 0): Unit[] {
  const gutter = depth < 3 ? gutterOf(rows, size) : undefined;
  if (gutter === undefined) return linesAndTables(rows);
  const units: Unit[] = [];
  let before: Segment[][] = [];
  let after: Segment[][] = [];
  const flush = (): void => {
    units.push(...ordered(before, size, depth + 1), ...ordered(after, size, depth + 1));
    before = [];
    after = [];
  };
  let lastY: number | undefined;
  for (const row of rows) {
    const y = row[0]?.y ?? 0;
    const onBoth = row.some(({ end }) => end <= gutter + 2) && row.some(({ x }) => x >= gutter - 2);
    // Under a gap that runs through both columns something new begins, such as a heading over the whole page.
    if (lastY !== undefined && lastY - y > size * 2 && !onBoth && before.length > 0 && after.length > 0) flush();
    lastY = y;
    if (row.some(({ x, end }) => x < gutter - 2 && end > gutter + 2)) {
      flush();
      units.push(...linesAndTables([row]));
      continue;
    }
    const one = row.filter(({ end }) => end <= gutter + 2);
    const other = row.filter(({ end }) => end > gutter + 2);
    if (one.length > 0) before.push(one);
    if (other.length > 0) after.push(other);
  }
  flush();
  return units;
}

/** In one column: rows of several pieces that follow one another are a table, the rest are lines. */
function linesAndTables(rows: readonly Segment[][]): Unit[] {
  const units: Unit[] = [];
  const from = rows.reduce((least, row) => Math.min(least, row[0]?.x ?? least), Number.POSITIVE_INFINITY);
  const to = rows.reduce((most, row) => Math.max(most, row[row.length - 1]?.end ?? most), 0);
  for (let at = 0; at < rows.length; ) {
    const row = rows[at] ?? [];
    let end = at;
    if (isTabular(row)) {
      let several = 0;
      for (; end < rows.length; end++) {
        const next = rows[end] ?? [];
        if (isTabular(next)) several++;
        // A line of one piece inside a table goes on with a cell, if it stands close under it and under a column.
        else if (!(goesOnInCell(rows[end - 1], next, rows.slice(at, end)) && isTabular(rows[end + 1] ?? []))) break;
      }
      if (several >= 2 && several >= (end - at) * 0.4) {
        units.push({ rows: rows.slice(at, end) });
        at = end;
        continue;
      }
    }
    // A label and its text with a wide gap between them, such as a number, are one line.
    const [first, ...rest] = row;
    if (first) {
      const text = rest.reduce((whole, { text: more }) => `${whole} ${more}`, first.text);
      units.push({
        line: {
          ...first,
          text,
          end: row[row.length - 1]?.end ?? first.end,
          size: commonest(row.map((part) => [part.size, part.text.length])) ?? first.size,
        },
        from,
        to,
      });
    }
    at++;
  }
  return units;
}

function isTabular(row: readonly Segment[]): boolean {
  if (row.length < 2) return false;
  const [first] = row;
  // "12.   The text", "•   The text", "Chapter ..... 7" are lines.
  if (row.length === 2 && first && /^(?:\(?[\divxa-zа-я]{1,4}[.)]|[-•–▪*]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3})$/iu.test(first.text))
    return false;
  return !/\.{4,}|…{2,}/.test(row.map(({ text }) => text).join(' '));
}

function goesOnInCell(
  before: readonly Segment[] | undefined,
  row: readonly Segment[],
  table: readonly (readonly Segment[])[],
): boolean {
  const [piece] = row;
  const y = before?.[0]?.y;
  if (!piece || y === undefined || row.length !== 1 || y - piece.y > piece.size * 1.6) return false;
  return table.some((other) => other.some(({ x }) => Math.abs(x - piece.x) < piece.size * 0.5));
}

/** The cells of a table: columns where pieces begin, rows where the first column does. */
function cellsOf(rows: readonly Segment[][]): string[][] {
  const starts: number[] = [];
  const full = rows.filter((row) => row.length > 1);
  for (const { x, size } of full.flat().sort((a, b) => a.x - b.x)) {
    const last = starts[starts.length - 1];
    if (last === undefined || x - last > size * 1.5) starts.push(x);
  }
  const columnOf = ({ x, size }: Segment): number => {
    let column = 0;
    starts.forEach((start, at) => {
      if (x >= start - size * 0.5) column = at;
    });
    return column;
  };
  const cells: string[][] = [];
  let lastY = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const columns = row.map(columnOf);
    const current = cells[cells.length - 1];
    const close = lastY - (row[0]?.y ?? 0) < (row[0]?.size ?? 10) * 1.35;
    const goesOn = current !== undefined && close && (!columns.includes(0) || row.length === 1);
    const line = goesOn ? current : Array.from({ length: starts.length }, () => '');
    row.forEach((segment, at) => {
      const column = columns[at] ?? 0;
      line[column] = line[column] ? unwrapped([line[column] ?? '', segment.text]) : segment.text;
    });
    if (!goesOn) cells.push(line);
    lastY = row[0]?.y ?? lastY;
  }
  return cells;
}

// ---- paragraphs

function assembled(
  pages: Page[],
  unreadable: readonly number[],
  letters: readonly number[],
  info: Record<string, unknown>,
): RawDocument {
  const left = new Map<string, number>();
  withoutHeads(pages, left);
  const rotated = pages.reduce((sum, page) => sum + (page.rotated ?? 0), 0);
  if (rotated > 0) count(left, 'pieces of text that stand upright along the page', rotated);
  const all = pages.flatMap(({ rows }) => rows.flat());
  const body = commonest(all.map(({ size, text }) => [Math.round(size * 2) / 2, text.length])) ?? 10;
  const font =
    commonest(
      all.filter(({ size }) => Math.abs(size - body) < 0.6).map((segment) => [segment.font, segment.text.length]),
    ) ?? '';
  const levels = headingSizes(all, body);
  const pieces: Piece[] = [];
  const text: string[] = [];
  for (const page of pages) {
    const label = page.label ?? String(page.number);
    const { main, foot } = splitFoot(page, body);
    const builder = new Builder(pieces, { body, font, levels, page: label, left });
    for (const unit of ordered(main, body)) builder.add(unit);
    builder.end();
    notesOf(foot, label, pieces);
    for (const row of main) for (const segment of row) text.push(segment.text);
  }
  const blocks = blocksOf(pieces, namesIn(text.join('\n')));
  const words = blocks.reduce((sum, { text: block }) => sum + block.length, 0);
  const strange = blocks.reduce(
    (sum, { text: block }) => sum + (block.match(/[\ufffd\ue000-\uf8ff]/g)?.length ?? 0),
    0,
  );
  const notices: string[] = [];
  if (unreadable.length > 0) notices.push(`${pagesNamed(unreadable)} could not be read; the file is damaged there.`);
  const empty = pages
    .filter((page, at) => (letters[at] ?? 0) < 15 && !unreadable.includes(page.number))
    .map(({ number }) => number);
  if (empty.length > 0)
    notices.push(`${pagesNamed(empty)} without text: empty, or a picture or scan that was not read.`);
  if (strange > words * 0.02)
    notices.push(
      'Many characters of the file have no meaning of their own (its fonts do not say which letters they draw). Check the text against the page.',
    );
  const said = (key: string): string | undefined => {
    const value = info[key];
    const clean = typeof value === 'string' ? cleanText(value).text.trim() : '';
    return clean === '' || /^untitled|^microsoft word|\.(?:docx?|pdf|indd|qxd)$/i.test(clean) ? undefined : clean;
  };
  const title = said('Title');
  const language = said('Language');
  const made = /^D:(\d{4})(\d\d)(\d\d)/.exec(said('CreationDate') ?? '');
  if (made)
    notices.push(
      `The properties of the file say that it was made on ${made[1]}-${made[2]}-${made[3]}; that need not be the day of publication.`,
    );
  return {
    mediaType: 'application/pdf',
    ...(title !== undefined && { title }),
    ...(language !== undefined && { language }),
    blocks,
    left: [...left].map(([what, number]) => ({ what, count: number })),
    notices,
  };
}

function pagesNamed(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 12).join(', ');
  return `${numbers.length === 1 ? 'Page' : 'Pages'} ${shown}${numbers.length > 12 ? ` and ${numbers.length - 12} more` : ''}`;
}

/** The sizes of headings, the largest first: larger than the text, and not of one stray letter. */
function headingSizes(all: readonly Segment[], body: number): number[] {
  const sums = new Map<number, number>();
  for (const { size, text } of all) {
    const key = Math.round(size * 2) / 2;
    if (key >= body * 1.1) sums.set(key, (sums.get(key) ?? 0) + text.length);
  }
  const found = [...sums].filter(([, length]) => length > 3).map(([size]) => size);
  return found.sort((a, b) => b - a);
}

/** The footnotes of a page: rows in smaller type below everything else, from the first that begins with a label. */
function splitFoot(page: Page, body: number): { main: Segment[][]; foot: Segment[][] } {
  const { rows } = page;
  let start = rows.length;
  while (start > 0 && (rows[start - 1] ?? []).every(({ size }) => size < body * 0.93)) start--;
  const first = rows.slice(start).findIndex((row) => LABEL.test(row.map(({ text }) => text).join(' ')));
  if (first < 0 || start === 0) return { main: rows, foot: [] };
  return { main: rows.slice(0, start + first), foot: rows.slice(start + first) };
}

const LABEL = /^(?:([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})|(\d{1,3})[.)]?(?=\s)|(\*{1,3}|[†‡]))\s*(?=[^\s\d.,)])/u;

function notesOf(rows: readonly Segment[][], page: string, pieces: Piece[]): void {
  let lines: string[] = [];
  let label = '';
  let last = 0;
  const close = (): void => {
    if (label !== '') pieces.push({ kind: 'note', text: unwrapped(lines), label, page, sure: true });
  };
  for (const row of rows) {
    const line = row.map(({ text }) => text).join(' ');
    const found = LABEL.exec(line);
    const shown = found ? plainDigits(found[1] ?? found[2] ?? found[3] ?? '') : '';
    // A year or an article at the beginning of a line is no label: labels go up by one.
    const next =
      found !== null &&
      (label === '' || found[1] !== undefined || found[3] !== undefined || Number(shown) === last + 1);
    if (found && next) {
      close();
      label = shown;
      last = Number(shown) || last;
      lines = [line.slice(found[0].length)];
    } else lines.push(line);
  }
  close();
}

/** The number a line begins with. */
function numberAt(text: string): number {
  return Number(/^[([]?(\d{1,4})[.)\]]/.exec(text)?.[1] ?? Number.NaN);
}

interface Setting {
  readonly body: number;
  readonly font: string;
  readonly levels: readonly number[];
  readonly page: string;
  readonly left: Map<string, number>;
}

/** Puts lines together to paragraphs, headings and items. */
class Builder {
  private readonly pieces: Piece[];
  private readonly setting: Setting;
  private lines: Segment[] = [];
  private from = 0;
  private to = 0;

  constructor(pieces: Piece[], setting: Setting) {
    this.pieces = pieces;
    this.setting = setting;
  }

  add(unit: Unit): void {
    const { page, left } = this.setting;
    if ('rows' in unit) {
      this.end();
      const rows = cellsOf(unit.rows);
      this.pieces.push({ kind: 'table', text: '', rows, headerRows: headerRowsOf(rows), page, sure: true });
      return;
    }
    const { line, from, to } = unit;
    const entry = /\.{4,}|(?:\. ){4,}|…{2,}/.test(line.text) ? CONTENTS_LINE.exec(line.text) : null;
    if (entry) {
      this.end();
      count(left, 'page numbers in the list of contents');
      this.pieces.push({ kind: 'list-item', level: 1, text: (entry[2] ?? '').trim(), page, sure: true, entry: true });
      return;
    }
    if (this.lines.length > 0 && this.breaks(line)) this.end();
    if (this.lines.length === 0) {
      this.from = from;
      this.to = to;
    }
    this.lines.push(line);
  }

  private breaks(line: Segment): boolean {
    const last = this.lines[this.lines.length - 1];
    const first = this.lines[0];
    if (!last || !first) return false;
    const { size } = last;
    const gap = last.y - line.y;
    // Up the page: the next column, or a new page.
    if (gap <= 0) return true;
    if (Math.abs(line.size - size) > size * 0.07) return true;
    const before = this.lines[this.lines.length - 2];
    const leading = before ? before.y - last.y : size * 1.25;
    if (gap > Math.max(leading * 1.3, size * 1.25 * 1.3) || gap > size * 2.2) return true;
    if (line.font !== last.font && (this.isHeading(this.lines) || this.isHeadingLine(line))) return true;
    if (this.isHeading(this.lines)) return false;
    if (BULLET.test(`${line.text} `) || SUPERSCRIPT_LABEL.test(line.text)) return true;
    const numbered = NUMBERED.test(line.text);
    const short = last.end < this.to - (this.to - this.from) * 0.12;
    const ended = /[.!?:;…]["”»)]?[⁰¹²³⁴⁵⁶⁷⁸⁹]*$/.test(last.text);
    if (numbered && (ended || short || numberAt(line.text) === numberAt(first.text) + 1)) return true;
    const item = BULLET.test(first.text) || NUMBERED.test(first.text);
    if (!item && line.x > last.x + size * 0.9 && (ended || this.lines.length > 1)) return true;
    if (item && line.x < first.x - size * 0.5) return true;
    return short && ended;
  }

  private isHeadingLine({ size, font, text }: Segment): boolean {
    const { body } = this.setting;
    if (BULLET.test(text)) return false;
    if (size >= body * 1.1) return true;
    if (size < body * 0.95 || font === this.setting.font || text.length > 120) return false;
    return /\p{L}{3}/u.test(text) && !/[.,;]$/.test(text);
  }

  private isHeading(lines: readonly Segment[]): boolean {
    return lines.length > 0 && lines.length <= 5 && lines.every((line) => this.isHeadingLine(line));
  }

  end(): void {
    const { lines } = this;
    this.lines = [];
    const [first] = lines;
    if (!first) return;
    const { page, body, levels } = this.setting;
    const text = unwrapped(lines.map((line) => line.text)).trim();
    const upper =
      text === text.toUpperCase() &&
      /\p{L}{3}/u.test(text) &&
      text !== text.toLowerCase() &&
      text.length <= 160 &&
      lines.length <= 3;
    if (this.isHeading(lines) && /\p{L}{2}/u.test(text) && text.length <= 300) {
      const rank = levels.indexOf(Math.round(first.size * 2) / 2);
      const level = first.size >= body * 1.1 && rank >= 0 ? rank + 1 : levels.length + 1;
      this.pieces.push({ kind: 'heading', level: Math.min(6, level), text, page, sure: !/^\p{Ll}/u.test(text) });
      return;
    }
    if (upper && !/[,;]$/.test(text)) {
      this.pieces.push({ kind: 'heading', level: Math.min(6, levels.length + 1), text, page });
      return;
    }
    const label = SUPERSCRIPT_LABEL.exec(text);
    const bullet = BULLET.exec(text);
    if (label)
      this.pieces.push({ kind: 'note', label: plainDigits(label[1] ?? ''), text: text.slice(label[0].length), page });
    else if (bullet)
      this.pieces.push({ kind: 'list-item', level: 1, text: text.slice(bullet[0].length), page, sure: true });
    else if (NUMBERED.test(text) && text.length <= 200 && !/[.!?…]\s+\p{Lu}/u.test(text.replace(NUMBERED, '')))
      this.pieces.push({ kind: 'list-item', level: 1, text, page });
    else if (/^(?:table|figure|box|таблица|рисунок|кесте|сурет)\s+\d+/iu.test(text) && text.length <= 250)
      this.pieces.push({ kind: 'caption', text, page });
    else this.pieces.push({ kind: 'paragraph', text, page });
  }
}

function count(left: Map<string, number>, what: string, by = 1): void {
  left.set(what, (left.get(what) ?? 0) + by);
}

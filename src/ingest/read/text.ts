/**
 * Plain text and Markdown to blocks.
 * Works over lines in three passes: what belongs to pages is taken off (page numbers, running heads), runs of lines
 * become pieces (heading, item, table, note, paragraph), and pieces that a page or column end has cut are joined again.
 * Always true: time is linear in the text; a line is never dropped unless it is counted in `left`.
 * Markdown follows CommonMark 0.31 with tables and footnotes as GitHub writes them, as far as structure goes.
 */
import type { RawBlock, RawDocument, RawMark } from '../raw.ts';
import { marksIn, plainDigits, superscript } from './marks.ts';

export interface TextSource {
  readonly text: string;
  readonly mediaType: 'text/plain' | 'text/markdown';
  readonly notices: readonly string[];
}

interface Line {
  readonly text: string;
  readonly page?: string | undefined;
}

/** A block while it may still grow. */
export interface Piece {
  kind: RawBlock['kind'];
  text: string;
  level?: number;
  rows?: string[][];
  headerRows?: number;
  page?: string | undefined;
  label?: string;
  /** Stood alone between empty lines, on one line. */
  alone?: boolean;
  /** Said to be what it is by the format, not by its looks. */
  sure?: boolean;
  /** It stands in a section of notes. */
  amongNotes?: boolean;
  /** It is a line of the list of contents. */
  entry?: boolean;
  /** Of an item, the sign it began with. */
  bullet?: string;
  /** Signs (*, †) in it that call a note. */
  signs?: string[];
}

/** Reads text that is decoded and clean. */
export function readText({ text, mediaType, notices }: TextSource): RawDocument {
  const left = new Map<string, number>();
  const { body, title, language } = frontMatter(text, mediaType);
  // A run of hundreds of spaces means no more than a few, and patterns that look back over it would be slow.
  const lines = withoutPageFurniture(body.replace(/[ \t]{200,}/g, '        '), left);
  const names = namesIn(body);
  const blocks = blocksOf(headingsIn(piecesOf(lines, mediaType === 'text/markdown', left), names), names);
  return {
    mediaType,
    ...(title !== undefined && { title }),
    ...(language !== undefined && { language }),
    blocks,
    left: [...left].map(([what, count]) => ({ what, count })),
    notices,
  };
}

/** Pieces of any reader as blocks: entries of notes told from paragraphs, halves that a page cut apart put together. */
export function blocksOf(pieces: readonly Piece[], names: Names): RawBlock[] {
  return joined(notesIn(pieces), names)
    .map(blockOf)
    .filter((block) => block.text !== '' || block.rows !== undefined);
}

function blockOf(piece: Piece): RawBlock {
  const { kind, level, rows, headerRows, page, label } = piece;
  const text = rows ? '' : piece.text;
  const marks: RawMark[] = kind === 'note' ? [] : marksIn(text);
  for (const sign of piece.signs ?? []) {
    const at = text.search(signMark(sign));
    if (at >= 0) marks.push({ at: text.indexOf(sign, at), length: sign.length, label: sign });
  }
  return {
    kind,
    text,
    ...(level !== undefined && { level }),
    ...(marks.length > 0 && { marks }),
    ...(rows !== undefined && { rows }),
    ...(headerRows !== undefined && { headerRows }),
    ...(page !== undefined && { page }),
    ...(label !== undefined && { note: { label } }),
  };
}

// ---- pages

export const PAGE_NUMBER =
  /^\s*(?:[-–—|]\s*)?(?:page|стр\.?|страница|с\.|бет|б\.)?\s*(\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|\/|из|-?ден)\s*\d{1,4})?\s*(?:[-–—|])?\s*$/iu;

function withoutPageFurniture(body: string, left: Map<string, number>): Line[] {
  return body.includes('\f') ? byFormFeed(body, left) : byLoneNumbers(body, left);
}

/** Pages ended by form feeds: what stands first or last on many of them is a running head. */
function byFormFeed(body: string, left: Map<string, number>): Line[] {
  const pages = body.split('\f').map((page) => page.split('\n'));
  const shape = (line: string): string => line.trim().replace(/\d+/g, '#').toLowerCase();
  const edges = new Map<string, number>();
  const edgeLines = (page: readonly string[]): number[] => {
    const filled = page.flatMap((line, at) => (line.trim() === '' ? [] : [at]));
    return [...new Set([...filled.slice(0, 2), ...filled.slice(-2)])];
  };
  for (const page of pages)
    for (const key of new Set(edgeLines(page).map((at) => shape(page[at] ?? ''))))
      edges.set(key, (edges.get(key) ?? 0) + 1);
  const often = Math.max(3, pages.length * 0.25);
  const lines: Line[] = [];
  pages.forEach((page, index) => {
    if (index > 0 && page.every((line) => line.trim() === '')) return;
    let label: string | undefined;
    const drop = new Set<number>();
    for (const at of edgeLines(page)) {
      const line = page[at] ?? '';
      const number = line.length > 60 ? undefined : PAGE_NUMBER.exec(line)?.[1];
      if (number !== undefined && pages.length > 1) {
        label = number;
        drop.add(at);
        count(left, 'page numbers');
      } else if ((edges.get(shape(line)) ?? 0) >= often && line.trim().length <= 120) {
        label ??= /(?:^|\s)(\d{1,4})\s*$/.exec(line)?.[1] ?? /^\s*(\d{1,4})\s/.exec(line)?.[1];
        drop.add(at);
        count(left, 'running heads');
      }
    }
    const shown = label ?? String(index + 1);
    page.forEach((text, at) => {
      if (!drop.has(at)) lines.push({ text, page: shown });
    });
    lines.push({ text: '', page: shown });
  });
  return lines;
}

/** No form feeds: numbers that stand alone on their lines and go up one by one are page numbers. */
function byLoneNumbers(body: string, left: Map<string, number>): Line[] {
  const texts = body.split('\n');
  const lone: { at: number; value: number }[] = [];
  texts.forEach((line, at) => {
    if (line.length > 24) return;
    const number = PAGE_NUMBER.exec(line)?.[1];
    if (number === undefined || !/^\d+$/.test(number)) return;
    const apart = (texts[at - 1] ?? '').trim() === '' || (texts[at + 1] ?? '').trim() === '';
    if (apart) lone.push({ at, value: Number(number) });
  });
  const steps = lone.filter(({ value }, index) => value === (lone[index - 1]?.value ?? Number.NaN) + 1).length;
  if (lone.length < 3 || steps < (lone.length - 1) * 0.8) return texts.map((text) => ({ text }));
  const drop = new Set(lone.map(({ at }) => at));
  // A line beside most of the page numbers that says the same each time is a running head.
  const beside = new Map<string, number[]>();
  for (const { at } of lone) {
    for (const step of [-1, 1]) {
      let near = at + step;
      while (near > 0 && near < texts.length - 1 && Math.abs(near - at) < 4 && (texts[near] ?? '').trim() === '')
        near += step;
      const key = (texts[near] ?? '').trim().toLowerCase();
      if (key !== '' && key.length <= 120) {
        const places = beside.get(key);
        if (places) places.push(near);
        else beside.set(key, [near]);
      }
    }
  }
  for (const places of beside.values()) {
    if (places.length < Math.max(3, lone.length * 0.4)) continue;
    for (const place of places) drop.add(place);
    count(left, 'running heads', places.length);
  }
  count(left, 'page numbers', lone.length);
  const lines: Line[] = [];
  let next = 0;
  texts.forEach((text, at) => {
    while (next < lone.length - 1 && (lone[next]?.at ?? 0) < at) next++;
    if (!drop.has(at)) lines.push({ text, page: String(lone[next]?.value ?? '') });
  });
  return lines;
}

// ---- pieces

/** A line longer than this is a paragraph, whatever it begins with. */
const LONG_LINE = 20_000;

export const BULLET = /^(\s*)(?:[-*+•●○▪■◦‣·–—]|o(?=\s{2,}))\s+(?=\S)/u;
export const NUMBERED =
  /^(\s*)(\(?(?:\d{1,3}|[a-zа-яәғқңөұүһі]|[ivxl]{1,6})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s+(?=\S)/iu;
export const SUPERSCRIPT_LABEL = /^\s*(?:[-*•]\s+)?([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})[.)]?\s*(?=[^\s⁰¹²³⁴⁵⁶⁷⁸⁹,;.)])/u;
export const CONTENTS_LINE =
  /^(\s*)(\S.*?)(?:\t+|\s*\.{3,}\s*|\s*(?:\.\s){3,}\s*|\s*…+\s*|\s{3,})(\d{1,4}|[ivxl]{1,6})\s*$/iu;
const TAG =
  /<(?:\/?(?:p|ul|ol|li|b|i|em|strong|u|span|div|table|thead|tbody|tr|td|th|font|small)(?:\s[^<>]{0,300})?|br\s?\/?|\/?su[bp])>/gi;

function piecesOf(lines: readonly Line[], markdown: boolean, left: Map<string, number>): Piece[] {
  const pieces: Piece[] = [];
  const width = wrapWidth(lines);
  let contents = false;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    const text = line?.text ?? '';
    const page = line?.page;
    if (text.trim() === '') {
      at++;
      continue;
    }
    if (text.length > LONG_LINE) {
      pieces.push({ kind: 'paragraph', text: inline(text.trim(), markdown, left), page });
      at++;
      continue;
    }
    const fence = /^\s{0,3}(```+|~~~+)/.exec(text)?.[1];
    if (markdown && fence !== undefined) {
      const end = endOf(lines, at + 1, (other) => !other.trimStart().startsWith(fence));
      pieces.push({ kind: 'paragraph', text: textOf(lines, at + 1, end, '\n'), page, sure: true });
      at = end + 1;
      continue;
    }
    const hash = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(text);
    if (hash) {
      pieces.push({
        kind: 'heading',
        level: hash[1]?.length ?? 1,
        text: inline(hash[2] ?? '', true, left),
        page,
        sure: true,
      });
      contents = isContents(hash[2] ?? '');
      at++;
      continue;
    }
    if (text.length < 2000 && (/^\s*([-*_=])(?:\s?\1){2,}\s*$/.test(text) || RULE.test(text))) {
      count(left, 'ruled lines');
      at++;
      continue;
    }
    const table = tableAt(lines, at, left, markdown, contents);
    if (table) {
      pieces.push(table.piece);
      at = table.end;
      continue;
    }
    const entries = contentsAt(lines, at, contents);
    if (entries > at) {
      for (; at < entries; at++) {
        const found = CONTENTS_LINE.exec(lines[at]?.text ?? '');
        pieces.push({
          kind: 'list-item',
          level: 1,
          text: inline(found?.[2] ?? '', markdown, left),
          page,
          sure: true,
          entry: true,
        });
        count(left, 'page numbers in the list of contents');
      }
      contents = false;
      continue;
    }
    if (isContents(text)) contents = true;
    else if (text.length > 120) contents = false;
    const definition = /^\s{0,3}\[\^([^\]\s]{1,40})\]:\s*(.*)$/.exec(text);
    if (definition) {
      const end = endOf(lines, at + 1, (other) => other.trim() !== '' && !/^\s{0,3}\[\^[^\]\s]{1,40}\]:/.test(other));
      const rest = textOf(lines, at + 1, end, ' ');
      pieces.push({
        kind: 'note',
        label: definition[1] ?? '',
        text: inline(`${definition[2] ?? ''} ${rest}`.trim(), markdown, left),
        page,
        sure: true,
      });
      at = end;
      continue;
    }
    const under = lines[at + 1]?.text ?? '';
    if (/^\s{0,3}(=+|-{3,})\s*$/.test(under) && !BULLET.test(text) && text.length <= 200) {
      pieces.push({
        kind: 'heading',
        level: under.includes('=') ? 1 : 2,
        text: inline(text.trim(), markdown, left),
        page,
        sure: true,
      });
      at += 2;
      continue;
    }
    at = paragraphAt(lines, at, width, pieces, markdown, left);
  }
  return pieces;
}

/** One line and those that go on with it, as the next piece or pieces. */
function paragraphAt(
  lines: readonly Line[],
  start: number,
  width: number,
  pieces: Piece[],
  markdown: boolean,
  left: Map<string, number>,
): number {
  const first = lines[start]?.text ?? '';
  const parts = [first];
  let at = start + 1;
  for (; at < lines.length; at++) {
    const text = lines[at]?.text ?? '';
    const before = parts[parts.length - 1] ?? '';
    if (text.trim() === '' || startsPiece(text) || !goesOn(before, text, width, markdown)) break;
    if (tabular(text) && tabular(lines[at + 1]?.text ?? '')) break;
    parts.push(text);
  }
  const alone =
    parts.length === 1 && (lines[start - 1]?.text ?? '').trim() === '' && (lines[at]?.text ?? '').trim() === '';
  const whole = inline(unwrapped(parts), markdown, left);
  const page = lines[start]?.page;
  const label = SUPERSCRIPT_LABEL.exec(whole);
  if (label) {
    pieces.push({ kind: 'note', label: plainDigits(label[1] ?? ''), text: whole.slice(label[0].length), page });
    return at;
  }
  const bullet = BULLET.exec(first);
  const numbered = NUMBERED.exec(first);
  if (bullet) {
    const text = whole.replace(BULLET, '').trim();
    // "- (4) …" and "- ¹⁷¹ …": the number is the mark of the item and stays in its text.
    pieces.push({
      kind: 'list-item',
      level: depth(bullet[1] ?? ''),
      text,
      page,
      sure: true,
      bullet: first.trim()[0] ?? '',
    });
  } else if (numbered) {
    const text = whole.trim();
    const long = text.length > 200 || /[.!?…]\s+\p{Lu}/u.test(text.slice((numbered[2] ?? '').length + 1));
    pieces.push({
      kind: long ? 'paragraph' : 'list-item',
      ...(!long && { level: depth(numbered[1] ?? '') }),
      text,
      page,
      alone,
    });
  } else {
    pieces.push({ kind: 'paragraph', text: whole.trim(), page, alone });
  }
  return at;
}

function depth(indent: string): number {
  return 1 + Math.min(5, Math.floor(indent.replaceAll('\t', '    ').length / 2));
}

function startsPiece(text: string): boolean {
  return (
    BULLET.test(text) ||
    NUMBERED.test(text) ||
    /^\s{0,3}(?:#{1,6}\s|```|~~~|\|)/.test(text) ||
    /^\s*\[\^?[\w-]{1,40}\]:?\s/.test(text) ||
    SUPERSCRIPT_LABEL.test(text)
  );
}

/**
 * The width at which the lines of a text are broken, or nothing (infinity) where every paragraph is one line:
 * broken lines crowd just under one length, and none is much longer.
 */
function wrapWidth(lines: readonly Line[]): number {
  const lengths: number[] = [];
  for (let at = 0; at + 1 < lines.length; at++) {
    const text = lines[at]?.text ?? '';
    if (text.trim() !== '' && (lines[at + 1]?.text ?? '').trim() !== '' && !text.includes('\t'))
      lengths.push(text.trimEnd().length);
  }
  if (lengths.length < 2) return Number.POSITIVE_INFINITY;
  lengths.sort((a, b) => a - b);
  const high = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
  return high >= 30 && high <= 140 ? high : Number.POSITIVE_INFINITY;
}

const ENDS = /[.!?…:;»”"’)\]>]\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]*\s*$/u;
function ends(text: string): boolean {
  return ENDS.test(text.slice(-80));
}

const LOWER = /^\s*[\p{Ll}]/u;

function goesOn(before: string, text: string, width: number, markdown: boolean): boolean {
  if (/[^\s-][-‐]$/.test(before) && LOWER.test(text)) return true;
  if (markdown && !before.endsWith('  ') && before.length < 400 && text.length < 400) return true;
  const word = /^\s*(\S+)/.exec(text)?.[1]?.length ?? 0;
  if (width !== Number.POSITIVE_INFINITY) {
    if (before.trimEnd().length + 1 + word > width * 0.97) return !(isUpper(before) && !isUpper(text));
    return !ends(before) && LOWER.test(text) && before.length > width * 0.5;
  }
  return !ends(before) && LOWER.test(text) && !isUpper(before);
}

/** Lines as one: a hyphen at the end of a line goes where the word goes on in small letters. */
export function unwrapped(parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] ?? '';
  let whole = parts[0]?.trimEnd() ?? '';
  const pieces: string[] = [];
  for (const part of parts.slice(1)) {
    const text = part.trim();
    const end = whole.slice(-2);
    if (/\p{Ll}[-‐]$/u.test(end) && /^\p{Ll}/u.test(text)) pieces.push(whole.slice(0, -1));
    else pieces.push(/[-‐–—/]$/u.test(end) && !/\s[-‐–—/]$/u.test(end) ? whole : `${whole} `);
    whole = text;
  }
  return pieces.join('') + whole;
}

// ---- contents, tables

const CONTENTS = /^\s*(?:#+\s*)?(?:table of )?(?:contents|оглавление|содержание|мазмұны)\s*:?\s*$/iu;

function isContents(text: string): boolean {
  return text.length < 60 && CONTENTS.test(text);
}

function contentsAt(lines: readonly Line[], start: number, expected: boolean): number {
  let at = start;
  let last = 0;
  while (at < lines.length) {
    const text = lines[at]?.text ?? '';
    if (text.length > 250) break;
    const number = CONTENTS_LINE.exec(text)?.[3];
    if (number === undefined) break;
    const value = Number(number);
    if (!Number.isNaN(value)) {
      if (value < last) break;
      last = value;
    }
    at++;
  }
  return at - start >= (expected ? 1 : 4) ? at : start;
}

/** The line between the head and the body of a table that is drawn with signs. */
const RULE = /^(?=[^-]*-)[\s|:+-]+$/;

function tabular(text: string): boolean {
  return text.length < LONG_LINE && /\S\t|\t\S/.test(text);
}

function tableAt(
  lines: readonly Line[],
  start: number,
  left: Map<string, number>,
  markdown: boolean,
  contents: boolean,
): { piece: Piece; end: number } | undefined {
  const text = lines[start]?.text ?? '';
  const page = lines[start]?.page;
  const make = (cells: string[][], headerRows: number, end: number): { piece: Piece; end: number } => {
    const columns = cells.reduce((most, { length }) => Math.max(most, length), 0);
    const rows = cells.map((row) =>
      Array.from({ length: columns }, (_, at) => inline((row[at] ?? '').trim(), markdown, left, true)),
    );
    return { piece: { kind: 'table', text: '', rows, headerRows, page, sure: true }, end };
  };
  if (/^\s*\|.*\|/.test(text) || (text.includes('|') && RULE.test(lines[start + 1]?.text ?? ''))) {
    const end = endOf(lines, start, (other) => other.includes('|'));
    if (end - start >= 2) {
      const all = lines.slice(start, end).map(({ text: row }) => row);
      const rule = all.findIndex((row) => RULE.test(row));
      const rows = all.filter((row) => !RULE.test(row)).map(pipeCells);
      if (rows.length > 0 && rows.every(({ length }) => length <= 100))
        return make(rows, rule > 0 ? rule : headerRowsOf(rows), end);
    }
  }
  if (tabular(text) && !BULLET.test(text)) {
    const end = endOf(lines, start, tabular);
    const rows = lines.slice(start, end).map(({ text: row }) => row.split('\t'));
    const ofContents = contents && contentsAt(lines, start, true) === end;
    const aligned =
      rows.length >= 2 &&
      rows.every(({ length }) => length <= 100) &&
      !ofContents &&
      contentsAt(lines, start, false) !== end;
    if (aligned) return make(rows, headerRowsOf(rows), end);
  }
  if (text.length < 400 && /\S\s{2,}\S/.test(text) && !BULLET.test(text)) {
    const split = (row: string): string[] => row.trim().split(/\s{2,}|\t/);
    const columns = split(text).length;
    if (columns >= 3) {
      const end = endOf(
        lines,
        start,
        (other) => other.length < 400 && !BULLET.test(other) && split(other).length === columns,
      );
      if (end - start >= 3) {
        const rows = lines.slice(start, end).map(({ text: row }) => split(row));
        return make(rows, headerRowsOf(rows), end);
      }
    }
  }
  return undefined;
}

function pipeCells(row: string): string[] {
  const trimmed = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return trimmed.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim());
}

/**
 * How many rows at the top name the columns, where the format does not say: rows with one filled cell that stand over
 * everything, and then one full row of short cells without figures over rows that are not like it.
 */
export function headerRowsOf(rows: readonly (readonly string[])[]): number {
  if (rows.length < 2) return 0;
  let spanning = 0;
  while (
    spanning < rows.length - 1 &&
    spanning < 2 &&
    (rows[spanning] ?? []).filter((cell) => cell.trim() !== '').length === 1
  )
    spanning++;
  const row = rows[spanning] ?? [];
  const columns = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const filled = row.filter((cell) => cell.trim() !== '').length;
  const names = row.every((cell) => cell.length <= 120 && !/[.!?]\s*$/.test(cell));
  const figures = row.filter(
    (cell) => /^[\s\d.,%–()/-]+$/.test(cell) && /\d/.test(cell) && !/^(?:19|20)\d\d$/.test(cell.trim()),
  );
  const enough = filled >= 2 && filled >= columns - 1 && row[columns - 1]?.trim() !== '';
  return enough && names && figures.length === 0 ? spanning + 1 : spanning;
}

// ---- headings

/** Judges each short piece by how it is written and what stands around it. */
function headingsIn(pieces: Piece[], names: Names): Piece[] {
  const times = new Map<string, number>();
  const named = new Set<string>();
  const capitals = new Set<string>();
  let sure = false;
  pieces.forEach((piece) => {
    if (piece.kind === 'heading') sure = true;
    if (isUpper(piece.text)) capitals.add(fold(piece.text));
    if (piece.text.length <= 120) times.set(piece.text, (times.get(piece.text) ?? 0) + 1);
    if (piece.entry) named.add(fold(piece.text));
  });
  // A value under a name ("Partial", "Not assessed") repeats and each time follows another short line.
  const values = new Set<string>();
  const follows = new Map<string, number>();
  pieces.forEach((piece, at) => {
    if (piece.kind === 'paragraph' && isShort(piece) && at > 0 && isShort(pieces[at - 1]))
      follows.set(piece.text, (follows.get(piece.text) ?? 0) + 1);
  });
  for (const [text, count] of follows) if (count >= 2 && count === times.get(text)) values.add(text);
  let upper = 0;
  let numberedAt = 0;
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at];
    if (!piece || piece.sure || piece.kind === 'note' || piece.kind === 'table') {
      if (piece?.kind === 'heading') numberedAt = 0;
      continue;
    }
    const level = headingLevel(piece, pieces, at, { values, named, capitals, upper, numberedAt, sure, names });
    if (level === undefined) continue;
    piece.kind = 'heading';
    piece.level = level.level;
    if (isUpper(piece.text)) upper++;
    numberedAt = level.numbered ? level.level : level.level <= numberedAt ? 0 : numberedAt;
  }
  return pieces;
}

const TOP =
  /^(?:chapter|part|annex|appendix|section|глава|раздел|часть|приложение)\s+(?:[\divxlc]+|[a-zа-я])\b|^\d{1,2}\s?-\s?(?:тарау|бөлім|қосымша)/iu;
const DECIMAL = /^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\p{Lu}/u;
const LETTERED = /^(?:[IVXL]{1,6}|[A-ZА-Я])\s?[.)–—-]\s*\p{Lu}/u;

function isShort(piece: Piece | undefined): boolean {
  if (!piece || piece.kind === 'table' || piece.kind === 'note') return false;
  return piece.text.length <= 110 && !/[.,;:][”"»]?[⁰¹²³⁴⁵⁶⁷⁸⁹]*$/.test(piece.text) && piece.text !== '';
}

function headingLevel(
  piece: Piece,
  pieces: readonly Piece[],
  at: number,
  known: {
    values: Set<string>;
    /** The entries of the list of contents, and the lines in capitals, folded. */
    named: Set<string>;
    capitals: Set<string>;
    upper: number;
    numberedAt: number;
    sure: boolean;
    names: Names;
  },
): { level: number; numbered: boolean } | undefined {
  const { text } = piece;
  if (text.length < 3 || text.length > 200 || known.values.has(text)) return undefined;
  if (/[@©]|https?:|www\./i.test(text) || !/\p{L}{2}/u.test(text)) return undefined;
  const next = pieces[at + 1];
  const upper = isUpper(text);
  if (TOP.test(text) && text.length <= 120 && !/[.;,]$/.test(text)) return { level: 1, numbered: false };
  if (upper && !/[,;]$/.test(text) && !(text.endsWith('.') && text.length > 60)) {
    return { level: LETTERED.test(text) && known.upper > 0 && !known.named.has(fold(text)) ? 2 : 1, numbered: false };
  }
  if (!isShort(piece) || !next) return undefined;
  if (known.named.has(fold(text)) && !known.capitals.has(fold(text)) && piece.kind !== 'list-item')
    return { level: 1, numbered: false };
  const decimal = DECIMAL.exec(text)?.[1];
  if (decimal !== undefined && !/[:;]$/.test(text)) {
    const many = next.kind === 'list-item' && DECIMAL.test(next.text);
    const level = decimal.split('.').length;
    if (level > 1 || (!many && next.kind === 'paragraph' && next.text.length > 110))
      return { level: Math.min(6, level + (known.upper > 0 ? 1 : 0)), numbered: true };
    return undefined;
  }
  if (LETTERED.test(text) && text.length <= 110) return { level: 2, numbered: true };
  // In a text that marks its headings, an unmarked short line is what it looks like: a line.
  if (known.sure || piece.kind !== 'paragraph') return undefined;
  if (!/^[\p{Lu}\d«“"'‘]/u.test(text) || /[.:][⁰¹²³⁴⁵⁶⁷⁸⁹]*$/.test(text) || text.length > 90) return undefined;
  // The author's line under a title; the first words of a sentence that a page has cut.
  if (/^(?:by|автор:?)\s+\p{Lu}/iu.test(text) || goesOnIn(text, next.text, known.names)) return undefined;
  if (/\p{L}: \S/u.test(text) && text.indexOf(':') < 25 && !known.named.has(fold(text))) return undefined;
  if (/^[«“"].*[»”"]$/.test(text)) return undefined;
  const before = pieces[at - 1];
  if (before && before.kind === 'paragraph' && !isShort(before) && !ends(before.text) && !/[,.]$/.test(before.text))
    return undefined;
  if (before?.kind === 'list-item' && !piece.alone && !ends(before.text)) return undefined;
  const opens =
    next.kind === 'list-item' || next.kind === 'table' || (next.kind === 'paragraph' && !LOWER.test(next.text));
  if (!opens) return undefined;
  // Over a run of short lines only the one that stands right over a text or over a value is a heading.
  if (isShort(next) && !known.values.has(next.text) && !/^[([\d]/.test(next.text) && next.kind === 'paragraph') {
    const after = pieces[at + 2];
    const pair = after !== undefined && after.kind === 'paragraph' && !isShort(after) && piece.alone === true;
    if (!pair) return undefined;
  }
  const base = known.upper > 0 ? 2 : 1;
  return { level: known.numberedAt > 0 ? known.numberedAt + 1 : base, numbered: false };
}

function isUpper(text: string): boolean {
  return (
    text.length <= 200 &&
    (text.match(/\p{L}/gu)?.length ?? 0) >= 3 &&
    text === text.toUpperCase() &&
    text !== text.toLowerCase()
  );
}

function fold(text: string): string {
  return text
    .replace(/^[\d.\s]+/, '')
    .replace(/[\s:.]+$/, '')
    .toLowerCase();
}

// ---- notes

const NOTES_HEADING =
  /^(?:[\divx]+[.)]?\s*)?(?:end\s?notes?|foot\s?notes?|notes?|references|bibliography|sources|примечания|сноски|ссылки|источники|литература|список литературы|ескертпелер|сілтемелер|дереккөздер|әдебиеттер)\s*:?$/iu;
const NUMBERED_NOTE = /^(?:\[(\d{1,4})\]|(\d{1,4})[.)]?)\s+(?=[^\s\d])/u;

/** Entries of notes: in a section of notes every numbered piece is one, and what stands between two goes to the first. */
function notesIn(pieces: readonly Piece[]): Piece[] {
  signNotes(pieces);
  const out: Piece[] = [];
  let inside = false;
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at];
    if (!piece) continue;
    if (!piece.sure && piece.text.length < 60 && NOTES_HEADING.test(piece.text) && piece.kind !== 'list-item') {
      piece.kind = 'heading';
      piece.level ??= 1;
    }
    if (piece.kind === 'heading') {
      const opens = NOTES_HEADING.test(piece.text);
      // Within notes a line in capitals may be an author; the section ends where no entry follows for a while.
      if (opens || !(inside && pieces.slice(at + 1, at + 4).some((other) => noteLabel(other) !== undefined)))
        inside = opens;
    } else if (inside && piece.kind !== 'note' && !piece.rows) {
      const label = noteLabel(piece);
      if (label !== undefined) {
        piece.kind = 'note';
        piece.label = label;
        piece.text = piece.text.replace(NUMBERED_NOTE, '');
        delete piece.level;
      }
    }
    if (inside) piece.amongNotes = true;
    out.push(piece);
  }
  return withContinuations(out);
}

function noteLabel(piece: Piece | undefined): string | undefined {
  if (!piece || piece.rows) return undefined;
  if (piece.kind === 'note') return piece.label;
  const found = NUMBERED_NOTE.exec(piece.text);
  return found?.[1] ?? found?.[2];
}

/** Where a sign stands at the end of a word, as a mark of a note does. */
function signMark(sign: string): RegExp {
  const escaped = sign.replaceAll('*', '\\*');
  return new RegExp(`(?<=[\\p{L}\\d)”"».,])${escaped}(?![*\\p{L}\\d])`, 'u');
}

/** A note called by a sign: it begins with the sign, and an earlier text carries the sign at the end of a word. */
function signNotes(pieces: readonly Piece[]): void {
  let recent: Piece[] = [];
  pieces.forEach((piece, at) => {
    const sign =
      piece.bullet === '*'
        ? '*'
        : piece.kind === 'paragraph'
          ? /^(\*{1,3}|[†‡])(?=\s?\S)/.exec(piece.text)?.[1]
          : undefined;
    const inList = pieces[at - 1]?.bullet === '*' || pieces[at + 1]?.bullet === '*';
    if (sign !== undefined && !inList) {
      const called = recent.findLast((other) => !(other.signs ?? []).includes(sign) && signMark(sign).test(other.text));
      if (called) {
        called.signs = [...(called.signs ?? []), sign];
        piece.text = piece.text.startsWith(sign) ? piece.text.slice(sign.length).trim() : piece.text;
        piece.kind = 'note';
        piece.label = sign;
        delete piece.level;
        return;
      }
    }
    if (/[*†‡]/.test(piece.text)) recent = [...recent.slice(-20), piece];
  });
}

/** A piece between two entries that has no number of its own, or one far out of line, goes on with the entry before it. */
function withContinuations(pieces: readonly Piece[]): Piece[] {
  const labelled = pieces.flatMap((piece, at) => (piece.kind === 'note' ? [at] : []));
  const nextNote = new Map<number, number>();
  labelled.forEach((at, index) => {
    nextNote.set(at, labelled[index + 1] ?? -1);
  });
  const out: Piece[] = [];
  let note: Piece | undefined;
  let next = -1;
  pieces.forEach((piece, at) => {
    if (piece.kind === 'note') {
      const own = Number(piece.label);
      const before = Number(note?.label);
      const follows = Number(pieces[nextNote.get(at) ?? -1]?.label);
      const stray = note !== undefined && follows === before + 1 && Math.abs(own - before) > 10;
      if (stray && note) {
        // A superscript inside a broken address: give its digits back to the text.
        note.text = `${note.text} ${superscript(piece.label ?? '')} ${piece.text}`;
        next = nextNote.get(at) ?? -1;
        return;
      }
      note = piece;
      next = nextNote.get(at) ?? -1;
      out.push(piece);
      return;
    }
    // Under footnotes at the end of a page the text goes on; only among endnotes is a piece the rest of an entry.
    const between =
      piece.amongNotes === true &&
      note !== undefined &&
      next > at &&
      next - at <= 3 &&
      piece.kind !== 'heading' &&
      !piece.rows;
    const inRow = Number(pieces[next]?.label) === Number(note?.label) + 1;
    if (note && between && inRow && out[out.length - 1] === note) {
      note.text = glued(note.text, piece.text);
      return;
    }
    out.push(piece);
  });
  return out;
}

/** Two halves of a text that a page cut; an address goes on without a space. */
function glued(before: string, after: string): string {
  if (/(?:https?:|www\.)\S*[/\-_.=?&]>?$/i.test(before) && /^[\w%/-]+[./_-]\S*$/.test(after))
    return before.replace(/>$/, '') + after;
  return unwrapped([before, after]);
}

// ---- joining

/** Pairs of words of which the second has a capital, as they stand in one line: “United Nations”. */
export type Names = ReadonlySet<string>;

export function namesIn(text: string): Names {
  const names = new Set<string>();
  for (const match of text.matchAll(/(?<=\p{L}) \p{Lu}\p{L}{1,30}/gu)) {
    if (names.size > 200_000) break;
    const before = /\p{L}+$/u.exec(text.slice(Math.max(0, match.index - 24), match.index))?.[0] ?? '';
    names.add(before + match[0]);
  }
  return names;
}

/** Words that never end a paragraph. */
const OPEN_WORD =
  /(?:^|\s)(?:the|a|an|of|and|or|to|in|on|at|with|for|from|by|as|that|which|such|their|its|his|her|was|were|has|have|is|are|be|been|not|between|into|и|в|на|с|со|по|для|от|до|из|к|о|об|что|как|или|не|при|за|под|над|между|который|которая|которые|және|мен|пен|бен|немесе|үшін|туралы|бойынша)$/iu;

/** Whether the second text goes on with the first, by the words at the seam. */
function goesOnIn(before: string, after: string, names: Names): boolean {
  if (OPEN_WORD.test(before.slice(-16))) return true;
  const seam = `${/\p{L}+$/u.exec(before.slice(-40))?.[0] ?? ''} ${/^\p{L}+/u.exec(after.slice(0, 40))?.[0] ?? ''}`;
  return names.has(seam) && before.includes(' ');
}

/**
 * Joins a paragraph or item that a page or a column cut in two: the first half does not end, the second does not begin.
 * A heading, box or footnote that got between them follows the joined text.
 */
function joined(pieces: readonly Piece[], names: Names): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const at = cutAt(out, piece, names);
    const first = at === undefined ? undefined : out[at];
    if (!first) {
      out.push(piece);
      continue;
    }
    first.text = unwrapped([first.text, piece.text]);
    if (piece.signs) first.signs = [...(first.signs ?? []), ...piece.signs];
  }
  return out;
}

function cutAt(out: readonly Piece[], piece: Piece, names: Names): number | undefined {
  if (piece.kind !== 'paragraph') return undefined;
  const last = out.length - 1;
  const before = out[last];
  const lower = LOWER.test(piece.text);
  if (before && isCut(before, lower) && before.kind !== 'heading') {
    if (lower) return last;
    // A capital may go on with a name. A long text that stops without an end has been cut, and so has an open bracket.
    const { text } = before;
    if (text.length > 60 && (/,$/.test(text) || goesOnIn(text, piece.text, names) || opensBracket(text, piece.text)))
      return last;
    const runs = text.length > 200 && /[.!?…][”"»)]?[⁰¹²³⁴⁵⁶⁷⁸⁹]*\s+\p{Lu}/u.test(text);
    return runs && piece.text.length > 40 ? last : undefined;
  }
  if (before?.kind === 'heading' && lower && !before.sure && !isUpper(before.text)) {
    before.kind = 'paragraph';
    delete before.level;
    return last;
  }
  const over = out[last - 1];
  if (before && over && lower && over.kind !== 'heading' && isCut(over, lower) && over.text.length > 60) {
    const between = before.kind === 'note' || before.kind === 'caption' || (before.kind === 'heading' && !before.sure);
    if (between) return last - 1;
  }
  return undefined;
}

function opensBracket(before: string, after: string): boolean {
  const open = before.lastIndexOf('(');
  return (
    open > before.lastIndexOf(')') &&
    before.length - open < 300 &&
    after.indexOf(')') >= 0 &&
    !/\(/.test(after.slice(0, after.indexOf(')')))
  );
}

function isCut(piece: Piece, lower: boolean): boolean {
  if (piece.rows || piece.kind === 'note' || piece.kind === 'table' || (piece.sure && piece.kind === 'heading'))
    return false;
  if (piece.text.length > LONG_LINE) return false;
  const text = piece.text.slice(-200).replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+$/, '');
  if (/https?:\S*$/.test(text)) return false;
  return (lower ? /[\p{L}\d,\-–—)”"»]$/u : /[\p{L}\d,\-–—]$/u).test(text) && !/[.!?…;:][)”"»]+$/.test(text);
}

// ---- Markdown and stray markup

/** The words of a stretch of text, without the signs of its markup. */
function inline(text: string, markdown: boolean, left: Map<string, number>, cell = false): string {
  let out = text;
  if (out.includes('<') && /<\/?[a-z]/i.test(out)) out = withoutTags(out, left);
  if (out.includes('*')) {
    out = out.replace(/(?<![\w*\\])\*\*\*?(?=[^\s*])([^*\n]{1,600}?)(?<=[^\s*])\*\*\*?(?![\w*])/gu, '$1');
    out = out.replace(/(?<![\p{L}\d*\\])\*(?=[^\s*])([^*\n]{1,600}?)(?<=[^\s*])\*(?![\p{L}\d*])/gu, '$1');
  }
  if (markdown) {
    if (out.includes('_'))
      out = out.replace(/(?<=^|[\s(«"“])(_{1,2})(?=[^\s_])([^_\n]{1,600})\1(?=$|[\s).,;:!?»"”])/gu, '$2');
    if (out.includes('](')) {
      out = out.replace(/!\[([^\]\n]{0,300})\]\([^()\s]{0,2000}(?:\s"[^"\n]{0,300}")?\)/g, '$1');
      out = out.replace(
        /\[([^[\]\n]{1,500})\]\(<?([^()\s<>]{1,2000})>?(?:\s"[^"\n]{0,300}")?\)/g,
        (_, words: string, address: string) =>
          words === address || address.startsWith('#') ? words : `${words} (${address})`,
      );
    }
    if (out.includes('\\')) out = out.replace(/\\([\\`*_{}[\]()#+.!|~>-])/g, '$1');
    if (out.includes('`')) out = out.replace(/`([^`\n]{1,500})`/g, '$1');
    if (out.startsWith('>') || out.startsWith(' ')) out = out.replace(/^\s{0,3}(?:>\s?)+/, '');
  }
  if (out.includes('<')) out = out.replace(/<((?:https?:\/\/|mailto:|www\.)[^\s<>]{1,2000})>/gi, '$1');
  if (cell || out.includes('  ')) out = out.replace(/[ \t]{2,}/g, ' ');
  return out;
}

const ENTITY: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function withoutTags(text: string, left: Map<string, number>): string {
  let tags = 0;
  const out = text
    .replace(/<sup>\s*\[?(\d{1,4})\]?\s*<\/sup>/gi, (_, label: string) => {
      tags += 2;
      return superscript(label);
    })
    .replace(TAG, (tag) => {
      tags++;
      return /^<\/?(?:p|ul|ol|li|div|br|t|su)/i.test(tag) ? ' ' : '';
    });
  if (tags === 0) return text;
  count(left, 'tags of markup', tags);
  return out
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => ENTITY[name] ?? '')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}

/** The block of properties that may open a Markdown file. */
function frontMatter(text: string, mediaType: string): { body: string; title?: string; language?: string } {
  if (mediaType !== 'text/markdown' || !text.startsWith('---\n')) return { body: text };
  const end = text.indexOf('\n---', 4);
  if (end < 0 || end > 20_000) return { body: text };
  const head = text.slice(4, end);
  const value = (key: string): string | undefined =>
    new RegExp(`^${key}:\\s*["']?(.+?)["']?\\s*$`, 'mi').exec(head)?.[1];
  const title = value('title');
  const language = value('lang(?:uage)?');
  return {
    body: text.slice(text.indexOf('\n', end + 1) + 1 || text.length),
    ...(title !== undefined && { title }),
    ...(language !== undefined && { language }),
  };
}

// ---- lines

function endOf(lines: readonly Line[], start: number, goes: (text: string) => boolean): number {
  let at = start;
  while (at < lines.length && goes(lines[at]?.text ?? '')) at++;
  return at;
}

function textOf(lines: readonly Line[], start: number, end: number, between: string): string {
  return lines
    .slice(start, end)
    .map(({ text }) => text.trim())
    .join(between);
}

function count(left: Map<string, number>, what: string, by = 1): void {
  left.set(what, (left.get(what) ?? 0) + by);
}

/**
 * Headings, the contents list, sections and numbers of paragraphs.
 * A heading is what the format calls one; where a format has none (plain text, PDF), it is what the contents list names,
 * what stands in capitals, carries a number, or is a short line of its own between closed paragraphs.
 * Always true: sections nest by level and cover the text from the first heading to the end.
 */
import type { Range, Section } from '../../core/document.ts';
import { datesIn } from './dates.ts';
import type { LaidBlock, Layout } from './layout.ts';
import { kindOfSection } from './notes.ts';

export interface Heading {
  readonly block: number;
  readonly title: string;
  readonly level: number;
}

/** A line of the contents list. */
interface ContentsEntry extends Range {
  readonly title: string;
  readonly page?: number;
  readonly depth: number;
}

export interface Contents {
  readonly entries: readonly ContentsEntry[];
  /** Blocks the list stands in, without its heading. */
  readonly blocks: ReadonlySet<number>;
  /** Entries that no line of the document bears. */
  readonly unmatched: readonly ContentsEntry[];
  /** Entries whose page is before that of the entry above. */
  readonly misordered: readonly ContentsEntry[];
}

const CONTENTS =
  /^(?:table of contents|contents|содержание|оглавление|мазмұны|sommaire|table des matières|índice|inhalt)$/u;
const LONGEST_HEADING = 160;
const LONGEST_LIST = 400;
const NUMBERED =
  /^(?:(?<word>part|chapter|section|annex|appendix|раздел|глава|часть|приложение)\s+[\dIVXLC]+|(?<kazakh>\d+[-\s](?:бөлім|тарау|қосымша))|(?<decimal>\d{1,2}(?:\.\d{1,2}){0,4})|(?<roman>[IVX]{1,6})|(?<letter>[A-ZА-Я]))(?:[.)]|\s*[–—:-])?\s+(?=[“"«(]?\p{Lu})/iu;
const ROMAN = /^[IVX]{1,6}(?:[.)]|\s?[–—:-])?\s/u;
const LETTER = /^[A-HА-Ж][.)]\s/u;
const SMALL_WORDS = new Set(
  'a an and as at between but by for from has have in into is of on or that the their to under was were which with и а в во для за из или к на не о об от по при с со у что і және мен бен пен үшін туралы бойынша немесе'.split(
    ' ',
  ),
);
const MARKS = /[⁰¹²³⁴-⁹]+|\[\d{1,3}\]$/gu;

/** The words of a line that tells what follows, without emphasis, marks of notes and broken lines. */
export function titleOf(text: string): string {
  return text
    .replace(/^#{1,6}\s+/u, '')
    .replace(/\*\*|__|(?<=\s|^)[*_](?=\S)|(?<=\S)[*_](?=\s|$)/gu, '')
    .replace(MARKS, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** A title for comparison: its words in small letters, without number and punctuation. */
export function plain(title: string): string {
  return title
    .toLowerCase()
    .replace(/^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[ivxlc]{1,6}[.)])\s+/u, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function headingsIn(layout: Layout, mediaType: string): { headings: Heading[]; contents?: Contents } {
  const { text, blocks } = layout;
  const words = (block: LaidBlock) => text.slice(block.start, block.end);
  const explicit = blocks.filter(({ kind }) => kind === 'heading').length;
  const infer = explicit < 2 || mediaType === 'text/plain' || mediaType === 'application/pdf';
  const lists = contentsIn(layout);
  const named = namedByContents(layout, lists);
  const listed = lists.reduce((sum, list) => sum + list.entries.length, 0) >= 3;
  const inList = new Set(lists.flatMap((list) => [...list.blocks]));
  const candidates: Guess[] = [];
  for (const block of blocks) {
    if (inList.has(block.index) || block.raw.note || block.kind === 'note' || block.rows) continue;
    if (block.end - block.start > LONGEST_HEADING * 2) continue;
    const given = block.kind === 'heading';
    if (!given && block.kind !== 'paragraph') continue;
    const title = titleOf(words(block));
    if (title === '' || (!given && title.length > LONGEST_HEADING)) continue;
    const depth = named.get(block.index);
    const sure = given || depth !== undefined || isCapitals(title);
    if (
      !given &&
      (depth === undefined || /[.;,]$/u.test(title)) &&
      !(infer && isHeading(title, blocks, block.index, words))
    )
      continue;
    // In plain text a heading is the reader’s guess: a line of an imprint or an address is none.
    const doubtful = given && mediaType === 'text/plain' && depth === undefined;
    if (infer && depth === undefined && inMasthead(title, blocks, block.index, words)) continue;
    if (doubtful && (IMPRINT.test(title) || (/^\d{3,}/u.test(title) && !/^(?:19|20)\d{2}\s/u.test(title)))) continue;
    const level = given && mediaType !== 'text/plain' ? (block.raw.level ?? 0) : 0;
    candidates.push({ block: block.index, title, sure, level, rank: depth ?? rankOf(title, listed) });
  }
  const kept = rankedTogether(withoutRepeats(candidates));
  const levelled = kept.every(({ level }) => level > 0)
    ? kept.map(({ block, title, level }) => ({ block, title, level: Math.min(6, level) }))
    : nest(kept);
  const contents = lists.length > 0 ? agree(layout, lists, levelled) : undefined;
  return { headings: levelled, ...(contents && { contents }) };
}

interface Guess extends Heading {
  /** Said by the format, the contents list or capitals, not by the place alone. */
  readonly sure: boolean;
  readonly rank: number;
}

/** Without short lines that come again and again: values of a form or a table rather than headings. */
function withoutRepeats(candidates: readonly Guess[]): Guess[] {
  const places = new Map<string, number[]>();
  for (const { title, block, sure } of candidates) {
    if (sure) continue;
    const name = plain(title);
    const same = places.get(name);
    if (same) same.push(block);
    else places.set(name, [block]);
  }
  return candidates.filter(({ title, sure }) => {
    const same = sure ? undefined : places.get(plain(title));
    return !same || same.length < 3 || ((same.at(-1) ?? 0) - (same[0] ?? 0)) / (same.length - 1) > 8;
  });
}

/** Ranks that depend on the other headings: I above A where I comes first, and Notes beside the numbered parts. */
function rankedTogether(candidates: readonly Guess[]): Guess[] {
  const [roman, letter] = [ROMAN, LETTER].map((form) => candidates.find(({ title }) => form.test(title))?.block);
  const swap = roman !== undefined && letter !== undefined && roman < letter;
  const ranked = candidates.map((guess) => {
    if (!swap || isCapitals(guess.title)) return guess;
    if (ROMAN.test(guess.title)) return { ...guess, rank: guess.rank - 0.25 };
    return LETTER.test(guess.title) ? { ...guess, rank: guess.rank + 0.25 } : guess;
  });
  const numbered = ranked.filter(({ title }) => ROMAN.test(title) || /^\d{1,2}[.)]?\s/u.test(title));
  const top = numbered.reduce((least, { rank }) => Math.min(least, rank), Number.POSITIVE_INFINITY);
  return ranked.map((guess) =>
    kindOfSection(plain(guess.title)) && top < guess.rank ? { ...guess, rank: top } : guess,
  );
}

/** The first block after each contents list that bears the title of an entry, or the two that bear it together. */
function namedByContents({ text, blocks }: Layout, lists: readonly List[]): Map<number, number> {
  const named = new Map<number, number>();
  for (const [index, list] of lists.entries()) {
    const wanted = new Map(list.entries.map((entry) => [plain(entry.title), entry.depth]));
    const end = lists[index + 1] ? Math.min(...(lists[index + 1]?.blocks ?? [])) : blocks.length;
    let before = '';
    for (let at = list.after + 1; at < end && wanted.size > 0; at += 1) {
      const block = blocks[at];
      const short =
        block && !block.rows && block.end - block.start <= LONGEST_HEADING * 2 && block.kind !== 'list-item';
      const title = short ? titleOf(text.slice(block.start, block.end)) : '';
      const line = /^[\p{Lu}\d“"«(]/u.test(title) ? plain(title) : '';
      for (const [name, blocksOf] of line === ''
        ? []
        : ([
            [line, [at]],
            [`${before} ${line}`, [at - 1, at]],
          ] as const)) {
        const depth = wanted.get(name);
        if (depth === undefined) continue;
        for (const one of blocksOf) named.set(one, depth);
        wanted.delete(name);
      }
      before = line;
    }
  }
  return named;
}

/** Levels without holes: each heading one below the nearest above it that ranks higher. */
function nest(candidates: readonly Guess[]): Heading[] {
  const open: { rank: number; level: number }[] = [];
  return candidates.map(({ block, title, level: said, rank: guessed }) => {
    const rank = said || guessed;
    while (open.length > 0 && (open.at(-1)?.rank ?? 0) >= rank) open.pop();
    const level = Math.min(6, (open.at(-1)?.level ?? 0) + 1);
    open.push({ rank, level });
    return { block, title, level };
  });
}

/** How high a heading ranks by its looks: 1 is highest. */
function rankOf(title: string, listed: boolean): number {
  // Below what the contents list names, where there is one.
  const below = listed ? 1 : 0;
  const groups = NUMBERED.exec(title)?.groups;
  if (groups?.decimal) return below + groups.decimal.split('.').length;
  if (groups?.word || groups?.kazakh) return 1;
  if (isCapitals(title)) return 1 + below;
  if (groups?.roman && /^[IVX]+\b/u.test(title)) return 1.5 + below;
  if (groups?.letter && /^[A-ZА-Я][.)]/u.test(title)) return 1.25 + below;
  return 2 + below;
}

function isCapitals(title: string): boolean {
  const letters = title.match(/\p{L}/gu)?.length ?? 0;
  const capitals = title.match(/\p{Lu}/gu)?.length ?? 0;
  return letters >= 4 && capitals >= letters * 0.85;
}

function isHeading(
  title: string,
  blocks: readonly LaidBlock[],
  index: number,
  words: (block: LaidBlock) => string,
): boolean {
  if (!/^[\p{Lu}\d“"«(‘]/u.test(title) || /[,;:.…–—-]$/u.test(title)) return false;
  if (/https?:|www\.|@|[©®\t|]|\+?\d[\d\s-]{7,}/u.test(title) || (title.match(/\p{L}/gu)?.length ?? 0) < 3)
    return false;
  if (IMPRINT.test(title)) return false;
  const next = blocks[index + 1];
  if (!next) return false;
  if (kindOfSection(plain(title)) && next.kind !== 'heading') return true;
  const count = title.split(' ').length;
  if (isCapitals(title)) return count <= 20;
  const after = words(next);
  // A line that goes on in the next block is a paragraph broken by the page.
  if (/^\p{Ll}/u.test(after) && next.kind === 'paragraph') return false;
  const number = NUMBERED.exec(title);
  const sentences = /[.!?]\s+\p{Lu}/u.test(number ? title.slice(number[0].length) : title);
  if (sentences) return false;
  if (number?.groups && (/^[IVX]+\b/u.test(title) || number.groups.letter === undefined) && count <= 16) return true;
  if (count > 10 || SMALL_WORDS.has((title.split(' ').at(-1) ?? '').toLowerCase())) return false;
  if (/,.*,/u.test(title)) return false;
  const before = blocks[index - 1];
  const closed =
    before?.kind !== 'paragraph' || isShort(words(before)) || /[.!?:;…”"»’)\]*⁰¹²³⁴-⁹]$/u.test(words(before).trimEnd());
  if (!closed) return false;
  return next.kind !== 'paragraph' || after.length >= 60 || isShort(after);
}

// Lines of an imprint: never headings.
const IMPRINT =
  /^(?:design|layout|year|tel|fax|phone|e-?mail|web(?:site)?|published|printed|isbn|issn|photos?|cover|translat\w+|contact|address|source|дизайн|вёрстка|тел|факс|эл|сайт|год|фото|перевод|редактор|источник|электронды|телефон|жыл|сурет|аударма|дереккөз)[^:]{0,20}:|^(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|revised)\s+edition$/iu;

/** Lines above a document of record that are no headings: a symbol, a day, what goes on from the line above. */
function inMasthead(
  title: string,
  blocks: readonly LaidBlock[],
  index: number,
  words: (block: LaidBlock) => string,
): boolean {
  if (index > 20) return false;
  if (/(?:^|\s)[A-Z]{1,6}(?:\/[A-Z0-9][\w.-]*){2,}/u.test(title)) return true;
  if (/^(?:distr|original|language|general|restricted|limited|оригинал|язык)\b[.:]?/iu.test(title) && title.length < 40)
    return true;
  const [date] = datesIn(title);
  if (date && date.start <= 3 && title.length - date.end <= 3) return true;
  const before = blocks[index - 1];
  const last = before ? words(before).trim().split(/\s/u).at(-1) : undefined;
  return last !== undefined && words(before as LaidBlock).length < 60 && SMALL_WORDS.has(last.toLowerCase());
}

const isShort = (text: string) => text.length < 60 && !/[.,;:]$/u.test(text);

// What ends a line of a contents list: dots, a tab or spaces, and a page.
const ENTRY = /^(?<title>\S.{0,150}?)(?:\s*(?:[.…·_]\s?){3,200}\s*|\t+\s*|\s{2,20}|\s)(?<page>\d{1,4}|[ivxlc]{1,6})$/u;

interface List {
  readonly entries: ContentsEntry[];
  readonly blocks: Set<number>;
  readonly after: number;
}

/** Every contents list: below a heading that calls it one, lines that end in a page, or items without pages. */
function contentsIn({ text, blocks }: Layout): List[] {
  const lists: List[] = [];
  for (let index = 0; index < blocks.length; index += 1) {
    const head = blocks[index];
    if (!head || head.rows || head.end - head.start > 4_000) continue;
    const whole = text.slice(head.start, head.end);
    const [first = ''] = whole.split('\n', 1);
    if (first.length > 40 || !CONTENTS.test(plain(titleOf(first)))) continue;
    const list: List = { entries: [], blocks: new Set(), after: index };
    let last = index;
    if (whole.length > first.length)
      readLines(text, { start: head.start + first.length + 1, end: head.end }, list, false);
    if (list.entries.length > 0) list.blocks.add(index);
    for (let next = index + 1; next < blocks.length && list.entries.length < LONGEST_LIST; next += 1) {
      const block = blocks[next];
      if (!block || block.end - block.start > 8_000) break;
      const before = list.entries.length;
      if (block.rows) {
        for (const row of block.rows) readRow(text, row, list);
      } else {
        readLines(text, block, list, block.kind === 'list-item', block.raw.level);
      }
      if (list.entries.length === before) break;
      list.blocks.add(next);
      last = next;
    }
    if (list.entries.length >= 3) {
      lists.push({ ...list, after: last });
      index = last;
    }
  }
  return lists;
}

function entryAt(text: string, start: number, end: number, page: string | undefined, depth: number): ContentsEntry {
  const title = text.slice(start, end).replace(/\s+/gu, ' ').trim();
  const number = page !== undefined && /^\d+$/u.test(page) ? Number(page) : undefined;
  const decimal = /^\d{1,2}((?:\.\d{1,2}){1,4})[.)]?\s/u.exec(title)?.[1];
  return {
    start,
    end,
    title,
    depth: decimal ? decimal.split('.').length : depth,
    ...(number !== undefined && { page: number }),
  };
}

function readRow(text: string, row: readonly Range[], list: List): void {
  const cells = row.filter(({ start, end }) => text.slice(start, end).trim() !== '');
  const [last, title] = [cells.at(-1), cells.at(-2)];
  if (!last || !title) return;
  const page = text.slice(last.start, last.end).trim();
  if (/^(?:\d{1,4}|[ivxlc]{1,6})$/u.test(page))
    list.entries.push(entryAt(text, cells[0]?.start ?? title.start, title.end, page, 1));
}

function readLines(text: string, range: Range, list: List, items: boolean, level = 1): void {
  let at = range.start;
  for (const line of text.slice(range.start, range.end).split('\n')) {
    const trimmed = line.trim().replace(/^[-–•*]\s+/u, '');
    const start = at + line.indexOf(trimmed);
    const match = trimmed.length <= 400 ? ENTRY.exec(trimmed) : null;
    const title = match?.groups?.title;
    if (title && /\p{L}/u.test(title)) {
      const indent = Math.floor((line.length - line.trimStart().length) / 2);
      list.entries.push(
        entryAt(text, start, start + title.length, match.groups?.page, Math.max(level, 1 + Math.min(3, indent))),
      );
    } else if (items && trimmed !== '' && trimmed.length <= 150 && !/[.;]$/u.test(trimmed)) {
      list.entries.push(entryAt(text, start, start + trimmed.length, undefined, level));
    }
    at += line.length + 1;
  }
}

/** What of the contents lists the document does not bear out. */
function agree({ text, blocks }: Layout, lists: readonly List[], headings: readonly Heading[]): Contents {
  // Short lines by their first word, in order, two neighbouring headings also as one.
  const byWord = new Map<string, { at: number; line: string; heading: boolean }[]>();
  const add = (at: number, line: string, heading: boolean) => {
    const [word = ''] = line.split(' ', 1);
    const places = byWord.get(word);
    if (places) places.push({ at, line, heading });
    else byWord.set(word, [{ at, line, heading }]);
  };
  const inList = new Set(lists.flatMap((list) => [...list.blocks]));
  const isHeadingBlock = new Set(headings.map(({ block }) => block));
  let before = '';
  for (const block of blocks) {
    const short = block.end - block.start <= LONGEST_HEADING * 2 && !block.rows && !inList.has(block.index);
    const line = short ? plain(titleOf(text.slice(block.start, block.end))) : '';
    if (line !== '') {
      add(block.index, line, isHeadingBlock.has(block.index));
      if (before !== '') add(block.index, `${before} ${line}`, isHeadingBlock.has(block.index));
    }
    before = line;
  }
  const entries: ContentsEntry[] = [];
  const unmatched: ContentsEntry[] = [];
  const misordered: ContentsEntry[] = [];
  for (const list of lists) {
    let page = 0;
    for (const entry of list.entries) {
      entries.push(entry);
      const wanted = plain(entry.title);
      const [word = ''] = wanted.split(' ', 1);
      if (!matches(byWord.get(word), wanted, list.after)) unmatched.push(entry);
      if (entry.page !== undefined) {
        if (entry.page < page) misordered.push(entry);
        page = Math.max(page, entry.page);
      }
    }
  }
  return { entries, blocks: inList, unmatched, misordered };
}

/** Whether one of the next lines bears the title: the same, or one the beginning of the other. */
function matches(
  places: readonly { at: number; line: string; heading: boolean }[] | undefined,
  wanted: string,
  after: number,
): boolean {
  if (!places) return false;
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.at ?? 0) <= after) low = middle + 1;
    else high = middle;
  }
  for (const { line, heading } of places.slice(low, low + 200)) {
    if (line === wanted) return true;
    if (heading && line.startsWith(`${wanted} `)) return true;
    if (line.length >= 20 && wanted.startsWith(`${line} `)) return true;
  }
  return false;
}

/** Sections of the document, from its headings. */
export function sectionsOf({ text, blocks }: Layout, headings: readonly Heading[]): Section[] {
  const open: { id: string; level: number; index: number }[] = [];
  const sections: (Section & { end: number })[] = [];
  for (const { block, title, level } of headings) {
    const start = blocks[block]?.start ?? 0;
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= level) {
      const closing = open.pop();
      const section = closing && sections[closing.index];
      if (section) section.end = Math.max(section.start, start - 1);
    }
    const id = `s${sections.length + 1}`;
    const parent = open.at(-1)?.id;
    sections.push({ id, title, level, start, end: text.length, ...(parent && { parent }) });
    open.push({ id, level, index: sections.length - 1 });
  }
  return sections;
}

const NUMBER =
  /^\s*(?:[-–•]\s+)?(?:(\d{1,4}(?:\.\d{1,3}){0,3})[.)]|\((\d{1,3}|[a-zа-яәғқңөұүһі]|[ivx]{1,5})\)|([a-zа-яәғқңөұүһі]|[ivx]{1,5})[.)])\s+\S/u;

/** The numbers blocks carry, by block: of items always, of paragraphs where they follow one another. */
export function numbersOf({ text, blocks }: Layout, isBody: (block: LaidBlock) => boolean): Map<number, string> {
  const numbers = new Map<number, string>();
  const run: { index: number; value: number; label: string }[] = [];
  const close = () => {
    if (run.length >= 3) for (const { index, label } of run) numbers.set(index, label);
    run.length = 0;
  };
  for (const block of blocks) {
    if (!isBody(block) || block.rows) continue;
    const match = NUMBER.exec(text.slice(block.start, block.start + 40));
    const label = match?.[1] ?? match?.[2] ?? match?.[3];
    if (label === undefined) continue;
    if (block.kind === 'list-item') {
      numbers.set(block.index, label);
      continue;
    }
    if (block.kind !== 'paragraph') continue;
    const value = /^\d+$/u.test(label) ? Number(label) : Number.NaN;
    if (Number.isNaN(value)) {
      // (a), (b) … below a numbered paragraph: kept where the run around it is.
      if (/^\p{Ll}$/u.test(label) || /^[ivx]+$/u.test(label)) numbers.set(block.index, label);
      continue;
    }
    const last = run.at(-1);
    if (last && value !== last.value + 1 && !(value > last.value && value <= last.value + 3)) close();
    run.push({ index: block.index, value, label });
  }
  close();
  return numbers;
}

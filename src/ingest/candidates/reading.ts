/**
 * A document prepared for finding candidates: its sentences, words and numbers, once for all kinds.
 * Always true: `folded` has the length of the text, so that a place in it is a place in the text; ё is е there, every
 * space a plain one, and marks of notes are spaces, so that rules need not know of them. No sentence is longer than
 * 3,000 characters, so that looking around in a sentence takes bounded time.
 */
import { BEFORE_STOP, endsSentence } from '../../core/crosscheck/words.ts';
import type { Dataset } from '../../core/dataset.ts';
import type { Block, Document, NoteMark, Range, Section } from '../../core/document.ts';
import type { PartialDate } from '../../core/time.ts';
import { ALL, PATTERNS, type Patterns } from '../patterns/index.ts';
import { type Word, wordsOf } from './words.ts';

/** What candidates are read against. */
export interface Context {
  readonly dataset: Dataset;
  /** The country the document speaks of, ISO 3166-1 alpha-3 in lower case. */
  readonly country?: string;
  /** The source on record that the document is. */
  readonly source?: string;
  /** The day for “what it is now”; without it, the last state on record. */
  readonly asOf?: PartialDate;
}

/** A sentence, or a cell of a table. */
export interface Sentence extends Range {
  readonly index: number;
  readonly block: Block;
  readonly cell?: { readonly row: number; readonly column: number };
  readonly languages: readonly Patterns[];
  /** Of the sentence, without marks, ё and odd spaces. */
  readonly words: string;
}

export interface Reading {
  readonly document: Document;
  readonly context: Context;
  readonly folded: string;
  readonly sentences: readonly Sentence[];
  /** Sentences by the number of their block. */
  readonly byBlock: ReadonlyMap<Block, readonly Sentence[]>;
  readonly words: readonly Word[];
  readonly section: ReadonlyMap<string, Section>;
  /** Year of the document, where its date is known. */
  readonly year?: number;
}

const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /[A-Za-z]{2}/;
const KAZAKH = /[әғқңөұүһіӘҒҚҢӨҰҮҺІ]/u;
const END = /(?<![.!?…])[.!?…]+[)\]»”"'’]*\s+(?=[\p{Lu}\d«“"'‘([•–—-])|;\s*\n|\n/gu;

export function readingOf(document: Document, context: Context): Reading {
  const folded = fold(document.text, document.marks);
  const sentences: Sentence[] = [];
  const byBlock = new Map<Block, Sentence[]>();
  const kazakh = document.language === 'kk';
  for (const block of document.blocks) {
    const own: Sentence[] = [];
    const rest: Range[] = [];
    const put = (range: Range, cell?: { row: number; column: number }) => {
      const { start, end: last } = trimmed(folded, range);
      if (start >= last) return;
      const end = last - start > LONGEST ? cut(folded, start, last) : last;
      if (end < last) rest.push({ start: end, end: last });
      const words = folded.slice(start, end);
      const sentence = {
        start,
        end,
        index: sentences.length,
        block,
        languages: languagesOf(words, kazakh),
        words,
        ...(cell && { cell }),
      };
      sentences.push(sentence);
      own.push(sentence);
    };
    const putAll = (range: Range, cell?: { row: number; column: number }) => {
      put(range, cell);
      for (let more = rest.pop(); more; more = rest.pop()) put(more, cell);
    };
    if (block.rows) {
      for (const [row, cells] of block.rows.entries())
        for (const [column, cell] of cells.entries()) putAll(cell, { row, column });
    } else {
      for (const range of sentencesIn(folded, block)) putAll(range);
    }
    byBlock.set(block, own);
  }
  const year = document.date === undefined ? undefined : Number(document.date.slice(0, 4));
  return {
    document,
    context,
    folded,
    sentences,
    byBlock,
    words: wordsOf(folded),
    section: new Map(document.sections.map((section) => [section.id, section])),
    ...(year !== undefined && { year }),
  };
}

/** No rule needs more at once, and none that looks around in a sentence may take long for one without an end. */
const LONGEST = 3_000;

/** Where a sentence that is too long is cut: behind a space, if there is one. */
function cut(text: string, start: number, end: number): number {
  const at = text.lastIndexOf(' ', start + LONGEST);
  return Math.min(end, at > start + LONGEST / 2 ? at + 1 : start + LONGEST);
}

/** The text with marks as spaces, ё as е, and one kind of space; its length stays. */
function fold(text: string, marks: readonly NoteMark[]): string {
  let folded = text
    .replace(/[ёЁ]/g, (letter) => (letter === 'ё' ? 'е' : 'Е'))
    .replace(/[\u00a0\u2007\u2009\u202f]/g, ' ');
  if (marks.length > 0) {
    const parts: string[] = [];
    let at = 0;
    for (const { start, end } of marks) {
      if (start < at) continue;
      parts.push(folded.slice(at, start), ' '.repeat(end - start));
      at = end;
    }
    folded = parts.join('') + folded.slice(at);
  }
  // Superscript digits that no one took for a mark, and emphasis of Markdown, are not part of a sentence either.
  return folded.replace(/[¹²³⁰⁴-⁹*_]/g, ' ');
}

function languagesOf(words: string, kazakh: boolean): readonly Patterns[] {
  const cyrillic = CYRILLIC.test(words);
  if (!cyrillic) return [PATTERNS.en];
  const latin = LATIN.test(words);
  const kk = KAZAKH.test(words);
  if (!latin) return kk || kazakh ? [PATTERNS.kk, PATTERNS.ru] : [PATTERNS.ru];
  return kk || kazakh ? ALL : [PATTERNS.en, PATTERNS.ru];
}

function trimmed(text: string, { start, end }: Range): Range {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text.charAt(from))) from++;
  while (to > from && /\s/.test(text.charAt(to - 1))) to--;
  return { start: from, end: to };
}

function sentencesIn(text: string, block: Range): Range[] {
  const found: Range[] = [];
  const words = text.slice(block.start, block.end);
  let from = 0;
  for (const match of words.matchAll(END)) {
    const end = match.index + match[0].trimEnd().length;
    const before = words.slice(Math.max(0, match.index - BEFORE_STOP), match.index);
    if (match[0].startsWith('.') && !endsSentence(before, words.charAt(match.index + match[0].length))) continue;
    if (match[0] === '\n' && !endsLine(words, match.index)) continue;
    found.push({ start: block.start + from, end: block.start + end });
    from = match.index + match[0].length;
  }
  found.push({ start: block.start + from, end: block.start + words.length });
  return found;
}

/** A line break within a block ends a sentence only where the line looks finished or the next one begins an item. */
function endsLine(words: string, at: number): boolean {
  return (
    /[.:;!?]\s*$/.test(words.slice(Math.max(0, at - 3), at)) ||
    /^\n\s*(?:[•·–—-]|\(?\w{1,3}\)|\d+\.)\s/.test(words.slice(at, at + 8))
  );
}

/** The sentence that holds a place. */
export function sentenceAt(reading: Reading, place: number): Sentence | undefined {
  const { sentences } = reading;
  let low = 0;
  let high = sentences.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const sentence = sentences[middle] as Sentence;
    if (place < sentence.start) high = middle - 1;
    else if (place >= sentence.end) low = middle + 1;
    else return sentence;
  }
  return undefined;
}

/** Headings over a place, the nearest first. */
export function headingsOver(reading: Reading, section: string | undefined): string[] {
  const titles: string[] = [];
  let next = section === undefined ? undefined : reading.section.get(section);
  for (let depth = 0; next && depth < 8; depth++) {
    titles.push(next.title);
    next = next.parent === undefined ? undefined : reading.section.get(next.parent);
  }
  return titles;
}

/** Which characters of the text are spoken for, so that one number does not become two candidates. */
export class Taken {
  readonly #mask: Uint8Array;

  constructor(length: number) {
    this.#mask = new Uint8Array(length);
  }

  take({ start, end }: Range): void {
    this.#mask.fill(1, start, end);
  }

  has({ start, end }: Range): boolean {
    for (let at = start; at < end; at++) if (this.#mask[at]) return true;
    return false;
  }
}

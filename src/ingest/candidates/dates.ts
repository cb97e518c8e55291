/**
 * Periods that a text speaks of: days, months, years, and stretches of them, with their places.
 * Always true: both ends are meant as included (2010–2015 ends with 2015); “since 2007” has no end and “by 2013” no
 * beginning; a day without a year takes the year of the document and says so (`assumed`). A four-digit number is a
 * year only where the words around it make it one.
 */
import type { Range } from '../../core/document.ts';
import { isPartialDate, type PartialDate } from '../../core/time.ts';
import type { Patterns } from '../patterns/index.ts';
import { ALL } from '../patterns/index.ts';
import { datesIn } from '../structure/dates.ts';
import type { Reading, Sentence } from './reading.ts';
import { sentenceAt, Taken } from './reading.ts';
import { stemOf } from './words.ts';

export interface Period {
  readonly from?: PartialDate;
  readonly to?: PartialDate;
}

export interface FoundPeriod extends Range {
  readonly period: Period;
  /** The year was not in the words but is that of the document, or counted from it. */
  readonly assumed: boolean;
}

const Y = '((?:19|20)\\d\\d)';
const RANGE = new RegExp(`(?<![\\p{L}\\d/.-])${Y}\\s?[-–—/]\\s?((?:19|20)\\d\\d|\\d\\d)(?![\\d-]|\\.\\d)`, 'gu');
const BETWEEN = new RegExp(
  `(?<!\\p{L})(?:between|from|с|от|в период с)\\s+${Y}(?:\\s+год[ау]?|\\s+г\\.)?\\s+(?:and|to|until|through|по|до|и)\\s+${Y}(?:\\s+год[ау]?)?(?!\\d)|(?<!\\d)${Y} жылдан ${Y} жылға дейін`,
  'giu',
);
const YEAR = new RegExp(
  `(?<![\\p{L}\\d/.,_-]|№ ?|No\\. ?)${Y}(?![\\d\\p{L}_/]|[.,]\\d|-\\d)(?:-?\\s?(?:год\\p{L}{0,3}|гг?\\.|жыл\\p{L}*|ж\\.))?`,
  'gu',
);
const YEAR_WORD = /год|гг?\.|жыл|ж\./u;

/** Every period in the sentences of the document, in order of place. */
export function periodsIn(reading: Reading): FoundPeriod[] {
  const { folded } = reading;
  const found: FoundPeriod[] = [];
  const taken = new Taken(folded.length);
  const put = (start: number, end: number, period: Period, assumed = false) => {
    if (taken.has({ start, end })) return;
    taken.take({ start, end });
    found.push({ start, end, period, assumed });
  };
  for (const match of folded.matchAll(BETWEEN)) {
    const [from = '', to = ''] = match.slice(1).filter((group) => group !== undefined);
    if (from < to) put(match.index, match.index + match[0].length, { from, to });
  }
  for (const match of folded.matchAll(RANGE)) {
    const [, from = '', last = ''] = match;
    const to = last.length === 2 ? from.slice(0, 2) + last : last;
    if (from < to && Number(to) - Number(from) <= 40) put(match.index, match.index + match[0].length, { from, to });
  }
  for (const { date, start, end } of datesIn(folded))
    if (date >= '1800' && date < '2100') put(start, end, bounded(reading, start, end, date));
  for (const match of folded.matchAll(YEAR)) {
    const start = match.index;
    const end = start + match[0].length;
    const year = match[1] as string;
    if (!YEAR_WORD.test(match[0]) && !isYear(folded, start, end)) continue;
    put(start, end, bounded(reading, start, end, year));
  }
  if (reading.year !== undefined) withoutYear(reading, reading.year, put);
  return found.sort((a, b) => a.start - b.start);
}

/** Whether a bare four-digit number is a year: by the word before it, or because no counted thing follows. */
function isYear(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  const next = /^ (\p{L}+)/u.exec(text.slice(end, end + 24))?.[1];
  const counted =
    !/\b(?:Act|Code|Law|Ordinance|Decree|Bill)\s$/.test(before) &&
    next !== undefined &&
    ((UNITS.has(stemOf(next)) && isPlural(next)) || /^(?:thousand|million|тыс|млн)/.test(next));
  const strong =
    /(?:\b(?:in|since|during|until|by|year|early|late|mid|after|before|between)\s|(?<!\p{L})(?:в|с|до|по|к)\s|\(|©\s?)$/iu.test(
      before,
    );
  if (counted)
    return strong && /(?:in|since|during|until|by|year|в|с|\()\s?$/iu.test(before) && !/\b(?:by|with)\s$/i.test(before);
  // “the Children Act 2005 places a duty …”
  if (/\b(?:Act|Code|Law|Ordinance|Decree|Bill)\s$/.test(before)) return true;
  if (strong || ALL.some(({ yearCue }) => yearCue.test(before))) return true;
  return next === undefined || !/^\p{Ll}/u.test(next) || !/(?<!\p{L})\p{Ll}+\s?$/u.test(before);
}

/** Whether a noun can follow a number above one; only English shows it. */
export function isPlural(word: string): boolean {
  return (
    !/^[A-Za-z]/.test(word) ||
    /s$|^(?:children|people|women|men|youth|personnel|staff|police|youths|kilo\w*)$/i.test(word)
  );
}

const UNITS = new Set(ALL.flatMap(({ units }) => units).map(stemOf));

/** “since” and “until” before a date make it an end of a stretch. */
function bounded(reading: Reading, start: number, end: number, date: PartialDate): Period {
  const before = reading.folded.slice(Math.max(0, start - 28), start);
  const after = reading.folded.slice(end, end + 20);
  if (/^ (?:бастап|жылдан бастап)/.test(after) || ALL.some(({ since }) => since.test(before))) return { from: date };
  if (/^ (?:дейін|жылға дейін)/.test(after) || ALL.some(({ until }) => until.test(before))) return { to: date };
  return { from: date, to: date };
}

const DAYS = new WeakMap<Patterns, RegExp>();

function daysOf(language: Patterns): RegExp {
  let pattern = DAYS.get(language);
  if (!pattern) {
    const months = language.months.map((names, index) => `(?<m${index}_>${names})`).join('|');
    const months2 = language.months.map((names, index) => `(?<n${index}_>${names})`).join('|');
    const dayFirst = `(?<![\\p{L}\\d.])(?<day>\\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?(?:${months})(?!\\p{L})`;
    const both = `${dayFirst}|(?<!\\p{L})(?:${months2})[ .]{1,2}(?<day2>\\d{1,2})(?:st|nd|rd|th)?(?![\\d\\p{L}])`;
    pattern = new RegExp(language.dayMonth === 'both' ? both : dayFirst, language.language === 'en' ? 'gu' : 'giu');
    DAYS.set(language, pattern);
  }
  return pattern;
}

function withoutYear(
  reading: Reading,
  year: number,
  put: (start: number, end: number, period: Period, assumed?: boolean) => void,
): void {
  for (const sentence of reading.sentences) {
    if (sentence.block.kind === 'note') continue;
    for (const language of sentence.languages) {
      if (/\d/.test(sentence.words)) {
        for (const match of sentence.words.matchAll(daysOf(language))) {
          const groups = match.groups ?? {};
          const day = groups.day ?? groups.day2 ?? '';
          const month = language.months.findIndex((_, index) => groups[`m${index}_`] ?? groups[`n${index}_`]) + 1;
          const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
          const start = sentence.start + match.index;
          if (isPartialDate(date)) put(start, start + match[0].length, { from: date, to: date }, true);
        }
      }
      for (const [pattern, shift] of language.relativeYears) {
        for (const match of sentence.words.matchAll(pattern)) {
          const start = sentence.start + match.index;
          const date = String(year + shift);
          put(start, start + match[0].length, { from: date, to: date }, true);
        }
      }
    }
  }
}

/** Periods by sentence, and the one that a place in it most likely means. */
export class Periods {
  readonly all: readonly FoundPeriod[];
  readonly #bySentence = new Map<Sentence, FoundPeriod[]>();

  constructor(reading: Reading) {
    this.all = periodsIn(reading);
    for (const period of this.all) {
      const sentence = sentenceAt(reading, period.start);
      if (!sentence) continue;
      const own = this.#bySentence.get(sentence);
      if (own) own.push(period);
      else this.#bySentence.set(sentence, [period]);
    }
  }

  in(sentence: Sentence): readonly FoundPeriod[] {
    return this.#bySentence.get(sentence) ?? [];
  }

  /**
   * The period of a statement at a place: the nearest after it in the same clause, else the nearest before it, else
   * the only one of the sentence.
   */
  near(sentence: Sentence, { start, end }: Range): FoundPeriod | undefined {
    const own = this.in(sentence);
    const words = (from: number, to: number) => sentence.words.slice(from - sentence.start, to - sentence.start);
    const after = own.find((period) => period.start >= end);
    const before = own.findLast((period) => period.end <= start);
    if (
      after &&
      after.start - end <= 90 &&
      !/[;]|, (?:and|while|but|а|но) |, в \d/.test(words(end, after.start)) &&
      !/\d/.test(words(end, after.start).replace(/\d{1,2}(?= \p{L})/gu, ''))
    )
      if (!before || after.start - end <= start - before.end || /^\s*(?:\p{L}+\s){0,3}$/u.test(words(end, after.start)))
        return after;
    return before ?? (own.length === 1 ? own[0] : undefined);
  }
}

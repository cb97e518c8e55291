/**
 * Penalties: terms of imprisonment and life, with the article they belong to.
 * Always true: a term that mixes months and years is in months; a penalty is what a law threatens, so the words must speak of
 * punishment in the same sentence; fines are money and stay there. Where the sentence names no article, that of the
 * sentence before in the paragraph is taken.
 */

import type { Patterns } from '../patterns/index.ts';
import { type FoundOf, round } from './found.ts';
import type { Numeral } from './numerals.ts';
import type { Reading, Sentence, Taken } from './reading.ts';

export function penaltiesIn(
  reading: Reading,
  numerals: readonly Numeral[],
  legal: readonly Legal[],
  taken: Taken,
): FoundOf<'penalty'>[] {
  const found: FoundOf<'penalty'>[] = [];
  const articles = Map.groupBy(legal, ({ sentence }) => sentence);
  for (let index = 0; index < numerals.length; index++) {
    const numeral = numerals[index] as Numeral;
    if (numeral.percent || taken.has(numeral) || numeral.value > 60) continue;
    const { sentence } = numeral;
    const last = found.at(-1);
    const like = last?.sentence === sentence ? likeBefore(reading, numerals, index) : undefined;
    const term = termAt(reading, numerals, index) ?? like;
    if (!term) continue;
    const cue =
      cueNear(sentence, term.start, term.end) ??
      (term === like || (last?.sentence === sentence && isRange(reading, term)) ? true : undefined) ??
      penaltyColumn(reading, sentence);
    if (!cue) continue;
    index += term.used - 1;
    const place = { start: term.start, end: Math.max(term.end, cue === true ? 0 : Math.min(cue.end, sentence.end)) };
    if (cue !== true && (cue.end > term.end + 40 || crossesLife(sentence, term.end, cue.end))) place.end = term.end;
    taken.take(place);
    found.push({
      kind: 'penalty',
      ...place,
      sentence,
      value: {
        ...(term.minimum !== undefined && { minimum: round(term.minimum / PER[term.unit]) }),
        ...(term.maximum !== undefined && { maximum: round(term.maximum / PER[term.unit]) }),
        unit: term.unit,
      },
      reference: articleFor(reading, articles, sentence, term.start),
    });
  }
  for (const sentence of reading.sentences) {
    for (const { life } of sentence.languages) {
      for (const match of sentence.words.matchAll(life)) {
        const start = sentence.start + match.index;
        const place = { start, end: start + match[0].length };
        if (taken.has(place)) continue;
        // “life imprisonment is not imposed”
        if (
          /^[^,.;]{0,16}?(?<!\p{L})(?:не|not|cannot|never)(?!\p{L})/iu.test(
            reading.folded.slice(place.end, place.end + 30),
          )
        )
          continue;
        taken.take(place);
        found.push({
          kind: 'penalty',
          ...place,
          sentence,
          value: { life: true, unit: 'years' },
          reference: articleFor(reading, articles, sentence, start),
        });
      }
    }
  }
  return found;
}

/** “twenty years or life imprisonment”: two penalties. */
function crossesLife({ languages, words, start }: Sentence, from: number, to: number): boolean {
  const between = words.slice(Math.max(0, from - start), Math.max(0, to - start));
  return languages.some(({ life }) => between.search(life) >= 0);
}

type Legal = FoundOf<'legal-reference'>;
type Unit = 'years' | 'months';
/** In years. */
const PER: Readonly<Record<Unit, number>> = { years: 1, months: 1 / 12 };

interface Term {
  readonly unit: Unit;
  readonly start: number;
  readonly end: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** How many numbers it took. */
  readonly used: number;
}

/** A term at a number: 5 years, up to 5 years, 5 to 10 years, six months to three years, 5 жылдан 10 жылға дейін. */
function termAt(reading: Reading, numerals: readonly Numeral[], index: number): Term | undefined {
  const { folded } = reading;
  const first = numerals[index] as Numeral;
  const second = numerals[index + 1];
  const { languages } = first.sentence;
  const unit = unitAfter(languages, first, folded.slice(first.end, first.end + 16));
  const join =
    second && second.sentence === first.sentence
      ? folded.slice(first.end + (unit?.length ?? 0), second.start)
      : undefined;
  if (second && join !== undefined && /^\s?(?:to|and|–|-|—|до|и|,? but not more than|or)\s?$|^\s$/u.test(join)) {
    const other = unitAfter(languages, second, folded.slice(second.end, second.end + 16));
    if (other && (unit || !/^\s$/.test(join))) {
      const lower = first.value * (unit?.years ?? other.years);
      const upper = second.value * other.years;
      const opened = /(?:between|from|от|of)\s+$/i.exec(
        folded.slice(Math.max(first.sentence.start, first.start - 9), first.start),
      );
      if (lower < upper)
        return {
          start: first.start - (opened?.[0].length ?? 0),
          end: second.end + other.length + tail(folded, second.end + other.length),
          minimum: lower,
          maximum: upper,
          used: 2,
          unit: unit?.years === 1 || (!unit && other.years === 1) ? 'years' : 'months',
        };
    }
  }
  if (!unit) return undefined;
  const before = folded.slice(Math.max(first.sentence.start, first.start - 36), first.start);
  const end = first.end + unit.length;
  const years = first.value * unit.years;
  const name: Unit = unit.years === 1 ? 'years' : 'months';
  const until = /^\s(?:дейін)/.exec(folded.slice(end, end + 12));
  for (const { upTo } of languages) {
    const match = upTo.exec(before);
    if (match) return { start: first.start - match[0].length, end, maximum: years, used: 1, unit: name };
  }
  if (until) return { start: first.start, end: end + until[0].length, maximum: years, used: 1, unit: name };
  for (const { atLeast } of languages) {
    const match = atLeast.exec(before);
    if (match) return { start: first.start - match[0].length, end, minimum: years, used: 1, unit: name };
  }
  const maximum =
    /\b(?:maximum|max)\b/i.test(before) ||
    /^\s(?:at (?:the )?most|or less|maximum)\b/i.test(folded.slice(end, end + 14));
  return {
    start: first.start,
    end,
    ...(maximum ? { maximum: years } : { minimum: years, maximum: years }),
    used: 1,
    unit: name,
  };
}

/** “…; part 4 provides for from 12 to 15 years”: a range of years goes on about the punishment before it. */
function isRange({ folded }: Reading, { start, end, used }: Term): boolean {
  return (
    used === 2 &&
    /^(?:from|between|от)\s/iu.test(folded.slice(start, end)) &&
    !/возраст|\bage/iu.test(folded.slice(start - 20, start))
  );
}

/** “from three to six years …; where …, from five to ten”: the unit was said before. */
function likeBefore(reading: Reading, numerals: readonly Numeral[], index: number): Term | undefined {
  const [first, second] = [numerals[index] as Numeral, numerals[index + 1]];
  const { folded } = reading;
  if (!second || second.sentence !== first.sentence || first.value >= second.value || second.value > 60)
    return undefined;
  const opened = /(?:between|from|от)\s$/iu.exec(
    folded.slice(Math.max(first.sentence.start, first.start - 9), first.start),
  );
  if (!opened || !/^\s(?:to|and|до)\s$/u.test(folded.slice(first.end, second.start))) return undefined;
  if (!/^\s?(?:[.,;)]|$)/u.test(folded.slice(second.end, Math.min(second.sentence.end, second.end + 3))))
    return undefined;
  return {
    unit: 'years',
    start: first.start - opened[0].length,
    end: second.end,
    minimum: first.value,
    maximum: second.value,
    used: 2,
  };
}

const tail = (text: string, at: number) => /^\s(?:дейін)/.exec(text.slice(at, at + 12))?.[0].length ?? 0;

function unitAfter(
  languages: readonly Patterns[],
  numeral: Numeral,
  after: string,
): { years: number; length: number } | undefined {
  for (const { years, monthsOfPrison } of languages) {
    const year = years.exec(after);
    if (year && !/^-\w+-old/.test(numeral.grown)) return { years: 1, length: year[0].length };
    const month = monthsOfPrison.exec(after);
    if (month) return { years: 1 / 12, length: month[0].length };
  }
  return undefined;
}

/** A word of imprisonment near a term; ages and past years are not terms. */
function cueNear(sentence: Sentence, start: number, end: number): { start: number; end: number } | undefined {
  const after = sentence.words.slice(end - sentence.start, end - sentence.start + 24);
  if (
    /^\s*(?:of age|old|ago|later|earlier|before|after|and (?:under|older|over|above)|or (?:under|older|younger|over)|жасқа|назад)/i.test(
      after,
    )
  )
    return undefined;
  const before = sentence.words.slice(Math.max(0, start - sentence.start - 30), start - sentence.start);
  if (/\b(?:aged?|age of|under|over the (?:past|last)|past|last|for the (?:past|last)|in the)\s*$/i.test(before))
    return undefined;
  // “…; before, the maximum was six years” goes on about the punishment of the clause before.
  const goesOn = /\bmaximum|\b(?:term|sentence|penalty) (?:is|was|ranges)|(?<!\p{L})максим/iu.test(before);
  if (/\b(?:mean|average|median)\b|(?<!\p{L})(?:средн|орташа)/iu.test(before)) return undefined;
  let best: { start: number; end: number } | undefined;
  for (const { prison } of sentence.languages) {
    for (const match of sentence.words.matchAll(prison)) {
      const from = sentence.start + match.index;
      const to = from + match[0].length;
      const far = from >= end ? from - end : start - to;
      if (
        far > (goesOn ? 160 : 90) ||
        (!goesOn &&
          sentence.words
            .slice(Math.min(end, to) - sentence.start, Math.max(start, from) - sentence.start)
            .includes(';'))
      )
        continue;
      if (!best || far < Math.min(Math.abs(best.start - end), Math.abs(start - best.end)))
        best = { start: from, end: to };
    }
  }
  return best;
}

function penaltyColumn(reading: Reading, sentence: Sentence): true | undefined {
  const { block, cell, languages } = sentence;
  if (!cell || !block.rows) return undefined;
  const header = block.rows[0]?.[cell.column];
  if (!header || cell.row === 0) return undefined;
  const words = reading.folded.slice(header.start, header.end);
  return languages.some(({ penaltyColumn: column }) => column.test(words)) ||
    /penalt|punish|sentence|наказ|санкц|жаза/i.test(words)
    ? true
    : undefined;
}

/** The article a statement at a place belongs to: the nearest before it in its sentence or row, else in the paragraph. */
export function articleFor(
  reading: Reading,
  articles: ReadonlyMap<Sentence, readonly Legal[]>,
  sentence: Sentence,
  at: number,
): Legal | undefined {
  const own = articles.get(sentence) ?? [];
  const reference = own.findLast(({ end }) => end <= at) ?? own.find(({ start }) => start >= at);
  if (reference) return reference;
  if (sentence.cell) {
    const row = reading.byBlock.get(sentence.block)?.filter(({ cell }) => cell?.row === sentence.cell?.row) ?? [];
    return row.flatMap((cell) => articles.get(cell) ?? [])[0];
  }
  const before = reading.sentences[sentence.index - 1];
  return before && before.block === sentence.block ? articles.get(before)?.at(-1) : undefined;
}

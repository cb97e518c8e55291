/**
 * Figures: how many, of what, among whom, when; in sentences and in tables.
 * Always true: a number is a figure only where a unit tells what is counted (a noun after it, per cent, times, the
 * head of a column, or the unit of the figure before it in the same sentence); numbers that number something, dates,
 * ages, articles, amounts of money and durations are none.
 */
import { anchorIn, type FigureValue } from '../../core/document.ts';
import type { Patterns } from '../patterns/index.ts';
import { isPlural, type Period, type Periods } from './dates.ts';
import { type FoundOf, round } from './found.ts';
import { qualifierOf } from './money.ts';
import type { Numeral } from './numerals.ts';
import type { Reading, Sentence, Taken } from './reading.ts';
import { stemOf } from './words.ts';

const UNITS = new WeakMap<Patterns, ReadonlySet<string>>();

function unitsOf(language: Patterns): ReadonlySet<string> {
  let units = UNITS.get(language);
  if (!units) {
    units = new Set(language.units.map(stemOf));
    UNITS.set(language, units);
  }
  return units;
}

type Figure = FoundOf<'figure'>;

interface Unit {
  readonly words: string;
  /** Of them the one that names what is counted, and those before it. */
  readonly head: string;
  readonly known: boolean;
  /** Where its words end, counted from the end of the number. */
  readonly end: number;
}

const ELLIPSIS_AFTER =
  /^(?:\s?[.,;:)]|$|\s(?:to \d|до \d|of (?:them|these|those|whom|which|minors|adults|children|the|all)|in (?:19|20)\d\d|a year (?:later|earlier|before)|[a-z]{3,}ed\b|for \p{L}|involving |against |in \p{Ll}{4,} |did\b|to \p{Ll}{6,}|resulted|led to|ended|reached|went|годом (?:ранее|раньше|позже)|in the|of whom|of which|were|are|was|had|have|more|fewer|the (?:following|previous) year|per year|а|человек|из них|из которых|в (?:19|20)\d\d|стали|были|ал|жылы|\())/iu;
const ELLIPSIS_BEFORE =
  /(?:\b(?:there (?:were|are|was)|to|from|and|against|with|by|of whom|when|only|barely|merely|(?:a )?mere|just|compared (?:to|with)|including)|(?<!\p{L})(?:до|с|и|против|из них|лишь|включая)|[—–:;(](?:\s?(?:всего|лишь|только|почти|около|уже))?)\s*$/iu;
/** One of a row: “33 for …, six for …”. */
const ROW_BEFORE = /,\s$/;
const ROW_AFTER = /^\s(?:for|in|involving|were|received|went|led|ended|resulted|came|reached|из|по)\s/iu;
const CHANGE =
  /\b(?:increased?|rose|grew|grown|fell|fallen|decreased?|declined?|dropped|reduced?|up|down)\b[^.;]{0,24}\bby\s+(?:about |almost |nearly |over |more than )?$|(?<!\p{L})(?:вырос\p{L}*|увеличи\p{L}+|снизи\p{L}+|сократи\p{L}+|упал\p{L}*)[^.;]{0,24}на\s+$/iu;
/** So many of so many. */
const AMONG = /^\s(?:of|out of|из)(?:\s(?:the|a total of|all))?\s(\d[\d,]*)\s((?:\p{L}+))(?!\p{L})/iu;
/** The same without a noun of its own: “17 out of an estimated 640”. */
const OUT_OF =
  /^\s(?:out of|из)\s(?:an estimated |a total of |some |about |общего числа )?(\d[\d, ]*\d)(?=\s?[–—.,;)]|$)/iu;
/** “The number of social workers fell from 800 to 600”: what is counted stands before. */
const COUNTED =
  /\b(?:number|total) of ((?:[\p{L}’'-]+ ){0,4}?([\p{L}’'-]+))(?=,| (?:fell|rose|grew|dropped|declined|decreased|increased|went|was|were|has|had|in|reached|stood|who|that|is|are|with|under|against|involving|on|by|[a-z]{3,}ed)\b| [–—])|(?<!\p{L})(?:число|количество) ((?:\p{L}+ ){0,4}?(\p{L}+))(?= (?:выросло|снизилось|сократилось|увеличилось|составил\p{L}*|достигло|упало|с|в))/iu;
/** “convictions stood at 17”. */
const STOOD =
  /(\p{L}{3,})\s(?:было|стало|насчитывалось|насчитывается|зарегистрировано|выявлено|stood at|numbered|totall?ed|reached|amounted to|came to|составил\p{L}*|достиг\p{L}*)\s(?:about |almost |nearly |over |more than |около |более )?$/iu;
/** Two values and no range: rose from 200 to 300. */
const FROM_TO =
  /\b(?:rose|grew|increased|climbed|fell|dropped|declined|decreased|went|up|down)\b[^.;]*from\s(?:about |some )?$|(?<!\p{L})(?:вырос|увелич|сократил|снизил|упал)\p{L}*[^.;]*с\s$/iu;
/** Part of the figure before it. */
const PART = /^\s(?:of (?:them|whom|which|these|those)|из (?:них|которых))/iu;
const PART_BEFORE =
  /\b(?:of (?:whom|which|these|them|those),?|including|among them)\s+(?:about |some |only )?$|(?<!\p{L})(?:из них|из которых|в том числе|включая)\s+(?:лишь |только )?$|(?<!\p{L})(?:оның(?: ішінде)?|олардың)\s+(?:тек |бар болғаны )?$/iu;
/** “twice a year”, “два раза в год”: how often something is to be done is no figure. */
const OFTEN = /^\s(?:(?:a|per|each|every)\s(?:year|month|week|day|quarter)|в (?:год|месяц|неделю|день|квартал))/iu;
/** “оның 922-сі”: so many of them. */
const KAZAKH_PART = /^-(?:с[ыі]|[ыі]|у[ыі])$/u;
const RANGE_JOIN = /^\s?(?:to|–|-|—|до)\s?$/;
const BETWEEN = /(?:\bbetween|(?<!\p{L})между)\s$/iu;

export function figuresIn(reading: Reading, numerals: readonly Numeral[], periods: Periods, taken: Taken): Figure[] {
  const found: Figure[] = [];
  const { folded } = reading;
  let last: { unit: string; head: string; sentence: Sentence; figure?: Figure } | undefined;
  for (let index = 0; index < numerals.length; index++) {
    const numeral = numerals[index] as Numeral;
    const { sentence } = numeral;
    if (sentence.cell && !/\p{L}{3}.*\p{L}{3}.*\d|\d.*\p{L}{3}/u.test(sentence.words)) continue;
    if (sentence.block.kind === 'note' || sentence.block.kind === 'heading' || taken.has(numeral)) continue;
    const before = folded.slice(Math.max(sentence.start, numeral.start - 48), numeral.start);
    const rest = folded.slice(numeral.end, Math.min(sentence.end, numeral.end + 90));
    if (isNumbering(sentence, numeral, before, rest)) continue;
    const languages = sentence.languages;
    const times = languages.map((language) => language.times.exec(rest)).find(Boolean);
    if (times && OFTEN.test(rest.slice(times[0].length))) continue;
    let place = { start: numeral.start, end: numeral.end };
    let unit: Unit | undefined;
    let kind: 'count' | 'percent' | 'times' = 'count';
    let population: string | undefined;
    if (numeral.percent || sharesPercent(reading, numeral, numerals[index + 1])) kind = 'percent';
    else if (times) {
      kind = 'times';
      place = { ...place, end: numeral.end + times[0].length };
    } else if (numeral.grown !== '' && !(KAZAKH_PART.test(numeral.grown) && PART_BEFORE.test(before))) continue;
    else {
      if (languages.some(({ durations }) => durations.test(rest))) continue;
      const among = AMONG.exec(rest);
      if (among) {
        // “3 of the 21 districts”: one figure, of so many.
        unit = { words: among[2] ?? '', head: among[2] ?? '', known: true, end: among[0].length };
        population = `${among[1]} ${among[2]}`;
      } else {
        const total = OUT_OF.exec(rest);
        if (total) {
          const head = counted(sentence, numeral) ?? last;
          unit = { words: head?.unit ?? '', head: head?.head ?? '', known: head !== undefined, end: total[0].length };
          population = total[1];
        } else unit = unitAfter(languages, numeral, rest);
      }
      unit ??= partOfKazakh(numeral, before);
      if (!unit && counted(sentence, numeral)) {
        last = { ...(counted(sentence, numeral) as { unit: string; head: string }), sentence };
      }
      if (
        !unit &&
        last?.sentence.block === sentence.block &&
        elliptical(numeral, before, rest, last.sentence === sentence)
      )
        unit = { words: last.unit, head: last.head, known: true, end: 0 };
      if (
        !unit &&
        !numeral.spelled &&
        (numeral.magnitude > 1 || /[, ]/.test(folded.slice(numeral.start, numeral.bare)))
      )
        unit = { words: '', head: '', known: false, end: 0 };
      // “63 of them”, and who they are stands in another paragraph.
      if (!unit && !numeral.spelled && /^\s(?:of (?:them|these|those|whom)|из (?:них|которых))(?!\p{L})/iu.test(rest))
        unit = { words: '', head: '', known: false, end: 0 };
      if (!unit) continue;
      place = { ...place, end: numeral.end + unit.end };
    }
    // A range: 20 to 30 cases.
    let value = numeral.value;
    let high: number | undefined;
    const previous = numerals[index - 1];
    if (
      previous &&
      previous.sentence === sentence &&
      !taken.has(previous) &&
      (RANGE_JOIN.test(folded.slice(previous.end, numeral.start)) ||
        (BETWEEN.test(folded.slice(Math.max(0, previous.start - 9), previous.start)) &&
          /^\s(?:and|и)\s$/.test(folded.slice(previous.end, numeral.start)))) &&
      !FROM_TO.test(folded.slice(Math.max(sentence.start, previous.start - 80), previous.start)) &&
      previous.value < value &&
      !previous.percent
    ) {
      high = value;
      value =
        previous.magnitude === 1 && numeral.magnitude > 1 && previous.value < numeral.value / numeral.magnitude
          ? previous.value * numeral.magnitude
          : previous.value;
      place = { ...place, start: previous.start };
      const dropped = found.at(-1);
      if (dropped && dropped.start <= previous.start && dropped.end >= previous.end && dropped.sentence === sentence)
        found.pop();
    }
    const qualifier = qualifierOf(languages, before);
    const period = periods.near(sentence, place)?.period;
    if (kind === 'percent') population = populationAfter(rest);
    const words = unit?.words ?? (kind === 'percent' ? '%' : (times?.[0].trim() ?? ''));
    const change =
      kind === 'times' ||
      (kind === 'percent' && CHANGE.test(before.slice(-40))) ||
      /\b(?:growth|increase|decrease|rise|fall|drop)\s+of\s+(?:over |about |more than )?$/i.test(before);
    const partOf = PART.test(rest) || PART_BEFORE.test(before) ? last?.figure : undefined;
    const adjectives = unit && unit.head !== '' ? unit.words.slice(0, -unit.head.length).trim() : '';
    const definition =
      [adjectives, definitionAfter(reading, sentence, place.end)].filter(Boolean).join(' … ') || undefined;
    taken.take(place);
    const made = figure(reading, sentence, place, {
      value,
      high,
      kind,
      head: kind === 'percent' ? '%' : (unit?.head ?? words),
      qualifier,
      population,
      period,
      definition,
      change,
      partOf,
    });
    if (partOf && last) last = { ...last, sentence };
    if (kind === 'count' && unit?.known && !partOf) last = { unit: words, head: unit.head, sentence, figure: made };
    else if (kind === 'percent' && last?.sentence !== sentence) last = undefined;
    found.push(made);
  }
  found.push(...doubled(reading, periods, taken));
  return [...found, ...inTables(reading, numerals, taken)];
}

/** Numbers that number, measure time or belong to a sign. */
function isNumbering(sentence: Sentence, numeral: Numeral, before: string, rest: string): boolean {
  if (sentence.languages.some(({ numbered }) => numbered.test(before))) return true;
  // The number of an item or paragraph at its head.
  if (numeral.start === sentence.block.start || numeral.start === sentence.start) {
    if (/^[.)]\s/.test(rest) && !numeral.percent) return true;
    if (sentence.block.number !== undefined && Number(sentence.block.number) === numeral.value) return true;
  }
  if (!numeral.spelled && /^\(?$/.test(before.trim()) && /^\)/.test(rest)) return true;
  if (!numeral.spelled && /\bhours? a day\b|^:\d\d/.test(rest.slice(0, 14))) return true;
  // A telephone number or a row of digits.
  if (!numeral.spelled && /^[ -]\d{3,}/.test(rest)) return true;
  if (!numeral.spelled && /(?:\d[ -]|\+)$/.test(before) && /^[ -]?\d/.test(rest)) return true;
  if (!numeral.spelled && /[+]\d*\s*$/.test(before)) return true;
  return numeral.spelled && numeral.value < 2 && numeral.magnitude === 1 && !numeral.percent;
}

/** What is counted: the words after the number, where they look like a noun. */
function unitAfter(languages: readonly Patterns[], numeral: Numeral, rest: string): Unit | undefined {
  const words = /^(?:\s(?:new|such|other|different|of the|из|таких|новых)\b)?((?:[\s-][\p{L}'’-]+){1,6})/u.exec(
    rest,
  )?.[0];
  if (!words) return undefined;
  const list = [...words.matchAll(/[\p{L}'’-]+/gu)];
  for (const language of languages) {
    const units = unitsOf(language);
    let blocked = false;
    for (const [place, match] of list.entries()) {
      const [word] = match;
      // A clause may begin between a number and a later noun, but “16 of minors” and “24 of these cases” count on.
      if (place > 0 && language.notUnits.test(word) && !(language.language === 'en' && word === 'of' && place <= 1))
        break;
      if (place === 0 && language.notUnits.test(word)) {
        if (!/^(?:of|из)$/i.test(word)) {
          blocked = true;
          break;
        }
        if (!/^\s(?:of|из)\s(?:these|those|the|minors|adults|этих|них|всех)/iu.test(rest)) {
          blocked = true;
          break;
        }
        continue;
      }
      const stem = stemOf(word.replace(/^.*-/, ''));
      if (units.has(stem) && (numeral.value <= 1 || isPlural(word)))
        return {
          words: words.slice(0, match.index + word.length).trim(),
          head: word,
          known: true,
          end: match.index + word.length,
        };
      if (place >= 4 || (numeral.spelled && place >= 3)) break;
    }
    if (blocked) continue;
    // A noun that is not listed: only after digits, and where it is plainly a noun (plural, no verb before it).
    const first = list[0]?.[0] ?? '';
    if (numeral.spelled || numeral.value < 2 || first === '' || language.notUnits.test(first)) continue;
    if (language.language === 'en' && !/^\p{Ll}/u.test(first) && numeral.magnitude === 1 && !/s$/.test(first)) continue;
    const plural =
      language.language === 'en'
        ? list.slice(0, 3).find(([word]) => /[^s]s$/.test(word) && !/^(?:is|was|has|this|its)$/.test(word))
        : list[0];
    if (!plural) continue;
    if (
      language.language === 'en' &&
      list.slice(0, list.indexOf(plural)).some(([word]) => language.notUnits.test(word))
    )
      continue;
    const end = plural.index + plural[0].length;
    return { words: words.slice(0, end).trim(), head: plural[0], known: true, end };
  }
  return undefined;
}

/** “from 61 to 67 per cent”: both are shares. */
function sharesPercent(reading: Reading, numeral: Numeral, next: Numeral | undefined): boolean {
  if (!next?.percent || next.sentence !== numeral.sentence || numeral.grown !== '' || numeral.value > 100) return false;
  return /^\s?(?:to|and|до|и|–|-)\s?$/.test(reading.folded.slice(numeral.end, next.start));
}

/** “Сотталғандардың тоғызы”: what is counted stands before, in the genitive. */
function partOfKazakh({ spelled, language }: Numeral, before: string): Unit | undefined {
  if (!spelled || language.language !== 'kk') return undefined;
  const head = /(\p{L}{3,}?)(?:лар|лер|дар|дер|тар|тер)(?:ының|інің|дың|дің|тың|тің)\s(?:тек\s)?$/iu.exec(before)?.[1];
  return head === undefined ? undefined : { words: head, head, known: true, end: 0 };
}

/** What a sentence says it counts, where that stands before the number. */
function counted(sentence: Sentence, numeral: Numeral): { unit: string; head: string } | undefined {
  const stood = STOOD.exec(sentence.words.slice(0, numeral.start - sentence.start));
  if (stood) return { unit: stood[1] ?? '', head: stood[1] ?? '' };
  const match = COUNTED.exec(sentence.words);
  if (!match || sentence.start + match.index > numeral.start) return undefined;
  return { unit: match[1] ?? match[3] ?? '', head: match[2] ?? match[4] ?? '' };
}

/** A number whose unit was said before: “and 287 in 2011”, “dropped to 17 in 2010”, “18 of them”. */
function elliptical(numeral: Numeral, before: string, rest: string, sameSentence: boolean): boolean {
  if (numeral.value > 1900 && numeral.value < 2100 && Number.isInteger(numeral.value) && numeral.magnitude === 1)
    return false;
  if (PART_BEFORE.test(before)) return true;
  if (/^\s(?:of (?:them|these|those|whom|which|minors|adults)|из них|из которых|were|had|received)/iu.test(rest))
    return sameSentence || /of (?:them|these)/.test(rest);
  if (!sameSentence) return false;
  if (/^\s(?:more|fewer|less) than/i.test(rest)) return true;
  if (
    numeral.spelled &&
    !/^\s(?:of|из|for \p{L}|involving|led to|went to|ended in|resulted in|to \p{Ll}{6,}|in (?:19|20|\p{Ll}{4})|в (?:19|20))/iu.test(
      rest,
    )
  )
    return false;
  if (STOOD.test(before)) return true;
  if (ROW_BEFORE.test(before)) return ROW_AFTER.test(rest);
  return ELLIPSIS_BEFORE.test(before) && ELLIPSIS_AFTER.test(rest);
}

function populationAfter(rest: string): string | undefined {
  const match =
    /^\s(?:of|of the|among|от|среди|из)\s([^,.;:()]{3,60})/iu.exec(rest) ?? /^\s((?:\p{L}+\s?){1,4})/u.exec(rest);
  return match?.[1]?.trim();
}

/** The words that say what was counted, up to the end of the clause. */
function definitionAfter(reading: Reading, sentence: Sentence, end: number): string | undefined {
  const clause = /^[^,.;:()]{4,160}/.exec(reading.folded.slice(end, Math.min(sentence.end, end + 160)))?.[0].trim();
  return clause && clause.split(' ').length > 1 ? clause.replace(/\s+/g, ' ') : undefined;
}

interface Counted {
  readonly value: number;
  readonly high?: number | undefined;
  readonly kind: 'count' | 'percent' | 'times';
  readonly head: string;
  readonly qualifier?: FigureValue['qualifier'] | undefined;
  readonly population?: string | undefined;
  readonly period?: Period | undefined;
  readonly definition?: string | undefined;
  readonly change?: boolean;
  readonly partOf?: Figure | undefined;
  /** The words of a row that it stands in. */
  readonly row?: string;
}

function figure(reading: Reading, sentence: Sentence, place: { start: number; end: number }, counted: Counted): Figure {
  const { value, high, kind, head, qualifier, population, period, definition, change, partOf, row } = counted;
  const number = round(high ?? value);
  const range = high === undefined ? undefined : { low: round(value), high: round(high) };
  const unit = kind === 'times' ? 'times' : singular(head);
  const observation = {
    ...(period && observedPeriod(period)),
    ...(high === undefined ? { value: number } : range),
    ...(qualifier !== undefined && { qualifier }),
  };
  const defined = row ?? definition;
  const words = {
    ...(population !== undefined && { population }),
    ...(defined !== undefined && { definition: defined }),
  };
  return {
    kind: 'figure',
    ...place,
    sentence,
    ...(period && { period }),
    value: {
      number,
      ...range,
      ...(qualifier !== undefined && { qualifier }),
      unit,
      ...words,
      ...(change && { change: true }),
    },
    ...(partOf && { partOf }),
    ...(unit !== '' && {
      draft: {
        kind: 'series',
        name: `${row ?? unit} ${definition ?? population ?? ''}`,
        body: {
          title: row ?? anchorIn(reading.document.text, place).exact,
          topic: 'unsorted',
          unit,
          ...words,
          observations: [observation],
        },
      },
    }),
  };
}

const PLURALS: Readonly<Record<string, string>> = {
  children: 'child',
  women: 'woman',
  men: 'man',
  people: 'person',
  families: 'family',
  countries: 'country',
  cities: 'city',
  agencies: 'agency',
  companies: 'company',
};

/** Lower case, and in English the singular. */
function singular(head: string): string {
  const lower = head.toLowerCase();
  if (Object.hasOwn(PLURALS, lower)) return PLURALS[lower] as string;
  return /^[a-z’'-]{2,}[^s]s$/.test(lower) ? lower.slice(0, -1) : lower;
}

function observedPeriod({ from, to }: Period): { period: string } | undefined {
  if (from !== undefined && to !== undefined) return { period: from === to ? from : `${from}/${to}` };
  return undefined;
}

const DOUBLED: readonly (readonly [RegExp, number])[] = [
  [/\b(?:have|has|had|more than|nearly|almost)?\s?doubled\b/gi, 2],
  [/\b(?:have|has|had|more than|nearly|almost)?\s?tripled\b/gi, 3],
  [/(?<!\p{L})(?:удвоил\p{L}+|вдвое(?!\p{L}))/giu, 2],
  [/(?<!\p{L})(?:утроил\p{L}+|втрое(?!\p{L}))/giu, 3],
];

/** “have doubled” is a figure too; “must be doubled” asks for one. */
function doubled(reading: Reading, periods: Periods, taken: Taken): Figure[] {
  const found: Figure[] = [];
  for (const sentence of reading.sentences) {
    if (sentence.block.kind === 'note' || sentence.block.kind === 'heading') continue;
    for (const [pattern, value] of DOUBLED) {
      for (const match of sentence.words.matchAll(pattern)) {
        if (/\b(?:be|to be|should|must)\s*$/i.test(sentence.words.slice(0, match.index + 1))) continue;
        const trimmed = match[0].trimStart();
        const start = sentence.start + match.index + match[0].length - trimmed.length;
        const place = { start, end: start + trimmed.length };
        if (taken.has(place)) continue;
        const period = periods.near(sentence, place)?.period;
        found.push(figure(reading, sentence, place, { value, kind: 'times', head: 'times', period, change: true }));
      }
    }
  }
  return found;
}

const NUMERIC_CELL = /^[~≈<>]?\s?\d[\d\s.,]*\s?%?$/;
const OF_MONEY =
  /(?<!\p{L})(?:tenge|dollars?|euros?|budget|usd|eur|kzt|тенге|доллар\p{L}*|евро|рубл\p{L}*|теңге|бюджет)(?!\p{L})|[$€₸₽£]/iu;
const NOT_COUNTED =
  /^\s*(?:№|no\.?|nr|#|п\/п|page|pages|стр|article|статья|бап|code|year|год|жыл|id|para(?:graph)?)\b/iu;

/** Cells of numbers: the row and the head of the column tell what and when. */
function inTables(reading: Reading, numerals: readonly Numeral[], taken: Taken): Figure[] {
  const found: Figure[] = [];
  const byCell = new Map<Sentence, Numeral>();
  for (const numeral of numerals)
    if (numeral.sentence.cell && !byCell.has(numeral.sentence)) byCell.set(numeral.sentence, numeral);
  for (const [sentence, numeral] of byCell) {
    const { block, cell } = sentence;
    if (!cell || !block.rows || cell.column === 0 || cell.row < Math.max(1, block.headerRows ?? 1)) continue;
    if (!NUMERIC_CELL.test(sentence.words) || taken.has(numeral)) continue;
    const text = (row: number, column: number) => {
      const range = block.rows?.[row]?.[column];
      return range ? reading.folded.slice(range.start, range.end).trim() : '';
    };
    // The first column that names something; a running number does not.
    const named = block.rows[cell.row]?.findIndex(
      (_, column) =>
        column < cell.column && /\p{L}{2}/u.test(text(cell.row, column)) && !NOT_COUNTED.test(text(0, column)),
    );
    const row = text(cell.row, named === undefined || named < 0 ? 0 : named);
    const heads = Array.from({ length: Math.max(1, block.headerRows ?? 1) }, (_, index) =>
      text(index, cell.column),
    ).filter(Boolean);
    const head = heads.join(', ');
    if (NOT_COUNTED.test(head) || row === '' || OF_MONEY.test(head)) continue;
    const year = /(?<!\d)((?:19|20)\d\d)(?!\d)/.exec(head)?.[1] ?? /^((?:19|20)\d\d)(?!\d)/.exec(row)?.[1];
    const label = (/^(?:19|20)\d\d/.test(row) ? head : row).slice(0, 120);
    const percent = numeral.percent || /%|per ?cent|процент|пайыз/iu.test(`${row} ${head}`);
    found.push(
      figure(reading, sentence, sentence, {
        value: numeral.value,
        kind: percent ? 'percent' : 'count',
        head: percent ? '%' : /^(?:19|20)\d\d$/.test(head) || head === '' ? '' : head,
        row: label,
        period: year === undefined ? undefined : { from: year, to: year },
      }),
    );
  }
  return found;
}

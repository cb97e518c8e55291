/**
 * What changed between two versions of a provision: words of the heading, the summary and the text, parameters,
 * penalties.
 * Always true: what is the same and removed joins to the text before, what is the same and added to the text after;
 * the work grows with the length of the texts, however different they are.
 * Words are those of Unicode Standard Annex #29 (Intl.Segmenter), so Cyrillic and Kazakh letters count as letters;
 * compounds and article numbers with a hyphen (132-1) are one word.
 *
 * Texts are compared from the large to the small: sentences and lines; then, where those differ, words with the spaces
 * after them; then, where those differ, what they consist of. Each step uses the algorithm of Myers (package `diff`)
 * with at most MOST_EDITS × √length edits, which keeps its work, the square of the edits, in proportion to the length.
 * A sentence that needs more edits than that, or in which less than a fifth stays, is shown as replaced as a whole.
 */
import { diffArrays } from 'diff';
import { inLanguage, LANGUAGES, type Language, type Localised } from './localised.ts';
import type { Version } from './model/index.ts';

type TextKind = 'same' | 'added' | 'removed';

export interface TextPart {
  readonly kind: TextKind;
  readonly text: string;
}

/** A text of both versions, compared in one language. */
export interface TextChange {
  readonly language: string;
  readonly parts: readonly TextPart[];
}

export type ChangeKind = 'same' | 'added' | 'removed' | 'changed';
export type Parameter = NonNullable<Version['parameters']>[string];
export type Penalty = NonNullable<Version['penalties']>[number];

/** Members of a set that came, went and stayed, each in the order in which the versions list them. */
export interface SetChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly kept: readonly string[];
}

export interface ParameterChange {
  readonly name: string;
  readonly kind: ChangeKind;
  readonly before?: Parameter;
  readonly after?: Parameter;
  /** Where either value is a list: lists are compared as sets, since their order says nothing. */
  readonly members?: SetChange;
}

export interface PenaltyChange {
  readonly tier: string;
  readonly kind: ChangeKind;
  readonly before?: Penalty;
  readonly after?: Penalty;
  /** Where either penalty names aggravations. */
  readonly aggravations?: SetChange;
}

export interface VersionChange {
  /** Absent where neither has a heading. */
  readonly heading?: TextChange;
  readonly summary: TextChange;
  /** Absent where the official text of either version is not on record, or the two are in no language in common. */
  readonly text?: TextChange;
  readonly parameters: readonly ParameterChange[];
  readonly penalties: readonly PenaltyChange[];
}

/** Edits that a comparison of n pieces may take, in √n: 6 lets 36 words differ wholly, 40,000 by one in 33. */
const MOST_EDITS = 6;
/** The same of neighbouring sentences taken together; where it is not enough, each is compared with the one most like it. */
const MOST_EDITS_TOGETHER = 3;
/** Edits between sentences that are like each other but not the same: to see that takes longer than to see that. */
const MOST_LIKE_EDITS = 200;
/** Share of the words of two sentences that may be edits before they count as different sentences. */
const MOST_DIFFERENT = 0.8;
/** The same of neighbouring sentences taken together. */
const MOST_DIFFERENT_TOGETHER = 0.4;
/** Least likeness of two sentences (Dice coefficient of their words) for one to be the other, amended. */
const LEAST_LIKE = 0.4;

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  let found = segmenters.get(language);
  if (!found) {
    found = new Intl.Segmenter(language, { granularity: 'word' });
    segmenters.set(language, found);
  }
  return found;
}

const HYPHEN = /^[-\u2010\u2011]$/;

/** The words of a text with the spaces and marks between them: joined again they give the text. */
export function wordsOf(text: string, language: string): string[] {
  const segments = [...segmenter(language).segment(text)];
  const words: string[] = [];
  for (let index = 0; index < segments.length; index++) {
    let word = segments[index]?.segment ?? '';
    while (
      segments[index]?.isWordLike &&
      HYPHEN.test(segments[index + 1]?.segment ?? '') &&
      segments[index + 2]?.isWordLike
    ) {
      word += `${segments[index + 1]?.segment}${segments[index + 2]?.segment}`;
      index += 2;
    }
    words.push(word);
  }
  return words;
}

/** Ends of lines and of sentences; a mark after fewer than three letters may be that of an abbreviation or a number. */
const UNIT_END = /(?<=\n)|(?<=\p{L}{3}[.;!?…]["»”)]?[^\S\n])/u;
const SPACED_WORD = /\S+\s*|\s+/g;
/** One word that needs no closer look, with the spaces after it: most changes are of one word by another. */
const ONE_WORD = /^([\p{sc=Cyrillic}\p{sc=Latin}\p{Nd}]+)(\s*)$/u;
/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

function unitsOf(text: string): string[] {
  return text === '' ? [] : text.split(UNIT_END);
}

const CLAUSE_END = /(?<=\p{L}[,:][^\S\n])/u;
/** Characters from which a sentence is long: some 200 words, a page of print without one full stop. */
const LONG = 1500;

/** The clauses of a long sentence; a shorter one is read as a whole. */
function clausesOf(unit: string): string[] {
  return unit.length < LONG ? [unit] : unit.split(CLAUSE_END);
}

/** Words with the marks on them and the spaces after them: cheaper to find than words, and fewer. */
function spacedWordsOf(text: string, language: string): string[] {
  return UNSPACED.test(text) ? wordsOf(text, language) : (text.match(SPACED_WORD) ?? []);
}

/** The difference of two texts, word by word; of neighbouring changes what was removed comes first. */
export function diffText(before: string, after: string, language = 'en'): TextPart[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const comparison = new Comparison(language);
  comparison.texts(unitsOf(before), unitsOf(after));
  return joinNeighbours(comparison.parts);
}

/** Stretches [start, end) of two lists with nothing in common between them. */
type Gap = (a: number, aEnd: number, b: number, bEnd: number) => void;

class Comparison {
  readonly parts: TextPart[] = [];
  private readonly language: string;
  private readonly numbers = new Map<string, number>();

  constructor(language: string) {
    this.language = language;
  }

  /** Sentences and lines: those that are the same, and between them stretches that are not. */
  texts(before: readonly string[], after: readonly string[]): void {
    const matches = align(this.numbered(before), this.numbered(after));
    if (!matches) this.stretch(before, after);
    else
      this.walk(before, after, matches, (a, aEnd, b, bEnd) =>
        this.stretch(before.slice(a, aEnd), after.slice(b, bEnd)),
      );
  }

  /** Sentences that are not the same: as one text if they differ little, else each with the one most like it. */
  private stretch(before: readonly string[], after: readonly string[]): void {
    if (before.length === 0 || after.length === 0) {
      this.replaced(before.join(''), after.join(''));
      return;
    }
    const isPair = before.length === 1 && after.length === 1;
    if (this.words(before.join(''), after.join(''), isPair)) return;
    if (isPair) {
      const [old, now] = [before, after].map(([unit = '']) => clausesOf(unit)) as [string[], string[]];
      if (old.length > 1 && now.length > 1) this.texts(old, now);
      else this.replaced(before.join(''), after.join(''));
      return;
    }
    const bags = [before, after].map((units) => units.map((unit) => this.bagOf(unit)));
    const matches = align(bags[0] ?? [], bags[1] ?? [], { isSame: isLike }) ?? new Int32Array(before.length).fill(-1);
    let [a, b] = [0, 0];
    for (let index = 0; index <= before.length; index++) {
      const match = index < before.length ? (matches[index] as number) : after.length;
      if (match < 0) continue;
      this.replaced(before.slice(a, index).join(''), after.slice(b, match).join(''));
      const [old, now] = [before[index], after[match]];
      if (old !== undefined && now !== undefined && !this.words(old, now, true)) this.replaced(old, now);
      a = index + 1;
      b = match + 1;
    }
  }

  /** Two texts by words, unless they are too different: whether they were compared. A pair is one sentence of each. */
  private words(before: string, after: string, isPair: boolean): boolean {
    const [old, now] = [spacedWordsOf(before, this.language), spacedWordsOf(after, this.language)];
    const perRoot = isPair ? MOST_EDITS : MOST_EDITS_TOGETHER;
    const matches = align(this.numbered(old), this.numbered(now), { perRoot });
    if (!matches) return false;
    let edits = 0;
    eachGap(matches, now.length, (a, aEnd, b, bEnd) => {
      edits += aEnd - a + bEnd - b;
    });
    const mostDifferent = isPair ? MOST_DIFFERENT : MOST_DIFFERENT_TOGETHER;
    // A change of a few words is read word by word, whatever its share.
    const isShort = old.length + now.length <= 8;
    if (!isShort && edits > mostDifferent * (old.length + now.length)) return false;
    this.walk(old, now, matches, (a, aEnd, b, bEnd) =>
      this.fine(old.slice(a, aEnd).join(''), now.slice(b, bEnd).join('')),
    );
    return true;
  }

  /** Changed words: marks and spaces on them that stay the same are not part of the change. */
  private fine(before: string, after: string): void {
    if (before === '' || after === '') {
      this.replaced(before, after);
      return;
    }
    const [one, other] = [ONE_WORD.exec(before), ONE_WORD.exec(after)];
    if (one && other && one[1] !== other[1] && one[2] === other[2]) {
      this.replaced(one[1] ?? '', other[1] ?? '');
      if (one[2]) this.parts.push({ kind: 'same', text: one[2] });
      return;
    }
    const [old, now] = [wordsOf(before, this.language), wordsOf(after, this.language)];
    const matches = align(this.numbered(old), this.numbered(now));
    if (!matches) this.replaced(before, after);
    else {
      this.walk(old, now, matches, (a, aEnd, b, bEnd) =>
        this.replaced(old.slice(a, aEnd).join(''), now.slice(b, bEnd).join('')),
      );
    }
  }

  /** What is the same goes into the result, what is not to `gap`, in order. */
  private walk(before: readonly string[], after: readonly string[], matches: Int32Array, gap: Gap): void {
    let at = 0;
    const same = (end: number) => {
      if (end > at) this.parts.push({ kind: 'same', text: before.slice(at, end).join('') });
    };
    eachGap(matches, after.length, (a, aEnd, b, bEnd) => {
      same(a);
      gap(a, aEnd, b, bEnd);
      at = aEnd;
    });
    same(before.length);
  }

  private replaced(before: string, after: string): void {
    if (before) this.parts.push({ kind: 'removed', text: before });
    if (after) this.parts.push({ kind: 'added', text: after });
  }

  /** The same number for the same piece: numbers compare faster than texts. They begin at 1: `diff` skips a 0. */
  private numbered(pieces: readonly string[]): number[] {
    return pieces.map((piece) => {
      let number = this.numbers.get(piece);
      if (number === undefined) {
        number = this.numbers.size + 1;
        this.numbers.set(piece, number);
      }
      return number;
    });
  }

  /** The words of a sentence in an order of their own, to see how much two sentences share. */
  private bagOf(unit: string): Int32Array {
    return Int32Array.from(this.numbered(spacedWordsOf(unit, this.language))).sort();
  }
}

function eachGap(matches: Int32Array, length: number, gap: Gap): void {
  let [a, b] = [0, 0];
  for (let index = 0; index <= matches.length; index++) {
    const match = index < matches.length ? (matches[index] as number) : length;
    if (match < 0) continue;
    if (index > a || match > b) gap(a, index, b, match);
    a = index + 1;
    b = match + 1;
  }
}

/** Whether one sentence can be the other, amended. */
function isLike(a: Int32Array, b: Int32Array): boolean {
  const all = a.length + b.length;
  if (2 * Math.min(a.length, b.length) < LEAST_LIKE * all) return false;
  let [i, j, shared] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const order = (a[i] as number) - (b[j] as number);
    if (order === 0) shared++;
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return 2 * shared >= LEAST_LIKE * all;
}

interface AlignOptions<T> {
  /** Edits allowed, in √ of the number of pieces. */
  readonly perRoot?: number;
  /** What counts as the same, where that is not being equal. */
  readonly isSame?: (a: T, b: T) => boolean;
}

/**
 * The longest common subsequence of two lists: for each piece of the first its place in the second, or −1.
 * Nothing where that takes more edits than allowed.
 */
function align<T>(
  before: readonly T[],
  after: readonly T[],
  { perRoot = MOST_EDITS, isSame }: AlignOptions<T> = {},
): Int32Array | undefined {
  const mostEdits = Math.ceil(perRoot * Math.sqrt(before.length + after.length));
  const matches = new Int32Array(before.length).fill(-1);
  const same = isSame ?? ((a: T, b: T) => a === b);
  let start = 0;
  let [end, afterEnd] = [before.length, after.length];
  while (start < end && start < afterEnd && same(before[start] as T, after[start] as T)) {
    matches[start] = start;
    start++;
  }
  while (end > start && afterEnd > start && same(before[end - 1] as T, after[afterEnd - 1] as T)) {
    matches[--end] = --afterEnd;
  }
  let left = range(start, end);
  let right = range(start, afterEnd);
  if (!isSame) {
    // What only one of the lists has cannot be common: without it there is less to search, and nothing is lost.
    const [inBefore, inAfter] = [new Set(before.slice(start, end)), new Set(after.slice(start, afterEnd))];
    left = left.filter((index) => inAfter.has(before[index] as T));
    right = right.filter((index) => inBefore.has(after[index] as T));
  }
  if (left.length === 0 || right.length === 0) return matches;
  const changes = diffArrays(
    left.map((index) => before[index] as T),
    right.map((index) => after[index] as T),
    {
      maxEditLength: isSame ? Math.min(mostEdits, MOST_LIKE_EDITS) : mostEdits,
      ...(isSame && { comparator: isSame }),
    },
  );
  if (!changes) return undefined;
  let [i, j] = [0, 0];
  for (const { count, added, removed } of changes) {
    if (added) j += count;
    else if (removed) i += count;
    else for (let n = 0; n < count; n++) matches[left[i++] as number] = right[j++] as number;
  }
  return matches;
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}

/** Nothing but spaces and marks, or one short word between them, all on one line. */
const SLIGHT = /^[^\p{L}\p{N}\n]*(?:\p{L}{1,3}[^\p{L}\p{N}\n]*)?$/u;

/** What little stays between two replacements belongs to both: a reader sees one change of several words. */
function joinNeighbours(parts: readonly TextPart[]): TextPart[] {
  const joined: TextPart[] = [];
  let removed = '';
  let added = '';
  /** The same words after a replacement that may yet belong to it. */
  let between = '';
  const flush = () => {
    if (removed) joined.push({ kind: 'removed', text: removed });
    if (added) joined.push({ kind: 'added', text: added });
    removed = '';
    added = '';
    const last = joined.at(-1);
    if (between && last?.kind === 'same') joined[joined.length - 1] = { kind: 'same', text: last.text + between };
    else if (between) joined.push({ kind: 'same', text: between });
    between = '';
  };
  for (let index = 0; index < parts.length; ) {
    const part = parts[index] as TextPart;
    if (part.kind === 'same') {
      between += part.text;
      index++;
      continue;
    }
    const next = { removed: '', added: '' };
    for (let one = parts[index]; one && one.kind !== 'same'; one = parts[++index]) next[one.kind] += one.text;
    const isOne =
      removed && added && next.removed && next.added && SLIGHT.test(between) && isShort(between, removed, added, next);
    if (isOne) {
      removed += between;
      added += between;
      between = '';
    } else flush();
    removed += next.removed;
    added += next.added;
  }
  flush();
  return joined;
}

/** Whether what stays is spaces and marks, or shorter than what is replaced on either side of it. */
function isShort(text: string, removed: string, added: string, next: { removed: string; added: string }): boolean {
  if (!/\p{L}/u.test(text)) return true;
  const length = text.trim().length;
  return length <= Math.max(removed.length, added.length) && length <= Math.max(next.removed.length, next.added.length);
}

/** A row of two texts side by side: lines that belong together, with what changed in them. */
export interface TextRow {
  readonly isSame: boolean;
  readonly before: readonly TextPart[];
  readonly after: readonly TextPart[];
  /** Both in one text. */
  readonly both: readonly TextPart[];
}

/** A difference cut into rows, wherever a line ends in both texts at once. */
export function rowsOf(parts: readonly TextPart[]): TextRow[] {
  const rows: TextRow[] = [];
  let before: TextPart[] = [];
  let after: TextPart[] = [];
  let both: TextPart[] = [];
  const endsLine = (side: readonly TextPart[]) => side.length === 0 || side.at(-1)?.text.endsWith('\n') === true;
  const cut = () => {
    if (both.length === 0) return;
    rows.push({ isSame: both.every(({ kind }) => kind === 'same'), before, after, both });
    before = [];
    after = [];
    both = [];
  };
  for (const [index, { kind, text }] of parts.entries()) {
    for (const line of kind === 'same' ? text.split(/(?<=\n)/) : [text]) {
      const part = { kind, text: line };
      both.push(part);
      if (kind !== 'added') before.push(part);
      if (kind !== 'removed') after.push(part);
      const isReplacement = kind === 'removed' && parts[index + 1]?.kind === 'added';
      if (!isReplacement && endsLine(before) && endsLine(after)) cut();
    }
  }
  cut();
  return rows;
}

/** The language in which both texts exist, the wanted one first; each falls back on its own where there is none. */
function commonLanguage(before: Localised, after: Localised, wanted: Language): Language {
  const has = (text: Localised, language: Language) => inLanguage(text, language).language === language;
  return (
    [wanted, ...LANGUAGES].find((language) => has(before, language) && has(after, language)) ??
    inLanguage(after, wanted).language
  );
}

/** The difference of two localised texts, in a language that both have; of one alone all of it came or went. */
export function diffLocalised(
  before: Localised | undefined,
  after: Localised | undefined,
  wanted: Language,
): TextChange {
  const language = commonLanguage(before ?? after ?? '', after ?? before ?? '', wanted);
  const said = (text: Localised | undefined) => (text === undefined ? '' : inLanguage(text, language).text);
  return { language, parts: diffText(said(before), said(after), language) };
}

/** The difference of two official texts, in the wanted language or the first that both have. */
function diffOfficial(before: Version['text'], after: Version['text'], wanted: Language): TextChange | undefined {
  const languages = [...new Set([wanted, ...LANGUAGES, ...Object.keys(after ?? before ?? {}).sort()])];
  const language = languages.find(
    (one) => (before === undefined || before[one] !== undefined) && (after === undefined || after[one] !== undefined),
  );
  if (language === undefined || (before === undefined && after === undefined)) return undefined;
  const [old, now] = [before?.[language] ?? '', after?.[language] ?? ''];
  // A line added at the end is then an added line, and not a longer last one.
  const ended = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
  const hasLines = /\n/.test(old) || /\n/.test(now);
  return { language, parts: hasLines ? diffText(ended(old), ended(now), language) : diffText(old, now, language) };
}

/**
 * What changed from one version of a provision to another. Without a version before, all of it came; without one
 * after, all of it went. `heading` is that of the provision, which a version has where it names no other.
 */
export function diffVersions(
  before: Version | undefined,
  after: Version | undefined,
  wanted: Language,
  heading?: Localised,
): VersionChange {
  const [oldHeading, newHeading] = [before && (before.heading ?? heading), after && (after.heading ?? heading)];
  // One version without a text on record says nothing about what changed in it.
  const isKnown =
    (before === undefined || before.text !== undefined) && (after === undefined || after.text !== undefined);
  const text = isKnown ? diffOfficial(before?.text, after?.text, wanted) : undefined;
  const hasHeading = oldHeading !== undefined || newHeading !== undefined;
  return {
    ...(hasHeading && { heading: diffLocalised(oldHeading, newHeading, wanted) }),
    summary: diffLocalised(before?.summary, after?.summary, wanted),
    ...(text && { text }),
    parameters: diffParameters(before?.parameters ?? {}, after?.parameters ?? {}),
    penalties: diffPenalties(before?.penalties ?? [], after?.penalties ?? []),
  };
}

/** Whether a text differs between the two versions. */
export function isChanged(change: TextChange | undefined): boolean {
  return change?.parts.some(({ kind }) => kind !== 'same') ?? false;
}

function diffSets(before: readonly string[], after: readonly string[]): SetChange {
  const [old, now] = [new Set(before), new Set(after)];
  return {
    added: [...now].filter((member) => !old.has(member)),
    removed: [...old].filter((member) => !now.has(member)),
    kept: [...now].filter((member) => old.has(member)),
  };
}

function kindOf(before: unknown, after: unknown): ChangeKind {
  if (before === undefined) return 'added';
  if (after === undefined) return 'removed';
  return canonical(before) === canonical(after) ? 'same' : 'changed';
}

/** One text for one value, whatever the order of its keys and lists, and whoever checked its translation. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'translation') return undefined;
    if (Array.isArray(inner)) return [...new Set(inner)].sort();
    if (inner === null || typeof inner !== 'object') return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function diffParameters(
  before: NonNullable<Version['parameters']>,
  after: NonNullable<Version['parameters']>,
): ParameterChange[] {
  const list = (value: Parameter | undefined) =>
    Array.isArray(value) ? value : value === undefined ? [] : [`${value}`];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().map((name) => {
    const [old, now] = [before[name], after[name]];
    return {
      name,
      kind: kindOf(old, now),
      ...(old !== undefined && { before: old }),
      ...(now !== undefined && { after: now }),
      ...((Array.isArray(old) || Array.isArray(now)) && { members: diffSets(list(old), list(now)) }),
    };
  });
}

/** Penalties by tier; of several under one number the first goes with the first. */
/** Penalties part by part; a part that got another number is held against the one it continues. */
function diffPenalties(before: readonly Penalty[], after: readonly Penalty[]): PenaltyChange[] {
  const collator = new Intl.Collator('en', { numeric: true });
  const continued = new Set(after.flatMap(({ continues }) => continues ?? []));
  // A part that took a number which another part carried until then has nothing before it.
  const originOf = ({ tier, continues }: Penalty) => continues ?? (continued.has(tier) ? undefined : tier);
  const old = Map.groupBy(before, ({ tier }) => tier);
  const pairs = after.map((other) => {
    const origin = originOf(other);
    return { tier: other.tier, one: origin === undefined ? undefined : old.get(origin)?.shift(), other };
  });
  const ended = [...old.values()].flat().map((one) => ({ tier: one.tier, one, other: undefined }));
  return [...pairs, ...ended]
    .sort((a, b) => collator.compare(a.tier, b.tier))
    .map(({ tier, one, other }) => {
      const hasAggravations = one?.aggravations !== undefined || other?.aggravations !== undefined;
      return {
        tier,
        kind: one && other && one.tier !== other.tier ? 'changed' : kindOf(unnumbered(one), unnumbered(other)),
        ...(one && { before: one }),
        ...(other && { after: other }),
        ...(hasAggravations && { aggravations: diffSets(one?.aggravations ?? [], other?.aggravations ?? []) }),
      };
    });
}

function unnumbered(penalty: Penalty | undefined): Omit<Penalty, 'tier' | 'continues'> | undefined {
  if (!penalty) return undefined;
  const { tier: _tier, continues: _continues, ...rest } = penalty;
  return rest;
}

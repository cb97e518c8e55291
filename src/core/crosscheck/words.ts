/**
 * Words, sentences and the stretches of a document that are not its own words: quotations, notes, references, titles.
 * Stems only serve to compare words within one language; they are never shown.
 */
import type { Block, Document, Range } from '../document.ts';
import type { Language } from '../localised.ts';

const WORD = /\p{L}[\p{L}\p{M}’'ʼ-]*\p{L}|\p{L}|\d+/gu;

export interface Word extends Range {
  readonly text: string;
}

/** The words of a text, in order. */
export function wordsOf(text: string, from = 0): Word[] {
  return Array.from(text.matchAll(WORD), (match) => ({
    text: match[0],
    start: from + match.index,
    end: from + match.index + match[0].length,
  }));
}

/** The language by its letters, where a document or a word does not say: Kazakh letters, other Cyrillic, or Latin. */
export function languageOf(text: string): Language {
  if (/[әғқңөұүһі]/iu.test(text)) return 'kk';
  return /\p{Script=Cyrillic}/u.test(text) ? 'ru' : 'en';
}

const RUSSIAN_ENDING =
  /(?:иями|ями|ами|ьми|иях|ях|ах|ого|его|ому|ему|ыми|ими|ией|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ых|их|ую|юю|ом|ем|ам|ям|ов|ев|ью|ия|ии|ию|а|я|о|е|ы|и|у|ю|ь|й)$/u;
const KAZAKH_ENDING =
  /(?:(?:лар|лер|дар|дер|тар|тер)?(?:ымыз|іміз|ыңыз|іңіз|сы|сі|ы|і)?(?:ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|на|не|ын|ін|ны|ні|ды|ді|ты|ті|да|де|та|те|нда|нде|дан|ден|тан|тен|нан|нен|мен|бен|пен)?)$/u;

/** What the forms of a word share. */
export function stemOf(word: string): string {
  const lower = word
    .toLowerCase()
    .replace(/[’'ʼ]s$/u, '')
    .replaceAll('ё', 'е');
  if (/^\d/u.test(lower)) return lower;
  const language = languageOf(lower);
  if (language === 'en') {
    if (lower.length < 4) return lower;
    const base = lower
      .replace(/ies$/u, 'y')
      .replace(/(?<=ss|sh|ch|x|z)es$/u, '')
      .replace(/(?<![su])s$/u, '')
      .replace(/(?<=\w{4})(?:ing|ed|er|or)$/u, '')
      .replace(/(?<=\w{4})isation/u, 'ization')
      .replace(/(?<=\w{3})(?:tion|sion|ment|al|ity|ly)$/u, '');
    return base.replace(/e$/u, '');
  }
  if (language === 'ru') {
    const cut = lower.replace(RUSSIAN_ENDING, '');
    const bare = cut.replace(/[аеиоуыэюяьй]$/u, '');
    return bare.length >= 3 ? bare : cut.length >= 3 ? cut : lower;
  }
  const stem = lower.replace(KAZAKH_ENDING, '');
  return stem.length >= 3 ? stem : lower;
}

const STOP = new Set(
  (
    'a an the of and or in on at to for from by with as is are was were be been being it its this that these those which who whom whose ' +
    'has have had not no their his her they he she we our than then there into over under about more most some any all other another such ' +
    'new per also only both between during within among after before up out ' +
    'и в во на по с со к ко о об от до за из у для при не ни но а или что как это этот эта эти того том был была было были быть их его ее она он они ' +
    'же ли бы также только более все всех году год года лет г ' +
    'және мен бен пен үшін бойынша туралы бұл осы сол ол олар да де та те немесе жылы жыл жылғы ж болып бар жоқ емес'
  ).split(' '),
);

/** Stems of the words that carry meaning. */
export function stemsOf(text: string): Set<string> {
  const stems = new Set<string>();
  for (const { text: word } of wordsOf(text)) {
    const lower = word.toLowerCase();
    if (!STOP.has(lower) && lower.length > 1) stems.add(stemOf(lower));
  }
  return stems;
}

/** Share of the smaller set that lies in the other: 1 where one holds the other, 0 where they share nothing. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const item of small) if (large.has(item)) shared++;
  return shared / small.size;
}

export function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const item of a) if (b.has(item)) count++;
  return count;
}

/** The block an offset stands in. */
export function blockAt(document: Document, offset: number): Block | undefined {
  const { blocks } = document;
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.start ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low - 1];
  return block && offset < block.end ? block : undefined;
}

const LONGEST_SENTENCE = 700;
const ABBREVIATED =
  /(?:^|[\s(«"“])(?:\p{Lu}|nos?|arts?|secs?|ss?|pp?|paras?|vol|ch|eds?|etc|e\.g|i\.e|cf|vs|ca|approx|inc|ltd|st|mrs?|ms|dr|prof|sept?|jan|feb|mar|apr|jun|jul|aug|oct|nov|dec|u\.s|u\.k|u\.n|ст|ч|пп?|гг?|вв?|т|др|пр|рис|табл|стр|с|см|им|тыс|млн|млрд|руб|долл|ул|обл|д|кв|жж?|т\.б|т\.д|т\.п|н\.э)$/iu;
/** Short forms that may close a sentence: “in 2003 г. Вопрос”, “и т.д. Это”. */
const CLOSING = /(?:\d\s?(?:гг?|жж?)|т\.\s?[дпб]|(?:и|және)\s(?:др|т\.б))$/iu;
/** How much of what stands before a full stop `endsSentence` needs. */
export const BEFORE_STOP = 12;

/** Whether a full stop ends a sentence, by what stands before it and by the first letter of what comes after. */
export function endsSentence(before: string, next: string): boolean {
  return !ABBREVIATED.test(before) || (CLOSING.test(before) && /^\p{Lu}/u.test(next));
}

/** The sentence around a place, never beyond its block. */
export function sentenceOf(document: Document, { start, end }: Range): Range {
  const { text } = document;
  const block = blockAt(document, start);
  const least = Math.max(block?.start ?? 0, start - LONGEST_SENTENCE);
  const most = Math.min(block?.end ?? text.length, end + LONGEST_SENTENCE);
  let from = least;
  for (const match of text.slice(least, start).matchAll(/[.!?…]["”»’)⁰¹²³⁴-⁹\d]{0,4}\s+(?=["“«(]?\p{Lu})|\n\s*/gu)) {
    const stop = least + match.index;
    if (endsSentence(text.slice(Math.max(least, stop - BEFORE_STOP), stop), text.charAt(stop + match[0].length)))
      from = stop + match[0].length;
  }
  const after = text.slice(end, most);
  for (const match of after.matchAll(/[.!?…](?=["”»’)⁰¹²³⁴-⁹\d]{0,4}(?:\s+["“«(]?\p{Lu}|\s*$))|\n/gu)) {
    const stop = end + match.index;
    const next = /^\s+["“«(]?(\p{Lu})/u.exec(text.slice(stop + 1, stop + 8))?.[1] ?? '';
    if (!endsSentence(text.slice(Math.max(from, stop - BEFORE_STOP), stop), next)) continue;
    return { start: from, end: stop + (match[0] === '\n' ? 0 : 1) };
  }
  return { start: from, end: most };
}

/** Ranges in order, with a quick answer to whether a place lies in one of them. */
export class Ranges {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(ranges: Iterable<Range>) {
    for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
      const last = this.#ends.length - 1;
      if (last >= 0 && start <= (this.#ends[last] ?? 0)) this.#ends[last] = Math.max(this.#ends[last] ?? 0, end);
      else {
        this.#starts.push(start);
        this.#ends.push(end);
      }
    }
  }

  /** Whether the place lies wholly in one of them. */
  has({ start, end }: Range): boolean {
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? Infinity) <= start) low = middle + 1;
      else high = middle;
    }
    return low > 0 && end <= (this.#ends[low - 1] ?? 0);
  }
}

const QUOTED =
  /“[^”\n]{1,400}”|«[^»\n]{1,400}»|„[^“”\n]{1,400}[“”]|(?<![\p{L}\p{N}])"[^"\n]{1,400}"|‘[^’\n]{3,200}’(?!\p{L})/gu;

/** Words in quotation marks. */
export function quotations(text: string): Range[] {
  return Array.from(text.matchAll(QUOTED), (match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Notes and the references in them: words of other works. */
export function apparatus(document: Document): Ranges {
  return new Ranges([
    ...document.notes,
    ...document.references,
    ...document.blocks.filter(({ kind }) => kind === 'note'),
  ]);
}

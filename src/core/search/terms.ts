/**
 * From text to terms, the same for what is kept and for what is asked, on every engine: words in folded letters, cut
 * to their stems, and references to provisions as one term each (“art. 134(2)”, “ч. 2 ст. 134” and “134-баптың
 * 2-бөлігі” are art:134 and art:134/2). Stems: Snowball for English and Russian, our own for Kazakh.
 */
import { stemmer as englishStem } from '@orama/stemmers/english';
import { stemmer as russianStem } from '@orama/stemmers/russian';
import type { Language } from '../localised.ts';
import { remember } from '../remember.ts';
import { fold } from './fold.ts';
import { kazakhStem } from './kazakh.ts';

/** A term where it stands: `from` and `to` are offsets of UTF-16 units in the text. */
export interface Term {
  readonly term: string;
  readonly from: number;
  readonly to: number;
}

/** Words longer than this are cut: no word of a language is, and an index must not hold whole files. */
const LONGEST = 40;

/** Scripts that put no spaces between words: there, what a word is takes a dictionary. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

const NUMBER = String.raw`\d{1,4}(?:[-‑.]\d{1,2}(?!\d))?`;
/** The further numbers of a list; so many and no more, so that no text takes long. */
const LIST = 20;
const MORE = String.raw`(?:(?:\s?,\s?|\s(?:and|or|to|и|или)\s|\s?[-–—]\s?)(?:(?:arts?|ст)\.?\s?)?${NUMBER}(?![\d-]|\.\p{L})){0,${LIST}}`;
/** English and Russian: the word before the number, in English with the part behind it: art. 134(2). */
const NAMED = new RegExp(
  String.raw`(?:arts?|articles?|sections?|sec|§{1,2}|стать(?:я|и|е|ю|ёй|ей|ям|ями|ях)|статей|ст)(?:\.\s?|\s|(?=\d))(${NUMBER})(?![\d-])(?:\s?\(\s?(\d{1,2})\s?\))?(${MORE})`,
  'giu',
);
/** In Russian the part stands before: ч. 2 ст. 134. */
const PART_BEFORE = /(?:^|[^\p{L}\p{N}])(?:ч(?:асть|асти|астью|астей|\.)|п(?:ункт|ункта|\.))\s?(\d{1,2})\s$/iu;
const WORD_BEFORE = /[\p{L}\p{N}]$/u;
/** Kazakh, and Russian with an ordinal: the number before the word, in Kazakh with the part behind it. */
const NUMBERED = new RegExp(
  String.raw`(?<![\d.‑-])(${NUMBER}(?:(?:\s?,\s?|\s(?:және|мен)\s)${NUMBER}){0,${LIST}})(?:(?:\s?[-‑–]\s?|\s)ба[пб](?!тис)\p{L}{0,9}|(?:\s|[-‑](?:ая|я|ой|й|ую|ю)\s)стать(?:я|и|е|ю|ей))(?!\p{L})(?:\s(\d{1,2})(?:\s?[-‑–]\s?|\s)(?:бөлi?і?[кг]|тарма[қғк])\p{L}{0,9})?`,
  'giu',
);
const MAY_NAME = /art|sec|§|ст/i;
const MAY_BE_NUMBERED = /\d(?:[-‑–\s]|\s?[-‑–]\s?)(?:ба[пб]|стать|[аоуйю]{0,2}[яйю]\s)/i;
const NUMBERS = new RegExp(NUMBER, 'g');

/** The references to provisions in a text, in their order; a list names each of its numbers. */
function legalReferences(text: string): Term[] {
  const found: Term[] = [];
  const add = (numbers: string, part: string | undefined, from: number, to: number) => {
    for (const [at, [number]] of [...numbers.matchAll(NUMBERS)].entries()) {
      const term = `art:${number.replace(/[‑.]/, '-')}`;
      found.push({ term, from, to });
      if (part !== undefined && at === 0) found.push({ term: `${term}/${part}`, from, to });
    }
  };
  if (MAY_NAME.test(text)) {
    NAMED.lastIndex = 0;
    for (let match = NAMED.exec(text); match; match = NAMED.exec(text)) {
      const { 0: whole, 1: number = '', 2: part, 3: more = '', index } = match;
      const before = text.slice(Math.max(0, index - 16), index);
      if (WORD_BEFORE.test(before)) {
        // The end of another word, as in “part 3, art. 134”: what follows it may be one all the same.
        NAMED.lastIndex = index + 1;
        continue;
      }
      const ahead = PART_BEFORE.exec(before);
      const from = ahead ? index - ahead[0].trimStart().length : index;
      add(`${number} ${more}`, part ?? ahead?.[1], from, index + whole.length);
    }
  }
  if (MAY_BE_NUMBERED.test(text)) {
    for (const { 0: whole, 1: numbers = '', 2: part, index } of text.matchAll(NUMBERED)) {
      add(numbers, part, index, index + whole.length);
    }
  }
  return found.length > 1 ? found.sort((a, b) => a.from - b.from) : found;
}

/** What a character is to a word: nothing, a letter or mark, a digit. */
const [OTHER, LETTER, DIGIT] = [0, 1, 2];
const classes = new Uint8Array(0x10000);
for (let code = 0; code < classes.length; code++) {
  const character = String.fromCharCode(code);
  // Halves of surrogate pairs count as letters: what they stand for is looked at whole.
  classes[code] = /\p{Nd}/u.test(character)
    ? DIGIT
    : /[\p{L}\p{N}\p{M}\u00ad]/u.test(character) || (code >= 0xd800 && code <= 0xdfff)
      ? LETTER
      : OTHER;
}
const at = (text: string, place: number): number => classes[text.charCodeAt(place)] ?? OTHER;
const isJoint = (text: string, place: number): boolean => '-.‑'.includes(text.charAt(place) || ' ');
const isApostrophe = (text: string, place: number): boolean => "'’ʼ".includes(text.charAt(place) || ' ');
const HAS_LETTER = /[\p{L}\p{N}]/u;

/** The end of the word that begins at a place. */
function endOf(text: string, from: number): number {
  let to = from;
  while (at(text, to) === DIGIT) to++;
  if (to > from && at(text, to) === OTHER) {
    // Digits that belong together: 132-1, 2.5.
    while (isJoint(text, to) && at(text, to + 1) === DIGIT) {
      to++;
      while (at(text, to) === DIGIT) to++;
    }
    return to;
  }
  for (;;) {
    while (at(text, to) !== OTHER) to++;
    if (!isApostrophe(text, to) || at(text, to + 1) !== LETTER) return to;
    to++;
  }
}

/** The words of a text with their places, as they are written. */
function eachWord(text: string, found: (word: string, from: number) => void): void {
  for (let from = 0; from < text.length; ) {
    if (at(text, from) === OTHER) {
      from++;
      continue;
    }
    const to = endOf(text, from);
    const word = text.slice(from, to);
    if (text.charCodeAt(from) < 0x0e00) found(word, from);
    else if (!UNSPACED.test(word)) {
      if (HAS_LETTER.test(word)) found(word, from);
    } else {
      // Short pieces: the segmenter takes time beyond all measure for long ones.
      for (let start = 0; start < word.length; start += 200) {
        for (const { segment, index, isWordLike } of segmenter.segment(word.slice(start, start + 200))) {
          if (isWordLike) found(segment, from + start + index);
        }
      }
    }
    from = to;
  }
}

/** Words that stand in every text and tell none from another, in folded letters; they are neither kept nor asked for. */
const STOP = new Set(
  'a an and are as at be been by for from has have in into is it its no not of on or that the their they this to was were which will with и в во на по с со для о об к ко у из за не от до при что как это его ее их или а но же бы то и де да ушин'.split(
    ' ',
  ),
);

const IRREGULAR: Readonly<Record<string, string>> = {
  children: 'child',
  women: 'woman',
  men: 'man',
  people: 'person',
  laws: 'law',
  ребенок: 'ребенк',
  ребеночк: 'ребенк',
  детьми: 'дет',
  дети: 'дет',
  людьми: 'люд',
  закона: 'закон',
};

function englishTerm(folded: string): string {
  // British and American spelling: criminalise, criminalize.
  const plain = folded.length > 6 ? folded.replace(/is(e[ds]?|ing|ations?)$/, 'iz$1') : folded;
  return englishStem(plain);
}

type Stem = (folded: string) => string;
/** Words repeat; a text of nothing but new ones must not fill the memory. */
const WORDS_KEPT = 50_000;
const remembered = (stem: Stem): Stem => {
  const known = new Map<string, string>();
  return (folded) => {
    let found = known.get(folded);
    if (found === undefined) {
      found = (IRREGULAR[folded] ?? stem(folded)).slice(0, LONGEST);
      if (known.size >= WORDS_KEPT) known.clear();
      known.set(folded, found);
    }
    return found;
  };
};
const english = remembered(englishTerm);
const russian = remembered(russianStem);
const kazakh = remembered(kazakhStem);

const CYRILLIC = /[а-я]/;
const LATIN = /[a-z]/;
const KAZAKH = /[әіңғүұқөһӘІҢҒҮҰҚӨҺ]/;

/** The stem of a word in a text of a language, the script deciding where it is not that language’s; empty for a stop word. */
function termIn(word: string, language: Language): string {
  const folded = fold(word);
  if (STOP.has(folded)) return '';
  if (LATIN.test(folded)) return english(folded);
  if (!CYRILLIC.test(folded)) return folded.slice(0, LONGEST);
  return language === 'kk' || (language === 'en' && KAZAKH.test(word)) ? kazakh(folded) : russian(folded);
}

/** Every stem a word can have, where its language is not known; none for a stop word. */
export function termsOfWord(word: string): string[] {
  const folded = fold(word);
  if (folded === '' || STOP.has(folded)) return [];
  if (LATIN.test(folded)) return [english(folded)];
  if (!CYRILLIC.test(folded)) return [folded.slice(0, LONGEST)];
  if (KAZAKH.test(word)) return [kazakh(folded)];
  return [...new Set([russian(folded), kazakh(folded)])];
}

const spelled = new Map<Language, Map<string, string>>();

function eachTerm(
  text: string,
  language: Language,
  found: (term: string, word: string, from: number) => void,
): boolean {
  const known = remember(spelled, language, () => new Map<string, string>());
  let digits = false;
  eachWord(text, (word, from) => {
    // By the word as it stands, so that folding and stemming are done once for each spelling.
    let term = known.get(word);
    if (term === undefined) {
      term = termIn(word, language);
      if (known.size >= WORDS_KEPT) known.clear();
      known.set(word, term);
    }
    digits ||= at(text, from) === DIGIT;
    if (term !== '') found(term, word, from);
  });
  return digits;
}

/** The terms of a text in a language: its words in their order, then the provisions it names. */
export function analyse(text: string, language: Language): Term[] {
  const terms: Term[] = [];
  const digits = eachTerm(text, language, (term, word, from) => terms.push({ term, from, to: from + word.length }));
  if (digits) terms.push(...legalReferences(text));
  return terms;
}

/** The same without their places. */
export function termsOf(text: string, language: Language): string[] {
  const terms: string[] = [];
  const digits = eachTerm(text, language, (term) => terms.push(term));
  if (digits) for (const { term } of legalReferences(text)) terms.push(term);
  return terms;
}

/** The words of a text as they are written, and the provisions it names, each with its place. */
export function wordsAndReferences(text: string): { words: Term[]; references: Term[] } {
  const words: Term[] = [];
  eachWord(text, (term, from) => words.push({ term, from, to: from + term.length }));
  return { words, references: legalReferences(text) };
}

/**
 * Words of a text, and phrases found among them without regard to inflection: the stem of a Latin word is the word
 * without plural s, that of a Cyrillic word its first four letters, which in phrases of several words is enough. (The
 * stems of core/crosscheck/words.ts keep more of a word: there single words are compared, here names are found.)
 * Always true: one pass over the words finds every phrase of a list, the longest at each place; no phrase runs over
 * the end of its block or cell. Single capital abbreviations (УК, CRC) are matched as they stand.
 */
import type { Range } from '../../core/document.ts';

export interface Word extends Range {
  readonly stem: string;
  /** As it stands, for abbreviations and names. */
  readonly raw: string;
}

const WORD = /\p{L}[\p{L}\p{M}]*|\d+/gu;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const SMALL = new Set(
  'a an the of on in to and or for its s with as at by from concerning regarding и в во о об на с по за или к от мен және бен пен'.split(
    ' ',
  ),
);
/** What a state is called by in the names of its laws. */
const STATE = new Set(['рк', 'рф', 'кр', 'ру', 'қр', 'респ', 'republic']);
const IRREGULAR: Readonly<Record<string, string>> = { children: 'child', women: 'woman', men: 'man', people: 'person' };
const stems = new Map<string, string>();

/** What stays of a word when endings and case are left out. */
export function stemOf(word: string): string {
  let stem = stems.get(word);
  if (stem === undefined) {
    const lower = word.toLowerCase().replaceAll('ё', 'е');
    if (CYRILLIC.test(lower)) stem = lower.length > 4 ? lower.slice(0, 4) : lower;
    else if (Object.hasOwn(IRREGULAR, lower)) stem = IRREGULAR[lower] as string;
    else if (lower.length > 4 && lower.endsWith('ies')) stem = `${lower.slice(0, -3)}y`;
    else stem = lower.length > 3 && lower.endsWith('s') && !lower.endsWith('ss') ? lower.slice(0, -1) : lower;
    if (stems.size < 200_000) stems.set(word, stem);
  }
  return stem;
}

/** Words and numbers of a text, in order. */
export function wordsOf(text: string, from = 0): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const [raw] = match;
    words.push({ start: from + match.index, end: from + match.index + raw.length, raw, stem: stemOf(raw) });
  }
  return words;
}

/** Stems of the words of a phrase that say something. */
export function contentStems(phrase: string): string[] {
  return wordsOf(phrase)
    .map(({ stem }) => stem)
    .filter((stem) => !SMALL.has(stem));
}

interface Node<T> {
  next?: Map<string, Node<T>>;
  value?: T;
}

export interface Mention<T> extends Range {
  readonly value: T;
}

/** A list of phrases, each with what it means. */
export class Phrases<T> {
  readonly #root: Node<T> = {};

  /** Adds a phrase; one that begins with = is matched as it stands. The first meaning of a phrase stays. */
  add(phrase: string, value: T): void {
    const exact = phrase.startsWith('=');
    const single = !exact && /^[\p{Lu}\d-]{2,}$/u.test(phrase) && !phrase.includes('-');
    const keys = exact ? [phrase] : single ? [`=${phrase}`] : contentStems(phrase);
    if (keys.length === 0) return;
    let node = this.#root;
    for (const key of keys) {
      node.next ??= new Map();
      let next = node.next.get(key);
      if (!next) {
        next = {};
        node.next.set(key, next);
      }
      node = next;
    }
    node.value ??= value;
  }

  /** Every phrase among the words, longest first at each place; `text` is that of the offsets. */
  find(words: readonly Word[], text: string): Mention<T>[] {
    const found: Mention<T>[] = [];
    for (let at = 0; at < words.length; at++) {
      const first = words[at] as Word;
      const best = this.#longest(words, text, at);
      if (!best) continue;
      found.push({ start: first.start, end: (words[best.end] as Word).end, value: best.value });
      at = best.end;
    }
    return found;
  }

  #longest(words: readonly Word[], text: string, at: number): { value: T; end: number } | undefined {
    const first = words[at] as Word;
    let best: { value: T; end: number } | undefined;
    for (const key of [first.stem, `=${first.raw}`]) {
      let node = this.#root.next?.get(key);
      if (!node) continue;
      if (node.value !== undefined) best ??= { value: node.value, end: at };
      let last = first.end;
      let inState = false;
      for (let next = at + 1; next < words.length && node.next; next++) {
        const word = words[next] as Word;
        if (!joined(text, last, word.start) && !NUMBER_SIGN.test(text.slice(last - 3, word.start))) break;
        const step: Node<T> | undefined = node.next.get(word.stem);
        last = word.end;
        if (!step) {
          if (SMALL.has(word.stem)) continue;
          // “Кодекс Республики … об …”: the state whose law it is, inside the name of the law.
          if (STATE.has(word.stem)) {
            if (word.stem.length > 2) inState = true;
            continue;
          }
          if (inState && /^\p{Lu}/u.test(word.raw)) {
            inState = false;
            continue;
          }
          break;
        }
        inState = false;
        node = step;
        if (node.value !== undefined && (!best || best.end < next)) best = { value: node.value, end: next };
      }
    }
    return best;
  }
}

/** “Convention No. 182”: its full stop ends nothing. */
const NUMBER_SIGN = /(?:^|\s)No\.\s?$/;

/** Whether two words can belong to one phrase: little between them, and no end of a sentence, block or cell. */
function joined(text: string, from: number, to: number): boolean {
  if (to - from > 4) return false;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 9 || code === 10 || code === 0x3b || code === 0x3a || code === 0x21 || code === 0x3f) return false;
    if (code === 0x2e && at + 1 < to) return false;
  }
  return true;
}

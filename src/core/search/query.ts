/**
 * What a person asks, as groups of terms: each group is one thing asked for, in any of its forms.
 * “торговля детьми ст. 134 2016-05-01” asks for two words and a provision, on a day. Any text of bounded length is an
 * answerable query; one that says nothing (“, !”) has no groups.
 */
import { PlatformError } from '../errors.ts';
import { isPartialDate } from '../time.ts';
import { termsOfWord, wordsAndReferences } from './terms.ts';

/** One thing asked for; a passage has it if it has any of the terms. */
export interface Group {
  /** As it was typed. */
  readonly asked: string;
  readonly terms: readonly string[];
  /** Whether it is a word of letters, which may be mistyped. */
  readonly isWord: boolean;
}

export interface Query {
  readonly groups: readonly Group[];
  /** The day that was named; texts that hold over a period must have held on it. */
  readonly on: string | undefined;
}

/** What a query may take: UTF-16 units, and things asked for. */
export const QUERY_LIMITS = { characters: 500, words: 24 } as const;

const ARTICLE_NUMBER = /^\d{1,4}(?:[-‑.]\d{1,2})?$/;
const ISO_DAY = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/;
const DAY = /(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)/;

/** Reads a query; refuses as invalid one that is too long. */
export function parseQuery(typed: string): Query {
  if (typed.length > QUERY_LIMITS.characters) {
    throw new PlatformError(
      'invalid',
      `A search takes at most ${QUERY_LIMITS.characters} characters; this one has ${typed.length}.`,
    );
  }
  const { text, on } = withoutDay(typed.toWellFormed());
  const { words, references } = wordsAndReferences(text);
  const groups = new Map<string, Group>();
  const add = (asked: string, terms: readonly string[], isWord: boolean) => {
    if (terms.length > 0) groups.set(terms.join(' '), { asked, terms, isWord });
  };
  for (const { from, to } of references) {
    // A list asks for each of its provisions; a part of one, for the part or else the whole.
    const here = references.filter((reference) => reference.from === from).map(({ term }) => term);
    for (const term of here) {
      if (term.includes('/')) continue;
      const part = here.find((other) => other.startsWith(`${term}/`));
      add(text.slice(from, to), part === undefined ? [term] : [part, term], false);
    }
  }
  for (const { term: word, from, to } of words) {
    if (references.some((reference) => from < reference.to && to > reference.from)) continue;
    // A number by itself may be that of an article.
    const asArticle = ARTICLE_NUMBER.test(word) ? [`art:${word.replace(/[‑.]/, '-')}`] : [];
    add(word, [...asArticle, ...termsOfWord(word)], /^[\p{L}\p{M}'’ʼ-]+$/u.test(word));
  }
  if (groups.size > QUERY_LIMITS.words) {
    throw new PlatformError(
      'invalid',
      `A search takes at most ${QUERY_LIMITS.words} words; this one has ${groups.size}.`,
    );
  }
  return { groups: [...groups.values()], on };
}

function withoutDay(text: string): { text: string; on: string | undefined } {
  for (const pattern of [ISO_DAY, DAY]) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [a = '', b = '', c = ''] = match.slice(1);
    const day = pattern === DAY ? `${c}-${b.padStart(2, '0')}-${a.padStart(2, '0')}` : `${a}-${b}-${c}`;
    if (isPartialDate(day)) return { text: text.replace(match[0], ' '), on: day };
  }
  return { text, on: undefined };
}

/**
 * The words of registers: what their columns are called in several languages, and how a heading is matched to a field.
 * Always true: a heading is taken for a field where it says so in full, or else names one in whole words; what fits two
 * fields, or a field that two columns fit, is asked.
 */
import type { Language } from '../../core/localised.ts';

/** What stands in the cells of a field. */
export type FieldType = 'text' | 'words' | 'date' | 'period' | 'number' | 'country' | 'choice';

export interface Field {
  readonly type: FieldType;
  /** What it is, for the person who maps columns. */
  readonly about: string;
  /** Headings for it, as registers print them, in any language. */
  readonly headings: readonly string[];
  /** Whether a table cannot be read without it. */
  readonly isRequired?: true;
  /** Whether it may come in several languages, in columns of their own: text.en, text.ru, text.kk. */
  readonly isLocalised?: true;
}

export type Fields = Readonly<Record<string, Field>>;

/** Without case, accents and punctuation. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();
}

const LANGUAGE_WORDS: Readonly<Record<string, Language>> = {
  en: 'en',
  eng: 'en',
  english: 'en',
  англ: 'en',
  английский: 'en',
  ағылшын: 'en',
  ағылшынша: 'en',
  ru: 'ru',
  rus: 'ru',
  russian: 'ru',
  рус: 'ru',
  русский: 'ru',
  орыс: 'ru',
  орысша: 'ru',
  kk: 'kk',
  kz: 'kk',
  kaz: 'kk',
  kazakh: 'kk',
  каз: 'kk',
  қаз: 'kk',
  казахский: 'kk',
  қазақша: 'kk',
  қазақ: 'kk',
};

/** A heading without the language it ends or begins with, and that language. */
function languageOf(folded: string): { rest: string; language?: Language } {
  const words = folded.split(' ');
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (words.length > 1 && LANGUAGE_WORDS[last])
    return { rest: words.slice(0, -1).join(' '), language: LANGUAGE_WORDS[last] };
  if (words.length > 1 && LANGUAGE_WORDS[first])
    return { rest: words.slice(1).join(' '), language: LANGUAGE_WORDS[first] };
  return { rest: folded };
}

/** How well a heading fits a field: exactly, or because it contains its name. */
export interface Fit {
  /** The field, with its language where the heading names one: text, text.ru. */
  readonly field: string;
  readonly isExact: boolean;
}

const known = new WeakMap<Fields, Map<string, string>>();

function headingsOf(fields: Fields): Map<string, string> {
  let headings = known.get(fields);
  if (!headings) {
    headings = new Map();
    for (const [name, { headings: names }] of Object.entries(fields))
      for (const heading of [name, ...names]) if (!headings.has(fold(heading))) headings.set(fold(heading), name);
    known.set(fields, headings);
  }
  return headings;
}

/** The field that a heading names. */
export function fieldOf(heading: string, fields: Fields): Fit | undefined {
  const headings = headingsOf(fields);
  const folded = fold(heading);
  if (folded === '') return undefined;
  const whole = headings.get(folded);
  if (whole) return { field: whole, isExact: true };
  const { rest, language } = languageOf(folded);
  const own = headings.get(rest);
  if (own && language) return { field: fields[own]?.isLocalised ? `${own}.${language}` : own, isExact: true };
  // The longest name that stands in it in whole words; short ones say too little.
  let best: { name: string; field: string } | undefined;
  for (const [name, field] of headings) {
    if (name.length < 5 || name.length <= (best?.name.length ?? 0)) continue;
    if (` ${rest} `.includes(` ${name} `)) best = { name, field };
  }
  if (!best || rest.length > best.name.length * 4) return undefined;
  const isLocalised = language && fields[best.field]?.isLocalised;
  return { field: isLocalised ? `${best.field}.${language}` : best.field, isExact: false };
}

/** A value of a closed list as registers write it, in any language; nothing where it is none of them. */
export function choiceOf<T extends string>(
  text: string,
  choices: Readonly<Record<T, readonly string[]>>,
): T | undefined {
  const folded = fold(text);
  return (Object.keys(choices) as T[]).find(
    (choice) => fold(choice) === folded || choices[choice].some((word) => fold(word) === folded),
  );
}

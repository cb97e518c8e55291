/**
 * What the program says, in English, Russian and Kazakh: ICU messages from locales/, dates, numbers and the order of names.
 * Always true: a message lacks no language (a test holds this); a partial date keeps its precision.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import en from '../../locales/en.json' with { type: 'json' };
import kk from '../../locales/kk.json' with { type: 'json' };
import ru from '../../locales/ru.json' with { type: 'json' };
import { type Language, oneStop } from './localised.ts';
import { firstDay, type PartialDate } from './time.ts';

export type Values = Record<string, string | number | boolean | null | undefined>;

/** The messages of each language, by key. */
export const MESSAGES: Record<Language, Readonly<Record<string, string>>> = { en, ru, kk };

/** Tags for Intl: day before month in English, as in the rest of the text. */
export const LOCALES: Record<Language, string> = { en: 'en-GB', ru: 'ru', kk: 'kk' };

const compiled: Record<Language, Map<string, IntlMessageFormat>> = { en: new Map(), ru: new Map(), kk: new Map() };

function message(language: Language, key: string): IntlMessageFormat | undefined {
  const known = compiled[language].get(key);
  if (known) return known;
  const text = MESSAGES[language][key] ?? MESSAGES.en[key];
  if (text === undefined) return undefined;
  const format = new IntlMessageFormat(text, LOCALES[language]);
  compiled[language].set(key, format);
  return format;
}

/** The message as text. A key without a message shows as itself, so that it is noticed and breaks nothing. */
export function translate(language: Language, key: string, values?: Values): string {
  const format = message(language, key);
  return format ? oneStop(String(format.format(values as Record<string, string>))) : key;
}

/** The message in parts, its tags handed to functions: `<a>see today</a>` becomes what `a` gives. */
export function translateRich<T>(
  language: Language,
  key: string,
  values: Record<string, string | number | T | ((parts: (string | T)[]) => T)>,
): (string | T)[] {
  const format = message(language, key);
  if (!format) return [key];
  const parts = format.format<T>(values as Parameters<typeof format.format<T>>[0]) as T | string | (T | string)[];
  return (Array.isArray(parts) ? parts : [parts]).map((part) => (typeof part === 'string' ? oneStop(part) : part));
}

/** Whether there is a message for the key. */
export function hasMessage(key: string): boolean {
  return MESSAGES.en[key] !== undefined;
}

/** How long a date is written: in text, or in tables. */
export type DateStyle = 'long' | 'short';

const formats = new Map<string, Intl.DateTimeFormat>();

/** A date in a table never breaks; in text only the abbreviation of "year" stays with its number. */
const unbroken = (date: string, style: DateStyle): string =>
  date.replace(style === 'short' ? / /g : / (?=[гж]\.)/g, '\u00a0');

/** The date in words, no more precise than it is: "2011", "June 2011", "3 June 2011". */
export function formatDate(language: Language, date: PartialDate, style: DateStyle = 'long'): string {
  const key = `${language} ${style} ${date.length}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALES[language], {
      year: 'numeric',
      ...(date.length > 4 && { month: style }),
      ...(date.length > 7 && { day: 'numeric' }),
      timeZone: 'UTC',
    });
    formats.set(key, format);
  }
  return date.length === 4 ? date : unbroken(format.format(firstDay(date) * 86_400_000), style);
}

/**
 * The date as it stands after the prepositions of a period ("с сентября 2024 г."): Russian months alone would be
 * nominative there. The other languages' messages need no case.
 */
export function formatBound(language: Language, date: PartialDate, style: DateStyle = 'short'): string {
  if (language !== 'ru' || date.length === 10) return formatDate(language, date, style);
  if (date.length === 4) return `${date}\u00a0г.`;
  const parts = new Intl.DateTimeFormat('ru', { day: 'numeric', month: style, year: 'numeric', timeZone: 'UTC' })
    .formatToParts(firstDay(date) * 86_400_000)
    .map(({ value }) => value);
  return unbroken(parts.slice(2).join(''), style);
}

const numbers = new Map<Language, Intl.NumberFormat>();

/** The number with the separators of the language. */
export function formatNumber(language: Language, value: number): string {
  let format = numbers.get(language);
  if (!format) {
    format = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 });
    numbers.set(language, format);
  }
  return format.format(value);
}

const collators = new Map<Language, Intl.Collator>();

/** Orders names as the language does. */
export function compareNames(language: Language): (a: string, b: string) => number {
  let collator = collators.get(language);
  if (!collator) {
    collator = new Intl.Collator(LOCALES[language], { numeric: true });
    collators.set(language, collator);
  }
  return collator.compare;
}

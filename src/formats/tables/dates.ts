/**
 * Dates as people write them, in English, Russian and Kazakh, and as spreadsheets count them.
 * Always true: precision is kept (a month stays a month); 03/04/2010 and 24/08/94 have no reading of their own: the
 * order and the century are decided for a whole table, from what is certain in it or by a person.
 */
import { isPartialDate, type PartialDate } from '../../core/time.ts';

export interface DateSettings {
  /** Which comes first in 03/04/2010. */
  readonly order?: 'day-first' | 'month-first';
  /** The first of the hundred years that two digits can mean: 1950 reads 94 as 1994 and 24 as 2024. */
  readonly century?: number;
  /** What whole numbers such as 34570 count from. */
  readonly serial?: 1900 | 1904;
}

export type DateReading =
  | { readonly date: PartialDate }
  /** What a person has to decide before it can be read. */
  | { readonly asks: 'order' | 'century' | 'serial' }
  | { readonly wrong: string };

const DAY = 86_400_000;

/** The day a spreadsheet counts as this number; nothing outside the years 1900 to 9999. */
export function serialDate(serial: number, from1904: boolean): PartialDate | undefined {
  const days = Math.floor(serial);
  if (days < (from1904 ? 0 : 1) || days > 2_958_465) return undefined;
  // Spreadsheets count a 29 February 1900, day 60, that never was.
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(start + days * DAY).toISOString().slice(0, 10);
}

/** Beginnings of the names of months, which tell them apart in every case and form. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'янв', 'қаң'],
  ['feb', 'фев', 'ақп'],
  ['mar', 'мар', 'нау'],
  ['apr', 'апр', 'сәу'],
  ['may', 'май', 'мая', 'мам'],
  ['jun', 'июн', 'мау'],
  ['jul', 'июл', 'шіл'],
  ['aug', 'авг', 'там'],
  ['sep', 'сен', 'қыр'],
  ['oct', 'окт', 'қаз'],
  ['nov', 'ноя', 'қар'],
  ['dec', 'дек', 'жел'],
];

function monthNamed(word: string): number | undefined {
  const start = word.toLowerCase().slice(0, 3);
  const index = MONTHS.findIndex((names) => names.includes(start));
  return index < 0 ? undefined : index + 1;
}

const two = (number: number): string => String(number).padStart(2, '0');

function made(year: number, month?: number, day?: number): DateReading {
  const date = [
    String(year).padStart(4, '0'),
    ...(month ? [two(month)] : []),
    ...(month && day ? [two(day)] : []),
  ].join('-');
  return isPartialDate(date) && year >= 1000 ? { date } : { wrong: 'no such day in the calendar' };
}

/** Digits by their place in a date, where its pieces are numbers. */
const NUMERIC = /^(\d{1,4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,4})$/;
const ISO = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/;
const MONTH_YEAR = /^(\d{1,2})[-/.](\d{4})$/;
/** Time of day and the letters that stand for “year” add nothing to a date. */
const REST =
  /[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[ap]\.?m\.?|[+-]\d{2}:?\d{2})?$|\s*(?:г(?:\.|ода?)?|ж(?:\.|ыл(?:ы|ғы)?)?)$/i;

/** What a text says as a date. */
export function readDate(text: string, settings: DateSettings): DateReading {
  const said = text.trim().replace(REST, '').trim();
  const iso = ISO.exec(said);
  if (iso) return made(Number(iso[1]), iso[2] ? Number(iso[2]) : undefined, iso[3] ? Number(iso[3]) : undefined);
  const numeric = NUMERIC.exec(said);
  if (numeric) return readNumeric(numeric, settings);
  const month = MONTH_YEAR.exec(said);
  if (month) return made(Number(month[2]), Number(month[1]));
  if (/^\d{5}(?:[.,]\d+)?$/.test(said)) {
    if (settings.serial === undefined) return { asks: 'serial' };
    const date = serialDate(Number(said.replace(',', '.')), settings.serial === 1904);
    return date ? { date } : { wrong: 'no such day in the calendar' };
  }
  return readWords(said, settings);
}

function readNumeric(
  [, first = '', mark, second = '', third = '']: RegExpExecArray,
  settings: DateSettings,
): DateReading {
  if (first.length > 2) return { wrong: 'no such day in the calendar' };
  const [a, b] = [Number(first), Number(second)];
  // With points the day stands first wherever they are used; a number above 12 is a day everywhere.
  const order = a > 12 ? 'day-first' : b > 12 ? 'month-first' : a === b || mark === '.' ? 'day-first' : settings.order;
  if (order === undefined) return { asks: 'order' };
  const year = fullYear(third, settings);
  if (year === undefined) return { asks: 'century' };
  return order === 'day-first' ? made(year, b, a) : made(year, a, b);
}

/** The year of four digits, or of two in the hundred years that were decided. */
function fullYear(digits: string, { century }: DateSettings): number | undefined {
  if (digits.length !== 2) return Number(digits);
  if (century === undefined) return undefined;
  const base = Math.floor(century / 100) * 100 + Number(digits);
  return base < century ? base + 100 : base;
}

function readWords(said: string, settings: DateSettings): DateReading {
  const words = said.match(/[\p{L}]+|\d+/gu) ?? [];
  const name = words.find((word) => monthNamed(word) !== undefined && /^\p{L}{3,}$/u.test(word));
  const month = name === undefined ? undefined : monthNamed(name);
  const numbers = words.filter((word) => /^\d+$/.test(word));
  const others = words.filter((word) => word !== name && !/^\d+$/.test(word));
  const harmless = /^(?:of|the|st|nd|rd|th|г|года?|ж|жыл(?:ы|ғы|дың)?|ы|ғы|дың)$/i;
  if (month === undefined || numbers.length === 0 || numbers.length > 2 || !others.every((word) => harmless.test(word)))
    return { wrong: 'not a date' };
  const year = numbers.find(({ length }) => length === 4) ?? numbers.at(-1) ?? '';
  const day = numbers.length === 2 ? numbers[numbers.indexOf(year) === 0 ? 1 : 0] : undefined;
  if (numbers.length === 1 && year.length !== 4) return { wrong: 'no year' };
  const full = fullYear(year, settings);
  if (full === undefined) return { asks: 'century' };
  return made(full, month, day === undefined ? undefined : Number(day));
}

/** What a text proves about the order of its table; 'unsure' where both readings are possible. */
export function orderOf(text: string): 'day-first' | 'month-first' | 'unsure' | undefined {
  const found = NUMERIC.exec(text.trim().replace(REST, '').trim());
  if (!found || found[2] === '.' || (found[1]?.length ?? 0) > 2) return undefined;
  const [a, b] = [Number(found[1]), Number(found[3])];
  if (a > 12 && b <= 12) return 'day-first';
  if (b > 12 && a <= 12) return 'month-first';
  return a === b || a > 12 ? undefined : 'unsure';
}

/** A stretch of time that a figure covers: a date, or both ends of a period joined by a slash. */
export function readPeriod(text: string, settings: DateSettings): DateReading {
  const said = text.trim().replace(REST, '').trim();
  const years = /^(\d{4})\s*[-–—/]\s*(\d{2}|\d{4})$/.exec(said);
  if (years) {
    const [from = '', to = ''] = [years[1], years[2]];
    const month = Number(to);
    // 2010-11 could be November; a year that follows at once is a season only where it is written with a slash.
    if (to.length === 2 && /-/.test(said) && month >= 1 && month <= 12) return { date: `${from}-${to}` };
    const end = to.length === 2 ? `${from.slice(0, 2)}${to}` : to;
    return end > from ? { date: `${from}/${end}` } : { wrong: 'the period ends before it begins' };
  }
  const quarter =
    /^(?:q\s*([1-4])|([1-4])\s*q|([1-4]|i{1,3}|iv)[-\s]*(?:й|ый)?\s*(?:кв|тоқсан)\S*)\s*(\d{4})$/i.exec(said) ??
    /^(\d{4})()()\s*[-/]?\s*q\s*([1-4])$/i.exec(said);
  if (quarter) {
    const isYearFirst = /^\d{4}/.test(said);
    const year = isYearFirst ? quarter[1] : quarter[4];
    const roman: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4 };
    const word = (isYearFirst ? quarter[4] : (quarter[1] ?? quarter[2] ?? quarter[3])) ?? '';
    const number = roman[word.toLowerCase()] ?? Number(word);
    return { date: `${year}-${two(number * 3 - 2)}/${year}-${two(number * 3)}` };
  }
  return readDate(said, settings);
}

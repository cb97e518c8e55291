/**
 * Calendar dates as documents write them, in English, Russian and Kazakh.
 * Always true: a date keeps the precision of its words; one that could be read in two ways (03/04/2012) keeps the year
 * alone; a date that does not exist (31 June) is none. Every pattern is bounded, so reading is linear in the text.
 */
import type { Range } from '../../core/document.ts';
import { isPartialDate, type PartialDate } from '../../core/time.ts';

/** A date with the place of its words. */
export interface FoundDate extends Range {
  readonly date: PartialDate;
}

// Stems of the names of the months; what follows a stem is an inflection or the rest of the name.
const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'январ', 'янв', 'қаңтар'],
  ['february', 'feb', 'феврал', 'февр', 'фев', 'ақпан'],
  ['march', 'mar', 'март', 'наурыз'],
  ['april', 'apr', 'апрел', 'апр', 'сәуір'],
  ['may', 'мая', 'май', 'мае', 'мамыр'],
  ['june', 'jun', 'июн', 'маусым'],
  ['july', 'jul', 'июл', 'шілде'],
  ['august', 'aug', 'август', 'авг', 'тамыз'],
  ['september', 'sept', 'sep', 'сентябр', 'сент', 'сен', 'қыркүйек', 'қыркүйег'],
  ['october', 'oct', 'октябр', 'окт', 'қазан'],
  ['november', 'nov', 'ноябр', 'нояб', 'ноя', 'қараша'],
  ['december', 'dec', 'декабр', 'дек', 'желтоқсан'],
];
const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const STEMS = [...MONTH_OF.keys()].sort((a, b) => b.length - a.length).join('|');
// Inflections: Russian case endings; Kazakh locative, genitive, ablative, accusative with or without -ы-/-і-.
const ENDING =
  '(?:[ьяеюй]|ем|[аеуы]|ом|с?[ыі](?:н(?:да|де|дағы|дегі|ан|ен))?|(?:[ыі]н)?(?:дағы|дегі|тағы|тегі|да|де|та|те|дың|дің|тың|тің|ның|нің|дан|ден|тан|тен|ды|ді|ты|ті|нан|нен)|[ыі])?';
const MONTH = `(${STEMS})${ENDING}\\.?`;
const YEAR = '([12]\\d{3})';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
// Before and after: no letter or digit, so that nothing is cut out of a longer word or number.
const OPEN = '(?<![\\p{L}\\p{N}])';
const CLOSE = '(?![\\p{L}\\p{N}])';
const GAP = '[\\s\\u00a0]{1,3}';
// “2004 года”, “2004 жылы”: the word belongs to the date.
const OF_YEAR = `(?:${GAP}?(?:г\\.|года|году|год|жылы|ж\\.))?`;
const KAZAKH_YEAR = `${YEAR}${GAP}?(?:жылғы|жылдың|жылы|ж\\.)`;

interface Form {
  readonly pattern: string;
  /** Which groups are day, month word, month number, year. */
  readonly read: (groups: readonly string[]) => PartialDate | undefined;
}

const two = (value: string | number) => String(value).padStart(2, '0');
const month = (word: string) => MONTH_OF.get(word.toLowerCase()) ?? 0;

const FORMS: readonly Form[] = [
  // 2011 жылғы 3 маусым; 2011 жылғы маусым
  {
    pattern: `${KAZAKH_YEAR}${GAP}?${DAY}${GAP}${MONTH}`,
    read: ([y, d, m]) => `${y}-${two(month(m ?? ''))}-${two(d ?? '')}`,
  },
  { pattern: `${KAZAKH_YEAR}${GAP}?${MONTH}`, read: ([y, m]) => `${y}-${two(month(m ?? ''))}` },
  // 21 July 2004; 21st of July, 2004; «21» июля 2004
  {
    pattern: `[«"“]?${DAY}[»"”]?[\\s\\u00a0.-]{1,3}(?:of${GAP})?${MONTH}[\\s\\u00a0,-]{1,3}${YEAR}${OF_YEAR}`,
    read: ([d, m, y]) => `${y}-${two(month(m ?? ''))}-${two(d ?? '')}`,
  },
  // July 21, 2004
  {
    pattern: `${MONTH}${GAP}${DAY},?${GAP}${YEAR}`,
    read: ([m, d, y]) => `${y}-${two(month(m ?? ''))}-${two(d ?? '')}`,
  },
  // July 2004; июль 2004; July, 2004
  { pattern: `${MONTH}[\\s\\u00a0,-]{1,3}${YEAR}${OF_YEAR}`, read: ([m, y]) => `${y}-${two(month(m ?? ''))}` },
  // 2011-06-03
  { pattern: `${YEAR}-(\\d{2})-(\\d{2})`, read: ([y, m, d]) => `${y}-${m}-${d}` },
  // 03.06.2011
  {
    pattern: `(\\d{1,2})\\.(\\d{1,2})\\.${YEAR}${OF_YEAR}`,
    read: ([d, m, y]) => `${y}-${two(m ?? '')}-${two(d ?? '')}`,
  },
  // 25/06/2011, 06/25/2011; where both could be months only the year is sure
  {
    pattern: `(\\d{1,2})/(\\d{1,2})/${YEAR}`,
    read: ([a, b, y]) => {
      const [first, second] = [Number(a), Number(b)];
      if (first === second || (first > 12 && second <= 12)) return `${y}-${two(second)}-${two(first)}`;
      return second > 12 && first <= 12 ? `${y}-${two(first)}-${two(second)}` : y;
    },
  },
  // 2004 г.; 2004 года; 2004 жыл
  { pattern: `${YEAR}${GAP}?(?:г\\.|гг\\.|год[ау]?|жылы|жыл|ж\\.)`, read: ([y]) => y },
  // (2004)
  { pattern: `(?<=\\()${YEAR}(?=\\))`, read: ([y]) => y },
];
const FIND = new RegExp(FORMS.map(({ pattern }) => `(?:${OPEN}${pattern}(?![\\p{L}\\p{N}]))`).join('|'), 'giu');
const SIZES = FORMS.map(({ pattern }) => new RegExp(`${pattern}|`, 'u').exec('')?.length ?? 1).map((n) => n - 1);

/** Every date in the text, in order, each with its place; `from` is where the text begins in its document. */
export function datesIn(text: string, from = 0): FoundDate[] {
  const found: FoundDate[] = [];
  for (const match of text.matchAll(FIND)) {
    let group = 1;
    for (const [index, form] of FORMS.entries()) {
      const size = SIZES[index] ?? 0;
      const groups = match.slice(group, group + size);
      group += size;
      if (groups[0] === undefined) continue;
      const date = form.read(groups);
      const start = from + match.index;
      if (date !== undefined && isPartialDate(date)) found.push({ date, start, end: start + match[0].length });
      break;
    }
  }
  return found;
}

const ALONE = new RegExp(`${OPEN}${YEAR}${CLOSE}`, 'u');

/** The year that stands in the text without month or day, where there is exactly that. */
export function yearIn(text: string): PartialDate | undefined {
  const year = ALONE.exec(text)?.[1];
  return year !== undefined && Number(year) >= 1800 && Number(year) <= 2199 ? year : undefined;
}

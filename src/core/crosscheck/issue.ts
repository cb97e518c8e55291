/**
 * What a cross-check takes and gives. A check is a pure function; it says what disagrees and where, and changes nothing.
 * Always true: an issue names at least one place; every message is there in English, Russian and Kazakh.
 */
import type { Dataset } from '../dataset.ts';
import type { Anchor, Candidate, CandidateKind, CandidateOf, Document, DocumentIssue } from '../document.ts';
import type { Path } from '../errors.ts';
import { inLanguage, type Language, type Localised, oneStop } from '../localised.ts';
import type { AnyRecord } from '../model/index.ts';
import { type Day, firstDay, lastDay, type PartialDate } from '../time.ts';

export type Severity = DocumentIssue['severity'];
export type Message = Readonly<Record<Language, string>>;

/** A place that disagrees: words of the document being read, or a value of a record. */
export type CrossPlace = { readonly anchor: Anchor } | { readonly record: string; readonly path?: Path };

/** Something that contradicts itself, another source, the record or the calendar. */
export interface CrossIssue {
  readonly code: string;
  readonly severity: Severity;
  readonly message: Message;
  readonly places: readonly CrossPlace[];
  /** The record of a contradiction that states it already. */
  readonly contradiction?: string;
}

/** What a check found; its code, and where not given its severity, are those of the check. */
export interface Found {
  readonly message: Message;
  readonly places: readonly CrossPlace[];
  readonly severity?: Severity;
}

/** A document being read, beside the record. */
export interface DocumentInput {
  readonly document: Document;
  readonly candidates: readonly Candidate[];
  readonly dataset: Dataset;
  /** The country the document is about; without it nothing is compared with the record of a country. */
  readonly country?: string;
}

/** The record of one country, as it stands on a day. */
export interface RecordInput {
  readonly dataset: Dataset;
  readonly country: string;
  readonly day: Day;
}

export type DocumentCheck = (input: DocumentInput) => Found[];
export type RecordCheck = (input: RecordInput) => Found[];

/** The candidates of one kind. */
export function ofKind<K extends CandidateKind>(candidates: readonly Candidate[], kind: K): CandidateOf<K>[] {
  return candidates.filter((candidate) => candidate.kind === kind) as unknown as CandidateOf<K>[];
}

export const at = (anchor: Anchor): CrossPlace => ({ anchor });
export const inRecord = (record: AnyRecord | string, ...path: Path): CrossPlace => ({
  record: typeof record === 'string' ? record : record.id,
  ...(path.length > 0 && { path }),
});

/** How values are said in one language. */
export interface Format {
  readonly date: (date: PartialDate) => string;
  readonly number: (value: number) => string;
  readonly money: (value: number, currency: string) => string;
  /** The words in quotation marks, cut in the middle where long. */
  readonly quote: (place: Anchor | string) => string;
  readonly list: (items: readonly string[]) => string;
  readonly title: (record: AnyRecord | undefined) => string;
  readonly text: (text: Localised | undefined) => string;
}

const LOCALE: Record<Language, string> = { en: 'en-GB', ru: 'ru', kk: 'kk' };
const LONGEST_QUOTE = 160;

function formatIn(language: Language): Format {
  const locale = LOCALE[language];
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const dates = new Map<number, Intl.DateTimeFormat>(
    (
      [
        [7, { month: 'long', year: 'numeric' }],
        [10, { day: 'numeric', month: 'long', year: 'numeric' }],
      ] as const
    ).map(([length, options]) => [length, new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })] as const),
  );
  const quote = (place: Anchor | string): string => {
    const words = (typeof place === 'string' ? place : place.exact).replace(/\s+/gu, ' ').trim();
    const half = LONGEST_QUOTE / 2;
    const cut = words.length > LONGEST_QUOTE ? `${words.slice(0, half)} … ${words.slice(-half)}` : words;
    return language === 'en' ? `“${cut}”` : `«${cut}»`;
  };
  const text = (value: Localised | undefined) => (value === undefined ? '' : inLanguage(value, language).text);
  return {
    date: (date) => dates.get(date.length)?.format(firstDay(date) * 86_400_000) ?? date,
    number: (value) => numbers.format(value),
    money: (value, currency) => `${numbers.format(value)} ${currency}`,
    quote,
    list: (items) => lists.format(items),
    title: (record) => text(titleOf(record)),
    text,
  };
}

/** What a reader calls a record: its name, title or heading. */
function titleOf(record: AnyRecord | undefined): Localised {
  if (!record) return '';
  if ('short' in record && record.short) return record.short;
  if ('title' in record) return record.title;
  if ('name' in record) return record.name;
  if ('wording' in record) return record.wording;
  if ('heading' in record) return record.heading;
  return record.id;
}

const FORMATS: Record<Language, Format> = { en: formatIn('en'), ru: formatIn('ru'), kk: formatIn('kk') };

/** A message in the three languages, each with its own way of saying dates, numbers and quotations. */
export function say(
  en: (format: Format) => string,
  ru: (format: Format) => string,
  kk: (format: Format) => string,
): Message {
  return { en: oneStop(en(FORMATS.en)), ru: oneStop(ru(FORMATS.ru)), kk: oneStop(kk(FORMATS.kk)) };
}

/** Whether two partial dates can be the same day: one is the other with less precision. */
export function mayBeSame(a: PartialDate, b: PartialDate): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

/** Whether every day of one date lies before every day of the other. */
export function isSurelyBefore(a: PartialDate, b: PartialDate): boolean {
  return lastDay(a) < firstDay(b);
}

/** Groups that keep the order of their first member. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K | undefined): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

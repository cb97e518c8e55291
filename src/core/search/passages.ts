/**
 * What of a record can be found: its texts, each in each language it has, as passages.
 * A passage is found by its own words and, with less weight, by its surroundings: what the record is called, its
 * numbers and its year, so that the words of a query need not all stand in one field. Always true: the passages of a
 * record follow from the record alone.
 */
import type { z } from 'zod';
import { LANGUAGES, type Language, type Localised } from '../localised.ts';
import { type AnyRecord, KINDS, type KindName, type RecordOf } from '../model/index.ts';
import { remember } from '../remember.ts';
import { termsOf, termsOfWord } from './terms.ts';

/** Counts up whenever the same record would give other passages or terms: stores then derive theirs again. */
export const ANALYSIS = 2;

export interface Passage {
  readonly language: Language;
  /** Path of the text in the record: text, versions.2.summary; a language of free text comes last. */
  readonly place: string;
  readonly text: string;
  /** 0 for what the record is called, 1 for what it says, 2 for notes and what is quoted. */
  readonly rank: 0 | 1 | 2;
  /** Terms of the text, each as often as it stands there. */
  readonly terms: readonly string[];
  /** Terms of the surroundings. */
  readonly around: readonly string[];
  /** The year the text speaks of; absent where the record does not say. */
  readonly year: number | undefined;
  /** The period over which it holds, as partial dates, `until` exclusive; absent where there is none. */
  readonly since: string | undefined;
  readonly until: string | undefined;
}

/** Fields that say what a record is called. */
const NAMES = new Set(['title', 'name', 'heading', 'wording', 'preferred', 'short', 'officialName', 'label']);
/** Fields that repeat from record to record: they help to find others, and are no passages of their own. */
const SURROUNDINGS = new Set([
  'body',
  'section',
  'addressee',
  'assessor',
  'publisher',
  'producer',
  'group',
  'unit',
  'lead',
  'parent',
  'who',
]);
/** Plain words, the same in every language. */
const MARKS = ['number', 'document', 'paragraph', 'symbol', 'cycle', 'aliases', 'avoid', 'authors', 'city', 'topics'];
const ASIDE = new Set(['note', 'rankReason', 'reason', 'guidance', 'basisOfDate', 'meaning', 'condition', 'other']);

interface Found {
  readonly text: Localised;
  readonly path: readonly (string | number)[];
  /** The objects around it, outermost first, for the period it holds. */
  readonly within: readonly unknown[];
}

type Visit = (value: unknown, path: readonly (string | number)[], within: readonly unknown[], found: Found[]) => void;
const visitors = new Map<z.core.$ZodType, Visit | null>();

/** What must be visited in a value of this schema to find the texts readers see; null where there can be none. */
function visitor(schema: z.core.$ZodType, field?: string): Visit | null {
  return field === 'text' && isFreeText(schema)
    ? officialText
    : remember(visitors, schema, () => makeVisitor(schema) ?? null);
}

const definition = (schema: z.core.$ZodType) =>
  schema._zod.def as unknown as Record<string, unknown> & { readonly type: string };

function inner(schema: z.core.$ZodType): z.core.$ZodType {
  const { type, innerType } = definition(schema);
  return type === 'optional' ? inner(innerType as z.core.$ZodType) : schema;
}

/** The official text of a law: a mapping from languages to texts. */
const isFreeText = (schema: z.core.$ZodType): boolean => definition(inner(schema)).type === 'record';

const officialText: Visit = (value, path, within, found) => {
  for (const language of LANGUAGES) {
    const text = (value as Partial<Record<Language, unknown>> | null)?.[language];
    if (typeof text === 'string') found.push({ text: { [language]: text }, path, within });
  }
};

function makeVisitor(schema: z.core.$ZodType): Visit | undefined {
  const format = (schema as unknown as z.ZodType).meta?.()?.format;
  if (format === 'localised') {
    return (value, path, within, found) => {
      if (value !== undefined) found.push({ text: value as Localised, path, within });
    };
  }
  const def = definition(schema);
  switch (def.type) {
    case 'optional':
      return visitor(def.innerType as z.core.$ZodType) ?? undefined;
    case 'array': {
      const element = visitor(def.element as z.core.$ZodType);
      if (!element) return undefined;
      return (value, path, within, found) => {
        if (!Array.isArray(value)) return;
        for (const [index, item] of value.entries()) element(item, [...path, index], within, found);
      };
    }
    case 'object': {
      const fields = Object.entries(def.shape as Record<string, z.core.$ZodType>).flatMap(([key, field]) => {
        const visit = visitor(field, key);
        return visit ? [[key, visit] as const] : [];
      });
      if (fields.length === 0) return undefined;
      return (value, path, within, found) => {
        const object = value as Record<string, unknown>;
        const inside = [...within, value];
        for (const [key, visit] of fields) {
          if (object[key] !== undefined) visit(object[key], [...path, key], inside, found);
        }
      };
    }
    default:
      return undefined;
  }
}

/** Kinds that are about the record itself and not about what states do. */
const UNSEARCHED: ReadonlySet<KindName> = new Set(['waiver', 'edition']);

/** The passages of a record. */
export function passagesOf(record: AnyRecord): Passage[] {
  if (UNSEARCHED.has(record.kind)) return [];
  const found: Found[] = [];
  visitor(KINDS[record.kind].body)?.(record, [], [], found);
  const around = surroundings(record, found);
  return found.flatMap(({ text, path, within }) => {
    const field = path.findLast((step) => typeof step === 'string') ?? '';
    if (SURROUNDINGS.has(field as string)) return [];
    const rank = isName(path) ? 0 : ASIDE.has(field as string) ? 2 : 1;
    const period = rank === 0 && record.kind === 'provision' ? spanOf(record.versions) : periodOf(within);
    return inEachLanguage(text).map(([language, raw]): Passage => {
      const words = sound(raw);
      const terms = termsOf(words, language);
      return {
        language,
        place: path.join('.'),
        text: words,
        rank,
        terms: rank === 0 ? [...terms, ...numberTerms(record)] : terms,
        around: around(language, field as string),
        ...period,
      };
    });
  });
}

/** Whether a text says what the record, or an indicator in it, is called. */
const isName = (path: readonly (string | number)[]): boolean =>
  NAMES.has(path.at(-1) as string) && (path.length === 1 || (path[0] === 'indicators' && path.length === 3));

/** The text at a place of a record in a language, as its passage has it; undefined where there is none. */
export function textAt(record: AnyRecord, place: string, language: Language): string | undefined {
  let value: unknown = record;
  for (const step of place.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[step];
  const text = typeof value === 'string' ? (language === 'en' ? value : undefined) : (value as never)?.[language];
  return typeof text === 'string' ? sound(text) : undefined;
}

/** Text as every engine keeps it, with every character in its place. */
function sound(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

function inEachLanguage(text: Localised): [Language, string][] {
  if (typeof text === 'string') return [['en', text]];
  return LANGUAGES.flatMap((language): [Language, string][] => {
    const words = text[language];
    return words === undefined ? [] : [[language, words]];
  });
}

/** The number of a provision as the references to it have it. */
function numberTerms(record: AnyRecord): string[] {
  if (record.kind !== 'provision') return [];
  const number = record.number.toLowerCase().replace(/[.‑]/g, '-');
  return /^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u.test(number) ? [`art:${number}`] : [];
}

const NOTHING: readonly string[] = [];
const SHORT = 200;
const SHORT_KEPT = 20_000;
const short = new Map<string, readonly string[]>();

/** The terms of a text; remembered for short ones, since the name of a body stands in thousands of records. */
function shortTerms(text: string, language: Language): readonly string[] {
  const compute = () => termsOf(text, language);
  if (text.length > SHORT) return compute();
  if (short.size >= SHORT_KEPT) short.clear();
  return remember(short, `${language} ${text}`, compute);
}

/** The terms around a text in a language, but for those of its own field. */
function surroundings(record: AnyRecord, found: readonly Found[]) {
  const fields = record as unknown as Record<string, unknown>;
  const marks: string[] = numberTerms(record);
  for (const mark of MARKS) {
    const value = fields[mark];
    for (const text of Array.isArray(value) ? value : [value]) {
      if (typeof text === 'string') marks.push(...shortTerms(sound(text), 'en'));
    }
  }
  // Ids are words too: kaz/law/criminal-code-2014/134.
  for (const word of record.id.split(/[/.-]/)) marks.push(...termsOfWord(word));
  const year = yearOf(fields.date ?? fields.adopted ?? fields.from ?? fields.published);
  if (year !== undefined) marks.push(String(year));
  const named = found.filter(({ path }) => {
    const field = path[0] as string;
    return (path.length === 1 && NAMES.has(field)) || (SURROUNDINGS.has(field) && path.length <= 2);
  });
  const kept = new Map<string, readonly string[]>();
  return (language: Language, field: string): readonly string[] =>
    remember(kept, `${language} ${NAMES.has(field) ? field : ''}`, () => {
      const terms = new Set(marks);
      for (const { text, path } of named) {
        if (path[0] === field) continue;
        // In its own language alone where it has it, else in whichever there is.
        const words = typeof text === 'string' ? { en: text } : text;
        const own = words[language];
        for (const [tongue, said] of own === undefined ? inEachLanguage(text) : [[language, own] as const]) {
          for (const term of shortTerms(sound(said), tongue)) terms.add(term);
        }
      }
      return terms.size === 0 ? NOTHING : [...terms];
    });
}

const YEAR = /^(\d{4})/;
const yearOf = (value: unknown): number | undefined => {
  const [, year] = (typeof value === 'string' && YEAR.exec(value)) || [];
  return year === undefined ? undefined : Number(year);
};

/** From the first of the versions of a provision to the last: when what it is called holds. */
function spanOf(versions: RecordOf<'provision'>['versions']): Pick<Passage, 'year' | 'since' | 'until'> {
  // An unknown bound of any of them is one of the whole.
  const since = versions.map(({ from }) => from ?? '').sort()[0] || undefined;
  const ends = versions.map(({ to }) => to);
  const until = ends.includes(undefined) ? undefined : (ends as string[]).sort().at(-1);
  return { year: yearOf(since ?? until), since, until };
}

/** When a text holds: the period of what is nearest around it, or the day of the record. */
function periodOf(within: readonly unknown[]): Pick<Passage, 'year' | 'since' | 'until'> {
  for (const around of within.toReversed()) {
    const { from, to, date, adopted, published, submitted, reviewed } = around as Record<string, unknown>;
    const since = [from, date, adopted, published, reviewed, submitted].find((value) => typeof value === 'string');
    if (since === undefined && to === undefined) continue;
    return {
      year: yearOf(since ?? to),
      since: from as string | undefined,
      until: to as string | undefined,
    };
  }
  return { year: undefined, since: undefined, until: undefined };
}

/**
 * The ledger: recommendations filtered by what they ask, who asked, when, and what became of them, with the number
 * that each further choice would leave. Indexed once per dataset and day, so that 100,000 answer at once.
 * Always true: the number beside a choice is how many would be shown with it and every other filter as it stands;
 * newest documents come first, and within one the order of its paragraphs.
 */
import type { Dataset } from '../dataset.ts';
import { everyText } from '../localised.ts';
import { remember } from '../remember.ts';
import { type Day, firstDay, isoDay } from '../time.ts';
import {
  askerOf,
  kindsOf,
  provisionsOf,
  type Recommendation,
  type Stage,
  standingOn,
  type Verdict,
  yearsTo,
} from './recommendations.ts';

/** Filters by which the ledger can be asked, each by its name in an address. */
export const FACETS = [
  'country',
  'status',
  'state',
  'body',
  'theme',
  'indicator',
  'article',
  'kind',
  'age',
  'year',
] as const;
export type Facet = (typeof FACETS)[number];

/** How long a recommendation that is not known to be done has waited, in years: from, and up to but not including. */
export const AGES = [
  { id: 'under-5', from: 0, to: 5 },
  { id: '5-9', from: 5, to: 10 },
  { id: '10-14', from: 10, to: 15 },
  { id: '15-over', from: 15, to: Infinity },
] as const;

/** What the state says where it has said nothing. */
export const SILENT = 'silent';
/** The kind where no part says what kind of change it asks. */
export const UNDECIDED = 'undecided';

export type Asked = { readonly [F in Facet]?: string } & { readonly words?: string };

/** A recommendation with all that the filters ask of it on the day. */
export interface Entry {
  readonly record: Recommendation;
  readonly verdict: Verdict;
  readonly state: Verdict | undefined;
  readonly stage: Stage;
  /** Whole years from the day it was made to the day. */
  readonly age: number;
}

type FixedFacet = 'country' | 'body' | 'theme' | 'indicator' | 'article' | 'kind' | 'year';
const FIXED: readonly FixedFacet[] = ['country', 'body', 'theme', 'indicator', 'article', 'kind', 'year'];

interface Indexed {
  readonly record: Recommendation;
  readonly on: Day;
  /** Values of the facets that no day changes, in the order of FIXED; of each, the position in its list of names. */
  readonly fixed: readonly (readonly number[])[];
}

interface Index {
  readonly entries: readonly Indexed[];
  /** The values of each facet, in the order of FIXED. */
  readonly names: readonly (readonly string[])[];
  /** For each body its name in every language. */
  readonly bodies: ReadonlyMap<string, Recommendation['body']>;
  /** The folded text of each entry, made when words are first asked for. */
  texts: readonly string[] | undefined;
  /** What became of each entry on the days asked for last. */
  readonly days: Map<Day, readonly Entry[]>;
}

const EVERYWHERE = '';
/** Days whose verdicts are kept: today's, and those of readers who look back. */
const MOST_DAYS = 3;

const indexes = new WeakMap<Dataset, Map<string, Index>>();

function indexOf(dataset: Dataset, country: string): Index {
  const kept = remember(indexes, dataset, () => new Map<string, Index>());
  return remember(kept, country, () => {
    const records =
      country === EVERYWHERE ? dataset.all('recommendation') : dataset.inCountry('recommendation', country);
    const lists = FIXED.map(() => new Map<string, number>());
    const bodies = new Map<string, Recommendation['body']>();
    const slugs = new Map<string, string>();
    const slugOf = ({ body }: Recommendation) =>
      remember(slugs, typeof body === 'string' ? body : JSON.stringify(body), () => {
        const asker = askerOf({ body });
        if (!bodies.has(asker.slug)) bodies.set(asker.slug, asker.body);
        return asker.slug;
      });
    const asking = new Map<string, readonly string[]>();
    const indicators = ({ indicators = [], parts = [] }: Recommendation): readonly string[] => {
      const ids = parts.flatMap(({ target }) =>
        target ? remember(asking, target, () => dataset.indicatorsAsking(target).map(({ id }) => id)) : [],
      );
      return ids.length === 0 ? indicators : [...new Set([...indicators, ...ids])];
    };
    const entries = inOrder(records).map((record): Indexed => {
      const kinds = kindsOf(record);
      const values: Record<FixedFacet, readonly string[]> = {
        country: record.country === undefined ? [] : [record.country],
        body: [slugOf(record)],
        theme: record.themes ?? [],
        indicator: indicators(record),
        article: provisionsOf(record),
        kind: kinds.length > 0 ? kinds : [UNDECIDED],
        year: [record.date.slice(0, 4)],
      };
      const fixed = FIXED.map((facet, at) => {
        const list = lists[at] as Map<string, number>;
        return values[facet].map((value) => remember(list, value, () => list.size));
      });
      return { record, on: firstDay(record.date), fixed };
    });
    return { entries, names: lists.map((list) => [...list.keys()]), bodies, texts: undefined, days: new Map() };
  });
}

/** Newest document first; within a document its records as they are numbered, d2 before d10. */
function inOrder(records: readonly Recommendation[]): Recommendation[] {
  return records
    .map((record) => ({
      record,
      on: firstDay(record.date),
      document: record.document ?? '',
      // Numbers padded, so that their order is that of the text.
      key: record.id.replace(/\d+/g, (digits) => digits.padStart(8, '0')),
    }))
    .sort(
      (a, b) =>
        b.on - a.on ||
        (a.document === b.document ? (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) : a.document < b.document ? -1 : 1),
    )
    .map(({ record }) => record);
}

/** What became of every entry on a day; the same positions as the index. */
function entriesOn(index: Index, day: Day): readonly Entry[] {
  const kept = index.days.get(day);
  if (kept) return kept;
  const date = isoDay(day) ?? '';
  const entries = index.entries.map(({ record }): Entry => {
    const { independent, state, stage } = standingOn(record, day);
    return { record, verdict: independent, state, stage, age: yearsTo(record.date, date) };
  });
  const oldest = index.days.size >= MOST_DAYS ? index.days.keys().next().value : undefined;
  if (oldest !== undefined) index.days.delete(oldest);
  index.days.set(day, entries);
  return entries;
}

export interface LedgerPage {
  /** Those that match, in the order of the ledger. */
  readonly shown: readonly Entry[];
  /** Made by the day, whatever the filters. */
  readonly total: number;
  /** All made by the day, by verdict. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** For each facet its values and how many each would leave; values that would leave none are left out. */
  readonly facets: Readonly<Record<Facet, ReadonlyMap<string, number>>>;
  /** The name of each body, by its part of an address. */
  readonly bodies: ReadonlyMap<string, Recommendation['body']>;
}

/** Folds a text so that case and ё make no difference. */
const fold = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');

/** The ledger of a country, or of every country, as a reader asks for it on a day. */
export function ledger(dataset: Dataset, country: string | undefined, day: Day, asked: Asked): LedgerPage {
  const index = indexOf(dataset, country ?? EVERYWHERE);
  const standing = entriesOn(index, day);
  const words = asked.words ? fold(asked.words).split(/\s+/).filter(Boolean) : [];
  if (words.length > 0) index.texts ??= index.entries.map(({ record }) => textOf(record));
  const wanted = FIXED.map((facet, at) => {
    const value = asked[facet];
    // A value that no record has is at -1, where none is: it matches nothing.
    return value === undefined || value === '' ? undefined : (index.names[at]?.indexOf(value) ?? -1);
  });
  const counts = index.names.map((names) => new Uint32Array(names.length));
  const moving = {
    status: new Map<string, number>(),
    state: new Map<string, number>(),
    age: new Map<string, number>(),
  };
  const [status, state, age] = [asked.status || undefined, asked.state || undefined, asked.age || undefined];
  const verdicts: Record<Verdict, number> = { done: 0, 'partly-done': 0, 'not-done': 0, 'no-evidence': 0 };
  const shown: Entry[] = [];
  let total = 0;
  for (let at = 0; at < index.entries.length; at++) {
    const { on, fixed } = index.entries[at] as Indexed;
    if (on > day) continue;
    const entry = standing[at] as Entry;
    total++;
    verdicts[entry.verdict]++;
    if (words.length > 0) {
      const text = index.texts?.[at] ?? '';
      if (!words.every((word) => text.includes(word))) continue;
    }
    // Which filter it fails where that is only one: it still counts among the choices of that one.
    let failed = 0;
    let only = NONE;
    for (let facet = 0; facet < wanted.length; facet++) {
      const value = wanted[facet];
      if (value === undefined || fixed[facet]?.includes(value)) continue;
      failed++;
      only = facet;
    }
    const says = entry.state ?? SILENT;
    const waits = entry.stage === 'closed' ? undefined : ageOf(entry.age);
    if (status !== undefined && entry.verdict !== status) {
      failed++;
      only = STATUS;
    }
    if (state !== undefined && says !== state) {
      failed++;
      only = STATE;
    }
    if (age !== undefined && waits !== age) {
      failed++;
      only = AGE;
    }
    if (failed > 1) continue;
    if (failed === 0) {
      shown.push(entry);
      only = NONE;
    }
    for (let facet = 0; facet < counts.length; facet++) {
      if (only !== NONE && only !== facet) continue;
      const count = counts[facet] as Uint32Array;
      const values = fixed[facet] as readonly number[];
      for (let n = 0; n < values.length; n++) {
        const value = values[n] as number;
        count[value] = (count[value] as number) + 1;
      }
    }
    if (only === NONE || only === STATUS) add(moving.status, entry.verdict);
    if (only === NONE || only === STATE) add(moving.state, says);
    if (waits !== undefined && (only === NONE || only === AGE)) add(moving.age, waits);
  }
  const facets = Object.fromEntries(
    FIXED.map((facet, at) => {
      const pairs = (index.names[at] ?? []).map((name, position): [string, number] => [
        name,
        counts[at]?.[position] ?? 0,
      ]);
      return [facet, new Map(pairs.filter(([, count]) => count > 0))];
    }),
  ) as Record<FixedFacet, Map<string, number>>;
  return { shown, total, verdicts, facets: { ...facets, ...moving }, bodies: index.bodies };
}

/** No filter failed; and the filters whose values a day changes, counted after the others. */
const NONE = -1;
const STATUS = 100;
const STATE = 101;
const AGE = 102;

const add = (counts: Map<string, number>, value: string): unknown => counts.set(value, (counts.get(value) ?? 0) + 1);

const ageOf = (years: number): string | undefined => AGES.find(({ from, to }) => from <= years && years < to)?.id;

function textOf({ text, section, body, document, paragraph, topics, parts }: Recommendation): string {
  const texts = [
    text,
    section,
    body,
    document,
    paragraph,
    ...(topics ?? []),
    ...(parts ?? []).map((part) => part.text),
  ];
  return fold(texts.flatMap(everyText).join('\n'));
}

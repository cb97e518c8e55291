/**
 * The programming interface, version 1: what can be asked, with which parameters, and how it is answered. The router,
 * the OpenAPI document and the page that explains it read this one table.
 * Always true: records leave as core/publication.ts lets them; an answer depends on its address, the revision and the
 * day alone; a list is read on by a cursor, which stays right while records are added.
 */
import { z } from 'zod';
import { compareIds } from '../../app/open-data.ts';
import type { Platform } from '../../app/platform.ts';
import { type SearchQuery, searchIn, shownSnippet } from '../../app/search.ts';
import { assess, history } from '../../core/assess.ts';
import type { Dataset, Indicator } from '../../core/dataset.ts';
import { LANGUAGES } from '../../core/localised.ts';
import { type AnyRecord, ID_PATTERN, KIND_NAMES, KINDS, type KindName, referencesOf } from '../../core/model/index.ts';
import { published } from '../../core/publication.ts';
import { type Day, holdsOn, isoDay, isPartialDate } from '../../core/time.ts';

/** What an operation may know. */
export interface Asked {
  readonly dataset: Dataset;
  /** The day asked about, and today. */
  readonly day: Day;
  readonly today: Day;
  /** Whether a day was named. */
  readonly isDated: boolean;
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly platform: Partial<Pick<Platform, 'changes' | 'search'>>;
  /** The address of a path of the site. */
  readonly address: (path: string) => string;
}

/** A list, or one thing; undefined where there is none. */
export type Answer = { readonly items: readonly unknown[]; readonly next?: string; readonly total?: number } | object;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly about: string;
  readonly schema: z.ZodType;
  readonly example?: string;
}

export interface Operation {
  readonly id: string;
  /** Below /api/v1; a name in braces may hold slashes where its schema lets it. */
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  /** What an item is, of a list, or the whole answer: a name among the schemas of openapi.ts. */
  readonly answers: { readonly list: boolean; readonly schema: string };
  /** Whether answers may be kept in memory: what readers search for never is. */
  readonly keep: boolean;
  readonly run: (asked: Asked) => Promise<Answer | undefined> | Answer | undefined;
}

const text = z.string().min(1).max(300);
const code = z.string().regex(/^[a-z]{3}$/, 'must be three lower-case letters, such as kaz');
const slug = z.string().regex(/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const recordId = z.string().max(200).regex(ID_PATTERN, 'must be an id, such as kaz/law/criminal-code-2014/134');

export const AS_OF: Parameter = {
  name: 'asOf',
  in: 'query',
  about: 'The day asked about: 2011, 2011-06 or 2011-06-03. Absent means today.',
  schema: z.string().refine(isPartialDate, 'must be a date such as 2011, 2011-06 or 2011-06-03'),
};
export const KNOWN_AT: Parameter = {
  name: 'knownAt',
  in: 'query',
  about: 'The record as it was known then: a day, or an instant such as 2026-01-31T12:00:00Z. Absent means now.',
  schema: z.string().max(40),
};
const LIMIT: Parameter = {
  name: 'limit',
  in: 'query',
  about: 'Items on a page, from 1 to 500. Absent means 100.',
  schema: z.string().regex(/^(?:[1-9]\d?|[1-4]\d\d|500)$/, 'must be a whole number from 1 to 500'),
};
const CURSOR: Parameter = {
  name: 'cursor',
  in: 'query',
  about: 'Where to read on: “next” of the page before.',
  schema: z
    .string()
    .max(400)
    .regex(/^[\w-]+$/, 'must be “next” of another answer'),
};
const LIST = [AS_OF, KNOWN_AT, LIMIT, CURSOR] as const;
const ONE = [AS_OF, KNOWN_AT] as const;

const inPath = (name: string, about: string, schema: z.ZodType, example: string): Parameter => ({
  name,
  in: 'path',
  about,
  schema,
  example,
});
const query = (name: string, about: string, schema: z.ZodType = text): Parameter => ({
  name,
  in: 'query',
  about,
  schema,
});

const encode = (value: string) => Buffer.from(value).toString('base64url');
const decode = (cursor: string | undefined) =>
  cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString();

/** One page of a list that is in the order of its keys. */
function paged<T>(
  list: readonly T[],
  keyOf: (item: T) => string,
  { values }: Asked,
  show: (item: T) => unknown,
): { items: unknown[]; next?: string; total: number } {
  const limit = Number(values.limit ?? 100);
  const after = decode(values.cursor);
  const start = after === undefined ? 0 : list.findIndex((item) => compareIds(keyOf(item), after) > 0);
  const page = start < 0 ? [] : list.slice(start, start + limit);
  const last = page.at(-1);
  const more = start >= 0 && start + limit < list.length;
  return {
    items: page.map(show),
    total: list.length,
    ...(more && last !== undefined && { next: encode(keyOf(last)) }),
  };
}

const sorted = new WeakMap<readonly object[], readonly AnyRecord[]>();

/** Records of a kind in the order of their ids. */
function inOrder(dataset: Dataset, kind: KindName): readonly AnyRecord[] {
  const all = dataset.all(kind) as unknown as readonly AnyRecord[];
  let list = sorted.get(all);
  if (!list) {
    list = all.toSorted((a, b) => compareIds(a.id, b.id));
    sorted.set(all, list);
  }
  return list;
}

/** Fields of a kind by which its records can be chosen: plain words and references at the top of the record. */
export function filtersOf(kind: KindName): { readonly name: string; readonly about: string }[] {
  const shape = KINDS[kind].body.shape as Record<string, z.core.$ZodType>;
  return Object.entries(shape).flatMap(([name, schema]) => {
    const inner = bare(schema);
    const meta = (z.globalRegistry.get(inner) ?? {}) as { ref?: string; format?: string; description?: string };
    const { type } = inner._zod.def as { type: string };
    const isPlain = type === 'enum' || (type === 'string' && meta.ref !== undefined) || CHOSEN_BY.has(name);
    if (!isPlain || RESERVED.has(name)) return [];
    const about = (z.globalRegistry.get(schema) as { description?: string } | undefined)?.description ?? '';
    return [{ name, about: about || meta.description || `Only records whose ${name} is this.` }];
  });
}

const CHOSEN_BY = new Set(['topic', 'topics', 'themes', 'indicators', 'type', 'value']);
const RESERVED = new Set(['country', 'limit', 'cursor', 'asOf', 'knownAt', 'refers']);

function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const { type, innerType } = schema._zod.def as unknown as { type: string; innerType?: z.core.$ZodType };
  return type === 'optional' && innerType ? bare(innerType) : schema;
}

const COUNTRY = query('country', 'Only of this country, ISO 3166-1 alpha-3 in lower case.', code);

function recordsOf(kind: KindName): Operation {
  const fields = filtersOf(kind);
  const { scope, summary } = KINDS[kind];
  const hasCountry = scope !== 'global' && kind !== 'country';
  return {
    id: `list-${kind}`,
    path: `/records/${kind}`,
    summary: `Records of the kind ${kind}: ${summary.charAt(0).toLowerCase()}${summary.slice(1).replace(/\.$/, '')}`,
    parameters: [
      ...(hasCountry ? [COUNTRY] : []),
      query('refers', 'Only records that refer to this record or indicator.', recordId),
      ...fields.map(({ name, about }) => query(name, about)),
      ...LIST,
    ],
    answers: { list: true, schema: kind },
    keep: true,
    run: (asked) => {
      const { dataset, values, day, isDated, today } = asked;
      const { country, refers } = values;
      const wanted = fields.flatMap(({ name }) => {
        const value = values[name];
        return value === undefined ? [] : [[name, value] as const];
      });
      const list = inOrder(dataset, kind).filter(
        (record) =>
          (country === undefined || record.country === country) &&
          (!isDated || !('from' in record || 'to' in record) || holdsOn(record as { from?: string }, day)) &&
          wanted.every(([name, value]) => has((record as unknown as Record<string, unknown>)[name], value)) &&
          (refers === undefined || referencesOf(record).some(({ id }) => id === refers)),
      );
      return paged(
        list,
        ({ id }) => id,
        asked,
        (record) => published(record, today),
      );
    },
  };
}

const has = (field: unknown, value: string): boolean =>
  Array.isArray(field) ? field.includes(value) : field !== undefined && String(field) === value;

/** A status as lists give it. */
function statusRow(asked: Asked, country: string, indicator: Indicator) {
  const { status, computed, possible, override, from, to } = assess(asked.dataset, country, indicator, asked.day);
  return {
    country,
    framework: indicator.framework.id,
    indicator: indicator.id,
    status,
    computed,
    possible,
    override,
    from,
    to,
    address: asked.address(`/country/${country}/${indicator.id}`),
  };
}

const ASSESSED = [
  inPath('country', 'ISO 3166-1 alpha-3 in lower case.', code, 'kaz'),
  inPath('framework', 'Id of the framework.', slug, 'optional-protocol'),
  inPath('indicator', 'Id of the indicator in the framework.', slug, 'offence'),
] as const;

/** The country and the indicator named, where both are on record. */
function assessed({ dataset, values }: Asked): { country: string; indicator: Indicator } | undefined {
  const { country = '', framework = '', indicator = '' } = values;
  const found = dataset.indicator(`${framework}/${indicator}`);
  return found && dataset.get('country', country) && found.framework.about !== 'plan'
    ? { country, indicator: found }
    : undefined;
}

const spansOf = ({ dataset }: Asked, country: string, indicator: Indicator) =>
  history(dataset, country, indicator).map(({ from, to, ...span }) => ({
    from: isoDay(from) ?? null,
    to: isoDay(to) ?? null,
    ...span,
  }));

/** Everything that can be asked. */
export const OPERATIONS: readonly Operation[] = [
  {
    id: 'countries',
    path: '/countries',
    summary: 'Countries, each with how many records of every kind are about it',
    parameters: LIST,
    answers: { list: true, schema: 'Country' },
    keep: true,
    run: (asked) => {
      const { dataset } = asked;
      const isAssessed = new Set(dataset.assessedCountries());
      return paged(
        inOrder(dataset, 'country'),
        ({ id }) => id,
        asked,
        (record) => ({
          ...record,
          assessed: isAssessed.has(record.id),
          records: Object.fromEntries(
            KIND_NAMES.flatMap((kind) => {
              const { length } = dataset.inCountry(kind, record.id);
              return length > 0 && kind !== 'country' ? [[kind, length]] : [];
            }),
          ),
          address: asked.address(`/country/${record.id}`),
        }),
      );
    },
  },
  {
    id: 'record',
    path: '/record/{id}',
    summary: 'One record of any kind, with what refers to it',
    parameters: [inPath('id', 'Id of the record.', recordId, 'kaz/law/criminal-code-2014/134'), ...ONE],
    answers: { list: false, schema: 'OneRecord' },
    keep: true,
    run: ({ dataset, values, today, address }) => {
      const record = dataset.find(values.id ?? '');
      if (!record) return undefined;
      return {
        record: published(record, today),
        address: address(`/record/${record.id}`),
        referredToBy: [...new Set(dataset.backlinks(record.id).map(({ record: from }) => from.id))].sort(compareIds),
      };
    },
  },
  {
    id: 'record-history',
    path: '/history/{id}',
    summary: 'Every revision of a record, newest first',
    parameters: [inPath('id', 'Id of the record.', recordId, 'kaz/law/criminal-code-2014'), LIMIT, CURSOR],
    answers: { list: true, schema: 'Revision' },
    keep: true,
    run: (asked) => revised(asked, { record: asked.values.id ?? '' }, true),
  },
  ...KIND_NAMES.map(recordsOf),
  {
    id: 'assessments',
    path: '/assessments',
    summary: 'Statuses of countries on indicators on a day',
    parameters: [
      COUNTRY,
      query('framework', 'Only of this framework.', slug),
      query('indicator', 'Only on this indicator, FRAMEWORK/INDICATOR.', recordId),
      query('status', 'Only with this status.', slug),
      ...LIST,
    ],
    answers: { list: true, schema: 'Status' },
    keep: true,
    run: (asked) => {
      const { dataset, values } = asked;
      const { country, framework, indicator, status } = values;
      const countries =
        country === undefined ? dataset.assessedCountries() : dataset.get('country', country) ? [country] : [];
      const indicators = dataset
        .indicators()
        .filter(
          (one) =>
            (framework === undefined || one.framework.id === framework) &&
            (indicator === undefined || one.id === indicator),
        )
        .sort((a, b) => compareIds(a.id, b.id));
      const pairs = countries.flatMap((state) => indicators.map((one) => ({ state, one })));
      const rows =
        status === undefined
          ? pairs
          : pairs.filter(({ state, one }) => assess(dataset, state, one, asked.day).status === status);
      return paged(
        rows,
        ({ state, one }) => `${state}/${one.id}`,
        asked,
        ({ state, one }) => statusRow(asked, state, one),
      );
    },
  },
  {
    id: 'assessment',
    path: '/assessments/{country}/{framework}/{indicator}',
    summary: 'The status of a country on an indicator on a day',
    parameters: [...ASSESSED, ...ONE],
    answers: { list: false, schema: 'Status' },
    keep: true,
    run: (asked) => {
      const found = assessed(asked);
      return found && statusRow(asked, found.country, found.indicator);
    },
  },
  {
    id: 'assessment-history',
    path: '/assessments/{country}/{framework}/{indicator}/history',
    summary: 'The status through time, oldest first',
    parameters: [...ASSESSED, ...ONE],
    answers: { list: true, schema: 'Period' },
    keep: true,
    run: (asked) => {
      const found = assessed(asked);
      return found && { items: spansOf(asked, found.country, found.indicator) };
    },
  },
  {
    id: 'assessment-explain',
    path: '/assessments/{country}/{framework}/{indicator}/explain',
    summary: 'Why: the rule with the truth of each part, the evidence, and what is missing',
    parameters: [...ASSESSED, ...ONE],
    answers: { list: false, schema: 'Explanation' },
    keep: true,
    run: (asked) => {
      const found = assessed(asked);
      return found && { ...assess(asked.dataset, found.country, found.indicator, asked.day) };
    },
  },
  {
    id: 'search',
    path: '/search',
    summary: 'What the record says, in its three languages at once; the query is never kept',
    parameters: [
      query('q', 'Words, or the number of an article: art 134, ст. 134, 134-бап. Required.'),
      query('kind', 'Only records of this kind.', z.enum(KIND_NAMES as [KindName, ...KindName[]])),
      COUNTRY,
      query('language', 'Only texts in this language.', z.enum(LANGUAGES)),
      query('year', 'Only what speaks of this year.', z.string().regex(/^\d{4}$/, 'must be a year of four digits')),
      { ...LIMIT, about: 'Records on a page, from 1 to 100. Absent means 20.' },
      CURSOR,
    ],
    answers: { list: true, schema: 'Hit' },
    keep: false,
    run: (asked) => searched(asked),
  },
  {
    id: 'changes',
    path: '/changes',
    summary: 'What was recorded, newest first',
    parameters: [query('under', 'Only records whose id is this or begins with it: kaz.', recordId), LIMIT, CURSOR],
    answers: { list: true, schema: 'Revision' },
    keep: true,
    run: (asked) => revised(asked, asked.values.under === undefined ? {} : { under: asked.values.under }, false),
  },
];

/** A page of revisions. Who made them is not told: people who research this are protected too. */
async function revised(
  { platform, values, today }: Asked,
  which: { readonly record?: string; readonly under?: string },
  whole: boolean,
): Promise<Answer | undefined> {
  if (!platform.changes) return undefined;
  const limit = Number(values.limit ?? 100);
  const before = Number(decode(values.cursor) ?? Number.NaN);
  const found = await platform.changes({ ...which, limit: limit + 1, ...(Number.isSafeInteger(before) && { before }) });
  if (found.length === 0 && which.record !== undefined && values.cursor === undefined) return undefined;
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ seq, at, reason, kind, id, record, hash }) => ({
      revision: seq,
      at,
      reason,
      kind,
      id,
      removed: record === undefined,
      hash,
      ...(whole && record !== undefined && { record: published(record, today) }),
    })),
    ...(found.length > limit && last && { next: encode(String(last.seq)) }),
  };
}

async function searched({ dataset, platform, values, today, address }: Asked): Promise<Answer | undefined> {
  const limit = Math.min(100, Number(values.limit ?? 20));
  const offset = Number(decode(values.cursor) ?? 0);
  const { kind, country, language, year } = values;
  // A dataset folder has no store to ask.
  const find = platform.search ?? ((query: SearchQuery) => searchIn(dataset, query));
  const { hits, records, complete, facets, corrected, ignored, on } = await find({
    text: values.q ?? '',
    limit,
    offset: Number.isSafeInteger(offset) && offset >= 0 ? offset : 0,
    ...(kind !== undefined && { kind: kind as KindName }),
    ...(country !== undefined && { country }),
    ...(language !== undefined && { language: language as (typeof LANGUAGES)[number] }),
    ...(year !== undefined && { year: Number(year) }),
  });
  return {
    items: hits.map((hit) => ({
      ...hit,
      snippet: shownSnippet(dataset, hit, today),
      address: address(`/record/${hit.id}`),
    })),
    total: records,
    complete,
    facets,
    corrected,
    ignored,
    on,
    ...(offset + hits.length < records && hits.length > 0 && { next: encode(String(offset + hits.length)) }),
  };
}

/**
 * Records as flat tables for other programs, one table a kind, read off the schemas of the model.
 * Always true: a field is one column, or one column a language where it is a text in several; what is nested stays
 * whole, as JSON in its column; citations, figures and statuses have tables of their own.
 */
import { z } from 'zod';
import type { Amount } from '../core/commitments/small-numbers.ts';
import { LANGUAGES, type Localised } from '../core/localised.ts';
import { KINDS, type KindName } from '../core/model/index.ts';
import type { Published } from '../core/publication.ts';

export type FlatValue = string | number | boolean | undefined;

/** The type of a column: text, or what JSON calls integer, number and boolean; json is text that holds JSON. */
type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'json';

export interface FlatColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly about: string;
  readonly required: boolean;
  /** The kind of record that it names. */
  readonly refers?: string;
}

export interface FlatTable {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly FlatColumn[];
  readonly key: readonly string[];
}

interface Field extends FlatColumn {
  readonly read: (record: Readonly<Record<string, unknown>>) => FlatValue;
}

type Definition = { readonly type: string; readonly innerType?: z.core.$ZodType; readonly element?: z.core.$ZodType };
const definition = (schema: z.core.$ZodType) => schema._zod.def as unknown as Definition;

/** What a schema says of itself beside its type. */
function metaOf(schema: z.core.$ZodType): { ref?: string; format?: string; description?: string } {
  return (z.globalRegistry.get(schema) ?? {}) as { ref?: string; format?: string; description?: string };
}

/** The schema without the optional around it. */
function required(schema: z.core.$ZodType): z.core.$ZodType {
  const { type, innerType } = definition(schema);
  return type === 'optional' && innerType ? required(innerType) : schema;
}

const isLocalised = (schema: z.core.$ZodType): boolean => metaOf(schema).format === 'localised';

const cell = (value: unknown): FlatValue =>
  value === undefined || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : JSON.stringify(value);

function fieldsOf(name: string, schema: z.core.$ZodType): Field[] {
  const inner = required(schema);
  const about = metaOf(schema).description ?? metaOf(inner).description ?? '';
  const isRequired = inner === schema;
  if (isLocalised(inner)) {
    return LANGUAGES.map((language) => ({
      name: `${name}_${language}`,
      type: 'string',
      about: `${about} (${language})`.trim(),
      required: false,
      read: (record) => inTongue(record[name] as Localised | undefined, language),
    }));
  }
  const { ref } = metaOf(inner);
  return [
    {
      name,
      type: typeOf(inner),
      about,
      required: isRequired,
      ...(ref !== undefined && { refers: ref }),
      read: (record) => cell(record[name]),
    },
  ];
}

/** A text in this language alone; a plain text is English. */
const inTongue = (text: Localised | undefined, language: (typeof LANGUAGES)[number]): string | undefined =>
  typeof text === 'string' ? (language === 'en' ? text : undefined) : text?.[language];

function typeOf(schema: z.core.$ZodType): ColumnType {
  switch (definition(schema).type) {
    case 'string':
    case 'enum':
    case 'literal':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'number':
      return (schema._zod.def as unknown as { check?: string; format?: string }).format === 'safeint'
        ? 'integer'
        : 'number';
    default:
      return 'json';
  }
}

const fieldsByKind = new Map<KindName, readonly Field[]>();

function fields(kind: KindName): readonly Field[] {
  let list = fieldsByKind.get(kind);
  if (!list) {
    const shape = KINDS[kind].body.shape as Record<string, z.core.$ZodType>;
    list = Object.entries(shape)
      // They have tables of their own.
      .filter(([name]) => name !== 'citations' && !(kind === 'series' && name === 'observations'))
      .flatMap(([name, schema]) => fieldsOf(name, schema));
    fieldsByKind.set(kind, list);
  }
  return list;
}

const ID: FlatColumn = {
  name: 'id',
  type: 'string',
  about: 'Stable identifier, part of the public address.',
  required: true,
};
const COUNTRY: FlatColumn = {
  name: 'country',
  type: 'string',
  about: 'The country it belongs to, ISO 3166-1 alpha-3 in lower case.',
  required: false,
  refers: 'country',
};

/** The table of a kind: `treaty-action` is `treaty_action`. */
export function tableOf(kind: KindName): FlatTable {
  const own = fields(kind).map(({ read: _read, ...column }) => column);
  return {
    name: kind.replaceAll('-', '_'),
    about: KINDS[kind].summary,
    columns: [ID, ...(kind === 'country' || KINDS[kind].scope === 'global' ? [] : [COUNTRY]), ...own],
    key: ['id'],
  };
}

/** A record as a row of the table of its kind. */
export function rowOf(kind: KindName, record: Published): FlatValue[] {
  const values = record as unknown as Readonly<Record<string, unknown>>;
  const state = kind === 'country' || KINDS[kind].scope === 'global' ? [] : [record.country];
  return [record.id, ...state, ...fields(kind).map(({ read }) => read(values))];
}

const text = (name: string, about: string, more: Partial<FlatColumn> = {}): FlatColumn => ({
  name,
  type: 'string',
  about,
  required: false,
  ...more,
});

/** Where records say what they say, wherever in the record the citation stands. */
export const CITATIONS: FlatTable = {
  name: 'citation',
  about: 'Where a record is said: one row a citation.',
  columns: [
    text('record', 'The record.', { required: true }),
    text('path', 'Where in the record.', { required: true }),
    text('source', 'The source.', { required: true, refers: 'source' }),
    text('locator', 'The place in the source.'),
    text('quote', 'The words of the source, at most 300 characters.'),
  ],
  key: ['record', 'path'],
};

export const OBSERVATIONS: FlatTable = {
  name: 'observation',
  about: 'The figures of series; counts of children under 10 by place or age are given as ranges.',
  columns: [
    text('series', 'The series.', { required: true, refers: 'series' }),
    { ...text('position', 'Place in the series, from 0.', { required: true }), type: 'integer' },
    text('part', 'The part of the figure; “all” for the whole.', { required: true }),
    text('period', 'What it covers: 2011, or 2010/2015 with both ends included.'),
    text('value', 'The figure, or a category.'),
    { ...text('low', 'Least value.'), type: 'number' },
    { ...text('high', 'Greatest value.'), type: 'number' },
    text('qualifier', 'How the source hedges it; empty means exact.'),
    text('withheld', 'Why the number is not given: small, or subtraction.'),
    text('area', 'Where, when not the whole country.'),
    text('rank', 'preferred counts alone, deprecated never counts.'),
  ],
  key: ['series', 'position', 'part'],
};

export const STATUSES: FlatTable = {
  name: 'status',
  about: 'Statuses through time, computed from the record by the rules of the frameworks.',
  columns: [
    text('country', 'The country.', { required: true, refers: 'country' }),
    text('indicator', 'FRAMEWORK/INDICATOR.', { required: true }),
    { ...text('position', 'Place in the history, from 0.', { required: true }), type: 'integer' },
    text('from', 'First day; empty where it is not known.'),
    text('to', 'The day it no longer held; empty means still so.'),
    text('status', 'The status in force.', { required: true }),
    text('computed', 'What the rule gives, where we depart from it.', { required: true }),
    text('override', 'The decision to depart from the rule.', { refers: 'override' }),
  ],
  key: ['country', 'indicator', 'position'],
};

/** Every citation of a record as rows of CITATIONS. */
export function* citationRows(record: Published): Generator<FlatValue[]> {
  yield* within(record, []);
  function* within(value: unknown, path: readonly string[]): Generator<FlatValue[]> {
    if (value === null || typeof value !== 'object') return;
    for (const [key, item] of Object.entries(value)) {
      const place = [...path, key];
      if (key === 'citations' && Array.isArray(item)) {
        for (const [n, { source, locator, quote }] of item.entries()) {
          yield [record.id, [...place, n].join('/'), source, locator, quote];
        }
      } else yield* within(item, place);
    }
  }
}

/** The figures of a series as rows of OBSERVATIONS: the whole, then its parts. */
export function* observationRows(series: Extract<Published, { kind: 'series' }>): Generator<FlatValue[]> {
  for (const [position, one] of series.observations.entries()) {
    const { period, qualifier, area, rank } = one;
    yield [
      series.id,
      position,
      'all',
      period,
      one.value === undefined ? undefined : String(one.value),
      one.low,
      one.high,
      qualifier,
      one.withheld,
      area,
      rank,
    ];
    for (const [part, amount] of Object.entries(one.breakdown ?? {})) {
      const { value, low, high, withheld }: Amount = typeof amount === 'number' ? { value: amount } : amount;
      yield [
        series.id,
        position,
        part,
        period,
        value === undefined ? undefined : String(value),
        low,
        high,
        undefined,
        withheld,
        area,
        rank,
      ];
    }
  }
}

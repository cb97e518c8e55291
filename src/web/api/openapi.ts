/**
 * The description of the programming interface: OpenAPI 3.1, made of the table of operations and the schemas of the
 * model, so that it cannot say anything else than the program does.
 */
import { z } from 'zod';
import { LICENCE } from '../../app/open-data.ts';
import { KIND_NAMES, schemaOf } from '../../core/model/index.ts';
import { OPERATIONS, type Operation, type Parameter } from './operations.ts';

type Schema = Readonly<Record<string, unknown>>;

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const string = (description?: string): Schema => ({ type: 'string', ...(description && { description }) });
const nullable = (type: string): Schema => ({ type: [type, 'null'] });
const object = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
  more: Schema = {},
): Schema => ({
  type: 'object',
  properties,
  required,
  ...more,
});

/** JSON Schema 2020-12 of what zod checks; refinements that JSON Schema cannot say are in the descriptions. */
function jsonSchema(schema: z.ZodType): Schema {
  const { $schema: _dialect, ...made } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return made as Schema;
}

/** The schema of a record as it leaves: with its kind and country, and with what says that a number is withheld. */
function recordSchema(kind: (typeof KIND_NAMES)[number]): Schema {
  const made = jsonSchema(schemaOf(kind)) as Schema & { properties: Record<string, Schema>; required?: string[] };
  const { additionalProperties: _strict, ...open } = made;
  const shown = kind === 'series' ? { observations: { type: 'array', items: ref('Observation') } } : {};
  return {
    ...open,
    properties: {
      kind: { const: kind },
      country: string('ISO 3166-1 alpha-3, lower case.'),
      ...made.properties,
      ...shown,
    },
    required: ['kind', ...(made.required ?? [])],
  };
}

const AMOUNT = {
  value: { description: 'The figure, or a category; absent where it is not known or withheld.' },
  low: { type: 'number' },
  high: { type: 'number' },
  withheld: { enum: ['small', 'subtraction'], description: 'Why the number is not given.' },
} as const;

const STATUS = {
  country: string(),
  framework: string(),
  indicator: string('FRAMEWORK/INDICATOR.'),
  status: string('The status in force, or not-assessed.'),
  computed: string('What the rule gives.'),
  possible: { type: 'array', items: string(), description: 'Statuses the rule leaves possible, best first.' },
  override: { type: ['object', 'null'], description: 'Our own decision to depart from the rule.' },
  from: nullable('string'),
  to: { ...nullable('string'), description: 'The day it no longer holds (exclusive).' },
} as const;

function schemas(): Record<string, Schema> {
  return {
    ...Object.fromEntries(KIND_NAMES.map((kind) => [kind, recordSchema(kind)])),
    Observation: object({ period: string(), ...AMOUNT, breakdown: { type: 'object' } }, [], {
      description: 'A figure; counts of children under 10 by place or age are given as ranges.',
    }),
    AnyRecord: { oneOf: KIND_NAMES.map(ref), discriminator: { propertyName: 'kind' } },
    Country: {
      allOf: [
        ref('country'),
        object(
          {
            assessed: { type: 'boolean' },
            records: { type: 'object', additionalProperties: { type: 'integer' } },
            address: string(),
          },
          ['assessed', 'records', 'address'],
        ),
      ],
    },
    OneRecord: object(
      {
        record: ref('AnyRecord'),
        address: string(),
        referredToBy: { type: 'array', items: string() },
        state: ref('State'),
      },
      ['record', 'address', 'referredToBy', 'state'],
    ),
    Status: object({ ...STATUS, address: string() }, ['country', 'framework', 'indicator', 'status']),
    Period: object(
      { from: nullable('string'), to: nullable('string'), status: string(), computed: string(), override: string() },
      ['from', 'to', 'status', 'computed'],
    ),
    Explanation: object(
      {
        ...STATUS,
        explanation: object(
          {
            decisive: { type: 'array', items: string(), description: 'Questions whose answers alone settle it.' },
            evidence: { type: 'array', items: { type: 'object' } },
            rule: { type: 'array', items: { type: 'object' }, description: 'Clauses with the truth of their parts.' },
          },
          ['decisive', 'evidence', 'rule'],
        ),
        missing: { type: 'array', items: { type: 'object' } },
        needsReview: { type: 'array', items: { type: 'object' } },
        state: ref('State'),
      },
      ['country', 'indicator', 'status', 'explanation', 'missing', 'needsReview'],
    ),
    Revision: object(
      {
        revision: { type: 'integer' },
        at: string('The moment, ISO 8601.'),
        reason: string(),
        kind: { enum: KIND_NAMES },
        id: string(),
        removed: { type: 'boolean' },
        hash: string('Hash that binds it to all revisions before it.'),
        record: ref('AnyRecord'),
      },
      ['revision', 'at', 'reason', 'kind', 'id', 'removed', 'hash'],
    ),
    Hit: object(
      {
        id: string(),
        kind: { enum: KIND_NAMES },
        country: string(),
        language: string(),
        place: string('Path of the text in the record.'),
        year: { type: 'integer' },
        snippet: { type: 'object', description: 'Words in their context; marks are offsets of UTF-16 units.' },
        more: { type: 'integer' },
        address: string(),
      },
      ['id', 'kind', 'language', 'place', 'snippet', 'address'],
    ),
    State: object(
      {
        asOf: string('The day shown.'),
        knownAt: nullable('string'),
        revision: { type: 'integer', description: 'Last revision shown; 0 where there is no history.' },
        permanent: string('An address that gives the same answer for good.'),
        licence: string(),
      },
      ['asOf', 'knownAt', 'revision', 'permanent', 'licence'],
    ),
    Problem: object(
      {
        type: string('What went wrong, as an address that explains it.'),
        title: string(),
        status: { type: 'integer' },
        detail: string(),
        errors: {
          type: 'array',
          items: object({ parameter: string(), message: string() }, ['parameter', 'message']),
        },
      },
      ['type', 'title', 'status'],
      { description: 'RFC 9457.' },
    ),
  };
}

const problem = (description: string): Schema => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
});

const HEADERS: Schema = {
  ETag: { description: 'Names the content: send it back as If-None-Match.', schema: string() },
  RateLimit: { description: 'What is left of the allowance, and for how many seconds.', schema: string() },
  'RateLimit-Policy': { description: 'The allowance.', schema: string() },
};

function answers({ answers: { list, schema } }: Operation): Schema {
  const body = list
    ? object(
        {
          items: { type: 'array', items: ref(schema) },
          next: string('The cursor of the next page; absent on the last.'),
          total: { type: 'integer' },
          state: ref('State'),
        },
        ['items', 'state'],
      )
    : ref(schema);
  const headers = list
    ? { ...HEADERS, Link: { description: 'rel="next", where there is more.', schema: string() } }
    : HEADERS;
  return {
    200: { description: 'The answer.', headers, content: { 'application/json': { schema: body } } },
    304: { description: 'The same as before.' },
    400: problem('A parameter is not right, or is not one of this operation.'),
    404: problem('There is none.'),
    429: problem('Too many requests; Retry-After says when to come back.'),
    503: problem('The record cannot be read just now.'),
  };
}

const parameter = ({ name, in: place, about, schema, example }: Parameter): Schema => ({
  name,
  in: place,
  description: about,
  ...((place === 'path' || about.endsWith('Required.')) && { required: true }),
  schema: jsonSchema(schema),
  ...(example !== undefined && { example }),
});

/** The document. `site` is the address of the site, without a final slash. */
export function openApi(site: string): object {
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Dutybearer',
      version: '1.0.0',
      summary: 'What states do, in law, policy and practice, against the sexual exploitation of children.',
      description:
        'Every answer can be asked for a day (asOf) and for a state of the record (knownAt). Answers carry an ETag. ' +
        'Small counts of children are given as ranges, and telephones that nobody confirmed lately are left out.',
      license: { name: LICENCE.title, url: LICENCE.path },
    },
    servers: [{ url: `${site}/api/v1` }],
    paths: Object.fromEntries(
      OPERATIONS.map((operation) => [
        operation.path,
        {
          get: {
            operationId: operation.id,
            summary: operation.summary,
            parameters: operation.parameters.map(parameter),
            responses: answers(operation),
          },
        },
      ]),
    ),
    components: { schemas: schemas() },
  };
}

/**
 * The registry of kinds: one schema each, from which validation, files, links, JSON Schema and docs/DATASET.md follow.
 * To add a field, change the kind's schema; to add a kind, add its schema and one row here.
 */
import { z } from 'zod';
import * as commitment from './commitment.ts';
import { type Citation, id, type KindName, type Target } from './common.ts';
import * as directory from './directory.ts';
import * as evidence from './evidence.ts';
import * as frameworks from './framework.ts';
import * as laws from './law.ts';
import * as publication from './publication.ts';
import * as statistics from './statistics.ts';
import * as treaties from './treaty.ts';

export { ID_PATTERN } from './common.ts';
export { NO_INFORMATION } from './evidence.ts';
export type { Citation, KindName };

/** Whether records of a kind belong to a country, to none, or to either. */
type Scope = 'country' | 'global' | 'either';

interface KindEntry<S extends z.ZodObject = z.ZodObject> {
  readonly body: S;
  readonly scope: Scope;
  /** Path of the file below its folder; `{n}` is the n-th segment of the id. */
  readonly file: string;
  readonly summary: string;
}

const entry = <S extends z.ZodObject>(body: S, scope: Scope, file: string, summary: string): KindEntry<S> => ({
  body,
  scope,
  file,
  summary,
});

/** Every kind of record. Country records live in countries/ISO3/, the others where `file` says. */
export const KINDS = {
  country: entry(
    evidence.country,
    'country',
    'country.yaml',
    'A state whose promises and laws are held against the evidence.',
  ),
  source: entry(evidence.source, 'either', 'sources.yaml', 'Something that says what the record states.'),
  contradiction: entry(
    evidence.contradiction,
    'country',
    'contradictions.yaml',
    'Sources, or places in one source, that cannot all be right.',
  ),
  waiver: entry(
    evidence.waiver,
    'country',
    'waivers.yaml',
    'An issue of a cross-check that was looked at and found right, with the reason.',
  ),
  instrument: entry(
    treaties.instrument,
    'global',
    'codebook/instruments.yaml',
    'A treaty, or another standard or mechanism.',
  ),
  'treaty-action': entry(
    treaties.treatyAction,
    'country',
    'treaties.yaml',
    'What a state did with a treaty, and when.',
  ),
  'treaty-report': entry(
    treaties.treatyReport,
    'country',
    'treaties.yaml',
    'A report under a treaty or a review, by cycle.',
  ),
  law: entry(laws.law, 'country', 'laws/{2}.yaml', 'A law, an act that amends laws, or a bill.'),
  provision: entry(laws.provision, 'country', 'laws/{2}.yaml', 'An article of a law, with its versions in time.'),
  subject: entry(laws.subject, 'global', 'codebook/subjects.yaml', 'What laws, questions and terms are about.'),
  parameter: entry(
    laws.parameter,
    'global',
    'codebook/parameters.yaml',
    'One thing that provisions lay down, as data.',
  ),
  obligation: entry(
    laws.obligation,
    'global',
    'codebook/obligations.yaml',
    'Conduct that a treaty obliges states to make a crime.',
  ),
  question: entry(evidence.question, 'global', 'codebook/questions.yaml', 'An entry of the codebook.'),
  finding: entry(
    evidence.finding,
    'country',
    'findings.yaml',
    'The sourced answer to a question for a country over a period.',
  ),
  'published-status': entry(
    frameworks.publishedStatus,
    'country',
    'published-statuses.yaml',
    'A status that another assessor published.',
  ),
  framework: entry(
    frameworks.framework,
    'global',
    'frameworks/{0}.yaml',
    'A set of indicators with their rules, or of themes.',
  ),
  theme: entry(
    frameworks.theme,
    'global',
    'codebook/themes.yaml',
    'A clause that recommendations and indicators map to.',
  ),
  override: entry(
    frameworks.override,
    'country',
    'overrides.yaml',
    'Our own decision to depart from a rule, with its reason.',
  ),
  recommendation: entry(
    commitment.recommendation,
    'country',
    'recommendations.yaml',
    'What a state was asked to do, and what is known of it.',
  ),
  plan: entry(commitment.plan, 'country', 'plans.yaml', 'A national plan of action.'),
  programme: entry(
    commitment.programme,
    'country',
    'programmes.yaml',
    'A campaign, training, or the mandate of a body.',
  ),
  series: entry(statistics.series, 'country', 'statistics.yaml', 'A figure over time, with its definition.'),
  organisation: entry(directory.organisation, 'country', 'organisations.yaml', 'A body that works on the subject.'),
  service: entry(directory.service, 'either', 'organisations.yaml', 'A hotline, shelter or other help.'),
  event: entry(directory.event, 'country', 'events.yaml', 'Something that happened on a day.'),
  narrative: entry(publication.narrative, 'country', 'narrative.yaml', 'A section of a country report.'),
  edition: entry(publication.edition, 'country', 'editions.yaml', 'A frozen, citable state of a country’s record.'),
  term: entry(evidence.term, 'global', 'codebook/terms.yaml', 'A term of the glossary.'),
} as const satisfies Record<KindName, KindEntry>;

export const KIND_NAMES = Object.keys(KINDS) as KindName[];

/** The body of a kind of record, as its schema has it. */
export type Body<K extends KindName> = z.infer<(typeof KINDS)[K]['body']>;

/** A record: its kind, its id, the country it belongs to where it does, and its body. */
export type RecordOf<K extends KindName> = {
  [P in K]: { readonly kind: P; readonly id: string; readonly country?: string } & Readonly<Body<P>>;
}[K];

/** A record of any kind. */
export type AnyRecord = RecordOf<KindName>;

export type Finding = RecordOf<'finding'>;
export type Question = RecordOf<'question'>;
export type Framework = RecordOf<'framework'>;
export type IndicatorBody = Framework['indicators'][number];
export type Answer = Finding['value'];
export type Provision = RecordOf<'provision'>;
export type Version = Provision['versions'][number];
export type Law = RecordOf<'law'>;
export type Instruction = NonNullable<Law['amends']>[number];

/** The country (ISO 3166-1 alpha-3, lower case) an id belongs to: its first segment, for kinds that have a country. */
export function countryOf(kind: KindName, recordId: string): string | undefined {
  const { scope } = KINDS[kind];
  const [first = ''] = recordId.split('/');
  if (scope === 'global') return undefined;
  return scope === 'country' || /^[a-z]{3}$/.test(first) ? first : undefined;
}

/** The file of the dataset folder in which a record stands. */
export function fileOf(kind: KindName, recordId: string): string {
  const segments = recordId.split('/');
  const name = KINDS[kind].file.replace(/\{(\d)\}/g, (_, n: string) => segments[Number(n)] ?? 'other');
  const country = countryOf(kind, recordId);
  return country ? `countries/${country}/${name}` : name;
}

const schemas = new Map<KindName, z.ZodType>();

/** The schema of a record as files hold it: id and body; the country follows from the id, the kind from its place. */
export function schemaOf(kind: KindName): z.ZodType {
  let schema = schemas.get(kind);
  if (!schema) {
    const { body } = KINDS[kind];
    // Refinements belong to the body and would be lost in a plain merge of shapes.
    const checks = body.def.checks;
    const whole = z.strictObject({ id, ...body.shape });
    schema = checks?.length ? whole.check(...(checks as z.core.$ZodCheck<object>[])) : whole;
    schemas.set(kind, schema);
  }
  return schema;
}

/** A reference from one record to another, with the path at which it stands. */
export interface Reference {
  readonly target: Target;
  readonly id: string;
  readonly path: readonly (string | number)[];
}

type Visit = (value: unknown, path: (string | number)[], found: Reference[]) => void;
const visitors = new Map<z.core.$ZodType, Visit | undefined>();

/** What must be visited in a value of this schema to find its references; undefined where there can be none. */
function visitor(schema: z.core.$ZodType): Visit | undefined {
  if (visitors.has(schema)) return visitors.get(schema);
  const visit = makeVisitor(schema);
  visitors.set(schema, visit);
  return visit;
}

function makeVisitor(schema: z.core.$ZodType): Visit | undefined {
  const target = (z.globalRegistry.get(schema) as { ref?: Target } | undefined)?.ref;
  if (target) {
    return (value, path, found) => {
      if (typeof value === 'string') found.push({ target, id: value, path: [...path] });
    };
  }
  const { def } = schema._zod as unknown as { def: Record<string, unknown> & { type: string } };
  switch (def.type) {
    case 'optional':
      return visitor(def.innerType as z.core.$ZodType);
    case 'array': {
      const element = visitor(def.element as z.core.$ZodType);
      if (!element) return undefined;
      return (value, path, found) => {
        if (!Array.isArray(value)) return;
        for (const [i, item] of value.entries()) element(item, [...path, i], found);
      };
    }
    case 'object': {
      const fields = Object.entries(def.shape as Record<string, z.core.$ZodType>).flatMap(([key, field]) => {
        const visit = visitor(field);
        return visit ? [[key, visit] as const] : [];
      });
      if (fields.length === 0) return undefined;
      return (value, path, found) => {
        const object = value as Record<string, unknown>;
        for (const [key, visit] of fields) if (object[key] !== undefined) visit(object[key], [...path, key], found);
      };
    }
    default:
      return undefined;
  }
}

/** Every reference a record makes to another, read off its schema. */
export function referencesOf(record: AnyRecord): Reference[] {
  const found: Reference[] = [];
  visitor(KINDS[record.kind].body)?.(record, [], found);
  return found;
}

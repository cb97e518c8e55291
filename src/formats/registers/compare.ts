/**
 * Drafts of an import against what is on record: what is new, what changes, what stays.
 * Always true: a record is found by the register and the key it came with, whatever its id; where the register still
 * says what it said, nothing changes, so that what people corrected stays; where it says something else, only what it
 * states changes, and parts, progress, links and translations stay. A record that people wrote is never changed without
 * a decision.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Dataset } from '../../core/dataset.ts';
import { LANGUAGES, type Localised } from '../../core/localised.ts';
import { type AnyRecord, type Citation, countryOf, type RecordOf, schemaOf } from '../../core/model/index.ts';
import { type Draft, hash, type Register } from './draft.ts';
import { observationPlace } from './figures.ts';
import { type Mapping, SKIP } from './mapping.ts';
import type { Failure } from './row.ts';

/** One field of a record that an import changes. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

export type Outcome =
  | { readonly kind: 'created'; readonly record: AnyRecord }
  | { readonly kind: 'changed'; readonly before: AnyRecord; readonly record: AnyRecord; readonly fields: FieldChange[] }
  | { readonly kind: 'same'; readonly id: string }
  /** The same thing was written by people; whether it is this one has to be decided. */
  | { readonly kind: 'twin'; readonly id: string; readonly fields: FieldChange[] }
  | { readonly kind: 'duplicate'; readonly of: number }
  | { readonly kind: 'left-out' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** In place of the id of a record: it is another one, and stands beside it. */
const NEW = 'new';

type Body = Record<string, unknown>;

export class Comparison {
  readonly #dataset: Dataset;
  readonly #register: string;
  readonly #source: string;
  readonly #kind: Register;
  readonly #decisions: Readonly<Record<string, string>>;
  readonly #byOrigin = new Map<string, AnyRecord>();
  readonly #byIdentity = new Map<string, AnyRecord>();
  readonly #taken = new Map<string, string>();
  /** Rows by key: a number for each key, and what the row said. */
  readonly #seen = new Map<string, { row: number; mark: string }>();

  constructor(dataset: Dataset, kind: Register, register: string, source: string, mapping: Mapping) {
    this.#dataset = dataset;
    this.#kind = kind;
    this.#register = register;
    this.#source = source;
    this.#decisions = mapping.records ?? {};
    for (const record of dataset.all(kind.record)) {
      if (record.origin?.register === register) this.#byOrigin.set(record.origin.key, record);
      else
        for (const identity of kind.identity(record))
          if (!this.#byIdentity.has(identity)) this.#byIdentity.set(identity, record);
    }
  }

  add(draft: Draft): Outcome {
    const mark = hash(JSON.stringify(draft.body));
    const first = this.#seen.get(draft.key);
    if (first?.mark === mark) return { kind: 'duplicate', of: first.row };
    if (first) {
      const reason = `row ${first.row} has the same key and says something else; only that one is taken. Give each its own key, or leave one out`;
      return { kind: 'failed', failure: { row: draft.row, reason } };
    }
    this.#seen.set(draft.key, { row: draft.row, mark });
    const origin = { register: this.#register, key: draft.key, mark };
    const known = this.#byOrigin.get(draft.key);
    if (known) return this.#merge(known, draft, origin);
    const decision = this.#decisions[draft.key];
    if (decision === SKIP) return { kind: 'left-out' };
    const twin = decision === NEW ? undefined : this.#twinOf(draft);
    if (decision !== undefined && decision !== NEW) {
      const named = this.#dataset.find(decision);
      if (named?.kind === draft.kind) return this.#merge(named, draft, origin);
      const reason = `the mapping gives it the record ${decision}, which is not a ${draft.kind} on record`;
      return { kind: 'failed', failure: { row: draft.row, reason } };
    }
    if (twin) {
      if (this.#kind.saysNoMore?.(draft, twin)) return { kind: 'same', id: twin.id };
      const fields = changesBetween(twin, merged(twin, draft, this.#citation(draft)));
      return fields.length === 0 ? { kind: 'same', id: twin.id } : { kind: 'twin', id: twin.id, fields };
    }
    const body = withCitations(draft, this.#citation(draft));
    const record = recordOf(draft.kind, this.#freeId(draft), { ...body, origin });
    return refusal(record, draft) ?? { kind: 'created', record };
  }

  #twinOf(draft: Draft): AnyRecord | undefined {
    const record = recordOf(draft.kind, draft.id, draft.body);
    for (const identity of this.#kind.identity(record)) {
      const twin = this.#byIdentity.get(identity);
      if (twin) return twin;
    }
    return undefined;
  }

  #merge(known: AnyRecord, draft: Draft, origin: { register: string; key: string; mark: string }): Outcome {
    const before = 'origin' in known ? known.origin?.mark : undefined;
    if (before === origin.mark) return { kind: 'same', id: known.id };
    const after = merged(known, draft, this.#citation(draft));
    const fields = changesBetween(known, after);
    if (fields.length === 0 && 'origin' in known && known.origin) return { kind: 'same', id: known.id };
    const record = { ...after, origin } as AnyRecord;
    return refusal(record, draft) ?? { kind: 'changed', before: known, record, fields };
  }

  #citation({ locator }: Draft): Citation {
    return { source: this.#source, ...(locator && { locator }) };
  }

  /** The id of a draft, or that with a mark of its key where another record has it. */
  #freeId({ id, key }: Draft): string {
    const isFree = (one: string) => !this.#dataset.find(one) && (this.#taken.get(one) ?? key) === key;
    const own = isFree(id) ? id : `${id}-${hash(key, 8)}`;
    this.#taken.set(own, key);
    return own;
  }
}

function recordOf(kind: Draft['kind'], id: string, body: Body): AnyRecord {
  const country = countryOf(kind, id);
  return { kind, id, ...(country && { country }), ...body } as unknown as AnyRecord;
}

/** Why a record would not be valid, as a failure of its row. */
function refusal(record: AnyRecord, draft: Draft): Outcome | undefined {
  const { kind, country: _country, ...rest } = record;
  const parsed = schemaOf(kind).safeParse(rest);
  if (parsed.success) return undefined;
  const [first] = parsed.error.issues;
  const field = first?.path.join('.') ?? '';
  return { kind: 'failed', failure: { row: draft.row, column: field, reason: first?.message ?? 'is not valid' } };
}

function withCitations(draft: Draft, citation: Citation): Body {
  if (draft.kind !== 'series') return { ...draft.body, citations: [citation] };
  const observations = (draft.body.observations as Body[]).map((one) => ({ ...one, citations: [citation] }));
  return { ...draft.body, observations };
}

function merged(known: AnyRecord, draft: Draft, citation: Citation): AnyRecord {
  if (known.kind === 'series') return mergedSeries(known, draft, citation);
  const result: Body = { ...(known as unknown as Body) };
  for (const [field, value] of Object.entries(draft.body)) result[field] = mergedField(result[field], value);
  if (!isDeepStrictEqual(result, known)) {
    const citations = (known as { citations?: Citation[] }).citations ?? [];
    if (!citations.some(({ source }) => source === citation.source)) result.citations = [...citations, citation];
  }
  return result as unknown as AnyRecord;
}

function mergedField(before: unknown, after: unknown): unknown {
  if (before === undefined) return after;
  if (Array.isArray(before) && Array.isArray(after))
    return [...before, ...after.filter((item) => !before.some((known) => isDeepStrictEqual(known, item)))];
  if (isText(before) && isText(after)) return mergedText(before, after);
  return after;
}

const isText = (value: unknown): value is Localised =>
  typeof value === 'string' ||
  (typeof value === 'object' && value !== null && LANGUAGES.some((language) => language in value));

/** A text in which the languages that the register states are renewed; a translation of other words is unchecked. */
function mergedText(before: Localised, after: Localised): Localised {
  const [old, own] = [before, after].map((text) => (typeof text === 'string' ? { en: text } : text)) as [
    Exclude<Localised, string>,
    Exclude<Localised, string>,
  ];
  const stated = LANGUAGES.filter((language) => own[language] !== undefined);
  if (stated.every((language) => old[language] === own[language])) return before;
  const result: Body = {};
  for (const language of LANGUAGES) {
    const text = own[language] ?? old[language];
    if (text !== undefined) result[language] = text;
  }
  const languages = Object.keys(result);
  if (languages.length === 1 && result.en !== undefined) return result.en as string;
  const isTranslated = languages.some((language) => language !== 'en' && own[language as 'ru'] === undefined);
  if (isTranslated || old.translation || own.translation) result.translation = 'unchecked';
  return result as Localised;
}

function mergedSeries(known: RecordOf<'series'>, draft: Draft, citation: Citation): AnyRecord {
  const { observations, children, ...head } = draft.body as Body & { observations: Body[]; children?: boolean };
  const result: Body = { ...(known as unknown as Body) };
  for (const [field, value] of Object.entries(head)) {
    // The topic is how people file it; a definition that was absent is added, and one that differs is said.
    if (field !== 'topic' || result[field] === undefined) result[field] = mergedField(result[field], value);
  }
  if (children && known.children === undefined) result.children = true;
  const byPlace = new Map(known.observations.map((one, index) => [observationPlace(one), index]));
  const all: Body[] = [...known.observations];
  for (const one of observations) {
    const index = byPlace.get(observationPlace(one as never));
    if (index === undefined) {
      all.push({ ...one, citations: [citation] });
      continue;
    }
    const old = all[index] as Body;
    const isSame = ['value', 'low', 'high', 'qualifier'].every((field) => old[field] === one[field]);
    if (!isSame) {
      const { value: _value, low: _low, high: _high, qualifier: _qualifier, ...kept } = old;
      all[index] = { ...kept, ...one, citations: [citation] };
    }
  }
  if (all.length > known.observations.length)
    all.sort((a, b) => (String(a.period ?? '') < String(b.period ?? '') ? -1 : 1));
  if (!isDeepStrictEqual(all, known.observations)) result.observations = all;
  return result as unknown as AnyRecord;
}

const NOT_COMPARED = new Set(['citations', 'origin']);
const SHOWN = 90;

function changesBetween(before: AnyRecord, after: AnyRecord): FieldChange[] {
  const [old, own] = [before, after] as unknown as [Body, Body];
  return Object.keys(own).flatMap((field) => {
    if (NOT_COMPARED.has(field) || isDeepStrictEqual(old[field], own[field])) return [];
    if (field === 'observations') return observationChanges(old[field] as Body[], own[field] as Body[]);
    return [{ field, before: shown(old[field]), after: shown(own[field]) }];
  });
}

function observationChanges(before: readonly Body[], after: readonly Body[]): FieldChange[] {
  const known = new Map(before.map((one) => [observationPlace(one as never), one]));
  return after.flatMap((one) => {
    const old = known.get(observationPlace(one as never));
    const field = [one.period, one.area, one.ages && JSON.stringify(one.ages)].filter(Boolean).join(' ');
    if (!old) return [{ field, before: '', after: figureText(one) }];
    return figureText(old) === figureText(one) ? [] : [{ field, before: figureText(old), after: figureText(one) }];
  });
}

const figureText = ({ value, low, high, qualifier }: Body): string =>
  [qualifier, value ?? (low !== undefined || high !== undefined ? `${low ?? ''}–${high ?? ''}` : undefined)]
    .filter((part) => part !== undefined)
    .join(' ');

function shown(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : typeof value === 'object' ? flat(value) : String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function flat(value: unknown): string {
  if (Array.isArray(value)) return value.map(flat).join('; ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, item]) => `${key}: ${flat(item)}`)
    .join('; ');
}

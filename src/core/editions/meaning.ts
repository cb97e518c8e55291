/**
 * What changed in meaning, not only in bytes: between two forms of one record, and between two states of the record.
 * Always true: an order of keys is no change; a translation that somebody checked is one of the text and of nothing else;
 * a status counts as changed where the status in force is another, whatever changed beneath it.
 */
import { history, NOT_ASSESSED, type StatusSpan } from '../assess.ts';
import { standingOn, type Verdict } from '../commitments/recommendations.ts';
import type { Dataset, Indicator } from '../dataset.ts';
import type { AnyRecord, KindName, RecordOf } from '../model/index.ts';
import { stale } from '../review.ts';
import { type Day, holdsOn, isoDay, isPartialDate, type PartialDate } from '../time.ts';
import { canonical } from './frozen.ts';

/** What a change is about. `value` is what is said, `text` how, `form` nothing that a reader sees. */
export const MEANINGS = ['status', 'value', 'period', 'source', 'text', 'verified', 'form'] as const;
export type Meaning = (typeof MEANINGS)[number];

export interface RecordChange {
  readonly id: string;
  readonly kind: KindName;
  readonly how: 'added' | 'removed' | 'changed';
  readonly meanings: readonly Meaning[];
  readonly before?: AnyRecord;
  readonly after?: AnyRecord;
}

const VERIFIED = new Set(['verifiedOn', 'checkedOn', 'retrieved', 'accessed', 'lastChecked']);
const SOURCES = new Set([
  'citations',
  'source',
  'sources',
  'snapshots',
  'url',
  'archived',
  'replacedBy',
  'replacedOn',
  'origin',
]);
const LANGUAGES = new Set(['en', 'ru', 'kk', 'translation']);

/** What changed from one form of a record to another; undefined where nothing did. */
export function changeOf(before: AnyRecord | undefined, after: AnyRecord | undefined): RecordChange | undefined {
  const known = after ?? before;
  if (!known) return undefined;
  const { id, kind } = known;
  if (!before || !after) {
    const meanings: Meaning[] = kind === 'source' ? ['source'] : ['value'];
    return {
      id,
      kind,
      how: before ? 'removed' : 'added',
      meanings,
      ...(before && { before }),
      ...(after && { after }),
    };
  }
  const found = new Set<Meaning>();
  differ(before, after, [], found, kind);
  if (found.size === 0) return undefined;
  return { id, kind, how: 'changed', meanings: MEANINGS.filter((one) => found.has(one)), before, after };
}

/** Walks two values, and notes what each difference is about. */
function differ(a: unknown, b: unknown, path: readonly string[], found: Set<Meaning>, kind: KindName): void {
  if (canonical(a) === canonical(b)) return;
  const [x, y] = [members(a), members(b)];
  if (x && y) {
    if (Array.isArray(a) && Array.isArray(b) && sorted(a) === sorted(b)) {
      found.add('form');
      return;
    }
    for (const key of new Set([...Object.keys(x), ...Object.keys(y)]))
      differ(x[key], y[key], [...path, key], found, kind);
    return;
  }
  found.add(meaningAt(path, a ?? b, b ?? a, kind));
}

const members = (value: unknown): Record<string, unknown> | undefined =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : undefined;

const sorted = (list: readonly unknown[]): string => list.map(canonical).sort().join('\n');

function meaningAt(path: readonly string[], before: unknown, after: unknown, kind: KindName): Meaning {
  const last = path.at(-1) ?? '';
  if (path.some((key) => VERIFIED.has(key))) return 'verified';
  if (kind === 'source' || path.some((key) => SOURCES.has(key))) return 'source';
  if (isDate(before) && isDate(after)) return 'period';
  if (LANGUAGES.has(last) || (isProse(before) && isProse(after))) return 'text';
  const inner = members(after);
  if (inner && Object.keys(inner).length > 0 && Object.keys(inner).every((key) => LANGUAGES.has(key))) return 'text';
  return 'value';
}

const isDate = (value: unknown): boolean => typeof value === 'string' && isPartialDate(value);
const isProse = (value: unknown): boolean => typeof value === 'string' && /\s/.test(value.trim());

/** The status of a country on an indicator, before and after. Periods are those around the day asked about. */
export interface StatusChange {
  readonly country: string;
  /** FRAMEWORK/INDICATOR. */
  readonly indicator: string;
  readonly before: string;
  readonly after: string;
  /** Days of the status in force; null is an open bound. */
  readonly periods: readonly [Days, Days];
}

export interface Days {
  readonly from: PartialDate | null;
  readonly to: PartialDate | null;
}

/** A state of the record with the day asked about. */
export interface Moment {
  readonly dataset: Dataset;
  readonly day: Day;
}

function spanAt({ dataset, day }: Moment, country: string, indicator: Indicator | undefined): StatusSpan | undefined {
  return indicator && history(dataset, country, indicator).find(({ from, to }) => from <= day && day < to);
}

const daysOf = (span: StatusSpan | undefined): Days => ({
  from: span ? (isoDay(span.from) ?? null) : null,
  to: span ? (isoDay(span.to) ?? null) : null,
});

/** Statuses that are others, or hold over another period, in the order of the frameworks. */
export function statusChanges(
  before: Moment,
  after: Moment,
  country: string,
  isWanted: (indicator: Indicator) => boolean = () => true,
): StatusChange[] {
  const indicators = new Map(
    [...before.dataset.indicators(), ...after.dataset.indicators()].filter(isWanted).map(({ id }) => [id, id] as const),
  );
  return [...indicators.keys()].flatMap((indicator): StatusChange[] => {
    const [old, now] = [before, after].map((moment) => spanAt(moment, country, moment.dataset.indicator(indicator)));
    const periods = [daysOf(old), daysOf(now)] as const;
    const change = { country, indicator, before: old?.status ?? NOT_ASSESSED, after: now?.status ?? NOT_ASSESSED };
    const isSame = change.before === change.after && canonical(periods[0]) === canonical(periods[1]);
    return isSame ? [] : [{ ...change, periods }];
  });
}

/** Statuses that a set of changes to records can have changed, by country. */
export function statusChangesBy(before: Moment, after: Moment, changes: readonly RecordChange[]): StatusChange[] {
  const questions = new Map<string, Set<string>>();
  const frameworks = new Set<string>();
  const ask = (country: string | undefined, question: string) => {
    if (country === undefined) return;
    const asked = questions.get(country) ?? new Set<string>();
    questions.set(country, asked.add(question));
  };
  for (const { before: old, after: now } of changes) {
    for (const record of [old, now]) {
      if (record?.kind === 'finding') ask(record.country, record.question);
      if (record?.kind === 'override') ask(record.country, record.indicator);
      if (record?.kind === 'framework') frameworks.add(record.id);
    }
  }
  const countries = frameworks.size > 0 ? after.dataset.assessedCountries() : [...questions.keys()].sort();
  return countries.flatMap((country) => {
    const asked = questions.get(country);
    return statusChanges(
      before,
      after,
      country,
      ({ id, framework, compiled }) =>
        frameworks.has(framework.id) ||
        asked?.has(id) === true ||
        compiled.questions.some((question) => asked?.has(question)),
    );
  });
}

export interface RecommendationChange {
  readonly record: RecordOf<'recommendation'>;
  readonly before: Verdict | undefined;
  readonly after: Verdict;
}

export interface ProvisionChange {
  readonly record: RecordOf<'provision'>;
  readonly how: 'added' | 'removed' | 'amended' | 'recorded';
  /** The day from which what stands now is in force, where it is known. */
  readonly since?: PartialDate;
}

/** What changed of a country from one state of the record to another, by what it is about. */
export interface Since {
  /** Other statuses, and statuses that hold over another period. */
  readonly statuses: readonly StatusChange[];
  readonly periods: readonly StatusChange[];
  readonly provisions: readonly ProvisionChange[];
  readonly recommendations: readonly RecommendationChange[];
  readonly sources: readonly RecordChange[];
  /** Findings that say something else, came or went. */
  readonly findings: readonly RecordChange[];
  /** Records that need review now and did not then. */
  readonly review: readonly string[];
}

/** Kinds that a comparison of two states goes through record by record. */
const COMPARED = ['finding', 'source', 'provision', 'recommendation'] as const;

/** What changed of a country in meaning, from the state and day of an edition to those of another moment. */
export function changesSince(before: Moment, after: Moment, country: string): Since {
  const pairs = new Map<string, [AnyRecord | undefined, AnyRecord | undefined]>();
  for (const kind of COMPARED) {
    for (const record of before.dataset.inCountry(kind, country)) pairs.set(record.id, [record, undefined]);
    for (const record of after.dataset.inCountry(kind, country))
      pairs.set(record.id, [pairs.get(record.id)?.[0], record]);
  }
  const changes = [...pairs.values()].flatMap(([old, now]) => (old === now ? [] : (changeOf(old, now) ?? [])));
  const told = changes.filter(({ how, meanings }) => how !== 'changed' || meanings.some((one) => one !== 'form'));
  const statuses = statusChanges(before, after, country);
  const marked = new Set(stale(before.dataset, country, before.day).map(({ record }) => record));
  return {
    statuses: statuses.filter((change) => change.before !== change.after),
    periods: statuses.filter((change) => change.before === change.after && change.after !== NOT_ASSESSED),
    provisions: provisionChanges(before, after, country, told),
    recommendations: after.dataset.inCountry('recommendation', country).flatMap((record) => {
      const old = before.dataset.get('recommendation', record.id);
      const [was, now] = [old && standingOn(old, before.day).independent, standingOn(record, after.day).independent];
      return was === now ? [] : [{ record, before: was, after: now }];
    }),
    sources: told.filter(({ kind, meanings }) => kind === 'source' && meanings.includes('source')),
    findings: told.filter(
      ({ kind, how, meanings }) =>
        kind === 'finding' && (how !== 'changed' || meanings.some((one) => one === 'value' || one === 'period')),
    ),
    review: [
      ...new Set(
        stale(after.dataset, country, after.day).flatMap(({ record }) => (marked.has(record) ? [] : [record])),
      ),
    ],
  };
}

/** Provisions of which another version is in force, or whose versions say something else than they did. */
function provisionChanges(
  before: Moment,
  after: Moment,
  country: string,
  changes: readonly RecordChange[],
): ProvisionChange[] {
  const changed = new Map(changes.map((change) => [change.id, change] as const));
  const versionOn = (record: RecordOf<'provision'> | undefined, day: Day) =>
    record?.versions.findLast((version) => holdsOn(version, day));
  const amended = after.dataset.inCountry('provision', country).flatMap((record): ProvisionChange[] => {
    const old = before.dataset.get('provision', record.id);
    const version = versionOn(record, after.day);
    const since = version?.from;
    if (!old) return [{ record, how: 'added', ...(since !== undefined && { since }) }];
    const was = versionOn(old, before.day);
    const isOther = was?.from !== version?.from || (was === undefined) !== (version === undefined);
    if (isOther) return [{ record, how: 'amended', ...(since !== undefined && { since }) }];
    const change = changed.get(record.id);
    return change?.meanings.some((one) => one === 'value' || one === 'period' || one === 'text')
      ? [{ record, how: 'recorded' }]
      : [];
  });
  const removed = before.dataset
    .inCountry('provision', country)
    .flatMap((record): ProvisionChange[] =>
      after.dataset.get('provision', record.id) ? [] : [{ record, how: 'removed' }],
    );
  return [...amended, ...removed];
}

/** How many changes there are in all. */
export const countOf = (since: Since): number => Object.values(since).reduce((sum, { length }) => sum + length, 0);

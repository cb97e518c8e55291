/**
 * Needs review: what rests on something that has changed since a person last verified it.
 * Always true: a mark never changes a status; it goes when the record is verified on or after the day of the change.
 */
import { resolve } from './answers.ts';
import type { Dataset } from './dataset.ts';
import { type Change, changesOf, isEnactedBy } from './law/amend.ts';
import { successorsOf } from './law/concordance.ts';
import type { AnyRecord, Finding, KindName, RecordOf } from './model/index.ts';
import { type Day, firstDay, holdsOn, isoDay, lastDay, type PartialDate } from './time.ts';

export type ReviewReason =
  | 'provision-changed'
  | 'provision-replaced'
  | 'provision-ended'
  | 'source-replaced'
  | 'sources-disagree'
  | 'verification-old';

/** Why a record needs review, since when, and what changed. */
export interface ReviewMark {
  /** The record that needs review. */
  readonly record: string;
  readonly reason: ReviewReason;
  /** The day of the change; a partial date is as exact as the record knows it. */
  readonly since: PartialDate;
  /** What changed: a provision, a source, another finding. */
  readonly cause: string;
  /** The laws that made the change, where they are known, or what took the place of the cause. */
  readonly by?: readonly string[];
}

/** A mark with everything that depends on the record it is on. */
export interface Stale extends ReviewMark {
  /** Indicators (with their country) whose status uses the record on that day, and records that refer to it. */
  readonly downstream: readonly Dependant[];
}

export interface Dependant {
  readonly kind: KindName | 'indicator';
  readonly id: string;
}

/** Months after which a record must be verified again, by kind; other kinds do not age. */
export const VERIFY_WITHIN_MONTHS: Partial<Record<KindName, number>> = { service: 12 };

/** The marks on some records as of a day. Ids that are not in the dataset are passed over. */
export function reviewOf(dataset: Dataset, ids: readonly string[], day: Day): ReviewMark[] {
  return [...new Set(ids)].flatMap((id) => {
    const record = dataset.find(id);
    return record ? marksOn(dataset, record, day) : [];
  });
}

/** Everything of a country that needs review on a day, earliest change first, with what depends on it. */
export function stale(dataset: Dataset, country: string, day: Day): Stale[] {
  return dataset.records
    .filter((record) => record.country === country)
    .flatMap((record) => marksOn(dataset, record, day))
    .sort(byDay)
    .map((mark) => ({ ...mark, downstream: dependantsOf(dataset, mark.record, day) }));
}

function byDay(a: ReviewMark, b: ReviewMark): number {
  return firstDay(a.since) - firstDay(b.since) || (a.record < b.record ? -1 : a.record > b.record ? 1 : 0);
}

/**
 * Marks that are still to come on a day: changes of law that are enacted and enter into force later, earliest first.
 * What has no day of entry into force yet is not among them.
 */
export function announced(dataset: Dataset, country: string, day: Day): Stale[] {
  return dataset.records
    .filter((record) => record.country === country)
    .flatMap((record) => lawMarks(dataset, record, Infinity, (change) => isEnactedBy(dataset, change, day)))
    .filter(({ since }) => firstDay(since) > day)
    .sort(byDay)
    .map((mark) => ({ ...mark, downstream: dependantsOf(dataset, mark.record, day) }));
}

/** Marks of one cause: what changed, since when, with everything it puts up for review. */
export interface Cause {
  readonly cause: string;
  readonly reason: ReviewReason;
  readonly since: PartialDate;
  readonly by: readonly string[];
  readonly marks: readonly Stale[];
}

/** The same marks by what caused them, in the order of the marks. */
export function byCause(marks: readonly Stale[]): Cause[] {
  return [...Map.groupBy(marks, ({ cause, reason, since }) => `${since} ${cause} ${reason}`).values()].flatMap(
    (group) => {
      const [first] = group;
      if (!first) return [];
      const by = [...new Set(group.flatMap((mark) => mark.by ?? []))];
      return [{ cause: first.cause, reason: first.reason, since: first.since, by, marks: group }];
    },
  );
}

/** Kinds whose records a person verifies, by `verifiedOn`. */
const VERIFIABLE = ['finding', 'override', 'recommendation', 'service'] as const satisfies readonly KindName[];

export type Verifiable = RecordOf<(typeof VERIFIABLE)[number]>;

/** Whether a record can be verified: whether a mark on it goes when someone confirms it. */
export function isVerifiable(record: AnyRecord): record is Verifiable {
  return (VERIFIABLE as readonly string[]).includes(record.kind);
}

/** The record as verified on a day. What it says is not changed. */
export function verifiedOn(record: Verifiable, date: PartialDate): Verifiable {
  return { ...record, verifiedOn: date };
}

/**
 * The days on which marks on a finding can come or go, beside those on which findings on its question begin and end:
 * changes of the law it rests on, and replacements of its sources.
 */
export function reviewDays(dataset: Dataset, finding: Finding): Day[] {
  const provisions = (finding.provisions ?? []).flatMap((id) => dataset.get('provision', id) ?? []);
  const dates = [
    ...provisions.flatMap((provision) => changesOf(dataset, provision).map(({ date }) => date)),
    ...finding.citations.map(({ source }) => dataset.get('source', source)?.replacedOn),
  ];
  return dates.flatMap((date) => (date === undefined ? [] : [firstDay(date)]));
}

function marksOn(dataset: Dataset, record: AnyRecord, day: Day): ReviewMark[] {
  switch (record.kind) {
    case 'finding':
      return holdsOn(record, day) && record.rank !== 'deprecated'
        ? [
            ...lawMarks(dataset, record, day),
            ...restingOnSources(dataset, record, lastVerified(record), day),
            ...conflicting(dataset, record, day),
          ]
        : [];
    case 'override':
      return holdsOn(record, day) ? restingOnSources(dataset, record, verifiedOverride(record), day) : [];
    case 'recommendation':
      return lawMarks(dataset, record, day);
    case 'service':
      return aged(record, day);
    default:
      return [];
  }
}

/** The marks that changes of law put on a record by a day; `counts` says which changes. */
function lawMarks(
  dataset: Dataset,
  record: AnyRecord,
  day: Day,
  counts: (change: Change) => boolean = () => true,
): ReviewMark[] {
  if (record.kind === 'finding') {
    return holdsOn(record, day) && record.rank !== 'deprecated'
      ? restingOnLaw(dataset, record.id, record.provisions ?? [], lastVerified(record), day, counts)
      : [];
  }
  if (record.kind === 'recommendation') {
    const marks = restingOnLaw(dataset, record.id, record.provisions ?? [], verifiedProgress(record), day, counts);
    return marks.filter(({ reason }) => reason !== 'provision-changed');
  }
  return [];
}

function verifiedOverride({ verifiedOn, from }: RecordOf<'override'>): Day {
  if (verifiedOn !== undefined) return firstDay(verifiedOn);
  return from === undefined ? -Infinity : lastDay(from);
}

/**
 * The day up to which a finding is known to have been right: when it was last verified, else the state that was read.
 * A partial date counts from its first day, so that a change in the same year is never taken as seen.
 */
export function lastVerified(finding: Finding): Day {
  return firstDay(finding.verifiedOn ?? finding.readOn);
}

function verifiedProgress(record: Extract<AnyRecord, { kind: 'recommendation' }>): Day {
  const days = (record.progress ?? []).map((entry) => firstDay(entry.verifiedOn ?? entry.date));
  return Math.max(firstDay(record.verifiedOn ?? record.date), ...days);
}

/** Changes of the law after the last verification and no later than the day, whether a version shows them yet or not. */
function restingOnLaw(
  dataset: Dataset,
  id: string,
  provisions: readonly string[],
  verified: Day,
  day: Day,
  counts: (change: Change) => boolean,
): ReviewMark[] {
  const marks: ReviewMark[] = [];
  for (const cause of provisions) {
    const provision = dataset.get('provision', cause);
    if (!provision) continue;
    for (const change of changesOf(dataset, provision)) {
      const { date } = change;
      if (date === undefined || firstDay(date) <= verified || firstDay(date) > day || !counts(change)) continue;
      marks.push(markOf(dataset, id, cause, change, date));
    }
  }
  return marks;
}

function markOf(dataset: Dataset, record: string, cause: string, change: Change, since: PartialDate): ReviewMark {
  if (change.action !== 'repeal' && change.action !== 'renumber') {
    return { record, reason: 'provision-changed', since, cause, ...(change.by.length > 0 && { by: change.by }) };
  }
  const successors = successorsOf(dataset, cause).map(({ id }) => id);
  return successors.length > 0
    ? { record, reason: 'provision-replaced', since, cause, by: successors }
    : { record, reason: 'provision-ended', since, cause, ...(change.by.length > 0 && { by: change.by }) };
}

function restingOnSources(
  dataset: Dataset,
  record: Extract<AnyRecord, { kind: 'finding' | 'override' }>,
  verified: Day,
  day: Day,
): ReviewMark[] {
  return [...new Set(record.citations.map(({ source }) => source))].flatMap((cause): ReviewMark[] => {
    const source = dataset.get('source', cause);
    const since = source?.replacedOn;
    if (since === undefined || firstDay(since) <= verified || firstDay(since) > day) return [];
    return [
      {
        record: record.id,
        reason: 'source-replaced',
        since,
        cause,
        ...(source?.replacedBy && { by: [source.replacedBy] }),
      },
    ];
  });
}

/** Another finding that counts on the same day and says something else. */
function conflicting(dataset: Dataset, finding: Finding, day: Day): ReviewMark[] {
  const holding = dataset.findings(finding.country ?? '', finding.question).filter((other) => holdsOn(other, day));
  const { state, findings } = resolve(holding);
  if (state !== 'sources-disagree' || !findings.some(({ id }) => id === finding.id)) return [];
  const others = findings.filter((other) => other.value !== finding.value);
  return others.slice(0, 1).map((other) => {
    const since = firstDay(other.from) > firstDay(finding.from) ? other.from : finding.from;
    return { record: finding.id, reason: 'sources-disagree', since, cause: other.id };
  });
}

function aged(record: RecordOf<'service'>, day: Day): ReviewMark[] {
  const { verifiedOn } = record;
  const months = VERIFY_WITHIN_MONTHS[record.kind];
  if (months === undefined || verifiedOn === undefined || !holdsOn(record, day)) return [];
  const due = isoDay(addMonths(verifiedOn, months)) ?? verifiedOn;
  return firstDay(due) <= day ? [{ record: record.id, reason: 'verification-old', since: due, cause: record.id }] : [];
}

function addMonths(date: PartialDate, months: number): Day {
  const start = new Date(lastDay(date) * 86_400_000);
  const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1));
  const lastOfMonth = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(start.getUTCDate(), lastOfMonth));
  return end.getTime() / 86_400_000;
}

/** What depends on a record as of a day: statuses whose rule asks its question, and records that refer to it. */
export function dependantsOf(dataset: Dataset, id: string, day: Day): Dependant[] {
  const found = new Map<string, Dependant>();
  const visit = (current: string): void => {
    const record = dataset.find(current);
    const direct: Dependant[] = dataset
      .backlinks(current)
      // What took the place of a provision does not rest on it.
      .filter(({ path }) => path[0] !== 'succeeds')
      .map((link) => ({ kind: link.record.kind, id: link.record.id }));
    if (record?.kind === 'finding' && holdsOn(record, day) && record.rank !== 'deprecated') {
      for (const indicator of dataset.indicatorsAsking(record.question))
        direct.push({ kind: 'indicator', id: indicator.id });
    }
    for (const dependant of direct) {
      if (found.has(dependant.id) || dependant.id === id) continue;
      found.set(dependant.id, dependant);
      // A recommendation or an event that names a record does not hand the mark on to what names it in turn.
      if (dependant.kind === 'finding' || dependant.kind === 'provision' || dependant.kind === 'narrative')
        visit(dependant.id);
    }
  };
  visit(id);
  return [...found.values()];
}

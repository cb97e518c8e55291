/**
 * Needs review: what rests on something that has changed since a person last verified it.
 * Always true: a mark never changes a status; it goes when the record is verified on or after the day of the change.
 */
import { resolve } from './answers.ts';
import type { Dataset } from './dataset.ts';
import type { AnyRecord, Finding, KindName, RecordOf } from './model/index.ts';
import { comparePeriods, type Day, firstDay, holdsOn, isoDay, lastDay, type PartialDate } from './time.ts';

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
  /** The law that made the change, where it is known. */
  readonly by?: string;
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
    .sort((a, b) => firstDay(a.since) - firstDay(b.since) || (a.record < b.record ? -1 : a.record > b.record ? 1 : 0))
    .map((mark) => ({ ...mark, downstream: dependantsOf(dataset, mark.record, day) }));
}

/**
 * The days on which marks on a finding can come or go, beside those on which findings on its question begin and end:
 * changes of the law it rests on, and replacements of its sources.
 */
export function reviewDays(dataset: Dataset, finding: Finding): Day[] {
  const provisions = (finding.provisions ?? []).flatMap((id) => dataset.get('provision', id) ?? []);
  const dates = [
    ...provisions.flatMap(({ versions }) => versions.flatMap(({ from, to }) => [from, to])),
    ...provisions.map(({ law }) => dataset.get('law', law)?.to),
    ...finding.citations.map(({ source }) => dataset.get('source', source)?.replacedOn),
  ];
  return dates.flatMap((date) => (date === undefined ? [] : [firstDay(date)]));
}

function marksOn(dataset: Dataset, record: AnyRecord, day: Day): ReviewMark[] {
  switch (record.kind) {
    case 'finding':
      return holdsOn(record, day) && record.rank !== 'deprecated'
        ? [
            ...restingOnLaw(dataset, record.id, record.provisions ?? [], lastVerified(record), day),
            ...restingOnSources(dataset, record, lastVerified(record), day),
            ...conflicting(dataset, record, day),
          ]
        : [];
    case 'override':
      return holdsOn(record, day)
        ? restingOnSources(dataset, record, record.from ? lastDay(record.from) : -Infinity, day)
        : [];
    case 'recommendation':
      return restingOnLaw(dataset, record.id, record.provisions ?? [], verifiedProgress(record), day, [
        'provision-replaced',
        'provision-ended',
      ]);
    case 'service':
      return aged(record, day);
    default:
      return [];
  }
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
  return Math.max(firstDay(record.date), ...days);
}

/** Versions that began, and provisions that ended, after the last verification and no later than the day. */
function restingOnLaw(
  dataset: Dataset,
  id: string,
  provisions: readonly string[],
  verified: Day,
  day: Day,
  only?: readonly ReviewReason[],
): ReviewMark[] {
  const marks: ReviewMark[] = [];
  const recent = (date: PartialDate | undefined): date is PartialDate =>
    date !== undefined && firstDay(date) > verified && firstDay(date) <= day;
  for (const cause of provisions) {
    const provision = dataset.get('provision', cause);
    if (!provision) continue;
    const versions = [...provision.versions].sort(comparePeriods);
    for (const version of versions.slice(1)) {
      if (recent(version.from))
        marks.push({
          record: id,
          reason: 'provision-changed',
          since: version.from,
          cause,
          ...(version.amendedBy && { by: version.amendedBy }),
        });
    }
    const end = versions.at(-1)?.to ?? dataset.get('law', provision.law)?.to;
    if (recent(end)) {
      const successor = dataset
        .backlinks(cause)
        .find(({ record, path }) => record.kind === 'provision' && path[0] === 'succeeds')?.record;
      marks.push({
        record: id,
        reason: successor ? 'provision-replaced' : 'provision-ended',
        since: end,
        cause,
        ...(successor && { by: successor.id }),
      });
    }
  }
  return only ? marks.filter(({ reason }) => only.includes(reason)) : marks;
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
        ...(source?.replacedBy && { by: source.replacedBy }),
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

/**
 * What a set of records must satisfy beyond each record's own schema: unique ids, references that lead somewhere,
 * periods that run forward, succession without circles, rules that make sense, answers their questions allow.
 */
import { NOT_ASSESSED } from './assess.ts';
import { checkIdentities } from './crosscheck/gate.ts';
import type { Path, RecordIssue } from './errors.ts';
import { checkLaws } from './law/check.ts';
import type { Target } from './model/common.ts';
import { type AnyRecord, NO_INFORMATION, type RecordOf, referencesOf } from './model/index.ts';
import { nearest } from './nearest.ts';
import { remember } from './remember.ts';
import { answersOf, checkRule, isAnswerTo } from './rule/check.ts';
import { parseRule } from './rule/parse.ts';
import { comparePeriods, type Period, spanOf } from './time.ts';

/** Everything wrong with the records as a set. */
export function checkDataset(records: readonly AnyRecord[]): RecordIssue[] {
  const byId = new Map<string, AnyRecord>();
  const issues: RecordIssue[] = [];
  for (const record of records) {
    const first = byId.get(record.id);
    if (first) {
      issues.push({
        code: 'duplicate-id',
        message: `The id “${record.id}” is taken by another ${first.kind}. Give this ${record.kind} an id of its own.`,
        about: record,
        path: ['id'],
      });
    } else byId.set(record.id, record);
  }
  const indicators = indicatorIds(records);
  const hints = hintsAmong(byId, indicators);
  for (const record of records) {
    issues.push(...checkReferences(record, byId, indicators, hints), ...checkPeriods(record), ...checkReasons(record));
    if (record.kind === 'provision') issues.push(...checkVersions(record));
    if (record.kind === 'finding') issues.push(...checkAnswer(record, byId));
    if (record.kind === 'framework') issues.push(...checkFramework(record, records));
    if (record.kind === 'override' || record.kind === 'published-status') issues.push(...checkStatus(record, records));
  }
  return [...issues, ...checkLaws(records), ...checkIdentities(records), ...checkSuccession(records, byId)];
}

function indicatorIds(records: readonly AnyRecord[]): Set<string> {
  return new Set(
    records.flatMap((record) =>
      record.kind === 'framework' ? record.indicators.map((indicator) => `${record.id}/${indicator.id}`) : [],
    ),
  );
}

/** The nearest ids of a kind; computed once for a name, which many records may have wrong. */
function hintsAmong(byId: Map<string, AnyRecord>, indicators: Set<string>) {
  const ofKind = Map.groupBy(byId.keys(), (id): Target => byId.get(id)?.kind ?? 'any');
  const found = new Map<string, string[]>();
  return (target: Target, id: string): readonly string[] =>
    remember(found, `${target} ${id}`, () =>
      nearest(id, target === 'indicator' ? indicators : target === 'any' ? byId.keys() : (ofKind.get(target) ?? [])),
    );
}

function checkReferences(
  record: AnyRecord,
  byId: Map<string, AnyRecord>,
  indicators: Set<string>,
  hints: (target: Target, id: string) => readonly string[],
): RecordIssue[] {
  return referencesOf(record).flatMap(({ target, id, path }) => {
    const found = byId.get(id);
    const isThere =
      target === 'indicator'
        ? indicators.has(id)
        : target === 'any'
          ? found !== undefined || indicators.has(id)
          : found?.kind === target;
    if (isThere) return [];
    if (found && target !== 'indicator') {
      return [
        {
          code: 'dangling-reference' as const,
          message: `“${id}” is a ${found.kind}, but here a ${target} is needed.`,
          about: record,
          path,
        },
      ];
    }
    const hint = hints(target, id);
    const what = target === 'any' ? 'record' : target;
    return [
      {
        code: 'dangling-reference' as const,
        message: `There is no ${what} “${id}”.${hint.length ? ` Did you mean ${hint.join(' or ')}?` : ` Add it, or correct the id.`}`,
        about: record,
        path,
      },
    ];
  });
}

/** Finds every object with both `from` and `to`, whatever the kind. */
function checkPeriods(record: AnyRecord): RecordIssue[] {
  const issues: RecordIssue[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, [...path, index]);
      return;
    }
    if (value === null || typeof value !== 'object') return;
    const { from, to } = value as { from?: unknown; to?: unknown };
    if (typeof from === 'string' && typeof to === 'string') {
      const span = spanOf({ from, to });
      if (span.from >= span.to) {
        issues.push({
          code: 'period-reversed',
          message: `The period ends (${to}) on or before the day it begins (${from}). “to” is the first day after it.`,
          about: record,
          path: [...path, 'to'],
        });
      }
    }
    for (const [key, item] of Object.entries(value)) if (typeof item === 'object') visit(item, [...path, key]);
  };
  visit(record, []);
  return issues;
}

function checkReasons(record: AnyRecord): RecordIssue[] {
  if (!('rank' in record) || record.rank === undefined || record.rank === 'normal' || record.rankReason !== undefined)
    return [];
  return [
    {
      code: 'reason-missing',
      message: `This ${record.kind} is ${record.rank}; “rankReason” must say why.`,
      about: record,
      path: ['rank'],
    },
  ];
}

function checkVersions(provision: RecordOf<'provision'>): RecordIssue[] {
  const issues: RecordIssue[] = [];
  let last: Period | undefined;
  for (const [index, version] of provision.versions.entries()) {
    if (last && comparePeriods(last, version) > 0) {
      issues.push({
        code: 'overlapping-versions',
        message: 'Versions must stand oldest first.',
        about: provision,
        path: ['versions', index],
      });
    } else if (last && spanOf(last).to > spanOf(version).from) {
      issues.push({
        code: 'overlapping-versions',
        message: `This version begins (${version.from ?? 'unknown'}) before the one above it ends (${last.to ?? 'still in force'}). End that one on the day this one begins.`,
        about: provision,
        path: ['versions', index],
      });
    }
    last = version;
  }
  return issues;
}

function checkAnswer(finding: RecordOf<'finding'>, byId: Map<string, AnyRecord>): RecordIssue[] {
  const question = byId.get(finding.question);
  if (question?.kind !== 'question' || finding.value === NO_INFORMATION || isAnswerTo(finding.value, question))
    return [];
  return [
    {
      code: 'wrong-answer',
      message: `${JSON.stringify(finding.value)} is not an answer to “${question.id}”, which takes ${answersOf(question)}; or write ${NO_INFORMATION}.`,
      about: finding,
      path: ['value'],
    },
  ];
}

function checkFramework(framework: RecordOf<'framework'>, records: readonly AnyRecord[]): RecordIssue[] {
  const questions = new Map(
    records.flatMap((record) => (record.kind === 'question' ? [[record.id, record] as const] : [])),
  );
  const scale = framework.scale.map(({ id }) => id);
  const seen = new Set<string>();
  return framework.indicators.flatMap((indicator, index) => {
    const issues: RecordIssue[] = [];
    if (seen.has(indicator.id)) {
      issues.push({
        code: 'duplicate-id',
        message: `The framework already has an indicator “${indicator.id}”.`,
        about: framework,
        path: ['indicators', index, 'id'],
      });
    }
    seen.add(indicator.id);
    const { rule, issues: syntax } = parseRule(indicator.rule);
    for (const { code, message, path = [] } of rule ? checkRule(rule, { scale, questions }) : syntax) {
      issues.push({
        code,
        message: `${framework.id}/${indicator.id}: ${message}`,
        about: framework,
        path: ['indicators', index, 'rule', ...path],
      });
    }
    return issues;
  });
}

function checkStatus(
  record: RecordOf<'override'> | RecordOf<'published-status'>,
  records: readonly AnyRecord[],
): RecordIssue[] {
  const framework = records.find((other) => other.kind === 'framework' && record.indicator.startsWith(`${other.id}/`));
  if (framework?.kind !== 'framework') return [];
  const scale = [...framework.scale.map(({ id }) => id), ...(record.kind === 'published-status' ? [NOT_ASSESSED] : [])];
  if (scale.includes(record.status)) return [];
  return [
    {
      code: 'rule-status',
      message: `“${record.status}” is not on the scale of ${framework.id}: ${scale.join(', ')}.`,
      about: record,
      path: ['status'],
    },
  ];
}

/** Fields by which one record succeeds or replaces another; following them must never lead back. */
function successors(record: AnyRecord): { ids: readonly string[]; path: Path } | undefined {
  switch (record.kind) {
    case 'law':
    case 'plan':
      return record.successor ? { ids: [record.successor], path: ['successor'] } : undefined;
    case 'provision':
      return record.succeeds ? { ids: record.succeeds, path: ['succeeds'] } : undefined;
    case 'source':
      return record.replacedBy ? { ids: [record.replacedBy], path: ['replacedBy'] } : undefined;
    default:
      return undefined;
  }
}

function checkSuccession(records: readonly AnyRecord[], byId: Map<string, AnyRecord>): RecordIssue[] {
  const done = new Set<string>();
  const issues: RecordIssue[] = [];
  for (const start of records) {
    const trail: string[] = [];
    const follow = (record: AnyRecord): void => {
      const seen = trail.indexOf(record.id);
      if (seen >= 0) {
        issues.push({
          code: 'cyclic-succession',
          message: `Succession runs in a circle: ${[...trail.slice(seen), record.id].join(' → ')}. Remove one of these links.`,
          about: record,
          path: successors(record)?.path ?? [],
        });
        return;
      }
      if (done.has(record.id)) return;
      trail.push(record.id);
      for (const id of successors(record)?.ids ?? []) {
        const next = byId.get(id);
        if (next) follow(next);
      }
      trail.pop();
      done.add(record.id);
    };
    follow(start);
  }
  return issues;
}

/**
 * Assessments: the status of a country on an indicator, on a day or through time, and everything a reader may ask of
 * it: why, what is missing, what would change it, what if. Pure: the day and the record are parameters.
 */
import { type AnswerSpan, type AnswerState, answerOn, answersOver, readingsOn } from './answers.ts';
import type { Dataset, Indicator } from './dataset.ts';
import {
  type Answer,
  type Citation,
  type Finding,
  NO_INFORMATION,
  type Question,
  type RecordOf,
} from './model/index.ts';
import { remember } from './remember.ts';
import { type ReviewMark, reviewOf } from './review.ts';
import { leaves } from './rule/ast.ts';
import { isDetermined, statusesIn } from './rule/evaluate.ts';
import { type ExplainedNode, explainNode, reasonsFor } from './rule/explain.ts';
import { candidates, smallestChanges } from './rule/reform.ts';
import { type Day, firstDay, isoDay, joinSpans, type PartialDate, type Span } from './time.ts';

/** A status of the framework's scale, or why there is none. */
export type Status = string;
export const NOT_ASSESSED = 'not-assessed';

/** Answers supposed in place of the recorded ones; undefined supposes that nothing is known. */
export type Supposed = ReadonlyMap<string, Answer | undefined>;

/** One answer that an explanation rests on. */
export interface Evidence {
  readonly question: string;
  readonly state: AnswerState | 'supposed';
  readonly value?: Answer;
  /** The days over which the answer is the same around the day asked about; absent bounds are open. */
  readonly from?: PartialDate;
  readonly to?: PartialDate;
  /** Ids of the findings that count. */
  readonly findings: readonly string[];
  /** Ids of findings on that day that do not count: deprecated, or set aside by a preferred one. */
  readonly otherReadings: readonly string[];
  readonly provisions: readonly string[];
  readonly citations: readonly Citation[];
  /** Whether it is one of the smallest set of answers that settle the status. */
  readonly decisive: boolean;
}

/** A clause of the rule with the truth of each of its parts. */
export interface ExplainedClause {
  readonly status: Status;
  /** Absent for `otherwise`. */
  readonly condition?: ExplainedNode;
}

export interface Explanation {
  /** Questions whose answers alone settle the status, in the order of the rule. */
  readonly decisive: readonly string[];
  /** Every question of the rule, in its order, with what is on record. */
  readonly evidence: readonly Evidence[];
  readonly rule: readonly ExplainedClause[];
}

export interface Missing {
  readonly question: string;
  /** Why there is no answer. */
  readonly state: Exclude<AnswerState, 'known'>;
  /** Share of the possible answers, from 0 to 1, that would settle the status at once. */
  readonly settles: number;
}

export interface Assessment {
  readonly country: string;
  readonly framework: string;
  /** FRAMEWORK/INDICATOR. */
  readonly indicator: string;
  /** The status in force: that of an override where there is one, else the computed one. */
  readonly status: Status;
  /** Statuses the rule leaves possible, best first; one alone when it is determined. */
  readonly possible: readonly Status[];
  readonly computed: Status;
  readonly override: { readonly id: string; readonly status: Status } | null;
  /** The days over which the status in force stays the same around the day asked about; null is an open bound. */
  readonly from: PartialDate | null;
  readonly to: PartialDate | null;
  readonly explanation: Explanation;
  /** Unanswered questions that could change the result, most informative first. */
  readonly missing: readonly Missing[];
  readonly needsReview: readonly ReviewMark[];
}

/** A stretch of days with one status. */
export interface StatusSpan extends Span {
  readonly status: Status;
  readonly computed: Status;
  readonly possible: readonly Status[];
  readonly override?: string;
}

/** The assessment of a country on an indicator as of a day. */
export function assess(
  dataset: Dataset,
  country: string,
  indicator: Indicator,
  day: Day,
  supposed?: Supposed,
): Assessment {
  const { rule, compiled } = indicator;
  const answers = new Map(compiled.questions.map((question) => [question, answerOn(dataset, country, question, day)]));
  const lookup = (question: string) =>
    supposed?.has(question) ? supposed.get(question) : answers.get(question)?.value;
  const { possible, decisive, open } = reasonsFor(rule, lookup, compiled);
  const computed = statusFor(indicator, possible, open, (question) =>
    stateOf(answers.get(question), supposed, question),
  );
  const override = overrideOn(dataset, country, indicator, day);
  const span = supposed
    ? undefined
    : history(dataset, country, indicator).find(({ from, to }) => from <= day && day < to);
  const evidence = compiled.questions.map((question): Evidence => {
    const isDecisive = decisive.includes(question);
    if (supposed?.has(question)) {
      const value = supposed.get(question);
      return {
        question,
        state: 'supposed',
        ...(value !== undefined && { value }),
        findings: [],
        otherReadings: [],
        provisions: [],
        citations: [],
        decisive: isDecisive,
      };
    }
    return evidenceFor(dataset, country, question, day, isDecisive);
  });
  return {
    country,
    framework: indicator.framework.id,
    indicator: indicator.id,
    status: override?.status ?? computed,
    possible: statusesIn(possible, rule),
    computed,
    override: override ? { id: override.id, status: override.status } : null,
    from: (span && isoDay(span.from)) ?? null,
    to: (span && isoDay(span.to)) ?? null,
    explanation: {
      decisive,
      evidence,
      rule: rule.clauses.map(({ status, condition }) => ({
        status,
        ...(condition && { condition: explainNode(condition, lookup) }),
      })),
    },
    missing: rankMissing(dataset, indicator, open, lookup, (question) =>
      stateOf(answers.get(question), supposed, question),
    ),
    needsReview: supposed
      ? []
      : reviewOf(dataset, evidence.flatMap(({ findings }) => findings).concat(override?.id ?? []), day),
  };
}

function stateOf(
  answer: { state: AnswerState } | undefined,
  supposed: Supposed | undefined,
  question: string,
): AnswerState {
  return supposed?.has(question) ? 'not-recorded' : (answer?.state ?? 'not-recorded');
}

/** Undetermined is "no information" when everything missing was looked for without result, else "not yet assessed". */
function statusFor(
  indicator: Indicator,
  possible: number,
  open: readonly string[],
  state: (question: string) => AnswerState,
): Status {
  if (isDetermined(possible)) return statusesIn(possible, indicator.rule)[0] ?? NOT_ASSESSED;
  return open.length > 0 && open.every((question) => state(question) === 'no-information')
    ? NO_INFORMATION
    : NOT_ASSESSED;
}

function overrideOn(
  dataset: Dataset,
  country: string,
  indicator: Indicator,
  day: Day,
): RecordOf<'override'> | undefined {
  return dataset
    .inCountry('override', country)
    .find((override) => override.indicator === indicator.id && within(override, day));
}

function within(period: { from?: string | undefined; to?: string | undefined }, day: Day): boolean {
  return (
    (period.from === undefined || firstDay(period.from) <= day) &&
    (period.to === undefined || day < firstDay(period.to))
  );
}

/** What the record says in answer to one question on a day, with its sources. */
export function evidenceFor(dataset: Dataset, country: string, question: string, day: Day, decisive = false): Evidence {
  const answer = answerOn(dataset, country, question, day);
  const counted = new Set(answer.findings.map(({ id }) => id));
  const around = joinSpans(answersOver(dataset, country, question), sameAnswer).find(
    ({ from, to }) => from <= day && day < to,
  );
  const [from, to] = [around && isoDay(around.from), around && isoDay(around.to)];
  const unique = new Map(
    answer.findings.flatMap(({ citations }) => citations).map((citation) => [JSON.stringify(citation), citation]),
  );
  return {
    question,
    state: answer.state,
    ...(answer.value !== undefined && { value: answer.value }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    findings: [...counted],
    otherReadings: readingsOn(dataset, country, question, day).flatMap(({ id }) => (counted.has(id) ? [] : [id])),
    provisions: [...new Set(answer.findings.flatMap((finding) => finding.provisions ?? []))],
    citations: [...unique.values()],
    decisive,
  };
}

function sameAnswer(a: AnswerSpan, b: AnswerSpan): boolean {
  return a.state === b.state && a.value === b.value;
}

/** Unanswered questions, the one whose answers settle or narrow the status most first; ties in the order of the rule. */
function rankMissing(
  dataset: Dataset,
  { rule, compiled }: Indicator,
  open: readonly string[],
  lookup: (question: string) => Answer | undefined,
  state: (question: string) => AnswerState,
): Missing[] {
  const ranked = open.map((question) => {
    const tries = candidates(rule, question, optionsOf(dataset, question));
    const results = tries.map((answer) =>
      compiled.evaluate(compiled.questions.map((other) => (other === question ? answer : lookup(other)))),
    );
    return {
      question,
      state: state(question) as Missing['state'],
      settles: results.filter(isDetermined).length / results.length,
      left: results.reduce((sum, possible) => sum + bitCount(possible), 0) / results.length,
    };
  });
  return ranked.sort((a, b) => b.settles - a.settles || a.left - b.left).map(({ left: _left, ...missing }) => missing);
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest &= rest - 1) count++;
  return count;
}

function optionsOf(dataset: Dataset, question: string): Answer[] {
  return (dataset.get('question', question)?.options ?? []).map((option) => option.id);
}

const histories = new WeakMap<Dataset, Map<string, StatusSpan[]>>();

/**
 * The status through time: stretches of days, oldest first, joined where nothing changes; the first begins with the
 * first finding, the last is open. Empty where nothing was ever recorded.
 */
export function history(dataset: Dataset, country: string, indicator: Indicator): readonly StatusSpan[] {
  const cache = remember(histories, dataset, () => new Map<string, StatusSpan[]>());
  return remember(cache, `${country} ${indicator.id}`, () => computeHistory(dataset, country, indicator));
}

function computeHistory(dataset: Dataset, country: string, indicator: Indicator): StatusSpan[] {
  const { rule, compiled } = indicator;
  const { questions, evaluate } = compiled;
  // One event per beginning and end of an answer; sweeping them in order keeps one row of answers up to date.
  const events: { day: Day; slot: number; span: AnswerSpan | undefined }[] = [];
  for (const [slot, question] of questions.entries()) {
    for (const span of answersOver(dataset, country, question)) {
      events.push({ day: span.from, slot, span });
      if (span.to !== Infinity) events.push({ day: span.to, slot, span: undefined });
    }
  }
  const overrides = dataset.inCountry('override', country).filter((override) => override.indicator === indicator.id);
  for (const { from, to } of overrides) {
    for (const bound of [from, to])
      if (bound !== undefined) events.push({ day: firstDay(bound), slot: -1, span: undefined });
  }
  if (events.length === 0) return [];
  // Ends come before beginnings of the same day, so that a successor is not erased by its predecessor's end.
  events.sort((a, b) => a.day - b.day || (a.span ? 1 : 0) - (b.span ? 1 : 0));
  const answers: (Answer | undefined)[] = new Array(questions.length).fill(undefined);
  const states: AnswerState[] = new Array(questions.length).fill('not-recorded');
  const spans: StatusSpan[] = [];
  for (let index = 0; index < events.length; ) {
    const day = events[index]?.day ?? 0;
    for (; index < events.length && events[index]?.day === day; index++) {
      const event = events[index];
      if (!event || event.slot < 0) continue;
      answers[event.slot] = event.span?.value;
      states[event.slot] = event.span?.state ?? 'not-recorded';
    }
    const possible = evaluate(answers);
    const computed = isDetermined(possible)
      ? (rule.clauses[31 - Math.clz32(possible)]?.status ?? NOT_ASSESSED)
      : openStatus(indicator, possible, answers, states);
    const override = overrides.length > 0 ? overrides.find((record) => within(record, day)) : undefined;
    const status = override?.status ?? computed;
    const last = spans.at(-1);
    if (
      last &&
      last.status === status &&
      last.computed === computed &&
      last.override === override?.id &&
      last.possible === possibleOf(indicator, possible)
    )
      continue;
    if (last) spans[spans.length - 1] = { ...last, to: day };
    spans.push({
      from: day,
      to: Infinity,
      status,
      computed,
      possible: possibleOf(indicator, possible),
      ...(override && { override: override.id }),
    });
  }
  return spans;
}

const possibleSets = new WeakMap<Indicator, Map<number, readonly Status[]>>();

/** The same array for the same set, so that sets compare by identity. */
function possibleOf(indicator: Indicator, possible: number): readonly Status[] {
  const sets = remember(possibleSets, indicator, () => new Map<number, readonly Status[]>());
  return remember(sets, possible, () => statusesIn(possible, indicator.rule));
}

function openStatus(
  indicator: Indicator,
  possible: number,
  answers: readonly (Answer | undefined)[],
  states: readonly AnswerState[],
): Status {
  const { questions } = indicator.compiled;
  if (!states.includes('no-information')) return NOT_ASSESSED;
  const at = (question: string) => questions.indexOf(question);
  const { open } = reasonsFor(indicator.rule, (question) => answers[at(question)], indicator.compiled);
  return statusFor(indicator, possible, open, (question) => states[at(question)] ?? 'not-recorded');
}

/** The status in force on a day, without its explanation. */
export function statusOn(dataset: Dataset, country: string, indicator: Indicator, day: Day): Status {
  return history(dataset, country, indicator).find(({ from, to }) => from <= day && day < to)?.status ?? NOT_ASSESSED;
}

/** How many indicators have a status of the scale, of how many. */
export function coverage(statuses: readonly Status[]): { assessed: number; total: number } {
  const assessed = statuses.filter((status) => status !== NOT_ASSESSED && status !== NO_INFORMATION).length;
  return { assessed, total: statuses.length };
}

/** One change a reform asks for. */
export interface ReformChange {
  readonly question: string;
  /** Absent where nothing is known today. */
  readonly from?: Answer;
  readonly to: Answer;
  /** Ids of recommendations that already ask for it. */
  readonly recommendations: readonly string[];
}

/** A smallest set of changes that brings at least the status named. */
export interface Reform {
  readonly status: Status;
  readonly changes: readonly ReformChange[];
}

/**
 * The smallest reforms to a better status: to `target`, or to each better status in turn when it is absent, best last.
 * A set that reaches a better status than asked is listed under the status it reaches only.
 */
export function reforms(dataset: Dataset, country: string, indicator: Indicator, day: Day, target?: Status): Reform[] {
  const { rule } = indicator;
  const lookup = (question: string) => answerOn(dataset, country, question, day).value;
  const current = reasonsFor(rule, lookup, indicator.compiled).possible;
  const worst = 31 - Math.clz32(current || 2 ** (rule.clauses.length - 1));
  const targets =
    target === undefined
      ? rule.clauses.map((_, position) => position).filter((position) => position < worst)
      : [rule.clauses.findIndex(({ status }) => status === target)];
  const found: Reform[] = [];
  for (const position of targets.sort((a, b) => b - a)) {
    const status = rule.clauses[position]?.status;
    if (status === undefined) continue;
    for (const change of smallestChanges(rule, position, lookup, (question) => optionsOf(dataset, question))) {
      if (change.size === 0) continue;
      const changes = [...change].map(([question, to]): ReformChange => {
        const from = lookup(question);
        return {
          question,
          ...(from !== undefined && { from }),
          to,
          recommendations: demandsFor(dataset, country, question),
        };
      });
      const reform = { status, changes };
      const same = found.findIndex((other) => JSON.stringify(other.changes) === JSON.stringify(changes));
      if (same >= 0) found[same] = reform;
      else found.push(reform);
    }
  }
  return found;
}

/** Recommendations to a country of which a part would change the answer to a question. */
function demandsFor(dataset: Dataset, country: string, question: string): string[] {
  const asking = dataset
    .backlinks(question)
    .flatMap(({ record }) => (record.kind === 'recommendation' && record.country === country ? [record.id] : []));
  return [...new Set(asking)];
}

/** What supposed answers would change: every indicator whose status or possible statuses differ. */
export function whatIf(
  dataset: Dataset,
  country: string,
  day: Day,
  supposed: Supposed,
): { before: Assessment; after: Assessment }[] {
  return dataset
    .indicators()
    .filter(({ compiled }) => compiled.questions.some((question) => supposed.has(question)))
    .map((indicator) => ({
      before: assess(dataset, country, indicator, day),
      after: assess(dataset, country, indicator, day, supposed),
    }))
    .filter(
      ({ before, after }) => before.computed !== after.computed || before.possible.join() !== after.possible.join(),
    );
}

/** Findings of a country on the questions of an indicator, whatever the day: the evidence through time. */
export function findingsFor(dataset: Dataset, country: string, indicator: Indicator): Finding[] {
  return indicator.compiled.questions.flatMap((question) => dataset.findings(country, question));
}

/** Questions of an indicator, each with the leaves that ask it. */
export function criteria(dataset: Dataset, indicator: Indicator): { question: Question; asked: number }[] {
  const all = indicator.rule.clauses.flatMap(({ condition }) => (condition ? leaves(condition) : []));
  return indicator.compiled.questions.flatMap((id) => {
    const question = dataset.get('question', id);
    return question ? [{ question, asked: all.filter((leaf) => leaf.question === id).length }] : [];
  });
}

/**
 * Assessments: the status of a country on an indicator, on a day or through time, and everything a reader may ask of
 * it: why, what is missing, what would change it, what if. Pure: the day and the record are parameters.
 */
import { type AnswerState, answerOn, answersOver } from './answers.ts';
import type { Dataset, Indicator } from './dataset.ts';
import { type Evidence, evidenceOver, type Line } from './evidence.ts';
import { type Answer, type Finding, NO_INFORMATION, type RecordOf } from './model/index.ts';
import { remember } from './remember.ts';
import { type ReviewMark, reviewOf } from './review.ts';
import { isDetermined, statusesIn } from './rule/evaluate.ts';
import { type ExplainedNode, explainNode, openQuestions, reasonsFor } from './rule/explain.ts';
import { candidates, smallestChanges } from './rule/reform.ts';
import { cutDays, type Day, holdsOn, isoDay, joinSpans, type PartialDate, type Span, spanOf } from './time.ts';

/** A status of the framework's scale, or why there is none. */
export type Status = string;
export const NOT_ASSESSED = 'not-assessed';

/** Answers supposed in place of the recorded ones; undefined supposes that nothing is known. */
export type Supposed = ReadonlyMap<string, Answer | undefined>;

export type { Evidence };

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
  const { questions, slots } = compiled;
  const { lines, overrides, periods } = groundOf(dataset, country, indicator);
  const pieces = lines.map((line) => line.at(day));
  const answers = supposed
    ? questions.map((question, slot) => (supposed.has(question) ? supposed.get(question) : pieces[slot]?.value))
    : pieces.map(({ value }) => value);
  const lookup = (question: string) => answers[slots.get(question) ?? -1];
  const stateOf = (question: string): AnswerState =>
    supposed?.has(question) ? 'not-recorded' : (pieces[slots.get(question) ?? -1]?.state ?? 'not-recorded');
  const { possible, decisive, open } = reasonsFor(rule, lookup, compiled);
  const computed = statusFor(indicator, possible, open, stateOf);
  const override = overrides.length > 0 ? overrides.find((record) => holdsOn(record, day)) : undefined;
  const period = supposed ? undefined : periods().find(({ span }) => span.from <= day && day < span.to);
  return {
    country,
    framework: indicator.framework.id,
    indicator: indicator.id,
    status: override?.status ?? computed,
    possible: possibleOf(indicator, possible),
    computed,
    override: override ? { id: override.id, status: override.status } : null,
    from: period?.from ?? null,
    to: period?.to ?? null,
    explanation: {
      decisive,
      evidence: pieces.map((piece, slot) => {
        const question = questions[slot] ?? '';
        if (supposed?.has(question)) return suppose(question, supposed.get(question), decisive.includes(question));
        return decisive.includes(question) ? piece.decisive : piece.other;
      }),
      rule: rule.clauses.map(({ status, condition }) =>
        condition ? { status, condition: explainNode(condition, lookup) } : { status },
      ),
    },
    missing: open.length > 0 ? rankMissing(dataset, indicator, open, lookup, stateOf) : [],
    needsReview: supposed
      ? []
      : pieces.flatMap(({ review }) => review).concat(override ? reviewOf(dataset, [override.id], day) : []),
  };
}

/** The evidence for an answer that is supposed: none. */
function suppose(question: string, value: Answer | undefined, decisive: boolean): Evidence {
  return {
    question,
    state: 'supposed',
    ...(value !== undefined && { value }),
    findings: [],
    otherReadings: [],
    provisions: [],
    citations: [],
    decisive,
  };
}

/** What every assessment of a country on an indicator rests on, whatever the day. */
interface Ground {
  /** The evidence on each question of the rule, in its order. */
  readonly lines: readonly Line[];
  readonly overrides: readonly RecordOf<'override'>[];
  /** The status through time, with the bounds of its periods as dates. */
  readonly periods: () => readonly {
    readonly span: Span;
    readonly from: PartialDate | null;
    readonly to: PartialDate | null;
  }[];
}

const grounds = new WeakMap<Dataset, Map<Indicator, Map<string, Ground>>>();

function groundOf(dataset: Dataset, country: string, indicator: Indicator): Ground {
  const byIndicator = remember(grounds, dataset, () => new Map<Indicator, Map<string, Ground>>());
  const byCountry = remember(byIndicator, indicator, () => new Map<string, Ground>());
  return remember(byCountry, country, () => {
    let periods: ReturnType<Ground['periods']> | undefined;
    return {
      lines: indicator.compiled.questions.map((question) => evidenceOver(dataset, country, question)),
      overrides: overridesOf(dataset, country, indicator),
      periods: () => {
        periods ??= periodsOf(history(dataset, country, indicator));
        return periods;
      },
    };
  });
}

/** One period for each status in force, whatever lies behind it; before anything was recorded nothing was assessed. */
function periodsOf(spans: readonly StatusSpan[]): ReturnType<Ground['periods']> {
  const before = { from: -Infinity, to: spans[0]?.from ?? Infinity, status: NOT_ASSESSED };
  const all = before.from < before.to ? [before, ...spans] : spans;
  return joinSpans<Span & { status: Status }>(all, (a, b) => a.status === b.status).map((span) => ({
    span,
    from: isoDay(span.from) ?? null,
    to: isoDay(span.to) ?? null,
  }));
}

function overridesOf(dataset: Dataset, country: string, indicator: Indicator): RecordOf<'override'>[] {
  return dataset.inCountry('override', country).filter((override) => override.indicator === indicator.id);
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
 * first finding or override, the last is open. Empty where nothing was ever recorded.
 */
export function history(dataset: Dataset, country: string, indicator: Indicator): readonly StatusSpan[] {
  const cache = remember(histories, dataset, () => new Map<string, StatusSpan[]>());
  return remember(cache, `${country} ${indicator.id}`, () => computeHistory(dataset, country, indicator));
}

function computeHistory(dataset: Dataset, country: string, indicator: Indicator): StatusSpan[] {
  const { compiled } = indicator;
  const { questions, evaluate } = compiled;
  const lines = questions.map((question) => answersOver(dataset, country, question));
  const overrides = overridesOf(dataset, country, indicator);
  const decided = overrides.map(spanOf);
  const bounds = cutDays(decided);
  // One sweep over the days on which anything begins or ends; a row of answers and a place in each line follow it.
  const answers: (Answer | undefined)[] = new Array(questions.length).fill(undefined);
  const states: AnswerState[] = new Array(questions.length).fill('not-recorded');
  const places: number[] = new Array(questions.length).fill(0);
  const spans: {
    from: Day;
    to: Day;
    status: Status;
    computed: Status;
    possible: readonly Status[];
    override?: string;
  }[] = [];
  const first = Math.min(...decided.map(({ from }) => from), ...lines.map((line) => line[0]?.from ?? Infinity));
  let bound = 0;
  for (let day = first; day < Infinity; ) {
    let next = Infinity;
    for (let slot = 0; slot < lines.length; slot++) {
      const line = lines[slot] ?? [];
      let place = places[slot] ?? 0;
      let span = line[place];
      if (span && span.to <= day) {
        places[slot] = ++place;
        span = line[place];
      }
      const holds = span !== undefined && span.from <= day;
      answers[slot] = holds ? span?.value : undefined;
      states[slot] = holds ? (span?.state ?? 'not-recorded') : 'not-recorded';
      const change = span === undefined ? Infinity : holds ? span.to : span.from;
      if (change < next) next = change;
    }
    while ((bounds[bound] ?? Infinity) <= day) bound++;
    next = Math.min(next, bounds[bound] ?? Infinity);
    const bits = evaluate(answers);
    const possible = possibleOf(indicator, bits);
    const computed = isDetermined(bits) ? (possible[0] ?? NOT_ASSESSED) : openStatus(indicator, bits, answers, states);
    const override = overrides.length > 0 ? overrides.find((record) => holdsOn(record, day)) : undefined;
    const status = override?.status ?? computed;
    const last = spans.at(-1);
    const isSame =
      last !== undefined &&
      last.status === status &&
      last.computed === computed &&
      last.override === override?.id &&
      last.possible === possible;
    if (!isSame) {
      if (last) last.to = day;
      spans.push({ from: day, to: Infinity, status, computed, possible, ...(override && { override: override.id }) });
    }
    day = next;
  }
  return spans;
}

const possibleSets = new WeakMap<Indicator, Map<number, readonly Status[]>>();

/** The same array for the same set, so that sets compare by identity. */
function possibleOf(indicator: Indicator, possible: number): readonly Status[] {
  const sets = remember(possibleSets, indicator, () => new Map<number, readonly Status[]>());
  return remember(sets, possible, () => statusesIn(possible, indicator.rule));
}

/** The status where the rule leaves several, or none: see `statusFor`. */
function openStatus(
  indicator: Indicator,
  possible: number,
  answers: readonly (Answer | undefined)[],
  states: readonly AnswerState[],
): Status {
  if (!states.includes('no-information')) return NOT_ASSESSED;
  // Where several statuses are possible something unanswered is open; if all that is unanswered was looked for, so is that.
  if (possible !== 0 && answers.every((answer, slot) => answer !== undefined || states[slot] === 'no-information')) {
    return NO_INFORMATION;
  }
  const at = (question: string) => indicator.compiled.slots.get(question) ?? -1;
  const open = openQuestions(indicator.rule, (question) => answers[at(question)], indicator.compiled);
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

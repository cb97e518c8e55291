/**
 * What the findings of a country say in answer to a question, day by day.
 * A preferred finding counts alone; several normal ones count if they agree; if they disagree the answer is unknown and
 * says so; deprecated ones never count. A finding of "no information" gives way to any that has an answer.
 */
import type { Dataset } from './dataset.ts';
import { type Answer, type Finding, NO_INFORMATION } from './model/index.ts';
import { remember } from './remember.ts';
import { type Day, firstDay, holdsOn, type Span } from './time.ts';

/** Why there is an answer, or why there is none. */
export type AnswerState = 'known' | 'sources-disagree' | 'no-information' | 'not-recorded';

/** The answer over a stretch of days, with the findings that give it. */
export interface AnswerSpan extends Span {
  readonly state: AnswerState;
  readonly value?: Answer;
  /** The findings that count: those that agree, or those that disagree. */
  readonly findings: readonly Finding[];
}

/** What a set of findings that all hold on one day says. */
export function resolve(findings: readonly Finding[]): Omit<AnswerSpan, 'from' | 'to'> {
  const standing = findings.filter((finding) => finding.rank !== 'deprecated');
  const preferred = standing.filter((finding) => finding.rank === 'preferred');
  const counting = preferred.length > 0 ? preferred : standing;
  if (counting.length === 0) return { state: 'not-recorded', findings: [] };
  const answered = counting.filter((finding) => finding.value !== NO_INFORMATION);
  const [first] = answered;
  if (!first) return { state: 'no-information', findings: counting };
  if (answered.every((finding) => finding.value === first.value))
    return { state: 'known', value: first.value, findings: answered };
  return { state: 'sources-disagree', findings: answered };
}

const timelines = new WeakMap<Dataset, Map<string, readonly AnswerSpan[]>>();
const NONE: readonly AnswerSpan[] = [];

/** The answer through time: ordered stretches of days, leaving out those on which nothing is recorded. */
export function answersOver(dataset: Dataset, country: string, question: string): readonly AnswerSpan[] {
  const cache = remember(timelines, dataset, () => new Map<string, readonly AnswerSpan[]>());
  return remember(cache, `${country} ${question}`, () => timeline(dataset.findings(country, question)));
}

function timeline(findings: readonly Finding[]): readonly AnswerSpan[] {
  if (findings.length === 0) return NONE;
  return inSuccession(findings) ?? cut(findings);
}

/** The usual case, in one pass: findings that follow one another and never overlap. Undefined where they do. */
function inSuccession(findings: readonly Finding[]): readonly AnswerSpan[] | undefined {
  const spans: AnswerSpan[] = [];
  let end = -Infinity;
  for (const finding of findings) {
    const from = firstDay(finding.from);
    const to = finding.to === undefined ? Infinity : firstDay(finding.to);
    if (from < end || to <= from) return undefined;
    end = to;
    if (finding.rank === 'deprecated') continue;
    const { value } = finding;
    spans.push(
      value === NO_INFORMATION
        ? { from, to, state: 'no-information', findings: [finding] }
        : { from, to, state: 'known', value, findings: [finding] },
    );
  }
  return spans;
}

/** Any findings: cut at every day on which one begins or ends, and resolved piece by piece. */
function cut(findings: readonly Finding[]): readonly AnswerSpan[] {
  const held = findings.map((finding) => ({
    finding,
    from: firstDay(finding.from),
    to: finding.to === undefined ? Infinity : firstDay(finding.to),
  }));
  const days = [...new Set(held.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const spans: AnswerSpan[] = [];
  for (const [index, from] of days.entries()) {
    const to = days[index + 1];
    if (to === undefined) break;
    const holding: Finding[] = [];
    for (const entry of held) if (entry.from <= from && from < entry.to) holding.push(entry.finding);
    if (holding.length === 0) continue;
    const answer = resolve(holding);
    if (answer.state !== 'not-recorded') spans.push({ from, to, ...answer });
  }
  return spans;
}

/** The answer on a day. */
export function answerOn(
  dataset: Dataset,
  country: string,
  question: string,
  day: Day,
): Omit<AnswerSpan, 'from' | 'to'> {
  const span = answersOver(dataset, country, question).find(({ from, to }) => from <= day && day < to);
  return span ?? { state: 'not-recorded', findings: [] };
}

/** Findings on a question and day that do not count, with those that do: what a reader sees beside the answer. */
export function readingsOn(dataset: Dataset, country: string, question: string, day: Day): readonly Finding[] {
  return dataset.findings(country, question).filter((finding) => holdsOn(finding, day));
}

/**
 * Evidence: what the record says in answer to one question on a day, with its sources and what stands beside it.
 * It changes on few days only, so time is cut into pieces within which it stays the same, and each piece is worked out
 * once, when it is first asked for. Always true: every day of a piece has the same evidence and the same review marks.
 */
import { type AnswerSpan, type AnswerState, answerOn, answersOver, readingsOn } from './answers.ts';
import type { Dataset } from './dataset.ts';
import type { Answer, Citation } from './model/index.ts';
import { remember } from './remember.ts';
import { type ReviewMark, reviewDays, reviewOf } from './review.ts';
import { cutDays, type Day, isoDay, joinSpans, type PartialDate, type Span, spanOf } from './time.ts';

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

/** A stretch of days over which nothing about an answer changes. */
export interface Piece extends Span {
  readonly state: AnswerState;
  readonly value: Answer | undefined;
  /** The evidence where the answer is one of those that settle the status. */
  readonly decisive: Evidence;
  /** The evidence where it is not. */
  readonly other: Evidence;
  /** Review marks on the findings that count. */
  readonly review: readonly ReviewMark[];
}

/** The evidence on a question through time: pieces without gaps from the beginning to the end of time. */
export interface Line {
  readonly at: (day: Day) => Piece;
}

const lines = new WeakMap<Dataset, Map<string, Line>>();

/** The evidence on a question for a country. */
export function evidenceOver(dataset: Dataset, country: string, question: string): Line {
  const cache = remember(lines, dataset, () => new Map<string, Line>());
  return remember(cache, `${country} ${question}`, () => lineOf(dataset, country, question));
}

function lineOf(dataset: Dataset, country: string, question: string): Line {
  const findings = dataset.findings(country, question);
  const days = [
    ...new Set([...cutDays(findings.map(spanOf)), ...findings.flatMap((finding) => reviewDays(dataset, finding))]),
  ].sort((a, b) => a - b);
  const pieces: (Piece | undefined)[] = new Array(days.length + 1).fill(undefined);
  return {
    at: (day) => {
      let low = 0;
      let high = days.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((days[middle] ?? Infinity) <= day) low = middle + 1;
        else high = middle;
      }
      let piece = pieces[low];
      if (piece === undefined) {
        piece = pieceOf(
          dataset,
          country,
          question,
          { from: days[low - 1] ?? -Infinity, to: days[low] ?? Infinity },
          day,
        );
        pieces[low] = piece;
      }
      return piece;
    },
  };
}

function pieceOf(dataset: Dataset, country: string, question: string, span: Span, day: Day): Piece {
  const other = evidenceOn(dataset, country, question, day);
  return {
    ...span,
    state: other.state,
    value: other.value,
    decisive: { ...other, decisive: true },
    other,
    review: reviewOf(dataset, other.findings, day),
  };
}

function evidenceOn(
  dataset: Dataset,
  country: string,
  question: string,
  day: Day,
): Evidence & { readonly state: AnswerState } {
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
    decisive: false,
  };
}

function sameAnswer(a: AnswerSpan, b: AnswerSpan): boolean {
  return a.state === b.state && a.value === b.value;
}

/**
 * Like facts, like status: the audit of published statuses against the facts on record.
 * It lists pairs of countries where one is at least as strong on every fact recorded for both and yet has the lower
 * published status. A pair is a question to the assessor, not a verdict: what is not on record may explain it.
 */
import { answerOn } from './answers.ts';
import { NOT_ASSESSED } from './assess.ts';
import type { Dataset, Indicator } from './dataset.ts';
import type { Answer, Question, RecordOf } from './model/index.ts';
import { ordinal } from './rule/evaluate.ts';
import { type Day, firstDay, holdsOn } from './time.ts';

/** A status somebody decided: an override of ours, or what another assessor published. */
export interface Decision {
  readonly country: string;
  readonly status: string;
  readonly record: string;
}

/** A fact on record for both countries of a pair. */
export interface SharedFact {
  readonly question: string;
  readonly stronger: Answer;
  readonly weaker: Answer;
  /** Whether the first country is strictly stronger here; false where both are alike. */
  readonly differs: boolean;
}

/** `stronger` is at least as strong on every shared fact and yet has the lower status. */
export interface UnlikePair {
  readonly indicator: string;
  readonly stronger: Decision;
  readonly weaker: Decision;
  readonly facts: readonly SharedFact[];
  /** Questions on record for one of the two only: what may explain the difference. */
  readonly onlyOne: readonly string[];
}

/** Every such pair of a framework as of a day, clearest first: most shared facts, fewest known for one only. */
export function likeFacts(dataset: Dataset, framework: string, day: Day): UnlikePair[] {
  return dataset
    .indicators(framework)
    .flatMap((indicator) => pairs(dataset, indicator, day))
    .sort((a, b) => b.facts.length - a.facts.length || a.onlyOne.length - b.onlyOne.length);
}

function pairs(dataset: Dataset, indicator: Indicator, day: Day): UnlikePair[] {
  const decisions = decisionsOn(dataset, indicator, day);
  const rank = (decision: Decision) => indicator.framework.scale.findIndex(({ id }) => id === decision.status);
  const found: UnlikePair[] = [];
  for (const stronger of decisions) {
    for (const weaker of decisions) {
      if (rank(stronger) <= rank(weaker)) continue;
      const pair = compare(dataset, indicator, day, stronger, weaker);
      if (pair) found.push(pair);
    }
  }
  return found;
}

/** The decided status of each country by the day: our override where there is one, else the status published last. */
export function decisionsOn(dataset: Dataset, indicator: Indicator, day: Day): Decision[] {
  const decided = new Map<string, Decision>();
  const dated = ({ asOf }: RecordOf<'published-status'>) => (asOf === undefined ? -Infinity : firstDay(asOf));
  const published = dataset
    .all('published-status')
    .filter((record) => record.indicator === indicator.id && record.status !== NOT_ASSESSED && dated(record) <= day)
    .sort((a, b) => (dated(a) < dated(b) ? -1 : Number(dated(a) > dated(b))));
  for (const record of published) {
    const country = record.country ?? '';
    decided.set(country, { country, status: record.status, record: record.id });
  }
  for (const record of dataset.all('override')) {
    if (record.indicator !== indicator.id || !holdsOn(record, day)) continue;
    const country = record.country ?? '';
    decided.set(country, { country, status: record.status, record: record.id });
  }
  return [...decided.values()].sort((a, b) => (a.country < b.country ? -1 : 1));
}

function compare(
  dataset: Dataset,
  indicator: Indicator,
  day: Day,
  stronger: Decision,
  weaker: Decision,
): UnlikePair | undefined {
  const facts: SharedFact[] = [];
  const onlyOne: string[] = [];
  for (const id of indicator.compiled.questions) {
    const question = dataset.get('question', id);
    if (!question) continue;
    const [a, b] = [stronger, weaker].map(({ country }) => answerOn(dataset, country, id, day).value);
    if (a === undefined && b === undefined) continue;
    if (a === undefined || b === undefined) {
      onlyOne.push(id);
      continue;
    }
    const order = compareStrength(question, a, b);
    if (order === undefined || order < 0) return undefined;
    facts.push({ question: id, stronger: a, weaker: b, differs: order > 0 });
  }
  return facts.length > 0 ? { indicator: indicator.id, stronger, weaker, facts, onlyOne } : undefined;
}

/** Positive when `a` protects more than `b`, 0 when they are alike, undefined when the question gives no order. */
export function compareStrength(question: Question, a: Answer, b: Answer): number | undefined {
  if (a === b) return 0;
  switch (question.strength) {
    case 'yes':
      return Number(a === true) - Number(b === true);
    case 'no':
      return Number(a === false) - Number(b === false);
    case 'higher':
      return ordinal(a) - ordinal(b);
    case 'lower':
      return ordinal(b) - ordinal(a);
    case 'listed': {
      const at = (answer: Answer) => (question.options ?? []).findIndex((option) => option.id === answer);
      return at(b) - at(a);
    }
    case 'none':
      return undefined;
  }
}

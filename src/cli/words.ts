/** Records and results in words, for one reader at a terminal: statuses, answers, periods, sources, marks. English. */
import type { Evidence, Status } from '../core/assess.ts';
import { NOT_ASSESSED } from '../core/assess.ts';
import type { Dataset, Indicator } from '../core/dataset.ts';
import { english, type Localised } from '../core/localised.ts';
import { type Answer, type Citation, type Finding, NO_INFORMATION } from '../core/model/index.ts';
import type { Cause, ReviewMark, ReviewReason } from '../core/review.ts';
import type { PartialDate } from '../core/time.ts';
import { type Page, plain, type Tone } from './terminal.ts';

/** The English text of a record, safe for a terminal. */
export function say(text: Localised): string {
  return plain(english(text));
}

/** A status as its framework words it. */
export function statusWord(indicator: Indicator, status: Status): string {
  if (status === NO_INFORMATION) return 'no information';
  if (status === NOT_ASSESSED) return 'not yet assessed';
  const step = indicator.framework.scale.find(({ id }) => id === status);
  return (step ? say(step.label) : status).toLowerCase();
}

/** The colour of a status: by its place on the scale. The words say the same. */
export function statusTone(indicator: Indicator, status: Status): Tone {
  const { scale } = indicator.framework;
  const position = scale.findIndex(({ id }) => id === status);
  if (position < 0) return 'faint';
  return position === 0 ? 'good' : position === scale.length - 1 ? 'bad' : 'fair';
}

/** The status in words and colour, with those still possible where it is open. */
export function statusText(page: Page, indicator: Indicator, status: Status): string {
  return page.tone(statusWord(indicator, status), statusTone(indicator, status));
}

/** What may still come out, where the findings leave it open; empty where they do not. */
export function possibleText(indicator: Indicator, possible: readonly Status[]): string {
  const words = possible.map((status) => statusWord(indicator, status));
  if (words.length < 2) return '';
  if (words.length === indicator.rule.clauses.length) return 'anything is still possible';
  return `still possible: ${words.join(' or ')}`;
}

/** The question's wording, or its id where the codebook lacks it. */
export function questionText(dataset: Dataset, id: string): string {
  const question = dataset.get('question', id);
  return question ? say(question.wording) : id;
}

/** What a question asks to be done for a better answer; its wording where the codebook does not say. */
export function reformText(dataset: Dataset, id: string): string {
  const reform = dataset.get('question', id)?.reform;
  return reform === undefined ? questionText(dataset, id) : say(reform);
}

/** A unit of the codebook for one of it: years → year, treaties → treaty. */
export const singular = (unit: string): string =>
  unit.replace(/^(\w+?)(ies|s)\b/, (_, stem: string, end: string) => (end === 'ies' ? `${stem}y` : stem));

/** An answer in words: yes or no, the label of a choice, a number with its unit. */
export function answerText(dataset: Dataset, id: string, answer: Answer | undefined): string {
  if (answer === undefined) return 'unknown';
  if (answer === NO_INFORMATION) return 'no information';
  if (typeof answer === 'boolean') return answer ? 'yes' : 'no';
  const question = dataset.get('question', id);
  if (typeof answer === 'number') {
    const unit = question?.unit && plain(question.unit);
    return unit ? `${answer} ${answer === 1 ? singular(unit) : unit}` : String(answer);
  }
  const option = question?.options?.find((choice) => choice.id === answer);
  return option ? say(option.label) : plain(answer);
}

/** The answer of an explanation, or why there is none. */
export function evidenceText(dataset: Dataset, { question, state, value }: Evidence): string {
  switch (state) {
    case 'known':
      return answerText(dataset, question, value);
    case 'supposed':
      return `${answerText(dataset, question, value)} (supposed)`;
    default:
      return stateText(state);
  }
}

export function stateText(state: Exclude<Evidence['state'], 'known' | 'supposed'>): string {
  return {
    'sources-disagree': 'unknown: sources disagree',
    'no-information': 'no information was found',
    'not-recorded': 'nothing is on record',
  }[state];
}

/** “since 2015-01-01”, “2011-06 to 2015-01-01”, “until 2015-01-01”; empty where neither bound is known. */
export function periodText(from: PartialDate | null | undefined, to: PartialDate | null | undefined): string {
  if (from && to) return `${from} to ${to}`;
  return from ? `since ${from}` : to ? `until ${to}` : '';
}

/** A source as a reader finds it: title, place, quote, id. */
export function citationText(dataset: Dataset, { source, locator, quote }: Citation): string {
  const title = dataset.get('source', source)?.title;
  const parts = [title === undefined ? source : say(title), locator === undefined ? [] : plain(locator)].flat();
  return `${parts.join(', ')}${quote === undefined ? '' : `: “${plain(quote)}”`} [${source}]`;
}

/** A provision with its law: “art. 134, Criminal Code 2014 (kaz/law/criminal-code-2014/134)”. */
export function provisionText(dataset: Dataset, id: string): string {
  const provision = dataset.get('provision', id);
  if (!provision) return id;
  const law = dataset.get('law', provision.law);
  return `article ${plain(provision.number)}${law ? `, ${say(law.title)}` : ''} [${id}]`;
}

/** Why a finding does not count beside the one that does. */
export function setAsideText(finding: Finding): string {
  const reason = finding.rankReason === undefined ? '' : `: ${say(finding.rankReason)}`;
  if (finding.rank === 'deprecated') return `deprecated${reason}`;
  return finding.value === NO_INFORMATION ? 'another source has an answer' : 'another reading is preferred';
}

const REASONS: Record<ReviewReason, string> = {
  'provision-changed': 'a provision it rests on has a new version',
  'provision-replaced': 'a provision it rests on was replaced',
  'provision-ended': 'a provision it rests on is no longer in force',
  'source-replaced': 'a source it cites was replaced or withdrawn',
  'sources-disagree': 'another finding says something else',
  'verification-old': 'nobody has verified it since',
};

const CAUSES: Record<ReviewReason, string> = {
  'provision-changed': 'changed',
  'provision-replaced': 'was replaced',
  'provision-ended': 'is no longer in force',
  'source-replaced': 'was replaced or withdrawn',
  'sources-disagree': 'says something else',
  'verification-old': 'has not been verified since',
};

/** What changed, when and by what: “2024-09-05: article 134, Criminal Code [id] changed, by …”. */
export function causeText(dataset: Dataset, { cause, reason, since, by }: Cause): string {
  const record = dataset.find(cause);
  const name =
    record?.kind === 'provision'
      ? provisionText(dataset, cause)
      : record?.kind === 'source'
        ? `${say(record.title)} [${cause}]`
        : cause;
  return `${since}: ${name} ${CAUSES[reason]}${by.length > 0 ? `, by ${by.join(', ')}` : ''}`;
}

/** Why a record needs review, since when, and what changed. */
export function reviewText({ record, reason, since, cause, by }: ReviewMark): string {
  const what = cause === record ? '' : `: ${cause}${by === undefined ? '' : `, by ${by.join(', ')}`}`;
  return `${REASONS[reason] ?? reason}${what} (${since})`;
}

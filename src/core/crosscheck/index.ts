/**
 * Cross-checks: what contradicts itself, another source, the record or the calendar, found before it is printed.
 * The table is the list of checks: a new one is a pure function in the file of its family and one row here.
 * Always true: no check changes anything, and a document copied many times over takes only that many times longer.
 */
import type { Dataset } from '../dataset.ts';
import type { Candidate, Document } from '../document.ts';
import type { Day } from '../time.ts';
import * as ages from './ages.ts';
import * as dates from './dates.ts';
import * as figures from './figures.ts';
import * as findings from './findings.ts';
import * as identity from './identity.ts';
import type { CrossIssue, DocumentCheck, DocumentInput, Found, RecordCheck, Severity } from './issue.ts';
import * as law from './law.ts';
import * as money from './money.ts';
import * as names from './names.ts';
import { fromReading } from './notes.ts';
import * as terms from './terms.ts';
import * as treaties from './treaties.ts';
import { sift, waiversOfDocument, waiversOfRecord } from './waivers.ts';

export type { CrossIssue, CrossPlace } from './issue.ts';
export { waiverFor } from './waivers.ts';

export interface CrossCheck {
  readonly severity: Severity;
  /** What it finds and what to do: printed in the docs. */
  readonly description: string;
  readonly document?: DocumentCheck;
  readonly record?: RecordCheck;
}

/** Every check, by the code of its issues. */
export const CROSS_CHECKS = {
  'treaty-before-adoption': {
    severity: 'error',
    description:
      'A signature, ratification or other act is dated before the treaty was adopted. Check the date against the depositary, and that the right treaty is meant.',
    document: treaties.documentBeforeAdoption,
    record: treaties.recordBeforeAdoption,
  },
  'treaty-two-dates': {
    severity: 'warning',
    description:
      'One act of a state on a treaty has several dates, in the document or beside the record. The act of parliament and the deposit are two acts and do not contradict each other.',
    document: treaties.documentTwoDates,
    record: treaties.recordTwoDates,
  },
  'treaty-status': {
    severity: 'warning',
    description:
      'The document says that the state is bound by a treaty; the record knows acts on it, but none that binds. Correct one of them.',
    document: treaties.documentStatus,
  },
  'protocol-without-parent': {
    severity: 'warning',
    description:
      'A protocol binds the state, the treaty it belongs to does not, or only later. An act is missing or a date is wrong, unless the protocol is open to others.',
    document: treaties.documentProtocolAlone,
    record: treaties.recordProtocolAlone,
  },
  'treaty-in-force-too-early': {
    severity: 'error',
    description:
      'A treaty is in force for a state before the state was bound by it, or before it was in force at all. Check both days against the depositary.',
    record: treaties.recordForceTooEarly,
  },
  'treaty-acts-out-of-order': {
    severity: 'error',
    description:
      'A state signed a treaty, or its parliament approved it, after the deposit, or took back what it had not yet done. Check the dates and the kinds of the acts against the depositary.',
    record: treaties.recordOutOfOrder,
  },
  'treaty-against-finding': {
    severity: 'warning',
    description:
      'A finding says whether the state is a party to a treaty, and the acts on record say otherwise for the same days. Correct one of them, or end the finding on the day of the act.',
    record: treaties.recordAgainstFinding,
  },
  'money-conversion': {
    severity: 'warning',
    description:
      'A sum in two currencies implies a rate that is more than twice, or less than half, that of its years or of the other conversions of the document. Look for a lost or added digit, and for the wrong currency.',
    document: money.conversionOff,
  },
  'figure-two-values': {
    severity: 'warning',
    description:
      'One observation (unit, definition, population, place, period) has two values, or a part of a year more than the year. A part of a year beside the whole is a note. See whether they count the same thing; if so, keep both and say which source is preferred.',
    document: figures.documentTwoValues,
    record: figures.recordTwoValues,
  },
  'figure-against-record': {
    severity: 'warning',
    description:
      'The document gives another figure than the record for the same series and period. Compare what is counted; if it is the same, record both as a contradiction.',
    document: figures.documentAgainstRecord,
  },
  'parts-and-whole': {
    severity: 'warning',
    description:
      'Parts do not add up to the whole they are parts of, or one of them exceeds it. Check the sums against the source, and whether the parts overlap.',
    document: figures.documentParts,
    record: figures.recordParts,
  },
  'percentage-over-hundred': {
    severity: 'error',
    description:
      'A share of a whole is more than 100 %. Growth and comparisons can be; shares cannot. Check the number, and what it is a share of.',
    document: figures.documentOverHundred,
    record: figures.recordOverHundred,
  },
  'percentage-against-counts': {
    severity: 'warning',
    description:
      'A growth in per cent does not follow from the two counts given with it. Compute it anew, and look for a wrong year or count.',
    document: figures.documentGrowth,
  },
  'one-number-several-things': {
    severity: 'note',
    description:
      'One number that is not round stands for things of several kinds, such as two networks of centres. It may be one count given twice, or two counts that must not be merged. Ask the source which.',
    document: figures.documentOneNumber,
  },
  'figure-carried-over': {
    severity: 'note',
    description:
      'One value stands for two periods that follow one another, or for two series of one unit and period. See whether it was measured each time or copied.',
    record: figures.recordCarriedOver,
  },
  'accessed-before-published': {
    severity: 'error',
    description: 'A work was read before it was published. One of the two dates is wrong: look at the work itself.',
    record: dates.recordAccessedTooEarly,
  },
  'access-year': {
    severity: 'note',
    description:
      'A work was accessed long before all others, on the day of another year on which many were. The year is probably a slip: check it, and cite the day that is right.',
    document: dates.documentAccessSlip,
  },
  'work-two-dates': {
    severity: 'warning',
    description:
      'One work at one address is cited with two dates of publication. Look at the work; two editions are two sources.',
    document: dates.documentWorkTwoDates,
  },
  'date-in-future': {
    severity: 'error',
    description:
      'A date is later than the document that states it, or than the day on which the record is looked at. Correct it, or say that it is planned.',
    document: dates.documentFuture,
    record: dates.recordFuture,
  },
  'plan-reviewed-before-start': {
    severity: 'warning',
    description: 'A plan was evaluated before it began. Check whether an earlier plan is meant.',
    document: dates.documentPlanReviewedTooEarly,
    record: dates.recordPlanReviewedTooEarly,
  },
  'report-reviewed-before-submission': {
    severity: 'error',
    description:
      'A report to a treaty body was reviewed before it was submitted. Check both dates, and which periodic report each belongs to.',
    record: dates.recordReportOrder,
  },
  'provision-wrong-code': {
    severity: 'warning',
    description:
      'An article is cited from a code that was not the one in force on the day. Follow the concordance to the article that was, or cite the day that is meant.',
    document: law.documentWrongCode,
  },
  'provision-not-in-force': {
    severity: 'warning',
    description:
      'An article was repealed before the day it is cited for, or made after it. Cite the article that was in force, or correct the day.',
    document: law.documentNotInForce,
    record: law.recordNotInForce,
  },
  'provision-other-subject': {
    severity: 'warning',
    description:
      'An article is about something else than is said of it, often because another code is meant. Read the article on that day, and correct the number or the code.',
    document: law.documentOtherSubject,
  },
  'law-amended-since': {
    severity: 'warning',
    description: 'The law was read as of a day and has been amended since: what rests on it must be read again.',
    document: law.documentAmendedSince,
    record: law.recordStatusBeforeAmendment,
  },
  'law-replaced-not-amended': {
    severity: 'warning',
    description:
      'A law is said to be amended on the day on which another one took its place. Say that it was replaced, and name both.',
    document: law.documentReplacedNotAmended,
  },
  'age-bounds': {
    severity: 'warning',
    description:
      'One age is stated inclusively and exclusively for one provision: “under 16” and “16 and under”. Read the article: they differ by a year.',
    document: ages.documentBounds,
    record: ages.recordBounds,
  },
  'age-unspecified': {
    severity: 'warning',
    description:
      'An age is said to be set nowhere, beside an article or an answer on record that sets it. Cite the article, or correct the record.',
    document: ages.documentUnspecified,
  },
  'findings-overlap': {
    severity: 'warning',
    description:
      'Two findings on one question hold at once with different values, and none is preferred. End the earlier one, or give ranks with the reason.',
    record: findings.recordOverlap,
  },
  'findings-gap': {
    severity: 'note',
    description:
      'Between two answers to one question, or after the last, there are days without any. Look for what held then, or record that there is no information.',
    record: findings.recordGap,
  },
  'finding-against-record': {
    severity: 'warning',
    description:
      'The document answers a question of the codebook otherwise than the record does for that time. Read both sources; keep both readings and prefer one with its reason.',
    document: findings.documentAgainstRecord,
  },
  'name-spellings': {
    severity: 'warning',
    description:
      'One person or body seems to stand there under several spellings. Take the spelling of the person or body itself; waive it where they are two.',
    document: names.documentSpellings,
  },
  'deprecated-term': {
    severity: 'note',
    description:
      'A term of the glossary that is not to be used stands outside titles, quotations and names. The message gives the preferred one.',
    document: terms.documentTerms,
    record: terms.recordTerms,
  },
  'acronym-unexplained': {
    severity: 'note',
    description: 'An acronym is used and nowhere explained. Write it out where it first stands.',
    document: terms.documentAcronyms,
  },
  'identity-exposed': {
    severity: 'error',
    description:
      'A name, initials, a school or an address in the description of a case could lead to a person. It blocks publication until reworded, or waived because the person is a public official or an author.',
    document: identity.documentIdentity(false),
    record: identity.recordIdentity(false),
  },
  'identity-detail': {
    severity: 'note',
    description: 'An exact age and a town stand together in the description of a case. Leave one of them out.',
    document: identity.documentIdentity(true),
    record: identity.recordIdentity(true),
  },
} as const satisfies Record<string, CrossCheck>;

export type CrossCode = keyof typeof CROSS_CHECKS;

/** What the checks say, and what waivers set aside. */
export interface CrossReport {
  readonly issues: readonly CrossIssue[];
  readonly waived: readonly { readonly issue: CrossIssue; readonly waiver: string }[];
}

const CHECKS: readonly (readonly [string, CrossCheck])[] = Object.entries(CROSS_CHECKS);

function issuesOf(code: string, { severity }: CrossCheck, found: readonly Found[]): CrossIssue[] {
  return found.flatMap((one) => (one.places.length > 0 ? [{ code, severity, ...one }] : []));
}

/** Everything that disagrees in a document, within itself and with the record; with what was found while reading it. */
export function crosscheckDocument(
  document: Document,
  candidates: readonly Candidate[],
  dataset: Dataset,
  country?: string,
): CrossReport {
  const input: DocumentInput = { document, candidates, dataset, ...(country !== undefined && { country }) };
  const issues = CHECKS.flatMap(([code, check]) =>
    check.document ? issuesOf(code, check, check.document(input)) : [],
  );
  return sift(dataset, [...fromReading(input), ...issues], waiversOfDocument(dataset, document));
}

/** Everything that disagrees in the record of a country on a day. */
export function crosscheckRecord(dataset: Dataset, country: string, day: Day): CrossReport {
  const input = { dataset, country, day };
  const issues = CHECKS.flatMap(([code, check]) => (check.record ? issuesOf(code, check, check.record(input)) : []));
  return sift(dataset, acknowledged(dataset, country, issues), waiversOfRecord(dataset, country));
}

/** Issues whose records a contradiction of the record already names: they say so and need no second look. */
function acknowledged(dataset: Dataset, country: string, issues: readonly CrossIssue[]): CrossIssue[] {
  const contradictions = dataset.inCountry('contradiction', country).map(({ id, concerns }) => ({
    id,
    concerns: new Set(concerns ?? []),
  }));
  return issues.map((issue) => {
    const records = [...new Set(issue.places.flatMap((place) => ('record' in place ? [place.record] : [])))];
    // Both sides must be named, or the one record that disagrees with itself.
    const stated = contradictions.find(({ concerns }) => records.length > 0 && records.every((id) => concerns.has(id)));
    return stated ? { ...issue, severity: 'note', contradiction: stated.id } : issue;
  });
}

/**
 * The two kinds of trouble a person can meet.
 * An Issue is something wrong in the input: collected, never thrown, so that all are shown at once.
 * A PlatformError is a refusal: thrown, and mapped once to an HTTP status and once to an exit code.
 * Any other Error is a bug.
 */

import type { AnyRecord } from './model/index.ts';

/** Where in a file something stands; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Keys and indexes from the top of a record down to a value. */
export type Path = readonly (string | number)[];

/** Something wrong in the input. Each code has an entry in docs/DATASET.md. */
export interface Issue {
  readonly code: IssueCode;
  /** What is wrong, with which thing, and what would be right: one or two plain sentences. */
  readonly message: string;
  /** The record's id, where one could be read. */
  readonly record?: string;
  /** Where in the record. */
  readonly path?: Path;
  readonly place?: Place;
}

/** Every code an Issue can have, with what it means and what to do: printed in docs/DATASET.md. */
export const ISSUE_CODES = {
  'unreadable-file': 'A file could not be read. Check that it exists, that you may read it and that it is UTF-8 text.',
  'invalid-yaml': 'The file is not valid YAML 1.2. The message says what the parser expected there.',
  'invalid-xml': 'The file is not well-formed XML, or has a document type or entities, which are never resolved.',
  'not-akoma-ntoso': 'The file is XML, but not an act or a bill in Akoma Ntoso 3.0.',
  'unknown-kind': 'A top-level key is not a kind of record. The kinds are listed above.',
  'misplaced-record': 'The record stands in another file than its kind and id call for.',
  'invalid-record': 'A field is missing, unknown or of the wrong type.',
  'duplicate-id': 'Two records have the same id. Ids are unique over the whole dataset.',
  'dangling-reference': 'A record names another that is not in the dataset.',
  'period-reversed': 'A period ends on or before the day it begins.',
  'overlapping-versions': 'Two versions of one provision are in force on the same day.',
  'dates-out-of-order':
    'Two dates of a law cannot both be right: published before enacted, a stage before an earlier one.',
  'commencement-before-enactment': 'A law or a version enters into force before the act that makes it was enacted.',
  'bill-in-force': 'A bill is treated as law. Only the law it becomes is in force and makes versions.',
  'amends-nothing': 'An act amends words or a version that are not there on that day.',
  'unknown-parameter': 'A parameter is not in codebook/parameters.yaml.',
  'wrong-parameter': 'The value of a parameter is not of the type or among the options that the codebook gives.',
  'penalty-reversed': 'The least term of a penalty is longer than the most.',
  'identity-exposed':
    'A text could lead to a person of a case. Reword it, or confirm by a waiver that it is a public official or an author.',
  'cyclic-succession': 'Records succeed or replace one another in a circle.',
  'rule-syntax': 'A rule is not made as docs/RULES.md says: its conditions, and otherwise last.',
  'rule-unknown-question': 'A rule names a question that is not in the codebook.',
  'rule-type': 'A condition does not suit the answer type of its question.',
  'rule-status': 'A rule names a status that is not on the scale of its framework, or out of order.',
  'rule-unreachable': 'A status of the rule can never come out.',
  'wrong-answer': 'The value of a finding is not an answer its question allows.',
  'reason-missing': 'A preferred or deprecated record must say why.',
} as const satisfies Record<string, string>;

export type IssueCode = keyof typeof ISSUE_CODES;

/** An issue with the record it is about, from which a reader of files finds the place. */
export interface RecordIssue {
  readonly code: IssueCode;
  readonly message: string;
  readonly about: AnyRecord;
  readonly path?: Path;
}

/** Why the platform refuses; each maps to one HTTP status and one exit code. */
export type Refusal = 'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'unavailable';

/** A refusal with a message for the person who asked, and the issues behind it where there are any. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly refusal: Refusal;
  readonly issues: readonly Issue[];

  constructor(refusal: Refusal, message: string, issues: readonly Issue[] = []) {
    super(message);
    this.refusal = refusal;
    this.issues = issues;
  }
}

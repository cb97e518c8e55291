/**
 * What was found while the document was read: notes that do not fit their marks, and what else structure can tell alone.
 * It is taken over as it stands, so that one list holds everything, each thing once.
 */
import { at, type CrossIssue, type DocumentInput, type Severity } from './issue.ts';

interface ReadingCheck {
  readonly severity: Severity;
  /** What it finds and what to do: printed in the docs beside the cross-checks. */
  readonly description: string;
}

/** Codes that reading gives. */
export const READING_CODES = {
  'notes-missing': {
    severity: 'error',
    description:
      'A note is called in the text, and there is no entry for it. Find the note in the original, or take the statement as unsourced.',
  },
  'notes-unused': {
    severity: 'warning',
    description:
      'A note has an entry, and nothing in the text calls it: the statement it supports has lost its mark. Look for the mark in the original.',
  },
  'notes-duplicate': {
    severity: 'error',
    description: 'Several notes have one label, and the first is taken. See in the original which of them is meant.',
  },
  'notes-order': {
    severity: 'warning',
    description: 'A note, or the mark that calls it, stands out of the order of its number. The number may be wrong.',
  },
  'notes-gap': {
    severity: 'note',
    description: 'The numbers of notes leave one or more out. A note may have been lost: compare with the original.',
  },
  'accessed-before-published': {
    severity: 'error',
    description: 'A work was read before it was published. One of the two dates is wrong.',
  },
  'date-after-document': {
    severity: 'warning',
    description:
      'A work cited, or the day on which it was read, is later than the document. The date is wrong, or the document was changed after its own date.',
  },
  'contents-mismatch': {
    severity: 'warning',
    description:
      'The table of contents names a part, and no heading bears these words. A note where that is so of most parts: then headings were not recognised.',
  },
  'contents-order': {
    severity: 'note',
    description:
      'The table of contents gives a part a page before that of the part above it. One page number is wrong.',
  },
  'table-rows': {
    severity: 'warning',
    description:
      'Rows of a table have different numbers of cells. Check in the original which column each value belongs to.',
  },
} as const satisfies Record<string, ReadingCheck>;

export type ReadingCode = keyof typeof READING_CODES;

/** The issues of the document itself, as issues of a cross-check. */
export function fromReading({ document }: DocumentInput): CrossIssue[] {
  return document.issues.flatMap(({ code, severity, message, places }) =>
    places.length === 0 ? [] : [{ code, severity, message, places: places.map(at) }],
  );
}

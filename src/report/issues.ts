/**
 * What is wrong with the texts of a report: every problem with its section and paragraph, so that its author finds it.
 * An issue never stops a report: what cannot be resolved is shown as it is written.
 */
import type { Language } from '../core/localised.ts';
import type { NarrativeProblem } from './narrative.ts';

/** Every code, with what it means and what to do: printed in docs/NARRATIVE.md. */
export const REPORT_CODES = {
  'narrative-too-long':
    'The text is too long or too tangled to be read as Markdown; it is shown as plain paragraphs. Split the section.',
  'narrative-html': 'HTML is never taken over: it is shown as it is written. Use Markdown.',
  'narrative-image': 'Pictures are not taken over; only their description is shown. Use {chart …} for drawings.',
  'narrative-address': 'A link leads nowhere a reader can go: it must begin with https:// or http://, or with #.',
  'narrative-markup': 'Markup that reports do not know, such as a code block, is shown as text.',
  'narrative-empty-citation': 'A citation names no source.',
  'report-unknown-source': 'A citation names a source that is not on record. Correct the id, or record the source.',
  'report-unknown-term': 'A term is not in the glossary. Correct the id, or record the term.',
  'report-unknown-record': 'A reference names a record that is not there, or of another kind.',
  'report-unknown-reference': 'There is no reference, table or chart of this name; docs/NARRATIVE.md lists them.',
  'report-bad-argument': 'A reference lacks an argument, has one too many, or one that means nothing.',
  'report-contradicts': 'The text gives another value than the record. One of the two must be corrected.',
  'report-no-value': 'The record has no value for what a reference asks: no observation of that period, no such act.',
  'report-several-values':
    'Several values stand for what a reference asks. All are shown; name one by its source, its producer or its area.',
  'report-withheld': 'A number under 10 of children is not printed; the text gives what may be shown.',
  'report-not-on-day':
    'What a reference names did not hold on the day of the report. Name what stands now, or the day.',
  'report-needs-review': 'The paragraph rests on something that has changed since it was last verified.',
  'report-untranslated': 'The section has no text in the language of the report; another language stands in its place.',
  'report-no-narrative': 'The template asks for a section that is not written.',
  'report-too-long': 'The report has more words than its template allows.',
} as const satisfies Record<NarrativeProblem['code'] | `report-${string}`, string>;

export type ReportCode = keyof typeof REPORT_CODES;

/** What tells of work to do and is no mistake in a text: a dataset with it is valid. */
const TO_DO: ReadonlySet<ReportCode> = new Set([
  'report-needs-review',
  'report-untranslated',
  'report-several-values',
  'report-withheld',
  'report-no-narrative',
  'report-too-long',
]);

/** Whether the text itself is wrong and has to be corrected. */
export const isMistake = ({ code }: ReportIssue): boolean => !TO_DO.has(code);

export interface ReportIssue {
  readonly code: ReportCode;
  /** What is wrong, where, and what would be right. */
  readonly message: string;
  readonly language: Language;
  /** The narrative record, where the text is one. */
  readonly narrative?: string;
  /** Its section, or that of the template. */
  readonly section?: string;
  /** The paragraph of the section, from 1. */
  readonly paragraph?: number;
  /** The words it concerns. */
  readonly found?: string;
}

/** Where a problem stands. */
export interface Spot {
  readonly narrative?: string;
  readonly section?: string;
  readonly paragraph?: number;
}

const CUT = 120;

/** Collects issues; each stands once, however often a text is read. */
export class Issues {
  readonly all: ReportIssue[] = [];
  readonly #language: Language;
  readonly #seen = new Set<string>();

  constructor(language: Language) {
    this.#language = language;
  }

  add(code: ReportCode, message: string, spot: Spot, found?: string): void {
    const key = JSON.stringify([code, message, spot, found]);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const where =
      spot.section === undefined
        ? ''
        : `Section ${spot.section}${spot.paragraph === undefined ? '' : `, paragraph ${spot.paragraph}`}: `;
    const cut = found !== undefined && found.length > CUT ? `${found.slice(0, CUT)}…` : found;
    this.all.push({
      code,
      message: where + message,
      language: this.#language,
      ...spot,
      ...(cut !== undefined && { found: cut }),
    });
  }
}

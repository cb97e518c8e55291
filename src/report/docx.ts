/**
 * A report as DOCX, to be opened, edited and submitted: the order, numbers and notes of the PDF, with Word's own notes,
 * styles, contents and repeated table heads.
 * Always true: the same document gives the same bytes.
 */
import type { ReportDocument } from './document.ts';
import { type PressOptions, press } from './press.ts';

/** The report as DOCX. */
export function renderDocx(document: ReportDocument, options: PressOptions = {}): Promise<Uint8Array> {
  return press({ format: 'docx', document }, options);
}

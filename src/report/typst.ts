/**
 * A report as PDF, set by Typst from one fixed template (report.typ): tagged, PDF/UA-1 or PDF/A.
 * Always true: the same document gives the same bytes, on any machine: fonts are bundled and dates come from the
 * document; nothing of the document is read as markup.
 */
import type { ReportDocument } from './document.ts';
import { type PdfStandard, type PressOptions, press } from './press.ts';

export interface PdfOptions extends PressOptions {
  readonly standard?: PdfStandard;
}

/** The report as PDF. Refuses with a sentence for people where the document cannot be set. */
export function renderPdf(document: ReportDocument, options: PdfOptions = {}): Promise<Uint8Array> {
  const { standard = 'ua-1', ...rest } = options;
  return press({ format: 'pdf', document, standard }, rest);
}

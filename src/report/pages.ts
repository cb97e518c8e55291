/** The pages of a report, set by Typst, as the bytes of a PDF. Blocks; see press.ts. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { drawnBy } from './characters.ts';
import type { ReportDocument } from './document.ts';
import { bundledFaces } from './faces.ts';
import type { PdfStandard } from './press.ts';
import { printable } from './printable.ts';

export function pagesOf(document: ReportDocument, standard: PdfStandard): Uint8Array {
  const blobs = bundledFaces().map(({ bytes }) => bytes);
  const drawn = new Set<number>();
  for (const blob of blobs) for (const code of drawnBy(blob)) drawn.add(code);
  const compiler = NodeCompiler.create({ workspace: tmpdir(), fontArgs: [{ fontBlobs: blobs }] });
  const mainFileContent = readFileSync(fileURLToPath(new URL('./report.typ', import.meta.url)), 'utf8');
  const set = (pushed: ReadonlySet<string>): NodeTypstDocument => {
    const inputs = { document: JSON.stringify(printable(document, drawn, pushed)) };
    const compiled = compiler.compile({ mainFileContent, inputs });
    if (compiled.result) return compiled.result;
    const said: { message?: string }[] = compiled.takeError()?.shortDiagnostics ?? [];
    throw new Error(said.map(({ message }) => message).join('; ') || 'the typesetter gave no pages');
  };
  const first = set(new Set());
  const alone = notesAlone(compiler, first);
  // The document says its own date; the stamp is for what else asks for one.
  return compiler.pdf(alone.size > 0 ? set(alone) : first, { pdfStandard: standard, creationTimestamp: 0 });
}

/**
 * Chapters before which a page holds notes and nothing else: the typesetter moves a line to the next page for its first
 * note, but not for a second. The last paragraph then goes with its notes.
 */
function notesAlone(compiler: NodeCompiler, set: NodeTypstDocument): Set<string> {
  const places = (label: string): Map<string, number> => {
    const found: { id: string; page: number }[] = compiler.query(set, { selector: `<${label}>`, field: 'value' });
    return new Map(found.map(({ id, page }) => [id, page]));
  };
  const opening = places('opening');
  return new Set([...places('closing')].filter(([id, page]) => (opening.get(id) ?? page) - page > 1).map(([id]) => id));
}

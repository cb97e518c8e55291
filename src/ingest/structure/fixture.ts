/** For tests: blocks from a short notation, so that a test shows its document. Not a reader of files. */
import type { RawBlock, RawDocument } from '../raw.ts';

/**
 * Blocks parted by empty lines: `# ` a heading (one # a level), `- ` an item, lines with | a table, else a paragraph.
 * A format that knows its notes is shown as `{12} words`.
 */
export function rawOf(text: string, more: Partial<RawDocument> = {}): RawDocument {
  const blocks = text
    .trim()
    .split(/\n\s*\n/u)
    .map((part): RawBlock => {
      const words = part.trim();
      const heading = /^(#{1,6})\s+(.*)$/u.exec(words);
      if (heading) return { kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' };
      if (/^- /u.test(words)) return { kind: 'list-item', level: 1, text: words };
      const note = /^\{([^}]+)\}\s+(.*)$/su.exec(words);
      if (note) return { kind: 'note', text: note[2] ?? '', note: { label: note[1] ?? '' } };
      const lines = words.split('\n');
      if (lines.every((line) => line.includes('|'))) {
        return { kind: 'table', text: '', rows: lines.map((line) => line.split('|').map((cell) => cell.trim())) };
      }
      return { kind: 'paragraph', text: words };
    });
  return { mediaType: 'text/plain', blocks, left: [], notices: [], ...more };
}

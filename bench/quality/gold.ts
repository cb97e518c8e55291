/**
 * Gold as people write it: an invented document with labels around its words, {F:312|312 cases}, and the document
 * without them. What the letters mean stands in test/fixtures/ingest/gold/README.md.
 * Always true: labels may stand within one another; places are those of the document without labels.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Range } from '../../src/core/document.ts';

export type Letter = 'L' | 'F' | 'R' | 'T' | 'G' | 'P' | 'A' | 'M' | 'O' | 'S' | 'E' | 'N' | 'C';

export interface Label extends Range {
  readonly letter: Letter;
  readonly value: string;
}

export interface Gold {
  readonly name: string;
  readonly text: string;
  readonly labels: readonly Label[];
  readonly country?: string;
  readonly date?: string;
  readonly language?: string;
}

/** The folder of marked documents, below the root. */
export const MARKED = join('test', 'fixtures', 'ingest', 'gold');

const OPENING = /^\{([LFRTGPAMOSENC])(?::([^|}]*))?\|/;

/** Every marked document of a folder, in order of its name. */
export function markedIn(folder: string): Gold[] {
  return readdirSync(folder)
    .filter((name) => /^\d.*\.(?:md|txt|html\.marked)$/.test(name))
    .sort()
    .map((name) => marked(name.replace(/\.marked$/, ''), readFileSync(join(folder, name), 'utf8')));
}

/** A document without its labels, and the labels. */
export function marked(name: string, words: string): Gold {
  const [head = '', ...lines] = words.split('\n');
  const setting = Object.fromEntries(
    head
      .replace('%% ', '')
      .split(' ')
      .map((pair) => pair.split('=')),
  );
  const labels: Label[] = [];
  const open: { letter: Letter; value: string; start: number }[] = [];
  let text = '';
  const body = lines.join('\n').normalize('NFC');
  for (let at = 0; at < body.length; at++) {
    const opening = OPENING.exec(body.slice(at, at + 80));
    if (opening) {
      open.push({ letter: opening[1] as Letter, value: opening[2] ?? '', start: text.length });
      at += opening[0].length - 1;
    } else if (body[at] === '}' && open.length > 0) {
      const label = open.pop();
      if (label) labels.push({ ...label, end: text.length });
    } else text += body[at];
  }
  return { name, text, labels, ...setting };
}

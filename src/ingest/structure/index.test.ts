import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../read/index.ts';
import { rawOf } from './fixture.ts';
import { structure } from './index.ts';

const SHARED = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'documents');

/** A report with n notes, each called once, in sections of ten. */
function report(n: number): string {
  const parts: string[] = [];
  for (let note = 1; note <= n; note += 1) {
    if (note % 10 === 1) parts.push(`# Part ${Math.ceil(note / 10)}`);
    parts.push(`Statement ${note} is made here and supported.[${note}]`);
  }
  parts.push('# Notes');
  for (let note = 1; note <= n; note += 1) {
    parts.push(
      `[${note}] Office ${note % 50}. Review of the year number ${note % 70}, 3 May 2012, page ${note}. http://example.org/${note % 90}`,
    );
  }
  return parts.join('\n\n');
}

it('every place lies in the text, blocks do not overlap, and every id that is named exists, whatever the words', () => {
  const word = fc.constantFrom(
    ...[
      '¹',
      '²³',
      '[1]',
      '[2, 3]',
      '(4)',
      '1.',
      '-',
      '*',
      '«',
      '»',
      '“',
      '”',
      ';',
      '.',
      '\n',
      '\t',
      '|',
      'NOTES',
      'CONTENTS',
      'Ibid.',
      'Там же',
    ],
    ...[
      'http://',
      'www.a.b/c',
      '<http://a.b>',
      'page 3',
      'п. 4',
      '10-бап',
      '2012',
      '3 May 2012',
      'km²',
      'Office',
      'Review',
      'op. cit.',
      'e\u0301',
      '\u{1f600}',
    ],
  );
  const block = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
  const kind = fc.constantFrom('heading' as const, 'paragraph' as const, 'list-item' as const, 'note' as const);
  const blocks = fc.array(fc.record({ kind, text: block }), { maxLength: 25 });
  fc.assert(
    fc.property(blocks, (given) => {
      const document = structure(rawOf('', { blocks: given }), 'any', '', []);
      const { text, notes, marks, references, sections } = document;
      let at = -1;
      for (const { start, end } of document.blocks) {
        expect(start).toBeGreaterThan(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      for (const { start, end } of [...notes, ...marks, ...references, ...sections]) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
      const noteIds = new Set(notes.map(({ id }) => id));
      for (const { note } of marks) if (note !== undefined) expect(noteIds).toContain(note);
      const ids = new Set(references.map(({ id }) => id));
      for (const { repeats } of references) if (repeats !== undefined) expect(ids).toContain(repeats);
      expect(notes.flatMap((note) => note.references)).toEqual(
        references.filter(({ note }) => note !== undefined).map(({ id }) => id),
      );
      for (const { places } of document.issues)
        for (const { start, end, exact } of places) expect(text.slice(start, end)).toBe(exact);
    }),
    { numRuns: 300 },
  );
});

it('the same blocks give the same document', () => {
  const raw = rawOf(report(40));
  expect(structure(raw, 'a', 'b', [])).toEqual(structure(raw, 'a', 'b', []));
});

it('resolves thousands of notes in time that grows with their number', () => {
  const timed = (n: number) => {
    const raw = rawOf(report(n));
    const start = performance.now();
    const document = structure(raw, 'a', 'b', []);
    expect(document.marks.filter(({ note }) => note !== undefined)).toHaveLength(n);
    expect(document.references).toHaveLength(n);
    return performance.now() - start;
  };
  timed(500);
  const [few, many] = [timed(1_000), timed(8_000)];
  // Eight times as many: allow double the linear time for a busy machine; quadratic would be 64 times.
  expect(many).toBeLessThan(Math.max(few, 20) * 20);
});

const here = existsSync(SHARED) ? readdirSync(SHARED).find((name) => name.startsWith('003_')) : undefined;
describe.skipIf(here === undefined)(
  'the long report of ../shared/documents (skipped where that folder is absent)',
  () => {
    it('has its notes resolved, the uncalled one named, and one work with 34 places', async () => {
      const raw = await readDocument(here ?? '', readFileSync(join(SHARED, here ?? '')));
      const document = structure(raw, here ?? '', '', []);
      const numbered = document.notes.filter(({ label }) => /^\d+$/.test(label));
      expect(numbered).toHaveLength(184);
      expect(document.marks.every(({ note }) => note !== undefined)).toBe(true);
      const called = new Set(document.marks.map(({ note }) => note));
      expect(numbered.filter(({ id }) => !called.has(id)).map(({ label }) => label)).toEqual(['101']);
      expect(document.issues.map(({ code }) => code)).toEqual(['notes-unused', 'accessed-before-published']);
      const places = new Map<string, number>();
      for (const { work } of document.references) places.set(work, (places.get(work) ?? 0) + 1);
      expect(Math.max(...places.values())).toBe(34);
    });
  },
);

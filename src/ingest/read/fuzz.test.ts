/**
 * Broken files of every format: whatever is done to a file, reading it ends in time with a document or a PlatformError.
 * FUZZ_CASES sets how many mutated files are tried, FUZZ_SEED which. Without it 10,000 in continuous integration, else 240.
 */
import { expect, onTestFinished, test } from 'vitest';
import { endnote, footnote, makeDocx, numbered, p, r, style } from '../../../test/fixtures/ingest/docx.ts';
import { column, makePdf } from '../../../test/fixtures/ingest/pdf.ts';
import { ENGLISH, KAZAKH, RUSSIAN } from '../../../test/fixtures/ingest/words.ts';
import { PlatformError } from '../../core/errors.ts';
import { readDocument } from './index.ts';

const CASES = Number(process.env.FUZZ_CASES ?? (process.env.CI === 'true' ? 10_000 : 240));
const SEED = Number(process.env.FUZZ_SEED ?? 1);

const TEXT = `CONTENTS\n\nForeword\t3\nLaw\t5\n\nFOREWORD\n\n${ENGLISH}¹\n\n- one;\n- two.\n\nTown\tCases\nNorth\t4\nSouth\t5\n\n${RUSSIAN}[2]\n\nENDNOTES\n\n- ¹ A body, page 3.\n- ² Орган, с. 4.\n`;

const FIXTURES: readonly [name: string, bytes: Uint8Array][] = [
  ['a.txt', Buffer.from(TEXT)],
  [
    'a.md',
    Buffer.from(
      `---\ntitle: a\n---\n# H\n\n*${ENGLISH}* [a](b)[^1]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: ${KAZAKH}\n`,
    ),
  ],
  ['wide.txt', Buffer.from(`\ufeff${KAZAKH}\n\n${RUSSIAN}`, 'utf16le')],
  [
    'a.html',
    Buffer.from(
      `<!doctype html><html lang="kk"><head><meta charset="utf-8"><title>a</title><script type="application/ld+json">{"datePublished":"2020"}</script></head><body><nav>x</nav><article><h1>H</h1><p>${KAZAKH}<sup><a href="#n">1</a></sup></p><table><tr><th rowspan=2>a</th><th colspan=2>b</th></tr><tr><td>1</td><td>2</td></tr></table><ol><li id="n">${RUSSIAN}</li></ol></article></body></html>`,
    ),
  ],
  [
    'a.docx',
    makeDocx({
      body: `${p(r('H'), style('H1')) + p(`${r(ENGLISH)}${footnote(1)}${endnote(1)}`) + p(r(RUSSIAN), numbered(1))}<w:tbl><w:tr><w:tc>${p(r('a'))}</w:tc><w:tc>${p(r('b'))}</w:tc></w:tr></w:tbl><w:p><w:ins>${r('x')}</w:ins><w:del/></w:p>`,
      footnotes: `<w:footnote w:id="1">${p(r('A note.'))}</w:footnote>`,
      endnotes: `<w:endnote w:id="1">${p(r('An endnote.'))}</w:endnote>`,
      core: '<dc:title>t</dc:title>',
    }),
  ],
  [
    'a.pdf',
    makePdf(
      [
        [
          { x: 60, y: 760, text: 'Heading', size: 18 },
          ...column(ENGLISH, { x: 60, y: 700, width: 220 }).words,
          ...column(ENGLISH, { x: 320, y: 700, width: 220 }).words,
          { x: 60, y: 60, text: '1 A note.', size: 7 },
        ],
        column(RUSSIAN, { x: 60, y: 700, width: 480 }).words,
      ],
      { title: 'a' },
    ),
  ],
];

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function mutated(bytes: Uint8Array, other: Uint8Array, next: () => number): Uint8Array<ArrayBuffer> {
  const at = (length: number): number => Math.floor(next() * length);
  let out = Uint8Array.from(bytes);
  const rounds = 1 + at(4);
  for (let round = 0; round < rounds && out.length > 0; round++) {
    const start = at(out.length);
    const end = Math.min(out.length, start + 1 + at(next() < 0.5 ? 8 : 400));
    const join = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.concat(parts));
    switch (at(8)) {
      case 0:
        out = out.slice(0, start);
        break;
      case 1:
        for (let flips = 1 + at(20); flips > 0; flips--) out[at(out.length)] = at(256);
        break;
      case 2:
        out = join(out.slice(0, end), out.slice(start));
        break;
      case 3:
        out = join(out.slice(0, start), out.slice(end));
        break;
      case 4:
        out = join(out.slice(0, start), other.slice(at(other.length)), out.slice(end));
        break;
      case 5:
        out.fill(0, start, end);
        break;
      case 6: {
        const piece = out.slice(start, end);
        out = join(out.slice(0, start), ...Array.from({ length: 1 + at(60) }, () => piece), out.slice(end));
        break;
      }
      default:
        // Numbers are where formats keep lengths, offsets and counts.
        for (let place = start; place < end; place++) {
          const byte = out[place] ?? 0;
          if (byte >= 48 && byte <= 57) out[place] = 48 + at(10);
        }
    }
  }
  return out;
}

test(`${CASES} broken files (seed ${SEED})`, { timeout: Math.max(60_000, CASES * 200) }, async () => {
  // pdf.js leaves rejected promises behind in broken files; the reading process lets them pass (see reader.ts).
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', () => {});
  onTestFinished(() => {
    process.removeAllListeners('unhandledRejection');
    for (const listener of listeners) process.on('unhandledRejection', listener);
  });
  const next = random(SEED);
  const pick = (): readonly [string, Uint8Array] =>
    FIXTURES[Math.floor(next() * FIXTURES.length)] ?? ['', new Uint8Array()];
  const outcomes = { read: 0, refused: 0 };
  for (let number = 0; number < CASES; number++) {
    const [name, bytes] = FIXTURES[number % FIXTURES.length] ?? pick();
    const broken = mutated(bytes, pick()[1], next);
    const start = performance.now();
    try {
      const document = await readDocument(next() < 0.1 ? 'wrong.docx' : name, broken);
      expect(Array.isArray(document.blocks)).toBe(true);
      for (const { text, marks } of document.blocks) {
        if (text !== text.normalize('NFC') || !text.isWellFormed())
          throw new Error(`case ${number}: text is not clean`);
        for (const { at, length } of marks ?? [])
          if (at < 0 || at + length > text.length) throw new Error(`case ${number}: a mark lies outside its block`);
      }
      outcomes.read++;
    } catch (error) {
      if (!(error instanceof PlatformError))
        throw new Error(`case ${number} (${name}): ${error instanceof Error ? error.stack : error}`);
      outcomes.refused++;
    }
    expect(performance.now() - start, `case ${number} (${name})`).toBeLessThan(10_000);
  }
  // The last of those promises come after their file.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(outcomes.read).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(0);
});

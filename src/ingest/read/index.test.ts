import { describe, expect, test } from 'vitest';
import { makeDocx, p, r } from '../../../test/fixtures/ingest/docx.ts';
import { column, makePdf } from '../../../test/fixtures/ingest/pdf.ts';
import { ENGLISH, KAZAKH, RUSSIAN } from '../../../test/fixtures/ingest/words.ts';
import { readDocument } from './index.ts';

const pdf = makePdf([column(ENGLISH, { x: 60, y: 700, width: 480 }).words]);
const docx = makeDocx({ body: p(r(KAZAKH)) });
const html = Buffer.from(`<!doctype html><html><body><p>${RUSSIAN}</p></body></html>`);

describe('the format of a file', () => {
  test('is that of its content, and a wrong extension is said', async () => {
    for (const [bytes, type, text] of [
      [pdf, /pdf$/, ENGLISH],
      [docx, /wordprocessing/, KAZAKH],
      [html, /html$/, RUSSIAN],
      [Buffer.from(ENGLISH), /plain$/, ENGLISH],
    ] as const) {
      const { mediaType, blocks, notices } = await readDocument('file.dat', bytes);
      expect(mediaType).toMatch(type);
      expect(blocks[0]?.text).toBe(text);
      expect(notices.join(' ')).not.toMatch(/name ends/);
      const other = type.test('x/pdf') ? 'file.docx' : 'file.pdf';
      expect((await readDocument(other, bytes)).notices[0]).toMatch(
        /^The name ends in \.(?:docx|pdf), but the file is /,
      );
    }
    expect((await readDocument('a.md', Buffer.from('# A heading\n'))).mediaType).toBe('text/markdown');
  });

  test('what is not read is named, with what to do', async () => {
    const refused = async (bytes: Uint8Array, name = 'file.txt') =>
      readDocument(name, bytes).then(
        () => '',
        (error: Error) => `${error.name}: ${error.message}`,
      );
    expect(await refused(Buffer.alloc(0))).toMatch(/^PlatformError: “file.txt” cannot be read: the file is empty/);
    expect(await refused(Buffer.from('\u0089PNG\r\n', 'latin1'))).toMatch(/picture.*OCR/);
    expect(await refused(Buffer.from('{\\rtf1 a}'))).toMatch(/\.rtf/);
    expect(await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toMatch(/before 2007/);
    expect(await refused(Buffer.from([...Array(500).keys()].map((at) => (at * 7) % 32)))).toMatch(
      /formats that are read/,
    );
    expect(await refused(Buffer.alloc(65 * 1024 * 1024))).toMatch(/65 MB; at most 64 MB/);
    expect(await refused(Buffer.from(' \n '))).toMatch(/no text/);
  });

  test('UTF-16 is text, with or without a mark, and binary is not', async () => {
    for (const text of [ENGLISH, RUSSIAN, KAZAKH]) {
      for (const mark of ['\ufeff', '']) {
        const little = Buffer.from(mark + text, 'utf16le');
        for (const bytes of [little, Buffer.from(little).swap16()])
          expect((await readDocument('a.txt', bytes)).blocks[0]?.text).toBe(text);
      }
    }
    // Every byte as often as any other, in no order.
    const binary = Uint8Array.from({ length: 20_000 }, (_, at) => ((at + 1) * 2_654_435_761) >>> 21);
    await expect(readDocument('a.txt', binary)).rejects.toThrow(/is not text/);
  });

  test('what is too long to be a word is left out, and said', async () => {
    const text = `${ENGLISH}\n\nA picture: ${'iVBORw0KGgo'.repeat(1000)} and ${'.'.repeat(100_000)} a line.\n`;
    const { blocks, left } = await readDocument('a.txt', Buffer.from(text));
    expect(blocks.map((block) => block.text)).toEqual([ENGLISH, 'A picture: … and … a line.']);
    expect(left).toEqual([{ what: 'stretches of more than 2000 signs without a space', count: 2 }]);
  });

  test('more text than documents have is refused, and none is said', async () => {
    await expect(readDocument('a.txt', Buffer.from('word '.repeat(30)), { limits: { text: 100 } })).rejects.toThrow(
      /letters of text.*Split it/,
    );
    const many = makeDocx({ body: p(r(KAZAKH)).repeat(3) });
    await expect(readDocument('a.docx', many, { limits: { text: KAZAKH.length * 2 } })).rejects.toThrow(/Split it/);
    expect((await readDocument('a.docx', makeDocx({ body: '' }))).notices[0]).toMatch(/^No running text/);
  });

  test('a reader that is told to stop stops', async () => {
    for (const bytes of [pdf, docx, html])
      await expect(readDocument('a', bytes, { signal: AbortSignal.abort() })).rejects.toMatchObject({
        refusal: 'unavailable',
      });
  });
});

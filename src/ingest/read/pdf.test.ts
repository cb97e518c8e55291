import { describe, expect, test } from 'vitest';
import { column, makePdf, type Words } from '../../../test/fixtures/ingest/pdf.ts';
import { ENGLISH, KAZAKH, RUSSIAN } from '../../../test/fixtures/ingest/words.ts';
import { readDocument } from './index.ts';

const read = (bytes: Uint8Array) => readDocument('report.pdf', bytes);
const wide = { x: 60, width: 480 };

/** A page of a report: running head, heading, text, page number. */
function page(number: number, text: string, heading = ''): Words[] {
  return [
    { x: 60, y: 770, text: 'COUNTRY REPORT', size: 8 },
    ...(heading === '' ? [] : [{ x: 60, y: 730, text: heading, size: 16 }]),
    ...column(text, { ...wide, y: 700 }).words,
    { x: 300, y: 30, text: String(number), size: 8 },
  ];
}

describe('a PDF of text', () => {
  test('headings by size, paragraphs over lines, three languages, heads and page numbers taken off', async () => {
    const { blocks, left, title, notices } = await read(
      makePdf([page(7, ENGLISH, 'Prevention'), page(8, RUSSIAN, 'Профилактика'), page(9, KAZAKH, 'Алдын алу')], {
        title: 'Есеп',
      }),
    );
    expect(blocks.map(({ kind, level, text, page: label }) => `${label} ${kind}${level ?? ''}: ${text}`)).toEqual([
      '7 heading1: Prevention',
      `7 paragraph: ${ENGLISH}`,
      '8 heading1: Профилактика',
      `8 paragraph: ${RUSSIAN}`,
      '9 heading1: Алдын алу',
      `9 paragraph: ${KAZAKH}`,
    ]);
    expect(left).toEqual([
      { what: 'running heads', count: 3 },
      { what: 'page numbers', count: 3 },
    ]);
    expect(title).toBe('Есеп');
    expect(notices[0]).toContain('2021-03-04');
  });

  test('columns are read one after the other, and a word cut at a line end is whole', async () => {
    const half = { width: 225, y: 680 };
    const [one, other] = [
      column(`${RUSSIAN} Конец первой колонки.`, { ...half, x: 60 }),
      column(`${RUSSIAN} Конец второй колонки.`, { ...half, x: 315 }),
    ];
    const { blocks } = await read(
      makePdf([
        [{ x: 60, y: 740, text: 'Заголовок над двумя колонками текста', size: 18 }, ...one.words, ...other.words],
      ]),
    );
    expect(blocks.map(({ text }) => text)).toEqual([
      'Заголовок над двумя колонками текста',
      `${RUSSIAN} Конец первой колонки.`,
      `${RUSSIAN} Конец второй колонки.`,
    ]);
    const cut = await read(
      makePdf([
        [
          { x: 60, y: 700, text: 'The plan names three centres for the child-' },
          { x: 60, y: 688, text: 'ren of the town, and two of them are new to it.' },
        ],
      ]),
    );
    expect(cut.blocks[0]?.text).toBe(
      'The plan names three centres for the children of the town, and two of them are new to it.',
    );
  });

  test('footnotes at the foot are notes, raised digits their marks, and a paragraph runs on over the page', async () => {
    const first: Words[] = [
      ...column(ENGLISH, { ...wide, y: 700 }).words,
      { x: 60, y: 600, text: 'There are 36 homes' },
      { x: 150, y: 604, text: '1', size: 6 },
      { x: 156, y: 600, text: 'in the north of the country and the ministry says that it will' },
      { x: 60, y: 80, text: '1', size: 5 },
      { x: 64, y: 77, text: 'A Ministry. Annual report of the year 2016 on the homes for', size: 8 },
      { x: 60, y: 67, text: 'children, page 4.', size: 8 },
    ];
    const second: Words[] = [
      { x: 60, y: 700, text: 'open four more of them.' },
      { x: 175, y: 704, text: '2', size: 6 },
      ...column(ENGLISH, { ...wide, y: 660 }).words,
      { x: 60, y: 67, text: '2 The same, page 5.', size: 8 },
    ];
    const { blocks } = await read(makePdf([first, second], { labels: true }));
    expect(blocks.map(({ kind, note, page: label }) => `${label} ${kind}${note?.label ?? ''}`)).toEqual([
      'i paragraph',
      'i paragraph',
      'i note1',
      '1 paragraph',
      '1 note2',
    ]);
    expect(blocks[1]?.text).toBe(
      'There are 36 homes¹ in the north of the country and the ministry says that it will open four more of them.²',
    );
    expect(blocks[1]?.marks?.map(({ label }) => label)).toEqual(['1', '2']);
    expect(blocks[2]?.text).toBe('A Ministry. Annual report of the year 2016 on the homes for children, page 4.');
  });

  test('a running head that changes is known by the number of its page', async () => {
    const pages = [RUSSIAN, ENGLISH, KAZAKH].map((text, at): Words[] => [
      { x: 60, y: 770, text: `${['Право', 'Помощь', 'Суд'][at]} ${at + 41}`, size: 8 },
      ...column(text, { ...wide, y: 700 }).words,
    ]);
    const { blocks, left } = await read(makePdf(pages));
    expect(blocks.map(({ text, page: label }) => `${label} ${text}`)).toEqual([
      `41 ${RUSSIAN}`,
      `42 ${ENGLISH}`,
      `43 ${KAZAKH}`,
    ]);
    expect(left).toEqual([{ what: 'running heads', count: 3 }]);
  });

  test('tables are tables', async () => {
    const rows = [
      ['Town', 'Cases', 'Courts'],
      ['North', '14', '3'],
      ['South', '21', '4'],
      ['East', '5', '1'],
    ];
    const words = rows.flatMap((row, at) =>
      row.map((text, column) => ({ x: 60 + column * 150, y: 600 - at * 14, text })),
    );
    const { blocks } = await read(makePdf([[...column(ENGLISH, { ...wide, y: 700 }).words, ...words]]));
    expect(blocks[1]).toMatchObject({ kind: 'table', rows, headerRows: 1 });
  });

  test('300 pages take less than 15 s', async () => {
    const words = Array(8).fill(ENGLISH).join(' ').split(' ');
    const pages = Array.from({ length: 300 }, (_, at) =>
      page(at + 1, [...words.slice(at), ...words.slice(0, at)].join(' '), `Section ${at + 1}`),
    );
    const start = performance.now();
    let steps = 0;
    const { blocks } = await readDocument('long.pdf', makePdf(pages), { onProgress: () => steps++ });
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(blocks.length).toBeGreaterThanOrEqual(600);
    expect(steps).toBe(300);
  });
});

describe('PDFs that are refused', () => {
  test('a scan, with what to do', async () => {
    await expect(read(makePdf([[], []]))).rejects.toThrow(/“report.pdf” cannot be read: .* scan\. .*OCR/);
  });

  test('a page without text among others is said', async () => {
    const { notices } = await read(makePdf([page(1, ENGLISH), [], page(3, ENGLISH)]));
    expect(notices.join(' ')).toMatch(/Page 2 without text/);
  });

  test('a password, a cut file, a broken one', async () => {
    await expect(read(makePdf([page(1, ENGLISH)], { password: true }))).rejects.toThrow(/password/);
    await expect(read(Buffer.from('%PDF-1.7\n%broken'))).rejects.toThrow(/damaged|cut off/);
    await expect(readDocument('a.pdf', makePdf([page(1, ENGLISH)]), { limits: { pages: 0 } })).rejects.toThrow(/pages/);
  });
});

test('a word a billion points off the page keeps nobody waiting', async () => {
  const away = page(1, ENGLISH);
  const { blocks } = await read(makePdf([[...away, { x: 4e9, y: 600, text: 'away' }]]));
  expect(blocks.some(({ text }) => text.includes(ENGLISH.slice(0, 40)))).toBe(true);
}, 60_000);

test('pages that are alike to the last row keep their text', async () => {
  const same: Words[] = [{ x: 60, y: 700, text: 'A notice of one line, printed three times over.', size: 11 }];
  const { blocks } = await read(makePdf([same, same, same]));
  expect(blocks.map(({ text }) => text).join(' ')).toContain('A notice of one line');
});

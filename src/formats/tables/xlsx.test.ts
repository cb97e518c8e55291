import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { columnName, type Row } from './table.ts';
import { openWorkbook } from './xlsx-read.ts';
import { workbook } from './xlsx-write.ts';

const folder = mkdtempSync(join(tmpdir(), 'dutybearer-xlsx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(bytes: Uint8Array): Promise<Row[]> {
  const file = join(folder, 'book.xlsx');
  writeFileSync(file, bytes);
  const book = await openWorkbook(file, 'book.xlsx');
  try {
    const rows: Row[] = [];
    for await (const batch of book.rows(book.sheets[0]?.name ?? '', { formulas: 0, hiddenRows: 0 }))
      rows.push(...batch);
    return rows;
  } finally {
    await book.close();
  }
}

test('what is written is read back: texts of every kind, numbers, truth; nothing is a formula', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary', minLength: 1 }),
            fc.double({ noNaN: true, noDefaultInfinity: true }),
            fc.boolean(),
          ),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        { minLength: 1, maxLength: 5 },
      ),
      async (rows) => {
        const well = rows.map((row) =>
          row.map((cell) => (typeof cell === 'string' ? cell.toWellFormed() : cell === 0 ? 0 : cell)),
        );
        const bytes = workbook([{ name: 'A', header: ['head'], rows: well }]);
        expect(bytes).toEqual(workbook([{ name: 'A', header: ['head'], rows: well }]));
        const [, ...back] = await read(bytes);
        expect(back.map(({ cells }) => cells)).toEqual(well);
      },
    ),
    { numRuns: 60 },
  );
});

test('columns are named as spreadsheets name them', () => {
  expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
});

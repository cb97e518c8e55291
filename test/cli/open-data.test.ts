/** export FILE --format zip, sqlite, datapackage: all of the record as open data. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { dutybearer, ROOT } from '../support/cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'dutybearer-open-data-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const DATA = ['--data', join(ROOT, 'data')];

test('writes one SQLite file, and replaces it whole', async () => {
  const file = join(folder, 'record.sqlite');
  for (let n = 0; n < 2; n++) {
    const { code, out, err } = await dutybearer(['export', file, '--format', 'sqlite', '--json', ...DATA]);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ file, format: 'sqlite', revision: 0 });
  }
  const database = new DatabaseSync(file, { readOnly: true });
  expect(database.prepare('select count(*) as n from country').get()?.n).toBeGreaterThan(190);
  expect(database.prepare("select text from about where name = 'licence'").get()?.text).toContain('Attribution 4.0');
  database.close();
}, 60_000);

test('writes the CSV package; options of tables are refused with what to write instead', async () => {
  const file = join(folder, 'record.zip');
  expect((await dutybearer(['export', file, '--format', 'datapackage', ...DATA])).code).toBe(0);
  expect(statSync(file).size).toBeGreaterThan(100_000);
  const { code, err } = await dutybearer(['export', file, '--format', 'zip', '--country', 'kaz']);
  expect(code).toBe(2);
  expect(err).toContain('export FILE');
}, 60_000);

test('a place that cannot be written is told, and nothing is left behind', async () => {
  const { code, err } = await dutybearer(['export', join(folder, 'none/x.sqlite'), '--format', 'sqlite', ...DATA]);
  expect(code).not.toBe(0);
  expect(err).toContain('none/x.sqlite');
  expect(err).not.toContain(' at ');
}, 60_000);

/** figures: series and what may be shown of them, over a dataset folder. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { onDay } from '../support/law.ts';

const DATA = mkdtempSync(join(tmpdir(), 'figures-'));
mkdirSync(join(DATA, 'countries/xaa'), { recursive: true });
writeFileSync(join(DATA, 'countries/xaa/country.yaml'), 'country:\n- id: xaa\n  name: Exampleland\n  alpha2: XA\n');
writeFileSync(
  join(DATA, 'countries/xaa/sources.yaml'),
  'source:\n- id: xaa/source/report\n  title: Report\n  type: report\n  published: "2013"\n',
);
writeFileSync(
  join(DATA, 'countries/xaa/statistics.yaml'),
  `series:
- id: xaa/series/found
  title: Children found
  topic: trafficking
  unit: children
  children: true
  observations:
  - period: "2020"
    value: 46
    breakdown:
      "area: North": 4
      "area: South": 42
    citations:
    - source: xaa/source/report
  - period: "2024"
    value: 30
    citations:
    - source: xaa/source/report
`,
);

const run = (...args: string[]) => onDay(['figures', ...args, '--data', DATA]);

describe('figures', () => {
  test('lists the series of a country by subject with the newest figure', async () => {
    const { code, out } = await run('xaa');
    expect(code).toBe(0);
    expect(out).toContain('Exampleland, on');
    expect(out).toContain('1 series.');
    expect(out).toContain('Children found: 30 (2024); 2 figures');
  });

  test('shows one series, with small counts as ranges and the years with nothing on file', async () => {
    const { out } = await run('xaa', 'found');
    expect(out).toContain('area: North: fewer than 10');
    expect(out).toContain('area: South: 10 or more');
    expect(out).toContain('2021 to 2023: nothing on file, which is not zero.');
    expect(out).not.toContain('42');
  });

  test('gives the same as JSON and CSV, as of a day', async () => {
    const { out } = await run('xaa', 'found', '--as-of', '2021-06-01', '--json');
    const { asOf, licence, series } = JSON.parse(out);
    expect({ asOf, licence }).toEqual({ asOf: '2021-06-01', licence: 'CC-BY-4.0' });
    expect(series[0].observations).toHaveLength(1);
    expect(series[0].observations[0].breakdown).toEqual({
      'area: North': { high: 9, withheld: 'small' },
      'area: South': { low: 10, withheld: 'subtraction' },
    });
    const table = await run('xaa', '--csv');
    expect(table.out.split('\r\n')[0]).toMatch(/^series,title,unit/);
    expect(table.out).not.toContain('42');
  });

  test('names what is near to a series or subject that is not there', async () => {
    expect(await run('xaa', 'foun')).toMatchObject({ code: 4, err: expect.stringContaining('Did you mean found?') });
    expect(await run('xaa', '--topic', 'x')).toMatchObject({
      code: 4,
      err: expect.stringContaining('Subjects: trafficking'),
    });
  });
});

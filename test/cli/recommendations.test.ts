/** recommendations: the ledger of a state and suggestions of threads, over a dataset folder. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { onDay } from '../support/law.ts';

const DATA = mkdtempSync(join(tmpdir(), 'recommendations-'));
mkdirSync(join(DATA, 'countries/xaa'), { recursive: true });
writeFileSync(join(DATA, 'countries/xaa/country.yaml'), 'country:\n- id: xaa\n  name: Exampleland\n  alpha2: XA\n');
writeFileSync(
  join(DATA, 'countries/xaa/sources.yaml'),
  'source:\n- id: xaa/source/report\n  title: Report\n  type: report\n  published: "2013"\n',
);
const record = (id: string, body: string, date: string, text: string, more = '') => `- id: xaa/recommendation/${id}
  body: ${body}
  date: "${date}"
  text: ${text}
${more}  citations:
  - source: xaa/source/report
`;
writeFileSync(
  join(DATA, 'countries/xaa/recommendations.yaml'),
  `recommendation:
${record(
  'a/1',
  'First Committee',
  '2010',
  'Abolish double criminality for offences abroad.',
  `  progress:
  - date: "2012"
    by: independent
    status: not-done
    citations:
    - source: xaa/source/report
  - date: "2012"
    by: state
    who: Government
    status: done
    citations:
    - source: xaa/source/report
`,
)}${record('b/1', 'Second Committee', '2014', 'Double criminality abroad should be abolished.')}${record(
  'c/1',
  'Second Committee',
  '2016',
  'Train social workers.',
)}`,
);

const run = (...args: string[]) => onDay(['recommendations', ...args, '--data', DATA]);

describe('recommendations', () => {
  test('lists what was asked with both verdicts, newest first', async () => {
    const { code, out } = await run('xaa');
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain('3 of 3 recommendations: 1 not done, 2 no evidence.');
    expect(out).toContain('the state says: done');
    expect(out.indexOf('Train')).toBeLessThan(out.indexOf('Abolish'));
  });

  test('keeps to what is open, to a body and to a day', async () => {
    expect((await run('xaa', '--open')).out).toContain('1 of 3 recommendations');
    expect((await run('xaa', '--body', 'second')).out).toContain('2 of 3 recommendations');
    expect((await run('xaa', '--as-of', '2011')).out).toContain('1 of 1 recommendation: 1 no evidence.');
  });

  test('suggests pairs and links nothing', async () => {
    const { out } = await run('xaa', '--suggest', '--json');
    expect(JSON.parse(out).suggestions).toMatchObject([
      { first: 'xaa/recommendation/a/1', second: 'xaa/recommendation/b/1' },
    ]);
    expect((await run('xaa', '--json')).out).not.toContain('"thread"');
  });

  test('says what it does not know, and what may have been meant', async () => {
    const { code, err } = await run('xaa', '--body', 'committee');
    expect(code).toBe(2);
    for (const slug of ['first-committee', 'second-committee']) expect(err).toContain(slug);
    expect((await run('xaa', '--theme', 'rio/1')).code).toBe(2);
  });
});

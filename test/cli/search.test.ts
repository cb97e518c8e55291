/** search: over a dataset folder and over a store, for people and for programs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { temporaryFolder } from '../support/stores.ts';

async function search(args: readonly string[], environment: Record<string, string> = {}) {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const context = {
    out: stream('out'),
    err: stream('err'),
    environment,
    clock: () => new Date('2026-11-22T12:00:00Z'),
    exitCode: 0,
  };
  const code = await run(['search', ...args], context);
  return { code, ...written };
}

function dataset(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'countries/xaa/laws'), { recursive: true });
  writeFileSync(join(folder, 'countries/xaa/country.yaml'), 'country:\n- id: xaa\n  name: Exampleland\n  alpha2: XA\n');
  writeFileSync(
    join(folder, 'countries/xaa/sources.yaml'),
    'source:\n- id: xaa/source/report\n  title: A report\n  type: report\n  published: "2013"\n',
  );
  writeFileSync(
    join(folder, 'countries/xaa/laws/code.yaml'),
    `law:
- id: xaa/law/code
  title: Criminal Code
  type: code
  from: "2015"
  citations:
  - source: xaa/source/report
provision:
- id: xaa/law/code/134
  law: xaa/law/code
  number: "134"
  heading:
    en: Trafficking in children
    ru: Торговля детьми
  versions:
  - from: "2015-01-01"
    summary: Imprisonment of five to ten years.
    citations:
    - source: xaa/source/report
`,
  );
  return folder;
}

test('finds words in any form, articles as they are cited, and says what it corrected', async () => {
  const data = dataset();
  const { out, err, code } = await search(['торговлей детей', '--data', data]);
  expect({ err, code }).toEqual({ err: '', code: 0 });
  expect(out).toContain('1 result.\n\nxaa/law/code/134\n  provision, xaa, 2015, ru\n  Торговля детьми\n');
  expect((await search(['ст. 134', '--data', data])).out).toContain('xaa/law/code/134');
  expect((await search(['ст. 134', '--as-of', '2010', '--data', data])).out).toBe('Nothing found, as of 2010-01-01.\n');
  expect((await search(['traficking', '--data', data])).out).toContain(
    'Searched for trafficking instead of “traficking”, which stands nowhere.',
  );
});

test('narrows, limits and writes JSON, from the store as from a folder', async () => {
  const data = dataset();
  const narrowed = ['report', '--kind', 'source', '--country', 'Exampleland', '--year', '2013', '--language', 'en'];
  const { out } = await search([...narrowed, '--limit', '1', '--json', '--data', data]);
  expect(JSON.parse(out)).toMatchObject({
    records: 1,
    hits: [{ id: 'xaa/source/report', snippet: { text: 'A report', marks: [[2, 8]] } }],
  });
  const store = { DUTYBEARER_DATA: join(temporaryFolder(), 'store') };
  expect((await search(['art 134', '--limit', '1'], store)).out).toContain('kaz/law/criminal-code-2014/134');
}, 60_000);

test('refuses what is too long, and options that make no sense', async () => {
  const data = dataset();
  expect(await search(['x'.repeat(501), '--data', data])).toMatchObject({
    err: 'dutybearer: A search takes at most 500 characters; this one has 501.\n',
    out: '',
  });
  expect((await search(['x', '--limit', '0', '--data', data])).code).toBe(2);
  expect((await search(['x', '--kind', 'nothing', '--data', data])).code).toBe(2);
  expect((await search(['x', '--country', 'Nowhere', '--data', data])).code).toBe(4);
});

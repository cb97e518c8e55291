/**
 * The documents beside the repository, read, structured and cross-checked: what a careful reader finds is found, and
 * hardly anything else. Nothing of their wording stands here; places are told by numbers.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CrossIssue, crosscheckDocument, crosscheckRecord } from '../../src/core/crosscheck/index.ts';
import { createDataset } from '../../src/core/dataset.ts';
import { firstDay } from '../../src/core/time.ts';
import { readDataset } from '../../src/formats/dataset.ts';
import { candidatesIn } from '../../src/ingest/candidates/index.ts';
import { readDocument } from '../../src/ingest/read/index.ts';
import { structure } from '../../src/ingest/structure/index.ts';

const FOLDER = resolve('../shared/documents');
const isThere = existsSync(FOLDER);
if (!isThere) console.warn(`Skipped: ${FOLDER} is not there, so no real document can be cross-checked.`);

const { records } = await readDataset('data');
const dataset = createDataset(records);

async function issuesOf(prefix: string): Promise<readonly CrossIssue[]> {
  const name = (await readdir(FOLDER)).find((file) => file.startsWith(prefix));
  if (name === undefined) throw new Error(`There is no document ${prefix} in ${FOLDER}.`);
  const raw = await readDocument(name, await readFile(resolve(FOLDER, name)));
  const sources = dataset.all('source');
  const document = structure(raw, name, '0'.repeat(64), sources);
  const candidates = candidatesIn(document, { dataset, country: 'kaz' });
  return crosscheckDocument(document, candidates, dataset, 'kaz').issues;
}

const counts = (issues: readonly CrossIssue[]) => {
  const found: Record<string, number> = {};
  for (const { code } of issues) found[code] = (found[code] ?? 0) + 1;
  return found;
};

/** The codes that a careful reader of each document expects, at least this many times. */
const EXPECTED: readonly (readonly [string, Record<string, number>])[] = [
  ['001', { 'acronym-unexplained': 1 }],
  ['002', { 'law-amended-since': 1, 'law-replaced-not-amended': 1, 'acronym-unexplained': 2 }],
  [
    '003',
    {
      'treaty-before-adoption': 1,
      'treaty-two-dates': 1,
      'money-conversion': 1,
      'accessed-before-published': 1,
      'work-two-dates': 1,
      'notes-unused': 1,
      'figure-two-values': 1,
      'percentage-against-counts': 1,
      'one-number-several-things': 1,
      'age-bounds': 1,
      'age-unspecified': 1,
      'finding-against-record': 1,
      'provision-wrong-code': 1,
      'deprecated-term': 5,
    },
  ],
  ['004', { 'figure-two-values': 1, 'name-spellings': 2, 'identity-exposed': 1 }],
];

/** Reports judged wrong by hand; more than this, or more reports in all, need judging again. */
const MOST: Record<string, number> = { '000': 2, '001': 2, '002': 8, '003': 40, '004': 7 };

describe.skipIf(!isThere)('in the documents beside the repository', () => {
  test.each(EXPECTED)('%s has what a careful reader finds', async (prefix, expected) => {
    const found = counts(await issuesOf(prefix));
    for (const [code, least] of Object.entries(expected))
      expect(found[code] ?? 0, `${code} in ${prefix}`).toBeGreaterThanOrEqual(least);
  });

  test.each(Object.entries(MOST))('%s has no more than was judged', async (prefix, most) => {
    expect((await issuesOf(prefix)).length).toBeLessThanOrEqual(most);
  });
});

test('no name of a person in a case, no impossible date and no share over a hundred stands in the record', () => {
  const { issues } = crosscheckRecord(dataset, 'kaz', firstDay('2026-12-31'));
  expect(issues.filter(({ severity, contradiction }) => severity === 'error' && contradiction === undefined)).toEqual(
    [],
  );
});

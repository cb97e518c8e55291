import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseFiles, readDataset, writeDataset } from './dataset.ts';

const CODEBOOK = {
  name: 'codebook/questions.yaml',
  text: `question:
- id: consent.age
  wording: From what age?
  type: integer
  strength: higher
- id: consent.close-in-age
  wording: Are peers exempt?
  type: boolean
  strength: yes
`,
};
const SOURCES = { name: 'sources.yaml', text: `source:\n- id: source/gazette\n  title: Gazette\n  type: law\n` };
const findings = (text: string) => ({ name: 'countries/xaa/findings.yaml', text });
const COUNTRY = { name: 'countries/xaa/country.yaml', text: `country:\n- id: xaa\n  name: Invented\n  alpha2: XA\n` };

const FINDING = `finding:
- id: xaa/finding/consent.age/one
  question: consent.age
  value: 16
  from: "2012"
  citations:
  - source: source/gazette
  readOn: "2012"
  review: draft
`;

const report = (...files: { name: string; text: string }[]) =>
  parseFiles(files).issues.map(
    ({ code, message, place }) => `${place?.file}:${place?.line}:${place?.column} ${code}: ${message}`,
  );

describe('reading', () => {
  test('gives records their kind and their country', () => {
    const { records, issues } = parseFiles([CODEBOOK, SOURCES, COUNTRY, findings(FINDING)]);
    expect(issues).toEqual([]);
    expect(records.at(-1)).toMatchObject({ kind: 'finding', country: 'xaa', from: '2012', value: 16 });
  });

  test('reports every problem of every file at once, each at its place with its remedy', () => {
    expect(
      report(
        { name: 'codebook/questions.yaml', text: 'question:\n- id: consent.age\n  wording: "\n' },
        {
          name: 'sources.yaml',
          text: 'sauce:\n- id: source/gazette\nsource:\n- id: source/gazette\n  titel: Gazette\n  title: Gazette\n  type: gossip\n',
        },
        findings(FINDING.replace('value: 16', 'value: 16\n  to: "2011"').replace('source/gazette', 'source/gazete')),
      ),
    ).toEqual([
      expect.stringMatching(/^codebook\/questions.yaml:\d+:\d+ invalid-yaml: /),
      'countries/xaa/findings.yaml:3:13 dangling-reference: There is no question “consent.age”. Add it, or correct the id.',
      'countries/xaa/findings.yaml:5:7 period-reversed: The period ends (2011) on or before the day it begins (2012). “to” is the first day after it.',
      'countries/xaa/findings.yaml:8:13 dangling-reference: There is no source “source/gazete”. Add it, or correct the id.',
      'sources.yaml:1:1 unknown-kind: “sauce” is not a kind of record. Did you mean source?',
      'sources.yaml:5:3 invalid-record: “titel” is not a field of source. Did you mean title?',
      expect.stringMatching(/^sources.yaml:7:9 invalid-record: “type” must be one of law, report, .* not "gossip".$/),
    ]);
  });

  test('a year without quotes is told apart from a date', () => {
    expect(report(CODEBOOK, SOURCES, COUNTRY, findings(FINDING.replace('from: "2012"', 'from: 2012')))).toEqual([
      'countries/xaa/findings.yaml:5:9 invalid-record: “from” must be text, not 2012.',
    ]);
  });

  test('an answer its question does not take is refused', () => {
    expect(report(CODEBOOK, SOURCES, COUNTRY, findings(FINDING.replace('value: 16', 'value: sixteen')))).toEqual([
      'countries/xaa/findings.yaml:4:10 wrong-answer: "sixteen" is not an answer to “consent.age”, which takes a whole number; or write no-information.',
    ]);
  });

  test('a question whose strength orders another type of answer is refused', () => {
    expect(report({ ...CODEBOOK, text: CODEBOOK.text.replace('strength: higher', 'strength: yes') })).toEqual([
      expect.stringContaining('“strength” must be yes or no for a boolean'),
    ]);
  });

  test('an address that is not of the web, which a page would link to, is refused', () => {
    const text = SOURCES.text.replace('type: law', 'type: law\n  url: "javascript:alert(1)"');
    expect(report({ ...SOURCES, text })).toEqual([
      expect.stringContaining('“url” must be a web address that begins with https:// or http://'),
    ]);
  });

  test('a record in the wrong file is told where it belongs', () => {
    expect(report(CODEBOOK, SOURCES, COUNTRY, { name: 'countries/xaa/events.yaml', text: FINDING })).toEqual([
      'countries/xaa/events.yaml:2:7 misplaced-record: “xaa/finding/consent.age/one” (finding) stands in countries/xaa/events.yaml, but belongs in countries/xaa/findings.yaml. Move it, or change its id.',
    ]);
  });

  test('every field that a record does not have is named', () => {
    const text = SOURCES.text.replace('type: law', 'type: law\n  titel: A\n  colour: red');
    expect(report({ ...SOURCES, text })).toEqual([
      expect.stringContaining('sources.yaml:5:3 invalid-record: “titel” is not a field of source. Did you mean title?'),
      expect.stringContaining('sources.yaml:6:3 invalid-record: “colour” is not a field of source. Fields of source: '),
    ]);
  });

  test('a record with a problem of its own is not said to be missing where others refer to it', () => {
    const text = SOURCES.text.replace('title: Gazette', 'titel: Gazette\n  title: Gazette');
    expect(report(CODEBOOK, COUNTRY, findings(FINDING), { ...SOURCES, text })).toEqual([
      expect.stringContaining('“titel” is not a field of source'),
    ]);
  });

  test('one wrong name in many records costs one search for what was meant', () => {
    const many = Array.from({ length: 5000 }, (_, n) => FINDING.replace('finding:\n', '').replace('/one', `/n${n}`));
    const text = `finding:\n${many.join('')}`.replaceAll('source/gazette', 'source/gazete');
    const found = report(CODEBOOK, COUNTRY, SOURCES, findings(text));
    expect(found).toHaveLength(5000);
    expect(new Set(found.map((line) => line.slice(line.indexOf(' '))))).toEqual(
      new Set([' dangling-reference: There is no source “source/gazete”. Did you mean source/gazette?']),
    );
  });

  test('aliases, which could unfold without end, are refused', () => {
    expect(
      report({ name: 'sources.yaml', text: 'source:\n- &a {id: source/a, title: A, type: law}\n- *a\n' }).join(),
    ).toContain('alias');
  });
});

test('files in hidden folders are not part of a dataset', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dutybearer-dataset-'));
  await mkdir(join(folder, '.github'));
  await writeFile(join(folder, '.github', 'workflow.yaml'), 'on: push\n');
  await writeFile(join(folder, SOURCES.name), SOURCES.text);
  const { records, issues } = await readDataset(folder);
  await rm(folder, { recursive: true });
  expect(issues).toEqual([]);
  expect(records.map(({ id }) => id)).toEqual(['source/gazette']);
});

describe('writing', () => {
  test('what was read from a canonical folder is written as the same bytes', () => {
    const files = [CODEBOOK, COUNTRY, findings(FINDING), SOURCES];
    const { records } = parseFiles(files);
    const written = writeDataset(records);
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(files.map(({ name, text }) => [name, text])));
  });

  test('orders keys by the schema and records by id, numbers as people read them', () => {
    const shuffled = {
      name: 'sources.yaml',
      text: 'source:\n- type: law\n  title: Ten\n  id: source/n10\n- type: law\n  title: Two\n  id: source/n2\n',
    };
    const text = writeDataset(parseFiles([shuffled]).records).get('sources.yaml');
    expect(text).toBe(
      'source:\n- id: source/n2\n  title: Two\n  type: law\n- id: source/n10\n  title: Ten\n  type: law\n',
    );
  });
});

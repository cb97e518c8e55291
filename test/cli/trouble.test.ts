/** Bad input and wrong usage: everything is reported with its place and remedy, all at once, and nothing is changed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dutybearer, emptyStore, ending, start } from '../support/cli.ts';

const SIGNED = ['--author', 'A. Tester', '--reason', 'A test'];

/** Every problem of test/fixtures/broken: file below it, line, column, part of the message, code. */
const PROBLEMS: readonly (readonly [file: string, line: number, column: number, message: string, code: string])[] = [
  ['countries/xaa/events.yaml', 6, 1, 'Missing closing "quote', 'invalid-yaml'],
  ['countries/xaa/findings.yaml', 6, 7, '“to” is the first day after it', 'period-reversed'],
  ['countries/xaa/findings.yaml', 16, 13, 'Did you mean xaa/source/report?', 'dangling-reference'],
  ['countries/xaa/findings.yaml', 21, 10, 'takes one of national, none', 'wrong-answer'],
  ['countries/xaa/findings.yaml', 30, 9, 'must be a calendar date such as 2011', 'invalid-record'],
  ['countries/xaa/findings.yaml', 34, 11, 'must be one of draft, reviewed, validated', 'invalid-record'],
  ['countries/xaa/findings.yaml', 35, 3, '“value”', 'invalid-record'],
  ['countries/xaa/findings.yaml', 37, 3, 'Did you mean value?', 'invalid-record'],
  ['countries/xaa/findings.yaml', 39, 14, 'must name at least one source', 'invalid-record'],
  ['countries/xaa/findings.yaml', 50, 9, '“rankReason” must say why', 'reason-missing'],
  ['countries/xaa/findings.yaml', 51, 1, 'Did you mean finding?', 'unknown-kind'],
  ['countries/xaa/laws/penal-code.yaml', 10, 11, '“number” must be text, not 7', 'invalid-record'],
  ['countries/xaa/laws/penal-code.yaml', 27, 5, 'End that one on the day this one begins', 'overlapping-versions'],
  ['countries/xaa/plans.yaml', 2, 7, 'belongs in countries/xaa/events.yaml', 'misplaced-record'],
  ['countries/xaa/sources.yaml', 5, 15, 'Succession runs in a circle', 'cyclic-succession'],
  ['countries/xaa/sources.yaml', 12, 7, 'Give this source an id of its own', 'duplicate-id'],
  ['frameworks/protection.yaml', 21, 11, 'Did you mean consent.age?', 'rule-unknown-question'],
  ['frameworks/protection.yaml', 30, 9, 'cannot be compared. Write consent.peers-exempt', 'rule-type'],
  ['frameworks/protection.yaml', 38, 7, 'Did you mean met?', 'rule-status'],
  ['frameworks/protection.yaml', 48, 7, '“partly-met” can never come out', 'rule-unreachable'],
  ['frameworks/protection.yaml', 59, 9, 'Did you mean all or any', 'rule-syntax'],
];

const BROKEN = 'test/fixtures/broken';

function expectEveryProblem(text: string): void {
  const lines = text.split('\n').filter((line) => line.startsWith(BROKEN));
  expect(lines).toHaveLength(PROBLEMS.length);
  for (const [index, [file, line, column, message, code]] of PROBLEMS.entries()) {
    expect(lines[index]).toContain(`${BROKEN}/${file}:${line}:${column}: `);
    expect(lines[index]).toContain(message);
    expect(lines[index]?.endsWith(`(${code})`)).toBe(true);
  }
}

describe('a broken dataset', () => {
  test('check lists every problem at once, each with its place and remedy, and ends with 1', async () => {
    const { code, out, err } = await dutybearer(['check', BROKEN]);
    expect(code).toBe(1);
    expectEveryProblem(out);
    expect(err).toContain('21 problems');
  });

  test('check gives the same as JSON', async () => {
    const { code, out } = await dutybearer(['check', BROKEN, '--json']);
    expect(code).toBe(1);
    const { issues } = JSON.parse(out);
    expect(issues.map(({ code, place }: Issue) => [place.file, place.line, place.column, code])).toEqual(
      PROBLEMS.map(([file, line, column, , code]) => [`${BROKEN}/${file}`, line, column, code]),
    );
  });

  test('import reports the same, ends with 1 and imports nothing', async () => {
    const environment = emptyStore();
    const { code, out, err } = await dutybearer(['import', BROKEN, ...SIGNED], { environment });
    expect(code).toBe(1);
    expect(out).toBe('');
    expectEveryProblem(err);
    const { out: state } = await dutybearer(['verify', '--json'], { environment });
    expect(JSON.parse(state)).toMatchObject({ revisions: 0, records: 0, problems: [] });
  });

  test('a command that reads it with --data computes nothing from it', async () => {
    const { code, out, err } = await dutybearer(['assess', 'xaa', '--data', BROKEN]);
    expect(code).toBe(1);
    expect(out).toBe('');
    expectEveryProblem(err);
  });

  test('a folder without a dataset says which folder to give', async () => {
    const { code, out } = await dutybearer(['check', 'test/cli']);
    expect(code).toBe(1);
    expect(out).toContain('Give the folder that holds codebook/, frameworks/ and countries/.');
  });

  test.each([
    ['test/no-such-folder', 'There is no folder test/no-such-folder.'],
    ['package.json', 'package.json is a file, not a folder.'],
  ])('a folder that is not there ends with 4: %s', async (folder, message) => {
    for (const args of [
      ['check', folder],
      ['import', folder, ...SIGNED],
      ['assess', 'xaa', '--data', folder],
    ]) {
      const { code, err } = await dutybearer(args, { environment: emptyStore() });
      expect([code, err]).toEqual([4, expect.stringContaining(message)]);
    }
  });

  test('a file that is not UTF-8 is refused at the place where it stops being so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dutybearer-'));
    writeFileSync(join(folder, 'events.yaml'), Buffer.from('event:\n- id: xaa/event/a\n  title: caf\xe9\n', 'latin1'));
    const { code, out } = await dutybearer(['check', folder]);
    rmSync(folder, { recursive: true });
    expect(code).toBe(1);
    expect(out).toContain('events.yaml:3:13: The file is not UTF-8 text from here on.');
  });
});

interface Issue {
  readonly code: string;
  readonly place: { readonly file: string; readonly line: number; readonly column: number };
}

describe('wrong usage ends with 2 and says what would be right', () => {
  test.each([
    [['asess', 'xaa'], "unknown command 'asess'\n(Did you mean assess?)\nusage: dutybearer <command> [options]\n"],
    [['assess'], "missing required argument 'country'\nusage: dutybearer assess [options] <country>\n"],
    [['assess', 'xaa', '--jsn'], "unknown option '--jsn'\n(Did you mean --json?)\n"],
    [['assess', 'xaa', '--as-of', '2011-13'], 'It must be a calendar date: 2011, 2011-06 or 2011-06-03.'],
    [['assess', 'xaa', '--known-at', 'yesterday'], 'is not a moment'],
    [['assess', 'xaa', '--data', 'data', '--known-at', '2026-01-01'], "cannot be used with option '--known-at <time>'"],
    [['serve', '--port', '70000'], 'It must be a whole number from 0 to 65535.'],
    [
      ['import', 'data', '--author', 'A. Tester'],
      'import needs --reason: the log keeps for good who changed what, and why.',
    ],
    [['import', 'data', '--author', ' '], 'import needs --author and --reason'],
    [['law', 'shw', 'kaz'], "unknown command 'shw'\n(Did you mean show?)\nusage: dutybearer law <command> [options]\n"],
    [['law', 'diff'], "missing required argument 'provision'\nusage: dutybearer law diff [options] <provision>\n"],
    [['law', 'import', 'x.xml'], "required option '--country <country>' not specified\nusage: dutybearer law import"],
    [['law', 'show', 'kaz', '--language', 'fr'], 'Allowed choices are en, ru, kk.'],
    [['verify-record', 'kaz/finding/consent.age'], 'verify-record needs --author and --reason'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await dutybearer(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(err).toContain('usage: dutybearer');
    expect(err).toContain('--help” for options and examples.');
  });

  test.each([
    [[], 'Read the record:'],
    [['law'], 'timeline <what>'],
  ])('%j without a command prints help to standard error', async (args, words) => {
    const { code, out, err } = await dutybearer(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });

  test('a setting that is wrong is named', async () => {
    const { code, err } = await dutybearer(['verify'], { environment: { DATABASE_URL: 'mysql://here' } });
    expect(code).toBe(1);
    expect(err).toContain('DATABASE_URL must be');
  });
});

describe('help', () => {
  test.each([
    ['--help'],
    ['help'],
    ['assess', '--help'],
    ['help', 'assess'],
    ['law', '--help'],
    ['help', 'law', 'show'],
  ])('%s %s goes to standard output', async (...args) => {
    const { code, out, err } = await dutybearer(args.filter((arg) => arg !== undefined));
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Usage: dutybearer/);
    expect(out).toContain('Exit codes:');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(90);
  });

  test('--version prints the version of the package', async () => {
    const { out } = await dutybearer(['--version']);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

test('a reader that closes the pipe ends the program quietly', async () => {
  const child = start(['check', BROKEN, '--json']);
  child.stdin.end();
  child.stdout.destroy();
  const { code, err } = await ending(child);
  expect(err).toBe('');
  expect([0, 1]).toContain(code);
});

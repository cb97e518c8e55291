/** The command: what it writes, what it refuses, and that no refusal leaves a file. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { templateNamed, templateNames } from '../../src/app/report.ts';
import { run } from '../../src/cli/program.ts';
import { SHIPPED } from './example.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dutybearer-report-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const report = (...args: string[]) => program('report', ...args, '--data', 'test/fixtures/example');

async function program(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      written[name] += text;
      return true;
    },
  });
  const code = await run(args, {
    out: stream('out'),
    err: stream('err'),
    environment: {},
    clock: () => new Date('2026-11-22T12:00:00Z'),
    exitCode: 0,
  });
  return { code, ...written };
}

describe('report', () => {
  test('writes a report whose format follows from the name of the file, and says what it is', async () => {
    const file = join(folder, 'one.html');
    const { code, out } = await report('xaa', '--out', file, '--as-of', '2026-01-01', '--template', 'country-brief');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Wrote .*one\.html: .* in brief, as of 2026-01-01\. \d+ words of 900 allowed, \d+ notes?\.\n$/,
    );
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>[\s\S]*Draft, not published[\s\S]*<\/html>\n$/);
  });

  test('lists the problems of its texts beside it, and all of them as JSON', async () => {
    const file = join(folder, 'two.html');
    const { err } = await report('xaa', '--out', file);
    expect(err).toContain('The section “overview” is not written. (report-no-narrative)');
    const { out } = await report('xaa', '--out', file, '--json');
    expect(JSON.parse(out)).toMatchObject({ file, format: 'html', asOf: '2026-11-22', issues: expect.any(Array) });
  });

  test('is made in each language', async () => {
    const file = join(folder, 'three.html');
    expect((await report('xaa', '--out', file, '--lang', 'kk')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('<html lang="kk">');
  });

  test.each([
    [
      ['--out', 'x.html', '--template', 'country-breif'],
      4,
      /There is no template “country-breif”\. Did you mean country-brief\?/,
    ],
    [['--out', 'x.html', '--format', 'pdf'], 2, /name of a html file, and --format asks for pdf/],
    [['--out', 'x.txt'], 2, /Give --format html\|pdf\|docx/],
    [['--out', 'x.html', '--lang', 'fr'], 2, /Allowed choices are en, ru, kk/],
    [['--out', 'x.html', '--as-of', '2026-02-30'], 2, /calendar date/],
    [['--out', 'x.html', '--site', 'javascript:alert(1)'], 2, /web address/],
    [['--out', 'no/such/folder/x.html'], 4, /no\/such\/folder/],
  ])('%j is refused and writes nothing', async (args, code, message) => {
    const before = readdirSync(folder);
    const [, out = '', ...rest] = args;
    const result = await report('xaa', '--out', join(folder, out), ...rest);
    expect(result.err).toMatch(message);
    expect(result.code).toBe(code);
    expect(readdirSync(folder)).toEqual(before);
  });

  test('a country that is not on record is not found', async () => {
    const { code, err } = await report('xzz', '--out', join(folder, 'x.html'));
    expect([code, err]).toEqual([4, expect.stringContaining('There is no country “xzz” on record.')]);
  });
});

describe('check', () => {
  const withText = (text: string): string => {
    const data = mkdtempSync(join(folder, 'data-'));
    cpSync('test/fixtures/example', data, { recursive: true });
    const lines = [
      'narrative:',
      '- id: xaa/narrative/overview',
      '  section: overview',
      '  title: Overview',
      `  text: ${JSON.stringify(text)}`,
    ];
    writeFileSync(join(data, 'countries/xaa/narrative.yaml'), `${lines.join('\n')}\n`);
    return data;
  };

  test('holds the texts of reports against the record, with section and paragraph', async () => {
    const { code, out } = await program('check', withText('Fine.\n\nWrong [@xaa/source/nothing].'));
    expect(code).toBe(1);
    expect(out).toContain(
      'xaa/narrative/overview (en): Section overview, paragraph 2: There is no source “xaa/source/nothing”.',
    );
    expect(out).toContain('1 problem in the texts of reports.');
  });

  test('a translation that is missing is work to do, and no mistake', async () => {
    const { code, out } = await program('check', withText('Fine.'));
    expect([code, out]).toEqual([0, expect.stringMatching(/no problems\. 2 things to do in the texts of reports/)]);
  });
});

describe('templates', () => {
  test('those that come with the program are found by their files', async () => {
    expect(await templateNames()).toEqual([...SHIPPED].sort());
  });

  test('one that is not well made is refused with what is wrong and where', async () => {
    writeFileSync(
      join(folder, 'bad.yaml'),
      'title: T\nnotes: footnotes\nsections:\n- id: a\n  title: A\n  blocks:\n  - table: nothing\n',
    );
    await expect(templateNamed('bad', folder)).rejects.toThrow(/a: There is no table “nothing”/);
    writeFileSync(join(folder, 'worse.yaml'), 'title: [');
    await expect(templateNamed('worse', folder)).rejects.toThrow(/worse\.yaml:1:/);
  });
});

/** Editions: frozen, made again byte for byte, never changed; what they show when the record moves on. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesOf, editionText, sinceEdition } from '../../src/app/edition.ts';
import { openPlatform, type Platform } from '../../src/app/platform.ts';
import { run } from '../../src/cli/program.ts';
import { type Edition, refusalToThaw } from '../../src/core/editions/frozen.ts';
import { changeOf, countOf } from '../../src/core/editions/meaning.ts';
import type { RecordOf } from '../../src/core/model/index.ts';

let folder = '';
let now = Date.parse('2026-11-22T12:00:00Z');
const clock = () => {
  now += 1000;
  return new Date(now);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dutybearer-edition-'));
  cpSync('test/fixtures/example', join(folder, 'data'), { recursive: true });
  // The templates that are shipped ask for the framework that is.
  renameSync(join(folder, 'data/frameworks/protection.yaml'), join(folder, 'data/frameworks/progress-indicators.yaml'));
  for (const name of readdirSync(join(folder, 'data'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.yaml')) continue;
    const text = readFileSync(join(folder, 'data', name), 'utf8');
    writeFileSync(join(folder, 'data', name), text.replace(/\bprotection(?=\/|$)/gm, 'progress-indicators'));
  }
  const { code, err } = await program('import', join(folder, 'data'), ...SIGNED);
  if (code !== 0) throw new Error(err);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SIGNED = ['--author', 'An Editor', '--reason', 'Test'];
const FREEZE = ['edition', 'create', 'xaa', '--languages', 'ru,en', '--template', 'country-brief'];

async function program(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      written[name] += text;
      return true;
    },
  });
  const environment = { DUTYBEARER_DATA: join(folder, 'store') };
  const code = await run(args, { out: stream('out'), err: stream('err'), environment, clock, exitCode: 0 });
  return { code, ...written };
}

async function within<T>(use: (platform: Platform) => Promise<T>): Promise<T> {
  const config = { location: { kind: 'sqlite' as const, folder: join(folder, 'store') }, shippedDataset: '' };
  const platform = await openPlatform(config, { clock });
  try {
    return await use(platform);
  } finally {
    await platform.close();
  }
}

const edition = (platform: Platform, number = 1): Promise<Edition> =>
  platform.record().then(({ dataset }) => dataset.get('edition', `xaa/edition/${number}`) as Edition);

describe('edition', () => {
  test('shows what it would freeze, and writes nothing', async () => {
    const { code, out } = await program(...FREEZE);
    expect(code).toBe(0);
    expect(out).toContain('Nothing was written. To freeze it: --confirm');
    expect(out).toMatch(/en {2}json .*\n {2}en {2}html .*\n {2}en {2}pdf .*\n {2}en {2}docx .*\n {2}ru {2}json/);
    expect((await program('edition', 'list')).out).toContain('No edition is on record');
  });

  test('freezes with author and reason, and keeps every file under its hash', async () => {
    expect((await program(...FREEZE, '--confirm')).code).toBe(2);
    const { code, out, err } = await program(...FREEZE, '--site', 'https://example.org/', '--confirm', ...SIGNED);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Recorded as xaa/edition/1; its address is https://example.org/edition/xaa/1.');
    await within(async (platform) => {
      const { files, languages, revision } = await edition(platform);
      expect(languages).toEqual(['en', 'ru']);
      expect(revision).toBeGreaterThan(0);
      for (const { sha256, size } of files) expect((await bytesOf(platform.snapshots, sha256))?.length).toBe(size);
      const [, html] = files;
      const page = Buffer.from((await bytesOf(platform.snapshots, html?.sha256 ?? '')) ?? []).toString();
      expect(page).toContain('https://example.org/edition/xaa/1');
      expect(page).not.toContain('Draft, not published');
    });
  });

  test('is made again with the same bytes after the record has moved on', async () => {
    await within((platform) =>
      platform.importRecords(
        (dataset) =>
          dataset
            .inCountry('finding', 'xaa')
            .slice(0, 1)
            .map((finding) => ({ ...finding, to: '2026-11-01' })),
        { author: 'A', reason: 'B' },
      ),
    );
    const { code, out } = await program('edition', 'verify', 'xaa/1');
    expect([code, out.replaceAll('\n', ' ')]).toEqual([
      0,
      'xaa/edition/1 is what was published: 8 files kept whole and made again with the same bytes. ',
    ]);
  });

  test('tells what changed since, in meaning', async () => {
    const since = await within(async (platform) => {
      const { dataset } = await platform.record();
      return sinceEdition(platform, await edition(platform), { dataset, day: 20779 });
    });
    expect(countOf(since)).toBeGreaterThan(0);
    expect(since.findings.map(({ how, meanings }) => [how, meanings])).toEqual([['changed', ['period']]]);
  });

  test('never changes: only errata and a withdrawal are added, and errata stand at their place', async () => {
    await within(async (platform) => {
      const record = await edition(platform);
      const refused = (changed: Edition) => platform.importRecords([changed], { author: 'A', reason: 'B' });
      await expect(refused({ ...record, asOf: '2020-01-01' })).rejects.toThrow('never changes (asOf)');
    });
    const erratum = ['edition', 'correct', 'xaa/1', '--text', 'Read 12, not 21.'];
    expect((await program(...erratum, '--place', 'nowhere')).code).toBe(4);
    const { err } = await program(...erratum, '--place', 'nowhere');
    const [, place = ''] = /Places: ([^,]+),/.exec(err) ?? [];
    expect((await program(...erratum, '--place', place, '--confirm', ...SIGNED)).out).toContain('Recorded.');
    const html = await within(async (platform) =>
      editionText(platform.snapshots, await edition(platform), 'en', {
        erratum: (on) => `Erratum, ${on}`,
        text: (text) => (typeof text === 'string' ? text : (text.en ?? '')),
      }),
    );
    const at = html?.indexOf(`id="${place}"`) ?? -1;
    expect(at).toBeGreaterThan(0);
    expect(html?.slice(at)).toMatch(/Erratum, 2026-11-22[\s\S]{0,120}Read 12, not 21\./);
    expect((await program('edition', 'verify', 'xaa/1')).code).toBe(0);
  });

  test('is superseded by the next of its kind, and withdrawn with a reason, once', async () => {
    expect((await program(...FREEZE, '--confirm', ...SIGNED)).code).toBe(0);
    const withdraw = ['edition', 'withdraw', 'xaa/2', '--text', 'Wrong figures.', '--confirm', ...SIGNED];
    expect((await program(...withdraw)).code).toBe(0);
    expect((await program(...withdraw)).code).toBe(3);
    const { out } = await program('edition', 'list', 'xaa');
    expect(out).toMatch(/xaa\/edition\/2 .*withdrawn 2026-11-22[\s\S]*xaa\/edition\/1 .*superseded by 2/);
    expect((await program('edition', 'verify', 'xaa/9')).code).toBe(4);
  });

  test('a dataset folder cannot take an edition away', async () => {
    const { code, err } = await program('import', join(folder, 'data'), '--replace', ...SIGNED);
    expect(code).toBe(3);
    expect(err).toContain('xaa/edition/1 is a published edition and cannot be removed');
  });
});

describe('what changed', () => {
  const source: RecordOf<'source'> = { kind: 'source', id: 'xaa/source/a', country: 'xaa', title: 'A', type: 'web' };
  const finding: RecordOf<'finding'> = {
    kind: 'finding',
    id: 'xaa/finding/a',
    country: 'xaa',
    question: 'q/a',
    value: true,
    from: '2010',
    readOn: '2011',
    review: 'reviewed',
    citations: [{ source: 'xaa/source/a' }, { source: 'xaa/source/b' }],
  };
  test.each([
    ['nothing', finding, { ...finding }, undefined],
    ['order alone', finding, { ...finding, citations: [...finding.citations].reverse() }, ['form']],
    ['an answer', finding, { ...finding, value: false }, ['value']],
    ['a period', finding, { ...finding, to: '2014-01-01' }, ['period']],
    [
      'a place in a source',
      finding,
      { ...finding, citations: [{ source: 'xaa/source/a', locator: 'p. 3' }] },
      ['source'],
    ],
    ['words', finding, { ...finding, note: { en: 'Read with care.' } }, ['text']],
    ['a check', finding, { ...finding, verifiedOn: '2026-01-01' }, ['verified']],
    ['a source', source, { ...source, url: 'https://example.org/' }, ['source']],
  ])('%s', (_, before, after, meanings) => {
    expect(changeOf(before as RecordOf<'finding'>, after as RecordOf<'finding'>)?.meanings).toEqual(meanings);
  });

  test('an edition may be withdrawn, and not brought back', () => {
    const one = { kind: 'edition', id: 'xaa/edition/1', title: 'T', number: 1 } as unknown as Edition;
    const withdrawn = { ...one, withdrawn: { on: '2026-01-01', reason: 'Wrong.' } };
    expect(refusalToThaw(one, withdrawn)).toBeUndefined();
    expect(refusalToThaw(withdrawn, one)).toContain('that stands');
    expect(refusalToThaw(one, undefined)).toContain('cannot be removed');
  });
});

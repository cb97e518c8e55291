import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/app/config.ts';
import { instantOf } from '../../src/app/moment.ts';
import { openFolder, openPlatform, type Platform } from '../../src/app/platform.ts';
import { compileDataset } from '../../src/app/seed.ts';
import { PlatformError } from '../../src/core/errors.ts';
import { writeDataset } from '../../src/formats/dataset.ts';
import type { Location } from '../../src/store/store.ts';
import { ENGINES, emptyPlace, second, source, temporaryFolder } from '../support/stores.ts';

const a = source('kaz/source/a', 'A');
const b = source('kaz/source/b', 'B', 'kaz/source/a');
const by = { author: 'aliya', reason: 'Read the report' };

function folderOf(files: Record<string, string> | ReadonlyMap<string, string>): string {
  const folder = temporaryFolder();
  for (const [path, text] of files instanceof Map ? files : Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A platform whose clock shows a second more at every look. */
async function platformAt(location: Location, shippedDataset = ''): Promise<Platform> {
  let looks = 0;
  const platform = await openPlatform({ location, shippedDataset }, { clock: () => new Date(second(++looks)) });
  onTestFinished(() => platform.close());
  return platform;
}

describe.each(ENGINES)('the platform on %s', (engine) => {
  const platformOn = async (shippedDataset?: string) => platformAt(await emptyPlace(engine), shippedDataset);

  it('imports a folder and counts what it created, changed, left and removed', async () => {
    const platform = await platformOn();
    const first = folderOf(writeDataset([a, b]));
    expect(await platform.importFolder(first, by)).toEqual({
      created: 2,
      changed: 0,
      removed: 0,
      unchanged: 0,
      revision: 2,
    });
    expect(await platform.importFolder(first, by)).toEqual({
      created: 0,
      changed: 0,
      removed: 0,
      unchanged: 2,
      revision: 2,
    });
    const next = folderOf(writeDataset([source(a.id, 'A, corrected'), source('kaz/source/c', 'C')]));
    expect(await platform.importFolder(next, by)).toEqual({
      created: 1,
      changed: 1,
      removed: 0,
      unchanged: 0,
      revision: 4,
    });
    expect(await platform.importFolder(next, { ...by, replace: true })).toEqual({
      created: 0,
      changed: 0,
      removed: 1,
      unchanged: 2,
      revision: 5,
    });
    const { dataset, revision } = await platform.record();
    expect(revision).toBe(5);
    expect(dataset.find(b.id)).toBeUndefined();
    expect((await platform.record(second(1))).dataset.records).toEqual([a, b]);
  });

  it('refuses a folder with every issue of every file, and records nothing', async () => {
    const platform = await platformOn();
    const folder = folderOf({
      'sources.yaml':
        'source:\n- id: source/x\n  title: X\n  type: rumour\n- id: source/y\n  title: Y\n  type: report\n  replacedBy: source/none\n',
      'countries/kaz/sources.yaml': 'source: [',
    });
    const refusal = await platform.importFolder(folder, by).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(PlatformError);
    const { issues } = refusal as PlatformError;
    expect(issues.map(({ code }) => code).sort()).toEqual(['dangling-reference', 'invalid-record', 'invalid-yaml']);
    expect((await platform.record()).revision).toBe(0);
  });

  it('lets a folder refer to records that are already there, but not remove what is referred to', async () => {
    const platform = await platformOn();
    await platform.importFolder(folderOf(writeDataset([a])), by);
    const onlyB = folderOf(writeDataset([b]));
    expect(await platform.importFolder(onlyB, by)).toMatchObject({ created: 1 });
    await expect(platform.importFolder(onlyB, { ...by, replace: true })).rejects.toMatchObject({
      refusal: 'invalid',
      issues: [{ code: 'dangling-reference', record: b.id, place: { file: 'countries/kaz/sources.yaml' } }],
    });
  });

  it('imports two folders at once one after the other', async () => {
    const place = await emptyPlace(engine);
    const [one, two] = [await platformAt(place), await platformAt(place)];
    await Promise.all([
      one.importFolder(folderOf(writeDataset([a])), by),
      two.importFolder(folderOf(writeDataset([b, a])), by),
    ]);
    expect((await one.record()).dataset.records).toEqual([a, b]);
    expect((await one.verify()).problems).toEqual([]);
  });

  it('seeds an empty store with the shipped dataset, once', async () => {
    const platform = await platformOn(folderOf(writeDataset([a, b])));
    expect(await platform.seed()).toMatchObject({ created: 2, revision: 2 });
    expect(await platform.seed()).toBeUndefined();
    expect(await platform.changes({ limit: 1 })).toMatchObject([{ author: 'dutybearer', reason: 'Shipped dataset' }]);
  });

  it('seeds with the same records from the compiled form of the dataset', async () => {
    const file = join(temporaryFolder(), 'below', 'dataset.json');
    expect(await compileDataset(folderOf(writeDataset([a, b])), file)).toBe(2);
    const platform = await platformOn(file);
    expect(await platform.seed()).toMatchObject({ created: 2, revision: 2 });
    expect((await platform.record()).dataset.records).toEqual([a, b]);
  });

  it('seeds once when several processes start at once on an empty place', async () => {
    const place = await emptyPlace(engine);
    const folder = folderOf(writeDataset([a, b]));
    const platforms = [
      await platformAt(place, folder),
      await platformAt(place, folder),
      await platformAt(place, folder),
    ];
    const seeded = await Promise.all(platforms.map((platform) => platform.seed()));
    expect(seeded.filter((each) => each !== undefined)).toHaveLength(1);
    for (const platform of platforms) expect((await platform.record()).revision).toBe(2);
  });

  it('exports what it imported, byte by byte, now and as known at a moment', async () => {
    const platform = await platformOn();
    const files = writeDataset([a, b]);
    await platform.importFolder(folderOf(files), by);
    await platform.importFolder(folderOf(writeDataset([source(a.id, 'A, corrected')])), by);
    const [now, then] = [temporaryFolder(), temporaryFolder()];
    await platform.exportFolder(now);
    expect(await platform.exportFolder(then, { knownAt: second(1) })).toBe(files.size);
    for (const [path, text] of files) {
      expect(readFileSync(join(then, path), 'utf8')).toBe(text);
      expect(readFileSync(join(now, path), 'utf8')).toBe(text.replace('title: A\n', 'title: A, corrected\n'));
    }
  });

  it('gives the same reading until something changes, then a new one', async () => {
    const platform = await platformOn();
    await platform.importFolder(folderOf(writeDataset([a])), by);
    const [one, two] = await Promise.all([platform.record(), platform.record()]);
    expect(one.dataset).toBe(two.dataset);
    expect((await platform.record('2026-01-01')).dataset).toBe(one.dataset);
    await platform.importFolder(folderOf(writeDataset([b])), by);
    const next = await platform.record();
    expect(next).toMatchObject({ revision: 2, at: second(2) });
    expect((await platform.record(second(1))).dataset).toBe(one.dataset);
  });

  it('shows what another process wrote', async () => {
    const place = await emptyPlace(engine);
    const [one, two] = [await platformAt(place), await platformAt(place)];
    expect((await one.record()).revision).toBe(0);
    await two.importFolder(folderOf(writeDataset([a])), by);
    expect((await one.record()).dataset.records).toEqual([a]);
  });
});

describe('a dataset folder', () => {
  it('reads like a platform, without a history', async () => {
    const folder = await openFolder(folderOf(writeDataset([a, b])));
    expect(await folder.record()).toMatchObject({ revision: 0, at: undefined, dataset: { records: [a, b] } });
    await expect(folder.record('2024-01-01')).rejects.toMatchObject({
      refusal: 'invalid',
      message: expect.stringContaining('no history'),
    });
  });

  it('that is not valid is refused with its issues', async () => {
    await expect(openFolder(folderOf(writeDataset([b])))).rejects.toMatchObject({
      issues: [{ code: 'dangling-reference' }],
    });
    await expect(openFolder('/nowhere')).rejects.toMatchObject({
      refusal: 'not-found',
      message: expect.stringContaining('There is no folder /nowhere.'),
    });
  });

  it('with files that an export would leave behind is not exported into', async () => {
    const folder = await openFolder(folderOf(writeDataset([a])));
    const target = folderOf({ 'countries/kaz/events.yaml': 'event: []\n', 'README.md': 'Keep me' });
    await expect(folder.exportFolder(target)).rejects.toMatchObject({
      refusal: 'conflict',
      message: expect.stringContaining('countries/kaz/events.yaml'),
    });
    expect(readdirSync(target).sort()).toEqual(['README.md', 'countries']);
  });
});

it('an export that fails part of the way leaves every file as it was', async () => {
  const written = writeDataset([a, source('uzb/source/a', 'A')]);
  const folder = await openFolder(folderOf(written));
  const files = [...written.keys()];
  const target = folderOf(Object.fromEntries(files.map((path) => [path, 'before\n'])));
  mkdirSync(join(target, `${files.at(-1)}.partial`));
  await expect(folder.exportFolder(target)).rejects.toMatchObject({ refusal: 'unavailable' });
  for (const path of files) expect(readFileSync(join(target, path), 'utf8')).toBe('before\n');
});

describe('a moment', () => {
  it('is an instant with its zone, or a day, which means its end', () => {
    expect(instantOf('2024-09-05')).toBe('2024-09-05T23:59:59.999Z');
    expect(instantOf('2024-09-05T12:00Z')).toBe('2024-09-05T12:00:00.000Z');
    expect(instantOf('2024-09-05T12:00:00.5+05:00')).toBe('2024-09-05T07:00:00.500Z');
  });

  it.each(['2024', '2024-02-30', '2024-02-30T12:00Z', '2024-09-05T12:00', 'yesterday', '', '2024-13-01'])(
    'is not “%s”',
    (text) => {
      expect(() => instantOf(text)).toThrow('is not a moment');
    },
  );
});

describe('the settings', () => {
  it('have defaults that need nothing', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: '' })).toMatchObject({
      location: { kind: 'sqlite', folder: './dutybearer-data' },
      port: 3000,
      host: '127.0.0.1',
    });
  });

  it('come from the environment', () => {
    expect(readConfig({ DUTYBEARER_DATA: '/srv/record', PORT: '0', HOST: '::1' })).toMatchObject({
      location: { kind: 'sqlite', folder: '/srv/record' },
      port: 0,
      host: '::1',
    });
    const url = 'postgresql:///dutybearer?host=/run/postgresql';
    expect(readConfig({ DATABASE_URL: url }).location).toEqual({ kind: 'postgres', url });
  });

  it('report every mistake at once, and never a password', () => {
    const wrong = () => readConfig({ DATABASE_URL: 'mysql://a:secret@b/c', PORT: '80000', HOST: 'http://x' });
    expect(wrong).toThrow(/DATABASE_URL.*\nPORT.*\nHOST/);
    expect(wrong).not.toThrow('secret');
  });
});

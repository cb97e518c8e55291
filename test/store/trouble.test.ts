import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { openPlatform } from '../../src/app/platform.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import {
  behindTheBack,
  ENGINES,
  emptyPlace,
  opened,
  second,
  signed,
  source,
  temporaryFolder,
  unprotected,
  withOptions,
} from '../support/stores.ts';

const a = source('kaz/source/a', 'A');
const many = Array.from({ length: 4000 }, (_, n) => ({
  record: source(`kaz/source/s-${n}`, 'A long title. '.repeat(40)),
}));

const refused = (...words: string[]) => ({
  name: 'PlatformError',
  refusal: 'unavailable',
  message: expect.stringMatching(new RegExp(words.join('.*'), 's')),
});

/** A file system of a few megabytes; undefined where this user may not mount one. */
function tinyDisk(megabytes: number): string | undefined {
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}

const NO_MOUNT = 'SKIPPED: this user may not mount a small file system, so a full disk cannot be tried.';

async function fullDisk(store: Store, place: string): Promise<void> {
  await expect(store.append(many, signed(2))).rejects.toMatchObject(
    refused('no room left', place, 'nothing that was written before is lost', 'Free some space'),
  );
  expect((await store.recordsAt()).records).toEqual([a]);
  expect((await store.verify()).problems).toEqual([]);
}

describe.each(ENGINES)('on %s', (engine) => {
  it('a database from a newer version is refused with both versions, and left as it is', async () => {
    const place = await emptyPlace(engine);
    const store = await openStore(place);
    await store.append([{ record: a }], signed());
    await store.close();
    await behindTheBack(
      place,
      `update meta set value = '7' where key = 'schema'`,
      `update meta set value = '9.9.9' where key = 'program'`,
    );
    await expect(openStore(place)).rejects.toMatchObject(
      refused(
        'newer version',
        'Dutybearer 9.9.9 with schema 7',
        'schemas up to 3',
        'Nothing was changed',
        'Install the newer version',
      ),
    );
    expect(await behindTheBack(place, 'select count(*) as n from revisions')).toEqual([
      { n: engine === 'sqlite' ? 1 : '1' },
    ]);
  });

  it('a migration that fails leaves the schema before it', async () => {
    const place = await emptyPlace(engine);
    await (await openStore(place)).close();
    const folder = temporaryFolder();
    writeFileSync(join(folder, '0001-log.sql'), 'select 1');
    writeFileSync(join(folder, '9001-more.sql'), 'create table more (n integer)\n\ncreate table more (n integer)');
    const schema = `select value from meta where key = 'schema'`;
    const before = await behindTheBack(place, schema);
    const database = await openDatabase(place);
    onTestFinished(() => database.close());
    await expect(migrate(database, folder)).rejects.toThrow('already exists');
    expect(await behindTheBack(place, schema)).toEqual(before);
    writeFileSync(join(folder, '9001-more.sql'), 'create table more (n integer)');
    await migrate(database, folder);
    expect(await behindTheBack(place, schema, 'select * from more')).toEqual([{ value: '9001' }]);
  });

  it('a full disk refuses the import, keeps what was there, and the import works once there is room', async (context) => {
    const disk = tinyDisk(engine === 'sqlite' ? 2 : 3);
    if (!disk) {
      console.warn(NO_MOUNT);
      return context.skip(NO_MOUNT);
    }
    let place = await emptyPlace(engine);
    if (place.kind === 'sqlite') place = { kind: 'sqlite', folder: join(disk, 'store') };
    else {
      if (process.env.TEST_DATABASE_URL) return context.skip('The server may be on another machine.');
      execFileSync('chown', ['postgres', disk]);
      const name = `tiny_${process.pid}`;
      await behindTheBack(place, `create tablespace ${name} location '${disk}'`);
      place = { kind: 'postgres', url: withOptions(place.url, `-c default_tablespace=${name}`) };
      const { url } = place;
      onTestFinished(() => behindTheBack({ kind: 'postgres', url }, `drop tablespace ${name}`).then(() => {}));
    }
    const store = await opened(place);
    await store.append([{ record: a }], signed(1));
    await fullDisk(store, place.kind === 'sqlite' ? disk : 'postgresql://');
    execFileSync('mount', ['-o', 'remount,size=64m', disk]);
    expect(await store.append(many, signed(3))).toMatchObject({ created: many.length });
    expect((await store.verify()).problems).toEqual([]);
    if (engine === 'postgres') {
      await behindTheBack(
        place,
        'drop table links, records, revisions, meta, passages, words, word_parts, snapshot_parts, snapshots',
      );
    }
  });
});

describe('a folder', () => {
  it('is served by one server at a time, and the refusal names the other', async () => {
    const place = await emptyPlace('sqlite');
    const first = await openStore(place, { serving: true });
    await expect(openStore(place, { serving: true })).rejects.toMatchObject(
      refused('in use by another Dutybearer', `process ${process.pid}`, 'DUTYBEARER_DATA'),
    );
    await first.close();
    await opened(place, { serving: true });
  });

  it('can be read and written by commands while it is served', async () => {
    const place = await emptyPlace('sqlite');
    const server = await opened(place, { serving: true });
    const command = await opened(place);
    await command.append([{ record: a }], signed());
    expect((await server.recordsAt()).records).toEqual([a]);
  });

  it('is not restored into while it is served', async () => {
    const file = join(temporaryFolder(), 'backup.gz');
    const place = await emptyPlace('sqlite');
    const server = await openStore(place, { serving: true });
    await server.backup(file);
    const command = await opened(place);
    await expect(command.restore(file)).rejects.toMatchObject(refused('in use'));
    await server.close();
    await command.restore(file);
  });

  it('is free again when its server was killed', async () => {
    const place = await emptyPlace('sqlite');
    const code = `import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../src/store/store.ts'))};
      await openStore(${JSON.stringify(place)}, { serving: true }); process.kill(process.pid, 'SIGKILL');`;
    expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', code], { stdio: 'pipe' })).toThrow();
    await opened(place, { serving: true });
  });

  it('that is a file is refused', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expect(openStore({ kind: 'sqlite', folder: file })).rejects.toMatchObject(
      refused('is not a folder', 'another place'),
    );
    await expect(openStore({ kind: 'sqlite', folder: join(file, 'below') }, { serving: true })).rejects.toMatchObject(
      refused('is not a folder'),
    );
  });

  it('where no folder can be made is refused at once', async () => {
    await expect(openStore({ kind: 'sqlite', folder: '/proc/nowhere/store' })).rejects.toMatchObject(
      refused('/proc/nowhere'),
    );
  });

  it('on a disk that is mounted read-only is refused', async (context) => {
    const disk = tinyDisk(2);
    if (!disk) return context.skip(NO_MOUNT);
    const place = { kind: 'sqlite', folder: join(disk, 'store') } as const;
    const store = await openStore(place);
    await store.append([{ record: a }], signed());
    await store.close();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    await expect(openStore(place)).rejects.toMatchObject(refused(place.folder, '(read-only|read and write it)'));
    await expect(openStore(place, { serving: true })).rejects.toMatchObject(refused(place.folder));
    await expect(openStore({ kind: 'sqlite', folder: join(disk, 'new') })).rejects.toMatchObject(
      refused('mounted read-only'),
    );
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    expect((await (await opened(place)).recordsAt()).records).toEqual([a]);
  });

  it('whose database is not one is refused, and the file is left as it is', async () => {
    const place = await emptyPlace('sqlite');
    if (place.kind !== 'sqlite') return;
    mkdirSync(place.folder);
    const file = join(place.folder, 'dutybearer.db');
    writeFileSync(file, 'This is a letter, not a database. '.repeat(100));
    const before = readFileSync(file);
    await expect(openStore(place)).rejects.toMatchObject(
      refused('is damaged', 'Nothing was changed', 'dutybearer restore'),
    );
    expect(readFileSync(file)).toEqual(before);
  });

  it('whose database is damaged in the middle says so instead of showing half of it', async () => {
    const place = await emptyPlace('sqlite');
    if (place.kind !== 'sqlite') return;
    const store = await openStore(place);
    await store.append(many, signed());
    await store.close();
    const file = join(place.folder, 'dutybearer.db');
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 16 * 4096, bytes.length - 16 * 4096);
    writeFileSync(file, bytes);
    const damaged = await opened(place);
    await expect(damaged.recordsAt()).rejects.toMatchObject(refused('is damaged', 'restore'));
  });
});

describe.each(ENGINES)('on %s a store that was changed behind its back', (engine) => {
  const reading = async (...statements: string[]) => {
    const place = await emptyPlace(engine);
    const store = await openStore(place);
    await store.append([{ record: a }, { record: source('kaz/source/b', 'B') }], signed());
    await store.close();
    await behindTheBack(place, ...statements);
    return opened(place);
  };

  it('so that a current record is not what the log says, is refused with the remedy', async () => {
    const store = await reading(`update records set seq = 1 where id = 'kaz/source/b'`);
    await expect(store.recordsAt()).rejects.toMatchObject(
      refused('kaz/source/b', 'dutybearer verify', 'dutybearer rebuild'),
    );
  });

  it('so that a table is gone, is refused with the remedy', async () => {
    const store = await reading('drop table links');
    await expect(store.verify()).rejects.toMatchObject(refused('does not hold the tables', 'dutybearer restore'));
  });

  it('so that a body cannot be read, is refused with the remedy', async () => {
    const place = await emptyPlace(engine);
    await (await opened(place)).append([{ record: a }], signed());
    await behindTheBack(place, ...unprotected(place), `update revisions set body = 'no JSON' where seq = 1`);
    const store = await opened(place);
    for (const act of [() => store.recordsAt(), () => store.rebuild()])
      await expect(act()).rejects.toMatchObject(refused('kaz/source/a', 'dutybearer verify', 'restore'));
  });
});

describe.skipIf(!inject('postgresUrl'))('PostgreSQL', () => {
  it.each([
    ['on a port', 'postgresql://aliya:secret@127.0.0.1:1/dutybearer', 'aliya@127.0.0.1:1/dutybearer'],
    ['on a Unix socket', 'postgresql://aliya:secret@/dutybearer?host=/nowhere', 'aliya@/dutybearer'],
  ])('that does not answer %s is refused without showing the password', async (_, url, place) => {
    const refusal = await openStore({ kind: 'postgres', url }).catch((error: unknown) => error);
    expect(refusal).toMatchObject(refused(place, 'cannot be reached', 'DATABASE_URL'));
    expect(String(refusal)).not.toContain('secret');
  });

  it('without the named database is refused', async () => {
    const url = (inject('postgresUrl') ?? '').replace('/postgres?', '/nowhere?');
    if (process.env.TEST_DATABASE_URL) return;
    await expect(openStore({ kind: 'postgres', url })).rejects.toMatchObject(refused('no such database', 'Create it'));
  });

  it('serves several nodes side by side, and each sees what the other wrote', async () => {
    const place = await emptyPlace('postgres');
    const open = () =>
      openPlatform({ location: place, shippedDataset: '' }, { clock: () => new Date(second(1)), serving: true });
    const [one, two] = await Promise.all([open(), open()]);
    onTestFinished(async () => {
      await one.close();
      await two.close();
    });
    expect((await one.record()).revision).toBe(0);
    const store = await opened(place);
    await store.append([{ record: a }], signed());
    expect((await one.record()).dataset.records).toEqual([a]);
    expect((await two.record()).dataset.records).toEqual([a]);
  });

  it('keeps one chain when a connection is cut while it writes', async () => {
    const place = await emptyPlace('postgres');
    if (place.kind !== 'postgres') return;
    // A name of its own, so that no other test's connection is cut.
    const store = await opened({ kind: 'postgres', url: `${place.url}&application_name=to_be_cut` });
    await store.append([{ record: a }], signed(1));
    const writing = store.append(many, signed(2)).catch((error: unknown) => error);
    let cut: Record<string, unknown>[] = [];
    for (let attempt = 0; cut.length === 0 && attempt < 200; attempt++) {
      cut = await behindTheBack(
        place,
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to_be_cut' and query like 'copy %'`,
      );
    }
    const outcome = await writing;
    if (cut.length > 0) expect(outcome).toMatchObject(refused('cannot be reached', 'whole or not at all'));
    expect([1, 1 + many.length]).toContain((await store.lastRevision()).seq);
    expect((await store.verify()).problems).toEqual([]);
  });
});

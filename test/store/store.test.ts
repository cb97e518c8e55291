import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sha256Of } from '../../src/store/snapshots.ts';
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
} from '../support/stores.ts';

const a = source('kaz/source/a', 'A');
const b = source('kaz/source/b', 'B', 'kaz/source/a');

/** Documents of no bytes, of few, of exactly one part, and of several. */
const DOCUMENTS = [0, 5, 262_144, 700_001].map((length) => Buffer.alloc(length, 'A document. Құжат. '));

/** The bytes of a snapshot that must be held. */
async function bytesOf(store: Store, sha256: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of (await store.snapshots.find(sha256))?.bytes() ?? []) parts.push(part);
  return Buffer.concat(parts);
}

describe.each(ENGINES)('the log on %s', (engine) => {
  it('holds nothing when it is new', async () => {
    const store = await opened(await emptyPlace(engine));
    expect(await store.recordsAt()).toEqual({ records: [], revision: 0, at: undefined });
    expect(await store.lastRevision()).toMatchObject({ seq: 0, at: undefined });
    expect(await store.verify()).toEqual({ revisions: 0, records: 0, snapshots: 0, hash: undefined, problems: [] });
  });

  it('gives back the records that were appended, each with its country', async () => {
    const store = await opened(await emptyPlace(engine));
    const world = source('source/world', 'Мир «ё» 🌍 \u0000');
    expect(await store.append([{ record: b }, { record: a }, { record: world }], signed())).toEqual({
      created: 3,
      changed: 0,
      removed: 0,
      unchanged: 0,
      revision: 3,
    });
    expect(await store.recordsAt()).toEqual({ records: [a, b, world], revision: 3, at: second(0) });
  });

  it('keeps what was written after it is closed and opened again', async () => {
    const place = await emptyPlace(engine);
    const first = await openStore(place);
    await first.append([{ record: a }], signed());
    await first.close();
    const again = await opened(place);
    expect((await again.recordsAt()).records).toEqual([a]);
  });

  it('makes no revision of a record that did not change, whatever the order of its keys', async () => {
    const store = await opened(await emptyPlace(engine));
    await store.append([{ record: b }], signed());
    const same = Object.fromEntries(Object.entries(b).reverse()) as typeof b;
    expect(await store.append([{ record: same }], signed(1))).toMatchObject({ unchanged: 1, revision: 1 });
  });

  it('knows at any moment what it held then', async () => {
    const store = await opened(await emptyPlace(engine));
    await store.append([{ record: a }], signed(10));
    await store.append([{ record: source(a.id, 'A, corrected') }, { record: b }], signed(20));
    await store.append([{ remove: a.id }], signed(30));
    expect((await store.recordsAt(second(9))).records).toEqual([]);
    expect(await store.recordsAt(second(10))).toEqual({ records: [a], revision: 1, at: second(10) });
    expect((await store.recordsAt(second(29))).records).toEqual([source(a.id, 'A, corrected'), b]);
    expect((await store.recordsAt(second(30))).records).toEqual([b]);
    expect((await store.recordsAt(2)).records).toEqual([source(a.id, 'A, corrected')]);
    expect((await store.recordsAt()).records).toEqual([b]);
  });

  it('never dates a revision before the one it follows', async () => {
    const store = await opened(await emptyPlace(engine));
    await store.append([{ record: a }], signed(60));
    await store.append([{ record: b }], signed(5));
    expect(await store.lastRevision()).toMatchObject({ seq: 2, at: second(60) });
  });

  it('lists changes newest first, of one record, of a country, and page by page', async () => {
    const store = await opened(await emptyPlace(engine));
    await store.append([{ record: a }, { record: b }, { record: source('kazan/source/c', 'C') }], signed(1));
    await store.append([{ record: source(a.id, 'A, corrected') }], { author: 'bolat', reason: 'Typo', at: second(2) });
    await store.append([{ remove: a.id }], signed(3));
    const ofA = await store.revisions({ record: a.id, limit: 10 });
    expect(ofA.map(({ seq, author, record }) => [seq, author, record])).toEqual([
      [5, 'aliya', undefined],
      [4, 'bolat', source(a.id, 'A, corrected')],
      [1, 'aliya', a],
    ]);
    expect((await store.revisions({ under: 'kaz', limit: 10 })).map(({ seq }) => seq)).toEqual([5, 4, 2, 1]);
    expect((await store.revisions({ limit: 2, before: 4 })).map(({ seq }) => seq)).toEqual([3, 2]);
    expect(await store.revisions({ under: '%', limit: 10 })).toEqual([]);
  });

  it('keeps an append whole or not at all', async () => {
    const store = await opened(await emptyPlace(engine));
    await store.append([{ record: a }], signed());
    const refused = store.append([{ record: b }, { remove: 'kaz/source/none' }], signed(1));
    await expect(refused).rejects.toMatchObject({ refusal: 'not-found' });
    expect(await store.recordsAt()).toMatchObject({ records: [a], revision: 1 });
  });

  it('refuses a change made from an older revision than the last', async () => {
    const store = await opened(await emptyPlace(engine));
    await store.append([{ record: a }], { ...signed(), after: 0 });
    await expect(store.append([{ record: b }], { ...signed(), after: 0 })).rejects.toMatchObject({
      refusal: 'conflict',
    });
    await expect(store.append([{ record: b }], { ...signed(), after: 1 })).resolves.toMatchObject({ revision: 2 });
  });

  it('refuses a change without an author, without a reason, or with text that no engine keeps', async () => {
    const store = await opened(await emptyPlace(engine));
    for (const wrong of [{ author: ' ' }, { reason: '' }, { reason: 'a\u0000b' }, { author: '\ud800' }]) {
      await expect(store.append([{ record: a }], { ...signed(), ...wrong })).rejects.toMatchObject({
        refusal: 'invalid',
      });
    }
    expect((await store.lastRevision()).seq).toBe(0);
  });

  it('has one unbroken chain when several writers append at once', async () => {
    const place = await emptyPlace(engine);
    const writers = await Promise.all([1, 2, 3, 4].map(() => opened(place)));
    await Promise.all(
      writers.flatMap((store, writer) =>
        Array.from({ length: 10 }, (_, n) =>
          store.append([{ record: source(`kaz/source/${writer}-${n}`, 'X') }], signed(n)),
        ),
      ),
    );
    const [store] = writers;
    expect(await store?.verify()).toMatchObject({ revisions: 40, records: 40, problems: [] });
  });

  it('opens for all of several processes that start on an empty place at once', async () => {
    const place = await emptyPlace(engine);
    const stores = await Promise.all([1, 2, 3, 4, 5].map(() => opened(place)));
    for (const store of stores) expect((await store.lastRevision()).seq).toBe(0);
  });

  it('lets one of two changes made from the same revision through', async () => {
    const place = await emptyPlace(engine);
    const [one, two] = await Promise.all([opened(place), opened(place)]);
    const outcomes = await Promise.allSettled([
      one.append([{ record: a }], { ...signed(), after: 0 }),
      two.append([{ record: b }], { ...signed(), after: 0 }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('cannot be changed, deleted from, replaced in or continued out of turn by ordinary SQL', async () => {
    const place = await emptyPlace(engine);
    const store = await opened(place);
    await store.append([{ record: a }, { record: b }], signed());
    const row = (seq: number) => `(${seq}, 'source', 'x', null, 'x', '${second(9)}', 'x', 'x', 'x')`;
    const attempts = [
      `update revisions set author = 'someone else' where seq = 1`,
      'delete from revisions where seq = 2',
      `insert into revisions values ${row(4)}`,
      `insert into revisions values ${row(3)}`,
      ...(engine === 'sqlite' ? [`insert or replace into revisions values ${row(1)}`] : ['truncate revisions cascade']),
    ];
    for (const attempt of attempts) await expect(behindTheBack(place, attempt)).rejects.toThrow('append-only');
    expect((await store.verify()).problems).toEqual([]);
  });
});

describe.each(ENGINES)('verify and rebuild on %s', (engine) => {
  const filled = async () => {
    const place = await emptyPlace(engine);
    const store = await opened(place);
    await store.append([{ record: a }, { record: b }], signed(1));
    await store.append([{ record: source(a.id, 'A, corrected') }, { record: source('source/c', 'C') }], signed(2));
    await store.append([{ remove: 'source/c' }], signed(3));
    return { place, store };
  };

  it.each([
    ['a body', `update revisions set body = replace(body, 'A', 'Ä') where seq = 1`, 1],
    ['an author', `update revisions set author = 'someone' where seq = 2`, 2],
    ['a reason', `update revisions set reason = 'Another' where seq = 3`, 3],
    ['a moment', `update revisions set at = '${second(0)}' where seq = 4`, 4],
    ['a deletion into a record', `update revisions set body = '{}' where seq = 5`, 5],
    ['a kind', `update revisions set kind = 'term' where seq = 1`, 1],
    ['an id', `update revisions set id = 'kaz/source/z' where seq = 1`, 1],
    ['a hash', `update revisions set hash = replace(hash, substr(hash, 1, 1), 'x') where seq = 2`, 2],
    ['the hash of the one before', `update revisions set prev = 'x' where seq = 3`, 3],
  ])('a changed %s breaks the chain at its revision', async (_, statement, seq) => {
    const { place, store } = await filled();
    await behindTheBack(place, ...unprotected(place), statement);
    const { problems } = await store.verify();
    expect(problems.find(({ part }) => part === 'chain')).toMatchObject({ seq });
  });

  it('a missing revision is named', async () => {
    const { place, store } = await filled();
    await behindTheBack(place, ...unprotected(place), 'delete from revisions where seq = 1');
    const { problems } = await store.verify();
    expect(problems[0]).toMatchObject({ part: 'chain', seq: 2, message: 'revision 1 is missing before revision 2' });
  });

  it.each([
    ['points at an older revision', `update records set seq = 1 where id = '${a.id}'`],
    ['is missing', `delete from records where id = '${a.id}'`],
    ['is of another kind', `update records set kind = 'term' where id = '${a.id}'`],
    ['was removed in the log', `insert into records values ('source/c', 'source', null, 4)`],
    ['has lost its link', 'delete from links'],
    ['links elsewhere', `update links set to_id = 'kaz/source/z'`],
    ['has a link too many', `insert into links values ('${a.id}', 'x', 'source', 'kaz/source/z')`],
  ])('a current record that %s is found by verify and put right by rebuild', async (_, statement) => {
    const { place, store } = await filled();
    const before = await store.recordsAt();
    await behindTheBack(place, statement);
    const { problems } = await store.verify();
    expect(problems.map(({ part }) => part)).toContain('projection');
    expect(await store.rebuild()).toBe(2);
    expect((await store.verify()).problems).toEqual([]);
    expect(await store.recordsAt()).toEqual(before);
  });
});

describe.each(ENGINES)('a snapshot on %s', (engine) => {
  const [bytes] = DOCUMENTS.slice(-1) as [Buffer];
  const sha256 = sha256Of(bytes);
  const damage = [
    ['altered', `update snapshot_parts set bytes = (select bytes from snapshot_parts where part = 2) where part = 0`],
    ['cut short', 'delete from snapshot_parts where part = 2'],
    ['emptied', 'delete from snapshot_parts'],
    ['given another size', 'update snapshots set size = size + 1'],
  ] as const;

  it('gives back the bytes that were kept, by their hash, in parts', async () => {
    const store = await opened(await emptyPlace(engine));
    for (const document of DOCUMENTS) {
      const name = sha256Of(document);
      expect(await store.snapshots.keep(document)).toEqual({ sha256: name, known: false });
      expect(await store.snapshots.find(name)).toMatchObject({ sha256: name, size: document.length });
      expect(await bytesOf(store, name)).toEqual(document);
    }
    expect(await store.verify()).toMatchObject({ snapshots: DOCUMENTS.length, problems: [] });
  });

  it('is kept once, also by several at once, and stays when the store is opened again', async () => {
    const place = await emptyPlace(engine);
    const stores = await Promise.all([1, 2, 3].map(() => opened(place)));
    const kept = await Promise.all(stores.map((store) => store.snapshots.keep(bytes)));
    expect(kept.map(({ known }) => known).sort()).toEqual([false, true, true]);
    const again = await opened(place);
    expect(await bytesOf(again, sha256)).toEqual(bytes);
    expect((await again.verify()).snapshots).toBe(1);
  });

  it('that nobody kept is not there, whatever the name', async () => {
    const store = await opened(await emptyPlace(engine));
    await store.snapshots.keep(bytes);
    for (const name of ['', sha256.toUpperCase(), '%', '../dutybearer.db', "' or 1=1 --", 'ab'.repeat(32)]) {
      expect(await store.snapshots.find(name)).toBeUndefined();
    }
  });

  it.each(damage)(
    'that was %s is never read to its end, is found by verify, and is put right by keeping it again',
    async (_, statement) => {
      const place = await emptyPlace(engine);
      const store = await opened(place);
      await store.snapshots.keep(bytes);
      await behindTheBack(place, statement);
      await expect(bytesOf(store, sha256)).rejects.toMatchObject({ refusal: 'unavailable' });
      expect((await store.verify()).problems).toEqual([
        { part: 'snapshot', message: `the bytes of ${sha256} are not those of its name` },
      ]);
      expect(await store.snapshots.keep(bytes)).toEqual({ sha256, known: false });
      expect(await bytesOf(store, sha256)).toEqual(bytes);
      expect((await store.verify()).problems).toEqual([]);
    },
  );

  it('that was altered is left out of a backup and named, and the rest is in it', async () => {
    const place = await emptyPlace(engine);
    const store = await opened(place);
    await store.append([{ record: a }], signed());
    await store.snapshots.keep(bytes);
    await behindTheBack(place, 'delete from snapshot_parts where part = 1');
    await store.snapshots.keep(Buffer.from('Another'));
    const file = join(temporaryFolder(), 'backup.gz');
    expect(await store.backup(file)).toMatchObject({ revisions: 1, snapshots: 1, altered: [sha256] });
    const other = await opened(await emptyPlace(engine));
    expect(await other.restore(file)).toMatchObject({ revisions: 1, snapshots: 1 });
  });
});

describe.each(ENGINES.flatMap((from) => ENGINES.map((to) => ({ from, to }))))('a backup of $from', ({ from, to }) => {
  it(`restores on ${to} with every revision and its hash`, async () => {
    const file = join(temporaryFolder(), 'backup.gz');
    const store = await opened(await emptyPlace(from));
    await store.append([{ record: a }, { record: b }], signed(1));
    await store.append([{ remove: a.id }, { record: source(b.id, 'Б\n"\\ ') }], signed(2));
    for (const bytes of DOCUMENTS) await store.snapshots.keep(bytes);
    const summary = await store.backup(file);
    expect(summary.snapshots).toBe(DOCUMENTS.length);
    const other = await opened(await emptyPlace(to));
    expect(await other.restore(file)).toEqual(summary);
    expect(await other.recordsAt()).toEqual(await store.recordsAt());
    expect(await other.recordsAt(second(1))).toEqual(await store.recordsAt(second(1)));
    expect(await other.verify()).toEqual(await store.verify());
    for (const bytes of DOCUMENTS) expect(await bytesOf(other, sha256Of(bytes))).toEqual(bytes);
  });
});

describe('a backup', () => {
  const written = async () => {
    const file = join(temporaryFolder(), 'backup.gz');
    const store = await opened(await emptyPlace('sqlite'));
    await store.append([{ record: a }, { record: b }], signed(1));
    await store.backup(file);
    return { file, store };
  };

  it('never overwrites a file', async () => {
    const { file, store } = await written();
    const before = readFileSync(file);
    await expect(store.backup(file)).rejects.toMatchObject({ refusal: 'conflict' });
    expect(readFileSync(file)).toEqual(before);
  });

  it('is not restored over revisions', async () => {
    const { file, store } = await written();
    await expect(store.restore(file)).rejects.toMatchObject({ refusal: 'conflict' });
  });

  it('of an empty log restores to an empty log', async () => {
    const file = join(temporaryFolder(), 'empty.gz');
    await (await opened(await emptyPlace('sqlite'))).backup(file);
    const other = await opened(await emptyPlace('sqlite'));
    expect(await other.restore(file)).toEqual({ revisions: 0, hash: undefined, snapshots: 0 });
  });

  it.each([
    ['is cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 20)],
    ['is empty', () => Buffer.alloc(0)],
    ['is not gzip', () => Buffer.from('not a backup')],
    ['is gzip of something else', () => gzipSync('{"hello": 1}\n')],
    [
      'lacks its last line',
      (bytes: Buffer) => gzipSync(`${gunzipSync(bytes).toString().split('\n').slice(0, -1).join('\n')}\n`),
    ],
    [
      'lacks a revision',
      (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().split('\n').toSpliced(2, 1).join('\n')),
    ],
    ['has a changed revision', (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replace('aliya', 'bolat'))],
    [
      'has a changed header',
      (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replace('"revisions":2', '"revisions":3')),
    ],
    ['has something appended', (bytes: Buffer) => gzipSync(`${gunzipSync(bytes)}\n{}`)],
  ])('that %s is refused, and nothing is restored', async (_, damage) => {
    const { file } = await written();
    writeFileSync(file, damage(readFileSync(file)));
    const other = await opened(await emptyPlace('sqlite'));
    await expect(other.restore(file)).rejects.toMatchObject({
      refusal: 'invalid',
      message: expect.stringContaining('not a sound backup'),
    });
    expect((await other.lastRevision()).seq).toBe(0);
  });

  it.each([
    ['an altered snapshot', 'was altered', (lines: string[]) => lines.with(4, lines[4]?.replace('QS', 'Qi') ?? '')],
    ['a snapshot cut short', 'was altered', (lines: string[]) => lines.toSpliced(4, 1)],
    ['a snapshot without an end', 'was altered', (lines: string[]) => lines.toSpliced(5, 0, lines[4] ?? '')],
    ['a snapshot missing', 'is missing', (lines: string[]) => lines.toSpliced(3, 2)],
    [
      'a snapshot too many',
      'is not named at its beginning',
      (lines: string[]) => lines.toSpliced(5, 0, lines[3] ?? '', lines[4] ?? ''),
    ],
  ])('with %s is refused by its name, and nothing is restored', async (_, what, damaged) => {
    const file = join(temporaryFolder(), 'backup.gz');
    const store = await opened(await emptyPlace('sqlite'));
    await store.append([{ record: a }, { record: b }], signed(1));
    const { sha256 } = await store.snapshots.keep(Buffer.from('A document'));
    await store.backup(file);
    const lines = gunzipSync(readFileSync(file)).toString().split('\n');
    expect(lines).toHaveLength(6);
    writeFileSync(file, gzipSync(damaged(lines).join('\n')));
    for (const engine of ENGINES) {
      const other = await opened(await emptyPlace(engine));
      await expect(other.restore(file)).rejects.toMatchObject({
        refusal: 'invalid',
        message: expect.stringContaining(`its snapshot ${sha256} ${what}`),
      });
      expect((await other.lastRevision()).seq).toBe(0);
      expect((await other.verify()).snapshots).toBe(0);
    }
  });

  it('of the first format, which had no snapshots, is still restored', async () => {
    const { file, store } = await written();
    const [header = '', ...rest] = gunzipSync(readFileSync(file)).toString().split('\n');
    const { snapshots: _, ...old } = JSON.parse(header);
    const before = [JSON.stringify({ ...old, format: 'dutybearer-backup-1' }), ...rest.slice(0, -1)];
    const sha256 = sha256Of(Buffer.from(`${before.join('\n')}\n`));
    writeFileSync(file, gzipSync([...before, JSON.stringify({ sha256 })].join('\n')));
    const other = await opened(await emptyPlace('sqlite'));
    expect(await other.restore(file)).toMatchObject({ revisions: 2, snapshots: 0 });
    expect(await other.recordsAt()).toEqual(await store.recordsAt());
  });

  it('that does not exist is refused', async () => {
    const other = await opened(await emptyPlace('sqlite'));
    await expect(other.restore('/nowhere/backup.gz')).rejects.toMatchObject({ refusal: 'not-found' });
  });
});

/**
 * Commitments at the size of the world: importing 100,000 invented recommendations with links and search index against
 * plain COPY of the very rows that came of it, in one PostgreSQL database; search; and the ledger with its filters.
 * The tables copied into are of the same shape, with the same indexes; triggers are left out, and so is all the work of
 * checking, hashing and analysing. A server of TEST_DATABASE_URL, or a cluster of our own, is used.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { openPlatform, type Platform } from '../src/app/platform.ts';
import { type Asked, ledger } from '../src/core/commitments/ledger.ts';
import type { Dataset } from '../src/core/dataset.ts';
import { firstDay } from '../src/core/time.ts';
import { readAssets } from '../src/web/assets.ts';
import { createApp } from '../src/web/server.tsx';
import { startPostgres } from '../test/support/postgres.ts';
import { inventedRecommendations } from './invented-recommendations.ts';
import { type Measure, median, timed } from './measure.ts';

const RECOMMENDATIONS = 100_000;
const ROUNDS = 3;
const TABLES = ['revisions', 'records', 'links', 'passages', 'words', 'word_parts'];

const SIGNED = { author: 'bench', reason: 'Invented recommendations' };

export async function commitments(data: string): Promise<Measure[]> {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await startPostgres();
  const measures: Measure[] = [];
  if (server) {
    try {
      measures.push(...(await importing(server.url, data)));
    } finally {
      await server.stop();
    }
  } else console.error('  SKIPPED: there is no PostgreSQL on this machine; install it, or set TEST_DATABASE_URL.');
  return [...measures, ...(await searching(data))];
}

async function importing(url: string, data: string): Promise<Measure[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await compared(client, url, data);
  } finally {
    await client.end();
  }
}

async function compared(client: pg.Client, url: string, data: string): Promise<Measure[]> {
  const ours: number[] = [];
  const plain: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const schema = `bench_${process.pid}_${round}`;
    await client.query(`create schema ${schema}`);
    await client.query(`set search_path to ${schema}`);
    const separator = url.includes('?') ? '&' : '?';
    const location = {
      kind: 'postgres' as const,
      url: `${url}${separator}options=${encodeURIComponent(`-c search_path=${schema}`)}`,
    };
    const platform = await openPlatform({ location, shippedDataset: data }, { clock: () => new Date() });
    await platform.seed();
    const { dataset, revision } = await platform.record();
    const records = inventedRecommendations(dataset, RECOMMENDATIONS);
    ours.push(await timed(() => platform.importRecords(records, SIGNED)));
    await platform.close();
    const rows = await rowsAfter(client, revision);
    plain.push(await copyAll(client, rows, true));
    bare.push(await copyAll(client, rows, false));
    await client.query(`drop schema ${schema} cascade`);
  }
  const rate = (times: readonly number[]) => (RECOMMENDATIONS * 1000) / median(times);
  return [
    { name: 'Import with links and search index', measured: rate(ours), unit: 'records/s' },
    { name: 'Plain COPY of the same rows, same indexes', measured: rate(plain), unit: 'records/s' },
    { name: 'Plain COPY of the same rows, no index at all', measured: rate(bare), unit: 'records/s' },
    {
      name: 'Import against plain COPY, same indexes',
      measured: rate(ours) / rate(plain),
      unit: '×',
      required: { atLeast: 0.25 },
    },
    { name: 'Import against plain COPY, no index at all', measured: rate(ours) / rate(bare), unit: '×' },
  ];
}

/** The rows that an import made, as COPY writes them; words are taken whole. */
async function rowsAfter(client: pg.Client, revision: number): Promise<Map<string, Buffer[]>> {
  const made = new Map<string, Buffer[]>();
  const where: Record<string, string> = {
    revisions: `where seq > ${revision}`,
    records: `where seq > ${revision}`,
    links: `where from_id in (select id from records where seq > ${revision})`,
    passages: `where record in (select id from records where seq > ${revision})`,
  };
  for (const table of TABLES) {
    const chunks: Buffer[] = [];
    for await (const chunk of client.query(
      copyTo(`copy (select * from ${table} ${where[table] ?? ''}) to stdout`),
    ) as AsyncIterable<Buffer>)
      chunks.push(chunk);
    made.set(table, chunks);
  }
  return made;
}

/** Copies rows into empty tables of the same shape, in one transaction. */
async function copyAll(client: pg.Client, rows: ReadonlyMap<string, Buffer[]>, indexes: boolean): Promise<number> {
  for (const table of TABLES) {
    await client.query(`create table plain_${table} (like ${table}${indexes ? ' including all' : ''})`);
  }
  const taken = await timed(async () => {
    await client.query('begin');
    for (const [table, chunks] of rows) {
      await pipeline(Readable.from(chunks), client.query(copyFrom(`copy plain_${table} from stdin`)));
    }
    await client.query('commit');
  });
  for (const table of TABLES) await client.query(`drop table plain_${table}`);
  return taken;
}

/** Queries as people type them: one word and many, common and rare, inflected, mistyped, with provisions and days. */
const QUERIES = [
  'child',
  'children',
  'дети',
  'балалар',
  'торговля детьми',
  'сексуальной эксплуатации детей',
  'баланың құқықтары',
  'балаларды қанау',
  'trafficking in children',
  'prostitution of minors penalties',
  'rights of the child',
  'ст. 134',
  'art 134',
  '134-бап',
  '134-бап 2016-05-01',
  'article 2 of the optional protocol',
  'порнагрофия',
  'explotation',
  'құқықтaры',
  'уголовная ответственность за изнасилование',
  'criminal code art 134 zzzzqq',
  'committee recommends',
  'права ребенка комитет 2015',
  'заңнама мемлекет',
  'what does the law say about double criminality',
  'xae 2014',
];

async function searching(data: string): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dutybearer-bench-'));
  try {
    const location = { kind: 'sqlite' as const, folder };
    const open = () => openPlatform({ location, shippedDataset: data }, { clock: () => new Date() });
    let platform = await open();
    await platform.seed();
    const { dataset } = await platform.record();
    const records = inventedRecommendations(dataset, RECOMMENDATIONS);
    const imported = await timed(() => platform.importRecords(records, SIGNED));
    await platform.close();
    let reopened: Platform | undefined;
    const opening = await timed(async () => {
      reopened = await open();
    });
    platform = reopened ?? platform;
    const times = await searchTimes(platform);
    const before = process.memoryUsage().rss;
    const reading = await timed(() => platform.record());
    const memory = (process.memoryUsage().rss - before) / 1e6;
    const ledgers = await ledgerTimes(platform, (await platform.record()).dataset, data);
    await platform.close();
    return [
      {
        name: 'Import with links and search index, SQLite',
        measured: (RECOMMENDATIONS * 1000) / imported,
        unit: 'records/s',
      },
      { name: 'Opening a store of 100,000 recommendations', measured: opening, unit: 'ms' },
      { name: 'Reading the whole of it for the first page', measured: reading, unit: 'ms' },
      { name: 'Memory it takes', measured: memory, unit: 'MB' },
      { name: 'Search over 100,000 passages, median', measured: median(times), unit: 'ms' },
      {
        name: 'Search over 100,000 passages, 95 of 100 within',
        measured: times[Math.floor(times.length * 0.95)] ?? Number.NaN,
        unit: 'ms',
        required: { atMost: 30 },
      },
      ...ledgers,
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Times of all queries, several times each, in their order of length. */
async function searchTimes(platform: Platform): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < 12; round++) {
    for (const text of QUERIES) {
      const taken = await timed(() => platform.search({ text }));
      // The first round fills the caches of the process and of the disk, as the first visitors do.
      if (round > 0) times.push(taken);
    }
  }
  return times.sort((a, b) => a - b);
}

/** What people ask a ledger: nothing, one filter, several, and words. */
const ASKED: readonly Asked[] = [
  {},
  { status: 'no-evidence' },
  { theme: 'rio/29' },
  { body: 'committee-on-the-rights-of-the-child', age: '10-14' },
  { theme: 'rio/35', status: 'no-evidence', state: 'silent' },
  { words: 'convention' },
  { words: 'защита детей', body: 'human-rights-council' },
];

/** The ledger of every state with filters, computed and as a page, asked anew each time: no kept page answers. */
async function ledgerTimes(platform: Platform, dataset: Dataset, data: string): Promise<Measure[]> {
  const day = firstDay(new Date().toISOString().slice(0, 10));
  const app = createApp({ platform, assets: await readAssets(join(data, '../dist')), clock: () => new Date() });
  const computing: number[] = [];
  const serving: number[] = [];
  const first = await timed(() => ledger(dataset, undefined, day, {}));
  for (let round = 0; round < 12; round++) {
    for (const asked of ASKED) {
      computing.push(await timed(() => ledger(dataset, undefined, day, asked)));
      const query = new URLSearchParams({ ...asked, page: String(round + 1) });
      const taken = await timed(async () => {
        const response = await app.request(`http://localhost/en/recommendations?${query}`);
        if (response.status !== 200) throw new Error(`the ledger gave ${response.status}`);
        await response.arrayBuffer();
      });
      // The first round makes the indexes, as the first visitors do.
      if (round > 0) serving.push(taken);
    }
  }
  const within = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
  return [
    { name: 'Indexing 100,000 recommendations for the ledger', measured: first, unit: 'ms' },
    { name: 'Ledger of 100,000 with filters, median', measured: median(computing), unit: 'ms' },
    { name: 'Ledger page over 100,000, median', measured: median(serving), unit: 'ms' },
    {
      name: 'Ledger page over 100,000, 95 of 100 within',
      measured: within(serving),
      unit: 'ms',
      required: { atMost: 100 },
    },
  ];
}

/** Empty places for stores on both engines, raw access behind the store's back, and small valid records. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import type { AnyRecord } from '../../src/core/model/index.ts';
import { type Location, openStore, type Store } from '../../src/store/store.ts';

export type Engine = Location['kind'];

/** The engines the suite runs on: both, or SQLite alone where there is no PostgreSQL. */
export const ENGINES: readonly Engine[] = inject('postgresUrl') ? ['sqlite', 'postgres'] : ['sqlite'];

/** A temporary folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dutybearer-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty place for a store: a folder, or a schema of its own in PostgreSQL. It goes with the test. */
export async function emptyPlace(engine: Engine): Promise<Location> {
  if (engine === 'sqlite') return { kind: 'sqlite', folder: join(temporaryFolder(), 'store') };
  const server = inject('postgresUrl') ?? '';
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create schema ${schema}`);
  await client.end();
  onTestFinished(async () => {
    const last = new pg.Client({ connectionString: server });
    await last.connect();
    await last.query(`drop schema ${schema} cascade`);
    await last.end();
  });
  return { kind: 'postgres', url: withOptions(server, `-c search_path=${schema}`) };
}

/** A PostgreSQL address with further settings for the session. */
export function withOptions(url: string, options: string): string {
  const before = /[?&]options=([^&]*)/.exec(url)?.[1];
  const all = before === undefined ? options : `${decodeURIComponent(before)} ${options}`;
  const rest = url.replace(/([?&])options=[^&]*&?/, '$1').replace(/[?&]$/, '');
  return `${rest}${rest.includes('?') ? '&' : '?'}options=${encodeURIComponent(all)}`;
}

/** Opens a store that is closed when the test ends. */
export async function opened(location: Location, options?: { serving: boolean }): Promise<Store> {
  const store = await openStore(location, options);
  onTestFinished(() => store.close());
  return store;
}

/** Runs SQL behind the store's back. */
export async function behindTheBack(location: Location, ...statements: string[]): Promise<Record<string, unknown>[]> {
  if (location.kind === 'sqlite') {
    const database = new DatabaseSync(join(location.folder, 'dutybearer.db'), { timeout: 5000 });
    try {
      return statements.flatMap((statement) => database.prepare(statement).all());
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({ connectionString: location.url });
  await client.connect();
  try {
    const rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows.push(...(await client.query(statement)).rows);
    return rows;
  } finally {
    await client.end();
  }
}

/** Statements that take away what protects revisions from change, as someone with the file and time could. */
export function unprotected(location: Location): string[] {
  return location.kind === 'sqlite'
    ? ['revisions_follow', 'revisions_stay', 'revisions_remain'].map((trigger) => `drop trigger if exists ${trigger}`)
    : ['alter table revisions disable trigger all'];
}

/** A source with a title, which may name the source that replaces it. */
export function source(id: string, title: string, replacedBy?: string): AnyRecord {
  return {
    kind: 'source',
    id,
    ...(/^[a-z]{3}\//.test(id) && { country: id.slice(0, 3) }),
    title,
    type: 'report',
    ...(replacedBy !== undefined && { replacedBy }),
  };
}

/** The n-th second of a made-up day. */
export const second = (n: number): string => new Date(Date.UTC(2025, 0, 1, 0, 0, n)).toISOString();

export const signed = (n = 0) => ({ author: 'aliya', reason: 'Read the report', at: second(n) });

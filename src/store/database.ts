/**
 * The database: SQLite in a folder, or PostgreSQL at a URL, behind one query builder.
 * Always true: writers come one after another, over all processes and nodes; a reading transaction sees one moment.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CompiledQuery, Kysely, PostgresDialect, SqliteAdapter, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { CopyingClient, Rows, type Value } from './bulk.ts';
import { asRefusal } from './refusals.ts';
import { NodeSqliteDialect, openFile } from './sqlite.ts';

/** Where a store is kept. */
export type Location =
  | { readonly kind: 'sqlite'; readonly folder: string }
  | { readonly kind: 'postgres'; readonly url: string };

export interface RevisionRow {
  seq: number;
  kind: string;
  id: string;
  body: string | null;
  author: string;
  at: string;
  reason: string;
  prev: string;
  hash: string;
}

export interface RecordRow {
  id: string;
  kind: string;
  country: string | null;
  seq: number;
}

export interface LinkRow {
  from_id: string;
  path: string;
  target: string;
  to_id: string;
}

/** A text that can be found; its terms stand in the engine's own index. */
export interface PassageRow {
  id: number;
  record: string;
  kind: string;
  country: string | null;
  language: string;
  place: string;
  year: number | null;
  since: string | null;
  until: string | null;
}

/** A part of a snapshot. */
export interface PartRow {
  sha256: string;
  part: number;
  bytes: Uint8Array;
}

interface Tables {
  meta: { key: string; value: string };
  revisions: RevisionRow;
  records: RecordRow;
  links: LinkRow;
  passages: PassageRow;
  words: { word: string; uses: number };
  word_parts: { part: string; word: string };
  snapshots: { sha256: string; size: number };
  snapshot_parts: PartRow;
}

export type Queries = Kysely<Tables> | Transaction<Tables>;

export interface Database {
  readonly engine: Location['kind'];
  /** Where it is, for messages: the folder, or the server and database without a password. */
  readonly place: string;
  readonly queries: Kysely<Tables>;
  /** All or nothing, one writer at a time. */
  write<T>(act: (queries: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** Several queries over one moment of the database. */
  read<T>(act: (queries: Transaction<Tables>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Rows per statement: few round trips, and far below what either engine allows in parameters. */
export const BATCH = 250;

/** The parts of a list that fit into one statement each. */
export function* batches<T>(rows: readonly T[]): Generator<T[]> {
  for (let start = 0; start < rows.length; start += BATCH) yield rows.slice(start, start + BATCH);
}

/** The engine behind some queries. */
export function engineOf(queries: Queries): Database['engine'] {
  return queries.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgres';
}

/** Inserts rows in their order, in the transaction of `queries`. Names of tables and columns are ours, never a person’s. */
export async function insertRows(
  queries: Queries,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Value[]>,
): Promise<void> {
  await queries.executeQuery(CompiledQuery.raw('insert rows', [new Rows(table, columns, rows)]));
}

/** Opens the database, making its folder if need be; the tables are migrate.ts's business. */
export async function openDatabase(location: Location): Promise<Database> {
  const place = placeOf(location);
  try {
    return location.kind === 'sqlite' ? await openSqlite(location.folder, place) : openPostgres(location.url, place);
  } catch (error) {
    throw asRefusal(error, place);
  }
}

function placeOf(location: Location): string {
  if (location.kind === 'sqlite') return location.folder;
  return location.url.replace(/^(\w+:\/\/[^/:@?]*):[^@/]*@/, '$1@').replace(/([?&]password=)[^&]*/, '$1…');
}

/**
 * Makes a folder and those above it where they are missing, by default for its owner and group alone; fails with the
 * true reason. One by one: asked for the whole path, Node calls a read-only disk ENOENT, and never returns in /proc.
 */
export function makeFolder(folder: string, mode = 0o750): void {
  const missing: string[] = [];
  for (let path = resolve(folder); !existsSync(path); path = dirname(path)) missing.unshift(path);
  for (const path of missing) {
    try {
      mkdirSync(path, mode);
    } catch (error) {
      // Another process may have been first.
      if (!existsSync(path)) throw error;
    }
  }
  if (!statSync(folder).isDirectory()) throw Object.assign(new Error(`${folder} is a file`), { code: 'ENOTDIR' });
}

async function openSqlite(folder: string, place: string): Promise<Database> {
  makeFolder(folder);
  return sqliteOver(await openFile(join(folder, 'dutybearer.db')), place);
}

/** An empty database in memory: of this process alone, and gone with it. */
export function openInMemory(): Database {
  return sqliteOver(new DatabaseSync(':memory:'), 'memory');
}

function sqliteOver(database: DatabaseSync, place: string): Database {
  const queries = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
  return {
    engine: 'sqlite',
    place,
    queries,
    write: (act) => queries.transaction().execute(act),
    read: (act) => queries.transaction().setAccessMode('read only').execute(act),
    close: () => queries.destroy(),
  };
}

function openPostgres(url: string, place: string): Database {
  const pool = new pg.Pool({
    Client: CopyingClient,
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'dutybearer',
  });
  // A connection that breaks is replaced at the next query, which then reports what is wrong; without listeners on
  // the idle ones and on those in use, the process would end.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const queries = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    engine: 'postgres',
    place,
    queries,
    write: (act) =>
      // Read committed, whatever the server's default: after waiting for the lock the last revision must be visible.
      queries
        .transaction()
        .setIsolationLevel('read committed')
        .execute(async (transaction) => {
          await sql`select pg_advisory_xact_lock(hashtext('dutybearer:' || coalesce(current_schema(), '')))`.execute(
            transaction,
          );
          return act(transaction);
        }),
    read: (act) => queries.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(act),
    // Kysely closes only a pool that it has used.
    close: async () => {
      await queries.destroy();
      if (!pool.ended) await pool.end();
    },
  };
}

/**
 * A Kysely dialect over node:sqlite: one connection, prepared statements kept by their text.
 * Always true: a writing transaction begins with BEGIN IMMEDIATE, so that it never fails half way for a lock; waiting
 * for another process happens between turns of the event loop, never inside SQLite for long.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely';
import { Rows } from './bulk.ts';

/** How long to wait for another process that is writing, in milliseconds. */
const PATIENCE = 30_000;
/** How long one attempt may block the event loop, in milliseconds. */
const BUSY_TIMEOUT = 200;
const STATEMENTS_KEPT = 64;
/** Memory for pages of the database, taken as they are used. */
const CACHE_KB = 65_536;
const SQLITE_BUSY = 5;

/** The primary result code of an SQLite error (sqlite.org/rescode.html), or undefined for any other error. */
export function sqliteCode(error: unknown): number | undefined {
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown };
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' ? errcode & 0xff : undefined;
}

/** Opens a database file as this project uses SQLite: write-ahead log, a full sync at every commit, foreign keys. */
export async function openFile(file: string): Promise<DatabaseSync> {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT, enableForeignKeyConstraints: true });
  try {
    const mode = await patiently(() => database.prepare('pragma journal_mode = wal').get());
    if (mode?.journal_mode !== 'wal') throw new Error(`SQLite cannot keep a write-ahead log at ${file}`);
    database.exec('pragma synchronous = full');
    // Indexes are written in no order: what does not fit here goes back and forth to the disk during a large import.
    database.exec(`pragma cache_size = -${CACHE_KB}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

async function patiently<T>(attempt: () => T): Promise<T> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (sqliteCode(error) !== SQLITE_BUSY || performance.now() > deadline) throw error;
      await sleep(10 + Math.floor(performance.now() % 40));
    }
  }
}

/** The dialect over an open database, which it closes with itself. */
export class NodeSqliteDialect implements Dialect {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  createDriver(): Driver {
    return new NodeSqliteDriver(this.#database);
  }

  createQueryCompiler() {
    return new SqliteQueryCompiler();
  }

  createAdapter() {
    return new SqliteAdapter();
  }

  createIntrospector(db: Kysely<unknown>) {
    return new SqliteIntrospector(db);
  }
}

class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: NodeSqliteConnection;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#connection = new NodeSqliteConnection(database);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(settings.accessMode === 'read only' ? 'begin' : 'begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // On a full disk and on I/O errors SQLite has already rolled back by itself.
    if (this.#database.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#database.close();
  }
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const [first] = parameters;
    const run = (): QueryResult<R> => {
      if (first instanceof Rows) return this.#insert(first);
      const statement = this.#prepare(sql);
      const values = parameters as readonly SQLInputValue[];
      if (statement.columns().length > 0) return { rows: statement.all(...values) as R[] };
      const { changes, lastInsertRowid } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    };
    // Inside a transaction a lock is already held, and repeating one statement of several would be wrong.
    return this.#database.isTransaction ? run() : patiently(run);
  }

  #insert({ insert, rows }: Rows): QueryResult<never> {
    const statement = this.#prepare(insert);
    for (const row of rows) statement.run(...row);
    return { rows: [] };
  }

  // biome-ignore lint/correctness/useYield: a stream of rows is never asked for; batches are read by sequence instead.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Rows are read in batches, not streamed');
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    this.#statements.delete(sql);
    const statement = known ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    if (this.#statements.size > STATEMENTS_KEPT) {
      const oldest = this.#statements.keys().next().value;
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    return statement;
  }
}

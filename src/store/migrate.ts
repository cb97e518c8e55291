/**
 * Brings a database to the schema this version needs, forward only, from the SQL files in migrations/.
 * NNNN-name.sql runs on both engines, then NNNN-name.sqlite.sql or NNNN-name.postgres.sql; blank lines separate
 * statements. Always true: a database is at one schema entirely or was not touched; a newer one is refused.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { PlatformError } from '../core/errors.ts';
import type { Database, Queries } from './database.ts';

interface Migration {
  readonly schema: number;
  readonly statements: readonly string[];
}

/** A file or folder that is shipped with the program, wherever its code was bundled to. */
export function shipped(name: string): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'migrations'))) return join(folder, name);
    if (folder === dirname(folder)) throw new Error(`${name} is not where the program was installed`);
  }
}

function programVersion(): string {
  return (JSON.parse(readFileSync(shipped('package.json'), 'utf8')) as { version: string }).version;
}

/** The migrations for an engine, oldest first. */
function migrationsIn(folder: string, engine: Database['engine']): Migration[] {
  const bySchema = new Map<number, string[]>();
  for (const file of readdirSync(folder).sort(portableFirst)) {
    const [, number, only] = /^(\d{4})-[a-z-]+(?:\.(sqlite|postgres))?\.sql$/.exec(file) ?? [];
    if (number === undefined || (only !== undefined && only !== engine)) continue;
    const statements = readFileSync(join(folder, file), 'utf8')
      .split(/\n\s*\n/)
      .filter((statement) => /^\s*[^-\s]/m.test(statement));
    bySchema.set(Number(number), [...(bySchema.get(Number(number)) ?? []), ...statements]);
  }
  return [...bySchema].map(([schema, statements]) => ({ schema, statements }));
}

function portableFirst(a: string, b: string): number {
  const [x, y] = [a.replace(/\.sql$/, ''), b.replace(/\.sql$/, '')];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Applies what is missing, in one transaction. */
export async function migrate(database: Database, folder = shipped('migrations')): Promise<void> {
  const migrations = migrationsIn(folder, database.engine);
  const latest = migrations.at(-1)?.schema ?? 0;
  if ((await schemaOf(database, database.queries, latest)) === latest) return;
  await database.write(async (queries) => {
    // Another process may have been first while this one waited.
    const current = await schemaOf(database, queries, latest);
    for (const { schema, statements } of migrations) {
      if (schema <= current) continue;
      for (const statement of statements) await sql.raw(statement).execute(queries);
      await setMeta(queries, 'schema', String(schema));
      await setMeta(queries, 'program', programVersion());
    }
  });
}

async function setMeta(queries: Queries, key: string, value: string): Promise<void> {
  await queries
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

async function schemaOf(database: Database, queries: Queries, latest: number): Promise<number> {
  const exists =
    database.engine === 'sqlite'
      ? sql<{ name: string | null }>`select name from sqlite_master where type = 'table' and name = 'meta'`
      : // Not to_regclass: its answer may be older than the lock this transaction has waited for.
        sql<{
          name: string | null;
        }>`select tablename as name from pg_catalog.pg_tables where schemaname = any(current_schemas(false)) and tablename = 'meta'`;
  if (!(await exists.execute(queries)).rows[0]?.name) return 0;
  const meta = new Map((await queries.selectFrom('meta').selectAll().execute()).map(({ key, value }) => [key, value]));
  const schema = Number(meta.get('schema') ?? 0);
  if (schema > latest) {
    throw new PlatformError(
      'unavailable',
      `The database in ${database.place} was written by a newer version: Dutybearer ${meta.get('program') ?? 'unknown'} with schema ${schema}. ` +
        `This is Dutybearer ${programVersion()}, which knows schemas up to ${latest}. Nothing was changed. ` +
        'Install the newer version, or restore a backup made before the upgrade into a new place.',
    );
  }
  return schema;
}

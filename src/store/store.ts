/**
 * The store's public face: the log of revisions with its projections, and the snapshots, on SQLite or PostgreSQL.
 * Whatever the database or the disk refuses comes out as a PlatformError that says what, where and what to do.
 */
import type { AnyRecord } from '../core/model/index.ts';
import { type BackupSummary, backup, restore } from './backup.ts';
import { type Claim, claimFolder } from './claim.ts';
import { type Database, type Location, makeFolder, openDatabase, openInMemory } from './database.ts';
import {
  type Appended,
  append,
  type Change,
  type Head,
  headOf,
  type Point,
  type Revision,
  type RevisionQuery,
  recordsAt,
  revisions,
  type Signature,
  type State,
} from './log.ts';
import { migrate } from './migrate.ts';
import { isIndexCurrent } from './passages.ts';
import { rebuildProjections } from './projections.ts';
import { asRefusal } from './refusals.ts';
import { type Hit, type SearchAnswer, type SearchQuery, search } from './search.ts';
import { findSnapshot, type Kept, keepSnapshot, type Snapshots } from './snapshots.ts';
import { type Verification, verify } from './verify.ts';

export type {
  Appended,
  BackupSummary,
  Change,
  Hit,
  Kept,
  Location,
  Revision,
  RevisionQuery,
  SearchAnswer,
  SearchQuery,
  Snapshots,
  Verification,
};

export interface Store {
  /** Where it is, for messages; never with a password. */
  readonly place: string;
  /** Records changes, all or nothing; see `append` in log.ts. */
  append(changes: readonly Change[], signature: Signature & { readonly after?: number }): Promise<Appended>;
  /** All records now, or as they stood at a point of the log. */
  recordsAt(point?: Point): Promise<State>;
  /** The last revision, or the last up to a point; cheap enough to ask at every request. */
  lastRevision(point?: Point): Promise<Head>;
  /** Changes, newest first. */
  revisions(query: RevisionQuery): Promise<Revision[]>;
  /** Finds what the current records say, in all their languages; refuses as invalid a query that is too long. */
  search(query: SearchQuery): Promise<SearchAnswer>;
  /** Documents as they were read. */
  readonly snapshots: Snapshots;
  /** Checks the chain, compares the projections with it, and checks the snapshots; reads everything. */
  verify(): Promise<Verification>;
  /** Derives the projections from the log again; returns the number of records. */
  rebuild(): Promise<number>;
  /** Writes all revisions and snapshots into a new file, which either engine can restore. */
  backup(file: string): Promise<BackupSummary>;
  /** Fills an empty store from a backup; refused while another process serves the folder. */
  restore(file: string): Promise<BackupSummary>;
  close(): Promise<void>;
}

/**
 * Opens a store, creating it or bringing its schema up to date.
 * `serving` claims a folder for this process until it closes; on PostgreSQL several nodes may serve side by side.
 */
export async function openStore(location: Location, { serving = false } = {}): Promise<Store> {
  const claim = serving ? claimOf(location) : undefined;
  try {
    const database = await openDatabase(location);
    const guarded =
      <A extends unknown[], R>(act: (...parameters: A) => Promise<R>) =>
      async (...parameters: A): Promise<R> => {
        try {
          return await act(...parameters);
        } catch (error) {
          throw asRefusal(error, database.place);
        }
      };
    try {
      await guarded(migrate)(database);
      await guarded(bringIndexUpToDate)(database);
    } catch (error) {
      await database.close();
      throw error;
    }
    return {
      place: database.place,
      append: guarded((changes, signature) => append(database, changes, signature)),
      recordsAt: guarded((point) => recordsAt(database, point)),
      lastRevision: guarded((point) => headOf(database.queries, point)),
      revisions: guarded((query) => revisions(database.queries, query)),
      search: guarded((query) => database.read((queries) => search(queries, query))),
      snapshots: {
        keep: guarded((bytes) => keepSnapshot(database, bytes)),
        find: guarded((sha256) => findSnapshot(database.queries, sha256)),
      },
      verify: guarded(() => verify(database)),
      rebuild: guarded(() =>
        database.write(async (queries) => rebuildProjections(queries, (await headOf(queries)).seq)),
      ),
      backup: guarded((file) => backup(database, file)),
      restore: guarded(async (file) => {
        const ours = claim ? undefined : claimOf(location);
        try {
          return await restore(database, file);
        } finally {
          ours?.release();
        }
      }),
      close: async () => {
        await database.close();
        claim?.release();
      },
    };
  } catch (error) {
    claim?.release();
    throw error;
  }
}

/** Search over records that no store holds; it is made in memory and goes with the function. */
export async function searchOver(records: readonly AnyRecord[]): Promise<Store['search']> {
  const database = openInMemory();
  await migrate(database);
  const signature = { author: 'dutybearer', reason: 'Search', at: new Date(0).toISOString() };
  await append(
    database,
    records.map((record) => ({ record })),
    signature,
  );
  return (query) => database.read((queries) => search(queries, query));
}

/** Derives the projections again where another version of the text analysis made the search index, or none. */
async function bringIndexUpToDate(database: Database): Promise<void> {
  if (await isIndexCurrent(database.queries)) return;
  await database.write(async (queries) => {
    // Another process may have been first while this one waited.
    if (!(await isIndexCurrent(queries))) await rebuildProjections(queries, (await headOf(queries)).seq);
  });
}

function claimOf(location: Location): Claim | undefined {
  if (location.kind === 'postgres') return undefined;
  try {
    makeFolder(location.folder);
  } catch (error) {
    throw asRefusal(error, location.folder);
  }
  return claimFolder(location.folder);
}

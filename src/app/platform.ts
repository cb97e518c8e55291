/**
 * The platform: the store, the clock and the dataset files wired together, once. Everything above asks here.
 * Always true: what is written is a valid dataset as a whole; a reading names the revision it shows.
 */
import { createDataset, type Dataset } from '../core/dataset.ts';
import { refusalToThaw } from '../core/editions/frozen.ts';
import { PlatformError } from '../core/errors.ts';
import type { AnyRecord } from '../core/model/index.ts';
import { isVerifiable, verifiedOn } from '../core/review.ts';
import type { PartialDate } from '../core/time.ts';
import { checkRecords, writeDataset } from '../formats/dataset.ts';
import {
  type Appended,
  type BackupSummary,
  type Change,
  openStore,
  type Revision,
  type RevisionQuery,
  type SearchAnswer,
  type SearchQuery,
  type Snapshots,
  type Store,
  type Verification,
} from '../store/store.ts';
import type { Config } from './config.ts';
import { writeFolder } from './folder.ts';
import { instantOf } from './moment.ts';
import { searchIn } from './search.ts';
import { shippedRecords, validDataset } from './seed.ts';

export { readSuppositions } from '../formats/suppositions.ts';

/** The records as they are, or as they were known at a moment. */
export interface Reading {
  readonly dataset: Dataset;
  /** The last revision it shows; 0 for an empty log and for a dataset folder, which has none. */
  readonly revision: number;
  /** The moment of that revision; absent where there is none. */
  readonly at: string | undefined;
}

/** What can be read, from a store or from a dataset folder alike. */
export interface Readable {
  /**
   * The whole record, now or as known at a moment: an instant such as 2024-09-05T12:00:00Z, or a day such as
   * 2024-09-05, which means its end in UTC. Kept in memory until something changes.
   */
  record(knownAt?: string): Promise<Reading>;
  /** Writes a dataset folder in canonical form; returns the number of files. Nothing in the folder is deleted. */
  exportFolder(folder: string, options?: { readonly knownAt?: string }): Promise<number>;
  /** Finds what the record says now, in all its languages at once; refuses as invalid a query that is too long. */
  search(query: SearchQuery): Promise<SearchAnswer>;
  close(): Promise<void>;
}

/** Who makes a change and why; every revision carries both. */
export interface Signature {
  readonly author: string;
  readonly reason: string;
}

export interface ImportOptions extends Signature {
  /** The folder is the whole dataset: records that are not in it are removed. */
  readonly replace?: boolean;
}

export interface Platform extends Readable {
  /** Where the store is, for messages. */
  readonly place: string;
  /** Imports a dataset folder, all or nothing; refuses as invalid, with every issue, what is not valid as a whole. */
  importFolder(folder: string, options: ImportOptions): Promise<Appended>;
  /**
   * Records changes to some records, all or nothing; refuses as invalid what would make the record as a whole invalid.
   * What follows from the record is given as a function of it, called again if something else was recorded meanwhile.
   */
  importRecords(
    records: readonly AnyRecord[] | ((dataset: Dataset) => readonly AnyRecord[]),
    signature: Signature,
  ): Promise<Appended>;
  /**
   * Marks records as verified on the day of the clock; what they say stays as it was. Refuses as not-found ids that
   * are not on record, and as invalid kinds that nobody verifies; then none is changed.
   */
  verifyRecords(ids: readonly string[], signature: Signature): Promise<Appended>;
  /** Imports the shipped dataset if nothing was ever recorded; undefined where something was. */
  seed(): Promise<Appended | undefined>;
  /** Changes, newest first. */
  changes(query: RevisionQuery): Promise<Revision[]>;
  /** Documents as they were read. */
  readonly snapshots: Snapshots;
  verify(): Promise<Verification>;
  rebuild(): Promise<number>;
  backup(file: string): Promise<BackupSummary>;
  restore(file: string): Promise<BackupSummary>;
}

/** Readings kept in memory: the current one and the past ones asked for last. */
const READINGS_KEPT = 3;
/** How often an import starts over because something else was recorded meanwhile. */
const ATTEMPTS = 5;

/** Opens the platform. `serving` claims a folder, so that no second server uses it. */
export async function openPlatform(
  config: Pick<Config, 'location' | 'shippedDataset'>,
  { clock, serving = false }: { readonly clock: () => Date; readonly serving?: boolean },
): Promise<Platform> {
  const store = await openStore(config.location, { serving });
  const record = cachedReadings(store);
  const importFolder = (folder: string, options: ImportOptions) => importInto(store, clock, folder, options);
  return {
    place: store.place,
    record,
    importFolder,
    importRecords: (records, signature) =>
      appendRecords(store, clock, signature, (current) =>
        typeof records === 'function' ? records(createDataset(current)) : records,
      ),
    verifyRecords: (ids, signature) => {
      const today = clock().toISOString().slice(0, 10);
      return appendRecords(store, clock, signature, (current) => verifiedOnDay(current, ids, today));
    },
    exportFolder: async (folder, { knownAt } = {}) => exportTo(folder, (await record(knownAt)).dataset),
    seed: async () => {
      if ((await store.lastRevision()).seq > 0) return undefined;
      const changes = (await shippedRecords(config.shippedDataset)).map((record) => ({ record }));
      const signature = { author: 'dutybearer', reason: 'Shipped dataset', at: clock().toISOString(), after: 0 };
      return store.append(changes, signature).catch((error: unknown) => {
        // Another process was first; its records stand.
        if (error instanceof PlatformError && error.refusal === 'conflict') return undefined;
        throw error;
      });
    },
    changes: store.revisions,
    search: store.search,
    snapshots: store.snapshots,
    verify: store.verify,
    rebuild: store.rebuild,
    backup: store.backup,
    restore: store.restore,
    close: store.close,
  };
}

/** The same reading over a dataset folder, without a database. Refuses as invalid, with every issue, a folder that is not valid. */
export async function openFolder(folder: string): Promise<Readable> {
  const dataset = createDataset(await validDataset(folder));
  return {
    record: async (knownAt) => {
      if (knownAt !== undefined) {
        throw new PlatformError(
          'invalid',
          `${folder} is a dataset folder and has no history. Ask without “known at”, or import it and ask the store.`,
        );
      }
      return { dataset, revision: 0, at: undefined };
    },
    exportFolder: (target) => exportTo(target, dataset),
    search: (query) => searchIn(dataset, query),
    close: async () => {},
  };
}

/** Appends what `make` gives of the current records, again from the start if something else was recorded meanwhile. */
async function appendChanges(
  store: Store,
  clock: () => Date,
  { author, reason }: Signature,
  make: (current: readonly AnyRecord[]) => Promise<Change[]> | Change[],
): Promise<Appended> {
  for (let attempt = 1; ; attempt++) {
    const current = await store.recordsAt();
    const changes = await make(current.records);
    refuseThawing(current.records, changes);
    try {
      return await store.append(changes, { author, reason, at: clock().toISOString(), after: current.revision });
    } catch (error) {
      const overtaken = error instanceof PlatformError && error.refusal === 'conflict';
      if (!overtaken || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Refuses as conflict a change to an edition that is more than superseding, withdrawing or correcting it. */
function refuseThawing(current: readonly AnyRecord[], changes: readonly Change[]): void {
  const editions = new Map(current.flatMap((record) => (record.kind === 'edition' ? [[record.id, record]] : [])));
  const refusals = changes.flatMap((change) => {
    const before = editions.get('record' in change ? change.record.id : change.remove);
    return before ? (refusalToThaw(before, 'record' in change ? change.record : undefined) ?? []) : [];
  });
  if (refusals.length > 0) throw new PlatformError('forbidden', `${refusals.join('\n')}\nNothing was recorded.`);
}

function importInto(store: Store, clock: () => Date, folder: string, options: ImportOptions): Promise<Appended> {
  const { replace = false } = options;
  return appendChanges(store, clock, options, async (current) => {
    const records = await validDataset(folder, replace ? [] : current);
    const changes: Change[] = records.map((record) => ({ record }));
    if (replace) {
      const kept = new Set(records.map(({ id }) => id));
      changes.push(...current.flatMap(({ id }) => (kept.has(id) ? [] : [{ remove: id }])));
    }
    return changes;
  });
}

function appendRecords(
  store: Store,
  clock: () => Date,
  signature: Signature,
  make: (current: readonly AnyRecord[]) => readonly AnyRecord[],
): Promise<Appended> {
  return appendChanges(store, clock, signature, (current) => {
    // What comes from a program is checked exactly as what a person writes.
    const { records, issues } = checkRecords(make(current), current);
    if (issues.length > 0) {
      const count = issues.length === 1 ? 'one problem' : `${issues.length} problems`;
      throw new PlatformError(
        'invalid',
        `The records have ${count}; none of them is recorded until all are right.`,
        issues,
      );
    }
    return records.map((record) => ({ record }));
  });
}

/** The records named, as verified on a day. */
function verifiedOnDay(current: readonly AnyRecord[], ids: readonly string[], day: PartialDate): AnyRecord[] {
  const byId = new Map(current.map((record) => [record.id, record] as const));
  const missing = ids.filter((id) => !byId.has(id));
  if (missing.length > 0) {
    throw new PlatformError('not-found', `Not on record: ${missing.join(', ')}. Nothing was verified.`);
  }
  return [...new Set(ids)].map((id) => {
    const record = byId.get(id) as AnyRecord;
    if (isVerifiable(record)) return verifiedOn(record, day);
    throw new PlatformError(
      'invalid',
      `${id} is a ${record.kind}, which nobody verifies. Findings, overrides, recommendations and services are verified. Nothing was verified.`,
    );
  });
}

async function exportTo(folder: string, dataset: Dataset): Promise<number> {
  const files = writeDataset(dataset.records);
  await writeFolder(folder, files);
  return files.size;
}

/** Readings by revision, the last ones used. Requests that come while one is loading share it. */
function cachedReadings(store: Store): Readable['record'] {
  const kept = new Map<number, Promise<Reading>>();
  return async (knownAt) => {
    const { seq } = await store.lastRevision(knownAt === undefined ? undefined : instantOf(knownAt));
    const known = kept.get(seq);
    const reading = known ?? load(store, seq);
    kept.delete(seq);
    kept.set(seq, reading);
    for (const oldest of kept.keys()) {
      if (kept.size <= READINGS_KEPT) break;
      kept.delete(oldest);
    }
    if (!known) reading.catch(() => kept.delete(seq));
    return reading;
  };
}

async function load(store: Store, seq: number): Promise<Reading> {
  const { records, revision, at } = await store.recordsAt(seq);
  return { dataset: createDataset(records), revision, at };
}

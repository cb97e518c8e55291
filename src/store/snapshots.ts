/**
 * Snapshots: the bytes of a document as they were read, each kept once under the SHA-256 of its content.
 * Always true: one is there whole or not at all; bytes that are not what their name says are never handed out to their
 * end. They are no part of the log: no revision depends on them, and the same bytes kept again put a damaged one right.
 */
import { createHash } from 'node:crypto';
import { PlatformError } from '../core/errors.ts';
import type { Database, Queries } from './database.ts';

/** Bytes in one row: few round trips, and little memory for a large document. */
const PART = 262_144;

export interface Kept {
  readonly sha256: string;
  /** Whether the same bytes had been kept before. */
  readonly known: boolean;
}

/** A snapshot that is held; `bytes` gives them in parts, and fails before the last where they were altered. */
export interface Snapshot {
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  bytes(): AsyncGenerator<Uint8Array>;
}

/** The snapshots of a store. */
export interface Snapshots {
  /** Keeps bytes, and answers when they are there for good. */
  keep(bytes: Uint8Array): Promise<Kept>;
  /** The snapshot of a name; undefined where it is not held or the name is none. */
  find(sha256: string): Promise<Snapshot | undefined>;
}

/** The name of some content: its SHA-256 in hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function keepSnapshot(database: Database, bytes: Uint8Array): Promise<Kept> {
  const sha256 = sha256Of(bytes);
  return database.write(async (queries) => {
    if (await isSound(queries, sha256)) return { sha256, known: true };
    await writeSnapshot(queries, sha256, bytes.length);
    for (let part = 0; part * PART < bytes.length; part++) {
      await writePart(queries, sha256, part, bytes.subarray(part * PART, (part + 1) * PART));
    }
    return { sha256, known: false };
  });
}

/** Begins a snapshot, in place of one of that name; its parts follow in the same transaction. */
export async function writeSnapshot(queries: Queries, sha256: string, size: number): Promise<void> {
  await queries.deleteFrom('snapshots').where('sha256', '=', sha256).execute();
  await queries.insertInto('snapshots').values({ sha256, size }).execute();
}

export async function writePart(queries: Queries, sha256: string, part: number, bytes: Uint8Array): Promise<void> {
  await queries.insertInto('snapshot_parts').values({ sha256, part, bytes }).execute();
}

export async function findSnapshot(queries: Queries, sha256: string): Promise<Snapshot | undefined> {
  const row = await queries.selectFrom('snapshots').selectAll().where('sha256', '=', sha256).executeTakeFirst();
  return row && { ...row, bytes: () => readParts(queries, row) };
}

/** Every snapshot held, by name. */
export async function allSnapshots(queries: Queries): Promise<Snapshot[]> {
  const rows = await queries.selectFrom('snapshots').selectAll().orderBy('sha256').execute();
  return rows.map((row) => ({ ...row, bytes: () => readParts(queries, row) }));
}

async function* readParts(
  queries: Queries,
  { sha256, size }: { sha256: string; size: number },
): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256');
  let read = 0;
  // The last part waits until all are known to be right.
  let waiting: Uint8Array | undefined;
  for (let part = 0; ; part++) {
    const row = await queries
      .selectFrom('snapshot_parts')
      .select('bytes')
      .where('sha256', '=', sha256)
      .where('part', '=', part)
      .executeTakeFirst();
    if (!row) break;
    digest.update(row.bytes);
    read += row.bytes.length;
    if (waiting) yield waiting;
    waiting = row.bytes;
  }
  if (read !== size || digest.digest('hex') !== sha256) {
    throw new PlatformError('unavailable', `The snapshot ${sha256} was altered: its bytes are not those of its name.`);
  }
  if (waiting) yield waiting;
}

/** Whether a snapshot is whole and unaltered. */
export async function isIntact(snapshot: Snapshot): Promise<boolean> {
  try {
    for await (const _ of snapshot.bytes());
    return true;
  } catch (error) {
    if (error instanceof PlatformError) return false;
    throw error;
  }
}

async function isSound(queries: Queries, sha256: string): Promise<boolean> {
  const found = await findSnapshot(queries, sha256);
  return found !== undefined && isIntact(found);
}

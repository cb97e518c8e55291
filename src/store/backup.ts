/**
 * Backups: one file for both engines, so that what one wrote the other restores.
 * Gzip of lines of JSON: a header {format, revisions, hash, snapshots} that names every snapshot, one line for each
 * revision, for each snapshot a line {snapshot, size} and its bytes as lines {part} in base64, and a last line {sha256}
 * over everything before it. Always true: a backup file is complete or not there; a restore changes nothing unless the
 * whole file is sound and the store is empty. The first format, without snapshots, can still be restored.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { PlatformError } from '../core/errors.ts';
import { breaches } from './chain.ts';
import { BATCH, type Database, type PartRow, type RevisionRow } from './database.ts';
import { headOf, insertRevisions, readLog } from './log.ts';
import { rebuildProjections } from './projections.ts';
import { fileRefusal } from './refusals.ts';
import { allSnapshots, isIntact, type Snapshot, writePart, writeSnapshot } from './snapshots.ts';

const FORMAT = 'dutybearer-backup-2';
const FORMATS: readonly unknown[] = ['dutybearer-backup-1', FORMAT];

export interface BackupSummary {
  readonly revisions: number;
  /** Hash of the last revision; absent in an empty log. */
  readonly hash: string | undefined;
  readonly snapshots: number;
  /** Snapshots that a backup leaves out, because their bytes in the store were altered; absent where there are none. */
  readonly altered?: readonly string[];
}

/** Writes all revisions and snapshots to a new file. Writers may go on meanwhile: what they add after the start is left out. */
export async function backup(database: Database, file: string): Promise<BackupSummary> {
  if (existsSync(file)) {
    throw new PlatformError(
      'conflict',
      `${file} exists already. It was left as it is; choose another name for the backup.`,
    );
  }
  const head = await headOf(database.queries);
  const header = { revisions: head.seq, hash: head.seq === 0 ? undefined : head.hash };
  const intact: Snapshot[] = [];
  const altered: string[] = [];
  for (const snapshot of await allSnapshots(database.queries)) {
    if (await isIntact(snapshot)) intact.push(snapshot);
    else altered.push(snapshot.sha256);
  }
  const partial = `${file}.partial`;
  try {
    await pipeline(Readable.from(backupLines(database, header, intact)), createGzip(), createWriteStream(partial));
    const handle = await open(partial, 'r+');
    await handle.sync();
    await handle.close();
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw fileRefusal(error, file);
  }
  return { ...header, snapshots: intact.length, ...(altered.length > 0 && { altered }) };
}

async function* backupLines(
  database: Database,
  header: { readonly revisions: number; readonly hash: string | undefined },
  snapshots: readonly Snapshot[],
): AsyncGenerator<string> {
  const digest = createHash('sha256');
  const line = (value: unknown) => {
    const text = `${JSON.stringify(value)}\n`;
    digest.update(text);
    return text;
  };
  yield line({ format: FORMAT, ...header, snapshots: snapshots.map(({ sha256 }) => sha256) });
  let chunk = '';
  // The log only grows, so reading up to the head needs no lock.
  for await (const row of readLog(database.queries)) {
    if (row.seq > header.revisions) break;
    chunk += line(row);
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
  for (const { sha256, size, bytes } of snapshots) {
    yield line({ snapshot: sha256, size });
    for await (const part of bytes()) yield line({ part: Buffer.from(part).toString('base64') });
  }
  yield JSON.stringify({ sha256: digest.digest('hex') });
}

/** Fills an empty store from a backup. Refuses a store with revisions (conflict) and a file that is not sound (invalid). */
export async function restore(database: Database, file: string): Promise<BackupSummary> {
  return database.write(async (queries) => {
    const { seq } = await headOf(queries);
    if (seq > 0) {
      throw new PlatformError(
        'conflict',
        `${database.place} already holds ${seq} revisions, and a restore never overwrites. Nothing was changed. ` +
          'Set DUTYBEARER_DATA to a new folder (or DATABASE_URL to an empty database) and restore into that.',
      );
    }
    let rows: RevisionRow[] = [];
    const flush = async () => {
      await insertRevisions(queries, rows);
      rows = [];
    };
    const reader = readBackup(file);
    for (;;) {
      const { value, done } = await reader.next();
      if (done) {
        await flush();
        await rebuildProjections(queries, value.revisions);
        return value;
      }
      if ('part' in value) await writePart(queries, value.sha256, value.part, value.bytes);
      else if ('size' in value) await writeSnapshot(queries, value.sha256, value.size);
      else rows.push(value);
      if (rows.length >= BATCH) await flush();
    }
  });
}

/** A snapshot of a backup that is being read: how far, and what its bytes come to. */
interface Incoming {
  readonly sha256: string;
  readonly size: number;
  readonly digest: Hash;
  parts: number;
  read: number;
}

/**
 * The revisions of a backup, each checked against the one before, and its snapshots with their parts, each checked
 * against its name; throws where the file is not a sound backup.
 */
async function* readBackup(
  file: string,
): AsyncGenerator<RevisionRow | PartRow | Pick<Snapshot, 'sha256' | 'size'>, BackupSummary> {
  const unsound = (what: string) =>
    new PlatformError('invalid', `${file} is not a sound backup: ${what}. Nothing was restored. Use another backup.`);
  const digest = createHash('sha256');
  let header: { revisions: number; hash: string | undefined; snapshots: readonly string[] } | undefined;
  let previous: RevisionRow | undefined;
  let complete = false;
  let incoming: Incoming | undefined;
  let snapshots = 0;
  const endSnapshot = () => {
    if (incoming && (incoming.read !== incoming.size || incoming.digest.digest('hex') !== incoming.sha256)) {
      throw unsound(`its snapshot ${incoming.sha256} was altered`);
    }
    incoming = undefined;
  };
  try {
    for await (const text of lines(file)) {
      if (complete) throw unsound('something follows its last line');
      const value = JSON.parse(text) as Record<string, unknown>;
      if (header === undefined) {
        if (!FORMATS.includes(value.format)) throw unsound(`it does not begin as ${FORMAT}`);
        const { revisions, hash, snapshots: named = [] } = value;
        header = {
          revisions: Number(revisions),
          hash: hash as string | undefined,
          snapshots: Array.isArray(named) ? named.map(String) : [],
        };
      } else if (typeof value.snapshot === 'string') {
        endSnapshot();
        const expected = header.snapshots[snapshots++];
        if (expected === undefined) throw unsound(`its snapshot ${value.snapshot} is not named at its beginning`);
        if (value.snapshot !== expected) throw unsound(`its snapshot ${expected} is missing`);
        const size = Number(value.size);
        incoming = { sha256: expected, size, digest: createHash('sha256'), parts: 0, read: 0 };
        yield { sha256: expected, size };
      } else if (typeof value.part === 'string' && incoming) {
        const bytes = Buffer.from(value.part, 'base64');
        incoming.digest.update(bytes);
        incoming.read += bytes.length;
        if (incoming.read > incoming.size) endSnapshot();
        yield { sha256: incoming.sha256, part: incoming.parts++, bytes };
      } else if (typeof value.sha256 === 'string') {
        endSnapshot();
        const missing = header.snapshots[snapshots];
        if (missing !== undefined) throw unsound(`its snapshot ${missing} is missing`);
        if (value.sha256 !== digest.digest('hex')) throw unsound('its content does not match its checksum');
        complete = true;
        continue;
      } else {
        const row = rowOf(value);
        if (!row) throw unsound(`line ${(previous?.seq ?? 0) + 2} is not a revision`);
        const [breach] = breaches(previous, row);
        if (breach !== undefined) throw unsound(breach);
        yield row;
        previous = row;
      }
      digest.update(`${text}\n`);
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (error instanceof SyntaxError) throw unsound('a line is not JSON');
    if (code?.startsWith('Z_'))
      throw unsound(code === 'Z_BUF_ERROR' ? 'it ends too early' : 'it is not gzip, or damaged');
    throw fileRefusal(error, file);
  }
  if (!complete || header === undefined) throw unsound('it ends too early');
  const { revisions, hash } = header;
  if (revisions !== (previous?.seq ?? 0) || hash !== previous?.hash) throw unsound('revisions are missing from it');
  return { revisions, hash, snapshots };
}

async function* lines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = createGunzip().setEncoding('utf8');
  source.on('error', (error) => text.destroy(error));
  source.pipe(text);
  let rest = '';
  try {
    for await (const chunk of text) {
      const end = chunk.lastIndexOf('\n');
      if (end < 0) {
        rest += chunk;
        continue;
      }
      yield* (rest + chunk.slice(0, end)).split('\n');
      rest = chunk.slice(end + 1);
    }
  } finally {
    source.destroy();
  }
  if (rest !== '') yield rest;
}

function rowOf(value: Record<string, unknown>): RevisionRow | undefined {
  const { seq, kind, id, body, author, at, reason, prev, hash } = value;
  const texts = [kind, id, author, at, reason, prev, hash];
  if (
    !Number.isInteger(seq) ||
    !texts.every((text) => typeof text === 'string') ||
    !(body === null || typeof body === 'string')
  ) {
    return undefined;
  }
  return { seq, kind, id, body, author, at, reason, prev, hash } as RevisionRow;
}

/**
 * Backups: one file for both engines, so that what one wrote the other restores.
 * Gzip of lines of JSON: a header {format, schema, revisions, hash}, one revision each, and a last line {sha256} over
 * everything before it. Always true: a backup file is complete or not there; a restore changes nothing unless the
 * whole file is sound and the store is empty.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { PlatformError } from '../core/errors.ts';
import { breaches } from './chain.ts';
import { BATCH, type Database, type RevisionRow } from './database.ts';
import { headOf, readLog } from './log.ts';
import { rebuildProjections } from './projections.ts';
import { fileRefusal } from './refusals.ts';

const FORMAT = 'dutybearer-backup-1';

export interface BackupSummary {
  readonly revisions: number;
  /** Hash of the last revision; absent in an empty log. */
  readonly hash: string | undefined;
}

/** Writes all revisions to a new file. Writers may go on meanwhile: what they add after the start is left out. */
export async function backup(database: Database, file: string): Promise<BackupSummary> {
  if (existsSync(file)) {
    throw new PlatformError(
      'conflict',
      `${file} exists already. It was left as it is; choose another name for the backup.`,
    );
  }
  const head = await headOf(database.queries);
  const summary = { revisions: head.seq, hash: head.seq === 0 ? undefined : head.hash };
  const partial = `${file}.partial`;
  try {
    await pipeline(Readable.from(backupLines(database, summary)), createGzip(), createWriteStream(partial));
    const handle = await open(partial, 'r+');
    await handle.sync();
    await handle.close();
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw fileRefusal(error, file);
  }
  return summary;
}

async function* backupLines(database: Database, summary: BackupSummary): AsyncGenerator<string> {
  const digest = createHash('sha256');
  const line = (value: unknown) => {
    const text = `${JSON.stringify(value)}\n`;
    digest.update(text);
    return text;
  };
  yield line({ format: FORMAT, ...summary });
  let chunk = '';
  // The log only grows, so reading up to the head needs no lock.
  for await (const row of readLog(database.queries)) {
    if (row.seq > summary.revisions) break;
    chunk += line(row);
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk + JSON.stringify({ sha256: digest.digest('hex') });
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
      if (rows.length > 0) await queries.insertInto('revisions').values(rows).execute();
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
      rows.push(value);
      if (rows.length >= BATCH) await flush();
    }
  });
}

/** The revisions of a backup, each checked against the one before; throws where the file is not a sound backup. */
async function* readBackup(file: string): AsyncGenerator<RevisionRow, BackupSummary> {
  const unsound = (what: string) =>
    new PlatformError('invalid', `${file} is not a sound backup: ${what}. Nothing was restored. Use another backup.`);
  const digest = createHash('sha256');
  let summary: BackupSummary | undefined;
  let previous: RevisionRow | undefined;
  let complete = false;
  try {
    for await (const text of lines(file)) {
      if (complete) throw unsound('something follows its last line');
      const value = JSON.parse(text) as Record<string, unknown>;
      if (summary === undefined) {
        if (value.format !== FORMAT) throw unsound(`it does not begin as ${FORMAT}`);
        summary = { revisions: Number(value.revisions), hash: value.hash as string | undefined };
      } else if (typeof value.sha256 === 'string') {
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
  if (!complete || summary === undefined) throw unsound('it ends too early');
  if (summary.revisions !== (previous?.seq ?? 0) || summary.hash !== previous?.hash)
    throw unsound('revisions are missing from it');
  return summary;
}

async function* lines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = createGunzip().setEncoding('utf8');
  source.on('error', (error) => text.destroy(error));
  source.pipe(text);
  let rest = '';
  try {
    for await (const chunk of text) {
      const whole = (rest + chunk).split('\n');
      rest = whole.pop() ?? '';
      yield* whole;
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

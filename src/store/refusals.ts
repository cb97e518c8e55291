/**
 * What a database or a disk says when it cannot, in words for the operator: what, where, whether anything was lost,
 * what to do. SQLite result codes: sqlite.org/rescode.html; PostgreSQL: its manual, appendix A.
 */
import { PlatformError } from '../core/errors.ts';
import { sqliteCode } from './sqlite.ts';

const KEPT = 'Nothing was written, and nothing that was written before is lost.';

/** The refusal behind an error of the database or the file system; any other error comes back as it is, a bug. */
export function asRefusal(error: unknown, place: string): unknown {
  if (error instanceof PlatformError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const message =
    sqliteMessage(error, place, detail) ?? postgresMessage(error, place, detail) ?? fileMessage(error, place);
  return message === undefined ? error : new PlatformError('unavailable', message);
}

function sqliteMessage(error: unknown, place: string, detail: string): string | undefined {
  switch (sqliteCode(error)) {
    case 5:
    case 6:
      return `The database in ${place} is busy: another process has been writing to it for too long. ${KEPT} Try again when it has finished.`;
    case 3:
    case 8:
      return `The database in ${place} cannot be written. ${KEPT} Check that you own the folder and its files and that the disk is not mounted read-only.`;
    case 13:
      return fullDisk(place);
    case 10:
      return `Reading or writing the database in ${place} failed (${detail}). Anything that was not finished is undone at the next start. Check the disk, its quota and its free space.`;
    case 11:
    case 26:
      return `The database in ${place} is damaged (${detail}). Nothing was changed. Move the folder aside and restore your last backup into a new one with “dutybearer restore FILE”.`;
    case 1:
      return /^no such (table|column)|already exists$/.test(detail) ? foreignTables(place, detail) : undefined;
    case 14:
      return `The database in ${place} cannot be opened (${detail}). Check that the folder exists and that you may read and write it.`;
    default:
      return undefined;
  }
}

function postgresMessage(error: unknown, place: string, detail: string): string | undefined {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown };
  const unreachable = `PostgreSQL at ${place} cannot be reached (${detail}). A change that was under way was kept whole or not at all. Check that the server is running and that DATABASE_URL names it.`;
  if (typeof code !== 'string')
    return /Connection terminated|is not queryable|timeout exceeded when trying to connect/.test(detail)
      ? unreachable
      : undefined;
  // A Unix socket that is not there is a server that is not running, not a missing file.
  if (syscall === 'connect') return unreachable;
  if (['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH'].includes(code))
    return unreachable;
  if (!/^[0-9A-Z]{5}$/.test(code)) return undefined;
  if (/^(08|57P)/.test(code)) return unreachable;
  if (code.startsWith('28'))
    return `PostgreSQL at ${place} refuses the login (${detail}). Check the user and the password in DATABASE_URL.`;
  if (code.startsWith('XX'))
    return `PostgreSQL at ${place} reports damage (${detail}). Nothing was changed. Restore your last backup into a new database.`;
  switch (code) {
    case '3D000':
      return `There is no such database at ${place} (${detail}). Create it, or correct DATABASE_URL.`;
    case '42501':
      return `PostgreSQL at ${place} does not allow this (${detail}). Grant the user the right to create and change tables in its schema.`;
    case '42P01':
    case '42P07':
    case '42703':
      return foreignTables(place, detail);
    case '53100':
      return fullDisk(place);
    case '53300':
      return `PostgreSQL at ${place} has no connection left (${detail}). Raise max_connections or run fewer nodes.`;
    case '25006':
      return `PostgreSQL at ${place} is read-only (${detail}). ${KEPT} Point DATABASE_URL at the primary server.`;
    case '40001':
    case '40P01':
    case '55P03':
      return `PostgreSQL at ${place} could not finish because another writer was in the way (${detail}). ${KEPT} Try again.`;
    default:
      return undefined;
  }
}

/** The refusal behind an error of the file system; any other error comes back as it is. */
export function fileRefusal(error: unknown, file: string): unknown {
  const message = fileMessage(error, file);
  const refusal = (error as { code?: unknown } | null)?.code === 'ENOENT' ? 'not-found' : 'unavailable';
  return message === undefined ? error : new PlatformError(refusal, message);
}

function fileMessage(error: unknown, place: string): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return fullDisk(place);
    case 'EFBIG':
      return `${place} would grow beyond what this system allows for one file. ${KEPT} Raise the limit.`;
    case 'EACCES':
    case 'EPERM':
      return `${place} may not be read or written by this user. ${KEPT} Change its owner or its permissions, or choose another place.`;
    case 'EROFS':
      return `${place} is on a disk that is mounted read-only. ${KEPT} Choose another place, or mount the disk for writing.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${place} is not a folder. ${KEPT} Choose another place.`;
    case 'EISDIR':
      return `${place} is a folder, where a file is needed. ${KEPT} Choose another place.`;
    case 'ENOENT':
      return `${place}, or the folder it should be in, does not exist. Check the path.`;
    case 'EIO':
      return `Reading or writing ${place} failed. Check the disk.`;
    default:
      return undefined;
  }
}

function foreignTables(place: string, detail: string): string {
  return `The database in ${place} does not hold the tables that Dutybearer made (${detail}). Nothing was changed. If something else made it, choose another place; else restore your last backup into a new one with “dutybearer restore FILE”.`;
}

function fullDisk(place: string): string {
  return `There is no room left on the disk of ${place}. ${KEPT} Free some space and try again.`;
}

/**
 * The hash chain: what exactly is hashed, and what makes a sequence of revisions one unbroken chain.
 * Bodies are canonical JSON (RFC 8785), so that equal records have equal text on every engine. A revision's hash is
 * SHA-256 over the JSON array [seq, prev, at, author, reason, kind, id, body], in UTF-8; body is text or null.
 */
import { hash } from 'node:crypto';
import { PlatformError } from '../core/errors.ts';
import { type AnyRecord, countryOf, KINDS, type KindName } from '../core/model/index.ts';
import type { RevisionRow } from './database.ts';

/** What the first revision names as its predecessor. */
export const GENESIS = '0'.repeat(64);

/** JSON with sorted keys and no white space. */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} has no JSON form`);
    return value;
  }
  if (Array.isArray(value)) return value.map(sorted);
  const source = value as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(source).sort()) result[key] = sorted(source[key]);
  return result;
}

/** The body of a record as the log holds it: kind, id and country stand beside it or follow from it. */
export function bodyOf({ kind: _kind, id: _id, country: _country, ...body }: AnyRecord): string {
  return canonical(body);
}

/** The record a body belongs to. */
export function recordOf(kind: string, id: string, body: string): AnyRecord {
  if (!Object.hasOwn(KINDS, kind)) {
    throw new PlatformError(
      'unavailable',
      `The log holds ${id} of kind “${kind}”, which this version does not know. Install the version that wrote it.`,
    );
  }
  const country = countryOf(kind as KindName, id);
  try {
    return { kind, id, ...(country !== undefined && { country }), ...(JSON.parse(body) as object) } as AnyRecord;
  } catch {
    throw new PlatformError(
      'unavailable',
      `The log holds ${id} in a form that cannot be read. Run “dutybearer verify” to see all that is damaged, and restore the last sound backup into a new place.`,
    );
  }
}

export function hashOf({ seq, prev, at, author, reason, kind, id, body }: Omit<RevisionRow, 'hash'>): string {
  return hash('sha256', JSON.stringify([seq, prev, at, author, reason, kind, id, body]));
}

/** An instant as the log writes it: UTC with milliseconds, so that text order is time order. */
export function isInstant(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}

/** What is wrong with a revision that should follow another; empty where nothing is. */
export function breaches(previous: RevisionRow | undefined, row: RevisionRow): string[] {
  const found: string[] = [];
  const expected = (previous?.seq ?? 0) + 1;
  if (row.seq !== expected) found.push(`revision ${expected} is missing before revision ${row.seq}`);
  else if (row.prev !== (previous?.hash ?? GENESIS))
    found.push(`revision ${row.seq} does not name the hash of the one before it`);
  if (row.hash !== hashOf(row))
    found.push(`revision ${row.seq} (${row.id}) is not what was recorded: its hash does not match its content`);
  if (!isInstant(row.at)) found.push(`revision ${row.seq} has no valid moment`);
  else if (previous && row.at < previous.at) found.push(`revision ${row.seq} is dated before the one it follows`);
  if (row.body !== null && !isCanonical(row.body))
    found.push(`revision ${row.seq} (${row.id}) does not hold canonical JSON`);
  return found;
}

function isCanonical(body: string): boolean {
  try {
    return canonical(JSON.parse(body)) === body;
  } catch {
    return false;
  }
}

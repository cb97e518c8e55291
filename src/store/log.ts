/**
 * The log of revisions: the one way to write, and what held in it at any moment.
 * Always true: sequence numbers run from 1 without a gap; moments never go back along them; an append is kept whole
 * or not at all, together with its projections.
 */
import { PlatformError } from '../core/errors.ts';
import { type AnyRecord, ID_PATTERN, KINDS, type KindName } from '../core/model/index.ts';
import { bodyOf, GENESIS, hashOf, isInstant, recordOf } from './chain.ts';
import { batches, type Database, insertRows, type Queries, type RevisionRow } from './database.ts';
import type { Revised } from './passages.ts';
import { type Latest, latestInLog, project } from './projections.ts';

/** What should hold from now on: a record as given, or no record of that id any more. */
export type Change = { readonly record: AnyRecord } | { readonly remove: string };

/** Who changes something, when by their clock, and why. */
export interface Signature {
  readonly author: string;
  readonly reason: string;
  /** ISO 8601 in UTC with milliseconds. Moved up to the last revision's moment where the clock is behind it. */
  readonly at: string;
}

/** The end of the log, or of a part of it; seq is 0 and at is absent where there is nothing. */
export interface Head {
  readonly seq: number;
  readonly at: string | undefined;
  readonly hash: string;
}

/** What an append did. Unchanged records make no revision; `revision` is the last one afterwards. */
export interface Appended {
  readonly created: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly revision: number;
}

/** One change to one record, as change logs show it. `record` is absent where it was removed. */
export interface Revision {
  readonly seq: number;
  readonly kind: KindName;
  readonly id: string;
  readonly record: AnyRecord | undefined;
  readonly author: string;
  readonly at: string;
  readonly reason: string;
  readonly hash: string;
}

/** All records at one revision, by id. */
export interface State {
  readonly records: AnyRecord[];
  readonly revision: number;
  /** The moment of that revision; absent in an empty log. */
  readonly at: string | undefined;
}

/** A point in the log: an instant (UTC, milliseconds, inclusive) or the number of a revision. */
export type Point = string | number;

/** The last revision, or the last one up to a point. */
export async function headOf(queries: Queries, point?: Point): Promise<Head> {
  let query = queries.selectFrom('revisions').select(['seq', 'at', 'hash']);
  if (typeof point === 'string') query = query.where('at', '<=', point).orderBy('at', 'desc');
  if (typeof point === 'number') query = query.where('seq', '<=', point);
  const row = await query.orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row ?? { seq: 0, at: undefined, hash: GENESIS };
}

/**
 * Appends changes in their order.
 * `after` is the last revision the changes were derived from: where another has come since, the append is refused as
 * a conflict. Refuses as invalid what has no author or reason, as not-found the removal of what is not there.
 */
export async function append(
  database: Database,
  changes: readonly Change[],
  signature: Signature & { readonly after?: number },
): Promise<Appended> {
  checkSignature(signature);
  const wanted = changes.map(wantedOf);
  return database.write(async (queries) => {
    const head = await headOf(queries);
    if (signature.after !== undefined && signature.after !== head.seq) {
      throw new PlatformError(
        'conflict',
        `Something else was recorded meanwhile (revision ${head.seq}; this change was made at revision ${signature.after}). Nothing was written. Look at it again and repeat.`,
      );
    }
    const current =
      head.seq === 0 ? new Map<string, Body>() : await currentBodies(queries, [...new Set(wanted.map(({ id }) => id))]);
    const before = new Map(
      [...current].map(([id, { seq, kind, body }]) => [id, { seq, record: () => recordOf(kind, id, body) }]),
    );
    const counts = { created: 0, changed: 0, removed: 0, unchanged: 0 };
    const rows: RevisionRow[] = [];
    const latest = new Map<string, Latest>();
    const at = head.at !== undefined && head.at > signature.at ? head.at : signature.at;
    let { seq, hash: prev } = head;
    for (const { id, record, body } of wanted) {
      const there = current.get(id);
      if (record === undefined && there === undefined) {
        throw new PlatformError('not-found', `There is no record ${id} to remove. Nothing was written.`);
      }
      const kind = record?.kind ?? there?.kind ?? '';
      if (there !== undefined && there.body === body && there.kind === kind) {
        counts.unchanged++;
        continue;
      }
      counts[there === undefined ? 'created' : record === undefined ? 'removed' : 'changed']++;
      const content = { seq: ++seq, prev, at, author: signature.author, reason: signature.reason, kind, id, body };
      prev = hashOf(content);
      rows.push({ ...content, hash: prev });
      latest.set(id, { id, seq, record });
      if (body === null) current.delete(id);
      else current.set(id, { seq, kind, body });
    }
    await insertRevisions(queries, rows);
    const replaced = [...latest.keys()].flatMap((id): Revised[] => {
      const old = before.get(id);
      return old ? [{ seq: old.seq, record: old.record() }] : [];
    });
    await project(queries, replaced, [...latest.values()]);
    return { ...counts, revision: seq };
  });
}

/** Rows in one statement: the check of each statement holds them all in memory. */
const TOGETHER = 5000;
const COLUMNS = ['seq', 'kind', 'id', 'body', 'author', 'at', 'reason', 'prev', 'hash'] as const;

/** Adds revisions, each of which follows the one before it. */
export async function insertRevisions(queries: Queries, rows: readonly RevisionRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += TOGETHER) {
    const some = rows.slice(start, start + TOGETHER);
    await insertRows(
      queries,
      'revisions',
      COLUMNS,
      some.map((row) => COLUMNS.map((column) => row[column])),
    );
  }
}

interface Body {
  readonly seq: number;
  readonly kind: string;
  readonly body: string;
}

function wantedOf(change: Change): { id: string; record: AnyRecord | undefined; body: string | null } {
  if ('remove' in change) return { id: change.remove, record: undefined, body: null };
  const { record } = change;
  if (!Object.hasOwn(KINDS, record.kind) || !ID_PATTERN.test(record.id)) {
    throw new Error(`A record of kind ${record.kind} with id ${record.id} was not checked before it was appended`);
  }
  return { id: record.id, record, body: bodyOf(record) };
}

function checkSignature({ author, reason, at }: Signature): void {
  for (const [name, value] of Object.entries({ author, reason })) {
    if (value.trim() === '') {
      throw new PlatformError(
        'invalid',
        `Every change needs ${name === 'author' ? 'an author' : 'a reason'}: it is kept with the change for good. Nothing was written.`,
      );
    }
    // Neither NUL nor half a surrogate pair survives in every engine, and the hash would then not match.
    if (/\p{Cc}/u.test(value) || !value.isWellFormed()) {
      throw new PlatformError(
        'invalid',
        `The ${name} must be one line of plain text without control characters. Nothing was written.`,
      );
    }
  }
  if (!isInstant(at)) throw new Error(`${at} is not an instant with milliseconds in UTC`);
}

async function currentBodies(queries: Queries, ids: readonly string[]): Promise<Map<string, Body>> {
  const bodies = new Map<string, Body>();
  for (const some of batches(ids)) {
    const rows = await queries
      .selectFrom('records')
      .innerJoin('revisions', 'revisions.seq', 'records.seq')
      .select(['records.id', 'records.kind', 'records.seq', 'revisions.body'])
      .where('records.id', 'in', some)
      .execute();
    for (const { id, seq, kind, body } of rows) bodies.set(id, { seq, kind, body: body ?? '' });
  }
  return bodies;
}

/** The records as they are now, or as they stood at a point of the log. */
export function recordsAt(database: Database, point?: Point): Promise<State> {
  return database.read(async (queries) => {
    const last = await headOf(queries);
    const head = point === undefined ? last : await headOf(queries, point);
    const rows = head.seq === last.seq ? await current(queries) : await latestInLog(queries, head.seq);
    const records = rows.map(({ id, kind, body }) => recordOf(kind, id, body ?? ''));
    records.sort((a, b) => (a.id < b.id ? -1 : 1));
    return { records, revision: head.seq, at: head.at };
  });
}

/** The current records with their bodies; refuses as unavailable where they point at a revision of something else. */
async function current(queries: Queries) {
  const rows = await queries
    .selectFrom('records')
    .innerJoin('revisions', 'revisions.seq', 'records.seq')
    .select(['records.id', 'records.kind', 'revisions.id as revised', 'revisions.body'])
    .execute();
  const astray = rows.find(({ id, revised, body }) => id !== revised || body === null);
  if (!astray) return rows;
  throw new PlatformError(
    'unavailable',
    `The current record of ${astray.id} does not follow from the log. Run “dutybearer verify” to see all that is wrong; “dutybearer rebuild” derives the current records again.`,
  );
}

/** Which revisions to list, newest first. */
export interface RevisionQuery {
  /** Only changes to this record. */
  readonly record?: string;
  /** Only changes to this record and those below it: `kaz` gives everything of Kazakhstan. */
  readonly under?: string;
  /** Only revisions before this one, to page on. */
  readonly before?: number;
  readonly limit: number;
}

export async function revisions(
  queries: Queries,
  { record, under, before, limit }: RevisionQuery,
): Promise<Revision[]> {
  if ([record, under].some((id) => id !== undefined && !ID_PATTERN.test(id))) return [];
  let query = queries.selectFrom('revisions').selectAll().orderBy('seq', 'desc').limit(limit);
  if (record !== undefined) query = query.where('id', '=', record);
  if (under !== undefined)
    query = query.where((row) => row.or([row('id', '=', under), row('id', 'like', `${under}/%`)]));
  if (before !== undefined) query = query.where('seq', '<', before);
  return (await query.execute()).map(({ seq, kind, id, body, author, at, reason, hash }) => ({
    seq,
    kind: kind as KindName,
    id,
    record: body === null ? undefined : recordOf(kind, id, body),
    author,
    at,
    reason,
    hash,
  }));
}

/** Every revision in order, in batches of bounded size. */
export async function* readLog(queries: Queries): AsyncGenerator<RevisionRow> {
  for (let after = 0; ; ) {
    const rows = await queries
      .selectFrom('revisions')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(1000)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

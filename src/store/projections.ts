/**
 * What follows from the log and is kept beside it for speed: the current records and the links between them.
 * Always true after every transaction: both are a pure function of the log, which `rebuild` recreates and
 * `projectionProblems` compares with what is there.
 */
import { type AnyRecord, countryOf, KINDS, type KindName, referencesOf } from '../core/model/index.ts';
import { recordOf } from './chain.ts';
import { batches, type LinkRow, type Queries, type RecordRow } from './database.ts';

/** The last revision of a record: its record, or undefined where it was removed. */
export interface Latest {
  readonly id: string;
  readonly seq: number;
  readonly record: AnyRecord | undefined;
}

/** Brings the projections up to the last revisions of some records. `fresh` where none of them was there before. */
export async function project(queries: Queries, latest: readonly Latest[], { fresh = false } = {}): Promise<void> {
  const kept = latest.flatMap(({ seq, record }) => (record ? [{ seq, record }] : []));
  if (!fresh) {
    const gone = latest.filter(({ record }) => !record).map(({ id }) => id);
    for (const ids of batches(gone)) await queries.deleteFrom('records').where('id', 'in', ids).execute();
    for (const some of batches(kept)) {
      await queries
        .deleteFrom('links')
        .where(
          'from_id',
          'in',
          some.map(({ record }) => record.id),
        )
        .execute();
    }
  }
  for (const rows of batches(kept.map(({ seq, record }) => recordRow(seq, record)))) {
    await queries
      .insertInto('records')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          kind: row.ref('excluded.kind'),
          country: row.ref('excluded.country'),
          seq: row.ref('excluded.seq'),
        })),
      )
      .execute();
  }
  for (const rows of batches(kept.flatMap(({ record }) => linkRows(record)))) {
    await queries.insertInto('links').values(rows).execute();
  }
}

function recordRow(seq: number, { kind, id }: AnyRecord): RecordRow {
  return { id, kind, country: countryOf(kind, id) ?? null, seq };
}

function linkRows(record: AnyRecord): LinkRow[] {
  return referencesOf(record).map(({ path, target, id }) => ({
    from_id: record.id,
    path: path.join('.'),
    target,
    to_id: id,
  }));
}

/** The last revision of every record as of a revision, from the log alone; removed records are left out. */
export function latestInLog(queries: Queries, upTo: number) {
  return queries
    .selectFrom('revisions')
    .innerJoin(
      queries
        .selectFrom('revisions')
        .select((row) => row.fn.max('seq').as('last'))
        .where('seq', '<=', upTo)
        .groupBy('id')
        .as('latest'),
      'latest.last',
      'revisions.seq',
    )
    .select(['revisions.id', 'revisions.kind', 'revisions.seq', 'revisions.body'])
    .where('revisions.body', 'is not', null)
    .execute();
}

/** Drops the projections and derives them from the log again; returns how many records there are. */
export async function rebuildProjections(queries: Queries, upTo: number): Promise<number> {
  await queries.deleteFrom('links').execute();
  await queries.deleteFrom('records').execute();
  const rows = await latestInLog(queries, upTo);
  const latest = rows.map(({ id, kind, seq, body }) => ({ id, seq, record: recordOf(kind, id, body ?? '') }));
  await project(queries, latest, { fresh: true });
  return latest.length;
}

export interface ProjectionProblem {
  readonly seq?: number;
  readonly message: string;
}

/** Where the projections differ from what the given last revisions call for. */
export async function projectionProblems(
  queries: Queries,
  expected: Iterable<{ id: string; kind: string; seq: number; body: string }>,
): Promise<ProjectionProblem[]> {
  const problems: ProjectionProblem[] = [];
  const records = new Map((await queries.selectFrom('records').selectAll().execute()).map((row) => [row.id, row]));
  const links = new Map(
    (await queries.selectFrom('links').selectAll().execute()).map((row) => [`${row.from_id} ${row.path}`, row]),
  );
  for (const { id, kind, seq, body } of expected) {
    const found = records.get(id);
    records.delete(id);
    if (!found) problems.push({ seq, message: `${id} is in the log but not among the current records` });
    if (!Object.hasOwn(KINDS, kind)) {
      problems.push({ seq, message: `${id} is of kind “${kind}”, which this version does not know` });
      continue;
    }
    const country = countryOf(kind as KindName, id) ?? null;
    if (found && (found.seq !== seq || found.kind !== kind || found.country !== country)) {
      problems.push({ seq, message: `the current record of ${id} is not the one that revision ${seq} left` });
    }
    for (const link of readableLinks(kind, id, body)) {
      const key = `${link.from_id} ${link.path}`;
      const there = links.get(key);
      links.delete(key);
      if (there?.to_id !== link.to_id || there.target !== link.target) {
        problems.push({
          seq,
          message: `the link from ${id} (${link.path}) to ${link.to_id} is missing or points elsewhere`,
        });
      }
    }
  }
  for (const { id, seq } of records.values())
    problems.push({ seq, message: `${id} is among the current records but not in the log` });
  for (const { from_id, path } of links.values())
    problems.push({ message: `there is a link from ${from_id} (${path}) that no record calls for` });
  return problems;
}

/** A body that a breach of the chain left unreadable has no links; the breach itself is reported with the chain. */
function readableLinks(kind: string, id: string, body: string): LinkRow[] {
  try {
    return linkRows(recordOf(kind, id, body));
  } catch {
    return [];
  }
}

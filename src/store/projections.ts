/**
 * What follows from the log and is kept beside it for speed: the current records, the links between them, and the
 * search index. Always true after every transaction: all are a pure function of the log, which `rebuild` recreates and
 * `projectionProblems` compares with what is there.
 */
import { type AnyRecord, countryOf, KINDS, type KindName, referencesOf } from '../core/model/index.ts';
import { recordOf } from './chain.ts';
import { batches, insertRows, type LinkRow, type Queries, type RecordRow } from './database.ts';
import { clearIndex, indexPassages, indexProblems, type Revised } from './passages.ts';

/** The last revision of a record: its record, or undefined where it was removed. */
export interface Latest {
  readonly id: string;
  readonly seq: number;
  readonly record: AnyRecord | undefined;
}

/** Brings the projections up to the last revisions of some records; `replaced` are those of them that were there before. */
export async function project(
  queries: Queries,
  replaced: readonly Revised[],
  latest: readonly Latest[],
): Promise<void> {
  const kept = latest.flatMap(({ seq, record }) => (record ? [{ seq, record }] : []));
  for (const some of batches(replaced)) {
    const ids = some.map(({ record }) => record.id);
    await queries.deleteFrom('links').where('from_id', 'in', ids).execute();
    await queries.deleteFrom('records').where('id', 'in', ids).execute();
  }
  await insertRows(queries, 'records', ['id', 'kind', 'country', 'seq'], recordRows(kept));
  await insertRows(queries, 'links', ['from_id', 'path', 'target', 'to_id'], allLinkRows(kept));
  await indexPassages(queries, replaced, kept);
}

function* recordRows(records: readonly Revised[]) {
  for (const { seq, record } of records) {
    const { id, kind, country } = recordRow(seq, record);
    yield [id, kind, country, seq];
  }
}

function* allLinkRows(records: readonly Revised[]) {
  for (const { record } of records) {
    for (const { from_id, path, target, to_id } of linkRows(record)) yield [from_id, path, target, to_id];
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
  await clearIndex(queries);
  const rows = await latestInLog(queries, upTo);
  const latest = rows.map(({ id, kind, seq, body }) => ({ id, seq, record: recordOf(kind, id, body ?? '') }));
  await project(queries, [], latest);
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
  const readable: Revised[] = [];
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
    const record = readableRecord(kind, id, body);
    if (record) readable.push({ seq, record });
    for (const link of record ? linkRows(record) : []) {
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
  return [...problems, ...(await indexProblems(queries, readable))];
}

/** A body that a breach of the chain left unreadable has no links; the breach itself is reported with the chain. */
function readableRecord(kind: string, id: string, body: string): AnyRecord | undefined {
  try {
    return recordOf(kind, id, body);
  } catch {
    return undefined;
  }
}

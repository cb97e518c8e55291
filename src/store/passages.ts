/**
 * The search index: the passages of the current records with their terms, in FTS5 on SQLite and as tsvector on
 * PostgreSQL, and the words that mistyped ones are looked for among.
 * Always true after every transaction: all of it follows from the current records and the version of the analysis.
 */
import { sql } from 'kysely';
import type { Language } from '../core/localised.ts';
import type { AnyRecord, KindName } from '../core/model/index.ts';
import { ANALYSIS, passagesOf } from '../core/search/passages.ts';
import { isCheckedWord, trigrams } from '../core/search/typos.ts';
import { batches, engineOf, insertRows, type PassageRow, type Queries } from './database.ts';

/** A record at one of its revisions. */
export interface Revised {
  readonly seq: number;
  readonly record: AnyRecord;
}

const COLUMNS = ['id', 'record', 'kind', 'country', 'language', 'place', 'year', 'since', 'until'] as const;
/** Terms of one passage; what comes after them in a text longer than any law is not found. */
const TERMS_KEPT = 20_000;
/** An id holds rank, revision and number: 3 bits, 32 bits and 16 bits. */
export const RANK = 2 ** 48;
const NUMBERS = 2 ** 16;

interface Indexed {
  readonly row: PassageRow;
  readonly terms: readonly string[];
  readonly around: readonly string[];
}

function* indexed({ seq, record }: Revised): Generator<Indexed> {
  let number = 0;
  for (const passage of passagesOf(record)) {
    if (number >= NUMBERS) return;
    const { language, place, year, since, until } = passage;
    const row = {
      id: passage.rank * RANK + seq * NUMBERS + number++,
      record: record.id,
      kind: record.kind,
      country: record.country ?? null,
      language,
      place,
      year: year ?? null,
      since: firstDay(since),
      until: firstDay(until),
    };
    yield {
      row,
      terms: passage.terms.length > TERMS_KEPT ? passage.terms.slice(0, TERMS_KEPT) : passage.terms,
      around: [...passage.around, ...facetTerms({ ...row, kind: record.kind })],
    };
  }
}

/** The first day of a partial date, so that text order is order in time. */
const firstDay = (date: string | undefined): string | null =>
  date === undefined ? null : `${date}-01-01`.slice(0, 10);

/** What to search in; absent means all. */
export interface SearchFilter {
  readonly kind?: KindName | undefined;
  /** ISO 3166-1 alpha-3, lower case. */
  readonly country?: string | null | undefined;
  readonly language?: Language | undefined;
  readonly year?: number | null | undefined;
}

/** Facets as terms, so that an index narrows by them. */
export function facetTerms({ kind, country, language, year }: SearchFilter): string[] {
  return [
    ...(kind ? [`k:${kind}`] : []),
    ...(country ? [`c:${country}`] : []),
    ...(language ? [`l:${language}`] : []),
    ...(year ? [`y:${year}`] : []),
  ];
}

/** Takes the passages of records out of the index and puts those of others in. */
export async function indexPassages(
  queries: Queries,
  removed: readonly Revised[],
  added: readonly Revised[],
): Promise<void> {
  const uses = new Map<string, number>();
  const count = (terms: readonly string[], by: 1 | -1) => {
    for (const term of new Set(terms)) {
      const before = uses.get(term);
      if (before !== undefined || isCheckedWord(term)) uses.set(term, (before ?? 0) + by);
    }
  };
  for (const some of batches(removed)) {
    const ids: number[] = [];
    for (const each of some) {
      for (const { row, terms } of indexed(each)) {
        ids.push(row.id);
        count(terms, -1);
      }
    }
    for (const part of batches(ids)) {
      await queries.deleteFrom('passages').where('id', 'in', part).execute();
      if (engineOf(queries) === 'sqlite') {
        await sql`delete from passage_terms where rowid in (${sql.join(part)})`.execute(queries);
      }
    }
  }
  const passages = function* (): Generator<Indexed> {
    for (const each of added) {
      for (const passage of indexed(each)) {
        count(passage.terms, 1);
        yield passage;
      }
    }
  };
  if (engineOf(queries) === 'postgres') await intoPostgres(queries, passages(), added.length);
  else await intoSqlite(queries, passages());
  await countWords(queries, uses);
}

const valuesOf = (row: PassageRow) => COLUMNS.map((column) => row[column]);

async function intoSqlite(queries: Queries, passages: Iterable<Indexed>): Promise<void> {
  for (const some of chunked(passages, 1000)) {
    await insertRows(
      queries,
      'passages',
      COLUMNS,
      some.map(({ row }) => valuesOf(row)),
    );
    await insertRows(
      queries,
      'passage_terms',
      ['rowid', 'terms', 'around'],
      some.map(({ row, terms, around }) => [row.id, terms.join(' '), around.join(' ')]),
    );
  }
}

function* chunked<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** From how many records on the index is brought up to date in one go instead of entry by entry. */
const MANY = 2000;

async function intoPostgres(queries: Queries, passages: Iterable<Indexed>, records: number): Promise<void> {
  const many = records >= MANY;
  if (many) {
    // GIN collects new entries in a list and sorts them in when it is full: the longer the list, the less work.
    await sql`set local gin_pending_list_limit = '1GB'`.execute(queries);
    await sql`set local maintenance_work_mem = '256MB'`.execute(queries);
  }
  const rows = function* () {
    for (const each of passages) yield [...valuesOf(each.row), vectorOf(each)];
  };
  await insertRows(queries, 'passages', [...COLUMNS, 'terms'], rows());
  if (many) await sql`select gin_clean_pending_list('passages_by_term')`.execute(queries);
}

/**
 * Terms as PostgreSQL writes them: own ones of weight A. Positions count on; it keeps the first 256 of each term.
 * Terms are made of letters, digits and . : / - alone, so that nothing in them needs an escape.
 */
function vectorOf({ terms, around }: Indexed): string {
  let text = '';
  let position = 0;
  for (const term of terms) text += `'${term}':${++position}A `;
  for (const term of around) text += `'${term}':${++position} `;
  return text;
}

/** Adds to the number of passages that words are in, and forgets words that are in none. */
async function countWords(queries: Queries, changes: ReadonlyMap<string, number>): Promise<void> {
  const changed = [...changes].filter(([, by]) => by !== 0);
  const known = new Map<string, number>();
  for (const some of batches(changed)) {
    const rows = await queries
      .selectFrom('words')
      .selectAll()
      .where(
        'word',
        'in',
        some.map(([word]) => word),
      )
      .execute();
    for (const { word, uses } of rows) known.set(word, uses);
  }
  const fresh: [string, number][] = [];
  const gone: string[] = [];
  const counted: [string, number][] = [];
  for (const [word, by] of changed) {
    const before = known.get(word);
    if (before === undefined) fresh.push([word, by]);
    else if (before + by <= 0) gone.push(word);
    else counted.push([word, before + by]);
  }
  for (const some of batches([...gone, ...counted.map(([word]) => word)])) {
    await queries.deleteFrom('words').where('word', 'in', some).execute();
  }
  for (const some of batches(gone)) await queries.deleteFrom('word_parts').where('word', 'in', some).execute();
  await insertRows(queries, 'words', ['word', 'uses'], [...counted, ...fresh]);
  await insertRows(
    queries,
    'word_parts',
    ['part', 'word'],
    fresh.flatMap(([word]) => trigrams(word).map((part) => [part, word])),
  );
}

/** Empties the index, and notes that what comes next is of this analysis. */
export async function clearIndex(queries: Queries): Promise<void> {
  if (engineOf(queries) === 'sqlite') {
    await sql`insert into passage_terms(passage_terms) values ('delete-all')`.execute(queries);
  }
  await queries.deleteFrom('passages').execute();
  await queries.deleteFrom('words').execute();
  await queries.deleteFrom('word_parts').execute();
  await queries
    .insertInto('meta')
    .values({ key: 'analysis', value: String(ANALYSIS) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: String(ANALYSIS) }))
    .execute();
}

/** Whether the index was made by this version of the analysis. */
export async function isIndexCurrent(queries: Queries): Promise<boolean> {
  const row = await queries.selectFrom('meta').select('value').where('key', '=', 'analysis').executeTakeFirst();
  return row?.value === String(ANALYSIS);
}

/** Where the index differs from what the current records call for. */
export async function indexProblems(
  queries: Queries,
  records: Iterable<Revised>,
): Promise<{ readonly seq?: number; readonly message: string }[]> {
  const problems: { seq?: number; message: string }[] = [];
  const there = new Map<number, PassageRow>();
  for (const row of await queries.selectFrom('passages').select(COLUMNS).execute()) {
    there.set(Number(row.id), { ...row, id: Number(row.id) });
  }
  const words = new Map<string, number>();
  /** Of each term, in how many passages it is and how often: what FTS5 can tell of its own. */
  const vocabulary = new Map<string, { doc: number; cnt: number }>();
  const isPostgres = engineOf(queries) === 'postgres';
  let waiting: Indexed[] = [];
  const compare = async () => {
    if (isPostgres) problems.push(...(await differingVectors(queries, waiting)));
    waiting = [];
  };
  for (const each of records) {
    for (const passage of indexed(each)) {
      const { row, terms, around } = passage;
      const found = there.get(row.id);
      there.delete(row.id);
      if (!found || COLUMNS.some((column) => found[column] !== row[column])) {
        problems.push({ seq: each.seq, message: `the passage of ${row.record} (${row.place}) is missing or another` });
      }
      for (const term of new Set(terms)) if (isCheckedWord(term)) words.set(term, (words.get(term) ?? 0) + 1);
      if (isPostgres) {
        waiting.push(passage);
        if (waiting.length >= 500) await compare();
      } else {
        const all = [...terms, ...around];
        for (const term of all) {
          const entry = vocabulary.get(term) ?? { doc: 0, cnt: 0 };
          entry.cnt++;
          vocabulary.set(term, entry);
        }
        for (const term of new Set(all)) (vocabulary.get(term) as { doc: number }).doc++;
      }
    }
  }
  await compare();
  for (const { record, place } of there.values()) {
    problems.push({ message: `there is a passage of ${record} (${place}) that no record calls for` });
  }
  if (!isPostgres) problems.push(...(await differingTerms(queries, vocabulary)));
  const known = new Map((await queries.selectFrom('words').selectAll().execute()).map((row) => [row.word, row.uses]));
  const parts = new Set(
    (await queries.selectFrom('word_parts').selectAll().execute()).map(({ part, word }) => `${part} ${word}`),
  );
  for (const [word, uses] of words) {
    const isThere = known.get(word) === uses && trigrams(word).every((part) => parts.delete(`${part} ${word}`));
    if (!isThere) problems.push({ message: `the word “${word}” is missing from the index or miscounted` });
    known.delete(word);
  }
  if (known.size > 0 || parts.size > 0) problems.push({ message: 'the index has words that no record has' });
  return problems;
}

async function differingVectors(queries: Queries, passages: readonly Indexed[]) {
  if (passages.length === 0) return [];
  const ids = passages.map(({ row }) => row.id);
  const vectors = passages.map(vectorOf);
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${ids}::bigint[], ${vectors}::text[]) as expected (id, vector)
    join passages using (id) where terms <> vector::tsvector`.execute(queries);
  const differing = new Set(rows.map(({ id }) => Number(id)));
  return passages
    .filter(({ row }) => differing.has(row.id))
    .map(({ row }) => ({ message: `the terms of ${row.record} (${row.place}) in the index are others` }));
}

async function differingTerms(queries: Queries, expected: Map<string, { doc: number; cnt: number }>) {
  const { rows } = await sql<{ term: string; doc: number; cnt: number }>`
    select term, doc, cnt from passage_vocabulary`.execute(queries);
  const problems: { message: string }[] = [];
  for (const { term, doc, cnt } of rows) {
    const wanted = expected.get(term);
    expected.delete(term);
    if (wanted?.doc !== doc || wanted.cnt !== cnt)
      problems.push({ message: `the term “${term}” is miscounted in the index` });
  }
  for (const term of expected.keys()) problems.push({ message: `the term “${term}” is missing from the index` });
  return problems;
}

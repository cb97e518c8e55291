/**
 * Answers what people search for from the index in passages.ts: ranked records with the words in their context, counts
 * by facet, mistyped words corrected. The engine narrows and scores; everything else is the same on both.
 * No query is kept or logged.
 */
import { sql } from 'kysely';
import { LANGUAGES, type Language } from '../core/localised.ts';
import type { KindName } from '../core/model/index.ts';
import { textAt } from '../core/search/passages.ts';
import { type Group, parseQuery } from '../core/search/query.ts';
import { type Snippet, snippetOf } from '../core/search/snippet.ts';
import { termsOf } from '../core/search/terms.ts';
import { isCheckedWord, meant, trigrams } from '../core/search/typos.ts';
import { recordOf } from './chain.ts';
import { engineOf, type PassageRow, type Queries } from './database.ts';
import { facetTerms, RANK, type SearchFilter } from './passages.ts';

export interface SearchQuery extends SearchFilter {
  /** As a person typed it. */
  readonly text: string;
  /** The day on which texts must have held, where the query names none: 2016-05-01. */
  readonly on?: string | undefined;
  /** Of the texts of a record that fit about as well, the one in this language is shown. */
  readonly preferred?: Language | undefined;
  /** Records to return: at most 100, absent means 20. */
  readonly limit?: number;
  /** Records to pass over. */
  readonly offset?: number;
}

/** A record that was found, or an indicator of a framework, with the best of its passages. */
export interface Hit {
  readonly id: string;
  readonly kind: KindName;
  readonly country: string | undefined;
  readonly language: Language;
  /** Path of the text in the record. */
  readonly place: string;
  readonly year: number | undefined;
  readonly snippet: Snippet;
  /** How many more of its passages were found. */
  readonly more: number;
}

interface Facet<T> {
  readonly value: T;
  readonly records: number;
}

export interface SearchAnswer {
  /** Best first. */
  readonly hits: readonly Hit[];
  /** Records found among the passages that were looked through. */
  readonly records: number;
  /** Passages found. */
  readonly passages: number;
  /** Whether all passages found were looked through; if not, there are more records than counted here. */
  readonly complete: boolean;
  /** Records by facet, most first. */
  readonly facets: {
    readonly kind: readonly Facet<KindName>[];
    readonly country: readonly Facet<string>[];
    readonly language: readonly Facet<Language>[];
    readonly year: readonly Facet<number>[];
  };
  /** What was looked for in place of words that no text has, as the first texts found write it. */
  readonly corrected: readonly { readonly asked: string; readonly words: readonly string[] }[];
  /** What was left out, because no text has all of it. */
  readonly ignored: readonly string[];
  /** The day that was named in the query, else the one asked for beside it. */
  readonly on: string | undefined;
}

/** Passages that are ranked: those called what is asked first, then by revision. */
const LOOKED_THROUGH = 1000;
const MOST = 100;
/** How much a passage counts by its rank: names of records, what they say, notes. */
const WEIGHTS = [1.5, 1, 0.7] as const;

type Row = Omit<PassageRow, 'since' | 'until'> & { score: number };

/** Finds passages; refuses as invalid a query that is too long. Reads one moment where `queries` is a transaction. */
export async function search(queries: Queries, query: SearchQuery): Promise<SearchAnswer> {
  const { groups: asked, on = query.on } = parseQuery(query.text);
  const filter = facetTerms(query);
  let groups = asked;
  let corrected: SearchAnswer['corrected'] = [];
  let rows: Row[] = groups.length === 0 ? [] : await matching(queries, groups, filter, on);
  if (rows.length === 0 && groups.length > 0) {
    ({ groups, corrected } = await correct(queries, groups));
    if (corrected.length > 0) rows = await matching(queries, groups, filter, on);
  }
  if (rows.length === 0 && groups.length > 1) {
    groups = await fewer(queries, groups, filter);
    if (groups.length > 0) rows = await matching(queries, groups, filter, on);
  }
  const complete = rows.length < LOOKED_THROUGH;
  const found = byRecord(rows, query.preferred);
  const { offset = 0, limit = 20 } = query;
  const shown = found.slice(offset, offset + Math.min(limit, MOST));
  const terms = new Set(groups.flatMap((group) => group.terms));
  const hits = await hitsOf(queries, shown, terms);
  return {
    hits,
    records: found.length,
    passages: complete || on !== undefined ? rows.length : await countOf(queries, groups, filter),
    complete,
    facets: {
      kind: facet(found, ({ kind }) => kind as KindName),
      country: facet(found, ({ country }) => country ?? undefined),
      language: facet(found, ({ language }) => language as Language),
      year: facet(found, ({ year }) => year ?? undefined),
    },
    corrected: corrected.map((each) => ({ ...each, words: asWritten(each.words, hits) })),
    ignored: asked.filter((group) => !groups.some((kept) => kept.asked === group.asked)).map((group) => group.asked),
    on,
  };
}

/** Terms as the texts that were found write them; a term that stands in none of these is left out, unless all would be. */
function asWritten(terms: readonly string[], hits: readonly Hit[]): string[] {
  const written = new Map<string, string>();
  for (const { snippet, language } of hits) {
    for (const [from, to] of snippet.marks) {
      const word = snippet.text.slice(from, to);
      for (const term of termsOf(word, language)) {
        if (!written.has(term)) written.set(term, word.toLowerCase());
      }
    }
  }
  const words = terms.flatMap((term) => written.get(term) ?? []);
  return words.length > 0 ? [...new Set(words)] : [...terms];
}

/** The condition in the language of the engine. */
function condition(queries: Queries, groups: readonly Group[], filter: readonly string[]): string {
  const all = [...groups.map((group) => group.terms), ...filter.map((term) => [term])];
  return engineOf(queries) === 'sqlite'
    ? all.map((terms) => `(${terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(' OR ')})`).join(' AND ')
    : all.map((terms) => `(${terms.map(quoted).join(' | ')})`).join(' & ');
}

const quoted = (term: string): string => `'${/['\\]/.test(term) ? term.replace(/['\\]/g, '$&$&') : term}'`;

async function matching(
  queries: Queries,
  groups: readonly Group[],
  filter: readonly string[],
  on: string | undefined,
): Promise<Row[]> {
  const asked = condition(queries, groups, filter);
  const held =
    on === undefined
      ? sql``
      : sql`and (passages.since is null or passages.since <= ${on}) and (passages.until is null or passages.until > ${on})`;
  const { rows } =
    engineOf(queries) === 'sqlite'
      ? await sql<Row>`
        select id, record, kind, country, language, place, year, -bm25(passage_terms, 1.0, 0.25) as score
        from passage_terms cross join passages on passages.id = passage_terms.rowid
        where passage_terms match ${asked} ${held}
        order by passage_terms.rowid limit ${LOOKED_THROUGH}`.execute(queries)
      : await sql<Row>`
        select id, record, kind, country, language, place, year,
          ts_rank('{0.25, 0.25, 0.25, 1}', terms, ${asked}::tsquery, 1) as score
        from passages where terms @@ ${asked}::tsquery ${held}
        order by id limit ${LOOKED_THROUGH}`.execute(queries);
  for (const row of rows) row.score *= WEIGHTS[Math.floor(Number(row.id) / RANK)] ?? 1;
  return rows;
}

async function countOf(queries: Queries, groups: readonly Group[], filter: readonly string[]): Promise<number> {
  const asked = condition(queries, groups, filter);
  const { rows } =
    engineOf(queries) === 'sqlite'
      ? await sql<{ n: number }>`select count(*) as n from passage_terms where passage_terms match ${asked}`.execute(
          queries,
        )
      : await sql<{ n: string }>`select count(*) as n from passages where terms @@ ${asked}::tsquery`.execute(queries);
  return Number(rows[0]?.n ?? 0);
}

/** Words that no text has, replaced by those they may have meant. */
async function correct(
  queries: Queries,
  groups: readonly Group[],
): Promise<{ groups: Group[]; corrected: { asked: string; words: readonly string[] }[] }> {
  const candidates = groups.filter(({ isWord }) => isWord).flatMap(({ terms }) => terms);
  const known = new Set<string>();
  if (candidates.length > 0) {
    const rows = await queries.selectFrom('words').select('word').where('word', 'in', candidates).execute();
    for (const { word } of rows) known.add(word);
  }
  const corrected: { asked: string; words: readonly string[] }[] = [];
  const changed: Group[] = [];
  for (const group of groups) {
    const checked = group.terms.filter(isCheckedWord);
    if (!group.isWord || checked.length === 0 || group.terms.some((term) => known.has(term))) {
      changed.push(group);
      continue;
    }
    const terms = [...new Set((await Promise.all(checked.map((term) => similar(queries, term)))).flat())];
    if (terms.length === 0) changed.push(group);
    else {
      changed.push({ ...group, terms });
      corrected.push({ asked: group.asked, words: terms });
    }
  }
  return { groups: changed, corrected };
}

/** Words that are looked for in place of one. */
const MOST_MEANT = 3;

async function similar(queries: Queries, word: string): Promise<string[]> {
  const { rows } = await sql<{ word: string; uses: number }>`
    select words.word, words.uses from (
      select word, count(*) as shared from word_parts where part in (${sql.join(trigrams(word))})
      group by word order by count(*) desc, word limit 100
    ) as near join words on words.word = near.word`.execute(queries);
  const near = meant(word, rows);
  if (near.length > 0) return near;
  // Nothing is near: the beginning of longer words. Only letters are looked for, none of which means more in a pattern.
  const longer = await queries
    .selectFrom('words')
    .select('word')
    .where('word', 'like', `${word}%`)
    .orderBy('uses', 'desc')
    .orderBy('word')
    .limit(MOST_MEANT)
    .execute();
  return longer.map((row) => row.word);
}

/** The groups without those that no text has, and then without the most common, until some text has all the others. */
async function fewer(queries: Queries, groups: readonly Group[], filter: readonly string[]): Promise<Group[]> {
  const counted: { group: Group; count: number }[] = [];
  for (const group of groups) counted.push({ group, count: await countOf(queries, [group], filter) });
  const left = counted.filter(({ count }) => count > 0).sort((a, b) => a.count - b.count);
  while (left.length > 1) {
    const kept = left.map(({ group }) => group);
    if ((await countOf(queries, kept, filter)) > 0) return kept;
    left.pop();
  }
  return left.map(({ group }) => group);
}

/** A record, or an indicator of a framework, with its passages that were found. */
interface Found {
  /** The one to show. */
  readonly best: Row;
  /** That of the one that fits best. */
  readonly score: number;
  readonly rows: readonly Row[];
}

/** What is shown as one: each indicator of a framework by itself. */
function unitOf({ record, kind, place }: Row): string {
  const [indicator] = (kind === 'framework' && /^indicators\.\d+\./.exec(place)) || [];
  return indicator === undefined ? record : `${record} ${indicator}`;
}

/** How much better a text in another language must fit than one in the preferred. */
const PREFERENCE = 1.3;

function byRecord(rows: readonly Row[], preferred: Language | undefined): Found[] {
  const weight = ({ score, language }: Row) => score * (language === preferred ? PREFERENCE : 1);
  const found = [...Map.groupBy(rows, unitOf).values()].map((of) => ({
    best: of.reduce((best, row) => (weight(row) > weight(best) ? row : best)),
    score: Math.max(...of.map(({ score }) => score)),
    rows: of,
  }));
  return found.sort((a, b) => b.score - a.score || (unitOf(a.best) < unitOf(b.best) ? -1 : 1));
}

function facet<T extends string | number>(found: readonly Found[], pick: (row: Row) => T | undefined): Facet<T>[] {
  const counts = new Map<T, number>();
  for (const { rows } of found) {
    for (const value of new Set(rows.map(pick))) {
      if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([value, records]) => ({ value, records }))
    .sort((a, b) => b.records - a.records || (a.value < b.value ? -1 : 1));
}

async function hitsOf(queries: Queries, found: readonly Found[], terms: ReadonlySet<string>): Promise<Hit[]> {
  if (found.length === 0) return [];
  const bodies = await queries
    .selectFrom('records')
    .innerJoin('revisions', 'revisions.seq', 'records.seq')
    .select(['records.id', 'records.kind', 'revisions.body'])
    .where(
      'records.id',
      'in',
      found.map(({ best }) => best.record),
    )
    .execute();
  const records = new Map(bodies.map(({ id, kind, body }) => [id, recordOf(kind, id, body ?? '')]));
  return found.flatMap(({ best, rows }) => {
    const record = records.get(best.record);
    const language = LANGUAGES.find((each) => each === best.language);
    // Something was recorded between the two queries: what is no longer there is not shown.
    const text = record && language && textAt(record, best.place, language);
    if (!record || !language || text === undefined) return [];
    return [
      {
        id: best.record,
        kind: record.kind,
        country: best.country ?? undefined,
        language,
        place: best.place,
        year: best.year ?? undefined,
        snippet: snippetOf(text, language, terms),
        more: rows.length - 1,
      },
    ];
  });
}

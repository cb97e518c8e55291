/**
 * Search: how fast it is over 100,000 passages in three languages on SQLite, and how much of what is relevant stands
 * among the first ten results, beside MiniSearch and Orama over the same texts.
 * The peers are set up as well as their documentation allows: each language has an index of its own and a query is put
 * to that of its language, which ours is never told; MiniSearch also matches beginnings and near words; Orama has its own
 * Russian stems, and words cut as Unicode has them. Queries and what is relevant: search-queries.yaml.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, insertMultiple, search as searchOrama } from '@orama/orama';
import { stemmer as russianStem } from '@orama/stemmers/russian';
import MiniSearch from 'minisearch';
import { parse } from 'yaml';
import { createDataset, type Dataset } from '../src/core/dataset.ts';
import { LANGUAGES, type Language } from '../src/core/localised.ts';
import { passagesOf } from '../src/core/search/passages.ts';
import { readDataset } from '../src/formats/dataset.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { inventedRecommendations, randomly, wordsByLanguage } from './invented-recommendations.ts';
import { type Measure, median } from './measure.ts';

const PASSAGES = 100_000;
const QUERIES = 400;
/** How often each query is asked; the median of its times counts, so that other work on the machine does not. */
const ROUNDS = 3;
const FIRST = 10;

export async function search(root: string): Promise<Measure[]> {
  const dataset = createDataset((await readDataset(join(root, 'data'))).records);
  const folder = mkdtempSync(join(tmpdir(), 'dutybearer-bench-'));
  try {
    const store = await openStore({ kind: 'sqlite', folder });
    try {
      await append(store, dataset.records);
      const found = await recall(store, dataset, join(root, 'bench'));
      return [...found, ...(await speed(store, dataset))];
    } finally {
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const append = (store: Store, records: Dataset['records']) =>
  store.append(
    records.map((record) => ({ record })),
    { author: 'bench', reason: 'To search', at: '2026-01-01T00:00:00.000Z' },
  );

/** Fills the store up and asks what people ask: words of the texts, one to three, some mistyped; articles; a facet. */
async function speed(store: Store, dataset: Dataset): Promise<Measure[]> {
  const shipped = dataset.records.reduce((sum, record) => sum + passagesOf(record).length, 0);
  const invented = inventedRecommendations(dataset, PASSAGES - shipped);
  await append(store, invented);
  const words = wordsByLanguage(dataset);
  const random = randomly(11);
  const typed = Array.from({ length: QUERIES }, (_, n): { text: string; country?: string } => {
    if (n % 10 === 9) return { text: `${['art', 'ст.', 'статья'][n % 3]} ${1 + Math.floor(random() * 400)}` };
    const list = words[LANGUAGES[n % 3] as Language];
    const picked = Array.from({ length: 1 + (n % 3) }, () => list[Math.floor(random() * list.length)] ?? '');
    const text = picked.map((word, at) => (n % 8 === 7 && at === 0 ? mistyped(word) : word)).join(' ');
    return n % 7 === 6 ? { text, country: 'kaz' } : { text };
  });
  for (const query of typed.slice(0, 40)) await store.search(query);
  const rounds = typed.map((): number[] => []);
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, query] of typed.entries()) {
      const start = performance.now();
      await store.search(query);
      rounds[at]?.push(performance.now() - start);
    }
  }
  const { user, system } = process.cpuUsage(before);
  const times = rounds.map(median).sort((a, b) => a - b);
  const p95 = times[Math.floor(times.length * 0.95)] ?? Number.NaN;
  return [
    { name: 'passages searched, in three languages', measured: shipped + invented.length, unit: '' },
    { name: `${QUERIES} queries: half of them within`, measured: median(times), unit: 'ms' },
    { name: `${QUERIES} queries: 95 of 100 within`, measured: p95, unit: 'ms', required: { atMost: 30 } },
    { name: 'processor time of one, on the mean', measured: (user + system) / 1000 / (QUERIES * ROUNDS), unit: 'ms' },
    { name: 'the slowest', measured: times.at(-1) ?? Number.NaN, unit: 'ms' },
  ];
}

/** Two letters in the middle change places. */
const mistyped = (word: string): string => {
  const at = Math.floor(word.length / 2);
  return word.length < 6 ? word : `${word.slice(0, at - 1)}${word[at]}${word[at - 1]}${word.slice(at + 1)}`;
};

interface Judged {
  readonly query: string;
  readonly language: Language;
  readonly holds: readonly string[];
}

interface Text {
  readonly id: string;
  readonly record: string;
  readonly language: Language;
  readonly text: string;
}

/** Records found by a query in a language, best first. */
type Peer = (query: string, language: Language) => Promise<string[]> | string[];

/** The share of what is relevant that stands among the first ten, on the mean of the queries; ten count as all. */
async function recall(store: Store, dataset: Dataset, folder: string): Promise<Measure[]> {
  const { queries } = parse(readFileSync(join(folder, 'search-queries.yaml'), 'utf8')) as { queries: Judged[] };
  const texts = dataset.records.flatMap((record) =>
    passagesOf(record).map(
      ({ language, place, text }): Text => ({
        id: `${record.id}#${place}#${language}`,
        record: record.id,
        language,
        text,
      }),
    ),
  );
  const judged = queries.map((each) => ({ ...each, relevant: relevantTo(each, texts) }));
  const empty = judged.flatMap(({ query, relevant }) => (relevant.size === 0 ? [query] : []));
  if (empty.length > 0) throw new Error(`no record is relevant to these queries any more: ${empty.join(', ')}`);
  const peers: Record<string, Peer> = {
    dutybearer: async (text) => (await store.search({ text, limit: FIRST })).hits.map(({ id }) => id),
    ...miniSearch(texts),
    ...(await orama(texts)),
  };
  const found: Record<string, Record<string, number>> = {};
  for (const [name, ask] of Object.entries(peers)) {
    const shares: Record<string, number[]> = { ru: [], kk: [], all: [] };
    for (const { query, language, relevant } of judged) {
      const first = new Set([...new Set(await ask(query, language))].slice(0, FIRST));
      const share = [...first].filter((id) => relevant.has(id)).length / Math.min(FIRST, relevant.size);
      shares[language]?.push(share);
      shares.all?.push(share);
    }
    found[name] = Object.fromEntries(
      Object.entries(shares).map(([of, list]) => [of, list.reduce((sum, each) => sum + each, 0) / list.length]),
    );
  }
  const of = (name: string) => found[name]?.all ?? Number.NaN;
  const others = Object.keys(peers).filter((name) => name !== 'dutybearer');
  return [
    { name: 'queries in Russian and Kazakh', measured: judged.length, unit: '', required: { atLeast: 60 } },
    ...Object.entries(found).flatMap(([name, { ru = 0, kk = 0, all = 0 }]) => [
      { name: `recall at ${FIRST}: ${name} (ru ${ru.toFixed(2)}, kk ${kk.toFixed(2)})`, measured: all, unit: '' },
    ]),
    ...others.map((name) => ({
      name: `recall at ${FIRST}: ours ÷ ${name}`,
      measured: of('dutybearer') / of(name),
      unit: '',
      required: { atLeast: 1.3 },
    })),
  ];
}

/** The records that have, in one text of the language, a word for each beginning. */
function relevantTo({ language, holds }: Judged, texts: readonly Text[]): Set<string> {
  const patterns = holds.map((roots) => new RegExp(`(?<!\\p{L})(?:${roots.replaceAll('/', '|')})`, 'iu'));
  return new Set(
    texts
      .filter((each) => each.language === language && patterns.every((pattern) => pattern.test(each.text)))
      .map(({ record }) => record),
  );
}

function miniSearch(texts: readonly Text[]): Record<string, Peer> {
  const indexes = new Map(
    LANGUAGES.map((language) => {
      const index = new MiniSearch<Text>({ fields: ['text'], storeFields: ['record'] });
      index.addAll(texts.filter((each) => each.language === language));
      return [language, index] as const;
    }),
  );
  const ask =
    (options: object): Peer =>
    (query, language) =>
      (indexes.get(language)?.search(query, options) ?? []).map(({ record }) => record as string);
  return { MiniSearch: ask({}), 'MiniSearch, near words': ask({ prefix: true, fuzzy: 0.2 }) };
}

async function orama(texts: readonly Text[]): Promise<Record<string, Peer>> {
  const words = (raw: string, stem: (word: string) => string) => [
    ...new Set((raw.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(stem)),
  ];
  const index = async (language: Language) => {
    const stem = language === 'ru' ? russianStem : (word: string) => word;
    const database = create({
      schema: { record: 'string', text: 'string' } as const,
      components: {
        tokenizer: {
          language: 'custom',
          normalizationCache: new Map(),
          tokenize: (raw: string) => words(raw, stem),
        },
      },
    });
    await insertMultiple(
      database,
      texts.filter((each) => each.language === language).map(({ record, text }) => ({ record, text })),
      1000,
    );
    return database;
  };
  const [ru, kk] = [await index('ru'), await index('kk')];
  const ask =
    (options: object): Peer =>
    async (term, language) => {
      const { hits } = await searchOrama(language === 'ru' ? ru : kk, {
        term,
        properties: ['text'],
        limit: 100,
        ...options,
      });
      return hits.map(({ document }) => document.record as string);
    };
  return { Orama: ask({}), 'Orama, near words': ask({ tolerance: 1 }) };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../src/core/model/index.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { behindTheBack, ENGINES, emptyPlace, opened, second, signed, source } from '../support/stores.ts';

const cite = [{ source: 'source/a' }];
const recommendation = (id: string, text: unknown, date = '2015-06-12'): AnyRecord =>
  ({
    kind: 'recommendation',
    id,
    country: id.slice(0, 3),
    body: { en: 'Committee on the Rights of the Child', ru: 'Комитет по правам ребёнка' },
    date,
    text,
    citations: cite,
  }) as AnyRecord;

const provision = {
  kind: 'provision',
  id: 'kaz/law/code/134',
  country: 'kaz',
  law: 'kaz/law/code',
  number: '134',
  heading: {
    en: 'Involving a minor in prostitution',
    ru: 'Вовлечение в занятие проституцией',
    kk: 'Жезөкшелікке тарту',
  },
  versions: [
    { from: '2015-01-01', to: '2019-01-01', summary: 'Imprisonment of three to six years', citations: cite },
    { from: '2019-01-01', summary: 'Imprisonment of five to ten years', citations: cite },
  ],
} as AnyRecord;

const RECORDS = [
  source('source/a', 'A report on trafficking in children'),
  recommendation('kaz/recommendation/crc/1', {
    en: 'Criminalise the sale of children',
    ru: 'Установить уголовную ответственность за торговлю детьми',
    kk: 'Балаларды сатуды қылмыс деп тану',
  }),
  recommendation('uzb/recommendation/crc/1', { ru: 'Защитить ребёнка от эксплуатации' }, '2020'),
  provision,
];

const filled = async (engine: (typeof ENGINES)[number]) => {
  const place = await emptyPlace(engine);
  const store = await opened(place);
  await store.append(
    RECORDS.map((record) => ({ record })),
    signed(1),
  );
  return { place, store };
};

const ids = async (store: Store, text: string, more = {}) =>
  (await store.search({ text, ...more })).hits.map(({ id }) => id);

describe.each(ENGINES)('search on %s', (engine) => {
  it.each([
    ['торговли детьми', 'kaz/recommendation/crc/1'],
    ['trafficked child', 'source/a'],
    ['children', 'kaz/recommendation/crc/1'],
    ['баланың қылмысы', 'kaz/recommendation/crc/1'],
    ['балаларды кылмыс', 'kaz/recommendation/crc/1'],
    ['защита ребенка эксплуатация', 'uzb/recommendation/crc/1'],
    ['art 134', 'kaz/law/code/134'],
    ['ст. 134', 'kaz/law/code/134'],
    ['134-бап', 'kaz/law/code/134'],
    ['134-баптың', 'kaz/law/code/134'],
    ['imprisonment article 134', 'kaz/law/code/134'],
  ])('finds “%s”', async (text, id) => {
    const { store } = await filled(engine);
    expect(await ids(store, text)).toContain(id);
  });

  it('says in which language and where, and marks the words', async () => {
    const { store } = await filled(engine);
    const { hits } = await store.search({ text: 'торговля детьми' });
    expect(hits[0]).toMatchObject({ id: 'kaz/recommendation/crc/1', language: 'ru', place: 'text', year: 2015 });
    const { text, marks } = hits[0]?.snippet ?? { text: '', marks: [] };
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['торговлю', 'детьми']);
  });

  it('counts records by facet, and narrows by them', async () => {
    const { store } = await filled(engine);
    const { facets, records, complete } = await store.search({ text: 'Комитет' });
    expect({ records, complete }).toEqual({ records: 2, complete: true });
    expect(facets.country).toEqual([
      { value: 'kaz', records: 1 },
      { value: 'uzb', records: 1 },
    ]);
    expect(facets.year).toEqual([
      { value: 2015, records: 1 },
      { value: 2020, records: 1 },
    ]);
    expect(await ids(store, 'Комитет', { country: 'uzb' })).toEqual(['uzb/recommendation/crc/1']);
    expect(await ids(store, 'Комитет', { year: 2015 })).toEqual(['kaz/recommendation/crc/1']);
    expect(await ids(store, 'Комитет', { language: 'kk' })).toEqual(['kaz/recommendation/crc/1']);
    expect(await ids(store, 'Комитет', { kind: 'law' })).toEqual([]);
  });

  it('shows the version of the day that is named', async () => {
    const { store } = await filled(engine);
    const placeOn = async (day: string) => (await store.search({ text: `imprisonment art 134 ${day}` })).hits[0]?.place;
    expect(await placeOn('2016-05-01')).toBe('versions.0.summary');
    expect(await placeOn('2019-01-01')).toBe('versions.1.summary');
    expect((await store.search({ text: 'imprisonment 2010-01-01' })).hits).toEqual([]);
  });

  it('leaves out a provision that had ended or not begun on the day, by the day beside the query too', async () => {
    const { store } = await filled(engine);
    expect(await ids(store, 'ст. 134 2014-12-31')).toEqual([]);
    expect(await ids(store, 'ст. 134', { on: '2014-12-31' })).toEqual([]);
    expect(await ids(store, 'ст. 134', { on: '2016-05-01' })).toEqual(['kaz/law/code/134']);
    expect((await store.search({ text: 'ст. 134 2016-05-01', on: '2014-12-31' })).on).toBe('2016-05-01');
  });

  it('shows the text in the preferred language where others fit about as well', async () => {
    const { store } = await filled(engine);
    for (const preferred of ['en', 'ru', 'kk'] as const) {
      expect((await store.search({ text: 'art 134', preferred })).hits[0]?.language).toBe(preferred);
    }
  });

  it('takes a number by itself for that of an article', async () => {
    const { store } = await filled(engine);
    expect((await ids(store, '134'))[0]).toBe('kaz/law/code/134');
  });

  it('shows each indicator of a framework by itself', async () => {
    const { store } = await filled(engine);
    const indicator = (id: string, title: string) => ({ id, title, rule: [{ met: 'otherwise' }] });
    const framework = {
      kind: 'framework',
      id: 'progress',
      title: 'Progress',
      indicators: [indicator('one', 'Extradition'), indicator('two', 'Extradition of nationals')],
    };
    await store.append([{ record: framework as unknown as AnyRecord }], signed(2));
    const { hits, records } = await store.search({ text: 'extradition' });
    expect(records).toBe(2);
    expect(hits.map(({ place }) => place)).toEqual(['indicators.0.title', 'indicators.1.title']);
  });

  it('corrects mistyped words, and says so', async () => {
    const { store } = await filled(engine);
    const answer = await store.search({ text: 'эксплуотация' });
    expect(answer.hits[0]?.id).toBe('uzb/recommendation/crc/1');
    expect(answer.corrected).toEqual([{ asked: 'эксплуотация', words: ['эксплуатации'] }]);
    expect(await ids(store, 'impirsonment')).toEqual(['kaz/law/code/134']);
  });

  it('finds words by their beginning, where no other is near', async () => {
    const { store } = await filled(engine);
    expect((await store.search({ text: 'imprison' })).corrected).toEqual([]);
    const answer = await store.search({ text: 'экспл' });
    expect(answer.hits.map(({ id }) => id)).toEqual(['uzb/recommendation/crc/1']);
    expect(answer.corrected).toEqual([{ asked: 'экспл', words: ['эксплуатации'] }]);
  });

  it('leaves out what no text has, and says so', async () => {
    const { store } = await filled(engine);
    const answer = await store.search({ text: 'imprisonment zzzzzzz' });
    expect(answer.hits[0]?.id).toBe('kaz/law/code/134');
    expect(answer.ignored).toEqual(['zzzzzzz']);
    expect(await store.search({ text: '!' })).toMatchObject({ hits: [], records: 0, passages: 0 });
  });

  it('finds what the current records say and nothing else', async () => {
    const { store } = await filled(engine);
    await store.append([{ record: recommendation('kaz/recommendation/crc/1', 'Ratify the convention') }], signed(2));
    await store.append([{ remove: 'kaz/law/code/134' }], signed(3));
    expect(await ids(store, 'торговля детьми')).toEqual([]);
    expect(await ids(store, 'ratifying conventions')).toEqual(['kaz/recommendation/crc/1']);
    expect(await ids(store, 'art 134')).toEqual([]);
    expect((await store.verify()).problems).toEqual([]);
  });

  it('gives pages of what it found', async () => {
    const { store } = await filled(engine);
    const all = await ids(store, 'Комитет');
    expect(await ids(store, 'Комитет', { limit: 1 })).toEqual(all.slice(0, 1));
    expect(await ids(store, 'Комитет', { limit: 1, offset: 1 })).toEqual(all.slice(1, 2));
    expect(await ids(store, 'Комитет', { offset: 5 })).toEqual([]);
  });

  it('answers or clearly refuses a query of any characters', { timeout: 60_000 }, async () => {
    const { store } = await filled(engine);
    const said = fc.constantFrom('"', "'", '\\', '*', '^', ':', '(', ')', 'AND', 'NEAR', '-', '&', '|', '!', '\0', ' ');
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 520 }),
      fc
        .array(fc.oneof(said, fc.string({ maxLength: 4 }), fc.constantFrom('ст. 134', 'дети')), { maxLength: 40 })
        .map((parts) => parts.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (query) => {
        const answer = await store.search({ text: query }).catch((error: { refusal?: string }) => error.refusal);
        expect(answer === 'invalid' || Array.isArray((answer as { hits: unknown }).hits)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a passage is missing', 'delete from passages'],
    ['a passage is another', `update passages set year = 1900`],
    ['a word is missing', 'delete from words'],
    ['a word is miscounted', 'update words set uses = uses + 1'],
    ['the parts of words are missing', 'delete from word_parts'],
    engine === 'sqlite'
      ? ['the terms are missing', `insert into passage_terms(passage_terms) values ('delete-all')`]
      : ['the terms are others', `update passages set terms = 'x'`],
  ])('verify finds that %s, and rebuild puts it right', async (_, statement = '') => {
    const { place, store } = await filled(engine);
    await behindTheBack(place, statement);
    const { problems } = await store.verify();
    expect(problems.map(({ part }) => part)).toContain('projection');
    await store.rebuild();
    expect((await store.verify()).problems).toEqual([]);
    expect(await ids(store, 'торговля детьми')).toEqual(['kaz/recommendation/crc/1']);
  });

  it('is derived again when a store of another analysis is opened', async () => {
    const { place } = await filled(engine);
    await behindTheBack(place, `delete from meta where key = 'analysis'`, 'delete from passages');
    const again = await openStore(place);
    expect(await ids(again, 'art 134')).toEqual(['kaz/law/code/134']);
    expect((await again.verify()).problems).toEqual([]);
    await again.close();
  });

  it('finds a word far into a text of two megabytes, and the store takes it', async () => {
    const store = await opened(await emptyPlace(engine));
    const text = `${'слово '.repeat(10_000)} находка ${'a '.repeat(1_000_000)}`;
    await store.append([{ record: recommendation('kaz/recommendation/x/1', { ru: text }) }], signed());
    const { hits } = await store.search({ text: 'находки' });
    expect(hits[0]?.snippet.text).toContain('находка');
  });
});

describe.each(ENGINES)('many records at once on %s', (engine) => {
  it('make one chain over all statements, with every projection', { timeout: 60_000 }, async () => {
    const store = await opened(await emptyPlace(engine));
    await store.append([{ record: source('kaz/source/s-1', 'Before') }], signed());
    const many = Array.from({ length: 11_000 }, (_, n) => ({
      record: source(
        `kaz/source/s-${n}`,
        `Title\t${n}\\ of a\nlong \\N list`,
        n > 0 ? `kaz/source/s-${n - 1}` : undefined,
      ),
    }));
    expect(await store.append(many, signed(2))).toMatchObject({ created: 10_999, changed: 1, revision: 11_001 });
    expect(await store.verify()).toMatchObject({ revisions: 11_001, records: 11_000, problems: [] });
    expect((await store.recordsAt()).records).toHaveLength(11_000);
    expect(await store.append(many, signed(3))).toMatchObject({ unchanged: 11_000 });
  });
});

describe.skipIf(!ENGINES.includes('postgres'))('the check of each statement on PostgreSQL', () => {
  const row = (seq: number, prev: string, hash: string) =>
    `(${seq}, 'source', 'x', null, 'x', '${second(9)}', 'x', '${prev}', '${hash}')`;

  it.each([
    ['with a gap', (hash: string) => [row(2, hash, 'b'), row(4, 'b', 'c')]],
    ['before the first', () => [row(0, 'x', 'y')]],
    ['of another predecessor', () => [row(2, 'other', 'b')]],
    ['of which the second does not follow', (hash: string) => [row(2, hash, 'b'), row(3, 'other', 'c')]],
  ])('refuses revisions %s', async (_, rows) => {
    const place = await emptyPlace('postgres');
    const store = await opened(place);
    await store.append([{ record: source('source/a', 'A') }], signed());
    const { hash } = await store.lastRevision();
    await expect(behindTheBack(place, `insert into revisions values ${rows(hash).join(', ')}`)).rejects.toThrow(
      'append-only',
    );
    expect((await store.lastRevision()).seq).toBe(1);
  });

  it('lets revisions through that follow one another, in whatever order they are given', async () => {
    const place = await emptyPlace('postgres');
    const store = await opened(place);
    await store.append([{ record: source('source/a', 'A') }], signed());
    const { hash } = await store.lastRevision();
    await behindTheBack(place, `insert into revisions values ${row(3, 'b', 'c')}, ${row(2, hash, 'b')}`);
    expect((await store.lastRevision()).seq).toBe(3);
  });
});

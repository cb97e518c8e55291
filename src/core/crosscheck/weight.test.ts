import { expect, test } from 'vitest';
import { firstDay } from '../time.ts';
import { datasetOf, documentOf, referenceIn } from './example.ts';
import { weighCountry, weighDocument } from './weight.ts';

test('a document’s section counts works, independent origins, and what rests on one', () => {
  const text =
    'First claim¹ of lanterns.\nSecond claim² and third³.\nNo note at all.\n1 Watch, Report A 2003\n2 Watch, Report B 2013\n3 Ministry, Letter 2011';
  const note = (id: string, words: string, reference: string) => {
    const start = text.indexOf(words);
    return { id, label: id.slice(1), start, end: start + words.length, references: [reference] };
  };
  const a = referenceIn(text, 'Watch, Report A 2003', { id: 'r1', work: 'w1', publisher: 'Watch', date: '2003' });
  const b = referenceIn(text, 'Watch, Report B 2013', { id: 'r2', work: 'w2', publisher: 'watch ', date: '2013' });
  const c = referenceIn(text, 'Ministry, Letter 2011', {
    id: 'r3',
    work: 'w3',
    url: 'https://www.ministry.example/a',
    date: '2011',
  });
  const mark = (label: string, n: string) => ({
    label,
    note: n,
    start: text.indexOf(label),
    end: text.indexOf(label) + 1,
  });
  const document = documentOf(text, {
    references: [a, b, c],
    notes: [
      note('n1', a.publisher ? 'Watch, Report A 2003' : '', 'r1'),
      note('n2', 'Watch, Report B 2013', 'r2'),
      note('n3', 'Ministry, Letter 2011', 'r3'),
    ],
    marks: [mark('¹', 'n1'), mark('²', 'n2'), mark('³', 'n3')],
  });
  const [whole] = weighDocument({ ...document, blocks: document.blocks.slice(0, 3) }, firstDay('2015-06-01'));
  expect(whole).toMatchObject({
    places: 3,
    works: 3,
    independent: 2,
    largest: { origin: 'watch', share: 2 / 3 },
    oldest: '2003',
    newest: '2013',
    age: 4,
    unsupported: 1,
    single: 1,
  });
});

test('a source known only through another counts as that other', () => {
  const source = (id: string, publisher: string, more = {}) => ({
    kind: 'source',
    id: `xaa/source/${id}`,
    title: id,
    type: 'report',
    publisher,
    published: '2010',
    ...more,
  });
  const event = (id: string, ...sources: string[]) => ({
    kind: 'event',
    id: `xaa/event/${id}`,
    date: '2010',
    type: 'other',
    title: id,
    citations: sources.map((name) => ({ source: `xaa/source/${name}` })),
  });
  const dataset = datasetOf(
    source('a', 'Watch'),
    source('b', 'Ministry', { extent: 'cited', citedIn: 'xaa/source/a' }),
    source('c', 'Court'),
    event('one', 'a', 'b'),
    event('two', 'c'),
  );
  const [record] = weighCountry(dataset, 'xaa', firstDay('2020-01-01'));
  expect(record).toMatchObject({ places: 3, works: 3, independent: 2, single: 2, unsupported: 0, age: 10 });
  expect(weighCountry(dataset, 'xbb', firstDay('2020-01-01'))).toEqual([]);
});

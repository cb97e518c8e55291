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

test('a section counts together with those below it', () => {
  const text = 'Chapter\nOne¹.\nPart\nTwo².\n1 Watch, A\n2 Ministry, B';
  const place = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });
  const references = [
    referenceIn(text, 'Watch, A', { id: 'r1', work: 'w1', publisher: 'Watch (copy)' }),
    referenceIn(text, 'Ministry, B', { id: 'r2', work: 'w2', publisher: 'Ministry' }),
  ];
  const document = documentOf(text, {
    references,
    blocks: [
      { id: 'b1', kind: 'paragraph', section: 's1', ...place('One¹.') },
      { id: 'b2', kind: 'paragraph', section: 's2', ...place('Two².') },
      { id: 'b3', kind: 'paragraph', section: 's3', ...place('Part') },
    ],
    sections: [
      { id: 's1', title: 'Chapter', level: 1, start: 0, end: text.length },
      { id: 's2', title: 'Part', level: 2, parent: 's1', start: text.indexOf('Part'), end: text.length },
      { id: 's3', title: 'Silent', level: 2, parent: 's1', start: text.length, end: text.length },
    ],
    notes: [
      { id: 'n1', label: '1', references: ['r1'], ...place('Watch, A') },
      { id: 'n2', label: '2', references: ['r2'], ...place('Ministry, B') },
    ],
    marks: [
      { label: '1', note: 'n1', ...place('¹') },
      { label: '2', note: 'n2', ...place('²') },
    ],
  });
  const weights = weighDocument(document);
  expect(weights.map(({ id, places, independent, unsupported }) => [id, places, independent, unsupported])).toEqual([
    ['document', 2, 2, 1],
    ['s1', 2, 2, 1],
    ['s2', 1, 1, 0],
  ]);
  expect(weights[2]?.largest).toEqual({ origin: 'ministry', name: 'Ministry', share: 1 });
});

import { describe, expect, it } from 'vitest';
import type { RecordOf } from '../../core/model/index.ts';
import { referencesIn } from './references.ts';
import { plainAddress, resolve } from './works.ts';

type Source = RecordOf<'source'>;
const source = (id: string, body: Partial<Source>): Source => ({
  kind: 'source',
  id,
  title: id,
  type: 'report',
  ...body,
});

/** Each text a note, labelled from 1. */
function read(texts: readonly string[], sources: readonly Source[] = []) {
  const drafts = texts.flatMap((text, index) => referencesIn(text, { start: 0, end: text.length }, `n${index + 1}`));
  return resolve(drafts, new Map(texts.map((_, index) => [`n${index + 1}`, String(index + 1)])), sources);
}
const works = (texts: readonly string[]) => read(texts).map(({ work }) => work);

describe('one work', () => {
  it('is the same wherever its address is cited, whatever the tracking and the place in the page', () => {
    expect(
      works([
        'Office. Review, p. 3. http://www.example.org/a/?utm_source=x#top',
        'The Office. A review of shelters, p. 9. https://example.org/a',
        'Office. Review. http://example.org/b',
      ]),
    ).toEqual(['w1', 'w1', 'w2']);
    expect(plainAddress('http://www.example.org/x?b=2&a=1&fbclid=3')).toBe('example.org/x?a=1&b=2');
    expect(plainAddress('https://example.kz/client/#!/doc/8/rus')).toBe('example.kz/client#!/doc/8/rus');
  });

  it('is known by author and title where there is no address', () => {
    expect(
      works([
        'Doe, Jane. Strengthening the laws of small islands, page 45. Example House. 2008.',
        'Example House. Strengthening the Laws of Small Islands. Accessed on 3 May 2012 from: http://example.org/laws.pdf',
        'Doe, Jane. Strengthening the laws of small islands, page 76. Example House. 2008.',
      ]),
    ).toEqual(['w1', 'w1', 'w1']);
  });

  it('is another where country, number, date or author differ', () => {
    const titles = [
      'Committee. Concluding observations on the combined third and fourth periodic reports of Northland.',
      'Committee. Concluding observations on the combined third and fourth periodic reports of Southland.',
      'Committee. Concluding observations on the combined fifth and sixth periodic reports of Northland.',
      'Department of State. Report on trafficking in all countries 2011, p. 3.',
      'Department of State. Report on trafficking in all countries 2012, p. 3.',
      'Committee. Consideration of reports of the parties, 10 July 2003, para 3.',
      'Committee. Consideration of reports of the parties, 19 June 2007, para 3.',
      'World Bank. Northland. http://a.example.org/northland',
      'UNICEF. Northland. http://b.example.org/northland',
    ];
    expect(new Set(works(titles)).size).toBe(titles.length);
  });

  it('is found again through Ibid., op. cit. and the number of a note', () => {
    const references = read([
      'Doe, Jane. On small islands, 2008, p. 3.',
      'Ibid., p. 4.',
      'Roe, Richard. On large islands, 2009, p. 3.',
      'Doe, op. cit., p. 5; Supra note 3.',
      'Там же, с. 6.',
    ]);
    expect(references.map(({ work }) => work)).toEqual(['w1', 'w1', 'w2', 'w1', 'w2', 'w2']);
    expect(references.map(({ repeats }) => repeats)).toEqual([undefined, 'r1', undefined, 'r1', 'r3', 'r5']);
    expect(references.map(({ locator }) => locator)).toEqual(['p. 3', 'p. 4', 'p. 3', 'p. 5', undefined, 'с. 6']);
  });
});

describe('a source on record', () => {
  const review = source('xyz/source/review', {
    title: 'Review of shelters for children in Northland',
    publisher: 'Office of the Ombudsman',
    published: '2010',
    url: 'http://www.example.org/review.pdf',
  });

  it('is found by its address, by its symbol, and by author and title', () => {
    const observations = source('xyz/source/co-2', { title: 'Concluding observations, CRC/C/XYZ/CO/2' });
    const found = read(
      [
        'Office of the Ombudsman. Review of shelters. https://example.org/review.pdf',
        'CRC/C/XYZ/CO/2, para. 15.',
        'Office of the Ombudsman. Review of shelters for children in Northland, 2010, p. 3.',
        'Ministry of Labour. Plan of the year, 2012.',
      ],
      [review, observations],
    ).map((reference) => reference.source);
    expect(found.map((match) => match?.id)).toEqual([
      'xyz/source/review',
      'xyz/source/co-2',
      'xyz/source/review',
      undefined,
    ]);
    for (const match of found.slice(0, 3)) {
      expect(match?.score).toBeGreaterThanOrEqual(0.75);
      expect(match?.score).toBeLessThanOrEqual(1);
    }
  });

  it('is never another edition, another country or another body’s work of the same name', () => {
    const near = [
      'Office of the Ombudsman. Review of shelters for children in Northland, 2011, p. 3.',
      'Office of the Ombudsman. Review of shelters for children in Southland, 2010, p. 3.',
      'Ministry of Labour. Review of shelters for children in Northland, 2010, p. 3.',
      'Office of the Ombudsman. Review of shelters for children in Northland: summary, 2010, p. 3.',
      'Office of the Ombudsman. Review. http://www.example.org/review-2.pdf',
    ];
    for (const text of near) expect(read([text], [review])[0]?.source).toBeUndefined();
  });

  it('is not guessed among several that share one address, nor from the address of a whole site', () => {
    const store = 'https://store.example.org/files.ashx';
    const shared = [
      source('a/source/one', { title: 'First report of Northland on its duties', url: store }),
      source('a/source/two', { title: 'Second list of questions put to Southland', url: store }),
      source('a/source/site', { title: 'News of the day', publisher: 'Daily', url: 'http://site.example.org' }),
    ];
    expect(read([`Committee. Letter to all. ${store}`], shared)[0]?.source).toBeUndefined();
    expect(read([`Committee. Second list of questions put to Southland. ${store}`], shared)[0]?.source?.id).toBe(
      'a/source/two',
    );
    expect(read(['Office. Review of shelters. http://site.example.org/'], shared)[0]?.source).toBeUndefined();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlatformError } from '../errors.ts';
import type { AnyRecord } from '../model/index.ts';
import { passagesOf, textAt } from './passages.ts';
import { parseQuery } from './query.ts';
import { snippetOf } from './snippet.ts';
import { analyse } from './terms.ts';
import { isCheckedWord, meant, trigrams } from './typos.ts';

describe('a query', () => {
  it('asks for words, for provisions and for a day', () => {
    const { groups, on } = parseQuery('торговля детьми ст. 134(2) 2016-05-01');
    expect(groups.map(({ asked }) => asked)).toEqual(['ст. 134(2)', 'торговля', 'детьми']);
    expect(groups[0]?.terms).toEqual(['art:134/2', 'art:134']);
    expect(on).toBe('2016-05-01');
  });

  it('knows a day as it is written in Russian, and no day that is none', () => {
    expect(parseQuery('УК 1.05.2016').on).toBe('2016-05-01');
    expect(parseQuery('2016-02-30').on).toBeUndefined();
  });

  it('asks for a word in each language it may be of', () => {
    const [group] = parseQuery('закондар').groups;
    expect(group?.terms).toContain('закон');
    expect(group?.terms.length).toBeGreaterThan(1);
  });

  it('that says nothing asks for nothing', () => {
    for (const text of ['', '   ', '!?', 'the of', '\0\0', '💥']) expect(parseQuery(text).groups).toEqual([]);
  });

  it('of any characters is read or refused clearly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        try {
          for (const { terms } of parseQuery(text).groups) expect(terms.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(PlatformError);
          expect((error as PlatformError).message).toMatch(/takes at most/);
        }
      }),
    );
  });

  it('that is too long is refused with the limit', () => {
    expect(() => parseQuery('x'.repeat(501))).toThrow('at most 500 characters; this one has 501');
    const many = Array.from({ length: 25 }, (_, n) => `${String.fromCharCode(97 + n)}zqk`).join(' ');
    expect(() => parseQuery(many)).toThrow('at most 24 words');
  });
});

describe('a mistyped word', () => {
  const known = ['порнограф', 'порядк', 'exploit', 'explor', 'law'].map((word) => ({ word, uses: 3 }));

  it.each([
    ['порнагроф', ['порнограф']],
    ['порногарф', ['порнограф']],
    ['explot', ['exploit', 'explor']],
    ['zzzzzz', []],
  ])('“%s” may have meant %j', (word, expected) => {
    expect(meant(word, known)).toEqual(expected);
  });

  it('shares trigrams with what was meant', () => {
    const shared = trigrams('порнограф').filter((part) => trigrams('порнагроф').includes(part));
    expect(shared.length).toBeGreaterThan(2);
    expect(isCheckedWord('art:134')).toBe(false);
  });
});

describe('the passages of a record', () => {
  const provision = {
    kind: 'provision',
    id: 'kaz/law/code/134',
    country: 'kaz',
    law: 'kaz/law/code',
    number: '134',
    heading: { en: 'Involving a minor', ru: 'Вовлечение несовершеннолетнего' },
    versions: [
      {
        from: '2015',
        to: '2019-01',
        summary: 'Three years',
        text: { ru: 'Лишение свободы' },
        citations: [{ source: 'source/a' }],
      },
    ],
  } as AnyRecord;

  it('are its texts in each language, with their places, periods and what is around them', () => {
    const found = passagesOf(provision);
    expect(found.map(({ place, language }) => `${place} ${language}`)).toEqual([
      'heading en',
      'heading ru',
      'versions.0.summary en',
      'versions.0.text ru',
    ]);
    expect(found[3]).toMatchObject({ since: '2015', until: '2019-01', year: 2015, rank: 1 });
    expect(found[3]?.around).toEqual(expect.arrayContaining(['art:134', 'вовлечен', 'kaz']));
    for (const { place, language, text } of found) expect(textAt(provision, place, language)).toBe(text);
  });

  it('are as every engine keeps text', () => {
    const [passage] = passagesOf({ kind: 'source', id: 'source/a', title: 'a\0b\ud800c', type: 'web' } as AnyRecord);
    expect(passage?.text).toBe('a\ufffdb\ufffdc');
  });
});

describe('a snippet', () => {
  const long = `${'Слово '.repeat(200)}о торговле детьми и ${'ещё слово '.repeat(200)}`;

  it('shows the words found in their context', () => {
    const { text, marks, before, after } = snippetOf(long, 'ru', new Set(['торговл', 'детьм', 'дет']));
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['торговле', 'детьми']);
    expect([before, after]).toEqual([true, true]);
    expect(text.length).toBeLessThan(300);
  });

  it('of any text has marks in order that lie in it', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 120 }), fc.nat(9), (text, n) => {
        const terms = new Set(analyse(text, 'en').flatMap(({ term }, at) => (at % 10 === n ? term : [])));
        const snippet = snippetOf(text, 'en', terms);
        expect(text).toContain(snippet.text);
        let last = 0;
        for (const [from, to] of snippet.marks) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeLessThanOrEqual(snippet.text.length);
          last = to;
        }
      }),
    );
  });
});

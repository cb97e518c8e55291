import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from './fold.ts';
import { analyse, termsOfWord, wordsAndReferences } from './terms.ts';

const termsOf = (text: string, language: 'en' | 'ru' | 'kk') => analyse(text, language).map(({ term }) => term);
const references = (text: string) => wordsAndReferences(text).references.map(({ term }) => term);

describe('folded letters', () => {
  it.each([
    ['Ёлка', 'елка'],
    ['ЁЛКА', 'елка'],
    ['й', 'й'],
    ['и\u0306', 'й'],
    ['стра\u0301ны', 'страны'],
    ['Құқығы', 'кукыгы'],
    ['Әділет', 'адилет'],
    ['Café', 'cafe'],
    ['naïve', 'naive'],
    ['ﬁne', 'fine'],
    ['㈠', '一'],
    ['co\u00adop', 'coop'],
  ])('%s is %s', (word, folded) => {
    expect(fold(word)).toBe(folded);
  });

  it('fold to themselves', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)));
  });
});

describe('terms', () => {
  it.each([
    ['en', 'trafficked', 'trafficking'],
    ['en', 'child', 'Children’s'],
    ['en', 'criminalise', 'criminalizes'],
    ['en', 'exploitation', 'exploited'],
    ['ru', 'торговля', 'торговлей'],
    ['ru', 'ребёнка', 'ребенок'],
    ['ru', 'детьми', 'детей'],
    ['ru', 'уголовного', 'уголовный'],
    ['kk', 'балалардың', 'бала'],
    ['kk', 'құқықтары', 'кукык'],
  ] as const)('in %s of “%s” and “%s” are the same', (language, a, b) => {
    expect(termsOf(a, language)).toEqual(termsOf(b, language));
    expect(termsOf(a, language)).toHaveLength(1);
  });

  it('of a query are among those of a text in any language', () => {
    for (const [language, word] of [
      ['en', 'offences'],
      ['ru', 'преступлений'],
      ['kk', 'қылмыстардың'],
      ['kk', 'баланы'],
    ] as const) {
      expect(termsOfWord(word)).toContain(termsOf(word, language)[0]);
    }
  });

  it('stand where their words are', () => {
    const text = 'Ребёнок (ст. 134) и «закон».';
    expect(analyse(text, 'ru').map(({ from, to }) => text.slice(from, to))).toEqual([
      'Ребёнок',
      'ст',
      '134',
      'закон',
      'ст. 134',
    ]);
  });

  it('leave out words that are in every text', () => {
    expect(termsOf('the rights of the child', 'en')).toEqual(['right', 'child']);
  });

  it('are words as the standard of Unicode cuts them, in scripts with spaces', () => {
    const letters = fc.constantFrom(...'abz йёқ ә і 12 .,;:!?()«»—\n');
    const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        // Numbers with points are one term here and there alike; a point or colon between letters is none here.
        fc.pre(!/[\p{L}\d][.,;:][\p{L}\d]/u.test(text));
        const words = [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
        expect(wordsAndReferences(text).words.map(({ term }) => term)).toEqual(words);
      }),
    );
  });

  it('are found in scripts without spaces', () => {
    expect(wordsAndReferences('儿童权利公约').words.length).toBeGreaterThan(1);
  });

  it('are found in any text in little time', () => {
    const long = ['1', 'art ', 'ст. 1, ', '1-', '134 және ', 'ก', 'a', 'ч. 2 ', '儿', '(', '1 бап ', '\ud800'];
    for (const part of long) {
      const start = performance.now();
      analyse(part.repeat(200_000 / part.length), 'kk');
      expect(performance.now() - start, part).toBeLessThan(2000);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const { term, from, to } of analyse(text, 'ru')) {
          expect(term).toMatch(/^[\p{L}\p{N}\p{M}.:/-]+$/u);
          expect(from).toBeLessThan(to);
          expect(to).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});

describe('references to provisions', () => {
  it.each([
    ['art 134', ['art:134']],
    ['Art. 134', ['art:134']],
    ['ст. 134', ['art:134']],
    ['ст.134 УК', ['art:134']],
    ['статьёй 134', ['art:134']],
    ['статьями 132-1 и 134', ['art:132-1', 'art:134']],
    ['134-бап', ['art:134']],
    ['134-баптың', ['art:134']],
    ['134-бабы', ['art:134']],
    ['134 бабында', ['art:134']],
    ['134, 135-баптар', ['art:134', 'art:135']],
    ['134-я статья', ['art:134']],
    ['article 134(2)', ['art:134', 'art:134/2']],
    ['ч. 2 ст. 134', ['art:134', 'art:134/2']],
    ['134-баптың 2-бөлігі', ['art:134', 'art:134/2']],
    ['articles 22, 26 and 134', ['art:22', 'art:26', 'art:134']],
    ['§ 12', ['art:12']],
    ['part 3, art. 132-1', ['art:132-1']],
  ])('“%s” are %j', (text, expected) => {
    expect(references(text)).toEqual(expected);
  });

  it.each(['134', 'the 134 articles', 'party 12', 'start 13', '134 баптист', 'в 2013 году', 'first 5'])(
    '“%s” has none',
    (text) => {
      expect(references(text)).toEqual([]);
    },
  );
});

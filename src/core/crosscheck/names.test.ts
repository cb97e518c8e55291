/** All names here are invented. */
import { describe, expect, test } from 'vitest';
import { datasetOf, documentOf } from './example.ts';
import { documentSpellings, skeletonOf } from './names.ts';

const spellings = (text: string, language = 'en') =>
  documentSpellings({ document: documentOf(text, { language }), candidates: [], dataset: datasetOf() }).map(
    ({ places }) => places.map((place) => ('anchor' in place ? place.anchor.exact : '')),
  );

test.each([
  ['Zhurvenko', 'Jurvenko'],
  ['Теске́лин', 'Teskelin'],
  ['Хурматов', 'Khurmatov'],
  ['Шаптенов', 'Shaptenov'],
  ['Eddy', 'Eddie'],
  ['Қайсарбек', 'Kaisarbek'],
])('%s and %s sound alike', (a, b) => {
  expect(skeletonOf(a)).toBe(skeletonOf(b));
});

test('names that sound different do not', () => {
  expect(skeletonOf('Teskelin')).not.toBe(skeletonOf('Teslerin'));
});

describe('one person under several spellings', () => {
  test('is found by the whole name', () => {
    expect(spellings('We met Mirva Zhurven there. Then Mirva Jurven spoke, and later Mirwa Zhurven left.')).toEqual([
      ['Mirva Zhurven', 'Mirva Jurven', 'Mirwa Zhurven'],
    ]);
  });
  test('is found by the surname alone', () => {
    expect(spellings('We met Mirva Teskeleyeva there. The words of Teskeleeva were clear.')).toEqual([
      ['Mirva Teskeleyeva', 'Teskeleeva'],
    ]);
  });
  test('is not seen in a possessive, a case ending or a repeated name', () => {
    expect(spellings('We met Mirva Teskelin. It was Mirva Teskelin’s turn, and Teskelin spoke.')).toEqual([]);
    expect(
      spellings('Мы видели Мирву Тескелину. С Мирвой Тескелиной говорили мы; слово взяла Мирва Тескелина.', 'ru'),
    ).toEqual([]);
  });
  test('is not seen in words that the document also writes small', () => {
    expect(
      spellings('The Crisis Centre opened. A crisis center and a centre differ. The Crisis Center closed.'),
    ).toEqual([]);
  });
  test('is not seen between a name and its transliteration', () => {
    expect(spellings('We met Mirva Teskelin (Мирва Тескелин) there.')).toEqual([]);
  });
  test('is found of a body named in quotation marks', () => {
    expect(
      spellings(
        'A centre or a center? The Lantern Centre “Torch” opened. The Lantern Center “Torch” closed; Lantern Centre “Spark” stayed.',
      ),
    ).toEqual([['Lantern Centre “Torch”', 'Lantern Center “Torch”']]);
  });
});

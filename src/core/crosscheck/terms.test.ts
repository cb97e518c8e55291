import { describe, expect, test } from 'vitest';
import { datasetOf, documentOf } from './example.ts';
import type { DocumentInput } from './issue.ts';
import { documentAcronyms, documentTerms } from './terms.ts';

const dataset = datasetOf(
  {
    kind: 'term',
    id: 'term/material',
    preferred: {
      en: 'child sexual abuse material',
      ru: 'материалы о насилии над детьми',
      kk: 'балаларға қатысты материалдар',
    },
    deprecated: [{ term: { en: 'child pornography', ru: 'детская порнография', kk: 'балалар порнографиясы' } }],
  },
  {
    kind: 'term',
    id: 'term/virtual',
    preferred: 'computer-generated material',
    deprecated: [{ term: 'virtual child pornography' }],
  },
  {
    kind: 'term',
    id: 'term/prostitute',
    preferred: {
      en: 'child exploited in prostitution',
      ru: 'ребёнок, эксплуатируемый в проституции',
      kk: 'қаналған бала',
    },
    deprecated: [{ term: { en: 'child prostitute', ru: 'ребёнок-проститутка', kk: 'жезөкше бала' } }],
  },
  {
    kind: 'term',
    id: 'term/buyer',
    preferred: 'person who pays for sexual acts with a child',
    deprecated: [{ term: 'client' }, { term: 'john' }],
  },
  { kind: 'term', id: 'term/offender', preferred: 'offender', deprecated: [{ term: 'paedophile' }] },
  {
    kind: 'instrument',
    id: 'opsc',
    type: 'protocol',
    title: 'Protocol on the sale of children, child prostitution and child pornography',
  },
);

const input = (text: string, language = 'en'): DocumentInput => ({
  document: documentOf(text, { language }),
  candidates: [],
  dataset,
});
const flagged = (text: string, language?: string) =>
  documentTerms(input(text, language)).flatMap(({ places }) =>
    places.flatMap((place) => ('anchor' in place ? [place.anchor.exact] : [])),
  );

describe('a deprecated term is found in all its forms', () => {
  test.each([
    ['en', 'Two child prostitutes were heard.', ['child prostitutes']],
    [
      'en',
      'Child pornography and virtual child pornography are banned.',
      ['Child pornography', 'virtual child pornography'],
    ],
    ['en', 'A pedophile and two paedophiles.', ['pedophile', 'paedophiles']],
    [
      'ru',
      'Запрет детской порнографии и борьба с детской порнографией.',
      ['детской порнографии', 'детской порнографией'],
    ],
    ['ru', 'О ребёнке-проститутке говорят и о детях.', []],
    [
      'kk',
      'Балалар порнографиясын таратуға тыйым салынады; балалар порнографиясымен күрес.',
      ['Балалар порнографиясын', 'балалар порнографиясымен'],
    ],
    ['kk', 'Жезөкше балаларға көмек.', ['Жезөкше балаларға']],
  ])('%s: %s', (language, text, words) => {
    expect(flagged(text, language).sort()).toEqual([...words].sort());
  });
});

describe('a deprecated term is left alone', () => {
  test.each([
    'The press writes of “child pornography” in quotation marks.',
    'It joined the Protocol on the sale of children, child prostitution and child pornography.',
    'The network End Child Prostitution, Child Pornography and Trafficking met.',
    'The bank serves its clients, and John is one.',
    'The lawyer spoke with a client about a lease.',
  ])('%s', (text) => {
    expect(flagged(text)).toEqual([]);
  });

  test('and a word of everyday speech is one where a child and sexual acts are spoken of', () => {
    expect(flagged('The client paid for sexual acts with a girl.')).toEqual(['client']);
  });
});

test('the preferred term is given in the language of the text', () => {
  const [found] = documentTerms(input('Борьба с детской порнографией.', 'ru'));
  expect(found?.message.en).toContain('материалы о насилии над детьми');
  expect(found?.message.ru).toContain('«детская порнография»');
});

describe('an acronym is explained', () => {
  const unexplained = (text: string) => documentAcronyms(input(text)).length;
  test.each([
    ['in brackets after its words', 'The National Board for Lanterns (NBL) met. The NBL spoke.'],
    ['before its words', 'NBL (National Board for Lanterns) met.'],
    ['in a list of acronyms', '- **NBL:** National Board for Lanterns\nThe NBL met.'],
    ['in another language', 'Национальный совет по фонарям (далее — НСФ) собрался. НСФ решил.'],
    ['because everybody knows it', 'The UN and UNICEF met.'],
    ['because it is a number', 'Chapter XIV of the law.'],
    ['because the line is shouted', 'THE NBL OF LANTERNS AND TORCHES\nIt met.'],
    ['because it is part of an address', 'See https://example.org/NBL/index for more.'],
  ])('%s', (_, text) => {
    expect(unexplained(text)).toBe(0);
  });
  test('or it is reported once, with every place', () => {
    expect(documentAcronyms(input('The NBL met. The NBL spoke.'))).toMatchObject([{ places: [{}, {}] }]);
  });
});

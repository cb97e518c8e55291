import { describe, expect, test } from 'vitest';
import { createDataset } from '../../core/dataset.ts';
import type { CandidateKind, CandidateOf, Document } from '../../core/document.ts';
import type { AnyRecord } from '../../core/model/index.ts';
import { structure } from '../structure/index.ts';
import { candidatesIn } from './index.ts';

const record = (body: Record<string, unknown>) => body as unknown as AnyRecord;
const version = (from: string, to?: string) => ({
  from,
  ...(to && { to }),
  summary: 'x',
  citations: [{ source: 's' }],
});
const DATASET = createDataset([
  record({
    kind: 'instrument',
    id: 'crc',
    title: { en: 'Convention on the Rights of the Child', ru: 'Конвенция о правах ребёнка' },
    short: 'CRC',
    type: 'treaty',
    adopted: '1989-11-20',
  }),
  record({
    kind: 'instrument',
    id: 'opsc',
    title:
      'Optional Protocol to the Convention on the Rights of the Child on the sale of children, child prostitution and child pornography',
    short: 'OPSC',
    type: 'protocol',
    adopted: '2000-05-25',
  }),
  record({
    kind: 'instrument',
    id: 'budapest',
    title: 'Convention on Cybercrime',
    type: 'treaty',
    adopted: '2001-11-23',
  }),
  record({ kind: 'question', id: 'commitments.budapest', wording: 'x', type: 'boolean', strength: 'yes' }),
  record({ kind: 'question', id: 'consent.age', wording: 'x', type: 'integer', strength: 'higher' }),
  record({
    kind: 'law',
    id: 'xaa/law/penal-1990',
    country: 'xaa',
    title: { en: 'Penal Code of 1990', ru: 'Уголовный кодекс 1990 года', kk: '1990 жылғы Қылмыстық кодекс' },
    type: 'code',
    adopted: '1990-01-01',
    from: '1990-01-01',
    to: '2010-01-01',
  }),
  record({
    kind: 'law',
    id: 'xaa/law/penal-2009',
    country: 'xaa',
    title: 'Criminal Code of 2009',
    type: 'code',
    adopted: '2009-06-01',
    from: '2010-01-01',
  }),
  record({
    kind: 'law',
    id: 'xaa/law/culture',
    country: 'xaa',
    title: 'Law on Culture of 1996',
    type: 'law',
    adopted: '1996-12-24',
  }),
  record({
    kind: 'provision',
    id: 'xaa/law/penal-1990/12',
    country: 'xaa',
    law: 'xaa/law/penal-1990',
    number: '12',
    versions: [version('1990-01-01', '2010-01-01')],
  }),
  record({
    kind: 'provision',
    id: 'xaa/law/penal-2009/34',
    country: 'xaa',
    law: 'xaa/law/penal-2009',
    number: '34',
    succeeds: ['xaa/law/penal-1990/12'],
    versions: [version('2010-01-01')],
  }),
]);

function documentOf(text: string, more: Partial<Document> = {}): Document {
  const blocks = text.split('\n\n').map((part) => ({
    kind: part.startsWith('# ')
      ? ('heading' as const)
      : part.startsWith('- ')
        ? ('list-item' as const)
        : ('paragraph' as const),
    text: part.replace(/^(?:# |- )/, ''),
    ...(part.startsWith('# ') && { level: 1 }),
  }));
  const document = structure({ mediaType: 'text/markdown', blocks, left: [], notices: [] }, 'x.md', '0'.repeat(64), []);
  return { ...document, date: '2005', ...more };
}

function found<K extends CandidateKind>(kind: K, text: string, more: Partial<Document> = {}): CandidateOf<K>[] {
  const candidates = candidatesIn(documentOf(text, more), { dataset: DATASET, country: 'xaa' });
  return candidates.filter((candidate) => candidate.kind === kind) as unknown as CandidateOf<K>[];
}

const values = <K extends CandidateKind>(kind: K, text: string, more: Partial<Document> = {}) =>
  found(kind, text, more).map(({ value }) => value);

describe('legal references', () => {
  const short = (text: string, more: Partial<Document> = {}) =>
    values('legal-reference', text, more).map(({ law, number }) => `${law?.id ?? law?.name ?? '?'} ${number}`);

  test('the code in force on the day of the document is meant, unless a year says otherwise', () => {
    expect(short('Article 12 of the Criminal Code applies.')).toEqual(['xaa/law/penal-1990 12']);
    expect(short('Article 12 of the Criminal Code applies.', { date: '2015' })).toEqual(['xaa/law/penal-2009 12']);
    expect(short('Article 12 of the 1990 Penal Code applied.', { date: '2015' })).toEqual(['xaa/law/penal-1990 12']);
  });

  test('what a provision has become is told', () => {
    const [value] = values('legal-reference', 'Article 12 of the Penal Code applies.');
    expect(value).toMatchObject({
      provision: 'xaa/law/penal-1990/12',
      force: 'in-force',
      now: [{ provision: 'xaa/law/penal-2009/34', force: 'in-force' }],
    });
  });

  test('one candidate stands for each article of a list or range; 330-2 is one article, 120-122 are three', () => {
    expect(short('Articles 10, 11 and 12 of the Penal Code.').map((one) => one.split(' ')[1])).toEqual([
      '10',
      '11',
      '12',
    ]);
    expect(short('Article 330-2 of the Penal Code.').map((one) => one.split(' ')[1])).toEqual(['330-2']);
    expect(short('Art. 120-122 of the Penal Code.').map((one) => one.split(' ')[1])).toEqual(['120', '121', '122']);
  });

  test('“the Law” is no code, and a law declared for bare articles is theirs', () => {
    expect(short('The Law on Culture of 1996 stands beside the Penal Code. Article 3 of the Law applies.')).toEqual([
      'xaa/law/culture 3',
    ]);
    expect(
      short(
        'The Penal Code is read here. Unless otherwise stated, “Art.” refers to that Code.\n\nArt 9 of the Law on Culture helps. Art. 10 does not.',
      ),
    ).toEqual(['xaa/law/culture 9', 'xaa/law/penal-1990 10']);
  });

  test('“the Optional Protocol” is none that is not optional, and that of its committee in a document of one', () => {
    expect(short('It ratified the Convention on Cybercrime. Article 3 of the Optional Protocol binds it.')).toEqual([
      'opsc 3',
    ]);
    expect(
      short('Ответ дан в документе CRC/C/OPSC/XAA/1. По статье 3 Факультативного протокола торговля наказуема.'),
    ).toEqual(['opsc 3']);
  });

  test('a part in brackets is of the article named before it, also “of the same article”', () => {
    expect(
      values('legal-reference', 'Ст. 12 УК карает продажу; строже она карается при повторе (ч. 2).').map(
        ({ number, part }) => `${number} ${part ?? ''}`,
      ),
    ).toEqual(['12 ', '12 2']);
    expect(
      values('legal-reference', 'По статье 12 УК срок мал. Часть 4 той же статьи строже.').map(
        ({ number, part }) => `${number} ${part ?? ''}`,
      ),
    ).toEqual(['12 ', '12 4']);
  });

  test('the law is carried on through the paragraph, and a number too high for a treaty goes back to the code', () => {
    expect(
      short(
        'Article 12 of the Penal Code punishes it. Article 3(1) of the OPSC asks for more. Article 2 defines it. Article 133 does not.',
      ),
    ).toEqual(['xaa/law/penal-1990 12', 'opsc 3', 'opsc 2', 'xaa/law/penal-1990 133']);
  });

  test('a named law is known by the words that tell it from others', () => {
    expect(short('Article 5 of the Law on Culture (1996) defines it.')).toEqual(['xaa/law/culture 5']);
  });

  test('Russian and Kazakh forms are read', () => {
    expect(short('Согласно ч. 2 ст. 12 УК и статье 13 того же кодекса.', { language: 'ru' })).toEqual([
      'xaa/law/penal-1990 12',
      'xaa/law/penal-1990 13',
    ]);
    expect(short('Қылмыстық кодекстің 12-бабы мен ҚК 13, 14-баптарында айтылған.', { language: 'kk' })).toEqual([
      'xaa/law/penal-1990 12',
      'xaa/law/penal-1990 13',
      'xaa/law/penal-1990 14',
    ]);
  });

  test('a section of the document itself is no reference', () => {
    expect(short('Section 12 of the Penal Code applies. As section 2 of this report shows, it does not.')).toHaveLength(
      1,
    );
  });
});

describe('treaty actions', () => {
  const short = (text: string) =>
    values('treaty-action', text).map(({ instrument, action, date }) => `${instrument.id} ${action} ${date ?? '-'}`);

  test('each act has the date that belongs to it', () => {
    expect(short('Ardenia signed the OPSC on 6 September 2001 and ratified it on 3 May 2004.')).toEqual([
      'opsc signature 2001-09-06',
      'opsc ratification 2004-05-03',
    ]);
    expect(short('In 1994, Ardenia ratified the Convention on the Rights of the Child.')).toEqual([
      'crc ratification 1994',
    ]);
    expect(short('Ратифицирована Конвенция о правах ребёнка 8 июня 1994 года.')).toEqual([
      'crc ratification 1994-06-08',
    ]);
  });

  test('the year of a treaty is not the year of its ratification', () => {
    expect(short('Ardenia ratified the Convention on the Rights of the Child (1989) in 1994.')).toEqual([
      'crc ratification 1994',
    ]);
  });

  test('a demand is no act, and what is not done answers a question instead', () => {
    expect(short('The Committee recommends that the State party ratify the OPSC.')).toEqual([]);
    const text = 'Ardenia has not ratified the Convention on Cybercrime.';
    expect(short(text)).toEqual([]);
    expect(values('finding', text)).toEqual([{ question: 'commitments.budapest', value: false }]);
  });
});

describe('numbers', () => {
  test('a figure has its unit, period and hedge', () => {
    const [one, two] = found('figure', 'In 2010 about 312 new cases were registered, and 287 in 2011.');
    expect(one).toMatchObject({
      value: { number: 312, unit: 'case', qualifier: 'about' },
      period: { from: '2010', to: '2010' },
    });
    expect(two).toMatchObject({ value: { number: 287, unit: 'case' }, period: { from: '2011', to: '2011' } });
  });

  test('what numbers, measures time or dates is no figure', () => {
    expect(
      values(
        'figure',
        'See page 12, table 3 and paragraph 45. The two-day course of 2011 began at 9:30 and took 3 years.',
      ),
    ).toEqual([]);
  });

  test('parts are tied to the figure they are parts of', () => {
    const [whole, part] = found('figure', 'Police found 40 victims, of whom 25 were girls.');
    expect(whole?.value.parts).toEqual([part?.id]);
  });

  test('magnitudes, decimals and shares are read in three languages', () => {
    expect(
      values('figure', 'The country has 16.5 million inhabitants; 7.5 per cent are orphans.').map(
        ({ number }) => number,
      ),
    ).toEqual([16_500_000, 7.5]);
    expect(
      values('figure', 'На учёте 12,5 тыс. детей, 60 процентов — девочки.', { language: 'ru' }).map(
        ({ number }) => number,
      ),
    ).toEqual([12_500, 60]);
    expect(values('figure', '2019 жылы 1 020 бала тіркелді.', { language: 'kk' }).map(({ number }) => number)).toEqual([
      1020,
    ]);
  });

  test('an amount and its conversion are one candidate', () => {
    expect(values('money', 'It gave 330 million tenge (approximately 22,000 USD) to families.')).toEqual([
      { amount: 330_000_000, currency: 'KZT', conversion: { amount: 22_000, currency: 'USD' } },
    ]);
    expect(values('money', 'Prices run from 200 dollars to 4.5 thousand dollars.')).toEqual([
      { amount: 4500, low: 200, currency: 'USD' },
    ]);
  });

  test('a penalty is tied to its article', () => {
    const text = 'Article 12 of the Penal Code is punishable by 5 to 10 years imprisonment.';
    const [reference] = found('legal-reference', text);
    expect(values('penalty', text)).toEqual([{ minimum: 5, maximum: 10, unit: 'years', reference: reference?.id }]);
    expect(values('penalty', 'Наказывается лишением свободы на срок до пяти лет.', { language: 'ru' })).toEqual([
      { maximum: 5, unit: 'years' },
    ]);
  });

  test.each([
    ['It protects a child under 16 only.', 16, 'under'],
    ['It protects children 16 years of age and under.', 16, 'and-under'],
    ['Persons aged 16 and over answer for it.', 16, 'and-over'],
    ['Лицо, не достигшее четырнадцати лет, не отвечает.', 14, 'under'],
    ['Он алты жасқа толмаған адам қорғалады.', 16, 'under'],
  ])('the sense of an age: %s', (text, age, sense) => {
    expect(values('age', text)).toMatchObject([{ age, sense }]);
  });

  test('the age of one person in a story is no candidate', () => {
    expect(values('age', 'A 15-year-old girl was found by the police.')).toEqual([]);
  });
});

describe('recommendations', () => {
  test('points under a heading of recommendations count whole, with their theme', () => {
    const all = values('recommendation', '# Recommendations\n\n- Open a shelter. It must be free.\n\n- Train judges.');
    expect(all).toMatchObject([
      { text: 'Open a shelter. It must be free.', theme: 'Recommendations' },
      { text: 'Train judges.' },
    ]);
  });

  test('points after a sentence that asks count; points after a concern do not', () => {
    const asks =
      '# Main areas of concern and recommendations\n\nThe Committee is concerned about:\n\n- (a) The lack of shelters;\n\nThe Committee recommends that the State party:\n\n- (a) Open shelters;';
    expect(values('recommendation', asks).map(({ text }) => text)).toEqual(['Open shelters;']);
  });

  test('what a law says must be is not asked', () => {
    expect(values('recommendation', 'The law provides that every child should be protected from harm.')).toEqual([]);
  });
});

describe('every candidate', () => {
  const text =
    'According to the ministry, 12 cases were reported in 2003.¹ The hotline 116 111 is open. The National Action Plan against Trafficking 2003–2005 was adopted in 2003.';

  test('quotes its exact place, in reading order, the same each time', () => {
    const document = documentOf(text);
    const candidates = candidatesIn(document, { dataset: DATASET, country: 'xaa' });
    for (const { place } of candidates) expect(document.text.slice(place.start, place.end)).toBe(place.exact);
    expect(candidates.map(({ id }) => id)).toEqual(candidates.map((_, index) => `c${index + 1}`));
    expect(
      candidates.every(({ place }, index) => index === 0 || place.start >= (candidates[index - 1]?.place.start ?? 0)),
    ).toBe(true);
    expect(candidatesIn(document, { dataset: DATASET, country: 'xaa' })).toEqual(candidates);
  });

  test('says how sure it is, by which word', () => {
    expect(found('figure', text)[0]).toMatchObject({ certainty: 'reported', certaintyWord: 'According to' });
    expect(found('figure', 'It is estimated that 40 children work.')[0]?.certainty).toBe('estimated');
  });

  test('plans have their years, and a line its number', () => {
    expect(values('plan', text)).toMatchObject([{ from: '2003', to: '2005' }]);
    expect(values('service', text)).toMatchObject([{ type: 'hotline', phone: '116 111' }]);
  });

  test('has a draft of its own: no two share an id, whatever the numbers of their paragraphs', () => {
    const document = documentOf(
      '# Recommendations\n\n- Open a shelter.\n\n- Fund the hotline.\n\n- 2. Train the police.\n\n- 2. Train the courts.',
    );
    const ids = candidatesIn(document, { dataset: DATASET, country: 'xaa' }).flatMap(({ draft }) =>
      draft ? [draft.id] : [],
    );
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
  });

  test('is cited where its kind cites: a series in its observations, a finding as a draft', () => {
    const [figure] = found('figure', 'In 2003 police registered 12 cases.');
    expect(figure?.draft).toMatchObject({ observations: [{ value: 12, citations: [{ source: 'source/x-md' }] }] });
    expect(figure?.draft).not.toHaveProperty('citations');
    const [finding] = found('finding', 'The age of consent is 16.');
    expect(finding?.draft).toMatchObject({ review: 'draft', readOn: '2005', citations: [{ source: 'source/x-md' }] });
  });

  test('under a heading of expected results is planned, whatever its tense', () => {
    expect(found('figure', '# Expected results\n\nThere are 25 centres.')[0]?.certainty).toBe('planned');
  });
});

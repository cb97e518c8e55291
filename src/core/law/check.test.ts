import { describe, expect, test } from 'vitest';
import { article, law, source, version } from '../../../test/support/invented.ts';
import { checkDataset } from '../check.ts';
import type { AnyRecord, Instruction, Law, RecordOf } from '../model/index.ts';

const parameter = (name: string, more: Partial<RecordOf<'parameter'>>): RecordOf<'parameter'> => ({
  kind: 'parameter',
  id: `parameter/${name}`,
  label: name,
  type: 'boolean',
  ...more,
});
const codebook = [
  parameter('protected-age', { type: 'number', unit: 'years' }),
  parameter('means-required', {}),
  parameter('acts-covered', { type: 'list', options: [{ id: 'sale', label: 'Sale' }] }),
  parameter('aggravations', { type: 'list', options: [{ id: 'group', label: 'Group' }] }),
  parameter('articles', { type: 'list' }),
  parameter('liability', { type: 'choice', options: [{ id: 'criminal', label: 'Criminal' }] }),
  parameter('definition', { type: 'text' }),
];
const code = law('code', { from: '2015-01-01', adopted: '2014-07-03' });
const issues = (...records: AnyRecord[]) =>
  checkDataset([source(), code, ...codebook, ...records]).map(({ code, about, path }) => [
    code,
    about.id,
    path?.join('.'),
  ]);
const amending = (more: Partial<Law>, amends: Instruction[] = []) =>
  law('act', { type: 'amending-law', adopted: '2024-07-05', from: '2024-09-05', amends, ...more });

describe('dates of acts', () => {
  test.each<[string, Partial<Law>, Instruction[], unknown[]]>([
    [
      'commencement before enactment',
      { from: '2024-07-04' },
      [],
      ['commencement-before-enactment', 'xaa/law/act', 'from'],
    ],
    ['publication before enactment', { published: '2024-07' }, [], []],
    ['publication a month before', { published: '2024-06' }, [], ['dates-out-of-order', 'xaa/law/act', 'published']],
    [
      'a part in force before enactment',
      {},
      [{ action: 'amend', provision: 'xaa/law/code/10', from: '2024-01' }],
      ['commencement-before-enactment', 'xaa/law/act', 'amends.0.from'],
    ],
    [
      'a part that reaches back, said so',
      {},
      [{ action: 'amend', provision: 'xaa/law/code/10', appliesFrom: '2024-01' }],
      [],
    ],
    [
      'stages out of order',
      {
        stages: [
          { stage: 'signed', date: '2024-07-05' },
          { stage: 'proposed', date: '2023' },
        ],
      },
      [],
      ['dates-out-of-order', 'xaa/law/act', 'stages.1.date'],
    ],
    ['a bill in force', { type: 'bill' }, [], ['bill-in-force', 'xaa/law/act', 'from']],
  ])('%s', (_, more, amends, expected) => {
    const found = issues(amending(more, amends), article('code', '10', [version('2015-01-01')]));
    expect(found).toEqual(expected.length > 0 ? [expected] : []);
  });
});

describe('amendments', () => {
  const ten = article('code', '10', [version('2015-01-01', '2020-01-01', undefined, { text: { en: 'Three years.' } })]);
  const amend = (more: Partial<Instruction>): Instruction => ({
    action: 'amend',
    provision: 'xaa/law/code/10',
    ...more,
  });

  test('of a version that is not there', () => {
    expect(issues(ten, amending({}, [amend({})]))).toEqual([['amends-nothing', 'xaa/law/act', 'amends.0.provision']]);
    expect(issues(ten, amending({ adopted: '2019', from: '2020-01-01' }, [amend({})]))).toEqual([]);
  });

  test('of words that are not there', () => {
    const replaces = [{ language: 'en', words: 'Ten years', by: 'Life' }];
    const found = issues(ten, amending({ adopted: '2019', from: '2019-06-01' }, [amend({ content: { replaces } })]));
    expect(found).toEqual([['amends-nothing', 'xaa/law/act', 'amends.0.content']]);
  });

  test('that put something where it is already', () => {
    const amends: Instruction[] = [{ action: 'insert', provision: 'xaa/law/code/10', content: { summary: 'x' } }];
    expect(issues(ten, amending({ adopted: '2018', from: '2019' }, amends))).toEqual([
      ['amends-nothing', 'xaa/law/act', 'amends.0.action'],
    ]);
  });

  test('a version before its act was enacted, and one made by a bill', () => {
    const early = article('code', '11', [version('2015-01-01', '2023'), version('2023', undefined, 'xaa/law/act')]);
    expect(issues(early, amending({}))).toEqual([
      ['commencement-before-enactment', 'xaa/law/code/11', 'versions.1.from'],
    ]);
    const bill = law('act', { type: 'bill', stages: [{ stage: 'proposed', date: '2022' }] });
    expect(issues(early, bill)).toEqual([['bill-in-force', 'xaa/law/code/11', 'versions.1.amendedBy.0']]);
  });

  test('a suspension outside its version, and a version after its law', () => {
    const outside = article('code', '12', [
      version('2015-01-01', '2016', undefined, { suspended: [{ from: '2017', to: '2018' }] }),
    ]);
    expect(issues(outside)).toEqual([['dates-out-of-order', 'xaa/law/code/12', 'versions.0.suspended.0']]);
    const after = article('old', '1', [version('2001')]);
    expect(issues(law('old', { to: '2000' }), after)).toEqual([
      ['dates-out-of-order', 'xaa/law/old/1', 'versions.0.from'],
    ]);
  });
});

describe('parameters and penalties', () => {
  test.each<[string, NonNullable<RecordOf<'provision'>['versions'][number]['parameters']>, string[]]>([
    [
      'values of every type',
      {
        'protected-age': 16,
        'means-required': false,
        'acts-covered': ['sale'],
        articles: ['120', '121'],
        liability: 'criminal',
        definition: 'Any gain.',
      },
      [],
    ],
    ['a name that is not in the codebook', { 'protected-aeg': 16 }, ['unknown-parameter protected-aeg']],
    ['a word for a number', { 'protected-age': 'sixteen' }, ['wrong-parameter protected-age']],
    ['a word for yes or no', { 'means-required': 'no' }, ['wrong-parameter means-required']],
    ['a word that is no option', { liability: 'civil' }, ['wrong-parameter liability']],
    ['one word for a list', { 'acts-covered': 'sale' }, ['wrong-parameter acts-covered']],
    ['a list with a stranger', { 'acts-covered': ['sale', 'barter'] }, ['wrong-parameter acts-covered']],
    ['a list for a text', { definition: ['a'] }, ['wrong-parameter definition']],
  ])('%s', (_, parameters, expected) => {
    const found = issues(article('code', '10', [version('2015-01-01', undefined, undefined, { parameters })]));
    expect(found.map(([code, , path]) => `${code} ${String(path).split('.').at(-1)}`)).toEqual(expected);
  });

  test('penalties', () => {
    const penalties = [
      { tier: '1', minimumYears: 5, maximumYears: 3 },
      { tier: '2', aggravations: ['group', 'moonlight'] },
    ];
    const found = issues(article('code', '10', [version('2015-01-01', undefined, undefined, { penalties })]));
    expect(found).toEqual([
      ['penalty-reversed', 'xaa/law/code/10', 'versions.0.penalties.0.minimumYears'],
      ['wrong-parameter', 'xaa/law/code/10', 'versions.0.penalties.1.aggravations'],
    ]);
  });

  test('what an act would put there is held to the same', () => {
    const ten = article('code', '10', [version('2015-01-01')]);
    const content = {
      parameters: { 'protected-age': 'x', 'means-required': null },
      penalties: [{ tier: '1', minimumYears: 2, maximumYears: 1 }],
    };
    const found = issues(ten, amending({}, [{ action: 'amend', provision: 'xaa/law/code/10', content }]));
    expect(found.map(([code]) => code)).toEqual(['wrong-parameter', 'penalty-reversed']);
  });
});

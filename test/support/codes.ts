/**
 * The codes of a state that does not exist: an old one, the one that replaced it with other numbers, acts between and
 * after, a ruling, a bill; with what cites them. Today is 22 November 2026.
 */
import { createDataset } from '../../src/core/dataset.ts';
import type { AnyRecord } from '../../src/core/model/index.ts';
import { finding, framework, question, source } from './invented.ts';

const cited = [{ source: 'xaa/source/gazette', locator: 'p. 3' }];
const old = (locator: string) => [{ source: 'xaa/source/old-text', locator }];

const law = (id: string, more: object) => ({
  kind: 'law',
  id: `xaa/law/${id}`,
  country: 'xaa',
  citations: cited,
  ...more,
});
const provision = (of: string, number: string, more: object) => ({
  kind: 'provision',
  id: `xaa/law/${of}/${number}`,
  country: 'xaa',
  law: `xaa/law/${of}`,
  number,
  ...more,
});
const since1998 = (summary: string) => [{ from: '1998-01-01', to: '2015-01-01', summary, citations: cited }];
const since2015 = (summary: string) => [{ from: '2015-01-01', summary, citations: cited }];

const RECORDS = [
  { kind: 'country', id: 'xaa', country: 'xaa', name: 'Exampleland', alpha2: 'XA' },
  source(),
  { ...source(), id: 'xaa/source/old-text', title: 'Text of the Old Code' },
  question('crime.selling', { wording: 'Is selling a child a crime?' }),
  question('crime.drawing', { wording: 'Is drawing a child into prostitution a crime?' }),
  framework([{ met: 'crime.drawing' }, { 'not-met': 'otherwise' }], {
    id: 'progress-indicators',
    indicators: [
      {
        id: 'offences',
        title: 'Offences',
        rationale: 'For tests.',
        basis: [],
        rule: [{ met: 'crime.drawing' }, { 'not-met': 'otherwise' }] as never,
      },
    ],
  }),
  { kind: 'subject', id: 'subject/prostitution', title: { en: 'Prostitution', ru: 'Проституция', kk: 'Жезөкшелік' } },
  { kind: 'subject', id: 'subject/sale', title: 'Sale' },
  {
    kind: 'parameter',
    id: 'parameter/protected-age',
    label: { en: 'Protects children under', ru: 'Защищает детей младше', kk: 'Мына жастан кіші балаларды қорғайды' },
    type: 'number',
    unit: 'years',
  },
  {
    kind: 'parameter',
    id: 'parameter/liability',
    label: 'Kind of liability',
    type: 'choice',
    options: [{ id: 'criminal', label: { en: 'Criminal law', ru: 'Уголовная' } }],
  },
  {
    kind: 'parameter',
    id: 'parameter/aggravations',
    label: 'What raises the penalty',
    type: 'list',
    options: [
      { id: 'group', label: 'Group of persons' },
      { id: 'online', label: 'Over the internet' },
    ],
  },
  law('old', {
    title: 'Old Code',
    type: 'code',
    adopted: '1997-07-16',
    from: '1998-01-01',
    to: '2015-01-01',
    successor: 'xaa/law/new',
    texts: ['xaa/source/old-text'],
  }),
  law('new', {
    title: { en: 'New Code', ru: 'Новый кодекс' },
    type: 'code',
    number: '226',
    adopted: '2014-07-03',
    published: '2014-07-09',
    from: '2015-01-01',
  }),
  law('act', {
    title: 'Law against trafficking',
    type: 'amending-law',
    adopted: '2024-07-05',
    published: '2024-07-08',
    from: '2024-09-05',
    amends: [{ action: 'amend', provision: 'xaa/law/new/134', change: 'Adds other services.' }],
  }),
  law('halt', { title: 'Law on the emergency', type: 'law', adopted: '2020-03-16', from: '2020-03-16' }),
  law('late', {
    title: 'Law of May',
    type: 'amending-law',
    adopted: '2026-04-01',
    from: '2026-05-01',
    amends: [
      { action: 'amend', provision: 'xaa/law/new/134', change: 'Adds streaming.' },
      { action: 'amend', law: 'xaa/law/new', number: '500', change: 'Changes what is not on file.' },
    ],
  }),
  law('ahead', {
    title: 'Law of the year to come',
    type: 'amending-law',
    adopted: '2026-10-01',
    amends: [
      { action: 'amend', provision: 'xaa/law/new/134', from: '2027-07-01', change: 'Adds advertising.' },
      { action: 'repeal', provision: 'xaa/law/new/308', change: 'Ends it some day.' },
    ],
  }),
  law('bill', {
    title: 'Bill on buyers',
    type: 'bill',
    stages: [{ stage: 'proposed', date: '2026-03-01' }],
    amends: [{ action: 'amend', provision: 'xaa/law/new/134', change: 'Punishes buyers.' }],
  }),
  law('ruling', { title: 'Ruling of the Supreme Court', type: 'interpretation', adopted: '2002-06-03' }),
  provision('ruling', 'ruling', {
    heading: 'When a proposal is punishable',
    interprets: ['xaa/law/old/132-1'],
    versions: [{ from: '2002-06-03', summary: 'A proposal alone is no crime.', citations: cited }],
  }),
  // One to one, one to many, many to one, and not carried over.
  provision('old', '132-1', {
    heading: 'Drawing a minor into prostitution',
    versions: since1998('Drawing in by force.'),
  }),
  provision('old', '133', { heading: 'Trade in minors', versions: since1998('Selling a minor.') }),
  provision('old', '270', { heading: 'Involvement', versions: since1998('Involvement.') }),
  provision('old', '134', { heading: 'Smuggling of goods', versions: since1998('Smuggling.') }),
  provision('old', '400', { heading: 'Unlawful treatment', versions: since1998('Treatment.') }),
  provision('new', '134', {
    heading: 'Drawing a minor into prostitution or other services',
    subjects: ['subject/prostitution'],
    succeeds: ['xaa/law/old/132-1', 'xaa/law/old/270'],
    textCheckedOn: '2026-01-01',
    versions: [
      {
        from: '2015-01-01',
        to: '2024-09-05',
        heading: 'Drawing a minor into prostitution',
        summary: 'Drawing a person under 18 into prostitution.',
        parameters: { 'protected-age': 18, liability: 'criminal', 'own-word': 'as noted' },
        penalties: [
          { tier: '1', minimumYears: 3, maximumYears: 5 },
          { tier: '2', condition: 'With others', aggravations: ['group', 'online'], minimumYears: 5, maximumYears: 9 },
        ],
        suspended: [{ from: '2020-03-16', to: '2020-06-01', by: 'xaa/law/halt' }],
        citations: cited,
      },
      {
        from: '2024-09-05',
        appliesFrom: '2024-01-01',
        summary: 'Drawing a person under 18 into prostitution or other services, see article 132-1 of 1997.',
        text: {
          en: '1. Drawing in is punished:\n  1) by a group;\n  2) </script><b>online</b>.\n2. The same, repeated.',
          ru: '1. Вовлечение наказывается.',
        },
        amendedBy: ['xaa/law/act'],
        citations: cited,
      },
    ],
  }),
  provision('new', '135', {
    heading: 'Trade in minors',
    subjects: ['subject/sale'],
    succeeds: ['xaa/law/old/133'],
    versions: since2015('Trade in persons under 18.'),
  }),
  provision('new', '308', {
    heading: 'Involvement by force',
    subjects: ['subject/prostitution'],
    succeeds: ['xaa/law/old/270'],
    versions: [{ from: '2015-01', basisOfDate: 'Derived.', summary: 'Involvement.', citations: cited }],
  }),
  provision('new', '600', {
    heading: 'Treatment ordered by a court',
    versions: [
      { from: '2018-01-01', to: '2020-01-01', summary: 'A court may order it.', citations: cited },
      { from: '2030-01-01', summary: 'A court may order it again.', citations: cited },
    ],
  }),
  finding('crime.selling', true, {
    id: 'xaa/finding/selling',
    from: '2010-01-01',
    provisions: ['xaa/law/old/133'],
    citations: old('art. 133(2)'),
    readOn: '2026-11-01',
  }),
  finding('crime.drawing', true, {
    id: 'xaa/finding/drawing',
    from: '2015-01-01',
    provisions: ['xaa/law/new/134'],
    readOn: '2026-11-01',
  }),
  {
    kind: 'recommendation',
    id: 'xaa/recommendation/1',
    country: 'xaa',
    body: 'The Committee',
    date: '2013-05-01',
    text: 'Punish without force.',
    provisions: ['xaa/law/old/132-1'],
    citations: cited,
  },
  {
    kind: 'recommendation',
    id: 'xaa/recommendation/2',
    country: 'xaa',
    body: 'The Committee',
    date: '2013-05-01',
    text: 'Define what is meant.',
    citations: old('arts. 132-1, 400'),
  },
];

export const dataset = createDataset(RECORDS as unknown as AnyRecord[]);

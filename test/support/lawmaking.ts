/**
 * The law-making of a state that does not exist: a code, an act that enters into force in steps, one that is announced,
 * one without a day, a bill; with what rests on them. Today is 22 November 2026.
 */
import { createDataset } from '../../src/core/dataset.ts';
import type { AnyRecord } from '../../src/core/model/index.ts';
import { finding, framework, question, source } from './invented.ts';

const cited = [{ source: 'xaa/source/gazette', locator: 'art. 1' }];
const law = (id: string, more: object) => ({
  kind: 'law',
  id: `xaa/law/${id}`,
  country: 'xaa',
  citations: cited,
  ...more,
});
const provision = (number: string, more: object) => ({
  kind: 'provision',
  id: `xaa/law/code/${number}`,
  country: 'xaa',
  law: 'xaa/law/code',
  number,
  ...more,
});

const RECORDS = [
  { kind: 'country', id: 'xaa', country: 'xaa', name: 'Exampleland', alpha2: 'XA' },
  source(),
  { kind: 'instrument', id: 'opsc', title: 'Optional Protocol', type: 'protocol', adopted: '2000-05-25' },
  question('crime.offering', { wording: 'Is offering a child a crime?' }),
  question('crime.buying', { wording: 'Is buying a crime?' }),
  question('crime.online', { wording: 'Is grooming online a crime?' }),
  question('crime.age', {
    wording: 'Up to what age are children protected?',
    type: 'integer',
    unit: 'years',
    strength: 'higher',
  }),
  question('crime.no-means', { wording: 'Is it a crime without force or deceit?' }),
  framework(
    [
      { met: { all: ['crime.offering', 'crime.buying'] } },
      { 'partly-met': 'crime.offering' },
      { 'not-met': 'otherwise' },
    ],
    {
      id: 'progress-indicators',
      indicators: [
        {
          id: 'offences',
          title: 'Offences',
          rationale: 'For tests.',
          basis: [],
          rule: [
            { met: { all: ['crime.offering', 'crime.buying'] } },
            { 'partly-met': 'crime.offering' },
            { 'not-met': 'otherwise' },
          ] as never,
        },
        {
          id: 'grooming',
          title: 'Grooming',
          rationale: 'For tests.',
          basis: [],
          rule: [{ met: 'crime.online' }, { 'not-met': 'otherwise' }] as never,
        },
      ],
    },
  ),
  {
    kind: 'subject',
    id: 'subject/grooming',
    title: { en: 'Grooming', ru: 'Груминг', kk: 'Груминг' },
    questions: ['crime.online'],
    terms: ['grooming'],
  },
  { kind: 'subject', id: 'subject/exploitation', title: 'Exploitation' },
  {
    kind: 'term',
    id: 'grooming',
    preferred: 'grooming',
    definition: 'Winning the trust of a child to abuse it.',
    citations: cited,
  },
  law('code', { title: 'Example Code', type: 'code', adopted: '2014-07-03', from: '2015-01-01' }),
  law('first-act', {
    title: 'First Amending Act',
    type: 'amending-law',
    number: '77',
    adopted: '2024-07-05',
    published: '2024-07-06',
    from: '2024-09-05',
    amends: [
      { action: 'amend', provision: 'xaa/law/code/9', change: 'Raises the age to eighteen.' },
      { action: 'insert', law: 'xaa/law/code', number: '9-1', from: '2026-05-01', change: 'Adds grooming online.' },
      { action: 'repeal', provision: 'xaa/law/code/10', change: 'Ends the old offence.' },
      { action: 'amend', provision: 'xaa/law/code/11', change: 'Changes the fine.' },
    ],
  }),
  law('coming-act', {
    title: 'Coming Act',
    type: 'amending-law',
    adopted: '2026-10-01',
    from: '2027-01-01',
    amends: [{ action: 'amend', provision: 'xaa/law/code/9', change: 'Adds buyers.', appliesFrom: '2026-01-01' }],
  }),
  law('undated-act', { title: 'Undated Act', type: 'amending-law', adopted: '2026-11-01' }),
  law('bill', {
    title: 'Bill on Buyers',
    type: 'bill',
    stages: [
      { stage: 'proposed', date: '2026-03-01' },
      { stage: 'first-reading', date: '2026-09-01' },
    ],
    amends: [
      {
        action: 'amend',
        provision: 'xaa/law/code/9',
        change: 'Punishes buyers.',
        content: {
          summary: 'Offering or buying a child is a crime.',
          penalties: [{ tier: '1', minimumYears: 7, maximumYears: 12 }],
        },
      },
    ],
    answers: [{ question: 'crime.buying', value: true, rationale: 'It names buyers.' }],
  }),
  provision('9', {
    heading: 'Offering a child',
    subjects: ['subject/exploitation', 'subject/grooming'],
    textCheckedOn: '2026-06-01',
    versions: [
      {
        from: '2015-01-01',
        to: '2024-09-05',
        summary: 'Offering a child is a crime.',
        parameters: { 'protected-age': 16, 'means-required': true },
        penalties: [{ tier: '1', minimumYears: 3, maximumYears: 5 }],
        citations: cited,
      },
      {
        from: '2024-09-05',
        summary: 'Offering any child is a crime.',
        parameters: { 'protected-age': 18, 'means-required': true },
        penalties: [
          { tier: '1', minimumYears: 5, maximumYears: 9 },
          { tier: '2', minimumYears: 9, maximumYears: 15 },
        ],
        amendedBy: ['xaa/law/first-act'],
        citations: cited,
      },
    ],
  }),
  provision('9-1', {
    heading: 'Grooming online',
    subjects: ['subject/grooming'],
    versions: [
      {
        from: '2026-05-01',
        summary: 'Grooming online is a crime.',
        amendedBy: ['xaa/law/first-act'],
        citations: cited,
      },
    ],
  }),
  provision('10', {
    heading: 'The old offence',
    subjects: ['subject/exploitation'],
    versions: [
      {
        from: '2015-01-01',
        to: '2024-09-05',
        repealedBy: 'xaa/law/first-act',
        summary: 'Selling a child is a crime.',
        citations: cited,
      },
    ],
  }),
  // The act changed it, and no version shows that yet.
  provision('11', {
    heading: 'The fine',
    versions: [{ from: '2015-01-01', summary: 'A fine of ten units.', citations: cited }],
  }),
  {
    kind: 'provision',
    id: 'xaa/law/ruling/1',
    country: 'xaa',
    law: 'xaa/law/ruling',
    number: '1',
    heading: 'What offering means',
    interprets: ['xaa/law/code/9'],
    versions: [{ from: '2020-01-01', summary: 'Offering includes showing pictures.', citations: cited }],
  },
  law('ruling', { title: 'Ruling of the Court', type: 'interpretation', adopted: '2019-12-01', from: '2020-01-01' }),
  finding('crime.offering', true, {
    id: 'xaa/finding/offering',
    from: '2015-01-01',
    provisions: ['xaa/law/code/9'],
    readOn: '2020-01-01',
  }),
  finding('crime.buying', false, {
    id: 'xaa/finding/buying',
    from: '2015-01-01',
    provisions: ['xaa/law/code/9'],
    readOn: '2020-01-01',
    verifiedOn: '2024-10-01',
  }),
  finding('crime.online', false, {
    id: 'xaa/finding/online-before',
    from: '2015-01-01',
    to: '2026-05-01',
    provisions: ['xaa/law/code/9'],
    readOn: '2020-01-01',
    verifiedOn: '2026-02-01',
  }),
  finding('crime.online', true, {
    id: 'xaa/finding/online',
    from: '2026-05-01',
    provisions: ['xaa/law/code/9-1'],
    readOn: '2026-06-01',
  }),
  {
    kind: 'obligation',
    id: 'obligation/opsc-3',
    title: 'Make exploitation a crime',
    basis: [{ instrument: 'opsc', article: '3(1)' }],
    subjects: ['subject/exploitation'],
    age: 18,
    acts: [
      { id: 'offering', label: 'Offering', question: 'crime.offering' },
      { id: 'buying', label: 'Buying', question: 'crime.buying' },
      { id: 'online', label: 'Grooming online', question: 'crime.online' },
      { id: 'means', label: 'Procuring', question: 'crime.no-means' },
    ],
    citations: cited,
  },
  ...[
    { id: 'full', text: 'Punish buyers.', parts: [{ id: 'a', text: 'Punish them.', target: 'crime.buying' }] },
    {
      id: 'half',
      text: 'Punish buyers and raise the age.',
      parts: [
        { id: 'a', text: 'Punish them.', target: 'crime.buying' },
        { id: 'b', text: 'Raise it.', target: 'crime.age' },
      ],
    },
    { id: 'none', text: 'Train the police on article 9.', provisions: ['xaa/law/code/9'] },
    { id: 'other', text: 'Publish figures.' },
    {
      id: 'done',
      text: 'Raise the age of article 9.',
      provisions: ['xaa/law/code/9'],
      progress: [
        {
          date: '2024-09-05',
          by: 'independent',
          status: 'done',
          closedBy: ['xaa/law/first-act'],
          rationale: 'The age is eighteen.',
          verifiedOn: '2026-01-01',
        },
      ],
    },
  ].map((one) => ({
    kind: 'recommendation',
    country: 'xaa',
    body: 'The Committee',
    date: '2013-05-01',
    citations: cited,
    ...one,
    id: `xaa/recommendation/${one.id}`,
  })),
];

export const dataset = createDataset(RECORDS as unknown as AnyRecord[]);

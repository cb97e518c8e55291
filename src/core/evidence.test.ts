/** Evidence is worked out once per piece of time: asking for one day never changes the answer for another. */
import { describe, expect, test } from 'vitest';
import { assess } from './assess.ts';
import { createDataset } from './dataset.ts';
import type { AnyRecord, Finding } from './model/index.ts';
import { type Day, firstDay } from './time.ts';

const finding = (id: string, more: Partial<Finding>): Finding => ({
  kind: 'finding',
  id: `xaa/finding/${id}`,
  country: 'xaa',
  question: 'active',
  value: true,
  from: '2000-01-01',
  citations: [{ source: 'xaa/source/law' }],
  readOn: '2001-01-01',
  review: 'reviewed',
  ...more,
});

const RECORDS: AnyRecord[] = [
  { kind: 'question', id: 'active', wording: 'Active?', type: 'boolean', strength: 'yes' },
  { kind: 'question', id: 'passive', wording: 'Passive?', type: 'boolean', strength: 'yes' },
  {
    kind: 'framework',
    id: 'f',
    title: 'F',
    description: 'F',
    scale: [
      { id: 'met', label: 'Met' },
      { id: 'not-met', label: 'Not met' },
    ],
    indicators: [
      {
        id: 'i',
        title: 'I',
        rationale: 'R',
        basis: [],
        rule: [{ met: { all: ['active', 'passive'] } }, { 'not-met': 'otherwise' }],
      },
    ],
  },
  { kind: 'source', id: 'xaa/source/law', country: 'xaa', title: 'Law', type: 'law', replacedOn: '2018-06-01' },
  {
    kind: 'law',
    id: 'xaa/law/code',
    country: 'xaa',
    title: 'Code',
    type: 'code',
    to: '2020',
    citations: [{ source: 'xaa/source/law' }],
  },
  {
    kind: 'provision',
    id: 'xaa/law/code/1',
    country: 'xaa',
    law: 'xaa/law/code',
    number: '1',
    heading: 'One',
    versions: [
      { from: '2000-01-01', to: '2005-03-01', summary: 'First', citations: [{ source: 'xaa/source/law' }] },
      { from: '2005-03-01', summary: 'Second', citations: [{ source: 'xaa/source/law' }] },
    ],
  },
  finding('a', { provisions: ['xaa/law/code/1'] }),
  finding('b', { value: false, from: '2010', to: '2012', rank: 'deprecated', rankReason: 'Misread.' }),
  finding('c', { value: false, from: '2014', to: '2015' }),
  finding('d', { question: 'passive', from: '2003-02-01', to: '2016-01-01' }),
  finding('e', { question: 'passive', value: 'no-information', from: '2016-01-01' }),
  {
    kind: 'override',
    id: 'xaa/override/i',
    country: 'xaa',
    indicator: 'f/i',
    status: 'met',
    reason: 'So decided.',
    citations: [{ source: 'xaa/source/law' }],
    from: '2013-01-01',
    to: '2013-07-01',
  },
];

function assessed(dataset: ReturnType<typeof createDataset>, day: Day) {
  const indicator = dataset.indicator('f/i');
  if (!indicator) throw new Error('no indicator');
  return assess(dataset, 'xaa', indicator, day);
}

describe('evidence in pieces', () => {
  test('a dataset that was asked for other days before answers like a fresh one', () => {
    const dates = RECORDS.flatMap((record) => JSON.stringify(record).match(/\d{4}(-\d{2}(-\d{2})?)?/g) ?? []);
    const days = [...new Set(dates)].flatMap((date) => [firstDay(date) - 1, firstDay(date), firstDay(date) + 1]);
    for (const order of [days, days.toReversed()]) {
      const asked = createDataset(RECORDS);
      for (const day of order) assessed(asked, day);
      for (const day of days) expect(assessed(asked, day)).toEqual(assessed(createDataset(RECORDS), day));
    }
  });

  test('a mark appears on the day of the change and not before', () => {
    const dataset = createDataset(RECORDS);
    const reasons = (date: string) => assessed(dataset, firstDay(date)).needsReview.map(({ reason }) => reason);
    expect(reasons('2005-02-28')).toEqual([]);
    expect(reasons('2005-03-01')).toEqual(['provision-changed']);
    expect(reasons('2018-06-01')).toContain('source-replaced');
    expect(reasons('2020-01-01')).toContain('provision-ended');
  });
});

import { expect, test } from 'vitest';
import { createDataset } from '../dataset.ts';
import type { AnyRecord } from '../model/index.ts';
import { firstDay, isoDay } from '../time.ts';
import { appraise, coverageOf, type Form, type Plan, plansOn, predecessorsOf, yearsOf } from './plans.ts';

const plan = (slug: string, body: Partial<Plan>): Plan =>
  ({
    kind: 'plan',
    country: 'xaa',
    id: `xaa/plan/${slug}`,
    title: slug,
    citations: [{ source: 'source/a' }],
    ...body,
  }) as Plan;

const said = (coverage: ReturnType<typeof coverageOf>, form: Form) =>
  coverage.get(form)?.map(({ from, to, state }) => `${isoDay(from)} ${isoDay(to)} ${state}`);

const first = plan('first', { from: '2010', to: '2012', forms: ['trafficking'], successor: 'xaa/plan/second' });
const second = plan('second', { from: '2014', to: '2017', forms: ['trafficking', 'online'] });
const beside = plan('beside', { from: '2016', to: '2018', forms: ['trafficking'] });
const open = plan('open', { from: '2019', forms: ['trafficking'] });

test('gaps and overlaps of plans on one form, to the day', () => {
  const coverage = coverageOf([first, second, beside, open], firstDay('2010'), firstDay('2020'));
  expect(said(coverage, 'trafficking')).toEqual([
    '2010-01-01 2012-01-01 one',
    '2012-01-01 2014-01-01 none',
    '2014-01-01 2016-01-01 one',
    '2016-01-01 2017-01-01 several',
    '2017-01-01 2018-01-01 one',
    '2018-01-01 2019-01-01 none',
    '2019-01-01 2020-01-01 uncertain',
  ]);
  expect(said(coverage, 'online')).toEqual([
    '2010-01-01 2014-01-01 none',
    '2014-01-01 2017-01-01 one',
    '2017-01-01 2020-01-01 none',
  ]);
  // A form that no plan names is a gap all the time, and is said to be one.
  expect(said(coverage, 'prostitution')).toEqual(['2010-01-01 2020-01-01 none']);
});

const records: AnyRecord[] = [
  first,
  second,
  {
    kind: 'question',
    id: 'plan-q.money',
    wording: 'Money?',
    type: 'boolean',
    strength: 'yes',
  },
  {
    kind: 'framework',
    id: 'plans',
    title: 'Plans',
    description: 'Plans',
    about: 'plan',
    scale: [
      { id: 'met', label: 'Met' },
      { id: 'not-met', label: 'Not met' },
    ],
    indicators: [
      {
        id: 'money',
        title: 'Money',
        rationale: 'It costs.',
        basis: [],
        rule: [{ met: 'plan-q.money' }, { 'not-met': 'otherwise' }],
      },
    ],
  },
  {
    kind: 'finding',
    country: 'xaa',
    id: 'xaa/finding/plan-q.money/first',
    question: 'plan-q.money',
    about: 'xaa/plan/first',
    value: false,
    from: '2010',
    readOn: '2011',
    review: 'draft',
    citations: [{ source: 'source/a' }],
  },
];

test('a finding about one plan says nothing of another plan, nor of the state', () => {
  const dataset = createDataset(records);
  const statuses = (of: Plan) =>
    appraise(dataset, of, firstDay('2015')).map(({ indicator, assessment }) => `${indicator.id} ${assessment.status}`);
  expect(statuses(first)).toEqual(['plans/money not-met']);
  expect(statuses(second)).toEqual(['plans/money not-assessed']);
  expect(dataset.findings('xaa', 'plan-q.money')).toEqual([]);
  expect(dataset.indicators()).toEqual([]);
  expect(dataset.assessedCountries()).toEqual([]);
});

test('plans of a day, and what came before one', () => {
  const dataset = createDataset(records);
  expect(plansOn(dataset, 'xaa', firstDay('2013')).map(({ id }) => id)).toEqual(['xaa/plan/first']);
  expect(predecessorsOf(dataset, second).map(({ id }) => id)).toEqual(['xaa/plan/first']);
});

test('a plan of whole years is named by its years, its end being the day after them', () => {
  const of = (from?: string, to?: string) => yearsOf({ ...(from && { from }), ...(to && { to }) } as Plan);
  expect([of('2004', '2006'), of('2004', '2005')]).toEqual(['2004–2005', '2004']);
  expect([of('2004'), of('2004-05', '2006'), of('2004', '2006-03-01')]).toEqual([undefined, undefined, undefined]);
});

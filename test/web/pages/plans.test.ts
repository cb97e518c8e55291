/** Plans of a state: the axis with its overlaps and gaps, what each is worth, and the page of one plan. */
import { describe, expect, it } from 'vitest';
import { createDataset } from '../../../src/core/dataset.ts';
import type { AnyRecord } from '../../../src/core/model/index.ts';
import { createApp } from '../../../src/web/server.tsx';
import { dataset as example } from './example.ts';

const citations = [{ source: 'xaa/source/report' }];

const PLANS = [
  {
    kind: 'plan',
    country: 'xaa',
    id: 'xaa/plan/first',
    title: 'First plan',
    from: '2010',
    to: '2012',
    forms: ['trafficking'],
    successor: 'xaa/plan/second',
    citations,
  },
  {
    kind: 'plan',
    country: 'xaa',
    id: 'xaa/plan/second',
    title: 'Second plan',
    from: '2014',
    to: '2017',
    forms: ['trafficking'],
    budget: [{ amount: 5_000_000, currency: 'KZT', from: '2014', to: '2015' }],
    citations,
  },
  {
    kind: 'question',
    id: 'plan-q.money',
    wording: 'Does the plan name its money?',
    type: 'boolean',
    strength: 'yes',
  },
  {
    kind: 'framework',
    id: 'plans',
    title: 'What a plan needs',
    description: 'For plans.',
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
    id: 'xaa/finding/plan-q.money/second',
    question: 'plan-q.money',
    about: 'xaa/plan/second',
    value: true,
    from: '2014',
    readOn: '2014',
    review: 'draft',
    rationale: 'Five million are named.',
    citations,
  },
] as unknown as AnyRecord[];

const dataset = createDataset([...example.records, ...PLANS]);
const app = createApp({
  platform: { record: async () => ({ dataset, revision: 1, at: '2026-11-22T00:00:00Z' }) },
  assets: { names: {}, files: new Map(), world: undefined },
  clock: () => new Date('2026-11-22T12:00:00Z'),
});
const words = async (path: string): Promise<string> => {
  const answer = await app.request(path);
  expect(answer.status, path).toBe(200);
  return (await answer.text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
};

describe('the plans of a state', () => {
  it('says where plans leave a gap, and that a form is in no plan', async () => {
    const text = await words('/en/country/xaa/plans');
    expect(text).toMatch(/trafficking [^.]*2012[^.]*2014[^.]*none on record/);
    expect(text).toMatch(/travel and tourism [^.]*none on record/);
  });

  it('shows a plan only from the day it began', async () => {
    expect(await words('/en/country/xaa/plans?asOf=2013')).not.toContain('Second plan');
  });

  it('has a page for a plan with its money, what came before it, and why its status is what it is', async () => {
    const text = await words('/en/plan/xaa/plan/second');
    expect(text).toContain('5,000,000 KZT');
    expect(text).toContain('First plan');
    expect(text).toContain('Five million are named.');
    expect((await app.request('/en/plan/xaa/plan/none')).status).toBe(404);
  });

  it('lists plans, not states, under an indicator of plans, and keeps it out of what states are assessed by', async () => {
    expect(await words('/en/framework/plans/money')).toContain('Second plan');
    expect(await words('/en?indicator=plans/money')).not.toContain('Does the plan name its money?');
    expect(await words('/en/country/xaa')).not.toContain('What a plan needs');
  });
});

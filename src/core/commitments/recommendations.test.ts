import { describe, expect, test } from 'vitest';
import { createDataset } from '../dataset.ts';
import { firstDay } from '../time.ts';
import { ledger } from './ledger.ts';
import {
  askerOf,
  type Recommendation,
  standingOn,
  togetherOf,
  unfounded,
  yearsBetween,
  yearsWaited,
} from './recommendations.ts';
import { stemsOf, suggestions } from './similarity.ts';
import { threadOf, threadOn, threadsIn } from './threads.ts';
import { unreadReviews } from './unread-reviews.ts';

const CITED = [{ source: 'source/x' }];

function recommendation(id: string, fields: Partial<Recommendation> = {}): Recommendation {
  return {
    kind: 'recommendation',
    id: `aaa/recommendation/${id}`,
    country: 'aaa',
    body: 'Committee',
    date: '2010-06-01',
    text: 'Do it.',
    citations: CITED,
    ...fields,
  } as Recommendation;
}

const two: NonNullable<Recommendation['parts']> = [
  { id: 'a', text: 'One', kind: 'legal' },
  { id: 'b', text: 'Two', kind: 'practical' },
];
const said = (part: string | undefined, date: string, status: string, by = 'independent') =>
  ({ ...(part && { part }), date, by, status, citations: CITED }) as NonNullable<Recommendation['progress']>[number];
const today = firstDay('2020-06-01');

describe('the verdict on a recommendation', () => {
  test.each([
    [['done', 'done'], 'done'],
    [['done', 'not-done'], 'partly-done'],
    [['done', 'no-evidence'], 'partly-done'],
    [['partly-done', 'no-evidence'], 'partly-done'],
    [['not-done', 'not-done'], 'not-done'],
    [['not-done', 'no-evidence'], 'not-done'],
    [['no-evidence', 'no-evidence'], 'no-evidence'],
    [[], 'no-evidence'],
  ] as const)('of parts %j is %s', (parts, whole) => {
    expect(togetherOf(parts)).toBe(whole);
  });

  test('is a gap where nothing is on record, and the state is silent', () => {
    expect(standingOn(recommendation('x/1', { parts: two }), today)).toMatchObject({
      independent: 'no-evidence',
      state: undefined,
      stage: 'unknown',
    });
  });

  test('keeps the two sides apart: what the state says closes nothing', () => {
    const record = recommendation('x/1', { parts: two, progress: [said('a', '2012', 'done', 'state')] });
    const standing = standingOn(record, today);
    expect(standing.independent).toBe('no-evidence');
    expect(standing.state).toBe('partly-done');
    expect(standing.stage).toBe('unknown');
    expect(standing.parts.map(({ state }) => state?.verdict)).toEqual(['done', undefined]);
  });

  test('on a day knows nothing of later days', () => {
    const record = recommendation('x/1', { progress: [said(undefined, '2015-01-01', 'done')] });
    expect(standingOn(record, firstDay('2014-12-31')).independent).toBe('no-evidence');
    expect(standingOn(record, firstDay('2015-01-01')).independent).toBe('done');
  });

  test('takes a word on the whole for every part where it is done or not done, and a newer word on a part before it', () => {
    const record = recommendation('x/1', {
      parts: two,
      progress: [said(undefined, '2012', 'done'), said('b', '2014', 'not-done')],
    });
    expect(standingOn(record, firstDay('2013-01-01')).independent).toBe('done');
    expect(standingOn(record, today).independent).toBe('partly-done');
  });

  test('keeps what was said of the whole where the parts leave it open', () => {
    const record = recommendation('x/1', { parts: two, progress: [said(undefined, '2012', 'partly-done')] });
    expect(standingOn(record, today)).toMatchObject({ independent: 'partly-done', stage: 'open' });
  });

  test('of one day, the word on the part stands before the word on the whole', () => {
    const record = recommendation('x/1', {
      parts: two,
      progress: [said(undefined, '2012', 'done'), said('b', '2012', 'not-done')],
    });
    expect(standingOn(record, today).independent).toBe('partly-done');
  });
});

describe('a recommendation is closed', () => {
  test('on the day its last part was', () => {
    const record = recommendation('x/1', {
      parts: two,
      progress: [said('a', '2012', 'done'), said('b', '2015-03', 'done')],
    });
    expect(standingOn(record, today)).toMatchObject({ stage: 'closed', closedOn: '2015-03' });
    expect(yearsWaited(record, standingOn(record, today), today)).toBe(4);
  });

  test('since it was last not: what was undone between does not count', () => {
    const record = recommendation('x/1', {
      progress: [said(undefined, '2012', 'done'), said(undefined, '2014', 'not-done'), said(undefined, '2016', 'done')],
    });
    expect(standingOn(record, today).closedOn).toBe('2016');
  });

  test('and its age in whole years ends there', () => {
    expect(yearsBetween('2010-06-01', firstDay('2020-05-31'))).toBe(9);
    expect(yearsBetween('2010-06-01', today)).toBe(10);
    expect(yearsBetween('2010', firstDay('2009-01-01'))).toBe(0);
  });

  test('with evidence: a verdict that names neither source nor what answers it is told', () => {
    const bare = { date: '2012', by: 'independent', status: 'done' } as const;
    const gap = { date: '2013', by: 'independent', status: 'no-evidence' } as const;
    expect(unfounded(recommendation('x/1', { progress: [bare, gap, said(undefined, '2014', 'done')] }))).toEqual([
      bare,
    ]);
  });
});

test('the mechanism stands behind the state that spoke in it', () => {
  expect(
    askerOf({ body: { en: 'Chad (Universal Periodic Review)', ru: 'Чад (Универсальный периодический обзор)' } }),
  ).toEqual({
    slug: 'universal-periodic-review',
    body: { en: 'Universal Periodic Review', ru: 'Универсальный периодический обзор' },
  });
  expect(askerOf({ body: 'Human Rights Committee' }).slug).toBe('human-rights-committee');
});

describe('threads', () => {
  const records = [
    recommendation('x/1', { date: '2014' }),
    recommendation('x/2', { date: '2010', sameAs: ['aaa/recommendation/x/1'], body: 'Another' }),
    recommendation('x/3', {
      date: '2018',
      sameAs: ['aaa/recommendation/x/1'],
      progress: [said(undefined, '2019', 'done')],
    }),
    recommendation('x/4'),
    recommendation('x/5', { sameAs: ['aaa/recommendation/gone'] }),
  ];
  const dataset = createDataset(records);

  test('count sameAs in both directions and from link to link, and are known by the earliest', () => {
    const thread = threadOf(dataset, 'aaa/recommendation/x/3');
    expect(thread?.id).toBe('aaa/recommendation/x/2');
    expect(thread?.members.map(({ id }) => id.at(-1))).toEqual(['2', '1', '3']);
    expect(threadOf(dataset, 'aaa/recommendation/x/4')).toBeUndefined();
    expect(threadOf(dataset, 'aaa/recommendation/x/5')).toBeUndefined();
    expect(threadsIn(dataset, 'aaa')).toHaveLength(1);
  });

  test('as of a day hold what had been asked by then', () => {
    const thread = threadOf(dataset, 'aaa/recommendation/x/1');
    if (!thread) throw new Error('no thread');
    expect(threadOn(thread, firstDay('2015-01-01'))).toMatchObject({ askers: 2, years: 5, stage: 'unknown' });
    expect(threadOn(thread, today)).toMatchObject({ askers: 2, years: 10, stage: 'closed' });
  });
});

describe('suggestions', () => {
  const same = 'Abolish double criminality for sexual offences abroad.';
  const records = [
    recommendation('x/1', { date: '2010', text: same }),
    recommendation('x/2', {
      date: '2012',
      text: 'Double criminality should be abolished in trials for offences abroad.',
    }),
    recommendation('x/3', {
      date: '2012',
      text: 'Отменить требование двойной преступности.',
    } as Partial<Recommendation>),
    recommendation('x/4', { date: '2013', text: { ru: 'Отмена требования двойной преступности при выдаче.' } }),
    recommendation('x/5', { date: '2014', text: 'Train social workers in rural schools.' }),
    recommendation('x/6', { date: '2014', text: { ru: 'Отменить требование двойной преступности.' } }),
    ...Array.from({ length: 30 }, (_, n) =>
      recommendation(`y/${n}`, { date: '2015', text: `Strengthen cooperation number${n}.` }),
    ),
  ];

  test('name the likest pairs, in any language both speak, and nothing that only shares what all share', () => {
    const found = suggestions(createDataset(records), 'aaa').map(
      ({ first, second }) => `${first.id.at(-1)}${second.id.at(-1)}`,
    );
    expect(found).toContain('12');
    expect(found).toContain('46');
    expect(found.some((pair) => pair.includes('5'))).toBe(false);
  });

  test('leave out what is linked already, and are the same at every run', () => {
    const linked = records.map((record) =>
      record.id.endsWith('x/2') ? { ...record, sameAs: ['aaa/recommendation/x/1'] } : record,
    );
    const once = suggestions(createDataset(linked), 'aaa');
    expect(once.some(({ first }) => first.id.endsWith('x/1'))).toBe(false);
    expect(suggestions(createDataset([...linked].reverse()), 'aaa')).toEqual(once);
  });

  test('bring forms of a word together in three languages', () => {
    expect([...stemsOf('identifying identified', 'en').keys()]).toHaveLength(1);
    expect([...stemsOf('торговли торговлей', 'ru').keys()]).toHaveLength(1);
    expect([...stemsOf('құрбандарды құрбандардың', 'kk').keys()]).toHaveLength(1);
  });
});

describe('the ledger', () => {
  const dataset = createDataset([
    recommendation('x/1', { themes: ['rio/1'], progress: [said(undefined, '2012', 'done')] }),
    recommendation('x/2', { themes: ['rio/1', 'rio/2'], parts: two }),
    recommendation('x/10', { themes: ['rio/2'], progress: [said(undefined, '2012', 'not-done')], date: '2019-01-01' }),
    recommendation('x/3', { date: '2030' }),
    { ...recommendation('x/1'), id: 'bbb/recommendation/x/1', country: 'bbb' },
  ]);

  test('shows what was made by the day, newest document first', () => {
    const page = ledger(dataset, 'aaa', today, {});
    expect(page.shown.map(({ record }) => record.id.slice(-4))).toEqual(
      ['x/10', 'n/x/1', 'n/x/2'].map((id) => id.slice(-4)),
    );
    expect(page.verdicts).toEqual({ done: 1, 'partly-done': 0, 'not-done': 1, 'no-evidence': 1 });
  });

  test('counts beside each choice what it would leave with every other filter as it stands', () => {
    const page = ledger(dataset, 'aaa', today, { theme: 'rio/1' });
    expect(page.shown).toHaveLength(2);
    expect(Object.fromEntries(page.facets.theme)).toEqual({ 'rio/1': 2, 'rio/2': 2 });
    expect(Object.fromEntries(page.facets.status)).toEqual({ done: 1, 'no-evidence': 1 });
    for (const [status, n] of page.facets.status) {
      expect(ledger(dataset, 'aaa', today, { theme: 'rio/1', status }).shown).toHaveLength(n);
    }
  });

  test('filters by age only what is not known to be done, and by words whatever their case', () => {
    expect(ledger(dataset, 'aaa', today, { age: '10-14' }).shown.map(({ record }) => record.id.at(-1))).toEqual(['2']);
    expect(ledger(dataset, 'aaa', today, { words: 'DO it' }).shown).toHaveLength(3);
    expect(ledger(dataset, 'aaa', today, { words: 'absent' }).shown).toHaveLength(0);
    expect(ledger(dataset, 'aaa', today, { theme: 'rio/none' }).shown).toHaveLength(0);
  });

  test('of every state holds them all', () => {
    const page = ledger(dataset, undefined, today, {});
    expect(page.total).toBe(4);
    expect(Object.fromEntries(page.facets.country)).toEqual({ aaa: 3, bbb: 1 });
    expect(ledger(dataset, undefined, today, { country: 'bbb' }).shown).toHaveLength(1);
  });
});

test('a review without a recommendation of its body in that year or the next is a gap of the ledger', () => {
  const review = (id: string, instrument: string, reviewed: string) =>
    ({
      kind: 'treaty-report',
      id: `aaa/treaty-report/${id}`,
      country: 'aaa',
      instrument,
      cycle: id,
      reviewed,
    }) as never;
  const dataset = createDataset([
    review('a', 'crc', '2015-09-16'),
    review('b', 'crc', '2003'),
    review('c', 'upr', '2030'),
    review('d', 'trafficking-protocol', '2012'),
    recommendation('x/1', { body: 'Committee on the Rights of the Child', date: '2004' }),
  ]);
  expect(unreadReviews(dataset, 'aaa', today).map(({ cycle }) => cycle)).toEqual(['a']);
});

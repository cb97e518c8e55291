import { describe, expect, test } from 'vitest';
import { createDataset } from '../dataset.ts';
import type { AnyRecord } from '../model/index.ts';
import { firstDay } from '../time.ts';
import {
  countStates,
  entryByRule,
  type Instrument,
  reportOn,
  reportsOn,
  type Standing,
  standingOn,
  standingsOn,
  undertakings,
} from './treaties.ts';

const pact = {
  kind: 'instrument',
  id: 'pact',
  title: 'Pact on Lanterns',
  type: 'treaty',
  adopted: '1990-05-01',
  inForce: '1992-01-01',
  entersAfter: { days: 30 },
} as Instrument;
const question = {
  kind: 'question',
  id: 'commitments.pact',
  wording: 'Is the state a party to the Pact?',
  type: 'boolean',
  strength: 'yes',
  basis: [{ instrument: 'pact' }],
};
const source = { kind: 'source', id: 'source/list', title: 'List', type: 'treaty-record', published: '2015-03-14' };
const act = (action: string, date?: string, more: Record<string, unknown> = {}) => ({
  kind: 'treaty-action',
  country: 'xaa',
  id: `xaa/treaty-action/pact/${more.n ?? action}`,
  instrument: 'pact',
  action,
  ...(date && { date }),
  citations: [{ source: 'source/list' }],
  ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== 'n')),
});
const finding = (value: boolean | string, from: string, to?: string) => ({
  kind: 'finding',
  country: 'xaa',
  id: `xaa/finding/commitments.pact/${from}`,
  question: 'commitments.pact',
  value,
  from,
  ...(to && { to }),
  citations: [{ source: 'source/list' }],
  readOn: from,
  review: 'reviewed',
});
const datasetOf = (...records: object[]) => createDataset([pact, question, source, ...records] as AnyRecord[]);
const on = (day: string, ...records: object[]): Standing =>
  standingOn(datasetOf(...records), 'xaa', pact, firstDay(day));

describe('where a state stands', () => {
  const way = [
    act('signature', '1991-02-03'),
    act('domestic-ratification', '1994-06-08'),
    act('ratification', '1994-08-12'),
  ];

  test('nothing before the treaty is adopted, then what was done by the day, act by act', () => {
    expect(on('1990-04-30', ...way).state).toBe('none');
    expect(on('1991-02-03', ...way)).toMatchObject({ state: 'signed', since: '1991-02-03' });
    expect(on('1994-08-11', ...way)).toMatchObject({ state: 'signed', domestic: { act: { date: '1994-06-08' } } });
    expect(on('1994-08-12', ...way)).toMatchObject({ state: 'party', since: '1994-08-12', disagree: false });
  });

  test('what no source says is unknown; a finding says that a state is no party', () => {
    expect(on('2020-01-01').state).toBe('unknown');
    expect(on('2020-01-01', finding(false, '2015-03-14'))).toMatchObject({ state: 'none', known: '2015-03-14' });
    expect(on('2014-01-01', finding(false, '2015-03-14')).state).toBe('unknown');
    expect(on('2020-01-01', finding('no-information', '2015-03-14')).state).toBe('unknown');
  });

  test('a state that deposits later is no party before', () => {
    expect(on('1993-01-01', act('accession', '1995')).state).toBe('none');
  });

  test('a year stays a year, and counts from its first day', () => {
    expect(on('1995-06-01', act('accession', '1995'))).toMatchObject({ state: 'party', since: '1995' });
  });

  test('a deposit without a date holds from the day a source speaks of it; before, nobody knows', () => {
    const undated = act('accession');
    const standing = on('2016-01-01', undated);
    expect(standing).toMatchObject({ state: 'party', by: '2015-03-14' });
    expect(standing.since).toBeUndefined();
    expect(on('2014-01-01', undated).state).toBe('unknown');
    expect(on('1990-01-01', undated).state).toBe('none');
  });

  test('a state leaves, and joins again', () => {
    const left = [act('accession', '1995'), act('withdrawal', '2001-05-01')];
    expect(on('2000-01-01', ...left).state).toBe('party');
    expect(on('2001-05-01', ...left)).toMatchObject({ state: 'withdrawn', since: '2001-05-01' });
    const back = on('2012-01-01', ...left, act('accession', '2010-02-02', { n: 'accession-again' }));
    expect(back).toMatchObject({ state: 'party', since: '2010-02-02', disagree: false });
  });
});

describe('sources that disagree', () => {
  const [one, other] = [act('accession', '1990-11-12'), act('deposit', '1995', { n: 'compiled' })];

  test('are both kept and never averaged: between their days nobody knows', () => {
    expect(on('1990-11-11', one, other)).toMatchObject({ state: 'none' });
    expect(on('1992-01-01', one, other)).toMatchObject({ state: 'unknown', disagree: true });
    const standing = on('1996-01-01', one, other);
    expect(standing).toMatchObject({ state: 'party', disagree: true });
    expect(standing.deposit?.others.map(({ date }) => date)).toEqual(['1995']);
  });

  test('a preferred reading counts alone, and the other stays visible', () => {
    const standing = on('1992-01-01', { ...one, rank: 'preferred' }, { ...other, rank: 'deprecated' });
    expect(standing).toMatchObject({ state: 'party', since: '1990-11-12', disagree: false });
    expect(on('1996-01-01', { ...one, rank: 'preferred' }, other).deposit?.others).toHaveLength(1);
  });

  test('the same day with less precision is no disagreement', () => {
    const standing = on('1996-01-01', one, act('deposit', '1990', { n: 'compiled' }));
    expect(standing).toMatchObject({ state: 'party', since: '1990-11-12', disagree: false });
  });

  test('an act against a finding', () => {
    expect(on('2016-01-01', one, finding(false, '2015-03-14'))).toMatchObject({ state: 'party', disagree: true });
    expect(on('2016-01-01', finding(true, '2015-03-14'))).toMatchObject({ state: 'party', by: '2015-03-14' });
  });
});

describe('entry into force', () => {
  test('by the rule of the treaty, counted from the deposit, never before the treaty itself', () => {
    expect(on('1995-01-01', act('ratification', '1994-08-12')).force).toEqual({ date: '1994-09-11' });
    expect(entryByRule(pact, '1991-02-01')).toBe('1992-01-01');
    const ruled = (entersAfter: Instrument['entersAfter']) => ({ ...pact, entersAfter }) as Instrument;
    expect(entryByRule(ruled({ months: 1 }), '2003-01-31')).toBe('2003-02-28');
    expect(entryByRule(ruled({ months: 12 }), '2003-02-26')).toBe('2004-02-26');
    expect(entryByRule(ruled({ months: 3, monthBegins: true }), '2025-08-28')).toBe('2025-12-01');
    expect(entryByRule(ruled({ months: 3, monthBegins: true }), '2024-10-31')).toBe('2025-02-01');
  });

  test('what a source says comes first; a month, or a treaty without a rule, gives no day', () => {
    const said = on('1995-01-01', act('ratification', '1994-08-12'), act('entry-into-force', '1994-09-12'));
    expect(said.force).toMatchObject({ date: '1994-09-12', act: { action: 'entry-into-force' } });
    expect(entryByRule(pact, '1994-08')).toBeUndefined();
    const { entersAfter: _, ...plain } = pact;
    expect(entryByRule(plain as Instrument, '1994-08-12')).toBeUndefined();
  });
});

test('a reservation stands until it is taken back', () => {
  const reservation = act('reservation', '1995');
  const taken = act('withdrawal', '2005', { n: 'reservation-withdrawn', withdraws: reservation.id });
  const records = [act('ratification', '1995'), reservation, taken];
  expect(on('2000-01-01', ...records).statements).toMatchObject([{ act: { action: 'reservation' } }]);
  expect(on('2000-01-01', ...records).statements[0]?.withdrawn).toBeUndefined();
  expect(on('2006-01-01', ...records).statements[0]?.withdrawn?.date).toBe('2005');
  expect(on('2006-01-01', ...records).state).toBe('party');
});

test('states asked for and states on record are counted together', () => {
  const standings = standingsOn(datasetOf(act('accession', '1995')), pact, ['xbb', 'xcc'], firstDay('2000'));
  expect(countStates(standings)).toEqual({ party: 1, signed: 0, withdrawn: 0, none: 0, unknown: 2 });
});

describe('reports', () => {
  const report = (more: object) => ({
    kind: 'treaty-report',
    country: 'xaa',
    id: 'xaa/treaty-report/pact/1',
    instrument: 'pact',
    cycle: 'initial',
    ...more,
  });
  const stateOn = (day: string, more: object) => reportOn(report(more) as never, firstDay(day)).state;

  test('are awaited, submitted and reviewed, as of the day', () => {
    const dates = { due: '2006', submitted: '2007-02-01', reviewed: '2009-05' };
    expect(stateOn('2006-06-01', dates)).toBe('awaited');
    expect(stateOn('2007-01-01', dates)).toBe('none-on-file');
    expect(stateOn('2008-01-01', dates)).toBe('submitted');
    expect(stateOn('2009-06-01', dates)).toBe('reviewed');
    expect(stateOn('2009-06-01', {})).toBe('undated');
  });

  test('are overdue only after somebody looked in the register, and only from that day', () => {
    const dates = { due: '2020-03-01', checkedOn: '2021-01-15' };
    expect(stateOn('2020-12-01', dates)).toBe('none-on-file');
    expect(stateOn('2021-01-15', dates)).toBe('overdue');
    expect(stateOn('2021-01-15', { due: '2020-03-01' })).toBe('none-on-file');
    expect(stateOn('2021-01-15', { due: '2020-03-01', checkedOn: '2020-02-01' })).toBe('none-on-file');
  });

  test('are spoken of from their own first date, or from that of a source which announces them', () => {
    const announced = report({ due: '2016-02-15', citations: [{ source: 'source/list' }] });
    expect(reportsOn(datasetOf(announced), 'xaa', firstDay('2015-03-13'))).toEqual([]);
    expect(reportsOn(datasetOf(announced), 'xaa', firstDay('2015-03-14'))).toMatchObject([{ state: 'awaited' }]);
    expect(reportsOn(datasetOf(report({ due: '2006' })), 'xaa', firstDay('2005-12-31'))).toEqual([]);
  });

  test('stand with the acts of the state', () => {
    const dataset = datasetOf(act('accession', '1995'), report({ submitted: '1998' }));
    expect(reportsOn(dataset, 'xaa', firstDay('1997'))).toEqual([]);
    const [one] = undertakings(dataset, 'xaa', firstDay('1999'));
    expect(one).toMatchObject({ standing: { state: 'party' }, reports: [{ state: 'submitted' }] });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyRule, BOOLEANS, QUESTIONS, writeRule } from '../../test/support/arbitrary-rules.ts';
import { finding, invented, question } from '../../test/support/invented.ts';
import { assess, coverage, history, reforms, statusOn, whatIf } from './assess.ts';
import type { Dataset, Indicator } from './dataset.ts';
import type { Answer, Finding, RecordOf } from './model/index.ts';
import { firstDay, isoDay } from './time.ts';

const RULE = [
  { met: { all: ['active', 'passive', { not: 'double' }] } },
  { 'partly-met': { any: ['active', 'passive'] } },
  { 'not-met': 'otherwise' },
];
const QUESTIONS_ASKED = ['active', 'passive', 'double'].map((id) =>
  question(id, { strength: id === 'double' ? 'no' : 'yes' }),
);

const one = (dataset: Dataset): Indicator => {
  const indicator = dataset.indicator('invented/one');
  if (!indicator) throw new Error('the invented framework has one indicator');
  return indicator;
};
const on = (dataset: Dataset, date: string) => assess(dataset, 'xaa', one(dataset), firstDay(date));
const record = (...findings: Finding[]) => invented(RULE, QUESTIONS_ASKED, findings);

describe('a status on a day', () => {
  test('comes from the findings that hold on that day', () => {
    const dataset = record(
      finding('active', true, { from: '2012-01-01', to: '2015-01-01' }),
      finding('passive', false),
      finding('double', true),
    );
    expect(on(dataset, '2013-06-01').status).toBe('partly-met');
    expect(on(dataset, '2015-01-01').status).toBe('not-assessed');
    expect(on(dataset, '2015-01-01').possible).toEqual(['partly-met', 'not-met']);
  });

  test('is “not yet assessed” while something is not recorded, “no information” once all that is missing was looked for', () => {
    const partial = [finding('passive', false), finding('double', true)];
    expect(on(record(...partial), '2020-01-01').status).toBe('not-assessed');
    expect(on(record(...partial, finding('active', 'no-information')), '2020-01-01').status).toBe('no-information');
  });

  test('is settled by part of the facts where they suffice', () => {
    const { status, explanation } = on(record(finding('active', true), finding('double', true)), '2020-01-01');
    expect(status).toBe('partly-met');
    expect(explanation.decisive).toEqual(['active', 'double']);
  });

  test('says over which days it stays the same', () => {
    const dataset = record(
      finding('active', true, { from: '2012-01-01', to: '2015-01-01' }),
      finding('double', true),
      finding('active', true, { from: '2015-01-01', to: '2020-01-01' }),
    );
    expect(on(dataset, '2013-01-01')).toMatchObject({ from: '2012-01-01', to: '2020-01-01' });
  });

  test('is “not yet assessed” up to the day on which one comes out, whatever was possible meanwhile', () => {
    const dataset = record(
      finding('active', true, { from: '2012-01-01' }),
      finding('double', true, { from: '2015-01-01' }),
    );
    for (const date of ['2000-01-01', '2013-01-01'])
      expect(on(dataset, date)).toMatchObject({ status: 'not-assessed', from: null, to: '2015-01-01' });
    expect(on(record(), '2013-01-01')).toMatchObject({ from: null, to: null });
  });
});

describe('disagreement', () => {
  test('normal findings that disagree leave the question unknown', () => {
    const { status, missing, explanation } = on(
      record(finding('active', true), finding('active', false), finding('passive', false), finding('double', true)),
      '2020-01-01',
    );
    expect(status).toBe('not-assessed');
    expect(missing).toMatchObject([{ question: 'active', state: 'sources-disagree' }]);
    expect(explanation.evidence[0]?.findings).toHaveLength(2);
  });

  test('a preferred finding counts alone and its alternatives stay in sight', () => {
    const preferred = finding('active', true, { rank: 'preferred', rankReason: 'The text of the law.' });
    const other = finding('active', false);
    const { explanation } = on(record(preferred, other, finding('double', true)), '2020-01-01');
    expect(explanation.evidence[0]).toMatchObject({
      state: 'known',
      value: true,
      findings: [preferred.id],
      otherReadings: [other.id],
    });
  });

  test('a deprecated finding never counts and never vanishes', () => {
    const wrong = finding('active', true, { rank: 'deprecated', rankReason: 'Misread.' });
    const { explanation } = on(record(wrong), '2020-01-01');
    expect(explanation.evidence[0]).toMatchObject({ state: 'not-recorded', findings: [], otherReadings: [wrong.id] });
  });

  test('no information gives way to an answer', () => {
    expect(
      on(record(finding('active', 'no-information'), finding('active', true), finding('double', true)), '2020-01-01')
        .status,
    ).toBe('partly-met');
  });
});

describe('overrides', () => {
  const override: RecordOf<'override'> = {
    kind: 'override',
    id: 'xaa/override/one',
    country: 'xaa',
    indicator: 'invented/one',
    status: 'not-met',
    reason: 'The law is not applied.',
    from: '2016',
    to: '2018',
    citations: [{ source: 'xaa/source/gazette' }],
  };

  test('stand beside the computed status, never instead of it', () => {
    const dataset = invented(RULE, QUESTIONS_ASKED, [finding('active', true), finding('double', true), override]);
    expect(on(dataset, '2017-01-01')).toMatchObject({
      status: 'not-met',
      computed: 'partly-met',
      override: { id: override.id, status: 'not-met' },
      from: '2016-01-01',
      to: '2018-01-01',
    });
    expect(on(dataset, '2018-01-01')).toMatchObject({ status: 'partly-met', computed: 'partly-met', override: null });
  });

  test('without a known beginning are in force in the history, too, before anything else was recorded', () => {
    const { from: _from, ...always } = override;
    const dataset = invented(RULE, QUESTIONS_ASKED, [always, finding('active', true, { from: '2012-01-01' })]);
    for (const date of ['2000-01-01', '2017-12-31', '2018-01-01'])
      expect(statusOn(dataset, 'xaa', one(dataset), firstDay(date))).toBe(on(dataset, date).status);
    expect(on(dataset, '2013-01-01')).toMatchObject({ status: 'not-met', from: null, to: '2018-01-01' });
  });
});

describe('what is missing', () => {
  test('comes with the most informative question first', () => {
    const rule = [{ met: { all: ['a', { any: ['b', 'c'] }] } }, { 'not-met': 'otherwise' }];
    const dataset = invented(
      rule,
      ['a', 'b', 'c'].map((id) => question(id)),
      [],
    );
    const { missing } = on(dataset, '2020-01-01');
    expect(missing.map(({ question: id }) => id)).toEqual(['a', 'b', 'c']);
    expect(missing[0]?.settles).toBe(0.5);
    expect(missing[1]?.settles).toBe(0);
  });
});

describe('reforms', () => {
  test('name every smallest set of changes, with the recommendations that already ask for them', () => {
    const demand: RecordOf<'recommendation'> = {
      kind: 'recommendation',
      id: 'xaa/recommendation/body/1',
      country: 'xaa',
      body: 'A body',
      date: '2015',
      text: 'Lift it.',
      parts: [{ id: 'a', text: 'Lift it.', target: 'double' }],
      citations: [{ source: 'xaa/source/gazette' }],
    };
    const dataset = invented(RULE, QUESTIONS_ASKED, [
      finding('active', true),
      finding('passive', false),
      finding('double', true),
      demand,
    ]);
    expect(reforms(dataset, 'xaa', one(dataset), firstDay('2020'))).toEqual([
      {
        status: 'met',
        changes: [
          { question: 'passive', from: false, to: true, recommendations: [] },
          { question: 'double', from: true, to: false, recommendations: [demand.id] },
        ],
      },
    ]);
  });

  test('to one status are asked for by its name, and a status already reached needs none', () => {
    const dataset = record(finding('active', true), finding('passive', false), finding('double', true));
    expect(reforms(dataset, 'xaa', one(dataset), firstDay('2020'), 'partly-met')).toEqual([]);
  });
});

describe('what if', () => {
  test('shows what changes and leaves the record as it was', () => {
    const dataset = record(finding('active', true), finding('passive', true), finding('double', true));
    const [change] = whatIf(dataset, 'xaa', firstDay('2020'), new Map<string, Answer | undefined>([['double', false]]));
    expect([change?.before.status, change?.after.status]).toEqual(['partly-met', 'met']);
    expect(on(dataset, '2020-01-01').status).toBe('partly-met');
    expect(whatIf(dataset, 'xaa', firstDay('2020'), new Map([['double', true]]))).toEqual([]);
  });
});

describe('through time', () => {
  const anyFinding = fc.record({
    question: fc.constantFrom(...QUESTIONS),
    bool: fc.boolean(),
    number: fc.integer({ min: 0, max: 5 }),
    from: fc.integer({ min: 0, max: 80 }),
    length: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    rank: fc.constantFrom('normal' as const, 'preferred' as const, 'deprecated' as const),
    unknown: fc.boolean(),
  });
  const START = firstDay('2011-03-01');
  const iso = (day: number) => isoDay(day) ?? '';

  test('history says on every day what the assessment of that day says', () => {
    fc.assert(
      fc.property(
        anyRule,
        fc.array(anyFinding, { maxLength: 14 }),
        fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
        (rule, given, overridden) => {
          const findings = given.map(({ question: id, bool, number, from, length, rank, unknown }) =>
            finding(id, unknown && bool ? 'no-information' : BOOLEANS.includes(id) ? bool : number, {
              from: iso(START + from),
              ...(length !== undefined && { to: iso(START + from + length) }),
              rank,
            }),
          );
          const override: RecordOf<'override'>[] =
            overridden === undefined
              ? []
              : [
                  {
                    kind: 'override',
                    id: 'xaa/override/one',
                    country: 'xaa',
                    indicator: 'invented/one',
                    status: 'partly-met',
                    reason: 'Because.',
                    from: iso(START + overridden),
                    to: iso(START + overridden + 7),
                    citations: [{ source: 'xaa/source/gazette' }],
                  },
                ];
          const dataset = invented(
            writeRule(rule),
            QUESTIONS.map((id) => question(id, BOOLEANS.includes(id) ? {} : { type: 'integer' })),
            [...findings, ...override],
          );
          const spans = history(dataset, 'xaa', one(dataset));
          for (const [index, span] of spans.entries()) {
            expect(span.from).toBeLessThan(span.to);
            const next = spans[index + 1];
            if (next) {
              expect(next.from).toBe(span.to);
              expect([next.status, next.computed, next.possible.join(), next.override]).not.toEqual([
                span.status,
                span.computed,
                span.possible.join(),
                span.override,
              ]);
            }
          }
          for (let day = START - 2; day < START + 150; day++) {
            const { status, computed, possible } = assess(dataset, 'xaa', one(dataset), day);
            const span = spans.find(({ from, to }) => from <= day && day < to);
            expect(statusOn(dataset, 'xaa', one(dataset), day)).toBe(status);
            if (span) expect([span.computed, span.possible]).toEqual([computed, possible]);
            else expect(status === 'not-assessed' || findings.length === 0).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('coverage counts statuses of the scale only', () => {
  expect(coverage(['met', 'not-assessed', 'no-information', 'not-met'])).toEqual({ assessed: 2, total: 4 });
});

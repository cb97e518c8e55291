import { describe, expect, test } from 'vitest';
import { finding, invented, question } from '../../test/support/invented.ts';
import { likeFacts } from './like-facts.ts';
import type { Answer, AnyRecord, RecordOf } from './model/index.ts';
import { firstDay } from './time.ts';

const RULE = [
  { met: { all: ['active', 'passive', { question: 'age', 'at-least': 18 }] } },
  { 'partly-met': 'active' },
  { 'not-met': 'otherwise' },
];
const published = (country: string, status: string, asOf?: string): RecordOf<'published-status'> => ({
  kind: 'published-status',
  id: `${country}/published-status/${asOf ?? 'one'}`,
  ...(asOf !== undefined && { asOf }),
  country,
  indicator: 'invented/one',
  status,
  assessor: 'An assessor',
  citations: [{ source: 'xaa/source/gazette' }],
});
const facts = (country: string, answers: Record<string, Answer>): AnyRecord[] =>
  Object.entries(answers).map(([on, value]) => finding(on, value, { country }));
const audit = (...records: AnyRecord[]) =>
  likeFacts(
    invented(
      RULE,
      [question('active'), question('passive'), question('age', { type: 'integer', strength: 'higher' })],
      records,
    ),
    'invented',
    firstDay('2020'),
  );

describe('like facts, like status', () => {
  test('a country with active and passive jurisdiction published lower than one with active only is listed, facts side by side', () => {
    expect(
      audit(
        published('xaa', 'not-met'),
        published('xab', 'partly-met'),
        ...facts('xaa', { active: true, passive: true }),
        ...facts('xab', { active: true, passive: false, age: 16 }),
      ),
    ).toEqual([
      {
        indicator: 'invented/one',
        stronger: { country: 'xaa', status: 'not-met', record: 'xaa/published-status/one' },
        weaker: { country: 'xab', status: 'partly-met', record: 'xab/published-status/one' },
        facts: [
          { question: 'active', stronger: true, weaker: true, differs: false },
          { question: 'passive', stronger: true, weaker: false, differs: true },
        ],
        onlyOne: ['age'],
      },
    ]);
  });

  test('of several published statuses the last one by that day counts, in whatever order they are on record', () => {
    const [pair] = audit(
      published('xaa', 'met', '2024'),
      published('xaa', 'not-met', '2018'),
      published('xaa', 'met', '2012'),
      published('xab', 'met'),
      ...facts('xaa', { age: 16 }),
      ...facts('xab', { age: 16 }),
    );
    expect(pair?.stronger).toEqual({ country: 'xaa', status: 'not-met', record: 'xaa/published-status/2018' });
  });

  test('equal facts with unequal statuses are listed', () => {
    expect(
      audit(
        published('xaa', 'not-met'),
        published('xab', 'met'),
        ...facts('xaa', { age: 16 }),
        ...facts('xab', { age: 16 }),
      ),
    ).toHaveLength(1);
  });

  test('a country weaker on one recorded fact is not', () => {
    expect(
      audit(
        published('xaa', 'not-met'),
        published('xab', 'met'),
        ...facts('xaa', { active: true, age: 15 }),
        ...facts('xab', { active: false, age: 16 }),
      ),
    ).toEqual([]);
  });

  test('without a fact recorded for both there is nothing to compare', () => {
    expect(
      audit(
        published('xaa', 'not-met'),
        published('xab', 'met'),
        ...facts('xaa', { active: true }),
        ...facts('xab', { age: 16 }),
      ),
    ).toEqual([]);
  });

  test('not yet assessed is no decision', () => {
    expect(
      audit(
        published('xaa', 'not-assessed'),
        published('xab', 'met'),
        ...facts('xaa', { age: 16 }),
        ...facts('xab', { age: 16 }),
      ),
    ).toEqual([]);
  });

  test('our override stands in for a published status', () => {
    const override: RecordOf<'override'> = {
      kind: 'override',
      id: 'xaa/override/one',
      country: 'xaa',
      indicator: 'invented/one',
      status: 'met',
      reason: 'Because.',
      citations: [{ source: 'xaa/source/gazette' }],
    };
    expect(
      audit(
        published('xaa', 'not-met'),
        override,
        published('xab', 'met'),
        ...facts('xaa', { age: 16 }),
        ...facts('xab', { age: 16 }),
      ),
    ).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { article, finding, invented, law, question, source, version } from '../../test/support/invented.ts';
import type { AnyRecord, RecordOf } from './model/index.ts';
import { reviewOf, stale } from './review.ts';
import { firstDay } from './time.ts';

const RULE = [{ met: 'a' }, { 'not-met': 'otherwise' }];
const dataset = (...records: AnyRecord[]) => invented(RULE, [question('a')], records);

const code = [
  law('code'),
  law('amending', { type: 'amending-law' }),
  article('code', '10', [version('2015-01-01', '2024-09-05'), version('2024-09-05', undefined, 'xaa/law/amending')]),
];

describe('a finding that rests on an article', () => {
  const read = finding('a', true, { id: 'xaa/finding/a/read-2023', readOn: '2023', provisions: ['xaa/law/code/10'] });

  test('needs review from the day a new version begins, with the law that made it', () => {
    const record = dataset(...code, read);
    expect(reviewOf(record, [read.id], firstDay('2024-09-04'))).toEqual([]);
    expect(reviewOf(record, [read.id], firstDay('2024-09-05'))).toEqual([
      {
        record: read.id,
        reason: 'provision-changed',
        since: '2024-09-05',
        cause: 'xaa/law/code/10',
        by: ['xaa/law/amending'],
      },
    ]);
  });

  test('no longer needs it once it was verified on or after that day', () => {
    expect(
      reviewOf(dataset(...code, { ...read, verifiedOn: '2024-09-05' }), [read.id], firstDay('2025-01-01')),
    ).toEqual([]);
    expect(
      reviewOf(dataset(...code, { ...read, verifiedOn: '2024-09-04' }), [read.id], firstDay('2025-01-01')),
    ).toHaveLength(1);
  });

  test('hands the mark on to the indicators whose rule asks its question', () => {
    expect(stale(dataset(...code, read), 'xaa', firstDay('2025-01-01'))).toMatchObject([
      { record: read.id, downstream: [{ kind: 'indicator', id: 'invented/one' }] },
    ]);
  });

  test('needs none when it had ended before, or is deprecated', () => {
    expect(stale(dataset(...code, { ...read, to: '2024-01-01' }), 'xaa', firstDay('2025-01-01'))).toEqual([]);
    expect(
      stale(dataset(...code, { ...read, rank: 'deprecated', rankReason: 'Misread.' }), 'xaa', firstDay('2025-01-01')),
    ).toEqual([]);
  });
});

test('what rests on an article of a replaced code names the article that took its place', () => {
  const record = dataset(
    law('old', { to: '2015-01-01', successor: 'xaa/law/new' }),
    law('new'),
    article('old', '133', [version('1998')]),
    article('new', '135', [version('2015-01-01')], ['xaa/law/old/133']),
    finding('a', true, { id: 'xaa/finding/a/old', readOn: '2012', provisions: ['xaa/law/old/133'] }),
  );
  expect(reviewOf(record, ['xaa/finding/a/old'], firstDay('2015-01-01'))).toEqual([
    {
      record: 'xaa/finding/a/old',
      reason: 'provision-replaced',
      since: '2015-01-01',
      cause: 'xaa/law/old/133',
      by: ['xaa/law/new/135'],
    },
  ]);
});

test('what rests on a source that was replaced needs review', () => {
  const record = dataset(
    source('xaa/source/newer'),
    { ...source('xaa/source/older'), replacedBy: 'xaa/source/newer', replacedOn: '2020-05-01' },
    finding('a', true, { id: 'xaa/finding/a/one', readOn: '2019', citations: [{ source: 'xaa/source/older' }] }),
  );
  expect(reviewOf(record, ['xaa/finding/a/one'], firstDay('2021'))).toMatchObject([
    { reason: 'source-replaced', since: '2020-05-01', by: ['xaa/source/newer'] },
  ]);
});

test('findings that disagree mark one another from the later beginning', () => {
  const record = dataset(
    finding('a', true, { id: 'xaa/finding/a/one', from: '2012' }),
    finding('a', false, { id: 'xaa/finding/a/two', from: '2014' }),
  );
  expect(reviewOf(record, ['xaa/finding/a/one', 'xaa/finding/a/two'], firstDay('2015'))).toEqual([
    { record: 'xaa/finding/a/one', reason: 'sources-disagree', since: '2014', cause: 'xaa/finding/a/two' },
    { record: 'xaa/finding/a/two', reason: 'sources-disagree', since: '2014', cause: 'xaa/finding/a/one' },
  ]);
});

test('a hotline ages twelve months after it was verified', () => {
  const hotline: RecordOf<'service'> = {
    kind: 'service',
    id: 'xaa/service/line',
    country: 'xaa',
    name: 'Line',
    type: 'hotline',
    verifiedOn: '2024-02-29',
    citations: [{ source: 'xaa/source/gazette' }],
  };
  expect(stale(dataset(hotline), 'xaa', firstDay('2025-02-27'))).toEqual([]);
  expect(stale(dataset(hotline), 'xaa', firstDay('2025-02-28'))).toMatchObject([
    { reason: 'verification-old', since: '2025-02-28' },
  ]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cutDays,
  firstDay,
  holdsOn,
  intersect,
  isoDay,
  isPartialDate,
  joinSpans,
  lastDay,
  type Span,
  spanOf,
} from './time.ts';

const anyDay = fc.integer({ min: -20_000, max: 40_000 });
const iso = (day: number) => isoDay(day) ?? '';
const anySpan = fc
  .tuple(anyDay, anyDay)
  .filter(([a, b]) => a !== b)
  .map(([a, b]): Span => ({ from: Math.min(a, b), to: Math.max(a, b) }));

describe('partial dates', () => {
  test('a full date is its own first and last day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(firstDay(iso(day))).toBe(day);
        expect(lastDay(iso(day))).toBe(day);
      }),
    );
  });

  test('a month and a year run from their first to their last day', () => {
    expect([iso(firstDay('2012-02')), iso(lastDay('2012-02'))]).toEqual(['2012-02-01', '2012-02-29']);
    expect([iso(firstDay('2011')), iso(lastDay('2011'))]).toEqual(['2011-01-01', '2011-12-31']);
  });

  test('only dates that exist are dates', () => {
    expect(['2011', '2011-06', '2011-06-03', '2012-02-29'].every(isPartialDate)).toBe(true);
    expect(
      ['2011-13', '2011-02-29', '2011-6', '11', 'June 2011', '0050', '0999-12-31', '2011-06-03T00:00', ''].some(
        isPartialDate,
      ),
    ).toBe(false);
  });
});

describe('periods', () => {
  test('a period holds on its first day and no longer on the day it ends', () => {
    const period = { from: '2015-01-01', to: '2024-09-05' };
    expect(holdsOn(period, firstDay('2015-01-01'))).toBe(true);
    expect(holdsOn(period, firstDay('2024-09-04'))).toBe(true);
    expect(holdsOn(period, firstDay('2024-09-05'))).toBe(false);
    expect(holdsOn({}, 0)).toBe(true);
  });

  test('two spans share exactly the days that lie in both', () => {
    fc.assert(
      fc.property(anySpan, anySpan, anyDay, (a, b, day) => {
        const within = (span: Span | undefined) => span !== undefined && span.from <= day && day < span.to;
        expect(within(intersect(a, b))).toBe(within(a) && within(b));
      }),
    );
  });

  test('cutting and joining again gives back the same stretches', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyDay, { minLength: 2, maxLength: 12 }), fc.func(fc.boolean()), (days, shadeOf) => {
        const cuts = cutDays(days.map((day) => ({ from: day, to: Infinity })));
        expect(cuts).toEqual([...days].sort((a, b) => a - b));
        const pieces = cuts
          .slice(0, -1)
          .map((from, index) => ({ from, to: cuts[index + 1] ?? 0, value: shadeOf(from) }));
        const joined = joinSpans(pieces, (a, b) => a.value === b.value);
        for (const [index, piece] of joined.entries()) {
          const next = joined[index + 1];
          if (next) expect([next.from, next.value]).toEqual([piece.to, !piece.value]);
        }
        for (const piece of pieces) {
          expect(
            joined.some((span) => span.from <= piece.from && piece.to <= span.to && span.value === piece.value),
          ).toBe(true);
        }
      }),
    );
  });

  test('absent bounds are open', () => {
    expect(spanOf({})).toEqual({ from: -Infinity, to: Infinity });
  });
});

/** Rules that must hold whatever the numbers and the days are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoDay } from '../time.ts';
import { cited, claim, datasetOf, documentOf } from './example.ts';
import { recordOverlap } from './findings.ts';
import { conversionOff } from './money.ts';
import { recordBeforeAdoption } from './treaties.ts';

const day = fc.integer({ min: 0, max: 20_000 }).map((number) => isoDay(number) ?? '');

test('conversions near one rate agree; one that is thrice off or more is found, and it alone', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 100, max: 1_000_000 }), fc.double({ min: 0.85, max: 1.15, noNaN: true })), {
        minLength: 3,
        maxLength: 8,
      }),
      fc.double({ min: 0.01, max: 1000, noNaN: true }),
      fc.oneof(fc.double({ min: 3.5, max: 1000, noNaN: true }), fc.double({ min: 0.001, max: 0.28, noNaN: true })),
      fc.nat(),
      (sums, rate, factor, pick) => {
        const wrong = pick % sums.length;
        const found = (factors: (index: number) => number) => {
          const document = documentOf(sums.map((_, index) => `sum${index}x`).join(' '));
          const candidates = sums.map(([amount, noise], index) =>
            claim(document, 'money', `sum${index}x`, {
              amount,
              currency: 'XAM',
              conversion: { amount: amount * rate * noise * factors(index), currency: 'XBM' },
            }),
          );
          return conversionOff({ document, candidates, dataset: datasetOf() });
        };
        expect(found(() => 1)).toEqual([]);
        const planted = found((index) => (index === wrong ? factor : 1));
        expect(planted).toHaveLength(1);
        expect(planted[0]?.places[0]).toMatchObject({ anchor: { exact: `sum${wrong}x` } });
      },
    ),
    { numRuns: 200 },
  );
});

test('a treaty act is too early exactly where its last possible day lies before the first of the adoption', () => {
  fc.assert(
    fc.property(day, day, fc.constantFrom(4, 7, 10), fc.constantFrom(4, 7, 10), (acted, adopted, p, q) => {
      const [date, adoption] = [acted.slice(0, p), adopted.slice(0, q)];
      const dataset = datasetOf(
        { kind: 'instrument', id: 'pact', title: 'Pact', type: 'treaty', adopted: adoption },
        {
          kind: 'treaty-action',
          id: 'xaa/treaty-action/pact',
          instrument: 'pact',
          action: 'ratification',
          date,
          citations: cited,
        },
      );
      const shorter = Math.min(date.length, adoption.length);
      const surely = date.slice(0, shorter) < adoption.slice(0, shorter);
      expect(recordBeforeAdoption({ dataset, country: 'xaa', day: 0 }).length > 0).toBe(surely);
    }),
    { numRuns: 300 },
  );
});

test('findings overlap exactly where two of one question hold on one day with different values', () => {
  const period = fc.tuple(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 14, max: 16 }),
  );
  fc.assert(
    fc.property(fc.array(period, { maxLength: 6 }), (periods) => {
      const findings = periods.map(([from, length, value], index) => ({
        kind: 'finding',
        id: `xaa/finding/q/${index}`,
        question: 'q',
        value,
        from: isoDay(10_000 + from),
        to: isoDay(10_000 + from + length),
        citations: cited,
        readOn: '2020',
        review: 'draft',
      }));
      let pairs = 0;
      for (const [index, [a, n, x]] of periods.entries())
        for (const [b, m, y] of periods.slice(index + 1))
          if (x !== y && Math.max(a, b) < Math.min(a + n, b + m)) pairs++;
      expect(recordOverlap({ dataset: datasetOf(...findings), country: 'xaa', day: 0 })).toHaveLength(pairs);
    }),
    { numRuns: 300 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidenceOf, isMissing, readNumber } from './numbers.ts';

describe('numbers as people write them', () => {
  test.each([
    ['1,234.5', 'point', 1234.5],
    ['1.234,5', 'comma', 1234.5],
    ['1 234,5', 'comma', 1234.5],
    ['1\u00a0234', undefined, 1234],
    ['1,234,567', 'point', 1234567],
    ['12,34,567', 'point', 1234567],
    ['0,125', 'comma', 0.125],
    ['12,5', 'comma', 12.5],
    ['-7', undefined, -7],
  ] as const)('%s proves %s and is %d', (text, decimal, value) => {
    expect(evidenceOf(text)).toBe(decimal);
    expect(readNumber(text, decimal ?? 'point')?.value).toBe(value);
  });

  test('1,234 and 1.234 prove nothing and have two readings', () => {
    expect([evidenceOf('1,234'), evidenceOf('1.234')]).toEqual(['unsure', 'unsure']);
    expect([readNumber('1,234', 'point')?.value, readNumber('1,234', 'comma')?.value]).toEqual([1234, 1.234]);
  });

  test('hedges and percent signs are kept, and what is no number is none', () => {
    expect(readNumber('<5', 'point')).toEqual({ value: 5, hedge: 'less-than' });
    expect(readNumber('около 1 000', 'point')).toEqual({ value: 1000, hedge: 'about' });
    expect(readNumber('12,5 %', 'comma')).toEqual({ value: 12.5, isPercent: true });
    for (const text of ['12 [p]', '1,23,4', '01,234', 'seven', '1-2', ''])
      expect(readNumber(text, 'point')).toBeUndefined();
  });

  test('no data is never zero', () => {
    for (const text of ['', '-', '…', 'н/д', 'n/a', 'дерек жоқ']) expect(isMissing(text)).toBe(true);
    expect(isMissing('0')).toBe(false);
  });

  test('every number comes back from each of the three ways of writing it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 99 }), (whole, part) => {
        const value = Number(`${whole}.${String(part).padStart(2, '0')}`);
        const written = value.toLocaleString('en-US', { minimumFractionDigits: 2 });
        expect(readNumber(written, 'point')?.value).toBe(value);
        const turned = written.replaceAll(',', '_').replace('.', ',');
        expect(readNumber(turned.replaceAll('_', '.'), 'comma')?.value).toBe(value);
        expect(readNumber(turned.replaceAll('_', '\u202f'), 'comma')?.value).toBe(value);
      }),
    );
  });
});

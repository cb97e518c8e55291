import { expect, test } from 'vitest';
import { firstDay } from '../time.ts';
import { isConfirmed, type Service, standingOf, townsServed, withoutNumber } from './services.ts';

const today = firstDay('2026-11-22');
const service = (body: Partial<Service>): Service =>
  ({
    kind: 'service',
    country: 'xaa',
    id: 'xaa/service/line',
    name: 'Line 150',
    type: 'hotline',
    phone: '150',
    citations: [{ source: 'source/a' }],
    ...body,
  }) as Service;

test.each([
  ['2026-11-22', undefined, true],
  ['2026-08-24', undefined, true],
  ['2026-08-23', undefined, false],
  ['2026-11-23', undefined, false],
  ['2026', undefined, false],
  [undefined, undefined, false],
  ['2026-11-20', '2026-11-21', false],
  ['2026-11-20', '2026-11', true],
])('confirmed on %s, expiring %s: %s', (verifiedOn, expires, counts) => {
  expect(isConfirmed({ ...(verifiedOn && { verifiedOn }), ...(expires && { expires }) }, today)).toBe(counts);
});

test('a number nobody confirmed is taken out of its name', () => {
  expect(withoutNumber('Line 150', service({}), today)).toBe('Line');
  expect(withoutNumber('Line 150', service({ verifiedOn: '2026-11-20' }), today)).toBe('Line 150');
});

test('what has ended is on no map', () => {
  const towns = [
    { name: 'North', latitude: 51.2, longitude: 71.4 },
    { name: 'South', latitude: 43.2, longitude: 76.9 },
  ];
  const other = service({ id: 'xaa/service/other', towns: towns.slice(1) });
  const over = service({ id: 'xaa/service/over', towns, to: '2020' });
  expect(standingOf(over, today)).toBe('ended');
  expect(
    townsServed([service({ towns }), other, over], today).map(({ name, services }) => [name, services.length]),
  ).toEqual([
    ['North', 1],
    ['South', 2],
  ]);
});

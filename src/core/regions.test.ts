import { expect, test } from 'vitest';
import { PARTS_OF_THE_WORLD, regionOf, regionsIn } from './regions.ts';

test('a part of the world stands for its sub-regions, a sub-region for itself, anything else for none', () => {
  expect(regionsIn('americas')).toEqual(['latin-america-and-the-caribbean', 'northern-america']);
  expect(regionsIn('central-asia')).toEqual(['central-asia']);
  expect(regionsIn('atlantis')).toEqual([]);
});

test('every sub-region of the standard belongs to one part', () => {
  const all = PARTS_OF_THE_WORLD.flatMap(({ regions }) => regions);
  expect(all).toHaveLength(17);
  expect(new Set(all).size).toBe(17);
});

test('a country without a recorded region has none', () => {
  expect(regionOf({ kind: 'country', id: 'kaz', name: 'Kazakhstan', alpha2: 'KZ', region: 'Central Asia' })).toBe(
    'central-asia',
  );
  expect(regionOf({ kind: 'country', id: 'xaa', name: 'Exampleland', alpha2: 'XA' })).toBeUndefined();
});

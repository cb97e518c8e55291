import { describe, expect, test } from 'vitest';
import { createDataset } from '../dataset.ts';
import type { AnyRecord } from '../model/index.ts';
import { placedIn, placementIn, placementScales, placementYears, usualYear } from './tiers.ts';

const citations = [{ source: 'source/list' }];
const series = (country: string, observations: object[]) => ({
  kind: 'series',
  id: `${country}/series/tier`,
  country,
  title: 'Tier',
  topic: 'trafficking',
  unit: 'tier',
  scale: 'tiers',
  observations: observations.map((one) => ({ citations, ...one })),
});

const dataset = createDataset([
  {
    kind: 'framework',
    id: 'tiers',
    title: 'Tiers',
    description: 'Of another assessor.',
    scale: [
      { id: '1', label: 'Tier 1' },
      { id: '3', label: 'Tier 3' },
    ],
    indicators: [],
  },
  { kind: 'framework', id: 'themes', title: 'Themes', description: 'No scale.', scale: [], indicators: [] },
  series('xaa', [
    { period: '2014', value: '3' },
    { period: '2015', value: '1' },
    { period: '2020', value: '1' },
  ]),
  series('xbb', [
    { period: '2015', value: '3' },
    { period: '2016', value: '1' },
    { period: '2016', value: '3' },
    { period: '2017', value: '1', rank: 'deprecated', rankReason: 'Misprint.' },
    { period: '2017', value: '3' },
  ]),
  { ...series('xcc', [{ period: '2015', value: 7 }]), scale: undefined },
] as unknown as AnyRecord[]);

describe('placements by another assessor', () => {
  test('only frameworks that some series stand on are scales of placements', () =>
    expect(placementScales(dataset).map(({ id }) => id)).toEqual(['tiers']));

  test('a state has the placement of the year asked for, with that of the year before', () => {
    expect(placementIn(dataset, 'xaa', 'tiers', '2015')).toMatchObject({ value: '1', before: '3' });
    expect(placementIn(dataset, 'xaa', 'tiers', '2014')).not.toHaveProperty('before');
  });

  test('a year without a placement is not filled from the year before', () => {
    expect(placementIn(dataset, 'xaa', 'tiers', '2016')).toBeUndefined();
    expect(placementIn(dataset, 'xaa', 'tiers', '2020')).not.toHaveProperty('before');
  });

  test('readings that disagree leave the value open, and all of them stand', () => {
    const placement = placementIn(dataset, 'xbb', 'tiers', '2016');
    expect(placement).not.toHaveProperty('value');
    expect(placement?.readings).toHaveLength(2);
  });

  test('a reading that was set aside does not count', () =>
    expect(placementIn(dataset, 'xbb', 'tiers', '2017')?.value).toBe('3'));

  test('each year says how many are on file, and which steps are missing', () =>
    expect(placementYears(dataset, 'tiers')).toEqual([
      { year: '2020', count: 1, missing: ['3'] },
      { year: '2017', count: 1, missing: ['1'] },
      { year: '2016', count: 1, missing: ['1', '3'] },
      { year: '2015', count: 2, missing: [] },
      { year: '2014', count: 1, missing: ['1'] },
    ]));

  test('the usual year is the latest with every step on file, else the fullest', () => {
    expect(usualYear(dataset, 'tiers', '2026')?.year).toBe('2015');
    expect(usualYear(dataset, 'tiers', '2014')?.year).toBe('2014');
    expect(usualYear(dataset, 'tiers', '1999')).toBeUndefined();
    expect(placedIn(dataset, 'tiers', '2015')).toEqual(['xaa', 'xbb']);
  });
});

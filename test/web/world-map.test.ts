import { describe, expect, test } from 'vitest';
// @ts-expect-error plain JavaScript, so that Node 20 can build
import { outlines, STATES, stateAt, worldMap } from '../../scripts/world.js';

const drawn = outlines();

describe('the map follows the position of the United Nations', () => {
  test.each([
    ['Simferopol', [34.1, 44.95], 'ukr'],
    ['Sevastopol', [33.6, 44.65], 'ukr'],
    ['Kerch', [36.2, 45.3], 'ukr'],
    ['Rostov-on-Don', [39.7, 47.4], 'rus'],
    ['Hargeisa', [44.06, 9.56], 'som'],
    ['Northern Cyprus', [33.3, 35.3], 'cyp'],
    ['Quneitra', [35.8, 32.99], 'syr'],
    ['Hebron', [35.1, 31.5], 'pse'],
    ['Nazareth', [35.3, 32.7], 'isr'],
    ['Beijing', [116.4, 39.9], 'chn'],
    ['Astana', [71.4, 51.1], 'kaz'],
    ['Marrakesh', [-8, 31.6], 'mar'],
  ])('%s', (_, point, state) => expect(stateAt(drawn, point)).toBe(state));

  test.each([
    ['Western Sahara, west of the berm', [-13.2, 27.1]],
    ['Western Sahara, east of the berm', [-9.5, 26.5]],
    ['Kosovo', [21.17, 42.66]],
    ['Taiwan', [121.2, 24.5]],
  ])('%s is drawn without a status', (_, point) => expect(stateAt(drawn, point)).toBeUndefined());
});

describe('the map as it is drawn', () => {
  const map = worldMap();

  test('every member and observer state is drawn once, as an outline or a dot', () => {
    expect(STATES).toHaveLength(195);
    const codes = [...Object.keys(map.states), ...Object.keys(map.dots)].sort();
    expect(codes).toEqual(STATES.map(([code]: [string]) => code));
  });

  test('outlines are of whole pixels inside the frame', () => {
    for (const path of [...Object.values<string>(map.states), map.neutral]) expect(path).toMatch(/^[Mlz\d -]+$/);
    for (const [x, y] of Object.values<[number, number]>(map.dots)) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(map.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(map.height);
    }
  });

  test('it is small enough for a page', () => expect(JSON.stringify(map).length).toBeLessThan(60_000));
});

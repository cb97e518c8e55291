import { describe, expect, it } from 'vitest';
import { type Observation, type Series, type ShownObservation, shown } from './small-numbers.ts';

const citations = [{ source: 'xaa/source/report', quote: 'there were 4' }];

function series(observations: Partial<Observation>[], more: Partial<Series> = {}): Series {
  return {
    kind: 'series',
    id: 'xaa/series/example',
    country: 'xaa',
    title: 'Children found',
    topic: 'trafficking',
    unit: 'children',
    children: true,
    observations: observations.map((one) => ({ period: '2020', citations, ...one })),
    ...more,
  } as Series;
}

const values = (of: Series) => shown(of).observations.map(({ value, low, high }) => value ?? [low, high]);

describe('small numbers', () => {
  it('shows a count under 10 for a place as fewer than 10, without the words that give it away', () => {
    const [one] = shown(series([{ area: 'North', value: 4, note: 'Four in all.' }])).observations;
    expect(one).toMatchObject({ high: 9, withheld: 'small', area: 'North' });
    expect(JSON.stringify(one)).not.toMatch(/4|Four/);
  });

  it('keeps zero, counts of ten and more, and counts of the whole country', () => {
    expect(
      values(
        series([
          { area: 'North', value: 0 },
          { area: 'South', value: 10 },
        ]),
      ),
    ).toEqual([0, 10]);
    expect(values(series([{ value: 6 }]))).toEqual([6]);
  });

  it('hides a second part where the total would give the first away', () => {
    expect(
      values(
        series([{ value: 46 }, { area: 'North', value: 4 }, { area: 'South', value: 12 }, { area: 'East', value: 30 }]),
      ),
    ).toEqual([46, [undefined, 9], 12, [10, undefined]]);
  });

  it('counts what is not printed as a part', () => {
    const [one] = shown(series([{ value: 31, breakdown: { 'area: Capital': 26 } }])).observations;
    expect(one).toMatchObject({ value: 31, breakdown: { 'area: Capital': { low: 10, withheld: 'subtraction' } } });
    const [wide] = shown(series([{ value: 310, breakdown: { 'area: Capital': 26 } }])).observations;
    expect(wide).toMatchObject({ breakdown: { 'area: Capital': { value: 26 } } });
  });

  it('hides the total where nothing else helps', () => {
    expect(values(series([{ value: 3 }, { area: 'North', value: 3 }, { area: 'South', value: 0 }]))).toEqual([
      [undefined, 9],
      [undefined, 9],
      [undefined, 9],
    ]);
  });

  it('holds for ages, in breakdowns as in observations', () => {
    expect(values(series([{ ages: { from: 0, to: 9 }, value: 2 }]))).toEqual([[undefined, 9]]);
    const [one] = shown(
      series([{ value: 171, breakdown: { 'group: children': 5, 'group: adults': 166 } }]),
    ).observations;
    expect(one?.breakdown).toEqual({
      'group: children': { high: 9, withheld: 'small' },
      'group: adults': { low: 10, withheld: 'subtraction' },
    });
  });

  it('takes every part of a count for one place as a count by place', () => {
    const [one] = shown(
      series([{ area: 'North', value: 30, breakdown: { 'sex: female': 27, 'sex: male': 3 } }]),
    ).observations;
    expect(one?.breakdown).toEqual({
      'sex: female': { low: 10, withheld: 'subtraction' },
      'sex: male': { high: 9, withheld: 'small' },
    });
  });

  it('hides a number wherever it is printed', () => {
    const [national, capital] = shown(
      series([
        { value: 31, breakdown: { 'area: Capital': 26 } },
        { area: 'Capital', value: 26 },
      ]),
    ).observations;
    expect(national?.breakdown?.['area: Capital']).toEqual({ low: 10, withheld: 'subtraction' });
    expect(capital).toMatchObject({ low: 10, withheld: 'subtraction' });
  });

  it('is for counts: not for shares, and not where no children are counted', () => {
    expect(values(series([{ area: 'North', value: 4 }], { unit: 'percent' }))).toEqual([4]);
    expect(values(series([{ area: 'North', value: 4 }], { children: false }))).toEqual([4]);
  });

  it('holds where a series does not say whether children are counted', () => {
    const { children: _, ...unsaid } = series([{ area: 'North', value: 4 }]);
    expect(values(unsaid as Series)).toEqual([[undefined, 9]]);
  });

  it('never lets a hidden count be worked out: every table of up to four places, tried by force', () => {
    const numbers = [0, 1, 4, 9, 10, 11, 14, 23];
    let tables = 0;
    for (const a of numbers)
      for (const b of numbers)
        for (const c of numbers) {
          for (const rest of [0, 3, 12]) {
            const parts = [a, b, c];
            const total = a + b + c + rest;
            const out = shown(
              series([{ value: total }, ...parts.map((value, index) => ({ area: `P${index}`, value }))]),
            ).observations;
            tables++;
            parts.forEach((value, index) => {
              if (value === 0 || value >= 10) return;
              expect(possible(out, index, rest > 0), `${parts} of ${total}`).toEqual([1, 9]);
            });
          }
        }
    expect(tables).toBe(8 ** 3 * 3);
  });
});

describe('small numbers in a table of places by ages', () => {
  const bands = [
    { from: 0, to: 9 },
    { from: 10, to: 17 },
  ];
  const places = ['North', 'South'];

  it('never lets a hidden count be worked out from the rows, the columns and the whole, tried by force', () => {
    const numbers = [0, 2, 9, 12, 40];
    for (const margins of [true, false])
      for (const a of numbers)
        for (const b of numbers)
          for (const c of numbers)
            for (const d of numbers) {
              const table = [
                [a, b],
                [c, d],
              ];
              const out = shown(
                series([
                  { value: a + b + c + d },
                  ...(margins
                    ? [
                        ...places.map((area, row) => ({
                          area,
                          value: (table[row]?.[0] ?? 0) + (table[row]?.[1] ?? 0),
                        })),
                        ...bands.map((ages, column) => ({
                          ages,
                          value: (table[0]?.[column] ?? 0) + (table[1]?.[column] ?? 0),
                        })),
                      ]
                    : []),
                  ...places.flatMap((area, row) =>
                    bands.map((ages, column) => ({ area, ages, value: table[row]?.[column] ?? 0 })),
                  ),
                ]),
              ).observations;
              const cells = out.slice(-4);
              table.flat().forEach((value, index) => {
                if (value > 0 && value < 10)
                  expect(reach(cells, out, margins, index), `${table} ${margins}`).toEqual([1, 9]);
              });
            }
  });

  /** The least and greatest from 1 to 9 for one cell, over every table of four numbers that fits all that is shown. */
  function reach(
    cells: readonly ShownObservation[],
    out: readonly ShownObservation[],
    margins: boolean,
    index: number,
  ) {
    const MOST = 60;
    const range = (one: ShownObservation | undefined): [number, number] =>
      typeof one?.value === 'number' ? [one.value, one.value] : [one?.low ?? 0, one?.high ?? 1000];
    const fits = (sum: number, one: ShownObservation | undefined) => {
      const [low, high] = range(one);
      return low <= sum && sum <= high;
    };
    const options = cells.map((cell) => {
      const [low, high] = range(cell);
      return Array.from({ length: Math.min(high, MOST) - low + 1 }, (_, step) => low + step);
    });
    const found = new Set<number>();
    for (const fixed of (options[index] ?? []).filter((value) => value >= 1 && value <= 9)) {
      const lists = options.map((list, at) => (at === index ? [fixed] : list));
      search: for (const w of lists[0] ?? [])
        for (const x of lists[1] ?? []) {
          if (margins && !fits(w + x, out[1])) continue;
          for (const y of lists[2] ?? []) {
            if (margins && !fits(w + y, out[3])) continue;
            for (const z of lists[3] ?? []) {
              if (!fits(w + x + y + z, out[0])) continue;
              if (margins && !(fits(y + z, out[2]) && fits(x + z, out[4]))) continue;
              found.add(fixed);
              break search;
            }
          }
        }
    }
    return [Math.min(...found), Math.max(...found)];
  }
});

/** The least and the greatest from 1 to 9 that a hidden part can be, by trying every number for every other part. */
function possible(out: readonly ShownObservation[], index: number, unseen: boolean): [number, number] {
  const range = (one: ShownObservation | undefined): [number, number] =>
    typeof one?.value === 'number' ? [one.value, one.value] : [one?.low ?? 0, one?.high ?? 400];
  const [total, ...parts] = out;
  const [low, high] = range(total);
  const others = parts.filter((_, other) => other !== index).map(range);
  const fits = (value: number) => {
    const least = others.reduce((sum, [from]) => sum + from, value);
    const most = others.reduce((sum, [, to]) => sum + to, value + (unseen ? 400 : 0));
    return least <= high && most >= low;
  };
  const all = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter(fits);
  return [all[0] ?? 0, all.at(-1) ?? 0];
}

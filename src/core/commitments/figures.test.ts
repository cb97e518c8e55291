import { describe, expect, it } from 'vitest';
import { createDataset } from '../dataset.ts';
import type { AnyRecord } from '../model/index.ts';
import { firstDay } from '../time.ts';
import {
  careOf,
  conversionsOf,
  differencesOf,
  disagreeing,
  gapsOf,
  observedBy,
  type Series,
  strandsOf,
  withAlongside,
} from './figures.ts';

const citations = [{ source: 'xaa/source/report' }];
const today = firstDay('2026-01-01');

function series(
  slug: string,
  observations: Partial<Series['observations'][number]>[],
  more: Partial<Series> = {},
): Series {
  return {
    kind: 'series',
    id: `xaa/series/${slug}`,
    country: 'xaa',
    title: slug,
    topic: 'trafficking',
    unit: 'cases',
    observations: observations.map((one) => ({ citations, ...one })),
    ...more,
  } as Series;
}
const dataset = (...list: Series[]) =>
  createDataset([
    ...list,
    {
      kind: 'source',
      id: 'xaa/source/report',
      country: 'xaa',
      title: 'Report',
      type: 'report',
      published: '2013',
    } as AnyRecord,
  ]);
const joins = (of: Series) =>
  strandsOf(dataset(of), of, today).flatMap((strand) => strand.joins.map(([a, b]) => [a.year, b.year]));
const years = (...list: [string, number][]) => list.map(([period, value]) => ({ period, value }));

describe('where a line may run', () => {
  it('joins whole years in succession, and never across a missing one', () => {
    expect(joins(series('a', years(['2009', 21], ['2010', 17], ['2011', 21], ['2013', 5])))).toEqual([
      [2009, 2010],
      [2010, 2011],
    ]);
  });

  it('stops at a change in what is counted', () => {
    const broken = series('a', years(['2009', 21], ['2010', 17], ['2011', 21]), {
      breaks: [{ at: '2010', reason: 'New article' }],
    });
    expect(joins(broken)).toEqual([[2010, 2011]]);
    expect(joins({ ...broken, breaks: [{ at: '2010-07', reason: 'New article' }] })).toEqual([]);
  });

  it('joins parts of years only with the same part of the next', () => {
    expect(joins(series('a', years(['2022-01/2022-10', 5], ['2023-01/2023-10', 6], ['2024', 7])))).toEqual([
      [2022, 2023],
    ]);
    expect(
      joins(
        series('a', [
          { period: '2022', value: 5 },
          { period: '2023', value: 6, qualifier: 'part-period' },
        ]),
      ),
    ).toEqual([]);
  });

  it('draws none to a bound, to what is set aside, or through a year on which sources differ', () => {
    expect(
      joins(
        series('a', [
          { period: '2022', value: 5, qualifier: 'more-than' },
          { period: '2023', value: 6 },
        ]),
      ),
    ).toEqual([]);
    const two = [
      { period: '2022', value: 5 },
      { period: '2023', value: 6 },
      { period: '2023', value: 9 },
    ];
    expect(joins(series('a', two))).toEqual([]);
    expect(
      joins(
        series(
          'a',
          two.map((one, at) => (at === 2 ? { ...one, rank: 'deprecated' as const } : one)),
        ),
      ),
    ).toEqual([[2022, 2023]]);
    expect(
      joins(
        series(
          'a',
          two.map((one, at) => (at === 2 ? { ...one, rank: 'preferred' as const } : one)),
        ),
      ),
    ).toEqual([[2022, 2023]]);
  });

  it('keeps those who count apart', () => {
    const of = series('a', [
      { period: '2022', value: 5, producer: 'Police' },
      { period: '2023', value: 6, producer: 'Courts' },
    ]);
    expect(strandsOf(dataset(of), of, today).map(({ producer }) => producer)).toEqual(['Police', 'Courts']);
    expect(joins(of)).toEqual([]);
  });

  it('never joins a hidden count', () => {
    expect(
      joins(
        series('a', [
          { period: '2022', value: 5, area: 'North' },
          { period: '2023', value: 6, area: 'North' },
        ]),
      ),
    ).toEqual([]);
  });
});

describe('what is missing and what differs', () => {
  it('names the years with nothing on file; zero is on file', () => {
    const of = series('a', years(['2009', 21], ['2011', 0], ['2015', 2]));
    expect(gapsOf(strandsOf(dataset(of), of, today))).toEqual([
      { from: 2010, to: 2010 },
      { from: 2012, to: 2014 },
    ]);
  });

  it('gives every figure of a year, with what may explain the difference', () => {
    const police = series('police', [{ period: '2009', value: 21, producer: 'Police' }], {
      alongside: ['xaa/series/mission'],
    });
    const mission = series('mission', [{ period: '2009-01/2009-11', value: 16 }]);
    const all = dataset(police, mission);
    expect(withAlongside(all, mission).map(({ id }) => id)).toEqual([mission.id, police.id]);
    const strands = withAlongside(all, police).flatMap((one) => strandsOf(all, one, today));
    expect(differencesOf(strands)).toMatchObject([
      { year: 2009, low: 16, high: 21, reasons: ['part', 'definition', 'producer'] },
    ]);
  });

  it('finds two values for one period and place', () => {
    const of = series('a', [
      { period: '2022', value: 5 },
      { period: '2022', value: 6 },
      { period: '2023', value: 6 },
    ]);
    expect(disagreeing(observedBy(dataset(of), of, today))).toHaveLength(1);
  });

  it('tells a figure from the end of its period on, and one without a period from the first report of it', () => {
    const of = series('a', [{ period: '2012', value: 5 }, { value: 7 }]);
    expect(observedBy(dataset(of), of, firstDay('2012-06-01'))).toHaveLength(0);
    expect(observedBy(dataset(of), of, firstDay('2013-01-01'))).toHaveLength(2);
  });
});

describe('money', () => {
  const sum = (slug: string, amount: number, dollars: number | undefined, period?: string) =>
    series(
      slug,
      [
        {
          ...(period && { period }),
          value: amount,
          money: { amount, currency: 'KZT', ...(dollars && { converted: [{ amount: dollars, currency: 'USD' }] }) },
        },
      ],
      { unit: 'tenge' },
    );
  const only = (of: Series, ...others: Series[]) => {
    const all = dataset(of, ...others);
    const [one] = observedBy(all, of, today);
    return one && conversionsOf(all, of, one)[0];
  };

  it('recomputes with the average rate of its year, and says how far the source is off', () => {
    const found = only(sum('aid', 1_700_000_000, 1_113_900, '2012'));
    expect(found).toMatchObject({ rate: { value: 149.1, basis: 'year', year: 2012 }, computed: 11_400_000 });
    expect(found?.factor).toBeCloseTo(10.2, 1);
  });

  it('takes the rate that the source implies elsewhere where no year is stated', () => {
    const found = only(sum('aid', 330_000_000, 22_000), sum('price', 1500, 10), sum('centre', 300_000, 2000));
    expect(found).toMatchObject({ rate: { value: 150, basis: 'source' }, computed: 2_200_000 });
    expect(
      careOf(dataset(sum('aid', 330_000_000, 22_000), sum('price', 1500, 10)), sum('aid', 330_000_000, 22_000), today),
    ).toMatchObject([{ code: 'conversion' }, { code: 'undated' }]);
  });

  it('computes nothing where no rate is on file', () => {
    expect(only(sum('aid', 1000, undefined, '2009'))).toEqual({ amount: 1000, currency: 'KZT', to: 'USD' });
    expect(only(sum('aid', 1000, 7, '2009'))).not.toHaveProperty('computed');
  });
});

describe('what to handle with care', () => {
  const codes = (of: Series, ...others: Series[]) => careOf(dataset(of, ...others), of, today).map(({ code }) => code);

  it('adds up the parts of one kind', () => {
    const parts = { 'form: labour': 21, 'form: other': 82, 'origin: abroad': 15 };
    expect(careOf(dataset(), series('a', [{ period: '2016', value: 110, breakdown: parts }]), today)).toMatchObject([
      { code: 'parts', dimension: 'form', sum: 103, whole: 110 },
    ]);
    expect(codes(series('a', [{ period: '2016', value: 103, breakdown: parts }]))).toEqual([]);
  });

  it('sees a number carried over, and one number for two things', () => {
    expect(codes(series('a', years(['2018', 1834], ['2019', 1834])))).toEqual(['repeat']);
    expect(codes(series('a', years(['2013', 28])), series('b', years(['2011', 28])))).toEqual(['twin']);
    expect(codes(series('a', years(['2018', 3], ['2019', 3])))).toEqual([]);
  });

  it('says when a year is not stated, and that a share cannot exceed its whole', () => {
    expect(codes(series('a', [{ value: 111_111 }], { unit: 'percent' }))).toEqual(['over-hundred', 'undated']);
  });
});

/** Figures: charts, one series among those that count nearly the same, files, and the small-numbers rule at every door. */
import { describe, expect, it } from 'vitest';
import { createDataset } from '../../../src/core/dataset.ts';
import type { AnyRecord } from '../../../src/core/model/index.ts';
import { createApp } from '../../../src/web/server.tsx';
import { dataset as example, partOf, readable } from './example.ts';

const citations = [{ source: 'xaa/source/report', locator: 'p. 3', quote: 'of these, 4 in the north' }];

const SERIES = [
  {
    id: 'xaa/series/cases',
    title: 'Registered cases',
    unit: 'cases',
    alongside: ['xaa/series/mission'],
    breaks: [{ at: '2015', reason: 'A new code counts other acts.', citations }],
    observations: [
      { period: '2009', value: 21, producer: 'Ministry', citations },
      { period: '2010', value: 17, producer: 'Ministry', citations },
      { period: '2014', value: 15, producer: 'Ministry', citations },
      { period: '2015', value: 11, producer: 'Ministry', citations },
      { period: '2016-01/2016-07', value: 0, producer: 'Ministry', citations },
    ],
  },
  {
    id: 'xaa/series/mission',
    title: 'New cases',
    unit: 'cases',
    observations: [{ period: '2009-01/2009-11', value: 16, citations }],
  },
  {
    id: 'xaa/series/found',
    title: 'Children found',
    unit: 'children',
    children: true,
    observations: [
      { period: '2019', value: 50, citations: [{ source: 'xaa/source/report' }] },
      {
        period: '2020',
        value: 46,
        breakdown: { 'area: North': 4, 'area: South': 42 },
        note: 'Four in the north.',
        citations,
      },
      { period: '2021', value: 7, area: 'North', citations },
      { period: '2022', value: 8, area: 'North', citations },
    ],
  },
  {
    id: 'xaa/series/aid',
    title: 'Aid',
    unit: 'tenge',
    children: false,
    observations: [
      {
        period: '2012',
        value: 1_700_000_000,
        money: { amount: 1_700_000_000, currency: 'KZT', converted: [{ amount: 1_113_900, currency: 'USD' }] },
        citations,
      },
      { period: '2009', value: 10, money: { amount: 10, currency: 'KZT' }, citations },
    ],
  },
].map((body) => ({ kind: 'series', country: 'xaa', topic: 'trafficking', ...body }));

const own = new Set(SERIES.map(({ id }) => id));
const dataset = createDataset([
  ...example.records.filter(({ id }) => !own.has(id)),
  ...(SERIES as unknown as AnyRecord[]),
]);
const app = createApp({
  platform: { record: async () => ({ dataset, revision: 1, at: undefined }) },
  assets: { names: {}, world: undefined, files: new Map() },
  clock: () => new Date('2026-11-22T12:00:00Z'),
});
const get = async (path: string) => app.request(`http://localhost${path}`);
const html = async (path: string) => {
  const response = await get(path);
  expect(response.status, path).toBe(200);
  return response.text();
};

describe('the page of a series', () => {
  it('draws it with those that count nearly the same, for wide and narrow screens, with a text for those who cannot see it', async () => {
    const page = await html('/en/series/xaa/cases');
    expect(page.match(/<svg class="(wide|narrow)"[^>]*role="img"/g)).toHaveLength(2);
    expect(page).toContain('Registered cases: what is on file, year by year?</title>');
    expect(page).toMatch(
      /<desc[^>]*>[^<]*Registered cases\. 2009: 21; 2010: 17;[^<]*New cases\. Jan\s2009 to Nov\s2009: 16/,
    );
    expect(page).toContain('2011 to 2013: nothing on file');
    expect(page).not.toMatch(/ style=|<style/);
  });

  it('joins only what can be compared: not over a gap, a change in the counting or a part of a year', async () => {
    const [wide = ''] = (await html('/en/series/xaa/cases')).match(/<svg class="wide".*?<\/svg>/s) ?? [];
    const joins = [...wide.matchAll(/class="join" d="([^"]*)"/g)].map(([, d]) => d?.match(/M/g)?.length);
    expect(joins).toEqual([1]);
    expect(wide.match(/class="brk"/g)).toHaveLength(1);
    expect(wide.match(/class="pt hollow"/g)).toHaveLength(2);
  });

  it('says how to quote it, and why figures for one year differ', async () => {
    const page = await html('/en/series/xaa/cases');
    const text = readable(page);
    expect(text).toContain('Say: from 16 to 21 in 2009, depending on who counted and what.');
    expect(text).toContain('Do not compare figures before 2015 with those after it. A new code counts other acts.');
    expect(partOf(page, 'd-2009')).toContain('In part: the periods are not the same.');
    expect(text).toContain('Every figure, with its source');
  });

  it('tells of zero as a figure, and of a day what was known then', async () => {
    expect(readable(await html('/en/series/xaa/cases'))).toMatch(/Jan 2016 to\sJul 2016 0/);
    expect(readable(await html('/en/series/xaa/cases?asOf=2011'))).toContain('2 figures are on file.');
    expect((await get('/en/series/xaa/none')).status).toBe(404);
  });

  it('speaks Russian and Kazakh', async () => {
    expect(readable(await html('/ru/series/xaa/cases'))).toContain('Если вы это цитируете');
    expect(readable(await html('/kk/series/xaa/cases'))).toContain('Мұны дәйексөзге алсаңыз');
  });

  it('recomputes money, and says where no rate is on file', async () => {
    const text = readable(await html('/en/series/xaa/aid'));
    expect(text).toMatch(
      /The source says 1,113,900\sUSD\. At 149\.1 KZT for one USD, the average of 2012: about 11,400,000\sUSD\./,
    );
    expect(text).toContain('One of the two sums is off by a factor of about 10.');
    expect(text).toContain('No rate of KZT to USD is on file for this date: not recomputed.');
  });
});

describe('small numbers at every door', () => {
  const DOORS = [
    '/en/series/xaa/found',
    '/ru/series/xaa/found',
    '/en/series/xaa/found.csv',
    '/en/series/xaa/found.json',
    '/en/country/xaa/statistics?q=found',
    '/en/country/xaa/statistics.csv?q=found',
    '/en/country/xaa/statistics.json?q=found',
    '/en/record/xaa/series/found',
  ];

  it.each(DOORS)('%s tells neither a small count by place nor what it could be subtracted from', async (door) => {
    const body = await html(door);
    const told = door.includes('.') ? body : readable(body.replace(/ d="[^"]*"/g, ''));
    expect(told).toContain('46');
    expect(told).not.toMatch(/\b42\b|Four|of these/);
    expect(told).not.toMatch(/(North["':, ]+|value": |,)(4|7|8)\b(?!\d)/);
    // In the drawing a hidden count stands from nought to the limit, wherever it really is.
    const bars = [...body.matchAll(/class="rng" d="M[\d.-]+ ([\d.-]+)h10/g)].map(([, y]) => y);
    expect(new Set(bars).size).toBeLessThan(3);
  });

  it('gives files with units, sources and licence, under the name of the day', async () => {
    const response = await get('/en/series/xaa/found.csv');
    expect(response.headers.get('content-disposition')).toContain('xaa-found-2026-11-22.csv');
    const text = await response.text();
    expect(text).toContain('Children found,children');
    expect(text).toContain('CC-BY-4.0');
    expect(text).toContain('2021,,,9,,small,North');
  });
});

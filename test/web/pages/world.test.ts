/** The world on one question: map, coverage, regions, the table by address, files; and states compared. */
import { describe, expect, it } from 'vitest';
import { createDataset } from '../../../src/core/dataset.ts';
import type { AnyRecord } from '../../../src/core/model/index.ts';
import { createApp } from '../../../src/web/server.tsx';
import { dataset as example, readable } from './example.ts';

const citations = [{ source: 'xaa/source/report' }];
const country = (id: string, alpha2: string, name: string, region: string) => ({
  kind: 'country',
  id,
  country: id,
  name,
  alpha2,
  region,
});
const finding = (id: string, question: string, value: boolean, from: string) => ({
  kind: 'finding',
  id: `${id}/finding/${question}`,
  country: id,
  question,
  value,
  from,
  citations,
  readOn: '2025',
  review: 'reviewed',
});
const tier = (id: string, observations: object[]) => ({
  kind: 'series',
  id: `${id}/series/tier`,
  country: id,
  title: 'Tier',
  topic: 'trafficking',
  unit: 'tier',
  scale: 'tiers',
  children: false,
  observations: observations.map((one) => ({ citations, ...one })),
});

const ADDED = [
  country('kaz', 'KZ', 'Kazakhstan', 'Central Asia'),
  country('uzb', 'UZ', 'Uzbekistan', 'Central Asia'),
  country('deu', 'DE', 'Germany', 'Western Europe'),
  country('abw', 'AW', 'Aruba', 'Latin America and the Caribbean'),
  finding('kaz', 'abroad.active', true, '2015-01-01'),
  finding('kaz', 'abroad.passive', true, '2015-01-01'),
  finding('kaz', 'abroad.double', false, '2020-06-01'),
  finding('deu', 'abroad.active', false, '2010-01-01'),
  finding('deu', 'abroad.passive', false, '2010-01-01'),
  {
    kind: 'treaty-action',
    id: 'kaz/treaty-action/opsc/a',
    country: 'kaz',
    instrument: 'opsc',
    action: 'ratification',
    date: '2001-08-24',
    citations,
  },
  {
    kind: 'treaty-action',
    id: 'deu/treaty-action/opsc/a',
    country: 'deu',
    instrument: 'opsc',
    action: 'signature',
    date: '2000-09-06',
    citations,
  },
  {
    kind: 'framework',
    id: 'tiers',
    title: 'Tiers of another assessor',
    description: 'A judgement that is not ours.',
    publisher: 'Their Department',
    scale: [
      { id: '1', label: 'Tier 1' },
      { id: '2', label: 'Tier 2' },
    ],
    indicators: [],
    notes: 'Of 2020 one list alone could be read.',
  },
  tier('kaz', [
    { period: '2015', value: '2' },
    { period: '2020', value: '2' },
  ]),
  tier('deu', [
    { period: '2014', value: '2' },
    { period: '2015', value: '1' },
  ]),
  tier('abw', [{ period: '2015', value: '2' }]),
];

const app = createApp({
  platform: {
    record: async () => ({
      dataset: createDataset([...example.records, ...(ADDED as unknown as AnyRecord[])]),
      revision: 1,
      at: undefined,
    }),
  },
  assets: {
    names: {},
    world: {
      width: 10,
      height: 10,
      states: { kaz: 'M1 1z', uzb: 'M2 2z', deu: 'M3 3z' },
      dots: { mco: [4, 4] },
      centres: { kaz: [1, 1] },
      neutral: 'M9 9z',
      alone: {},
    },
    files: new Map(),
  },
  clock: () => new Date('2026-11-22T12:00:00Z'),
});
const page = async (path: string) => (await app.request(`http://localhost${path}`)).text();
const text = async (path: string) => readable(await page(path));

/** The names in the table, in its order. */
const rowsIn = (html: string): string[] =>
  [...html.slice(html.indexOf('id="states-h"')).matchAll(/<th role="rowheader"[^>]*>(?:<a[^>]*>)?([^<]+)/g)].map(
    ([, name = '']) => name,
  );
const INDICATOR = 'of=progress-indicators/abroad';

describe('an indicator over the world', () => {
  it('fills the states of one status with one path, and draws the rest as land', async () => {
    const html = await page(`/en/world?${INDICATOR}`);
    expect(html).toContain('<path data-f="met" d="M1 1z"');
    expect(html).toContain('<path data-f="notmet" d="M3 3z"');
    expect(html).toContain('<path d="M2 2z"');
  });

  it('says of how many states something is known, everywhere the map stands', async () => {
    for (const path of [`/en/world?${INDICATOR}`, `/en?${INDICATOR}`, '/en/framework/progress-indicators/abroad']) {
      expect(await text(path), path).toMatch(/2 of 195 states with information on 22 November 2026/);
    }
  });

  it('shows another day', async () => {
    expect(await text(`/en/world?${INDICATOR}&asOf=2013`)).toContain(
      '1 of 195 states with information on 1 January 2013',
    );
  });

  it('gives since when a status holds', async () => {
    const html = await page(`/en/world?${INDICATOR}&region=central-asia`);
    expect(readable(html.slice(html.indexOf('id="states-h"')))).toMatch(/Kazakhstan.*Met.*1 Jun 2020/);
  });

  it('counts by region, and leads to each', async () => {
    const html = await page(`/en/world?${INDICATOR}`);
    expect(readable(html.slice(html.indexOf('id="regions-h"')))).toMatch(
      /Asia 1 0 0 0 1 1 of 2 Central Asia 1 0 0 0 1 1 of 2 Europe 0 0 1 0 0 1 of 1/,
    );
    expect(html).toContain('/en/world?of=progress-indicators%2Fabroad&amp;region=asia');
  });
});

describe('the table', () => {
  it('holds the region asked for, a part of the world or one of its regions', async () => {
    expect(rowsIn(await page(`/en/world?${INDICATOR}&region=asia`))).toEqual(['Kazakhstan', 'Uzbekistan']);
    expect(rowsIn(await page(`/en/world?${INDICATOR}&region=western-europe`))).toEqual(['Germany']);
  });

  it('holds the status asked for', async () => {
    expect(rowsIn(await page(`/en/world?${INDICATOR}&status=not-met`))).toEqual(['Germany']);
    expect(await text(`/en/world?${INDICATOR}&status=no-information`)).toContain('No state matches.');
  });

  it.each([
    ['name', 'Afghanistan'],
    ['-name', 'Zimbabwe'],
    ['status', 'Kazakhstan'],
    ['-status', 'Afghanistan'],
    ['region', 'Kazakhstan'],
    ['since', 'Exampleland'],
    ['-since', 'Kazakhstan'],
  ])('is sorted by address: %s puts %s first', async (sort, first) => {
    expect(rowsIn(await page(`/en/world?${INDICATOR}&sort=${sort}`))[0]).toBe(first);
  });

  it('says how it is sorted, and the head of the column turns it round', async () => {
    const html = await page(`/en/world?${INDICATOR}&sort=status`);
    expect(html).toMatch(/aria-sort="ascending"><a class="quiet-link" href="[^"]*sort=-status#states-h"/);
  });

  it('names every state, and of territories those of which something is known', async () => {
    expect(rowsIn(await page(`/en/world?${INDICATOR}`))).toHaveLength(196);
  });
});

describe('a treaty over the world', () => {
  it('tells parties, signatories and what nobody knows apart', async () => {
    const html = await page('/en/world?of=opsc&region=asia');
    expect(html).toContain('<path data-f="met" d="M1 1z"');
    expect(readable(html)).toContain('1 of 2 states with information');
    expect(readable(html.slice(html.indexOf('id="states-h"')))).toMatch(/Kazakhstan.*24 Aug 2001/);
  });

  it('leads to the treaty', async () =>
    expect(await page('/en/world?of=opsc')).toContain('href="/en/instrument/opsc"'));
});

describe('placements by another assessor', () => {
  it('are called theirs wherever they are shown, and have no mark of ours', async () => {
    for (const path of ['/en?of=tiers', '/en/world?of=tiers', '/en/compare?framework=tiers']) {
      const html = await page(path);
      expect(readable(html), path).toContain('This is the judgement of another assessor, not ours: Their Department.');
      expect(readable(html), path).toContain('Of 2020 one list alone could be read.');
    }
    expect(await page('/en/world?of=tiers')).toContain('<path data-f="s2" d="M1 1z"');
  });

  it('are those of the latest year with every step on file, unless another is asked for', async () => {
    expect(await text('/en/world?of=tiers')).toContain('2 of 195 states with information in the report of 2015');
    expect(await text('/en/world?of=tiers&asOf=2020')).toContain(
      '1 of 195 states with information in the report of 2020',
    );
    expect(await text('/en/world?of=tiers&asOf=2017')).toContain('in the report of 2015');
  });

  it('name territories that are no states, and do not count them', async () => {
    expect(rowsIn(await page('/en/world?of=tiers&region=americas'))).toContain('Aruba');
  });

  it('say what they were the year before, where it was another', async () => {
    const html = await page('/en/world?of=tiers&region=europe');
    expect(readable(html)).toMatch(/Germany.*Tier 1.*the year before: Tier 2/);
  });
});

describe('files of what is seen', () => {
  it('hold the rows of the table in its order', async () => {
    const csv = await page(`/en/world.csv?${INDICATOR}&region=asia&sort=-name`);
    const lines = csv.replace('\uFEFF', '').trim().split('\r\n');
    expect(lines[0]).toMatch(/^country,name,region,state,measure,title,assessor,date,value,label,known,since/);
    expect(lines.slice(1).map((line) => line.slice(0, 3))).toEqual(['uzb', 'kaz']);
    expect(lines[2]).toContain('met,Met,true,2020-06-01');
  });

  it('say how much is known, and whose judgement a placement is', async () => {
    const file = JSON.parse(await page('/ru/world.json?of=tiers&region=asia'));
    expect(file.coverage).toEqual({ known: 1, of: 2 });
    expect(file.rows[0]).toMatchObject({
      country: 'kaz',
      assessor: 'Their Department',
      date: '2015',
      value: '2',
      sources: ['xaa/source/report'],
    });
    expect(file.rows[1]).toMatchObject({ country: 'uzb', value: 'not-on-file', known: false });
  });

  it('hold every row and column of a comparison', async () => {
    const { rows } = JSON.parse(await page('/en/compare.json?framework=tiers&countries=kaz,deu'));
    expect(
      rows.map((row: { country: string; date: string; value: string }) => `${row.country} ${row.date} ${row.value}`),
    ).toEqual(['deu 2014 2', 'deu 2015 1', 'deu 2020 not-on-file', 'kaz 2014 not-on-file', 'kaz 2015 2', 'kaz 2020 2']);
  });
});

describe('compare', () => {
  const rowsOf = (html: string) =>
    [...html.matchAll(/<th scope="row"><a href="\/en\/country\/(\w+)/g)].map(([, code]) => code);

  it('holds the states of a region, those of which nothing is known too', async () => {
    expect(rowsOf(await page('/en/compare?region=central-asia'))).toEqual(['kaz', 'uzb']);
  });

  it('says of how many cells something is known', async () => {
    expect(await text('/en/compare?region=central-asia')).toContain('1 of 2 cells with information');
  });

  it('holds one state against its past on a treaty', async () => {
    const html = await page('/en/compare?framework=treaties&country=kaz&dates=2000-06,2010');
    const cells = [...html.matchAll(/<span class="vh">([^<]+)<\/span>/g)].map(([, words]) => words);
    expect(cells).toContain('Party');
    expect(rowsOf(html)).toEqual(['kaz', 'kaz']);
  });

  it('holds the reports of another assessor year by year', async () => {
    const html = await page('/en/compare?framework=tiers&country=deu');
    expect(html).toContain('href="/en/world?asOf=2014&amp;of=tiers"');
    expect(rowsOf(html)).toEqual(['deu']);
  });
});

describe('states, A to Z', () => {
  it('are narrowed to a region, with how many have a status', async () => {
    const html = await page('/en/countries?region=asia');
    expect(readable(html)).toContain('2 states and territories, 1 of them with a status');
    expect(html).not.toContain('>Germany<');
  });
});

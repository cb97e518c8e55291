/** The pages and files of treaties: counts with coverage, every date cited, disagreements shown. */
import { beforeAll, expect, test } from 'vitest';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});

const textOf = (html: string) =>
  html
    .slice(html.indexOf('<main'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

test('a treaty says how many states are parties, and of how many anything is known', async () => {
  const text = textOf(await site.page('/en/instrument/budapest'));
  expect(text).toContain('parties 54 ; signed, no deposit on file 0; not parties 5; not known 136.');
  expect(text).toContain('Sources on file say where 59 of 195 states stand.');
  expect(text).toMatch(/136 states of which nothing is on file/);
});

test('map, table and files of a treaty tell the same', async () => {
  const html = await site.page('/en/instrument/opsc');
  expect(html).toContain('World map. Party: 177; Signed, no deposit on file: 7; Not a party: 10; Not known: 1.');
  expect(html.match(/<td role="cell" data-l="Signed"/g)?.length).toBe(194);
  const csv = await (await site.get('/en/instrument/opsc.csv')).text();
  expect(csv.match(/,party,/g)?.length).toBe(177);
  const json = await (await site.get('/en/instrument/opsc.json')).json();
  expect(json.states.filter(({ state }: { state: string }) => state === 'signed')).toHaveLength(7);
});

test('filters work by address, and files hold what is seen', async () => {
  const text = textOf(await site.page('/en/instrument/opic?region=central-asia&state=none'));
  expect(text).toContain('Showing 4 of 195');
  const csv = await (await site.get('/en/instrument/opic.csv?region=central-asia&state=none')).text();
  expect(csv.trim().split('\r\n')).toHaveLength(5);
});

test('every date in a table is cited, and the list has each source once', async () => {
  const html = await site.page('/en/country/kaz/treaties');
  const rows = [...html.matchAll(/<tr role="row"><th role="rowheader".*?<\/tr>/g)].map(([row]) => row);
  const opsc = rows.find((row) => row.includes('#t-opsc')) ?? '';
  expect(opsc).toMatch(/24\sAug\s2001<\/span>.*?href="#tr-\d+"/);
  expect(opsc).toMatch(
    /<s class="dim"><span class="num">24\sAug\s1994<\/span><\/s><sup class="refs"><a href="#tr-\d+"/,
  );
  const targets = [...html.matchAll(/href="#(tr-\d+)"/g)].map(([, id]) => id);
  for (const id of targets) expect(html).toContain(`<li id="${id}">`);
});

test('what was due and nobody looked for is never called overdue', async () => {
  const text = textOf(await site.page('/en/country/kaz/treaties'));
  expect(text).toContain('No report on file');
  expect(text).not.toContain('Overdue');
});

test('a past day shows what held then', async () => {
  const text = textOf(await site.page('/en/instrument/crc?asOf=1990-06'));
  expect(text).toContain('On 1 June 1990:');
  expect(textOf(await site.page('/en/country/kaz/treaties?asOf=1995'))).not.toContain('OPSC');
});

test('a record of an instrument leads to its page; a mechanism has no map', async () => {
  expect(await site.page('/en/framework/progress-indicators/national-commitments')).toContain('href="/en/instrument/');
  expect(await site.page('/en/instrument/upr')).not.toContain('World map.');
  expect((await site.get('/en/instrument/nothing')).status).toBe(404);
});

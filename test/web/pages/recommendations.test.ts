import { beforeAll, describe, expect, test } from 'vitest';
import { addressOf } from '../../../src/core/address.ts';
import { ledger } from '../../../src/core/commitments/ledger.ts';
import { threadsIn } from '../../../src/core/commitments/threads.ts';
import { firstDay } from '../../../src/core/time.ts';
import { openSite, type Site, TODAY } from '../site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});

const today = firstDay(TODAY.toISOString().slice(0, 10));
const asked = (query: Record<string, string>) => ledger(site.dataset, 'kaz', today, query);
const rows = (html: string) => html.match(/<span class="id">/g)?.length ?? 0;

describe('the ledger', () => {
  test('says in a sentence what became of all, and shows fifty at a time', async () => {
    const page = await site.page('/en/country/kaz/recommendations');
    expect(page).toContain(`${asked({}).total} recommendations are on file.`);
    expect(rows(page)).toBe(50);
    expect(rows(await site.page('/en/country/kaz/recommendations?page=3'))).toBe(asked({}).total - 100);
  });

  test('filters by its address alone, and says by what', async () => {
    const query = { status: 'not-done', theme: 'rio/29' };
    const page = await site.page('/en/country/kaz/recommendations?status=not-done&theme=rio/29');
    expect(asked(query).shown.length).toBeGreaterThan(0);
    expect(rows(page)).toBe(asked(query).shown.length);
    expect(page).toMatch(/recommendations? match(es)?: .*Not done/);
  });

  test('gives what is seen as CSV and JSON, with the same filters and every page', async () => {
    const { shown } = asked({ kind: 'legal' });
    const json = (await (await site.get('/ru/country/kaz/recommendations.json?kind=legal')).json()) as {
      licence: string;
      recommendations: { id: string }[];
    };
    expect(json.recommendations.map(({ id }) => id)).toEqual(shown.map(({ record }) => record.id));
    expect(json.licence).toBe('CC-BY-4.0');
    const csv = await (await site.get('/ru/country/kaz/recommendations.csv?kind=legal')).text();
    const parts = shown.reduce((sum, { record }) => sum + Math.max(1, record.parts?.length ?? 0), 0);
    expect(csv.match(/^kaz\/recommendation\//gm)).toHaveLength(parts);
  });

  test('of another day holds what had been asked by then', async () => {
    expect(await site.page('/en/country/kaz/recommendations?asOf=2008')).toContain('14 recommendations are on file.');
  });

  test('stands over all states too', async () => {
    expect(await site.page('/en/recommendations?country=kaz')).toContain('Kazakhstan');
  });
});

test('a page of one shows both verdicts side by side, its parts with the answer each would change, and its thread', async () => {
  const page = await site.page('/en/recommendation/kaz/upr-2010/9');
  expect(page).toContain('Independent verdict');
  expect(page).toContain('Ministry of Foreign Affairs');
  expect(page).toContain('Is there a stand-alone law on trafficking in persons?');
  expect((await site.get('/en/recommendation/kaz/none/1')).status).toBe(404);
});

test('every thread has a page that names all its members, by the id of any', async () => {
  for (const { id, members } of threadsIn(site.dataset, 'kaz')) {
    const page = await site.page(`/en/thread/${id.replace('/recommendation/', '/')}`);
    for (const member of members) expect(page).toContain(addressOf(member));
  }
});

test('the timeline has a bar or a line for each, and a table beside it', async () => {
  const page = await site.page('/en/country/kaz/recommendations/timeline');
  const wide = /<svg class="strip-svg lanes wide"[\s\S]*?<\/svg>/.exec(page)?.[0] ?? '';
  expect(wide.match(/data-f=/g)).toHaveLength(asked({}).total);
  expect(page).toContain('The oldest still open has waited 20 years.');
  expect((await site.get('/en/country/xxx/recommendations/timeline')).status).toBe(404);
});

/** Editions and the change log as readers meet them: pages, files that stay, and feeds that are valid Atom. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actsOn } from '../../src/app/following.ts';
import { openPlatform, type Platform } from '../../src/app/platform.ts';
import { canonical, contentOf, type Edition } from '../../src/core/editions/frozen.ts';
import type { AnyRecord } from '../../src/core/model/index.ts';
import { buildReport } from '../../src/report/build.ts';
import { sha256Of } from '../../src/store/snapshots.ts';
import { createApp } from '../../src/web/server.tsx';
import { ONE } from '../report/example.ts';

const SIGNED = { author: 'An Editor', reason: 'First state' };
let folder = '';
let platform: Platform;
let get: (path: string, init?: RequestInit) => Promise<Response>;
let edition: Edition;
let now = Date.parse('2026-11-20T12:00:00Z');
const clock = () => {
  now += 1000;
  return new Date(now);
};

const text = async (path: string): Promise<string> => {
  const response = await get(path);
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dutybearer-following-'));
  const config = { location: { kind: 'sqlite' as const, folder }, shippedDataset: '' };
  platform = await openPlatform(config, { clock });
  await platform.importFolder('test/fixtures/example', SIGNED);
  edition = await frozen();
  await platform.importRecords([edition], { author: 'An Editor', reason: 'Edition 1' });
  await platform.importRecords(change, { author: 'An Editor', reason: 'A <new> answer & its period' });
  const assets = { names: {}, world: undefined, files: new Map() };
  const app = createApp({ platform, assets, clock: () => new Date('2026-11-22T12:00:00Z') });
  get = async (path, init) => app.request(`http://localhost${path}`, init);
});
afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An answer turned round, from which statuses follow. */
const change = (dataset: { readonly records: readonly AnyRecord[] }): AnyRecord[] => {
  const finding = dataset.records.find(
    (record) =>
      record.kind === 'finding' && record.country === 'xaa' && typeof record.value === 'boolean' && !record.to,
  );
  if (finding?.kind !== 'finding') throw new Error('the example has no such finding');
  return [{ ...finding, value: !finding.value }];
};

async function frozen(): Promise<Edition> {
  const { dataset, at = '', revision } = await platform.record();
  const { document } = buildReport(dataset, {
    country: 'xaa',
    template: ONE,
    language: 'en',
    asOf: '2026-11-20',
    day: 20777,
    knownAt: at,
    revision,
    paper: 'a4',
  });
  const bytes = new TextEncoder().encode(canonical(document));
  const { sha256 } = await platform.snapshots.keep(bytes);
  const files = [{ language: 'en' as const, format: 'json' as const, sha256, size: bytes.length }];
  return {
    kind: 'edition',
    id: 'xaa/edition/1',
    country: 'xaa',
    title: { en: 'Examplia <frozen>', ru: 'Эксамплия' },
    number: 1,
    template: 'country-report',
    published: '2026-11-20',
    asOf: '2026-11-20',
    knownAt: at,
    revision,
    paper: 'a4',
    address: 'https://example.org/edition/xaa/1',
    languages: ['en'],
    program: '0.1.0',
    sha256: sha256Of(new TextEncoder().encode(contentOf(files))),
    files,
    errata: [{ text: 'Read 12, not 21.', on: '2026-11-21' }],
  };
}

describe('pages of editions', () => {
  test('are listed, and say what they are', async () => {
    expect(await text('/en/editions')).toContain('href="/en/edition/xaa/1"');
    const page = await text('/en/edition/xaa/1');
    expect(page).toContain('Frozen 20 November 2026');
    expect(page).toContain('Examplia &lt;frozen&gt;');
    expect(page).toContain('https://example.org/edition/xaa/1');
    expect(page).toContain(edition.sha256.slice(0, 8));
    expect(page).toContain('Read 12, not 21.');
    expect(page.match(/<h1/g)).toHaveLength(1);
  });

  test('tell what changed since, in meaning', async () => {
    const page = await text('/en/edition/xaa/1');
    expect(page).toContain('id="since-findings"');
    expect(page).toContain('href="/en/country/xaa"');
  });

  test.each(['en', 'ru', 'kk'])('show the frozen text with its errata, in the interface %s', async (language) => {
    const page = await text(`/${language}/edition/xaa/1/en`);
    expect(page).toContain('<article class="report" lang="en">');
    expect(page).toMatch(/Erratum, 21 November 2026[\s\S]*Read 12, not 21\./);
    expect(page.match(/<h1/g)).toHaveLength(1);
  });

  test('have permanent addresses, and files that never change', async () => {
    const redirect = await get('/edition/xaa/1', { headers: { 'accept-language': 'kk' } });
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, '/kk/edition/xaa/1']);
    const file = await get('/edition/xaa/1/en.json');
    expect(sha256Of(new Uint8Array(await file.arrayBuffer()))).toBe(edition.files[0]?.sha256);
    expect(file.headers.get('content-disposition')).toContain('attachment; filename="dutybearer-xaa-1-en.json"');
    const again = await get('/edition/xaa/1/en.json', {
      headers: { 'if-none-match': file.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  test.each([
    '/en/edition/xaa/2',
    '/en/edition/xaa/1/ru',
    '/edition/xaa/1/en.pdf',
    '/en/edition/xaa/1/en.pdf',
    '/en/edition/xaa/0',
  ])('nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

describe('the change log', () => {
  test('says what changed in meaning, newest first', async () => {
    const page = await text('/en/changes');
    const [first = '', second = ''] = page.split('<li').filter((part) => part.includes('<time'));
    expect(first).toContain('A &lt;new&gt; answer &amp; its period');
    expect(second).toContain('Edition 1');
  });

  test('computes statuses before and after an act', async () => {
    const { dataset, revision } = await platform.record();
    const { acts } = await actsOn(platform, { dataset, revision, day: 20779, limit: 10 });
    expect(acts.map(({ reason }) => reason)).toEqual(['A <new> answer & its period', 'Edition 1', 'First state']);
    expect(acts[0]?.changes.map(({ how, meanings }) => [how, meanings])).toEqual([['changed', ['value']]]);
    expect(acts[0]?.statuses.length).toBeGreaterThan(0);
    expect(acts[0]?.statuses.every(({ before, after }) => before !== after)).toBe(true);
  });

  test.each([
    ['country=xaa', 'A &lt;new&gt; answer', 'nothing'],
    ['kind=edition', 'Edition 1', 'A &lt;new&gt; answer'],
    ['meaning=source', 'First state', 'A &lt;new&gt; answer'],
    ['meaning=value&kind=finding', 'A &lt;new&gt; answer', '>Edition 1</h2>'],
    ['country=zzz', 'Nothing matches these filters', 'First state'],
    ['before=2', 'First state', 'A &lt;new&gt; answer'],
    ['before=-1&country=%3Cscript%3E', 'Nothing matches', '<script>'],
  ])('filtered by %s', async (query, there, notThere) => {
    const page = await text(`/en/changes?${query}`);
    expect(page).toContain(there);
    expect(page).not.toContain(notThere);
  });

  test('reads on from page to page', async () => {
    const { dataset, revision } = await platform.record();
    const seen: string[] = [];
    for (let before: number | undefined = revision + 1; before !== undefined; ) {
      const { acts, next } = await actsOn(platform, { dataset, revision, day: 20779, limit: 1, before });
      seen.push(...acts.map(({ reason }) => reason));
      before = next;
    }
    expect(seen).toEqual(['A <new> answer & its period', 'Edition 1', 'First state']);
  });
});

describe('feeds', () => {
  const feeds = [
    '/en/changes.atom',
    '/ru/country/xaa.atom',
    '/kk/country/xaa/review.atom',
    '/en/country/xaa/protection/age-of-consent.atom',
    '/en/law/xaa/penal-code.atom',
  ];
  test.each(feeds)('%s is Atom', async (path) => {
    const response = await get(path);
    expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const xml = await response.text();
    const { elements, errors } = parsed(xml);
    expect(errors).toEqual([]);
    const one = (name: string, within: string) => elements.filter((path) => path === `${within}/${name}`).length;
    for (const name of ['id', 'title', 'updated', 'author']) expect([name, one(name, '/feed')]).toEqual([name, 1]);
    const entries = one('entry', '/feed');
    for (const name of ['id', 'title', 'updated', 'content', 'link']) expect(one(name, '/feed/entry')).toBe(entries);
    for (const [, date = ''] of xml.matchAll(/<updated>(.*?)<\/updated>/g))
      expect(date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    const ids = [...xml.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids)
      expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await (await get(path)).text()).toBe(xml);
  });

  test('tell statuses, and are announced on their pages', async () => {
    expect(await text('/en/country/xaa.atom')).toMatch(/<title>A &lt;new&gt; answer &amp; its period<\/title>/);
    expect(await text('/en/country/xaa')).toContain('type="application/atom+xml" href="/en/country/xaa.atom"');
    expect(await text('/en/changes')).toContain('href="/en/changes.atom"');
  });

  test.each([
    '/en/country/zzz.atom',
    '/en/law/xaa/none.atom',
    '/en/recommendation/xaa/none.atom',
    '/en/country/xaa/none/none.atom',
  ])('none at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

/** Elements by their path, and what is wrong with the markup. */
function parsed(xml: string): { elements: string[]; errors: string[] } {
  const [elements, errors, open]: [string[], string[], string[]] = [[], [], []];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => errors.push(error.message));
  parser.on('opentag', ({ name, uri }) => {
    open.push(name);
    elements.push(`/${open.join('/')}`);
    if (uri !== 'http://www.w3.org/2005/Atom') errors.push(`${name} in ${uri}`);
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return { elements, errors };
}

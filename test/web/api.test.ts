/** The programming interface, bulk files and files about the site, over a store in a folder of its own. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPlatform, type Platform } from '../../src/app/platform.ts';
import { KIND_NAMES } from '../../src/core/model/index.ts';
import { OPERATIONS } from '../../src/web/api/operations.ts';
import { openSite, type Site, TODAY } from './site.ts';

const SITE = 'https://record.example';
const folder = mkdtempSync(join(tmpdir(), 'dutybearer-api-'));
let platform: Platform;
let site: Site;

beforeAll(async () => {
  const location = { kind: 'sqlite', folder: join(folder, 'store') } as const;
  platform = await openPlatform({ location, shippedDataset: resolve('data') }, { clock: () => TODAY });
  await platform.seed();
  site = await openSite({ platform, site: () => SITE });
}, 120_000);

afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Listed {
  readonly items: readonly Record<string, unknown>[];
  readonly next?: string;
  readonly total?: number;
  readonly state: { readonly revision: number; readonly permanent: string };
}

async function ask<T = Listed>(path: string): Promise<T> {
  const response = await site.get(`/api/v1${path}`);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
}

async function refused(path: string, init?: RequestInit) {
  const response = await site.get(path, init);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body = (await response.json()) as { status: number; title: string; errors?: { parameter: string }[] };
  expect(body.status).toBe(response.status);
  return { response, body };
}

describe('the API', () => {
  test('answers every operation with its example, and what it answers is described', async () => {
    const document = await ask<{ openapi: string; paths: object }>('/openapi.json');
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toHaveLength(OPERATIONS.length);
    const { framework, body } = site.dataset.indicators()[0] ?? {};
    const named: Record<string, string> = {
      id: 'kaz/law/criminal-code-2014',
      country: 'kaz',
      framework: framework?.id ?? '',
      indicator: body?.id ?? '',
    };
    for (const { path, id } of OPERATIONS) {
      const address = path.replace(/\{(\w+)\}/g, (_, name: string) => named[name] ?? '');
      const answer = await ask<Listed>(id === 'search' ? `${address}?q=trafficking` : address);
      expect(answer.state.revision, path).toBeGreaterThan(0);
    }
  });

  test('every reference in its description leads somewhere in it', async () => {
    const text = JSON.stringify(await ask<object>('/openapi.json'));
    const document = JSON.parse(text) as { components: { schemas: Record<string, object> } };
    const targets = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? ''));
    expect([...targets].filter((name) => !document.components.schemas[name])).toEqual([]);
    expect(targets.size).toBeGreaterThan(KIND_NAMES.length);
  });

  test('a list is read to its end by its cursor, each item once, in order', async () => {
    const seen: unknown[] = [];
    let next: string | undefined;
    do {
      const page: Listed = await ask(`/records/source?limit=60${next === undefined ? '' : `&cursor=${next}`}`);
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
    } while (next !== undefined);
    expect(seen).toHaveLength(site.dataset.all('source').length);
    expect(new Set(seen).size).toBe(seen.length);
    const response = await site.get('/api/v1/records/source?limit=60');
    expect(response.headers.get('link')).toMatch(/rel="next"/);
  });

  test('filters leave only what they name', async () => {
    const { items } = await ask('/records/finding?country=kaz&review=draft&limit=500');
    for (const { country, review } of items) expect([country, review]).toEqual(['kaz', 'draft']);
    const { total: all = 0 } = await ask('/records/finding?country=kaz&limit=1');
    const { total: then = 0 } = await ask('/records/finding?country=kaz&limit=1&asOf=2013');
    expect(then).toBeLessThan(all);
    expect(then).toBeGreaterThan(0);
  });

  test('the permanent address of an answer gives the same answer', async () => {
    const path = '/assessments?country=kaz&limit=5';
    const first = await ask(path);
    const again = await ask(first.state.permanent.slice(`${SITE}/api/v1`.length));
    expect(again.items).toEqual(first.items);
  });

  test('tells all parameters that are wrong together, and repeats none of an unknown name with signs in it', async () => {
    const { response, body } = await refused(
      '/api/v1/records/finding?country=Kazakhstan&limit=0&asOf=2013-02-30&colour=1&%3Cscript%3E=1',
    );
    expect(response.status).toBe(400);
    expect(body.errors?.map(({ parameter }) => parameter).sort()).toEqual(['asOf', 'colour', 'country', 'limit', '…']);
    expect(JSON.stringify(body)).not.toContain('<script');
  });

  test('refuses what is not there, what is not reading, and moments that are none, as problems', async () => {
    expect((await refused('/api/v1/nothing')).response.status).toBe(404);
    expect((await refused('/api/v1/record/kaz/nothing')).response.status).toBe(404);
    expect((await refused('/api/v1/search')).response.status).toBe(400);
    expect((await refused('/api/v1/countries?knownAt=yesterday')).response.status).toBe(400);
    expect((await refused('/api/v1/countries?cursor=%00')).response.status).toBe(400);
    expect((await refused(`/api/v1/search?q=${'a'.repeat(301)}`)).response.status).toBe(400);
    const { response } = await refused('/api/v1/countries', { method: 'POST' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  test('an unchanged answer is 304, HEAD has no body, and any origin may read', async () => {
    const first = await site.get('/api/v1/countries?limit=2');
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    const again = await site.get('/api/v1/countries?limit=2', { headers: { 'If-None-Match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const head = await site.get('/api/v1/countries?limit=2', { method: 'HEAD' });
    expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([200, '', etag]);
    const preflight = await site.get('/api/v1/countries', { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, HEAD, OPTIONS',
    ]);
  });

  test('tells the allowance, refuses beyond it, and counts each address for itself', async () => {
    const limited = await openSite({ platform, limit: { requests: 2, seconds: 60 }, behindProxy: true });
    const from = (address: string) =>
      limited.get('/api/v1/countries?limit=1', { headers: { 'X-Forwarded-For': `9.9.9.9, ${address}` } });
    expect((await from('192.0.2.1')).headers.get('ratelimit')).toMatch(/^"default";r=1;t=\d+$/);
    await from('192.0.2.1');
    const beyond = await from('192.0.2.1');
    expect(beyond.status).toBe(429);
    expect(Number(beyond.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(beyond.headers.get('ratelimit-policy')).toBe('"default";q=2;w=60');
    expect((await from('192.0.2.2')).status).toBe(200);
    // Two addresses of one network of version 6 are one.
    await from('2001:db8::1');
    await from('2001:db8::2');
    expect((await from('2001:db8::3')).status).toBe(429);
  });

  test('no output gives a telephone that nobody confirmed, where a shelter stands, or who made a revision', async () => {
    const services = site.dataset.all('service');
    const { items } = await ask<Listed>('/records/service?limit=500');
    for (const service of services) {
      const item = items.find(({ id }) => id === service.id) ?? {};
      if (service.type === 'shelter') expect(item).not.toHaveProperty('city');
      if (item.phone !== undefined) expect(service.verifiedOn).toBeDefined();
    }
    const { items: revisions } = await ask('/changes?limit=5');
    for (const revision of revisions) expect(revision).not.toHaveProperty('author');
  });

  test('finds, with facets, and does not keep the query', async () => {
    const found = await ask<Listed & { facets: object }>('/search?q=trafficking&country=kaz&limit=3');
    expect(found.items).toHaveLength(3);
    expect(found.next).toBeDefined();
    const more = await ask(`/search?q=trafficking&country=kaz&limit=3&cursor=${found.next}`);
    expect(more.items[0]?.id).not.toBe(found.items[0]?.id);
  });
});

test('a dataset folder is searched too, has no history, and says so', async () => {
  const { platform: _store, ...parts } = site.parts;
  const { openFolder } = await import('../../src/app/platform.ts');
  const overFolder = await openSite({ ...parts, platform: await openFolder(resolve('data')) });
  expect((await overFolder.get('/api/v1/search?q=trafficking&limit=1')).status).toBe(200);
  const changes = await overFolder.get('/api/v1/changes');
  expect([changes.status, await changes.text()]).toEqual([404, expect.stringContaining('has no history')]);
  expect((await overFolder.get('/api/v1/countries?knownAt=2026-01-01')).status).toBe(400);
}, 60_000);

describe('bulk downloads', () => {
  async function download(path: string): Promise<{ file: string; response: Response }> {
    const response = await site.get(path);
    expect(response.status, path).toBe(200);
    const file = join(folder, path.slice(path.lastIndexOf('/') + 1));
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes.length).toBe(Number(response.headers.get('content-length')));
    writeFileSync(file, bytes);
    return { file, response };
  }
  const unzip = (file: string, into: string) =>
    execFileSync('python3', [
      '-c',
      'import sys,zipfile;zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])',
      file,
      into,
    ]);

  test('the SQLite file holds every record', async () => {
    const { file } = await download('/data/dutybearer.sqlite');
    const database = new DatabaseSync(file, { readOnly: true });
    const count = (table: string) => database.prepare(`select count(*) as n from "${table}"`).get()?.n;
    expect(count('finding')).toBe(site.dataset.all('finding').length);
    expect(count('treaty_action')).toBe(site.dataset.all('treaty-action').length);
    expect(Number(count('citation'))).toBeGreaterThan(1000);
    expect(Number(count('status'))).toBeGreaterThan(100);
    expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database.close();
  });

  test('the dataset folder is a valid dataset, and the same download is not made twice', async () => {
    const { file, response } = await download('/data/dutybearer.zip');
    unzip(file, join(folder, 'unzipped'));
    const { readDataset } = await import('../../src/formats/dataset.ts');
    const { records, issues } = await readDataset(join(folder, 'unzipped/dutybearer'));
    expect(issues).toEqual([]);
    expect(records).toHaveLength(site.dataset.records.length);
    const etag = response.headers.get('etag') ?? '';
    expect((await site.get('/data/dutybearer.zip', { headers: { 'If-None-Match': etag } })).status).toBe(304);
  }, 60_000);

  test('the CSV package describes each of its tables as it is', async () => {
    const { file } = await download('/data/dutybearer-csv.zip');
    const into = join(folder, 'csv');
    unzip(file, into);
    const { readFileSync } = await import('node:fs');
    const { createHash } = await import('node:crypto');
    const description = JSON.parse(readFileSync(join(into, 'datapackage.json'), 'utf8')) as {
      resources: { path: string; hash: string; schema: { fields: { name: string }[] } }[];
    };
    for (const { path, hash, schema } of description.resources) {
      const bytes = readFileSync(join(into, path));
      expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(hash);
      expect(bytes.toString().split('\r\n')[0]).toBe(schema.fields.map(({ name }) => name).join(','));
    }
  });
});

describe('files about the site', () => {
  test('the catalogue says the same as JSON-LD and as Turtle', async () => {
    const json = (await (await site.get('/catalogue.jsonld')).json()) as { '@graph': { '@id': string }[] };
    const turtle = await (await site.get('/catalogue.ttl')).text();
    for (const { '@id': id } of json['@graph']) expect(turtle).toContain(`<${id}> a `);
    expect(turtle).toContain(`<${SITE}/data/dutybearer.sqlite>`);
  });

  test('the sitemap leads to pages that are there, in three languages', async () => {
    const index = await (await site.get('/sitemap.xml')).text();
    const parts = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => address);
    const addresses = new Set<string>();
    for (const part of parts) {
      const text = await (await site.get(part.slice(SITE.length))).text();
      for (const [, address = ''] of text.matchAll(/<loc>([^<]+)<\/loc>/g)) addresses.add(address);
    }
    const all = [...addresses];
    expect(all.length % 3).toBe(0);
    for (let n = 0; n < all.length; n += Math.floor(all.length / 60)) {
      expect((await site.get(all[n]?.slice(SITE.length) ?? '')).status, all[n]).toBe(200);
    }
    expect(await (await site.get('/robots.txt')).text()).toContain(`Sitemap: ${SITE}/sitemap.xml`);
    expect((await site.get('/sitemap-99.xml')).status).toBe(404);
  });
});

describe('pages as data', () => {
  test('every file that a page names is there, and is what it says', async () => {
    const paths = [
      '/countries',
      '/glossary',
      '/frameworks',
      '/instruments',
      '/country/kaz',
      '/country/kaz/findings',
      '/country/kaz/organisations',
      '/country/kaz/statistics',
      '/law/kaz/criminal-code-2014',
      ...oneOf('source', 'finding', 'instrument', 'plan', 'question', 'term', 'service', 'event'),
      ...['/country/kaz/', '/framework/'].map((before) => before + (site.dataset.indicators()[0]?.id ?? '')),
    ];
    for (const path of paths) {
      const html = await site.page(`/en${path}`);
      const files = [...html.matchAll(/<link rel="alternate" type="([^"]+)" href="([^"]+)"/g)];
      expect(files.length, path).toBeGreaterThan(0);
      for (const [, type = '', href = ''] of files) {
        const response = await site.get(href.replaceAll('&amp;', '&'));
        expect(response.status, href).toBe(200);
        expect(response.headers.get('content-type'), href).toContain(type);
        const text = await response.text();
        if (type.includes('json')) JSON.parse(text);
      }
    }
  });

  function oneOf(...kinds: Parameters<Site['dataset']['all']>[0][]): string[] {
    return kinds.flatMap((kind) => {
      const [record] = site.dataset.all(kind);
      return record ? [`/record/${record.id}`] : [];
    });
  }

  test('a status is a review of a claim, derived from findings by a rule', async () => {
    const [indicator] = site.dataset.indicators();
    const response = await site.get(`/en/country/kaz/${indicator?.id}.jsonld?asOf=2020`);
    const { '@graph': graph } = (await response.json()) as { '@graph': Record<string, unknown>[] };
    expect(graph[0]?.['@type']).toEqual(['ClaimReview', 'prov:Entity']);
    expect(graph[0]?.['@id']).toMatch(new RegExp(`^${SITE}/country/kaz/.*asOf=2020&knownAt=`));
    expect(graph[1]?.['@type']).toBe('prov:Activity');
  });

  test('the words a record quotes are annotations of their source', async () => {
    const quoting = site.dataset.records.find((record) => JSON.stringify(record).includes('"quote"'));
    if (!quoting) throw new Error('no record quotes');
    const text = await (await site.get(`/en/record/${quoting.id}.jsonld`)).text();
    expect(text).toContain('oa:TextQuoteSelector');
    expect(text).toContain('prov:wasDerivedFrom');
  });

  test('every kind of page says how to cite it, in three forms, with its permanent address', async () => {
    const html = await site.page('/en/country/kaz');
    expect(html).toContain(`${SITE}/en/country/kaz?asOf=2026-11-22&amp;knownAt=`);
    const bib = await (await site.get('/en/country/kaz.bib')).text();
    expect(bib).toMatch(/^@misc\{dutybearer-en-country-kaz-2026-11-22,/);
    expect(bib).toContain('title = {{Kazakhstan}}');
    const ris = await (await site.get('/ru/country/kaz/findings.ris?asOf=2020')).text();
    expect(ris).toMatch(/^TY {2}- ELEC\r\n/);
    expect(ris).toContain('asOf=2020');
    const csl = (await (await site.get('/en/index.csl.json')).json()) as { type: string; title: string }[];
    expect(csl[0]).toMatchObject({ type: 'webpage' });
    expect((await site.get('/en/country/xyz.bib')).status).toBe(404);
  });

  test('a permanent address leads to the language of the reader', async () => {
    const response = await site.get('/country/kaz?asOf=2020', { headers: { 'Accept-Language': 'ru' } });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/ru/country/kaz?asOf=2020']);
  });

  test('pages tell machines their one address, their languages and what they are', async () => {
    const html = await site.page('/kk/countries?asOf=2020');
    expect(html).toContain(`<link rel="canonical" href="${SITE}/kk/countries?asOf=2020"/>`);
    expect(html).toContain(`hreflang="ru" href="${SITE}/ru/countries?asOf=2020"`);
    expect(html).toContain('property="og:title"');
  });
});

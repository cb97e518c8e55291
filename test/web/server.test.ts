import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { createDataset } from '../../src/core/dataset.ts';
import { PlatformError } from '../../src/core/errors.ts';
import { SECURITY_HEADERS } from '../../src/web/headers.ts';
import { createApp, type LogEntry, serve } from '../../src/web/server.tsx';
import { openSite, type Site, TODAY } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});

describe('headers', () => {
  test.each([
    ['a page', '/en', {}],
    ['a file', '/static', {}],
    ['the way in', '/', {}],
    ['an address that is none', '/en/nothing', {}],
    ['a refused date', '/en?asOf=yesterday', {}],
    ['a refused method', '/en', { method: 'POST' }],
    ['a redirect', '/en/', {}],
  ])('every answer carries the security headers: %s', async (_, path, init) => {
    const file = site.parts.assets.names['style.css'] ?? '';
    const { headers } = await site.get(path === '/static' ? file : path, init);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name)).toBe(value);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('the policy allows nothing inline and nothing from elsewhere', () => {
    const policy = SECURITY_HEADERS['Content-Security-Policy'];
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('http');
  });

  test('a page may be kept for a minute and is asked for again by its tag', async () => {
    const first = await site.get('/en/about');
    expect(first.headers.get('cache-control')).toBe('public, max-age=60');
    const tag = first.headers.get('etag') ?? '';
    const again = await site.get('/en/about', { headers: { 'If-None-Match': `"other", ${tag}` } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await site.get('/en/about', { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });

  test('a built file is kept for good', async () => {
    const response = await site.get(site.parts.assets.names['style.css'] ?? '');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  test('pages are sent in the encoding that the reader takes, and are the same in all', async () => {
    const plain = await site.page('/kk/about');
    const brotli = await site.get('/kk/about', { headers: { 'Accept-Encoding': 'gzip, br' } });
    expect(brotli.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(await brotli.arrayBuffer()).toString()).toBe(plain);
    const gzip = await site.get('/kk/about', { headers: { 'Accept-Encoding': 'gzip, br;q=0' } });
    expect(gzip.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await gzip.arrayBuffer()).toString()).toBe(plain);
    expect(gzip.headers.get('vary')).toBe('Accept-Encoding');
  });

  test('HEAD gives the headers alone', async () => {
    const response = await site.get('/en/about', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).not.toBeNull();
    expect(await response.text()).toBe('');
  });
});

describe('addresses', () => {
  test.each([
    ['kk,ru;q=0.8', '/kk'],
    ['ru-RU,ru;q=0.9,en;q=0.8', '/ru'],
    ['de,fr;q=0.5', '/en'],
    ['de, en;q=0.1, kk;q=0.2', '/kk'],
    ['ru;q=0', '/en'],
    ['', '/en'],
  ])('the way in follows the preferred language: %s', async (header, location) => {
    const response = await site.get('/', { headers: { 'Accept-Language': header } });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(location);
    expect(response.headers.get('vary')).toBe('Accept-Language');
  });

  test('a slash too many leads to the address without it', async () => {
    const response = await site.get('/ru/countries/?asOf=2013');
    expect(response.status).toBe(301);
    expect(response.headers.get('location')).toBe('/ru/countries?asOf=2013');
  });

  test.each([
    '/de',
    '/english',
    '/en/nothing',
    '/en/country/xxx',
    '/en/country/kaz/nothing',
    '/en/record/no/such',
    '/static/x.css',
    '/wp-login.php',
  ])('there is nothing at %s', async (path) => {
    const response = await site.get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is nothing at this address');
  });

  test('an error page speaks the language of the address', async () => {
    expect(await (await site.get('/ru/nothing')).text()).toContain('<html lang="ru">');
    expect(await (await site.get('/nothing', { headers: { 'Accept-Language': 'kk' } })).text()).toContain('lang="kk"');
  });

  test.each([
    'asOf=2013-13',
    'asOf=2013-02-30',
    'asOf=soon',
    'knownAt=2013',
    'knownAt=2024-09-05T12:00:00',
    'knownAt=x',
  ])('a date that is none is refused and named: %s', async (query) => {
    const response = await site.get(`/en/countries?${query}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(`The parameter ${query.split('=')[0]} must be`);
  });

  test('a moment is refused in plain words where a dataset folder is shown, which has no history', async () => {
    const response = await site.get('/en?knownAt=2026-01-01');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('It has no history');
  });

  test('an address that is too long is refused', async () => {
    const response = await site.get(`/en/compare?countries=${'kaz,'.repeat(600)}`);
    expect(response.status).toBe(414);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is refused', async (method) => {
    const response = await site.get('/en', { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });

  test('what was asked for is never repeated on an error page', async () => {
    const text = await (await site.get('/en/%3Cscript%3Ealert(1)%3C/script%3E?asOf=%3Cb%3E')).text();
    expect(text).not.toContain('alert');
    expect(text).not.toContain('<b>');
  });
});

describe('the record behind the pages', () => {
  test('a page is made again when the record has changed, not before', async () => {
    let now = TODAY.getTime();
    let reads = 0;
    let dataset = createDataset([]);
    let revision = 1;
    const app = createApp({
      ...site.parts,
      clock: () => new Date(now),
      platform: {
        record: async () => {
          reads++;
          return { dataset, revision, at: undefined };
        },
      },
    });
    const text = async () => (await app.request('http://localhost/en/countries')).text();
    expect(await text()).toContain('Nothing is on record yet');
    expect(await text()).toContain('Nothing is on record yet');
    expect(reads).toBe(1);
    [dataset, revision] = [site.dataset, 2];
    now += 1500;
    expect(await text()).toContain('Kazakhstan');
    expect(reads).toBe(2);
  });

  test('a failure is logged with its number and place, never its message, and the reader gets the number', async () => {
    const entries: LogEntry[] = [];
    const app = createApp({
      ...site.parts,
      log: (entry) => entries.push(entry),
      platform: {
        record: async () => {
          throw new Error('a text of the record');
        },
      },
    });
    const response = await app.request('http://localhost/en');
    const [entry] = entries;
    expect(response.status).toBe(500);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const text = await response.text();
    expect(text).toContain(entry?.request);
    expect(text).not.toContain('a text of the record');
    expect(entry).toMatchObject({ event: 'error', code: 'Error' });
    expect(JSON.stringify(entries)).not.toContain('a text of the record');
  });

  test('a store that cannot be read is told as such', async () => {
    const app = createApp({
      ...site.parts,
      platform: {
        record: async () => {
          throw new PlatformError('unavailable', 'the folder is gone');
        },
      },
    });
    const response = await app.request('http://localhost/en');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('30');
    expect(await response.text()).not.toContain('the folder is gone');
  });

  test('the server tells whoever watches that it can read the record', async () => {
    const response = await site.get('/health');
    expect(await response.text()).toBe('ok');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('listening', () => {
  test('it serves, and stops when asked', async () => {
    const serving = await serve({ ...site.parts, port: 0, host: '127.0.0.1' });
    const response = await fetch(`${serving.url.replace('localhost', '127.0.0.1')}/en/about`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toBe(SECURITY_HEADERS['Content-Security-Policy']);
    await response.text();
    await serving.stop();
    await expect(fetch(`${serving.url.replace('localhost', '127.0.0.1')}/en/about`)).rejects.toThrow();
  });

  test('a port in use is refused in plain words', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(serve({ ...site.parts, port, host: '127.0.0.1' })).rejects.toThrow(
      new PlatformError(
        'unavailable',
        `Port ${port} is in use. Stop what uses it, or choose another with PORT or --port.`,
      ),
    );
    other.close();
  });
});

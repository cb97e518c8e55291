import { describe, expect, onTestFinished, test } from 'vitest';
import { openPlatform, type Platform } from '../../src/app/platform.ts';
import type { AnyRecord } from '../../src/core/model/index.ts';
import { sha256Of } from '../../src/store/snapshots.ts';
import type { Location } from '../../src/store/store.ts';
import { createApp, serve } from '../../src/web/server.tsx';
import { behindTheBack, ENGINES, emptyPlace } from '../support/stores.ts';
import { readable } from './pages/example.ts';

const BYTES = Buffer.alloc(600_000, '<script>alert(1)</script> Құжат ');
const SHA = sha256Of(BYTES);
const NOBODYS = Buffer.from('Kept, and named by no source');
const MISSING = 'ab'.repeat(32);

const ASSETS = { names: {}, world: undefined, files: new Map() };
const by = { author: 'aliya', reason: 'Read it' };
const report = (id: string, ...snapshots: object[]): AnyRecord =>
  ({ kind: 'source', id: `source/${id}`, title: id, type: 'report', snapshots }) as unknown as AnyRecord;
const copy = (sha256: string, mediaType: string) => ({ sha256, mediaType, retrieved: '2024-05-06', size: 600_000 });

interface Held {
  readonly place: Location;
  readonly platform: Platform;
  /** Half a minute later at every request, so that nothing known of the record is old. */
  get(path: string, init?: RequestInit): Promise<Response>;
}

async function site(engine: (typeof ENGINES)[number], ...records: AnyRecord[]): Promise<Held> {
  const place = await emptyPlace(engine);
  let now = Date.UTC(2026, 10, 22, 1);
  const clock = () => {
    now += 30_000;
    return new Date(now);
  };
  const platform = await openPlatform({ location: place, shippedDataset: '' }, { clock });
  onTestFinished(() => platform.close());
  await platform.importRecords(records, by);
  const app = createApp({ platform, assets: ASSETS, clock });
  return { place, platform, get: async (path, init) => app.request(`http://localhost${path}`, init) };
}

describe.each(ENGINES)('a snapshot on %s', (engine) => {
  test('is sent as a file to save that no browser runs', async () => {
    const { get, platform } = await site(engine, report('a', copy(SHA, 'text/html; charset=utf-8')));
    await platform.snapshots.keep(BYTES);
    const response = await get(`/snapshot/${SHA}`, { headers: { 'Accept-Encoding': 'gzip, br' } });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-disposition': `attachment; filename="${SHA}.html"`,
      'content-type': 'application/octet-stream',
      'content-length': '600000',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `"${SHA}"`,
    });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(Buffer.from(await response.arrayBuffer()).equals(BYTES)).toBe(true);
  });

  test('gives its headers to HEAD, and nothing to who has it', async () => {
    const { get, platform } = await site(engine, report('a', copy(SHA, 'application/pdf')));
    await platform.snapshots.keep(BYTES);
    const head = await get(`/snapshot/${SHA}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '600000', '']);
    expect(head.headers.get('content-disposition')).toContain('.pdf"');
    for (const tag of [`"${SHA}"`, `"x", W/"${SHA}"`, '*']) {
      const again = await get(`/snapshot/${SHA}`, { headers: { 'If-None-Match': tag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
      expect(again.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    }
    expect((await get(`/snapshot/${SHA}`, { headers: { 'If-None-Match': '"x"' } })).status).toBe(200);
    expect((await get(`/snapshot/${SHA}`, { method: 'POST' })).status).toBe(405);
  });

  test('is not there unless a source on record names it and it is held', async () => {
    const { get, platform } = await site(engine, report('a', copy(SHA, 'constructor'), copy(MISSING, 'text/html')));
    await platform.snapshots.keep(BYTES);
    const { sha256: nobodys } = await platform.snapshots.keep(NOBODYS);
    expect((await get(`/snapshot/${SHA}`)).headers.get('content-disposition')).toContain(`${SHA}.bin"`);
    const none = [
      nobodys,
      MISSING,
      SHA.toUpperCase(),
      SHA.slice(1),
      `${SHA}.pdf`,
      '..%2f..%2fetc%2fpasswd',
      '%00',
      'x',
    ];
    for (const name of none) {
      const response = await get(`/snapshot/${name}`);
      expect([name, response.status]).toEqual([name, 404]);
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
    // Taken off the record, it is handed out no more.
    await platform.importRecords([report('a')], by);
    expect((await get(`/snapshot/${SHA}`)).status).toBe(404);
  });

  test('that was altered is refused, and whole again once it is kept again', async () => {
    const { place, platform } = await site(engine, report('a', copy(SHA, 'application/pdf')));
    await platform.snapshots.keep(BYTES);
    await behindTheBack(place, 'delete from snapshot_parts where part = 1');
    const clock = () => new Date('2026-11-22T12:00:00Z');
    const serving = await serve({ platform, assets: ASSETS, clock, port: 0, host: '127.0.0.1' });
    onTestFinished(() => serving.stop());
    const url = serving.url.replace('localhost', '127.0.0.1');
    const refused = await fetch(`${url}/snapshot/${SHA}`);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
    expect(await refused.text()).not.toContain('alert');
    expect((await fetch(`${url}/health`)).status).toBe(200);
    await platform.snapshots.keep(BYTES);
    expect((await (await fetch(`${url}/snapshot/${SHA}`)).arrayBuffer()).byteLength).toBe(600_000);
  });

  test('is on the page of its source as soon as it is held', async () => {
    const { get, platform } = await site(engine, report('a', copy(SHA, 'application/pdf'), copy(MISSING, 'text/html')));
    const page = async () => (await get('/en/source/source/a')).text();
    const before = await page();
    expect(readable(before).match(/The copy itself is not kept here\./g)).toHaveLength(2);
    expect(before).not.toContain('href="/snapshot/');
    await platform.snapshots.keep(BYTES);
    const after = await page();
    expect(after).toContain(`href="/snapshot/${SHA}"`);
    expect(readable(after)).toContain('retrieved 6 May 2024 (application/pdf, 600,000 bytes)');
    expect(readable(after).match(/The copy itself is not kept here\./g)).toHaveLength(1);
    expect(after).not.toContain(`/snapshot/${MISSING}`);
  });
});

test('a dataset folder holds none, and says so', async () => {
  const { platform } = await site('sqlite', report('a', copy(SHA, 'application/pdf')));
  const app = createApp({ platform: { record: platform.record }, assets: ASSETS, clock: () => new Date() });
  expect((await app.request(`http://localhost/snapshot/${SHA}`)).status).toBe(404);
  const page = await (await app.request('http://localhost/en/source/source/a')).text();
  expect(readable(page)).toContain('The copy itself is not kept here.');
});

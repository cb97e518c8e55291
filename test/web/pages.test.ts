import { brotliCompressSync, constants } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { isConfirmed } from '../../src/core/commitments/services.ts';
import { LANGUAGES } from '../../src/core/localised.ts';
import { firstDay } from '../../src/core/time.ts';
import { MESSAGES } from '../../src/web/i18n.ts';
import { everyAddress, fullest, oneOfEach } from './addresses.ts';
import { openSite, type Site } from './site.ts';

/** What one page may cost a reader, fonts aside, as it is transferred. */
const BUDGET = 60 * 1024;

let site: Site;
beforeAll(async () => {
  site = await openSite();
});

const compressed = (bytes: Uint8Array | string) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).byteLength;

/** Text between tags, without that of the head. */
const textOf = (html: string) => html.slice(html.indexOf('<body>')).replace(/<[^>]*>/g, ' ');

const linksIn = (html: string) =>
  [...html.slice(html.indexOf('<body>')).matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );

describe('every page', () => {
  test('is sound: one title, one heading, its language, nothing inline, no message missing', async () => {
    const topics = new Set(site.dataset.all('question').map(({ id }) => id.split('.')[0]));
    const prefixes = [...new Set(Object.keys(MESSAGES.en).map((key) => key.split('.')[0] ?? ''))].filter(
      (prefix) => !topics.has(prefix),
    );
    const key = new RegExp(`(?<![\\w./@-])(?:${prefixes.join('|')})\\.[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?![\\w/@])`);
    const problems: string[] = [];
    for (const path of oneOfEach(site.dataset)) {
      for (const language of LANGUAGES) {
        const html = await (await site.get(`/${language}${path}`)).text();
        const note = (problem: string) => problems.push(`/${language}${path}: ${problem}`);
        if (html.match(/<h1[ >]/g)?.length !== 1) note('not one h1');
        if (html.match(/<title>/g)?.length !== 1) note('not one title');
        if (!html.startsWith(`<!doctype html><html lang="${language}">`)) note('wrong language');
        // A block of data is no script: browsers do not run it.
        const alive = html.replace(/<script type="application\/ld\+json">[^<]*<\/script>/g, '');
        if (/ style="|<style|<script(?! src="\/static\/)| on[a-z]+="/.test(alive)) note('something inline');
        if (/\[object Object\]|undefined|NaN/.test(textOf(html))) note('a value that is none');
        if (/<(img|iframe|object|embed|link rel="(?!icon|stylesheet|alternate|canonical" href="\/))/.test(html))
          note('an outside part');
        const missing = key.exec(textOf(html));
        if (missing) note(`message ${missing[0]} is missing`);
        if (!html.includes('data-leave') || !html.includes(`href="/${language}/help`)) note('no help or no way out');
        const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
        if (new Set(ids).size !== ids.length) note(`an id twice: ${ids.find((id, i) => ids.indexOf(id) !== i)}`);
      }
    }
    expect(problems).toEqual([]);
  });

  test('keeps the date and the moment in its links, and says them', async () => {
    const country = fullest(site.dataset);
    for (const path of ['', '/countries', `/country/${country}`, `/country/${country}/findings`, '/frameworks']) {
      const html = await site.page(`/en${path}?asOf=2013-06`);
      const lost = linksIn(html).filter((href) => /^\/en(\/|\?|$)/.test(href) && !/[?&]asOf=/.test(href));
      // The way back to today, and help, which is always of today.
      const astray = lost.filter((href) => href !== `/en${path}` && href !== '/en/help');
      expect(astray, path).toEqual([]);
      expect(textOf(html)).toContain('1 June 2013');
    }
  });

  test('a change of language keeps the page and its parameters', async () => {
    const html = await site.page('/en/compare?framework=progress-indicators&asOf=2013');
    expect(linksIn(html)).toContain('/kk/compare?asOf=2013&framework=progress-indicators');
  });

  test('costs at most 60 KB without fonts, and leads nowhere that is not there', { timeout: 240_000 }, async () => {
    const { names, files } = site.parts.assets;
    const shared = ['style.css', 'script.js', 'icon.svg'].reduce(
      (sum, name) => sum + (files.get(names[name] ?? '')?.in('br').body.byteLength ?? 0),
      0,
    );
    const paths = everyAddress(site.dataset);
    const seen = new Set<string>();
    const linked = new Set<string>();
    const heavy: string[] = [];
    for (const [index, path] of paths.entries()) {
      const address = `/${LANGUAGES[index % LANGUAGES.length]}${path}`;
      const html = await site.page(address);
      seen.add(path);
      // What is small as it stands is smaller compressed.
      const bytes = html.length < 20_000 ? html.length : compressed(html);
      if (bytes + shared > BUDGET) heavy.push(`${address}: ${bytes + shared}`);
      for (const href of linksIn(html)) {
        const local = /^\/(?:en|ru|kk)([^#]*)/.exec(href)?.[1];
        if (local !== undefined) linked.add(local);
      }
    }
    expect(heavy).toEqual([]);
    const unseen = [...linked].filter((path) => !seen.has(path));
    // Addresses with parameters and the indicators of every country are too many to ask for all: every twentieth.
    const asked = unseen.filter((path, index) => !/[?]|^\/country\/.*\/.*\/./.test(path) || index % 20 === 0);
    const dead: string[] = [];
    for (const path of asked) {
      const { status } = await site.get(`/en${path}`);
      if (status !== 200) dead.push(`${path}: ${status}`);
    }
    expect(dead).toEqual([]);
  });
});

describe('the world', () => {
  const measures = ['progress-indicators/national-commitments', 'opsc', 'tip-report'];

  test.each(measures)('the map, the table and the file of %s tell the same', async (of) => {
    const home = await site.page(`/en?of=${of}`);
    const world = await site.page(`/en/world?of=${of}`);
    const legend = /World map\. ([^"]*)\. The table/.exec(world)?.[1] ?? '';
    expect(/World map\. ([^"]*)\. The table/.exec(home)?.[1]).toBe(legend);
    const { rows } = JSON.parse(await site.page(`/en/world.json?of=${of}`)) as {
      rows: { label: string; state: boolean }[];
    };
    const parts = legend.split('; ').map((part) => part.split(': '));
    expect(parts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(195);
    for (const [words, count] of parts) {
      expect(rows.filter(({ label, state }) => state && label === words).length, words).toBe(Number(count));
    }
    expect(world.match(/<th role="rowheader"/g)).toHaveLength(rows.length);
  });

  test.each(measures)('says how many states something is known of: %s', async (of) => {
    for (const path of ['', '/world'])
      expect(textOf(await site.page(`/en${path}?of=${of}`))).toMatch(/\d+ of 195\s+states with information/);
  });

  test.each([...measures, ''])(
    'the map page of “%s” is under 60 KB in every encoding, the shared files included',
    async (of) => {
      const { names, files } = site.parts.assets;
      for (const path of ['', '/world', '/world?region=asia&sort=-status']) {
        for (const encoding of ['br', 'gzip'] as const) {
          const shared = ['style.css', 'script.js', 'icon.svg'].reduce(
            (sum, name) => sum + (files.get(names[name] ?? '')?.in(encoding).body.byteLength ?? 0),
            0,
          );
          const address = `/ru${path}${path.includes('?') ? '&' : '?'}of=${of}`;
          const response = await site.get(address, { headers: { 'accept-encoding': encoding } });
          expect(response.headers.get('content-encoding')).toBe(encoding);
          const bytes = (await response.arrayBuffer()).byteLength;
          expect(bytes + shared, `${address} ${encoding}`).toBeLessThan(BUDGET);
        }
      }
    },
  );

  test('a measure that is not there gives the usual one', async () => {
    expect((await site.get('/en?of=no/such')).status).toBe(200);
    expect((await site.get('/en/world?of=no/such&region=atlantis&status=x&sort=y')).status).toBe(200);
  });
});

describe('compare', () => {
  test('the countries asked for, in the order of their names', async () => {
    const html = await site.page('/en/compare?countries=kaz,deu,bwa');
    const rows = [...html.matchAll(/<th scope="row"><a href="\/en\/country\/(\w+)/g)].map(([, code]) => code);
    expect(rows).toEqual(['bwa', 'deu', 'kaz']);
  });

  test('one country on the days asked for; what is no date is passed over', async () => {
    const html = await site.page('/en/compare?country=kaz&dates=2012-12-31,2016,soon,2025-06');
    const rows = [...html.matchAll(/<th scope="row"><a href="[^"]*asOf=([\d-]+)"/g)].map(([, day]) => day);
    expect(rows).toEqual(['2012-12-31', '2016-01-01', '2025-06-01']);
  });

  test('forty rows a page', async () => {
    const first = await site.page('/en/compare');
    expect(first.match(/<th scope="row">/g)).toHaveLength(40);
    const second = await site.page('/en/compare?page=2');
    expect(second).not.toBe(first);
    expect((await site.get('/en/compare?page=9999')).status).toBe(200);
  });

  test('one row alone asks for another', async () => {
    expect(textOf(await site.page('/en/compare?countries=kaz'))).toContain('Choose at least two rows');
  });

  test('every cell says its status in words', async () => {
    const html = await site.page('/ru/compare?countries=kaz,deu');
    const cells = html.match(/<td[^>]*>.*?<\/td>/g) ?? [];
    expect(cells.length).toBeGreaterThan(0);
    for (const cell of cells) expect(cell).toMatch(/<span class="vh">[^<]+<\/span>/);
  });
});

describe('get help', () => {
  const today = firstDay('2026-11-22');
  test('no number is shown that nobody confirmed lately', async () => {
    for (const { id } of site.dataset.all('country')) {
      const services = site.dataset.inCountry('service', id).filter((service) => !isConfirmed(service, today));
      if (services.length === 0) continue;
      const html = await site.page(`/en/help?country=${id}`);
      for (const { phone } of services) if (phone) expect(textOf(html)).not.toContain(phone);
      // Elsewhere a number may stand in what sources tell of the past, but not as the name or number of a service.
      for (const service of services.filter(({ phone }) => phone)) {
        const record = await site.page(`/en/record/${service.id}`);
        const list = await site.page(`/en/country/${id}/organisations`);
        for (const html of [record, list]) {
          const texts = (tags: string) =>
            [...html.matchAll(new RegExp(`<(${tags})\\b[^>]*>(.*?)</\\1>`, 'gs'))].map(([, , text = '']) =>
              text
                .replace(/<[^>]*>/g, ' ')
                .replace(/\s+/g, ' ')
                .trim(),
            );
          const number = new RegExp(`(?<!\\d)${service.phone}(?!\\d)`);
          expect(texts('title|h1|h3').length).toBeGreaterThan(1);
          expect(texts('title|h1|h3').filter((text) => number.test(text))).toEqual([]);
          expect(texts('dd|span')).not.toContain(service.phone);
        }
      }
      expect(html).not.toContain('href="tel:');
      expect(textOf(html)).toContain('no line on record was confirmed in the last 90 days');
    }
  });

  test('the way to the international directories is always there', async () => {
    const html = await site.page('/kk/help');
    const directories = site.dataset.all('service').filter(({ country }) => country === undefined);
    expect(directories.length).toBeGreaterThan(0);
    for (const { url } of directories) expect(html).toContain(url);
  });
});

/** Find over the shipped dataset: from a folder, through an index in memory; and over a store. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { openPlatform } from '../../src/app/platform.ts';
import { isConfirmed } from '../../src/core/commitments/services.ts';
import { english, LANGUAGES } from '../../src/core/localised.ts';
import { firstDay } from '../../src/core/time.ts';
import { createApp } from '../../src/web/server.tsx';
import { temporaryFolder } from '../support/stores.ts';
import { openSite, type Site, TODAY } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});

const find = (words: string, more = '', language = 'en') =>
  site.get(`/${language}/find?q=${encodeURIComponent(words)}${more}`);
const pageOf = async (...asked: Parameters<typeof find>) => (await find(...asked)).text();
/** The addresses of what was found, best first. */
const found = (html: string) => [...html.matchAll(/<h3><a href="([^"]+)"/g)].map(([, href]) => href);
const textOf = (html: string) =>
  html
    .replace(/<head>.*?<\/head>/s, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('find', () => {
  test.each(['134', 'art 134', 'article 134', 'Art. 134', 'ст. 134', 'статья 134', '134-бап', '134-баптың'])(
    'an article by its number comes first: %s',
    async (words) => {
      expect(found(await pageOf(words))[0]).toBe('/en/law/kaz/criminal-code-2014/134');
    },
  );

  test('a date narrows, and leads to what held then', async () => {
    expect(found(await pageOf('ст. 134 2016-05-01'))[0]).toBe('/en/law/kaz/criminal-code-2014/134?asOf=2016-05-01');
    const before = await pageOf('ст. 134', '&asOf=2010-05-01');
    expect(found(before)).not.toContain('/en/law/kaz/criminal-code-2014/134?asOf=2010-05-01');
    expect(textOf(before)).toContain('what held on 1 May 2010');
  });

  test('words in any form, in any language, whatever the language of the page', async () => {
    for (const language of LANGUAGES) {
      expect(await pageOf('торговлей детьми', '', language)).toMatch(/<mark>[Тт]орговл[яиюе]<\/mark> <mark>детьми/);
      expect(await pageOf('балалардың қорғалуы', '', language)).toMatch(/<mark>/);
      expect(found(await pageOf('extradition', '', language))).toContain(
        `/${language}/framework/optional-protocol/extradition`,
      );
    }
  });

  test('a text in another language than the page says so', async () => {
    const html = await pageOf('торговлей детьми');
    expect(html).toMatch(/<p class="hit-text" lang="ru">/);
    expect(await pageOf('ст. 134', '', 'ru')).not.toMatch(/<p class="hit-text" lang="en">/);
  });

  test('a translation that nobody has checked says so', async () => {
    expect(await pageOf('эксплуатация определена', '', 'ru')).toMatch(/<mark>определена<\/mark><sup class="uc">/);
    expect(await pageOf('exploitation')).not.toMatch(/<\/mark><sup class="uc">/);
  });

  test('mistyped words are corrected, and the page says so with a word of the record', async () => {
    expect(textOf(await pageOf('эксплуотация'))).toMatch(/Searched for эксплуатаци\p{L} instead of “эксплуотация”/u);
  });

  test('links narrow by kind, state, language and year, with counts that hold', async () => {
    const html = await pageOf('extradition');
    const link = /<a href="([^"]*kind=question[^"]*)">Questions<\/a> <span class="n">(\d+)</.exec(html);
    expect(link).not.toBeNull();
    const narrowed = await site.page(link?.[1]?.replaceAll('&amp;', '&') ?? '');
    expect(textOf(narrowed)).toContain(`Find ${link?.[2]} results.`);
    expect(found(narrowed).every((href) => href?.startsWith('/en/question/'))).toBe(true);
    for (const name of ['country=kaz', 'language=ru', 'year=']) expect(html).toContain(name);
  });

  test('pages follow one another and share nothing', async () => {
    const [one, two] = [found(await pageOf('балалар')), found(await pageOf('балалар', '&page=2'))];
    expect(one).toHaveLength(20);
    expect(two.length).toBeGreaterThan(0);
    expect(one.filter((href) => two.includes(href))).toEqual([]);
    expect(textOf(await pageOf('балалар', '&page=9999'))).toContain('There are no more results');
  });

  test('a state is one step away', async () => {
    for (const words of ['kazakh', 'КАЗАХСТАН', 'қазақ', 'kaz', 'ka kz']) {
      const html = await pageOf(words);
      if (words === 'ka kz') expect(html).not.toContain('found-states');
      else expect(html).toMatch(/found-states">States: <a href="\/en\/country\/kaz"/);
    }
  });

  test('where nothing is found, the page helps', async () => {
    const html = await pageOf('xyzzyqwerty', '&kind=law&asOf=2015');
    expect(textOf(html)).toContain('Nothing found.');
    expect(html).toContain('href="/en/find?asOf=2015&amp;q=xyzzyqwerty"');
    expect(html).toContain('href="/en/find?q=xyzzyqwerty&amp;kind=law"');
    expect(textOf(await site.page('/en/find'))).toContain('What you can type');
  });

  test('the words stand nowhere but in the page', async () => {
    const response = await find('xyzzyqwerty');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const html = await response.text();
    expect(/<title>(.*?)<\/title>/.exec(html)?.[1]).toBe('Find – Dutybearer');
    expect(html).toContain('<meta name="robots" content="noindex"/>');
  });
});

test('no number is shown that nobody confirmed lately, and no place of a shelter', async () => {
  const today = firstDay('2026-11-22');
  for (const service of site.dataset.all('service')) {
    const { phone, type } = service;
    if (phone === undefined || (type !== 'shelter' && isConfirmed(service, today))) continue;
    const html = await pageOf(`${phone} ${english(service.name)}`, '&kind=service');
    for (const [, shown = ''] of html.matchAll(/<li><h3>.*?<a [^>]*>(.*?)<\/li>/gs)) {
      if (shown.includes(english(service.name).replace(phone, '').trim())) expect(textOf(shown)).not.toContain(phone);
    }
  }
});

describe('whatever is typed', () => {
  test.each([
    '"><script>alert(1)</script>',
    "'; drop table passages; --",
    'a OR "b" NEAR(c) * ^ -d {e}: f',
    '" \' \\ | & ! ( ) :* <->',
    '\0\u0001\ufffd \u202e',
    '%',
    'ﷺ'.repeat(160),
    '😀'.repeat(250),
    'й̆'.repeat(200),
    'か'.repeat(500),
    'art '.repeat(125),
    '1,'.repeat(250),
  ])('is answered: %j', async (words) => {
    const response = await find(words);
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('id="q"');
  });

  test('bytes that are no text are answered', async () => {
    for (const q of ['%FF%FE', '%', '%zz', '%C3%28', '+++', '%00']) {
      expect((await site.get(`/en/find?q=${q}`)).status).toBe(200);
    }
  });

  test('what is too long is refused, with the limit, and the words are kept in the field', async () => {
    for (const [words, limit] of [
      ['щ'.repeat(501), '500 characters'],
      [Array.from({ length: 30 }, (_, n) => `word${n}`).join(' '), '24 words'],
    ] as const) {
      const response = await find(words);
      expect(response.status).toBe(400);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const html = await response.text();
      expect(textOf(html)).toContain(limit);
      expect(html).toContain(words.slice(0, 40));
    }
    const far = await find('щ'.repeat(5000));
    expect(far.status).toBe(414);
    expect(textOf(await far.text())).toContain('500 characters');
  });

  test('what does not exist narrows nothing, and is said', async () => {
    for (const more of ['kind=nothing', 'country=KAZ', 'language=de', 'year=20']) {
      expect((await find('law', `&${more}`)).status).toBe(400);
    }
    expect((await find('law', '&country=zzz')).status).toBe(200);
    expect((await find('law', '&page=-1')).status).toBe(200);
  });
});

test('over a store it asks the store, and keeps and logs nothing of it', async () => {
  const shippedDataset = new URL('../../data', import.meta.url).pathname;
  const location = { kind: 'sqlite', folder: temporaryFolder() } as const;
  const platform = await openPlatform({ location, shippedDataset }, { clock: () => TODAY });
  const search = vi.spyOn(platform, 'search');
  const log = vi.fn();
  await platform.importRecords(
    [{ kind: 'country', id: 'xaa', country: 'xaa', name: 'Exampleland', alpha2: 'XA' } as never],
    { author: 'a', reason: 'b' },
  );
  const app = createApp({ ...site.parts, platform, log });
  const ask = async () => (await app.request('http://localhost/en/find?q=exampleland&knownAt=2026-11-22')).text();
  expect(found(await ask())).toEqual(['/en/country/xaa?knownAt=2026-11-22']);
  expect(textOf(await ask())).toContain('Search looks through the record as it is now');
  expect(search).toHaveBeenCalledTimes(2);
  search.mockRejectedValueOnce(new Error('secret exampleland'));
  expect((await app.request('http://localhost/en/find?q=exampleland')).status).toBe(500);
  expect(JSON.stringify(log.mock.calls)).not.toContain('exampleland');
  await platform.close();
});

import { describe, expect, it } from 'vitest';
import { get, pageAt, partOf, textAt } from './codes.ts';

const PATH = '/en/law/xaa/new';

describe('a law on a day', () => {
  it.each([
    ['/en/law/xaa/new', 'In force since 1 January 2015'],
    ['/en/law/xaa/new?asOf=2014-08-01', 'Not yet in force begins on 1 January 2015'],
    ['/en/law/xaa/old', 'No longer in force since 1 January 2015. It was replaced by New Code'],
    ['/en/law/xaa/old?asOf=2010', 'In force 1 January 1998 until 1 January 2015'],
  ])('says how it stands: %s', async (path, words) => {
    expect(await textAt(path)).toContain(words);
  });

  it('tells its dates apart, its titles, its texts, and what it replaced', async () => {
    const text = await textAt(PATH);
    expect(text).toMatch(/Title \(Russian\) Новый кодекс/);
    expect(text).toMatch(/Enacted 3 July 2014 Published 9 July 2014 Entry into force 1 January 2015/);
    expect(await pageAt(PATH)).toMatch(
      /Replaces<\/dt>.*?href="\/en\/law\/xaa\/old".*?href="\/en\/concordance\/xaa\/old"/s,
    );
    expect(await textAt('/en/law/xaa/old')).toContain('Texts Text of the Old Code');
  });

  it('leads to the page of an act where it is one', async () => {
    expect(await pageAt('/en/law/xaa/act')).not.toContain('id="contents-h"');
  });
});

describe('its contents', () => {
  it('are those of the day, in the words of the day, with how many versions there are', async () => {
    const now = partOf(await pageAt(PATH), 'contents-h');
    expect(now).toContain('3 articles in force on 22 November 2026');
    expect(now).toMatch(/article 134 .*or other services, see article 132-1 of 1997\. 2 of 2 since 5 Sept? 2024/);
    const before = partOf(await pageAt(`${PATH}?asOf=2018-06-01`), 'contents-h');
    expect(before).toMatch(/article 134 .*into prostitution\. 1 of 2/);
    expect(before).toContain('A court may order it. 1 of 2');
  });

  it('fold away what was not in force, by how it stands', async () => {
    expect(partOf(await pageAt(PATH), 'contents-h')).toMatch(/1 article that was no longer in force article 600/);
    const early = partOf(await pageAt(`${PATH}?asOf=2016`), 'contents-h');
    expect(early).toMatch(/1 article that was not yet in force article 600/);
    const old = partOf(await pageAt('/en/law/xaa/old'), 'contents-h');
    expect(old).toMatch(/5 articles that were no longer in force .*article 132-1 now article 134/);
  });

  it('can be asked for by subject', async () => {
    const all = partOf(await pageAt(`${PATH}?subject=sale`), 'contents-h');
    expect(all).toContain('Showing 1 of 4');
    expect(all).toContain('article 135');
    expect(all).not.toContain('article 134');
    const grouped = await pageAt(`${PATH}?by=subject`);
    expect(grouped).toMatch(/<h3[^>]*id="s-prostitution".*article 134.*<h3[^>]*id="s-sale".*article 135/s);
  });

  it('say that an article is suspended on the day', async () => {
    expect(partOf(await pageAt(`${PATH}?asOf=2020-04-01`), 'contents-h')).toContain('Suspended');
    expect(partOf(await pageAt(PATH), 'contents-h')).not.toContain('Suspended');
  });
});

describe('its changes', () => {
  it('are listed by year, newest first, with the act and the articles, and drawn', async () => {
    const html = await pageAt(PATH);
    const changes = partOf(html, 'changes-h');
    expect(changes).toMatch(/2027 .*1 July 2027 Amended by Law of the year to come still to come article 134/);
    expect(changes).toMatch(/2026 .*1 May 2026 Amended by Law of May not yet in the text here article 134/);
    expect(changes).toMatch(/2024 .*5 September 2024 Amended by Law against trafficking article 134/);
    expect(changes.indexOf('2027')).toBeLessThan(changes.indexOf('2024'));
    expect(html).toContain('href="/en/law/xaa/new/134?from=1&amp;to=2#diff"');
    expect(html.match(/class="bar-fill"/g)?.length).toBeGreaterThan(3);
  });

  it('that are known and not reflected are told, those of articles that are not on file too', async () => {
    const html = await pageAt(PATH);
    expect(partOf(html, 'missing-h')).toContain('article 134 : Amended by Law of May , 1 May 2026');
    expect(partOf(html, 'coming-h')).toContain('article 308 : Ended by Law of the year to come , day not fixed');
    expect(partOf(html, 'unplaced-h')).toContain('article 500: Amended by Law of May , 1 May 2026');
    expect(await pageAt(`${PATH}?asOf=2025`)).not.toContain('id="missing-h"');
  });
});

describe('permanent addresses', () => {
  it('lead, without a language, to the page in the language that the reader prefers', async () => {
    const response = await get('/law/xaa/new/134@2016-01-01', { headers: { 'Accept-Language': 'kk, en;q=0.5' } });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/kk/law/xaa/new/134@2016-01-01');
    expect(response.headers.get('vary')).toBe('Accept-Language');
  });

  it.each(['/en/law/xaa/new/134', '/en/law/xaa/new', '/en/law/xaa/act'])(
    'show the page as of their day: %s',
    async (path) => {
      const main = (html: string) => html.slice(html.indexOf('<main'));
      const dated = main(await pageAt(`${path}@2025-01-02`));
      expect(dated).toBe(main(await pageAt(`${path}?asOf=2025-01-02`)));
      expect(dated).not.toBe(main(await pageAt(path)));
      expect(main(await pageAt(`${path}%402025-01-02`))).toBe(dated);
    },
  );

  it('are shown to be copied, and are the one address for search engines where a day was chosen', async () => {
    const today = await pageAt('/en/law/xaa/new/134');
    expect(today).toContain('href="/law/xaa/new/134@2026-11-22"');
    expect(today).toContain('<link rel="canonical" href="/en/law/xaa/new/134"/>');
    const then = await pageAt('/en/law/xaa/new/134?asOf=2016-01-01&from=1&to=2');
    expect(then).toContain('href="/law/xaa/new/134@2016-01-01"');
    expect(then).toContain('<link rel="canonical" href="/en/law/xaa/new/134@2016-01-01"/>');
  });

  it.each(['@', '@soon', '@2016-13', '@2016-02-30', '@2016?asOf=2017'])(
    'refuse a day that is none: %s',
    async (end) => {
      expect((await get(`/en/law/xaa/new/134${end}`)).status).toBe(400);
    },
  );

  it('keep the day in a change of language', async () => {
    expect(await pageAt('/en/law/xaa/new@2016-01-01')).toContain('href="/ru/law/xaa/new?asOf=2016-01-01"');
  });
});

describe('the page for machines', () => {
  const dataOf = (html: string) => /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '';

  it('stands in it as a block of data that no text can end', async () => {
    const block = dataOf(await pageAt('/en/law/xaa/new/134@2016-01-01'));
    expect(block).not.toContain('<');
    expect(JSON.parse(block)).toMatchObject({ '@context': 'https://schema.org', '@type': 'Legislation' });
    const file = await get('/en/law/xaa/new/134@2016-01-01.jsonld');
    expect(await file.json()).toEqual(JSON.parse(block));
  });
});

describe('files', () => {
  it.each([
    ['/en/law/xaa/new.xml', 'application/akn+xml; charset=utf-8', 'xaa-new-2026-11-22.xml', '<?xml'],
    ['/en/law/xaa/new@2016-01-01.xml', 'application/akn+xml; charset=utf-8', 'xaa-new-2016-01-01.xml', '<?xml'],
    ['/ru/law/xaa/new.jsonld', 'application/ld+json', 'xaa-new-2026-11-22.jsonld', '{'],
    ['/en/law/xaa/new/134.jsonld?asOf=2016', 'application/ld+json', 'xaa-new-134-2016.jsonld', '{'],
    ['/en/law/xaa/penalties.csv', 'text/csv; charset=utf-8; header=present', 'xaa-penalties-2026-11-22.csv', '\uFEFF'],
    ['/en/concordance/xaa/old.csv', 'text/csv; charset=utf-8; header=present', 'xaa-old-concordance.csv', '\uFEFF'],
  ])('%s', async (path, type, name, begins) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.toString().startsWith(begins)).toBe(true);
  });

  it('honour the day', async () => {
    const penalties = async (query: string) => (await get(`/en/law/xaa/penalties.csv${query}`)).text();
    expect(await penalties('?asOf=2016-01-01')).toContain('xaa/law/new,134');
    expect(await penalties('')).not.toContain('xaa/law/new,134');
  });

  it('are kept like pages: a tag, an answer to who has it already, headers alone for HEAD', async () => {
    const first = await get('/en/law/xaa/new.xml');
    expect(first.headers.get('cache-control')).toBe('public, max-age=60');
    const tag = first.headers.get('etag') ?? 'none';
    const again = await get('/en/law/xaa/new.xml', { headers: { 'If-None-Match': tag } });
    expect(again.status).toBe(304);
    const head = await get('/en/law/xaa/new.xml', { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, tag, '']);
  });

  it.each(['/en/law/xaa/none.xml', '/en/law/xaa/new/1.jsonld', '/en/law/xaa/new.pdf', '/en/law/xbb/penalties.csv'])(
    'there is none at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('refuse a day that is none', async () => {
    expect((await get('/en/law/xaa/new.xml?asOf=soon')).status).toBe(400);
    expect((await get('/en/law/xaa/new@soon.xml')).status).toBe(400);
  });
});

describe('an error page', () => {
  it('keeps the address when the language is changed', async () => {
    const html = await (await get('/en/law/xaa/nothing?asOf=2016-01-01')).text();
    expect(html).toContain('href="/ru/law/xaa/nothing?asOf=2016-01-01"');
  });
});

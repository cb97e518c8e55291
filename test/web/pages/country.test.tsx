import { describe, expect, it } from 'vitest';
import { get, pageAt, partOf, textAt } from './example.ts';

describe('the page of a country', () => {
  it('sums up its statuses in a sentence, in each language', async () => {
    expect(await textAt('/en/country/xaa')).toContain(
      'Of 1 headline indicator, 1 is partly met. 1 status needs review: what it rests on changed, last on 5 September 2024.',
    );
    expect(await textAt('/ru/country/xaa')).toContain('Из 1 основного индикатора 1 выполнен частично.');
    expect(await textAt('/kk/country/xaa')).toContain('1 негізгі индикатордың 1 ішінара орындалған.');
  });

  it('says honestly that nothing is known of a country without findings', async () => {
    const text = await textAt('/en/country/xbb');
    expect(text).toContain('That is a gap in the record, not a judgement of the state.');
    expect(text).toContain('Not yet assessed');
    expect(text).not.toContain('What changed');
  });

  it('compares with 2012, or with the day a reader names', async () => {
    expect(partOf(await pageAt('/en/country/xaa'), 'indicators')).toContain('On 31 Dec 2012');
    const earlier = partOf(await pageAt('/en/country/xaa?compare=2011'), 'indicators');
    expect(earlier).toContain('On 2011');
  });

  it('shows the status of another assessor beside ours, as theirs', async () => {
    expect(partOf(await pageAt('/en/country/xaa'), 'indicators')).toContain(
      'Assessor International: Not met (their status)',
    );
  });

  it('shows a past day, and keeps it in links', async () => {
    const html = await pageAt('/en/country/xaa?asOf=2011-06-01');
    expect(html).toContain('/en/country/xaa/progress-indicators/abroad?asOf=2011-06-01');
    expect(html).not.toContain('Assessor International');
  });

  it('gives both figures where sources differ, and strikes through a date that is set aside', async () => {
    const html = await pageAt('/en/country/xaa?asOf=2009-12-31');
    expect(partOf(html, 'numbers')).toMatch(/21 or 16/);
    expect(partOf(html, 'numbers')).toContain('Sources disagree');
    // What is set aside is no reading that counts: the sources that do agree.
    expect(html).toMatch(/<s class="dim"><span class="num">24\sAug\s1994<\/span><\/s>/);
    expect(partOf(html, 'treaties')).not.toContain('Sources disagree');
  });

  it('leads to the help of today from any day', async () => {
    const html = await pageAt('/en/country/xaa?asOf=2011-06-01');
    expect(html.match(/href="\/en\/help"/g)).toHaveLength(2);
    expect(html).not.toContain('/en/help?');
  });

  it('says of a day that has not come that it shows what is known today', async () => {
    expect(await textAt('/en/country/xaa?asOf=2030')).toContain('That day has not come');
    expect(await textAt('/en/country/xaa?asOf=2020')).not.toContain('That day has not come');
  });

  it('compares with 2012 only on later days', async () => {
    expect(await pageAt('/en/country/xaa?asOf=2013')).toMatch(/>On 31\sDec\s2012<\/th>.*>On 1\sJan\s2013<\/th>/);
    expect((await pageAt('/en/country/xaa?asOf=2012-12-31')).match(/>On 31\sDec\s2012<\/th>/g)).toHaveLength(1);
  });

  it('is not found where there is no such country', async () => {
    expect((await get('/en/country/zzz')).status).toBe(404);
  });
});

describe('the sections of a country', () => {
  it('filter recommendations by state, and say how many are left', async () => {
    const html = await pageAt('/en/country/xaa/recommendations?status=not-done');
    expect(html).toContain('Abolish double criminality.');
    expect(html).not.toContain('Publish figures.');
    expect(await textAt('/en/country/xaa/recommendations?status=not-done')).toContain('Showing 1 of 2');
  });

  it('keep the account of the state apart from independent evidence', async () => {
    const text = await textAt('/en/country/xaa/recommendations');
    expect(text).toContain('The state says: Done');
    expect(text).toContain('Not done 1 No evidence yet 1');
  });

  it('never count what was asked after the day shown', async () => {
    expect(await textAt('/en/country/xaa/recommendations?asOf=2012')).not.toContain('Publish figures.');
  });

  it('draw a chart with every value in its text, and hollow marks for parts of a year', async () => {
    const html = await pageAt('/en/country/xaa/statistics');
    expect(html).toMatch(
      /role="img" aria-labelledby="[^"]*"><title[^>]*>Registered cases: what is on file, year by year\?<\/title><desc[^>]*>Ministry\. 2009: 21; 2010: 17; 2011: 21; 2013: about 30\. Embassy\. 2009: 16\. 2012: nothing on file\./,
    );
    expect(html).toContain('class="pt hollow"');
  });

  it('join points only between whole years in succession', async () => {
    const html = await pageAt('/en/country/xaa/statistics');
    const joins = /class="join" d="([^"]*)"/.exec(html)?.[1] ?? '';
    expect(joins.match(/M/g)).toHaveLength(2);
  });

  it('give a figure only once its period has ended', async () => {
    const rows = async (asOf: string) =>
      [...(await pageAt(`/en/country/xaa/statistics?asOf=${asOf}`)).matchAll(/<th[^>]*class="num">(\d{4})/g)].map(
        ([, year]) => year,
      );
    expect(await rows('2011-12-30')).toEqual(['2009', '2009', '2010']);
    expect(await rows('2011-12-31')).toEqual(['2009', '2009', '2010', '2011']);
    expect(await textAt('/en/country/xaa/statistics?asOf=2009')).toContain('Nothing of this kind');
  });

  it('mark what the record holds in English alone', async () => {
    const html = await pageAt('/ru/country/xaa/progress-indicators/abroad');
    expect(html).toContain('<span class="dim" lang="en">, p. 3</span>');
    expect(await pageAt('/en/country/xaa/progress-indicators/abroad')).not.toContain('lang="en">, p. 3');
  });

  it('set contradictory positions side by side', async () => {
    const text = await textAt('/en/country/xaa/contradictions');
    expect(text).toContain('There were 21.');
    expect(text).toContain('There were 16.');
  });

  it.each(['findings', 'laws', 'treaties', 'plans', 'programmes', 'organisations', 'events', 'sources', 'review'])(
    'has a page of %s in each language',
    async (section) => {
      for (const language of ['en', 'ru', 'kk']) {
        const html = await pageAt(`/${language}/country/xaa/${section}`);
        expect(html.match(/<h1/g)).toHaveLength(1);
        expect(html).not.toContain('style="');
      }
    },
  );

  it('escape what a source calls itself', async () => {
    const html = await pageAt('/en/country/xaa/sources');
    expect(html).toContain('Report &lt;b&gt;on&lt;/b&gt; the law');
    expect(html).not.toContain('<b>on</b>');
  });
});

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CROSS_CHECKS, crosscheckRecord } from '../../../src/core/crosscheck/index.ts';
import { relianceOn } from '../../../src/core/crosscheck/reliance.ts';
import { waiverFor } from '../../../src/core/crosscheck/waivers.ts';
import { createDataset } from '../../../src/core/dataset.ts';
import { LANGUAGES } from '../../../src/core/localised.ts';
import { type AnyRecord, schemaOf } from '../../../src/core/model/index.ts';
import { firstDay } from '../../../src/core/time.ts';
import { MESSAGES } from '../../../src/web/i18n.ts';
import { createApp } from '../../../src/web/server.tsx';
import { dataset as example, readable } from './example.ts';

const TODAY = '2026-11-22';
const HASH = 'ab'.repeat(32);
const cited = (source: string, locator?: string) => [{ source: `xaa/source/${source}`, ...(locator && { locator }) }];

/** The example with what a check finds: a source read too early, findings that differ, a name, a figure twice. */
const PLANTED = [
  {
    kind: 'source',
    id: 'xaa/source/early',
    country: 'xaa',
    title: 'Read early',
    publisher: 'Early Press',
    type: 'report',
    published: '2020-05-01',
    accessed: '2019-02-01',
    replacedBy: 'xaa/source/late',
    replacedOn: '2024-01-01',
    snapshots: [
      { sha256: HASH, mediaType: 'application/pdf', retrieved: '2021-03-04', size: 46_031 },
      { sha256: 'cd'.repeat(32), mediaType: 'text/html', retrieved: '2022' },
    ],
  },
  { kind: 'source', id: 'xaa/source/late', country: 'xaa', title: 'Took its place', type: 'report' },
  {
    kind: 'finding',
    id: 'xaa/finding/double-other',
    country: 'xaa',
    question: 'abroad.double',
    value: false,
    from: '2011-01-01',
    citations: cited('early', 'p. 71'),
    readOn: '2025-01-01',
    review: 'draft',
  },
  // The same two answers to another question: a waiver of one pair must not reach the other.
  {
    kind: 'finding',
    id: 'xaa/finding/passive-other',
    country: 'xaa',
    question: 'abroad.passive',
    value: true,
    from: '2013-01-01',
    citations: [...cited('late'), ...cited('report', 'p. 3')],
    readOn: '2025-01-01',
    review: 'draft',
  },
  {
    kind: 'event',
    id: 'xaa/event/case',
    country: 'xaa',
    date: '2016-02-01',
    type: 'operation',
    title: 'A court sentenced a man',
    summary: 'Police said that 14-year-old Mirva Teskelin was abused by her uncle.',
    citations: [...cited('early', 'p. 72'), ...cited('early', 'p. 73')],
  },
];

const datasetWith = (...records: readonly object[]) =>
  createDataset([...example.records, ...(records as unknown as AnyRecord[])]);

const siteOver = (dataset: ReturnType<typeof datasetWith>) => {
  const app = createApp({
    platform: { record: async () => ({ dataset, revision: 1, at: undefined }) },
    assets: { names: {}, world: undefined, files: new Map() },
    clock: () => new Date(`${TODAY}T12:00:00Z`),
  });
  return async (path: string) => {
    const response = await app.request(`http://localhost${path}`);
    if (response.status !== 200) throw new Error(`${path} gave ${response.status}`);
    return response.text();
  };
};

const planted = datasetWith(...PLANTED);
const pageAt = siteOver(planted);
const ADDRESS = '/country/xaa/checks';
const reportOf = (dataset = planted) => crosscheckRecord(dataset, 'xaa', firstDay(TODAY));

/** The markup of one section, which must be there. */
function sectionOf(html: string, id: string): string {
  const start = html.indexOf(`<section class="sec" id="${id}"`);
  if (start < 0) throw new Error(`no section ${id}`);
  return html.slice(start, html.indexOf('</section>', start));
}

/** The waivers that a page gives to copy, as a file would be read. */
const copied = (html: string): Record<string, unknown>[] =>
  [...html.matchAll(/<pre class="cmd"><code>(.*?)<\/code>/gs)].flatMap(([, text = '']) =>
    parse(text.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'")),
  );

const issueNamed = (code: string) => {
  const issue = reportOf().issues.find((one) => one.code === code);
  if (!issue) throw new Error(`the example has no ${code}`);
  return issue;
};

describe('the page of checks', () => {
  it('lists every open issue once, the gravest first', async () => {
    const { issues } = reportOf();
    const codes = ['accessed-before-published', 'findings-overlap', 'identity-exposed'];
    expect(issues.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
    const html = await pageAt(`/en${ADDRESS}`);
    expect(copied(html)).toHaveLength(issues.length);
    const order = [...html.matchAll(/<section class="sec" id="(error|warning|note)"/g)].map(([, name]) => name);
    expect(order.length).toBeGreaterThan(1);
    expect(order).toEqual(['error', 'warning', 'note'].filter((name) => order.includes(name)));
    for (const name of order) {
      const shown = [...sectionOf(html, name ?? '').matchAll(/data-check="([^"]+)"/g)].map(([, code]) => code);
      const meant = issues.filter(({ severity }) => severity === name).map(({ code }) => code);
      expect(shown).toEqual([...new Set(meant)]);
    }
  });

  it.each(LANGUAGES)('explains each in the language of the reader: %s', async (language) => {
    const text = readable(await pageAt(`/${language}${ADDRESS}`));
    const issue = issueNamed('accessed-before-published');
    expect(text).toContain(issue.message[language].replace(/\s+/g, ' '));
    expect(text).toContain(MESSAGES[language]['check.of.accessed-before-published']);
  });

  it('has a name for every check of the record, in every language', () => {
    const codes = Object.entries(CROSS_CHECKS).flatMap(([code, check]) => ('record' in check ? [code] : []));
    expect(codes.length).toBeGreaterThan(10);
    for (const language of LANGUAGES) {
      expect(codes.filter((code) => !MESSAGES[language][`check.of.${code}`])).toEqual([]);
    }
  });

  it('quotes both places and leads to their records', async () => {
    const html = await pageAt(`/en${ADDRESS}`);
    const error = sectionOf(html, 'error');
    expect(error).toContain('href="/en/source/xaa/source/early"');
    expect(readable(error)).toMatch(/Read there on\s*:\s*1 February 2019/);
    expect(readable(error)).toMatch(/Published\s*:\s*1 May 2020/);
    const warning = sectionOf(html, 'warning');
    for (const id of ['double', 'double-other']) expect(warning).toContain(`href="/en/record/xaa/finding/${id}"`);
    expect(readable(warning)).toMatch(/Answer\s*:\s*Yes/);
    expect(readable(warning)).toMatch(/Answer\s*:\s*No/);
  });

  it('names the statuses an issue could touch, and says so where there is none', async () => {
    const html = await pageAt(`/en${ADDRESS}`);
    const overlap = html.slice(html.indexOf('data-check="findings-overlap"')).split('</article>')[0] ?? '';
    expect(overlap).toContain('href="/en/country/xaa/progress-indicators/abroad"');
    expect(readable(overlap)).toContain('1 status it could touch');
    expect(overlap).toContain('class="st"');
    const exposed = html.slice(html.indexOf('data-check="identity-exposed"')).split('</article>')[0] ?? '';
    expect(readable(exposed)).toContain('No status of this day rests on it.');
  });

  it('never repeats words that could lead to a person', async () => {
    expect(issueNamed('identity-exposed').message.en).toContain('Teskelin');
    for (const language of LANGUAGES) {
      const html = await pageAt(`/${language}${ADDRESS}`);
      expect(html).toContain('data-check="identity-exposed"');
      expect(html).not.toMatch(/Teskelin|Mirva/);
      expect(html).toContain(`href="/${language}/record/xaa/event/case"`);
    }
  });

  it('gives a waiver that is refused without a reason, and with one sets aside that issue alone', async () => {
    for (const language of LANGUAGES) {
      const waivers = copied(await pageAt(`/${language}${ADDRESS}`));
      const before = reportOf().issues;
      expect(waivers.length).toBeGreaterThan(2);
      expect(new Set(waivers.map(({ id }) => id)).size).toBe(waivers.length);
      for (const waiver of waivers) {
        expect(schemaOf('waiver').safeParse(waiver).success).toBe(false);
        const filled = { ...waiver, reason: 'Looked at.' };
        expect(schemaOf('waiver').safeParse(filled).success).toBe(true);
        const after = reportOf(datasetWith(...PLANTED, { kind: 'waiver', country: 'xaa', ...filled }));
        expect(after.waived.map(({ issue }) => issue.code)).toEqual([waiver.check]);
        expect(after.issues).toHaveLength(before.length - 1);
      }
    }
  });

  it('keeps waived issues apart with their reason, and marks a waiver that has expired', async () => {
    const waiver = waiverFor(planted, issueNamed('accessed-before-published'), {
      id: 'xaa/waiver/early',
      country: 'xaa',
      reason: 'A preprint was read.',
    });
    const html = await siteOver(datasetWith(...PLANTED, { ...waiver, decidedOn: '2025-07-01' }))(`/en${ADDRESS}`);
    const waived = sectionOf(html, 'waived');
    expect(readable(waived)).toContain('A preprint was read.');
    expect(readable(waived)).toContain('1 July 2025');
    expect(waived).toContain('href="/en/record/xaa/waiver/early"');
    expect(html).not.toContain('data-check="accessed-before-published"');
    expect(html).not.toContain('id="expired"');

    const changed = PLANTED.map((record) =>
      record.id === 'xaa/source/early' ? { ...record, accessed: '2019-03-01' } : record,
    );
    const later = await siteOver(datasetWith(...changed, waiver))(`/en${ADDRESS}`);
    const expired = sectionOf(later, 'expired');
    expect(expired).toContain('<span class="tag review">Expired</span>');
    expect(readable(expired)).toContain('A preprint was read.');
    expect(expired).toContain('href="/en/source/xaa/source/early"');
    expect(later).toContain('data-check="accessed-before-published"');
    expect(later).not.toContain('id="waived"');
  });

  it('says that nothing is open where nothing is, and is linked from where a reader looks', async () => {
    const empty = readable(await pageAt('/en/country/xbb/checks'));
    expect(empty).toContain('No issue is open on this day.');
    expect(readable(await pageAt(`/en${ADDRESS}`))).not.toContain('No issue is open on this day.');
    for (const page of ['', '/contradictions']) {
      expect(await pageAt(`/en/country/xaa${page}?asOf=2025`)).toContain(`href="/en${ADDRESS}?asOf=2025"`);
    }
    expect(await pageAt('/en/country/xbb/contradictions')).toContain('href="/en/country/xbb/checks"');
    await expect(pageAt('/en/country/zzz/checks')).rejects.toThrow('404');
  });

  it('is of the day asked about', async () => {
    expect(await pageAt(`/en${ADDRESS}?asOf=2010-06-01`)).not.toBe(await pageAt(`/en${ADDRESS}`));
    expect(readable(await pageAt(`/en${ADDRESS}?asOf=2015-01-01`))).toContain('1 January 2015');
  });
});

describe('the page of a source', () => {
  it('names every place that cites it, with its locator', async () => {
    const { places } = relianceOn(planted, 'xaa/source/report', firstDay(TODAY));
    expect(places.length).toBeGreaterThan(20);
    const uses = sectionOf(await pageAt('/en/source/xaa/source/report'), 'uses');
    expect(readable(uses)).toContain(`Cited in ${places.length} places.`);
    expect(uses.match(/class="place-cited"/g)).toHaveLength(places.length);
    expect(uses.match(/, p\. 3/g)).toHaveLength(places.length);
    expect(readable(uses)).toMatch(/Observations\s*›\s*2011/);
    expect(readable(sectionOf(await pageAt('/en/source/xaa/source/early'), 'uses'))).toContain('p. 71');
  });

  it('tells what is known of its copies, and what took its place', async () => {
    const text = readable(await pageAt('/en/source/xaa/source/early'));
    expect(text).toContain(
      `retrieved 4 March 2021 (application/pdf , 46,031 bytes ) SHA-256 ${HASH}`.replace(/ (?=[,)])/g, ''),
    );
    expect(text).toContain('retrieved 2022 (text/html)');
    expect(text).toMatch(/Replaced by\s+Took its place/);
    const other = readable(await pageAt('/en/source/xaa/source/late'));
    expect(other).toMatch(/Replaces\s+Read early/);
    expect(other).toContain('Cited in 1 place.');
  });

  it('tells how much rests on it, and on it alone', async () => {
    const rests = relianceOn(planted, 'xaa/source/early', firstDay(TODAY));
    expect(rests.records).toEqual(['xaa/finding/double-other', 'xaa/event/case']);
    expect(rests.alone).toEqual(rests.records);
    expect(rests.statuses).toEqual([{ country: 'xaa', indicator: 'progress-indicators/abroad' }]);
    const weight = sectionOf(await pageAt('/en/source/xaa/source/early'), 'weight');
    expect(readable(weight)).toContain('2 records cite it; 2 rest on it alone. It is 6 years old.');
    expect(weight).toContain('href="/en/country/xaa/progress-indicators/abroad"');
    const before = sectionOf(await pageAt('/en/source/xaa/source/early?asOf=2005'), 'weight');
    expect(readable(before)).toContain('No status of this day uses a finding that cites it.');
  });

  it('counts a record with another source as not resting on it alone', () => {
    const both = { ...PLANTED[2], citations: [...cited('early'), ...cited('late')] };
    const { records, alone } = relianceOn(datasetWith(PLANTED[0] ?? {}, both), 'xaa/source/early', firstDay(TODAY));
    expect(records).toEqual(['xaa/finding/double-other']);
    expect(alone).toEqual([]);
  });
});

describe('the sources of a country', () => {
  it('are weighed as a whole and by part of the record', async () => {
    const weight = sectionOf(await pageAt('/en/country/xaa/sources'), 'weight');
    const text = readable(weight);
    expect(text).toMatch(/The record cites 3 works in \d+ places, of 3 independent origins\./);
    expect(text).toMatch(/Findings \d+ places, 3 works 3 /);
    expect(text).toMatch(/Events 3 places, 2 works 2 67% Early Press/);
    expect(weight).toContain('<caption class="vh">Findings by group of questions</caption>');
    expect(text).toContain('Acts abroad abroad');
  });

  it('are not weighed where there are none', async () => {
    expect(await pageAt('/en/country/xbb/sources')).not.toContain('id="weight"');
  });
});

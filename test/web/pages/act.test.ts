import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../src/core/localised.ts';
import { readable } from './example.ts';
import { get, pageAt, section } from './lawmaking.ts';

const ACT = '/en/law/xaa/first-act';
const BILL = '/en/law/xaa/bill';
const text = (html: string, id: string) => readable(section(html, id));

describe('the page of an amending act', () => {
  it('tells what it is, and its three dates apart', async () => {
    const html = readable(await pageAt(ACT));
    expect(html).toMatch(/Number 77 Enacted 5 July 2024 Published 6 July 2024 In force since 5 September 2024/);
    expect(html).toContain('It enters into force in 2 steps: 5 September 2024 and 1 May 2026.');
  });

  it('begins with a contents list that leads to every article', async () => {
    const html = await pageAt(ACT);
    const anchors = [...html.matchAll(/<li><a href="#(code-[^"]+)"/g)].map(([, id]) => id);
    expect(anchors).toEqual(['code-9', 'code-10', 'code-11', 'code-9-1']);
    for (const id of anchors) expect(html).toContain(`<article class="effect" id="${id}"`);
  });

  it('says for each article what changed, with the words, parameters and penalties before and after', async () => {
    const nine = await pageAt(ACT).then((html) => section(html, 'code-9'));
    expect(nine).toContain('Raises the age to eighteen.');
    expect(nine).toMatch(/Offering <del>.*a.*<\/del>.*<ins>.*any.*<\/ins> ?child is a crime/s);
    expect(readable(nine)).toMatch(/16.*18/);
    expect(readable(nine)).toMatch(/3 to 5 years.*5 to 9 years/);
  });

  it('shows what is new as it stands, what ended as it stood, and names words that are not on record', async () => {
    const html = await pageAt(ACT);
    expect(text(html, 'code-9-1')).toContain('Grooming online is a crime.');
    expect(text(html, 'code-10')).toMatch(/Repealed.*Ends the old offence\. What it said until then Selling a child/);
    expect(text(html, 'code-11')).toContain('The words it puts there are not on record.');
    expect(text(html, 'code-9')).not.toContain('not on record');
  });

  it('tells of each finding whether someone checked it since', async () => {
    const findings = text(await pageAt(ACT), 'findings');
    expect(findings).toMatch(/Is offering a child a crime\? Yes since 1 Jan 2015 Example Code, article 9 Needs review/);
    expect(findings).toMatch(
      /Is buying a crime\? No since 1 Jan 2015 Example Code, article 9 Verified after the change: 1 October 2024/,
    );
    expect(findings).toContain('Recorded of the law as changed');
  });

  it('shows statuses on the eve and on the day when all of it was in force', async () => {
    const statuses = text(await pageAt(ACT), 'statuses');
    expect(statuses).toMatch(/On 4 Sept? 2024, the eve On 1 May 2026/);
    expect(statuses).toMatch(/Grooming Invented framework Not met Met changed/);
    expect(statuses).toMatch(/Offences Invented framework Partly met Partly met the same/);
  });

  it('names the recommendations it touches, and what it is recorded to answer', async () => {
    const asked = text(await pageAt(ACT), 'recommendations');
    expect(asked).toMatch(
      /Raise the age of article 9\. The Committee, 2013 Recorded as an answer to it: Done The age is eighteen\./,
    );
    expect(asked).toContain('Train the police on article 9.');
    expect(asked).not.toContain('Publish figures.');
  });

  it('announces what an act will touch before its day, and that it reaches back', async () => {
    const html = await pageAt('/en/law/xaa/coming-act');
    expect(text(html, 'findings')).toContain('Will need review from 1 January 2027');
    expect(text(html, 'code-9')).toContain('Applies to facts since 1 January 2026');
    expect(text(html, 'code-9')).toContain('The words it puts there are not on record.');
  });

  it('says plainly where nothing is on record', async () => {
    const html = readable(await pageAt('/en/law/xaa/undated-act'));
    expect(html).toContain('What it changes, article by article, is not on record.');
    expect(html).toContain('No finding rests on what it changes.');
    expect(html).toContain('No status rests on what it changes.');
  });
});

describe('the page of a bill', () => {
  it('says that it is hypothetical: in the title, before all else, and in the address to share', async () => {
    const html = await pageAt(BILL);
    expect(html).toMatch(/<title>Hypothetical: Bill on Buyers/);
    const body = html.slice(html.indexOf('<h1'));
    expect(body.indexOf('class="hypo"')).toBeLessThan(body.indexOf('<nav class="contents"'));
    expect(readable(html)).toContain('Hypothetical. This is a bill, not law.');
    expect(html).toContain('/law/xaa/bill@2026-11-22?hypothetical=yes');
    const shared = await get('/law/xaa/bill@2026-11-22?hypothetical=yes');
    const location = shared.headers.get('location') ?? '';
    expect(location).toMatch(/^\/en\/law\/xaa\/bill@2026-11-22\?hypothetical=yes$/);
    expect(readable(await pageAt(location))).toContain('Hypothetical. This is a bill, not law.');
  });

  it('says so on every sheet of paper, in every language', async () => {
    const style = await readFile(new URL('../../../src/web/public/act.css', import.meta.url), 'utf8');
    for (const language of LANGUAGES) {
      expect(style).toMatch(
        new RegExp(`:lang\\(${language}\\) > body:has\\(\\.hypo\\) \\{\\s*page: bill-${language};`),
      );
      expect(style).toMatch(new RegExp(`@page bill-${language} \\{\\s*@top-center \\{\\s*content: "[^"]{20,}"`));
    }
  });

  it('says so in every language', async () => {
    expect(await pageAt('/ru/law/xaa/bill')).toMatch(/<title>Предположение: /);
    expect(readable(await pageAt('/kk/law/xaa/bill'))).toContain('Болжам. Бұл заң жобасы, заң емес.');
  });

  it('shows how far it has come, and what may follow', async () => {
    const stages = /<ol class="stages">(.*?)<\/ol>/s.exec(await pageAt(BILL))?.[1] ?? '';
    expect(readable(stages)).toMatch(
      /Proposed 1 Mar 2026 First reading 1 Sept? 2026 Second reading not yet Adopted not yet Signed not yet/,
    );
    expect(stages.match(/class="reached"/g)).toHaveLength(2);
    const earlier = /<ol class="stages">(.*?)<\/ol>/s.exec(await pageAt(`${BILL}?asOf=2026-04-01`))?.[1] ?? '';
    expect(earlier.match(/class="reached"/g)).toHaveLength(1);
  });

  it('shows the words as they would be', async () => {
    const nine = readable(section(await pageAt(BILL), 'code-9'));
    expect(nine).toMatch(/5 to 9 years.*7 to 12 years/);
    expect(nine).toContain('If it passed');
  });

  it('gives each status now and then, with the answers behind it and the way to try them', async () => {
    const html = section(await pageAt(BILL), 'statuses');
    expect(readable(html)).toMatch(
      /Offences Invented framework Is buying a crime\? before: No after: Yes .*Partly met Met changed/,
    );
    expect(html).toContain('/en/country/xaa/progress-indicators/offences?suppose=crime.buying%3Atrue#what');
    expect(readable(html)).toContain('Computed on 22 November 2026 from the record as of 22 November 2026');
  });

  it('never changes a status of the record', async () => {
    const indicator = readable(await pageAt('/en/country/xaa/progress-indicators/offences'));
    expect(indicator).toContain('Partly met');
    const country = readable(await pageAt('/en/country/xaa'));
    expect(country).toMatch(/Bill on Buyers Hypothetical First reading/);
    expect(country).toContain('1 is partly met');
  });

  it('sorts open recommendations by how much of them it would answer', async () => {
    const asked = text(await pageAt(BILL), 'recommendations');
    expect(asked).toMatch(
      /It would answer in full: 1 Punish buyers\. .*It would answer in part: 1 Punish buyers and raise the age\./,
    );
    expect(asked).toMatch(/leave them open: 1 Train the police/);
    expect(asked).toContain('1 other open recommendation it does not touch');
    expect(asked).not.toContain('Raise the age of article 9.');
  });

  it('is not there before its first stage', async () => {
    expect(readable(await pageAt(`${BILL}?asOf=2026-01-01`))).toContain('On the day shown it was not there yet.');
    expect(readable(await pageAt('/en/country/xaa/laws?asOf=2026-01-01'))).not.toContain('Bill on Buyers');
    expect(readable(await pageAt('/en/country/xaa/laws'))).toContain('Bill on Buyers');
  });
});

describe('the page of a subject', () => {
  const PATH = '/en/subject/xaa/grooming';

  it('gives the words in force on the day, and what was not in force then', async () => {
    const then = await pageAt(`${PATH}?asOf=2018-03-01`);
    expect(readable(then)).toContain('In force on this day (1)');
    expect(readable(then)).toContain('Offering a child is a crime.');
    expect(readable(then)).not.toContain('Grooming online is a crime.');
    expect(text(then, 'other')).toMatch(/article 9-1.*not yet in force/i);
    const now = readable(await pageAt(PATH));
    expect(now).toContain('In force on this day (2)');
    expect(now).toContain('Grooming online is a crime.');
  });

  it('gives the penalties of the day', async () => {
    expect(readable(await pageAt(`${PATH}?asOf=2018-03-01`))).toContain('3 to 5 years');
    expect(readable(await pageAt(PATH))).toContain('5 to 9 years');
  });

  it('gives rulings that stood, answers of the day, changes, bills, terms and other subjects', async () => {
    const now = await pageAt(PATH);
    expect(text(now, 'interpretations')).toContain('Offering includes showing pictures.');
    expect(await pageAt(`${PATH}?asOf=2018-03-01`)).not.toContain('showing pictures');
    expect(text(now, 'answers')).toMatch(/Is grooming online a crime\? Yes/);
    expect(text(await pageAt(`${PATH}?asOf=2018-03-01`), 'answers')).toMatch(/Is grooming online a crime\? No/);
    expect(text(now, 'bills')).toContain('Bill on Buyers Hypothetical');
    expect(text(now, 'terms')).toContain('Winning the trust');
    expect(text(now, 'subjects')).toContain('Exploitation 1 of 2 in force');
  });

  it('keeps changes after the day apart from those before it', async () => {
    const changes = text(await pageAt(`${PATH}?asOf=2025-01-01`), 'changes');
    expect(changes).toMatch(/After the day shown, 1 January 2025.*article 9-1.*Up to that day.*article 9/);
  });

  it('is reached from the laws of the country and from its page', async () => {
    for (const path of ['/en/country/xaa/laws', '/en/country/xaa']) {
      expect(await pageAt(path)).toContain('href="/en/subject/xaa/grooming"');
    }
    expect((await get('/en/subject/xaa/none')).status).toBe(404);
    expect((await get('/en/subject/zzz/grooming')).status).toBe(404);
  });
});

describe('the gap grid', () => {
  it('counts the acts of each obligation by how they stand', async () => {
    const html = readable(await pageAt('/en/gaps/xaa'));
    expect(html).toMatch(/Make exploitation a crime 4 acts 1 1 1 1/);
  });

  it('tells gaps in words and shapes, and never takes what is unknown for one', async () => {
    const html = await pageAt('/en/gaps/xaa/opsc-3');
    const row = (act: string) =>
      html.slice(html.indexOf(`>${act}</th>`), html.indexOf('</tr>', html.indexOf(`>${act}</th>`)));
    expect(readable(row('Offering'))).toMatch(
      /A crime, with gaps .*under 18.*Gap: required.*article 9 : 5 to 9 years; up to 15 years in graver cases/,
    );
    expect(row('Offering')).toContain('#s-notmet');
    expect(readable(row('Buying'))).toContain('Gap: not a crime');
    expect(readable(row('Procuring'))).toContain('Not on record');
    expect(readable(row('Procuring'))).not.toContain('Gap');
    expect(row('Procuring')).not.toContain('#s-notmet');
    expect(html.match(/<tr role="row" class="has-gap">/g)).toHaveLength(2);
  });

  it('shows the law of the day, and leads to its words of that day', async () => {
    const then = await pageAt('/en/gaps/xaa/opsc-3?asOf=2018-03-01');
    expect(readable(then)).toContain('Gap: must be under 18');
    expect(readable(then)).toContain('3 to 5 years');
    expect(then).toContain('href="/en/law/xaa/code/9?asOf=2018-03-01"');
  });

  it('comes as a table of the same day', async () => {
    const html = await pageAt('/en/gaps/xaa/opsc-3?asOf=2018-03-01');
    expect(html).toContain('href="/en/gaps/xaa/opsc-3.csv?asOf=2018-03-01"');
    const response = await get('/en/gaps/xaa/opsc-3.csv?asOf=2018-03-01');
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect(response.headers.get('content-disposition')).toContain('xaa-opsc-3-2018-03-01.csv');
    const rows = (await response.text()).trimEnd().split('\r\n');
    expect(rows).toHaveLength(5);
    expect(rows[1]).toContain('Offering,true,known,16,true,age-too-low means-required,xaa/law/code/9,16,true,3,5,5');
    expect(rows[4]).toMatch(/Procuring,,not-recorded,/);
    expect((await (await get('/en/gaps/xaa.csv')).text()).trimEnd().split('\r\n')).toHaveLength(5);
    expect((await get('/en/gaps/xaa/none.csv')).status).toBe(404);
  });

  it('is not found where there is none', async () => {
    expect((await get('/en/gaps/xaa/none')).status).toBe(404);
    expect((await get('/en/gaps/zzz')).status).toBe(404);
  });
});

describe('the review queue', () => {
  const PATH = '/en/country/xaa/review';

  it('announces changes with their day before what waits', async () => {
    const html = await pageAt(PATH);
    const page = readable(html);
    expect(page).toMatch(/On 1 January 2027 Coming Act enters into force; \d records will need review\./);
    expect(page.indexOf('Coming Act')).toBeLessThan(page.indexOf('Waiting now'));
  });

  it('names acts without a day of entry into force', async () => {
    const html = await pageAt(PATH);
    expect(readable(html.slice(html.indexOf('id="undated"'), html.indexOf('id="waiting"')))).toMatch(
      /Undated Act enacted 1 Nov 2026/,
    );
  });

  it('groups what waits by its cause, with the command that verifies the group', async () => {
    const html = await pageAt(PATH);
    const command = /<pre class="cmd"[^>]*><code>(.*?)<\/code>/s.exec(html)?.[1] ?? '';
    expect(command).toContain('dutybearer verify-record');
    expect(command).toContain('xaa/finding/offering');
    expect(command).not.toContain('xaa/finding/buying');
    expect(command).toContain('--author');
  });

  it('is empty before anything changed', async () => {
    expect(readable(await pageAt(`${PATH}?asOf=2020-01-01`))).toContain('Nothing waits for review on this day.');
  });
});

describe('pages of the law in every language', () => {
  it.each([
    '/law/xaa/first-act',
    '/law/xaa/coming-act',
    '/law/xaa/undated-act',
    '/law/xaa/bill',
    '/subject/xaa/grooming',
    '/gaps/xaa',
    '/gaps/xaa/opsc-3',
    '/country/xaa/review',
    '/country/xaa/laws',
    '/country/xaa',
  ])('%s is sound', async (path) => {
    for (const language of ['en', 'ru', 'kk']) {
      for (const day of ['', '?asOf=2018-03-01', '?asOf=2024-09-05']) {
        const html = await pageAt(`/${language}${path}${day}`);
        expect(html.match(/<h1[ >]/g), path).toHaveLength(1);
        expect(html).not.toMatch(/ style="|undefined|NaN|\[object/);
        expect(readable(html)).not.toMatch(/(?<![\w./@-])(?:act|bill|stage|gaps|subject|force|law-news)\.[a-z-]+/);
        const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
        expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
      }
    }
  });
});

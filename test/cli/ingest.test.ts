/** Documents read from the command line: what they give, the page to read them by, drafts, snapshots, and files that cannot be read. */
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { makePdf } from '../fixtures/ingest/pdf.ts';
import { dutybearer, emptyFolder, emptyStore, ROOT } from '../support/cli.ts';
import { ENGINES, emptyPlace, opened as openedStore } from '../support/stores.ts';

const DATA = ['--data', 'data'];
const REPORT = 'test/fixtures/ingest/report.md';
const KAZ = ['--country', 'kaz', ...DATA];

interface Told {
  document: { name: string; mediaType: string; sha256: string; text: string; source: string; language: string };
  sections: { id: string; title: string; start: number; end: number }[];
  notes: { id: string; label: string; text: string; references: string[]; places: { start: number; end: number }[] }[];
  tables: { rows: string[][]; headerRows?: number }[];
  references: { work: string; quote: string }[];
  candidates: {
    id: string;
    kind: string;
    place: { start: number; end: number; exact: string; prefix: string; suffix: string };
    notes: string[];
    draft?: { id: string };
  }[];
  issues: { code: string; severity: string; message: string; places: Record<string, unknown>[] }[];
  weights: { id: string; title?: string; places: number; works: number; independent: number }[];
}

async function told(file: string, ...args: string[]): Promise<Told> {
  const { code, out, err } = await dutybearer(['ingest', file, ...args, '--json']);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as Told;
}

function fileWith(name: string, content: string | Uint8Array): string {
  const file = join(emptyFolder(), name);
  writeFileSync(file, content);
  return file;
}

describe('ingest --json', () => {
  test('gives the document with its parts, and every place is cut out of its text', async () => {
    const json = await told(REPORT, ...KAZ);
    expect(Object.keys(json)).toEqual([
      'document',
      'sections',
      'notes',
      'tables',
      'references',
      'candidates',
      'issues',
      'weights',
    ]);
    const { text } = json.document;
    expect(json.document).toMatchObject({ name: 'report.md', mediaType: 'text/markdown', language: 'en' });
    expect(json.sections.map(({ title }) => title)).toContain('Situation');
    expect(json.notes.map(({ label, places }) => [label, places.length])).toEqual([
      ['1', 1],
      ['2', 1],
      ['3', 1],
      ['4', 1],
      ['5', 0],
    ]);
    for (const note of json.notes)
      for (const { start, end } of note.places) expect(text.slice(start, end)).not.toBe('');
    expect(json.tables).toHaveLength(1);
    expect(json.tables[0]).toMatchObject({ headerRows: 1 });
    expect(json.tables[0]?.rows[1]).toEqual(['North', '81', '102']);
    // Two places of one work share it.
    expect(json.references[0]?.work).toBe(json.references[1]?.work);
    expect(json.candidates.length).toBeGreaterThan(8);
    for (const { place } of json.candidates) {
      expect(text.slice(place.start, place.end)).toBe(place.exact);
      expect(text.slice(place.start - place.prefix.length, place.end + place.suffix.length)).toBe(
        place.prefix + place.exact + place.suffix,
      );
    }
    const cases = json.candidates.find(({ place }) => place.exact.startsWith('214'));
    expect(cases).toMatchObject({ kind: 'figure', notes: [json.notes[0]?.id] });
  });

  test('says what contradicts itself and the record, the gravest first, with places on both sides', async () => {
    const { issues } = await told(REPORT, ...KAZ);
    const codes = issues.map(({ code }) => code);
    for (const code of ['treaty-before-adoption', 'accessed-before-published', 'money-conversion', 'notes-unused']) {
      expect(codes).toContain(code);
    }
    const ranks = issues.map(({ severity }) => ['error', 'warning', 'note'].indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted());
    expect(issues.find(({ code }) => code === 'treaty-before-adoption')?.places).toEqual([
      expect.objectContaining({ exact: expect.stringContaining('24 August 1994'), section: expect.any(String) }),
      expect.objectContaining({ record: 'opsc', value: '2000-05-25' }),
    ]);
  });

  test('weighs the sources of the document and of each section', async () => {
    const { weights, sections } = await told(REPORT, ...KAZ);
    const [all, ...rest] = weights;
    expect(all).toMatchObject({ id: 'document', places: 4, works: 3, independent: 3 });
    expect(rest.length).toBeGreaterThan(0);
    for (const { id, title, places } of rest) {
      expect(sections.find((section) => section.id === id)?.title).toBe(title);
      expect(places).toBeLessThanOrEqual(all?.places ?? 0);
    }
  });

  test('speaks Russian when asked, and compares with no country unless one is named', async () => {
    const russian = await told(REPORT, ...KAZ, '--language', 'ru');
    expect(russian.issues[0]?.message).toMatch(/[а-я]{4}/);
    const alone = await told(REPORT, ...DATA);
    expect(alone.document.source).toMatch(/^source\/report-[0-9a-f]{8}$/);
    expect(alone.issues.map(({ code }) => code)).not.toContain('treaty-two-dates');
  });
});

describe('a summary for a terminal', () => {
  test('counts what was found and says what to do next', async () => {
    const { code, out } = await dutybearer(['ingest', REPORT, ...DATA]);
    expect(code).toBe(0);
    expect(out).toContain('5 notes (4 called in the text)');
    expect(out).toMatch(/recommendation +2 +2 with a draft/);
    expect(out).toMatch(/Sources: 3 works in 4 places, 3 independent/);
    expect(out).toContain('To compare it with the record of a country: --country kaz.');
  });

  test('lets no control character of a document reach the terminal', async () => {
    const file = fileWith(
      'report.txt',
      'A title\u001b[31m\n\nThe office counted 12 children\u001b]0;x\u0007 in 2011.\n',
    );
    const { out } = await dutybearer(['ingest', file, ...DATA]);
    expect(out).not.toContain('\u001b');
    expect(out).not.toContain('\u0007');
  });
});

const CHROMIUM = inject('chromium');

describe.skipIf(!CHROMIUM)('ingest --html', () => {
  const HOSTILE = `Report </title><script>alert(1)</script>

<img src=x onerror=alert(2)> In 2011 the office registered 312 cases & "more" <b>cases</b>.¹ Said </mark></p><script>alert(3)</script>

Table 1. Cases <svg onload=alert(4)>

Notes

1. Office "><script>alert(5)</script>. Annual figures. 2012. javascript:alert(6) https://example.org/"onclick=alert(7)
`;
  let browser: Awaited<ReturnType<typeof chromium.launch>>;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM as string, args: ['--no-sandbox', '--disable-gpu'] });
    return () => browser.close();
  });

  async function opened(file: string, args: readonly string[], options: { javaScriptEnabled?: boolean } = {}) {
    const out = join(emptyFolder(), 'page.html');
    const { code, err } = await dutybearer(['ingest', file, ...args, '--html', out]);
    expect([code, err]).toEqual([0, '']);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    onTestFinished(() => page.close());
    const trouble: string[] = [];
    page.on('dialog', (dialog) => {
      trouble.push(`dialog ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    });
    page.on('console', (message) => trouble.push(message.text()));
    page.on('pageerror', ({ message }) => trouble.push(message));
    page.on('request', (request) => {
      if (!/^(?:file|data):/.test(request.url())) trouble.push(request.url());
    });
    await page.goto(`file://${out}`);
    return { page, trouble, html: readFileSync(out, 'utf8') };
  }

  test('shows hostile words as words: nothing in a document runs, loads or becomes an element', async () => {
    const { page, trouble, html } = await opened(fileWith('x"><script>alert(8)<\u2044script>.txt', HOSTILE), KAZ);
    expect(trouble).toEqual([]);
    expect(html.match(/<script/g)).toHaveLength(1);
    const text = await page.locator('.doc').innerText();
    expect(text).toContain('<img src=x onerror=alert(2)>');
    expect(text).toContain('<script>alert(3)</script>');
    expect(await page.locator('.doc img, .doc svg:not(.i), .doc script, .doc b:not(.nl):not(.margin b)').count()).toBe(
      0,
    );
    const hrefs = await page.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(hrefs.filter((href) => !/^#|^https?:\/\//.test(href))).toEqual([]);
    expect(await page.locator('[onclick], [onerror], [onload]').count()).toBe(0);
    expect(html).toContain('Content-Security-Policy');
  });

  test('links candidates, notes, tables and issues both ways, and no link leads nowhere', async () => {
    const { page, trouble } = await opened(REPORT, KAZ, { javaScriptEnabled: false });
    expect(trouble).toEqual([]);
    const broken = await page
      .locator('a[href^="#"]')
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute('href') ?? '').filter((href) => !document.getElementById(href.slice(1))),
      );
    expect(broken).toEqual([]);
    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    const numbers = await page.locator('.doc .hn').count();
    expect(numbers).toBe((await told(REPORT, ...KAZ)).candidates.length);
    expect(await page.locator('.rd-entries > li[id^="i-c"]').count()).toBe(numbers);
    // The statement, its note, and back.
    await page.locator('a.nm').first().click();
    expect(page.url()).toMatch(/#n1$/);
    await page.locator('a.back').first().click();
    expect(page.url()).toMatch(/#m1$/);
    expect(await page.locator('.doc a', { hasText: 'Table 1' }).first().getAttribute('href')).toMatch(/^#b\d+$/);
    expect(await page.locator('.margin .x').count()).toBeGreaterThan(3);
    // Nothing that only a script could do is offered without it.
    expect(await page.locator('[data-steps]').isVisible()).toBe(false);
  });

  test('tells at its head and under the headings what the sources weigh, in the language of the reader', async () => {
    const { page } = await opened(REPORT, KAZ);
    const lines = await page.locator('.weight').allTextContents();
    expect(lines[0]).toMatch(
      /^3 works cited in 4 places, of 3 independent origins\. Most rests on .+: 50% of the places\./,
    );
    expect(lines).toContain(
      '1 work cited in 1 place. All of it rests on United Nations. 1 work is dated (2013); median age 1 year.',
    );
    const { page: russian } = await opened(REPORT, [...KAZ, '--language', 'ru']);
    expect(await russian.locator('.weight').first().textContent()).toMatch(/^Цитируется 3 работы в 4 местах;/);
  });

  test('shows every word of the document once and in order', async () => {
    const { page } = await opened(REPORT, KAZ);
    await page.locator('.hn, .xn, .nl, .margin, .back, .table > a, .pg, .weight').evaluateAll((all) => {
      for (const one of all) one.remove();
    });
    const words = (text: string) => text.replace(/\s+/gu, '');
    const shown = await page.locator('.doc').evaluate((doc) => doc.textContent ?? '');
    expect(words(shown)).toBe(words((await told(REPORT, ...KAZ)).document.text));
  });

  test('keys step through it while the text has the focus, and can be turned off', async () => {
    const { page } = await opened(REPORT, KAZ);
    await page.keyboard.press('j');
    expect(await page.locator('.doc .on').count()).toBe(0);
    await page.locator('.doc').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('c2');
    expect(await page.locator('mark.on').first().innerText()).toBe('214 cases');
    await page.keyboard.press('k');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('c1');
    await page.keyboard.press('n');
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('xn');
    await page.locator('[data-keys]').uncheck();
    await page.locator('#c1').focus();
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('c1');
    // A kind that is switched off is passed over.
    await page.locator('#k-figure').uncheck();
    expect(await page.locator('#c2').isVisible()).toBe(false);
  });

  test.each(['en', 'ru', 'kk'] as const)('is accessible and fits a phone in %s', async (language) => {
    const { AxeBuilder } = await import('@axe-core/playwright');
    for (const colorScheme of ['light', 'dark'] as const) {
      const out = join(emptyFolder(), 'page.html');
      await dutybearer(['ingest', REPORT, ...KAZ, '--language', language, '--html', out]);
      const context = await browser.newContext({ viewport: { width: 390, height: 800 }, colorScheme, bypassCSP: true });
      onTestFinished(() => context.close());
      const page = await context.newPage();
      await page.goto(`file://${out}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    }
  });
});

describe('ingest --yaml', () => {
  test('writes drafts that the store takes, cites the document, and lists what lacks something', async () => {
    const folder = join(emptyFolder(), 'drafts');
    const environment = emptyStore();
    const { code, out } = await dutybearer(
      ['ingest', REPORT, '--country', 'kaz', '--keep', '--yaml', folder, '--accept', 'figure,money,treaty-action'],
      { environment },
    );
    expect(code).toBe(0);
    expect(out).toMatch(/Drafts: \d+ records in/);
    const sources = readFileSync(join(folder, 'countries/kaz/sources.yaml'), 'utf8');
    const id = /id: (kaz\/source\/report-[0-9a-f]{8})/.exec(sources)?.[1] ?? '';
    expect(sources).toContain('type: other');
    expect(sources).toMatch(/sha256: [0-9a-f]{64}/);
    const statistics = readFileSync(join(folder, 'countries/kaz/statistics.yaml'), 'utf8');
    expect(statistics).toContain(`source: ${id}`);
    expect(statistics).toContain('value: 214');
    const lines = readFileSync(join(folder, 'incomplete.txt'), 'utf8').trimEnd().split('\n');
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual([]);
    expect(lines.join('\n')).toContain('45 million tenge');
    expect(lines.join('\n')).not.toContain('Open a shelter');
    const imported = await dutybearer(['import', folder, '--author', 'A. Editor', '--reason', 'Drafts'], {
      environment,
    });
    expect([imported.code, imported.err]).toEqual([0, '']);
    // What is on record already is never replaced by a draft.
    const again = join(emptyFolder(), 'again');
    await dutybearer(['ingest', REPORT, '--country', 'kaz', '--yaml', again, '--accept', 'figure'], { environment });
    expect(readdirSync(again)).toEqual(['incomplete.txt']);
    expect(readFileSync(join(again, 'incomplete.txt'), 'utf8')).toContain('is on record already');
  });

  test('refuses kinds that there are not, and folders with other records', async () => {
    const strange = await dutybearer(['ingest', REPORT, ...DATA, '--yaml', 'x', '--accept', 'figures']);
    expect(strange.code).toBe(2);
    expect(strange.err).toContain('There is no kind “figures”. Did you mean figure?');
    const alone = await dutybearer(['ingest', REPORT, ...DATA, '--accept', 'figure']);
    expect([alone.code, alone.out]).toEqual([2, '']);
    const taken = await dutybearer(['ingest', REPORT, ...KAZ, '--yaml', join(ROOT, 'test/fixtures/example')]);
    expect(taken.code).toBe(3);
    expect(taken.err).toContain('Nothing was written');
  });
});

describe('ingest --keep', () => {
  test.each(ENGINES)('keeps the bytes once, under their hash, in the store on %s', async (engine) => {
    const place = await emptyPlace(engine);
    const environment: Record<string, string> =
      place.kind === 'sqlite' ? { DUTYBEARER_DATA: place.folder } : { DATABASE_URL: place.url };
    const keep = () => dutybearer(['ingest', REPORT, ...DATA, '--keep'], { environment });
    const first = await keep();
    expect([first.code, first.err]).toEqual([0, '']);
    const { sha256 } = (await told(REPORT, ...DATA)).document;
    const store = await openedStore(place);
    expect(first.out).toContain(`Kept in ${store.place}: ${sha256}`);
    expect((await keep()).out).toContain(`Kept before in ${store.place}: ${sha256}`);
    const parts: Uint8Array[] = [];
    for await (const part of (await store.snapshots.find(sha256))?.bytes() ?? []) parts.push(part);
    expect(Buffer.concat(parts)).toEqual(readFileSync(join(ROOT, REPORT)));
    expect(await store.verify()).toMatchObject({ revisions: 0, snapshots: 1, problems: [] });
  });

  test('says that a database cannot be reached', async () => {
    const environment = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' };
    const { code, err } = await dutybearer(['ingest', REPORT, ...DATA, '--keep'], { environment });
    expect(code).toBe(3);
    expect(err).toContain('cannot be reached');
  });
});

describe('files that cannot be read', () => {
  const refused = async (file: string, ...args: string[]) => {
    const ended = await dutybearer(['ingest', file, ...DATA, ...args]);
    expect(ended.out).toBe('');
    expect(ended.err).not.toContain('bug');
    return ended;
  };

  test('a file that is not there, a folder, a device and an empty file are told apart', async () => {
    expect(await refused('nowhere.pdf')).toMatchObject({ code: 4, err: expect.stringContaining('does not exist') });
    expect(await refused('data')).toMatchObject({ code: 1, err: expect.stringContaining('is a folder') });
    expect(await refused('/dev/zero')).toMatchObject({
      code: 1,
      err: expect.stringContaining('not a file with a beginning'),
    });
    expect(await refused(fileWith('empty.txt', ''))).toMatchObject({ code: 1, err: expect.stringContaining('empty') });
  });

  test('a broken PDF, a locked one and a picture say what is wrong and what to do, and nothing is written', async () => {
    const whole = makePdf([[{ x: 72, y: 700, text: 'The office counted 12 children in 2011.' }]]);
    const page = join(emptyFolder(), 'page.html');
    const broken = await refused(fileWith('broken.pdf', whole.subarray(0, 60)), '--html', page, '--keep');
    expect(broken.code).toBe(1);
    expect(broken.err).toContain('“broken.pdf” cannot be read');
    expect(statSync(page, { throwIfNoEntry: false })).toBeUndefined();
    const picture = await refused(fileWith('scan.pdf', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0])));
    expect(picture).toMatchObject({ code: 1, err: expect.stringContaining('a picture') });
    expect((await told(fileWith('whole.pdf', whole), ...DATA)).document.text).toContain('counted 12 children');
  });

  test('a file over the limit is refused before it is read, and reading that takes too long is ended', async () => {
    const large = fileWith('large.txt', 'x');
    truncateSync(large, 65 * 1024 * 1024);
    const start = performance.now();
    expect(await refused(large)).toMatchObject({ code: 1, err: expect.stringContaining('at most 64 MB are read') });
    expect(performance.now() - start).toBeLessThan(60_000);
    const slow = await refused(REPORT, '--timeout', '0.001');
    expect(slow).toMatchObject({ code: 1, err: expect.stringContaining('was ended') });
    expect(await refused(REPORT, '--timeout', 'soon')).toMatchObject({ code: 2 });
  });

  test('a page never replaces the document, and a place that cannot be written is named', async () => {
    const file = fileWith('report.md', readFileSync(join(ROOT, REPORT)));
    expect(await refused(file, '--html', file)).toMatchObject({ code: 2 });
    const nowhere = join(emptyFolder(), 'missing', 'page.html');
    expect(await refused(file, '--html', nowhere)).toMatchObject({ code: 4, err: expect.stringContaining(nowhere) });
    expect(readFileSync(file)).toEqual(readFileSync(join(ROOT, REPORT)));
  });
});

describe('crosscheck and terms', () => {
  test('crosscheck lists what disagrees in a folder and in one country of it alike', async () => {
    const whole = await dutybearer(['crosscheck', 'data', '--json']);
    const country = await dutybearer(['crosscheck', 'Kazakhstan', ...DATA, '--json']);
    expect([whole.code, country.code]).toEqual([0, 0]);
    const issues = JSON.parse(country.out) as Told['issues'];
    expect(JSON.parse(whole.out)).toEqual(expect.arrayContaining(issues));
    for (const { message, places } of issues) {
      expect(message).not.toBe('');
      expect(places.length).toBeGreaterThan(0);
      for (const place of places) expect(place.record).toEqual(expect.any(String));
    }
  });

  test('crosscheck --exit-code tells a script that something disagrees, and terms too', async () => {
    expect((await dutybearer(['crosscheck', 'data', '--exit-code'])).code).toBe(1);
    expect((await dutybearer(['crosscheck', 'test/fixtures/example', '--exit-code'])).code).toBe(0);
    expect((await dutybearer(['crosscheck', 'Atlantis', ...DATA])).code).toBe(4);
    expect((await dutybearer(['crosscheck', 'data', ...DATA])).code).toBe(2);
    const clean = fileWith('clean.md', '# Report\n\nThe office registered 12 cases in 2011.\n');
    expect((await dutybearer(['terms', clean, ...DATA, '--exit-code'])).code).toBe(0);
  });

  test('terms names the preferred term in the language of the document, and leaves titles alone', async () => {
    const { code, out } = await dutybearer(['terms', REPORT, ...DATA, '--json', '--exit-code']);
    expect(code).toBe(1);
    const issues = JSON.parse(out) as Told['issues'];
    // The same words in the name of the protocol are none.
    expect(issues.map(({ places }) => places.map(({ exact }) => exact))).toEqual([['Child pornography']]);
    expect(issues[0]?.message).toContain('child sexual abuse material');
  });
});

/**
 * Every kind of page in a browser: accessible by axe's WCAG 2.2 AA rules in both themes and at two widths, no sideways
 * scroll at 320 pixels, nothing refused by the content security policy, no request to another host.
 * SCREENSHOTS=folder also writes a picture of every page, to be looked at.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/core/localised.ts';
import { oneOfEach } from '../addresses.ts';
import { type Browsing, browse, executable } from './browser.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let browsing: Browsing;
beforeAll(async () => {
  if (executable) browsing = await browse();
});
afterAll(() => browsing?.close());

/** A page on an address; what it logs and asks of other hosts is collected. */
async function open(path: string, options: Parameters<Browsing['browser']['newContext']>[0]) {
  const context = await browsing.browser.newContext(options);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(browsing.origin) && !request.url().startsWith('data:')) troubles.push(request.url());
  });
  await page.goto(browsing.origin + path);
  return { page, troubles, close: () => context.close() };
}

async function violations(page: Page, rules: 'all' | 'colours'): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const results = await (rules === 'all' ? axe.withTags(TAGS) : axe.withRules(['color-contrast'])).analyze();
  return results.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ html }) => html.slice(0, 160))
        .join(' | ')}`,
  );
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replace(/[^a-z0-9]+/gi, '-')}.png`), fullPage: true });
}

/** Does the work on every item, three at a time: a browser tab is a process of its own. */
async function together<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  const queue = items.entries();
  await Promise.all(
    Array.from({ length: 3 }, async () => {
      for (const [index, item] of queue) await work(item, index);
    }),
  );
}

/** Every rule in one theme and width, and colours in the other theme: what else axe knows does not depend on both. */
const LOOKS = [
  { width: 1280, colorScheme: 'light', rules: 'all' },
  { width: 390, colorScheme: 'dark', rules: 'all' },
  { width: 1280, colorScheme: 'dark', rules: 'colours' },
  { width: 390, colorScheme: 'light', rules: 'colours' },
] as const;

describe.skipIf(!executable)('every kind of page', () => {
  test.each(LOOKS)(
    'is accessible: $width px, $colorScheme, $rules',
    { timeout: 900_000 },
    async ({ width, colorScheme, rules }) => {
      const found: string[] = [];
      await together(oneOfEach(browsing.site.dataset), async (path, index) => {
        // Languages take turns, so that each is seen in every theme and width.
        const address = `/${LANGUAGES[index % LANGUAGES.length]}${path}`;
        const { page, troubles, close } = await open(address, { viewport: { width, height: 900 }, colorScheme });
        for (const problem of [...(await violations(page, rules)), ...troubles]) found.push(`${address}: ${problem}`);
        await picture(page, `${address}-${width}-${colorScheme}`);
        await close();
      });
      expect(found).toEqual([]);
    },
  );

  test('never scrolls sideways at 320 px, not even with the longer words', { timeout: 300_000 }, async () => {
    const found: string[] = [];
    const context = await browsing.browser.newContext({ viewport: { width: 320, height: 800 } });
    const page = await context.newPage();
    for (const [index, path] of oneOfEach(browsing.site.dataset).entries()) {
      const address = `/${index % 2 === 0 ? 'ru' : 'kk'}${path}`;
      await page.goto(browsing.origin + address);
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (width > 320) found.push(`${address}: ${width}`);
    }
    await context.close();
    expect(found).toEqual([]);
  });
});

describe.skipIf(!executable)('safety', () => {
  test('Get help and Leave quickly come right after the skip link', async () => {
    const { page, close } = await open('/en', {});
    const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()');
    const order: string[] = [];
    for (let step = 0; step < 3; step++) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual(['Skip to main content', 'Get help', 'Leave quickly']);
    await close();
  });

  test.each([
    ['a click', async (page: Page) => page.click('[data-leave]')],
    [
      'Shift three times',
      async (page: Page) => {
        for (let press = 0; press < 3; press++) await page.keyboard.press('Shift');
      },
    ],
  ])('%s leaves at once, and Back does not return here', async (_, leave) => {
    const context = await browsing.browser.newContext();
    const page = await context.newPage();
    await context.route('https://www.wikipedia.org/', (route) => route.fulfill({ body: 'elsewhere' }));
    await page.goto(`${browsing.origin}/en/about`);
    await page.goto(`${browsing.origin}/en/help`);
    await leave(page);
    await page.waitForURL('https://www.wikipedia.org/');
    await page.goBack();
    expect(page.url()).toBe(`${browsing.origin}/en/about`);
    await context.close();
  });
});

describe.skipIf(!executable)('without script', () => {
  test('the map is there, forms work, and Leave quickly is a link', async () => {
    const { page, close } = await open('/en', { javaScriptEnabled: false });
    expect(await page.locator('svg.world').count()).toBe(1);
    await page.selectOption('#of', { label: 'Extraterritoriality and extradition' });
    await page.click('.bar button');
    expect(new URL(page.url()).searchParams.get('of')).toBe('progress-indicators/extraterritoriality-extradition');
    await page.fill('#q', 'ст. 134');
    await page.click('.find button');
    // An article as it is cited comes first.
    expect(await page.locator('.hits h3').first().textContent()).toContain('134');
    expect(await page.locator('.leave').getAttribute('href')).toBe('https://www.wikipedia.org/');
    await close();
  });
});

describe.skipIf(!executable)('print', () => {
  test('what belongs to the screen alone is gone, and closed details are open', async () => {
    const { page, close } = await open('/en/compare', {});
    await page.emulateMedia({ media: 'print' });
    for (const part of ['.safety', '.site', '.bar', '.crumbs']) {
      expect(await page.locator(part).first().isVisible(), part).toBe(false);
    }
    expect(await page.locator('table.mx tbody tr').last().isVisible()).toBe(true);
    await close();
  });
});

/** A browser on the served site, for tests that need one. */
import { type Browser, chromium } from 'playwright-core';
import { inject } from 'vitest';
import { type Serving, serve } from '../../../src/web/server.tsx';
import { openSite, type Site } from '../site.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Browsing {
  readonly site: Site;
  readonly browser: Browser;
  /** Address of the site, without a slash at its end. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Path of Chromium; null where there is none and the tests are skipped. */
export const executable = inject('chromium');

/** Serves the site on a free port and starts a browser. */
export async function browse(): Promise<Browsing> {
  if (executable === null) throw new Error('There is no Chromium; tests that need one must be skipped.');
  const site = await openSite();
  const serving: Serving = await serve({ ...site.parts, port: 0, host: '127.0.0.1' });
  const browser = await chromium.launch({ executablePath: executable, args: FLAGS });
  return {
    site,
    browser,
    origin: serving.url.replace('localhost', '127.0.0.1'),
    close: async () => {
      await browser.close();
      await serving.stop();
    },
  };
}

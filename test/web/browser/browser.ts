/** A browser on the served site, for tests that need one. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { type Serving, serve } from '../../../src/web/server.tsx';
import { openSite, type Site } from '../site.ts';

/** Where Chromium stands, on the systems we test on; CHROMIUM names another place. */
const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

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

export const executable = PLACES.find((place) => place !== undefined && existsSync(place));

/** Serves the site on a free port and starts a browser. */
export async function browse(): Promise<Browsing> {
  if (executable === undefined) throw new Error('Chromium is not installed. Install it, or name it in CHROMIUM.');
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

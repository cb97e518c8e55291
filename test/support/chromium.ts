/**
 * A Chromium for the tests: the one CHROMIUM names, else the system's, else it is installed where that is possible.
 * Without one the browser tests are skipped loudly; in CI (CI=true) that is a failure. Run once, as global setup.
 */
import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { install, missing } from './install.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of a Chromium; null where there is none. */
    chromium: string | null;
  }
}

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export default function setup(project: TestProject): void {
  const find = () => [process.env.CHROMIUM, ...PLACES].find((place) => place && existsSync(place));
  const found = find() ?? (install('chromium') ? find() : undefined);
  if (!found) missing('Chromium', 'Install it, or name it in CHROMIUM.');
  project.provide('chromium', found ?? null);
}

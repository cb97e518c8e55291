/** The site over the shipped dataset and the built files, on a fixed day, for tests in process. */
import { resolve } from 'node:path';
import { openFolder } from '../../src/app/platform.ts';
import type { Dataset } from '../../src/core/dataset.ts';
import { readAssets } from '../../src/web/assets.ts';
import { createApp, type Parts } from '../../src/web/server.tsx';

const ROOT = resolve(import.meta.dirname, '../..');

/** The day on which the site is tested. */
export const TODAY = new Date('2026-11-22T12:00:00Z');

export interface Site {
  readonly parts: Parts;
  readonly dataset: Dataset;
  /** Asks for a path and gives the response. */
  get(path: string, init?: RequestInit): Promise<Response>;
  /** Asks for a path and gives the page, which must be found. */
  page(path: string): Promise<string>;
}

/** Opens the site; a part given here takes the place of the usual one. */
export async function openSite(changed: Partial<Parts> = {}): Promise<Site> {
  const platform = await openFolder(resolve(ROOT, 'data'));
  const { dataset } = await platform.record();
  const parts: Parts = {
    platform,
    assets: await readAssets(resolve(ROOT, 'dist')),
    clock: () => TODAY,
    ...changed,
  };
  const app = createApp(parts);
  const get = async (path: string, init?: RequestInit) => app.request(`http://localhost${path}`, init);
  return {
    parts,
    dataset,
    get,
    page: async (path) => {
      const response = await get(path);
      if (response.status !== 200) throw new Error(`${path} gave ${response.status}`);
      return response.text();
    },
  };
}

/** The site over the invented codes. Today is 22 November 2026. */
import { createApp } from '../../../src/web/server.tsx';
import { dataset } from '../../support/codes.ts';
import { readable } from './example.ts';

const app = createApp({
  platform: { record: async () => ({ dataset, revision: 1, at: undefined }) },
  assets: { names: {}, world: undefined, files: new Map() },
  clock: () => new Date('2026-11-22T12:00:00Z'),
});

export const get = async (path: string, init?: RequestInit): Promise<Response> =>
  app.request(`http://localhost${path}`, init);

/** The page at an address, which must be there. */
export async function pageAt(path: string): Promise<string> {
  const response = await get(path);
  if (response.status !== 200) throw new Error(`${path} gave ${response.status}: ${await response.text()}`);
  return response.text();
}

/** What a reader reads. */
export const textAt = async (path: string): Promise<string> => readable(await pageAt(path));

/** The text of the part that the element with the id names: of the section around it. */
export function partOf(html: string, id: string): string {
  const at = html.indexOf(`id="${id}"`);
  if (at < 0) throw new Error(`no element ${id}`);
  const start = Math.max(...['<section', '<aside', '<main'].map((tag) => html.lastIndexOf(tag, at)));
  const tag = html.slice(start + 1).match(/^\w+/)?.[0] ?? '';
  const end = html.indexOf(`</${tag}>`, at);
  return readable(html.slice(start, end));
}

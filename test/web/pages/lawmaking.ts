/** The site over the invented law-making, and ways to read its pages. Today is 22 November 2026. */
import { createApp } from '../../../src/web/server.tsx';
import { dataset } from '../../support/lawmaking.ts';

const app = createApp({
  platform: { record: async () => ({ dataset, revision: 1, at: undefined }) },
  assets: { names: {}, world: undefined, files: new Map() },
  clock: () => new Date('2026-11-22T12:00:00Z'),
});

export const get = async (path: string): Promise<Response> => app.request(`http://localhost${path}`);

/** The page at an address, which must be there. */
export async function pageAt(path: string): Promise<string> {
  const response = await get(path);
  if (response.status !== 200) throw new Error(`${path} gave ${response.status}: ${await response.text()}`);
  return response.text();
}

/** The HTML of one element of a page, by its id, up to the next part of the page. */
export function section(html: string, id: string): string {
  const start = html.search(new RegExp(`<(?:section|article)[^>]* id="${id}"`));
  if (start < 0) throw new Error(`no part ${id}`);
  const rest = html.slice(start + 1);
  const end = rest.search(/<(?:section|article) |<footer/);
  return rest.slice(0, end < 0 ? undefined : end);
}

/**
 * A list page of the API, warm, against a bare node:http server that sends the same bytes: rate limit counted, headers
 * and all. Servers and load generator are processes of their own, taking turns.
 */
import type { Measure } from './measure.ts';
import { againstBare } from './site.ts';

const LISTS = ['/api/v1/records/finding?country=kaz', '/api/v1/assessments?country=kaz'];

export async function api(root: string): Promise<Measure[]> {
  const measures: Measure[] = [];
  // An allowance that the load does not use up: it is counted all the same.
  for (const { path, ours, bare } of await againstBare(root, LISTS, { API_LIMIT: '900000000/60' })) {
    measures.push(
      { name: `GET ${path}`, measured: ours, unit: 'req/s' },
      { name: 'bare node:http, the same bytes', measured: bare, unit: 'req/s' },
      { name: 'API list page : bare node:http', measured: ours / bare, unit: '×', required: { atLeast: 0.5 } },
    );
  }
  return measures;
}

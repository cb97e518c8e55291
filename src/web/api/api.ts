/**
 * What programs ask for: the API below /api/v1, bulk files below /data, the catalogue, the sitemap and robots.txt.
 * Always true: only GET, HEAD and OPTIONS; any origin may read; every answer of the API tells the allowance; what goes
 * wrong is told as problem+json (RFC 9457) and never shows the inside of the program. No address or query is logged.
 */
import { createHash } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  BULK,
  BULK_FORMATS,
  type BulkFormat,
  catalogueJsonLd,
  catalogueTurtle,
  LICENCE,
  type Stamp,
  writeBulk,
} from '../../app/open-data.ts';
import type { Platform, Reading } from '../../app/platform.ts';
import { PlatformError } from '../../core/errors.ts';
import { type Day, firstDay, isoDay } from '../../core/time.ts';
import { Content, encodingFor, matches, PageCache } from '../cache.ts';
import { SECURITY_HEADERS } from '../headers.ts';
import { type Limit, rateLimiter } from './limiter.ts';
import { openApi } from './openapi.ts';
import { type Asked, OPERATIONS, type Operation } from './operations.ts';
import { robots, sitemapIndex, sitemapPart } from './site-files.ts';

export interface ApiParts {
  readonly platform: Pick<Platform, 'record'> & Partial<Pick<Platform, 'changes' | 'search'>>;
  readonly latest: () => Promise<Reading> | Reading;
  readonly clock: () => Date;
  /** The address of the site, without a final slash; empty where it is not known. */
  readonly site: () => string;
  /** Absent: nobody is limited. */
  readonly limit?: Limit | undefined;
  /** Called with what is a bug; never with what was asked. */
  readonly failed: (error: unknown) => { readonly request: string };
}

export interface Api {
  /** Whether the API answers at an address: its path with parameters. */
  handles(target: string): boolean;
  /** `address` is that of who asks, for the allowance alone. */
  respond(request: Request, target: string, address: string): Promise<Response>;
}

const METHODS = 'GET, HEAD, OPTIONS';

const OPEN_HEADERS = {
  ...SECURITY_HEADERS,
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, RateLimit, RateLimit-Policy, Retry-After',
};

const headersOf = (mediaType: string): Record<string, string> => ({
  ...OPEN_HEADERS,
  'Content-Type': mediaType,
  'Cache-Control': 'public, max-age=60',
  Vary: 'Accept-Encoding',
});

/** What goes wrong, each with its status and a title that always stays the same. */
const PROBLEMS = {
  invalid: [400, 'A parameter is not right'],
  'not-found': [404, 'There is none'],
  method: [405, 'Only reading is possible here'],
  'too-many': [429, 'Too many requests'],
  internal: [500, 'Something went wrong here'],
  unavailable: [503, 'The record cannot be read just now'],
} as const;
type ProblemCode = keyof typeof PROBLEMS;

class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly more: object;
  constructor(code: ProblemCode, more: { detail?: string; errors?: readonly object[]; request?: string } = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

const HANDLED = /^\/(?:api\/v1|data|catalogue|sitemap|robots)(?=[/.?-]|$)/;

interface Route {
  readonly operation: Operation;
  readonly match: (path: string) => Readonly<Record<string, string>> | undefined;
}

/** Reads a path below /api/v1 by the path of an operation; a name for an id holds the rest of the path. */
function routeOf(operation: Operation): Route {
  const names: string[] = [];
  const source = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return name === 'id' ? '(.+)' : '([^/]+)';
  });
  const expression = new RegExp(`^${source}$`);
  return {
    operation,
    match: (path) => {
      const found = expression.exec(path);
      return found ? Object.fromEntries(names.map((name, n) => [name, found[n + 1] ?? ''])) : undefined;
    },
  };
}

const ROUTES = OPERATIONS.map(routeOf);

export function createApi({ platform, latest, clock, site, limit, failed }: ApiParts): Api {
  const kept = new PageCache(16 * 1024 * 1024);
  const bulk = bulkFiles();
  const limited = limit && rateLimiter(limit);
  const today = (): Day => Math.floor(clock().getTime() / 86_400_000);

  return { handles: (target) => HANDLED.test(target), respond };

  async function respond(request: Request, target: string, address: string): Promise<Response> {
    const { method } = request;
    if (method === 'OPTIONS') {
      return new Response(null, {
        status: 204,
        headers: {
          ...OPEN_HEADERS,
          Allow: METHODS,
          'Access-Control-Allow-Methods': METHODS,
          'Access-Control-Allow-Headers': 'If-None-Match',
          'Access-Control-Max-Age': '86400',
        },
      });
    }
    const allowance = target.startsWith('/robots') ? undefined : limited?.(address, clock().getTime());
    try {
      if (method !== 'GET' && method !== 'HEAD') throw new ApiProblem('method');
      if (allowance && !allowance.allowed) {
        throw new ApiProblem('too-many', { detail: `Wait ${allowance.headers['Retry-After']} seconds, then go on.` });
      }
      const response = await found(request, target);
      return told(response, allowance?.headers, method);
    } catch (error) {
      return told(problem(error), allowance?.headers, method);
    }
  }

  async function found(request: Request, target: string): Promise<Response> {
    const reading = await latest();
    const key = `${reading.revision} ${today()} ${site()} ${target}`;
    const finished = kept.get(key);
    if (finished) return send(request, finished);
    const [path = '', search = ''] = split(target);
    const format = BULK_FORMATS.find((one) => BULK[one].path === path);
    if (format) return bulk.send(request, format, reading, stampOf(reading));
    const made = path.startsWith('/api/v1')
      ? await answer(path.slice('/api/v1'.length), new URLSearchParams(search), reading)
      : file(path, reading, request);
    if (made === undefined) throw new ApiProblem('not-found');
    const content = 'content' in made ? made.content : made;
    const response = send(request, content);
    if (!('content' in made) || made.keep) kept.keep(key, content);
    return response;
  }

  function stampOf({ revision, at }: Reading): Stamp {
    return { revision, at, today: today(), site: site() };
  }

  /** A file about the site. Addresses in it have to be whole: where the site does not know its own, those asked at. */
  function file(path: string, reading: Reading, request: Request): { content: Content; keep: boolean } | undefined {
    const own = site();
    const here = own || new URL(request.url).origin;
    const stamp = { ...stampOf(reading), site: here };
    const files = BULK_FORMATS.map((format) => BULK[format]);
    const made = (): readonly [mediaType: string, body: string | undefined] => {
      const [, part] = /^\/sitemap-([1-9]\d{0,4})\.xml$/.exec(path) ?? [];
      if (part !== undefined) return ['application/xml', sitemapPart(reading.dataset, here, Number(part))];
      switch (path) {
        case '/robots.txt':
          return ['text/plain; charset=utf-8', robots(here)];
        case '/sitemap.xml':
          return ['application/xml', sitemapIndex(reading.dataset, here, reading.at)];
        case '/catalogue.jsonld':
          return ['application/ld+json', catalogueJsonLd(stamp, files)];
        case '/catalogue.ttl':
          return ['text/turtle; charset=utf-8', catalogueTurtle(stamp, files)];
        default:
          return ['', undefined];
      }
    };
    const [mediaType, body] = made();
    if (body === undefined) return undefined;
    const headers = headersOf(mediaType);
    if (own === '') headers['Cache-Control'] = 'no-store';
    return { content: new Content(body, headers), keep: own !== '' };
  }

  async function answer(
    path: string,
    parameters: URLSearchParams,
    now: Reading,
  ): Promise<{ content: Content; keep: boolean } | undefined> {
    if (path === '' || path === '/') return { content: json(index()), keep: true };
    if (path === '/openapi.json') return { content: json(openApi(site())), keep: true };
    for (const { operation, match } of ROUTES) {
      const named = match(path);
      if (!named) continue;
      const values = valuesOf(operation, named, parameters);
      const reading = values.knownAt === undefined ? now : await recordAt(values.knownAt);
      const asked: Asked = {
        dataset: reading.dataset,
        day: values.asOf === undefined ? today() : firstDay(values.asOf),
        today: today(),
        isDated: values.asOf !== undefined,
        values,
        platform,
        address: (of) => `${site()}${of}`,
      };
      const result = await operation.run(asked);
      if (result === undefined) throw new ApiProblem('not-found', { detail: missing(operation, values) });
      const state = stateOf(operation, path, values, asked, reading);
      return { content: json({ ...result, state }, linkOf(path, parameters, result)), keep: operation.keep };
    }
    throw new ApiProblem('not-found', { detail: `There is nothing at /api/v1${printable(path)}. See /api/v1.` });
  }

  function missing(operation: Operation, values: Readonly<Record<string, string | undefined>>): string {
    const historical = operation.id === 'changes' || operation.id === 'record-history';
    if (historical && !platform.changes) return 'A dataset folder has no history.';
    const named = operation.parameters.flatMap(({ name, in: place }) => (place === 'path' ? [values[name]] : []));
    return `${named.join('/')} is not on record.`;
  }

  async function recordAt(moment: string): Promise<Reading> {
    if (!platform.changes) {
      throw new ApiProblem('invalid', {
        errors: [{ parameter: 'knownAt', message: 'A dataset folder has no history: ask without it.' }],
      });
    }
    try {
      return await platform.record(moment);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.refusal !== 'invalid') throw error;
      throw new ApiProblem('invalid', { errors: [{ parameter: 'knownAt', message: error.message }] });
    }
  }

  /** What an answer shows, and the address at which it stays as it is. */
  function stateOf(
    operation: Operation,
    path: string,
    values: Readonly<Record<string, string | undefined>>,
    { day }: Asked,
    { revision, at }: Reading,
  ): object {
    const asOf = isoDay(day);
    const timeless = !operation.parameters.some(({ name }) => name === 'asOf');
    const query = new URLSearchParams();
    for (const { name, in: place } of operation.parameters) {
      const value = values[name];
      if (place === 'query' && value !== undefined && name !== 'asOf' && name !== 'knownAt') query.set(name, value);
    }
    if (!timeless && asOf !== undefined) query.set('asOf', asOf);
    if (!timeless && at !== undefined) query.set('knownAt', at);
    return {
      asOf,
      knownAt: at ?? null,
      revision,
      permanent: `${site()}/api/v1${path}${query.size > 0 ? `?${query.toString().replaceAll('%3A', ':')}` : ''}`,
      licence: LICENCE.path,
    };
  }

  /** Where to begin. */
  function index(): object {
    const at = (path: string) => `${site()}${path}`;
    return {
      name: 'Dutybearer',
      version: 1,
      licence: LICENCE.path,
      description: at('/api/v1/openapi.json'),
      documentation: at('/api'),
      catalogue: at('/catalogue.jsonld'),
      bulk: BULK_FORMATS.map((format) => ({ format, title: BULK[format].title, address: at(BULK[format].path) })),
      operations: OPERATIONS.map(({ id, path, summary }) => ({ id, address: at(`/api/v1${path}`), summary })),
    };
  }

  function problem(error: unknown): Response {
    const known =
      error instanceof ApiProblem
        ? error
        : error instanceof PlatformError && error.refusal === 'invalid'
          ? new ApiProblem('invalid', { detail: error.message })
          : error instanceof PlatformError && error.refusal === 'unavailable'
            ? new ApiProblem('unavailable')
            : new ApiProblem('internal', failed(error));
    const [status, title] = PROBLEMS[known.code];
    const body = { type: `${site()}/api#${known.code}`, title, status, ...known.more };
    return new Response(`${JSON.stringify(body, undefined, 2)}\n`, {
      status,
      headers: {
        ...OPEN_HEADERS,
        'Content-Type': 'application/problem+json',
        'Cache-Control': 'no-store',
        ...(status === 405 && { Allow: METHODS }),
        ...(status === 503 && { 'Retry-After': '30' }),
      },
    });
  }
}

const split = (target: string): [string, string] => {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
};

/** A path as it can stand in a message. */
const printable = (path: string): string => (/^[\w/.@-]{0,200}$/.test(path) ? path : '…');

const json = (body: object, headers: Record<string, string> = {}): Content =>
  new Content(`${JSON.stringify(body)}\n`, { ...headersOf('application/json'), ...headers });

function linkOf(path: string, parameters: URLSearchParams, result: object): Record<string, string> {
  const { next } = result as { next?: string };
  if (next === undefined) return {};
  const query = new URLSearchParams(parameters);
  query.set('cursor', next);
  return { Link: `</api/v1${path}?${query}>; rel="next"` };
}

/** The parameters, each as its schema asks for it; refuses, all together, what is not. */
function valuesOf(
  { parameters, path }: Operation,
  named: Readonly<Record<string, string>>,
  given: URLSearchParams,
): Readonly<Record<string, string | undefined>> {
  const errors: { parameter: string; message: string }[] = [];
  const values: Record<string, string | undefined> = {};
  const known = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  for (const name of new Set(given.keys())) {
    if (known.get(name)?.in !== 'query') {
      const wanted = parameters.flatMap((one) => (one.in === 'query' ? [one.name] : []));
      errors.push({
        parameter: /^[\w.-]{1,60}$/.test(name) ? name : '…',
        message: `${path} does not take it. It takes ${wanted.join(', ') || 'none'}.`,
      });
    } else if (given.getAll(name).length > 1) errors.push({ parameter: name, message: 'It is given more than once.' });
  }
  for (const { name, in: place, schema, about } of parameters) {
    const value = place === 'path' ? decoded(named[name]) : (given.get(name) ?? undefined);
    if (value === undefined || (value === '' && place === 'query' && !about.endsWith('Required.'))) {
      if (about.endsWith('Required.')) errors.push({ parameter: name, message: 'It is required.' });
      continue;
    }
    const read = schema.safeParse(value);
    if (read.success) values[name] = value;
    else errors.push({ parameter: name, message: read.error.issues[0]?.message ?? 'It is not right.' });
  }
  if (errors.length > 0) throw new ApiProblem('invalid', { errors });
  return values;
}

function decoded(value: string | undefined): string {
  try {
    return decodeURIComponent(value ?? '');
  } catch {
    return value ?? '';
  }
}

function send(request: Request, content: Content): Response {
  const { headers } = request;
  if (matches(headers.get('if-none-match'), content.etag)) {
    return new Response(null, { status: 304, headers: content.headers });
  }
  const { body, headers: own } = content.in(encodingFor(headers.get('accept-encoding')));
  return new Response(body, { headers: own });
}

/** The answer with the allowance, and without its body for HEAD. */
function told(response: Response, headers: Readonly<Record<string, string>> | undefined, method: string): Response {
  for (const [name, value] of Object.entries(headers ?? {})) response.headers.set(name, value);
  return method === 'HEAD' ? new Response(null, response) : response;
}

/** Files of the whole record, written when first asked for and sent from the disk; those of an earlier state are removed. */
function bulkFiles() {
  let folder: Promise<string> | undefined;
  const made = new Map<BulkFormat, { readonly key: string; readonly file: Promise<string> }>();

  function folderOf(): Promise<string> {
    folder ??= mkdtemp(join(tmpdir(), 'dutybearer-open-')).then((path) => {
      process.once('exit', () => rmSync(path, { recursive: true, force: true }));
      return path;
    });
    return folder;
  }

  async function write(format: BulkFormat, key: string, { dataset }: Reading, stamp: Stamp): Promise<string> {
    const file = join(await folderOf(), `${createHash('sha256').update(key).digest('hex').slice(0, 16)}.${format}`);
    await writeBulk(file, format, dataset, stamp);
    return file;
  }

  return {
    async send(request: Request, format: BulkFormat, reading: Reading, stamp: Stamp): Promise<Response> {
      const key = `${format} ${reading.revision} ${stamp.today} ${stamp.site}`;
      const etag = `"${createHash('sha256').update(`1 ${key} ${reading.at}`).digest('base64url').slice(0, 22)}"`;
      const { path, mediaType } = BULK[format];
      const headers: Record<string, string> = {
        ...OPEN_HEADERS,
        'Content-Type': mediaType,
        'Cache-Control': 'public, max-age=60',
        'Content-Disposition': `attachment; filename="${path.slice(path.lastIndexOf('/') + 1)}"`,
        // A folder that is edited keeps revision 0: its files cannot be told apart by it.
        ...(reading.revision > 0 && { ETag: etag }),
      };
      if (reading.revision > 0 && matches(request.headers.get('if-none-match'), etag)) {
        return new Response(null, { status: 304, headers });
      }
      let entry = made.get(format);
      if (entry?.key !== key) {
        const before = entry;
        entry = { key, file: write(format, key, reading, stamp) };
        made.set(format, entry);
        entry.file.then(
          () => before?.file.then((file) => rm(file, { force: true })).catch(() => {}),
          () => made.delete(format),
        );
      }
      const file = await entry.file;
      const { size } = await stat(file);
      if (request.method === 'HEAD')
        return new Response(null, { headers: { ...headers, 'Content-Length': `${size}` } });
      const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
      return new Response(body, { headers: { ...headers, 'Content-Length': `${size}` } });
    },
  };
}

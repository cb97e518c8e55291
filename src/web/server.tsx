/**
 * The site: what happens to a request, in order, and the table of addresses.
 * Always true: every answer, errors included, carries the security headers; readers get no cookie; a page depends on
 * its address, the revision of the record and the day, and on nothing else, so finished pages are kept and shared; only
 * that of a source also tells which copies are held, and is kept once all are, and no search is ever kept.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { instantOf } from '../app/moment.ts';
import type { Platform, Reading } from '../app/platform.ts';
import { createDataset, type Dataset } from '../core/dataset.ts';
import { PlatformError, type Refusal } from '../core/errors.ts';
import { LANGUAGES, type Language } from '../core/localised.ts';
import { isPartialDate } from '../core/time.ts';
import { addressPattern } from './addresses.ts';
import { createApi } from './api/api.ts';
import type { Limit } from './api/limiter.ts';
import type { BuiltFiles } from './assets.ts';
import { Content, encodingFor, matches, PageCache } from './cache.ts';
import { latestChanges } from './changes.ts';
import { type CitationSuffix, citationFile, isCitation } from './citations.ts';
import { type Change, type Html, type PageFunction, View } from './context.tsx';
import type { Download } from './download.ts';
import { downloadAt, suffixesAt } from './downloads.ts';
import { fileResponse } from './edition-files.ts';
import { FEEDS, feedOf } from './feeds.ts';
import { SECURITY_HEADERS } from './headers.ts';
import { preferredLanguage, translate } from './i18n.ts';
import { page as aboutPage } from './pages/about.tsx';
import { page as apiPage } from './pages/api.tsx';
import { page as changeLogPage } from './pages/change-log.tsx';
import { page as checksPage } from './pages/checks.tsx';
import { page as comparePage } from './pages/compare.tsx';
import { page as concordancePage } from './pages/concordance.tsx';
import { page as countriesPage } from './pages/countries.tsx';
import { page as countryPage } from './pages/country.tsx';
import { page as countrySectionPage } from './pages/country-section.tsx';
import { page as editionPage, textPage as editionTextPage, type Kept } from './pages/edition.tsx';
import { page as editionsPage } from './pages/editions.tsx';
import { errorPage, type Problem } from './pages/error.tsx';
import { page as findPage } from './pages/find.tsx';
import { page as frameworkPage } from './pages/framework.tsx';
import { page as frameworkIndicatorPage } from './pages/framework-indicator.tsx';
import { page as frameworksPage } from './pages/frameworks.tsx';
import { page as gapsPage, gridPage } from './pages/gaps.tsx';
import { page as glossaryPage } from './pages/glossary.tsx';
import { page as helpPage } from './pages/help.tsx';
import { page as homePage } from './pages/home.tsx';
import { page as indicatorPage } from './pages/indicator.tsx';
import { page as instrumentPage } from './pages/instrument.tsx';
import { page as instrumentsPage } from './pages/instruments.tsx';
import { page as lawPage } from './pages/law.tsx';
import { page as planPage } from './pages/plan.tsx';
import { page as provisionPage } from './pages/provision.tsx';
import { page as questionPage } from './pages/question.tsx';
import { page as recommendationPage } from './pages/recommendation.tsx';
import { page as recommendationsPage } from './pages/recommendations.tsx';
import { page as recommendationsTimelinePage } from './pages/recommendations-timeline.tsx';
import { page as recordPage } from './pages/record.tsx';
import { page as reviewPage } from './pages/review.tsx';
import { page as seriesPage } from './pages/series.tsx';
import { page as sourcePage } from './pages/source.tsx';
import { page as subjectPage } from './pages/subject.tsx';
import { page as threadPage } from './pages/thread.tsx';
import { page as worldPage } from './pages/world.tsx';
import { searchFor, tooLong } from './search.ts';
import { snapshotResponse, snapshotsHeld } from './snapshots.ts';

/** Every page, by its address without language. */
const PAGES: readonly (readonly [string, PageFunction<never>])[] = [
  ['', homePage],
  ['/countries', countriesPage],
  ['/country/:country', countryPage],
  ['/country/:country/review', reviewPage],
  ['/country/:country/checks', checksPage],
  ['/country/:country/recommendations/timeline', recommendationsTimelinePage],
  ['/country/:country/:section', countrySectionPage],
  ['/country/:country/:framework/:indicator', indicatorPage],
  ['/instruments', instrumentsPage],
  ['/instrument/:instrument', instrumentPage],
  ['/frameworks', frameworksPage],
  ['/framework/:framework', frameworkPage],
  ['/framework/:framework/:indicator', frameworkIndicatorPage],
  ['/law/:country/:law', lawPage],
  ['/law/:country/:law/:number', provisionPage],
  ['/concordance/:country/:law', concordancePage],
  ['/subject/:country/:subject', subjectPage],
  ['/gaps/:country', gapsPage],
  ['/gaps/:country/:obligation', gridPage],
  ['/plan/:id{.+}', planPage],
  ['/series/:country/:series', seriesPage],
  ['/recommendations', recommendationsPage],
  ['/recommendation/:country/:rest{.+}', recommendationPage],
  ['/thread/:country/:rest{.+}', threadPage],
  ['/question/:id{.+}', questionPage],
  ['/source/:id{.+}', sourcePage],
  ['/record/:id{.+}', recordPage],
  ['/world', worldPage],
  ['/compare', comparePage],
  ['/editions', editionsPage],
  ['/find', findPage],
  ['/glossary', glossaryPage],
  ['/help', helpPage],
  ['/about', aboutPage],
  ['/api', apiPage],
];

/** Pages that ask the log, or what is kept beside the record. */
const ASKING: readonly (readonly [string, (view: View, params: never, platform: Kept) => Promise<Html | undefined>])[] =
  [
    ['/changes', changeLogPage],
    ['/edition/:country/:number{[1-9][0-9]*}', editionPage],
    ['/edition/:country/:number{[1-9][0-9]*}/:language', editionTextPage],
  ];

const MATCHED = PAGES.map(([path, page]) => ({ match: addressPattern(path), page: page as PageFunction }));

/** Addresses longer than this are refused; ours never come near it. */
const LONGEST_ADDRESS = 2048;

/** A search may be longer: each letter of another script takes up to nine characters of an address. */
const LONGEST_SEARCH = 8192;
const SEARCH = new RegExp(`^/(?:${LANGUAGES.join('|')})/find(?=[?]|$)`);

/** Addresses of pages, each in its language. */
const LOCALISED = new RegExp(`^/(${LANGUAGES.join('|')})(?=[/?]|$)`);

/** A permanent address names its day at its end: /law/kaz/criminal-code-2014/134@2024-09-05 (as ELI does). */
const DATED = /^(\/law\/[^@]+)@([^@/]*)$/;

/** First words of the addresses of pages: they lead on to the reader's language. */
const PERMANENT = new RegExp(
  `^/(?:${[...new Set([...PAGES, ...ASKING].map(([path]) => path.split('/')[1]))].filter(Boolean).join('|')})(?=[/.?]|$)`,
);

/** Suffixes of files beside pages. */
const SUFFIX = /\.(csl\.json|json|csv|jsonld|xml|bib|ris)$/;

/** For how long the server trusts what it knows of the latest revision, in milliseconds. */
const FRESH_FOR = 1000;

const PAGE_HEADERS = {
  ...SECURITY_HEADERS,
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'public, max-age=60',
  Vary: 'Accept-Encoding',
};

/** Data may be read from any other site. */
const FILE_HEADERS = {
  ...PAGE_HEADERS,
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** What a reader searched for stays between the reader and the site. */
const SEARCH_HEADERS = { ...PAGE_HEADERS, 'Cache-Control': 'no-store' };

/** The page on the API tries requests to the site itself, and to no other. */
const API_HEADERS = {
  ...PAGE_HEADERS,
  'Content-Security-Policy': `${SECURITY_HEADERS['Content-Security-Policy']}; connect-src 'self'`,
};

const headersFor = ({ search, path }: View) => (search ? SEARCH_HEADERS : path === '/api' ? API_HEADERS : PAGE_HEADERS);

/** A line of the log: codes and ids, never text of the record or what a reader asked for. */
export interface LogEntry {
  readonly event: 'error' | 'unavailable';
  readonly request: string;
  readonly code: string;
  /** Where in the program, without the message. */
  readonly at?: string;
}

export interface Parts {
  readonly platform: Pick<Platform, 'record'> & Partial<Pick<Platform, 'changes' | 'snapshots' | 'search'>>;
  readonly assets: BuiltFiles;
  readonly clock: () => Date;
  readonly log?: (entry: LogEntry) => void;
  /** The address of the site, without a final slash, for addresses that have to be whole. */
  readonly site?: () => string;
  /** How much one address may ask of the API; absent: as much as it likes. */
  readonly limit?: Limit | undefined;
  /** Whether a proxy in front says who asks. */
  readonly behindProxy?: boolean;
}

/** What a request carries on its way: the record to show, and the key under which its page is kept. */
interface Env {
  Variables: { reading: Reading; key: string };
}

/** A refusal on the way to a page. */
class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`refused with ${problem.status}`);
    this.problem = problem;
  }
}

/** The site as a web-standard application: `app.fetch(request)`. */
export function createApp(parts: Parts): Hono<Env> {
  const { platform, assets, clock, log = () => {}, site = () => '', limit, behindProxy = false } = parts;
  const app = new Hono<Env>();
  const pages = new PageCache();
  const latest = latestReading(platform, clock, () => pages.clear());
  const today = () => Math.floor(clock().getTime() / 86_400_000);
  const api = createApi({
    platform,
    latest: () => latest.known() ?? latest.read(),
    clock,
    site,
    limit,
    failed: (error) => ({ request: failed(error) }),
  });

  // 1. Addresses of a sane length, methods that read, files, and pages that are already finished.
  app.use(async (c, next) => {
    const { method, url } = c.req.raw;
    const target = url.slice(url.indexOf('/', 8));
    const isSearch = SEARCH.test(target);
    if (target.length > (isSearch || api.handles(target) ? LONGEST_SEARCH : LONGEST_ADDRESS)) {
      const language = LOCALISED.exec(target)?.[1] as Language;
      throw new Refused({ status: 414, ...(isSearch && { detail: tooLong(language) }) });
    }
    if (api.handles(target)) return api.respond(c.req.raw, target, addressOfReader(c, behindProxy));
    if (method !== 'GET' && method !== 'HEAD') throw new Refused({ status: 405 });
    if (target.startsWith('/static/')) {
      const file = assets.files.get(target);
      if (!file) throw new Refused({ status: 404 });
      return answer(c, file);
    }
    if (!LOCALISED.test(target)) return next();
    const reading = latest.known() ?? (await latest.read());
    const key = `${reading.revision} ${today()} ${target}`;
    const finished = pages.get(key);
    if (finished) return answer(c, finished);
    c.set('reading', reading);
    c.set('key', key);
    return next();
  });

  // 2. The way in: the language a reader prefers.
  app.get('/', (c) => {
    const language = preferredLanguage(c.req.header('accept-language'));
    return c.body(null, 302, {
      ...SECURITY_HEADERS,
      Location: `/${language}`,
      Vary: 'Accept-Language',
      'Cache-Control': 'no-cache',
    });
  });

  // 3. For whoever watches the server: it answers when the record can be read.
  app.get('/health', async (c) => {
    await latest.read();
    return c.text('ok', 200, { ...SECURITY_HEADERS, 'Cache-Control': 'no-store' });
  });

  // 4. Files of editions, and permanent addresses of editions and of law, without language.
  app.get('/edition/:country/:number/:file{(en|ru|kk)\\.(html|pdf|docx|json)}', async (c) => {
    const { dataset } = await latest.read();
    const { snapshots } = platform;
    const response = snapshots && (await fileResponse(c.req.raw, c.req.param(), dataset, snapshots));
    if (!response) throw new Refused({ status: 404 });
    return response;
  });

  app.get('*', (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    if (LOCALISED.test(pathname) || !PERMANENT.test(pathname)) return next();
    const language = preferredLanguage(c.req.header('accept-language'));
    return c.body(null, 302, {
      ...SECURITY_HEADERS,
      Location: `/${language}${pathname}${search}`,
      Vary: 'Accept-Language',
      'Cache-Control': 'no-cache',
    });
  });

  // 5. Documents as they were read; a dataset folder holds none.
  app.get('/snapshot/:sha256', async (c) => {
    const { dataset } = await latest.read();
    const { snapshots } = platform;
    const response = snapshots && (await snapshotResponse(c.req.raw, c.req.param('sha256'), dataset, snapshots));
    if (!response) throw new Refused({ status: 404 });
    return response;
  });

  // 6. Feeds: addresses of pages with .atom.
  for (const [path, feed] of FEEDS) {
    const show = async (c: Context<Env>, language: Language) => {
      const view = await viewOf(c, language, '.atom');
      const xml = await feedOf(feed, view, paramsOf(c, '.atom'), platform);
      if (xml === undefined) throw new Refused({ status: 404 });
      return keep(c, new Content(xml, { ...PAGE_HEADERS, 'Content-Type': 'application/atom+xml; charset=utf-8' }));
    };
    for (const language of LANGUAGES) app.get(`/${language}${path}`, (c) => show(c, language));
  }

  // 7. Files: addresses of pages with a suffix, before the pages, which would take the suffix for a part of a name.
  app.get('*', async (c, next) => {
    const { pathname } = new URL(c.req.url);
    const suffix = LOCALISED.test(pathname) ? SUFFIX.exec(pathname)?.[1] : undefined;
    const language = pathname.slice(1, 3) as Language;
    const view = suffix && (await viewOf(c, language, `.${suffix}`));
    if (!view) return next();
    const file = isCitation(suffix) ? await citationAt(view, suffix) : downloadAt(view, suffix);
    if (!file) return next();
    const disposition = `attachment; filename="${file.name.replace(/[^\w.@-]/g, '-')}"`;
    return keep(
      c,
      new Content(file.body, { ...FILE_HEADERS, 'Content-Type': file.mediaType, 'Content-Disposition': disposition }),
    );
  });

  // 8. Pages.
  for (const [path, page] of PAGES) {
    const show = async (c: Context<Env>, language: Language) => {
      const view = await viewOf(c, language);
      const html = (page as PageFunction)(view, paramsOf(c));
      if (html === undefined) throw new Refused({ status: 404 });
      const content = new Content(`<!doctype html>${await html}`, headersFor(view));
      if (view.search?.refused) return new Response(content.identity, { status: 400, headers: content.headers });
      return view.isLasting ? keep(c, content) : answer(c, content);
    };
    for (const language of LANGUAGES) app.get(`/${language}${path}`, (c) => show(c, language));
  }

  for (const [path, page] of ASKING) {
    const show = async (c: Context<Env>, language: Language) => {
      const view = await viewOf(c, language);
      const html = await page(view, paramsOf(c) as never, platform);
      if (html === undefined) throw new Refused({ status: 404 });
      return keep(c, new Content(`<!doctype html>${await html}`, PAGE_HEADERS));
    };
    for (const language of LANGUAGES) app.get(`/${language}${path}`, (c) => show(c, language));
  }

  // 9. An address with a slash too many leads to the one without.
  app.get('*', (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    if (!LOCALISED.test(pathname) || !pathname.endsWith('/')) return next();
    return c.body(null, 301, { ...SECURITY_HEADERS, Location: `${pathname.replace(/\/+$/, '')}${search}` });
  });

  // 10. Everything else, and everything that went wrong.
  app.notFound((c) => problem(c, { status: 404 }));
  app.onError((error, c) => {
    if (error instanceof Refused) return problem(c, error.problem);
    const request = randomBytes(6).toString('hex');
    if (error instanceof PlatformError) {
      const status = STATUS_OF[error.refusal];
      if (status === 503) log({ event: 'unavailable', request, code: error.refusal });
      return problem(c, { status });
    }
    return problem(c, { status: 500, request: failed(error, request) });
  });
  return app;

  /** Notes a bug, without what was asked for; gives the number by which it is found in the log. */
  function failed(error: unknown, request = randomBytes(6).toString('hex')): string {
    const { stack, code, name } = (error ?? {}) as NodeJS.ErrnoException;
    const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
    log({
      event: 'error',
      request,
      code: code ?? name ?? typeof error,
      ...(frames?.[0] && { at: frames.slice(0, 6).join(' <') }),
    });
    return request;
  }

  /** The citation of the page that a view shows; the page is made, since it alone knows what it is called. */
  async function citationAt(view: View, suffix: CitationSuffix): Promise<Download | undefined> {
    if (!view.isCitable) return undefined;
    for (const { match, page } of MATCHED) {
      const params = match(view.path);
      if (!params) continue;
      const html = page(view, params);
      if (html === undefined) return undefined;
      await html;
      html.toString();
      return citationFile(view, suffix);
    }
    return undefined;
  }

  /** Answers, and keeps what was answered. */
  function keep(c: Context<Env>, content: Content): Response {
    // Answered first, so that the encoding made for this answer is counted.
    const response = answer(c, content);
    pages.keep(c.get('key'), content);
    return response;
  }

  /** The view that an address asks for; refuses dates and moments that are none. */
  async function viewOf(c: Context<Env>, language: Language, suffix = ''): Promise<View> {
    const { path, query } = placeOf(c.req.url, suffix);
    if (query.getAll('asOf').length > 1) {
      throw new Refused({ status: 400, detail: translate(language, 'error.two-dates') });
    }
    const [asOf, knownAt] = [query.get('asOf') || undefined, query.get('knownAt') || undefined];
    if (asOf !== undefined && !isPartialDate(asOf)) {
      throw new Refused({ status: 400, detail: translate(language, 'error.as-of') });
    }
    if (knownAt !== undefined && !isMoment(knownAt)) {
      throw new Refused({ status: 400, detail: translate(language, 'error.known-at') });
    }
    // A dataset folder has no history to ask.
    if (knownAt !== undefined && !platform.changes) {
      throw new Refused({ status: 400, detail: translate(language, 'error.no-history') });
    }
    const reading = knownAt === undefined ? c.get('reading') : await platform.record(knownAt);
    const copies =
      platform.snapshots && path.startsWith('/source/')
        ? await snapshotsHeld(reading.dataset, path.slice('/source/'.length), platform.snapshots)
        : undefined;
    const search =
      path === '/find' ? await searchFor(platform, c.get('reading').dataset, query, asOf, language) : undefined;
    if (search === 'unknown-filter') throw new Refused({ status: 400, detail: translate(language, 'find.bad-filter') });
    return new View({
      dataset: reading.dataset,
      language,
      today: today(),
      path,
      query,
      asOf,
      knownAt,
      assets: assets.names,
      world: assets.world,
      revision: reading.revision,
      at: reading.at,
      site: site(),
      files: suffixesAt(path),
      held: copies?.held,
      search,
      // Nothing is kept of what readers search for.
      isLasting: search === undefined && (copies?.all ?? true),
      changes: path === '/' ? await latest.changes(reading.revision) : [],
    });
  }

  /** A page that says what went wrong, in the reader's language as far as the address tells it. */
  async function problem(c: Context<Env>, told: Problem): Promise<Response> {
    const { pathname, search } = new URL(c.req.url);
    const named = LOCALISED.exec(pathname)?.[1] as Language | undefined;
    // A change of language keeps the address, where it is of characters that can spell no words of their own.
    const isPlain = named !== undefined && told.status !== 414 && HARMLESS.test(pathname + search);
    const place = isPlain ? placeOf(c.req.url) : undefined;
    const asOf = place?.query.get('asOf') ?? undefined;
    const view = new View({
      dataset: latest.known()?.dataset ?? EMPTY,
      language: named ?? preferredLanguage(c.req.header('accept-language')),
      today: today(),
      path: '/',
      ...place,
      ...(asOf !== undefined && isPartialDate(asOf) && { asOf }),
      assets: assets.names,
    });
    const html = `<!doctype html>${await errorPage(view, told)}`;
    const headers: Record<string, string> = {
      ...SECURITY_HEADERS,
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      ...(told.status === 405 && { Allow: 'GET, HEAD' }),
      ...(told.status === 503 && { 'Retry-After': '30' }),
    };
    return new Response(c.req.method === 'HEAD' ? null : html, { status: told.status, headers });
  }
}

const EMPTY: Dataset = createDataset([]);

/** Addresses made of names and dates alone. */
const HARMLESS = /^[\w/.@?&=-]*$/;

/** Who asks, for the allowance alone. A proxy adds the address it sees at the end of the header. */
function addressOfReader(c: Context<Env>, behindProxy: boolean): string {
  const forwarded = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return forwarded || incoming?.socket?.remoteAddress || 'unknown';
}

/** The address without language, suffix and day, and its parameters, of which a day in the address becomes one. */
function placeOf(url: string, suffix = ''): { path: string; query: URLSearchParams } {
  const { pathname, searchParams: query } = new URL(url);
  const plain = pathname.replaceAll('%40', '@');
  const local = plain.replace(LOCALISED, '') || '/';
  const named = suffix && local.endsWith(suffix) ? local.slice(0, -suffix.length) : local;
  // Files of the home page need a name to hang their suffix on.
  const bare = suffix && named === '/index' ? '/' : named;
  const [, path = bare, day] = DATED.exec(bare) ?? [];
  // An empty day is no day: it is refused like any other that is none.
  if (day !== undefined && query.get('asOf') !== day) query.append('asOf', day || '@');
  return { path, query };
}

/** What the address names, without a day. */
function paramsOf(c: Context<Env>, suffix = ''): Record<string, string> {
  const isDated = new URL(c.req.url).pathname.split('/')[2] === 'law';
  const plain = (value: string) => {
    const bare = suffix && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value;
    return isDated ? bare.replace(/@[^@]*$/, '') : bare;
  };
  return Object.fromEntries(
    Object.entries(c.req.param() as Record<string, string>).map(([name, value]) => [name, plain(value)]),
  );
}

const STATUS_OF: Record<Refusal, number> = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unavailable: 503,
};

function isMoment(text: string): boolean {
  try {
    instantOf(text);
    return true;
  } catch {
    return false;
  }
}

/** Sends a content as the request takes it: compressed, or not at all where the reader has it already. */
function answer(c: Context<Env>, content: Content): Response {
  const { headers } = c.req.raw;
  if (matches(headers.get('if-none-match'), content.etag)) {
    return new Response(null, { status: 304, headers: content.headers });
  }
  return new Response(...init(content.in(encodingFor(headers.get('accept-encoding')))));
}

function init({ body, headers }: ReturnType<Content['in']>): [Uint8Array<ArrayBuffer>, ResponseInit] {
  return [body, { headers }];
}

/** The latest reading, asked for at most once a second; `onChange` is called when the record has changed. */
function latestReading(platform: Parts['platform'], clock: () => Date, onChange: () => void) {
  let known: Reading | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let changes: { revision: number; list: Promise<Change[]> } | undefined;
  const fresh = () => Math.abs(clock().getTime() - readAt) < FRESH_FOR;
  return {
    /** The reading where it is fresh; undefined where it has to be read again. */
    known: () => (fresh() ? known : undefined),
    async read(): Promise<Reading> {
      if (known && fresh()) return known;
      const at = clock().getTime();
      const reading = await platform.record();
      if (reading.dataset !== known?.dataset) onChange();
      known = reading;
      readAt = at;
      return reading;
    },
    /** The latest changes up to a revision; none over a dataset folder, which has no history. */
    changes(revision: number): Promise<Change[]> {
      if (!platform.changes || revision === 0) return Promise.resolve([]);
      if (changes?.revision !== revision) {
        const list = latestChanges(platform.changes, revision);
        changes = { revision, list };
        list.catch(() => {
          changes = undefined;
        });
      }
      return changes.list;
    },
  };
}

export interface Serving {
  /** Address to open. */
  readonly url: string;
  /** Lets requests under way finish, then stops. */
  stop(): Promise<void>;
}

/** Listens. Refuses as unavailable, and says so plainly, where the port is in use or not allowed. */
export function serve({ port, host, ...parts }: Parts & { port: number; host: string }): Promise<Serving> {
  let own = '';
  const app = createApp({ ...parts, site: () => parts.site?.() || own });
  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 10_000 },
    getRequestListener(app.fetch, {
      overrideGlobalObjects: true,
      errorHandler: () => new Response('Bad request', { status: 400, headers: SECURITY_HEADERS }),
    }),
  );
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = `${host}:${port}`;
      const reason =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is in use. Stop what uses it, or choose another with PORT or --port.`
          : error.code === 'EACCES'
            ? `Not allowed to listen on ${where}. Choose a port above 1023 with PORT or --port.`
            : error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND'
              ? `${host} is not an address of this machine. Set HOST to one that is, such as 127.0.0.1 or 0.0.0.0.`
              : undefined;
      reject(reason ? new PlatformError('unavailable', reason) : error);
    });
    server.listen(port, host, () => {
      const { port: actual, family, address } = server.address() as AddressInfo;
      const name =
        address === '127.0.0.1' || address === '::1' || address === '0.0.0.0' || address === '::'
          ? 'localhost'
          : family === 'IPv6'
            ? `[${address}]`
            : address;
      own = `http://${name}:${actual}`;
      resolve({
        url: own,
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeIdleConnections();
          }),
      });
    });
  });
}

/** Stops gracefully on SIGINT and SIGTERM; a second signal, or ten seconds, ends at once. */
export function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(signal === 'SIGINT' ? 130 : 143);
      stopping = true;
      setTimeout(() => process.exit(1), 10_000).unref();
      void stop().then(() => process.exit(0));
    });
  }
}

/**
 * The link checker: whether the addresses of sources still lead somewhere.
 * Always true: each site is asked one thing at a time; what was found before an interruption is not lost; nothing is kept.
 */
import { networkInterfaces } from 'node:os';
import type { Dataset } from '../core/dataset.ts';
import type { PartialDate } from '../core/time.ts';
import type { Found, LinkState, Visiting } from './visit.ts';

/** What can be found at an address, what needs a person first. */
export const LINK_STATES = [
  'gone',
  'unreachable',
  'too-slow',
  'too-large',
  'too-many-redirects',
  'refused',
  'unclear',
  'moved',
  'ok',
] as const satisfies readonly LinkState[];

/** An address, and the sources that were found there. */
export interface Link {
  readonly url: string;
  readonly sources: readonly string[];
  /** Where the document may be found instead. */
  readonly archived: readonly Archived[];
}

/** The bytes as they were kept, or another address that is a copy in a web archive. */
export type Archived =
  | { readonly sha256: string; readonly retrieved: PartialDate }
  | { readonly url: string; readonly source: string };

export interface CheckedLink extends Link, Omit<Found, 'code'> {}

export interface LinkReport {
  readonly checked: readonly CheckedLink[];
  /** How many addresses were asked for. */
  readonly total: number;
  /** Why the rest was left. */
  readonly ended: 'interrupted' | 'no-network' | undefined;
}

export interface LinkOptions extends Partial<Visiting> {
  readonly signal?: AbortSignal | undefined;
  readonly onChecked?: ((link: CheckedLink, done: number, total: number) => void) | undefined;
  /** How many sites are asked at a time. */
  readonly concurrency?: number;
}

export const LINK_LIMITS = {
  timeoutMs: 20_000,
  concurrency: 8,
  pauseMs: 1000,
  bytes: 10_000_000,
  redirects: 8,
} as const;

/** Failures that every site has where there is no network. */
const SILENCE = [
  'ETIMEOUT',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_NODATA',
  'EAI_NONAME',
  'EAI_FAIL',
];
/** How few sites, all of them silent, tell that there is no network. */
const SILENT_SITES = 4;

/** The addresses of sources: of a country and those its record cites, of some sources, or of all. */
export function linksOf(
  dataset: Dataset,
  { country, sources }: { readonly country?: string | undefined; readonly sources?: readonly string[] | undefined },
): Link[] {
  const all = dataset.all('source');
  const wanted = all.filter(
    (source) =>
      (sources === undefined || sources.includes(source.id)) &&
      (country === undefined ||
        source.country === country ||
        dataset.backlinks(source.id).some(({ record }) => record.country === country)),
  );
  // Copies in web archives that are on record, by the address they are copies of.
  const copies = Map.groupBy(
    all.flatMap(({ id, url }) => {
      const original = url === undefined ? undefined : originalOf(url);
      return url === undefined || original === undefined ? [] : [{ original, url, source: id }];
    }),
    ({ original }) => original,
  );
  const byUrl = Map.groupBy(
    wanted.filter(({ url }) => url !== undefined),
    ({ url }) => url ?? '',
  );
  return [...byUrl].map(([url, found]) => ({
    url,
    sources: found.map(({ id }) => id),
    archived: [
      ...found.flatMap(({ snapshots = [] }) => snapshots.map(({ sha256, retrieved }) => ({ sha256, retrieved }))),
      ...(copies.get(comparable(url)) ?? []).map((copy) => ({ url: copy.url, source: copy.source })),
    ],
  }));
}

/** The address that a page of a web archive is a copy of: https://web.archive.org/web/2013/http://site.example/. */
function originalOf(url: string): string | undefined {
  const [, original] = /^https?:\/\/(?:web\.)?archive\.org\/web\/[^/]+\/(https?:\/\/.+)$/.exec(url) ?? [];
  return original === undefined ? undefined : comparable(original);
}

function comparable(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/[#].*$|\/$/g, '');
}

/** Checks addresses, site by site. Ends early, with what it has, when it is interrupted or there is no network. */
export async function checkLinks(links: readonly Link[], options: LinkOptions = {}): Promise<LinkReport> {
  const { signal: interruption, onChecked = () => {}, ...visiting } = { ...LINK_LIMITS, ...options };
  const total = links.length;
  // Loaded here, so that commands without a network do not load it.
  const { Visitor } = await import('./visit.ts');
  const end = new AbortController();
  const signal = interruption ? AbortSignal.any([interruption, end.signal]) : end.signal;
  const visitor = new Visitor(visiting, signal);
  const sites = [...Map.groupBy(links, ({ url }) => URL.parse(url)?.hostname).values()];
  const checked = new Map<Link, CheckedLink>();
  // Sites without a name end sooner than those that answer, so a few of them tell nothing while others are asked.
  const enough = Math.max(SILENT_SITES, 2 * visiting.concurrency);
  const silent = new Set<readonly Link[]>();
  let someoneThere = false;
  let next = 0;
  const isNoNetwork = (sites: number) => !someoneThere && silent.size >= (hasNetwork() ? sites : 1);

  const work = async () => {
    for (let site = sites[next++]; site; site = sites[next++]) {
      for (const link of site) {
        const { code, ...found } = await visitor.visit(link.url);
        if (signal.aborted) return;
        if (code !== undefined && SILENCE.includes(code)) silent.add(site);
        else someoneThere ||= found.state !== 'refused';
        const result = { ...link, ...found };
        checked.set(link, result);
        onChecked(result, checked.size, total);
        if (isNoNetwork(enough)) end.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(visiting.concurrency, sites.length) }, work));
  const noNetwork = isNoNetwork(SILENT_SITES);
  // Sites need not rest any more.
  end.abort();
  const ended = interruption?.aborted ? 'interrupted' : noNetwork ? 'no-network' : undefined;
  return { checked: links.flatMap((link) => checked.get(link) ?? []), total, ended };
}

/** Whether this machine has any way out. */
function hasNetwork(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));
}

/**
 * A visit to an address of the web, for the link checker.
 * Always true: a name is resolved at each step of a redirect, every address it has is checked, and the connection goes
 * to those addresses and no others; nothing is read beyond the limits, and nothing of it is kept.
 */
import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { isPublicAddress } from './public-address.ts';

/** What was found at an address. `unclear`: it answers, but neither with the document nor by saying that it is gone. */
export type LinkState =
  | 'ok'
  | 'moved'
  | 'gone'
  | 'unreachable'
  | 'too-slow'
  | 'too-large'
  | 'too-many-redirects'
  | 'refused'
  | 'unclear';

interface Resolved {
  readonly address: string;
  readonly family: number;
}

export interface Visiting {
  /** Time for one address with its redirects, not counting the wait for its turn. */
  readonly timeoutMs: number;
  /** Pause between two requests to one site. */
  readonly pauseMs: number;
  readonly bytes: number;
  readonly redirects: number;
  /** Gives every address of a name. */
  readonly resolve?: (name: string) => Promise<readonly Resolved[]>;
  /** Which addresses may be connected to; absent means those of the public internet. */
  readonly allows?: (address: string) => boolean;
}

/** Names the project and nothing else: not who runs it, nor where. */
const USER_AGENT = 'Dutybearer-link-checker';

export interface Found {
  readonly state: LinkState;
  /** The last status of HTTP; absent where nothing answered. */
  readonly status?: number;
  /** Where redirects led; absent where there were none. */
  readonly final?: string;
  /** What a person must know, as a sentence; absent where the state says it all. */
  readonly detail?: string;
  /** Code of the failure to connect. */
  readonly code?: string;
}

/** The end of a visit, wherever it comes. */
class Ended extends Error {
  readonly found: Found;
  constructor(found: Found) {
    super(found.state);
    this.found = found;
  }
}

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
}

/** Goes to addresses, one request at a time to each site. */
export class Visitor {
  readonly #signal: AbortSignal;
  readonly #limits: Visiting;
  readonly #resolve: (name: string) => Promise<readonly Resolved[]>;
  readonly #allows: (address: string) => boolean;
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(limits: Visiting, signal: AbortSignal) {
    this.#signal = signal;
    this.#limits = limits;
    this.#resolve = limits.resolve ?? ((name) => lookup(name, { all: true }));
    this.#allows = limits.allows ?? isPublicAddress;
  }

  /** What is found at an address. The answer means nothing once it is interrupted. */
  async visit(start: string): Promise<Found> {
    const passed: string[] = [];
    const time = { left: this.#limits.timeoutMs };
    const elsewhere = () => (passed.length > 1 ? { final: passed.at(-1) as string } : {});
    try {
      for (let next: URL | null = URL.parse(start); ; ) {
        // What follows “#” is for the reader alone.
        if (next) next.hash = '';
        if (next && passed.includes(next.href)) {
          throw new Ended({ state: 'too-many-redirects', detail: 'Its redirects go in a circle.' });
        }
        passed.push(next?.href ?? start);
        const url = checkedUrl(next);
        const { status, location } = await this.#ask(url, time);
        if (location === undefined) return { ...verdict(new URL(start), url, status), ...elsewhere() };
        if (passed.length > this.#limits.redirects) {
          const detail = `It redirects more than ${this.#limits.redirects} times.`;
          throw new Ended({ state: 'too-many-redirects', status, detail });
        }
        next = URL.parse(location, url);
        if (!next) throw new Ended({ state: 'unclear', status, detail: 'It redirects to what is no address.' });
      }
    } catch (error) {
      if (this.#signal.aborted) return { state: 'unreachable' };
      return { ...(error instanceof Ended ? error.found : failed(error)), ...elsewhere() };
    }
  }

  /** One step: HEAD, and GET where HEAD does not end in an answer that settles it. */
  async #ask(url: URL, time: { left: number }): Promise<Answer> {
    const addresses = await this.#timed(time, 1, () => this.#addresses(url)).catch((error: unknown) => {
      if (!(error instanceof Ended) || error.found.state !== 'too-slow') throw error;
      throw new Ended({ state: 'too-slow', code: 'ETIMEOUT', detail: 'Its name could not be looked up in time.' });
    });
    // A site that never answers HEAD leaves half of the time to GET.
    const head = await this.#turn(url, () =>
      this.#timed(time, 2, (signal) => this.#send('HEAD', url, addresses, signal)),
    ).catch((error: unknown) => {
      if (this.#signal.aborted || isSettled(error)) throw error;
      return undefined;
    });
    if (head && (head.status < 300 || head.location !== undefined)) return head;
    return this.#turn(url, () => this.#timed(time, 1, (signal) => this.#send('GET', url, addresses, signal)));
  }

  /** Every address of a site, all of which may be connected to. */
  async #addresses({ hostname }: URL): Promise<readonly Resolved[]> {
    const name = hostname.replace(/^\[|\]$/g, '');
    const version = isIP(name);
    const found = version > 0 ? [{ address: name, family: version }] : await this.#resolve(name);
    if (found.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
    if (!found.every(({ address }) => this.#allows(address))) {
      throw new Ended({
        state: 'refused',
        detail: `${name} is not on the public internet; nothing was asked of it.`,
      });
    }
    return found;
  }

  /** Waits until nothing else is asked of the site, and lets it rest afterwards. */
  #turn<T>({ hostname }: URL, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(hostname) ?? Promise.resolve();
    const done = before.then(() => {
      this.#signal.throwIfAborted();
      return work();
    });
    const rest = () => pause(this.#limits.pauseMs, undefined, { signal: this.#signal }).catch(() => {});
    this.#turns.set(hostname, done.then(rest, rest));
    return done;
  }

  /** Runs within a share of the time that is left, and takes from it what was used. */
  async #timed<T>(time: { left: number }, share: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const start = performance.now();
    const ending = new AbortController();
    const late = new Ended({
      state: 'too-slow',
      detail: `It does not answer in full within ${this.#limits.timeoutMs / 1000} seconds.`,
    });
    const timer = setTimeout(() => ending.abort(late), Math.max(0, time.left / share));
    const signal = AbortSignal.any([ending.signal, this.#signal]);
    try {
      // A name server cannot be interrupted, but need not be waited for.
      return await Promise.race([
        work(signal),
        new Promise<never>((_, reject) => {
          if (signal.aborted) reject(signal.reason);
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
      ]);
    } finally {
      clearTimeout(timer);
      time.left -= performance.now() - start;
    }
  }

  #send(method: 'HEAD' | 'GET', url: URL, addresses: readonly Resolved[], signal: AbortSignal): Promise<Answer> {
    // In place of the name server: the addresses that were checked.
    const pinned: LookupFunction = (_name, { all }, done) => {
      const [first] = addresses;
      if (all) done(null, [...addresses]);
      else done(null, first?.address ?? '', first?.family);
    };
    return new Promise((resolve, reject) => {
      const sent = (url.protocol === 'https:' ? overHttps : overHttp)(url, {
        method,
        agent: false,
        lookup: pinned,
        signal,
        headers: { 'User-Agent': USER_AGENT, Accept: '*/*', 'Accept-Encoding': 'identity', Connection: 'close' },
      });
      sent.on('error', reject);
      sent.on('response', (response) => {
        const status = response.statusCode ?? 0;
        const { location } = response.headers;
        const isRedirect = [301, 302, 303, 307, 308].includes(status) && location !== undefined;
        const answer = { status, location: isRedirect ? location : undefined };
        const end = (error?: unknown) => {
          if (error === undefined) resolve(answer);
          else reject(error);
          sent.destroy();
        };
        // What a page says beside “no” or “elsewhere” is not read.
        if (method === 'HEAD' || isRedirect || status >= 400) end();
        else readThrough(response, status, this.#limits.bytes, end);
      });
      sent.end();
    });
  }
}

/** Reads a body to its end without keeping it. */
function readThrough(response: IncomingMessage, status: number, most: number, end: (error?: unknown) => void): void {
  const tooLarge = new Ended({
    state: 'too-large',
    status,
    detail: `It answers, with more than ${most / 1_000_000} MB; no more was read.`,
  });
  let read = 0;
  if (Number(response.headers['content-length'] ?? 0) > most) {
    end(tooLarge);
    return;
  }
  response.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > most) end(tooLarge);
  });
  response.on('end', () => end());
  response.on('error', end);
}

/** The address as one that may be asked for, or a refusal. */
function checkedUrl(url: URL | null): URL {
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new Ended({ state: 'refused', detail: 'Only addresses of the web (http and https) are asked.' });
  }
  if (url.username || url.password) {
    throw new Ended({ state: 'refused', detail: 'The address has a user name or a password in it.' });
  }
  return url;
}

/** What the last answer means. */
function verdict(start: URL, final: URL, status: number): Found {
  if (status === 404 || status === 410) return { state: 'gone', status };
  if (status < 200 || status >= 300) return { state: 'unclear', status, detail: unclear(status) };
  start.hash = '';
  if (start.href === final.href) return { state: 'ok', status };
  const isFront = ({ pathname, search }: URL) => pathname === '/' && search === '';
  return isFront(final) && !isFront(start)
    ? { state: 'moved', status, detail: 'It leads to a front page now: the document itself may be gone.' }
    : { state: 'moved', status };
}

function unclear(status: number): string {
  if (status === 401 || status === 403) return 'The site does not let programs read it. Look in a browser.';
  if (status === 429) return 'The site asks for fewer requests. Try again later.';
  if (status >= 500) return 'The site has a fault now. Try again later.';
  return 'The answer is neither the document nor that it is gone. Look in a browser.';
}

/** Whether GET would end as HEAD did: nobody is there. Being slow or ending badly may be HEAD’s alone. */
function isSettled(error: unknown): boolean {
  if (error instanceof Ended) return error.found.state !== 'too-slow';
  const { code = '' } = error as NodeJS.ErrnoException;
  return !['ECONNRESET', 'EPIPE'].includes(code) && !code.startsWith('HPE_');
}

/** A connection that failed. */
function failed(error: unknown): Found {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = first as NodeJS.ErrnoException;
  // Not of the network, but a fault of ours.
  if (code === undefined) throw error;
  return {
    state: 'unreachable',
    code,
    detail: REASONS[code] ?? notHttp(code) ?? certificate(code) ?? `${message} (${code}).`,
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'No site has this name.',
  EAI_NODATA: 'No site has this name.',
  EAI_NONAME: 'No site has this name.',
  EAI_FAIL: 'The name of the site could not be looked up.',
  EAI_AGAIN: 'The name of the site could not be looked up. Is there a network?',
  ENETUNREACH: 'There is no way to its network.',
  ENETDOWN: 'There is no way to its network.',
  EHOSTUNREACH: 'There is no way to the site.',
  ECONNREFUSED: 'The site does not accept connections.',
  ECONNRESET: 'The site ends the connection without an answer.',
  ETIMEDOUT: 'The site does not answer.',
  CERT_HAS_EXPIRED: 'The certificate of the site has expired.',
};

function notHttp(code: string): string | undefined {
  return code.startsWith('HPE_') ? `The site answers in a way that is not HTTP (${code}).` : undefined;
}

function certificate(code: string): string | undefined {
  return /CERT|SIGNATURE|ISSUER|TLS|SSL/.test(code)
    ? `The site cannot prove that it is what it is called (${code}).`
    : undefined;
}

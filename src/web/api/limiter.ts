/**
 * How many requests one address may make: so many in a window of time, counted in memory and never written anywhere.
 * Always true: memory is bounded; an IPv6 address counts by its network of 64 bits, which is one customer's. Headers as
 * in draft-ietf-httpapi-ratelimit-headers-10.
 */
import { isIPv6 } from 'node:net';

export interface Limit {
  /** Requests in a window. */
  readonly requests: number;
  /** Length of the window in seconds. */
  readonly seconds: number;
}

export interface Allowance {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Addresses counted at once; when more come in one window, the oldest begin anew. */
const MOST_ADDRESSES = 20_000;

/** Counts requests. `now` is in milliseconds. */
export function rateLimiter(limit: Limit): (address: string, now: number) => Allowance {
  const counts = new Map<string, number>();
  const policy = `"default";q=${limit.requests};w=${limit.seconds}`;
  let window = Number.NaN;
  return (address, now) => {
    const length = limit.seconds * 1000;
    const current = Math.floor(now / length);
    if (current !== window) {
      counts.clear();
      window = current;
    }
    const key = networkOf(address);
    const count = (counts.get(key) ?? 0) + 1;
    if (count === 1 && counts.size >= MOST_ADDRESSES) {
      const [oldest] = counts.keys();
      if (oldest !== undefined) counts.delete(oldest);
    }
    counts.set(key, count);
    const left = Math.max(0, limit.requests - count);
    const wait = Math.max(1, Math.ceil(((current + 1) * length - now) / 1000));
    const allowed = count <= limit.requests;
    return {
      allowed,
      headers: {
        'RateLimit-Policy': policy,
        RateLimit: `"default";r=${left};t=${wait}`,
        ...(!allowed && { 'Retry-After': String(wait) }),
      },
    };
  };
}

function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = head.split(':').filter(Boolean);
  const rest = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  return [...groups, ...Array<string>(zeros).fill('0'), ...rest].slice(0, 4).join(':');
}

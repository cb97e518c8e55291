/**
 * Finished pages in memory: bytes as they are sent, in the encodings readers' browsers take, with their headers.
 * Always true: what is kept never exceeds the bound in bytes, least recently used pages go first; an entity tag names
 * the content, so a page that did not change is answered with 304 (RFC 9110, 13.1.2).
 */
import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

/** The best encoding a request accepts. Weights are not compared: browsers that take brotli want it. */
export function encodingFor(accept: string | null | undefined): Encoding {
  if (!accept) return 'identity';
  if (takes(accept, 'br')) return 'br';
  return takes(accept, 'gzip') ? 'gzip' : 'identity';
}

function takes(accept: string, coding: string): boolean {
  return accept.split(',').some((part) => {
    const [name, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return name === coding && parameters.every((text) => !text.startsWith('q=') || Number(text.slice(2)) > 0);
  });
}

/** What is sent: bytes and headers, made once. */
export interface Variant {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Record<string, string>;
}

/** Bytes of one content in every encoding, each made when first asked for. */
export class Content {
  readonly etag: string;
  readonly identity: Uint8Array<ArrayBuffer>;
  readonly #headers: Record<string, string>;
  readonly #quality: number;
  readonly #variants: Partial<Record<Encoding, Variant>> = {};

  /** `quality` is brotli's, from 0 to 11: high for files that stay, moderate for pages. */
  constructor(body: string | Uint8Array, headers: Record<string, string>, quality = 5) {
    this.identity = new Uint8Array(typeof body === 'string' ? Buffer.from(body) : body);
    // Weak, as one tag stands for every encoding of the content (RFC 9110, 8.8.1).
    this.etag = `W/"${createHash('sha256').update(this.identity).digest('base64url').slice(0, 22)}"`;
    this.#headers = { ...headers, ETag: this.etag };
    this.#quality = quality;
  }

  /** Bytes kept for this content in all encodings made so far. */
  get size(): number {
    return Object.values(this.#variants).reduce((sum, { body }) => sum + body.byteLength, this.identity.byteLength);
  }

  /** Headers for a 304. */
  get headers(): Record<string, string> {
    return this.#headers;
  }

  in(encoding: Encoding): Variant {
    const known = this.#variants[encoding];
    if (known) return known;
    const variant: Variant =
      encoding === 'identity'
        ? { body: this.identity, headers: this.#headers }
        : { body: this.#compressed(encoding), headers: { ...this.#headers, 'Content-Encoding': encoding } };
    if (encoding !== 'identity') this.#variants[encoding] = variant;
    return variant;
  }

  #compressed(encoding: 'br' | 'gzip'): Uint8Array<ArrayBuffer> {
    const bytes =
      encoding === 'gzip'
        ? gzipSync(this.identity, { level: this.#quality > 9 ? 9 : 6 })
        : brotliCompressSync(this.identity, {
            params: {
              [constants.BROTLI_PARAM_QUALITY]: this.#quality,
              [constants.BROTLI_PARAM_SIZE_HINT]: this.identity.byteLength,
            },
          });
    return new Uint8Array(bytes);
  }
}

/** Whether an If-None-Match header names the tag. */
export function matches(ifNoneMatch: string | null | undefined, etag: string): boolean {
  if (!ifNoneMatch) return false;
  if (ifNoneMatch === etag || ifNoneMatch === '*') return true;
  const plain = etag.replace(/^W\//, '');
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === plain);
}

/** Pages by key, least recently used first out. */
export class PageCache {
  readonly #limit: number;
  readonly #pages = new Map<string, { content: Content; size: number }>();
  #bytes = 0;

  constructor(limitInBytes = 32 * 1024 * 1024) {
    this.#limit = limitInBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Content | undefined {
    const found = this.#pages.get(key);
    if (!found) return undefined;
    this.#pages.delete(key);
    this.#pages.set(key, found);
    return found.content;
  }

  /** Keeps a page, or counts again what is kept of it after another encoding was made. */
  keep(key: string, content: Content): void {
    const { size } = content;
    this.#bytes += size - (this.#pages.get(key)?.size ?? 0);
    this.#pages.delete(key);
    this.#pages.set(key, { content, size });
    for (const [oldest, { size: freed }] of this.#pages) {
      if (this.#bytes <= this.#limit) break;
      this.#pages.delete(oldest);
      this.#bytes -= freed;
    }
  }

  clear(): void {
    this.#pages.clear();
    this.#bytes = 0;
  }
}

import { describe, expect, test } from 'vitest';
import { Content, encodingFor, matches, PageCache } from './cache.ts';

describe('encodings', () => {
  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['BR', 'br'],
    ['br ; Q=0.0, gzip;q=0.1', 'gzip'],
    ['identity', 'identity'],
    ['', 'identity'],
    [undefined, 'identity'],
  ])('%s takes %s', (accept, encoding) => expect(encodingFor(accept)).toBe(encoding));
});

describe('tags', () => {
  test('the same content has the same tag, another has another', () => {
    expect(new Content('a', {}).etag).toBe(new Content('a', {}).etag);
    expect(new Content('a', {}).etag).not.toBe(new Content('b', {}).etag);
  });
  test('a list of tags matches weakly', () => {
    const { etag } = new Content('a', {});
    expect(matches(`"x", ${etag.replace('W/', '')}`, etag)).toBe(true);
    expect(matches('*', etag)).toBe(true);
    expect(matches('"x"', etag)).toBe(false);
    expect(matches(null, etag)).toBe(false);
  });
});

describe('the cache', () => {
  const page = (letter: string) => new Content(letter.repeat(100), {});

  test('it never holds more than its bound, and lets go what was asked for longest ago', () => {
    const cache = new PageCache(250);
    cache.keep('a', page('a'));
    cache.keep('b', page('b'));
    cache.get('a');
    cache.keep('c', page('c'));
    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('a')).toBeDefined();
    expect(cache.get('c')).toBeDefined();
    expect(cache.bytes).toBeLessThanOrEqual(250);
  });

  test('an encoding made later counts', () => {
    const cache = new PageCache(10_000);
    const content = page('a');
    cache.keep('a', content);
    const before = cache.bytes;
    content.in('gzip');
    cache.keep('a', content);
    expect(cache.bytes).toBeGreaterThan(before);
    cache.clear();
    expect(cache.bytes).toBe(0);
  });

  test('a page larger than the bound is not kept', () => {
    const cache = new PageCache(50);
    cache.keep('a', page('a'));
    expect(cache.get('a')).toBeUndefined();
    expect(cache.bytes).toBe(0);
  });
});

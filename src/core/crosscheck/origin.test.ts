import { describe, expect, it } from 'vitest';
import { originOf } from './origin.ts';

const key = (publisher?: string, url?: string, author?: string) =>
  originOf({ publisher, url, author, otherwise: 'xaa/source/x' }).key;

describe('the origin of a source', () => {
  it.each([
    ['Institute of Lanterns (lanterns.example document 12)', 'Institute of Lanterns'],
    ['Institute of Lanterns (lanterns.example document 7); republished by a library', 'Institute of Lanterns'],
    ['The Lamp Watch', 'Lamp  Watch'],
    ['Lamp Watch [archive]', 'LAMP WATCH'],
    ['lamps.example', 'lamps.example citing another'],
    ['Lamp News', 'lampnews.example'],
  ])('of “%s” and of “%s” is one', (one, other) => {
    expect(key(one)).toBe(key(other));
  });

  it.each([
    ['Ministry of Lamps', 'Ministry of Lanterns'],
    ['Agency 12', 'Agency 13'],
    ['data.lamps.example', 'data.lanterns.example'],
  ])('of “%s” and of “%s” is not', (one, other) => {
    expect(key(one)).not.toBe(key(other));
  });

  it('is no site where somebody is named, for a site may hold the documents of many', () => {
    expect(key('Committee A', 'https://docs.example/1')).not.toBe(key('Committee B', 'https://docs.example/2'));
  });

  it('is the site where the publisher is only its number in the collection', () => {
    const [one, other] = ['Z010', 'P23_'].map((number) =>
      key(`laws ${number}`, `https://laws.state.example/${number}`),
    );
    expect(one).toBe(other);
    expect(one).toBe(key(undefined, 'https://laws.state.example/other'));
    expect(key('Agency 12', 'https://laws.state.example')).toBe('agency12');
  });

  it('is the author where there is no publisher, then the site, then the source itself', () => {
    expect(key(undefined, 'https://site.example', 'A. Writer')).toBe('awriter');
    expect(key(undefined, 'https://en.some-site.example/a')).toBe(key(undefined, 'http://www.some-site.example/b'));
    expect(key(undefined, 'https://www.gov.example')).toBe('gov.example');
    expect(key(undefined, 'https://oz.gov.example')).toBe('oz.gov.example');
    expect(key()).toBe('xaasourcex');
  });

  it('keeps its name in each language', () => {
    const publisher = { en: 'Institute (no. 1)', ru: 'Институт (№ 1)', translation: 'unchecked' } as const;
    expect(originOf({ publisher, url: undefined, author: undefined, otherwise: '' }).name).toEqual({
      en: 'Institute',
      ru: 'Институт',
      translation: 'unchecked',
    });
  });
});

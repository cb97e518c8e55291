/**
 * The origin of a source: who stands behind it, so that ten reports of one publisher do not count as ten voices.
 * Always true: what a library adds to a publisher (a number, the copy that was read, who cites it) makes no other origin;
 * a site makes one only where nobody is named, for a site may hold the documents of many.
 */
import { english, LANGUAGES, type Localised } from '../localised.ts';

export interface Origin {
  /** The same for the same origin. */
  readonly key: string;
  /** As the source calls it, without what a library adds. */
  readonly name: Localised;
}

interface Named {
  readonly publisher: Localised | undefined;
  readonly author: string | undefined;
  readonly url: string | undefined;
  /** What stands for it where nobody is named: its title, its id. */
  readonly otherwise: string;
}

/** The publisher, else the author, else the site, else the source itself. */
export function originOf({ publisher, author, url, otherwise }: Named): Origin {
  const host = hostOf(url);
  for (const named of [publisher, author]) {
    if (named === undefined) continue;
    const name = plainName(named);
    const site = siteNamed(english(name), host);
    if (site !== undefined) return { key: keyOfSite(site), name: site };
    const key = squeezed(english(name).replace(/^the\s+/iu, ''));
    if (key !== '') return { key, name };
  }
  const site = host && siteOf(host);
  return site ? { key: keyOfSite(site), name: site } : { key: squeezed(otherwise) || otherwise, name: otherwise };
}

/** A name in each language without what is in brackets and what comes after a semicolon. */
function plainName(name: Localised): Localised {
  if (typeof name === 'string') return principal(name);
  const texts = LANGUAGES.flatMap((language) => {
    const text = name[language];
    return text === undefined ? [] : [[language, principal(text)] as const];
  });
  return { ...name, ...Object.fromEntries(texts) };
}

function principal(text: string): string {
  const bare = text
    .replace(/\s*(?:\([^()]*\)|\[[^[\]]*\])/gu, '')
    .replace(/;.*$/su, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return bare === '' ? text.trim() : bare;
}

const HOST = /^(?:[a-z\d-]+\.)+[a-z]{2,}$/iu;

/** The site that a name consists of: it begins with an address, or is a number in the collection of the site. */
function siteNamed(name: string, host: string | undefined): string | undefined {
  const [first = '', ...rest] = name.split(' ');
  if (HOST.test(first)) return siteOf(first.toLowerCase());
  const isNumbered = rest.length === 1 && /\d/u.test(rest[0] ?? '');
  return isNumbered && host?.split('.').includes(first.toLowerCase()) ? siteOf(host) : undefined;
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : /^[a-z]+:\/\/(?:[^/@]*@)?([^/:?#]+)/iu.exec(url)?.[1]?.toLowerCase();
}

/** A host without the label that only tells a language or a kind of device: en.site.example is site.example. */
function siteOf(host: string): string {
  const [, rest] = /^(?:www\d*|m|[a-z]{2})\.((?:[a-z\d-]{4,}|[a-z\d-]+\.[a-z\d-]+)\..+)$/u.exec(host) ?? [];
  return rest ?? host.replace(/^www\d*\.(?=.*\.)/u, '');
}

/** A site of two labels is known by the first, so that it meets its publisher’s name: Site News, sitenews.example. */
function keyOfSite(site: string): string {
  const [, label] = /^([a-z\d-]{4,})\.[a-z]+$/u.exec(site) ?? [];
  return label === undefined ? site : squeezed(label);
}

/** Letters and digits alone. */
function squeezed(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

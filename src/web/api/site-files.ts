/**
 * What tells machines where things are: robots.txt and the sitemap (sitemaps.org 0.9), with every page in its three
 * languages. Always true: addresses are whole; a part of the sitemap stays far below 50,000 addresses and 50 MB.
 */

import { addressOf } from '../../core/address.ts';
import type { Dataset } from '../../core/dataset.ts';
import { LANGUAGES } from '../../core/localised.ts';
import type { AnyRecord } from '../../core/model/index.ts';
import { SECTIONS } from '../pages/country-section.tsx';

/** Pages in one part of the sitemap, each in every language. */
const PART = 2000;

const FIXED = [
  '',
  '/countries',
  '/frameworks',
  '/instruments',
  '/recommendations',
  '/world',
  '/compare',
  '/glossary',
  '/help',
  '/about',
  '/api',
];

const lists = new WeakMap<Dataset, readonly string[]>();

/** The path of every page worth finding, without language. */
export function pathsOf(dataset: Dataset): readonly string[] {
  const known = lists.get(dataset);
  if (known) return known;
  const assessed = dataset.assessedCountries().filter((country) => dataset.get('country', country));
  const paths = new Set<string>(FIXED);
  for (const country of assessed) {
    for (const section of SECTIONS) paths.add(`/country/${country}/${section}`);
    for (const { id } of dataset.indicators()) paths.add(`/country/${country}/${id}`);
  }
  for (const { id } of dataset.indicators()) paths.add(`/framework/${id}`);
  for (const record of dataset.records) {
    const path = addressOf(record as AnyRecord);
    // A term is a place on the page of the glossary.
    if (!path.includes('#')) paths.add(path);
  }
  const list = [...paths];
  lists.set(dataset, list);
  return list;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The index of the sitemap. */
export function sitemapIndex(dataset: Dataset, site: string, at: string | undefined): string {
  const parts = Math.ceil(pathsOf(dataset).length / PART);
  const entries = Array.from(
    { length: parts },
    (_, n) =>
      `<sitemap><loc>${site}/sitemap-${n + 1}.xml</loc>${at === undefined ? '' : `<lastmod>${at}</lastmod>`}</sitemap>\n`,
  );
  return `${HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('')}</sitemapindex>\n`;
}

/** A part of the sitemap, counted from 1; undefined where there is none. */
export function sitemapPart(dataset: Dataset, site: string, part: number): string | undefined {
  const paths = pathsOf(dataset).slice((part - 1) * PART, part * PART);
  if (part < 1 || paths.length === 0) return undefined;
  const entries = paths.flatMap((path) => {
    const at = (language: string) => `${site}/${language}${path}`;
    const others = LANGUAGES.map(
      (language) => `<xhtml:link rel="alternate" hreflang="${language}" href="${at(language)}"/>`,
    ).join('');
    return LANGUAGES.map((language) => `<url><loc>${at(language)}</loc>${others}</url>\n`);
  });
  return `${HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join('')}</urlset>\n`;
}

/** Everything may be read; pages of what a reader looked for are no pages of the record. */
export const robots = (site: string): string =>
  `User-agent: *\n${LANGUAGES.map((language) => `Disallow: /${language}/find\nDisallow: /${language}/search\n`).join('')}Allow: /\n\nSitemap: ${site}/sitemap.xml\n`;

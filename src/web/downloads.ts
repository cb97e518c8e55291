/**
 * Files: the address of a page with a suffix gives the same as data, as of the day that the page shows.
 * Always true: a file depends on its address, the record and the day alone, so it is kept and shared like a page.
 * Tables are CSV (RFC 4180) in UTF-8 with a byte order mark: without it, spreadsheets take Cyrillic for another script.
 */
import { concordanceCsv, gapsCsv, legislation, penaltiesCsv, writeAkomaNtoso } from '../app/law.ts';
import type { Law, Provision, RecordOf } from '../core/model/index.ts';
import { isoDay } from '../core/time.ts';
import type { View } from './context.tsx';

export interface Download {
  readonly mediaType: string;
  readonly body: string;
  /** Name of the file that a browser saves. */
  readonly name: string;
}

/** A file, or undefined where there is nothing at the address. */
export type DownloadFunction<P = Record<string, string>> = (view: View, params: P) => Download | undefined;

const CSV = 'text/csv; charset=utf-8; header=present';
const MARK = '\uFEFF';

/** The name of a file with the day it shows. */
const named = (view: View, stem: string, suffix: string): string =>
  `${stem}-${view.asOf ?? isoDay(view.today) ?? ''}.${suffix}`;

interface LawParams {
  readonly country: string;
  readonly law: string;
}

const lawAt = (view: View, { country, law }: LawParams): Law | undefined =>
  view.dataset.get('law', `${country}/law/${law}`);

const akomaNtoso: DownloadFunction<LawParams> = (view, params) => {
  const law = lawAt(view, params);
  return (
    law && {
      mediaType: 'application/akn+xml; charset=utf-8',
      body: writeAkomaNtoso(view.dataset, law.id, view.day, view.language),
      name: named(view, `${params.country}-${params.law}`, 'xml'),
    }
  );
};

function metadata(view: View, record: Law | Provision | undefined, stem: string): Download | undefined {
  return (
    record && {
      mediaType: 'application/ld+json',
      body: `${JSON.stringify(legislation(view.dataset, record, view.day, ''), undefined, 2)}\n`,
      name: named(view, stem, 'jsonld'),
    }
  );
}

function gapTable(
  view: View,
  country: string,
  obligations: readonly RecordOf<'obligation'>[],
  stem: string,
): Download | undefined {
  if (!view.dataset.get('country', country) || obligations.length === 0) return undefined;
  return {
    mediaType: CSV,
    body: MARK + gapsCsv(view.dataset, country, obligations, view.day, view.language),
    name: named(view, stem, 'csv'),
  };
}

function gaps(
  view: View,
  country: string,
  obligations: readonly RecordOf<'obligation'>[],
  name?: string,
): Download | undefined {
  if (!view.dataset.get('country', country) || obligations.length === 0) return undefined;
  return {
    mediaType: CSV,
    body: MARK + gapsCsv(view.dataset, country, obligations, view.day, view.language),
    name: named(view, [country, 'gaps', ...(name ? [name] : [])].join('-'), 'csv'),
  };
}

/** Every file, by the address without language and the suffix. */
export const DOWNLOADS: readonly (readonly [path: string, suffix: string, download: DownloadFunction<never>])[] = [
  ['/law/:country/:law', 'xml', akomaNtoso],
  [
    '/law/:country/:law',
    'jsonld',
    ((view, params) =>
      metadata(view, lawAt(view, params), `${params.country}-${params.law}`)) satisfies DownloadFunction<LawParams>,
  ],
  [
    '/law/:country/:law/:number',
    'jsonld',
    ((view, { country, law, number }) =>
      metadata(
        view,
        view.dataset.get('provision', `${country}/law/${law}/${number}`),
        `${country}-${law}-${number}`,
      )) satisfies DownloadFunction<LawParams & { number: string }>,
  ],
  [
    '/law/:country/penalties',
    'csv',
    ((view, { country }) =>
      view.dataset.inCountry('provision', country).length > 0
        ? {
            mediaType: CSV,
            body: MARK + penaltiesCsv(view.dataset, country, view.day, view.language),
            name: named(view, `${country}-penalties`, 'csv'),
          }
        : undefined) satisfies DownloadFunction<{ country: string }>,
  ],
  [
    '/concordance/:country/:law',
    'csv',
    ((view, params) => {
      const law = lawAt(view, params);
      return (
        law && {
          mediaType: CSV,
          body: MARK + concordanceCsv(view.dataset, law.id, view.language),
          name: `${params.country}-${params.law}-concordance.csv`,
        }
      );
    }) satisfies DownloadFunction<LawParams>,
  ],
  [
    '/gaps/:country/:obligation',
    'csv',
    ((view, { country, obligation }) => {
      const asked = view.dataset.get('obligation', `obligation/${obligation}`);
      return asked && gapTable(view, country, [asked], `${country}-${obligation}`);
    }) satisfies DownloadFunction<{ country: string; obligation: string }>,
  ],
  [
    '/gaps/:country',
    'csv',
    ((view, { country }) =>
      gapTable(view, country, view.dataset.all('obligation'), `${country}-gaps`)) satisfies DownloadFunction<{
      country: string;
    }>,
  ],
  [
    '/gaps/:country',
    'csv',
    ((view, { country }) => gaps(view, country, view.dataset.all('obligation'))) satisfies DownloadFunction<{
      country: string;
    }>,
  ],
  [
    '/gaps/:country/:obligation',
    'csv',
    ((view, { country, obligation }) => {
      const found = view.dataset.get('obligation', `obligation/${obligation}`);
      return found && gaps(view, country, [found], obligation);
    }) satisfies DownloadFunction<{ country: string; obligation: string }>,
  ],
];

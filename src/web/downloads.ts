/**
 * Files: the address of a page with a suffix gives the same as data, as of the day that the page shows.
 * Always true: a file depends on its address, the record and the day alone, so it is kept and shared like a page.
 * Tables are CSV (RFC 4180) in UTF-8 with a byte order mark: without it, spreadsheets take Cyrillic for another script.
 */
import { figuresCsv, figuresJson } from '../app/figures.ts';
import { concordanceCsv, gapsCsv, legislation, penaltiesCsv, writeAkomaNtoso } from '../app/law.ts';
import { recommendationsCsv, recommendationsJson } from '../app/recommendations.ts';
import { instrumentData, reportData, standingData, standingsCsv, undertakingsCsv } from '../app/treaties.ts';
import { type WorldRow, worldCsv, worldJson } from '../app/world.ts';
import { ledger } from '../core/commitments/ledger.ts';
import { isTreaty, standingsOn, treaties, undertakings } from '../core/commitments/treaties.ts';
import type { Law, Provision, RecordOf } from '../core/model/index.ts';
import { isoDay } from '../core/time.ts';
import { addressPattern } from './addresses.ts';
import type { View } from './context.tsx';
import type { Download, DownloadFunction } from './download.ts';
import { PAGE_DATA } from './page-data.ts';
import { comparedRows } from './pages/compare.tsx';
import { STATES } from './states.ts';
import { chosenMeasure } from './ui/choice.tsx';
import { seenRows } from './ui/measures.tsx';
import { askedOf } from './ui/section-recommendations.tsx';
import { seriesAsked } from './ui/section-statistics.tsx';
import { reportsOnInstrument, standingsAsked } from './ui/treaties.tsx';

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

/** Figures as a table or as data; nothing where there are none. */
function figures(
  view: View,
  list: readonly RecordOf<'series'>[],
  stem: string,
  suffix: 'csv' | 'json',
): Download | undefined {
  if (list.length === 0) return undefined;
  return {
    mediaType: suffix === 'csv' ? CSV : 'application/json',
    body:
      suffix === 'csv'
        ? MARK + figuresCsv(view.dataset, list, view.day, view.language)
        : `${JSON.stringify(figuresJson(view.dataset, list, view.day, view.language), undefined, 2)}\n`,
    name: named(view, stem, suffix),
  };
}

const oneSeries =
  (suffix: 'csv' | 'json'): DownloadFunction<{ country: string; series: string }> =>
  (view, { country, series }) => {
    const found = view.dataset.get('series', `${country}/series/${series}`);
    return found && figures(view, [found], `${country}-${series}`, suffix);
  };

const statistics =
  (suffix: 'csv' | 'json'): DownloadFunction<{ country: string }> =>
  (view, { country }) =>
    figures(view, seriesAsked(view, country).shown, `${country}-statistics`, suffix);

/** The states that a page on a treaty shows, as a table or as data. */
const treaty =
  (suffix: 'csv' | 'json'): DownloadFunction<{ instrument: string }> =>
  (view, params) => {
    const instrument = view.dataset.get('instrument', params.instrument);
    if (!instrument || !isTreaty(instrument)) return undefined;
    const standings = standingsAsked(view, standingsOn(view.dataset, instrument, STATES.keys(), view.day));
    const data = () => ({
      asOf: isoDay(view.day),
      instrument: instrumentData(instrument),
      states: standings.map(standingData),
      reports: reportsOnInstrument(view, instrument.id).map(reportData),
    });
    return treatyFile(view, instrument.id, suffix, () => standingsCsv(view.dataset, standings, view.language), data);
  };

/** What a state has undertaken, as a table or as data. */
const commitments =
  (suffix: 'csv' | 'json'): DownloadFunction<{ country: string }> =>
  (view, { country }) => {
    if (!view.dataset.get('country', country)) return undefined;
    const rows = undertakings(view.dataset, country, view.day);
    const data = () => ({
      asOf: isoDay(view.day),
      country,
      treaties: rows.map(({ standing, reports }) => ({
        ...standingData(standing),
        reports: reports.map(reportData),
      })),
    });
    return treatyFile(view, `${country}-treaties`, suffix, () => undertakingsCsv(rows, view.language), data);
  };

const treatyFile = (view: View, stem: string, suffix: 'csv' | 'json', table: () => string, data: () => object) => ({
  mediaType: suffix === 'csv' ? CSV : 'application/json',
  body: suffix === 'csv' ? MARK + table() : `${JSON.stringify(data(), undefined, 2)}\n`,
  name: named(view, stem, suffix),
});

/** Every state on every treaty. */
const allTreaties: DownloadFunction = (view) => {
  const standings = treaties(view.dataset).flatMap((one) =>
    standingsOn(view.dataset, one, STATES.keys(), view.day).filter(
      ({ acts, findings }) => acts.length + findings.length > 0,
    ),
  );
  return treatyFile(
    view,
    'treaties',
    'csv',
    () => standingsCsv(view.dataset, standings, view.language),
    () => ({}),
  );
};

/** The recommendations that the filters of the address leave, all pages of them. */
const recommendations =
  (suffix: 'csv' | 'json'): DownloadFunction<{ country?: string }> =>
  (view, { country }) => {
    if (country !== undefined && !view.dataset.get('country', country)) return undefined;
    const records = ledger(view.dataset, country, view.day, askedOf(view)).shown.map(({ record }) => record);
    return {
      mediaType: suffix === 'csv' ? CSV : 'application/json',
      body:
        suffix === 'csv'
          ? MARK + recommendationsCsv(view.dataset, records, view.day, view.language)
          : `${JSON.stringify(recommendationsJson(view.dataset, records, view.day), undefined, 2)}\n`,
      name: named(view, country === undefined ? 'recommendations' : `${country}-recommendations`, suffix),
    };
  };

/** Where every state stands, as a table or as data. */
function standings(view: View, rows: readonly WorldRow[], stem: string, suffix: 'csv' | 'json'): Download {
  return {
    mediaType: suffix === 'csv' ? CSV : 'application/json',
    body: suffix === 'csv' ? MARK + worldCsv(rows) : `${JSON.stringify(worldJson(rows), undefined, 2)}\n`,
    name: named(view, stem, suffix),
  };
}

const world =
  (suffix: 'csv' | 'json'): DownloadFunction =>
  (view) => {
    const measure = chosenMeasure(view);
    return measure && standings(view, seenRows(view, measure), `world-${measure.id.replaceAll('/', '-')}`, suffix);
  };

const compared =
  (suffix: 'csv' | 'json'): DownloadFunction =>
  (view) =>
    standings(view, comparedRows(view), 'compare', suffix);

/** Every file, by the address without language and the suffix. */
const DOWNLOADS: readonly (readonly [path: string, suffix: string, download: DownloadFunction<never>])[] = [
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
  ['/instruments', 'csv', allTreaties],
  ['/instrument/:instrument', 'csv', treaty('csv')],
  ['/instrument/:instrument', 'json', treaty('json')],
  ['/country/:country/treaties', 'csv', commitments('csv')],
  ['/country/:country/treaties', 'json', commitments('json')],
  ['/series/:country/:series', 'csv', oneSeries('csv')],
  ['/series/:country/:series', 'json', oneSeries('json')],
  ['/recommendations', 'csv', recommendations('csv')],
  ['/recommendations', 'json', recommendations('json')],
  ['/country/:country/recommendations', 'csv', recommendations('csv')],
  ['/country/:country/recommendations', 'json', recommendations('json')],
  ['/country/:country/statistics', 'csv', statistics('csv')],
  ['/country/:country/statistics', 'json', statistics('json')],
  ['/world', 'csv', world('csv')],
  ['/world', 'json', world('json')],
  ['/compare', 'csv', compared('csv')],
  ['/compare', 'json', compared('json')],
  ...PAGE_DATA,
];

const PATTERNS = DOWNLOADS.map(([path, suffix, download]) => ({
  match: addressPattern(path),
  suffix,
  download: download as DownloadFunction,
}));

/** The file that an address asks for by its suffix; undefined where nothing is there. */
export function downloadAt(view: View, suffix: string): Download | undefined {
  for (const { match, suffix: own, download } of PATTERNS) {
    const params = own === suffix ? match(view.path) : undefined;
    const file = params && download(view, params);
    if (file) return file;
  }
  return undefined;
}

/** Suffixes of the files that the page at a path comes as. */
export function suffixesAt(path: string): string[] {
  const found = PATTERNS.filter(({ match }) => match(path) !== undefined).map(({ suffix }) => suffix);
  return [...new Set(found)].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
}

const ORDER = ['json', 'csv', 'jsonld', 'xml'];

/** Addresses of the site, made from the record: every kind of page, and every page where a test wants them all. */

import { addressOf } from '../../src/core/address.ts';
import { threadsIn } from '../../src/core/commitments/threads.ts';
import type { Dataset } from '../../src/core/dataset.ts';
import { provisionsOf } from '../../src/core/law/versions.ts';
import type { Law } from '../../src/core/model/index.ts';
import { SECTIONS } from '../../src/web/pages/country-section.tsx';

const FIXED = [
  '',
  '/countries',
  '/instruments',
  '/recommendations',
  '/frameworks',
  '/world',
  '/compare',
  '/find',
  '/glossary',
  '/help',
  '/about',
];

/** The country with the fullest record: its pages are the largest. */
export function fullest(dataset: Dataset): string {
  const [first] = dataset
    .assessedCountries()
    .map((country) => ({ country, findings: dataset.inCountry('finding', country).length }))
    .sort((a, b) => b.findings - a.findings);
  if (!first) throw new Error('the dataset has no findings');
  return first.country;
}

/** Pages on the law of a country beside those of its records: subjects and gap grids. */
function lawPages(dataset: Dataset, country: string): string[] {
  const subjects = new Set(dataset.inCountry('provision', country).flatMap(({ subjects }) => subjects ?? []));
  return [
    ...[...subjects].map((id) => `/subject/${country}/${id.replace('subject/', '')}`),
    `/gaps/${country}`,
    ...dataset.all('obligation').map(({ id }) => `/gaps/${country}/${id.replace('obligation/', '')}`),
    ...replaced(dataset, country).map(concordanceOf),
  ];
}

/** Laws with a successor, the one with the most articles first. */
function replaced(dataset: Dataset, country: string): Law[] {
  const size = ({ id }: Law) => provisionsOf(dataset, id).length;
  return dataset
    .inCountry('law', country)
    .filter(({ successor }) => successor)
    .sort((a, b) => size(b) - size(a));
}

const concordanceOf = ({ id }: Law) => `/concordance/${id.replace('/law/', '/')}`;

/** Every address without its language, except the indicators and sections of countries with little on record. */
export function everyAddress(dataset: Dataset): string[] {
  const country = fullest(dataset);
  const paths = new Set(FIXED);
  for (const { id } of dataset.all('country')) paths.add(`/country/${id}`);
  for (const section of [...SECTIONS, 'review', 'checks']) paths.add(`/country/${country}/${section}`);
  for (const { id } of dataset.indicators()) {
    paths.add(`/country/${country}/${id}`);
    paths.add(`/framework/${id}`);
  }
  for (const path of lawPages(dataset, country)) paths.add(path);
  paths.add(`/country/${country}/recommendations/timeline`);
  for (const { id } of threadsIn(dataset, country)) paths.add(`/thread/${id.replace('/recommendation/', '/')}`);
  for (const record of dataset.records) paths.add(addressOf(record).replace(/#.*/, ''));
  return [...paths];
}

/** One address of every kind of page, without its language: the one with most on it where that is easily told. */
export function oneOfEach(dataset: Dataset): string[] {
  const country = fullest(dataset);
  const byEvidence = dataset
    .indicators()
    .map(({ id, compiled }) => ({
      id,
      findings: compiled.questions.reduce((sum, question) => sum + dataset.findings(country, question).length, 0),
    }))
    .sort((a, b) => b.findings - a.findings);
  const indicator = byEvidence[0]?.id ?? '';
  const provision = [...dataset.inCountry('provision', country)].sort(
    (a, b) => b.versions.length - a.versions.length,
  )[0];
  const laws = dataset.inCountry('law', country);
  const act = laws
    .filter(({ type }) => type === 'amending-law')
    .sort((a, b) => (b.amends?.length ?? 0) - (a.amends?.length ?? 0))[0];
  const bill = laws.find(({ type, answers }) => type === 'bill' && answers);
  const onLaw = lawPages(dataset, country);
  const subject = onLaw.find((path) => path.startsWith('/subject/'));
  const grid = onLaw.findLast((path) => path.startsWith('/gaps/'));
  const recommendation = dataset.inCountry('recommendation', country)[0];
  const series = dataset.inCountry('series', country)[0];
  const question = dataset.indicator(indicator)?.compiled.questions[0];
  const source = dataset.inCountry('finding', country)[0]?.citations[0]?.source;
  return [
    ...FIXED.filter((path) => path !== '/find'),
    '?of=tip-report',
    '/world?of=opsc&region=asia&sort=-since',
    '/world?of=tip-report&asOf=2023',
    '/compare?framework=treaties&region=central-asia',
    '/compare?framework=tip-report',
    '/countries?region=europe',
    '/find?q=134',
    `/compare?country=${country}`,
    `/help?country=${country}`,
    '/countries?asOf=2013',
    `/country/${country}`,
    ...[...SECTIONS, 'review', 'checks'].map((section) => `/country/${country}/${section}`),
    `/country/${country}/recommendations/timeline`,
    ...threadsIn(dataset, country)
      .slice(0, 1)
      .map(({ id }) => `/thread/${id.replace('/recommendation/', '/')}`),
    `/country/${country}/${indicator}`,
    `/framework/${indicator.split('/')[0]}`,
    `/framework/${indicator}`,
    ...(provision
      ? [
          addressOf(provision),
          `${addressOf(provision)}?from=1&to=${provision.versions.length}&view=inline`,
          `${addressOf(provision)}@2012-06-01`,
          `/law/${provision.law.replace('/law/', '/')}`,
          `/law/${provision.law.replace('/law/', '/')}?by=subject`,
        ]
      : []),
    ...replaced(dataset, country)
      .slice(0, 1)
      .flatMap((law) => {
        const old = provisionsOf(dataset, law.id)[0];
        return [addressOf(law), concordanceOf(law), ...(old ? [addressOf(old)] : [])];
      }),
    ...[act, bill].flatMap((record) => (record ? [addressOf(record)] : [])),
    ...(subject ? [subject, `${subject}?asOf=2018-03-01`] : []),
    `/gaps/${country}`,
    ...(grid ? [grid] : []),
    ...(question ? [`/question/${question}`] : []),
    ...(source ? [`/source/${source}`] : []),
    ...[recommendation, series].flatMap((record) => (record ? [addressOf(record)] : [])),
    '/nothing-here',
  ];
}

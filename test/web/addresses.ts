/** Addresses of the site, made from the record: every kind of page, and every page where a test wants them all. */
import type { Dataset } from '../../src/core/dataset.ts';
import { addressOf } from '../../src/web/context.tsx';
import { SECTIONS } from '../../src/web/pages/country-section.tsx';

const FIXED = ['', '/countries', '/frameworks', '/compare', '/find', '/glossary', '/help', '/about'];

/** The country with the fullest record: its pages are the largest. */
export function fullest(dataset: Dataset): string {
  const [first] = dataset
    .assessedCountries()
    .map((country) => ({ country, findings: dataset.inCountry('finding', country).length }))
    .sort((a, b) => b.findings - a.findings);
  if (!first) throw new Error('the dataset has no findings');
  return first.country;
}

/** Every address without its language, except the indicators and sections of countries with little on record. */
export function everyAddress(dataset: Dataset): string[] {
  const country = fullest(dataset);
  const paths = new Set(FIXED);
  for (const { id } of dataset.all('country')) paths.add(`/country/${id}`);
  for (const section of [...SECTIONS, 'review']) paths.add(`/country/${country}/${section}`);
  for (const { id } of dataset.indicators()) {
    paths.add(`/country/${country}/${id}`);
    paths.add(`/framework/${id}`);
  }
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
  const recommendation = dataset.inCountry('recommendation', country)[0];
  const series = dataset.inCountry('series', country)[0];
  const question = dataset.indicator(indicator)?.compiled.questions[0];
  const source = dataset.inCountry('finding', country)[0]?.citations[0]?.source;
  return [
    ...FIXED.filter((path) => path !== '/find'),
    '?show=table',
    '/find?q=134',
    `/compare?country=${country}`,
    `/help?country=${country}`,
    '/countries?asOf=2013',
    `/country/${country}`,
    ...[...SECTIONS, 'review'].map((section) => `/country/${country}/${section}`),
    `/country/${country}/${indicator}`,
    `/framework/${indicator.split('/')[0]}`,
    `/framework/${indicator}`,
    ...(provision ? [addressOf(provision), `/law/${provision.law.replace('/law/', '/')}`] : []),
    ...(question ? [`/question/${question}`] : []),
    ...(source ? [`/source/${source}`] : []),
    ...[recommendation, series].flatMap((record) => (record ? [addressOf(record)] : [])),
    '/nothing-here',
  ];
}

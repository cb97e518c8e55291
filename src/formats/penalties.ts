/**
 * Penalties of a country as a table: one row for each tier of an offence, as the law stood on a day or through time.
 * Units and the licence are in the header, so that a table that travels alone still says them.
 */
import type { Dataset } from '../core/dataset.ts';
import { compareNumbers, versionSpan } from '../core/law/versions.ts';
import { inLanguage, type Language, type Localised } from '../core/localised.ts';
import { type Day, firstDay } from '../core/time.ts';
import { type Cell, csv } from './csv.ts';

const HEADER = [
  'law',
  'law id',
  'article',
  'heading',
  'subjects',
  'version in force from',
  'version in force until (exclusive)',
  'tier',
  'condition',
  'aggravations',
  'minimum imprisonment (years; empty: none stated)',
  'maximum imprisonment (years; empty: none, or life alone)',
  'life imprisonment possible (yes, no; empty: not recorded)',
  'other penalties',
  'sources',
  'places in the sources',
  'Dutybearer, licence CC BY 4.0: provision id',
];

/** The table for one day, or with every version for `all`. Words are in the language, or in the nearest there is. */
export function penaltiesCsv(dataset: Dataset, country: string, day: Day | 'all', language: Language): string {
  const words = (text: Localised | undefined) => (text === undefined ? undefined : inLanguage(text, language).text);
  const offences = dataset
    .inCountry('provision', country)
    .filter(({ versions }) => versions.some(({ penalties }) => penalties?.length))
    .sort((a, b) => (a.law === b.law ? compareNumbers(a.number, b.number) : a.law < b.law ? -1 : 1));
  const rows: Cell[][] = [];
  for (const provision of offences) {
    const law = dataset.get('law', provision.law);
    for (const version of provision.versions) {
      const span = versionSpan(dataset, provision, version);
      // A version that its law cut off before it began never held.
      if (span.from >= span.to || (day !== 'all' && !(span.from <= day && day < span.to))) continue;
      const isCutOff = law?.to !== undefined && (version.to === undefined || firstDay(version.to) > firstDay(law.to));
      for (const penalty of version.penalties ?? []) {
        rows.push([
          words(law?.title),
          provision.law,
          provision.number,
          words(version.heading ?? provision.heading),
          (provision.subjects ?? []).map((id) => words(dataset.get('subject', id)?.title) ?? id).join('; '),
          version.from,
          isCutOff ? law.to : version.to,
          penalty.tier,
          words(penalty.condition),
          penalty.aggravations?.join('; '),
          penalty.minimumYears,
          penalty.maximumYears,
          penalty.life === undefined ? undefined : penalty.life ? 'yes' : 'no',
          words(penalty.other),
          version.citations.map(({ source }) => words(dataset.get('source', source)?.title) ?? source).join('; '),
          version.citations.map(({ locator }) => locator ?? '').join('; '),
          provision.id,
        ]);
      }
    }
  }
  return csv(HEADER, rows);
}

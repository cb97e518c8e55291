/**
 * A law or a provision on a day as schema.org Legislation, JSON-LD, for search engines and libraries of law.
 * Property names as schema.org has them for Legislation and CreativeWork; dates are ISO 8601, as precise as the record.
 */
import type { Dataset } from '../core/dataset.ts';
import { type Force, forceOf, forceOfLaw, lawOn, provisionsOf, versionOn } from '../core/law/versions.ts';
import { LANGUAGES, type Localised } from '../core/localised.ts';
import type { Instruction, Law, Provision, Version } from '../core/model/index.ts';
import { type Day, firstDay, isoDay, type Period } from '../core/time.ts';
import { ownAddress, workAddress } from './akoma-ntoso/names.ts';

type Json = string | number | boolean | undefined | readonly Json[] | { readonly [name: string]: Json };
export type JsonLd = { readonly [name: string]: Json };

/** A law or a provision as it stands on a day. `base` is the address of the site, without a final slash. */
export function legislation(dataset: Dataset, record: Law | Provision, day: Day, base: string): JsonLd {
  const on = isoDay(day);
  const site = new Site(dataset, base, on);
  const described = record.kind === 'law' ? ofLaw(site, record, day) : ofProvision(site, record, day);
  // JSON leaves out what is undefined.
  return JSON.parse(JSON.stringify({ '@context': 'https://schema.org', ...described })) as JsonLd;
}

class Site {
  readonly dataset: Dataset;
  readonly #base: string;
  readonly on: string | undefined;

  constructor(dataset: Dataset, base: string, on: string | undefined) {
    this.dataset = dataset;
    this.#base = base.replace(/\/$/, '');
    this.on = on;
  }

  /** The address of a law or a provision, whatever the day. */
  work(id: string): string {
    return `${this.#base}${ownAddress(id)}`;
  }

  /** The same as it stands on the day. */
  dated(id: string): string {
    return this.on === undefined ? this.work(id) : `${this.work(id)}@${this.on}`;
  }

  place({ country = '' }: Law | Provision): JsonLd {
    const found = this.dataset.get('country', country);
    return {
      '@type': 'Country',
      name: found ? phrases(found.name) : country.toUpperCase(),
      identifier: found?.alpha2 ?? country.toUpperCase(),
    };
  }

  laws(ids: Iterable<string>): JsonLd[] {
    return [...new Set(ids)].map((id) => {
      const law = this.dataset.get('law', id);
      return { '@type': 'Legislation', '@id': this.work(id), ...(law && { name: phrases(law.title) }) };
    });
  }

  /** What citations name as their sources. */
  sources(citations: Version['citations']): JsonLd[] {
    return citations.map(({ source, locator }) => {
      const found = this.dataset.get('source', source);
      return {
        '@type': 'CreativeWork',
        name: found ? phrases(found.title) : source,
        url: found?.url,
        pagination: locator,
      };
    });
  }
}

/** Words with the language each is in. */
function phrases(text: Localised): Json {
  if (typeof text === 'string') return { '@value': text, '@language': 'en' };
  return LANGUAGES.flatMap((language) => {
    const words = text[language];
    return words === undefined ? [] : [{ '@value': words, '@language': language }];
  });
}

/** An interval of ISO 8601, open where a bound is not known or there is none. */
const interval = ({ from, to }: Period) =>
  from === undefined && to === undefined ? undefined : `${from ?? '..'}/${to ?? '..'}`;

const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);

function legalForce(force: Force): string | undefined {
  switch (force) {
    case 'in-force':
      return 'https://schema.org/InForce';
    case 'not-yet':
    case 'ended':
    case 'suspended':
      return 'https://schema.org/NotInForce';
    case 'unknown':
      return undefined;
  }
}

function ofLaw(site: Site, law: Law, day: Day): JsonLd {
  const { dataset } = site;
  const force = forceOfLaw(law, day);
  const provisions = provisionsOf(dataset, law.id);
  // Parts that have not begun yet, or are suspended, leave a law in force only in part.
  const isPartial =
    force === 'in-force' &&
    provisions.some((provision) => {
      const part = forceOf(dataset, provision, day);
      return part === 'not-yet' || part === 'suspended';
    });
  const standing = lawOn(dataset, law.id, day);
  const alpha2 = dataset.get('country', law.country ?? '')?.alpha2 ?? law.country ?? '';
  // Only a law that ends as a whole is repealed; an article that ends amends its law.
  const endsLaw = ({ action, provision, number }: Instruction) =>
    action === 'repeal' && provision === undefined && number === undefined;
  const changed = Map.groupBy(law.amends ?? [], (instruction) => (endsLaw(instruction) ? 'repealed' : 'amended'));
  const targets = (kind: 'repealed' | 'amended') =>
    (changed.get(kind) ?? []).flatMap(
      (instruction) => dataset.get('provision', instruction.provision ?? '')?.law ?? instruction.law ?? [],
    );
  const replaced = dataset.all('law').flatMap(({ id, successor }) => (successor === law.id ? [id] : []));
  const amendedBy = provisions.flatMap(({ versions }) =>
    versions.flatMap(({ from, amendedBy: acts = [] }) => (from === undefined || firstDay(from) <= day ? acts : [])),
  );
  const languages = new Set(standing.flatMap(({ version }) => Object.keys(version.text ?? {})));
  return {
    '@type': 'Legislation',
    '@id': site.dated(law.id),
    url: site.dated(law.id),
    name: phrases(law.title),
    legislationIdentifier: [...(law.number ? [law.number] : []), workAddress(law, alpha2.toLowerCase())],
    legislationType: law.type,
    legislationDate: law.adopted,
    datePublished: law.published,
    legislationDateVersion: site.on,
    temporalCoverage: law.type === 'bill' ? undefined : interval(law),
    legislationLegalForce: isPartial ? 'https://schema.org/PartiallyInForce' : legalForce(force),
    legislationJurisdiction: site.place(law),
    spatialCoverage: site.place(law),
    inLanguage: some([...languages]),
    abstract: law.changes && phrases(law.changes),
    legislationAmends: some(site.laws(targets('amended'))),
    legislationRepeals: some(site.laws([...targets('repealed'), ...replaced])),
    legislationConsolidates: some(site.laws(amendedBy.filter((id) => id !== law.id))),
    hasPart: some(
      standing.map(({ provision, version }) => ({
        '@type': 'Legislation',
        '@id': site.dated(provision.id),
        legislationIdentifier: provision.number,
        name: phrases(version.heading ?? provision.heading),
      })),
    ),
    workExample: some([...languages].sort().map((language) => example(site, law.id, language))),
    citation: some(site.sources(law.citations)),
  };
}

/** The same law or provision in one of the languages of its official text. */
const example = (site: Site, id: string, language: string): JsonLd => ({
  '@type': 'Legislation',
  '@id': `${site.dated(id)}#${language}`,
  inLanguage: language,
  legislationDateVersion: site.on,
  encoding: {
    '@type': 'LegislationObject',
    encodingFormat: 'text/html',
    contentUrl: site.dated(id),
    legislationLegalValue: 'https://schema.org/UnofficialLegalValue',
  },
});

function ofProvision(site: Site, provision: Provision, day: Day): JsonLd {
  const { dataset } = site;
  const law = dataset.get('law', provision.law);
  const found = versionOn(dataset, provision, day);
  const version = found?.version;
  const languages = Object.keys(version?.text ?? {}).sort();
  const subjects = (provision.subjects ?? []).map((id) => dataset.get('subject', id)?.title ?? id);
  return {
    '@type': 'Legislation',
    '@id': site.dated(provision.id),
    url: site.dated(provision.id),
    name: phrases(version?.heading ?? provision.heading),
    legislationIdentifier: provision.number,
    legislationType: 'article',
    legislationDateVersion: site.on,
    legislationDateOfApplicability: version?.appliesFrom,
    temporalCoverage: version && interval(version),
    legislationLegalForce: law?.type === 'bill' ? legalForce('not-yet') : legalForce(forceOf(dataset, provision, day)),
    legislationJurisdiction: site.place(provision),
    spatialCoverage: site.place(provision),
    isPartOf: {
      '@type': 'Legislation',
      '@id': site.dated(provision.law),
      ...(law && { name: phrases(law.title), legislationIdentifier: law.number, legislationDate: law.adopted }),
    },
    inLanguage: some(languages),
    abstract: version && phrases(version.summary),
    about: some(subjects.map((title) => ({ '@type': 'DefinedTerm', name: phrases(title) }))),
    legislationConsolidates: some(site.laws(version?.amendedBy ?? [])),
    workExample: some(languages.map((language) => example(site, provision.id, language))),
    citation: version && some(site.sources(version.citations)),
  };
}

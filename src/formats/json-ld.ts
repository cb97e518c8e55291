/**
 * Records and assessments as linked data: schema.org for what they are, W3C PROV for what they come from, W3C Web
 * Annotation for the words quoted. JSON-LD 1.1; addresses are permanent, with the day they speak of.
 * Always true: what is described is what may be published; a status is a rating of a claim by a named rule, never a fact.
 */
import type { Assessment, StatusSpan } from '../core/assess.ts';
import type { Dataset, Indicator } from '../core/dataset.ts';
import { english, LANGUAGES, type Localised } from '../core/localised.ts';
import type { Citation, KindName } from '../core/model/index.ts';
import type { Published } from '../core/publication.ts';
import { LICENCE } from './bulk.ts';

export type Json = string | number | boolean | undefined | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** What every description needs to know of the site and of the state it shows. */
export interface Place {
  readonly dataset: Dataset;
  /** The permanent address of a record or a page, by its path; with the day and the moment. */
  readonly address: (path: string) => string;
  /** The address of the page of a record, by its id. */
  readonly page: (id: string) => string;
  /** The day shown, as a date. */
  readonly on: string;
  /** The moment of the last revision shown; absent where there is no history. */
  readonly at: string | undefined;
}

const CONTEXT: Json = [
  'https://schema.org',
  { prov: 'http://www.w3.org/ns/prov#', oa: 'http://www.w3.org/ns/oa#', dcterms: 'http://purl.org/dc/terms/' },
];

const PUBLISHER: JsonObject = { '@type': 'Organization', name: 'Dutybearer' };

/** The description as JSON holds it: without what is undefined. */
const plain = (value: JsonObject): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

/** Words with the language each is in. */
export function phrases(text: Localised | undefined): Json {
  if (text === undefined) return undefined;
  if (typeof text === 'string') return { '@value': text, '@language': 'en' };
  return LANGUAGES.flatMap((language) => {
    const words = text[language];
    return words === undefined ? [] : [{ '@value': words, '@language': language }];
  });
}

/** An interval of ISO 8601, open where a bound is not known or there is none. */
const interval = (from?: string | null, to?: string | null): Json =>
  from || to ? `${from ?? '..'}/${to ?? '..'}` : undefined;

function countryOf({ dataset }: Place, id: string | undefined): Json {
  if (id === undefined) return undefined;
  const found = dataset.get('country', id);
  return { '@type': 'Country', name: phrases(found?.name) ?? id.toUpperCase(), identifier: found?.alpha2 ?? id };
}

/** The types of schema.org that fit a kind; kinds without one are creative works. */
const TYPES: Partial<Record<KindName, string>> = {
  country: 'Country',
  law: 'Legislation',
  provision: 'Legislation',
  instrument: 'Legislation',
  question: 'Question',
  finding: 'Claim',
  'published-status': 'ClaimReview',
  framework: 'DefinedTermSet',
  theme: 'DefinedTerm',
  term: 'DefinedTerm',
  recommendation: 'Recommendation',
  plan: 'CreativeWork',
  programme: 'Project',
  series: 'Dataset',
  organisation: 'Organization',
  service: 'Service',
  event: 'Event',
  narrative: 'Article',
  edition: 'Report',
};

/** A record: what it is, what it rests on, and the words it quotes. */
export function recordJsonLd(place: Place, record: Published): JsonObject {
  const id = place.page(record.id);
  const found = [...citationsOf(record)];
  const sources = [...new Set(found.map(({ source }) => source))];
  return plain({
    '@context': CONTEXT,
    '@graph': [
      {
        '@id': id,
        '@type': [TYPES[record.kind] ?? 'CreativeWork', 'prov:Entity'],
        url: id,
        identifier: record.id,
        ...detail(place, record),
        ...(record.kind === 'country' || record.kind === 'organisation' || record.kind === 'event'
          ? {}
          : { spatialCoverage: countryOf(place, record.country) }),
        'prov:wasDerivedFrom': sources.map((source) => ({ '@id': place.page(source) })),
        'prov:wasAttributedTo': PUBLISHER,
        ...(place.at !== undefined && {
          'prov:generatedAtTime': { '@type': 'http://www.w3.org/2001/XMLSchema#dateTime', '@value': place.at },
        }),
        license: LICENCE.path,
      },
      ...sources.map((source) => sourceNode(place, source)),
      ...found.flatMap((citation, n) => annotation(place, id, citation, n)),
    ],
  });
}

/** What schema.org has a word for, by kind. */
function detail(place: Place, record: Published): JsonObject {
  switch (record.kind) {
    case 'source':
      return {
        '@type': ['CreativeWork', 'prov:Entity'],
        name: phrases(record.title),
        publisher: record.publisher && { '@type': 'Organization', name: phrases(record.publisher) },
        author: record.authors?.map((name) => ({ '@type': 'Person', name })),
        datePublished: record.published,
        inLanguage: record.language,
        sameAs: record.url,
        encoding: record.snapshots?.map(({ sha256, mediaType, size }) => ({
          '@type': 'MediaObject',
          sha256,
          encodingFormat: mediaType,
          contentSize: size === undefined ? undefined : `${size} B`,
        })),
      };
    case 'country':
      return { name: phrases(record.name), alternateName: phrases(record.officialName) };
    case 'finding': {
      const question = place.dataset.get('question', record.question);
      return {
        name: phrases(question?.wording),
        about: { '@id': place.page(record.question) },
        text: `${question === undefined ? record.question : english(question.wording)} ${String(record.value)}`,
        description: phrases(record.rationale),
        temporalCoverage: interval(record.from, record.to),
        dateModified: record.verifiedOn ?? record.readOn,
        creativeWorkStatus: record.review,
      };
    }
    case 'published-status':
      return { itemReviewed: { '@type': 'Claim', about: record.indicator }, name: record.status };
    case 'recommendation':
      return {
        name: phrases(record.text),
        text: phrases(record.text),
        author: { '@type': 'Organization', name: phrases(record.body) },
        datePublished: record.date,
        identifier: [record.id, ...(record.document === undefined ? [] : [record.document])],
      };
    case 'plan':
      return {
        name: phrases(record.title),
        datePublished: record.adopted,
        temporalCoverage: interval(record.from, record.to),
      };
    case 'programme':
      return { name: phrases(record.title), description: phrases(record.summary), ...bounds(record) };
    case 'series':
      return {
        name: phrases(record.title),
        description: phrases(record.definition) ?? phrases(record.title),
        creator: PUBLISHER,
        keywords: record.topic,
        variableMeasured: {
          '@type': 'PropertyValue',
          name: phrases(record.title),
          unitText: phrases(record.unit),
        },
        hasPart: record.observations.map(({ period, value, low, high }) => ({
          '@type': 'Observation',
          observationDate: period,
          value: value ?? { '@type': 'QuantitativeValue', minValue: low, maxValue: high },
        })),
      };
    case 'organisation':
      return {
        name: phrases(record.name),
        description: phrases(record.role),
        ...(record.city !== undefined && { location: { '@type': 'City', name: record.city } }),
        areaServed: countryOf(place, record.country),
        foundingDate: record.from,
        dissolutionDate: record.to,
      };
    case 'service':
      return {
        name: phrases(record.name),
        serviceType: record.type,
        audience: record.serves && { '@type': 'Audience', name: phrases(record.serves) },
        availableChannel: {
          '@type': 'ServiceChannel',
          serviceUrl: record.url,
          servicePhone: record.phone && { '@type': 'ContactPoint', telephone: record.phone },
          availableLanguage: record.languages,
        },
        areaServed: countryOf(place, record.country),
      };
    case 'event':
      return {
        name: phrases(record.title),
        description: phrases(record.summary),
        startDate: record.date,
        location: countryOf(place, record.country),
      };
    case 'term':
      return { name: phrases(record.preferred), description: phrases(record.definition) };
    case 'question':
      return { name: phrases(record.wording), text: phrases(record.wording), description: phrases(record.guidance) };
    case 'framework':
      return {
        name: phrases(record.title),
        hasDefinedTerm: record.indicators.map(({ id, title }) => ({
          '@type': 'DefinedTerm',
          '@id': place.address(`/framework/${record.id}/${id}`),
          termCode: id,
          name: phrases(title),
        })),
      };
    default: {
      const { title, name, heading } = record as { title?: Localised; name?: Localised; heading?: Localised };
      const { date, from, to } = record as { date?: string; from?: string; to?: string };
      return {
        name: phrases(title ?? name ?? heading) ?? record.id,
        additionalType: record.kind,
        dateCreated: date,
        temporalCoverage: interval(from, to),
      };
    }
  }
}

const bounds = ({ from, to }: { from?: string | undefined; to?: string | undefined }): JsonObject => ({
  temporalCoverage: interval(from, to),
});

function sourceNode({ dataset, page }: Place, id: string): JsonObject {
  const source = dataset.get('source', id);
  return {
    '@id': page(id),
    '@type': ['CreativeWork', 'prov:Entity'],
    identifier: id,
    name: phrases(source?.title),
    publisher: source?.publisher && { '@type': 'Organization', name: phrases(source.publisher) },
    datePublished: source?.published,
    sameAs: source?.url,
  };
}

/** The words of a source as an annotation of it: what is quoted, where they stand, and what they are quoted for. */
function annotation(place: Place, id: string, { source, quote, locator }: Citation, n: number): JsonObject[] {
  if (quote === undefined) return [];
  return [
    {
      '@id': `${id}#quote-${n}`,
      '@type': 'oa:Annotation',
      'oa:motivatedBy': { '@id': 'oa:describing' },
      'oa:hasBody': { '@id': id },
      'oa:hasTarget': {
        '@type': 'oa:SpecificResource',
        'oa:hasSource': { '@id': place.page(source) },
        'oa:hasSelector': { '@type': 'oa:TextQuoteSelector', 'oa:exact': quote },
        ...(locator !== undefined && { 'dcterms:bibliographicCitation': locator }),
      },
    },
  ];
}

/** Every citation in a record, wherever it stands. */
function* citationsOf(value: unknown): Generator<Citation> {
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'citations' && Array.isArray(item)) yield* item as Citation[];
    else yield* citationsOf(item);
  }
}

/** A status with its scale: a review of the claim that the state does what the indicator asks, made by a rule. */
export function assessmentJsonLd(
  place: Place,
  indicator: Indicator,
  assessment: Assessment,
  spans: readonly StatusSpan[],
): JsonObject {
  const { country, status, explanation } = assessment;
  const { body, framework } = indicator;
  const id = place.address(`/country/${country}/${indicator.id}`);
  const scale = framework.scale ?? [];
  const step = scale.findIndex((one) => one.id === status);
  const findings = explanation.evidence.flatMap((one) => one.findings);
  const sources = [...new Set(explanation.evidence.flatMap(({ citations }) => citations.map(({ source }) => source)))];
  return plain({
    '@context': CONTEXT,
    '@graph': [
      {
        '@id': id,
        '@type': ['ClaimReview', 'prov:Entity'],
        url: id,
        author: PUBLISHER,
        datePublished: place.on,
        claimReviewed: english(body.question ?? body.title),
        itemReviewed: {
          '@type': 'Claim',
          name: phrases(body.question ?? body.title),
          about: countryOf(place, country),
          appearance: sources.map((source) => ({ '@id': place.page(source) })),
        },
        reviewRating: {
          '@type': 'Rating',
          alternateName: step < 0 ? status : phrases(scale[step]?.label),
          // Best first in the scale; a rating counts upwards.
          ...(step >= 0 && { ratingValue: scale.length - step, bestRating: scale.length, worstRating: 1 }),
        },
        temporalCoverage: interval(assessment.from, assessment.to),
        reviewAspect: framework.id,
        license: LICENCE.path,
        'prov:wasDerivedFrom': findings.map((finding) => ({ '@id': place.page(finding) })),
        'prov:wasGeneratedBy': { '@id': `${id}#assessment` },
      },
      {
        '@id': `${id}#assessment`,
        '@type': 'prov:Activity',
        name: 'Assessment by the rule of the indicator',
        'prov:used': [
          { '@id': place.address(`/framework/${indicator.id}`) },
          ...findings.map((finding) => ({ '@id': place.page(finding) })),
        ],
        'prov:qualifiedAssociation': {
          '@type': 'prov:Association',
          'prov:agent': { ...PUBLISHER, '@type': ['Organization', 'prov:Organization'] },
          'prov:hadPlan': { '@id': place.address(`/framework/${indicator.id}`), '@type': 'prov:Plan' },
        },
      },
      ...sources.map((source) => sourceNode(place, source)),
      {
        '@id': `${id}#history`,
        '@type': 'Dataset',
        name: `${english(body.title)}: history`,
        description: 'Statuses through time, computed from the record by the rule of the indicator.',
        creator: PUBLISHER,
        license: LICENCE.path,
        size: `${spans.length} periods`,
      },
    ],
  });
}

/** A page as a data set for catalogues and search engines: its name, what it holds and the files it comes as. */
export function pageJsonLd(
  place: Place,
  path: string,
  {
    name,
    about,
    files,
    country,
  }: {
    readonly name: string;
    readonly about: string;
    readonly files: readonly { readonly address: string; readonly mediaType: string }[];
    readonly country?: string | undefined;
  },
): JsonObject {
  const id = place.address(path);
  return plain({
    '@context': CONTEXT,
    '@id': id,
    '@type': ['Dataset', 'prov:Entity'],
    url: id,
    name,
    description: about,
    creator: PUBLISHER,
    publisher: PUBLISHER,
    license: LICENCE.path,
    isAccessibleForFree: true,
    spatialCoverage: countryOf(place, country),
    temporalCoverage: `../${place.on}`,
    dateModified: place.at,
    distribution: files.map(({ address, mediaType }) => ({
      '@type': 'DataDownload',
      contentUrl: address,
      encodingFormat: mediaType,
    })),
  });
}

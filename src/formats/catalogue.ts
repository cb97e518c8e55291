/**
 * The catalogue of what can be downloaded whole, as DCAT 3 (W3C): JSON-LD and Turtle from one description.
 * Always true: both say the same; addresses are those of the site, which catalogues harvest.
 */
import { isoDay } from '../core/time.ts';
import { ABOUT, LICENCE, type Stamp, TITLE } from './bulk.ts';

/** A file that holds the whole record. */
export interface BulkFile {
  readonly path: string;
  readonly title: string;
  readonly mediaType: string;
}

interface Node {
  readonly id: string;
  readonly type: string;
  readonly properties: readonly (readonly [property: string, value: Value])[];
}
type Value =
  | { readonly iri: string }
  | { readonly text: string; readonly language?: string }
  | { readonly date: string };

const NAMESPACES = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcterms: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

const KEYWORDS = [
  'child protection',
  'sexual exploitation of children',
  'trafficking in children',
  'law',
  'human rights',
];

function nodes({ site, revision, at, today }: Stamp, files: readonly BulkFile[]): Node[] {
  const [catalogue, whole, publisher] = [`${site}/catalogue`, `${site}/data`, `${site}/#publisher`];
  const modified = { date: at?.slice(0, 10) ?? isoDay(today) ?? '' };
  const shared = [
    ['dcterms:publisher', { iri: publisher }],
    ['dcterms:license', { iri: LICENCE.path }],
    ['dcterms:modified', modified],
  ] as const;
  return [
    {
      id: catalogue,
      type: 'dcat:Catalog',
      properties: [
        ['dcterms:title', { text: 'Dutybearer: open data', language: 'en' }],
        ['foaf:homepage', { iri: `${site}/` }],
        ...shared,
        ['dcat:dataset', { iri: whole }],
        ['dcat:service', { iri: `${site}/api/v1` }],
      ],
    },
    {
      id: whole,
      type: 'dcat:Dataset',
      properties: [
        ['dcterms:title', { text: TITLE, language: 'en' }],
        ['dcterms:description', { text: ABOUT, language: 'en' }],
        ['dcterms:identifier', { text: 'dutybearer' }],
        ['dcat:version', { text: String(revision) }],
        ...shared,
        ...KEYWORDS.map((text) => ['dcat:keyword', { text, language: 'en' }] as const),
        ['dcat:landingPage', { iri: `${site}/` }],
        ...files.map(({ path }) => ['dcat:distribution', { iri: `${site}${path}` }] as const),
      ],
    },
    ...files.map(({ path, title, mediaType }) => ({
      id: `${site}${path}`,
      type: 'dcat:Distribution',
      properties: [
        ['dcterms:title', { text: title, language: 'en' }] as const,
        ['dcat:downloadURL', { iri: `${site}${path}` }] as const,
        ['dcat:mediaType', { iri: `https://www.iana.org/assignments/media-types/${mediaType}` }] as const,
        ['dcterms:license', { iri: LICENCE.path }] as const,
        ['dcterms:modified', modified] as const,
      ],
    })),
    {
      id: `${site}/api/v1`,
      type: 'dcat:DataService',
      properties: [
        ['dcterms:title', { text: 'Dutybearer API, version 1', language: 'en' }],
        ['dcat:endpointURL', { iri: `${site}/api/v1` }],
        ['dcat:endpointDescription', { iri: `${site}/api/v1/openapi.json` }],
        ['dcat:servesDataset', { iri: whole }],
        ['dcterms:license', { iri: LICENCE.path }],
      ],
    },
    {
      id: publisher,
      type: 'foaf:Organization',
      properties: [['foaf:name', { text: 'Dutybearer' }]],
    },
  ];
}

/** The catalogue as JSON-LD 1.1. */
export function catalogueJsonLd(stamp: Stamp, files: readonly BulkFile[]): string {
  const value = (one: Value) =>
    'iri' in one
      ? { '@id': one.iri }
      : 'date' in one
        ? { '@value': one.date, '@type': 'xsd:date' }
        : one.language === undefined
          ? one.text
          : { '@value': one.text, '@language': one.language };
  const graph = nodes(stamp, files).map(({ id, type, properties }) => ({
    '@id': id,
    '@type': type,
    ...Object.fromEntries(
      [...Map.groupBy(properties, ([property]) => property)].map(([property, group]) => [
        property,
        group.length === 1 && group[0] ? value(group[0][1]) : group.map(([, one]) => value(one)),
      ]),
    ),
  }));
  return `${JSON.stringify({ '@context': NAMESPACES, '@graph': graph }, undefined, 2)}\n`;
}

/** The same as Turtle (RDF 1.1). */
export function catalogueTurtle(stamp: Stamp, files: readonly BulkFile[]): string {
  const value = (one: Value) =>
    'iri' in one
      ? `<${one.iri.replace(/[<>"{}|^`\\\s]/g, encodeURIComponent)}>`
      : 'date' in one
        ? `${JSON.stringify(one.date)}^^xsd:date`
        : `${JSON.stringify(one.text)}${one.language === undefined ? '' : `@${one.language}`}`;
  const prefixes = Object.entries(NAMESPACES).map(([name, iri]) => `@prefix ${name}: <${iri}> .\n`);
  const subjects = nodes(stamp, files).map(
    ({ id, type, properties }) =>
      `\n${value({ iri: id })} a ${type} ;\n${properties.map(([property, one]) => `  ${property} ${value(one)}`).join(' ;\n')} .\n`,
  );
  return [...prefixes, ...subjects].join('');
}

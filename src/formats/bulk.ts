/**
 * The whole record as files for other programs: the dataset folder and a package of CSV tables as ZIP, and one SQLite
 * file. The package follows Frictionless Data Package v1 (datapackage.json) with Table Schema.
 * Always true: only what may be published leaves; the same record on the same day gives the same ZIP.
 */
import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { history } from '../core/assess.ts';
import type { Dataset } from '../core/dataset.ts';
import { type AnyRecord, fileOf, KIND_NAMES, type KindName } from '../core/model/index.ts';
import { type Published, published, publishedRecord } from '../core/publication.ts';
import { type Day, isoDay } from '../core/time.ts';
import { csv } from './csv.ts';
import { compareIds, writeDataset } from './dataset.ts';
import {
  CITATIONS,
  citationRows,
  type FlatColumn,
  type FlatTable,
  type FlatValue,
  OBSERVATIONS,
  observationRows,
  rowOf,
  STATUSES,
  tableOf,
} from './flat.ts';
import { zipped } from './tables/zip.ts';

/** What a file says of the record in it. */
export interface Stamp {
  /** Number of the last revision; 0 where the record has no history. */
  readonly revision: number;
  /** The moment of that revision. */
  readonly at: string | undefined;
  /** The day on which it was published: confirmations of telephones count from it. */
  readonly today: Day;
  /** The address of the site, without a final slash; empty where it is not known. */
  readonly site: string;
}

export const LICENCE = {
  name: 'CC-BY-4.0',
  title: 'Creative Commons Attribution 4.0 International',
  path: 'https://creativecommons.org/licenses/by/4.0/',
} as const;

export const TITLE = 'Dutybearer: what states do against the sexual exploitation and trafficking of children';
export const ABOUT =
  'Sourced monitoring of law, policy and practice: treaties, laws in their versions, findings with their sources, ' +
  'statuses by published rules, recommendations, plans, figures and services.';

interface Filled extends FlatTable {
  readonly rows: () => Iterable<readonly FlatValue[]>;
}

/** Every table with its rows, each made when it is read. */
function tables(dataset: Dataset, today: Day): Filled[] {
  const sorted = <K extends KindName>(kind: K): Published[] =>
    (dataset.all(kind) as unknown as readonly AnyRecord[])
      .toSorted((a, b) => compareIds(a.id, b.id))
      .map((record) => published(record, today));
  const kinds = KIND_NAMES.filter((kind) => dataset.all(kind).length > 0);
  return [
    ...kinds.map((kind) => ({ ...tableOf(kind), rows: () => sorted(kind).map((record) => rowOf(kind, record)) })),
    { ...CITATIONS, rows: () => kinds.flatMap((kind) => sorted(kind).flatMap((record) => [...citationRows(record)])) },
    {
      ...OBSERVATIONS,
      rows: () => sorted('series').flatMap((record) => (record.kind === 'series' ? [...observationRows(record)] : [])),
    },
    { ...STATUSES, rows: () => statusRows(dataset) },
  ];
}

function* statusRows(dataset: Dataset): Generator<FlatValue[]> {
  for (const country of dataset.assessedCountries()) {
    for (const indicator of dataset.indicators()) {
      for (const [position, span] of history(dataset, country, indicator).entries()) {
        const { from, to, status, computed, override } = span;
        yield [country, indicator.id, position, isoDay(from), isoDay(to), status, computed, override];
      }
    }
  }
}

const readMe = ({ revision, at, today, site }: Stamp) => `${TITLE}

${ABOUT}

${revision === 0 ? '' : `Revision ${revision} of ${at}. `}Written on ${isoDay(today)}.${site === '' ? '' : `\nAddress: ${site}`}
Licence: ${LICENCE.title} (${LICENCE.path}). Name Dutybearer and say what you changed; sources keep their own rights.

Counts of children under 10 by place or age are given as ranges, and numbers from which they could be worked out are
left out. Telephones that nobody confirmed in the last 90 days, and where shelters stand, are left out too.
Empty means unknown or not stated, never zero.
`;

/** The dataset folder as ZIP, piece by piece: what dutybearer import takes. */
export function* datasetZip(dataset: Dataset, stamp: Stamp): Generator<Buffer> {
  yield* zipped(parts());
  function* parts(): Generator<readonly [string, string]> {
    yield ['dutybearer/README.txt', readMe(stamp)];
    const byFile = Map.groupBy(dataset.records, ({ kind, id }) => fileOf(kind, id));
    for (const [file, records] of [...byFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const written = writeDataset(records.map((record) => publishedRecord(record, stamp.today)));
      yield [`dutybearer/${file}`, written.get(file) ?? ''];
    }
  }
}

const FRICTIONLESS: Record<FlatColumn['type'], object> = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean', trueValues: ['true'], falseValues: ['false'] },
  // Objects and arrays alike: Table Schema has no type for either.
  json: { type: 'any', format: 'default' },
};

/** CSV tables with datapackage.json, as ZIP, piece by piece. */
export function* dataPackage(dataset: Dataset, stamp: Stamp): Generator<Buffer> {
  yield* zipped(parts());
  function* parts(): Generator<readonly [string, string | Buffer]> {
    const filled = tables(dataset, stamp.today);
    const resources: object[] = [];
    const names = new Set(filled.map(({ name }) => name));
    for (const { name, about, columns, key, rows } of filled) {
      const header = columns.map((column) => column.name);
      const bytes = Buffer.from(csv(header, rows()));
      yield [`data/${name}.csv`, bytes];
      resources.push({
        name: name.replaceAll('_', '-'),
        path: `data/${name}.csv`,
        profile: 'tabular-data-resource',
        title: about,
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        bytes: bytes.length,
        hash: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
        dialect: { delimiter: ',', lineTerminator: '\r\n', doubleQuote: true, header: true },
        schema: {
          fields: columns.map((column) => ({
            name: column.name,
            ...FRICTIONLESS[column.type],
            ...(column.about !== '' && { description: column.about }),
            ...(column.required && { constraints: { required: true } }),
          })),
          missingValues: [''],
          primaryKey: key,
          ...foreignKeys(name, columns, names),
        },
      });
    }
    const { revision, at, today, site } = stamp;
    const description = {
      profile: 'tabular-data-package',
      name: 'dutybearer',
      title: TITLE,
      description: ABOUT,
      ...(site !== '' && { homepage: site }),
      version: revision === 0 ? isoDay(today) : `0.${revision}.0`,
      created: at ?? `${isoDay(today)}T00:00:00Z`,
      licenses: [LICENCE],
      contributors: [{ title: 'Dutybearer', role: 'publisher' }],
      resources,
    };
    yield ['datapackage.json', `${JSON.stringify(description, undefined, 2)}\n`];
    yield ['README.txt', readMe(stamp)];
  }
}

/** What columns name in other tables of the package; a table names itself by an empty resource. */
function foreignKeys(table: string, columns: readonly FlatColumn[], names: ReadonlySet<string>): object {
  const keys = columns.flatMap(({ name, type, refers }) => {
    const target = refers?.replaceAll('-', '_');
    if (target === undefined || type === 'json' || !names.has(target)) return [];
    const resource = target === table ? '' : target.replaceAll('_', '-');
    return [{ fields: name, reference: { resource, fields: 'id' } }];
  });
  return keys.length > 0 ? { foreignKeys: keys } : {};
}

const SQLITE: Record<FlatColumn['type'], string> = {
  string: 'TEXT',
  integer: 'INTEGER',
  number: 'REAL',
  boolean: 'INTEGER',
  json: 'TEXT',
};

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Writes the tables as one SQLite file, with a table that says what each column means. The file must be empty or not exist. */
export function writeSqlite(file: string, dataset: Dataset, stamp: Stamp): void {
  const database = new DatabaseSync(file);
  try {
    database.exec('pragma journal_mode = off; pragma synchronous = off; begin');
    database.exec('create table about (name text primary key, text text not null) without rowid');
    const say = database.prepare('insert into about values (?, ?)');
    const { revision, at, today, site } = stamp;
    for (const [name, text] of [
      ['title', TITLE],
      ['licence', `${LICENCE.title}, ${LICENCE.path}`],
      ['revision', String(revision)],
      ['at', at ?? ''],
      ['written', isoDay(today) ?? ''],
      ['address', site],
      ['readme', readMe(stamp)],
    ] as const) {
      say.run(name, text);
    }
    database.exec('create table column_about (table_name text, column_name text, type text, text text)');
    const explain = database.prepare('insert into column_about values (?, ?, ?, ?)');
    for (const { name, columns, key, rows } of tables(dataset, today)) {
      const list = columns.map((column) => `${quoted(column.name)} ${SQLITE[column.type]}`);
      database.exec(`create table ${quoted(name)} (${list.join(', ')}, primary key (${key.map(quoted).join(', ')}))`);
      for (const column of columns) explain.run(name, column.name, column.type, column.about);
      const insert = database.prepare(`insert into ${quoted(name)} values (${columns.map(() => '?').join(', ')})`);
      for (const row of rows())
        insert.run(...row.map((value) => (typeof value === 'boolean' ? +value : (value ?? null))));
      if (columns.some(({ name: column }) => column === 'country') && !key.includes('country')) {
        database.exec(`create index ${quoted(`${name}_country`)} on ${quoted(name)} (country)`);
      }
    }
    database.exec('create index citation_source on citation (source); commit');
  } finally {
    database.close();
  }
}

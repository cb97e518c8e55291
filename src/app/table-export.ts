/**
 * What the record holds of one kind as a table, for other programs: CSV, XLSX or JSON, with units, definitions and the
 * licence beside it.
 * Always true: small counts of children leave as ranges; no cell can run as a formula; the same record gives the same
 * bytes. The writer of workbooks is loaded when one is asked for.
 */

import { isConfirmed } from '../core/commitments/services.ts';
import { type ShownObservation, shown } from '../core/commitments/small-numbers.ts';
import type { Dataset } from '../core/dataset.ts';
import { PlatformError } from '../core/errors.ts';
import { inLanguage, type Language, type Localised } from '../core/localised.ts';
import type { AnyRecord, KindName, RecordOf } from '../core/model/index.ts';
import type { Day } from '../core/time.ts';
import { type Cell, csv } from '../formats/csv.ts';

export const EXPORT_KINDS = ['recommendations', 'treaties', 'figures', 'organisations', 'services', 'plans'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

export const EXPORT_FORMATS = ['csv', 'xlsx', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
};

export interface ExportColumn {
  readonly name: string;
  /** What stands in it, and its unit where it has one. */
  readonly about: string;
  readonly width?: number;
}

export interface ExportTable {
  readonly kind: ExportKind;
  readonly title: string;
  readonly columns: readonly ExportColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** What a reader must know of the whole: licence, day, what absent cells mean. */
  readonly about: readonly (readonly [name: string, text: string])[];
}

export interface ExportOptions {
  readonly country?: string;
  readonly language?: Language;
  /** The day by which a telephone must have been confirmed; without it none is given. */
  readonly today?: Day;
  /** The day and revision of the record that is exported, as the reader is told. */
  readonly state?: string;
}

/** docs/decisions/0001-licences.md */
const LICENCE =
  'Creative Commons Attribution 4.0 International (CC BY 4.0), https://creativecommons.org/licenses/by/4.0/';

/** The records of a kind as one table. Rows stand in the order of ids. */
export function exportTable(dataset: Dataset, kind: ExportKind, options: ExportOptions = {}): ExportTable {
  const { language = 'en', country, state, today } = options;
  const maker = MAKERS[kind];
  const records = (
    country === undefined ? dataset.all(maker.record) : dataset.inCountry(maker.record, country)
  ) as readonly AnyRecord[];
  const sorted = [...records].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const say = (text: Localised | undefined) => (text === undefined ? undefined : inLanguage(text, language).text);
  const context: Context = {
    dataset,
    say,
    today,
    country: (id) => say(dataset.get('country', id)?.name) ?? id.toUpperCase(),
  };
  return {
    kind,
    title: maker.title,
    columns: maker.columns,
    rows: sorted.flatMap((record) => maker.rows(record, context)),
    about: [
      ['Title', maker.title],
      ['Records', String(sorted.length)],
      ...(country === undefined ? [] : [['Country', context.country(country)] as const]),
      ...(state === undefined ? [] : [['State', state] as const]),
      ['Language', `${language}; a text that is missing in it stands in another`],
      ['Licence', LICENCE],
      ['Attribution', 'Dutybearer; say what you changed. Sources keep their own rights.'],
      ['Empty cells', 'Unknown or not stated; never zero.'],
      ...maker.notes.map((note) => ['Note', note] as const),
    ],
  };
}

/** A table as a file to download. */
export interface TableDownload {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Name of the file, without the day. */
  readonly name: string;
}

/** A table as a file. The writer of workbooks is loaded when the first is asked for. */
export async function tableDownload(table: ExportTable, format: ExportFormat): Promise<TableDownload> {
  const name = `${table.kind}.${format}`;
  if (format === 'xlsx') return { bytes: await tableWorkbook(table), mediaType: MEDIA_TYPES.xlsx, name };
  const text = format === 'csv' ? tableCsv(table) : tableJson(table);
  return { bytes: new TextEncoder().encode(text), mediaType: MEDIA_TYPES[format], name };
}

/**
 * The rows as RFC 4180, with a mark by which spreadsheets know UTF-8. A text table has no place for notes that every
 * reader knows, so the licence stands in a column of its own; definitions are in the workbook, in JSON and in the docs.
 */
function tableCsv({ columns, rows }: ExportTable): string {
  return `\uFEFF${csv(
    [...columns.map(({ name }) => name), 'licence'],
    rows.map((row) => [...row, 'CC BY 4.0']),
  )}`;
}

function tableJson({ title, kind, columns, rows, about }: ExportTable): string {
  const notes = about.flatMap(([name, text]) => (name === 'Note' ? text : []));
  const of = (wanted: string) => about.find(([name]) => name === wanted)?.[1];
  const head = {
    title,
    kind,
    state: of('State'),
    licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/', attribution: of('Attribution') },
    notes: [of('Empty cells'), ...notes],
    columns: columns.map(({ name, about: definition }) => ({ name, definition })),
  };
  const items = rows.map((row) =>
    Object.fromEntries(columns.flatMap(({ name }, index) => (row[index] === undefined ? [] : [[name, row[index]]]))),
  );
  return `${JSON.stringify({ ...head, rows: items }, null, 2)}\n`;
}

/** A workbook: the rows, and a second sheet with columns, units, definitions and licence. */
async function tableWorkbook({ title, kind, columns, rows, about }: ExportTable): Promise<Uint8Array> {
  const { SHEET_ROWS, workbook } = await import('../formats/tables/xlsx-write.ts');
  if (rows.length >= SHEET_ROWS)
    throw new PlatformError(
      'invalid',
      `A sheet holds ${SHEET_ROWS} rows, and there are ${rows.length + 1}. Export one country, or CSV.`,
    );
  return workbook([
    { name: kind, header: columns.map(({ name }) => name), rows, widths: columns.map(({ width = 18 }) => width) },
    {
      name: 'About',
      header: [title, ''],
      rows: [
        ...about,
        ['', ''],
        ['Column', 'What stands in it'],
        ...columns.map(({ name, about: text }) => [name, text] as const),
      ],
      widths: [24, 100],
    },
  ]);
}

interface Context {
  readonly dataset: Dataset;
  readonly say: (text: Localised | undefined) => string | undefined;
  readonly country: (id: string) => string;
  readonly today: Day | undefined;
}

interface Maker<K extends KindName> {
  readonly record: K;
  readonly title: string;
  readonly columns: readonly ExportColumn[];
  readonly notes: readonly string[];
  readonly rows: (record: RecordOf<K>, context: Context) => readonly (readonly Cell[])[];
}

const ID: ExportColumn = { name: 'id', about: 'Stable identifier of the record, part of its address.', width: 40 };
const COUNTRY: readonly ExportColumn[] = [
  { name: 'iso3', about: 'ISO 3166-1 alpha-3.', width: 7 },
  { name: 'country', about: 'Name of the country.', width: 20 },
];
const SOURCES: ExportColumn = {
  name: 'sources',
  about: 'Ids of the sources, separated by semicolons, with the place in them.',
  width: 40,
};

const stateOf = (id: string | undefined, context: Context): [string, string] =>
  id === undefined ? ['', ''] : [id.toUpperCase(), context.country(id)];

const list = (items: readonly (string | undefined)[] | undefined): string | undefined =>
  items === undefined || items.length === 0 ? undefined : items.filter((item) => item !== undefined).join('; ');

const cited = (
  citations: readonly { source: string; locator?: string | undefined }[] | undefined,
): string | undefined =>
  list(citations?.map(({ source, locator }) => (locator === undefined ? source : `${source} (${locator})`)));

const recommendations: Maker<'recommendation'> = {
  record: 'recommendation',
  title: 'Recommendations to states and what is known of them',
  columns: [
    ID,
    ...COUNTRY,
    { name: 'date', about: 'When it was made; 2011 or 2011-06 where only that is known.', width: 12 },
    { name: 'body', about: 'Who recommends.', width: 30 },
    { name: 'document', about: 'Symbol or title of the document.' },
    { name: 'paragraph', about: 'Paragraph of the document.', width: 10 },
    { name: 'text', about: 'What is asked.', width: 80 },
    { name: 'response', about: 'What the state answered.', width: 12 },
    { name: 'themes', about: 'Clauses of the Rio call for action and other themes.' },
    { name: 'topics', about: 'Subjects, as words.' },
    { name: 'indicators', about: 'Indicators it bears on.' },
    { name: 'parts', about: 'Number of parts into which it was divided; the unit is parts.', width: 8 },
    { name: 'state-verdict', about: 'The state’s own last verdict on the whole.', width: 14 },
    { name: 'state-verdict-date', about: 'The state of affairs it speaks of.', width: 12 },
    { name: 'independent-verdict', about: 'The last independent verdict on the whole.', width: 14 },
    { name: 'independent-verdict-date', about: 'The state of affairs it speaks of.', width: 12 },
    { name: 'same-as', about: 'The same demand by others or in other years.', width: 30 },
    SOURCES,
  ],
  notes: [
    'Verdicts: done, partly-done, not-done, no-evidence. The state’s and the independent one stand side by side and can differ.',
  ],
  rows: (record, context) => {
    const last = (by: 'state' | 'independent') =>
      record.progress?.filter((one) => one.by === by && one.part === undefined).at(-1);
    const [state, independent] = [last('state'), last('independent')];
    return [
      [
        record.id,
        ...stateOf(record.country, context),
        record.date,
        context.say(record.body),
        record.document,
        record.paragraph,
        context.say(record.text),
        context.say(record.response),
        list(record.themes),
        list(record.topics),
        list(record.indicators),
        record.parts?.length,
        state?.status,
        state?.date,
        independent?.status,
        independent?.date,
        list(record.sameAs),
        cited(record.citations),
      ],
    ];
  },
};

const treaties: Maker<'treaty-action'> = {
  record: 'treaty-action',
  title: 'What states did with treaties, and when',
  columns: [
    ID,
    ...COUNTRY,
    { name: 'instrument', about: 'Id of the treaty.' },
    { name: 'instrument-title', about: 'Its short title.', width: 40 },
    {
      name: 'action',
      about:
        'signature, domestic-ratification, ratification (deposit), accession, succession, acceptance, entry-into-force, reservation, declaration, objection, withdrawal.',
    },
    { name: 'date', about: 'When; absent where the act is known and its date is not.', width: 12 },
    { name: 'text', about: 'What a reservation or declaration says, in our words.', width: 60 },
    { name: 'rank', about: 'preferred counts alone, deprecated never counts; absent means normal.', width: 10 },
    SOURCES,
  ],
  notes: ['Several dates for one act stand side by side where sources disagree.'],
  rows: (record, context) => {
    const instrument = context.dataset.get('instrument', record.instrument);
    return [
      [
        record.id,
        ...stateOf(record.country, context),
        record.instrument,
        context.say(instrument?.short ?? instrument?.title),
        record.action,
        record.date,
        context.say(record.text),
        record.rank,
        cited(record.citations),
      ],
    ];
  },
};

const figures: Maker<'series'> = {
  record: 'series',
  title: 'Figures over time, with their definitions and sources',
  columns: [
    ID,
    ...COUNTRY,
    { name: 'title', about: 'What the series is called.', width: 50 },
    { name: 'topic', about: 'Subject, as a word.' },
    { name: 'unit', about: 'What is counted: the unit of value, low and high.' },
    { name: 'definition', about: 'What is counted and what is not.', width: 40 },
    { name: 'population', about: 'Among whom.' },
    { name: 'period', about: 'What the figure covers: 2011, or 2010/2015 with both ends included.', width: 12 },
    { name: 'value', about: 'The figure, in the unit of its row.', width: 12 },
    { name: 'low', about: 'Least value, where a range is given or a small number is not shown.', width: 10 },
    { name: 'high', about: 'Greatest value, where a range is given or a small number is not shown.', width: 10 },
    {
      name: 'qualifier',
      about: 'about, at-least, at-most, more-than, less-than, estimate, part-period; absent means exact.',
      width: 12,
    },
    {
      name: 'withheld',
      about: 'Why a number is not shown: small, or a small one could be worked out from it (subtraction).',
      width: 10,
    },
    { name: 'parts', about: 'Parts of the figure.', width: 30 },
    { name: 'area', about: 'Where, when not the whole country.' },
    { name: 'ages', about: 'Ages counted, in years, both included.', width: 8 },
    { name: 'currency', about: 'ISO 4217, where the figure is money as stated.', width: 9 },
    { name: 'producer', about: 'Who counted.' },
    { name: 'rank', about: 'preferred counts alone, deprecated never counts; absent means normal.', width: 10 },
    {
      name: 'comparable-from',
      about: 'The last break before the figure: it cannot be compared with earlier ones.',
      width: 14,
    },
    SOURCES,
  ],
  notes: [
    'Counts of children under 10 by place or age are given as ranges, and numbers from which they could be worked out are withheld, so that nobody can be identified.',
    'Figures of different definitions, periods or producers are not one line: compare only what has the same definition since the same break.',
  ],
  rows: (record, context) => {
    const { observations, breaks = [] } = shown(record);
    return observations.map((one) => {
      const from = breaks.filter(({ at }) => at <= (one.period ?? '')).at(-1)?.at;
      return [
        record.id,
        ...stateOf(record.country, context),
        context.say(record.title),
        record.topic,
        context.say(record.unit),
        context.say(record.definition),
        context.say(record.population),
        one.period,
        one.value,
        one.low,
        one.high,
        one.qualifier,
        one.withheld,
        partsOf(one),
        one.area,
        one.ages === undefined ? undefined : `${one.ages.from ?? ''}–${one.ages.to ?? ''}`,
        one.money?.currency,
        context.say(one.producer),
        one.rank,
        from,
        cited(one.citations),
      ];
    });
  },
};

/** Parts of a figure as one text; those that are withheld as the range that is told. */
const partsOf = ({ breakdown }: ShownObservation): string | undefined =>
  list(
    Object.entries(breakdown ?? {}).map(([name, { value, low, high }]) =>
      value !== undefined ? `${name}: ${value}` : `${name}: ${low ?? ''}–${high ?? ''}`,
    ),
  );

const organisations: Maker<'organisation'> = {
  record: 'organisation',
  title: 'Organisations that work on the subject',
  columns: [
    ID,
    ...COUNTRY,
    { name: 'name', about: 'Its name.', width: 50 },
    { name: 'aliases', about: 'Other names.' },
    { name: 'type', about: 'state-body, ngo, intergovernmental, network, academic, business, other.' },
    { name: 'role', about: 'What it does.', width: 60 },
    { name: 'parent', about: 'The body it belongs to.' },
    { name: 'city', about: 'City only.' },
    { name: 'status', about: 'active, closed or unknown.', width: 10 },
    { name: 'as-of', about: 'The day the description speaks of.', width: 12 },
    { name: 'verified-on', about: 'The last day a person checked it.', width: 12 },
    SOURCES,
  ],
  notes: ['Addresses are not kept.'],
  rows: (record, context) => [
    [
      record.id,
      ...stateOf(record.country, context),
      context.say(record.name),
      list(record.aliases),
      record.type,
      context.say(record.role),
      context.say(record.parent),
      record.city,
      record.status,
      record.asOf,
      record.verifiedOn,
      cited(record.citations),
    ],
  ],
};

const services: Maker<'service'> = {
  record: 'service',
  title: 'Hotlines, shelters and other help',
  columns: [
    ID,
    ...COUNTRY,
    { name: 'name', about: 'Its name.', width: 50 },
    { name: 'type', about: 'hotline, shelter, centre, online-reporting, legal-aid, other.' },
    { name: 'serves', about: 'Whom it serves.', width: 40 },
    { name: 'ages', about: 'Ages it serves, in years, both included.', width: 8 },
    { name: 'sexes', about: 'girls, boys, women, men; absent means not stated.' },
    { name: 'nationality', about: 'any, nationals or foreigners.' },
    { name: 'cost', about: 'free, paid or partly, to the person helped.', width: 8 },
    { name: 'capacity', about: 'Places.', width: 9 },
    { name: 'phone', about: 'Telephone, where it was confirmed within 90 days; of a shelter none.' },
    { name: 'url', about: 'Web address.' },
    { name: 'hours', about: 'When it is open.' },
    { name: 'languages', about: 'Languages spoken, BCP 47.' },
    { name: 'towns', about: 'Towns served; of a shelter none.' },
    {
      name: 'verified-on',
      about: 'The last day a person confirmed it. Call only what was confirmed within 90 days.',
      width: 12,
    },
    { name: 'expires', about: 'The day after which it must be confirmed again.', width: 12 },
    SOURCES,
  ],
  notes: ['Where shelters stand is never said.'],
  rows: (record, context) => {
    const isShelter = record.type === 'shelter';
    const { today } = context;
    const isSafe = today !== undefined && !isShelter && isConfirmed(record, today);
    // A number that nobody confirmed lately must not be called, wherever it stands.
    const said = (text: Localised | undefined) => {
      const words = context.say(text);
      if (isSafe || record.phone === undefined) return words;
      return words?.replaceAll(record.phone, '').replace(/\s+/g, ' ').trim();
    };
    return [
      [
        record.id,
        ...stateOf(record.country, context),
        said(record.name),
        record.type,
        said(record.serves),
        record.ages === undefined ? undefined : `${record.ages.from ?? ''}–${record.ages.to ?? ''}`,
        list(record.sexes),
        record.nationality,
        record.cost,
        record.capacity,
        isSafe ? record.phone : undefined,
        record.url,
        said(record.hours),
        list(record.languages),
        isShelter
          ? undefined
          : list([
              ...(record.towns?.map(({ name }) => context.say(name)) ?? []),
              ...(record.towns ? [] : [record.city]),
            ]) || undefined,
        record.verifiedOn,
        record.expires,
        cited(record.citations),
      ],
    ];
  },
};

const plans: Maker<'plan'> = {
  record: 'plan',
  title: 'National plans of action',
  columns: [
    ID,
    ...COUNTRY,
    { name: 'title', about: 'Its title.', width: 60 },
    { name: 'from', about: 'First day of its period.', width: 12 },
    { name: 'to', about: 'The day it no longer held (exclusive).', width: 12 },
    { name: 'adopted', about: 'When it was adopted.', width: 12 },
    { name: 'lead', about: 'Bodies responsible.', width: 40 },
    { name: 'scope', about: 'What it covers.', width: 40 },
    { name: 'forms', about: 'Forms of exploitation it is about.' },
    { name: 'budget', about: 'Amounts with their ISO 4217 currency, as stated: planned or spent.', width: 30 },
    { name: 'successor', about: 'The plan that followed.' },
    SOURCES,
  ],
  notes: [],
  rows: (record, context) => [
    [
      record.id,
      ...stateOf(record.country, context),
      context.say(record.title),
      record.from,
      record.to,
      record.adopted,
      list(record.lead?.map((body) => context.say(body))),
      context.say(record.scope),
      list(record.forms),
      list(record.budget?.map(({ amount, currency, type = 'planned' }) => `${amount} ${currency} (${type})`)),
      record.successor,
      cited(record.citations),
    ],
  ],
};

type AnyMaker = Omit<Maker<KindName>, 'rows'> & {
  readonly rows: (record: AnyRecord, context: Context) => readonly (readonly Cell[])[];
};

const MAKERS = { recommendations, treaties, figures, organisations, services, plans } as unknown as Readonly<
  Record<ExportKind, AnyMaker>
>;

/**
 * Tables of registers into the record: what an import understood, would create and change, cannot read, and asks.
 * Always true: nothing is written here; what is open is asked with the lines that answer it, and an import that still
 * asks for a decision is not written; rows that fail are named with their reason, and the rest can go in.
 */
import { checkDataset } from '../core/check.ts';
import type { Dataset } from '../core/dataset.ts';
import { type Issue, PlatformError } from '../core/errors.ts';
import type { Language } from '../core/localised.ts';
import type { AnyRecord, RecordOf } from '../core/model/index.ts';
import { nearest } from '../core/nearest.ts';
import type { PartialDate } from '../core/time.ts';
import { Comparison, type FieldChange, type Outcome } from '../formats/registers/compare.ts';
import { countryReader } from '../formats/registers/countries.ts';
import type { Draft, Drafter, Register } from '../formats/registers/draft.ts';
import { figures } from '../formats/registers/figures.ts';
import { type Layout, LOOKED_AT, languageOf, layoutOf } from '../formats/registers/headings.ts';
import { type ImportKind, type Mapping, readMapping, writeMapping } from '../formats/registers/mapping.ts';
import { organisations } from '../formats/registers/organisations.ts';
import { recommendations } from '../formats/registers/recommendations.ts';
import { type Asked, type Failure, NO_COUNTRY, RowReader, type Settings } from '../formats/registers/row.ts';
import { instrumentNames, treaties } from '../formats/registers/treaties.ts';
import { fold } from '../formats/registers/vocabulary.ts';
import { orderOf } from '../formats/tables/dates.ts';
import { evidenceOf } from '../formats/tables/numbers.ts';
import { columnName, LIMITS, type Merge, type Met, type Row, textOf, type Value } from '../formats/tables/table.ts';
import { openTable, type Progress, type TableFile } from './table-file.ts';

export { IMPORT_KINDS, type ImportKind, type Mapping } from '../formats/registers/mapping.ts';
export type { Failure, FieldChange };
export { readMapping, writeMapping };

/** Records that one import may create and change: what is checked and recorded as a whole stays within memory. */
export const MOST_CHANGES = 200_000;
/** Failures, duplicates and twins of which each is named; beyond, they are counted. */
const LISTED = 5000;

/** What a person has to decide, with the lines of the mapping that do it. */
export interface Question {
  readonly message: string;
  readonly lines: readonly string[];
  readonly rows: number;
  /** The first rows it concerns. */
  readonly examples: readonly number[];
  /** Whether nothing is written before it is decided; else the rows it concerns are left out. */
  readonly isBlocking: boolean;
}

/** What was found out about the file. */
export interface Understood {
  readonly file: string;
  readonly register: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly otherSheets: readonly { readonly name: string; readonly isHidden: boolean }[];
  readonly headerRows: readonly number[];
  readonly columns: readonly { readonly field: string; readonly column: string; readonly heading: string }[];
  /** Headings of columns that are not taken over. */
  readonly notTaken: readonly string[];
  readonly language: Language;
  readonly dates?: string;
  readonly twoDigitYears?: number;
  readonly serialDates?: number;
  readonly decimal?: string;
  readonly countries: number;
  readonly notices: readonly string[];
}

export interface Twin {
  readonly row: number;
  readonly key: string;
  readonly record: string;
  readonly fields: readonly FieldChange[];
}

export interface Counts {
  rows: number;
  created: number;
  changed: number;
  same: number;
  failed: number;
  undecided: number;
  duplicates: number;
  twins: number;
  leftOut: number;
  /** Rows with one cell only: titles and notes between the rows. */
  notes: number;
  /** Records beyond those that one import takes. */
  beyond: number;
}

/** What an import of a table would do. */
export interface TableImport {
  readonly kind: ImportKind;
  readonly understood: Understood;
  readonly counts: Readonly<Counts>;
  readonly created: readonly AnyRecord[];
  readonly changed: readonly {
    readonly before: AnyRecord;
    readonly after: AnyRecord;
    readonly fields: readonly FieldChange[];
  }[];
  readonly failures: readonly Failure[];
  readonly duplicates: readonly { readonly row: number; readonly of: number }[];
  readonly twins: readonly Twin[];
  readonly questions: readonly Question[];
  readonly source: RecordOf<'source'>;
  readonly isNewSource: boolean;
  /** All that was decided and found out, as a mapping to save. */
  readonly mapping: Mapping;
  /** More would change than one import may write. */
  readonly isTooMuch: boolean;
  /** The same against the record as it is at another moment; without reading the file again. */
  readonly against: (dataset: Dataset) => TableImport;
}

export interface TableImportOptions {
  readonly mapping?: Mapping;
  /** The country of all rows, or the only one whose rows are taken where the table has a column for it. */
  readonly country?: string;
  /** A source on record that holds the table. */
  readonly source?: string;
  readonly retrieved?: PartialDate;
  readonly onProgress?: Progress;
}

/** Reads a table and says what importing it would do. Refuses as invalid what is no table that can be read. */
export async function planTableImport(
  dataset: Dataset,
  kind: ImportKind,
  path: string,
  options: TableImportOptions = {},
): Promise<TableImport> {
  const mapping = options.mapping ?? {};
  if (mapping.kind !== undefined && mapping.kind !== kind)
    throw new PlatformError('invalid', `The mapping is for ${mapping.kind}, not for ${kind}. Nothing was imported.`);
  const progress = options.onProgress ?? (() => {});
  const file = await openTable(path, { encoding: mapping.encoding, delimiter: mapping.delimiter }, progress);
  try {
    return await planned(dataset, kind, file, path, mapping, options, progress);
  } finally {
    await file.close();
  }
}

async function planned(
  dataset: Dataset,
  kind: ImportKind,
  file: TableFile,
  path: string,
  mapping: Mapping,
  options: TableImportOptions,
  progress: Progress,
): Promise<TableImport> {
  const questions: Question[] = [];
  const { sheet, layout, merges } = await chooseSheet(dataset, kind, file, mapping, questions);
  const register = registerOf(dataset, kind, layout);
  const known =
    register.registers.find(({ marks }) => marks.length > 0 && marks.every((field) => layout.columns.has(field))) ??
    register.registers.at(-1);
  const name = mapping.register ?? known?.id ?? kind;
  const open = askForColumns(register, layout, mapping, options, questions);
  if (file.orDelimiter !== undefined && layout.score < 6) {
    questions.push(
      decision(`The cells could be divided by ${file.delimiter} or by ${file.orDelimiter}.`, [
        `delimiter: ${file.delimiter}`,
        `delimiter: ${file.orDelimiter}`,
      ]),
    );
  }
  const table = new Table(file, sheet, layout, merges, mapping);

  const look = await lookThrough(dataset, table, register, layout, mapping, options, progress, name);
  const { settings, drafter, samples } = look;
  if (samples.language === undefined) {
    questions.push(
      decision(
        'The texts seem to be in none of the languages in which the record holds them: English, Russian, Kazakh. If they are in one of these, say so.',
        ['language: en', 'language: ru', 'language: kk'],
      ),
    );
  }

  const { source, isNew } = sourceFor(dataset, kind, file, name, known, mapping, options, questions);
  const counts = { rows: 0, failed: 0, undecided: 0, leftOut: 0 };
  const failures: Failure[] = [];
  const asked = new Gathered();
  const drafts: Draft[] = [];
  let beyond = 0;
  const take = (made: readonly Draft[]) => {
    for (const draft of made) {
      if (drafts.length < MOST_CHANGES) drafts.push(draft);
      else beyond++;
    }
  };
  const met: Met = { formulas: 0, hiddenRows: 0 };
  const countries = new Set<string>();
  for await (const batch of table.rows(met, (share) => progress('reading', share))) {
    for (const row of batch) {
      counts.rows++;
      const reader = new RowReader(row, settings);
      const made = isWanted(reader, mapping) ? drafter.draft(reader) : [];
      if (reader.isLeftOut) counts.leftOut++;
      else if (
        reader.failures.length > 0 &&
        reader.failures.every(({ column }) => column !== undefined && open.has(column))
      ) {
        // What is asked once for the whole table is no fault of each row.
        counts.undecided++;
      } else if (reader.failures.length > 0) {
        counts.failed++;
        if (failures.length < LISTED) failures.push(...reader.failures);
      } else if (reader.asked.length > 0) {
        counts.undecided++;
        for (const one of reader.asked) asked.add(one, row.number);
      } else {
        for (const { country } of made) countries.add(country);
        take(made);
      }
    }
  }
  const gathered = drafter.finish?.() ?? [];
  for (const { country } of gathered) countries.add(country);
  take(gathered);
  questions.push(...asked.questions(settings, dataset), ...emptyQuestion(failures, counts.rows, mapping));

  const understood: Understood = {
    file: path,
    register: name,
    ...(file.encoding !== undefined && { encoding: file.encoding }),
    ...(file.delimiter !== undefined && { delimiter: file.delimiter }),
    ...(sheet !== undefined && { sheet }),
    otherSheets: file.sheets.filter((one) => one.name !== sheet),
    headerRows: layout.rows,
    columns: [...layout.columns].map(([field, column]) => ({
      field,
      column: columnName(column),
      heading: layout.headings[column] ?? '',
    })),
    notTaken: notTaken(layout),
    language: settings.language,
    ...(settings.order && { dates: settings.order }),
    ...(settings.century !== undefined && { twoDigitYears: settings.century }),
    ...(settings.serial !== undefined && { serialDates: settings.serial }),
    ...(settings.decimal && { decimal: settings.decimal }),
    countries: countries.size,
    notices: noticesOf(file, table, met, merges, counts.rows),
  };
  const complete = completeMapping(mapping, kind, name, file, sheet, layout, settings, source, isNew);
  const first = { kind, understood, questions, source, isNewSource: isNew, mapping: complete };
  const compared = (against: Dataset): TableImport =>
    compare(against, register, name, mapping, drafts, {
      ...first,
      failures,
      counts: { ...counts, notes: table.notes },
      beyond,
      against: compared,
    });
  return compared(dataset);
}

interface Read {
  readonly kind: ImportKind;
  readonly understood: Understood;
  readonly questions: readonly Question[];
  readonly source: RecordOf<'source'>;
  readonly isNewSource: boolean;
  readonly mapping: Mapping;
  readonly failures: readonly Failure[];
  readonly counts: Pick<Counts, 'rows' | 'failed' | 'undecided' | 'leftOut' | 'notes'>;
  readonly beyond: number;
  readonly against: (dataset: Dataset) => TableImport;
}

function compare(
  dataset: Dataset,
  register: Register,
  name: string,
  mapping: Mapping,
  drafts: readonly Draft[],
  read: Read,
): TableImport {
  const comparison = new Comparison(dataset, register, name, read.source.id, mapping);
  const counts: Counts = {
    ...read.counts,
    beyond: read.beyond,
    created: 0,
    changed: 0,
    same: 0,
    duplicates: 0,
    twins: 0,
  };
  const failures = [...read.failures];
  const duplicates: { row: number; of: number }[] = [];
  const twins: Twin[] = [];
  let created: AnyRecord[] = [];
  let changed: { before: AnyRecord; after: AnyRecord; fields: readonly FieldChange[] }[] = [];
  const rows = new Map<string, number>();
  const fail = (failure: Failure) => {
    counts.failed++;
    if (failures.length < LISTED) failures.push(failure);
  };
  const place = (draft: Draft, outcome: Outcome) => {
    switch (outcome.kind) {
      case 'created':
        created.push(outcome.record);
        rows.set(outcome.record.id, draft.row);
        break;
      case 'changed':
        changed.push({ before: outcome.before, after: outcome.record, fields: outcome.fields });
        rows.set(outcome.record.id, draft.row);
        break;
      case 'same':
        counts.same++;
        break;
      case 'left-out':
        counts.leftOut++;
        break;
      case 'duplicate':
        counts.duplicates++;
        if (duplicates.length < LISTED) duplicates.push({ row: draft.row, of: outcome.of });
        break;
      case 'twin':
        counts.twins++;
        if (twins.length < LISTED)
          twins.push({ row: draft.row, key: draft.key, record: outcome.id, fields: outcome.fields });
        break;
      case 'failed':
        fail(outcome.failure);
    }
  };
  for (const draft of drafts) place(draft, comparison.add(draft));
  // What one import would make of the record as a whole; a record that breaks it is a row that fails.
  const source = read.isNewSource ? [read.source] : [];
  const own = [...created, ...changed.map(({ after }) => after)];
  const refused = new Map<string, Issue>();
  // What is too much to be written is not checked as a whole either.
  if (own.length > 0 && read.beyond === 0) {
    const mine = new Set(own.map(({ id }) => id));
    const all = [...dataset.records.filter(({ id }) => !mine.has(id) && id !== read.source.id), ...source, ...own];
    for (const { about, code, message } of checkDataset(all))
      if (mine.has(about.id) && !refused.has(about.id)) refused.set(about.id, { code, message });
  }
  for (const [id, { message }] of refused) fail({ row: rows.get(id) ?? 0, reason: message });
  created = created.filter(({ id }) => !refused.has(id));
  changed = changed.filter(({ after }) => !refused.has(after.id));
  counts.created = created.length;
  counts.changed = changed.length;
  const { beyond, ...rest } = read;
  return {
    ...rest,
    counts,
    created,
    changed,
    failures: failures.sort((a, b) => a.row - b.row),
    duplicates,
    twins,
    questions: [...read.questions, ...twinQuestion(twins, counts.twins)],
    isTooMuch: beyond > 0,
  };
}

/** The records that an import writes; none where nothing changes. */
export function recordsToWrite({ created, changed, isNewSource, source }: TableImport): AnyRecord[] {
  const records = [...created, ...changed.map(({ after }) => after)];
  return records.length > 0 && isNewSource ? [source, ...records] : records;
}

/** Refuses an import that still asks, or that is more than one may write. */
export function refuseUndecided({ questions, isTooMuch }: TableImport): void {
  const open = questions.filter(({ isBlocking }) => isBlocking);
  if (open.length > 0) {
    throw new PlatformError(
      'invalid',
      `${open.length === 1 ? 'One question is' : `${open.length} questions are`} open; nothing was imported. Decide in the mapping:\n${open.map(({ message, lines }) => `- ${message}\n${lines.map((line) => `    ${line}`).join('\n')}`).join('\n')}`,
    );
  }
  if (isTooMuch) {
    throw new PlatformError(
      'invalid',
      `The table makes more than ${MOST_CHANGES} records; one import takes at most so many. Nothing was imported. Take part of it: rows: 2-${MOST_CHANGES} in the mapping, --country, or “only:”.`,
    );
  }
}

/** The rows of data of a table: below its headings, with merged cells filled, titles and notes left out. */
class Table {
  notes = 0;
  readonly #file: TableFile;
  readonly #sheet: string | undefined;
  readonly #layout: Layout;
  readonly #merges: ReadonlyMap<number, readonly Merge[]>;
  readonly #range: readonly [number, number];
  readonly #header: string;
  readonly #columns: readonly number[];
  /** Columns in which a blank cell means what stands above it. */
  readonly #downwards: readonly number[];
  isCut = false;

  constructor(file: TableFile, sheet: string | undefined, layout: Layout, merges: readonly Merge[], mapping: Mapping) {
    this.#file = file;
    this.#sheet = sheet;
    this.#layout = layout;
    const last = layout.rows.at(-1) ?? 0;
    this.#merges = Map.groupBy(
      merges.filter(({ top, bottom }) => bottom > top && bottom > last),
      ({ top }) => top,
    );
    const [from = 0, to = Number.POSITIVE_INFINITY] = mapping.rows?.split('-').map(Number) ?? [];
    this.#range = [Math.max(from, last + 1), to];
    this.#columns = [...layout.columns.values(), ...layout.years.map(({ column }) => column)];
    this.#downwards = (mapping['fill-down'] ?? []).flatMap((field) => layout.columns.get(field) ?? []);
    this.#header = layout.headings.join('\u0000');
  }

  async *rows(met: Met, onShare: (share: number) => void): AsyncGenerator<Row[]> {
    this.notes = 0;
    let count = 0;
    let carried: { merge: Merge; value: Value }[] = [];
    const above: Value[] = [];
    for await (const batch of this.#file.rows(this.#sheet, met, onShare)) {
      const rows: Row[] = [];
      for (const row of batch) {
        const filled = this.#filled(row, carried);
        carried = filled.carried;
        if (row.number < this.#range[0]) continue;
        if (row.number > this.#range[1] || count >= LIMITS.rows) {
          this.isCut = count >= LIMITS.rows;
          if (rows.length > 0) yield rows;
          return;
        }
        if (this.#isNote(filled.row)) {
          this.notes++;
          continue;
        }
        count++;
        rows.push(this.#downwards.length === 0 ? filled.row : this.#filledDown(filled.row, above));
      }
      if (rows.length > 0) yield rows;
    }
  }

  /** A row in which cells merged downwards hold what stands at their top. */
  #filled(row: Row, before: readonly { merge: Merge; value: Value }[]) {
    if (this.#merges.size === 0) return { row, carried: [] };
    const carried = before.filter(({ merge }) => merge.bottom >= row.number);
    let cells: Value[] | undefined;
    for (const { merge, value } of carried) {
      if (row.cells[merge.left] !== undefined) continue;
      cells ??= [...row.cells];
      cells[merge.left] = value;
    }
    for (const merge of this.#merges.get(row.number) ?? []) carried.push({ merge, value: row.cells[merge.left] });
    return { row: cells ? { ...row, cells } : row, carried };
  }

  #filledDown(row: Row, above: Value[]): Row {
    const cells = [...row.cells];
    for (const column of this.#downwards) {
      if (textOf(cells[column]) === '') cells[column] = above[column];
      else above[column] = cells[column];
    }
    return { ...row, cells };
  }

  #isNote({ cells }: Row): boolean {
    let filled = 0;
    for (const cell of cells) if (textOf(cell) !== '') filled++;
    if (filled <= 1) return this.#columns.length > 1;
    // Headings that a printed table repeats on every page.
    return this.#layout.rows.length === 1 && cells.map((cell) => textOf(cell)).join('\u0000') === this.#header;
  }
}

async function chooseSheet(
  dataset: Dataset,
  kind: ImportKind,
  file: TableFile,
  mapping: Mapping,
  questions: Question[],
): Promise<{ sheet: string | undefined; layout: Layout; merges: readonly Merge[] }> {
  const { fields } = registerOf(dataset, kind);
  const wanted = {
    ...(mapping.header !== undefined && { rows: [mapping.header].flat() }),
    ...(mapping.columns && { columns: mapping.columns }),
  };
  const layoutIn = async (sheet: string | undefined) => {
    const merges = await file.merges(sheet);
    return { sheet, merges, layout: layoutOf(await firstRows(file, sheet), merges, fields, wanted) };
  };
  if (file.sheets.length === 0) return layoutIn(undefined);
  if (mapping.sheet !== undefined) {
    const named = file.sheets.find(({ name }) => name === mapping.sheet);
    if (named) return layoutIn(named.name);
    const close = nearest(
      mapping.sheet,
      file.sheets.map(({ name }) => name),
    );
    throw new PlatformError(
      'invalid',
      `There is no sheet “${mapping.sheet}” in ${file.name}. ${close.length > 0 ? `Did you mean ${close.join(' or ')}?` : `Sheets: ${file.sheets.map(({ name }) => name).join(', ')}.`}`,
    );
  }
  const visible = file.sheets.filter(({ isHidden }) => !isHidden);
  if (visible.length === 0)
    throw new PlatformError('invalid', `All sheets of ${file.name} are hidden. Name one in the mapping: sheet: …`);
  const read = [];
  for (const { name } of visible.slice(0, 20)) read.push(await layoutIn(name));
  read.sort((a, b) => b.layout.score - a.layout.score);
  const [best, next] = read;
  if (!best) throw new PlatformError('invalid', `${file.name} has no sheet that can be read.`);
  if (next && next.layout.score >= best.layout.score * 0.8 && next.layout.score > 4) {
    const also = read.filter(({ layout }) => layout.score >= best.layout.score * 0.8);
    questions.push(
      decision(
        `Several sheets hold such a table: ${also.map(({ sheet }) => sheet).join(', ')}. One import reads one sheet.`,
        also.map(({ sheet }) => `sheet: ${quoted(sheet ?? '')}`),
      ),
    );
  }
  return best;
}

async function firstRows(file: TableFile, sheet: string | undefined): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of file.rows(sheet, { formulas: 0, hiddenRows: 0 })) {
    rows.push(...batch);
    if (rows.length >= LOOKED_AT) break;
  }
  return rows;
}

function registerOf(dataset: Dataset, kind: ImportKind, layout?: Layout): Register {
  switch (kind) {
    case 'recommendations':
      return recommendations;
    case 'treaties':
      return treaties(instrumentNames(dataset.all('instrument')));
    case 'figures':
      return figures(layout?.years ?? []);
    case 'organisations':
      return organisations;
  }
}

const decision = (message: string, lines: readonly string[]): Question => ({
  message,
  lines,
  rows: 0,
  examples: [],
  isBlocking: true,
});

/** Text as YAML takes it on one line. */
const quoted = (text: string): string =>
  /^[\p{L}][\p{L}\p{N} ()/.-]*$/u.test(text) && !/^(?:yes|no|true|false|null)$/i.test(text)
    ? text
    : JSON.stringify(text);

/** Asks for columns that were not understood, and gives the fields they are of. */
function askForColumns(
  register: Register,
  layout: Layout,
  mapping: Mapping,
  options: TableImportOptions,
  questions: Question[],
): ReadonlySet<string> {
  const nameOf = (column: number) => `${columnName(column)} “${layout.headings[column] ?? ''}”`;
  for (const { field, columns } of layout.unsure) {
    const [base = ''] = field.split('.');
    questions.push(
      decision(
        `Several columns could be ${field} (${register.fields[base]?.about ?? ''}): ${columns.map(nameOf).join(', ')}.`,
        [
          'columns:',
          ...columns.map((column) => `  ${field}: ${quoted(layout.headings[column] || columnName(column))}`),
        ],
      ),
    );
  }
  for (const { field, heading } of layout.missing) {
    const close = nearest(heading, layout.headings);
    questions.push(
      decision(`The mapping gives ${field} the column “${heading}”, which is not in the table.`, [
        'columns:',
        `  ${field}: ${quoted(close[0] ?? 'none')}`,
      ]),
    );
  }
  const needed = Object.entries(register.fields).flatMap(([field, { isRequired }]) => (isRequired ? [field] : []));
  if (register.kind === 'treaties') needed.push('instrument');
  if (register.kind === 'figures' && layout.years.length === 0) needed.push('period', 'value');
  if (
    register.kind === 'treaties' &&
    !['signature', 'ratification', 'accession', 'action'].some((field) => layout.columns.has(field))
  )
    needed.push('ratification');
  const open = new Set([...layout.unsure, ...layout.missing].map(({ field }) => field));
  for (const field of needed) {
    const isThere = [...layout.columns.keys()].some((one) => one === field || one.startsWith(`${field}.`));
    const isUnsure =
      layout.unsure.some((one) => one.field === field) || layout.missing.some((one) => one.field === field);
    const isGiven = mapping.constants?.[field] !== undefined || (field === 'country' && options.country !== undefined);
    if (isThere || isUnsure || isGiven) continue;
    const { about = '', type } = register.fields[field] ?? {};
    open.add(field);
    const free = notTaken(layout).slice(0, 12);
    questions.push(
      decision(
        `No column was understood as ${field}: ${about}${free.length > 0 ? ` Columns left: ${free.join(', ')}.` : ''}`,
        [
          'columns:',
          `  ${field}: ${quoted(free[0] ?? 'HEADING')}`,
          ...(type === 'number' || type === 'period'
            ? []
            : ['# or, where it is the same in every row:', 'constants:', `  ${field}: VALUE`]),
        ],
      ),
    );
  }
  const named = [
    ...Object.keys(mapping.columns ?? {}),
    ...Object.keys(mapping.constants ?? {}),
    ...Object.keys(mapping.values ?? {}),
    ...Object.keys(mapping.only ?? {}),
    ...(mapping['fill-down'] ?? []),
  ];
  for (const field of new Set(named)) {
    const [base = ''] = field.split('.');
    if (register.fields[base]) continue;
    const names = Object.keys(register.fields);
    const close = nearest(base, names);
    throw new PlatformError(
      'invalid',
      `The mapping names “${field}”, which is no field of ${register.kind}. ${close.length > 0 ? `Did you mean ${close.join(' or ')}?` : `Fields: ${names.join(', ')}.`} Nothing was imported.`,
    );
  }
  return open;
}

function notTaken({ headings, columns, years, unsure }: Layout): string[] {
  const taken = new Set([
    ...columns.values(),
    ...years.map(({ column }) => column),
    ...unsure.flatMap((one) => one.columns),
  ]);
  return headings.flatMap((heading, column) => (taken.has(column) || heading === '' ? [] : [heading]));
}

/** Runs over all rows once: the order of dates, the mark of decimals, the language, and what the drafter must know. */
async function lookThrough(
  dataset: Dataset,
  table: Table,
  register: Register,
  layout: Layout,
  mapping: Mapping,
  options: TableImportOptions,
  progress: Progress,
  name: string,
) {
  const ofType = (...types: string[]) =>
    [...layout.columns].flatMap(([field, column]) =>
      types.includes(register.fields[field.split('.')[0] ?? '']?.type ?? '') ? [column] : [],
    );
  const dated = ofType('date', 'period');
  const numeric = [...ofType('number'), ...layout.years.map(({ column }) => column)];
  const texts = [...layout.columns].flatMap(([field, column]) => (register.fields[field]?.isLocalised ? [column] : []));
  const seen = { 'day-first': 0, 'month-first': 0, point: 0, comma: 0 };
  const unsure = { ',': 0, '.': 0 };
  const words: string[] = [];
  const base: Settings = {
    columns: layout.columns,
    headings: layout.headings,
    language: mapping.language ?? 'en',
    mapping,
    readCountry: countryReader(dataset.all('country')),
    ...(mapping['two-digit-years'] !== undefined && { century: mapping['two-digit-years'] }),
    ...(mapping['serial-dates'] !== undefined && { serial: mapping['serial-dates'] }),
    ...countrySettings(options, layout),
  };
  const drafter: Drafter = register.begin(name);
  for await (const batch of table.rows({ formulas: 0, hiddenRows: 0 }, (share) => progress('looking', share))) {
    for (const row of batch) {
      for (const column of dated) {
        const value = row.cells[column];
        const order = typeof value === 'string' ? orderOf(value) : undefined;
        if (order === 'day-first' || order === 'month-first') seen[order]++;
      }
      for (const column of numeric) {
        const value = row.cells[column];
        const mark = typeof value === 'string' ? evidenceOf(value) : undefined;
        if (mark === 'point' || mark === 'comma') seen[mark]++;
        else if (mark === 'unsure') unsure[String(value).includes(',') ? ',' : '.']++;
      }
      if (words.length < 400) for (const column of texts) words.push(textOf(row.cells[column]).slice(0, 300));
      drafter.observe?.(new RowReader(row, base));
    }
  }
  const order = mapping.dates ?? decided(seen, 'day-first', 'month-first');
  // 1,234 beside 1.234 is a table of several hands: another number of it decides nothing about them.
  const isMixed = unsure[','] > 0 && unsure['.'] > 0;
  const decimal = mapping.decimal ?? (isMixed ? undefined : decided(seen, 'point', 'comma'));
  const language = mapping.language ?? languageOf(words);
  const settings: Settings = {
    ...base,
    language: language ?? 'en',
    ...(order && { order }),
    ...(decimal && { decimal }),
  };
  return { settings, drafter, samples: { language } };
}

/** What all that is certain agrees on; nothing where it disagrees, or where nothing is certain. */
function decided<T extends string>(seen: Readonly<Record<T, number>>, one: T, other: T): T | undefined {
  if (seen[one] > 0 && seen[other] > 0) return undefined;
  return seen[one] > 0 ? one : seen[other] > 0 ? other : undefined;
}

function countrySettings({ country }: TableImportOptions, layout: Layout) {
  if (country === undefined) return {};
  return layout.columns.has('country') ? { onlyCountry: country } : { country };
}

function isWanted(row: RowReader, { only }: Mapping): boolean {
  for (const [field, wanted] of Object.entries(only ?? {})) {
    const said = fold(row.text(field) ?? '');
    if (wanted.some((one) => said === fold(one) || ` ${said} `.includes(` ${fold(one)} `))) continue;
    row.isLeftOut = true;
    return false;
  }
  return true;
}

/** Decisions that many rows wait for, each asked once. */
class Gathered {
  readonly #found = new Map<string, { asked: Asked; rows: number; examples: number[] }>();

  add(asked: Asked, row: number): void {
    const key = asked.about === 'value' ? `${asked.field}\u0000${asked.value}` : asked.about;
    const known = this.#found.get(key);
    if (known) {
      known.rows++;
      if (known.examples.length < 5) known.examples.push(row);
    } else if (this.#found.size < LISTED) this.#found.set(key, { asked, rows: 1, examples: [row] });
  }

  questions(settings: Settings, dataset: Dataset): Question[] {
    return [...this.#found.values()]
      .sort((a, b) => Number(b.asked.isBlocking) - Number(a.asked.isBlocking) || b.rows - a.rows)
      .map(({ asked, rows, examples }) => ({
        ...wording(asked, settings, dataset),
        rows,
        examples,
        isBlocking: asked.isBlocking,
      }));
  }
}

function wording({ about, field, value, options = [], why }: Asked, settings: Settings, dataset: Dataset) {
  const column = settings.columns.get(field);
  const heading = column === undefined ? field : settings.headings[column] || columnName(column);
  const where = `“${value}” (column ${heading})`;
  switch (about) {
    case 'order':
      return {
        message: `In dates such as ${where} the day or the month could stand first, and no date of the table decides it.`,
        lines: ['dates: day-first', 'dates: month-first'],
      };
    case 'century':
      return {
        message: `Dates such as ${where} give two digits of the year. Give the first of the hundred years that they can mean.`,
        lines: ['two-digit-years: 1950   # 94 is 1994, 24 is 2024', 'two-digit-years: 1900   # 94 is 1994, 24 is 1924'],
      };
    case 'serial':
      return {
        message: `Dates such as ${where} are numbers of days, as a spreadsheet counts them.`,
        lines: [
          'serial-dates: 1900   # Excel on Windows, and most programs',
          'serial-dates: 1904   # Excel on old Macs',
        ],
      };
    case 'decimal':
      return {
        message: `In numbers such as ${where} the mark could group thousands or separate decimals, and the table does not decide it.`,
        lines: [
          'decimal: point   # 1,234 is one thousand two hundred and thirty-four',
          'decimal: comma   # 1.234 is one thousand two hundred and thirty-four',
        ],
      };
    case 'value': {
      const names = options.map((id) => {
        const country = dataset.get('country', id);
        const name = country && (typeof country.name === 'string' ? country.name : country.name.en);
        return { id, note: name === undefined ? '' : `   # ${name}` };
      });
      const answers = [...names, { id: 'skip', note: '   # leave these rows out' }];
      return {
        message: `${where} ${why ?? 'is not known'}.`,
        lines: ['values:', `  ${field}:`, ...answers.map(({ id, note }) => `    ${quoted(value)}: ${id}${note}`)],
      };
    }
  }
}

/** A country that stands once for many rows, without merged cells that would say so. */
function emptyQuestion(failures: readonly Failure[], rows: number, mapping: Mapping): Question[] {
  const empty = failures.filter(({ reason }) => reason === NO_COUNTRY);
  if (empty.length < rows / 10 || empty.length === rows || mapping['fill-down'] !== undefined) return [];
  return [
    {
      message: `${empty.length} rows have no country. If the one above them is meant, say so.`,
      lines: ['fill-down: [country]'],
      rows: empty.length,
      examples: empty.slice(0, 5).map(({ row }) => row),
      isBlocking: false,
    },
  ];
}

function twinQuestion(twins: readonly Twin[], count: number): Question[] {
  if (twins.length === 0) return [];
  const lines = twins.slice(0, 20).map(({ key, record }) => `  ${JSON.stringify(key)}: ${record}   # or new, or skip`);
  return [
    {
      message: `${count === 1 ? 'One row speaks' : `${count} rows speak`} of what people recorded already, in other words or with other dates. Those records stay as they are. Name the record to change it, new to add another beside it, or skip.`,
      lines: ['records:', ...lines, ...(twins.length > 20 ? [`  # and ${count - 20} more: --json lists them`] : [])],
      rows: count,
      examples: twins.slice(0, 5).map(({ row }) => row),
      isBlocking: false,
    },
  ];
}

const SOURCE_TYPE = {
  recommendations: 'dataset',
  treaties: 'treaty-record',
  figures: 'statistics',
  organisations: 'dataset',
} as const;

function sourceFor(
  dataset: Dataset,
  kind: ImportKind,
  file: TableFile,
  register: string,
  known: { title: string; publisher: string } | undefined,
  mapping: Mapping,
  options: TableImportOptions,
  questions: Question[],
): { source: RecordOf<'source'>; isNew: boolean } {
  const named = options.source ?? mapping.source?.id;
  if (named !== undefined) {
    const source = dataset.get('source', named);
    if (source) return { source, isNew: false };
    if (options.source !== undefined || mapping.source?.title === undefined)
      throw new PlatformError(
        'not-found',
        `There is no source ${named} on record. Add it first, or leave it out: one is made of the file. Nothing was imported.`,
      );
  }
  const same = dataset.all('source').find(({ snapshots }) => snapshots?.some(({ sha256 }) => sha256 === file.sha256));
  if (same) return { source: same, isNew: false };
  const { title, publisher, url, published, retrieved: stated } = mapping.source ?? {};
  const retrieved = options.retrieved ?? stated;
  if (retrieved === undefined) {
    questions.push(
      decision(
        `When was the table taken from its register? A source is made of the file, and its readers need the day. The file was last saved on ${file.modifiedOn}.`,
        ['source:', `  retrieved: ${file.modifiedOn}`, '# or --retrieved DATE, or --source ID of a source on record'],
      ),
    );
  }
  const day = retrieved ?? file.modifiedOn;
  const prefix = options.country === undefined ? 'source' : `${options.country}/source`;
  let id = named ?? `${prefix}/${register}-${day}`;
  for (let again = 2; dataset.find(id); again++) id = `${prefix}/${register}-${day}-${again}`;
  const maker = publisher ?? (known?.publisher || undefined);
  const source: RecordOf<'source'> = {
    kind: 'source',
    id,
    ...(options.country !== undefined && { country: options.country }),
    title: title ?? `${known?.title || 'Table'}: ${file.name}, retrieved on ${day}`,
    ...(maker !== undefined && { publisher: maker }),
    type: SOURCE_TYPE[kind],
    ...(published !== undefined && { published }),
    ...(url !== undefined && { url }),
    accessed: day,
    extent: 'full',
    snapshots: [{ sha256: file.sha256, mediaType: file.mediaType, retrieved: day, size: file.size }],
  };
  return { source, isNew: true };
}

function completeMapping(
  mapping: Mapping,
  kind: ImportKind,
  register: string,
  file: TableFile,
  sheet: string | undefined,
  layout: Layout,
  settings: Settings,
  source: RecordOf<'source'>,
  isNew: boolean,
): Mapping {
  const columns = Object.fromEntries(
    [...layout.columns].map(([field, column]) => [field, layout.headings[column] || columnName(column)]),
  );
  return {
    ...mapping,
    kind,
    register,
    source: isNew ? { ...(mapping.source ?? {}) } : { ...mapping.source, id: source.id },
    ...(sheet !== undefined && { sheet }),
    header: [...layout.rows],
    ...(file.encoding !== undefined && { encoding: file.encoding }),
    ...(file.delimiter !== undefined && { delimiter: file.delimiter }),
    language: settings.language,
    ...(settings.order && { dates: settings.order }),
    ...(settings.decimal && { decimal: settings.decimal }),
    columns: { ...columns, ...mapping.columns },
  };
}

function noticesOf(file: TableFile, table: Table, met: Met, merges: readonly Merge[], rows: number): string[] {
  return [
    ...file.notices,
    ...(met.formulas > 0
      ? [`${met.formulas} cells hold formulas. They were not computed: the values that the file stores were read.`]
      : []),
    ...(met.hiddenRows > 0
      ? [`${met.hiddenRows} rows are hidden in the spreadsheet; they were read like the others.`]
      : []),
    ...(merges.length > 0
      ? [`${merges.length} areas of merged cells: what stands at their top was read for each of their rows.`]
      : []),
    ...(table.notes > 0 ? [`${table.notes} rows are titles, notes or repeated headings and were left out.`] : []),
    ...(file.from1904 ? ['The workbook counts its dates from 1904, and they were read so.'] : []),
    ...(table.isCut
      ? [`Only the first ${LIMITS.rows} rows were read; name others in the mapping: rows: FIRST-LAST.`]
      : []),
    ...(rows === 0 ? ['The table has no rows of data below its headings.'] : []),
  ];
}

/**
 * export DIR: the record as a dataset folder in canonical form. export KIND --format: one kind as a table.
 * export FILE --format zip, sqlite or datapackage: the whole record as open data, by the rule on what may be published.
 */
import { writeFile } from 'node:fs/promises';
import { Option } from 'commander';
import { readConfig } from '../app/config.ts';
import { BULK_FORMATS, type BulkFormat, writeBulk } from '../app/open-data.ts';
import { EXPORT_FORMATS, EXPORT_KINDS, type ExportFormat, exportTable, tableDownload } from '../app/table-export.ts';
import { PlatformError } from '../core/errors.ts';
import { LANGUAGES, type Language } from '../core/localised.ts';
import { nearest } from '../core/nearest.ts';
import { firstDay } from '../core/time.ts';
import { type Context, counted, declare, type ReadOptions, reads, withRecord } from './command.ts';
import { UsageError } from './exit.ts';
import { countryNamed } from './names.ts';
import { withProgress, writeJson } from './terminal.ts';

type ExportOptions = ReadOptions & {
  format?: ExportFormat | BulkFormat;
  country?: string;
  language?: Language;
  out?: string;
};

export function exportCommand(context: Context) {
  return reads(
    declare(
      'export',
      'write the record as a dataset folder, one kind as a table, or all of it as open data',
      'With DIR: writes every record into DIR in canonical form: importing it and exporting it again gives the same ' +
        'bytes. Files are replaced whole; a folder with YAML files of other origin is refused. With --data it rewrites ' +
        `another folder in canonical form. With KIND and --format: writes ${EXPORT_KINDS.join(', ')} as CSV, XLSX or ` +
        'JSON, with units, definitions and licence: on a second sheet of XLSX, as members of JSON, the licence as a column ' +
        'of CSV. No cell can run as a formula, and small counts of children leave as ranges. With FILE and --format ' +
        'zip, sqlite or datapackage: writes all of the record as it may be published, as the site offers it: the dataset ' +
        'folder, one SQLite file, or CSV tables with datapackage.json (Frictionless).',
      [
        { line: 'export out', why: 'the record as it is' },
        { line: 'export out --known-at 2026-01-31', why: 'as it was known then' },
        { line: 'export data --data data', why: 'put a folder you edited into canonical form' },
        { line: 'export recommendations --format xlsx --country kaz --out kaz.xlsx', why: 'a workbook for a partner' },
        { line: 'export record.sqlite --format sqlite', why: 'every table in one file, to ask with SQL' },
        { line: 'export record-csv.zip --format datapackage', why: 'tables with their descriptions' },
        { line: 'export figures --format csv > figures.csv', why: 'a table for another program' },
      ],
      [
        ['folder, files, records, revision', 'of a folder: where it was written and how much'],
        ['file, kind, format, rows, revision', 'of a table written with --out'],
        ['file, format, records, revision', 'of all of the record in one file'],
        ['title, kind, state, licence, notes[], columns[], rows[]', 'with --format json: the table itself'],
      ],
    )
      .argument(
        '<what>',
        'folder to write, made where it does not exist; the kind of a table; or the file of open data',
      )
      .addOption(
        new Option('--format <format>', 'write one kind as a table, or all as open data').choices([
          ...EXPORT_FORMATS,
          ...BULK_FORMATS,
        ]),
      )
      .option('--country <country>', 'of a table: only this country')
      .addOption(new Option('--language <language>', 'of a table: language of its texts').choices([...LANGUAGES]))
      .option('--out <file>', 'of a table: the file to write; CSV and JSON go to standard output where it is left out'),
  ).action((what: string, options: ExportOptions) => {
    const { format } = options;
    if (format === undefined) return exportFolder(context, what, options);
    return isBulk(format) ? exportBulk(context, what, format, options) : exportKind(context, what, format, options);
  });
}

const isBulk = (format: ExportFormat | BulkFormat): format is BulkFormat =>
  (BULK_FORMATS as readonly string[]).includes(format);

function exportBulk(context: Context, file: string, format: BulkFormat, options: ExportOptions): Promise<void> {
  for (const option of ['country', 'language', 'out'] as const)
    if (options[option] !== undefined)
      throw new UsageError(`--${option} is for tables; --format ${format} writes all of the record: export FILE.`);
  return withRecord(context, options, async ({ dataset, revision, at }) => {
    const today = firstDay(context.clock().toISOString().slice(0, 10));
    const { site = '' } = readConfig(context.environment);
    await withProgress(context.err, `Writing ${file}`, () =>
      writeBulk(file, format, dataset, { revision, at, today, site }),
    );
    const records = dataset.records.length;
    if (options.json) writeJson(context.out, { file, format, records, revision });
    else context.out.write(`Wrote ${counted(records, 'record')} to ${file}.\n`);
  });
}

function exportFolder(context: Context, dir: string, options: ExportOptions): Promise<void> {
  if (EXPORT_KINDS.some((kind) => kind === dir))
    throw new UsageError(
      `“${dir}” is a kind of table: say --format csv, xlsx or json. For the record in a folder of that name, write ./${dir}.`,
    );
  for (const option of ['country', 'language', 'out'] as const)
    if (options[option] !== undefined)
      throw new UsageError(`--${option} is for tables: export KIND --format ${EXPORT_FORMATS.join('|')}.`);
  return withRecord(context, options, async ({ dataset, revision }, readable) => {
    const files = await withProgress(context.err, `Writing ${dir}`, () =>
      readable.exportFolder(dir, options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
    );
    const records = dataset.records.length;
    if (options.json) writeJson(context.out, { folder: dir, files, records, revision });
    else context.out.write(`Wrote ${counted(records, 'record')} in ${counted(files, 'file')} to ${dir}.\n`);
  });
}

function exportKind(context: Context, what: string, format: ExportFormat, options: ExportOptions): Promise<void> {
  const kind = EXPORT_KINDS.find((one) => one === what);
  if (kind === undefined) throw unknownKind(what);
  if (format === 'xlsx' && options.out === undefined)
    throw new UsageError('A workbook needs a file: --out FILE.xlsx. CSV and JSON go to standard output.');
  return withRecord(context, options, async ({ dataset, revision, at }) => {
    const today = context.clock().toISOString().slice(0, 10);
    const table = exportTable(dataset, kind, {
      ...(options.country !== undefined && { country: countryNamed(dataset, options.country).id }),
      ...(options.language !== undefined && { language: options.language }),
      today: firstDay(today),
      state: revision === 0 ? `exported on ${today}` : `revision ${revision} of ${at}, exported on ${today}`,
    });
    const { bytes } = await tableDownload(table, format);
    const { out } = options;
    if (out === undefined) {
      context.out.write(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
      return;
    }
    await writeFile(out, bytes).catch((error: NodeJS.ErrnoException) => {
      throw new PlatformError('unavailable', `${out} cannot be written (${error.code}). Nothing was lost.`);
    });
    if (options.json) writeJson(context.out, { file: out, kind, format, rows: table.rows.length, revision });
    else context.out.write(`Wrote ${counted(table.rows.length, 'row')} of ${kind} to ${out}.\n`);
  });
}

function unknownKind(what: string): UsageError {
  const close = nearest(what, EXPORT_KINDS);
  return new UsageError(
    `“${what}” is not a kind of table. ${close.length > 0 ? `Did you mean ${close.join(' or ')}?` : `Kinds: ${EXPORT_KINDS.join(', ')}.`}`,
  );
}

/** import DIR: a dataset folder into the store, all or nothing. import KIND FILE: a table of a register, shown first. */
import { readFile, writeFile } from 'node:fs/promises';
import { Option } from 'commander';
import {
  type Failure,
  IMPORT_KINDS,
  type ImportKind,
  type Mapping,
  MOST_CHANGES,
  planTableImport,
  type Question,
  readMapping,
  recordsToWrite,
  refuseUndecided,
  type TableImport,
  type TableImportOptions,
  writeMapping,
} from '../app/table-import.ts';
import type { Dataset } from '../core/dataset.ts';
import { PlatformError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import type { PartialDate } from '../core/time.ts';
import {
  type ConfirmOptions,
  type Context,
  counted,
  date,
  declare,
  JSON_OUT,
  type ReadOptions,
  seedIfEmpty,
  signatureOf,
  signs,
  withPlatform,
  withRecord,
} from './command.ts';
import { EXIT, UsageError } from './exit.ts';
import { naming } from './issues.ts';
import { countryNamed } from './names.ts';
import { Page, plain, withProgress, writeJson } from './terminal.ts';

type ImportOptions = ReadOptions &
  ConfirmOptions & {
    replace?: boolean;
    mapping?: string;
    saveMapping?: string | true;
    country?: string;
    source?: string;
    retrieved?: PartialDate;
  };

export function importCommand(context: Context) {
  return signs(
    declare(
      'import',
      'import a dataset folder, or a table of a register',
      'With DIR: records every difference between DIR and the store as revisions, signed with --author and --reason. ' +
        'All or nothing: where anything is wrong, every problem is listed with its place and nothing is imported. Records ' +
        'that are in the store and not in DIR stay, unless --replace is given. With KIND FILE: reads a table in CSV or ' +
        `XLSX (KIND is ${IMPORT_KINDS.join(', ')}) and shows what it understood, what would be created, changed and ` +
        'skipped, which rows fail and why, and what it asks. Nothing is written before --confirm; rows that fail stay ' +
        'out and the rest goes in. Importing the same table again changes nothing. Formulas are never executed. ' +
        'docs/IMPORT.md explains mappings.',
      [
        { line: 'import data --author "A. Researcher" --reason "Law of 15 April 2024"', why: 'add and change records' },
        {
          line: 'import data --replace --author "An Editor" --reason "Second edition"',
          why: 'make the store hold exactly what DIR holds',
        },
        {
          line: 'import recommendations export.xlsx --country kaz',
          why: 'what an export of the UN index would change',
        },
        {
          line: 'import recommendations export.xlsx --country kaz --save-mapping',
          why: 'save how it was understood, to decide what it asks',
        },
        {
          line: 'import recommendations export.xlsx --mapping export.xlsx.mapping.yaml --confirm --author "A. Researcher" --reason "Index of May"',
          why: 'record it as decided',
        },
      ],
      [
        ['created, changed, removed, unchanged, revision', 'of a folder: numbers of records, and the last revision'],
        [
          'understood',
          'of a table: register, encoding, delimiter, sheet, headerRows[], columns[], notTaken[], language, dates, decimal, countries, notices[]',
        ],
        ['counts', 'rows, created, changed, same, failed, undecided, duplicates, twins, leftOut, notes, beyond'],
        ['questions[]', 'what is open: message, lines of the mapping, rows, examples[], isBlocking'],
        ['created[], changed[]', 'of a table: ids; of those that change, fields[] with before and after'],
        ['failures[]', 'rows that do not go in: row, column, reason, value'],
        ['duplicates[]', 'rows that say again what another row said: row, of'],
        ['twins[]', 'rows about what people recorded already: row, key, record, fields[]'],
        ['source, isNewSource', 'what the records cite'],
        ['mapping', 'how the table is read, as --save-mapping writes it'],
        ['recorded', 'null before --confirm; else created, changed, removed, unchanged, revision'],
      ],
    )
      .argument('<what>', 'folder that holds codebook/, frameworks/ and countries/; or the kind of a table')
      .argument('[file]', 'the table, in CSV or XLSX')
      .option('--replace', 'of a folder: remove records that are not in it; the log keeps their past')
      .option('--mapping <file>', 'how the table is read, as --save-mapping wrote it and a person decided')
      .option('--save-mapping [file]', 'write what was understood and what is open to FILE.mapping.yaml')
      .option('--country <country>', 'the country of all rows, or the only one whose rows are taken')
      .option(
        '--source <id>',
        'the source on record that holds the table; one is made of the file where it is left out',
      )
      .addOption(new Option('--retrieved <date>', 'when the table was taken from its register').argParser(date))
      .addOption(
        new Option('--data <dir>', 'compare with this dataset folder instead of the store').conflicts('confirm'),
      )
      .option('--confirm', 'record what the table gives; without this nothing is written')
      .addOption(JSON_OUT()),
  ).action((what: string, file: string | undefined, options: ImportOptions) => {
    if (file === undefined) return importFolder(context, what, options);
    if (isKind(what)) return importTable(context, what, file, options);
    const close = nearest(what, IMPORT_KINDS);
    throw new UsageError(
      `“${what}” is not a kind of table. ${close.length > 0 ? `Did you mean ${close.join(' or ')}?` : `Kinds: ${IMPORT_KINDS.join(', ')}.`}`,
    );
  });
}

const isKind = (what: string): what is ImportKind => (IMPORT_KINDS as readonly string[]).includes(what);

function importFolder(context: Context, dir: string, options: ImportOptions): Promise<void> {
  if (isKind(dir))
    throw new UsageError(
      `“import ${dir}” needs a table: import ${dir} FILE. For a folder of that name, give ./${dir}.`,
    );
  for (const option of ['mapping', 'saveMapping', 'country', 'source', 'retrieved', 'data', 'confirm'] as const) {
    if (options[option] === undefined) continue;
    const name = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new UsageError(`--${name} is for tables: import KIND FILE. Kinds: ${IMPORT_KINDS.join(', ')}.`);
  }
  const signature = signatureOf('import', options);
  return withPlatform(context, async (platform) => {
    const done = await withProgress(context.err, `Importing ${dir}`, () =>
      naming(dir, () => platform.importFolder(dir, { ...signature, ...(options.replace && { replace: true }) })),
    );
    if (options.json) {
      writeJson(context.out, done);
      return;
    }
    const { created, changed, removed, unchanged, revision } = done;
    context.out.write(
      created + changed + removed === 0
        ? `Nothing to import: ${counted(unchanged, 'record')} already as in ${dir} (revision ${revision}).\n`
        : `Imported into ${platform.place}: ${created} created, ${changed} changed, ${removed} removed, ${unchanged} unchanged (revision ${revision}).\n`,
    );
  });
}

async function importTable(context: Context, kind: ImportKind, file: string, options: ImportOptions): Promise<void> {
  if (options.replace) throw new UsageError('--replace is for a folder: a table never removes records.');
  // Refused before anything is read: a wrong call costs no time.
  const signature = options.confirm ? signatureOf('import', options) : undefined;
  const mapping = options.mapping === undefined ? {} : await mappingIn(options.mapping);
  const plan = (dataset: Dataset) => planWithProgress(context, dataset, kind, file, mapping, options);
  if (signature === undefined) {
    await withRecord(context, options, async ({ dataset }) => {
      const planned = await plan(dataset);
      const saved = await saveMapping(planned, file, options);
      if (planned.questions.some(({ isBlocking }) => isBlocking)) context.exitCode = EXIT.problems;
      if (options.json) {
        writeJson(context.out, { ...planJson(planned), recorded: null });
        return;
      }
      const page = new Page(context.out);
      writePlan(page, planned);
      page.line();
      writeNext(page, planned, kind, file, saved);
    });
    return;
  }
  await withPlatform(context, async (platform) => {
    await seedIfEmpty(context, platform);
    let planned = await plan((await platform.record()).dataset);
    await saveMapping(planned, file, options);
    refuseUndecided(planned);
    const done =
      recordsToWrite(planned).length === 0
        ? undefined
        : await withProgress(context.err, `Recording ${counted(recordsToWrite(planned).length, 'record')}`, () =>
            platform.importRecords((dataset) => {
              planned = planned.against(dataset);
              return recordsToWrite(planned);
            }, signature),
          );
    if (options.json) {
      writeJson(context.out, { ...planJson(planned), recorded: done ?? null });
      return;
    }
    const page = new Page(context.out);
    writePlan(page, planned);
    page.line();
    page.line(
      done === undefined
        ? 'Nothing to record: the record holds all that can go in.'
        : `Recorded in ${platform.place}: ${done.created} created, ${done.changed} changed (revision ${done.revision}).`,
    );
  });
}

function planWithProgress(
  context: Context,
  dataset: Dataset,
  kind: ImportKind,
  file: string,
  mapping: Mapping,
  options: ImportOptions,
): Promise<TableImport> {
  let done = '';
  const settings: TableImportOptions = {
    mapping,
    ...(options.country !== undefined && { country: countryNamed(dataset, options.country).id }),
    ...(options.source !== undefined && { source: options.source }),
    ...(options.retrieved !== undefined && { retrieved: options.retrieved }),
    onProgress: (stage, share) => {
      done = ` (${stage} ${Math.floor(share * 100)} %)`;
    },
  };
  return withProgress(
    context.err,
    () => `Reading ${file}${done}`,
    () => planTableImport(dataset, kind, file, settings),
  );
}

async function mappingIn(file: string): Promise<Mapping> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new PlatformError('not-found', `The mapping ${file} cannot be read (${error.code}). Nothing was imported.`);
  });
  const { mapping, issues } = readMapping(file, bytes);
  if (issues.length > 0)
    throw new PlatformError('invalid', `The mapping ${file} is not right. Nothing was imported.`, issues);
  return mapping;
}

async function saveMapping(
  plan: TableImport,
  file: string,
  { saveMapping: wanted, mapping }: ImportOptions,
): Promise<string | undefined> {
  if (wanted === undefined) return undefined;
  const name = typeof wanted === 'string' ? wanted : `${file}.mapping.yaml`;
  const text = writeMapping(plan.mapping, plan.questions);
  try {
    // What a person wrote is replaced only where the same file was given to be read.
    await writeFile(name, text, { flag: name === mapping ? 'w' : 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'EEXIST'
        ? 'is there already; what was decided in it would be lost. Give it with --mapping, or another name with --save-mapping FILE'
        : `cannot be written (${code})`;
    throw new PlatformError('conflict', `${name} ${why}. Nothing was imported.`);
  }
  return name;
}

function planJson(plan: TableImport) {
  const { against: _against, created, changed, ...rest } = plan;
  return {
    ...rest,
    created: created.map(({ id }) => id),
    changed: changed.map(({ after, fields }) => ({ id: after.id, fields })),
    source: plan.source.id,
  };
}

const SHOWN = 12;

function writePlan(page: Page, plan: TableImport): void {
  const { understood, counts, created, changed, failures, duplicates, questions, source, isNewSource } = plan;
  page.line(page.tone(`${understood.file} as ${plan.kind}`, 'strong'));
  page.table(understoodRows(plan), 2);
  for (const notice of understood.notices) page.line(plain(notice), 2, '! ');
  page.heading('Columns');
  page.table(
    understood.columns.map(({ field, column, heading }) => [column, plain(heading), '→', field]),
    2,
  );
  if (understood.notTaken.length > 0) page.line(`Not taken over: ${plain(understood.notTaken.join(', '))}`, 2);
  page.heading(`${counted(counts.rows, 'row')} of data`);
  page.table(
    [
      [String(counts.created), counts.created === 1 ? 'record to create' : 'records to create'],
      [String(counts.changed), 'to change'],
      [String(counts.same), 'skipped: the record says the same'],
      [String(counts.duplicates), 'skipped: they repeat another row'],
      [String(counts.twins), 'kept aside: people recorded this already'],
      [String(counts.leftOut), 'left out by a decision'],
      [String(counts.beyond), `more records than one import takes, which is ${MOST_CHANGES}: not compared`],
      [String(counts.undecided), 'wait for a decision'],
      [String(counts.failed), 'fail'],
    ].filter(([count], index) => count !== '0' || index < 2),
    2,
  );
  if (counts.created + counts.changed > 0)
    page.line(`They cite ${source.id}${isNewSource ? ', a new source made of this file' : ''}.`, 2);
  const list = (title: string, count: number, lines: readonly (readonly [string, string])[]) => {
    if (lines.length === 0) return;
    page.heading(title);
    for (const [label, text] of lines.slice(0, SHOWN)) page.line(plain(text), 2, label);
    if (count > SHOWN) page.line(`… and ${count - Math.min(SHOWN, lines.length)} more. --json gives all of it.`, 2);
  };
  list(
    'To create',
    counts.created,
    created.slice(0, SHOWN).map(({ id }) => ['+ ', id] as const),
  );
  list(
    'To change',
    counts.changed,
    changed
      .slice(0, SHOWN)
      .map(
        ({ after, fields }) =>
          [
            '~ ',
            `${after.id}: ${fields.map(({ field, before, after: now }) => `${field}: “${before}” → “${now}”`).join('; ') || 'joined to the register'}`,
          ] as const,
      ),
  );
  list(
    'Rows that fail',
    counts.failed,
    failures.slice(0, SHOWN).map((failure) => ['! ', failureText(failure)] as const),
  );
  list(
    'Rows that repeat another',
    counts.duplicates,
    duplicates.slice(0, SHOWN).map(({ row, of }) => ['= ', `row ${row}: the same as row ${of}`] as const),
  );
  if (questions.length > 0) page.heading(`Open: ${counted(questions.length, 'question')}`);
  for (const [index, question] of questions.slice(0, SHOWN * 2).entries()) writeQuestion(page, index + 1, question);
  if (questions.length > SHOWN * 2) page.line(`… and ${questions.length - SHOWN * 2} more. --json gives all of it.`, 2);
}

function understoodRows({ understood, kind }: TableImport): string[][] {
  const { register, sheet, otherSheets, encoding, delimiter, headerRows, language, dates, decimal, countries } =
    understood;
  const hidden = otherSheets.filter(({ isHidden }) => isHidden).map(({ name }) => name);
  const other = otherSheets.filter(({ isHidden }) => !isHidden).map(({ name }) => name);
  return [
    ['register', register],
    ...(encoding === undefined ? [] : [['encoding', encoding]]),
    ...(delimiter === undefined ? [] : [['delimiter', delimiter]]),
    ...(sheet === undefined ? [] : [['sheet', plain(sheet)]]),
    ...(other.length > 0 ? [['not read', plain(`other sheets: ${other.join(', ')}`)]] : []),
    ...(hidden.length > 0 ? [['not read', plain(`hidden sheets: ${hidden.join(', ')}`)]] : []),
    ['headings', `row ${headerRows.join(', ')}`],
    ['language', language],
    ['dates', dates ?? 'as they say themselves'],
    ...(kind === 'figures'
      ? [['decimals', decimal === undefined ? 'none that could be mistaken' : `behind a ${decimal}`]]
      : []),
    ['countries', String(countries)],
  ];
}

function failureText({ row, column, reason, value }: Failure): string {
  return `row ${row}${column === undefined ? '' : `, ${column}`}: ${value === undefined ? '' : `“${value.slice(0, 80)}” `}${reason}`;
}

function writeQuestion(page: Page, number: number, { message, lines, rows, examples, isBlocking }: Question): void {
  const where =
    rows === 0 ? '' : ` ${counted(rows, 'row')}: ${examples.join(', ')}${rows > examples.length ? ', …' : ''}.`;
  page.line(`${plain(message)}${where}${isBlocking ? '' : ' Until then these rows stay out.'}`, 2, `${number}. `);
  for (const line of lines) page.raw(`      ${plain(line)}`);
}

function writeNext(page: Page, plan: TableImport, kind: ImportKind, file: string, saved: string | undefined): void {
  if (saved !== undefined) page.line(`Wrote the mapping to ${saved}.`);
  const name = saved ?? `${file}.mapping.yaml`;
  if (plan.questions.some(({ isBlocking }) => isBlocking)) {
    page.line(
      `Nothing was written. ${saved === undefined ? 'Save the mapping with --save-mapping, decide' : 'Decide'} what is open in it, then: dutybearer import ${kind} ${file} --mapping ${name}.`,
    );
  } else if (plan.isTooMuch) {
    page.line(
      `Nothing was written. The table makes more records than one import takes (${MOST_CHANGES}): take part of it with --country, or with rows: or only: in the mapping.`,
    );
  } else if (plan.counts.created + plan.counts.changed === 0)
    page.line(
      plan.counts.undecided === 0
        ? 'Nothing was written: the record holds all that can go in.'
        : `Nothing was written: all that can go in waits for a decision. ${saved === undefined ? 'Save the mapping with --save-mapping, decide' : 'Decide'} what is open in it, then: dutybearer import ${kind} ${file} --mapping ${name}.`,
    );
  else page.line('Nothing was written. To record it: --confirm --author NAME --reason WHY.');
}

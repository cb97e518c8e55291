/** law import FILE…: a law in Akoma Ntoso into the record; shown first, written only when confirmed. */
import { Option } from 'commander';
import {
  type LawImport,
  type LawImportOptions,
  lawFiles,
  planLawImport,
  recordsOf,
  sourceOnRecord,
  writeDrafts,
} from '../../app/law-import.ts';
import type { Dataset } from '../../core/dataset.ts';
import { PlatformError } from '../../core/errors.ts';
import type { AnyRecord } from '../../core/model/index.ts';
import type { PartialDate } from '../../core/time.ts';
import {
  type ConfirmOptions,
  type Context,
  confirms,
  counted,
  date,
  declare,
  type ReadOptions,
  reads,
  signatureOf,
  withPlatform,
  withRecord,
} from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { writeIssues } from '../issues.ts';
import { countryNamed, shortId } from '../names.ts';
import { Page, plain, withProgress, writeJson } from '../terminal.ts';

type ImportOptions = ReadOptions &
  ConfirmOptions & { country: string; law?: string; source?: string; on?: PartialDate; yaml?: string };

export function lawImportCommand(context: Context) {
  return confirms(
    reads(
      declare(
        'import',
        'a law in Akoma Ntoso',
        'Reads texts of one law in Akoma Ntoso 3.0, of one day or several, in one language or several, and shows what ' +
          'would be created, changed and kept aside, with a report of all that was assumed or not understood. Nothing is ' +
          'written before --confirm; then all of it is recorded or nothing. An import replaces nothing: it adds laws, ' +
          'articles, versions, texts and dates that the record lacks. With --yaml it writes draft records as a dataset ' +
          'folder instead, for people to complete and for import to take. Entities of a file are never expanded, and ' +
          'nothing outside it is read.',
        [
          { line: 'law import code-2025.xml --country kaz --law criminal-code-2014', why: 'what it would do' },
          {
            line: 'law import code-2025.xml --country kaz --law criminal-code-2014 --yaml drafts',
            why: 'draft records to complete',
          },
          {
            line: 'law import code-2025.xml --country kaz --law criminal-code-2014 --confirm --author "A. Researcher" --reason "Official text of 2025"',
            why: 'record it',
          },
        ],
        [
          ['law', 'id of the law'],
          ['created[], changed[], unchanged[]', 'ids of records'],
          ['records[]', 'the new and changed records, as docs/DATASET.md has them'],
          ['aside[]', 'what the files say and the import does not take over: record, message, text'],
          ['report[]', 'what was assumed, left out or not understood: code, message, place, number, text, count'],
          ['issues[]', 'why it would be refused; empty where it would not'],
          ['files[]', 'with --yaml: the files written, below the folder; import-report.json holds aside and report'],
          ['recorded', 'null before --confirm; else created, changed, removed, unchanged, revision'],
        ],
      )
        .argument('<file...>', 'files in Akoma Ntoso: texts of one law')
        .requiredOption('--country <country>', 'ISO 3166-1 code or name of the country whose law it is')
        .option('--law <name>', 'the law on record, or the name of a new one: criminal-code-2014')
        .option('--source <id>', 'the source that holds the text; a draft of one is made where it is left out')
        .addOption(new Option('--on <date>', 'the day of the text, where the files do not say it').argParser(date))
        .addOption(
          new Option('--yaml <dir>', 'write draft records into this dataset folder instead').conflicts('confirm'),
        ),
    ),
  ).action(async (names: readonly string[], options: ImportOptions) => {
    // Refused before anything is read: a wrong call costs no time.
    const signature = options.confirm ? signatureOf('law import', options) : undefined;
    const files = await lawFiles(names);
    const planOn = (dataset: Dataset) => planLawImport(dataset, files, settings(dataset, options));
    if (signature === undefined) {
      await withRecord(context, options, async ({ dataset }) => {
        const plan = await withProgress(context.err, 'Reading the law', async () => planOn(dataset));
        await show(context, plan, options);
      });
      return;
    }
    await withPlatform(context, async (platform) => {
      let plan: LawImport | undefined;
      const done = await withProgress(context.err, 'Importing the law', () =>
        platform.importRecords((dataset) => {
          plan = planOn(dataset);
          if (plan.issues.length > 0) {
            throw new PlatformError('invalid', 'The record would not be valid; nothing was imported.', plan.issues);
          }
          return recordsOf(plan);
        }, signature),
      );
      if (!plan) return;
      if (options.json) {
        writeJson(context.out, { ...planJson(plan), recorded: done });
        return;
      }
      const page = new Page(context.out);
      writePlan(page, plan);
      page.line();
      page.line(
        done.created + done.changed === 0
          ? `Nothing to record: the record holds all of it (revision ${done.revision}).`
          : `Recorded in ${platform.place}: ${done.created} created, ${done.changed} changed (revision ${done.revision}).`,
      );
    });
  });
}

function settings(dataset: Dataset, { country, law, source, on }: ImportOptions): LawImportOptions {
  if (law !== undefined && !/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(shortId(law.toLowerCase()))) {
    throw new UsageError(
      `“${law}” cannot be the name of a law: lower-case Latin words joined by hyphens, such as criminal-code-2014. Nothing was imported.`,
    );
  }
  return {
    country: countryNamed(dataset, country).id,
    ...(law !== undefined && { law: shortId(law.toLowerCase()) }),
    ...(source !== undefined && { source: sourceOnRecord(dataset, source).id }),
    ...(on !== undefined && { on }),
  };
}

function planJson(plan: LawImport) {
  return {
    law: plan.law.id,
    created: plan.created.map(({ id }) => id),
    changed: plan.changed.map(({ after }) => after.id),
    unchanged: plan.unchanged,
    records: recordsOf(plan),
    aside: plan.aside,
    report: plan.report,
    issues: plan.issues,
  };
}

async function show(context: Context, plan: LawImport, options: ImportOptions): Promise<void> {
  if (plan.issues.length > 0) context.exitCode = EXIT.problems;
  const files = options.yaml === undefined ? undefined : await writeDrafts(options.yaml, plan);
  if (options.json) {
    writeJson(context.out, { ...planJson(plan), ...(files && { files }), recorded: null });
    return;
  }
  const page = new Page(context.out);
  writePlan(page, plan);
  page.line();
  if (files) {
    page.line(
      `Wrote ${counted(recordsOf(plan).length, 'draft record')} and import-report.json to ${options.yaml}. Nothing was recorded. Complete them, then: dutybearer import ${options.yaml} --author NAME --reason WHY.`,
    );
  } else if (plan.issues.length > 0) {
    writeIssues(context.err, plan.issues);
    context.err.write(
      `dutybearer: ${counted(plan.issues.length, 'problem')}: the record would not be valid. Nothing was written; --yaml DIR writes drafts to mend.\n`,
    );
  } else if (recordsOf(plan).length === 0) page.line('The record holds all of it; there is nothing to write.');
  else
    page.line(
      'Nothing was written. To record it: --confirm --author NAME --reason WHY. To complete it first: --yaml DIR.',
    );
}

const NOTICES = 40;

function writePlan(page: Page, plan: LawImport): void {
  const { law, created, changed, unchanged, aside, report } = plan;
  page.line(page.tone(law.id, 'strong'));
  page.line(
    `${counted(created.length, 'record')} to create, ${changed.length} to change, ${unchanged.length} as they are, ${aside.length} kept aside`,
  );
  if (created.length > 0) page.heading('To create');
  for (const record of created) page.line(summaryOf(record), 2, '+ ');
  if (changed.length > 0) page.heading('To change');
  for (const { before, after } of changed) page.line(`${after.id}: ${changeText(before, after)}`, 2, '~ ');
  if (aside.length > 0) page.heading('Kept aside: not taken over');
  for (const { record, message, text } of aside) {
    page.line(`${record}: ${message}`, 2, '! ');
    if (text) page.line(excerpt(text), 4);
  }
  if (report.length > 0) page.heading(`Report of the reading: ${counted(report.length, 'notice')}`);
  for (const { code, message, number, place, text, count } of report.slice(0, NOTICES)) {
    const where = place ? ` (${plain(place.file)}:${place.line})` : '';
    const often = count !== undefined && count > 1 ? ` ${count} times.` : '';
    page.line(
      `${number === undefined ? '' : `article ${plain(number)}: `}${plain(message)}${often}${where}`,
      2,
      `${code}: `,
    );
    if (text) page.line(excerpt(text), 4);
  }
  const isShortened = [...aside, ...report].some(({ text }) => text !== undefined && excerpt(text).endsWith('…”'));
  if (report.length > NOTICES || isShortened) {
    const more = report.length > NOTICES ? `… and ${report.length - NOTICES} more notices. ` : '';
    page.line(`${more}--json gives all of it, and all the words.`, 2);
  }
}

const SHOWN = 160;

function excerpt(text: string): string {
  const line = plain(text).replaceAll(/\s+/g, ' ').trim();
  return `“${line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line}”`;
}

function summaryOf(record: AnyRecord): string {
  if (record.kind !== 'provision') return `${record.kind} ${record.id}`;
  const { length } = record.versions;
  return `article ${plain(record.number)} [${record.id}], ${counted(length, 'version')}`;
}

function changeText(before: AnyRecord, after: AnyRecord): string {
  if (before.kind !== 'provision' || after.kind !== 'provision') {
    const keys = Object.keys(after).filter(
      (key) => JSON.stringify(before[key as keyof AnyRecord]) !== JSON.stringify(after[key as keyof AnyRecord]),
    );
    return `adds ${keys.join(', ')}`;
  }
  const more = after.versions.length - before.versions.length;
  const texts = after.versions.filter(({ from, text }) => {
    const old = before.versions.find((version) => version.from === from);
    return old && Object.keys(text ?? {}).length > Object.keys(old.text ?? {}).length;
  });
  const parts = [
    more > 0 ? counted(more, 'new version') : '',
    texts.length > 0 ? `the official text of ${counted(texts.length, 'version')}` : '',
    before.textCheckedOn === after.textCheckedOn ? '' : `text checked up to ${after.textCheckedOn}`,
  ];
  return parts.filter(Boolean).join(', ');
}

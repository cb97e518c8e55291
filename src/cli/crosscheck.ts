/** crosscheck FOLDER|COUNTRY: where the record contradicts itself or the calendar. */
import { statSync } from 'node:fs';
import { Option } from 'commander';
import { crosscheckRecord } from '../core/crosscheck/index.ts';
import type { Dataset } from '../core/dataset.ts';
import { LANGUAGES, type Language } from '../core/localised.ts';
import { type Context, type DayOptions, dayOf, declare, readsOnDay, withRecord } from './command.ts';
import { bySeverity, countedIssues, issueJson, issueShape, writeIssue } from './cross-issues.ts';
import { EXIT, UsageError } from './exit.ts';
import { countryName, countryNamed } from './names.ts';
import { Page, writeJson } from './terminal.ts';

type CrosscheckOptions = DayOptions & { language: Language; waived?: boolean; exitCode?: boolean };

export const LANGUAGE = () =>
  new Option('--language <code>', 'language of the messages').choices(LANGUAGES).default('en');

export function crosscheckCommand(context: Context) {
  return readsOnDay(
    declare(
      'crosscheck',
      'find where the record contradicts itself',
      'Lists what disagrees in the record of a country, or of every country of a dataset folder: dates of treaties, ' +
        'findings that overlap, figures with two values, sums that do not add up, terms not to be used, anything that could ' +
        'lead to a person. Each issue says what disagrees, names every place, and says what to do. What a waiver of the ' +
        'dataset sets aside is counted, and listed with --waived.',
      [
        { line: 'crosscheck kaz', why: 'the record of one country, today' },
        { line: 'crosscheck data --json', why: 'every country of a dataset folder, for programs' },
        { line: 'crosscheck data --exit-code', why: 'for a script: exit 1 if anything disagrees' },
      ],
      [
        ['[]', 'a list of issues, country by country, the gravest first'],
        ['[].country', 'ISO 3166-1 alpha-3 code in lower case'],
        ...issueShape(''),
        ['[].contradiction', 'the record of a contradiction that states it already'],
        ['[].waiver', 'with --waived: the waiver that sets it aside'],
      ],
    )
      .argument('<folder-or-country>', 'a dataset folder, or the code or name of a country on record')
      .addOption(LANGUAGE())
      .option('--waived', 'list also what a waiver sets aside')
      .option('--exit-code', 'exit with 1 where anything disagrees'),
  ).action((typed: string, options: CrosscheckOptions) => {
    const folder = isFolder(typed);
    if (folder && (options.data !== undefined || options.knownAt !== undefined)) {
      throw new UsageError(
        `${typed} is a folder, and its record is read from there. Leave --data and --known-at out, or give a country.`,
      );
    }
    return withRecord(context, folder ? { data: typed } : options, ({ dataset }) => {
      const { day, date } = dayOf(context, options.asOf);
      const countries = folder ? countriesOf(dataset) : [countryNamed(dataset, typed).id];
      const reports = countries.map((country) => ({ country, ...crosscheckRecord(dataset, country, day) }));
      const around = { dataset, language: options.language };
      if (options.exitCode && reports.some(({ issues }) => issues.length > 0)) context.exitCode = EXIT.problems;
      if (options.json) {
        writeJson(
          context.out,
          reports.flatMap(({ country, issues, waived }) => [
            ...bySeverity(issues).map((issue) => ({ country, ...issueJson(issue, around) })),
            ...(options.waived
              ? waived.map(({ issue, waiver }) => ({ country, ...issueJson(issue, around), waiver }))
              : []),
          ]),
        );
        return;
      }
      const page = new Page(context.out);
      for (const { country, issues, waived } of reports) {
        const aside = waived.length > 0 ? ` ${waived.length} set aside by waivers.` : '';
        page.line(
          `${page.tone(countryName(dataset, country), 'strong')} (${country}), on ${date}: ${countedIssues(issues)}.${aside}`,
        );
        for (const issue of bySeverity(issues)) writeIssue(page, issue, around);
        if (options.waived)
          for (const { issue, waiver } of waived) writeIssue(page, issue, around, `, set aside by ${waiver}`);
        if (issues.length > 0) page.line();
      }
      if (reports.length === 0) page.line(`${typed}: no country in it.`);
    });
  });
}

function isFolder(typed: string): boolean {
  return statSync(typed, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function countriesOf(dataset: Dataset): string[] {
  const ids = dataset.records.flatMap(({ country }) => (typeof country === 'string' ? [country] : []));
  return [...new Set([...ids, ...dataset.all('country').map(({ id }) => id)])].sort();
}

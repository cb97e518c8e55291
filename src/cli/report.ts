/** report COUNTRY: a report from the record as HTML, PDF or DOCX. */
import { InvalidArgumentError, Option } from 'commander';
import {
  DEFAULT_TEMPLATE,
  makeReport,
  REPORT_FORMATS,
  type ReportFormat,
  type ReportIssue,
  renderReport,
  siteAddress,
  templateNamed,
  writeWhole,
} from '../app/report.ts';
import { LANGUAGES, type Language } from '../core/localised.ts';
import { type Context, counted, type DayOptions, dayOf, declare, readsOnDay, withRecord } from './command.ts';
import { UsageError } from './exit.ts';
import { countryNamed } from './names.ts';
import { plain, withProgress, writeJson } from './terminal.ts';

interface Options extends DayOptions {
  readonly format?: ReportFormat;
  readonly lang: Language;
  readonly template: string;
  readonly paper: 'a4' | 'letter';
  readonly out: string;
  readonly site?: string;
}

/** How many problems are listed; --json has all of them. */
const LISTED = 20;

export function reportCommand(context: Context) {
  return readsOnDay(
    declare(
      'report',
      'make a report of a country',
      'Makes a report from the record as of a day: text, tables, notes, glossary and bibliography, in one of three ' +
        'languages and as HTML, PDF or Word. It is a draft, and says so on every page, until it is published as an ' +
        'edition. Problems of its texts, such as a citation that no longer resolves or a number that contradicts the ' +
        'record, are listed with section and paragraph; docs/NARRATIVE.md explains each. The file is written whole or ' +
        'not at all.',
      [
        { line: 'report kaz --out kazakhstan.pdf', why: 'the country report in English, as PDF' },
        { line: 'report kaz --lang ru --out kazakhstan.docx', why: 'in Russian, for Word' },
        { line: 'report kaz --template country-brief --out brief.pdf', why: 'two pages' },
        { line: 'report kaz --template upr-submission --out upr.docx', why: 'a submission with its words counted' },
        {
          line: 'report kaz --as-of 2013-12-31 --out then.html',
          why: 'the state of law and practice at the end of 2013',
        },
      ],
      [
        ['file', 'the file written'],
        ['format', 'html, pdf or docx'],
        ['title', 'title of the report'],
        ['asOf', 'the day whose state it describes'],
        ['words', 'words of the body, without notes, tables and annexes'],
        ['notes', 'how many notes it has'],
        ['issues[]', 'problems of its texts'],
        ['issues[].code', 'what kind of problem; docs/NARRATIVE.md explains each'],
        ['issues[].message', 'what is wrong, where, and what would be right'],
        ['issues[].narrative', 'the text, where it is one of the record'],
        ['issues[].section', 'the section'],
        ['issues[].paragraph', 'the paragraph in it, from 1'],
        ['issues[].found', 'the words it concerns'],
      ],
    )
      .argument('<country>', 'ISO 3166-1 code (kaz, KZ) or name (Kazakhstan)')
      .requiredOption('--out <file>', 'file to write')
      .addOption(
        new Option('--format <format>', 'html, pdf or docx; absent means what the name of the file ends in').choices(
          REPORT_FORMATS,
        ),
      )
      .addOption(new Option('--lang <language>', 'language of the report').choices(LANGUAGES).default('en'))
      .option('--template <name>', 'kind of report; templates/ holds them', DEFAULT_TEMPLATE)
      .addOption(new Option('--paper <size>', 'size of the pages').choices(['a4', 'letter']).default('a4'))
      .option('--site <address>', 'address of a site with this record, to which names in the report lead', siteOption),
  ).action((typed: string, options: Options) =>
    withRecord(context, options, async (reading) => {
      const format = formatOf(options);
      const template = await templateNamed(options.template);
      const country = countryNamed(reading.dataset, typed);
      const { date } = dayOf(context, options.asOf);
      const { document, issues } = makeReport(reading, {
        country: country.id,
        template,
        language: options.lang,
        asOf: date,
        now: context.clock().toISOString(),
        paper: options.paper,
        ...(options.site !== undefined && { site: options.site }),
      });
      const bytes = await withProgress(context.err, `Making ${options.out}`, () => renderReport(document, format));
      await writeWhole(options.out, bytes);
      const { title, wordCount, noteList } = document;
      if (options.json) {
        const summary = { file: options.out, format, title, asOf: date, words: wordCount, notes: noteList.length };
        writeJson(context.out, { ...summary, issues });
        return;
      }
      writeIssues(context, issues);
      const limit = template.wordLimit === undefined ? '' : ` of ${template.wordLimit} allowed`;
      context.out.write(
        `Wrote ${options.out}: ${plain(title)}, as of ${date}. ${counted(wordCount, 'word')}${limit}, ${counted(noteList.length, 'note')}.\n`,
      );
    }),
  );
}

function siteOption(text: string): string {
  const address = siteAddress(text);
  if (address !== undefined) return address;
  throw new InvalidArgumentError('It must be a web address such as https://example.org.');
}

/** The format asked for, or what the name of the file ends in; a refusal where the two do not agree. */
function formatOf({ format, out }: Options): ReportFormat {
  const ending = /\.([a-z]+)$/i.exec(out)?.[1]?.toLowerCase();
  const named = REPORT_FORMATS.find((known) => known === (ending === 'htm' ? 'html' : ending));
  if (format !== undefined && named !== undefined && format !== named) {
    throw new UsageError(
      `${out} is the name of a ${named} file, and --format asks for ${format}. Give one of the two.`,
    );
  }
  const found = format ?? named;
  if (found !== undefined) return found;
  throw new UsageError(
    `Give --format ${REPORT_FORMATS.join('|')}, or a file name that ends in one of them. Nothing was written.`,
  );
}

function writeIssues(context: Context, issues: readonly ReportIssue[]): void {
  if (issues.length === 0) return;
  for (const { code, message, narrative, found } of issues.slice(0, LISTED)) {
    const words = found === undefined ? '' : ` “${plain(found)}”`;
    context.err.write(`${narrative === undefined ? '' : `${narrative}: `}${plain(message)}${words} (${code})\n`);
  }
  const more = issues.length > LISTED ? `; ${issues.length - LISTED} more with --json` : '';
  context.err.write(`dutybearer: ${counted(issues.length, 'problem')} in the texts of the report${more}.\n`);
}

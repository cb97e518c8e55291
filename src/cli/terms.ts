/** terms FILE: terms not to be used in a document, with the preferred ones. */
import { basename } from 'node:path';
import type { Language } from '../core/localised.ts';
import { type Context, counted, declare, type ReadOptions, reads, withRecord } from './command.ts';
import { issueJson, issueShape, writeIssue } from './cross-issues.ts';
import { LANGUAGE } from './crosscheck.ts';
import { EXIT } from './exit.ts';
import { Page, plain, writeJson } from './terminal.ts';

type TermsOptions = ReadOptions & { language: Language; exitCode?: boolean };

export function termsCommand(context: Context) {
  return reads(
    declare(
      'terms',
      'terms of a document that are not to be used',
      'Reads a document (PDF, DOCX, HTML, Markdown, plain text; English, Russian, Kazakh) and lists the terms in it that ' +
        'the glossary advises against, each with the preferred term in the same language. Titles, quotations and names of ' +
        'instruments keep their words and are not listed. Nothing is recorded.',
      [
        { line: 'terms test/fixtures/ingest/report.md', why: 'a report before it is printed' },
        { line: 'terms test/fixtures/ingest/report.md --json', why: 'for an editor or a script' },
        { line: 'terms test/fixtures/ingest/report.md --exit-code', why: 'for a script: exit 1 if there is any' },
      ],
      [['[]', 'a list of issues, in the order of the text'], ...issueShape('')],
    )
      .argument('<file>', 'the document')
      .addOption(LANGUAGE())
      .option('--exit-code', 'exit with 1 where there is any'),
  ).action((file: string, options: TermsOptions) =>
    withRecord(context, options, async ({ dataset }) => {
      const { ingestShown } = await import('./ingest.ts');
      const { document, issues } = await ingestShown(context, file, { dataset });
      const found = issues.filter(({ code }) => code === 'deprecated-term');
      const around = { dataset, document, language: options.language };
      if (options.exitCode && found.length > 0) context.exitCode = EXIT.problems;
      if (options.json) {
        writeJson(
          context.out,
          found.map((issue) => issueJson(issue, around)),
        );
        return;
      }
      const page = new Page(context.out);
      const what =
        found.length === 0 ? 'no term that is not to be used' : `${counted(found.length, 'term')} not to be used`;
      page.line(`${page.tone(plain(basename(file)), 'strong')}: ${what}.`);
      for (const issue of found) writeIssue(page, issue, around);
    }),
  );
}

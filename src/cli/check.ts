/** check DIR: everything wrong with a dataset folder, at once. */
import { openFolder } from '../app/platform.ts';
import { checkNarratives, isMistake, type ReportIssue } from '../app/report.ts';
import type { Dataset } from '../core/dataset.ts';
import { PlatformError } from '../core/errors.ts';
import { type Context, counted, dayOf, declare, JSON_OUT } from './command.ts';
import { EXIT } from './exit.ts';
import { naming, writeIssues } from './issues.ts';
import { plain, withProgress, writeJson } from './terminal.ts';

export function checkCommand(context: Context) {
  return declare(
    'check',
    'list every problem of a dataset folder',
    'Reads every YAML file below DIR and lists all that is wrong with it, each with file, line, column and remedy: ' +
      'syntax, fields, references, periods, succession, rules. Where all that is right, the texts of reports are held ' +
      'against the record: citations, references, numbers. Nothing is changed. docs/DATASET.md and docs/NARRATIVE.md ' +
      'explain each code.',
    [
      { line: 'check data', why: 'the dataset that comes with the program' },
      { line: 'check data --json', why: 'for an editor or a script' },
    ],
  )
    .argument('<dir>', 'folder that holds codebook/, frameworks/ and countries/')
    .addOption(JSON_OUT())
    .action(async (dir: string, options: { json?: boolean }) => {
      try {
        const { dataset } = await withProgress(context.err, `Reading ${dir}`, () =>
          naming(dir, async () => (await openFolder(dir)).record()),
        );
        const texts = checkNarratives(dataset, { day: dayOf(context, undefined).day });
        const mistakes = texts.filter(isMistake);
        if (mistakes.length > 0) context.exitCode = EXIT.problems;
        if (options.json) {
          writeJson(context.out, { folder: dir, records: dataset.records.length, issues: [], texts });
          return;
        }
        writeTexts(context, mistakes);
        const todo = texts.length - mistakes.length;
        const open = todo > 0 ? ` ${counted(todo, 'thing')} to do in the texts of reports: --json lists them.` : '';
        context.out.write(`${dir}: ${summary(dataset, mistakes.length)}.${open}\n`);
      } catch (error) {
        if (!(error instanceof PlatformError && error.refusal === 'invalid')) throw error;
        context.exitCode = EXIT.problems;
        if (options.json) {
          writeJson(context.out, { folder: dir, issues: error.issues });
          return;
        }
        writeIssues(context.out, error.issues);
        context.err.write(`dutybearer: ${error.message}\n`);
      }
    });
}

function summary(dataset: Dataset, mistakes: number): string {
  const problems = mistakes === 0 ? 'no problems' : `${counted(mistakes, 'problem')} in the texts of reports`;
  return `${counted(dataset.records.length, 'record')}, ${problems}`;
}

/** Mistakes in texts: the record, the language, and where in it. */
function writeTexts(context: Context, issues: readonly ReportIssue[]): void {
  for (const { narrative = '', language, message, found, code } of issues) {
    const words = found === undefined ? '' : ` “${plain(found)}”`;
    context.out.write(`${narrative} (${language}): ${plain(message)}${words} (${code})\n`);
  }
}

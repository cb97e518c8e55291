/** check DIR: everything wrong with a dataset folder, at once. */
import { openFolder } from '../app/platform.ts';
import { PlatformError } from '../core/errors.ts';
import { type Context, counted, declare, JSON_OUT } from './command.ts';
import { EXIT } from './exit.ts';
import { naming, writeIssues } from './issues.ts';
import { withProgress, writeJson } from './terminal.ts';

export function checkCommand(context: Context) {
  return declare(
    'check',
    'list every problem of a dataset folder',
    'Reads every YAML file below DIR and lists all that is wrong with it, each with file, line, column and remedy: ' +
      'syntax, fields, references, periods, succession, rules. Nothing is changed. docs/DATASET.md explains each code.',
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
        if (options.json) writeJson(context.out, { folder: dir, records: dataset.records.length, issues: [] });
        else context.out.write(`${dir}: ${counted(dataset.records.length, 'record')}, no problems.\n`);
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

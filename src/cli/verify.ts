/** verify: whether the log is what was recorded, and the projections follow from it. */
import { type Context, counted, declare, JSON_OUT, withPlatform, writeEmpty } from './command.ts';
import { EXIT } from './exit.ts';
import { withProgress, writeJson } from './terminal.ts';

export function verifyCommand(context: Context) {
  return declare(
    'verify',
    'check the store and its chain of revisions',
    'Recomputes the hash of every revision and compares the current records and links with the log, and every snapshot with its name. Note the hash of ' +
      'the last revision elsewhere: only that shows if the end of the log was cut off.',
    [{ line: 'verify', why: 'exit 0 where everything is sound, 1 where it is not' }],
  )
    .addOption(JSON_OUT())
    .action((options: { json?: boolean }) =>
      withPlatform(context, async (platform) => {
        const found = await withProgress(context.err, 'Verifying', () => platform.verify());
        const { revisions, records, snapshots, hash, problems } = found;
        if (revisions === 0) writeEmpty(context, platform);
        if (problems.length > 0) context.exitCode = EXIT.problems;
        if (options.json) {
          writeJson(context.out, { revisions, records, snapshots, hash: hash ?? null, problems });
          return;
        }
        for (const { part, message } of problems) context.out.write(`${part}: ${message}\n`);
        if (problems.length > 0) {
          context.err.write(
            `dutybearer: ${platform.place} has ${counted(problems.length, 'problem')}. ` +
              (problems.every(({ part }) => part === 'projection')
                ? 'The log itself is sound: “dutybearer rebuild” derives the rest from it again.\n'
                : problems.every(({ part }) => part === 'snapshot')
                  ? 'The record itself is sound: “dutybearer ingest FILE --keep” with the original puts a snapshot right.\n'
                  : 'Keep a copy of it, and restore the last sound backup into a new place with “dutybearer restore FILE”.\n'),
          );
          return;
        }
        context.out.write(
          `${platform.place}: ${counted(revisions, 'revision')}, ${counted(records, 'record')}, ${counted(snapshots, 'snapshot')}, sound.\n`,
        );
        if (hash !== undefined) context.out.write(`Last hash: ${hash}\n`);
      }),
    );
}

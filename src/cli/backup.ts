/** backup FILE: every revision and snapshot in one file. */
import { type Context, counted, declare, JSON_OUT, withPlatform, writeEmpty } from './command.ts';
import { EXIT } from './exit.ts';
import { withProgress, writeJson } from './terminal.ts';

export function backupCommand(context: Context) {
  return declare(
    'backup',
    'write every revision and snapshot into one file',
    'Writes the whole log and the documents kept with it into a new file, which restore reads on either engine. The site may go on being served. The ' +
      'file is complete or not there; one that exists is never overwritten.',
    [{ line: 'backup dutybearer-2026-01-31.gz', why: 'a file per day' }],
  )
    .argument('<file>', 'file to write; it must not exist yet')
    .addOption(JSON_OUT())
    .action((file: string, options: { json?: boolean }) =>
      withPlatform(context, async (platform) => {
        const {
          revisions,
          hash,
          snapshots,
          altered = [],
        } = await withProgress(context.err, `Writing ${file}`, () => platform.backup(file));
        if (revisions === 0) writeEmpty(context, platform);
        if (altered.length > 0) {
          context.exitCode = EXIT.problems;
          context.err.write(
            `dutybearer: left out, because their bytes in ${platform.place} were altered: ${altered.join(', ')}. “ingest FILE --keep” with the original puts each right.\n`,
          );
        }
        if (options.json) writeJson(context.out, { file, revisions, hash: hash ?? null, snapshots, altered });
        else
          context.out.write(
            `Wrote ${counted(revisions, 'revision')} and ${counted(snapshots, 'snapshot')} to ${file}.\n${hash ? `Last hash: ${hash}\n` : ''}`,
          );
      }),
    );
}

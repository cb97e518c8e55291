/** backup FILE: every revision in one file. */
import { type Context, counted, declare, JSON_OUT, withPlatform, writeEmpty } from './command.ts';
import { withProgress, writeJson } from './terminal.ts';

export function backupCommand(context: Context) {
  return declare(
    'backup',
    'write every revision into one file',
    'Writes the whole log into a new file, which restore reads on either engine. The site may go on being served. The ' +
      'file is complete or not there; one that exists is never overwritten.',
    [{ line: 'backup dutybearer-2026-01-31.gz', why: 'a file per day' }],
  )
    .argument('<file>', 'file to write; it must not exist yet')
    .addOption(JSON_OUT())
    .action((file: string, options: { json?: boolean }) =>
      withPlatform(context, async (platform) => {
        const { revisions, hash } = await withProgress(context.err, `Writing ${file}`, () => platform.backup(file));
        if (revisions === 0) writeEmpty(context, platform);
        if (options.json) writeJson(context.out, { file, revisions, hash: hash ?? null });
        else
          context.out.write(
            `Wrote ${counted(revisions, 'revision')} to ${file}.\n${hash ? `Last hash: ${hash}\n` : ''}`,
          );
      }),
    );
}

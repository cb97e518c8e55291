/** restore FILE: a backup into an empty store. */
import {
  type Context,
  counted,
  declare,
  JSON_OUT,
  notes,
  noteText,
  type SignatureOptions,
  withPlatform,
} from './command.ts';
import { withProgress, writeJson } from './terminal.ts';

export function restoreCommand(context: Context) {
  return notes(
    declare(
      'restore',
      'fill an empty store from a backup',
      'Reads a backup into a store that holds nothing yet, and checks every revision and snapshot on the way. All or nothing. The ' +
        'revisions keep the authors, reasons and moments they were recorded with, and none is added for the restore itself.',
      [{ line: 'restore dutybearer-2026-01-31.gz', why: 'with DUTYBEARER_DATA or DATABASE_URL naming the new store' }],
    )
      .argument('<file>', 'a file that backup wrote')
      .addOption(JSON_OUT()),
  ).action((file: string, options: SignatureOptions & { json?: boolean }) =>
    withPlatform(context, async (platform) => {
      const { revisions, hash, snapshots } = await withProgress(context.err, `Reading ${file}`, () =>
        platform.restore(file),
      );
      if (options.json)
        writeJson(context.out, {
          ...{ file, revisions, hash: hash ?? null, snapshots },
          ...{ author: options.author, reason: options.reason },
        });
      else
        context.out.write(
          `Restored ${counted(revisions, 'revision')} and ${counted(snapshots, 'snapshot')} into ${platform.place}${noteText(options)}.\n${hash ? `Last hash: ${hash}\n` : ''}`,
        );
    }),
  );
}

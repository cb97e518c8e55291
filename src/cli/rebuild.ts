/** rebuild: everything derived from the log, derived again. */
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

export function rebuildCommand(context: Context) {
  return notes(
    declare(
      'rebuild',
      'derive everything from the log again',
      'Empties what is derived from the log (current records, links) and derives it again, all or nothing. The log is ' +
        'not touched, so the log gets no author and no reason for it.',
      [{ line: 'rebuild', why: 'after verify found problems in projections' }],
    ).addOption(JSON_OUT()),
  ).action((options: SignatureOptions & { json?: boolean }) =>
    withPlatform(context, async (platform) => {
      const records = await withProgress(context.err, 'Rebuilding', () => platform.rebuild());
      if (options.json) writeJson(context.out, { records, author: options.author, reason: options.reason });
      else context.out.write(`Rebuilt ${counted(records, 'record')} in ${platform.place}${noteText(options)}.\n`);
    }),
  );
}

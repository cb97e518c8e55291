/** import DIR: a dataset folder into the store, all or nothing. */
import {
  type Context,
  counted,
  declare,
  JSON_OUT,
  type SignatureOptions,
  signatureOf,
  signs,
  withPlatform,
} from './command.ts';
import { naming } from './issues.ts';
import { withProgress, writeJson } from './terminal.ts';

export function importCommand(context: Context) {
  return signs(
    declare(
      'import',
      'import a dataset folder into the store',
      'Records every difference between DIR and the store as revisions, signed with --author and --reason. All or ' +
        'nothing: where anything is wrong, every problem is listed with its place and nothing is imported. Records that ' +
        'are in the store and not in DIR stay, unless --replace is given.',
      [
        { line: 'import data --author "A. Researcher" --reason "Law of 15 April 2024"', why: 'add and change records' },
        {
          line: 'import data --replace --author "An Editor" --reason "Second edition"',
          why: 'make the store hold exactly what DIR holds',
        },
      ],
    )
      .argument('<dir>', 'folder that holds codebook/, frameworks/ and countries/')
      .option('--replace', 'remove records that are not in DIR; the log keeps their past')
      .addOption(JSON_OUT()),
  ).action((dir: string, options: SignatureOptions & { replace?: boolean; json?: boolean }) => {
    const signature = signatureOf('import', options);
    return withPlatform(context, async (platform) => {
      const done = await withProgress(context.err, `Importing ${dir}`, () =>
        naming(dir, () => platform.importFolder(dir, { ...signature, ...(options.replace && { replace: true }) })),
      );
      if (options.json) {
        writeJson(context.out, done);
        return;
      }
      const { created, changed, removed, unchanged, revision } = done;
      context.out.write(
        created + changed + removed === 0
          ? `Nothing to import: ${counted(unchanged, 'record')} already as in ${dir} (revision ${revision}).\n`
          : `Imported into ${platform.place}: ${created} created, ${changed} changed, ${removed} removed, ${unchanged} unchanged (revision ${revision}).\n`,
      );
    });
  });
}

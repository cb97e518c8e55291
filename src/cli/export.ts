/** export DIR: the record as a dataset folder in canonical form. */
import { type Context, counted, declare, type ReadOptions, reads, withRecord } from './command.ts';
import { withProgress, writeJson } from './terminal.ts';

export function exportCommand(context: Context) {
  return reads(
    declare(
      'export',
      'write the record as a dataset folder',
      'Writes every record into DIR in canonical form: importing it and exporting it again gives the same bytes. Files ' +
        'are replaced whole; a folder with YAML files of other origin is refused. With --data it rewrites another folder ' +
        'in canonical form.',
      [
        { line: 'export out', why: 'the record as it is' },
        { line: 'export out --known-at 2026-01-31', why: 'as it was known then' },
        { line: 'export data --data data', why: 'put a folder you edited into canonical form' },
      ],
    ).argument('<dir>', 'folder to write; made where it does not exist'),
  ).action((dir: string, options: ReadOptions) =>
    withRecord(context, options, async ({ dataset, revision }, readable) => {
      const files = await withProgress(context.err, `Writing ${dir}`, () =>
        readable.exportFolder(dir, options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
      );
      const records = dataset.records.length;
      if (options.json) writeJson(context.out, { folder: dir, files, records, revision });
      else context.out.write(`Wrote ${counted(records, 'record')} in ${counted(files, 'file')} to ${dir}.\n`);
    }),
  );
}

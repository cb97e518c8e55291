/** Writing a set of text files into a folder: each file is replaced whole, and nothing is ever deleted. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PlatformError } from '../core/errors.ts';
import { datasetFiles } from '../formats/dataset.ts';
import { makeFolder } from '../store/database.ts';
import { fileRefusal } from '../store/refusals.ts';

/**
 * Writes files by their path below the folder. Refuses as a conflict a folder with other YAML files: they would be
 * read as part of the dataset.
 */
export async function writeFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  try {
    makeFolder(folder, 0o777);
    const strangers = (await datasetFiles(folder)).filter((path) => !files.has(path));
    if (strangers.length > 0) {
      const some = strangers.slice(0, 3).join(', ') + (strangers.length > 3 ? ` and ${strangers.length - 3} more` : '');
      throw new PlatformError(
        'conflict',
        `${folder} holds YAML files that are not part of this export (${some}). Nothing was written. Remove them, or export into an empty folder.`,
      );
    }
    // All of it is on the disk before the first file takes its place, so that a full disk changes none of them.
    const partial = (path: string) => join(folder, `${path}.partial`);
    try {
      for (const [path, text] of files) {
        await mkdir(dirname(partial(path)), { recursive: true });
        await writeFile(partial(path), text);
      }
      for (const path of files.keys()) await rename(partial(path), join(folder, path));
    } catch (error) {
      for (const path of files.keys()) await rm(partial(path), { force: true }).catch(() => {});
      throw error;
    }
  } catch (error) {
    throw fileRefusal(error, folder);
  }
}

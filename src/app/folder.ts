/** Writing a set of text files into a folder: each file is replaced whole, and nothing is ever deleted. */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { PlatformError } from '../core/errors.ts';
import { fileRefusal } from '../store/refusals.ts';

/**
 * Writes files by their path below the folder. Refuses as a conflict a folder with other YAML files: they would be
 * read as part of the dataset.
 */
export async function writeFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const strangers = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((path) => !files.has(path));
    if (strangers.length > 0) {
      const some = strangers.slice(0, 3).join(', ') + (strangers.length > 3 ? ` and ${strangers.length - 3} more` : '');
      throw new PlatformError(
        'conflict',
        `${folder} holds YAML files that are not part of this export (${some}). Nothing was written. Remove them, or export into an empty folder.`,
      );
    }
    for (const [path, text] of files) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      const partial = `${target}.partial`;
      try {
        await writeFile(partial, text);
        await rename(partial, target);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    }
  } catch (error) {
    throw fileRefusal(error, folder);
  }
}

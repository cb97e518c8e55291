/** What several law commands write besides words and JSON: tables for spreadsheets, and files. */
import { open } from 'node:fs/promises';
import { Option } from 'commander';
import { PlatformError } from '../../core/errors.ts';

export const CSV_OUT = () => new Option('--csv', 'write CSV, for a spreadsheet').conflicts('json');

/** Writes a new file; refuses as a conflict one that is there already. */
export async function writeNew(file: string, text: string): Promise<void> {
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new PlatformError(
        'conflict',
        `${file} is there already. Nothing was written. Remove it, or give another name.`,
      );
    const why = code === 'ENOENT' ? 'there is no such folder' : code === 'EISDIR' ? 'it is a folder' : message;
    throw new PlatformError(code === 'ENOENT' ? 'not-found' : 'unavailable', `Cannot write ${file}: ${why}.`);
  }
}

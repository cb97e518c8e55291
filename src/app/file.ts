/** Writing one file: whole or not at all, so that nobody ever reads half of it. */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { fileRefusal } from '../store/refusals.ts';

/** Writes a file, in place of one that is there. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, text);
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw fileRefusal(error, file);
  }
}

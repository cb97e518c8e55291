/** Writing one file: whole or not at all, so that nobody ever reads half of it. */
import { randomUUID } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { fileRefusal } from '../store/refusals.ts';

/** Writes a file, in place of one that is there, or of a link: what it leads to stays. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  let partial = '';
  try {
    const there = await stat(file).catch(() => undefined);
    // A device or a pipe, such as /dev/stdout, takes what is written and is never replaced.
    if (there && !there.isFile() && !there.isDirectory()) {
      await writeFile(file, content).catch((error: NodeJS.ErrnoException) => {
        // Whoever reads the other end of a pipe may have seen enough.
        if (error.code !== 'EPIPE') throw error;
      });
      return;
    }
    partial = `${file}.${randomUUID()}.partial`;
    await writeFile(partial, content);
    await rename(partial, file);
  } catch (error) {
    if (partial) await rm(partial, { force: true }).catch(() => {});
    throw fileRefusal(error, file);
  }
}

/**
 * Snapshots: the bytes of a document as they were read, each kept once under the SHA-256 of its content.
 * Always true: a file in the folder is whole and holds what its name says; the same bytes are never kept twice.
 */
import { createHash, randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from './database.ts';
import { fileRefusal } from './refusals.ts';

export interface Kept {
  readonly sha256: string;
  readonly file: string;
  /** Whether the same bytes had been kept before. */
  readonly known: boolean;
}

/** The name of some content: its SHA-256 in hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Keeps bytes below a data folder, and answers when they are on the disk. */
export async function keepSnapshot(folder: string, bytes: Uint8Array): Promise<Kept> {
  const sha256 = sha256Of(bytes);
  // A folder for each of 256 beginnings, so that none grows long.
  const file = join(folder, 'snapshots', sha256.slice(0, 2), sha256);
  try {
    if (await holds(file, sha256)) return { sha256, file, known: true };
    makeFolder(dirname(file));
    const partial = `${file}.${randomUUID()}.partial`;
    try {
      const handle = await open(partial, 'wx', 0o640);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(partial, file);
    } catch (error) {
      await rm(partial, { force: true }).catch(() => {});
      throw error;
    }
    return { sha256, file, known: false };
  } catch (error) {
    throw fileRefusal(error, file);
  }
}

/** Whether a file is there and is what it is called; one that a broken disk or a hand changed is written anew. */
async function holds(file: string, sha256: string): Promise<boolean> {
  try {
    return sha256Of(await readFile(file)) === sha256;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

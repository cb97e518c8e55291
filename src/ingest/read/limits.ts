/**
 * How much of a file is read at all, and how a reader is stopped: the same for every format.
 * Always true: a limit is checked before the memory it guards is taken, and one that is passed is a refusal that says so.
 */
import { PlatformError } from '../../core/errors.ts';

const MEGA = 1024 * 1024;

export interface ReadLimits {
  /** Of the file itself. */
  readonly bytes: number;
  /** Of everything a package (DOCX) unpacks to. */
  readonly unpackedBytes: number;
  readonly entries: number;
  /** Unpacked bytes for each packed one; text rarely passes 20. */
  readonly ratio: number;
  readonly pages: number;
  /** Elements of an XML or HTML tree. */
  readonly elements: number;
  /** How deep elements may stand in one another. */
  readonly depth: number;
  /** Blocks of the document that comes out. */
  readonly blocks: number;
  /** Letters and signs of the document that comes out, in UTF-16 units: some ten thousand pages. */
  readonly text: number;
  /** Signs without a space between them: what is longer is no word, but a picture in letters or a ruled line. */
  readonly run: number;
}

export const LIMITS: ReadLimits = {
  bytes: 64 * MEGA,
  unpackedBytes: 192 * MEGA,
  entries: 4000,
  ratio: 250,
  pages: 3000,
  elements: 2_000_000,
  depth: 300,
  blocks: 500_000,
  text: 20_000_000,
  run: 2000,
};

/** How far a reader is: pages of a PDF, parts of a package. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** What a reader of one format is given beside the bytes. */
export interface Reading {
  /** The name of the file, for messages. */
  readonly name: string;
  readonly limits: ReadLimits;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** The refusal to read a file: what is wrong, and what to do. */
export function refusal(name: string, what: string, advice: string): PlatformError {
  return new PlatformError('invalid', `“${name}” cannot be read: ${what} ${advice}`);
}

/** Throws when the reader has been told to stop. */
export function stopIfTold({ name, signal }: Reading): void {
  if (signal?.aborted) throw new PlatformError('unavailable', `Reading “${name}” was stopped before it was finished.`);
}

/** A number of bytes as people say it. */
export function megabytes(bytes: number): string {
  return bytes < MEGA ? `${Math.ceil(bytes / 1024)} KB` : `${Math.ceil(bytes / MEGA)} MB`;
}

/**
 * From a file to what a researcher works on: the document, its candidates, and everything that disagrees in it.
 * Always true: nothing is recorded, and nothing is kept unless asked for; the file is read in a process that is ended
 * when it takes too long or too much memory.
 */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CrossIssue, type CrossReport, crosscheckDocument } from '../core/crosscheck/index.ts';
import { type Weight, weighDocument } from '../core/crosscheck/weight.ts';
import type { Dataset } from '../core/dataset.ts';
import type { Ingested } from '../core/document.ts';
import { PlatformError } from '../core/errors.ts';
import { firstDay, lastDay, type PartialDate } from '../core/time.ts';
import { candidatesIn } from '../ingest/candidates/index.ts';
import type { RawDocument } from '../ingest/raw.ts';
import { LIMITS, megabytes } from '../ingest/read/limits.ts';
import { readInWorker } from '../ingest/read/worker.ts';
import { structure } from '../ingest/structure/index.ts';
import { fileRefusal } from '../store/refusals.ts';
import { sha256Of } from '../store/snapshots.ts';
import { type Kept, openStore } from '../store/store.ts';
import type { Config } from './config.ts';

/** What is being done, and how far it is where that can be told. */
export interface IngestProgress {
  readonly step: 'read' | 'structure' | 'candidates' | 'check';
  readonly done?: number;
  readonly total?: number;
}

export interface IngestOptions {
  readonly dataset: Dataset;
  /** The country the document speaks of; without it nothing is compared with the record of a country. */
  readonly country?: string | undefined;
  /** The source that the document is, or is to become; absent means found by its bytes, else named after the file. */
  readonly source?: string | undefined;
  /** The day for “what it is now”; absent means the last state on record. */
  readonly asOf?: PartialDate | undefined;
  readonly limits?: { readonly bytes?: number; readonly timeoutMs?: number; readonly memoryMb?: number } | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: IngestProgress) => void) | undefined;
}

/** Everything about one file. */
export interface IngestedFile extends Ingested {
  readonly issues: readonly CrossIssue[];
  /** Issues that a waiver sets aside. */
  readonly waived: CrossReport['waived'];
  /**
   * What its sources weigh: all of it, then each section that cites anything. Ages are those on its own date, else on the
   * day asked about.
   */
  readonly weights: readonly Weight[];
  /** What was left out of the text, and what a person must know of how it was read. */
  readonly left: RawDocument['left'];
  readonly notices: RawDocument['notices'];
  /** Id of the source that the document is or is to become, and whether it is on record. */
  readonly source: { readonly id: string; readonly onRecord: boolean };
  readonly bytes: Uint8Array;
}

/** Reads, structures and checks a file. Refuses as invalid, saying why, what cannot be read. */
export async function ingestFile(path: string, options: IngestOptions): Promise<IngestedFile> {
  const { dataset, country, asOf, limits = {}, signal, onProgress = () => {} } = options;
  const name = basename(path);
  const bytes = await bytesOf(path, limits.bytes ?? LIMITS.bytes);
  // Between two steps whoever watches comes to its turn.
  const begin = (step: IngestProgress['step']) => {
    onProgress({ step });
    return pause(0, undefined, { ...(signal && { signal }) });
  };
  await begin('read');
  const raw = await readInWorker(name, bytes, {
    signal,
    timeoutMs: limits.timeoutMs,
    memoryMb: limits.memoryMb,
    limits: limits.bytes === undefined ? {} : { bytes: limits.bytes },
    onProgress: (progress) => onProgress({ step: 'read', ...progress }),
  });
  await begin('structure');
  const sha256 = sha256Of(bytes);
  const document = structure(raw, name, sha256, dataset.all('source'));
  const source = sourceOf(dataset, { name, sha256, country, asked: options.source });
  await begin('candidates');
  const about = { dataset, source: source.id, ...(country !== undefined && { country }), ...(asOf && { asOf }) };
  const candidates = candidatesIn(document, about);
  await begin('check');
  const { issues, waived } = crosscheckDocument(document, candidates, dataset, country);
  const day = document.date === undefined ? (asOf === undefined ? undefined : firstDay(asOf)) : lastDay(document.date);
  const weights = weighDocument(document, day);
  return { document, candidates, issues, waived, weights, left: raw.left, notices: raw.notices, source, bytes };
}

/** Keeps the bytes of a file as a snapshot in the store of the settings, and says where that is. */
export async function keepBytes(
  { location }: Pick<Config, 'location'>,
  bytes: Uint8Array,
): Promise<Kept & { readonly place: string }> {
  const store = await openStore(location);
  try {
    return { ...(await store.snapshots.keep(bytes)), place: store.place };
  } finally {
    await store.close();
  }
}

/** The bytes of a regular file: a device or a pipe might never end. */
async function bytesOf(path: string, most: number): Promise<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    // Without waiting for a writer, where it is a pipe.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (stat.isDirectory()) throw new PlatformError('invalid', `${path} is a folder. Give the document itself.`);
    if (!stat.isFile()) {
      throw new PlatformError(
        'invalid',
        `${path} is not a file with a beginning and an end. Save it as one, and try that.`,
      );
    }
    if (stat.size > most) {
      throw new PlatformError(
        'invalid',
        `“${basename(path)}” cannot be read: it has ${megabytes(stat.size)}; at most ${megabytes(most)} are read. Split it, or leave its pictures out.`,
      );
    }
    return await file.readFile();
  } catch (error) {
    throw fileRefusal(error, path);
  } finally {
    await file?.close();
  }
}

/** The source that a document is: the one named, the one whose snapshot it is, or a new one. */
function sourceOf(
  dataset: Dataset,
  {
    name,
    sha256,
    country,
    asked,
  }: { name: string; sha256: string; country: string | undefined; asked: string | undefined },
): IngestedFile['source'] {
  const known = dataset.all('source').find(({ snapshots }) => snapshots?.some((one) => one.sha256 === sha256));
  const id =
    asked ?? known?.id ?? `${country === undefined ? '' : `${country}/`}source/${slugOf(name)}-${sha256.slice(0, 8)}`;
  return { id, onRecord: dataset.get('source', id) !== undefined };
}

/** The Latin letters and digits of a file name without its ending, or “document” where it has none. */
function slugOf(name: string): string {
  const words = name
    .slice(0, name.length - extname(name).length)
    .toLowerCase()
    .normalize('NFKD');
  return (
    words
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 40)
      .replace(/^-+|-+$/g, '') || 'document'
  );
}

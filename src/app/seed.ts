/**
 * The shipped dataset in compiled form: one JSON file of records, made by the build from data/ and only if all of it
 * is valid. Reading it takes a fraction of the time and memory of the YAML, which matters at the first start.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PlatformError } from '../core/errors.ts';
import type { AnyRecord } from '../core/model/index.ts';
import { readDataset } from '../formats/dataset.ts';

/** The records of a folder; refuses as invalid, with every issue, a folder that is not valid as a whole. */
export async function validDataset(folder: string, among: readonly AnyRecord[] = []): Promise<AnyRecord[]> {
  const { records, issues } = await readDataset(folder, among);
  if (issues.length === 0) return records;
  const count = issues.length === 1 ? 'one problem' : `${issues.length} problems`;
  throw new PlatformError('invalid', `${folder} has ${count}; nothing of it is used until all of it is right.`, issues);
}

/** Writes the compiled form of a dataset folder; returns the number of records. */
export async function compileDataset(folder: string, file: string): Promise<number> {
  const records = await validDataset(folder);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(records));
  return records.length;
}

/** The shipped records, from their compiled file or from a dataset folder. */
export async function shippedRecords(path: string): Promise<AnyRecord[]> {
  return path.endsWith('.json') ? (JSON.parse(await readFile(path, 'utf8')) as AnyRecord[]) : validDataset(path);
}

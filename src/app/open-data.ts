/**
 * Open data: what the site and the command line hand out of the whole record, and the descriptions of it.
 * Always true: every file is made of what may be published on its day, by the one rule in core/publication.ts.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import type { Dataset } from '../core/dataset.ts';
import { dataPackage, datasetZip, type Stamp, writeSqlite } from '../formats/bulk.ts';
import type { BulkFile } from '../formats/catalogue.ts';
import { fileRefusal } from '../store/refusals.ts';

export type { Stamp } from '../formats/bulk.ts';
export { LICENCE } from '../formats/bulk.ts';
export { catalogueJsonLd, catalogueTurtle } from '../formats/catalogue.ts';
export { bibtex, type Cited, cslJson, ris } from '../formats/citation.ts';
export { type Cell, csv } from '../formats/csv.ts';
export { compareIds } from '../formats/dataset.ts';
export { rowOf, tableOf } from '../formats/flat.ts';
export { assessmentJsonLd, type Place, pageJsonLd, recordJsonLd } from '../formats/json-ld.ts';

export const BULK_FORMATS = ['zip', 'sqlite', 'datapackage'] as const;
export type BulkFormat = (typeof BULK_FORMATS)[number];

/** The files of the whole record, at their addresses. */
export const BULK: Readonly<Record<BulkFormat, BulkFile>> = {
  zip: {
    path: '/data/dutybearer.zip',
    title: 'The dataset folder, YAML files in a ZIP',
    mediaType: 'application/zip',
  },
  sqlite: {
    path: '/data/dutybearer.sqlite',
    title: 'All tables in one SQLite file',
    mediaType: 'application/vnd.sqlite3',
  },
  datapackage: {
    path: '/data/dutybearer-csv.zip',
    title: 'CSV tables with datapackage.json (Frictionless), in a ZIP',
    mediaType: 'application/zip',
  },
};

/** Writes the whole record into a file, replaced when it is whole. Other work goes on between the pieces of a ZIP. */
export async function writeBulk(file: string, format: BulkFormat, dataset: Dataset, stamp: Stamp): Promise<void> {
  const unfinished = `${file}.${randomBytes(4).toString('hex')}.new`;
  try {
    // A file made beforehand: where it cannot be, the system says why, which SQLite does not.
    await writeFile(unfinished, '', { flag: 'wx' });
    if (format === 'sqlite') writeSqlite(unfinished, dataset, stamp);
    else await writePieces(unfinished, format === 'zip' ? datasetZip(dataset, stamp) : dataPackage(dataset, stamp));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw fileRefusal(error, file);
  }
}

async function writePieces(file: string, pieces: Iterable<Buffer>): Promise<void> {
  const out = createWriteStream(file);
  await once(out, 'open');
  for (const piece of pieces) {
    if (!out.write(piece)) await once(out, 'drain');
    await turn();
  }
  out.end();
  await once(out, 'close');
}

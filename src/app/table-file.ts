/**
 * A table on the disk, CSV or XLSX, opened by what it holds and not by its name: its encoding, its delimiter or sheet,
 * and its rows as a stream.
 * Always true: the file is read in pieces, whatever its size; what was found out about it is said.
 */
import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { PlatformError } from '../core/errors.ts';
import { csvRows, type Delimiter, guessDelimiter } from '../formats/tables/csv-read.ts';
import { LIMITS, type Merge, type Met, type Row, refuse } from '../formats/tables/table.ts';
import { openWorkbook, type Workbook } from '../formats/tables/xlsx-read.ts';
import { decode, decodeAs, known as encodingNamed } from '../ingest/read/encoding.ts';

/** How far the reading of a file is: bytes, of those there are. */
export type Progress = (stage: 'opening' | 'looking' | 'reading', share: number) => void;

export interface TableFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly modifiedOn: string;
  readonly mediaType: string;
  /** Sheets of a workbook; none for a text file. */
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean }[];
  readonly encoding?: string;
  readonly delimiter?: Delimiter;
  /** Another delimiter that would divide the rows as evenly. */
  readonly orDelimiter?: Delimiter;
  readonly from1904?: boolean;
  readonly notices: readonly string[];
  merges(sheet: string | undefined): Promise<readonly Merge[]>;
  rows(sheet: string | undefined, met: Met, onShare?: (share: number) => void): AsyncGenerator<Row[]>;
  close(): Promise<void>;
}

export interface FileSettings {
  readonly encoding?: string | undefined;
  readonly delimiter?: Delimiter | undefined;
}

const CHUNK = 256 * 1024;
/** Bytes by which an encoding and a delimiter are judged. */
const SAMPLE = 1024 ** 2;

export async function openTable(path: string, settings: FileSettings, onProgress: Progress): Promise<TableFile> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw new PlatformError('not-found', `There is no file ${path}. Nothing was imported.`);
    throw refuse(path, `it cannot be read (${error.message.split(',')[0]}).`, 'Check that you may read it.');
  });
  if (!found.isFile()) throw refuse(path, 'this is not a file.', 'Give a table in CSV or XLSX.');
  if (found.size === 0) throw refuse(path, 'the file is empty.', 'Check where it comes from.');
  if (found.size > LIMITS.bytes)
    throw refuse(path, 'the file is larger than 2 GB.', 'Split it, or leave out what is not needed.');
  const scan = await scanned(path, found.size, (share) => onProgress('opening', share));
  const shared = {
    name: basename(path),
    size: found.size,
    sha256: scan.sha256,
    modifiedOn: found.mtime.toISOString().slice(0, 10),
  };
  const magic = scan.head.toString('latin1', 0, 8);
  if (magic.startsWith('PK')) return workbookFile(await openWorkbook(path, path), shared);
  if (magic.startsWith('\xd0\xcf\x11\xe0')) {
    throw refuse(
      path,
      'it is a workbook of an old format (XLS) or one locked with a password.',
      'Save it as XLSX without a password, or as CSV.',
    );
  }
  if (magic.startsWith('%PDF'))
    throw refuse(path, 'it is a PDF, not a table.', 'Use “dutybearer ingest” to read documents.');
  if (/^\s*(?:<!doctype html|<html|<\?xml|\{)/i.test(scan.head.toString('latin1', 0, 200)))
    throw refuse(path, 'it is a web page, XML or JSON, not a table.', 'Save the table as CSV or XLSX.');
  return textFile(path, scan, settings, shared);
}

type Shared = Pick<TableFile, 'name' | 'size' | 'sha256' | 'modifiedOn'>;

function workbookFile(workbook: Workbook, shared: Shared): TableFile {
  return {
    ...shared,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    sheets: workbook.sheets,
    from1904: workbook.from1904,
    notices: [],
    merges: (sheet) => workbook.merges(sheet ?? ''),
    rows: (sheet, met, onShare) =>
      workbook.rows(sheet ?? '', met, (done, total) => onShare?.(total > 0 ? done / total : 1)),
    close: () => workbook.close(),
  };
}

interface Scan {
  readonly sha256: string;
  readonly isUtf8: boolean;
  readonly head: Buffer;
  /** Pieces of the file that hold more than ASCII, by which its encoding is judged. */
  readonly sample: Buffer;
}

async function scanned(path: string, size: number, onShare: (share: number) => void): Promise<Scan> {
  const sum = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let head: Buffer = Buffer.alloc(0);
  const pieces: Buffer[] = [];
  let sampled = 0;
  let done = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    sum.update(chunk);
    if (done === 0) head = chunk;
    if (isUtf8) {
      try {
        utf8.decode(chunk, { stream: true });
      } catch {
        isUtf8 = false;
      }
    }
    if (sampled < SAMPLE && (done === 0 || !isAscii(chunk))) {
      pieces.push(chunk);
      sampled += chunk.length;
    }
    done += chunk.length;
    onShare(done / size);
  }
  return { sha256: sum.digest('hex'), isUtf8, head, sample: Buffer.concat(pieces) };
}

function textFile(
  path: string,
  scan: Scan,
  { encoding: wanted, delimiter: named }: FileSettings,
  shared: Shared,
): TableFile {
  const label = wanted === undefined ? undefined : encodingNamed(wanted);
  if (wanted !== undefined && label === undefined)
    throw refuse(
      path,
      `“${wanted}” is not an encoding that is read.`,
      'Give one such as utf-8, windows-1251, koi8-r or kz-1048.',
    );
  const guess =
    scan.isUtf8 && scan.head[0] !== 0xff && scan.head[0] !== 0xfe ? undefined : decode(wholeLines(scan.sample));
  const encoding = label ?? guess?.encoding ?? wideOf(scan.head) ?? 'utf-8';
  if (encoding.startsWith('utf-32')) throw refuse(path, 'it is in UTF-32.', 'Save it as CSV in UTF-8.');
  const begin = textOf(scan.head, encoding);
  if (begin.slice(0, 1000).includes('\0'))
    throw refuse(path, 'it is not a text file.', 'Save the table as CSV or XLSX.');
  const found = guessDelimiter(begin.slice(0, 200_000));
  const delimiter = named ?? found.delimiter;
  return {
    ...shared,
    mediaType: 'text/csv',
    sheets: [],
    encoding,
    delimiter,
    ...(named === undefined && found.or && { orDelimiter: found.or }),
    notices: label === undefined ? (guess?.notices ?? []) : [],
    merges: async () => [],
    rows: (_sheet, _met, onShare) => csvRows(chunksOf(path, shared.size, encoding, onShare), delimiter, path),
    close: async () => {},
  };
}

/** UTF-16 without a mark is valid UTF-8 where it is all Latin: its zeros tell. */
function wideOf(head: Buffer): string | undefined {
  const sample = head.subarray(0, 4096);
  if (!sample.includes(0)) return undefined;
  const { encoding } = decode(sample.length % 2 === 0 ? sample : sample.subarray(0, -1));
  return encoding.startsWith('utf-16') ? encoding : undefined;
}

function wholeLines(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(10);
  return end > 0 && end + 2 < bytes.length ? bytes.subarray(0, end + 1) : bytes;
}

const IN_PIECES = /^utf-(?:8|16)/;

function textOf(bytes: Buffer, encoding: string): string {
  const text = IN_PIECES.test(encoding)
    ? new TextDecoder(encoding).decode(bytes, { stream: true })
    : decodeAs(bytes, encoding);
  return text.replace(/^\ufeff/, '');
}

async function* chunksOf(
  path: string,
  size: number,
  encoding: string,
  onShare?: (share: number) => void,
): AsyncGenerator<string> {
  const decoder = IN_PIECES.test(encoding) ? new TextDecoder(encoding) : undefined;
  let done = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    done += chunk.length;
    onShare?.(done / size);
    yield decoder ? decoder.decode(chunk, { stream: true }) : decodeAs(chunk, encoding);
  }
  const rest = decoder?.decode();
  if (rest) yield rest;
}

/**
 * ZIP packages as far as spreadsheets need them: parts read as streams straight from the disk, and packages written.
 * Always true: sizes come from the directory and are enforced while unpacking, so a bomb is refused by its numbers and
 * never held in memory. Follows PKWARE's APPNOTE 6.3, with the 64-bit directory that large sheets need.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw, deflateRawSync } from 'node:zlib';
import { LIMITS, refuse } from './table.ts';

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

export interface Package {
  readonly names: readonly string[];
  /** Unpacked bytes of a part as they come; nothing where there is no such part. */
  stream(name: string): AsyncIterable<Buffer> | undefined;
  /** A small part as text; an empty text where there is none. */
  text(name: string): Promise<string>;
  /** Unpacked bytes that the directory states. */
  size(name: string): number;
  close(): Promise<void>;
}

const AGAIN = 'Open it in the program that made it, save it again as XLSX or CSV, and try that file.';
const MAX_ENTRIES = 4096;
const MAX_DIRECTORY = 16 * 1024 ** 2;
/** Bytes of a part that is read whole: settings and styles, never rows. */
const MAX_TEXT = 32 * 1024 ** 2;

export async function openPackage(file: string, shown: string): Promise<Package> {
  const handle = await open(file, 'r');
  try {
    const entries = await directory(handle, shown);
    return {
      names: [...entries.keys()],
      size: (name) => entries.get(name)?.size ?? 0,
      stream: (name) => {
        const entry = entries.get(name);
        return entry && unpacked(handle, entry, shown);
      },
      text: async (name) => {
        const entry = entries.get(name);
        if (!entry) return '';
        if (entry.size > MAX_TEXT) throw refuse(shown, `its part ${name} is far larger than such a part is.`, AGAIN);
        const chunks: Buffer[] = [];
        for await (const chunk of unpacked(handle, entry, shown)) chunks.push(chunk);
        return Buffer.concat(chunks).toString('utf8');
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function directory(handle: FileHandle, shown: string): Promise<Map<string, Entry>> {
  const broken = () => refuse(shown, 'the file is damaged or was cut off; the list of its parts is missing.', AGAIN);
  const { size } = await handle.stat();
  const tail = await bytesAt(handle, Math.max(0, size - 66_000), Math.min(size, 66_000));
  let end = -1;
  for (let at = tail.length - 22; at >= 0 && end < 0; at--) if (tail.readUInt32LE(at) === 0x06054b50) end = at;
  if (end < 0) throw broken();
  let count = tail.readUInt16LE(end + 10);
  let length = tail.readUInt32LE(end + 12);
  let start = tail.readUInt32LE(end + 16);
  if (count === 0xffff || length === 0xffffffff || start === 0xffffffff) {
    const locator = end - 20;
    if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) throw broken();
    const record = await bytesAt(handle, Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) throw broken();
    count = Number(record.readBigUInt64LE(32));
    length = Number(record.readBigUInt64LE(40));
    start = Number(record.readBigUInt64LE(48));
  }
  if (count > MAX_ENTRIES || length > MAX_DIRECTORY)
    throw refuse(shown, `it holds more than ${MAX_ENTRIES} parts, far more than a spreadsheet has.`, AGAIN);
  const list = await bytesAt(handle, start, length);
  const entries = new Map<string, Entry>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== 0x02014b50) throw broken();
    if (list.readUInt16LE(at + 8) & 1)
      throw refuse(shown, 'it is locked with a password.', 'Remove the password in the program that made it.');
    const names = list.readUInt16LE(at + 28);
    const extras = list.readUInt16LE(at + 30);
    const name = list
      .toString('utf8', at + 46, at + 46 + names)
      .replaceAll('\\', '/')
      .replace(/^\//, '');
    const entry = wide(list, at, names, extras);
    if (entry.size > LIMITS.partBytes)
      throw refuse(shown, `its part ${name} unpacks to more than 4 GB.`, 'Save the sheet as CSV, or split it.');
    entries.set(name, entry);
    at += 46 + names + extras + list.readUInt16LE(at + 32);
  }
  return entries;
}

/** The numbers of an entry; those that do not fit into 32 bits stand in its extra field. */
function wide(list: Buffer, at: number, names: number, extras: number): Entry {
  let packed = list.readUInt32LE(at + 20);
  let size = list.readUInt32LE(at + 24);
  let offset = list.readUInt32LE(at + 42);
  const end = Math.min(at + 46 + names + extras, list.length);
  for (let here = at + 46 + names; here + 4 <= end; here += 4 + list.readUInt16LE(here + 2)) {
    if (list.readUInt16LE(here) !== 1) continue;
    let value = here + 4;
    const next = () => {
      const number = value + 8 <= end ? Number(list.readBigUInt64LE(value)) : 0;
      value += 8;
      return number;
    };
    if (size === 0xffffffff) size = next();
    if (packed === 0xffffffff) packed = next();
    if (offset === 0xffffffff) offset = next();
  }
  return { method: list.readUInt16LE(at + 10), packed, size, offset };
}

async function* unpacked(handle: FileHandle, entry: Entry, shown: string): AsyncGenerator<Buffer> {
  const head = await bytesAt(handle, entry.offset, 30);
  const damaged = () => refuse(shown, 'one of its parts is damaged or was cut off.', AGAIN);
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) throw damaged();
  if (entry.method !== 0 && entry.method !== 8)
    throw refuse(shown, `it is packed in a way that is not read (method ${entry.method}).`, AGAIN);
  const from = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = Readable.from(chunksOf(handle, from, entry.packed), { objectMode: false });
  const stream = entry.method === 8 ? packed.pipe(createInflateRaw({ chunkSize: 256 * 1024 })) : packed;
  packed.on('error', (error) => stream.destroy(error));
  let total = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > Math.max(entry.size, 1))
        throw refuse(shown, 'a part of it unpacks to more than it says.', 'Check where it comes from.');
      yield chunk;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw damaged();
    throw error;
  } finally {
    stream.destroy();
    packed.destroy();
  }
  if (total < entry.size) throw damaged();
}

async function* chunksOf(handle: FileHandle, from: number, length: number): AsyncGenerator<Buffer> {
  const SIZE = 256 * 1024;
  for (let at = 0; at < length; at += SIZE) {
    const chunk = await bytesAt(handle, from + at, Math.min(SIZE, length - at));
    if (chunk.length === 0) return;
    yield chunk;
  }
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}

/** The moment that every part of a package is said to be of: the same content gives the same bytes. */
const EPOCH = { time: 0, date: ((2000 - 1980) << 9) | (1 << 5) | 1 };

/** A package of parts, in their order. */
export function zip(parts: readonly (readonly [name: string, content: string | Uint8Array])[]): Uint8Array {
  return Buffer.concat([...zipped(parts)]);
}

/** The same, piece by piece: a part is asked for when those before it are written. */
export function* zipped(parts: Iterable<readonly [name: string, content: string | Uint8Array]>): Generator<Buffer> {
  const list: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const packed = deflateRawSync(bytes, { level: 6 });
    const label = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(EPOCH.time, 6);
    common.writeUInt16LE(EPOCH.date, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(label.length, 22);
    yield Buffer.concat([signature(0x04034b50), common, label, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    list.push(Buffer.concat([signature(0x02014b50), Buffer.from([20, 0]), common, rest, label]));
    offset += 30 + label.length + packed.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(list.length, 4);
  end.writeUInt16LE(list.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  yield Buffer.concat([directory, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

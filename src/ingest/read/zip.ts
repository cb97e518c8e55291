/**
 * The parts of a ZIP package, such as a DOCX.
 * Always true: sizes are added up from the directory before anything is unpacked, only the parts asked for are unpacked,
 * and none to more than its directory entry says; a bomb is refused by its numbers. Follows PKWARE's APPNOTE 6.3.
 */
import { inflateRawSync } from 'node:zlib';
import { megabytes, type Reading, refusal } from './limits.ts';

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

export interface Package {
  readonly names: readonly string[];
  /** The bytes of a part; nothing where there is no such part. */
  readonly part: (name: string) => Uint8Array | undefined;
}

const AGAIN = 'Open it in the program that made it, save it again, and try that file.';

export function openPackage(bytes: Uint8Array, reading: Reading): Package {
  const { name, limits } = reading;
  const broken = (): Error =>
    refusal(name, 'the file is damaged or was cut off; the list of its parts is missing.', AGAIN);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === undefined) throw broken();
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > limits.entries || count === 0xffff)
    throw refusal(
      name,
      `it holds more than ${limits.entries} parts, far more than a document has.`,
      'Check where it comes from.',
    );
  const entries = new Map<string, Entry>();
  let total = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw broken();
    const flags = view.getUint16(at + 8, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const part = new TextDecoder().decode(bytes.subarray(at + 46, Math.min(at + 46 + nameLength, bytes.length)));
    if (flags & 1)
      throw refusal(name, 'it is locked with a password.', 'Remove the password in the program that made it.');
    total += size;
    if (total > limits.unpackedBytes || (size > 1_000_000 && size > packed * limits.ratio)) {
      throw refusal(
        name,
        `its parts would unpack to ${megabytes(total)}, as a “zip bomb” does; at most ${megabytes(limits.unpackedBytes)} at ${limits.ratio} times their packed size are unpacked.`,
        'Check where the file comes from.',
      );
    }
    entries.set(part.replaceAll('\\', '/'), {
      method: view.getUint16(at + 10, true),
      packed,
      size,
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return {
    names: [...entries.keys()],
    part: (wanted) => {
      const entry = entries.get(wanted);
      if (!entry) return undefined;
      const { offset, packed, size, method } = entry;
      if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) throw broken();
      const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
      if (start + packed > bytes.length) throw broken();
      const data = bytes.subarray(start, start + packed);
      if (method === 0) return data;
      if (method !== 8)
        throw refusal(name, `its part ${wanted} is packed in a way that is not read (method ${method}).`, AGAIN);
      try {
        return inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
      } catch {
        throw refusal(name, `its part ${wanted} is damaged.`, AGAIN);
      }
    },
  };
}

/** Where the end-of-directory record stands: the last of its signatures, within 64 KB of the end. */
function endOfDirectory(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= 0 && at > view.byteLength - 22 - 0x10000; at--)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  return undefined;
}

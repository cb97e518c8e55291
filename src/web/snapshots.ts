/**
 * Snapshots as files to save, at /snapshot/SHA256: documents of others, which may hold anything.
 * Always true: only what a source on record names is handed out; no browser shows it or runs anything of it (it is an
 * attachment of no known type, in a sandbox); it is streamed, and refused where the bytes are not those of its name.
 */
import type { Platform } from '../app/platform.ts';
import type { Dataset } from '../core/dataset.ts';
import type { RecordOf } from '../core/model/index.ts';
import { matches } from './cache.ts';
import { SECURITY_HEADERS } from './headers.ts';

type Holding = Pick<Platform['snapshots'], 'find'>;
type Named = NonNullable<RecordOf<'source'>['snapshots']>[number];

/** The end of the file name by the type on record; another type gets none that a program would open. */
const ENDINGS = new Map([
  ['application/pdf', 'pdf'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['text/html', 'html'],
  ['text/markdown', 'md'],
  ['text/plain', 'txt'],
]);

/** What a source on record says of a snapshot; undefined where none names it. */
function snapshotNamed(dataset: Dataset, sha256: string): Named | undefined {
  for (const { snapshots = [] } of dataset.all('source')) {
    const found = snapshots.find((one) => one.sha256 === sha256);
    if (found) return found;
  }
  return undefined;
}

/** Which of the snapshots that a source names are held, and whether all are. */
export async function snapshotsHeld(
  dataset: Dataset,
  source: string,
  snapshots: Holding,
): Promise<{ readonly held: ReadonlySet<string>; readonly all: boolean }> {
  const names = dataset.get('source', source)?.snapshots?.map(({ sha256 }) => sha256) ?? [];
  const found = await Promise.all(names.map((name) => snapshots.find(name)));
  const held = new Set(found.flatMap((one) => one?.sha256 ?? []));
  return { held, all: names.every((name) => held.has(name)) };
}

/** The answer to a request for a snapshot; undefined where there is none to give. Refuses as unavailable an altered one. */
export async function snapshotResponse(
  request: Request,
  sha256: string,
  dataset: Dataset,
  snapshots: Holding,
): Promise<Response | undefined> {
  const named = snapshotNamed(dataset, sha256);
  const found = named && (await snapshots.find(sha256));
  if (!found) return undefined;
  const ending = ENDINGS.get(named.mediaType.split(';')[0]?.trim().toLowerCase() ?? '') ?? 'bin';
  const etag = `"${sha256}"`;
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${sha256}.${ending}"`,
    // Nobody between keeps what may have to be withdrawn; what a reader has never changes.
    'Cache-Control': 'private, max-age=31536000, immutable',
    ETag: etag,
  };
  if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  const sized = { ...headers, 'Content-Length': String(found.size) };
  if (request.method === 'HEAD') return new Response(null, { headers: sized });
  // Read through first, so that what was altered is refused plainly, and not half sent.
  for await (const _ of found.bytes());
  const parts = found.bytes();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await parts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: sized });
}

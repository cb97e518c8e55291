/**
 * Files of editions to save, at /edition/kaz/1/en.pdf: bytes of our own that were frozen, and never change.
 * Always true: only what an edition on record names is handed out, and only where the bytes are those of its hash.
 */
import { bytesOf } from '../app/edition.ts';
import type { Platform } from '../app/platform.ts';
import type { Dataset } from '../core/dataset.ts';
import { matches } from './cache.ts';
import { SECURITY_HEADERS } from './headers.ts';

const TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

interface Params {
  readonly country: string;
  readonly number: string;
  readonly file: string;
}

/** The answer to a request for a file; undefined where there is none. Refuses as unavailable an altered one. */
export async function fileResponse(
  request: Request,
  { country, number, file }: Params,
  dataset: Dataset,
  snapshots: Pick<Platform['snapshots'], 'find'>,
): Promise<Response | undefined> {
  const edition = dataset.get('edition', `${country}/edition/${number}`);
  const [language, format = ''] = file.split('.');
  const named = edition?.files.find((one) => one.language === language && one.format === format);
  const found = named && (await snapshots.find(named.sha256));
  if (!named || !found) return undefined;
  const etag = `"${named.sha256}"`;
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Security-Policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    'Content-Type': TYPES[format] ?? 'application/octet-stream',
    'Content-Disposition': `attachment; filename="dutybearer-${country}-${number}-${file}"`,
    'Cache-Control': 'public, max-age=31536000, immutable',
    ETag: etag,
  };
  if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  const sized = { ...headers, 'Content-Length': String(found.size) };
  if (request.method === 'HEAD') return new Response(null, { headers: sized });
  const bytes = await bytesOf(snapshots, named.sha256);
  return bytes && new Response(new Uint8Array(bytes), { headers: sized });
}

/**
 * A file to a raw document: which format it is, and the reader for it.
 * Always true: the answer is a RawDocument or a PlatformError that says what is wrong, with which file, and what to do.
 * The content decides the format, the extension only where the content does not; a wrong extension is said in a notice.
 */
import { PlatformError } from '../../core/errors.ts';
import type { RawDocument } from '../raw.ts';
import { decode, encodingOfPairs } from './encoding.ts';
import { LIMITS, megabytes, type Progress, type Reading, type ReadLimits, refusal, stopIfTold } from './limits.ts';
import { readText } from './text.ts';

export type { Progress, ReadLimits } from './limits.ts';

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Partial<ReadLimits> | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

const NO_TEXT = 'No running text was found';

type Format = 'pdf' | 'docx' | 'html' | 'markdown' | 'text';

const EXTENSIONS: Readonly<Record<string, Format>> = {
  pdf: 'pdf',
  docx: 'docx',
  docm: 'docx',
  dotx: 'docx',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  md: 'markdown',
  markdown: 'markdown',
  txt: 'text',
  text: 'text',
};

const FORMAT_NAMES: Readonly<Record<Format, string>> = {
  pdf: 'PDF',
  docx: 'DOCX',
  html: 'HTML',
  markdown: 'Markdown',
  text: 'plain text',
};

/** Reads a file of any format that is known. `name` is its file name, for the extension and for messages. */
export async function readDocument(name: string, bytes: Uint8Array, options: ReadOptions = {}): Promise<RawDocument> {
  const limits = { ...LIMITS, ...options.limits };
  const reading: Reading = { name, limits, signal: options.signal, onProgress: options.onProgress };
  if (bytes.length === 0) throw refusal(name, 'the file is empty.', 'Check that it was saved or downloaded whole.');
  if (bytes.length > limits.bytes) {
    throw refusal(
      name,
      `it has ${megabytes(bytes.length)}; at most ${megabytes(limits.bytes)} are read.`,
      'Split it, or leave its pictures out.',
    );
  }
  stopIfTold(reading);
  const format = formatOf(name, bytes);
  try {
    return withNotice(withinLimits(await read(format, bytes, reading), reading), name, format);
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    // A reader met what its format does not allow; the file is to blame, and the cause is kept for the log.
    const failure = refusal(
      name,
      error instanceof RangeError
        ? 'its parts are nested too deep or are too large.'
        : `it is not a whole ${FORMAT_NAMES[format]} file.`,
      'Open it in the program that made it, save it again, and try that file.',
    );
    failure.cause = error;
    throw failure;
  }
}

async function read(format: Format, bytes: Uint8Array, reading: Reading): Promise<RawDocument> {
  switch (format) {
    case 'pdf':
      return (await import('./pdf.ts')).readPdf(bytes, reading);
    case 'docx':
      return (await import('./docx.ts')).readDocx(bytes, reading);
    case 'html':
      return (await import('./html.ts')).readHtml(bytes, reading);
    case 'markdown':
    case 'text': {
      const { text, notices } = decode(bytes);
      stopIfTold(reading);
      const broken = (text.match(/\ufffd/g)?.length ?? 0) > text.length / 5;
      if (broken || text.trim() === '')
        throw refusal(
          reading.name,
          broken ? 'it is not text in any encoding that is read.' : 'it holds no text.',
          'Save the document as UTF-8 text, .docx, .html or .pdf, and try that file.',
        );
      if (text.length > reading.limits.text) throw tooMuchText(reading);
      const runs = withoutRuns(text, reading.limits.run);
      const mediaType = format === 'text' ? 'text/plain' : 'text/markdown';
      const document = readText({ text: runs.text, mediaType, notices });
      if (runs.count === 0) return document;
      const what = `stretches of more than ${reading.limits.run} signs without a space`;
      return { ...document, left: [...document.left, { what, count: runs.count }] };
    }
  }
}

/** Text in which “…” stands for what is too long to be a word. */
function withoutRuns(text: string, most: number): { text: string; count: number } {
  const parts: string[] = [];
  let count = 0;
  let taken = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 32;
    if (code !== 32 && (code < 9 || code > 13)) continue;
    if (at - start > most) {
      parts.push(text.slice(taken, start), '…');
      taken = at;
      count++;
    }
    start = at + 1;
  }
  return count === 0 ? { text, count } : { text: parts.join('') + text.slice(taken), count };
}

function tooMuchText({ name, limits }: Reading): PlatformError {
  return refusal(
    name,
    `it has more than ${limits.text / 1_000_000} million letters of text, far more than a document has.`,
    'Split it, and try the parts.',
  );
}

function withinLimits(document: RawDocument, reading: Reading): RawDocument {
  let length = 0;
  for (const { text, rows = [] } of document.blocks) {
    length += text.length;
    for (const row of rows) for (const cell of row) length += cell.length;
  }
  if (length > reading.limits.text) throw tooMuchText(reading);
  if (length > 0 || document.notices.some((notice) => notice.startsWith(NO_TEXT))) return document;
  return { ...document, notices: [`${NO_TEXT} in it. Compare it with the original.`, ...document.notices] };
}

/** The format of a file by its first bytes, then by its extension. */
function formatOf(name: string, bytes: Uint8Array): Format {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  if (head.includes('%PDF-')) return 'pdf';
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return 'docx';
  const other = otherFormat(head, bytes);
  if (other) throw refusal(name, `it is ${other.what}.`, other.advice);
  const said = EXTENSIONS[extensionOf(name)];
  if (isHtml(bytes, head)) return 'html';
  if (said === 'pdf' || said === 'docx') {
    if (!looksLikeText(bytes))
      throw refusal(
        name,
        `it does not begin as a ${FORMAT_NAMES[said]} does; it is damaged or of another format.`,
        'Check that it was saved or downloaded whole.',
      );
    return 'text';
  }
  if (!looksLikeText(bytes))
    throw refusal(
      name,
      'it is not text, and of no format that is known.',
      'The formats that are read are PDF, DOCX, HTML, Markdown and plain text.',
    );
  return said ?? 'text';
}

function otherFormat(head: string, bytes: Uint8Array): { what: string; advice: string } | undefined {
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0')) {
    const locked = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
      Buffer.from('EncryptedPackage', 'utf16le'),
    );
    return locked
      ? { what: 'locked with a password', advice: 'Remove the password in Word, and try that file.' }
      : {
          what: 'in the format of Word before 2007 (.doc)',
          advice: 'Save it as .docx in Word or LibreOffice, and try that file.',
        };
  }
  if (head.startsWith('{\\rtf'))
    return {
      what: 'in Rich Text Format (.rtf)',
      advice: 'Save it as .docx in Word or LibreOffice, and try that file.',
    };
  if (/^(?:\u0089PNG|\u00ff\u00d8\u00ff|GIF8|II\*\0|MM\0\*|RIFF....WEBP)/s.test(head))
    return {
      what: 'a picture',
      advice: 'Run it through a program for text recognition (OCR), such as ocrmypdf, and try the PDF that it makes.',
    };
  if (['\u001f\u008b', '7z\u00bc\u00af', 'Rar!'].some((sign) => head.startsWith(sign)))
    return { what: 'an archive', advice: 'Unpack it, and try the document in it.' };
  return undefined;
}

function isHtml(bytes: Uint8Array, head: string): boolean {
  const start = /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(head)
    ? decode(bytes.subarray(0, 2048)).text
    : head.replace(/^\u00ef\u00bb\u00bf/, '');
  const text = start.replace(/^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*/, '');
  return /^<!doctype html|^<(?:html|head|body)[\s>]/i.test(text) || /<html[\s>]/i.test(start.slice(0, 1024));
}

/** Text has hardly any control characters. UTF-16 has some for half of its bytes, and says so or shows it. */
function looksLikeText(bytes: Uint8Array): boolean {
  if (encodingOfPairs(bytes) !== undefined) return true;
  const sample = bytes.subarray(0, 16_384);
  let control = 0;
  let zero = 0;
  for (const byte of sample) {
    if (byte === 0) zero++;
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++;
  }
  return control <= sample.length * 0.03 && zero <= sample.length * 0.1;
}

function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

function withNotice(document: RawDocument, name: string, format: Format): RawDocument {
  const said = EXTENSIONS[extensionOf(name)];
  const close =
    said === undefined ||
    said === format ||
    (said === 'markdown' && format === 'text') ||
    (said === 'text' && format === 'markdown');
  if (close) return document;
  return {
    ...document,
    notices: [
      `The name ends in .${extensionOf(name)}, but the file is ${FORMAT_NAMES[format]} and was read as that.`,
      ...document.notices,
    ],
  };
}

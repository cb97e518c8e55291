/**
 * A file to a raw document: which format it is, and the reader for it.
 * Always true: the answer is a RawDocument or a PlatformError that says what is wrong, with which file, and what to do.
 * The content decides the format, the extension only where the content does not; a wrong extension is said in a notice.
 */
import { PlatformError } from '../../core/errors.ts';
import type { RawDocument } from '../raw.ts';
import { decode } from './encoding.ts';
import { LIMITS, megabytes, type Progress, type Reading, type ReadLimits, refusal, stopIfTold } from './limits.ts';
import { readText } from './text.ts';

export type { Progress, ReadLimits } from './limits.ts';

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Partial<ReadLimits> | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

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
    return withNotice(await read(format, bytes, reading), name, format);
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
      return readText({ text, mediaType: format === 'text' ? 'text/plain' : 'text/markdown', notices });
    }
  }
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

/** Text has few control characters; UTF-16 has null bytes, but in one of two places. */
function looksLikeText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 16_384);
  let control = 0;
  let zero = 0;
  for (const byte of sample) {
    if (byte === 0) zero++;
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++;
  }
  const wide = zero > sample.length * 0.2 && zero < sample.length * 0.6;
  return control <= sample.length * (wide ? 0.5 : 0.1) && (wide || zero <= sample.length * 0.1);
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

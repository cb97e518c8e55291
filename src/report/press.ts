/**
 * Making a file of a report in a process of its own: setting pages blocks, and takes memory that is not given back; and
 * in a process of its own chance and clock can stand still, so that the same document gives the same bytes.
 * Always true: the promise settles within the time given, and the process is told to end when it has.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PlatformError } from '../core/errors.ts';
import type { ReportDocument } from './document.ts';

/** PDF/UA-1 for readers, with or without eyes; the kinds of PDF/A-2 for archives. */
export type PdfStandard = 'ua-1' | 'a-2a' | 'a-2b' | 'a-2u';

export interface PressOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** What the process is asked, and what it says. */
export type Asked =
  | { readonly format: 'pdf'; readonly document: ReportDocument; readonly standard: PdfStandard }
  | { readonly format: 'docx'; readonly document: ReportDocument };
export type Said = { readonly bytes: Uint8Array } | { readonly refused: string } | { readonly failed: string };

/** The process's program: beside this file in the sources, beside the bundle once it is built. */
const PROGRAM = new URL(import.meta.url.endsWith('.ts') ? './typesetter.ts' : './typesetter.js', import.meta.url);
/** Names no folder that exists, so that the fonts of the system are not even looked for. */
const NO_FONTS = new URL('./no-fonts.conf', import.meta.url);

/** What may be handed on of the environment: what Node needs to start on the systems it runs on. */
const NEEDED = ['PATH', 'SystemRoot', 'TEMP', 'TMPDIR'];

/** The bytes of the file asked for. */
export function press(asked: Asked, options: PressOptions = {}): Promise<Uint8Array> {
  const { timeoutMs = 60_000, signal } = options;
  const name = asked.format.toUpperCase();
  return new Promise((resolve, reject) => {
    const stopped = (): PlatformError => new PlatformError('unavailable', `Making the ${name} was stopped.`);
    if (signal?.aborted) {
      reject(stopped());
      return;
    }
    const setter: ChildProcess = fork(fileURLToPath(PROGRAM), [], {
      serialization: 'advanced',
      // Much is made and little is kept: fewer collections of what is new.
      execArgv: ['--max-semi-space-size=64'],
      env: {
        ...Object.fromEntries(
          NEEDED.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]])),
        ),
        FONTCONFIG_FILE: fileURLToPath(NO_FONTS),
      },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let settled = false;
    const finish = (act: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      setter.kill('SIGKILL');
      act();
    };
    const abort = (): void => finish(() => reject(stopped()));
    const timer = setTimeout(
      () =>
        finish(() =>
          reject(
            new PlatformError(
              'unavailable',
              `The ${name} was not finished within ${Math.max(1, Math.round(timeoutMs / 1000))} s. Try again, or leave parts of the report out.`,
            ),
          ),
        ),
      timeoutMs,
    );
    signal?.addEventListener('abort', abort, { once: true });
    setter.on('message', (said: Said) => {
      if ('bytes' in said) finish(() => resolve(said.bytes));
      else if ('refused' in said) finish(() => reject(new PlatformError('invalid', said.refused)));
      else finish(() => reject(new Error(`The report could not be made as ${name}: ${said.failed}`)));
    });
    setter.on('error', (error) => finish(() => reject(error)));
    setter.on('exit', (code, ended) =>
      finish(() => reject(new Error(`The typesetting process ended without an answer (${ended ?? code}).`))),
    );
    setter.send(asked, (error) => {
      // It ended before it had everything; its exit tells why.
      if (error && setter.connected) finish(() => reject(error));
    });
  });
}

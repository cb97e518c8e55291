/**
 * Reading in a process of its own, which can be ended: a file that never comes to an end, or takes all memory, ends that
 * process and not the program. A thread would not do: one allocation beyond a thread's limit ends the whole program.
 * Always true: the promise settles within the time given, and the process is told to end when it has. Nothing of this
 * program's settings is handed on.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PlatformError, type Refusal } from '../../core/errors.ts';
import type { RawDocument } from '../raw.ts';
import { LIMITS, megabytes, type Progress, type ReadLimits, refusal } from './limits.ts';

export interface WorkerOptions {
  /** How long the reader may go without a step forward. A long PDF steps forward with every page. */
  readonly timeoutMs?: number | undefined;
  /** How long reading may take altogether; six times `timeoutMs` where it is not given. */
  readonly totalMs?: number | undefined;
  readonly memoryMb?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Partial<ReadLimits> | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** What the process is asked, once. */
export interface Asked {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly limits: Partial<ReadLimits>;
}

/** What the process says. */
export type Said =
  | { readonly progress: Progress }
  | { readonly document: RawDocument }
  | { readonly refused: { readonly refusal: Refusal; readonly message: string } }
  | { readonly failed: string };

/** The program of the process: beside this file, as source or as built by scripts/build.js. */
const PROGRAM = new URL(import.meta.url.endsWith('.ts') ? './reader.ts' : './reader.js', import.meta.url);

/** What may be handed on of the environment: what Node needs to start on the systems it runs on. */
const NEEDED = ['PATH', 'SystemRoot', 'TEMP', 'TMPDIR'];

/** Like readDocument, in a process of its own. */
export function readInWorker(name: string, bytes: Uint8Array, options: WorkerOptions = {}): Promise<RawDocument> {
  const { timeoutMs = 10_000, memoryMb = 1024, signal, limits = {}, onProgress } = options;
  const totalMs = options.totalMs ?? timeoutMs * 6;
  const most = limits.bytes ?? LIMITS.bytes;
  return new Promise<RawDocument>((resolve, reject) => {
    const stopped = (): PlatformError =>
      new PlatformError('unavailable', `Reading “${name}” was stopped before it was finished.`);
    if (signal?.aborted) {
      reject(stopped());
      return;
    }
    // Refused here already, so that it need not be sent.
    if (bytes.length > most) {
      reject(
        refusal(
          name,
          `it has ${megabytes(bytes.length)}; at most ${megabytes(most)} are read.`,
          'Split it, or leave its pictures out.',
        ),
      );
      return;
    }
    const reader: ChildProcess = fork(fileURLToPath(PROGRAM), [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${memoryMb}`],
      env: Object.fromEntries(
        NEEDED.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]])),
      ),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let settled = false;
    const finish = (act: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(step);
      clearTimeout(total);
      signal?.removeEventListener('abort', abort);
      reader.kill('SIGKILL');
      act();
    };
    const tooLong = (after: number) => (): void =>
      finish(() =>
        reject(
          refusal(
            name,
            `reading it took longer than ${Math.max(1, Math.round(after / 1000))} s and was ended; it is damaged, or far larger than documents are.`,
            'Split it, or save it again in the program that made it.',
          ),
        ),
      );
    const abort = (): void => finish(() => reject(stopped()));
    const total = setTimeout(tooLong(totalMs), totalMs);
    let step = setTimeout(tooLong(timeoutMs), timeoutMs);
    signal?.addEventListener('abort', abort, { once: true });
    reader.on('message', (said: Said) => {
      if (settled) return;
      if ('progress' in said) {
        clearTimeout(step);
        step = setTimeout(tooLong(timeoutMs), timeoutMs);
        onProgress?.(said.progress);
      } else if ('document' in said) finish(() => resolve(said.document));
      else if ('refused' in said) finish(() => reject(new PlatformError(said.refused.refusal, said.refused.message)));
      else finish(() => reject(new Error(said.failed)));
    });
    reader.on('error', (error) => finish(() => reject(error)));
    reader.on('exit', (code, ended) => {
      // Node aborts when its memory is used up; the system kills what takes too much.
      const memory =
        ended === 'SIGABRT' || ended === 'SIGKILL' || ended === 'SIGTRAP' || ended === 'SIGILL' || code === 134;
      finish(() =>
        reject(
          memory
            ? refusal(
                name,
                `reading it needs more than ${memoryMb} MB of memory.`,
                'Split it, or leave its pictures out.',
              )
            : new Error(`The process that read “${name}” ended without an answer (${ended ?? code}).`),
        ),
      );
    });
    reader.send({ name, bytes, limits } satisfies Asked, (error) => {
      // It ended before it had everything; its exit tells why.
      if (error && !reader.killed && reader.connected) finish(() => reject(error));
    });
  });
}

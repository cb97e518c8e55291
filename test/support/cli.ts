/** Runs the built command line as a process of its own, as a person would. */
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, onTestFinished } from 'vitest';

export const ROOT = join(import.meta.dirname, '..', '..');
export const LAUNCHER = join(ROOT, 'bin', 'dutybearer.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Surroundings {
  readonly environment?: Record<string, string>;
  readonly input?: string;
  readonly node?: string;
}

const started = new Set<ChildProcess>();
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** Starts the program at the root of the project; no setting of the machine reaches it but those given. */
export function start(
  args: readonly string[],
  { environment = {}, node }: Surroundings = {},
): ChildProcessWithoutNullStreams {
  const {
    DATABASE_URL: _url,
    DUTYBEARER_DATA: _data,
    PORT: _port,
    HOST: _host,
    NO_COLOR: _colour,
    COLUMNS: _columns,
    ...rest
  } = process.env;
  const child = spawn(node ?? process.execPath, [LAUNCHER, ...args], { cwd: ROOT, env: { ...rest, ...environment } });
  started.add(child);
  child.on('close', () => started.delete(child));
  return child;
}

/** Runs the program to its end. */
export function dutybearer(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  const child = start(args, surroundings);
  child.stdin.end(surroundings.input ?? '');
  return ending(child);
}

/** What a process writes, and how it ends. */
export function ending(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const [out, err] = [child.stdout, child.stderr].map((stream) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    return chunks;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out ?? []).toString(), err: Buffer.concat(err ?? []).toString() }),
    );
  });
}

/** Settings that name an empty store, which goes with the test. */
export function emptyStore(): Record<string, string> {
  return { DUTYBEARER_DATA: join(emptyFolder(), 'store') };
}

export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dutybearer-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

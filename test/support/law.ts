/** An invented country with laws in time, and the program run inside the test, on a day of its own. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { type Ended, ROOT } from './cli.ts';

/** Files below a temporary folder that goes with the test. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'dutybearer-law-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** The invented dataset with an old code, the one that replaced it, an amending act and a bill; and further files. */
export function lawFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = folderOf({});
  for (const part of ['example', 'law']) cpSync(join(ROOT, 'test/fixtures', part), folder, { recursive: true });
  cpSync(folderOf(files), folder, { recursive: true });
  return folder;
}

interface Surroundings {
  /** What the clock says. */
  readonly today?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Columns of a terminal; without them output goes to a file. */
  readonly columns?: number;
}

/** Runs the program inside the test. */
export async function onDay(
  args: readonly string[],
  { today = '2026-03-01', environment = {}, columns }: Surroundings = {},
): Promise<Ended> {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      written[name] += text;
    },
    isTTY: columns !== undefined,
    columns,
  });
  const code = await run(args, {
    out: stream('out'),
    err: stream('err'),
    environment,
    clock: () => new Date(`${today}T12:00:00Z`),
    exitCode: 0,
  });
  return { code, ...written };
}

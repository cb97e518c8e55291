/**
 * PostgreSQL for the tests: TEST_DATABASE_URL if it is set, else a cluster of our own in a temporary folder, reached
 * through a Unix socket only and stopped at the end. Without PostgreSQL the tests that need it are skipped loudly; in
 * CI (CI=true) that is a failure. Run once for all test files, as Vitest's global setup.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { install, missing } from './install.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a PostgreSQL database in which tests may make schemas; null where there is none. */
    postgresUrl: string | null;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const cluster = given ? undefined : await startPostgres();
  const url = given || cluster?.url || null;
  if (url === null) {
    missing(
      'PostgreSQL',
      'Install it (initdb and postgres, on the path or below /usr/lib/postgresql), or set TEST_DATABASE_URL.',
    );
  }
  project.provide('postgresUrl', url);
  return async () => cluster?.stop();
}

interface Cluster {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a cluster of its own; undefined where PostgreSQL is not installed. */
export async function startPostgres(): Promise<Cluster | undefined> {
  const bin = findBin() ?? (install('postgresql') ? findBin() : undefined);
  if (!bin) return undefined;
  const owner = process.getuid?.() === 0 ? postgresUser() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'dutybearer-pg-'));
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const options = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...options,
    stdio: 'pipe',
  });
  // The tests kill clients, never the server, so that it need not wait for the disk.
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off', 'max_connections=100'];
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  server.stderr?.on('data', (text: Buffer) => {
    log = (log + text.toString()).slice(-2000);
  });
  const stopNow = () => server.kill('SIGQUIT');
  process.once('exit', stopNow);
  const url = `postgresql:///postgres?host=${encodeURIComponent(folder)}&user=postgres`;
  await answering(url, server, () => log);
  return {
    url,
    stop: async () => {
      process.off('exit', stopNow);
      if (server.exitCode === null) {
        server.kill('SIGINT');
        await once(server, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answering(url: string, server: ChildProcess, log: () => string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${log()}`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new Error(`PostgreSQL does not answer:\n${log()}`);
}

/** The newest PostgreSQL below the Debian and Red Hat folders, else what is on the path. */
function findBin(): string | undefined {
  const numbered = existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql')
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join('/usr/lib/postgresql', version, 'bin'))
    : [];
  const folders = [...numbered, ...(process.env.PATH ?? '').split(delimiter), '/usr/local/pgsql/bin'];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** PostgreSQL refuses to run as root; its package makes this user. */
function postgresUser(): { uid: number; gid: number } {
  const numberOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: numberOf('-u'), gid: numberOf('-g') };
}

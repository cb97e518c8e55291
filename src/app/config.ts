/** The settings, read from the environment once at the start; every mistake in them is reported together. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformError } from '../core/errors.ts';
import { shipped } from '../store/migrate.ts';
import type { Location } from '../store/store.ts';

export interface Config {
  /** DATABASE_URL (PostgreSQL), else the folder DUTYBEARER_DATA (SQLite), else ./dutybearer-data. */
  readonly location: Location;
  /** PORT; 0 lets the system choose. */
  readonly port: number;
  /** HOST: the address to listen on. */
  readonly host: string;
  /** The dataset that comes with the program, with which an empty store is seeded: compiled (.json), or the folder. */
  readonly shippedDataset: string;
}

/** Reads the settings; an empty variable counts as not set. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const mistakes: string[] = [];
  const { DATABASE_URL: url, DUTYBEARER_DATA: folder, PORT: port, HOST: host } = environment;
  if (url && !/^postgres(ql)?:\/\/\S+$/.test(url)) {
    // The value may hold a password, so the message never repeats it.
    mistakes.push(
      'DATABASE_URL must be the address of a PostgreSQL database, such as postgresql://user:password@host:5432/dutybearer. Leave it unset to use SQLite.',
    );
  }
  if (port && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    mistakes.push(`PORT must be a whole number from 0 to 65535, not “${port}”.`);
  }
  if (host && /[\s/]/.test(host)) {
    mistakes.push(`HOST must be an address or a host name, such as 127.0.0.1 or 0.0.0.0, not “${host}”.`);
  }
  if (mistakes.length > 0) throw new PlatformError('invalid', mistakes.join('\n'));
  return {
    location: url ? { kind: 'postgres', url } : { kind: 'sqlite', folder: folder || './dutybearer-data' },
    port: Number(port || 3000),
    host: host || '127.0.0.1',
    shippedDataset: freshest(shipped('dist/dataset.json'), shipped('data')),
  };
}

/** The compiled dataset, unless a file of the folder was changed after it was made. */
function freshest(compiled: string, folder: string): string {
  const madeAt = statSync(compiled, { throwIfNoEntry: false })?.mtimeMs;
  if (madeAt === undefined) return folder;
  const files = statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder, { recursive: true }) : [];
  return files.some((file) => statSync(join(folder, String(file))).mtimeMs > madeAt) ? folder : compiled;
}

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
  /** PUBLIC_URL: the address by which readers reach the site, without a final slash; absent: that at which it listens. */
  readonly site: string | undefined;
  /** API_LIMIT: how much one address may ask of the API, as requests/seconds; “off” for no limit. */
  readonly apiLimit: { readonly requests: number; readonly seconds: number } | undefined;
  /** BEHIND_PROXY=1: a proxy in front of the site says who asks, at the end of X-Forwarded-For. */
  readonly behindProxy: boolean;
  /** The dataset that comes with the program, with which an empty store is seeded: compiled (.json), or the folder. */
  readonly shippedDataset: string;
}

/** An allowance that a person with a script does not meet, and a crawler does. */
const DEFAULT_LIMIT = '600/60';

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
  const { PUBLIC_URL: site, API_LIMIT: limit, BEHIND_PROXY: proxy } = environment;
  if (site && !/^https?:\/\/[\w.:[\]-]+\/?$/.test(site)) {
    mistakes.push(`PUBLIC_URL must be an address without a path, such as https://dutybearer.example, not “${site}”.`);
  }
  const [, requests, seconds] = /^([1-9]\d{0,8})\/([1-9]\d{0,4})$/.exec(limit || DEFAULT_LIMIT) ?? [];
  if (limit && limit !== 'off' && requests === undefined) {
    mistakes.push(`API_LIMIT must be requests/seconds, such as ${DEFAULT_LIMIT}, or off, not “${limit}”.`);
  }
  if (proxy && proxy !== '0' && proxy !== '1') mistakes.push(`BEHIND_PROXY must be 1 or 0, not “${proxy}”.`);
  if (mistakes.length > 0) throw new PlatformError('invalid', mistakes.join('\n'));
  return {
    location: url ? { kind: 'postgres', url } : { kind: 'sqlite', folder: folder || './dutybearer-data' },
    port: Number(port || 3000),
    host: host || '127.0.0.1',
    site: site ? site.replace(/\/$/, '') : undefined,
    apiLimit: limit === 'off' ? undefined : { requests: Number(requests), seconds: Number(seconds) },
    behindProxy: proxy === '1',
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

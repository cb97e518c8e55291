/**
 * One server to a folder. The claim is a write lock on a small second database, lock.db: the operating system
 * releases it when the process ends, however it ends, so a crash never leaves a folder locked. Commands that only
 * read, or write one transaction, need no claim and work beside a server. Locks are as good as the file system's:
 * keep the folder on a local disk.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PlatformError } from '../core/errors.ts';
import { asRefusal } from './refusals.ts';
import { sqliteCode } from './sqlite.ts';

export interface Claim {
  release(): void;
}

/** Claims a folder for this process, or refuses as unavailable and names the process that has it. */
export function claimFolder(folder: string): Claim {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(folder, 'lock.db'));
    lock.exec('create table if not exists holder (pid integer not null)');
    lock.exec('begin immediate');
    lock.exec('delete from holder');
    lock.prepare('insert into holder values (?)').run(process.pid);
    lock.exec('commit');
    // The lock itself: open until release, with the holder readable. Between the two, at most one of several can win.
    lock.exec('begin immediate');
    const held = lock;
    return { release: () => held.close() };
  } catch (error) {
    const pid = sqliteCode(error) === 5 ? holderOf(lock) : undefined;
    lock?.close();
    if (sqliteCode(error) !== 5) throw asRefusal(error, folder);
    throw new PlatformError(
      'unavailable',
      `The folder ${folder} is in use by another Dutybearer${pid === undefined ? '' : ` (process ${pid})`}. Nothing was changed. ` +
        'Stop that one first, or set DUTYBEARER_DATA to another folder.',
    );
  }
}

function holderOf(lock: DatabaseSync | undefined): number | undefined {
  try {
    return lock?.prepare('select pid from holder').get()?.pid as number | undefined;
  } catch {
    return undefined;
  }
}

/**
 * Proves that the log is what was recorded, that the projections follow from it and that no snapshot was altered.
 * What it cannot see: the last revisions cut off together with their projections. Keep backups, or note the last hash
 * elsewhere.
 */
import { sql } from 'kysely';
import { breaches } from './chain.ts';
import type { Database, RevisionRow } from './database.ts';
import { readLog } from './log.ts';
import { projectionProblems } from './projections.ts';
import { allSnapshots, isIntact } from './snapshots.ts';

/** Something that is not as it was recorded, with the revision it concerns where there is one. */
interface Problem {
  readonly part: 'file' | 'chain' | 'projection' | 'snapshot';
  readonly seq?: number;
  readonly message: string;
}

/** What a verification found: sound where there are no problems. */
export interface Verification {
  readonly revisions: number;
  readonly records: number;
  /** Documents kept as they were read. */
  readonly snapshots: number;
  /** Hash of the last revision, to be noted elsewhere; absent in an empty log. */
  readonly hash: string | undefined;
  readonly problems: Problem[];
}

export function verify(database: Database): Promise<Verification> {
  return database.read(async (queries) => {
    const problems: Problem[] = [];
    if (database.engine === 'sqlite') {
      const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(queries);
      for (const { integrity_check: found } of rows) {
        if (found !== 'ok') problems.push({ part: 'file', message: `SQLite reports: ${found}` });
      }
    }
    const latest = new Map<string, { id: string; kind: string; seq: number; body: string }>();
    let count = 0;
    let previous: RevisionRow | undefined;
    for await (const row of readLog(queries)) {
      for (const message of breaches(previous, row)) problems.push({ part: 'chain', seq: row.seq, message });
      const { id, kind, seq, body } = row;
      if (body === null) latest.delete(id);
      else latest.set(id, { id, kind, seq, body });
      previous = row;
      count++;
    }
    for (const problem of await projectionProblems(queries, latest.values()))
      problems.push({ part: 'projection', ...problem });
    const snapshots = await allSnapshots(queries);
    for (const snapshot of snapshots) {
      if (await isIntact(snapshot)) continue;
      problems.push({ part: 'snapshot', message: `the bytes of ${snapshot.sha256} are not those of its name` });
    }
    return {
      revisions: count,
      records: latest.size,
      snapshots: snapshots.length,
      hash: previous?.hash,
      problems,
    };
  });
}

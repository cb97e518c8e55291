/** What was last recorded, for the home page: revisions made together are one change, whatever their number. */
import type { Platform } from '../app/platform.ts';
import type { Change } from './context.tsx';

/** Above this many records a change gives their number only. */
const LISTED = 24;

type Revisions = Platform['changes'];
type Revision = Awaited<ReturnType<Revisions>>[number];

/** The latest changes, newest first, up to the revision shown. Revisions of one act share moment, author and reason. */
export async function latestChanges(revisions: Revisions, upTo: number, wanted = 6): Promise<Change[]> {
  const changes: Change[] = [];
  for (let last = upTo; last > 0 && changes.length < wanted; ) {
    const [newest] = await revisions({ before: last + 1, limit: 1 });
    if (!newest) break;
    const first = await firstOf(revisions, newest);
    const count = newest.seq - first + 1;
    const listed = count <= LISTED ? await revisions({ before: newest.seq + 1, limit: count }) : [];
    changes.push({ at: newest.at, reason: newest.reason, count, records: listed.map(({ id }) => id) });
    last = first - 1;
  }
  return changes;
}

/** The first revision of the act that made this one: its revisions follow one another, so halving finds it. */
async function firstOf(revisions: Revisions, newest: Revision): Promise<number> {
  let [outside, inside] = [0, newest.seq];
  while (inside - outside > 1) {
    const middle = Math.floor((inside + outside) / 2);
    const [revision] = await revisions({ before: middle + 1, limit: 1 });
    const same = revision?.at === newest.at && revision.reason === newest.reason && revision.author === newest.author;
    if (same) inside = middle;
    else outside = middle;
  }
  return inside;
}

/**
 * Threads: the same demand by several bodies or in several years, as people have linked it by sameAs.
 * Always true: sameAs counts in both directions and from link to link, so that each recommendation stands in exactly
 * one thread; a thread is known by its earliest member; nothing is ever linked here by likeness (see similarity.ts).
 */
import type { Dataset } from '../dataset.ts';
import { remember } from '../remember.ts';
import { type Day, firstDay } from '../time.ts';
import { askerOf, type Recommendation, type Stage, standingOn, yearsBetween } from './recommendations.ts';

/** Recommendations that ask the same, earliest first. */
export interface Thread {
  /** The id of its earliest member. */
  readonly id: string;
  readonly members: readonly Recommendation[];
}

const kept = new WeakMap<Dataset, ReadonlyMap<string, Thread>>();

/** Every thread of two or more, by the id of each of its members. */
function threadsByMember(dataset: Dataset): ReadonlyMap<string, Thread> {
  return remember(kept, dataset, () => {
    const threads = new Map<string, Thread>();
    for (const group of closure(dataset.all('recommendation'))) {
      const members = group.toSorted(earliestFirst);
      const thread = { id: members[0]?.id ?? '', members };
      for (const { id } of members) threads.set(id, thread);
    }
    return threads;
  });
}

export const earliestFirst = (a: Recommendation, b: Recommendation): number =>
  firstDay(a.date) - firstDay(b.date) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The groups of two and more that sameAs joins, by union of sets: in as good as linear time. */
function closure(records: readonly Recommendation[]): Recommendation[][] {
  const parent = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    for (let at = id; at !== root; ) {
      const next = parent.get(at) ?? root;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const record of records) {
    for (const other of record.sameAs ?? []) {
      const [a, b] = [rootOf(record.id), rootOf(other)];
      if (a !== b) parent.set(b, a);
    }
  }
  const linked = new Set([...parent.keys()].map(rootOf));
  const groups = Map.groupBy(
    records.filter(({ id }) => parent.has(id) || linked.has(id)),
    ({ id }) => rootOf(id),
  );
  return [...groups.values()].filter((group) => group.length > 1);
}

/** The thread a recommendation stands in, by the id of any member; undefined where it stands alone. */
export function threadOf(dataset: Dataset, id: string): Thread | undefined {
  return threadsByMember(dataset).get(id);
}

const byCountry = new WeakMap<Dataset, Map<string, readonly Thread[]>>();

/** The threads of a country, those with the most members first. */
export function threadsIn(dataset: Dataset, country: string): readonly Thread[] {
  const kept = remember(byCountry, dataset, () => new Map<string, readonly Thread[]>());
  return remember(kept, country, () => {
    const threads = new Set(
      dataset.inCountry('recommendation', country).flatMap(({ id }) => threadOf(dataset, id) ?? []),
    );
    return [...threads].sort((a, b) => b.members.length - a.members.length || (a.id < b.id ? -1 : 1));
  });
}

/** A thread as of a day: who asked since when, and whether it is answered. */
export interface ThreadStanding {
  /** Members made by the day, earliest first. */
  readonly asked: readonly Recommendation[];
  /** Bodies that asked, each once. */
  readonly askers: number;
  /** Whole years from the first time to the day. */
  readonly years: number;
  /** What independent evidence says of the newest demand of which it says anything. */
  readonly stage: Stage;
}

export function threadOn({ members }: Thread, day: Day): ThreadStanding {
  const asked = members.filter(({ date }) => firstDay(date) <= day);
  const stages = asked.map((record) => standingOn(record, day).stage);
  return {
    asked,
    askers: new Set(asked.map((record) => askerOf(record).slug)).size,
    years: asked[0] ? yearsBetween(asked[0].date, day) : 0,
    stage: stages.findLast((stage) => stage !== 'unknown') ?? 'unknown',
  };
}

/**
 * Following the record: the acts that changed it, newest first, each with what it changed in meaning.
 * An act is what was recorded together: its revisions share moment, author and reason, and follow one another.
 * Always true: statuses before and after an act are computed from the record as it stood then, as of the day asked about.
 */
import { createDataset, type Dataset } from '../core/dataset.ts';
import { changeOf, type RecordChange, type StatusChange, statusChangesBy } from '../core/editions/meaning.ts';
import type { AnyRecord, KindName } from '../core/model/index.ts';
import type { Day } from '../core/time.ts';
import type { Revision } from '../store/store.ts';
import type { Platform } from './platform.ts';

/** An act on the record. */
export interface Act {
  /** Hash of its newest revision: names the act for good. */
  readonly hash: string;
  /** Sequence numbers of its first and last revision. */
  readonly first: number;
  readonly last: number;
  readonly at: string;
  readonly reason: string;
  /** How many revisions it made. */
  readonly count: number;
  /** Whether its changes are compared one by one; of a very large act only the newest are named. */
  readonly isCompared: boolean;
  readonly changes: readonly RecordChange[];
  readonly statuses: readonly StatusChange[];
}

export interface ActQuery {
  /** The record as it is shown, its last revision, and the day for statuses. */
  readonly dataset: Dataset;
  readonly revision: number;
  readonly day: Day;
  /** Only acts before this revision. */
  readonly before?: number;
  /** Where only changes below an id are wanted: what finds them in a very large act. */
  readonly under?: string;
  /** How many acts are wanted. */
  readonly limit: number;
  /** Which changes count; absent means all. Statuses are computed only where one of them can matter. */
  readonly isWanted?: (change: Pick<RecordChange, 'id' | 'kind' | 'before' | 'after'>) => boolean;
  /** What remains of an act for the reader; undefined leaves it out. */
  readonly select?: (act: Act) => Act | undefined;
}

export interface Acts {
  readonly acts: readonly Act[];
  /** From where to read on; absent at the beginning of the record. */
  readonly next?: number;
}

/** Revisions of one act that are compared one by one. */
const COMPARED = 300;
/** Acts looked at for one answer, wanted or not: a filter that finds little must not read the whole log at once. */
const LOOKED_AT = 200;

type Log = Pick<Platform, 'changes' | 'record'>;

/** Acts that changed what is wanted, newest first. */
export async function actsOn(platform: Log, query: ActQuery): Promise<Acts> {
  const { day, limit, isWanted = () => true, select = (act) => act } = query;
  const acts: Act[] = [];
  const walk = new Walk(platform, query);
  for (let looked = 0; looked < LOOKED_AT; looked++) {
    const found = await walk.next();
    if (!found) return { acts };
    const { revisions, first, last, isWhole } = found;
    const [newest] = revisions;
    if (!newest) return { acts };
    const changes = isWhole
      ? (await walk.changesBy(revisions)).filter(isWanted)
      : (await newestOf(platform, found, query.under)).filter(isWanted);
    const matters = isWhole && changes.length > 0;
    const statuses = matters ? walk.statuses(revisions, changes, day) : [];
    if (isWhole) walk.undo();
    if (changes.length > 0) {
      const { hash, at, reason } = newest;
      const act = { hash, first, last, at, reason, count: last - first + 1, isCompared: isWhole, changes, statuses };
      const selected = select(act);
      if (selected) acts.push(selected);
    }
    if (acts.length === limit) return first > 1 ? { acts, next: first } : { acts };
  }
  return walk.position > 1 ? { acts, next: walk.position } : { acts };
}

interface Found {
  /** Newest first; of an act too large to be compared, the newest of it. */
  readonly revisions: readonly Revision[];
  readonly first: number;
  readonly last: number;
  readonly isWhole: boolean;
}

/** Of a very large act: what its newest revisions recorded, without what stood before. */
async function newestOf({ changes }: Log, { revisions, first, last }: Found, under?: string): Promise<RecordChange[]> {
  const newest = under === undefined ? revisions : await changes({ under, before: last + 1, limit: COMPARED });
  return newest.filter(({ seq }) => seq >= first).flatMap(({ record }) => changeOf(undefined, record) ?? []);
}

/** A walk back along the log, act by act, with the record as it stood after the act at hand. */
class Walk {
  readonly #platform: Log;
  /** The record after the act at hand, where it is known; read anew where it is not. */
  #records: Map<string, AnyRecord> | undefined;
  #after: Dataset | undefined;
  #before: Dataset | undefined;
  #previous: ReadonlyMap<string, AnyRecord | undefined> = new Map();
  /** Revisions read ahead, newest first. */
  #ahead: Revision[] = [];
  /** The next act ends before this revision. */
  position: number;

  constructor(platform: Log, query: ActQuery) {
    this.#platform = platform;
    this.position = Math.min(query.before ?? Number.POSITIVE_INFINITY, query.revision + 1);
    if (this.position > query.revision) this.#after = query.dataset;
  }

  /** The act before the position; undefined at the beginning of the log. */
  async next(): Promise<Found | undefined> {
    if (this.position <= 1) return undefined;
    const found = (await this.#small()) ?? (await this.#large());
    if (!found) return undefined;
    this.position = found.first;
    if (!found.isWhole) {
      this.#records = undefined;
      this.#after = undefined;
      this.#ahead = [];
    } else await this.#read(found.last);
    return found;
  }

  /** An act of few revisions, all of them. */
  async #small(): Promise<Found | undefined> {
    const take = (): Found | undefined => {
      const [newest] = this.#ahead;
      if (!newest) return undefined;
      const end = this.#ahead.findIndex((one) => !isSameAct(one, newest));
      const isWhole = end >= 0 || this.#ahead.at(-1)?.seq === 1;
      if (!isWhole) return undefined;
      const revisions = this.#ahead.splice(0, end < 0 ? this.#ahead.length : end);
      if (revisions.length > COMPARED) return { ...spanOf(revisions), revisions, isWhole: false };
      return { ...spanOf(revisions), revisions, isWhole: true };
    };
    const known = take();
    if (known) return known;
    this.#ahead = await this.#platform.changes({ before: this.position, limit: COMPARED + 1 });
    return take();
  }

  /** An act of more revisions than are compared: halving finds where it begins. */
  async #large(): Promise<Found | undefined> {
    const [newest] = this.#ahead;
    if (!newest) return undefined;
    let [outside, inside] = [0, this.#ahead.at(-1)?.seq ?? newest.seq];
    while (inside - outside > 1) {
      const middle = Math.floor((inside + outside) / 2);
      const [revision] = await this.#platform.changes({ before: middle + 1, limit: 1 });
      if (revision && isSameAct(revision, newest)) inside = middle;
      else outside = middle;
    }
    return { revisions: this.#ahead, first: inside, last: newest.seq, isWhole: false };
  }

  /** Reads the record as it stood after a revision, unless the walk knows it. */
  async #read(last: number): Promise<void> {
    if (this.#after || this.#records) return;
    const [revision] = await this.#platform.changes({ before: last + 1, limit: 1 });
    const reading = await this.#platform.record(revision?.at);
    this.#after = reading.dataset;
    if (reading.revision <= last) return;
    // Another act of the same moment came after: its changes are taken back.
    const later = await this.#platform.changes({ before: reading.revision + 1, limit: reading.revision - last });
    const records = new Map(reading.dataset.records.map((record) => [record.id, record]));
    for (const [id, record] of await this.#formsBefore(later)) set(records, id, record);
    this.#records = records;
    this.#after = undefined;
  }

  /** Each record as it was before these revisions, which are newest first. */
  async #formsBefore(revisions: readonly Revision[]): Promise<Map<string, AnyRecord | undefined>> {
    const first = new Map(revisions.map(({ id, seq }) => [id, seq]));
    const forms = new Map<string, AnyRecord | undefined>();
    for (const [record, before] of first) {
      const [revision] = await this.#platform.changes({ record, before, limit: 1 });
      forms.set(record, revision?.record);
    }
    return forms;
  }

  /** What the act at hand changed. */
  async changesBy(revisions: readonly Revision[]): Promise<RecordChange[]> {
    this.#previous = await this.#formsBefore(revisions);
    this.#before = undefined;
    const last = new Map<string, AnyRecord | undefined>();
    for (const { id, record } of revisions) if (!last.has(id)) last.set(id, record);
    return [...last].flatMap(([id, record]) => changeOf(this.#previous.get(id), record) ?? []);
  }

  /** Statuses that the act at hand changed. */
  statuses(revisions: readonly Revision[], changes: readonly RecordChange[], day: Day): StatusChange[] {
    const counts = ({ kind }: { readonly kind: KindName }) => COUNTING.has(kind);
    if (!changes.some(counts) || revisions.at(-1)?.seq === 1) return [];
    this.#after ??= createDataset(this.#map().values());
    return statusChangesBy({ dataset: this.#datasetBefore(), day }, { dataset: this.#after, day }, changes);
  }

  #datasetBefore(): Dataset {
    if (!this.#before) {
      const records = new Map(this.#map());
      for (const [id, record] of this.#previous) set(records, id, record);
      this.#before = createDataset(records.values());
    }
    return this.#before;
  }

  #map(): Map<string, AnyRecord> {
    this.#records ??= new Map((this.#after?.records ?? []).map((record) => [record.id, record]));
    return this.#records;
  }

  /** Takes the act at hand back, so that the walk stands before it. */
  undo(): void {
    const records = this.#map();
    for (const [id, record] of this.#previous) set(records, id, record);
    this.#after = this.#before;
    this.#previous = new Map();
    this.#before = undefined;
  }
}

/** Kinds of record on which statuses rest. */
const COUNTING: ReadonlySet<KindName> = new Set(['finding', 'override', 'framework']);

const isSameAct = (a: Revision, b: Revision): boolean =>
  a.at === b.at && a.reason === b.reason && a.author === b.author;

const spanOf = (revisions: readonly Revision[]): { first: number; last: number } => ({
  first: revisions.at(-1)?.seq ?? 0,
  last: revisions[0]?.seq ?? 0,
});

function set(records: Map<string, AnyRecord>, id: string, record: AnyRecord | undefined): void {
  if (record) records.set(id, record);
  else records.delete(id);
}

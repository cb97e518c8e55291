/**
 * Which words of the law held on a day. A version holds over its own period and never longer than its law.
 * Always true: of one provision at most one version holds on a day.
 */
import type { Dataset } from '../dataset.ts';
import type { Law, Provision, Version } from '../model/index.ts';
import { remember } from '../remember.ts';
import { type Day, firstDay, holdsOn, type PartialDate, type Span, spanOf } from '../time.ts';

/** A provision with the version of it that holds on a day. */
export interface InForce {
  readonly provision: Provision;
  readonly version: Version;
  /** Place of the version among those of the provision, from 0. */
  readonly index: number;
}

/** How a provision or a law stands on a day; unknown means that nothing on record tells. */
export type Force = 'not-yet' | 'in-force' | 'suspended' | 'ended' | 'unknown';

const numbers = new Intl.Collator('en', { numeric: true });

/** Orders numbers of articles as a code does: 132, 132-1, 133. */
export function compareNumbers(a: string, b: string): number {
  return numbers.compare(a, b);
}

interface Contents {
  readonly provisions: readonly Provision[];
  /** First days of all versions, provision after provision; `at` is where those of a provision begin. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly at: Int32Array;
}

const contents = new WeakMap<Dataset, Map<string, Contents>>();
const byLaw = new WeakMap<Dataset, Map<string, Provision[]>>();

/** The provisions of a law in the order of their numbers, whatever the day. */
export function provisionsOf(dataset: Dataset, law: string): readonly Provision[] {
  return contentsOf(dataset, law).provisions;
}

function contentsOf(dataset: Dataset, law: string): Contents {
  const known = remember(contents, dataset, () => new Map<string, Contents>());
  return remember(known, law, () => {
    const grouped = remember(byLaw, dataset, () => Map.groupBy(dataset.all('provision'), (provision) => provision.law));
    const provisions = [...(grouped.get(law) ?? [])].sort((a, b) => compareNumbers(a.number, b.number));
    const count = provisions.reduce((sum, { versions }) => sum + versions.length, 0);
    const [starts, ends] = [new Float64Array(count), new Float64Array(count)];
    const at = new Int32Array(provisions.length + 1);
    const bounds = boundsOf(dataset.get('law', law));
    let next = 0;
    for (const [index, { versions }] of provisions.entries()) {
      at[index] = next;
      for (const version of versions) {
        const { from, to } = within(version, bounds);
        starts[next] = from;
        ends[next++] = to;
      }
    }
    at[provisions.length] = next;
    return { provisions, starts, ends, at };
  });
}

/** A law as it stood on a day: its provisions in force or suspended, in order. Empty before it began and after it ended. */
export function lawOn(dataset: Dataset, law: string, day: Day): InForce[] {
  const { provisions, starts, ends, at } = contentsOf(dataset, law);
  const found: InForce[] = [];
  for (let place = 0; place < provisions.length; place++) {
    // The last version that began by the day: bisection, since a code can have tens of thousands of versions.
    const first = at[place] as number;
    let low = first;
    let high = at[place + 1] as number;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) <= day) low = middle + 1;
      else high = middle;
    }
    if (low === first || (ends[low - 1] as number) <= day) continue;
    const provision = provisions[place] as Provision;
    const index = low - 1 - first;
    found.push({ provision, version: provision.versions[index] as Version, index });
  }
  return found;
}

/** The days over which a version holds: its own period, within the time of its law. */
export function versionSpan(dataset: Dataset, provision: Provision, version: Version): Span {
  return within(version, boundsOf(dataset.get('law', provision.law)));
}

/** The time of a law: from its entry into force, or its enactment where that is all that is known. */
function boundsOf(law: Law | undefined): Span {
  return spanOf({ from: law?.from ?? law?.adopted, to: law?.to });
}

/** A version without a first day counts from the first of its law; an own day stands, though the law's be later. */
function within(version: Version, law: Span): Span {
  const { from, to } = spanOf(version);
  return { from: from === -Infinity ? law.from : from, to: Math.min(to, law.to) };
}

/** The version of a provision that holds on a day, in force or suspended. */
export function versionOn(dataset: Dataset, provision: Provision, day: Day): InForce | undefined {
  const index = provision.versions.findIndex((version) => {
    const { from, to } = versionSpan(dataset, provision, version);
    return from <= day && day < to;
  });
  const version = provision.versions[index];
  return version && { provision, version, index };
}

/** When a provision ceased to be in force, where the record knows: the end of its last version, or of its law. */
export function endOf(dataset: Dataset, provision: Provision): PartialDate | undefined {
  const own = provision.versions.at(-1)?.to;
  const law = dataset.get('law', provision.law)?.to;
  if (own === undefined || law === undefined) return own ?? law;
  return firstDay(own) <= firstDay(law) ? own : law;
}

/** How a provision stands on a day. */
export function forceOf(dataset: Dataset, provision: Provision, day: Day): Force {
  const found = versionOn(dataset, provision, day);
  if (found) return found.version.suspended?.some((period) => holdsOn(period, day)) ? 'suspended' : 'in-force';
  const end = endOf(dataset, provision);
  if (end !== undefined && firstDay(end) <= day) return 'ended';
  const [first] = provision.versions;
  if (first && day < versionSpan(dataset, provision, first).from) {
    const law = dataset.get('law', provision.law);
    // Words that came by amending earlier ones were not the first: the article was there, and nothing tells how.
    const isNew = !law || forceOfLaw(law, day) === 'not-yet' || !isAmended(dataset, provision, first);
    return isNew ? 'not-yet' : 'unknown';
  }
  // Between two versions: repealed, and brought back later.
  return provision.versions.some(({ to }) => to !== undefined && firstDay(to) <= day) ? 'ended' : 'unknown';
}

/** Whether the acts that made a version say that they changed words already there, and inserted none. */
function isAmended(dataset: Dataset, provision: Provision, version: Version): boolean {
  const actions = (version.amendedBy ?? []).flatMap((act) =>
    (dataset.get('law', act)?.amends ?? []).flatMap((instruction) =>
      instruction.provision === provision.id ||
      (instruction.law === provision.law && instruction.number === provision.number)
        ? [instruction.action]
        : [],
    ),
  );
  return actions.length > 0 && !actions.includes('insert');
}

/** How a law stands on a day; a bill is never in force. */
export function forceOfLaw(law: Law, day: Day): Force {
  if (law.type === 'bill') return 'not-yet';
  if (law.to !== undefined && firstDay(law.to) <= day) return 'ended';
  if (law.from !== undefined) return firstDay(law.from) <= day ? 'in-force' : 'not-yet';
  return law.adopted !== undefined && day < firstDay(law.adopted) ? 'not-yet' : 'unknown';
}

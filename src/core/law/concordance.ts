/**
 * Which provision took the place of which when a law was written anew: one to one, one to many, many to one.
 * A citation of an old article stays what it was; what it is now follows from here.
 */
import type { Dataset } from '../dataset.ts';
import type { Citation, Law, Provision } from '../model/index.ts';
import { remember } from '../remember.ts';
import type { Day } from '../time.ts';
import { compareNumbers, provisionsOf, versionOn } from './versions.ts';

/** The provisions whose place this one took. */
export function predecessorsOf(dataset: Dataset, provision: Provision): Provision[] {
  return (provision.succeeds ?? []).flatMap((id) => dataset.get('provision', id) ?? []);
}

/** The provisions that took the place of this one. */
export function successorsOf(dataset: Dataset, provision: string): Provision[] {
  return dataset
    .backlinks(provision)
    .flatMap(({ record, path }) => (record.kind === 'provision' && path[0] === 'succeeds' ? [record] : []))
    .sort((a, b) => compareNumbers(a.number, b.number));
}

/** A provision with everything before and after it, nearest first. */
export interface Lane {
  readonly before: readonly Provision[];
  readonly provision: Provision;
  readonly after: readonly Provision[];
}

export function laneOf(dataset: Dataset, provision: Provision): Lane {
  return {
    before: reach(provision, (one) => predecessorsOf(dataset, one)),
    provision,
    after: reach(provision, (one) => successorsOf(dataset, one.id)),
  };
}

/** Everything reached by following a relation, nearest first, without where it began. */
function reach(start: Provision, next: (provision: Provision) => readonly Provision[]): Provision[] {
  const found = new Set<Provision>([start]);
  for (const provision of found) for (const one of next(provision)) found.add(one);
  found.delete(start);
  return [...found];
}

/**
 * The provisions that stand in the place of one on a day: itself where it holds, else its nearest successors that do.
 * Empty where nothing is known to have followed it.
 */
export function standingFor(dataset: Dataset, provision: Provision, day: Day): Provision[] {
  return nearestOn(dataset, provision, day, (one) => successorsOf(dataset, one.id));
}

/** The provisions that stood before one on a day: itself where it holds, else its nearest predecessors that do. */
export function standingBefore(dataset: Dataset, provision: Provision, day: Day): Provision[] {
  return nearestOn(dataset, provision, day, (one) => predecessorsOf(dataset, one));
}

/** Along a relation, the nearest that hold on a day; past one that holds nothing is looked for. */
function nearestOn(
  dataset: Dataset,
  provision: Provision,
  day: Day,
  along: (provision: Provision) => readonly Provision[],
): Provision[] {
  if (versionOn(dataset, provision, day)) return [provision];
  const found: Provision[] = [];
  const seen = new Set<string>([provision.id]);
  let front: Provision[] = [provision];
  while (front.length > 0) {
    const next: Provision[] = [];
    for (const one of front.flatMap(along)) {
      if (seen.has(one.id)) continue;
      seen.add(one.id);
      (versionOn(dataset, one, day) ? found : next).push(one);
    }
    front = next;
  }
  return found;
}

/** One line of a concordance: a provision and what took its place. */
export interface Correspondence {
  readonly old: Provision;
  /** Empty where no successor is on record. */
  readonly now: readonly Provision[];
}

/** The concordance of a law: its provisions with what took their place, in the order of the numbers. */
export function concordance(dataset: Dataset, law: string): Correspondence[] {
  return provisionsOf(dataset, law).map((old) => ({ old, now: successorsOf(dataset, old.id) }));
}

const textSources = new WeakMap<Dataset, Map<string, Law[]>>();

/** What a locator names as articles: art. 134(2), arts. 120–124, 134; article 132-1. */
const ARTICLES = /\barts?(?:\.|icles?)?\s+((?:\d+(?:-\d+)?(?:\(\w+\))*(?:\s*(?:,|and|–|to)\s*)?)+)/gi;

/**
 * The provisions that a citation names: its source holds the text of a law, its locator the articles.
 * Articles that are not on record are passed over.
 */
export function provisionsCited(dataset: Dataset, { source, locator }: Citation): Provision[] {
  if (locator === undefined) return [];
  const laws = remember(textSources, dataset, () => {
    const index = new Map<string, Law[]>();
    for (const law of dataset.all('law')) {
      for (const text of law.texts ?? []) index.set(text, [...(index.get(text) ?? []), law]);
    }
    return index;
  }).get(source);
  // A source with the texts of several laws does not say which of them an article belongs to.
  const [law] = laws ?? [];
  if (!law || (laws ?? []).length > 1) return [];
  const cited = new Set(articlesIn(locator));
  return provisionsOf(dataset, law.id).filter(({ number }) => cited.has(number));
}

/** The numbers of articles in a locator; a range of whole numbers is counted out. */
export function articlesIn(locator: string): string[] {
  const found: string[] = [];
  for (const [, list = ''] of locator.matchAll(ARTICLES)) {
    for (const piece of list.split(/,|\band\b/)) {
      const [first, last] = piece.split(/–|\bto\b/).map((end) => /\d+(?:-\d+)?/.exec(end)?.[0]);
      if (!first) continue;
      const [from, to] = [Number(first), Number(last)];
      if (last && Number.isInteger(from) && Number.isInteger(to) && from < to && to - from < 1000) {
        for (let n = from; n <= to; n++) found.push(String(n));
      } else found.push(first, ...(last ? [last] : []));
    }
  }
  return found;
}

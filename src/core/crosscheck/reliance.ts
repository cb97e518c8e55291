/**
 * What rests on one source: the other side of weighing all the sources of a country.
 * Always true: a record counts once, however often it cites the source; a status is that of the day asked about.
 */
import type { Dataset } from '../dataset.ts';
import { type AnyRecord, countryOf } from '../model/index.ts';
import { type Day, holdsOn } from '../time.ts';

/** A place of the record that cites a source, and where in its record the citation stands. */
export interface Place {
  readonly record: AnyRecord;
  /** Up to the source’s id: citations/0/source, observations/2/citations/0/source. */
  readonly path: readonly (string | number)[];
}

export interface Reliance {
  /** Every citation of the source. */
  readonly places: readonly Place[];
  /** Different records that cite it. */
  readonly records: readonly string[];
  /** Those of them that cite nothing else. */
  readonly alone: readonly string[];
  /** Statuses of the day that use a finding which cites it, as country and indicator. */
  readonly statuses: readonly { readonly country: string; readonly indicator: string }[];
  /** Sources that are known only through it, and those it took the place of. */
  readonly known: readonly string[];
  readonly replaces: readonly string[];
}

/** What rests on a source on a day. */
export function relianceOn(dataset: Dataset, source: string, day: Day): Reliance {
  const links = dataset.backlinks(source);
  const places = links.filter(({ path }) => path.at(-1) === 'source');
  const records = [...new Map(places.map(({ record }) => [record.id, record] as const)).values()];
  const statuses = new Map<string, { country: string; indicator: string }>();
  for (const record of records) {
    if (record.kind !== 'finding' || record.rank === 'deprecated' || !holdsOn(record, day)) continue;
    const country = countryOf(record.kind, record.id);
    if (country === undefined) continue;
    for (const { id } of dataset.indicatorsAsking(record.question)) {
      statuses.set(`${country} ${id}`, { country, indicator: id });
    }
  }
  const others = (field: string) => links.filter(({ path }) => path[0] === field).map(({ record }) => record.id);
  return {
    places,
    records: records.map(({ id }) => id),
    alone: records.filter((record) => sourcesOf(record).size === 1).map(({ id }) => id),
    statuses: [...statuses.values()],
    known: others('citedIn'),
    replaces: others('replacedBy'),
  };
}

/** The sources that a record cites anywhere. */
function sourcesOf(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) sourcesOf(item, found);
  else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (key === 'source' && typeof item === 'string') found.add(item);
      else sourcesOf(item, found);
    }
  }
  return found;
}

/**
 * Placements: categories that another assessor gives every state year by year, such as the tiers of the U.S.
 * Trafficking in Persons Report. They stand in series with a scale, one series a country.
 * Always true: a placement is the assessor's judgement and is never merged with a status of ours; a year without a
 * placement on file stays without one, and is never filled from the year before.
 */
import type { Dataset } from '../dataset.ts';
import type { Framework, RecordOf } from '../model/index.ts';
import { remember } from '../remember.ts';

type Series = RecordOf<'series'>;

/** What an assessor said of a state in the report of a year. */
export interface Placement {
  readonly series: Series;
  /** The year of the report. */
  readonly year: string;
  /** The id on the scale; undefined where sources on file give different ones. */
  readonly value?: string;
  /** Every standing reading: one, or several that disagree. */
  readonly readings: readonly Series['observations'][number][];
  /** The value of the year before, where that is on file. */
  readonly before?: string;
}

/** What is on file of the report of a year. */
export interface PlacementYear {
  readonly year: string;
  /** Countries and territories with a placement. */
  readonly count: number;
  /** Steps of the scale of which no placement is on file that year. */
  readonly missing: readonly string[];
}

interface Placements {
  /** Year, then country. */
  readonly byYear: ReadonlyMap<string, ReadonlyMap<string, Placement>>;
  /** Newest first. */
  readonly years: readonly PlacementYear[];
}

const indexes = new WeakMap<Dataset, ReadonlyMap<string, Placements>>();

function indexOf(dataset: Dataset): ReadonlyMap<string, Placements> {
  return remember(indexes, dataset, () => {
    const series = dataset.all('series').filter(({ scale, country }) => scale !== undefined && country !== undefined);
    return new Map(
      [...Map.groupBy(series, ({ scale }) => scale ?? '')].flatMap(([id, list]) => {
        const scale = dataset.get('framework', id);
        return scale ? [[id, placementsOf(scale, list)]] : [];
      }),
    );
  });
}

function placementsOf(scale: Framework, list: readonly Series[]): Placements {
  const byYear = new Map<string, Map<string, Placement>>();
  for (const series of list) {
    for (const [year, placement] of yearByYear(series)) {
      remember(byYear, year, () => new Map<string, Placement>()).set(series.country ?? '', placement);
    }
  }
  const years = [...byYear]
    .map(([year, placements]) => {
      const given = new Set([...placements.values()].map(({ value }) => value));
      return { year, count: placements.size, missing: scale.scale.map(({ id }) => id).filter((id) => !given.has(id)) };
    })
    .sort((a, b) => (a.year < b.year ? 1 : -1));
  return { byYear, years };
}

/** The placements of one state by year, oldest first. */
function yearByYear(series: Series): Map<string, Placement> {
  const standing = series.observations.filter(
    ({ period, value, rank }) => period !== undefined && typeof value === 'string' && rank !== 'deprecated',
  );
  const years = [...Map.groupBy(standing, ({ period }) => (period ?? '').slice(0, 4))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const found = new Map<string, Placement>();
  for (const [year, all] of years) {
    const preferred = all.filter(({ rank }) => rank === 'preferred');
    const readings = preferred.length > 0 ? preferred : all;
    const values = new Set(readings.map(({ value }) => String(value)));
    const [value] = values.size === 1 ? values : [];
    const before = found.get(String(Number(year) - 1))?.value;
    found.set(year, {
      series,
      year,
      readings,
      ...(value !== undefined && { value }),
      ...(before !== undefined && { before }),
    });
  }
  return found;
}

/** Scales on which placements are on file, by id. */
export function placementScales(dataset: Dataset): Framework[] {
  return [...indexOf(dataset).keys()].sort().flatMap((id) => dataset.get('framework', id) ?? []);
}

/** The years of which placements are on file, newest first. */
export function placementYears(dataset: Dataset, scale: string): readonly PlacementYear[] {
  return indexOf(dataset).get(scale)?.years ?? [];
}

/** What the report of a year said of a state, as far as it is on file. */
export function placementIn(dataset: Dataset, country: string, scale: string, year: string): Placement | undefined {
  return indexOf(dataset).get(scale)?.byYear.get(year)?.get(country);
}

/** Countries and territories with a placement on file for a year. */
export function placedIn(dataset: Dataset, scale: string, year: string): string[] {
  return [...(indexOf(dataset).get(scale)?.byYear.get(year)?.keys() ?? [])];
}

/**
 * The year to show where none is asked for: the latest, up to a year, of which placements on every step of the scale
 * are on file, since a year whose lists were read in part would hide the lower steps; else the fullest.
 */
export function usualYear(dataset: Dataset, scale: string, until: string): PlacementYear | undefined {
  const years = placementYears(dataset, scale).filter(({ year }) => year <= until);
  return years.find(({ missing }) => missing.length === 0) ?? years.toSorted((a, b) => b.count - a.count)[0];
}

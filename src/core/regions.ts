/**
 * Regions of the world as the United Nations standard M49 has them: the sub-regions that countries name, and the parts
 * of the world they make up. A region is named by a slug in addresses and messages.
 */
import type { RecordOf } from './model/index.ts';

type RegionName = NonNullable<RecordOf<'country'>['region']>;

/** Parts of the world with their sub-regions, in the order of the standard. */
const PARTS: Readonly<Record<string, readonly RegionName[]>> = {
  africa: ['Northern Africa', 'Sub-Saharan Africa'],
  americas: ['Latin America and the Caribbean', 'Northern America'],
  asia: ['Central Asia', 'Eastern Asia', 'South-eastern Asia', 'Southern Asia', 'Western Asia'],
  europe: ['Eastern Europe', 'Northern Europe', 'Southern Europe', 'Western Europe'],
  oceania: ['Australia and New Zealand', 'Melanesia', 'Micronesia', 'Polynesia'],
};

const slugOf = (name: RegionName): string => name.toLowerCase().replaceAll(' ', '-');

/** Parts of the world and the slugs of their sub-regions. */
export const PARTS_OF_THE_WORLD: readonly { readonly part: string; readonly regions: readonly string[] }[] =
  Object.entries(PARTS).map(([part, names]) => ({ part, regions: names.map(slugOf) }));

/** The slug of the sub-region of a country; undefined where none is recorded. */
export const regionOf = (country: RecordOf<'country'> | undefined): string | undefined =>
  country?.region && slugOf(country.region);

/** The slugs of the sub-regions that a slug stands for: of a part of the world all of it; none where there is no such. */
export function regionsIn(slug: string): readonly string[] {
  const part = PARTS_OF_THE_WORLD.find((one) => one.part === slug);
  if (part) return part.regions;
  return PARTS_OF_THE_WORLD.some(({ regions }) => regions.includes(slug)) ? [slug] : [];
}

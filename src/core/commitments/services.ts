/**
 * Services: the one rule on their numbers. A number that may no longer be right is worse than none, so no
 * service is shown with its number unless a person confirmed it in the last 90 days, counted from today whatever the
 * day shown. What sources tell of the past keeps its words.
 */
import type { RecordOf } from '../model/index.ts';
import { type Day, firstDay, holdsOn, lastDay } from '../time.ts';

export type Service = RecordOf<'service'>;

/** Days for which a confirmation counts. */
export const CONFIRMED_FOR = 90;

/** Whether someone confirmed the service in the last 90 days, and its funding or mandate has not run out since. */
export function isConfirmed({ verifiedOn, expires }: Pick<Service, 'verifiedOn' | 'expires'>, today: Day): boolean {
  if (verifiedOn === undefined || firstDay(verifiedOn) > today) return false;
  if (expires !== undefined && lastDay(expires) < today) return false;
  return today - firstDay(verifiedOn) <= CONFIRMED_FOR;
}

/** confirmed: its number is shown; ended: it is over by the record; else nobody has confirmed it lately. */
export type Standing = 'confirmed' | 'unconfirmed' | 'ended';

export function standingOf(service: Service, today: Day): Standing {
  if (!holdsOn(service, today)) return 'ended';
  return isConfirmed(service, today) ? 'confirmed' : 'unconfirmed';
}

/** A text about a service without its number, where nobody confirmed it: "Hotline 150" becomes "Hotline". */
export function withoutNumber(text: string, service: Service, today: Day): string {
  if (service.phone === undefined || isConfirmed(service, today)) return text;
  return text.replaceAll(service.phone, '').replace(/\s+/g, ' ').trim();
}

/** A town with the services that name it. */
export interface TownServed {
  readonly name: NonNullable<Service['towns']>[number]['name'];
  /** Degrees north and east, to a tenth: a town, never a house. */
  readonly latitude: number;
  readonly longitude: number;
  readonly services: readonly Service[];
}

/** Towns that services of a country name, from north to south; those that have ended are left out. */
export function townsServed(services: readonly Service[], today: Day): TownServed[] {
  const standing = services.filter((service) => standingOf(service, today) !== 'ended');
  const towns = Map.groupBy(
    standing.flatMap((service) => (service.towns ?? []).map((town) => ({ town, service }))),
    ({ town }) => `${town.latitude} ${town.longitude}`,
  );
  return [...towns.values()]
    .flatMap((group) => {
      const town = group[0]?.town;
      return town ? [{ ...town, services: group.map(({ service }) => service) }] : [];
    })
    .sort((a, b) => b.latitude - a.latitude || a.longitude - b.longitude);
}

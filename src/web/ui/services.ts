/**
 * Services: the one rule on their numbers. A number that may no longer be right is worse than none, so no
 * service is shown with its number unless a person confirmed it in the last 90 days, counted from today whatever the
 * day shown. What sources tell of the past keeps its words.
 */
import type { RecordOf } from '../../core/model/index.ts';
import { type Day, firstDay } from '../../core/time.ts';

export type Service = RecordOf<'service'>;

/** Days for which a confirmation counts. */
export const CONFIRMED_FOR = 90;

/** Whether someone confirmed the service in the last 90 days. */
export function isConfirmed({ verifiedOn }: Pick<Service, 'verifiedOn'>, today: Day): boolean {
  return verifiedOn !== undefined && firstDay(verifiedOn) <= today && today - firstDay(verifiedOn) <= CONFIRMED_FOR;
}

/** A text about a service without its number, where nobody confirmed it: "Hotline 150" becomes "Hotline". */
export function withoutNumber(text: string, service: Service, today: Day): string {
  if (service.phone === undefined || isConfirmed(service, today)) return text;
  return text.replaceAll(service.phone, '').replace(/\s+/g, ' ').trim();
}

/** Moments as people and addresses write them, for “known at”. */
import { PlatformError } from '../core/errors.ts';
import { isPartialDate } from '../core/time.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * The instant as the log writes it. A day means its end in UTC, so that it includes what was recorded on it.
 * Refuses as invalid anything else, an instant without its zone included.
 */
export function instantOf(text: string): string {
  const isDay = text.length === 10;
  // Date.parse takes 30 February for 1 March, so the day is judged on its own.
  const isMoment = isPartialDate(text.slice(0, 10)) && (isDay || INSTANT.test(text));
  const time = isMoment ? Date.parse(isDay ? `${text}T23:59:59.999Z` : text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new PlatformError(
      'invalid',
      `“${text}” is not a moment. Give a day such as 2024-09-05, or an instant with its zone such as 2024-09-05T12:00:00Z.`,
    );
  }
  return new Date(time).toISOString();
}

/** Moments as people and addresses write them, for “known at”. */
import { PlatformError } from '../core/errors.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * The instant as the log writes it. A day means its end in UTC, so that it includes what was recorded on it.
 * Refuses as invalid anything else, an instant without its zone included.
 */
export function instantOf(text: string): string {
  const time = DAY.test(text)
    ? Date.parse(`${text}T23:59:59.999Z`)
    : INSTANT.test(text)
      ? Date.parse(text)
      : Number.NaN;
  const date = new Date(time);
  // Date.parse takes 30 February for 1 March.
  if (Number.isNaN(time) || (DAY.test(text) && !date.toISOString().startsWith(text))) {
    throw new PlatformError(
      'invalid',
      `“${text}” is not a moment. Give a day such as 2024-09-05, or an instant with its zone such as 2024-09-05T12:00:00Z.`,
    );
  }
  return date.toISOString();
}

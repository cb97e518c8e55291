/**
 * Dates and periods.
 * A partial date ("2011", "2011-06", "2011-06-03": ISO 8601 calendar dates) keeps the precision of its source and is
 * never completed in the record. Where an order is needed its first day stands for it, and `isApproximate` says so.
 * Periods are half-open, [from, to). An absent `from` is unknown, an absent `to` means "still so".
 * Nothing here reads a clock: every day is a parameter.
 */

/** A calendar date of day, month or year precision, ISO 8601. */
export type PartialDate = string;

/** Days since 1970-01-01 in the proleptic Gregorian calendar; ±Infinity stand for an open bound. */
export type Day = number;

/** A half-open stretch of days [from, to) with open bounds as ±Infinity. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** A period as records hold it. */
export interface Period {
  readonly from?: PartialDate | undefined;
  readonly to?: PartialDate | undefined;
}

// Years begin at 1000: an earlier one is a slip of the hand, and Date.UTC would take 0 to 99 for 1900 to 1999.
const PARTIAL = /^([1-9]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const MS_PER_DAY = 86_400_000;

/** Whether the text is a calendar date that exists, with year, month or day precision. */
export function isPartialDate(text: string): boolean {
  const match = PARTIAL.exec(text);
  if (!match) return false;
  const [, year = '', month = '01', day = '01'] = match;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** Whether the date is of month or year precision, so that a bound made of it is approximate. */
export function isApproximate(date: PartialDate): boolean {
  return date.length < 10;
}

const dayCache = new Map<PartialDate, Day>();

/** The first day a partial date can mean. */
export function firstDay(date: PartialDate): Day {
  let day = dayCache.get(date);
  if (day === undefined) {
    const [, year = '', month = '01', dayOfMonth = '01'] = PARTIAL.exec(date) ?? [];
    if (year === '') throw new RangeError(`not a calendar date: ${date}`);
    day = Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth)) / MS_PER_DAY;
    if (dayCache.size < 100_000) dayCache.set(date, day);
  }
  return day;
}

/** The last day a partial date can mean: "2011-06" ends on 30 June 2011. */
export function lastDay(date: PartialDate): Day {
  const [, year = '', month, day] = PARTIAL.exec(date) ?? [];
  if (day) return firstDay(date);
  const next = month ? Date.UTC(Number(year), Number(month), 1) : Date.UTC(Number(year) + 1, 0, 1);
  return next / MS_PER_DAY - 1;
}

/** The day as a full ISO 8601 date. An open bound (±Infinity) gives undefined. */
export function isoDay(day: Day): PartialDate | undefined {
  return Number.isFinite(day) ? new Date(day * MS_PER_DAY).toISOString().slice(0, 10) : undefined;
}

/** The span of a period; partial bounds count from their first day. */
export function spanOf(period: Period): Span {
  return {
    from: period.from === undefined ? -Infinity : firstDay(period.from),
    to: period.to === undefined ? Infinity : firstDay(period.to),
  };
}

/** Whether the day lies in [from, to). */
export function holdsOn(period: Period, day: Day): boolean {
  return (
    (period.from === undefined || firstDay(period.from) <= day) &&
    (period.to === undefined || day < firstDay(period.to))
  );
}

/** The days two spans share, or undefined when they share none. */
export function intersect(a: Span, b: Span): Span | undefined {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from < to ? { from, to } : undefined;
}

/** Orders periods by first day, unknown beginnings first, then by end. */
export function comparePeriods(a: Period, b: Period): number {
  const [x, y] = [spanOf(a), spanOf(b)];
  return x.from === y.from ? (x.to === y.to ? 0 : x.to - y.to) : x.from - y.from;
}

/** Every day on which one of the spans begins or ends, ascending, without the open bounds. */
export function cutDays(spans: Iterable<Span>): Day[] {
  const days = new Set<Day>();
  for (const { from, to } of spans) {
    if (Number.isFinite(from)) days.add(from);
    if (Number.isFinite(to)) days.add(to);
  }
  return [...days].sort((a, b) => a - b);
}

/** Joins neighbouring spans whose values are the same; the input is ordered and does not overlap. */
export function joinSpans<T extends Span>(spans: readonly T[], same: (a: T, b: T) => boolean): T[] {
  const joined: T[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && last.to === span.from && same(last, span)) joined[joined.length - 1] = { ...last, to: span.to };
    else joined.push(span);
  }
  return joined;
}

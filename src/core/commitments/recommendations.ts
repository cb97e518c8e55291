/**
 * What became of a recommendation: the verdict of the state and an independent one, kept apart, on any day.
 * The rule is published in docs/CONCEPTS.md (Verdicts on recommendations). In short, for each side on its own:
 * a part has the newest word said of it, or of the whole where that is "done" or "not done"; the whole is done when
 * every part is, partly done when some are at least partly, not done when none is, and otherwise what was said of it.
 * Always true: nothing recorded is "no evidence", which is a gap and never a verdict; only independent words close a
 * recommendation; nothing said of a later day counts.
 */
import type { Dataset } from '../dataset.ts';
import type { RecordOf } from '../model/index.ts';
import { type Day, firstDay, isoDay, type PartialDate } from '../time.ts';

export type Recommendation = RecordOf<'recommendation'>;
export type Part = NonNullable<Recommendation['parts']>[number];
export type Progress = NonNullable<Recommendation['progress']>[number];
export type Verdict = Progress['status'];
export type Side = Progress['by'];

/** Every verdict, best first. */
export const VERDICTS: readonly Verdict[] = ['done', 'partly-done', 'not-done', 'no-evidence'];

/** Whether it is known to be done, known not to be, or not known. */
export type Stage = 'closed' | 'open' | 'unknown';

/** What one side says of a part on a day. */
export interface Said {
  readonly verdict: Verdict;
  /** The entry it rests on; none where nothing is on record. */
  readonly entry?: Progress;
}

/** A part with both verdicts. */
export interface PartStanding {
  readonly part: Part;
  readonly independent: Said;
  /** Undefined where the state has said nothing. */
  readonly state: Said | undefined;
  /** Since when it counts as done, where it does. */
  readonly closedOn?: PartialDate;
}

export interface Standing {
  readonly independent: Verdict;
  /** Undefined where the state has said nothing. */
  readonly state: Verdict | undefined;
  readonly stage: Stage;
  readonly parts: readonly PartStanding[];
  /** Entries that speak of the day or of an earlier one, newest first. */
  readonly entries: readonly Progress[];
  /** Since when every part counts as done, where all do. */
  readonly closedOn?: PartialDate;
}

/** Newest first; of one day, the word on a part before the word on the whole. */
const newestFirst = (a: Progress, b: Progress): number =>
  firstDay(b.date) - firstDay(a.date) || Number(a.part === undefined) - Number(b.part === undefined);

/** Entries on the whole that decide every part: a half-done whole tells of no part which half it is. */
const speaksOf = (entry: Progress, part: string): boolean =>
  entry.part === part || (entry.part === undefined && (entry.status === 'done' || entry.status === 'not-done'));

/** What is known of a recommendation on a day. */
export function standingOn(record: Recommendation, day: Day): Standing {
  if (record.progress === undefined || record.progress.length === 0) return nothingKnown(record);
  const entries = record.progress.filter(({ date }) => firstDay(date) <= day).sort(newestFirst);
  if (entries.length === 0) return nothingKnown(record);
  const [independent, state] = [entriesBy(entries, 'independent'), entriesBy(entries, 'state')];
  const verdict = verdictOf(record, independent);
  const closedOn = verdict === 'done' ? closing(record, independent) : undefined;
  return {
    independent: verdict,
    state: state.length > 0 ? verdictOf(record, state) : undefined,
    stage: stageOf(verdict),
    parts: (record.parts ?? []).map((part) => standingOfPart(part, independent, state)),
    entries,
    ...(closedOn !== undefined && { closedOn }),
  };
}

function nothingKnown(record: Recommendation): Standing {
  return {
    independent: 'no-evidence',
    state: undefined,
    stage: 'unknown',
    parts: (record.parts ?? []).map((part) => ({ part, independent: { verdict: 'no-evidence' }, state: undefined })),
    entries: [],
  };
}

const entriesBy = (entries: readonly Progress[], side: Side): Progress[] => entries.filter(({ by }) => by === side);

function standingOfPart(part: Part, independent: readonly Progress[], state: readonly Progress[]): PartStanding {
  const said = saidOf(part.id, independent);
  const closedOn = said.verdict === 'done' ? since(independent.filter((entry) => speaksOf(entry, part.id))) : undefined;
  return {
    part,
    independent: said,
    state: state.some((entry) => speaksOf(entry, part.id)) ? saidOf(part.id, state) : undefined,
    ...(closedOn !== undefined && { closedOn }),
  };
}

/** The newest word on a part; entries come newest first. */
function saidOf(part: string, entries: readonly Progress[]): Said {
  const entry = entries.find((one) => speaksOf(one, part));
  return entry ? { verdict: entry.status, entry } : { verdict: 'no-evidence' };
}

/** What one side says of the whole; entries come newest first. */
function verdictOf(record: Recommendation, entries: readonly Progress[]): Verdict {
  const onTheWhole = entries.find(({ part }) => part === undefined)?.status ?? 'no-evidence';
  if (!record.parts || record.parts.length === 0) return onTheWhole;
  const together = togetherOf(record.parts.map(({ id }) => saidOf(id, entries).verdict));
  return together === 'no-evidence' ? onTheWhole : together;
}

/** The published rule: what the verdicts on its parts come to together. */
export function togetherOf(parts: readonly Verdict[]): Verdict {
  if (parts.length === 0) return 'no-evidence';
  if (parts.every((verdict) => verdict === 'done')) return 'done';
  if (parts.some((verdict) => verdict === 'done' || verdict === 'partly-done')) return 'partly-done';
  return parts.some((verdict) => verdict === 'not-done') ? 'not-done' : 'no-evidence';
}

export const stageOf = (verdict: Verdict): Stage =>
  verdict === 'done' ? 'closed' : verdict === 'no-evidence' ? 'unknown' : 'open';

/** The date of the first "done" that no other verdict followed; entries come newest first and begin with one. */
function since(entries: readonly Progress[]): PartialDate | undefined {
  const end = entries.findIndex(({ status }) => status !== 'done');
  return entries[(end < 0 ? entries.length : end) - 1]?.date;
}

/** When the last of its parts was closed, or the whole where it has none. */
function closing(record: Recommendation, entries: readonly Progress[]): PartialDate | undefined {
  const dates =
    record.parts && record.parts.length > 0
      ? record.parts.map(({ id }) => since(entries.filter((entry) => speaksOf(entry, id))))
      : [since(entries.filter(({ part }) => part === undefined))];
  return dates.reduce((latest, date) =>
    latest === undefined || date === undefined ? undefined : firstDay(date) > firstDay(latest) ? date : latest,
  );
}

/** Whole years from a date to a day, both by their first day; none where the date lies ahead. */
export function yearsBetween(from: PartialDate, day: Day): number {
  return yearsTo(from, isoDay(day) ?? from);
}

/** The same to a full date. */
export function yearsTo(from: PartialDate, end: PartialDate): number {
  // The first day of a partial date, as text: 2011 begins on 2011-01-01.
  const start = `${from}-01-01`.slice(5, 10);
  const years = Number(end.slice(0, 4)) - Number(from.slice(0, 4));
  return Math.max(0, end.slice(5) < start ? years - 1 : years);
}

/** For how many whole years it has waited: until the day, or until it was closed. */
export function yearsWaited(record: Recommendation, standing: Pick<Standing, 'closedOn'>, day: Day): number {
  return yearsBetween(record.date, standing.closedOn === undefined ? day : Math.min(day, firstDay(standing.closedOn)));
}

/** Who asked: the mechanism, and the state that spoke in it where it was a review by states. */
export interface Asker {
  /** Part of an address, the same in every language: universal-periodic-review. */
  readonly slug: string;
  readonly body: Recommendation['body'];
}

/** A body in brackets after a state is the mechanism: Kyrgyzstan (Universal Periodic Review). */
const IN_BRACKETS = /^.+ \(([^()]+)\)$/;

/** The mechanism or body behind a recommendation: what its filter and its groups are made of. */
export function askerOf({ body }: Pick<Recommendation, 'body'>): Asker {
  const named = (text: string | undefined) => (text === undefined ? undefined : (IN_BRACKETS.exec(text)?.[1] ?? text));
  if (typeof body === 'string') {
    const name = named(body) ?? body;
    return { slug: slugOf(name), body: name };
  }
  const [en, ru, kk] = [named(body.en), named(body.ru), named(body.kk)];
  return {
    slug: slugOf(en ?? ru ?? kk ?? ''),
    body: {
      ...(en && { en }),
      ...(ru && { ru }),
      ...(kk && { kk }),
      ...(body.translation && { translation: body.translation }),
    },
  };
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** What kind of change its parts ask for; nothing where no part says. */
export function kindsOf(record: Recommendation): readonly NonNullable<Part['kind']>[] {
  return [...new Set((record.parts ?? []).flatMap(({ kind }) => kind ?? []))].sort();
}

/** The provisions it is about, its own and those of its parts. */
export function provisionsOf(record: Recommendation): readonly string[] {
  return [
    ...new Set([...(record.provisions ?? []), ...(record.parts ?? []).flatMap(({ provisions }) => provisions ?? [])]),
  ];
}

/** A verdict that a reader could not check: one that decides something and names neither source nor what answers it. */
export function unfounded(record: Recommendation): readonly Progress[] {
  return (record.progress ?? []).filter(
    ({ status, citations, closedBy }) =>
      status !== 'no-evidence' && (citations?.length ?? 0) === 0 && (closedBy?.length ?? 0) === 0,
  );
}

/** The indicators it bears on: those it names, and those whose rules ask the questions that its parts target. */
export function indicatorsOf(dataset: Dataset, record: Recommendation): readonly string[] {
  const asked = (record.parts ?? []).flatMap(({ target }) => (target ? dataset.indicatorsAsking(target) : []));
  return [...new Set([...(record.indicators ?? []), ...asked.map(({ id }) => id)])];
}

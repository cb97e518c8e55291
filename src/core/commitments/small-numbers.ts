/**
 * Small numbers: what may be shown of counts of children.
 * The rule, in this one place for pages, charts, files and the command line: a count under 10 by place or by age is shown
 * as “fewer than 10”; so that nobody can subtract it from a total, further counts of the same total are shown as “10 or
 * more” or withheld, the smallest first, and the total itself only when nothing else helps. Zero tells of no child and stays.
 * Always true: from all that is shown of one total, a hidden count can still be anything from 1 to 9 (checked by bounds,
 * after Hundepool et al., Statistical Disclosure Control, 2012, chapter 4). What is not printed of a total counts as a part
 * of it. A series that says of itself that no children are counted is left as it is; one that says nothing is not.
 */
import { everyText } from '../localised.ts';
import type { RecordOf } from '../model/index.ts';
import { remember } from '../remember.ts';

export type Series = RecordOf<'series'>;
export type Observation = Series['observations'][number];

/** Why a number is not shown: it is small itself, or a small one could be worked out from it. */
export type Withheld = 'small' | 'subtraction';

/** A number as it may be shown. Where it is withheld only bounds are left, or nothing at all. */
export interface Amount {
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  readonly withheld?: Withheld;
}

/** An observation as it may be shown. */
export interface ShownObservation extends Omit<Observation, 'breakdown'> {
  readonly withheld?: Withheld;
  readonly breakdown?: Readonly<Record<string, Amount>>;
}

/** A series as it may be shown: what pages, files and the command line read instead of the record. */
export interface ShownSeries extends Omit<Series, 'observations'> {
  readonly observations: readonly ShownObservation[];
}

/** Counts below this are small. */
export const SMALL = 10;

/** How much of a cell is shown, in the order in which more is hidden. */
type State = 'shown' | 'fewer' | 'more' | 'nothing';

interface Cell {
  readonly value: number;
  /** A count of children by place or age from 1 to 9. */
  readonly sensitive: boolean;
  state: State;
  low: number;
  high: number;
}

/** A total and its parts; `rest` is what the parts printed leave of it. */
interface Sum {
  readonly total: Cell;
  readonly parts: readonly Cell[];
  readonly rest: number;
}

const shownOf = new WeakMap<Series, ShownSeries>();

/** The series with its small counts shown as ranges. */
export function shown(series: Series): ShownSeries {
  return remember(
    shownOf,
    series,
    () => (series.children === false || !isCount(series) ? series : protect(series)) as ShownSeries,
  );
}

/** Shares, rates and money are no counts. */
const NO_COUNT =
  /%|\bper\b|per ?cent|share|\brate\b|times|years? of|dollars?|tenge|euros?|процент|дол[яи]|тенге|доллар|пайыз|үлес|теңге/iu;

function isCount({ unit }: Series): boolean {
  return !everyText(unit).some((text) => NO_COUNT.test(text));
}

/** Names of dimensions that are places or ages, before the colon of a part: “area: North”. */
const BY_PLACE = /^(?:area|place|region|province|city|town|district|village|school|institution)s?$/iu;
const BY_AGE = /^(?:ages?|age (?:band|group)s?)$/iu;
/** Parts that name children among people of all ages. */
const CHILDREN = /\b(?:child(?:ren)?|minors?|girls?|boys?|infants?|newborns?|juveniles?|under \d|aged \d)\b/iu;

function dimensionOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon).trim().toLowerCase();
}

/** Dimensions in which such a part is a group of ages: not that of the acts counted, “kind: sale of children”. */
const OF_PEOPLE = /^(?:|groups?|sex|gender|victims?|persons?|people|who)$/iu;
const namesChildren = (name: string) => OF_PEOPLE.test(dimensionOf(name)) && CHILDREN.test(name);

const isCounted = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isSmall = (value: number) => value > 0 && value < SMALL;

const placeOf = ({ area }: Observation) => (area ?? '').trim().toLowerCase();
const agesOf = ({ ages }: Observation) => (ages ? `${ages.from ?? 0}-${ages.to ?? ''}` : '');
const isNarrow = (one: Observation) => placeOf(one) !== '' || agesOf(one) !== '';

function protect(series: Series): ShownSeries {
  const observations: ShownObservation[] = [...(series.observations as readonly ShownObservation[])];
  const byPeriod = Map.groupBy(series.observations.keys(), (index) => series.observations[index]?.period ?? '');
  for (const indexes of byPeriod.values()) protectPeriod(series.observations, indexes, observations);
  return { ...series, observations };
}

/** Hides what has to be hidden of the observations of one period. */
function protectPeriod(all: readonly Observation[], indexes: readonly number[], out: ShownObservation[]): void {
  const cells = new Map<string, Cell>();
  /** One cell for one place, age and number, however often it is printed. */
  const cellOf = (key: string, value: number, sensitive: boolean): Cell => {
    const full = `${key}|${value}`;
    const known = cells.get(full);
    if (known && (known.sensitive || !sensitive)) return known;
    const cell = known ?? { value, sensitive, state: 'shown', low: value, high: value };
    const kept: Cell = sensitive && !cell.sensitive ? Object.assign(cell, { sensitive }) : cell;
    cells.set(full, kept);
    return kept;
  };
  const own = new Map<number, Cell>();
  const parts = new Map<number, Map<string, Cell>>();
  const sums: Sum[] = [];
  for (const index of indexes) {
    const one = all[index];
    if (!one) continue;
    if (isCounted(one.value)) {
      own.set(index, cellOf(`${placeOf(one)}|${agesOf(one)}`, one.value, isNarrow(one) && isSmall(one.value)));
    }
    parts.set(index, partsOf(one, own.get(index), cellOf, sums));
  }
  for (const by of ['place', 'ages', 'both'] as const) sums.push(...sumsOver(all, indexes, own, by));
  const hidden = [...cells.values()].filter(({ sensitive }) => sensitive);
  const exposedRest = sums.some(({ rest }) => isSmall(rest));
  for (const cell of hidden) hide(cell, 'fewer');
  if (hidden.length > 0 || exposedRest) settle(sums, hidden);
  for (const index of indexes) {
    const one = all[index];
    if (one) out[index] = shownObservation(one, own.get(index), parts.get(index) ?? new Map());
  }
}

/** The parts of one observation that are places or ages, with the sums they make. */
function partsOf(
  one: Observation,
  total: Cell | undefined,
  cellOf: (key: string, value: number, sensitive: boolean) => Cell,
  sums: Sum[],
): Map<string, Cell> {
  const found = new Map<string, Cell>();
  const names = Object.keys(one.breakdown ?? {});
  const byDimension = Map.groupBy(names, dimensionOf);
  for (const [dimension, own] of byDimension) {
    const place = BY_PLACE.test(dimension);
    const age = BY_AGE.test(dimension) || own.some(namesChildren);
    // Every part of a count for one place is a count by place.
    if (!place && !age && !isNarrow(one)) continue;
    for (const name of own) {
      const value = one.breakdown?.[name];
      if (!isCounted(value)) continue;
      const label = name
        .slice(name.indexOf(':') + 1)
        .trim()
        .toLowerCase();
      const key = place ? `${label}|${agesOf(one)}` : `${placeOf(one)}|${age ? bandOf(label) : label}`;
      const children = place || isNarrow(one) || BY_AGE.test(dimension) || namesChildren(name);
      found.set(name, cellOf(key, value, children && isSmall(value)));
    }
    if (dimension === '') continue;
    // A part of a part is summed under the part it belongs to.
    const parentOf = (name: string) =>
      own.filter((other) => other !== name && name.startsWith(`${other},`)).sort((a, b) => b.length - a.length)[0];
    for (const [parent, group] of Map.groupBy(own, parentOf)) {
      const whole = parent === undefined ? total : found.get(parent);
      const members = group.flatMap((name) => found.get(name) ?? []);
      if (whole && members.length > 0) sums.push(sumOf(whole, members));
    }
  }
  return found;
}

/** “5 to 9”, “5–9” and ages of 5 to 9 are one band. */
function bandOf(label: string): string {
  const [from, to] = label.match(/\d+/g) ?? [];
  return from === undefined ? label : `${from}-${to ?? ''}`;
}

function sumOf(total: Cell, parts: readonly Cell[]): Sum {
  return { total, parts, rest: total.value - parts.reduce((sum, { value }) => sum + value, 0) };
}

/** Sums of observations over places for each age, over ages for each place, or over both: every total with the parts of each producer. */
function sumsOver(
  all: readonly Observation[],
  indexes: readonly number[],
  own: ReadonlyMap<number, Cell>,
  by: 'place' | 'ages' | 'both',
): Sum[] {
  const fixed = by === 'place' ? agesOf : by === 'ages' ? placeOf : () => '';
  const isTotal =
    by === 'place'
      ? (one: Observation) => placeOf(one) === ''
      : by === 'ages'
        ? (one: Observation) => agesOf(one) === ''
        : (one: Observation) => !isNarrow(one);
  const isPart =
    by === 'both'
      ? (one: Observation) => placeOf(one) !== '' && agesOf(one) !== ''
      : (one: Observation) => !isTotal(one);
  const rows = indexes.flatMap((index) => {
    const [one, cell] = [all[index], own.get(index)];
    return one && cell ? [{ one, cell }] : [];
  });
  return [...Map.groupBy(rows, ({ one }) => fixed(one)).values()].flatMap((group) => {
    const totals = new Set(group.filter(({ one }) => isTotal(one)).map(({ cell }) => cell));
    const parts = group.filter(({ one }) => isPart(one));
    const producers = [...Map.groupBy(parts, ({ one }) => JSON.stringify(one.producer ?? '')).values()];
    return [...totals].flatMap((total) =>
      producers.map((members) => sumOf(total, [...new Set(members.map(({ cell }) => cell))])),
    );
  });
}

function hide(cell: Cell, state: State): void {
  cell.state = state;
}

/** What a reader is told of a cell. */
function told({ state, value }: Cell): { low: number; high: number } {
  switch (state) {
    case 'shown':
      return { low: value, high: value };
    case 'fewer':
      return { low: 0, high: SMALL - 1 };
    case 'more':
      return { low: SMALL, high: Infinity };
    case 'nothing':
      return { low: 0, high: Infinity };
  }
}

/** Hides more until no small count can be worked out. Ends, since each round hides one thing more. */
function settle(sums: readonly Sum[], sensitive: readonly Cell[]): void {
  // Parts that exceed their total are of another count: nothing can be subtracted.
  const real = sums.filter(({ rest }) => rest >= 0);
  const involved = new Set([...sensitive, ...real.flatMap(({ total, parts }) => [total, ...parts])]);
  for (;;) {
    for (const cell of involved) Object.assign(cell, told(cell));
    tighten(real);
    const exposing = real.filter(exposes);
    // What exposes a count may follow from another sum of the same table: then that is where to hide.
    if (exposing.length === 0 || !(exposing.some(hideMore) || real.some(hideMore))) return;
  }
}

/** What follows from the sums about each cell, from all that is told. */
function tighten(sums: readonly Sum[]): void {
  for (let round = 0, changed = true; changed && round < 50; round++) {
    changed = false;
    const bound = (cell: Cell, low: number, high: number) => {
      if (low > cell.low || high < cell.high) {
        changed = true;
        cell.low = Math.max(cell.low, low);
        cell.high = Math.min(cell.high, high);
      }
    };
    for (const { total, parts, rest } of sums) {
      const open = parts.filter(({ high }) => high === Infinity).length + (rest > 0 ? 1 : 0);
      const low = parts.reduce((sum, part) => sum + part.low, 0);
      const known = parts.reduce((sum, { high }) => (high === Infinity ? sum : sum + high), 0);
      bound(total, low, open > 0 ? Infinity : known);
      for (const part of parts) {
        const isOpen = part.high === Infinity;
        const others = open > (isOpen ? 1 : 0) ? Infinity : known - (isOpen ? 0 : part.high);
        bound(part, total.low - others, total.high - (low - part.low));
      }
    }
  }
}

const isGuessable = (low: number, high: number) => low > 1 || high < SMALL - 1;

/** Whether a small count follows from a sum more exactly than “1 to 9”. */
function exposes({ total, parts, rest }: Sum): boolean {
  if ([total, ...parts].some((cell) => cell.sensitive && isGuessable(cell.low, cell.high))) return true;
  if (!isSmall(rest)) return false;
  const low = parts.reduce((sum, part) => sum + part.low, 0);
  const high = parts.reduce((sum, part) => sum + part.high, 0);
  return isGuessable(total.low - high, total.high - low);
}

/** Hides one thing more of a sum: false where everything is hidden. */
function hideMore({ total, parts }: Sum): boolean {
  const open = parts.filter(({ state }) => state === 'shown').sort((a, b) => a.value - b.value);
  // “10 or more” hides a count under 10 beside it only where both together can be that much.
  const next = open.find(({ value }) => value >= 2 * SMALL - 2) ?? open.find(({ value }) => value >= SMALL) ?? open[0];
  if (next) {
    hide(next, next.value >= SMALL ? 'more' : 'fewer');
    return true;
  }
  const coarse = parts.find(({ state }) => state === 'more');
  if (coarse) {
    hide(coarse, 'nothing');
    return true;
  }
  if (total.state === 'shown') {
    hide(total, total.value >= SMALL ? 'more' : 'fewer');
    return true;
  }
  const last = [total, ...parts].find(({ state }) => state !== 'nothing');
  if (!last) return false;
  hide(last, 'nothing');
  return true;
}

/** A cell as it is shown. */
function amountOf(cell: Cell): Amount {
  const withheld: Withheld = cell.sensitive ? 'small' : 'subtraction';
  switch (cell.state) {
    case 'shown':
      return { value: cell.value };
    case 'fewer':
      return { high: SMALL - 1, withheld };
    case 'more':
      return { low: SMALL, withheld };
    case 'nothing':
      return { withheld };
  }
}

/** The observation with what is hidden taken out; its notes and quotations go with it, since they may give the number. */
function shownObservation(
  one: Observation,
  cell: Cell | undefined,
  parts: ReadonlyMap<string, Cell>,
): ShownObservation {
  const { value, low, high, breakdown, note, rankReason, citations, money, ...rest } = one;
  const bounds = isNarrow(one) && value === undefined && isCounted(high) && isSmall(high);
  const hiddenHere = bounds || (cell !== undefined && cell.state !== 'shown');
  const hiddenPart = [...parts.values()].some(({ state }) => state !== 'shown');
  const amount: Amount = bounds ? { high: SMALL - 1, withheld: 'small' } : cell && hiddenHere ? amountOf(cell) : {};
  // Parts that make up a hidden number would give it away.
  const kept = Object.entries(breakdown ?? {}).filter(([name]) => !hiddenHere || parts.has(name));
  const entries = kept.map(([name, number]): [string, Amount] => {
    const part = parts.get(name);
    return [name, part ? amountOf(part) : { value: number }];
  });
  const silent = hiddenHere || hiddenPart;
  return {
    ...rest,
    ...(hiddenHere
      ? amount
      : {
          ...(value !== undefined && { value }),
          ...(low !== undefined && { low }),
          ...(high !== undefined && { high }),
        }),
    ...(!hiddenHere && money && { money }),
    ...(entries.length > 0 && { breakdown: Object.fromEntries(entries) }),
    ...(!silent && note !== undefined && { note }),
    ...(!silent && rankReason !== undefined && { rankReason }),
    citations: silent ? citations.map(({ quote: _, ...citation }) => citation) : citations,
  };
}

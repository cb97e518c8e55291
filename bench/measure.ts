/**
 * Measuring: what was found, what was required, whether it holds; and fair rounds of things that are compared.
 * Always true: peers run in turn within each round, after a warm-up each, and the median of the rounds counts.
 */

/** One line of the report. */
export interface Measure {
  readonly name: string;
  readonly measured: number;
  readonly unit: string;
  /** What the figure must be at least or at most; absent where it is only for information. */
  readonly required?: { readonly atLeast: number } | { readonly atMost: number };
}

export function passes({ measured, required }: Measure): boolean {
  if (!required) return true;
  return 'atLeast' in required ? measured >= required.atLeast : measured <= required.atMost;
}

/** Something to be run `count` times; whatever it returns is kept, so that no compiler can leave the work out. */
export type Load = (count: number) => unknown;

const WARM_UP_MS = 250;
const ROUND_MS = 120;
const ROUNDS = 7;

/** Runs per second of each load, median over rounds in which all take turns. */
export async function rates(loads: Readonly<Record<string, Load>>): Promise<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const [name, load] of Object.entries(loads)) counts.set(name, await calibrate(load));
  const found = new Map<string, number[]>(Object.keys(loads).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, load] of Object.entries(loads)) {
      const count = counts.get(name) ?? 1;
      found.get(name)?.push((count * 1000) / (await timed(() => load(count))));
    }
  }
  return Object.fromEntries([...found].map(([name, values]) => [name, median(values)]));
}

/** How many runs fill a round, found while warming up. */
async function calibrate(load: Load): Promise<number> {
  const until = performance.now() + WARM_UP_MS;
  let count = 1;
  let taken = 0;
  while (performance.now() < until || taken < ROUND_MS / 4) {
    taken = await timed(() => load(count));
    if (taken < ROUND_MS / 4) count *= 2;
  }
  return Math.max(1, Math.round((count * ROUND_MS) / taken));
}

/** Milliseconds that some work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  kept = await work();
  return performance.now() - start;
}

/** Holds the last result, so that it counts as used. */
export let kept: unknown;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/**
 * Reform: what would have to change for a rule to give a better status.
 * A condition is unfolded into its ways: each way is a set of demands on single questions which together make the
 * condition true (or false). Unfolding covers every possibility, so the smallest sets found are all there are.
 */
import type { Answer } from '../model/index.ts';
import { isoDay } from '../time.ts';
import { type Condition, type Leaf, leaves, type Rule } from './ast.ts';
import { compileRule, type Lookup, ordinal, satisfies } from './evaluate.ts';

/** A demand that a leaf be satisfied or not. */
interface Demand {
  readonly leaf: Leaf;
  readonly satisfied: boolean;
}

/** Demands by question; all of them together are one way. */
export type Way = ReadonlyMap<string, readonly Demand[]>;

/** A change of answers: question → the new answer. */
export type Change = ReadonlyMap<string, Answer>;

/** Every way to make a condition true (or false), one after another: of a count over many parts there are very many. */
function* waysTo(condition: Condition, want: boolean): Generator<Way> {
  switch (condition.kind) {
    case 'holds':
    case 'compare':
      yield new Map([[condition.question, [{ leaf: condition, satisfied: want }]]]);
      break;
    case 'not':
      yield* waysTo(condition.part, !want);
      break;
    case 'all':
    case 'any':
    case 'count': {
      const { parts } = condition;
      const needed = condition.kind === 'count' ? condition.atLeast : condition.kind === 'all' ? parts.length : 1;
      const size = want ? needed : parts.length - needed + 1;
      for (const chosen of subsets(parts, size)) yield* together(chosen.map((part) => ({ condition: part, want })));
    }
  }
}

/** Every way in which several conditions come out as wanted at once. */
export function* together(
  wanted: readonly { readonly condition: Condition; readonly want: boolean }[],
): Generator<Way> {
  const [first, ...rest] = wanted;
  if (!first) yield new Map();
  else
    for (const way of waysTo(first.condition, first.want)) for (const other of together(rest)) yield merge(way, other);
}

function merge(a: Way, b: Way): Way {
  const merged = new Map(a);
  for (const [question, demands] of b) merged.set(question, [...(merged.get(question) ?? []), ...demands]);
  return merged;
}

function* subsets<T>(items: readonly T[], size: number): Generator<T[]> {
  if (size === 0) yield [];
  else
    for (const [index, item] of items.entries())
      for (const rest of subsets(items.slice(index + 1), size - 1)) yield [item, ...rest];
}

/**
 * Answers worth trying for a question: for every way the leaves could come out, one answer that brings it about.
 * `options` are the answers of a choice, where the caller knows them.
 */
export function candidates(rule: Rule, question: string, options: readonly Answer[] = []): Answer[] {
  const asked = rule.clauses
    .flatMap(({ condition }) => (condition ? leaves(condition) : []))
    .filter((leaf) => leaf.question === question);
  const found = new Set<Answer>(options);
  for (const leaf of asked) {
    if (leaf.kind === 'holds') {
      found.add(true).add(false);
      continue;
    }
    for (const value of leaf.values) {
      found.add(value);
      const order = ordinal(value);
      if (typeof value === 'number') found.add(value - 1).add(value + 1);
      else if (typeof value === 'boolean') found.add(!value);
      else if (!Number.isNaN(order)) for (const day of [order - 1, order + 1]) found.add(isoDay(day) ?? value);
    }
  }
  return [...found];
}

const meets = (answer: Answer, demands: readonly Demand[]): boolean =>
  demands.every(({ leaf, satisfied }) => satisfies(leaf, answer) === satisfied);

/** Whether any answers at all can bring the way about. */
export function isPossible(way: Way, rule: Rule, options: (question: string) => readonly Answer[]): boolean {
  return [...way].every(([question, demands]) =>
    candidates(rule, question, options(question)).some((answer) => meets(answer, demands)),
  );
}

/**
 * The smallest changes after which every status still possible is at least `target` (a position in the rule, best 0).
 * Smallest means that no proper subset of the questions does it. Ordered by size, then as the rule is written.
 * A rule whose status is already that good gives one empty change.
 */
export function smallestChanges(
  rule: Rule,
  target: number,
  lookup: Lookup,
  options: (question: string) => readonly Answer[] = () => [],
): Change[] {
  const { questions, evaluate } = compileRule(rule);
  const tooBad = (possible: number) => possible === 0 || possible >= 2 ** (target + 1);
  if (!tooBad(evaluate(questions.map(lookup)))) return [new Map()];
  const changes: Change[] = [];
  // The target itself first: where the same questions reach it and a better status, the least change counts.
  for (const { condition } of rule.clauses.slice(0, target + 1).reverse()) {
    for (const way of condition ? waysTo(condition, true) : []) {
      const change = changeFor(way, rule, lookup, options);
      if (!change) continue;
      const answers = questions.map((question) => change.get(question) ?? lookup(question));
      if (!tooBad(evaluate(answers))) changes.push(change);
    }
  }
  changes.sort((a, b) => a.size - b.size);
  const smallest: Change[] = [];
  for (const change of changes) {
    if (!smallest.some((other) => [...other.keys()].every((question) => change.has(question)))) smallest.push(change);
  }
  const places = new Map(
    smallest.map((change) => [change, questions.flatMap((question, place) => (change.has(question) ? [place] : []))]),
  );
  return smallest.sort((a, b) => a.size - b.size || compareLists(places.get(a) ?? [], places.get(b) ?? []));
}

/** Orders lists of the same length by their first difference. */
function compareLists(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((place, index) => place !== b[index]);
  return (a[at] ?? 0) - (b[at] ?? 0);
}

/** The least change of answers that brings a way about; undefined where its demands contradict one another. */
function changeFor(
  way: Way,
  rule: Rule,
  lookup: Lookup,
  options: (question: string) => readonly Answer[],
): Change | undefined {
  const change = new Map<string, Answer>();
  for (const [question, demands] of way) {
    const now = lookup(question);
    if (now !== undefined && meets(now, demands)) continue;
    const fitting = candidates(rule, question, options(question)).filter((answer) => meets(answer, demands));
    if (fitting.length === 0) return undefined;
    change.set(question, nearestTo(now, fitting));
  }
  return change;
}

/** The least step: for numbers the closest, or the threshold itself where nothing is known; else the first listed. */
function nearestTo(now: Answer | undefined, fitting: readonly Answer[]): Answer {
  const [first = true] = fitting;
  if (typeof now !== 'number') return first;
  return fitting.reduce(
    (best, answer) => (Math.abs(ordinal(answer) - now) < Math.abs(ordinal(best) - now) ? answer : best),
    first,
  );
}

/**
 * The tree of a rule. Every node carries `at`, its path inside the rule, from which a reader of files finds line and
 * column. Parse makes it, check judges it, evaluate, explain and reform read it; nothing changes it.
 */
import type { Path } from '../errors.ts';
import type { Answer } from '../model/index.ts';

export type Comparison = 'at-least' | 'at-most' | 'is' | 'in';

export type Condition =
  | { readonly kind: 'holds'; readonly question: string; readonly at: Path }
  | {
      readonly kind: 'compare';
      readonly question: string;
      readonly comparison: Comparison;
      readonly values: readonly Answer[];
      readonly at: Path;
    }
  | { readonly kind: 'not'; readonly part: Condition; readonly at: Path }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[]; readonly at: Path }
  | { readonly kind: 'count'; readonly atLeast: number; readonly parts: readonly Condition[]; readonly at: Path };

/** One status with its condition; an absent condition is `otherwise`. */
export interface Clause {
  readonly status: string;
  readonly condition?: Condition;
  readonly at: Path;
}

/** Statuses from best to worst. */
export interface Rule {
  readonly clauses: readonly Clause[];
}

/** A leaf of the tree: the only nodes that ask a question. */
export type Leaf = Extract<Condition, { question: string }>;

/** The leaves of a condition, in the order they are written. */
export function leaves(condition: Condition): Leaf[] {
  switch (condition.kind) {
    case 'holds':
    case 'compare':
      return [condition];
    case 'not':
      return leaves(condition.part);
    case 'all':
    case 'any':
    case 'count':
      return condition.parts.flatMap(leaves);
  }
}

/** The questions a rule asks, each once, in the order they are written. */
export function questionsOf(rule: Rule): string[] {
  return [
    ...new Set(
      rule.clauses.flatMap(({ condition }) => (condition ? leaves(condition) : [])).map((leaf) => leaf.question),
    ),
  ];
}

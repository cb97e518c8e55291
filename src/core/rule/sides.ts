/**
 * Sides: which way each answer pulls a status, and which questions settle a clause of its rule.
 * Always true: what is said here is read off the truth of the rule's nodes; nothing is written for one indicator.
 */
import type { ExplainedClause } from '../assess.ts';
import type { Indicator } from '../dataset.ts';
import type { Condition, Leaf } from './ast.ts';
import { FALSE, TRUE, type Truth } from './evaluate.ts';
import type { ExplainedNode } from './explain.ts';

/** A question as the rule asks it, with the truth of that and which way it pulls. */
export interface Asked {
  readonly leaf: Leaf;
  readonly truth: Truth;
  /** Whether its being true speaks for the better status (1) or for the worse (-1). */
  readonly sign: 1 | -1;
}

/** Every question of the rule with its truth, in the order it is written. */
export function askedIn(indicator: Indicator, clauses: readonly ExplainedClause[]): Asked[] {
  const { rule } = indicator;
  return rule.clauses.flatMap(({ condition }, index) => {
    const node = clauses[index]?.condition;
    // The condition of the worst status speaks against; those of every other one speak for it.
    const sign = index === rule.clauses.length - 1 && index > 0 ? -1 : 1;
    return condition && node ? leavesOf(condition, node, sign) : [];
  });
}

function leavesOf(condition: Condition, node: ExplainedNode, sign: 1 | -1): Asked[] {
  switch (condition.kind) {
    case 'holds':
    case 'compare':
      return [{ leaf: condition, truth: node.truth, sign }];
    case 'not': {
      const [part] = node.parts ?? [];
      return part ? leavesOf(condition.part, part, sign === 1 ? -1 : 1) : [];
    }
    default:
      return condition.parts.flatMap((inner, index) => {
        const part = node.parts?.[index];
        return part ? leavesOf(inner, part, sign) : [];
      });
  }
}

/** What a question's answer does: for, against, both at once, or nothing yet. */
export type Side = 'for' | 'against' | 'mixed' | 'unknown';

/** The side an answer is on, over every place in the rule that asks for it. */
export function sideOf(question: string, asked: readonly Asked[]): Side {
  const pulls = asked.flatMap(({ leaf, truth, sign }) =>
    leaf.question === question && (truth === TRUE || truth === FALSE) ? [(truth === TRUE ? 1 : -1) * sign] : [],
  );
  if (pulls.length === 0) return 'unknown';
  return pulls.every((pull) => pull > 0) ? 'for' : pulls.every((pull) => pull < 0) ? 'against' : 'mixed';
}

/** The questions that make a condition true, or false: of a true "any" the true parts, of a false "all" the false. */
export function settling(condition: Condition, node: ExplainedNode, want: boolean): string[] {
  switch (condition.kind) {
    case 'holds':
    case 'compare':
      return [condition.question];
    case 'not':
      return node.parts?.[0] ? settling(condition.part, node.parts[0], !want) : [];
    default: {
      const wanted = want ? TRUE : FALSE;
      return condition.parts.flatMap((inner, index) => {
        const part = node.parts?.[index];
        return part && part.truth === wanted ? settling(inner, part, want) : [];
      });
    }
  }
}

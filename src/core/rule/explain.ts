/**
 * Explain: the smallest part of a rule's answers that settles its result.
 * Sufficient: the decisive answers alone give the same result. Minimal: without any one of them it would be open.
 */
import type { Path } from '../errors.ts';
import type { Condition, Rule } from './ast.ts';
import { type CompiledRule, combine, compileRule, type Lookup, negate, type Truth, truthOf } from './evaluate.ts';

/** A node of the rule with its truth; a leaf names its question. */
export interface ExplainedNode {
  readonly kind: Condition['kind'];
  readonly truth: Truth;
  readonly at: Path;
  readonly question?: string;
  readonly parts?: readonly ExplainedNode[];
  /** How many parts must be true, for a count. */
  readonly atLeast?: number;
}

/** The result of a rule with the questions that settle it, in the order the rule is written. */
export interface Reasons {
  /** The set of possible statuses, one bit each by position in the rule. */
  readonly possible: number;
  readonly decisive: readonly string[];
  /** Questions without an answer that could still change the result, in the order of the rule. */
  readonly open: readonly string[];
}

/** Which answers settle the result, and which missing ones could still change it. */
export function reasonsFor(rule: Rule, lookup: Lookup, compiled: CompiledRule = compileRule(rule)): Reasons {
  const { questions, evaluate } = compiled;
  const answers = questions.map(lookup);
  const possible = evaluate(answers);
  const kept = [...answers];
  // From the end, so that of several sufficient sets the one written first in the rule remains.
  for (let index = questions.length - 1; index >= 0; index--) {
    const answer = kept[index];
    if (answer === undefined) continue;
    kept[index] = undefined;
    if (evaluate(kept) !== possible) kept[index] = answer;
  }
  return {
    possible,
    decisive: questions.filter((_, index) => kept[index] !== undefined),
    open: answers.includes(undefined) ? openQuestions(rule, lookup, compiled) : [],
  };
}

/** Questions whose answer is missing in a node whose truth is still open; settled nodes need nothing more. */
export function openQuestions(rule: Rule, lookup: Lookup, { questions }: CompiledRule): string[] {
  const found = new Set<string>();
  const visit = (condition: Condition): void => {
    if (truthOf(condition, lookup) !== 3) return;
    if (condition.kind === 'holds' || condition.kind === 'compare') found.add(condition.question);
    else if (condition.kind === 'not') visit(condition.part);
    else for (const part of condition.parts) visit(part);
  };
  for (const { condition } of rule.clauses) {
    if (!condition || truthOf(condition, lookup) === 2) break;
    visit(condition);
  }
  return questions.filter((question) => found.has(question));
}

/** A condition with the truth of every node, for showing the rule with its evidence. */
export function explainNode(condition: Condition, lookup: Lookup): ExplainedNode {
  switch (condition.kind) {
    case 'holds':
    case 'compare':
      return {
        kind: condition.kind,
        truth: truthOf(condition, lookup),
        at: condition.at,
        question: condition.question,
      };
    case 'not': {
      const part = explainNode(condition.part, lookup);
      return { kind: 'not', truth: negate(part.truth), at: condition.at, parts: [part] };
    }
    default: {
      const parts = condition.parts.map((part) => explainNode(part, lookup));
      const truth = combine(
        condition,
        parts.map((part) => part.truth),
      );
      return {
        kind: condition.kind,
        truth,
        at: condition.at,
        parts,
        ...(condition.kind === 'count' && { atLeast: condition.atLeast }),
      };
    }
  }
}

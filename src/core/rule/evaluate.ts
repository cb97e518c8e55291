/**
 * Evaluate: a rule over answers, in three values after Kleene (Introduction to Metamathematics, 1952, § 64).
 * A truth is two bits, what it can still be: CAN_BE_FALSE and CAN_BE_TRUE; both together are "unknown".
 * The result is the set of statuses still possible, one bit each, best status lowest; one bit alone is a determined
 * status, no bit says that no clause applies.
 */

import type { Answer } from '../model/index.ts';
import { firstDay, isPartialDate } from '../time.ts';
import { type Condition, type Leaf, questionsOf, type Rule } from './ast.ts';

export type Truth = 1 | 2 | 3;
export const FALSE: Truth = 1;
export const TRUE: Truth = 2;
export const UNKNOWN: Truth = 3;

/** What is known: the answer to a question, or undefined where it is unknown. */
export type Lookup = (question: string) => Answer | undefined;

/** Whether an answer satisfies a leaf. Dates compare by their first day. */
export function satisfies(leaf: Leaf, answer: Answer): boolean {
  if (leaf.kind === 'holds') return answer === true;
  const [value] = leaf.values;
  switch (leaf.comparison) {
    case 'is':
      return answer === value;
    case 'in':
      return leaf.values.includes(answer);
    case 'at-least':
      return value !== undefined && ordinal(answer) >= ordinal(value);
    case 'at-most':
      return value !== undefined && ordinal(answer) <= ordinal(value);
  }
}

/** A number in the order of the answers: integers as they are, dates by their first day, NaN where there is no order. */
export function ordinal(answer: Answer): number {
  if (typeof answer === 'number') return answer;
  return typeof answer === 'string' && isPartialDate(answer) ? firstDay(answer) : Number.NaN;
}

/** The truth of a condition, node by node: what explanations are made of. */
export function truthOf(condition: Condition, lookup: Lookup): Truth {
  switch (condition.kind) {
    case 'holds':
    case 'compare': {
      const answer = lookup(condition.question);
      return answer === undefined ? UNKNOWN : satisfies(condition, answer) ? TRUE : FALSE;
    }
    case 'not':
      return negate(truthOf(condition.part, lookup));
    default:
      return combine(
        condition,
        condition.parts.map((part) => truthOf(part, lookup)),
      );
  }
}

/** The truth of a node from the truths of its parts. */
export function combine(node: Exclude<Condition, Leaf | { kind: 'not' }>, truths: readonly Truth[]): Truth {
  const needed = node.kind === 'count' ? node.atLeast : node.kind === 'all' ? truths.length : 1;
  let possible = 0;
  let certain = 0;
  for (const truth of truths) {
    if (truth & TRUE) possible++;
    if (truth === TRUE) certain++;
  }
  return ((possible >= needed ? TRUE : 0) | (certain < needed ? FALSE : 0)) as Truth;
}

/** Swaps what a truth can be. */
export function negate(truth: Truth): Truth {
  return ((truth >> 1) | ((truth & 1) << 1)) as Truth;
}

/** A rule made ready to run: answers go in by the position of their question in `questions`. */
export interface CompiledRule {
  readonly questions: readonly string[];
  /** The position of each question. */
  readonly slots: ReadonlyMap<string, number>;
  /** The set of possible statuses, one bit each by position in the rule. `answers[i]` answers `questions[i]`. */
  readonly evaluate: (answers: readonly (Answer | undefined)[]) => number;
}

/**
 * Turns a rule into straight-line code over its questions: no tree is walked and nothing is allocated per evaluation.
 * Only numbers and JSON-quoted literals of the rule reach the code.
 */
export function compileRule(rule: Rule): CompiledRule {
  const questions = questionsOf(rule);
  const slot = new Map(questions.map((question, index) => [question, index]));
  const lines: string[] = questions.map((_, index) => `const a${index}=answers[${index}];`);
  let count = 0;
  const emit = (expression: string): string => {
    const name = `c${count++}`;
    lines.push(`const ${name}=${expression};`);
    return name;
  };
  const leafTest = (leaf: Leaf, answer: string): string => {
    if (leaf.kind === 'holds') return `${answer}===true`;
    const literals = leaf.values.map((value) => JSON.stringify(value));
    if (leaf.comparison === 'is' || leaf.comparison === 'in')
      return literals.map((literal) => `${answer}===${literal}`).join('||');
    const [bound] = leaf.values;
    const operator = leaf.comparison === 'at-least' ? '>=' : '<=';
    const comparable = typeof bound === 'number' ? answer : `ordinal(${answer})`;
    return `${comparable}${operator}${ordinal(bound ?? Number.NaN)}`;
  };
  const emitCondition = (condition: Condition): string => {
    switch (condition.kind) {
      case 'holds':
      case 'compare': {
        const answer = `a${slot.get(condition.question)}`;
        return emit(`${answer}===undefined?3:(${leafTest(condition, answer)})?2:1`);
      }
      case 'not': {
        const part = emitCondition(condition.part);
        return emit(`(${part}>>1)|((${part}&1)<<1)`);
      }
      case 'all':
      case 'any': {
        const parts = condition.parts.map(emitCondition);
        const [and, or] = [parts.join('&'), parts.join('|')];
        return emit(condition.kind === 'all' ? `(${and}&2)|((${or})&1)` : `((${or})&2)|(${and}&1)`);
      }
      case 'count': {
        const parts = condition.parts.map(emitCondition);
        const possible = parts.map((part) => `(${part}>>1)`).join('+');
        const certain = parts.map((part) => `(${part}===2?1:0)`).join('+');
        return emit(`(${possible}>=${condition.atLeast}?2:0)|(${certain}<${condition.atLeast}?1:0)`);
      }
    }
  };
  lines.push('let possible=0;');
  for (const [index, clause] of rule.clauses.entries()) {
    const bit = 2 ** index;
    if (!clause.condition) {
      lines.push(`return possible|${bit};`);
      break;
    }
    const truth = emitCondition(clause.condition);
    lines.push(`if(${truth}===2)return possible|${bit};`, `if(${truth}===3)possible|=${bit};`);
  }
  lines.push('return possible;');
  const make = new Function('ordinal', `"use strict";return (answers)=>{${lines.join('\n')}}`);
  return { questions, slots: slot, evaluate: make(ordinal) as CompiledRule['evaluate'] };
}

/** The statuses of a set of possible ones, best first. */
export function statusesIn(possible: number, rule: Rule): string[] {
  return rule.clauses.filter((_, index) => possible & (2 ** index)).map((clause) => clause.status);
}

/** Whether a set of possible statuses is one status alone. */
export function isDetermined(possible: number): boolean {
  return possible !== 0 && (possible & (possible - 1)) === 0;
}

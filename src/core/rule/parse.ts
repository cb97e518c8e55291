/** Parse: the YAML of a rule → its tree. Syntax is all that is judged here; docs/RULES.md gives the grammar. */
import type { Issue, Path } from '../errors.ts';
import type { Answer } from '../model/index.ts';
import { nearest } from '../nearest.ts';
import type { Clause, Comparison, Condition, Rule } from './ast.ts';

const COMPARISONS = ['at-least', 'at-most', 'is', 'in'] as const satisfies readonly Comparison[];
const FORMS = ['not', 'all', 'any', 'at-least', 'of', 'question', 'at-most', 'is', 'in'];

/** The rule, or undefined with at least one issue. Paths of issues begin at the rule. */
export function parseRule(text: unknown): { rule?: Rule; issues: Issue[] } {
  const issues: Issue[] = [];
  const clauses: Clause[] = [];
  if (!Array.isArray(text)) {
    return { issues: [problem([], 'A rule is a list of statuses from best to worst, each with its condition.')] };
  }
  for (const [index, item] of text.entries()) {
    const entries = isMapping(item) ? Object.entries(item) : [];
    const [entry] = entries;
    if (!entry || entries.length !== 1) {
      issues.push(
        problem([index], 'Each line of a rule is one status with its condition, such as “met: jurisdiction.active”.'),
      );
      continue;
    }
    const [status, value] = entry;
    if (value === 'otherwise') {
      clauses.push({ status, at: [index] });
      continue;
    }
    const condition = parseCondition(value, [index, status], issues);
    if (condition) clauses.push({ status, condition, at: [index] });
  }
  return issues.length === 0 ? { rule: { clauses }, issues } : { issues };
}

function parseCondition(value: unknown, at: Path, issues: Issue[]): Condition | undefined {
  if (typeof value === 'string') return { kind: 'holds', question: value, at };
  if (!isMapping(value)) {
    issues.push(
      problem(
        at,
        'A condition is a question, or a mapping with not, all, any, at-least with of, or a question with a comparison.',
      ),
    );
    return undefined;
  }
  const keys = Object.keys(value);
  const strange = keys.find((key) => !FORMS.includes(key));
  if (strange !== undefined) {
    const hint = nearest(strange, FORMS);
    issues.push(
      problem(
        [...at, strange],
        `“${strange}” is not a condition.${hint.length ? ` Did you mean ${hint.join(' or ')}?` : ` Conditions: not, all, any, at-least with of, question with at-least, at-most, is or in.`}`,
      ),
    );
    return undefined;
  }
  if ('question' in value) return parseComparison(value, at, issues);
  if ('of' in value) return parseCount(value, at, issues);
  const [key = ''] = keys;
  if (keys.length !== 1) {
    issues.push(problem(at, `A condition has one form; here are ${keys.length || 'none'}: ${keys.join(', ')}.`));
    return undefined;
  }
  if (key === 'not') {
    const part = parseCondition(value.not, [...at, 'not'], issues);
    return part && { kind: 'not', part, at };
  }
  if (key === 'all' || key === 'any') {
    const parts = parseParts(value[key], [...at, key], issues);
    return parts && { kind: key, parts, at };
  }
  issues.push(
    problem(
      [...at, key],
      key === 'at-least'
        ? '“at-least” needs “of” with a list of conditions, or “question”.'
        : `“${key}” compares a question: add “question”.`,
    ),
  );
  return undefined;
}

function parseParts(value: unknown, at: Path, issues: Issue[]): Condition[] | undefined {
  if (!Array.isArray(value) || value.length === 0) {
    issues.push(problem(at, 'Here must be a list of at least one condition.'));
    return undefined;
  }
  const parts = value.map((part, index) => parseCondition(part, [...at, index], issues));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function parseCount(value: Record<string, unknown>, at: Path, issues: Issue[]): Condition | undefined {
  const strange = Object.keys(value).find((key) => key !== 'of' && key !== 'at-least');
  if (strange !== undefined) {
    issues.push(problem([...at, strange], `“${strange}” does not go with “of”.`));
    return undefined;
  }
  const parts = parseParts(value.of, [...at, 'of'], issues);
  const atLeast = value['at-least'];
  if (!parts) return undefined;
  if (typeof atLeast !== 'number' || !Number.isInteger(atLeast) || atLeast < 1 || atLeast > parts.length) {
    issues.push(
      problem(
        [...at, 'at-least'],
        `“at-least” must be a whole number from 1 to ${parts.length}, the length of the list.`,
      ),
    );
    return undefined;
  }
  return { kind: 'count', atLeast, parts, at };
}

function parseComparison(value: Record<string, unknown>, at: Path, issues: Issue[]): Condition | undefined {
  const { question, ...rest } = value;
  const [key, ...more] = Object.keys(rest);
  const comparison = COMPARISONS.find((name) => name === key);
  if (typeof question !== 'string' || !comparison || more.length > 0) {
    issues.push(problem(at, 'A comparison is a question with exactly one of at-least, at-most, is, in.'));
    return undefined;
  }
  const given = rest[comparison];
  const values = comparison === 'in' ? given : [given];
  if (!Array.isArray(values) || values.length === 0 || !values.every(isAnswer)) {
    issues.push(
      problem(
        [...at, comparison],
        comparison === 'in' ? '“in” needs a list of answers.' : `“${comparison}” needs one answer.`,
      ),
    );
    return undefined;
  }
  return { kind: 'compare', question, comparison, values, at };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAnswer(value: unknown): value is Answer {
  return (
    typeof value === 'boolean' || typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value))
  );
}

function problem(path: Path, message: string): Issue {
  return { code: 'rule-syntax', message, path };
}

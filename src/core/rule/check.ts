/** Check: whether a parsed rule makes sense for its codebook and its scale. Every issue says what would be right. */
import type { Issue, Path } from '../errors.ts';
import type { Answer, Question } from '../model/index.ts';
import { nearest } from '../nearest.ts';
import { isPartialDate } from '../time.ts';
import { type Condition, type Leaf, leaves, type Rule } from './ast.ts';
import { isPossible, together } from './reform.ts';

/** What a rule is checked against. */
export interface Codebook {
  readonly scale: readonly string[];
  readonly questions: ReadonlyMap<string, Pick<Question, 'type' | 'options'>>;
}

/** Everything wrong with a rule; paths begin at the rule. */
export function checkRule(rule: Rule, codebook: Codebook): Issue[] {
  const issues = [
    ...checkStatuses(rule, codebook.scale),
    ...rule.clauses.flatMap(({ condition }) => (condition ? checkLeaves(condition, codebook) : [])),
  ];
  return issues.length > 0 ? issues : checkReach(rule, codebook);
}

function checkStatuses(rule: Rule, scale: readonly string[]): Issue[] {
  const issues: Issue[] = [];
  let lowest = -1;
  for (const [index, { status, condition, at }] of rule.clauses.entries()) {
    const position = scale.indexOf(status);
    if (position < 0) {
      const hint = nearest(status, scale);
      issues.push(
        issue(
          'rule-status',
          at,
          `“${status}” is not on the scale of this framework. ${hint.length ? `Did you mean ${hint.join(' or ')}?` : `The scale is ${scale.join(', ')}.`}`,
        ),
      );
    } else if (position <= lowest) {
      issues.push(
        issue(
          'rule-status',
          at,
          `“${status}” stands after “${scale[lowest]}”, but statuses go from best to worst: ${scale.join(', ')}.`,
        ),
      );
    } else lowest = position;
    if (!condition && index < rule.clauses.length - 1) {
      issues.push(
        issue(
          'rule-unreachable',
          at,
          '“otherwise” takes every case that is left, so nothing after it can come out. Put it last.',
        ),
      );
    }
  }
  const last = rule.clauses.at(-1);
  // Without it the best status of an unanswered condition could be the only one left, and would pass for determined.
  if (last?.condition) {
    issues.push(
      issue(
        'rule-syntax',
        last.at,
        'The last status must be “otherwise”, so that every set of answers gives one: “not-met: otherwise”.',
      ),
    );
  }
  return issues;
}

function checkLeaves(condition: Condition, { questions }: Codebook): Issue[] {
  return leaves(condition).flatMap((leaf) => {
    const question = questions.get(leaf.question);
    if (!question) {
      const hint = nearest(leaf.question, questions.keys());
      return [
        issue(
          'rule-unknown-question',
          leaf.at,
          `“${leaf.question}” is not a question of the codebook.${hint.length ? ` Did you mean ${hint.join(' or ')}?` : ' Add it to codebook/questions.yaml first.'}`,
        ),
      ];
    }
    const message = misfit(leaf, question);
    return message ? [issue('rule-type', leaf.at, message)] : [];
  });
}

function misfit(leaf: Leaf, question: Pick<Question, 'type' | 'options'>): string | undefined {
  const name = `“${leaf.question}”`;
  if (leaf.kind === 'holds') {
    return question.type === 'boolean'
      ? undefined
      : `${name} is answered by ${a(question.type)}, so it needs a comparison: { question: ${leaf.question}, ${question.type === 'choice' ? 'is: …' : 'at-least: …'} }.`;
  }
  if (question.type === 'boolean')
    return `${name} is answered by yes or no, so it cannot be compared. Write ${leaf.question}, or { not: ${leaf.question} }.`;
  const ordered = leaf.comparison === 'at-least' || leaf.comparison === 'at-most';
  if (ordered && question.type === 'choice')
    return `${name} is answered by a choice, which has no order. Use “is” or “in”.`;
  const wrong = leaf.values.find((value) => !isAnswerTo(value, question));
  return wrong === undefined
    ? undefined
    : `${JSON.stringify(wrong)} is not an answer to ${name}, which takes ${answersOf(question)}.`;
}

/** Whether a value is an answer the question allows. */
export function isAnswerTo(value: Answer, question: Pick<Question, 'type' | 'options'>): boolean {
  switch (question.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return typeof value === 'number';
    case 'date':
      return typeof value === 'string' && isPartialDate(value);
    case 'choice':
      return question.options?.some((option) => option.id === value) ?? false;
  }
}

/** The answers a question takes, in words. */
export function answersOf(question: Pick<Question, 'type' | 'options'>): string {
  const words = {
    boolean: 'true or false',
    integer: 'a whole number',
    date: 'a date such as 2011-06',
    choice: 'one of ',
  } as const;
  return (
    words[question.type] +
    (question.type === 'choice' ? (question.options ?? []).map((option) => option.id).join(', ') : '')
  );
}

const a = (type: Question['type']) =>
  ({ boolean: 'yes or no', integer: 'a number', date: 'a date', choice: 'a choice' })[type];

/** A status is reachable if some answers make its condition true and every better one false. */
function checkReach(rule: Rule, { questions }: Codebook): Issue[] {
  const options = (question: string): readonly Answer[] =>
    (questions.get(question)?.options ?? []).map((option) => option.id);
  return rule.clauses.flatMap(({ status, at }, index) => {
    const wanted = rule.clauses
      .slice(0, index + 1)
      .flatMap((clause) => clause.condition ?? [])
      .map((part, place) => ({ condition: part, want: place === index }));
    const reach = together(wanted).some((way) => isPossible(way, rule, options));
    return reach
      ? []
      : [
          issue(
            'rule-unreachable',
            at,
            `“${status}” can never come out: whatever the answers, a better status applies or its condition contradicts itself.`,
          ),
        ];
  });
}

function issue(code: Issue['code'], path: Path, message: string): Issue {
  return { code, message, path };
}

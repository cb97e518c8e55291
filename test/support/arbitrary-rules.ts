/** Random rules, answers and findings for property tests. */
import fc from 'fast-check';
import type { Answer } from '../../src/core/model/index.ts';
import type { Condition, Rule } from '../../src/core/rule/ast.ts';

/** q0–q3 take yes or no, n0–n1 whole numbers. */
export const BOOLEANS = ['q0', 'q1', 'q2', 'q3'];
export const NUMBERS = ['n0', 'n1'];
export const QUESTIONS = [...BOOLEANS, ...NUMBERS];

const at: never[] = [];

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('holds' as const), question: fc.constantFrom(...BOOLEANS), at: fc.constant(at) }),
  fc.record({
    kind: fc.constant('compare' as const),
    question: fc.constantFrom(...NUMBERS),
    comparison: fc.constantFrom('at-least' as const, 'at-most' as const, 'is' as const),
    values: fc.integer({ min: 1, max: 4 }).map((value) => [value]),
    at: fc.constant(at),
  }),
);

const { condition } = fc.letrec<{ condition: Condition }>((tie) => {
  const parts = fc.array(tie('condition'), { minLength: 1, maxLength: 3 });
  return {
    condition: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf,
      tie('condition').map((part): Condition => ({ kind: 'not', part, at })),
      parts.map((list): Condition => ({ kind: 'all', parts: list, at })),
      parts.map((list): Condition => ({ kind: 'any', parts: list, at })),
      parts.chain((list) =>
        fc
          .integer({ min: 1, max: list.length })
          .map((atLeast): Condition => ({ kind: 'count', atLeast, parts: list, at })),
      ),
    ),
  };
});

export const anyCondition: fc.Arbitrary<Condition> = condition;

/** Two or three statuses, the last `otherwise`. */
export const anyRule: fc.Arbitrary<Rule> = fc.array(condition, { minLength: 1, maxLength: 2 }).map((conditions) => ({
  clauses: [
    ...conditions.map((part, index) => ({ status: ['met', 'partly-met'][index] ?? '', condition: part, at })),
    { status: 'not-met', at },
  ],
}));

/** Every question answered or unknown. */
export const anyAnswers: fc.Arbitrary<Map<string, Answer>> = fc
  .record({
    booleans: fc.array(fc.option(fc.boolean(), { nil: undefined }), { minLength: 4, maxLength: 4 }),
    numbers: fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }), { minLength: 2, maxLength: 2 }),
  })
  .map(({ booleans, numbers }) => {
    const answers: (Answer | undefined)[] = [...booleans, ...numbers];
    return new Map(
      QUESTIONS.flatMap((name, index) => (answers[index] === undefined ? [] : [[name, answers[index]] as const])),
    );
  });

/** Every complete set of answers to the questions. */
export function completions(answers: ReadonlyMap<string, Answer>): Map<string, Answer>[] {
  return QUESTIONS.reduce<Map<string, Answer>[]>(
    (all, name) => {
      if (answers.has(name)) return all;
      const values: Answer[] = BOOLEANS.includes(name) ? [true, false] : [0, 1, 2, 3, 4, 5];
      return all.flatMap((map) => values.map((value) => new Map([...map, [name, value]])));
    },
    [new Map(answers)],
  );
}

/** A condition as YAML has it. */
export function write(node: Condition): unknown {
  switch (node.kind) {
    case 'holds':
      return node.question;
    case 'compare':
      return { question: node.question, [node.comparison]: node.comparison === 'in' ? node.values : node.values[0] };
    case 'not':
      return { not: write(node.part) };
    case 'count':
      return { 'at-least': node.atLeast, of: node.parts.map(write) };
    default:
      return { [node.kind]: node.parts.map(write) };
  }
}

/** A rule as YAML has it. */
export function writeRule(rule: Rule): unknown {
  return rule.clauses.map(({ status, condition: part }) => ({ [status]: part ? write(part) : 'otherwise' }));
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anyAnswers,
  anyCondition,
  anyRule,
  BOOLEANS,
  completions,
  QUESTIONS,
  writeRule,
} from '../../../test/support/arbitrary-rules.ts';
import type { Answer } from '../model/index.ts';
import { questionsOf, type Rule } from './ast.ts';
import { checkRule } from './check.ts';
import { compileRule, FALSE, isDetermined, statusesIn, TRUE, truthOf, UNKNOWN } from './evaluate.ts';
import { explainNode, reasonsFor } from './explain.ts';
import { parseRule } from './parse.ts';
import { smallestChanges } from './reform.ts';

const run = (rule: Rule, answers: ReadonlyMap<string, Answer>): number => {
  const { questions, evaluate } = compileRule(rule);
  return evaluate(questions.map((question) => answers.get(question)));
};

const parsed = (text: unknown): Rule => {
  const { rule, issues } = parseRule(text);
  if (!rule) throw new Error(issues.map(({ message }) => message).join('\n'));
  return rule;
};

describe('evaluating', () => {
  test('follows the truth tables of Kleene’s strong three-valued logic', () => {
    const given = new Map<string, Answer>([
      ['t', true],
      ['f', false],
    ]);
    const truth = (condition: unknown) => {
      const [clause] = parsed([{ met: condition }]).clauses;
      return clause?.condition && truthOf(clause.condition, (question) => given.get(question));
    };
    expect(truth({ all: ['t', 'u'] })).toBe(UNKNOWN);
    expect(truth({ all: ['f', 'u'] })).toBe(FALSE);
    expect(truth({ any: ['t', 'u'] })).toBe(TRUE);
    expect(truth({ any: ['f', 'u'] })).toBe(UNKNOWN);
    expect(truth({ not: 'u' })).toBe(UNKNOWN);
    expect(truth({ 'at-least': 2, of: ['t', 't', 'u'] })).toBe(TRUE);
    expect(truth({ 'at-least': 2, of: ['t', 'f', 'u'] })).toBe(UNKNOWN);
    expect(truth({ 'at-least': 2, of: ['f', 'f', 'u'] })).toBe(FALSE);
  });

  test('dates compare by their first day', () => {
    const rule = parsed([{ met: { question: 'd', 'at-most': '2012-06' } }, { 'not-met': 'otherwise' }]);
    expect(run(rule, new Map([['d', '2012-06-01']]))).toBe(1);
    expect(run(rule, new Map([['d', '2012-06-02']]))).toBe(2);
    expect(run(rule, new Map([['d', '2012']]))).toBe(1);
  });

  test('the compiled rule says what the tree says', () => {
    fc.assert(
      fc.property(anyCondition, anyAnswers, (condition, answers) => {
        const rule: Rule = {
          clauses: [
            { status: 'met', condition, at: [] },
            { status: 'not-met', at: [] },
          ],
        };
        const truth = truthOf(condition, (question) => answers.get(question));
        expect(run(rule, answers)).toBe({ [TRUE]: 1, [FALSE]: 2, [UNKNOWN]: 3 }[truth]);
        expect(explainNode(condition, (question) => answers.get(question)).truth).toBe(truth);
      }),
    );
  });

  test('whatever text a rule holds is compared and never run', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"+(()=>{throw 0})()+"', '\u2028', '\ud800', '`{x}`', '*/', '__proto__', 'constructor'),
    );
    fc.assert(
      fc.property(text, text, fc.integer(), (question, value, number) => {
        const rule = parsed([
          { met: { question, is: value } },
          { 'partly-met': { question, 'at-most': number } },
          { 'not-met': 'otherwise' },
        ]);
        expect(run(rule, new Map([[question, value]]))).toBe(1);
        expect(run(rule, new Map<string, Answer>([[question, number]]))).toBe(2);
        expect(run(rule, new Map<string, Answer>([[question, number + 1]]))).toBe(4);
      }),
    );
  });

  test('is monotone in information: a determined status never changes when an unknown becomes known', () => {
    fc.assert(
      fc.property(anyRule, anyAnswers, (rule, answers) => {
        const before = run(rule, answers);
        for (const completion of fc.sample(fc.constantFrom(...completions(answers)), 20)) {
          const after = run(rule, completion);
          expect(isDetermined(after)).toBe(true);
          expect(after & before).toBe(after);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('explaining', () => {
  test('the decisive answers alone give the same result, and without any one of them it is open', () => {
    fc.assert(
      fc.property(anyRule, anyAnswers, (rule, answers) => {
        const { possible, decisive } = reasonsFor(rule, (question) => answers.get(question));
        const only = (names: readonly string[]) =>
          new Map([...answers].filter(([question]) => names.includes(question)));
        expect(run(rule, only(decisive))).toBe(possible);
        for (const left of decisive) {
          expect(run(rule, only(decisive.filter((question) => question !== left)))).not.toBe(possible);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('nothing is open once the status is determined, and something is while it is not', () => {
    fc.assert(
      fc.property(anyRule, anyAnswers, (rule, answers) => {
        const { possible, open } = reasonsFor(rule, (question) => answers.get(question));
        expect(open.length === 0).toBe(isDetermined(possible));
        for (const question of open) expect(answers.has(question)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('reforming', () => {
  const apply = (answers: ReadonlyMap<string, Answer>, change: ReadonlyMap<string, Answer>) =>
    new Map([...answers, ...change]);
  const reaches = (rule: Rule, target: number, answers: ReadonlyMap<string, Answer>) => {
    const possible = run(rule, answers);
    return possible !== 0 && possible < 2 ** (target + 1);
  };

  test('every reform reaches the target, and no proper subset of it does', () => {
    fc.assert(
      fc.property(anyRule, anyAnswers, fc.integer({ min: 0, max: 1 }), (rule, answers, target) => {
        for (const change of smallestChanges(rule, target, (question) => answers.get(question))) {
          expect(reaches(rule, target, apply(answers, change))).toBe(true);
          for (const left of change.keys()) {
            const smaller = new Map([...change].filter(([question]) => question !== left));
            expect(reaches(rule, target, apply(answers, smaller))).toBe(false);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test('no reform is overlooked: where answers exist that reach the target, one is listed', () => {
    fc.assert(
      fc.property(anyRule, anyAnswers, (rule, answers) => {
        const reachable = completions(new Map()).some((complete) => reaches(rule, 0, complete));
        expect(smallestChanges(rule, 0, (question) => answers.get(question)).length > 0).toBe(reachable);
      }),
      { numRuns: 60 },
    );
  });

  test('of two thresholds on one question the reform names the higher', () => {
    const rule = parsed([
      {
        met: {
          all: [
            { question: 'n0', 'at-least': 16 },
            { question: 'n0', 'at-least': 18 },
          ],
        },
      },
      { 'not-met': 'otherwise' },
    ]);
    expect(smallestChanges(rule, 0, () => 14)).toEqual([new Map([['n0', 18]])]);
  });

  test('reforms of one size come in the order of the rule, of however many questions', () => {
    const names = Array.from({ length: 12 }, (_, index) => `b${index}`);
    const rule = parsed([{ met: { any: names } }, { 'not-met': 'otherwise' }]);
    expect(smallestChanges(rule, 0, () => false).flatMap((change) => [...change.keys()])).toEqual(names);
  });
});

describe('checking', () => {
  const questions = new Map([
    ...QUESTIONS.map(
      (name) => [name, { type: BOOLEANS.includes(name) ? ('boolean' as const) : ('integer' as const) }] as const,
    ),
    ['jurisdiction.active', { type: 'boolean' as const }],
  ]);
  const scale = ['met', 'partly-met', 'not-met'];
  const problems = (text: unknown) =>
    checkRule(parsed(text), { scale, questions }).map(
      ({ code, message, path }) => `${code} ${path?.join('.')}: ${message}`,
    );

  test('a status is reported as unreachable exactly when no answers give it', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const reached = new Set(completions(new Map()).map((answers) => statusesIn(run(rule, answers), rule)[0]));
        const unreachable = checkRule(rule, { scale, questions })
          .filter(({ code }) => code === 'rule-unreachable')
          .map(
            ({ path }) => rule.clauses[Number(path?.[0] ?? -1)] ?? rule.clauses.find((clause) => clause.at === path),
          );
        expect(unreachable.length).toBe(rule.clauses.filter(({ status }) => !reached.has(status)).length);
      }),
      { numRuns: 60 },
    );
  });

  test('a rule that counts over many parts is judged without unfolding them all', () => {
    const many = Array.from({ length: 20 }, (_, index) => `b${index}`);
    const rule = parsed([
      { met: { 'at-least': 10, of: many } },
      { 'partly-met': { 'at-least': 5, of: many } },
      { 'not-met': 'otherwise' },
    ]);
    const booleans = new Map(many.map((name) => [name, { type: 'boolean' as const }]));
    expect(checkRule(rule, { scale, questions: booleans })).toEqual([]);
  });

  test('an unknown question names the nearest ids', () => {
    expect(problems([{ met: 'jurisdiction.activ' }, { 'not-met': 'otherwise' }])).toEqual([
      'rule-unknown-question 0.met: “jurisdiction.activ” is not a question of the codebook. Did you mean jurisdiction.active?',
    ]);
  });

  test('a comparison on a yes-or-no question, a bare number, and an answer of the wrong type are reported', () => {
    expect(problems([{ met: { question: 'q0', 'at-least': 3 } }, { 'not-met': 'otherwise' }])[0]).toContain(
      'answered by yes or no, so it cannot be compared',
    );
    expect(problems([{ met: 'n0' }, { 'not-met': 'otherwise' }])[0]).toContain('needs a comparison');
    expect(problems([{ met: { question: 'n0', is: 'old' } }, { 'not-met': 'otherwise' }])[0]).toContain(
      'takes a whole number',
    );
  });

  test('a status off the scale, out of order, or behind “otherwise” is reported', () => {
    expect(problems([{ fulfilled: 'q0' }, { 'not-met': 'otherwise' }])[0]).toContain(
      'The scale is met, partly-met, not-met',
    );
    expect(problems([{ 'partly-met': 'q0' }, { met: 'q1' }])[0]).toContain('from best to worst');
    expect(problems([{ met: 'otherwise' }, { 'not-met': 'q0' }])[0]).toContain('Put it last');
  });

  test('a rule under which some answers give no status is reported: what is unknown would pass for determined', () => {
    const text = [{ met: 'q0' }, { 'partly-met': 'q1' }];
    expect(isDetermined(run(parsed(text), new Map([['q1', false]])))).toBe(true);
    expect(problems(text)).toEqual([expect.stringContaining('rule-syntax 1: The last status must be “otherwise”')]);
  });
});

describe('parsing', () => {
  test('what is written is what is read', () => {
    fc.assert(
      fc.property(anyRule, anyAnswers, (rule, answers) => {
        const again = parsed(writeRule(rule));
        expect(questionsOf(again)).toEqual(questionsOf(rule));
        expect(run(again, answers)).toBe(run(rule, answers));
      }),
    );
  });

  test.each([
    ['not a list', 'met', 'A rule is a list'],
    ['two statuses in one line', [{ met: 'q0', 'not-met': 'q1' }], 'one status with its condition'],
    ['a mistyped form', [{ met: { al: ['q0'] } }], 'Did you mean all'],
    ['an empty list', [{ met: { all: [] } }], 'at least one condition'],
    ['a count beyond the list', [{ met: { 'at-least': 3, of: ['q0'] } }], 'from 1 to 1'],
    ['a count without a list', [{ met: { 'at-least': 3 } }], 'needs “of”'],
    ['a comparison with two operators', [{ met: { question: 'n0', is: 1, 'at-least': 2 } }], 'exactly one of'],
    ['two forms at once', [{ met: { all: ['q0'], any: ['q1'] } }], 'one form'],
  ])('%s is refused', (_, text, words) => {
    const { rule, issues } = parseRule(text);
    expect(rule).toBeUndefined();
    expect(issues.map(({ message }) => message).join()).toContain(words);
  });
});

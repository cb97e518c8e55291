/** docs/RULES.md is true: every YAML block in it is checked and computed, and gives what the page says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { assess, reforms } from '../../src/core/assess.ts';
import { createDataset } from '../../src/core/dataset.ts';
import type { Answer, AnyRecord } from '../../src/core/model/index.ts';
import { checkRule } from '../../src/core/rule/check.ts';
import { parseRule } from '../../src/core/rule/parse.ts';
import { firstDay } from '../../src/core/time.ts';
import { ROOT } from '../support/cli.ts';

interface Case {
  readonly answers: Readonly<Record<string, Answer>>;
  readonly status: string;
  readonly possible?: readonly string[];
  readonly why?: readonly string[];
  readonly missing?: readonly string[];
  readonly reforms?: Readonly<Record<string, readonly Readonly<Record<string, Answer>>[]>>;
}

interface Block {
  readonly questions?: Readonly<Record<string, string | readonly string[]>>;
  readonly rule?: unknown;
  readonly case?: Case;
  readonly refused?: { readonly rule: unknown; readonly because: string };
}

const SCALE = ['met', 'partly-met', 'not-met'];
const page = readFileSync(join(ROOT, 'docs/RULES.md'), 'utf8');
const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(({ 1: text = '', index }) => ({
  block: parse(text, { schema: 'core' }) as Block,
  line: page.slice(0, index).split('\n').length,
}));

const questions = blocks.flatMap(({ block }) =>
  Object.entries(block.questions ?? {}).map(
    ([id, type]): AnyRecord => ({
      kind: 'question',
      id,
      wording: id,
      strength: 'yes',
      ...(typeof type === 'string'
        ? { type: type as 'boolean' }
        : { type: 'choice', options: type.map((option) => ({ id: option, label: option })) }),
    }),
  ),
);

function problemsOf(text: unknown): string[] {
  const { rule, issues } = parseRule(text);
  const codebook = new Map(
    questions.flatMap((record) => (record.kind === 'question' ? [[record.id, record] as const] : [])),
  );
  return (rule ? checkRule(rule, { scale: SCALE, questions: codebook }) : issues).map(({ message }) => message);
}

/** The record in which the rule is an indicator and the answers are findings of a country. */
function recordOf(rule: unknown, answers: Case['answers']) {
  const findings = Object.entries(answers).map(
    ([question, value]): AnyRecord => ({
      kind: 'finding',
      id: `xaa/finding/${question}`,
      country: 'xaa',
      question,
      value,
      from: '2000-01-01',
      citations: [{ source: 'xaa/source/example' }],
      readOn: '2020-01-01',
      review: 'reviewed',
    }),
  );
  const framework: AnyRecord = {
    kind: 'framework',
    id: 'example',
    title: 'Example',
    description: 'The rule of the page.',
    scale: SCALE.map((id) => ({ id, label: id })),
    indicators: [
      { id: 'rule', title: 'Rule', rationale: 'As the page says.', basis: [], rule: rule as Record<string, unknown>[] },
    ],
  };
  const dataset = createDataset([...questions, ...findings, framework]);
  const indicator = dataset.indicator('example/rule');
  if (!indicator) throw new Error('the rule does not parse');
  return { dataset, indicator };
}

const DAY = firstDay('2024-01-01');

describe('docs/RULES.md', () => {
  test('has examples', () => {
    expect(questions.length).toBeGreaterThan(3);
    expect(blocks.length).toBeGreaterThan(10);
  });

  let rule: unknown;
  for (const { block, line } of blocks) {
    if (block.rule !== undefined) rule = block.rule;
    const current = rule;
    if (block.rule !== undefined) {
      test(`the rule on line ${line} is a good one`, () => {
        expect(problemsOf(current)).toEqual([]);
      });
    }
    const { refused, case: example } = block;
    if (refused) {
      test(`the rule on line ${line} is refused: ${refused.because}`, () => {
        expect(problemsOf(refused.rule).join('\n')).toContain(refused.because);
      });
    }
    if (example) {
      test(`the case on line ${line} comes out as ${example.status}`, () => {
        const { dataset, indicator } = recordOf(current, example.answers);
        const assessment = assess(dataset, 'xaa', indicator, DAY);
        expect(assessment.status).toBe(example.status);
        expect(assessment.possible).toEqual(example.possible ?? [example.status]);
        if (example.why) expect(assessment.explanation.decisive).toEqual(example.why);
        if (example.missing) expect(assessment.missing.map(({ question }) => question)).toEqual(example.missing);
        if (!example.reforms) return;
        const found = Object.groupBy(reforms(dataset, 'xaa', indicator, DAY), ({ status }) => status);
        const changes = Object.entries(found).map(([status, all]) => [
          status,
          all?.map((reform) => Object.fromEntries(reform.changes.map(({ question, to }) => [question, to]))),
        ]);
        expect(Object.fromEntries(changes)).toEqual(example.reforms);
      });
    }
  }
});

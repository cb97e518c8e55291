/** The shipped rules on cases that a lawyer can read and write: one YAML file per framework. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createDataset } from '../../src/core/dataset.ts';
import type { Answer } from '../../src/core/model/index.ts';
import { statusesIn } from '../../src/core/rule/evaluate.ts';
import { readDataset } from '../../src/formats/dataset.ts';

interface Case {
  name: string;
  facts: Record<string, Answer>;
  status?: string;
  possible?: string[];
}

const { records } = await readDataset('data');
const dataset = createDataset(records);

for (const file of readdirSync('test/rules').filter((name) => name.endsWith('.yaml'))) {
  const framework = file.replace('.yaml', '');
  for (const { indicator: id, cases } of parse(readFileSync(`test/rules/${file}`, 'utf8')) as {
    indicator: string;
    cases: Case[];
  }[]) {
    describe(`${framework}/${id}`, () => {
      test.each(cases)('$name', ({ facts, status, possible }) => {
        const indicator = dataset.indicator(`${framework}/${id}`);
        if (!indicator) throw new Error(`no such indicator: ${framework}/${id}`);
        const { questions, evaluate } = indicator.compiled;
        expect(questions).toEqual(expect.arrayContaining(Object.keys(facts)));
        expect(statusesIn(evaluate(questions.map((question) => facts[question])), indicator.rule)).toEqual(
          possible ?? [status],
        );
      });
    });
  }
}

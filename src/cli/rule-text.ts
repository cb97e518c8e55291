/** A rule with its answers, line by line: every condition says whether it is true, false or unknown, and why. */
import type { Assessment } from '../core/assess.ts';
import type { Dataset, Indicator } from '../core/dataset.ts';
import type { Answer } from '../core/model/index.ts';
import type { Condition, Leaf } from '../core/rule/ast.ts';
import { FALSE, type Lookup, TRUE, type Truth, truthOf } from '../core/rule/evaluate.ts';
import type { Page } from './terminal.ts';
import { answerText, statusWord } from './words.ts';

/** Writes the rule of an indicator with the truth of each of its conditions under an assessment. */
export function writeRule(page: Page, dataset: Dataset, indicator: Indicator, assessment: Assessment): void {
  const values = new Map(assessment.explanation.evidence.map(({ question, value }) => [question, value]));
  const lookup: Lookup = (question) => values.get(question);
  for (const { status, condition } of indicator.rule.clauses) {
    const name = page.tone(statusWord(indicator, status), 'strong');
    if (!condition) page.line(`${name} in every other case`, 2);
    else {
      page.line(`${name} if`, 2);
      writeCondition(page, dataset, condition, lookup, 4);
    }
  }
}

function writeCondition(page: Page, dataset: Dataset, condition: Condition, lookup: Lookup, indent: number): void {
  const label = `${truthWord(page, truthOf(condition, lookup))}  `;
  switch (condition.kind) {
    case 'holds':
    case 'compare':
      page.line(leafText(dataset, condition, lookup(condition.question)), indent, label);
      return;
    case 'not':
      if (condition.part.kind === 'holds') {
        page.line(`not ${leafText(dataset, condition.part, lookup(condition.part.question))}`, indent, label);
        return;
      }
      page.line('not:', indent, label);
      writeCondition(page, dataset, condition.part, lookup, indent + 2);
      return;
    default: {
      const heading = { all: 'all of:', any: 'any of:', count: 'of these, at least ' }[condition.kind];
      page.line(condition.kind === 'count' ? `${heading}${condition.atLeast}:` : heading, indent, label);
      for (const part of condition.parts) writeCondition(page, dataset, part, lookup, indent + 2);
    }
  }
}

function truthWord(page: Page, truth: Truth): string {
  if (truth === TRUE) return page.tone('yes', 'good');
  return truth === FALSE ? page.tone('no ', 'bad') : page.tone('?  ', 'faint');
}

function leafText(dataset: Dataset, leaf: Leaf, answer: Answer | undefined): string {
  const actual = `(${answerText(dataset, leaf.question, answer)})`;
  if (leaf.kind === 'holds') return `${leaf.question} ${actual}`;
  const values = leaf.values.map((value) => answerText(dataset, leaf.question, value)).join(', ');
  const comparison = { 'at-least': 'at least', 'at-most': 'at most', is: 'is', in: 'one of' }[leaf.comparison];
  return `${leaf.question} ${comparison} ${values} ${actual}`;
}

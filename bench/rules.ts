/**
 * One rule of seven conditions at one date, against json-logic-engine (compiled) and json-rules-engine, on the same
 * conditions and the same facts. Neither of them has unknown values, time, explanations or sources.
 */

import { LogicEngine } from 'json-logic-engine';
import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { assess } from '../src/core/assess.ts';
import { createDataset } from '../src/core/dataset.ts';
import type { Answer, AnyRecord } from '../src/core/model/index.ts';
import { compileRule, isDetermined, statusesIn } from '../src/core/rule/evaluate.ts';
import { parseRule } from '../src/core/rule/parse.ts';
import { firstDay } from '../src/core/time.ts';
import { type Measure, rates } from './measure.ts';

const QUESTIONS = ['active', 'passive', 'double-criminality', 'extradition', 'age', 'centre', 'unit'] as const;
type Facts = Record<(typeof QUESTIONS)[number], Answer>;

/** The rule as this project writes it: seven conditions, nested. */
const RULE = [
  {
    met: {
      all: [
        'active',
        'passive',
        { not: 'double-criminality' },
        { question: 'age', 'at-least': 18 },
        { any: ['extradition', 'centre', { question: 'unit', is: 'national' }] },
      ],
    },
  },
  { 'not-met': 'otherwise' },
];

const LOGIC = {
  if: [
    {
      and: [
        { var: 'active' },
        { var: 'passive' },
        { '!': [{ var: 'double-criminality' }] },
        { '>=': [{ var: 'age' }, 18] },
        { or: [{ var: 'extradition' }, { var: 'centre' }, { '===': [{ var: 'unit' }, 'national'] }] },
      ],
    },
    'met',
    'not-met',
  ],
};

const isTrue = (fact: string) => ({ fact, operator: 'equal', value: true });
const CONDITIONS: TopLevelCondition = {
  all: [
    isTrue('active'),
    isTrue('passive'),
    { not: isTrue('double-criminality') },
    { fact: 'age', operator: 'greaterThanInclusive', value: 18 },
    { any: [isTrue('extradition'), isTrue('centre'), { fact: 'unit', operator: 'equal', value: 'national' }] },
  ],
};

/** Facts that lead to both statuses, and to each of them in many ways. */
const FACTS: readonly Facts[] = Array.from({ length: 64 }, (_, n) => ({
  active: n % 7 !== 0,
  passive: n % 5 !== 0,
  'double-criminality': n % 6 === 0,
  extradition: n % 4 === 0,
  age: n % 9 === 0 ? 16 : 18,
  centre: n % 3 === 0,
  unit: n % 2 === 0 ? 'national' : 'none',
}));

export async function rules(): Promise<Measure[]> {
  const { rule } = parseRule(RULE);
  if (!rule) throw new Error('the rule does not parse');
  const { questions, evaluate } = compileRule(rule);
  const rows = FACTS.map((facts) => questions.map((question) => facts[question as keyof Facts]));
  // The same rows with every third answer unknown: what the peers cannot evaluate.
  const open = rows.map((row, n) => row.map((answer, slot) => ((n + slot) % 3 === 0 ? undefined : answer)));

  const compiled = new LogicEngine().build(LOGIC) as (facts: Facts) => string;
  const engine = new Engine();
  engine.addRule({ conditions: CONDITIONS, event: { type: 'met' } });
  const byEngine = async (facts: Facts) => ((await engine.run(facts)).events.length > 0 ? 'met' : 'not-met');

  for (const [n, facts] of FACTS.entries()) {
    const possible = evaluate(rows[n] ?? []);
    const [status] = statusesIn(possible, rule);
    if (!isDetermined(possible) || status !== compiled(facts) || status !== (await byEngine(facts))) {
      throw new Error(`the engines disagree on facts ${n}: a comparison of speed would mean nothing`);
    }
  }

  const { dataset, indicator, days, countries } = prepared();
  const each =
    <T>(items: readonly T[], run: (item: T) => unknown) =>
    (count: number) => {
      let result: unknown;
      for (let n = 0; n < count; n++) result = run(items[n & (FACTS.length - 1)] as T);
      return result;
    };
  const found = await rates({
    ours: each(rows, evaluate),
    open: each(open, evaluate),
    'json-logic-engine': each(FACTS, compiled),
    'json-rules-engine': async (count) => {
      let result: unknown;
      for (let n = 0; n < count; n++) result = await engine.run(FACTS[n & (FACTS.length - 1)] as Facts);
      return result;
    },
    explained: (count) => {
      let result: unknown;
      for (let n = 0; n < count; n++) {
        const at = n & (FACTS.length - 1);
        result = assess(dataset, countries[at] ?? '', indicator, days[n % days.length] ?? 0);
      }
      return result;
    },
  });
  const rate = (name: string) => found[name] ?? Number.NaN;
  const perSecond = (name: string, key: string): Measure => ({ name, measured: rate(key), unit: '/s' });
  return [
    perSecond('status only, all facts known', 'ours'),
    perSecond('status only, a third of the facts unknown', 'open'),
    perSecond('json-logic-engine, compiled', 'json-logic-engine'),
    perSecond('json-rules-engine', 'json-rules-engine'),
    perSecond('with explanation and citations', 'explained'),
    {
      name: 'status only : json-logic-engine',
      measured: rate('ours') / rate('json-logic-engine'),
      unit: '×',
      required: { atLeast: 0.5 },
    },
    {
      name: 'status only : json-rules-engine',
      measured: rate('ours') / rate('json-rules-engine'),
      unit: '×',
      required: { atLeast: 100 },
    },
    {
      name: 'explained and cited : json-rules-engine',
      measured: rate('explained') / rate('json-rules-engine'),
      unit: '×',
      required: { atLeast: 10 },
    },
  ];
}

/** The same rule and facts as records of 64 countries: findings with periods and sources, some of them changing. */
function prepared() {
  const records: AnyRecord[] = [
    {
      kind: 'framework',
      id: 'bench',
      title: 'Bench',
      description: 'Seven conditions.',
      scale: [
        { id: 'met', label: 'Met' },
        { id: 'not-met', label: 'Not met' },
      ],
      indicators: [{ id: 'seven', title: 'Seven', rationale: 'For measuring.', basis: [], rule: RULE }],
    },
  ];
  for (const question of QUESTIONS) {
    const type = question === 'age' ? 'integer' : question === 'unit' ? 'choice' : 'boolean';
    records.push({ kind: 'question', id: question, wording: question, type, strength: 'yes' } as AnyRecord);
  }
  const code = (n: number) => `x${String.fromCharCode(97 + Math.floor(n / 26))}${String.fromCharCode(97 + (n % 26))}`;
  for (const [n, facts] of FACTS.entries()) {
    const country = code(n);
    for (const source of ['a', 'b']) {
      const id = `${country}/source/${source}`;
      records.push({ kind: 'source', id, country, title: `Source ${source}`, type: 'law' });
    }
    for (const [slot, question] of QUESTIONS.entries()) {
      const turn = `${2005 + slot}-01-01`;
      for (const [part, period] of [{ from: '2000-01-01', to: turn }, { from: turn }].entries()) {
        records.push({
          kind: 'finding',
          id: `${country}/finding/${question}/${part}`,
          country,
          question,
          value: facts[question],
          ...period,
          citations: [{ source: `${country}/source/${part === 0 ? 'a' : 'b'}`, locator: `art. ${slot}` }],
          readOn: '2020-01-01',
          review: 'reviewed',
        });
      }
    }
  }
  const dataset = createDataset(records);
  const indicator = dataset.indicator('bench/seven');
  if (!indicator) throw new Error('the framework does not parse');
  const days = Array.from({ length: 240 }, (_, month) =>
    firstDay(`${2001 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`),
  );
  return { dataset, indicator, days, countries: FACTS.map((_, n) => code(n)) };
}

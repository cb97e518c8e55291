/** Every indicator of every shipped framework, for 195 synthetic countries, over 25 years with 10 changes a question. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { history } from '../src/core/assess.ts';
import { createDataset } from '../src/core/dataset.ts';
import type { Answer, AnyRecord, Finding, Question } from '../src/core/model/index.ts';
import { questionsOf } from '../src/core/rule/ast.ts';
import { candidates } from '../src/core/rule/reform.ts';
import { isoDay } from '../src/core/time.ts';
import { parseFiles } from '../src/formats/dataset.ts';
import { type Measure, median, timed } from './measure.ts';

const COUNTRIES = 195;
const YEARS = 25;
const CHANGES = 10;
const ROUNDS = 5;
const START = Date.UTC(2000, 0, 1) / 86_400_000;

export async function histories(data: string): Promise<Measure[]> {
  const shared = sharedRecords(data);
  const codebook = createDataset(shared);
  const indicators = codebook.indicators();
  const findings = syntheticFindings(shared);
  const times: number[] = [];
  const cold: number[] = [];
  let periods = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const dataset = createDataset([...shared, ...findings]);
    const prepare = await timed(() => dataset.indicators().length + dataset.findings('', '').length);
    periods = 0;
    const taken = await timed(() => {
      for (const country of countries()) {
        for (const indicator of dataset.indicators()) periods += history(dataset, country, indicator).length;
      }
    });
    // The first round warms up.
    if (round > 0) times.push(taken);
    if (round > 0) cold.push(taken + prepare);
  }
  return [
    { name: 'indicators', measured: indicators.length, unit: '' },
    { name: 'findings', measured: findings.length, unit: '' },
    { name: 'periods of status found', measured: periods, unit: '' },
    { name: 'all histories of a prepared dataset', measured: median(times), unit: 'ms', required: { atMost: 500 } },
    { name: 'the same with its indexes', measured: median(cold), unit: 'ms' },
  ];
}

/** Frameworks and codebook as shipped; what they refer to elsewhere does not matter here. */
function sharedRecords(data: string): AnyRecord[] {
  const files = ['codebook', 'frameworks'].flatMap((folder) =>
    readdirSync(join(data, folder))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(data, folder, name), 'utf8') })),
  );
  return parseFiles(files).records.filter(({ kind }) => kind === 'question' || kind === 'framework');
}

function countries(): string[] {
  return Array.from(
    { length: COUNTRIES },
    (_, n) => `x${String.fromCharCode(97 + Math.floor(n / 26))}${String.fromCharCode(97 + (n % 26))}`,
  );
}

/** For each country and question, findings that follow one another, each with another answer; every tenth is unknown. */
function syntheticFindings(shared: readonly AnyRecord[]): Finding[] {
  const dataset = createDataset(shared);
  const asked = new Map<string, Answer[]>();
  for (const { rule } of dataset.indicators()) {
    for (const question of questionsOf(rule)) {
      const options = (dataset.get('question', question) as Question | undefined)?.options ?? [];
      const known = asked.get(question) ?? [];
      asked.set(question, [
        ...new Set([
          ...known,
          ...candidates(
            rule,
            question,
            options.map(({ id }) => id),
          ),
        ]),
      ]);
    }
  }
  const length = (YEARS * 365.25) / (CHANGES + 1);
  const findings: Finding[] = [];
  let seed = 1;
  for (const country of countries()) {
    for (const [question, answers] of asked) {
      for (let change = 0; change <= CHANGES; change++) {
        // A linear congruential generator (Numerical Recipes): the same findings in every run.
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        const day = (n: number) => isoDay(Math.floor(START + n * length + (n === 0 ? 0 : seed % 60))) ?? '';
        const previous = findings.at(-1);
        const from = change === 0 || !previous?.to ? day(0) : previous.to;
        findings.push({
          kind: 'finding',
          id: `${country}/finding/${question}/${change}`,
          country,
          question,
          value: seed % 10 === 0 ? 'no-information' : (answers[(change + seed) % answers.length] ?? true),
          from,
          ...(change < CHANGES && { to: day(change + 1) }),
          citations: [{ source: `${country}/source/law` }],
          readOn: '2025-01-01',
          review: 'reviewed',
        });
      }
    }
  }
  return findings;
}

/**
 * The promises about speed, measured: npm run bench [-- --json]
 * [-- rules histories law api site ingest commitments search report].
 * Ratios are taken within one run, on one machine, so that they mean something on any. Exit code 1 where one is missed.
 */
import { join } from 'node:path';
import { api } from './api.ts';
import { commitments } from './commitments.ts';
import { histories } from './histories.ts';
import { ingest } from './ingest.ts';
import { law } from './law.ts';
import { type Measure, passes } from './measure.ts';
import { report } from './report.ts';
import { rules } from './rules.ts';
import { search } from './search.ts';
import { site } from './site.ts';

const ROOT = process.cwd();
const SECTIONS: Readonly<Record<string, { title: string; run: () => Promise<Measure[]> }>> = {
  rules: { title: 'One rule of seven conditions at one date', run: rules },
  histories: {
    title: 'Full histories: all indicators, 195 countries, 25 years, 10 changes a question',
    run: () => histories(join(ROOT, 'data')),
  },
  law: { title: 'Law in time', run: () => law(join(ROOT, 'data')) },
  api: { title: 'The programming interface', run: () => api(ROOT) },
  site: { title: 'The site', run: () => site(ROOT) },
  ingest: { title: 'From a document to candidates and checks', run: () => ingest(ROOT) },
  commitments: { title: 'Commitments at the size of the world', run: () => commitments(join(ROOT, 'data')) },
  search: { title: 'Search', run: () => search(ROOT) },
  report: { title: 'A report of 60 pages with 200 notes', run: report },
};

const args = process.argv.slice(2);
const asked = args.filter((arg) => !arg.startsWith('--'));
const unknown = asked.find((name) => !SECTIONS[name]);
if (unknown !== undefined) {
  console.error(`bench: there is no section “${unknown}”. Sections: ${Object.keys(SECTIONS).join(', ')}.`);
  process.exit(2);
}
const asJson = args.includes('--json');
const results: Record<string, (Measure & { pass: boolean })[]> = {};
let failed = 0;
for (const [name, { title, run }] of Object.entries(SECTIONS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  if (!asJson) console.log(`\n${title}`);
  const measures = (await run()).map((measure) => ({ ...measure, pass: passes(measure) }));
  results[name] = measures;
  failed += measures.filter(({ pass }) => !pass).length;
  if (!asJson) for (const measure of measures) console.log(line(measure));
}
if (asJson) console.log(JSON.stringify(results, null, 2));
else console.log(`\n${failed === 0 ? 'All requirements are met.' : `${failed} not met.`}`);
process.exitCode = failed === 0 ? 0 : 1;

function line(measure: Measure & { pass: boolean }): string {
  const { name, measured, unit, required, pass } = measure;
  const figure = `${measured.toLocaleString('en', { maximumFractionDigits: measured < 100 ? 2 : 0 })} ${unit}`.trim();
  const wanted = !required
    ? ''
    : 'atLeast' in required
      ? `at least ${required.atLeast} ${unit}`
      : `at most ${required.atMost.toLocaleString('en')} ${unit}`;
  return `  ${name.padEnd(54)}${figure.padStart(18)}   ${wanted.padEnd(18)} ${required ? (pass ? 'ok' : 'NOT MET') : ''}`.trimEnd();
}

/**
 * The promises about quality, measured against gold written by hand: npm run bench:quality [-- --json] [-- --explain] [-- --only=NAME].
 * Exit code 1 where one is missed. --explain lists every difference from the gold; --only measures the documents whose
 * name begins so.
 */
import { type Measure, passes } from '../measure.ts';
import { measureCandidates } from './candidates.ts';
import { measureStructure } from './structure.ts';

const ROOT = process.cwd();
const args = process.argv.slice(2);
const explain = args.includes('--explain');
const only = args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
const SECTIONS: Readonly<Record<string, { title: string; run: () => Promise<Measure[]> }>> = {
  structure: {
    title: 'Structure: notes, references, works, sections',
    run: () => measureStructure(ROOT, explain, only),
  },
  candidates: {
    title: 'Candidates: what a document says that could become records',
    run: () => measureCandidates(ROOT, explain, only),
  },
};

const asked = args.filter((arg) => !arg.startsWith('--'));
const unknown = asked.find((name) => !SECTIONS[name]);
if (unknown !== undefined) {
  console.error(`quality: there is no section “${unknown}”. Sections: ${Object.keys(SECTIONS).join(', ')}.`);
  process.exit(2);
}
const results: Record<string, (Measure & { pass: boolean })[]> = {};
let failed = 0;
for (const [name, { title, run }] of Object.entries(SECTIONS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  if (!args.includes('--json')) console.log(`\n${title}`);
  results[name] = (await run()).map((measure) => ({ ...measure, pass: passes(measure) }));
  for (const measure of results[name]) {
    if (!measure.pass) failed += 1;
    if (!args.includes('--json')) console.log(line(measure));
  }
}
if (args.includes('--json')) console.log(JSON.stringify(results, null, 2));
else console.log(`\n${failed === 0 ? 'All requirements are met.' : `${failed} not met.`}`);
process.exitCode = failed === 0 ? 0 : 1;

function line({ name, measured, unit, required, pass }: Measure & { pass: boolean }): string {
  const figure = `${measured.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`.trim();
  const wanted = !required
    ? ''
    : 'atLeast' in required
      ? `at least ${required.atLeast} ${unit}`
      : `at most ${required.atMost} ${unit}`;
  return `  ${name.padEnd(56)}${figure.padStart(10)}   ${wanted.padEnd(16)} ${required ? (pass ? 'ok' : 'NOT MET') : ''}`.trimEnd();
}

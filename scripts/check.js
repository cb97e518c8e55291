/** The one check command: everything that can be judged without running the program. People and CI run the same. */
import { run } from './run.js';

const CHECKS = [
  ['format and lint', 'biome', ['ci', '--error-on-warnings', '.']],
  ['types', 'tsc', ['--project', '.']],
  ['dependency rule', 'node', ['scripts/dependency-rule.js']],
  ['unused code', 'knip', []],
  ['translations', 'node', ['scripts/translations.js']],
  ['generated docs', 'node', ['scripts/docs.js', '--check']],
  ['known vulnerabilities', 'node', ['scripts/audit.js']],
];

const failed = [];
for (const [name, command, args] of CHECKS) {
  const start = Date.now();
  const code = run(command, args);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  if (code !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exit(1);
}

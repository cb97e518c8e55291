/**
 * All tests: builds, then runs every suite on the project's own Node, with PostgreSQL and a browser.
 * The last line is "N passed, N failed", all suites added up. Arguments go to vitest.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'dutybearer-test-'));
const report = join(folder, 'report.json');
let code = run('node', ['scripts/build.js']);
let totals = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0 };
if (code === 0) {
  code = run('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ]);
  try {
    totals = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    code ||= 1;
  }
}
rmSync(folder, { recursive: true, force: true });
const skipped = totals.numPendingTests > 0 ? `, ${totals.numPendingTests} skipped` : '';
// A suite that cannot even start has no failed test of its own, but it has failed.
const failed = totals.numFailedTests + (code !== 0 && totals.numFailedTests === 0 ? 1 : 0);
if (process.env.CI === 'true' && totals.numPendingTests > 0) {
  console.error('CI must not skip tests.');
  code ||= 1;
}
console.log(`${totals.numPassedTests} passed, ${failed} failed${skipped}`);
process.exit(code);

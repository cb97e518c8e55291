/**
 * Known vulnerabilities of high or critical severity fail the check. A registry that answers no such question, as some
 * mirrors do, cannot fail it: that is said loudly instead.
 */
import { spawnSync } from 'node:child_process';
import { ROOT } from './run.js';

const { stdout } = spawnSync('npm', ['audit', '--json'], {
  cwd: ROOT,
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
let report;
try {
  report = JSON.parse(stdout);
} catch {
  report = { message: 'npm audit gave no answer' };
}
if (!report.vulnerabilities) {
  console.error(`NOT CHECKED: the registry in use does not answer npm audit (${report.statusCode ?? report.message}).`);
  process.exit(0);
}
const severe = Object.values(report.vulnerabilities).filter(
  ({ severity }) => severity === 'high' || severity === 'critical',
);
for (const { name, severity, range } of severe)
  console.error(`${severity}: ${name} ${range}. Update it: npm audit fix`);
console.log(`npm audit: ${Object.keys(report.vulnerabilities).length} known, ${severe.length} high or critical`);
process.exit(severe.length > 0 ? 1 : 0);

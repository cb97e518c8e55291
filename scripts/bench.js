/** Bundles bench/ and runs it on the project's own Node, against the built program: npm run bench [-- --json]. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT, run } from './run.js';

// Below the project, so that packages and shipped files are found from there.
const folder = join(ROOT, 'node_modules', '.cache', 'dutybearer-bench');
const file = join(folder, 'main.js');
await build({
  absWorkingDir: ROOT,
  entryPoints: ['bench/main.ts'],
  outfile: file,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node24',
});
const built = process.argv.includes('--no-build')
  ? 0
  : run('node', ['scripts/build.js'], { stdio: ['inherit', 'ignore', 'inherit'] });
const args = process.argv.slice(2).filter((arg) => arg !== '--no-build');
const code = built === 0 ? run('node', [file, ...args]) : built;
rmSync(folder, { recursive: true, force: true });
process.exit(code);

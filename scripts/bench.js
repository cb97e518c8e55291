/** Bundles bench/ and runs it on the project's own Node, against the built program: npm run bench [-- --json]. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { EXTERNAL } from './build.js';
import { ROOT, run } from './run.js';

// Below the project, so that packages and shipped files are found from there.
const folder = join(ROOT, 'node_modules', '.cache', 'dutybearer-bench');
const file = join(folder, 'main.js');
await build({
  absWorkingDir: ROOT,
  // The reader is a program of its own, beside the one that starts it.
  entryPoints: { main: 'bench/main.ts', reader: 'src/ingest/read/reader.ts' },
  outdir: folder,
  bundle: true,
  external: EXTERNAL,
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

/** Bundles bench/ and runs it on the project's own Node, against the built program: npm run bench [-- --json]. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BESIDE, EXTERNAL } from './build.js';
import { ROOT, run } from './run.js';

// Below the project, so that packages and shipped files are found from there.
const folder = join(ROOT, 'node_modules', '.cache', 'dutybearer-bench');
const file = join(folder, 'main.js');
await build({
  absWorkingDir: ROOT,
  // Reader and typesetter are programs of their own, beside the one that starts them.
  entryPoints: {
    main: 'bench/main.ts',
    reader: 'src/ingest/read/reader.ts',
    typesetter: 'src/report/typesetter.ts',
  },
  splitting: true,
  outdir: folder,
  bundle: true,
  external: EXTERNAL,
  platform: 'node',
  format: 'esm',
  target: 'node24',
});
for (const name of BESIDE) copyFileSync(join(ROOT, 'src/report', name), join(folder, name));
const built = process.argv.includes('--no-build')
  ? 0
  : run('node', ['scripts/build.js'], { stdio: ['inherit', 'ignore', 'inherit'] });
const args = process.argv.slice(2).filter((arg) => arg !== '--no-build');
const code = built === 0 ? run('node', [file, ...args]) : built;
rmSync(folder, { recursive: true, force: true });
process.exit(code);

/** Runs bench/quality on the project's own Node, which reads TypeScript as it stands: npm run bench:quality [-- --explain]. */
import { run } from './run.js';

process.exit(run('node', ['bench/quality/main.ts', ...process.argv.slice(2)]));

#!/usr/bin/env node
/**
 * The launcher: starts the built program on Node 24.
 * An older Node starts the project's own Node 24 instead, with the same arguments, input and output, and ends as it
 * ends. Plain JavaScript, so that every Node from 20.19 on can read it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED = 24;
const LAUNCHED = 'DUTYBEARER_LAUNCHED';

if (Number(process.versions.node.split('.')[0]) < NEEDED) relaunch();
else await start();

/** Runs the program in this process. */
async function start() {
  quietSqlite();
  if (process.env[LAUNCHED] && process.channel) endWithLauncher();
  const program = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'main.js');
  if (!existsSync(program)) fail('Dutybearer is not built yet. Run “npm run build” in its folder, then try again.');
  await import(pathToFileURL(program).href);
}

/** Runs the program in the project's own Node, and ends as it ends. */
function relaunch() {
  const node = ownNode();
  if (!node) {
    fail(
      `Dutybearer needs Node ${NEEDED}, and this is Node ${process.versions.node}. It brings its own: run “npm install” in ` +
        `its folder, or install Node ${NEEDED} from nodejs.org.`,
    );
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [LAUNCHED]: '1' },
  });
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}`));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2']) {
    try {
      process.on(signal, () => {
        // A terminal sends these to the whole group: the program has them already.
        if (process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT')) return;
        child.kill(signal);
      });
    } catch {
      // Not a signal of this system.
    }
  }
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    // A shell's way to say that a signal ended it, where this process outlives the same signal.
    process.removeAllListeners(signal);
    process.exitCode = 128 + (constants.signals[signal] ?? 0);
    process.kill(process.pid, signal);
  });
}

/** The Node that the package “node” brings, wherever npm put it. */
function ownNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const file = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** A launcher that was killed takes the program with it: what was being written is undone at the next start. */
function endWithLauncher() {
  process.once('disconnect', () => process.exit(143));
  process.channel.unref();
  delete process.env[LAUNCHED];
}

/** SQLite is part of Node 24 and still marked experimental there; saying so at every start helps nobody. */
function quietSqlite() {
  const emit = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    if (String(warning?.message ?? warning).startsWith('SQLite is an experimental feature')) return;
    emit.call(process, warning, ...rest);
  };
}

function fail(message) {
  console.error(`dutybearer: ${message}`);
  process.exit(3);
}

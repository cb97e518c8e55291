/** The launcher: on an older Node it runs the program on the project's own, and ends as the program ends. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dutybearer, ending, start } from '../support/cli.ts';

/** A Node older than the one the program needs, if this machine has one. */
const OLDER = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .find((file) => existsSync(file) && Number(execFileSync(file, ['-p', 'process.versions.node.split(".")[0]'])) < 24);

const NODES = OLDER === undefined ? [process.execPath] : [process.execPath, OLDER];

describe.each(NODES)('on %s', (node) => {
  test('passes arguments, input, output and the exit code on, without a word of its own', async () => {
    const fine = await dutybearer(['whatif', 'xaa', '-', '--data', 'test/fixtures/example', '--json'], {
      node,
      input: '- question: police.unit\n  value: national\n',
    });
    expect([fine.code, fine.err]).toEqual([0, '']);
    expect(JSON.parse(fine.out)).toHaveLength(1);
    expect((await dutybearer(['assess', 'zzz', '--data', 'test/fixtures/example'], { node })).code).toBe(4);
  });

  test('passes signals on', async () => {
    const child = start(['serve', '--port', '0', '--data', 'test/fixtures/example'], { node });
    const ended = ending(child);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  test('takes the program with it when it is killed', async () => {
    const child = start(['serve', '--port', '0', '--data', 'test/fixtures/example'], { node });
    const text = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
    const [url = ''] = /http:\/\/\S+/.exec(text) ?? [];
    child.kill('SIGKILL');
    const gone = async () => {
      for (let attempt = 0; attempt < 50; attempt++) {
        try {
          await fetch(`${url}/health`);
        } catch {
          return true;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return false;
    };
    expect(await gone()).toBe(true);
  });
});

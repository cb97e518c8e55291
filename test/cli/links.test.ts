/** links as a process of its own: the rule that holds outside of tests, and what it says to a wrong name. */
import { appendFileSync, cpSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dutybearer, emptyFolder } from '../support/cli.ts';

test('links asks nothing of this machine, and says so', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
  const data = join(emptyFolder(), 'data');
  cpSync('test/fixtures/example', data, { recursive: true });
  appendFileSync(
    join(data, 'countries/xaa/sources.yaml'),
    `- id: xaa/source/local\n  title: Local\n  type: web\n  url: ${url}\n`,
  );
  const { code, out, err } = await dutybearer(['links', 'xaa', '--data', data, '--json']);
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject([{ url, sources: ['xaa/source/local'], state: 'refused' }]);
  expect(asked).toBe(0);
  const page = await dutybearer(['links', '--data', data, '--source', 'xaa/source/local']);
  expect(page.out).toContain('1 not asked\n');
  const counted = await dutybearer(['links', '--data', data, '--source', 'xaa/source/local', '--exit-code']);
  expect(counted).toMatchObject({ code: 1, err: '' });
});

test.each([
  [['--source', 'xaa/source/report-2013'], 4, 'Did you mean xaa/source/report-2012?'],
  [['--source', 'xaa'], 2, '“xaa” is not a source.'],
  [['--timeout', '0'], 2, 'from 1 to 600'],
  [['--concurrency', 'many'], 2, 'from 1 to 32'],
])('links %j is refused', async (args, code, message) => {
  const ended = await dutybearer(['links', '--data', 'test/fixtures/example', ...args]);
  expect(ended).toMatchObject({ code, out: '' });
  expect(ended.err.replace(/\s+/g, ' ')).toContain(message);
});

/** The commands that use a store: import, past states, export, verify, rebuild, backup, restore, serve. */
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dutybearer, emptyFolder, emptyStore, ending, ROOT, start } from '../support/cli.ts';

const EXAMPLE = join(ROOT, 'test/fixtures/example');
const SIGNED = ['--author', 'A. Tester', '--reason', 'A test'];

function filesOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length), readFileSync(path, 'utf8')] as const;
    }),
  );
}

async function imported(): Promise<Record<string, string>> {
  const environment = emptyStore();
  const { code, err } = await dutybearer(['import', EXAMPLE, ...SIGNED], { environment });
  expect([code, err]).toEqual([0, '']);
  return environment;
}

describe('import and export', () => {
  test('what was imported is exported with the same bytes, and importing it again records nothing', async () => {
    const environment = await imported();
    const folder = emptyFolder();
    expect((await dutybearer(['export', folder], { environment })).code).toBe(0);
    expect(filesOf(folder)).toEqual(filesOf(EXAMPLE));
    const again = await dutybearer(['import', folder, ...SIGNED], { environment });
    expect(again.out).toContain('Nothing to import');
  });

  test('a later import leaves the past readable', async () => {
    const environment = await imported();
    const folder = emptyFolder();
    cpSync(EXAMPLE, folder, { recursive: true });
    const file = join(folder, 'countries/xaa/findings.yaml');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(file, readFileSync(file, 'utf8').replace('value: 16', 'value: 13'));
    const { out } = await dutybearer(['import', folder, ...SIGNED, '--json'], { environment });
    expect(JSON.parse(out)).toMatchObject({ created: 0, changed: 1, removed: 0 });
    const statuses = await Promise.all(
      [[], ['--known-at', before]].map(async (moment) => {
        const { out: text } = await dutybearer(['explain', 'xaa', 'age-of-consent', '--json', ...moment], {
          environment,
        });
        return JSON.parse(text).status;
      }),
    );
    expect(statuses).toEqual(['not-met', 'partly-met']);
  });

  test('--replace removes what the folder does not hold', async () => {
    const environment = await imported();
    const folder = emptyFolder();
    cpSync(EXAMPLE, folder, { recursive: true, filter: (path) => !path.includes('xab') });
    const kept = await dutybearer(['import', folder, ...SIGNED, '--json'], { environment });
    expect(JSON.parse(kept.out)).toMatchObject({ removed: 0 });
    const replaced = await dutybearer(['import', folder, ...SIGNED, '--replace', '--json'], { environment });
    expect(JSON.parse(replaced.out).removed).toBeGreaterThan(0);
    expect((await dutybearer(['assess', 'xab'], { environment })).code).toBe(4);
  });

  test('before anything was recorded there is nothing to read or to export, and it ends with 4', async () => {
    const environment = await imported();
    const folder = join(emptyFolder(), 'out');
    for (const args of [
      ['assess', 'xaa'],
      ['export', folder],
    ]) {
      const { code, err } = await dutybearer([...args, '--known-at', '2001-01-01'], { environment });
      expect([code, err]).toEqual([4, expect.stringMatching(/Nothing had been recorded in .* by 2001-01-01/)]);
    }
    expect(existsSync(folder)).toBe(false);
  });

  test('an export into a folder with other YAML files is refused with 3', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'mine.yaml'), 'a: 1\n');
    const { code, err } = await dutybearer(['export', folder, '--data', EXAMPLE]);
    expect(code).toBe(3);
    expect(err).toContain('Nothing was written.');
    expect(readdirSync(folder)).toEqual(['mine.yaml']);
  });
});

describe('the care of a store', () => {
  test('verify and rebuild find it sound; a backup restores to the same record', async () => {
    const environment = await imported();
    const file = join(emptyFolder(), 'backup.gz');
    const sound = JSON.parse((await dutybearer(['verify', '--json'], { environment })).out);
    expect(sound).toMatchObject({ revisions: 25, records: 25, snapshots: 0, problems: [] });
    expect((await dutybearer(['rebuild'], { environment })).out).toContain('Rebuilt 25 records');
    expect((await dutybearer(['backup', file], { environment })).code).toBe(0);
    const other = emptyStore();
    expect((await dutybearer(['restore', file], { environment: other })).code).toBe(0);
    expect(JSON.parse((await dutybearer(['verify', '--json'], { environment: other })).out)).toEqual(sound);
  });

  test('a backup over a file and a restore over records are refused with 3', async () => {
    const environment = await imported();
    const file = join(emptyFolder(), 'backup.gz');
    await dutybearer(['backup', file], { environment });
    const bytes = readFileSync(file);
    expect((await dutybearer(['backup', file], { environment })).code).toBe(3);
    expect(readFileSync(file)).toEqual(bytes);
    const { code, err } = await dutybearer(['restore', file], { environment });
    expect(code).toBe(3);
    expect(err).toContain('Nothing was changed.');
  });

  test('a file that is no backup is refused with 1, and nothing is restored', async () => {
    const environment = emptyStore();
    const { code, err } = await dutybearer(['restore', join(EXAMPLE, 'countries/xaa/country.yaml')], { environment });
    expect(code).toBe(1);
    expect(err).toContain('is not a sound backup');
  });
});

describe('serve', () => {
  /** Waits for the address that the program prints. */
  function address(child: ReturnType<typeof start>): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk;
        const [url] = /http:\/\/\S+/.exec(text) ?? [];
        if (url !== undefined) resolve(url);
      });
      child.on('close', () => reject(new Error(`it ended before it served: ${text}`)));
    });
  }

  test('prints its address, serves, and stops on a signal with 0', async () => {
    const environment = await imported();
    const child = start(['serve', '--port', '0'], { environment });
    const ended = ending(child);
    const url = await address(child);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    child.kill('SIGTERM');
    const { code, out, err } = await ended;
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('To stop it, press Ctrl-C.');
  });

  test('shows a dataset folder without making a store', async () => {
    const environment = emptyStore();
    const child = start(['serve', '--port', '0', '--data', EXAMPLE], { environment });
    const url = await address(child);
    expect((await fetch(`${url}/en`)).status).toBe(200);
    expect(existsSync(environment.DUTYBEARER_DATA ?? '')).toBe(false);
  });

  test('says plainly that a port is in use, and ends with 3', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const { code, out, err } = await dutybearer(['serve', '--port', String(port), '--data', EXAMPLE]);
    server.close();
    expect([code, out]).toEqual([3, '']);
    expect(err).toBe(`dutybearer: Port ${port} is in use. Stop what uses it, or choose another with PORT or --port.\n`);
  });
});

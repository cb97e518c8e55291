import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeWhole } from './file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dutybearer-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a file is replaced whole, and nothing is left beside it', async () => {
  const file = join(folder, 'page.html');
  await writeFile(file, 'before');
  await writeWhole(file, 'after');
  expect(await readFile(file, 'utf8')).toBe('after');
  expect(await readdir(folder)).toEqual(['page.html']);
});

test('a link is replaced, and what it leads to stays', async () => {
  const [file, link] = [join(folder, 'page.html'), join(folder, 'link.html')];
  await writeFile(file, 'the document');
  await symlink('page.html', link);
  await writeWhole(link, 'a page');
  expect([await readFile(file, 'utf8'), await readFile(link, 'utf8')]).toEqual(['the document', 'a page']);
});

test('a folder is refused and stays as it is', async () => {
  await expect(writeWhole(folder, 'text')).rejects.toThrow(/is a folder/);
  expect((await stat(folder)).isDirectory()).toBe(true);
});

test.runIf(process.platform !== 'win32')('a pipe or a device takes what is written and is never replaced', async () => {
  const pipe = join(folder, 'pipe');
  await promisify(execFile)('mkfifo', [pipe]);
  const [read] = await Promise.all([readFile(pipe, 'utf8'), writeWhole(pipe, 'through the pipe')]);
  expect(read).toBe('through the pipe');
  expect((await stat(pipe)).isFIFO()).toBe(true);
});

/**
 * The site as it runs: starting it (with and without filling a store), what it holds in memory, and a warm country page
 * against a bare node:http server that sends the same bytes. Servers and load generator are processes of their own;
 * the servers take turns, over loopback, with a bounded number of connections.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measure, median } from './measure.ts';

const PAGE = '/en/country/kaz';
const ENCODING = 'br, gzip';
const CONNECTIONS = 16;
const ROUNDS = 5;
const ROUND_MS = 1000;
const LATER_STARTS = 3;
const KB = 1024;

/** Warm addresses of the site, each against a bare server that sends the same bytes; requests per second. */
export async function againstBare(
  root: string,
  paths: readonly string[],
  settings: Record<string, string>,
): Promise<{ path: string; ours: number; bare: number }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'dutybearer-bench-'));
  const children: ChildProcess[] = [];
  try {
    const ours = await listening([join(root, 'bin/dutybearer.js'), 'serve', '--port', '0'], {
      DUTYBEARER_DATA: join(folder, 'store'),
      ...settings,
    });
    children.push(ours.child);
    const found: { path: string; ours: number; bare: number }[] = [];
    for (const path of paths) {
      const { head, body } = await page(ours.url, path);
      const bare = await listening(['-e', bareServer(head, body)], {});
      children.push(bare.child);
      const rates = { ours: [] as number[], bare: [] as number[] };
      await load(ours.url, path);
      await load(bare.url, path);
      for (let round = 0; round < ROUNDS; round++) {
        rates.ours.push(await load(ours.url, path));
        rates.bare.push(await load(bare.url, path));
      }
      bare.child.kill('SIGKILL');
      found.push({ path, ours: median(rates.ours), bare: median(rates.bare) });
    }
    return found;
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

export async function site(root: string): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'dutybearer-bench-'));
  const children: ChildProcess[] = [];
  const serve = async () => {
    const start = performance.now();
    const { child, url } = await listening([join(root, 'bin/dutybearer.js'), 'serve', '--port', '0'], {
      DUTYBEARER_DATA: join(folder, 'store'),
    });
    children.push(child);
    await page(url, PAGE);
    return { child, url, taken: performance.now() - start };
  };
  try {
    const first = await serve();
    await ended(first.child);
    const later: number[] = [];
    for (let n = 1; n < LATER_STARTS; n++) {
      const again = await serve();
      later.push(again.taken);
      await ended(again.child);
    }
    const { child, url, taken } = await serve();
    later.push(taken);
    for (const path of ['/en', '/en/compare', '/ru/country/kaz', PAGE]) await page(url, path);
    const transferred = await transfer(url);
    const { head, body } = await page(url, PAGE);
    const bare = await listening(['-e', bareServer(head, body)], {});
    children.push(bare.child);
    const rates = { ours: [] as number[], bare: [] as number[] };
    await load(url);
    await load(bare.url);
    for (let round = 0; round < ROUNDS; round++) {
      rates.ours.push(await load(url));
      rates.bare.push(await load(bare.url));
    }
    const memory = residentMegabytes(child);
    const [ours, plain] = [median(rates.ours), median(rates.bare)];
    return [
      {
        name: 'first start, filling the store, to the first page',
        measured: first.taken,
        unit: 'ms',
        required: { atMost: 5000 },
      },
      { name: 'later start to the first page', measured: median(later), unit: 'ms', required: { atMost: 1500 } },
      ...(memory === undefined
        ? []
        : [{ name: 'resident memory after load', measured: memory, unit: 'MB', required: { atMost: 250 } }]),
      {
        name: 'country page with stylesheet and script, transferred',
        measured: transferred / KB,
        unit: 'KB',
        required: { atMost: 60 },
      },
      { name: 'warm country page', measured: ours, unit: 'req/s' },
      { name: 'bare node:http, the same bytes', measured: plain, unit: 'req/s' },
      { name: 'warm country page : bare node:http', measured: ours / plain, unit: '×', required: { atLeast: 0.5 } },
    ];
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts a server that prints its address, and waits for it. */
function listening(
  args: readonly string[],
  settings: Record<string, string>,
): Promise<{ child: ChildProcess; url: string }> {
  const { DATABASE_URL: _url, PORT: _port, HOST: _host, ...environment } = process.env;
  const child = spawn(process.execPath, args, {
    env: { ...environment, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk;
      const [url] = /http:\/\/[^\s]+(?=\n)/.exec(text) ?? [];
      if (url !== undefined) resolve({ child, url });
    });
    child.on('close', (code) =>
      reject(new Error(`the server ended with ${code} before it listened:\n${text.slice(-2000)}`)),
    );
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('close', () => resolve());
    child.kill('SIGTERM');
  });
}

interface Answer {
  /** Header lines, without those that the server adds to every answer by itself. */
  readonly head: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** One answer as it comes over the wire, not decompressed. */
function page(url: string, path: string): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => {
      const all = Buffer.concat(chunks);
      const at = all.indexOf('\r\n\r\n');
      const [status = '', ...lines] = all.subarray(0, at).toString('latin1').split('\r\n');
      if (!status.includes(' 200 ')) reject(new Error(`${path} answered ${status}`));
      const head = lines
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const)
        .filter(([name]) => !/^(connection|keep-alive|date|content-length|transfer-encoding)$/i.test(name));
      resolve({ head, body: all.subarray(at + 4) });
    });
    socket.write(request(path, 'close'));
  });
}

function request(path: string, connection: 'close' | 'keep-alive'): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: ${ENCODING}\r\nConnection: ${connection}\r\n\r\n`;
}

/** A server with nothing to it but one answer. */
function bareServer(head: Answer['head'], body: Buffer): string {
  return `
    const body = Buffer.from(${JSON.stringify(body.toString('base64'))}, 'base64');
    const head = { ...${JSON.stringify(Object.fromEntries(head))}, 'content-length': body.length };
    const server = require('node:http').createServer((request, response) => {
      response.writeHead(200, head);
      response.end(body);
    });
    server.listen(0, '127.0.0.1', () => console.log('http://localhost:' + server.address().port));
  `;
}

/** Bytes of the page, its stylesheet and its script, as they are transferred. */
async function transfer(url: string): Promise<number> {
  const { body } = await page(url, PAGE);
  const html = await (await fetch(url + PAGE)).text();
  const files = [...html.matchAll(/(?:href|src)="(\/static\/[^"]+\.(?:css|js|svg))"/g)].map(([, path]) => path ?? '');
  let bytes = body.length;
  for (const path of new Set(files)) bytes += (await page(url, path)).body.length;
  return bytes;
}

/** Requests per second over some connections that are kept, each with one request under way. */
function load(url: string, path = PAGE): Promise<number> {
  const { hostname, port } = new URL(url);
  const message = request(path, 'keep-alive');
  return new Promise((resolve, reject) => {
    let answers = 0;
    const start = performance.now();
    const until = start + ROUND_MS;
    let open = CONNECTIONS;
    for (let n = 0; n < CONNECTIONS; n++) {
      const socket = connect(Number(port), hostname, () => socket.write(message));
      socket.setNoDelay(true);
      let left = 0;
      socket.on('data', (chunk) => {
        if (left === 0) {
          const at = chunk.indexOf('\r\n\r\n');
          const [, length] = /\r\ncontent-length: (\d+)/i.exec(chunk.toString('latin1', 0, at)) ?? [];
          if (length === undefined || !chunk.toString('latin1', 0, 12).endsWith('200')) {
            reject(new Error(`the load generator does not understand: ${chunk.toString('latin1', 0, at)}`));
            socket.destroy();
            return;
          }
          left = at + 4 + Number(length);
        }
        left -= chunk.length;
        if (left > 0) return;
        answers++;
        if (performance.now() < until) socket.write(message);
        else socket.end();
      });
      socket.on('error', reject);
      socket.on('close', () => {
        open--;
        if (open === 0) resolve((answers * 1000) / (performance.now() - start));
      });
    }
  });
}

/** Resident memory of a process, where the system tells it (Linux). */
function residentMegabytes(child: ChildProcess): number | undefined {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / KB;
  } catch {
    return undefined;
  }
}

/** The link checker, on servers of this machine that are named as sites of the internet, and its rule of what may be asked. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createDataset } from '../core/dataset.ts';
import type { AnyRecord } from '../core/model/index.ts';
import { checkLinks, type LinkOptions, linksOf } from './links.ts';
import { isPublicAddress } from './public-address.ts';

interface Site {
  readonly port: number;
  readonly asked: string[];
}

async function site(answer: RequestListener): Promise<Site> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers.host?.split(':')[0]}${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

/** Every name is this machine, but those that begin with “private”, which are in a private network. */
const HERE: LinkOptions = {
  resolve: async (name) => [{ address: name.startsWith('private') ? '10.0.0.7' : '127.0.0.1', family: 4 }],
  allows: (address) => address === '127.0.0.1',
  pauseMs: 0,
  timeoutMs: 5000,
};

const link = (url: string) => ({ url, sources: ['source/a'], archived: [] });

async function check(url: string, options: LinkOptions = {}) {
  const { checked } = await checkLinks([link(url)], { ...HERE, ...options });
  return checked[0];
}

const status = (code: number, headers = {}) => [code, headers] as const;

/** Answers HEAD and GET alike, by path. */
const answers =
  (table: Record<string, readonly [number, object]>): RequestListener =>
  ({ url = '' }: IncomingMessage, response: ServerResponse) => {
    const [code, headers] = table[url] ?? status(404);
    response.writeHead(code, headers as Record<string, string>).end();
  };

describe('an address', () => {
  test('is ok where HEAD says so, and nothing more is asked', async () => {
    const { port, asked } = await site(answers({ '/a': status(200) }));
    expect(await check(`http://a.test:${port}/a#part`)).toEqual({
      url: `http://a.test:${port}/a#part`,
      sources: ['source/a'],
      archived: [],
      state: 'ok',
      status: 200,
    });
    expect(asked).toEqual(['HEAD a.test/a']);
  });

  test('is asked with GET where HEAD is not understood, and the request names the project alone', async () => {
    const agents: unknown[] = [];
    const { port, asked } = await site((request, response) => {
      agents.push(request.headers['user-agent']);
      response.writeHead(request.method === 'HEAD' ? 405 : 200).end('text');
    });
    expect(await check(`http://a.test:${port}/a`)).toMatchObject({ state: 'ok', status: 200 });
    expect(asked).toEqual(['HEAD a.test/a', 'GET a.test/a']);
    expect(new Set(agents)).toEqual(new Set(['Dutybearer-link-checker']));
  });

  test.each([
    [404, 'gone'],
    [410, 'gone'],
    [403, 'unclear'],
    [503, 'unclear'],
  ])('that answers %d is %s', async (code, state) => {
    const { port } = await site(answers({ '/a': status(code) }));
    expect(await check(`http://a.test:${port}/a`)).toMatchObject({ state, status: code });
  });

  test('that redirects to another site is moved, and says where to', async () => {
    const { port } = await site((request, response) => {
      const target = request.headers.host?.startsWith('old') ? `http://new.test:${port}/b` : undefined;
      response.writeHead(target ? 301 : 200, target ? { Location: target } : {}).end();
    });
    const found = await check(`http://old.test:${port}/a`);
    expect(found).toMatchObject({ state: 'moved', status: 200, final: `http://new.test:${port}/b` });
    expect(found?.detail).toBeUndefined();
  });

  test('that redirects to a front page may be gone', async () => {
    const { port } = await site(answers({ '/a': status(302, { Location: '/' }), '/': status(200) }));
    expect((await check(`http://a.test:${port}/a`))?.detail).toContain('front page');
  });

  test('that nobody answers is unreachable', async () => {
    const { port } = await site(() => {});
    expect(await check('http://a.test:1/a')).toMatchObject({ state: 'unreachable' });
    const resolve = async () => {
      throw Object.assign(new Error('no'), { code: 'ENOTFOUND' });
    };
    const found = await check(`http://a.test:${port}/a`, { resolve });
    expect(found).toMatchObject({ state: 'unreachable', detail: 'No site has this name.' });
  });

  test('that answers with something else than HTTP is unreachable', async () => {
    const server = createTcpServer((socket) => socket.end('SSH-2.0-none\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const found = await check(`http://a.test:${(server.address() as AddressInfo).port}/`);
    expect(found).toMatchObject({ state: 'unreachable' });
  });
});

describe('is refused', () => {
  test('what is private, before anything is asked', async () => {
    expect(await check('http://private.test/a')).toMatchObject({ state: 'refused' });
  });

  test('a redirect to what is private', async () => {
    const { port, asked } = await site(answers({ '/a': status(302, { Location: 'http://private.test/admin' }) }));
    expect(await check(`http://a.test:${port}/a`)).toMatchObject({
      state: 'refused',
      final: 'http://private.test/admin',
    });
    expect(asked).toEqual(['HEAD a.test/a']);
  });

  test('a name that has a private address beside others', async () => {
    const both = [
      { address: '127.0.0.1', family: 4 },
      { address: '192.168.0.1', family: 4 },
    ];
    expect(await check('http://a.test:1/', { resolve: async () => both })).toMatchObject({ state: 'refused' });
  });

  test.each(['file:///etc/passwd', 'ftp://a.test/', 'gopher://a.test/'])('a redirect to %s', async (target) => {
    const { port } = await site(answers({ '/a': status(301, { Location: target }) }));
    expect(await check(`http://a.test:${port}/a`)).toMatchObject({ state: 'refused' });
  });

  test.each(['http://user:word@a.test/', 'file:///etc/passwd', 'not an address'])('%s', async (url) => {
    expect(await check(url)).toMatchObject({ state: 'refused' });
  });

  test.each(['127.0.0.1', '[::1]', 'localhost', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]'])(
    'by the rule that holds outside of tests: %s',
    async (host) => {
      const { port, asked } = await site(answers({ '/': status(200) }));
      const { checked } = await checkLinks([link(`http://${host}:${port}/`)], { pauseMs: 0 });
      expect(checked).toMatchObject([{ state: 'refused' }]);
      expect(asked).toEqual([]);
    },
  );

  test('a name that changes after it was checked leads nowhere else: it is looked up once for both requests', async () => {
    const { port, asked } = await site((request, response) => {
      response.writeHead(request.method === 'HEAD' ? 500 : 200).end();
    });
    let calls = 0;
    const resolve = async () => [{ address: calls++ === 0 ? '127.0.0.1' : '10.0.0.7', family: 4 }];
    expect(await check(`http://a.test:${port}/a`, { resolve })).toMatchObject({ state: 'ok' });
    expect([calls, asked.length]).toEqual([1, 2]);
  });
});

test.each([
  ...['8.8.8.8', '91.195.0.1', '2606:4700::1111', '64:ff9b::808:808'].map((address) => [address, true] as const),
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.8.8.8', '169.254.169.254', '172.31.0.1', '192.168.1.1'].map(
    (address) => [address, false] as const,
  ),
  ...['224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fe80::1%lo', 'fc00::1', 'ff02::1', '2001:db8::1'].map(
    (address) => [address, false] as const,
  ),
  ...['::ffff:10.0.0.1', '64:ff9b::7f00:1', '64:ff9b::a00:1', '64:ff9b::1', '2002:7f00:1::', 'a.test', ''].map(
    (address) => [address, false] as const,
  ),
])('%s is public: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected));

describe('the limits', () => {
  test('redirects in a circle', async () => {
    const { port, asked } = await site(
      answers({ '/a': status(302, { Location: '/b' }), '/b': status(302, { Location: '/a' }) }),
    );
    expect(await check(`http://a.test:${port}/a`)).toMatchObject({ state: 'too-many-redirects' });
    expect(asked).toHaveLength(2);
  });

  test('redirects that always lead on', async () => {
    const { port, asked } = await site(({ url }, response) => response.writeHead(307, { Location: `${url}a` }).end());
    expect(await check(`http://a.test:${port}/a`, { redirects: 3 })).toMatchObject({ state: 'too-many-redirects' });
    expect(asked).toHaveLength(4);
  });

  test('no answer: HEAD takes half of the time, GET the rest', async () => {
    const { port, asked } = await site(() => {});
    const start = performance.now();
    expect(await check(`http://a.test:${port}/a`, { timeoutMs: 400 })).toMatchObject({ state: 'too-slow' });
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(asked).toEqual(['HEAD a.test/a', 'GET a.test/a']);
  });

  test('a body that comes in drops', async () => {
    const { port } = await site(({ method }, response) => {
      response.writeHead(method === 'HEAD' ? 405 : 200);
      if (method === 'HEAD') return void response.end();
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect(await check(`http://a.test:${port}/a`, { timeoutMs: 400 })).toMatchObject({ state: 'too-slow' });
  });

  test('a body without end is left after so many bytes', async () => {
    let sent = 0;
    const { port } = await site(({ method }, response) => {
      response.writeHead(method === 'HEAD' ? 405 : 200);
      if (method === 'HEAD') return void response.end();
      const more = () => {
        while (!response.destroyed) {
          sent += 65_536;
          if (!response.write(Buffer.alloc(65_536))) break;
        }
      };
      response.on('drain', more);
      more();
    });
    expect(await check(`http://a.test:${port}/a`, { bytes: 1_000_000 })).toMatchObject({ state: 'too-large' });
    expect(sent).toBeLessThan(30_000_000);
  });

  test('a name that is never looked up to the end', async () => {
    const found = await check('http://a.test/', { resolve: () => new Promise(() => {}), timeoutMs: 100 });
    expect(found).toMatchObject({ state: 'too-slow' });
  });
});

describe('many addresses', () => {
  test('each site has one request at a time, redirects from other sites included, with a pause between two', async () => {
    const open = new Map<string, number>();
    const times: number[] = [];
    let most = 0;
    const { port } = await site(({ headers, url }, response) => {
      const host = headers.host ?? '';
      open.set(host, (open.get(host) ?? 0) + 1);
      most = Math.max(most, open.get(host) ?? 0);
      if (host.startsWith('b')) times.push(performance.now());
      setTimeout(() => {
        open.set(host, (open.get(host) ?? 0) - 1);
        const target = host.startsWith('a') ? { Location: `http://b.test:${port}${url}a` } : undefined;
        response.writeHead(target ? 302 : 200, target).end();
      }, 10);
    });
    const urls = ['a1', 'a2', 'a3', 'b'].map((name) => `http://${name}.test:${port}/${name}`);
    const { checked } = await checkLinks(urls.map(link), { ...HERE, pauseMs: 60 });
    expect(checked.map(({ state }) => state)).toEqual(['moved', 'moved', 'moved', 'ok']);
    expect(most).toBe(1);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(gaps).toHaveLength(3);
    expect(Math.min(...gaps)).toBeGreaterThan(55);
  });

  test('an interruption leaves what was checked', async () => {
    const { port } = await site(({ url }, response) => {
      if (url === '/a') response.end();
    });
    const interruption = new AbortController();
    const urls = ['a', 'b', 'c'].map((name) => link(`http://a.test:${port}/${name}`));
    const report = await checkLinks(urls, {
      ...HERE,
      signal: interruption.signal,
      onChecked: () => setTimeout(() => interruption.abort(), 50),
    });
    expect(report).toMatchObject({ ended: 'interrupted', total: 3, checked: [{ state: 'ok' }] });
  });

  test('no network is told from dead sites', async () => {
    const sites = Array.from({ length: 60 }, (_, index) => link(`http://s${index}.test/`));
    const resolve = async () => {
      throw Object.assign(new Error('no'), { code: 'EAI_AGAIN' });
    };
    const report = await checkLinks(sites, { ...HERE, resolve });
    expect(report.ended).toBe('no-network');
    expect(report.checked.length).toBeLessThan(30);
    const { port } = await site(answers({ '/': status(200) }));
    const mixed = await checkLinks([link(`http://live.test:${port}/`), ...sites], {
      ...HERE,
      resolve: async (name) => (name === 'live.test' ? [{ address: '127.0.0.1', family: 4 }] : resolve()),
      concurrency: 1,
    });
    expect([mixed.ended, mixed.checked.length]).toEqual([undefined, 61]);
  });
});

test('the addresses of a country are those of its sources and of those its record cites, each once, with their copies', () => {
  const source = (id: string, url: string | undefined, more = {}) => ({
    kind: 'source',
    id,
    title: id,
    type: 'web',
    ...(url && { url }),
    ...more,
  });
  const snapshots = [{ sha256: 'a'.repeat(64), mediaType: 'text/html', retrieved: '2024-01-01' }];
  const records = [
    source('xaa/source/a', 'https://a.test/x', { country: 'xaa', snapshots }),
    source('xaa/source/b', 'https://a.test/x', { country: 'xaa' }),
    source('xaa/source/c', undefined, { country: 'xaa' }),
    source('source/copy', 'https://web.archive.org/web/2013/http://www.a.test/x'),
    source('source/cited', 'https://b.test/', { citedIn: 'xaa/source/a' }),
    source('xaa/source/d', 'https://d.test/', { country: 'xaa', citedIn: 'source/cited' }),
    source('xab/source/a', 'https://c.test/', { country: 'xab' }),
  ] as unknown as AnyRecord[];
  const dataset = createDataset(records);
  expect(linksOf(dataset, { country: 'xaa' })).toEqual([
    {
      url: 'https://a.test/x',
      sources: ['xaa/source/a', 'xaa/source/b'],
      archived: [
        { sha256: 'a'.repeat(64), retrieved: '2024-01-01' },
        { url: 'https://web.archive.org/web/2013/http://www.a.test/x', source: 'source/copy' },
      ],
    },
    { url: 'https://b.test/', sources: ['source/cited'], archived: [] },
    { url: 'https://d.test/', sources: ['xaa/source/d'], archived: [] },
  ]);
  expect(linksOf(dataset, { sources: ['xab/source/a'] }).map(({ url }) => url)).toEqual(['https://c.test/']);
  expect(linksOf(dataset, {})).toHaveLength(5);
});

/**
 * An invented report of some 60 pages with 200 notes: as PDF against Chromium printing the same report's HTML, and as
 * DOCX. Every file is made by a process that is started for it, and its start counts; so does Chromium's.
 * Memory is what all processes of the work hold at once, shared pages divided among them (PSS), sampled; Linux only.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getDocumentProxy } from 'unpdf';
import { renderDocx } from '../src/report/docx.ts';
import { renderHtml } from '../src/report/html.ts';
import { renderPdf } from '../src/report/typst.ts';
import { inventedReport } from '../test/fixtures/report/invented.ts';
import { type Measure, median, timed } from './measure.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --no-pdf-header-footer';
const ROUNDS = 5;
const SAMPLE_MS = 25;

export async function report(): Promise<Measure[]> {
  const document = inventedReport();
  const folder = mkdtempSync(join(tmpdir(), 'dutybearer-bench-'));
  const browser = CHROMIUM.find((file) => existsSync(file));
  try {
    const page = join(folder, 'report.html');
    writeFileSync(page, renderHtml(document, { standalone: true }));
    const print = (): Promise<unknown> =>
      promisify(execFile)(browser ?? '', [
        ...FLAGS.split(' '),
        `--user-data-dir=${mkdtempSync(join(folder, 'profile-'))}`,
        `--print-to-pdf=${join(folder, 'printed.pdf')}`,
        `file://${page}`,
      ]);
    const times = { pdf: [] as number[], docx: [] as number[], chromium: [] as number[] };
    const pdf = await renderPdf(document);
    const { numPages } = await getDocumentProxy(new Uint8Array(pdf));
    await renderDocx(document);
    if (browser) await print();
    // In turn, so that whatever else the machine does falls on all.
    for (let round = 0; round < ROUNDS; round++) {
      times.pdf.push(await timed(() => renderPdf(document)));
      times.docx.push(await timed(() => renderDocx(document)));
      if (browser) times.chromium.push(await timed(print));
    }
    if (!browser) console.error('  PDF against Chromium: NOT MEASURED (Chromium is not installed)');
    const [ours, docx, theirs] = [median(times.pdf), median(times.docx), median(times.chromium)];
    const memory = {
      pdf: await peak(() => renderPdf(document)),
      docx: await peak(() => renderDocx(document)),
      chromium: browser ? await peak(print) : undefined,
    };
    const held = (name: string, megabytes: number | undefined): Measure[] =>
      megabytes === undefined ? [] : [{ name: `memory: ${name}`, measured: megabytes, unit: 'MB' }];
    return [
      { name: 'pages of the PDF', measured: numPages, unit: '', required: { atLeast: 60 } },
      { name: 'notes', measured: document.noteList.length, unit: '', required: { atLeast: 200 } },
      { name: 'PDF (PDF/UA-1)', measured: ours, unit: 'ms', required: { atMost: 3000 } },
      ...(browser
        ? [
            { name: 'Chromium, printing the HTML', measured: theirs, unit: 'ms' },
            { name: 'times as fast as Chromium', measured: theirs / ours, unit: '×', required: { atLeast: 3 } },
          ]
        : []),
      { name: 'DOCX', measured: docx, unit: 'ms', required: { atMost: 1000 } },
      ...held('PDF', memory.pdf),
      ...held('DOCX', memory.docx),
      ...held('Chromium', memory.chromium),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Megabytes that the processes started by some work hold at most; undefined where the system does not tell. */
async function peak(work: () => Promise<unknown>): Promise<number | undefined> {
  if (!existsSync('/proc/self/smaps_rollup')) return undefined;
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(
      most,
      descendants(process.pid).reduce((sum, pid) => sum + held(pid), 0),
    );
  }, SAMPLE_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return most / 1024;
}

/** The processes below one, from the table of all. */
function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(/\) \S (\d+)/.exec(read(`/proc/${name}/stat`))?.[1]);
    if (Number.isFinite(parent)) parents.set(Number(name), parent);
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === root || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

/** Kilobytes. A process may end while it is looked at. */
const held = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/**
 * From the bytes of a document to its candidates and checks: document 003 where it is at hand, many copies of it, a long
 * PDF; and reading alone against pandoc, on DOCX and HTML files that pandoc made.
 * Always true: a file is read in a process of its own, as the program does, and the start of that process counts; so
 * does pandoc's. What cannot be measured on this machine is said and never counted as met.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ingestFile } from '../src/app/ingest.ts';
import { createDataset, type Dataset } from '../src/core/dataset.ts';
import { readDataset } from '../src/formats/dataset.ts';
import { readInWorker } from '../src/ingest/read/worker.ts';
import { column, makePdf } from '../test/fixtures/ingest/pdf.ts';
import { type Measure, median, timed } from './measure.ts';

const COUNTRY = 'kaz';
/** Characters of document 003, and of the one invented where it is absent. */
const LENGTH = 170_000;
const PAGES = 300;
const ROUNDS = 5;

export async function ingest(root: string): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dutybearer-bench-'));
  try {
    const dataset = createDataset((await readDataset(join(root, 'data'))).records);
    const bench = { folder, dataset };
    return [...(await copies(bench, root)), ...(await longPdf(bench)), ...(await pandoc(bench))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Bench {
  readonly folder: string;
  readonly dataset: Dataset;
}

/** One document, then 10 and 100 copies of it in one file. */
async function copies({ folder, dataset }: Bench, root: string): Promise<Measure[]> {
  const known = document003(join(root, '..', 'shared', 'documents'));
  if (!known) console.error('  (document 003 is not at hand: an invented one of the same size takes its place)');
  const name = known ? 'document 003' : 'an invented report';
  const bytes = known ? readFileSync(known) : Buffer.from(report(LENGTH));
  const file = (count: number): string => {
    const path = join(folder, `copies-${count}.${known ? 'txt' : 'md'}`);
    writeFileSync(
      path,
      Buffer.concat(Array.from({ length: count }, () => Buffer.concat([bytes, Buffer.from('\n\n')]))),
    );
    return path;
  };
  const run = (path: string) => ingestFile(path, { dataset, country: COUNTRY });

  const one = file(1);
  const first = await timed(() => run(one));
  const times = { one: await typical(() => run(one), ROUNDS), ten: 0, hundred: 0 };
  const kept = { ten: 0, hundred: 0 };
  const before = await held();
  const ten = file(10);
  times.ten = await typical(() => run(ten), 3);
  kept.ten = await keptBy(() => run(ten), before);
  const hundred = file(100);
  times.hundred = await timed(() => run(hundred));
  kept.hundred = await keptBy(() => run(hundred), before);
  return [
    { name: `${name}: the first in a process`, measured: first, unit: 'ms', required: { atMost: 1000 } },
    { name: `${name}: the next ones`, measured: times.one, unit: 'ms', required: { atMost: 1000 } },
    { name: '100 copies', measured: times.hundred / 1000, unit: 's' },
    {
      name: 'time per copy: 10 copies ÷ one',
      measured: times.ten / 10 / times.one,
      unit: '',
      required: { atMost: 1.5 },
    },
    {
      name: 'time per copy: 100 copies ÷ 10',
      measured: times.hundred / 100 / (times.ten / 10),
      unit: '',
      required: { atMost: 1.5 },
    },
    { name: '100 copies: memory of the result', measured: kept.hundred / 1e6, unit: 'MB' },
    { name: '100 copies: memory of the program at most', measured: process.resourceUsage().maxRSS / 1024, unit: 'MB' },
    {
      name: 'memory per copy: 100 copies ÷ 10',
      measured: kept.hundred / 100 / (kept.ten / 10),
      unit: '',
      required: { atMost: 1.5 },
    },
  ];
}

function document003(folder: string): string | undefined {
  const name = existsSync(folder) ? readdirSync(folder).find((one) => one.startsWith('003_')) : undefined;
  return name && join(folder, name);
}

/** The median of some runs, in milliseconds. */
async function typical(work: () => Promise<unknown>, rounds: number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await timed(work));
  return median(times);
}

/** Bytes held, in the heap and beside it, after everything that is not needed was let go. */
async function held(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  // `timed` keeps what the run before gave; and processes that have ended leave their buffers a moment later.
  await timed(() => undefined);
  await pause(200);
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Bytes that a result holds, beyond what was held before. */
async function keptBy(work: () => Promise<unknown>, before: number): Promise<number> {
  const result = await work();
  const after = await held();
  return result === undefined ? 0 : after - before;
}

/** A PDF of many pages in two columns, with a running title, a footnote and a page number on each. */
async function longPdf({ folder, dataset }: Bench): Promise<Measure[]> {
  const next = random(2);
  const pages = Array.from({ length: PAGES }, (_, page) => [
    { x: 50, y: 775, text: 'The sale and sexual exploitation of children', size: 8 },
    ...(page % 10 === 0 ? [{ x: 50, y: 745, text: `${page / 10 + 1}. A chapter`, size: 18, bold: true }] : []),
    ...[50, 310].flatMap(
      (x) => column(Array.from({ length: 14 }, () => sentence(next)).join(' '), { x, y: 715, width: 240 }).words,
    ),
    { x: 50, y: 60, text: `${page + 1} A ministry, Report, ${2000 + (page % 20)}, p. ${page + 1}.`, size: 7 },
    { x: 295, y: 30, text: String(page + 1), size: 8 },
  ]);
  const path = join(folder, 'long.pdf');
  writeFileSync(path, makePdf(pages, { title: 'A long report' }));
  let document: { text: string } | undefined;
  const taken = await timed(async () => {
    ({ document } = await ingestFile(path, { dataset, country: COUNTRY }));
  });
  const characters = Math.round((document?.text.length ?? 0) / 1000);
  return [
    {
      name: `a PDF of ${PAGES} pages (${characters} k characters)`,
      measured: taken / 1000,
      unit: 's',
      required: { atMost: 15 },
    },
  ];
}

/** Reading alone, each in a process that is started for it. */
async function pandoc({ folder }: Bench): Promise<Measure[]> {
  const version = spawnSync('pandoc', ['--version'], { encoding: 'utf8' });
  if (version.status !== 0) {
    console.error('  reading DOCX and HTML against pandoc: NOT MEASURED (pandoc is not installed)');
    return [];
  }
  console.error(`  (${version.stdout.split('\n')[0]})`);
  const measures: Measure[] = [];
  for (const count of [1, 10]) {
    const source = join(folder, `report-${count}.md`);
    writeFileSync(source, report(LENGTH * count));
    for (const format of ['docx', 'html'] as const) {
      const path = join(folder, `report-${count}.${format}`);
      execFileSync('pandoc', ['--standalone', '--from', 'markdown', '--to', format, '--output', path, source], {
        stdio: 'ignore',
      });
      const bytes = readFileSync(path);
      const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
      // In turn, so that whatever else the machine does falls on both.
      for (let round = 0; round < ROUNDS; round++) {
        times.ours.push(await timed(() => readInWorker(`report.${format}`, bytes)));
        times.theirs.push(
          await timed(() =>
            execFileSync('pandoc', ['--from', format, '--to', 'json', '--output', '/dev/null', path], {
              stdio: 'ignore',
            }),
          ),
        );
      }
      const [ours, theirs] = [median(times.ours), median(times.theirs)];
      const title = `${format.toUpperCase()} of ${Math.round((LENGTH * count) / 1000)} k characters`;
      measures.push(
        { name: `${title}: read`, measured: ours, unit: 'ms' },
        { name: `${title}: pandoc`, measured: theirs, unit: 'ms' },
        { name: `${title}: times as fast as pandoc`, measured: theirs / ours, unit: '×', required: { atLeast: 1 } },
      );
    }
  }
  return measures;
}

/** Numbers below a bound, the same for a seed (a linear congruential generator, Numerical Recipes). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SENTENCES: readonly ((n: (below: number) => number) => string)[] = [
  (n) => `In ${2005 + n(18)}, ${100 + n(900)} children were reported missing in the northern region.`,
  (n) => `Article ${1 + n(400)} of the Criminal Code punishes the offence with ${2 + n(12)} years of imprisonment.`,
  (n) => `The state ratified the convention on ${1 + n(28)} June ${1994 + n(25)}.`,
  (n) => `About ${1 + n(90)} per cent of those asked had reportedly heard of the hotline.`,
  (n) => `The government should amend Article ${1 + n(400)} so that it protects every child under 18.`,
  (n) => `The plan of ${2006 + n(15)} had a budget of USD ${1 + n(900)},000.`,
  () => 'Officials have said that shelters are few and far apart, and that those who work there change often.',
  () =>
    'Children in exploitation are seldom asked what would have helped them, and their answers are not written down.',
];

const sentence = (next: (below: number) => number): string =>
  SENTENCES[next(SENTENCES.length)]?.((below) => next(below)) ?? '';

/** A report in Markdown: chapters, paragraphs with notes, lists, tables. */
function report(length: number): string {
  const next = random(1);
  const parts: string[] = ['# A report on the sexual exploitation of children\n'];
  const notes: string[] = [];
  let written = 0;
  for (let chapter = 1; written < length; chapter++) {
    const label = notes.length + 1;
    notes.push(
      `[^${label}]: A ministry, *Report on children*, ${2001 + next(20)}, p. ${1 + next(90)}, https://example.org/${label}.`,
    );
    const paragraphs = Array.from({ length: 5 }, () => Array.from({ length: 6 }, () => sentence(next)).join(' '));
    const text = [
      `## ${chapter}. A chapter`,
      ...paragraphs.map((words, at) => (at === 0 ? `${words}[^${label}]` : words)),
      `- ${sentence(next)}\n- ${sentence(next)}`,
      `| Year | Cases |\n|---|---|\n| ${2010 + next(5)} | ${next(900)} |\n| ${2016 + next(5)} | ${next(900)} |`,
    ].join('\n\n');
    written += text.length;
    parts.push(text);
  }
  return `${parts.join('\n\n')}\n\n${notes.join('\n')}\n`;
}

/**
 * Law in time: a large code on a random day against a JSON-patch library that applies its amendments anew; differences
 * of long texts against the package `diff` on the same words; what one amendment touches in the records of 200 states.
 * Everything is invented here, from a seed: the same texts and records in every run.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffArrays } from 'diff';
import jsonpatch from 'fast-json-patch';
import { createDataset, type Dataset } from '../src/core/dataset.ts';
import { diffText, wordsOf } from '../src/core/diff.ts';
import { effectOf } from '../src/core/law/effect.ts';
import { lawOn } from '../src/core/law/versions.ts';
import type { Answer, AnyRecord, Law, Provision, Question, Version } from '../src/core/model/index.ts';
import { byCause, stale } from '../src/core/review.ts';
import { questionsOf } from '../src/core/rule/ast.ts';
import { candidates } from '../src/core/rule/reform.ts';
import { type Day, firstDay, isoDay } from '../src/core/time.ts';
import { parseFiles } from '../src/formats/dataset.ts';
import { type Measure, median, rates, timed } from './measure.ts';

const PROVISIONS = 10_000;
const VERSIONS = 50;
const DAYS = 40;
const WORDS = 20_000;
const STATES = 200;
const ARTICLES = 40;
const ROUNDS = 7;
/** How long the package may take for one pair before it is stopped; without a limit it can take minutes. */
const PATIENCE_MS = 5000;
const START = firstDay('1975-01-01');
const END = firstDay('2025-01-01');

export async function law(data: string): Promise<Measure[]> {
  return [...(await code()), ...(await differences()), ...(await amendments(data))];
}

/** A generator of whole numbers below a bound (a linear congruential one, Numerical Recipes). */
type Random = (below: number) => number;

function random(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SYLLABLES = 'про сти ту ци я не со вер шен но лет ний ли цо на ка за ни ем об ще ство де ян ие'.split(' ');

/** Words as Russian law has them: a few that come often, many that come seldom. */
function vocabulary(next: Random): () => string {
  const words = Array.from({ length: 3000 }, () =>
    Array.from({ length: 1 + next(4) }, () => SYLLABLES[next(SYLLABLES.length)]).join(''),
  );
  return () => words[Math.floor(words.length * (next(1_000_000) / 1_000_000) ** 2)] ?? '';
}

/** The text of a code of 10,000 provisions with 50 versions each on random days. */
async function code(): Promise<Measure[]> {
  const next = random(1);
  const word = vocabulary(next);
  const id = 'xaa/law/code';
  const citations = [{ source: 'xaa/source/code' }];
  const day = (n: number) => isoDay(START + n) ?? '';
  const span = (END - START) / VERSIONS;
  const records: AnyRecord[] = [
    { kind: 'law', id, country: 'xaa', title: 'Code', type: 'code', adopted: day(0), from: day(0), citations },
  ];
  const base: string[] = [];
  const amendments: { readonly day: Day; readonly path: string; readonly value: string }[] = [];
  for (let number = 1; number <= PROVISIONS; number++) {
    const versions: Version[] = [];
    // Each version begins on a day of its own stretch of the fifty years.
    const starts = Array.from({ length: VERSIONS }, (_, n) => Math.floor(n * span) + (n === 0 ? 0 : next(span)));
    for (const [n, start] of starts.entries()) {
      // Joined, so that it is one flat string, as a text that was read is.
      const text = [`${number}.`, ...Array.from({ length: 8 }, word)].join(' ');
      const to = starts[n + 1];
      versions.push({
        from: day(start),
        ...(to !== undefined && { to: day(to) }),
        summary: '',
        text: { ru: text },
        citations,
      });
      if (n === 0) base.push(text);
      else amendments.push({ day: START + start, path: `/provisions/${number - 1}/text`, value: text });
    }
    records.push({
      kind: 'provision',
      id: `${id}/${number}`,
      country: 'xaa',
      law: id,
      number: String(number),
      heading: `Article ${number}`,
      versions,
    });
  }
  const dataset = createDataset(records);
  amendments.sort((a, b) => a.day - b.day);
  const operations = amendments.map(({ path, value }) => ({ op: 'replace' as const, path, value }));

  const ours = (on: Day) =>
    lawOn(dataset, id, on)
      .map(({ version }) => version.text?.ru)
      .join('\n');
  const byPatches = (on: Day) => {
    const count = amendments.findLastIndex((amendment) => amendment.day <= on) + 1;
    const document = { provisions: base.map((text) => ({ text })) };
    jsonpatch.applyPatch(document, operations.slice(0, count), false, true);
    return document.provisions.map(({ text }) => text).join('\n');
  };
  const first = await timed(() => ours(START));
  const days = Array.from({ length: DAYS }, () => START + next(END - START));
  for (const on of days.slice(0, 3)) {
    if (ours(on) !== byPatches(on))
      throw new Error(`the two ways differ on ${isoDay(on)}: a comparison would mean nothing`);
  }
  const times: { ours: number[]; patches: number[] } = { ours: [], patches: [] };
  for (const on of days) {
    times.ours.push(await timed(() => ours(on)));
    times.patches.push(await timed(() => byPatches(on)));
  }
  const [mine, theirs] = [median(times.ours), median(times.patches)];
  return [
    { name: 'first text after load, with its index', measured: first, unit: 'ms' },
    { name: 'text of the code on a random day', measured: mine, unit: 'ms', required: { atMost: 50 } },
    { name: 'the slowest of them', measured: Math.max(...times.ours), unit: 'ms', required: { atMost: 50 } },
    { name: 'fast-json-patch, amendments applied anew', measured: theirs, unit: 'ms' },
    { name: 'fast-json-patch : text of the code', measured: theirs / mine, unit: '×', required: { atLeast: 20 } },
  ];
}

/** Words with the mark and the space after each; a line ends with its sentence. */
function sentences(next: Random, word: () => string, count: number): string[] {
  const words: string[] = [];
  let left = 0;
  for (let n = 0; n < count; n++) {
    if (left === 0) left = 30 + next(40);
    left--;
    words.push(left === 0 ? `${word()}.\n` : next(12) === 0 ? `${word()}, ` : `${word()} `);
  }
  return words;
}

async function differences(): Promise<Measure[]> {
  const next = random(2);
  const word = vocabulary(next);
  const other = (old: string) => old.replace(/^\p{L}+/u, word());
  const old = sentences(next, word, WORDS);
  const lines = old.join('').split(/(?<=\n)/);
  const pairs: readonly (readonly [name: string, old: string, now: string])[] = [
    ['2 % of the words changed', old.join(''), old.map((one) => (next(50) === 0 ? other(one) : one)).join('')],
    [
      'half of the sentences rewritten',
      old.join(''),
      lines.map((line) => (next(2) === 0 ? sentences(next, word, line.split(' ').length).join('') : line)).join(''),
    ],
    ['every second word another', old.join(''), old.map((one) => (next(2) === 0 ? other(one) : one)).join('')],
    ['nothing in common', old.join(''), sentences(next, word, WORDS).join('')],
  ];
  const measures: Measure[] = [];
  for (const [name, before, after] of pairs) {
    const [words, others] = [wordsOf(before, 'ru'), wordsOf(after, 'ru')];
    const alone = await timed(() => diffArrays(words, others, { timeout: PATIENCE_MS }));
    let [mine, theirs] = [0, alone];
    if (alone < PATIENCE_MS) {
      const found = await rates({
        ours: (count) => repeat(count, () => diffText(before, after, 'ru')),
        peer: (count) => repeat(count, () => diffArrays(words, others)),
      });
      mine = 1000 / (found.ours ?? Number.NaN);
      theirs = 1000 / (found.peer ?? Number.NaN);
    } else {
      const times: number[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const taken = await timed(() => diffText(before, after, 'ru'));
        // The first round warms up.
        if (round > 0) times.push(taken);
      }
      mine = median(times);
    }
    const stopped = alone < PATIENCE_MS ? '' : `, stopped after ${PATIENCE_MS / 1000} s`;
    measures.push(
      { name: `diff: ${name}`, measured: mine, unit: 'ms', required: { atMost: 300 } },
      { name: `package diff, same words${stopped}`, measured: theirs, unit: 'ms' },
      { name: 'diff : package diff', measured: mine / theirs, unit: '×', required: { atMost: 1 } },
    );
  }
  return measures;
}

function repeat(count: number, run: () => unknown): unknown {
  let result: unknown;
  for (let n = 0; n < count; n++) result = run();
  return result;
}

/** What an amendment touches, in the records of 200 states: from the moment it is on record, indexes and all. */
async function amendments(data: string): Promise<Measure[]> {
  const records = states(data);
  const country = code3(STATES / 2);
  const provisions = records.filter(
    (record): record is Provision => record.kind === 'provision' && record.country === country,
  );
  const citations = [{ source: `${country}/source/law` }];
  const act: Law = {
    kind: 'law',
    id: `${country}/law/amending`,
    country,
    title: 'Amending law',
    type: 'amending-law',
    adopted: '2024-06-01',
    from: '2024-09-01',
    amends: provisions.slice(0, 12).map(({ id }) => ({
      action: 'amend',
      provision: id,
      content: { summary: 'As amended', parameters: { 'protected-age': 18 } },
    })),
    citations,
  };
  const day = firstDay('2024-09-01');
  const touched = (dataset: Dataset) => ({
    effect: effectOf(dataset, act, day),
    queue: byCause(stale(dataset, country, day)),
  });
  const [known, anew]: [number[], number[]] = [[], []];
  let found = touched(createDataset([...records, act]));
  for (let round = 0; round <= ROUNDS; round++) {
    const dataset = createDataset([...records, act]);
    const cold = await timed(() => {
      found = touched(dataset);
    });
    // The act as one that is only being drawn up: the same records, whose indexes are there.
    const draft = { ...act, id: `${country}/law/draft-${round}` };
    const warm = await timed(() => effectOf(dataset, draft, day));
    // The first round warms up.
    if (round > 0) anew.push(cold);
    if (round > 0) known.push(warm);
  }
  const { findings, statuses, provisions: changed } = found.effect;
  return [
    { name: 'records of 200 states', measured: records.length, unit: '' },
    { name: 'provisions changed', measured: changed.length, unit: '' },
    { name: 'findings and statuses touched', measured: findings.length + statuses.length, unit: '' },
    { name: 'marks of review', measured: found.queue.reduce((sum, { marks }) => sum + marks.length, 0), unit: '' },
    {
      name: 'effect and queue of a new record, with its indexes',
      measured: median(anew),
      unit: 'ms',
      required: { atMost: 200 },
    },
    { name: 'effect of an act, indexes there', measured: median(known), unit: 'ms', required: { atMost: 200 } },
  ];
}

function code3(n: number): string {
  return `x${String.fromCharCode(97 + Math.floor(n / 26))}${String.fromCharCode(97 + (n % 26))}`;
}

/**
 * The frameworks and the codebook as shipped; for each of 200 states a code of 40 articles with three versions each, a
 * finding on every question that an indicator asks, resting on two articles, and 40 recommendations on those articles.
 */
function states(data: string): AnyRecord[] {
  const next = random(3);
  const files = ['codebook', 'frameworks'].flatMap((folder) =>
    readdirSync(join(data, folder))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(data, folder, name), 'utf8') })),
  );
  const records: AnyRecord[] = parseFiles(files).records.filter(({ kind }) =>
    ['question', 'framework', 'parameter', 'subject'].includes(kind),
  );
  const asked = answersAsked(createDataset(records));
  for (let n = 0; n < STATES; n++) {
    const country = code3(n);
    const citations = [{ source: `${country}/source/law` }];
    const id = `${country}/law/code`;
    records.push(
      { kind: 'source', id: `${country}/source/law`, country, title: 'Law', type: 'law' },
      { kind: 'law', id, country, title: 'Code', type: 'code', adopted: '2000-01-01', from: '2000-01-01', citations },
    );
    for (let number = 1; number <= ARTICLES; number++) {
      const turns = ['2000-01-01', `2008-01-${10 + next(15)}`, `2016-01-${10 + next(15)}`];
      records.push({
        kind: 'provision',
        id: `${id}/${number}`,
        country,
        law: id,
        number: String(number),
        heading: `Article ${number}`,
        versions: turns.map((from, at): Version => {
          const to = turns[at + 1];
          return {
            from,
            ...(to !== undefined && { to }),
            summary: `Version ${at + 1}`,
            parameters: { 'protected-age': 14 + at },
            citations,
          };
        }),
      });
      records.push({
        kind: 'recommendation',
        id: `${country}/recommendation/${number}`,
        country,
        body: 'A committee',
        date: '2012-01-01',
        text: 'Amend the article.',
        provisions: [`${id}/${number}`],
        citations,
      } as AnyRecord);
    }
    for (const [question, answers] of asked) {
      records.push({
        kind: 'finding',
        id: `${country}/finding/${question}/1`,
        country,
        question,
        value: answers[next(answers.length)] ?? true,
        from: '2017-01-01',
        provisions: [`${id}/${1 + next(ARTICLES)}`, `${id}/${1 + next(ARTICLES)}`],
        citations,
        readOn: '2020-01-01',
        review: 'reviewed',
      });
    }
  }
  return records;
}

/** Questions that indicators ask, each with the answers that matter to them. */
function answersAsked(dataset: Dataset): Map<string, Answer[]> {
  const asked = new Map<string, Set<Answer>>();
  for (const { rule } of dataset.indicators()) {
    for (const question of questionsOf(rule)) {
      const options = (dataset.get('question', question) as Question | undefined)?.options ?? [];
      const known = asked.get(question) ?? new Set<Answer>();
      for (const answer of candidates(
        rule,
        question,
        options.map(({ id }) => id),
      ))
        known.add(answer);
      asked.set(question, known);
    }
  }
  return new Map([...asked].map(([question, answers]) => [question, [...answers]]));
}

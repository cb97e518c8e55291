/**
 * How well candidates are found, against gold labelled by hand (test/fixtures/ingest/gold) and, where they are at
 * hand, documents of others, of which the gold holds offsets and values only.
 * Always true: every kind counts over all documents together, each label once; a candidate that no label covers
 * counts against precision, whatever it says.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDataset, type Dataset } from '../../src/core/dataset.ts';
import type { Candidate, CandidateOf, Document, Range } from '../../src/core/document.ts';
import { readDataset } from '../../src/formats/dataset.ts';
import { candidatesIn } from '../../src/ingest/candidates/index.ts';
import { readDocument } from '../../src/ingest/read/index.ts';
import { structure } from '../../src/ingest/structure/index.ts';
import { type Measure, timed } from '../measure.ts';
import { type Gold, type Label, type Letter, MARKED, markedIn } from './gold.ts';

interface Tally {
  right: number;
  found: number;
  hit: number;
  expected: number;
}

const NAMES: Readonly<Record<Letter, string>> = {
  L: 'legal references',
  F: 'figures',
  R: 'recommendations',
  T: 'treaty actions',
  G: 'findings',
  P: 'penalties',
  A: 'ages',
  M: 'money',
  O: 'organisations',
  S: 'services',
  E: 'events',
  N: 'plans',
  C: 'certainty of figures',
};
const KIND: Readonly<Record<Candidate['kind'], Letter>> = {
  'legal-reference': 'L',
  figure: 'F',
  recommendation: 'R',
  'treaty-action': 'T',
  finding: 'G',
  penalty: 'P',
  age: 'A',
  money: 'M',
  plan: 'N',
  organisation: 'O',
  service: 'S',
  event: 'E',
};
const REQUIRED: Readonly<Partial<Record<Letter, { recall: number; precision?: number }>>> = {
  L: { recall: 95, precision: 90 },
  F: { recall: 85, precision: 85 },
  R: { recall: 95 },
  T: { recall: 100 },
};

/** `only`: documents whose name begins so. */
export async function measureCandidates(root: string, explain = false, only = ''): Promise<Measure[]> {
  const folder = join(root, MARKED);
  const dataset = createDataset((await readDataset(join(root, 'data'))).records);
  const invented = markedIn(folder).filter(({ name }) => name.startsWith(only));
  const others = only === '' ? otherGold(join(root, '..', 'shared', 'documents'), join(folder, 'shared.json')) : [];
  if (others.length === 0 && only === '')
    console.log('  (documents of others are not at hand: ../shared/documents is absent)');
  return [
    ...(await measure('invented', invented, dataset, explain)),
    ...(others.length > 0 ? await measure('shared', others, dataset, explain) : []),
    ...(others.length > 0 ? await speed(others, dataset) : []),
  ];
}

function otherGold(folder: string, file: string): Gold[] {
  if (!existsSync(folder) || !existsSync(file)) return [];
  const gold: Record<string, [Letter, number, number, string | number][]> = JSON.parse(readFileSync(file, 'utf8'));
  return Object.entries(gold)
    .filter(([name]) => existsSync(join(folder, name)))
    .map(([name, labels]) => ({
      name,
      text: readFileSync(join(folder, name), 'utf8').normalize('NFC'),
      labels: labels.map(([letter, start, end, value]) => ({ letter, start, end, value: String(value) })),
      country: 'kaz',
    }));
}

async function documentOf({ name, text, date }: Gold): Promise<Document> {
  const raw = await readDocument(name, new TextEncoder().encode(text));
  const document = structure(raw, name, '0'.repeat(64), []);
  return date === undefined ? document : { ...document, date };
}

async function measure(set: string, golds: readonly Gold[], dataset: Dataset, explain: boolean): Promise<Measure[]> {
  const tallies = new Map<Letter, Tally>();
  for (const gold of golds) {
    const document = await documentOf(gold);
    const candidates = candidatesIn(document, {
      dataset,
      ...(gold.country !== undefined && { country: gold.country }),
    });
    const labels = moved(gold, document.text);
    const lost = gold.labels.length - labels.length;
    if (lost > 0) console.log(`  (${gold.name}: ${lost} labels have no place in the document as read)`);
    compare(gold.name, candidates, labels, tallies, set === 'shared', explain ? document.text : undefined);
  }
  const measures: Measure[] = [];
  for (const [letter, { right, found, hit, expected }] of tallies) {
    const required = REQUIRED[letter];
    const share = (part: number, whole: number) => (whole === 0 ? 100 : (100 * part) / whole);
    measures.push({
      name: `${NAMES[letter]}, ${set}: recall of ${expected}`,
      measured: share(hit, expected),
      unit: '%',
      ...(required && { required: { atLeast: required.recall } }),
    });
    measures.push({
      name: `${NAMES[letter]}, ${set}: precision of ${found}`,
      measured: share(right, found),
      unit: '%',
      ...(required?.precision !== undefined && { required: { atLeast: required.precision } }),
    });
  }
  return measures;
}

function compare(
  name: string,
  candidates: readonly Candidate[],
  labels: readonly Label[],
  tallies: Map<Letter, Tally>,
  shared: boolean,
  explain: string | undefined,
): void {
  for (const letter of Object.keys(NAMES) as Letter[]) {
    const expected = labels.filter((label) => label.letter === letter);
    const found = candidates.filter(
      ({ kind, value, certainty }) =>
        (letter === 'C' ? kind === 'figure' && certainty !== 'stated' : KIND[kind] === letter) &&
        (letter !== 'L' || 'number' in value),
    );
    // Findings and the kinds beside the four are labelled only where a document is about them.
    if (expected.length === 0 && !REQUIRED[letter]) continue;
    if (letter !== 'L' && letter !== 'F' && letter !== 'R' && letter !== 'T' && shared) continue;
    const tally = tallies.get(letter) ?? { right: 0, found: 0, hit: 0, expected: 0 };
    tallies.set(letter, tally);
    const hit = new Set<Label>();
    for (const candidate of found) {
      const match = expected.find(
        (label) => !hit.has(label) && overlap(label, candidate, letter) && same(candidate, label),
      );
      const again = match ?? expected.find((label) => overlap(label, candidate, letter) && within(candidate, label));
      tally.found += again && !match ? 0 : 1;
      if (match) {
        tally.right += 1;
        hit.add(match);
        // An amount and its conversion are two labels and one candidate.
        if (candidate.kind === 'money')
          for (const label of expected) if (overlap(label, candidate, letter) && same(candidate, label)) hit.add(label);
      } else if (!again && explain !== undefined) console.log(`    ${name} − ${letter} ${describe(candidate)}`);
    }
    tally.expected += expected.length;
    tally.hit += hit.size;
    if (explain !== undefined) {
      for (const label of expected) {
        if (!hit.has(label))
          console.log(
            `    ${name} + ${letter} ${label.value}: ${explain.slice(label.start - 40, label.end + 40).replace(/\s+/g, ' ')}`,
          );
      }
    }
  }
}

function overlap(label: Range, { place }: Candidate, letter: Letter): boolean {
  const shared = Math.min(label.end, place.end) - Math.max(label.start, place.start);
  if (letter !== 'R') return shared > 0;
  return shared * 2 >= Math.min(label.end - label.start, place.end - place.start);
}

/** Further articles of a labelled range, or figures of a clause that is labelled once, are neither right nor wrong. */
function within(candidate: Candidate, { letter, value }: Label): boolean {
  if (letter === 'C') return candidate.certainty === value;
  if (candidate.kind === 'recommendation') return true;
  const range = /\/(\d+)-(\d+)$/.exec(value);
  if (candidate.kind !== 'legal-reference' || !range) return false;
  const number = Number(candidate.value.number);
  return number > Number(range[1]) && number <= Number(range[2]);
}

const CODES: Readonly<Record<string, RegExp>> = {
  'criminal-code':
    /criminal-code|criminal code|crimes act|penal code|уголовн\S+ кодекс|(?<!\p{L})УК(?!\p{L})|қылмыстық кодекс|(?<!\p{L})ҚК(?!\p{L})/iu,
  'criminal-procedure-code': /criminal-procedure|criminal procedure|процессуальн/iu,
  'administrative-offences-code': /administrative-offences|administrative offen|КоАП|ӘҚБтК/iu,
  'civil-code': /civil code|гражданск\S+ кодекс|азаматтық кодекс/iu,
  'family-code': /family|брак|неке/iu,
  constitution: /constitution|конституц/iu,
};

function same(candidate: Candidate, { letter, value }: Label): boolean {
  if (letter === 'C') return candidate.certainty === value;
  switch (candidate.kind) {
    case 'recommendation':
      return true;
    case 'figure':
      return [candidate.value.number, candidate.value.low].some(
        (number) => number !== undefined && Math.abs(number - Number(value)) < 0.05,
      );
    case 'legal-reference':
      return sameArticle(candidate, value);
    case 'treaty-action': {
      const { instrument, action, date = '' } = candidate.value;
      return value === `${instrument.id}/${action}/${date}`;
    }
    case 'finding':
      return value === `${candidate.value.question}/${candidate.value.value}`;
    case 'penalty': {
      const { minimum, maximum, life, unit } = candidate.value;
      const years = (term: number | undefined) => (term ?? 0) * (unit === 'months' ? 1 / 12 : 1);
      return value === (life ? 'life' : `${Number(years(minimum).toFixed(2))}-${Number(years(maximum).toFixed(2))}`);
    }
    case 'age': {
      const { age, to, sense } = candidate.value;
      const sign = { under: '<', 'and-under': '<=', over: '>', 'and-over': '>=', exactly: '=', between: `-${to}` }[
        sense
      ];
      return value === `${age}${sign}`;
    }
    case 'money': {
      const { amount, low, currency, conversion } = candidate.value;
      return (
        value === `${amount}/${currency}` ||
        value === `${low}/${currency}` ||
        (conversion !== undefined && value === `${conversion.amount}/${conversion.currency}`)
      );
    }
    case 'organisation':
      return true;
    case 'service':
      return value === candidate.value.phone?.replace(/\D/g, '');
    case 'event':
      return value === candidate.value.date;
    case 'plan':
      return value === `${candidate.value.from ?? ''}-${candidate.value.to ?? ''}`;
  }
}

function sameArticle({ value: { law, number } }: CandidateOf<'legal-reference'>, gold: string): boolean {
  const [, code = '', article = ''] = /^(.*)\/([^/]+)$/.exec(gold) ?? [];
  const first = /^(\d+)-(\d+)$/.exec(article);
  const fits = number === article || (first !== null && Number(first[2]) > Number(first[1]) && number === first[1]);
  const named = `${law?.id ?? ''} ${law?.name ?? ''}`;
  const words = /^law\((.*)\)$/.exec(code)?.[1];
  const base = number?.replace(/[A-Z]$/, '') === article;
  if (!fits && !base) return false;
  if (words !== undefined) return named.toLowerCase().replaceAll('ё', 'е').includes(words);
  return CODES[code]?.test(named) ?? law?.id === code;
}

function describe({ kind, place, value }: Candidate): string {
  return `${kind} “${place.exact.slice(0, 90).replace(/\s+/g, ' ')}” ${JSON.stringify(value).slice(0, 200)} … ${place.prefix.replace(/\s+/g, ' ')}|${place.suffix.replace(/\s+/g, ' ')}`;
}

/** Labels moved from the file to the document as it was read, which leaves out signs and parts lines anew. */
function moved({ name, text, labels }: Gold, read: string): Label[] {
  const [from, to] = [letters(withoutTags(name, text)), letters(read)];
  const order = [...labels].sort((a, b) => a.start - b.start);
  const placed: Label[] = [];
  let drift = 0;
  for (const label of order) {
    const first = from.before(label.start);
    const last = from.before(label.end);
    for (const width of [40, 24, 12, 6, 0]) {
      const context = from.text.slice(Math.max(0, first - width), last + width);
      const lead = first - Math.max(0, first - width);
      const at = nearest(to.text, context, Math.max(0, first - lead + drift));
      if (at < 0) continue;
      drift = at + lead - first;
      const start = to.places[at + lead];
      const end = to.places[at + lead + (last - first) - 1];
      if (start !== undefined && end !== undefined) placed.push({ ...label, start, end: end + 1 });
      break;
    }
  }
  return placed;
}

/** A page without what stands in its angle brackets; as long as it was. */
function withoutTags(name: string, text: string): string {
  return name.endsWith('.html')
    ? text.replace(/<(?:script|style|title)\b.*?<\/|<[^>]*>|&\w+;/gs, (tag) => ' '.repeat(tag.length))
    : text;
}

function letters(text: string): { text: string; places: number[]; before: (at: number) => number } {
  const places: number[] = [];
  let kept = '';
  for (let at = 0; at < text.length; at++) {
    if (!/[\p{L}\d%$€]/u.test(text.charAt(at))) continue;
    kept += text.charAt(at);
    places.push(at);
  }
  const before = (at: number) => {
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { text: kept, places, before };
}

function nearest(text: string, words: string, expected: number): number {
  const after = text.indexOf(words, Math.max(0, expected - 200));
  const before = text.lastIndexOf(words, expected);
  if (after < 0) return before;
  return before < 0 || after - expected <= expected - before ? after : before;
}

async function speed(golds: readonly Gold[], dataset: Dataset): Promise<Measure[]> {
  const longest = golds.toSorted((a, b) => b.text.length - a.text.length)[0];
  if (!longest) return [];
  const document = await documentOf(longest);
  const times: number[] = [];
  for (let run = 0; run < 7; run++) times.push(await timed(() => candidatesIn(document, { dataset, country: 'kaz' })));
  return [
    {
      name: `candidates of the longest (${Math.round(longest.text.length / 1000)} k characters)`,
      // The fastest: what else the machine does is not measured here.
      measured: Math.min(...times),
      unit: 'ms',
      required: { atMost: 400 },
    },
  ];
}

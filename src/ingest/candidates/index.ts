/**
 * Candidates: the statements of a document that could become records, each with its exact place.
 * Always true: the same document and dataset give the same candidates, in reading order; time is linear in the text.
 * A candidate promises only what its words say; nothing is on record until a person takes it over.
 */
import { anchorIn, type Candidate, citationOf, type Document } from '../../core/document.ts';
import { agesIn } from './ages.ts';
import { surenessAt } from './certainty.ts';
import { Periods } from './dates.ts';
import { organisationsIn, servicesIn } from './directory.ts';
import { eventsIn } from './events.ts';
import { figuresIn } from './figures.ts';
import { findingsIn } from './findings.ts';
import { type Found, recordOf } from './found.ts';
import { legalIn } from './legal.ts';
import { moneyIn } from './money.ts';
import { numeralsIn } from './numerals.ts';
import { penaltiesIn } from './penalties.ts';
import { plansIn } from './plans.ts';
import { type Context, type Reading, readingOf, Taken } from './reading.ts';
import { recommendationsIn } from './recommendations.ts';
import { treatiesIn } from './treaties.ts';

export type { Context } from './reading.ts';

/** Every candidate of a document. */
export function candidatesIn(document: Document, context: Context): Candidate[] {
  const reading = readingOf(document, context);
  const periods = new Periods(reading);
  const numerals = numeralsIn(reading);
  const taken = new Taken(document.text.length);
  const legal = legalIn(reading);
  for (const place of periods.all) taken.take(place);
  for (const place of legal) taken.take(place);
  const services = servicesIn(reading);
  for (const place of services) taken.take(place);
  const ages = agesIn(reading, numerals, legal, taken);
  const penalties = penaltiesIn(reading, numerals, legal, taken);
  const money = moneyIn(reading, numerals, periods, taken);
  const figures = figuresIn(reading, numerals, periods, taken);
  const treaties = treatiesIn(reading, periods);
  const recommendations = recommendationsIn(reading);
  const found = [
    ...treaties,
    ...legal,
    ...penalties,
    ...ages,
    ...figures,
    ...money,
    ...plansIn(reading, periods),
    ...recommendations,
    ...organisationsIn(reading),
    ...services,
    ...eventsIn(reading, periods, [...recommendations, ...treaties, ...figures]),
    ...findingsIn(reading, legal),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  const ids = new Set<string>();
  const numbers = new Map<Found, string>(found.map((one, index) => [one, `c${index + 1}`]));
  const parts = Map.groupBy(
    figures.filter(({ partOf }) => partOf),
    ({ partOf }) => partOf as Found,
  );
  return found.map((one) => candidate(reading, one, { numbers, parts }, ids));
}

interface References {
  readonly numbers: ReadonlyMap<Found, string>;
  /** Figures that are parts, by the one they are parts of. */
  readonly parts: ReadonlyMap<Found, readonly Found[]>;
}

/** What was understood, with the ids of the candidates it refers to. */
function linked(found: Found, { numbers, parts }: References): Found['value'] {
  const reference = found.reference && numbers.get(found.reference);
  const own = parts.get(found)?.map((part) => numbers.get(part) ?? '');
  return { ...found.value, ...(reference !== undefined && { reference }), ...(own && { parts: own }) };
}

function candidate(reading: Reading, found: Found, references: References, ids: Set<string>): Candidate {
  const id = references.numbers.get(found) ?? '';
  const { document, context } = reading;
  const { kind, sentence, period, draft } = found;
  const place = anchorIn(document.text, found);
  const { certainty, word } = surenessAt(reading, sentence, found);
  const section = sentence.block.section;
  return {
    id,
    kind,
    place,
    ...(section !== undefined && { section }),
    ...(period && { period }),
    certainty,
    ...(word !== undefined && { certaintyWord: word }),
    notes: notesOf(reading, found),
    value: linked(found, references),
    ...(draft && {
      draft: recordOf(draft, idOf(draft, context.country, ids), context.country, [
        citationOf(context.source ?? `source/${slug(document.name) || 'document'}`, place, locatorOf(reading, found)),
      ]),
    }),
    // The kind and its value belong together in what was found.
  } as Candidate;
}

/** What a reader needs to find the place: the number of the paragraph, the page or the heading. */
function locatorOf(reading: Reading, { sentence: { block } }: Found): string | undefined {
  if (block.number !== undefined && block.kind !== 'list-item') return `para ${block.number}`;
  if (block.page !== undefined) return `p. ${block.page}`;
  return block.section === undefined ? undefined : reading.section.get(block.section)?.title;
}

/** Notes called in the statement, or first after it in its sentence or right behind that. */
function notesOf(reading: Reading, { start, end, sentence }: Found): string[] {
  const { marks } = reading.document;
  const limit = Math.min(sentence.block.end, reading.sentences[sentence.index + 1]?.start ?? Number.POSITIVE_INFINITY);
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const notes: string[] = [];
  let last = -1;
  for (let index = low; index < marks.length; index++) {
    const mark = marks[index];
    if (!mark || mark.start >= limit) break;
    if (mark.start >= end && last >= 0 && mark.start - last > 3) break;
    if (mark.note !== undefined && !notes.includes(mark.note)) notes.push(mark.note);
    if (mark.start >= end) last = mark.end;
  }
  return notes;
}

function idOf({ kind, name }: { kind: string; name: string }, country: string | undefined, ids: Set<string>): string {
  const path = name.split('/').map(slug).filter(Boolean).join('/') || 'draft';
  const id = `${country === undefined ? '' : `${country}/`}${kind}/${path}`;
  // A word of a name has no full stop, so that no id made unique is that of another name.
  let free = id;
  for (let next = 2; ids.has(free); next++) free = `${id}.${next}`;
  ids.add(free);
  return free;
}

const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ж:zh з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya ә:a ғ:g қ:q ң:n ө:o ұ:u ү:u һ:h і:i'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** Lower-case Latin words joined by hyphens, at most 60 characters. */
function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[а-яәғқңөұүһі]/gu, (letter) => LATIN[letter] ?? '')
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}

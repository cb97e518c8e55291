/**
 * What the sources of a section or of a country weigh: how many are independent, how old they are, how much rests on one.
 * Two sources are of one origin (origin.ts) where they have one publisher, else one author, else one site; a source known
 * only through another counts as that other. Age is in whole years from publication to the day asked about.
 */
import type { Dataset } from '../dataset.ts';
import type { Document, Reference } from '../document.ts';
import type { Localised } from '../localised.ts';
import type { AnyRecord, Citation, RecordOf } from '../model/index.ts';
import { type Day, firstDay, isoDay, type PartialDate } from '../time.ts';
import { groupBy } from './issue.ts';
import { type Origin, originOf } from './origin.ts';

export interface Weight {
  /** The document or a section of it with those below, or a part of the record: kind, or kind and group of questions. */
  readonly id: string;
  readonly title?: string;
  /** Places that cite something. */
  readonly places: number;
  /** Different works. */
  readonly works: number;
  /** Different origins. */
  readonly independent: number;
  /** The origin that carries most, as it is called first, and its share of the places, from 0 to 1. */
  readonly largest?: { readonly origin: string; readonly name: Localised; readonly share: number };
  /** Works whose date is known; the others count for no age. */
  readonly dated: number;
  readonly oldest?: PartialDate;
  readonly newest?: PartialDate;
  /** Median age of the works in years, where their dates are known. */
  readonly age?: number;
  /** Paragraphs or records that cite nothing, and those that rest on one origin alone. */
  readonly unsupported: number;
  readonly single: number;
}

interface Cited {
  readonly work: string;
  readonly origin: Origin;
  readonly date: PartialDate | undefined;
}

/** Whole years between the first day of a date and a day. */
function yearsBetween(date: PartialDate, day: Day): number {
  const [from, to] = [isoDay(firstDay(date)) ?? '', isoDay(day) ?? ''];
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(4) < from.slice(4) ? 1 : 0);
  return Math.max(0, years);
}

function weigh(
  id: string,
  title: string | undefined,
  items: readonly (readonly Cited[])[],
  day: Day | undefined,
): Weight {
  const all = items.flat();
  const works = new Map(all.map((cited) => [cited.work, cited] as const));
  const origins = groupBy(all, ({ origin }) => origin.key);
  const [largest] = [...origins].toSorted(([, a], [, b]) => b.length - a.length);
  const dates = [...works.values()].flatMap(({ date }) => date ?? []).sort((a, b) => firstDay(a) - firstDay(b));
  const [oldest, newest] = [dates[0], dates.at(-1)];
  const middle = dates[dates.length >> 1];
  return {
    id,
    ...(title !== undefined && { title }),
    places: all.length,
    works: works.size,
    independent: origins.size,
    ...(largest?.[1][0] && {
      largest: { origin: largest[0], name: largest[1][0].origin.name, share: largest[1].length / all.length },
    }),
    dated: dates.length,
    ...(oldest !== undefined && { oldest }),
    ...(newest !== undefined && { newest }),
    ...(middle !== undefined && day !== undefined && { age: yearsBetween(middle, day) }),
    unsupported: items.filter((item) => item.length === 0).length,
    single: items.filter((item) => item.length > 0 && new Set(item.map(({ origin }) => origin.key)).size === 1).length,
  };
}

/**
 * The weight of a document’s sources: the whole of it first, then each section that cites anything, together with the
 * sections below it.
 */
export function weighDocument(document: Document, day?: Day): Weight[] {
  const references = new Map(document.references.map((reference) => [reference.id, reference] as const));
  const notes = new Map(document.notes.map((note) => [note.id, note] as const));
  const origins = new Map<string, Origin>();
  const citedBy = (reference: Reference): Cited => {
    const { work, publisher, author, url, title, date } = reference;
    // What one note says of a work holds for all: only the first may name the publisher.
    const origin = origins.get(work) ?? originOf({ publisher, author, url, otherwise: title ?? work });
    origins.set(work, origin);
    return { work, origin, date };
  };
  const marks = document.marks.toSorted((a, b) => a.start - b.start);
  let next = 0;
  const paragraphs = document.blocks
    .filter(({ kind }) => kind === 'paragraph' || kind === 'list-item' || kind === 'table')
    .map((block) => {
      const cited: Cited[] = [];
      while (next < marks.length && (marks[next]?.start ?? 0) < block.start) next++;
      for (; next < marks.length && (marks[next]?.start ?? 0) < block.end; next++) {
        const note = notes.get(marks[next]?.note ?? '');
        for (const id of note?.references ?? []) {
          const reference = references.get(id);
          if (reference) cited.push(citedBy(reference));
        }
      }
      return { section: block.section, cited };
    });
  const bySection = new Map<string, Cited[][]>(document.sections.map(({ id }) => [id, []] as const));
  const parents = new Map(document.sections.map(({ id, parent }) => [id, parent] as const));
  for (const { section, cited } of paragraphs) {
    for (let id = section; id !== undefined; id = parents.get(id)) bySection.get(id)?.push(cited);
  }
  return [
    weigh(
      'document',
      document.title,
      paragraphs.map(({ cited }) => cited),
      day,
    ),
    ...document.sections.flatMap(({ id, title }) => {
      const items = bySection.get(id) ?? [];
      return items.some((cited) => cited.length > 0) ? [weigh(id, title, items, day)] : [];
    }),
  ];
}

/** Records of a country that must rest on sources. */
const SUPPORTED = [
  'finding',
  'recommendation',
  'plan',
  'programme',
  'series',
  'treaty-action',
  'event',
  'organisation',
] as const;

/** The weight of the sources of a country’s record: all of it, each kind, and findings by group of questions. */
export function weighCountry(dataset: Dataset, country: string, day: Day): Weight[] {
  const items = SUPPORTED.flatMap((kind) =>
    dataset.inCountry(kind, country).map((record) => ({
      kind,
      group: record.kind === 'finding' ? `finding/${record.question.split('.')[0]}` : undefined,
      cited: citationsOf(record).flatMap(({ source }) => citedIn(dataset, source)),
    })),
  );
  const part = (id: string, of: typeof items) =>
    weigh(
      id,
      undefined,
      of.map(({ cited }) => cited),
      day,
    );
  return [
    part('record', items),
    ...[...groupBy(items, ({ kind }) => kind)].map(([kind, of]) => part(kind, of)),
    ...[...groupBy(items, ({ group }) => group)].map(([group, of]) => part(group, of)),
  ].filter(({ places, unsupported }) => places + unsupported > 0);
}

function citationsOf(record: AnyRecord): readonly Citation[] {
  if (record.kind === 'series') return record.observations.flatMap(({ citations }) => citations);
  return 'citations' in record ? (record.citations ?? []) : [];
}

/** The source itself, or the one through which it is known. */
function citedIn(dataset: Dataset, id: string): Cited[] {
  let source: RecordOf<'source'> | undefined = dataset.get('source', id);
  if (!source) return [];
  const { published } = source;
  const passed = new Set<string>();
  while (source?.extent === 'cited' && source.citedIn !== undefined && !passed.has(source.id)) {
    passed.add(source.id);
    source = dataset.get('source', source.citedIn) ?? source;
  }
  const { publisher, authors, url } = source;
  const origin = originOf({ publisher, author: authors?.[0], url, otherwise: source.id });
  return [{ work: id, origin, date: source.id === id ? published : source.published }];
}

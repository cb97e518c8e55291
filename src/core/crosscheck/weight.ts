/**
 * What the sources of a section or of a country weigh: how many are independent, how old they are, how much rests on one.
 * Two sources are of one origin where they have one publisher, else one author, else one address; a source known only
 * through another counts as that other. Age is in whole years from publication to the day asked about.
 */
import type { Dataset } from '../dataset.ts';
import type { Document, Reference } from '../document.ts';
import { english } from '../localised.ts';
import type { AnyRecord, Citation, RecordOf } from '../model/index.ts';
import { type Day, firstDay, isoDay, type PartialDate } from '../time.ts';
import { groupBy } from './issue.ts';

export interface Weight {
  /** A section of the document, or a part of the record: kind, or kind and group of questions. */
  readonly id: string;
  readonly title?: string;
  /** Places that cite something. */
  readonly places: number;
  /** Different works. */
  readonly works: number;
  /** Different origins. */
  readonly independent: number;
  /** The origin that carries most, and its share of the places, from 0 to 1. */
  readonly largest?: { readonly origin: string; readonly share: number };
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
  readonly origin: string;
  readonly date: PartialDate | undefined;
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : /^[a-z]+:\/\/(?:www\.)?([^/:?#]+)/iu.exec(url)?.[1]?.toLowerCase();
}

/** Whole years between the first day of a date and a day. */
function yearsBetween(date: PartialDate, day: Day): number {
  const [from, to] = [isoDay(firstDay(date)) ?? '', isoDay(day) ?? ''];
  return Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(4) < from.slice(4) ? 1 : 0);
}

function weigh(
  id: string,
  title: string | undefined,
  items: readonly (readonly Cited[])[],
  day: Day | undefined,
): Weight {
  const all = items.flat();
  const works = new Map(all.map((cited) => [cited.work, cited] as const));
  const origins = groupBy(all, ({ origin }) => origin);
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
    ...(largest && { largest: { origin: largest[0], share: largest[1].length / all.length } }),
    ...(oldest !== undefined && { oldest }),
    ...(newest !== undefined && { newest }),
    ...(middle !== undefined && day !== undefined && { age: yearsBetween(middle, day) }),
    unsupported: items.filter((item) => item.length === 0).length,
    single: items.filter((item) => item.length > 0 && new Set(item.map(({ origin }) => origin)).size === 1).length,
  };
}

/** The weight of a document’s sources: the whole of it first, then each section that cites anything. */
export function weighDocument(document: Document, day?: Day): Weight[] {
  const references = new Map(document.references.map((reference) => [reference.id, reference] as const));
  const notes = new Map(document.notes.map((note) => [note.id, note] as const));
  const origins = new Map<string, string>();
  const citedBy = (reference: Reference): Cited => {
    const { work, publisher, author, url, title, date } = reference;
    // What one note says of a work holds for all: only the first may name the publisher.
    const origin = origins.get(work) ?? publisher ?? author ?? hostOf(url) ?? title ?? work;
    origins.set(work, origin);
    return { work, origin: origin.toLowerCase().trim(), date };
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
  const titles = new Map(document.sections.map(({ id, title }) => [id, title] as const));
  return [
    weigh(
      'document',
      document.title,
      paragraphs.map(({ cited }) => cited),
      day,
    ),
    ...[...groupBy(paragraphs, ({ section }) => section)]
      .filter(([, group]) => group.some(({ cited }) => cited.length > 0))
      .map(([section, group]) =>
        weigh(
          section,
          titles.get(section),
          group.map(({ cited }) => cited),
          day,
        ),
      ),
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
  const origin =
    source.publisher === undefined
      ? (source.authors?.[0] ?? hostOf(source.url) ?? source.id)
      : english(source.publisher);
  return [{ work: id, origin: origin.toLowerCase(), date: source.id === id ? published : source.published }];
}

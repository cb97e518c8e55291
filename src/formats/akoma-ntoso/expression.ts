/**
 * One text of a law as its file identifies it: of which law, of which day, in which language, and what its metadata say
 * of time: events, periods, changes by other acts.
 */
import type { Law } from '../../core/model/index.ts';
import { firstDay, isPartialDate, type PartialDate } from '../../core/time.ts';
import { descendants, elementAt, elementsOf, type XmlElement } from '../xml.ts';
import { OWN, SUMMARY_CONCEPT, shortLanguage } from './names.ts';
import type { Report } from './report.ts';

export interface ReadOptions {
  /** The country whose law it is: kaz. */
  readonly country: string;
  /** Id of the law below its country: criminal-code-2014. Made from its name or number where absent. */
  readonly law?: string;
  /** The source that holds the text; a draft of one is made where absent. */
  readonly source?: string;
  /** The day of the text, where a file does not say it. */
  readonly on?: PartialDate;
  /** Laws on record, by which amending acts are recognised. */
  readonly laws?: readonly Law[];
}

/** A change of the text that the metadata report. */
export interface Modification {
  readonly type: string;
  /** Address of the act that made it. */
  readonly act: string;
  /** What the file calls that act. */
  readonly name: string | undefined;
  /** The identifiers of what it changed; empty for the whole law. */
  readonly targets: readonly string[];
  readonly previous: string | undefined;
  readonly date: PartialDate | undefined;
}

export interface Bounds {
  readonly from: PartialDate | undefined;
  readonly to: PartialDate | undefined;
}

/** One text of the law: on a day, in a language. */
export interface Expression {
  readonly file: string;
  readonly document: XmlElement;
  readonly meta: XmlElement | undefined;
  readonly address: string;
  readonly on: PartialDate | undefined;
  readonly language: string;
  readonly isOriginal: boolean;
  readonly isMultiple: boolean;
  readonly modifications: readonly Modification[];
  readonly period: (element: XmlElement) => readonly Bounds[] | undefined;
  readonly notes: ReadonlyMap<string, XmlElement>;
  /** In a file of our own: what it says of each provision beside the standard, by eId. */
  readonly own: ReadonlyMap<string, XmlElement> | undefined;
  /** Whether a reference is to our own concept of a summary. */
  readonly isSummary: (reference: string | undefined) => boolean;
}

const TEXTS = new Set(['act', 'bill', 'doc', 'statement']);

/** The laws in a file: usually one; a collection can hold several texts of one. */
export function documentsIn(root: XmlElement): XmlElement[] {
  if (root.name === 'akomaNtosoCollection') return elementsOf(root).flatMap(documentsIn);
  if (root.name !== 'akomaNtoso') return [];
  return elementsOf(root).flatMap((element) => {
    if (TEXTS.has(element.name)) return [withComponents(element, root)];
    if (element.name !== 'documentCollection' && element.name !== 'officialGazette') return [];
    return elementsOf(elementAt(element, 'collectionBody') ?? element, 'component').flatMap((component) =>
      elementsOf(component).filter(({ name }) => name === 'act' || name === 'bill'),
    );
  });
}

/** Older files put attachments beside the act; here they are part of it. */
function withComponents(document: XmlElement, root: XmlElement): XmlElement {
  const components = elementsOf(root, 'components');
  return components.length === 0 ? document : { ...document, children: [...document.children, ...components] };
}

export const attribute = (element: XmlElement | undefined, name: string) => element?.attributes.get(name)?.trim();

export const identifierOf = (element: XmlElement) =>
  attribute(element, 'eId') ?? attribute(element, 'id') ?? attribute(element, 'xml:id');

/** An attribute of our own on an element, whatever its prefix. */
const ownAttribute = (element: XmlElement, name: string) =>
  [...element.attributes].find(([key]) => key.endsWith(`:${name}`))?.[1];

/** A date as files give it; placeholders such as 9999-12-31 and 0001-01-01 mean that there is none. */
export function dateOf(element: XmlElement | undefined, name = 'date'): PartialDate | undefined {
  const value = attribute(element, name)?.slice(0, 10);
  if (!element || value === undefined || !isPartialDate(value) || value >= '3000') return undefined;
  const precision = ownAttribute(element, 'precision');
  return precision === 'year' ? value.slice(0, 4) : precision === 'month' ? value.slice(0, 7) : value;
}

export const withoutHash = (reference: string | undefined) => reference?.trim().replace(/^#/, '');

function workAddressOf(meta: XmlElement | undefined): string {
  const work = elementAt(meta, 'identification', 'FRBRWork');
  const value = attribute(elementAt(work, 'FRBRuri'), 'value') ?? attribute(elementAt(work, 'FRBRthis'), 'value') ?? '';
  return bareAddress(value);
}

/** An address of a work without its component, so that two ways of writing it compare. */
function bareAddress(address: string): string {
  return address
    .replace(/#.*$/, '')
    .replace(/\/(?:!?main)$/, '')
    .replace(/\/$/, '');
}

export function openExpression(file: string, document: XmlElement, options: ReadOptions, report: Report): Expression {
  const meta = elementAt(document, 'meta');
  const identification = elementAt(meta, 'identification');
  const expression = elementAt(identification, 'FRBRExpression');
  const written = attribute(elementAt(expression, 'FRBRlanguage'), 'language') ?? attribute(document, 'xml:lang');
  const language = shortLanguage(written) ?? 'und';
  if (language === 'und') {
    report.add({
      code: 'language',
      message: `The file does not say the language of its text${written ? ` (“${written}” is no code of a language)` : ''}. It is kept under “und”.`,
      place: document.place,
    });
  }
  reportWrongDates(meta, report);
  const dates = elementsOf(expression ?? document, 'FRBRdate').flatMap((element) => dateOf(element) ?? []);
  const on = dates.sort((a, b) => firstDay(b) - firstDay(a))[0] ?? options.on;
  if (on === undefined) {
    report.add({
      code: 'assumed-date',
      message: 'The file does not say of which day its text is. Give the day with --on.',
      place: document.place,
    });
  }
  const created = dateOf(elementAt(identification, 'FRBRWork', 'FRBRdate'));
  const contains = attribute(document, 'contains');
  const events = eventsOf(meta);
  const periods = periodsOf(meta, events);
  const concepts = new Map(
    elementsOf(elementAt(meta, 'references') ?? document, 'TLCConcept').map((concept) => [
      identifierOf(concept),
      attribute(concept, 'href'),
    ]),
  );
  return {
    file,
    document,
    meta,
    address: workAddressOf(meta),
    on,
    language,
    isOriginal: contains === 'originalVersion' || (contains === undefined && on !== undefined && on === created),
    isMultiple: contains === 'multipleVersions',
    modifications: modificationsOf(meta, events, periods),
    period: (element) => {
      const references = attribute(element, 'period')?.split(/\s+/).map(withoutHash);
      if (references) return references.flatMap((reference) => periods.get(reference ?? '') ?? []);
      const [start, end] = [attribute(element, 'start'), attribute(element, 'end')];
      if (!start?.startsWith('#') && !end?.startsWith('#')) return undefined;
      return [{ from: events.get(withoutHash(start) ?? '')?.date, to: events.get(withoutHash(end) ?? '')?.date }];
    },
    notes: new Map(
      elementsOf(meta ?? document, 'notes')
        .flatMap((notes) => elementsOf(notes, 'note'))
        .map((note) => [identifierOf(note) ?? '', note]),
    ),
    own: ownProvisions(meta),
    isSummary: (reference) => concepts.get(withoutHash(reference)) === SUMMARY_CONCEPT,
  };
}

/** Days that no calendar has, such as 30 February; placeholders for “none” are passed over. */
function reportWrongDates(meta: XmlElement | undefined, report: Report): void {
  for (const element of descendants(meta ?? NOTHING)) {
    const value = attribute(element, 'date') ?? '';
    if (value === '' || /^(?:0001|9999)-/.test(value) || isPartialDate(value.slice(0, 10))) continue;
    report.add({
      code: 'not-taken-over',
      message: `“${value}” in <${element.name}> is no date of the calendar since the year 1000; it is not used.`,
      place: element.place,
    });
  }
}

function ownProvisions(meta: XmlElement | undefined): Map<string, XmlElement> | undefined {
  const own = elementsOf(meta ?? NOTHING, 'proprietary')
    .flatMap((part) => elementsOf(part))
    .filter(({ namespace }) => namespace === OWN);
  if (own.length === 0) return undefined;
  return new Map(own.map((element) => [withoutHash(attribute(element, 'href')) ?? '', element]));
}

interface LifeEvent {
  readonly date: PartialDate | undefined;
  readonly type: string | undefined;
  readonly source: string | undefined;
  readonly refersTo: string | undefined;
}

export function eventsOf(meta: XmlElement | undefined): Map<string, LifeEvent> {
  const events = elementsOf(meta ?? NOTHING, 'lifecycle').flatMap((lifecycle) => elementsOf(lifecycle, 'eventRef'));
  return new Map(
    events.map((event, index) => [
      identifierOf(event) ?? `event ${index}`,
      {
        date: dateOf(event),
        type: attribute(event, 'type'),
        source: attribute(event, 'source'),
        refersTo: attribute(event, 'refersTo'),
      },
    ]),
  );
}

export const NOTHING: XmlElement = {
  name: '',
  namespace: '',
  attributes: new Map(),
  children: [],
  place: { file: '', line: 1, column: 1 },
};

export const FORCE = /force|vig(?:or|en|eur)|inkraft|geltung|commence|effective|күш|сил/i;

/** Periods by the identifier of their group, and of a single interval, as some publishers refer to it. */
function periodsOf(meta: XmlElement | undefined, events: ReadonlyMap<string, LifeEvent>): Map<string, Bounds[]> {
  const periods = new Map<string, Bounds[]>();
  const eventDate = (reference: string | undefined) => events.get(withoutHash(reference) ?? '')?.date;
  for (const group of [...descendants(elementAt(meta, 'temporalData') ?? NOTHING)]) {
    if (group.name !== 'temporalGroup' && group.name !== 'timeIntervalGroup') continue;
    const intervals = elementsOf(group, 'timeInterval').map((interval) => ({
      interval,
      bounds: { from: eventDate(attribute(interval, 'start')), to: eventDate(attribute(interval, 'end')) },
    }));
    for (const { interval, bounds } of intervals) {
      const id = identifierOf(interval);
      if (id !== undefined) periods.set(id, [bounds]);
    }
    const inForce = intervals.filter(({ interval }) => FORCE.test(attribute(interval, 'refersTo') ?? ''));
    const id = identifierOf(group);
    if (id !== undefined)
      periods.set(
        id,
        (inForce.length > 0 ? inForce : intervals).map(({ bounds }) => bounds),
      );
  }
  return periods;
}

function modificationsOf(
  meta: XmlElement | undefined,
  events: ReadonlyMap<string, LifeEvent>,
  periods: ReadonlyMap<string, readonly Bounds[]>,
): Modification[] {
  const references = new Map(
    elementsOf(meta ?? NOTHING, 'references')
      .flatMap((list) => elementsOf(list))
      .map((reference) => [
        identifierOf(reference) ?? '',
        { href: attribute(reference, 'href') ?? '', name: attribute(reference, 'showAs') },
      ]),
  );
  const named = new Map([...references.values()].map(({ href, name }) => [bareAddress(href), name]));
  const dated = new Map<string, PartialDate[]>();
  for (const { source, date, type } of events.values()) {
    const href = references.get(withoutHash(source) ?? '')?.href ?? source ?? '';
    if (date !== undefined && type !== 'generation') {
      dated.set(bareAddress(href), [...(dated.get(bareAddress(href)) ?? []), date]);
    }
  }
  return elementsOf(meta ?? NOTHING, 'analysis')
    .flatMap((analysis) => elementsOf(analysis, 'passiveModifications'))
    .flatMap((list) => elementsOf(list))
    .map((modification): Modification => {
      const source = attribute(elementAt(modification, 'source'), 'href') ?? attribute(modification, 'source') ?? '';
      const act = bareAddress(
        references.get(withoutHash(source) ?? '')?.href ?? (source || (attribute(modification, 'authority') ?? '')),
      );
      const period = withoutHash(
        attribute(elementAt(modification, 'force'), 'period') ?? attribute(modification, 'period'),
      );
      const days = dated.get(act);
      return {
        type: attribute(modification, 'type') ?? modification.name,
        act,
        name: named.get(act),
        targets: elementsOf(modification, 'destination').map((destination) => {
          const href = attribute(destination, 'href') ?? '';
          return href.includes('#') ? href.slice(href.indexOf('#') + 1) : '';
        }),
        previous: attribute(elementAt(modification, 'previous'), 'href')?.replace(/^.*#/, ''),
        // An act that changed the law once tells the day even where no period is given.
        date: periods.get(period ?? '')?.[0]?.from ?? (days?.length === 1 ? days[0] : undefined),
      };
    });
}

export const dayOf = (date: PartialDate | undefined) => (date === undefined ? -Infinity : firstDay(date));

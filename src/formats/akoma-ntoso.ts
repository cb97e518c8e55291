/**
 * Reads laws in Akoma Ntoso 3.0 (OASIS LegalDocML), as publishers really write it, into draft records.
 * Several files, or several expressions in one, are texts of one law on different days or in different languages: they
 * become the versions of its provisions, in order. What a file does not say is not made up: an assumed date says so.
 * Always true: every word of the text is in a record or in the report; with any issue there are no records at all.
 */
import type { Issue } from '../core/errors.ts';
import type { Localised } from '../core/localised.ts';
import { type Law, type Provision, type RecordOf, schemaOf } from '../core/model/index.ts';
import { firstDay, type PartialDate } from '../core/time.ts';
import {
  attribute,
  dateOf,
  dayOf,
  documentsIn,
  type Expression,
  eventsOf,
  FORCE,
  identifierOf,
  NOTHING,
  openExpression,
  type ReadOptions,
  withoutHash,
} from './akoma-ntoso/expression.ts';
import { OWN, shortLanguage, slug } from './akoma-ntoso/names.ts';
import { type Observation, readText } from './akoma-ntoso/observations.ts';
import { type Notice, Report } from './akoma-ntoso/report.ts';
import type { Unit } from './akoma-ntoso/units.ts';
import { actOnRecord, localisedOf, makeProvisions, numbersByIdentifier } from './akoma-ntoso/versions.ts';
import { descendants, elementAt, elementsOf, foldSpace, readXml, textOf, type XmlElement } from './xml.ts';

export type { ReadOptions } from './akoma-ntoso/expression.ts';
export type { Notice } from './akoma-ntoso/report.ts';

export interface LawFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ReadLaw {
  readonly law?: Law;
  readonly provisions: readonly Provision[];
  readonly source?: RecordOf<'source'>;
  readonly report: readonly Notice[];
  readonly issues: readonly Issue[];
}

/** Reads texts of one law. */
export function readAkomaNtoso(files: readonly LawFile[], options: ReadOptions): ReadLaw {
  const issues: Issue[] = [];
  const report = new Report();
  const expressions: Expression[] = [];
  for (const { name, bytes } of files) {
    const read = readXml(name, bytes);
    if ('issue' in read) issues.push(read.issue);
    else {
      const documents = documentsIn(read.root);
      if (documents.length === 0) issues.push(notALaw(read.root));
      for (const document of documents) expressions.push(openExpression(name, document, options, report));
    }
  }
  const [first] = expressions;
  for (const other of expressions) {
    if (first && other.address !== first.address) {
      issues.push({
        code: 'not-akoma-ntoso',
        message: `This is a text of ${other.address || 'a law without an address'}, but ${first.file} is one of ${first.address || 'a law without an address'}. Give texts of one law at a time.`,
        place: other.document.place,
      });
    }
  }
  if (!first || issues.length > 0) return { provisions: [], report: [], issues };
  const read = makeRecords(expressions, options, report);
  const records = [read.law, ...read.provisions, ...(read.source ? [read.source] : [])];
  for (const { kind, country: _, ...body } of records) {
    const { error } = schemaOf(kind).safeParse(body);
    for (const problem of error?.issues ?? []) {
      issues.push({
        code: 'invalid-record',
        message: `The file gives ${problem.path.join('.')} a value that the record cannot hold: ${problem.message}.`,
        record: body.id,
        path: problem.path as (string | number)[],
        place: first.document.place,
      });
    }
  }
  return issues.length > 0 ? { provisions: [], report: [], issues } : { ...read, report: report.all(), issues };
}

function notALaw(root: XmlElement): Issue {
  const inside = elementsOf(root)[0]?.name;
  const what =
    root.name === 'akomaNtoso' && inside !== undefined
      ? `It holds <${inside}>, which is not the text of a law.`
      : `Its root is <${root.name}>.`;
  return {
    code: 'not-akoma-ntoso',
    message: `This is not an act or a bill in Akoma Ntoso. ${what} Give a file with <akomaNtoso><act> or <bill>.`,
    place: root.place,
  };
}

function makeRecords(expressions: readonly Expression[], options: ReadOptions, report: Report) {
  const ordered = expressions
    .map((expression, index) => ({ expression, index }))
    .sort((a, b) => dayOf(a.expression.on) - dayOf(b.expression.on) || a.index - b.index)
    .map(({ expression }) => expression);
  const newest = ordered.at(-1) as Expression;
  const names = nameLaw(ordered, options);
  const { id } = names;
  const isBill = newest.document.name === 'bill';
  const { source, sourceId } = sourceOf(ordered, options, names);
  const law = makeLaw(ordered, options, report, names, sourceId);
  reportMetadata(ordered, report);
  const observations = ordered.flatMap((expression) => readText(expression, report));
  reportNotes(ordered, report);
  const provisions = isBill ? [] : makeProvisions(observations, ordered, law, options, report, sourceId);
  if (isBill) {
    for (const { number, heading, text, summary, unit } of observations) {
      report.add({
        code: 'bill',
        message:
          'A provision of a bill. A bill is not law and makes no versions: say what it changes as instructions (amends).',
        number,
        text: [heading.text, text, summary.text].filter((part) => part !== '').join('\n'),
        place: unit.element.place,
      });
    }
  }
  if (observations.length === 0) {
    report.add({
      code: 'not-taken-over',
      message: 'No article, section or other provision was found in it: only the law itself is recorded.',
      place: newest.document.place,
    });
  }
  link(provisions, observations, ordered, id, report);
  reportActs(ordered, options, report);
  return { law, provisions, ...(source && { source }) };
}

interface Names {
  readonly id: string;
  readonly title: Localised;
  readonly number: string | undefined;
}

function nameLaw(expressions: readonly Expression[], options: ReadOptions): Names {
  const titles = new Map<string, string>();
  for (const { document, meta, language } of expressions) {
    const work = elementAt(meta, 'identification', 'FRBRWork');
    const preface = [...elementsOf(document, 'preface'), ...elementsOf(document, 'coverPage')];
    const said = (name: string) =>
      preface.flatMap((part) => [...descendants(part, name)].map(textOf)).find((text) => text !== '');
    const aliases = elementsOf(work ?? document, 'FRBRalias');
    const alias = aliases.find((element) => /title/i.test(attribute(element, 'name') ?? '')) ?? aliases[0];
    const title =
      said('docTitle') ??
      said('shortTitle') ??
      attribute(alias, 'value') ??
      attribute(elementAt(work, 'FRBRname'), 'value') ??
      said('longTitle');
    const docTitle = preface.flatMap((part) => [...descendants(part, 'docTitle')])[0];
    if (title) titles.set(shortLanguage(attribute(docTitle, 'xml:lang')) ?? language, foldSpace(title));
  }
  const work = elementAt(expressions.at(-1)?.meta, 'identification', 'FRBRWork');
  const number = foldSpace(attribute(elementAt(work, 'FRBRnumber'), 'value') ?? '') || undefined;
  const address = expressions[0]?.address ?? '';
  const title = localisedOf(titles) ?? (address || 'Law without a title');
  const year = dateOf(elementAt(work, 'FRBRdate'))?.slice(0, 4);
  const english = titles.get('en') ?? [...titles.values()][0] ?? '';
  const made = slug(english).split('-').slice(0, 8).join('-');
  const name =
    options.law ??
    ([made || slug(address) || 'law', year && !made.includes(year) ? year : ''].filter(Boolean).join('-') as string);
  return { id: `${options.country}/law/${name}`, title, number };
}

function sourceOf(expressions: readonly Expression[], options: ReadOptions, { id, title }: Names) {
  if (options.source !== undefined) return { sourceId: options.source };
  const newest = expressions.at(-1) as Expression;
  const identification = elementAt(newest.meta, 'identification');
  const address = ['FRBRManifestation', 'FRBRExpression', 'FRBRWork']
    .flatMap((level) =>
      ['FRBRuri', 'FRBRthis'].map((name) => attribute(elementAt(identification, level, name), 'value') ?? ''),
    )
    .find((value) => /^https?:\/\//.test(value) && URL.canParse(value));
  const author = withoutHash(
    attribute(elementAt(identification, 'FRBRManifestation', 'FRBRauthor'), 'href') ??
      attribute(identification, 'source'),
  );
  const publisher = elementsOf(newest.meta ?? NOTHING, 'references')
    .flatMap((list) => elementsOf(list))
    .find((reference) => identifierOf(reference) === author);
  const name = id.split('/').slice(2).join('-');
  const sourceId = `${options.country}/source/${name}-akn${newest.on ? `-${newest.on}` : ''}`;
  const publisherName = foldSpace(attribute(publisher, 'showAs') ?? '');
  const [only, another] = new Set(expressions.map(({ language }) => language));
  const source: RecordOf<'source'> = {
    kind: 'source',
    id: sourceId,
    country: options.country,
    title,
    ...(publisherName && { publisher: publisherName }),
    type: 'law',
    ...(newest.on && { published: newest.on }),
    ...(address && { url: address }),
    ...(only && !another && only !== 'und' && { language: only }),
    extent: 'full',
  };
  return { source, sourceId };
}

function typeOf(document: XmlElement, title: string): Law['type'] {
  if (document.name === 'bill') return 'bill';
  const said = `${attribute(document, 'name') ?? ''} ${attribute(elementAt(document, 'meta', 'identification', 'FRBRWork', 'FRBRsubtype'), 'value') ?? ''}`;
  const text = `${said} ${title}`;
  if (/constitution|конституц/i.test(text)) return 'constitution';
  if (/interpretation/i.test(said)) return 'interpretation';
  if (/\bcode\b|кодекс|código|codice/i.test(text)) return 'code';
  if (/amend|внесении изменений|өзгеріс/i.test(text)) return 'amending-law';
  if (/decree|decreto|указ|жарлы/i.test(said)) return 'decree';
  if (/regulation|order|instrument|by-?law|rules/i.test(said)) return 'regulation';
  return /decision|resolution/i.test(said) ? 'decision' : 'law';
}

function makeLaw(
  expressions: readonly Expression[],
  options: ReadOptions,
  report: Report,
  { id, title, number }: Names,
  sourceId: string,
): Law {
  const newest = expressions.at(-1) as Expression;
  const metas = expressions.flatMap(({ meta }) => meta ?? []);
  const work = elementAt(newest.meta, 'identification', 'FRBRWork');
  const events = metas.flatMap((meta) => [...eventsOf(meta).values()]);
  const earliest = (dates: (PartialDate | undefined)[]) =>
    dates.flatMap((date) => date ?? []).sort((a, b) => firstDay(a) - firstDay(b))[0];
  const entry = expressions
    .flatMap(({ modifications }) => modifications)
    .filter(({ type, targets }) => type === 'entryIntoForce' && targets.every((target) => target === ''))
    .map(({ date }) => date);
  const from = earliest([
    ...events
      .filter(({ type, refersTo }) => type !== 'repeal' && FORCE.test(refersTo ?? '') && type !== 'amendment')
      .map(({ date }) => date),
    ...entry,
  ]);
  // An event of repeal that goes with a change of one article is not the end of the law.
  const partly = new Set(
    expressions.flatMap(({ modifications }) =>
      modifications.flatMap(({ type, targets, date }) =>
        type === 'repeal' && targets.some((target) => target !== '') ? (date ?? []) : [],
      ),
    ),
  );
  const to = events
    .filter(({ type, date }) => type === 'repeal' && date !== undefined && !partly.has(date))
    .at(-1)?.date;
  const ends = to !== undefined && (from === undefined || firstDay(to) > firstDay(from)) ? to : undefined;
  const published = earliest(metas.map((meta) => dateOf(elementAt(meta, 'publication'))));
  const adopted = dateOf(elementAt(work, 'FRBRdate'));
  const words = typeof title === 'string' ? title : Object.values(title).join(' ');
  const type = ownValue(newest, 'law', 'type') ?? typeOf(newest.document, words);
  if (from === undefined && type !== 'bill') {
    report.add({
      code: 'assumed-date',
      message: 'The file does not say when the law entered into force. Add it to the record of the law.',
      place: newest.document.place,
    });
  }
  if (type === 'bill') {
    report.add({
      code: 'bill',
      message: 'This is a bill. Its stages and what it changes (amends) are to be added to the record.',
      place: newest.document.place,
    });
  }
  return {
    kind: 'law',
    id,
    country: options.country,
    title,
    type: type as Law['type'],
    ...(number && { number }),
    ...(adopted && type !== 'bill' && { adopted }),
    ...(published && { published }),
    ...(from && type !== 'bill' && { from }),
    ...(ends && type !== 'bill' && { to: ends }),
    texts: [sourceId],
    citations: [{ source: sourceId }],
  };
}

/** A value that files of our own carry in the metadata. */
function ownValue({ meta }: Expression, element: string, name: string): string | undefined {
  return elementsOf(meta ?? NOTHING, 'proprietary')
    .flatMap((part) => elementsOf(part, element))
    .filter(({ namespace }) => namespace === OWN)
    .map((found) => attribute(found, name))[0];
}

/** Renumbered provisions take the place of those whose number they had. */
function link(
  provisions: Provision[],
  observations: readonly Observation[],
  expressions: readonly Expression[],
  law: string,
  report: Report,
): void {
  const byNumber = new Map(provisions.map((provision) => [provision.number, provision.id]));
  const byIdentifier = numbersByIdentifier(observations);
  const told = new Set<string>();
  const renumbered = (number: string, was: string | undefined, oldName: string, unit: Unit) => {
    if (was === number || told.has(number)) return;
    told.add(number);
    const old = was === undefined ? undefined : byNumber.get(was);
    const index = provisions.findIndex((provision) => provision.number === number);
    const provision = provisions[index];
    if (old && provision && old !== provision.id) {
      provisions[index] = { ...provision, succeeds: [...(provision.succeeds ?? []), old] };
      report.add({ code: 'renumbered', message: `Takes the place of ${was}.`, number, place: unit.element.place });
    } else {
      report.add({
        code: 'renumbered',
        message: `Was “${oldName}” before, which no text given here holds. Link it by hand (succeeds) if ${law} has it on record.`,
        number,
        place: unit.element.place,
      });
    }
  };
  for (const { unit, number } of observations) {
    const [id, was] = [identifierOf(unit.element), attribute(unit.element, 'wId')];
    if (was === undefined || id === undefined || was === id) continue;
    const before = byIdentifier.get(was) ?? /(?:^|_)(\d[\p{L}\d-]*)$/u.exec(was)?.[1];
    // A permanent identifier of another form is no older number.
    if (before !== undefined && before !== number)
      renumbered(number, byNumber.has(before) ? before : undefined, was, unit);
  }
  for (const { modifications } of expressions) {
    for (const { type, targets, previous } of modifications) {
      if (type !== 'renumbering' || previous === undefined) continue;
      for (const { unit, number } of observations) {
        if (!targets.includes(identifierOf(unit.element) ?? '')) continue;
        renumbered(
          number,
          byIdentifier.get(previous) ?? /(?:^|_)(\d[\p{L}\d-]*)$/u.exec(previous)?.[1],
          previous,
          unit,
        );
      }
    }
  }
}

// What the report says of the metadata.

function reportActs(expressions: readonly Expression[], options: ReadOptions, report: Report): void {
  const told = new Set<string>();
  for (const { modifications, document } of expressions) {
    for (const [act, changes] of Map.groupBy(modifications, (change) => change.act)) {
      const [first] = changes;
      if (!first || told.has(act) || actOnRecord(first, options)) continue;
      told.add(act);
      const dates = [...new Set(changes.flatMap(({ date }) => date ?? []))].sort();
      const targets = [...new Set(changes.flatMap(({ targets }) => targets))].filter((target) => target !== '');
      report.add({
        code: 'amending-act',
        message: `Changed by ${first.name ? `${first.name} (${act})` : act || 'an act that is not named'}${dates.length > 0 ? `, ${dates.join(', ')}` : ''}${targets.length > 0 ? `: ${targets.join(', ')}` : ''}. That act is not on record.`,
        place: document.place,
      });
    }
  }
}

/** Metadata that no record has a place for are counted, so that nobody thinks they were taken over. */
function reportMetadata(expressions: readonly Expression[], report: Report): void {
  for (const { meta } of expressions) {
    for (const part of elementsOf(meta ?? NOTHING)) {
      if (part.name === 'proprietary' && elementsOf(part).every(({ namespace }) => namespace === OWN)) continue;
      if (/^(?:classification|workflow|proprietary|presentation)$/.test(part.name) && elementsOf(part).length > 0) {
        report.count(`meta ${part.name}`, {
          code: 'not-taken-over',
          message: `Metadata in <${part.name}> have no place in the records.`,
          place: part.place,
          text: [...descendants(part)]
            .map((element) => attribute(element, 'showAs') ?? attribute(element, 'value') ?? '')
            .filter((text) => text !== '')
            .join('; '),
        });
      }
      for (const list of part.name === 'analysis' ? elementsOf(part, 'activeModifications') : []) {
        report.count('active', {
          code: 'not-taken-over',
          message: `It changes other laws (${elementsOf(list).length === 1 ? 'one place' : `${elementsOf(list).length} places`}). Add them as instructions (amends) of this law.`,
          place: list.place,
        });
      }
    }
  }
}

/** Notes of the publisher that no place in the text refers to. */
function reportNotes(expressions: readonly Expression[], report: Report): void {
  for (const { notes } of expressions) {
    for (const [id, note] of notes) {
      const text = textOf(note);
      if (text !== '')
        report.once(`note ${id}`, {
          code: 'publisher-note',
          message: 'A note of the publisher.',
          place: note.place,
          text,
        });
    }
  }
}

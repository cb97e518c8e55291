/**
 * Laws in Akoma Ntoso into the record: what an import would create and change, and what it keeps aside.
 * Always true: what people wrote stays: an import adds laws, articles, versions, texts and dates that are absent, and
 * replaces nothing; words of a file that fit nowhere are handed back with the reason, never dropped. Nothing is written
 * here.
 */
import { readFile, stat } from 'node:fs/promises';
import { checkDataset } from '../core/check.ts';
import type { Dataset } from '../core/dataset.ts';
import { diffText } from '../core/diff.ts';
import { type Issue, PlatformError } from '../core/errors.ts';
import { outstanding } from '../core/law/amend.ts';
import type { AnyRecord, Law, Provision, RecordOf, Version } from '../core/model/index.ts';
import { firstDay, holdsOn, intersect, type PartialDate, spanOf } from '../core/time.ts';
import { slug } from '../formats/akoma-ntoso/names.ts';
import { type LawFile, type Notice, type ReadOptions, readAkomaNtoso } from '../formats/akoma-ntoso.ts';
import { writeDataset } from '../formats/dataset.ts';
import { tooLarge } from '../formats/xml.ts';
import { writeFolder } from './folder.ts';

export type { LawFile, Notice };

/** Something that a file says and the import does not take over. */
export interface Aside {
  readonly record: string;
  readonly message: string;
  /** The words of the file. */
  readonly text?: string;
}

/** What an import of a law would do. */
export interface LawImport {
  readonly law: Law;
  readonly created: readonly AnyRecord[];
  readonly changed: readonly { readonly before: AnyRecord; readonly after: AnyRecord }[];
  /** Ids of records that are already as the files have them. */
  readonly unchanged: readonly string[];
  readonly aside: readonly Aside[];
  /** What the reader of the files could not place, assumed, or left out. */
  readonly report: readonly Notice[];
  /** Why it would be refused; empty where it would not. */
  readonly issues: readonly Issue[];
}

export type LawImportOptions = Omit<ReadOptions, 'laws'>;

/** Reads files for an import; what cannot be read is an issue, all of them at once. */
export async function lawFiles(names: readonly string[]): Promise<LawFile[]> {
  const files: LawFile[] = [];
  const issues: Issue[] = [];
  for (const name of names) {
    const refuse = (message: string) =>
      issues.push({ code: 'unreadable-file', message, place: { file: name, line: 1, column: 1 } });
    try {
      const found = await stat(name);
      if (found.isDirectory()) {
        refuse('This is a folder. Give the files in it, such as FOLDER/*.xml.');
        continue;
      }
      if (!found.isFile()) {
        refuse('This is not a file that holds a text.');
        continue;
      }
      // Judged before it is read: a file of any size is refused at once.
      const excess = tooLarge(name, found.size);
      if (excess) issues.push(excess);
      else files.push({ name, bytes: await readFile(name) });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') throw new PlatformError('not-found', `There is no file ${name}. Nothing was imported.`);
      refuse(`This file cannot be read (${message.split(',')[0]}). Check that you may read it.`);
    }
  }
  if (issues.length > 0) throw refusal(issues);
  return files;
}

/** What the files would do to the record. Refuses as invalid, with every issue, files that cannot be read whole. */
export function planLawImport(dataset: Dataset, files: readonly LawFile[], options: LawImportOptions): LawImport {
  const read = readAkomaNtoso(files, { ...options, laws: dataset.all('law') });
  if (read.issues.length > 0 || !read.law) throw refusal(read.issues);
  const aside: Aside[] = [];
  const created: AnyRecord[] = [];
  const changed: { before: AnyRecord; after: AnyRecord }[] = [];
  const unchanged: string[] = [];
  const place = <T extends AnyRecord>(draft: T, merge: (known: T, draft: T) => T): void => {
    const known = dataset.find(draft.id);
    if (!known) {
      created.push(draft);
      return;
    }
    if (known.kind !== draft.kind) {
      throw new PlatformError(
        'invalid',
        `${draft.id} is on record already as a ${known.kind}. Give the law another name with --law. Nothing was imported.`,
      );
    }
    const after = merge(known as T, draft);
    if (after === known) unchanged.push(known.id);
    else changed.push({ before: known, after });
  };
  const known = dataset.get('law', read.law.id);
  const twin = known ? undefined : twinOf(dataset, read.law);
  if (twin) {
    aside.push({
      record: read.law.id,
      message: `${twin.id} has the same number and day of enactment. If it is this law, import it with --law ${twin.id.split('/')[2]}.`,
    });
  }
  for (const provision of underKnownIds(dataset, read.provisions)) {
    place(provision, (old, draft) => mergeProvision(dataset, old, draft, aside));
  }
  // A draft of a source is for what rests on it: a text that the record holds already needs none.
  const isNeeded = !known || [...created, ...changed.map(({ after }) => after)].some((one) => cites(one, read.source));
  const law = isNeeded || !read.source ? read.law : { ...read.law, texts: [] };
  const ofLaw: Aside[] = [];
  place(law, (old, draft) => mergeLaw(old, draft, ofLaw));
  if (read.source && isNeeded) place(read.source, (known) => known);
  const records = [...created, ...changed.map(({ after }) => after)];
  return {
    law: known ?? read.law,
    // What others rest on first: the source, then the law.
    created: [
      ...created.filter(({ kind }) => kind !== 'provision').reverse(),
      ...created.filter(({ kind }) => kind === 'provision'),
    ],
    changed,
    unchanged,
    aside: [...ofLaw, ...aside],
    report: read.report,
    issues: records.length > 0 ? issuesOf(records, dataset) : [],
  };
}

/**
 * Provisions under the ids by which the record knows them: by number, else by an id made of the number. An id that
 * stands for another number is not theirs.
 */
function underKnownIds(dataset: Dataset, provisions: readonly Provision[]): Provision[] {
  const law = provisions[0]?.law;
  const known = new Map(
    dataset.all('provision').flatMap((one) => (one.law === law ? [[one.number, one.id] as const] : [])),
  );
  const taken = new Set(provisions.map(({ id }) => id));
  const ids = new Map<string, string>();
  for (const { id, number } of provisions) {
    const other = dataset.get('provision', id);
    let own = known.get(number) ?? id;
    if (own === id && other && slug(other.number) !== slug(number)) {
      for (let again = 2; taken.has(own) || dataset.find(own); again++) own = `${id}.${again}`;
    }
    ids.set(id, own);
  }
  const idOf = (id: string) => ids.get(id) ?? id;
  return provisions.map(({ succeeds, ...provision }) => ({
    ...provision,
    id: idOf(provision.id),
    ...(succeeds && { succeeds: succeeds.map(idOf) }),
  }));
}

function cites(record: AnyRecord, source: RecordOf<'source'> | undefined): boolean {
  return (
    record.kind === 'provision' &&
    record.versions.some(({ citations }) => citations.some((citation) => citation.source === source?.id))
  );
}

/** The records that an import would write. */
export function recordsOf({ created, changed }: LawImport): AnyRecord[] {
  return [...created, ...changed.map(({ after }) => after)];
}

/**
 * Writes what an import would record as a dataset fragment, which people review and import, and beside it all that was
 * kept aside and reported; returns the files.
 */
export async function writeDrafts(folder: string, plan: LawImport): Promise<string[]> {
  const files = writeDataset(recordsOf(plan));
  const { aside, report, issues } = plan;
  files.set('import-report.json', `${JSON.stringify({ law: plan.law.id, aside, report, issues }, null, 2)}\n`);
  await writeFolder(folder, files);
  return [...files.keys()];
}

function refusal(issues: readonly Issue[]): PlatformError {
  const count = issues.length === 1 ? 'one problem' : `${issues.length} problems`;
  return new PlatformError(
    'invalid',
    `There ${issues.length === 1 ? 'is' : 'are'} ${count}; nothing was imported.`,
    issues,
  );
}

/** What the record as a whole would have against these records. */
function issuesOf(records: readonly AnyRecord[], dataset: Dataset): Issue[] {
  const own = new Set(records.map(({ id }) => id));
  const others = dataset.records.filter(({ id }) => !own.has(id));
  return checkDataset([...others, ...records]).map(({ about, ...issue }) => ({ ...issue, record: about.id }));
}

/** A law on record that can only be this one under another id. */
function twinOf(dataset: Dataset, { number, adopted, country }: Law): Law | undefined {
  if (number === undefined || adopted === undefined) return undefined;
  return dataset.all('law').find((law) => law.country === country && law.number === number && law.adopted === adopted);
}

/** Dates and texts that the record lacks; what differs stays and is told. */
function mergeLaw(known: Law, draft: Law, aside: Aside[]): Law {
  const added: Partial<Record<'number' | 'adopted' | 'published' | 'from' | 'to', string>> = {};
  for (const name of ['number', 'adopted', 'published', 'from', 'to'] as const) {
    const [old, now] = [known[name], draft[name]];
    if (now === undefined || now === old) continue;
    if (old === undefined) added[name] = now;
    else {
      aside.push({
        record: known.id,
        message: `The file gives “${name}” as ${now}; on record is ${old}, which stays.`,
      });
    }
  }
  const texts = [...new Set([...(known.texts ?? []), ...(draft.texts ?? [])])];
  const hasNewText = texts.length > (known.texts ?? []).length;
  if (Object.keys(added).length === 0 && !hasNewText) return known;
  return { ...known, ...added, ...(hasNewText && { texts }) };
}

/** Versions and texts that the record lacks; what differs stays and is told, with the words of the file. */
function mergeProvision(dataset: Dataset, known: Provision, draft: Provision, aside: Aside[]): Provision {
  let versions: readonly Version[] = known.versions;
  // Whether the words on record are those of the file: only then was the record checked against it.
  let isSame = draft.versions.length > 0;
  for (const version of draft.versions) {
    const merged = mergeVersion(dataset, known, versions, version);
    if ('reason' in merged) {
      const text = Object.values(version.text ?? {}).join('\n');
      aside.push({ record: known.id, message: merged.reason, ...(text && { text }) });
      isSame = false;
    } else {
      versions = merged.versions;
      isSame &&= merged.isCompared;
    }
  }
  const checked = isSame ? later(known.textCheckedOn, draft.textCheckedOn) : known.textCheckedOn;
  if (versions === known.versions && checked === known.textCheckedOn) return known;
  return { ...known, versions: [...versions], ...(checked !== undefined && { textCheckedOn: checked }) };
}

function later(a: PartialDate | undefined, b: PartialDate | undefined): PartialDate | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return firstDay(a) >= firstDay(b) ? a : b;
}

/** Whether the file gives the day as one on which the words began, and not only as one on which they were read. */
const isExact = ({ from, basisOfDate }: Version) => from !== undefined && basisOfDate === undefined;

type Merged =
  | { readonly versions: readonly Version[]; readonly isCompared: boolean }
  /** Why the words of the file are kept aside. */
  | { readonly reason: string };

function mergeVersion(dataset: Dataset, known: Provision, versions: readonly Version[], draft: Version): Merged {
  const { from } = draft;
  if (from === undefined) {
    const [only, another] = versions;
    if (only && !another && only.from === undefined) return withTexts(versions, 0, only, draft, 'a day not stated');
    return {
      reason: 'The file does not say when these words hold, and the article is on record. Give their day with --on.',
    };
  }
  const day = firstDay(from);
  const index = versions.findIndex((version) => holdsOn(version, day));
  const held = versions[index];
  if (!held) {
    return versions.some((version) => intersect(spanOf(version), spanOf(draft)))
      ? { reason: `Words of ${from} overlap with versions on record.` }
      : { versions: [...versions, draft].sort((a, b) => spanOf(a).from - spanOf(b).from), isCompared: false };
  }
  if (isExact(draft) && held.from !== undefined && held.from !== from) {
    return {
      reason: `The file has words that begin on ${from}; on record one version holds since ${held.from}. Add the version by hand, if it is missing.`,
    };
  }
  // The words of the file have an amendment that the version on record does not have yet.
  const unreflected = outstanding(dataset, known, day).missing.find(
    ({ date }) => date !== undefined && firstDay(date) > spanOf(held).from,
  );
  if (unreflected) {
    return {
      reason: `An amendment of ${unreflected.date} is known and no version has it yet; the words of ${from} belong to that version. Add it by hand or with law apply.`,
    };
  }
  return withTexts(versions, index, held, draft, from);
}

/** Adds texts in languages that a version does not have; those that it has must be the same. */
function withTexts(
  versions: readonly Version[],
  index: number,
  held: Version,
  draft: Version,
  /** The day of the text, or a word for its absence. */
  from: string,
): Merged {
  const text = { ...held.text };
  let isCompared = false;
  for (const [language, said] of Object.entries(draft.text ?? {})) {
    const own = text[language];
    if (own === undefined) text[language] = said;
    else if (own.trim() === said.trim()) isCompared = true;
    else {
      const places = diffText(own, said, language).filter(({ kind }) => kind !== 'same').length;
      return {
        reason: `The text of ${from} (${language}) differs from the one on record in ${places === 1 ? 'one place' : `${places} places`}; that one stays.`,
      };
    }
  }
  if (Object.keys(text).length === Object.keys(held.text ?? {}).length) return { versions, isCompared };
  const cited = new Set(held.citations.map(({ source, locator }) => `${source} ${locator}`));
  const citations = [
    ...held.citations,
    ...draft.citations.filter(({ source, locator }) => !cited.has(`${source} ${locator}`)),
  ];
  return { versions: versions.with(index, { ...held, text, citations }), isCompared };
}

/** The source that an import names, or a refusal: its text cannot be cited from nothing. */
export function sourceOnRecord(dataset: Dataset, id: string): RecordOf<'source'> {
  const source = dataset.get('source', id);
  if (source) return source;
  throw new PlatformError(
    'not-found',
    `There is no source ${id} on record. Add it first, or leave --source out: a draft of one is made. Nothing was imported.`,
  );
}

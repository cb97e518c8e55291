/**
 * Drafts of records as files: what a document gave, ready to be corrected by hand and imported.
 * Always true: the YAML files are a valid dataset beside the one they were read against and replace nothing in it;
 * nothing is added that the document does not say, and what therefore stays incomplete is listed with what it lacks.
 */
import type { Dataset } from '../core/dataset.ts';
import type { Candidate, CandidateKind } from '../core/document.ts';
import { type AnyRecord, fileOf, ID_PATTERN, type KindName, type RecordOf } from '../core/model/index.ts';
import { parseFiles, writeDataset } from '../formats/dataset.ts';
import type { IngestedFile } from './ingest.ts';

const KINDS_KNOWN = {
  'treaty-action': true,
  'legal-reference': true,
  penalty: true,
  age: true,
  figure: true,
  money: true,
  plan: true,
  recommendation: true,
  organisation: true,
  service: true,
  event: true,
  finding: true,
} as const satisfies Record<CandidateKind, true>;

/** Every kind of candidate, in the order in which they are listed. */
export const CANDIDATE_KINDS = Object.keys(KINDS_KNOWN) as CandidateKind[];

/** A statement that is in no YAML file, and why. */
export interface LeftOut {
  readonly candidate: Candidate;
  readonly reasons: readonly string[];
}

export interface Drafts {
  /** Path below the folder → text; incomplete.txt among them. */
  readonly files: ReadonlyMap<string, string>;
  /** The records in the YAML files. */
  readonly records: readonly AnyRecord[];
  readonly leftOut: readonly LeftOut[];
}

export interface DraftOptions {
  /** Kinds of candidates that are taken over. */
  readonly accept: ReadonlySet<CandidateKind>;
  readonly country?: string | undefined;
  /** The day on which the bytes were kept; absent where they were not, and then the source names no snapshot. */
  readonly keptOn?: string | undefined;
}

/** The accepted candidates as files of a dataset, with a source record for the document where it is new. */
export function draftsOf(ingested: IngestedFile, dataset: Dataset, options: DraftOptions): Drafts {
  const accepted = ingested.candidates.filter(({ kind }) => options.accept.has(kind));
  let source: AnyRecord | undefined = ingested.source.onRecord ? undefined : sourceRecord(ingested, options);
  const reasons = new Map<Candidate, string[]>();
  const byId = new Map<string, Candidate>();
  for (const candidate of accepted) {
    const why = refusalOf(candidate, dataset);
    if (why !== undefined) reasons.set(candidate, [why]);
    else if (candidate.draft) byId.set(freeId(candidate.draft.id, byId, dataset), candidate);
  }
  let drafts = [...byId].flatMap(([id, { draft }]) => (draft ? [{ ...draft, id }] : []));
  const all = (): AnyRecord[] => [...(source ? [source] : []), ...drafts];
  let files = writeDataset(all());
  // Leaving one out may leave another without what it refers to, so until nothing is wrong any more.
  for (;;) {
    const { issues } = parseFiles(
      [...files].map(([name, text]) => ({ name, text })),
      dataset.records,
    );
    if (issues.length === 0) break;
    for (const { record, path = [], message } of issues) {
      const candidate = byId.get(record ?? '');
      if (candidate) reasons.set(candidate, [...(reasons.get(candidate) ?? []), message]);
      else if (source && record === source.id && path[0] !== undefined && path[0] in source)
        // What the document says of itself is no date or language that there is.
        source = Object.fromEntries(Object.entries(source).filter(([key]) => key !== path[0])) as AnyRecord;
      else throw new Error(`The drafts have a problem that belongs to none of them: ${message}`);
    }
    drafts = drafts.filter(({ id }) => !reasons.has(byId.get(id) as Candidate));
    files = writeDataset(all());
  }
  const leftOut = [...reasons].map(([candidate, why]) => ({ candidate, reasons: why }));
  leftOut.sort((a, b) => a.candidate.place.start - b.candidate.place.start);
  return { files: new Map([...files, ['incomplete.txt', incompleteText(leftOut)]]), records: all(), leftOut };
}

/** The id of a draft, or the next that is free where another statement has it: drafts are told apart, never lost. */
function freeId(id: string, taken: ReadonlyMap<string, unknown>, dataset: Dataset): string {
  let free = id;
  for (let number = 2; taken.has(free) || dataset.find(free); number++) free = `${id}.${number}`;
  return free;
}

/** Why a candidate can be no record of its own, before its fields are looked at. */
function refusalOf({ draft }: Candidate, dataset: Dataset): string | undefined {
  if (!draft) return 'No record follows from these words alone.';
  if (!ID_PATTERN.test(draft.id)) return 'It names nothing from which an id could be made.';
  if (dataset.find(draft.id))
    return `${draft.id} is on record already. Compare the two, and correct the record by hand.`;
  return undefined;
}

/** What the document says of itself. Its type is for a person to tell; until then it is “other”. */
function sourceRecord(
  { document, source, bytes }: IngestedFile,
  { country, keptOn }: DraftOptions,
): RecordOf<'source'> {
  const { title, publisher, date, language, sha256, mediaType, name } = document;
  return {
    kind: 'source',
    id: source.id,
    ...(country !== undefined && { country }),
    title: title ?? name,
    ...(publisher !== undefined && { publisher }),
    type: 'other',
    ...(date !== undefined && { published: date }),
    ...(language !== '' && language !== 'und' && { language }),
    extent: 'full',
    ...(keptOn !== undefined && { snapshots: [{ sha256, mediaType, retrieved: keptOn, size: bytes.length }] }),
  };
}

/** Every line is a comment: a file to read, and to copy from once what is missing is known. */
function incompleteText(leftOut: readonly LeftOut[]): string {
  const head = [
    leftOut.length === 0
      ? 'Every accepted statement is in the YAML files.'
      : `${leftOut.length} of the accepted statements are not in the YAML files, each for the reason given.`,
    'A record needs more than the document says, or is there already. Add what is missing, take the signs in front away',
    'and move it to the file named. dutybearer check says what is still wrong.',
  ];
  const entries = leftOut.map(({ candidate, reasons }) => {
    const { id, kind, place, draft } = candidate;
    const words = place.exact.replace(/\s+/gu, ' ').slice(0, 300);
    const yaml = draft && ID_PATTERN.test(draft.id) ? yamlOf(draft) : [];
    return ['', `${id}, ${kind}: “${words}”`, ...reasons.map((reason) => `! ${reason}`), ...yaml];
  });
  return `${[...head, ...entries.flat()].map((line) => `# ${line.replace(/[^\P{Cc}\t]/gu, ' ')}`.trimEnd()).join('\n')}\n`;
}

function yamlOf(draft: AnyRecord): string[] {
  const kind: KindName = draft.kind;
  const text = [...writeDataset([draft]).values()].join('');
  return [
    `${fileOf(kind, draft.id)}:`,
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
  ];
}

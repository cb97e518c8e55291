/**
 * Editions as use cases: what would be frozen, freezing it, and checking later that it still is what it was.
 * Always true: an edition is made from the record as known at its moment and as of its day, so that it can be made
 * again, byte for byte; its files are kept in the store before it is recorded.
 */
import { canonical, contentOf, type Edition, type EditionFile, editionPath } from '../core/editions/frozen.ts';
import { changesSince, type Since } from '../core/editions/meaning.ts';
import { PlatformError } from '../core/errors.ts';
import type { Language, Localised } from '../core/localised.ts';
import { type Day, firstDay, type PartialDate } from '../core/time.ts';
import type { Block, ReportDocument } from '../report/document.ts';
import { renderHtml } from '../report/html.ts';
import { isMistake, type ReportIssue } from '../report/issues.ts';
import { sha256Of } from '../store/snapshots.ts';
import type { Appended } from '../store/store.ts';
import type { Platform, Reading, Signature } from './platform.ts';
import { makeReport, REPORT_FORMATS, renderReport, type Template, templateNamed } from './report.ts';

export type FileFormat = EditionFile['format'];

export interface EditionRequest {
  readonly country: string;
  readonly template: Template;
  readonly asOf: PartialDate;
  readonly languages: readonly Language[];
  readonly paper: Edition['paper'];
  /** Titles that take the place of those of the template. */
  readonly titles?: Partial<Record<Language, string>>;
  /** Origin of the site at which it will stand: https://example.org. */
  readonly site?: string;
  /** The day of freezing. */
  readonly published: PartialDate;
  readonly program: string;
}

/** What would be frozen: the record of the edition, its files, and what is wrong with its texts. */
export interface PreparedEdition {
  readonly record: Edition;
  readonly files: readonly { readonly sha256: string; readonly bytes: Uint8Array }[];
  readonly issues: readonly ReportIssue[];
  /** Issues that must be corrected before it can be frozen. */
  readonly mistakes: readonly ReportIssue[];
}

/** Builds every language in every format. Refuses as invalid a reading without a moment: nothing could be pinned to it. */
export async function prepareEdition(reading: Reading, request: EditionRequest): Promise<PreparedEdition> {
  const { country, template, languages, asOf, paper, published, program, titles, site = '' } = request;
  const { dataset, at, revision } = reading;
  if (at === undefined) {
    throw new PlatformError(
      'invalid',
      'An edition is pinned to a moment of the log, which a dataset folder does not have. Import it and freeze from the store.',
    );
  }
  const all = dataset.inCountry('edition', country);
  const number = Math.max(0, ...all.map((edition) => edition.number)) + 1;
  const superseded = all
    .filter((edition) => edition.template === template.name && !edition.withdrawn)
    .reduce<Edition | undefined>((last, edition) => (last && last.number > edition.number ? last : edition), undefined);
  const made = await makeAll(reading, {
    country,
    template: { ...template, title: { ...inLanguages(template.title), ...titles } },
    asOf,
    languages,
    paper,
    edition: { number, address: `${site}${editionPath(country, number)}`, published },
  });
  const files = made.files.map(({ bytes: _bytes, ...file }) => file);
  const record: Edition = {
    kind: 'edition',
    id: `${country}/edition/${number}`,
    country,
    title: made.titles,
    number,
    template: template.name,
    published,
    asOf,
    knownAt: at,
    revision,
    paper,
    address: `${site}${editionPath(country, number)}`,
    languages: [...languages],
    program,
    sha256: sha256Of(new TextEncoder().encode(contentOf(files))),
    files,
    ...(superseded && { supersedes: superseded.id }),
  };
  return { record, files: made.files, issues: made.issues, mistakes: made.issues.filter(isMistake) };
}

const inLanguages = (text: Localised) => (typeof text === 'string' ? { en: text } : text);

interface Making {
  readonly country: string;
  readonly template: Template;
  readonly asOf: PartialDate;
  readonly languages: readonly Language[];
  readonly paper: Edition['paper'];
  readonly edition: NonNullable<ReportDocument['edition']>;
}

/** Every language in every format, from a reading of the record. */
async function makeAll(reading: Reading, { languages, edition, ...making }: Making) {
  const path = editionPath(making.country, edition.number);
  const site = edition.address.endsWith(path) ? edition.address.slice(0, -path.length) : '';
  const files: (EditionFile & { bytes: Uint8Array })[] = [];
  const issues: ReportIssue[] = [];
  const titles: Partial<Record<Language, string>> = {};
  for (const language of languages) {
    const built = makeReport(reading, {
      ...making,
      language,
      now: reading.at ?? '',
      edition,
      ...(site !== '' && { site }),
    });
    issues.push(...built.issues);
    titles[language] = built.document.title;
    const tree = new TextEncoder().encode(canonical(built.document));
    files.push(fileOf(language, 'json', tree));
    for (const format of REPORT_FORMATS)
      files.push(fileOf(language, format, await renderReport(built.document, format)));
  }
  return { files, issues, titles };
}

const fileOf = (language: Language, format: FileFormat, bytes: Uint8Array) => ({
  language,
  format,
  sha256: sha256Of(bytes),
  size: bytes.length,
  bytes,
});

/**
 * Keeps the files and records the edition. Refuses as invalid one whose texts have mistakes, and as a conflict where the
 * record was changed since it was read, or in this very moment: its moment would then not name one state of the record.
 */
export async function freezeEdition(
  platform: Pick<Platform, 'snapshots' | 'importRecords' | 'record'>,
  { record, files, mistakes }: PreparedEdition,
  signature: Signature,
  clock: () => Date,
): Promise<Appended> {
  if (mistakes.length > 0) {
    throw new PlatformError(
      'invalid',
      `The texts have ${mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`}. Correct them first: what is frozen stays. Nothing was recorded.`,
    );
  }
  const now = await platform.record();
  if (now.revision !== record.revision || clock().toISOString() <= record.knownAt) {
    throw new PlatformError(
      'conflict',
      `Something else was recorded meanwhile (revision ${now.revision}; the edition was made at revision ${record.revision}). Nothing was recorded. Look at it again and repeat.`,
    );
  }
  for (const { bytes } of files) await platform.snapshots.keep(bytes);
  return platform.importRecords([record], signature);
}

/** What became of one file of an edition. */
export interface FileCheck extends EditionFile {
  /** The bytes in the store: there and whole, not there, or not what they were. */
  readonly kept: 'whole' | 'missing' | 'altered';
  /** Whether the file made again from the record has the same bytes. */
  readonly rebuilt: 'same' | 'different';
}

export interface EditionCheck {
  readonly id: string;
  readonly isRight: boolean;
  /** Whether the record as known at the moment of the edition is still the same revision. */
  readonly isSameRevision: boolean;
  readonly files: readonly FileCheck[];
}

/** Makes an edition again from its day and moment, and compares it, and what is kept of it, with its hashes. */
export async function verifyEdition(
  platform: Pick<Platform, 'record' | 'snapshots'>,
  edition: Edition,
): Promise<EditionCheck> {
  const { country = '', number, address, published, asOf, paper, languages } = edition;
  const reading = await platform.record(edition.knownAt);
  const template = await templateNamed(edition.template);
  const made = await makeAll(reading, {
    country,
    template: { ...template, title: edition.title },
    asOf,
    paper,
    languages,
    edition: { number, address, published },
  });
  const files = await Promise.all(
    edition.files.map(async (file): Promise<FileCheck> => {
      const again = made.files.find(({ language, format }) => language === file.language && format === file.format);
      const kept = await keptFile(platform.snapshots, file.sha256);
      return { ...file, kept, rebuilt: again?.sha256 === file.sha256 ? 'same' : 'different' };
    }),
  );
  const isSameRevision = reading.revision === edition.revision;
  const isListed = sha256Of(new TextEncoder().encode(contentOf(edition.files))) === edition.sha256;
  const isRight =
    isSameRevision && isListed && files.every(({ kept, rebuilt }) => kept === 'whole' && rebuilt === 'same');
  return { id: edition.id, isRight, isSameRevision, files };
}

async function keptFile(snapshots: Platform['snapshots'], sha256: string): Promise<FileCheck['kept']> {
  try {
    return (await bytesOf(snapshots, sha256)) ? 'whole' : 'missing';
  } catch (error) {
    if (error instanceof PlatformError) return 'altered';
    throw error;
  }
}

/** The bytes kept under a hash; undefined where they are not held. Refuses as unavailable what was altered. */
export async function bytesOf(
  snapshots: Pick<Platform['snapshots'], 'find'>,
  sha256: string,
): Promise<Uint8Array | undefined> {
  const found = await snapshots.find(sha256);
  if (!found) return undefined;
  const parts: Uint8Array[] = [];
  for await (const part of found.bytes()) parts.push(part);
  return Buffer.concat(parts);
}

/** The text of an edition in a language as an article, from the document that was frozen, with its errata at their places. */
export async function editionText(
  snapshots: Pick<Platform['snapshots'], 'find'>,
  edition: Edition,
  language: Language,
  say: { readonly erratum: (on: PartialDate) => string; readonly text: (text: Localised) => string },
): Promise<string | undefined> {
  const file = edition.files.find((one) => one.language === language && one.format === 'json');
  const bytes = file && (await bytesOf(snapshots, file.sha256));
  if (!bytes) return undefined;
  const document = JSON.parse(Buffer.from(bytes).toString('utf8')) as ReportDocument;
  const errata = (edition.errata ?? []).filter((one) => one.language === undefined || one.language === language);
  const boxes = (place: string | undefined): Block[] =>
    errata
      .filter((one) => one.place?.replace(/^#/, '') === place)
      .map(({ on, text }) => ({
        kind: 'box',
        title: [{ kind: 'flag', flag: 'erratum', words: say.erratum(on) }],
        blocks: [{ kind: 'paragraph', content: [{ kind: 'text', text: say.text(text) }] }],
      }));
  const corrected = (blocks: readonly Block[]): Block[] =>
    blocks.flatMap((block) => ('id' in block && block.id !== undefined ? [block, ...boxes(block.id)] : [block]));
  return renderHtml({
    ...document,
    front: [...boxes(undefined), ...corrected(document.front)],
    body: corrected(document.body),
    annexes: corrected(document.annexes),
  });
}

/** Anchors of an edition at which an erratum can stand, in the order of its text. */
export async function anchorsOf(
  snapshots: Pick<Platform['snapshots'], 'find'>,
  edition: Edition,
  language: Language,
): Promise<readonly string[]> {
  const file = edition.files.find((one) => one.language === language && one.format === 'json');
  const bytes = file && (await bytesOf(snapshots, file.sha256));
  if (!bytes) return [];
  const { front, body, annexes } = JSON.parse(Buffer.from(bytes).toString('utf8')) as ReportDocument;
  return [...front, ...body, ...annexes].flatMap((block) =>
    'id' in block && block.id !== undefined ? [block.id] : [],
  );
}

/** What changed of the country since an edition: from its day and moment to the record and day given. */
export async function sinceEdition(
  platform: Pick<Platform, 'record'>,
  edition: Edition,
  now: { readonly dataset: Reading['dataset']; readonly day: Day },
): Promise<Since> {
  const { dataset } = await platform.record(edition.knownAt);
  return changesSince({ dataset, day: firstDay(edition.asOf) }, now, edition.country ?? '');
}

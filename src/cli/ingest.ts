/** ingest FILE: a document with its structure, the statements that could become records, and what disagrees in it. */
import { basename, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { readConfig } from '../app/config.ts';
import { CANDIDATE_KINDS, type DraftOptions, type Drafts, draftsOf } from '../app/drafts.ts';
import { writeWhole } from '../app/file.ts';
import { writeFolder } from '../app/folder.ts';
import type { IngestedFile, IngestOptions, IngestProgress } from '../app/ingest.ts';
import type { Weight } from '../core/crosscheck/weight.ts';
import type { Dataset } from '../core/dataset.ts';
import type { CandidateKind, Document } from '../core/document.ts';
import { english, type Language } from '../core/localised.ts';
import { ID_PATTERN } from '../core/model/index.ts';
import { nearest } from '../core/nearest.ts';
import { AS_OF, type Context, counted, type DayOptions, declare, reads, withRecord } from './command.ts';
import { bySeverity, countedIssues, issueJson, issueShape, writeIssue } from './cross-issues.ts';
import { LANGUAGE } from './crosscheck.ts';
import { UsageError } from './exit.ts';
import { countryNamed } from './names.ts';
import { Page, plain, withProgress, writeJson } from './terminal.ts';

type CommandOptions = DayOptions & {
  language: Language;
  country?: string;
  source?: string;
  html?: string;
  yaml?: string;
  accept?: ReadonlySet<CandidateKind>;
  keep?: boolean;
  timeout?: number;
};

/** Issues that the summary shows in full. */
const SHOWN = 12;
/** Sections whose sources the summary weighs. */
const HEAVIEST = 5;

export function ingestCommand(context: Context) {
  return reads(
    declare(
      'ingest',
      'read a document: its structure, statements, contradictions',
      'Reads a document (PDF with text, DOCX, HTML, Markdown, plain text; English, Russian, Kazakh) and shows its sections, ' +
        'notes and sources, the statements that could become records, each with its exact place, and where it contradicts ' +
        'itself, the record or the calendar. Nothing is recorded: --yaml writes drafts to correct by hand and import. What ' +
        'the document does not say is not added; drafts that lack something are in incomplete.txt, with what they lack.',
      [
        { line: 'ingest test/fixtures/ingest/report.md --country kaz', why: 'a summary' },
        { line: 'ingest test/fixtures/ingest/report.md --country kaz --json', why: 'all of it, for programs' },
        {
          line: 'ingest test/fixtures/ingest/report.md --country kaz --html report.html --language ru',
          why: 'a page to read it by, in one file, in Russian',
        },
      ],
      [
        [
          'document',
          '`name`, `mediaType`, `sha256`, `title`, `publisher`, `date`, `language`, the whole `text` with its `blocks` and the `marks` of notes; `source`: the id it has or would have; `left`, `notices`: what was left out, and what to know of how it was read',
        ],
        ['sections[]', '`id`, `title`, `level`, `parent`, `start`, `end`: offsets in the text, in UTF-16 units'],
        ['notes[]', '`id`, `label`, `text`, the ids of its `references` and the `places` that call it'],
        ['tables[]', '`id`, `section`, `page`, `rows` of cells as text, and how many of them are `headerRows`'],
        [
          'references[]',
          'a work cited in one place: `quote`, what was understood of it, `work` (the same for the same work), `source` where it is on record',
        ],
        [
          'candidates[]',
          '`id`, `kind`, `place` (`start`, `end`, `exact`, `prefix`, `suffix`), `section`, `period`, `certainty`, the `notes` that support it, what was understood as `value`, and the `draft` of a record',
        ],
        ...issueShape('issues'),
        [
          'weights[]',
          'what its sources weigh: `id` (`document`, then the section with those below it) and `title`; `places` that cite, different `works`, `independent` origins (one publisher, else author, else site); `largest`: the `origin` on which most rests and its `share` from 0 to 1; `dated` works with `oldest`, `newest` and the median `age` in years on the date of the document (else of --as-of); paragraphs that rest on one origin (`single`) and that cite nothing (`unsupported`)',
        ],
      ],
    )
      .argument('<file>', 'the document')
      .option('--country <country>', 'the country it speaks of: ISO 3166-1 code or name')
      .addOption(new Option('--source <id>', 'the source it is on record as, or the id to give it').argParser(recordId))
      .addOption(AS_OF())
      .option('--html <file>', 'write a page to read it by: one file, works anywhere')
      .option('--yaml <folder>', 'write drafts of records, as files of a dataset')
      .addOption(
        new Option('--accept <kinds>', 'kinds of statements for --yaml, joined by commas (default: all)').argParser(
          kinds,
        ),
      )
      .option('--keep', 'keep its bytes as a snapshot in the store, once')
      .addOption(
        new Option('--timeout <seconds>', 'end reading that makes no progress for so long (default: 10)').argParser(
          seconds,
        ),
      )
      .addOption(LANGUAGE()),
  ).action((file: string, options: CommandOptions) => {
    if (options.accept && options.yaml === undefined)
      throw new UsageError('--accept says what --yaml takes. Give both.');
    if (options.html !== undefined && resolve(options.html) === resolve(file)) {
      throw new UsageError(`--html would replace ${file} itself. Give another file.`);
    }
    return withRecord(context, options, async ({ dataset }) => {
      const country = options.country === undefined ? undefined : countryNamed(dataset, options.country).id;
      const ingested = await ingestShown(context, file, {
        dataset,
        country,
        source: options.source,
        asOf: options.asOf,
        limits: options.timeout === undefined ? undefined : { timeoutMs: options.timeout * 1000 },
      });
      const written: string[] = [];
      let keptOn: string | undefined;
      if (options.keep) {
        const { keepBytes } = await import('../app/ingest.ts');
        const kept = await keepBytes(readConfig(context.environment), ingested.bytes);
        keptOn = context.clock().toISOString().slice(0, 10);
        written.push(`${kept.known ? 'Kept before' : 'Kept'} in ${kept.place}: ${kept.sha256}`);
      }
      if (options.html !== undefined) {
        await writePage(options.html, ingested, dataset, options.language);
        written.push(`Page: ${options.html}`);
      }
      if (options.yaml !== undefined) {
        const accept = options.accept ?? new Set(CANDIDATE_KINDS);
        const drafts = await writeDrafts(options.yaml, ingested, dataset, { accept, country, keptOn });
        written.push(
          `Drafts: ${counted(drafts.records.length, 'record')} in ${options.yaml}; ${counted(drafts.leftOut.length, 'statement')} in its incomplete.txt, with what they lack`,
        );
      }
      if (options.json) writeJson(context.out, jsonOf(ingested, dataset, options.language));
      else writeSummary(new Page(context.out), ingested, dataset, options, written);
    });
  });
}

/** Reads a file and says on a terminal what takes longer than a second. */
export async function ingestShown(context: Context, file: string, options: IngestOptions): Promise<IngestedFile> {
  const { ingestFile } = await import('../app/ingest.ts');
  let last: IngestProgress = { step: 'read' };
  return withProgress(
    context.err,
    () => progressText(plain(basename(file)), last),
    () =>
      ingestFile(file, {
        ...options,
        onProgress: (progress) => {
          last = progress;
        },
      }),
  );
}

function progressText(name: string, { step, done, total }: IngestProgress): string {
  switch (step) {
    case 'read':
      return `Reading ${name}${total === undefined ? '' : `, ${done ?? 0} of ${total}`}`;
    case 'structure':
      return `Finding the sections and notes of ${name}`;
    case 'candidates':
      return `Finding the statements of ${name}`;
    case 'check':
      return `Checking ${name}`;
  }
}

async function writePage(out: string, ingested: IngestedFile, dataset: Dataset, language: Language): Promise<void> {
  const [{ readerPage }, { readAssets }] = await Promise.all([
    import('../web/reader/page.tsx'),
    import('../web/assets.ts'),
  ]);
  await writeWhole(
    out,
    await readerPage({ ingested, dataset, language, assets: await readAssets(import.meta.dirname) }),
  );
}

async function writeDrafts(
  folder: string,
  ingested: IngestedFile,
  dataset: Dataset,
  options: DraftOptions,
): Promise<Drafts> {
  const drafts = draftsOf(ingested, dataset, options);
  await writeFolder(folder, drafts.files);
  return drafts;
}

function jsonOf(ingested: IngestedFile, dataset: Dataset, language: Language): object {
  const { document, candidates, issues, weights, source, left, notices } = ingested;
  const { name, mediaType, sha256, title, publisher, date, text, blocks, sections, marks } = document;
  const textOf = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  const places = Map.groupBy(marks, ({ note }) => note);
  return {
    document: {
      ...{ name, mediaType, sha256, title, publisher, date, language: document.language },
      source: source.id,
      ...{ left, notices, text, blocks, marks },
    },
    sections,
    notes: document.notes.map((note) => ({
      ...note,
      text: textOf(note),
      places: (places.get(note.id) ?? []).map(({ start, end }) => ({ start, end })),
    })),
    tables: blocks.flatMap(({ kind, rows, ...block }) =>
      rows ? [{ ...block, rows: rows.map((row) => row.map(textOf)) }] : [],
    ),
    references: document.references.map((reference) => ({ ...reference, quote: textOf(reference) })),
    candidates,
    issues: bySeverity(issues).map((issue) => issueJson(issue, { dataset, language, document })),
    weights: weights.map(({ largest, ...weight }) => ({
      ...weight,
      ...(largest && { largest: { origin: english(largest.name), share: largest.share } }),
    })),
  };
}

function writeSummary(
  page: Page,
  { document, candidates, issues, waived, weights, notices, left, source }: IngestedFile,
  dataset: Dataset,
  { language, html, yaml, country }: CommandOptions,
  written: readonly string[],
): void {
  const { title, name, publisher, date, mediaType } = document;
  page.line(page.tone(plain(title ?? name), 'strong'));
  page.line(plain([publisher, date, languageName(document), mediaType].filter(Boolean).join(', ')), 2);
  page.line(structureText(document), 2);
  page.line(source.onRecord ? `On record as ${source.id}.` : `Not on record; as a source it would be ${source.id}.`, 2);
  for (const notice of notices) page.line(plain(notice), 2, '! ');
  for (const { what, count } of left) page.line(`left out: ${plain(what)} (${count})`, 2);
  page.heading(`${counted(candidates.length, 'statement')} that could become records`);
  page.table(
    CANDIDATE_KINDS.flatMap((kind) => {
      const found = candidates.filter((candidate) => candidate.kind === kind);
      const drafts = found.filter(({ draft }) => draft).length;
      return found.length === 0 ? [] : [[kind, String(found.length), drafts > 0 ? `${drafts} with a draft` : '']];
    }),
    2,
  );
  writeWeights(page, weights);
  page.heading(`Checks: ${countedIssues(issues)}`);
  const sorted = bySeverity(issues);
  for (const issue of sorted.slice(0, SHOWN)) writeIssue(page, issue, { dataset, language, document });
  if (sorted.length > SHOWN) page.line(`\n${sorted.length - SHOWN} more, with --json or --html.`);
  if (waived.length > 0) page.line(`${waived.length} set aside by waivers.`);
  page.line();
  for (const line of written) page.raw(plain(line));
  if (country === undefined) page.line('To compare it with the record of a country: --country kaz.');
  if (html === undefined && yaml === undefined)
    page.line('To read it with all of this: --html FILE. For drafts of records: --yaml FOLDER.');
}

/** All of the document in a line, then the sections with most places. */
function writeWeights(page: Page, [all, ...sections]: readonly Weight[]): void {
  if (!all || all.places === 0) return;
  page.heading(`Sources: ${weightText(all)}`);
  const heaviest = sections.toSorted((a, b) => b.places - a.places).slice(0, HEAVIEST);
  page.table(
    sections
      .filter((section) => heaviest.includes(section))
      .map(({ id, title, works, independent, largest }) => [
        plain(cut(title ?? id, 28)),
        counted(works, 'work'),
        counted(independent, 'origin'),
        largest ? `${Math.round(largest.share * 100)} % ${plain(cut(english(largest.name), 20))}` : '',
      ]),
    2,
  );
  if (sections.length > HEAVIEST) page.line(`${sections.length - HEAVIEST} more sections, with --json or --html.`, 2);
}

function weightText({ places, works, independent, largest, age, dated }: Weight): string {
  return [
    `${counted(works, 'work')} in ${counted(places, 'place')}`,
    `${independent} independent`,
    independent > 1 && largest && `${Math.round(largest.share * 100)} % rest on ${plain(english(largest.name))}`,
    age !== undefined && `${age === 0 ? 'less than a year' : counted(age, 'year')} old (median of ${dated} dated)`,
  ]
    .filter(Boolean)
    .join(', ');
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function structureText({ sections, notes, marks, references, blocks }: Document): string {
  const works = new Set(references.map(({ work }) => work)).size;
  const called = new Set(marks.flatMap(({ note }) => note ?? [])).size;
  return [
    counted(sections.length, 'section'),
    notes.length === 0 ? 'no notes' : `${counted(notes.length, 'note')} (${called} called in the text)`,
    references.length === 0
      ? 'no works cited'
      : `${counted(works, 'work')} cited in ${counted(references.length, 'place')}`,
    counted(blocks.filter(({ rows }) => rows).length, 'table'),
  ].join(', ');
}

function languageName({ language }: Document): string {
  if (language === 'und') return 'language not recognised';
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

function kinds(text: string): ReadonlySet<CandidateKind> {
  const typed = text.split(',').map((kind) => kind.trim());
  const strange = typed.filter((kind) => !CANDIDATE_KINDS.some((known) => known === kind));
  if (strange.length === 0) return new Set(typed as CandidateKind[]);
  const hints = strange.flatMap((kind) => nearest(kind, CANDIDATE_KINDS));
  throw new InvalidArgumentError(
    `There is no kind “${strange.join('”, “')}”.${hints.length > 0 ? ` Did you mean ${hints.join(' or ')}?` : ''} Kinds: ${CANDIDATE_KINDS.join(', ')}.`,
  );
}

function recordId(text: string): string {
  if (ID_PATTERN.test(text) && text.split('/').includes('source')) return text;
  throw new InvalidArgumentError('It must be the id of a source, such as kaz/source/report-2013.');
}

function seconds(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0 && number <= 3600) return number;
  throw new InvalidArgumentError('It must be a number of seconds, more than 0 and at most 3600.');
}

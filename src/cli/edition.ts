/** edition …: reports that are frozen. What would be frozen is shown first, and recorded only when told to. */
import { InvalidArgumentError, Option } from 'commander';
import {
  anchorsOf,
  type EditionCheck,
  freezeEdition,
  type PreparedEdition,
  prepareEdition,
  verifyEdition,
} from '../app/edition.ts';
import type { Platform } from '../app/platform.ts';
import { DEFAULT_TEMPLATE, siteAddress, templateNamed } from '../app/report.ts';
import type { Dataset } from '../core/dataset.ts';
import { type Edition, newestFirst, successorOf } from '../core/editions/frozen.ts';
import { PlatformError } from '../core/errors.ts';
import { english, LANGUAGES, type Language } from '../core/localised.ts';
import type { PartialDate } from '../core/time.ts';
import {
  AS_OF,
  type ConfirmOptions,
  type Context,
  confirms,
  counted,
  dayOf,
  declare,
  JSON_OUT,
  type ReadOptions,
  reads,
  seedIfEmpty,
  signatureOf,
  withPlatform,
  withRecord,
} from './command.ts';
import { EXIT, UsageError } from './exit.ts';
import { countryNamed, either } from './names.ts';
import { Page, plain, withProgress, writeJson } from './terminal.ts';
import { version } from './version.ts';

export function editionCommand(context: Context) {
  const group = declare(
    'edition',
    'freeze a report as an edition, and check it later',
    'An edition is a report that is frozen: pinned to a day and to a moment of the record, numbered, in its languages ' +
      'and formats, with a hash of its content and an address that stays. It never changes: another supersedes it, it is ' +
      'withdrawn with a reason, or errata stand beside its text.',
    [],
  ).usage('<command> [options]');
  for (const make of [createCommand, listCommand, verifyEditionCommand, withdrawCommand, correctCommand])
    group.addCommand(make(context));
  return group;
}

interface CreateOptions extends ConfirmOptions {
  readonly template: string;
  readonly asOf?: PartialDate;
  readonly languages: readonly Language[];
  readonly paper: Edition['paper'];
  readonly title?: string;
  readonly titleRu?: string;
  readonly titleKk?: string;
  readonly site?: string;
  readonly json?: boolean;
}

/** How many mistakes are listed; --json has all of them. */
const LISTED = 20;

function createCommand(context: Context) {
  return confirms(
    declare(
      'create',
      'freeze a report',
      'Builds the report of a country in every language and format from the record as it is now, and shows what would be ' +
        'frozen. With --confirm the files are kept in the store and the edition is recorded; it takes the place of the ' +
        'last edition made with the same template. A text that is wrong, such as a citation that no longer resolves or a ' +
        'number that contradicts the record, must be corrected first.',
      [
        { line: 'edition create kaz --languages en,ru,kk', why: 'what edition would come of it today' },
        {
          line: 'edition create kaz --languages en,ru,kk --site https://example.org --confirm --author "An Editor" --reason "First edition"',
          why: 'freeze it, with the address it will have',
        },
        { line: 'edition create kaz --template country-brief --as-of 2026-10-02', why: 'a brief as of another day' },
      ],
      [
        ['edition', 'the record of the edition, with its files, their sizes and hashes'],
        ['mistakes[]', 'what must be corrected before it can be frozen; see docs/NARRATIVE.md'],
        ['issues[]', 'every problem of its texts, mistakes included'],
        ['isRecorded', 'whether it was frozen'],
      ],
    )
      .argument('<country>', 'ISO 3166-1 code (kaz, KZ) or name (Kazakhstan)')
      .option('--template <name>', 'kind of report; templates/ holds them', DEFAULT_TEMPLATE)
      .addOption(AS_OF())
      .addOption(
        new Option('--languages <list>', 'languages, with commas between them').argParser(languageList).default(['en']),
      )
      .addOption(new Option('--paper <size>', 'size of the pages').choices(['a4', 'letter']).default('a4'))
      .option('--title <text>', 'title in English instead of that of the template')
      .option('--title-ru <text>', 'the same in Russian')
      .option('--title-kk <text>', 'the same in Kazakh')
      .option('--site <address>', 'address of the site at which it will stand', siteAddressOption)
      .addOption(JSON_OUT()),
  ).action((typed: string, options: CreateOptions) => {
    const signature = options.confirm ? signatureOf('edition create', options) : undefined;
    return withPlatform(context, async (platform) => {
      await seedIfEmpty(context, platform);
      const reading = await platform.record();
      const template = await templateNamed(options.template);
      const country = countryNamed(reading.dataset, typed).id;
      const { title: en, titleRu: ru, titleKk: kk } = options;
      const prepared = await withProgress(context.err, 'Building the edition', () =>
        prepareEdition(reading, {
          country,
          template,
          asOf: dayOf(context, options.asOf).date,
          languages: options.languages,
          paper: options.paper,
          titles: { ...(en && { en }), ...(ru && { ru }), ...(kk && { kk }) },
          published: dayOf(context, undefined).date,
          program: version(),
          ...(options.site !== undefined && { site: options.site }),
        }),
      );
      if (!options.json) showPrepared(context, prepared);
      if (signature) await freezeEdition(platform, prepared, signature, context.clock);
      const isRecorded = signature !== undefined;
      const { record: edition, mistakes, issues } = prepared;
      if (options.json) writeJson(context.out, { edition, mistakes, issues, isRecorded });
      else if (isRecorded) context.out.write(`Recorded as ${edition.id}; its address is ${plain(edition.address)}.\n`);
      else if (mistakes.length === 0)
        context.out.write('Nothing was written. To freeze it: --confirm --author NAME --reason WHY.\n');
      if (!isRecorded && mistakes.length > 0) context.exitCode = EXIT.problems;
    });
  });
}

function languageList(text: string): Language[] {
  const asked = text.split(',').map((part) => part.trim());
  const unknown = asked.find((one) => !LANGUAGES.some((language) => language === one));
  if (unknown !== undefined) throw new InvalidArgumentError(`It must be some of ${LANGUAGES.join(',')}.`);
  return LANGUAGES.filter((language) => asked.includes(language));
}

function siteAddressOption(text: string): string {
  const address = siteAddress(text);
  if (address !== undefined) return address;
  throw new InvalidArgumentError('It must be a web address such as https://example.org.');
}

function showPrepared(context: Context, { record, issues, mistakes }: PreparedEdition): void {
  const page = new Page(context.out);
  page.line(page.tone(plain(english(record.title)), 'strong'));
  page.table(
    [
      ['edition', `${record.number} of ${record.country}, template ${record.template}`],
      ['address', plain(record.address)],
      ['as of', record.asOf],
      ['known at', `${record.knownAt} (revision ${record.revision})`],
      ['content', record.sha256],
      ...(record.supersedes === undefined ? [] : [['supersedes', record.supersedes]]),
    ],
    2,
  );
  page.heading('Files');
  page.table(
    record.files.map(({ language, format, size, sha256 }) => [language, format, `${size} bytes`, sha256.slice(0, 16)]),
    2,
  );
  const others = issues.length - mistakes.length;
  if (others > 0)
    page.line(`${counted(others, 'note')} on its texts that freezing does not wait for; --json lists them.`);
  if (mistakes.length === 0) return;
  page.heading(`${counted(mistakes.length, 'mistake')} to correct before it can be frozen`);
  for (const { narrative, message, language, code } of mistakes.slice(0, LISTED))
    page.line(`${narrative === undefined ? '' : `${narrative}: `}${plain(message)} (${code})`, 2, `${language} `);
  if (mistakes.length > LISTED) page.line(`… and ${mistakes.length - LISTED} more. --json lists them all.`, 2);
}

function listCommand(context: Context) {
  return reads(
    declare(
      'list',
      'editions, newest first',
      'Lists the editions of a country, or of all, with what became of each.',
      [
        { line: 'edition list', why: 'every edition' },
        { line: 'edition list kaz --json', why: 'those of a country with their hashes, for programs' },
      ],
      [
        ['editions[]', 'the record of each edition'],
        ['editions[].supersededBy', 'the edition that took its place'],
      ],
    ).argument('[country]', 'ISO 3166-1 code (kaz, KZ) or name (Kazakhstan)'),
  ).action((typed: string | undefined, options: ReadOptions) =>
    withRecord(context, options, ({ dataset }) => {
      const all = dataset.all('edition');
      const country = typed === undefined ? undefined : countryNamed(dataset, typed).id;
      const editions = newestFirst(country === undefined ? all : all.filter((one) => one.country === country));
      if (options.json) {
        writeJson(context.out, {
          editions: editions.map((one) => ({ ...one, supersededBy: successorOf(all, one)?.id })),
        });
        return;
      }
      const page = new Page(context.out);
      if (editions.length === 0) page.line('No edition is on record. “dutybearer edition create” makes one.');
      page.table(
        editions.map((one) => [
          one.id,
          one.published,
          one.languages.join(','),
          stateOf(all, one),
          plain(english(one.title)),
        ]),
      );
    }),
  );
}

function stateOf(all: readonly Edition[], edition: Edition): string {
  const next = successorOf(all, edition);
  if (edition.withdrawn) return `withdrawn ${edition.withdrawn.on}`;
  return next ? `superseded by ${next.number}` : 'stands';
}

/** The edition that a person means: kaz/edition/1, or kaz/1. */
function editionNamed(dataset: Dataset, typed: string): Edition {
  const wanted = typed.trim().toLowerCase();
  const all = dataset.all('edition');
  const found = all.find(({ id }) => id === wanted || id.replace('/edition/', '/') === wanted);
  if (found) return found;
  const names = all.map(({ id }) => id);
  throw new PlatformError(
    'not-found',
    `There is no edition “${plain(typed)}”. ${names.length > 0 ? `There are ${either(names.slice(0, LISTED))}.` : 'None is on record.'}`,
  );
}

function verifyEditionCommand(context: Context) {
  return declare(
    'verify',
    'make an edition again and compare',
    'Makes an edition again from its day and its moment of the record, in every language and format, and compares the ' +
      'hashes with those on record; checks also that the files kept in the store are whole. A later version of the ' +
      'program may set type otherwise: then the kept files are what counts, and the difference is told.',
    [{ line: 'edition verify kaz/edition/1', why: 'whether it is still what was published' }],
    [
      ['id', 'the edition'],
      ['isRight', 'whether everything is as it was frozen'],
      ['isSameRevision', 'whether its moment still gives the revision it was made from'],
      ['files[].kept', '`whole`, `missing` or `altered`'],
      ['files[].rebuilt', '`same` or `different`'],
    ],
  )
    .argument('<edition>', 'id of the edition: kaz/edition/1')
    .addOption(JSON_OUT())
    .action((typed: string, options: { readonly json?: boolean }) =>
      withPlatform(context, async (platform) => {
        const edition = editionNamed((await platform.record()).dataset, typed);
        const check = await withProgress(context.err, `Making ${edition.id} again`, () =>
          verifyEdition(platform, edition),
        );
        if (!check.isRight) context.exitCode = EXIT.problems;
        if (options.json) writeJson(context.out, check);
        else showCheck(context, edition, check);
      }),
    );
}

function showCheck(context: Context, edition: Edition, { id, isRight, isSameRevision, files }: EditionCheck): void {
  const page = new Page(context.out);
  if (isRight) {
    page.line(
      `${id} is what was published: ${counted(files.length, 'file')} kept whole and made again with the same bytes.`,
    );
    return;
  }
  page.line(`${id} differs from what was published with version ${edition.program} (this is ${version()}):`);
  if (!isSameRevision) page.line(`its moment ${edition.knownAt} no longer gives revision ${edition.revision}`, 2);
  page.table(
    files
      .filter(({ kept, rebuilt }) => kept !== 'whole' || rebuilt !== 'same')
      .map(({ language, format, kept, rebuilt }) => [language, format, `kept: ${kept}`, `made again: ${rebuilt}`]),
    2,
  );
}

interface TextOptions extends ConfirmOptions {
  readonly text?: string;
  readonly textRu?: string;
  readonly textKk?: string;
  readonly place?: string;
  readonly language?: Language;
}

/** The text given in some languages. */
function textOf({ text: en, textRu: ru, textKk: kk }: TextOptions) {
  if (!en?.trim()) throw new UsageError('Give the text with --text (and --text-ru, --text-kk). Nothing was written.');
  return { en, ...(ru && { ru }), ...(kk && { kk }) };
}

const texts = (command: ReturnType<typeof declare>) =>
  command
    .requiredOption('--text <text>', 'what readers are told, in English')
    .option('--text-ru <text>', 'the same in Russian')
    .option('--text-kk <text>', 'the same in Kazakh');

function withdrawCommand(context: Context) {
  return confirms(
    texts(
      declare(
        'withdraw',
        'say that an edition should no longer be relied on',
        'Marks an edition as withdrawn from today, with the reason that its page shows. Its files and its address stay.',
        [
          {
            line: 'edition withdraw kaz/1 --text "Its figures on shelters were wrong." --confirm --author "An Editor" --reason "Decision of the board"',
            why: 'withdraw it for good',
          },
        ],
      ).argument('<edition>', 'id of the edition: kaz/edition/1'),
    ),
  ).action((typed: string, options: TextOptions) =>
    amend(context, 'edition withdraw', typed, options, async (edition, on) => {
      if (edition.withdrawn)
        throw new PlatformError('conflict', `${edition.id} was withdrawn on ${edition.withdrawn.on}.`);
      return { ...edition, withdrawn: { on, reason: textOf(options) } };
    }),
  );
}

function correctCommand(context: Context) {
  return confirms(
    texts(
      declare(
        'correct',
        'add an erratum to an edition',
        'Adds a correction that stands on the page of the edition and at its place in the text. The files stay as they are.',
        [
          {
            line: 'edition correct kaz/1 --place protection --text "Read 2024, not 2014." --confirm --author "An Editor" --reason "Slip"',
            why: 'correct a slip in the section on protection',
          },
        ],
      )
        .argument('<edition>', 'id of the edition: kaz/edition/1')
        .option('--place <anchor>', 'where: what follows # in the address of the heading, table or figure')
        .addOption(
          new Option('--language <language>', 'the language version it concerns; absent means all').choices(LANGUAGES),
        ),
    ),
  ).action((typed: string, options: TextOptions) =>
    amend(context, 'edition correct', typed, options, async (edition, on, platform) => {
      const place = options.place?.replace(/^#/, '');
      const language = options.language ?? edition.languages[0] ?? 'en';
      const anchors = place === undefined ? [] : await anchorsOf(platform.snapshots, edition, language);
      if (place !== undefined && !anchors.includes(place)) {
        const shown = anchors.slice(0, LISTED).join(', ');
        throw new PlatformError(
          'not-found',
          `There is no place “${plain(place)}” in ${edition.id}. Places: ${shown}, …`,
        );
      }
      const erratum = {
        ...(place !== undefined && { place }),
        ...(options.language && { language: options.language }),
        text: textOf(options),
        on,
      };
      return { ...edition, errata: [...(edition.errata ?? []), erratum] };
    }),
  );
}

/** Shows what an edition would say, and records it when told to. */
async function amend(
  context: Context,
  command: string,
  typed: string,
  options: TextOptions,
  change: (edition: Edition, on: PartialDate, platform: Platform) => Promise<Edition>,
): Promise<void> {
  const signature = options.confirm ? signatureOf(command, options) : undefined;
  await withPlatform(context, async (platform) => {
    const edition = editionNamed((await platform.record()).dataset, typed);
    const changed = await change(edition, dayOf(context, undefined).date, platform);
    if (signature) await platform.importRecords([changed], signature);
    const page = new Page(context.out);
    if (changed.withdrawn)
      page.line(`${edition.id}, withdrawn ${changed.withdrawn.on}: ${plain(english(changed.withdrawn.reason))}`);
    const erratum = changed.errata?.at(-1);
    if (erratum && !changed.withdrawn)
      page.line(`${edition.id}${erratum.place ? `, at ${erratum.place}` : ''}: ${plain(english(erratum.text))}`);
    page.line(signature ? 'Recorded.' : 'Nothing was written. To record it: --confirm --author NAME --reason WHY.');
  });
}

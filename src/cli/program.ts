/**
 * The program: its commands, its help, and how every end of it maps to an exit code.
 * To add a command, write its file and add one row here; docs/CLI.md is generated from this.
 */
import { Command, CommanderError } from 'commander';
import { PlatformError } from '../core/errors.ts';
import { assessCommand } from './assess.ts';
import { auditCommand } from './audit.ts';
import { backupCommand } from './backup.ts';
import { checkCommand } from './check.ts';
import { type Context, examplesOf } from './command.ts';
import { crosscheckCommand } from './crosscheck.ts';
import { editionCommand } from './edition.ts';
import { EXIT, EXIT_MEANING, REFUSAL_EXIT, UsageError } from './exit.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { figuresCommand } from './figures.ts';
import { historyCommand } from './history.ts';
import { importCommand } from './import.ts';
import { ingestCommand } from './ingest.ts';
import { writeIssues } from './issues.ts';
import { lawCommand } from './law.ts';
import { linksCommand } from './links.ts';
import { plansCommand } from './plans.ts';
import { rebuildCommand } from './rebuild.ts';
import { recommendationsCommand } from './recommendations.ts';
import { reformsCommand } from './reforms.ts';
import { reportCommand } from './report.ts';
import { restoreCommand } from './restore.ts';
import { searchCommand } from './search.ts';
import { serveCommand } from './serve.ts';
import { servicesCommand } from './services.ts';
import { staleCommand } from './stale.ts';
import { hasColour, Page, plain, widthOf, wrap } from './terminal.ts';
import { termsCommand } from './terms.ts';
import { treatiesCommand } from './treaties.ts';
import { verifyCommand } from './verify.ts';
import { verifyRecordCommand } from './verify-record.ts';
import { version } from './version.ts';
import { whatifCommand } from './whatif.ts';

/** The commands by what they are for, in the order help shows them. */
export const GROUPS = [
  [
    'Read the record',
    [
      searchCommand,
      assessCommand,
      explainCommand,
      historyCommand,
      reformsCommand,
      whatifCommand,
      auditCommand,
      staleCommand,
    ],
  ],
  ['Read and work on the law', [lawCommand]],
  [
    'Read commitments and figures',
    [treatiesCommand, recommendationsCommand, plansCommand, figuresCommand, servicesCommand],
  ],
  ['Publish', [reportCommand, editionCommand]],
  ['Read documents and check them', [ingestCommand, crosscheckCommand, termsCommand, linksCommand]],
  ['Work on the record', [checkCommand, importCommand, exportCommand, verifyRecordCommand]],
  ['Run the platform', [serveCommand, verifyCommand, rebuildCommand, backupCommand, restoreCommand]],
] as const;

/** What surrounds every command, for help and docs alike. */
export const ENVIRONMENT: readonly (readonly [name: string, meaning: string])[] = [
  ['DUTYBEARER_DATA', 'folder of the store (SQLite); ./dutybearer-data where it is not set'],
  ['DATABASE_URL', 'address of a PostgreSQL database to use instead'],
  ['PORT, HOST', 'where serve listens; 3000 and 127.0.0.1 where they are not set'],
  ['PUBLIC_URL', 'address by which readers reach the site; where it listens where it is not set'],
  ['API_LIMIT', 'what one address may ask of the API, as requests/seconds, or off; 600/60 where it is not set'],
  ['BEHIND_PROXY', '1 where a proxy in front of the site says who asks (end of X-Forwarded-For)'],
  ['NO_COLOR', 'set to anything: no colour, on a terminal either'],
];

/** The whole program, ready to parse arguments. */
export function createProgram(context: Context): Command {
  const program = new Command('dutybearer')
    .description(
      'Monitors what states do, in law, policy and practice, against the sexual exploitation and trafficking of ' +
        'children: every status is computed from sourced findings and says why.',
    )
    .usage('<command> [options]')
    .enablePositionalOptions()
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpCommand(
      new Command('help').argument('[command...]').summary('print help for a command').helpGroup('Run the platform:'),
    )
    .addHelpText('after', ({ error }) => programNotes(widthOf(error ? context.err : context.out)));
  for (const [group, makers] of GROUPS) {
    for (const make of makers) {
      program.addCommand(make(context).helpGroup(`${group}:`));
    }
  }
  configure(program, context);
  for (const command of commandsOf(program)) {
    command.helpOption('-h, --help', 'print help').helpCommand(false);
    command.addHelpText('after', () => commandNotes(command));
    configure(command, context);
  }
  return program;
}

/** Every command below one: a group of commands before those it holds. */
export function commandsOf(parent: Command): Command[] {
  return parent.commands.flatMap((command) => [command, ...commandsOf(command)]);
}

/** What a person types to run a command: law show. */
export function pathOf(command: Command): string {
  const before = command.parent?.parent ? `${pathOf(command.parent)} ` : '';
  return `${before}${command.name()}`;
}

function configure(command: Command, context: Context): void {
  command
    .configureOutput({
      writeOut: (text) => context.out.write(text),
      writeErr: (text) => context.err.write(text),
      getOutHelpWidth: () => widthOf(context.out),
      getErrHelpWidth: () => widthOf(context.err),
      getOutHasColors: () => hasColour(context.out),
      getErrHasColors: () => hasColour(context.err),
      outputError: (text, write) => write(text.replace(/^error: /, 'dutybearer: ')),
    })
    .configureHelp({
      styleTitle: (title) => new Page(context.out).tone(title, 'strong'),
      subcommandTerm: termOf,
    })
    .exitOverride((error) => {
      if (error.exitCode !== 0 && error.code !== 'commander.help') writeUsage(context, command);
      throw error;
    });
}

/** A command with its arguments, as the list of commands has it. */
function termOf(command: Command): string {
  const names = command.registeredArguments.map(
    (argument) => `${argument.required ? '<' : '['}${argument.name()}${argument.required ? '>' : ']'}`,
  );
  return [command.name(), ...names].join(' ');
}

function writeUsage(context: Context, command: Command): void {
  const path = command.parent ? `dutybearer ${pathOf(command)}` : 'dutybearer';
  context.err.write(`usage: ${path} ${command.usage()}\nTry “${path} --help” for options and examples.\n`);
}

function commandNotes(command: Command): string {
  // Of a group, the first of each command in it.
  const examples =
    command.commands.length > 0 ? command.commands.flatMap((one) => examplesOf(one)[0] ?? []) : examplesOf(command);
  const lines = examples.map(({ line, why }) => `  # ${why}\n  $ ${shellLine(line)}`);
  return `\nExamples:\n${lines.join('\n')}\n\nExit codes: 0 fine, 1 problems found, 2 wrong usage, 3 refused, 4 not found, 70 bug`;
}

/** An example as it is typed. */
export function shellLine(line: string): string {
  return line.includes('dutybearer ') ? line : `dutybearer ${line}`;
}

function programNotes(width: number): string {
  const paragraph = (text: string) => wrap(text, width).join('\n');
  const rows = (pairs: readonly (readonly [string, string])[], column: number) =>
    pairs
      .map(([term, text]) => {
        const hang = ' '.repeat(column + 4);
        return `  ${term.padEnd(column)}  ${wrap(text, width - column - 4).join(`\n${hang}`)}`;
      })
      .join('\n');
  const codes = Object.entries(EXIT_MEANING).map(([code, meaning]) => [code.padStart(2), meaning] as const);
  return `
${paragraph('Every command that reads takes --data DIR, to work on a dataset folder without a store, and --json.')}
${paragraph('“dutybearer help <command>” shows options and examples; docs/CLI.md has it all on one page.')}

Environment:
${rows(ENVIRONMENT, 15)}

Exit codes:
${rows(codes, 2)}`;
}

/** Runs one command and gives its exit code. Writes what went wrong, if anything did, to standard error. */
export async function run(args: readonly string[], context: Context): Promise<number> {
  const program = createProgram(context);
  let current: Command | undefined;
  program.hook('preAction', (_program, command) => {
    current = command;
  });
  try {
    await program.parseAsync(asked(args), { from: 'user' });
    return context.exitCode;
  } catch (error) {
    return explainEnd(context, error, current ?? program);
  }
}

/** “help law show” asks what “law show --help” asks. */
function asked([first, ...rest]: readonly string[]): string[] {
  if (first === undefined) return [];
  return first === 'help' && rest.length > 0 ? [...rest, '--help'] : [first, ...rest];
}

function explainEnd(context: Context, error: unknown, command: Command): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  if (error instanceof UsageError) {
    context.err.write(`dutybearer: ${plain(error.message)}\n`);
    writeUsage(context, command);
    return EXIT.usage;
  }
  if (error instanceof PlatformError) {
    writeIssues(context.err, error.issues);
    context.err.write(`dutybearer: ${plain(error.message)}\n`);
    return REFUSAL_EXIT[error.refusal];
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.err.write(
    `dutybearer: this is a bug in Dutybearer ${version()}. Nothing that was written is lost. Please report:\n${trace}\n`,
  );
  return EXIT.bug;
}

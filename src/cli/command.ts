/**
 * What the commands share: how one is declared, the options of those that read, and how the record is opened.
 * Always true: a command opens the record once and closes it, whatever happens; a dataset folder given with --data is
 * read without touching any database.
 */
import { Command as Commander, InvalidArgumentError, Option } from 'commander';
import { readConfig } from '../app/config.ts';
import { instantOf } from '../app/moment.ts';
import { openFolder, openPlatform, type Platform, type Readable, type Reading } from '../app/platform.ts';
import { PlatformError } from '../core/errors.ts';
import { type Day, firstDay, isPartialDate, type PartialDate } from '../core/time.ts';
import { UsageError } from './exit.ts';
import { naming } from './issues.ts';
import { type Terminal, withProgress } from './terminal.ts';

/** What surrounds a run of the program: its terminal, its environment, the clock. */
export interface Context extends Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: () => Date;
  /** How the run ends; a command sets it where it found problems. */
  exitCode: number;
}

/** A call worth showing: `line` follows the name of the program, unless it is a whole shell line with a pipe. */
export interface Example {
  readonly line: string;
  readonly why: string;
}

/** What --json gives: each field with its meaning; “[]” after a name stands for the members of a list. */
export type JsonShape = readonly (readonly [field: string, meaning: string])[];

interface Declaration {
  readonly examples: readonly Example[];
  readonly json: JsonShape;
}

const declared = new WeakMap<Commander, Declaration>();

/** A command with the examples its help shows and the JSON that docs/CLI.md describes. */
export function declare(
  name: string,
  summary: string,
  description: string,
  examples: readonly Example[],
  json: JsonShape = [],
): Commander {
  const command = new Commander(name).summary(summary).description(description);
  declared.set(command, { examples, json });
  return command;
}

export function examplesOf(command: Commander): readonly Example[] {
  return declared.get(command)?.examples ?? [];
}

export function jsonOf(command: Commander): JsonShape {
  return declared.get(command)?.json ?? [];
}

/** Options of every command that reads. */
export interface ReadOptions {
  readonly data?: string;
  readonly knownAt?: string;
  readonly json?: boolean;
}

/** Options of commands that answer as of a day. */
export interface DayOptions extends ReadOptions {
  readonly asOf?: PartialDate;
}

export function date(text: string): PartialDate {
  if (isPartialDate(text)) return text;
  throw new InvalidArgumentError('It must be a calendar date: 2011, 2011-06 or 2011-06-03.');
}

function moment(text: string): string {
  try {
    return instantOf(text);
  } catch (error) {
    if (error instanceof PlatformError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

export const AS_OF = () =>
  new Option('--as-of <date>', 'what held on that day: 2011, 2011-06 (their first day) or 2011-06-03').argParser(date);

export const JSON_OUT = () => new Option('--json', 'write JSON');

/** Adds --data, --known-at and --json. */
export function reads(command: Commander): Commander {
  return command
    .addOption(new Option('--data <dir>', 'read this dataset folder instead of the store').conflicts('knownAt'))
    .addOption(
      new Option('--known-at <time>', 'what was recorded by then: 2024-09-05 or 2024-09-05T12:00:00Z').argParser(
        moment,
      ),
    )
    .addOption(JSON_OUT());
}

/** Adds --as-of beside what every reading command takes. */
export function readsOnDay(command: Commander): Commander {
  return reads(command.addOption(AS_OF()));
}

/** The day a command answers for: the one asked for, else today in UTC. */
export function dayOf(context: Context, asked: PartialDate | undefined): { day: Day; date: PartialDate } {
  const on = asked ?? context.clock().toISOString().slice(0, 10);
  return { day: firstDay(on), date: on };
}

/** Runs with the record that the options name: a dataset folder, or the store as known then. */
export async function withRecord<T>(
  context: Context,
  options: ReadOptions,
  use: (reading: Reading, readable: Readable) => T | Promise<T>,
): Promise<T> {
  if (options.data !== undefined) {
    const folder = options.data;
    const readable = await withProgress(context.err, `Reading ${folder}`, () =>
      naming(folder, () => openFolder(folder)),
    );
    return use(await readable.record(), readable);
  }
  return withPlatform(context, async (platform) => {
    await seedIfEmpty(context, platform);
    const reading = await withProgress(context.err, 'Reading the record', () => platform.record(options.knownAt));
    if (options.knownAt !== undefined && reading.revision === 0) {
      throw new PlatformError(
        'not-found',
        `Nothing had been recorded in ${platform.place} by ${options.knownAt}. Give a later moment, or leave --known-at out to read what is recorded now.`,
      );
    }
    return use(reading, platform);
  });
}

/** Runs with the store that the environment names. */
export async function withPlatform<T>(
  context: Context,
  use: (platform: Platform) => Promise<T>,
  { serving = false } = {},
): Promise<T> {
  const platform = await openPlatform(readConfig(context.environment), { clock: context.clock, serving });
  try {
    return await use(platform);
  } finally {
    await platform.close();
  }
}

/** Fills a store in which nothing was ever recorded with the dataset that comes with the program, and says so. */
export async function seedIfEmpty(context: Context, platform: Platform): Promise<void> {
  const seeded = await withProgress(context.err, 'Filling the new store', () => platform.seed());
  if (seeded) {
    context.err.write(
      `The store in ${platform.place} was empty; it now holds the shipped dataset (${counted(seeded.created, 'record')}).\n`,
    );
  }
}

/** Says that a store holds nothing, where that is most often a slip in its name. */
export function writeEmpty(context: Context, { place }: Platform): void {
  context.err.write(
    `dutybearer: nothing was ever recorded in ${place}. Is it the store you mean? DUTYBEARER_DATA or DATABASE_URL names it.\n`,
  );
}

/** Who changes the record and why; both are required of every change. */
export interface SignatureOptions {
  readonly author?: string;
  readonly reason?: string;
}

/** Adds --author and --reason. */
export function signs(command: Commander): Commander {
  return command
    .option('--author <name>', 'who makes this change (required)')
    .option('--reason <text>', 'why it is made (required)');
}

/** Options of commands that show what they would record, and record it only when told to. */
export interface ConfirmOptions extends SignatureOptions {
  readonly confirm?: boolean;
}

/** Adds --confirm, --author and --reason; a folder and the past can be shown, but not changed. */
export function confirms(command: Commander): Commander {
  return command
    .addOption(new Option('--confirm', 'record it; without this nothing is written').conflicts(['data', 'knownAt']))
    .option('--author <name>', 'who makes this change (required with --confirm)')
    .option('--reason <text>', 'why it is made (required with --confirm)');
}

/** Adds --author and --reason to what changes the store without making a revision; its output repeats them. */
export function notes(command: Commander): Commander {
  return command
    .option('--author <name>', 'who does this, for your own log: repeated in the output')
    .option('--reason <text>', 'why, for your own log: repeated in the output');
}

/** “ (A. Operator: new server)”, or nothing where neither was given. */
export function noteText({ author, reason }: SignatureOptions): string {
  const parts = [author, reason].filter((part) => part !== undefined);
  return parts.length > 0 ? ` (${parts.join(': ')})` : '';
}

/** Both parts of a signature, or a refusal that says why they are needed. */
export function signatureOf(command: string, { author, reason }: SignatureOptions): { author: string; reason: string } {
  if (author?.trim() && reason?.trim()) return { author, reason };
  const missing = [author?.trim() ? [] : ['--author'], reason?.trim() ? [] : ['--reason']].flat().join(' and ');
  throw new UsageError(
    `${command} needs ${missing}: the log keeps for good who changed what, and why. Nothing was changed.`,
  );
}

/** “1 record”, “2 records”. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

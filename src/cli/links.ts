/** links [COUNTRY]: whether the addresses of sources still lead somewhere. */
import { InvalidArgumentError, Option } from 'commander';
import {
  type Archived,
  type CheckedLink,
  checkLinks,
  LINK_LIMITS,
  LINK_STATES,
  type LinkReport,
  linksOf,
} from '../app/links.ts';
import type { LinkState } from '../app/visit.ts';
import type { Dataset } from '../core/dataset.ts';
import { type Context, declare, type ReadOptions, reads, withRecord } from './command.ts';
import { EXIT, UsageError } from './exit.ts';
import { countryNamed, refuseUnknown } from './names.ts';
import { Page, plain, withProgress, writeJson } from './terminal.ts';

type LinksOptions = ReadOptions & {
  source?: readonly string[];
  timeout: number;
  concurrency: number;
  exitCode?: boolean;
};

/** The heading of each state. */
const MEANING: Readonly<Record<LinkState, string>> = {
  ok: 'still there',
  moved: 'moved',
  gone: 'gone',
  unreachable: 'not to be reached',
  'too-slow': 'too slow',
  'too-large': 'too large to read to the end',
  'too-many-redirects': 'redirected without end',
  refused: 'not asked',
  unclear: 'unclear: look in a browser',
};

export function linksCommand(context: Context) {
  return reads(
    declare(
      'links',
      'check that the addresses of sources still work',
      'Asks the sites of sources whether what was found there is still there: those of a country and those its record ' +
        'cites, or all. It needs a network. Each site gets one request at a time, with a pause between two. Only the ' +
        'public internet is asked, at every step of a redirect. Nothing is recorded. Ctrl-C ends it and shows what was ' +
        'checked by then.',
      [
        { line: 'links kaz', why: 'every address that the record of a country rests on' },
        { line: 'links kaz --json --timeout 60', why: 'with more patience, for programs' },
        { line: 'links --source kaz/source/adilet-p1500000023', why: 'one source' },
        { line: 'links kaz --exit-code', why: 'for a script: exit 1 if any needs a person' },
      ],
      [
        ['[]', 'a list of addresses, in the order of the record'],
        ['[].url, [].sources[]', 'the address, and the sources that were found there'],
        ['[].state', LINK_STATES.map((state) => `\`${state}\``).join(', ')],
        ['[].status', 'the last status of HTTP; absent where nothing answered'],
        ['[].final', 'where redirects led; absent where there were none'],
        ['[].detail', 'what to know, as a sentence'],
        [
          '[].archived[]',
          '`sha256` and `retrieved` of a snapshot, or the `url` of a copy in a web archive and the `source` it is on record as',
        ],
      ],
    )
      .argument('[country]', 'ISO 3166-1 code or name (default: every source)')
      .option('--source <id...>', 'only these sources')
      .addOption(
        new Option('--timeout <seconds>', 'time for one address with its redirects')
          .argParser(within(1, 600, 'seconds'))
          .default(LINK_LIMITS.timeoutMs / 1000),
      )
      .addOption(
        new Option('--concurrency <n>', 'sites asked at a time')
          .argParser(within(1, 32, 'sites'))
          .default(LINK_LIMITS.concurrency),
      )
      .option('--exit-code', 'exit with 1 where any is neither still there nor moved'),
  ).action((typed: string | undefined, options: LinksOptions) =>
    withRecord(context, options, async ({ dataset }) => {
      const country = typed === undefined ? undefined : countryNamed(dataset, typed).id;
      refuseOthers(dataset, options.source ?? []);
      const links = linksOf(dataset, { country, sources: options.source });
      const report = await untilInterrupted((signal) => {
        let done = 0;
        return withProgress(
          context.err,
          () => `Checking addresses, ${done} of ${links.length}`,
          () =>
            checkLinks(links, {
              signal,
              timeoutMs: options.timeout * 1000,
              concurrency: options.concurrency,
              onChecked: () => {
                done++;
              },
            }),
        );
      });
      if (options.exitCode && report.checked.some(({ state }) => state !== 'ok' && state !== 'moved'))
        context.exitCode = EXIT.problems;
      if (options.json) writeJson(context.out, report.checked);
      else writeReport(new Page(context.out), report);
      writeEnd(context, report);
    }),
  );
}

/** Ctrl-C and an ordered end stop the work; a second one ends the program at once. */
async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interruption = new AbortController();
  const stop = () => interruption.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await work(interruption.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

function writeReport(page: Page, { checked, total }: LinkReport): void {
  if (total === 0) {
    page.line('No source has an address.');
    return;
  }
  const byState = Map.groupBy(checked, ({ state }) => state);
  const fine = byState.get('ok')?.length ?? 0;
  page.line(`${page.tone(`${checked.length} of ${total} addresses checked`, 'strong')}: ${fine} still there.`);
  for (const state of LINK_STATES) {
    const found = byState.get(state) ?? [];
    if (state === 'ok' || found.length === 0) continue;
    page.heading(`${found.length} ${MEANING[state]}`);
    for (const link of found) writeLink(page, link);
  }
}

function writeLink(page: Page, { url, sources, status, final, detail, archived }: CheckedLink): void {
  page.line(plain(url), 2, '- ');
  page.line(sources.join(', '), 4);
  if (final !== undefined) page.line(plain(final), 4, '→ ');
  const said = [status === undefined ? '' : `Status ${status}.`, plain(detail ?? '')].filter(Boolean).join(' ');
  if (said) page.line(said, 4);
  for (const copy of archived) page.line(copyText(copy), 4, 'archived: ');
}

function copyText(copy: Archived): string {
  return 'sha256' in copy ? `snapshot of ${copy.retrieved}, ${copy.sha256}` : `${plain(copy.url)} [${copy.source}]`;
}

/** Says why the rest was not checked. */
function writeEnd(context: Context, { checked, total, ended }: LinkReport): void {
  if (ended === undefined) return;
  const missing = total - checked.length;
  const left =
    missing === 0 ? '' : missing === 1 ? ' One address was not checked.' : ` ${missing} addresses were not checked.`;
  if (ended === 'no-network') {
    context.exitCode = EXIT.refused;
    context.err.write(
      `dutybearer: there seems to be no network here: no site could be reached.${left} This says nothing about the sources; try again where there is a network.\n`,
    );
  } else {
    context.exitCode = EXIT.problems;
    context.err.write(`dutybearer: interrupted.${left}\n`);
  }
}

function refuseOthers(dataset: Dataset, ids: readonly string[]): void {
  refuseUnknown(dataset, ids, 'Nothing was checked.');
  const other = ids.find((id) => dataset.get('source', id) === undefined);
  if (other !== undefined) throw new UsageError(`“${other}” is not a source. Only sources have addresses to check.`);
}

function within(least: number, most: number, what: string): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number of ${what}, from ${least} to ${most}.`);
  };
}

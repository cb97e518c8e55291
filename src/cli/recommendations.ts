/** recommendations COUNTRY: what a state was asked to do, what became of it, and what may be the same demand twice. */
import { Option } from 'commander';
import { recommendationJson } from '../app/recommendations.ts';
import { type Entry, type LedgerPage, ledger } from '../core/commitments/ledger.ts';
import { type Standing, standingOn, VERDICTS, type Verdict, yearsWaited } from '../core/commitments/recommendations.ts';
import { type Suggestion, suggestions } from '../core/commitments/similarity.ts';
import { threadOf, threadOn } from '../core/commitments/threads.ts';
import type { Dataset } from '../core/dataset.ts';
import { english } from '../core/localised.ts';
import { nearest } from '../core/nearest.ts';
import { type Day, firstDay } from '../core/time.ts';
import { type Context, counted, type DayOptions, dayOf, declare, readsOnDay, withRecord } from './command.ts';
import { UsageError } from './exit.ts';
import { countryNamed } from './names.ts';
import { Page, type Tone, writeJson } from './terminal.ts';

interface Options extends DayOptions {
  readonly open?: boolean;
  readonly theme?: string;
  readonly body?: string;
  readonly status?: Verdict;
  readonly suggest?: boolean;
}

const TONES: Record<Verdict, Tone> = { done: 'good', 'partly-done': 'fair', 'not-done': 'bad', 'no-evidence': 'none' };

export function recommendationsCommand(context: Context) {
  return readsOnDay(
    declare(
      'recommendations',
      'what a state was asked to do, and what became of it',
      'Lists the recommendations made to a state by a day, newest document first, with the independent verdict, the ' +
        'state’s own where there is one, and for how many years each has waited. The verdict on the whole follows from its ' +
        'parts by the rule in docs/CONCEPTS.md. With --suggest it lists pairs that may be the same demand: a person reads ' +
        'both and decides; to link them, name one in the sameAs of the other.',
      [
        { line: 'recommendations kaz', why: 'all of them, today' },
        { line: 'recommendations kaz --open --theme rio/29', why: 'what is known not to be done on one theme' },
        { line: 'recommendations kaz --status done --as-of 2024-09-05', why: 'what was done by a day' },
        { line: 'recommendations kaz --suggest --json', why: 'pairs that may be one demand, for programs' },
      ],
      [
        ['country, asOf, total', 'the state, the day, and how many were made by then'],
        ['recommendations[].id, .body, .document, .paragraph, .date, .text', 'what was asked, by whom, when'],
        ['recommendations[].verdict, .stateVerdict', 'the independent verdict, and the state’s own where it has one'],
        ['recommendations[].stage', '`closed`, `open` or `unknown`, by the independent verdict'],
        ['recommendations[].closedOn, .years', 'when it was done, and for how many years it has waited or waited'],
        ['recommendations[].parts[]', 'each part with both verdicts, its kind and the question it targets'],
        ['recommendations[].entries[]', 'every verdict on file up to the day, with its evidence'],
        ['recommendations[].thread[]', 'ids of the same demand by others or in other years, itself among them'],
        ['suggestions[].first, .second, .likeness', 'with --suggest: two ids, and how alike they are from 0 to 1'],
        ['suggestions[].words[], .subjects[]', 'what they share'],
      ],
    )
      .argument('<country>', 'ISO 3166-1 code or name')
      .option('--open', 'only what is known not to be done, or to be done in part')
      .option('--theme <id>', 'only on this theme: rio/29')
      .option('--body <words>', 'only by this body or in this mechanism: the words of its name, or its slug')
      .addOption(new Option('--status <verdict>', 'only with this independent verdict').choices(VERDICTS))
      .addOption(
        new Option('--suggest', 'list pairs that may be the same demand').conflicts([
          'open',
          'theme',
          'body',
          'status',
        ]),
      ),
  ).action((typed: string, options: Options) =>
    withRecord(context, options, ({ dataset }) => {
      const country = countryNamed(dataset, typed);
      const { day, date } = dayOf(context, options.asOf);
      const page = new Page(context.out);
      const name = `${page.tone(country.name, 'strong')} (${country.id})`;
      if (options.suggest) {
        const found = suggestions(dataset, country.id).filter(
          ({ first, second }) => firstDay(first.date) <= day && firstDay(second.date) <= day,
        );
        if (options.json) writeJson(context.out, { country: country.id, asOf: date, suggestions: found.map(pairJson) });
        else writeSuggestions(page, name, found);
        return;
      }
      const all = ledger(dataset, country.id, day, {});
      const asked = {
        ...(options.theme !== undefined && { theme: themeNamed(dataset, all, options.theme) }),
        ...(options.body !== undefined && { body: bodyNamed(all, options.body) }),
        ...(options.status !== undefined && { status: options.status }),
      };
      const { shown, total } = ledger(dataset, country.id, day, asked);
      const listed = options.open ? shown.filter(({ stage }) => stage === 'open') : shown;
      if (options.json) {
        writeJson(context.out, {
          country: country.id,
          asOf: date,
          total,
          recommendations: listed.map(({ record }) => recommendationJson(dataset, record, day)),
        });
        return;
      }
      page.line(`${name}, on ${date}: ${listed.length} of ${counted(total, 'recommendation')}${summaryOf(listed)}`);
      writeEntries(page, dataset, listed, day);
    }),
  );
}

/** “: 3 done, 2 not done.” */
function summaryOf(entries: readonly Entry[]): string {
  const parts = VERDICTS.flatMap((verdict) => {
    const n = entries.filter((entry) => entry.verdict === verdict).length;
    return n > 0 ? `${n} ${words(verdict)}` : [];
  });
  return parts.length > 0 ? `: ${parts.join(', ')}.` : '.';
}

const words = (verdict: Verdict): string => verdict.replace('-', ' ');

function writeEntries(page: Page, dataset: Dataset, entries: readonly Entry[], day: Day): void {
  const groups = Map.groupBy(entries, ({ record }) => `${english(record.body)}, ${record.date}`);
  for (const [heading, group] of groups) {
    page.heading(heading);
    for (const { record, verdict } of group) {
      const standing = standingOn(record, day);
      const thread = threadOf(dataset, record.id);
      const asked = thread ? threadOn(thread, day).asked.length : 1;
      page.line(`${page.tone(words(verdict), TONES[verdict])}  ${english(record.text)}`, 2, '- ');
      const facts = [
        waited(standing, yearsWaited(record, standing, day)),
        ...(standing.state ? [`the state says: ${words(standing.state)}`] : []),
        ...(asked > 1 ? [`asked ${asked} times`] : []),
      ];
      page.line(`${facts.join('; ')} (${record.id})`, 4);
    }
  }
}

function waited({ stage }: Standing, years: number): string {
  const time = years === 0 ? 'under a year' : counted(years, 'year');
  return stage === 'closed' ? `done after ${time}` : stage === 'open' ? `open for ${time}` : `asked ${time} ago`;
}

const pairJson = ({ first, second, likeness, words: both, subjects }: Suggestion) => ({
  first: first.id,
  second: second.id,
  likeness,
  words: both,
  subjects,
});

function writeSuggestions(page: Page, name: string, found: readonly Suggestion[]): void {
  page.line(
    `${name}: ${counted(found.length, 'pair')} that may be the same demand, the likest first. Nothing is linked: read both, then name one in the sameAs of the other.`,
  );
  for (const { first, second, likeness, words: both } of found) {
    page.line();
    page.line(`${likeness.toFixed(2)}  shared words: ${both.slice(0, 6).join(', ')}`);
    for (const record of [first, second]) page.line(`${record.date}  ${english(record.text)} (${record.id})`, 2, '- ');
  }
}

function themeNamed(dataset: Dataset, page: LedgerPage, typed: string): string {
  if (page.facets.theme.has(typed) || dataset.get('theme', typed)) return typed;
  throw new UsageError(unknown('theme', typed, [...page.facets.theme.keys()]));
}

/** A body by its slug, or by words that its name holds. */
function bodyNamed({ bodies }: LedgerPage, typed: string): string {
  if (bodies.has(typed)) return typed;
  const wanted = typed.toLowerCase();
  const found = [...bodies].filter(([, body]) => english(body).toLowerCase().includes(wanted));
  if (found.length === 1 && found[0]) return found[0][0];
  if (found.length > 1) {
    throw new UsageError(
      `“${typed}” is said of several bodies: ${found.map(([slug]) => slug).join(', ')}. Give one of them.`,
    );
  }
  throw new UsageError(unknown('body', typed, [...bodies.keys()]));
}

function unknown(what: string, typed: string, known: readonly string[]): string {
  const meant = nearest(typed, known);
  return `No recommendation on file has the ${what} “${typed}”.${meant.length > 0 ? ` Did you mean ${meant.join(' or ')}?` : ` On file are: ${known.join(', ')}.`}`;
}

/** stale COUNTRY: what needs review, by what changed, and what is about to need it. */
import { Option } from 'commander';
import type { Dataset } from '../core/dataset.ts';
import { announced, byCause, type Cause, type Stale, stale } from '../core/review.ts';
import type { PartialDate } from '../core/time.ts';
import { type Context, counted, date, dayOf, declare, type ReadOptions, reads, withRecord } from './command.ts';
import { EXIT } from './exit.ts';
import { countryNamed } from './names.ts';
import { Page, writeJson } from './terminal.ts';
import { causeText } from './words.ts';

const LISTED = 6;

type StaleOptions = ReadOptions & { on?: PartialDate; coming?: boolean; exitCode?: boolean };

export function staleCommand(context: Context) {
  return reads(
    declare(
      'stale',
      'what needs review',
      'Lists what rests on something that changed since a person last verified it: an article with new words, a ' +
        'source that was replaced, findings that disagree, a hotline nobody has confirmed for a year. It is grouped by cause; ' +
        'each record comes with everything that depends on it. Changes of law that are enacted and enter into force later are ' +
        'listed apart, as coming: they mark nothing yet. verify-record takes a mark away.',
      [
        { line: 'stale kaz', why: 'today' },
        { line: 'stale kaz --on 2024-09-05', why: 'on the day a law entered into force' },
        { line: 'stale kaz --on 2024-07-10 --coming --json', why: 'what was announced on a day, for programs' },
      ],
      [
        ['[]', 'a list of marks, earliest change first; with --coming, of those that are still to come'],
        ['[].record', 'the record that needs review'],
        [
          '[].reason',
          '`provision-changed`, `provision-replaced`, `provision-ended`, `source-replaced`, `sources-disagree` or `verification-old`',
        ],
        ['[].since', 'the day of the change'],
        ['[].cause, [].by[]', 'what changed, and the laws that changed it or what took its place'],
        ['[].downstream[]', 'kind and id of everything that depends on the record, `indicator` among the kinds'],
      ],
    )
      .argument('<country>', 'ISO 3166-1 code or name')
      .addOption(new Option('--on <date>', 'what needed review on that day').argParser(date))
      .option('--coming', 'only what is enacted and enters into force later')
      .option('--exit-code', 'exit with 1 where anything needs review'),
  ).action((typed: string, options: StaleOptions) =>
    withRecord(context, options, ({ dataset }) => {
      const country = countryNamed(dataset, typed);
      const { day, date: on } = dayOf(context, options.on);
      const marks = options.coming ? [] : stale(dataset, country.id, day);
      const coming = announced(dataset, country.id, day);
      if (options.exitCode && marks.length > 0) context.exitCode = EXIT.problems;
      if (options.json) {
        writeJson(context.out, options.coming ? coming : marks);
        return;
      }
      const page = new Page(context.out);
      const causes = byCause(marks);
      page.line(
        `${page.tone(country.name, 'strong')} (${country.id}), on ${on}: ` +
          (options.coming
            ? ''
            : marks.length === 0
              ? 'nothing needs review.'
              : `${counted(marks.length, 'mark')} from ${counted(causes.length, 'cause')}, earliest change first.`),
      );
      for (const cause of causes) writeCause(page, dataset, cause);
      if (coming.length > 0) {
        page.heading(`Coming: ${counted(coming.length, 'record')} will need review; nothing is marked yet`);
        for (const cause of byCause(coming)) writeCause(page, dataset, cause);
      } else if (options.coming) page.line('Nothing is coming.');
    }),
  );
}

function writeCause(page: Page, dataset: Dataset, cause: Cause): void {
  page.line();
  page.line(page.tone(causeText(dataset, cause), 'strong'));
  for (const mark of cause.marks) writeMark(page, mark);
}

function writeMark(page: Page, { record, downstream }: Stale): void {
  page.line(record, 2, '- ');
  const [indicators, others] = [
    downstream.filter(({ kind }) => kind === 'indicator'),
    downstream.filter(({ kind }) => kind !== 'indicator'),
  ];
  if (indicators.length > 0) page.line(`statuses that use it: ${listed(indicators)}`, 4);
  if (others.length > 0) page.line(`also rests on it: ${listed(others)}`, 4);
}

function listed(dependants: readonly { id: string }[]): string {
  const ids = dependants.slice(0, LISTED).map(({ id }) => id);
  const more = dependants.length - ids.length;
  return ids.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

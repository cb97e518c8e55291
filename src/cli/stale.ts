/** stale COUNTRY: what needs review, why, since when, and what rests on it. */
import { Option } from 'commander';
import { stale } from '../core/review.ts';
import type { PartialDate } from '../core/time.ts';
import { type Context, counted, date, dayOf, declare, type ReadOptions, reads, withRecord } from './command.ts';
import { EXIT } from './exit.ts';
import { countryNamed } from './names.ts';
import { Page, writeJson } from './terminal.ts';
import { reviewText } from './words.ts';

const LISTED = 6;

export function staleCommand(context: Context) {
  return reads(
    declare(
      'stale',
      'what needs review',
      'Lists what rests on something that changed since a person last verified it: a provision with a new version, a ' +
        'source that was replaced, findings that disagree, a hotline nobody has confirmed for a year. Each mark gives ' +
        'the day and the cause, and everything that depends on the record.',
      [
        { line: 'stale kaz', why: 'today' },
        { line: 'stale kaz --on 2024-09-05', why: 'on the day a law entered into force' },
      ],
    )
      .argument('<country>', 'ISO 3166-1 code or name')
      .addOption(new Option('--on <date>', 'what needed review on that day').argParser(date))
      .option('--exit-code', 'exit with 1 where anything needs review'),
  ).action((typed: string, options: ReadOptions & { on?: PartialDate; exitCode?: boolean }) =>
    withRecord(context, options, ({ dataset }) => {
      const country = countryNamed(dataset, typed);
      const { day, date: on } = dayOf(context, options.on);
      const marks = stale(dataset, country.id, day);
      if (options.exitCode && marks.length > 0) context.exitCode = EXIT.problems;
      if (options.json) {
        writeJson(context.out, marks);
        return;
      }
      const page = new Page(context.out);
      page.line(
        `${page.tone(country.name, 'strong')} (${country.id}), on ${on}: ` +
          (marks.length === 0 ? 'nothing needs review.' : `${counted(marks.length, 'mark')}, earliest change first.`),
      );
      for (const mark of marks) {
        page.line();
        page.line(page.tone(mark.record, 'strong'));
        page.line(reviewText(mark), 2);
        const [indicators, others] = [
          mark.downstream.filter(({ kind }) => kind === 'indicator'),
          mark.downstream.filter(({ kind }) => kind !== 'indicator'),
        ];
        if (indicators.length > 0) page.line(`statuses that use it: ${listed(indicators)}`, 2);
        if (others.length > 0) page.line(`also rests on it: ${listed(others)}`, 2);
      }
    }),
  );
}

function listed(dependants: readonly { id: string }[]): string {
  const ids = dependants.slice(0, LISTED).map(({ id }) => id);
  const more = dependants.length - ids.length;
  return ids.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

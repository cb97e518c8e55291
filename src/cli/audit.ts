/** audit FRAMEWORK: like facts, like status. */

import type { Dataset } from '../core/dataset.ts';
import { likeFacts, type UnlikePair } from '../core/like-facts.ts';
import { type Context, counted, type DayOptions, dayOf, declare, readsOnDay, withRecord } from './command.ts';
import { EXIT } from './exit.ts';
import { countryName, frameworkNamed } from './names.ts';
import { Page, writeJson } from './terminal.ts';
import { answerText, say, statusText } from './words.ts';

export function auditCommand(context: Context) {
  return readsOnDay(
    declare(
      'audit',
      'published statuses that the facts do not bear out',
      'Like facts, like status: lists pairs of countries where one is at least as strong on every fact recorded for both and yet has the lower ' +
        'published status. A pair is a question to the assessor, not a verdict: what is not on record may explain it.',
      [
        { line: 'audit progress-indicators', why: 'every pair, clearest first' },
        { line: 'audit progress-indicators --exit-code', why: 'for a script: exit 1 if there is any' },
      ],
    )
      .argument('<framework>', 'id of a framework, such as progress-indicators')
      .option('--exit-code', 'exit with 1 where there is any such pair'),
  ).action((typed: string, options: DayOptions & { exitCode?: boolean }) =>
    withRecord(context, options, ({ dataset }) => {
      const framework = frameworkNamed(dataset, typed);
      const { day, date } = dayOf(context, options.asOf);
      const pairs = likeFacts(dataset, framework.id, day);
      if (options.exitCode && pairs.length > 0) context.exitCode = EXIT.problems;
      if (options.json) {
        writeJson(context.out, pairs);
        return;
      }
      const page = new Page(context.out);
      page.line(`${page.tone(say(framework.title), 'strong')}, as of ${date}`);
      page.line(
        pairs.length === 0
          ? 'No country that is at least as strong on every shared fact has a lower published status.'
          : `${counted(pairs.length, 'pair')} in which the first country is at least as strong on every shared fact and yet has the lower status.`,
      );
      for (const pair of pairs) writePair(page, dataset, pair);
    }),
  );
}

function writePair(
  page: Page,
  dataset: Dataset,
  { indicator: id, stronger, weaker, facts, onlyOne }: UnlikePair,
): void {
  const indicator = dataset.indicator(id);
  if (!indicator) return;
  const [first, second] = [stronger, weaker].map(({ country }) => countryName(dataset, country));
  page.heading(`${say(indicator.body.title)}: ${first} below ${second}`);
  page.table(
    [
      ['', first ?? '', second ?? ''],
      ['status', statusText(page, indicator, stronger.status), statusText(page, indicator, weaker.status)],
      ...facts.map(({ question, stronger: a, weaker: b, differs }) => [
        question,
        answerText(dataset, question, a) + (differs ? ' (stronger)' : ''),
        answerText(dataset, question, b),
      ]),
    ],
    2,
  );
  if (onlyOne.length > 0) page.line(`known for one of them only: ${onlyOne.join(', ')}`, 2);
}

/** reforms COUNTRY INDICATOR: what would have to change for a better status. */
import { assess, type Reform, reforms } from '../core/assess.ts';
import type { Dataset, Indicator } from '../core/dataset.ts';
import { type Context, type DayOptions, dayOf, declare, readsOnDay, withRecord } from './command.ts';
import { countryNamed, indicatorNamed, statusNamed } from './names.ts';
import { Page, writeJson } from './terminal.ts';
import { answerText, reformText, say, statusText, statusWord } from './words.ts';

export function reformsCommand(context: Context) {
  return readsOnDay(
    declare(
      'reforms',
      'what would change a status',
      'Lists the smallest sets of changes that bring a better status: no part of a set does it alone. Each change names ' +
        'the question, the answer today and the answer needed, and the recommendations that already ask for it. ' +
        'An answer that is unknown today may prove to be the one needed: then no reform is called for, only evidence.',
      [
        { line: 'reforms kaz extraterritoriality-extradition', why: 'every better status' },
        { line: 'reforms kaz extraterritoriality-extradition --to met', why: 'what it takes to meet it' },
      ],
    )
      .argument('<country>', 'ISO 3166-1 code or name')
      .argument('<indicator>', 'FRAMEWORK/INDICATOR, or INDICATOR where only one framework has it')
      .option('--to <status>', 'only what brings this status, such as met'),
  ).action((typedCountry: string, typedIndicator: string, options: DayOptions & { to?: string }) =>
    withRecord(context, options, ({ dataset }) => {
      const country = countryNamed(dataset, typedCountry);
      const indicator = indicatorNamed(dataset, typedIndicator);
      const target = options.to === undefined ? undefined : statusNamed(indicator, options.to);
      const { day, date } = dayOf(context, options.asOf);
      const found = reforms(dataset, country.id, indicator, day, target);
      const { status, computed } = assess(dataset, country.id, indicator, day);
      if (options.json) {
        writeJson(context.out, {
          country: country.id,
          framework: indicator.framework.id,
          indicator: indicator.id,
          status,
          computed,
          reforms: found,
        });
        return;
      }
      const page = new Page(context.out);
      page.line(`${page.tone(`${country.name}: ${say(indicator.body.title)}`, 'strong')}, as of ${date}`);
      page.line(`The rule gives: ${statusText(page, indicator, computed)} [${indicator.id}]`);
      if (found.length === 0) {
        page.line();
        page.line(nothingText(indicator, computed, target));
      }
      for (const [to, group] of Map.groupBy(found, (reform) => reform.status)) {
        page.heading(`To ${statusWord(indicator, to)}${group.length > 1 ? `, one of ${group.length} ways` : ''}`);
        for (const [index, reform] of group.entries())
          writeReform(page, dataset, reform, group.length > 1 ? index + 1 : 0);
      }
    }),
  );
}

function nothingText(indicator: Indicator, computed: string, target: string | undefined): string {
  const scale = indicator.rule.clauses.map(({ status }) => status);
  if (computed === scale[0]) return 'It is the best status already.';
  if (target === undefined) return 'No change of answers brings a better status.';
  if (!scale.includes(computed))
    return `It is at least ${statusWord(indicator, target)} already, or no change of answers brings it.`;
  return scale.indexOf(computed) <= scale.indexOf(target)
    ? `It is at least ${statusWord(indicator, target)} already.`
    : `No change of answers brings ${statusWord(indicator, target)}.`;
}

function writeReform(page: Page, dataset: Dataset, { changes }: Reform, number: number): void {
  const indent = number > 0 ? 5 : 2;
  for (const [index, { question, from, to, recommendations }] of changes.entries()) {
    const label = number > 0 && index === 0 ? `  ${number}. ` : ' '.repeat(indent);
    page.line(reformText(dataset, question), 0, label);
    const step = `${answerText(dataset, question, from)} → ${answerText(dataset, question, to)}`;
    page.line(`${question}: ${step}${from === undefined ? ' (it may be so already)' : ''}`, indent + 2);
    for (const id of recommendations) page.line(`asked for by ${id}`, indent + 2);
  }
}

/** history COUNTRY INDICATOR: the status through time. */
import { history } from '../core/assess.ts';
import { type Day, isoDay } from '../core/time.ts';
import { type Context, declare, type ReadOptions, reads, withRecord } from './command.ts';
import { countryNamed, indicatorNamed } from './names.ts';
import { Page, writeJson } from './terminal.ts';
import { possibleText, say, statusText, statusWord } from './words.ts';

export function historyCommand(context: Context) {
  return reads(
    declare(
      'history',
      'a status through time',
      'Lists the stretches of days over which a status holds, oldest first. A new line begins where the status, what ' +
        'is still possible, or an override changes. The first begins with the first finding; the last is still so.',
      [
        { line: 'history kaz age-of-consent', why: 'all of it' },
        { line: 'history kaz age-of-consent --known-at 2026-01-31', why: 'as the record had it then' },
      ],
    )
      .argument('<country>', 'ISO 3166-1 code or name')
      .argument('<indicator>', 'FRAMEWORK/INDICATOR, or INDICATOR where only one framework has it'),
  ).action((typedCountry: string, typedIndicator: string, options: ReadOptions) =>
    withRecord(context, options, ({ dataset }) => {
      const country = countryNamed(dataset, typedCountry);
      const indicator = indicatorNamed(dataset, typedIndicator);
      const spans = history(dataset, country.id, indicator);
      if (options.json) {
        writeJson(context.out, {
          country: country.id,
          framework: indicator.framework.id,
          indicator: indicator.id,
          periods: spans.map(({ from, to, status, possible, computed, override }) => ({
            from: isoDay(from) ?? null,
            to: isoDay(to) ?? null,
            status,
            possible,
            computed,
            override: override ?? null,
          })),
        });
        return;
      }
      const page = new Page(context.out);
      page.line(page.tone(`${country.name}: ${say(indicator.body.title)}`, 'strong'));
      page.line(`${say(indicator.framework.title)} [${indicator.id}]`);
      page.line();
      if (spans.length === 0) page.line('Nothing was ever recorded on it.');
      const shown = (day: Day) => isoDay(day) ?? '';
      page.table(
        spans.map(({ from, to, status, possible, computed, override }) => [
          shown(from) || 'before',
          shown(to) ? `to ${shown(to)}` : 'and still',
          statusText(page, indicator, status),
          override
            ? `by override ${override}; the rule gives ${statusWord(indicator, computed)}`
            : possibleText(indicator, possible),
        ]),
        2,
      );
    }),
  );
}

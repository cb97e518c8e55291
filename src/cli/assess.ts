/** assess COUNTRY: every status of a country on a day, framework by framework. */
import { type Assessment, assess, coverage } from '../core/assess.ts';
import type { Dataset, Indicator } from '../core/dataset.ts';
import { type Context, counted, type DayOptions, dayOf, declare, readsOnDay, withRecord } from './command.ts';
import { countryNamed, frameworkNamed } from './names.ts';
import { Page, writeJson } from './terminal.ts';
import { periodText, possibleText, say, statusText } from './words.ts';

export function assessCommand(context: Context) {
  return readsOnDay(
    declare(
      'assess',
      'the statuses of a country',
      'Computes the status of a country on every indicator, as of a day. The status in force is that of an override ' +
        'where there is one, else the one the rule gives. Where findings leave it open, the statuses still possible are ' +
        'listed. With --json every status comes with its explanation, what is missing and what needs review.',
      [
        { line: 'assess kaz', why: 'every framework, today' },
        { line: 'assess Kazakhstan --framework progress-indicators', why: 'one framework' },
        { line: 'assess kaz --as-of 2012-08-01', why: 'what held on 1 August 2012' },
        { line: 'assess kaz --known-at 2026-01-31', why: 'what the record said at the end of that day' },
        { line: 'assess kaz --data data --json', why: 'from a dataset folder, for programs' },
      ],
    )
      .argument('<country>', 'ISO 3166-1 code (kaz, KZ) or name (Kazakhstan)')
      .option('--framework <id>', 'only the indicators of this framework'),
  ).action((typed: string, options: DayOptions & { framework?: string }) =>
    withRecord(context, options, ({ dataset }) => {
      const country = countryNamed(dataset, typed);
      const framework = options.framework === undefined ? undefined : frameworkNamed(dataset, options.framework);
      const { day, date } = dayOf(context, options.asOf);
      const results = dataset
        .indicators(framework?.id)
        .map((indicator) => ({ indicator, assessment: assess(dataset, country.id, indicator, day) }));
      if (options.json) {
        writeJson(
          context.out,
          results.map(({ assessment }) => assessment),
        );
        return;
      }
      const page = new Page(context.out);
      page.line(`${page.tone(country.name, 'strong')} (${country.id}), as of ${date}`);
      if (results.length === 0) page.line(`${framework?.id ?? 'The dataset'} has no indicators.`);
      for (const [title, group] of Map.groupBy(results, ({ indicator }) => indicator.framework)) {
        writeFramework(page, dataset, say(title.title), group);
      }
    }),
  );
}

function writeFramework(
  page: Page,
  dataset: Dataset,
  title: string,
  results: readonly { indicator: Indicator; assessment: Assessment }[],
): void {
  const { assessed, total } = coverage(results.map(({ assessment }) => assessment.status));
  page.heading(`${title}: ${assessed} of ${total} assessed`);
  // The short name is what the other commands take, unless another framework has it too.
  const taken = (id: string) => dataset.indicators().filter(({ body }) => body.id === id).length > 1;
  page.table(
    results.map(({ indicator, assessment }) => [
      statusText(page, indicator, assessment.status),
      taken(indicator.body.id) ? indicator.id : indicator.body.id,
      notesOn(indicator, assessment),
    ]),
    2,
  );
}

function notesOn(indicator: Indicator, assessment: Assessment): string {
  const { from, to, possible, override, missing, needsReview } = assessment;
  const notes = [
    periodText(from, to),
    override ? `by override ${override.id}` : '',
    override ? '' : possibleText(indicator, possible),
    !override && missing.length > 0 ? `${counted(missing.length, 'answer')} missing` : '',
    needsReview.length > 0 ? `needs review (${needsReview.length})` : '',
  ];
  return notes.filter(Boolean).join('; ');
}

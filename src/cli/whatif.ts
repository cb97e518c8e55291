/** whatif COUNTRY FILE: what supposed answers, such as those of a bill, would change. Nothing is written. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { readSuppositions } from '../app/platform.ts';
import { whatIf } from '../core/assess.ts';
import { PlatformError } from '../core/errors.ts';
import { type Context, counted, type DayOptions, dayOf, declare, readsOnDay, withRecord } from './command.ts';
import { countryNamed } from './names.ts';
import { Page, writeJson } from './terminal.ts';
import { answerText, possibleText, questionText, statusText } from './words.ts';

export function whatifCommand(context: Context) {
  return readsOnDay(
    declare(
      'whatif',
      'what supposed answers would change',
      'Replaces answers of a country by supposed ones, all together, and shows every status that comes out differently. ' +
        'FILE is YAML: a list of {question, value}. A value that is absent or “no-information” supposes that the answer ' +
        'is unknown. FILE - reads standard input. Nothing is written.',
      [
        { line: 'whatif kaz bill.yaml', why: 'what a bill would change' },
        { line: 'whatif kaz bill.yaml --as-of 2027-01-01', why: 'on the day it enters into force' },
        {
          line: "echo '- {question: consent.age, value: 18}' | dutybearer whatif kaz -",
          why: 'one answer, from standard input',
        },
      ],
    )
      .argument('<country>', 'ISO 3166-1 code or name')
      .argument('<file>', 'YAML list of {question, value}, or - for standard input'),
  ).action((typedCountry: string, file: string, options: DayOptions) =>
    withRecord(context, options, async ({ dataset }) => {
      const country = countryNamed(dataset, typedCountry);
      const name = file === '-' ? 'standard input' : file;
      const { supposed, issues } = readSuppositions(name, await contentOf(file), dataset);
      if (issues.length > 0) {
        throw new PlatformError(
          'invalid',
          `${name} has ${counted(issues.length, 'problem')}; nothing was computed.`,
          issues,
        );
      }
      const { day, date } = dayOf(context, options.asOf);
      const changes = whatIf(dataset, country.id, day, supposed);
      if (options.json) {
        writeJson(
          context.out,
          changes.map(({ before, after }) => ({ indicator: before.indicator, before, after })),
        );
        return;
      }
      const page = new Page(context.out);
      page.line(`${page.tone(country.name, 'strong')} (${country.id}), as of ${date}, supposing that`);
      for (const [question, value] of supposed) {
        page.line(`${questionText(dataset, question)} ${answerText(dataset, question, value)} [${question}]`, 2, '- ');
      }
      page.heading(
        changes.length === 0 ? 'No status changes.' : `${counted(changes.length, 'indicator')} would change`,
      );
      for (const { before, after } of changes) {
        const indicator = dataset.indicator(before.indicator);
        if (!indicator) continue;
        const [was, would] = [before, after].map((assessment) => {
          const open = possibleText(indicator, assessment.possible);
          return statusText(page, indicator, assessment.computed) + (open && ` (${open})`);
        });
        page.line(
          `${was} → ${would}${after.override ? `; override ${after.override.id} stands` : ''}`,
          2,
          `${before.indicator}: `,
        );
      }
    }),
  );
}

async function contentOf(file: string): Promise<Uint8Array> {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    throw new PlatformError('not-found', `Cannot read ${file}: ${why}.`);
  }
}

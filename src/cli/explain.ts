/** explain COUNTRY INDICATOR: why a status is what it is, what is missing, and what would have to be looked at again. */
import { type Assessment, assess, type Evidence } from '../core/assess.ts';
import type { Dataset, Indicator } from '../core/dataset.ts';
import type { Finding } from '../core/model/index.ts';
import { type Context, type DayOptions, dayOf, declare, readsOnDay, withRecord } from './command.ts';
import { countryNamed, either, indicatorNamed } from './names.ts';
import { writeRule } from './rule-text.ts';
import { Page, writeJson } from './terminal.ts';
import {
  answerText,
  citationText,
  evidenceText,
  periodText,
  possibleText,
  provisionText,
  questionText,
  reviewText,
  say,
  setAsideText,
  stateText,
  statusText,
  statusWord,
} from './words.ts';

export function explainCommand(context: Context) {
  return readsOnDay(
    declare(
      'explain',
      'why a status is what it is',
      'Shows one status with its reasons: the answers that settle it, each with its period, the provisions it rests on ' +
        'and its sources; what is missing, most informative first; readings that do not count, and why; what needs ' +
        'review. With --json it is one object of the kind that assess lists.',
      [
        { line: 'explain kaz age-of-consent', why: 'today' },
        { line: 'explain kaz progress-indicators/age-of-consent --as-of 2012', why: 'on the first day of 2012' },
      ],
    )
      .argument('<country>', 'ISO 3166-1 code or name')
      .argument('<indicator>', 'FRAMEWORK/INDICATOR, or INDICATOR where only one framework has it'),
  ).action((typedCountry: string, typedIndicator: string, options: DayOptions) =>
    withRecord(context, options, ({ dataset }) => {
      const country = countryNamed(dataset, typedCountry);
      const indicator = indicatorNamed(dataset, typedIndicator);
      const { day, date } = dayOf(context, options.asOf);
      const assessment = assess(dataset, country.id, indicator, day);
      if (options.json) {
        writeJson(context.out, assessment);
        return;
      }
      const page = new Page(context.out);
      page.line(`${page.tone(`${country.name}: ${say(indicator.body.title)}`, 'strong')}, as of ${date}`);
      page.line(`${say(indicator.framework.title)} [${indicator.id}]`);
      writeVerdict(page, dataset, indicator, assessment);
      writeWhy(page, dataset, indicator, assessment);
      writeMissing(page, dataset, assessment);
      writeOtherReadings(page, dataset, assessment);
      if (assessment.needsReview.length > 0) {
        page.heading('Needs review');
        for (const mark of assessment.needsReview) page.line(`${mark.record}: ${reviewText(mark)}`, 2, '- ');
      }
      page.heading('The rule');
      writeRule(page, dataset, indicator, assessment);
    }),
  );
}

function writeVerdict(page: Page, dataset: Dataset, indicator: Indicator, assessment: Assessment): void {
  const { status, computed, possible, override, from, to } = assessment;
  const period = periodText(from, to);
  page.line();
  page.line(`Status: ${statusText(page, indicator, status)}${period && `, ${period}`}`);
  if (override) {
    const record = dataset.get('override', override.id);
    page.line(`by our own decision [${override.id}]: ${record ? say(record.reason) : ''}`, 2);
    for (const citation of record?.citations ?? []) page.line(citationText(dataset, citation), 4, '· ');
    page.line(`The rule gives: ${statusText(page, indicator, computed)}`, 2);
  }
  const open = possibleText(indicator, possible);
  if (open) page.line(`${open.charAt(0).toUpperCase()}${open.slice(1)}.`);
}

function writeWhy(page: Page, dataset: Dataset, indicator: Indicator, assessment: Assessment): void {
  const { explanation, possible, computed } = assessment;
  const decisive = explanation.evidence.filter((evidence) => evidence.decisive);
  page.heading('Why');
  if (decisive.length === 0) {
    page.line(
      possible.length === 1
        ? 'The rule gives this status whatever the answers.'
        : 'No answer on record narrows the status yet.',
      2,
    );
  } else {
    const words = possible.map((status) => statusWord(indicator, status));
    const answers = decisive.length === 1 ? 'this answer' : 'these answers';
    page.line(
      possible.length === 1
        ? `By ${answers}, whatever the others are, the status is “${statusWord(indicator, computed)}”:`
        : `By ${answers} it can still be ${either(words)}:`,
      2,
    );
  }
  for (const evidence of decisive) writeEvidence(page, dataset, evidence);
  const others = explanation.evidence.filter(({ decisive: settles, state }) => !settles && state === 'known');
  if (others.length > 0) {
    page.heading('Also on record, without effect on the status');
    for (const evidence of others) writeEvidence(page, dataset, evidence, true);
  }
}

function writeEvidence(page: Page, dataset: Dataset, evidence: Evidence, brief = false): void {
  const answer = page.tone(evidenceText(dataset, evidence), 'strong');
  const period = periodText(evidence.from, evidence.to);
  page.line(
    `${questionText(dataset, evidence.question)} ${answer}${period && `, ${period}`} [${evidence.question}]`,
    2,
    '- ',
  );
  if (brief) return;
  for (const id of evidence.findings) {
    const finding = dataset.get('finding', id);
    if (finding?.rationale !== undefined) page.line(say(finding.rationale), 4);
  }
  for (const id of evidence.provisions) page.line(provisionText(dataset, id), 4, '§ ');
  for (const citation of evidence.citations) page.line(citationText(dataset, citation), 4, '· ');
}

function writeMissing(page: Page, dataset: Dataset, { missing, explanation }: Assessment): void {
  if (missing.length === 0) return;
  page.heading('What is missing, most informative first');
  for (const { question, state, settles } of missing) {
    const share =
      settles === 1 ? 'settles the status' : settles > 0 ? `settles it in ${Math.round(settles * 100)} % of cases` : '';
    page.line(
      `${questionText(dataset, question)} ${[stateText(state), share].filter(Boolean).join('; ')} [${question}]`,
      2,
      '- ',
    );
    if (state !== 'sources-disagree') continue;
    const readings = explanation.evidence.find((evidence) => evidence.question === question)?.findings ?? [];
    for (const id of readings) {
      const finding = dataset.get('finding', id);
      if (finding) writeReading(page, dataset, finding, 4);
    }
  }
}

function writeOtherReadings(page: Page, dataset: Dataset, { explanation }: Assessment): void {
  const readings = explanation.evidence.flatMap(({ otherReadings }) =>
    otherReadings.flatMap((id) => dataset.get('finding', id) ?? []),
  );
  if (readings.length === 0) return;
  page.heading('Readings that do not count');
  for (const finding of readings) writeReading(page, dataset, finding, 2, setAsideText(finding));
}

function writeReading(page: Page, dataset: Dataset, finding: Finding, indent: number, reason = ''): void {
  const answer = answerText(dataset, finding.question, finding.value);
  const said = [`${finding.question}: ${answer}`, periodText(finding.from, finding.to)].join(', ');
  page.line(`${said}${reason && `; ${reason}`} [${finding.id}]`, indent, '- ');
  for (const citation of finding.citations) page.line(citationText(dataset, citation), indent + 2, '· ');
}

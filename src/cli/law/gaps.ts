/** law gaps COUNTRY [OBLIGATION]: what a treaty obliges a state to make a crime, against its law on a day. */

import { gapsCsv } from '../../app/law.ts';
import type { Dataset } from '../../core/dataset.ts';
import { type Gap, type GapGrid, type GapRow, gapGrid, type PenaltyRange } from '../../core/law/gaps.ts';
import { type Context, counted, type DayOptions, dayOf, declare, readsOnDay, withRecord } from '../command.ts';
import { countryNamed, obligationNamed } from '../names.ts';
import { Page, type Tone, writeJson } from '../terminal.ts';
import { provisionText, say, stateText } from '../words.ts';
import { CSV_OUT } from './output.ts';

const GAPS: Record<Gap, string> = {
  'not-covered': 'not a crime',
  'age-too-low': 'children are not protected up to the age required',
  'means-required': 'means such as force or deceit are required',
  'no-imprisonment': 'no imprisonment',
  unknown: 'not on record',
};

export function lawGapsCommand(context: Context) {
  return readsOnDay(
    declare(
      'gaps',
      'what a treaty obliges to punish, against the law',
      'Shows, act by act, whether what a treaty obliges a state to make a crime is one on a day, up to which age, whether ' +
        'means such as force are required, and the penalties of the articles in force. Without OBLIGATION it lists the ' +
        'obligations with their counts. What is not on record is a gap of the record, not of the law, and says so.',
      [
        { line: 'law gaps kaz', why: 'every obligation, today' },
        { line: 'law gaps kaz opsc-3-1-b --as-of 2012-08-01', why: 'one obligation, on 1 August 2012' },
        { line: 'law gaps kaz opsc-3-1-b --csv', why: 'the same as a table for a spreadsheet' },
      ],
      [
        ['country, asOf', 'what is shown'],
        ['obligations[]', 'without OBLIGATION: obligation, title, acts, covered, withGaps, unknown (counts of acts)'],
        [
          'obligation, title, age',
          'of one obligation: its id, its title, and the age under which every child must be protected',
        ],
        ['rows[].act, rows[].label', 'the act'],
        ['rows[].covered', 'whether it is a crime; null where no finding says'],
        ['rows[].state', '`known`, `sources-disagree`, `no-information` or `not-recorded`'],
        [
          'rows[].age, rows[].meansRequired',
          'the age protected, and whether means are required; null where not on record',
        ],
        [
          'rows[].gaps[]',
          '`not-covered`, `age-too-low`, `means-required`, `no-imprisonment`, `unknown`; empty where the obligation is met as far as the record shows',
        ],
        ['rows[].findings[]', 'ids of the findings that say so'],
        [
          'rows[].provisions[]',
          'provision, version (from 1), age, meansRequired, penalty: baseMinimum, baseMaximum, highest (years), life',
        ],
      ],
    )
      .argument('<country>', 'ISO 3166-1 code or name')
      .argument('[obligation]', 'an obligation of the codebook, such as opsc-3-1-b')
      .addOption(CSV_OUT()),
  ).action((typedCountry: string, typed: string | undefined, options: DayOptions & { csv?: boolean }) =>
    withRecord(context, options, ({ dataset }) => {
      const country = countryNamed(dataset, typedCountry);
      const { day, date } = dayOf(context, options.asOf);
      const asked = typed === undefined ? dataset.all('obligation') : [obligationNamed(dataset, typed)];
      const grids = asked.map((obligation) => gapGrid(dataset, country.id, obligation, day));
      const [first] = grids;
      if (options.json) {
        const head = { country: country.id, asOf: date };
        writeJson(
          context.out,
          typed !== undefined && first
            ? { ...head, ...gridJson(first) }
            : { ...head, obligations: grids.map(countsOf) },
        );
        return;
      }
      if (options.csv) {
        context.out.write(gapsCsv(dataset, country.id, asked, day, 'en'));
        return;
      }
      const page = new Page(context.out);
      page.line(`${page.tone(country.name, 'strong')} (${country.id}), as of ${date}`);
      if (typed !== undefined && first) writeGrid(page, dataset, first);
      else writeList(page, grids);
    }),
  );
}

function countsOf({ obligation, rows }: GapGrid) {
  return {
    obligation: obligation.id,
    title: obligation.title,
    acts: rows.length,
    covered: rows.filter(({ covered }) => covered).length,
    withGaps: rows.filter(({ gaps }) => gaps.some((gap) => gap !== 'unknown')).length,
    unknown: rows.filter(({ gaps }) => gaps.includes('unknown')).length,
  };
}

function gridJson({ obligation, rows }: GapGrid) {
  return {
    obligation: obligation.id,
    title: obligation.title,
    age: obligation.age,
    rows: rows.map(({ act, covered, state, age, meansRequired, gaps, findings, provisions }) => ({
      act: act.id,
      label: act.label,
      covered: covered ?? null,
      state,
      age: age ?? null,
      meansRequired: meansRequired ?? null,
      gaps,
      findings: findings.map(({ id }) => id),
      provisions: provisions.map((cell) => ({
        provision: cell.provision.id,
        version: cell.index + 1,
        age: cell.age ?? null,
        meansRequired: cell.meansRequired ?? null,
        penalty: cell.penalty ?? null,
      })),
    })),
  };
}

function writeList(page: Page, grids: readonly GapGrid[]): void {
  if (grids.length === 0) page.line('The codebook has no obligations.');
  page.line();
  page.table(
    grids.map((grid) => {
      const { acts, covered, withGaps, unknown } = countsOf(grid);
      return [
        grid.obligation.id.replace(/^obligation\//, ''),
        `${covered} of ${counted(acts, 'act')}`,
        [
          say(grid.obligation.title),
          withGaps > 0 ? page.tone(`${withGaps} with gaps`, 'bad') : '',
          unknown > 0 ? page.tone(`${unknown} not on record`, 'faint') : '',
        ]
          .filter(Boolean)
          .join('; '),
      ];
    }),
    2,
  );
}

function writeGrid(page: Page, dataset: Dataset, { obligation, rows }: GapGrid): void {
  page.line(`${say(obligation.title)} [${obligation.id}]; every child under ${obligation.age}`);
  for (const row of rows) {
    page.line();
    page.line(page.tone(say(row.act.label), 'strong'));
    page.line(page.tone(verdict(row), toneOf(row)), 2);
    const facts = [
      row.age === undefined ? '' : `protects children under ${row.age}`,
      row.meansRequired === undefined ? '' : row.meansRequired ? 'means are required' : 'no means are required',
    ].filter(Boolean);
    if (facts.length > 0) page.line(facts.join('; '), 2);
    for (const { provision, penalty, age } of row.provisions) {
      const details = [age === undefined ? '' : `under ${age}`, penalty ? rangeText(penalty) : ''].filter(Boolean);
      page.line(
        `${provisionText(dataset, provision.id)}${details.length > 0 ? `: ${details.join('; ')}` : ''}`,
        2,
        '§ ',
      );
    }
    for (const { id } of row.findings) page.line(id, 2, '· ');
  }
}

function verdict({ covered, state, gaps }: GapRow): string {
  if (covered === undefined) return state === 'known' ? 'no yes or no on record' : stateText(state);
  if (gaps.length === 0) return 'a crime';
  return covered ? `a crime, but: ${gaps.map((gap) => GAPS[gap]).join('; ')}` : GAPS['not-covered'];
}

function toneOf({ covered, gaps }: GapRow): Tone {
  if (covered === undefined) return 'faint';
  return gaps.length === 0 ? 'good' : covered ? 'fair' : 'bad';
}

function rangeText({ baseMinimum, baseMaximum, highest, life }: PenaltyRange): string {
  const base =
    baseMaximum === undefined
      ? ''
      : `${baseMinimum === undefined ? 'up to ' : `${baseMinimum} to `}${baseMaximum} years`;
  const most = life
    ? 'up to life'
    : highest === undefined || highest === baseMaximum
      ? ''
      : `up to ${highest} years when aggravated`;
  return [base, most].filter(Boolean).join(', ') || 'no imprisonment on record';
}

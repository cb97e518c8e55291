/** treaties [COUNTRY|INSTRUMENT]: who is bound by what, since when, and what was reported. */
import { instrumentData, reportData, standingData } from '../app/treaties.ts';
import {
  type CommitmentState,
  countStates,
  type Instrument,
  isTreaty,
  type ReportStanding,
  STATES_OF_COMMITMENT,
  type Standing,
  standingsOn,
  treaties,
  undertakings,
} from '../core/commitments/treaties.ts';
import type { Dataset } from '../core/dataset.ts';
import { PlatformError } from '../core/errors.ts';
import { english, everyText } from '../core/localised.ts';
import type { Day, PartialDate } from '../core/time.ts';
import states from '../web/states.json' with { type: 'json' };
import { type Context, counted, type DayOptions, dayOf, declare, readsOnDay, withRecord } from './command.ts';
import { type Country, countryName, countryNamed } from './names.ts';
import { Page, writeJson } from './terminal.ts';

/** Members and observers of the United Nations: those whose place is unknown count too. */
const STATES = states.map(([code = '']) => code);

const WORDS: Record<CommitmentState, string> = {
  party: 'party',
  signed: 'signed',
  withdrawn: 'withdrawn',
  none: 'not a party',
  unknown: 'not known',
};

export function treatiesCommand(context: Context) {
  return readsOnDay(
    declare(
      'treaties',
      'who is bound by what, and what was reported',
      'Without an argument, lists the treaties with how many states stand how. With a country, its treaties: signature, ' +
        'act of parliament, deposit and entry into force apart, each as exact as its source, and its reports by cycle. With ' +
        'a treaty, every state. Dates that sources give and that we set aside stand in brackets; where standing sources ' +
        'disagree it says so. A day of entry into force marked * follows from the treaty’s own rule. What no source on file ' +
        'says is not known, and a report is called overdue only after somebody looked for it.',
      [
        { line: 'treaties', why: 'every treaty, today' },
        { line: 'treaties kaz', why: 'what a state has undertaken, and its reports' },
        { line: 'treaties opsc --as-of 2010', why: 'every state on one treaty, on 1 January 2010' },
        { line: 'treaties opic --json', why: 'the same with every act and its sources, for programs' },
      ],
      [
        ['asOf', 'the day it holds for'],
        ['treaties[]', 'without an argument: the treaty, and counts by state of commitment'],
        ['country, treaties[]', 'of a country: one entry for each treaty, with its reports[]'],
        ['instrument, states[], reports[]', 'of a treaty: one entry for each state'],
        ['….state', '`party`, `signed`, `withdrawn`, `none` or `unknown`'],
        ['….since, ….by', 'when it came about; by, where no source dates it: a day by which it had'],
        ['….signature, ….domesticAct, ….deposit, ….inForce', 'dates of the steps; absent where not on record'],
        ['….inForceFrom', '`source`, `derived` by who recorded it, or `rule`: computed from the deposit'],
        ['….acts[], ….statements[]', 'every act with its rank and citations, and every reservation and declaration'],
        ['….sourcesDisagree', 'whether standing sources give different days, or an act contradicts a finding'],
        ['….knownOn', 'the last day for which a source says how things stand'],
        [
          'reports[].state',
          '`reviewed`, `submitted`, `awaited`, `overdue`, `none-on-file` (due, and nobody has looked for it) or `undated`',
        ],
      ],
    ).argument('[country-or-treaty]', 'ISO 3166-1 code or name, or a treaty: opsc, lanzarote'),
  ).action((typed: string | undefined, options: DayOptions) =>
    withRecord(context, options, ({ dataset }) => {
      const asked = dayOf(context, options.asOf);
      const page = new Page(context.out);
      const json = options.json === true ? (value: object) => writeJson(context.out, value) : undefined;
      if (typed === undefined) return everyTreaty(page, dataset, asked, json);
      const found = placeNamed(dataset, typed);
      return 'kind' in found
        ? oneTreaty(page, dataset, found, asked, json)
        : oneCountry(page, dataset, found, asked, json);
    }),
  );
}

interface Asked {
  readonly day: Day;
  readonly date: PartialDate;
}
type Json = ((value: object) => void) | undefined;

/** The treaty, or else the country, that a person means: a treaty by its id, or by its whole short or full title. */
function placeNamed(dataset: Dataset, typed: string): Instrument | Country {
  const wanted = typed.trim().toLowerCase();
  const byId = dataset.get('instrument', wanted);
  if (byId) return byId;
  const byTitle = dataset
    .all('instrument')
    .find((one) => [...everyText(one.short), ...everyText(one.title)].some((name) => name.toLowerCase() === wanted));
  if (byTitle) return byTitle;
  try {
    return countryNamed(dataset, typed);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    throw new PlatformError(
      'not-found',
      `${error.message} Nor is there a treaty of this name: “dutybearer treaties” lists them.`,
    );
  }
}

function everyTreaty(page: Page, dataset: Dataset, { day, date }: Asked, json: Json): void {
  const rows = treaties(dataset).map((instrument) => ({
    instrument,
    counts: countStates(standingsOn(dataset, instrument, STATES, day)),
  }));
  if (json) {
    json({
      asOf: date,
      treaties: rows.map(({ instrument, counts }) => ({ ...instrumentData(instrument), counts })),
    });
    return;
  }
  page.line(`Treaties as of ${date}: ${STATES.length} member and observer states, and others on record.`);
  page.line();
  const shown = STATES_OF_COMMITMENT.filter((state) => rows.some(({ counts }) => counts[state] > 0));
  page.table([
    ['treaty', ...shown.map((state) => WORDS[state])],
    ...rows.map(({ instrument, counts }) => [instrument.id, ...shown.map((state) => String(counts[state]))]),
  ]);
}

function oneTreaty(page: Page, dataset: Dataset, instrument: Instrument, { day, date }: Asked, json: Json): void {
  const standings = isTreaty(instrument) ? standingsOn(dataset, instrument, STATES, day) : [];
  const countries = new Set(standings.map(({ country }) => country));
  for (const { country, instrument: id } of dataset.all('treaty-report')) {
    if (country && id === instrument.id) countries.add(country);
  }
  const reports = [...countries]
    .flatMap((country) => undertakings(dataset, country, day))
    .flatMap((row) => (row.standing.instrument.id === instrument.id ? row.reports : []));
  if (json) {
    json({
      asOf: date,
      instrument: instrumentData(instrument),
      states: standings.map(standingData),
      reports: reports.map(reportData),
    });
    return;
  }
  page.line(`${page.tone(english(instrument.title), 'strong')} (${instrument.id}), as of ${date}`);
  page.line(
    [
      instrument.adopted && `adopted ${instrument.adopted}`,
      instrument.inForce && `in force since ${instrument.inForce}`,
      instrument.depositary && `kept by: ${instrument.depositary}`,
    ]
      .filter(Boolean)
      .join('; '),
  );
  if (standings.length > 0) {
    const counts = countStates(standings);
    page.line(
      STATES_OF_COMMITMENT.filter((state) => counts[state] > 0)
        .map((state) => `${WORDS[state]} ${counts[state]}`)
        .join(', '),
    );
    const rows = standings
      .filter(({ state, acts }) => state !== 'unknown' || acts.length > 0)
      .map((standing) => ({ standing, name: countryName(dataset, standing.country) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    page.line();
    page.table([
      ['state', 'stands', 'signed', 'bound', 'in force', ''],
      ...rows.map(({ standing, name }) => [standing.country, ...stepCells(standing, name)]),
    ]);
  }
  writeReports(page, reports, ({ report }) => countryName(dataset, report.country ?? ''));
}

function oneCountry(page: Page, dataset: Dataset, country: Country, { day, date }: Asked, json: Json): void {
  const rows = undertakings(dataset, country.id, day);
  if (json) {
    json({
      asOf: date,
      country: country.id,
      treaties: rows.map(({ standing, reports }) => ({ ...standingData(standing), reports: reports.map(reportData) })),
    });
    return;
  }
  const bound = rows.filter(({ standing }) => isTreaty(standing.instrument));
  const parties = bound.filter(({ standing }) => standing.state === 'party').length;
  page.line(
    `${page.tone(country.name, 'strong')} (${country.id}), as of ${date}: ` +
      (rows.length === 0
        ? 'nothing on file.'
        : `party to ${parties} of ${counted(bound.length, 'treaty').replace('treatys', 'treaties')} on file.`),
  );
  if (bound.length > 0) {
    page.line();
    page.table([
      ['treaty', 'stands', 'signed', 'bound', 'in force', ''],
      ...bound.map(({ standing }) => [standing.instrument.id, ...stepCells(standing)]),
    ]);
  }
  writeReports(
    page,
    rows.flatMap(({ reports }) => reports),
    ({ report }) => report.instrument,
  );
}

/** Where a state stands, the dates of the steps, and what else a reader must know. */
function stepCells(standing: Standing, name?: string): string[] {
  const { signature, deposit, domestic, force, acts } = standing;
  const dateOf = (step: Standing['deposit']) => (step ? (step.act.date ?? 'undated') : '');
  const isDerived = force !== undefined && (force.act === undefined || force.act.basisOfDate !== undefined);
  const aside = acts.filter(({ rank }) => rank === 'deprecated').map(({ date }) => date ?? 'undated');
  const rivals = [signature, deposit].flatMap((step) => (step?.disagree ? step.others : []));
  return [
    WORDS[standing.state],
    dateOf(signature),
    dateOf(deposit),
    force ? `${force.date}${isDerived ? '*' : ''}` : '',
    [
      name,
      !deposit && domestic && `law of ${dateOf(domestic)}`,
      standing.by !== undefined && `by ${standing.by}`,
      standing.disagree && 'sources disagree',
      rivals.length > 0 && `also ${rivals.map(({ date = 'undated' }) => date).join(', ')}`,
      aside.length > 0 && `[${aside.join(', ')}]`,
      standing.state === 'none' && standing.known && `known ${standing.known}`,
    ]
      .filter(Boolean)
      .join('; '),
  ];
}

const REPORT_WORDS: Record<ReportStanding['state'], string> = {
  reviewed: 'reviewed',
  submitted: 'submitted, not reviewed on file',
  awaited: 'awaited',
  overdue: 'overdue',
  'none-on-file': 'no report on file',
  undated: 'dates not on file',
};

function writeReports(page: Page, reports: readonly ReportStanding[], of: (standing: ReportStanding) => string): void {
  if (reports.length === 0) return;
  page.heading('Reports and reviews');
  page.table([
    ['of', 'cycle', 'due', 'submitted', 'reviewed', 'stands'],
    ...reports.map((standing) => [
      of(standing),
      standing.report.cycle,
      standing.due ?? '',
      standing.submitted ?? '',
      standing.reviewed ?? '',
      REPORT_WORDS[standing.state] +
        (standing.state === 'overdue' && standing.checkedOn ? `, looked for on ${standing.checkedOn}` : ''),
    ]),
  ]);
}

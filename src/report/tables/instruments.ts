/** Treaties: what the state signed, ratified and is bound by, and what it last reported; and every report it owes. */
import type { RecordOf } from '../../core/model/index.ts';
import { firstDay } from '../../core/time.ts';
import type { Cell, Inline } from '../document.ts';
import { BREAK, cell, cited, head, joined, type Maker, type Making, table, words } from '../making.ts';

type Act = RecordOf<'treaty-action'>;
type Instrument = RecordOf<'instrument'>;
type Report = RecordOf<'treaty-report'>;

/** Steps of the way to being bound, as columns; acts of other names make no column. */
const STEPS = [
  ['report.signature', ['signature']],
  ['report.domestic-act', ['domestic-ratification']],
  ['report.ratification', ['ratification', 'accession', 'succession', 'acceptance', 'deposit']],
  ['report.entry-into-force', ['entry-into-force']],
] as const;

/** Standing readings first: the preferred one, then by day. */
function standing(acts: readonly Act[]): Act[] {
  const counting = acts.filter(({ rank }) => rank !== 'deprecated');
  const preferred = counting.filter(({ rank }) => rank === 'preferred');
  return (preferred.length > 0 ? preferred : counting).toSorted((a, b) => dayOf(a.date) - dayOf(b.date));
}

const dayOf = (date: string | undefined): number => (date === undefined ? Infinity : firstDay(date));

/** Treaties and protocols with their acts by the day; `types=` names other types of instrument, `all=yes` takes every one. */
export const instruments: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const types = new Set((options.types ?? 'treaty,protocol').split(','));
  const acts = dataset
    .inCountry('treaty-action', country)
    .filter(({ date }) => date === undefined || firstDay(date) <= day);
  const reports = dataset.inCountry('treaty-report', country);
  const rows = instrumentsOf(making, [...acts, ...reports])
    .filter(({ type }) => options.all === 'yes' || types.has(type))
    // A group of bilateral treaties has no date of its own, and tells nothing in a table of dates.
    .filter(({ id, adopted }) => adopted !== undefined || acts.some((act) => act.instrument === id && act.date));
  const made = rows.map((instrument) => {
    const own = acts.filter((act) => act.instrument === instrument.id);
    const steps = STEPS.map(([, names]) => own.filter(({ action }) => (names as readonly string[]).includes(action)));
    const last = lastReport(
      making,
      reports.filter((report) => report.instrument === instrument.id),
    );
    const citations = [...steps.flatMap(standing), ...(last ? [last] : [])].flatMap((one) => one.citations ?? []);
    return {
      instrument,
      steps,
      row: [
        // One note a row: a note at each date would drown the table.
        head([...making.link(instrument), ...cited(making, citations)]),
        ...steps.map((step, index) => stepCell(making, step, (STEPS[index]?.[1].length ?? 0) > 1)),
        words(making, last?.submitted ? voice.date(last.submitted, 'short') : '–'),
      ],
    };
  });
  return table(making, {
    caption: voice.plain(voice.t('report.instruments', { date: voice.date(making.asOf) })),
    head: [voice.t('treaties.instrument'), ...STEPS.map(([key]) => voice.t(key)), voice.t('treaties.last-report')],
    widths: [28, 14, 14, 16, 14, 14],
    wide: true,
    rows: made.map(({ row }) => row),
    foot: made.flatMap(({ instrument, steps }) => steps.flatMap((step) => setAside(making, instrument, step))),
  });
};

function instrumentsOf({ dataset }: Making, records: readonly { readonly instrument: string }[]): Instrument[] {
  return [...new Set(records.map(({ instrument }) => instrument))]
    .flatMap((id) => dataset.get('instrument', id) ?? [])
    .sort((a, b) => dayOf(a.adopted) - dayOf(b.adopted) || (a.id < b.id ? -1 : 1));
}

function stepCell(making: Making, step: readonly Act[], naming: boolean): Cell {
  const { voice } = making;
  const acts = standing(step);
  const [first] = acts;
  if (!first) return words(making, '–');
  const dates = [...new Map(acts.map((act) => [act.date ?? '', act])).values()];
  const shown = dates.map(({ date, action }) => [
    ...voice.plain(date === undefined ? voice.t('treaties.no-date') : voice.date(date, 'short')),
    ...(naming && action !== 'ratification' ? voice.plain(` (${voice.t(`value.${action}`)})`) : []),
  ]);
  const differ = dates.some((a) => dates.some((b) => a.date && b.date && !same(a.date, b.date)));
  return cell([...joined(shown, BREAK), ...(differ ? [...voice.plain(' '), voice.flag('disagree')] : [])]);
}

const same = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

/** Readings of a date that do not count, with why: a reader meets them elsewhere. */
function setAside(making: Making, instrument: Instrument, step: readonly Act[]): (readonly Inline[])[] {
  const { voice } = making;
  const dates = standing(step).flatMap(({ date }) => date ?? []);
  return step
    .filter(({ rank, date }) => rank === 'deprecated' && date && !dates.some((other) => same(other, date)))
    .map((act) => [
      ...voice.name(instrument),
      ...voice.plain(': '),
      ...voice.rich('report.set-aside', { date: voice.date(act.date ?? '', 'short') }),
      ...(act.rankReason ? [...voice.plain(' '), ...voice.say(act.rankReason)] : []),
      ...cited(making, act.citations),
    ]);
}

function lastReport({ day }: Making, reports: readonly Report[]): Report | undefined {
  return reports
    .filter(({ submitted }) => submitted && firstDay(submitted) <= day)
    .toSorted((a, b) => dayOf(b.submitted) - dayOf(a.submitted))[0];
}

/** Every report under a treaty or a review; `instrument=` takes those of one. */
export const treatyReports: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const reports = dataset
    .inCountry('treaty-report', country)
    .filter(({ instrument }) => options.instrument === undefined || instrument === options.instrument)
    .filter(({ due, submitted, reviewed }) => [due, submitted, reviewed].some((date) => date && firstDay(date) <= day));
  const known = (date: string | undefined) => (date && firstDay(date) <= day ? voice.date(date, 'short') : '–');
  return table(making, {
    caption: voice.plain(voice.t('report.treaty-reports', { date: voice.date(making.asOf) })),
    head: [
      voice.t('treaties.instrument'),
      voice.t('treaties.cycle'),
      ...(['due', 'submitted', 'reviewed', 'outcome'] as const).map((name) => voice.t(`treaties.${name}`)),
    ],
    widths: [24, 14, 12, 12, 12, 26],
    wide: true,
    rows: instrumentsOf(making, reports).flatMap((instrument) =>
      reports
        .filter((report) => report.instrument === instrument.id)
        .map((report) => [
          head(making.link(instrument)),
          cell(voice.noted(report.cycle)),
          words(making, report.due ? voice.date(report.due, 'short') : '–'),
          words(making, known(report.submitted)),
          words(making, known(report.reviewed)),
          cell([
            ...(report.outcome && report.reviewed && firstDay(report.reviewed) <= day ? voice.say(report.outcome) : []),
            ...(report.symbol ? voice.plain(` ${report.symbol}`) : []),
            ...cited(making, report.citations),
          ]),
        ]),
    ),
  });
};

/**
 * What a state has undertaken: where it stands on a treaty on a day, by which acts, and what it has reported.
 * Always true: signature, act of parliament, deposit and entry into force are acts apart, each with its own date and
 * sources; dates keep their precision; readings that disagree are all returned and never averaged; what no source says
 * is unknown, and a report is overdue only after somebody looked in the register and found none.
 */
import { answerOn } from '../answers.ts';
import type { Dataset } from '../dataset.ts';
import type { Finding, Question, RecordOf } from '../model/index.ts';
import { remember } from '../remember.ts';
import { type Day, firstDay, isApproximate, isoDay, lastDay, type PartialDate } from '../time.ts';

export type Instrument = RecordOf<'instrument'>;
export type Act = RecordOf<'treaty-action'>;
export type Report = RecordOf<'treaty-report'>;
export type Action = Act['action'];

/** Acts by which a state becomes bound: deposits with the keeper of the treaty. */
export const BINDING: ReadonlySet<Action> = new Set([
  'ratification',
  'accession',
  'succession',
  'acceptance',
  'deposit',
]);

/** Statements that a state makes on a treaty, each of which stands for itself. */
export const STATEMENTS: ReadonlySet<Action> = new Set(['reservation', 'declaration', 'objection']);

/** Where a state stands on a treaty, best first: the order in which pages list it. */
export const STATES_OF_COMMITMENT = ['party', 'signed', 'withdrawn', 'none', 'unknown'] as const;
export type CommitmentState = (typeof STATES_OF_COMMITMENT)[number];

/** One step of the way to being bound, with every reading of it. */
export interface Step {
  /** The reading that counts: the preferred one, else the one that all the others leave standing. */
  readonly act: Act;
  /** The other readings that count as much, and those set aside. */
  readonly others: readonly Act[];
  /** Whether standing readings give days that cannot be the same. */
  readonly disagree: boolean;
}

/** When a treaty enters into force for a state. */
export interface Force {
  readonly date: PartialDate;
  /** The act on file; without it, the day follows from the deposit by the rule of the treaty. */
  readonly act?: Act;
}

/** A state on a treaty on a day. */
export interface Standing {
  readonly country: string;
  readonly instrument: Instrument;
  readonly state: CommitmentState;
  /** When what makes the state came about, as exactly as the source has it; absent where no source dates it. */
  readonly since?: PartialDate;
  /** Of what is not dated: a day by which it had come about, for a source speaks of it then. */
  readonly by?: PartialDate;
  readonly signature?: Step;
  readonly domestic?: Step;
  readonly deposit?: Step;
  readonly force?: Force;
  readonly withdrawal?: Act;
  /** Reservations, declarations and objections by the day, with the act that took one back. */
  readonly statements: readonly { readonly act: Act; readonly withdrawn?: Act }[];
  /** Every act by the day, oldest first, those set aside among them. */
  readonly acts: readonly Act[];
  /** The findings that say whether the state is a party. */
  readonly findings: readonly Finding[];
  /** Whether standing readings of an act disagree, or an act and a finding do. */
  readonly disagree: boolean;
  /** The last day for which a source on file says how things stand. */
  readonly known?: PartialDate;
}

/** How many states stand how. */
export type Counts = Readonly<Record<CommitmentState, number>>;

const ADOPTED_LAST = '9999';

/** Treaties and protocols: what a state can be bound by. */
export const isTreaty = ({ type }: Instrument): boolean => type === 'treaty' || type === 'protocol';

interface Index {
  readonly actsOf: ReadonlyMap<string, readonly Act[]>;
  readonly countriesOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly questionOf: ReadonlyMap<string, Question>;
}

const indexes = new WeakMap<Dataset, Index>();

function indexOf(dataset: Dataset): Index {
  return remember(indexes, dataset, () => {
    const actsOf = Map.groupBy(dataset.all('treaty-action'), ({ country, instrument }) => `${country} ${instrument}`);
    const countriesOf = new Map<string, Set<string>>();
    for (const { instrument, country } of [...dataset.all('treaty-action'), ...dataset.all('treaty-report')]) {
      if (country) remember(countriesOf, instrument, () => new Set<string>()).add(country);
    }
    const questionOf = new Map<string, Question>();
    for (const question of dataset.all('question')) {
      const [basis, ...more] = question.basis ?? [];
      if (!basis || more.length > 0 || basis.article !== undefined || question.type !== 'boolean') continue;
      if (question.id.startsWith('commitments.')) questionOf.set(basis.instrument, question);
    }
    return { actsOf, countriesOf, questionOf };
  });
}

/** The question of the codebook whether a state is a party to a treaty: the one that rests on the whole of it alone. */
export function partyQuestion(dataset: Dataset, instrument: string): Question | undefined {
  return indexOf(dataset).questionOf.get(instrument);
}

/** Every act of a state on a treaty, those set aside among them, as recorded. */
export function actsOn(dataset: Dataset, country: string, instrument: string): readonly Act[] {
  return indexOf(dataset).actsOf.get(`${country} ${instrument}`) ?? [];
}

/** The day by which what no source dates had come about: its earliest source cannot speak of what came later. */
export function reportedBy(dataset: Dataset, record: Act | Report): PartialDate | undefined {
  return spokenOn(dataset, record).toSorted((a, b) => lastDay(a) - lastDay(b))[0];
}

/** The days of the sources of a record: of publication, or of reading where a source gives none. */
function spokenOn(dataset: Dataset, { citations = [] }: Act | Report): PartialDate[] {
  return citations.flatMap(({ source }) => {
    const { published, accessed } = dataset.get('source', source) ?? {};
    return published ?? accessed ?? [];
  });
}

/** Whether an act was done by a day; undefined where no source tells. */
function doneBy(dataset: Dataset, act: Act, instrument: Instrument, day: Day): boolean | undefined {
  if (act.date !== undefined) return firstDay(act.date) <= day;
  const by = reportedBy(dataset, act);
  if (by === undefined || lastDay(by) <= day) return true;
  return instrument.adopted !== undefined && day < firstDay(instrument.adopted) ? false : undefined;
}

const dayOf = ({ date }: Act): Day => (date === undefined ? Infinity : firstDay(date));
const byDay = (a: Act, b: Act): number =>
  dayOf(a) === dayOf(b) ? (a.id < b.id ? -1 : 1) : dayOf(a) < dayOf(b) ? -1 : 1;

/** Whether two readings can be of one day: one of them is undated, or is the other with less precision. */
const mayBeSame = (a: Act, b: Act): boolean =>
  a.date === undefined || b.date === undefined || a.date.startsWith(b.date) || b.date.startsWith(a.date);

/** The readings that count: the preferred ones alone where there are any. */
function counting(acts: readonly Act[]): readonly Act[] {
  const standing = acts.filter(({ rank }) => rank !== 'deprecated');
  const preferred = standing.filter(({ rank }) => rank === 'preferred');
  return preferred.length > 0 ? preferred : standing;
}

/** One step of several readings; the most exact of those that count speaks for it. */
function stepOf(acts: readonly Act[]): Step | undefined {
  const readings = counting(acts);
  const [act] = readings.toSorted((a, b) => (b.date ?? '').length - (a.date ?? '').length || byDay(a, b));
  if (!act) return undefined;
  return {
    act,
    others: acts.filter((other) => other !== act).toSorted(byDay),
    disagree: readings.some((a) => readings.some((b) => !mayBeSame(a, b))),
  };
}

/** Where a state stands on a treaty on a day. */
export function standingOn(dataset: Dataset, country: string, instrument: Instrument, day: Day): Standing {
  const every = actsOn(dataset, country, instrument.id);
  const done = new Map(every.map((act) => [act, doneBy(dataset, act, instrument, day)] as const));
  const acts = every.filter((act) => done.get(act) === true).toSorted(byDay);
  const of = (wanted: (act: Act) => boolean) => acts.filter(wanted);

  const [withdrawal] = counting(of((act) => act.action === 'withdrawal' && act.withdraws === undefined))
    .toSorted(byDay)
    .reverse();
  // A state that withdrew can join again: what came before the withdrawal is then another act, not another reading.
  const since = withdrawal === undefined ? -Infinity : dayOf(withdrawal);
  const bound = of(({ action }) => BINDING.has(action));
  const again = bound.filter((act) => dayOf(act) > since);
  const deposit = stepOf(again.length > 0 ? again : bound);
  const recorded = stepOf(of(({ action }) => action === 'entry-into-force'));
  const signature = stepOf(of(({ action }) => action === 'signature'));
  const domestic = stepOf(of(({ action }) => action === 'domestic-ratification'));
  const steps = [signature, domestic, deposit, recorded];

  const question = partyQuestion(dataset, instrument.id);
  const answer = question && answerOn(dataset, country, question.id, day);
  const findings = answer?.findings ?? [];

  const isOut = withdrawal !== undefined && again.length === 0;
  const binds = deposit?.act ?? recorded?.act;
  const standing = counting(every.filter(({ action }) => BINDING.has(action)));
  // Of readings that disagree some may lie before the day and others after it: then nobody knows.
  const isOpen = !isOut && standing.some((act) => done.get(act) !== true) && standing.some((act) => done.get(act));
  const mayBeBound = standing.some((act) => done.get(act) === undefined);
  const isLater = standing.some((act) => done.get(act) === false);
  const isEarly = instrument.adopted !== undefined && day < firstDay(instrument.adopted);

  const state: CommitmentState = isOpen
    ? 'unknown'
    : isOut
      ? 'withdrawn'
      : binds || answer?.value === true
        ? 'party'
        : mayBeBound || answer?.state === 'sources-disagree'
          ? 'unknown'
          : signature
            ? 'signed'
            : isEarly || isLater || answer?.value === false
              ? 'none'
              : 'unknown';
  const force = state === 'party' ? forceOf(instrument, deposit, recorded) : undefined;
  const isBoundByActs = binds !== undefined && !isOut;
  const contradicted = isBoundByActs ? answer?.value === false : isOut && answer?.value === true;
  const maker = state === 'party' ? binds : state === 'signed' ? signature?.act : isOut ? withdrawal : undefined;
  const known = latest([...findings.map(({ readOn }) => readOn), ...acts.flatMap((act) => spokenOn(dataset, act))]);
  const by = maker && maker.date === undefined ? reportedBy(dataset, maker) : undefined;
  return {
    country,
    instrument,
    state,
    ...(maker?.date !== undefined && { since: maker.date }),
    ...(by !== undefined && { by }),
    ...(maker === undefined && state === 'party' && findings[0] && { by: findings[0].from }),
    ...(signature && { signature }),
    ...(domestic && { domestic }),
    ...(deposit && { deposit }),
    ...(force && { force }),
    ...(withdrawal && { withdrawal }),
    statements: statementsOf(acts),
    acts,
    findings,
    disagree:
      isOpen || contradicted || answer?.state === 'sources-disagree' || steps.some((step) => step?.disagree === true),
    ...(known !== undefined && { known }),
  };
}

const latest = (dates: readonly PartialDate[]): PartialDate | undefined =>
  dates.toSorted((a, b) => lastDay(b) - lastDay(a))[0];

function statementsOf(acts: readonly Act[]): Standing['statements'] {
  return acts
    .filter(({ action }) => STATEMENTS.has(action))
    .map((act) => {
      const withdrawn = acts.find((other) => other.action === 'withdrawal' && other.withdraws === act.id);
      return { act, ...(withdrawn && { withdrawn }) };
    });
}

/** When a treaty is in force for a state: what a source says, else what follows from the deposit. */
function forceOf(instrument: Instrument, deposit: Step | undefined, recorded: Step | undefined): Force | undefined {
  if (recorded?.act.date !== undefined) return { date: recorded.act.date, act: recorded.act };
  const { date } = deposit?.act ?? {};
  // A successor is bound without a break by what bound the state before it.
  if (date === undefined || deposit?.disagree || deposit?.act.action === 'succession') return undefined;
  const derived = entryByRule(instrument, date);
  return derived === undefined ? undefined : { date: derived };
}

/**
 * The day on which a treaty enters into force for a state that deposits on a day, by the treaty's own rule, but never
 * before its general entry into force. Undefined where the rule, or the day of the deposit, is not known.
 */
export function entryByRule(instrument: Instrument, deposited: PartialDate): PartialDate | undefined {
  const { entersAfter: rule, inForce } = instrument;
  if (!rule || inForce === undefined || isApproximate(deposited)) return undefined;
  let day = firstDay(deposited) + (rule.days ?? 0);
  if (rule.months !== undefined) day = plusMonths(day, rule.months);
  if (rule.monthBegins) day = firstDay((isoDay(plusMonths(day, 1)) ?? '').slice(0, 7));
  return day < firstDay(inForce) ? inForce : isoDay(day);
}

/** The same day of a later month, or its last day where it is shorter. */
function plusMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = (isoDay(day) ?? '').split('-').map(Number);
  const index = year * 12 + month - 1 + months;
  const text = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  return Math.min(firstDay(text) + date - 1, lastDay(text));
}

/** Every state on a treaty on a day: the states asked for, and whatever other country has something on record. */
export function standingsOn(
  dataset: Dataset,
  instrument: Instrument,
  countries: Iterable<string>,
  day: Day,
): Standing[] {
  const recorded = indexOf(dataset).countriesOf.get(instrument.id) ?? [];
  return [...new Set([...countries, ...recorded])].map((country) => standingOn(dataset, country, instrument, day));
}

/** How many countries have an act or a report on record for a treaty, on any day. */
export const recordedCountries = (dataset: Dataset, instrument: string): number =>
  indexOf(dataset).countriesOf.get(instrument)?.size ?? 0;

/** How many states stand how. */
export function countStates(standings: readonly Standing[]): Counts {
  const counts = Object.fromEntries(STATES_OF_COMMITMENT.map((state) => [state, 0])) as Record<CommitmentState, number>;
  for (const { state } of standings) counts[state] += 1;
  return counts;
}

/** Treaties of which something is on record for any state, and all others that states can be parties to, by adoption. */
export function treaties(dataset: Dataset): Instrument[] {
  return dataset.all('instrument').filter(isTreaty).toSorted(byAdoption);
}

export const byAdoption = (a: Instrument, b: Instrument): number =>
  firstDay(a.adopted ?? ADOPTED_LAST) - firstDay(b.adopted ?? ADOPTED_LAST) || (a.id < b.id ? -1 : 1);

/** What a state has undertaken by a day: every instrument of which an act, a report or a finding speaks, by adoption. */
export function undertakings(
  dataset: Dataset,
  country: string,
  day: Day,
): { readonly standing: Standing; readonly reports: readonly ReportStanding[] }[] {
  const reports = Map.groupBy(reportsOn(dataset, country, day), ({ report }) => report.instrument);
  return dataset
    .all('instrument')
    .filter(({ adopted }) => adopted === undefined || firstDay(adopted) <= day)
    .map((instrument) => ({
      standing: standingOn(dataset, country, instrument, day),
      reports: reports.get(instrument.id) ?? [],
    }))
    .filter(({ standing, reports: own }) => standing.acts.length > 0 || standing.findings.length > 0 || own.length > 0)
    .sort((a, b) => byAdoption(a.standing.instrument, b.standing.instrument));
}

/**
 * How a report stands: reviewed; submitted and not reviewed; awaited, due later; overdue, since somebody looked after
 * the day it was due and found none; none-on-file, due and not looked for; undated, known and not dated.
 */
export type ReportState = 'reviewed' | 'submitted' | 'awaited' | 'overdue' | 'none-on-file' | 'undated';

/** A report of a state with what was known of it on a day. */
export interface ReportStanding {
  readonly report: Report;
  readonly state: ReportState;
  readonly due?: PartialDate;
  readonly submitted?: PartialDate;
  readonly reviewed?: PartialDate;
  readonly checkedOn?: PartialDate;
}

const dayOr = (date: PartialDate | undefined): Day => (date === undefined ? Infinity : firstDay(date));

/** Where a report stands in the order of reports: by its submission, else when it was due or reviewed. */
const placeOf = ({ submitted, due, reviewed }: Report): Day => dayOr(submitted ?? due ?? reviewed);

/** The day from which a report is spoken of: its own first date, or that of its earliest source if that is earlier. */
function beginsOn(dataset: Dataset, report: Report): Day {
  const { due, submitted, reviewed } = report;
  const days = [due, submitted, reviewed, reportedBy(dataset, report)].map(dayOr);
  const first = Math.min(...days);
  return first === Infinity ? -Infinity : first;
}

/** The reports of a state that had begun by a day, by treaty and then in their order; those without a date come last. */
export function reportsOn(dataset: Dataset, country: string, day: Day): ReportStanding[] {
  return dataset
    .inCountry('treaty-report', country)
    .filter((report) => beginsOn(dataset, report) <= day)
    .toSorted((a, b) => {
      const [x, y] = [placeOf(a), placeOf(b)];
      return a.instrument === b.instrument ? (x === y ? 0 : x < y ? -1 : 1) : a.instrument < b.instrument ? -1 : 1;
    })
    .map((report) => reportOn(report, day));
}

/** A report as it stood on a day. */
export function reportOn(report: Report, day: Day): ReportStanding {
  const by = (date: PartialDate | undefined) => (date !== undefined && firstDay(date) <= day ? date : undefined);
  const [submitted, reviewed, checkedOn] = [by(report.submitted), by(report.reviewed), by(report.checkedOn)];
  const { due } = report;
  return {
    report,
    state: stateOf(due, submitted, reviewed, checkedOn, day),
    ...(due !== undefined && { due }),
    ...(submitted !== undefined && { submitted }),
    ...(reviewed !== undefined && { reviewed }),
    ...(checkedOn !== undefined && { checkedOn }),
  };
}

function stateOf(
  due: PartialDate | undefined,
  submitted: PartialDate | undefined,
  reviewed: PartialDate | undefined,
  checkedOn: PartialDate | undefined,
  day: Day,
): ReportState {
  if (reviewed !== undefined) return 'reviewed';
  if (submitted !== undefined) return 'submitted';
  if (due === undefined) return 'undated';
  if (day <= lastDay(due)) return 'awaited';
  return checkedOn !== undefined && firstDay(checkedOn) > lastDay(due) ? 'overdue' : 'none-on-file';
}

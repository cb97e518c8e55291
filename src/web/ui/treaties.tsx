/** Treaties of a state: every recorded act with its date and source; where dates differ, all of them. */
import {
  type Act,
  type CommitmentState,
  isTreaty,
  type ReportStanding,
  reportsOn,
  type Standing,
  type Step,
  undertakings,
} from '../../core/commitments/treaties.ts';
import type { Citation, RecordOf } from '../../core/model/index.ts';
import { firstDay } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { byName } from '../states.ts';
import { BasisOfDate } from './evidence.tsx';
import { asked } from './filters.tsx';
import { Flags, Icon, Locator, type Shape, Sources } from './marks.tsx';
import { RecordLink } from './records.tsx';
import * as roles from './table.ts';

/** What is on record for one treaty. */
export interface TreatyRow {
  readonly instrument: RecordOf<'instrument'>;
  readonly standing: Standing;
  readonly reports: readonly ReportStanding[];
}

/** What a state has undertaken by the day, by treaty, in the order of adoption. */
export function treatyRows(view: View, country: string): TreatyRow[] {
  return undertakings(view.dataset, country, view.day).map(({ standing, reports }) => ({
    instrument: standing.instrument,
    standing,
    reports,
  }));
}

/** Rows of treaties alone: mechanisms and other standards bind by no deposit. */
export const isBindingRow = ({ instrument, standing }: TreatyRow): boolean =>
  isTreaty(instrument) && (standing.acts.length > 0 || standing.findings.length > 0);

export const STATE_SHAPES: Record<CommitmentState, Shape> = {
  party: 'met',
  signed: 'partly',
  none: 'notmet',
  withdrawn: 'ni',
  unknown: 'na',
};

/** Where a state stands: shape and words. */
export function CommitmentMark({ view, state }: { view: View; state: CommitmentState }): Html {
  const shape = STATE_SHAPES[state];
  return (
    <span class="st" data-s={shape}>
      <Icon name={`s-${shape}`} />
      {view.t(`treaties.state.${state}`)}
    </span>
  );
}

/** The sources of a table, each numbered once, so that every date in it can be cited in little room. */
export class References {
  readonly #numbers = new Map<string, number>();
  readonly #list: Citation[] = [];
  readonly #prefix: string;

  constructor(prefix: string, citations: Iterable<Citation>) {
    this.#prefix = prefix;
    for (const citation of citations) {
      const key = keyOf(citation);
      if (this.#numbers.has(key)) continue;
      this.#list.push(citation);
      this.#numbers.set(key, this.#list.length);
    }
  }

  /** Links to the sources named, by their numbers. */
  Marks = ({ view, citations }: { view: View; citations: readonly Citation[] }): Html => {
    const numbers = [...new Set(citations.map((citation) => this.#numbers.get(keyOf(citation)) ?? 0))];
    return (
      <sup class="refs">
        {numbers
          .sort((a, b) => a - b)
          .map((number, index) => (
            <>
              {index > 0 && ' '}
              <a href={`#${this.#prefix}${number}`} aria-label={view.t('treaties.source-n', { n: number })}>
                {number}
              </a>
            </>
          ))}
      </sup>
    );
  };

  /** The list the numbers lead to. */
  List = ({ view }: { view: View }): Html => (
    <ol class="reflist small">
      {this.#list.map((citation, index) => {
        const source = view.dataset.get('source', citation.source);
        return (
          <li id={`${this.#prefix}${index + 1}`}>
            <cite class="src">
              <a href={view.link(`/source/${citation.source}`)}>{view.say(source?.title ?? citation.source)}</a>
              {source?.published && <span class="dim">, {view.date(source.published, 'short')}</span>}
              <Locator view={view} citation={citation} />
            </cite>
          </li>
        );
      })}
    </ol>
  );
}

const keyOf = ({ source, locator }: Citation): string => `${source} ${locator ?? ''}`;

/** Citations of what a table of standings shows: the steps, or the findings where there is no act. */
export function citationsIn(rows: readonly { readonly standing: Standing }[]): Citation[] {
  return rows.flatMap(({ standing: { acts, findings, signature, deposit, domestic } }) =>
    [
      ...[signature, deposit ?? domestic].flatMap((step) => (step ? [step.act, ...step.others] : [])),
      ...acts.filter(({ action }) => action === 'entry-into-force'),
      ...(acts.length === 0 ? findings : []),
    ].flatMap(({ citations }) => citations),
  );
}

/** The dates of a step, each with its sources: the reading that counts first, then the others, those set aside struck. */
export function StepDates({
  view,
  step,
  references,
  named = false,
}: {
  view: View;
  step: Step;
  references: References;
  /** Whether to say which act it was. */
  named?: boolean;
}): Html {
  const { Marks } = references;
  const readings = [step.act, ...step.others];
  return (
    <>
      {readings.map((act, index) => (
        <>
          {index > 0 && ', '}
          {act.rank === 'deprecated' ? (
            <s class="dim">
              <DateOf view={view} act={act} />
            </s>
          ) : (
            <DateOf view={view} act={act} />
          )}
          {named && index === 0 && <span class="dim"> ({view.t(`value.${act.action}`)})</span>}
          <Marks view={view} citations={act.citations} />
        </>
      ))}
    </>
  );
}

function DateOf({ view, act }: { view: View; act: Act }): Html {
  return act.date === undefined ? (
    <span class="dim">{view.t('treaties.no-date')}</span>
  ) : (
    <span class="num">{view.date(act.date, 'short')}</span>
  );
}

/** When a treaty is in force for a state, and whether a source or the rule of the treaty says so. */
export function ForceDate({
  view,
  standing,
  references,
}: {
  view: View;
  standing: Standing;
  references: References;
}): Html | null {
  const { force } = standing;
  const { Marks } = references;
  if (!force) return null;
  const isDerived = force.act === undefined || force.act.basisOfDate !== undefined;
  return (
    <>
      <span class="num">{view.date(force.date, 'short')}</span>
      {isDerived ? (
        <span class="dim"> {view.t('treaties.by-rule')}</span>
      ) : (
        force.act && <Marks view={view} citations={force.act.citations} />
      )}
    </>
  );
}

/** What counts where nothing is dated: by when it had come about, or what a finding says. */
export function Unstated({
  view,
  standing,
  references,
}: {
  view: View;
  standing: Standing;
  references: References;
}): Html {
  const { Marks } = references;
  const { findings, acts, state, by } = standing;
  if (acts.length > 0) {
    const entry = standing.deposit ? undefined : acts.find(({ action }) => action === 'entry-into-force');
    return (
      <>
        {by && <span class="dim">{view.t('treaties.by', { date: view.date(by, 'short') })}</span>}
        {by && entry && <Marks view={view} citations={entry.citations} />}
      </>
    );
  }
  if (findings.length === 0) return <span class="dim">{view.t('treaties.not-on-file')}</span>;
  const known =
    standing.known && state !== 'unknown'
      ? view.t('treaties.as-known', { date: view.date(standing.known, 'short') })
      : '';
  return (
    <>
      <span class="dim">{known}</span>
      <Marks view={view} citations={findings.flatMap(({ citations }) => citations)} />
    </>
  );
}

/** The table of a country page: what binds the state since when, and the last report. */
export function TreatyTable({ view, rows }: { view: View; rows: readonly TreatyRow[] }): Html {
  const { t } = view;
  const references = new References('tr-', citationsIn(rows));
  const { List } = references;
  return (
    <>
      <table {...roles.table} class="tbl stack">
        <caption>{t('treaties.caption')}</caption>
        <thead {...roles.group}>
          <tr {...roles.row}>
            {(['instrument', 'stands', 'signed', 'bound', 'in-force', 'last-report'] as const).map((name) => (
              <th {...roles.columnHead}>{t(`treaties.${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody {...roles.group}>
          {rows.map(({ instrument, standing, reports }) => {
            const last = reports.findLast(({ submitted }) => submitted !== undefined);
            return (
              <tr {...roles.row}>
                <th {...roles.rowHead}>
                  <a href={view.link(`/country/${standing.country}/treaties#t-${instrument.id}`)}>
                    {view.say(instrument.short ?? instrument.title)}
                  </a>
                </th>
                <td {...roles.cell} data-l={t('treaties.stands')}>
                  <CommitmentMark view={view} state={standing.state} />{' '}
                  <Flags view={view} disagree={standing.disagree} />
                </td>
                <td {...roles.cell} data-l={t('treaties.signed')}>
                  {standing.signature && <StepDates view={view} step={standing.signature} references={references} />}
                </td>
                <td {...roles.cell} data-l={t('treaties.bound')}>
                  {standing.deposit ? (
                    <StepDates view={view} step={standing.deposit} references={references} named />
                  ) : standing.domestic ? (
                    <>
                      <StepDates view={view} step={standing.domestic} references={references} named />
                      <br />
                      <span class="dim">{t('treaties.no-deposit')}</span>
                    </>
                  ) : null}{' '}
                  {!standing.deposit?.act.date && <Unstated view={view} standing={standing} references={references} />}
                </td>
                <td {...roles.cell} data-l={t('treaties.in-force')}>
                  <ForceDate view={view} standing={standing} references={references} />
                </td>
                <td {...roles.cell} data-l={t('treaties.last-report')}>
                  {last?.submitted ? (
                    view.date(last.submitted, 'short')
                  ) : (
                    <span class="dim">{t('treaties.no-report')}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <details class="spaced-s">
        <summary>{t('treaties.sources')}</summary>
        <List view={view} />
      </details>
    </>
  );
}

/** The table, and every act and report of each treaty below it. */
export function TreatiesSection({ view, country }: { view: View; country: string }): Html {
  const rows = treatyRows(view, country);
  const table = rows.filter(isBindingRow);
  return (
    <>
      {table.length > 0 && <TreatyTable view={view} rows={table} />}
      <p class="small spaced">
        {(['csv', 'json'] as const).map((suffix, index) => (
          <>
            {index > 0 && ' · '}
            <a href={view.link(`${view.path}.${suffix}`)} download="">
              {view.t(`treaties.${suffix}`)}
            </a>
          </>
        ))}
        {' · '}
        <a href={view.link('/instruments')}>{view.t('treaties.all-instruments')}</a>
      </p>
      {rows.map((row) => (
        <TreatyDetail view={view} row={row} />
      ))}
    </>
  );
}

/** Every act and report of one treaty, with sources. */
function TreatyDetail({ view, row }: { view: View; row: TreatyRow }): Html {
  const { t } = view;
  const { instrument, standing, reports } = row;
  const { acts, findings, state, force } = standing;
  return (
    <section class="sec-3" id={`t-${instrument.id}`} aria-label={view.text(instrument.title)}>
      <h2>
        <RecordLink view={view} id={instrument.id}>
          {view.say(instrument.title)}
        </RecordLink>{' '}
        <Flags view={view} disagree={standing.disagree} />
      </h2>
      {isTreaty(instrument) && (
        <p class="status-line">
          <CommitmentMark view={view} state={state} />
          {standing.known && (
            <span class="dim small"> {t('treaties.as-known', { date: view.date(standing.known, 'short') })}</span>
          )}
        </p>
      )}
      {acts.length === 0 && findings.length > 0 && (
        <ul class="quiet-list small">
          {findings.map((finding) => (
            <li>
              <RecordLink view={view} id={finding.id}>
                {t('treaties.finding')}
              </RecordLink>
              <Sources view={view} citations={finding.citations} quotes={false} />
            </li>
          ))}
        </ul>
      )}
      {acts.length > 0 && (
        <ol class="log">
          {acts.map((act) => (
            <ActEntry view={view} act={act} />
          ))}
          {force && !force.act && (
            <li>
              <span>{view.date(force.date, 'short')}</span>
              <div>
                <h3>{t('value.entry-into-force')}</h3>
                <p class="note">{t('treaties.rule-note')}</p>
              </div>
            </li>
          )}
        </ol>
      )}
      {reports.length > 0 && <ReportTable view={view} reports={reports} />}
    </section>
  );
}

function ActEntry({ view, act }: { view: View; act: Act }): Html {
  return (
    <li>
      <span>{act.date ? view.date(act.date, 'short') : view.t('treaties.no-date')}</span>
      <div>
        <h3>
          <a class="quiet-link" href={view.recordLink(act)}>
            {view.t(`value.${act.action}`)}
          </a>{' '}
          {act.rank && act.rank !== 'normal' && <span class="tag">{view.t(`value.${act.rank}`)}</span>}
        </h3>
        {act.rankReason && <p>{view.say(act.rankReason)}</p>}
        {act.text && <p>{view.say(act.text)}</p>}
        {act.note && <p>{view.say(act.note)}</p>}
        {act.basisOfDate && <BasisOfDate view={view} basis={act.basisOfDate} />}
        {act.withdraws && (
          <p>
            <RecordLink view={view} id={act.withdraws} />
          </p>
        )}
        <Sources view={view} citations={act.citations} />
      </div>
    </li>
  );
}

/** How a report stands, in words: overdue is said only after a look in the register. */
export function reportWords(view: View, { state, due, checkedOn }: ReportStanding): string {
  if (state === 'overdue' && checkedOn) {
    return view.t('treaties.report.overdue', { date: view.date(checkedOn, 'short') });
  }
  if (state === 'awaited' && due) return view.t('treaties.report.awaited', { date: view.date(due, 'short') });
  return view.t(`treaties.report.${state}`);
}

/** Reports by cycle: due, submitted, reviewed, outcome. With `country`, whose they are. */
export function ReportTable({
  view,
  reports,
  named = false,
}: {
  view: View;
  reports: readonly ReportStanding[];
  named?: boolean;
}): Html {
  const { t } = view;
  return (
    <table {...roles.table} class="tbl stack">
      <caption>{t('treaties.reports')}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          {(['cycle', 'due', 'submitted', 'reviewed', 'outcome'] as const).map((name) => (
            <th {...roles.columnHead}>{t(`treaties.${name}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {reports.map((standing) => {
          const { report, state } = standing;
          // What came of a report is told from the day it was reviewed; without that day, as its sources tell it.
          const isTold = standing.reviewed !== undefined || report.reviewed === undefined;
          return (
            <tr {...roles.row}>
              <th {...roles.rowHead}>
                {named && (
                  <>
                    <a href={view.link(`/country/${report.country}/treaties#t-${report.instrument}`)}>
                      {view.countryName(report.country ?? '')}
                    </a>
                    {': '}
                  </>
                )}
                <a href={view.recordLink(report)}>{view.plain(report.cycle)}</a>
              </th>
              {(['due', 'submitted', 'reviewed'] as const).map((name) => {
                const date = standing[name];
                return (
                  <td {...roles.cell} data-l={t(`treaties.${name}`)}>
                    {date ? view.date(date, 'short') : <span class="dim">{t('treaties.not-on-file')}</span>}
                  </td>
                );
              })}
              <td {...roles.cell} data-l={t('treaties.outcome')}>
                {state !== 'reviewed' && state !== 'undated' && <span class="tag">{reportWords(view, standing)}</span>}{' '}
                {isTold && report.outcome && view.say(report.outcome)}{' '}
                {report.symbol && <span class="dim">{report.symbol}</span>}
                {report.note && <p class="note">{view.say(report.note)}</p>}
                {report.citations && <Sources view={view} citations={report.citations} quotes={false} />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Reports of every state on one treaty. */
export function reportsOnInstrument(view: View, instrument: string): ReportStanding[] {
  const countries = new Set(
    view.dataset.all('treaty-report').flatMap((one) => (one.instrument === instrument && one.country) || []),
  );
  return [...countries]
    .flatMap((country) => reportsOn(view.dataset, country, view.day))
    .filter(({ report }) => report.instrument === instrument)
    .sort(
      (a, b) =>
        firstDay(a.report.due ?? a.report.submitted ?? a.report.reviewed ?? '1000') -
        firstDay(b.report.due ?? b.report.submitted ?? b.report.reviewed ?? '1000'),
    );
}

/** The region of a country as addresses have it: central-asia. */
export const regionOf = (view: View, country: string): string | undefined =>
  view.dataset.get('country', country)?.region?.toLowerCase().replaceAll(' ', '-');

/** The states that the filters of the page leave, in the order of their names. */
export function standingsAsked(view: View, standings: readonly Standing[]): Standing[] {
  const [region, state] = [asked(view, 'region'), asked(view, 'state')];
  const found = new Map(
    standings
      .filter(
        (one) => (state === '' || one.state === state) && (region === '' || regionOf(view, one.country) === region),
      )
      .map((one) => [one.country, one]),
  );
  return byName(view, found.keys()).flatMap((country) => found.get(country) ?? []);
}

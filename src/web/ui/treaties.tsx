/** Treaties of a state: every recorded act with its date and source; where dates differ, all of them. */
import type { RecordOf } from '../../core/model/index.ts';
import { firstDay, holdsOn } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { BasisOfDate } from './evidence.tsx';
import { Flags, Sources } from './marks.tsx';
import { RecordLink } from './records.tsx';
import * as roles from './table.ts';

type TreatyAction = RecordOf<'treaty-action'>;

/** Acts by which a state becomes bound. */
const BINDING: readonly TreatyAction['action'][] = ['ratification', 'accession', 'succession', 'acceptance'];

/** What is on record for one treaty. */
interface TreatyRow {
  readonly instrument: RecordOf<'instrument'>;
  readonly actions: readonly TreatyAction[];
  readonly reports: readonly RecordOf<'treaty-report'>[];
  /** Acts of which the standing readings give different dates. */
  readonly disagree: boolean;
}

/** Acts by the day shown, by treaty, in the order of adoption. */
export function treatyRows(view: View, country: string): TreatyRow[] {
  const { dataset } = view;
  const actions = dataset
    .inCountry('treaty-action', country)
    .filter(({ date }) => date === undefined || firstDay(date) <= view.day);
  const reports = dataset
    .inCountry('treaty-report', country)
    .filter(({ submitted, due }) => holdsOn({ from: submitted ?? due }, view.day));
  const instruments = [...new Set([...actions, ...reports].map(({ instrument }) => instrument))];
  return instruments
    .flatMap((id) => {
      const instrument = dataset.get('instrument', id);
      if (!instrument) return [];
      const own = actions.filter((action) => action.instrument === id);
      return [
        { instrument, actions: own, reports: reports.filter((one) => one.instrument === id), disagree: differ(own) },
      ];
    })
    .sort((a, b) => firstDay(a.instrument.adopted ?? '9999') - firstDay(b.instrument.adopted ?? '9999'));
}

/** Whether readings of one act give different dates: those set aside count too, for a reader meets them elsewhere. */
function differ(actions: readonly TreatyAction[]): boolean {
  return [...Map.groupBy(actions, ({ action }) => action).values()].some((group) => {
    const dates = group.flatMap(({ date }) => date ?? []);
    return dates.some((a) => dates.some((b) => !a.startsWith(b) && !b.startsWith(a)));
  });
}

/** Standing readings first, then those set aside. */
function byStanding(a: TreatyAction, b: TreatyAction): number {
  const weight = ({ rank }: TreatyAction) => (rank === 'preferred' ? 0 : rank === 'deprecated' ? 2 : 1);
  return weight(a) - weight(b) || firstDay(a.date ?? '9999') - firstDay(b.date ?? '9999');
}

/** The table of a country page: what binds the state since when, and the last report. */
export function TreatyTable({ view, rows }: { view: View; rows: readonly TreatyRow[] }): Html {
  const { t } = view;
  return (
    <table {...roles.table} class="tbl stack">
      <caption>{t('treaties.caption')}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          <th {...roles.columnHead}>{t('treaties.instrument')}</th>
          <th {...roles.columnHead}>{t('treaties.bound')}</th>
          <th {...roles.columnHead}>{t('treaties.last-report')}</th>
        </tr>
      </thead>
      <tbody {...roles.group}>
        {rows.map(({ instrument, actions, reports, disagree }) => {
          const binding = actions.filter(({ action }) => BINDING.includes(action)).toSorted(byStanding);
          const last = reports
            .filter(({ submitted }) => submitted)
            .toSorted((a, b) => firstDay(b.submitted ?? '1000') - firstDay(a.submitted ?? '1000'))[0];
          return (
            <tr {...roles.row}>
              <th {...roles.rowHead}>
                <RecordLink view={view} id={instrument.id} />
              </th>
              <td {...roles.cell} data-l={t('treaties.bound')}>
                {binding.length === 0 ? (
                  <span class="dim">
                    {t(
                      actions.some(({ action }) => action === 'signature')
                        ? 'treaties.signed-only'
                        : 'treaties.not-bound',
                    )}
                  </span>
                ) : (
                  <Dates view={view} actions={binding} />
                )}
                {disagree && (
                  <>
                    {' '}
                    <Flags view={view} disagree />
                  </>
                )}
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
  );
}

/** Dates of the binding act, the standing one first; another date of a source stands behind it. */
function Dates({ view, actions }: { view: View; actions: readonly TreatyAction[] }): Html {
  const dates = [...new Map(actions.map((action) => [action.date ?? '', action])).values()];
  return (
    <>
      {dates.map(({ date, action, rank }, index) => (
        <>
          {index > 0 && ', '}
          {index > 0 && rank === 'deprecated' ? (
            <s class="dim">{date ? view.date(date, 'short') : view.t('treaties.no-date')}</s>
          ) : (
            <span>
              {date ? view.date(date, 'short') : view.t('treaties.no-date')}
              {index === 0 && <span class="dim"> ({view.t(`value.${action}`)})</span>}
            </span>
          )}
        </>
      ))}
    </>
  );
}

/** The date of a step of a report, where it was taken by the day shown; a date that is due is known before. */
function knownBy(view: View, report: RecordOf<'treaty-report'>, step: 'due' | 'submitted' | 'reviewed') {
  const date = report[step];
  return date && (step === 'due' || firstDay(date) <= view.day) ? date : undefined;
}

/** Every act and report of one treaty, with sources. */
export function TreatyDetail({ view, row }: { view: View; row: TreatyRow }): Html {
  const { t } = view;
  return (
    <section class="sec-3" aria-label={view.text(row.instrument.title)}>
      <h2>
        <RecordLink view={view} id={row.instrument.id}>
          {view.say(row.instrument.title)}
        </RecordLink>{' '}
        <Flags view={view} disagree={row.disagree} />
      </h2>
      <ol class="log">
        {row.actions
          .toSorted((a, b) => firstDay(a.date ?? '9999') - firstDay(b.date ?? '9999') || byStanding(a, b))
          .map((action) => (
            <li>
              <span>{action.date ? view.date(action.date, 'short') : t('treaties.no-date')}</span>
              <div>
                <h3>
                  <a class="quiet-link" href={view.recordLink(action)}>
                    {t(`value.${action.action}`)}
                  </a>{' '}
                  {action.rank && action.rank !== 'normal' && <span class="tag">{t(`value.${action.rank}`)}</span>}
                </h3>
                {action.rankReason && <p>{view.say(action.rankReason)}</p>}
                {action.text && <p>{view.say(action.text)}</p>}
                {action.note && <p>{view.say(action.note)}</p>}
                {action.basisOfDate && <BasisOfDate view={view} basis={action.basisOfDate} />}
                <Sources view={view} citations={action.citations} />
              </div>
            </li>
          ))}
      </ol>
      {row.reports.length > 0 && (
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
            {row.reports.map((report) => (
              <tr {...roles.row}>
                <th {...roles.rowHead}>
                  <a href={view.recordLink(report)}>{view.plain(report.cycle)}</a>
                </th>
                {(['due', 'submitted', 'reviewed'] as const).map((name) => {
                  const date = knownBy(view, report, name);
                  return (
                    <td {...roles.cell} data-l={t(`treaties.${name}`)}>
                      {date ? view.date(date, 'short') : <span class="dim">{t('treaties.not-on-file')}</span>}
                    </td>
                  );
                })}
                <td {...roles.cell} data-l={t('treaties.outcome')}>
                  {knownBy(view, report, 'reviewed') && report.outcome && view.say(report.outcome)}{' '}
                  {report.symbol && <span class="dim">{report.symbol}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

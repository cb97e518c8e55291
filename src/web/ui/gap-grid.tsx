/**
 * The gap grid: acts against what the law of a day says of each.
 * Always true: a gap is told by its shape and in words before its colour; what the record does not know is no gap.
 */
import { type GapCell, type GapGrid, type GapRow, gapGrid, type PenaltyRange } from '../../core/law/gaps.ts';
import type { RecordOf } from '../../core/model/index.ts';
import { reviewOf } from '../../core/review.ts';
import type { Html, View } from '../context.tsx';
import { Flags, Icon, type Shape } from './marks.tsx';
import { ArticleName, RecordLink, recordTitle } from './records.tsx';
import * as roles from './table.ts';

export type Obligation = RecordOf<'obligation'>;

/** How an act stands as a whole. */
export type RowState = 'covered' | 'with-gaps' | 'not-covered' | 'unknown';

export const ROW_STATES: readonly RowState[] = ['covered', 'with-gaps', 'not-covered', 'unknown'];

export function stateOf({ covered, gaps }: GapRow): RowState {
  if (covered === undefined) return 'unknown';
  if (!covered) return 'not-covered';
  return gaps.length > 0 ? 'with-gaps' : 'covered';
}

export const SHAPES: Record<RowState, Shape> = {
  covered: 'met',
  'with-gaps': 'partly',
  'not-covered': 'notmet',
  unknown: 'na',
};

/** The address of the grid of an obligation. */
export function gridLink(view: View, country: string, obligation: string): string {
  return view.link(`/gaps/${country}/${obligation.replace(/^obligation\//, '')}`);
}

/** How many acts of an obligation stand in each way on the day. */
export function countsOf(view: View, country: string, obligation: Obligation): Record<RowState, number> {
  const counts: Record<RowState, number> = { covered: 0, 'with-gaps': 0, 'not-covered': 0, unknown: 0 };
  for (const row of gapGrid(view.dataset, country, obligation, view.day).rows) counts[stateOf(row)]++;
  return counts;
}

/** A shape with words: what a cell of the grid says at once. */
export function GapMark({ shape, children }: { shape: Shape; children: Html | string }): Html {
  return (
    <span class="st" data-s={shape}>
      <Icon name={`s-${shape}`} />
      <span>{children}</span>
    </span>
  );
}

/** The penalties of a provision in words: those of its first tier, and the most in graver cases. */
export function penaltyRange(view: View, range: PenaltyRange): string {
  const { t } = view;
  const { baseMinimum, baseMaximum, highest, life } = range;
  const base =
    baseMinimum !== undefined && baseMaximum !== undefined
      ? t('penalty.between', { from: baseMinimum, to: baseMaximum })
      : baseMaximum !== undefined
        ? t('penalty.up-to', { to: baseMaximum })
        : baseMinimum !== undefined
          ? t('penalty.from', { from: baseMinimum })
          : highest === undefined && !life
            ? t('penalty.no-prison')
            : '';
  const graver = highest !== undefined && highest !== baseMaximum ? t('gaps.graver', { years: highest }) : '';
  const parts = [base, graver, life ? t('gaps.life') : ''].filter((part) => part !== '');
  return parts.join('; ');
}

/** The grid as a table; every cell leads to the words it rests on. */
export function GapTable({ view, grid }: { view: View; grid: GapGrid }): Html {
  const { t } = view;
  const heads = ['act', 'covered', 'age', 'means', 'penalty', 'words'] as const;
  return (
    <table {...roles.table} class="tbl stack gaps">
      <caption>{t('gaps.caption', { date: view.dayText(view.day) })}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          {heads.map((head) => (
            <th {...roles.columnHead}>{t(`gaps.${head}`, { age: grid.obligation.age })}</th>
          ))}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {grid.rows.map((row) => (
          <Row view={view} grid={grid} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ view, grid, row }: { view: View; grid: GapGrid; row: GapRow }): Html {
  const { t } = view;
  const state = stateOf(row);
  const marked = reviewOf(
    view.dataset,
    row.findings.map(({ id }) => id),
    view.day,
  ).some(({ reason }) => reason !== 'sources-disagree');
  const penalties = row.provisions.filter(({ penalty }) => penalty);
  const label = (name: string) => t(`gaps.${name}`, { age: grid.obligation.age });
  return (
    <tr {...roles.row} class={state === 'not-covered' || state === 'with-gaps' ? 'has-gap' : undefined}>
      <th {...roles.rowHead}>{view.say(row.act.label)}</th>
      <td {...roles.cell} data-l={label('covered')}>
        <GapMark shape={SHAPES[state]}>
          <Finding view={view} row={row}>
            {t(`gaps.state.${state}`)}
          </Finding>
        </GapMark>
        {row.state === 'sources-disagree' && <Flags view={view} disagree />}
        {row.state === 'no-information' && <span class="because-short">{t('answer.no-information')}</span>}
        {marked && (
          <span class="flags">
            <Flags view={view} review />
          </span>
        )}
      </td>
      <td {...roles.cell} data-l={label('age')}>
        <Age view={view} grid={grid} row={row} />
      </td>
      <td {...roles.cell} data-l={label('means')}>
        <Means view={view} row={row} />
      </td>
      <td {...roles.cell} data-l={label('penalty')}>
        {penalties.map((cell) => (
          <span class="block">
            <a href={view.recordLink(cell.provision)}>
              <ArticleName view={view} provision={cell.provision} />
            </a>
            : {cell.penalty && penaltyRange(view, cell.penalty)}
          </span>
        ))}
        {row.gaps.includes('no-imprisonment') && <GapMark shape="notmet">{t('gaps.no-imprisonment')}</GapMark>}
        {penalties.length === 0 && <Nothing view={view} row={row} />}
      </td>
      <td {...roles.cell} data-l={label('words')} class="small">
        {row.provisions.length === 0 ? <Nothing view={view} row={row} /> : <Words view={view} cells={row.provisions} />}
      </td>
    </tr>
  );
}

/** A link to the finding that says whether the act is a crime, where there is one. */
function Finding({ view, row, children }: { view: View; row: GapRow; children: string }): Html {
  const [first] = row.findings;
  return first ? (
    <RecordLink view={view} id={first.id}>
      {children}
    </RecordLink>
  ) : (
    <>{children}</>
  );
}

function Age({ view, grid, row }: { view: View; grid: GapGrid; row: GapRow }): Html {
  const { t } = view;
  if (row.age === undefined) return <Nothing view={view} row={row} />;
  const low = row.gaps.includes('age-too-low');
  return (
    <GapMark shape={low ? 'notmet' : 'met'}>
      <>
        {t('gaps.under', { age: row.age })}
        {low && <span class="because-short">{t('gaps.age-too-low', { age: grid.obligation.age })}</span>}
      </>
    </GapMark>
  );
}

function Means({ view, row }: { view: View; row: GapRow }): Html {
  const { t } = view;
  if (row.meansRequired === undefined) return <Nothing view={view} row={row} />;
  return (
    <GapMark shape={row.meansRequired ? 'notmet' : 'met'}>
      {t(row.meansRequired ? 'gaps.means-required' : 'gaps.means-not-required')}
    </GapMark>
  );
}

/** Why a cell is empty: the act is no crime, or the record does not say. */
function Nothing({ view, row }: { view: View; row: GapRow }): Html {
  return <span class="dim">{view.t(row.covered === false ? 'gaps.not-applicable' : 'gaps.not-on-record')}</span>;
}

function Words({ view, cells }: { view: View; cells: readonly GapCell[] }): Html {
  return (
    <ul>
      {cells.map(({ provision, version }) => (
        <li>
          <a href={view.recordLink(provision)}>{recordTitle(view, provision)}</a>
          <span class="because-short">{view.say(version.heading ?? provision.heading)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What the marks mean. */
export function GapLegend({ view }: { view: View }): Html {
  const { t } = view;
  return (
    <ul class="legend keys">
      {ROW_STATES.map((state) => (
        <li>
          <GapMark shape={SHAPES[state]}>{t(`gaps.state.${state}`)}</GapMark>{' '}
          <span class="dim small">{t(`gaps.means-state.${state}`)}</span>
        </li>
      ))}
    </ul>
  );
}

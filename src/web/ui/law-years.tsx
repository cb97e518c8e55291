/** The changes of a law by year: a small chart, and the list that says the same with the acts and the articles. */
import { type Change, changesOf } from '../../core/law/amend.ts';
import { compareNumbers, provisionsOf } from '../../core/law/versions.ts';
import type { Law, Provision } from '../../core/model/index.ts';
import { firstDay, isoDay, type PartialDate } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { Happened } from './law-words.tsx';
import { ArticleName } from './records.tsx';

/** Changes of several articles on one day by the same acts. */
interface Turn {
  readonly date: PartialDate;
  readonly by: readonly string[];
  readonly action: Change['action'];
  readonly changes: readonly Placed[];
}

interface Placed {
  readonly provision: Provision;
  readonly change: Change & { readonly date: PartialDate };
}

/** Changes since the law began; what began or ended with it is no change. */
function changesIn(view: View, law: Law): Placed[] {
  return provisionsOf(view.dataset, law.id).flatMap((provision) =>
    changesOf(view.dataset, provision).flatMap((change) =>
      change.date !== undefined && !(change.action === 'repeal' && change.date === law.to)
        ? [{ provision, change: { ...change, date: change.date } }]
        : [],
    ),
  );
}

function turnsOf(changes: readonly Placed[]): Turn[] {
  const groups = Map.groupBy(changes, ({ change }) => `${change.date} ${change.by.join(' ')} ${change.action}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      return first
        ? [
            {
              date: first.change.date,
              by: first.change.by,
              action: first.change.action,
              changes: group.toSorted((a, b) => compareNumbers(a.provision.number, b.provision.number)),
            },
          ]
        : [];
    })
    .sort((a, b) => firstDay(b.date) - firstDay(a.date));
}

export function ByYear({ view, law }: { view: View; law: Law }): Html | null {
  const { t } = view;
  const changes = changesIn(view, law);
  if (changes.length === 0) return null;
  const years = [...Map.groupBy(turnsOf(changes), ({ date }) => date.slice(0, 4))];
  return (
    <section class="sec" aria-labelledby="changes-h">
      <h2 id="changes-h">{t('law.changes')}</h2>
      <p class="small dim">{t('law.changes-lead', { n: changes.length })}</p>
      <Chart view={view} law={law} counts={new Map(years.map(([year, turns]) => [Number(year), countOf(turns)]))} />
      <ol class="years">
        {years.map(([year, turns]) => (
          <li id={`y-${year}`}>
            <h3>
              {year} <span class="dim small">{t('law.changes-in-year', { n: countOf(turns) })}</span>
            </h3>
            <ul>
              {turns.map((turn) => (
                <li>
                  <TurnWords view={view} turn={turn} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}

const countOf = (turns: readonly Turn[]): number => turns.reduce((sum, { changes }) => sum + changes.length, 0);

function TurnWords({ view, turn }: { view: View; turn: Turn }): Html {
  const [first] = turn.changes;
  const isPending = first?.change.state === 'pending';
  return (
    <>
      <p>
        <b>{view.date(turn.date)}</b> <Happened view={view} action={turn.action} by={turn.by} />
        {turn.by.length === 0 && <span class="dim"> {view.t('law.act-unknown')}</span>}
        {firstDay(turn.date) > view.day ? (
          <span class="tag light">{view.t('lane.to-come')}</span>
        ) : (
          isPending && <span class="tag light">{view.t('law.not-reflected')}</span>
        )}
      </p>
      <p class="articles">
        {turn.changes.map(({ provision, change }, at) => (
          <>
            {at > 0 && ', '}
            <a href={changeLink(view, provision, change)}>
              <ArticleName view={view} provision={provision} />
            </a>
          </>
        ))}
      </p>
    </>
  );
}

/** To the comparison that shows the change, where a version does. */
function changeLink(view: View, provision: Provision, { version }: Change): string {
  return version !== undefined && version > 0
    ? `${view.recordLink(provision, { from: version, to: version + 1 })}#diff`
    : view.recordLink(provision);
}

const WIDTHS = { wide: 760, narrow: 358 } as const;

/** Bars of the number of changes in each year; the list says the same. */
function Chart({ view, law, counts }: { view: View; law: Law; counts: ReadonlyMap<number, number> }): Html | null {
  const known = [...counts.keys()];
  const begin = law.from ?? law.adopted;
  const first = Math.min(...known, ...(begin === undefined ? [] : [Number(begin.slice(0, 4))]));
  const end = law.to ?? isoDay(view.today) ?? '';
  const last = Math.max(...known, Number(end.slice(0, 4)));
  if (last - first < 2) return null;
  return (
    <figure class="fig chart years-chart" aria-hidden="true">
      {(['wide', 'narrow'] as const).map((size) => (
        <Bars size={size} first={first} last={last} counts={counts} />
      ))}
    </figure>
  );
}

function Bars({
  size,
  first,
  last,
  counts,
}: {
  size: keyof typeof WIDTHS;
  first: number;
  last: number;
  counts: ReadonlyMap<number, number>;
}): Html {
  const width = WIDTHS[size];
  const most = Math.max(...counts.values());
  const years = last - first + 1;
  const step = (width - 8) / years;
  const bar = Math.min(34, step * 0.72);
  const every = Math.ceil(44 / step);
  const [up, down] = [20, 110];
  const x = (year: number) => Math.round((4 + (year - first + 0.5) * step) * 10) / 10;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: hidden from screen readers, which have the list
    <svg class={size} viewBox={`0 0 ${width} ${down + 24}`} focusable="false">
      <path class="ax2" d={`M0 ${down + 0.5}H${width}`} />
      {Array.from({ length: years }, (_, at) => first + at).map((year, at) => {
        const count = counts.get(year) ?? 0;
        const height = Math.round((count / most) * (down - up));
        return (
          <>
            {count > 0 && (
              <>
                <rect class="bar-fill" x={x(year) - bar / 2} y={down - height} width={bar} height={height} />
                <text class="t b num" x={x(year)} y={down - height - 5} text-anchor="middle">
                  {count}
                </text>
              </>
            )}
            {(at % every === 0 || year === last) && !(year === last && at % every !== 0 && at % every < every / 2) && (
              <text class="t2 num" x={x(year)} y={down + 18} text-anchor="middle">
                {year}
              </text>
            )}
          </>
        );
      })}
    </svg>
  );
}

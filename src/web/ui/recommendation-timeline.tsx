/**
 * Recommendations on an axis of time: each document with what it asked, from the day it asked to the day it was done or
 * to the day shown. Drawn on the server; a table with the same numbers stands beside it.
 * Always true: a bar that is closed has ended, an open one still waits; what nothing is known of is a dashed line.
 */
import {
  askerOf,
  type Recommendation,
  type Stage,
  type Standing,
  standingOn,
  VERDICTS,
  yearsBetween,
} from '../../core/commitments/recommendations.ts';
import { type Day, firstDay, isoDay, type PartialDate } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { shapeOf } from './marks.tsx';
import { cell, columnHead, group, row, rowHead, table } from './table.ts';

interface Lane {
  readonly record: Recommendation;
  readonly standing: Standing;
}

/** What one body asked in one year. */
export interface Document {
  readonly name: string;
  readonly slug: string;
  readonly date: PartialDate;
  readonly lanes: readonly Lane[];
  readonly counts: Readonly<Record<Stage, number>>;
  /** Whole years from its date to the day shown. */
  readonly years: number;
}

/** Documents with what became of each recommendation by the day shown, oldest first. */
export function documentsOf(view: View, records: readonly Recommendation[]): Document[] {
  const { day } = view;
  const made = records.filter(({ date }) => firstDay(date) <= day);
  const groups = Map.groupBy(made, (record) => `${record.date.slice(0, 4)} ${askerOf(record).slug}`);
  return [...groups.values()]
    .map((members): Document => {
      const sorted = members.toSorted((a, b) => firstDay(a.date) - firstDay(b.date));
      const first = sorted[0] as Recommendation;
      const asker = askerOf(first);
      const lanes = sorted
        .map((record) => ({ record, standing: standingOn(record, day) }))
        .sort(
          (a, b) =>
            VERDICTS.indexOf(a.standing.independent) - VERDICTS.indexOf(b.standing.independent) ||
            endOf(a, day) - endOf(b, day),
        );
      const counts = { closed: 0, open: 0, unknown: 0 };
      for (const { standing } of lanes) counts[standing.stage]++;
      return {
        name: view.text(asker.body),
        slug: asker.slug,
        date: first.date,
        lanes,
        counts,
        years: yearsBetween(first.date, day),
      };
    })
    .sort((a, b) => firstDay(a.date) - firstDay(b.date) || (a.slug < b.slug ? -1 : 1));
}

const endOf = ({ standing }: Lane, day: Day): Day => (standing.closedOn ? firstDay(standing.closedOn) : day);

/** More recommendations than this are drawn by document and not one by one. */
const MOST_LANES = 400;

export function TimelineFigure({ view, documents }: { view: View; documents: readonly Document[] }): Html | null {
  const [first] = documents;
  if (!first) return null;
  const words = documents
    .map((one) => `${one.name}, ${one.date.slice(0, 4)}: ${countsText(view, one.counts)}`)
    .join('; ');
  return (
    <figure class="fig chart">
      <Drawing view={view} documents={documents} width={980} left={290} className="wide" label={words} />
      <Drawing view={view} documents={documents} width={358} left={44} className="narrow" />
      <figcaption>{view.t('recommendations.timeline.caption')}</figcaption>
    </figure>
  );
}

export const countsText = (view: View, counts: Readonly<Record<Stage, number>>): string =>
  view.t('recommendations.timeline.counts', { ...counts });

interface DrawingProps {
  readonly view: View;
  readonly documents: readonly Document[];
  readonly width: number;
  /** Room for the names of documents. */
  readonly left: number;
  readonly className: string;
  readonly label?: string;
}

const LANE = 7;
const LEAST_BAND = 20;
const TOP = 26;

function Drawing({ view, documents, width, left, className, label }: DrawingProps): Html {
  const { day } = view;
  const start = Number(documents[0]?.date.slice(0, 4) ?? 0);
  const end = Number((isoDay(day) ?? '').slice(0, 4)) + 1;
  const [from, to] = [firstDay(String(start)), firstDay(String(end))];
  const right = 8;
  const x = (at: Day) =>
    Math.round((left + ((Math.min(Math.max(at, from), to) - from) / (to - from)) * (width - left - right)) * 10) / 10;
  const one = documents.reduce((sum, { lanes }) => sum + lanes.length, 0) <= MOST_LANES;
  let y = TOP;
  const bands = documents.map((document) => {
    const height = Math.max(LEAST_BAND, (one ? document.lanes.length : 1) * LANE + 8);
    const top = y;
    y += height;
    return { document, top, height };
  });
  const every = Math.ceil((end - start) / Math.floor((width - left) / 46));
  const years = Array.from({ length: end - start }, (_, at) => start + at).filter(
    (year) => (year - start) % every === 0,
  );
  const isNarrow = label === undefined;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: one drawing has its text as a label, the other is hidden
    <svg
      class={`strip-svg lanes ${className}`}
      viewBox={`0 0 ${width} ${y + 6}`}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' })}
    >
      {years.map((year) => (
        <>
          <path class="ax" d={`M${x(firstDay(String(year)))} ${TOP - 6}V${y}`} />
          <text class="t2" x={x(firstDay(String(year)))} y="14" text-anchor="middle">
            {String(year)}
          </text>
        </>
      ))}
      {bands.map(({ document, top, height }) => (
        <>
          <path class="ax" d={`M0 ${top}H${width}`} />
          <text class="t2" x="0" y={top + 15}>
            {isNarrow ? document.date.slice(0, 4) : shortened(`${document.date.slice(0, 4)} ${document.name}`)}
          </text>
          {one ? (
            document.lanes.map((lane, at) => <Bar lane={lane} day={day} x={x} y={top + 5 + at * LANE} />)
          ) : (
            <rect
              data-f={document.counts.open > 0 ? 'notmet' : document.counts.unknown > 0 ? 'none' : 'met'}
              x={x(firstDay(document.date))}
              y={top + height / 2 - 4}
              width={Math.max(3, x(day) - x(firstDay(document.date)))}
              height="8"
            />
          )}
        </>
      ))}
      <path class="ax2" d={`M${x(day)} ${TOP - 6}V${y}`} />
    </svg>
  );
}

function Bar({ lane, day, x, y }: { lane: Lane; day: Day; x: (at: Day) => number; y: number }): Html {
  const start = x(firstDay(lane.record.date));
  const { stage, independent, closedOn } = lane.standing;
  if (stage === 'unknown') return <path data-f="na" d={`M${start} ${y + 2.5}H${x(day)}`} />;
  // What was done before it was asked, or on the day, is a mark and no bar.
  const end = Math.max(start + 4, x(closedOn ? firstDay(closedOn) : day));
  return <rect data-f={shapeOf(independent)} x={start} y={y} width={Math.round((end - start) * 10) / 10} height="5" />;
}

const LONGEST = 44;
const shortened = (name: string): string => (name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name);

/** The same in numbers: each document, what is done, still open and not known, and for how many years it has waited. */
export function TimelineTable({
  view,
  documents,
  country,
}: {
  view: View;
  documents: readonly Document[];
  country: string;
}): Html {
  const { t } = view;
  const heads = ['document', 'asked', 'closed', 'open', 'unknown', 'years'] as const;
  return (
    <table class="tbl stack" {...table}>
      <caption class="vh">{t('recommendations.timeline.table')}</caption>
      <thead {...group}>
        <tr {...row}>
          {heads.map((head) => (
            <th {...columnHead} class={head === 'document' ? undefined : 'r'}>
              {t(`recommendations.timeline.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...group}>
        {documents.map((document) => (
          <tr {...row}>
            <th {...rowHead}>
              <a
                href={view.link(`/country/${country}/recommendations`, {
                  body: document.slug,
                  year: document.date.slice(0, 4),
                })}
              >
                {document.name}, {document.date.slice(0, 4)}
              </a>
            </th>
            {[
              document.lanes.length,
              document.counts.closed,
              document.counts.open,
              document.counts.unknown,
              document.years,
            ].map((value, at) => (
              <td {...cell} class="num r" data-l={t(`recommendations.timeline.${heads[at + 1]}`)}>
                {view.number(value)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/**
 * A chart of figures, drawn on the server as SVG: years along, numbers from zero upwards.
 * Always true: each strand differs by mark and by line; a line runs only where core/commitments/figures.ts joins points; a
 * hollow mark covers a part of a year; a bar is a range or a number that is withheld; years with nothing on file are
 * hatched. A narrow screen has a drawing of its own. The table that goes with it holds every value. No inline style.
 */
import { gapsOf, type Point, type Strand } from '../../core/commitments/figures.ts';
import { everyText } from '../../core/localised.ts';
import { firstDay, type PartialDate } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { type Label, type Placed, Places, placePoints, slotsOf, stepFor, textWidth, topOf } from './chart-layout.ts';
import { compactNumber, observedText, shortValue, valueText } from './figures.tsx';

/** Marks that tell strands apart without colour, by their outline around 0, 0; lines differ by style sheet (.l0 to .l5). */
export const MARKS = [
  'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z',
  'M0-6.5 6.5 0 0 6.5-6.5 0z',
  'M-4.8-4.8h9.6v9.6h-9.6z',
  'M0-6 6.2 5H-6.2z',
  'M0 6 6.2-5H-6.2z',
  'M-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4z',
] as const;

/** As many strands as there are marks; with more a drawing tells less than the table. */
const MOST = MARKS.length;

/** Fewer years than this make no chart. */
const LEAST_YEARS = 2;

export interface ChartProps {
  readonly view: View;
  readonly strands: readonly Strand[];
  /** The question that the chart answers. */
  readonly title: string;
  /** Unique on the page. */
  readonly id: string;
  /** Whether strands of several series stand together, so that names tell what is counted too. */
  readonly mixed?: boolean;
}

/** Whether there is something to draw. */
export function isDrawn(strands: readonly Strand[]): boolean {
  const years = new Set(strands.flatMap(({ points }) => points.map(({ year }) => year)));
  return years.size >= LEAST_YEARS && strands.length <= MOST;
}

/** A mark in text, beside the name of what it stands for. */
export function MarkIcon({ strand, hollow = false }: { strand: number; hollow?: boolean }): Html {
  return (
    <svg class={`mark-icon line l${strand % MOST}`} viewBox="-8 -8 16 16" aria-hidden="true" focusable="false">
      <path class={hollow ? 'pt hollow' : 'pt'} d={MARKS[strand % MOST]} />
    </svg>
  );
}

/** What a strand is called: who counted; where several series stand together, what, and who only if that is needed. */
export function strandName(view: View, strand: Strand, mixed: boolean, all: readonly Strand[] = []): string {
  const { series, producer, area } = strand;
  const who = producer ? view.text(producer) : '';
  const alone = all.filter((other) => other.series.id === series.id).length < 2;
  const parts = mixed ? [view.text(series.title), alone ? '' : who] : [who];
  return [...parts, area ?? ''].filter(Boolean).join(', ') || view.t('chart.no-producer');
}

/** The chart, or nothing where there are too few years to compare. */
export function Chart({ view, strands, title, id, mixed = false }: ChartProps): Html | null {
  if (!isDrawn(strands)) return null;
  const { t } = view;
  const gaps = gapsOf(strands);
  const named = strands.length > 1 || mixed;
  const words = strands
    .map((strand) => {
      const points = strand.points.map(
        ({ observation }) => `${observedText(view, observation.period)}: ${valueText(view, observation)}`,
      );
      return `${named ? `${strandName(view, strand, mixed, strands)}. ` : ''}${points.join('; ')}.`;
    })
    .join(' ');
  const missing = gaps.map(({ from, to }) => gapText(view, from, to)).join('; ');
  const description = `${words}${missing && ` ${missing}.`}`;
  const all = strands.flatMap(({ points }) => points);
  const notes = [
    all.some(({ part }) => part) && t('chart.note-part'),
    all.some(({ low, high }) => low !== high) && t('chart.note-range'),
    gaps.length > 0 && t('chart.note-gap'),
    strands.some(({ series }) => series.breaks?.length) && t('chart.note-break'),
    t('chart.note-line'),
  ].filter(Boolean);
  const drawing = { view, strands, title, description, mixed, named };
  const wide = draw({ ...drawing, id: `${id}-w`, width: 760, className: 'wide' });
  return (
    <figure class="fig chart">
      <p class="chart-title" aria-hidden="true">
        {title}
      </p>
      {wide.svg}
      {draw({ ...drawing, id: `${id}-n`, width: 358, className: 'narrow' }).svg}
      {named && (
        <ul class={strands.every((_, index) => wide.named.has(index)) ? 'chart-key narrow-only' : 'chart-key'}>
          {strands.map((strand, index) => (
            <li class={wide.named.has(index) ? 'named' : undefined}>
              <MarkIcon strand={index} hollow={strand.points.every(({ part }) => part)} />{' '}
              {strandName(view, strand, mixed, strands)}
            </li>
          ))}
        </ul>
      )}
      <figcaption>{notes.join(' ')}</figcaption>
    </figure>
  );
}

function gapText(view: View, from: number, to: number): string {
  return from === to
    ? view.t('chart.gap-year', { year: String(from) })
    : view.t('chart.gap', { from: String(from), to: String(to) });
}

interface DrawingProps extends Omit<ChartProps, 'mixed'> {
  readonly description: string;
  readonly mixed: boolean;
  readonly named: boolean;
  readonly width: number;
  readonly className: 'wide' | 'narrow';
}

const TOP = 46;
const BOTTOM = 256;

/** The drawing, and which strands have their name in it. */
function draw({ view, strands, title, description, mixed, named, id, width, className }: DrawingProps): {
  svg: Html;
  named: ReadonlySet<number>;
} {
  const isNarrow = className === 'narrow';
  const points = strands.flatMap((strand) => strand.points);
  const years = points.map(({ year }) => year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const gaps = gapsOf(strands);
  const top = topOf(strands);
  const step = stepFor(
    top,
    points.every(({ low }) => Number.isInteger(low)),
  );
  const high = Math.max(step, Math.ceil(top / step - 1e-9) * step);
  const steps = Array.from({ length: Math.round(high / step) + 1 }, (_, index) => index * step);
  const left = 14 + Math.max(...steps.map((value) => textWidth(compactNumber(view, value))));
  const frame = { width, height: BOTTOM + 46, left, right: width - 6, top: TOP, bottom: BOTTOM };
  const slots = slotsOf(first, last, gaps, isNarrow);
  const slot = (frame.right - left) / slots.total;
  const x = (year: number) => left + slots.centre(year) * slot;
  const y = (value: number) => BOTTOM - (Math.min(value, high) / high) * (BOTTOM - TOP);
  const placed = placePoints(strands, x, y);
  const places = new Places(frame, placed);
  for (const { point, x: at } of placed) {
    if (point.low !== point.high) {
      const upper = y(Number.isFinite(point.high) ? point.high : high);
      places.take({ x: at - 6, y: upper, width: 12, height: y(point.low) - upper });
    }
  }
  const values = placed.map((mark) => valueLabel(view, places, mark));
  const names =
    named && !isNarrow ? strands.map((_, index) => nameLabel(view, places, strands, placed, index, mixed)) : [];
  const breaks = breaksOf(strands, first, last);
  const breakX = (at: PartialDate) => {
    const year = Number(at.slice(0, 4));
    const share = (firstDay(at) - firstDay(String(year))) / 365;
    return x(year) + (share - 0.5) * slot;
  };
  const band = ({ from, to }: { from: number; to: number }) => {
    // From half way after the last figure to half way before the next.
    const [start, end] = [x(from) - slotWidth(from) / 2, x(to) + slotWidth(to) / 2];
    return { x: start, width: end - start };
  };
  const slotWidth = (year: number) => {
    const gap = gaps.find(({ from, to }) => from <= year && year <= to);
    return gap && isNarrow ? Math.min(1, 1.5 / (gap.to - gap.from + 1)) * slot : slot;
  };
  const svg = (
    <svg class={className} viewBox={`0 0 ${width} ${frame.height}`} role="img" aria-labelledby={`${id}-t ${id}-d`}>
      <title id={`${id}-t`}>{title}</title>
      <desc id={`${id}-d`}>{description}</desc>
      <defs>
        <pattern id={`${id}-gap`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="pf-gap" width="1" height="6" />
        </pattern>
      </defs>
      {gaps.map((gap) => (
        <rect {...band(gap)} y={TOP} height={BOTTOM - TOP} fill={`url(#${id}-gap)`} />
      ))}
      {unitLines(view, strands, width).map((line, index) => (
        <text class="t2" x="2" y={14 + index * 15}>
          {line}
        </text>
      ))}
      {steps.map((value) => (
        <>
          <path class={value === 0 ? 'ax2' : 'ax'} d={`M${r(left)} ${r(y(value))}H${r(frame.right)}`} />
          <text class="t2 num" x={r(left - 8)} y={r(y(value) + 5)} text-anchor="end">
            {compactNumber(view, value)}
          </text>
        </>
      ))}
      {yearLabels(first, last, gaps, x, isNarrow).map((year) => (
        <text class="t2 num" x={r(x(year))} y={BOTTOM + 22} text-anchor="middle">
          {year}
        </text>
      ))}
      <text class="t2" x={r((left + frame.right) / 2)} y={BOTTOM + 42} text-anchor="middle">
        {view.t('chart.year')}
      </text>
      {breaks.map((at) => (
        <path class="brk" d={`M${r(breakX(at))} ${TOP - 20}V${BOTTOM}`} />
      ))}
      <GapLabels view={view} gaps={gaps} band={band} places={places} />
      <Spreads placed={placed} y={y} />
      {strands.map((strand, index) => (
        <Line strand={strand} placed={placed.filter((mark) => mark.strand === index)} index={index} y={y} high={high} />
      ))}
      <g class="halo">
        {values.map((label) => label && <Written label={label} className="t b num" />)}
        {names.map((label) => label && <Written label={label} className="t" />)}
        {breaks.map((at) => {
          const label = places.label(view.t('chart.break'), [
            [breakX(at) + 6, TOP - 9, 'start'],
            [breakX(at) - 6, TOP - 9, 'end'],
          ]);
          return label && <Written label={label} className="t2" />;
        })}
      </g>
    </svg>
  );
  return { svg, named: new Set(names.flatMap((label, index) => (label ? [index] : []))) };
}

/** Coordinates need no more than a tenth of a pixel. */
const r = (value: number): number => Math.round(value * 10) / 10;

function Written({ label, className }: { label: Label; className: string }): Html {
  return (
    <text class={className} x={r(label.x)} y={r(label.y)} text-anchor={label.anchor}>
      {label.text}
    </text>
  );
}

/** The units drawn, at the head of the axis, in as many lines as they need. */
function unitLines(view: View, strands: readonly Strand[], width: number): string[] {
  const units = [...new Map(strands.map(({ series: { unit } }) => [everyText(unit)[0], view.text(unit)])).values()];
  const text = units.join(', ');
  const lines: string[] = [];
  for (const word of (text.charAt(0).toLocaleUpperCase(view.language) + text.slice(1)).split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && textWidth(longer) > width - 4) lines.push(word);
    else lines.splice(-1, 1, longer);
  }
  return lines.slice(0, 2);
}

/** Years to write out: all that fit, those with figures first. */
function yearLabels(
  first: number,
  last: number,
  gaps: readonly { from: number; to: number }[],
  x: (year: number) => number,
  isNarrow: boolean,
): number[] {
  const room = 38;
  const inGap = (year: number) => gaps.some(({ from, to }) => from <= year && year <= to);
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const wanted = [...years.filter((year) => !inGap(year)), ...(isNarrow ? [] : years.filter((year) => year % 5 === 0))];
  const order = [first, last, ...wanted];
  const written: number[] = [];
  for (const year of order) {
    if (written.every((other) => Math.abs(x(other) - x(year)) >= room)) written.push(year);
  }
  return written;
}

/** Days on which the counting changed, within the years drawn. */
function breaksOf(strands: readonly Strand[], first: number, last: number): PartialDate[] {
  const all = strands.flatMap(({ series: { breaks = [] } }) => breaks.map(({ at }) => at));
  return [...new Set(all)].filter((at) => Number(at.slice(0, 4)) >= first && Number(at.slice(0, 4)) <= last);
}

function GapLabels({
  view,
  gaps,
  band,
  places,
}: {
  view: View;
  gaps: readonly { from: number; to: number }[];
  band: (gap: { from: number; to: number }) => { x: number; width: number };
  places: Places;
}): Html {
  return (
    <g class="halo">
      {gaps.flatMap((gap) => {
        const { x, width } = band(gap);
        const at = x + width / 2;
        const whole = gapText(view, gap.from, gap.to);
        const heights = [0.5, 0.68, 0.32, 0.84, 0.16].map((share) => TOP + share * (BOTTOM - TOP));
        if (textWidth(whole) <= width - 8) {
          const label = places.label(
            whole,
            heights.map((height) => [at, height, 'middle'] as const),
          );
          return label ? [<Written label={label} className="t2" />] : [];
        }
        const lines = view.t('chart.gap-lines').split('|');
        if (Math.max(...lines.map(textWidth)) > width - 4) return [];
        return places.lines(lines, at, heights).map((label) => <Written label={label} className="t2" />);
      })}
    </g>
  );
}

/** A dotted line between figures for one year that are not the same. */
function Spreads({ placed, y }: { placed: readonly Placed[]; y: (value: number) => number }): Html {
  return (
    <>
      {[...Map.groupBy(placed, ({ point }) => point.year).values()].flatMap((group) => {
        const lows = group.map(({ point }) => point.low);
        const xs = new Set(group.map((mark) => mark.x));
        const [least, most] = [Math.min(...lows), Math.max(...lows)];
        return least === most || xs.size > 1
          ? []
          : [<path class="dis" d={`M${r(group[0]?.x ?? 0)} ${r(y(most))}V${r(y(least))}`} />];
      })}
    </>
  );
}

interface LineProps {
  readonly strand: Strand;
  readonly placed: readonly Placed[];
  readonly index: number;
  readonly y: (value: number) => number;
  readonly high: number;
}

/** The points of one strand and the lines between those that count alike. */
function Line({ strand, placed, index, y, high }: LineProps): Html {
  const at = new Map<Point, Placed>(placed.map((mark) => [mark.point, mark]));
  const joins = strand.joins.flatMap(([a, b]) => {
    const [from, to] = [at.get(a), at.get(b)];
    return from && to ? [`M${r(from.x)} ${r(from.y)}L${r(to.x)} ${r(to.y)}`] : [];
  });
  return (
    <g class={`line l${index % MOST}`}>
      {joins.length > 0 && <path class="join" d={joins.join('')} />}
      {placed.map(({ point, x, y: own }) => {
        if (point.low === point.high) {
          return (
            <path
              class={point.part ? 'pt hollow' : 'pt'}
              d={MARKS[index % MOST]}
              transform={`translate(${r(x)} ${r(own)})`}
            />
          );
        }
        const isOpen = !Number.isFinite(point.high);
        const upper = y(isOpen ? high : point.high);
        const end = isOpen
          ? `M${r(x - 5)} ${r(upper + 6)}L${r(x)} ${r(upper)}L${r(x + 5)} ${r(upper + 6)}`
          : `M${r(x - 5)} ${r(upper)}h10`;
        return <path class="rng" d={`M${r(x - 5)} ${r(own)}h10M${r(x)} ${r(own)}V${r(upper)}${end}`} />;
      })}
    </g>
  );
}

function valueLabel(view: View, places: Places, { point, x, y }: Placed): Label | undefined {
  const text = shortValue(view, point.observation);
  return places.label(
    text,
    [
      [x, y - 12, 'middle'],
      [x, y + 23, 'middle'],
      [x + 11, y + 5, 'start'],
      [x - 11, y + 5, 'end'],
      [x + 9, y - 9, 'start'],
      [x - 9, y - 9, 'end'],
      [x + 9, y + 18, 'start'],
      [x - 9, y + 18, 'end'],
    ],
    true,
  );
}

/** The name of a strand beside its last point, else beside its first. */
function nameLabel(
  view: View,
  places: Places,
  strands: readonly Strand[],
  placed: readonly Placed[],
  index: number,
  mixed: boolean,
): Label | undefined {
  const strand = strands[index];
  const own = placed.filter((mark) => mark.strand === index).sort((a, b) => a.x - b.x);
  const [first, last] = [own[0], own.at(-1)];
  if (!strand || !first || !last) return undefined;
  return places.label(strandName(view, strand, mixed, strands), [
    [last.x + 14, last.y + 5, 'start'],
    [last.x + 14, last.y - 13, 'start'],
    [last.x + 14, last.y + 23, 'start'],
    [first.x - 14, first.y + 5, 'end'],
    [first.x - 14, first.y - 13, 'end'],
    [first.x - 14, first.y + 23, 'end'],
    [first.x, first.y - 30, 'start'],
    [last.x, last.y + 40, 'end'],
  ]);
}

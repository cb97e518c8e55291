/**
 * A chart of categories over years: a row for each, a mark for each year. A line joins years in succession only; years with
 * nothing on file are hatched. Two drawings and no inline style, as in chart.tsx.
 */
import type { Placements } from '../../core/commitments/figures.ts';
import type { Html, View } from '../context.tsx';
import { MARKS } from './chart.tsx';
import { slotsOf, textWidth } from './chart-layout.ts';

const ROW = 40;
const TOP = 30;
/** More rows than this are a list, not a drawing. */
const MOST_ROWS = 8;

interface Props {
  readonly view: View;
  readonly placements: Placements;
  readonly title: string;
  /** What the rows are. */
  readonly unit: string;
  /** A category in words. */
  readonly label: (category: string) => string;
  readonly id: string;
}

/** The chart, or nothing where there are too few years or too many categories. */
export function PlacementChart({ view, placements, title, unit, label, id }: Props): Html | null {
  const { categories, points, gaps } = placements;
  const years = new Set(points.map(({ year }) => year));
  if (years.size < 2 || categories.length > MOST_ROWS) return null;
  const words = points.map(({ year, category }) => `${year}: ${label(category)}`).join('; ');
  return (
    <figure class="fig chart">
      <p class="chart-title" aria-hidden="true">
        {title}
      </p>
      {draw({ view, placements, title, unit, label, id: `${id}-w` }, words, 760, 'wide')}
      {draw({ view, placements, title, unit, label, id: `${id}-n` }, words, 358, 'narrow')}
      <figcaption>
        {[gaps.length > 0 && view.t('chart.note-gap'), view.t('chart.note-placement')].filter(Boolean).join(' ')}
      </figcaption>
    </figure>
  );
}

function draw(
  { view, placements: { categories, points, gaps }, title, unit, label, id }: Props,
  words: string,
  width: number,
  className: 'wide' | 'narrow',
): Html {
  const years = points.map(({ year }) => year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const left = 12 + Math.max(...categories.map((category) => textWidth(label(category))));
  const slots = slotsOf(first, last, gaps, className === 'narrow');
  const slot = (width - 22 - left) / slots.total;
  const x = (year: number) => Math.round((left + slots.centre(year) * slot) * 10) / 10;
  const y = (category: string) => TOP + ROW / 2 + categories.indexOf(category) * ROW;
  const bottom = TOP + categories.length * ROW;
  const only = (year: number) => {
    const own = points.filter((point) => point.year === year);
    return own.length === 1 ? own[0] : undefined;
  };
  const joins = [...new Set(years)].flatMap((year) => {
    const [a, b] = [only(year), only(year + 1)];
    return a && b ? [`M${x(a.year)} ${y(a.category)}L${x(b.year)} ${y(b.category)}`] : [];
  });
  const every = Math.max(1, Math.ceil(38 / slot));
  const size = slot < 13 ? 0.75 : 1;
  return (
    <svg class={className} viewBox={`0 0 ${width} ${bottom + 48}`} role="img" aria-labelledby={`${id}-t ${id}-d`}>
      <title id={`${id}-t`}>{title}</title>
      <desc id={`${id}-d`}>{`${words}.`}</desc>
      <defs>
        <pattern id={`${id}-gap`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="pf-gap" width="1" height="6" />
        </pattern>
      </defs>
      {gaps.map(({ from, to }) => (
        <rect
          x={x(from - 1) + slot / 2}
          width={x(to + 1) - x(from - 1) - slot}
          y={TOP}
          height={bottom - TOP}
          fill={`url(#${id}-gap)`}
        />
      ))}
      <text class="t2" x="2" y="16">
        {unit.charAt(0).toLocaleUpperCase(view.language) + unit.slice(1)}
      </text>
      {categories.map((category) => (
        <>
          <path class="ax" d={`M${left} ${y(category)}H${width - 6}`} />
          <text class="t num" x={left - 8} y={y(category) + 5} text-anchor="end">
            {label(category)}
          </text>
        </>
      ))}
      <path class="ax2" d={`M${left} ${bottom}H${width - 6}`} />
      {Array.from({ length: last - first + 1 }, (_, index) => last - index)
        .filter((_, index) => index % every === 0)
        .map((year) => (
          <text class="t2 num" x={x(year)} y={bottom + 22} text-anchor="middle">
            {year}
          </text>
        ))}
      <text class="t2" x={Math.round((left + width) / 2)} y={bottom + 42} text-anchor="middle">
        {view.t('chart.year')}
      </text>
      <g class="line l0">
        {joins.length > 0 && <path class="join thin" d={joins.join('')} />}
        {points.map(({ year, category }) => (
          <path class="pt" d={MARKS[0]} transform={`translate(${x(year)} ${y(category)}) scale(${size})`} />
        ))}
      </g>
    </svg>
  );
}

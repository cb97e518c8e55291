/**
 * A chart of one series, drawn on the server: yearly points by producer over a line of years from zero upwards.
 * Always true: points are joined only between whole years in succession counted by the same producer; a hollow mark
 * is part of a year or a hedged figure; the table that follows holds every value, so the drawing is an image with a text.
 */
import type { Html, View } from '../context.tsx';
import { type Observation, type Series, standingOn, valueText } from './figures.tsx';

interface Point {
  readonly year: number;
  readonly value: number;
  readonly hollow: boolean;
  readonly producer: string;
  readonly words: string;
}

/** Fewer years than this make no chart. */
const LEAST_YEARS = 3;

/** Points that can stand on one axis: numbers for a year, or for a part of one, for the whole country. */
function pointsOf(view: View, series: Series): Point[] {
  return standingOn(view, series).flatMap((one: Observation) => {
    const { period, value, area, qualifier, producer } = one;
    if (typeof value !== 'number' || area || !period) return [];
    const [from = '', to = from] = period.split('/');
    if (from.slice(0, 4) !== to.slice(0, 4)) return [];
    const whole = period.length === 4;
    return [
      {
        year: Number(from.slice(0, 4)),
        value,
        hollow: !whole || (qualifier !== undefined && qualifier !== 'exact'),
        producer: producer ? view.text(producer) : '',
        words: `${view.date(from.length === 4 ? from : from, 'short')}: ${valueText(view, one)}`,
      },
    ];
  });
}

/** The chart, or nothing where there are too few years to compare. */
export function Chart({ view, series }: { view: View; series: Series }): Html | null {
  const points = pointsOf(view, series);
  if (new Set(points.map(({ year }) => year)).size < LEAST_YEARS) return null;
  const words = `${view.text(series.title)}. ${points.map((point) => point.words).join('; ')}.`;
  return (
    <figure class="fig chart">
      <Drawing view={view} points={points} width={760} label={words} className="wide" />
      <Drawing view={view} points={points} width={358} className="narrow" />
      <figcaption>{view.t('chart.caption', { unit: view.text(series.unit) })}</figcaption>
    </figure>
  );
}

/** A round upper end of the axis: 1, 2 or 5 times a power of ten, four steps at most. */
function stepFor(top: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(top, 1) / 4));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => top / step <= 5) ?? top;
}

/** Shapes that tell producers apart without colour. */
const SHAPES = ['circle', 'diamond', 'square', 'triangle'] as const;

function Mark({
  shape,
  x,
  y,
  hollow,
}: {
  shape: (typeof SHAPES)[number];
  x: number;
  y: number;
  hollow: boolean;
}): Html {
  const name = hollow ? 'pt hollow' : 'pt';
  switch (shape) {
    case 'circle':
      return <circle class={name} cx={x} cy={y} r="5" />;
    case 'diamond':
      return <path class={name} d={`M${x} ${y - 6.5}l6.5 6.5-6.5 6.5-6.5-6.5z`} />;
    case 'square':
      return <rect class={name} x={x - 5} y={y - 5} width="10" height="10" />;
    case 'triangle':
      return <path class={name} d={`M${x} ${y - 6}l6 11h-12z`} />;
  }
}

interface DrawingProps {
  readonly view: View;
  readonly points: readonly Point[];
  readonly width: number;
  /** The text of the image; a second drawing of the same is hidden from screen readers. */
  readonly label?: string;
  readonly className: string;
}

function Drawing({ view, points, width, label, className }: DrawingProps): Html {
  const years = points.map(({ year }) => year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const top = Math.max(...points.map(({ value }) => value));
  const step = stepFor(top);
  const high = Math.max(step, Math.ceil(top / step) * step);
  const [left, right, up, down] = [12 + view.number(high).length * 8, 24, 26, 232];
  const x = (year: number) =>
    Math.round(left + 18 + ((year - first) / Math.max(1, last - first)) * (width - left - right - 30));
  const y = (value: number) => Math.round(down - (value / high) * (down - up));
  const producers = [...Map.groupBy(points, ({ producer }) => producer)];
  const steps = Array.from({ length: Math.round(high / step) + 1 }, (_, index) => index * step);
  const every = Math.ceil((last - first + 1) / Math.floor((width - left) / 52));
  const named = producers.filter(([name]) => name !== '').length > 1 || producers.length > 1;
  const height = down + 30 + (named ? producers.length * 22 : 0);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: one drawing has its text as a label, the other is hidden
    <svg
      class={className}
      viewBox={`0 0 ${width} ${height}`}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' })}
    >
      {steps.map((value) => (
        <>
          <path class={value === 0 ? 'ax2' : 'ax'} d={`M${left} ${y(value)}H${width - 4}`} />
          <text class="t2 num" x={left - 6} y={y(value) + 4} text-anchor="end">
            {view.number(value)}
          </text>
        </>
      ))}
      {Array.from({ length: last - first + 1 }, (_, index) => first + index).map(
        (year, index) =>
          (index % every === 0 || year === last) &&
          !(year === last && index % every !== 0 && index % every < every / 2) && (
            <text class="t2 num" x={x(year)} y={down + 20} text-anchor="middle">
              {year}
            </text>
          ),
      )}
      {producers.map(([name, own], index) => (
        <Line view={view} name={name} points={own} index={index} x={x} y={y} all={points} />
      ))}
      {named &&
        producers.map(([name], index) => (
          <>
            <Mark
              shape={SHAPES[index % SHAPES.length] ?? 'circle'}
              x={left + 8}
              y={down + 42 + index * 22}
              hollow={false}
            />
            <text class="t" x={left + 22} y={down + 47 + index * 22}>
              {name || view.t('chart.no-producer')}
            </text>
          </>
        ))}
    </svg>
  );
}

interface LineProps {
  readonly view: View;
  readonly name: string;
  readonly points: readonly Point[];
  readonly index: number;
  readonly x: (year: number) => number;
  readonly y: (value: number) => number;
  readonly all: readonly Point[];
}

/** The points of one producer, joined where whole years follow one another. */
function Line({ view, points, index, x, y, all }: LineProps): Html {
  const ordered = points.toSorted((a, b) => a.year - b.year);
  const joins = ordered.flatMap((point, at) => {
    const next = ordered[at + 1];
    const alone = (year: number) => points.filter((other) => other.year === year).length === 1;
    return next &&
      next.year === point.year + 1 &&
      !point.hollow &&
      !next.hollow &&
      alone(point.year) &&
      alone(next.year)
      ? [`M${x(point.year)} ${y(point.value)}L${x(next.year)} ${y(next.value)}`]
      : [];
  });
  const shape = SHAPES[index % SHAPES.length] ?? 'circle';
  return (
    <g class={`line l${index % SHAPES.length}`}>
      {joins.length > 0 && <path class="join" d={joins.join('')} />}
      {ordered.map((point) => (
        <Mark shape={shape} x={x(point.year)} y={y(point.value)} hollow={point.hollow} />
      ))}
      <g class="halo">
        {ordered.map((point) => {
          const crowded = all.some(
            (other) => other !== point && other.year === point.year && other.value > point.value,
          );
          return (
            <text class="t b num" x={x(point.year)} y={y(point.value) + (crowded ? 22 : -11)} text-anchor="middle">
              {view.number(point.value)}
            </text>
          );
        })}
      </g>
    </g>
  );
}

/** Drawings from the record: statuses through time, the figures of a series, recommendations by verdict. */
import { history, NOT_ASSESSED } from '../../core/assess.ts';
import { standingOn, VERDICTS } from '../../core/commitments/recommendations.ts';
import { type Day, firstDay, isoDay } from '../../core/time.ts';
import type { Block, Inline } from '../document.ts';
import type { Maker, Making } from '../making.ts';
import { drawing, element, FAINT, filled, INK, LINE, lines, mark, text } from '../svg.ts';
import { shapeOf } from '../voice.ts';
import { observationsOn } from './figures.ts';

/** Width of the type area in points, for which drawings are made. */
const WIDTH = 460;

function figure(
  making: Making,
  caption: readonly Inline[],
  svg: string,
  alternative: string,
  foot: readonly (readonly Inline[])[] = [],
): Block[] {
  return [{ kind: 'figure', ...making.count('figure'), caption, svg, alternative, foot }];
}

const yearOf = (day: Day): number => Number((isoDay(day) ?? '1970').slice(0, 4));

/** A legend of status marks with their words; returns its parts and its height. */
function legend(
  statuses: readonly string[],
  y: number,
  words: (status: string) => string,
): { parts: string[]; height: number } {
  const parts: string[] = [];
  let [x, line] = [0, 0];
  for (const status of statuses) {
    const label = words(status);
    const width = 16 + label.length * 5.6 + 14;
    if (x + width > WIDTH && x > 0) [x, line] = [0, line + 1];
    parts.push(mark(shapeOf(status), x, y + line * 16 - 9), text(x + 15, y + line * 16, label, { size: 9.5 }));
    x += width;
  }
  return { parts, height: (line + 1) * 16 };
}

/** Statuses of `framework=` through time, from `since=` to the day: one strip an indicator. */
export const statusChart: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const indicators = options.framework === undefined ? [] : dataset.indicators(options.framework);
  const [first] = indicators;
  if (!first) {
    making.issues.add('report-bad-argument', 'Name a framework with framework=.', making.spot);
    return [];
  }
  const to = day + 1;
  const asked = /^[1-9]\d{3}$/.test(options.since ?? '2010') ? firstDay(options.since ?? '2010') : Infinity;
  if (asked >= to) {
    making.issues.add('report-bad-argument', `since=${options.since} is not a year before the report.`, making.spot);
  }
  // A drawing spans a year at least.
  const from = Math.min(asked, to - 366);
  const [left, row, top] = [178, 30, 8];
  const x = (at: Day) => left + ((Math.min(Math.max(at, from), to) - from) / (to - from)) * (WIDTH - left - 4);
  const said: string[] = [];
  const strips = indicators.flatMap((indicator, index) => {
    const y = top + index * row;
    const spans = history(dataset, country, indicator).filter((span) => span.from < to && span.to > from);
    const begin = spans[0]?.from ?? to;
    const before = begin > from ? [{ from, to: Math.min(begin, to), status: NOT_ASSESSED }] : [];
    const all = [...before, ...spans];
    said.push(
      `${voice.text(indicator.body.title)}: ${all
        .map(
          (span) =>
            `${voice.period(isoDay(Math.max(span.from, from)), span.to < to ? isoDay(span.to) : null)} ${voice.statusText(span.status, indicator.framework)}`,
        )
        .join(', ')}`,
    );
    const label = lines(voice.text(indicator.body.title), 32);
    return [
      ...label.map((line, at) => text(0, y + (label.length === 1 ? 13 : 8 + at * 11.5), line, { size: 9.5 })),
      ...all.map((span) =>
        filled(
          shapeOf(span.status, indicator.framework),
          x(span.from),
          y + 2,
          Math.max(2, x(span.to) - x(span.from)),
          15,
        ),
      ),
    ];
  });
  const bottom = top + indicators.length * row;
  const step = [1, 2, 5, 10].find((size) => (yearOf(to) - yearOf(from)) / size <= 7) ?? 20;
  const ticks: string[] = [];
  for (let year = Math.ceil(yearOf(from) / step) * step; year <= yearOf(to - 1); year += step) {
    const at = x(firstDay(String(year)));
    ticks.push(
      element('line', { x1: at, x2: at, y1: top, y2: bottom, stroke: LINE, 'stroke-width': 0.5 }),
      text(at, bottom + 12, String(year), { size: 9, anchor: at > WIDTH - 14 ? 'end' : 'middle', fill: FAINT }),
    );
  }
  const scale = [...first.framework.scale.map(({ id }) => id), 'no-information', NOT_ASSESSED];
  const keys = legend(scale, bottom + 32, (status) => voice.statusText(status, first.framework));
  return figure(
    making,
    [
      ...voice.say(first.framework.title),
      ...voice.plain(`: ${voice.t('report.status-chart', { from: String(yearOf(from)), to: String(yearOf(day)) })}`),
    ],
    drawing(WIDTH, bottom + 28 + keys.height, [...ticks, ...strips, ...keys.parts]),
    `${said.join('. ')}.`,
  );
};

interface Point {
  readonly year: number;
  readonly value: number;
  readonly hollow: boolean;
  readonly producer: string;
  readonly words: string;
}

const MARKS = ['circle', 'diamond', 'square', 'triangle'] as const;

function pointMark(kind: (typeof MARKS)[number], x: number, y: number, hollow: boolean): string {
  const style = { fill: hollow ? '#ffffff' : INK, stroke: INK, 'stroke-width': 1.2 };
  switch (kind) {
    case 'circle':
      return element('circle', { cx: x, cy: y, r: 3.4, ...style });
    case 'diamond':
      return element('path', { d: `M${x} ${y - 4.4}L${x + 4.4} ${y}L${x} ${y + 4.4}L${x - 4.4} ${y}Z`, ...style });
    case 'square':
      return element('rect', { x: x - 3.2, y: y - 3.2, width: 6.4, height: 6.4, ...style });
    case 'triangle':
      return element('path', { d: `M${x} ${y - 4}L${x + 4.2} ${y + 3.4}L${x - 4.2} ${y + 3.4}Z`, ...style });
  }
}

/**
 * The figures of `series=` by year. Points of one producer are joined only between whole years in succession; a break
 * in the way of counting is never drawn across; what is withheld is not drawn.
 */
export const figureChart: Maker = (making, options) => {
  const { dataset, day, voice } = making;
  const series = dataset.get('series', options.series ?? '');
  if (!series) {
    making.issues.add(
      'report-unknown-record',
      `There is no series ${options.series ?? ''}. Name one with series=.`,
      making.spot,
    );
    return [];
  }
  const points = observationsOn(dataset, series, day).flatMap((one): Point[] => {
    const { period, value, area, ages, qualifier, producer } = one;
    if (typeof value !== 'number' || area || ages || !period) return [];
    const [from = '', to = from] = period.split('/');
    if (from.slice(0, 4) !== to.slice(0, 4)) return [];
    return [
      {
        year: Number(from.slice(0, 4)),
        value,
        hollow: period.length !== 4 || (qualifier !== undefined && qualifier !== 'exact'),
        producer: producer ? voice.text(producer) : '',
        words: `${voice.observed(period)}: ${voice.value(one)}`,
      },
    ];
  });
  if (new Set(points.map(({ year }) => year)).size < 2) {
    making.issues.add(
      'report-no-value',
      `${series.id} has too few years to be drawn; use {table figures series=${series.id}}.`,
      making.spot,
    );
    return [];
  }
  const years = points.map(({ year }) => year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const highest = Math.max(...points.map(({ value }) => value), 1);
  const power = 10 ** Math.floor(Math.log10(Math.max(highest, 1) / 4));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => highest / size <= 5) ?? highest;
  const high = Math.ceil(highest / step) * step;
  const [left, right, up, down] = [14 + voice.number(high).length * 6, 10, 16, 190];
  const x = (year: number) => left + 14 + ((year - first) / Math.max(1, last - first)) * (WIDTH - left - right - 28);
  const y = (value: number) => down - (value / high) * (down - up);
  const producers = [...Map.groupBy(points, ({ producer }) => producer)];
  const broken = (series.breaks ?? []).map(({ at }) => Number(at.slice(0, 4)));
  const parts: string[] = [];
  for (let value = 0; value <= high + step / 2; value += step) {
    parts.push(
      element('line', {
        x1: left,
        x2: WIDTH - right,
        y1: y(value),
        y2: y(value),
        stroke: value === 0 ? INK : LINE,
        'stroke-width': value === 0 ? 0.8 : 0.5,
      }),
      text(left - 5, y(value) + 3.2, voice.number(value), { size: 9, anchor: 'end', fill: FAINT }),
    );
  }
  const every = Math.ceil((last - first + 1) / Math.floor((WIDTH - left) / 36));
  for (let year = first; year <= last; year++) {
    if ((last - year) % every === 0)
      parts.push(text(x(year), down + 14, String(year), { size: 9, anchor: 'middle', fill: FAINT }));
  }
  for (const year of broken) {
    if (year > first && year <= last) {
      const at = x(year) - (x(first + 1) - x(first)) / 2;
      parts.push(
        element('line', {
          x1: at,
          x2: at,
          y1: up,
          y2: down,
          stroke: INK,
          'stroke-width': 1,
          'stroke-dasharray': '4 3',
        }),
      );
    }
  }
  producers.forEach(([, own], index) => {
    const kind = MARKS[index % MARKS.length] ?? 'circle';
    const ordered = own.toSorted((a, b) => a.year - b.year);
    const alone = (year: number) => own.filter((other) => other.year === year).length === 1;
    ordered.forEach((point, at) => {
      const next = ordered[at + 1];
      const joins =
        next &&
        next.year === point.year + 1 &&
        !point.hollow &&
        !next.hollow &&
        alone(point.year) &&
        alone(next.year) &&
        !broken.includes(next.year);
      if (joins) {
        parts.push(
          element('line', {
            x1: x(point.year),
            x2: x(next.year),
            y1: y(point.value),
            y2: y(next.value),
            stroke: INK,
            'stroke-width': 1.1,
            'stroke-dasharray': index === 0 ? undefined : `${5 - index} 3`,
          }),
        );
      }
    });
    for (const point of ordered) {
      const crowded = points.some((other) => other !== point && other.year === point.year && other.value > point.value);
      parts.push(
        pointMark(kind, x(point.year), y(point.value), point.hollow),
        text(x(point.year), y(point.value) + (crowded ? 14 : -8), voice.number(point.value), {
          size: 9,
          anchor: 'middle',
          weight: 600,
        }),
      );
    }
  });
  const named = producers.length > 1;
  if (named) {
    producers.forEach(([name], index) => {
      parts.push(
        pointMark(MARKS[index % MARKS.length] ?? 'circle', left + 4, down + 32 + index * 15, false),
        text(left + 14, down + 35.5 + index * 15, name || voice.t('chart.no-producer'), { size: 9.5 }),
      );
    });
  }
  return figure(
    making,
    [...voice.say(series.title), ...voice.plain(' ('), ...voice.say(series.unit), ...voice.plain(')')],
    drawing(WIDTH, down + 22 + (named ? producers.length * 15 + 6 : 0), parts),
    `${voice.text(series.title)}. ${points.map(({ words, producer }) => (producer && named ? `${words} (${producer})` : words)).join('; ')}.`,
    series.breaks?.map(({ at, reason }) => [...voice.plain(`${voice.date(at)}: `), ...voice.say(reason)]) ?? [],
  );
};

/** All recommendations made by the day as one bar, by independent verdict. */
export const recommendationChart: Maker = (making) => {
  const { dataset, country, day, voice } = making;
  const verdicts = dataset
    .inCountry('recommendation', country)
    .filter(({ date }) => firstDay(date) <= day)
    .map((one) => standingOn(one, day).independent);
  if (verdicts.length === 0) return [];
  const counts = VERDICTS.map((verdict) => ({ verdict, n: verdicts.filter((other) => other === verdict).length }));
  let at = 0;
  const bar = counts.flatMap(({ verdict, n }) => {
    const [start, width] = [(at / verdicts.length) * WIDTH, (n / verdicts.length) * WIDTH];
    at += n;
    return n === 0 ? [] : [filled(verdict === 'no-evidence' ? 'ni' : shapeOf(verdict), start, 4, width, 22)];
  });
  const words = (status: string) =>
    `${voice.statusText(status)} ${voice.number(counts.find(({ verdict }) => verdict === status)?.n ?? 0)}`;
  const keys = legend(VERDICTS, 44, words);
  return figure(
    making,
    voice.plain(voice.t('report.recommendation-chart', { n: verdicts.length, date: voice.date(making.asOf) })),
    drawing(WIDTH, 36 + keys.height, [...bar, ...keys.parts]),
    `${counts.map(({ verdict }) => words(verdict)).join('; ')}.`,
  );
};

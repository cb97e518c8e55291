/** A status through time: the strip, its years, and the numbered events that explain its turns. */

import type { Child } from 'hono/jsx';
import { findingsFor, history, NOT_ASSESSED, type StatusSpan } from '../../core/assess.ts';
import type { Indicator } from '../../core/dataset.ts';
import { type Day, firstDay, isoDay, type PartialDate } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { Strip, type StripSpan, shapeOf, statusText, Ticks } from './marks.tsx';
import { articleTitle, RecordLink } from './records.tsx';

const yearOf = (day: Day): number => Number((isoDay(day) ?? '1970').slice(0, 4));
const startOf = (year: number): Day => firstDay(String(year).padStart(4, '0'));

/** The bounds of a drawing that shows these days and today, to its end; on whole years at the beginning. */
export function boundsOf(view: View, days: readonly Day[]): { from: Day; to: Day } {
  const first = Math.min(...days.filter(Number.isFinite), view.today - 5 * 365);
  return { from: startOf(yearOf(first)), to: Math.max(view.today, view.day) + 1 };
}

/** A handful of years between two days, evenly apart. */
export function yearTicks(from: Day, to: Day, count = 5): { day: Day; text: string }[] {
  const [first, last] = [yearOf(from), yearOf(to - 1)];
  const step = [1, 2, 5, 10, 20, 50].find((size) => (last - first) / size <= count) ?? 100;
  const ticks = [{ day: from, text: String(first) }];
  for (let year = Math.ceil((first + 1) / step) * step; year < last; year += step) {
    if (year - first >= step / 2 && last - year >= step / 2) ticks.push({ day: startOf(year), text: String(year) });
  }
  return last > first ? [...ticks, { day: to, text: String(last) }] : ticks;
}

/** The spans of a history between two days, with the time before the first finding as not assessed. */
function stripSpans(view: View, indicator: Indicator, spans: readonly StatusSpan[], from: Day, to: Day): StripSpan[] {
  const words = (start: Day, end: Day, status: string) =>
    `${view.periodText(Number.isFinite(start) ? isoDay(start) : undefined, end < to ? isoDay(end) : undefined)}: ${statusText(view, status, indicator.framework)}`;
  const first = spans[0]?.from ?? Infinity;
  const before: StripSpan[] =
    first > from
      ? [
          {
            from,
            to: Math.min(first, to),
            shape: 'na',
            words: words(-Infinity, first, NOT_ASSESSED),
          },
        ]
      : [];
  return [
    ...before,
    ...spans
      .filter((span) => span.from < to && span.to > from)
      .map((span) => ({
        from: span.from,
        to: span.to,
        shape: shapeOf(span.status, indicator.framework),
        words: words(span.from, span.to, span.status),
      })),
  ];
}

/** The strip of a table cell. */
export function SmallStrip({
  view,
  country,
  indicator,
  from,
  to,
}: {
  view: View;
  country: string;
  indicator: Indicator;
  from: Day;
  to: Day;
}): Html {
  const spans = history(view.dataset, country, indicator);
  return (
    <Strip
      label={view.t('indicator.over-time', { indicator: view.text(indicator.body.title) })}
      spans={stripSpans(view, indicator, spans, from, to)}
      from={from}
      to={to}
    />
  );
}

interface Turn {
  readonly day: Day;
  readonly date: PartialDate;
  readonly parts: readonly Child[];
}

/** The most events that a strip shows by number; more would not be told apart. */
const EVENTS_SHOWN = 14;

/** What happened on the days that matter for an indicator: statuses, readings, versions of provisions. */
function turnsOf(view: View, country: string, indicator: Indicator): Turn[] {
  const { dataset } = view;
  const findings = findingsFor(dataset, country, indicator);
  const turns = new Map<Day, { date: PartialDate; parts: Child[]; weight: number }>();
  const at = (date: PartialDate) => {
    const day = firstDay(date);
    const turn = turns.get(day) ?? { date, parts: [], weight: 0 };
    turns.set(day, turn);
    return turn;
  };
  for (const { from, status } of history(dataset, country, indicator)) {
    const date = isoDay(from);
    if (!date) continue;
    const turn = at(date);
    turn.parts.push(view.t('indicator.event.status', { status: statusText(view, status, indicator.framework) }));
    turn.weight += 10;
  }
  const provisions = [...new Set(findings.flatMap((finding) => finding.provisions ?? []))];
  const versions = provisions.flatMap((id) => {
    const provision = dataset.get('provision', id);
    return provision ? provision.versions.slice(1).map((version) => ({ provision, version })) : [];
  });
  for (const [from, group] of Map.groupBy(versions, ({ version }) => version.from)) {
    if (from === undefined) continue;
    const turn = at(from);
    turn.weight += 5;
    turn.parts.push(
      <>
        {view.t('indicator.event.law', { n: group.length })}{' '}
        {group.map(({ provision }, index) => (
          <>
            {index > 0 && ', '}
            <RecordLink view={view} id={provision.id} asWas>
              {articleTitle(view, provision)}
            </RecordLink>
          </>
        ))}
      </>,
    );
  }
  for (const [from, group] of Map.groupBy(findings, (finding) => finding.from)) {
    const turn = at(from);
    turn.weight += 1;
    turn.parts.push(view.t('indicator.event.readings', { n: group.length }));
  }
  return [...turns]
    .filter(([day]) => day <= view.today)
    .sort(([, a], [, b]) => b.weight - a.weight)
    .slice(0, EVENTS_SHOWN)
    .map(([day, { date, parts }]) => ({ day, date, parts }))
    .sort((a, b) => a.day - b.day);
}

/** The status through time with numbered events, or words where nothing was ever recorded. */
export function StatusHistory({
  view,
  country,
  indicator,
}: {
  view: View;
  country: string;
  indicator: Indicator;
}): Html {
  const spans = history(view.dataset, country, indicator);
  if (spans.length === 0) return <p class="dim">{view.t('indicator.time-none')}</p>;
  const turns = turnsOf(view, country, indicator);
  const { from, to } = boundsOf(view, [...spans.map((span) => span.from), ...turns.map(({ day }) => day)]);
  return (
    <>
      <Strip
        label={view.t('indicator.over-time', { indicator: view.text(indicator.body.title) })}
        spans={stripSpans(view, indicator, spans, from, to)}
        from={from}
        to={to}
        tall
        marks={turns.map(({ day }, index) => ({ day, text: String(index + 1) }))}
      />
      <Ticks from={from} to={to} years={yearTicks(from, to)} />
      <ol class="events">
        {turns.map(({ date, parts }) => (
          <li>
            <b>{view.date(date)}</b>{' '}
            {parts.map((part, index) => (
              <>
                {index > 0 && ' '}
                {part}
              </>
            ))}
          </li>
        ))}
      </ol>
    </>
  );
}

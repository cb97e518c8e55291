/**
 * A provision through time: what came before it, its versions, what came after, and what happened to it.
 * Always true: the drawing is hidden from screen readers, and the list below it says everything that is drawn.
 */
import type { Child } from 'hono/jsx';
import { type Change, changesOf } from '../../core/law/amend.ts';
import { laneOf } from '../../core/law/concordance.ts';
import { versionSpan } from '../../core/law/versions.ts';
import type { Provision, Version } from '../../core/model/index.ts';
import { type Day, firstDay, isoDay, type PartialDate, type Span } from '../../core/time.ts';
import { type Html, unbroken, type View } from '../context.tsx';
import { ActDates, articleOfYear, Happened, Said } from './law-words.tsx';
import { percent, position, Ticks } from './marks.tsx';
import { RecordLink } from './records.tsx';
import { boundsOf, yearTicks } from './timeline.tsx';

/** A stretch of the drawing. */
interface Bar {
  readonly span: Span;
  readonly look: 'old' | 'v' | 'now' | 'coming';
  readonly href: string | undefined;
}

/** The bars of one provision with the words that stand on them. */
interface Track {
  readonly bars: readonly Bar[];
  readonly labels: readonly {
    readonly span: Span;
    readonly long: string;
    readonly short: string;
    readonly on: boolean;
  }[];
}

/** Something on the list: a stretch with a place in the drawing, or a day with a letter. */
interface Entry {
  readonly day: Day;
  readonly kind: 'old' | 'version' | 'event';
  readonly letter?: string;
  readonly date: Child;
  readonly body: Child;
}

interface LaneProps {
  readonly view: View;
  readonly provision: Provision;
  /** Place of the version that holds on the day shown, or -1. */
  readonly now: number;
}

export function Lane({ view, provision, now }: LaneProps): Html {
  const { before, after } = laneOf(view.dataset, provision);
  const events = eventsOf(view, provision, before);
  const enacted = enactments(view, provision);
  const bounds = boundsFor(
    view,
    [...before, provision, ...after],
    [...events.map(({ day }) => day), ...enacted.map(({ from }) => from)],
  );
  const entries = [
    ...[...before, ...after].map((other) => otherEntry(view, other, before.includes(other))),
    ...provision.versions.map((version, at) => versionEntry(view, provision, version, at, now)),
    ...events,
  ].sort((a, b) => a.day - b.day);
  return (
    <section aria-labelledby="versions-h">
      <h2 class="vh" id="versions-h">
        {view.t('provision.versions')}
      </h2>
      <Drawing
        view={view}
        tracks={packed([trackOf(view, provision, now), ...[...before, ...after].map((other) => oldTrack(view, other))])}
        events={events}
        enacted={enacted}
        hatched={provision.versions.flatMap((version) =>
          (version.suspended ?? []).map(({ from, to }) => ({
            from: firstDay(from),
            to: Math.min(to === undefined ? Infinity : firstDay(to), versionSpan(view.dataset, provision, version).to),
          })),
        )}
        bounds={bounds}
      />
      <ol class="lane-list">
        {entries.map(({ kind, letter, date, body }) => (
          <li class={kind}>
            <span class="when">
              {letter && <span class="letter">{letter}</span>}
              {date}
            </span>
            <span>{body}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** From the first day that anything tells of to today, or to the last change announced with room after it. */
function boundsFor(view: View, provisions: readonly Provision[], others: readonly Day[]): Span {
  const starts = provisions.flatMap(({ versions }) => versions.flatMap(({ from }) => (from ? [firstDay(from)] : [])));
  const days = [...starts, ...others].filter(Number.isFinite);
  const { from, to } = boundsOf(view, days);
  const last = Math.max(...days);
  return { from, to: last >= to ? last + Math.ceil((last - from) * 0.08) : to };
}

/** The page as on the day a version began, or on its last day where it is not known when it began. */
function dayOf(view: View, provision: Provision, version: Version): PartialDate | undefined {
  if (version.from) return version.from;
  const { to } = versionSpan(view.dataset, provision, version);
  return isoDay(to - 1);
}

function hrefTo(view: View, provision: Provision, version: Version): string | undefined {
  const asOf = dayOf(view, provision, version);
  return asOf && view.here({ asOf, from: undefined, to: undefined });
}

function trackOf(view: View, provision: Provision, now: number): Track {
  const spans = provision.versions.map((version) => versionSpan(view.dataset, provision, version));
  return {
    bars: provision.versions.map((version, at) => ({
      span: spans[at] as Span,
      look: at === now ? 'now' : (spans[at] as Span).from > view.today ? 'coming' : 'v',
      href: hrefTo(view, provision, version),
    })),
    labels: spans.map((span, at) => ({
      span,
      long: view.t('provision.version', { n: at + 1 }),
      short: String(at + 1),
      on: at === now,
    })),
  };
}

function oldTrack(view: View, other: Provision): Track {
  const spans = other.versions.map((version) => versionSpan(view.dataset, other, version));
  const whole = { from: spans[0]?.from ?? -Infinity, to: spans.at(-1)?.to ?? Infinity };
  return {
    bars: spans.map((span) => ({ span, look: 'old' as const, href: view.recordLink(other) })),
    labels: [{ span: whole, long: articleOfYear(view, other), short: other.number, on: false }],
  };
}

/** Tracks in as few rows as they need: those that share no day share a row. */
function packed(tracks: readonly Track[]): Track[][] {
  const rows: Track[][] = [];
  const overlap = (a: Track, b: Track) =>
    a.bars.some((one) => b.bars.some((other) => one.span.from < other.span.to && other.span.from < one.span.to));
  for (const track of tracks) {
    const free = rows.find((row) => !row.some((other) => overlap(track, other)));
    if (free) free.push(track);
    else rows.push([track]);
  }
  return rows;
}

/** Where an act that made a version was enacted before it entered into force. */
function enactments(view: View, provision: Provision): Span[] {
  return provision.versions.flatMap((version, at) => {
    const acts = version.amendedBy ?? (at === 0 ? [provision.law] : []);
    const days = acts.flatMap((id) => {
      const adopted = view.dataset.get('law', id)?.adopted;
      return adopted === undefined ? [] : [firstDay(adopted)];
    });
    const from = Math.min(...days);
    const to = version.from === undefined ? -Infinity : firstDay(version.from);
    return from < to && Number.isFinite(from) ? [{ from, to }] : [];
  });
}

const ROW = 38;
const BAR = 34;
/** Widths in pixels for which a word must have room: the drawing on a wide screen, and on a phone. */
const WIDE = 1120;
const NARROW = 340;
const roomFor = (words: string): number => words.length * 7.6 + 18;

function Drawing({
  view,
  tracks,
  events,
  enacted,
  hatched,
  bounds: { from, to },
}: {
  view: View;
  tracks: readonly (readonly Track[])[];
  events: readonly Entry[];
  enacted: readonly Span[];
  hatched: readonly Span[];
  bounds: Span;
}): Html {
  const at = (day: Day) => position(day, from, to);
  const box = (span: Span) => {
    const x = at(Math.max(span.from, from));
    return { x: percent(x), width: percent(Math.max(at(Math.min(span.to, to)) - x, 0.004)) };
  };
  const share = (span: Span) => at(Math.min(span.to, to)) - at(Math.max(span.from, from));
  const bars = tracks.length * ROW;
  const lettered = events.filter(({ letter }) => letter);
  const levels = levelsOf(lettered.map(({ day }) => at(day)));
  const depth = Math.max(0, ...levels) + 1;
  const height = bars + (enacted.length > 0 ? 16 : 0);
  const isFar = to > view.today + 1 || view.asOf !== undefined;
  return (
    <>
      <svg class="lane-svg" width="100%" height={height} aria-hidden="true" focusable="false">
        {tracks.map((row, y) =>
          row.map(({ bars: own, labels }) => (
            <>
              {own.map(({ span, look, href }) => (
                <Linked href={href}>
                  <rect class={look} {...box(span)} y={y * ROW + 1} height={BAR - 2} />
                </Linked>
              ))}
              {y === 0 &&
                own.some(({ look }) => look !== 'old') &&
                hatched.map((span) => <rect class="held" {...box(span)} y={1} height={BAR - 2} />)}
              {labels.map(({ span, long, short, on }) => (
                <Label box={box(span)} y={y * ROW} share={share(span)} long={long} short={short} on={on} />
              ))}
            </>
          )),
        )}
        {enacted.map((span) => (
          <>
            <line class="wait" x1={percent(at(span.from))} x2={percent(at(span.to))} y1={bars + 5} y2={bars + 5} />
            <circle class="enacted" cx={percent(at(span.from))} cy={bars + 5} r="3.5" />
            <circle class="begins" cx={percent(at(span.to))} cy={bars + 5} r="3.5" />
          </>
        ))}
        {isFar && (
          // biome-ignore lint/a11y/noSvgWithoutTitle: a part of the hidden drawing around it
          <svg x={percent(at(view.day))} overflow="visible">
            <path class="day" d="M-6 -9h12l-6 8z" />
          </svg>
        )}
      </svg>
      {lettered.length > 0 && (
        <svg class="lane-svg letters" width="100%" height={22 * depth} aria-hidden="true" focusable="false">
          {lettered.map(({ day, letter }, index) => {
            const y = 22 * (levels[index] ?? 0);
            return (
              // biome-ignore lint/a11y/noSvgWithoutTitle: a part of the hidden drawing around it
              <svg x={percent(at(day))} overflow="visible">
                <circle class="mk" cx="0" cy={y + 11} r="9.5" />
                <text class="b" x="0" y={y + 15.5} text-anchor="middle">
                  {letter}
                </text>
              </svg>
            );
          })}
        </svg>
      )}
      <Ticks from={from} to={to} years={yearTicks(from, to)} />
    </>
  );
}

/** Part of the width that a letter takes on a phone. */
const LETTER = 0.062;

/** Letters too near to the one before on the same level go one level down. */
function levelsOf(places: readonly number[]): number[] {
  const ends: number[] = [];
  return places.map((place) => {
    const free = ends.findIndex((end) => end <= place);
    const level = free < 0 ? ends.length : free;
    ends[level] = place + LETTER;
    return level;
  });
}

/** A part of the drawing that leads somewhere by mouse; the list has the same link for the keyboard. */
function Linked({ href, children }: { href: string | undefined; children: Child }): Html {
  return href ? (
    <a href={href} tabindex={-1}>
      {children}
    </a>
  ) : (
    <>{children}</>
  );
}

/** Words on a bar, as long as it has room for on a wide and on a narrow screen; cut off at its end if need be. */
function Label({
  box,
  y,
  share,
  long,
  short,
  on,
}: {
  box: { x: string; width: string };
  y: number;
  share: number;
  long: string;
  short: string;
  on: boolean;
}): Html | null {
  const fitting = (width: number) => [long, short].find((words) => roomFor(words) <= share * width);
  const [wide, narrow] = [fitting(WIDE), fitting(NARROW)];
  const text = (words: string, size: string) => (
    <text class={`t ${size}${on ? ' on' : ''}`} x="9" y={y + 22}>
      {words}
    </text>
  );
  if (wide === undefined && narrow === undefined) return null;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: a part of the hidden drawing around it
    <svg {...box} class="label-box">
      {wide === narrow ? (
        text(wide ?? '', '')
      ) : (
        <>
          {wide && text(wide, 'on-wide')}
          {narrow && text(narrow, 'on-narrow')}
        </>
      )}
    </svg>
  );
}

/** A predecessor or a successor. */
function otherEntry(view: View, other: Provision, isBefore: boolean): Entry {
  const [first, last] = [other.versions[0], other.versions.at(-1)];
  const end = view.dataset.get('law', other.law)?.to;
  return {
    day: first?.from === undefined ? -Infinity : firstDay(first.from),
    kind: 'old',
    date: view.period(first?.from, last?.to ?? end),
    body: (
      <>
        <span class="dim">{view.t(isBefore ? 'provision.before' : 'provision.after')}</span>{' '}
        <RecordLink view={view} id={other.id} asWas />
      </>
    ),
  };
}

function versionEntry(view: View, provision: Provision, version: Version, at: number, now: number): Entry {
  const { t } = view;
  const acts = version.amendedBy ?? [];
  const href = hrefTo(view, provision, version);
  const words = t('provision.version', { n: at + 1 });
  const { to } = versionSpan(view.dataset, provision, version);
  const changes = changesOf(view.dataset, provision).filter((change) => change.version === at);
  return {
    day: version.from === undefined ? -Infinity : firstDay(version.from),
    kind: 'version',
    date: view.period(version.from, version.to ?? isoDay(to)),
    body: (
      <>
        {href ? (
          <a href={href} aria-current={at === now ? 'true' : undefined}>
            {words}
          </a>
        ) : (
          <b>{words}</b>
        )}
        {version.from && firstDay(version.from) > view.today && <span class="tag light">{t('lane.to-come')}</span>}
        {acts.map((id) => {
          const act = view.dataset.get('law', id);
          return (
            <span class="because-short">
              <RecordLink view={view} id={id} />
              {act && (act.adopted || act.published) && (
                <>
                  {': '}
                  <ActDates view={view} act={act} from={version.from} />
                </>
              )}
            </span>
          );
        })}
        {changes.map(({ instructions }) => (
          <Said view={view} instructions={instructions} />
        ))}
        {version.appliesFrom && (
          <span class="because-short">{t('lane.applies-from', { date: view.date(version.appliesFrom) })}</span>
        )}
      </>
    ),
  };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What happened beside new versions, lettered in order of time: rulings, suspensions, the end, changes not shown. */
function eventsOf(view: View, provision: Provision, before: readonly Provision[]): Entry[] {
  const changes = changesOf(view.dataset, provision)
    .filter(({ version }) => version === undefined)
    .map((change) => ({ date: change.date, body: changeWords(view, change) }));
  const rulings = [...before, provision].flatMap((one) => rulingsOn(view, one, one !== provision));
  const all = [...changes, ...new Map(rulings.map((ruling) => [ruling.id, ruling])).values()];
  return all
    .map(({ date, body }) => ({ date, body, day: date === undefined ? Infinity : firstDay(date) }))
    .sort((a, b) => a.day - b.day)
    .map(({ date, body, day }, at) => ({
      day,
      kind: 'event' as const,
      ...(date !== undefined && LETTERS[at] !== undefined && { letter: LETTERS[at] }),
      date: date === undefined ? view.t('lane.no-day') : <b>{view.date(date)}</b>,
      body,
    }));
}

/** A change in words. */
function changeWords(view: View, { action, state, date, by, instructions }: Change): Html {
  const ahead = date === undefined || firstDay(date) > view.today;
  const note =
    state === 'merged' ? 'lane.merged' : state === 'pending' ? `lane.${ahead ? 'coming' : 'missing'}` : undefined;
  return (
    <>
      <Happened view={view} action={action} by={by} />
      {note && <span class="because-short">{view.t(note)}</span>}
      <Said view={view} instructions={instructions} />
    </>
  );
}

/** Rulings on what it means, by the day they were given. */
function rulingsOn(
  view: View,
  provision: Provision,
  isOld: boolean,
): { id: string; date: PartialDate | undefined; body: Html }[] {
  return view.dataset.backlinks(provision.id).flatMap(({ record, path }) => {
    if (record.kind !== 'provision' || path[0] !== 'interprets') return [];
    const law = view.dataset.get('law', record.law);
    return [
      {
        id: record.id,
        date: record.versions[0]?.from ?? law?.adopted,
        body: (
          <>
            {law && view.say(law.title)}
            {isOld && <span class="dim"> ({unbroken(articleOfYear(view, provision))})</span>}:{' '}
            <a href={view.recordLink(record)}>{view.say(record.heading)}</a>
          </>
        ),
      },
    ];
  });
}

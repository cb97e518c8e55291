/**
 * Marks: how a status, a flag, a period and a source look, everywhere.
 * Always true: a status is shape and words, colour comes third; a flag stands beside a status and never replaces it;
 * no mark needs an inline style, so the content security policy can forbid them.
 */
import { provisionsCited } from '../../core/law/concordance.ts';
import type { Citation, Framework } from '../../core/model/index.ts';
import type { Day } from '../../core/time.ts';
import { type Html, unbroken, type View } from '../context.tsx';
import { hasMessage } from '../i18n.ts';
import { NowArticle } from './records.tsx';

/** The shapes a status can take. */
export type Shape = 'met' | 'partly' | 'notmet' | 'ni' | 'na';

/** What fills a figure: a status, or a step of another assessor’s scale, which has no shape of ours. */
export type Fill = Shape | 's1' | 's2' | 's3' | 's4';

const SHAPES: Record<string, Shape> = {
  met: 'met',
  done: 'met',
  'partly-met': 'partly',
  'partly-done': 'partly',
  'not-met': 'notmet',
  'not-done': 'notmet',
  'no-information': 'ni',
  'no-evidence': 'na',
  'not-assessed': 'na',
};

/** The shape of a status: of a scale with other words, the first is met, the last not met, those between partly. */
export function shapeOf(status: string, framework?: Framework): Shape {
  const known = SHAPES[status];
  if (known) return known;
  const scale = framework?.scale ?? [];
  const at = scale.findIndex(({ id }) => id === status);
  return at < 0 ? 'na' : at === 0 ? 'met' : at === scale.length - 1 ? 'notmet' : 'partly';
}

/** The words of a status, as text. */
export function statusText(view: View, status: string, framework?: Framework): string {
  const key = `status.${status}`;
  if (hasMessage(key)) return view.t(key);
  const entry = framework?.scale.find(({ id }) => id === status);
  return entry ? view.text(entry.label) : status;
}

/** An icon of the sprite. */
export function Icon({ name, className = 'i' }: { name: string; className?: string }): Html {
  return (
    <svg class={className} aria-hidden="true" focusable="false">
      <use href={`#${name}`} />
    </svg>
  );
}

interface StatusProps {
  readonly view: View;
  readonly status: string;
  readonly framework?: Framework | undefined;
  /** For the one status a page is about. */
  readonly huge?: boolean;
}

/** A status: its shape and its words. */
export function Status({ view, status, framework, huge }: StatusProps): Html {
  const shape = shapeOf(status, framework);
  return (
    <span class={huge ? 'st huge' : 'st'} data-s={shape}>
      <Icon name={`s-${shape}`} />
      {statusText(view, status, framework)}
    </span>
  );
}

/** A status in a dense cell: the shape alone is seen, the words are there for screen readers. */
export function StatusMark({ view, status, framework, flags }: StatusProps & { flags?: FlagSet | undefined }): Html {
  const shape = shapeOf(status, framework);
  const words = [statusText(view, status, framework), ...flagWords(view, flags ?? {})].join(', ');
  return (
    <>
      <Icon name={`s-${shape}`} />
      <span class="vh">{words}</span>
      {flags?.review && <Icon name="i-review" className="i fl" />}
    </>
  );
}

/** What may stand beside a status. */
export interface FlagSet {
  readonly review?: boolean | undefined;
  readonly disagree?: boolean | undefined;
  readonly override?: boolean | undefined;
  readonly frozen?: boolean | undefined;
}

function flagWords(view: View, flags: FlagSet): string[] {
  return (['review', 'disagree', 'override', 'frozen'] as const).flatMap((flag) =>
    flags[flag] ? [view.t(`flag.${flag}`)] : [],
  );
}

/** Flags: needs review, sources disagree, set by decision, frozen. Nothing where none is set. */
export function Flags({ view, ...flags }: { view: View } & FlagSet): Html {
  return (
    <>
      {flags.review && (
        <span class="tag review">
          <Icon name="i-review" />
          {view.t('flag.review')}
        </span>
      )}
      {flags.disagree && (
        <span class="tag">
          <Icon name="i-differ" />
          {view.t('flag.disagree')}
        </span>
      )}
      {flags.override && <span class="tag">{view.t('flag.override')}</span>}
      {flags.frozen && (
        <span class="tag frozen">
          <Icon name="i-lock" />
          {view.t('flag.frozen')}
        </span>
      )}
    </>
  );
}

/** One status after another in a bar, with a legend that counts them. Statuses come best first. */
export function Tally({
  view,
  statuses,
  framework,
  order,
}: {
  view: View;
  statuses: readonly string[];
  framework?: Framework | undefined;
  /** Every status that the legend counts, in order. */
  order: readonly string[];
}): Html {
  const counts = order.map((status) => ({ status, count: statuses.filter((other) => other === status).length }));
  const words = counts.map(({ status, count }) => `${statusText(view, status, framework)}: ${count}`).join('; ');
  return (
    <>
      <div class="tally fill" role="img" aria-label={words}>
        {counts.flatMap(({ status, count }) =>
          Array.from({ length: count }, () => <span data-s={shapeOf(status, framework)} />),
        )}
      </div>
      <ul class="legend" aria-hidden="true">
        {counts.map(({ status, count }) => (
          <li>
            <Status view={view} status={status} framework={framework} /> <b>{count}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A stretch of days in a strip, with the shape that fills it and the words that say it. */
export interface StripSpan {
  readonly from: Day;
  readonly to: Day;
  readonly shape: Shape;
  readonly words: string;
}

/** The least part of a strip that a span takes: what began today is seen too. */
const LEAST_WIDTH = 0.012;

export const percent = (value: number): string => `${Math.round(value * 1000) / 10}%`;

/** Where a day stands between two others, from 0 to 1, cut off at both ends. */
export function position(day: Day, from: Day, to: Day): number {
  return Math.min(1, Math.max(0, (day - from) / (to - from)));
}

/**
 * Status through time, drawn from `from` to `to`; open bounds are cut there. A list for screen readers says the same.
 * `marks` are numbered circles above the strip; `tall` is for the page that is about one strip.
 */
export function Strip({
  label,
  spans,
  from,
  to,
  tall = false,
  marks = [],
}: {
  label: string;
  spans: readonly StripSpan[];
  from: Day;
  to: Day;
  tall?: boolean;
  marks?: readonly { readonly day: Day; readonly text: string }[];
}): Html {
  const height = tall ? 28 : 14;
  const top = marks.length > 0 ? 26 : 0;
  return (
    <div class={tall ? 'strip-box tall' : 'strip-box'}>
      <svg class="strip-svg" width="100%" height={height + top} aria-hidden="true" focusable="false">
        {marks.map(({ day, text }) => (
          // biome-ignore lint/a11y/noSvgWithoutTitle: a part of the hidden drawing around it
          <svg x={percent(position(day, from, to))} overflow="visible">
            <path class="ax2" d={`M0 19V${top + height}`} />
            <circle class="mk" cx="0" cy="10" r="9.5" />
            <text class="b" x="0" y="14.5" text-anchor="middle">
              {text}
            </text>
          </svg>
        ))}
        {spans.map((span) => {
          if (span.from >= to || span.to <= from) return null;
          const start = Math.min(position(span.from, from, to), 1 - LEAST_WIDTH);
          const width = Math.max(position(span.to, from, to) - start, LEAST_WIDTH);
          return span.shape === 'na' ? (
            <line
              data-f="na"
              x1={percent(start)}
              x2={percent(start + width)}
              y1={top + height / 2}
              y2={top + height / 2}
            />
          ) : (
            <rect data-f={span.shape} x={percent(start)} y={top + 0.5} width={percent(width)} height={height - 1} />
          );
        })}
      </svg>
      <ol class="vh" aria-label={label}>
        {spans.map((span) => (
          <li>{span.words}</li>
        ))}
      </ol>
    </div>
  );
}

/** Years under a strip of the same bounds; hidden from screen readers, which have the list. */
export function Ticks({ from, to, years }: { from: Day; to: Day; years: readonly { day: Day; text: string }[] }): Html {
  return (
    <svg class="ticks-svg" width="100%" height="18" aria-hidden="true" focusable="false">
      {years.map(({ day, text }) => {
        const at = position(day, from, to);
        return (
          <text class="t2" x={percent(at)} y="14" text-anchor={at < 0.06 ? 'start' : at > 0.94 ? 'end' : 'middle'}>
            {text}
          </text>
        );
      })}
    </svg>
  );
}

/** Where something is said: each source, the place in it, and a short quote where there is one. */
export function Sources({
  view,
  citations,
  quotes = true,
  besides,
}: {
  view: View;
  citations: readonly Citation[];
  /** Whether to show the words quoted. */
  quotes?: boolean;
  /** Provisions named beside the sources with what stands in their place now, which is not said again here. */
  besides?: readonly string[] | undefined;
}): Html {
  return (
    <ul class="cites">
      {citations.map((citation) => (
        <li>
          <Source view={view} citation={citation} besides={besides} />
          {quotes && citation.quote && <Quote view={view} citation={citation} />}
        </li>
      ))}
    </ul>
  );
}

interface SourceProps {
  readonly view: View;
  readonly citation: Citation;
  readonly besides?: readonly string[] | undefined;
}

function Source({ view, citation, besides = [] }: SourceProps): Html {
  const source = view.dataset.get('source', citation.source);
  return (
    <cite class="src">
      <a href={view.link(`/source/${citation.source}`)}>{view.say(source?.title ?? citation.source)}</a>
      {source?.published && <span class="dim">, {view.date(source.published, 'short')}</span>}
      <Locator view={view} citation={citation} />
      <NowArticle view={view} provisions={provisionsCited(view.dataset, citation)} besides={besides} />
    </cite>
  );
}

/** The place in a source, in English as we note it; its language is told without a mark, for it stands everywhere. */
export function Locator({ view, citation }: { view: View; citation: Citation }): Html | null {
  if (!citation.locator) return null;
  return (
    <span class="dim" lang={view.language === 'en' ? undefined : 'en'}>
      , {unbroken(citation.locator)}
    </span>
  );
}

function Quote({ view, citation }: { view: View; citation: Citation }): Html {
  const language = view.dataset.get('source', citation.source)?.language;
  return (
    <q class="quote" lang={language !== view.language ? language : undefined}>
      {citation.quote}
    </q>
  );
}

const SYMBOLS: Record<string, { box: number; body: Html }> = {
  's-met': {
    box: 16,
    body: (
      <>
        <circle cx="8" cy="8" r="7.2" fill="currentColor" stroke="none" />
        <path class="tick" d="M4.7 8.4 7 10.7l4.4-5" stroke-width="1.9" fill="none" />
      </>
    ),
  },
  's-partly': {
    box: 16,
    body: (
      <>
        <circle cx="8" cy="8" r="6.4" />
        <path d="M8 1.6a6.4 6.4 0 0 0 0 12.8z" fill="currentColor" stroke="none" />
      </>
    ),
  },
  's-notmet': {
    box: 16,
    body: (
      <>
        <circle cx="8" cy="8" r="6.4" />
        <path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" stroke-width="1.7" />
      </>
    ),
  },
  's-ni': {
    box: 16,
    body: (
      <>
        <circle cx="8" cy="8" r="6.4" stroke-width="1.4" stroke-dasharray="2.5 2.53" stroke-linecap="butt" />
        <path d="M5 8h6" stroke-width="1.7" />
      </>
    ),
  },
  's-na': {
    box: 16,
    body: <circle cx="8" cy="8" r="6.4" stroke-width="1.4" stroke-dasharray="2.5 2.53" stroke-linecap="butt" />,
  },
  'i-review': { box: 16, body: <path d="M3.5 14.5v-13M3.5 2.5h9l-2.4 3.2 2.4 3.3h-9" /> },
  'i-differ': { box: 16, body: <path d="M2.5 5.8h11M2.5 10.2h11M10.8 2 5.2 14" /> },
  'i-lock': { box: 16, body: <path d="M3.5 7.2h9v6.3h-9zM5.4 7.2V5a2.6 2.6 0 0 1 5.2 0v2.2" /> },
  'i-leave': { box: 16, body: <path d="M8.5 2H3v12h5.5M7 8h7M11.2 5.2 14 8l-2.8 2.8" /> },
  'i-search': {
    box: 16,
    body: (
      <>
        <circle cx="7" cy="7" r="4.6" />
        <path d="m10.5 10.5 3.7 3.7" />
      </>
    ),
  },
  'i-down': { box: 16, body: <path d="M8 2v8.4M4.6 7.2 8 10.6l3.4-3.4M2.8 14h10.4" /> },
  'i-go': { box: 16, body: <path d="M2.5 8h11M9.4 4 13.5 8l-4.1 4" /> },
  // Whether law is in force: squares, as the round marks are statuses.
  'f-in-force': {
    box: 16,
    body: (
      <>
        <rect x="1.6" y="1.6" width="12.8" height="12.8" fill="currentColor" />
        <path class="tick" d="M4.6 8.4 7 10.8l4.5-5.2" stroke-width="1.9" fill="none" />
      </>
    ),
  },
  'f-suspended': {
    box: 16,
    body: (
      <>
        <rect x="1.6" y="1.6" width="12.8" height="12.8" />
        <path d="M6 5v6m4-6v6" stroke-width="1.9" />
      </>
    ),
  },
  'f-ended': {
    box: 16,
    body: (
      <>
        <rect x="1.6" y="1.6" width="12.8" height="12.8" />
        <path d="m5 5 6 6m0-6-6 6" stroke-width="1.7" />
      </>
    ),
  },
  'f-not-yet': {
    box: 16,
    body: <rect x="1.6" y="1.6" width="12.8" height="12.8" stroke-dasharray="2.6 2.52" stroke-linecap="butt" />,
  },
  'f-unknown': {
    box: 16,
    body: (
      <>
        <rect x="1.6" y="1.6" width="12.8" height="12.8" stroke-dasharray="2.6 2.52" stroke-linecap="butt" />
        <path d="M5 8h6" stroke-width="1.7" />
      </>
    ),
  },
  mark: { box: 20, body: <path d="M1 3h18v3.3H1zM3.2 7.8h3.4V18H3.2zM13.4 7.8h3.4V18h-3.4z" /> },
};

/** Every icon and fill pattern, once per page; `display: none` would switch the patterns off. */
export function Sprite(): Html {
  return (
    <svg class="sprite" aria-hidden="true" focusable="false">
      {Object.entries(SYMBOLS).map(([name, { box, body }]) => (
        <symbol id={name} viewBox={`0 0 ${box} ${box}`}>
          {body}
        </symbol>
      ))}
      <defs>
        <pattern id="p-partly" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="pt-partly" width="5" height="5" />
          <rect class="pf-partly" width="3" height="5" />
        </pattern>
        <pattern id="p-notmet" width="4.4" height="4.4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="pt-notmet" width="4.4" height="4.4" />
          <path class="ps-notmet" d="M0 1h4.4M1 0v4.4" />
        </pattern>
        <pattern id="p-held" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="pt-held" width="6" height="6" />
          <rect class="pf-held" width="2.4" height="6" />
        </pattern>
        <pattern id="p-ni" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect class="pt-na" width="6" height="6" />
          <circle class="pf-na" cx="3" cy="3" r="1.1" />
        </pattern>
        <pattern id="p-s1" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect class="pt-step" width="5" height="5" />
          <circle class="pf-step" cx="2.5" cy="2.5" r="0.9" />
        </pattern>
        <pattern id="p-s2" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect class="pt-step" width="5" height="5" />
          <rect class="pf-step" width="5" height="1.4" />
        </pattern>
        <pattern id="p-s3" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="pt-step" width="5" height="5" />
          <rect class="pf-step" width="3.2" height="5" />
        </pattern>
      </defs>
    </svg>
  );
}

/**
 * The world on one question, as a map with its legend. The tables beside it (ui/measures.tsx, the page of an instrument)
 * hold the same data.
 * Always true: the map is one image with a sentence that says what it shows; what it shows by pattern, the table says in
 * words; land that is not a member or observer state is drawn without a value.
 */
import type { Html, View, World } from '../context.tsx';
import { STATES, stateName } from '../states.ts';
import type { Fill } from './marks.tsx';

/** What a map shows: the values in the order of the legend, each with its fill and words; the last is that of no data. */
export interface Scale {
  readonly order: readonly string[];
  readonly shape: (value: string) => Fill;
  readonly words: (value: string) => string;
}

interface Drawn {
  readonly view: View;
  readonly scale: Scale;
  /** Value by country, for every country that is shown. */
  readonly values: ReadonlyMap<string, string>;
  readonly world: World;
  /** The state that a label names. */
  readonly explained?: string | undefined;
  /** States the map is about, where not all of them: the others are drawn as plain land. */
  readonly only?: ReadonlySet<string> | undefined;
}

/** How many states have each value; territories that are no states are not counted. */
export function countValues(
  scale: Scale,
  values: ReadonlyMap<string, string>,
): { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const [code, value] of values) if (STATES.has(code)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return scale.order.map((value) => ({ value, count: counts.get(value) ?? 0 }));
}

/** The map of whatever each state has a value of, with its legend. States of one fill are drawn as one path. */
export function ScaleMap({ view, scale, values, world, explained, only }: Drawn): Html {
  const none = scale.order.at(-1) ?? '';
  const fillOf = (code: string): Fill | 'none' =>
    only && !only.has(code) ? 'none' : scale.shape(values.get(code) ?? none);
  const paths = new Map<Fill | 'none', string>([['none', world.neutral]]);
  for (const [code, path] of Object.entries(world.states)) {
    const fill = fillOf(code);
    paths.set(fill, (paths.get(fill) ?? '') + path);
  }
  const counts = countValues(scale, only ? new Map([...values].filter(([code]) => only.has(code))) : values);
  const summary = counts.map(({ value, count }) => `${scale.words(value)}: ${view.number(count)}`).join('; ');
  const at = explained === undefined ? undefined : (world.centres[explained] ?? world.dots[explained]);
  return (
    <>
      <svg
        viewBox={`0 -34 ${world.width} ${world.height + 36}`}
        role="img"
        aria-label={view.t('map.label', { summary })}
        class="world"
      >
        <g class="land">
          {[...paths].map(([fill, path]) => (
            <path {...drawnAs(fill)} d={path} />
          ))}
          {Object.entries(world.dots).map(([code, [x, y]]) => (
            <circle {...drawnAs(fillOf(code))} cx={x} cy={y} r="3" />
          ))}
        </g>
        {at && explained && (
          <g class="lbl">
            <path class="lead-line" d={`M${at[0]} ${at[1]}V-8`} />
            <text class="b" x={at[0]} y="-15" text-anchor={at[0] < 250 ? 'start' : at[0] > 750 ? 'end' : 'middle'}>
              {stateName(view, explained)}: {scale.words(values.get(explained) ?? none)}
            </text>
          </g>
        )}
      </svg>
      <ul class="legend fill" aria-hidden="true">
        {counts.map(({ value, count }) => (
          <li>
            <span class="sw" data-s={scale.shape(value)} />
            {scale.words(value)} <b>{view.number(count)}</b>
          </li>
        ))}
      </ul>
      <p class="note">{view.t('map.disclaimer')}</p>
    </>
  );
}

const drawnAs = (fill: Fill | 'none') =>
  fill === 'none' ? { class: 'none' } : fill === 'na' ? {} : { 'data-f': fill };

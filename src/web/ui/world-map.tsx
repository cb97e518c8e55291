/**
 * The world on one question: a map and, with the same data, a table.
 * Always true: the map is one image with a sentence that says what it shows; what it shows by pattern, the table says in
 * words; land that is not a member or observer state is drawn without a status.
 */
import { NOT_ASSESSED } from '../../core/assess.ts';
import type { Framework } from '../../core/model/index.ts';
import { NO_INFORMATION } from '../../core/model/index.ts';
import type { Html, View, World } from '../context.tsx';
import { byName, STATES, stateName } from '../states.ts';
import { Status, shapeOf, statusText } from './marks.tsx';

/** Statuses a framework can give, best first, then those that say why there is none. */
export function statusOrder(framework: Framework): string[] {
  return [...framework.scale.map(({ id }) => id), NO_INFORMATION, NOT_ASSESSED];
}

interface Shown {
  readonly view: View;
  readonly framework: Framework;
  /** Status by country, for every country that is shown. */
  readonly statuses: ReadonlyMap<string, string>;
}

/** How many states have each status. */
function counts({ framework, statuses }: Shown): { status: string; count: number }[] {
  return statusOrder(framework).map((status) => ({
    status,
    count: [...statuses].filter(([code, other]) => other === status && STATES.has(code)).length,
  }));
}

/** The map, with its legend. `explained` is the state that a label names. */
export function WorldMap(props: Shown & { world: World; explained?: string | undefined }): Html {
  const { view, framework, statuses, world, explained } = props;
  const shape = (code: string) => shapeOf(statuses.get(code) ?? NOT_ASSESSED, framework);
  const outlines = Object.entries(world.states);
  const plain = outlines.flatMap(([code, path]) => (shape(code) === 'na' ? [path] : [])).join('');
  const summary = counts(props)
    .map(({ status, count }) => `${statusText(view, status, framework)}: ${view.number(count)}`)
    .join('; ');
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
          <path class="none" d={world.neutral} />
          <path d={plain} />
          {outlines.flatMap(([code, path]) => (shape(code) === 'na' ? [] : [<path data-f={shape(code)} d={path} />]))}
          {Object.entries(world.dots).map(([code, [x, y]]) => (
            <circle data-f={shape(code) === 'na' ? undefined : shape(code)} cx={x} cy={y} r="3" />
          ))}
        </g>
        {at && explained && (
          <g class="lbl">
            <path class="lead-line" d={`M${at[0]} ${at[1]}V-8`} />
            <text class="b" x={at[0]} y="-15" text-anchor={at[0] < 250 ? 'start' : at[0] > 750 ? 'end' : 'middle'}>
              {stateName(view, explained)}: {statusText(view, statuses.get(explained) ?? NOT_ASSESSED, framework)}
            </text>
          </g>
        )}
      </svg>
      <ul class="legend fill" aria-hidden="true">
        {counts(props).map(({ status, count }) => (
          <li>
            <span class="sw" data-s={shapeOf(status, framework)} />
            {statusText(view, status, framework)} <b>{view.number(count)}</b>
          </li>
        ))}
      </ul>
      <p class="note">{view.t('map.disclaimer')}</p>
    </>
  );
}

/** The same data in words: every country with a status, then the number of those without. */
export function WorldTable({
  view,
  framework,
  statuses,
  link,
  caption,
}: Shown & { link: (country: string) => string; caption: string }): Html {
  const order = statusOrder(framework);
  const named = byName(
    view,
    [...statuses].flatMap(([code, status]) => (status === NOT_ASSESSED ? [] : [code])),
  ).sort((a, b) => order.indexOf(statuses.get(a) ?? '') - order.indexOf(statuses.get(b) ?? ''));
  const rest = byName(
    view,
    [...statuses].flatMap(([code, status]) => (status === NOT_ASSESSED ? [code] : [])),
  );
  return (
    <>
      <table class="tbl">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{view.t('choice.state')}</th>
            <th scope="col">{view.t('choice.status')}</th>
          </tr>
        </thead>
        <tbody>
          {named.map((code) => (
            <tr>
              <th scope="row">
                <a href={link(code)}>{stateName(view, code)}</a>
              </th>
              <td>
                <Status view={view} status={statuses.get(code) ?? NOT_ASSESSED} framework={framework} />
              </td>
            </tr>
          ))}
          {rest.length > 0 && (
            <tr>
              <th scope="row">{view.t('map.others', { count: rest.length })}</th>
              <td>
                <Status view={view} status={NOT_ASSESSED} framework={framework} />
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {rest.length > 0 && (
        <details class="others">
          <summary>{view.t('map.which-others')}</summary>
          <p class="small dim">{rest.map((code) => stateName(view, code)).join(' · ')}</p>
        </details>
      )}
    </>
  );
}

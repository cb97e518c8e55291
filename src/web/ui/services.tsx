/** Services: whom they serve and how, and the towns in which they work; numbers only where someone confirmed them lately. */

import type { Child } from 'hono/jsx';
import { isConfirmed, type Service, type TownServed, townsServed } from '../../core/commitments/services.ts';
import type { Html, StateMap, View } from '../context.tsx';
import { stateName } from '../states.ts';
import { RecordLink } from './records.tsx';
import * as roles from './table.ts';

/** Whom a service is for and on what terms, as a list of facts; what is not stated is left out. */
export function ServiceFacts({ view, service }: { view: View; service: Service }): Html | null {
  const { t } = view;
  const facts: (readonly [string, Child])[] = [];
  const add = (name: string, value: Child | undefined) => {
    if (value) facts.push([t(`service.${name}`), value]);
  };
  const { ages, sexes, nationality, languages, hours, cost, capacity } = service;
  if (ages) add('ages', t('service.ages-range', { from: ages.from ?? 'none', to: ages.to ?? 'none' }));
  if (sexes) add('sexes', sexes.map((sex) => t(`service.sex.${sex}`)).join(', '));
  if (nationality) add('nationality', t(`service.nationality.${nationality}`));
  if (languages) add('languages', languages.map((code) => languageName(view, code)).join(', '));
  if (hours) add('hours', view.say(hours));
  if (cost) add('cost', t(`service.cost.${cost}`));
  if (capacity !== undefined) add('capacity', t('service.places', { n: capacity }));
  const towns = service.towns?.map(({ name }) => view.text(name)) ?? (service.city ? [view.plain(service.city)] : []);
  if (towns.length > 0) add('towns', towns.length === 1 ? towns[0] : (towns as string[]).join(', '));
  if (service.expires) add('expires', view.date(service.expires));
  if (facts.length === 0) return null;
  return (
    <dl class="kv small">
      {facts.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}

function languageName(view: View, code: string): string {
  return new Intl.DisplayNames(view.language, { type: 'language' }).of(code) ?? code;
}

/** The day someone last confirmed it, or that nobody did. */
export function Verified({ view, service }: { view: View; service: Service }): Html {
  return (
    <span class="dim small">
      {service.verifiedOn
        ? view.t('organisations.verified', { date: view.date(service.verifiedOn) })
        : view.t('organisations.not-verified')}
      {service.verifiedOn && !isConfirmed(service, view.today) && <> {view.t('service.too-old')}</>}
    </span>
  );
}

/** The towns that services name, on the outline of the state, with the same in a table. Never an address. */
export function TownMap({
  view,
  country,
  services,
}: {
  view: View;
  country: string;
  services: readonly Service[];
}): Html | null {
  const { t } = view;
  const towns = townsServed(services, view.today);
  const map = view.world?.alone[country];
  if (towns.length === 0) return null;
  const title = t('service.map', { country: stateName(view, country), n: towns.length });
  return (
    <section class="sec" aria-labelledby="towns-h">
      <h2 id="towns-h">{t('service.where')}</h2>
      <p class="small dim measure">{t('service.where-lead')}</p>
      {map && <Drawing view={view} map={map} towns={towns} title={title} />}
      <table {...roles.table} class="tbl stack">
        <caption class="vh">{title}</caption>
        <thead {...roles.group}>
          <tr {...roles.row}>
            <th {...roles.columnHead}>{t('service.town')}</th>
            <th {...roles.columnHead}>{t('organisations.services')}</th>
          </tr>
        </thead>
        <tbody {...roles.group}>
          {towns.map((town) => (
            <tr {...roles.row}>
              <th {...roles.rowHead}>{view.say(town.name)}</th>
              <td {...roles.cell} data-l={t('organisations.services')}>
                {town.services.map(({ id }, index) => (
                  <>
                    {index > 0 && ', '}
                    <RecordLink view={view} id={id} />
                  </>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** Width of a letter and height of a line on the map, in its units. */
const [LETTER, LINE] = [8.2, 17];

/** Names beside their marks: right, left, below or above, whichever first overlaps nothing; else right. */
function labelsOf(map: StateMap, marks: readonly { x: number; y: number; text: string }[]): Label[] {
  const taken = marks.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
  return marks.map(({ x, y, text }) => {
    const width = text.length * LETTER;
    const places: (Label & { left: number })[] = [
      { x: x + 10, y: y + 5, anchor: 'start', left: x + 10 },
      { x: x - 10, y: y + 5, anchor: 'end', left: x - 10 - width },
      { x, y: y + 22, anchor: 'middle', left: x - width / 2 },
      { x, y: y - 12, anchor: 'middle', left: x - width / 2 },
    ];
    const box = ({ left, y: base }: Label & { left: number }) => ({
      left,
      right: left + width,
      top: base - LINE * 0.8,
      bottom: base + LINE * 0.2,
    });
    const free = places.find((place) => {
      const one = box(place);
      const inside = one.left > -4 && one.right < map.width + 4;
      return (
        inside &&
        !taken.some(
          (other) =>
            one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
        )
      );
    });
    const chosen = free ?? (places[0] as (typeof places)[0]);
    taken.push(box(chosen));
    return { x: Math.round(chosen.x), y: Math.round(chosen.y), anchor: chosen.anchor };
  });
}

function Drawing({
  view,
  map,
  towns,
  title,
}: {
  view: View;
  map: StateMap;
  towns: readonly TownServed[];
  title: string;
}): Html {
  const marks = towns.map(({ name, latitude, longitude, services }) => ({
    x: (longitude - map.west) * map.perEast,
    y: (map.north - latitude) * map.perNorth,
    text: view.text(name),
    size: 4 + Math.min(4, services.length),
  }));
  const labels = labelsOf(map, marks);
  return (
    <>
      <svg class="towns" viewBox={`0 -6 ${map.width} ${map.height + 12}`} role="img" aria-label={title}>
        <path class="outline" d={map.path} />
        {marks.map(({ x, y, text, size }, index) => (
          <g>
            <circle cx={Math.round(x)} cy={Math.round(y)} r={size} />
            <text x={labels[index]?.x} y={labels[index]?.y} text-anchor={labels[index]?.anchor}>
              {text}
            </text>
          </g>
        ))}
      </svg>
      <p class="note">{view.t('map.disclaimer')}</p>
    </>
  );
}

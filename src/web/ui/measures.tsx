/**
 * Measures over all states in words: what a state's value is, how many states something is known of, the same by region,
 * and the table with every state. Everything works by address: sorting, filters and files are links and plain forms.
 */
import type { WorldRow } from '../../app/world.ts';
import { placementYears } from '../../core/commitments/tiers.ts';
import type { Framework } from '../../core/model/index.ts';
import { PARTS_OF_THE_WORLD, regionOf, regionsIn } from '../../core/regions.ts';
import type { Html, Query, View } from '../context.tsx';
import { compareNames } from '../i18n.ts';
import {
  countriesShown,
  coverageOf,
  dateOf,
  fileRow,
  type Measure,
  placementMeasure,
  type Reading,
  sortDay,
  valuesOf,
  yearShown,
} from '../measures.ts';
import { STATES, stateName } from '../states.ts';
import { asked } from './filters.tsx';
import { Flags, Icon, Status } from './marks.tsx';
import * as roles from './table.ts';
import { countValues } from './world-map.tsx';

/** A country in the table, with its reading. */
export interface Row {
  readonly country: string;
  readonly name: string;
  readonly region: string | undefined;
  readonly reading: Reading;
}

/** Orders of the table, by the word that addresses use. */
export const ORDERS = ['name', 'region', 'status', 'since'] as const;
type Order = (typeof ORDERS)[number];

/** What the reader asked to see: the region and the value that rows must have, and their order. */
export interface Asked {
  readonly region: string;
  readonly value: string;
  readonly order: Order;
  readonly descending: boolean;
}

/** The region that an address names; empty for the whole world, and for a region there is none of. */
export function regionAsked(view: View): string {
  const region = asked(view, 'region');
  return regionsIn(region).length > 0 ? region : '';
}

export function askedOf(view: View, measure: Measure): Asked {
  const value = asked(view, 'status');
  const sort = asked(view, 'sort');
  return {
    region: regionAsked(view),
    value: measure.scale.order.includes(value) ? value : '',
    order: ORDERS.find((order) => order === sort.replace(/^-/, '')) ?? 'name',
    descending: sort.startsWith('-'),
  };
}

/** Codes of a region, or of the whole world. */
export function inRegion(view: View, codes: Iterable<string>, region: string): string[] {
  if (region === '') return [...codes];
  const wanted = new Set(regionsIn(region));
  return [...codes].filter((code) => wanted.has(regionOf(view.dataset.get('country', code)) ?? ''));
}

/**
 * The rows asked for, in the order asked for: every state, and of the territories that are no states those of which
 * something is known.
 */
export function rowsOf(view: View, measure: Measure, { region, value, order, descending }: Asked): Row[] {
  const compare = compareNames(view.language);
  const rows = inRegion(view, countriesShown(view.dataset), region)
    .map((country) => {
      const slug = regionOf(view.dataset.get('country', country));
      return {
        country,
        name: stateName(view, country),
        region: slug && view.t(`region.${slug}`),
        reading: measure.reading(country, view.day),
      };
    })
    .filter(
      ({ country, reading }) =>
        (STATES.has(country) || !measure.silent.has(reading.value)) && (value === '' || reading.value === value),
    );
  const byName = (a: Row, b: Row) => compare(a.name, b.name);
  const at = ({ reading }: Row) => measure.scale.order.indexOf(reading.value);
  const sign = descending ? -1 : 1;
  const orders: Record<Order, (a: Row, b: Row) => number> = {
    name: (a, b) => sign * byName(a, b),
    region: (a, b) => last(a.region, b.region) || sign * compare(a.region ?? '', b.region ?? ''),
    status: (a, b) => sign * (at(a) - at(b)),
    since: (a, b) => {
      const [x, y] = [sortDay(a.reading), sortDay(b.reading)];
      return last(x, y) || sign * ((x ?? 0) - (y ?? 0));
    },
  };
  return rows.sort((a, b) => orders[order](a, b) || byName(a, b));
}

/** What is not known comes last, whichever way a table is sorted. */
const last = (a: unknown, b: unknown): number => Number(a === undefined) - Number(b === undefined);

/** The rows of a file with what is seen: those of the table, in its order. */
export function seenRows(view: View, measure: Measure): WorldRow[] {
  return rowsOf(view, measure, askedOf(view, measure)).map(({ country, reading }) =>
    fileRow(view, measure, country, view.day, reading),
  );
}

/** A value: the shape and words of a status, or, of a scale that is not ours, its swatch and words. */
export function ValueMark({ view, measure, value }: { view: View; measure: Measure; value: string }): Html {
  const { scale, framework, kind } = measure;
  if (kind === 'indicator' && framework) return <Status view={view} status={value} framework={framework} />;
  const fill = scale.shape(value);
  return (
    <span class="st" data-s={fill}>
      {kind === 'placement' ? <span class="sw fill" data-s={fill} aria-hidden="true" /> : <Icon name={`s-${fill}`} />}
      {scale.words(value)}
    </span>
  );
}

/** "52 of 195 states with information", and what was looked for in vain; always beside a map. */
export function Coverage({
  view,
  measure,
  values,
}: {
  view: View;
  measure: Measure;
  values: ReadonlyMap<string, string>;
}): Html {
  const { known, total } = coverageOf(measure, values);
  return (
    <p class="coverage">
      {view.rich('world.coverage', { known, total, b: (parts) => <b>{parts}</b> })}{' '}
      <span class="dim">
        {measure.year === undefined
          ? view.t('world.as-of', { date: view.date(dateOf(view, measure)) })
          : view.t('world.of-report', { year: measure.year })}
      </span>
    </p>
  );
}

/** What must stand beside the placements of another assessor, wherever they are shown; nothing for other measures. */
export function Theirs({ view, measure }: { view: View; measure: Measure }): Html | null {
  const { framework, kind } = measure;
  if (kind !== 'placement' || !framework) return null;
  return (
    <div class="call">
      <p>
        <b>{view.rich('world.theirs', { assessor: view.say(framework.publisher ?? framework.title) })}</b>{' '}
        {view.say(framework.description)}
      </p>
      {framework.notes && <p class="small">{view.say(framework.notes)}</p>}
    </div>
  );
}

/** The choice of a region: parts of the world, and their sub-regions. */
export function RegionField({ view, chosen }: { view: View; chosen: string }): Html {
  return (
    <div class="field">
      <label for="region">{view.t('world.region')}</label>
      <select id="region" name="region">
        <option value="">{view.t('world.everywhere')}</option>
        {PARTS_OF_THE_WORLD.map(({ part, regions }) => (
          <optgroup label={view.t(`region.${part}`)}>
            {[part, ...regions].map((slug) => (
              <option value={slug} selected={slug === chosen}>
                {slug === part
                  ? view.t('world.all-of', { region: view.t(`region.${part}`) })
                  : view.t(`region.${slug}`)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

/** How many states of each region have each value, with the number of which something is known. */
export function RegionTable({ view, measure, query = {} }: { view: View; measure: Measure; query?: Query }): Html {
  const { scale } = measure;
  const values = valuesOf(view, measure, STATES.keys());
  const line = (slug: string) => {
    const own = new Map(inRegion(view, STATES.keys(), slug).map((code) => [code, values.get(code) ?? '']));
    return { slug, counts: countValues(scale, own), ...coverageOf(measure, own) };
  };
  const lines = PARTS_OF_THE_WORLD.flatMap(({ part, regions }) => [
    { ...line(part), isPart: true },
    ...(regions.length > 1 ? regions : []).map((slug) => ({ ...line(slug), isPart: false })),
  ]).filter(({ total }) => total > 0);
  return (
    // A region that scrolls sideways must be reachable by keyboard (axe: scrollable-region-focusable).
    <section class="scroll" tabindex={0} aria-label={view.t('world.regions-table')}>
      <table class="tbl regions">
        <caption class="vh">{view.t('world.regions-table')}</caption>
        <thead>
          <tr>
            <th scope="col">{view.t('world.region')}</th>
            {scale.order.map((value) => (
              <th scope="col" class="num">
                {scale.words(value)}
              </th>
            ))}
            <th scope="col" class="num">
              {view.t('world.known')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ slug, counts, known, total, isPart }) => (
            <tr class={isPart ? 'part' : undefined}>
              <th scope="row">
                <a href={view.link('/world', { of: measure.id, region: slug, ...query })}>{view.t(`region.${slug}`)}</a>
              </th>
              {counts.map(({ count }) => (
                <td class={count === 0 ? 'num dim' : 'num'}>{view.number(count)}</td>
              ))}
              <td class="num">{view.t('countries.of', { assessed: known, total })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The head of a column of the table, which also names the order by it. */
export function headOf({ t }: View, { kind }: Measure, order: Order): string {
  const heads: Record<Order, string> = {
    name: 'choice.state',
    region: 'world.region',
    status: 'choice.status',
    since: kind === 'placement' ? 'world.report' : 'world.since',
  };
  return t(heads[order]);
}

/** Every state asked for with its value; the heads of the columns sort by address. */
export function StateTable({
  view,
  measure,
  rows,
  asking,
}: {
  view: View;
  measure: Measure;
  rows: readonly Row[];
  asking: Asked;
}): Html {
  const { t } = view;
  return (
    <table {...roles.table} class="tbl stack states">
      <caption>{measure.question}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          {ORDERS.map((order) => {
            const isSorted = asking.order === order;
            const descends = isSorted && asking.descending;
            return (
              <th {...roles.columnHead} aria-sort={isSorted ? (descends ? 'descending' : 'ascending') : undefined}>
                <a
                  class="quiet-link"
                  href={`${view.here({ sort: isSorted && !descends ? `-${order}` : order })}#states-h`}
                >
                  {headOf(view, measure, order)}
                  {isSorted && <span aria-hidden="true"> {descends ? '▾' : '▴'}</span>}
                </a>
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {rows.map(({ country, name, region, reading }) => {
          const href = measure.link(country, view.day);
          return (
            <tr {...roles.row}>
              <th {...roles.rowHead}>{href ? <a href={href}>{name}</a> : name}</th>
              <td {...roles.cell} class="small dim">
                {region}
              </td>
              <td {...roles.cell}>
                <ValueMark view={view} measure={measure} value={reading.value} />{' '}
                <Flags view={view} review={reading.review} disagree={reading.disagree} />
                {reading.before !== undefined && (
                  <span class="small dim"> {t('world.before', { value: measure.scale.words(reading.before) })}</span>
                )}
              </td>
              <td {...roles.cell} data-l={headOf(view, measure, 'since')} class="small num">
                <Since view={view} reading={reading} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Since({ view, reading: { since, by, known } }: { view: View; reading: Reading }): Html {
  const { t } = view;
  return (
    <>
      {since !== undefined && view.date(since, 'short')}
      {since === undefined && by !== undefined && (
        <span class="dim">{t('world.by', { date: view.date(by, 'short') })}</span>
      )}
      {known !== undefined && <span class="dim block">{t('world.known-on', { date: view.date(known, 'short') })}</span>}
    </>
  );
}

/** The steps of another assessor’s scale with what they mean, and the reports on file; nothing for other frameworks. */
export function PlacementScale({ view, framework }: { view: View; framework: Framework }): Html | null {
  const { t, dataset } = view;
  const years = placementYears(dataset, framework.id);
  if (years.length === 0) return null;
  const measure = placementMeasure(view, framework, yearShown(view, framework));
  return (
    <>
      <section class="sec" aria-labelledby="steps-h">
        <h2 id="steps-h">{t('framework.steps')}</h2>
        <dl class="kv wide-kv">
          {framework.scale.map(({ id, meaning }) => (
            <>
              <dt>
                <ValueMark view={view} measure={measure} value={id} />
              </dt>
              <dd>{meaning ? view.say(meaning) : ''}</dd>
            </>
          ))}
        </dl>
      </section>
      <section class="sec" aria-labelledby="years-h">
        <div class="sec-h">
          <h2 id="years-h">{t('framework.years')}</h2>
          <a class="small" href={view.link('/compare', { framework: framework.id })}>
            {t('frameworks.compare')}
          </a>
        </div>
        <ul class="deps">
          {years.map(({ year, count, missing }) => (
            <li>
              <a href={view.link('/world', { of: framework.id, asOf: year })}>{year}</a>
              <span class="small dim">
                {t('framework.placed', { count })}
                {missing.length > 0 && missing.length < framework.scale.length && (
                  <> {t('framework.unplaced', { steps: missing.map(measure.scale.words).join(', ') })}</>
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/**
 * Compare: states by the indicators of a set, by treaties, or by what another assessor said year after year; on a day, or
 * one state against its own past.
 * Always true: no ranking and no total, as the measures are of different duties and do not add up.
 */
import type { WorldRow } from '../../app/world.ts';
import { placementScales, placementYears } from '../../core/commitments/tiers.ts';
import { actsOn, type Instrument } from '../../core/commitments/treaties.ts';
import type { Localised } from '../../core/localised.ts';
import { type Day, firstDay, isoDay, isPartialDate } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import {
  fileRow,
  indicatorMeasure,
  isFollowed,
  type Measure,
  placementMeasure,
  type Reading,
  treatiesOnFile,
  treatyMeasure,
} from '../measures.ts';
import { byName, STATES, stateName } from '../states.ts';
import { DayField, frameworksWithIndicators } from '../ui/choice.tsx';
import { action, Kept } from '../ui/dates.tsx';
import { asked } from '../ui/filters.tsx';
import { Icon, StatusMark } from '../ui/marks.tsx';
import { inRegion, RegionField, regionAsked, Theirs, ValueMark } from '../ui/measures.tsx';
import { paged } from '../ui/pages.tsx';
import { Downloads } from '../ui/section-statistics.tsx';
import { Page } from '../ui/shell.tsx';

const ROWS_PER_PAGE = 40;
/** Countries and dates that one address may ask for. */
const MOST = 200;
/** Parameters of the address that say what is compared. */
const FIELDS = ['framework', 'country', 'countries', 'region', 'dates'] as const;
/** What addresses call the treaties, beside the ids of frameworks. */
const TREATIES = 'treaties';

/** A row: a country on a day. */
interface Row {
  readonly country: string;
  readonly day: Day;
  readonly label: string;
}

/** What can be compared by: the indicators of a framework, treaties, or the reports of another assessor. */
interface ColumnSet {
  readonly id: string;
  readonly title: Localised;
  readonly columns: (view: View) => readonly Measure[];
}

function setsOf(view: View): ColumnSet[] {
  const { dataset } = view;
  const instruments = treatiesCompared(view);
  return [
    ...frameworksWithIndicators(dataset).map(({ id, title }) => ({
      id,
      title,
      columns: (shown: View) => dataset.indicators(id).map((indicator) => indicatorMeasure(shown, indicator)),
    })),
    ...(instruments.length > 0
      ? [
          {
            id: TREATIES,
            title: view.t('compare.treaties'),
            columns: (shown: View) => instruments.map((one) => treatyMeasure(shown, one)),
          },
        ]
      : []),
    ...placementScales(dataset).map((scale) => ({
      id: scale.id,
      title: scale.title,
      columns: (shown: View) =>
        placementYears(dataset, scale.id)
          .filter(({ year }) => firstDay(year) <= view.day)
          .toReversed()
          .map(({ year }) => placementMeasure(shown, scale, year)),
    })),
  ];
}

/** Treaties followed across the world, or, of one state, every treaty on which something is on file for it. */
function treatiesCompared(view: View): readonly Instrument[] {
  const { dataset } = view;
  const all = treatiesOnFile(dataset);
  const country = asked(view, 'country').toLowerCase();
  const chosen = dataset.get('country', country)
    ? all.filter(({ id }) => actsOn(dataset, country, id).length > 0)
    : all.filter((one) => isFollowed(dataset, one));
  return chosen.length > 0 ? chosen : all;
}

/** What an address compares: the rows and the columns, all of them. */
interface Compared {
  readonly set: ColumnSet;
  readonly sets: readonly ColumnSet[];
  readonly columns: readonly Measure[];
  readonly rows: readonly Row[];
}

function comparedOf(view: View): Compared | undefined {
  const sets = setsOf(view);
  const set = sets.find(({ id }) => id === asked(view, 'framework')) ?? sets[0];
  if (!set) return undefined;
  const columns = set.columns(view);
  return { set, sets, columns, rows: rowsOf(view, columns) };
}

/** The rows of a file: every row of the comparison, whatever page is shown, by every column. */
export function comparedRows(view: View): WorldRow[] {
  const { rows, columns } = comparedOf(view) ?? { rows: [], columns: [] };
  return rows.flatMap(({ country, day }) =>
    columns.map((measure) => fileRow(view, measure, country, day, measure.reading(country, day))),
  );
}

export function page(view: View): Html {
  const { t } = view;
  const compared = comparedOf(view);
  if (!compared) {
    return (
      <Page view={view} title={t('compare.title')} part="compare" crumbs={[]}>
        <div class="head">
          <h1>{t('compare.title')}</h1>
          <p class="lead">{t('compare.nothing')}</p>
        </div>
      </Page>
    );
  }
  const { set, columns, rows } = compared;
  const { items, links } = paged(view, rows, ROWS_PER_PAGE);
  const [first] = columns;
  const query = Object.fromEntries(FIELDS.map((name) => [name, view.query.get(name) || undefined]));
  return (
    <Page view={view} title={t('compare.title')} part="compare" crumbs={[]}>
      <div class="head">
        <h1>{t('compare.title')}</h1>
        <p class="lead">{t('compare.lead')}</p>
      </div>
      <Choice view={view} compared={compared} />
      {first && <Theirs view={view} measure={first} />}
      {rows.length < 2 && first?.kind !== 'placement' && <p class="call">{t('compare.choose')}</p>}
      {rows.length > 0 && columns.length > 0 && (
        <>
          <div class="sec-h">
            <Covered view={view} compared={compared} />
            <Downloads view={view} path={view.path} what={t('compare.download')} query={query} />
          </div>
          <Matrix view={view} title={set.title} columns={columns} rows={items} />
        </>
      )}
      {links}
      <p class="note">{t(NOTES[first?.kind ?? 'indicator'])}</p>
    </Page>
  );
}

const NOTES: Record<Measure['kind'], string> = {
  indicator: 'compare.note',
  treaty: 'compare.treaty-note',
  placement: 'compare.years',
};

/** Of how many cells something is known, over every page. */
function Covered({ view, compared: { rows, columns } }: { view: View; compared: Compared }): Html {
  const known = rows.reduce(
    (sum, { country, day }) => sum + columns.filter((one) => !one.silent.has(one.value(country, day))).length,
    0,
  );
  const total = rows.length * columns.length;
  return <p class="coverage">{view.rich('compare.coverage', { known, total, b: (parts) => <b>{parts}</b> })}</p>;
}

/** What the address asks for: a country on several days, some countries on one, a region, or all that have something. */
function rowsOf(view: View, columns: readonly Measure[]): Row[] {
  const { dataset } = view;
  const list = (name: string) =>
    [
      ...new Set(
        asked(view, name)
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      ),
    ].slice(0, MOST);
  const country = asked(view, 'country').toLowerCase();
  const isByYear = columns[0]?.kind === 'placement';
  if (country && dataset.get('country', country)) {
    // The columns of another assessor are years already: one row holds the whole past.
    if (isByYear) return [{ country, day: view.day, label: stateName(view, country) }];
    const dates = list('dates').filter(isPartialDate);
    return (dates.length > 0 ? dates : usualDates(view)).map((date) => ({
      country,
      day: firstDay(date),
      label: view.date(date),
    }));
  }
  const named = list('countries').filter((code) => dataset.get('country', code));
  return byName(view, named.length > 0 ? named : widest(view, columns)).map((code) => ({
    country: code,
    day: view.day,
    label: stateName(view, code),
  }));
}

/** Of a region every state; of the world every country of which something is known on the day. */
function widest(view: View, columns: readonly Measure[]): string[] {
  const { dataset, day } = view;
  const region = regionAsked(view);
  const countries = dataset.all('country').map(({ id }) => id);
  if (region) return inRegion(view, countries, region).filter((code) => STATES.has(code));
  if (columns[0]?.kind === 'indicator') {
    const questions = new Set(columns.flatMap(({ id }) => dataset.indicator(id)?.compiled.questions ?? []));
    return dataset
      .assessedCountries()
      .filter((code) => [...questions].some((question) => dataset.findings(code, question).length > 0));
  }
  return countries.filter((code) => columns.some((one) => !one.silent.has(one.value(code, day))));
}

/** The first day of this year and of four before it, three years apart, and the day of the page. */
function usualDates(view: View): string[] {
  const today = isoDay(view.day) ?? '';
  const year = Number(today.slice(0, 4));
  return [...[12, 9, 6, 3].map((back) => `${year - back}-01-01`), today].filter(isPartialDate);
}

function Choice({ view, compared: { set, sets } }: { view: View; compared: Compared }): Html {
  const { dataset, t } = view;
  const countries = byName(
    view,
    dataset.assessedCountries().filter((code) => dataset.get('country', code)),
  );
  return (
    <form class="bar boxed" method="get" action={action(view)} aria-label={t('compare.form')}>
      <Kept view={view} except={[...FIELDS, 'asOf', 'page']} />
      <div class="field grow">
        <label for="framework">{t('compare.set')}</label>
        <select id="framework" name="framework">
          {sets.map(({ id, title }) => (
            <option value={id} selected={id === set.id}>
              {view.text(title)}
            </option>
          ))}
        </select>
      </div>
      <div class="field grow">
        <label for="country">{t('compare.rows')}</label>
        <select id="country" name="country">
          <option value="">{t('compare.all')}</option>
          {countries.map((code) => (
            <option value={code} selected={code === asked(view, 'country')}>
              {t('compare.past', { country: stateName(view, code) })}
            </option>
          ))}
        </select>
      </div>
      <RegionField view={view} chosen={regionAsked(view)} />
      <div class="field grow">
        <label for="countries">{t('compare.only')}</label>
        <input type="text" id="countries" name="countries" autocomplete="off" value={asked(view, 'countries')} />
      </div>
      <DayField view={view} id="day" />
      <button class="btn quiet" type="submit">
        {t('choice.show')}
      </button>
    </form>
  );
}

function Matrix({
  view,
  title,
  columns,
  rows,
}: {
  view: View;
  title: Localised;
  columns: readonly Measure[];
  rows: readonly Row[];
}): Html {
  const { t } = view;
  const [first] = columns;
  return (
    <>
      <ul class="legend keys">
        {first?.scale.order.map((value) => (
          <li>
            <ValueMark view={view} measure={first} value={value} />
          </li>
        ))}
        {first?.kind === 'indicator' && (
          <li>
            <span class="st review">
              <Icon name="i-review" />
            </span>
            {t('flag.review')}
          </li>
        )}
        {first?.kind === 'treaty' && (
          <li>
            <span class="st">
              <Icon name="i-differ" />
            </span>
            {t('flag.disagree')}
          </li>
        )}
      </ul>
      {/* A region that scrolls sideways must be reachable by keyboard (axe: scrollable-region-focusable). */}
      <section class="scroll tall" tabindex={0} aria-label={t('compare.region')}>
        <table class="mx">
          <caption class="vh">{t('compare.caption', { framework: view.text(title) })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('compare.row')}</th>
              {columns.map(({ id, kind, year, title: name, page: href }) => (
                <th scope="col">
                  <a href={kind === 'placement' ? view.link('/world', { of: id, asOf: year }) : href}>
                    {year ?? view.text(name)}
                  </a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                <th scope="row">
                  <a href={view.link(`/country/${row.country}`, asOfRow(view, row))}>{row.label}</a>
                </th>
                {columns.map((measure) => (
                  <Cell view={view} measure={measure} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

const asOfRow = (view: View, { day }: Row) => ({ asOf: day === view.today ? undefined : isoDay(day) });

function Cell({ view, measure, row: { country, day } }: { view: View; measure: Measure; row: Row }): Html {
  const reading = measure.reading(country, day);
  const { scale } = measure;
  const href = measure.link(country, day);
  const mark = <Mark view={view} measure={measure} reading={reading} />;
  return <td data-s={scale.shape(reading.value)}>{href ? <a href={href}>{mark}</a> : <span>{mark}</span>}</td>;
}

/** A value in a dense cell: its shape is seen, its words are there for screen readers. */
function Mark({ view, measure, reading }: { view: View; measure: Measure; reading: Reading }): Html {
  const { kind, framework, scale } = measure;
  const { value, review, disagree } = reading;
  if (kind === 'indicator') {
    return <StatusMark view={view} status={value} framework={framework} flags={{ review }} />;
  }
  const fill = scale.shape(value);
  return (
    <>
      {kind === 'placement' ? <span class="sw fill" data-s={fill} aria-hidden="true" /> : <Icon name={`s-${fill}`} />}
      <span class="vh">{[scale.words(value), ...(disagree ? [view.t('flag.disagree')] : [])].join(', ')}</span>
      {disagree && <Icon name="i-differ" className="i fl" />}
    </>
  );
}

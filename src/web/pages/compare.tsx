/**
 * Compare: countries by indicators on a day, or one country against its own past.
 * Always true: no ranking and no total, as the indicators measure different duties and do not add up.
 */
import { assess, NOT_ASSESSED, statusOn } from '../../core/assess.ts';
import type { Indicator } from '../../core/dataset.ts';
import type { Framework } from '../../core/model/index.ts';
import { NO_INFORMATION } from '../../core/model/index.ts';
import { type Day, firstDay, isoDay, isPartialDate } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { byName, stateName } from '../states.ts';
import { DayField, frameworksWithIndicators } from '../ui/choice.tsx';
import { action, Kept } from '../ui/dates.tsx';
import { asked } from '../ui/filters.tsx';
import { Icon, Status, StatusMark, shapeOf } from '../ui/marks.tsx';
import { paged } from '../ui/pages.tsx';
import { Page } from '../ui/shell.tsx';

const ROWS_PER_PAGE = 40;
/** Countries and dates that one address may ask for. */
const MOST = 200;

/** A row: a country on a day. */
interface Row {
  readonly country: string;
  readonly day: Day;
  readonly label: string;
  readonly note?: string;
}

export function page(view: View): Html {
  const { dataset, t } = view;
  const frameworks = frameworksWithIndicators(dataset);
  const framework = frameworks.find(({ id }) => id === asked(view, 'framework')) ?? frameworks[0];
  if (!framework) {
    return (
      <Page view={view} title={t('compare.title')} part="compare" crumbs={[]}>
        <div class="head">
          <h1>{t('compare.title')}</h1>
          <p class="lead">{t('compare.nothing')}</p>
        </div>
      </Page>
    );
  }
  const indicators = dataset.indicators(framework.id);
  const rows = rowsOf(view, indicators);
  const { items, links } = paged(view, rows, ROWS_PER_PAGE);
  return (
    <Page view={view} title={t('compare.title')} part="compare" crumbs={[]}>
      <div class="head">
        <h1>{t('compare.title')}</h1>
        <p class="lead">{t('compare.lead')}</p>
      </div>
      <Choice view={view} frameworks={frameworks} framework={framework} />
      {rows.length < 2 && <p class="call">{t('compare.choose')}</p>}
      {rows.length > 0 && <Matrix view={view} framework={framework} indicators={indicators} rows={items} />}
      {links}
      <p class="note">{t('compare.note')}</p>
    </Page>
  );
}

/** What the address asks for: a country on several days, some countries on one, or all that have findings. */
function rowsOf(view: View, indicators: readonly Indicator[]): Row[] {
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
  if (country && dataset.get('country', country)) {
    const dates = list('dates').filter(isPartialDate);
    return (dates.length > 0 ? dates : usualDates(view)).map((date) => ({
      country,
      day: firstDay(date),
      label: view.date(date),
    }));
  }
  const named = list('countries').filter((code) => dataset.get('country', code));
  const questions = new Set(indicators.flatMap(({ compiled }) => compiled.questions));
  const known = dataset
    .assessedCountries()
    .filter((code) => [...questions].some((question) => dataset.findings(code, question).length > 0));
  return byName(view, named.length > 0 ? named : known).map((code) => ({
    country: code,
    day: view.day,
    label: stateName(view, code),
  }));
}

/** The first day of this year and of four before it, three years apart, and the day of the page. */
function usualDates(view: View): string[] {
  const today = isoDay(view.day) ?? '';
  const year = Number(today.slice(0, 4));
  return [...[12, 9, 6, 3].map((back) => `${year - back}-01-01`), today].filter(isPartialDate);
}

function Choice({
  view,
  frameworks,
  framework,
}: {
  view: View;
  frameworks: readonly Framework[];
  framework: Framework;
}): Html {
  const { dataset, t } = view;
  const countries = byName(
    view,
    dataset.assessedCountries().filter((code) => dataset.get('country', code)),
  );
  return (
    <form class="bar boxed" method="get" action={action(view)} aria-label={t('compare.form')}>
      <Kept view={view} except={['framework', 'country', 'countries', 'asOf', 'page', 'dates']} />
      <div class="field grow">
        <label for="framework">{t('choice.framework')}</label>
        <select id="framework" name="framework">
          {frameworks.map(({ id, title }) => (
            <option value={id} selected={id === framework.id}>
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
  framework,
  indicators,
  rows,
}: {
  view: View;
  framework: Framework;
  indicators: readonly Indicator[];
  rows: readonly Row[];
}): Html {
  const { t } = view;
  const statuses = [...framework.scale.map(({ id }) => id), NO_INFORMATION, NOT_ASSESSED];
  return (
    <>
      <ul class="legend keys">
        {statuses.map((status) => (
          <li>
            <Status view={view} status={status} framework={framework} />
          </li>
        ))}
        <li>
          <span class="st review">
            <Icon name="i-review" />
          </span>
          {t('flag.review')}
        </li>
      </ul>
      {/* A region that scrolls sideways must be reachable by keyboard (axe: scrollable-region-focusable). */}
      <section class="scroll tall" tabindex={0} aria-label={t('compare.region')}>
        <table class="mx">
          <caption class="vh">{t('compare.caption', { framework: view.text(framework.title) })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('compare.row')}</th>
              {indicators.map(({ id, body }) => (
                <th scope="col">
                  <a href={view.link(`/framework/${id}`)}>{view.text(body.title)}</a>
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
                {indicators.map((indicator) => (
                  <Cell view={view} framework={framework} indicator={indicator} row={row} />
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

function Cell({
  view,
  framework,
  indicator,
  row,
}: {
  view: View;
  framework: Framework;
  indicator: Indicator;
  row: Row;
}): Html {
  const status = statusOn(view.dataset, row.country, indicator, row.day);
  const review =
    status !== NOT_ASSESSED && assess(view.dataset, row.country, indicator, row.day).needsReview.length > 0;
  return (
    <td data-s={shapeOf(status, framework)}>
      <a href={view.indicatorLink(row.country, indicator.id, asOfRow(view, row))}>
        <StatusMark view={view} status={status} framework={framework} flags={{ review }} />
      </a>
    </td>
  );
}

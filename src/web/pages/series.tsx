/** One series: its figures beside those that count nearly the same, how to quote them, and what to handle with care. */
import {
  differencesOf,
  disagreeing,
  gapsOf,
  observedBy,
  placementsOf,
  strandsOf,
  withAlongside,
} from '../../core/commitments/figures.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { LOCALES } from '../i18n.ts';
import { Chart, isDrawn } from '../ui/chart.tsx';
import { PlacementChart } from '../ui/chart-placements.tsx';
import { AsAt } from '../ui/dates.tsx';
import { seriesLink, seriesPath } from '../ui/figures.tsx';
import { Advice, CareList, DifferenceTable } from '../ui/figures-care.tsx';
import { Flags } from '../ui/marks.tsx';
import { Downloads, FigureTable, stepText, topicText } from '../ui/section-statistics.tsx';
import { Page } from '../ui/shell.tsx';

export const page: PageFunction<{ country: string; series: string }> = (view, params) => {
  const { dataset, t, day } = view;
  const series = dataset.get('series', `${params.country}/series/${params.series}`);
  if (!series) return undefined;
  const country = dataset.get('country', params.country);
  const own = strandsOf(dataset, series, day);
  const beside = withAlongside(dataset, series).filter(
    (one) => one === series || observedBy(dataset, one, day).length > 0,
  );
  const all = beside.flatMap((one) => (one === series ? own : strandsOf(dataset, one, day)));
  // Where all do not fit in one drawing, the series itself is drawn alone; the table has the rest.
  const strands = isDrawn(all) ? all : own;
  const isMixed = (list: typeof all) => new Set(list.map((strand) => strand.series.id)).size > 1;
  const differences = differencesOf(all).filter(({ points }) => points.some((point) => point.series.id === series.id));
  const known = observedBy(dataset, series, day);
  const withheld = beside.some((one) => observedBy(dataset, one, day).some(isWithheld));
  const care = CareList({ view, series });
  const title = view.text(series.title);
  const definition =
    series.definition ?? (series.scale === undefined ? undefined : dataset.get('framework', series.scale)?.description);
  const placed = PlacementChart({
    view,
    placements: placementsOf(dataset, series, day),
    title: t('chart.question', { series: title }),
    unit: view.text(series.unit),
    label: (category) => stepText(view, series, category),
    id: 'pl',
  });
  return (
    <Page
      view={view}
      title={title.length > 80 ? `${title.slice(0, 79)}…` : title}
      part="countries"
      crumbs={
        country
          ? [
              { href: view.recordLink(country), text: view.text(country.name) },
              { href: view.link(`/country/${country.id}/statistics`), text: t('section.statistics') },
            ]
          : []
      }
    >
      <div class="head">
        <p class="eyebrow">{topicText(view, series.topic)}</p>
        <h1 class={title.length > 90 ? 'long' : undefined}>{view.say(series.title)}</h1>
        <p class="lead">{summary(view, known.length, all, differences)}</p>
        <AsAt view={view} />
      </div>
      <div class="two">
        <div>
          {isDrawn(strands) ? (
            <Chart
              view={view}
              strands={strands}
              title={t('chart.question', { series: title })}
              id="ch"
              mixed={isMixed(strands)}
            />
          ) : (
            (placed ?? <p>{t(known.length === 0 ? 'series.nothing' : 'series.no-chart')}</p>)
          )}
        </div>
        <aside class="call flow-s" aria-labelledby="quote-h">
          <h2 id="quote-h">{t('advice.title')}</h2>
          <Advice view={view} strands={strands} differences={differences} withheld={withheld} />
          <Downloads view={view} path={seriesPath(series.id)} what={t('statistics.this')} />
        </aside>
      </div>
      <section class="sec" aria-labelledby="how-h">
        <h2 id="how-h">{t('series.how')}</h2>
        <dl class="kv">
          <dt>{t('series.unit')}</dt>
          <dd>{view.say(series.unit)}</dd>
          <dt>{t('series.definition')}</dt>
          <dd>{definition ? view.say(definition) : <span class="dim">{t('series.undefined')}</span>}</dd>
          {series.population && (
            <>
              <dt>{t('series.population')}</dt>
              <dd>{view.say(series.population)}</dd>
            </>
          )}
          {series.note && (
            <>
              <dt>{t('series.note')}</dt>
              <dd>{view.say(series.note)}</dd>
            </>
          )}
          {beside.length > 1 && (
            <>
              <dt>{t('series.beside')}</dt>
              <dd>
                <ul class="plain">
                  {beside
                    .filter((one) => one !== series)
                    .map((one) => (
                      <li>
                        <a href={seriesLink(view, one)}>{view.say(one.title)}</a>
                      </li>
                    ))}
                </ul>
              </dd>
            </>
          )}
        </dl>
      </section>
      {differences.map((difference) => (
        <section class="sec" aria-labelledby={`d-${difference.year}`}>
          <div class="sec-h">
            <h2 id={`d-${difference.year}`}>{t('differ.title', { year: String(difference.year) })}</h2>
            <Flags
              view={view}
              disagree={difference.reasons.some((reason) => reason === 'source' || reason === 'unknown')}
            />
          </div>
          <DifferenceTable view={view} difference={difference} strands={all} mixed={isMixed(all)} />
          <p class="small dim">{t('differ.both')}</p>
        </section>
      ))}
      <section class="sec" aria-labelledby="all-h">
        <div class="sec-h">
          <h2 id="all-h">{t('series.every')}</h2>
          <Flags view={view} disagree={disagreeing(known).length > 0} />
        </div>
        <FigureTable view={view} series={beside} />
      </section>
      {care && (
        <section class="sec" aria-labelledby="care-h">
          <h2 id="care-h">{t('series.care')}</h2>
          {care}
        </section>
      )}
      <p class="note spaced">{t('record.id', { id: series.id })}</p>
    </Page>
  );
};

function isWithheld(one: ReturnType<typeof observedBy>[number]): boolean {
  return one.withheld !== undefined || Object.values(one.breakdown ?? {}).some((part) => part.withheld !== undefined);
}

/** How many figures there are, on which years they differ, and where there is nothing. */
function summary(
  view: View,
  count: number,
  strands: ReturnType<typeof strandsOf>,
  differences: ReturnType<typeof differencesOf>,
): Html {
  const { t } = view;
  const list = new Intl.ListFormat(LOCALES[view.language], { type: 'conjunction' });
  const longest = gapsOf(strands).sort((a, b) => b.to - b.from - (a.to - a.from))[0];
  return (
    <>
      {[
        t('series.figures', { n: count }),
        differences.length > 0 &&
          t('series.differ', { years: list.format(differences.map(({ year }) => String(year))) }),
        longest &&
          (longest.from === longest.to
            ? t('series.gap-year', { year: String(longest.from) })
            : t('series.gap', { from: String(longest.from), to: String(longest.to) })),
      ]
        .filter(Boolean)
        .join(' ')}
    </>
  );
}

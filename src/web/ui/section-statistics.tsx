/** Figures of a country: every observation of every series with its source; nothing is averaged away. */
import {
  conversionsOf,
  disagreeing,
  observedBy,
  placementsOf,
  type Series,
  type ShownObservation,
  scaleOf,
  strandsOf,
} from '../../core/commitments/figures.ts';
import type { Html, View } from '../context.tsx';
import { hasMessage } from '../i18n.ts';
import { Chart } from './chart.tsx';
import { PlacementChart } from './chart-placements.tsx';
import { amountText, figureText, observedText, observedTo, seriesLink, seriesPath, valueText } from './figures.tsx';
import { ConversionText } from './figures-care.tsx';
import { asked, Filters, holdsWords, Select, Words } from './filters.tsx';
import { Flags, Icon, Sources } from './marks.tsx';
import { paged } from './pages.tsx';
import * as roles from './table.ts';
import { anchor } from './why.tsx';

const SERIES_PER_PAGE = 25;

/** A word for a subject of statistics, laws or recommendations: translated where it is known, else as it stands. */
export function topicText(view: View, topic: string): string {
  return hasMessage(`topic.${topic}`) ? view.t(`topic.${topic}`) : topic.replaceAll('-', ' ');
}

/** The series of a country that a day knows something of, as the filters of the address narrow them. */
export function seriesAsked(view: View, country: string): { all: readonly Series[]; shown: readonly Series[] } {
  const all = view.dataset
    .inCountry('series', country)
    .filter(({ observations }) => observations.some((one) => observedTo(view, one) <= view.day));
  const [topic, q] = [asked(view, 'topic'), asked(view, 'q')];
  const shown = all.filter(
    (series) =>
      (topic === '' || series.topic === topic) &&
      (q === '' || holdsWords(`${view.text(series.title)} ${view.text(series.unit)}`, q)),
  );
  return { all, shown };
}

export function StatisticsSection({ view, country }: { view: View; country: string }): Html {
  const { t } = view;
  const { all, shown } = seriesAsked(view, country);
  // Subjects with most on record come first.
  const topics = [...Map.groupBy(all, (series) => series.topic)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([topic]) => topic);
  const inOrder = shown.toSorted(
    (a, b) => topics.indexOf(a.topic) - topics.indexOf(b.topic) || b.observations.length - a.observations.length,
  );
  const { items, links } = paged(view, inOrder, SERIES_PER_PAGE);
  const query = { topic: asked(view, 'topic') || undefined, q: asked(view, 'q') || undefined };
  return (
    <>
      <Filters
        view={view}
        label={t('statistics.filter')}
        fields={['topic', 'q']}
        shown={shown.length}
        total={all.length}
      >
        <Select
          view={view}
          name="topic"
          label={t('statistics.topic')}
          choices={topics.map((value) => ({ value, label: topicText(view, value) }))}
        />
        <Words view={view} label={t('filter.words')} />
      </Filters>
      <p class="call spaced">{t('statistics.care')}</p>
      {shown.length > 0 && (
        <Downloads view={view} path={`/country/${country}/statistics`} what={t('statistics.these')} query={query} />
      )}
      {[...Map.groupBy(items, (series) => series.topic)].map(([name, group]) => (
        <section class="sec" aria-labelledby={`t-${anchor(name)}`}>
          <h2 id={`t-${anchor(name)}`}>{topicText(view, name)}</h2>
          {group.map((series) => (
            <SeriesBlock view={view} series={series} level={3} />
          ))}
        </section>
      ))}
      {links}
      {shown.length === 0 && <p class="spaced">{t('filter.none')}</p>}
    </>
  );
}

/** Links to the files with the same figures. */
export function Downloads({
  view,
  path,
  what,
  query = {},
}: {
  view: View;
  path: string;
  what: string;
  query?: Record<string, string | undefined>;
}): Html {
  return (
    <p class="downloads">
      <span class="dim">{what}</span>{' '}
      {(['csv', 'json'] as const).map((suffix) => (
        <a href={view.link(`${path}.${suffix}`, query)} download>
          <Icon name="i-down" /> {suffix.toUpperCase()}
        </a>
      ))}
    </p>
  );
}

/** One series: its definition, its chart where there are points to compare, and every figure. */
export function SeriesBlock({ view, series, level }: { view: View; series: Series; level: 2 | 3 }): Html {
  const { t } = view;
  const known = observedBy(view.dataset, series, view.day);
  // Placements by another assessor say whose judgement they are wherever they stand.
  const definition = series.definition ?? view.dataset.get('framework', series.scale ?? '')?.description;
  return (
    <article class="series">
      {level === 3 && (
        <h3>
          <a class="quiet-link" href={seriesLink(view, series)}>
            {view.say(series.title)}
          </a>{' '}
          <Flags view={view} disagree={disagreeing(known).length > 0} />
        </h3>
      )}
      <p class="small dim">
        {view.say(series.unit)}
        {series.population && <>. {view.say(series.population)}</>}
        {definition && <>. {view.say(definition)}</>}
        {series.note && <> {view.say(series.note)}</>}
      </p>
      <Chart
        view={view}
        strands={strandsOf(view.dataset, series, view.day)}
        title={t('chart.question', { series: view.text(series.title) })}
        id={anchor(series.id)}
      />
      <PlacementChart
        view={view}
        placements={placementsOf(view.dataset, series, view.day)}
        title={t('chart.question', { series: view.text(series.title) })}
        unit={view.text(series.unit)}
        label={(category) => stepText(view, series, category)}
        id={`${anchor(series.id)}-c`}
      />
      <FigureTable view={view} series={[series]} />
      <Downloads view={view} path={seriesPath(series.id)} what={t('statistics.this')} />
    </article>
  );
}

/** A category in words: of a scale the words of its step. */
export function stepText(view: View, series: Series, category: string): string {
  const step = scaleOf(view.dataset, series)?.find(({ id }) => id === category);
  return step ? view.text(step.label) : category;
}

/** Every figure of some series with its source; of several, with what is counted. */
export function FigureTable({ view, series }: { view: View; series: readonly Series[] }): Html {
  const { t } = view;
  const [first] = series;
  const rows = series.flatMap((one) => {
    const known = observedBy(view.dataset, one, view.day);
    const differ = new Set(disagreeing(known).flat());
    return known.map((observation) => ({ series: one, observation, differs: differ.has(observation) }));
  });
  if (series.length > 1) {
    rows.sort((a, b) => (a.observation.period ?? '').localeCompare(b.observation.period ?? ''));
  }
  const areas = rows.some(({ observation: { area, ages } }) => area || ages);
  const several = series.length > 1;
  const name = first ? view.text(first.title) : '';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part that scrolls needs focus and a name; a section would be a landmark
    <div class="scroll" tabindex={0} role="region" aria-label={t('figures.table', { series: name })}>
      <table {...roles.table} class={several || areas ? 'tbl stack figures many' : 'tbl stack figures'}>
        <caption class="vh">{name}</caption>
        <thead {...roles.group}>
          <tr {...roles.row}>
            <th {...roles.columnHead}>{t('figures.period')}</th>
            <th {...roles.columnHead}>{t('figures.value')}</th>
            {several && <th {...roles.columnHead}>{t('figures.counted')}</th>}
            {areas && <th {...roles.columnHead}>{t('figures.area')}</th>}
            <th {...roles.columnHead}>{t('figures.producer')}</th>
            <th {...roles.columnHead}>{t('figures.sources')}</th>
          </tr>
        </thead>
        <tbody {...roles.group}>
          {rows.map((row) => (
            <Row view={view} {...row} areas={areas} several={several} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly view: View;
  readonly series: Series;
  readonly observation: ShownObservation;
  readonly areas: boolean;
  readonly several: boolean;
  readonly differs: boolean;
}

function Row({ view, series, observation: one, areas, several, differs }: RowProps): Html {
  const { t } = view;
  // Placements on a scale are made by whoever publishes it.
  const producer = one.producer ?? (series.scale && view.dataset.get('framework', series.scale)?.publisher);
  const isPlain = typeof one.value === 'string' && series.scale === undefined;
  return (
    <tr {...roles.row}>
      <th {...roles.rowHead} class="num">
        {observedText(view, one.period)}
        {one.qualifier === 'part-period' && <span class="hint"> {t('figures.part-period')}</span>}
      </th>
      <td {...roles.cell} data-l={t('figures.value')} class="num">
        <b>{isPlain ? view.plain(valueText(view, one)) : figureText(view, series, one)}</b>
        {(differs || one.disputed) && (
          <>
            {' '}
            <Flags view={view} disagree />
          </>
        )}
        {one.withheld && <p class="note">{t(`figures.why-${one.withheld}`)}</p>}
        {one.rank && one.rank !== 'normal' && (
          <p class="note">
            {t(`value.${one.rank}`)}
            {one.rankReason && <>: {view.say(one.rankReason)}</>}
          </p>
        )}
        {conversionsOf(view.dataset, series, one).map((conversion) => (
          <p class="note">
            <ConversionText view={view} conversion={conversion} />
          </p>
        ))}
        {one.breakdown && (
          <p class="note">
            {view.plain(
              Object.entries(one.breakdown)
                .map(([name, amount]) => `${name}: ${amountText(view, amount)}`)
                .join('; '),
            )}
          </p>
        )}
        {one.note && <p class="note">{view.say(one.note)}</p>}
      </td>
      {several && (
        <td {...roles.cell} data-l={t('figures.counted')}>
          <a class="quiet-link" href={seriesLink(view, series)}>
            {view.say(series.title)}
          </a>
        </td>
      )}
      {areas && (
        <td {...roles.cell} data-l={t('figures.area')}>
          {one.area ? view.plain(one.area) : t('figures.whole')}
          {one.ages && <p class="note">{agesText(view, one.ages)}</p>}
        </td>
      )}
      <td {...roles.cell} data-l={t('figures.producer')}>
        {producer ? view.say(producer) : <span class="dim">{t('figures.not-stated')}</span>}
      </td>
      <td {...roles.cell} data-l={t('figures.sources')}>
        <Sources view={view} citations={one.citations} quotes={false} />
      </td>
    </tr>
  );
}

function agesText(view: View, { from, to }: NonNullable<ShownObservation['ages']>): string {
  if (from !== undefined && to !== undefined) return view.t('figures.ages', { from, to });
  return from !== undefined ? view.t('figures.ages-from', { from }) : view.t('figures.ages-to', { to: to ?? 0 });
}

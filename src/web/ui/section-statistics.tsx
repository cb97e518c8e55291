/** Figures of a country: every observation of every series with its source; nothing is averaged away. */
import type { Html, View } from '../context.tsx';
import { hasMessage } from '../i18n.ts';
import { Chart } from './chart.tsx';
import {
  disagreeing,
  type Observation,
  observedFrom,
  observedText,
  observedTo,
  type Series,
  standingOn,
  valueText,
} from './figures.tsx';
import { asked, Filters, holdsWords, Select, Words } from './filters.tsx';
import { Flags, Sources } from './marks.tsx';
import { paged } from './pages.tsx';
import * as roles from './table.ts';
import { anchor } from './why.tsx';

const SERIES_PER_PAGE = 25;

/** A word for a subject of statistics, laws or recommendations: translated where it is known, else as it stands. */
export function topicText(view: View, topic: string): string {
  return hasMessage(`topic.${topic}`) ? view.t(`topic.${topic}`) : topic.replaceAll('-', ' ');
}

export function StatisticsSection({ view, country }: { view: View; country: string }): Html {
  const { t } = view;
  const all = view.dataset
    .inCountry('series', country)
    .filter(({ observations }) => observations.some((one) => observedTo(view, one) <= view.day));
  const [topic, q] = [asked(view, 'topic'), asked(view, 'q')];
  const shown = all.filter(
    (series) =>
      (topic === '' || series.topic === topic) &&
      (q === '' || holdsWords(`${view.text(series.title)} ${view.text(series.unit)}`, q)),
  );
  // Subjects with most on record come first.
  const topics = [...Map.groupBy(all, (series) => series.topic)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([topic]) => topic);
  const inOrder = shown.toSorted(
    (a, b) => topics.indexOf(a.topic) - topics.indexOf(b.topic) || b.observations.length - a.observations.length,
  );
  const { items, links } = paged(view, inOrder, SERIES_PER_PAGE);
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

/** One series: its definition, its chart where there are points to compare, and every figure. */
export function SeriesBlock({ view, series, level }: { view: View; series: Series; level: 2 | 3 }): Html {
  const { t } = view;
  const known = series.observations.filter((one) => observedTo(view, one) <= view.day);
  const differ = new Set(disagreeing(standingOn(view, series)).flat());
  const areas = known.some(({ area }) => area);
  return (
    <article class="series">
      {level === 3 && (
        <h3>
          <a class="quiet-link" href={view.recordLink(series)}>
            {view.say(series.title)}
          </a>{' '}
          <Flags view={view} disagree={differ.size > 0} />
        </h3>
      )}
      <p class="small dim">
        {view.say(series.unit)}
        {series.population && <>. {view.say(series.population)}</>}
        {series.definition && <>. {view.say(series.definition)}</>}
        {series.note && <> {view.say(series.note)}</>}
      </p>
      <Chart view={view} series={series} />
      {/* biome-ignore lint/a11y/useSemanticElements: a part that scrolls needs focus and a name; a section would be a landmark */}
      <div class="scroll" tabindex={0} role="region" aria-label={view.text(series.title)}>
        <table {...roles.table} class="tbl stack figures">
          <caption class="vh">{view.text(series.title)}</caption>
          <thead {...roles.group}>
            <tr {...roles.row}>
              <th {...roles.columnHead}>{t('figures.period')}</th>
              <th {...roles.columnHead}>{t('figures.value')}</th>
              {areas && <th {...roles.columnHead}>{t('figures.area')}</th>}
              <th {...roles.columnHead}>{t('figures.producer')}</th>
              <th {...roles.columnHead}>{t('figures.sources')}</th>
            </tr>
          </thead>
          <tbody {...roles.group}>
            {known
              .toSorted((a, b) => observedFrom(a) - observedFrom(b))
              .map((one) => (
                <Row view={view} one={one} areas={areas} differs={differ.has(one)} />
              ))}
          </tbody>
        </table>
      </div>
    </article>
  );
}

function Row({ view, one, areas, differs }: { view: View; one: Observation; areas: boolean; differs: boolean }): Html {
  const { t } = view;
  return (
    <tr {...roles.row}>
      <th {...roles.rowHead} class="num">
        {observedText(view, one.period)}
        {one.qualifier === 'part-period' && <span class="hint"> {t('figures.part-period')}</span>}
      </th>
      <td {...roles.cell} data-l={t('figures.value')} class="num">
        <b>{typeof one.value === 'string' ? view.plain(valueText(view, one)) : valueText(view, one)}</b>
        {(differs || one.disputed) && (
          <>
            {' '}
            <Flags view={view} disagree />
          </>
        )}
        {one.rank && one.rank !== 'normal' && (
          <p class="note">
            {t(`value.${one.rank}`)}
            {one.rankReason && <>: {view.say(one.rankReason)}</>}
          </p>
        )}
        {one.breakdown && (
          <p class="note">
            {view.plain(
              Object.entries(one.breakdown)
                .map(([name, value]) => `${name}: ${view.number(value)}`)
                .join('; '),
            )}
          </p>
        )}
        {one.note && <p class="note">{view.say(one.note)}</p>}
      </td>
      {areas && (
        <td {...roles.cell} data-l={t('figures.area')}>
          {one.area ? view.plain(one.area) : t('figures.whole')}
        </td>
      )}
      <td {...roles.cell} data-l={t('figures.producer')}>
        {one.producer ? view.say(one.producer) : <span class="dim">{t('figures.not-stated')}</span>}
      </td>
      <td {...roles.cell} data-l={t('figures.sources')}>
        <Sources view={view} citations={one.citations} quotes={false} />
      </td>
    </tr>
  );
}

/** Home: find a state or a law, see the world on one question, see what moved, learn to read a status. */
import type { Child } from 'hono/jsx';
import { type Assessment, assess } from '../../core/assess.ts';
import { firstDay } from '../../core/time.ts';
import type { Change, Html, View } from '../context.tsx';
import { type Measure, valuesOf } from '../measures.ts';
import { STATES, stateName } from '../states.ts';
import { happenings, Log } from '../ui/changes.tsx';
import { chosenMeasure, DateField, MeasureField } from '../ui/choice.tsx';
import { action, Kept } from '../ui/dates.tsx';
import { answerText } from '../ui/evidence.tsx';
import { Flags, Icon, Status } from '../ui/marks.tsx';
import { Coverage, RegionTable, Theirs, ValueMark } from '../ui/measures.tsx';
import { Page } from '../ui/shell.tsx';
import { ScaleMap } from '../ui/world-map.tsx';

const EVENTS_SHOWN = 5;
const REASONS_SHOWN = 4;
/** Records of a change that are named one by one. */
const RECORDS_NAMED = 5;
/** Statuses explained below, best first. */
const EXPLAINED = ['met', 'partly-met', 'not-met', 'no-information', 'not-assessed'] as const;

export function page(view: View): Html {
  const { t } = view;
  const measure = chosenMeasure(view);
  return (
    <Page view={view} title={t('home.window')} bare>
      <Hero view={view} />
      {measure ? <World view={view} measure={measure} /> : <p class="wrap">{t('home.empty')}</p>}
      <Newest view={view} />
      <Recorded view={view} changes={view.changes} />
      <Statuses view={view} />
      <WaysIn view={view} />
    </Page>
  );
}

function Hero({ view }: { view: View }): Html {
  const { t } = view;
  const examples = [
    { words: 'article 134', lang: 'en' },
    { words: 'торговля людьми', lang: 'ru' },
    { words: 'Қазақстан', lang: 'kk' },
  ];
  return (
    <section class="hero" aria-labelledby="home-h">
      <div class="wrap">
        <h1 id="home-h">{t('home.title')}</h1>
        <div class="herogrid">
          <p class="lead">{t('home.lead')}</p>
          <search>
            <form method="get" action={`/${view.language}/find`}>
              <Kept view={view} except={['q', 'of', 'indicator']} />
              <label for="q">{t('find.label')}</label>
              <div class="find">
                <input type="search" id="q" name="q" autocomplete="off" />
                <button class="btn" type="submit">
                  <Icon name="i-search" />
                  {t('find.button')}
                </button>
              </div>
              <p class="hint">
                {t('find.examples')}{' '}
                {examples.map(({ words, lang }, index) => (
                  <>
                    {index > 0 && ', '}
                    <a href={view.link('/find', { q: words })} lang={lang === view.language ? undefined : lang}>
                      {words}
                    </a>
                  </>
                ))}
              </p>
            </form>
          </search>
        </div>
      </div>
    </section>
  );
}

/** Of the states of which something is known, the one with the fullest record: its explanation says most. */
function exampleState(view: View, measure: Measure, values: ReadonlyMap<string, string>): string | undefined {
  return [...values]
    .filter(([, value]) => !measure.silent.has(value))
    .map(([code]) => ({ code, weight: view.dataset.inCountry('finding', code).length }))
    .sort((a, b) => b.weight - a.weight || (a.code < b.code ? -1 : 1))[0]?.code;
}

/** The world on one question; where the map is missing, its numbers stand by region. */
function World({ view, measure }: { view: View; measure: Measure }): Html {
  const { t } = view;
  const values = valuesOf(view, measure, STATES.keys());
  const explained = exampleState(view, measure, values);
  const whole = view.link('/world', { of: measure.id });
  return (
    <section class="wrap" aria-labelledby="world-h">
      <div class="sec-h">
        <h2 id="world-h">{t('home.world')}</h2>
        <nav class="seg" aria-label={t('home.view')}>
          <a href={view.here()} aria-current="true">
            {t('home.map')}
          </a>
          <a href={`${whole}#states-h`}>{t('home.table')}</a>
          <a href={`${whole}#regions-h`}>{t('world.regions')}</a>
        </nav>
      </div>
      <form class="bar" method="get" action={action(view)}>
        <Kept view={view} except={['of', 'indicator', 'asOf']} />
        <MeasureField view={view} chosen={measure} />
        <DateField view={view} measure={measure} />
        <button class="btn quiet" type="submit">
          {t('choice.show')}
        </button>
      </form>
      <div class="mapgrid">
        <div>
          <Theirs view={view} measure={measure} />
          <figure class="fig">
            <figcaption class="serif ask">{measure.question}</figcaption>
            <Coverage view={view} measure={measure} values={values} />
            {view.world ? (
              <ScaleMap view={view} scale={measure.scale} values={values} world={view.world} explained={explained} />
            ) : (
              <RegionTable view={view} measure={measure} />
            )}
          </figure>
        </div>
        {explained && <Example view={view} country={explained} measure={measure} />}
      </div>
    </section>
  );
}

/** One state explained: its value, what settles it, and the way to the whole argument. */
function Example({ view, country, measure }: { view: View; country: string; measure: Measure }): Html {
  const { dataset, t } = view;
  const { value, review, disagree } = measure.reading(country, view.day);
  const indicator = dataset.indicator(measure.id);
  const assessment = indicator && assess(dataset, country, indicator, view.day);
  const reasons = assessment?.explanation.evidence.filter(({ decisive }) => decisive) ?? [];
  const link = measure.link(country, view.day);
  return (
    <aside aria-labelledby="example-h">
      <h3 id="example-h">
        <a href={view.link(`/country/${country}`)}>{stateName(view, country)}</a>
      </h3>
      <p class="status-line">
        <ValueMark view={view} measure={measure} value={value} />
      </p>
      <p class="gap">
        <Flags view={view} review={review} disagree={disagree} override={assessment && assessment.override !== null} />
      </p>
      {reasons.length > 0 && (
        <>
          <p class="small dim">{t('home.because')}</p>
          <ul class="small quiet-list">
            {reasons.slice(0, REASONS_SHOWN).map(({ question, value: answer }) => (
              <li>
                <Reason view={view} question={question} value={answer} />
              </li>
            ))}
          </ul>
        </>
      )}
      {link && (
        <p class="small">
          <a href={link}>{t(indicator ? 'home.why' : 'home.on-file')}</a>
        </p>
      )}
    </aside>
  );
}

function Reason({
  view,
  question: id,
  value,
}: {
  view: View;
  question: string;
  value: Assessment['explanation']['evidence'][number]['value'];
}): Html {
  const question = view.dataset.get('question', id);
  const wording: Child = question ? view.say(question.wording) : id;
  return (
    <>
      {wording} <b>{answerText(view, question, value)}</b>
    </>
  );
}

/** What happened last, in every country on record, up to the day shown. */
function Newest({ view }: { view: View }): Html | null {
  const items = view.dataset
    .all('country')
    .flatMap(({ id }) =>
      happenings(view, id).map((item) => ({
        ...item,
        type: `${item.type}, ${stateName(view, id)}`,
        links: [],
        citations: [],
      })),
    )
    .sort((a, b) => firstDay(b.date) - firstDay(a.date))
    .slice(0, EVENTS_SHOWN);
  if (items.length === 0) return null;
  return (
    <section class="wrap sec" aria-labelledby="newest-h">
      <h2 id="newest-h">{view.t('home.newest')}</h2>
      <Log view={view} items={items} />
    </section>
  );
}

/** What was last recorded; nothing where the record has no history. */
function Recorded({ view, changes }: { view: View; changes: readonly Change[] }): Html | null {
  if (changes.length === 0) return null;
  return (
    <section class="wrap sec" aria-labelledby="recorded-h">
      <h2 id="recorded-h">{view.t('home.recorded')}</h2>
      <ol class="log">
        {changes.map(({ at, reason, count, records }) => (
          <li>
            <time datetime={at}>{view.date(at.slice(0, 10), 'short')}</time>
            <div>
              <h3>
                <span lang="en">{reason}</span> <span class="kind">{view.t('home.records', { count })}</span>
              </h3>
              {records.length > 0 && (
                <p class="meta">
                  {records.slice(0, RECORDS_NAMED).map((id) => (
                    <a href={view.recordLink(id)}>{id}</a>
                  ))}
                  {records.length > RECORDS_NAMED && <span>…</span>}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Statuses({ view }: { view: View }): Html {
  const { t } = view;
  return (
    <section class="wrap sec" aria-labelledby="statuses-h">
      <h2 id="statuses-h">{t('home.statuses')}</h2>
      <div class="four five">
        {EXPLAINED.map((status) => (
          <div>
            <h3>
              <Status view={view} status={status} />
            </h3>
            <p>{t(`home.status.${status}`)}</p>
          </div>
        ))}
      </div>
      <p class="small dim gap">
        <Flags view={view} review /> {t('home.review')} <a href={view.link('/about#statuses')}>{t('foot.statuses')}</a>
      </p>
    </section>
  );
}

function WaysIn({ view }: { view: View }): Html {
  const { dataset, t } = view;
  const ways = [
    {
      name: 'states',
      text: t('home.ways.states-text', { count: dataset.all('country').length }),
      href: view.link('/countries'),
    },
    {
      name: 'frameworks',
      text: t('home.ways.frameworks-text', { count: dataset.indicators().length }),
      href: view.link('/frameworks'),
    },
    { name: 'compare', text: t('home.ways.compare-text'), href: view.link('/compare') },
  ];
  return (
    <section class="wrap sec" aria-label={t('home.ways')}>
      <div class="trio ruled">
        {ways.map(({ name, text, href }) => (
          <div>
            <h2 class="h3">{t(`home.ways.${name}`)}</h2>
            <p class="small dim">{text}</p>
            <p class="small">
              <a href={href}>{t(`home.ways.${name}-link`)}</a>
            </p>
          </div>
        ))}
      </div>
    </section>
  );
}

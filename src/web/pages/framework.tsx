/** A framework: what it measures, its indicators with rules, its themes, and the audit of published statuses. */
import { assess } from '../../core/assess.ts';
import type { Indicator } from '../../core/dataset.ts';
import { likeFacts, type UnlikePair } from '../../core/like-facts.ts';
import type { RecordOf } from '../../core/model/index.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { compareNames } from '../i18n.ts';
import { AsAt, action, Kept } from '../ui/dates.tsx';
import { answerText, Basis } from '../ui/evidence.tsx';
import { Select } from '../ui/filters.tsx';
import { Flags, Sources, Status, statusText } from '../ui/marks.tsx';
import { PlacementScale } from '../ui/measures.tsx';
import { RecordLink, titleById } from '../ui/records.tsx';
import { RuleTree } from '../ui/rule-tree.tsx';
import { Page } from '../ui/shell.tsx';
import * as roles from '../ui/table.ts';

/** Pairs of the audit shown at once. */
const PAIRS_SHOWN = 20;

export const page: PageFunction<{ framework: string }> = (view, params) => {
  const { dataset, t } = view;
  const framework = dataset.get('framework', params.framework);
  if (!framework) return undefined;
  const indicators = dataset.indicators(framework.id);
  const themes = dataset.all('theme').filter((theme) => theme.framework === framework.id);
  const pairs = likeFacts(dataset, framework.id, view.day);
  const country = dataset.get('country', view.query.get('country') ?? '');
  return (
    <Page
      view={view}
      title={view.text(framework.title)}
      part="frameworks"
      crumbs={[{ href: view.link('/frameworks'), text: t('nav.frameworks') }]}
    >
      <div class="head">
        {framework.publisher && <p class="eyebrow">{view.say(framework.publisher)}</p>}
        <h1>{view.say(framework.title)}</h1>
        <p class="lead">{view.say(framework.description)}</p>
        <AsAt view={view} />
      </div>
      {framework.notes && <p class="call">{view.say(framework.notes)}</p>}
      {framework.citations && <Sources view={view} citations={framework.citations} />}
      {indicators.length > 0 && <Scale view={view} framework={framework} />}
      <PlacementScale view={view} framework={framework} />
      {indicators.length > 0 && (
        <section class="sec" aria-labelledby="indicators-h">
          <h2 id="indicators-h">{t('framework.indicators')}</h2>
          {framework.about !== 'plan' && <CountryPicker view={view} />}
          {[...Map.groupBy(indicators, ({ body }) => (body.group ? view.text(body.group) : ''))].map(
            ([group, members]) => (
              <>
                {group !== '' && <h3 class="spaced">{members[0]?.body.group && view.say(members[0].body.group)}</h3>}
                <ol class="entries">
                  {members.map((indicator) => (
                    <IndicatorEntry view={view} indicator={indicator} country={country} />
                  ))}
                </ol>
              </>
            ),
          )}
        </section>
      )}
      {themes.length > 0 && <Themes view={view} themes={themes} />}
      {pairs.length > 0 && <LikeFacts view={view} pairs={pairs} />}
    </Page>
  );
};

/** What each status means. */
function Scale({ view, framework }: { view: View; framework: RecordOf<'framework'> }): Html {
  return (
    <section class="sec" aria-labelledby="scale-h">
      <h2 id="scale-h">{view.t('framework.scale')}</h2>
      <dl class="kv wide-kv">
        {framework.scale.map(({ id, meaning }) => (
          <>
            <dt>
              <Status view={view} status={id} framework={framework} />
            </dt>
            <dd>{meaning ? view.say(meaning) : ''}</dd>
          </>
        ))}
        {(['no-information', 'not-assessed'] as const).map((status) => (
          <>
            <dt>
              <Status view={view} status={status} framework={framework} />
            </dt>
            <dd>{view.t(`framework.meaning.${status}`)}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

/** Countries with findings, by name. */
function countriesWithFindings(view: View): RecordOf<'country'>[] {
  const byName = compareNames(view.language);
  return view.dataset
    .assessedCountries()
    .flatMap((id) => view.dataset.get('country', id) ?? [])
    .sort((a, b) => byName(view.text(a.name), view.text(b.name)));
}

function CountryPicker({ view }: { view: View }): Html {
  return (
    <form
      class="bar filters"
      method="get"
      action={`${action(view)}#indicators-h`}
      aria-label={view.t('framework.statuses-of')}
    >
      <Kept view={view} except={['country']} />
      <Select
        view={view}
        name="country"
        label={view.t('framework.statuses-of')}
        none={view.t('framework.choose')}
        choices={countriesWithFindings(view).map((country) => ({ value: country.id, label: view.text(country.name) }))}
      />
      <button class="btn quiet" type="submit">
        {view.t('dates.show')}
      </button>
    </form>
  );
}

/** An indicator with its reason, its basis and its rule; with a country chosen, the status there. */
function IndicatorEntry({
  view,
  indicator,
  country,
}: {
  view: View;
  indicator: Indicator;
  country: RecordOf<'country'> | undefined;
}): Html {
  const { body } = indicator;
  const assessment = country && assess(view.dataset, country.id, indicator, view.day);
  return (
    <li>
      <h3>
        <a href={view.link(`/framework/${indicator.id}`)}>{view.say(body.title)}</a>
      </h3>
      {assessment && country && (
        <p class="gap">
          <a href={view.indicatorLink(country.id, indicator.id)}>{view.text(country.name)}</a>
          <Status view={view} status={assessment.status} framework={indicator.framework} />
          <Flags
            view={view}
            review={assessment.needsReview.some(({ reason }) => reason !== 'sources-disagree')}
            disagree={assessment.explanation.evidence.some(({ state }) => state === 'sources-disagree')}
            override={assessment.override !== null}
          />
        </p>
      )}
      <p>{view.say(body.rationale)}</p>
      <details>
        <summary>{view.t('framework.rule-and-basis')}</summary>
        <RuleTree view={view} indicator={indicator} {...(assessment && { explained: assessment.explanation.rule })} />
        {body.note && <p class="note">{view.say(body.note)}</p>}
        <Basis view={view} of={body.basis} />
      </details>
    </li>
  );
}

/** Clauses with what maps to each: indicators, questions and recommendations. */
function Themes({ view, themes }: { view: View; themes: readonly RecordOf<'theme'>[] }): Html {
  const { dataset, t } = view;
  const indicators = dataset.indicators();
  const sections = [...Map.groupBy(themes, ({ section }) => (section ? view.text(section) : ''))];
  return (
    <>
      {sections.map(([title, group], index) => (
        <section class="sec" aria-labelledby={`th-${index}`}>
          <h2 id={`th-${index}`}>{title ? group[0]?.section && view.say(group[0].section) : t('framework.themes')}</h2>
          <ol class="entries">
            {group.map((theme) => {
              const mapped = indicators.filter(({ body }) => body.themes?.includes(theme.id));
              const links = dataset.backlinks(theme.id);
              const of = (kind: string) => links.filter(({ record }) => record.kind === kind).length;
              return (
                <li>
                  <h3>
                    <RecordLink view={view} id={theme.id} />
                  </h3>
                  {theme.text && <p>{view.say(theme.text)}</p>}
                  <p class="meta small">
                    {mapped.map(({ id, body }) => (
                      <a href={view.link(`/framework/${id}`)}>{view.say(body.title)}</a>
                    ))}
                    {of('question') > 0 && <span class="dim">{t('framework.questions', { n: of('question') })}</span>}
                    {of('recommendation') > 0 && (
                      <span class="dim">{t('framework.recommendations', { n: of('recommendation') })}</span>
                    )}
                  </p>
                </li>
              );
            })}
          </ol>
        </section>
      ))}
    </>
  );
}

/** Pairs of countries where like facts got unlike published statuses. */
function LikeFacts({ view, pairs }: { view: View; pairs: readonly UnlikePair[] }): Html {
  const { t } = view;
  const asked = view.query.get('pairs');
  const shown = asked === 'all' ? pairs : pairs.slice(0, PAIRS_SHOWN);
  return (
    <section class="sec" aria-labelledby="like-h" id="like">
      <h2 id="like-h">{t('like.title')}</h2>
      <p class="measure">{t('like.lead')}</p>
      <p class="small dim measure spaced-s">{t('like.how')}</p>
      <p class="spaced-s">{t('like.count', { shown: shown.length, total: pairs.length })}</p>
      {shown.map((pair) => (
        <Pair view={view} pair={pair} />
      ))}
      {shown.length < pairs.length && (
        <p class="spaced">
          <a href={`${view.here({ pairs: 'all' })}#like`}>{t('like.all', { n: pairs.length })}</a>
        </p>
      )}
    </section>
  );
}

function Pair({ view, pair }: { view: View; pair: UnlikePair }): Html {
  const { t } = view;
  const framework = view.dataset.indicator(pair.indicator)?.framework;
  const names = [view.countryName(pair.stronger.country), view.countryName(pair.weaker.country)];
  return (
    <details class="pairing">
      <summary>
        {t('like.pair', {
          indicator: titleById(view, pair.indicator),
          stronger: names[0],
          weaker: names[1],
          lower: statusText(view, pair.stronger.status, framework),
          higher: statusText(view, pair.weaker.status, framework),
        })}
      </summary>
      {/* biome-ignore lint/a11y/useSemanticElements: a part that scrolls needs focus and a name; a section would be a landmark */}
      <div class="scroll" tabindex={0} role="region" aria-label={t('like.facts')}>
        <table {...roles.table} class="tbl">
          <caption class="vh">{t('like.facts')}</caption>
          <thead {...roles.group}>
            <tr {...roles.row}>
              <th {...roles.columnHead}>{t('like.fact')}</th>
              {[pair.stronger, pair.weaker].map(({ country, status, record }, index) => (
                <th {...roles.columnHead}>
                  <a href={view.indicatorLink(country, pair.indicator)}>{names[index]}</a>
                  <br />
                  <RecordLink view={view} id={record}>
                    <Status view={view} status={status} framework={framework} />
                  </RecordLink>
                </th>
              ))}
            </tr>
          </thead>
          <tbody {...roles.group}>
            {pair.facts.map(({ question: id, stronger, weaker, differs }) => {
              const question = view.dataset.get('question', id);
              return (
                <tr {...roles.row}>
                  <th {...roles.rowHead}>
                    <RecordLink view={view} id={id} />
                  </th>
                  <td {...roles.cell}>
                    {differs ? <b>{answerText(view, question, stronger)}</b> : answerText(view, question, stronger)}
                    {differs && <span class="hint"> {t('like.stronger')}</span>}
                  </td>
                  <td {...roles.cell}>{answerText(view, question, weaker)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {pair.onlyOne.length > 0 && (
        <p class="small dim">
          {t('like.only-one')} {pair.onlyOne.map((id) => titleById(view, id)).join(' ')}
        </p>
      )}
    </details>
  );
}

/** An indicator over all countries: its rule, and every country's status on the day beside what others published. */
import { assess } from '../../core/assess.ts';
import { startOf } from '../../core/commitments/plans.ts';
import type { Indicator } from '../../core/dataset.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { compareNames } from '../i18n.ts';
import { indicatorMeasure, valuesOf } from '../measures.ts';
import { STATES } from '../states.ts';
import { AsAt } from '../ui/dates.tsx';
import { Basis } from '../ui/evidence.tsx';
import { Flags, Status } from '../ui/marks.tsx';
import { Coverage } from '../ui/measures.tsx';
import { RecordLink } from '../ui/records.tsx';
import { RuleTree } from '../ui/rule-tree.tsx';
import { Downloads } from '../ui/section-statistics.tsx';
import { Page } from '../ui/shell.tsx';
import * as roles from '../ui/table.ts';
import { ScaleMap } from '../ui/world-map.tsx';
import { publishedFor } from './indicator.tsx';

export const page: PageFunction<{ framework: string; indicator: string }> = (view, params) => {
  const { t } = view;
  const indicator = view.dataset.indicator(`${params.framework}/${params.indicator}`);
  if (!indicator) return undefined;
  const { body, framework } = indicator;
  return (
    <Page
      view={view}
      title={view.text(body.title)}
      part="frameworks"
      crumbs={[
        { href: view.link('/frameworks'), text: t('nav.frameworks') },
        { href: view.recordLink(framework), text: view.text(framework.title) },
      ]}
    >
      <div class="head">
        <h1>{view.say(body.title)}</h1>
        <p class="lead">{view.say(body.question ?? body.rationale)}</p>
        <AsAt view={view} />
      </div>
      {body.question && <p class="measure">{view.say(body.rationale)}</p>}
      <section class="sec" aria-labelledby="rule-h">
        <h2 id="rule-h">{t('indicator.rule')}</h2>
        <RuleTree view={view} indicator={indicator} />
        {body.note && <p class="call">{view.say(body.note)}</p>}
      </section>
      {framework.about === 'plan' ? (
        <Plans view={view} indicator={indicator} />
      ) : (
        <>
          <World view={view} indicator={indicator} />
          <Countries view={view} indicator={indicator} />
        </>
      )}
      <section class="sec" aria-labelledby="basis-h">
        <h2 id="basis-h">{t('indicator.basis')}</h2>
        <Basis view={view} of={body.basis} />
      </section>
      {body.themes && body.themes.length > 0 && (
        <section class="sec" aria-labelledby="themes-h">
          <h2 id="themes-h">{t('indicator.themes')}</h2>
          <ul class="quiet-list">
            {body.themes.map((id) => (
              <li>
                <RecordLink view={view} id={id} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
};

/** Plans on record with their status. */
function Plans({ view, indicator }: { view: View; indicator: Indicator }): Html {
  const { t } = view;
  const plans = view.dataset.all('plan').filter((plan) => startOf(plan) <= view.day);
  return (
    <section class="sec" aria-labelledby="plans-h">
      <h2 id="plans-h">{t('section.plans')}</h2>
      <ul class="deps">
        {plans.map((plan) => (
          <li>
            <span>
              <RecordLink view={view} id={plan.id} />
              <span class="dim">, {view.countryName(plan.country ?? '')}</span>
            </span>
            <Status
              view={view}
              status={assess(view.dataset, plan.id, indicator, view.day).status}
              framework={indicator.framework}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every state on the map, with how many states something is known of. */
function World({ view, indicator }: { view: View; indicator: Indicator }): Html {
  const { t, world } = view;
  const measure = indicatorMeasure(view, indicator);
  const values = valuesOf(view, measure, STATES.keys());
  return (
    <section class="sec" aria-labelledby="map-h">
      <div class="sec-h">
        <h2 id="map-h">{t('framework.world')}</h2>
        <a class="small" href={view.link('/world', { of: indicator.id })}>
          {t('framework.all-states')}
        </a>
      </div>
      <Coverage view={view} measure={measure} values={values} />
      {world && (
        <figure class="fig">
          <ScaleMap view={view} scale={measure.scale} values={values} world={world} />
        </figure>
      )}
      <Downloads view={view} path="/world" what={t('world.download')} query={{ of: indicator.id }} />
    </section>
  );
}

/** Countries with a finding on the indicator or a status that somebody published. */
function countriesOf(view: View, indicator: Indicator): string[] {
  const byName = compareNames(view.language);
  const found = new Set<string>();
  for (const finding of view.dataset.all('finding')) {
    if (finding.country && indicator.compiled.questions.includes(finding.question)) found.add(finding.country);
  }
  for (const record of view.dataset.all('published-status')) {
    if (record.country && record.indicator === indicator.id) found.add(record.country);
  }
  return [...found].sort((a, b) => byName(view.countryName(a), view.countryName(b)));
}

function Countries({ view, indicator }: { view: View; indicator: Indicator }): Html {
  const { t } = view;
  const countries = countriesOf(view, indicator);
  return (
    <section class="sec" aria-labelledby="countries-h">
      <h2 id="countries-h">{t('framework.countries')}</h2>
      {countries.length === 0 ? (
        <p>{t('framework.no-countries')}</p>
      ) : (
        <table {...roles.table} class="tbl stack">
          <caption>{t('framework.countries-caption', { n: countries.length, date: view.dayText(view.day) })}</caption>
          <thead {...roles.group}>
            <tr {...roles.row}>
              <th {...roles.columnHead}>{t('framework.country')}</th>
              <th {...roles.columnHead}>{t('framework.our-status')}</th>
              <th {...roles.columnHead}>{t('framework.their-status')}</th>
              <th {...roles.columnHead}>{t('framework.answers')}</th>
            </tr>
          </thead>
          <tbody {...roles.group}>
            {countries.map((country) => (
              <Row view={view} indicator={indicator} country={country} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ view, indicator, country }: { view: View; indicator: Indicator; country: string }): Html {
  const { t } = view;
  const assessment = assess(view.dataset, country, indicator, view.day);
  const { evidence } = assessment.explanation;
  return (
    <tr {...roles.row}>
      <th {...roles.rowHead}>
        <a href={view.indicatorLink(country, indicator.id)}>{view.countryName(country)}</a>
      </th>
      <td {...roles.cell} data-l={t('framework.our-status')}>
        <Status view={view} status={assessment.status} framework={indicator.framework} />{' '}
        <Flags
          view={view}
          review={assessment.needsReview.some(({ reason }) => reason !== 'sources-disagree')}
          disagree={evidence.some(({ state }) => state === 'sources-disagree')}
          override={assessment.override !== null}
        />
      </td>
      <td {...roles.cell} data-l={t('framework.their-status')}>
        {publishedFor(view, country, indicator.id).map((record) => (
          <p>
            <Status view={view} status={record.status} framework={indicator.framework} />{' '}
            <span class="small dim">
              <RecordLink view={view} id={record.id}>
                {view.text(record.assessor)}
              </RecordLink>
              {record.asOf && `, ${view.date(record.asOf, 'short')}`}
            </span>
          </p>
        ))}
      </td>
      <td {...roles.cell} data-l={t('framework.answers')} class="num small">
        {t('framework.answered', {
          n: evidence.filter(({ state }) => state === 'known').length,
          total: evidence.length,
        })}
      </td>
    </tr>
  );
}

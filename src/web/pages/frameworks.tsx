/** Every framework: what it measures, whose it is, and its indicators. */
import { placementYears } from '../../core/commitments/tiers.ts';
import type { Framework } from '../../core/model/index.ts';
import type { Html, View } from '../context.tsx';
import { frameworksWithIndicators } from '../ui/choice.tsx';
import { Page } from '../ui/shell.tsx';

export function page(view: View): Html {
  const { dataset, t } = view;
  const measured = frameworksWithIndicators(dataset);
  const ofPlans = dataset.all('framework').filter(({ about }) => about === 'plan');
  const themed = dataset.all('framework').filter(({ indicators }) => indicators.length === 0);
  return (
    <Page view={view} title={t('frameworks.title')} part="frameworks" crumbs={[]}>
      <div class="head">
        <h1>{t('frameworks.title')}</h1>
        <p class="lead">{t('frameworks.lead')}</p>
      </div>
      {measured.length + ofPlans.length + themed.length === 0 && <p class="call">{t('frameworks.empty')}</p>}
      {[...measured, ...ofPlans, ...themed].map((framework) => (
        <FrameworkSection view={view} framework={framework} />
      ))}
    </Page>
  );
}

function FrameworkSection({ view, framework }: { view: View; framework: Framework }): Html {
  const { dataset, t } = view;
  const indicators = dataset.indicators(framework.id);
  const themes = dataset.all('theme').filter((theme) => theme.framework === framework.id);
  return (
    <section class="sec" aria-labelledby={`f-${framework.id}`}>
      <div class="sec-h">
        <h2 id={`f-${framework.id}`}>
          <a href={view.link(`/framework/${framework.id}`)}>{view.say(framework.title)}</a>
        </h2>
        {indicators.length > 0 && framework.about !== 'plan' && (
          <a class="small" href={view.link('/compare', { framework: framework.id })}>
            {t('frameworks.compare')}
          </a>
        )}
      </div>
      <p class="measure">{view.say(framework.description)}</p>
      {framework.publisher && (
        <p class="small dim">{view.rich('frameworks.publisher', { publisher: view.say(framework.publisher) })}</p>
      )}
      {indicators.length > 0 ? (
        <ul class="quiet-list columns">
          {indicators.map(({ id, body }) => (
            <li>
              <a href={view.link(`/framework/${id}`)}>{view.say(body.title)}</a>
              {body.question && <span class="small dim block">{view.say(body.question)}</span>}
            </li>
          ))}
        </ul>
      ) : (
        <>
          {themes.length > 0 && <p class="dim">{t('frameworks.themes', { count: themes.length })}</p>}
          {placementYears(dataset, framework.id).length > 0 && (
            <p class="small">
              <a href={view.link('/world', { of: framework.id })}>{t('framework.world')}</a>
            </p>
          )}
        </>
      )}
    </section>
  );
}

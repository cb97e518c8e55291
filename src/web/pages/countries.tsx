/** States, A to Z: what is on record of each, and which have nothing on record. */
import { coverage, statusOn } from '../../core/assess.ts';
import type { Html, View } from '../context.tsx';
import { byName, STATES, stateName } from '../states.ts';
import { frameworksWithIndicators } from '../ui/choice.tsx';
import { Page } from '../ui/shell.tsx';

export function page(view: View): Html {
  const { dataset, t } = view;
  const recorded = byName(
    view,
    dataset.all('country').map(({ id }) => id),
  );
  const others = byName(
    view,
    [...STATES.keys()].filter((code) => !dataset.get('country', code)),
  );
  const [framework] = frameworksWithIndicators(dataset);
  const indicators = framework ? dataset.indicators(framework.id) : [];
  const counted = (code: string) =>
    t('countries.of', coverage(indicators.map((indicator) => statusOn(dataset, code, indicator, view.day))));
  const letters = Map.groupBy(recorded, (code) => stateName(view, code).charAt(0).toUpperCase());
  return (
    <Page view={view} title={t('countries.title')} part="countries" crumbs={[]}>
      <div class="head">
        <h1>{t('countries.title')}</h1>
        <p class="lead">{t('countries.lead', { count: recorded.length })}</p>
      </div>
      {recorded.length === 0 ? (
        <p class="call">{t('countries.empty')}</p>
      ) : (
        <>
          <nav class="letters" aria-label={t('countries.letters')}>
            {[...letters.keys()].map((letter) => (
              <a href={`#letter-${letter}`}>{letter}</a>
            ))}
          </nav>
          {framework && (
            <p class="small dim spaced-s">{t('countries.caption', { framework: view.text(framework.title) })}</p>
          )}
          <div class="az spaced">
            {[...letters].map(([letter, codes]) => (
              <section id={`letter-${letter}`} aria-labelledby={`letter-${letter}-h`}>
                <h2 id={`letter-${letter}-h`}>{letter}</h2>
                <ul>
                  {codes.map((code) => (
                    <li>
                      <a href={view.link(`/country/${code}`)}>{stateName(view, code)}</a>
                      <span class="small dim num">{counted(code)}</span>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </>
      )}
      {others.length > 0 && (
        <section class="sec" aria-labelledby="others-h">
          <h2 id="others-h">{t('countries.others', { count: others.length })}</h2>
          <p class="dim">{t('countries.others-help')}</p>
          <p class="small dim others">{others.map((code) => stateName(view, code)).join(' · ')}</p>
        </section>
      )}
    </Page>
  );
}

/** States, A to Z, everywhere or in a region: what is on record of each, and which have nothing on record. */
import { coverage, statusOn } from '../../core/assess.ts';
import { PARTS_OF_THE_WORLD } from '../../core/regions.ts';
import type { Html, View } from '../context.tsx';
import { byName, STATES, stateName } from '../states.ts';
import { frameworksWithIndicators } from '../ui/choice.tsx';
import { inRegion, regionAsked } from '../ui/measures.tsx';
import { Page } from '../ui/shell.tsx';

export function page(view: View): Html {
  const { dataset, t } = view;
  const region = regionAsked(view);
  const recorded = byName(
    view,
    inRegion(
      view,
      dataset.all('country').map(({ id }) => id),
      region,
    ),
  );
  const others =
    region === ''
      ? byName(
          view,
          [...STATES.keys()].filter((code) => !dataset.get('country', code)),
        )
      : [];
  const [framework] = frameworksWithIndicators(dataset);
  const indicators = framework ? dataset.indicators(framework.id) : [];
  const counts = new Map(
    recorded.map((code) => [
      code,
      coverage(indicators.map((indicator) => statusOn(dataset, code, indicator, view.day))),
    ]),
  );
  const known = [...counts.values()].filter(({ assessed }) => assessed > 0).length;
  const letters = Map.groupBy(recorded, (code) => stateName(view, code).charAt(0).toUpperCase());
  return (
    <Page view={view} title={t('countries.title')} part="countries" crumbs={[]}>
      <div class="head">
        <h1>{t('countries.title')}</h1>
        <p class="lead">{t('countries.lead', { count: dataset.all('country').length })}</p>
      </div>
      <Regions view={view} chosen={region} />
      {recorded.length === 0 ? (
        <p class="call">{t(region === '' ? 'countries.empty' : 'countries.none-here')}</p>
      ) : (
        <>
          <nav class="letters" aria-label={t('countries.letters')}>
            {[...letters.keys()].map((letter) => (
              <a href={`#letter-${letter}`}>{letter}</a>
            ))}
          </nav>
          {framework && (
            <p class="small dim spaced-s">
              {t('countries.coverage', { count: recorded.length, known, framework: view.text(framework.title) })}{' '}
              {t('countries.caption', { framework: view.text(framework.title) })}
            </p>
          )}
          <div class="az spaced">
            {[...letters].map(([letter, codes]) => (
              <section id={`letter-${letter}`} aria-labelledby={`letter-${letter}-h`}>
                <h2 id={`letter-${letter}-h`}>{letter}</h2>
                <ul>
                  {codes.map((code) => (
                    <li>
                      <a href={view.link(`/country/${code}`)}>{stateName(view, code)}</a>
                      <span class="small dim num">{t('countries.of', counts.get(code) ?? {})}</span>
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

/** Parts of the world with their regions, as links that narrow the list. */
function Regions({ view, chosen }: { view: View; chosen: string }): Html {
  const { t } = view;
  const Region = ({ slug }: { slug: string }) => (
    <a href={view.here({ region: slug })} aria-current={slug === chosen ? 'true' : undefined}>
      {t(`region.${slug}`)}
    </a>
  );
  return (
    <nav class="region-list small" aria-label={t('countries.by-region')}>
      <p>
        <a href={view.here({ region: undefined })} aria-current={chosen === '' ? 'true' : undefined}>
          {t('world.everywhere')}
        </a>
      </p>
      {PARTS_OF_THE_WORLD.map(({ part, regions }) => (
        <p>
          <b>
            <Region slug={part} />
          </b>
          {regions.map((slug) => (
            <>
              {' · '}
              <Region slug={slug} />
            </>
          ))}
        </p>
      ))}
    </nav>
  );
}

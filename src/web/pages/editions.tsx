/** Editions: every frozen report, newest first. */
import { editionPath, newestFirst, successorOf } from '../../core/editions/frozen.ts';
import type { PageFunction } from '../context.tsx';
import { EditionState, LanguageName } from '../ui/edition-marks.tsx';
import { Page } from '../ui/shell.tsx';

export const page: PageFunction = (view) => {
  const { dataset, t } = view;
  const all = dataset.all('edition');
  const editions = newestFirst(all);
  return (
    <Page view={view} title={t('editions.title')} crumbs={[]}>
      <div class="head">
        <h1>{t('editions.title')}</h1>
        <p class="lead">{t('editions.lead')}</p>
      </div>
      {editions.length === 0 && <p class="call">{t('editions.none')}</p>}
      <ol class="log">
        {editions.map((edition) => (
          <li class="flag">
            <span>{view.date(edition.published, 'short')}</span>
            <div>
              <h2 class="h3">
                <a href={view.link(editionPath(edition.country ?? '', edition.number))}>{view.say(edition.title)}</a>
              </h2>
              <p>
                {view.countryName(edition.country ?? '')} · {t('edition.number', { number: edition.number })} ·{' '}
                {t('edition.as-of', { date: view.date(edition.asOf) })} ·{' '}
                {edition.languages.map((language, index) => (
                  <>
                    {index > 0 && ', '}
                    <LanguageName language={language} />
                  </>
                ))}
              </p>
              <EditionState view={view} edition={edition} successor={successorOf(all, edition)} />
            </div>
          </li>
        ))}
      </ol>
    </Page>
  );
};

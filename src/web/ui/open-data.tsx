/** The foot of every page: the page as data, how to cite it, and what the head tells machines of it. */
import { CITATION_FORMS, citedPage } from '../citations.ts';
import type { Html, View } from '../context.tsx';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  jsonld: 'application/ld+json',
  xml: 'application/akn+xml',
};

const NAMES: Readonly<Record<string, string>> = { json: 'JSON', csv: 'CSV', jsonld: 'JSON-LD', xml: 'Akoma Ntoso' };

/** The address of this page with a suffix, with the day, the moment and the filters of the page. */
function fileHref(view: View, suffix: string): string {
  const [path = '', search] = view.here().split('?');
  return `${path}${view.path === '/' ? '/index' : ''}.${suffix}${search === undefined ? '' : `?${search}`}`;
}

/** Links to the data and properties of the Open Graph protocol. No picture: see docs/API.md. */
export function MachineHead({ view, title, address }: { view: View; title: string; address: string }): Html {
  const locales = { en: 'en_GB', ru: 'ru_RU', kk: 'kk_KZ' } as const;
  return (
    <>
      {view.files.map((suffix) => (
        <link rel="alternate" type={MEDIA_TYPES[suffix]} href={fileHref(view, suffix)} title={NAMES[suffix]} />
      ))}
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content="Dutybearer" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={view.t('foot.what')} />
      <meta property="og:locale" content={locales[view.language]} />
      {view.site !== '' && <meta property="og:url" content={address} />}
      <meta name="description" content={view.t('foot.what')} />
    </>
  );
}

/** The page as data, and how to cite it. */
export function DataAndCitation({ view }: { view: View }): Html | null {
  const { t } = view;
  if (!view.isCitable) return null;
  const cited = citedPage(view);
  return (
    <section class="open-data" aria-labelledby="open-data-h">
      <div class="wrap">
        <h2 id="open-data-h" class="vh">
          {t('data.title')}
        </h2>
        {view.files.length > 0 && (
          <p>
            <span class="dim">{t('data.files')}</span>{' '}
            {view.files.map((suffix) => (
              <>
                <a href={fileHref(view, suffix)} download="">
                  {NAMES[suffix]}
                </a>{' '}
              </>
            ))}
            <a href={view.link('/api')}>{t('data.api')}</a>
          </p>
        )}
        <details>
          <summary>{t('data.cite')}</summary>
          <p class="cite-text">
            {t('data.cite-text', {
              title: cited.title,
              asOf: view.date(cited.asOf),
              revision: cited.revision === 0 ? 'none' : view.number(cited.revision),
              accessed: view.date(cited.accessed),
            })}{' '}
            <a class="cite-address" href={cited.address}>
              {cited.address}
            </a>
          </p>
          <p>
            {CITATION_FORMS.map(({ suffix, name }) => (
              <>
                <a href={fileHref(view, suffix)} download="">
                  {name}
                </a>{' '}
              </>
            ))}
          </p>
          <p class="small dim">{t('data.cite-styles')}</p>
        </details>
      </div>
    </section>
  );
}

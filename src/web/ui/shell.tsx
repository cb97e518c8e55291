/**
 * The shell every page stands in: skip link, help and safety, site header, date banner, content, footer.
 * Always true: Get help and Leave quickly come first on every page; the page says in words which day and which state
 * of the record it shows; a change of language keeps the page.
 */
import type { Child } from 'hono/jsx';
import { LANGUAGES } from '../../core/localised.ts';
import { isApproximate } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { feedAddress } from '../feed-address.ts';
import { Icon, Sprite } from './marks.tsx';
import { DataAndCitation, MachineHead } from './open-data.tsx';

/** Where Leave quickly goes: a neutral site that raises no questions. */
const NEUTRAL_SITE = 'https://www.wikipedia.org/';

/** Languages as their speakers write them. */
export const OWN_NAMES = { en: ['English', 'EN'], ru: ['Русский', 'РУ'], kk: ['Қазақша', 'ҚАЗ'] } as const;

/** Main parts of the site; the shell marks the one that a page names. */
export type Part = 'countries' | 'frameworks' | 'compare' | 'glossary' | 'about';
const PARTS: readonly Part[] = ['countries', 'frameworks', 'compare', 'glossary', 'about'];

export interface Crumb {
  readonly href: string;
  readonly text: Child;
}

export interface PageProps {
  readonly view: View;
  /** Title of the window, without the name of the site. Never what a reader searched for. */
  readonly title: string;
  /** The part of the site that the page belongs to. */
  readonly part?: Part | undefined;
  /** The way here from the home page, which is added by itself; none on the home page. */
  readonly crumbs?: readonly Crumb[];
  /** Whether the content brings its own `.wrap`, as the home page does. */
  readonly bare?: boolean;
  /** The one address of the page for search engines, where it can be reached by several. */
  readonly canonical?: string;
  /** More for the head: data about the page for machines. */
  readonly head?: Child;
  readonly children?: Child;
}

/** A whole page. The content has the one h1. */
export function Page({ view, title, part, crumbs, bare, canonical, head, children }: PageProps): Html {
  const { t } = view;
  const feed = feedAddress(view);
  view.title = title;
  // The page of another day is another page; a search is none that others should be led to.
  const address = `${view.site}${canonical ?? (view.path === '/find' ? view.link('/find') : view.here({ knownAt: undefined }))}`;
  const content = (
    <main id="main" tabindex={-1}>
      {bare ? (
        <div class="wrap">
          <DateBanner view={view} />
        </div>
      ) : (
        <DateBanner view={view} />
      )}
      {children}
    </main>
  );
  return (
    <html lang={view.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – Dutybearer`}</title>
        <meta name="referrer" content="no-referrer" />
        <link rel="icon" href={view.assets['icon.svg'] ?? 'data:,'} />
        {view.assets['style.css'] && <link rel="stylesheet" href={view.assets['style.css']} />}
        <link rel="canonical" href={address} />
        {LANGUAGES.map((language) => (
          <link rel="alternate" hreflang={language} href={`${view.site}${view.here({}, language)}`} />
        ))}
        {feed && <link rel="alternate" type="application/atom+xml" href={feed} title={t('feed.follow')} />}
        <MachineHead view={view} title={title} address={address} />
        {view.assets['script.js'] && <script src={view.assets['script.js']} defer />}
        {head}
      </head>
      <body>
        <Sprite />
        <a class="skip" href="#main">
          {t('shell.skip')}
        </a>
        <aside class="safety" aria-label={t('shell.safety')}>
          <div class="wrap">
            <a class="safety-help" href={view.helpLink()}>
              {t('shell.help')}
            </a>
            <span class="note-wide">{t('shell.help-for')}</span>
            <a class="leave" href={NEUTRAL_SITE} rel="noreferrer nofollow" data-leave>
              <Icon name="i-leave" />
              {t('shell.leave')}
            </a>
          </div>
        </aside>
        <header class="site">
          <div class="wrap">
            <a class="brand" href={view.link('/')}>
              <Icon name="mark" className="" />
              Dutybearer
            </a>
            <nav class="nav" aria-label={t('shell.main')}>
              <Parts view={view} part={part} />
            </nav>
            <nav class="lang" aria-label={t('shell.language')}>
              {LANGUAGES.map((language) => (
                <a
                  href={view.here({}, language)}
                  lang={language}
                  hreflang={language}
                  aria-current={language === view.language ? 'true' : undefined}
                >
                  <span class="whole">{OWN_NAMES[language][0]}</span>
                  <span class="brief" aria-hidden="true">
                    {OWN_NAMES[language][1]}
                  </span>
                </a>
              ))}
            </nav>
            <details class="menu">
              <summary>{t('shell.menu')}</summary>
              <nav class="nav" aria-label={t('shell.main-small')}>
                <Parts view={view} part={part} />
              </nav>
            </details>
          </div>
        </header>
        {bare ? (
          content
        ) : (
          <div class="wrap">
            {crumbs && <Crumbs view={view} crumbs={crumbs} />}
            {content}
          </div>
        )}
        <DataAndCitation view={view} />
        <Foot view={view} />
      </body>
    </html>
  );
}

function Parts({ view, part }: { view: View; part: Part | undefined }): Html {
  return (
    <>
      {PARTS.map((name) => (
        <a href={view.link(`/${name}`)} aria-current={name === part ? 'page' : undefined}>
          {view.t(`nav.${name}`)}
        </a>
      ))}
    </>
  );
}

function Crumbs({ view, crumbs }: { view: View; crumbs: readonly Crumb[] }): Html {
  return (
    <nav class="crumbs" aria-label={view.t('shell.crumbs')}>
      <ol>
        {[{ href: view.link('/'), text: view.t('nav.home') }, ...crumbs].map(({ href, text }) => (
          <li>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Says that another day, or an older state of the record, is shown; nothing on the record of today. */
export function DateBanner({ view }: { view: View }): Html | null {
  if (view.asOf === undefined && view.knownAt === undefined) return null;
  return (
    <div class="call asof" role="note">
      {view.asOf !== undefined && (
        <p>
          {isApproximate(view.asOf)
            ? view.rich('shell.as-of-first', { date: <b>{view.dayText(view.day)}</b>, given: view.date(view.asOf) })
            : view.rich('shell.as-of', { date: <b>{view.date(view.asOf)}</b> })}
          {view.day > view.today && <> {view.t('shell.as-of-ahead')}</>}
        </p>
      )}
      {view.knownAt !== undefined && (
        <p>{view.rich('shell.known-at', { moment: <b>{momentText(view, view.knownAt)}</b> })}</p>
      )}
      <p>
        <a href={view.here({ asOf: undefined, knownAt: undefined })}>{view.t('shell.see-today')}</a>
      </p>
    </div>
  );
}

function momentText(view: View, moment: string): string {
  const [day = '', time] = moment.split('T');
  return time ? `${view.date(day)}, ${time.replace(/(\.\d+)?Z$/, '')} UTC` : view.date(day);
}

function Foot({ view }: { view: View }): Html {
  const { t } = view;
  const links = (items: readonly (readonly [string, string])[]) => (
    <ul>
      {items.map(([path, key]) => (
        <li>
          <a href={path === '/help' ? view.helpLink() : view.link(path)}>{t(key)}</a>
        </li>
      ))}
    </ul>
  );
  return (
    <footer class="foot">
      <div class="wrap">
        <div>
          <h2>Dutybearer</h2>
          <p>{t('foot.what')}</p>
          {view.language !== 'en' && <p class="small">{t('foot.unchecked')}</p>}
          {view.revision > 0 && <p class="small dim">{t('foot.revision', { revision: view.number(view.revision) })}</p>}
        </div>
        <div>
          <h2>{t('foot.record')}</h2>
          {links([
            ['/about#statuses', 'foot.statuses'],
            ['/instruments', 'instruments.title'],
            ['/frameworks', 'nav.frameworks'],
            ['/glossary', 'nav.glossary'],
          ])}
        </div>
        <div>
          <h2>{t('foot.use')}</h2>
          {links([
            ['/compare', 'nav.compare'],
            ['/editions', 'editions.title'],
            ['/changes', 'log.title'],
            ['/about#dates', 'foot.dates'],
            ['/api', 'api.title'],
            ['/about#licence', 'foot.licence'],
          ])}
        </div>
        <div>
          <h2>{t('foot.safety')}</h2>
          {links([
            ['/help', 'shell.help'],
            ['/about#never', 'foot.never'],
          ])}
        </div>
      </div>
    </footer>
  );
}

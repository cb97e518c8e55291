/**
 * Find: everything on record, in three languages at once, with the words in their context and links that narrow.
 * The words never stand in the title of the window, and no page with them is kept.
 */
import { everyText, LANGUAGES } from '../../core/localised.ts';
import { QUERY_LIMITS } from '../../core/search/query.ts';
import type { Html, Search, View } from '../context.tsx';
import { FILTERS, RESULTS } from '../search.ts';
import { STATES, stateNameIn } from '../states.ts';
import { Kept } from '../ui/dates.tsx';
import { Icon } from '../ui/marks.tsx';
import { Pages } from '../ui/pages.tsx';
import { Facets, isNarrowed } from '../ui/search-facets.tsx';
import { Hits } from '../ui/search-hits.tsx';
import { Page } from '../ui/shell.tsx';

type Answer = NonNullable<Search['answer']>;

export function page(view: View): Html {
  const { t } = view;
  const { query, page, answer, refused } = view.search ?? { query: { text: '' }, page: 1 };
  const limit = refused === 'too-long' ? QUERY_LIMITS.characters : QUERY_LIMITS.words;
  return (
    <Page view={view} title={t('find.title')} crumbs={[]} head={<meta name="robots" content="noindex" />}>
      <div class="head">
        <h1>{t('find.title')}</h1>
        <search>
          <form method="get" action={`/${view.language}/find`}>
            <Kept view={view} except={['q', 'page']} />
            <label for="q">{t('find.label')}</label>
            <div class="find">
              <input
                type="search"
                id="q"
                name="q"
                value={query.text}
                autocomplete="off"
                aria-invalid={refused ? 'true' : undefined}
                aria-describedby={refused ? 'find-refused' : undefined}
              />
              <button class="btn" type="submit">
                <Icon name="i-search" />
                {t('find.button')}
              </button>
            </div>
          </form>
        </search>
        {refused && (
          <p class="call" id="find-refused">
            {t(`find.${refused}`, { count: limit })}
          </p>
        )}
        {answer && <Told view={view} answer={answer} />}
      </div>
      {query.text !== '' && <States view={view} words={query.text} />}
      {answer && answer.records > 0 && <Results view={view} answer={answer} page={page} />}
      {(!answer || answer.records === 0) && <Help view={view} isMissed={answer !== undefined} />}
    </Page>
  );
}

/** How much was found, and how what was asked for was understood. */
function Told({ view, answer }: { view: View; answer: Answer }): Html {
  const { t } = view;
  const { records, passages, complete, corrected, ignored, on } = answer;
  return (
    <div role="status">
      <p class="lead">
        {complete ? t('find.count', { count: records }) : t('find.count-more', { count: records, passages })}
      </p>
      {corrected.map(({ asked, words }) => (
        <p>{view.rich('find.corrected', { words: <b>{words.join(', ')}</b>, asked })}</p>
      ))}
      {ignored.length > 0 && <p>{t('find.ignored', { words: ignored.join(', ') })}</p>}
      {on !== undefined && <p>{view.rich('find.on', { date: <b>{view.date(on)}</b> })}</p>}
      {view.knownAt !== undefined && <p class="note">{t('find.known-at')}</p>}
    </div>
  );
}

function Results({ view, answer, page }: { view: View; answer: Answer; page: number }): Html {
  const pages = Math.ceil(answer.records / RESULTS);
  return (
    <div class="found">
      <Facets view={view} answer={answer} />
      <section aria-labelledby="found-h">
        <h2 id="found-h" class="vh">
          {view.t('find.results')}
        </h2>
        <Hits view={view} answer={answer} first={(page - 1) * RESULTS + 1} />
        {answer.hits.length === 0 && (
          <p class="call">
            {view.rich('find.past-end', { a: (parts) => <a href={view.here({ page: undefined })}>{parts}</a> })}
          </p>
        )}
        {pages > 1 && <Pages view={view} pages={pages} at={Math.min(page, pages)} />}
      </section>
    </div>
  );
}

const EXAMPLES = {
  words: [
    ['child trafficking', 'en'],
    ['торговля детьми', 'ru'],
    ['балаларды қорғау', 'kk'],
  ],
  article: [
    ['art 134', 'en'],
    ['ст. 134', 'ru'],
    ['134-бап', 'kk'],
  ],
  day: [['art 134 2016-05-01', 'en']],
} as const;

/** What can be typed, and what to do where nothing was found. */
function Help({ view, isMissed }: { view: View; isMissed: boolean }): Html {
  const { t } = view;
  const examples = (of: keyof typeof EXAMPLES) =>
    EXAMPLES[of].map(([words, language], index) => (
      <>
        {index > 0 && ', '}
        <a href={view.link('/find', { q: words })} lang={language === view.language ? undefined : language}>
          {words}
        </a>
      </>
    ));
  return (
    <section class="sec" aria-labelledby="find-help">
      <h2 id="find-help">{t(isMissed ? 'find.none' : 'find.how')}</h2>
      <ul class="find-help">
        {isMissed && isNarrowed(view) && (
          <li>
            <a href={view.here(Object.fromEntries([...FILTERS, 'page'].map((name) => [name, undefined])))}>
              {t('find.without')}
            </a>
          </li>
        )}
        {isMissed && view.asOf !== undefined && (
          <li>
            <a href={view.here({ asOf: undefined, page: undefined })}>{t('find.today')}</a>
          </li>
        )}
        {isMissed && <li>{t('find.other-words')}</li>}
        <li>{view.rich('find.how-words', { examples: <>{examples('words')}</> })}</li>
        <li>{view.rich('find.how-article', { examples: <>{examples('article')}</> })}</li>
        <li>{view.rich('find.how-day', { examples: <>{examples('day')}</> })}</li>
        <li>{t('find.private')}</li>
      </ul>
    </section>
  );
}

const FEW_STATES = 8;

/** States whose name begins with the words, or whose code they are: the shortest way to their pages. */
function States({ view, words }: { view: View; words: string }): Html | null {
  const wanted = fold(words);
  const states = view.dataset.all('country').filter((country) => {
    const usual = STATES.has(country.id) ? LANGUAGES.map((language) => stateNameIn(language, country.id)) : [];
    const names = [...everyText(country.name), ...everyText(country.officialName), ...usual].map(fold);
    return wanted === country.id || wanted === fold(country.alpha2) || names.some((name) => isBeginning(wanted, name));
  });
  if (states.length === 0 || states.length > FEW_STATES) return null;
  return (
    <p class="found-states">
      {view.t('find.states')}{' '}
      {states.map((country, index) => (
        <>
          {index > 0 && ', '}
          <a href={view.recordLink(country)}>{view.say(country.name)}</a>
        </>
      ))}
    </p>
  );
}

const SHORTEST = 3;
const isBeginning = (wanted: string, name: string): boolean => wanted.length >= SHORTEST && name.startsWith(wanted);

/** Letters as names are compared: no case, no accents, ё as е. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

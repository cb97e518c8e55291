/**
 * Find: states, laws, articles, indicators, questions and terms whose name holds the words asked for.
 * Plain and honest: it compares folded letters, knows no word forms, and says so. The words never stand in the title.
 */
import { everyText, LANGUAGES, type Localised } from '../../core/localised.ts';
import type { Html, View } from '../context.tsx';
import { STATES, stateNameIn } from '../states.ts';
import { Kept } from '../ui/dates.tsx';
import { asked } from '../ui/filters.tsx';
import { Icon } from '../ui/marks.tsx';
import { provisionTitle } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';

const SHOWN = 20;
const LONGEST = 100;

/** What a person types before the number of an article, in three languages. */
const ARTICLE =
  /^(?:articles?|art\.?|статья|статьи|ст\.?|бап|§|section|sec\.?)?\s*№?\s*(\d+(?:-\d+)?)(?:\s*-?\s*(?:бап|статья))?$/;

interface Hit {
  readonly href: string;
  readonly text: Html | string;
  readonly note?: string | undefined;
}

export function page(view: View): Html {
  const { t } = view;
  const words = asked(view, 'q').slice(0, LONGEST);
  const groups = words ? found(view, words) : [];
  const total = groups.reduce((sum, { hits }) => sum + hits.length, 0);
  return (
    <Page view={view} title={t('find.title')} crumbs={[]}>
      <div class="head">
        <h1>{t('find.title')}</h1>
        <search>
          <form method="get" action={`/${view.language}/find`}>
            <Kept view={view} except={['q']} />
            <label for="q">{t('find.label')}</label>
            <div class="find">
              <input type="search" id="q" name="q" value={words} autocomplete="off" />
              <button class="btn" type="submit">
                <Icon name="i-search" />
                {t('find.button')}
              </button>
            </div>
          </form>
        </search>
        <p class="lead">{words ? t('find.count', { count: total }) : t('find.start')}</p>
      </div>
      {words && total === 0 && <p class="call">{t('find.none')}</p>}
      {groups
        .filter(({ hits }) => hits.length > 0)
        .map(({ name, hits }) => (
          <section class="sec" aria-labelledby={`find-${name}`}>
            <h2 id={`find-${name}`}>{t(`find.${name}`)}</h2>
            <ul class="quiet-list">
              {hits.slice(0, SHOWN).map(({ href, text, note }) => (
                <li>
                  <a href={href}>{text}</a>
                  {note && <span class="dim"> {note}</span>}
                </li>
              ))}
            </ul>
            {hits.length > SHOWN && <p class="note">{t('find.more', { count: hits.length - SHOWN })}</p>}
          </section>
        ))}
    </Page>
  );
}

/** Letters as they are compared: no case, no accents, ё as е, one space between words. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[\s\u00ad]+/g, ' ')
    .trim();
}

/** What holds the words, by kind. Of an article the number alone is enough: "134", "art. 134", "ст. 134". */
export function found(view: View, words: string): { name: string; hits: Hit[] }[] {
  const { dataset } = view;
  const wanted = fold(words);
  const article = ARTICLE.exec(words.trim().toLowerCase())?.[1];
  const holds = (...texts: (Localised | undefined)[]) =>
    wanted !== '' && texts.flatMap(everyText).some((text) => fold(text).includes(wanted));
  return [
    {
      name: 'states',
      hits: dataset.all('country').flatMap((country) => {
        const usual = STATES.has(country.id) ? LANGUAGES.map((language) => stateNameIn(language, country.id)) : [];
        return holds(country.name, country.officialName, ...usual) ||
          wanted === country.id ||
          wanted === fold(country.alpha2)
          ? [{ href: view.recordLink(country), text: view.say(country.name) }]
          : [];
      }),
    },
    {
      name: 'provisions',
      hits: dataset.all('provision').flatMap((provision) =>
        provision.number === article || (article === undefined && holds(provision.heading))
          ? [
              {
                href: view.recordLink(provision),
                text: provisionTitle(view, provision),
                note: view.text(provision.heading),
              },
            ]
          : [],
      ),
    },
    {
      name: 'laws',
      hits: dataset
        .all('law')
        .flatMap((law) =>
          holds(law.title, law.number)
            ? [{ href: view.recordLink(law), text: view.say(law.title), note: view.countryName(law.country ?? '') }]
            : [],
        ),
    },
    {
      name: 'indicators',
      hits: dataset
        .indicators()
        .flatMap(({ id, body, framework }) =>
          holds(body.title, body.question)
            ? [{ href: view.recordLink(id), text: view.say(body.title), note: view.text(framework.title) }]
            : [],
        ),
    },
    {
      name: 'questions',
      hits: dataset
        .all('question')
        .flatMap((question) =>
          holds(question.wording) ? [{ href: view.recordLink(question), text: view.say(question.wording) }] : [],
        ),
    },
    {
      name: 'terms',
      hits: dataset
        .all('term')
        .flatMap((term) =>
          holds(term.preferred, ...(term.deprecated ?? []).map((old) => old.term))
            ? [{ href: view.recordLink(term), text: view.say(term.preferred) }]
            : [],
        ),
    },
  ];
}

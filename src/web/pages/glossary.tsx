/** Terms: what to say, what to avoid and why, what the law calls it. */
import type { RecordOf } from '../../core/model/index.ts';
import type { Html, View } from '../context.tsx';
import { compareNames } from '../i18n.ts';
import { Sources } from '../ui/marks.tsx';
import { Page } from '../ui/shell.tsx';

export function page(view: View): Html {
  const { dataset, t } = view;
  const compare = compareNames(view.language);
  const terms = [...dataset.all('term')].sort((a, b) => compare(view.text(a.preferred), view.text(b.preferred)));
  return (
    <Page view={view} title={t('glossary.title')} part="glossary" crumbs={[]}>
      <div class="head">
        <h1>{t('glossary.title')}</h1>
        <p class="lead">{t('glossary.lead')}</p>
      </div>
      {terms.length === 0 ? (
        <p class="call">{t('glossary.empty')}</p>
      ) : (
        <div class="terms">
          {terms.map((term) => (
            <Term view={view} term={term} />
          ))}
        </div>
      )}
    </Page>
  );
}

function Term({ view, term }: { view: View; term: RecordOf<'term'> }): Html {
  const { t } = view;
  return (
    <section id={term.id.replaceAll('/', '-')} class="term">
      <h2>{view.say(term.preferred)}</h2>
      {term.definition && <p>{view.say(term.definition)}</p>}
      {term.deprecated && (
        <>
          <h3>{t('glossary.avoid')}</h3>
          <ul>
            {term.deprecated.map(({ term: words, reason }) => (
              <li>
                <s>{view.say(words)}</s>
                {reason && <span class="dim"> – {view.say(reason)}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {term.inLaw && (
        <>
          <h3>{t('glossary.in-law')}</h3>
          <ul>
            {term.inLaw.map(({ term: words, note }) => (
              <li>
                {view.say(words)}
                {note && <span class="dim"> – {view.say(note)}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {term.citations && <Sources view={view} citations={term.citations} />}
    </section>
  );
}

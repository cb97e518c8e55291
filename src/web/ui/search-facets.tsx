/** What narrows a search: links by kind, state, language and year, each with how many records it would leave. */
import type { Html, Search, View } from '../context.tsx';
import { FILTERS } from '../search.ts';
import { byName, stateName } from '../states.ts';
import { asked } from './filters.tsx';

type Filter = (typeof FILTERS)[number];
type Answer = NonNullable<Search['answer']>;

/** Values shown at once; the others unfold. */
const SHOWN = 6;

/** Whether the reader narrowed the search. */
export const isNarrowed = (view: View): boolean => FILTERS.some((name) => asked(view, name) !== '');

export function Facets({ view, answer }: { view: View; answer: Answer }): Html {
  return (
    <nav class="facets" aria-label={view.t('find.narrow')}>
      {FILTERS.map((name) => (
        <FacetList view={view} name={name} counts={answer.facets[name]} />
      ))}
    </nav>
  );
}

interface Count {
  readonly value: string | number;
  readonly records: number;
}

function FacetList({ view, name, counts }: { view: View; name: Filter; counts: readonly Count[] }): Html | null {
  const chosen = asked(view, name);
  if (chosen === '' && counts.length < 2) return null;
  const title = view.t(`find.by-${name}`);
  // Nothing unfolds for one value alone.
  const shown = counts.length === SHOWN + 1 ? counts.length : SHOWN;
  const item = ({ value, records }: Count) => (
    <li>
      <a href={view.here({ [name]: value, page: undefined })}>{facetLabel(view, name, String(value))}</a>{' '}
      <span class="n">{view.number(records)}</span>
    </li>
  );
  return (
    <div>
      <h2 id={`by-${name}`}>{title}</h2>
      {chosen !== '' ? (
        <p>
          <b>{facetLabel(view, name, chosen)}</b>{' '}
          <a href={view.here({ [name]: undefined, page: undefined })}>
            {view.t('find.all')}
            <span class="vh">: {title}</span>
          </a>
        </p>
      ) : (
        <>
          <ul aria-labelledby={`by-${name}`}>{counts.slice(0, shown).map(item)}</ul>
          {counts.length > shown && (
            <details>
              <summary>
                {view.t('find.more-values', { count: counts.length - shown })}
                <span class="vh">: {title}</span>
              </summary>
              <ul aria-label={title}>{inOrder(view, name, counts.slice(shown)).map(item)}</ul>
            </details>
          )}
        </>
      )}
    </div>
  );
}

/** The long tail as a reader looks things up in it: states by name, years from the latest. */
function inOrder(view: View, name: Filter, counts: readonly Count[]): readonly Count[] {
  if (name === 'year') return counts.toSorted((a, b) => Number(b.value) - Number(a.value));
  if (name !== 'country') return counts;
  const order = byName(
    view,
    counts.map(({ value }) => String(value)),
  );
  return counts.toSorted((a, b) => order.indexOf(String(a.value)) - order.indexOf(String(b.value)));
}

function facetLabel(view: View, name: Filter, value: string): string {
  switch (name) {
    case 'kind':
      return value === 'framework' ? view.t('find.frameworks') : view.t(`kind.${value}.many`);
    case 'country':
      return stateName(view, value);
    case 'language':
      return view.t(`find.language-${value}`);
    case 'year':
      return value;
  }
}

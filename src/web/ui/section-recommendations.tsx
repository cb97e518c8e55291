/** The ledger of what states were asked to do, by document, with filters that work by address. */
import {
  AGES,
  type Asked,
  FACETS,
  type Facet,
  type LedgerPage,
  ledger,
  SILENT,
  UNDECIDED,
} from '../../core/commitments/ledger.ts';
import { askerOf, type Recommendation, VERDICTS } from '../../core/commitments/recommendations.ts';
import { threadsIn } from '../../core/commitments/threads.ts';
import { unreadReviews } from '../../core/commitments/unread-reviews.ts';
import { reviewOf } from '../../core/review.ts';
import type { Html, View } from '../context.tsx';
import { compareNames } from '../i18n.ts';
import { asked, type Choice, Filters, Select, Words } from './filters.tsx';
import { statusText } from './marks.tsx';
import { paged } from './pages.tsx';
import { ProgressBar, RecommendationRow, underscored } from './recommendations.tsx';
import { RecordLink, recordTitle, titleById } from './records.tsx';

const PAGE_SIZE = 50;
/** A list of choices with more than this is cut to those with the most recommendations. */
const MOST_CHOICES = 250;

/** What the reader asks for in the address. */
export function askedOf(view: View): Asked {
  const values = FACETS.map((facet) => [facet, asked(view, facet)] as const).filter(([, value]) => value !== '');
  const words = asked(view, 'q');
  return { ...Object.fromEntries(values), ...(words !== '' && { words }) };
}

/** The name of a value of a filter, in the reader's language. */
export function facetLabel(view: View, page: LedgerPage, facet: Facet, value: string): string {
  const { t } = view;
  switch (facet) {
    case 'country':
      return view.countryName(value);
    case 'status':
      return statusText(view, value);
    case 'state':
      return value === SILENT ? t('recommendations.silent') : statusText(view, value);
    case 'body': {
      const body = page.bodies.get(value);
      return body ? view.text(body) : value;
    }
    case 'article': {
      const provision = view.dataset.get('provision', value);
      return provision ? recordTitle(view, provision) : value;
    }
    case 'theme':
    case 'indicator':
      return titleById(view, value);
    case 'kind':
      return t(`recommendations.kind.${value === 'legal' || value === 'practical' ? value : UNDECIDED}`);
    case 'age':
      return AGES.some(({ id }) => id === value) ? t(`recommendations.age.${value}`) : value;
    case 'year':
      return value;
  }
}

/** The order in which the choices of a filter are listed. */
function sorted(view: View, facet: Facet, choices: Choice[]): Choice[] {
  const byName = compareNames(view.language);
  const order: readonly string[] | undefined =
    facet === 'status' || facet === 'state'
      ? [...VERDICTS, SILENT]
      : facet === 'age'
        ? AGES.map(({ id }) => id)
        : facet === 'kind'
          ? ['legal', 'practical', UNDECIDED]
          : undefined;
  return choices.sort((a, b) => {
    if (order) return order.indexOf(a.value) - order.indexOf(b.value);
    if (facet === 'year') return a.value < b.value ? 1 : -1;
    if (facet === 'theme') return numberIn(a.value) - numberIn(b.value) || (a.value < b.value ? -1 : 1);
    return byName(a.label, b.label);
  });
}

const numberIn = (id: string): number => Number(/\d+/.exec(id)?.[0] ?? Infinity);

function choicesOf(view: View, page: LedgerPage, facet: Facet): Choice[] {
  const counts = [...page.facets[facet]];
  const now = asked(view, facet);
  // The choice made stays in the list, whatever the others leave of it.
  if (now !== '' && !page.facets[facet].has(now)) counts.push([now, 0]);
  const most = counts.length > MOST_CHOICES ? counts.sort((a, b) => b[1] - a[1]).slice(0, MOST_CHOICES) : counts;
  return sorted(
    view,
    facet,
    most.map(([value, n]) => ({
      value,
      label: view.t('recommendations.choice', { label: facetLabel(view, page, facet, value), n }),
    })),
  );
}

const FIRST: readonly Facet[] = ['status', 'body', 'theme', 'age'];
const MORE: readonly Facet[] = ['state', 'kind', 'indicator', 'article', 'year'];

/** The ledger of a country, or of every state. */
export function Ledger({ view, country }: { view: View; country?: string }): Html {
  const { t } = view;
  const ask = askedOf(view);
  const page = ledger(view.dataset, country, view.day, ask);
  const isWorld = country === undefined;
  const first = isWorld ? (['country', ...FIRST] as const) : FIRST;
  const fields = [...first, ...MORE, 'q'];
  const { items, links } = paged(view, page.shown, PAGE_SIZE);
  const groups = [...Map.groupBy(items, ({ record }) => groupOf(view, record, isWorld))];
  return (
    <>
      <p class="summary">{t('recommendations.result', { total: page.total, ...underscored(page.verdicts) })}</p>
      <div class="spaced">
        <ProgressBar view={view} counted={page.verdicts} />
      </div>
      <p class="small dim spaced">{t('recommendations.gap')}</p>
      {country !== undefined && (
        <p class="gap">
          <a href={view.link(`/country/${country}/recommendations/timeline`)}>{t('recommendations.timeline.see')}</a>
          <a href={view.link('/recommendations')}>{t('recommendations.world.see')}</a>
          <span class="dim small">{t('recommendations.threads', { n: threadsIn(view.dataset, country).length })}</span>
        </p>
      )}
      {country !== undefined && <Unread view={view} country={country} />}
      <Filters
        view={view}
        label={t('recommendations.filter')}
        fields={fields}
        shown={page.shown.length}
        total={page.total}
      >
        {first.map((facet) => (
          <FacetSelect view={view} page={page} facet={facet} />
        ))}
        <Words view={view} label={t('recommendations.words')} />
        <details class="more-filters" open={MORE.some((facet) => ask[facet] !== undefined)}>
          <summary>{t('recommendations.more-filters')}</summary>
          <div class="bar">
            {MORE.map((facet) => (
              <FacetSelect view={view} page={page} facet={facet} />
            ))}
          </div>
        </details>
      </Filters>
      <Chosen view={view} page={page} ask={ask} />
      {groups.map(([name, entries], index) => (
        <section class="recs" aria-labelledby={`g-${index}`}>
          <h2 id={`g-${index}`}>
            {name}
            <small>{t('recommendations.count', { n: entries.length })}</small>
          </h2>
          <BySection view={view} records={entries.map(({ record }) => record)} country={isWorld} />
        </section>
      ))}
      {page.shown.length === 0 && <p class="spaced">{t('filter.none')}</p>}
      {links}
      <Downloads
        view={view}
        path={country === undefined ? '/recommendations' : `/country/${country}/recommendations`}
      />
    </>
  );
}

/** Reviews on file of which the ledger has nothing. */
function Unread({ view, country }: { view: View; country: string }): Html | null {
  const reviews = unreadReviews(view.dataset, country, view.day);
  if (reviews.length === 0) return null;
  return (
    <details class="spaced">
      <summary>{view.t('recommendations.unread', { n: reviews.length })}</summary>
      <ul class="quiet-list small">
        {reviews.map(({ id, reviewed, outcome }) => (
          <li>
            <RecordLink view={view} id={id} />
            {reviewed && <span class="dim">, {view.date(reviewed)}</span>}
            {outcome && <>. {view.say(outcome)}</>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function FacetSelect({ view, page, facet }: { view: View; page: LedgerPage; facet: Facet }): Html {
  return (
    <Select
      view={view}
      name={facet}
      label={view.t(`recommendations.facet.${facet}`)}
      choices={choicesOf(view, page, facet)}
    />
  );
}

/** The result as a sentence: how many, and of what. */
function Chosen({ view, page, ask }: { view: View; page: LedgerPage; ask: Asked }): Html | null {
  const chosen = FACETS.flatMap((facet) => {
    const value = ask[facet];
    return value === undefined
      ? []
      : `${view.t(`recommendations.facet.${facet}`)}: ${facetLabel(view, page, facet, value)}`;
  });
  if (ask.words !== undefined) chosen.push(`${view.t('recommendations.words')}: “${ask.words}”`);
  if (chosen.length === 0) return null;
  return <p class="spaced">{view.t('recommendations.chosen', { n: page.shown.length, filters: chosen.join('; ') })}</p>;
}

/** The files of what is seen: the same filters, every page of them. */
function Downloads({ view, path }: { view: View; path: string }): Html {
  const query = Object.fromEntries([...view.query].filter(([name, value]) => name !== 'page' && value !== ''));
  return (
    <p class="small spaced">
      {view.t('recommendations.download')} <a href={view.link(`${path}.csv`, query)}>CSV</a>,{' '}
      <a href={view.link(`${path}.json`, query)}>JSON</a>
    </p>
  );
}

/** Documents of one body and year stand together. */
function groupOf(view: View, record: Recommendation, isWorld: boolean): string {
  const name = `${view.text(askerOf(record).body)}, ${record.date.slice(0, 4)}`;
  return isWorld && record.country ? `${view.countryName(record.country)}: ${name}` : name;
}

/** The recommendations of one document, under the headings they stand under there. */
function BySection({
  view,
  records,
  country,
}: {
  view: View;
  records: readonly Recommendation[];
  country: boolean;
}): Html {
  const groups = [...Map.groupBy(records, ({ section }) => (section ? view.text(section) : ''))];
  return (
    <>
      {groups.map(([heading, group]) => (
        <>
          {heading && groups.length > 1 && <h3 class="spaced">{group[0]?.section && view.say(group[0].section)}</h3>}
          <ol>
            {group.map((record) => (
              <RecommendationRow
                view={view}
                record={record}
                review={reviewOf(view.dataset, [record.id], view.day).length > 0}
                country={country}
              />
            ))}
          </ol>
        </>
      ))}
    </>
  );
}

export function RecommendationsSection({ view, country }: { view: View; country: string }): Html {
  return <Ledger view={view} country={country} />;
}

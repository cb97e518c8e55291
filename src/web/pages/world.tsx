/**
 * The world on one question: a map, how many states something is known of, the same by region, and every state in a table
 * that sorts and filters by address. All of it can be taken as a file.
 */
import type { Html, View } from '../context.tsx';
import { countriesShown, type Measure, valuesOf } from '../measures.ts';
import { chosenMeasure, DateField, MeasureField } from '../ui/choice.tsx';
import { AsAt, action, Kept } from '../ui/dates.tsx';
import { Select } from '../ui/filters.tsx';
import {
  askedOf,
  Coverage,
  headOf,
  inRegion,
  ORDERS,
  RegionField,
  RegionTable,
  rowsOf,
  StateTable,
  Theirs,
} from '../ui/measures.tsx';
import { Downloads } from '../ui/section-statistics.tsx';
import { Page } from '../ui/shell.tsx';
import { ScaleMap } from '../ui/world-map.tsx';

/** Parameters of the address that say what is seen, and so what a file holds. */
const SEEN = ['of', 'region', 'status', 'sort'] as const;

export function page(view: View): Html {
  const { t } = view;
  const measure = chosenMeasure(view);
  return (
    <Page view={view} title={t('world.window')} crumbs={[]}>
      <div class="head">
        <h1>{t('world.title')}</h1>
        <p class="lead">{t('world.lead')}</p>
        {measure && measure.year === undefined && <AsAt view={view} />}
      </div>
      {measure ? <Seen view={view} measure={measure} /> : <p class="call">{t('home.empty')}</p>}
    </Page>
  );
}

function Seen({ view, measure }: { view: View; measure: Measure }): Html {
  const { t, world, dataset } = view;
  const asking = askedOf(view, measure);
  const rows = rowsOf(view, measure, asking);
  const codes = inRegion(view, countriesShown(dataset), asking.region);
  const values = valuesOf(view, measure, codes);
  const query = {
    ...Object.fromEntries(SEEN.map((name) => [name, view.query.get(name) || undefined])),
    of: measure.id,
  };
  return (
    <>
      <form class="bar boxed" method="get" action={action(view)} aria-label={t('world.form')}>
        <Kept view={view} except={['of', 'indicator', 'asOf', 'region', 'status', 'sort']} />
        <MeasureField view={view} chosen={measure} />
        <DateField view={view} measure={measure} />
        <RegionField view={view} chosen={asking.region} />
        <Select
          view={view}
          name="status"
          label={t('choice.status')}
          choices={measure.scale.order.map((value) => ({ value, label: measure.scale.words(value) }))}
        />
        <Select
          view={view}
          name="sort"
          label={t('world.order')}
          none={t('choice.state')}
          choices={ORDERS.flatMap((order) =>
            order === 'name' ? [] : [{ value: order, label: headOf(view, measure, order) }],
          )}
        />
        <button class="btn quiet" type="submit">
          {t('choice.show')}
        </button>
      </form>
      <section aria-labelledby="map-h">
        <h2 id="map-h" class="ask">
          {measure.question}
        </h2>
        <Theirs view={view} measure={measure} />
        <Coverage view={view} measure={measure} values={values} />
        {world && (
          <figure class="fig">
            <ScaleMap
              view={view}
              scale={measure.scale}
              values={values}
              world={world}
              only={asking.region === '' ? undefined : new Set(codes)}
            />
          </figure>
        )}
        <p class="small">
          <a href={measure.page}>{t(`world.page.${measure.kind}`)}</a>
        </p>
      </section>
      <section class="sec" aria-labelledby="regions-h">
        <h2 id="regions-h">{t('world.regions')}</h2>
        <RegionTable view={view} measure={measure} />
        <p class="note">{t('world.regions-note')}</p>
      </section>
      <section class="sec" aria-labelledby="states-h">
        <div class="sec-h">
          <h2 id="states-h">{t('world.states')}</h2>
          <Downloads view={view} path={view.path} what={t('world.download')} query={query} />
        </div>
        <p class="small dim" role="status">
          {t('world.shown', { count: rows.length })}{' '}
          {(asking.region !== '' || asking.value !== '') && (
            <a href={view.here({ region: undefined, status: undefined })}>{t('filter.clear')}</a>
          )}
        </p>
        {rows.length > 0 ? (
          <StateTable view={view} measure={measure} rows={rows} asking={asking} />
        ) : (
          <p class="call">{t('world.none-match')}</p>
        )}
      </section>
    </>
  );
}

/** The change log: what was recorded, newest first, and what it changed in meaning. Filters and pages work by address. */
import { type Act, actsOn } from '../../app/following.ts';
import { MEANINGS, type Meaning } from '../../core/editions/meaning.ts';
import { KIND_NAMES } from '../../core/model/index.ts';
import type { Html, View } from '../context.tsx';
import { byName, stateName } from '../states.ts';
import { action, Kept as KeptFields } from '../ui/dates.tsx';
import { asked, Select } from '../ui/filters.tsx';
import { Folded, RecordMove, StatusMove } from '../ui/meaning.tsx';
import { Page } from '../ui/shell.tsx';
import type { Kept } from './edition.tsx';

/** Acts on a page. */
const ON_PAGE = 20;
const FIELDS = ['country', 'kind', 'meaning'] as const;
/** What a reader can filter by: a change that nobody sees is no choice. */
const CHOICES = MEANINGS.filter((meaning) => meaning !== 'form');

export async function page(view: View, _params: unknown, platform: Kept): Promise<Html> {
  const { t, dataset } = view;
  const { changes } = platform;
  const found = changes
    ? await actsOn({ changes, record: platform.record }, { ...queryOf(view), ...selection(view), limit: ON_PAGE })
    : { acts: [] };
  const countries = byName(view, [...new Set(dataset.records.flatMap(({ country }) => country ?? []))]);
  const isFiltered = FIELDS.some((name) => asked(view, name) !== '');
  return (
    <Page view={view} title={t('log.title')} crumbs={[]}>
      <div class="head">
        <h1>{t('log.title')}</h1>
        <p class="lead">{t('log.lead')}</p>
        <p class="small">
          <a href={`/${view.language}/changes.atom`} type="application/atom+xml">
            {t('feed.follow')}
          </a>
        </p>
      </div>
      <form class="bar filters boxed" method="get" action={action(view)} aria-label={t('log.filters')}>
        <KeptFields view={view} except={[...FIELDS, 'before']} />
        <Select
          view={view}
          name="country"
          label={t('log.country')}
          choices={countries.map((value) => ({ value, label: stateName(view, value) }))}
        />
        <Select
          view={view}
          name="kind"
          label={t('log.kind')}
          choices={KIND_NAMES.map((value) => ({ value, label: t(`kind.${value}.many`) }))}
        />
        <Select
          view={view}
          name="meaning"
          label={t('log.meaning')}
          choices={CHOICES.map((value) => ({ value, label: t(`meaning.${value}`) }))}
        />
        <button class="btn quiet" type="submit">
          {t('filter.apply')}
        </button>
        {isFiltered && (
          <a
            class="small"
            href={view.here({ country: undefined, kind: undefined, meaning: undefined, before: undefined })}
          >
            {t('filter.clear')}
          </a>
        )}
      </form>
      {!changes && <p class="call">{t('edition.no-history')}</p>}
      {changes && found.acts.length === 0 && <p class="call">{t(found.next ? 'log.none-yet' : 'filter.none')}</p>}
      <ol class="log spaced">
        {found.acts.map((act) => (
          <ActItem view={view} act={act} />
        ))}
      </ol>
      <nav class="bar" aria-label={t('list.pages')}>
        {asked(view, 'before') !== '' && <a href={view.here({ before: undefined })}>{t('log.newest')}</a>}
        {found.next !== undefined && (
          <a rel="next" href={view.here({ before: found.next })}>
            {t('log.older')}
          </a>
        )}
      </nav>
    </Page>
  );
}

function queryOf(view: View) {
  const before = Number.parseInt(asked(view, 'before'), 10);
  return {
    dataset: view.dataset,
    revision: view.revision,
    day: view.day,
    ...(before > 0 && { before }),
  };
}

/** What the filters leave of the log. */
function selection(view: View): Pick<Parameters<typeof actsOn>[1], 'isWanted' | 'select' | 'under'> {
  const [country, kind] = [asked(view, 'country'), asked(view, 'kind')];
  const meaning = MEANINGS.find((one): one is Meaning => one === asked(view, 'meaning'));
  const isOf = (id: string) => country === '' || id === country || id.startsWith(`${country}/`);
  return {
    ...(country !== '' && { under: country }),
    isWanted: (change) =>
      // Statuses of a country follow from the frameworks too.
      (isOf(change.id) || (change.kind === 'framework' && kind === '')) && (kind === '' || change.kind === kind),
    select: (act) => {
      const statuses = act.statuses.filter((change) => country === '' || change.country === country);
      const changes = act.changes.filter(
        ({ id, meanings }) => isOf(id) && (meaning === undefined || meanings.includes(meaning)),
      );

      const shown = statuses.filter(({ before, after }) =>
        meaning === 'status' ? before !== after : meaning === 'period' ? before === after : meaning === undefined,
      );
      const told = meaning === 'status' ? act.changes.filter(({ id }) => isOf(id)) : changes;
      if (meaning === 'status' ? shown.length === 0 : shown.length + told.length === 0) return undefined;
      return { ...act, statuses: shown, changes: told };
    },
  };
}

function ActItem({ view, act }: { view: View; act: Act }): Html {
  const { t } = view;
  const isMany = new Set(act.statuses.map(({ country }) => country)).size > 1;
  const seen = act.changes.filter(({ how, meanings }) => how !== 'changed' || meanings.some((one) => one !== 'form'));
  const isForm = seen.length === 0 && act.statuses.length === 0;
  return (
    <li class={act.statuses.length > 0 ? 'flag' : undefined} id={`r${act.last}`}>
      <span>
        <time datetime={act.at}>{view.date(act.at.slice(0, 10), 'short')}</time>
      </span>
      <div>
        <h2 class="h3">{act.reason}</h2>
        <p class="small dim">
          {t('log.count', { n: act.count })} · {t('log.revision', { revision: view.number(act.last) })}
          {!act.isCompared && <> · {t('log.large')}</>}
        </p>
        {act.statuses.length > 0 && (
          <Folded
            view={view}
            items={act.statuses.map((one) => <StatusMove view={view} change={one} named={isMany} />)}
          />
        )}
        {isForm ? (
          <p>{t('log.form-only')}</p>
        ) : (
          <Folded view={view} items={seen.map((one) => <RecordMove view={view} change={one} />)} shown={8} />
        )}
      </div>
    </li>
  );
}

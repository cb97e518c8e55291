/** Treaties and other standards: how many states are bound by each on the day, as far as the record knows. */
import {
  byAdoption,
  countStates,
  type Instrument,
  isTreaty,
  STATES_OF_COMMITMENT,
  standingsOn,
} from '../../core/commitments/treaties.ts';
import type { Html, View } from '../context.tsx';
import { compareNames } from '../i18n.ts';
import { isFollowed } from '../measures.ts';
import { STATES } from '../states.ts';
import { AsAt } from '../ui/dates.tsx';
import { fileAt } from '../ui/law-share.tsx';
import { RecordLink } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';
import * as roles from '../ui/table.ts';

export function page(view: View): Html {
  const { t, dataset } = view;
  const all = dataset.all('instrument');
  const treaties = all.filter(isTreaty).toSorted(byAdoption);
  const { followed = [], single = [] } = Object.groupBy(treaties, (one) =>
    isFollowed(dataset, one) ? 'followed' : 'single',
  );
  const byName = compareNames(view.language);
  const others = all.filter((one) => !isTreaty(one)).toSorted((a, b) => byName(view.text(a.title), view.text(b.title)));
  return (
    <Page view={view} title={t('instruments.title')} crumbs={[]}>
      <div class="head">
        <h1>{t('instruments.title')}</h1>
        <p class="lead">{t('instruments.lead')}</p>
        <AsAt view={view} />
      </div>
      {followed.length > 0 && (
        <section class="sec" aria-labelledby="followed-h">
          <h2 id="followed-h">{t('instruments.followed')}</h2>
          <TreatyList view={view} treaties={followed} />
        </section>
      )}
      {single.length > 0 && (
        <section class="sec" aria-labelledby="single-h">
          <h2 id="single-h">{t('instruments.single')}</h2>
          <p class="small dim">{t('instruments.single-lead')}</p>
          <TreatyList view={view} treaties={single} />
        </section>
      )}
      <p class="small spaced">
        <a href={fileAt(view, view.path, 'csv')} download="">
          {t('treaties.csv')}
        </a>
      </p>
      {[...Map.groupBy(others, ({ type }) => type)].map(([type, group]) => (
        <section class="sec" aria-labelledby={`k-${type}`}>
          <h2 id={`k-${type}`}>{t(`instruments.of.${type}`)}</h2>
          <ul class="deps">
            {group.map(({ id, adopted }) => (
              <li>
                <RecordLink view={view} id={id} />
                <span class="dim num">{adopted && view.date(adopted, 'short')}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}

function TreatyList({ view, treaties }: { view: View; treaties: readonly Instrument[] }): Html {
  const { t } = view;
  const shown = STATES_OF_COMMITMENT.filter((state) => state !== 'withdrawn');
  return (
    <table {...roles.table} class="tbl stack">
      <caption>{t('instruments.caption', { date: view.dayText(view.day), total: STATES.size })}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          <th {...roles.columnHead}>{t('treaties.instrument')}</th>
          <th {...roles.columnHead}>{t('instrument.adopted')}</th>
          <th {...roles.columnHead}>{t('instrument.in-force')}</th>
          {shown.map((state) => (
            <th {...roles.columnHead} class="num">
              {t(`instruments.count.${state}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {treaties.map((instrument) => {
          const counts = countStates(standingsOn(view.dataset, instrument, STATES.keys(), view.day));
          return (
            <tr {...roles.row}>
              <th {...roles.rowHead}>
                <RecordLink view={view} id={instrument.id} />
              </th>
              <td {...roles.cell} class="num" data-l={t('instrument.adopted')}>
                {instrument.adopted && view.date(instrument.adopted, 'short')}
              </td>
              <td {...roles.cell} class="num" data-l={t('instrument.in-force')}>
                {instrument.inForce ? (
                  view.date(instrument.inForce, 'short')
                ) : (
                  <span class="dim">{t('treaties.not-on-file')}</span>
                )}
              </td>
              {shown.map((state) => (
                <td {...roles.cell} class="num" data-l={t(`instruments.count.${state}`)}>
                  {view.number(counts[state])}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The laws of a country on a day: by how they stand, with ways in by subject and by obligation. */
import { isOpenBill } from '../../core/law/amend.ts';
import { provisionsOf } from '../../core/law/versions.ts';
import type { Law } from '../../core/model/index.ts';
import { comparePeriods, firstDay, holdsOn } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { stagesBy } from './bill.tsx';
import { BillLink } from './law-news.tsx';
import { RecordLink } from './records.tsx';
import { SubjectList, subjectsOf } from './subjects.tsx';
import * as roles from './table.ts';

export function LawsSection({ view, country }: { view: View; country: string }): Html {
  const { dataset, t, day } = view;
  const laws = dataset.inCountry('law', country);
  const acts = laws.filter(({ type }) => type !== 'bill');
  const bills = laws.filter((law) => law.type === 'bill' && stagesBy(law, day).length > 0);
  const open = bills.filter((law) => isOpenBill(law, day));
  const closed = bills.filter((law) => !isOpenBill(law, day));
  const begun = (law: Law) => holdsOn({ from: law.from ?? law.adopted, to: law.to }, day);
  const coming = (law: Law) =>
    law.adopted !== undefined && firstDay(law.adopted) <= day && law.from !== undefined && firstDay(law.from) > day;
  const groups: [string, Law[]][] = [
    [t('laws.coming'), acts.filter(coming)],
    [t('laws.in-force'), acts.filter((law) => law.type !== 'amending-law' && begun(law))],
    [
      t('laws.ended'),
      acts.filter((law) => law.type !== 'amending-law' && law.to !== undefined && firstDay(law.to) <= day),
    ],
    [t('laws.amending'), acts.filter((law) => law.type === 'amending-law' && begun(law))],
  ];
  return (
    <>
      {subjectsOf(view, country).length > 0 && (
        <section class="sec" aria-labelledby="subjects-h">
          <h2 id="subjects-h">{t('laws.subjects')}</h2>
          <SubjectList view={view} country={country} />
        </section>
      )}
      {dataset.all('obligation').length > 0 && (
        <p class="spaced">
          <a href={view.link(`/gaps/${country}`)}>{t('gaps.title')}</a>
        </p>
      )}
      {open.length > 0 && (
        <section class="sec" aria-labelledby="bills-h">
          <h2 id="bills-h">{t('laws.bills')}</h2>
          <p class="small dim">{t('laws.bills-lead')}</p>
          <BillList view={view} bills={open} />
        </section>
      )}
      {groups.map(
        ([title, group]) =>
          group.length > 0 && (
            <section class="sec" aria-label={title}>
              <h2>{title}</h2>
              <LawTable view={view} title={title} laws={group} />
            </section>
          ),
      )}
      {closed.length > 0 && (
        <section class="sec" aria-labelledby="closed-h">
          <h2 id="closed-h">{t('laws.bills-closed')}</h2>
          <BillList view={view} bills={closed} />
        </section>
      )}
    </>
  );
}

function BillList({ view, bills }: { view: View; bills: readonly Law[] }): Html {
  return (
    <ul class="quiet-list">
      {bills.map((law) => (
        <li>
          <BillLink view={view} law={law} />
        </li>
      ))}
    </ul>
  );
}

function LawTable({ view, title, laws }: { view: View; title: string; laws: readonly Law[] }): Html {
  const { t } = view;
  return (
    <table {...roles.table} class="tbl stack">
      <caption class="vh">{title}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          <th {...roles.columnHead}>{t('laws.title')}</th>
          <th {...roles.columnHead}>{t('laws.type')}</th>
          <th {...roles.columnHead}>{t('laws.period')}</th>
          <th {...roles.columnHead}>{t('laws.provisions')}</th>
        </tr>
      </thead>
      <tbody {...roles.group}>
        {laws
          .toSorted((a, b) => comparePeriods({ from: b.from ?? b.adopted }, { from: a.from ?? a.adopted }))
          .map((law) => {
            const n = provisionsOf(view.dataset, law.id).length;
            return (
              <tr {...roles.row}>
                <th {...roles.rowHead}>
                  <RecordLink view={view} id={law.id} />
                  {law.number && (
                    <span class="dim small"> {view.rich('laws.number', { number: view.plain(law.number) })}</span>
                  )}
                </th>
                <td {...roles.cell} data-l={t('laws.type')}>
                  {t(`value.${law.type}`)}
                </td>
                <td {...roles.cell} data-l={t('laws.period')}>
                  {law.from || law.to || !law.adopted ? (
                    view.period(law.from, law.to)
                  ) : (
                    <span class="dim small">{t('laws.adopted', { date: view.date(law.adopted, 'short') })}</span>
                  )}
                </td>
                <td {...roles.cell} data-l={t('laws.provisions')} class="num">
                  {n > 0 ? n : <span class="dim">{t('country.none')}</span>}
                </td>
              </tr>
            );
          })}
      </tbody>
    </table>
  );
}

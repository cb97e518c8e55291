/** What a treaty obliges a state to make a crime, act by act, against its law on a day: the list, and each grid. */
import { gapGrid } from '../../core/law/gaps.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { compareNames } from '../i18n.ts';
import { AsAt, turningDays } from '../ui/dates.tsx';
import { Basis } from '../ui/evidence.tsx';
import {
  countsOf,
  GapLegend,
  GapMark,
  GapTable,
  gridLink,
  type Obligation,
  ROW_STATES,
  SHAPES,
} from '../ui/gap-grid.tsx';
import { fileAt } from '../ui/law-share.tsx';
import { Sources } from '../ui/marks.tsx';
import { Page } from '../ui/shell.tsx';
import { subjectLink } from '../ui/subjects.tsx';
import * as roles from '../ui/table.ts';

/** The obligations with how many of their acts stand in each way. */
export const page: PageFunction<{ country: string }> = (view, params) => {
  const { dataset, t } = view;
  const country = dataset.get('country', params.country);
  if (!country) return undefined;
  const name = view.text(country.name);
  const byName = compareNames(view.language);
  const obligations = dataset.all('obligation').toSorted((a, b) => byName(view.text(a.title), view.text(b.title)));
  return (
    <Page
      view={view}
      title={t('gaps.window-title', { country: name })}
      part="countries"
      crumbs={[
        { href: view.link('/countries'), text: t('nav.countries') },
        { href: view.recordLink(country), text: name },
      ]}
    >
      <div class="head">
        <p class="eyebrow">{name}</p>
        <h1>{t('gaps.title')}</h1>
        <p class="lead">{t('gaps.lead')}</p>
        <AsAt view={view} presets={turningDays(view, country.id)} />
      </div>
      {obligations.length === 0 ? (
        <p class="call">{t('gaps.none')}</p>
      ) : (
        <>
          <ObligationTable view={view} country={country.id} obligations={obligations} />
          <div class="spaced">
            <GapLegend view={view} />
          </div>
          <p class="small spaced">
            <a href={fileAt(view, view.path, 'csv')} download="">
              {t('gaps.csv-all')}
            </a>
          </p>
        </>
      )}
    </Page>
  );
};

function ObligationTable({
  view,
  country,
  obligations,
}: {
  view: View;
  country: string;
  obligations: readonly Obligation[];
}): Html {
  const { t } = view;
  return (
    <table {...roles.table} class="tbl stack">
      <caption>{t('gaps.list-caption', { date: view.dayText(view.day) })}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          <th {...roles.columnHead}>{t('gaps.obligation')}</th>
          {ROW_STATES.map((state) => (
            <th {...roles.columnHead}>{t(`gaps.state.${state}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {obligations.map((obligation) => {
          const counts = countsOf(view, country, obligation);
          return (
            <tr {...roles.row}>
              <th {...roles.rowHead}>
                <a href={gridLink(view, country, obligation.id)}>{view.say(obligation.title)}</a>
                <span class="because-short">{t('gaps.acts', { n: obligation.acts.length })}</span>
              </th>
              {ROW_STATES.map((state) => (
                <td {...roles.cell} data-l={t(`gaps.state.${state}`)} class="num">
                  {counts[state] > 0 ? (
                    <GapMark shape={SHAPES[state]}>{view.number(counts[state])}</GapMark>
                  ) : (
                    <span class="dim">0</span>
                  )}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** One obligation as a grid. */
export const gridPage: PageFunction<{ country: string; obligation: string }> = (view, params) => {
  const { dataset, t } = view;
  const country = dataset.get('country', params.country);
  const obligation = dataset.get('obligation', `obligation/${params.obligation}`);
  if (!country || !obligation) return undefined;
  const name = view.text(country.name);
  const grid = gapGrid(dataset, country.id, obligation, view.day);
  const counts = countsOf(view, country.id, obligation);
  const list = ROW_STATES.filter((state) => counts[state] > 0).map((state) =>
    t(`gaps.sum.${state}`, { n: counts[state] }),
  );
  return (
    <Page
      view={view}
      title={`${view.text(obligation.title)}, ${name}`}
      part="countries"
      crumbs={[
        { href: view.link('/countries'), text: t('nav.countries') },
        { href: view.recordLink(country), text: name },
        { href: view.link(`/gaps/${country.id}`), text: t('gaps.title') },
      ]}
    >
      <div class="sheet-wide">
        <div class="head">
          <p class="eyebrow">{t('gaps.of', { country: name })}</p>
          <h1>{view.say(obligation.title)}</h1>
          <p class="lead">
            {t('gaps.sum', {
              total: grid.rows.length,
              date: view.dayText(view.day),
              list: new Intl.ListFormat(view.language, { type: 'conjunction' }).format(list),
            })}
          </p>
          <AsAt view={view} presets={turningDays(view, country.id)} />
        </div>
        <GapTable view={view} grid={grid} />
        <div class="spaced">
          <GapLegend view={view} />
        </div>
        <p class="note spaced-s">{t('gaps.how')}</p>
        <p class="small spaced-s">
          <a href={fileAt(view, view.path, 'csv')} download="">
            {t('gaps.csv')}
          </a>
        </p>
        <section class="sec" aria-labelledby="basis-h">
          <h2 id="basis-h">{t('gaps.basis')}</h2>
          <Basis view={view} of={obligation.basis} />
          <p class="small spaced-s">{t('gaps.age-needed', { age: obligation.age })}</p>
          {obligation.note && <p class="note">{view.say(obligation.note)}</p>}
          {obligation.subjects && (
            <p class="meta small">
              <span class="dim">{t('gaps.subjects')}</span>
              {obligation.subjects.map((id) => {
                const subject = dataset.get('subject', id);
                return subject && <a href={subjectLink(view, country.id, id)}>{view.say(subject.title)}</a>;
              })}
            </p>
          )}
          <Sources view={view} citations={obligation.citations} />
        </section>
      </div>
    </Page>
  );
};

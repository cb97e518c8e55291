/**
 * Old articles and new: what took the place of each article of a law, and whose place its own took. One to one, one to
 * many, many to one, and not carried over on record.
 */
import { concordance, predecessorsOf } from '../../core/law/concordance.ts';
import { provisionsOf } from '../../core/law/versions.ts';
import type { Law, Provision } from '../../core/model/index.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { fileAt } from '../ui/law-share.tsx';
import { ArticleName, isNumbered, RecordLink } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';
import * as roles from '../ui/table.ts';

export const page: PageFunction<{ country: string; law: string }> = (view, params) => {
  const { dataset, t } = view;
  const law = dataset.get('law', `${params.country}/law/${params.law}`);
  if (!law) return undefined;
  const country = dataset.get('country', params.country);
  const forward = concordance(dataset, law.id);
  const backward = provisionsOf(dataset, law.id).map((now) => ({ now, old: predecessorsOf(dataset, now) }));
  const carried = forward.filter(({ now }) => now.length > 0);
  const dropped = forward.filter(({ now }) => now.length === 0);
  const taken = backward.filter(({ old }) => old.length > 0);
  const isReplaced = law.successor !== undefined || carried.length > 0;
  if (!isReplaced && taken.length === 0) return undefined;
  return (
    <Page
      view={view}
      title={`${t('concordance.title')}: ${view.text(law.title)}`}
      part="countries"
      crumbs={[
        ...(country ? [{ href: view.recordLink(country), text: view.text(country.name) }] : []),
        { href: view.link(`/country/${params.country}/laws`), text: t('section.laws') },
        { href: view.recordLink(law), text: view.text(law.title) },
      ]}
    >
      <div class="head">
        <p class="eyebrow">{t('concordance.title')}</p>
        <h1>{view.say(law.title)}</h1>
        <p class="lead">{t('concordance.lead')}</p>
        <p class="meta">
          <a href={fileAt(view, `/concordance/${params.country}/${params.law}`, 'csv')} download="">
            {t('concordance.csv')}
          </a>
        </p>
      </div>
      {isReplaced && (
        <section class="sec" aria-labelledby="forward-h">
          <h2 id="forward-h">{t('concordance.forward')}</h2>
          <LawLine
            view={view}
            label={t('law.successor')}
            laws={lawsOf(
              view,
              carried.flatMap(({ now }) => now),
              law,
            )}
          />
          {carried.length > 0 && (
            <Table
              view={view}
              label="forward-h"
              heads={[t('concordance.old'), t('concordance.now')]}
              rows={carried.map(({ old, now }) => ({ one: old, many: now }))}
            />
          )}
          {dropped.length > 0 && (
            <>
              <h3 class="spaced">{t('concordance.dropped', { n: dropped.length })}</h3>
              <p class="small dim">{t('concordance.dropped-lead')}</p>
              <Articles view={view} provisions={dropped.map(({ old }) => old)} />
            </>
          )}
        </section>
      )}
      {taken.length > 0 && (
        <section class="sec" aria-labelledby="backward-h">
          <h2 id="backward-h">{t('concordance.backward')}</h2>
          <LawLine
            view={view}
            label={t('law.replaces')}
            laws={lawsOf(
              view,
              taken.flatMap(({ old }) => old),
              law,
            )}
          />
          <Table
            view={view}
            label="backward-h"
            heads={[t('concordance.here'), t('concordance.came-from')]}
            rows={taken.map(({ now, old }) => ({ one: now, many: old }))}
          />
          {backward.length > taken.length && (
            <>
              <h3 class="spaced">{t('concordance.fresh', { n: backward.length - taken.length })}</h3>
              <p class="small dim">{t('concordance.fresh-lead')}</p>
              <Articles view={view} provisions={backward.flatMap(({ now, old }) => (old.length === 0 ? [now] : []))} />
            </>
          )}
        </section>
      )}
    </Page>
  );
};

/** The other laws that the provisions belong to, and the one that replaced this where none of its articles is there. */
function lawsOf(view: View, provisions: readonly Provision[], law: Law): Law[] {
  const ids = new Set(provisions.map((provision) => provision.law));
  if (ids.size === 0 && law.successor) ids.add(law.successor);
  ids.delete(law.id);
  return [...ids].flatMap((id) => view.dataset.get('law', id) ?? []);
}

function LawLine({ view, label, laws }: { view: View; label: string; laws: readonly Law[] }): Html | null {
  if (laws.length === 0) return null;
  return (
    <p class="small">
      <span class="dim">{label}:</span>{' '}
      {laws.map(({ id }, at) => (
        <>
          {at > 0 && '; '}
          <RecordLink view={view} id={id} />
        </>
      ))}
    </p>
  );
}

interface Row {
  readonly one: Provision;
  readonly many: readonly Provision[];
}

function Table({
  view,
  label,
  heads,
  rows,
}: {
  view: View;
  label: string;
  heads: readonly [string, string];
  rows: readonly Row[];
}): Html {
  const together = (one: Provision, other: Provision) =>
    rows.filter((row) => row.one !== one && row.many.includes(other)).map((row) => row.one);
  return (
    <table {...roles.table} class="tbl stack concordance" aria-labelledby={label}>
      <thead {...roles.group}>
        <tr {...roles.row}>
          <th {...roles.columnHead}>{heads[0]}</th>
          <th {...roles.columnHead}>{heads[1]}</th>
        </tr>
      </thead>
      <tbody {...roles.group}>
        {rows.map(({ one, many }) => (
          <tr {...roles.row}>
            <th {...roles.rowHead}>
              <Article view={view} provision={one} />
            </th>
            <td {...roles.cell} data-l={heads[1]}>
              <ul>
                {many.map((other) => (
                  <li>
                    <Article view={view} provision={other} />
                    <Together view={view} provisions={together(one, other)} />
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The other articles of the law that share a place with one: many to one. */
function Together({ view, provisions }: { view: View; provisions: readonly Provision[] }): Html | null {
  if (provisions.length === 0) return null;
  return (
    <span class="because-short">
      {view.rich('concordance.together', {
        articles: (
          <>
            {provisions.map((provision, at) => (
              <>
                {at > 0 && ', '}
                <ArticleName view={view} provision={provision} />
              </>
            ))}
          </>
        ),
      })}
    </span>
  );
}

function Article({ view, provision }: { view: View; provision: Provision }): Html {
  return (
    <>
      <RecordLink view={view} id={provision.id} asWas>
        <ArticleName view={view} provision={provision} />
      </RecordLink>{' '}
      {isNumbered(provision) && <span class="because-short">{view.say(provision.heading)}</span>}
    </>
  );
}

function Articles({ view, provisions }: { view: View; provisions: readonly Provision[] }): Html {
  return (
    <ul class="columns quiet-list">
      {provisions.map((provision) => (
        <li>
          <Article view={view} provision={provision} />
        </li>
      ))}
    </ul>
  );
}

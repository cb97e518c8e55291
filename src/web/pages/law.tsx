/** A law: its contents on a day with the version in force, what changed by year, and what an amending law changed. */
import type { Provision, RecordOf, Version } from '../../core/model/index.ts';
import { comparePeriods, firstDay, holdsOn } from '../../core/time.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { compareNames } from '../i18n.ts';
import { AsAt } from '../ui/dates.tsx';
import { BasisOfDate } from '../ui/evidence.tsx';
import { Sources } from '../ui/marks.tsx';
import { articleTitle, RecordLink } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';
import * as roles from '../ui/table.ts';

type Law = RecordOf<'law'>;

interface Change {
  readonly provision: Provision;
  readonly version: Version;
}

export const page: PageFunction<{ country: string; law: string }> = (view, params) => {
  const { dataset, t } = view;
  const law = dataset.get('law', `${params.country}/law/${params.law}`);
  if (!law) return undefined;
  const provisions = provisionsOf(view, law);
  const made = changesBy(view, law);
  const country = dataset.get('country', params.country);
  return (
    <Page
      view={view}
      title={view.text(law.title)}
      part="countries"
      crumbs={[
        ...(country ? [{ href: view.recordLink(country), text: view.text(country.name) }] : []),
        { href: view.link(`/country/${params.country}/laws`), text: t('section.laws') },
      ]}
    >
      <div class="head">
        <p class="eyebrow">{t(`value.${law.type}`)}</p>
        <h1>{view.say(law.title)}</h1>
        <AsAt view={view} />
      </div>
      <Facts view={view} law={law} />
      <Standing view={view} law={law} />
      {law.changes && <p class="measure spaced">{view.say(law.changes)}</p>}
      {made.length > 0 && <Made view={view} made={made} />}
      {provisions.length > 0 && <Contents view={view} provisions={provisions} />}
      {provisions.length > 0 && <ByYear view={view} provisions={provisions} />}
      {provisions.length === 0 && made.length === 0 && <p class="call spaced">{t('law.no-provisions')}</p>}
      <section class="sec" aria-labelledby="sources-h">
        <h2 id="sources-h">{t('law.sources')}</h2>
        <Sources view={view} citations={law.citations} />
        {law.note && <p class="note">{view.say(law.note)}</p>}
      </section>
    </Page>
  );
};

/** Provisions in the order of their numbers. */
function provisionsOf(view: View, law: Law): Provision[] {
  const byNumber = compareNames('en');
  return view.dataset
    .inCountry('provision', law.country ?? '')
    .filter((provision) => provision.law === law.id)
    .sort((a, b) => byNumber(a.number, b.number));
}

/** Versions of any provision that a law made. */
function changesBy(view: View, law: Law): Change[] {
  return view.dataset
    .inCountry('provision', law.country ?? '')
    .flatMap((provision) =>
      provision.versions.flatMap((version) => (version.amendedBy === law.id ? [{ provision, version }] : [])),
    );
}

function Facts({ view, law }: { view: View; law: Law }): Html {
  const { t } = view;
  const rows: [string, string | Html | undefined][] = [
    [t('law.number'), law.number && view.plain(law.number)],
    [t('law.adopted'), law.adopted && view.date(law.adopted)],
    [t('law.from'), law.from && view.date(law.from)],
    [t('law.to'), law.to && view.date(law.to)],
    [t('law.successor'), law.successor && <RecordLink view={view} id={law.successor} />],
  ];
  return (
    <>
      <dl class="kv">
        {rows.map(
          ([name, value]) =>
            value && (
              <>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </>
            ),
        )}
      </dl>
      {law.basisOfDate && <BasisOfDate view={view} basis={law.basisOfDate} />}
    </>
  );
}

/** Says so where the law is not in force on the day shown. */
function Standing({ view, law }: { view: View; law: Law }): Html | null {
  if (law.to !== undefined && firstDay(law.to) <= view.day)
    return (
      <div class="call review spaced">
        <p>
          {view.t('law.ended', { date: view.date(law.to) })}{' '}
          {law.successor && view.rich('law.replaced-by', { law: <RecordLink view={view} id={law.successor} /> })}
        </p>
      </div>
    );
  const [start, key] = law.from ? [law.from, 'law.not-yet'] : [law.adopted, 'law.not-adopted'];
  return start !== undefined && firstDay(start) > view.day ? (
    <p class="call spaced">{view.t(key, { date: view.date(start) })}</p>
  ) : null;
}

/** The version in force on the day, in the order of the law. */
function Contents({ view, provisions }: { view: View; provisions: readonly Provision[] }): Html {
  const { t } = view;
  const row = (provision: Provision) => {
    const at = provision.versions.findIndex((version) => holdsOn(version, view.day));
    const version = provision.versions[at];
    return { provision, version, at };
  };
  const rows = provisions.map(row);
  const inForce = rows.filter(({ version }) => version);
  const others = rows.filter(({ version }) => !version);
  return (
    <section class="sec" aria-labelledby="contents-h">
      <h2 id="contents-h">{t('law.contents')}</h2>
      <p class="small dim">{t('law.contents-lead', { n: inForce.length, date: view.dayText(view.day) })}</p>
      {inForce.length > 0 && (
        <table {...roles.table} class="tbl stack">
          <caption class="vh">{t('law.contents')}</caption>
          <thead {...roles.group}>
            <tr {...roles.row}>
              <th {...roles.columnHead}>{t('law.provision')}</th>
              <th {...roles.columnHead}>{t('law.says')}</th>
              <th {...roles.columnHead}>{t('law.version')}</th>
            </tr>
          </thead>
          <tbody {...roles.group}>
            {inForce.map(({ provision, version, at }) => (
              <tr {...roles.row}>
                <th {...roles.rowHead}>
                  <RecordLink view={view} id={provision.id}>
                    {articleTitle(view, provision)}
                  </RecordLink>
                  {/^\d/.test(provision.number) && <span class="because-short">{view.say(provision.heading)}</span>}
                </th>
                <td {...roles.cell} data-l={t('law.says')}>
                  {version && view.say(version.summary)}
                </td>
                <td {...roles.cell} data-l={t('law.version')} class="small">
                  {t('law.version-of', { n: at + 1, total: provision.versions.length })}
                  <br />
                  {view.period(version?.from, version?.to)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {others.length > 0 && (
        <details>
          <summary>{t('law.not-on-day', { n: others.length })}</summary>
          <ul class="quiet-list">
            {others.map(({ provision }) => (
              <li>
                <RecordLink view={view} id={provision.id}>
                  {articleTitle(view, provision)}
                </RecordLink>{' '}
                <span class="dim">{view.say(provision.heading)}</span>{' '}
                {view.period(provision.versions[0]?.from, provision.versions.at(-1)?.to)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** Versions by the year they began; the first version of a provision is no change. */
function ByYear({ view, provisions }: { view: View; provisions: readonly Provision[] }): Html | null {
  const changes = provisions
    .flatMap((provision) => provision.versions.slice(1).map((version) => ({ provision, version })))
    .filter(({ version }) => version.from)
    .sort((a, b) => comparePeriods(b.version, a.version));
  if (changes.length === 0) return null;
  return (
    <section class="sec" aria-labelledby="changes-h">
      <h2 id="changes-h">{view.t('law.changes')}</h2>
      {[...Map.groupBy(changes, ({ version }) => (version.from ?? '').slice(0, 4))].map(([year, group]) => (
        <>
          <h3 class="spaced">{year}</h3>
          <ChangeList view={view} changes={group} withLaw />
        </>
      ))}
    </section>
  );
}

/** What an amending law changed, provision by provision. */
function Made({ view, made }: { view: View; made: readonly Change[] }): Html {
  return (
    <section class="sec" aria-labelledby="made-h">
      <h2 id="made-h">{view.t('law.made')}</h2>
      {[...Map.groupBy(made, ({ provision }) => provision.law)].map(([law, group]) => (
        <>
          <h3 class="spaced">
            <RecordLink view={view} id={law} />
          </h3>
          <ChangeList view={view} changes={group} />
        </>
      ))}
    </section>
  );
}

function ChangeList({
  view,
  changes,
  withLaw = false,
}: {
  view: View;
  changes: readonly Change[];
  withLaw?: boolean;
}): Html {
  return (
    <ul class="deps">
      {changes.map(({ provision, version }) => {
        const n = provision.versions.indexOf(version) + 1;
        return (
          <li>
            <span>
              <a href={`${view.recordLink(provision, { from: n > 1 ? n - 1 : undefined, to: n })}#diff`}>
                {articleTitle(view, provision)}
              </a>{' '}
              <span class="dim">{view.say(provision.heading)}</span>
              {withLaw && version.amendedBy && (
                <span class="small dim">
                  {' '}
                  <RecordLink view={view} id={version.amendedBy} />
                </span>
              )}
            </span>
            <span class="dim num">{version.from ? view.date(version.from, 'short') : ''}</span>
          </li>
        );
      })}
    </ul>
  );
}

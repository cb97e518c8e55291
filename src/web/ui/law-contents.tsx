/** The contents of a law on a day: each provision in force with its words, by number or by subject, and the others. */

import type { InForce } from '../../core/law/versions.ts';
import { type Force, forceOf, lawOn, provisionsOf } from '../../core/law/versions.ts';
import type { Law, Provision } from '../../core/model/index.ts';
import type { Html, View } from '../context.tsx';
import { compareNames } from '../i18n.ts';
import { asked, Filters, Select } from './filters.tsx';
import { Icon } from './marks.tsx';
import { ArticleName, isNumbered, RecordLink } from './records.tsx';
import { subjectLink } from './subjects.tsx';
import * as roles from './table.ts';

/** So many provisions are a list that is worth grouping. */
const MANY = 12;

export function Contents({ view, law }: { view: View; law: Law }): Html {
  const { dataset, t } = view;
  const all = provisionsOf(dataset, law.id);
  const subject = asked(view, 'subject');
  const isAsked = (provision: Provision) => subject === '' || provision.subjects?.includes(`subject/${subject}`);
  const held = lawOn(dataset, law.id, view.day);
  const inForce = held.filter(({ provision }) => isAsked(provision));
  const others = all.filter((provision) => isAsked(provision) && !held.some((one) => one.provision === provision));
  const choices = subjectChoices(view, all);
  const bySubject = asked(view, 'by') === 'subject';
  return (
    <section class="sec" id="contents" aria-labelledby="contents-h">
      <div class="sec-h">
        <h2 id="contents-h">{t('law.contents')}</h2>
        {all.length > MANY && choices.length > 1 && (
          <nav class="seg" aria-label={t('law.order')}>
            <a href={`${view.here({ by: undefined })}#contents`} aria-current={bySubject ? undefined : 'true'}>
              {t('law.by-number')}
            </a>
            <a href={`${view.here({ by: 'subject' })}#contents`} aria-current={bySubject ? 'true' : undefined}>
              {t('law.by-subject')}
            </a>
          </nav>
        )}
      </div>
      <p class="small dim">
        {t('law.contents-lead', { n: held.length, date: view.dayText(view.day) })} {t('law.contents-part')}
      </p>
      {choices.length > 1 && (
        <Filters
          view={view}
          label={t('law.filter')}
          fields={['subject']}
          shown={inForce.length + others.length}
          total={all.length}
        >
          <Select view={view} name="subject" label={t('law.subject')} choices={choices} />
        </Filters>
      )}
      {bySubject ? (
        groupedBySubject(view, inForce).map(([id, group]) => (
          <section aria-labelledby={`s-${id}`}>
            <h3 class="spaced" id={`s-${id}`}>
              <SubjectName view={view} country={law.country ?? ''} id={id} />
            </h3>
            <Table view={view} rows={group} label={`s-${id}`} />
          </section>
        ))
      ) : (
        <Table view={view} rows={inForce} label="contents-h" />
      )}
      {others.length > 0 && <Others view={view} provisions={others} />}
    </section>
  );
}

function subjectChoices(view: View, provisions: readonly Provision[]) {
  const byName = compareNames(view.language);
  return [...new Set(provisions.flatMap(({ subjects }) => subjects ?? []))]
    .flatMap((id) => {
      const subject = view.dataset.get('subject', id);
      return subject ? [{ value: id.replace('subject/', ''), label: view.text(subject.title) }] : [];
    })
    .sort((a, b) => byName(a.label, b.label));
}

/** Groups by the first subject of each, by name; what has none stands last, under an empty id. */
function groupedBySubject(view: View, rows: readonly InForce[]): [string, InForce[]][] {
  const byName = compareNames(view.language);
  const name = (id: string) => {
    const subject = view.dataset.get('subject', `subject/${id}`);
    return subject ? view.text(subject.title) : '';
  };
  return [...Map.groupBy(rows, ({ provision }) => (provision.subjects?.[0] ?? '').replace('subject/', ''))].sort(
    ([a], [b]) => Number(a === '') - Number(b === '') || byName(name(a), name(b)),
  );
}

function SubjectName({ view, country, id }: { view: View; country: string; id: string }): Html {
  const subject = view.dataset.get('subject', `subject/${id}`);
  return subject ? (
    <a href={subjectLink(view, country, subject.id)}>{view.say(subject.title)}</a>
  ) : (
    <>{view.t('law.no-subject')}</>
  );
}

function Table({ view, rows, label }: { view: View; rows: readonly InForce[]; label: string }): Html | null {
  const { t } = view;
  if (rows.length === 0) return null;
  return (
    <table {...roles.table} class="tbl stack articles-tbl" aria-labelledby={label}>
      <thead {...roles.group}>
        <tr {...roles.row}>
          <th {...roles.columnHead}>{t('law.provision')}</th>
          <th {...roles.columnHead}>{t('law.says')}</th>
          <th {...roles.columnHead}>{t('law.version')}</th>
        </tr>
      </thead>
      <tbody {...roles.group}>
        {rows.map(({ provision, version, index }) => (
          <tr {...roles.row}>
            <th {...roles.rowHead}>
              <RecordLink view={view} id={provision.id}>
                <ArticleName view={view} provision={provision} />
              </RecordLink>
              {isNumbered(provision) && (
                <span class="because-short">{view.say(version.heading ?? provision.heading)}</span>
              )}
            </th>
            <td {...roles.cell} data-l={t('law.says')}>
              {view.say(version.summary)}
            </td>
            <td {...roles.cell} data-l={t('law.version')} class="small">
              <VersionCell view={view} provision={provision} version={version} index={index} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function VersionCell({ view, provision, version, index }: InForce & { view: View }): Html {
  const { t } = view;
  return (
    <>
      {t('law.version-of', { n: index + 1, total: provision.versions.length })}
      <br />
      {view.period(version.from, version.to)}
      {forceOf(view.dataset, provision, view.day) === 'suspended' && (
        <span class="tag">
          <Icon name="f-suspended" />
          {t('force.suspended')}
        </span>
      )}
    </>
  );
}

/** The order in which provisions that do not hold on the day are told. */
const NOT_HELD: readonly Force[] = ['ended', 'not-yet', 'unknown'];

/** The heading it will begin with, or had last. */
function nearestHeading(provision: Provision, force: Force): Provision['heading'] {
  const version = force === 'ended' ? provision.versions.at(-1) : provision.versions[0];
  return version?.heading ?? provision.heading;
}

function Others({ view, provisions }: { view: View; provisions: readonly Provision[] }): Html {
  const groups = Map.groupBy(provisions, (provision) => forceOf(view.dataset, provision, view.day));
  return (
    <>
      {NOT_HELD.flatMap((force) => {
        const group = groups.get(force);
        return group ? (
          <details class="spaced-s">
            <summary>{view.t(`law.others.${force}`, { n: group.length })}</summary>
            <ul class="quiet-list">
              {group.map((provision) => (
                <li>
                  <RecordLink view={view} id={provision.id}>
                    <ArticleName view={view} provision={provision} />
                  </RecordLink>{' '}
                  {isNumbered(provision) && <span class="dim">{view.say(nearestHeading(provision, force))}</span>}{' '}
                  {view.period(provision.versions[0]?.from, provision.versions.at(-1)?.to)}
                </li>
              ))}
            </ul>
          </details>
        ) : (
          []
        );
      })}
    </>
  );
}

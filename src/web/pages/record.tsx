/** Any record, whole: every field of its schema, its sources, and what refers to it. */

import { isConfirmed } from '../../core/commitments/services.ts';
import type { AnyRecord, KindName } from '../../core/model/index.ts';
import { reviewOf } from '../../core/review.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { AsAt } from '../ui/dates.tsx';
import { Fields } from '../ui/fields.tsx';
import { Status } from '../ui/marks.tsx';
import { History, progressOn } from '../ui/recommendations.tsx';
import { RecordLink, recordName, recordTitle } from '../ui/records.tsx';
import { ReviewNotice } from '../ui/review-notes.tsx';
import { SeriesBlock } from '../ui/section-statistics.tsx';
import { type Crumb, Page } from '../ui/shell.tsx';

/** The section of a country that lists the records of a kind. */
const SECTION_OF: Partial<Record<KindName, string>> = {
  finding: 'findings',
  'treaty-action': 'treaties',
  'treaty-report': 'treaties',
  recommendation: 'recommendations',
  plan: 'plans',
  programme: 'programmes',
  series: 'statistics',
  organisation: 'organisations',
  service: 'organisations',
  event: 'events',
  contradiction: 'contradictions',
  source: 'sources',
  law: 'laws',
};

/** Backlinks of one kind shown before they are folded away. */
const UNFOLDED = 12;

export const page: PageFunction<{ id: string }> = (view, params) => {
  const record = view.dataset.find(params.id);
  if (!record) return undefined;
  const title = recordTitle(view, record);
  return (
    <Page
      view={view}
      title={title.length > 80 ? `${title.slice(0, 79)}…` : title}
      part={record.country ? 'countries' : 'frameworks'}
      crumbs={crumbsTo(view, record)}
    >
      <div class="head">
        <p class="eyebrow">{view.t(`kind.${record.kind}`)}</p>
        <h1 class={title.length > 90 ? 'long' : undefined}>{recordName(view, record)}</h1>
        <AsAt view={view} />
      </div>
      <ReviewNotice view={view} marks={reviewOf(view.dataset, [record.id], view.day)} />
      <Body view={view} record={record} />
      <Backlinks view={view} record={record} />
      <p class="note spaced">{view.t('record.id', { id: record.id })}</p>
    </Page>
  );
};

function crumbsTo(view: View, record: AnyRecord): Crumb[] {
  const country = record.country ? view.dataset.get('country', record.country) : undefined;
  const section = SECTION_OF[record.kind];
  if (country) {
    return [
      { href: view.recordLink(country), text: view.text(country.name) },
      ...(section
        ? [{ href: view.link(`/country/${country.id}/${section}`), text: view.t(`section.${section}`) }]
        : []),
    ];
  }
  const framework = record.kind === 'theme' ? view.dataset.get('framework', record.framework) : undefined;
  return framework
    ? [
        { href: view.link('/frameworks'), text: view.t('nav.frameworks') },
        { href: view.recordLink(framework), text: view.text(framework.title) },
      ]
    : [];
}

/** The fields, with the parts that have a better form drawn in it. */
function Body({ view, record }: { view: View; record: AnyRecord }): Html {
  switch (record.kind) {
    case 'series':
      return <SeriesBlock view={view} series={record} level={2} />;
    case 'recommendation': {
      const { independent, entries } = progressOn(record, view.day);
      return (
        <>
          <p class="gap">
            <span class="dim">{view.t('recommendations.on-day', { date: view.dayText(view.day) })}</span>
            <Status view={view} status={independent} />
          </p>
          <Fields view={view} record={record} except={['text', 'parts', 'progress', 'response']} />
          {(entries.length > 0 || record.parts || record.response) && (
            <section class="sec" aria-labelledby="known-h">
              <h2 id="known-h">{view.t('recommendations.known')}</h2>
              <History view={view} record={record} entries={entries} />
            </section>
          )}
        </>
      );
    }
    case 'service':
      return (
        <Fields view={view} record={record} except={isConfirmed(record, view.today) ? ['name'] : ['name', 'phone']} />
      );
    default:
      return <Fields view={view} record={record} except={['title', 'name', 'preferred']} />;
  }
}

/** What refers to the record, by kind. */
function Backlinks({ view, record }: { view: View; record: AnyRecord }): Html | null {
  const records = new Map(view.dataset.backlinks(record.id).map((link) => [link.record.id, link.record]));
  if (records.size === 0) return null;
  return (
    <section class="sec" aria-labelledby="links-h">
      <h2 id="links-h">{view.t('record.backlinks')}</h2>
      {([...Map.groupBy(records.values(), ({ kind }) => kind)] as [KindName, AnyRecord[]][]).map(([kind, group]) => (
        <>
          <h3 class="spaced">
            {view.t(`kind.${kind}.many`)} <span class="dim num">{group.length}</span>
          </h3>
          <Links view={view} records={group.slice(0, UNFOLDED)} />
          {group.length > UNFOLDED && (
            <details>
              <summary>{view.t('record.more', { n: group.length - UNFOLDED })}</summary>
              <Links view={view} records={group.slice(UNFOLDED)} />
            </details>
          )}
        </>
      ))}
    </section>
  );
}

function Links({ view, records }: { view: View; records: readonly AnyRecord[] }): Html {
  return (
    <ul class="quiet-list">
      {records.map(({ id, country }) => (
        <li>
          <RecordLink view={view} id={id} />
          {country && country !== view.dataset.find(id)?.id && (
            <span class="dim small"> {view.countryName(country)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

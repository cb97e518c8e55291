/** A source: what it is, where it was found, and every statement of the record that rests on it. */
import { type Place, type Reliance, relianceOn } from '../../core/crosscheck/reliance.ts';
import type { Citation, KindName } from '../../core/model/index.ts';
import { type Day, firstDay, isoDay } from '../../core/time.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { type Fact, Facts } from '../ui/facts.tsx';
import { Locator } from '../ui/marks.tsx';
import { PlaceIn } from '../ui/place.tsx';
import { RecordLink, RecordList } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';

export const page: PageFunction<{ id: string }> = (view, params) => {
  const { dataset, t } = view;
  const source = dataset.get('source', params.id);
  if (!source) return undefined;
  const country = source.country ? dataset.get('country', source.country) : undefined;
  const host = source.url && hostOf(source.url);
  const rests = relianceOn(dataset, source.id, view.day);
  const facts: Fact[] = [
    [t('source.publisher'), source.publisher && view.say(source.publisher)],
    [t('source.authors'), source.authors?.join(', ')],
    [t('source.published'), source.published ? view.date(source.published) : t('sources.undated')],
    [t('source.language'), source.language && languageName(view, source.language)],
    [t('source.extent'), source.extent && t(`value.${source.extent}`)],
    [t('source.cited-in'), source.citedIn && <RecordLink view={view} id={source.citedIn} />],
    [t('source.accessed'), source.accessed && view.date(source.accessed)],
    [t('source.replaced-by'), source.replacedBy && <RecordLink view={view} id={source.replacedBy} />],
    [t('source.replaces'), rests.replaces.length > 0 && <RecordList view={view} ids={rests.replaces} />],
    [t('source.replaced-on'), source.replacedOn && view.date(source.replacedOn)],
  ];
  return (
    <Page
      view={view}
      title={view.text(source.title)}
      part="countries"
      crumbs={
        country
          ? [
              { href: view.recordLink(country), text: view.text(country.name) },
              { href: view.link(`/country/${country.id}/sources`), text: t('section.sources') },
            ]
          : []
      }
    >
      <div class="head">
        <p class="eyebrow">{t(`value.${source.type}`)}</p>
        <h1>{view.say(source.title)}</h1>
      </div>
      {source.replacedOn && <p class="call review">{t('source.replaced')}</p>}
      <Facts facts={facts}>
        {source.snapshots?.map(({ sha256, mediaType, retrieved, size }) => (
          <>
            <dt>{t('source.snapshot')}</dt>
            <dd>
              {t('source.retrieved', { date: view.date(retrieved) })}{' '}
              <span class="dim">
                ({mediaType}
                {size !== undefined && `, ${t('source.size', { n: size })}`})
              </span>
              <br />
              <span class="small dim">SHA-256</span> <code class="small">{sha256}</code>
              <br />
              {view.held.has(sha256) ? (
                <>
                  <a href={`/snapshot/${sha256}`} download>
                    {t('source.snapshot-here')}
                  </a>
                  <br />
                  <span class="hint">{t('source.snapshot-how')}</span>
                </>
              ) : (
                <span class="small dim">{t('source.snapshot-elsewhere')}</span>
              )}
            </dd>
          </>
        ))}
      </Facts>
      {source.note && <p class="note spaced-s">{view.say(source.note)}</p>}
      {source.url && (
        <p class="spaced">
          <a class="btn quiet" href={source.url} rel="noreferrer nofollow external">
            {t('source.open', { host: host ?? source.url })}
          </a>
          <br />
          <span class="hint">{t('source.leaves')}</span>
        </p>
      )}
      <SourceWeight
        view={view}
        rests={rests}
        age={source.published === undefined ? undefined : yearsOld(firstDay(source.published), view.day)}
      />
      {rests.known.length > 0 && (
        <details class="spaced">
          <summary>{t('source.known-by', { n: rests.known.length })}</summary>
          <RecordList view={view} ids={rests.known} />
        </details>
      )}
      <CitedBy view={view} id={source.id} rests={rests} />
    </Page>
  );
};

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).host;
  } catch {
    return undefined;
  }
}

/** Whole years from a day to another; undefined where the source is not yet published. */
function yearsOld(from: Day, to: Day): number | undefined {
  const [before, after] = [isoDay(from), isoDay(to)];
  if (from > to || before === undefined || after === undefined) return undefined;
  return Number(after.slice(0, 4)) - Number(before.slice(0, 4)) - (after.slice(4) < before.slice(4) ? 1 : 0);
}

/** The name of a language in the language of the page. */
function languageName(view: View, tag: string): string {
  return new Intl.DisplayNames([view.language], { type: 'language' }).of(tag) ?? tag;
}

function CitedBy({ view, id, rests }: { view: View; id: string; rests: Reliance }): Html {
  const { t } = view;
  const groups = [...Map.groupBy(rests.places, ({ record }) => record.kind)] as [KindName, Place[]][];
  return (
    <section class="sec" id="uses" aria-labelledby="uses-h">
      <h2 id="uses-h">{t('source.cited-by')}</h2>
      <p class="small dim">
        {rests.places.length === 0 ? t('source.cited-by-none') : t('source.cited-by-count', { n: rests.places.length })}
      </p>
      {groups.map(([kind, group]) => (
        <>
          <h3 class="spaced">
            {t(`kind.${kind}.many`)} <span class="dim num">{group.length}</span>
          </h3>
          <ul class="quiet-list">
            {[...Map.groupBy(group, ({ record }) => record)].map(([record, places]) => (
              <li>
                <RecordLink view={view} id={record.id} />
                {places.length > 1 && <span class="dim num small"> {t('source.times', { n: places.length })}</span>}
                {places.map((place) => (
                  <PlaceCited view={view} id={id} place={place} />
                ))}
              </li>
            ))}
          </ul>
        </>
      ))}
    </section>
  );
}

/** Where in the source, where in the record, and the words. */
function PlaceCited({ view, id, place }: { view: View; id: string; place: Place }): Html {
  const { record, path } = place;
  const citation = path
    .slice(0, -1)
    .reduce<unknown>(
      (value, key) => (value as Record<string | number, unknown> | undefined)?.[key],
      record,
    ) as Citation;
  // Up to the list of citations: citations/0/source stands at the record itself.
  const within = path.slice(0, -3);
  const language = view.dataset.get('source', id)?.language;
  return (
    <span class="place-cited">
      <Locator view={view} citation={citation} />
      {within.length > 0 && (
        <span class="small dim">
          {' '}
          (<PlaceIn view={view} record={record} path={within} wordless />)
        </span>
      )}
      {citation.quote && (
        <>
          {' '}
          <q class="quote" lang={language !== view.language ? language : undefined}>
            {citation.quote}
          </q>
        </>
      )}
    </span>
  );
}

/** How much of the record rests on it: records, those with no other source, statuses of the day. */
function SourceWeight({ view, rests, age }: { view: View; rests: Reliance; age: number | undefined }): Html | null {
  const { t } = view;
  const { records, alone, statuses } = rests;
  if (records.length === 0) return null;
  return (
    <section class="sec" id="weight" aria-labelledby="weight-h">
      <h2 id="weight-h">{t('source.weight')}</h2>
      <p class="measure">
        {t('source.weight-sum', { records: records.length, alone: alone.length })}{' '}
        {age !== undefined && t('source.weight-age', { n: age })}
      </p>
      {statuses.length === 0 ? (
        <p class="small dim">{t('source.weight-no-status')}</p>
      ) : (
        <details>
          <summary>{t('source.weight-statuses', { n: statuses.length })}</summary>
          <ul class="deps">
            {statuses.map(({ country, indicator: id }) => {
              const indicator = view.dataset.indicator(id);
              return (
                indicator && (
                  <li>
                    <a href={view.indicatorLink(country, id)}>{view.say(indicator.body.title)}</a>
                    <span class="dim small">{view.countryName(country)}</span>
                  </li>
                )
              );
            })}
          </ul>
        </details>
      )}
      {alone.length > 0 && (
        <details>
          <summary>{t('source.weight-alone', { n: alone.length })}</summary>
          <RecordList view={view} ids={alone} />
        </details>
      )}
    </section>
  );
}

/** A source: what it is, where it was found, and every statement of the record that rests on it. */
import type { AnyRecord, Citation, KindName } from '../../core/model/index.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { type Fact, Facts } from '../ui/facts.tsx';
import { Locator } from '../ui/marks.tsx';
import { RecordLink } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';

export const page: PageFunction<{ id: string }> = (view, params) => {
  const { dataset, t } = view;
  const source = dataset.get('source', params.id);
  if (!source) return undefined;
  const country = source.country ? dataset.get('country', source.country) : undefined;
  const host = source.url && hostOf(source.url);
  const facts: Fact[] = [
    [t('source.publisher'), source.publisher && view.say(source.publisher)],
    [t('source.authors'), source.authors?.join(', ')],
    [t('source.published'), source.published ? view.date(source.published) : t('sources.undated')],
    [t('source.language'), source.language && languageName(view, source.language)],
    [t('source.extent'), source.extent && t(`value.${source.extent}`)],
    [t('source.cited-in'), source.citedIn && <RecordLink view={view} id={source.citedIn} />],
    [t('source.accessed'), source.accessed && view.date(source.accessed)],
    [t('source.replaced-by'), source.replacedBy && <RecordLink view={view} id={source.replacedBy} />],
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
        {source.snapshots?.map(({ sha256, mediaType, retrieved }) => (
          <>
            <dt>{t('source.snapshot')}</dt>
            <dd>
              {mediaType}, {view.date(retrieved)}
              <br />
              <code class="small">{sha256}</code>
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
      <CitedBy view={view} id={source.id} />
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

/** The name of a language in the language of the page. */
function languageName(view: View, tag: string): string {
  return new Intl.DisplayNames([view.language], { type: 'language' }).of(tag) ?? tag;
}

interface Use {
  readonly record: AnyRecord;
  readonly citation: Citation | undefined;
}

/** Every place of the record that refers to the source, with the citation it stands in. */
function usesOf(view: View, id: string): Use[] {
  return view.dataset.backlinks(id).map(({ record, path }) => {
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], record);
    const citation =
      parent !== record && typeof parent === 'object' && parent !== null && 'source' in parent
        ? (parent as Citation)
        : undefined;
    return { record, citation };
  });
}

function CitedBy({ view, id }: { view: View; id: string }): Html {
  const { t } = view;
  const uses = usesOf(view, id);
  const groups = [...Map.groupBy(uses, ({ record }) => record.kind)] as [KindName, Use[]][];
  return (
    <section class="sec" aria-labelledby="uses-h">
      <h2 id="uses-h">{t('source.cited-by')}</h2>
      <p class="small dim">
        {uses.length === 0 ? t('source.cited-by-none') : t('source.cited-by-count', { n: uses.length })}
      </p>
      {groups.map(([kind, group]) => (
        <>
          <h3 class="spaced">
            {t(`kind.${kind}.many`)} <span class="dim num">{group.length}</span>
          </h3>
          <ul class="quiet-list">
            {group.map(({ record, citation }) => (
              <li>
                <RecordLink view={view} id={record.id} />
                {citation && <Locator view={view} citation={citation} />}
                {citation?.quote && (
                  <>
                    {' '}
                    <q class="quote" lang={view.dataset.get('source', id)?.language}>
                      {citation.quote}
                    </q>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      ))}
    </section>
  );
}

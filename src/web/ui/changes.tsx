/** What happened in a country, in time order: recorded events, new versions of law, published reports. */
import type { Child } from 'hono/jsx';
import type { Citation, RecordOf } from '../../core/model/index.ts';
import { firstDay, type PartialDate } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { Sources } from './marks.tsx';
import { articleTitle, RecordLink } from './records.tsx';

export type ChangeKind = 'event' | 'law' | 'document';

/** Something that happened on a day. */
interface Happening {
  readonly date: PartialDate;
  readonly kind: ChangeKind;
  readonly type: string;
  readonly title: Child;
  readonly text?: Child;
  readonly links: readonly string[];
  readonly citations: readonly Citation[];
}

/** Articles named one by one; a law that changes more is named with their number. */
const ARTICLES_NAMED = 12;

/** Everything up to the day shown, latest first. */
export function happenings(view: View, country: string): Happening[] {
  return [...events(view, country), ...lawChanges(view, country), ...documents(view, country)]
    .filter(({ date }) => firstDay(date) <= view.day)
    .sort((a, b) => firstDay(b.date) - firstDay(a.date));
}

function events(view: View, country: string): Happening[] {
  return view.dataset.inCountry('event', country).map((event) => ({
    date: event.date,
    kind: event.type === 'law' ? 'law' : 'event',
    type: view.t(`value.${event.type}`),
    title: <a href={view.recordLink(event)}>{view.say(event.title)}</a>,
    ...(event.summary && { text: view.say(event.summary) }),
    links: event.links ?? [],
    citations: event.citations,
  }));
}

/** Versions of provisions by law and day; the first version of a provision is no change. */
function lawChanges(view: View, country: string): Happening[] {
  const versions = view.dataset
    .inCountry('provision', country)
    .flatMap((provision) =>
      provision.versions
        .slice(1)
        .flatMap((version) => (version.from ? [{ provision, version, from: version.from }] : [])),
    );
  const groups = Map.groupBy(versions, ({ provision, from }) => `${provision.law} ${from}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const law = first && view.dataset.get('law', first.provision.law);
    if (!first || !law) return [];
    const by = [...new Set(group.flatMap(({ version }) => version.amendedBy ?? []))];
    return [
      {
        date: first.from,
        kind: 'law' as const,
        type: view.t('value.law'),
        title: (
          <>
            <RecordLink view={view} id={law.id} />: {view.t('changes.articles', { n: group.length })}
          </>
        ),
        text:
          group.length <= ARTICLES_NAMED ? (
            <ProvisionNames view={view} provisions={group.map(({ provision }) => provision)} />
          ) : undefined,
        links: by,
        citations: [],
      },
    ];
  });
}

function ProvisionNames({ view, provisions }: { view: View; provisions: readonly RecordOf<'provision'>[] }): Html {
  return (
    <span class="names">
      {provisions.map((provision, index) => (
        <>
          {index > 0 && '; '}
          <RecordLink view={view} id={provision.id} asWas>
            {articleTitle(view, provision)}
          </RecordLink>
        </>
      ))}
    </span>
  );
}

function documents(view: View, country: string): Happening[] {
  return view.dataset.inCountry('source', country).flatMap((source) =>
    source.published && (source.type === 'report' || source.type === 'treaty-body')
      ? [
          {
            date: source.published,
            kind: 'document' as const,
            type: view.t(`value.${source.type}`),
            title: <a href={view.recordLink(source)}>{view.say(source.title)}</a>,
            ...(source.publisher && { text: view.say(source.publisher) }),
            links: [],
            citations: [],
          },
        ]
      : [],
  );
}

/** The log: square for law, diamond for documents, ring for the rest; the kind also stands in words. */
export function Log({ view, items }: { view: View; items: readonly Happening[] }): Html {
  return (
    <ol class="log">
      {items.map((item) => (
        <li class={item.kind === 'law' ? 'law' : item.kind === 'document' ? 'flag' : undefined}>
          <span>{view.date(item.date, 'short')}</span>
          <div>
            <h3>
              {item.title} <span class="kind small">{item.type}</span>
            </h3>
            {item.text && <p>{item.text}</p>}
            {item.links.length > 0 && (
              <p class="meta">
                <span>{view.t('changes.touches')}</span>
                {item.links.map((id) => (
                  <RecordLink view={view} id={id} />
                ))}
              </p>
            )}
            {item.citations.length > 0 && <Sources view={view} citations={item.citations} quotes={false} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

/**
 * What rests on a provision: findings, statuses, recommendations and other records that name it, that cite the text of
 * its law at its number, or that did so with an article whose place it took.
 */
import { laneOf, provisionsCited } from '../../core/law/concordance.ts';
import type { AnyRecord, Citation, KindName, Provision } from '../../core/model/index.ts';
import { dependantsOf, reviewOf } from '../../core/review.ts';
import { holdsOn } from '../../core/time.ts';
import { type Html, unbroken, type View } from '../context.tsx';
import { answerText } from './evidence.tsx';
import { articleOfYear } from './law-words.tsx';
import { Flags } from './marks.tsx';
import { RecordLink } from './records.tsx';

/** A record that rests on a provision, with the old article through which it does. */
interface Resting {
  readonly record: AnyRecord;
  readonly through: Provision | undefined;
}

interface Rests {
  readonly records: readonly Resting[];
  /** FRAMEWORK/INDICATOR. */
  readonly indicators: readonly string[];
}

/** What is law itself is shown elsewhere on the page. */
const LAW_KINDS: readonly KindName[] = ['provision', 'law', 'source'];

function restsOn(view: View, provision: Provision): Rests {
  const { dataset } = view;
  const records = new Map<string, Resting>();
  const indicators = new Set<string>();
  for (const one of [provision, ...laneOf(dataset, provision).before]) {
    const through = one === provision ? undefined : one;
    const direct = dataset.backlinks(one.id).map(({ record }) => record);
    for (const record of [...direct, ...citing(view, one)]) {
      if (LAW_KINDS.includes(record.kind) || records.has(record.id)) continue;
      records.set(record.id, { record, through });
      if (record.kind !== 'finding') continue;
      for (const { kind, id } of dependantsOf(dataset, record.id, view.day))
        if (kind === 'indicator') indicators.add(id);
    }
  }
  return { records: [...records.values()], indicators: [...indicators] };
}

/** Records with a citation of the text of a provision's law, at its number. */
function citing(view: View, provision: Provision): AnyRecord[] {
  const texts = view.dataset.get('law', provision.law)?.texts ?? [];
  return texts.flatMap((source) =>
    view.dataset.backlinks(source).flatMap(({ record, path }) => {
      const parent = path
        .slice(0, -1)
        .reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], record);
      const isCitation = typeof parent === 'object' && parent !== null && 'locator' in parent;
      return isCitation && provisionsCited(view.dataset, parent as Citation).includes(provision) ? [record] : [];
    }),
  );
}

export function RestsOn({ view, provision }: { view: View; provision: Provision }): Html {
  const { dataset, t } = view;
  const { records, indicators } = restsOn(view, provision);
  const marked = new Set(
    reviewOf(
      dataset,
      records.map(({ record }) => record.id),
      view.day,
    ).flatMap(({ record, reason }) => (reason === 'sources-disagree' ? [] : [record])),
  );
  const of = (kind: KindName) => records.filter(({ record }) => record.kind === kind);
  const [findings, recommendations] = [of('finding'), of('recommendation')];
  const others = records.filter(({ record }) => record.kind !== 'finding' && record.kind !== 'recommendation');
  const total = records.length + indicators.length;
  return (
    <section aria-labelledby="rests-h">
      <div class="sec-h">
        <h2 id="rests-h">{t('provision.rests')}</h2>
        {total > 0 && <p class="small dim">{t('provision.rests-count', { n: total, review: marked.size })}</p>}
      </div>
      {total === 0 && <p class="dim">{t('provision.rests-none')}</p>}
      <Group view={view} title={t('section.findings')} entries={findings} marked={marked} />
      <Indicators view={view} country={provision.country ?? ''} ids={indicators} />
      <Group view={view} title={t('section.recommendations')} entries={recommendations} marked={marked} />
      <Group view={view} title={t('provision.other')} entries={others} marked={marked} />
    </section>
  );
}

/** Groups longer than this are folded after so many. */
const UNFOLDED = 12;

interface GroupProps {
  readonly view: View;
  readonly title: string;
  readonly entries: readonly Resting[];
  readonly marked: ReadonlySet<string>;
}

function Group({ view, title, entries, marked }: GroupProps): Html | null {
  if (entries.length === 0) return null;
  // What waits for a check comes first. What does not count on the day shown stands apart.
  const isNow = ({ record }: Resting) =>
    marked.has(record.id) || record.kind !== 'finding' || holdsOn(record, view.day);
  const now = entries
    .filter(isNow)
    .toSorted((a, b) => Number(marked.has(b.record.id)) - Number(marked.has(a.record.id)));
  const other = entries.filter((entry) => !isNow(entry));
  const list = (some: readonly Resting[]) => (
    <ul class="deps">
      {some.map((entry) => (
        <li>
          <span>
            <Entry view={view} entry={entry} />
          </span>
          <Flags view={view} review={marked.has(entry.record.id)} />
        </li>
      ))}
    </ul>
  );
  const rest = now.slice(UNFOLDED);
  return (
    <>
      <h3 class="spaced">
        {title} <span class="dim num">{entries.length}</span>
      </h3>
      {now.length > 0 ? list(now.slice(0, UNFOLDED)) : <p class="dim">{view.t('provision.rests-not-now')}</p>}
      {rest.length > 0 && (
        <details>
          <summary>{view.t('record.more', { n: rest.length })}</summary>
          {list(rest)}
        </details>
      )}
      {other.length > 0 && (
        <details>
          <summary>{view.t('provision.rests-other', { n: other.length })}</summary>
          {list(other)}
        </details>
      )}
    </>
  );
}

/** Statuses that use the findings of the day. */
function Indicators({ view, country, ids }: { view: View; country: string; ids: readonly string[] }): Html | null {
  if (ids.length === 0) return null;
  const list = (some: readonly string[]) => (
    <ul class="deps">
      {some.map((id) => {
        const indicator = view.dataset.indicator(id);
        return (
          indicator && (
            <li>
              <a href={view.indicatorLink(country, id)}>{view.say(indicator.body.title)}</a>
              <span class="dim small">{view.text(indicator.framework.title)}</span>
            </li>
          )
        );
      })}
    </ul>
  );
  const rest = ids.slice(UNFOLDED);
  return (
    <>
      <h3 class="spaced">
        {view.t('country.indicators')} <span class="dim num">{ids.length}</span>
      </h3>
      {list(ids.slice(0, UNFOLDED))}
      {rest.length > 0 && (
        <details>
          <summary>{view.t('record.more', { n: rest.length })}</summary>
          {list(rest)}
        </details>
      )}
    </>
  );
}

function Entry({ view, entry: { record, through } }: { view: View; entry: Resting }): Html {
  return (
    <>
      <RecordLink view={view} id={record.id} /> <Particulars view={view} record={record} />
      {through && (
        <span class="because-short">
          {unbroken(view.t('provision.through', { article: articleOfYear(view, through) }))}
        </span>
      )}
    </>
  );
}

function Particulars({ view, record }: { view: View; record: AnyRecord }): Html {
  switch (record.kind) {
    case 'finding':
      return (
        <>
          <b>{answerText(view, view.dataset.get('question', record.question), record.value)}</b>{' '}
          {view.period(record.from, record.to)}
          {record.rank === 'deprecated' && <span class="dim small"> {view.t('value.deprecated')}</span>}
        </>
      );
    case 'recommendation':
      return (
        <span class="dim">
          {view.text(record.body)}, {record.date.slice(0, 4)}
        </span>
      );
    default:
      return <span class="dim small">{view.t(`kind.${record.kind}`)}</span>;
  }
}

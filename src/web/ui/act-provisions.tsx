/**
 * What an act does to each provision: the change in words, when it takes effect, and the words before and after.
 * Always true: where the record does not have the words, the page says so and shows none.
 */
import type { Effect, ProvisionEffect } from '../../core/law/effect.ts';
import { firstDay, type PartialDate } from '../../core/time.ts';
import { type Html, unbroken, type View } from '../context.tsx';
import { VersionDiff } from './diff.tsx';
import { BasisOfDate } from './evidence.tsx';
import { VersionWords } from './law-body.tsx';
import { Acts } from './law-words.tsx';
import { Sources } from './marks.tsx';
import { ArticleName } from './records.tsx';

/** A change with the anchor of its place on the page. */
export type Placed = ProvisionEffect & { readonly anchor: string };

/** The changes with anchors, by day and by law: what is in force first stands first, what has no day stands last. */
export function placed(effect: Effect): Placed[] {
  const taken = new Map<string, number>();
  const order = ({ date }: ProvisionEffect) => (date === undefined ? Infinity : firstDay(date));
  return effect.provisions
    .map((one) => {
      const law = lawOf(one);
      const base = `${law.split('/').at(-1)}-${numberOf(one)}`.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
      const n = (taken.get(base) ?? 0) + 1;
      taken.set(base, n);
      return { ...one, anchor: n === 1 ? base : `${base}_${n}` };
    })
    .sort((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)));
}

function lawOf({ provision, instruction }: ProvisionEffect): string {
  return provision?.law ?? instruction?.law ?? '';
}

function numberOf({ provision, instruction }: ProvisionEffect): string {
  return provision?.number ?? instruction?.number ?? '';
}

/** "article 134", or the whole law where no article is named. */
function PlaceName({ view, one }: { view: View; one: ProvisionEffect }): Html {
  if (one.provision) return <ArticleName view={view} provision={one.provision} />;
  const number = numberOf(one);
  if (number !== '') return <>{unbroken(view.t('law.article', { number }))}</>;
  return <>{view.t(one.action === 'repeal' || one.action === 'suspend' ? 'act.whole-law' : 'act.no-article')}</>;
}

/** The changes by day and law, in order. */
function groupsOf(all: readonly Placed[]): Placed[][] {
  return [...Map.groupBy(all, (one) => `${one.date ?? ''} ${lawOf(one)}`).values()];
}

interface ProvisionsProps {
  readonly view: View;
  readonly all: readonly Placed[];
  readonly hypothetical: boolean;
}

/** The contents list: every article with what happens to it and when. */
export function ProvisionContents({ view, all, hypothetical }: ProvisionsProps): Html {
  return (
    <>
      {groupsOf(all).map((group) => (
        <>
          <p class="small spaced-s">
            <b>{group[0] && <GroupTitle view={view} of={group[0]} hypothetical={hypothetical} />}</b>
          </p>
          <ul class="jump">
            {group.map((one) => (
              <li>
                <a href={`#${one.anchor}`}>
                  <PlaceName view={view} one={one} />
                </a>{' '}
                <span class="dim small">{view.t(`act.action.${one.action}`)}</span>
              </li>
            ))}
          </ul>
        </>
      ))}
    </>
  );
}

/** The law, and the day on which the changes enter into force; the day of a bill is supposed, and said once above. */
function GroupTitle({ view, of, hypothetical }: { view: View; of: Placed; hypothetical: boolean }): Html {
  const law = view.dataset.get('law', lawOf(of));
  return (
    <>
      {law ? view.say(law.title) : view.t('record.not-on-record')}
      {!hypothetical &&
        `, ${of.date === undefined ? view.t('act.no-day') : view.t('act.from', { date: view.date(of.date) })}`}
    </>
  );
}

/** Every change, article by article. */
export function ProvisionEffects({ view, all, hypothetical }: ProvisionsProps): Html {
  const compares = all.some(({ before, after }) => before && after);
  return (
    <>
      {compares && <p class="small dim">{view.t('diff.own-words')}</p>}
      {groupsOf(all).map((group) => (
        <>
          <h3 class="spaced">{group[0] && <GroupTitle view={view} of={group[0]} hypothetical={hypothetical} />}</h3>
          {group.map((one) => (
            <One view={view} one={one} hypothetical={hypothetical} />
          ))}
        </>
      ))}
    </>
  );
}

function One({ view, one, hypothetical }: { view: View; one: Placed; hypothetical: boolean }): Html {
  const { t } = view;
  const { provision, instruction, action, anchor } = one;
  const stored = provision && view.dataset.get('provision', provision.id);
  const heading = one.after?.heading ?? provision?.heading;
  const isNumbered = /^\d/.test(numberOf(one));
  const applies = one.after?.appliesFrom ?? instruction?.appliesFrom;
  const renumbered = action === 'renumber' ? instruction?.number : undefined;
  const basis = instruction?.basisOfDate ?? one.after?.basisOfDate;
  return (
    <article class="effect" id={anchor} aria-labelledby={`${anchor}-h`}>
      <h4 id={`${anchor}-h`}>
        {stored ? (
          <a href={view.recordLink(stored, dayAfter(view, one, hypothetical))}>
            <PlaceName view={view} one={one} />
          </a>
        ) : (
          <PlaceName view={view} one={one} />
        )}
        {heading && isNumbered && <span class="because-short">{view.say(heading)}</span>}
      </h4>
      <p class="meta">
        <span class="tag">{t(`act.action.${action}`)}</span>
        {renumbered && <span class="small">{t('act.new-number', { number: renumbered })}</span>}
        {action === 'suspend' && instruction?.to && (
          <span class="small">{t('act.suspended-until', { date: view.date(instruction.to) })}</span>
        )}
        {applies && <span class="tag">{t('act.retroactive', { date: view.date(applies) })}</span>}
      </p>
      {instruction?.change && <p class="measure">{view.say(instruction.change)}</p>}
      <Words view={view} one={one} hypothetical={hypothetical} />
      {basis && !standsAlone(one) && <BasisOfDate view={view} basis={basis} />}
      {instruction?.citations && !standsAlone(one) && <Sources view={view} citations={instruction.citations} />}
    </article>
  );
}

/** Whether the new words are shown whole, with the sources of the version. */
const standsAlone = ({ action, before, after }: Placed): boolean =>
  after !== undefined && before === undefined && ['amend', 'replace', 'insert'].includes(action);

/** A link to the provision shows the words the act made, unless they are only supposed. */
function dayAfter(view: View, { date, words }: Placed, hypothetical: boolean): { asOf?: PartialDate } {
  return !hypothetical && words === 'recorded' && date !== undefined && firstDay(date) !== view.day
    ? { asOf: date }
    : {};
}

function Words({ view, one, hypothetical }: { view: View; one: Placed; hypothetical: boolean }): Html | null {
  const { t } = view;
  const { before, after, action, words, date, provision } = one;
  if (words === 'unknown' && action !== 'repeal' && action !== 'suspend') {
    const checked = provision?.textCheckedOn;
    const merged = checked !== undefined && date !== undefined && firstDay(date) <= firstDay(checked);
    return (
      <div class="call">
        <p>{merged ? t('act.words-merged', { date: view.date(checked) }) : t('act.words-unknown')}</p>
        {before && !merged && (
          <details>
            <summary>{t('act.until-then')}</summary>
            <VersionWords headed={false} view={view} version={before} provision={provision?.id ?? ''} />
          </details>
        )}
      </div>
    );
  }
  const computed = words === 'computed' && !hypothetical && <p class="note">{t('act.words-computed')}</p>;
  if (action === 'repeal' || action === 'suspend' || action === 'renumber' || !after) {
    return before ? (
      <>
        {computed}
        <details>
          <summary>{t(action === 'repeal' ? 'act.until-then' : 'act.what-it-says')}</summary>
          <VersionWords headed={false} view={view} version={before} provision={provision?.id ?? ''} />
        </details>
      </>
    ) : null;
  }
  return (
    <>
      {computed}
      {before ? (
        <VersionDiff
          view={view}
          before={before}
          after={after}
          heading={provision?.heading}
          names={[t('act.before'), t(hypothetical ? 'act.if-passed' : 'act.after')]}
          layout="side"
        />
      ) : (
        <>
          {action !== 'insert' && <p class="note">{t('act.before-unknown')}</p>}
          <VersionWords headed={false} view={view} version={after} provision={provision?.id ?? ''} />
        </>
      )}
    </>
  );
}

/** Links to the laws an act changes. */
export function LawsChanged({ view, all }: { view: View; all: readonly Placed[] }): Html {
  return <Acts view={view} ids={[...new Set(all.map(lawOf))].filter((id) => id !== '')} />;
}

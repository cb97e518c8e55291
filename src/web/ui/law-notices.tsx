/**
 * What a reader must know before citing a provision: how it stands on the day, what took its place, what is known and
 * not shown yet, what is coming, and where a number misleads.
 */
import { type Change, type Order, outstanding } from '../../core/law/amend.ts';
import { predecessorsOf, standingBefore, standingFor, successorsOf } from '../../core/law/concordance.ts';
import { endOf, type Force, type InForce } from '../../core/law/versions.ts';
import type { Provision, Version } from '../../core/model/index.ts';
import { type Day, firstDay, holdsOn, isApproximate } from '../../core/time.ts';
import { type Html, unbroken, type View } from '../context.tsx';
import { BillLink } from './law-news.tsx';
import { articleOfYear, exactness, Happened, headingOn, Said } from './law-words.tsx';
import { Icon } from './marks.tsx';
import { isNumbered, RecordLink } from './records.tsx';

interface StandingProps {
  readonly view: View;
  readonly provision: Provision;
  readonly force: Force;
  readonly held: InForce | undefined;
}

/** How the provision stands on the day, in one line. */
export function Standing({ view, provision, force, held }: StandingProps): Html {
  const { t } = view;
  const versions = t('provision.version-of', { n: (held?.index ?? 0) + 1, total: provision.versions.length });
  return (
    <p class="standing" data-force={force}>
      <Icon name={`f-${force}`} />
      <span>
        <b>{forceName(view, provision, force)}</b> {standingWords(view, provision, force, held)}
        {held && <span class="dim"> {versions}</span>}
      </span>
    </p>
  );
}

/** How it stands, in a few words; words that were there before the first on file are told from days nobody knows. */
export function forceName(view: View, provision: Provision, force: Force): string {
  return view.t(force === 'unknown' && begunLater(view, provision) ? 'force.words-missing' : `force.${force}`);
}

/** The day on which the first words on file begin, where it is still to come. */
function begunLater(view: View, { versions: [first] }: Provision): string | undefined {
  return first?.from !== undefined && firstDay(first.from) > view.day ? first.from : undefined;
}

function standingWords(view: View, provision: Provision, force: Force, held: InForce | undefined): string {
  const { t } = view;
  const first = provision.versions[0]?.from;
  switch (force) {
    case 'in-force':
    case 'suspended': {
      const since = held?.version.from;
      const halt = held?.version.suspended?.find((period) => holdsOn(period, view.day));
      if (force === 'suspended' && halt) return view.periodText(halt.from, halt.to, 'long');
      return since ? t('force.in-these-words', { period: view.periodText(since, held?.version.to, 'long') }) : '';
    }
    case 'ended': {
      const end = lastEnd(view, provision);
      return end === undefined ? '' : view.periodText(end, undefined, 'long');
    }
    case 'not-yet':
      return first === undefined ? '' : t('force.from', { date: view.date(first), exact: exactness(first) });
    default: {
      const later = begunLater(view, provision);
      return later === undefined
        ? t('force.no-dates')
        : t('force.first-words', { date: view.date(later), exact: exactness(later) });
    }
  }
}

/** The end that counts on the day: of the last version before a gap, else of the provision or its law. */
function lastEnd(view: View, provision: Provision): string | undefined {
  const past = provision.versions.findLast(({ to }) => to !== undefined && firstDay(to) <= view.day)?.to;
  const end = endOf(view.dataset, provision);
  return end !== undefined && firstDay(end) <= view.day ? end : past;
}

/** What took its place, what is known and not shown yet, and what is coming; each where it applies. */
export function Notices({ view, provision, force }: Omit<StandingProps, 'held'>): Html {
  const { missing, coming, bills } = outstanding(view.dataset, provision, view.day);
  return (
    <div class="notices">
      {force === 'ended' && <Replaced view={view} provision={provision} />}
      {force === 'not-yet' && <StoodBefore view={view} provision={provision} />}
      {missing.length > 0 && <Missing view={view} changes={missing} />}
      {coming.length > 0 && <Coming view={view} changes={coming} />}
      {bills.length > 0 && <Bills view={view} orders={bills} />}
    </div>
  );
}

/** Of a provision that has ended: by whom, and what stands in its place. */
function Replaced({ view, provision }: { view: View; provision: Provision }): Html {
  const { t, dataset } = view;
  const standing = standingFor(dataset, provision, view.day);
  const by = provision.versions.findLast(({ to }) => to !== undefined && firstDay(to) <= view.day)?.repealedBy;
  return (
    <div class="call review">
      {standing.length > 0 ? (
        <ul>
          {standing.map((one) => (
            <li>
              <b>{t(view.asOf === undefined ? 'provision.now' : 'provision.on-this-day')}</b>{' '}
              <RecordLink view={view} id={one.id} />
              {': '}
              {view.say(headingOn(view, one))}
            </li>
          ))}
        </ul>
      ) : (
        <p>{t('provision.no-successor')}</p>
      )}
      {by && <p>{view.rich('provision.repealed-by', { act: <RecordLink view={view} id={by} /> })}</p>}
      <p>{t('provision.kept-as-cited')}</p>
    </div>
  );
}

/** Of a provision that does not hold yet: what stood in its place on the day. */
function StoodBefore({ view, provision }: { view: View; provision: Provision }): Html | null {
  const before = standingBefore(view.dataset, provision, view.day);
  if (before.length === 0) return null;
  return (
    <div class="call">
      {before.map((old) => (
        <p>{view.rich('provision.stood-before', { provision: <RecordLink view={view} id={old.id} asWas /> })}</p>
      ))}
    </div>
  );
}

function Missing({ view, changes }: { view: View; changes: readonly Change[] }): Html {
  return (
    <section class="call review" aria-labelledby="missing-h">
      <h2 id="missing-h">{view.t('provision.missing')}</h2>
      <p>{view.t('provision.missing-lead')}</p>
      <ChangeList view={view} changes={changes} />
    </section>
  );
}

function Coming({ view, changes }: { view: View; changes: readonly Change[] }): Html {
  return (
    <section class="call coming" aria-labelledby="coming-h">
      <h2 id="coming-h">{view.t('provision.coming')}</h2>
      <ChangeList view={view} changes={changes} />
    </section>
  );
}

export function ChangeList({ view, changes }: { view: View; changes: readonly Change[] }): Html {
  return (
    <ul>
      {changes.map(({ date, by, action, instructions }) => (
        <li>
          <b>{date ? view.date(date) : view.t('lane.no-day')}</b>: <Happened view={view} action={action} by={by} />
          <Said view={view} instructions={instructions} />
        </li>
      ))}
    </ul>
  );
}

function Bills({ view, orders }: { view: View; orders: readonly Order[] }): Html {
  return (
    <section class="call" aria-labelledby="bills-h">
      <h2 id="bills-h">{view.t('provision.bills')}</h2>
      <p>{view.t('provision.bills-lead')}</p>
      <ul>
        {orders.map(({ act, instruction }) => (
          <li>
            <BillLink view={view} law={act} />
            {instruction.change && <span class="because-short">{view.say(instruction.change)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Same number, facts from before, dates half known, the day up to which the text was checked. */
export function Cautions({
  view,
  provision,
  version,
}: {
  view: View;
  provision: Provision;
  version: Version | undefined;
}): Html | null {
  const { t } = view;
  const halfKnown = [version?.from, version?.to].filter((date) => date !== undefined && isApproximate(date));
  const cautions = [
    ...sameNumber(view, provision).map((other) => (
      <p>
        <b>{t('provision.same-number')}</b>{' '}
        {view.rich('provision.same-number-text', {
          provision: <RecordLink view={view} id={other.id} asWas />,
          heading: view.say(headingOn(view, other)),
        })}
      </p>
    )),
    version?.appliesFrom && (
      <p>
        <b>{t('provision.retroactive')}</b> {t('provision.retroactive-text', { date: view.date(version.appliesFrom) })}
      </p>
    ),
    halfKnown.length > 0 && (
      <p>
        <b>{t('provision.half-known')}</b>{' '}
        {t('provision.half-known-text', { date: halfKnown.map((date) => view.date(date ?? '')).join(', ') })}
      </p>
    ),
    provision.note && <p>{view.say(provision.note)}</p>,
    provision.textCheckedOn && <p>{t('provision.checked', { date: view.date(provision.textCheckedOn) })}</p>,
  ].filter(Boolean);
  return cautions.length > 0 ? <div class="call spaced">{cautions}</div> : null;
}

/** Articles with the same number in the laws before and after, which are not its own predecessors and successors. */
function sameNumber(view: View, provision: Provision): Provision[] {
  if (!isNumbered(provision)) return [];
  const { dataset } = view;
  const laws = lineage(view, provision.law);
  const own = new Set([...predecessorsOf(dataset, provision), ...successorsOf(dataset, provision.id), provision]);
  return dataset
    .inCountry('provision', provision.country ?? '')
    .filter((other) => other.number === provision.number && laws.has(other.law) && !own.has(other));
}

/** Laws that came before and after a law, however far: where the same number misleads. */
function lineage(view: View, law: string): Set<string> {
  const country = view.dataset.get('law', law)?.country ?? '';
  const found = new Set([law]);
  // A set grows while it is walked: what is added is walked too.
  for (const id of found) {
    for (const one of view.dataset.inCountry('law', country)) {
      if (one.id === id && one.successor) found.add(one.successor);
      if (one.successor === id) found.add(one.id);
    }
  }
  found.delete(law);
  return found;
}

/** Rulings that stood on the day and say what the provision means, or what its predecessors meant. */
export function Interpretations({
  view,
  of,
  rulings,
}: {
  view: View;
  of: Provision;
  rulings: readonly { readonly ruling: Provision; readonly on: Provision; readonly version: Version | undefined }[];
}): Html | null {
  if (rulings.length === 0) return null;
  return (
    <section class="sec" aria-labelledby="rulings-h">
      <h2 id="rulings-h">{view.t('provision.interpretations')}</h2>
      <ul class="entries">
        {rulings.map(({ ruling, on, version }) => {
          const law = view.dataset.get('law', ruling.law);
          return (
            <li>
              <h3>
                <RecordLink view={view} id={ruling.id}>
                  {view.say(ruling.heading)}
                </RecordLink>
              </h3>
              <p class="small dim">
                {law && view.say(law.title)}
                {law?.adopted && <>, {view.date(law.adopted)}</>}
                {on !== of && (
                  <>. {view.rich('provision.ruling-on-old', { article: <>{unbroken(articleOfYear(view, on))}</> })}</>
                )}
              </p>
              {version && <p class="reading">{view.say(version.summary)}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What a ruling is on: each provision with what stands in its place on the day. */
export function Interprets({ view, provision }: { view: View; provision: Provision }): Html | null {
  if (!provision.interprets) return null;
  return (
    <section class="spaced" aria-labelledby="interprets-h">
      <h2 class="h3" id="interprets-h">
        {view.t('provision.interprets')}
      </h2>
      <ul class="quiet-list">
        {provision.interprets.map((id) => (
          <li>
            <RecordLink view={view} id={id} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The days worth seeing: on which a version began, and the day an announced one will. */
export function daysOf(provision: Provision, today: Day): string[] {
  const begun = provision.versions.flatMap(({ from }) => from ?? []);
  const past = begun.filter((from) => firstDay(from) <= today).slice(-4);
  return [...past, ...begun.filter((from) => firstDay(from) > today).slice(0, 1)];
}

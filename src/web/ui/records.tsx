/** What a record is called, and links to records by their id: the one place that knows the name of every kind. */
import type { Child } from 'hono/jsx';
import { isConfirmed, withoutNumber } from '../../core/commitments/services.ts';
import { standingFor } from '../../core/law/concordance.ts';
import { compareNumbers, forceOf } from '../../core/law/versions.ts';
import type { Localised } from '../../core/localised.ts';
import type { AnyRecord, Provision } from '../../core/model/index.ts';
import { type Html, unbroken, type View } from '../context.tsx';

/** The name of a record, as a reader would call it, with its language marks. */
export function recordName(view: View, record: AnyRecord): Html {
  if (record.kind === 'treaty-report') {
    return (
      <>
        {titleById(view, record.instrument)}: {view.plain(record.cycle)}
      </>
    );
  }
  const name = nameOf(view, record);
  return typeof name === 'string' ? <>{unbroken(name)}</> : view.say(name.text);
}

/** The name of a record where no element can stand. */
export function recordTitle(view: View, record: AnyRecord): string {
  const name = nameOf(view, record);
  return typeof name === 'string' ? name : view.text(name.text);
}

/** Either a text of the record, or a name made in the language of the page. */
function nameOf(view: View, record: AnyRecord): string | { readonly text: Localised } {
  switch (record.kind) {
    case 'country':
    case 'organisation':
      return { text: record.name };
    case 'service':
      return isConfirmed(record, view.today) || record.phone === undefined
        ? { text: record.name }
        : withoutNumber(view.text(record.name), record, view.today);
    case 'provision':
      return provisionTitle(view, record);
    case 'question':
      return { text: record.wording };
    case 'finding':
      return titleById(view, record.question);
    case 'treaty-action':
      return `${titleById(view, record.instrument)}: ${view.t(`value.${record.action}`)}`;
    case 'treaty-report':
      return `${titleById(view, record.instrument)}: ${record.cycle}`;
    case 'theme':
      return `${record.number}. ${view.text(record.title)}`;
    case 'recommendation':
      return { text: record.text };
    case 'override':
      return view.t('record.override-of', { indicator: titleById(view, record.indicator) });
    case 'published-status':
      return view.t('record.published-by', {
        assessor: view.text(record.assessor),
        indicator: titleById(view, record.indicator),
      });
    case 'term':
      return { text: record.preferred };
    case 'parameter':
      return { text: record.label };
    case 'waiver':
      return { text: record.reason };
    default:
      return { text: record.title };
  }
}

/** The name of a record or an indicator by its id; words that say so where there is none. */
export function titleById(view: View, id: string): string {
  const record = view.dataset.find(id);
  if (record) return recordTitle(view, record);
  const indicator = view.dataset.indicator(id);
  return indicator ? view.text(indicator.body.title) : view.t('record.not-on-record');
}

/** "Criminal Code of 2014, article 134". */
export function provisionTitle(view: View, provision: Provision): string {
  const law = view.dataset.get('law', provision.law);
  return law ? `${view.text(law.title)}, ${articleTitle(view, provision)}` : articleTitle(view, provision);
}

/** Whether a provision is known by a number, and not by its heading alone. */
export const isNumbered = (provision: Provision): boolean => /^\d/.test(provision.number);

/** "article 134", or the heading where the number is not known. */
export function articleTitle(view: View, provision: Provision): string {
  return isNumbered(provision) ? view.t('law.article', { number: provision.number }) : view.text(provision.heading);
}

/** The same where an element can stand: the number never breaks at its hyphen, a heading tells its language. */
export function ArticleName({ view, provision }: { view: View; provision: Provision }): Html {
  return isNumbered(provision) ? <>{unbroken(articleTitle(view, provision))}</> : view.say(provision.heading);
}

interface RecordLinkProps {
  readonly view: View;
  readonly id: string;
  /** Whether a provision is shown for what it was, without what took its place. */
  readonly asWas?: boolean;
  readonly children?: Child;
}

/**
 * A link to a record or an indicator by its id; words alone where it is not on the record as known then. A provision
 * that has ended by the day shown is followed by the one that stands in its place.
 */
export function RecordLink({ view, id, asWas, children }: RecordLinkProps): Html {
  const record = view.dataset.find(id);
  if (record) {
    const link = <a href={view.recordLink(record)}>{children ?? recordName(view, record)}</a>;
    if (asWas || record.kind !== 'provision') return link;
    return (
      <>
        {link}
        <NowArticle view={view} provisions={[record]} />
      </>
    );
  }
  const indicator = view.dataset.indicator(id);
  if (indicator) return <a href={view.recordLink(id)}>{children ?? view.say(indicator.body.title)}</a>;
  return <span class="dim">{children ?? view.t('record.not-on-record')}</span>;
}

/** More provisions than this are counted, not named. */
const MOST_NAMED = 4;

/**
 * "now article 135": what stands in the place of provisions that have ended by the day shown. Nothing where they hold,
 * where nothing is known to have followed, and of provisions in `besides`, whose present place stands there already.
 */
export function NowArticle({
  view,
  provisions,
  besides = [],
  named = besides,
}: {
  view: View;
  provisions: readonly Provision[];
  besides?: readonly string[];
  /** Provisions that stand beside it by their own name, to which nothing need point. */
  named?: readonly string[];
}): Html | null {
  const { dataset, day } = view;
  const ended = provisions.filter((one) => !besides.includes(one.id) && forceOf(dataset, one, day) === 'ended');
  const now = [...new Set(ended.flatMap((one) => standingFor(dataset, one, day)))]
    .filter((one) => !provisions.includes(one) && !named.includes(one.id))
    .sort((a, b) => compareNumbers(a.number, b.number));
  if (now.length === 0) return null;
  const successors = new Set(ended.flatMap(({ law }) => laterLaws(view, law)));
  const links = now.slice(0, MOST_NAMED).map((one, index) => {
    const law = dataset.get('law', one.law);
    const isExpected = successors.has(one.law);
    return (
      <>
        {index > 0 && ', '}
        <a href={view.recordLink(one)}>
          {isExpected ? <ArticleName view={view} provision={one} /> : recordName(view, one)}
          {isExpected && law && <span class="vh"> ({view.text(law.title)})</span>}
        </a>
      </>
    );
  });
  const more = now.length - MOST_NAMED;
  return (
    <>
      {' '}
      <span class="now">
        {view.rich('law.now', { provisions: <>{links}</> })}
        {more > 0 && ` ${view.t('law.now-more', { n: more })}`}
      </span>
    </>
  );
}

/** The laws that replaced a law, one after another. */
function laterLaws(view: View, law: string): string[] {
  const found: string[] = [];
  for (let next = view.dataset.get('law', law)?.successor; next && !found.includes(next); ) {
    found.push(next);
    next = view.dataset.get('law', next)?.successor;
  }
  return found;
}

/** Records as a plain list of links. */
export function RecordList({ view, ids }: { view: View; ids: readonly string[] }): Html {
  return (
    <ul class="quiet-list">
      {ids.map((id) => (
        <li>
          <RecordLink view={view} id={id} />
        </li>
      ))}
    </ul>
  );
}

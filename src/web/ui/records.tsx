/** What a record is called, and links to records by their id: the one place that knows the name of every kind. */
import type { Child } from 'hono/jsx';
import type { Localised } from '../../core/localised.ts';
import type { AnyRecord, RecordOf } from '../../core/model/index.ts';
import type { Html, View } from '../context.tsx';
import { isConfirmed, withoutNumber } from './services.ts';

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
  return typeof name === 'string' ? <>{name}</> : view.say(name.text);
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
export function provisionTitle(view: View, provision: RecordOf<'provision'>): string {
  const law = view.dataset.get('law', provision.law);
  return law ? `${view.text(law.title)}, ${articleTitle(view, provision)}` : articleTitle(view, provision);
}

/** "article 134", or the heading where the number is not known. */
export function articleTitle(view: View, provision: RecordOf<'provision'>): string {
  return /^\d/.test(provision.number)
    ? view.t('law.article', { number: provision.number })
    : view.text(provision.heading);
}

/** A link to a record or an indicator by its id; words alone where it is not on the record as known then. */
export function RecordLink({ view, id, children }: { view: View; id: string; children?: Child }): Html {
  const record = view.dataset.find(id);
  if (record) return <a href={view.recordLink(record)}>{children ?? recordName(view, record)}</a>;
  const indicator = view.dataset.indicator(id);
  if (indicator) return <a href={view.recordLink(id)}>{children ?? view.say(indicator.body.title)}</a>;
  return <span class="dim">{children ?? view.t('record.not-on-record')}</span>;
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

/** Answers, readings and their sources: how a finding is shown wherever it stands. No statement without both. */
import { type Answer, type Finding, NO_INFORMATION, type Question } from '../../core/model/index.ts';
import { isPartialDate } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { hasMessage } from '../i18n.ts';
import { Sources } from './marks.tsx';
import { NowArticle, RecordLink, recordName } from './records.tsx';

/** An answer in the words of the page. */
export function answerText(view: View, question: Question | undefined, value: Answer | undefined): string {
  if (value === undefined) return view.t('answer.unknown');
  if (value === NO_INFORMATION) return view.t('answer.no-information');
  if (typeof value === 'boolean') return view.t(value ? 'answer.yes' : 'answer.no');
  if (typeof value === 'number') return quantity(view, value, question?.unit);
  const option = question?.options?.find(({ id }) => id === value);
  if (option) return view.text(option.label);
  return isPartialDate(value) ? view.date(value) : value;
}

/** A number with its unit. */
function quantity(view: View, value: number, unit?: string): string {
  if (unit === undefined) return view.number(value);
  const key = `unit.${unit.toLowerCase().replaceAll(' ', '-')}`;
  return hasMessage(key) ? view.t(key, { n: value }) : `${view.number(value)} ${unit}`;
}

/** Provisions a finding rests on; the link keeps the day, so it opens the version of that day. */
export function ProvisionLinks({ view, ids }: { view: View; ids: readonly string[] }): Html {
  return (
    <>
      {ids.map((id) => {
        const provision = view.dataset.get('provision', id);
        return (
          provision && (
            <span class="small">
              <a href={view.recordLink(provision)}>{recordName(view, provision)}</a>
              <NowArticle view={view} provisions={[provision]} named={ids} />
            </span>
          )
        );
      })}
    </>
  );
}

/** How a date was derived where no source gives it. */
export function BasisOfDate({ view, basis }: { view: View; basis: string }): Html {
  return <p class="note">{view.rich('finding.basis-of-date', { basis: view.plain(basis) })}</p>;
}

/** Period, provisions, sources and who has looked at it. */
function FindingMeta({ view, finding }: { view: View; finding: Finding }): Html {
  return (
    <>
      <p class="meta">
        {view.period(finding.from, finding.to)}
        <ProvisionLinks view={view} ids={finding.provisions ?? []} />
      </p>
      <Sources view={view} citations={finding.citations} besides={finding.provisions} />
      <p class="note">
        {view.t('finding.read-on', { date: view.date(finding.readOn) })}
        {finding.verifiedOn && ` ${view.t('finding.verified-on', { date: view.date(finding.verifiedOn) })}`}{' '}
        {view.t(`finding.review.${finding.review}`)}{' '}
        <RecordLink view={view} id={finding.id}>
          {view.t('finding.record')}
        </RecordLink>
      </p>
    </>
  );
}

/** One reading of a question: the answer, why, and where it comes from. */
export function Reading({
  view,
  finding,
  question,
}: {
  view: View;
  finding: Finding;
  question: Question | undefined;
}): Html {
  return (
    <div>
      <p>
        <b>{answerText(view, question, finding.value)}</b>
        {finding.rationale && <>. {view.say(finding.rationale)}</>}
      </p>
      {finding.rank && finding.rank !== 'normal' && (
        <p class="small dim">
          <b>{view.t(`value.${finding.rank}`)}</b>
          {finding.rankReason && <>: {view.say(finding.rankReason)}</>}
        </p>
      )}
      {finding.basisOfDate && <BasisOfDate view={view} basis={finding.basisOfDate} />}
      <FindingMeta view={view} finding={finding} />
    </div>
  );
}

/** Treaty articles something follows from. */
export function Basis({
  view,
  of,
}: {
  view: View;
  of: readonly { readonly instrument: string; readonly article?: string | undefined }[];
}): Html {
  const grouped = Map.groupBy(of, ({ instrument }) => instrument);
  return (
    <ul class="quiet-list">
      {[...grouped].map(([instrument, entries]) => {
        const articles = entries.flatMap(({ article }) => article ?? []);
        return (
          <li>
            <RecordLink view={view} id={instrument} />
            {articles.length > 0 && (
              <span class="dim">, {view.t('basis.articles', { list: articles.join(', '), n: articles.length })}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

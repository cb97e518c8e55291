/**
 * What rests on the provisions an act changes: findings, statuses, recommendations.
 * Always true: a finding counts as checked only where a person verified it on or after the day of the change; nothing
 * here is concluded from the act alone.
 */
import type { Effect, StatusEffect } from '../../core/law/effect.ts';
import type { Answer, Finding } from '../../core/model/index.ts';
import { lastVerified, reviewOf } from '../../core/review.ts';
import { firstDay, holdsOn, isoDay, type PartialDate } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { answerText } from './evidence.tsx';
import { Flags, Icon, Status } from './marks.tsx';
import { progressOn } from './recommendations.tsx';
import { RecordLink, titleById } from './records.tsx';
import * as roles from './table.ts';

/** The latest day on which the act changes something that a record rests on. */
function touchedOn(effect: Effect, provisions: readonly string[]): PartialDate | undefined {
  return effect.provisions
    .flatMap(({ provision, date }) =>
      provision && date !== undefined && provisions.includes(provision.id) ? [date] : [],
    )
    .sort((a, b) => firstDay(a) - firstDay(b))
    .at(-1);
}

/** Findings that rest on what changes, with the answer, and whether a person has checked it since. */
export function FindingsTouched({ view, effect }: { view: View; effect: Effect }): Html {
  const { t } = view;
  return (
    <table {...roles.table} class="tbl stack">
      <caption>{t('act.findings-caption')}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          <th {...roles.columnHead}>{t('act.question')}</th>
          <th {...roles.columnHead}>{t('act.answer')}</th>
          <th {...roles.columnHead}>{t('act.rests-on')}</th>
          <th {...roles.columnHead}>{t('act.checked')}</th>
        </tr>
      </thead>
      <tbody {...roles.group}>
        {effect.findings.map((finding) => (
          <tr {...roles.row}>
            <th {...roles.rowHead}>
              <RecordLink view={view} id={finding.id} />
            </th>
            <td {...roles.cell} data-l={t('act.answer')}>
              {answerText(view, view.dataset.get('question', finding.question), finding.value)}
              <br />
              {view.period(finding.from, finding.to)}
            </td>
            <td {...roles.cell} data-l={t('act.rests-on')} class="small">
              {restsOn(view, effect, finding)}
            </td>
            <td {...roles.cell} data-l={t('act.checked')} class="small">
              <Checked view={view} effect={effect} finding={finding} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The provisions of a finding that the act touches. */
function restsOn(view: View, effect: Effect, finding: Finding): Html {
  const touched = new Set(effect.provisions.flatMap(({ provision }) => provision?.id ?? []));
  return (
    <>
      {(finding.provisions ?? [])
        .filter((id) => touched.has(id))
        .map((id, index) => (
          <>
            {index > 0 && '; '}
            <RecordLink view={view} id={id} />
          </>
        ))}
    </>
  );
}

function Checked({ view, effect, finding }: { view: View; effect: Effect; finding: Finding }): Html {
  const { t } = view;
  const date = touchedOn(effect, finding.provisions ?? []);
  if (effect.hypothetical) return <>{t('act.would-need-review')}</>;
  if (date === undefined) return <>{t('act.no-day')}</>;
  const day = firstDay(date);
  if (finding.to !== undefined && firstDay(finding.to) <= day) return <>{t('act.ended-with-it')}</>;
  if (firstDay(finding.from) >= day) return <>{t('act.begins-with-it')}</>;
  if (day > view.day) return <>{t('act.will-need-review', { date: view.date(date) })}</>;
  if (!holdsOn(finding, view.day)) return <>{t('act.ended-since')}</>;
  return lastVerified(finding) >= day ? (
    <>{t('act.verified', { date: view.date(finding.verifiedOn ?? finding.readOn) })}</>
  ) : (
    <Flags view={view} review />
  );
}

/** Answers that differ, before and after: those an indicator asks for. */
export interface AnswerChange {
  readonly question: string;
  readonly before: Answer | undefined;
  readonly after: Answer;
}

/** Statuses before and after, those that differ first. Of a bill with the answers behind it and the way to try them. */
export function StatusesTouched({
  view,
  effect,
  statuses,
  names,
  answers = [],
}: {
  view: View;
  effect: Effect;
  statuses: readonly StatusEffect[];
  names: readonly [string, string];
  answers?: readonly AnswerChange[];
}): Html {
  const { t } = view;
  return (
    <table {...roles.table} class="tbl stack">
      <caption>{t(effect.hypothetical ? 'bill.statuses-caption' : 'act.statuses-caption')}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          <th {...roles.columnHead}>{t('country.indicator')}</th>
          <th {...roles.columnHead}>{names[0]}</th>
          <th {...roles.columnHead}>{names[1]}</th>
        </tr>
      </thead>
      <tbody {...roles.group}>
        {statuses.map((status) => {
          const indicator = view.dataset.indicator(status.indicator);
          const asked = answers.filter(({ question }) => indicator?.compiled.questions.includes(question));
          return (
            <tr {...roles.row}>
              <th {...roles.rowHead}>
                <a href={view.indicatorLink(status.country, status.indicator)}>
                  {indicator ? view.say(indicator.body.title) : titleById(view, status.indicator)}
                </a>
                <span class="because-short">{indicator && view.say(indicator.framework.title)}</span>
                {asked.length > 0 && <Asked view={view} status={status} asked={asked} />}
              </th>
              <td {...roles.cell} data-l={names[0]}>
                <Status view={view} status={status.before} framework={indicator?.framework} />
              </td>
              <td {...roles.cell} data-l={names[1]}>
                <Status view={view} status={status.after} framework={indicator?.framework} />
                <br />
                <span class="small dim">{t(status.before === status.after ? 'act.unchanged' : 'act.changed')}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Asked({ view, status, asked }: { view: View; status: StatusEffect; asked: readonly AnswerChange[] }): Html {
  return (
    <span class="because-short asked-anew">
      {asked.map(({ question, before, after }) => (
        <span class="block">
          <AnswerMove view={view} change={{ question, before, after }} />
        </span>
      ))}
      <a class="block" href={whatIfLink(view, status, asked)}>
        {view.t('bill.try')}
      </a>
    </span>
  );
}

/** A question with its answer before and after. */
export function AnswerMove({ view, change: { question, before, after } }: { view: View; change: AnswerChange }): Html {
  const record = view.dataset.get('question', question);
  return (
    <>
      <RecordLink view={view} id={question} />{' '}
      <span class="move">
        <span class="vh">{view.t('act.before-is')} </span>
        {answerText(view, record, before)} <Icon name="i-go" />
        <span class="vh"> {view.t('act.after-is')}</span> <b>{answerText(view, record, after)}</b>
      </span>
    </>
  );
}

/** The page of an indicator with these answers supposed. */
function whatIfLink(view: View, { country, indicator }: StatusEffect, asked: readonly AnswerChange[]): string {
  const address = view.indicatorLink(country, indicator);
  const supposed = asked.map(({ question, after }) => `suppose=${encodeURIComponent(`${question}:${after}`)}`);
  return `${address}${address.includes('?') ? '&' : '?'}${supposed.join('&')}#what`;
}

/** Recommendations that name what an act changes, or that it is recorded to answer. */
export function RecommendationsTouched({ view, effect }: { view: View; effect: Effect }): Html {
  const { t } = view;
  return (
    <ul class="deps">
      {recommendationsOf(view, effect).map(({ id, answered }) => {
        const record = view.dataset.get('recommendation', id);
        if (!record) return null;
        const marked = reviewOf(view.dataset, [id], view.day).length > 0;
        return (
          <li>
            <span>
              <RecordLink view={view} id={id} />{' '}
              <span class="dim small">
                {view.text(record.body)}, {record.date.slice(0, 4)}
              </span>
              {answered.map(({ part, status, rationale }) => (
                <span class="because-short">
                  {part ? t('act.answers-part', { part }) : t('act.answers-whole')}{' '}
                  <Status view={view} status={status} />
                  {rationale && <> {view.say(rationale)}</>}
                </span>
              ))}
            </span>
            <span class="gap">
              <Status view={view} status={progressOn(record, view.day).independent} />
              <Flags view={view} review={marked} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Recommendations with the entries of their progress that name the act, or a provision it changes, as the answer. */
export function recommendationsOf(view: View, effect: Effect) {
  const causes = new Set([effect.act.id, ...effect.provisions.flatMap(({ provision }) => provision?.id ?? [])]);
  const first = effect.days[0] ?? isoDay(view.day) ?? '';
  const country = effect.act.country ?? '';
  const touched = new Set(effect.recommendations.map(({ recommendation }) => recommendation.id));
  return view.dataset.inCountry('recommendation', country).flatMap(({ id, progress = [] }) => {
    const answered = progress.filter(
      ({ closedBy, date }) =>
        closedBy?.some((cause) => causes.has(cause)) &&
        (closedBy.includes(effect.act.id) || firstDay(date) >= firstDay(first)) &&
        firstDay(date) <= view.day,
    );
    return touched.has(id) || answered.length > 0 ? [{ id, answered }] : [];
  });
}

/**
 * A bill: how far it has come, and what it would answer.
 * Always true: everything said of a bill is said to be supposed, on screen, on paper and in its address.
 */
import { answerOn } from '../../core/answers.ts';
import { isOpenBill } from '../../core/law/amend.ts';
import type { Effect } from '../../core/law/effect.ts';
import { type Answer, type Law, NO_INFORMATION, type Question } from '../../core/model/index.ts';
import type { BILL_STAGES } from '../../core/model/law.ts';
import { type Day, firstDay } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import type { AnswerChange } from './act-effects.tsx';
import { AnswerMove } from './act-effects.tsx';
import { Sources } from './marks.tsx';
import { progressOn, type Recommendation } from './recommendations.tsx';
import { RecordLink } from './records.tsx';

type Stage = (typeof BILL_STAGES)[number];

/** The way of a bill that passes; a bill of parliament has no draft, and not every parliament reads twice. */
const WAY: readonly Stage[] = ['drafted', 'proposed', 'first-reading', 'second-reading', 'adopted', 'signed'];

/** The stages a bill had come to by a day, oldest first. */
export function stagesBy(law: Law, day: Day): NonNullable<Law['stages']> {
  return (law.stages ?? []).filter(({ date }) => firstDay(date) <= day);
}

/** The notice that nothing here is law. It stands first on the page; the stylesheet heads every sheet of paper with it. */
export function Hypothetical({ view, law }: { view: View; law: Law }): Html {
  const { t } = view;
  const last = stagesBy(law, view.day).at(-1);
  const became = law.enactedAs !== undefined && last?.stage === 'signed' ? law.enactedAs : undefined;
  return (
    <div class="hypo" role="note">
      <p class="hypo-h">
        {t(became ? 'bill.banner-became' : last?.stage === 'drafted' ? 'bill.banner-draft' : 'bill.banner')}
      </p>
      {became ? (
        <p>
          {view.rich('bill.became', { law: <RecordLink view={view} id={became} /> })} {t('bill.law-counts')}
        </p>
      ) : (
        <p>{t('bill.banner-text', { date: view.dayText(view.day) })}</p>
      )}
      {(last?.stage === 'withdrawn' || last?.stage === 'rejected') && (
        <p>{t(`bill.${last.stage}`, { date: view.date(last.date) })}</p>
      )}
      {!last && <p>{t('bill.not-there')}</p>}
    </div>
  );
}

/** The stages as a line: those reached with their day, those to come while it can still come to them. */
export function Stages({ view, law }: { view: View; law: Law }): Html {
  const { t } = view;
  const reached = stagesBy(law, view.day);
  const furthest = Math.max(-1, ...reached.map(({ stage }) => WAY.indexOf(stage)));
  const ahead = isOpenBill(law, view.day) ? WAY.slice(furthest + 1).filter((stage) => stage !== 'drafted') : [];
  return (
    <>
      <ol class="stages">
        {reached.map(({ stage, date, citations, note }, index) => (
          <li class="reached" aria-current={index === reached.length - 1 ? 'step' : undefined}>
            <b>{t(`stage.${stage}`)}</b>
            <span class="num">{view.date(date, 'short')}</span>
            {note && <span class="small dim">{view.say(note)}</span>}
            {citations && <Sources view={view} citations={citations} quotes={false} />}
          </li>
        ))}
        {ahead.map((stage) => (
          <li>
            <span>{t(`stage.${stage}`)}</span>
            <span class="dimmer">{t('stage.not-yet')}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** The answers a bill would change, with those on record on the day. */
export function answersOf(view: View, law: Law): AnswerChange[] {
  return (law.answers ?? []).flatMap(({ question, value }) => {
    const before = answerOn(view.dataset, law.country ?? '', question, view.day).value;
    return before === value ? [] : [{ question, before, after: value }];
  });
}

/** The questions a bill answers anew, with the reason. */
export function AnswersAnew({ view, law }: { view: View; law: Law }): Html {
  const { t } = view;
  return (
    <ul class="quiet-list">
      {(law.answers ?? []).map(({ question, value, rationale }) => {
        const before = answerOn(view.dataset, law.country ?? '', question, view.day).value;
        return (
          <li>
            {before === value ? (
              <>
                <RecordLink view={view} id={question} /> <span class="dim">{t('bill.same-answer')}</span>
              </>
            ) : (
              <AnswerMove view={view} change={{ question, before, after: value }} />
            )}
            {rationale && <span class="because-short">{view.say(rationale)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

/** How much of a recommendation a bill would answer. */
export type Answering = 'fully' | 'partly' | 'not';

/** Whether an answer is the one that protects children, or nothing where the codebook does not order the answers. */
function satisfies(question: Question | undefined, value: Answer | undefined): boolean | undefined {
  if (!question || value === undefined || value === NO_INFORMATION) return undefined;
  switch (question.strength) {
    case 'yes':
      return value === true;
    case 'no':
      return value === false;
    case 'listed':
      return question.options?.[0]?.id === value;
    default:
      return undefined;
  }
}

/** Whether an answer protects better than another where neither is known to be enough. */
function isBetter(question: Question | undefined, before: Answer | undefined, after: Answer): boolean {
  if (!question || before === after) return false;
  const order = (value: Answer) =>
    question.strength === 'listed'
      ? -(question.options ?? []).findIndex(({ id }) => id === value)
      : typeof value === 'number'
        ? value
        : typeof value === 'string'
          ? firstDay(value)
          : Number(value);
  if (before === undefined || before === NO_INFORMATION) return question.strength !== 'none';
  const difference = order(after) - order(before);
  return question.strength === 'lower' || question.strength === 'no' ? difference < 0 : difference > 0;
}

/** An open recommendation that a bill bears on, with how much of it the bill would answer. */
export interface OpenRecommendation {
  readonly record: Recommendation;
  readonly answering: Answering;
  readonly changes: readonly AnswerChange[];
}

/**
 * Open recommendations that the bill answers anew, that name what it changes, or that belong to an indicator it
 * touches. A part counts as answered where the answer after is the one that protects children; a number that only
 * grows answers in part, since no recommendation says how far.
 */
export function openRecommendations(view: View, effect: Effect): OpenRecommendation[] {
  const { dataset, day } = view;
  const country = effect.act.country ?? '';
  const after = new Map((effect.act.answers ?? []).map(({ question, value }) => [question, value] as const));
  const named = new Set(effect.recommendations.map(({ recommendation }) => recommendation.id));
  const indicators = new Set(effect.statuses.map(({ indicator }) => indicator));
  return dataset
    .inCountry('recommendation', country)
    .filter(
      (record) =>
        firstDay(record.date) <= day &&
        progressOn(record, day).independent !== 'done' &&
        (named.has(record.id) || record.indicators?.some((id) => indicators.has(id))),
    )
    .map((record) => {
      const { entries } = progressOn(record, day);
      const parts = (record.parts ?? []).map(({ id, target }) => {
        const question = target === undefined ? undefined : dataset.get('question', target);
        const before = target === undefined ? undefined : answerOn(dataset, country, target, day).value;
        const now = target === undefined ? undefined : after.get(target);
        const isNew = now !== undefined && now !== before;
        const better = isNew && isBetter(question, before, now);
        return {
          done:
            (better && satisfies(question, now) === true) ||
            (!isNew && satisfies(question, before) === true) ||
            entries.find(({ part, by }) => part === id && by === 'independent')?.status === 'done',
          better,
          change: better && target !== undefined ? [{ question: target, before, after: now }] : [],
        };
      });
      const moved = parts.some(({ better }) => better);
      const answering: Answering = !moved ? 'not' : parts.every(({ done }) => done) ? 'fully' : 'partly';
      return { record, answering, changes: parts.flatMap(({ change }) => change) };
    });
}

/** Recommendations with what of them a bill would answer. */
export function OpenList({ view, list }: { view: View; list: readonly OpenRecommendation[] }): Html {
  return (
    <ul class="deps">
      {list.map(({ record, changes }) => (
        <li>
          <span>
            <RecordLink view={view} id={record.id} />
            {changes.map((change) => (
              <span class="because-short">
                <AnswerMove view={view} change={change} />
              </span>
            ))}
          </span>
          <span class="dim small">
            {view.text(record.body)}, {record.date.slice(0, 4)}
          </span>
        </li>
      ))}
    </ul>
  );
}

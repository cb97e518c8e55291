/**
 * Why a status: the parts of the rule that make it so, in the words of the questions.
 * Always true: what is said here is read off the truth of the rule's nodes; nothing is written for one indicator.
 */
import type { Assessment } from '../../core/assess.ts';
import type { Indicator } from '../../core/dataset.ts';
import type { Answer } from '../../core/model/index.ts';
import { askedIn, type Side, settling, sideOf } from '../../core/rule/sides.ts';
import type { Html, View } from '../context.tsx';
import { answerText } from './evidence.tsx';
import { Icon, type Shape, statusText } from './marks.tsx';

export { type Asked, askedIn, type Side, sideOf } from '../../core/rule/sides.ts';

export const SIDE_SHAPES: Record<Side, Shape> = { for: 'met', against: 'notmet', mixed: 'partly', unknown: 'na' };

interface WhyProps {
  readonly view: View;
  readonly indicator: Indicator;
  readonly assessment: Assessment;
}

/** The reason for the computed status, and for each better one why it is not that. */
export function Why({ view, indicator, assessment }: WhyProps): Html {
  const { framework, rule } = indicator;
  const { computed, possible, explanation, missing } = assessment;
  const at = rule.clauses.findIndex(({ status }) => status === computed);
  if (at < 0) {
    return (
      <div class="flow why">
        <p>
          {view.t(possible.length === rule.clauses.length ? 'indicator.why.nothing' : 'indicator.why.open', {
            count: possible.length,
            list: list(
              view,
              possible.map((status) => quoted(view, statusText(view, status, framework))),
            ),
          })}
        </p>
        {explanation.decisive.length > 0 && (
          <Answers view={view} indicator={indicator} assessment={assessment} questions={explanation.decisive} />
        )}
        {missing.length > 0 && <p>{view.t('indicator.why.missing', { n: missing.length })}</p>}
      </div>
    );
  }
  const clause = rule.clauses[at];
  const node = explanation.rule[at]?.condition;
  const grounds = clause?.condition && node ? settling(clause.condition, node, true) : [];
  const better = rule.clauses.slice(0, at).map(({ status, condition }, index) => {
    const inner = explanation.rule[index]?.condition;
    return { status, questions: condition && inner ? settling(condition, inner, false) : [] };
  });
  return (
    <div class="flow why">
      {grounds.length > 0 && (
        <>
          <p>
            {view.t('indicator.why.because', {
              status: statusText(view, computed, framework),
              n: unique(grounds).length,
            })}
          </p>
          <Answers view={view} indicator={indicator} assessment={assessment} questions={grounds} />
        </>
      )}
      {better.map(({ status, questions }) => (
        <>
          <p>
            {view.t('indicator.why.not-better', {
              status: statusText(view, status, framework),
              n: unique(questions).length,
            })}
          </p>
          <Answers view={view} indicator={indicator} assessment={assessment} questions={questions} />
        </>
      ))}
      {at === 0 && grounds.length === 0 && <p>{view.t('indicator.why.otherwise')}</p>}
    </div>
  );
}

const unique = (questions: readonly string[]) => [...new Set(questions)];

/** Words between the quotation marks of the language. */
export function quoted(view: View, text: string): string {
  return view.t('text.quoted', { text });
}

/** Several words as the language joins them. */
export function list(
  view: View,
  items: readonly string[],
  type: 'disjunction' | 'conjunction' = 'disjunction',
): string {
  return new Intl.ListFormat(view.language, { type }).format(items);
}

/** Questions with their answers, those that settle the status first. */
function Answers({ view, indicator, assessment, questions }: WhyProps & { questions: readonly string[] }): Html {
  const asked = askedIn(indicator, assessment.explanation.rule);
  const decisive = new Set(assessment.explanation.decisive);
  const ordered = unique(questions).sort((a, b) => Number(decisive.has(b)) - Number(decisive.has(a)));
  return (
    <ul class="because">
      {ordered.map((id) => {
        const question = view.dataset.get('question', id);
        const evidence = assessment.explanation.evidence.find((entry) => entry.question === id);
        const shape = SIDE_SHAPES[sideOf(id, asked)];
        return (
          <li data-s={shape}>
            <Icon name={`s-${shape}`} />
            <span>
              <a href={`#q-${anchor(id)}`}>{question ? view.say(question.wording) : id}</a>{' '}
              <b>{answerText(view, question, evidence?.value as Answer | undefined)}</b>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** A fragment for the id of a record. */
export const anchor = (id: string): string => id.replaceAll(/[^a-z0-9-]/g, '-');

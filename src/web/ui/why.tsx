/**
 * Why a status: the parts of the rule that make it so, in the words of the questions.
 * Always true: what is said here is read off the truth of the rule's nodes; nothing is written for one indicator.
 */
import type { Assessment, ExplainedClause } from '../../core/assess.ts';
import type { Indicator } from '../../core/dataset.ts';
import type { Answer } from '../../core/model/index.ts';
import type { Condition, Leaf } from '../../core/rule/ast.ts';
import { FALSE, TRUE, type Truth } from '../../core/rule/evaluate.ts';
import type { ExplainedNode } from '../../core/rule/explain.ts';
import type { Html, View } from '../context.tsx';
import { answerText } from './evidence.tsx';
import { Icon, type Shape, statusText } from './marks.tsx';

/** A question as the rule asks it, with the truth of that and which way it pulls. */
export interface Asked {
  readonly leaf: Leaf;
  readonly truth: Truth;
  /** Whether its being true speaks for the better status (1) or for the worse (-1). */
  readonly sign: 1 | -1;
}

/** Every question of the rule with its truth, in the order it is written. */
export function askedIn(indicator: Indicator, clauses: readonly ExplainedClause[]): Asked[] {
  const { rule } = indicator;
  return rule.clauses.flatMap(({ condition }, index) => {
    const node = clauses[index]?.condition;
    // The condition of the worst status speaks against; those of every other one speak for it.
    const sign = index === rule.clauses.length - 1 && index > 0 ? -1 : 1;
    return condition && node ? leavesOf(condition, node, sign) : [];
  });
}

function leavesOf(condition: Condition, node: ExplainedNode, sign: 1 | -1): Asked[] {
  switch (condition.kind) {
    case 'holds':
    case 'compare':
      return [{ leaf: condition, truth: node.truth, sign }];
    case 'not': {
      const [part] = node.parts ?? [];
      return part ? leavesOf(condition.part, part, sign === 1 ? -1 : 1) : [];
    }
    default:
      return condition.parts.flatMap((inner, index) => {
        const part = node.parts?.[index];
        return part ? leavesOf(inner, part, sign) : [];
      });
  }
}

/** What a question's answer does: for, against, both at once, or nothing yet. */
export type Side = 'for' | 'against' | 'mixed' | 'unknown';

/** The side an answer is on, over every place in the rule that asks for it. */
export function sideOf(question: string, asked: readonly Asked[]): Side {
  const pulls = asked.flatMap(({ leaf, truth, sign }) =>
    leaf.question === question && (truth === TRUE || truth === FALSE) ? [(truth === TRUE ? 1 : -1) * sign] : [],
  );
  if (pulls.length === 0) return 'unknown';
  return pulls.every((pull) => pull > 0) ? 'for' : pulls.every((pull) => pull < 0) ? 'against' : 'mixed';
}

export const SIDE_SHAPES: Record<Side, Shape> = { for: 'met', against: 'notmet', mixed: 'partly', unknown: 'na' };

/** The questions that make a condition true, or false: of a true "any" the true parts, of a false "all" the false. */
function settling(condition: Condition, node: ExplainedNode, want: boolean): string[] {
  switch (condition.kind) {
    case 'holds':
    case 'compare':
      return [condition.question];
    case 'not':
      return node.parts?.[0] ? settling(condition.part, node.parts[0], !want) : [];
    default: {
      const wanted = want ? TRUE : FALSE;
      return condition.parts.flatMap((inner, index) => {
        const part = node.parts?.[index];
        return part && part.truth === wanted ? settling(inner, part, want) : [];
      });
    }
  }
}

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

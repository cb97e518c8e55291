/** A rule in words: status by status, with the truth of every part where it was evaluated for a country. */
import type { ExplainedClause } from '../../core/assess.ts';
import type { Indicator } from '../../core/dataset.ts';
import type { Condition, Leaf } from '../../core/rule/ast.ts';
import type { Truth } from '../../core/rule/evaluate.ts';
import type { ExplainedNode } from '../../core/rule/explain.ts';
import type { Html, View } from '../context.tsx';
import { answerText } from './evidence.tsx';
import { Icon, Status } from './marks.tsx';

interface RuleTreeProps {
  readonly view: View;
  readonly indicator: Indicator;
  /** The rule as it came out for a country; absent to show the rule alone. */
  readonly explained?: readonly ExplainedClause[];
}

/** The whole rule, best status first. */
export function RuleTree({ view, indicator, explained }: RuleTreeProps): Html {
  return (
    <ol class="rule">
      {indicator.rule.clauses.map(({ status, condition }, index) => (
        <li>
          <p class="gap">
            <Status view={view} status={status} framework={indicator.framework} />
            <span class="dim">{view.t(condition ? 'rule.when' : 'rule.otherwise')}</span>
          </p>
          {condition && (
            <ul>
              <Node view={view} condition={condition} node={explained?.[index]?.condition} />
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

const MARKS: Record<Truth, { icon: string; key: string; shape: string }> = {
  1: { icon: 's-notmet', key: 'rule.false', shape: 'notmet' },
  2: { icon: 's-met', key: 'rule.true', shape: 'met' },
  3: { icon: 's-na', key: 'rule.unknown', shape: 'na' },
};

/** Whether a part of the rule holds, as a shape with its word. */
function TruthMark({ view, truth }: { view: View; truth: Truth }): Html {
  const { icon, key, shape } = MARKS[truth];
  return (
    <span class="truth" data-s={shape}>
      <Icon name={icon} />
      {view.t(key)}
    </span>
  );
}

interface NodeProps {
  readonly view: View;
  readonly condition: Condition;
  readonly node: ExplainedNode | undefined;
}

function Node({ view, condition, node }: NodeProps): Html {
  if (condition.kind === 'holds' || condition.kind === 'compare') {
    return (
      <li>
        <LeafText view={view} leaf={condition} /> {node && <TruthMark view={view} truth={node.truth} />}
      </li>
    );
  }
  if (condition.kind === 'not' && condition.part.kind === 'holds') {
    return (
      <li>
        <LeafText view={view} leaf={condition.part} wanted={false} />{' '}
        {node && <TruthMark view={view} truth={node.truth} />}
      </li>
    );
  }
  const parts = condition.kind === 'not' ? [condition.part] : condition.parts;
  const words =
    condition.kind === 'count'
      ? view.t('rule.count', { n: condition.atLeast })
      : view.t(`rule.${condition.kind}`, { n: parts.length });
  return (
    <li>
      <span class="op">{words}</span> {node && <TruthMark view={view} truth={node.truth} />}
      <ul>
        {parts.map((part, index) => (
          <Node view={view} condition={part} node={node?.parts?.[index]} />
        ))}
      </ul>
    </li>
  );
}

/** A question with the answer that the rule asks for; `wanted` false where it asks that the answer be no. */
function LeafText({ view, leaf, wanted = true }: { view: View; leaf: Leaf; wanted?: boolean }): Html {
  const question = view.dataset.get('question', leaf.question);
  const values = leaf.kind === 'compare' ? leaf.values.map((value) => answerText(view, question, value)) : [];
  return (
    <>
      <a href={view.link(`/question/${leaf.question}`)}>{question ? view.say(question.wording) : leaf.question}</a>{' '}
      <b>
        {leaf.kind === 'holds'
          ? view.t(wanted ? 'answer.yes' : 'answer.no')
          : view.t(`rule.${leaf.comparison}`, {
              value: new Intl.ListFormat(view.language, { type: 'disjunction' }).format(values),
            })}
      </b>
    </>
  );
}

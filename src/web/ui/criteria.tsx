/** The criteria of an indicator with every reading of each: those that count, those set aside, earlier and later ones. */
import type { Assessment } from '../../core/assess.ts';
import type { Indicator } from '../../core/dataset.ts';
import type { Finding } from '../../core/model/index.ts';
import type { ReviewMark } from '../../core/review.ts';
import { comparePeriods, firstDay, holdsOn } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { answerText, Reading } from './evidence.tsx';
import { Flags, Icon } from './marks.tsx';
import { type Asked, anchor, askedIn, SIDE_SHAPES, type Side, sideOf } from './why.tsx';

interface CriteriaProps {
  readonly view: View;
  readonly indicator: Indicator;
  readonly assessment: Assessment;
}

/** How many criteria are on each side, in the order for, against, mixed, unknown. */
export function sidesOf(indicator: Indicator, assessment: Assessment): Record<Side, number> {
  const asked = askedIn(indicator, assessment.explanation.rule);
  const counts: Record<Side, number> = { for: 0, against: 0, mixed: 0, unknown: 0 };
  for (const question of indicator.compiled.questions) counts[sideOf(question, asked)]++;
  return counts;
}

/** Every question of the rule with its readings. */
export function Criteria({ view, indicator, assessment }: CriteriaProps): Html {
  const asked = askedIn(indicator, assessment.explanation.rule);
  return (
    <ol class="tree">
      {indicator.compiled.questions.map((id, index) => (
        <Criterion view={view} assessment={assessment} question={id} number={index + 1} asked={asked} />
      ))}
    </ol>
  );
}

interface CriterionProps {
  readonly view: View;
  readonly assessment: Assessment;
  readonly question: string;
  readonly number: number;
  readonly asked: readonly Asked[];
}

function Criterion({ view, assessment, question: id, number, asked }: CriterionProps): Html {
  const question = view.dataset.get('question', id);
  const evidence = assessment.explanation.evidence.find((entry) => entry.question === id);
  const side = sideOf(id, asked);
  const shape = SIDE_SHAPES[side];
  const findings = view.dataset.findings(assessment.country, id);
  const counting = new Set(evidence?.findings ?? []);
  const now = findings.filter((finding) => holdsOn(finding, view.day));
  const aside = now.filter((finding) => !counting.has(finding.id));
  const others = findings
    .filter((finding) => !holdsOn(finding, view.day))
    .toSorted(comparePeriods)
    .reverse();
  const marks = assessment.needsReview.filter(({ record }) => counting.has(record));
  return (
    <li data-s={shape} id={`q-${anchor(id)}`}>
      <Icon name={`s-${shape}`} />
      <div class="row">
        <h3>
          <span class="n">{number}</span>
          <a class="quiet-link" href={view.link(`/question/${id}`)}>
            {question ? view.say(question.wording) : id}
          </a>{' '}
          {evidence?.decisive && <span class="tag light">{view.t('indicator.decisive')}</span>}
        </h3>
        <span>
          <Flags view={view} review={isLaw(marks)} disagree={evidence?.state === 'sources-disagree'} />
          <b>{answerText(view, question, evidence?.value)}</b>
        </span>
      </div>
      <ul class="ev">
        {now
          .filter((finding) => counting.has(finding.id))
          .map((finding) => (
            <Row
              view={view}
              finding={finding}
              side={view.t(`side.${evidence?.state === 'sources-disagree' ? 'disagree' : side}`)}
            />
          ))}
        {now.length === 0 && (
          <li>
            <span class="side">{view.t('side.unknown')}</span>
            <p class="dim">{view.t('finding.none-on-day')}</p>
          </li>
        )}
        {aside.map((finding) => (
          <Row
            view={view}
            finding={finding}
            side={view.t(finding.rank === 'deprecated' ? 'side.deprecated' : 'side.aside')}
          />
        ))}
      </ul>
      {others.length > 0 && (
        <details>
          <summary>{view.t('indicator.other-times', { n: others.length })}</summary>
          <ul class="ev">
            {others.map((finding) => (
              <Row
                view={view}
                finding={finding}
                side={view.t(firstDay(finding.from) > view.day ? 'side.later' : 'side.earlier')}
              />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

const isLaw = (marks: readonly ReviewMark[]): boolean => marks.some(({ reason }) => reason !== 'sources-disagree');

function Row({ view, finding, side }: { view: View; finding: Finding; side: string }): Html {
  return (
    <li>
      <span class="side">{side}</span>
      <Reading view={view} finding={finding} question={view.dataset.get('question', finding.question)} />
    </li>
  );
}

/** Statuses of a framework: on the day with the reason in short, and why in full, question by question. */
import { type Assessment, assess, NOT_ASSESSED } from '../../core/assess.ts';
import type { Indicator } from '../../core/dataset.ts';
import { NO_INFORMATION } from '../../core/model/index.ts';
import { askedIn, type Side, settling, sideOf } from '../../core/rule/sides.ts';
import type { Block, Inline } from '../document.ts';
import { BREAK, cell, cited, head, joined, type Maker, type Making, table } from '../making.ts';
import { articles } from './answers.ts';

function indicatorsOf(making: Making, framework: string | undefined): Indicator[] {
  const found = framework === undefined ? [] : making.dataset.indicators(framework);
  if (found.length === 0) {
    making.issues.add(
      'report-bad-argument',
      `There is no framework “${framework ?? ''}” with indicators. Name one with framework=.`,
      making.spot,
    );
  }
  return found;
}

/** The status with what stands beside it. */
export function statusRuns({ voice }: Making, indicator: Indicator, assessment: Assessment): Inline[] {
  const disagree = assessment.explanation.evidence.some(({ state }) => state === 'sources-disagree');
  return [
    voice.status(assessment.status, indicator.framework),
    ...(assessment.needsReview.length > 0 ? [BREAK, voice.flag('review')] : []),
    ...(disagree ? [BREAK, voice.flag('disagree')] : []),
    ...(assessment.override ? [BREAK, voice.flag('override')] : []),
  ];
}

/** Why a status is no better, in the words of the questions that settle it; else what is missing. */
function inShort(
  { dataset, voice }: Making,
  indicator: Indicator,
  { computed, explanation, missing }: Assessment,
): Inline[] {
  const at = indicator.rule.clauses.findIndex(({ status }) => status === computed);
  const grounds = at < 0 ? explanation.decisive : groundsOf(indicator, explanation.rule, at);
  const reasons = [...new Set(grounds)].map((id): Inline[] => {
    const question = dataset.get('question', id);
    const evidence = explanation.evidence.find((one) => one.question === id);
    return question
      ? [...voice.say(question.wording), ...voice.plain(` ${voice.answer(question, evidence?.value)}.`)]
      : voice.plain(id);
  });
  const open = missing.length > 0 && (computed === NOT_ASSESSED || computed === NO_INFORMATION);
  return joined([...reasons, ...(open ? [voice.plain(voice.t('report.missing', { n: missing.length }))] : [])], BREAK);
}

/** The questions that make the status of a clause so: what is true of it, else what is false of the next better one. */
function groundsOf(indicator: Indicator, rule: Assessment['explanation']['rule'], at: number): string[] {
  const of = (index: number, want: boolean): string[] => {
    const condition = indicator.rule.clauses[index]?.condition;
    const node = rule[index]?.condition;
    return condition && node ? settling(condition, node, want) : [];
  };
  return [...of(at, true), ...(at > 0 ? of(at - 1, false) : [])];
}

/** Every indicator of `framework=` with its status on the day, since when, and the reason in short. */
export const statuses: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const indicators = indicatorsOf(making, options.framework);
  const short = options.reasons === 'no';
  return table(making, {
    caption: [
      ...(indicators[0] ? voice.say(indicators[0].framework.title) : []),
      ...voice.plain(`: ${voice.t('report.statuses-on', { date: voice.date(making.asOf) })}`),
    ],
    head: [voice.t('country.indicator'), voice.t('indicator.status'), ...(short ? [] : [voice.t('indicator.why')])],
    ...(short ? { widths: [60, 40] } : { widths: [26, 22, 52] }),
    rows: indicators.map((indicator) => {
      const assessment = assess(dataset, country, indicator, day);
      const since = assessment.from ? voice.plain(voice.period(assessment.from, null)) : [];
      return [
        head(making.link(indicator.id, voice.say(indicator.body.title))),
        cell([
          ...statusRuns(making, indicator, assessment),
          ...(since.length > 0 && assessment.status !== NOT_ASSESSED ? [BREAK, ...since] : []),
        ]),
        ...(short ? [] : [cell(inShort(making, indicator, assessment))]),
      ];
    }),
  });
};

const SIDE_WORDS: Record<Side, string> = { for: 'for', against: 'against', mixed: 'mixed', unknown: 'unknown' };

/** The pages on why, as an annex: for each indicator of `framework=` a heading and a table of its questions. */
export const why: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  return indicatorsOf(making, options.framework).flatMap((indicator): Block[] => {
    const assessment = assess(dataset, country, indicator, day);
    const asked = askedIn(indicator, assessment.explanation.rule);
    const { from, to, possible, computed, override } = assessment;
    const verdict: Inline[] = [
      ...statusRuns(making, indicator, assessment),
      ...voice.plain(from || to ? `, ${voice.period(from, to)}.` : '.'),
      ...(override
        ? voice.plain(` ${voice.t('report.rule-gives', { status: voice.statusText(computed, indicator.framework) })}`)
        : []),
      ...(possible.length > 1
        ? voice.plain(
            ` ${voice.t('indicator.still-possible', {
              list: voice.list(
                possible.map((status) => voice.statusText(status, indicator.framework)),
                'disjunction',
              ),
            })}`,
          )
        : []),
    ];
    return [
      {
        kind: 'heading',
        level: 2,
        id: `why-${indicator.id.replaceAll('/', '-')}`,
        content: voice.say(indicator.body.title),
      },
      {
        kind: 'paragraph',
        content: verdict.map((run) => (run.kind === 'break' ? ({ kind: 'text', text: ' ' } as const) : run)),
      },
      ...table(making, {
        caption: voice.rich('report.why-table', { indicator: voice.say(indicator.body.title) }),
        head: [voice.t('field.question'), voice.t('field.value'), voice.t('report.side'), voice.t('report.rests-on')],
        widths: [36, 16, 14, 34],
        rows: assessment.explanation.evidence.map((evidence) => {
          const question = dataset.get('question', evidence.question);
          const state =
            evidence.state === 'known' || evidence.state === 'supposed'
              ? voice.answer(question, evidence.value)
              : voice.t(`missing.${evidence.state}`);
          return [
            head([
              ...(question ? voice.say(question.wording) : voice.plain(evidence.question)),
              ...(evidence.decisive ? voice.plain(` (${voice.t('indicator.decisive')})`) : []),
            ]),
            cell([
              ...voice.plain(state),
              ...(evidence.from || evidence.to
                ? [BREAK, ...voice.plain(voice.period(evidence.from, evidence.to))]
                : []),
            ]),
            cell(voice.plain(voice.t(`report.side.${SIDE_WORDS[sideOf(evidence.question, asked)]}`))),
            cell([...articles(making, evidence.provisions), ...cited(making, evidence.citations)]),
          ];
        }),
      }),
    ];
  });
};

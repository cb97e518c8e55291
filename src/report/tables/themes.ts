/** The clauses of a call for action against the record: what bears on each, and what was asked on it. */

import { answerOn } from '../../core/answers.ts';
import { assess } from '../../core/assess.ts';
import { standingOn, VERDICTS } from '../../core/commitments/recommendations.ts';
import { compareNumbers } from '../../core/law/versions.ts';
import { firstDay } from '../../core/time.ts';
import type { Inline } from '../document.ts';
import { BREAK, cell, head, joined, type Maker, table, words } from '../making.ts';
import { statusRuns } from './statuses.ts';

/** Clauses of `framework=` (rio-call-for-action), with indicators, answers and recommendations of the day. */
export const themes: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const framework = options.framework ?? 'rio-call-for-action';
  const clauses = dataset
    .all('theme')
    .filter((theme) => theme.framework === framework)
    .toSorted((a, b) => compareNumbers(a.number, b.number));
  if (clauses.length === 0)
    making.issues.add('report-bad-argument', `No clause is of the framework “${framework}”.`, making.spot);
  const asked = dataset.inCountry('recommendation', country).filter(({ date }) => firstDay(date) <= day);
  const indicators = [...dataset.indicators()];
  return table(making, {
    caption: voice.plain(voice.t('report.themes', { date: voice.date(making.asOf) })),
    head: [voice.t('report.clause'), voice.t('report.on-record'), voice.t('kind.recommendation.many')],
    widths: [34, 44, 22],
    rows: clauses.map((theme) => {
      const bearing = indicators.filter(({ body }) => body.themes?.includes(theme.id));
      const known = dataset
        .all('question')
        .filter(
          ({ id, themes }) => themes?.includes(theme.id) && !bearing.some(({ compiled }) => compiled.slots.has(id)),
        )
        .flatMap((question) => {
          const answer = answerOn(dataset, country, question.id, day);
          return answer.state === 'not-recorded' ? [] : [{ question, answer }];
        });
      const own = asked.filter(({ themes }) => themes?.includes(theme.id));
      const counts = VERDICTS.map((verdict) => ({
        verdict,
        n: own.filter((one) => standingOn(one, day).independent === verdict).length,
      })).filter(({ n }) => n > 0);
      const lines: Inline[][] = [
        ...bearing.map((indicator) => [
          ...voice.say(indicator.body.title),
          ...voice.plain(': '),
          ...statusRuns(making, indicator, assess(dataset, country, indicator, day)).map((run) =>
            run.kind === 'break' ? ({ kind: 'text', text: ' ' } as const) : run,
          ),
        ]),
        ...known.map(({ question, answer }) => [
          ...voice.say(question.wording),
          ...voice.plain(
            ` ${answer.state === 'sources-disagree' ? voice.t('report.answers-differ') : voice.answer(question, answer.value)}`,
          ),
        ]),
      ];
      return [
        head([...voice.plain(`${theme.number}. `), ...voice.say(theme.title)]),
        lines.length > 0 ? cell(joined(lines, BREAK)) : words(making, voice.t('report.nothing-on-record')),
        cell(
          joined(
            counts.map(({ verdict, n }) => voice.plain(`${voice.t(`status.${verdict}`)}: ${voice.number(n)}`)),
            BREAK,
          ),
        ),
      ];
    }),
  });
};

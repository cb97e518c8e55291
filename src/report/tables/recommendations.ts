/** What the state was asked to do: as a table with verdicts, and as a list in the words of those who asked. */
import {
  askerOf,
  indicatorsOf,
  type Recommendation,
  standingOn,
  VERDICTS,
} from '../../core/commitments/recommendations.ts';
import { english } from '../../core/localised.ts';
import { type Day, firstDay, isPartialDate } from '../../core/time.ts';
import type { Block, Inline } from '../document.ts';
import { BREAK, cell, cited, head, type Maker, type Making, type Options, table } from '../making.ts';

/**
 * Recommendations made by the day that an option takes: `body=` words of who asked, `since=` a year, `verdict=`
 * verdicts, `topic=` words of its subjects, `indicator=` an indicator, `theme=` clauses; newest first, at most `limit=`.
 */
export function chosen({ dataset, country, day, issues, spot }: Making, options: Options): Recommendation[] {
  const among = (list: string | undefined) => list?.split(',').map((word) => word.trim().toLowerCase());
  const [bodies, verdicts, topics, indicators, themes] = [
    among(options.body),
    among(options.verdict),
    among(options.topic),
    among(options.indicator),
    among(options.theme),
  ];
  const wrong = (name: string, right: string) =>
    issues.add('report-bad-argument', `${name}=${options[name]} is not ${right}.`, spot);
  const isDated = options.since === undefined || isPartialDate(options.since);
  if (!isDated) wrong('since', 'a date such as 2013 or 2013-06-01');
  const since: Day = options.since === undefined || !isDated ? -Infinity : firstDay(options.since);
  const isCounted = options.limit === undefined || /^\d+$/.test(options.limit);
  if (!isCounted) wrong('limit', 'a whole number');
  return dataset
    .inCountry('recommendation', country)
    .filter(({ date }) => firstDay(date) <= day && firstDay(date) >= since)
    .filter(
      (one) =>
        (!bodies ||
          bodies.some((body) => askerOf(one).slug.includes(body) || english(one.body).toLowerCase().includes(body))) &&
        (!verdicts || verdicts.includes(standingOn(one, day).independent)) &&
        (!topics || topics.some((topic) => one.topics?.some((own) => own.toLowerCase().includes(topic)))) &&
        (!indicators || indicatorsOf(dataset, one).some((id) => indicators.includes(id))) &&
        (!themes || one.themes?.some((theme) => themes.includes(theme))),
    )
    .toSorted((a, b) => firstDay(b.date) - firstDay(a.date) || (a.id < b.id ? -1 : 1))
    .slice(0, options.limit === undefined || !isCounted ? undefined : Number(options.limit));
}

/** The recommendations with the independent verdict, the state's own where it differs, and what is known. */
export const recommendations: Maker = (making, options) => {
  if (options.as === 'list') return recommendationList(making, options);
  const { voice, day } = making;
  return table(making, {
    caption: voice.plain(voice.t('report.recommendations', { date: voice.date(making.asOf) })),
    head: [
      voice.t('field.body'),
      voice.t('report.asked'),
      voice.t('recommendations.status'),
      voice.t('recommendations.known'),
    ],
    widths: [20, 34, 18, 28],
    rows: chosen(making, options).map((one) => {
      const { independent, state, entries } = standingOn(one, day);
      const newest = entries.find(({ by }) => by === 'independent');
      return [
        head([...making.link(one, voice.recommendation(one)), ...cited(making, one.citations)]),
        cell(voice.say(one.text)),
        cell([
          voice.status(independent),
          ...(state !== undefined && state !== independent
            ? [BREAK, ...voice.plain(voice.t('recommendations.state-says', { status: voice.statusText(state) }))]
            : []),
        ]),
        cell(
          newest?.rationale
            ? [
                ...voice.say(newest.rationale),
                ...voice.plain(` (${voice.date(newest.date, 'short')})`),
                ...cited(making, newest.citations),
              ]
            : voice.plain(voice.t('recommendations.nothing')),
        ),
      ];
    }),
  });
};

/** What is asked, one item each, with who asked. */
function recommendationList(making: Making, options: Options): Block[] {
  const { voice } = making;
  const items = chosen(making, options).map((one): Block[] => [
    { kind: 'paragraph', content: [...voice.say(one.text), ...cited(making, one.citations)] },
  ]);
  return items.length > 0 ? [{ kind: 'list', ordered: true, items }] : [];
}

/** How many stand where, in one paragraph. */
export const recommendationSum: Maker = (making, options) => {
  const { voice, day } = making;
  const all = chosen(making, options);
  if (all.length === 0) return [];
  const content: Inline[] = [
    ...voice.plain(`${voice.t('recommendations.count', { n: all.length })}: `),
    ...VERDICTS.flatMap((verdict, index): Inline[] => [
      ...(index > 0 ? voice.plain(', ') : []),
      voice.status(verdict),
      ...voice.plain(` ${voice.number(all.filter((one) => standingOn(one, day).independent === verdict).length)}`),
    ]),
    ...voice.plain(`. ${voice.t('recommendations.gap')}`),
  ];
  return [{ kind: 'paragraph', content }];
};

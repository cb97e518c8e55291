/** Questions with the answers of the day: a group of the codebook, such as extraterritorial jurisdiction. */
import { answerOn } from '../../core/answers.ts';
import { standingFor } from '../../core/law/concordance.ts';
import { reviewOf } from '../../core/review.ts';
import type { Inline } from '../document.ts';
import { BREAK, cell, cited, head, joined, type Maker, type Making, table } from '../making.ts';

/** The questions of `group=` (jurisdiction, penalties …), several divided by commas; `unknown=yes` lists those without an answer too. */
export const answers: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const groups = (options.group ?? '').split(',').filter(Boolean);
  const questions = dataset
    .all('question')
    .filter(({ id }) => groups.some((group) => id === group || id.startsWith(`${group}.`)));
  if (questions.length === 0) {
    making.issues.add(
      'report-bad-argument',
      `No question is of the group “${options.group ?? ''}”. Name one with group=.`,
      making.spot,
    );
  }
  const rows = questions
    .map((question) => ({ question, answer: answerOn(dataset, country, question.id, day) }))
    .filter(({ answer }) => answer.state !== 'not-recorded' || options.unknown === 'yes');
  return table(making, {
    caption: voice.plain(voice.t('report.answers', { date: voice.date(making.asOf) })),
    head: [voice.t('field.question'), voice.t('field.value'), voice.t('report.grounds')],
    widths: [34, 16, 50],
    rows: rows.map(({ question, answer }) => {
      const { findings, state } = answer;
      const provisions = [...new Set(findings.flatMap((finding) => finding.provisions ?? []))];
      const [reason] = findings.flatMap(({ rationale }) => rationale ?? []);
      const marks = reviewOf(
        dataset,
        findings.map(({ id }) => id),
        day,
      );
      return [
        head(voice.say(question.wording)),
        cell([
          ...voice.plain(state === 'known' ? voice.answer(question, answer.value) : stateWords(making, state)),
          ...(state === 'sources-disagree' ? [BREAK, voice.flag('disagree')] : []),
          ...(marks.length > 0 ? [BREAK, voice.flag('review')] : []),
        ]),
        cell([
          ...joined([reason === undefined ? [] : voice.say(reason), articles(making, provisions)], BREAK),
          ...cited(
            making,
            findings.flatMap(({ citations }) => citations),
          ),
        ]),
      ];
    }),
  });
};

const stateWords = ({ voice }: Making, state: 'sources-disagree' | 'no-information' | 'not-recorded'): string =>
  voice.t(
    state === 'no-information'
      ? 'answer.no-information'
      : state === 'not-recorded'
        ? 'answer.unknown'
        : 'report.answers-differ',
  );

/** Provisions by their names, those of one law together, old ones with what stands in their place on the day. */
export function articles(making: Making, ids: readonly string[]): Inline[] {
  const { dataset, day, voice } = making;
  const between: Inline = { kind: 'text', text: '; ' };
  const provisions = ids.flatMap((id) => dataset.get('provision', id) ?? []);
  return joined(
    [...Map.groupBy(provisions, ({ law }) => law)].map(([id, own]) => {
      const law = dataset.get('law', id);
      const named = own.map((provision) => {
        const now = standingFor(dataset, provision, day).filter((one) => one !== provision && !ids.includes(one.id));
        return [
          ...making.link(provision, voice.plain(voice.article(provision))),
          ...(now.length > 0
            ? voice.plain(` (${voice.t('law.now', { provisions: now.map((one) => voice.provision(one)).join('; ') })})`)
            : []),
        ];
      });
      return [...(law ? [...unmarked(voice.say(law.title)), ...voice.plain(', ')] : []), ...joined(named, between)];
    }),
    between,
  );
}

/** Names of laws stand in lists, where a mark at each would be noise. */
const unmarked = (runs: readonly Inline[]): Inline[] =>
  runs.map((run) => {
    if (run.kind !== 'text') return run;
    const { unchecked: _, ...rest } = run;
    return rest;
  });

/** Everything on one subject across the laws of a country on a day: provisions, interpretations, findings, acts. */
import { type AnswerState, answerOn, answersOver } from '../answers.ts';
import type { Dataset } from '../dataset.ts';
import type { Answer, Finding, Law, Provision, RecordOf } from '../model/index.ts';
import { type Day, firstDay, type PartialDate, spanOf } from '../time.ts';
import { type Change, changesOf, isOpenBill, ordersOn } from './amend.ts';
import { compareNumbers, type Force, forceOf, type InForce, versionOn } from './versions.ts';

/** A provision on the subject, and how it stands on the day. */
export interface OnSubject {
  readonly provision: Provision;
  readonly force: Force;
  /** Absent where no version holds on the day. */
  readonly held?: InForce;
}

export interface SubjectView {
  readonly subject: RecordOf<'subject'>;
  /** In force or suspended on the day, by law and number. */
  readonly inForce: readonly OnSubject[];
  /** Ended before the day or not yet begun on it. */
  readonly other: readonly OnSubject[];
  /** Rulings on any of its provisions, that stood on the day. */
  readonly interpretations: readonly Provision[];
  /** What the codebook asks on it, with the answer on the day. */
  readonly answers: readonly {
    readonly question: RecordOf<'question'>;
    readonly state: AnswerState;
    readonly value?: Answer;
    readonly findings: readonly Finding[];
  }[];
  /** Changes of its provisions, latest first. */
  readonly changes: readonly (Change & { readonly date: PartialDate })[];
  /** Bills before parliament on the day that would change any of them. */
  readonly bills: readonly Law[];
}

/** The subject in a country on a day. */
export function onSubject(dataset: Dataset, country: string, subject: RecordOf<'subject'>, day: Day): SubjectView {
  const provisions = dataset
    .inCountry('provision', country)
    .filter(({ subjects }) => subjects?.includes(subject.id))
    .sort((a, b) => compareLaws(dataset, a, b) || compareNumbers(a.number, b.number));
  const all = provisions.map((provision): OnSubject => {
    const held = versionOn(dataset, provision, day);
    return { provision, force: forceOf(dataset, provision, day), ...(held && { held }) };
  });
  const interpreting = new Set(provisions.flatMap(({ id }) => interpretationsOf(dataset, id, day)));
  return {
    subject,
    inForce: all.filter(({ held }) => held),
    other: all.filter(({ held }) => !held),
    interpretations: [...interpreting],
    answers: (subject.questions ?? []).flatMap((id) => {
      const question = dataset.get('question', id);
      if (!question || answersOver(dataset, country, id).length === 0) return [];
      const { state, value, findings } = answerOn(dataset, country, id, day);
      return [{ question, state, ...(value !== undefined && { value }), findings }];
    }),
    changes: provisions
      .flatMap((provision) => changesOf(dataset, provision))
      .filter((change): change is Change & { date: PartialDate } => change.date !== undefined)
      .sort((a, b) => firstDay(b.date) - firstDay(a.date)),
    bills: [
      ...new Set(
        provisions.flatMap((provision) =>
          ordersOn(dataset, provision).flatMap(({ act }) => (isOpenBill(act, day) ? [act] : [])),
        ),
      ),
    ],
  };
}

/** Rulings that say what a provision means, which stood on a day. */
export function interpretationsOf(dataset: Dataset, provision: string, day: Day): Provision[] {
  return dataset
    .backlinks(provision)
    .flatMap(({ record, path }) =>
      record.kind === 'provision' && path[0] === 'interprets' && versionOn(dataset, record, day) ? [record] : [],
    );
}

/** Newer laws first; laws of one day by id. */
function compareLaws(dataset: Dataset, a: Provision, b: Provision): number {
  if (a.law === b.law) return 0;
  const begins = ({ law }: Provision) => spanOf(dataset.get('law', law) ?? {}).from;
  const [x, y] = [begins(a), begins(b)];
  return x === y ? (a.law < b.law ? -1 : 1) : y - x;
}

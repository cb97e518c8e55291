/**
 * The whole effect of one act, or what the effect of a bill would be: the provisions it changes with their words
 * before and after, and what rests on them: findings, statuses, recommendations.
 * Always true: the effect of a bill is computed beside the record and never enters it.
 */
import { answerOn } from '../answers.ts';
import { type Assessment, NOT_ASSESSED, type Status, type Supposed, statusOn, whatIf } from '../assess.ts';
import type { Dataset } from '../dataset.ts';
import type { Answer, Finding, Instruction, Law, Provision, RecordOf, Version } from '../model/index.ts';
import { type Day, firstDay, holdsOn, isoDay, type PartialDate } from '../time.ts';
import { type ApplyNote, applyAct, changesOf, commencement, targetOf } from './amend.ts';
import { laneOf } from './concordance.ts';
import { compareNumbers, versionOn } from './versions.ts';

/** What an act does to one provision. */
export interface ProvisionEffect {
  /** The provision as the act leaves it; absent where it is not on record and nothing says what stands there. */
  readonly provision?: Provision;
  readonly instruction?: Instruction;
  readonly action: Instruction['action'];
  /** When it enters into force; absent where no day is fixed. */
  readonly date?: PartialDate;
  /** The words before; absent where it is new. */
  readonly before?: Version;
  /** The words after; absent where it ends, and where the record does not have them. */
  readonly after?: Version;
  /** recorded: a version on record. computed: what the instruction gives. unknown: the record does not have the words. */
  readonly words: 'recorded' | 'computed' | 'unknown';
}

/** A status that an act touches, before it and after it. */
export interface StatusEffect {
  readonly country: string;
  /** FRAMEWORK/INDICATOR. */
  readonly indicator: string;
  readonly before: Status;
  readonly after: Status;
  /** Of a bill: the full assessments, where anything differs. */
  readonly assessments?: { readonly before: Assessment; readonly after: Assessment };
}

/** A recommendation that an act touches. */
export interface RecommendationEffect {
  readonly recommendation: RecordOf<'recommendation'>;
  /** Parts whose question the act answers anew, with the answer before and after; empty where only its article changes. */
  readonly parts: readonly {
    readonly part: string;
    readonly question: string;
    readonly before?: Answer;
    readonly after: Answer;
  }[];
}

export interface Effect {
  readonly act: Law;
  /** Whether it is a bill: everything that follows is supposed. */
  readonly hypothetical: boolean;
  /** The days on which parts of it enter into force, in order; for a bill without a day, the day supposed. */
  readonly days: readonly PartialDate[];
  readonly provisions: readonly ProvisionEffect[];
  /** Findings that rest on a provision it changes and hold on the eve or on the day of the change. */
  readonly findings: readonly Finding[];
  /** Statuses that use those findings, or questions it answers anew; those that differ first. */
  readonly statuses: readonly StatusEffect[];
  readonly recommendations: readonly RecommendationEffect[];
  readonly notes: readonly ApplyNote[];
}

/** The effect of an act. Of a bill as if it entered into force on `day`; of an enacted act on its own days. */
export function effectOf(dataset: Dataset, act: Law, day: Day): Effect {
  const hypothetical = act.type === 'bill';
  const supposedOn = isoDay(day) ?? '';
  const applied = applyAct(dataset, act, hypothetical ? { on: supposedOn } : {});
  const provisions = provisionEffects(dataset, act, applied.provisions, hypothetical ? supposedOn : undefined);
  const days = [...new Set(provisions.flatMap(({ date }) => date ?? []))].sort((a, b) => firstDay(a) - firstDay(b));
  const [first, last] = [days[0], days.at(-1)];
  const eve = (first === undefined ? day : firstDay(first)) - 1;
  const end = last === undefined ? day : firstDay(last);
  const touched = provisions.flatMap(({ provision }) => provision ?? []);
  const findings = findingsOn(dataset, touched, eve, end);
  const answers = new Map((act.answers ?? []).map(({ question, value }) => [question, value] as const));
  return {
    act,
    hypothetical,
    days,
    provisions,
    findings,
    statuses: hypothetical
      ? supposedStatuses(dataset, act, findings, answers, day)
      : statusesAround(dataset, act, findings, answers, eve, end),
    recommendations: recommendationEffects(dataset, act, touched, answers, hypothetical ? day : eve),
    notes: hypothetical || applied.notes.some(({ refused }) => !refused) ? applied.notes : [],
  };
}

function provisionEffects(
  dataset: Dataset,
  act: Law,
  applied: readonly Provision[],
  supposedOn: PartialDate | undefined,
): ProvisionEffect[] {
  const effects: ProvisionEffect[] = [];
  const covered = new Set<string>();
  for (const instruction of act.amends ?? []) {
    const date = commencement(act, instruction) ?? supposedOn;
    const base = {
      instruction,
      action: instruction.action,
      ...(date !== undefined && { date }),
    };
    const stored = targetOf(dataset, instruction);
    const made = applied.find(
      ({ id, law, number }) => id === stored?.id || (law === instruction.law && number === instruction.number),
    );
    const provision = stored ?? made;
    if (provision) covered.add(provision.id);
    const change = stored && changesOf(dataset, stored).find(({ instructions }) => instructions.includes(instruction));
    if (stored && change?.state === 'shown') {
      const after = change.version === undefined ? undefined : stored.versions[change.version];
      effects.push({ provision: stored, ...base, ...around(dataset, stored, change.date, after), words: 'recorded' });
    } else if (made && date !== undefined) {
      const before = stored && versionOn(dataset, stored, firstDay(date) - 1)?.version;
      const after = made.versions.find((version) => version.from === date);
      effects.push({
        provision: made,
        ...base,
        ...(before && { before }),
        ...(after && { after }),
        words: 'computed',
      });
    } else {
      const before = stored && date !== undefined ? versionOn(dataset, stored, firstDay(date) - 1)?.version : undefined;
      effects.push({ ...(provision && { provision }), ...base, ...(before && { before }), words: 'unknown' });
    }
  }
  // Versions can name an act that gives no instructions.
  for (const { record, path } of dataset.backlinks(act.id)) {
    if (record.kind !== 'provision' || path[0] !== 'versions' || covered.has(record.id)) continue;
    covered.add(record.id);
    for (const change of changesOf(dataset, record)) {
      if (!change.by.includes(act.id) || change.action === 'resume') continue;
      const after = change.version === undefined ? undefined : record.versions[change.version];
      effects.push({
        provision: record,
        action: change.action,
        ...(change.date !== undefined && { date: change.date }),
        ...around(dataset, record, change.date, after),
        words: 'recorded',
      });
    }
  }
  return effects.sort(compareEffects);
}

function around(
  dataset: Dataset,
  provision: Provision,
  date: PartialDate | undefined,
  after: Version | undefined,
): { before?: Version; after?: Version } {
  const before = date === undefined ? undefined : versionOn(dataset, provision, firstDay(date) - 1)?.version;
  return { ...(before && { before }), ...(after && { after }) };
}

function compareEffects(a: ProvisionEffect, b: ProvisionEffect): number {
  const law = (effect: ProvisionEffect) => effect.provision?.law ?? effect.instruction?.law ?? '';
  const number = (effect: ProvisionEffect) => effect.provision?.number ?? effect.instruction?.number ?? '';
  return law(a) < law(b) ? -1 : law(a) > law(b) ? 1 : compareNumbers(number(a), number(b));
}

/** Findings that rest on some provisions and hold on one of two days. */
function findingsOn(dataset: Dataset, provisions: readonly Provision[], eve: Day, end: Day): Finding[] {
  const found = new Set<Finding>();
  for (const { id } of provisions) {
    for (const { record, path } of dataset.backlinks(id)) {
      if (record.kind !== 'finding' || path[0] !== 'provisions' || record.rank === 'deprecated') continue;
      if (holdsOn(record, eve) || holdsOn(record, end)) found.add(record);
    }
  }
  return [...found].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function countryOfAct(act: Law): string {
  return act.country ?? act.id.split('/')[0] ?? '';
}

/** Statuses on the eve of an enacted act and on the day when all of it was in force. */
function statusesAround(
  dataset: Dataset,
  act: Law,
  findings: readonly Finding[],
  answers: Supposed,
  eve: Day,
  end: Day,
): StatusEffect[] {
  const country = countryOfAct(act);
  const questions = new Set([...findings.map(({ question }) => question), ...answers.keys()]);
  return indicatorsOf(dataset, questions)
    .map((indicator) => ({
      country,
      indicator: indicator.id,
      before: statusOn(dataset, country, indicator, eve),
      after: statusOn(dataset, country, indicator, end),
    }))
    .filter(({ before, after }) => before !== NOT_ASSESSED || after !== NOT_ASSESSED)
    .sort((a, b) => Number(a.before === a.after) - Number(b.before === b.after));
}

/** Statuses today, and as they would be with the answers of a bill. */
function supposedStatuses(
  dataset: Dataset,
  act: Law,
  findings: readonly Finding[],
  answers: Supposed,
  day: Day,
): StatusEffect[] {
  const country = countryOfAct(act);
  const differing = new Map(
    whatIf(dataset, country, day, answers).map((pair) => [pair.before.indicator, pair] as const),
  );
  const questions = new Set([...findings.map(({ question }) => question), ...answers.keys()]);
  return indicatorsOf(dataset, questions)
    .map((indicator): StatusEffect => {
      const assessments = differing.get(indicator.id);
      const now = statusOn(dataset, country, indicator, day);
      return {
        country,
        indicator: indicator.id,
        before: assessments?.before.status ?? now,
        after: assessments?.after.status ?? now,
        ...(assessments && { assessments }),
      };
    })
    .filter(({ before, after }) => before !== NOT_ASSESSED || after !== NOT_ASSESSED)
    .sort((a, b) => Number(a.before === a.after) - Number(b.before === b.after));
}

function indicatorsOf(dataset: Dataset, questions: ReadonlySet<string>) {
  return dataset.indicators().filter(({ compiled }) => compiled.questions.some((question) => questions.has(question)));
}

/** Recommendations made by a day that name a provision of the lanes touched, or ask what the act answers anew. */
function recommendationEffects(
  dataset: Dataset,
  act: Law,
  touched: readonly Provision[],
  answers: ReadonlyMap<string, Answer>,
  day: Day,
): RecommendationEffect[] {
  const country = countryOfAct(act);
  const names = new Set<string>();
  for (const provision of touched) {
    names.add(provision.id);
    for (const old of laneOf(dataset, provision).before) names.add(old.id);
  }
  return dataset
    .inCountry('recommendation', country)
    .flatMap((recommendation): RecommendationEffect[] => {
      if (firstDay(recommendation.date) > day) return [];
      const parts = (recommendation.parts ?? []).flatMap(({ id, target }) => {
        const after = target === undefined ? undefined : answers.get(target);
        if (target === undefined || after === undefined) return [];
        const before = answerOn(dataset, country, target, day).value;
        return before === after ? [] : [{ part: id, question: target, ...(before !== undefined && { before }), after }];
      });
      const isNamed = (recommendation.provisions ?? []).some((id) => names.has(id));
      return parts.length > 0 || isNamed ? [{ recommendation, parts }] : [];
    })
    .sort((a, b) => b.parts.length - a.parts.length || (a.recommendation.id < b.recommendation.id ? -1 : 1));
}

/**
 * National plans: what each is worth against the frameworks that assess plans (clause 35 of the Rio de Janeiro Call
 * for Action), and where plans on one form of exploitation overlap or leave a gap.
 * Always true: a plan without an end on record never closes a gap for sure; its days count as uncertain.
 */
import { type Assessment, assess } from '../assess.ts';
import type { Dataset, Indicator } from '../dataset.ts';
import type { RecordOf } from '../model/index.ts';
import { cutDays, type Day, firstDay, joinSpans, type Span, spanOf } from '../time.ts';

export type Plan = RecordOf<'plan'>;
export type Form = NonNullable<Plan['forms']>[number];

/** A plan held against one indicator of a framework that assesses plans. */
export interface Appraisal {
  readonly indicator: Indicator;
  readonly assessment: Assessment;
}

/** Plans of a country that had begun by a day, oldest first. */
export function plansOn(dataset: Dataset, country: string, day: Day): Plan[] {
  return dataset
    .inCountry('plan', country)
    .filter((plan) => startOf(plan) <= day)
    .toSorted((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1));
}

/** The first day of a plan: that of its period, else that of its adoption; without either it has always been there. */
export function startOf({ from, adopted }: Plan): Day {
  const date = from ?? adopted;
  return date === undefined ? -Infinity : firstDay(date);
}

/** The years of a plan that runs through whole years, as its title has them; its end is the first day after it. */
export function yearsOf({ from, to }: Plan): string | undefined {
  const isYear = (date: string | undefined): date is string => /^\d{4}$/.test(date ?? '');
  if (!isYear(from) || !isYear(to)) return undefined;
  const last = String(Number(to) - 1);
  return from === last ? from : `${from}–${last}`;
}

/** The plan that came before, by what the record says. */
export function predecessorsOf(dataset: Dataset, plan: Plan): Plan[] {
  return dataset.inCountry('plan', plan.country ?? '').filter(({ successor }) => successor === plan.id);
}

/** A plan on every indicator of the frameworks that assess plans, in their order. */
export function appraise(dataset: Dataset, plan: Plan, day: Day): Appraisal[] {
  return dataset
    .all('framework')
    .filter(({ about }) => about === 'plan')
    .flatMap(({ id }) => dataset.indicators(id))
    .map((indicator) => ({ indicator, assessment: assess(dataset, plan.id, indicator, day) }));
}

/** A stretch of days with the plans on a form that are in force. */
export interface Coverage extends Span {
  /** none: no plan on record; one; several: plans overlap; uncertain: only plans whose end is not on record. */
  readonly state: 'none' | 'one' | 'several' | 'uncertain';
  /** Ids of the plans in force. */
  readonly plans: readonly string[];
}

/** Forms of sexual exploitation of children that a national plan must cover (Rio de Janeiro Call for Action, 35). */
const MUST_COVER: readonly Form[] = ['trafficking', 'prostitution', 'abuse-material', 'online', 'travel-tourism'];

/**
 * Every form of sexual exploitation of children, and whatever else plans on record are about, with the coverage of
 * each between two days, without holes.
 */
export function coverageOf(plans: readonly Plan[], from: Day, to: Day): Map<Form, Coverage[]> {
  const forms = [...new Set([...MUST_COVER, ...plans.flatMap(({ forms = [] }) => forms)])];
  return new Map(forms.map((form) => [form, formCoverage(plans, form, from, to)]));
}

function formCoverage(plans: readonly Plan[], form: Form, from: Day, to: Day): Coverage[] {
  const about = plans
    .filter((plan) => plan.forms?.includes(form))
    .map((plan) => ({ plan, span: { from: startOf(plan), to: spanOf(plan).to } }));
  const cuts = [from, ...cutDays(about.map(({ span }) => span)).filter((day) => day > from && day < to), to];
  const spans = cuts.slice(0, -1).map((start, index): Coverage => {
    const holding = about.filter(({ span }) => span.from <= start && start < span.to);
    const certain = holding.filter(({ span }) => Number.isFinite(span.to));
    const state =
      certain.length > 1 ? 'several' : certain.length === 1 ? 'one' : holding.length > 0 ? 'uncertain' : 'none';
    return { from: start, to: cuts[index + 1] ?? to, state, plans: holding.map(({ plan }) => plan.id) };
  });
  return joinSpans(spans, (a, b) => a.state === b.state && a.plans.join() === b.plans.join());
}

/** plans COUNTRY: national plans, what each is worth as a plan, and where they overlap or leave a gap. */
import { appraise, coverageOf, plansOn, startOf, yearsOf } from '../core/commitments/plans.ts';
import { english } from '../core/localised.ts';
import { isoDay, spanOf } from '../core/time.ts';
import { type Context, counted, type DayOptions, dayOf, declare, readsOnDay, withRecord } from './command.ts';
import { countryNamed } from './names.ts';
import { Page, writeJson } from './terminal.ts';

export function plansCommand(context: Context) {
  return readsOnDay(
    declare(
      'plans',
      'national plans, appraised, with overlaps and gaps',
      'Lists the national plans of a state that had begun by a day, each held against what is asked of a plan ' +
        '(clause 35 of the Rio de Janeiro Call for Action), and for each form of exploitation the periods in which no plan ' +
        'is on record or several run at once. A plan without an end on record is counted as uncertain.',
      [
        { line: 'plans kaz', why: 'today' },
        { line: 'plans kaz --as-of 2013 --json', why: 'as of a day, for programs' },
      ],
      [
        [
          'plans[].id, .title, .from, .to',
          'the plan; `to` is the first day after it, and none means that its end is not on record',
        ],
        ['plans[].forms[]', 'what it is about'],
        ['plans[].appraisal[]', '`indicator` and `status` on the scale of the framework, or `not-assessed`'],
        ['coverage[].form', 'a form of exploitation'],
        ['coverage[].from, .to, .state, .plans[]', '`none`, `one`, `several` or `uncertain`, with the plans in force'],
      ],
    ).argument('<country>', 'ISO 3166-1 code or name'),
  ).action((typed: string, options: DayOptions) =>
    withRecord(context, options, ({ dataset }) => {
      const country = countryNamed(dataset, typed);
      const { day, date } = dayOf(context, options.asOf);
      const plans = plansOn(dataset, country.id, day);
      const starts = plans.map(startOf).filter(Number.isFinite);
      const coverage = starts.length === 0 ? [] : [...coverageOf(plans, Math.min(...starts), day + 1)];
      if (options.json) {
        writeJson(context.out, {
          country: country.id,
          asOf: date,
          plans: plans.map((plan) => ({
            id: plan.id,
            title: plan.title,
            from: plan.from,
            to: plan.to,
            forms: plan.forms ?? [],
            budget: plan.budget ?? [],
            appraisal: appraise(dataset, plan, day).map(({ indicator, assessment }) => ({
              indicator: indicator.id,
              status: assessment.status,
              findings: assessment.explanation.evidence.flatMap(({ findings }) => findings),
            })),
          })),
          coverage: coverage.flatMap(([form, spans]) =>
            spans.map(({ from, to, state, plans: ids }) => ({
              form,
              from: isoDay(from),
              to: to > day ? undefined : isoDay(to),
              state,
              plans: ids,
            })),
          ),
        });
        return;
      }
      const page = new Page(context.out);
      page.line(`${page.tone(country.name, 'strong')} (${country.id}), on ${date}: ${counted(plans.length, 'plan')}.`);
      for (const plan of plans) {
        page.line();
        page.line(page.tone(english(plan.title), 'strong'));
        page.line(`${yearsOf(plan) ?? `${plan.from ?? '?'} until ${plan.to ?? 'not on record'}`} (${plan.id})`, 2);
        for (const { indicator, assessment } of appraise(dataset, plan, day)) {
          page.line(`${english(indicator.body.title)}: ${assessment.status}`, 2, '- ');
        }
      }
      if (coverage.length > 0) page.heading('Plans in force on each form of exploitation');
      for (const [form, spans] of coverage) {
        page.line(form, 0);
        for (const { from, to, state, plans: ids } of spans) {
          const until = to > day ? 'today' : isoDay(to);
          page.line(`${isoDay(from)} to ${until}: ${state}${ids.length > 0 ? ` (${ids.join(', ')})` : ''}`, 2, '- ');
        }
      }
      if (plans.some((plan) => !Number.isFinite(spanOf(plan).to))) {
        page.line();
        page.line('Where the end of a plan is not on record, “uncertain” is said.');
      }
    }),
  );
}

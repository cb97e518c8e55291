/** National plans: their period, lead and money, and how each stands against the frameworks that assess plans. */

import { NOT_ASSESSED } from '../../core/assess.ts';
import { appraise, plansOn } from '../../core/commitments/plans.ts';
import { firstDay } from '../../core/time.ts';
import type { Inline } from '../document.ts';
import { BREAK, cell, cited, head, joined, type Maker, table } from '../making.ts';

/** Plans that had begun by the day, newest first; `form=` takes those about one form of exploitation, `current=yes` those in force. */
export const plans: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const isSexual = options.form?.split(',');
  const all = plansOn(dataset, country, day)
    .filter(({ forms = [] }) => isSexual === undefined || forms.some((form) => isSexual.includes(form)))
    .filter(({ to }) => options.current !== 'yes' || to === undefined || firstDay(to) > day)
    .reverse();
  return table(making, {
    caption: voice.plain(voice.t('report.plans', { date: voice.date(making.asOf) })),
    head: [voice.t('plans.plan'), voice.t('plans.period'), voice.t('plans.form'), voice.t('report.appraisal')],
    widths: [26, 15, 29, 30],
    rows: all.map((plan) => {
      const held = appraise(dataset, plan, day).filter(({ assessment }) => assessment.status !== NOT_ASSESSED);
      const said = (plan.appraisals ?? []).map(({ text, citations }): Inline[] => [
        ...voice.say(text),
        ...cited(making, citations),
      ]);
      return [
        head([...making.link(plan), ...cited(making, plan.citations)]),
        cell(voice.plain(voice.period(plan.from ?? plan.adopted, plan.to))),
        cell(
          joined(
            [
              voice.plain((plan.forms ?? []).map((form) => voice.t(`plans.form.${form}`)).join('; ')),
              plan.lead?.length
                ? voice.plain(voice.t('plans.lead', { who: voice.list(plan.lead.map(voice.text)) }))
                : [],
            ],
            BREAK,
          ),
        ),
        cell(
          joined(
            [
              ...held.map(({ indicator, assessment }): Inline[] => [
                ...voice.say(indicator.body.title),
                ...voice.plain(': '),
                voice.status(assessment.status, indicator.framework),
              ]),
              ...said,
            ],
            BREAK,
          ),
        ),
      ];
    }),
  });
};

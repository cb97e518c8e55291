/** One national plan: what it is, what came before and after, and how it stands against what is asked of a plan. */
import { type Appraisal, appraise, predecessorsOf } from '../../core/commitments/plans.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { Criteria } from '../ui/criteria.tsx';
import { AsAt } from '../ui/dates.tsx';
import { Flags, Sources, Status } from '../ui/marks.tsx';
import { RecordLink, RecordList } from '../ui/records.tsx';
import { PlanFacts, PlanFlags } from '../ui/section-plans.tsx';
import { Page } from '../ui/shell.tsx';
import { Why } from '../ui/why.tsx';

export const page: PageFunction<{ id: string }> = (view, params) => {
  const { dataset, t } = view;
  const plan = dataset.get('plan', params.id);
  if (!plan) return undefined;
  const name = view.countryName(plan.country ?? '');
  const before = predecessorsOf(dataset, plan);
  const rest = dataset
    .backlinks(plan.id)
    .flatMap(({ record }) => (record.kind === 'finding' || record.kind === 'plan' ? [] : [record.id]));
  return (
    <Page
      view={view}
      title={`${view.text(plan.title)}, ${name}`}
      part="countries"
      crumbs={[
        { href: view.link('/countries'), text: t('nav.countries') },
        { href: view.link(`/country/${plan.country}`), text: name },
        { href: view.link(`/country/${plan.country}/plans`), text: t('section.plans') },
      ]}
    >
      <div class="head">
        <p class="eyebrow">{t('plans.plan')}</p>
        <h1>{view.say(plan.title)}</h1>
        <PlanFlags view={view} plan={plan} />
        <AsAt view={view} />
      </div>
      <div class="flow-s">
        <PlanFacts view={view} plan={plan} />
        <Sources view={view} citations={plan.citations} />
      </div>
      {(before.length > 0 || plan.successor) && (
        <dl class="kv spaced">
          {before.length > 0 && (
            <>
              <dt>{t('plans.before')}</dt>
              <dd>
                <RecordList view={view} ids={before.map(({ id }) => id)} />
              </dd>
            </>
          )}
          {plan.successor && (
            <>
              <dt>{t('plans.after')}</dt>
              <dd>
                <RecordLink view={view} id={plan.successor} />
              </dd>
            </>
          )}
        </dl>
      )}
      {[...Map.groupBy(appraise(dataset, plan, view.day), ({ indicator }) => indicator.framework)].map(
        ([framework, appraisals]) => (
          <section class="sec" aria-labelledby={`f-${framework.id}`}>
            <h2 id={`f-${framework.id}`}>
              <a class="quiet-link" href={view.link(`/framework/${framework.id}`)}>
                {view.say(framework.title)}
              </a>
            </h2>
            {framework.notes && <p class="small dim measure">{view.say(framework.notes)}</p>}
            {appraisals.map((appraisal) => (
              <Judged view={view} appraisal={appraisal} />
            ))}
          </section>
        ),
      )}
      {rest.length > 0 && (
        <section class="sec" aria-labelledby="rest-h">
          <h2 id="rest-h">{t('plans.named-by')}</h2>
          <RecordList view={view} ids={[...new Set(rest)]} />
        </section>
      )}
    </Page>
  );
};

/** One indicator: the status with its reason, and every criterion with its readings. */
function Judged({ view, appraisal: { indicator, assessment } }: { view: View; appraisal: Appraisal }): Html {
  return (
    <section class="judged flow-s" aria-labelledby={`i-${indicator.body.id}`}>
      <h3 id={`i-${indicator.body.id}`}>{view.say(indicator.body.title)}</h3>
      <p class="gap">
        <Status view={view} status={assessment.status} framework={indicator.framework} />
        <Flags
          view={view}
          review={assessment.needsReview.length > 0}
          disagree={assessment.explanation.evidence.some(({ state }) => state === 'sources-disagree')}
        />
      </p>
      <p>{view.say(indicator.body.question ?? indicator.body.rationale)}</p>
      <Why view={view} indicator={indicator} assessment={assessment} />
      <details open={assessment.explanation.evidence.some(({ findings }) => findings.length > 0)}>
        <summary>{view.t('indicator.criteria')}</summary>
        <Criteria view={view} indicator={indicator} assessment={assessment} />
      </details>
    </section>
  );
}

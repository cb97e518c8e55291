/** National plans of a country: on one axis of time, with overlaps and gaps, and each with what it is worth. */
import {
  appraise,
  type Coverage,
  coverageOf,
  type Form,
  type Plan,
  plansOn,
  startOf,
  yearsOf,
} from '../../core/commitments/plans.ts';
import { type Day, isoDay, spanOf } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { Flags, percent, position, Sources, StatusMark, statusText, Ticks } from './marks.tsx';
import { RecordLink } from './records.tsx';
import * as roles from './table.ts';
import { boundsOf, yearTicks } from './timeline.tsx';

/** Height of a line of the drawing, in pixels. */
const LINE = 26;

export function PlansSection({ view, country }: { view: View; country: string }): Html {
  const plans = plansOn(view.dataset, country, view.day);
  return (
    <>
      <PlanAxis view={view} plans={plans} />
      <Appraisals view={view} plans={plans} />
      <section class="sec" aria-labelledby="plans-list">
        <h2 id="plans-list">{view.t('plans.each')}</h2>
        <ol class="entries">
          {plans.toReversed().map((plan) => (
            <Entry view={view} plan={plan} />
          ))}
        </ol>
      </section>
    </>
  );
}

/** Plans as bars, newest below, and under them, for each form, where plans overlap and where there is none. */
function PlanAxis({ view, plans }: { view: View; plans: readonly Plan[] }): Html | null {
  const { t } = view;
  const dated = plans.filter((plan) => Number.isFinite(startOf(plan)));
  if (dated.length < 2) return null;
  const days = dated.flatMap((plan) => [startOf(plan), spanOf(plan).to]).filter(Number.isFinite);
  const { from, to: today } = boundsOf(view, days);
  const to = Math.max(today, ...days);
  const coverage = [...coverageOf(dated, from, view.day + 1)];
  return (
    <section class="sec plan-axis" aria-labelledby="plan-axis">
      <h2 id="plan-axis">{t('plans.axis')}</h2>
      <p class="small dim">{t('plans.axis-lead')}</p>
      <div class="axis-rows spaced" aria-hidden="true">
        {dated.map((plan) => (
          <div class="axis-row">
            <span class="axis-name">{view.text(plan.title)}</span>
            <PlanBar plan={plan} from={from} to={to} />
          </div>
        ))}
        <div class="axis-row">
          <span class="axis-name" />
          <Ticks from={from} to={to} years={yearTicks(from, to)} />
        </div>
        {coverage.map(([form, spans]) => (
          <div class="axis-row form">
            <span class="axis-name">{t(`plans.form.${form}`)}</span>
            <CoverageBar spans={spans} from={from} to={to} />
          </div>
        ))}
      </div>
      <ul class="legend" aria-hidden="true">
        {(['one', 'several', 'uncertain', 'none'] as const).map((state) => (
          <li>
            {/* biome-ignore lint/a11y/noSvgWithoutTitle: hidden with the legend around it; the words stand beside it */}
            <svg width="28" height="12" focusable="false">
              <CoverageMark state={state} x="0" width="28" />
            </svg>{' '}
            {t(`plans.coverage.${state}`)}
          </li>
        ))}
      </ul>
      <GapTable view={view} coverage={coverage} />
    </section>
  );
}

function PlanBar({ plan, from, to }: { plan: Plan; from: Day; to: Day }): Html {
  const span = spanOf(plan);
  const start = position(startOf(plan), from, to);
  const width = Math.max(0.01, position(span.to, from, to) - start);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: hidden with the drawing around it; the table below says the same
    <svg class="axis-svg" width="100%" height={LINE - 8} focusable="false">
      <rect
        class={Number.isFinite(span.to) ? 'bar' : 'bar open'}
        x={percent(start)}
        y="3"
        width={percent(width)}
        height="12"
      />
    </svg>
  );
}

function CoverageMark({ state, x, width }: { state: Coverage['state']; x: string; width: string }): Html {
  return <rect class={`cover ${state}`} x={x} y="1" width={width} height="10" />;
}

function CoverageBar({ spans, from, to }: { spans: readonly Coverage[]; from: Day; to: Day }): Html {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: hidden with the drawing around it; the table below says the same
    <svg class="axis-svg" width="100%" height="12" focusable="false">
      {spans.map((span) => {
        const start = position(span.from, from, to);
        return (
          <CoverageMark state={span.state} x={percent(start)} width={percent(position(span.to, from, to) - start)} />
        );
      })}
    </svg>
  );
}

/** What the drawing shows, in words: for each form the days without a plan and those with several. */
function GapTable({
  view,
  coverage,
}: {
  view: View;
  coverage: readonly (readonly [Form, readonly Coverage[]])[];
}): Html {
  const { t } = view;
  return (
    <details>
      <summary>{t('plans.coverage.table')}</summary>
      <table {...roles.table} class="tbl stack">
        <caption class="vh">{t('plans.coverage.table')}</caption>
        <thead {...roles.group}>
          <tr {...roles.row}>
            <th {...roles.columnHead}>{t('plans.form')}</th>
            <th {...roles.columnHead}>{t('plans.period')}</th>
            <th {...roles.columnHead}>{t('plans.coverage')}</th>
          </tr>
        </thead>
        <tbody {...roles.group}>
          {coverage.flatMap(([form, spans]) =>
            spans.map((span) => (
              <tr {...roles.row}>
                <th {...roles.rowHead}>{t(`plans.form.${form}`)}</th>
                <td {...roles.cell} data-l={t('plans.period')}>
                  {view.period(isoDay(span.from), span.to > view.day ? undefined : isoDay(span.to))}
                </td>
                <td {...roles.cell} data-l={t('plans.coverage')}>
                  {t(`plans.coverage.${span.state}`)}
                  {span.plans.map((id) => (
                    <>
                      {' '}
                      <RecordLink view={view} id={id} />
                    </>
                  ))}
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </details>
  );
}

/** Every plan on every indicator of the frameworks that assess plans: marks, with the reasons on the plan's page. */
function Appraisals({ view, plans }: { view: View; plans: readonly Plan[] }): Html | null {
  const { t } = view;
  const rows = plans.toReversed().map((plan) => ({ plan, appraisals: appraise(view.dataset, plan, view.day) }));
  const columns = rows[0]?.appraisals.map(({ indicator }) => indicator) ?? [];
  if (columns.length === 0) return null;
  const framework = columns[0]?.framework;
  return (
    <section class="sec" aria-labelledby="plan-worth">
      <h2 id="plan-worth">{framework && view.say(framework.title)}</h2>
      <p class="small dim">
        {t('plans.worth')} {framework && <a href={view.link(`/framework/${framework.id}`)}>{t('plans.rules')}</a>}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a part that scrolls needs focus and a name; a section would be a landmark */}
      <div class="scroll" tabindex={0} role="region" aria-label={framework && view.text(framework.title)}>
        <table {...roles.table} class="tbl matrix">
          <caption class="vh">{framework && view.text(framework.title)}</caption>
          <thead {...roles.group}>
            <tr {...roles.row}>
              <th {...roles.columnHead}>{t('plans.plan')}</th>
              {columns.map(({ body }) => (
                <th {...roles.columnHead}>{view.say(body.title)}</th>
              ))}
            </tr>
          </thead>
          <tbody {...roles.group}>
            {rows.map(({ plan, appraisals }) => (
              <tr {...roles.row}>
                <th {...roles.rowHead}>
                  <RecordLink view={view} id={plan.id} />
                </th>
                {appraisals.map(({ indicator, assessment }) => (
                  <td {...roles.cell}>
                    <a
                      href={`${view.recordLink(plan)}#i-${indicator.body.id}`}
                      title={statusText(view, assessment.status, indicator.framework)}
                    >
                      <StatusMark
                        view={view}
                        status={assessment.status}
                        framework={indicator.framework}
                        flags={{ review: assessment.needsReview.length > 0 }}
                      />
                    </a>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Entry({ view, plan }: { view: View; plan: Plan }): Html {
  return (
    <li>
      <h3>
        <RecordLink view={view} id={plan.id} />
      </h3>
      <PlanFacts view={view} plan={plan} />
      <Sources view={view} citations={plan.citations} quotes={false} />
    </li>
  );
}

/** Period, scope, who leads, money, and what others said of it. */
export function PlanFacts({ view, plan }: { view: View; plan: Plan }): Html {
  const { t } = view;
  const years = yearsOf(plan);
  return (
    <>
      <p class="meta">
        {years === undefined ? view.period(plan.from, plan.to) : <span class="period">{years}</span>}
        {plan.adopted && <span>{t('plans.adopted', { date: view.date(plan.adopted) })}</span>}
        {plan.forms?.map((form) => (
          <span class="tag light">{t(`plans.form.${form}`)}</span>
        ))}
      </p>
      {plan.scope && <p>{view.say(plan.scope)}</p>}
      {plan.lead && (
        <p class="small dim">
          {view.rich('plans.lead', {
            who: (
              <>
                {plan.lead.map((body, index) => (
                  <>
                    {index > 0 && ', '}
                    {view.say(body)}
                  </>
                ))}
              </>
            ),
          })}
        </p>
      )}
      {plan.budget?.map((entry) => (
        <p class="small">
          {t(entry.type === 'spent' ? 'plans.spent' : 'plans.budget', {
            amount: `${view.number(entry.amount)} ${entry.currency}`,
          })}{' '}
          {(entry.from || entry.to) && view.period(entry.from, entry.to)}
          {entry.note && <> {view.say(entry.note)}</>}
          {entry.citations && <Sources view={view} citations={entry.citations} />}
        </p>
      ))}
      {!plan.budget && <p class="small dim">{t('plans.no-budget')}</p>}
      {plan.appraisals?.map((appraisal) => (
        <div class="appraisal">
          <p>
            <b>
              {appraisal.date ? t('plans.appraisal-on', { date: view.date(appraisal.date) }) : t('plans.appraisal')}
            </b>{' '}
            {view.say(appraisal.text)}
          </p>
          {appraisal.citations && <Sources view={view} citations={appraisal.citations} />}
        </div>
      ))}
      {plan.note && <p class="note">{view.say(plan.note)}</p>}
    </>
  );
}

/** How many of a plan's indicators need review or rest on sources that disagree. */
export function PlanFlags({ view, plan }: { view: View; plan: Plan }): Html {
  const appraisals = appraise(view.dataset, plan, view.day);
  return (
    <Flags
      view={view}
      review={appraisals.some(({ assessment }) => assessment.needsReview.length > 0)}
      disagree={appraisals.some(({ assessment }) =>
        assessment.explanation.evidence.some(({ state }) => state === 'sources-disagree'),
      )}
    />
  );
}

/** A country on one indicator: the status, why, its evidence, what is missing, what would change it, what was asked. */
import { type Assessment, assess, NOT_ASSESSED } from '../../core/assess.ts';
import type { Indicator } from '../../core/dataset.ts';
import type { RecordOf } from '../../core/model/index.ts';
import { firstDay, isoDay } from '../../core/time.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { Criteria, sidesOf } from '../ui/criteria.tsx';
import { AsAt } from '../ui/dates.tsx';
import { Basis } from '../ui/evidence.tsx';
import { Flags, Sources, Status, statusText } from '../ui/marks.tsx';
import { progressOn } from '../ui/recommendations.tsx';
import { RecordLink, titleById } from '../ui/records.tsx';
import { WhatWouldChange } from '../ui/reforms.tsx';
import { ReviewNotice } from '../ui/review-notes.tsx';
import { RuleTree } from '../ui/rule-tree.tsx';
import { Page } from '../ui/shell.tsx';
import { StatusHistory } from '../ui/timeline.tsx';
import { anchor, list, quoted, Why } from '../ui/why.tsx';

export const page: PageFunction<{ country: string; framework: string; indicator: string }> = (view, params) => {
  const { dataset, t } = view;
  const country = dataset.get('country', params.country);
  const indicator = dataset.indicator(`${params.framework}/${params.indicator}`);
  if (!country || !indicator) return undefined;
  const assessment = assess(dataset, country.id, indicator, view.day);
  const siblings = dataset.indicators(indicator.framework.id);
  const { body, framework } = indicator;
  return (
    <Page
      view={view}
      title={`${view.text(body.title)}, ${view.text(country.name)}`}
      part="countries"
      crumbs={[
        { href: view.link('/countries'), text: t('nav.countries') },
        { href: view.recordLink(country), text: view.text(country.name) },
        { href: view.link(`/framework/${framework.id}`, { country: country.id }), text: view.text(framework.title) },
      ]}
    >
      <div class="head">
        <p class="eyebrow">
          {t('indicator.place', {
            country: view.text(country.name),
            n: siblings.findIndex(({ id }) => id === indicator.id) + 1,
            total: siblings.length,
          })}
        </p>
        <h1>{view.say(body.title)}</h1>
        <p class="lead">{view.say(body.question ?? body.rationale)}</p>
        <AsAt view={view} />
      </div>
      <Verdict view={view} indicator={indicator} assessment={assessment} />
      <ReviewNotice view={view} marks={assessment.needsReview} />
      <Override view={view} indicator={indicator} assessment={assessment} />
      <Published view={view} country={country.id} indicator={indicator} />
      <section class="sec" aria-labelledby="time-h">
        <h2 id="time-h">{t('indicator.time')}</h2>
        <StatusHistory view={view} country={country.id} indicator={indicator} />
      </section>
      <div class="two broad sec">
        <section aria-labelledby="criteria-h">
          <div class="sec-h">
            <h2 id="criteria-h">{t('indicator.criteria')}</h2>
            <p class="small dim">{t('indicator.sides', sidesOf(indicator, assessment))}</p>
          </div>
          <Criteria view={view} indicator={indicator} assessment={assessment} />
        </section>
        <WhatWouldChange view={view} country={country.id} indicator={indicator} assessment={assessment} />
      </div>
      <Missing view={view} assessment={assessment} />
      <section class="sec" aria-labelledby="rule-h">
        <h2 id="rule-h">{t('indicator.rule')}</h2>
        <p class="small dim">{t('indicator.rule-lead')}</p>
        <RuleTree view={view} indicator={indicator} explained={assessment.explanation.rule} />
        {body.note && <p class="call">{view.say(body.note)}</p>}
      </section>
      <Asked view={view} country={country.id} indicator={indicator} />
      <Grounds view={view} indicator={indicator} />
      <Cite view={view} title={`${view.text(body.title)}, ${view.text(country.name)}`} />
    </Page>
  );
};

/** The status with its reason: never one without the other. */
function Verdict({ view, indicator, assessment }: { view: View; indicator: Indicator; assessment: Assessment }): Html {
  const { t } = view;
  const { framework } = indicator;
  const { status, computed, possible, override, needsReview, explanation, from, to } = assessment;
  const findings = new Set(explanation.evidence.flatMap((entry) => entry.findings));
  const disagree = explanation.evidence.some(({ state }) => state === 'sources-disagree');
  return (
    <section class="verdict" aria-labelledby="status-h">
      <div class="flow-s">
        <h2 id="status-h" class="vh">
          {t('indicator.status')}
        </h2>
        <p>
          <Status view={view} status={status} framework={framework} huge />
        </p>
        {(needsReview.length > 0 || disagree || override) && (
          <p class="gap">
            <Flags
              view={view}
              review={needsReview.some(({ reason }) => reason !== 'sources-disagree')}
              disagree={disagree}
              override={override !== null}
            />
          </p>
        )}
        {from && <p>{view.period(from, to, 'long')}</p>}
        {possible.length > 1 && possible.length < indicator.rule.clauses.length && computed === status && (
          <p class="small">
            {t('indicator.still-possible', {
              list: list(
                view,
                possible.map((other) => quoted(view, statusText(view, other, framework))),
              ),
            })}
          </p>
        )}
        <p class="small dim">
          {t('indicator.computed-from', { n: findings.size, framework: view.text(framework.title) })}{' '}
          <a href="#rule-h">{t('indicator.see-rule')}</a>
        </p>
      </div>
      <div>
        <h3>{t('indicator.why')}</h3>
        <Why view={view} indicator={indicator} assessment={assessment} />
      </div>
    </section>
  );
}

/** Our own decision, beside the status that the rule gives and never instead of it. */
function Override({
  view,
  indicator,
  assessment,
}: {
  view: View;
  indicator: Indicator;
  assessment: Assessment;
}): Html | null {
  const override = assessment.override && view.dataset.get('override', assessment.override.id);
  if (!override) return null;
  return (
    <div class="call spaced">
      <h2>{view.t('indicator.override')}</h2>
      <p class="gap">
        <span>{view.t('indicator.override-computed')}</span>
        <Status view={view} status={assessment.computed} framework={indicator.framework} />
        <span>{view.t('indicator.override-decided')}</span>
        <Status view={view} status={override.status} framework={indicator.framework} />
        {view.period(override.from, override.to)}
      </p>
      <p>{view.say(override.reason)}</p>
      <Sources view={view} citations={override.citations} />
    </div>
  );
}

/** What other assessors published, labelled as theirs. */
function Published({ view, country, indicator }: { view: View; country: string; indicator: Indicator }): Html | null {
  const published = publishedFor(view, country, indicator.id);
  if (published.length === 0) return null;
  return (
    <div class="call spaced">
      <h2>{view.t('indicator.published')}</h2>
      <ul class="flow-s">
        {published.map((record) => (
          <li>
            <p class="gap">
              <b>{view.say(record.assessor)}</b>
              <Status view={view} status={record.status} framework={indicator.framework} />
              {record.label && (
                <span class="dim">{view.rich('indicator.published-label', { label: view.plain(record.label) })}</span>
              )}
              <span class="dim">
                {record.asOf
                  ? view.t('indicator.published-as-of', { date: view.date(record.asOf) })
                  : view.t('indicator.published-undated')}
              </span>
            </p>
            {record.rationale && <p>{view.say(record.rationale)}</p>}
            <Sources view={view} citations={record.citations} />
          </li>
        ))}
      </ul>
      <p class="small dim">{view.t('indicator.published-note')}</p>
    </div>
  );
}

/** Statuses that others published on an indicator by the day shown. */
export function publishedFor(view: View, country: string, indicator: string): RecordOf<'published-status'>[] {
  return view.dataset
    .inCountry('published-status', country)
    .filter(
      (record) => record.indicator === indicator && (record.asOf === undefined || firstDay(record.asOf) <= view.day),
    );
}

/** Questions without an answer, the most informative first. */
function Missing({ view, assessment }: { view: View; assessment: Assessment }): Html | null {
  const { missing, status } = assessment;
  if (missing.length === 0) return null;
  return (
    <section class="sec" aria-labelledby="missing-h">
      <h2 id="missing-h">{view.t('indicator.missing')}</h2>
      <p class="small dim">{view.t(status === NOT_ASSESSED ? 'indicator.missing-lead' : 'indicator.missing-other')}</p>
      <ol class="quiet-list">
        {missing.map(({ question, state, settles }) => (
          <li>
            <a href={`#q-${anchor(question)}`}>{titleById(view, question)}</a>{' '}
            <span class="dim">
              {view.t(`missing.${state}`)}{' '}
              {settles === 1 ? view.t('missing.settles') : settles > 0 ? view.t('missing.may-settle') : ''}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Recommendations that name the indicator or would change one of its answers, by the day shown. */
function Asked({ view, country, indicator }: { view: View; country: string; indicator: Indicator }): Html | null {
  const questions = new Set(indicator.compiled.questions);
  const asked = view.dataset
    .inCountry('recommendation', country)
    .filter(
      (record) =>
        firstDay(record.date) <= view.day &&
        (record.indicators?.includes(indicator.id) ||
          record.parts?.some(({ target }) => target && questions.has(target))),
    );
  if (asked.length === 0) return null;
  return (
    <section class="sec" aria-labelledby="asked-h">
      <h2 id="asked-h">{view.t('indicator.asked')}</h2>
      <ul class="deps">
        {asked
          .toSorted((a, b) => firstDay(b.date) - firstDay(a.date))
          .map((record) => (
            <li>
              <span>
                <a href={view.recordLink(record)}>{view.say(record.text)}</a>{' '}
                <span class="dim">
                  {view.text(record.body)}, {view.date(record.date, 'short')}
                </span>
              </span>
              <Status view={view} status={progressOn(record, view.day).independent} />
            </li>
          ))}
      </ul>
    </section>
  );
}

/** What the indicator follows from. */
function Grounds({ view, indicator: { body } }: { view: View; indicator: Indicator }): Html {
  return (
    <section class="sec" aria-labelledby="grounds-h">
      <h2 id="grounds-h">{view.t('indicator.grounds')}</h2>
      {body.question && <p class="measure">{view.say(body.rationale)}</p>}
      <div class="trio duo spaced">
        <div>
          <h3>{view.t('indicator.basis')}</h3>
          <Basis view={view} of={body.basis} />
        </div>
        {body.themes && body.themes.length > 0 && (
          <div>
            <h3>{view.t('indicator.themes')}</h3>
            <ul class="quiet-list">
              {body.themes.map((id) => (
                <li>
                  <RecordLink view={view} id={id} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  );
}

/** How to cite the page as it is shown. */
function Cite({ view, title }: { view: View; title: string }): Html {
  const pinned = view.link(view.path, { asOf: view.asOf ?? isoDay(view.day) });
  return (
    <section class="sec" aria-labelledby="cite-h">
      <h2 id="cite-h">{view.t('cite.title')}</h2>
      <p class="citebox">
        Dutybearer. {view.t('cite.text', { title, date: view.dayText(view.day) })} <a href={pinned}>{pinned}</a>
        {view.revision > 0 && (
          <span class="dim"> {view.t('cite.revision', { revision: view.number(view.revision) })}</span>
        )}
      </p>
      <p class="small dim">{view.t('cite.note')}</p>
    </section>
  );
}

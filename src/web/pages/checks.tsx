/**
 * What the cross-checks say of the record of a country: issues still open by how grave they are, then what was set aside
 * and why, and waivers that no longer hold.
 * Always true: nothing here changes a status; a waived issue stays on the page.
 */
import { type CrossIssue, crosscheckRecord } from '../../core/crosscheck/index.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { hasMessage } from '../i18n.ts';
import { IssueWords, Places, Statuses } from '../ui/check-issue.tsx';
import { AsAt } from '../ui/dates.tsx';
import { Sources } from '../ui/marks.tsx';
import { RecordLink } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';
import { Waiving } from '../ui/waiving.tsx';

/** The gravest first. */
const SEVERITIES = ['error', 'warning', 'note'] as const;

const EXPIRED = 'waiver-expired';

export const page: PageFunction<{ country: string }> = (view, params) => {
  const { dataset, t } = view;
  const country = dataset.get('country', params.country);
  if (!country) return undefined;
  const { issues, waived } = crosscheckRecord(dataset, country.id, view.day);
  const open = issues.filter(({ code }) => code !== EXPIRED);
  const expired = issues.filter(({ code }) => code === EXPIRED);
  const groups = SEVERITIES.map((severity) => [severity, open.filter((issue) => issue.severity === severity)] as const);
  return (
    <Page
      view={view}
      title={t('check.title', { country: view.text(country.name) })}
      part="countries"
      crumbs={[
        { href: view.link('/countries'), text: t('nav.countries') },
        { href: view.recordLink(country), text: view.text(country.name) },
      ]}
    >
      <div class="head">
        <p class="eyebrow">{view.text(country.name)}</p>
        <h1>{t('section.checks')}</h1>
        <p class="lead">{open.length === 0 ? t('check.empty') : t('check.lead', { n: open.length })}</p>
        <p class="small dim measure spaced-s">
          {t('check.what')} {waived.length > 0 && t('check.also-waived', { n: waived.length })}{' '}
          {expired.length > 0 && t('check.also-expired', { n: expired.length })}
        </p>
        <AsAt view={view} />
      </div>
      {groups.map(
        ([severity, list]) =>
          list.length > 0 && (
            <section class="sec" id={severity} aria-labelledby={`${severity}-h`}>
              <h2 id={`${severity}-h`}>
                {t(`check.${severity}`)} <span class="dim num">{list.length}</span>
              </h2>
              <p class="small dim measure">{t(`check.${severity}.lead`)}</p>
              {[...Map.groupBy(list, ({ code }) => code)].map(([code, same]) => (
                <Check view={view} country={country.id} code={code} issues={same} />
              ))}
            </section>
          ),
      )}
      {expired.length > 0 && (
        <section class="sec" id="expired" aria-labelledby="expired-h">
          <h2 id="expired-h">
            {t('check.expired')} <span class="dim num">{expired.length}</span>
          </h2>
          <p class="small dim measure">{t('check.expired.lead')}</p>
          {expired.map((issue) => (
            <Expired view={view} issue={issue} />
          ))}
        </section>
      )}
      {waived.length > 0 && (
        <section class="sec" id="waived" aria-labelledby="waived-h">
          <h2 id="waived-h">
            {t('check.waived')} <span class="dim num">{waived.length}</span>
          </h2>
          <p class="small dim measure">{t('check.waived.lead')}</p>
          {waived.map(({ issue, waiver }) => (
            <Waived view={view} issue={issue} waiver={waiver} />
          ))}
        </section>
      )}
    </Page>
  );
};

/** What a check is called; a waiver can name one that is no longer there. */
const checkName = (view: View, code: string): string =>
  hasMessage(`check.of.${code}`) ? view.t(`check.of.${code}`) : code;

/** The issues of one check, with what it looks for. */
function Check({
  view,
  country,
  code,
  issues,
}: {
  view: View;
  country: string;
  code: string;
  issues: readonly CrossIssue[];
}): Html {
  return (
    <article class="cause" data-check={code}>
      <h3>
        {checkName(view, code)} <span class="dim num">{issues.length}</span>
      </h3>
      <ol class="entries">
        {issues.map((issue) => (
          <li>
            <p>
              <IssueWords view={view} issue={issue} />
            </p>
            {issue.contradiction && (
              <p class="small">
                {view.rich('check.acknowledged', { record: <RecordLink view={view} id={issue.contradiction} /> })}
              </p>
            )}
            <Places view={view} issue={issue} />
            <Statuses view={view} country={country} issue={issue} />
            <Waiving view={view} country={country} issue={issue} />
          </li>
        ))}
      </ol>
    </article>
  );
}

/** An issue that someone looked at and found right, with the reason. */
function Waived({ view, issue, waiver }: { view: View; issue: CrossIssue; waiver: string }): Html | null {
  const record = view.dataset.get('waiver', waiver);
  if (!record) return null;
  return (
    <article class="cause" data-waiver={waiver}>
      <h3>{checkName(view, issue.code)}</h3>
      <p>
        <IssueWords view={view} issue={issue} />
      </p>
      <Places view={view} issue={issue} />
      <p>
        <b>{view.t('check.why-right')}</b> {view.say(record.reason)}
      </p>
      <p class="small dim">
        {record.decidedOn && <>{view.t('check.decided', { date: view.date(record.decidedOn) })} </>}
        <RecordLink view={view} id={waiver}>
          {view.t('check.the-waiver')}
        </RecordLink>
      </p>
      {record.citations && <Sources view={view} citations={record.citations} />}
    </article>
  );
}

/** A waiver that sets nothing aside any more: what it waived, why it was right then, and what changed. */
function Expired({ view, issue }: { view: View; issue: CrossIssue }): Html | null {
  const [own, ...changed] = issue.places;
  const record = own && 'record' in own ? view.dataset.get('waiver', own.record) : undefined;
  if (!record) return null;
  return (
    <article class="cause" data-waiver={record.id}>
      <h3>
        {checkName(view, record.check)} <span class="tag review">{view.t('check.tag-expired')}</span>
      </h3>
      <p>{changed.length > 0 ? view.t('check.side-changed') : view.t('check.nothing-left')}</p>
      {changed.length > 0 && <Places view={view} issue={{ ...issue, places: changed }} />}
      <p>
        <b>{view.t('check.was-right')}</b> {view.say(record.reason)}
      </p>
      <p class="small dim">
        {record.decidedOn && <>{view.t('check.decided', { date: view.date(record.decidedOn) })} </>}
        <RecordLink view={view} id={record.id}>
          {view.t('check.the-waiver')}
        </RecordLink>
      </p>
    </article>
  );
}

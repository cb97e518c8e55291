/** Everything on one subject across the laws of a country on a day: the words in force, what they mean, what changed. */
import type { Change } from '../../core/law/amend.ts';
import { type OnSubject, onSubject, type SubjectView } from '../../core/law/subject.ts';
import { endOf, versionOn } from '../../core/law/versions.ts';
import { reviewOf } from '../../core/review.ts';
import { firstDay } from '../../core/time.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { AsAt } from '../ui/dates.tsx';
import { answerText } from '../ui/evidence.tsx';
import { VersionWords } from '../ui/law-body.tsx';
import { BillLink } from '../ui/law-news.tsx';
import { forceName } from '../ui/law-notices.tsx';
import { Flags, Sources } from '../ui/marks.tsx';
import { ArticleName, RecordLink, recordName } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';
import { SubjectList, subjectsOf } from '../ui/subjects.tsx';
import * as roles from '../ui/table.ts';

export const page: PageFunction<{ country: string; subject: string }> = (view, params) => {
  const { dataset, t } = view;
  const country = dataset.get('country', params.country);
  const subject = dataset.get('subject', `subject/${params.subject}`);
  if (!country || !subject) return undefined;
  const found = onSubject(dataset, country.id, subject, view.day);
  // A ruling on the subject is told of with what it reads, not among the norms.
  const inForce = found.inForce.filter(({ provision }) => !found.interpretations.includes(provision));
  const name = view.text(country.name);
  const terms = (subject.terms ?? []).flatMap((id) => dataset.get('term', id) ?? []);
  const parts: [string, string, Html | null][] = [
    ['in-force', t('subject.in-force', { n: inForce.length }), <InForceList view={view} inForce={inForce} />],
    [
      'other',
      t('subject.other', { n: found.other.length }),
      found.other.length === 0 ? null : <Others view={view} others={found.other} />,
    ],
    [
      'interpretations',
      t('subject.interpretations'),
      found.interpretations.length === 0 ? null : <Interpretations view={view} found={found} />,
    ],
    ['answers', t('subject.answers'), found.answers.length === 0 ? null : <Answers view={view} found={found} />],
    ['changes', t('subject.changes'), found.changes.length === 0 ? null : <Changes view={view} found={found} />],
    [
      'bills',
      t('law-news.bills'),
      found.bills.length === 0 ? null : (
        <ul class="quiet-list">
          {found.bills.map((law) => (
            <li>
              <BillLink view={view} law={law} />
            </li>
          ))}
        </ul>
      ),
    ],
    [
      'terms',
      t('subject.terms'),
      terms.length === 0 ? null : (
        <ul class="quiet-list">
          {terms.map((term) => (
            <li>
              <RecordLink view={view} id={term.id} />
              {term.definition && <span class="because-short">{view.say(term.definition)}</span>}
            </li>
          ))}
        </ul>
      ),
    ],
    [
      'subjects',
      t('subject.others'),
      subjectsOf(view, country.id).length < 2 ? null : (
        <SubjectList view={view} country={country.id} except={subject.id} />
      ),
    ],
  ];
  const shown = parts.filter(([, , content]) => content !== null);
  return (
    <Page
      view={view}
      title={`${view.text(subject.title)}, ${name}`}
      part="countries"
      crumbs={[
        { href: view.link('/countries'), text: t('nav.countries') },
        { href: view.recordLink(country), text: name },
        { href: view.link(`/country/${country.id}/laws`), text: t('section.laws') },
      ]}
    >
      <div class="head">
        <p class="eyebrow">{t('subject.of', { country: name })}</p>
        <h1>{view.say(subject.title)}</h1>
        {subject.description && <p class="lead">{view.say(subject.description)}</p>}
        <AsAt view={view} presets={presetsOf(found)} />
      </div>
      <nav class="contents" aria-label={t('country.on-this-page')}>
        <h2 class="h3">{t('country.on-this-page')}</h2>
        <ul>
          {shown.map(([id, title]) => (
            <li>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {shown.map(([id, title, content]) => (
        <section class="sec" id={id} aria-labelledby={`${id}-h`}>
          <h2 id={`${id}-h`}>{title}</h2>
          {content}
        </section>
      ))}
    </Page>
  );
};

/** The latest exact days on which something changed, oldest first. */
function presetsOf({ changes }: SubjectView): string[] {
  return [...new Set(changes.map(({ date }) => date).filter((date) => date.length === 10))].slice(0, 4).reverse();
}

/** Provisions in force, law by law, each with its words, parameters and penalties of the day. */
function InForceList({ view, inForce }: { view: View; inForce: readonly OnSubject[] }): Html {
  const { t } = view;
  if (inForce.length === 0) return <p class="call">{t('subject.none-in-force')}</p>;
  return (
    <>
      {[...Map.groupBy(inForce, ({ provision }) => provision.law)].map(([law, group]) => (
        <>
          <h3 class="spaced">
            <RecordLink view={view} id={law} />
          </h3>
          {group.map(({ provision, force, held }) => (
            <article class="effect" aria-labelledby={anchorOf(provision.id)}>
              <h4 id={anchorOf(provision.id)}>
                <a href={view.recordLink(provision)}>
                  <ArticleName view={view} provision={provision} />
                </a>
                {/^\d/.test(provision.number) && (
                  <span class="because-short">{view.say(held?.version.heading ?? provision.heading)}</span>
                )}
              </h4>
              <p class="meta">
                {held && view.period(held.version.from, held.version.to)}
                {force === 'suspended' && <span class="tag">{t('force.suspended')}</span>}
              </p>
              {held && <VersionWords headed={false} view={view} version={held.version} provision={provision.id} />}
            </article>
          ))}
        </>
      ))}
    </>
  );
}

const anchorOf = (id: string): string => id.replaceAll('/', '-');

function Others({ view, others }: { view: View; others: readonly OnSubject[] }): Html {
  return (
    <ul class="deps">
      {others.map(({ provision, force }) => (
        <li>
          <span>
            <RecordLink view={view} id={provision.id} /> <span class="dim">{view.say(provision.heading)}</span>
          </span>
          <span class="dim small">
            {view.period(provision.versions[0]?.from, endOf(view.dataset, provision))}
            <br />
            {forceName(view, provision, force)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Rulings, with what they hold and which provisions they read. */
function Interpretations({ view, found }: { view: View; found: SubjectView }): Html {
  return (
    <ul class="entries">
      {found.interpretations.map((ruling) => {
        const version = versionOn(view.dataset, ruling, view.day)?.version;
        return (
          <li>
            <h3>
              <RecordLink view={view} id={ruling.id} />
            </h3>
            {version && <p class="measure">{view.say(version.summary)}</p>}
            <p class="meta small">
              <span class="dim">{view.t('subject.interprets')}</span>
              {(ruling.interprets ?? []).map((id) => (
                <RecordLink view={view} id={id} />
              ))}
            </p>
            {version && <Sources view={view} citations={version.citations} />}
          </li>
        );
      })}
    </ul>
  );
}

/** What the codebook asks on the subject, with the answer of the day and what it rests on. */
function Answers({ view, found }: { view: View; found: SubjectView }): Html {
  const { t } = view;
  return (
    <table {...roles.table} class="tbl stack">
      <caption class="vh">{t('subject.answers')}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          <th {...roles.columnHead}>{t('act.question')}</th>
          <th {...roles.columnHead}>{t('act.answer')}</th>
          <th {...roles.columnHead}>{t('subject.findings')}</th>
        </tr>
      </thead>
      <tbody {...roles.group}>
        {found.answers.map(({ question, state, value, findings }) => {
          const marked = reviewOf(
            view.dataset,
            findings.map(({ id }) => id),
            view.day,
          ).some(({ reason }) => reason !== 'sources-disagree');
          return (
            <tr {...roles.row}>
              <th {...roles.rowHead}>
                <a href={view.recordLink(question)}>{view.say(question.wording)}</a>
              </th>
              <td {...roles.cell} data-l={t('act.answer')}>
                {state === 'known' || state === 'no-information' ? (
                  answerText(view, question, state === 'known' ? value : 'no-information')
                ) : state === 'sources-disagree' ? (
                  <Flags view={view} disagree />
                ) : (
                  <span class="dim">{t('finding.none-on-day')}</span>
                )}{' '}
                <Flags view={view} review={marked} />
              </td>
              <td {...roles.cell} data-l={t('subject.findings')} class="small">
                {findings.length === 0 ? (
                  <span class="dim">{t('country.none')}</span>
                ) : (
                  findings.map((finding, index) => (
                    <>
                      {index > 0 && <br />}
                      <RecordLink view={view} id={finding.id}>
                        {answerText(view, question, finding.value)}
                      </RecordLink>{' '}
                      {view.period(finding.from, finding.to)}
                    </>
                  ))
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Changes by day, latest first; those after the day shown stand apart. */
function Changes({ view, found }: { view: View; found: SubjectView }): Html {
  const after = found.changes.filter(({ date }) => firstDay(date) > view.day);
  const before = found.changes.filter(({ date }) => firstDay(date) <= view.day);
  return (
    <>
      {after.length > 0 && (
        <>
          <h3>{view.t('subject.after-day', { date: view.dayText(view.day) })}</h3>
          <Timeline view={view} changes={after} />
        </>
      )}
      {after.length > 0 && before.length > 0 && <h3>{view.t('subject.by-day', { date: view.dayText(view.day) })}</h3>}
      {before.length > 0 && <Timeline view={view} changes={before} />}
    </>
  );
}

function Timeline({ view, changes }: { view: View; changes: readonly (Change & { date: string })[] }): Html {
  return (
    <ol class="log spaced-s">
      {[...Map.groupBy(changes, ({ date }) => date)].map(([date, group]) => (
        <li class="law">
          <span>{view.date(date, 'short')}</span>
          <div>
            {[...Map.groupBy(group, ({ action }) => action)].map(([action, same]) => (
              <p>
                <b>{view.t(`act.action.${action}`)}</b>{' '}
                {same.map(({ provision }, index) => (
                  <>
                    {index > 0 && '; '}
                    <ChangedProvision view={view} id={provision} date={date} />
                  </>
                ))}
              </p>
            ))}
            <By view={view} ids={[...new Set(group.flatMap(({ by }) => by))]} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** A link to the provision as it stood from that day on. */
function ChangedProvision({ view, id, date }: { view: View; id: string; date: string }): Html | null {
  const provision = view.dataset.get('provision', id);
  return provision ? <a href={view.recordLink(provision, { asOf: date })}>{recordName(view, provision)}</a> : null;
}

function By({ view, ids }: { view: View; ids: readonly string[] }): Html | null {
  if (ids.length === 0) return null;
  return (
    <p class="meta small">
      <span class="dim">{view.t('subject.by')}</span>
      {ids.map((id) => (
        <RecordLink view={view} id={id} />
      ))}
    </p>
  );
}

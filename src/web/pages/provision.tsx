/** A provision: its versions in time with what came before and after, what changed, and what rests on it. */
import type { Provision } from '../../core/model/index.ts';
import { dependantsOf, reviewOf } from '../../core/review.ts';
import { comparePeriods, type Day, firstDay, holdsOn, type PartialDate, spanOf } from '../../core/time.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { AsAt } from '../ui/dates.tsx';
import { VersionBody, VersionDiff } from '../ui/diff.tsx';
import { answerText, BasisOfDate } from '../ui/evidence.tsx';
import { Flags, position, Sources, Ticks } from '../ui/marks.tsx';
import { articleTitle, provisionTitle, RecordLink } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';
import { boundsOf, yearTicks } from '../ui/timeline.tsx';

export const page: PageFunction<{ country: string; law: string; number: string }> = (view, params) => {
  const { dataset, t } = view;
  const provision = dataset.get('provision', `${params.country}/law/${params.law}/${params.number}`);
  const law = provision && dataset.get('law', provision.law);
  if (!provision || !law) return undefined;
  const country = dataset.get('country', params.country);
  const versions = [...provision.versions].sort(comparePeriods);
  const now = versions.findIndex((version) => holdsOn(version, view.day));
  const { from, to } = chosen(view, versions.length, now);
  const [before, after] = [versions[from], versions[to]];
  return (
    <Page
      view={view}
      title={provisionTitle(view, provision)}
      part="countries"
      crumbs={[
        ...(country ? [{ href: view.recordLink(country), text: view.text(country.name) }] : []),
        { href: view.link(`/country/${params.country}/laws`), text: t('section.laws') },
        { href: view.recordLink(law), text: view.text(law.title) },
      ]}
    >
      <div class="head">
        <p class="eyebrow">{view.say(law.title)}</p>
        <h1>
          {/^\d/.test(provision.number) && <>{t('law.article-title', { number: provision.number })} </>}
          {view.say(provision.heading)}
        </h1>
        <p class="gap spaced-s">
          {now >= 0
            ? view.rich('provision.showing', {
                n: now + 1,
                total: versions.length,
                period: view.period(versions[now]?.from, versions[now]?.to, 'long'),
              })
            : t('provision.none-on-day')}
        </p>
        <AsAt
          view={view}
          presets={versions
            .slice(1)
            .flatMap((version) => version.from ?? [])
            .slice(-4)}
        />
      </div>
      <Lane view={view} provision={provision} versions={versions} now={now} />
      <Notices view={view} provision={provision} />
      {after && (
        <section class="sec" id="diff" aria-labelledby="diff-h">
          <div class="sec-h">
            <h2 id="diff-h">
              {before ? changeTitle(view, after.from, from, to) : t('provision.version', { n: to + 1 })}
            </h2>
            {before && <LayoutSwitch view={view} from={from} to={to} />}
          </div>
          {before ? (
            <>
              <p class="small dim">
                {view.rich('provision.diff-lead', {
                  ins: (parts) => <ins>{parts}</ins>,
                  del: (parts) => <del>{parts}</del>,
                })}
              </p>
              <VersionDiff
                view={view}
                before={before}
                after={after}
                names={[t('provision.version', { n: from + 1 }), t('provision.version', { n: to + 1 })]}
                layout={view.query.get('view') === 'inline' ? 'inline' : 'side'}
              />
            </>
          ) : (
            <VersionBody view={view} version={after} />
          )}
          {after.basisOfDate && <BasisOfDate view={view} basis={after.basisOfDate} />}
          {after.note && <p class="note">{view.say(after.note)}</p>}
          <Sources view={view} citations={after.citations} />
          {versions.length > 2 && <Pick view={view} count={versions.length} from={from} to={to} />}
        </section>
      )}
      {before && after && (
        <section class="sec" aria-labelledby="full-h">
          <h2 id="full-h">{t('provision.in-full', { n: to + 1 })}</h2>
          <VersionBody view={view} version={after} />
        </section>
      )}
      <div class="two sec">
        <Dependants view={view} provision={provision} />
        <Amending view={view} provision={provision} at={to} versions={versions} />
      </div>
    </Page>
  );
};

/** The two versions to compare: those asked for, else the one of the day with the one before it. */
function chosen(view: View, count: number, now: number): { from: number; to: number } {
  const read = (name: string) => {
    const n = Number(view.query.get(name));
    return Number.isInteger(n) && n >= 1 && n <= count ? n - 1 : undefined;
  };
  const to = read('to') ?? (now >= 0 ? now : count - 1);
  return { from: read('from') ?? to - 1, to };
}

/** What a comparison shows: one change with its date, or all between two versions. */
function changeTitle(view: View, date: PartialDate | undefined, from: number, to: number): string {
  if (to !== from + 1) return view.t('provision.changed-between', { from: from + 1, to: to + 1 });
  return date ? view.t('provision.changed-on', { date: view.date(date) }) : view.t('provision.changed');
}

/** Versions as a lane with predecessors dashed before it and successors after; a list says the same. */
function Lane({
  view,
  provision,
  versions,
  now,
}: {
  view: View;
  provision: Provision;
  versions: readonly Provision['versions'][number][];
  now: number;
}): Html {
  const { t } = view;
  const predecessors = (provision.succeeds ?? []).flatMap((id) => view.dataset.get('provision', id) ?? []);
  const successors = successorsOf(view, provision);
  const spans = versions.map(spanOf);
  const starts = [...spans, ...predecessors.flatMap((old) => old.versions.map(spanOf))].map((span) => span.from);
  const { from, to } = boundsOf(view, starts);
  const percent = (day: Day) => `${Math.round(position(day, from, to) * 1000) / 10}%`;
  const width = (start: Day, end: Day) =>
    `${Math.max(0.5, Math.round((position(end, from, to) - position(start, from, to)) * 1000) / 10)}%`;
  const first = Math.max(from, spans[0]?.from ?? from);
  return (
    <section aria-labelledby="versions-h">
      <h2 class="vh" id="versions-h">
        {t('provision.versions')}
      </h2>
      <svg class="lane-svg" width="100%" height="34" aria-hidden="true" focusable="false">
        {predecessors.length > 0 && first > from && (
          <rect class="old" x="0%" y="1" width={width(from, first)} height="32" />
        )}
        {spans.map((span, index) => (
          <rect
            class={index === now ? 'v now' : 'v'}
            x={percent(Math.max(span.from, from))}
            y="1"
            width={width(Math.max(span.from, from), span.to)}
            height="32"
          />
        ))}
        {spans.map(
          (span, index) =>
            position(Math.min(span.to, to), from, to) - position(Math.max(span.from, from), from, to) > 0.03 && (
              // biome-ignore lint/a11y/noSvgWithoutTitle: inside a drawing that is hidden from screen readers
              <svg x={percent(Math.max(span.from, from))} overflow="visible">
                <text class={index === now ? 't on' : 't'} x="8" y="22">
                  {index + 1}
                </text>
              </svg>
            ),
        )}
      </svg>
      <Ticks from={from} to={to} years={yearTicks(from, to)} />
      <ol class="versions">
        {predecessors.map((old) => (
          <li class="old">
            <span class="dim">{t('provision.before')}</span> <RecordLink view={view} id={old.id} />{' '}
            {view.period(old.versions[0]?.from, old.versions.at(-1)?.to)}
          </li>
        ))}
        {versions.map((version, index) => (
          <li>
            <a
              href={`${view.here({ from: index > 0 ? index : undefined, to: index + 1 })}#diff`}
              aria-current={index === now ? 'true' : undefined}
            >
              {t('provision.version', { n: index + 1 })}
            </a>{' '}
            {view.period(version.from, version.to)}{' '}
            {version.amendedBy && (
              <span class="small dim">
                <RecordLink view={view} id={version.amendedBy} />
              </span>
            )}
          </li>
        ))}
        {successors.map((next) => (
          <li class="old">
            <span class="dim">{t('provision.after')}</span> <RecordLink view={view} id={next.id} />{' '}
            {view.period(next.versions[0]?.from, next.versions.at(-1)?.to)}
          </li>
        ))}
      </ol>
    </section>
  );
}

function successorsOf(view: View, provision: Provision): Provision[] {
  return view.dataset
    .backlinks(provision.id)
    .flatMap(({ record, path }) => (record.kind === 'provision' && path[0] === 'succeeds' ? [record] : []));
}

/** What a reader must know before citing it: replaced, renumbered, checked up to a day. */
function Notices({ view, provision }: { view: View; provision: Provision }): Html | null {
  const { t } = view;
  const end = provision.versions.at(-1)?.to ?? view.dataset.get('law', provision.law)?.to;
  const ended = end !== undefined && firstDay(end) <= view.day;
  const successors = successorsOf(view, provision);
  const twins = (provision.succeeds ?? []).flatMap((id) => view.dataset.get('provision', id) ?? []);
  const sameNumber = view.dataset
    .inCountry('provision', provision.country ?? '')
    .filter(
      (other) =>
        other.id !== provision.id &&
        other.law !== provision.law &&
        other.number === provision.number &&
        /^\d/.test(other.number) &&
        !twins.includes(other) &&
        !successors.includes(other) &&
        lineage(view, provision).has(other.law),
    );
  if (!ended && !provision.note && sameNumber.length === 0 && !provision.textCheckedOn) return null;
  return (
    <div class={ended ? 'call review spaced' : 'call spaced'}>
      {ended && (
        <p>
          {t('provision.ended', { date: view.date(end) })}{' '}
          {successors.map((next) => (
            <>{view.rich('provision.see-successor', { provision: <RecordLink view={view} id={next.id} /> })} </>
          ))}
        </p>
      )}
      {sameNumber.map((other) => (
        <p>
          <b>{t('provision.same-number')}</b>{' '}
          {view.rich('provision.same-number-text', {
            provision: <RecordLink view={view} id={other.id} />,
            heading: view.text(other.heading),
          })}
        </p>
      ))}
      {provision.note && <p>{view.say(provision.note)}</p>}
      {provision.textCheckedOn && <p>{t('provision.checked', { date: view.date(provision.textCheckedOn) })}</p>}
    </div>
  );
}

/** Laws that came before or after the law of a provision: where the same number misleads. */
function lineage(view: View, provision: Provision): Set<string> {
  const laws = view.dataset.inCountry('law', provision.country ?? '');
  const own = laws.find(({ id }) => id === provision.law);
  return new Set([
    ...(own?.successor ? [own.successor] : []),
    ...laws.filter(({ successor }) => successor === provision.law).map(({ id }) => id),
  ]);
}

function LayoutSwitch({ view, from, to }: { view: View; from: number; to: number }): Html {
  const inline = view.query.get('view') === 'inline';
  const at = { from: from + 1, to: to + 1 };
  return (
    <nav class="seg" aria-label={view.t('diff.layout')}>
      <a href={`${view.here({ ...at, view: undefined })}#diff`} aria-current={inline ? undefined : 'true'}>
        {view.t('diff.side')}
      </a>
      <a href={`${view.here({ ...at, view: 'inline' })}#diff`} aria-current={inline ? 'true' : undefined}>
        {view.t('diff.inline')}
      </a>
    </nav>
  );
}

/** A form to compare any two versions. */
function Pick({ view, count, from, to }: { view: View; count: number; from: number; to: number }): Html {
  const select = (name: 'from' | 'to', now: number) => (
    <div class="field">
      <label for={`v-${name}`}>{view.t(`provision.compare-${name}`)}</label>
      <select id={`v-${name}`} name={name}>
        {Array.from({ length: count }, (_, index) => (
          <option value={String(index + 1)} selected={index === now}>
            {view.t('provision.version', { n: index + 1 })}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <form
      class="bar spaced"
      method="get"
      action={`/${view.language}${view.path}#diff`}
      aria-label={view.t('provision.compare')}
    >
      {(['asOf', 'knownAt', 'view'] as const).map((name) => {
        const value = view.query.get(name);
        return value && <input type="hidden" name={name} value={value} />;
      })}
      {select('from', from)}
      {select('to', to)}
      <button class="btn quiet" type="submit">
        {view.t('provision.compare')}
      </button>
    </form>
  );
}

/** Everything that rests on the provision, by kind, with review flags. */
function Dependants({ view, provision }: { view: View; provision: Provision }): Html {
  const { dataset, t } = view;
  const all = dependantsOf(dataset, provision.id, view.day);
  const findings = all.flatMap(({ kind, id }) => (kind === 'finding' ? (dataset.get('finding', id) ?? []) : []));
  const recommendations = all.flatMap(({ kind, id }) =>
    kind === 'recommendation' ? (dataset.get('recommendation', id) ?? []) : [],
  );
  const indicators = [...new Set(all.filter(({ kind }) => kind === 'indicator').map(({ id }) => id))];
  const others = all.filter(({ kind }) => !['finding', 'recommendation', 'indicator', 'provision'].includes(kind));
  const marked = (id: string) => reviewOf(dataset, [id], view.day).some(({ reason }) => reason !== 'sources-disagree');
  const total = findings.length + recommendations.length + indicators.length + others.length;
  return (
    <section aria-labelledby="rests-h">
      <div class="sec-h">
        <h2 id="rests-h">{t('provision.rests')}</h2>
        <p class="small dim">
          {t('provision.rests-count', {
            n: total,
            review: [...findings, ...recommendations].filter(({ id }) => marked(id)).length,
          })}
        </p>
      </div>
      {total === 0 && <p class="dim">{t('provision.rests-none')}</p>}
      {findings.length > 0 && (
        <>
          <h3>{t('section.findings')}</h3>
          <ul class="deps">
            {findings.map((finding) => {
              const question = dataset.get('question', finding.question);
              return (
                <li>
                  <span>
                    <RecordLink view={view} id={finding.id} /> <b>{answerText(view, question, finding.value)}</b>{' '}
                    {view.period(finding.from, finding.to)}
                    {finding.rank === 'deprecated' && <span class="dim small"> {t('value.deprecated')}</span>}
                  </span>
                  <Flags view={view} review={marked(finding.id)} />
                </li>
              );
            })}
          </ul>
        </>
      )}
      {indicators.length > 0 && (
        <>
          <h3 class="spaced">{t('country.indicators')}</h3>
          <ul class="deps">
            {indicators.map((id) => {
              const indicator = dataset.indicator(id);
              return (
                indicator && (
                  <li>
                    <a href={view.indicatorLink(provision.country ?? '', id)}>{view.say(indicator.body.title)}</a>
                    <span class="dim small">{view.text(indicator.framework.title)}</span>
                  </li>
                )
              );
            })}
          </ul>
        </>
      )}
      {recommendations.length > 0 && (
        <>
          <h3 class="spaced">{t('section.recommendations')}</h3>
          <ul class="deps">
            {recommendations.map((record) => (
              <li>
                <span>
                  <RecordLink view={view} id={record.id} />{' '}
                  <span class="dim">
                    {view.text(record.body)}, {record.date.slice(0, 4)}
                  </span>
                </span>
                <Flags view={view} review={marked(record.id)} />
              </li>
            ))}
          </ul>
        </>
      )}
      {others.length > 0 && (
        <>
          <h3 class="spaced">{t('provision.other')}</h3>
          <ul class="deps">
            {others.map(({ id, kind }) => (
              <li>
                <RecordLink view={view} id={id} />
                <span class="dim small">{t(`kind.${kind}`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The law that made the version shown, and what else it changed that day. */
function Amending({
  view,
  provision,
  at,
  versions,
}: {
  view: View;
  provision: Provision;
  at: number;
  versions: readonly Provision['versions'][number][];
}): Html {
  const { dataset, t } = view;
  const version = versions[at];
  const law = version?.amendedBy ? dataset.get('law', version.amendedBy) : undefined;
  const siblings = dataset
    .inCountry('provision', provision.country ?? '')
    .filter(
      (other) =>
        other.id !== provision.id &&
        version?.from !== undefined &&
        other.versions.some(
          (one, index) =>
            one.from === version.from && (index > 0 || one.amendedBy) && one.amendedBy === version.amendedBy,
        ),
    );
  return (
    <aside aria-labelledby="by-h">
      <h3 id="by-h">{t('provision.amending')}</h3>
      {law ? (
        <p class="small spaced-s">
          <RecordLink view={view} id={law.id} />
          <br />
          <span class="dim">
            {law.adopted && t('law.adopted-on', { date: view.date(law.adopted) })}{' '}
            {law.from && t('law.from-on', { date: view.date(law.from) })}
          </span>
        </p>
      ) : (
        <p class="small dim spaced-s">{t(at === 0 ? 'provision.first-version' : 'provision.amending-unknown')}</p>
      )}
      {siblings.length > 0 && at > 0 && (
        <>
          <h3 class="spaced">{t('provision.siblings')}</h3>
          <ul class="quiet-list small">
            {siblings.map((other) => (
              <li>
                <RecordLink view={view} id={other.id}>
                  {other.law === provision.law ? articleTitle(view, other) : provisionTitle(view, other)}
                </RecordLink>
                <br />
                <span class="dim">{view.say(other.heading)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}

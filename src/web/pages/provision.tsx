/** A provision: its words on the day, its versions in time with what came before and after, and what rests on it. */
import { laneOf } from '../../core/law/concordance.ts';
import { interpretationsOf } from '../../core/law/subject.ts';
import { forceOf, type InForce, versionOn } from '../../core/law/versions.ts';
import type { Law, Provision } from '../../core/model/index.ts';
import { firstDay, type PartialDate } from '../../core/time.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { AsAt, Kept } from '../ui/dates.tsx';
import { VersionDiff } from '../ui/diff.tsx';
import { Amending } from '../ui/law-amending.tsx';
import { VersionWords } from '../ui/law-body.tsx';
import { Lane } from '../ui/law-lane.tsx';
import { Cautions, daysOf, Interpretations, Interprets, Notices, Standing } from '../ui/law-notices.tsx';
import { RestsOn } from '../ui/law-rests.tsx';
import { canonicalAddress, fileAt, Metadata, permanentAddress, Share } from '../ui/law-share.tsx';
import { exactness } from '../ui/law-words.tsx';
import { isNumbered, provisionTitle } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';
import { subjectLink } from '../ui/subjects.tsx';

export const page: PageFunction<{ country: string; law: string; number: string }> = (view, params) => {
  const { dataset, t } = view;
  const provision = dataset.get('provision', `${params.country}/law/${params.law}/${params.number}`);
  const law = provision && dataset.get('law', provision.law);
  if (!provision || !law) return undefined;
  const country = dataset.get('country', params.country);
  const held = versionOn(dataset, provision, view.day);
  const force = forceOf(dataset, provision, view.day);
  // Where none holds on the day, the words are those of the last version there was, or of the first to come.
  const begun = provision.versions.findLastIndex(({ from }) => from === undefined || firstDay(from) <= view.day);
  const shown = held?.index ?? Math.max(0, begun);
  const compared = chosen(view, provision.versions.length, shown);
  return (
    <Page
      view={view}
      title={provisionTitle(view, provision)}
      part="countries"
      canonical={canonicalAddress(view, provision)}
      head={<Metadata view={view} record={provision} />}
      crumbs={[
        ...(country ? [{ href: view.recordLink(country), text: view.text(country.name) }] : []),
        { href: view.link(`/country/${params.country}/laws`), text: t('section.laws') },
        { href: view.recordLink(law), text: view.text(law.title) },
      ]}
    >
      <div class="head">
        <p class="eyebrow">{view.say(law.title)}</p>
        <Title view={view} provision={provision} shown={shown} />
        <Standing view={view} provision={provision} force={force} held={held} />
        <AsAt view={view} presets={daysOf(provision, view.today)} />
        <Subjects view={view} provision={provision} />
      </div>
      <Notices view={view} provision={provision} force={force} />
      <Lane view={view} provision={provision} now={held?.index ?? -1} />
      <Cautions view={view} provision={provision} version={held?.version} />
      <Interprets view={view} provision={provision} />
      <div class="two broad sec">
        <Words view={view} provision={provision} shown={shown} held={held} />
        <aside class="flow" aria-label={t('provision.aside')}>
          <Amending view={view} provision={provision} at={shown} />
          <Share view={view} address={permanentAddress(view, provision)} files={files(view, law, provision)} />
        </aside>
      </div>
      {compared && <Comparison view={view} provision={provision} {...compared} />}
      <Interpretations view={view} of={provision} rulings={rulingsOn(view, provision)} />
      <div class="sec">
        <RestsOn view={view} provision={provision} />
      </div>
    </Page>
  );
};

/** "Article 134. Involving a minor in prostitution", with the heading that the version had. */
function Title({ view, provision, shown }: { view: View; provision: Provision; shown: number }): Html {
  return (
    <h1>
      {isNumbered(provision) && (
        <>{view.rich('law.article-title', { number: <span class="nb">{provision.number}</span> })} </>
      )}
      {view.say(provision.versions[shown]?.heading ?? provision.heading)}
    </h1>
  );
}

/** What it is about, with the way to everything on that subject. */
function Subjects({ view, provision }: { view: View; provision: Provision }): Html | null {
  const subjects = (provision.subjects ?? []).flatMap((id) => view.dataset.get('subject', id) ?? []);
  if (subjects.length === 0) return null;
  return (
    <p class="small spaced-s">
      <span class="dim">{view.t('law.subject')}:</span>{' '}
      {subjects.map((subject, at) => (
        <>
          {at > 0 && '; '}
          <a href={subjectLink(view, provision.country ?? '', subject.id)}>{view.say(subject.title)}</a>
        </>
      ))}
    </p>
  );
}

function files(view: View, law: Law, provision: Provision) {
  const path = `/law/${provision.id.replace('/law/', '/')}`;
  return [
    { href: fileAt(view, path, 'jsonld'), name: view.t('share.jsonld') },
    { href: fileAt(view, `/law/${law.id.replace('/law/', '/')}`, 'xml'), name: view.t('share.akn') },
    { href: fileAt(view, `/law/${provision.country}/penalties`, 'csv'), name: view.t('share.penalties') },
  ];
}

interface WordsProps {
  readonly view: View;
  readonly provision: Provision;
  readonly shown: number;
  readonly held: InForce | undefined;
}

/** What it says: the version of the day, or another where none holds, which is said. */
function Words({ view, provision, shown, held }: WordsProps): Html | null {
  const { t } = view;
  const version = provision.versions[shown];
  if (!version) return null;
  return (
    <section aria-labelledby="says-h">
      <div class="sec-h">
        <h2 id="says-h">{t('law.says')}</h2>
        <p class="small dim">
          {t('provision.version', { n: shown + 1 })} {view.period(version.from, version.to)}
        </p>
      </div>
      {!held && <p class="call">{t('provision.none-on-day')}</p>}
      <VersionWords view={view} version={version} provision={provision.id} />
    </section>
  );
}

/** Rulings on it and on those whose place it took, that stood on the day. */
function rulingsOn(view: View, provision: Provision) {
  const { dataset, day } = view;
  const found = new Map<string, { ruling: Provision; on: Provision; version: InForce['version'] | undefined }>();
  for (const on of [provision, ...laneOf(dataset, provision).before]) {
    for (const ruling of interpretationsOf(dataset, on.id, day)) {
      if (!found.has(ruling.id)) {
        found.set(ruling.id, { ruling, on, version: versionOn(dataset, ruling, day)?.version });
      }
    }
  }
  return [...found.values()];
}

interface Compared {
  readonly from: number;
  readonly to: number;
}

/** The two versions to compare: those asked for, else the one of the day with the one before it; none of a single one. */
function chosen(view: View, count: number, shown: number): Compared | undefined {
  if (count < 2) return undefined;
  const read = (name: string) => {
    const n = Number(view.query.get(name));
    return Number.isInteger(n) && n >= 1 && n <= count ? n - 1 : undefined;
  };
  const to = read('to') ?? Math.max(shown, 1);
  const from = read('from') ?? to - 1;
  return from < 0 || from === to ? { from: Math.max(to - 1, 0), to: Math.max(to, 1) } : { from, to };
}

/** What changed between two versions, with the form to choose any other two. */
function Comparison({ view, provision, from, to }: Compared & { view: View; provision: Provision }): Html | null {
  const { t } = view;
  const [before, after] = [provision.versions[from], provision.versions[to]];
  if (!before || !after) return null;
  return (
    <section class="sec" id="diff" aria-labelledby="diff-h">
      <div class="sec-h">
        <h2 id="diff-h">{comparisonTitle(view, after.from, from, to)}</h2>
        <LayoutSwitch view={view} from={from} to={to} />
      </div>
      <p class="small dim">
        {view.rich('provision.diff-lead', {
          ins: (parts) => <ins>{parts}</ins>,
          del: (parts) => <del>{parts}</del>,
        })}{' '}
        {t('diff.own-words')}
      </p>
      <VersionDiff
        view={view}
        before={before}
        after={after}
        heading={provision.heading}
        names={[t('provision.version', { n: from + 1 }), t('provision.version', { n: to + 1 })]}
        layout={view.query.get('view') === 'inline' ? 'inline' : 'side'}
      />
      {provision.versions.length > 2 && <Pick view={view} provision={provision} from={from} to={to} />}
    </section>
  );
}

/** What a comparison shows: one change with its date, or all between two versions. */
function comparisonTitle(view: View, date: PartialDate | undefined, from: number, to: number): string {
  if (to !== from + 1) return view.t('provision.changed-between', { from: from + 1, to: to + 1 });
  return date
    ? view.t('provision.changed-on', { date: view.date(date), exact: exactness(date) })
    : view.t('provision.changed');
}

function LayoutSwitch({ view, from, to }: Compared & { view: View }): Html {
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

/** A form to compare any two versions; the versions are told by their periods. */
function Pick({ view, provision, from, to }: Compared & { view: View; provision: Provision }): Html {
  const select = (name: 'from' | 'to', now: number) => (
    <div class="field">
      <label for={`v-${name}`}>{view.t(`provision.compare-${name}`)}</label>
      <select id={`v-${name}`} name={name}>
        {provision.versions.map((version, at) => (
          <option value={String(at + 1)} selected={at === now}>
            {view.t('provision.version', { n: at + 1 })}: {view.periodText(version.from, version.to)}
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
      <Kept view={view} except={['from', 'to']} />
      {select('from', from)}
      {select('to', to)}
      <button class="btn quiet" type="submit">
        {view.t('provision.compare')}
      </button>
    </form>
  );
}

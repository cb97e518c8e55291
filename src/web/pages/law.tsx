/** A law: how it stands on a day, its contents, what changed in it by year, where it came from and what replaced it. */
import { type Change, commencement, type Order, outstanding } from '../../core/law/amend.ts';
import { forceOfLaw, provisionsOf } from '../../core/law/versions.ts';
import { LANGUAGES } from '../../core/localised.ts';
import type { Law, Provision } from '../../core/model/index.ts';
import { type Day, firstDay } from '../../core/time.ts';
import { type Html, type PageFunction, unbroken, type View } from '../context.tsx';
import { AsAt } from '../ui/dates.tsx';
import { BasisOfDate } from '../ui/evidence.tsx';
import { type Fact, Facts } from '../ui/facts.tsx';
import { Contents } from '../ui/law-contents.tsx';
import { BillLink } from '../ui/law-news.tsx';
import { canonicalAddress, fileAt, Metadata, permanentAddress, Share } from '../ui/law-share.tsx';
import { Acts, exactness, Happened } from '../ui/law-words.tsx';
import { ByYear } from '../ui/law-years.tsx';
import { Icon, Sources } from '../ui/marks.tsx';
import { ArticleName, isNumbered, RecordLink } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';
import { page as ActPage } from './act.tsx';

/** Laws that are read for what they change have a page of their own. */
const ACTS: readonly Law['type'][] = ['amending-law', 'bill'];

export const page: PageFunction<{ country: string; law: string }> = (view, params) => {
  const { dataset, t } = view;
  const law = dataset.get('law', `${params.country}/law/${params.law}`);
  if (!law) return undefined;
  if (ACTS.includes(law.type)) return ActPage(view, params);
  const provisions = provisionsOf(dataset, law.id);
  const country = dataset.get('country', params.country);
  return (
    <Page
      view={view}
      title={view.text(law.title)}
      part="countries"
      canonical={canonicalAddress(view, law)}
      head={<Metadata view={view} record={law} />}
      crumbs={[
        ...(country ? [{ href: view.recordLink(country), text: view.text(country.name) }] : []),
        { href: view.link(`/country/${params.country}/laws`), text: t('section.laws') },
      ]}
    >
      <div class="head">
        <p class="eyebrow">{t(`value.${law.type}`)}</p>
        <h1>{view.say(law.title)}</h1>
        <Standing view={view} law={law} />
        <AsAt view={view} presets={daysOf(view, law, provisions)} />
      </div>
      <div class="two broad">
        <div class="flow">
          {law.changes && <p class="reading">{view.say(law.changes)}</p>}
          <LawFacts view={view} law={law} />
          {law.basisOfDate && <BasisOfDate view={view} basis={law.basisOfDate} />}
          {law.note && <p class="note">{view.say(law.note)}</p>}
          <div>
            <h2 class="label">{t('law.sources')}</h2>
            <Sources view={view} citations={law.citations} />
          </div>
        </div>
        <aside aria-label={t('share.title')}>
          <Share view={view} address={permanentAddress(view, law)} files={files(view, law)} />
        </aside>
      </div>
      <NotReflected view={view} provisions={provisions} />
      {provisions.length > 0 ? <Contents view={view} law={law} /> : <p class="call spaced">{t('law.no-provisions')}</p>}
      <ByYear view={view} law={law} />
      <Unplaced view={view} law={law} provisions={provisions} />
      <Made view={view} law={law} />
    </Page>
  );
};

/** How the law stands on the day, in one line. */
function Standing({ view, law }: { view: View; law: Law }): Html {
  const { t } = view;
  const force = forceOfLaw(law, view.day);
  const words = () => {
    if (force === 'ended' && law.to) return view.periodText(law.to, undefined, 'long');
    if (force === 'in-force') return view.periodText(law.from, law.to, 'long');
    const start = law.from ?? law.adopted;
    if (force === 'not-yet' && start)
      return law.from
        ? t('force.from', { date: view.date(start), exact: exactness(start) })
        : t('force.enacted-later', { date: view.date(start) });
    return t('force.no-dates');
  };
  return (
    <p class="standing" data-force={force}>
      <Icon name={`f-${force}`} />
      <span>
        <b>{t(`force.${force}`)}</b> {words()}
        {force === 'ended' && law.successor && (
          <>
            {'. '}
            {view.rich('law.replaced-by', { law: <RecordLink view={view} id={law.successor} /> })}{' '}
            <a href={concordanceLink(view, law)}>{t('law.concordance')}</a>
          </>
        )}
      </span>
    </p>
  );
}

function concordanceLink(view: View, law: Law): string {
  return view.link(`/concordance/${law.id.replace('/law/', '/')}`);
}

/** The past days on which most provisions of the law got a new version. */
function daysOf(view: View, law: Law, provisions: readonly Provision[]): string[] {
  const counts = new Map<string, number>();
  for (const { versions } of provisions) {
    for (const { from } of versions) {
      if (from?.length === 10 && from !== law.from) counts.set(from, (counts.get(from) ?? 0) + 1);
    }
  }
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, 3);
  return [...new Set([...(law.from ? [law.from] : []), ...most.map(([day]) => day)])]
    .filter((day) => firstDay(day) < view.today)
    .sort((a, b) => firstDay(a) - firstDay(b));
}

function LawFacts({ view, law }: { view: View; law: Law }): Html {
  const { t, dataset } = view;
  const earlier = dataset.inCountry('law', law.country ?? '').filter(({ successor }) => successor === law.id);
  const bills = dataset.inCountry('law', law.country ?? '').filter(({ enactedAs }) => enactedAs === law.id);
  const provisions = provisionsOf(dataset, law.id);
  const facts: Fact[] = [
    ...titlesElsewhere(view, law),
    [t('law.number'), law.number && view.plain(law.number)],
    [t('law.enacted'), law.adopted && view.date(law.adopted)],
    [t('law.published'), law.published && view.date(law.published)],
    [t('law.entered'), law.from && view.date(law.from)],
    [t('law.to'), law.to && view.date(law.to)],
    [
      t('law.replaces'),
      earlier.length > 0 &&
        earlier.map((old) => (
          <p>
            <RecordLink view={view} id={old.id} />
            <br />
            <a class="small" href={concordanceLink(view, old)}>
              {t('law.concordance')}
            </a>
          </p>
        )),
    ],
    [
      t('law.successor'),
      law.successor && (
        <>
          <RecordLink view={view} id={law.successor} />
          <br />
          <a class="small" href={concordanceLink(view, law)}>
            {t('law.concordance')}
          </a>
        </>
      ),
    ],
    [t('law.bill'), bills.length > 0 && <Acts view={view} ids={bills.map(({ id }) => id)} />],
    [
      t('law.stages'),
      law.stages && (
        <ul>
          {law.stages.map(({ stage, date }) => (
            <li>
              {t(`stage.${stage}`)}: {view.date(date)}
            </li>
          ))}
        </ul>
      ),
    ],
    [t('law.texts'), law.texts && law.texts.length > 0 && <Acts view={view} ids={law.texts} />],
    [
      t('law.on-file'),
      provisions.length > 0 &&
        t('law.on-file-count', {
          n: provisions.length,
          versions: provisions.reduce((sum, { versions }) => sum + versions.length, 0),
        }),
    ],
  ];
  return <Facts facts={facts} />;
}

/** The title in the other languages of the record, as a lawyer will look for it. */
function titlesElsewhere(view: View, law: Law): Fact[] {
  const { title } = law;
  if (typeof title === 'string') return [];
  const names = new Intl.DisplayNames([view.language], { type: 'language' });
  return LANGUAGES.filter((language) => language !== view.language && title[language] !== undefined).map((language) => [
    view.t('law.title-in', { language: names.of(language) ?? language }),
    <span lang={language}>{unbroken(title[language] ?? '')}</span>,
  ]);
}

function files(view: View, law: Law) {
  const path = `/law/${law.id.replace('/law/', '/')}`;
  return [
    { href: fileAt(view, path, 'xml'), name: view.t('share.akn') },
    { href: fileAt(view, path, 'jsonld'), name: view.t('share.jsonld') },
    { href: fileAt(view, `/law/${law.country}/penalties`, 'csv'), name: view.t('share.penalties') },
  ];
}

/** Amendments known on the day that no version on record shows, and bills that would make more. */
function NotReflected({ view, provisions }: { view: View; provisions: readonly Provision[] }): Html | null {
  const { dataset, day, t } = view;
  const known = provisions.map((provision) => ({ provision, ...outstanding(dataset, provision, day) }));
  const missing = known.flatMap(({ provision, missing: all }) => all.map((change) => ({ provision, change })));
  const coming = known.flatMap(({ provision, coming: all }) => all.map((change) => ({ provision, change })));
  const bills = [...new Set(known.flatMap(({ bills: orders }) => orders.map(({ act }) => act)))];
  if (missing.length + coming.length + bills.length === 0) return null;
  return (
    <div class="notices">
      {missing.length > 0 && (
        <section class="call review" aria-labelledby="missing-h">
          <h2 id="missing-h">{t('law.missing')}</h2>
          <p>{t('law.missing-lead')}</p>
          <Known view={view} list={missing} />
        </section>
      )}
      {coming.length > 0 && (
        <section class="call coming" aria-labelledby="coming-h">
          <h2 id="coming-h">{t('provision.coming')}</h2>
          <Known view={view} list={coming} />
        </section>
      )}
      {bills.length > 0 && (
        <section class="call" aria-labelledby="bills-h">
          <h2 id="bills-h">{t('provision.bills')}</h2>
          <ul>
            {bills.map((bill) => (
              <li>
                <BillLink view={view} law={bill} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const dated = (view: View, date: string | undefined): string => `, ${date ? view.date(date) : view.t('lane.no-day')}`;

/** What the same acts do on the same day stands together. */
function Known({
  view,
  list,
}: {
  view: View;
  list: readonly { readonly provision: Provision; readonly change: Change }[];
}): Html {
  const groups = Map.groupBy(list, ({ change: { action, by, date } }) => [action, date, ...by].join(' '));
  return (
    <ul>
      {[...groups.values()].map((group) => (
        <li>
          {group.map(({ provision }, at) => (
            <>
              {at > 0 && ', '}
              <RecordLink view={view} id={provision.id} asWas>
                <ArticleName view={view} provision={provision} />
              </RecordLink>
            </>
          ))}
          {group.slice(0, 1).map(({ change }) => (
            <>
              : <Happened view={view} action={change.action} by={change.by} />
              {dated(view, change.date)}
            </>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** Amendments of articles that are not on record: they come last, as there is nothing here that they would change. */
function Unplaced({ view, law, provisions }: { view: View; law: Law; provisions: readonly Provision[] }): Html | null {
  const { t } = view;
  const orders = notOnRecord(view, law, provisions);
  if (orders.length === 0) return null;
  return (
    <section class="sec" aria-labelledby="unplaced-h">
      <h2 id="unplaced-h">{t('law.unplaced')}</h2>
      <ul class="quiet-list">
        {orders.map(({ act, instruction }) => (
          <li>
            {instruction.number && <b>{unbroken(t('law.article', { number: instruction.number }))}: </b>}
            <Happened view={view} action={instruction.action} by={[act.id]} />
            {dated(view, commencement(act, instruction))}
            {instruction.change && <span class="because-short">{view.say(instruction.change)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What enacted acts do to articles of the law that are not on record. */
function notOnRecord(view: View, law: Law, provisions: readonly Provision[]): Order[] {
  const numbers = new Set(provisions.map(({ number }) => number));
  const isKnown = (act: Law, day: Day) => {
    const since = act.adopted ?? act.from;
    return act.type !== 'bill' && (since === undefined || firstDay(since) <= day);
  };
  return view.dataset
    .inCountry('law', law.country ?? '')
    .filter((act) => isKnown(act, view.day))
    .flatMap((act) =>
      (act.amends ?? [])
        .filter(
          (instruction) =>
            instruction.provision === undefined &&
            instruction.law === law.id &&
            !(instruction.number !== undefined && numbers.has(instruction.number)),
        )
        .map((instruction) => ({ act, instruction })),
    );
}

/** Of a law that is not read for it: what it changed in others, on the page of each. */
function Made({ view, law }: { view: View; law: Law }): Html | null {
  const changed = view.dataset
    .inCountry('provision', law.country ?? '')
    .filter(
      ({ law: of, versions }) =>
        of !== law.id &&
        versions.some(({ amendedBy, repealedBy }) => amendedBy?.includes(law.id) || repealedBy === law.id),
    );
  if (changed.length === 0) return null;
  return (
    <section class="sec" aria-labelledby="made-h">
      <h2 id="made-h">{view.t('law.made')}</h2>
      <ul class="quiet-list">
        {changed.map((one) => (
          <li>
            <RecordLink view={view} id={one.id} asWas />{' '}
            {isNumbered(one) && <span class="dim">{view.say(one.heading)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

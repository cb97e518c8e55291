/**
 * An amending act with its whole effect, or a bill with what its effect would be: what changes in each provision, and
 * the findings, statuses and recommendations that this touches.
 */
import { type Effect, effectOf } from '../../core/law/effect.ts';
import type { Law } from '../../core/model/index.ts';
import { firstDay, isoDay } from '../../core/time.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { FindingsTouched, RecommendationsTouched, recommendationsOf, StatusesTouched } from '../ui/act-effects.tsx';
import { LawsChanged, type Placed, ProvisionContents, ProvisionEffects, placed } from '../ui/act-provisions.tsx';
import { AnswersAnew, answersOf, Hypothetical, OpenList, openRecommendations, Stages } from '../ui/bill.tsx';
import { AsAt } from '../ui/dates.tsx';
import { BasisOfDate } from '../ui/evidence.tsx';
import { Facts } from '../ui/facts.tsx';
import { canonicalAddress, fileAt, Metadata, permanentAddress, Share } from '../ui/law-share.tsx';
import { Sources } from '../ui/marks.tsx';
import { progressOn } from '../ui/recommendations.tsx';
import { RecordLink } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';

/** A part of the page: its anchor, its heading, and what stands under it. */
type Part = readonly [id: string, title: string, content: Html];

export const page: PageFunction<{ country: string; law: string }> = (view, params) => {
  const { dataset, t } = view;
  const law = dataset.get('law', `${params.country}/law/${params.law}`);
  if (!law) return undefined;
  const country = dataset.get('country', params.country);
  const effect = effectOf(dataset, law, view.day);
  const all = placed(effect);
  const bill = law.type === 'bill';
  const parts = bill ? billParts(view, law, effect, all) : actParts(view, law, effect, all);
  return (
    <Page
      view={view}
      title={bill ? t('bill.window-title', { title: view.text(law.title) }) : view.text(law.title)}
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
        <AsAt view={view} presets={bill ? [] : presetsOf(effect)} />
      </div>
      {bill && <Hypothetical view={view} law={law} />}
      {bill && <Stages view={view} law={law} />}
      {!bill && <Standing view={view} law={law} effect={effect} />}
      <AboutAct view={view} law={law} all={all} />
      <nav class="contents" aria-label={t('country.on-this-page')}>
        <h2 class="h3">{t('country.on-this-page')}</h2>
        <ul>
          {parts.map(([id, title]) => (
            <li>
              <a href={`#${id}`}>{title}</a>
              {id === 'changes' && all.length > 0 && <ProvisionContents view={view} all={all} hypothetical={bill} />}
            </li>
          ))}
        </ul>
      </nav>
      {parts.map(([id, title, content]) => (
        <section class="sec" id={id} aria-labelledby={`${id}-h`}>
          <h2 id={`${id}-h`}>{title}</h2>
          {content}
        </section>
      ))}
    </Page>
  );
};

/** The eve of the act and the days on which parts of it entered into force. */
function presetsOf({ days }: Effect): string[] {
  const [first] = days;
  if (first === undefined || first.length < 10) return [];
  return [isoDay(firstDay(first) - 1) ?? '', ...days.slice(0, 3)].filter((day) => day !== '');
}

function actParts(view: View, law: Law, effect: Effect, all: readonly Placed[]): Part[] {
  const { t } = view;
  const [first, last] = [effect.days[0], effect.days.at(-1)];
  const names = [
    first === undefined ? t('act.before') : t('act.on-eve', { date: view.dayText(firstDay(first) - 1, 'short') }),
    last === undefined ? t('act.after') : t('act.on-day', { date: view.date(last, 'short') }),
  ] as const;
  return [
    ['changes', t('act.changes'), <Changes view={view} all={all} hypothetical={false} />],
    ...(law.stages ? [['stages', t('act.stages'), <Stages view={view} law={law} />] as const] : []),
    [
      'findings',
      t('act.findings'),
      effect.findings.length > 0 ? (
        <FindingsTouched view={view} effect={effect} />
      ) : (
        <p class="dim">{t('act.findings-none')}</p>
      ),
    ],
    [
      'statuses',
      t('act.statuses'),
      effect.statuses.length > 0 ? (
        <StatusesTouched view={view} effect={effect} statuses={effect.statuses} names={names} />
      ) : (
        <p class="dim">{t('act.statuses-none')}</p>
      ),
    ],
    [
      'recommendations',
      t('act.recommendations'),
      recommendationsOf(view, effect).length > 0 ? (
        <RecommendationsTouched view={view} effect={effect} />
      ) : (
        <p class="dim">{t('act.recommendations-none')}</p>
      ),
    ],
    ['sources', t('law.sources'), <SourcesPart view={view} law={law} />],
  ];
}

function billParts(view: View, law: Law, effect: Effect, all: readonly Placed[]): Part[] {
  const { t } = view;
  const answers = answersOf(view, law);
  const differ = effect.statuses.filter(({ before, after }) => before !== after);
  const same = effect.statuses.filter(({ before, after }) => before === after);
  const names = [t('bill.now'), t('bill.then')] as const;
  return [
    ['changes', t('bill.changes'), <Changes view={view} all={all} hypothetical />],
    [
      'statuses',
      t('bill.statuses'),
      <>
        <p class="small dim">{t('bill.computed', { today: view.dayText(view.today), date: view.dayText(view.day) })}</p>
        {effect.statuses.length === 0 && <p class="dim">{t('bill.statuses-none')}</p>}
        {effect.statuses.length > 0 && differ.length === 0 && <p>{t('bill.no-status-changes')}</p>}
        {differ.length > 0 && (
          <StatusesTouched view={view} effect={effect} statuses={differ} names={names} answers={answers} />
        )}
        {same.length > 0 && (
          <details class="spaced-s">
            <summary>{t('bill.statuses-same', { n: same.length })}</summary>
            <StatusesTouched view={view} effect={effect} statuses={same} names={names} answers={answers} />
          </details>
        )}
      </>,
    ],
    [
      'answers',
      t('bill.answers'),
      law.answers ? <AnswersAnew view={view} law={law} /> : <p class="dim">{t('bill.answers-none')}</p>,
    ],
    ['recommendations', t('bill.recommendations'), <Recommendations view={view} effect={effect} />],
    [
      'findings',
      t('act.findings'),
      effect.findings.length > 0 ? (
        <FindingsTouched view={view} effect={effect} />
      ) : (
        <p class="dim">{t('act.findings-none')}</p>
      ),
    ],
    ['sources', t('law.sources'), <SourcesPart view={view} law={law} />],
  ];
}

function Changes({ view, all, hypothetical }: { view: View; all: readonly Placed[]; hypothetical: boolean }): Html {
  return all.length > 0 ? (
    <ProvisionEffects view={view} all={all} hypothetical={hypothetical} />
  ) : (
    <p class="call">{view.t('act.no-changes')}</p>
  );
}

/** Open recommendations by how much of them the bill would answer, and how many it does not touch at all. */
function Recommendations({ view, effect }: { view: View; effect: Effect }): Html {
  const { t } = view;
  const country = effect.act.country ?? '';
  const list = openRecommendations(view, effect);
  const open = view.dataset
    .inCountry('recommendation', country)
    .filter((record) => firstDay(record.date) <= view.day && progressOn(record, view.day).independent !== 'done');
  return (
    <>
      {(['fully', 'partly', 'not'] as const).map((answering) => {
        const group = list.filter((one) => one.answering === answering);
        return (
          <>
            <h3 class="spaced">{t(`bill.answers-${answering}`, { n: group.length })}</h3>
            {group.length > 0 && <OpenList view={view} list={group} />}
          </>
        );
      })}
      <p class="spaced">
        <a href={view.link(`/country/${country}/recommendations`)}>
          {t('bill.other-recommendations', { n: open.length - list.length })}
        </a>
      </p>
    </>
  );
}

/** What the act is: number, dates apart, what it changes; how to cite the page. */
function AboutAct({ view, law, all }: { view: View; law: Law; all: readonly Placed[] }): Html {
  const { t } = view;
  const bill = law.type === 'bill';
  return (
    <div class="two spaced">
      <div>
        <Facts
          facts={[
            [t('law.number'), law.number && view.plain(law.number)],
            [t('law.enacted'), law.adopted && view.date(law.adopted)],
            [t('law.published'), law.published && view.date(law.published)],
            [t('law.from'), law.from && view.date(law.from)],
            [t('law.to'), law.to && view.date(law.to)],
            [t('act.laws'), all.length > 0 && <LawsChanged view={view} all={all} />],
            [t('law.successor'), law.successor && <RecordLink view={view} id={law.successor} />],
          ]}
        />
        {law.basisOfDate && <BasisOfDate view={view} basis={law.basisOfDate} />}
        {law.changes && <p class="measure spaced">{view.say(law.changes)}</p>}
      </div>
      <Share
        view={view}
        address={`${permanentAddress(view, law)}${bill ? '?hypothetical=yes' : ''}`}
        files={[{ href: fileAt(view, view.path, 'jsonld'), name: t('share.jsonld') }]}
      />
    </div>
  );
}

/** Says so where the act is not in force on the day shown, where parts of it begin on days of their own, or have none. */
function Standing({ view, law, effect }: { view: View; law: Law; effect: Effect }): Html | null {
  const { t } = view;
  const undated = effect.provisions.filter(({ date }) => date === undefined).length;
  const notes = [
    law.adopted !== undefined &&
      firstDay(law.adopted) > view.day &&
      t('law.not-adopted', { date: view.date(law.adopted) }),
    law.from !== undefined && firstDay(law.from) > view.day && t('law.not-yet', { date: view.date(law.from) }),
    effect.days.length > 1 &&
      t('act.several-days', {
        n: effect.days.length,
        list: new Intl.ListFormat(view.language, { type: 'conjunction' }).format(
          effect.days.map((day) => view.date(day)),
        ),
      }),
    undated > 0 && t('act.undated', { n: undated }),
  ].filter((note) => note !== false);
  if (notes.length === 0) return null;
  return (
    <div class="call spaced">
      {notes.map((note) => (
        <p>{note}</p>
      ))}
    </div>
  );
}

function SourcesPart({ view, law }: { view: View; law: Law }): Html {
  return (
    <>
      <Sources view={view} citations={law.citations} />
      {law.note && <p class="note">{view.say(law.note)}</p>}
    </>
  );
}

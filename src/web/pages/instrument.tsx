/** A treaty or another standard: who is bound by it since when, on a map and in a table, and what rests on it. */
import {
  type CommitmentState,
  countStates,
  type Instrument,
  isTreaty,
  STATES_OF_COMMITMENT,
  type Standing,
  standingsOn,
} from '../../core/commitments/treaties.ts';
import type { Html, PageFunction, View } from '../context.tsx';
import { STATES, stateName } from '../states.ts';
import { AsAt } from '../ui/dates.tsx';
import { type Fact, Facts } from '../ui/facts.tsx';
import { asked, Filters, Select } from '../ui/filters.tsx';
import { Flags, Sources } from '../ui/marks.tsx';
import { RecordLink } from '../ui/records.tsx';
import { Page } from '../ui/shell.tsx';
import * as roles from '../ui/table.ts';
import {
  CommitmentMark,
  citationsIn,
  ForceDate,
  References,
  ReportTable,
  regionOf,
  reportsOnInstrument,
  STATE_SHAPES,
  StepDates,
  standingsAsked,
  Unstated,
} from '../ui/treaties.tsx';
import { ScaleMap } from '../ui/world-map.tsx';

export const page: PageFunction<{ instrument: string }> = (view, params) => {
  const { t, dataset } = view;
  const instrument = dataset.get('instrument', params.instrument);
  if (!instrument) return undefined;
  const standings = isTreaty(instrument) ? standingsOn(dataset, instrument, STATES.keys(), view.day) : [];
  const reports = reportsOnInstrument(view, instrument.id);
  return (
    <Page
      view={view}
      title={view.text(instrument.title)}
      crumbs={[{ href: view.link('/instruments'), text: t('instruments.title') }]}
    >
      <div class="head">
        <p class="eyebrow">{t(`value.${instrument.type}`)}</p>
        <h1>{view.say(instrument.title)}</h1>
        <AsAt view={view} />
      </div>
      <Facts facts={factsOf(view, instrument)} />
      {instrument.note && <p class="call spaced">{view.say(instrument.note)}</p>}
      {instrument.citations && <Sources view={view} citations={instrument.citations} />}
      {standings.length > 0 && <States view={view} instrument={instrument} standings={standings} />}
      <Statements view={view} standings={standings} />
      {reports.length > 0 && (
        <section class="sec" aria-labelledby="reports-h">
          <h2 id="reports-h">{t('instrument.reports')}</h2>
          <ReportTable view={view} reports={reports} named />
        </section>
      )}
      <Rests view={view} instrument={instrument} />
    </Page>
  );
};

function factsOf(view: View, instrument: Instrument): Fact[] {
  const { t, dataset } = view;
  const protocols = dataset.all('instrument').filter(({ protocolTo }) => protocolTo === instrument.id);
  const rule = instrument.entersAfter;
  const missing = <span class="dim">{t('treaties.not-on-file')}</span>;
  return [
    [t('instrument.short'), instrument.short && view.say(instrument.short)],
    [t('instrument.adopted'), instrument.adopted ? view.date(instrument.adopted) : missing],
    [
      t('instrument.in-force'),
      isTreaty(instrument) ? (instrument.inForce ? view.date(instrument.inForce) : missing) : undefined,
    ],
    [
      t('instrument.enters'),
      rule &&
        t(`instrument.enters.${rule.days ? 'days' : rule.monthBegins ? 'month' : 'months'}`, {
          n: rule.days ?? rule.months ?? 0,
        }),
    ],
    [t('instrument.depositary'), instrument.depositary && view.say(instrument.depositary)],
    [t('instrument.protocol-to'), instrument.protocolTo && <RecordLink view={view} id={instrument.protocolTo} />],
    [t('instrument.open-to'), instrument.protocolTo && t(`instrument.open-to.${instrument.openTo ?? 'parties'}`)],
    [
      t('instrument.protocols'),
      protocols.length > 0 && (
        <ul class="quiet-list">
          {protocols.map(({ id }) => (
            <li>
              <RecordLink view={view} id={id} />
            </li>
          ))}
        </ul>
      ),
    ],
    [t('instrument.record'), <a href={view.link(`/record/${instrument.id}`)}>{t('instrument.record-link')}</a>],
  ].map(([name, value]) => [name, value || undefined] as Fact);
}

/** Where every state stands: how many, on the map, and one by one. */
function States({
  view,
  instrument,
  standings,
}: {
  view: View;
  instrument: Instrument;
  standings: readonly Standing[];
}): Html {
  const { t } = view;
  const counts = countStates(standings);
  const covered = standings.length - counts.unknown;
  const states = STATES_OF_COMMITMENT.filter((state) => state !== 'withdrawn' || counts.withdrawn > 0);
  return (
    <section class="sec" aria-labelledby="states-h">
      <h2 id="states-h">{t('instrument.states')}</h2>
      <p class="measure">
        {view.rich('instrument.summary', {
          date: view.dayText(view.day),
          party: <b>{view.number(counts.party)}</b>,
          signed: view.number(counts.signed),
          none: view.number(counts.none),
          unknown: view.number(counts.unknown),
          covered: view.number(covered),
          total: view.number(standings.length),
        })}
      </p>
      {view.world && (
        <figure class="fig spaced">
          <figcaption class="serif ask">
            {t('instrument.map', { title: view.text(instrument.short ?? instrument.title) })}
          </figcaption>
          <ScaleMap
            view={view}
            world={view.world}
            values={new Map(standings.map(({ country, state }) => [country, state]))}
            scale={{
              order: states,
              shape: (value) => STATE_SHAPES[value as CommitmentState],
              words: (value) => t(`treaties.state.${value}`),
            }}
          />
        </figure>
      )}
      <StateTable view={view} standings={standings} />
    </section>
  );
}

/** Every state of which anything is on file, filtered by address; the others are named below it. */
function StateTable({ view, standings }: { view: View; standings: readonly Standing[] }): Html {
  const { t } = view;
  const ordered = standingsAsked(view, standings);
  const seen = { region: asked(view, 'region'), state: asked(view, 'state') };
  const isOnFile = ({ acts, findings }: Standing) => acts.length > 0 || findings.length > 0;
  const rows = ordered.filter(isOnFile);
  const unknown = ordered.filter((one) => !isOnFile(one));
  const references = new References('s-', citationsIn(rows.map((standing) => ({ standing }))));
  const { List } = references;
  const regions = [...new Set(standings.flatMap(({ country }) => regionOf(view, country) ?? []))].map((value) => ({
    value,
    label: t(`region.${value}`),
  }));
  return (
    <>
      <Filters
        view={view}
        label={t('instrument.filter')}
        fields={['region', 'state']}
        shown={ordered.length}
        total={standings.length}
      >
        <Select
          view={view}
          name="region"
          label={t('instrument.region')}
          choices={regions.toSorted((a, b) => (a.label < b.label ? -1 : 1))}
        />
        <Select
          view={view}
          name="state"
          label={t('treaties.stands')}
          choices={STATES_OF_COMMITMENT.map((value) => ({ value, label: t(`treaties.state.${value}`) }))}
        />
      </Filters>
      <p class="small spaced">
        {(['csv', 'json'] as const).map((suffix, index) => (
          <>
            {index > 0 && ' · '}
            <a href={view.link(`${view.path}.${suffix}`, seen)} download="">
              {t(`treaties.${suffix}`)}
            </a>
          </>
        ))}
      </p>
      {rows.length > 0 && (
        <table {...roles.table} class="tbl stack">
          <caption>{t('instrument.caption', { date: view.dayText(view.day) })}</caption>
          <thead {...roles.group}>
            <tr {...roles.row}>
              {(['state', 'stands', 'signed', 'bound', 'in-force'] as const).map((name) => (
                <th {...roles.columnHead}>{t(`treaties.${name}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody {...roles.group}>
            {rows.map((standing) => (
              <StateRow view={view} standing={standing} references={references} />
            ))}
          </tbody>
        </table>
      )}
      {unknown.length > 0 && (
        <details class="others">
          <summary>{t('instrument.without', { n: unknown.length })}</summary>
          <p class="small dim">{unknown.map(({ country }) => stateName(view, country)).join(' · ')}</p>
        </details>
      )}
      {ordered.length === 0 && <p class="spaced">{t('filter.none')}</p>}
      {rows.length > 0 && (
        <>
          <h3 class="spaced">{t('treaties.sources')}</h3>
          <List view={view} />
        </>
      )}
    </>
  );
}

function StateRow({ view, standing, references }: { view: View; standing: Standing; references: References }): Html {
  const { t } = view;
  const { country, signature, deposit, domestic, withdrawal } = standing;
  return (
    <tr {...roles.row}>
      <th {...roles.rowHead}>
        <a href={view.link(`/country/${country}/treaties#t-${standing.instrument.id}`)}>{stateName(view, country)}</a>
      </th>
      <td {...roles.cell} data-l={t('treaties.stands')}>
        <CommitmentMark view={view} state={standing.state} /> <Flags view={view} disagree={standing.disagree} />
        {withdrawal?.date && <span class="dim num"> {view.date(withdrawal.date, 'short')}</span>}
      </td>
      <td {...roles.cell} data-l={t('treaties.signed')}>
        {signature && <StepDates view={view} step={signature} references={references} />}
      </td>
      <td {...roles.cell} data-l={t('treaties.bound')}>
        {deposit && <StepDates view={view} step={deposit} references={references} named />}
        {!deposit && domestic && <StepDates view={view} step={domestic} references={references} named />}{' '}
        {!deposit?.act.date && standing.state !== 'signed' && (
          <Unstated view={view} standing={standing} references={references} />
        )}
      </td>
      <td {...roles.cell} data-l={t('treaties.in-force')}>
        <ForceDate view={view} standing={standing} references={references} />
      </td>
    </tr>
  );
}

/** Reservations, declarations and objections on file, state by state. */
function Statements({ view, standings }: { view: View; standings: readonly Standing[] }): Html | null {
  const { t } = view;
  const made = standings.flatMap(({ country, statements }) => statements.map((one) => ({ country, ...one })));
  if (made.length === 0) return null;
  return (
    <section class="sec" aria-labelledby="statements-h">
      <h2 id="statements-h">{t('instrument.statements')}</h2>
      <ol class="log">
        {made.map(({ country, act, withdrawn }) => (
          <li>
            <span>{act.date ? view.date(act.date, 'short') : t('treaties.no-date')}</span>
            <div>
              <h3>
                <a href={view.link(`/country/${country}/treaties#t-${act.instrument}`)}>{stateName(view, country)}</a>{' '}
                <span class="kind">{t(`value.${act.action}`)}</span>{' '}
                {withdrawn && (
                  <span class="tag">
                    {t('instrument.taken-back', { date: withdrawn.date ? view.date(withdrawn.date, 'short') : '' })}
                  </span>
                )}
              </h3>
              {act.text && <p>{view.say(act.text)}</p>}
              <Sources view={view} citations={act.citations} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Where a list of articles stands in a record. */
type Based = readonly { readonly instrument: string; readonly article?: string | undefined }[] | undefined;

/** Indicators, obligations and questions that follow from the treaty, with the articles they name. */
function Rests({ view, instrument }: { view: View; instrument: Instrument }): Html | null {
  const { dataset, t } = view;
  const articles = (basis: Based) => (basis ?? []).filter((one) => one.instrument === instrument.id);
  const groups = [
    {
      name: 'indicators',
      entries: dataset.indicators().map(({ id, body }) => ({ id, of: articles(body.basis) })),
    },
    {
      name: 'obligations',
      entries: dataset.all('obligation').map(({ id, basis }) => ({ id, of: articles(basis) })),
    },
    { name: 'questions', entries: dataset.all('question').map(({ id, basis }) => ({ id, of: articles(basis) })) },
  ].map(({ name, entries }) => ({ name, entries: entries.filter(({ of }) => of.length > 0) }));
  if (groups.every(({ entries }) => entries.length === 0)) return null;
  return (
    <section class="sec" aria-labelledby="rests-h">
      <h2 id="rests-h">{t('instrument.rests')}</h2>
      {groups
        .filter(({ entries }) => entries.length > 0)
        .map(({ name, entries }) => (
          <details open={name === 'indicators'}>
            <summary>{t(`instrument.rests.${name}`, { n: entries.length })}</summary>
            <ul class="quiet-list">
              {entries.map(({ id, of }) => {
                const list = of.flatMap(({ article }) => article ?? []);
                return (
                  <li>
                    <RecordLink view={view} id={id} />
                    {list.length > 0 && (
                      <span class="dim">, {t('basis.articles', { list: list.join(', '), n: list.length })}</span>
                    )}
                  </li>
                );
              })}
            </ul>
          </details>
        ))}
    </section>
  );
}

/** Treaties as tables and as plain data: what the site and the command line hand out. Dates are as exact as recorded. */
import {
  type Act,
  type Force,
  type Instrument,
  type ReportStanding,
  STATEMENTS,
  type Standing,
  type undertakings,
} from '../core/commitments/treaties.ts';
import type { Dataset } from '../core/dataset.ts';
import { inLanguage, type Language } from '../core/localised.ts';
import { type Cell, csv } from './csv.ts';

const STEPS = [
  'state',
  'since',
  'by',
  'signature',
  'domestic_act',
  'deposit',
  'deposit_act',
  'in_force',
  'in_force_from',
  'withdrawal',
  'statements',
  'sources_disagree',
  'set_aside',
  'known_on',
  'sources',
] as const;

function cells(standing: Standing): Cell[] {
  const { signature, domestic, deposit, force, withdrawal } = standing;
  return [
    standing.state,
    standing.since,
    standing.by,
    signature?.act.date,
    domestic?.act.date,
    deposit?.act.date,
    deposit?.act.action,
    force?.date,
    force && origin(force),
    withdrawal?.date,
    standing.statements.length,
    standing.disagree,
    standing.acts
      .filter(({ rank }) => rank === 'deprecated')
      .map(({ action, date }) => `${action} ${date ?? ''}`.trim())
      .join('; '),
    standing.known,
    [...new Set(citations(standing))].join('; '),
  ];
}

/** Where a day of entry into force comes from: a source, who recorded it, or the rule of the treaty. */
const origin = ({ act }: Force): 'source' | 'derived' | 'rule' =>
  act === undefined ? 'rule' : act.basisOfDate === undefined ? 'source' : 'derived';

const citations = ({ acts, findings }: Standing): string[] =>
  [...acts, ...findings].flatMap((record) => record.citations.map(({ source }) => source));

/** Every state on one treaty. */
export function standingsCsv(dataset: Dataset, standings: readonly Standing[], language: Language): string {
  return csv(
    ['country', 'name', 'region', 'instrument', ...STEPS],
    standings.map((standing) => {
      const country = dataset.get('country', standing.country);
      return [
        standing.country,
        country ? inLanguage(country.name, language).text : standing.country.toUpperCase(),
        country?.region,
        standing.instrument.id,
        ...cells(standing),
      ];
    }),
  );
}

/** One state on every treaty. */
export function undertakingsCsv(rows: ReturnType<typeof undertakings>, language: Language): string {
  return csv(
    ['instrument', 'title', 'adopted', ...STEPS, 'reports', 'last_submitted', 'last_reviewed'],
    rows.map(({ standing, reports }) => [
      standing.instrument.id,
      inLanguage(standing.instrument.title, language).text,
      standing.instrument.adopted,
      ...cells(standing),
      reports.length,
      last(reports.map(({ submitted }) => submitted)),
      last(reports.map(({ reviewed }) => reviewed)),
    ]),
  );
}

const last = (dates: readonly (string | undefined)[]): string | undefined =>
  dates
    .filter((date) => date !== undefined)
    .sort()
    .at(-1);

function actData({ id, action, date, basisOfDate, text, rank, rankReason, citations: cited, note }: Act) {
  return { id, action, date, basisOfDate, text, rank, rankReason, citations: cited, note };
}

/** Where a state stands, as plain data: absent fields are unknown. */
export function standingData(standing: Standing) {
  const { country, instrument, state, since, by, force, disagree, known, acts, statements, findings } = standing;
  return {
    country,
    instrument: instrument.id,
    state,
    since,
    by,
    signature: standing.signature?.act.date,
    domesticAct: standing.domestic?.act.date,
    deposit: standing.deposit?.act.date,
    depositAct: standing.deposit?.act.action,
    inForce: force?.date,
    inForceFrom: force && origin(force),
    withdrawal: standing.withdrawal?.date,
    sourcesDisagree: disagree,
    knownOn: known,
    statements: statements.map(({ act, withdrawn }) => ({ ...actData(act), withdrawn: withdrawn?.date })),
    acts: acts.filter(({ action }) => !STATEMENTS.has(action)).map(actData),
    findings: findings.map(({ id }) => id),
  };
}

/** A report as it stood on a day, as plain data. */
export function reportData({ report, state, due, submitted, reviewed, checkedOn }: ReportStanding) {
  return {
    id: report.id,
    instrument: report.instrument,
    cycle: report.cycle,
    state,
    due,
    submitted,
    reviewed,
    checkedOn,
    symbol: report.symbol,
    outcome: reviewed === undefined && report.reviewed !== undefined ? undefined : report.outcome,
    citations: report.citations,
    note: report.note,
  };
}

/** A treaty, as plain data. */
export function instrumentData(instrument: Instrument) {
  const { kind: _, ...body } = instrument;
  return body;
}

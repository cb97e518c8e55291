/**
 * Status of treaties as depositaries publish it: one row for each state with its dates, or one for each act.
 * Always true: each date becomes one act, told apart by the letters depositaries put behind it: a accession,
 * d succession, A acceptance, AA approval.
 */
import { everyText } from '../../core/localised.ts';
import type { AnyRecord, RecordOf } from '../../core/model/index.ts';
import { isMissing } from '../tables/numbers.ts';
import type { Draft, Drafter, Register } from './draft.ts';
import type { RowReader } from './row.ts';
import { type Fields, fold } from './vocabulary.ts';

type Action = RecordOf<'treaty-action'>['action'];

const fields: Fields = {
  country: {
    type: 'country',
    isRequired: true,
    about: 'The state.',
    headings: [
      'Participant',
      'Country',
      'State',
      'State party',
      'States parties',
      'Party',
      'Участник',
      'Государство',
      'Страна',
      'Государство-участник',
      'Қатысушы',
      'Мемлекет',
      'Ел',
      'ISO3',
      'Country code',
      'Pays',
      'Estado',
      'País',
    ],
  },
  instrument: {
    type: 'text',
    about: 'The treaty, where the table has several.',
    headings: [
      'Treaty',
      'Instrument',
      'Convention',
      'Treaty name',
      'Protocol',
      'Договор',
      'Конвенция',
      'Международный договор',
      'Шарт',
      'Traité',
      'Tratado',
    ],
  },
  action: {
    type: 'choice',
    about: 'What was done, where each row is one act.',
    headings: ['Action', 'Act', 'Type of action', 'Действие', 'Вид действия', 'Әрекет'],
  },
  date: {
    type: 'date',
    about: 'When, where each row is one act.',
    headings: ['Date', 'Date of action', 'Action date', 'Дата', 'Дата действия', 'Күні', 'Date of deposit'],
  },
  signature: {
    type: 'date',
    about: 'When it signed.',
    headings: [
      'Signature',
      'Signed',
      'Date of signature',
      'Signature date',
      'Signature, Succession to signature(d)',
      'Подписание',
      'Дата подписания',
      'Подписан',
      'Қол қою',
      'Қол қойылған күні',
      'Firma',
    ],
  },
  ratification: {
    type: 'date',
    about: 'When it deposited its ratification, or accession (a), succession (d), acceptance (A).',
    headings: [
      'Ratification',
      'Ratified',
      'Date of ratification',
      'Ratification date',
      'Ratification, Accession(a)',
      'Ratification, Accession(a), Succession(d)',
      'Ratification, Acceptance(A), Approval(AA), Accession(a)',
      'Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)',
      'Ratification/Accession',
      'Ratification, Accession',
      'Ратификация',
      'Дата ратификации',
      'Ратификация, присоединение',
      'Ратификация/присоединение',
      'Ратификация, присоединение (a), правопреемство (d)',
      'Ратификациялау',
      'Ратификациялау күні',
      'Ratificación',
      'Date of ratification/accession',
    ],
  },
  accession: {
    type: 'date',
    about: 'When it acceded.',
    headings: [
      'Accession',
      'Date of accession',
      'Acceded',
      'Присоединение',
      'Дата присоединения',
      'Қосылу',
      'Adhésion',
      'Adhesión',
    ],
  },
  succession: {
    type: 'date',
    about: 'When it succeeded to the treaty.',
    headings: ['Succession', 'Date of succession', 'Правопреемство', 'Құқықтық мирасқорлық'],
  },
  acceptance: {
    type: 'date',
    about: 'When it accepted.',
    headings: ['Acceptance', 'Approval', 'Принятие', 'Қабылдау'],
  },
  'entry-into-force': {
    type: 'date',
    about: 'When the treaty entered into force for it.',
    headings: [
      'Entry into force',
      'In force',
      'In force since',
      'Date of entry into force',
      'Вступление в силу',
      'Дата вступления в силу',
      'Күшіне ену',
      'Күшіне енген күні',
      'Entrée en vigueur',
      'Entrada en vigor',
    ],
  },
  withdrawal: {
    type: 'date',
    about: 'When it withdrew.',
    headings: ['Withdrawal', 'Denunciation', 'Denounced', 'Денонсация', 'Выход', 'Күшін жою'],
  },
};

const ACTIONS: Readonly<Record<Action, readonly string[]>> = {
  signature: ['signed', 'подписание', 'подписан', 'қол қою'],
  'domestic-ratification': ['domestic ratification', 'ratification law', 'закон о ратификации'],
  ratification: ['ratified', 'deposit of ratification', 'ратификация', 'ратифицирован', 'ратификациялау'],
  accession: ['acceded', 'присоединение', 'қосылу'],
  succession: ['succeeded', 'правопреемство'],
  acceptance: ['accepted', 'approval', 'принятие', 'утверждение', 'қабылдау'],
  deposit: ['deposited', 'became party', 'ratification or accession'],
  'entry-into-force': ['entry into force', 'in force', 'вступление в силу', 'күшіне ену'],
  reservation: ['reservations', 'оговорка', 'ескертпе'],
  declaration: ['declarations', 'заявление', 'мәлімдеме'],
  objection: ['возражение', 'қарсылық'],
  withdrawal: ['withdrawn', 'denunciation', 'denounced', 'денонсация', 'выход'],
};

const DATED = [
  'signature',
  'ratification',
  'accession',
  'succession',
  'acceptance',
  'entry-into-force',
  'withdrawal',
] as const;

/** Acts by which a state becomes bound. */
const BINDING = ['ratification', 'accession', 'succession', 'acceptance'] as const;

/** The letters behind a date: small and capital ones differ. */
const LETTERS: Readonly<Record<string, Action>> = {
  a: 'accession',
  d: 'succession',
  A: 'acceptance',
  AA: 'acceptance',
  c: 'ratification',
  s: 'ratification',
};

class TreatyDrafter implements Drafter {
  readonly #instruments: InstrumentNames;

  constructor(instruments: InstrumentNames) {
    this.#instruments = instruments;
  }

  draft(row: RowReader): readonly Draft[] {
    const country = row.country();
    if (row.isLeftOut) return [];
    const named = row.text('instrument');
    const instrument = named === undefined ? undefined : this.#instruments(named);
    if (named === undefined) row.fail('instrument', 'is empty: which treaty?');
    else if (instrument === undefined) row.askValue('instrument', named, [], 'is no treaty on record');
    const acts = row.has('action') && row.text('action') !== undefined ? [oneAct(row)] : datedActs(row);
    if (!row.isReadable || country === undefined || instrument === undefined) return [];
    return acts.flatMap((act) => {
      if (!act) return [];
      const key = `${country}|${instrument}|${act.action}`;
      return [
        {
          key,
          id: `${country}/treaty-action/${instrument}/${act.action}`,
          country,
          kind: 'treaty-action' as const,
          row: row.number,
          body: { instrument, action: act.action, ...(act.date && { date: act.date }) },
        },
      ];
    });
  }
}

interface Act {
  readonly action: Action;
  readonly date?: string;
}

function oneAct(row: RowReader): Act | undefined {
  const action = row.choice('action', ACTIONS);
  const date = row.date('date');
  return action && { action, ...(date !== undefined && { date }) };
}

function datedActs(row: RowReader): Act[] {
  const acts: Act[] = [];
  for (const field of DATED) {
    const value = row.value(field);
    if (value === undefined) continue;
    const said = row.text(field);
    if (said === undefined || isMissing(said)) continue;
    const { date: words, letters } = withoutLetters(said);
    const action = letters === undefined ? field : LETTERS[letters];
    if (action === undefined) {
      row.fail(field, `has the letters “${letters}”, which are not known`, said);
      continue;
    }
    const date = typeof value === 'object' ? row.date(field) : row.dateIn(field, words);
    if (date !== undefined)
      acts.push({ action: field === 'signature' && action !== 'signature' ? 'signature' : action, date });
  }
  if (acts.length === 0 && row.isReadable) row.isLeftOut = true;
  return acts;
}

/** “[24 Aug 1994 a]” as its date and its letter; numbers of footnotes behind it go. */
function withoutLetters(said: string): { date: string; letters?: string } {
  const bare = said.replaceAll(/[[\]]/g, ' ').trim();
  const found =
    /^(.*\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2})\s*\(?([A-Za-z]{1,2})?\)?\s*(?:\d{1,2}(?:\s*,\s*\d{1,2})*)?$/.exec(bare);
  if (!found) return { date: bare };
  return { date: found[1] ?? bare, ...(found[2] && { letters: found[2] }) };
}

/** The instrument of a title, a short form or an id. */
export type InstrumentNames = (name: string) => string | undefined;

const FORMS: Readonly<Record<string, readonly string[]>> = {
  crc: ['UNCRC', 'CRC', 'КПР'],
  opsc: ['CRC-OP-SC', 'OP-CRC-SC', 'OPSC', 'CRC OPSC', 'Optional Protocol on the sale of children'],
  opac: ['CRC-OP-AC', 'OP-CRC-AC', 'OPAC'],
  opic: ['CRC-OP-IC', 'OP-CRC-IC', 'OPIC', 'OP3', 'CRC-OP-CP'],
  'ilo-182': ['ILO182', 'C182', 'ILO C182', 'Convention 182', 'МОТ 182'],
  'ilo-138': ['ILO138', 'C138', 'ILO C138', 'Convention 138', 'МОТ 138'],
  'ilo-29': ['ILO29', 'C029', 'C29', 'ILO C29'],
  'ilo-105': ['ILO105', 'C105', 'ILO C105'],
  'ilo-p29': ['P029', 'P29', 'ILO P29'],
  'trafficking-protocol': ['Palermo Protocol', 'TIP Protocol', 'UNTIP', 'PALERMO'],
  untoc: ['UNTOC', 'CTOC', 'Palermo Convention'],
};

export function instrumentNames(instruments: readonly RecordOf<'instrument'>[]): InstrumentNames {
  const names = new Map<string, string>();
  for (const { id, title, short } of instruments)
    for (const name of [id, ...everyText(title), ...everyText(short), ...(FORMS[id] ?? [])]) names.set(fold(name), id);
  return (name) => names.get(fold(name)) ?? names.get(fold(name.replace(/\s*\([^)]*\)\s*$/, '')));
}

export const treaties = (instruments: InstrumentNames): Register => ({
  kind: 'treaties',
  record: 'treaty-action',
  fields,
  registers: [
    { id: 'un-treaty-collection', title: 'Status of treaties', publisher: 'United Nations', marks: ['ratification'] },
    { id: 'treaty-status', title: 'Status of treaties', publisher: '', marks: ['action'] },
  ],
  begin: () => new TreatyDrafter(instruments),
  identity: (record: AnyRecord) => {
    if (record.kind !== 'treaty-action' || record.withdraws !== undefined || record.text !== undefined) return [];
    // A source that says only that the state became bound speaks of one of these acts, and does not say which.
    const acts: readonly Action[] = record.action === 'deposit' ? ['deposit', ...BINDING] : [record.action];
    return acts.map((action) => `${record.country}|${record.instrument}|${action}`);
  },
  saysNoMore: ({ body }, known) =>
    body.action === 'deposit' &&
    known.kind === 'treaty-action' &&
    (BINDING as readonly string[]).includes(known.action) &&
    (body.date === undefined || body.date === known.date),
});

/**
 * Treaties against the calendar, against each other and against the record.
 * Ratification, accession, succession and acceptance are one act here: the one by which a state becomes bound. What a
 * parliament does (domestic-ratification) is another act with a day of its own, and never contradicts the deposit.
 */
import { BINDING, partyQuestion, reportedBy, STATEMENTS } from '../commitments/treaties.ts';
import type { Dataset } from '../dataset.ts';
import type { CandidateOf, TreatyAction } from '../document.ts';
import type { RecordOf } from '../model/index.ts';
import { firstDay, lastDay, type PartialDate } from '../time.ts';
import {
  at,
  type CrossPlace,
  type DocumentInput,
  type Found,
  groupBy,
  inRecord,
  isSurelyBefore,
  mayBeSame,
  ofKind,
  type RecordInput,
  say,
} from './issue.ts';

type Act = RecordOf<'treaty-action'>;

const classOf = (action: TreatyAction) => (BINDING.has(action) ? 'bound' : action);
/** Acts of which a state has many for one treaty; a withdrawal takes back one of them, or the treaty itself. */
const MANY: ReadonlySet<TreatyAction> = new Set([...STATEMENTS, 'withdrawal']);

/** What the record holds of a country and a treaty, without readings that are set aside. */
function actsOf(dataset: Dataset, country: string | undefined, instrument: string): Act[] {
  if (country === undefined) return [];
  return dataset
    .inCountry('treaty-action', country)
    .filter((act) => act.instrument === instrument && act.rank !== 'deprecated');
}

/** Acts of the country the document is about; what it says of other countries is not compared with this record. */
function ownActs({ candidates, country }: DocumentInput): CandidateOf<'treaty-action'>[] {
  return ofKind(candidates, 'treaty-action').filter(
    ({ value, certainty }) =>
      certainty !== 'planned' && (value.country === undefined || country === undefined || value.country === country),
  );
}

const instrumentOf = (dataset: Dataset, id: string | undefined) =>
  id === undefined ? undefined : dataset.get('instrument', id);

/** A treaty action dated before its treaty was adopted. */
export function documentBeforeAdoption({ candidates, dataset }: DocumentInput): Found[] {
  return ofKind(candidates, 'treaty-action').flatMap(({ value, place }) => {
    const instrument = instrumentOf(dataset, value.instrument.id);
    const { date } = value;
    if (!instrument?.adopted || date === undefined || !isSurelyBefore(date, instrument.adopted)) return [];
    return [
      {
        message: tooEarly(instrument, date, instrument.adopted),
        places: [at(place), inRecord(instrument, 'adopted')],
      },
    ];
  });
}

export function recordBeforeAdoption({ dataset, country }: RecordInput): Found[] {
  return dataset.inCountry('treaty-action', country).flatMap((act) => {
    const instrument = dataset.get('instrument', act.instrument);
    if (!instrument?.adopted || !act.date || act.rank === 'deprecated') return [];
    if (!isSurelyBefore(act.date, instrument.adopted)) return [];
    return [
      {
        message: tooEarly(instrument, act.date, instrument.adopted),
        places: [inRecord(act, 'date'), inRecord(instrument, 'adopted')],
      },
    ];
  });
}

function tooEarly(instrument: RecordOf<'instrument'>, date: PartialDate, adopted: PartialDate) {
  return say(
    (f) =>
      `An act of ${f.date(date)} is stated for “${f.title(instrument)}”, which was adopted only on ${f.date(adopted)}. The date, or the treaty meant, is wrong.`,
    (f) =>
      `Для документа «${f.title(instrument)}» указано действие с датой ${f.date(date)}, но принят он лишь ${f.date(adopted)}. Неверна дата или имеется в виду другой договор.`,
    (f) =>
      `«${f.title(instrument)}» үшін ${f.date(date)} күнгі әрекет көрсетілген, бірақ ол тек ${f.date(adopted)} қабылданған. Күні қате немесе басқа шарт айтылып тұр.`,
  );
}

/** Two dates for one act: within the document, or between it and the record. */
export function documentTwoDates(input: DocumentInput): Found[] {
  const { dataset, country } = input;
  const dated = ownActs(input).filter(({ value }) => value.date !== undefined && !MANY.has(value.action));
  const groups = groupBy(
    dated,
    ({ value }) => `${value.instrument.id ?? value.instrument.name.toLowerCase()} ${classOf(value.action)}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const id = first.value.instrument.id;
    const recorded = (id === undefined ? [] : actsOf(dataset, country, id)).filter(
      (act) =>
        act.date !== undefined &&
        (classOf(act.action) === classOf(first.value.action) ||
          (classOf(first.value.action) === 'bound' && act.action === 'domestic-ratification')),
    );
    const isRecorded = (date: PartialDate) => recorded.some((act) => mayBeSame(act.date ?? '', date));
    const byDate = new Map(group.map((candidate) => [candidate.value.date ?? '', candidate] as const));
    const dates = [...byDate.keys()];
    const apart = dates.filter((date) => dates.some((other) => !mayBeSame(date, other)));
    const unrecorded = recorded.length > 0 ? dates.filter((date) => !isRecorded(date)) : [];
    // Dates that the record knows as different acts, such as that of parliament and the deposit, agree.
    if (unrecorded.length === 0 && (apart.length === 0 || recorded.length > 0)) return [];
    const shown = apart.length > 0 ? apart : unrecorded;
    const [one = ''] = unrecorded.length > 0 ? unrecorded : shown;
    // One sentence can name a treaty in full and in short: one place.
    const stated = group.filter(({ value }) => shown.includes(value.date ?? ''));
    const places: CrossPlace[] = [...new Map(stated.map((c) => [c.place.start, at(c.place)] as const)).values()];
    const known = unrecorded.length > 0 ? recorded : [];
    const others = [
      ...new Set([...dates.filter((date) => !mayBeSame(date, one)), ...known.map(({ date }) => date ?? '')]),
    ].sort();
    const name = first.value.instrument;
    const record = instrumentOf(dataset, name.id);
    return [
      {
        message: say(
          (f) =>
            `${f.quote(record ? f.title(record) : name.name)}: one act of the state has several dates, ${f.list([one, ...others].map(f.date))}.${known.length > 0 ? ' The record has no act on the first.' : ''}`,
          (f) =>
            `${f.quote(record ? f.title(record) : name.name)}: у одного действия государства несколько дат: ${f.list([one, ...others].map(f.date))}.${known.length > 0 ? ' Первой из них в базе нет.' : ''}`,
          (f) =>
            `${f.quote(record ? f.title(record) : name.name)}: мемлекеттің бір әрекетінің бірнеше күні бар: ${f.list([one, ...others].map(f.date))}.${known.length > 0 ? ' Біріншісі деректер қорында жоқ.' : ''}`,
        ),
        places: [...places, ...known.map((act) => inRecord(act, 'date'))],
      },
    ];
  });
}

export function recordTwoDates({ dataset, country }: RecordInput): Found[] {
  const acts = dataset
    .inCountry('treaty-action', country)
    .filter((act) => act.date !== undefined && act.rank !== 'deprecated' && !MANY.has(act.action));
  // A protocol of amendment has a ratification of its own; the last part of the id tells such acts apart.
  return [...groupBy(acts, (act) => `${act.instrument} ${classOf(act.action)}`).values()].flatMap((group) => {
    if (group.some(({ rank }) => rank === 'preferred')) return [];
    const dates = [...new Set(group.map(({ date }) => date ?? ''))];
    if (!dates.some((date) => dates.some((other) => !mayBeSame(date, other)))) return [];
    const instrument = dataset.get('instrument', group[0]?.instrument ?? '');
    return [
      {
        message: say(
          (f) =>
            `The record gives ${f.list(dates.map(f.date))} for one act on “${f.title(instrument)}”. Prefer one with the reason, or tell the acts apart.`,
          (f) =>
            `В базе для одного действия по документу «${f.title(instrument)}» указаны даты ${f.list(dates.map(f.date))}. Предпочтите одну, указав причину, или разделите действия.`,
          (f) =>
            `Деректер қорында «${f.title(instrument)}» бойынша бір әрекетке ${f.list(dates.map(f.date))} күндері көрсетілген. Себебін айтып, біреуін таңдаңыз немесе әрекеттерді ажыратыңыз.`,
        ),
        places: group.map((act) => inRecord(act, 'date')),
      },
    ];
  });
}

/** The document says that the state is bound; the record knows acts on the treaty, but none that binds. */
export function documentStatus(input: DocumentInput): Found[] {
  const { dataset, country } = input;
  const groups = groupBy(
    ownActs(input).filter(({ value }) => BINDING.has(value.action)),
    ({ value }) => value.instrument.id,
  );
  return [...groups].flatMap(([id, group]) => {
    const acts = actsOf(dataset, country, id);
    if (acts.length === 0) return [];
    if (acts.some(({ action }) => BINDING.has(action) || action === 'entry-into-force')) return [];
    const instrument = instrumentOf(dataset, id);
    return [
      {
        message: say(
          (f) =>
            `The document says that the state is bound by “${f.title(instrument)}”; the record knows other acts on it, but no deposit.`,
          (f) =>
            `Документ говорит, что государство связано документом «${f.title(instrument)}»; в базе есть другие действия по нему, но не сдача на хранение.`,
          (f) =>
            `Құжатта мемлекет «${f.title(instrument)}» бойынша міндеттелген делінген; деректер қорында басқа әрекеттер бар, бірақ сақтауға тапсыру жоқ.`,
        ),
        places: [...group.map(({ place }) => at(place)), ...acts.map((act) => inRecord(act))],
      },
    ];
  });
}

/** Which acts on a treaty open its protocol to a state, by the protocol's own rule. */
function opensTo({ openTo = 'parties' }: RecordOf<'instrument'>): (act: Act) => boolean {
  return ({ action }) => BINDING.has(action) || (openTo === 'signatories' && action === 'signature');
}

/** A protocol that binds the state, whose treaty does not, as far as the record knows. */
export function recordProtocolAlone({ dataset, country, day }: RecordInput): Found[] {
  return dataset.inCountry('treaty-action', country).flatMap((act) => {
    const instrument = dataset.get('instrument', act.instrument);
    if (instrument?.openTo === 'any') return [];
    if (!instrument?.protocolTo || !BINDING.has(act.action) || act.rank === 'deprecated') return [];
    if (act.date !== undefined && firstDay(act.date) > day) return [];
    const parent = dataset.get('instrument', instrument.protocolTo);
    const bound = actsOf(dataset, country, instrument.protocolTo).filter(opensTo(instrument));
    const { date } = act;
    if (bound.some((other) => other.date === undefined || date === undefined || !isSurelyBefore(date, other.date)))
      return [];
    return [
      {
        message: say(
          (f) =>
            `The state is bound by “${f.title(instrument)}”, but ${bound.length > 0 ? 'only later' : 'not, as far as the record knows,'} by the treaty it belongs to, “${f.title(parent)}”. A date is wrong or an act is missing; some protocols are open to others than parties.`,
          (f) =>
            `Государство связано документом «${f.title(instrument)}», но договором, к которому он относится, «${f.title(parent)}», ${bound.length > 0 ? 'лишь позже' : 'по данным базы не связано'}. Неверна дата или не внесено действие; некоторые протоколы открыты не только участникам договора.`,
          (f) =>
            `Мемлекет «${f.title(instrument)}» бойынша міндеттелген, ал ол тиесілі «${f.title(parent)}» шарты бойынша ${bound.length > 0 ? 'тек кейінірек міндеттелген' : 'деректер қоры бойынша міндеттелмеген'}. Күні қате немесе әрекет енгізілмеген; кейбір хаттамалар шарт қатысушыларынан басқаларға да ашық.`,
        ),
        places: [
          inRecord(act),
          ...(bound.length > 0
            ? bound.map((other) => inRecord(other, 'date'))
            : [inRecord(instrument.id, 'protocolTo')]),
        ],
      },
    ];
  });
}

/** A protocol is said to bind the state; neither the document nor the record says so of its treaty. */
export function documentProtocolAlone(input: DocumentInput): Found[] {
  const { dataset, country } = input;
  if (country === undefined) return [];
  const groups = groupBy(
    ownActs(input).filter(({ value }) => BINDING.has(value.action)),
    ({ value }) => value.instrument.id,
  );
  return [...groups].flatMap(([id, group]) => {
    const instrument = instrumentOf(dataset, id);
    if (!instrument?.protocolTo || instrument.openTo === 'any' || groups.has(instrument.protocolTo)) return [];
    const acts = actsOf(dataset, country, instrument.protocolTo);
    // Where the record of the country holds no treaties at all, it says nothing.
    if (dataset.inCountry('treaty-action', country).length === 0) return [];
    if (acts.some((act) => opensTo(instrument)(act) || act.action === 'entry-into-force')) return [];
    const parent = dataset.get('instrument', instrument.protocolTo);
    return [
      {
        message: say(
          (f) =>
            `The document says that the state is bound by “${f.title(instrument)}”; neither it nor the record says so of the treaty it belongs to, “${f.title(parent)}”.`,
          (f) =>
            `Документ говорит, что государство связано документом «${f.title(instrument)}»; о договоре, к которому он относится, «${f.title(parent)}», этого не говорит ни документ, ни база.`,
          (f) =>
            `Құжатта мемлекет «${f.title(instrument)}» бойынша міндеттелген делінген; ол тиесілі «${f.title(parent)}» шарты туралы мұны құжат та, деректер қоры да айтпайды.`,
        ),
        places: [...group.map(({ place }) => at(place)), inRecord(instrument, 'protocolTo')],
      },
    ];
  });
}

/** A treaty in force for a state before the state was bound, or before it was in force at all. */
export function recordForceTooEarly({ dataset, country }: RecordInput): Found[] {
  return dataset.inCountry('treaty-action', country).flatMap((act) => {
    if (act.action !== 'entry-into-force' || !act.date || act.rank === 'deprecated') return [];
    const { date } = act;
    const instrument = dataset.get('instrument', act.instrument);
    const bound = actsOf(dataset, country, act.instrument).filter(
      (other) => BINDING.has(other.action) && other.date !== undefined && isSurelyBefore(date, other.date),
    );
    const general = instrument?.inForce !== undefined && isSurelyBefore(date, instrument.inForce);
    if (bound.length === 0 && !general) return [];
    return [
      {
        message: say(
          (f) =>
            `“${f.title(instrument)}” is said to be in force for the state from ${f.date(date)}, before ${general ? 'it was in force at all' : 'the state was bound by it'}.`,
          (f) =>
            `«${f.title(instrument)}» указан действующим для государства с ${f.date(date)}, то есть раньше, чем ${general ? 'он вообще вступил в силу' : 'государство стало им связано'}.`,
          (f) =>
            `«${f.title(instrument)}» мемлекет үшін ${f.date(date)} бастап күшінде делінген, яғни ${general ? 'ол жалпы күшіне енгенге' : 'мемлекет міндеттелгенге'} дейін.`,
        ),
        places: [
          inRecord(act, 'date'),
          ...bound.map((other) => inRecord(other, 'date')),
          ...(general && instrument ? [inRecord(instrument, 'inForce')] : []),
        ],
      },
    ];
  });
}

/** Acts in an order that cannot be: signed or approved at home after the deposit, taken back before it was done. */
export function recordOutOfOrder({ dataset, country }: RecordInput): Found[] {
  const acts = dataset
    .inCountry('treaty-action', country)
    .filter((act) => act.date !== undefined && act.rank !== 'deprecated');
  const found: Found[] = [];
  for (const own of groupBy(acts, ({ instrument }) => instrument).values()) {
    const instrument = dataset.get('instrument', own[0]?.instrument ?? '');
    const bound = own.filter(({ action }) => BINDING.has(action));
    const left = own.some(({ action, withdraws }) => action === 'withdrawal' && withdraws === undefined);
    const add = (early: Act, late: Act) => {
      const [before = '', after = ''] = [early.date, late.date];
      found.push({
        message: say(
          (f) =>
            `“${f.title(instrument)}”: an act of ${f.date(before)} can only follow the one that the record dates ${f.date(after)}. One of the dates, or the kind of an act, is wrong.`,
          (f) =>
            `«${f.title(instrument)}»: действие с датой ${f.date(before)} может только следовать за тем, которое в базе датировано ${f.date(after)}. Неверна одна из дат или вид действия.`,
          (f) =>
            `«${f.title(instrument)}»: ${f.date(before)} күнгі әрекет деректер қорында ${f.date(after)} күні көрсетілген әрекеттен кейін ғана болуы мүмкін. Бір күн немесе әрекеттің түрі қате.`,
        ),
        places: [inRecord(early, 'date'), inRecord(late, 'date')],
      });
    };
    for (const act of own) {
      const { action, date = '' } = act;
      // A state that left and joined again has acts of its own for each time.
      if ((action === 'signature' || action === 'domestic-ratification') && !left) {
        const deposit = bound.find((other) => isSurelyBefore(other.date ?? '', date));
        // An act of parliament may approve a protocol that amends the treaty: its id then says more than the action.
        if (deposit && act.id.endsWith(`/${action}`)) add(deposit, act);
      }
      if (action !== 'withdrawal') continue;
      const taken = own.filter((other) =>
        act.withdraws === undefined ? BINDING.has(other.action) : other.id === act.withdraws,
      );
      const [first] = taken.toSorted((a, b) => firstDay(a.date ?? '') - firstDay(b.date ?? ''));
      if (first && isSurelyBefore(date, first.date ?? '')) add(act, first);
    }
  }
  return found;
}

/** A finding says whether the state is a party; the acts on record say otherwise for the same days. */
export function recordAgainstFinding({ dataset, country, day }: RecordInput): Found[] {
  const groups = groupBy(
    dataset.inCountry('treaty-action', country).filter(({ rank }) => rank !== 'deprecated'),
    ({ instrument }) => instrument,
  );
  return [...groups].flatMap(([id, acts]) => {
    const question = partyQuestion(dataset, id);
    const bound = acts.filter(({ action }) => BINDING.has(action));
    const preferred = bound.filter(({ rank }) => rank === 'preferred');
    const [act] = preferred.length > 0 ? preferred : bound;
    const left = acts.find(({ action, withdraws }) => action === 'withdrawal' && withdraws === undefined);
    if (!question || !act) return [];
    const date = act.date ?? reportedBy(dataset, act);
    if (date === undefined || lastDay(date) > day) return [];
    return dataset.findings(country, question.id).flatMap((finding) => {
      if (finding.rank === 'deprecated' || typeof finding.value !== 'boolean') return [];
      const tooEarly = finding.value && act.date !== undefined && isSurelyBefore(finding.from, act.date);
      const until = left?.date;
      const denied =
        !finding.value &&
        (finding.to === undefined || firstDay(finding.to) > lastDay(date)) &&
        (until === undefined || !isSurelyBefore(until, finding.from));
      if (!tooEarly && !denied) return [];
      const instrument = dataset.get('instrument', id);
      return [
        {
          message: say(
            (f) =>
              `A finding says that the state is ${finding.value ? '' : 'not '}a party to “${f.title(instrument)}” from ${f.date(finding.from)}; the acts on record bind it ${act.date ? 'from' : 'at the latest from'} ${f.date(date)}.`,
            (f) =>
              `По выводу, государство ${finding.value ? '' : 'не '}участвует в документе «${f.title(instrument)}» с ${f.date(finding.from)}; по действиям в базе оно связано им ${act.date ? 'с' : 'не позднее чем с'} ${f.date(date)}.`,
            (f) =>
              `Тұжырым бойынша мемлекет «${f.title(instrument)}» құжатына ${f.date(finding.from)} бастап қатысушы ${finding.value ? 'болған' : 'емес'}; деректер қорындағы әрекеттер бойынша ол ${f.date(date)} ${act.date ? 'бастап' : 'кешіктірмей'} міндеттелген.`,
          ),
          places: [inRecord(finding, finding.value ? 'from' : 'value'), inRecord(act, 'date')],
        },
      ];
    });
  });
}

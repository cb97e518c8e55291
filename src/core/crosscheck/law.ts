/**
 * Law cited against the law on record: the wrong code for the day, an article not in force, another subject than stated,
 * a text that was amended after it was read.
 * A document without a date is not held to a day: it is wrong only where no code and no version bears it out.
 */
import type { Dataset } from '../dataset.ts';
import type { CandidateOf } from '../document.ts';
import { successorsOf } from '../law/concordance.ts';
import { endOf, forceOf, forceOfLaw, provisionsOf, versionSpan } from '../law/versions.ts';
import { everyText } from '../localised.ts';
import type { AnyRecord, Law, Provision } from '../model/index.ts';
import { remember } from '../remember.ts';
import { type Day, firstDay, holdsOn, isoDay, lastDay, type PartialDate, spanOf } from '../time.ts';
import {
  at,
  type CrossPlace,
  type DocumentInput,
  type Format,
  type Found,
  groupBy,
  inRecord,
  mayBeSame,
  ofKind,
  type RecordInput,
  say,
} from './issue.ts';
import { overlap, shared, stemsOf } from './words.ts';

type LegalReference = CandidateOf<'legal-reference'>;

const CITABLE: ReadonlySet<Law['type']> = new Set(['constitution', 'code', 'law']);
/** Words of titles that do not tell one law from another. */
const COMMON = stemsOf(
  'code law act republic constitution кодекс закон республика конституция кодексі заңы республикасы criminal penal уголовный қылмыстық of the on',
);

/** Laws a name can mean: a law, and those it replaced or that replaced it. */
function lawsMeant(dataset: Dataset, country: string | undefined, { law }: LegalReference['value']): Law[] {
  if (law?.id !== undefined) {
    const found = dataset.get('law', law.id);
    return found ? family(dataset, found) : [];
  }
  if (!law || country === undefined) return [];
  const name = stemsOf(law.name);
  if (name.size === 0) return [];
  return dataset
    .inCountry('law', country)
    .filter(
      (other) =>
        CITABLE.has(other.type) &&
        everyText(other.title).some((title) => overlap(name, stemsOf(title)) === 1 && stemsOf(title).size >= name.size),
    );
}

/** A law with its predecessors and successors. */
function family(dataset: Dataset, law: Law): Law[] {
  const laws = new Set([law]);
  for (let next = law.successor; next !== undefined; ) {
    const successor = dataset.get('law', next);
    if (!successor || laws.has(successor)) break;
    laws.add(successor);
    next = successor.successor;
  }
  for (const one of laws) {
    for (const { record, path } of dataset.backlinks(one.id))
      if (record.kind === 'law' && path[0] === 'successor') laws.add(record);
  }
  return [...laws];
}

/** The day whose law a reference means: that it states, else that of the document. */
function dayOf({ document }: DocumentInput, { value, period }: LegalReference): Day | undefined {
  const date = value.asOf ?? (value.act === undefined ? document.date : (period?.from ?? document.date));
  return date === undefined ? undefined : lastDay(date);
}

/** The provision of that number in the law of the day; of the newest law where there is no day. */
function provisionMeant(
  dataset: Dataset,
  laws: readonly Law[],
  number: string,
  day: Day | undefined,
): Provision | undefined {
  const inForce = laws.filter((law) =>
    day === undefined ? law.to === undefined : forceOfLaw(law, day) === 'in-force',
  );
  for (const law of inForce.length > 0 ? inForce : laws.filter((law) => day === undefined || holdsOn(law, day))) {
    const provision = provisionOf(dataset, law, number);
    if (provision) return provision;
  }
  return undefined;
}

const byNumber = new WeakMap<Dataset, Map<string, Map<string, Provision>>>();

function provisionOf(dataset: Dataset, law: Law, number: string): Provision | undefined {
  const laws = remember(byNumber, dataset, () => new Map<string, Map<string, Provision>>());
  return remember(
    laws,
    law.id,
    () => new Map(provisionsOf(dataset, law.id).map((provision) => [provision.number, provision] as const)),
  ).get(number);
}

/** An article that was not in force on the day: repealed before it, or made after it. */
export function documentNotInForce(input: DocumentInput): Found[] {
  const { dataset, candidates, country } = input;
  return onePerProvision(ofKind(candidates, 'legal-reference')).flatMap((reference) => {
    const { number, provision: id } = reference.value;
    const day = dayOf(input, reference);
    if (number === undefined || day === undefined) return [];
    const provision =
      id === undefined
        ? provisionMeant(dataset, lawsMeant(dataset, country, reference.value), number, day)
        : dataset.get('provision', id);
    if (!provision) return [];
    const force = forceOf(dataset, provision, day);
    if (force !== 'ended' && force !== 'not-yet') return [];
    const on = isoDay(day) ?? '';
    const ended = endOf(dataset, provision);
    const successors = successorsOf(dataset, provision.id);
    return [
      {
        message: say(
          (f) =>
            `${f.quote(reference.place)}: article ${number} of “${f.title(dataset.find(provision.law))}” was ${force === 'ended' ? `no longer in force on ${f.date(on)}${ended === undefined ? '' : `; it ended on ${f.date(ended)}`}` : `not yet in force on ${f.date(on)}`}.${successors.length > 0 ? ` Its place took ${f.list(successors.map((next) => `article ${next.number} of “${f.title(dataset.find(next.law))}”`))}.` : ''}`,
          (f) =>
            `${f.quote(reference.place)}: статья ${number} документа «${f.title(dataset.find(provision.law))}» ${force === 'ended' ? `уже не действовала ${f.date(on)}${ended === undefined ? '' : `; утратила силу ${f.date(ended)}`}` : `ещё не действовала ${f.date(on)}`}.${successors.length > 0 ? ` Её место заняла ${f.list(successors.map((next) => `статья ${next.number} («${f.title(dataset.find(next.law))}»)`))}.` : ''}`,
          (f) =>
            `${f.quote(reference.place)}: «${f.title(dataset.find(provision.law))}» ${number}-бабы ${f.date(on)} ${force === 'ended' ? 'күшінде болмаған' : 'әлі күшіне енбеген'}.${successors.length > 0 ? ` Орнына ${f.list(successors.map((next) => `${next.number}-бап («${f.title(dataset.find(next.law))}»)`))} келді.` : ''}`,
        ),
        places: [at(reference.place), inRecord(provision)],
      },
    ];
  });
}

/** A document that cites one article forty times errs once. */
function onePerProvision(references: readonly LegalReference[]): LegalReference[] {
  const groups = groupBy(references, ({ value: { law, number, asOf, subject } }) =>
    [law?.id ?? law?.name, number, asOf, subject].join('|'),
  );
  return [...groups.values()].flatMap(([first]) => (first ? [first] : []));
}

/** What a provision is said to be about, in any language and version. */
function wordsOfProvision(provision: Provision): ReadonlySet<string> {
  return stemsOf(
    [
      ...everyText(provision.heading),
      ...provision.versions.flatMap(({ heading, summary }) => [...everyText(heading), ...everyText(summary)]),
    ].join(' '),
  );
}

/** An article with another subject than the document says; where another article or code fits, it is named. */
export function documentOtherSubject(input: DocumentInput): Found[] {
  const { dataset, candidates, country } = input;
  return onePerProvision(ofKind(candidates, 'legal-reference')).flatMap((reference) => {
    const { number, subject, provision: id } = reference.value;
    if (number === undefined || subject === undefined) return [];
    const said = stemsOf(subject);
    for (const stem of COMMON) said.delete(stem);
    if (said.size < 2) return [];
    const day = dayOf(input, reference);
    const laws = lawsMeant(dataset, country, reference.value);
    const provision = id === undefined ? provisionMeant(dataset, laws, number, day) : dataset.get('provision', id);
    if (!provision || shared(said, wordsOfProvision(provision)) > 0) return [];
    const elsewhere = laws
      .flatMap((law) => provisionsOf(dataset, law.id))
      .find((other) => other.id !== provision.id && overlap(said, wordsOfProvision(other)) >= 0.6);
    const sameNumber = elsewhere?.number === number;
    return [
      {
        message: say(
          (f) =>
            `Article ${number} is said to be on ${f.quote(subject)}; in “${f.title(dataset.find(provision.law))}” it is on “${f.title(provision)}”.${elsewhere ? ` ${sameNumber ? 'That is the same number of another code' : 'That subject is in'} article ${elsewhere.number} of “${f.title(dataset.find(elsewhere.law))}”.` : ''}`,
          (f) =>
            `Статье ${number} приписан предмет ${f.quote(subject)}; в документе «${f.title(dataset.find(provision.law))}» она называется «${f.title(provision)}».${elsewhere ? ` ${sameNumber ? 'Это тот же номер другого кодекса:' : 'Этому посвящена'} статья ${elsewhere.number} («${f.title(dataset.find(elsewhere.law))}»).` : ''}`,
          (f) =>
            `${number}-бап ${f.quote(subject)} туралы делінген; «${f.title(dataset.find(provision.law))}» бойынша ол «${f.title(provision)}» деп аталады.${elsewhere ? ` Бұл мәселе «${f.title(dataset.find(elsewhere.law))}» ${elsewhere.number}-бабында.` : ''}`,
        ),
        places: [at(reference.place), inRecord(provision, 'heading'), ...(elsewhere ? [inRecord(elsewhere)] : [])],
      },
    ];
  });
}

/** An article cited from a code that was not the one of the day, told by the code that has it. */
export function documentWrongCode(input: DocumentInput): Found[] {
  const { dataset, candidates } = input;
  return onePerProvision(ofKind(candidates, 'legal-reference')).flatMap((reference) => {
    const { law: named, number } = reference.value;
    const day = dayOf(input, reference);
    const law = named?.id === undefined ? undefined : dataset.get('law', named.id);
    // An article on record is judged by its own force.
    if (!law || number === undefined || day === undefined || provisionOf(dataset, law, number)) return [];
    const force = forceOfLaw(law, day);
    if (force !== 'ended' && force !== 'not-yet') return [];
    const right = family(dataset, law).find((other) => forceOfLaw(other, day) === 'in-force');
    if (!right) return [];
    const on = isoDay(day) ?? '';
    return [
      {
        message: say(
          (f) =>
            `${f.quote(reference.place)}: “${f.title(law)}” was ${force === 'ended' ? 'no longer' : 'not yet'} in force on ${f.date(on)}; the law of that day was “${f.title(right)}”.`,
          (f) =>
            `${f.quote(reference.place)}: «${f.title(law)}» ${f.date(on)} ${force === 'ended' ? 'уже' : 'ещё'} не действовал; законом того дня был «${f.title(right)}».`,
          (f) =>
            `${f.quote(reference.place)}: «${f.title(law)}» ${f.date(on)} ${force === 'ended' ? 'күшінде болмаған' : 'әлі күшіне енбеген'}; сол күнгі заң — «${f.title(right)}».`,
        ),
        places: [at(reference.place), inRecord(law), inRecord(right)],
      },
    ];
  });
}

interface Amendment {
  readonly provision: Provision;
  readonly index: number;
  readonly from: PartialDate;
}

/** Versions of the provisions that began after a day. */
function amendedAfter(dataset: Dataset, provisions: readonly Provision[], date: PartialDate): Amendment[] {
  const read = lastDay(date);
  return provisions.flatMap((provision) =>
    provision.versions.flatMap((version, index) => {
      const { from } = versionSpan(dataset, provision, version);
      const day = version.from ?? isoDay(from);
      return from > read && day !== undefined && (index > 0 || version.amendedBy)
        ? [{ provision, index, from: day }]
        : [];
    }),
  );
}

/** Law read as of a day and amended since. */
export function documentAmendedSince(input: DocumentInput): Found[] {
  const { dataset, candidates, country } = input;
  return onePerProvision(ofKind(candidates, 'legal-reference')).flatMap((reference) => {
    const { asOf, number, provision: id } = reference.value;
    if (asOf === undefined) return [];
    const laws = lawsMeant(dataset, country, reference.value).filter((law) => holdsOn(law, lastDay(asOf)));
    const provision =
      id !== undefined
        ? dataset.get('provision', id)
        : number !== undefined
          ? provisionMeant(dataset, laws, number, lastDay(asOf))
          : undefined;
    const provisions =
      number === undefined ? laws.flatMap((law) => provisionsOf(dataset, law.id)) : provision ? [provision] : [];
    const amendments = amendedAfter(dataset, provisions, asOf);
    const replaced = laws.filter(({ to }) => to !== undefined && firstDay(to) > lastDay(asOf));
    const [first] = amendments.toSorted((a, b) => firstDay(a.from) - firstDay(b.from));
    const date = first?.from ?? replaced[0]?.to;
    if (date === undefined) return [];
    const places: CrossPlace[] = [
      at(reference.place),
      ...amendments.slice(0, 6).map((amendment) => inRecord(amendment.provision, 'versions', amendment.index)),
      ...(amendments.length === 0 ? replaced.map((law) => inRecord(law, 'to')) : []),
    ];
    const articles = [...new Set(amendments.map((amendment) => amendment.provision.number))];
    const law = laws[0] ?? (provision && dataset.find(provision.law));
    return [{ message: amendedMessage(asOf, date, law, articles), places }];
  });
}

function amendedMessage(asOf: PartialDate, date: PartialDate, law: AnyRecord | undefined, articles: readonly string[]) {
  const few = articles.slice(0, 6);
  const more = articles.length > few.length;
  return say(
    (f) =>
      `The law was read as of ${f.date(asOf)}. “${f.title(law)}” changed since, first on ${f.date(date)}${few.length > 0 ? `: ${articles.length === 1 ? 'article' : 'articles'} ${f.list(few)}${more ? ' and others' : ''}` : ': it was replaced'}. What rests on it must be read again.`,
    (f) =>
      `Закон прочитан по состоянию на ${f.date(asOf)}. С тех пор «${f.title(law)}» изменился, впервые ${f.date(date)}${few.length > 0 ? `: ${articles.length === 1 ? 'статья' : 'статьи'} ${f.list(few)}${more ? ' и другие' : ''}` : ': он заменён'}. То, что на нём основано, нужно прочитать заново.`,
    (f) =>
      `Заң ${f.date(asOf)} жағдайы бойынша оқылған. Содан бері «${f.title(law)}» өзгерді, алғаш рет ${f.date(date)}${few.length > 0 ? `: ${f.list(few)}${more ? ' және басқа' : ''} баптар` : ': ол ауыстырылды'}. Оған негізделгенді қайта оқу керек.`,
  );
}

/** A law said to be amended on the day on which another took its place. */
export function documentReplacedNotAmended(input: DocumentInput): Found[] {
  const { dataset, candidates, country } = input;
  const events = ofKind(candidates, 'event').filter(({ value }) => value.type === 'law');
  return ofKind(candidates, 'legal-reference').flatMap((reference) => {
    const { act } = reference.value;
    if (act !== 'amended') return [];
    const { start } = reference.place;
    const event = events.find(({ place }) => place.start <= start && start < place.end);
    const on = reference.period?.from ?? event?.value.date;
    if (on === undefined || on.length < 7) return [];
    const meant = lawsMeant(dataset, country, reference.value);
    const replaced = meant.find((law) => {
      const successor = law.successor === undefined ? undefined : dataset.get('law', law.successor);
      return law.to !== undefined && mayBeSame(law.to, on) && successor !== undefined;
    });
    const successor = replaced?.successor === undefined ? undefined : dataset.get('law', replaced.successor);
    if (!replaced || !successor) return [];
    return [
      {
        message: say(
          (f) =>
            `The document has a law amended on ${f.date(on)}. On that day “${f.title(successor)}” replaced “${f.title(replaced)}”, with article numbers of its own.`,
          (f) =>
            `В документе закон изменён ${f.date(on)}. В этот день «${f.title(successor)}» заменил «${f.title(replaced)}», с собственной нумерацией статей.`,
          (f) =>
            `Құжатта заң ${f.date(on)} өзгертілген делінген. Сол күні «${f.title(replaced)}» орнына баптарының нөмірлері өзге «${f.title(successor)}» келді.`,
        ),
        places: [at(reference.place), inRecord(replaced, 'to'), inRecord(successor, 'from')],
      },
    ];
  });
}

/** Findings and recommendations that rest on a provision which was not in force at their time. */
export function recordNotInForce({ dataset, country, day }: RecordInput): Found[] {
  const found: Found[] = [];
  const add = (record: AnyRecord, path: readonly (string | number)[], provision: Provision) =>
    found.push({
      message: say(
        (f) =>
          `This rests on article ${provision.number} of “${f.title(dataset.find(provision.law))}”, which was not in force at its time.`,
        (f) =>
          `Основано на статье ${provision.number} документа «${f.title(dataset.find(provision.law))}», которая в это время не действовала.`,
        (f) =>
          `Бұл «${f.title(dataset.find(provision.law))}» ${provision.number}-бабына негізделген, ол сол кезде күшінде болмаған.`,
      ),
      places: [inRecord(record, ...path), inRecord(provision)],
    });
  for (const finding of dataset.inCountry('finding', country)) {
    if (finding.rank === 'deprecated') continue;
    const span = spanOf(finding);
    for (const [index, id] of (finding.provisions ?? []).entries()) {
      const provision = dataset.get('provision', id);
      if (!provision) continue;
      const holds = provision.versions.some((version) => {
        const { from, to } = versionSpan(dataset, provision, version);
        return from < span.to && span.from < to;
      });
      if (!holds) add(finding, ['provisions', index], provision);
    }
  }
  for (const recommendation of dataset.inCountry('recommendation', country)) {
    const on = lastDay(recommendation.date);
    const provisions = (recommendation.provisions ?? []).flatMap((id) => dataset.get('provision', id) ?? []);
    // It may name the articles that answered it later; it errs where all had ended before it was made.
    if (on > day || provisions.length === 0) continue;
    const states = provisions.map((provision) => forceOf(dataset, provision, on));
    const [first] = provisions;
    if (first && states.every((state) => state === 'ended')) add(recommendation, ['provisions'], first);
  }
  return found;
}

/** A published status older than an amendment of the articles its indicator rests on, or else of their law. */
export function recordStatusBeforeAmendment({ dataset, country, day }: RecordInput): Found[] {
  return dataset.inCountry('published-status', country).flatMap((status) => {
    const { asOf } = status;
    const indicator = dataset.indicator(status.indicator);
    if (asOf === undefined || !indicator) return [];
    const ids = indicator.compiled.questions.flatMap((question) =>
      dataset.findings(country, question).flatMap((finding) => finding.provisions ?? []),
    );
    const provisions = [...new Set(ids)].flatMap((id) => dataset.get('provision', id) ?? []);
    const since = (of: readonly Provision[]) =>
      amendedAfter(dataset, of, asOf).filter(({ from }) => firstDay(from) <= day);
    const own = since(provisions);
    const laws = [...new Set(provisions.map(({ law }) => law))];
    const amendments = own.length > 0 ? own : since(laws.flatMap((law) => provisionsOf(dataset, law)));
    const [first] = amendments.toSorted((a, b) => firstDay(a.from) - firstDay(b.from));
    if (!first) return [];
    const law = (f: Format) => f.title(dataset.find(first.provision.law));
    const { number } = first.provision;
    const severity = own.length > 0 ? ('warning' as const) : ('note' as const);
    return [
      {
        severity,
        message: say(
          (f) =>
            `${f.text(status.assessor)} published this status on the law as of ${f.date(asOf)}. Article ${number} of “${law(f)}” changed on ${f.date(first.from)}${own.length > 0 ? '' : '; the articles on record for this indicator did not'}.`,
          (f) =>
            `${f.text(status.assessor)}: этот статус опубликован по закону на ${f.date(asOf)}. Статья ${number} документа «${law(f)}» изменена ${f.date(first.from)}${own.length > 0 ? '' : '; статьи, внесённые для этого показателя, не менялись'}.`,
          (f) =>
            `${f.text(status.assessor)}: бұл мәртебе ${f.date(asOf)} жағдайындағы заң бойынша жарияланған. «${law(f)}» ${number}-бабы ${f.date(first.from)} өзгерді${own.length > 0 ? '' : '; осы көрсеткішке енгізілген баптар өзгерген жоқ'}.`,
        ),
        places: [
          inRecord(status, 'asOf'),
          ...amendments.slice(0, 6).map(({ provision, index }) => inRecord(provision, 'versions', index)),
        ],
      },
    ];
  });
}

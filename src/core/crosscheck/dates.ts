/**
 * Dates that cannot be: read before it was published, later than the document that states it, reviewed before it began.
 * A partial date is contradicted only where every day it can mean is.
 */
import { anchorIn, type Reference } from '../document.ts';
import { firstDay, isoDay, lastDay, type PartialDate } from '../time.ts';
import {
  at,
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
import { overlap, sentenceOf, stemsOf } from './words.ts';

/** A source on record accessed before it was published; of a document’s references structure says so while reading. */
export function recordAccessedTooEarly({ dataset, country }: RecordInput): Found[] {
  return dataset.inCountry('source', country).flatMap((source) => {
    const { accessed, published } = source;
    if (accessed === undefined || published === undefined || !isSurelyBefore(accessed, published)) return [];
    return [
      {
        message: tooEarly(accessed, published),
        places: [inRecord(source, 'accessed'), inRecord(source, 'published')],
      },
    ];
  });
}

function tooEarly(accessed: PartialDate, published: PartialDate) {
  return say(
    (f) =>
      `Accessed on ${f.date(accessed)}, before it was published on ${f.date(published)}. One of the two dates is wrong.`,
    (f) => `Дата обращения ${f.date(accessed)} раньше даты публикации ${f.date(published)}. Одна из двух дат неверна.`,
    (f) => `${f.date(accessed)} қаралған, ал ${f.date(published)} жарияланған. Екі күннің бірі қате.`,
  );
}

/** A date of an act or of a count that is later than the document itself; those of references structure reports. */
export function documentFuture({ document, candidates }: DocumentInput): Found[] {
  const { date: published } = document;
  if (published === undefined) return [];
  const end = lastDay(published);
  const later = (date: PartialDate | undefined): date is PartialDate => date !== undefined && firstDay(date) > end;
  const found: Found[] = [];
  const add = (date: PartialDate, place: Parameters<typeof at>[0]) =>
    found.push({
      message: say(
        (f) =>
          `${f.date(date)} is later than the document, which is of ${f.date(published)}: ${f.quote(place)}. Either date is wrong.`,
        (f) =>
          `${f.date(date)} позже самого документа, который датирован ${f.date(published)}: ${f.quote(place)}. Одна из дат неверна.`,
        (f) =>
          `${f.date(date)} — ${f.date(published)} күнгі құжаттың өзінен кейін: ${f.quote(place)}. Күндердің бірі қате.`,
      ),
      places: [at(place)],
    });
  for (const { value, certainty, place } of ofKind(candidates, 'treaty-action'))
    if (certainty !== 'planned' && later(value.date)) add(value.date, place);
  for (const { certainty, period, place } of ofKind(candidates, 'figure'))
    if (certainty === 'stated' && period?.from !== undefined && later(period.from)) add(period.from, place);
  return found;
}

const ADDRESS = /^https?:\/\/(?:www\.)?/u;

/** One work that is dated differently in two notes. */
export function documentWorkTwoDates({ document }: DocumentInput): Found[] {
  const dated = document.references.filter(({ date, repeats }) => date !== undefined && repeats === undefined);
  const groups = groupBy(dated, ({ url }) => {
    const address = url?.replace(ADDRESS, '').replace(/[/.]+$/u, '');
    // The address of a whole site says nothing of the work.
    return address && /\/.{6}/u.test(address) ? address : undefined;
  });
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const other = group.find(({ date }) => first?.date !== undefined && !mayBeSame(date ?? '', first.date));
    if (!first?.date || !other?.date) return [];
    const [a, b] = [first.date, other.date];
    if (overlap(stemsOf(nameOf(first)), stemsOf(nameOf(other))) < 0.6) return [];
    return [
      {
        message: say(
          (f) => `One address is cited as a work of ${f.date(a)} and as one of ${f.date(b)}.`,
          (f) => `Один и тот же адрес указан для работы с датой ${f.date(a)} и с датой ${f.date(b)}.`,
          (f) => `Бір мекенжай ${f.date(a)} және ${f.date(b)} күнгі еңбек ретінде көрсетілген.`,
        ),
        places: [first, other].map((reference) => at(anchorIn(document.text, reference))),
      },
    ];
  });
}

const nameOf = ({ author, publisher, title }: Reference) => [author, publisher, title].join(' ');

/** Days on which at least this many works were read count as days of work. */
const OFTEN = 3;

/** An access date that lies far before all others, a whole number of years before a day on which many works were read. */
export function documentAccessSlip({ document }: DocumentInput): Found[] {
  const accessed = document.references.filter(({ accessed: date }) => date !== undefined && date.length === 10);
  const days = groupBy(accessed, ({ accessed: date }) => date ?? '');
  const busy = [...days].filter(([, references]) => references.length >= OFTEN).map(([date]) => date);
  const earliest = Math.min(...busy.map(firstDay));
  return [...days].flatMap(([date, references]) => {
    if (references.length >= OFTEN || firstDay(date) > earliest - 30) return [];
    const likely = busy.find((other) => other.slice(4) === date.slice(4) && other !== date);
    if (likely === undefined) return [];
    return references.map((reference) => ({
      message: say(
        (f) =>
          `Accessed on ${f.date(date)}, long before any other work of this document; many were read on ${f.date(likely)}. The year is probably a slip.`,
        (f) =>
          `Дата обращения ${f.date(date)} намного раньше, чем у других работ документа; многие прочитаны ${f.date(likely)}. Вероятно, ошибка в годе.`,
        (f) =>
          `${f.date(date)} қаралған, бұл құжаттағы басқа еңбектерден әлдеқайда ерте; көбі ${f.date(likely)} оқылған. Жылы қате жазылған болуы мүмкін.`,
      ),
      places: [at(anchorIn(document.text, reference))],
    }));
  });
}

/** Words of an evaluation, with its year. */
const REVIEWED =
  /\b(?:evaluated|reviewed|assessed|appraised) (?:in|on)(?: \p{L}+){0,2} (?<en>\d{4})\b|(?<!\p{L})(?:оцен[её]н\p{L}*|проведена оценка|рассмотрен\p{L}*) (?:\p{L}+ ){0,3}(?<ru>\d{4})|(?<!\d)(?<kk>\d{4}) ж(?:\.|ылы) (?:\p{L}+ ){0,2}(?:бағалан|қарал)\p{L}*/iu;

/** A plan evaluated before it began, as its candidate says or the rest of its sentence. */
export function documentPlanReviewedTooEarly({ document, candidates }: DocumentInput): Found[] {
  return ofKind(candidates, 'plan').flatMap(({ value, place }) => {
    if (value.from === undefined) return [];
    const { end } = sentenceOf(document, place);
    const { en, ru, kk } = REVIEWED.exec(document.text.slice(place.end, end))?.groups ?? {};
    const reviewed = value.reviewed ?? en ?? ru ?? kk;
    return reviewed !== undefined && isSurelyBefore(reviewed, value.from)
      ? [{ message: reviewedTooEarly(reviewed, value.from), places: [at(place)] }]
      : [];
  });
}

export function recordPlanReviewedTooEarly({ dataset, country }: RecordInput): Found[] {
  return dataset.inCountry('plan', country).flatMap((plan) =>
    (plan.appraisals ?? []).flatMap(({ date }, index) =>
      date !== undefined && plan.from !== undefined && isSurelyBefore(date, plan.from)
        ? [
            {
              message: reviewedTooEarly(date, plan.from),
              places: [inRecord(plan, 'appraisals', index, 'date'), inRecord(plan, 'from')],
            },
          ]
        : [],
    ),
  );
}

function reviewedTooEarly(reviewed: PartialDate, from: PartialDate) {
  return say(
    (f) => `The plan was reviewed in ${f.date(reviewed)}, before it began in ${f.date(from)}.`,
    (f) => `План оценён ${f.date(reviewed)}, раньше его начала ${f.date(from)}.`,
    (f) => `Жоспар ${f.date(from)} басталғанға дейін, ${f.date(reviewed)} бағаланған.`,
  );
}

/** Dates of the record that lie after the day it is looked at. */
export function recordFuture({ dataset, country, day }: RecordInput): Found[] {
  const today = isoDay(day) ?? '';
  const dates: readonly (readonly [string, PartialDate | undefined, string])[] = [
    ...dataset
      .inCountry('source', country)
      .flatMap(({ id, published, accessed }) => [
        [id, published, 'published'] as const,
        [id, accessed, 'accessed'] as const,
      ]),
    ...dataset.inCountry('event', country).map(({ id, date }) => [id, date, 'date'] as const),
    ...dataset
      .inCountry('finding', country)
      .flatMap(({ id, readOn, verifiedOn }) => [
        [id, readOn, 'readOn'] as const,
        [id, verifiedOn, 'verifiedOn'] as const,
      ]),
  ];
  return dates.flatMap(([id, date, field]) =>
    date !== undefined && firstDay(date) > day
      ? [
          {
            message: say(
              (f) => `${f.date(date)} is later than the day looked at, ${f.date(today)}.`,
              (f) => `${f.date(date)} позже дня, на который смотрят, — ${f.date(today)}.`,
              (f) => `${f.date(date)} қаралып отырған ${f.date(today)} күнінен кейін.`,
            ),
            places: [inRecord(id, field)],
          },
        ]
      : [],
  );
}

/** A report to a treaty body reviewed before it was submitted. */
export function recordReportOrder({ dataset, country }: RecordInput): Found[] {
  return dataset.inCountry('treaty-report', country).flatMap((report) => {
    const { submitted, reviewed } = report;
    if (submitted === undefined || reviewed === undefined || !isSurelyBefore(reviewed, submitted)) return [];
    return [
      {
        message: say(
          (f) => `The report was reviewed on ${f.date(reviewed)}, before it was submitted on ${f.date(submitted)}.`,
          (f) => `Доклад рассмотрен ${f.date(reviewed)}, раньше, чем представлен ${f.date(submitted)}.`,
          (f) => `Баяндама ${f.date(submitted)} ұсынылғанға дейін, ${f.date(reviewed)} қаралған.`,
        ),
        places: [inRecord(report, 'reviewed'), inRecord(report, 'submitted')],
      },
    ];
  });
}

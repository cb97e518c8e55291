/**
 * Figures: one observation has one value, parts make up their whole, a percentage follows from its counts.
 * Two figures are of one observation where unit, definition, population, place and period agree. Hedged figures disagree
 * only where no number satisfies both.
 */
import type { CandidateOf, Document, FigureValue, Range } from '../document.ts';
import { everyText } from '../localised.ts';
import type { RecordOf } from '../model/index.ts';
import { firstDay, lastDay, type Span } from '../time.ts';
import { at, type DocumentInput, type Found, groupBy, inRecord, ofKind, type RecordInput, say } from './issue.ts';
import { twoSums } from './money.ts';
import { languageOf, overlap, sentenceOf, shared, stemOf, stemsOf, wordsOf } from './words.ts';

type Figure = CandidateOf<'figure'>;
type Observation = RecordOf<'series'>['observations'][number];

const ABOUT = 0.05;
/** The most different readings of one year and unit that are compared with one another. */
const COMPARED = 60;

/** The numbers a hedged figure can mean. */
function rangeOf(number: number, low?: number, high?: number, qualifier?: string): Span {
  if (low !== undefined && high !== undefined) return { from: low, to: high };
  switch (qualifier) {
    case 'about':
    case 'estimate':
      return { from: number * (1 - ABOUT), to: number * (1 + ABOUT) };
    case 'at-least':
    case 'more-than':
      return { from: number, to: Infinity };
    case 'at-most':
    case 'less-than':
      return { from: -Infinity, to: number };
    default:
      return { from: number, to: number };
  }
}

const valueRange = ({ number, low, high, qualifier }: FigureValue) => rangeOf(number, low, high, qualifier);
const disagree = (a: Span, b: Span) => a.to < b.from || b.to < a.from;
const isPercent = (unit: string) => /^(?:%|per ?cent(?:age)?|процент|пайыз|проц)/iu.test(unit);

interface Reading {
  readonly figure: Figure;
  /** Stems of unit, definition and population. */
  readonly stems: ReadonlySet<string>;
  readonly unit: string;
  readonly span: Span | undefined;
}

/** “20 new cases of fraud by adults and 16 of minors”: what has only a definition is counted in the unit before it. */
const COUNTED_BEFORE = /\d[\d,.]*\s+(?:\p{L}+\s+){0,2}(?<unit>\p{L}+)\s+(?:of|by|against|из)\s+[^.;\n]{0,60}$/u;

function unitBefore({ text }: Document, { place, value }: Figure): string | undefined {
  if (!/^(?:of|из)(?:\s|$)/iu.test(value.unit) && !/^(?:of|из)\s*$/iu.test(value.definition ?? '')) return undefined;
  return COUNTED_BEFORE.exec(text.slice(Math.max(0, place.start - 120), place.start))?.groups?.unit;
}

/** In Kazakh what narrows a count stands before its number. */
const wordsBefore = ({ text }: Document, { place }: Figure) =>
  wordsOf(text.slice(Math.max(0, place.start - 60), place.start))
    .slice(-3)
    .map((word) => word.text)
    .join(' ');

function readingsOf(document: Document, figures: readonly Figure[]): Reading[] {
  return figures.map((figure) => {
    const { definition, population } = figure.value;
    const before = unitBefore(document, figure);
    const unit = before ?? figure.value.unit;
    const more = definition === undefined && languageOf(unit) === 'kk' ? wordsBefore(document, figure) : '';
    const stems = stemsOf(
      [unit, before === undefined ? '' : figure.value.unit, definition, population, more].join(' '),
    );
    for (const stem of stems) if (/^\d/u.test(stem)) stems.delete(stem);
    return {
      figure,
      stems,
      // The head of an English unit is its last word, of a Russian or Kazakh one its first or last: the last will do.
      unit: isPercent(unit) ? '%' : stemOf(wordsOf(unit).at(-1)?.text ?? unit),
      span: spanOfPeriod(figure.period),
    };
  });
}

/** Words before a figure that make it a change. */
const CHANGED =
  /(?:\b(?:by|growth of|rise of|increase of|fall of|decrease of|drop of)|(?<!\p{L})(?:на|рост|снижение))\s+(?:\p{L}+\s+){0,2}$/iu;

const isChange = ({ text }: Document, { value, place }: Figure) =>
  value.change === true || CHANGED.test(text.slice(Math.max(0, place.start - 40), place.start));

function spanOfPeriod(period: Figure['period']): Span | undefined {
  const [from, to] = [period?.from ?? period?.to, period?.to ?? period?.from];
  return from === undefined || to === undefined ? undefined : { from: firstDay(from), to: lastDay(to) + 1 };
}

/** Readings that say the same are one, so that a document copied many times over takes no longer to compare. */
function distinctReadings(readings: readonly Reading[]): Reading[] {
  const seen = new Set<string>();
  return readings.filter(({ figure: { value, period }, stems }) => {
    const key = [value.number, value.low, value.qualifier, value.area, period?.from, period?.to, ...stems].join('|');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const sameArea = (a: FigureValue, b: FigureValue) => (a.area ?? '').toLowerCase() === (b.area ?? '').toLowerCase();

/** Two different figures for one observation of a document, or for one year and a part of it. */
export function documentTwoValues(input: DocumentInput): Found[] {
  const { document, candidates } = input;
  const sentence = new Map<string, ReadonlySet<string>>();
  const wordsNear = (candidate: { readonly id: string; readonly place: Figure['place'] }) => {
    let stems = sentence.get(candidate.id);
    if (!stems) {
      const { start, end } = sentenceOf(document, candidate.place);
      stems = stemsOf(document.text.slice(start, end));
      sentence.set(candidate.id, stems);
    }
    return stems;
  };
  const readings = distinctReadings(
    readingsOf(document, ofKind(candidates, 'figure')).filter(
      ({ span, figure }) => span !== undefined && figure.certainty !== 'planned',
    ),
  );
  const groups = groupBy(
    readings,
    ({ unit, figure: { value, period } }) =>
      `${unit} ${value.change ?? ''} ${(period?.from ?? period?.to ?? '').slice(0, 4)} ${(value.area ?? '').toLowerCase()}`,
  );
  const found: Found[] = [];
  for (const group of groups.values()) {
    const compared = group.slice(0, COMPARED);
    for (const [index, a] of compared.entries()) {
      for (const b of compared.slice(index + 1)) {
        const pair = twoValues(document, a, b);
        if (pair) found.push(pair);
      }
    }
  }
  return [...found, ...twoSums(input, wordsNear)];
}

function twoValues(document: Document, a: Reading, b: Reading): Found | undefined {
  const [x, y] = [a.figure, b.figure];
  if (!a.span || !b.span || !sameArea(x.value, y.value)) return undefined;
  const [p, q] = [valueRange(x.value), valueRange(y.value)];
  if (!disagree(p, q)) return undefined;
  // Unit and at least one word that narrows it must agree; a bare unit counts many things.
  const narrow = Math.min(a.stems.size, b.stems.size) - 1;
  if (narrow < 1 || overlap(a.stems, b.stems) < 0.8 || Math.abs(a.stems.size - b.stems.size) > 2) return undefined;
  const same = a.span.from === b.span.from && a.span.to === b.span.to;
  const [whole, part] = a.span.to - a.span.from >= b.span.to - b.span.from ? [a, b] : [b, a];
  const inside = whole.span && part.span && whole.span.from <= part.span.from && part.span.to <= whole.span.to && !same;
  if (!same && !inside) return undefined;
  // Figures of one sentence are told apart by it: “12 in the north and 7 in the south”.
  const [s, t] = [sentenceOf(document, x.place), sentenceOf(document, y.place)];
  if (s.start === t.start) return undefined;
  const [one, other] = [s, t].map(({ start, end }) => document.text.slice(start, end));
  const more = inside && valueRange(part.figure.value).from > valueRange(whole.figure.value).to;
  return {
    severity: same || more ? 'warning' : 'note',
    message: say(
      (f) =>
        `Two figures for ${same ? 'one observation' : 'one year and a part of it'}, ${f.number(x.value.number)} and ${f.number(y.value.number)}: ${f.quote(one ?? '')} and ${f.quote(other ?? '')}.${more ? ' The part is greater than the whole.' : same ? '' : ' Say which is which, and do not merge them.'}`,
      (f) =>
        `Два числа для ${same ? 'одного наблюдения' : 'одного года и его части'}, ${f.number(x.value.number)} и ${f.number(y.value.number)}: ${f.quote(one ?? '')} и ${f.quote(other ?? '')}.${more ? ' Часть больше целого.' : same ? '' : ' Укажите, что есть что, и не объединяйте их.'}`,
      (f) =>
        `${same ? 'Бір бақылауға' : 'Бір жылға және оның бөлігіне'} екі сан, ${f.number(x.value.number)} және ${f.number(y.value.number)}: ${f.quote(one ?? '')} және ${f.quote(other ?? '')}.${more ? ' Бөлігі бүтінінен үлкен.' : same ? '' : ' Қайсысы не екенін айтыңыз, біріктірмеңіз.'}`,
    ),
    places: [at(x.place), at(y.place)],
  };
}

/** A figure of the document that differs from the one on record for the same series and period. */
export function documentAgainstRecord({ document, candidates, dataset, country }: DocumentInput): Found[] {
  if (country === undefined) return [];
  const byYear = groupBy(
    dataset.inCountry('series', country).flatMap((series) =>
      series.observations.flatMap((observation, index) => {
        const period = observation.period;
        if (period === undefined || typeof observation.value !== 'number' || observation.rank === 'deprecated')
          return [];
        return [{ series, observation, index, period }];
      }),
    ),
    ({ period }) => period,
  );
  const stemsOfSeries = new Map<string, ReadonlySet<string>>();
  const found: Found[] = [];
  for (const { figure, unit, stems } of distinctReadings(readingsOf(document, ofKind(candidates, 'figure')))) {
    const { value, period } = figure;
    const key = period?.to === undefined || period.to === period.from ? period?.from : `${period.from}/${period.to}`;
    if (key === undefined || value.change || figure.certainty === 'planned') continue;
    const matched = (byYear.get(key) ?? []).filter(({ series, observation }) => {
      if ((observation.area ?? '').toLowerCase() !== (value.area ?? '').toLowerCase()) return false;
      let named = stemsOfSeries.get(series.id);
      if (!named) {
        named = stemsOf([...everyText(series.title), ...everyText(series.unit)].join(' '));
        stemsOfSeries.set(series.id, named);
      }
      // What the figure names is all in the title of the series, and hardly anything more is.
      return named.has(unit) && stems.size >= 3 && overlap(stems, named) === 1;
    });
    if (matched.length !== 1) continue;
    const [match] = matched;
    if (!match || typeof match.observation.value !== 'number') continue;
    const all = match.series.observations.filter((other) => other.period === match.period);
    const own = valueRange(value);
    if (all.some((other) => !disagree(own, observedRange(other)))) continue;
    const recorded = match.observation.value;
    found.push({
      message: say(
        (f) =>
          `The document says ${f.quote(figure.place)}; the record has ${f.number(recorded)} for “${f.title(match.series)}” in the same period.`,
        (f) =>
          `В документе: ${f.quote(figure.place)}; в базе за тот же период для ряда «${f.title(match.series)}» — ${f.number(recorded)}.`,
        (f) =>
          `Құжатта: ${f.quote(figure.place)}; деректер қорында сол кезеңге «${f.title(match.series)}» қатарында ${f.number(recorded)} тұр.`,
      ),
      places: [at(figure.place), inRecord(match.series, 'observations', match.index, 'value')],
    });
  }
  return found;
}

function observedRange({ value, low, high, qualifier }: Observation): Span {
  const number = typeof value === 'number' ? value : (high ?? low ?? Number.NaN);
  return rangeOf(number, low, high, qualifier);
}

/** Parts that do not make up the whole they are parts of. */
export function documentParts({ candidates }: DocumentInput): Found[] {
  const figures = ofKind(candidates, 'figure');
  const byId = new Map(figures.map((figure) => [figure.id, figure] as const));
  return figures.flatMap((figure) => {
    // Parts counted in other things than the whole cannot be added to it.
    const unit = stemOf(wordsOf(figure.value.unit).at(-1)?.text ?? '');
    const parts = (figure.value.parts ?? [])
      .flatMap((id) => byId.get(id) ?? [])
      .filter(({ value }) => value.unit === '' || stemOf(wordsOf(value.unit).at(-1)?.text ?? '') === unit);
    if (parts.length === 0 || figure.value.qualifier !== undefined) return [];
    const whole = figure.value.number;
    const sum = parts.reduce((total, { value }) => total + value.number, 0);
    const hedged = parts.some(({ value }) => value.qualifier !== undefined || value.low !== undefined);
    const largest = parts.find(({ value }) => value.number > whole);
    const wrong = figure.value.exhaustive ? sum !== whole && !hedged : sum > whole && parts.length > 1 && !hedged;
    if (!largest && !wrong) return [];
    return [{ message: partsMessage(sum, whole), places: [at(figure.place), ...parts.map(({ place }) => at(place))] }];
  });
}

function partsMessage(sum: number, whole: number) {
  return say(
    (f) => `The parts make ${f.number(sum)}, the whole is given as ${f.number(whole)}.`,
    (f) => `Части составляют ${f.number(sum)}, а целое указано как ${f.number(whole)}.`,
    (f) => `Бөліктерінің қосындысы ${f.number(sum)}, ал бүтіні ${f.number(whole)} деп көрсетілген.`,
  );
}

/** Breakdowns of the record: parts of one dimension that exceed their figure, or a part that does alone. */
export function recordParts({ dataset, country }: RecordInput): Found[] {
  return dataset.inCountry('series', country).flatMap((series) =>
    series.observations.flatMap(({ value, breakdown, qualifier }, index) => {
      if (typeof value !== 'number' || !breakdown || qualifier === 'at-least' || qualifier === 'more-than') return [];
      const names = Object.keys(breakdown);
      const parts = Object.entries(breakdown).filter(
        // A part of a part is no part of the whole, and hedged parts need not add up.
        ([name]) => !names.some((other) => other !== name && name.startsWith(`${other},`)) && !name.includes('('),
      );
      const dimensions = groupBy(parts, ([name]) => (name.includes(':') ? name.split(':')[0] : ''));
      return [...dimensions].flatMap(([dimension, parts]) => {
        const numbers = parts.map(([, number]) => number);
        // Parts without a named dimension may overlap; each must still fit in the whole.
        const sum = dimension === '' ? Math.max(...numbers) : numbers.reduce((total, number) => total + number, 0);
        if (sum <= value) return [];
        return [
          {
            message: partsMessage(sum, value),
            places: [
              inRecord(series, 'observations', index, 'value'),
              inRecord(series, 'observations', index, 'breakdown'),
            ],
          },
        ];
      });
    }),
  );
}

/** A share of more than a hundred in a hundred. */
export function documentOverHundred({ document, candidates }: DocumentInput): Found[] {
  return ofKind(candidates, 'figure').flatMap((figure) => {
    const { value, place } = figure;
    if (!isPercent(value.unit) || value.number <= 100 || isChange(document, figure)) return [];
    const { start, end } = sentenceOf(document, place);
    if (CHANGE.test(document.text.slice(start, end))) return [];
    return [{ message: overHundred(value.number), places: [at(place)] }];
  });
}

/** Words of a change or a comparison, which can exceed a hundred per cent. */
const CHANGE =
  /\b(?:increas|grew|grow|ris(?:e|en|ing)|rose|higher|more than|compar|of the (?:plan|target|minimum|average)|exceed|surg)|увелич|рост|вырос|возрос|больше|превы|по сравнению|сравнен|плана|өсті|өсу|артты|ұлғай|салыстырғанда/iu;

export function recordOverHundred({ dataset, country }: RecordInput): Found[] {
  return dataset.inCountry('series', country).flatMap((series) => {
    const words = [...everyText(series.title), ...everyText(series.definition)].join(' ');
    if (!everyText(series.unit).some(isPercent) || CHANGE.test(words) || /growth|change|fall/iu.test(words)) return [];
    return series.observations.flatMap(({ value }, index) =>
      typeof value === 'number' && value > 100
        ? [{ message: overHundred(value), places: [inRecord(series, 'observations', index, 'value')] }]
        : [],
    );
  });
}

function overHundred(value: number) {
  return say(
    (f) => `${f.number(value)} % of a whole cannot be.`,
    (f) => `${f.number(value)} % от целого быть не может.`,
    (f) => `Бүтіннің ${f.number(value)} % болуы мүмкін емес.`,
  );
}

/** Percentage points, and share of the stated change, by which rounding may move a computed one. */
const ROUNDING = { points: 1, share: 0.1 };

/** A growth in per cent that the two counts of its sentence do not give. */
export function documentGrowth({ document, candidates }: DocumentInput): Found[] {
  const figures = ofKind(candidates, 'figure').toSorted((a, b) => a.place.start - b.place.start);
  return figures.flatMap((growth, index) => {
    if (!isPercent(growth.value.unit) || !isChange(document, growth)) return [];
    const { start, end } = sentenceOf(document, growth.place);
    const near = figures
      .slice(Math.max(0, index - 6), index + 7)
      .filter(
        ({ place, value }) =>
          place.start >= start && place.end <= end && !isPercent(value.unit) && !value.change && value.number > 0,
      );
    for (const [position, from] of near.entries()) {
      const to = near[position + 1];
      if (!to || stemOf(from.value.unit) !== stemOf(to.value.unit)) continue;
      // Only “from … to …” names the two ends of the change.
      const before = document.text.slice(Math.max(start, from.place.start - 24), from.place.start);
      const between = document.text.slice(from.place.start, to.place.start);
      if (
        !/(?:\bfrom|(?<!\p{L})с|(?<!\p{L})со|(?<!\p{L})от)\s[^.;]*$/iu.test(before) &&
        !/^\P{L}*from\b/iu.test(from.place.exact)
      )
        continue;
      if (!/(?:\bto|(?<!\p{L})до)(?!\p{L})|(?:дан|ден|тан|тен|нан|нен)(?!\p{L})/iu.test(between)) continue;
      const computed = Math.abs(to.value.number / from.value.number - 1) * 100;
      const stated = Math.abs(growth.value.number);
      if (Math.abs(computed - stated) <= Math.max(ROUNDING.points, stated * ROUNDING.share)) continue;
      const hedged = from.value.qualifier !== undefined || to.value.qualifier !== undefined;
      return [
        {
          severity: hedged ? ('note' as const) : ('warning' as const),
          message: say(
            (f) =>
              `From ${f.number(from.value.number)} to ${f.number(to.value.number)} is a change of ${f.number(Number(computed.toFixed(1)))} %, not of ${f.number(stated)} %.${hedged ? ' The rounded counts may explain it.' : ''}`,
            (f) =>
              `От ${f.number(from.value.number)} до ${f.number(to.value.number)} — изменение на ${f.number(Number(computed.toFixed(1)))} %, а не на ${f.number(stated)} %.${hedged ? ' Возможно, дело в округлении.' : ''}`,
            (f) =>
              `${f.number(from.value.number)} санынан ${f.number(to.value.number)} санына дейінгі өзгеріс ${f.number(Number(computed.toFixed(1)))} %, ${f.number(stated)} % емес.${hedged ? ' Дөңгелектеуден болуы мүмкін.' : ''}`,
          ),
          places: [at(growth.place), at(from.place), at(to.place)],
        },
      ];
    }
    return [];
  });
}

/** A number that is not round, so that two things having it is worth a look. */
const isTelling = (number: number) =>
  Number.isInteger(number) && number >= 11 && number % 10 !== 0 && number % 25 !== 0;
const PEOPLE =
  /^(?:people|person|child(?:ren)?|student|volunteer|pupil|teenager|adolescent|girl|boy|woman|women|man|men|victim|participant|trainee|teacher|specialist|officer|человек|люд|дет|ребен|волонт|учащ|студент|участник|жертв|специалист|адам|бала|оқушы|студент|ерікті|қатысушы|маман|жәбірленуші)/iu;

/** The most things of one number that are compared with one another. */
const ALIKE = 12;
/** Units of almost anything. */
const COUNTED =
  /\b(?:cases?|times?|countr(?:y|ies)|articles?|paragraphs?|pages?|days?)$|(?:случа\p{L}+|дел\p{L}?|стран\p{L}*|істер|елдер|ел)$/iu;

/** Stems of a sentence and of the one before it, which often says whom it is about. */
function stemsAround(document: Document, sentence: Range): Set<string> {
  const before = sentenceOf(document, { start: Math.max(0, sentence.start - 3), end: Math.max(0, sentence.start - 3) });
  const from = sentence.start - before.start < 600 ? Math.min(before.start, sentence.start) : sentence.start;
  return stemsOf(document.text.slice(from, sentence.end));
}

/** One number for things of several kinds: two networks of centres, two groups of people trained. */
export function documentOneNumber({ document, candidates }: DocumentInput): Found[] {
  const readings = distinctReadings(
    readingsOf(document, ofKind(candidates, 'figure')).filter(
      ({ figure: { value }, unit }) =>
        isTelling(value.number) &&
        !(value.number > 1900 && value.number < 2100) &&
        unit !== '%' &&
        value.unit !== '' &&
        value.low === undefined &&
        !value.change &&
        !isAge(value.unit),
    ),
  );
  const found: Found[] = [];
  for (const group of groupBy(readings, ({ figure }) => figure.value.number).values()) {
    const compared = group.slice(0, ALIKE);
    const pairs = compared.flatMap((first, index) => compared.slice(index + 1).map((other) => [first, other] as const));
    for (const [first, other] of pairs) {
      const [a, b] = [first.figure, other.figure];
      const [s, t] = [sentenceOf(document, a.place), sentenceOf(document, b.place)];
      if (s.start === t.start) continue;
      if (first.span && other.span && (first.span.from !== other.span.from || first.span.to !== other.span.to))
        continue;
      const [near, far] = [stemsAround(document, s), stemsAround(document, t)];
      const sameUnit = first.unit === other.unit;
      const people = [a, b].map(({ value }) => PEOPLE.test(value.unit));
      // The same thing said twice is no trouble: there the words that narrow the unit agree.
      const differ = sameUnit ? overlap(first.stems, other.stems) < 1 || first.stems.size !== other.stems.size : true;
      // Many things are counted in people and cases: there the sentences must be on one subject too.
      const related = sameUnit
        ? (!people.includes(true) && !COUNTED.test(a.value.unit)) || shared(near, far) >= 3
        : !people.includes(false) && shared(near, far) >= 5;
      if (!differ || !related) continue;
      found.push({
        message: say(
          (f) =>
            `${f.number(a.value.number)} stands for two things: ${f.quote(document.text.slice(s.start, s.end))} and ${f.quote(document.text.slice(t.start, t.end))}. They may be one count given twice, or two that must not be merged.`,
          (f) =>
            `Число ${f.number(a.value.number)} относится к двум разным вещам: ${f.quote(document.text.slice(s.start, s.end))} и ${f.quote(document.text.slice(t.start, t.end))}. Либо это один подсчёт, указанный дважды, либо два, которые нельзя объединять.`,
          (f) =>
            `${f.number(a.value.number)} саны екі нәрсеге қатысты: ${f.quote(document.text.slice(s.start, s.end))} және ${f.quote(document.text.slice(t.start, t.end))}. Бұл екі рет берілген бір есеп немесе біріктіруге болмайтын екі есеп.`,
        ),
        places: [at(a.place), at(b.place)],
      });
      break;
    }
  }
  return found;
}

const isAge = (unit: string) =>
  /^(?:years?|year[- ]old|months?|days?|hours?|лет|год|месяц|день|дн|час|жас|жыл|ай|күн|сағат)/iu.test(unit);

/** Two values of one series for one period that both count. */
export function recordTwoValues({ dataset, country }: RecordInput): Found[] {
  return dataset.inCountry('series', country).flatMap((series) => {
    const groups = groupBy(
      series.observations.map((observation, index) => ({ observation, index })),
      ({ observation: { period, area, producer, rank, disputed } }) =>
        period === undefined || rank === 'deprecated' || disputed
          ? undefined
          : `${period} ${area ?? ''} ${JSON.stringify(producer ?? '')}`,
    );
    return [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (!first || group.some(({ observation }) => observation.rank === 'preferred')) return [];
      const other = group.find(({ observation }) => {
        const [p, q] = [observedRange(first.observation), observedRange(observation)];
        return disagree(p, q);
      });
      if (!other) return [];
      return [
        {
          message: say(
            (f) =>
              `“${f.title(series)}” has two values for ${first.observation.period}: ${f.number(Number(first.observation.value))} and ${f.number(Number(other.observation.value))}. Prefer one with the reason, mark them as disputed, or tell their definitions apart.`,
            (f) =>
              `У ряда «${f.title(series)}» два значения за ${first.observation.period}: ${f.number(Number(first.observation.value))} и ${f.number(Number(other.observation.value))}. Предпочтите одно с указанием причины, отметьте спорными или разделите определения.`,
            (f) =>
              `«${f.title(series)}» қатарында ${first.observation.period} үшін екі мән бар: ${f.number(Number(first.observation.value))} және ${f.number(Number(other.observation.value))}. Себебін айтып, біреуін таңдаңыз, даулы деп белгілеңіз немесе анықтамаларын ажыратыңыз.`,
          ),
          places: [first, other].map(({ index }) => inRecord(series, 'observations', index, 'value')),
        },
      ];
    });
  });
}

/** The least number that two years are unlikely to share by chance. */
const CARRIED = 100;

/** The same value for two periods that follow one another, or for two series of one unit: perhaps carried over. */
export function recordCarriedOver({ dataset, country }: RecordInput): Found[] {
  const found: Found[] = [];
  for (const series of dataset.inCountry('series', country)) {
    const last = new Map<string, { index: number; value: number; period: string }>();
    for (const [index, { value, period, rank, area }] of series.observations.entries()) {
      if (typeof value !== 'number' || period === undefined || rank === 'deprecated') continue;
      const before = last.get(area ?? '');
      if (before?.value === value && before.period !== period && value >= CARRIED && value % 100 !== 0)
        found.push({
          message: say(
            (f) =>
              `“${f.title(series)}” has ${f.number(value)} for ${before.period} and again for ${period}. Check that it was not carried over.`,
            (f) =>
              `У ряда «${f.title(series)}» значение ${f.number(value)} и за ${before.period}, и за ${period}. Проверьте, не перенесено ли оно.`,
            (f) =>
              `«${f.title(series)}» қатарында ${before.period} үшін де, ${period} үшін де ${f.number(value)} тұр. Көшіріліп кетпегенін тексеріңіз.`,
          ),
          places: [before.index, index].map((i) => inRecord(series, 'observations', i, 'value')),
        });
      last.set(area ?? '', { index, value, period });
    }
  }
  const alike = groupBy(
    dataset
      .inCountry('series', country)
      .flatMap((series) =>
        series.observations.flatMap(({ value, period, rank, area }, index) =>
          typeof value === 'number' && isTelling(value) && value > 20 && period !== undefined && rank !== 'deprecated'
            ? [{ series, index, value, key: `${value} ${period} ${area ?? ''} ${everyText(series.unit)[0]}` }]
            : [],
        ),
      ),
    ({ key }) => key,
  );
  for (const group of alike.values()) {
    const [first] = group;
    const other = group.find(({ series }) => series.id !== first?.series.id);
    if (!first || !other) continue;
    found.push({
      message: say(
        (f) =>
          `${f.number(first.value)} stands both for “${f.title(first.series)}” and for “${f.title(other.series)}” in one period. They may be one count, or two that must not be merged.`,
        (f) =>
          `${f.number(first.value)} стоит за один период и в ряду «${f.title(first.series)}», и в ряду «${f.title(other.series)}». Либо это один подсчёт, либо два, которые нельзя объединять.`,
        (f) =>
          `Бір кезеңде ${f.number(first.value)} саны «${f.title(first.series)}» қатарында да, «${f.title(other.series)}» қатарында да тұр. Бұл бір есеп немесе біріктіруге болмайтын екі есеп.`,
      ),
      places: [first, other].map(({ series, index }) => inRecord(series, 'observations', index, 'value')),
    });
  }
  return found;
}

/**
 * Sums of money given in two currencies: each conversion is a rate, and rates of one document and of one year are near
 * one another. Off means off by more than a factor of two, which no rounding and no ordinary year explains.
 */
import type { CandidateOf } from '../document.ts';
import { at, type DocumentInput, type Found, groupBy, ofKind, say } from './issue.ts';
import { rateOf } from './rates.ts';

const OFF = 2;
/** How far back a document without a year for a sum may speak. */
const YEARS_BACK = 8;

interface Conversion {
  readonly candidate: CandidateOf<'money'>;
  readonly from: string;
  readonly to: string;
  /** Units of `from` for one unit of `to`. */
  readonly rate: number;
}

/** Each conversion, always in the same direction for one pair of currencies. */
function conversionsOf(candidates: readonly CandidateOf<'money'>[]): Conversion[] {
  return candidates.flatMap((candidate) => {
    const { amount, currency, low, conversion } = candidate.value;
    if (!conversion || conversion.currency === currency) return [];
    const pairs = [[amount, conversion.amount]];
    if (low !== undefined && conversion.low !== undefined) pairs.push([low, conversion.low]);
    return pairs.flatMap(([a = 0, b = 0]) => {
      if (!(a > 0 && b > 0)) return [];
      const [from, to, rate] =
        conversion.currency < currency
          ? [conversion.currency, currency, b / a]
          : [currency, conversion.currency, a / b];
      return [{ candidate, from, to, rate }];
    });
  });
}

const isOff = (rate: number, other: number) => rate > other * OFF || other > rate * OFF;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : Math.sqrt((sorted[middle - 1] ?? 0) * (sorted[middle] ?? 0));
}

/** The rates the years could have had; empty where none is known. */
function tableRates({ document }: DocumentInput, { candidate, from, to }: Conversion): number[] {
  const { period } = candidate;
  const stated = [period?.from, period?.to].flatMap((date) => (date === undefined ? [] : Number(date.slice(0, 4))));
  const published = document.date === undefined ? undefined : Number(document.date.slice(0, 4));
  const [first, last] =
    stated.length > 0
      ? [Math.min(...stated), Math.max(...stated)]
      : published === undefined
        ? [0, -1]
        : [published - YEARS_BACK, published];
  const rates: number[] = [];
  for (let year = first; year <= last && year - first <= 50; year++) {
    const rate = rateOf(from, to, year);
    if (rate !== undefined) rates.push(rate);
  }
  return rates;
}

/** A conversion far from the other conversions of the document, or from the rate of its year. */
export function conversionOff(input: DocumentInput): Found[] {
  const conversions = conversionsOf(ofKind(input.candidates, 'money'));
  const found: Found[] = [];
  for (const group of groupBy(conversions, ({ from, to }) => `${from} ${to}`).values()) {
    const usual = median(group.map(({ rate }) => rate));
    const reported = new Set<string>();
    for (const conversion of group) {
      const { candidate, rate } = conversion;
      if (reported.has(candidate.id)) continue;
      const table = tableRates(input, conversion);
      const offTable = table.length > 0 && table.every((other) => isOff(rate, other));
      // Without a rate of the time the others tell; of two that differ, both are shown.
      const near = group.filter((other) => !isOff(other.rate, rate)).length;
      const offGroup = table.length === 0 && isOff(rate, usual) && near * 2 <= group.length;
      if (!offTable && !offGroup) continue;
      reported.add(candidate.id);
      const others = group.filter((other) => isOff(other.rate, rate));
      // What the other conversions say, where the rates of the time bear them out.
      const right = table.length === 0 || table.some((other) => !isOff(usual, other)) ? usual : median(table);
      found.push(message(conversion, right, offTable, others));
    }
  }
  return found;
}

function message(
  { candidate, from, to, rate }: Conversion,
  right: number,
  byTable: boolean,
  others: readonly Conversion[],
) {
  const { amount, currency, conversion } = candidate.value;
  if (!conversion) throw new Error('a conversion without a second sum');
  const expected = amount * (conversion.amount / amount) * (currency === from ? rate / right : right / rate);
  const factor = Math.max(rate / right, right / rate);
  const [first] = others;
  const rounded = Number(factor.toPrecision(2));
  return {
    message: say(
      (f) =>
        `${f.quote(candidate.place)}: at ${f.number(Number(right.toPrecision(3)))} ${from} for one ${to}, ${byTable ? 'the rate of the time' : 'as elsewhere in the document'}, ${f.money(amount, currency)} are about ${f.money(Number(expected.toPrecision(2)), conversion.currency)}. One of the two sums is off by a factor of about ${f.number(rounded)}.${first ? ` Compare ${f.quote(first.candidate.place)}.` : ''}`,
      (f) =>
        `${f.quote(candidate.place)}: при курсе ${f.number(Number(right.toPrecision(3)))} ${from} за один ${to} (${byTable ? 'курс того времени' : 'как в других местах документа'}) ${f.money(amount, currency)} — это примерно ${f.money(Number(expected.toPrecision(2)), conversion.currency)}. Одна из сумм неверна примерно в ${f.number(rounded)} раз.${first ? ` Сравните: ${f.quote(first.candidate.place)}.` : ''}`,
      (f) =>
        `${f.quote(candidate.place)}: бір ${to} үшін ${f.number(Number(right.toPrecision(3)))} ${from} бағамымен (${byTable ? 'сол кездегі бағам' : 'құжаттың басқа жерлеріндегідей'}) ${f.money(amount, currency)} шамамен ${f.money(Number(expected.toPrecision(2)), conversion.currency)} болады. Сомалардың бірі шамамен ${f.number(rounded)} есе қате.${first ? ` Салыстырыңыз: ${f.quote(first.candidate.place)}.` : ''}`,
    ),
    places: [at(candidate.place), ...others.slice(0, 3).map((other) => at(other.candidate.place))],
  };
}

/** Stems too common in reports to show that two sums are of the same thing. */
const SAME_SUM = 0.5;

/** Two ranges or sums for one price: same currency, same unit, words that agree, and only one bound in common. */
export function twoSums(
  input: DocumentInput,
  wordsNear: (candidate: CandidateOf<'money'>) => ReadonlySet<string>,
): Found[] {
  const ranges = ofKind(input.candidates, 'money').flatMap((candidate) => {
    const { value } = candidate;
    const sums = [value, ...(value.conversion ? [value.conversion] : [])];
    return sums.flatMap(({ amount, currency, low }) =>
      low === undefined ? [] : [{ candidate, amount, currency, low }],
    );
  });
  const found: Found[] = [];
  for (const group of groupBy(ranges, ({ currency, low }) => `${currency} ${low}`).values()) {
    const distinct = [...groupBy(group, ({ amount }) => amount).values()].flatMap(([first]) => (first ? [first] : []));
    for (const [index, one] of distinct.entries()) {
      const other = distinct[index + 1];
      if (!other || one.candidate.id === other.candidate.id) continue;
      const [a, b] = [wordsNear(one.candidate), wordsNear(other.candidate)];
      let same = 0;
      for (const stem of a) if (b.has(stem)) same++;
      if (same < 3 || same / Math.min(a.size, b.size) < SAME_SUM / 2) continue;
      found.push({
        message: say(
          (f) =>
            `Two ranges begin at ${f.money(one.low, one.currency)} and end at ${f.money(one.amount, one.currency)} and ${f.money(other.amount, other.currency)}: ${f.quote(one.candidate.place)} and ${f.quote(other.candidate.place)}. They seem to be one price.`,
          (f) =>
            `Два диапазона начинаются с ${f.money(one.low, one.currency)}, а заканчиваются на ${f.money(one.amount, one.currency)} и ${f.money(other.amount, other.currency)}: ${f.quote(one.candidate.place)} и ${f.quote(other.candidate.place)}. Похоже, это одна и та же цена.`,
          (f) =>
            `Екі аралық ${f.money(one.low, one.currency)} сомасынан басталып, ${f.money(one.amount, one.currency)} және ${f.money(other.amount, other.currency)} сомасымен аяқталады: ${f.quote(one.candidate.place)} және ${f.quote(other.candidate.place)}. Бұл бір баға сияқты.`,
        ),
        places: [at(one.candidate.place), at(other.candidate.place)],
      });
    }
  }
  return found;
}

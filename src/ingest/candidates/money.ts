/**
 * Amounts of money, and what they are said to come to in another currency.
 * Always true: an amount and its conversion are one candidate; a currency is an ISO 4217 code where the word tells it,
 * MCI for the monthly calculation index of fines. Amounts are as stated: nothing is converted here.
 */
import type { FigureValue } from '../../core/document.ts';
import { ALL, type Patterns } from '../patterns/index.ts';
import type { Periods } from './dates.ts';
import { type FoundOf, round } from './found.ts';
import type { Numeral } from './numerals.ts';
import type { Reading, Taken } from './reading.ts';

interface Amount {
  readonly start: number;
  readonly end: number;
  readonly amount: number;
  readonly to?: number;
  readonly currency: string;
  readonly numeral: Numeral;
}

const SYMBOLS: readonly (readonly [RegExp, string])[] = [
  [/(?:US|USD)\s?\$?\s?$/, 'USD'],
  [/(?:A|AU)\$\s?$/, 'AUD'],
  [/(?:C|CA)\$\s?$/, 'CAD'],
  [/\$\s?$/, 'USD'],
  [/€\s?$|EUR\s?$/, 'EUR'],
  [/£\s?$|GBP\s?$/, 'GBP'],
  [/₸\s?$|KZT\s?$/, 'KZT'],
  [/₽\s?$|RUB\s?$/, 'RUB'],
  [/CHF\s?$/, 'CHF'],
];

export function moneyIn(
  reading: Reading,
  numerals: readonly Numeral[],
  periods: Periods,
  taken: Taken,
): FoundOf<'money'>[] {
  const amounts = amountsIn(reading, numerals, taken);
  const found: FoundOf<'money'>[] = [];
  for (let index = 0; index < amounts.length; index++) {
    const amount = amounts[index] as Amount;
    const next = amounts[index + 1];
    const { sentence } = amount.numeral;
    let { end } = amount;
    let conversion: { amount: number; low?: number; currency: string } | undefined;
    if (
      next &&
      next.numeral.sentence === sentence &&
      next.currency !== amount.currency &&
      next.start - amount.end <= 40
    ) {
      const gap = reading.folded.slice(amount.end, next.start);
      // “… per child (from 200 to 4,500 dollars)”: what it is for stands before its conversion.
      const share = perOf(sentence.languages, gap);
      const between = (share === undefined ? gap : gap.slice(gap.indexOf(share) + share.length)).replace(
        /(?:from|от)\s$/,
        '',
      );
      if (sentence.languages.some((language) => language.converted.test(between))) {
        conversion = { ...sumOf(next), currency: next.currency };
        end = next.end;
        index++;
      }
    }
    const per =
      perOf(sentence.languages, reading.folded.slice(amount.end, amount.end + 30)) ??
      perOf(sentence.languages, reading.folded.slice(end, end + 40).replace(/^\)/, ''));
    const period = periods.near(sentence, { start: amount.start, end })?.period;
    // The bracket that the conversion stands in belongs to it.
    if (
      conversion &&
      /\($/.test(reading.folded.slice(amount.end, next?.start).replace(/[^()]/g, '')) &&
      reading.folded[end] === ')'
    )
      end++;
    taken.take({ start: amount.start, end });
    found.push({
      kind: 'money',
      start: amount.start,
      end,
      sentence,
      ...(period && { period }),
      value: {
        ...sumOf(amount),
        currency: amount.currency,
        ...(per !== undefined && { per }),
        ...(conversion && { conversion }),
      },
    });
  }
  return found;
}

const sumOf = ({ amount, to }: Amount) => (to === undefined ? { amount } : { amount: to, low: amount });

function perOf(languages: readonly Patterns[], after: string): string | undefined {
  for (const { perUnit } of languages) {
    const match = perUnit.exec(after);
    if (match) return match[1];
  }
  return undefined;
}

function amountsIn(reading: Reading, numerals: readonly Numeral[], taken: Taken): Amount[] {
  const amounts: Amount[] = [];
  for (let index = 0; index < numerals.length; index++) {
    const numeral = numerals[index] as Numeral;
    if (numeral.percent || taken.has(numeral)) continue;
    const { folded } = reading;
    const next = numerals[index + 1];
    const before = folded.slice(Math.max(numeral.sentence.start, numeral.start - 6), numeral.start);
    const symbol = SYMBOLS.find(([pattern]) => pattern.test(before));
    const after = currencyAfter(numeral.sentence.languages, folded.slice(numeral.end, numeral.end + 40));
    // A range whose currency stands once: from 200 dollars to 4.5 thousand dollars, 100 thousand to 2 million tenge.
    if (!symbol && !after) {
      if (!next || next.sentence !== numeral.sentence || next.percent || next.start - numeral.end > 12) continue;
      const join = folded.slice(numeral.end, next.start);
      if (!/^\s?(?:to|and|or|–|-|—|до|или)\s?$/.test(join)) continue;
      const second = currencyAfter(next.sentence.languages, folded.slice(next.end, next.end + 40));
      if (!second) continue;
      // “two to 4.5 thousand”: the magnitude stands once too.
      const low =
        numeral.magnitude === 1 && next.magnitude > 1 && numeral.value < (next.value / next.magnitude) * 10
          ? numeral.value * next.magnitude
          : numeral.value;
      amounts.push(amountOf(numeral, low, second.code, next.end + second.length, next.value));
      index++;
      continue;
    }
    const code = after?.code ?? symbol?.[1] ?? '';
    const end = after ? numeral.end + after.length : numeral.end;
    const start = symbol ? numeral.start - (symbol[0].exec(before)?.[0].length ?? 0) : numeral.start;
    const amount = amountOf(numeral, numeral.value, code, end);
    const last = amounts.at(-1);
    // 200 dollars to 4.5 thousand dollars
    if (
      last &&
      last.to === undefined &&
      last.currency === code &&
      last.numeral.sentence === numeral.sentence &&
      /^\s?(?:to|and|–|-|—|до)\s?(?:US)?[$€£₸]?\s?$/.test(folded.slice(last.end, numeral.start)) &&
      last.amount < numeral.value
    ) {
      amounts[amounts.length - 1] = { ...last, to: numeral.value, end };
      continue;
    }
    amounts.push({ ...amount, start });
  }
  return amounts;
}

function amountOf(numeral: Numeral, value: number, currency: string, end: number, to?: number): Amount {
  return {
    start: numeral.start,
    end,
    amount: round(value),
    ...(to !== undefined && { to: round(to) }),
    currency,
    numeral,
  };
}

function currencyAfter(languages: readonly Patterns[], after: string): { code: string; length: number } | undefined {
  for (const { currencies } of languages.length === 1 ? languages : ALL) {
    for (const [pattern, code] of currencies) {
      const match = pattern.exec(after);
      if (match) return { code, length: match[0].length };
    }
  }
  return undefined;
}

type Qualifier = NonNullable<FigureValue['qualifier']>;

/** How a number is hedged by the words just before it. */
export function qualifierOf(languages: readonly Patterns[], before: string): Qualifier | undefined {
  for (const { qualifiers } of languages) {
    for (const [pattern, qualifier] of qualifiers) if (pattern.test(before)) return qualifier;
  }
  return undefined;
}

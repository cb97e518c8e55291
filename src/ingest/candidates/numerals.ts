/**
 * Numbers as documents write them: 36,777; 1 020; 12,5 млн; 16.5 million; twenty-five; пяти; он алты; one third.
 * Always true: digits that belong to a longer sign (CRC/C/ARD/3-4, 2nd, 3.6.1) are no number; a decimal comma and
 * a comma between thousands are told apart by the three digits after it and by the script around it.
 */
import type { Range } from '../../core/document.ts';
import type { Patterns } from '../patterns/index.ts';
import type { Reading, Sentence } from './reading.ts';

export interface Numeral extends Range {
  readonly value: number;
  readonly sentence: Sentence;
  readonly language: Patterns;
  readonly spelled: boolean;
  /** Per cent follows, or it is a fraction in words. */
  readonly percent: boolean;
  /** Where the digits end, before a magnitude and a sign of per cent. */
  readonly bare: number;
  readonly magnitude: number;
  /** What is grown to it: -year-old, -летний, -бап. */
  readonly grown: string;
}

const DIGITS = /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d.,]?\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?/y;
const LETTERS = /\p{L}+/gu;
const CYRILLIC = /\p{Script=Cyrillic}/u;

/** Every number of the sentences, in order. */
export function numeralsIn(reading: Reading): Numeral[] {
  const found: Numeral[] = [];
  for (const sentence of reading.sentences) {
    const own: Numeral[] = [];
    if (/\d/.test(sentence.words)) digits(sentence, own);
    for (const language of sentence.languages) {
      spelled(sentence, language, own);
      fractions(sentence, language, own);
    }
    own.sort((a, b) => a.start - b.start || b.end - a.end);
    let last = -1;
    for (const numeral of own) {
      if (numeral.start < last) continue;
      last = numeral.end;
      found.push(numeral);
    }
  }
  return found;
}

function digits(sentence: Sentence, found: Numeral[]): void {
  const { words, start } = sentence;
  const cyrillic = CYRILLIC.test(words);
  let at = 0;
  let sign = -1;
  for (;;) {
    const next = words.slice(at).search(/\d/);
    if (next < 0) return;
    const from = at + next;
    DIGITS.lastIndex = from;
    const match = DIGITS.exec(words);
    if (!match) return;
    let [text] = match;
    // “in 2011 300 children” is two numbers, “20 100” is one only where the first part is short and no year.
    let to = from + text.length;
    const before = words.charAt(from - 1);
    const beforeThat = words.charAt(from - 2);
    const after = words.slice(to, to + 40);
    at = to;
    const partOfSign =
      /[\p{L}/_@+]/u.test(before) ||
      (/[.,:]/.test(before) && /\d/.test(beforeThat)) ||
      (/[-–]/.test(before) && (sign === from - 1 || /\p{L}/u.test(beforeThat))) ||
      /^[/@_]\S|^[.,:]\d|^\p{L}/u.test(after);
    if (partOfSign && !/^(?:млн|млрд|тыс|bn|m\b|k\b)/.test(after)) {
      sign = to;
      continue;
    }
    let value: number;
    if (
      /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) &&
      !(cyrillic && /^\d{1,3},\d{3}$/.test(text) && text.startsWith('0'))
    )
      value = Number(text.replaceAll(',', ''));
    else value = Number(text.replaceAll(' ', '').replace(',', '.'));
    if (!Number.isFinite(value)) {
      text = '';
      continue;
    }
    const bare = to;
    let magnitude = 1;
    const word = /^\s?(\p{L}+)\.?/u.exec(after);
    const times = word && magnitudeOf(sentence, word[1] ?? '');
    let rest = after;
    if (word && times) {
      magnitude = times;
      to +=
        word[0].endsWith('.') && !/^(?:тыс|млн|млрд|трлн)$/i.test(word[1] ?? '') ? word[0].length - 1 : word[0].length;
      rest = words.slice(to, to + 40);
    }
    const sharesSign = percentOf(sentence, rest);
    if (sharesSign) to += sharesSign.length;
    const grown = !times && !sharesSign ? (/^\s?-\s?\p{L}+(?:-\p{L}+)*/u.exec(after)?.[0] ?? '') : '';
    const language = languageFor(sentence, rest);
    found.push({
      start: start + from,
      end: start + to,
      value: Math.round(value * magnitude * 1e6) / 1e6,
      sentence,
      language,
      spelled: false,
      percent: sharesSign !== undefined,
      bare: start + bare,
      magnitude,
      grown,
    });
    at = to;
  }
}

function magnitudeOf(sentence: Sentence, word: string): number | undefined {
  const lower = word.toLowerCase();
  for (const { magnitudes } of sentence.languages) if (Object.hasOwn(magnitudes, lower)) return magnitudes[lower];
  return undefined;
}

function percentOf(sentence: Sentence, rest: string): string | undefined {
  for (const { percent } of sentence.languages) {
    const match = percent.exec(rest);
    if (match) return match[0];
  }
  return undefined;
}

/** Of the languages of a sentence the one whose letters stand next to the number. */
function languageFor(sentence: Sentence, rest: string): Patterns {
  const [first] = sentence.languages;
  if (sentence.languages.length === 1 || !first) return first as Patterns;
  const latin = /^[^\p{L}]*[A-Za-z]/u.test(rest);
  const english = sentence.languages.find(({ language }) => language === 'en');
  const other = sentence.languages.find(({ language }) => language !== 'en');
  return (latin ? english : other) ?? first;
}

function spelled(sentence: Sentence, language: Patterns, found: Numeral[]): void {
  const { words, start } = sentence;
  let open: { from: number; to: number; total: number; current: number; magnitude: number } | undefined;
  const close = () => {
    if (!open) return;
    let { to } = open;
    let value = (open.total + open.current) * 1;
    const half = language.half.exec(words.slice(to, to + 24));
    if (half) {
      to += half[0].length;
      const word = /^\s+(\p{L}+)/u.exec(words.slice(to, to + 24));
      const times = word && language.magnitudes[(word[1] ?? '').toLowerCase()];
      value += 0.5;
      if (word && times) {
        to += word[0].length;
        value *= times;
        open.magnitude = times;
      }
    }
    const rest = words.slice(to, to + 40);
    const percent = language.percent.exec(rest);
    if (percent) to += percent[0].length;
    found.push({
      start: start + open.from,
      end: start + to,
      value,
      sentence,
      language,
      spelled: true,
      percent: percent !== null,
      bare: start + open.to,
      magnitude: open.magnitude,
      grown: /^-\p{L}+(?:-\p{L}+)*/u.exec(rest)?.[0] ?? '',
    });
    open = undefined;
  };
  for (const match of words.matchAll(LETTERS)) {
    const word = match[0].toLowerCase();
    const value = Object.hasOwn(language.numbers, word) ? language.numbers[word] : undefined;
    const times = Object.hasOwn(language.magnitudes, word) ? language.magnitudes[word] : undefined;
    const from = match.index;
    if (open && !/^[\s-]{1,2}$/.test(words.slice(open.to, from))) close();
    if (value !== undefined) {
      if (open && value < 100 && open.current % 100 !== 0 && !(open.current % 10 === 0 && value < 10)) close();
      if (!open) open = { from, to: from + word.length, total: 0, current: 0, magnitude: 1 };
      open.current = value === 100 && open.current > 0 && open.current < 10 ? open.current * 100 : open.current + value;
      open.to = from + match[0].length;
    } else if (times !== undefined && open) {
      open.total += (open.current || 1) * times;
      open.current = 0;
      open.magnitude = times;
      open.to = from + match[0].length;
    } else close();
  }
  close();
}

function fractions(sentence: Sentence, language: Patterns, found: Numeral[]): void {
  for (const [pattern, percent] of language.fractions) {
    for (const match of sentence.words.matchAll(pattern)) {
      const from = sentence.start + match.index;
      const to = from + match[0].length;
      for (let index = found.length - 1; index >= 0; index--) {
        const other = found[index] as Numeral;
        if (other.spelled && other.start < to && from < other.end) found.splice(index, 1);
      }
      found.push({
        start: from,
        end: to,
        value: percent,
        sentence,
        language,
        spelled: true,
        percent: true,
        bare: to,
        magnitude: 1,
        grown: '',
      });
    }
  }
}

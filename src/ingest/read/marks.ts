/**
 * Calls of notes in running text: superscript digits, [12], [^name]. Readers of formats that know a superscript when
 * they see one write it as Unicode superscript digits first, so that a mark never runs into the number before it.
 * Always true: marks come in the order of the text and none overlaps another, but for those that stand for a range.
 */
import type { RawMark } from '../raw.ts';

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 12 as ¹²; what has no superscript form stands in brackets, so that it stays apart from the word before it. */
export function superscript(label: string): string {
  if (/^\d+$/.test(label)) return [...label].map((digit) => SUPERSCRIPT[Number(digit)]).join('');
  return /^[*†‡§]+$/.test(label) ? label : `[${label}]`;
}

/** ¹² as 12. */
export function plainDigits(text: string): string {
  return text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(SUPERSCRIPT.indexOf(digit)));
}

const UNIT = /(?:^|[^\p{L}])(?:[kcmd]?m|[кдсм]?м|шм|ha|CO|R|χ|x|[^\d]10)$/u;

/** Every mark in a text. */
export function marksIn(text: string): RawMark[] {
  const marks: RawMark[] = [];
  if (/[⁰¹²³⁴⁵⁶⁷⁸⁹]/.test(text)) superscriptMarks(text, marks);
  if (text.includes('[')) bracketMarks(text, marks);
  return marks.sort((a, b) => a.at - b.at);
}

function superscriptMarks(text: string, marks: RawMark[]): void {
  for (const match of text.matchAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[⁻–-][⁰¹²³⁴⁵⁶⁷⁸⁹]+)?/g)) {
    const label = plainDigits(match[0]);
    const before = text.slice(Math.max(0, match.index - 6), match.index);
    if (/^[23]$/.test(label) && UNIT.test(before)) continue;
    if (/^0/.test(label)) continue;
    pushRange(marks, label, match.index, match[0].length);
  }
}

function bracketMarks(text: string, marks: RawMark[]): void {
  // Not [2013] 2 AC 1, not [12](address): numbers of notes have up to three digits.
  for (const match of text.matchAll(
    /\[(\^[\w-]{1,40}|\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20}|[ivxl]{1,6}|\*{1,3}|[†‡])\](?![(:])/g,
  )) {
    const inside = match[1] ?? '';
    if (inside.startsWith('^')) {
      marks.push({ at: match.index, length: match[0].length, label: inside.slice(1) });
      continue;
    }
    let at = match.index + 1;
    const parts = inside.split(/[,;]/);
    if (parts.length === 1) {
      pushRange(marks, inside.trim(), match.index, match[0].length);
      continue;
    }
    for (const part of parts) {
      const label = part.trim();
      const start = at + part.indexOf(label);
      pushRange(marks, label, start, label.length);
      at += part.length + 1;
    }
  }
}

/** One mark for each note of a range such as 3–5, all at its place. */
function pushRange(marks: RawMark[], label: string, at: number, length: number): void {
  const range = /^(\d+)\s?[⁻–-]\s?(\d+)$/.exec(label);
  const from = Number(range?.[1]);
  const to = Number(range?.[2]);
  if (!range || to <= from || to - from > 30) {
    if (!range) marks.push({ at, length, label });
    return;
  }
  for (let number = from; number <= to; number++) marks.push({ at, length, label: String(number) });
}

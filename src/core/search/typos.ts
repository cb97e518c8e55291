/**
 * Mistyped words: the known words nearest to one that no text has. Candidates share trigrams; what counts is the
 * number of letters to change (Levenshtein): one in a short word, two in a long one, or two letters swapped.
 */
import { distance } from 'fastest-levenshtein';

/** Words that are looked for among others, and offered: of letters, neither short nor endless. */
const CHECKED = /^\p{L}{4,24}$/u;

export const isCheckedWord = (term: string): boolean => CHECKED.test(term);

/** The overlapping parts of three letters of a word, with its beginning and its end. */
export function trigrams(word: string): string[] {
  const padded = `_${word}_`;
  const parts = new Set<string>();
  for (let from = 0; from + 3 <= padded.length; from++) parts.add(padded.slice(from, from + 3));
  return [...parts];
}

/** Among words with the number of texts each is in, those the mistyped one may have meant: nearest first, then most used. */
export function meant(word: string, candidates: Iterable<{ readonly word: string; readonly uses: number }>): string[] {
  const limit = word.length >= 6 ? 2 : 1;
  const found: { word: string; uses: number; far: number }[] = [];
  for (const { word: known, uses } of candidates) {
    const far = isSwapped(word, known) ? 1 : distance(word, known);
    if (far <= limit) found.push({ word: known, uses, far });
  }
  found.sort((a, b) => a.far - b.far || b.uses - a.uses || (a.word < b.word ? -1 : 1));
  return found
    .filter(({ far }) => far === found[0]?.far)
    .slice(0, 3)
    .map((each) => each.word);
}

/** Whether two neighbouring letters changed places. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const first = [...a].findIndex((letter, at) => letter !== b[at]);
  return (
    first >= 0 && a[first] === b[first + 1] && a[first + 1] === b[first] && a.slice(first + 2) === b.slice(first + 2)
  );
}

/** Which known words a mistyped one may have meant. Levenshtein distance, at most a third of the word. */
import { distance } from 'fastest-levenshtein';

/** Up to three known words close to the given one, closest first; empty when none is close. */
export function nearest(word: string, known: Iterable<string>): string[] {
  const limit = Math.max(2, Math.floor(word.length / 3));
  return [...known]
    .map((candidate) => ({ candidate, far: distance(word, candidate) }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** The words that were found, in their context: a stretch of a text with the places to mark. */
import type { Language } from '../localised.ts';
import { analyse } from './terms.ts';

export interface Snippet {
  readonly text: string;
  /** Offsets of UTF-16 units into `text`, in order and apart: [from, to). */
  readonly marks: readonly (readonly [from: number, to: number])[];
  /** Whether the text goes on before and after. */
  readonly before: boolean;
  readonly after: boolean;
}

const LENGTH = 240;

/** The stretch of a text with the most of the terms; its beginning where it has none. */
export function snippetOf(text: string, language: Language, terms: ReadonlySet<string>): Snippet {
  const found: { from: number; to: number; term: string }[] = [];
  for (const each of analyse(text, language).sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = found.at(-1);
    if (!terms.has(each.term) || (last && each.from < last.to)) continue;
    found.push(each);
  }
  const start = beginning(text, found);
  const end = text.length <= start + LENGTH ? text.length : wordEnd(text, start + LENGTH);
  return {
    text: text.slice(start, end),
    marks: found
      .filter(({ from, to }) => from >= start && to <= end)
      .map(({ from, to }) => [from - start, to - start] as const),
    before: start > 0,
    after: end < text.length,
  };
}

/** Where the stretch begins that holds the most different terms. */
function beginning(text: string, found: readonly { from: number; to: number; term: string }[]): number {
  if (text.length <= LENGTH || found.length === 0) return 0;
  const inside = new Map<string, number>();
  let best = { terms: 0, first: 0, last: 0 };
  let first = 0;
  for (const [last, { to, term }] of found.entries()) {
    inside.set(term, (inside.get(term) ?? 0) + 1);
    for (let left = found[first]; left && to - left.from > LENGTH - 60 && first < last; left = found[++first]) {
      const count = (inside.get(left.term) ?? 1) - 1;
      if (count === 0) inside.delete(left.term);
      else inside.set(left.term, count);
    }
    if (inside.size > best.terms) best = { terms: inside.size, first, last };
  }
  const from = found[best.first]?.from ?? 0;
  const to = found[best.last]?.to ?? from;
  // A little of what goes before, from the beginning of a word.
  const wanted = Math.max(
    0,
    Math.min(from - Math.max(20, Math.floor((LENGTH - (to - from)) / 3)), text.length - LENGTH),
  );
  if (wanted === 0) return 0;
  const space = text.indexOf(' ', wanted);
  return space >= 0 && space < from ? space + 1 : from;
}

/** The end of the last whole word before a place, or the place where one word fills the stretch. */
function wordEnd(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  if (space > at - LENGTH / 2) return space;
  const code = text.charCodeAt(at - 1);
  return code >= 0xd800 && code <= 0xdbff ? at - 1 : at;
}

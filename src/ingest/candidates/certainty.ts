/**
 * How sure a statement is said to be, by the words around it: reportedly, estimated, alleged, planned.
 * Always true: a word speaks for its clause from where it stands (“was estimated that …”), or for its whole sentence
 * (“according to …”); where several do, the least sure one counts. Without such a word a statement is stated.
 */
import type { Certainty, Range } from '../../core/document.ts';
import { headingsOver, type Reading, type Sentence } from './reading.ts';

export interface Sureness {
  readonly certainty: Certainty;
  readonly word?: string;
}

interface Scope extends Range {
  readonly certainty: Certainty;
  readonly word: string;
}

const RANK: Readonly<Record<Certainty, number>> = { stated: 0, reported: 1, estimated: 2, planned: 3, alleged: 4 };
const scopes = new WeakMap<Sentence, readonly Scope[]>();
const STATED: Sureness = { certainty: 'stated' };

function scopesOf(sentence: Sentence): readonly Scope[] {
  let known = scopes.get(sentence);
  if (!known) {
    const found: Scope[] = [];
    for (const language of sentence.languages) {
      for (const { pattern, certainty, scope } of language.certainty) {
        const match = pattern.exec(sentence.words);
        if (!match) continue;
        const at = sentence.start + match.index;
        const clause = /;|(?:, (?:but|while|whereas|although|а|но|однако) )/.exec(sentence.words.slice(match.index));
        const end = clause ? at + clause.index : sentence.end;
        found.push({
          start: scope === 'sentence' ? sentence.start : at - 40 < sentence.start ? sentence.start : at,
          end: scope === 'sentence' ? sentence.end : end,
          certainty,
          word: match[0],
        });
      }
    }
    known = found;
    scopes.set(sentence, known);
  }
  return known;
}

/** Under such a heading stands what is hoped for, whatever the tense. */
const EXPECTED =
  /^[\d.\s\p{L}-]{0,14}?(?:(?:expected|anticipated|planned) (?:results?|outcomes?|outputs?)|targets?(?: and indicators?)?|ожидаем\p{L}+ результат\p{L}*|целевые (?:индикаторы|показатели)|күтілетін нәтиже\p{L}*|нысаналы (?:индикатор|көрсеткіш)\p{L}*)$/iu;

/** How sure a place in a sentence is. */
export function surenessAt(reading: Reading, sentence: Sentence, place: Range): Sureness {
  let best: Scope | undefined;
  for (const scope of scopesOf(sentence)) {
    if (place.end <= scope.start || place.start >= scope.end) continue;
    if (!best || RANK[scope.certainty] > RANK[best.certainty]) best = scope;
  }
  if (best) return { certainty: best.certainty, word: best.word };
  const title = headingsOver(reading, sentence.block.section).find((heading) => EXPECTED.test(heading));
  return title === undefined ? STATED : { certainty: 'planned', word: title };
}

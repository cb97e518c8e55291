/**
 * Ages that a law or a rule draws a line at, with their exact sense.
 * Always true: `sense` says which side of the line is meant and whether the age itself is in: “under 16” is under,
 * “16 and under” is and-under, “16 and older” and-over. The age of one person in a story is no candidate: nothing here
 * helps to tell who someone is.
 */
import type { AgeSense, AgeValue } from '../../core/document.ts';
import type { FoundOf } from './found.ts';
import type { Numeral } from './numerals.ts';
import { articleFor } from './penalties.ts';
import type { Reading, Sentence, Taken } from './reading.ts';

interface Form {
  readonly language: 'en' | 'ru' | 'kk';
  /** What ends just before the number, and what begins just after it. */
  readonly before?: RegExp;
  readonly after?: RegExp;
  readonly sense: AgeSense;
  /** A word of age must be near, since the words alone could count something else. */
  readonly near?: true;
}

const OF_AGE = '(?:\\s?years?(?:[- ]old| of age)?|-year-olds?)?';
const FORMS: readonly Form[] = [
  {
    language: 'en',
    after: new RegExp(`^${OF_AGE}(?: of age)? (?:and|or) (?:under|below|younger)\\b`, 'i'),
    sense: 'and-under',
  },
  {
    language: 'en',
    after: new RegExp(`^${OF_AGE}(?: of age)? (?:and|or) (?:over|above|older|upwards)\\b`, 'i'),
    sense: 'and-over',
  },
  { language: 'en', before: /\b(?:under|below) the age of\s$/i, sense: 'under' },
  {
    language: 'en',
    before: /\b(?:not (?:yet )?(?:reached|attained)|before reaching)(?: the age of)?\s$/i,
    sense: 'under',
  },
  { language: 'en', before: /\b(?:over|above) the age of\s$/i, sense: 'over' },
  { language: 'en', before: /\b(?:reached|attained|reaches|from) the age of\s$/i, sense: 'and-over' },
  {
    language: 'en',
    before: /\b(?:under|below|younger than)\s$/i,
    after: /^(?:\s?years? of age|\s?years? old|\s?years\b|-year)/i,
    sense: 'under',
  },
  {
    language: 'en',
    before: /\b(?:over|above|older than)\s$/i,
    after: /^(?:\s?years? of age|\s?years? old)/i,
    sense: 'over',
  },
  { language: 'en', before: /\b(?:under|below|younger than)\s$/i, sense: 'under', near: true },
  { language: 'en', before: /\bup to(?: the age of)?\s$/i, after: /^\s?years? (?:of age|old)/i, sense: 'and-under' },
  { language: 'en', before: /\baged?\s$/i, after: /^(?: years)? (?:and|or) (?:over|older|above)/i, sense: 'and-over' },
  {
    language: 'en',
    before:
      /\bage of (?:sexual )?(?:consent|majority|criminal responsibility|marriage)(?: \w+){0,6}? (?:is|at|to|of|from)(?: thus| therefore| hence| currently| now| set at| fixed at)?\s$/i,
    sense: 'exactly',
  },
  {
    language: 'en',
    before: /\bage of (?:sexual )?(?:consent|majority|marriage)\b[^.;]{0,60}\b(?:rises|increases|falls|drops) to\s$/i,
    sense: 'exactly',
  },
  { language: 'en', before: /\bage of majority \($/i, sense: 'exactly' },
  {
    language: 'en',
    before: /\b(?:minimum|protected|legal|marriageable|statutory) age(?: \w+){0,6}? (?:is|at|to|of)\s$/i,
    sense: 'exactly',
  },
  {
    language: 'en',
    before: /\b(?:rais|lower|increas|set)\w*[^.;]{0,80}\bage\b[^.;(]{0,60} to\s$/i,
    after: /^ years\b/i,
    sense: 'exactly',
  },
  { language: 'en', before: /\bexceptions?[^.;]{0,40}\b(?:from|at)\s$/i, after: /^\s?years\b/i, sense: 'exactly' },
  { language: 'en', before: /\b(?:from|of) the age of\s$|\bfrom\s$/i, after: /^\s?years? of age/i, sense: 'and-over' },
  { language: 'en', before: /\bfrom\s$/i, after: /^\s?years? of age/i, sense: 'exactly' },
  {
    language: 'en',
    before: /\b(?:rais|lower|increas)\w*\s(?:\w+\s){0,3}?to\s$/i,
    after: /^ years?(?= [^.;]{0,24}\bage\b)/i,
    sense: 'exactly',
  },
  {
    language: 'ru',
    before: /(?:не достиг\p{L}*|не исполнилось)\s(?:возраста\s)?$/iu,
    after: /^(?:[-\s]?летнего(?:\sвозраста)?|[-\s]?лет|\sгод|\sвозраста)?/iu,
    sense: 'under',
  },
  {
    language: 'ru',
    before: /(?<!\p{L})(?:подня|повы[сш]|увелич|установ|сни[зж])\p{L}*[^.;]{0,80}(?<!\p{L})возраст[^.;]{0,70}\sдо\s$/iu,
    after: /^\s?лет/iu,
    sense: 'exactly',
  },
  {
    language: 'ru',
    before: /(?<!\p{L})(?:до|младше|моложе)\s$/iu,
    after: /^(?:-?\s?летнего возраста|\s?лет(?:него)?(?!\p{L}))/iu,
    sense: 'under',
  },
  { language: 'ru', before: /(?<!\p{L})(?:старше)\s$/iu, after: /^\s?лет/iu, sense: 'over' },
  {
    language: 'ru',
    before: /(?<!\p{L})(?:достиг\p{L}*|исполнилось|с|от)\s$/iu,
    after: /^(?:-?\s?летнего возраста|\s?летнего|\s?лет (?:и старше|возраста))/iu,
    sense: 'and-over',
  },
  { language: 'ru', after: /^\s?лет и (?:младше|моложе)/iu, sense: 'and-under' },
  { language: 'ru', after: /^\s?лет и старше/iu, sense: 'and-over' },
  {
    language: 'ru',
    before: /возраст\p{L}*(?: \p{L}+){0,5}(?: в| —| –|:| с| составляет)?\s$/iu,
    after: /^\s?лет/iu,
    sense: 'exactly',
  },
  { language: 'kk', after: /^(?:-?\s?жасқа) толмаған/iu, sense: 'under' },
  { language: 'kk', after: /^(?:-?\s?жасқа) дейінгі/iu, sense: 'under' },
  { language: 'kk', after: /^(?:-?\s?жастан) (?:асқан|жоғары)/iu, sense: 'over' },
  { language: 'kk', after: /^(?:-?\s?жасқа) толған|^(?:-?\s?жастан) бастап/iu, sense: 'and-over' },
];
const TERM_AFTER = /^\s?(?:\p{L}+\s){0,2}?(?:лишени|ограничени|заключени|тюр|колони|ареста)/iu;
/** Russian says “до 5 лет” of a term of prison as well. */
const TERM = /(?:срок\p{L}*|свобод\p{L}*|наказани\p{L}*|заключени\p{L}*)[^.;]{0,30}$/iu;
/** “от 12 до …” is an age only after a word for those who are so old. */
const OF_TERM =
  /(?<!(?:возрасте|лиц\p{L}{0,2}|дет\p{L}+|подрост\p{L}+|несовершеннолетн\p{L}+)\s)от\s(?:\S{1,14}\s(?:лет\s)?до\s)?$/iu;
const OF_PUNISHMENT = /(?<!\p{L})(?:лишени|ограничени\p{L}* свобод|наказ|санкци|заключени|кара[ею])/iu;
const RANGE_BEFORE =
  /\b(?:aged|ages?|between|from|children of)\s(?:the ages of\s)?$|(?:в возрасте\s)?от\s$|(?<!\p{L})(?:подрост|дет[иея]|девоч|девуш|мальчи|юнош|лиц[аоу]?|несовершеннолет|в возрасте)\p{L}*\s$/iu;
const RANGE_JOIN = /^(?:\s?years?)?\s?(?:to|and|–|-|—|до)\s?$/;
const RANGE_AFTER = /^(?:[- ]?years?[- ](?:old|of age)|\s?years|\s?лет|\s?жас)/i;
const PERSON = /\b(?:child\w*|girl|boy|person|people|minor|juvenile|age|aged|those|anyone|victim|adolescent)s?\b/i;

export function agesIn(
  reading: Reading,
  numerals: readonly Numeral[],
  legal: readonly FoundOf<'legal-reference'>[],
  taken: Taken,
): FoundOf<'age'>[] {
  const found: FoundOf<'age'>[] = [];
  const articles = Map.groupBy(legal, ({ sentence }) => sentence);
  const { folded } = reading;
  for (let index = 0; index < numerals.length; index++) {
    const numeral = numerals[index] as Numeral;
    if (
      numeral.percent ||
      numeral.value < 5 ||
      numeral.value > 30 ||
      !Number.isInteger(numeral.value) ||
      taken.has(numeral)
    )
      continue;
    const { sentence } = numeral;
    const next = numerals[index + 1];
    const before = folded.slice(Math.max(sentence.start, numeral.start - 160), numeral.start);
    const after = folded.slice(numeral.end, Math.min(sentence.end, numeral.end + 40));
    const put = (start: number, end: number, value: AgeValue) => {
      taken.take({ start, end });
      const decides = ofWhat(sentence, start);
      found.push({
        kind: 'age',
        start,
        end,
        sentence,
        value: { ...value, ...(decides && { of: decides }) },
        reference: articleFor(reading, articles, sentence, start),
      });
    };
    if (
      next &&
      next.sentence === sentence &&
      next.value > numeral.value &&
      next.value <= 30 &&
      RANGE_JOIN.test(folded.slice(numeral.end, next.start))
    ) {
      const rest = folded.slice(next.end, next.end + 20);
      const years = RANGE_AFTER.exec(rest);
      if (
        !TERM.test(before.slice(-60)) &&
        !(OF_TERM.test(before) && OF_PUNISHMENT.test(sentence.words)) &&
        ((RANGE_BEFORE.test(before) &&
          ((years && !/(?:from|between)\s$/i.test(before)) || /\bage/i.test(before.slice(-24)))) ||
          (years && /old|of age/.test(rest.slice(0, 14))))
      ) {
        put(numeral.start, next.end + (years?.[0].length ?? 0), {
          age: numeral.value,
          to: next.value,
          sense: 'between',
        });
        index++;
        continue;
      }
    }
    for (const form of FORMS) {
      if (!sentence.languages.some(({ language }) => language === form.language)) continue;
      const left = form.before?.exec(before);
      const right = form.after?.exec(after);
      if ((form.before && !left) || (form.after && !right)) continue;
      if (form.language === 'ru' && OF_TERM.test(before) && OF_PUNISHMENT.test(sentence.words)) continue;
      if (
        form.language === 'ru' &&
        (TERM.test(before.slice(-60)) || TERM_AFTER.test(after.slice(right?.[0].length ?? 0)))
      )
        continue;
      if (
        form.near &&
        (!PERSON.test(before.slice(-60)) ||
          !/^(?:\s?$|[\s.,;:)!?”"])/.test(after) ||
          /^ (?:per|%|people|cases|children)/.test(after))
      )
        continue;
      // “under 16 cases” counts.
      if (form.near && /^ (?:people|children|women|men|(?!years|is|was|has|as|does|sees)[a-z]{2,}s)\b/.test(after))
        continue;
      const lead = left ? Math.min(left[0].length, leadOf(left[0])) : 0;
      put(numeral.start - lead, numeral.end + (right?.[0].length ?? 0), { age: numeral.value, sense: form.sense });
      break;
    }
  }
  found.push(...unspecified(reading));
  return found;
}

const DECIDES: readonly (readonly [RegExp, NonNullable<AgeValue['of']>])[] = [
  [/consent(?!ed)|consensual|согласи|келісім/iu, 'consent'],
  [/marri|брак|неке/iu, 'marriage'],
  [/criminal (?:responsibility|liability)|bear responsibility|ответственност|жауаптылық/iu, 'responsibility'],
  [/majority|“?child”? (?:as|is|means)|ребенок|ребенком|совершеннолет|бала деп|кәмелет/iu, 'child'],
  [/with (?:a|any) (?:person|child|minor)|involving|against|commit|sexual|в отношении|с лицом|қатысты/iu, 'victim'],
];

/** What the age decides, by the words of its clause. */
function ofWhat({ words, start }: Sentence, at: number): AgeValue['of'] | undefined {
  const near = words.slice(Math.max(0, at - start - 110), at - start + 60);
  return DECIDES.find(([pattern]) => pattern.test(near))?.[1];
}

const UNSPECIFIED =
  /\b(?:(?:minimum )?age (?:of (?:sexual )?consent|for consensual sex(?:ual \w+)?))\b[^.;]{0,30}\bis not (?:specified|stated|set|defined|fixed)\b[^,.;]{0,60}|(?<!\p{L})возраст\p{L}* (?:сексуального |полового )?согласия[^.;]{0,30} не (?:установлен|определен|указан)\p{L}*/iu;

/** “The age of consent is not specified in any article”: a statement about an age too. */
function unspecified(reading: Reading): FoundOf<'age'>[] {
  const found: FoundOf<'age'>[] = [];
  for (const sentence of reading.sentences) {
    const match = sentence.block.kind === 'note' ? null : UNSPECIFIED.exec(sentence.words);
    if (!match) continue;
    const start = sentence.start + match.index;
    found.push({
      kind: 'age',
      start,
      end: start + match[0].trimEnd().length,
      sentence,
      value: { age: 0, sense: 'exactly', of: 'consent', unspecified: true },
    });
  }
  return found;
}

/** How much of the words before a number belongs to the age: at most the last few. */
function leadOf(words: string): number {
  return words.length <= 30 ? words.length : 0;
}

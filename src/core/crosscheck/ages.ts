/**
 * Ages: “under 16” leaves out those who are 16, “16 and under” takes them in. One provision draws the line in one place.
 * Always true: only opposite readings of one number contradict; “under 16” and “16 and over” fit together.
 */
import type { AgeSense, CandidateOf } from '../document.ts';
import { type everyText, LANGUAGES, type Language } from '../localised.ts';
import { firstDay } from '../time.ts';
import {
  at,
  type CrossPlace,
  type DocumentInput,
  type Found,
  groupBy,
  inRecord,
  ofKind,
  type RecordInput,
  say,
} from './issue.ts';
import { blockAt } from './words.ts';

type Age = CandidateOf<'age'>;

const OPPOSITE: Partial<Record<AgeSense, AgeSense>> = {
  under: 'and-under',
  'and-under': 'under',
  over: 'and-over',
  'and-over': 'over',
};
/** How far from a reference an age without one may stand and still be meant by it. */
const NEAR = 400;

/** The article an age belongs to, by its reference or by the one next to it in the same paragraph. */
function articlesOf({ document, candidates }: DocumentInput): Map<string, string> {
  const references = new Map(
    ofKind(candidates, 'legal-reference').map((reference) => [reference.id, reference] as const),
  );
  const ordered = [...references.values()]
    .filter(({ value }) => value.number !== undefined)
    .sort((a, b) => a.place.start - b.place.start);
  const key = (reference: CandidateOf<'legal-reference'>) =>
    `${reference.value.law?.id ?? ''} ${reference.value.number ?? ''}`;
  const articles = new Map<string, string>();
  let next = 0;
  for (const age of ofKind(candidates, 'age').toSorted((a, b) => a.place.start - b.place.start)) {
    const own = age.value.reference === undefined ? undefined : references.get(age.value.reference);
    if (own) {
      articles.set(age.id, key(own));
      continue;
    }
    while (next < ordered.length && (ordered[next]?.place.start ?? 0) < age.place.start) next++;
    const block = blockAt(document, age.place.start);
    const [before, after] = [ordered[next - 1], ordered[next]];
    const near = [after, before].find(
      (reference) =>
        reference &&
        block &&
        reference.place.start >= block.start &&
        reference.place.start < block.end &&
        Math.abs(reference.place.start - age.place.start) <= NEAR,
    );
    if (near) articles.set(age.id, key(near));
  }
  return articles;
}

/** One age stated inclusively and exclusively for the same article. */
export function documentBounds(input: DocumentInput): Found[] {
  const articles = articlesOf(input);
  const ages = ofKind(input.candidates, 'age').filter(({ value }) => OPPOSITE[value.sense] !== undefined);
  const groups = groupBy(ages, (age) => {
    const article = articles.get(age.id);
    const side = age.value.sense === 'under' || age.value.sense === 'and-under' ? 'below' : 'above';
    return article === undefined ? undefined : `${article} ${side} ${age.value.age}`;
  });
  return [...groups.values()].flatMap((group) => {
    const first = group.find(({ value }) => value.sense.startsWith('and-'));
    if (!first) return [];
    // The nearest of those that say otherwise, so that a reader sees both at once.
    const [other] = group
      .filter(({ value }) => value.sense === OPPOSITE[first.value.sense])
      .sort((a, b) => Math.abs(a.place.start - first.place.start) - Math.abs(b.place.start - first.place.start));
    return other ? [{ message: boundsMessage(first, other), places: [at(first.place), at(other.place)] }] : [];
  });
}

function boundsMessage(a: Age, b: Age) {
  return say(
    (f) =>
      `${f.quote(a.place)} and ${f.quote(b.place)} are said of one provision, but only one of them takes in those who are ${a.value.age}.`,
    (f) =>
      `${f.quote(a.place)} и ${f.quote(b.place)} сказано об одной норме, но только одно из двух включает тех, кому ровно ${a.value.age}.`,
    (f) =>
      `${f.quote(a.place)} және ${f.quote(b.place)} бір норма туралы айтылған, бірақ дәл ${a.value.age} жастағылар тек біреуіне кіреді.`,
  );
}

/** An age said to be set nowhere, beside an article, or an answer on record, that sets it. */
export function documentUnspecified(input: DocumentInput): Found[] {
  const { document, candidates, dataset, country } = input;
  const ages = ofKind(candidates, 'age');
  return ages
    .filter(({ value }) => value.unspecified)
    .flatMap((none) => {
      const block = blockAt(document, none.place.start);
      const set = ages.find(
        ({ value, place }) =>
          !value.unspecified &&
          value.age > 0 &&
          (value.reference !== undefined || value.of === none.value.of) &&
          block !== undefined &&
          place.start >= block.start &&
          place.start < block.end &&
          Math.abs(place.start - none.place.start) <= NEAR,
      );
      const question = none.value.of === 'consent' ? 'consent.age' : undefined;
      const recorded =
        country === undefined || question === undefined || document.date === undefined
          ? undefined
          : dataset
              .findings(country, question)
              .find(
                ({ value, from, to, rank }) =>
                  typeof value === 'number' &&
                  rank !== 'deprecated' &&
                  firstDay(from) <= firstDay(document.date ?? '') &&
                  (to === undefined || firstDay(document.date ?? '') < firstDay(to)),
              );
      if (!set && !recorded) return [];
      const places: CrossPlace[] = [
        at(none.place),
        ...(set ? [at(set.place)] : []),
        ...(recorded ? [inRecord(recorded, 'value')] : []),
      ];
      const age = set?.value.age ?? Number(recorded?.value);
      return [
        {
          message: say(
            (f) =>
              `${f.quote(none.place)}, but ${set ? `${f.quote(set.place)} sets it` : `the record has ${f.number(age)}`}. An age below which the act is always a crime is the age of consent in law, though no article calls it so.`,
            (f) =>
              `${f.quote(none.place)}, но ${set ? `его устанавливает ${f.quote(set.place)}` : `в базе указано ${f.number(age)}`}. Возраст, до которого деяние всегда преступно, и есть возраст согласия по закону, даже если ни одна статья так его не называет.`,
            (f) =>
              `${f.quote(none.place)}, бірақ ${set ? `оны ${f.quote(set.place)} белгілейді` : `деректер қорында ${f.number(age)} тұр`}. Ешбір бап солай атамаса да, іс-әрекет әрқашан қылмыс болатын жас — заңдағы келісім жасы.`,
          ),
          places,
        },
      ];
    });
}

/** How texts of the record bound an age. Group 1 is the number. */
const BOUNDS: Record<Language, readonly (readonly [AgeSense, RegExp])[]> = {
  en: [
    ['under', /\b(?:under|below|younger than|not yet|less than)(?: the age of)? (\d{1,2})\b/giu],
    [
      'and-under',
      /\b(\d{1,2})(?: years(?: of age)?)? (?:and|or) (?:under|below|younger)|\b(?:up to and including|not older than) (\d{1,2})\b/giu,
    ],
  ],
  ru: [
    ['under', /(?:не достигш\p{L}+|младше|моложе|до) (\d{1,2})(?:-\p{L}+| лет|\b)/giu],
    ['and-under', /(\d{1,2}) лет (?:и|или) (?:младше|моложе)|до (\d{1,2}) лет включительно/giu],
  ],
  kk: [
    ['under', /(\d{1,2}) жасқа (?:толмаған|дейінгі)/giu],
    ['and-under', /(\d{1,2}) жас(?:тағы|та)? және одан (?:кіші|төмен)|(\d{1,2}) жасты қоса/giu],
  ],
};

/** Texts of the record on one provision that bound one age differently. */
export function recordBounds({ dataset, country }: RecordInput): Found[] {
  const said: { article: string; age: string; sense: AgeSense; words: string; place: CrossPlace }[] = [];
  const read = (article: string, text: string, language: Language, place: CrossPlace) => {
    for (const [sense, pattern] of BOUNDS[language])
      for (const match of text.matchAll(pattern)) {
        const age = match[1] ?? match[2];
        if (age !== undefined) said.push({ article, age, sense, words: match[0], place });
      }
  };
  const texts = (text: Parameters<typeof everyText>[0]) =>
    LANGUAGES.flatMap((language) => {
      const own = typeof text === 'string' ? (language === 'en' ? text : undefined) : text?.[language];
      return own === undefined ? [] : [[language, own] as const];
    });
  for (const provision of dataset.inCountry('provision', country))
    for (const [index, { summary }] of provision.versions.entries())
      for (const [language, text] of texts(summary))
        read(`${provision.id} ${index}`, text, language, inRecord(provision, 'versions', index, 'summary'));
  for (const finding of dataset.inCountry('finding', country)) {
    const [only, more] = finding.provisions ?? [];
    // Of several provisions it is not said which the age belongs to.
    if (only === undefined || more !== undefined) continue;
    const provision = dataset.get('provision', only);
    const index = provision?.versions.findLastIndex(
      ({ from }) => from === undefined || firstDay(from) <= firstDay(finding.from),
    );
    for (const [language, text] of texts(finding.rationale))
      read(`${only} ${index}`, text, language, inRecord(finding, 'rationale'));
  }
  return [...groupBy(said, ({ article, age }) => `${article} ${age}`).values()].flatMap((group) => {
    const [first] = group;
    const other = group.find(({ sense }) => sense !== first?.sense);
    if (!first || !other) return [];
    return [
      {
        message: say(
          (f) =>
            `${f.quote(first.words)} and ${f.quote(other.words)} are said of one provision, but only one of them takes in those who are ${first.age}.`,
          (f) =>
            `${f.quote(first.words)} и ${f.quote(other.words)} сказано об одной норме, но только одно из двух включает тех, кому ровно ${first.age}.`,
          (f) =>
            `${f.quote(first.words)} және ${f.quote(other.words)} бір норма туралы айтылған, бірақ дәл ${first.age} жастағылар тек біреуіне кіреді.`,
        ),
        places: [first.place, other.place],
      },
    ];
  });
}

/**
 * Recommendations that may ask the same: suggestions for a person, who reads both and decides. Nothing is linked here.
 * Two are compared by the rare word stems they share in one language, and by the questions, themes and provisions they
 * share, each weighed by how rare it is in the country (tf-idf and the cosine of two sets of features).
 * Always true: the same records give the same suggestions in the same order; features that many records share are
 * passed over, so that the work grows with the number of records and not with its square.
 */
import type { Dataset } from '../dataset.ts';
import { LANGUAGES, type Language } from '../localised.ts';
import { provisionsOf, type Recommendation } from './recommendations.ts';
import { earliestFirst, threadOf } from './threads.ts';

/** Two recommendations that may ask the same. */
export interface Suggestion {
  /** The earlier one. */
  readonly first: Recommendation;
  readonly second: Recommendation;
  /** From 0 to 1. */
  readonly likeness: number;
  /** Rare words both contain, as they stand in the language in which they are most alike; the rarest first. */
  readonly words: readonly string[];
  /** Questions, themes and provisions both are about. */
  readonly subjects: readonly string[];
}

/** A feature that more records share than this tells nothing, and is passed over. */
const COMMON = 60;
/** In a small country: the share of all records from which a feature tells nothing. */
const COMMON_SHARE = 0.25;
/** Below this two recommendations are not suggested. */
const LEAST_LIKENESS = 0.3;
/** At most this many suggestions for one recommendation. */
const MOST_EACH = 5;
/** How much the words weigh against the subjects. */
const WORDS_WEIGH = 0.7;

/** Words that tell nothing in recommendations: what they all say. */
const EMPTY_WORDS: Record<Language, ReadonlySet<string>> = {
  en: new Set(
    'about above after against all also among and are any are as at be because been before being between both but by can children child do does each even every for from further give has have how in into is it its itself keep law laws let make more most must national not of on or other out over so some state such than that the their them there these they this those through to under up use was were what where whether which while who whom with within without'.split(
      ' ',
    ),
  ),
  ru: new Set(
    'без более бы был в во все всех всё вся для до его ее её если же за и из или их к как ко которые который ли на над не него о об от по под при с своих себя со так также того тоже у чтобы это этого дети детей детям ребёнка ребенка закон законы закона меры мер продолжать государство'.split(
      ' ',
    ),
  ),
  kk: new Set(
    'мен бен пен және да де та те үшін туралы бойынша арқылы бала балалар балаларды балалардың балаларға заң заңмен барлық болып бұл осы оның олардың жеке басқа жалғастыру'.split(
      ' ',
    ),
  ),
};

/** Endings that are cut off, longest first: enough to bring forms of a word together, no more. */
const ENDINGS: Record<Language, RegExp> = {
  en: /(?:isations?|izations?|ations?|ation|ments?|ings?|ances?|ences?|ities|ers?|ors?|ies|ive|ion|al|ed|es|s|y|e)$/,
  ru: /(?:ирование|ированию|ирования|ениями|ениях|остью|ости|ение|ению|ения|ания|ание|анию|ость|ский|ской|ских|ским|ного|ному|ными|ных|ным|ной|ная|ное|ные|ами|ями|ов|ев|ей|ия|ие|ий|ию|ии|ой|ый|ая|ое|ые|ым|ом|ем|ам|ям|ах|ях|ть|ся|а|я|о|е|ы|и|у|ю|ь)$/,
  kk: /(?:лардың|лердің|дардың|дердің|тардың|тердің|ларды|лерді|дарды|дерді|тарды|терді|ларға|лерге|дарға|дерге|тарға|терге|лары|лері|дары|дері|тары|тері|лар|лер|дар|дер|тар|тер|ының|інің|ның|нің|дың|дің|тың|тің|ына|іне|ын|ін|ға|ге|қа|ке|да|де|та|те|ды|ді|ты|ті|ны|ні|дан|ден|тан|тен|ы|і)$/,
};

const SHORTEST_STEM = 4;

/** The stems of a text in a language, each once, with the first word that gave it. */
export function stemsOf(text: string, language: Language): Map<string, string> {
  const stems = new Map<string, string>();
  for (const [word] of text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .matchAll(/\p{L}+(?:[’'-]\p{L}+)*/gu)) {
    if (word.length < 3 || EMPTY_WORDS[language].has(word)) continue;
    const cut = word
      .replace(/[’'].*$/, '')
      .replace(ENDINGS[language], '')
      .replace(/(?<=\w)[iy]$/, '');
    const stem = cut.length >= SHORTEST_STEM ? cut : word.slice(0, SHORTEST_STEM + 1);
    if (!stems.has(stem)) stems.set(stem, word);
  }
  return stems;
}

/** What a recommendation asks in a language: its text and its parts. */
function textIn(record: Recommendation, language: Language): string {
  const texts = [record.text, ...(record.parts ?? []).map(({ text }) => text)];
  return texts
    .map((text) => (typeof text === 'string' ? (language === 'en' ? text : '') : (text[language] ?? '')))
    .join(' ');
}

/** Records by feature, and each record's features with their weight. */
interface Space {
  readonly postings: ReadonlyMap<string, readonly number[]>;
  readonly features: readonly ReadonlyMap<string, string>[];
  readonly norms: Float64Array;
  readonly weights: ReadonlyMap<string, number>;
  /** How alike each record is to the one at hand; zero but while one is looked at. */
  readonly sums: Float64Array;
}

function spaceOf(features: readonly ReadonlyMap<string, string>[]): Space {
  const postings = new Map<string, number[]>();
  for (const [at, names] of features.entries()) {
    for (const name of names.keys()) {
      const same = postings.get(name);
      if (same) same.push(at);
      else postings.set(name, [at]);
    }
  }
  const weights = new Map<string, number>();
  for (const [name, { length }] of postings) weights.set(name, Math.log(1 + features.length / length) ** 2);
  const norms = new Float64Array(features.length);
  for (const [at, names] of features.entries()) {
    let sum = 0;
    for (const name of names.keys()) sum += weights.get(name) ?? 0;
    norms[at] = Math.sqrt(sum);
  }
  return { postings, features, norms, weights, sums: new Float64Array(features.length) };
}

/** Adds up how alike each earlier record is to one, by the features that few share; `met` gets those it meets. */
function addLikeness(space: Space, at: number, common: number, share: number, met: Set<number>): void {
  const { sums, norms } = space;
  const own = norms[at] ?? 0;
  if (own === 0) return;
  for (const name of space.features[at]?.keys() ?? []) {
    const others = space.postings.get(name);
    if (!others || others.length > common) continue;
    const weight = ((space.weights.get(name) ?? 0) * share) / own;
    for (const other of others) {
      if (other >= at) break;
      if (sums[other] === 0) met.add(other);
      sums[other] = (sums[other] ?? 0) + weight / (norms[other] ?? 1);
    }
  }
}

/**
 * What may be the same demand in a country and is not linked yet, the likest first. Two of one document are left out:
 * a body does not ask the same twice in one.
 */
export function suggestions(dataset: Dataset, country: string): readonly Suggestion[] {
  const records = dataset.inCountry('recommendation', country).toSorted(earliestFirst);
  const common = Math.max(4, Math.min(COMMON, Math.ceil(records.length * COMMON_SHARE)));
  const words = LANGUAGES.map((language) =>
    spaceOf(records.map((record) => stemsOf(textIn(record, language), language))),
  );
  const subjects = spaceOf(records.map(subjectsOf));
  const found: Suggestion[] = [];
  for (const [at, second] of records.entries()) {
    const met = new Set<number>();
    addLikeness(subjects, at, common, 1 - WORDS_WEIGH, met);
    for (const space of words) addLikeness(space, at, common, WORDS_WEIGH, met);
    const likest: Suggestion[] = [];
    for (const other of met) {
      let best: Space | undefined;
      for (const space of words) if ((space.sums[other] ?? 0) > (best?.sums[other] ?? 0)) best = space;
      const likeness = (best?.sums[other] ?? 0) + (subjects.sums[other] ?? 0);
      const first = records[other];
      // Subjects alone make no demand the same.
      if (likeness < LEAST_LIKENESS || !best || !first || isDecided(dataset, first, second)) continue;
      const { features } = best;
      likest.push({
        first,
        second,
        likeness: Math.round(likeness * 1000) / 1000,
        words: shared(best, at, other, common).map((stem) => features[at]?.get(stem) ?? stem),
        subjects: shared(subjects, at, other, Infinity),
      });
    }
    for (const other of met) for (const space of [...words, subjects]) space.sums[other] = 0;
    found.push(...likest.sort(likestFirst).slice(0, MOST_EACH));
  }
  return found.sort(likestFirst);
}

const likestFirst = (a: Suggestion, b: Suggestion): number =>
  b.likeness - a.likeness || earliestFirst(a.second, b.second) || earliestFirst(a.first, b.first);

/** Whether nothing is left to decide: they are linked already, or stand in one document. */
function isDecided(dataset: Dataset, a: Recommendation, b: Recommendation): boolean {
  const thread = threadOf(dataset, a.id);
  if (thread !== undefined && thread === threadOf(dataset, b.id)) return true;
  return a.date === b.date && a.document === b.document;
}

function subjectsOf(record: Recommendation): Map<string, string> {
  const names = [
    ...(record.parts ?? []).flatMap(({ target }) => target ?? []),
    ...(record.themes ?? []),
    ...provisionsOf(record),
  ];
  return new Map(names.map((name) => [name, name]));
}

/** Features both have, the rarest first. */
function shared(space: Space, a: number, b: number, common: number): string[] {
  const others = space.features[b];
  return [...(space.features[a]?.keys() ?? [])]
    .filter((name) => others?.has(name) && (space.postings.get(name)?.length ?? 0) <= common)
    .sort((x, y) => (space.weights.get(y) ?? 0) - (space.weights.get(x) ?? 0) || (x < y ? -1 : 1));
}

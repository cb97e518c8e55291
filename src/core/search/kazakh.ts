/**
 * Stems of Kazakh words: endings are taken off from the outermost in, for as long as one fits.
 * Works on folded letters (see fold.ts), so that text typed without the Kazakh letters gives the same stem. Always
 * true: a stem is its own stem, so that the bare word and its forms meet.
 * Covers plural, possession (third person, and first and second person plural), the seven cases, and the endings that
 * make attributes: -дағы, -лық. Kazakh grammar: K. Muhamedowa, Kazakh: A Comprehensive Grammar (2016), chapters 3 and 4.
 */

const VOWEL = 'аеиоуыэюя';
const VOICELESS = 'кптсшчцфхщбвгд';
const NASAL = 'мн';
const LIQUID = 'лрйузж';

/** Forms of one ending, each with the letters after which alone it stands: vowel harmony and assimilation. */
const ending = (...forms: readonly (readonly [after: string, form: string])[]): RegExp =>
  new RegExp(forms.map(([after, form]) => `(?<=[${after}])(?:${form})$`).join('|'));

/** What stands nearer the end of a word is tried before what stands further in, and a longer one before a shorter. */
const ENDINGS: readonly RegExp[] = [
  // Instrumental: заңмен, заңымызбен, құқықпен.
  ending([`${VOWEL}${NASAL}${LIQUID}`, 'мен'], ['зж', 'бен'], [VOICELESS, 'пен']),
  // The attribute of place: заңындағы, қаладағы, кодекстегі.
  ending(['ыи', 'ндагы|ндеги']),
  ending([`${VOWEL}${NASAL}${LIQUID}`, 'дагы|деги'], [VOICELESS, 'тагы|теги']),
  // Genitive, ablative, locative, dative, accusative; with н after the third person: заңында, заңынан, заңына, заңын.
  ending([`${VOWEL}${NASAL}`, 'нын|нин'], [LIQUID, 'дын|дин'], [VOICELESS, 'тын|тин']),
  ending([`ыи${NASAL}`, 'нан|нен'], [`${VOWEL}${LIQUID}`, 'дан|ден'], [VOICELESS, 'тан|тен']),
  ending(['ыи', 'нда|нде']),
  ending([`${VOWEL}${NASAL}${LIQUID}`, 'да|де'], [VOICELESS, 'та|те']),
  ending([`${VOWEL}${NASAL}${LIQUID}`, 'га|ге'], [VOICELESS, 'ка|ке'], ['ыи', 'на|не']),
  ending([VOWEL, 'ны|ни'], [`${NASAL}${LIQUID}`, 'ды|ди'], [VOICELESS, 'ты|ти']),
  ending(['ыи', 'н']),
  // Possession: біздің заңымыз, сіздің заңыңыз, оның баласы, басшысы, заңы; but қылмысы is of қылмыс.
  ending([`${VOICELESS}${NASAL}${LIQUID}`, 'ымыз|имиз|ыныз|иниз'], [VOWEL, 'мыз|миз|ныз|низ']),
  ending(['аеоуэюя', 'сы|си']),
  /(?<=[дш][ыи])с[ыи]$/,
  ending([`${VOICELESS}${NASAL}${LIQUID}`, '[ыи]']),
  // Plural, and what makes attributes and abstract nouns: құқықтық, балалық.
  ending([`${VOWEL}рйу`, 'лар|лер'], [`${NASAL}лзж`, 'дар|дер'], [VOICELESS, 'тар|тер']),
  ending([`${VOWEL}рйу`, 'лык|лик'], [`${NASAL}лзж`, 'дык|дик'], [VOICELESS, 'тык|тик']),
];

/** Roots of two letters that are nouns of their own. */
const SHORT = new Set(['уй', 'ел', 'ер', 'ул', 'ай', 'ат', 'ит', 'су', 'би', 'иш', 'ок', 'ой', 'ун', 'ис']);

/** Words that end as if they were inflected, and are not. */
const WHOLE = new Set([
  'сауда',
  'жала',
  'орта',
  'кала',
  'казакстан',
  'апта',
  'хабарлама',
  'карсы',
  'жалпы',
  'толык',
  'алды',
  'улттык',
  'халык',
  'жолда',
  'негизги',
  'барлык',
  'жылды',
  'сана',
  'баска',
  'кейин',
  'дейин',
  'бугин',
  'ушин',
]);

/** Nouns that lose a vowel before an ending: халқы is of халық. */
const RESTORED: Readonly<Record<string, string>> = {
  халк: 'халык',
  орн: 'орын',
  ерк: 'ерик',
  ауз: 'ауыз',
  мойн: 'мойын',
  мурн: 'мурын',
  кулк: 'кулык',
  карн: 'карын',
  кырк: 'кырык',
};

const HAS_VOWEL = /[аеиоуыэюя]/;
const SHORTEST = 3;

/** The stem of a word in folded letters. */
export function kazakhStem(word: string): string {
  let stem = word;
  for (;;) {
    const next = withoutEnding(stem);
    if (next === stem) return stem;
    stem = next;
  }
}

function withoutEnding(word: string): string {
  if (WHOLE.has(word)) return word;
  for (const ending of ENDINGS) {
    const match = ending.exec(word);
    if (!match) continue;
    const rest = word.slice(0, match.index);
    const restored = RESTORED[rest];
    if (restored !== undefined) return restored;
    if ((rest.length < SHORTEST || !HAS_VOWEL.test(rest)) && !SHORT.has(rest)) continue;
    // Before a vowel қ, к and п are voiced: құқығы is of құқық, бабы of бап.
    return /^[ыи]/.test(match[0]) ? voiceless(rest) : rest;
  }
  return word;
}

function voiceless(stem: string): string {
  if (/[аеиоуыэ]г$/.test(stem)) return `${stem.slice(0, -1)}к`;
  if (/[аеиоуыэ]б$/.test(stem)) return `${stem.slice(0, -1)}п`;
  return stem;
}

/**
 * The language of a text, told from its letters and its commonest words.
 * Always true: what cannot be told is "und" (BCP 47), never a guess; a sample spread over the text decides, so time
 * does not grow with its length.
 */

const SAMPLE = 2_000;
const SAMPLES = 10;
/** Words to be seen before a language in Latin letters is believed. */
const ENOUGH = 3;

// The commonest words of the languages of the United Nations and of the region, in Latin letters.
const WORDS: Readonly<Record<string, readonly string[]>> = {
  en: ['the', 'of', 'and', 'to', 'in', 'is', 'for', 'that', 'with', 'by', 'are', 'was', 'from', 'which', 'on'],
  fr: ['le', 'la', 'les', 'des', 'et', 'du', 'une', 'dans', 'que', 'pour', 'est', 'sur', 'par', 'aux', 'qui'],
  es: ['el', 'los', 'las', 'del', 'y', 'en', 'una', 'que', 'por', 'para', 'con', 'se', 'al', 'su', 'como'],
  de: ['der', 'die', 'das', 'und', 'den', 'von', 'zu', 'mit', 'ist', 'im', 'für', 'auf', 'eine', 'nicht', 'des'],
  pt: ['o', 'os', 'das', 'dos', 'do', 'da', 'uma', 'que', 'em', 'para', 'com', 'não', 'ao', 'pela', 'são'],
  it: ['il', 'gli', 'della', 'di', 'che', 'per', 'una', 'con', 'sono', 'dei', 'nel', 'alla', 'è', 'del', 'le'],
  tr: ['ve', 'bir', 'bu', 'için', 'ile', 'olarak', 'daha', 'olan', 'çok', 'gibi', 'ya', 'da', 'de', 'veya', 'her'],
  uz: [
    'va',
    'bilan',
    'uchun',
    'bu',
    'ham',
    'yoki',
    'oʻz',
    "o'z",
    'boʻyicha',
    "bo'yicha",
    'toʻgʻrisida',
    'esa',
    'har',
    'bir',
    'deb',
  ],
};

// Letters that only some Cyrillic alphabets have; the first that fits wins.
const CYRILLIC: readonly (readonly [language: string, letters: RegExp, share: number])[] = [
  ['kk', /[әғқұһі]/gu, 0.03],
  ['tg', /[ӣӯҷ]/gu, 0.01],
  ['uz', /[ўҳ]/gu, 0.01],
  ['ky', /[ңөү]/gu, 0.02],
  ['uk', /[їєґ]/gu, 0.005],
  ['be', /[ў]/gu, 0.01],
];

// Other scripts, where the script tells enough.
const SCRIPTS: readonly (readonly [language: string, letters: RegExp])[] = [
  ['ar', /\p{Script=Arabic}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['th', /\p{Script=Thai}/gu],
];

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** BCP 47 tag of the language most of the text is in. */
export function languageOf(text: string): string {
  const sample = sampleOf(text).toLowerCase();
  const letters = count(sample, /\p{L}/gu);
  const cyrillic = count(sample, /\p{Script=Cyrillic}/gu);
  const latin = count(sample, /\p{Script=Latin}/gu);
  if (letters < 10) return 'und';
  for (const [language, pattern] of SCRIPTS) if (count(sample, pattern) > letters / 2) return language;
  if (cyrillic > latin) {
    // Kazakh has ұ, ғ, қ, ә and і together; Uzbek and Tajik share some of them but have letters Kazakh lacks.
    const fits = CYRILLIC.filter(([, pattern, share]) => count(sample, pattern) > cyrillic * share).map(
      ([name]) => name,
    );
    if (fits.includes('tg') || fits.includes('uz')) {
      const own = count(sample, /[ұәі]/gu);
      if (own < count(sample, /[ӣӯҷўҳ]/gu)) return fits.includes('tg') ? 'tg' : 'uz';
    }
    if (fits.includes('uk') && !/[әғқұ]/u.test(sample)) return 'uk';
    if (fits[0] === 'kk' && !/[әғқұү]/u.test(sample)) return /ў/u.test(sample) ? 'be' : 'uk';
    if (fits[0]) return fits[0];
    if (/[љњћђџѓќ]/u.test(sample)) return /[ѓќ]/u.test(sample) ? 'mk' : 'sr';
    return !/[ыэё]/u.test(sample) && count(sample, /ъ/gu) > cyrillic * 0.005 ? 'bg' : 'ru';
  }
  const words = sample.match(/[\p{L}ʻ'’]+/gu) ?? [];
  const seen = new Map<string, number>();
  for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
  let best = 'und';
  let most = ENOUGH - 1;
  for (const [language, list] of Object.entries(WORDS)) {
    let hits = 0;
    for (const word of list) hits += seen.get(word) ?? 0;
    if (hits > most) [best, most] = [language, hits];
  }
  return best;
}

/** Pieces spread evenly over a long text, the whole of a short one. */
function sampleOf(text: string): string {
  if (text.length <= SAMPLE * SAMPLES) return text;
  const step = (text.length - SAMPLE) / (SAMPLES - 1);
  return Array.from({ length: SAMPLES }, (_, index) => {
    const at = Math.floor(index * step);
    return text.slice(at, at + SAMPLE);
  }).join('\n');
}

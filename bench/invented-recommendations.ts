/**
 * Invented recommendations in the number a world register has: sentences of words drawn as often as they stand in the
 * shipped texts of each language, so that terms are as common and as rare as in real ones. The same at every run.
 */
import type { Dataset } from '../src/core/dataset.ts';
import { LANGUAGES, type Language } from '../src/core/localised.ts';
import type { RecordOf } from '../src/core/model/index.ts';
import { passagesOf } from '../src/core/search/passages.ts';

/** Numbers that look random and are the same at every run (mulberry32). */
export function randomly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The words of a dataset's texts by language, each as often as it stands there. */
export function wordsByLanguage(dataset: Dataset): Record<Language, string[]> {
  const words: Record<Language, string[]> = { en: [], ru: [], kk: [] };
  for (const record of dataset.records) {
    for (const { text, language } of passagesOf(record))
      words[language].push(...text.toLowerCase().split(/\s+/).filter(Boolean));
  }
  return words;
}

/** How recommendations begin; capitals stand where they stand in real ones. */
const OPENINGS: Readonly<Record<Language, string>> = {
  en: 'In line with the Convention and its Optional Protocol the State party should',
  ru: 'В соответствии с Конвенцией и Факультативным протоколом государству-участнику следует',
  kk: 'Конвенцияға және Факультативтік хаттамаға сәйкес қатысушы мемлекет',
};

const BODIES = ['Committee on the Rights of the Child', 'Human Rights Council', 'Committee against Torture'];

/**
 * Recommendations of invented countries (xaa, xab …), each in one of the three languages with a text of 12 to 60
 * words; all cite one source, four of five name a theme, half an indicator, and a fifth repeat another.
 */
export function inventedRecommendations(dataset: Dataset, count: number): RecordOf<'recommendation'>[] {
  const random = randomly(5);
  const words = wordsByLanguage(dataset);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const themes = dataset.all('theme').map(({ id }) => id);
  const indicators = dataset.indicators().map(({ id }) => id);
  const source = dataset.all('source').find(({ country }) => country === undefined)?.id ?? '';
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const idOf = (n: number) =>
    `xa${letters[n % 26]}/recommendation/${BODIES.length}-${2003 + (n % 23)}/${Math.floor(n / 26)}`;
  return Array.from({ length: count }, (_, n) => {
    const language = LANGUAGES[n % 3] as Language;
    const length = 12 + Math.floor(random() * 49);
    const text = `${OPENINGS[language]} ${Array.from({ length }, () => pick(words[language])).join(' ')}`;
    const year = 2003 + (n % 23);
    return {
      kind: 'recommendation',
      id: idOf(n),
      country: idOf(n).slice(0, 3),
      body: pick(BODIES),
      document: `A/HRC/${10 + (n % 50)}/${n % 19}`,
      paragraph: String(1 + (n % 200)),
      date: `${year}-${String(1 + (n % 12)).padStart(2, '0')}-15`,
      text: { [language]: text },
      ...(random() < 0.8 && { themes: [pick(themes)] }),
      ...(random() < 0.5 && { indicators: [pick(indicators)] }),
      ...(n > 100 && random() < 0.2 && { sameAs: [idOf(Math.floor(random() * n))] }),
      origin: { register: 'invented', key: String(n) },
      citations: [{ source, locator: `para ${1 + (n % 200)}` }],
    };
  });
}

/**
 * Text in English, Russian and Kazakh.
 * A plain string is English. A language that is absent falls back, visibly: `inLanguage` says which language it gives.
 */

export const LANGUAGES = ['en', 'ru', 'kk'] as const;

/** BCP 47 tag of a language the interface speaks. */
export type Language = (typeof LANGUAGES)[number];

/** Text as records hold it. `translation: unchecked` marks Russian and Kazakh that no speaker has checked yet. */
export type Localised =
  | string
  | {
      readonly en?: string | undefined;
      readonly ru?: string | undefined;
      readonly kk?: string | undefined;
      readonly translation?: 'unchecked' | undefined;
    };

/** A text with the language it really is in, and whether a speaker still has to check it. */
export interface Phrase {
  readonly text: string;
  readonly language: Language;
  readonly unchecked: boolean;
}

const FALLBACK: Record<Language, readonly Language[]> = {
  en: ['en', 'ru', 'kk'],
  ru: ['ru', 'en', 'kk'],
  kk: ['kk', 'ru', 'en'],
};

/** The text in the wanted language, or the nearest there is: Kazakh falls back to Russian, then English. */
export function inLanguage(text: Localised, wanted: Language): Phrase {
  if (typeof text === 'string') return { text, language: 'en', unchecked: false };
  for (const language of FALLBACK[wanted]) {
    const found = text[language];
    if (found !== undefined) {
      return { text: found, language, unchecked: text.translation === 'unchecked' && language !== 'en' };
    }
  }
  return { text: '', language: wanted, unchecked: false };
}

/** The text in each language it has; none where there is no text. */
export function everyText(text: Localised | undefined): string[] {
  if (text === undefined) return [];
  return typeof text === 'string' ? [text] : LANGUAGES.flatMap((language) => text[language] ?? []);
}

/** The English text, for logs, errors and the command line. */
export function english(text: Localised): string {
  return inLanguage(text, 'en').text;
}

/** The stop of an abbreviation (2015 г.) also ends the sentence that it ends. What is quoted stays as it stands. */
export function oneStop(text: string): string {
  if (!text.includes('..')) return text;
  return text.replace(/“[^”]*”|«[^»]*»|(?<=\p{L}\.)\.(?=\s|$)/gu, (found) => (found === '.' ? '' : found));
}

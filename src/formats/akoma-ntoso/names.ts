/**
 * Names that reading and writing Akoma Ntoso share: namespaces, language codes, addresses of laws.
 * Follows Akoma Ntoso 1.0 (namespace 3.0) and its Naming Convention 1.0, both of OASIS LegalDocML.
 */
import type { Law } from '../../core/model/index.ts';
import type { PartialDate } from '../../core/time.ts';

export const AKN = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0';

/** Our own elements and attributes in files that we write. */
export const OWN = 'https://dutybearer.org/ns/akn';

/** What our remarks refer to when they hold a summary and not the official text. */
export const SUMMARY_CONCEPT = '/akn/ontology/concept/dutybearer/summary';

/** Three letters (ISO 639-2/T), as FRBRlanguage has them, by the two of our texts. */
const THREE_LETTERS: Record<string, string> = {
  ar: 'ara',
  az: 'aze',
  be: 'bel',
  bg: 'bul',
  cs: 'ces',
  da: 'dan',
  de: 'deu',
  el: 'ell',
  en: 'eng',
  es: 'spa',
  et: 'est',
  fa: 'fas',
  fi: 'fin',
  fr: 'fra',
  hi: 'hin',
  hr: 'hrv',
  hu: 'hun',
  hy: 'hye',
  id: 'ind',
  it: 'ita',
  ja: 'jpn',
  ka: 'kat',
  kk: 'kaz',
  ko: 'kor',
  ky: 'kir',
  lt: 'lit',
  lv: 'lav',
  mn: 'mon',
  nl: 'nld',
  no: 'nor',
  pl: 'pol',
  pt: 'por',
  ro: 'ron',
  ru: 'rus',
  sk: 'slk',
  sl: 'slv',
  sr: 'srp',
  sv: 'swe',
  sw: 'swa',
  tg: 'tgk',
  th: 'tha',
  tk: 'tuk',
  tr: 'tur',
  uk: 'ukr',
  ur: 'urd',
  uz: 'uzb',
  vi: 'vie',
  zh: 'zho',
};

export function threeLetters(language: string): string {
  return THREE_LETTERS[language] ?? language;
}

/** The code of two letters where there is one: rus is ru. Undefined where it is no language code at all. */
export function shortLanguage(code: string | undefined): string | undefined {
  try {
    const [canonical = ''] = Intl.getCanonicalLocales(code?.trim().replace('_', '-'));
    const language = canonical.split('-')[0] ?? '';
    return /^[a-z]{2,3}$/.test(language) && language !== 'und' ? language : undefined;
  } catch {
    return undefined;
  }
}

/** A date of which years and whole days can stand in an address; a month is given as its year. */
function dateSegment(date: PartialDate | undefined): string {
  return date === undefined ? 'undated' : date.length === 7 ? date.slice(0, 4) : date;
}

/** Address of a law as a work: /akn/kz/act/2014-07-03/226-V. `place` is the country, of two letters where known. */
export function workAddress(law: Law, place: string): string {
  const name = law.number ?? law.id.split('/').at(-1) ?? law.id;
  const segment = name.trim().replace(/[\s/!@~:#?]+/g, '-');
  const kind = law.type === 'bill' ? 'bill' : 'act';
  return `/akn/${place}/${kind}/${dateSegment(law.adopted ?? law.published ?? law.from)}/${encodeURI(segment)}`;
}

/** Our permanent address of a law: /law/kaz/criminal-code-2014. */
export function ownAddress(id: string): string {
  const [country, , ...rest] = id.split('/');
  return `/law/${country}/${rest.join('/')}`;
}

const CYRILLIC: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  ё: 'e',
  ә: 'a',
  ғ: 'g',
  қ: 'q',
  ң: 'n',
  ө: 'o',
  ұ: 'u',
  ү: 'u',
  һ: 'h',
  і: 'i',
  ї: 'i',
  є: 'e',
  ґ: 'g',
  ў: 'u',
};

/** Words fit for an id: lower-case Latin letters and digits, joined by hyphens. Letters of no known spelling go. */
export function slug(text: string): string {
  return [...text.normalize('NFC').toLowerCase()]
    .map((letter) => CYRILLIC[letter] ?? letter)
    .join('')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .replace(/[-.]*\.[-.]*/g, '.')
    .replace(/-{2,}/g, '-');
}

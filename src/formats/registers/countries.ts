/**
 * Names of states and territories as registers print them, and which state they mean.
 * Always true: a name that several states bear, or one of a state that is no more, is never resolved here: it is handed
 * back with the states that it may mean, for a person to decide. Names follow the terminology of the United Nations.
 */
import { everyText } from '../../core/localised.ts';
import type { RecordOf } from '../../core/model/index.ts';
import { nearest } from '../../core/nearest.ts';
import { fold } from './vocabulary.ts';

export type CountryReading =
  | { readonly country: string }
  /** A name that several states bear, or of a state that is no more: what it may mean. */
  | { readonly asks: readonly string[]; readonly why: 'ambiguous' | 'historic' }
  /** No state is called so; the nearest names. */
  | { readonly unknown: readonly string[] };

/** Names that more than one state bears. */
const AMBIGUOUS: readonly (readonly [names: readonly string[], may: readonly string[]])[] = [
  [
    ['Korea', 'Корея', 'Corée', 'Corea'],
    ['kor', 'prk'],
  ],
  [
    ['Congo', 'The Congo', 'Конго'],
    ['cog', 'cod'],
  ],
  [
    ['Guinea', 'Гвинея', 'Guinée'],
    ['gin', 'gnb', 'gnq', 'png'],
  ],
  [
    ['Macedonia', 'Македония'],
    ['mkd', 'grc'],
  ],
  [
    ['Virgin Islands', 'Виргинские острова'],
    ['vgb', 'vir'],
  ],
  [
    ['Saint Martin', 'Сен-Мартен'],
    ['maf', 'sxm'],
  ],
  [['America', 'Америка'], ['usa']],
  [
    ['Timor', 'Тимор'],
    ['tls', 'idn'],
  ],
  [
    ['Borneo', 'Борнео'],
    ['idn', 'mys', 'brn'],
  ],
  [['Micronesia', 'Микронезия'], ['fsm']],
  [['England', 'Scotland', 'Wales', 'Northern Ireland', 'Great Britain', 'Англия', 'Шотландия'], ['gbr']],
];

/** States that are no more, or that were called so when their borders were others. */
const HISTORIC: readonly (readonly [names: readonly string[], may: readonly string[]])[] = [
  [
    [
      'USSR',
      'U.S.S.R.',
      'Soviet Union',
      'Union of Soviet Socialist Republics',
      'СССР',
      'Советский Союз',
      'Союз Советских Социалистических Республик',
      'КСРО',
      'Кеңес Одағы',
      'URSS',
      'SUN',
      'SU',
    ],
    ['rus', 'arm', 'aze', 'blr', 'est', 'geo', 'kaz', 'kgz', 'ltu', 'lva', 'mda', 'tjk', 'tkm', 'ukr', 'uzb'],
  ],
  [
    [
      'Yugoslavia',
      'Socialist Federal Republic of Yugoslavia',
      'SFR Yugoslavia',
      'Former Yugoslavia',
      'Югославия',
      'СФРЮ',
      'YUG',
      'YU',
    ],
    ['srb', 'bih', 'hrv', 'mkd', 'mne', 'svn'],
  ],
  [
    [
      'Federal Republic of Yugoslavia',
      'Serbia and Montenegro',
      'State Union of Serbia and Montenegro',
      'Союзная Республика Югославия',
      'Сербия и Черногория',
      'Сербия және Черногория',
      'SCG',
      'CS',
    ],
    ['srb', 'mne'],
  ],
  [
    ['Czechoslovakia', 'Czecho-Slovakia', 'Чехословакия', 'ЧССР', 'CSK'],
    ['cze', 'svk'],
  ],
  [['Zaire', 'Zaïre', 'Заир', 'ZAR'], ['cod']],
  [
    ['German Democratic Republic', 'GDR', 'East Germany', 'ГДР', 'Германская Демократическая Республика', 'DDR'],
    ['deu'],
  ],
  [['West Germany', 'Западная Германия'], ['deu']],
  [
    [
      'Democratic Yemen',
      'South Yemen',
      'Yemen Arab Republic',
      'North Yemen',
      "People's Democratic Republic of Yemen",
      'Южный Йемен',
      'Северный Йемен',
      'YMD',
    ],
    ['yem'],
  ],
  [
    ['South Viet Nam', 'Republic of Viet-Nam', 'South Vietnam', 'Южный Вьетнам', 'North Vietnam', 'Северный Вьетнам'],
    ['vnm'],
  ],
  [
    ['United Arab Republic', 'ОАР', 'Объединённая Арабская Республика'],
    ['egy', 'syr'],
  ],
  [['Tanganyika', 'Zanzibar', 'Танганьика', 'Занзибар'], ['tza']],
  [
    ['Rhodesia', 'Southern Rhodesia', 'Родезия', 'RHO'],
    ['zwe', 'zmb'],
  ],
  [['Northern Rhodesia'], ['zmb']],
  [['Nyasaland'], ['mwi']],
  [['Upper Volta', 'Верхняя Вольта', 'HVO'], ['bfa']],
  [['Dahomey', 'Дагомея', 'DHY'], ['ben']],
  [['Ceylon', 'Цейлон'], ['lka']],
  [['Kampuchea', 'Democratic Kampuchea', 'Khmer Republic', 'Кампучия'], ['khm']],
  [
    ['East Pakistan', 'Восточный Пакистан'],
    ['bgd', 'pak'],
  ],
  [
    ['Netherlands Antilles', 'Нидерландские Антильские острова', 'ANT'],
    ['cuw', 'sxm', 'bes'],
  ],
  [
    ['East Timor', 'Восточный Тимор', 'TMP'],
    ['tls', 'idn'],
  ],
  [['Sikkim', 'Сикким'], ['ind']],
  [
    ['Palestine, Mandate', 'Mandatory Palestine'],
    ['pse', 'isr'],
  ],
  [['Federation of Malaya', 'Malaya', 'Малайя'], ['mys']],
  [['Abyssinia', 'Абиссиния'], ['eth']],
  [['Siam', 'Сиам'], ['tha']],
  [['Persia', 'Персия'], ['irn']],
  [['British Honduras'], ['blz']],
  [['Gold Coast'], ['gha']],
  [['Trucial States'], ['are']],
  [['Belgian Congo', 'Бельгийское Конго', 'Congo Leopoldville', 'Léopoldville'], ['cod']],
];

/** Further names of one state: the forms of the United Nations, earlier names of the same state, common short ones. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  are: ['UAE', 'ОАЭ', 'БАӘ'],
  bih: ['Bosnia', 'Bosnia & Herzegovina', 'Босния'],
  bol: [
    'Bolivia',
    'Bolivia (Plurinational State of)',
    'Plurinational State of Bolivia',
    'Боливия (Многонациональное Государство)',
  ],
  brn: ['Brunei', 'Brunei Darussalam', 'Бруней-Даруссалам', 'Бруней'],
  caf: ['Central African Rep.', 'CAR', 'ЦАР'],
  civ: ["Côte d'Ivoire", 'Ivory Coast', 'Cote d Ivoire', 'Кот-д’Ивуар', 'Берег Слоновой Кости'],
  cod: [
    'Democratic Republic of the Congo',
    'DR Congo',
    'DRC',
    'Congo, Dem. Rep.',
    'Congo (Democratic Republic of the)',
    'Congo, Democratic Republic of the',
    'Congo - Kinshasa',
    'Congo (Kinshasa)',
    'ДР Конго',
    'ДРК',
    'Демократическая Республика Конго',
  ],
  cog: [
    'Republic of the Congo',
    'Congo, Rep.',
    'Congo (Brazzaville)',
    'Congo - Brazzaville',
    'Congo Republic',
    'Республика Конго',
    'Конго (Браззавиль)',
  ],
  cpv: ['Cabo Verde', 'Cape Verde', 'Кабо-Верде', 'Острова Зелёного Мыса'],
  cze: ['Czechia', 'Czech Republic', 'Чехия', 'Чешская Республика'],
  dom: ['Dominican Rep.'],
  fsm: ['Micronesia (Federated States of)', 'Federated States of Micronesia', 'Микронезия (Федеративные Штаты)'],
  gbr: [
    'United Kingdom',
    'UK',
    'United Kingdom of Great Britain and Northern Ireland',
    'U.K.',
    'Соединённое Королевство',
    'Соединенное Королевство Великобритании и Северной Ирландии',
    'Великобритания',
  ],
  gmb: ['The Gambia', 'Gambia (Republic of The)', 'Gambia'],
  hkg: ['China, Hong Kong SAR', 'Hong Kong, China', 'Hong Kong SAR'],
  irn: [
    'Iran',
    'Iran (Islamic Republic of)',
    'Islamic Republic of Iran',
    'Iran, Islamic Rep.',
    'Иран (Исламская Республика)',
    'Исламская Республика Иран',
  ],
  kgz: ['Kyrgyzstan', 'Kyrgyz Republic', 'Kirghizia', 'Кыргызстан', 'Киргизия', 'Кыргызская Республика'],
  kor: [
    'Republic of Korea',
    'South Korea',
    'Korea, Rep.',
    'Korea, Republic of',
    'Korea (Republic of)',
    'Республика Корея',
    'Южная Корея',
    'Корея Республикасы',
    'Оңтүстік Корея',
  ],
  lao: ['Laos', "Lao People's Democratic Republic", 'Lao PDR', 'Лаос', 'Лаосская Народно-Демократическая Республика'],
  lby: ['Libya', 'Libyan Arab Jamahiriya', 'State of Libya'],
  mac: ['China, Macao SAR', 'Macau', 'Macao SAR'],
  mda: ['Moldova', 'Republic of Moldova', 'Moldova, Republic of', 'Молдова', 'Республика Молдова', 'Молдавия'],
  mkd: [
    'North Macedonia',
    'The former Yugoslav Republic of Macedonia',
    'FYROM',
    'TFYR Macedonia',
    'Северная Македония',
    'бывшая югославская Республика Македония',
  ],
  mmr: ['Myanmar', 'Burma', 'Мьянма', 'Бирма'],
  nld: [
    'Netherlands',
    'The Netherlands',
    'Netherlands (Kingdom of the)',
    'Kingdom of the Netherlands',
    'Holland',
    'Нидерланды',
    'Королевство Нидерландов',
    'Голландия',
  ],
  prk: [
    "Democratic People's Republic of Korea",
    "Dem. People's Rep. of Korea",
    'North Korea',
    'DPRK',
    'DPR Korea',
    'Korea, Dem. People’s Rep.',
    "Korea (Democratic People's Republic of)",
    'КНДР',
    'Северная Корея',
    'Корейская Народно-Демократическая Республика',
    'Солтүстік Корея',
    'КХДР',
  ],
  pse: ['State of Palestine', 'Palestine', 'Occupied Palestinian Territory', 'Государство Палестина', 'Палестина'],
  rus: ['Russia', 'Russian Federation', 'Россия', 'Российская Федерация', 'РФ', 'Ресей', 'Ресей Федерациясы'],
  stp: ['Sao Tome and Principe', 'São Tomé & Príncipe'],
  svk: ['Slovakia', 'Slovak Republic', 'Словацкая Республика', 'Словакия'],
  swz: ['Eswatini', 'Swaziland', 'Kingdom of Eswatini', 'Эсватини', 'Свазиленд'],
  syr: ['Syria', 'Syrian Arab Republic', 'Сирия', 'Сирийская Арабская Республика'],
  tls: ['Timor-Leste', 'Тимор-Лешти'],
  tur: ['Türkiye', 'Turkey', 'Turkiye', 'Турция', 'Түркия'],
  twn: ['Taiwan', 'Taiwan Province of China', 'Taiwan, China', 'Chinese Taipei', 'Тайвань'],
  tza: [
    'Tanzania',
    'United Republic of Tanzania',
    'Tanzania, United Republic of',
    'Танзания',
    'Объединённая Республика Танзания',
  ],
  usa: [
    'United States',
    'United States of America',
    'USA',
    'U.S.',
    'U.S.A.',
    'US',
    'США',
    'Соединённые Штаты Америки',
    'Соединённые Штаты',
    'АҚШ',
    'Америка Құрама Штаттары',
  ],
  vat: ['Holy See', 'Vatican', 'Vatican City', 'Святой Престол', 'Ватикан'],
  ven: [
    'Venezuela',
    'Venezuela (Bolivarian Republic of)',
    'Bolivarian Republic of Venezuela',
    'Венесуэла (Боливарианская Республика)',
  ],
  vnm: ['Viet Nam', 'Vietnam', 'Вьетнам'],
  xkx: ['Kosovo', 'Косово'],
};

/** Languages in which the names of all countries are known without being listed here. */
const NAMING = ['en', 'ru', 'kk', 'fr', 'es'] as const;

/** What reads names of countries, for those on record. Each name is looked up once. */
export function countryReader(countries: readonly RecordOf<'country'>[]): (name: string) => CountryReading {
  const names = new Map<string, string>();
  const regions = NAMING.map((language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }));
  for (const { id, alpha2, name, officialName } of countries) {
    const shown = regions.map((region) => region.of(alpha2) ?? '');
    for (const one of [id, alpha2, ...shown, ...everyText(name), ...everyText(officialName), ...(NAMES[id] ?? [])])
      if (one) names.set(fold(one), id);
  }
  const asking = new Map<string, CountryReading>();
  const onRecord = new Set(countries.map(({ id }) => id));
  for (const [why, list] of [
    ['historic', HISTORIC],
    ['ambiguous', AMBIGUOUS],
  ] as const) {
    for (const [all, may] of list)
      for (const one of all) asking.set(fold(one), { asks: may.filter((id) => onRecord.has(id)), why });
  }
  const read = new Map<string, CountryReading>();
  return (typed) => {
    const kept = read.get(typed);
    if (kept) return kept;
    const reading = readCountry(typed, names, asking);
    if (read.size < 100_000) read.set(typed, reading);
    return reading;
  };
}

function readCountry(typed: string, names: Map<string, string>, asking: Map<string, CountryReading>): CountryReading {
  for (const name of variants(typed)) {
    const asks = asking.get(name);
    if (asks) return asks;
    const country = names.get(name);
    if (country) return { country };
  }
  const close = nearest(fold(typed), names.keys()).map((name) => names.get(name) ?? name);
  return { unknown: [...new Set(close)] };
}

/** A name as it is printed, without the numbers and letters of footnotes, without an article, and turned at a comma. */
function variants(typed: string): string[] {
  const bare = typed
    .replace(/(?:\s*[[(]?\d{1,2}[\])]?\s*,?)+$/, '')
    .replace(/[*†‡]+$/, '')
    .trim();
  const turned = /^([^,]+),\s*(.+)$/.exec(bare);
  const found = [typed, bare, bare.replace(/^the\s+/i, ''), ...(turned ? [`${turned[2]} ${turned[1]}`] : [])];
  return [...new Set(found.map(fold))].filter(Boolean);
}

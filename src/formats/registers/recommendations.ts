/**
 * Recommendations as the registers of the United Nations give them: the human rights index (UHRI) and the databases of
 * the Universal Periodic Review, in any order of columns and several languages.
 * Always true: one row is one recommendation. It is known by the register’s own number, else by document, paragraph and
 * reviewing state; where several rows share those, by its words too.
 */
import type { Localised } from '../../core/localised.ts';
import type { AnyRecord } from '../../core/model/index.ts';
import { bodyNamed, REVIEW, reviewingState } from './bodies.ts';
import { type Draft, type Drafter, hash, type Register, slug } from './draft.ts';
import type { RowReader } from './row.ts';
import { type Fields, fold } from './vocabulary.ts';

const fields: Fields = {
  key: {
    type: 'text',
    about: 'The register’s own number of the recommendation.',
    headings: [
      'Annotation ID',
      'AnnotationId',
      'Recommendation ID',
      'Rec ID',
      'UUID',
      'Record ID',
      'ID рекомендации',
      'Номер записи',
      'Ұсыным нөмірі',
    ],
  },
  country: {
    type: 'country',
    isRequired: true,
    about: 'The state to which it is addressed.',
    headings: [
      'Country',
      'Countries',
      'State',
      'Country/Entity',
      'State/Entity',
      'State under review',
      'State Under Review (SuR)',
      'SuR',
      'SUR',
      'Reviewed state',
      'Concerned country',
      'Страна',
      'Государство',
      'Страна/субъект',
      'Государство - объект обзора',
      'Рассматриваемое государство',
      'Ел',
      'Мемлекет',
      'Шолу жасалатын мемлекет',
      'Pays',
      'État examiné',
      'País',
      'Estado examinado',
      'ISO3',
      'Country code',
    ],
  },
  text: {
    type: 'text',
    isRequired: true,
    isLocalised: true,
    about: 'What is asked.',
    headings: [
      'Text',
      'Recommendation',
      'Recommendation text',
      'Annotation',
      'Annotation text',
      'Recommendation/observation',
      'Observation',
      'Текст',
      'Рекомендация',
      'Текст рекомендации',
      'Мәтін',
      'Ұсыным',
      'Ұсыныс',
      'Ұсыным мәтіні',
      'Texte',
      'Recommandation',
      'Texto',
      'Recomendación',
    ],
  },
  body: {
    type: 'text',
    about: 'Who recommends: CRC, CEDAW, UPR.',
    headings: [
      'Body',
      'Mechanism',
      'Human rights mechanism',
      'Treaty body',
      'Committee',
      'Механизм',
      'Орган',
      'Комитет',
      'Договорный орган',
      'Тетік',
      'Mécanisme',
      'Organe',
      'Mecanismo',
    ],
  },
  recommender: {
    type: 'country',
    about: 'The reviewing state, in the Universal Periodic Review.',
    headings: [
      'Recommending state',
      'Recommending country',
      'Reviewing state',
      'Recommending State (RS)',
      'RS',
      'State making the recommendation',
      'Рекомендующее государство',
      'Государство, вынесшее рекомендацию',
      'Ұсыным берген мемлекет',
      'État auteur',
      'Estado recomendante',
    ],
  },
  document: {
    type: 'text',
    about: 'Symbol or title of the document.',
    headings: [
      'Symbol',
      'Document symbol',
      'UN symbol',
      'Document',
      'Document code',
      'Reference',
      'Условное обозначение',
      'Символ документа',
      'Документ',
      'Құжат',
      'Құжат белгісі',
      'Cote',
      'Signatura',
    ],
  },
  paragraph: {
    type: 'text',
    about: 'The paragraph.',
    headings: [
      'Paragraph',
      'Para',
      'Paragraph number',
      'Paragraph no',
      'Para.',
      'Recommendation number',
      'Пункт',
      'Абзац',
      'Параграф',
      'Тармақ',
      'Paragraphe',
      'Párrafo',
    ],
  },
  date: {
    type: 'date',
    about: 'When it was made.',
    headings: [
      'Date',
      'Publication date',
      'Published',
      'Document date',
      'Date of publication',
      'Adoption date',
      'Year',
      'Дата',
      'Дата публикации',
      'Дата документа',
      'Год',
      'Күні',
      'Жыл',
      'Жарияланған күні',
      'Date de publication',
      'Fecha',
      'Fecha de publicación',
      'Année',
      'Año',
    ],
  },
  session: {
    type: 'text',
    about: 'Session of the review, from which the year follows where no date is given.',
    headings: ['Session', 'UPR session', 'Review session', 'Сессия', 'Сессиясы', 'Sesión'],
  },
  topics: {
    type: 'words',
    about: 'Subjects that the register gives it.',
    headings: [
      'Themes',
      'Theme',
      'Issue',
      'Issues',
      'Topic',
      'Topics',
      'Themes and issues',
      'Тема',
      'Темы',
      'Вопросы',
      'Тақырып',
      'Тақырыптар',
      'Thèmes',
      'Temas',
    ],
  },
  response: {
    type: 'choice',
    about: 'What the state answered: accepted, noted, rejected.',
    headings: [
      'Response',
      'UPR position',
      'Position',
      'State response',
      'State position',
      'Level of support',
      'Response of the state',
      'Позиция',
      'Позиция государства',
      'Ответ',
      'Ответ государства',
      'Жауап',
      'Мемлекеттің жауабы',
      'Réponse',
      'Respuesta',
      'Posición',
    ],
  },
  addressee: {
    type: 'text',
    isLocalised: true,
    about: 'To whom, where not the state.',
    headings: ['Addressee', 'Addressed to', 'Адресат', 'Кому адресовано', 'Кімге'],
  },
};

const RESPONSES: readonly (readonly [words: readonly string[], said: Localised])[] = [
  [
    [
      'accepted',
      'supported',
      'support',
      'enjoys support',
      'принято',
      'принята',
      'поддержано',
      'поддержана',
      'поддерживается',
      'қабылданды',
      'қолдау тапты',
      'acceptée',
      'soutenue',
      'aceptada',
      'apoyada',
    ],
    { en: 'Accepted', ru: 'Принято', kk: 'Қабылданды', translation: 'unchecked' },
  ],
  [
    [
      'noted',
      'taken note of',
      'принято к сведению',
      'принята к сведению',
      'ескерілді',
      'назарға алынды',
      'notée',
      'anotada',
    ],
    { en: 'Noted', ru: 'Принято к сведению', kk: 'Назарға алынды', translation: 'unchecked' },
  ],
  [
    [
      'rejected',
      'not supported',
      'not accepted',
      'отклонено',
      'отклонена',
      'не поддержано',
      'қабылданбады',
      'rejetée',
      'rechazada',
    ],
    { en: 'Rejected', ru: 'Отклонено', kk: 'Қабылданбады', translation: 'unchecked' },
  ],
];

/** The year in which each session of the Universal Periodic Review met, from the first on. */
const SESSION_YEARS = [
  2008, 2008, 2008, 2009, 2009, 2009, 2010, 2010, 2010, 2011, 2011, 2011, 2012, 2012, 2013, 2013, 2013, 2014, 2014,
  2014, 2015, 2015, 2015, 2016, 2016, 2016, 2017, 2017, 2018, 2018, 2018, 2019, 2019, 2019, 2020, 2020, 2021, 2021,
  2021, 2022, 2022, 2023, 2023, 2023, 2024, 2024, 2024, 2025,
];

class RecommendationDrafter implements Drafter {
  /** How many rows share a document, a paragraph and a reviewing state, by a number made of them. */
  readonly #shared = new Map<number, number>();
  readonly #register: string;

  constructor(register: string) {
    this.#register = register;
  }

  observe(row: RowReader): void {
    if (row.has('key')) return;
    const place = placeOf(row);
    if (place === undefined) return;
    const number = mark(place);
    this.#shared.set(number, (this.#shared.get(number) ?? 0) + 1);
  }

  draft(row: RowReader): readonly Draft[] {
    const country = row.country();
    if (row.isLeftOut) return [];
    const text = row.localised('text');
    if (text === undefined) row.fail('text', 'is empty: no recommendation');
    const recommender = row.text('recommender');
    const body = bodyOf(row, recommender);
    const date = dateOf(row);
    const document = row.text('document');
    const paragraph = row.text('paragraph')?.replace(/^(?:paras?\.?|п\.|пункт|тармақ)\s*/i, '');
    const response = responseOf(row.text('response'));
    const topics = wordsOf(row.text('topics'));
    const addressee = row.localised('addressee');
    if (!row.isReadable || country === undefined || text === undefined || date === undefined) return [];
    const key = this.#keyOf(row, country, text);
    const locator = [paragraph && `para ${paragraph}`, recommender && `from ${recommender}`].filter(Boolean).join(', ');
    return [
      {
        key,
        id: `${country}/recommendation/${slug(`${this.#register}-${key.replace(`${country}|`, '')}`)}`,
        country,
        kind: 'recommendation',
        row: row.number,
        ...(locator && { locator: locator.slice(0, 200) }),
        body: {
          body,
          ...(document && { document }),
          ...(paragraph && { paragraph }),
          date,
          text,
          ...(addressee && { addressee }),
          ...(topics.length > 0 && { topics }),
          ...(response && { response }),
        },
      },
    ];
  }

  #keyOf(row: RowReader, country: string, text: Localised): string {
    const own = row.text('key');
    if (own !== undefined) return own;
    const place = placeOf(row);
    const words = typeof text === 'string' ? text : (text.en ?? text.ru ?? text.kk ?? '');
    const ofText = hash(fold(words), 8);
    if (place === undefined) return `${country}|${ofText}`;
    const isShared = (this.#shared.get(mark(place)) ?? 0) > 1;
    return [country, place, ...(isShared ? [ofText] : [])].join('|');
  }
}

function placeOf(row: RowReader): string | undefined {
  const parts = ['document', 'paragraph', 'recommender'].map((field) => row.text(field)?.toLowerCase() ?? '');
  if (!parts[0] || !(parts[1] || parts[2])) return undefined;
  return parts.join('|');
}

/** A number of 53 bits for a text (two 32-bit multiplicative hashes): a million are told apart, and take little room. */
function mark(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

function bodyOf(row: RowReader, recommender: string | undefined): Localised {
  const said = row.text('body');
  if (recommender !== undefined) return reviewingState(recommender);
  if (said === undefined) {
    if (row.has('recommender') || row.has('session') || row.has('response')) return REVIEW;
    row.fail('body', 'is empty: who recommends?');
    return '';
  }
  return bodyNamed(said) ?? (row.language === 'en' ? said : { [row.language]: said });
}

function dateOf(row: RowReader): string | undefined {
  const date = row.date('date');
  if (date !== undefined || row.asked.length > 0 || row.failures.length > 0) return date;
  const session = /\d+/.exec(row.text('session') ?? '')?.[0];
  const year = session === undefined ? undefined : SESSION_YEARS[Number(session) - 1];
  if (year === undefined) row.fail('date', 'is empty: no date');
  return year === undefined ? undefined : String(year);
}

function responseOf(said: string | undefined): Localised | undefined {
  if (said === undefined) return undefined;
  const folded = fold(said);
  return RESPONSES.find(([words]) => words.some((word) => fold(word) === folded))?.[1] ?? said;
}

/** Subjects of a list, as words joined by hyphens. */
function wordsOf(said: string | undefined): string[] {
  if (said === undefined) return [];
  const items = said.split(/[;|\n•]|(?:^|\s)[-–]\s/).map((item) => fold(item).replaceAll(' ', '-'));
  return [...new Set(items.filter(Boolean))];
}

export const recommendations: Register = {
  kind: 'recommendations',
  record: 'recommendation',
  fields,
  registers: [
    {
      id: 'upr',
      title: 'Recommendations of the Universal Periodic Review',
      publisher: 'UPR Info',
      marks: ['recommender', 'session'],
    },
    { id: 'uhri', title: 'Universal Human Rights Index', publisher: 'OHCHR', marks: ['document', 'topics'] },
  ],
  begin: (register) => new RecommendationDrafter(register),
  identity: (record: AnyRecord) => {
    if (record.kind !== 'recommendation') return [];
    const { country, document, paragraph, body } = record;
    if (document === undefined || !/\p{L}.*\//u.test(document)) return [];
    const review = typeof body === 'string' ? body : (body.en ?? '');
    const from = /\(Universal Periodic Review\)/.test(review) ? fold(review) : '';
    // Without a paragraph nothing tells one demand of a document from another.
    if (paragraph === undefined) return [];
    return [[country, fold(document), fold(paragraph), from].join('|')];
  },
};

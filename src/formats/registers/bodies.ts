/**
 * Who recommends: bodies of the United Nations and reviews by the names and short forms that registers use.
 * Names in Russian and Kazakh are unchecked and say so.
 */
import type { Localised } from '../../core/localised.ts';
import { fold } from './vocabulary.ts';

interface Body {
  readonly name: Localised;
  /** How registers write it. */
  readonly forms: readonly string[];
}

const named = (en: string, ru: string, kk: string): Localised => ({ en, ru, kk, translation: 'unchecked' });

export const REVIEW = named('Universal Periodic Review', 'Универсальный периодический обзор', 'Әмбебап мерзімдік шолу');

const BODIES: readonly Body[] = [
  {
    name: named(
      'Committee on the Rights of the Child',
      'Комитет по правам ребёнка',
      'Бала құқықтары жөніндегі комитет',
    ),
    forms: [
      'CRC',
      'CRC Committee',
      'CRC-OP-SC',
      'CRC-OPSC',
      'CRC-OP-AC',
      'Committee on the Rights of the Child (CRC)',
      'КПР',
      'Comité des droits de l’enfant',
      'Comité de los Derechos del Niño',
    ],
  },
  {
    name: named(
      'Committee on the Elimination of Discrimination against Women',
      'Комитет по ликвидации дискриминации в отношении женщин',
      'Әйелдерге қатысты кемсітушілікті жою жөніндегі комитет',
    ),
    forms: ['CEDAW', 'CEDAW Committee', 'КЛДЖ'],
  },
  {
    name: named('Human Rights Committee', 'Комитет по правам человека', 'Адам құқықтары жөніндегі комитет'),
    forms: ['CCPR', 'HRC Committee', 'HRCttee', 'Human Rights Committee (CCPR)', 'КПЧ'],
  },
  {
    name: named(
      'Committee on Economic, Social and Cultural Rights',
      'Комитет по экономическим, социальным и культурным правам',
      'Экономикалық, әлеуметтік және мәдени құқықтар жөніндегі комитет',
    ),
    forms: ['CESCR', 'КЭСКП'],
  },
  {
    name: named('Committee against Torture', 'Комитет против пыток', 'Азаптауға қарсы комитет'),
    forms: ['CAT', 'КПП'],
  },
  {
    name: named(
      'Committee on the Elimination of Racial Discrimination',
      'Комитет по ликвидации расовой дискриминации',
      'Нәсілдік кемсітушілікті жою жөніндегі комитет',
    ),
    forms: ['CERD', 'КЛРД'],
  },
  {
    name: named(
      'Committee on the Rights of Persons with Disabilities',
      'Комитет по правам инвалидов',
      'Мүгедектердің құқықтары жөніндегі комитет',
    ),
    forms: ['CRPD', 'КПИ'],
  },
  {
    name: named(
      'Committee on Migrant Workers',
      'Комитет по трудящимся-мигрантам',
      'Еңбекші-мигранттар жөніндегі комитет',
    ),
    forms: ['CMW', 'Committee on the Protection of the Rights of All Migrant Workers and Members of Their Families'],
  },
  {
    name: named(
      'Committee on Enforced Disappearances',
      'Комитет по насильственным исчезновениям',
      'Күштеп жоғалтулар жөніндегі комитет',
    ),
    forms: ['CED'],
  },
  {
    name: named(
      'Special Rapporteur on the sale and sexual exploitation of children',
      'Специальный докладчик по вопросу о торговле детьми и их сексуальной эксплуатации',
      'Балаларды сату және оларды жыныстық қанау мәселесі жөніндегі арнайы баяндамашы',
    ),
    forms: [
      'SR Sale of Children',
      'SR on sale of children',
      'SR Children',
      'Special Rapporteur on the sale of children',
      'Special Rapporteur on the sale of children, child prostitution and child pornography',
    ],
  },
  {
    name: named(
      'Special Rapporteur on trafficking in persons, especially women and children',
      'Специальный докладчик по вопросу о торговле людьми, особенно женщинами и детьми',
      'Адам саудасы, әсіресе әйелдер мен балалар саудасы жөніндегі арнайы баяндамашы',
    ),
    forms: ['SR Trafficking', 'SR on trafficking', 'Special Rapporteur on trafficking in persons'],
  },
  {
    name: named(
      'Special Rapporteur on contemporary forms of slavery',
      'Специальный докладчик по современным формам рабства',
      'Құлдықтың қазіргі заманғы нысандары жөніндегі арнайы баяндамашы',
    ),
    forms: [
      'SR Slavery',
      'SR on slavery',
      'Special Rapporteur on contemporary forms of slavery, including its causes and consequences',
    ],
  },
  {
    name: named(
      'Special Rapporteur on violence against women and girls',
      'Специальный докладчик по вопросу о насилии в отношении женщин и девочек',
      'Әйелдер мен қыздарға қатысты зорлық-зомбылық жөніндегі арнайы баяндамашы',
    ),
    forms: [
      'SR Violence against women',
      'SR VAW',
      'Special Rapporteur on violence against women, its causes and consequences',
    ],
  },
  {
    name: REVIEW,
    forms: [
      'UPR',
      'УПО',
      'Examen périodique universel',
      'EPU',
      'Examen Periódico Universal',
      'Working Group on the Universal Periodic Review',
    ],
  },
];

const byForm = new Map<string, Localised>();
for (const { name, forms } of BODIES) {
  const own = typeof name === 'string' ? [name] : [name.en, name.ru, name.kk].flatMap((one) => one ?? []);
  for (const form of [...own, ...forms]) byForm.set(fold(form), name);
}

/** The body of this name or short form; nothing where it is none of those known. */
export function bodyNamed(text: string): Localised | undefined {
  const bare = text.replace(/^\s*-?\s*/, '').trim();
  return byForm.get(fold(bare)) ?? byForm.get(fold(bare.replace(/\s*\([^)]*\)\s*$/, '')));
}

/** A reviewing state as the one who recommends: Spain (Universal Periodic Review). */
export function reviewingState(name: Localised): Localised {
  const names = typeof name === 'string' ? { en: name } : name;
  const of = (language: 'en' | 'ru' | 'kk') => {
    const own = names[language];
    const review = typeof REVIEW === 'string' ? undefined : REVIEW[language];
    return own && review ? { [language]: `${own} (${review})` } : {};
  };
  return { ...of('en'), ...of('ru'), ...of('kk'), translation: 'unchecked' };
}

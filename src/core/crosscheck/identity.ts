/**
 * The identity gate: what could lead a reader to a person in the description of a case. Names and initials of those it
 * is about, schools and streets block publication until reworded, or confirmed by a waiver; an age with a town is shown.
 * Whoever is named with an office or as an author is confirmed by that, wherever else the name stands in the text.
 */
import type { Dataset } from '../dataset.ts';
import { anchorIn, type Document, type Range } from '../document.ts';
import { everyText } from '../localised.ts';
import { remember } from '../remember.ts';
import { at, type DocumentInput, type Found, groupBy, inRecord, type Message, type RecordInput, say } from './issue.ts';
import { plain, skeletonOf, smallWords } from './names.ts';
import { byLanguage, ownTexts, recordsOf } from './terms.ts';
import { apparatus, wordsOf } from './words.ts';

export type Trait = 'name' | 'initials' | 'school' | 'address' | 'age-and-town';

export interface Exposure extends Range {
  readonly trait: Trait;
}

const NAME = "(?!(?:Mr|Mrs|Ms|Miss|Dr|Prof)\\b)\\p{Lu}[\\p{Ll}’'ʼ-]+(?:[ \\u00a0]\\p{Lu}[\\p{Ll}’'ʼ-]+){0,2}(?!\\p{L})";
const FULL_NAME = "(?!(?:Mr|Mrs|Ms|Miss|Dr|Prof)\\b)\\p{Lu}[\\p{Ll}’'ʼ-]+[ \\u00a0]\\p{Lu}[\\p{Ll}’'ʼ-]+(?!\\p{L})";
const INITIALS = '\\p{Lu}\\.(?:[ \\u00a0]?\\p{Lu}\\.)?(?:[ \\u00a0]\\p{Lu}\\p{Ll}+)?';
/**
 * A pattern that takes its small letters in capitals too. Modifiers of a part, (?i:…), are not used: Node before 24 has
 * none, and after a lookbehind that of Node 24 misses capitals of Cyrillic.
 */
function anyCase(pattern: string): string {
  return pattern.replace(/\\p\{\w+\}|\\.|\[[^\]]*\]|\p{Ll}/gu, (part) => {
    if (part.startsWith('\\')) return part;
    return part.startsWith('[')
      ? `[${part.slice(1, -1)}${part.slice(1, -1).toUpperCase()}]`
      : `[${part}${part.toUpperCase()}]`;
  });
}

/** Who a case is about, in the singular. */
const PERSON = anyCase(
  '(?:girl|boy|baby|infant|teenager|schoolgirl|schoolboy|minor|victim|survivor|suspect|defendant|offender|convict|woman|man|mother|father|daughter|son|stepfather|pupil|' +
    'девочк[аиуе]|девочкой|мальчик[ау]?|мальчиком|девушк[аиуе]|девушкой|подрост[оа]?к[ау]?|школьниц[аыуе]|школьник[ау]?|потерпевш(?:ая|ий|ей|его|ую)|подозреваем(?:ый|ая|ого|ой)|обвиняем(?:ый|ая|ого|ой)|осужд[её]нн(?:ый|ая|ого|ой)|мать|матери|отец|отца|отчим[ау]?|женщин[аыуе]|мужчин[аыуе]|' +
    'қызы?|бала(?:сы)?|жасөспірім|оқушы|жәбірленуші|күдікті|айыпталушы|сотталушы|анасы|әкесі|әйел|ер адам)',
);
const VERB =
  '(?:(?:was|has been|had been|is)[ ](?:sold|raped|abused|trafficked|exploited|arrested|detained|convicted|sentenced|accused|charged|adopted|abducted|kidnapped|molested)|' +
  '(?:была?|был)[ ](?:продан|изнасилован|задержан|арестован|осужд[её]н|похищен|усыновл[её]н|удочерен)\\p{L}*|(?:сатылған|зорланған|ұсталды|сотталды|қамауға алынды))';

/** What is done to somebody in a case, before the name of whoever it is done to. */
const DONE_TO = anyCase(
  '(?:arrested|detained|convicted|sentenced|accused|charged|acquitted|raped|molested|abducted|kidnapped|' +
    'задержал\\p{L}*|арестовал\\p{L}*|осудил\\p{L}*|приговорил\\p{L}*|обвинил\\p{L}*|изнасиловал\\p{L}*|похитил\\p{L}*|продал\\p{L}*|' +
    '(?:был[аи]? )?(?:задержан|арестован|осужд[её]н|приговор[её]н|изнасилован|похищен)[аы]?|(?:гражданк|гражданин)\\p{L}*|гр\\.)',
);
/** A name with at least a letter of another: “Anna Example”, “Anna E.”, “A. Example”. */
const LONG_NAME = `(?:${FULL_NAME}|\\p{Lu}[\\p{Ll}’'ʼ-]+ \\p{Lu}\\.|\\p{Lu}\\.(?:[ \\u00a0]?\\p{Lu}\\.)?[ \\u00a0]\\p{Lu}\\p{Ll}+)`;

/** Each with the group `name`; what it is about must be a case. */
const NAMED = [
  `\\b\\d{1,2}[- ]year[- ]old (?<name>${NAME})(?! (?:girl|boy|woman|man|mother|father|citizen|national|resident|student|teenager|suspect|migrant))`,
  `(?<!\\p{L})\\d{1,2}-летн\\p{L}+ (?<name>${NAME})`,
  `(?<!\\p{L})\\d{1,2} жасар (?<name>${NAME})|(?<!\\p{L})\\d{1,2} жастағы (?<other>${NAME})`,
  `(?<!\\p{L})${PERSON}(?:,? (?:named|called|known as|по имени|известн\\p{L}+ как|есімді))?(?:,? (?:Mr|Mrs|Ms|Miss)\\.?)? (?<name>${NAME})`,
  `(?<name>${FULL_NAME})(?:, (?:aged )?| \\()\\d{1,2}(?: years old| лет| жаста)?[,)]`,
  `(?<!\\p{L})${DONE_TO} (?<name>${LONG_NAME})`,
  `(?<!\\p{L})${PERSON}, (?<name>${LONG_NAME})[,.)]`,
  `(?<!\\p{L})${PERSON} \\((?<name>${LONG_NAME})\\)`,
  `(?:[Hh]er|[Hh]is|[Tt]heir|[Tt]he (?:girl|boy|victim)[’']s) name (?:is|was) (?<name>${NAME})|(?:[Ее]ё|[Ее]е|[Ее]го) (?:зовут|звали|имя) (?<other>${NAME})|(?:[Оо]ның|[Ққ]ыздың|[Бб]аланың) (?:аты|есімі) (?<third>${NAME})`,
  `(?<name>${NAME}) \\((?:born|née|урожд[её]нн\\p{L}+) `,
  `(?<!\\p{L}|(?<!\\p{L})(?:in|from|of|at|near|to|the|by|в|из) )(?<name>${NAME}),? ${VERB}`,
].map((source) => new RegExp(source, 'gu'));

const INITIALLED = [
  `(?<!\\p{L}|\\p{L}\\.|\\. )(?<name>${INITIALS}),? \\(?(?:aged )?\\d{1,2}(?:[- ]year| лет| жас|[,)])`,
  `(?<!\\p{L})${PERSON}(?:,? (?:named|called|known as|по имени|известн\\p{L}+ как|есімді))? (?<name>${INITIALS})`,
  `(?<!\\p{L}|\\p{L}\\.|\\. )(?<name>${INITIALS}),? ${VERB}`,
  `(?<!\\p{L})${PERSON} \\((?<name>${INITIALS})`,
  `(?<!\\p{L})\\d{1,2}(?:[- ]year[- ]old|-летн\\p{L}+| жасар| жастағы) (?<name>${INITIALS})`,
].map((source) => new RegExp(source, 'gu'));

const SCHOOL =
  /\b(?:school|kindergarten|lyceum|gymnasium|orphanage) (?:no\.? ?|number |№ ?)\d{1,4}|(?<!\p{L})(?:школ|лице|гимнази|детск\p{L}+ дом|интернат)\p{L}* ?№ ?\d{1,4}|№ ?\d{1,4} (?:орта )?(?:мектеп|лицей|гимназия)\p{L}*/giu;
const ADDRESS =
  /\b(?:\d{1,4} )?(?:\p{Lu}\p{Ll}+ ){1,2}(?:Street|Avenue|Lane)(?! \p{Lu})\b(?:, \d{1,4})?|\b\d{1,4} \p{Lu}\p{Ll}+ (?:St|Road)\b|(?:(?<!\p{L})дом\p{L}* ?(?:№ ?)?\d{1,4} (?:по|на) )?(?<!\p{L})(?:ул\.|улиц[аеыу]|проспект[ае]?|переул(?:ок|ке)) \p{Lu}\p{Ll}+(?:,? ?(?:д\. ?|дом )?\d{1,4})?|\p{Lu}\p{Ll}+ (?:көшесі|даңғылы)\p{Ll}*(?:,? ?\d{1,4})?/gu;
const AGE_OF_PERSON =
  /\b\d{1,2}[- ]year[- ]old (?:\p{Ll}+ ){0,2}(?:girl|boy|woman|man|mother|father|suspect|teenager|student|pupil|offender|resident|victim|citizen)|(?<!\p{L})\d{1,2}-летн\p{L}+ (?:\p{Ll}+ ){0,2}\p{Ll}+|(?<!\p{L})\d{1,2} (?:жасар|жастағы) (?:\p{Ll}+ ){0,2}\p{Ll}+/gu;
const TOWN =
  /\b(?:[Ii]n|[Ff]rom|of|[Nn]ear|[Aa]t) (?:the (?:town|city|village|district) of )?(?<town>\p{Lu}\p{Ll}{2,})|\b(?<other>\p{Lu}\p{Ll}{2,}) (?:city|town|village|police|district)\b|(?<!\p{L})(?:[Вв]|[Ии]з|[Пп]од) (?:г(?:ород|\.)\p{L}* ?|сел\p{L}+ |пос[её]лк\p{L}+ )?(?<third>\p{Lu}\p{Ll}{2,})|(?<fourth>\p{Lu}\p{Ll}{2,}?)(?:да|де|та|те|дан|ден|тан|тен)(?!\p{L})| (?<fifth>\p{Lu}\p{Ll}{2,}) (?:қаласы|ауылы|ауданы)/gu;
const NO_TOWN = new Set(
  'january february march april may june july august september october november december январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре central eastern western northern southern europe asia internet parliament the this that one another'.split(
    ' ',
  ),
);

/** What makes a text the description of a case. */
const CASE =
  /\b(?:victim|surviv|abus|rap(?:e|ed|ing)\b|molest|sold\b|sell\b|selling|traffick|exploit|arrest|detain|convict|sentenc|suspect|accus|charged with|adopt(?:ed|ive)|biological|abduct|kidnap|prostitut|sexual)|(?<!\p{L})(?:потерпевш|жертв|насил|изнасил|продал|продан|продаж|задержан|арестован|осужд|приговор|подозрева|обвиня|усынов|удочер|похищ|проститу|растл|развратн)|(?<!\p{L})(?:жәбірлен|зорла|зорлық|сатқан|сатылған|ұсталды|сотталды|айыпта|күдікті|асырап ал|ұрла|жезөк)/iu;

/** Offices and authorship: whoever bears one is not protected as a person of the case. */
const OFFICE =
  '(?:minister|vice-minister|head|director|president|chair(?:man|woman|person)?|deputy|secretary|spokes\\p{L}+|journalist|reporter|editor|lawyer|advocate|expert|professor|dr\\.?|judge|prosecutor|commissioner|ambassador|rapporteur|author|member of (?:the )?\\p{L}* ?parliament|ombuds\\p{L}+|representative|coordinator|compiled by|assistance of|design by|written by|contact person|sir|general|colonel|senator|akim|mayor|psychologist|researcher|photographer|' +
  'министр\\p{L}*|вице-министр\\p{L}*|глав[аыуе]|руководител\\p{L}+|директор\\p{L}*|президент\\p{L}*|председател\\p{L}+|депутат\\p{L}*|журналист\\p{L}*|юрист\\p{L}*|адвокат\\p{L}*|эксперт\\p{L}*|профессор\\p{L}*|судь\\p{L}+|прокурор\\p{L}*|омбудсмен\\p{L}*|уполномоченн\\p{L}+|представител\\p{L}+|координатор\\p{L}*|автор\\p{L}*|сенатор\\p{L}*|аким\\p{L}*|психолог\\p{L}*|полковник\\p{L}*|генерал\\p{L}*|начальник\\p{L}*|' +
  'министр\\p{L}*|басшысы|директоры|төрағасы|депутат\\p{L}*|журналист\\p{L}*|заңгер\\p{L}*|сарапшы\\p{L}*|судья\\p{L}*|прокурор\\p{L}*|өкілі|авторы?|әкімі?|психолог\\p{L}*)';
const OFFICE_BEFORE = new RegExp(`(?<!\\p{L})${OFFICE}(?:,| of [\\p{L} ,“”]{1,60}| \\p{L}+| )?[ ]?$`, 'iu');
const AN_OFFICE = new RegExp(`^${OFFICE} `, 'iu');
const BYLINE = /(?:^|\n)\W{0,3}[Bb]y $/u;
const OFFICE_AFTER = new RegExp(
  `^,? ?(?:the |a |an |is |— |– |who |became )?(?:[\\p{L}-]+ ){0,3}?${OFFICE}(?!\\p{L})`,
  'iu',
);

/** Patterns that begin with an age, whichever of their branches: a text without digits need not be searched for them. */
const OF_AGES = new Set([...NAMED, ...INITIALLED].filter(({ source }) => /^(?:\\b|\(\?<!\\p\{L\}\))\\d/.test(source)));

function matches(text: string, patterns: readonly RegExp[]): Range[] {
  const hasDigits = /\d/.test(text);
  const possible = hasDigits ? patterns : patterns.filter((pattern) => !OF_AGES.has(pattern));
  return possible.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), (match) => {
      const words = match.groups?.name ?? match.groups?.other ?? match.groups?.third ?? match[0];
      const start = match.index + match[0].indexOf(words);
      return { start, end: start + words.length };
    }),
  );
}

/** The keys under which a name is known: by the sounds of each of its words of some length. */
const keysOf = (name: string) =>
  wordsOf(name)
    .map(({ text }) => skeletonOf(text))
    .filter((key) => key.length >= 2);

/** What could identify a person in a text that describes cases. */
export function exposures(
  text: string,
  known: ReadonlySet<string> = new Set(),
  countries: ReadonlySet<string> = new Set(),
): Exposure[] {
  if (!CASE.test(text)) return [];
  const paragraphs = Array.from(text.matchAll(/[^\n]+/gu), (match) => ({ at: match.index, text: match[0] }));
  const isCase = paragraphs.map((paragraph) => CASE.test(paragraph.text));
  // Few texts come to the point where it matters which words they write small.
  let written: ReadonlySet<string> | undefined;
  const small = () => {
    written ??= smallWords(text);
    return written;
  };
  const confirmed = new Set(known);
  const found: Exposure[] = [];
  for (const [index, paragraph] of paragraphs.entries()) {
    // A heading announces a case, and the paragraph after it tells on.
    if (!isCase[index] && !isCase[index - 1] && !isCase[index + 1]) continue;
    const add = (trait: Trait, ranges: readonly Range[]) => {
      for (const { start, end } of ranges) found.push({ trait, start: start + paragraph.at, end: end + paragraph.at });
    };
    add(
      'name',
      matches(paragraph.text, NAMED).filter(({ start, end }) => {
        const name = paragraph.text.slice(start, end);
        const words = wordsOf(name).map((word) => plain(word.text));
        if (AN_OFFICE.test(name)) return false;
        return !words.some((word) => small().has(word) || countries.has(word) || NO_TOWN.has(word));
      }),
    );
    add('initials', matches(paragraph.text, INITIALLED));
    if (isCase[index]) {
      add('school', matches(paragraph.text, [SCHOOL]));
      add('address', matches(paragraph.text, [ADDRESS]));
      add('age-and-town', agesWithTowns(paragraph.text, small, countries));
    }
  }
  const official = new Map<string, boolean>();
  for (const { trait, start, end } of found) {
    const name = text.slice(start, end);
    if (trait !== 'name' || official.has(name)) continue;
    official.set(name, hasOffice(text, name));
    if (official.get(name)) for (const key of keysOf(name)) confirmed.add(key);
  }
  const kept = found.filter(({ trait, start, end }) => {
    if (trait !== 'name') return true;
    const name = text.slice(start, end);
    const keys = keysOf(name);
    return keys.length > 0 && !official.get(name) && !keys.some((key) => key.length >= 3 && confirmed.has(key));
  });
  const seen = new Set<string>();
  let told = 0;
  return kept
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end, trait }) => {
      // A name in an address, or initials that begin a name, are told once.
      if (trait !== 'age-and-town' && start < told) return false;
      if (trait !== 'age-and-town') told = end;
      const key = trait === 'name' ? keysOf(text.slice(start, end)).join(' ') : `${trait} ${start}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

/** Mentions of one name that are looked at for an office. */
const MENTIONS = 50;

/** Whether a mention of a name stands with an office. */
function hasOffice(text: string, name: string): boolean {
  let left = MENTIONS;
  for (let from = text.indexOf(name); from >= 0 && left-- > 0; from = text.indexOf(name, from + name.length)) {
    const before = text.slice(Math.max(0, from - 90), from);
    if (OFFICE_BEFORE.test(before) || BYLINE.test(before)) return true;
    if (OFFICE_AFTER.test(text.slice(from + name.length, from + name.length + 90))) return true;
  }
  return false;
}

/** An exact age of one person and a town in one sentence. */
function agesWithTowns(paragraph: string, small: () => ReadonlySet<string>, countries: ReadonlySet<string>): Range[] {
  return Array.from(paragraph.matchAll(AGE_OF_PERSON)).flatMap((match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    // With the sentence before, which often says where.
    const own = paragraph.lastIndexOf('. ', start);
    const from = Math.max(own > 0 ? paragraph.lastIndexOf('. ', own - 1) + 1 : 0, start - 400, 0);
    const stop = paragraph.indexOf('. ', end);
    const to = Math.min(stop < 0 ? paragraph.length : stop, end + 300);
    const sentence = paragraph.slice(from, to);
    const town = Array.from(sentence.matchAll(TOWN)).find(({ groups }) => {
      const name = (
        groups?.town ??
        groups?.other ??
        groups?.third ??
        groups?.fourth ??
        groups?.fifth ??
        ''
      ).toLowerCase();
      return name !== '' && !NO_TOWN.has(name) && !small().has(name) && !countries.has(name);
    });
    return town ? [{ start, end }] : [];
  });
}

const authorKeys = new WeakMap<Dataset, ReadonlySet<string>>();

/** Authors of sources are named as such: they are no persons of a case. */
function authorsOf(dataset: Dataset): ReadonlySet<string> {
  return remember(
    authorKeys,
    dataset,
    () =>
      new Set(
        dataset
          .all('source')
          .flatMap(({ authors }) => (authors ?? []).flatMap((name) => keysOf(name).filter((key) => key.length >= 4))),
      ),
  );
}

const countryNames = new WeakMap<Dataset, ReadonlySet<string>>();

function countriesOf(dataset: Dataset): ReadonlySet<string> {
  return remember(
    countryNames,
    dataset,
    () =>
      new Set(
        dataset
          .all('country')
          .flatMap(({ name }) => everyText(name).flatMap((text) => wordsOf(text).map((word) => plain(word.text)))),
      ),
  );
}

const SAYS: Record<Trait, Message> = {
  name: {
    en: 'A person in a case is named',
    ru: 'Названо лицо, о котором идёт речь в деле',
    kk: 'Іске қатысты адамның аты аталған',
  },
  initials: {
    en: 'A person in a case can be told by initials',
    ru: 'Лицо в деле можно узнать по инициалам',
    kk: 'Іске қатысты адамды аты-жөнінің бас әріптерінен тануға болады',
  },
  school: {
    en: 'A school or home in a case is named by its number',
    ru: 'В описании дела указан номер школы или учреждения',
    kk: 'Істің сипаттамасында мектептің не мекеменің нөмірі көрсетілген',
  },
  address: {
    en: 'An address stands in a case',
    ru: 'В описании дела указан адрес',
    kk: 'Істің сипаттамасында мекенжай тұр',
  },
  'age-and-town': {
    en: 'An exact age and a town together may lead to a person',
    ru: 'Точный возраст вместе с населённым пунктом может указать на человека',
    kk: 'Дәл жас пен елді мекен қатар тұрса, адамды тануға болады',
  },
};

function exposedMessage(trait: Trait, words: string): Message {
  return say(
    (f) =>
      `${SAYS[trait].en}: ${f.quote(words)}. Reword it${trait === 'name' ? ', or confirm that it is a public official or an author' : ''}.`,
    (f) =>
      `${SAYS[trait].ru}: ${f.quote(words)}. Переформулируйте${trait === 'name' ? ' или подтвердите, что это должностное лицо или автор' : ''}.`,
    (f) =>
      `${SAYS[trait].kk}: ${f.quote(words)}. Басқаша жазыңыз${trait === 'name' ? ' немесе лауазымды адам не автор екенін растаңыз' : ''}.`,
  );
}

const severityOf = (trait: Trait) => (trait === 'age-and-town' ? ('note' as const) : ('error' as const));

const byDocument = new WeakMap<Document, readonly Exposure[]>();

/** Exposures of a document: they must not be carried over into records. Both checks on them share one reading. */
function documentExposures({ document, dataset }: DocumentInput): readonly Exposure[] {
  return remember(byDocument, document, () => {
    const aside = apparatus(document);
    return exposures(document.text, authorsOf(dataset), countriesOf(dataset)).filter((range) => !aside.has(range));
  });
}

export const documentIdentity =
  (detail: boolean) =>
  (input: DocumentInput): Found[] =>
    documentExposures(input)
      .filter(({ trait }) => (trait === 'age-and-town') === detail)
      .map((exposure) => {
        const anchor = anchorIn(input.document.text, exposure);
        return {
          severity: severityOf(exposure.trait),
          message: exposedMessage(exposure.trait, anchor.exact),
          places: [at(anchor)],
        };
      });

/** Exposures in the words of a country’s record: these block publication. */
export const recordIdentity =
  (detail: boolean) =>
  ({ dataset, country }: RecordInput): Found[] =>
    recordsOf(dataset, country).flatMap((record) =>
      ownTexts(record).flatMap(([path, text]) =>
        // What all three languages expose is one exposure.
        [
          ...groupBy(
            byLanguage(text).flatMap(([, words]) =>
              exposures(words, authorsOf(dataset), countriesOf(dataset)).map((exposure) => ({
                trait: exposure.trait,
                words: words.slice(exposure.start, exposure.end),
              })),
            ),
            ({ trait, words }) => `${trait} ${trait === 'name' ? keysOf(words).join(' ') : ''}`,
          ).values(),
        ].flatMap(([first]) =>
          first && (first.trait === 'age-and-town') === detail
            ? [
                {
                  severity: severityOf(first.trait),
                  message: exposedMessage(first.trait, first.words),
                  places: [inRecord(record, ...path)],
                },
              ]
            : [],
        ),
      ),
    );

/**
 * Words: terms of the glossary that are not to be used, with the preferred one in the same language, and acronyms that
 * are never explained. Terminology: the glossary of the dataset (Luxembourg Guidelines).
 * Always true: quotations, titles of works and names of instruments and organisations are never flagged.
 */
import type { Dataset } from '../dataset.ts';
import { anchorIn, type Document, type Range } from '../document.ts';
import type { Path } from '../errors.ts';
import { everyText, LANGUAGES, type Language, type Localised } from '../localised.ts';
import type { AnyRecord, RecordOf } from '../model/index.ts';
import { remember } from '../remember.ts';
import { at, type DocumentInput, type Found, groupBy, inRecord, type RecordInput, say } from './issue.ts';
import { smallWords } from './names.ts';
import { apparatus, blockAt, languageOf, quotations, Ranges, sentenceOf, stemOf, wordsOf } from './words.ts';

interface Deprecated {
  readonly term: RecordOf<'term'>;
  readonly index: number;
  readonly words: string;
  /** A word of everyday speech: wrong only where a child and sexual acts are spoken of. */
  readonly everyday: boolean;
}

interface Lexicon {
  readonly pattern: RegExp | undefined;
  /** By the words in their plainest form: the group of the pattern that matched. */
  readonly terms: readonly Deprecated[];
}

const lexicons = new WeakMap<Dataset, Record<Language, Lexicon>>();

function lexiconOf(dataset: Dataset, language: Language): Lexicon {
  return remember(lexicons, dataset, () => ({
    en: build(dataset, 'en'),
    ru: build(dataset, 'ru'),
    kk: build(dataset, 'kk'),
  }))[language];
}

const CHILD =
  /\bchild|\bminors?\b|\bgirls?\b|\bboys?\b|underage|\bteen|(?<!\p{L})(?:дет(?:ей|и|ьми|ям|ях)|реб[её]н|несовершеннолетн|бала|кәмелет)/iu;
const SEXUAL = /\bsex|prostitut|exploit|porn|(?<!\p{L})(?:секс|простит|эксплуат|порно|жезөк|қана)/iu;

function build(dataset: Dataset, language: Language): Lexicon {
  const terms = dataset
    .all('term')
    .flatMap((term) =>
      (term.deprecated ?? []).flatMap(({ term: name }, index) => {
        const words = typeof name === 'string' ? (language === 'en' ? name : undefined) : name[language];
        if (words === undefined) return [];
        const everyday =
          wordsOf(words).length === 1 &&
          !CHILD.test(words) &&
          everyText(term.preferred).some((text) => CHILD.test(text));
        return [{ term, index, words, everyday }];
      }),
    )
    // The longest first: “virtual child pornography” is one term.
    .sort((a, b) => b.words.length - a.words.length);
  if (terms.length === 0) return { pattern: undefined, terms };
  const alternatives = terms.map(({ words }) => `(${formsOf(words, language)})`).join('|');
  return { pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, 'giu'), terms };
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');

/** A pattern for the forms of a term: number in English, number and case in Russian and Kazakh. */
function formsOf(term: string, language: Language): string {
  const words = term.split(/[\s-]+/u);
  return words
    .map((word, index) => {
      const last = index === words.length - 1;
      if (language === 'en') {
        const either = literal(word).replace(/(?<=p)a?e(?=do)/iu, 'a?e');
        return last ? `${either}(?:e?s)?` : either;
      }
      if (language === 'ru') return `${literal(stemOf(word)).replace(/е|ё/gu, '[её]')}[а-яё]{0,4}`;
      return last ? `${literal(word.replace(/[гғ]?(?:сы|сі|ы|і)$/u, ''))}[а-яёәғқңөұүһі]{0,9}` : `${literal(word)}`;
    })
    .join('[\\s\\u00a0-]+');
}

/** Titles whose words may be deprecated: instruments, sources, laws, organisations. */
interface Titles {
  /** Three words that stand before, and three that stand after, a term in a title. */
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

const titleContexts = new WeakMap<Dataset, Titles>();
const CONTEXT = 3;

function titlesOf(dataset: Dataset): Titles {
  return remember(titleContexts, dataset, () => {
    const [before, after] = [new Set<string>(), new Set<string>()];
    const names = (['instrument', 'organisation', 'law'] as const).flatMap((kind) =>
      dataset
        .all(kind)
        .flatMap((record) =>
          'title' in record
            ? [...everyText(record.title), ...('short' in record ? everyText(record.short) : [])]
            : everyText(record.name),
        ),
    );
    for (const name of new Set(names)) {
      for (const language of LANGUAGES) {
        const { pattern } = lexiconOf(dataset, language);
        if (!pattern) continue;
        for (const match of name.matchAll(pattern)) {
          const head = contextWords(name.slice(0, match.index)).slice(-CONTEXT);
          const tail = contextWords(name.slice(match.index + match[0].length)).slice(0, CONTEXT);
          if (head.length === CONTEXT) before.add(head.join(' '));
          if (tail.length === CONTEXT) after.add(tail.join(' '));
        }
      }
    }
    return { before, after };
  });
}

const contextWords = (text: string) => wordsOf(text).map(({ text: word }) => stemOf(word));

/** Whether the words around a place are those of a title: “… on the sale of children, child prostitution and …”. */
function isInTitle(text: string, { start, end }: Range, { before, after }: Titles): boolean {
  const head = contextWords(text.slice(Math.max(0, start - 80), start)).slice(-CONTEXT);
  const tail = contextWords(text.slice(end, end + 80)).slice(0, CONTEXT);
  return before.has(head.join(' ')) || after.has(tail.join(' '));
}

/** Written as a name: every word of it capitalised, and the word before or after it too, in running text. */
function isName(text: string, { start, end }: Range): boolean {
  const words = wordsOf(text.slice(start, end));
  if (words.length < 2 || !words.every(({ text: word }) => /^\p{Lu}\p{Ll}/u.test(word))) return false;
  const before = /\p{Lu}\p{Ll}+[,\s]+(?:(?:of|on|and|the|against|for|in|о|об|против)\s+)*$/u.test(
    text.slice(Math.max(0, start - 60), start),
  );
  return before || /^[,\s]+(?:(?:of|on|and|the|against|for|in|и)\s+)*\p{Lu}\p{Ll}/u.test(text.slice(end, end + 60));
}

interface Use extends Range {
  readonly deprecated: Deprecated;
  readonly language: Language;
}

function usesIn(
  dataset: Dataset,
  text: string,
  languages: readonly Language[],
  free: (range: Range) => boolean,
): Use[] {
  const titles = titlesOf(dataset);
  const uses: Use[] = [];
  for (const language of languages) {
    const { pattern, terms } = lexiconOf(dataset, language);
    if (!pattern) continue;
    for (const match of text.matchAll(pattern)) {
      const group = match.slice(1).findIndex((words) => words !== undefined);
      const deprecated = terms[group];
      const range = { start: match.index, end: match.index + match[0].length };
      if (!deprecated || !free(range) || isInTitle(text, range, titles) || isName(text, range)) continue;
      // A name such as John, and not the word.
      if (deprecated.everyday && language === 'en' && /^\p{Lu}/u.test(match[0])) continue;
      uses.push({ ...range, deprecated, language });
    }
  }
  return uses;
}

function termMessage({ deprecated: { term, index, words }, language }: Use, times: number) {
  const preferred = typeof term.preferred === 'string' ? term.preferred : (term.preferred[language] ?? '');
  const reason = term.deprecated?.[index]?.reason;
  const why = (text: string) => (text ? ` ${text}` : '');
  return say(
    (f) =>
      `${f.quote(words)} is not to be used${times > 1 ? `; it stands here ${times} times` : ''}. Say ${f.quote(preferred)}.${why(f.text(reason))}`,
    (f) =>
      `Термин ${f.quote(words)} не употребляют${times > 1 ? `; здесь он встречается, раз: ${times}` : ''}. Предпочтительно: ${f.quote(preferred)}.${why(f.text(reason))}`,
    (f) =>
      `${f.quote(words)} термині қолданылмайды${times > 1 ? `; мұнда ${times} рет кездеседі` : ''}. Дұрысы: ${f.quote(preferred)}.${why(f.text(reason))}`,
  );
}

/** Languages a document may be written in: its own, and all where that is not one of ours. */
function languagesOf(document: Document): readonly Language[] {
  const own = LANGUAGES.filter((language) => language === document.language);
  return own.length > 0 ? own : LANGUAGES;
}

/** Deprecated terms in the document’s own words, one issue for each term with every place. */
export function documentTerms({ document, dataset }: DocumentInput): Found[] {
  const aside = apparatus(document);
  const quoted = new Ranges(quotations(document.text));
  const titles = new Ranges(document.blocks.filter(({ kind, start }) => kind === 'heading' && start < 400));
  const uses = usesIn(
    dataset,
    document.text,
    languagesOf(document),
    (range) => !aside.has(range) && !quoted.has(range) && !titles.has(range),
  ).filter((use) => {
    if (!use.deprecated.everyday) return true;
    const { start, end } = sentenceOf(document, use);
    const sentence = document.text.slice(start, end);
    return CHILD.test(sentence) && SEXUAL.test(sentence);
  });
  return [...groupBy(uses, ({ deprecated, language }) => `${language} ${deprecated.words}`).values()].flatMap(
    (group) => {
      const [first] = group;
      if (!first) return [];
      return [
        { message: termMessage(first, group.length), places: group.map((use) => at(anchorIn(document.text, use))) },
      ];
    },
  );
}

/** Fields of the record that are our own words. */
export function ownTexts(record: AnyRecord): readonly (readonly [Path, Localised])[] {
  const texts: [Path, Localised][] = [];
  const add = (path: Path, text: Localised | undefined) => {
    if (text !== undefined) texts.push([path, text]);
  };
  switch (record.kind) {
    case 'finding':
      add(['rationale'], record.rationale);
      add(['rankReason'], record.rankReason);
      break;
    case 'event':
      add(['title'], record.title);
      add(['summary'], record.summary);
      add(['note'], record.note);
      break;
    case 'programme':
      add(['summary'], record.summary);
      add(['reach'], record.reach);
      add(['note'], record.note);
      break;
    case 'recommendation':
      add(['text'], record.text);
      add(['response'], record.response);
      for (const [index, { rationale }] of (record.progress ?? []).entries())
        add(['progress', index, 'rationale'], rationale);
      break;
    case 'plan':
      add(['scope'], record.scope);
      for (const [index, { text }] of (record.appraisals ?? []).entries()) add(['appraisals', index, 'text'], text);
      break;
    case 'series':
      add(['title'], record.title);
      add(['definition'], record.definition);
      add(['population'], record.population);
      for (const [index, { note }] of record.observations.entries()) add(['observations', index, 'note'], note);
      break;
    case 'provision':
      for (const [index, { summary }] of record.versions.entries()) add(['versions', index, 'summary'], summary);
      break;
    case 'published-status':
      add(['rationale'], record.rationale);
      break;
    case 'override':
      add(['reason'], record.reason);
      break;
    case 'contradiction':
      add(['title'], record.title);
      add(['assessment'], record.assessment);
      for (const [index, { statement }] of record.positions.entries())
        add(['positions', index, 'statement'], statement);
      break;
    case 'organisation':
      add(['role'], record.role);
      add(['note'], record.note);
      break;
    case 'narrative':
      add(['title'], record.title);
      add(['text'], record.text);
      break;
    default:
      break;
  }
  return texts;
}

/** The text in each language it has, with the language. */
export function byLanguage(text: Localised): readonly (readonly [Language, string])[] {
  if (typeof text === 'string') return [[languageOf(text), text]];
  return LANGUAGES.flatMap((language) => {
    const own = text[language];
    return own === undefined ? [] : [[language, own] as const];
  });
}

/** Deprecated terms in the words of a country’s record. */
export function recordTerms({ dataset, country }: RecordInput): Found[] {
  return recordsOf(dataset, country).flatMap((record) =>
    ownTexts(record).flatMap(([path, text]) =>
      byLanguage(text).flatMap(([language, words]) => {
        const quoted = new Ranges(quotations(words));
        const uses = usesIn(dataset, words, [language], (range) => !quoted.has(range)).filter(
          ({ deprecated }) => !deprecated.everyday || (CHILD.test(words) && SEXUAL.test(words)),
        );
        return [...groupBy(uses, ({ deprecated }) => deprecated.words).values()].flatMap((group) => {
          const [first] = group;
          return first ? [{ message: termMessage(first, group.length), places: [inRecord(record, ...path)] }] : [];
        });
      }),
    ),
  );
}

/** Records of a country, of every kind. */
export function recordsOf(dataset: Dataset, country: string): AnyRecord[] {
  return remember(
    remember(countries, dataset, () => groupBy(dataset.records, (record) => record.country)),
    country,
    () => [],
  );
}

const countries = new WeakMap<Dataset, Map<string, AnyRecord[]>>();

// ——— acronyms ———

/** Acronyms that every reader knows, so that no document explains them. */
const KNOWN = new Set(
  (
    'UN EU USA US UK UAE USSR CIS TV PC IT ICT ID OK HIV AIDS DNA SMS QR PDF URL HTML RSS WWW HTTP FAQ CEO PIN AM PM AD BC ISBN ISSN NB PS COVID GPS ' +
    'ISO API CSV JSON XML YAML SQL UTF DOCX MB GB SIM IP VPN NGO NGOS UNICEF UNESCO UNHCR INTERPOL EUROPOL USD EUR KZT RUB GBP GDP ' +
    'ООН ЕС США СССР СНГ СМИ ТВ ДНК ВИЧ СПИД НПО РФ РК КР ИИН СМС ЮНИСЕФ ОК УК УПК ГК ТК КоАП ' +
    'БҰҰ АҚШ ЕО ТМД БАҚ ТЖ ҮЕҰ ҚР ИТС ЖСН КСРО'
  ).split(' '),
);
const ACRONYM = /(?<![\p{L}\p{N}/@._-])\p{Lu}{2,6}s?(?![\p{L}\p{N}@]|[.-]\p{L})/gu;
const ROMAN = /^[IVXLCDM]+$/u;

/** An acronym used in running text that the document explains nowhere. */
export function documentAcronyms({ document }: DocumentInput): Found[] {
  const { text } = document;
  const aside = apparatus(document);
  const small = smallWords(text);
  const uses = groupBy(
    Array.from(text.matchAll(ACRONYM), (match) => ({ start: match.index, end: match.index + match[0].length })),
    ({ start, end }) => text.slice(start, end).replace(/s$/u, ''),
  );
  return [...uses].flatMap(([acronym, places]) => {
    if (KNOWN.has(acronym) || KNOWN.has(`${acronym}S`) || ROMAN.test(acronym)) return [];
    const own = places.filter((place) => !aside.has(place) && !isShouted(document, place));
    const [first] = own;
    // A word written in capitals, which the document also writes small, is none.
    if (small.has(acronym.toLowerCase())) return [];
    if (!first || places.some((place) => isExplained(text, acronym, place))) return [];
    return [
      {
        message: say(
          (f) => `${f.quote(acronym)} is never explained in this document. Say once what it stands for.`,
          (f) => `Сокращение ${f.quote(acronym)} в документе нигде не раскрыто. Один раз укажите, что оно значит.`,
          (f) => `${f.quote(acronym)} қысқартуы құжатта еш жерде ашылмаған. Нені білдіретінін бір рет жазыңыз.`,
        ),
        places: own.map((place) => at(anchorIn(text, place))),
      },
    ];
  });
}

/** In a line of capitals, or as a word of an address. */
function isShouted(document: Document, { start, end }: Range): boolean {
  const block = blockAt(document, start);
  const from = Math.max(block?.start ?? 0, start - 80);
  const near = document.text.slice(from, Math.min(block?.end ?? end, end + 80));
  const line = near.slice(near.lastIndexOf('\n', start - from - 1) + 1).split('\n')[0] ?? '';
  const letters = line.replace(/\P{L}/gu, '');
  const capitals = line.replace(/\P{Lu}/gu, '');
  if (letters.length > end - start && capitals.length > letters.length * 0.7) return true;
  // A heading of one word, or a word among others in capitals: “WE EXPLAIN”.
  if (line.trim() === document.text.slice(start, end)) return true;
  if (/^\s\p{Lu}{3,}(?!\p{L})/u.test(document.text.slice(end, end + 20))) return true;
  if (/(?<!\p{L})\p{Lu}{3,}\s$/u.test(document.text.slice(Math.max(0, start - 20), start))) return true;
  return /(?:https?:\/\/|www\.)\S*$/u.test(document.text.slice(Math.max(0, start - 200), start));
}

/** Whether at least half of the letters of an acronym begin words in their order: small words and other languages differ. */
function spells(acronym: string, words: readonly string[]): boolean {
  const initials = words.map((word) => word[0]?.toUpperCase() ?? '');
  // Longest common subsequence of a few letters and a dozen words.
  let row = new Array<number>(acronym.length + 1).fill(0);
  for (const initial of initials) {
    const next = [...row];
    for (let index = 0; index < acronym.length; index++)
      next[index + 1] =
        initial === acronym[index] ? (row[index] ?? 0) + 1 : Math.max(next[index] ?? 0, row[index + 1] ?? 0);
    row = next;
  }
  return (row.at(-1) ?? 0) * 2 >= acronym.length;
}

function isExplained(text: string, acronym: string, { start, end }: Range): boolean {
  const before = text.slice(Math.max(0, start - 160), start);
  const after = text.slice(end, end + 160);
  // National Roundtable (NR); in Russian also (далее — НР).
  if (/[([](?:["“«]|далее\s*[—–-]\s*|бұдан әрі\s*[—–-]\s*|hereafter\s+|hereinafter\s+)?$/iu.test(before)) {
    const words = wordsOf(before).map(({ text: word }) => word);
    if (
      /^["”»]?(?:\s*[)\];,/]|\s+(?:and|or|и|және)\s)/u.test(after) &&
      spells(acronym, words.slice(-acronym.length * 2 - 2))
    )
      return true;
  }
  // NR (National Roundtable); NR: National Roundtable; NR — National Roundtable.
  const named =
    /^(?:\*\*)?\s*(?:[([]|[:=]\s*(?:\*\*)?|[—–-]\s|,\s(?:the|or)\s|\t|\s\|\s)(?<words>[^)\].;\n]{3,150})/u.exec(after);
  if (named?.groups?.words !== undefined) {
    const words = wordsOf(named.groups.words).map(({ text: word }) => word);
    if (spells(acronym, words.slice(0, acronym.length * 2 + 3))) return true;
    // A glossary may explain in other words: a line that begins with the acronym and a colon.
    if (/(?:^|\n)[\s*•–-]*$/u.test(before) && /^(?:\*\*)?\s*[:—–\t]/u.test(after)) return true;
  }
  // The glossary may put the colon inside bold letters.
  return /(?:^|\n)[\s•–-]*\*\*$/u.test(before) && /^[^\n]{0,40}:\*\*/u.test(after);
}

/**
 * Where articles are named: “Articles 131 and 132”, “ч. 2 ст. 134”, “134-бабының 2-бөлігі”, with their parts.
 * Always true: articles named together are one group, in order; which law they belong to is left open here.
 */
import type { LegalReferenceValue, Range } from '../../core/document.ts';
import type { Belongs } from './following.ts';
import type { Reading, Sentence } from './reading.ts';

export interface Item extends Range {
  readonly article: string;
  readonly to?: string;
  readonly part?: string;
}

/** Articles named together: Articles 131 and 132. */
export interface Group extends Range {
  readonly items: readonly Item[];
  readonly sentence: Sentence;
  readonly word: 'article' | 'section';
  belongs?: Belongs;
  basis?: NonNullable<LegalReferenceValue['basis']>;
  subject?: string;
}

const ENGLISH =
  /(?<![\p{L}\d/])(?:(?:[Pp]aragraphs?|[Pp]arts?|[Ss]ubsections?|[Pp]aras?\.?|[Pp]oints?) (?<part>\d{1,3}|\([\da-z]{1,3}\)) of (?:(?:the )?(?<same>(?:same|said|this) )?)?)?(?<word>[Aa]rticles?|ARTICLES?|[Aa]rts?\.|Arts?|[Ss]ections?|[Ss]ecs?\.|ss?\.|(?<![’'])ss?(?=\s\d)|§{1,2})(?:\s?(?=\d)|(?=\W|$))/gu;
const RUSSIAN =
  /(?<!\p{L})(?:(?:подпункт\p{L}*|подп\.|пп\.)\s?(?:\d{1,2}|\p{L})\)?,?\s)?(?:(?:част[ьиюея]\p{L}{0,3}|ч\.|пункт\p{L}*|п\.)\s?(?<part>\d{1,3})\)?(?:\s?[,и–-]\s?\d{1,2})*,?\s)?(?<word>стать(?:я|и|е|ю|ей|ям|ями|ях)|статей|ст\.\s?ст\.|ст\.|Стать(?:я|и|е|ю|ей|ям|ями|ях)|Статей|Ст\.)\s?(?=\d)/gu;
const KAZAKH =
  /(?<![\p{L}\d.-])(?<list>\d{1,4}(?:-\d{1,2}(?!\d|\s?-?\s?бөл))?(?:(?:\s?[,–-]\s?|\s(?:және|мен|немесе)\s)\d{1,4}(?:-\d{1,2}(?=[\s,-]))?){0,12})\s?-\s?(?:бап|баб)\p{L}*(?:\s(?<part>\d{1,2})(?:\s?-\s?(?:бөлі|тарма)\p{L}*|\)\s?тармақша\p{L}*))?/gu;
/** A part of the article that the sentence named before: “(ч. 2)”, “(2-бөлігі)”, “(part 2)”. */
const PART_ALONE =
  /\((?:(?:ч\.|част[ьи]|part)\s?(\d{1,2})(?:(?:\s?[,–-]\s?|\sи\s|\sand\s)\d{1,2})*|(\d{1,2})-бөлі\p{L}*)\)/gu;
/** “часть 4 той же статьи”, “осы баптың 2-бөлігі”: of the article named before it in the paragraph. */
const PART_OF_SAME =
  /(?<!\p{L})(?:част[ьиюея]\p{L}{0,3}|ч\.|пункт\p{L}*|п\.)\s?(\d{1,2})\s(?:той же|этой же|этой|данной|указанной|названной)\sстатьи|(?<!\p{L})(?:осы|сол|аталған)\s(?:бап|баб)\p{L}*\s(\d{1,2})\s?-\s?бөлі\p{L}*/giu;
const NUMBER =
  /^(\d{1,4})((?:-\d{1,3})?)([A-Z]|[a-z](?![\p{L}\d]))?((?:\s?\([\dа-яa-zivx]{1,4}\))*)(?:\s?(?:bis|ter|quater)\b)?/u;
const SEPARATOR =
  /^(?:\s?,\s?(?:and|or|и|или)?\s?|\s?;\s?|\s(?:and|or|и|или|as well as|а также)\s|\s?&\s?)(?:(?:[Aa]rticles?|[Ss]ections?|ss?\.|статьи|ст\.)\s?)?(?=\d)/u;
const RANGE = /^(?:\s?[–—-]\s?|\s(?:to|through|по)\s)(?=\d)/;

/** Every group of articles of the document, in order of place. */
export function groupsIn(reading: Reading): Group[] {
  const groups: Group[] = [];
  for (const sentence of reading.sentences) {
    const { words, languages } = sentence;
    const first = groups.length;
    // A list that names the word again (“Article 10 and Article 12”) is one group already.
    const read = (at: number) => groups.length > first && (groups.at(-1) as Group).end > sentence.start + at;
    const names = new Set(languages.map(({ language }) => language));
    if (names.has('en')) {
      for (const match of words.matchAll(ENGLISH)) {
        if (read(match.index)) continue;
        const { part, word = '', same } = match.groups ?? {};
        const from = match.index + match[0].length;
        const kind = /^(?:s|§)/i.test(word) ? 'section' : 'article';
        if (!/\d/.test(words.charAt(from))) {
          // “Paragraph 2 of the same Article”: the article named before it.
          const before = groups.at(-1)?.items.at(-1);
          if (same === undefined || part === undefined || !before) continue;
          const place = { start: sentence.start + match.index, end: sentence.start + from };
          groups.push({
            ...place,
            sentence,
            word: kind,
            items: [{ ...place, article: before.article, part: strip(part) }],
          });
          continue;
        }
        add(groups, sentence, match.index, from, kind, part);
      }
    }
    if (names.has('ru')) {
      for (const match of words.matchAll(RUSSIAN)) {
        if (read(match.index)) continue;
        add(groups, sentence, match.index, match.index + match[0].length, 'article', match.groups?.part);
      }
    }
    if (names.has('kk')) {
      for (const match of words.matchAll(KAZAKH)) {
        addKazakh(groups, sentence, match.index, match[0], match.groups ?? {});
      }
    }
    for (const match of words.matchAll(PART_OF_SAME)) {
      const before = groups.findLast(({ end }) => end <= sentence.start + match.index);
      const article = before?.sentence.block === sentence.block ? before.items.at(-1) : undefined;
      const part = match[1] ?? match[2];
      if (!article || part === undefined) continue;
      const place = { start: sentence.start + match.index, end: sentence.start + match.index + match[0].length };
      groups.push({ ...place, sentence, word: 'article', items: [{ ...place, article: article.article, part }] });
    }
    for (const match of words.matchAll(PART_ALONE)) {
      const place = {
        start: sentence.start + match.index + 1,
        end: sentence.start + match.index + match[0].length - 1,
      };
      const article = groups
        .findLast(({ sentence: other, end }) => other.block === sentence.block && end <= place.start)
        ?.items.at(-1);
      const part = match[1] ?? match[2];
      if (article && part !== undefined)
        groups.push({ ...place, sentence, word: 'article', items: [{ ...place, article: article.article, part }] });
    }
  }
  return groups.sort((a, b) => a.start - b.start);
}

const strip = (part: string) => part.replace(/[()]/g, '');

function add(
  groups: Group[],
  sentence: Sentence,
  from: number,
  at: number,
  word: Group['word'],
  part: string | undefined,
): void {
  const { words, start } = sentence;
  const items: Item[] = [];
  let next = at;
  let begin = from;
  for (let count = 0; count < 60; count++) {
    const match = NUMBER.exec(words.slice(next, next + 40));
    if (!match) break;
    const [whole, number = '', suffix = '', letter = '', parens = ''] = match;
    let end = next + whole.length;
    let article = number;
    let to: string | undefined;
    if (suffix !== '') {
      const second = suffix.slice(1);
      if (Number(second) > Number(number)) to = second;
      else article = number + suffix;
    }
    if (letter !== '' && /^[A-Z]$/.test(letter)) article += letter;
    const range = to === undefined ? RANGE.exec(words.slice(end, end + 12)) : null;
    if (range) {
      const last = NUMBER.exec(words.slice(end + range[0].length, end + range[0].length + 40));
      if (last && Number(last[1]) > Number(number)) {
        to = (last[1] ?? '') + (last[2] ?? '');
        end += range[0].length + last[0].length;
      }
    }
    const inner = part ?? /\(([^)]+)\)/.exec(parens)?.[1];
    items.push({
      start: start + begin,
      end: start + end,
      article,
      ...(to !== undefined && { to }),
      ...(inner !== undefined && { part: strip(inner) }),
    });
    const separator = SEPARATOR.exec(words.slice(end, end + 24));
    if (!separator) {
      next = end;
      break;
    }
    next = end + separator[0].length;
    begin = next;
    // “articles 5, 2011” and “Article 3, 14 of whom” are no lists of articles.
    const following = NUMBER.exec(words.slice(next, next + 40));
    const after = following ? words.slice(next + following[0].length, next + following[0].length + 14) : '';
    if (
      !following ||
      /^(?:19|20)\d\d$/.test(following[1] ?? '') ||
      (/^ [a-zа-я]{3,}/u.test(after) &&
        !/^ (?:of the|and|or|to|and,|which|that|in|provid|prohib|punish|crimin|defin|stip|respect|above|below|Уг|настоящ|того|и |или|УК|КоАП|Код)/.test(
          after,
        ) &&
        separator[0].startsWith(',') &&
        !/(?:and|or|и|или)/.test(separator[0]))
    )
      break;
  }
  if (items.length === 0) return;
  groups.push({ start: start + from, end: (items.at(-1) as Item).end, items, sentence, word });
}

function addKazakh(
  groups: Group[],
  sentence: Sentence,
  index: number,
  whole: string,
  { list = '', part }: Record<string, string | undefined>,
): void {
  const items: Item[] = [];
  for (const match of list.matchAll(/(\d{1,4})(-\d{1,2}|\s?–\s?\d{1,4}|-\d{3,4})?/g)) {
    const [words, number = '', second = ''] = match;
    const other = second.replace(/[^\d]/g, '');
    const isRange = other !== '' && Number(other) > Number(number);
    const last = match.index + words.length === list.length;
    items.push({
      start: sentence.start + index + match.index,
      end: sentence.start + index + (last ? whole.length : match.index + words.length),
      article: isRange || second === '' ? number : number + second,
      ...(isRange && { to: other }),
      ...(part !== undefined && last && { part }),
    });
  }
  if (items.length > 0)
    groups.push({
      start: sentence.start + index,
      end: sentence.start + index + whole.length,
      items,
      sentence,
      word: 'article',
    });
}

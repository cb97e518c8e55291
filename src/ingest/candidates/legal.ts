/**
 * Legal references: articles, sections and their parts, with the law meant.
 * Always true: one candidate for each article, those of a range too; `basis` says by which words the law was found
 * (stated with it, in its sentence, paragraph or section, by the number, or the law the document speaks of most), and
 * where none tells, the law is left open. A law as a whole is a reference where its day or what happened to it is told.
 */
import type { Block, LegalReferenceValue, Range } from '../../core/document.ts';
import { english } from '../../core/localised.ts';
import type { CodeName } from '../patterns/patterns.ts';
import type { FoundOf } from './found.ts';
import { codeHas, type LawMention, lawMentions, lawOfCode, lawOfYear, onRecord } from './laws.ts';
import { type Reading, type Sentence, sentenceAt } from './reading.ts';

type Basis = NonNullable<LegalReferenceValue['basis']>;

/** The law a reference belongs to, as far as its words tell. */
interface Belongs {
  readonly code?: CodeName;
  readonly instrument?: string;
  readonly law?: string;
  /** As it is written. */
  readonly name: string;
}

interface Item extends Range {
  readonly article: string;
  readonly to?: string;
  readonly part?: string;
}

/** Articles named together: Articles 131 and 132. */
interface Group extends Range {
  readonly items: readonly Item[];
  readonly sentence: Sentence;
  readonly word: 'article' | 'section';
  belongs?: Belongs;
  basis?: Basis;
  subject?: string;
}

const ENGLISH =
  /(?<![\p{L}\d/])(?:(?:[Pp]aragraphs?|[Pp]arts?|[Ss]ubsections?|[Pp]aras?\.?|[Pp]oints?) (?<part>\d{1,3}|\([\da-z]{1,3}\)) of (?:(?:the )?(?<same>(?:same|said|this) )?)?)?(?<word>[Aa]rticles?|ARTICLES?|[Aa]rts?\.|Arts?|[Ss]ections?|[Ss]ecs?\.|ss?\.|(?<![’'])ss?(?=\s\d)|§{1,2})(?:\s?(?=\d)|(?=\W|$))/gu;
const RUSSIAN =
  /(?<!\p{L})(?:(?:подпункт\p{L}*|подп\.|пп\.)\s?(?:\d{1,2}|\p{L})\)?,?\s)?(?:(?:част[ьиюея]\p{L}{0,3}|ч\.|пункт\p{L}*|п\.)\s?(?<part>\d{1,3})\)?(?:\s?[,и–-]\s?\d{1,2})*,?\s)?(?<word>стать(?:я|и|е|ю|ей|ям|ями|ях)|статей|ст\.\s?ст\.|ст\.|Стать(?:я|и|е|ю|ей|ям|ями|ях)|Статей|Ст\.)\s?(?=\d)/gu;
const KAZAKH =
  /(?<![\p{L}\d.-])(?<list>\d{1,4}(?:-\d{1,2}(?!\d|\s?-?\s?бөл))?(?:(?:\s?[,–-]\s?|\s(?:және|мен|немесе)\s)\d{1,4}(?:-\d{1,2}(?=[\s,-]))?){0,12})\s?-\s?(?:бап|баб)\p{L}*(?:\s(?<part>\d{1,2})(?:\s?-\s?(?:бөлі|тарма)\p{L}*|\)\s?тармақша\p{L}*))?/gu;
const NUMBER =
  /^(\d{1,4})((?:-\d{1,3})?)([A-Z]|[a-z](?![\p{L}\d]))?((?:\s?\([\dа-яa-zivx]{1,4}\))*)(?:\s?(?:bis|ter|quater)\b)?/u;
const SEPARATOR =
  /^(?:\s?,\s?(?:and|or|и|или)?\s?|\s?;\s?|\s(?:and|or|и|или|as well as|а также)\s|\s?&\s?)(?:(?:[Aa]rticles?|[Ss]ections?|ss?\.|статьи|ст\.)\s?)?(?=\d)/u;
const RANGE = /^(?:\s?[–—-]\s?|\s(?:to|through|по)\s)(?=\d)/;

/** Legal references with the law each belongs to. */
export function legalIn(reading: Reading): FoundOf<'legal-reference'>[] {
  const mentions = lawMentions(reading);
  const groups = groupsIn(reading);
  resolve(reading, groups, mentions);
  return [
    ...groups.flatMap((group) => group.items.flatMap((item) => candidates(reading, group, item))),
    ...wholeLaws(reading, mentions, groups),
  ];
}

function groupsIn(reading: Reading): Group[] {
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

/** Small words and adjectives that may stand between a reference and its law. */
const LINK =
  /^(?:,? ?(?:paragraphs?|paras?\.?|parts?|пункт\p{L}*|част\p{L}+) \d{1,2}(?:\s?\([a-z\d]{1,3}\))*,?)?[\s,("“«‘']*(?:(?:of|in|under|to|from|the|this|same|said|that|(?:19|20)\d\d|Kazakh|Kazakhstani|national|new|old|former|current|revised|UN|its|their|Republic|РК|Республики|[A-Z][\p{L}]+(?:['’]s|n|an|i|ian|ese)|№|действующего|нового|прежнего|старого)[\s("“«‘']*){0,6}$/u;
const LINK_BEFORE =
  /^(?:['’]s)?[\s,()"”»’:–-]*(?:\(?(?:as amended|of|the|Republic of \p{L}+|РК|Республики \p{L}+|Қазақстан Республикасының|\d{4}|\d{1,2} \p{L}+ \d{4}|года|жылғы|its|in|у|-?нің|-?ның|under|Chapter [IVX\d]+,?)[\s,()]*){0,5}(?:-?(?:нің|ның|дің|дың|тің|тың))?[\s,(]*$/u;
/** The highest number an article of a treaty has in practice; a higher one is an article of a law. */
const TREATY_ARTICLES = 60;

function resolve(reading: Reading, groups: Group[], mentions: readonly LawMention[]): void {
  const { folded } = reading;
  let first = 0;
  const context = new Following(reading);
  const resolved = mentions.map((mention) => context.belongs(mention));
  for (const [index, group] of groups.entries()) {
    while (first < mentions.length && (mentions[first] as LawMention).end <= group.start) first++;
    // Stated after it: “of the Criminal Code”.
    const after = mentions[first];
    const next = groups[index + 1];
    if (
      after &&
      after.start >= group.end &&
      after.start - group.end <= 70 &&
      after.end <= group.sentence.end &&
      (!next || after.start < next.start || next.start > after.start)
    ) {
      const between = folded.slice(group.end, after.start);
      const belongs = resolved[first];
      if (LINK.test(between) && belongs && after.named.is !== 'body') {
        group.belongs = belongs;
        group.basis = 'stated';
      }
    }
    // Stated before it: “Criminal Code, Article 122”.
    const before = mentions[first - 1];
    if (!group.belongs && before && before.named.is !== 'body' && before.start >= group.sentence.start) {
      const between = folded.slice(before.end, group.start);
      const belongs = resolved[first - 1];
      if (between.length <= 60 && LINK_BEFORE.test(between) && belongs) {
        group.belongs = belongs;
        group.basis = 'stated';
      }
    }
    const behind =
      group.basis === 'stated' && after && after.start >= group.end && after.start - group.end <= 70
        ? after.end
        : group.end;
    const subject = SUBJECT.exec(folded.slice(behind, behind + 160))?.[1];
    if (subject !== undefined && !/^(?:see|as amended|the|hereinafter|далее)/i.test(subject)) group.subject = subject;
  }
  // “Article 12(3) and Chapter III Article 20 of …”: one law for both.
  for (let index = groups.length - 2; index >= 0; index--) {
    const group = groups[index] as Group;
    const next = groups[index + 1] as Group;
    if (
      group.belongs ||
      !next.belongs ||
      next.basis !== 'stated' ||
      next.sentence !== group.sentence ||
      next.start - group.end > 40
    )
      continue;
    if (
      /^[\s,]*(?:and|or|&|и|или|және)?[\s,]*(?:(?:Chapter|Part|глав\p{L}+|раздел\p{L}*)\s[\dIVX]+,?)?\s*$/u.test(
        folded.slice(group.end, next.start),
      )
    ) {
      group.belongs = next.belongs;
      group.basis = 'stated';
    }
  }
  inherit(reading, groups, mentions, resolved);
}

const OF_BODY: Readonly<Record<string, string>> = {
  CRC: 'crc',
  CEDAW: 'cedaw',
  CAT: 'cat',
  CRPD: 'crpd',
  CCPR: 'iccpr',
  E: 'icescr',
};

/** Laws as they are named along the text: what “the same Code” and “the Convention” lead back to. */
class Following {
  readonly #reading: Reading;
  /** The treaty that a document of a treaty body is about, by its symbol: CRC/C/…. */
  readonly #own: Belongs | undefined;
  readonly #codes = new Set<CodeName>();
  #law: Belongs | undefined;
  #treaty: Belongs | undefined;
  #protocol: Belongs | undefined;
  #body: Belongs | undefined;

  constructor(reading: Reading) {
    this.#reading = reading;
    const symbol = /(?<![\p{L}\d])(CRC|CEDAW|CAT|CRPD|CCPR|E)\/C(?:\.12)?\//u.exec(reading.folded)?.[1];
    const id = symbol === undefined ? undefined : OF_BODY[symbol];
    if (id !== undefined) this.#own = { instrument: id, name: this.#title(id) };
  }

  belongs({ named, year, start, end }: LawMention): Belongs | undefined {
    const name = this.#reading.document.text.slice(start, end).replace(/\s+/g, ' ');
    switch (named.is) {
      case 'code': {
        const law = lawOfCode(this.#reading, named.code, year);
        this.#codes.add(named.code);
        this.#law = {
          code: named.code,
          name,
          ...(law && { law: law.id }),
        };
        return this.#law;
      }
      case 'law':
        this.#law = { name: named.title, ...(named.id !== undefined && { law: named.id }) };
        return this.#law;
      case 'instrument': {
        const belongs = { instrument: named.id, name };
        const type = this.#reading.context.dataset.get('instrument', named.id)?.type;
        if (type === 'protocol') this.#protocol = belongs;
        else if (type === 'treaty') this.#treaty = belongs;
        else return undefined;
        return belongs;
      }
      case 'body':
        this.#body = { instrument: named.id, name: this.#title(named.id) };
        return undefined;
      case 'again':
        if (named.again === 'law') return year === undefined ? this.#law : (this.#ofYear(year, name) ?? this.#law);
        if (named.again === 'protocol') return this.#protocol ?? { instrument: 'opsc', name };
        return this.#own ?? this.#body ?? this.#treaty ?? { instrument: 'crc', name };
    }
  }

  /** “the 1997 Code”: of the codes named so far, the one there is of that year. */
  #ofYear(year: string, name: string): Belongs | undefined {
    const current = this.#law?.code;
    for (const code of [...(current ? [current] : []), ...this.#codes]) {
      const law = lawOfYear(this.#reading, code, year);
      if (law) return { code, name, law: law.id };
    }
    return undefined;
  }

  #title(id: string): string {
    return english(this.#reading.context.dataset.get('instrument', id)?.title ?? id);
  }
}

function inherit(
  reading: Reading,
  groups: Group[],
  mentions: readonly LawMention[],
  resolved: readonly (Belongs | undefined)[],
): void {
  const counts = new Map<string, { belongs: Belongs; count: number }>();
  for (const { belongs } of groups) {
    if (!belongs) continue;
    const key = belongs.law ?? belongs.instrument ?? belongs.code ?? belongs.name;
    const same = counts.get(key);
    if (same) same.count++;
    else counts.set(key, { belongs, count: 1 });
  }
  const most = [...counts.values()].sort((a, b) => b.count - a.count)[0]?.belongs;
  const mostCode = [...counts.values()]
    .filter(({ belongs }) => belongs.instrument === undefined)
    .sort((a, b) => b.count - a.count)[0]?.belongs;
  const usesSections = groups.some(({ word, belongs }) => word === 'section' && belongs);
  const keep: Group[] = [];
  /** The last law named or referred to, by block and by section. */
  let last: { belongs: Belongs; block: Block; sentence?: Sentence } | undefined;
  let lastCode: { belongs: Belongs; block: Block } | undefined;
  const byNumber = new Map<string, Belongs>();
  let next = 0;
  const advance = (to: number) => {
    for (; next < mentions.length && (mentions[next] as LawMention).start < to; next++) {
      const belongs = resolved[next];
      const mention = mentions[next] as LawMention;
      if (!belongs || mention.named.is === 'body') continue;
      const sentence = sentenceAt(reading, mention.start);
      if (!sentence || (sentence.block.kind === 'note' && mention.named.is !== 'code')) continue;
      last = { belongs, block: sentence.block, sentence };
      if (belongs.instrument === undefined) lastCode = last;
    }
  };
  for (const group of groups) {
    advance(group.start);
    const { block } = group.sentence;
    const [{ article }] = group.items as [Item];
    if (!group.belongs) {
      const follows = reading.folded.slice(group.end, group.end + 40);
      const own =
        /^,? (?:of|in) (?:this|the present|our) (?:report|review|paper|study|chapter|document|article|brief)|^,? (?:above|below)\b|^ (?:настоящего|данного) (?:обзора|отчета|доклада)/.test(
          follows,
        );
      if (own) continue;
      const fits = (belongs: Belongs | undefined): belongs is Belongs =>
        belongs !== undefined && (belongs.instrument === undefined || Number.parseInt(article, 10) <= TREATY_ARTICLES);
      if (
        group.word === 'section' &&
        !usesSections &&
        !(last?.sentence === group.sentence && last.belongs.instrument === undefined)
      )
        continue;
      if (last && last.block === block && fits(last.belongs)) {
        // In the paragraph; a number known of a code and not of the law last named goes to the code.
        group.belongs = last.belongs;
        group.basis = last.sentence === group.sentence ? 'sentence' : 'paragraph';
      } else if (lastCode && lastCode.block === block) {
        group.belongs = lastCode.belongs;
        group.basis = 'paragraph';
      } else {
        const known = byNumber.get(article);
        if (known && fits(known)) {
          group.belongs = known;
          group.basis = 'number';
        } else if (
          lastCode &&
          lastCode.block.section === block.section &&
          suits(reading, lastCode.belongs, article, mostCode)
        ) {
          group.belongs = lastCode.belongs;
          group.basis = 'section';
        } else if (mostCode) {
          group.belongs = mostCode;
          group.basis = 'document';
        } else if (fits(most)) {
          group.belongs = most;
          group.basis = 'document';
        }
      }
    }
    if (isHeadOfLaw(reading, group)) continue;
    keep.push(group);
    if (group.belongs) {
      last = { belongs: group.belongs, block, sentence: group.sentence };
      if (group.belongs.instrument === undefined) lastCode = last;
      for (const item of group.items) byNumber.set(item.article, group.belongs);
    }
  }
  groups.length = 0;
  groups.push(...keep);
}

/** Whether a law is likely to be meant: it has the number on record, or the law most spoken of has it no more. */
function suits(reading: Reading, belongs: Belongs, article: string, mostCode: Belongs | undefined): boolean {
  if (belongs.code && codeHas(reading, belongs.code, article)) return true;
  return !(mostCode?.code && mostCode.code !== belongs.code && codeHas(reading, mostCode.code, article));
}

/** “Article 5. Prohibition of …” at the head of a block is a law's own article, not a reference to one. */
function isHeadOfLaw(reading: Reading, group: Group): boolean {
  const { block } = group.sentence;
  if (group.basis === 'stated' || group.start > group.sentence.start || group.sentence.start !== block.start)
    return false;
  return (
    /^\.\s+\p{Lu}/u.test(reading.folded.slice(group.end, group.end + 6)) &&
    (block.kind === 'heading' || block.end - block.start < 160)
  );
}

const SUBJECT = /^[\s,]*[(“"«]([^)”"»\d]{5,140})[)”"»]/;
const AS_OF =
  /\b(?:status )?as (?:of|at)(?: \d{1,2})?(?: [A-Z][a-z]+)? ((?:19|20)\d\d)|по состоянию на(?: \d{1,2} \p{L}+)? ((?:19|20)\d\d)/u;

function candidates(
  reading: Reading,
  { sentence, belongs, basis, subject }: Group,
  item: Item,
): FoundOf<'legal-reference'>[] {
  const { article, to, part } = item;
  const last = to === undefined || !/^\d+$/.test(article) || !/^\d+$/.test(to) ? article : to;
  const numbers = last === article ? [article] : spread(Number(article), Number(last));
  const asOf = asOfIn(sentence);
  return numbers.map((number) => ({
    kind: 'legal-reference',
    start: item.start,
    end: item.end,
    sentence,
    value: {
      ...(belongs && { law: nameOf(belongs) }),
      number,
      ...(part !== undefined && { part }),
      ...(subject !== undefined && { subject }),
      ...(asOf !== undefined && { asOf }),
      ...(basis && { basis }),
      ...(belongs?.law !== undefined && onRecord(reading, belongs.law, number)),
    },
  }));
}

/** The articles of a range; of one too long to be meant article by article, its ends. */
function spread(from: number, to: number): string[] {
  if (to - from > 100) return [String(from), String(to)];
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

function nameOf({ name, law, instrument }: Belongs): { name: string; id?: string } {
  const id = law ?? instrument;
  return { name, ...(id !== undefined && { id }) };
}

function asOfIn({ words }: Sentence): string | undefined {
  const match = AS_OF.exec(words);
  return match?.[1] ?? match?.[2];
}

const ACTS: readonly (readonly [RegExp, NonNullable<LegalReferenceValue['act']>])[] = [
  [/\b(?:repealed|abolished|ceased to be in force)\b|утратил\p{L}* силу|отменен\p{L}*|күшін жойды/iu, 'repealed'],
  [/\b(?:entered into force|came into (?:force|effect)|took effect)\b|вступил\p{L}* в силу|күшіне енді/iu, 'in-force'],
  [
    /\b(?:was|were|been|is|last) amended\b|\bamendments? to\b|внесены (?:изменения|поправки)|өзгерістер енгізілді/iu,
    'amended',
  ],
  [/\b(?:adopted|enacted|signed|promulgated|passed)\b|принят\p{L}*|подписан\p{L}*|қабылданды|қол қойылды/iu, 'adopted'],
];

/** Laws named without an article, where the sentence says what happened to them or of which day they were read. */
function wholeLaws(
  reading: Reading,
  mentions: readonly LawMention[],
  groups: readonly Group[],
): FoundOf<'legal-reference'>[] {
  const withArticles = new Set(groups.map(({ sentence }) => sentence));
  const context = new Following(reading);
  const found: FoundOf<'legal-reference'>[] = [];
  for (const mention of mentions) {
    const belongs = context.belongs(mention);
    if ((mention.named.is !== 'law' && mention.named.is !== 'code') || !belongs) continue;
    const sentence = sentenceAt(reading, mention.start);
    if (!sentence || sentence.block.kind === 'note' || sentence.block.kind === 'heading' || withArticles.has(sentence))
      continue;
    const asOf = asOfIn(sentence);
    const act = /\d/.test(sentence.words) ? ACTS.find(([pattern]) => pattern.test(sentence.words))?.[1] : undefined;
    if (asOf === undefined && act === undefined) continue;
    found.push({
      kind: 'legal-reference',
      start: mention.start,
      end: mention.end,
      sentence,
      value: { law: nameOf(belongs), ...(asOf !== undefined && { asOf }), ...(act && { act }), basis: 'stated' },
    });
  }
  return found;
}

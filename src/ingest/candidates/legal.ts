/**
 * Legal references: articles, sections and their parts, with the law meant.
 * Always true: one candidate for each article, those of a range too; `basis` says by which words the law was found
 * (stated with it, in its sentence, paragraph or section, by the number, or the law the document speaks of most), and
 * where none tells, the law is left open. A law as a whole is a reference where its day or what happened to it is told.
 */
import type { Block, LegalReferenceValue } from '../../core/document.ts';
import type { CodeName } from '../patterns/patterns.ts';
import { type Group, groupsIn, type Item } from './articles.ts';
import { type Belongs, Following } from './following.ts';
import type { FoundOf } from './found.ts';
import { codeHas, type LawMention, lawMentions, onRecord } from './laws.ts';
import { type Reading, type Sentence, sentenceAt } from './reading.ts';

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
  inherit(reading, groups, mentions, resolved, context);
}

function inherit(
  reading: Reading,
  groups: Group[],
  mentions: readonly LawMention[],
  resolved: readonly (Belongs | undefined)[],
  context: Following,
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
  const named = new Map<CodeName, Belongs>();
  for (const belongs of resolved) if (belongs?.code && !named.has(belongs.code)) named.set(belongs.code, belongs);
  const declared = declaredLaw(reading, mentions, resolved);
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
      // “the amendment to article 20 (1)”: in a document of a treaty body it is that of its treaty.
      if (context.own && /\bamendments? to (?:the )?$/i.test(reading.folded.slice(group.start - 24, group.start))) {
        group.belongs = context.own;
        group.basis = 'document';
        keep.push(group);
        continue;
      }
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
        const other =
          last.belongs.code === undefined ? undefined : otherCode(reading, last.belongs.code, article, named);
        const here = last.sentence === group.sentence;
        group.belongs = (here ? undefined : declared) ?? other ?? last.belongs;
        group.basis = here ? 'sentence' : declared ? 'document' : 'paragraph';
      } else if (declared) {
        group.belongs = declared;
        group.basis = 'document';
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
          group.belongs =
            (mostCode.code === undefined ? undefined : otherCode(reading, mostCode.code, article, named)) ?? mostCode;
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

/** Another code named in the document that has the article on record, where the one at hand has it not. */
function otherCode(
  reading: Reading,
  code: CodeName,
  article: string,
  named: ReadonlyMap<CodeName, Belongs>,
): Belongs | undefined {
  if (codeHas(reading, code, article)) return undefined;
  const others = [...named].filter(([other]) => other !== code && codeHas(reading, other, article));
  return others.length === 1 ? others[0]?.[1] : undefined;
}

const DECLARED =
  /\b(?:unless (?:otherwise|stated)|where nothing else is said)\b[^.;]{0,80}\b(?:articles?|arts?\.?|sections?|references?|provisions?)(?!\p{L})[^;]{0,60}?\b(?:refers?|are|is|means?|belongs?)\b|(?<!\p{L})(?:если не (?:указано|оговорено) иное)[^.;]{0,80}(?:стать|ст\.)/iu;

/** “Unless otherwise indicated, articles are those of the Criminal Code”: the law of every bare article. */
function declaredLaw(
  reading: Reading,
  mentions: readonly LawMention[],
  resolved: readonly (Belongs | undefined)[],
): Belongs | undefined {
  for (const sentence of reading.sentences) {
    const match = DECLARED.exec(sentence.words);
    if (!match) continue;
    const from = sentence.start + match.index + match[0].length;
    const clause = /[.;]/.exec(reading.folded.slice(from, sentence.end));
    const to = clause ? from + clause.index : sentence.end;
    const after = mentions.findIndex(({ start, end }) => start >= from && end <= to);
    if (after >= 0 && resolved[after]) return resolved[after];
    const that = /\bthat (?:Code|Act|Law)\b|эт\p{L}+ (?:кодекс|закон)/iu.test(reading.folded.slice(from, to));
    const before = mentions.findLastIndex(({ end }, index) => end <= from && resolved[index] !== undefined);
    if (that && before >= 0) return resolved[before];
  }
  return undefined;
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

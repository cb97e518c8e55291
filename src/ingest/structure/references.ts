/**
 * References: a note split into the works it refers to, and each of them into author, title, date, place and address.
 * Always true: a reference is a range of the text; a part that its words do not show is absent; remarks without a work
 * are none. What repeats another (Ibid., Там же, op. cit., supra note 12) says which it asks for, and is found later.
 */
import type { Range } from '../../core/document.ts';
import type { PartialDate } from '../../core/time.ts';
import { datesIn, type FoundDate, yearIn } from './dates.ts';

/** A reference as its own words tell it. */
export interface Draft extends Range {
  readonly note?: string;
  readonly author?: string;
  readonly title?: string;
  readonly publisher?: string;
  readonly date?: PartialDate;
  readonly accessed?: PartialDate;
  readonly locator?: string;
  readonly url?: string;
  /** Symbol of a document of the United Nations: CRC/C/KAZ/CO/4. */
  readonly symbol?: string;
  /** What it repeats: the reference before it, the last by an author, or the first of a note. */
  readonly again?:
    | { readonly of: 'previous' }
    | { readonly of: 'author'; readonly author: string }
    | { readonly of: 'note'; readonly label: string };
}

interface Link extends Range {
  readonly url: string;
}

const LONGEST = 6_000;

/** The references in a range of the text, in order; `note` is the note they stand in. */
export function referencesIn(text: string, range: Range, note?: string): Draft[] {
  const end = Math.min(range.end, range.start + LONGEST);
  const raw = text.slice(range.start, end);
  const links = linksIn(raw);
  // Line breaks with the bullets they left become spaces, one for one, so that places stay.
  const words = raw.replace(/\s*\n\s*(?:[-–•]\s+)?/gu, (gap) => ' '.repeat(gap.length));
  const masked = mask(words, links);
  const drafts: Draft[] = [];
  for (const piece of piecesOf(masked, links)) {
    const draft = read(words, masked, piece, links);
    if (!draft) continue;
    drafts.push({
      ...draft,
      start: range.start + piece.start,
      end: range.start + piece.end,
      ...(note !== undefined && { note }),
    });
  }
  return drafts;
}

// ——— addresses ———

const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"“”«»]*/giu;
const TAIL = /^>?[ \t]*(\s*\n\s*(?:[-–•]\s+)?|(?<=:\/\/|www\.)[ \t]{1,3})([^\s<>"“”«»]{1,500})>?/u;

function linksIn(text: string): Link[] {
  const links: Link[] = [];
  let reach = 0;
  for (const match of text.matchAll(ADDRESS)) {
    if (match.index < reach) continue;
    let start = match.index;
    let end = start + match[0].length;
    let url = match[0];
    const inner = url.indexOf('](');
    if (inner >= 0) {
      // [address](address): the second is the one that works; it may hold what the first has escaped.
      url = url.slice(inner + 2).replace(/\).*$/u, '');
      if (text[start - 1] === '[') start -= 1;
    }
    for (let more = 0; more < 3; more += 1) {
      const tail = TAIL.exec(text.slice(end, end + 600));
      const joined = tail?.[2] === undefined ? undefined : join(url, tail[2]);
      if (!tail || joined === undefined) break;
      url = joined;
      end += tail[0].length;
    }
    const bare = trimAddress(url);
    // Without the full stop or bracket that ends the sentence.
    if (inner < 0 && url.length > bare.length && end === match.index + match[0].length) end -= url.length - bare.length;
    if (text[start - 1] === '<') start -= 1;
    if (text[end] === '>') end += 1;
    reach = end;
    if (bare.length > 8) links.push({ start, end, url: bare.replace(/\\([[\]_*()])/gu, '$1') });
  }
  return links;
}

/** An address that a line break cut, joined again; undefined where the next line is no part of it. */
function join(url: string, tail: string): string | undefined {
  if (url.endsWith('://')) return /^https?:/iu.test(tail) ? undefined : url + tail;
  const cut = /(?:[-/_=?&%.]|:\/\/|www\.)$/u.test(url);
  const looksLikeTail = /[/=_?&%]|\.(?:pdf|html?|php|aspx?|docx?)\b/u.test(tail) && !/^(?:https?:|www\.)/iu.test(tail);
  if (!looksLikeTail && !(cut && /^[\p{Ll}\d]/u.test(tail) && /^[\w.~%-]+$/u.test(tail))) return undefined;
  if (/^\p{Lu}\p{Ll}+[,.]?$/u.test(tail)) return undefined;
  // The break may repeat what it cut: …unicef.org + org/about.
  const most = Math.min(url.length, tail.length, 200);
  for (let length = most; length >= 2; length -= 1) {
    const overlap = tail.slice(0, length);
    if (
      url.endsWith(overlap) &&
      (length === tail.length || tail[length] === '/') &&
      /[./-]/u.test(url[url.length - length - 1] ?? '')
    ) {
      return url + tail.slice(length);
    }
  }
  return url + tail;
}

function trimAddress(url: string): string {
  let end = url.length;
  // Brackets opened less brackets closed.
  let opens = url.split('(').length - url.split(')').length;
  while (end > 0) {
    const last = url[end - 1] ?? '';
    if (/[.,;:!?'’…]/u.test(last)) end -= 1;
    else if ((last === ')' && opens < 0) || (last === ']' && !url.includes('['))) {
      end -= 1;
      opens += 1;
    } else break;
  }
  return url.slice(0, end);
}

/** The text with its addresses blotted out, so that no full stop or semicolon in them counts. */
function mask(text: string, links: readonly Range[]): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of links) {
    masked += text.slice(at, start) + '\uFDD1'.repeat(end - start);
    at = end;
  }
  return masked + text.slice(at);
}

// ——— pieces ———

const INTRODUCTION =
  /^(?:(?:see(?:,? also|,? for example|,? e\.g\.)?|cf\.|also|compare|cited in|quoted in|см\.(?: также)?|смотри(?: также)?|сравни|ср\.|также|цит\. по|сондай-ақ қараңыз|қараңыз|сонымен қатар)[,:]?\s+)+/iu;
const STARTS =
  /^(?:see\b|cf\.|ibid|id\.|supra\b|там же|см\.|смотри|сонда|қараңыз|сондай-ақ|information (?:received|provided|from)|[\p{Lu}“"«*(\uFDD1[‘])/iu;
const ONLY_LOCATOR =
  /^(?:paras?|paragraphs?|pp?|pages?|arts?|articles?|section|chapter|annex|notes?|пп?|пункты?|стр|сс?|ст|статьи?|гл|бап|бет|тармақ)\.?\s*[\dIVX][^;]{0,20}$/iu;
const CAPITAL = /^[\p{Lu}“"«*‘]/u;
const SENTENCE = /^(?:see(?: also)?\b|cf\.|ibid|там же|см\. также|см\.|information (?:received|provided)|қараңыз)/iu;
const ACCESS_WORDS =
  /^(?:\(?(?:last\s)?(?:accessed|retrieved|visited|viewed|consulted|available|date of access)|\(?(?:дата|доступ|режим|просмотрено|проверено|url)|\(?(?:қаралған|қарау|жүгінген|кірген|алынған|қолжетімді))/iu;

/** Where one reference ends and the next begins: semicolons, addresses, sentences that start anew. */
function piecesOf(masked: string, links: readonly Link[]): Range[] {
  const cuts = new Set<number>();
  const ends = new Set(links.map(({ end }) => end));
  let depth = 0;
  let quoted = '';
  for (let at = 0; at < masked.length; at += 1) {
    const character = masked[at] ?? '';
    if (quoted !== '') {
      if (character === quoted) quoted = '';
    } else if (character === '“') quoted = '”';
    else if (character === '«') quoted = '»';
    else if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    if (ends.has(at)) {
      // After an address, what is not about the access is another reference.
      const after =
        /^\s*(?:\([\p{L}\s]{2,30}\)|\))?\s*[.,;]?\s*(?:and\s|и\s|және\s)?\s*/u.exec(masked.slice(at, at + 60))?.[0] ??
        '';
      const rest = masked.slice(at + after.length, at + after.length + 40);
      const joins = /(?:and|и|және)\s*$/u.test(after);
      if (
        rest !== '' &&
        ((joins && rest.startsWith('\uFDD1')) || (!joins && /^[\p{Lu}“«]/u.test(rest) && !ACCESS_WORDS.test(rest)))
      ) {
        cuts.add(at + after.length);
      }
    }
    if (depth > 0 || quoted !== '') continue;
    if (character === ';') {
      const after = masked.slice(at + 1, at + 400);
      const rest = after.trimStart();
      const own = rest.split(';', 1)[0] ?? '';
      if (STARTS.test(rest) && !ONLY_LOCATOR.test(own.trim().replace(/\.$/u, '')))
        cuts.add(at + 1 + (after.length - rest.length));
    } else if (character === '.' && masked[at + 1] === ' ') {
      const rest = masked.slice(at + 1, at + 60).trimStart();
      if (SENTENCE.test(rest) && CAPITAL.test(rest))
        cuts.add(at + 1 + (masked.slice(at + 1).length - masked.slice(at + 1).trimStart().length));
    }
  }
  const bounds = [0, ...[...cuts].sort((a, b) => a - b), masked.length];
  const pieces: Range[] = [];
  for (let index = 0; index + 1 < bounds.length; index += 1) {
    let [start, end] = [bounds[index] ?? 0, bounds[index + 1] ?? 0];
    while (start < end && /[\s;,]/u.test(masked[start] ?? '')) start += 1;
    while (end > start && /[\s;,]/u.test(masked[end - 1] ?? '')) end -= 1;
    if (end > start) pieces.push({ start, end });
  }
  return pieces;
}

// ——— parts of one reference ———

const ACCESSED =
  /\(?(?<![\p{L}])(?:(?:last\s+)?(?:accessed|retrieved|visited|viewed|consulted|checked)|date of access|as (?:of|at)|дата (?:обращения|доступа|посещения|просмотра)|доступно|доступ|просмотрено|проверено|обращение|по состоянию на|қаралған(?: күні)?|қарау күні|жүгінген күні|кірген күні|алынған күні)\s*(?:on|на|:|–|-)?\s*:?\s*/giu;
const ACCESSED_AFTER = /^\s*(?:күні\s+)?(?:қаралды|қаралған|алынды|алынған|кірген|жүгінген|просмотрено|accessed)\)?/iu;
const FROM = /^\)?[\s,]*(?:from|at|via|on|по адресу)?\s*:?\s*/iu;
const AVAILABLE =
  /(?:\(?(?:also\s+)?available\s+(?:online\s+)?(?:at|from|on|in)|full text available at|retrieved from|доступно(?: по адресу)?|режим доступа|электронный ресурс|url|қолжетімді|қол жеткізу режимі|сілтеме|from|at)\s*:?\s*(?=\uFDD1)/giu;

const NUMERAL = String.raw`(?:\d{1,4}(?:[-.]\d{1,3})?(?:\s?\([\p{L}\d]{1,3}\)){0,4}|[IVXLC]{1,6}(?![\p{L}]))`;
const NUMERALS = String.raw`${NUMERAL}(?:\s?(?:[–-]|,|and|&|to|и|және)\s?(?!(?:19|20)\d{2}\b)${NUMERAL}){0,6}`;
const LOCATOR = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:at\s)?(?:(?:paras?|paragraphs?|pp|p|pages?|arts?|articles?|secs?|sections?|chapters?|clauses?|schedules?|rules?|regulations?|annex|notes?|endnotes?|footnotes?|tables?|пункт\p{L}{0,3}|статья|статьи|статье|стр|част[ьи]|глав[аы]|раздел|прим)\.?|(?:ch|cl|ss?|reg|пп?|сс?|ст|ч|гл|т|б)\.|§{1,2})\s?${NUMERALS}|(?<=[,;]\s)at\s${NUMERALS}|(?<![\p{L}\p{N}])(?!(?:19|20)\d{2},)${NUMERALS}[-–\s](?:баптар|бап|бет|тармақ|тармақша|бөлім|тарау|б\.)\p{L}{0,6}`,
  'giu',
);
const PART_OF = /^\s*(?:of|to|from|thereof|в соответствии)\s/iu;
const IN_TITLE = /(?:under|with|pursuant to|in|by|of|to|for|with|согласно|по|о|об)\s$/iu;
const LAW_BEFORE =
  /(?:code|law|act|constitution|convention|protocol|кодекса?|закона?|конституции|конституция|конвенции|кодексінің|заңының|кодексі|заңы)\)?\s$/iu;
const SYMBOL = /(?<![\p{L}\p{N}/])(?:[A-Z]{1,8}(?:\.\d{1,2})?)(?:\/[A-Z0-9][A-Za-z0-9.-]{0,12}){2,7}/gu;

const LEGAL =
  /(?<![\p{L}])(?:code|law|laws|act|constitution|convention|protocol|covenant|treaty|agreement|decree|resolution|statute|кодекс\p{L}{0,2}|закон\p{L}{0,2}|конституци\p{L}{1,2}|конвенци\p{L}{1,2}|протокол\p{L}{0,2}|постановлени\p{L}|указ|приказ|договор|заң\p{L}{0,4}|кодекс\p{L}{0,3}|конституция\p{L}{0,3}|қаулы\p{L}{0,3}|жарлық\p{L}{0,3}|бұйры\p{L}{1,4})(?![\p{L}])/iu;
const BODY =
  /(?<![\p{L}])(?:committee|council|ministry|department|agency|organi[sz]ation|office|commission|university|institute|embassy|consulate|mission|centre|center|fund|foundation|bank|union|association|network|government|parliament|court|rapporteur|secretariat|assembly|united nations|un|unicef|ecpat|ilo|osce|iom|unhcr|undp|interpol|news|radio|library|service|комитет|совет|министерство|агентство|организация|управление|комиссия|университет|институт|посольство|центр|фонд|банк|союз|ассоциация|правительство|парламент|суд|прокуратура|генеральная|оон|юнисеф|мот|мом|обсе|комитеті|кеңесі|министрлігі|агенттігі|ұйымы|басқармасы|комиссиясы|университеті|институты|елшілігі|орталығы|қоры|банкі|одағы|қауымдастығы|үкіметі|парламенті|соты|прокуратурасы|бұұ)(?![\p{L}])/iu;
const PERSON =
  /^(?:\p{Lu}[\p{L}’'-]{1,30},?\s(?:\p{Lu}\.\s?){1,3}|(?:\p{Lu}\.\s?){1,3}\p{Lu}[\p{L}’'-]{1,30}|\p{Lu}[\p{L}’'-]{1,30},\s\p{Lu}[\p{L}’'-]{1,30})(?:(?:,|;| and| &| и| және)\s(?:\p{Lu}[\p{L}’'.-]{0,30}[,\s]*){1,4}){0,4}(?:,? et al\.?|,? и др\.?)?$/u;
const REMARK =
  /^(?:this|these|that|those|it|they|there|adopted (?:by|at|on)|prepared by|in (?:this|these)|for (?:more|further)|refers? to|note that|author|according|however|данн\p{L}+|это|эти|такж?е|следует|при этом|имеется|бұл|осы|аталған|сондай)(?![\p{L}])/iu;
const TOLD =
  /^(?:(?:updated |additional |personal |written |oral )?(?:information|communication|statistics?|data|interview|correspondence|email)(?: (?:was|were))? (?:received|provided|obtained|supplied|given|with|from|by)|информация (?:получена|предоставлена)|сведения (?:получены|предоставлены)|по (?:данным|информации|сообщению)|ақпарат)\s+(?:from|by|with|от|из|at)?\s*/iu;

const IBID = /^(?:ibid(?:em)?|id|idem|там же|сонда|сол жерде|бұл да сонда|loc\.? cit)(?:\.|,|;|:|\s|$)/iu;
const IBID_PAGE = /(?:ibid(?:em)?|id|там же|сонда)[.,]{1,2}\s(\d{1,4}(?:[–-]\d{1,4})?)[.\s]*$/iu;
const OPUS =
  /(?:^|[,.]\s*)(?:op\.?\s*cit|loc\.?\s*cit|указ\.?\s*(?:соч|раб|ст)|цит\.?\s*соч|аталған\s+еңбек|көрсетілген\s+еңбек)\.?/iu;
const SUPRA =
  /(?:(?:supra|above|see|as in|выше|см\.?|жоғарыдағы?)\s*,?\s*)(?:(?:foot|end)?notes?|n\.?|сноск\p{L}{1,2}|примечани\p{L}{1,2}|прим\.?|сілтеме\p{L}{0,4}|ескертпе\p{L}{0,4})\s*(?:№\s*)?\[?(\d{1,4})|(?:(?:foot|end)?note|сноска|примечание|прим\.)\s+(\d{1,4})\s+(?:above|supra|выше|жоғарыда)|(\d{1,4})-(?:сілтеме|ескертпе)\p{L}{0,5}(?:\s+қараңыз)?|\((?:above |supra )?(?:f?n\.?|(?:foot|end)?note)\s?(\d{1,4})\)/iu;

interface Parts {
  author?: string;
  title?: string;
  publisher?: string;
}

function read(
  words: string,
  masked: string,
  piece: Range,
  links: readonly Link[],
): Omit<Draft, 'start' | 'end'> | undefined {
  const whole = masked.slice(piece.start, piece.end);
  const introduction = INTRODUCTION.exec(whole)?.[0].length ?? 0;
  const link = links.find(({ start }) => start >= piece.start && start < piece.end);
  const gone: Range[] = [];
  if (introduction > 0) gone.push({ start: 0, end: introduction });
  for (const { start, end } of links)
    if (start >= piece.start && start < piece.end) gone.push({ start: start - piece.start, end: end - piece.start });

  const dates = datesIn(whole);
  const access = accessIn(whole, dates);
  if (access) gone.push(access);
  for (const { index, 0: found } of whole.matchAll(AVAILABLE)) gone.push({ start: index, end: index + found.length });
  const again = repeatIn(whole, introduction);
  const symbols = [...whole.matchAll(SYMBOL)];
  for (const { index, 0: found } of symbols) gone.push({ start: index, end: index + found.length });
  const locators = locatorsIn(whole, introduction).filter(
    ({ start }) => again?.of !== 'note' || !/^(?:foot|end)?note|^прим|^сноск/iu.test(whole.slice(start)),
  );
  const published = publishedIn(whole, dates, access);
  // “(2015) 12”: after the year, the page.
  const page =
    published && locators.length === 0
      ? /^\)\s(\d{1,4}(?:[–-]\d{1,4})?)[.\s]*$/u.exec(whole.slice(published.end))
      : null;
  if (page?.[1] && published) locators.push({ start: published.end + 2, end: published.end + 2 + page[1].length });
  // “ibid, 41”: after the word, the page.
  const bare = again?.of === 'previous' && locators.length === 0 ? IBID_PAGE.exec(whole) : null;
  if (bare?.[1])
    locators.push({
      start: bare.index + bare[0].indexOf(bare[1]),
      end: bare.index + bare[0].indexOf(bare[1]) + bare[1].length,
    });
  const locator = locators.map(({ start, end }) => whole.slice(start, end).trim().replace(/\s+/gu, ' ')).join(', ');
  const cut = without(whole, [...gone, ...locators, ...(published ? [published] : [])]);
  const blank = published ? afterName(cut, published, introduction) : cut;
  const year = published ? undefined : yearOf(blank);
  // What was cut out leaves one mark, however long it was.
  const rest = (year ? without(blank, [year]) : blank).replace(/\uFDD0+/gu, '\uFDD0');
  const date = published?.date ?? year?.date;
  const shared = {
    ...(date !== undefined && { date }),
    ...(access && { accessed: access.date }),
    ...(locator !== '' && { locator }),
    ...(link && { url: link.url }),
    ...(symbols[0] && { symbol: symbols[0][0].replace(/[.(-]+$/u, '') }),
  };
  if (again) return { ...shared, again };
  const told = TOLD.exec(rest.replace(/\uFDD0/gu, ' ').trim());
  if (told) {
    const author = tidy(
      rest
        .replace(/\uFDD0+/gu, ' ')
        .trim()
        .slice(told[0].length),
    ).replace(/,\s(?:as|which|who|как)\s.*$/u, '');
    return author === '' && !link ? undefined : { ...shared, ...named('author', author) };
  }
  const { quoted, ...parts } = partsOf(rest.replace(NOISE, ''), date !== undefined);
  if (parts.author === undefined && parts.title === undefined && !link && symbols.length === 0) {
    return locator === '' ? undefined : { ...shared, again: { of: 'previous' } };
  }
  const marked = date !== undefined || locator !== '' || quoted;
  if (!link && symbols.length === 0 && !(marked || looksLikeWork(parts))) return undefined;
  // A sentence of the author’s own that only mentions a year or an article.
  if (!link && symbols.length === 0 && REMARK.test(words.slice(piece.start, piece.end))) return undefined;
  return { ...parts, ...shared };
}

function looksLikeWork({ author, title }: Parts): boolean {
  if (author !== undefined && title !== undefined) return !REMARK.test(author);
  const only = title ?? author ?? '';
  if (REMARK.test(only)) return false;
  return LEGAL.test(only) || BODY.test(only) || PERSON.test(only);
}

function accessIn(text: string, dates: readonly FoundDate[]): FoundDate | undefined {
  for (const { index, 0: found } of text.matchAll(ACCESSED)) {
    const end = index + found.length;
    const date = dates.find(({ start }) => start >= end && start <= end + 2);
    if (date) {
      const after = FROM.exec(text.slice(date.end, date.end + 30))?.[0] ?? '';
      return { date: date.date, start: index, end: date.end + after.length };
    }
  }
  for (const date of dates) {
    const after = ACCESSED_AFTER.exec(text.slice(date.end, date.end + 40));
    if (after) return { date: date.date, start: date.start, end: date.end + after[0].length };
  }
  return undefined;
}

function locatorsIn(text: string, from: number): Range[] {
  const found: Range[] = [];
  for (const { index, 0: words } of text.matchAll(LOCATOR)) {
    const end = index + words.length;
    const before = text.slice(Math.max(0, index - 16), index);
    const last = found.at(-1);
    const chained = last !== undefined && /^[\s,;]*(?:and|и|және|of|to)?\s*$/iu.test(text.slice(last.end, index));
    const opens = text.slice(from, index).trim() === '';
    if (!opens && !chained) {
      if (IN_TITLE.test(before) && !/\bat\s$/u.test(before)) continue;
      if (PART_OF.test(text.slice(end, end + 12))) continue;
      if (!/[,.;:(–—»”"\]-]\s*$/u.test(before) && !LAW_BEFORE.test(before) && !/^at\s/iu.test(words)) continue;
    }
    found.push({ start: index, end });
  }
  return found;
}

/** When the work was published: the most exact date that is not of the access, the last of these; none inside quotes. */
function publishedIn(text: string, dates: readonly FoundDate[], access: Range | undefined): FoundDate | undefined {
  let best: FoundDate | undefined;
  for (const date of dates) {
    if (access && date.start < access.end && date.end > access.start) continue;
    if (
      /(?:due in|since|until|between|for|from|за|до|с|по)\s$/iu.test(
        text.slice(Math.max(0, date.start - 8), date.start),
      )
    )
      continue;
    if (/^\s?[–-]\s?\d/u.test(text.slice(date.end, date.end + 3))) continue;
    if (isQuoted(text, date.start)) continue;
    const before = /(?<![\p{L}])(?:от|dated|of|on)\s$/iu.exec(text.slice(Math.max(0, date.start - 8), date.start));
    if (!best || date.date.length >= best.date.length)
      best = { ...date, start: date.start - (before?.[0].length ?? 0) };
  }
  return best;
}

function isQuoted(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return before.lastIndexOf('“') > before.lastIndexOf('”') || before.lastIndexOf('«') > before.lastIndexOf('»');
}

const YEAR_ALONE = /(?:^|[,;.(–—:\uFDD0]\s*)((?:1[89]|20)\d{2})(?=\s*(?:[.,;)\uFDD0]|$))/gu;
const YEAR_LAST = /\s((?:1[89]|20)\d{2})(?=[.,]?\s*(?:\uFDD0|\(|$))/u;

/** A year that stands alone between commas or full stops, or that closes the name of a law. */
function yearOf(text: string): FoundDate | undefined {
  const alone = [...text.matchAll(YEAR_ALONE)].at(-1);
  const match = alone ?? (LEGAL.test(text) ? YEAR_LAST.exec(text) : null);
  const year = match?.[1] === undefined ? undefined : yearIn(match[1]);
  if (!match || year === undefined) return undefined;
  const start = match.index + match[0].indexOf(year);
  return isQuoted(text, start) ? undefined : { date: year, start, end: start + 4 };
}

/** “Name (2011) Title”: the year in brackets parts the two as a full stop does. */
function afterName(cut: string, { start, end }: Range, from: number): string {
  if (cut[start - 1] !== '(' || !/^\)[.,:]?\s+[\p{Lu}“«"]/u.test(cut.slice(end, end + 6))) return cut;
  const name = tidy(cut.slice(from, start - 1));
  if (!PERSON.test(name) && !BODY.test(name) && countWords(name) > 3) return cut;
  return `${cut.slice(0, start - 1)}\uFDD0.${cut.slice(end + 1)}`;
}

/** The text with ranges blotted out, one mark for each character. */
function without(text: string, ranges: readonly Range[]): string {
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  let out = '';
  let at = 0;
  for (const { start, end } of sorted) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    out += text.slice(at, from) + '\uFDD0'.repeat(end - from);
    at = end;
  }
  return out + text.slice(at);
}

function repeatIn(whole: string, introduction: number): Draft['again'] {
  const text = whole.slice(introduction);
  if (IBID.test(text)) return { of: 'previous' };
  const supra = SUPRA.exec(whole);
  const label = supra?.slice(1).find((group) => group !== undefined);
  if (label !== undefined && whole.length < 200) return { of: 'note', label };
  const opus = OPUS.exec(text);
  if (opus) {
    const author = tidy(text.slice(0, opus.index));
    return author === '' ? { of: 'previous' } : { of: 'author', author };
  }
  return undefined;
}

const ABBREVIATION =
  /(?:^|[\s.(«“"])(?:\p{Lu}|no|nos|vol|cap|ch|sec|reg|fig|ed|eds|mr|mrs|dr|st|art|par|para|pp?|vs|cf|inc|ltd|jr|etc|п|пп|ст|г|гг|им|т|др|изд|ред|сост|вып|см|ж|б|№)$/iu;

/** Parts of the words between full stops, without those that only shorten a word or a name. */
function segmentsOf(text: string): string[] {
  const segments: string[] = [];
  let from = 0;
  for (const match of text.matchAll(/[.?!](?=\s|$|\uFDD0)|\uFDD0+(?=\s*[\p{L}“«"*])/gu)) {
    const before = text.slice(Math.max(from, match.index - 8), match.index);
    if (match[0] === '.' && ABBREVIATION.test(before)) continue;
    // A part cut out of the middle of a segment does not end it, except where a comma or full stop stood before it.
    if (match[0].startsWith('\uFDD0') && !/[.,(–—]\s*$/u.test(before) && from < match.index && tidy(before) !== '')
      continue;
    segments.push(text.slice(from, match.index + (match[0] === '?' || match[0] === '!' ? 1 : 0)));
    from = match.index + match[0].length;
  }
  segments.push(text.slice(from));
  return segments.flatMap((segment) => {
    const words = /^[\s\uFDD0\uFDD1]*\([^()]*\)[\s\uFDD0\uFDD1]*$/u.test(segment) ? '' : tidy(segment);
    return /\p{L}{2}/u.test(words) && !NOT_A_TITLE.test(words) ? [words] : [];
  });
}

// What is left of a sentence around an address, and joins nothing once locators are gone.
const NOT_A_TITLE =
  /^(?:(?:the\s)?(?:electronic|full|online|original|pdf)\s(?:version|text|copy)(?:\s(?:is|and|are|can))*|электронная версия|полный текст|толық мәтіні|электрондық нұсқасы|and|or|of|to|from|и|или|и др|және)$/iu;

function tidy(text: string): string {
  return text
    .replace(/\uFDD1+/gu, ' ')
    .replace(/\(\s*\uFDD0*\s*\)|\[\s*\uFDD0*\s*\]/gu, ' ')
    .replace(/\uFDD0+/gu, ' ')
    .replace(/\*+/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/\s+([,.;:])/gu, '$1')
    .replace(/(?:[,;]\s*){2,}/gu, ', ')
    .replace(/^[\s,.;:–—-]+|[\s,;:–—(-]+$/gu, '')
    .replace(/^(?:and|и|және)\s|(?<=[\s,])(?:and|и|және|of|от|dated)$/gu, '')
    .replace(/[\s,;.]+$/u, '')
    .replace(
      /\s?\((?:unpublished|on file with[^()]*|(?:in )?(?:Russian|Kazakh|English|French)|не опубликовано|на [\p{L}]+ языке|жарияланбаған|[\p{L}]+ тілінде)\)$/iu,
      '',
    )
    .replace(/[\s,;:]+$/u, '')
    .replace(/^\((.*)\)$/u, '$1')
    .trim();
}

const QUOTED = /[“«]([^”»]{4,400})[”»]|"([^"]{4,400})"|‘([^’]{12,400})’/u;
const TWO_WORDS = /\p{L}\S*\s+\S*\p{L}/u;

// Words that only announce a symbol or a medium.
const NOISE =
  /\[(?:электронный ресурс|электрондық ресурс|electronic resource|online|текст|мәтін)\]|(?<!\p{L})(?:UN|U\.N\.|United Nations)\s(?:Docs?\.?|documents?)(?=[\s:№(]*\uFDD0)|(?<!\p{L})(?:документ|док\.)\s(?:ООН|организации объединенных наций)(?=[\s:№(]*\uFDD0)/giu;

function partsOf(rest: string, dated: boolean): Parts & { quoted: boolean } {
  const slashes = rest.indexOf(' // ');
  if (slashes > 0)
    return {
      ...byName(rest.slice(0, slashes), dated),
      ...named('publisher', segmentsOf(rest.slice(slashes + 4))[0]),
      quoted: false,
    };
  const quote = QUOTED.exec(rest);
  const inside = tidy(quote?.[1] ?? quote?.[2] ?? quote?.[3] ?? '');
  if (quote && TWO_WORDS.test(inside) && !LEGAL.test(rest.slice(Math.max(0, quote.index - 40), quote.index))) {
    const before = tidy(rest.slice(0, quote.index));
    const after = segmentsOf(rest.slice(quote.index + quote[0].length)).find((segment) => !/^\d/u.test(segment));
    return {
      ...named('author', before.length <= 200 ? before : undefined),
      title: inside,
      ...named('publisher', after),
      quoted: true,
    };
  }
  const emphasis = /^([^*]{2,120}[,:.]\s*)\*([^*]{6,300})\*/u.exec(rest);
  if (emphasis?.[2] && TWO_WORDS.test(emphasis[2]) && segmentsOf(emphasis[1] ?? '').length === 1) {
    return { ...named('author', tidy(emphasis[1] ?? '')), title: tidy(emphasis[2]), quoted: true };
  }
  return { ...byName(rest, dated), quoted: false };
}

const named = (part: keyof Parts, value: string | undefined): Parts => (value ? { [part]: value } : {});
const countWords = (text: string) => text.split(' ').length;

// Names with their initials after them, before a title without a full stop between.
const PERSONS = /^((?:\p{Lu}[\p{L}’'-]{1,30},?\s(?:\p{Lu}\.\s?){1,3}(?:,\s)?){1,6})(?=\p{Lu})/u;

function byName(text: string, dated: boolean): Parts {
  const segments = segmentsOf(text);
  const [first, second, third] = segments;
  if (first === undefined) return {};
  const authors = PERSONS.exec(first)?.[1];
  if (authors && countWords(first.slice(authors.length)) >= 2) {
    return {
      author: tidy(authors).replace(/(\s\p{Lu})$/u, '$1.'),
      title: first.slice(authors.length),
      ...named('publisher', second),
    };
  }
  if (second === undefined) return single(first);
  if (LEGAL.test(first) && !BODY.test(first) && countWords(first) <= 14)
    return { title: first, ...named('publisher', second) };
  // A title before the name of who printed it, and when: the second part is short, the first no name of a body.
  if (dated && countWords(second) <= 2 && countWords(first) >= 5 && !BODY.test(first) && !PERSON.test(first)) {
    return { title: first, publisher: second };
  }
  if (countWords(first) <= 22 && !/[?!]$/u.test(first))
    return { author: first, title: second, ...named('publisher', third) };
  return { title: first, publisher: second };
}

const RECORD =
  /^(?:the\s)?(?:[\p{L}-]{2,20}\s)?(?:reports?|letter|statement|communication|reply|replies|submission|web ?site|доклад|письмо|заявление|ответы?|отч[её]т|сайт|баяндама|хат|жауап|есеп|сайты)(?![\p{L}])/iu;

/** The name of a body though it speaks of law: “Institute for Penal Law”. */
const isBody = (name: string) => BODY.test(name.split(' ')[0] ?? '') || BODY.test(name.split(' ').at(-1) ?? '');

/** One stretch without full stops: a name and a title parted by a comma, or one of the two. */
function single(text: string): Parts {
  const comma = text.indexOf(', ');
  if (comma > 1 && comma < 120) {
    const [name, title] = [text.slice(0, comma), text.slice(comma + 2)];
    const capitals = name.split(' ').every((word) => /^[\p{Lu}\d“"«&(]/u.test(word) || word.length <= 4);
    const isName =
      (BODY.test(name) || PERSON.test(name) || countWords(name) <= 4) &&
      capitals &&
      (!LEGAL.test(name) || isBody(name));
    const enough = countWords(title) >= 2 || BODY.test(name) || name === name.toUpperCase();
    if (isName && enough && /^[\p{Lu}“«"\d]/u.test(title)) return { author: name, title };
  }
  if (LEGAL.test(text) || RECORD.test(text)) return { title: text };
  return BODY.test(text) && countWords(text) <= 16 ? { author: text } : { title: text };
}

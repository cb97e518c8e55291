/**
 * What a document says of itself at its head: title, publisher, date.
 * Always true: each is words of the document or of its format; what is not plainly there is absent.
 */
import type { PartialDate } from '../../core/time.ts';
import type { RawDocument } from '../raw.ts';
import { datesIn } from './dates.ts';
import type { LaidBlock, Layout } from './layout.ts';
import { type Heading, titleOf } from './sections.ts';

const HEAD_BLOCKS = 60;
const FOOT_BLOCKS = 12;

export interface Masthead {
  readonly title?: string;
  readonly publisher?: string;
  readonly date?: PartialDate;
}

const RUBBISH =
  /^(?:microsoft word\b.*|untitled.*|document\d*|слайд \d+|без имени.*|презентация.*|.*\.(?:docx?|pdf|rtf|indd|qxd|html?))$/iu;
const RECORD =
  /^(?:concluding observations|consideration of (?:the )?reports?|report (?:of|on|submitted)|summary record|general comment|views adopted|list of issues|заключительные замечания|рассмотрение докладов|доклад|перечень вопросов|замечание общего порядка|қорытынды ескертулер|қорытынды байқаулар|баяндама)(?![\p{L}])/iu;
const NAVIGATION =
  /(?:facebook|twitter|instagram|youtube|rss|skip to|cookie|log ?in|sign in|subscribe|donate|read (?:more|the story)|search|menu|navigation|войти|поиск|меню|подписаться|читать далее|кіру|іздеу|мәзір)(?![\p{L}])|site available in|^(?:home|english|russian|русский|қазақша|kz|ru|en|главная|басты бет)$/iu;
const ISSUER =
  /(?<!\p{L})(?:ministry|committee|commission|council|department|agency|office|ombudsman|centre|center|institute|university|foundation|network|coalition|alliance|association|union|federation|institute|organi[sz]ation|working group|ngo|министерство|комитет|комиссия|совет|департамент|агентство|управление|уполномоченный|центр|институт|университет|фонд|коалиция|альянс|ассоциация|союз|сеть|объединение|организация|нпо|министрлігі|комитеті|комиссиясы|кеңесі|агенттігі|орталығы|институты|университеті|қоры|одағы|қауымдастығы|бірлестігі|коалициясы|ұйымы)(?!\p{L})/iu;
const EDITION =
  /^(?:(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|revised|new)\s+edition|издание.*|\d+-(?:е|ое|басылым).*)$/iu;
const PUBLISHER =
  /(?:©|\(c\)\s*(?=\d{4})|copyright\s*(?:©|\(c\))?)\s*(?:\d{4}(?:\s?[–-]\s?\d{4})?\s*[,.]?\s*)?(?<name>\p{Lu}[^,.;()\n|©]{1,80})|(?:published by|publisher|издатель|издано|опубликовано|жариялаған|баспагер)\s*:?\s*(?<by>[\p{Lu}«“"][^,.;()\n]{1,80})/iu;
const COPYRIGHT_YEAR =
  /(?:©|copyright)[^\n]{0,40}?\b((?:19|20)\d{2})(?!\s?[–-]\s?\d{4})\b|(?:©|copyright)[^\n]{0,40}?\b(?:19|20)\d{2}\s?[–-]\s?((?:19|20)\d{2})\b/iu;
const BODY =
  /^(?:(?:un )?committee|human rights council|general assembly|economic and social council|комитет|совет по правам человека|генеральная ассамблея|комитет по|адам құқықтары)(?![\p{L}])[^.]{0,80}$/iu;
const DATE_LINE =
  /^(?:(?:published|date|updated|posted|issued|дата(?: публикации)?|опубликовано|обновлено|жарияланған(?: күні)?|күні|г\.\s?\p{Lu}\p{L}+|\p{Lu}\p{L}+)\s*[:,]?\s*(?:on\s)?)?/iu;

export function mastheadOf(layout: Layout, raw: RawDocument, headings: readonly Heading[]): Masthead {
  const head = layout.blocks.slice(0, HEAD_BLOCKS).filter(({ rows }) => !rows);
  const words = (block: LaidBlock) => layout.text.slice(block.start, Math.min(block.end, block.start + 1_000));
  const given = raw.title?.replace(/\s+/gu, ' ').trim();
  const title =
    given && !RUBBISH.test(given)
      ? given
      : titleFrom(head.map(words), raw.mediaType === 'text/plain' ? [] : headings, layout);
  const line = issueLine(head, words, title);
  const publisher =
    raw.publisher ?? publisherFrom(layout, head, words) ?? line?.publisher ?? issuerAbove(head.map(words), title);
  const told = raw.date ?? dateFrom(layout, head, words);
  // The line of issue may know the month of the year that a cover gives.
  const date = told === undefined || line?.date.startsWith(`${told}-`) ? (line?.date ?? told) : told;
  return { ...(title && { title }), ...(publisher && { publisher }), ...(date !== undefined && { date }) };
}

/** A body on the line above the title. */
function issuerAbove(lines: readonly string[], title: string | undefined): string | undefined {
  const clean = lines.slice(0, 6).map(titleOf);
  const above = clean.findIndex(
    (line) => title !== undefined && line !== '' && (line === title || title.startsWith(line)),
  );
  const name = clean[above - 1];
  return name !== undefined && name.length <= 100 && ISSUER.test(name) && !/[.;:]$/u.test(name) ? name : undefined;
}

const KIND_OF_PAPER =
  /^(?:(?:a|an)\s)?(?:\p{L}+\s)?(?:working|discussion|policy|briefing|research|position)?\s?(?:paper|brief|report|note|study|review)\s(?:of|by|from|prepared by)\s(?:the\s)?/iu;

/** “Publisher, March 2014”: who issued it and when, on one short line near the title. */
function issueLine(
  head: readonly LaidBlock[],
  words: (block: LaidBlock) => string,
  title: string | undefined,
): { publisher?: string; date: PartialDate } | undefined {
  for (const block of head.slice(0, 12)) {
    for (const line of words(block).split('\n').slice(0, 6)) {
      const clean = titleOf(line);
      if (clean.length > 140 || clean === title || /[.;:]\s\p{Lu}/u.test(clean)) continue;
      const date = datesIn(clean).at(-1);
      const alone = date ? undefined : /[,|·–—]\s((?:19|20)\d{2})\s?(?:г\.|ж\.)?$/u.exec(clean);
      const at = date?.start ?? alone?.index;
      const day = date?.date ?? alone?.[1];
      if (at === undefined || day === undefined || (date && clean.length - date.end > 3)) continue;
      const before = clean.slice(0, at).trimEnd();
      if (!/[,|·–—(]$/u.test(before) && !alone) continue;
      const name = before.replace(/[\s,|·–—(]+$/u, '').replace(KIND_OF_PAPER, '');
      if (!/^[\p{Lu}«“"]/u.test(name)) continue;
      return { date: day, ...(ISSUER.test(name) && { publisher: name }) };
    }
  }
  return undefined;
}

function titleFrom(lines: readonly string[], headings: readonly Heading[], { blocks }: Layout): string | undefined {
  const clean = lines.map(titleOf);
  const record = clean.slice(0, 30).find((line) => RECORD.test(line) && line.length <= 300);
  if (record) return record.replace(/\*+$/u, '');
  const first = headings.find(({ block }) => blocks[block]?.kind === 'heading');
  if (first && first.block < HEAD_BLOCKS && first.level === Math.min(...headings.map(({ level }) => level)))
    return first.title;
  // Lines before the first paragraph; one that begins small goes on with the line above.
  const parts: string[] = [];
  for (const line of clean) {
    if (
      line === '' ||
      /^[•·–-]\s/u.test(line) ||
      EDITION.test(line) ||
      NAVIGATION.test(line) ||
      /https?:|www\.|@/u.test(line)
    )
      continue;
    if (line.length > 200 || parts.length >= 4 || (/[.;]$/u.test(line) && line.length > 60)) break;
    // Place and year, or a date: the end of a title page.
    if (parts.length > 0 && (isDateLine(line) || /^.{0,30}[\s,](?:19|20)\d{2}(?:\s?(?:г\.|ж\.))?$/u.test(line))) break;
    const last = parts.at(-1);
    if (last !== undefined && /^\p{Ll}/u.test(line)) parts[parts.length - 1] = `${last} ${line}`;
    else parts.push(line);
  }
  const [top, next] = parts;
  // A body above a line in capitals is who publishes, not the title.
  if (
    next !== undefined &&
    top !== undefined &&
    next === next.toUpperCase() &&
    top !== top.toUpperCase() &&
    ISSUER.test(top)
  )
    return next;
  // A line in capitals below belongs to the title: the country, the subtitle.
  const capitals = (line: string) => line === line.toUpperCase();
  const joins =
    next !== undefined &&
    top !== undefined &&
    next.length <= 80 &&
    (capitals(next) || (capitals(top) && top.length < 25));
  return joins ? `${top}: ${next}` : top;
}

function publisherFrom(
  { text, blocks }: Layout,
  head: readonly LaidBlock[],
  words: (block: LaidBlock) => string,
): string | undefined {
  for (const block of [...head, ...blocks.slice(-FOOT_BLOCKS)]) {
    const groups = PUBLISHER.exec(block.rows ? text.slice(block.start, block.start + 500) : words(block))?.groups;
    const name = (groups?.name ?? groups?.by)
      ?.replace(/\s+/gu, ' ')
      .replace(/\s(?:all rights|все права).*$/iu, '')
      .trim();
    if (name && !/^(?:all rights|все права|no part|reserved)/iu.test(name)) return name;
  }
  // News: the name of the site before the first words.
  const [first] = head;
  const site = first && /^((?:[\w-]{2,40}\.){1,2}[a-z]{2,5})\s?[–—-]\s/iu.exec(words(first))?.[1];
  if (site) return site;
  for (const block of head.slice(0, 20)) {
    const line = titleOf(words(block));
    if (BODY.test(line)) return line;
  }
  return undefined;
}

function isDateLine(line: string): boolean {
  const [date] = datesIn(line);
  if (!date) return false;
  const before = DATE_LINE.exec(line)?.[0].length ?? 0;
  return date.start <= before + 2 && line.length - date.end <= 12;
}

function dateFrom(
  { blocks }: Layout,
  head: readonly LaidBlock[],
  words: (block: LaidBlock) => string,
): PartialDate | undefined {
  let day: PartialDate | undefined;
  for (const block of head.slice(0, 30)) {
    for (const line of words(block).split('\n').slice(0, 12)) {
      const clean = titleOf(line);
      if (clean.length > 80 || !isDateLine(clean)) continue;
      const found = datesIn(clean)[0]?.date;
      if (found !== undefined && (day === undefined || found.length > day.length)) day = found;
    }
    if (day?.length === 10) return day;
  }
  if (day !== undefined) return day;
  for (const block of [...head, ...blocks.slice(-FOOT_BLOCKS)]) {
    const year = COPYRIGHT_YEAR.exec(words(block));
    if (year) return year[1] ?? year[2];
  }
  // A cover or a title page: a year alone on its line.
  for (const block of head.slice(0, 12)) {
    const line = titleOf(words(block));
    const year = /^(?:[\p{L}\s.,-]{0,30}[\s,])?((?:19|20)\d{2})\s*(?:г\.|год|ж\.|жыл)?$/u.exec(line)?.[1];
    if (year !== undefined) return year;
  }
  return undefined;
}

/**
 * What is recommended: points of lists under headings of recommendations, points after “recommends that the State
 * party:”, and sentences that ask or say what should be.
 * Always true: a point is one recommendation, whole; the heading it stands under is its theme; concerns are none, nor
 * what a law says must be. Who recommends is taken from the words, else it is whoever published the document.
 */
import type { Block, Range } from '../../core/document.ts';
import { ALL as LANGUAGES } from '../patterns/index.ts';
import type { FoundOf } from './found.ts';
import { headingsOver, type Reading, type Sentence } from './reading.ts';

interface Lead {
  readonly asks: boolean;
  readonly style: string;
  readonly body?: string;
}

const ADDRESSEE =
  /^(?:It is (?:\w+ )?(?:that|for) )?(?:the )?((?:State party|States parties|Government(?: of [A-Z]\w+)?|Parliament|Ministry of [A-Z][\w ]+?|[A-Z]\w+ Government|authorities|private sector))\b(?= (?:should|must|ought|needs|has|have|is|are))/i;
const CONCERNS = /concern|обеспоко|озабоч|проблем|алаңдау/iu;
const BULLET = /[•▪●◦]\s*/g;

export function recommendationsIn(reading: Reading): FoundOf<'recommendation'>[] {
  const found: FoundOf<'recommendation'>[] = [];
  let lead: Lead | undefined;
  let section: string | undefined;
  for (const block of reading.document.blocks) {
    if (block.section !== section) {
      section = block.section;
      lead = undefined;
    }
    if (block.kind === 'note' || block.kind === 'heading' || block.kind === 'caption') continue;
    const sentences = reading.byBlock.get(block) ?? [];
    if (block.kind === 'table') {
      for (const cell of sentences) found.push(...pointsOfCell(reading, cell));
      continue;
    }
    const [first] = sentences;
    const last = sentences.at(-1);
    if (!first || !last) continue;
    const under = placeUnder(reading, block);
    const style = styleOf(block, first.words);
    const put = (from: Sentence, to: Sentence, body?: string) => found.push(candidate(reading, block, from, to, body));
    const opens = last.languages.some(({ recommendations }) => recommendations.lead.test(last.words));
    if (opens) {
      const asks = last.languages.some(
        ({ recommendations }) => recommendations.asks.test(last.words) || recommendations.should.test(last.words),
      );
      const body = bodyOf(last);
      // A point that itself opens a list below it stays the lead of that list; its own level ends with its next equal.
      lead = {
        asks: asks || (under === 'pure' && !CONCERNS.test(last.words)),
        style,
        ...(body !== undefined && { body }),
      };
      const own = sentences.slice(0, -1);
      for (const sentence of own) if (asksIn(sentence, under !== undefined)) put(sentence, sentence, bodyOf(sentence));
      continue;
    }
    const isPoint = style !== '' && (block.kind === 'list-item' || style !== 'digit');
    if (lead && isPoint && style !== lead.style) {
      if (lead.asks) put(first, last, lead.body);
      continue;
    }
    if (lead && !isPoint) lead = undefined;
    else if (lead && style === lead.style) lead = undefined;
    if (under === 'pure' && (block.kind === 'list-item' || isPoint)) {
      put(first, last, bodyOf(first));
      continue;
    }
    if (under === 'pure' && last.words.endsWith('.')) {
      const orders = sentences.filter((sentence) => commands(sentence));
      if (orders.length > 0) {
        for (const sentence of sentences)
          if (commands(sentence) || asksIn(sentence, true)) put(sentence, sentence, bodyOf(sentence));
        continue;
      }
    }
    const asking = sentences.filter((sentence) => asksIn(sentence, under !== undefined));
    for (const sentence of asking) put(sentence, sentence, bodyOf(sentence));
  }
  return found;
}

/** Whether a block stands under a heading of recommendations, alone or together with concerns. */
function placeUnder(reading: Reading, { section }: Block): 'pure' | 'mixed' | undefined {
  for (const title of headingsOver(reading, section)) {
    const folded = title.replaceAll('ё', 'е');
    for (const language of LANGUAGES) {
      if (language.recommendations.headings.test(folded)) return CONCERNS.test(folded) ? 'mixed' : 'pure';
    }
  }
  return undefined;
}

/** How a point is marked: a letter, a digit, a roman number, a bullet; empty where it is no point. */
function styleOf(block: Block, words: string): string {
  const number = block.number ?? /^\(?([\p{L}\d]{1,4})[).]\s/u.exec(words)?.[1] ?? '';
  if (/^\d/.test(number)) return block.kind === 'list-item' && /^\(/.test(words) ? 'bracket' : 'digit';
  if (/^(?:i{1,3}|iv|vi{0,3}|ix|x)$/.test(number) && number.length > 1) return 'roman';
  if (/^\(?\p{L}\)?$/u.test(number)) return 'letter';
  if (/^[•▪●◦–—-]\s/.test(words)) return 'bullet';
  return block.kind === 'list-item' ? 'bullet' : '';
}

function asksIn({ words, languages }: Sentence, under: boolean): boolean {
  if (/\?\s*[»”"]?$/.test(words) || words.length < 20) return false;
  for (const { recommendations } of languages) {
    const { asks, should, notAsked } = recommendations;
    if (notAsked.test(words)) continue;
    const ask = asks.exec(words);
    if (ask && !/^(?:request|invite|encourage)/i.test(ask[0])) return true;
    if (ask && under) return true;
    if (ask && (BODY.test(words) || STATE.test(words.slice(ask.index)))) return true;
    const match = should.exec(words);
    if (!match) continue;
    // Outside its sections, “must” and “have to” tell more often what a law says than what is asked.
    if (under || !/^(?:must|have to|has to|обязан|міндетті)/iu.test(match[0])) return true;
    // What someone says must be is asked for.
    if (/^[“"«]/u.test(words)) return true;
    if (
      /\b(?:government|state|parliament|authorities|ministry|law|laws|legislation)\b[^,;]{0,40}\b(?:must|has to|have to)\b/i.test(
        words,
      )
    )
      return true;
  }
  return false;
}

const STATE = /^\S+ (?:the )?(?:State party|States parties|Government|authorities|государств|Правительств)/iu;
const BODY = /\b(?:Committee|Rapporteur|Council|Commission|Ombuds\w+|we)\b|Комитет|докладчик|Совет|комитет/iu;

/** Whether a sentence asks by its verb alone. */
function commands({ words, languages }: Sentence): boolean {
  return languages.some(({ recommendations }) => recommendations.imperative.test(words));
}

function bodyOf({ words, languages }: Sentence): string | undefined {
  for (const { recommendations } of languages) {
    const match = recommendations.body.exec(words);
    if (match) return match[1]?.replace(/^the /i, '').trim();
  }
  return undefined;
}

/** Points inside a cell whose first words, or the head of whose row, speak of recommendations. */
function pointsOfCell(reading: Reading, cell: Sentence): FoundOf<'recommendation'>[] {
  const bullets = [...cell.words.matchAll(BULLET)];
  if (bullets.length < 2) return [];
  const opening = cell.words.slice(0, bullets[0]?.index);
  const row = reading.byBlock.get(cell.block)?.find((other) => other.cell?.row === cell.cell?.row)?.words ?? '';
  const tells = /conclusion|recommend|asked|рекоменд|заключени|ұсыным/iu;
  if (!tells.test(opening) && !tells.test(row)) return [];
  return bullets.map((bullet, index) => {
    const from = bullet.index + bullet[0].length;
    const rest = cell.words.slice(from, bullets[index + 1]?.index);
    const words = rest.replace(/(?:<\/p>|<p>|Next review|\n).*$/su, '').trimEnd();
    return pointAt(
      reading,
      cell.block,
      cell,
      { start: cell.start + from, end: cell.start + from + words.length },
      undefined,
    );
  });
}

function candidate(
  reading: Reading,
  block: Block,
  from: Sentence,
  to: Sentence,
  body: string | undefined,
): FoundOf<'recommendation'> {
  const mark = /^(?:\(?[\p{L}\d]{1,4}[).]|[•▪●◦–—-])\s+/u.exec(from.words)?.[0].length ?? 0;
  const skip = from.start === block.start || from.words.startsWith('(') ? mark : 0;
  return pointAt(reading, block, from, { start: from.start + skip, end: to.end }, body);
}

function pointAt(
  reading: Reading,
  block: Block,
  sentence: Sentence,
  place: Range,
  body: string | undefined,
): FoundOf<'recommendation'> {
  const { document } = reading;
  const [theme] = headingsOver(reading, block.section);
  const who = body ?? document.publisher;
  const text = document.text.slice(place.start, place.end);
  const paragraph = block.number;
  const addressee = ADDRESSEE.exec(text)?.[1];
  return {
    kind: 'recommendation',
    ...place,
    sentence,
    value: {
      text,
      ...(paragraph !== undefined && { number: paragraph }),
      ...(theme !== undefined && { theme }),
      ...(addressee !== undefined && { addressee }),
    },
    draft: {
      kind: 'recommendation',
      name: `${(who ?? document.title ?? document.name).replaceAll('/', ' ')} ${document.date ?? ''}/${paragraph ?? ''}`,
      body: {
        body: who ?? document.title ?? document.name,
        ...(document.title !== undefined && { document: document.title }),
        ...(paragraph !== undefined && { paragraph }),
        ...(document.date !== undefined && { date: document.date }),
        text,
        ...(theme !== undefined && { section: theme }),
      },
    },
  };
}

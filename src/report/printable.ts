/**
 * A report as the template of the PDF takes it (report.typ): the same tree with what only pages need.
 * Always true: every character is drawn by a bundled font; every link leads to an anchor that is there or to the web;
 * heading levels never skip; a note has one place, and runs from right to left stand isolated.
 */
import { formatDate } from '../core/messages.ts';
import { isPartialDate, type PartialDate } from '../core/time.ts';
import { anchorOf } from './anchors.ts';
import type { Block, Cell, Inline, ReportDocument } from './document.ts';

/** Rows longer than this may break over pages, and tables and boxes shorter than this may not. */
const LONG_CELL = 700;
const SMALL_TABLE = { rows: 8, characters: 1100 };
const SMALL_BOX = 900;
/** Notes under a table that are shorter than this are set on each of its pages. */
const SHORT_FOOT = 400;
/** A paragraph longer than this is set line by line, not as a whole. */
const LONG_PARAGRAPH = 20_000;
/** Addresses beyond this are shown without a link. */
const LONG_ADDRESS = 2000;
/** Letters without a place to break after which one is made. */
const UNBROKEN = 28;
/** Text between two tables across the page that goes with them. */
const BETWEEN = 600;

/** What stands for a character that no font draws. */
const UNDRAWN = '□';

type Json = Record<string, unknown>;

/** `pushed` are the chapters before which the last paragraph goes to a page of its own. */
export function printable(
  document: ReportDocument,
  drawn: ReadonlySet<number>,
  pushed: ReadonlySet<string> = new Set(),
): Json {
  return new Printer(document, drawn, pushed).document();
}

class Printer {
  readonly #source: ReportDocument;
  readonly #drawn: ReadonlySet<number>;
  readonly #pushed: ReadonlySet<string>;
  readonly #anchors = new Set<string>();
  readonly #placed = new Set<string>();
  readonly #marked = new Set<string>();
  readonly #notes: ReadonlySet<string>;
  #level = 0;
  #unchecked = false;

  constructor(source: ReportDocument, drawn: ReadonlySet<number>, pushed: ReadonlySet<string>) {
    this.#pushed = pushed;
    this.#source = source;
    this.#drawn = drawn;
    this.#notes = new Set(source.noteList.map(({ id }) => id));
    for (const { source: id } of source.bibliography) this.#anchors.add(anchorOf('work', id));
    for (const { term } of source.glossary) this.#anchors.add(anchorOf('term', term));
    this.#collect([...source.front, ...source.body, ...source.annexes]);
  }

  document(): Json {
    const { language, edition, asOf, knownAt } = this.#source;
    const [front, body, annexes] = [this.#source.front, this.#source.body, this.#source.annexes].map((blocks) =>
      this.#sections(blocks),
    );
    const seen = new Set<string>();
    const noteList = this.#source.noteList
      .filter(({ id }) => !seen.has(id) && seen.add(id))
      .map(({ id, number, content }) => ({
        id,
        number,
        marked: this.#marked.has(id),
        content: this.#inlines(content),
      }));
    const glossary = this.#source.glossary.map(({ term, name, definition }) => ({
      anchor: this.#place(anchorOf('term', term)),
      name: this.#inlines(name),
      definition: this.#inlines(definition),
    }));
    const bibliography = this.#source.bibliography.map(({ source, content, url, archived, accessed }) => ({
      anchor: this.#place(anchorOf('work', source)),
      content: this.#inlines(content),
      ...(isAddress(url) && { url: this.#text(url) }),
      ...(isAddress(archived) && { archived: this.#text(archived) }),
      ...(accessed !== undefined && { accessed: this.#date(accessed) }),
    }));
    const title = this.#text(this.#source.title).trim() || this.#text(this.#source.publisher).trim() || '–';
    return {
      language,
      hyphenate: language !== 'kk',
      title,
      ...(this.#source.subtitle && { subtitle: this.#text(this.#source.subtitle) }),
      publisher: this.#text(this.#source.publisher),
      state: this.#text(this.#source.words.country ?? this.#source.country.toUpperCase()),
      keywords: [this.#source.country],
      shape: this.#source.shape ?? 'report',
      paper: this.#source.paper,
      notes: this.#source.notes,
      made: instant(knownAt),
      dates: {
        'as-of': this.#date(asOf),
        'known-at': this.#date(isPartialDate(knownAt.slice(0, 10)) ? (knownAt.slice(0, 10) as PartialDate) : asOf),
        published: edition ? this.#date(edition.published) : '',
      },
      revision: this.#source.revision,
      edition: edition
        ? { number: edition.number, address: this.#text(edition.address), linked: isAddress(edition.address) }
        : null,
      licence: this.#text(this.#source.licence),
      citeAs: this.#text(this.#source.citeAs),
      words: { ...WORDS, ...mapped(this.#source.words, (text) => this.#text(text)) },
      front,
      body,
      annexes,
      noteList,
      glossary,
      bibliography,
      unchecked: this.#unchecked,
    };
  }

  #date(date: PartialDate): string {
    return this.#text(formatDate(this.#source.language, date));
  }

  /** A text of which every character is drawn; runs from right to left are isolated from what stands around them. */
  #text(text: string): string {
    let made = '';
    for (const character of text.normalize('NFC')) {
      const code = character.codePointAt(0) ?? 0;
      if (/[\s\u2028\u2029]/u.test(character)) made += this.#drawn.has(code) && code > 0x20 ? character : ' ';
      else if (character === '\u00ad') made += character;
      else if (/[\p{Cc}\p{Cs}\p{Cf}\p{Noncharacter_Code_Point}]/u.test(character))
        made += JOINERS.has(code) ? character : '';
      else made += this.#drawn.has(code) ? character : UNDRAWN;
    }
    const broken = made.replace(UNBREAKABLE, breakable);
    return RIGHT_TO_LEFT.test(broken) ? `\u2068${broken}\u2069` : broken;
  }

  #inlines(runs: readonly Inline[], width = Number.POSITIVE_INFINITY): Json[] {
    return runs.flatMap((run) => this.#inline(run, width));
  }

  #inline(run: Inline, width: number): Json[] {
    switch (run.kind) {
      case 'text': {
        if (run.unchecked) this.#unchecked = true;
        const lang = run.lang?.split('-')[0]?.toLowerCase();
        const isKazakh = (lang ?? this.#source.language) === 'kk';
        const text = this.#text(run.text);
        if (text === '') return [];
        return [
          {
            kind: 'text',
            text: isKazakh ? divided(text, width) : text,
            ...(lang !== undefined && /^[a-z]{2,3}$/.test(lang) && lang !== this.#source.language && { lang }),
            ...(run.strong && { strong: true }),
            ...(run.emphasis && { emphasis: true }),
            ...(run.unchecked && { unchecked: true }),
          },
        ];
      }
      case 'note': {
        if (!this.#notes.has(run.note)) return [];
        const again = this.#marked.has(run.note);
        this.#marked.add(run.note);
        return [{ kind: 'note', note: run.note, again }];
      }
      case 'link': {
        const content = this.#inlines(run.content, width);
        if (run.href.startsWith('#')) {
          const anchor = run.href.slice(1);
          return [{ kind: 'link', content, ...(this.#anchors.has(anchor) && { anchor }) }];
        }
        return [{ kind: 'link', content, ...(isAddress(run.href) && { href: run.href }) }];
      }
      case 'term': {
        const anchor = anchorOf('term', run.term);
        return [
          { kind: 'term', content: this.#inlines(run.content, width), ...(this.#anchors.has(anchor) && { anchor }) },
        ];
      }
      case 'status':
        return [{ kind: 'status', shape: run.shape, words: this.#text(run.words) }];
      case 'flag':
        return [{ kind: 'flag', flag: run.flag, words: this.#text(run.words) }];
      case 'break':
        return [{ kind: 'break' }];
    }
  }

  /** The anchor, the first time; another name after, since a name leads to one place. */
  #place(id: string): string {
    let name = id;
    for (let n = 2; this.#placed.has(name); n++) name = `${id}~${n}`;
    this.#placed.add(name);
    return name;
  }

  #collect(blocks: readonly Block[]): void {
    for (const block of blocks) {
      if ('id' in block && block.id !== undefined) this.#anchors.add(block.id);
      if (block.kind === 'list') for (const item of block.items) this.#collect(item);
      if (block.kind === 'box') this.#collect(block.blocks);
    }
  }

  /** Blocks that stand upright, and those that lie across the page: wide tables with their headings and what is between. */
  #sections(blocks: readonly Block[]): Json[] {
    const sections: { across: boolean; blocks: Block[] }[] = [];
    blocks.forEach((block, at) => {
      const across = goesAcross(blocks, at);
      const last = sections.at(-1);
      if (last && last.across === across) last.blocks.push(block);
      else sections.push({ across, blocks: [block] });
    });
    return sections.map(({ across, blocks: inside }) => ({
      across,
      blocks: inside.map((block, at) => this.#block(block, across ? ACROSS : UPRIGHT, inside[at + 1])),
    }));
  }

  #block(block: Block, measure: number, next?: Block): Json {
    switch (block.kind) {
      case 'heading': {
        // Readers of the tags get lost where a level is skipped, and PDF/UA forbids it.
        this.#level = Math.min(block.level, this.#level + 1);
        return {
          kind: 'heading',
          level: this.#level,
          id: this.#place(block.id),
          ...(block.number !== undefined && { number: this.#text(block.number) }),
          content: this.#inlines(block.content),
        };
      }
      case 'paragraph':
      case 'lead':
        return {
          kind: block.kind,
          content: this.#inlines(block.content),
          long: lengthOf(block.content) > LONG_PARAGRAPH,
          ...this.#closing(next),
          ...('id' in block && block.id !== undefined && { id: this.#place(block.id) }),
        };
      case 'list':
        return {
          kind: 'list',
          ordered: block.ordered,
          tight: false,
          items: block.items.map((item) => item.map((inside) => this.#block(inside, measure))),
        };
      case 'quote':
        return {
          kind: 'quote',
          content: this.#inlines(block.content),
          ...(block.source && { source: this.#inlines(block.source) }),
        };
      case 'box':
        return {
          kind: 'box',
          ...(block.title && { title: this.#inlines(block.title) }),
          blocks: block.blocks.map((inside) => this.#block(inside, measure)),
          small: !block.blocks.some(({ kind }) => kind === 'table') && textLength(block.blocks) < SMALL_BOX,
        };
      case 'table':
        return this.#table(block, measure);
      case 'figure':
        return {
          kind: 'figure',
          id: this.#place(block.id),
          ...(block.number !== undefined && { number: this.#text(block.number) }),
          caption: this.#inlines(block.caption),
          svg: drawing(block.svg, block.id, (words) => this.#text(words)),
          alternative: this.#text(block.alternative).trim() || this.#text(plain(block.caption)) || '–',
          size: {},
          ...(block.foot?.length && { foot: block.foot.map((line) => this.#inlines(line)) }),
        };
      case 'page-break':
        return { kind: 'page-break' };
    }
  }

  /** What the last paragraph of a chapter says: which chapter comes next, and whether it goes to the next page itself. */
  #closing(next: Block | undefined): Json {
    const closes = next?.kind === 'heading' && next.level === 1 ? next.id : null;
    return { closes, pushed: closes !== null && this.#pushed.has(closes) };
  }

  #table(table: Extract<Block, { kind: 'table' }>, measure: number): Json {
    const columns = Math.max(1, table.head.length, ...table.rows.map((row) => row.length));
    const numeric = (at: number): boolean => table.rows.every((row) => row[at]?.align === 'end');
    const given = Array.from({ length: columns }, (_, at) => {
      const share = table.widths?.[at];
      if (share !== undefined && share > 0 && Number.isFinite(share)) return share;
      return table.widths || numeric(at) ? 1 : 3;
    });
    const whole = given.reduce((sum, share) => sum + share, 0);
    // A head is drawn again on every page: its notes go to the caption, where they are set once.
    const moved = table.head.flatMap((cell) => cell.content.filter((run) => run.kind === 'note'));
    const caption = this.#inlines([...table.caption, ...moved]);
    const letters = (at: number): number => Math.max(5, Math.floor(((given[at] ?? 1) / whole) * measure));
    const cell = (from: Cell | undefined, at: number): Json => ({
      content: this.#inlines(from?.content ?? [], letters(at)),
      align: from?.align === 'end' ? 'end' : 'start',
      head: from?.head ?? false,
    });
    const every = Array.from({ length: columns }, (_, at) => at);
    const head = every.map((at) => {
      const from = table.head[at];
      return cell(from && { ...from, content: from.content.filter((run) => run.kind !== 'note') }, at);
    });
    const rows = table.rows.map((row) => ({
      long: row.some(({ content }, at) => lengthOf(content) > ((LONG_CELL * letters(at)) / measure) * 3),
      cells: every.map((at) => cell(row[at], at)),
    }));
    const characters = table.rows.flat().reduce((sum, { content }) => sum + lengthOf(content), 0);
    return {
      kind: 'table',
      id: this.#place(table.id),
      ...(table.number !== undefined && { number: this.#text(table.number) }),
      caption,
      columns,
      widths: given,
      head,
      rows,
      'foot-repeats': (table.foot?.length ?? 0) > 0 && isShortFoot(table.foot ?? []),
      small: table.rows.length <= SMALL_TABLE.rows && characters <= SMALL_TABLE.characters,
      ...(table.foot?.length && { foot: table.foot.map((line) => this.#inlines(line)) }),
    };
  }
}

/** A drawing without anything that could reach out of it, in our own type (quoted: a name may not end in a number). */
export function drawing(svg: string, id: string, text = (words: string): string => words): string {
  if (REACHING_OUT.test(svg))
    throw new Refused(
      `The drawing “${id}” refers to something outside itself or holds a script. Leave out document types, scripts, pictures and addresses.`,
    );
  return svg
    .replace(/font-family\s*=\s*("[^"]*"|'[^']*')/g, `font-family="'Source Sans 3'"`)
    .replace(/<svg\b(?![^>]*\sfont-family=)/, `<svg font-family="'Source Sans 3'"`)
    .replace(/>([^<]+)</g, (_, words: string) => `>${text(words)}<`);
}

/** The drawings of a document, in order. */
export function drawingsOf(document: ReportDocument): string[] {
  return figuresOf([...document.front, ...document.body, ...document.annexes]).map(({ svg, id }) => drawing(svg, id));
}

export function figuresOf(blocks: readonly Block[]): Extract<Block, { kind: 'figure' }>[] {
  return blocks.flatMap((block) =>
    block.kind === 'figure'
      ? [block]
      : block.kind === 'list'
        ? block.items.flatMap(figuresOf)
        : block.kind === 'box'
          ? figuresOf(block.blocks)
          : [],
  );
}

const REACHING_OUT =
  /<!DOCTYPE|<!ENTITY|<\?xml-|<script|<foreignObject|<image\b|(?:href|src)\s*=\s*["'](?!#)|@import|url\(\s*["']?(?!#)/i;

/** Something in the document that cannot be printed; its message is for people. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** Words a document may lack; better English than nothing. */
export const WORDS: Readonly<Record<string, string>> = {
  contents: 'Contents',
  notes: 'Notes',
  bibliography: 'Bibliography',
  glossary: 'Glossary',
  draft: 'Draft',
  accessed: 'accessed',
  archived: 'archived copy',
  unchecked: '* Translation not yet checked.',
  'as-of': 'As of',
  'known-at': 'Record of',
  revision: 'Revision',
  edition: 'Edition',
  licence: 'Licence',
  'cite-as': 'Cite as',
};

/** Letters of 8.8 pt that stand in a line of a table over the whole width, upright and across. */
const UPRIGHT = 108;
const ACROSS = 168;

/** Zero-width characters that letters need: joiners of Arabic and Persian, and places to break or not to break. */
const JOINERS: ReadonlySet<number> = new Set([0x200b, 0x200c, 0x200d, 0x2060]);
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const UNBREAKABLE = new RegExp(`[^\\s\\u200b\\u2060-]{${UNBROKEN},}`, 'gu');

/** Places to break: after the signs of an address, and in what has none, every so many letters. Addresses break by themselves. */
function breakable(word: string): string {
  if (/^https?:\/\//.test(word)) return word;
  return word.replace(/([/._?&=:;,@])(?=.)/g, '$1\u200b').replace(/[^\u200b]{28}(?=[^\u200b])/gu, '$&\u200b');
}

const VOWELS = 'аәеёиоөуұүыіэюя';
const LETTER = /^[а-яёәғқңөұүһі]$/;

/**
 * Kazakh words that are longer than the line, with soft hyphens between syllables (the typesetter has no patterns for
 * Kazakh). A syllable begins with the consonant before its vowel; a letter alone is neither left nor taken over.
 */
function divided(text: string, width: number): string {
  if (width > 40) return text;
  return text.replace(/[\p{L}]{9,}/gu, (word) => (word.length < width * 0.7 ? word : syllables(word)));
}

/** The word with a soft hyphen between its syllables. */
export function syllables(word: string): string {
  const letters = [...word];
  const kindOf = letters.map((letter, at) => {
    const low = letter.toLowerCase();
    if (!LETTER.test(low)) return '-';
    if (low === 'ъ' || low === 'ь') return 'c';
    // “у” and “и” beside a vowel close or open a syllable, as consonants do.
    if (low === 'у' || low === 'и') {
      const before = letters[at - 1]?.toLowerCase() ?? '';
      const after = letters[at + 1]?.toLowerCase() ?? '';
      if (VOWELS.includes(before) && before !== '') return 'c';
      if (low === 'у' && after !== '' && VOWELS.includes(after) && at === 0) return 'c';
    }
    return VOWELS.includes(low) ? 'v' : 'c';
  });
  let made = '';
  letters.forEach((letter, at) => {
    const begins =
      at >= 2 &&
      at <= letters.length - 2 &&
      ((kindOf[at] === 'c' && kindOf[at + 1] === 'v' && !'ъь'.includes(letter.toLowerCase())) ||
        (kindOf[at] === 'v' && kindOf[at - 1] === 'v')) &&
      kindOf.slice(0, at).includes('v');
    made += begins ? `\u00ad${letter}` : letter;
  });
  return made;
}

export const isAddress = (href: string | undefined): href is string =>
  href !== undefined && href.length <= LONG_ADDRESS && /^(?:https?:\/\/|mailto:)[^\s\p{Cc}]+$/u.test(href);

/** Short enough to stand on every page of its table, and without marks of notes, which stand once. */
const isShortFoot = (foot: readonly (readonly Inline[])[]): boolean =>
  foot.reduce((sum, line) => sum + lengthOf(line), 0) <= SHORT_FOOT && !foot.flat().some(({ kind }) => kind === 'note');

export function goesAcross(blocks: readonly Block[], at: number): boolean {
  const block = blocks[at];
  if (!block) return false;
  if (block.kind === 'table') return block.wide ?? false;
  const isWide = (other: Block | undefined): boolean => other?.kind === 'table' && (other.wide ?? false);
  // A heading goes with the table it announces.
  if (block.kind === 'heading') {
    let next = at + 1;
    while (blocks[next]?.kind === 'heading') next++;
    return isWide(blocks[next]);
  }
  return (
    block.kind === 'paragraph' && lengthOf(block.content) <= BETWEEN && isWide(blocks[at - 1]) && isWide(blocks[at + 1])
  );
}

function instant(knownAt: string): Json {
  const date = new Date(knownAt);
  const at = Number.isNaN(date.getTime()) ? new Date(0) : date;
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  };
}

export function plain(runs: readonly Inline[]): string {
  return runs
    .map((run) =>
      run.kind === 'text'
        ? run.text
        : run.kind === 'status' || run.kind === 'flag'
          ? run.words
          : run.kind === 'link' || run.kind === 'term'
            ? plain(run.content)
            : run.kind === 'break'
              ? ' '
              : '',
    )
    .join('');
}

const lengthOf = (runs: readonly Inline[]): number => plain(runs).length;

const textLength = (blocks: readonly Block[]): number =>
  blocks.reduce(
    (sum, block) =>
      sum +
      ('content' in block ? lengthOf(block.content) : 0) +
      (block.kind === 'list' ? block.items.reduce((inner, item) => inner + textLength(item), 0) : 0) +
      (block.kind === 'figure' ? SMALL_BOX : 0),
    0,
  );

const mapped = (from: Readonly<Record<string, string>>, by: (text: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(from).map(([key, text]) => [key, by(text)]));

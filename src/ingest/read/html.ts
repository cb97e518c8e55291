/**
 * HTML to blocks: the main text of a page, with what its metadata says of it.
 * Always true: nothing in the page is run and nothing is fetched; what is left out (navigation, frames, forms) is counted
 * in words. Notes are followed by their links (a mark in sup, or a number, that leads to a place in the page), also where
 * their entries stand outside the main text. Parsed as the HTML Standard says (linkedom); the main text is what
 * Readability finds, unless it loses much of what the page itself marks as main.
 */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { isPartialDate, type PartialDate } from '../../core/time.ts';
import type { RawBlock, RawDocument, RawMark } from '../raw.ts';
import { cleanText, decode } from './encoding.ts';
import { type Reading, refusal, stopIfTold } from './limits.ts';
import { marksIn, superscript } from './marks.ts';
import { headerRowsOf } from './text.ts';

/** Readability weighs every paragraph against every ancestor; beyond this the page's own markup has to do. */
const MOST_FOR_READABILITY = 60_000;

const NEVER = new Set([
  'SCRIPT',
  'STYLE',
  'TEMPLATE',
  'NOSCRIPT',
  'IFRAME',
  'OBJECT',
  'EMBED',
  'SVG',
  'CANVAS',
  'VIDEO',
  'AUDIO',
  'HEAD',
  'LINK',
  'META',
  'MATH',
  'DIALOG',
]);
const FRAME = new Set(['NAV', 'FORM', 'BUTTON', 'SELECT', 'INPUT', 'TEXTAREA', 'MENU']);
const BLOCK = new Set([
  'P',
  'DIV',
  'SECTION',
  'ARTICLE',
  'MAIN',
  'HEADER',
  'FOOTER',
  'ASIDE',
  'UL',
  'OL',
  'LI',
  'DL',
  'DT',
  'DD',
  'TABLE',
  'BLOCKQUOTE',
  'PRE',
  'FIGURE',
  'FIGCAPTION',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'HR',
  'ADDRESS',
  'DETAILS',
  'SUMMARY',
  'FIELDSET',
  'CENTER',
  'BODY',
  'CAPTION',
  'TR',
  'TD',
  'TH',
]);

export function readHtml(bytes: Uint8Array, reading: Reading): RawDocument {
  const { text, notices } = decode(bytes, declaredCharset(bytes));
  guardDepth(text, reading);
  stopIfTold(reading);
  const { document } = parseHTML(/<html[\s>]/i.test(text) ? text : `<!doctype html><html><body>${text}</body></html>`);
  const root = document.documentElement as unknown as Element | null;
  if (!root) throw refusal(reading.name, 'it holds no HTML elements.', 'Save the page again from the browser.');
  const meta = metadataOf(document as unknown as Document);
  const body = (document.body as unknown as Element | null) ?? root;
  const all = wordsIn(body);
  const { main, frame } = mainOf(text, document as unknown as Document, body, reading);
  stopIfTold(reading);
  const walker = new Walker(document as unknown as Document, frame, reading);
  const blocks = walker.read(main);
  const kept = blocks.reduce(
    (sum, block) =>
      sum + countWords(block.text) + (block.rows ?? []).flat().reduce((more, cell) => more + countWords(cell), 0),
    0,
  );
  const left = Math.max(0, all - kept);
  return {
    mediaType: 'text/html',
    ...meta,
    blocks,
    left: left > 0 ? [{ what: 'words of navigation and page frame', count: left }] : [],
    notices:
      blocks.length === 0
        ? [
            ...notices,
            'No running text was found in the page. It may be made by a script: save it as PDF from the browser, and try that file.',
          ]
        : notices,
  };
}

/** The charset that the first kilobytes declare, as the HTML Standard's prescan finds it. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  return (
    /<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ??
    /^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1]
  );
}

/** Elements open in one another past any sense would make every walk over the tree deep: refused before parsing. */
function guardDepth(text: string, { name, limits }: Reading): void {
  let depth = 0;
  let elements = 0;
  for (const match of text.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]{0,15})(?=[\s/>])/g)) {
    if (++elements > limits.elements)
      throw refusal(name, `the page has more than ${limits.elements} tags.`, 'Save only the part that is needed.');
    const tag = (match[2] ?? '').toUpperCase();
    if (
      /^(?:BR|HR|IMG|META|LINK|INPUT|P|LI|TD|TH|TR|DT|DD|OPTION|WBR|COL|SOURCE|AREA|BASE|EMBED|TRACK|PARAM)$/.test(tag)
    )
      continue;
    depth = Math.max(0, depth + (match[1] === '/' ? -1 : 1));
    if (depth > limits.depth * 4)
      throw refusal(
        name,
        `its elements stand more than ${limits.depth * 4} deep in one another.`,
        'Save the page again from the browser.',
      );
  }
}

/** The element that holds the main text, and what in it does not belong to the text. */
function mainOf(
  text: string,
  document: Document,
  body: Element,
  reading: Reading,
): { main: Element; frame: Set<Element> } {
  const marked = markedMain(document, body);
  const frame = frameIn(marked);
  const own = { main: marked, frame };
  const size = wordsIn(marked, frame);
  if (document.querySelectorAll('*').length > MOST_FOR_READABILITY) return own;
  let found: Element | undefined;
  try {
    // Readability takes the tree apart, so it is given one of its own.
    const copy = parseHTML(
      /<html[\s>]/i.test(text) ? text : `<!doctype html><html><body>${text}</body></html>`,
    ).document;
    const article = new Readability(copy as unknown as Document, {
      keepClasses: true,
      serializer: (node) => node as Element,
      maxElemsToParse: MOST_FOR_READABILITY,
    }).parse();
    found = (article?.content ?? undefined) as Element | undefined;
  } catch (error) {
    if (error instanceof RangeError)
      throw refusal(
        reading.name,
        'its elements stand too deep in one another.',
        'Save the page again from the browser.',
      );
    // Readability is a heuristic and not built for broken pages; the page's own markup is used.
  }
  // A lost table is worse than a line of navigation too many.
  return found && wordsIn(found) >= size * 0.9 ? { main: found, frame: new Set() } : own;
}

/** Parts that are not text: by their element or role, and lists that are nothing but links. */
function frameIn(main: Element): Set<Element> {
  const frame = new Set<Element>();
  for (const element of main.querySelectorAll(
    'nav, footer, aside, [role="navigation"], [role="banner"], [role="contentinfo"], [role="complementary"], [role="search"]',
  ))
    if (element.querySelector('h1') === null) frame.add(element);
  for (const list of main.querySelectorAll('ul, ol')) {
    const links = [...list.querySelectorAll('a[href]')].filter(
      (link) => !(link.getAttribute('href') ?? '').startsWith('#'),
    );
    const linked = links.reduce((sum, link) => sum + wordsIn(link), 0);
    if (links.length >= 3 && linked > wordsIn(list) * 0.8 && linked < links.length * 8) frame.add(list);
  }
  return frame;
}

/** What the page itself marks as main: main, a single article, or the body. */
function markedMain(document: Document, body: Element): Element {
  const main = document.querySelector('main, [role="main"]');
  if (main && wordsIn(main) > 20) return main;
  const articles = [...document.querySelectorAll('article')];
  const [only] = articles;
  return articles.length === 1 && only && wordsIn(only) > 20 ? only : body;
}

function wordsIn(element: Element, without?: ReadonlySet<Element>): number {
  let words = 0;
  const visit = (node: Node): void => {
    for (let at = node.firstChild; at; at = at.nextSibling) {
      if (at.nodeType === 3) words += countWords(at.nodeValue ?? '');
      else if (at.nodeType === 1 && !NEVER.has((at as Element).tagName.toUpperCase()) && !without?.has(at as Element))
        visit(at);
    }
  };
  visit(element);
  return words;
}

function countWords(text: string): number {
  return text.match(/\p{L}[\p{L}\p{N}]*/gu)?.length ?? 0;
}

// ---- metadata

interface Metadata {
  title?: string;
  publisher?: string;
  date?: PartialDate;
  language?: string;
}

function metadataOf(document: Document): Metadata {
  const metas = new Map<string, string>();
  for (const meta of document.querySelectorAll('meta')) {
    const key = (
      meta.getAttribute('property') ??
      meta.getAttribute('name') ??
      meta.getAttribute('itemprop') ??
      meta.getAttribute('http-equiv') ??
      ''
    ).toLowerCase();
    const content = tidy(meta.getAttribute('content') ?? '');
    if (key !== '' && content !== '' && !metas.has(key)) metas.set(key, content);
  }
  const first = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => metas.get(key)).find((found) => found !== undefined);
  const linked = linkedData(document);
  const heading = tidy(document.querySelector('h1')?.textContent ?? '');
  const title =
    first('citation_title', 'og:title', 'dc.title', 'dcterms.title', 'twitter:title') ??
    linked.title ??
    (heading || tidy(document.querySelector('title')?.textContent ?? ''));
  const publisher =
    first('citation_publisher', 'dc.publisher', 'dcterms.publisher', 'og:site_name', 'application-name') ??
    linked.publisher;
  const date = [
    first(
      'article:published_time',
      'citation_publication_date',
      'citation_date',
      'datepublished',
      'dc.date.issued',
      'dcterms.issued',
      'dc.date',
      'dcterms.date',
      'date',
      'pubdate',
      'publish_date',
    ),
    linked.date,
    document
      .querySelector('time[pubdate], time[itemprop="datePublished"], article time[datetime], time.published')
      ?.getAttribute('datetime') ?? undefined,
  ]
    .map(partialDate)
    .find((found) => found !== undefined);
  const language = (
    document.documentElement?.getAttribute('lang') ||
    document.documentElement?.getAttribute('xml:lang') ||
    document.body?.getAttribute('lang') ||
    first('content-language', 'dc.language', 'og:locale') ||
    ''
  )
    .trim()
    .replace('_', '-');
  return {
    ...(title && { title }),
    ...(publisher && { publisher }),
    ...(date && { date }),
    ...(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/i.test(language) && { language }),
  };
}

function partialDate(text: string | undefined): PartialDate | undefined {
  const found = /^\s*(\d{4})(?:[-/.](\d{2})(?:[-/.](\d{2}))?)?(?!\d)/.exec(text ?? '');
  if (!found) return undefined;
  const date = [found[1], found[2], found[3]].filter((part) => part !== undefined).join('-');
  return isPartialDate(date) ? date : undefined;
}

/** What the page says of itself as schema.org JSON-LD. */
function linkedData(document: Document): Metadata {
  for (const script of [...document.querySelectorAll('script[type="application/ld+json"]')].slice(0, 10)) {
    try {
      const parsed: unknown = JSON.parse((script.textContent ?? '').slice(0, 200_000));
      const nodes = [parsed]
        .flat()
        .flatMap((node) => (isRecord(node) && Array.isArray(node['@graph']) ? node['@graph'] : [node]));
      for (const node of nodes) {
        if (!isRecord(node) || typeof node.datePublished !== 'string') continue;
        const publisher = isRecord(node.publisher) ? node.publisher.name : undefined;
        const title = node.headline ?? node.name;
        return {
          date: node.datePublished,
          ...(typeof title === 'string' && { title: tidy(title) }),
          ...(typeof publisher === 'string' && { publisher: tidy(publisher) }),
        };
      }
    } catch {
      // Not JSON: the page says nothing this way.
    }
  }
  return {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

// ---- the text

interface Flow {
  text: string;
  readonly marks: RawMark[];
}

class Walker {
  private readonly document: Document;
  private readonly frame: ReadonlySet<Element>;
  private readonly reading: Reading;
  private readonly blocks: RawBlock[] = [];
  /** Where marks lead, by the id of the place: the label of the first mark that leads there. */
  private readonly targets = new Map<string, string>();
  private readonly entries = new Map<Element, { label: string; id: string }>();
  private readonly done = new Set<string>();
  private flow: Flow = { text: '', marks: [] };

  constructor(document: Document, frame: ReadonlySet<Element>, reading: Reading) {
    this.document = document;
    this.frame = frame;
    this.reading = reading;
  }

  read(main: Element): RawBlock[] {
    this.findNotes(main);
    this.visit(main, 0);
    this.flush('paragraph');
    // Entries that stand outside the main text, in a footer or an aside.
    for (const [id, label] of this.targets) {
      if (this.done.has(id)) continue;
      const place = this.document.getElementById(id);
      const entry = place && entryOf(place);
      if (!entry) continue;
      this.note(entry, { label, id });
    }
    return this.blocks;
  }

  /** First pass: every link that is the mark of a note. */
  private findNotes(main: Element): void {
    const places = new Map<string, Element>();
    for (const element of main.querySelectorAll('[id], a[name]')) {
      const id = element.id || (element.getAttribute('name') ?? '');
      if (!places.has(id)) places.set(id, element);
    }
    const seen = new Set<Element>();
    for (const anchor of main.querySelectorAll('a[href]')) {
      const mark = markOf(anchor);
      if (!mark) continue;
      const inMain = places.get(mark.id);
      const place = inMain ?? this.document.getElementById(mark.id);
      if (!place || this.targets.has(mark.id)) continue;
      const entry = entryOf(place);
      // A link in an entry that leads back to the text is not a mark.
      if (!entry || entry.contains(anchor) || isWithin(anchor, seen)) continue;
      seen.add(entry);
      this.targets.set(mark.id, mark.label);
      if (inMain && !this.entries.has(entry)) this.entries.set(entry, mark);
    }
  }

  private push(block: RawBlock): void {
    if (this.blocks.length >= this.reading.limits.blocks)
      throw refusal(
        this.reading.name,
        `it has more than ${this.reading.limits.blocks} paragraphs.`,
        'Save only the part that is needed.',
      );
    this.blocks.push(block);
  }

  /** Ends the block that the inline text so far makes. */
  private flush(kind: RawBlock['kind'], level?: number): void {
    const { text, marks } = settled(this.flow);
    this.flow = { text: '', marks: [] };
    if (text === '') return;
    const typed = marksIn(text).filter(
      (mark) => !marks.some((other) => mark.at < other.at + other.length && other.at < mark.at + mark.length),
    );
    const every = [...marks, ...typed].sort((a, b) => a.at - b.at);
    this.push({ kind, text, ...(level !== undefined && { level }), ...(every.length > 0 && { marks: every }) });
  }

  private visit(parent: Element, depth: number, kind: RawBlock['kind'] = 'paragraph', level?: number): void {
    for (let node: Node | null = parent.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === 3) {
        this.flow.text += node.nodeValue ?? '';
        continue;
      }
      if (node.nodeType !== 1) continue;
      const element = node as Element;
      const tag = element.tagName.toUpperCase();
      if (NEVER.has(tag) || FRAME.has(tag) || this.frame.has(element) || isHidden(element)) continue;
      const entry = this.entries.get(element);
      if (entry) {
        this.flush(kind, level);
        this.note(element, entry);
        continue;
      }
      if (!BLOCK.has(tag)) {
        this.inline(element, tag, depth, kind, level);
        continue;
      }
      this.flush(kind, level);
      this.block(element, tag, depth, kind, level);
    }
  }

  private block(element: Element, tag: string, depth: number, kind: RawBlock['kind'], level?: number): void {
    const heading = /^H([1-6])$/.exec(tag)?.[1];
    if (heading !== undefined) {
      this.visit(element, depth, 'heading', Number(heading));
      this.flush('heading', Number(heading));
    } else if (tag === 'TABLE') {
      this.table(element, depth);
    } else if (tag === 'UL' || tag === 'OL') {
      this.list(element, tag, depth + 1);
    } else if (tag === 'LI' || tag === 'DT' || tag === 'DD') {
      this.visit(element, depth, 'list-item', Math.max(1, depth));
      this.flush('list-item', Math.max(1, depth));
    } else if (tag === 'FIGCAPTION' || tag === 'CAPTION') {
      this.visit(element, depth, 'caption');
      this.flush('caption');
    } else {
      this.visit(element, depth, kind, level);
      this.flush(kind, level);
    }
  }

  private list(element: Element, tag: string, depth: number): void {
    let number = Number.parseInt(element.getAttribute('start') ?? '1', 10) || 1;
    const type = element.getAttribute('type') ?? '1';
    for (let node: Node | null = element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType !== 1) continue;
      const item = node as Element;
      const entry = this.entries.get(item);
      if (entry) {
        this.note(item, entry);
        number++;
        continue;
      }
      if (item.tagName.toUpperCase() !== 'LI') {
        this.visit(item, depth);
        this.flush('paragraph');
        continue;
      }
      number = Number.parseInt(item.getAttribute('value') ?? '', 10) || number;
      // The number that a browser shows is part of what a reader reads.
      if (tag === 'OL') this.flow.text = `${ordinal(number, type)}. `;
      number++;
      this.visit(item, depth, 'list-item', depth);
      if (/^(?:\d+|[a-z]+)\. $/i.test(this.flow.text)) this.flow.text = '';
      this.flush('list-item', depth);
    }
  }

  private inline(element: Element, tag: string, depth: number, kind: RawBlock['kind'], level?: number): void {
    if (tag === 'BR') {
      this.flow.text += ' ';
      return;
    }
    if (tag === 'IMG') return;
    const mark = tag === 'A' ? markOf(element) : tag === 'SUP' ? supMark(element) : undefined;
    if (mark && (mark.id === '' || this.targets.has(mark.id))) {
      const shown = superscript(mark.label);
      const { text } = this.flow;
      const tight = /\s$/.test(text) && tag === 'SUP' ? text.trimEnd() : text;
      this.flow.text = tight + shown;
      if (mark.id !== '')
        this.flow.marks.push({ at: tight.length, length: shown.length, label: mark.label, target: mark.id });
      return;
    }
    if (tag === 'SUP' && /^\s*\d{1,3}\s*$/.test(element.textContent ?? '')) {
      this.flow.text += superscript((element.textContent ?? '').trim());
      return;
    }
    this.visit(element, depth, kind, level);
  }

  private note(element: Element, { label, id }: { label: string; id: string }): void {
    for (const inner of [element, ...element.querySelectorAll('[id]')]) this.done.add(inner.id);
    this.done.add(id);
    const text = tidy(noteText(element)).replace(/^[\s↑↩^]+|(?:[\s↑↩^]|\ufe0e|\ufe0f)+$/gu, '');
    const escaped = label.replace(/[.*+?^${}()|[\]\\†‡]/g, '\\$&');
    const bare = text.replace(new RegExp(`^\\[?${escaped}[\\].)]*\\s+`, 'u'), '');
    this.push({ kind: 'note', text: bare === '' ? text : bare, note: { label, id } });
  }

  private table(element: Element, depth: number): void {
    const rows: string[][] = [];
    const spans: { left: number }[] = [];
    let headers = 0;
    let cells = 0;
    let onlyCell: Element | undefined;
    let lines = 0;
    for (const row of rowsOf(element)) {
      const line: string[] = [];
      let names = true;
      let at = 0;
      for (const cell of [...row.children].filter(({ tagName }) => /^T[DH]$/i.test(tagName))) {
        while ((spans[at]?.left ?? 0) > 0) line[at++] = '';
        cells++;
        onlyCell = cell;
        if (!/^TH$/i.test(cell.tagName)) names = false;
        const across = clamp(cell.getAttribute('colspan'));
        const down = clamp(cell.getAttribute('rowspan'));
        const text = this.cellText(cell);
        for (let more = 0; more < across && at < 200; more++, at++) {
          line[at] = more === 0 ? text : '';
          spans[at] = { left: down };
        }
      }
      for (; at < spans.length; at++) line[at] ??= '';
      for (const span of spans) if (span.left > 0) span.left--;
      const inHead = /^THEAD$/i.test(row.parentElement?.tagName ?? '');
      if ((inHead || (names && line.length > 0)) && headers === lines) headers++;
      lines++;
      rows.push(line);
    }
    const caption = element.querySelector('caption');
    if (caption) {
      this.flow.text = caption.textContent ?? '';
      this.flush('caption');
    }
    const columns = rows.reduce((most, { length }) => Math.max(most, length), 0);
    const nested = element.querySelector('table') !== null;
    if (cells === 1 && onlyCell) {
      this.visit(onlyCell, depth);
      this.flush('paragraph');
    } else if (nested || element.getAttribute('role') === 'presentation') {
      // A table that holds tables lays out a page.
      for (const row of rowsOf(element)) {
        for (const cell of row.children) {
          this.visit(cell, depth);
          this.flush('paragraph');
        }
      }
    } else if (columns > 0) {
      const full = rows
        .map((row) => Array.from({ length: columns }, (_, at) => row[at] ?? ''))
        .filter((row) => row.some((cell) => cell !== ''));
      if (full.length > 0)
        this.push({
          kind: 'table',
          text: '',
          rows: full,
          headerRows: headers > 0 ? Math.min(headers, full.length) : headerRowsOf(full),
        });
    }
  }

  private cellText(cell: Element): string {
    const outer = this.flow;
    this.flow = { text: '', marks: [] };
    const visit = (parent: Element): void => {
      for (let node: Node | null = parent.firstChild; node; node = node.nextSibling) {
        if (node.nodeType === 3) this.flow.text += node.nodeValue ?? '';
        else if (node.nodeType === 1) {
          const element = node as Element;
          const tag = element.tagName.toUpperCase();
          if (NEVER.has(tag) || FRAME.has(tag) || isHidden(element)) continue;
          const mark = tag === 'A' ? markOf(element) : tag === 'SUP' ? supMark(element) : undefined;
          if (mark) this.flow.text += superscript(mark.label);
          else {
            if (BLOCK.has(tag) || tag === 'BR') this.flow.text += ' ';
            visit(element);
            if (BLOCK.has(tag)) this.flow.text += ' ';
          }
        }
      }
    };
    visit(cell);
    const text = tidy(this.flow.text);
    this.flow = outer;
    return text;
  }
}

/** The note that a link calls: where it leads, and what it shows. */
function markOf(anchor: Element): { id: string; label: string } | undefined {
  const href = anchor.getAttribute('href') ?? '';
  const hash = href.indexOf('#');
  if (hash < 0 || hash > 300) return undefined;
  let id = href.slice(hash + 1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // Left as it is written.
  }
  if (id === '') return undefined;
  const shown = (anchor.textContent ?? '').trim();
  const label = /^[[(]?\s*(\d{1,4}|[ivxl]{1,7}|[a-z]|\*{1,4}|[†‡§])\s*[\])]?$/u.exec(shown)?.[1];
  if (label === undefined) return undefined;
  const said =
    /noteref/.test(`${anchor.getAttribute('role')} ${anchor.getAttribute('epub:type')}`) ||
    /note|cite|ref|fn/i.test(`${anchor.className} ${id}`);
  const raised = anchor.closest('sup') !== null || anchor.querySelector('sup') !== null;
  return raised || said || /^[[(]/.test(shown) ? { id, label } : undefined;
}

/** A raised number: with a link it calls the place the link leads to. */
function supMark(sup: Element): { id: string; label: string } | undefined {
  const anchors = sup.querySelectorAll('a[href]');
  const [only] = anchors;
  return anchors.length === 1 && only && (only.textContent ?? '').trim() === (sup.textContent ?? '').trim()
    ? markOf(only)
    : undefined;
}

function isWithin(element: Element, outer: ReadonlySet<Element>): boolean {
  for (let at: Element | null = element; at; at = at.parentElement) if (outer.has(at)) return true;
  return false;
}

/** The block that is the entry of a note, from the place in it that a mark leads to. */
function entryOf(place: Element): Element | undefined {
  const entry = /^(?:LI|P|DD|ASIDE|TR)$/i.test(place.tagName)
    ? place
    : (place.closest('li, p, dd, aside, tr') ?? place);
  if (/^(?:DIV|SECTION|BODY|H[1-6]|TABLE)$/i.test(entry.tagName) && countWords(entry.textContent ?? '') > 400)
    return undefined;
  return /^H[1-6]$/i.test(entry.tagName) ? undefined : entry;
}

/** The words of an entry, with the addresses its links lead to, without the links back. */
function noteText(element: Element): string {
  let text = '';
  const visit = (parent: Element): void => {
    for (let node: Node | null = parent.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === 3) text += node.nodeValue ?? '';
      else if (node.nodeType === 1) {
        const inner = node as Element;
        const tag = inner.tagName.toUpperCase();
        if (NEVER.has(tag)) continue;
        if (tag === 'A') {
          const href = inner.getAttribute('href') ?? '';
          const shown = inner.textContent ?? '';
          if (href.startsWith('#') && !/\p{L}{3}/u.test(shown)) continue;
          text += shown;
          if (/^https?:/i.test(href) && !/https?:|www\./i.test(shown)) text += ` ${href}`;
          continue;
        }
        visit(inner);
        if (BLOCK.has(tag) || tag === 'BR') text += ' ';
      }
    }
  };
  visit(element);
  return text;
}

function rowsOf(table: Element): Element[] {
  return [...table.children].flatMap((node) =>
    /^TR$/i.test(node.tagName)
      ? [node]
      : /^T(?:HEAD|BODY|FOOT)$/i.test(node.tagName)
        ? [...node.children].filter(({ tagName }) => /^TR$/i.test(tagName))
        : [],
  );
}

function clamp(attribute: string | null): number {
  const number = Number.parseInt(attribute ?? '1', 10);
  return Number.isNaN(number) ? 1 : Math.max(1, Math.min(60, number));
}

function isHidden(element: Element): boolean {
  return (
    element.hasAttribute('hidden') ||
    element.getAttribute('aria-hidden') === 'true' ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? '')
  );
}

function ordinal(number: number, type: string): string {
  if (type === 'a' || type === 'A') {
    const letter = String.fromCharCode((type === 'a' ? 97 : 65) + ((number - 1) % 26));
    return letter;
  }
  return String(number);
}

function tidy(text: string): string {
  return cleanText(text).text.replace(/\s+/g, ' ').trim();
}

/** Inline text as a block has it: white space as one space, marks where they then stand. */
function settled(flow: Flow): { text: string; marks: RawMark[] } {
  let text = '';
  let at = 0;
  const marks: RawMark[] = [];
  const add = (raw: string): void => {
    const clean = cleanText(raw).text.replace(/\s+/g, ' ');
    text += text === '' || text.endsWith(' ') ? clean.trimStart() : clean;
  };
  for (const mark of flow.marks) {
    add(flow.text.slice(at, mark.at));
    marks.push({ ...mark, at: text.length });
    at = mark.at;
  }
  add(flow.text.slice(at));
  const trimmed = text.trimEnd();
  return { text: trimmed, marks: marks.filter((mark) => mark.at + mark.length <= trimmed.length) };
}

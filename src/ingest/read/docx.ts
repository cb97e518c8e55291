/**
 * DOCX to blocks, straight from its parts: document, footnotes, endnotes, styles, numbering, properties.
 * Always true: tracked changes are read as they stand (what is inserted is text, what is deleted is not, and both are
 * counted); comments, running heads and hidden text are left out and counted; a number that Word makes by itself (of a
 * heading, a paragraph, an item) is part of the text; no entity is expanded. A merged cell has its words in its first
 * place and is empty in the others. Follows ECMA-376 (WordprocessingML), transitional and strict.
 */
import { SaxesParser } from 'saxes';
import type { RawBlock, RawDocument, RawMark } from '../raw.ts';
import { cleanText, decode } from './encoding.ts';
import { type Reading, refusal, stopIfTold } from './limits.ts';
import { marksIn, superscript } from './marks.ts';
import { headerRowsOf } from './text.ts';
import { openPackage, type Package } from './zip.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const AGAIN = 'Open it in Word or LibreOffice, save it again as .docx, and try that file.';

export function readDocx(bytes: Uint8Array, reading: Reading): RawDocument {
  const parts = openPackage(bytes, reading);
  const main = mainPart(parts, reading);
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const tree = (name: string): Element | undefined => {
    stopIfTold(reading);
    const found = parts.part(name);
    return found && readPart(found, name, reading);
  };
  const document = tree(main);
  const body = document && child(document, 'body');
  if (!body) throw refusal(reading.name, `its main part ${main} holds no text.`, AGAIN);
  const styles = stylesOf(tree(`${folder}styles.xml`));
  const reader = new Reader({
    styles,
    numbering: numberingOf(tree(`${folder}numbering.xml`)),
    settings: tree(`${folder}settings.xml`),
    footnotes: notesOf(tree(`${folder}footnotes.xml`), 'footnote'),
    endnotes: notesOf(tree(`${folder}endnotes.xml`), 'endnote'),
    links: {
      footnotes: linksOf(tree(`${folder}_rels/footnotes.xml.rels`)),
      endnotes: linksOf(tree(`${folder}_rels/endnotes.xml.rels`)),
    },
    reading,
  });
  const blocks = reader.read(body);
  const comments = (tree(`${folder}comments.xml`)?.children ?? []).filter((node) => isElement(node, 'comment')).length;
  const heads = parts.names.filter((name) => /\/(?:header|footer)\d*\.xml$/.test(name)).length;
  const core = tree('docProps/core.xml');
  const property = (name: string): string | undefined => {
    const found = core?.children.find((node) => typeof node !== 'string' && node.name.endsWith(`:${name}`));
    const text = found && typeof found !== 'string' ? textIn(found).trim() : '';
    return text === '' ? undefined : text;
  };
  const title = property('title') ?? reader.title;
  const language = property('language') ?? styles.language;
  const created = property('created')?.slice(0, 10);
  const { inserted, deleted, hidden, contents } = reader.counts;
  const notices: string[] = [];
  if (inserted + deleted > 0)
    notices.push(
      `The file has tracked changes that nobody has accepted yet: ${inserted} insertions were read as text, ${deleted} deletions were left out.`,
    );
  if (created !== undefined && /^\d{4}-\d\d-\d\d$/.test(created))
    notices.push(
      `The properties of the file say that it was made on ${created}; that need not be the day of publication.`,
    );
  return {
    mediaType: DOCX,
    ...(title !== undefined && { title: cleanText(title).text }),
    ...(language !== undefined && { language }),
    blocks,
    left: [
      { what: 'comments', count: comments },
      { what: 'running heads', count: heads },
      { what: 'deleted tracked changes', count: deleted },
      { what: 'hidden stretches of text', count: hidden },
      { what: 'page numbers in the list of contents', count: contents },
    ].filter(({ count }) => count > 0),
    notices,
  };
}

function mainPart(parts: Package, reading: Reading): string {
  const relations = parts.part('_rels/.rels');
  if (relations) {
    for (const node of readPart(relations, '_rels/.rels', reading).children) {
      if (typeof node === 'string' || !node.attributes.Type?.endsWith('/officeDocument')) continue;
      const target = (node.attributes.Target ?? '').replace(/^\//, '');
      if (parts.names.includes(target) && /\.xml$/.test(target) && target.startsWith('word')) return target;
    }
  }
  if (parts.names.includes('word/document.xml')) return 'word/document.xml';
  const kind = otherKind(parts);
  throw refusal(
    reading.name,
    `it is ${kind}, not a text document.`,
    'Save its text as .docx, .html or .txt and try that file.',
  );
}

function otherKind({ names, part }: Package): string {
  if (names.some((name) => name.startsWith('xl/'))) return 'an Excel workbook';
  if (names.some((name) => name.startsWith('ppt/'))) return 'a PowerPoint presentation';
  const type = names.includes('mimetype') ? new TextDecoder().decode(part('mimetype')?.subarray(0, 80)) : '';
  if (type.includes('opendocument')) return 'an OpenDocument file';
  if (type.includes('epub')) return 'an electronic book (EPUB)';
  return 'a ZIP archive without a Word document in it';
}

// ---- XML

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

/** One part as a tree, with the prefix of WordprocessingML taken off its names, whatever it is. */
function readPart(bytes: Uint8Array, part: string, { name, limits }: Reading): Element {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const open: Element[] = [];
  let root: Element | undefined;
  let prefix = 'w:';
  let elements = 0;
  const plain = (text: string): string => (text.startsWith(prefix) ? text.slice(prefix.length) : text);
  parser.on('error', (error) => {
    throw refusal(name, `its part ${part} is not well-formed XML (${error.message}).`, AGAIN);
  });
  parser.on('doctype', () => {
    throw refusal(
      name,
      `its part ${part} declares a document type, which no Word file does.`,
      'Check where it comes from.',
    );
  });
  parser.on('opentag', (tag) => {
    if (!root) {
      for (const [key, value] of Object.entries(tag.attributes))
        if (key.startsWith('xmlns:') && /wordprocessingml(?:\/2006)?\/main$/.test(value)) prefix = `${key.slice(6)}:`;
    }
    if (++elements > limits.elements)
      throw refusal(name, `its part ${part} has more than ${limits.elements} elements.`, 'Split the document.');
    if (open.length > limits.depth)
      throw refusal(
        name,
        `the elements of its part ${part} stand more than ${limits.depth} deep in one another.`,
        AGAIN,
      );
    const attributes: Record<string, string> = {};
    for (const [key, value] of Object.entries(tag.attributes)) attributes[plain(key)] = value;
    const element: Element = { name: plain(tag.name), attributes, children: [] };
    open[open.length - 1]?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.on('text', (text) => {
    open[open.length - 1]?.children.push(text);
  });
  parser.write(decode(bytes).text).close();
  if (!root) throw refusal(name, `its part ${part} is empty.`, AGAIN);
  return root;
}

function isElement(node: Element | string, name: string): node is Element {
  return typeof node !== 'string' && node.name === name;
}

function child(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  let at = element;
  for (const name of path) at = at?.children.find((node): node is Element => isElement(node, name));
  return at;
}

function value(element: Element | undefined, ...path: readonly string[]): string | undefined {
  return child(element, ...path)?.attributes.val;
}

/** A property that is there and not switched off. */
function isOn(element: Element | undefined, name: string): boolean {
  const found = child(element, name);
  return found !== undefined && !/^(?:0|false|off|none)$/.test(found.attributes.val ?? '1');
}

function textIn(element: Element): string {
  return element.children.map((node) => (typeof node === 'string' ? node : textIn(node))).join('');
}

// ---- styles, numbers, notes

interface Style {
  readonly name: string;
  readonly outline?: number | undefined;
  readonly number?: { readonly id: string; readonly level: number } | undefined;
  readonly basedOn?: string | undefined;
}

interface Styles {
  readonly get: (id: string | undefined) => Style | undefined;
  readonly language?: string | undefined;
}

function stylesOf(root: Element | undefined): Styles {
  const own = new Map<string, Style>();
  for (const node of root?.children ?? []) {
    if (!isElement(node, 'style')) continue;
    const outline = value(node, 'pPr', 'outlineLvl');
    const number = child(node, 'pPr', 'numPr');
    own.set(node.attributes.styleId ?? '', {
      name: (value(node, 'name') ?? '').toLowerCase(),
      outline: outline === undefined ? undefined : Number(outline),
      number: number && { id: value(number, 'numId') ?? '', level: Number(value(number, 'ilvl') ?? 0) },
      basedOn: value(node, 'basedOn'),
    });
  }
  const resolve = (id: string | undefined, depth = 0): Style | undefined => {
    const style = own.get(id ?? '');
    if (!style || depth > 10) return style;
    const base = resolve(style.basedOn, depth + 1);
    return { ...style, outline: style.outline ?? base?.outline, number: style.number ?? base?.number };
  };
  const cache = new Map<string, Style | undefined>();
  return {
    language: child(root, 'docDefaults', 'rPrDefault', 'rPr', 'lang')?.attributes.val,
    get: (id) => {
      const key = id ?? '';
      if (!cache.has(key)) cache.set(key, resolve(id));
      return cache.get(key);
    },
  };
}

interface Level {
  readonly format: string;
  readonly text: string;
  readonly start: number;
}

interface Numbering {
  /** The levels of a list, and the key under which its counters run. */
  readonly list: (id: string) => { readonly key: string; readonly levels: ReadonlyMap<number, Level> } | undefined;
}

function numberingOf(root: Element | undefined): Numbering {
  const level = (node: Element): [number, Level] => [
    Number(node.attributes.ilvl ?? 0),
    {
      format: value(node, 'numFmt') ?? 'decimal',
      text: value(node, 'lvlText') ?? '',
      start: Number(value(node, 'start') ?? 1),
    },
  ];
  const abstract = new Map<string, Map<number, Level>>();
  const lists = new Map<string, { key: string; levels: Map<number, Level> }>();
  for (const node of root?.children ?? []) {
    if (isElement(node, 'abstractNum'))
      abstract.set(
        node.attributes.abstractNumId ?? '',
        new Map(node.children.filter((inner) => isElement(inner, 'lvl')).map(level)),
      );
  }
  for (const node of root?.children ?? []) {
    if (!isElement(node, 'num')) continue;
    const id = node.attributes.numId ?? '';
    const base = value(node, 'abstractNumId') ?? '';
    const levels = new Map(abstract.get(base));
    let restarts = false;
    for (const change of node.children) {
      if (!isElement(change, 'lvlOverride')) continue;
      const at = Number(change.attributes.ilvl ?? 0);
      const replaced = child(change, 'lvl');
      const start = value(change, 'startOverride');
      const old = replaced ? level(replaced)[1] : levels.get(at);
      if (old) levels.set(at, { ...old, ...(start !== undefined && { start: Number(start) }) });
      if (start !== undefined) restarts = true;
    }
    lists.set(id, { key: restarts ? `num ${id}` : `abstract ${base}`, levels });
  }
  return { list: (id) => lists.get(id) };
}

/** 4 as 4, d, iv, г: the formats of ST_NumberFormat that are met in practice. */
function numeral(number: number, format: string): string {
  const letter = (alphabet: string): string =>
    (alphabet[(number - 1) % alphabet.length] ?? '').repeat(Math.min(9, Math.ceil(number / alphabet.length)));
  switch (format) {
    case 'lowerLetter':
      return letter('abcdefghijklmnopqrstuvwxyz');
    case 'upperLetter':
      return letter('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    case 'russianLower':
      return letter('абвгдежзиклмнопрстуфхцчшщэюя');
    case 'russianUpper':
      return letter('АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ');
    case 'lowerRoman':
      return roman(number);
    case 'upperRoman':
      return roman(number).toUpperCase();
    case 'decimalZero':
      return String(number).padStart(2, '0');
    case 'chicago':
      return ('*†‡§'[(number - 1) % 4] ?? '*').repeat(Math.min(9, Math.ceil(number / 4)));
    default:
      return String(number);
  }
}

function roman(number: number): string {
  if (number < 1 || number > 3999) return String(number);
  let rest = number;
  let out = '';
  const signs: [number, string][] = [
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ];
  for (const [worth, sign] of signs) {
    while (rest >= worth) {
      out += sign;
      rest -= worth;
    }
  }
  return out;
}

type NoteKind = 'footnote' | 'endnote';

function notesOf(root: Element | undefined, kind: NoteKind): Map<string, Element> {
  const notes = new Map<string, Element>();
  for (const node of root?.children ?? []) {
    if (!isElement(node, kind)) continue;
    const type = node.attributes.type ?? 'normal';
    if (type === 'normal') notes.set(node.attributes.id ?? '', node);
  }
  return notes;
}

function linksOf(root: Element | undefined): Map<string, string> {
  const links = new Map<string, string>();
  for (const node of root?.children ?? []) {
    if (typeof node === 'string' || node.attributes.TargetMode !== 'External') continue;
    links.set(node.attributes.Id ?? '', node.attributes.Target ?? '');
  }
  return links;
}

// ---- the text

interface Sources {
  readonly styles: Styles;
  readonly numbering: Numbering;
  readonly settings: Element | undefined;
  readonly footnotes: Map<string, Element>;
  readonly endnotes: Map<string, Element>;
  readonly links: Readonly<Record<'footnotes' | 'endnotes', Map<string, string>>>;
  readonly reading: Reading;
}

/** The text of a paragraph while it is being put together. */
interface Flow {
  text: string;
  readonly marks: RawMark[];
  /** Blocks inside it: text boxes. */
  readonly inner: Element[];
  bold: boolean;
  readonly links?: Map<string, string> | undefined;
}

class Reader {
  readonly counts = { inserted: 0, deleted: 0, hidden: 0, contents: 0 };
  title: string | undefined;
  private readonly sources: Sources;
  private readonly blocks: RawBlock[] = [];
  private readonly counters = new Map<string, number[]>();
  private readonly called: { kind: NoteKind; id: string; label: string }[] = [];
  private readonly numbers: Record<NoteKind, number> = { footnote: 0, endnote: 0 };
  private readonly formats: Record<NoteKind, string>;
  private page = 1;
  private paged = false;
  private lastLevel = 0;
  /** What stood before a paragraph mark that is deleted: it runs on into the next paragraph. */
  private carried: Flow | undefined;

  constructor(sources: Sources) {
    this.sources = sources;
    this.formats = {
      footnote: value(sources.settings, 'footnotePr', 'numFmt') ?? 'decimal',
      endnote: value(sources.settings, 'endnotePr', 'numFmt') ?? 'lowerRoman',
    };
  }

  read(body: Element): RawBlock[] {
    const section = child(body, 'sectPr');
    this.formats.footnote = value(section, 'footnotePr', 'numFmt') ?? this.formats.footnote;
    this.formats.endnote = value(section, 'endnotePr', 'numFmt') ?? this.formats.endnote;
    this.walk(body);
    const seen = new Set<string>();
    // Entries of footnotes first, then of endnotes, each in the order in which the text calls them.
    for (const kind of ['footnote', 'endnote'] as const) {
      const entries = kind === 'footnote' ? this.sources.footnotes : this.sources.endnotes;
      for (const call of this.called) {
        if (call.kind !== kind || seen.has(`${kind} ${call.id}`)) continue;
        seen.add(`${kind} ${call.id}`);
        this.note(kind, call.id, call.label, entries.get(call.id));
      }
      let uncalled = 0;
      for (const [id, entry] of entries)
        if (!seen.has(`${kind} ${id}`)) this.note(kind, id, `uncalled ${++uncalled}`, entry);
    }
    return this.blocks.map((block) => {
      if (this.paged || block.page === undefined) return block;
      const { page: _, ...rest } = block;
      return rest;
    });
  }

  private note(kind: NoteKind, id: string, label: string, entry: Element | undefined): void {
    if (!entry) return;
    const links = this.sources.links[kind === 'footnote' ? 'footnotes' : 'endnotes'];
    const texts: string[] = [];
    const collect = (element: Element): void => {
      for (const node of element.children) {
        if (typeof node === 'string') continue;
        if (node.name === 'p') texts.push(this.flowOf(node, links).text);
        else if (node.name !== 'del') collect(node);
      }
    };
    collect(entry);
    this.push({ kind: 'note', text: tidy(texts.join(' ')), note: { label, id: `${kind}-${id}` } });
  }

  private push(block: RawBlock): void {
    if (this.blocks.length >= this.sources.reading.limits.blocks)
      throw refusal(
        this.sources.reading.name,
        `it has more than ${this.sources.reading.limits.blocks} paragraphs.`,
        'Split the document.',
      );
    if (block.text !== '' || block.rows || block.note) this.blocks.push(block);
  }

  private walk(parent: Element): void {
    for (const node of parent.children) {
      if (typeof node === 'string') continue;
      switch (node.name) {
        case 'p':
          this.paragraph(node);
          break;
        case 'tbl':
          this.table(node);
          break;
        case 'del':
        case 'moveFrom':
          this.counts.deleted++;
          break;
        case 'ins':
        case 'moveTo':
          this.counts.inserted++;
          this.walk(node);
          break;
        case 'sdt':
        case 'sdtContent':
        case 'customXml':
        case 'smartTag':
        case 'txbxContent':
          this.walk(node);
          break;
        case 'mc:AlternateContent': {
          const choice = child(node, 'mc:Choice') ?? child(node, 'mc:Fallback');
          if (choice) this.walk(choice);
          break;
        }
        default:
      }
    }
  }

  private paragraph(node: Element): void {
    const properties = child(node, 'pPr');
    const page = String(this.page);
    const flow = this.flowOf(node);
    for (const inner of flow.inner) this.walk(inner);
    if (child(properties, 'rPr', 'del')) {
      this.counts.deleted++;
      this.carried = flow;
      return;
    }
    const style = this.sources.styles.get(value(properties, 'pStyle'));
    const name = style?.name ?? '';
    const own = child(properties, 'numPr');
    const number = own
      ? { id: value(own, 'numId') ?? style?.number?.id ?? '', level: Number(value(own, 'ilvl') ?? 0) }
      : style?.number;
    const blank = flow.text.trim() === '';
    // An empty paragraph of a list has no number in Word either, once it is hidden; counting it would shift the rest.
    const label = number && !blank ? this.number(number.id, number.level) : undefined;
    if (blank) return;
    if (/^(?:toc|оглавление|мазмұны) ?\d/.test(name)) {
      const words = flow.text.replace(/[\s.…]*(?:\d{1,4}|[ivxl]{1,6})\s*$/, '');
      if (words !== flow.text) this.counts.contents++;
      this.push({ kind: 'list-item', level: Number(/\d/.exec(name)?.[0] ?? 1), text: tidy(words), page });
      return;
    }
    const lead = label?.text ? `${label.text} ` : '';
    const { text, marks } = withLead(flow, lead);
    const common = { text, ...(marks.length > 0 && { marks }), page };
    const level = this.headingLevel(properties, style, flow, label !== undefined);
    if (level !== undefined) {
      this.lastLevel = level;
      if (name === 'title') this.title ??= text;
      this.push({ kind: 'heading', level, ...common });
    } else if (/^(?:caption|название объекта)/.test(name)) {
      this.push({ kind: 'caption', ...common });
    } else if (label && !(label.text !== '' && isRunning(flow.text))) {
      this.push({ kind: 'list-item', level: label.level + 1, ...common });
    } else if (/^list (?:bullet|number)/.test(name)) {
      this.push({ kind: 'list-item', level: Number(/\d/.exec(name)?.[0] ?? 1), ...common });
    } else {
      this.push({ kind: 'paragraph', ...common });
    }
  }

  private headingLevel(
    properties: Element | undefined,
    style: Style | undefined,
    flow: Flow,
    listed: boolean,
  ): number | undefined {
    const outline = value(properties, 'outlineLvl');
    const level = outline === undefined ? style?.outline : Number(outline);
    if (level !== undefined && level >= 0 && level < 9) return Math.min(6, level + 1);
    const name = style?.name ?? '';
    const named = /^(?:heading|заголовок) ?(\d)/.exec(name)?.[1];
    if (named !== undefined) return Math.min(6, Number(named) || 1);
    if (name === 'title') return 1;
    // A short line all in bold is a heading that somebody made by hand.
    const text = flow.text.trim();
    if (
      flow.bold &&
      !listed &&
      text.length <= 120 &&
      /\p{L}{3}/u.test(text) &&
      !/[.,;:]$/.test(text) &&
      !/@|https?:/.test(text)
    )
      return this.lastLevel === 0 ? 1 : Math.min(6, Math.max(2, this.lastLevel));
    return undefined;
  }

  /** Counts one on in a list, and says the number as it is printed; empty for a bullet. */
  private number(id: string, level: number): { text: string; level: number } | undefined {
    const list = this.sources.numbering.list(id);
    const own = list?.levels.get(level);
    if (!list || !own || level > 8) return id === '0' || !list ? undefined : { text: '', level: Math.min(level, 8) };
    const counters = this.counters.get(list.key) ?? [];
    counters.length = Math.min(counters.length, level + 1);
    for (let at = 0; at <= level; at++) {
      const start = list.levels.get(at)?.start ?? 1;
      if (at === level) counters[at] = counters[at] === undefined ? start : (counters[at] ?? 0) + 1;
      else counters[at] ??= start;
    }
    this.counters.set(list.key, counters);
    if (own.format === 'bullet' || own.format === 'none') return { text: '', level };
    const text = own.text.replace(/%([1-9])/g, (_, which: string) => {
      const at = Number(which) - 1;
      return numeral(counters[at] ?? 1, list.levels.get(at)?.format ?? 'decimal');
    });
    return { text: text.trim(), level };
  }

  private table(node: Element): void {
    const page = String(this.page);
    const rows: string[][] = [];
    let headers = 0;
    const cells: Element[] = [];
    for (const row of rowsOf(node)) {
      const properties = child(row, 'trPr');
      if (child(properties, 'del')) {
        this.counts.deleted++;
        continue;
      }
      if (child(properties, 'ins')) this.counts.inserted++;
      const line: string[] = [];
      for (let skip = Number(value(properties, 'gridBefore') ?? 0); skip > 0 && line.length < 60; skip--) line.push('');
      for (const cell of childrenOf(row, 'tc')) {
        cells.push(cell);
        const span = Math.min(60, Math.max(1, Number(value(cell, 'tcPr', 'gridSpan') ?? 1) || 1));
        const merge = child(cell, 'tcPr', 'vMerge');
        const goesOn = merge !== undefined && merge.attributes.val !== 'restart';
        line.push(goesOn ? '' : this.cellText(cell));
        for (let more = 1; more < span; more++) line.push('');
      }
      if (isOn(properties, 'tblHeader') && headers === rows.length) headers++;
      rows.push(line);
    }
    const [only] = cells;
    if (cells.length === 1 && only) {
      // A box: one cell is a frame around paragraphs, not a table.
      this.walk(only);
      return;
    }
    const columns = rows.reduce((most, { length }) => Math.max(most, length), 0);
    if (columns === 0) return;
    const full = rows.map((row) => Array.from({ length: columns }, (_, at) => row[at] ?? ''));
    this.push({ kind: 'table', text: '', rows: full, headerRows: headers > 0 ? headers : headerRowsOf(full), page });
  }

  private cellText(cell: Element): string {
    const texts: string[] = [];
    const collect = (element: Element): void => {
      for (const node of element.children) {
        if (typeof node === 'string') continue;
        if (node.name === 'p') {
          const flow = this.flowOf(node);
          if (flow.text.trim() !== '') texts.push(flow.text.trim());
          for (const inner of flow.inner) collect(inner);
        } else if (node.name === 'del' || node.name === 'moveFrom') this.counts.deleted++;
        else if (node.name !== 'tcPr' && node.name !== 'tblPr' && node.name !== 'trPr') collect(node);
      }
    };
    collect(cell);
    return tidy(texts.join(' '));
  }

  private flowOf(paragraph: Element, links?: Map<string, string>): Flow {
    const flow: Flow = { text: '', marks: [], inner: [], bold: true, links };
    if (this.carried) {
      flow.text = this.carried.text;
      flow.marks.push(...this.carried.marks);
      this.carried = undefined;
    }
    this.inline(paragraph, flow);
    if (flow.text.trim() === '') flow.bold = false;
    return flow;
  }

  private inline(parent: Element, flow: Flow): void {
    for (const node of parent.children) {
      if (typeof node === 'string') continue;
      switch (node.name) {
        case 'r':
          this.run(node, flow);
          break;
        case 'del':
        case 'moveFrom':
          this.counts.deleted++;
          break;
        case 'ins':
        case 'moveTo':
          this.counts.inserted++;
          this.inline(node, flow);
          break;
        case 'hyperlink': {
          const from = flow.text.length;
          this.inline(node, flow);
          const address = flow.links?.get(node.attributes['r:id'] ?? '');
          // In a note the address is part of the reference, shown or not.
          if (address && /^https?:/i.test(address) && !/https?:|www\./i.test(flow.text.slice(from)))
            flow.text += ` ${address}`;
          break;
        }
        case 'ruby':
          this.inline(child(node, 'rubyBase') ?? node, flow);
          break;
        case 'm:oMath':
        case 'm:oMathPara':
          flow.text += mathText(node);
          break;
        case 'pPr':
        case 'sdtPr':
        case 'sectPr':
          break;
        default:
          this.inline(node, flow);
      }
    }
  }

  private run(run: Element, flow: Flow): void {
    const properties = child(run, 'rPr');
    if (isOn(properties, 'vanish')) {
      this.counts.hidden++;
      return;
    }
    const from = flow.text.length;
    const raised = value(properties, 'vertAlign') === 'superscript';
    for (const node of run.children) {
      if (typeof node === 'string') continue;
      switch (node.name) {
        case 't':
          flow.text += raised ? raisedText(textIn(node)) : textIn(node);
          break;
        case 'tab':
        case 'ptab':
        case 'cr':
          flow.text += ' ';
          break;
        case 'br':
          if (node.attributes.type === 'page') this.turnPage();
          flow.text += ' ';
          break;
        case 'lastRenderedPageBreak':
          this.turnPage();
          break;
        case 'noBreakHyphen':
          flow.text += '-';
          break;
        case 'sym': {
          const code = Number.parseInt(node.attributes.char ?? '', 16);
          // F000 to F0FF are places of symbol fonts, without a meaning of their own.
          if (code > 0 && code < 0xd800) flow.text += String.fromCodePoint(code);
          break;
        }
        case 'footnoteReference':
          this.call('footnote', node, run, flow);
          break;
        case 'endnoteReference':
          this.call('endnote', node, run, flow);
          break;
        case 'drawing':
        case 'pict':
        case 'object':
        case 'mc:AlternateContent':
          boxesIn(node, flow.inner);
          break;
        default:
      }
    }
    if (flow.text.slice(from).trim() !== '' && !isOn(properties, 'b')) flow.bold = false;
  }

  private call(kind: NoteKind, node: Element, run: Element, flow: Flow): void {
    const id = node.attributes.id ?? '';
    const custom = isTrue(node.attributes.customMarkFollows);
    const following = custom
      ? run.children
          .filter((other) => isElement(other, 't'))
          .map((other) => textIn(other as Element))
          .join('')
          .trim()
      : '';
    const before = this.called.find((call) => call.kind === kind && call.id === id);
    const label =
      before?.label ?? (custom && following !== '' ? following : numeral(++this.numbers[kind], this.formats[kind]));
    if (!before) this.called.push({ kind, id, label });
    const shown = custom ? '' : superscript(label);
    // A mark of the author's own stands in the run already.
    flow.marks.push({
      at: flow.text.length,
      length: custom ? following.length : shown.length,
      label,
      target: `${kind}-${id}`,
    });
    flow.text += shown;
  }

  private turnPage(): void {
    this.page++;
    this.paged = true;
  }
}

function isTrue(attribute: string | undefined): boolean {
  return attribute !== undefined && !/^(?:0|false|off)$/.test(attribute);
}

function rowsOf(table: Element): Element[] {
  return table.children.flatMap((node) => {
    if (typeof node === 'string') return [];
    if (node.name === 'tr') return [node];
    return node.name === 'sdt' || node.name === 'sdtContent' || node.name === 'customXml' || node.name === 'ins'
      ? rowsOf(node)
      : [];
  });
}

function childrenOf(row: Element, name: string): Element[] {
  return row.children.flatMap((node) => {
    if (typeof node === 'string') return [];
    if (node.name === name) return [node];
    return node.name === 'sdt' || node.name === 'sdtContent' || node.name === 'customXml' ? childrenOf(node, name) : [];
  });
}

function boxesIn(element: Element, into: Element[]): void {
  if (element.name === 'mc:AlternateContent') {
    const choice = child(element, 'mc:Choice') ?? child(element, 'mc:Fallback');
    if (choice) boxesIn(choice, into);
    return;
  }
  for (const node of element.children) {
    if (typeof node === 'string') continue;
    if (node.name === 'txbxContent') into.push(node);
    else boxesIn(node, into);
  }
}

function mathText(element: Element): string {
  if (element.name === 'm:t') return textIn(element);
  return element.children.map((node) => (typeof node === 'string' ? '' : mathText(node))).join('');
}

/** Digits that stand raised are a mark of a note typed by hand, or a power. */
function raisedText(text: string): string {
  return /^\d{1,3}$/.test(text.trim()) ? superscript(text.trim()) : text;
}

/** Several sentences: a numbered paragraph of a report, not an item of a list. */
function isRunning(text: string): boolean {
  return text.length > 200 || /[.!?…]\s+\p{Lu}/u.test(text);
}

function tidy(text: string): string {
  return cleanText(text).text.replace(/\s+/g, ' ').trim();
}

/** The text with its number before it, clean and in normal form, its marks moved along. */
function withLead(flow: Flow, lead: string): { text: string; marks: RawMark[] } {
  const pieces: string[] = [];
  const marks: RawMark[] = [];
  let at = 0;
  let length = 0;
  const add = (raw: string): void => {
    let text = cleanText(raw).text.replace(/\s+/g, ' ');
    if (length === 0 || pieces[pieces.length - 1]?.endsWith(' ')) text = text.trimStart();
    if (text === '') return;
    pieces.push(text);
    length += text.length;
  };
  add(lead);
  for (const mark of flow.marks) {
    add(flow.text.slice(at, mark.at));
    marks.push({ ...mark, at: length });
    at = mark.at;
  }
  add(flow.text.slice(at));
  const text = pieces.join('').trimEnd();
  const linked = marks.filter((mark) => mark.at + mark.length <= text.length);
  // Marks typed by hand stand beside the ones the format links.
  const typed = marksIn(text).filter(
    (mark) => !linked.some((other) => mark.at < other.at + other.length && other.at < mark.at + mark.length),
  );
  return { text, marks: [...linked, ...typed].sort((a, b) => a.at - b.at) };
}

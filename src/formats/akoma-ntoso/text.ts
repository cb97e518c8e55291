/**
 * The text of a part of a law as lines: one for each part, paragraph or point, with its number, indented by two
 * spaces for each level; rows of tables as “a | b”; footnotes as “[1] …” at the end.
 * Always true: every text below the element is in the lines, or has been handed to `aside`.
 */
import { elementsOf, foldSpace, type XmlElement, type XmlNode } from '../xml.ts';

/** What a text stood in that is not part of the law's words. */
export type Aside = 'remark' | 'removed' | 'note' | 'image' | 'elsewhere' | 'unknown' | 'table' | 'nested';

export interface TextOptions {
  /** Hears what is left out or cannot be shown as it was; `text` is empty where nothing was left out. */
  readonly aside: (kind: Aside, element: XmlElement, text: string) => void;
  /** Whether an element belongs to the text on the day it is read for. */
  readonly holds: (element: XmlElement) => boolean;
  /** Notes that stand in the metadata, by eId. */
  readonly notes: ReadonlyMap<string, XmlElement>;
}

const words = (list: string) => new Set(list.trim().split(/\s+/));

/** Levels of a hierarchy. */
export const HIERARCHY = words(`
  clause section part paragraph chapter title article book tome division list point indent alinea rule subrule proviso
  subsection subpart subparagraph subchapter subtitle subdivision subclause sublist level transitional hcontainer`);

/** Levels that without a number of their own only continue the one above. */
const CONTINUING = words('alinea list sublist subparagraph hcontainer');

const BLOCKS = words(`
  p block li item blockList listIntroduction listWrapUp caption longTitle formula container div blockContainer tblock
  toc tocItem ul ol content intro wrapUp interstitial recital recitals citation citations preamble preface coverPage
  conclusions mainBody body doc attachment attachments component components act bill statement amendmentBody header
  collectionBody portionBody crossHeading heading subheading signatures thead tbody tfoot colgroup col h1 h2 h3 h4 h5 h6
  speech speechGroup debateSection narrative summary other scene from question answer foreign quotedStructure
  embeddedStructure`);

const INLINE = words(`
  ref mref rref mod mmod rmod remark recordedTime vote outcome ins del omissis embeddedText opinion placeholder fillIn
  decoration b i a u sub sup abbr span em strong docType docTitle docNumber docProponent docDate legislature session
  shortTitle docAuthority docPurpose docCommittee docIntroducer docStage docStatus docJurisdiction docketNumber date time
  person organization concept object event location process role term quantity def entity courtType neutralCitation
  party judge lawyer signature argument affectedDocument relatedDocument change inline noteRef eol eop img br marker
  authorialNote subFlow quotedText num table tr td th`);

/** Elements whose place in a text is understood. */
function isKnown(element: XmlElement, namespace: string): boolean {
  const { name } = element;
  return (
    (element.namespace === namespace || element.namespace === XHTML) &&
    (HIERARCHY.has(name) || BLOCKS.has(name) || INLINE.has(name) || name === 'componentRef' || name === 'documentRef')
  );
}

const XHTML = 'http://www.w3.org/1999/xhtml';
const SUPERSCRIPTS: Record<string, string> = Object.fromEntries(
  [...'0123456789'].map((digit, i) => [digit, [...'⁰¹²³⁴⁵⁶⁷⁸⁹'][i] ?? digit]),
);
const SUBSCRIPTS: Record<string, string> = Object.fromEntries(
  [...'0123456789'].map((digit, i) => [digit, [...'₀₁₂₃₄₅₆₇₈₉'][i] ?? digit]),
);

/** Whether an element says of itself that its words no longer belong to the text. */
export function isRemoved(element: XmlElement): boolean {
  const status = element.attributes.get('status');
  return status === 'removed' || status === 'repealed' || element.name === 'del';
}

/** The words of some elements on one line, footnotes and all. */
export function inlineText(nodes: readonly XmlElement[], options: TextOptions): string {
  return nodes
    .flatMap((node) => new Writer(options, node.namespace).read(node))
    .map((line) => line.trim())
    .join(' ');
}

/** A unit of a law with its lines; footnotes of its heading are among them. */
export function readUnit(
  unit: XmlElement,
  options: TextOptions,
): { readonly num: string; readonly heading: string; readonly lines: readonly string[] } {
  const notes: string[] = [];
  const title = (name: string) =>
    elementsOf(unit, name)
      .map((element) => new Writer(options, unit.namespace, notes).line(element))
      .filter((text) => text !== '')
      .join(' ');
  const [num, heading] = [title('num'), title('heading')];
  return { num, heading, lines: new Writer(options, unit.namespace, notes).read(unit, true) };
}

class Writer {
  readonly #options: TextOptions;
  readonly #namespace: string;
  readonly #lines: string[] = [];
  readonly #notes: string[];
  /** Text of the line that is being written. */
  #buffer = '';
  /** Number that the next line begins with. */
  #prefix = '';
  #level = 0;
  /** Whether numbered elements stand below something here; those directly below the article have level 0. */
  #isInside = false;

  constructor(options: TextOptions, namespace: string, notes: string[] = []) {
    this.#options = options;
    this.#namespace = namespace;
    this.#notes = notes;
  }

  /** The words of an element on one line, without what does not belong to the text; its footnotes are kept. */
  line(element: XmlElement): string {
    this.#walk({ ...element, name: 'inline' });
    this.#end();
    return this.#lines.map((line) => line.trim()).join(' ');
  }

  /** All lines of an element; without its own number and heading where it is a unit. */
  read(element: XmlElement, isUnit = false): string[] {
    if (isUnit) this.#isInside = introduces(element);
    for (const child of element.children) {
      if (isUnit && typeof child !== 'string' && (child.name === 'num' || child.name === 'heading')) continue;
      this.#walk(child);
    }
    this.#end();
    return [...this.#lines, ...this.#notes.map((note, index) => `[${index + 1}] ${note}`)];
  }

  /** Ends the line, if anything stands on it. */
  #flush(): void {
    const text = foldSpace(this.#buffer);
    this.#buffer = '';
    if (text === '') return;
    this.#push(`${this.#prefix}${text}`);
    this.#prefix = '';
  }

  /** Ends the line, and lets a number that waits for words stand alone. */
  #end(): void {
    this.#flush();
    if (this.#prefix === '') return;
    this.#push(this.#prefix.trim());
    this.#prefix = '';
  }

  #push(text: string): void {
    this.#lines.push('  '.repeat(this.#level) + text);
  }

  #children(element: XmlElement): void {
    for (const child of element.children) this.#walk(child);
  }

  /** The words of an element, apart from the lines; its footnotes join those of the whole. */
  #apart(element: XmlElement): string {
    const writer = new Writer(this.#options, this.#namespace, this.#notes);
    writer.#children(element);
    writer.#end();
    return writer.#lines.map((line) => line.trim()).join(' ');
  }

  /** All words of an element whose words do not belong to the text, with those of its footnotes. */
  #aside(kind: Aside, element: XmlElement): void {
    const writer = new Writer(this.#options, this.#namespace);
    this.#options.aside(
      kind,
      element,
      writer
        .read(element)
        .map((line) => line.trim())
        .join('\n'),
    );
  }

  #walk(node: XmlNode): void {
    if (typeof node === 'string') {
      this.#buffer += node;
      return;
    }
    const { name } = node;
    if (isRemoved(node) || !this.#options.holds(node)) {
      this.#aside('removed', node);
      return;
    }
    if (!isKnown(node, this.#namespace)) this.#options.aside('unknown', node, '');
    switch (name) {
      case 'remark':
        this.#aside('remark', node);
        return;
      case 'authorialNote':
      case 'subFlow':
        this.#footnote(node);
        return;
      case 'noteRef':
        this.#noteRef(node);
        return;
      case 'br':
      case 'eol':
        this.#flush();
        return;
      case 'img':
        this.#buffer += ` [${node.attributes.get('alt') ?? node.attributes.get('src') ?? name}] `;
        this.#options.aside('image', node, node.attributes.get('src') ?? '');
        return;
      case 'sup':
        this.#buffer += raised(this.#apart(node), SUPERSCRIPTS, '^');
        return;
      case 'sub':
        this.#buffer += raised(this.#apart(node), SUBSCRIPTS, '_');
        return;
      case 'quotedText':
      case 'embeddedText':
        this.#buffer += node.attributes.get('startQuote') ?? '';
        this.#children(node);
        this.#buffer += node.attributes.get('endQuote') ?? '';
        return;
      case 'quotedStructure':
      case 'embeddedStructure':
        this.#quoted(node);
        return;
      case 'table':
        this.#table(node);
        return;
      case 'componentRef':
      case 'documentRef':
        this.#options.aside('elsewhere', node, node.attributes.get('src') ?? node.attributes.get('href') ?? '');
        return;
      case 'blockList':
      case 'ul':
      case 'ol':
        this.#list(node, true);
        return;
      case 'item':
      case 'li':
        this.#numbered(node);
        return;
      case 'num':
        this.#end();
        this.#prefix = withSpace(this.#apart(node));
        return;
    }
    if (HIERARCHY.has(name)) {
      if (name === 'article') this.#options.aside('nested', node, '');
      const continues = CONTINUING.has(name) && !elementsOf(node).some((child) => isTitle(child));
      if (continues) this.#list(node, this.#isInside || introduces(node));
      else this.#numbered(node);
    } else if (BLOCKS.has(name)) this.#block(node);
    else this.#children(node);
  }

  /** What is numbered in it stands one level deeper where the list has an introduction or stands in a paragraph. */
  #list(node: XmlElement, isInside: boolean): void {
    const outside = this.#isInside;
    this.#isInside = isInside;
    this.#block(node);
    this.#isInside = outside;
  }

  #block(node: XmlElement): void {
    this.#flush();
    this.#children(node);
    this.#flush();
  }

  /** A part, paragraph, point or item: its number begins its first line; what is below it stands one level deeper. */
  #numbered(node: XmlElement): void {
    this.#end();
    const deeper = this.#isInside ? 1 : 0;
    this.#level += deeper;
    const outside = this.#isInside;
    this.#isInside = true;
    for (const child of node.children) {
      if (typeof child !== 'string' && child.name === 'num') this.#prefix += withSpace(this.#apart(child));
      else this.#walk(child);
    }
    this.#end();
    this.#isInside = outside;
    this.#level -= deeper;
  }

  #quoted(node: XmlElement): void {
    this.#end();
    const outside = this.#isInside;
    this.#level += 1;
    this.#isInside = false;
    const before = this.#lines.length;
    this.#children(node);
    this.#end();
    const [first, last] = [this.#lines[before], this.#lines.length - 1];
    if (first !== undefined) {
      const indent = '  '.repeat(this.#level);
      this.#lines[before] = `${indent}${node.attributes.get('startQuote') ?? ''}${first.slice(indent.length)}`;
      this.#lines[last] += node.attributes.get('endQuote') ?? '';
    }
    this.#level -= 1;
    this.#isInside = outside;
  }

  #table(node: XmlElement): void {
    this.#end();
    this.#options.aside('table', node, '');
    const rows = (element: XmlElement): void => {
      for (const child of element.children) {
        if (typeof child === 'string' || (child.name !== 'tr' && !/^(?:thead|tbody|tfoot)$/.test(child.name))) {
          this.#walk(child);
          this.#flush();
        } else if (child.name !== 'tr') rows(child);
        else if (isRemoved(child) || !this.#options.holds(child)) this.#aside('removed', child);
        else {
          const cells = child.children.flatMap((cell) => {
            if (typeof cell === 'string') return foldSpace(cell) === '' ? [] : [foldSpace(cell)];
            if (isRemoved(cell) || !this.#options.holds(cell)) {
              this.#aside('removed', cell);
              return [];
            }
            return [this.#apart(cell)];
          });
          if (cells.some((cell) => cell !== '')) this.#push(cells.join(' | ').trim());
        }
      }
    };
    rows(node);
    this.#flush();
  }

  #footnote(node: XmlElement): void {
    // Its place is taken before its words are read: a note may hold another.
    const place = this.#notes.push('') - 1;
    this.#buffer += `[${place + 1}]`;
    this.#notes[place] = this.#apart(node);
  }

  /** A note in the metadata is the publisher's, not the law's. */
  #noteRef(node: XmlElement): void {
    const target = (node.attributes.get('href') ?? '').replace(/^#/, '');
    const note = this.#options.notes.get(target);
    if (note) this.#aside('note', note);
    this.#children(node);
  }
}

const isTitle = ({ name }: XmlElement) => name === 'num' || name === 'heading' || name === 'subheading';

const introduces = (node: XmlElement) =>
  elementsOf(node).some(({ name }) => name === 'intro' || name === 'listIntroduction');

const withSpace = (text: string) => (text === '' ? '' : `${text} `);

function raised(text: string, digits: Record<string, string>, mark: string): string {
  if (text === '') return '';
  if (/^\d+$/.test(text)) return [...text].map((digit) => digits[digit] ?? digit).join('');
  return `${mark}(${text})`;
}

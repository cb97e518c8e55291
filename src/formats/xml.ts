/**
 * XML as other publishers write it, read into a small tree with the place of every element.
 * Always true: nothing outside the bytes is ever fetched and no declared entity is ever expanded; a file that is too
 * large, too deep or not well-formed is refused as a whole, with the place, and never half read.
 * Follows XML 1.0 (fifth edition) and Namespaces in XML 1.0; encodings as the Encoding Standard names them.
 */
import { isUtf8 } from 'node:buffer';
import { type SaxesAttributeNS, SaxesParser } from 'saxes';
import type { Issue, Place } from '../core/errors.ts';

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_DEPTH = 256;
const MAX_ELEMENTS = 2_000_000;

export interface XmlElement {
  /** Name without prefix. */
  readonly name: string;
  readonly namespace: string;
  /** Values by name as it is written: eId, xml:lang. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
  readonly place: Place;
}

/** A stretch of text is a node of its own. */
export type XmlNode = XmlElement | string;

export type ReadXml = { readonly root: XmlElement } | { readonly issue: Issue };

/** An element while its children are still coming. */
interface Open extends XmlElement {
  readonly children: XmlNode[];
}

class Refused extends Error {
  readonly issue: Issue;
  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}

/** Why a file of this many bytes is not read; nothing where it is. */
export function tooLarge(file: string, size: number): Issue | undefined {
  if (size <= MAX_BYTES) return undefined;
  const mega = 1024 * 1024;
  return {
    code: 'unreadable-file',
    message: `This file has ${Math.ceil(size / mega)} MB; at most ${MAX_BYTES / mega} MB are read. Split it into one file for each text of the law.`,
    place: { file, line: 1, column: 1 },
  };
}

/** Reads one document. `file` is the name that issues give. */
export function readXml(file: string, bytes: Uint8Array): ReadXml {
  const at = (line: number, column: number): Place => ({ file, line, column });
  const excess = tooLarge(file, bytes.byteLength);
  if (excess) return { issue: excess };
  const decoded = decodeXml(bytes);
  if ('message' in decoded) {
    return { issue: { code: 'unreadable-file', message: decoded.message, place: at(decoded.line, decoded.column) } };
  }
  try {
    return { root: parse(decoded.text, at) };
  } catch (error) {
    if (error instanceof Refused) return { issue: error.issue };
    throw error;
  }
}

function parse(text: string, at: (line: number, column: number) => Place): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let place = at(1, 1);
  let elements = 0;
  const refuse = (message: string, where = at(parser.line, parser.columnIndex + 1)): never => {
    throw new Refused({ code: 'invalid-xml', message, place: where });
  };
  parser.on('error', ({ message }) => refuse(worded(message, text, parser.position)));
  parser.on('doctype', (declaration) => {
    // Entities of a document's own are how a billion laughs and files of the server get in: nothing is expanded.
    if (/<!ENTITY/.test(declaration)) {
      refuse(
        'The file declares entities of its own (<!ENTITY …>). They are never expanded or fetched. Replace them by their text and remove the declaration.',
      );
    }
  });
  parser.on('opentagstart', ({ name }) => {
    place = at(parser.line, Math.max(1, parser.columnIndex - name.length - 1));
  });
  parser.on('opentag', (tag) => {
    if (open.length >= MAX_DEPTH) refuse(`Elements are nested more than ${MAX_DEPTH} deep here. Unfold them.`);
    if (++elements > MAX_ELEMENTS) refuse(`The file has more than ${MAX_ELEMENTS} elements. Split it.`);
    const attributes = new Map(
      Object.values(tag.attributes as Record<string, SaxesAttributeNS>).map(({ name, value }) => [name, value]),
    );
    const element: Open = { name: tag.local, namespace: tag.uri, attributes, children: [], place };
    if (open.length > 0) open.at(-1)?.children.push(element);
    else root = element;
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  const addText = (value: string) => {
    const siblings = open.at(-1)?.children;
    const last = siblings?.at(-1);
    if (siblings && typeof last === 'string') siblings[siblings.length - 1] = last + value;
    else siblings?.push(value);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text).close();
  return root ?? refuse('The file has no element.');
}

function worded(said: string, text: string, position: number): string {
  const message = said.replace(/^(?:\d+:\d+: )/, '').replace(/\.$/, '');
  if (message === 'undefined entity') {
    const entity = text.slice(text.lastIndexOf('&', position), position);
    return `${entity} is not an entity of XML, and entities of other languages are not expanded. Write the character itself.`;
  }
  return `The file is not well-formed XML here: ${message}. Mend it, or get it again from its publisher.`;
}

type Decoded = { readonly text: string } | { readonly message: string; readonly line: number; readonly column: number };

/** The text of an XML file by its byte order mark, or else by its declaration, or else as UTF-8. */
function decodeXml(bytes: Uint8Array): Decoded {
  const problem = (message: string, line = 1, column = 1): Decoded => ({ message, line, column });
  const mark = byteOrderMark(bytes);
  if (mark === 'utf-32') return problem('The file is in UTF-32. Save it in the encoding UTF-8.');
  // The declaration is readable as ASCII in every encoding but UTF-16, which shows in its first bytes.
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  const declared = /^(?:ï»¿)?<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1];
  const label = mark ?? declared ?? 'utf-8';
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(label, { fatal: true });
  } catch {
    return problem(
      `The file says that its encoding is “${label}”, which is not known. Save it in UTF-8 and correct the first line.`,
    );
  }
  const { encoding } = decoder;
  if (mark === undefined && encoding.startsWith('utf-16')) {
    return problem(`The file says that it is in ${label}, but its bytes are not. Correct the first line.`);
  }
  // Cyrillic or accented letters in an encoding of one byte each hardly ever make valid UTF-8 by chance.
  if (encoding !== 'utf-8' && !encoding.startsWith('utf-16') && isUtf8(bytes) && bytes.some((byte) => byte > 127)) {
    return problem(
      `The file says that its encoding is ${label}, but its bytes are UTF-8. Correct the encoding on the first line.`,
    );
  }
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    const text = new TextDecoder(label).decode(bytes);
    const before = text.slice(0, Math.max(0, text.indexOf('\uFFFD'))).split('\n');
    const why = declared === undefined ? 'The file does not say its encoding' : `The file says that it is in ${label}`;
    return problem(
      `${why}, but from here on its bytes are not ${encoding}. Save it in UTF-8, or name the right encoding on the first line.`,
      before.length,
      (before.at(-1)?.length ?? 0) + 1,
    );
  }
}

function byteOrderMark(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32' | undefined {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    return 'utf-32';
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0 && c !== 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  return undefined;
}

/** Child elements of this name, or all of them. */
export function elementsOf(parent: XmlElement, name?: string): XmlElement[] {
  return parent.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The first element that is reached by these names, from a child down. */
export function elementAt(parent: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  let here = parent;
  for (const name of path) here = here && elementsOf(here, name)[0];
  return here;
}

/** Every element below, in the order of the file, of this name. */
export function* descendants(parent: XmlElement, name?: string): Generator<XmlElement> {
  for (const child of parent.children) {
    if (typeof child === 'string') continue;
    if (name === undefined || child.name === name) yield child;
    yield* descendants(child, name);
  }
}

/** All text below, with white space folded. */
export function textOf(node: XmlNode): string {
  return foldSpace(rawText(node));
}

function rawText(node: XmlNode): string {
  return typeof node === 'string' ? node : node.children.map(rawText).join('');
}

/** White space of any length as one space, none at the ends. */
export function foldSpace(text: string): string {
  return text.replace(/[\s\u00A0]+/g, ' ').trim();
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text made safe for content and attribute values; control characters, which no reader sees, are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]|\p{Cs}/gu, '')
    .replace(/[&<>"]/g, (found) => ESCAPES[found] ?? found);
}

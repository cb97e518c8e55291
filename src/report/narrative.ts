/**
 * Narrative: the Markdown of the dataset read into a small tree with its references, still unresolved.
 * Markdown is CommonMark with GitHub's tables (remark). Raw HTML is never taken over: it is kept as text and reported.
 * References in the text: [@source, place] citations, [[term]] words of the glossary, {name arguments} what the record
 * says. docs/NARRATIVE.md is their grammar.
 */
import type { Nodes, PhrasingContent, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

/** A source with the place in it, as a citation names them. */
export interface CitedPlace {
  readonly source: string;
  readonly locator?: string;
}

/** What stands in a line of narrative. */
export type Span =
  | { readonly kind: 'text'; readonly text: string; readonly strong?: boolean; readonly emphasis?: boolean }
  | { readonly kind: 'link'; readonly href: string; readonly content: readonly Span[] }
  | { readonly kind: 'citation'; readonly places: readonly CitedPlace[] }
  | { readonly kind: 'term'; readonly term: string; readonly words?: string }
  | { readonly kind: 'live'; readonly live: Live }
  | { readonly kind: 'break' };

/** A live reference: `{figure kaz/series/x 2015}` is name `figure` with two arguments; `@2013` is the day. */
export interface Live {
  readonly name: string;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  /** The day asked for with @; absent means that of the report. */
  readonly day?: string;
  /** As it is written, for messages. */
  readonly written: string;
}

interface Placed {
  /** Which paragraph of the section, from 1: headings, paragraphs, items and rows are counted alike. */
  readonly paragraph: number;
}

export type Passage = Placed &
  (
    | { readonly kind: 'heading'; readonly level: number; readonly id?: string; readonly content: readonly Span[] }
    | { readonly kind: 'paragraph'; readonly id?: string; readonly content: readonly Span[] }
    | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Passage[])[] }
    | { readonly kind: 'quote'; readonly blocks: readonly Passage[] }
    | {
        readonly kind: 'table';
        readonly head: readonly (readonly Span[])[];
        readonly rows: readonly (readonly (readonly Span[])[])[];
      }
    /** A table or a drawing that the record gives, alone in its paragraph. */
    | { readonly kind: 'insert'; readonly live: Live }
  );

/** Something in the text that is not taken over as it stands. */
export interface NarrativeProblem {
  readonly code:
    | 'narrative-too-long'
    | 'narrative-html'
    | 'narrative-image'
    | 'narrative-address'
    | 'narrative-markup'
    | 'narrative-empty-citation';
  readonly paragraph: number;
  /** The words it concerns, cut short. */
  readonly found: string;
}

export interface Narrative {
  readonly passages: readonly Passage[];
  readonly problems: readonly NarrativeProblem[];
}

const parser = unified().use(remarkParse).use(remarkGfm);

const REFERENCE =
  /\[@([^\][]{0,2000})\]|\[\[([^\][|]{1,200})(?:\|([^\][|]{1,200}))?\]\]|\{([a-z][a-z-]{0,30})((?:\s[^{}]{0,500})?)\}/g;
const ANCHOR = /^\{#([a-z0-9][a-z0-9-]*)\}\s*/;
const CUT = 80;

/** Longer sections are no sections of a report; what is left of their brackets after the references are taken out. */
const LONGEST = 4_000_000;
const MOST_BRACKETS = 4_000;

/** Characters of the private use area hold the place of a reference while Markdown is read. */
const [HOLD, RELEASE] = ['\ue000', '\ue001'];
const HELD = /\ue000(\d+)\ue001/g;

/**
 * Reads the Markdown of a section. What is too long or too tangled to be read as Markdown is taken over as plain
 * paragraphs and reported.
 */
export function readNarrative(markdown: string): Narrative {
  const written: string[] = [];
  // References are taken out first: the parser would look at each of their brackets again for every other.
  const text = markdown
    .slice(0, LONGEST)
    .replaceAll(HOLD, '')
    .replaceAll(RELEASE, '')
    .replace(REFERENCE, (reference) => `${HOLD}${written.push(reference) - 1}${RELEASE}`);
  const reader = new Reader(written);
  const brackets = text.split('[').length - 1;
  if (markdown.length > LONGEST || brackets > MOST_BRACKETS) return reader.plain(text);
  const root: Root = parser.parse(text);
  return { passages: reader.blocks(root.children), problems: reader.problems };
}

class Reader {
  readonly problems: NarrativeProblem[] = [];
  /** The references as they are written, by the number that holds their place. */
  readonly #written: readonly string[];
  #paragraph = 0;

  constructor(written: readonly string[]) {
    this.#written = written;
  }

  /** Paragraphs without markup, of a text that cannot be read as Markdown. */
  plain(text: string): Narrative {
    this.#problem('narrative-too-long', text);
    const passages = text.split(/\n\s*\n/).map((paragraph): Passage => {
      this.#paragraph++;
      return { kind: 'paragraph', content: this.#references(paragraph, {}), paragraph: this.#paragraph };
    });
    return { passages, problems: this.problems };
  }

  /** A text of the parser as it was written, with its references. */
  #restored(text: string): string {
    return text.replace(HELD, (_, number: string) => this.#written[Number(number)] ?? '');
  }

  blocks(nodes: readonly RootContent[]): Passage[] {
    return nodes.flatMap((node) => this.#block(node) ?? []);
  }

  #problem(code: NarrativeProblem['code'], found: string): void {
    const text = this.#restored(found.slice(0, CUT * 4))
      .replace(/\s+/g, ' ')
      .trim();
    this.problems.push({
      code,
      paragraph: this.#paragraph,
      found: text.length > CUT ? `${text.slice(0, CUT)}…` : text,
    });
  }

  #block(node: RootContent): Passage | undefined {
    switch (node.type) {
      case 'heading': {
        const { id, content } = this.#anchored(node.children);
        return { kind: 'heading', level: node.depth, content, ...id, paragraph: this.#paragraph };
      }
      case 'paragraph': {
        const { id, content } = this.#anchored(node.children);
        const [only, ...others] = content.filter((span) => span.kind !== 'text' || span.text.trim() !== '');
        if (only?.kind === 'live' && others.length === 0 && INSERTS.has(only.live.name)) {
          return { kind: 'insert', live: only.live, paragraph: this.#paragraph };
        }
        return { kind: 'paragraph', content, ...id, paragraph: this.#paragraph };
      }
      case 'list':
        return {
          kind: 'list',
          ordered: node.ordered === true,
          items: node.children.map((item) => this.blocks(item.children)),
          paragraph: this.#paragraph,
        };
      case 'blockquote':
        return { kind: 'quote', blocks: this.blocks(node.children), paragraph: this.#paragraph };
      case 'table': {
        this.#paragraph++;
        const rows = node.children.map((row) => row.children.map((cell) => this.#spans(cell.children)));
        const [head = [], ...body] = rows;
        return { kind: 'table', head, rows: body, paragraph: this.#paragraph };
      }
      case 'thematicBreak':
        return undefined;
      case 'html':
        this.#paragraph++;
        // An HTML comment is a note of the author to himself; everything else is shown as it is written.
        if (node.value.trim().startsWith('<!--') && node.value.trim().endsWith('-->')) return undefined;
        this.#problem('narrative-html', node.value);
        return {
          kind: 'paragraph',
          content: [{ kind: 'text', text: this.#restored(node.value) }],
          paragraph: this.#paragraph,
        };
      case 'code':
        this.#paragraph++;
        this.#problem('narrative-markup', node.value);
        return {
          kind: 'paragraph',
          content: [{ kind: 'text', text: this.#restored(node.value) }],
          paragraph: this.#paragraph,
        };
      default:
        this.#paragraph++;
        this.#problem('narrative-markup', textOf(node));
        return {
          kind: 'paragraph',
          content: [{ kind: 'text', text: this.#restored(textOf(node)) }],
          paragraph: this.#paragraph,
        };
    }
  }

  #anchored(nodes: readonly PhrasingContent[]): { id: { id?: string }; content: Span[] } {
    this.#paragraph++;
    const [first, ...rest] = this.#spans(nodes);
    const anchor = first?.kind === 'text' ? ANCHOR.exec(first.text) : null;
    if (!anchor || first?.kind !== 'text') return { id: {}, content: first ? [first, ...rest] : [] };
    const text = first.text.slice(anchor[0].length);
    return { id: { id: anchor[1] ?? '' }, content: text === '' ? rest : [{ ...first, text }, ...rest] };
  }

  #spans(nodes: readonly PhrasingContent[], style: { strong?: true; emphasis?: true } = {}): Span[] {
    return nodes.flatMap((node): Span[] => {
      switch (node.type) {
        case 'text':
          return this.#references(node.value, style);
        case 'emphasis':
          return this.#spans(node.children, { ...style, emphasis: true });
        case 'strong':
          return this.#spans(node.children, { ...style, strong: true });
        case 'delete':
          return this.#spans(node.children, style);
        case 'inlineCode':
          return [{ kind: 'text', text: this.#restored(node.value), ...style }];
        case 'break':
          return [{ kind: 'break' }];
        case 'link': {
          const content = this.#spans(node.children, style);
          if (/^(?:https?:\/\/|#)/i.test(node.url)) return [{ kind: 'link', href: node.url, content }];
          this.#problem('narrative-address', node.url);
          return content;
        }
        case 'image':
          this.#problem('narrative-image', node.alt ?? node.url);
          return node.alt ? [{ kind: 'text', text: this.#restored(node.alt), ...style }] : [];
        case 'html':
          this.#problem('narrative-html', node.value);
          return [{ kind: 'text', text: this.#restored(node.value), ...style }];
        default:
          this.#problem('narrative-markup', textOf(node));
          return [{ kind: 'text', text: this.#restored(textOf(node)), ...style }];
      }
    });
  }

  #references(value: string, style: { strong?: true; emphasis?: true }): Span[] {
    const text = value.replace(/\s*\n\s*/g, ' ');
    const spans: Span[] = [];
    let from = 0;
    for (const match of text.matchAll(HELD)) {
      const [held, number] = match;
      const [written = '', cited, term, words, name, args] =
        new RegExp(`^(?:${REFERENCE.source})$`).exec(this.#written[Number(number)] ?? '') ?? [];
      const span =
        cited !== undefined
          ? this.#citation(cited)
          : term !== undefined
            ? ({ kind: 'term', term: term.trim(), ...(words !== undefined && { words: words.trim() }) } as const)
            : ({ kind: 'live', live: liveOf(name ?? '', args ?? '', written) } as const);
      if (match.index > from) spans.push({ kind: 'text', text: text.slice(from, match.index), ...style });
      if (span) spans.push(span);
      from = match.index + held.length;
    }
    if (from < text.length) spans.push({ kind: 'text', text: text.slice(from), ...style });
    return spans;
  }

  #citation(inside: string): Span | undefined {
    const places = inside.split(/;\s*@?/).flatMap((part): CitedPlace[] => {
      const [source = '', ...locator] = part.split(',');
      const place = locator.join(',').trim();
      return source.trim() === ''
        ? []
        : [{ source: source.trim().replace(/^@/, ''), ...(place !== '' && { locator: place }) }];
    });
    if (places.length > 0) return { kind: 'citation', places };
    this.#problem('narrative-empty-citation', `[@${inside}]`);
    return undefined;
  }
}

/** Names of live references that give a whole table or drawing. */
export const INSERTS: ReadonlySet<string> = new Set(['table', 'chart']);

function liveOf(name: string, rest: string, written: string): Live {
  const args: string[] = [];
  const options: Record<string, string> = {};
  let day: string | undefined;
  for (const word of rest.trim().split(/\s+/).filter(Boolean)) {
    const option = /^([a-z-]+)=(.*)$/.exec(word);
    if (word.startsWith('@')) day = word.slice(1);
    else if (option) options[option[1] ?? ''] = option[2] ?? '';
    else args.push(word);
  }
  return { name, args, options, ...(day !== undefined && { day }), written };
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child as Nodes)).join('') : '';
}

/** Which parts of a text become provisions, and what their numbers are. */
import { elementAt, elementsOf, foldSpace, textOf, type XmlElement, type XmlNode } from '../xml.ts';
import { attribute, type Bounds, type Expression, NOTHING } from './expression.ts';
import { HIERARCHY } from './text.ts';

export interface Unit {
  readonly element: XmlElement;
  readonly kind: 'article' | 'section' | 'part' | 'attachment' | 'preamble';
  /** What it stands under, for numbers that occur twice. */
  readonly under: string;
  /** Periods of what it stands in. */
  readonly inherited: readonly Bounds[];
}

const SCHEDULE = /^(?:schedule|annex|appendix|attachment|anexo|allegato|annexe|anlage|приложение|қосымша)$/i;
const NAMED_UNIT = /^(?:article|section|regulation|rule|statute|artikel|einzelvorschrift)$/i;

/** Levels above the article. */
export const GROUPS = new Set(
  'book tome part title subtitle chapter subchapter subpart division subdivision section transitional hcontainer'.split(
    ' ',
  ),
);

function isUnit(element: XmlElement): boolean {
  if (element.name === 'article' || element.name === 'rule') return true;
  // A section is an article in some traditions, and a group of articles in others.
  if (element.name === 'section') return !holdsUnit(element, 'article');
  return element.name === 'hcontainer' && NAMED_UNIT.test(attribute(element, 'name') ?? '');
}

const isQuoted = ({ name }: XmlElement) => name === 'quotedStructure' || name === 'embeddedStructure';

function holdsUnit(element: XmlElement, name?: string): boolean {
  return elementsOf(element).some(
    (child) =>
      !isQuoted(child) && ((name === undefined ? isUnit(child) : child.name === name) || holdsUnit(child, name)),
  );
}

/** An article that only holds articles is a group of them. */
const isGroupOfArticles = (element: XmlElement) =>
  element.name === 'article' &&
  elementsOf(element, 'article').length > 0 &&
  elementsOf(element).every(({ name }) => /^(?:article|num|heading|subheading)$/.test(name));

/** Finds units below an element and hands every other word there to `outside`. */
export function collectUnits(
  parent: XmlElement,
  expression: Expression,
  outside: (elements: readonly XmlElement[], what: string) => void,
  under = '',
  inherited: readonly Bounds[] = [],
): Unit[] {
  const units: Unit[] = [];
  const loose: XmlElement[] = [];
  for (const child of parent.children) {
    if (typeof child === 'string') {
      if (foldSpace(child) !== '')
        loose.push({ ...NOTHING, name: 'inline', namespace: parent.namespace, children: [child], place: parent.place });
      continue;
    }
    const { name } = child;
    const periods = expression.period(child) ?? inherited;
    const label = [
      under,
      elementsOf(child, 'num').map(textOf).join(' ') || elementsOf(child, 'heading').map(textOf).join(' '),
    ]
      .filter((part) => part !== '')
      .join(', ');
    // One by one: a law can have more units than a call takes arguments.
    const into = (element = child, within = label) => {
      for (const unit of collectUnits(element, expression, outside, within, periods)) units.push(unit);
    };
    if (isUnit(child)) {
      if (isGroupOfArticles(child)) into();
      else units.push({ element: child, kind: name === 'section' ? 'section' : 'article', under, inherited });
    } else if (name === 'attachments' || name === 'components' || name === 'body' || name === 'mainBody') into();
    else if (
      name === 'attachment' ||
      name === 'component' ||
      (name === 'hcontainer' && SCHEDULE.test(attribute(child, 'name') ?? ''))
    ) {
      if (holdsUnit(child)) into();
      else units.push({ element: withoutMeta(child), kind: 'attachment', under, inherited });
    } else if (name === 'doc' || name === 'act' || name === 'bill' || name === 'statement') {
      into(withoutMeta(child), under);
    } else if (HIERARCHY.has(name)) {
      const levels = elementsOf(child).some((inner) => HIERARCHY.has(inner.name));
      if (holdsUnit(child) || (GROUPS.has(name) && levels && !elementAt(child, 'content'))) into();
      else units.push({ element: child, kind: 'part', under, inherited });
    } else loose.push(child);
  }
  if (loose.length > 0) outside(loose, under);
  return units;
}

/** Attachments have metadata of their own, which say nothing of the text. */
function withoutMeta(element: XmlElement): XmlElement {
  return {
    ...element,
    children: element.children.flatMap((child): XmlNode[] =>
      typeof child === 'string'
        ? [child]
        : child.name === 'meta'
          ? []
          : [child.name === 'doc' ? withoutMeta(child) : child],
    ),
  };
}

const UNIT_NAMES =
  'article|art|section|sec|s|clause|regulation|reg|rule|§+|статья|ст|бап|artículo|articulo|artigo|articolo|articolul|' +
  'artikel|madde|modda|берене|мадда|стаття|статтю|article unique';
const LABELS = new RegExp(`^(?:${UNIT_NAMES})(?=[\\s.:№\\d§]|$)[.:]?\\s*№?\\s*`, 'iu');
const TRAILING_LABELS = /\s*-?\s*(?:бап|статья|модда|modda|madde|берене)\s*\.?$/iu;
const RAISED: Record<string, string> = Object.fromEntries(
  [...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((digit, index) => [digit, String(index)]),
);

/** The number of a unit without words, marks of footnotes and final dots: “Article 132¹.” is 132-1. */
export function numberOf(num: string): string {
  return (
    num
      .replace(/\[\d+\]/g, '')
      // Brackets in which an amendment stands, which may close further on.
      .replace(/^\s*\[?([^[\]]*)\]?\s*$/, '$1')
      .trim()
      .replace(LABELS, '')
      .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (raised) => `-${[...raised].map((digit) => RAISED[digit] ?? '').join('')}`)
      .replace(/[‐‑‒–—−]/g, '-')
      .replace(/[.:;\s-]+$/, '')
      .replace(/^\(?([^()]*)\)$/, '$1')
      .replace(TRAILING_LABELS, '')
      .replace(/(\d)\s*[ºª°]/g, '$1')
      .replace(/[.:;\s-]+$/, '')
      .replace(/^[.:;\s-]+/, '')
      .replace(/\s*-\s*/g, '-')
      .trim()
  );
}

/** What stands where a provision was repealed: dots, or a short word for it. */
export function isPlaceholder(lines: readonly string[], heading: string, remarks: string): boolean {
  const text = foldSpace([heading, ...lines].join(' '));
  if (text === '') return REPEALED.test(remarks);
  // Dots, which the mark of a note may precede.
  if (/^(?:F\d+)?[\s.…_*·‐-―-]+$/.test(text)) return true;
  return text.length < 300 && lines.length <= 2 && REPEALED.test(text);
}

/** “Repealed” in the languages of publishers, after the name of the unit or without it, in brackets or not. */
const REPEALED = new RegExp(
  `^[[({"“\\s]*(?:(?:the\\s+)?(?:${UNIT_NAMES})(?=[\\s.:№\\d§])[.:]?\\s*[\\p{L}\\d.()-]*\\s*|[\\d-]+-(?:бап|статья)\\s+)?` +
    '(?:is\\s+|was\\s+|has been\\s+|hereby\\s+)?' +
    '(?:repealed|rep|revoked|omitted|deleted|abrogated|spent|abrogat[oaie]?|soppress[oaie]|derogad[oa]|se deroga|sin contenido|' +
    'revogad[oa]|abrogée?s?|aufgehoben|weggefallen|vervallen|uchylon[yae]|утрати(?:ла|л|ло|ли)\\s+силу|исключ[её]н[аоы]?|' +
    'отмен[её]н[аоы]?|виключен[аоий]?|алып\\s+тасталды|күші\\s+жойылды)(?=$|[\\s.,;:)\\]”"])',
  'iu',
);

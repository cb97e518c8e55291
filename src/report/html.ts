/**
 * HTML: the document tree as one article for a page of the site, or as a page of its own that asks no one for anything.
 * Always true: every text and attribute is escaped here, once; text that runs from right to left is isolated; a link
 * goes to the web, to the site or to an anchor of the document, and to nothing else.
 */

import { formatDate, formatNumber } from '../core/messages.ts';
import { isPartialDate } from '../core/time.ts';
import { anchorOf } from './anchors.ts';
import type { Block, Cell, Inline, Note, ReportDocument, Work } from './document.ts';
import { PRINT_STYLE } from './html-style.ts';
import { escapeXml, mark } from './svg.ts';

/** The report as an article; `standalone` as a whole page with its own style, for use without a network. */
export function renderHtml(
  document: ReportDocument,
  { standalone = false }: { readonly standalone?: boolean } = {},
): string {
  const article = new Page(document).article();
  if (!standalone) return article;
  return [
    '<!doctype html>',
    `<html lang="${escapeXml(document.language)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    `<title>${escapeXml(document.title)}</title><style>${PRINT_STYLE}</style></head>`,
    `<body>${article}</body></html>\n`,
  ].join('\n');
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** Where a link may lead: the web, an address of the site, an anchor. */
const SAFE = /^(?:https?:\/\/|\/(?!\/)|#)/i;

class Page {
  readonly #document: ReportDocument;
  readonly #notes: ReadonlyMap<string, Note>;
  readonly #anchors: ReadonlySet<string>;
  /** Notes whose mark was written already: a second mark of one note leads there and is no place to come back to. */
  readonly #marked = new Set<string>();

  constructor(document: ReportDocument) {
    this.#document = document;
    this.#notes = new Map(document.noteList.map((note) => [note.id, note]));
    this.#anchors = anchorsIn(document);
  }

  article(): string {
    const { title, subtitle, front, body, annexes, edition, words } = this.#document;
    return [
      `<article class="report" lang="${escapeXml(this.#document.language)}">`,
      `<header class="report-head">${edition ? '' : `<p class="report-draft">${escapeXml(words.draft ?? '')}</p>`}`,
      `<h1>${this.#text(title)}</h1>${subtitle === undefined ? '' : `<p class="report-sub">${this.#text(subtitle)}</p>`}`,
      this.#imprint(),
      '</header>',
      this.#contents(),
      front.length > 0 ? `<section class="report-front">${this.#blocks(front)}</section>` : '',
      `<div class="report-body">${this.#blocks(body)}</div>`,
      annexes.length > 0 ? `<div class="report-annexes">${this.#blocks(annexes)}</div>` : '',
      this.#noteList(),
      this.#glossary(),
      this.#bibliography(),
      '</article>',
    ]
      .filter(Boolean)
      .join('\n');
  }

  #imprint(): string {
    const { words, asOf, knownAt, revision, edition, publisher, licence, citeAs, language } = this.#document;
    const rows: (readonly [string | undefined, string])[] = [
      [words['as-of'], this.#date(asOf)],
      ...(edition
        ? [
            [words.edition, formatNumber(language, edition.number)] as const,
            [words.published, this.#date(edition.published)] as const,
          ]
        : []),
      [
        words['known-at'],
        isPartialDate(knownAt)
          ? this.#date(knownAt)
          : `${this.#date(knownAt.slice(0, 10))}, ${knownAt.slice(11, 16)} UTC`,
      ],
      [words.revision, formatNumber(language, revision)],
      [words.licence, licence],
      [words['cite-as'], citeAs],
    ];
    const list = rows
      .map(([name, value]) => `<div><dt>${escapeXml(name ?? '')}</dt><dd>${this.#text(value)}</dd></div>`)
      .join('');
    return `<p class="report-publisher">${this.#text(publisher)}</p><dl class="report-imprint">${list}</dl>`;
  }

  #date(date: string): string {
    return isPartialDate(date) ? formatDate(this.#document.language, date) : date;
  }

  #contents(): string {
    const { shape, words, front, body, annexes, noteList, glossary, bibliography } = this.#document;
    if (shape === 'brief') return '';
    const headings = [...front, ...body, ...annexes].flatMap((block) =>
      block.kind === 'heading' && block.level <= 2 ? [block] : [],
    );
    const after = [
      [noteList.length, 'notes'],
      [glossary.length, 'glossary'],
      [bibliography.length, 'bibliography'],
    ] as const;
    const items = [
      ...headings.map(
        ({ id, level, number, content }) =>
          `<li class="l${level}"><a href="#${escapeXml(id)}">${number === undefined ? '' : `<span class="hn">${escapeXml(number)}</span> `}${this.#inline(withoutMarks(content))}</a></li>`,
      ),
      ...after.flatMap(([n, name]) =>
        n > 0 ? [`<li class="l1"><a href="#${name}">${escapeXml(words[name] ?? '')}</a></li>`] : [],
      ),
    ];
    return `<nav class="report-contents" aria-labelledby="report-contents"><h2 id="report-contents">${escapeXml(words.contents ?? '')}</h2><ul>${items.join('')}</ul></nav>`;
  }

  #blocks(blocks: readonly Block[]): string {
    return blocks.map((block) => this.#block(block)).join('\n');
  }

  #block(block: Block): string {
    switch (block.kind) {
      case 'heading': {
        const tag = `h${block.level + 1}`;
        const number = block.number === undefined ? '' : `<span class="hn">${escapeXml(block.number)}</span> `;
        return `<${tag} id="${escapeXml(block.id)}">${number}${this.#inline(block.content)}</${tag}>`;
      }
      case 'paragraph':
        return `<p${block.id === undefined ? '' : ` id="${escapeXml(block.id)}"`}>${this.#inline(block.content)}</p>`;
      case 'lead':
        return `<p class="report-lead">${this.#inline(block.content)}</p>`;
      case 'list': {
        const tag = block.ordered ? 'ol' : 'ul';
        return `<${tag}>${block.items.map((item) => `<li>${this.#item(item)}</li>`).join('')}</${tag}>`;
      }
      case 'quote':
        return `<blockquote><p>${this.#inline(block.content)}</p>${block.source ? `<footer>${this.#inline(block.source)}</footer>` : ''}</blockquote>`;
      case 'box':
        return `<div class="report-box">${block.title ? `<p class="report-box-title"><b>${this.#inline(block.title)}</b></p>` : ''}${this.#blocks(block.blocks)}</div>`;
      case 'table':
        return this.#table(block);
      case 'figure': {
        const label = block.number === undefined ? '' : `<b>${escapeXml(block.number)}.</b> `;
        // The drawing is made by the report itself, of escaped words; it is hidden from readers who are given its text.
        return `<figure class="report-figure" id="${escapeXml(block.id)}"><div role="img" aria-label="${escapeXml(block.alternative)}">${drawn(block.svg)}</div><figcaption>${label}${this.#inline(block.caption)}</figcaption>${this.#foot(block.foot)}</figure>`;
      }
      case 'page-break':
        return '<hr class="report-break">';
    }
  }

  /** One paragraph in an item stands without its own element. */
  #item(item: readonly Block[]): string {
    const [only, ...more] = item;
    return only?.kind === 'paragraph' && more.length === 0 && only.id === undefined
      ? this.#inline(only.content)
      : this.#blocks(item);
  }

  #table({ id, number, caption, head, rows, widths, foot, wide }: Extract<Block, { kind: 'table' }>): string {
    const total = widths?.reduce((sum, width) => sum + width, 0) ?? 0;
    const columns = widths
      ? `<colgroup>${widths.map((width) => `<col width="${Math.round((width / total) * 100)}%">`).join('')}</colgroup>`
      : '';
    const label = number === undefined ? '' : `<b>${escapeXml(number)}.</b> `;
    const words =
      caption.length > 0 || number !== undefined ? `<caption>${label}${this.#inline(caption)}</caption>` : '';
    const heads = head
      .map((cell) => `<th scope="col" role="columnheader"${aligned(cell)}>${this.#inline(cell.content)}</th>`)
      .join('');
    const names = head.map((cell) => escapeXml(this.#plain(cell.content)));
    const body = rows
      .map((row) => `<tr role="row">${row.map((cell, index) => this.#cell(cell, names[index])).join('')}</tr>`)
      .join('\n');
    const top = heads === '' ? '' : `<thead role="rowgroup"><tr role="row">${heads}</tr></thead>`;
    // Roles are said, since narrow screens lay the rows out as lists.
    const table = `<table role="table">${words}${columns}${top}<tbody role="rowgroup">${body}</tbody></table>`;
    return `<div class="report-table${wide ? ' wide' : ''}" id="${escapeXml(id)}" tabindex="0" role="region" aria-label="${escapeXml(number ?? this.#plain(caption))}">${table}${this.#foot(foot)}</div>`;
  }

  #cell(cell: Cell, name: string | undefined): string {
    const label = name ? ` data-l="${name}"` : '';
    const content = this.#inline(cell.content);
    return cell.head
      ? `<th scope="row" role="rowheader"${aligned(cell)}>${content}</th>`
      : `<td role="cell"${aligned(cell)}${label}>${content}</td>`;
  }

  #foot(foot: readonly (readonly Inline[])[] | undefined): string {
    return (foot ?? []).map((line) => `<p class="report-foot">${this.#inline(line)}</p>`).join('');
  }

  #noteList(): string {
    const { noteList, words } = this.#document;
    if (noteList.length === 0) return '';
    const items = noteList.map(({ number, id, content }) => {
      const back = this.#marked.has(id)
        ? ` <a class="report-back" href="#r-${escapeXml(id)}" aria-label="${escapeXml(`${words.back ?? ''}: ${number}`)}">↩</a>`
        : '';
      return `<li id="${escapeXml(id)}" value="${number}">${this.#inline(content)}${back}</li>`;
    });
    return `<section class="report-notes" aria-labelledby="notes"><h2 id="notes">${escapeXml(words.notes ?? '')}</h2><ol>${items.join('\n')}</ol></section>`;
  }

  #glossary(): string {
    const { glossary, words } = this.#document;
    if (glossary.length === 0) return '';
    const items = glossary.map(
      ({ term, name, definition }) =>
        `<dt id="${escapeXml(anchorOf('term', term))}">${this.#inline(name)}</dt><dd>${this.#inline(definition)}</dd>`,
    );
    return `<section class="report-glossary" aria-labelledby="glossary"><h2 id="glossary">${escapeXml(words.glossary ?? '')}</h2><dl>${items.join('\n')}</dl></section>`;
  }

  #bibliography(): string {
    const { bibliography, words } = this.#document;
    if (bibliography.length === 0) return '';
    const items = bibliography.map(
      (work) => `<li id="${escapeXml(anchorOf('work', work.source))}">${this.#work(work)}</li>`,
    );
    return `<section class="report-works" aria-labelledby="bibliography"><h2 id="bibliography">${escapeXml(words.bibliography ?? '')}</h2><ul>${items.join('\n')}</ul></section>`;
  }

  #work({ content, url, archived, accessed }: Work): string {
    const { words } = this.#document;
    const address = (href: string) =>
      SAFE.test(href)
        ? `<a href="${escapeXml(href)}" rel="noreferrer nofollow">${escapeXml(href)}</a>`
        : escapeXml(href);
    return [
      `${this.#inline(content)}.`,
      url === undefined ? '' : ` ${address(url)}`,
      accessed === undefined ? '' : ` (${escapeXml(words.accessed ?? '')}: ${escapeXml(this.#date(accessed))})`,
      archived === undefined ? '' : ` ${escapeXml(words.archived ?? '')}: ${address(archived)}`,
    ].join('');
  }

  #inline(content: readonly Inline[]): string {
    return content.map((run) => this.#run(run)).join('');
  }

  #run(run: Inline): string {
    switch (run.kind) {
      case 'text': {
        let html = this.#text(run.text);
        if (run.emphasis) html = `<em>${html}</em>`;
        if (run.strong) html = `<strong>${html}</strong>`;
        if (run.lang !== undefined) html = `<span lang="${escapeXml(run.lang)}">${html}</span>`;
        return run.unchecked
          ? `${html}<sup class="report-unchecked" title="${escapeXml(this.#document.words.unchecked ?? '')}">*</sup>`
          : html;
      }
      case 'link': {
        const words = this.#inline(run.content);
        if (!SAFE.test(run.href) || (run.href.startsWith('#') && !this.#anchors.has(run.href.slice(1)))) return words;
        const outside = /^https?:/i.test(run.href) ? ' rel="noreferrer nofollow"' : '';
        return `<a href="${escapeXml(run.href)}"${outside}>${words}</a>`;
      }
      case 'note': {
        const note = this.#notes.get(run.note);
        if (!note) return '';
        const first = !this.#marked.has(note.id);
        this.#marked.add(note.id);
        const label = escapeXml(`${this.#document.words.note ?? ''} ${note.number}`);
        return `<sup class="report-mark"><a href="#${escapeXml(note.id)}"${first ? ` id="r-${escapeXml(note.id)}"` : ''} aria-label="${label}">${note.number}</a></sup>`;
      }
      case 'term': {
        const anchor = anchorOf('term', run.term);
        const words = this.#inline(run.content);
        return this.#anchors.has(anchor) ? `<a class="report-term" href="#${escapeXml(anchor)}">${words}</a>` : words;
      }
      case 'status':
        return `<span class="report-status" data-s="${run.shape}">${icon(run.shape)} ${this.#text(run.words)}</span>`;
      case 'flag':
        return `<span class="report-flag" data-f="${run.flag}">${this.#text(run.words)}</span>`;
      case 'break':
        return '<br>';
    }
  }

  #text(text: string): string {
    const html = escapeXml(text);
    return RIGHT_TO_LEFT.test(text) ? `<bdi>${html}</bdi>` : html;
  }

  #plain(content: readonly Inline[]): string {
    return content
      .map((run) =>
        'text' in run ? run.text : 'words' in run ? run.words : 'content' in run ? this.#plain(run.content) : '',
      )
      .join('');
  }
}

const aligned = ({ align }: Cell): string => (align === 'end' ? ' class="end"' : '');

/** A heading in the contents has no notes, no links and no marks of its own. */
function withoutMarks(content: readonly Inline[]): Inline[] {
  return content.flatMap((run): Inline[] =>
    run.kind === 'note' ? [] : run.kind === 'link' || run.kind === 'term' ? withoutMarks(run.content) : [run],
  );
}

const icon = (shape: Parameters<typeof mark>[0]): string =>
  `<svg class="report-icon" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">${mark(shape, 0, 0, 12)}</svg>`;

/** A drawing within a page scales with it. */
const drawn = (svg: string): string => svg.replace('<svg ', '<svg aria-hidden="true" focusable="false" ');

/** Every anchor of the document. */
function anchorsIn(document: ReportDocument): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      if ('id' in block && block.id !== undefined) found.add(block.id);
      if (block.kind === 'list') for (const item of block.items) visit(item);
      if (block.kind === 'box') visit(block.blocks);
    }
  };
  visit(document.front);
  visit(document.body);
  visit(document.annexes);
  for (const { id } of document.noteList) found.add(id);
  for (const { source } of document.bibliography) found.add(anchorOf('work', source));
  for (const { term } of document.glossary) found.add(anchorOf('term', term));
  return found;
}

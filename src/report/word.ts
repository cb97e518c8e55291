/** A report as the parts of a DOCX. Colours, type and order are those of report.typ; see docx.ts. */
import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  EndnoteReferenceRun,
  ExternalHyperlink,
  type FileChild,
  Footer,
  FootnoteReferenceRun,
  Header,
  HeadingLevel,
  type IBorderOptions,
  ImageRun,
  InternalHyperlink,
  type IParagraphOptions,
  type IParagraphStyleOptions,
  type IRunOptions,
  type ISectionOptions,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  SectionType,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableOfContents,
  TableRow,
  TabStopType,
  TextRun,
  UnderlineType,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import { formatDate } from '../core/messages.ts';
import { isPartialDate, type PartialDate } from '../core/time.ts';
import { anchorOf } from './anchors.ts';
import type { Block, Cell, Inline, ReportDocument } from './document.ts';
import type { Pixels } from './drawing.ts';
import { bundledFaces } from './faces.ts';
import { drawing, goesAcross, isAddress, plain, WORDS } from './printable.ts';

const INK = '15242B';
const INK_2 = '44555D';
const INK_3 = '5A6A72';
const ACCENT = '134C5A';
const LINK = '0F5263';
const HAIR = 'C3CDD0';
const WASH = 'F3F6F6';
const REVIEW = '3A3277';
const SERIF = 'Literata';
const SANS = 'Source Sans 3';
/** Twips: twentieths of a point. */
const MM = 56.6929;
const mm = (value: number): number => Math.round(value * MM);

const SHEETS = { a4: { width: 11906, height: 16838 }, letter: { width: 12240, height: 15840 } };
const MARGIN = { top: mm(27), bottom: mm(24), left: mm(27), right: mm(27), header: mm(13), footer: mm(12) };
/** Rows longer than this may break over pages. */
const LONG_CELL = 700;

const STATUS = {
  met: { sign: '●', color: '1D73A3' },
  partly: { sign: '◐', color: 'B47D10' },
  notmet: { sign: '⊗', color: '642A2E' },
  ni: { sign: '⊖', color: '64727A' },
  na: { sign: '◌', color: '64727A' },
} as const;
const FLAGS = { review: '⚑', disagree: '≠', override: '▣', erratum: '✎' } as const;
const SIGNS = 'Segoe UI Symbol';

const TAGS: Readonly<Record<string, string>> = { en: 'en-GB', ru: 'ru-RU', kk: 'kk-KZ' };

/** The document as DOCX; `pixels` are its drawings, in order. */
export async function wordOf(document: ReportDocument, pixels: Promise<readonly Pixels[]>): Promise<Uint8Array> {
  const made = await new Writer(document).document(pixels);
  return new Uint8Array(await Packer.toBuffer(made));
}

/** Where blocks stand: their style, the width there is in twips, and how deep a list is. */
interface Spot {
  readonly width: number;
  readonly style?: string;
  readonly depth: number;
}

class Writer {
  readonly #document: ReportDocument;
  readonly #words: Readonly<Record<string, string>>;
  readonly #isBrief: boolean;
  readonly #noteNumbers = new Map<string, number>();
  readonly #marked = new Set<string>();
  readonly #bookmarks = new Map<string, string>();
  readonly #placed = new Set<string>();
  #lists = 0;
  #unchecked = false;
  /** What puts each drawing in its place, once it is drawn. */
  readonly #places: ((pixels: Pixels) => void)[] = [];

  constructor(document: ReportDocument) {
    this.#document = document;
    this.#words = { ...WORDS, ...document.words };
    this.#isBrief = document.shape === 'brief';
    document.noteList.forEach(({ id }, at) => {
      if (!this.#noteNumbers.has(id)) this.#noteNumbers.set(id, at + 1);
    });
    this.#collect([...document.front, ...document.body, ...document.annexes]);
    for (const { source } of document.bibliography) this.#anchor(anchorOf('work', source));
    for (const { term } of document.glossary) this.#anchor(anchorOf('term', term));
  }

  async document(pixels: Promise<readonly Pixels[]>): Promise<Document> {
    const { title, subtitle, publisher, citeAs, country, revision, language } = this.#document;
    const parts = this.#parts();
    const notes = Object.fromEntries(
      this.#document.noteList.map(({ content }, at) => [
        String(at + 1),
        { children: [new Paragraph({ children: [new TextRun(' '), ...this.#runs(content, { marks: false })] })] },
      ]),
    );
    const faces = new Map(bundledFaces(['Literata', 'SourceSans3']).map(({ name, bytes }) => [name, bytes]));
    const face = (name: string): Buffer => faces.get(name) ?? Buffer.alloc(0);
    for (const [at, drawn] of (await pixels).entries()) this.#places[at]?.(drawn);
    return new Document({
      title: text(title),
      ...(subtitle !== undefined && { subject: text(subtitle) }),
      creator: text(publisher),
      lastModifiedBy: text(publisher),
      description: text(citeAs),
      keywords: country,
      revision: Math.max(1, revision),
      styles: this.#styles(),
      numbering: NUMBERING,
      hyphenation: { autoHyphenation: language !== 'kk', doNotHyphenateCaps: true, hyphenationZone: 360 },
      fonts: [SERIF, SANS].map((name) => {
        const file = name === SERIF ? 'Literata' : 'SourceSans3';
        return {
          name,
          data: face(`${file}_400Regular`),
          bold: face(`${file}_600SemiBold`),
          italic: face(`${file}_400Regular_Italic`),
        };
      }),
      ...(this.#document.notes === 'footnotes' ? { footnotes: notes } : { endnotes: notes }),
      sections: parts,
    });
  }

  // -------------------------------------------------------------- parts

  #parts(): ISectionOptions[] {
    const { front, body, annexes, glossary, bibliography, notes, noteList } = this.#document;
    const upright = this.#spot(false);
    const sections: { across: boolean; children: FileChild[] }[] = [];
    const last = (across: boolean): FileChild[] => {
      let section = sections.at(-1);
      if (!section || section.across !== across) {
        section = { across, children: [] };
        sections.push(section);
      }
      return section.children;
    };
    if (this.#isBrief) last(false).push(...this.#head());
    else last(false).push(...this.#contents());
    for (const part of [front, body, annexes]) {
      part.forEach((block, at) => {
        const across = goesAcross(part, at);
        last(across).push(...this.#block(block, this.#spot(across)));
      });
    }
    if (glossary.length > 0) {
      last(false).push(
        this.#heading(1, this.#word('glossary'), 'glossary'),
        ...glossary.flatMap(({ term, name, definition }) => [
          this.#paragraph(
            [
              this.#placedBookmark(anchorOf('term', term), [
                ...this.#runs(name, { marks: false, bold: true, font: SANS }),
              ]),
              new TextRun(': '),
              ...this.#runs(definition, { marks: false }),
            ],
            { style: 'Glossary' },
          ),
        ]),
      );
    }
    if (bibliography.length > 0) {
      last(false).push(
        this.#heading(1, this.#word('bibliography'), 'bibliography'),
        ...bibliography.map(({ source, content, url, archived, accessed }) =>
          this.#paragraph(
            [
              this.#placedBookmark(anchorOf('work', source), this.#runs(content, { marks: false })),
              ...(isAddress(url) ? [new TextRun(' '), this.#web(url, [this.#run(url, { style: 'Hyperlink' })])] : []),
              ...(accessed === undefined ? [] : [new TextRun(` (${this.#word('accessed')} ${this.#date(accessed)})`)]),
              ...(isAddress(archived)
                ? [
                    new TextRun(`. ${this.#word('archived')}: `),
                    this.#web(archived, [this.#run(archived, { style: 'Hyperlink' })]),
                  ]
                : []),
            ],
            { style: 'Bibliography' },
          ),
        ),
      );
    }
    if (this.#isBrief) last(false).push(...this.#imprint());
    // Word sets endnotes after the last paragraph of the document.
    if (notes === 'endnotes' && noteList.length > 0) last(false).push(this.#heading(1, this.#word('notes'), 'notes'));
    const sheet = SHEETS[this.#document.paper];
    const made = sections.map(({ across, children }, at): ISectionOptions => {
      const isFirst = at === 0 && this.#isBrief;
      return {
        properties: {
          ...(at > 0 || !this.#isBrief ? { type: SectionType.NEXT_PAGE } : {}),
          page: {
            size: { ...sheet, orientation: across ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
            margin: MARGIN,
          },
          titlePage: isFirst && false,
        },
        headers: { default: this.#header(across, upright.width) },
        footers: { default: this.#footer(across) },
        children,
      };
    });
    if (this.#isBrief) return made;
    return [
      {
        properties: { page: { size: sheet, margin: MARGIN } },
        headers: { default: new Header({ children: [new Paragraph({ children: this.#watermark() })] }) },
        footers: { default: new Footer({ children: [new Paragraph({})] }) },
        children: this.#cover(),
      },
      ...made,
    ];
  }

  #cover(): FileChild[] {
    const { publisher, title, subtitle } = this.#document;
    return [
      new Paragraph({
        border: { top: { style: BorderStyle.SINGLE, size: 18, color: ACCENT, space: 6 } },
        spacing: { after: mm(52) },
        children: [this.#run(publisher, { font: SANS, size: 26, bold: true })],
      }),
      new Paragraph({ style: 'Title', children: [this.#run(title)] }),
      ...(subtitle === undefined ? [] : [new Paragraph({ style: 'Subtitle', children: [this.#run(subtitle)] })]),
      new Paragraph({
        border: { top: { style: BorderStyle.SINGLE, size: 4, color: INK_3, space: 8 } },
        spacing: { before: mm(58), after: 120 },
        children: [this.#run(this.#state(), { font: SANS, size: 26, bold: true })],
      }),
      ...this.#imprint(),
    ];
  }

  /** A brief begins with its title. */
  #head(): FileChild[] {
    const { title, subtitle, asOf } = this.#document;
    return [
      new Paragraph({ style: 'Title', children: [this.#run(title, { size: 38 })] }),
      ...(subtitle === undefined
        ? []
        : [new Paragraph({ style: 'Subtitle', children: [this.#run(subtitle, { size: 23 })] })]),
      new Paragraph({ style: 'Imprint', children: [this.#run(`${this.#word('as-of')}: ${this.#date(asOf)}`)] }),
    ];
  }

  #imprint(): FileChild[] {
    const { asOf, knownAt, revision, edition, licence, citeAs } = this.#document;
    const known = knownAt.slice(0, 10);
    const rows: [string, ParagraphChild[]][] = [
      ['as-of', [this.#run(this.#date(asOf))]],
      [
        'known-at',
        [this.#run(`${isPartialDate(known) ? this.#date(known) : known} · ${this.#word('revision')} ${revision}`)],
      ],
      [
        'edition',
        edition
          ? [
              this.#run(`${edition.number}, ${this.#date(edition.published)}, `),
              isAddress(edition.address)
                ? this.#web(edition.address, [this.#run(edition.address, { style: 'Hyperlink' })])
                : this.#run(edition.address),
            ]
          : [this.#run(this.#word('draft'), { bold: true })],
      ],
      ['licence', [this.#run(licence)]],
      ['cite-as', [this.#run(citeAs)]],
    ];
    return [
      ...rows.map(
        ([key, value]) =>
          new Paragraph({
            style: 'Imprint',
            tabStops: [{ type: TabStopType.LEFT, position: mm(52) }],
            indent: { left: mm(52), hanging: mm(52) },
            children: [this.#run(`${this.#word(key)}\t`, { color: INK_3 }), ...value],
          }),
      ),
      ...(this.#unchecked || hasUnchecked(this.#document)
        ? [new Paragraph({ style: 'Imprint', children: [this.#run(this.#word('unchecked'))] })]
        : []),
    ];
  }

  #contents(): FileChild[] {
    return [
      new Paragraph({ style: 'TOCHeading', children: [this.#run(this.#word('contents'))] }),
      // Word fills in the pages when it opens the file; working them out here takes longer than all the rest.
      new TableOfContents(this.#word('contents'), { hyperlink: true, headingStyleRange: '1-2' }),
    ];
  }

  #state(): string {
    return this.#document.words.country ?? this.#document.country.toUpperCase();
  }

  #watermark(): ParagraphChild[] {
    return this.#document.edition
      ? []
      : [new TextWatermark({ text: this.#word('draft'), font: SANS, color: 'E1E8EA', opacity: 0.7, width: 420 })];
  }

  #header(across: boolean, upright: number): Header {
    const { edition } = this.#document;
    const held = edition ? `${this.#word('edition')} ${edition.number}` : this.#word('draft');
    return new Header({
      children: [
        new Paragraph({
          style: 'Header',
          tabStops: [{ type: TabStopType.RIGHT, position: across ? this.#spot(true).width : upright }],
          border: { bottom: { style: BorderStyle.SINGLE, size: 3, color: HAIR, space: 3 } },
          children: [...this.#watermark(), this.#run(`${this.#state()} · ${held}`)],
        }),
      ],
    });
  }

  #footer(across: boolean): Footer {
    return new Footer({
      children: [
        new Paragraph({
          style: 'Footer',
          tabStops: [{ type: TabStopType.RIGHT, position: this.#spot(across).width }],
          children: [
            this.#run(`${this.#document.publisher}\t`),
            new TextRun({ children: [PageNumber.CURRENT], bold: true, color: INK }),
          ],
        }),
      ],
    });
  }

  // -------------------------------------------------------------- blocks

  #spot(across: boolean): Spot {
    const { width, height } = SHEETS[this.#document.paper];
    return { width: (across ? height : width) - MARGIN.left - MARGIN.right, depth: 0 };
  }

  #blocks(blocks: readonly Block[], spot: Spot): FileChild[] {
    return blocks.flatMap((block) => this.#block(block, spot));
  }

  #block(block: Block, spot: Spot): FileChild[] {
    const style = spot.style === undefined ? {} : { style: spot.style };
    switch (block.kind) {
      case 'heading':
        return [this.#heading(block.level, block.content, block.id, block.number)];
      case 'paragraph':
        return [
          this.#paragraph(
            block.id === undefined
              ? this.#runs(block.content)
              : [this.#placedBookmark(block.id, []), ...this.#runs(block.content)],
            style,
          ),
        ];
      case 'lead':
        return [this.#paragraph(this.#runs(block.content), { style: 'Lead' })];
      case 'list': {
        const instance = ++this.#lists;
        return block.items.flatMap((item) =>
          item.flatMap((inside, at) =>
            inside.kind === 'paragraph'
              ? [
                  this.#paragraph(this.#runs(inside.content), {
                    style: spot.style ?? 'ListParagraph',
                    ...(at === 0
                      ? {
                          numbering: {
                            reference: block.ordered ? 'ordered' : 'unordered',
                            level: Math.min(spot.depth, 3),
                            instance,
                          },
                        }
                      : { indent: { left: mm(6) * (spot.depth + 1) } }),
                  }),
                ]
              : this.#block(inside, { ...spot, depth: spot.depth + 1 }),
          ),
        );
      }
      case 'quote':
        return [
          this.#paragraph(this.#runs(block.content), { style: 'Quote', ...(block.source && { keepNext: true }) }),
          ...(block.source ? [this.#paragraph(this.#runs(block.source), { style: 'QuoteSource' })] : []),
        ];
      case 'box':
        return [
          ...(block.title ? [this.#paragraph(this.#runs(block.title), { style: 'BoxTitle' })] : []),
          ...this.#blocks(block.blocks, { ...spot, style: 'Box' }),
        ];
      case 'table':
        return this.#table(block, spot);
      case 'figure':
        return this.#figure(block, spot);
      case 'page-break':
        return [new Paragraph({ pageBreakBefore: true })];
    }
  }

  #heading(level: 1 | 2 | 3 | 4, content: readonly Inline[] | string, id: string, number?: string): Paragraph {
    const runs = typeof content === 'string' ? [this.#run(content)] : this.#runs(content);
    return new Paragraph({
      heading:
        [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4][level - 1] ??
        HeadingLevel.HEADING_4,
      ...(level === 1 && !this.#isBrief && { pageBreakBefore: true }),
      children: [
        this.#placedBookmark(id, [
          ...(number === undefined ? [] : [this.#run(`${number}  `, { color: ACCENT })]),
          ...runs,
        ]),
      ],
    });
  }

  #caption(block: Extract<Block, { kind: 'table' | 'figure' }>, notes: readonly Inline[] = []): Paragraph {
    return this.#paragraph(
      [
        this.#placedBookmark(block.id, [
          ...(block.number === undefined ? [] : [this.#run(`${block.number}  `, { color: ACCENT })]),
        ]),
        ...this.#runs([...block.caption, ...notes]),
      ],
      { style: 'Caption' },
    );
  }

  #foot(foot: readonly (readonly Inline[])[] | undefined): Paragraph[] {
    const lines = (foot ?? []).map((line) => this.#paragraph(this.#runs(line), { style: 'TableNote' }));
    return [...lines, new Paragraph({ style: 'AfterTable' })];
  }

  #table(table: Extract<Block, { kind: 'table' }>, spot: Spot): FileChild[] {
    const columns = Math.max(1, table.head.length, ...table.rows.map((row) => row.length));
    const shares = Array.from({ length: columns }, (_, at) => {
      const share = table.widths?.[at];
      if (share !== undefined && share > 0 && Number.isFinite(share)) return share;
      return table.widths || table.rows.every((row) => row[at]?.align === 'end') ? 1 : 3;
    });
    const whole = shares.reduce((sum, share) => sum + share, 0);
    const widths = shares.map((share) => Math.floor((share / whole) * spot.width));
    const moved = table.head.flatMap(({ content }) => content.filter(({ kind }) => kind === 'note'));
    const line = (size: number, color: string): IBorderOptions => ({ style: BorderStyle.SINGLE, size, color });
    const none: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' };
    // The caption comes first in the text, and so do its notes.
    const caption = this.#caption(table, moved);
    const cell = (from: Cell | undefined, at: number, isHead: boolean): TableCell =>
      new TableCell({
        width: { size: widths[at] ?? 0, type: WidthType.DXA },
        verticalAlign: isHead ? VerticalAlignTable.BOTTOM : VerticalAlignTable.TOP,
        margins: { top: 50, bottom: 60, left: at === 0 ? 0 : 80, right: at === columns - 1 ? 0 : 80 },
        ...(isHead && { borders: { bottom: line(4, INK) } }),
        children: [
          this.#paragraph(
            this.#runs(isHead ? (from?.content ?? []).filter(({ kind }) => kind !== 'note') : (from?.content ?? []), {
              ...(from?.head && !isHead && { bold: true }),
            }),
            {
              style: isHead ? 'TableHead' : 'TableText',
              ...(from?.align === 'end' && { alignment: AlignmentType.END }),
            },
          ),
        ],
      });
    const every = Array.from({ length: columns }, (_, at) => at);
    return [
      caption,
      new Table({
        layout: TableLayoutType.FIXED,
        width: { size: spot.width, type: WidthType.DXA },
        columnWidths: widths,
        borders: {
          top: line(8, INK),
          bottom: line(8, INK),
          left: none,
          right: none,
          insideHorizontal: line(3, HAIR),
          insideVertical: none,
        },
        rows: [
          new TableRow({
            tableHeader: true,
            cantSplit: true,
            children: every.map((at) => cell(table.head[at], at, true)),
          }),
          ...table.rows.map(
            (row) =>
              new TableRow({
                cantSplit: !row.some(({ content }) => plain(content).length > LONG_CELL),
                children: every.map((at) => cell(row[at], at, false)),
              }),
          ),
        ],
      }),
      ...this.#foot(table.foot),
    ];
  }

  #figure(figure: Extract<Block, { kind: 'figure' }>, spot: Spot): FileChild[] {
    const caption = this.#caption(figure);
    const place = new Paragraph({ ...(figure.foot?.length && { keepNext: true }) });
    const description = text(figure.alternative).trim() || plain(figure.caption);
    this.#places.push(({ png, width, height }) => {
      // Pixels of 96 to the inch.
      const scale = Math.min(1, (spot.width / 1440) * (96 / width));
      // A picture is a run, though its type does not say so.
      place.addRunToFront(
        new ImageRun({
          type: 'svg',
          data: Buffer.from(drawing(figure.svg, figure.id)),
          transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
          fallback: { type: 'png', data: Buffer.from(png) },
          altText: { name: figure.id, description, title: text(figure.number ?? '') },
        }) as unknown as TextRun,
      );
    });
    return [caption, place, ...this.#foot(figure.foot)];
  }

  // -------------------------------------------------------------- what stands in a line

  #runs(runs: readonly Inline[], more: IRunOptions & { readonly marks?: boolean } = {}): ParagraphChild[] {
    const { marks = true, ...format } = more;
    return runs.flatMap((run) => this.#inline(run, marks, format));
  }

  #inline(run: Inline, marks: boolean, format: IRunOptions): ParagraphChild[] {
    switch (run.kind) {
      case 'text': {
        if (run.unchecked) this.#unchecked = true;
        const lang = run.lang === undefined ? undefined : (TAGS[run.lang] ?? run.lang);
        return directed(`${text(run.text)}${run.unchecked ? '*' : ''}`).map(
          ([part, rightToLeft]) =>
            new TextRun({
              ...format,
              text: part,
              ...(run.strong && { bold: true }),
              ...(run.emphasis && { italics: true }),
              ...(rightToLeft && { rightToLeft: true }),
              ...(lang !== undefined &&
                /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(lang) && {
                  language: rightToLeft ? { bidirectional: lang } : { value: lang },
                }),
            }),
        );
      }
      case 'note': {
        const number = this.#noteNumbers.get(run.note);
        if (!marks || number === undefined) return [];
        if (this.#marked.has(run.note)) return [new TextRun({ text: String(number), superScript: true })];
        this.#marked.add(run.note);
        return [
          this.#document.notes === 'footnotes' ? new FootnoteReferenceRun(number) : new EndnoteReferenceRun(number),
        ];
      }
      case 'link': {
        if (run.href.startsWith('#')) {
          const anchor = this.#bookmarks.get(run.href.slice(1));
          return anchor === undefined
            ? this.#runs(run.content, { ...format, marks })
            : [
                new InternalHyperlink({
                  anchor,
                  children: this.#runs(run.content, { ...format, marks, color: LINK }),
                }),
              ];
        }
        return isAddress(run.href)
          ? [this.#web(run.href, this.#runs(run.content, { ...format, marks, style: 'Hyperlink' }))]
          : this.#runs(run.content, { ...format, marks });
      }
      case 'term': {
        const anchor = this.#bookmarks.get(anchorOf('term', run.term));
        return anchor === undefined
          ? this.#runs(run.content, { ...format, marks })
          : [
              new InternalHyperlink({
                anchor,
                children: this.#runs(run.content, {
                  ...format,
                  marks,
                  underline: { type: UnderlineType.DOTTED, color: '74838A' },
                }),
              }),
            ];
      }
      case 'status': {
        const { sign, color } = STATUS[run.shape];
        return [
          new TextRun({ ...format, text: sign, color, font: SIGNS }),
          new TextRun({ ...format, text: `\u00a0${text(run.words)}`, font: SANS, bold: true }),
        ];
      }
      case 'flag': {
        const color = run.flag === 'review' ? REVIEW : INK_2;
        return [
          new TextRun({ ...format, text: FLAGS[run.flag], color, font: SIGNS }),
          new TextRun({ ...format, text: `\u00a0${text(run.words)}`, color, font: SANS, bold: true }),
        ];
      }
      case 'break':
        return [new TextRun({ break: 1 })];
    }
  }

  #run(words: string, format: IRunOptions = {}): TextRun {
    return new TextRun({ ...format, text: text(words) });
  }

  #web(link: string, children: ParagraphChild[]): ExternalHyperlink {
    return new ExternalHyperlink({ link, children });
  }

  #paragraph(
    children: readonly ParagraphChild[],
    options: Omit<IParagraphOptions, 'children' | 'text'> = {},
  ): Paragraph {
    return new Paragraph({ ...options, children: [...children] });
  }

  // -------------------------------------------------------------- anchors

  /** Word's names of bookmarks are short and plain, so each anchor gets one of its own. */
  #anchor(id: string): void {
    if (!this.#bookmarks.has(id)) this.#bookmarks.set(id, `a${this.#bookmarks.size + 1}`);
  }

  #collect(blocks: readonly Block[]): void {
    for (const block of blocks) {
      if ('id' in block && block.id !== undefined) this.#anchor(block.id);
      if (block.kind === 'list') for (const item of block.items) this.#collect(item);
      if (block.kind === 'box') this.#collect(block.blocks);
    }
  }

  #placedBookmark(id: string, children: ParagraphChild[]): Bookmark {
    if (this.#placed.has(id)) this.#bookmarks.set(`${id}~${this.#bookmarks.size}`, `a${this.#bookmarks.size + 1}`);
    const name = this.#placed.has(id) ? [...this.#bookmarks.values()].at(-1) : this.#bookmarks.get(id);
    this.#placed.add(id);
    return new Bookmark({ id: name ?? id, children });
  }

  #word(key: string): string {
    return this.#words[key] ?? key;
  }

  #date(date: PartialDate): string {
    return formatDate(this.#document.language, date);
  }

  // -------------------------------------------------------------- styles

  #styles(): NonNullable<ConstructorParameters<typeof Document>[0]['styles']> {
    const language = { value: TAGS[this.#document.language] ?? 'en-GB' };
    const heading = (size: number, before: number, after: number, font: string, bold: boolean) => ({
      run: { font, size, bold, color: INK },
      paragraph: {
        spacing: { before, after, line: 264, lineRule: LineRuleType.AUTO },
        keepNext: true,
        keepLines: true,
      },
    });
    const body = this.#isBrief ? 19 : 21;
    const [h1, h2] = this.#isBrief ? [30, 24] : [46, 30];
    return {
      default: {
        document: {
          run: { font: SERIF, size: body, color: INK, language },
          paragraph: { spacing: { line: 300, lineRule: LineRuleType.AUTO, after: 140 } },
        },
        title: { run: { font: SERIF, size: 58, color: INK }, paragraph: { spacing: { after: 240, line: 264 } } },
        heading1: heading(h1, this.#isBrief ? 300 : 0, this.#isBrief ? 120 : 320, SERIF, false),
        heading2: heading(h2, 380, 140, SERIF, false),
        heading3: heading(22, 300, 100, SANS, true),
        heading4: heading(20, 240, 80, SANS, true),
        hyperlink: { run: { color: LINK, underline: { type: UnderlineType.SINGLE, color: LINK } } },
        footnoteText: NOTE_TEXT,
        endnoteText: NOTE_TEXT,
        footnoteReference: { run: { color: LINK, superScript: true } },
        endnoteReference: { run: { color: LINK, superScript: true } },
        listParagraph: { paragraph: { spacing: { after: 90 } } },
      },
      paragraphStyles: PARAGRAPH_STYLES,
    };
  }
}

const NOTE_TEXT = { run: { font: SANS, size: 17 }, paragraph: { spacing: { after: 50, line: 250 } } };

const box = { shading: { type: ShadingType.CLEAR, fill: WASH, color: 'auto' } } as const;

const PARAGRAPH_STYLES: readonly IParagraphStyleOptions[] = [
  {
    id: 'Subtitle',
    name: 'Subtitle',
    basedOn: 'Normal',
    next: 'Normal',
    run: { size: 28, color: INK_2 },
    paragraph: { spacing: { after: 200 } },
  },
  {
    id: 'TOCHeading',
    name: 'TOC Heading',
    basedOn: 'Normal',
    next: 'Normal',
    run: { size: 46 },
    paragraph: { spacing: { after: 320 }, keepNext: true },
  },
  { id: 'TOC1', name: 'toc 1', basedOn: 'Normal', next: 'Normal', paragraph: { spacing: { before: 140, after: 40 } } },
  {
    id: 'TOC2',
    name: 'toc 2',
    basedOn: 'Normal',
    next: 'Normal',
    run: { font: SANS, size: 19 },
    paragraph: { spacing: { after: 20 }, indent: { left: mm(6) } },
  },
  {
    id: 'Lead',
    name: 'Lead',
    basedOn: 'Normal',
    next: 'Normal',
    run: { size: 25, color: INK_2 },
    paragraph: { spacing: { after: 220 } },
  },
  {
    id: 'Caption',
    name: 'caption',
    basedOn: 'Normal',
    next: 'Normal',
    run: { font: SANS, size: 20, bold: true, color: INK },
    paragraph: { spacing: { before: 280, after: 100, line: 250 }, keepNext: true, keepLines: true },
  },
  {
    id: 'TableText',
    name: 'Table Text',
    basedOn: 'Normal',
    run: { font: SANS, size: 18 },
    paragraph: { spacing: { after: 0, line: 245 } },
  },
  { id: 'TableHead', name: 'Table Head', basedOn: 'TableText', run: { bold: true, color: INK_2 } },
  {
    id: 'TableNote',
    name: 'Table Note',
    basedOn: 'TableText',
    run: { size: 17, color: INK_2 },
    paragraph: { spacing: { before: 60, after: 0 } },
  },
  {
    id: 'AfterTable',
    name: 'After Table',
    basedOn: 'Normal',
    run: { size: 12 },
    paragraph: { spacing: { after: 60, line: 200 } },
  },
  {
    id: 'Quote',
    name: 'Quote',
    basedOn: 'Normal',
    next: 'Normal',
    run: { italics: true },
    paragraph: {
      indent: { left: mm(5) },
      border: { left: { style: BorderStyle.SINGLE, size: 12, color: ACCENT, space: 10 } },
    },
  },
  {
    id: 'QuoteSource',
    name: 'Quote Source',
    basedOn: 'Quote',
    run: { font: SANS, size: 18, italics: false, color: INK_2 },
  },
  {
    id: 'Box',
    name: 'Box',
    basedOn: 'Normal',
    run: { font: SANS, size: 20 },
    paragraph: { ...box, spacing: { after: 0, before: 60 }, indent: { left: mm(3), right: mm(3) } },
  },
  {
    id: 'BoxTitle',
    name: 'Box Title',
    basedOn: 'Box',
    next: 'Box',
    run: { bold: true, color: ACCENT },
    paragraph: {
      ...box,
      keepNext: true,
      spacing: { before: 240, after: 0 },
      border: { top: { style: BorderStyle.SINGLE, size: 12, color: ACCENT, space: 6 } },
    },
  },
  {
    id: 'Glossary',
    name: 'Glossary',
    basedOn: 'Normal',
    paragraph: { indent: { left: mm(6), hanging: mm(6) } },
  },
  {
    id: 'Bibliography',
    name: 'Bibliography',
    basedOn: 'Normal',
    run: { font: SANS, size: 19 },
    paragraph: { indent: { left: mm(6), hanging: mm(6) }, spacing: { after: 100, line: 260 } },
  },
  {
    id: 'Imprint',
    name: 'Imprint',
    basedOn: 'Normal',
    run: { font: SANS, size: 19 },
    paragraph: { spacing: { after: 80, line: 260 } },
  },
  { id: 'Header', name: 'header', basedOn: 'Normal', run: { font: SANS, size: 16, color: INK_3 } },
  { id: 'Footer', name: 'footer', basedOn: 'Normal', run: { font: SANS, size: 16, color: INK_3 } },
];

const level = (at: number, format: (typeof LevelFormat)[keyof typeof LevelFormat], sign: string) => ({
  level: at,
  format,
  text: sign,
  alignment: AlignmentType.LEFT,
  style: { run: { color: ACCENT }, paragraph: { indent: { left: mm(6) * (at + 1), hanging: mm(6) } } },
});

const NUMBERING = {
  config: [
    {
      reference: 'unordered',
      levels: [0, 1, 2, 3].map((at) => level(at, LevelFormat.BULLET, at % 2 === 0 ? '–' : '·')),
    },
    { reference: 'ordered', levels: [0, 1, 2, 3].map((at) => level(at, LevelFormat.DECIMAL, `%${at + 1}.`)) },
  ],
};

/** A text without what XML and Word do not take: control characters, halves of characters, marks of direction. */
const text = (from: string): string =>
  from
    .toWellFormed()
    .replace(/[\n\r\t\u2028\u2029]+/g, ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/g, '');

const RIGHT_TO_LEFT = /([\p{Script=Arabic}\p{Script=Hebrew}][\p{Script=Arabic}\p{Script=Hebrew}\p{M}\s]*)/u;

/** The text in parts that run one way each, with whether they run from right to left. */
const directed = (from: string): [string, boolean][] =>
  from
    .split(RIGHT_TO_LEFT)
    .map((part, at): [string, boolean] => [part, at % 2 === 1])
    .filter(([part]) => part !== '');

const hasUnchecked = (document: ReportDocument): boolean => JSON.stringify(document).includes('"unchecked":true');

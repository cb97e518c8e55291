/**
 * The document tree: a report as every format sees it. Builders make it from the record, and HTML, PDF and DOCX are
 * three renderings of the same tree, so that order, numbering and notes are the same in all of them.
 * Always true: the tree holds no markup and no addresses of this machine; every text knows its language where that
 * differs from the document's; numbers of headings, tables, figures and notes follow from the order of the tree.
 */
import type { Language } from '../core/localised.ts';
import type { PartialDate } from '../core/time.ts';

/** A run of text and what may stand in a line. */
export type Inline =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** BCP 47, where it differs from the language of the document. */
      readonly lang?: string;
      readonly strong?: boolean;
      readonly emphasis?: boolean;
      /** Machine-made or unchecked translation. */
      readonly unchecked?: boolean;
    }
  /** A link to a web address or to an anchor of the document (`#id`). */
  | { readonly kind: 'link'; readonly href: string; readonly content: readonly Inline[] }
  /** The mark of a note, which stands in `notes` under the same id. */
  | { readonly kind: 'note'; readonly note: string }
  /** A word of the glossary, which stands in `glossary` under the id of its term. */
  | { readonly kind: 'term'; readonly term: string; readonly content: readonly Inline[] }
  /** A status: shape and words, never colour alone. */
  | { readonly kind: 'status'; readonly shape: 'met' | 'partly' | 'notmet' | 'ni' | 'na'; readonly words: string }
  /** A mark beside a statement: it needs review, sources disagree, set by decision, an erratum. */
  | { readonly kind: 'flag'; readonly flag: 'review' | 'disagree' | 'override' | 'erratum'; readonly words: string }
  | { readonly kind: 'break' };

export interface Cell {
  readonly content: readonly Inline[];
  /** Whether it names its row. */
  readonly head?: boolean;
  readonly align?: 'start' | 'end';
}

export type Block =
  /** Level 1 is a chapter. `number` is absent for those that are not numbered: foreword, annexes by letter say it themselves. */
  | {
      readonly kind: 'heading';
      readonly level: 1 | 2 | 3 | 4;
      readonly id: string;
      readonly number?: string;
      readonly content: readonly Inline[];
    }
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[]; readonly id?: string }
  /** The first paragraph of a chapter, set larger. */
  | { readonly kind: 'lead'; readonly content: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'quote'; readonly content: readonly Inline[]; readonly source?: readonly Inline[] }
  /** Something set apart: a finding in brief, a caution. */
  | { readonly kind: 'box'; readonly title?: readonly Inline[]; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'table';
      readonly id: string;
      /** “Table 3”, counted over the document. */
      readonly number?: string;
      readonly caption: readonly Inline[];
      readonly head: readonly Cell[];
      readonly rows: readonly (readonly Cell[])[];
      /** Shares of the width, which need not add up to 1; absent means equal. */
      readonly widths?: readonly number[];
      /** Notes under the table: sources, what is not on record. */
      readonly foot?: readonly (readonly Inline[])[];
      /** Set across the page where it is wide. */
      readonly wide?: boolean;
    }
  | {
      readonly kind: 'figure';
      readonly id: string;
      readonly number?: string;
      readonly caption: readonly Inline[];
      /** The drawing: SVG with colours as attributes, without scripts, styles or references to elsewhere. */
      readonly svg: string;
      /** What it shows, for those who do not see it; never empty. */
      readonly alternative: string;
      readonly foot?: readonly (readonly Inline[])[];
    }
  | { readonly kind: 'page-break' };

/** A note, once for each mark in the text, numbered in order of appearance. */
export interface Note {
  readonly id: string;
  readonly number: number;
  readonly content: readonly Inline[];
}

/** A work of the bibliography. */
export interface Work {
  /** Id of the source record. */
  readonly source: string;
  readonly content: readonly Inline[];
  readonly url?: string;
  readonly archived?: string;
  readonly accessed?: PartialDate;
}

export interface GlossaryEntry {
  readonly term: string;
  readonly name: readonly Inline[];
  readonly definition: readonly Inline[];
}

/** A report, ready to be rendered. */
export interface ReportDocument {
  readonly language: Language;
  readonly title: string;
  readonly subtitle?: string;
  /** Who publishes it. */
  readonly publisher: string;
  /** ISO 3166-1 alpha-3, lower case. */
  readonly country: string;
  /** The day whose state of law and practice it describes, and the moment of the record it was made from. */
  readonly asOf: PartialDate;
  readonly knownAt: string;
  readonly revision: number;
  /** Absent means a draft: then every page says so. */
  readonly edition?: { readonly number: number; readonly address: string; readonly published: PartialDate };
  readonly paper: 'a4' | 'letter';
  /** A brief has no cover and no contents, and its chapters run on; absent means a report. */
  readonly shape?: 'report' | 'brief';
  readonly notes: 'footnotes' | 'endnotes';
  readonly licence: string;
  /** How to cite it. */
  readonly citeAs: string;
  /** Words of the renderings: contents, notes, bibliography, glossary, draft, page, table, figure. */
  readonly words: Readonly<Record<string, string>>;
  readonly front: readonly Block[];
  readonly body: readonly Block[];
  readonly annexes: readonly Block[];
  readonly noteList: readonly Note[];
  readonly bibliography: readonly Work[];
  readonly glossary: readonly GlossaryEntry[];
  /** Words of the body as its readers count them, for limits: headings and text, without notes, tables and annexes. */
  readonly wordCount: number;
}

/**
 * A document as ingest reads it: its text once, and everything found in it as places in that text.
 * Always true: `text` is in Unicode normal form C with \n between blocks; every place is a range of UTF-16 offsets in
 * it, so that quoting a place is cutting it out. Nothing is taken out of the text: what is not understood stays in it.
 */
import type { Force } from './law/versions.ts';
import type { Language } from './localised.ts';
import type { Answer, AnyRecord, Citation, RecordOf } from './model/index.ts';
import type { PartialDate } from './time.ts';

/** Offsets in the text of a document, the end excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A place that survives re-reading: W3C Web Annotation text position and text quote selectors. */
export interface Anchor extends Range {
  readonly exact: string;
  /** Up to 32 characters before and after, for finding the place again. */
  readonly prefix: string;
  readonly suffix: string;
}

export type BlockKind = 'heading' | 'paragraph' | 'list-item' | 'table' | 'note' | 'caption';

/** A paragraph, heading, item, table or note, in reading order; blocks do not overlap. */
export interface Block extends Range {
  /** b1, b2 … in reading order. */
  readonly id: string;
  readonly kind: BlockKind;
  /** Of a heading 1 to 6, of an item its depth from 1. */
  readonly level?: number;
  /** The number it carries in the document: a paragraph of a treaty-body report, an item. */
  readonly number?: string;
  /** The section it stands in; absent before the first heading. */
  readonly section?: string;
  /** Page of the document as printed, or counted from 1. */
  readonly page?: string;
  /** Of a table: rows of cells as places in the text; header rows first. */
  readonly rows?: readonly (readonly Range[])[];
  readonly headerRows?: number;
}

/** A section with its heading; ends where the next of its level or above begins. */
export interface Section extends Range {
  /** s1, s2 … */
  readonly id: string;
  readonly title: string;
  readonly level: number;
  readonly parent?: string;
}

/** A call of a note in the text, and the entry it leads to where there is one. */
export interface NoteMark extends Range {
  /** As it stands: 12, iv, *. */
  readonly label: string;
  /** The note it calls. */
  readonly note?: string;
}

/** The entry of a note: a footnote, an endnote. Its text range is that of its words without the label. */
export interface Note extends Range {
  /** n1, n2 … in the order of the entries. */
  readonly id: string;
  readonly label: string;
  /** The references it holds, in order. */
  readonly references: readonly string[];
}

/** A work referred to, as far as its words tell. */
export interface Reference extends Range {
  /** r1, r2 … */
  readonly id: string;
  readonly note?: string;
  readonly author?: string;
  readonly title?: string;
  readonly publisher?: string;
  readonly date?: PartialDate;
  readonly accessed?: PartialDate;
  /** Paragraph, page, article: para 29, p. 12. */
  readonly locator?: string;
  readonly url?: string;
  /** Ibid., op. cit.: the reference it repeats. */
  readonly repeats?: string;
  /** The same work wherever it is cited: w1, w2 …; 34 places of one work share it. */
  readonly work: string;
  /** The source on record that it is, with how sure the match is, from 0 to 1. */
  readonly source?: { readonly id: string; readonly score: number };
}

export type Certainty = 'stated' | 'reported' | 'estimated' | 'alleged' | 'planned';

/** Something a statement names: as written, and the record it is where that is certain. */
export interface Named {
  readonly name: string;
  readonly id?: string;
}

/** ratification, accession, signature …: the actions of the kind treaty-action. */
export type TreatyAction = RecordOf<'treaty-action'>['action'];

export interface TreatyActionValue {
  readonly instrument: Named;
  readonly action: TreatyAction;
  readonly date?: PartialDate;
  /** Who acted; absent means the country the document is about. */
  readonly country?: string;
}

/** An article of a law, or a law as a whole; one candidate for each article named, also within “articles 120 to 122”. */
export interface LegalReferenceValue {
  /** The law as written (“Criminal Code”) or as carried over from the reference before it. */
  readonly law?: Named;
  /** Article or section without its parts: 134, 132-1; absent where the law as a whole is meant. */
  readonly number?: string;
  /** Part, point: 2, 3(b). */
  readonly part?: string;
  /** Record of the provision, where it is certain. */
  readonly provision?: string;
  /** What the document says the article is about, in its own words: its heading in brackets or quotation marks. */
  readonly subject?: string;
  /** The day or year whose law was read: “as of 2023”. */
  readonly asOf?: PartialDate;
  /** How it stood on the day of the document. */
  readonly force?: Force;
  /** What it is now: itself where it goes on, else what came in its place; on the day read, or last on record. */
  readonly now?: readonly { readonly provision: string; readonly force: Force; readonly from?: PartialDate }[];
  /** By which words the law was found; absent where it was not. */
  readonly basis?: 'stated' | 'sentence' | 'paragraph' | 'section' | 'number' | 'document';
  /** What is said to have happened to it on the day that `period` of the candidate gives. */
  readonly act?: 'adopted' | 'amended' | 'repealed' | 'in-force';
}

export interface PenaltyValue {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly unit: 'years' | 'months' | 'days';
  readonly life?: boolean;
  /** The legal reference it belongs to: id of that candidate. */
  readonly reference?: string;
}

/** How an age is bounded. “under 16” is under; “16 and under”, “up to and including 16” are and-under. */
export type AgeSense = 'under' | 'and-under' | 'over' | 'and-over' | 'exactly' | 'between';

export interface AgeValue {
  readonly age: number;
  /** The upper age of a range, sense between. */
  readonly to?: number;
  readonly sense: AgeSense;
  /** What the age decides, where the words say so. */
  readonly of?: 'consent' | 'marriage' | 'child' | 'responsibility' | 'victim' | 'other';
  /** Said to be set nowhere: “the age of consent is not specified”; then age is 0. */
  readonly unspecified?: true;
  /** The legal reference it belongs to: id of that candidate. */
  readonly reference?: string;
}

export interface FigureValue {
  /** Of a range the middle is not computed: low and high are given, and number is the high one. */
  readonly number: number;
  readonly low?: number;
  readonly high?: number;
  readonly qualifier?: 'about' | 'at-least' | 'at-most' | 'more-than' | 'less-than';
  /** What is counted, singular and lower case where the language allows: victim, case, centre, %. */
  readonly unit: string;
  /** Of whom or what a percentage is. */
  readonly population?: string;
  /** The words that narrow the unit: “identified by the police”, “of trafficking”. */
  readonly definition?: string;
  /** Where, when not the whole country. */
  readonly area?: string;
  /** A change and not a level: “grew by 18 %”. */
  readonly change?: true;
  /** Parts stated with it: “12 cases, of which 5 … and 7 …”; ids of the candidates they are. */
  readonly parts?: readonly string[];
  /** The parts are said to be all there are. */
  readonly exhaustive?: true;
}

export interface Money {
  /** In whole units of the currency: 330 million tenge is 330000000. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

export interface MoneyValue extends Money {
  /** Of a range the lower amount; `amount` is the higher one. */
  readonly low?: number;
  /** Where the sum is for each of something: child, hour, month. */
  readonly per?: string;
  /** The same sum in another currency as the document gives it. */
  readonly conversion?: Money & { readonly low?: number };
}

export interface PlanValue {
  readonly title: string;
  readonly from?: PartialDate;
  readonly to?: PartialDate;
  /** When it was evaluated or reviewed, where stated. */
  readonly reviewed?: PartialDate;
}

export interface RecommendationValue {
  readonly text: string;
  readonly number?: string;
  /** Heading it stands under. */
  readonly theme?: string;
  readonly addressee?: string;
}

export interface OrganisationValue extends Named {
  readonly acronym?: string;
  readonly type?: RecordOf<'organisation'>['type'];
}

export interface ServiceValue extends Named {
  readonly type: RecordOf<'service'>['type'];
  readonly phone?: string;
}

export interface EventValue {
  readonly title: string;
  readonly type: RecordOf<'event'>['type'];
  readonly date?: PartialDate;
}

export interface FindingValue {
  readonly question: string;
  readonly value: Answer;
}

/** What was understood, by kind. */
export interface CandidateValues {
  readonly 'treaty-action': TreatyActionValue;
  readonly 'legal-reference': LegalReferenceValue;
  readonly penalty: PenaltyValue;
  readonly age: AgeValue;
  readonly figure: FigureValue;
  readonly money: MoneyValue;
  readonly plan: PlanValue;
  readonly recommendation: RecommendationValue;
  readonly organisation: OrganisationValue;
  readonly service: ServiceValue;
  readonly event: EventValue;
  readonly finding: FindingValue;
}

export type CandidateKind = keyof CandidateValues;

/** A statement of the document that could become a record of one kind. */
export interface CandidateOf<K extends CandidateKind> {
  /** c1, c2 … in reading order. */
  readonly id: string;
  readonly kind: K;
  readonly place: Anchor;
  readonly section?: string;
  /** The period or day it speaks of, where stated near it; both bounds as the document names them, `to` included. */
  readonly period?: { readonly from?: PartialDate; readonly to?: PartialDate };
  readonly certainty: Certainty;
  /** The word that shows it is not simply stated. */
  readonly certaintyWord?: string;
  /** Notes that support it. */
  readonly notes: readonly string[];
  readonly value: CandidateValues[K];
  /** The record it would become, as a draft without a promise that it is complete. */
  readonly draft?: AnyRecord;
}

/** A statement of the document that could become a record. */
export type Candidate = { [K in CandidateKind]: CandidateOf<K> }[CandidateKind];

/** What is wrong or doubtful in the document itself; each code has a message in three languages. */
export interface DocumentIssue {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: Readonly<Record<Language, string>>;
  readonly places: readonly Anchor[];
}

export interface Document {
  readonly name: string;
  readonly mediaType: string;
  /** SHA-256 of the bytes, in hexadecimal: the snapshot they are kept as. */
  readonly sha256: string;
  readonly title?: string;
  readonly publisher?: string;
  /** When it was published, as it says. */
  readonly date?: PartialDate;
  /** BCP 47, as far as told by its words: en, ru, kk or another. */
  readonly language: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
  readonly marks: readonly NoteMark[];
  readonly notes: readonly Note[];
  readonly references: readonly Reference[];
  readonly issues: readonly DocumentIssue[];
}

/** Everything ingest gives of one file. */
export interface Ingested {
  readonly document: Document;
  readonly candidates: readonly Candidate[];
}

const CONTEXT = 32;

/** A place as an anchor. */
export function anchorIn(text: string, { start, end }: Range): Anchor {
  return {
    start,
    end,
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - CONTEXT), start),
    suffix: text.slice(end, end + CONTEXT),
  };
}

/** The citation of a place in a document that is on record as a source. */
export function citationOf(source: string, place: Anchor, locator?: string): Citation {
  return { source, ...(locator !== undefined && { locator }), quote: place.exact.slice(0, 300) };
}

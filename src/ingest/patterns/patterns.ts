/**
 * What the words of one language can say, as data: the rules that find candidates read these and know no words
 * themselves. A new language is a new file of this shape; a missing word is a new entry, never a new rule.
 * Always true: every expression is bounded (no nested repetition), so reading is linear in the text. Phrases in lists
 * are matched without regard to inflection, case and small words (see candidates/words.ts); expressions are matched
 * as they stand, and with the flags u and, unless they say otherwise, i.
 */
import type { Certainty } from '../../core/document.ts';

/** Kinds of law that most states have one of; a named law is found by its title. */
export type CodeName =
  | 'criminal-code'
  | 'criminal-procedure-code'
  | 'criminal-executive-code'
  | 'administrative-offences-code'
  | 'civil-code'
  | 'civil-procedure-code'
  | 'family-code'
  | 'labour-code'
  | 'health-code'
  | 'constitution';

export type TreatyActionName =
  | 'signature'
  | 'ratification'
  | 'accession'
  | 'succession'
  | 'acceptance'
  | 'entry-into-force'
  | 'withdrawal';

/** What a pronoun-like naming of a law leads back to: the last one named that is of its sort. */
export type Again = 'law' | 'treaty' | 'protocol' | 'any';

export type EventType = 'law' | 'review' | 'plan' | 'institution' | 'operation' | 'report' | 'campaign';

export interface FindingPattern {
  readonly question: string;
  readonly value: boolean | 'integer';
  /** Of an integer, the group `n` holds the number. */
  readonly pattern: RegExp;
}

export interface Patterns {
  readonly language: 'en' | 'ru' | 'kk';
  /** Numbers in words. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly magnitudes: Readonly<Record<string, number>>;
  /** One and a half: adds one half to what stands before, or is 1.5 by itself. */
  readonly half: RegExp;
  readonly percent: RegExp;
  /** Fractions in words with their value in percent. */
  readonly fractions: readonly (readonly [pattern: RegExp, percent: number])[];
  /** What is counted: head words of units. */
  readonly units: readonly string[];
  /** After a number: it is a duration or an age, and no figure. */
  readonly durations: RegExp;
  /** After a number: how many times. */
  readonly times: RegExp;
  /** Small words that follow a number which has its unit elsewhere, and words that cannot begin a unit. */
  readonly notUnits: RegExp;
  /** Before a number that numbers something: article, page, table, No. */
  readonly numbered: RegExp;
  readonly qualifiers: readonly (readonly [
    pattern: RegExp,
    qualifier: 'about' | 'at-least' | 'at-most' | 'more-than' | 'less-than',
  ])[];
  /** Joins the ends of a range of numbers. */
  readonly rangeJoin: RegExp;
  readonly certainty: readonly {
    readonly pattern: RegExp;
    readonly certainty: Certainty;
    readonly scope: 'after' | 'sentence';
  }[];
  readonly yearCue: RegExp;
  readonly since: RegExp;
  readonly until: RegExp;
  /** Months, each in every form that may stand beside a day. */
  readonly months: readonly string[];
  readonly dayMonth: 'day-first' | 'both';
  readonly relativeYears: readonly (readonly [pattern: RegExp, years: number])[];
  readonly instruments: Readonly<Record<string, readonly string[]>>;
  readonly treatyActions: readonly (readonly [pattern: RegExp, action: TreatyActionName])[];
  readonly treatyNot: RegExp;
  /** The act is wished for, planned or meant in general. */
  readonly treatyUnreal: RegExp;
  readonly codes: Readonly<Record<CodeName, readonly string[]>>;
  readonly again: readonly (readonly [phrase: string, again: Again])[];
  /** Whose bare “the Convention” is which. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly currencies: readonly (readonly [pattern: RegExp, code: string])[];
  /** Between an amount and what it comes to in another currency. */
  readonly converted: RegExp;
  readonly perUnit: RegExp;
  readonly prison: RegExp;
  readonly life: RegExp;
  readonly years: RegExp;
  readonly monthsOfPrison: RegExp;
  readonly penaltyColumn: RegExp;
  readonly upTo: RegExp;
  readonly atLeast: RegExp;
  readonly recommendations: {
    readonly headings: RegExp;
    readonly asks: RegExp;
    readonly should: RegExp;
    /** The words report what a law says or what was, and ask for nothing. */
    readonly notAsked: RegExp;
    /** A sentence that asks by its verb alone: “Train officials …”. Counts only under a heading of recommendations. */
    readonly imperative: RegExp;
    /** An introduction to points: ends with a colon and asks. */
    readonly lead: RegExp;
    readonly body: RegExp;
  };
  readonly plans: RegExp;
  readonly organisations: RegExp;
  readonly hotline: RegExp;
  readonly events: readonly (readonly [pattern: RegExp, type: EventType])[];
  readonly findings: readonly FindingPattern[];
}

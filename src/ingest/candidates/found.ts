/** What a rule of one kind hands over; index.ts gives it an id, notes, certainty and the draft of a record. */
import type { CandidateKind, CandidateValues, Range } from '../../core/document.ts';
import type { AnyRecord, KindName } from '../../core/model/index.ts';
import type { Period } from './dates.ts';
import type { Sentence } from './reading.ts';

export interface FoundOf<K extends CandidateKind> extends Range {
  readonly kind: K;
  readonly sentence: Sentence;
  /** What was understood, but for the ids of other candidates, which are not known yet. */
  readonly value: CandidateValues[K];
  /** The legal reference it belongs to. */
  readonly reference?: FoundOf<'legal-reference'> | undefined;
  /** The figure that it is a part of. */
  readonly partOf?: FoundOf<'figure'> | undefined;
  readonly period?: Period;
  /** The record it would become, without id and citations. */
  readonly draft?: Draft;
}

export interface Draft {
  readonly kind: KindName;
  /** Last parts of the id, below country and kind; words are made fit. */
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Found = { [K in CandidateKind]: FoundOf<K> }[CandidateKind];

/** A record made of a draft: complete enough to be read and corrected by hand, and no more. */
export function recordOf(draft: Draft, id: string, country: string | undefined, citations: unknown): AnyRecord {
  const { kind, body } = draft;
  return {
    kind,
    id,
    ...(country !== undefined && { country }),
    ...body,
    // A series cites for each of its observations.
    ...(kind === 'series'
      ? { observations: (body.observations as readonly object[]).map((one) => ({ ...one, citations })) }
      : { citations }),
  } as unknown as AnyRecord;
}

/** A number as records hold it, without the noise of binary fractions. */
export function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

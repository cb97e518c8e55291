/** What an import has to say beside its records. */
import type { Place } from '../../core/errors.ts';

/** Something the reader of an import must know: what was kept outside the records, assumed, or not understood. */
export interface Notice {
  readonly code: NoticeCode;
  readonly message: string;
  readonly place?: Place;
  /** Number of the provision it is about. */
  readonly number?: string;
  /** Words of the file that stand in no record. */
  readonly text?: string;
  /** How often, where the same is said once for all. */
  readonly count?: number;
}

export type NoticeCode =
  | 'outside-provisions'
  | 'removed-text'
  | 'remark'
  | 'publisher-note'
  | 'not-shown'
  | 'unknown-element'
  | 'repealed'
  | 'suspended'
  | 'renumbered'
  | 'number'
  | 'nested-article'
  | 'assumed-date'
  | 'amending-act'
  | 'language'
  | 'conflict'
  | 'bill'
  | 'not-taken-over';

/** Everything the import has to say, gathered. */
export class Report {
  readonly notices: Notice[] = [];
  readonly #counted = new Map<string, { notice: Notice; count: number }>();

  add(notice: Notice): void {
    this.notices.push(notice);
  }

  /** The same thing said once, with how often it occurs and where first. */
  count(key: string, notice: Notice): void {
    const seen = this.#counted.get(key);
    if (seen) seen.count++;
    else this.#counted.set(key, { notice, count: 1 });
  }

  /** The same thing said once, however often it occurs. */
  once(key: string, notice: Notice): void {
    if (!this.#counted.has(key)) this.count(key, notice);
  }

  all(): Notice[] {
    return [...this.notices, ...[...this.#counted.values()].map(({ notice, count }) => ({ ...notice, count }))];
  }
}

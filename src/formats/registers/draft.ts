/** What reading a register gives: drafts of records, each with what identifies it in the register. */
import { createHash } from 'node:crypto';
import type { AnyRecord } from '../../core/model/index.ts';
import type { ImportKind } from './mapping.ts';
import type { RowReader } from './row.ts';
import type { Fields } from './vocabulary.ts';

/** A record without its source: citations and origin are added when it is compared with what is on record. */
export interface Draft {
  /** What identifies it in the register. */
  readonly key: string;
  /** The id it gets if it is new. */
  readonly id: string;
  readonly country: string;
  readonly kind: 'recommendation' | 'treaty-action' | 'series' | 'organisation';
  /** The fields that the register states. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Where in the source it stands. */
  readonly locator?: string;
  readonly row: number;
}

export interface KnownRegister {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  /** Fields whose columns, together, tell it from others. */
  readonly marks: readonly string[];
}

/** How the rows of one kind become drafts. */
export interface Drafter {
  /** Sees every row before any draft is made. */
  observe?(row: RowReader): void;
  draft(row: RowReader): readonly Draft[];
  /** What can only be given when all rows were seen. */
  finish?(): readonly Draft[];
}

export interface Register {
  readonly kind: ImportKind;
  readonly record: Draft['kind'];
  readonly fields: Fields;
  readonly registers: readonly KnownRegister[];
  begin(register: string): Drafter;
  /** What identifies a record that people wrote as the same thing; drafts give it too. */
  identity(record: AnyRecord): readonly string[];
  /** Whether a record that people wrote says all that a draft says, though in other fields. */
  saysNoMore?(draft: Draft, known: AnyRecord): boolean;
}

export const hash = (text: string, length = 16): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  'а a,б b,в v,г g,д d,е e,ж zh,з z,и i,к k,л l,м m,н n,о o,п p,р r,с s,т t,у u,ф f,х kh,ц ts,ч ch,ш sh,щ shch,ъ ,ы y,ь ,э e,ю yu,я ya,ә a,ғ g,қ q,ң ng,ө o,ұ u,ү u,һ h,і i'
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
);

/**
 * Latin words joined by hyphens, Cyrillic in Latin letters; what has other letters, or is long, ends in a mark of its
 * own, so that two names are never one.
 */
export function slug(text: string, longest = 60): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const latin = bare.replace(/[а-яәғқңөұүһі]/g, (letter) => LATIN[letter] ?? '');
  const plain = latin.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  const isLossy = /[^\p{ASCII}\p{P}\p{S}\p{Z}]/u.test(latin);
  if (plain.length <= longest && plain !== '' && !isLossy) return plain;
  const short = plain.slice(0, longest - 9).replace(/-+$/, '');
  return [short, hash(text, 8)].filter(Boolean).join('-');
}

/** The languages documents are read in. */
import { en } from './en.ts';
import { kk } from './kk.ts';
import type { Patterns } from './patterns.ts';
import { ru } from './ru.ts';

export type { Patterns } from './patterns.ts';
export const PATTERNS: Readonly<Record<'en' | 'ru' | 'kk', Patterns>> = { en, ru, kk };
export const ALL: readonly Patterns[] = [en, ru, kk];

/**
 * Editions never change: they are superseded by another, withdrawn with a reason, or corrected by errata that stand
 * beside the text. Everything else about them stays as it was recorded.
 */
import type { AnyRecord, RecordOf } from '../model/index.ts';

export type Edition = RecordOf<'edition'>;
export type EditionFile = Edition['files'][number];

/** Why an edition may not become what is given (nothing: it is removed), as a sentence; undefined where it may. */
export function refusalToThaw(before: Edition, after: AnyRecord | undefined): string | undefined {
  const { id } = before;
  if (after?.kind !== 'edition')
    return `${id} is a published edition and cannot be removed. Withdraw it with a reason.`;
  const [{ withdrawn, errata = [], ...old }, { withdrawn: gone, errata: now = [], ...rest }] = [before, after];
  const fields = [...new Set([...Object.keys(old), ...Object.keys(rest)])].filter(
    (key) => canonical(old[key as keyof typeof old]) !== canonical(rest[key as keyof typeof rest]),
  );
  if (fields.length > 0)
    return `${id} is a published edition and never changes (${fields.join(', ')}). Publish another that supersedes it, withdraw it, or add an erratum.`;
  if (withdrawn && canonical(withdrawn) !== canonical(gone)) return `${id} was withdrawn, and that stands.`;
  if (errata.some((one, index) => canonical(one) !== canonical(now[index])))
    return `${id} has errata that stand as they were published. Add another after them.`;
  return undefined;
}

/** One text for one value, whatever the order of its keys: what hashes of documents are taken of. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      inner === null || typeof inner !== 'object' || Array.isArray(inner)
        ? inner
        : Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))),
    ) ?? ''
  );
}

/** The lines whose hash is that of an edition: each file with what names its bytes. */
export function contentOf(files: readonly EditionFile[]): string {
  return files.map(({ language, format, sha256, size }) => `${language} ${format} ${size} ${sha256}\n`).join('');
}

/** The address of an edition's page, without language: /edition/kaz/1. */
export const editionPath = (country: string, number: number): string => `/edition/${country}/${number}`;

/** Editions of a country, or of all, newest first. */
export function newestFirst(editions: readonly Edition[]): Edition[] {
  return [...editions].sort(
    (a, b) => (a.published < b.published ? 1 : a.published > b.published ? -1 : 0) || b.number - a.number,
  );
}

/** The edition that took the place of this one. */
export function successorOf(editions: readonly Edition[], { id }: Pick<Edition, 'id'>): Edition | undefined {
  return editions.find(({ supersedes }) => supersedes === id);
}

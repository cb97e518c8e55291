/**
 * What changed between two versions of a provision: words of the summary and of the text, parameters, penalties.
 * Always true: what is the same and removed joins to the text before, what is the same and added to the text after.
 * Words are those of Unicode Standard Annex #29 (Intl.Segmenter), so Cyrillic and Kazakh letters count as letters;
 * compounds and article numbers with a hyphen (132-1) are one word.
 */
import { diffArrays } from 'diff';
import { inLanguage, LANGUAGES, type Language, type Localised } from './localised.ts';
import type { Version } from './model/index.ts';

export interface TextPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** A text of both versions, compared in one language. */
export interface TextChange {
  readonly language: string;
  readonly parts: readonly TextPart[];
}

export type ChangeKind = 'same' | 'added' | 'removed' | 'changed';
export type Parameter = NonNullable<Version['parameters']>[string];
export type Penalty = NonNullable<Version['penalties']>[number];

interface ParameterChange {
  readonly name: string;
  readonly kind: ChangeKind;
  readonly before?: Parameter;
  readonly after?: Parameter;
}

interface PenaltyChange {
  readonly tier: string;
  readonly kind: ChangeKind;
  readonly before?: Penalty;
  readonly after?: Penalty;
}

interface VersionChange {
  readonly summary: TextChange;
  /** Absent where the official text of either version is not on record, or the two are in different languages. */
  readonly text?: TextChange;
  readonly parameters: readonly ParameterChange[];
  readonly penalties: readonly PenaltyChange[];
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  let found = segmenters.get(language);
  if (!found) {
    found = new Intl.Segmenter(language, { granularity: 'word' });
    segmenters.set(language, found);
  }
  return found;
}

const HYPHEN = /^[-\u2010\u2011]$/;

/** The words of a text with the spaces and marks between them: joined again they give the text. */
export function wordsOf(text: string, language: string): string[] {
  const segments = [...segmenter(language).segment(text)];
  const words: string[] = [];
  for (let index = 0; index < segments.length; index++) {
    let word = segments[index]?.segment ?? '';
    while (
      segments[index]?.isWordLike &&
      HYPHEN.test(segments[index + 1]?.segment ?? '') &&
      segments[index + 2]?.isWordLike
    ) {
      word += `${segments[index + 1]?.segment}${segments[index + 2]?.segment}`;
      index += 2;
    }
    words.push(word);
  }
  return words;
}

/** The difference of two texts, word by word; of neighbouring changes what was removed comes first. */
export function diffText(before: string, after: string, language = 'en'): TextPart[] {
  const parts: TextPart[] = diffArrays(wordsOf(before, language), wordsOf(after, language)).map(
    ({ value, added, removed }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') }),
  );
  return joinNeighbours(parts);
}

/** Spaces alone between two changes belong to both of them: a reader sees one change of several words. */
function joinNeighbours(parts: readonly TextPart[]): TextPart[] {
  const joined: TextPart[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    if (removed) joined.push({ kind: 'removed', text: removed });
    if (added) joined.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  for (const [index, { kind, text }] of parts.entries()) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (removed && added && /^\s+$/.test(text) && index + 1 < parts.length) {
      removed += text;
      added += text;
    } else {
      flush();
      joined.push({ kind, text });
    }
  }
  flush();
  return joined;
}

/** The language in which both texts exist, the wanted one first; each falls back on its own where there is none. */
function commonLanguage(before: Localised, after: Localised, wanted: Language): Language {
  const has = (text: Localised, language: Language) => inLanguage(text, language).language === language;
  return (
    [wanted, ...LANGUAGES].find((language) => has(before, language) && has(after, language)) ??
    inLanguage(after, wanted).language
  );
}

/** The difference of two localised texts, in a language that both have. */
export function diffLocalised(before: Localised, after: Localised, wanted: Language): TextChange {
  const language = commonLanguage(before, after, wanted);
  return {
    language,
    parts: diffText(inLanguage(before, language).text, inLanguage(after, language).text, language),
  };
}

/** What changed from one version of a provision to another. */
export function diffVersions(before: Version, after: Version, wanted: Language): VersionChange {
  const comparable = before.text !== undefined && after.text !== undefined && before.language === after.language;
  return {
    summary: diffLocalised(before.summary, after.summary, wanted),
    ...(comparable && {
      text: {
        language: after.language ?? wanted,
        parts: diffText(before.text ?? '', after.text ?? '', after.language ?? wanted),
      },
    }),
    parameters: diffParameters(before.parameters ?? {}, after.parameters ?? {}),
    penalties: diffPenalties(before.penalties ?? [], after.penalties ?? []),
  };
}

function kindOf(before: unknown, after: unknown): ChangeKind {
  if (before === undefined) return 'added';
  if (after === undefined) return 'removed';
  return canonical(before) === canonical(after) ? 'same' : 'changed';
}

/** One text for one value, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function diffParameters(
  before: NonNullable<Version['parameters']>,
  after: NonNullable<Version['parameters']>,
): ParameterChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().map((name) => ({
    name,
    kind: kindOf(before[name], after[name]),
    ...(before[name] !== undefined && { before: before[name] }),
    ...(after[name] !== undefined && { after: after[name] }),
  }));
}

function diffPenalties(before: readonly Penalty[], after: readonly Penalty[]): PenaltyChange[] {
  const collator = new Intl.Collator('en', { numeric: true });
  const tiers = [...new Set([...before, ...after].map(({ tier }) => tier))].sort(collator.compare);
  return tiers.map((tier) => {
    const old = before.find((penalty) => penalty.tier === tier);
    const now = after.find((penalty) => penalty.tier === tier);
    return { tier, kind: kindOf(old, now), ...(old && { before: old }), ...(now && { after: now }) };
  });
}

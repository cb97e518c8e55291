/**
 * Where the headings of a table stand and what they mean: one row or several, below titles and notes, in any order.
 * Always true: a column becomes one field, and a field has one column; where two fit as well, a person is asked.
 */
import type { Language } from '../../core/localised.ts';
import { columnName, type Merge, type Row, textOf, type Value } from '../tables/table.ts';
import { yearIn } from './figures.ts';
import { NONE } from './mapping.ts';
import { type Fields, fieldOf, fold } from './vocabulary.ts';

export interface Layout {
  /** Numbers of the rows that hold headings. */
  readonly rows: readonly number[];
  /** Headings by column; those of several rows joined. */
  readonly headings: readonly string[];
  readonly columns: ReadonlyMap<string, number>;
  /** Fields for which several columns are equally good. */
  readonly unsure: readonly { readonly field: string; readonly columns: readonly number[] }[];
  /** Columns of the mapping that are not in the table. */
  readonly missing: readonly { readonly field: string; readonly heading: string }[];
  /** Columns whose headings are years. */
  readonly years: readonly { readonly column: number; readonly year: string }[];
  readonly score: number;
}

/** How far down headings are looked for. */
export const LOOKED_AT = 40;
const MOST_ROWS = 3;
/** Words that say nothing of their own below another heading: Signature / Date, Country / Name. */
const GENERIC: Readonly<Record<string, 'date' | 'any'>> = {
  date: 'date',
  дата: 'date',
  күні: 'date',
  name: 'any',
  value: 'any',
  number: 'any',
  text: 'any',
  число: 'any',
  название: 'any',
  мәні: 'any',
  атауы: 'any',
};

interface Wanted {
  /** Rows that a person named. */
  readonly rows?: readonly number[];
  /** Columns that a person named: a heading or a letter. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** The best reading of the first rows of a table. */
export function layoutOf(rows: readonly Row[], merges: readonly Merge[], fields: Fields, wanted: Wanted): Layout {
  const top = rows.slice(0, LOOKED_AT);
  if (wanted.rows) {
    const named = wanted.rows;
    return layoutAt(
      top.filter(({ number }) => named.includes(number)),
      merges,
      fields,
      wanted.columns,
    );
  }
  let best: Layout | undefined;
  for (let from = 0; from < top.length; from++) {
    for (let count = 1; count <= MOST_ROWS && from + count <= top.length; count++) {
      const layout = layoutAt(top.slice(from, from + count), merges, fields, wanted.columns);
      // A further row must say more than it takes: a row of data under the headings says nothing.
      if (layout.score > (best?.score ?? 0) + (count > 1 ? 1 : 0)) best = layout;
    }
  }
  return best ?? layoutAt(top.slice(0, 1), merges, fields, wanted.columns);
}

function layoutAt(
  rows: readonly Row[],
  merges: readonly Merge[],
  fields: Fields,
  asked: Readonly<Record<string, string>> = {},
): Layout {
  const parts = partsOf(rows, merges);
  const headings = parts.map((own) => own.join(' / '));
  const columns = new Map<string, number>();
  const missing: { field: string; heading: string }[] = [];
  const taken = new Set<number>();
  for (const [field, heading] of Object.entries(asked)) {
    if (heading === NONE) continue;
    const column = columnOf(heading, headings, parts);
    if (column === undefined) missing.push({ field, heading });
    else {
      columns.set(field, column);
      taken.add(column);
    }
  }
  const years = parts.flatMap((own, column) => {
    const year = taken.has(column) ? undefined : yearIn(own.at(-1) ?? '');
    return year === undefined ? [] : [{ column, year }];
  });
  const isWide = years.length >= 2;
  if (isWide) for (const { column } of years) taken.add(column);
  const fits = new Map<string, { column: number; rank: number }[]>();
  for (const [column, own] of parts.entries()) {
    if (taken.has(column)) continue;
    const fit = fitOf(own, fields);
    if (!fit || asked[fit.field] !== undefined) continue;
    const known = fits.get(fit.field);
    if (known) known.push({ column, rank: fit.rank });
    else fits.set(fit.field, [{ column, rank: fit.rank }]);
  }
  const unsure: { field: string; columns: number[] }[] = [];
  let score = columns.size * 3 + (isWide ? 4 : 0);
  for (const [field, found] of fits) {
    const rank = Math.min(...found.map((one) => one.rank));
    const best = found.filter((one) => one.rank === rank);
    const [first] = best;
    if (!first) continue;
    if (best.length > 1) unsure.push({ field, columns: best.map(({ column }) => column) });
    else {
      columns.set(field, first.column);
      score += (rank === 0 ? 3 : rank < 3 ? 2 : 1) + (fields[field]?.isRequired ? 1 : 0);
    }
  }
  return {
    rows: rows.map(({ number }) => number),
    headings,
    columns,
    unsure,
    missing,
    years: isWide ? years : [],
    score,
  };
}

/** The words of a heading, from the top row to the lowest; merged ones and group titles stand over all they cover. */
function partsOf(rows: readonly Row[], merges: readonly Merge[]): string[][] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const filled = rows.map(({ number, cells }, index) => {
    const texts = Array.from({ length: width }, (_, column) => plain(cells[column]));
    for (const { top, bottom, left, right } of merges) {
      if (number < top || number > bottom) continue;
      const said = plain(rows.find((row) => row.number === top)?.cells[left]);
      // Across, a merged heading is said of each column; down, it is said once.
      for (let column = left; column <= Math.min(right, width - 1); column++) if (number === top) texts[column] = said;
    }
    // In text tables a group title stands over its first column alone.
    if (index < rows.length - 1) {
      const below = rows[index + 1];
      for (let column = 1; column < width; column++)
        if (texts[column] === '' && plain(below?.cells[column]) !== '') texts[column] = texts[column - 1] ?? '';
    }
    return texts;
  });
  return Array.from({ length: width }, (_, column) => {
    const own = filled.map((texts) => texts[column] ?? '').filter((text) => text !== '');
    return own.filter((text, index) => text !== own[index - 1]);
  });
}

const plain = (value: Value): string => textOf(value).replaceAll(/\s+/g, ' ').slice(0, 200);

function fitOf(parts: readonly string[], fields: Fields): { field: string; rank: number } | undefined {
  const whole = fieldOf(parts.join(' '), fields);
  if (whole?.isExact) return { field: whole.field, rank: 0 };
  const lowest = parts.at(-1) ?? '';
  const upper = parts.length > 1 ? fieldOf(parts.slice(0, -1).join(' '), fields) : undefined;
  const generic = GENERIC[fold(lowest)];
  const suits = generic === 'any' || (generic === 'date' && fields[upper?.field ?? '']?.type === 'date');
  if (upper?.isExact && suits) return { field: upper.field, rank: 1 };
  const own = parts.length > 1 ? fieldOf(lowest, fields) : undefined;
  if (own?.isExact) return { field: own.field, rank: 1 };
  if (upper?.isExact) return { field: upper.field, rank: 2 };
  return whole && { field: whole.field, rank: 3 };
}

/** The column that a person named by its heading, or by its letter. */
function columnOf(named: string, headings: readonly string[], parts: readonly string[][]): number | undefined {
  const exact = headings.indexOf(named);
  if (exact >= 0) return exact;
  const wanted = fold(named);
  const found = headings.findIndex(
    (heading, index) => fold(heading) === wanted || fold(parts[index]?.at(-1) ?? '') === wanted,
  );
  if (found >= 0) return found;
  const letter = /^(?:column )?([A-Z]{1,2})$/.exec(named)?.[1];
  const index = letter === undefined ? -1 : headings.findIndex((_, column) => columnName(column) === letter);
  return index < 0 ? undefined : index;
}

const KAZAKH = /[әғқңөұүһі]/gi;
const CYRILLIC = /[а-яёәғқңөұүһі]/gi;
const ENGLISH = /\b(?:the|of|and|to|that|for|its|in|all)\b/gi;
const OTHER = /\b(?:les|des|et|le|du|aux|el|los|las|que|para|y|de|la|der|die|und)\b/gi;

/** The language of texts by their letters and commonest words; nothing where it is none of ours. */
export function languageOf(samples: readonly string[]): Language | undefined {
  const text = samples.join(' ');
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  if (letters === 0) return 'en';
  const cyrillic = count(CYRILLIC);
  if (cyrillic > letters / 2) return count(KAZAKH) > cyrillic * 0.03 ? 'kk' : 'ru';
  return count(OTHER) > count(ENGLISH) * 2 + 3 ? undefined : 'en';
}

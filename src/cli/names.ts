/**
 * From what a person types to what the record holds: countries, frameworks, indicators, statuses.
 * Always true: a name that fits more than one thing is refused with the full names; a name that fits nothing is
 * answered with the nearest ones.
 */
import type { Dataset, Indicator } from '../core/dataset.ts';
import { PlatformError } from '../core/errors.ts';
import { english, everyText } from '../core/localised.ts';
import type { Framework } from '../core/model/index.ts';
import { nearest } from '../core/nearest.ts';
import { UsageError } from './exit.ts';

/** A country of the record: its id is the ISO 3166-1 alpha-3 code in lower case. */
export interface Country {
  readonly id: string;
  readonly name: string;
}

/** The country meant by an alpha-2 or alpha-3 code or by a name in any of our languages. */
export function countryNamed(dataset: Dataset, typed: string): Country {
  const wanted = folded(typed);
  const names = new Map<string, string>();
  for (const id of dataset.assessedCountries()) if (id) names.set(folded(id), id);
  for (const country of dataset.all('country')) {
    const known = [country.id, country.alpha2, ...everyText(country.name), ...everyText(country.officialName)];
    for (const name of known) names.set(folded(name), country.id);
  }
  const id = names.get(wanted);
  if (id !== undefined) return { id, name: countryName(dataset, id) };
  const hints = new Set(nearest(wanted, names.keys()).map((name) => names.get(name) ?? name));
  throw new PlatformError(
    'not-found',
    `There is no country “${typed}” on record.` +
      (hints.size > 0
        ? ` Did you mean ${either([...hints].map((hint) => `${countryName(dataset, hint)} (${hint})`))}?`
        : ` Give an ISO 3166-1 code or a name, such as kaz or Kazakhstan. On record: ${some([...new Set(names.values())].sort())}.`),
  );
}

export function countryName(dataset: Dataset, id: string): string {
  const country = dataset.get('country', id);
  return country ? english(country.name) : id.toUpperCase();
}

/** The framework with this id. */
export function frameworkNamed(dataset: Dataset, typed: string): Framework {
  const framework = dataset.get('framework', typed) ?? dataset.get('framework', typed.toLowerCase());
  if (framework) return framework;
  const ids = dataset.all('framework').map(({ id }) => id);
  throw new PlatformError(
    'not-found',
    `There is no framework “${typed}”. ${hint(typed.toLowerCase(), ids, 'Frameworks')}`,
  );
}

/** The indicator with this full id (FRAMEWORK/INDICATOR), or with this short one where only one framework has it. */
export function indicatorNamed(dataset: Dataset, typed: string): Indicator {
  const wanted = typed.toLowerCase();
  const exact = dataset.indicator(wanted);
  if (exact) return exact;
  const all = dataset.indicators();
  const fitting = all.filter((indicator) => indicator.body.id === wanted);
  const [only, ...others] = fitting;
  if (only && others.length === 0) return only;
  if (only) {
    throw new UsageError(
      `“${typed}” is an indicator of ${fitting.length} frameworks. Give the full id:\n${fitting.map(({ id }) => `  ${id}`).join('\n')}`,
    );
  }
  // What to type, by every way of naming it: the short id where it is enough, else the full one.
  const short = new Map<string, string>();
  for (const { id, body } of all) {
    const name = all.filter((other) => other.body.id === body.id).length > 1 ? id : body.id;
    short.set(id, name);
    if (!short.has(body.id)) short.set(body.id, name);
  }
  const close = nearest(wanted, short.keys());
  const containing = [...short.keys()].filter((name) => wanted.length > 2 && name.includes(wanted));
  const hints = new Set([...close, ...containing].map((name) => short.get(name) ?? name));
  throw new PlatformError(
    'not-found',
    `There is no indicator “${typed}”. ` +
      (hints.size > 0
        ? `Did you mean ${either([...hints].slice(0, SUGGESTED))}?`
        : `“dutybearer assess” with a country lists the ${all.length} there are.`),
  );
}

/** The status of this name on the scale of an indicator's rule. */
export function statusNamed(indicator: Indicator, typed: string): string {
  const statuses = indicator.rule.clauses.map(({ status }) => status);
  const wanted = typed.toLowerCase().replaceAll(/[\s_]+/g, '-');
  if (statuses.includes(wanted)) return wanted;
  throw new UsageError(`The rule of ${indicator.id} has no status “${typed}”. ${hint(wanted, statuses, 'Statuses')}`);
}

function hint(typed: string, known: readonly string[], what: string): string {
  const hints = nearest(typed, known);
  return hints.length > 0 ? `Did you mean ${either(hints)}?` : `${what}: ${known.join(', ') || 'none'}.`;
}

/** “a”, “a or b”, “a, b or c”. */
export function either(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}

const LISTED = 12;
const SUGGESTED = 4;

function some(items: readonly string[]): string {
  if (items.length === 0) return 'none';
  return items.length <= LISTED
    ? items.join(', ')
    : `${items.slice(0, LISTED).join(', ')} and ${items.length - LISTED} more`;
}

/** Without case, accents and punctuation: how people type names. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * From what a person types to what the record holds: countries, frameworks, indicators, statuses, laws, articles,
 * subjects, obligations.
 * Always true: a name that fits more than one thing is refused with the full names; a name that fits nothing is
 * answered with the nearest ones.
 */
import type { Dataset, Indicator } from '../core/dataset.ts';
import { PlatformError } from '../core/errors.ts';
import { provisionsOf } from '../core/law/versions.ts';
import { english, everyText, type Localised } from '../core/localised.ts';
import type { Framework, Law, Provision, RecordOf } from '../core/model/index.ts';
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

/** A law by its id, a short form of it (criminal-code-2014, kaz/criminal-code-2014), its number or its title. */
export function lawNamed(dataset: Dataset, typed: string): Law {
  const found = lawsNamed(dataset, typed);
  const [only] = found;
  if (only && found.length === 1) return only;
  if (only) throw ambiguous(typed, found);
  const path = addressed(typed);
  const article = dataset.all('provision').find(({ id }) => endsIn(id, path));
  if (article) throw new UsageError(`“${typed}” is an article. Give its law: ${shortId(article.law)}.`);
  throw new PlatformError('not-found', `There is no law “${typed}” on record. ${lawHint(dataset, typed)}`);
}

/** An article by its id or a short form of it: criminal-code-2014/134, kaz/criminal-code-2014/134. */
export function provisionNamed(dataset: Dataset, typed: string): Provision {
  const found = lawOrProvisionNamed(dataset, typed);
  if (found.kind === 'provision') return found;
  const [first] = provisionsOf(dataset, found.id);
  throw new UsageError(
    `“${typed}” is a law. Give one of its articles${first ? `, such as ${shortId(first.id)}` : ''}: “dutybearer law show ${typed}” lists them.`,
  );
}

/** A law or one of its articles. */
export function lawOrProvisionNamed(dataset: Dataset, typed: string): Law | Provision {
  const laws = lawsNamed(dataset, typed);
  const [law] = laws;
  if (law && laws.length === 1) return law;
  if (law) throw ambiguous(typed, laws);
  const path = addressed(typed);
  const provisions = dataset.all('provision').filter(({ id }) => endsIn(id, path));
  const [provision] = provisions;
  if (provision && provisions.length === 1) return provision;
  if (provision) throw ambiguous(typed, provisions);
  throw new PlatformError('not-found', missingArticle(dataset, typed, path));
}

function missingArticle(dataset: Dataset, typed: string, path: string): string {
  const slash = path.lastIndexOf('/');
  const [law] = slash < 0 ? [] : lawsNamed(dataset, path.slice(0, slash));
  if (!law) {
    const sameNumber = dataset.all('provision').filter(({ id }) => slash < 0 && id.endsWith(`/${path}`));
    const help =
      sameNumber.length > 0
        ? `Give the law too: ${either(sameNumber.slice(0, SUGGESTED).map(({ id }) => shortId(id)))}.`
        : lawHint(dataset, slash < 0 ? typed : path);
    return `There is no law or article “${typed}” on record. ${help}`;
  }
  const number = path.slice(slash + 1);
  const known = new Map(provisionsOf(dataset, law.id).map(({ id }) => [id.slice(law.id.length + 1), shortId(id)]));
  const close = nearest(number, known.keys()).map((name) => known.get(name) ?? name);
  return (
    `${law.id} has no article “${number}” on record. ` +
    (close.length > 0
      ? `Did you mean ${either(close)}?`
      : `On record: ${some(provisionsOf(dataset, law.id).map((provision) => provision.number))}.`)
  );
}

function lawsNamed(dataset: Dataset, typed: string): Law[] {
  const all = dataset.all('law');
  const path = addressed(typed);
  const byId = all.filter(({ id }) => endsIn(id, path));
  if (byId.length > 0) return byId;
  const wanted = folded(typed);
  if (wanted === '') return [];
  return all.filter(({ number, title }) =>
    [...(number === undefined ? [] : [number]), ...everyText(title)].some((name) => folded(name) === wanted),
  );
}

/** What was typed as the path of an id: “kaz criminal-code-2014 134” and /law/kaz/criminal-code-2014/134 alike. */
function addressed(typed: string): string {
  const path = typed
    .toLowerCase()
    .split(/[\s/]+/)
    .filter(Boolean);
  return path[0] === 'law' ? path.slice(1).join('/') : path.join('/');
}

/** Whether a path is that of an id of a law or an article, with or without “law”, and with or without the country. */
function endsIn(id: string, path: string): boolean {
  const short = shortId(id);
  return path === id || path === short || path === `${id.slice(0, 3)}/${short}`;
}

/** The id of a law or an article without its country: criminal-code-2014/134. */
export function shortId(id: string): string {
  return id.replace(/^[a-z]{3}\/law\//, '');
}

function ambiguous(typed: string, found: readonly { readonly id: string }[]): UsageError {
  return new UsageError(
    `“${typed}” fits ${found.length} records. Give the full id:\n${found.map(({ id }) => `  ${id}`).join('\n')}`,
  );
}

function lawHint(dataset: Dataset, typed: string): string {
  const wanted = addressed(typed);
  const names = new Map<string, string>();
  for (const { id, number, title } of dataset.all('law')) {
    for (const name of [shortId(id), ...(number === undefined ? [] : [number.toLowerCase()])])
      names.set(name, shortId(id));
    for (const name of everyText(title)) names.set(folded(name).replaceAll(' ', '-'), shortId(id));
  }
  const [law = '', number] = wanted.replace(/^[a-z]{3}\//, '').split('/');
  const close = nearest(law, names.keys());
  const containing = [...names.keys()].filter((name) => law.length > 3 && name.includes(law));
  const hints = new Set([...close, ...containing].map((name) => names.get(name) ?? name));
  // With a number, only laws that have such an article.
  const articles = [...hints].map((hint) => `${hint}/${number}`).filter((path) => hasArticle(dataset, path));
  const shown = articles.length > 0 ? articles : [...hints];
  if (shown.length > 0) return `Did you mean ${either(shown.slice(0, SUGGESTED))}?`;
  const count = dataset.all('law').length;
  return count > 0 ? `“dutybearer law show” with a country lists the ${count} there are.` : 'No law is on record.';
}

function hasArticle(dataset: Dataset, path: string): boolean {
  return dataset.all('provision').some(({ id }) => shortId(id) === path);
}

/** A subject of the codebook by its id, with or without “subject/”, or by its title. */
export function subjectNamed(dataset: Dataset, typed: string): RecordOf<'subject'> | undefined {
  return entryNamed(dataset.all('subject'), typed);
}

/** An obligation of the codebook by its id, with or without “obligation/”, or by its title. */
export function obligationNamed(dataset: Dataset, typed: string): RecordOf<'obligation'> {
  const all = dataset.all('obligation');
  const found = entryNamed(all, typed);
  if (found) return found;
  const names = all.map(({ id }) => id.replace(/^obligation\//, ''));
  throw new PlatformError(
    'not-found',
    `There is no obligation “${typed}” in the codebook. ${hint(typed.toLowerCase(), names, 'Obligations')}`,
  );
}

function entryNamed<T extends { readonly kind: string; readonly id: string; readonly title: Localised }>(
  entries: readonly T[],
  typed: string,
): T | undefined {
  const wanted = folded(typed);
  return entries.find(({ kind, id, title }) =>
    [id, id.replace(`${kind}/`, ''), ...everyText(title)].some((name) => folded(name) === wanted),
  );
}

/** What a law, an article, a subject or a country is called: the one of these that a person means. */
export function placeInLaw(
  dataset: Dataset,
  typed: string,
): Law | Provision | RecordOf<'subject'> | (Country & { readonly kind: 'country' }) {
  const subject = subjectNamed(dataset, typed);
  if (subject) return subject;
  try {
    return lawOrProvisionNamed(dataset, typed);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    try {
      return { kind: 'country', ...countryNamed(dataset, typed) };
    } catch {
      throw error;
    }
  }
}

/** Refuses ids that are not on record, with the nearest ones. */
export function refuseUnknown(dataset: Dataset, ids: readonly string[], what: string): void {
  const missing = ids.filter((id) => !dataset.find(id));
  if (missing.length === 0) return;
  const known = dataset.records.map(({ id }) => id);
  const lines = missing.map((id) => {
    const close = nearest(id, known);
    return `“${id}” is not on record.${close.length > 0 ? ` Did you mean ${either(close)}?` : ''}`;
  });
  throw new PlatformError('not-found', `${lines.join('\n')}\n${what}`);
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

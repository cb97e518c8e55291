/**
 * Members and observers of the United Nations: what "every state" means on the site, and what they are called where
 * the record has no name of its own. Names come from Unicode CLDR.
 */
import type { Language } from '../core/localised.ts';
import type { View } from './context.tsx';
import { compareNames, LOCALES, translate } from './i18n.ts';
import list from './states.json' with { type: 'json' };

/** ISO 3166-1 alpha-3 in lower case → alpha-2. */
export const STATES: ReadonlyMap<string, string> = new Map(list.map(([code = '', alpha2 = '']) => [code, alpha2]));

/** Names that CLDR gives otherwise than the United Nations. */
const NAMED_HERE = new Set(['pse']);

const names = new Map<Language, Intl.DisplayNames>();

/** The name of a member state in a language, whatever is on record of it. */
export function stateNameIn(language: Language, code: string): string {
  const alpha2 = STATES.get(code);
  if (alpha2 === undefined) return code.toUpperCase();
  if (NAMED_HERE.has(code)) return translate(language, `state.${code}`);
  const display = names.get(language) ?? new Intl.DisplayNames(LOCALES[language], { type: 'region' });
  names.set(language, display);
  return display.of(alpha2) ?? code.toUpperCase();
}

/** The name of a country: that on record, else that of the member state. */
export function stateName(view: View, code: string): string {
  const record = view.dataset.get('country', code);
  return record ? view.text(record.name) : stateNameIn(view.language, code);
}

/** Codes in the order of their names in the language of the page. */
export function byName(view: View, codes: Iterable<string>): string[] {
  const compare = compareNames(view.language);
  return [...codes]
    .map((code) => ({ code, name: stateName(view, code) }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ code }) => code);
}

/**
 * A search as an address has it: words, and what narrows them. Asked of the store, or of the dataset where there is none.
 * Always true: it looks through the record as it is now; on a past day it finds what held then.
 */
import type { Platform } from '../app/platform.ts';
import { searchIn } from '../app/search.ts';
import type { Dataset } from '../core/dataset.ts';
import { PlatformError } from '../core/errors.ts';
import { LANGUAGES, type Language } from '../core/localised.ts';
import { KIND_NAMES } from '../core/model/index.ts';
import { QUERY_LIMITS } from '../core/search/query.ts';
import { firstDay, isoDay, type PartialDate } from '../core/time.ts';
import type { Search } from './context.tsx';
import { translate } from './i18n.ts';

/** Results on one page. */
export const RESULTS = 20;
/** What narrows a search, by its parameter in the address. */
export const FILTERS = ['kind', 'country', 'language', 'year'] as const;

/** The search that the parameters of an address ask for, with its answer. */
export async function searchFor(
  platform: Partial<Pick<Platform, 'search'>>,
  dataset: Dataset,
  parameters: URLSearchParams,
  asOf: PartialDate | undefined,
  preferred: Language,
): Promise<Search | 'unknown-filter'> {
  const asked = (name: string) => (parameters.get(name) ?? '').trim();
  const [kindName, country, languageName, year] = FILTERS.map(asked) as [string, string, string, string];
  const kind = KIND_NAMES.find((known) => known === kindName);
  const language = LANGUAGES.find((known) => known === languageName);
  if (
    (kindName !== '' && !kind) ||
    (languageName !== '' && !language) ||
    !/^([a-z]{3})?$/.test(country) ||
    !/^(\d{4})?$/.test(year)
  ) {
    return 'unknown-filter';
  }
  const page = /^[1-9]\d{0,4}$/.test(asked('page')) ? Number(asked('page')) : 1;
  const text = asked('q');
  const query = {
    text,
    ...(kind && { kind }),
    ...(language && { language }),
    ...(country && { country }),
    ...(year && { year: Number(year) }),
    on: asOf === undefined ? undefined : isoDay(firstDay(asOf)),
    preferred,
    limit: RESULTS,
    offset: (page - 1) * RESULTS,
  };
  if (text === '') return { query, page };
  if (text.length > QUERY_LIMITS.characters) return { query, page, refused: 'too-long' };
  try {
    const answer = await (platform.search ? platform.search(query) : searchIn(dataset, query));
    return { query, page, answer };
  } catch (error) {
    // The length was seen to: what is left to refuse is the number of words.
    if (error instanceof PlatformError && error.refusal === 'invalid')
      return { query, page, refused: 'too-many-words' };
    throw error;
  }
}

/** What to say of a search whose address alone is too long. */
export const tooLong = (language: Language): string =>
  translate(language, 'find.too-long', { count: QUERY_LIMITS.characters });

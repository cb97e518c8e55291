/**
 * Search over a dataset that no store holds, such as that of a folder; and what of a text found may be shown.
 * Always true: an index is made once, when it is first asked, and goes with the dataset; what core/publication.ts
 * withholds of a record is not shown in what was found of it.
 */
import type { Dataset } from '../core/dataset.ts';
import { publishedWords } from '../core/publication.ts';
import { remember } from '../core/remember.ts';
import { textAt } from '../core/search/passages.ts';
import type { Snippet } from '../core/search/snippet.ts';
import type { Day } from '../core/time.ts';
import { type Hit, type SearchAnswer, type SearchQuery, searchOver } from '../store/store.ts';

export type { Hit, SearchAnswer, SearchQuery };

const indexes = new WeakMap<Dataset, ReturnType<typeof searchOver>>();

/** Finds what a dataset says, as the store does for what it holds. */
export async function searchIn(dataset: Dataset, query: SearchQuery): Promise<SearchAnswer> {
  const search = await remember(indexes, dataset, () => searchOver(dataset.records));
  return search(query);
}

/** Of a text from which words were taken out, the characters that are shown. */
const LENGTH = 240;

/** The words in their context as they may be published on a day: unmarked where some of the text had to be taken out. */
export function shownSnippet(dataset: Dataset, { id, kind, place, language, snippet }: Hit, today: Day): Snippet {
  const record = dataset.find(id);
  // Nothing tells what may be shown of a service that was not on record at the moment asked for.
  if (!record) return kind === 'service' ? { text: '', marks: [], before: false, after: false } : snippet;
  // By the whole text: a number may be cut in two where the stretch ends.
  const whole = textAt(record, place, language) ?? snippet.text;
  const words = publishedWords(record, place, whole, today);
  if (words === whole && whole.includes(snippet.text)) return snippet;
  const end = words.length <= LENGTH ? words.length : words.lastIndexOf(' ', LENGTH);
  return { text: words.slice(0, end), marks: [], before: false, after: end < words.length };
}

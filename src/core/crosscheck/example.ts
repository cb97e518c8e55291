/**
 * For tests alone: documents and records made in a few words, to plant contradictions in. All of it is invented.
 */
import { createDataset, type Dataset } from '../dataset.ts';
import {
  anchorIn,
  type Candidate,
  type CandidateKind,
  type CandidateOf,
  type Document,
  type Reference,
} from '../document.ts';
import { type AnyRecord, countryOf } from '../model/index.ts';

/** A document of paragraphs, one on each line; a line that begins with # is a heading. */
export function documentOf(text: string, given: Partial<Document> = {}): Document {
  let start = 0;
  const blocks = text.split('\n').map((line, index) => {
    const block = {
      id: `b${index + 1}`,
      kind: line.startsWith('#') ? ('heading' as const) : ('paragraph' as const),
      start,
      end: start + line.length,
      section: 's1',
    };
    start += line.length + 1;
    return block;
  });
  return {
    name: 'invented.txt',
    mediaType: 'text/plain',
    sha256: '0'.repeat(64),
    language: 'en',
    text,
    blocks,
    sections: [{ id: 's1', title: 'All', level: 1, start: 0, end: text.length }],
    marks: [],
    notes: [],
    references: [],
    issues: [],
    ...given,
  };
}

/** A reference whose words stand in the text. */
export function referenceIn(text: string, words: string, given: Partial<Reference> = {}): Reference {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`not in the text: ${words}`);
  return { id: `r${start}`, work: `w${start}`, start, end: start + words.length, ...given };
}

/** A candidate whose words stand in the document; `after` skips to a later place. */
export function claim<K extends CandidateKind>(
  document: Document,
  kind: K,
  words: string,
  value: CandidateOf<K>['value'],
  given: Partial<CandidateOf<K>> & { readonly after?: string } = {},
): Candidate {
  const { after, ...rest } = given;
  const from = after === undefined ? 0 : document.text.indexOf(after) + after.length;
  const start = document.text.indexOf(words, from);
  if (start < 0) throw new Error(`not in the text: ${words}`);
  return {
    id: `c${start}-${kind}`,
    kind,
    place: anchorIn(document.text, { start, end: start + words.length }),
    certainty: 'stated',
    notes: [],
    value,
    ...rest,
  } as unknown as Candidate;
}

/** Records as files hold them; the country follows from the id where there is one. */
export function datasetOf(...records: readonly object[]): Dataset {
  return createDataset(
    records.map((record) => {
      const { kind, id } = record as AnyRecord;
      const country = countryOf(kind, id);
      return { ...(country !== undefined && { country }), ...record } as AnyRecord;
    }),
  );
}

export const cited = [{ source: 'xaa/source/one' }];

/** Invented records for tests: an invented country (xaa is user-assigned in ISO 3166-1), sources and questions. */
import { createDataset, type Dataset } from '../../src/core/dataset.ts';
import type { Answer, AnyRecord, Finding, Question, RecordOf } from '../../src/core/model/index.ts';

export const source = (id = 'xaa/source/gazette'): RecordOf<'source'> => ({
  kind: 'source',
  id,
  ...(id.startsWith('xaa/') && { country: 'xaa' }),
  title: `Invented source ${id}`,
  type: 'law',
});

export const question = (id: string, more: Partial<Question> = {}): Question => ({
  kind: 'question',
  id,
  wording: `Does the law satisfy ${id}?`,
  type: 'boolean',
  strength: 'yes',
  reform: `Make ${id} hold`,
  ...more,
});

const cite = [{ source: 'xaa/source/gazette', locator: 'art. 1' }];

/** A law of the invented country; in force since ever where nothing else is said. */
export const law = (slug: string, more: Partial<RecordOf<'law'>> = {}): RecordOf<'law'> => ({
  kind: 'law',
  id: `xaa/law/${slug}`,
  country: 'xaa',
  title: `Invented law ${slug}`,
  type: 'code',
  citations: cite,
  ...more,
});

/** An article of such a law with its versions, oldest first. */
export const article = (
  lawSlug: string,
  number: string,
  versions: RecordOf<'provision'>['versions'],
  succeeds?: string[],
  more: Partial<RecordOf<'provision'>> = {},
): RecordOf<'provision'> => ({
  kind: 'provision',
  id: `xaa/law/${lawSlug}/${number}`,
  country: 'xaa',
  law: `xaa/law/${lawSlug}`,
  number,
  heading: `Article ${number}`,
  versions,
  ...(succeeds && { succeeds }),
  ...more,
});

/** A version over a period, made by an act where one is named. */
export const version = (
  from: string,
  to?: string,
  amendedBy?: string,
  more: Partial<RecordOf<'provision'>['versions'][number]> = {},
): RecordOf<'provision'>['versions'][number] => ({
  from,
  ...(to && { to }),
  ...(amendedBy && { amendedBy: [amendedBy] }),
  summary: `As from ${from}`,
  citations: cite,
  ...more,
});

let counter = 0;

export const finding = (on: string, value: Answer, more: Partial<Finding> = {}): Finding => ({
  kind: 'finding',
  id: more.id ?? `${more.country ?? 'xaa'}/finding/${on}/n${counter++}`,
  country: 'xaa',
  question: on,
  value,
  from: '2010-01-01',
  readOn: '2010-01-01',
  review: 'reviewed',
  citations: [{ source: 'xaa/source/gazette', locator: 'art. 1' }],
  ...more,
});

export const framework = (rule: unknown, more: Partial<RecordOf<'framework'>> = {}): RecordOf<'framework'> => ({
  kind: 'framework',
  id: 'invented',
  title: 'Invented framework',
  description: 'For tests.',
  scale: [
    { id: 'met', label: 'Met' },
    { id: 'partly-met', label: 'Partly met' },
    { id: 'not-met', label: 'Not met' },
  ],
  indicators: [{ id: 'one', title: 'One', rationale: 'For tests.', basis: [], rule: rule as never }],
  ...more,
});

/** A dataset of one framework with one indicator, `invented/one`, and these records. */
export function invented(rule: unknown, questions: readonly Question[], records: readonly AnyRecord[] = []): Dataset {
  return createDataset([source(), framework(rule), ...questions, ...records]);
}

import { expect, test } from 'vitest';
import { source } from '../../../test/support/invented.ts';
import { checkDataset } from '../check.ts';
import { createDataset } from '../dataset.ts';
import type { AnyRecord, RecordOf } from '../model/index.ts';
import { checkIdentities } from './gate.ts';
import { waiverFor } from './waivers.ts';

const event = (summary: string): RecordOf<'event'> => ({
  kind: 'event',
  id: 'xaa/event/2020-case',
  country: 'xaa',
  date: '2020',
  type: 'other',
  title: 'A case before the courts',
  summary,
  citations: [{ source: 'xaa/source/gazette' }],
});
const NAMED = 'The victim named Examplina Testova was sold to a brothel.';

test('a set of records in which a person of a case is named is not valid, and says where', () => {
  const records: AnyRecord[] = [source(), event(NAMED)];
  expect(checkIdentities(records)).toMatchObject([
    { code: 'identity-exposed', about: { id: 'xaa/event/2020-case' }, path: ['summary'] },
  ]);
  expect(checkDataset(records).map(({ code }) => code)).toContain('identity-exposed');
});

test('reworded it is', () => {
  expect(checkIdentities([source(), event('A girl was sold to a brothel.')])).toEqual([]);
});

test('a waiver lets it through until the words change', () => {
  const named = createDataset([source(), event(NAMED)]);
  const issue = {
    code: 'identity-exposed',
    severity: 'error' as const,
    message: { en: '', ru: '', kk: '' },
    places: [{ record: 'xaa/event/2020-case', path: ['summary'] }],
  };
  const waiver = waiverFor(named, issue, { id: 'xaa/waiver/one', country: 'xaa', reason: 'A character of a play.' });
  expect(checkIdentities([source(), event(NAMED), waiver])).toEqual([]);
  expect(checkIdentities([source(), event(`${NAMED} She lived near the market.`), waiver])).toHaveLength(1);
});

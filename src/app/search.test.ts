import { expect, test } from 'vitest';
import { createDataset } from '../core/dataset.ts';
import type { AnyRecord } from '../core/model/index.ts';
import { firstDay } from '../core/time.ts';
import { searchIn, shownSnippet } from './search.ts';

const service = (fields: object) =>
  ({
    kind: 'service',
    id: 'xaa/service/line',
    country: 'xaa',
    name: 'Child line 8 800 150',
    type: 'hotline',
    phone: '8 800 150',
    note: `Ring 8 800 150 at any hour. ${'Somebody listens to a child. '.repeat(12)}`,
    ...fields,
  }) as unknown as AnyRecord;

async function shownOf(record: AnyRecord, text: string) {
  const dataset = createDataset([record]);
  const { hits } = await searchIn(dataset, { text });
  return hits.map((hit) => shownSnippet(dataset, hit, firstDay('2026-11-22')));
}

test('a number that nobody confirmed lately is not shown, however the text is cut', async () => {
  for (const text of ['150', 'child line', 'ring any hour', 'somebody listens']) {
    for (const fields of [{}, { verifiedOn: '2026-01-01' }]) {
      const [snippet] = await shownOf(service(fields), text);
      expect(snippet?.text).not.toMatch(/800|150/);
      expect(snippet?.marks).toEqual([]);
      expect(snippet?.text.length).toBeLessThanOrEqual(240);
    }
  }
});

test('one that was confirmed is shown, with the words marked', async () => {
  const [snippet] = await shownOf(service({ verifiedOn: '2026-11-01' }), 'child line');
  expect(snippet).toMatchObject({
    text: 'Child line 8 800 150',
    marks: [
      [0, 5],
      [6, 10],
    ],
  });
});

test('of a service that is not on record at the moment asked for nothing is shown', async () => {
  const { hits } = await searchIn(createDataset([service({})]), { text: 'child line' });
  expect(hits.map((hit) => shownSnippet(createDataset([]), hit, firstDay('2026-11-22')).text)).toEqual(['']);
});

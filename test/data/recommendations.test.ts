import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openFolder } from '../../src/app/platform.ts';
import { unfounded } from '../../src/core/commitments/recommendations.ts';
import type { Dataset } from '../../src/core/dataset.ts';

let dataset: Dataset;
beforeAll(async () => {
  ({ dataset } = await (await openFolder(resolve(import.meta.dirname, '../../data'))).record());
});

test('every verdict on a recommendation can be checked: it names a source or what answers it', () => {
  expect(dataset.all('recommendation').flatMap((record) => unfounded(record).map(() => record.id))).toEqual([]);
});

test('every part of a recommendation that counts as done names the provision, measure or finding that closes it, or its source', () => {
  const bare = dataset
    .all('recommendation')
    .flatMap(({ id, progress = [] }) =>
      progress.flatMap(({ status, closedBy, citations }) => (status === 'done' && !closedBy && !citations ? [id] : [])),
    );
  expect(bare).toEqual([]);
});

test('every entry speaks of a part that is there', () => {
  const astray = dataset
    .all('recommendation')
    .flatMap(({ id, parts = [], progress = [] }) =>
      progress.flatMap(({ part }) =>
        part !== undefined && !parts.some((one) => one.id === part) ? [`${id} ${part}`] : [],
      ),
    );
  expect(astray).toEqual([]);
});

test('the same demand is linked in both directions', () => {
  const oneWay = dataset
    .all('recommendation')
    .flatMap(({ id, sameAs = [] }) =>
      sameAs.flatMap((other) =>
        dataset.get('recommendation', other)?.sameAs?.includes(id) ? [] : [`${id} → ${other}`],
      ),
    );
  expect(oneWay).toEqual([]);
});

test('what the state says of itself names who says so', () => {
  const nameless = dataset
    .all('recommendation')
    .flatMap(({ id, progress = [] }) => progress.flatMap(({ by, who }) => (by === 'state' && !who ? [id] : [])));
  expect(nameless).toEqual([]);
});

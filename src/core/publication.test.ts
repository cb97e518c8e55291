import { expect, test } from 'vitest';
import type { AnyRecord } from './model/index.ts';
import { published, publishedRecord } from './publication.ts';
import { firstDay } from './time.ts';

const today = firstDay('2026-06-01');
const service = (more: object) =>
  ({
    kind: 'service',
    id: 'xxx/service/line-150',
    country: 'xxx',
    name: { en: 'Line 150', ru: 'Линия 150' },
    type: 'hotline',
    phone: '150',
    city: 'Alba',
    citations: [{ source: 'xxx/source/line-150', quote: 'Call 150 at night' }],
    ...more,
  }) as unknown as AnyRecord;

test('a number that nobody confirmed lately leaves nowhere in its record, and identifiers stay', () => {
  const text = JSON.stringify(published(service({ verifiedOn: '2025-06-01', note: '150' }), today));
  expect(text.replaceAll('line-150', '')).not.toContain('150');
  expect(text).toContain('xxx/source/line-150');
  expect(text).toContain('"Линия"');
  expect(text).toContain('Alba');
});

test('a number confirmed in the last 90 days leaves with its record', () => {
  const record = service({ verifiedOn: '2026-05-01' });
  expect(published(record, today)).toBe(record);
});

test('where a shelter stands never leaves, nor its number', () => {
  const shelter = service({
    type: 'shelter',
    verifiedOn: '2026-05-01',
    towns: [{ name: 'Alba', latitude: 1.1, longitude: 1.1 }],
  });
  const text = JSON.stringify(published(shelter, today)).replaceAll('line-150', '');
  expect(text).not.toContain('150');
  expect(text).not.toContain('Alba');
});

test('a name that was nothing but the number says what it is', () => {
  expect(published(service({ name: '150' }), today)).toMatchObject({ name: 'hotline' });
});

const series = {
  kind: 'series',
  id: 'xxx/series/victims',
  country: 'xxx',
  title: 'Victims',
  topic: 'trafficking',
  unit: 'victims',
  observations: [
    { period: '2020', value: 3, area: 'North', citations: [{ source: 'xxx/source/a' }] },
    {
      period: '2020',
      value: 40,
      breakdown: { 'age: 0-9': 4, 'age: 10-17': 36 },
      citations: [{ source: 'xxx/source/a' }],
    },
  ],
} as unknown as AnyRecord;

test('small counts of children leave as ranges, in the form of data and in that of dataset folders', () => {
  const shown = published(series, today) as unknown as { observations: { value?: number; withheld?: string }[] };
  expect(shown.observations[0]).toMatchObject({ withheld: 'small' });
  expect(shown.observations[0]?.value).toBeUndefined();
  const recorded = JSON.stringify(publishedRecord(series, today));
  expect(recorded).not.toContain('withheld');
  expect(recorded).not.toContain('"age: 0-9":4');
  expect(recorded).not.toContain('"value":3');
});

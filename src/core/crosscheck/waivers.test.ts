import { describe, expect, test } from 'vitest';
import { firstDay } from '../time.ts';
import { cited, datasetOf, documentOf } from './example.ts';
import { crosscheckDocument, crosscheckRecord, waiverFor } from './index.ts';
import { markOf } from './waivers.ts';

const DAY = firstDay('2025-06-01');
const source = (accessed: string) => ({
  kind: 'source',
  id: 'xaa/source/one',
  title: 'One',
  type: 'report',
  published: '2013',
  accessed,
});
const waive = (records: readonly object[]) => {
  const dataset = datasetOf(...records);
  const [issue] = crosscheckRecord(dataset, 'xaa', DAY).issues;
  if (!issue) throw new Error('nothing to waive');
  return waiverFor(dataset, issue, { id: 'xaa/waiver/one', country: 'xaa', reason: 'A preprint was read.' });
};

describe('a waiver of the record', () => {
  const waiver = waive([source('2012-03-01')]);

  test('sets its issue aside, and counts it', () => {
    const { issues, waived } = crosscheckRecord(datasetOf(source('2012-03-01'), waiver), 'xaa', DAY);
    expect(issues).toEqual([]);
    expect(waived).toMatchObject([{ waiver: 'xaa/waiver/one', issue: { code: 'accessed-before-published' } }]);
  });

  test('expires when either side changes, and the issue is back', () => {
    const { issues, waived } = crosscheckRecord(datasetOf(source('2012-04-01'), waiver), 'xaa', DAY);
    expect(waived).toEqual([]);
    expect(issues.map(({ code }) => code)).toEqual(['accessed-before-published', 'waiver-expired']);
    expect(issues[1]?.message.en).toContain('has changed');
  });

  test('is reported when there is nothing left to set aside', () => {
    const { issues } = crosscheckRecord(datasetOf({ ...source('2012-03-01'), published: '2012' }, waiver), 'xaa', DAY);
    expect(issues.map(({ code }) => code)).toEqual(['waiver-expired']);
  });

  test('does not reach another issue of the same kind', () => {
    const other = { ...source('2012-03-01'), id: 'xaa/source/two', accessed: '2012-03-02' };
    const { issues, waived } = crosscheckRecord(datasetOf(source('2012-03-01'), other, waiver), 'xaa', DAY);
    expect([issues.length, waived.length]).toEqual([1, 1]);
  });

  test('keeps a mark of each side that follows the content and nothing else', () => {
    expect(waive([source('2012-03-01')])).toEqual(waiver);
    expect(waive([source('2012-03-02')]).sides).not.toEqual(waiver.sides);
    expect(markOf('a')).toMatch(/^[0-9a-f]{16}$/u);
  });
});

describe('a waiver of a document', () => {
  const text = 'A court heard 14-year-old Mirva Teskelin, who was abused.';
  const report = (words: string, ...records: object[]) =>
    crosscheckDocument(documentOf(words), [], datasetOf(...records));
  const [issue] = report(text).issues;
  const waiver =
    issue &&
    waiverFor(datasetOf(), issue, {
      id: 'xaa/waiver/name',
      country: 'xaa',
      reason: 'She speaks in public as an author.',
      document: 'invented.txt',
    });

  test('holds for the words as they stood', () => {
    expect(issue?.code).toBe('identity-exposed');
    expect(report(text, waiver ?? {})).toMatchObject({ issues: [], waived: [{ waiver: 'xaa/waiver/name' }] });
    const changed = report(text.replace('Mirva', 'Marva'), waiver ?? {});
    expect(changed.issues.map(({ code }) => code)).toEqual(['identity-exposed', 'waiver-expired']);
  });

  test('says nothing of another document, and nothing of the record', () => {
    expect(crosscheckDocument(documentOf(text, { name: 'other.txt' }), [], datasetOf(waiver ?? {})).waived).toEqual([]);
    expect(crosscheckRecord(datasetOf(waiver ?? {}), 'xaa', DAY).issues).toEqual([]);
  });
});

test('a waiver is a record like any other', async () => {
  const { schemaOf, fileOf } = await import('../model/index.ts');
  const { kind: _, country: __, ...body } = waive([source('2012-03-01')]);
  expect(schemaOf('waiver').safeParse({ ...body, citations: cited }).success).toBe(true);
  expect(schemaOf('waiver').safeParse({ ...body, reason: '' }).success).toBe(false);
  expect(fileOf('waiver', 'xaa/waiver/one')).toBe('countries/xaa/waivers.yaml');
});

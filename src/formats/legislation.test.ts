import { describe, expect, test } from 'vitest';
import { code, law, lawsOf, provision, version } from '../../test/support/invented-law.ts';
import type { Law, Provision } from '../core/model/index.ts';
import { firstDay } from '../core/time.ts';
import { type JsonLd, legislation } from './legislation.ts';

const describeOn = (id: string, day: string) =>
  legislation(code, code.find(id) as Law | Provision, firstDay(day), 'https://example.org/');

const idsOf = (list: unknown) => (list as JsonLd[]).map((item) => item['@id']);

/** Names that schema.org defines for Legislation or its supertypes, and that this module uses. */
const KNOWN = new Set(
  '@context @type @id url name legislationIdentifier legislationType legislationDate datePublished legislationDateVersion temporalCoverage legislationLegalForce legislationJurisdiction spatialCoverage inLanguage abstract legislationAmends legislationRepeals legislationConsolidates hasPart workExample citation isPartOf about legislationDateOfApplicability'.split(
    ' ',
  ),
);

describe('a law on a day', () => {
  test('has its names, dates, place and parts', () => {
    const found = describeOn('xaa/law/code-2014', '2024-10-01');
    expect(found).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Legislation',
      '@id': 'https://example.org/law/xaa/code-2014@2024-10-01',
      legislationIdentifier: ['226-V', '/akn/xa/act/2014-07-03/226-V'],
      legislationType: 'code',
      legislationDate: '2014-07-03',
      datePublished: '2014-07',
      legislationDateVersion: '2024-10-01',
      temporalCoverage: '2015-01-01/..',
      inLanguage: ['ru'],
      legislationJurisdiction: { '@type': 'Country', identifier: 'XA' },
    });
    expect(found.name).toContainEqual({ '@value': 'Закон code-2014', '@language': 'ru' });
    expect(idsOf(found.hasPart)).toEqual([
      'https://example.org/law/xaa/code-2014/132-1@2024-10-01',
      'https://example.org/law/xaa/code-2014/134@2024-10-01',
    ]);
    expect(idsOf(found.legislationRepeals)).toEqual(['https://example.org/law/xaa/code-1997']);
    expect(idsOf(found.legislationConsolidates)).toEqual(['https://example.org/law/xaa/amending-2024']);
    expect(Object.keys(found).filter((name) => !KNOWN.has(name))).toEqual([]);
  });

  test.each([
    ['xaa/law/code-2014', '2014-12-31', 'NotInForce'],
    ['xaa/law/code-2014', '2024-10-01', 'PartiallyInForce'],
    ['xaa/law/code-2014', '2031-01-01', 'InForce'],
    ['xaa/law/code-1997', '2014-12-31', 'InForce'],
    ['xaa/law/code-1997', '2015-01-01', 'NotInForce'],
    ['xaa/law/code-2014/134', '2024-10-01', 'InForce'],
    ['xaa/law/code-2014/133', '2024-10-01', 'NotInForce'],
    ['xaa/law/code-2014/300', '2024-10-01', 'NotInForce'],
  ])('%s on %s is %s', (id, day, force) => {
    expect(describeOn(id, day).legislationLegalForce).toBe(`https://schema.org/${force}`);
  });

  test('an amending law names what it amends', () => {
    const found = describeOn('xaa/law/amending-2024', '2024-10-01');
    expect(idsOf(found.legislationAmends)).toEqual(['https://example.org/law/xaa/code-2014']);
    expect(found.legislationRepeals).toBeUndefined();
  });

  test('a bill is never in force, and a law without dates says nothing of force', () => {
    const bill = law('bill-1', { type: 'bill' });
    const undated = law('old');
    const dataset = lawsOf(bill, undated, provision('old', '1', [version()]));
    const on = firstDay('2024-01-01');
    expect(legislation(dataset, bill, on, '').legislationLegalForce).toBe('https://schema.org/NotInForce');
    expect(legislation(dataset, undated, on, '').legislationLegalForce).toBeUndefined();
  });
});

test('a provision on a day belongs to its law, and shows the version of that day', () => {
  const before = describeOn('xaa/law/code-2014/134', '2020-01-01');
  const after = describeOn('xaa/law/code-2014/134', '2024-09-05');
  expect(before.temporalCoverage).toBe('2015-01-01/2024-09-05');
  expect(after).toMatchObject({
    '@id': 'https://example.org/law/xaa/code-2014/134@2024-09-05',
    legislationIdentifier: '134',
    temporalCoverage: '2024-09-05/..',
    isPartOf: { '@id': 'https://example.org/law/xaa/code-2014@2024-09-05', legislationIdentifier: '226-V' },
    inLanguage: ['ru'],
    about: [{ '@type': 'DefinedTerm' }],
  });
  expect(idsOf(after.legislationConsolidates)).toEqual(['https://example.org/law/xaa/amending-2024']);
  expect(Object.keys(after).filter((name) => !KNOWN.has(name))).toEqual([]);
});

/** Invented laws for tests of their formats: a code that amended and amending acts made, with predecessors. */
import { createDataset, type Dataset } from '../../src/core/dataset.ts';
import type { AnyRecord, Law, Provision, Version } from '../../src/core/model/index.ts';
import { source } from './invented.ts';

const citations = [{ source: 'xaa/source/gazette', locator: 'art. 1' }];

export const version = (more: Partial<Version> = {}): Version => ({ summary: 'Says something.', citations, ...more });

export const law = (name: string, more: Partial<Law> = {}): Law => ({
  kind: 'law',
  id: `xaa/law/${name}`,
  country: 'xaa',
  title: { en: `Law ${name}`, ru: `Закон ${name}` },
  type: 'law',
  citations,
  ...more,
});

export const provision = (
  of: string,
  number: string,
  versions: Version[],
  more: Partial<Provision> = {},
): Provision => ({
  kind: 'provision',
  id: `xaa/law/${of}/${number}`,
  country: 'xaa',
  law: `xaa/law/${of}`,
  number,
  heading: { en: `Heading ${number}`, ru: `Заголовок ${number}` },
  versions: versions as [Version, ...Version[]],
  ...more,
});

const country: AnyRecord = {
  kind: 'country',
  id: 'xaa',
  country: 'xaa',
  name: { en: 'Exampleland', ru: 'Примерия' },
  alpha2: 'XA',
};

export const subject: AnyRecord = {
  kind: 'subject',
  id: 'subject/trafficking',
  title: { en: 'Trafficking', ru: 'Торговля людьми' },
};

export const parameter: AnyRecord = {
  kind: 'parameter',
  id: 'parameter/protected-age',
  label: { en: 'Protected age', ru: 'Возраст защиты' },
  type: 'number',
  unit: 'years',
};

/** Records of laws with what they refer to. */
export const lawsOf = (...records: AnyRecord[]): Dataset =>
  createDataset([country, source(), subject, parameter, ...records]);

/** A code of 2014 with an amendment of 2024, an article that was renumbered, one repealed, one to come. */
export const code = lawsOf(
  law('code-1997', {
    type: 'code',
    number: '167',
    adopted: '1997-07-16',
    from: '1998',
    to: '2015-01-01',
    successor: 'xaa/law/code-2014',
  }),
  law('code-2014', { type: 'code', number: '226-V', adopted: '2014-07-03', published: '2014-07', from: '2015-01-01' }),
  law('amending-2024', {
    type: 'amending-law',
    number: '110-VIII',
    adopted: '2024-07-16',
    from: '2024-09-05',
    amends: [
      { action: 'amend', provision: 'xaa/law/code-2014/134', change: { en: 'Adds other sexual services.' } },
      { action: 'repeal', provision: 'xaa/law/code-2014/133' },
      { action: 'suspend', law: 'xaa/law/code-2014', number: '200' },
    ],
  }),
  provision(
    'code-2014',
    '134',
    [
      version({
        from: '2015-01-01',
        to: '2024-09-05',
        text: { ru: '1. Вовлечение –\nнаказывается лишением свободы.' },
        penalties: [{ tier: '1', minimumYears: 3, maximumYears: 6 }],
      }),
      version({
        from: '2024-09-05',
        amendedBy: ['xaa/law/amending-2024'],
        text: { ru: '1. Вовлечение:\n  1) в проституцию;\n  2) в иные услуги –\nнаказывается лишением свободы.' },
        parameters: { 'protected-age': 18, 'acts-covered': ['prostitution', 'other services'] },
        penalties: [
          { tier: '1', condition: 'Basic form', minimumYears: 5, maximumYears: 9 },
          {
            tier: '2',
            condition: '=cmd',
            aggravations: ['group', 'online'],
            maximumYears: 12,
            life: false,
            other: { ru: 'Конфискация' },
          },
        ],
      }),
    ],
    { subjects: ['subject/trafficking'], textCheckedOn: '2024-10-01' },
  ),
  provision('code-2014', '132-1', [version({ from: '2016-04', basisOfDate: 'Derived.' })], {
    succeeds: ['xaa/law/code-2014/133'],
  }),
  provision('code-2014', '133', [
    version({
      from: '2015-01-01',
      to: '2024-09-05',
      repealedBy: 'xaa/law/amending-2024',
      penalties: [{ tier: '1', maximumYears: 5, life: true }],
    }),
  ]),
  provision('code-2014', '300', [version({ from: '2030-01-01' })]),
  provision('code-1997', '270', [version({ from: '1998', penalties: [{ tier: '1', maximumYears: 4 }] })]),
);

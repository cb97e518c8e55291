import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { afterAll, describe, expect, test } from 'vitest';
import { code, law, lawsOf, provision, version } from '../../test/support/invented-law.ts';
import type { Dataset } from '../core/dataset.ts';
import { lawOn } from '../core/law/versions.ts';
import { inLanguage, type Language } from '../core/localised.ts';
import type { Law } from '../core/model/index.ts';
import { firstDay, type PartialDate } from '../core/time.ts';
import { readAkomaNtoso } from './akoma-ntoso.ts';
import { writeAkomaNtoso } from './akoma-ntoso-write.ts';

// Schemas: our statement of what we write, and the standard's own where it is at hand.
const folder = join(import.meta.dirname, '../../test/fixtures/akn/schema');
const schemas = ['written.xsd', 'akomantoso30.xsd'].filter((name) => existsSync(join(folder, name)));
if (existsSync(join(folder, 'xml.xsd'))) {
  xmlRegisterInputProvider(
    new XmlBufferInputProvider({
      './xml.xsd': readFileSync(join(folder, 'xml.xsd')),
      'xml.xsd': readFileSync(join(folder, 'xml.xsd')),
    }),
  );
}
const open = schemas.map((name) => {
  const document = XmlDocument.fromBuffer(readFileSync(join(folder, name)));
  return { document, validator: XsdValidator.fromDoc(document) };
});
afterAll(() => {
  for (const { document, validator } of open) {
    validator.dispose();
    document.dispose();
  }
});

function problemsOf(xml: string): string[] {
  const document = XmlDocument.fromString(xml);
  try {
    for (const { validator } of open) validator.validate(document);
    return [];
  } catch (error) {
    return [(error as Error).message];
  } finally {
    document.dispose();
  }
}

const LAWS = ['code-1997', 'code-2014', 'amending-2024'];
const DAYS = ['2000-01-01', '2014-12-31', '2015-01-01', '2024-09-05', '2030-01-01'];

const written = (id: string, day: PartialDate, language: Language = 'ru', dataset: Dataset = code) =>
  writeAkomaNtoso(dataset, `xaa/law/${id}`, firstDay(day), language);

const readBack = (xml: string, name: string, dataset: Dataset = code) =>
  readAkomaNtoso([{ name: 'written.xml', bytes: new TextEncoder().encode(xml) }], {
    country: 'xaa',
    law: name,
    source: 'xaa/source/gazette',
    laws: dataset.all('law'),
  });

describe('what is written', () => {
  test('is valid by the schema, for every law, day and language', () => {
    for (const id of LAWS)
      for (const day of DAYS)
        for (const language of ['en', 'ru', 'kk'] as const) {
          expect({ id, day, language, problems: problemsOf(written(id, day, language)) }).toMatchObject({
            problems: [],
          });
        }
  });

  test('would not pass for valid with an element out of place', () => {
    const xml = written('code-2014', '2024-10-01');
    expect(problemsOf(xml.replace('<num>134</num>', '<num>134</num><body/>'))).not.toEqual([]);
    expect(problemsOf(xml.replace('type="amendment"', 'type="change"'))).not.toEqual([]);
    expect(problemsOf(xml.replace('eId="art_132-1"', 'eId="art_134"'))).not.toEqual([]);
  });

  const xml = written('code-2014', '2024-10-01');

  test('has addresses of work, expression and manifestation, of both kinds', () => {
    expect(xml).toContain('<FRBRuri value="/akn/xa/act/2014-07-03/226-V"/>');
    expect(xml).toContain('<FRBRuri value="/akn/xa/act/2014-07-03/226-V/rus@2024-10-01"/>');
    expect(xml).toContain('<FRBRuri value="/akn/xa/act/2014-07-03/226-V/rus@2024-10-01.xml"/>');
    expect(xml).toContain('value="/law/xaa/code-2014@2024-10-01"');
  });

  test('gives a month or a year as its first day, and says so', () => {
    expect(xml).toContain('<publication date="2014-07-01" db:precision="month"');
    expect(xml).toMatch(/<eventRef eId="event_\d+" date="2016-04-01" db:precision="month"/);
  });

  test('names the acts that changed it, with the period from which', () => {
    expect(xml).toMatch(
      /<textualMod eId="passive_\d+" type="substitution"><source href="\/akn\/xa\/act\/2024-07-16\/110-VIII"\/><destination href="#art_134"\/><force period="#period_\d+"\/>/,
    );
    expect(xml).toMatch(
      /type="repeal"><source href="\/akn\/xa\/act\/2024-07-16\/110-VIII"\/><destination href="#art_133"\/>/,
    );
    expect(xml).toContain(
      '<passiveRef eId="act_1" href="/akn/xa/act/2024-07-16/110-VIII" showAs="Закон amending-2024"/>',
    );
  });

  test('has the official text where there is one, in paragraphs and points', () => {
    expect(xml).toMatch(
      /<paragraph eId="art_134__paragraph_1"><num>1\.<\/num><intro [^>]*><p>Вовлечение:<\/p><\/intro><point [^>]*><num>1\)<\/num><content [^>]*><p>в проституцию;/,
    );
  });

  test('marks a summary as a remark in our words, where there is no official text', () => {
    expect(written('code-2014', '2024-10-01', 'en')).toMatch(
      /<article eId="art_134"[^>]*><num>134<\/num><heading [^>]*>Heading 134<\/heading><content [^>]*><p><remark status="editorial" refersTo="#summary">Says something\.<\/remark>/,
    );
  });

  test('carries parameters and penalties in the metadata', () => {
    expect(xml).toContain('<db:parameter name="protected-age" showAs="Возраст защиты" unit="years" value="18"/>');
    expect(xml).toContain(
      '<db:parameter name="acts-covered"><db:item value="prostitution"/><db:item value="other services"/></db:parameter>',
    );
    expect(xml).toContain(
      '<db:penalty tier="2" condition="=cmd" aggravations="group online" maximumYears="12" life="false" other="Конфискация"/>',
    );
  });

  test('a renumbered article keeps the permanent identifier of the one whose place it took', () => {
    expect(xml).toContain('<article eId="art_132-1" wId="art_133"');
    expect(xml).toContain('<mapping eId="mapping_1" original="#art_133" current="#art_132-1"/>');
  });

  test('an amending act says what it changes', () => {
    const act = written('amending-2024', '2024-10-01', 'en');
    expect(act).toContain('<destination href="/akn/xa/act/2014-07-03/226-V#art_134"/>');
    expect(act).toContain('type="inapplication"');
    expect(act).toContain('amend – Law code-2014, 134: Adds other sexual services.');
  });
});

test('a law that is not on record is refused', () => {
  expect(() => written('none', '2024-01-01')).toThrow('There is no law xaa/law/none on record.');
});

test('reading back gives the record of that day', () => {
  const { law: found, provisions, issues, report } = readBack(written('code-2014', '2024-10-01'), 'code-2014');
  expect(issues).toEqual([]);
  expect(found).toMatchObject({
    type: 'code',
    number: '226-V',
    adopted: '2014-07-03',
    published: '2014-07',
    from: '2015-01-01',
  });
  expect(provisions.find(({ number }) => number === '134')).toMatchObject({
    id: 'xaa/law/code-2014/134',
    heading: { ru: 'Заголовок 134' },
    textCheckedOn: '2024-10-01',
    versions: [
      {
        from: '2024-09-05',
        amendedBy: ['xaa/law/amending-2024'],
        text: code.get('provision', 'xaa/law/code-2014/134')?.versions[1]?.text,
      },
    ],
  });
  expect(report.map((notice) => notice.code)).not.toContain('amending-act');
});

test('a bill stays a bill, and a law without provisions can be written', () => {
  const dataset = lawsOf(
    law('bill-1', { type: 'bill', amends: [{ action: 'insert', law: 'xaa/law/x', number: '5' }] }),
    law('empty'),
  );
  expect(readBack(written('bill-1', '2024-01-01', 'en', dataset), 'bill-1', dataset).law?.type).toBe('bill');
  const empty = readBack(written('empty', '2024-01-01', 'en', dataset), 'empty', dataset);
  expect(empty).toMatchObject({ provisions: [], issues: [], law: { title: 'Law empty' } });
  for (const id of ['bill-1', 'empty']) expect(problemsOf(written(id, '2024-01-01', 'kk', dataset))).toEqual([]);
});

// Round trip of laws made up at random.

const word = fc.stringMatching(/^[a-zа-яәқ"'&<>§–]{1,8}$/u).filter((text) => !/^[–\s]+$/.test(text));
const phrase = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => `слово ${words.join(' ')}`);
const line = fc
  .tuple(fc.constantFrom('', '1. ', '12-1) ', 'а) ', '(b) ', '[1] '), phrase)
  .map((parts) => parts.join(''));
const text = fc
  .array(fc.tuple(fc.nat(4), line), { minLength: 1, maxLength: 8 })
  .map((lines) => lines.map(([level, words], index) => '  '.repeat(index === 0 ? 0 : level) + words).join('\n'));
const date = fc.oneof(
  fc.integer({ min: 1990, max: 2030 }).map(String),
  fc
    .tuple(fc.integer({ min: 1990, max: 2030 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`),
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
);
const number = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.constantFrom('', '-1', '-12', 'a', ' bis'))
  .map((parts) => parts.join(''));

const laws = fc
  .record({
    from: date,
    provisions: fc.uniqueArray(
      fc.record({
        number,
        heading: phrase,
        versions: fc.array(fc.record({ from: date, text: fc.option(text), summary: phrase }), {
          minLength: 1,
          maxLength: 4,
        }),
        end: fc.option(date),
        isUndated: fc.boolean(),
      }),
      { maxLength: 6, selector: ({ number: of }) => of.replace(/\W/g, '-') },
    ),
  })
  .map(({ from, provisions }) =>
    lawsOf(
      law('made-up', { number: '7', adopted: '1989-12-01', from }),
      law('act', { number: '8', adopted: '1990-01-01' }),
      ...provisions
        .map(({ number: of, heading, versions, end, isUndated }, place) => {
          const ordered = [...new Map(versions.map((one) => [firstDay(one.from), one])).values()].sort(
            (a, b) => firstDay(a.from) - firstDay(b.from),
          );
          const record = provision(
            'made-up',
            of,
            ordered
              .map((one, index) =>
                version({
                  ...((index > 0 || !isUndated) && { from: one.from }),
                  ...(index === 0 && isUndated && { basisOfDate: 'Not known.' }),
                  ...((ordered[index + 1]?.from ?? end) && { to: ordered[index + 1]?.from ?? (end as string) }),
                  summary: { ru: one.summary },
                  ...(one.text && { text: { ru: one.text } }),
                  ...(index > 0 && place % 2 === 0 && { amendedBy: ['xaa/law/act'] }),
                }),
              )
              .filter(
                ({ from: begins, to }) => to === undefined || begins === undefined || firstDay(to) > firstDay(begins),
              ),
            { heading: { ru: heading } },
          );
          return { ...record, id: `xaa/law/made-up/${of.replace(/\W/g, '-')}` };
        })
        .filter(({ versions }) => versions.length > 0),
    ),
  );

test('any law that is written is valid, and reads back with the same numbers, headings, texts and dates', () => {
  fc.assert(
    fc.property(laws, date, (dataset, on) => {
      const day = firstDay(on);
      const xml = writeAkomaNtoso(dataset, 'xaa/law/made-up', day, 'ru');
      expect(problemsOf(xml)).toEqual([]);
      const result = readBack(xml, 'made-up', dataset);
      expect(result.issues).toEqual([]);
      const made = dataset.get('law', 'xaa/law/made-up') as Law;
      expect(result.law).toMatchObject({
        id: made.id,
        number: made.number,
        adopted: made.adopted,
        from: made.from,
        type: made.type,
      });
      expect(
        result.provisions.map(({ id, number: of, heading, versions: [found] }) => ({
          id,
          number: of,
          heading,
          from: found?.from,
          basis: found?.basisOfDate,
          to: found?.to,
          text: found?.text,
          summary: found?.text ? undefined : found?.summary,
          by: found?.amendedBy,
        })),
      ).toEqual(
        lawOn(dataset, made.id, day).map(({ provision: { id, number: of, heading }, version: now }) => ({
          id,
          number: of,
          heading,
          from: now.from,
          basis: now.basisOfDate,
          to: now.to,
          text: now.text,
          summary: now.text ? undefined : { ru: inLanguage(now.summary, 'ru').text },
          by: now.amendedBy,
        })),
      );
    }),
    { numRuns: 100 },
  );
});

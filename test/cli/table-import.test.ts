/** Tables of registers on the command line: what is understood, asked, written, and what a second import changes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workbook } from '../../src/formats/tables/xlsx-write.ts';
import { zip } from '../../src/formats/tables/zip.ts';
import { emptyStore, ROOT } from '../support/cli.ts';
import { folderOf, onDay } from '../support/law.ts';

const TABLES = join(ROOT, 'test/fixtures/tables');
const RECORD = join(TABLES, 'record');
const SIGNED = ['--author', 'A. Researcher', '--reason', 'Register of May'];
const TAKEN = ['--retrieved', '2026-05-01'];

const fixture = (name: string): string => readFileSync(join(TABLES, name), 'utf8');
const file = (name: string, content: string | Uint8Array): string => join(folderOf({ [name]: content }), name);

/** Cyrillic text as windows-1251. */
function windows1251(text: string): Uint8Array {
  const own: Record<string, number> = { Ё: 0xa8, ё: 0xb8, '«': 0xab, '»': 0xbb, '№': 0xb9 };
  return Uint8Array.from([...text], (letter) => {
    const code = letter.charCodeAt(0);
    return own[letter] ?? (code >= 0x410 && code <= 0x44f ? code - 0x350 : code);
  });
}

const over = (...args: string[]) => onDay(['import', ...args, '--data', RECORD]);
// biome-ignore lint/suspicious/noExplicitAny: what a script reads
const plan = async (...args: string[]): Promise<any> => JSON.parse((await over(...args, '--json')).out);

async function store() {
  const environment = emptyStore();
  expect((await onDay(['import', RECORD, ...SIGNED], { environment })).err).toBe('');
  const run = (...args: string[]) => onDay(args, { environment });
  // biome-ignore lint/suspicious/noExplicitAny: what a script reads
  const json = async (...args: string[]): Promise<any> => JSON.parse((await run(...args, '--json')).out);
  return { run, json };
}

describe('what a table says', () => {
  test('a preview says what it understood, lists rows that fail, asks what is open, and writes nothing', async () => {
    const { code, out, err } = await over('recommendations', join(TABLES, 'index.csv'));
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('headings   row 3');
    expect(out).toContain('dates      day-first');
    expect(out).toContain('Not taken over: Persons concerned');
    expect(out).toContain('! row 9, Text: is empty: no recommendation');
    expect(out).toContain('“Korea” (column Country) is what more than one state is called');
    expect(out).toContain('          Korea: kor   # South Korea');
    expect(out).toContain('“USSR” (column Country) is a state that is no more');
    expect(out).toContain('“24/08/94”');
    expect(out).toContain('      two-digit-years: 1950   # 94 is 1994, 24 is 2024');
    expect(out).toContain('Nothing was written.');
  });

  test('dates, names and words of other languages are read; a title above the headings is none', async () => {
    const read = await plan('recommendations', join(TABLES, 'review-ru.csv'), ...TAKEN);
    expect(read.understood).toMatchObject({ register: 'upr', language: 'ru', delimiter: 'semicolon' });
    expect(read.counts).toMatchObject({ rows: 2, created: 2, failed: 0 });
  });

  test('windows-1251, three ways of writing numbers, and “no data” that is not zero', async () => {
    const name = file('figures.csv', windows1251(fixture('figures-ru.csv')));
    const first = await plan('figures', name, ...TAKEN);
    expect(first.understood).toMatchObject({ encoding: 'windows-1251', decimal: 'comma' });
    expect(first.questions.map(({ message }: { message: string }) => message)).toEqual([
      expect.stringContaining('No column was understood as topic'),
      expect.stringContaining('“Конго” (column Страна) is what more than one state is called'),
    ]);
    const mapping = file('m.yaml', 'constants:\n  topic: trafficking\nvalues:\n  country:\n    Конго: cod\n');
    const { run } = await store();
    const done = await run('import', 'figures', name, '--mapping', mapping, ...TAKEN, '--confirm', ...SIGNED);
    expect([done.err, done.code]).toEqual(['', 0]);
    const out = folderOf({});
    await run('export', join(out, 'all'));
    const yaml = readFileSync(join(out, 'all/countries/kaz/statistics.yaml'), 'utf8');
    expect(yaml).toContain('value: 1234\n');
    expect(yaml).toContain('value: 12.5\n');
    expect(yaml).toContain('value: 5\n    qualifier: less-than');
    expect(yaml).toContain('children: true');
    expect(yaml).not.toContain('value: 0');
    expect(yaml.match(/period: "2020"/g)).toHaveLength(1);
  });

  test('1,234 alone is asked, and the row that proves it decides', async () => {
    const of = (value: string) =>
      `Country,Indicator,Unit,Year,Value,Topic\nSpain,Cases,cases,2019,"${value}",crime\nSpain,Cases,cases,2020,"1,234",crime\n`;
    const unsure = await plan('figures', file('a.csv', of('7')), ...TAKEN);
    expect(unsure.questions[0].lines).toEqual([
      expect.stringContaining('decimal: point'),
      expect.stringContaining('decimal: comma'),
    ]);
    const sure = await plan('figures', file('b.csv', of('1,234,567')), ...TAKEN);
    expect([sure.questions, sure.understood.decimal]).toEqual([[], 'point']);
  });

  test('1,234 beside 1.234 is asked, whatever other numbers say', async () => {
    const table = `Country,Indicator,Unit,Year,Value,Topic\nSpain,Cases,cases,2019,"1,234",crime\nSpain,Cases,cases,2020,1.234,crime\nSpain,Cases,cases,2021,"1,5",crime\n`;
    const mixed = await plan('figures', file('a.csv', table), ...TAKEN);
    expect(mixed.questions[0].lines).toEqual([
      expect.stringContaining('decimal: point'),
      expect.stringContaining('decimal: comma'),
    ]);
    const decided = await plan(
      'figures',
      file('a.csv', table),
      ...TAKEN,
      '--mapping',
      file('m.yaml', 'decimal: comma\n'),
    );
    expect([decided.questions, decided.understood.decimal]).toEqual([[], 'comma']);
  });

  test('03/04/2010 alone is asked, and so are dates that spreadsheets count', async () => {
    const of = (date: string) => `Country,Recommendation,Body,Date\nSpain,Do it.,CRC,${date}\n`;
    const order = await plan('recommendations', file('a.csv', of('03/04/2010')), ...TAKEN);
    expect(order.questions[0].lines).toEqual(['dates: day-first', 'dates: month-first']);
    const serial = await plan('recommendations', file('b.csv', of('34570')), ...TAKEN);
    expect(serial.questions[0].message).toContain('numbers of days');
    const named = await plan('recommendations', file('c.csv', of('24 тамыз 1994')), ...TAKEN);
    expect([named.questions, named.counts.created]).toEqual([[], 1]);
  });

  test('what is no table is refused with what to do', async () => {
    for (const [name, content, said] of [
      ['a.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'Save it as XLSX'],
      ['a.pdf', '%PDF-1.7', 'dutybearer ingest'],
      ['a.html', '<!DOCTYPE html><p>', 'web page'],
      ['a.csv', '', 'is empty'],
      ['b.csv', 'Country,Text\n"Spain,never closed\n', 'line 2 never closes'],
      ['a.xlsx', 'PK\u0003\u0004 cut off', 'damaged'],
    ] as const) {
      const { code, err } = await over('recommendations', file(name, content));
      expect([code, err]).toEqual([1, expect.stringContaining(said)]);
    }
    expect((await over('recommendations', 'nowhere.csv')).code).toBe(4);
    expect((await over('recomendations', 'nowhere.csv')).err).toContain('Did you mean recommendations?');
    expect((await over('recommendations')).code).toBe(2);
  });
});

describe('workbooks', () => {
  const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relations = (rows: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows}</Relationships>`;
  const cell = (at: string, content: string | number) =>
    typeof content === 'number'
      ? `<c r="${at}"><v>${content}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${content}</t></is></c>`;

  /** As other programs write it: shared texts, styles, a hidden sheet, merged cells, formulas, dates from 1904. */
  const made = zip([
    ['_rels/.rels', relations(`<Relationship Id="r1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/>`)],
    [
      'xl/workbook.xml',
      `<workbook ${MAIN} xmlns:r="${REL}"><workbookPr date1904="1"/><sheets><sheet name="Secret" sheetId="1" state="hidden" r:id="r1"/><sheet name="Data" sheetId="2" r:id="r2"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        `<Relationship Id="r1" Type="${REL}/worksheet" Target="worksheets/s1.xml"/><Relationship Id="r2" Type="${REL}/worksheet" Target="/xl/worksheets/s2.xml"/><Relationship Id="r3" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r4" Type="${REL}/styles" Target="styles.xml"/>`,
      ),
    ],
    [
      'xl/sharedStrings.xml',
      `<sst ${MAIN}><si><r><t>Kazakh</t></r><r><t>stan</t></r><rPh><t>no</t></rPh></si><si><t>CRC</t></si></sst>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet ${MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ],
    [
      'xl/worksheets/s1.xml',
      `<worksheet ${MAIN}><sheetData><row r="1">${cell('A1', 'Country')}${cell('B1', 'Recommendation')}</row></sheetData></worksheet>`,
    ],
    [
      'xl/worksheets/s2.xml',
      `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>
      <x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>State</x:t></x:is></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>Recommendation</x:t></x:is></x:c><x:c r="D1" t="inlineStr"><x:is><x:t>Body</x:t></x:is></x:c></x:row>
      <x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>Text</x:t></x:is></x:c><x:c r="C2" t="inlineStr"><x:is><x:t>Date</x:t></x:is></x:c></x:row>
      <x:row r="3"><x:c r="A3" t="s"><x:v>0</x:v></x:c><x:c r="B3" t="str"><x:f>CONCATENATE("Do ","it")</x:f><x:v>Do it</x:v></x:c><x:c r="C3" s="1"><x:v>33108</x:v></x:c><x:c r="D3" t="s"><x:v>1</x:v></x:c></x:row>
      <x:row r="4" hidden="1"><x:c r="B4" t="inlineStr"><x:is><x:t>=1+1</x:t></x:is></x:c><x:c r="C4" s="1"><x:v>33109</x:v></x:c><x:c r="D4" t="s"><x:v>1</x:v></x:c></x:row>
      <x:row r="5"><x:c r="A5" t="s"><x:v>0</x:v></x:c><x:c r="B5"><x:f>1/0</x:f></x:c><x:c r="C5" s="1"><x:v>33109</x:v></x:c><x:c r="D5" t="e"><x:v>#REF!</x:v></x:c></x:row>
      </x:sheetData><x:mergeCells count="2"><x:mergeCell ref="A3:A4"/><x:mergeCell ref="B1:C1"/></x:mergeCells></x:worksheet>`,
    ],
  ]);

  test('several header rows, merged cells, stored values of formulas, dates from 1904; hidden sheets stay unread', async () => {
    const name = file('index.xlsx', made);
    const read = await plan('recommendations', name, ...TAKEN);
    expect(read.understood).toMatchObject({
      sheet: 'Data',
      otherSheets: [{ name: 'Secret', isHidden: true }],
      headerRows: [1, 2],
      columns: expect.arrayContaining([
        { field: 'text', column: 'B', heading: 'Recommendation / Text' },
        { field: 'date', column: 'C', heading: 'Recommendation / Date' },
      ]),
      notices: expect.arrayContaining([
        expect.stringContaining('2 cells hold formulas. They were not computed'),
        expect.stringContaining('1 rows are hidden'),
      ]),
    });
    expect(read.failures).toContainEqual(
      expect.objectContaining({ row: 5, reason: 'a formula whose value was not stored' }),
    );
    expect(read.counts).toMatchObject({ created: 2, failed: 1 });
    const { run } = await store();
    await run('import', 'recommendations', name, ...TAKEN, '--confirm', ...SIGNED);
    const table = JSON.parse((await run('export', 'recommendations', '--format', 'json', '--country', 'kaz')).out);
    expect(table.rows.map(({ text, date }: Record<string, string>) => [date, text])).toEqual(
      expect.arrayContaining([
        ['1994-08-24', 'Do it'],
        ['1994-08-25', '=1+1'],
      ]),
    );
  });

  test('two sheets with such tables are asked', async () => {
    const sheet = (name: string) => ({
      name,
      header: ['Country', 'Recommendation', 'Body', 'Date'],
      rows: [['Spain', 'Do it.', 'CRC', '2020-01-02']],
    });
    const two = await plan('recommendations', file('two.xlsx', workbook([sheet('A'), sheet('B')])), ...TAKEN);
    expect(two.questions[0].lines).toEqual(['sheet: A', 'sheet: B']);
    const one = await plan(
      'recommendations',
      file('two.xlsx', workbook([sheet('A'), sheet('B')])),
      ...TAKEN,
      '--mapping',
      file('m.yaml', 'sheet: B\n'),
    );
    expect([one.questions, one.understood.sheet]).toEqual([[], 'B']);
  });

  test('a bomb is refused by its numbers', async () => {
    const bytes = Buffer.from(made);
    const at = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bytes.writeUInt32LE(10, at + 24);
    const { code, err } = await over('recommendations', file('bomb.xlsx', bytes));
    expect([code, err]).toEqual([1, expect.stringContaining('unpacks to more than it says')]);
  });
});

describe('confirming', () => {
  test('a mapping decides, the rest goes in, and a second import changes nothing', async () => {
    const { run, json } = await store();
    const table = file('index.csv', fixture('index.csv'));
    const open = await run('import', 'recommendations', table, ...TAKEN, '--confirm', ...SIGNED);
    expect([open.code, open.err]).toEqual([1, expect.stringContaining('questions are open; nothing was imported')]);
    const saved = await run('import', 'recommendations', table, ...TAKEN, '--save-mapping');
    expect(saved.out).toContain(`Wrote the mapping to ${table}.mapping.yaml`);
    const name = `${table}.mapping.yaml`;
    const mapping = readFileSync(name, 'utf8');
    expect(mapping).toContain('#       Korea: kor   # South Korea');
    writeFileSync(name, `${mapping}\ntwo-digit-years: 1950\nvalues:\n  country:\n    Korea: kor\n    USSR: skip\n`);
    const args = ['import', 'recommendations', table, '--mapping', name, ...TAKEN, '--confirm', ...SIGNED];
    const done = await json(...args);
    expect(done.counts).toMatchObject({ created: 4, failed: 1, undecided: 1, duplicates: 1, twins: 1, leftOut: 1 });
    expect(done.recorded).toMatchObject({ created: 5, changed: 0 });
    expect(done.created).toContain('kaz/recommendation/uhri-crc-c-xyz-co-9-12-a');
    const again = await json(...args);
    expect([again.counts.created, again.counts.changed, again.counts.same, again.recorded]).toEqual([0, 0, 4, null]);
    expect((await run('verify')).code).toBe(0);
  });

  test('a row that changed changes its record, and what people added stays', async () => {
    const { run, json } = await store();
    const of = (text: string) =>
      file(
        'index.csv',
        `Country,Document symbol,Paragraph,Text,Body,Date\nSpain,CRC/C/XYZ/CO/3,5,${text},CRC,2020-05-06\n`,
      );
    const write = (name: string) => json('import', 'recommendations', name, ...TAKEN, '--confirm', ...SIGNED);
    const [id] = (await write(of('Do it.'))).created;
    const out = join(folderOf({}), 'all');
    await run('export', out);
    const path = join(out, 'countries/esp/recommendations.yaml');
    const before = readFileSync(path, 'utf8');
    // A person translates it and divides it into parts.
    writeFileSync(
      path,
      before.replace('text: Do it.', 'text:\n    en: Do it.\n    ru: Сделайте это.\n  parts:\n  - id: a\n    text: It'),
    );
    await run('import', out, ...SIGNED);
    expect((await write(of('Do it.'))).counts).toMatchObject({ changed: 0, same: 1 });
    const changed = await write(of('Do it now.'));
    expect(changed.changed).toEqual([
      {
        id,
        fields: [
          {
            field: 'text',
            before: 'en: Do it.; ru: Сделайте это.',
            after: 'en: Do it now.; ru: Сделайте это.; translation: unchecked',
          },
        ],
      },
    ]);
    await run('export', out);
    const after = readFileSync(path, 'utf8');
    expect(after).toContain('ru: Сделайте это.\n    translation: unchecked\n  parts:');
    expect(after.match(/- source:/g)).toHaveLength(2);
  });

  test('a figure that changed changes alone; figures that people added stay', async () => {
    const { run, json } = await store();
    const of = (value: string) =>
      file(
        'f.csv',
        `Country,Indicator,Unit,Topic,Year,Value\nSpain,Cases,cases,crime,2019,7\nSpain,Cases,cases,crime,2020,${value}\n`,
      );
    const write = (name: string) => json('import', 'figures', name, ...TAKEN, '--confirm', ...SIGNED);
    expect((await write(of('8'))).created).toEqual(['esp/series/cases']);
    const out = join(folderOf({}), 'all');
    await run('export', out);
    const path = join(out, 'countries/esp/statistics.yaml');
    const more = '  - period: "2018"\n    value: 6\n    citations:\n    - source: source/by-hand\n';
    writeFileSync(path, readFileSync(path, 'utf8').replace('  observations:\n', `  observations:\n${more}`));
    expect((await run('import', out, ...SIGNED)).code).toBe(0);
    const changed = await write(of('9'));
    expect(changed.changed).toEqual([{ id: 'esp/series/cases', fields: [{ field: '2020', before: '8', after: '9' }] }]);
    const table = JSON.parse((await run('export', 'figures', '--format', 'json', '--country', 'esp')).out);
    expect(table.rows.map(({ period, value }: Record<string, unknown>) => [period, value])).toEqual([
      ['2018', 6],
      ['2019', 7],
      ['2020', 9],
    ]);
  });

  test('texts in a language that the record does not hold are asked, not stored as English', async () => {
    const french =
      'Pays;Recommandation;Mécanisme;Date de publication\nEspagne;Renforcer les mesures pour la protection des enfants et des victimes dans le pays;CRC;15/10/2020\n';
    const read = await plan('recommendations', file('fr.csv', french), ...TAKEN);
    expect(read.questions[0]).toMatchObject({
      lines: ['language: en', 'language: ru', 'language: kk'],
      isBlocking: true,
    });
  });

  test('treaty tables: letters behind dates, same dates skipped, other dates of people kept aside', async () => {
    const mapping = file('m.yaml', 'constants:\n  instrument: OPSC\nvalues:\n  country:\n    Czechoslovakia: skip\n');
    const read = await plan('treaties', join(TABLES, 'status.csv'), ...TAKEN, '--mapping', mapping);
    expect(read.created).toEqual(['bol/treaty-action/opsc/signature', 'bol/treaty-action/opsc/ratification']);
    expect(read.counts).toMatchObject({ same: 1, twins: 2, leftOut: 1, failed: 1 });
    expect(read.twins).toEqual([
      expect.objectContaining({
        record: 'kaz/treaty-action/opsc/ratification',
        fields: [{ field: 'date', before: '2001', after: '2001-08-24' }],
      }),
      // A person knew that it became bound; the table says by which act.
      expect.objectContaining({
        record: 'esp/treaty-action/opsc/deposit',
        fields: [{ field: 'action', before: 'deposit', after: 'accession' }],
      }),
    ]);
    expect(read.failures[0].reason).toContain('the letters “zz”');
    const decided = file(
      'd.yaml',
      'constants:\n  instrument: OPSC\nvalues:\n  country:\n    Czechoslovakia: skip\nrecords:\n  "kaz|opsc|ratification": kaz/treaty-action/opsc/ratification\n',
    );
    const after = await plan('treaties', join(TABLES, 'status.csv'), ...TAKEN, '--mapping', decided);
    expect([after.counts.twins, after.changed.map(({ id }: { id: string }) => id)]).toEqual([
      1,
      ['kaz/treaty-action/opsc/ratification'],
    ]);
  });

  test('a table of which every row waits says how to decide', async () => {
    const table = file('o.csv', 'Name,Country,Type\nAn invented network,Kazakhstan,gathering\n');
    const { out } = await over('organisations', table, ...TAKEN);
    expect(out).toContain('waits for a decision. Save the mapping');
  });

  test('organisations: two languages, unknown words asked, addresses never taken', async () => {
    const { run } = await store();
    const table = join(TABLES, 'organisations-ru.csv');
    const read = await plan('organisations', table, ...TAKEN);
    expect(read.counts).toMatchObject({ created: 1, undecided: 1, failed: 1 });
    expect(read.understood.notTaken).toEqual(['Адрес', 'Телефон']);
    await run('import', 'organisations', table, ...TAKEN, '--confirm', ...SIGNED);
    const out = join(folderOf({}), 'all');
    await run('export', out);
    const yaml = readFileSync(join(out, 'countries/kaz/organisations.yaml'), 'utf8');
    expect(yaml).toContain('id: kaz/organisation/example-fund');
    expect(yaml).toContain('ru: Фонд «Пример»');
    expect(yaml).not.toMatch(/Придуманная|000/);
  });

  test('a mapping with mistakes is refused with their places', async () => {
    const mapping = file('m.yaml', 'column:\n  text: A\ndates: sometimes\n');
    const { code, err } = await over('recommendations', join(TABLES, 'index.csv'), '--mapping', mapping);
    expect(code).toBe(1);
    expect(err).toContain('m.yaml:1:1: “column” is not part of a mapping. Did you mean columns?');
    expect(err).toContain('m.yaml:3:');
  });
});

describe('exports', () => {
  test('a kind without a format is refused, and no folder of its name is made', async () => {
    const { code, err } = await onDay(['export', 'recommendations', '--data', RECORD]);
    expect([code, err]).toEqual([2, expect.stringContaining('say --format csv, xlsx or json')]);
  });

  test('CSV, XLSX and JSON hold the same, with definitions and licence, and no live formula', async () => {
    const { run } = await store();
    const table = file(
      'index.csv',
      'Country,Document symbol,Paragraph,Text,Body,Date\nSpain,CRC/C/XYZ/CO/3,5,=1+1,CRC,2020-05-06\n',
    );
    await run('import', 'recommendations', table, ...TAKEN, '--confirm', ...SIGNED);
    const csv = (await run('export', 'recommendations', '--format', 'csv', '--country', 'esp')).out;
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(csv).toContain(",'=1+1,");
    expect(csv).toContain('CC BY 4.0');
    const out = join(folderOf({}), 'out.xlsx');
    const wrote = await run('export', 'recommendations', '--format', 'xlsx', '--country', 'esp', '--out', out);
    expect(wrote.out).toBe(`Wrote 1 row of recommendations to ${out}.\n`);
    expect((await run('export', 'recommendations', '--format', 'xlsx')).code).toBe(2);
    // What was exported can be imported: the same recommendation, known by its place.
    const back = JSON.parse((await run('import', 'recommendations', out, ...TAKEN, '--json')).out);
    expect(back.understood).toMatchObject({
      sheet: 'recommendations',
      otherSheets: [{ name: 'About', isHidden: false }],
    });
    expect(back.understood.notices.join()).not.toContain('formulas');
    const json = JSON.parse((await run('export', 'recommendations', '--format', 'json', '--country', 'esp')).out);
    expect(json).toMatchObject({
      licence: { name: 'CC BY 4.0' },
      columns: expect.arrayContaining([{ name: 'text', definition: 'What is asked.' }]),
    });
    expect(json.rows[0].text).toBe('=1+1');
  });
});

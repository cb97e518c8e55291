import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENGLISH, KAZAKH, RUSSIAN } from '../../../test/fixtures/ingest/words.ts';
import { decode } from './encoding.ts';
import { readText } from './text.ts';

const read = (text: string, mediaType: 'text/plain' | 'text/markdown' = 'text/plain') =>
  readText({ text, mediaType, notices: [] });
const shape = (text: string, mediaType?: 'text/plain' | 'text/markdown') =>
  read(text, mediaType).blocks.map(({ kind, level, text: words }) => `${kind}${level ?? ''}: ${words}`);

describe('paragraphs', () => {
  test('lines broken at a width are one paragraph, and a word cut by a hyphen is whole', () => {
    const text =
      'The ministry of the republic adopted a plan in the year 2016 for child-\nren who need a shelter and for the people who look after\nthem in three centres of the country, two of them new.\n\nIt ended in 2019.';
    expect(shape(text)).toEqual([
      'paragraph: The ministry of the republic adopted a plan in the year 2016 for children who need a shelter and for the people who look after them in three centres of the country, two of them new.',
      'paragraph: It ended in 2019.',
    ]);
  });

  test('one line to a paragraph stays one paragraph each', () => {
    expect(read(`${ENGLISH}\n${RUSSIAN}\n${KAZAKH}`).blocks).toHaveLength(3);
  });

  test('a paragraph that a page cut in two is joined, also around a heading or a note', () => {
    const first = 'The centre in the north gives shelter to children for as long as their case is before the court';
    expect(shape(`${first}\n\nand for a month after it.`)).toEqual([`paragraph: ${first} and for a month after it.`]);
    expect(shape(`INTRODUCTION\n\n${first}\n\nSHELTER\n\nand for a month after it.\n\nMore.`).slice(1, 3)).toEqual([
      `paragraph: ${first} and for a month after it.`,
      'heading1: SHELTER',
    ]);
    const open = `${first} (as the ministry of the`;
    expect(shape(`${open}\n\nInterior said).`)).toEqual([`paragraph: ${open} Interior said).`]);
  });
});

describe('headings', () => {
  test('capitals, numbers, short lines, in three languages', () => {
    const text = `PREVENTION\n\nSchools and teachers\n\n${ENGLISH}\n\nПРОФИЛАКТИКА\n\nРабота в школах\n\n${RUSSIAN}\n\nАЛДЫН АЛУ\n\nМектептегі жұмыс\n\n${KAZAKH}`;
    expect(read(text).blocks.map(({ kind, level }) => `${kind}${level ?? ''}`)).toEqual([
      'heading1',
      'heading2',
      'paragraph',
      'heading1',
      'heading2',
      'paragraph',
      'heading1',
      'heading2',
      'paragraph',
    ]);
    expect(shape(`2.1 Legal framework\n\n${ENGLISH}`)[0]).toBe('heading2: 2.1 Legal framework');
    expect(shape(`Глава 3. Защита\n\n${RUSSIAN}`)[0]).toBe('heading1: Глава 3. Защита');
  });

  test('the lines of a list of contents name headings, and lose their page numbers', () => {
    const text = `CONTENTS\n\nForeword\t3\nThe law of the land ........ 5\nHelp\t12\nAnnex\t20\n\nForeword\n\n${ENGLISH}\n\nThe law of the land\n\n${ENGLISH}`;
    const { blocks, left } = read(text);
    expect(blocks.slice(1, 5).map(({ kind, text: words }) => `${kind} ${words}`)).toEqual([
      'list-item Foreword',
      'list-item The law of the land',
      'list-item Help',
      'list-item Annex',
    ]);
    expect(blocks.filter(({ kind }) => kind === 'heading').map(({ text: words }) => words)).toEqual([
      'CONTENTS',
      'Foreword',
      'The law of the land',
    ]);
    expect(left).toEqual([{ what: 'page numbers in the list of contents', count: 4 }]);
  });

  test('a value that repeats under names is no heading', () => {
    const text = `Age of consent\n\nPartial\n\n${ENGLISH}\n\nChild advocates\n\nNot assessed\n\nPolice unit\n\nNot assessed\n\nStandards\n\nPartial\n\n${ENGLISH}`;
    expect(
      read(text)
        .blocks.filter(({ kind }) => kind === 'heading')
        .map(({ text: words }) => words),
    ).toEqual(['Age of consent', 'Child advocates', 'Police unit', 'Standards']);
  });
});

describe('lists and tables', () => {
  test('bullets lose their sign, numbers stay', () => {
    expect(shape('- one thing;\n- another thing.\n\n(4) Open a centre.\n(5) Close it.')).toEqual([
      'list-item1: one thing;',
      'list-item1: another thing.',
      'list-item1: (4) Open a centre.',
      'list-item1: (5) Close it.',
    ]);
  });

  test('tables by tabs, by bars and by spaces, with the rows that name the columns', () => {
    const rows = [
      ['Instrument', 'Ratified', 'Reports'],
      ['Convention A', '1 May 1994', '2003'],
      ['Protocol B', '2001', ''],
    ];
    for (const text of [
      rows.map((row) => row.join('\t')).join('\n'),
      `| Instrument | Ratified | Reports |\n|---|---|---|\n| Convention A | 1 May 1994 | 2003 |\n| Protocol B | 2001 | |`,
    ]) {
      const [table] = read(`${ENGLISH}\n\n${text}\n\n${ENGLISH}`).blocks.slice(1);
      expect(table).toMatchObject({ kind: 'table', text: '', rows, headerRows: 1 });
    }
    expect(read('Year   Cases   Courts\n2015   14      3\n2016   21      4').blocks[0]).toMatchObject({
      rows: [
        ['Year', 'Cases', 'Courts'],
        ['2015', '14', '3'],
        ['2016', '21', '4'],
      ],
      headerRows: 1,
    });
  });
});

describe('notes', () => {
  test('raised digits and brackets call notes, powers do not', () => {
    const [block] = read(
      'There are 36 homes.¹² The area is 40 km² in all.³⁻⁵ See also [7, 9] and [2013] 2 AC 1.',
    ).blocks;
    expect(block?.marks?.map(({ label }) => label)).toEqual(['12', '3', '4', '5', '7', '9']);
    for (const { at, length, label } of block?.marks ?? [])
      if (label === '12' || label === '9') expect(block?.text.slice(at, at + length)).toBe(label === '12' ? '¹²' : '9');
  });

  test('entries with raised digits, with numbers under a heading, and pieces between two', () => {
    const text = `A thing.¹ Another.² A third.³\n\nENDNOTES\n\n- ¹ A Body. A Report, page 3. Accessed on 2 May 2014 from: http://a.example/reports_\n\nof_2014.pdf\n\n- ² A Ministry. Another report of the\n\nyear 2011.\n- ³ The same.`;
    const notes = read(text).blocks.filter(({ kind }) => kind === 'note');
    expect(notes.map(({ note, text: words }) => `${note?.label}: ${words}`)).toEqual([
      '1: A Body. A Report, page 3. Accessed on 2 May 2014 from: http://a.example/reports_of_2014.pdf',
      '2: A Ministry. Another report of the year 2011.',
      '3: The same.',
    ]);
    const plain = `Слова.[1] Ещё слова.[2]\n\nПримечания\n\n1. Министерство. Отчёт за год.\n2. Там же.`;
    expect(
      read(plain)
        .blocks.filter(({ kind }) => kind === 'note')
        .map(({ note }) => note?.label),
    ).toEqual(['1', '2']);
  });

  test('a note called by a star', () => {
    const { blocks } = read(
      `The Declaration*\n\n- (1) Open a centre in each of the towns of the north, and in the\n\n* The Declaration of the Congress, 2008.\n\nsouth as well.`,
    );
    expect(blocks.map(({ kind, note }) => `${kind}${note?.label ?? ''}`)).toEqual(['heading', 'list-item', 'note*']);
    expect(blocks[0]?.marks).toEqual([{ at: 15, length: 1, label: '*' }]);
  });
});

describe('pages', () => {
  test('running heads and page numbers are taken off and counted, and number the blocks', () => {
    const page = (number: number, text: string): string => `COUNTRY REPORT\n\n${text}\n\n${number}\n`;
    const { blocks, left } = read([3, 4, 5, 6].map((number) => page(number, ENGLISH)).join('\f'));
    expect(blocks.map(({ page: label }) => label)).toEqual(['3', '4', '5', '6']);
    expect(left).toEqual([
      { what: 'running heads', count: 4 },
      { what: 'page numbers', count: 4 },
    ]);
  });
});

describe('Markdown', () => {
  test('headings, emphasis, links, notes, code', () => {
    const text =
      '---\ntitle: A report\nlang: kk\n---\n# Law\n\nThe *old* code, **art. 5**, [here](https://a.example/x).[^a]\n\n[^a]: A Body, `2014`.\n\n```\n# no heading\n```\n';
    const document = read(text, 'text/markdown');
    expect(document).toMatchObject({ title: 'A report', language: 'kk' });
    expect(document.blocks).toEqual([
      { kind: 'heading', level: 1, text: 'Law' },
      {
        kind: 'paragraph',
        text: 'The old code, art. 5, here (https://a.example/x).[^a]',
        marks: [{ at: 49, length: 4, label: 'a' }],
      },
      { kind: 'note', text: 'A Body, 2014.', note: { label: 'a' } },
      { kind: 'paragraph', text: '# no heading' },
    ]);
  });
});

describe('speed', () => {
  test('no line, however long, is slow', () => {
    const lines = [
      'word and ',
      'a',
      '*',
      '[1](',
      '\t',
      ' ',
      '. ',
      '<p ',
      '¹',
      '-',
      '|',
      '(',
      'a\tb\n',
      '|---|\n',
      '1\n\n',
      'x\n\n',
      '* x*\n\n',
      '- ¹ x\n\n',
    ];
    for (const line of lines) {
      const start = performance.now();
      readText({
        text: decode(Buffer.from(line.repeat(Math.ceil(300_000 / line.length)))).text,
        mediaType: 'text/markdown',
        notices: [],
      });
      expect(performance.now() - start, JSON.stringify(line)).toBeLessThan(15_000);
    }
  });
});

const folder = join(import.meta.dirname, '../../../../shared/documents');

describe.skipIf(!existsSync(folder))('the real documents (../shared/documents)', () => {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const of = (start: string) => {
    const file = files.find((name) => name.startsWith(start)) ?? '';
    return read(decode(readFileSync(join(folder, file))).text);
  };

  test('every note of the long report is an entry, in order, and all but one are called', () => {
    const { blocks } = of('003');
    const labels = blocks.flatMap(({ note }) => (note && note.label !== '*' ? [note.label] : []));
    expect(labels).toEqual(Array.from({ length: 184 }, (_, at) => String(at + 1)));
    const called = new Set(blocks.flatMap(({ marks }) => marks ?? []).map(({ label }) => label));
    expect(labels.filter((label) => !called.has(label))).toEqual(['101']);
    expect(blocks.filter(({ kind }) => kind === 'table')).toHaveLength(2);
  });

  test('no word is lost', () => {
    for (const name of files) {
      const { text } = decode(readFileSync(join(folder, name)));
      const words = (of: string): string[] => of.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
      const { blocks } = read(text);
      const kept = words(
        blocks.map((block) => [block.text, ...(block.rows ?? []).flat()].join('\n')).join('\n'),
      ).length;
      expect(kept / words(text).length).toBeGreaterThan(0.995);
    }
  });
});

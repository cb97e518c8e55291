import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { endnote, footnote, makeDocx, numbered, p, r, style } from '../../../test/fixtures/ingest/docx.ts';
import { ENGLISH, KAZAKH, RUSSIAN } from '../../../test/fixtures/ingest/words.ts';
import { readDocument } from './index.ts';

const read = (bytes: Uint8Array) => readDocument('report.docx', bytes);

describe('a Word document', () => {
  test('headings by style, lists with the numbers Word makes, contents, captions', async () => {
    const { blocks, title, language, left, notices } = await read(
      makeDocx({
        body: [
          p(r('Country report'), style('Title')),
          p(r('The law\t4'), style('TOC1')),
          p(r('The law'), style('H1')),
          p(r(ENGLISH)),
          p(r('Крупные изменения'), style('Own')),
          p(r('first'), numbered(1)),
          p(r('inner'), numbered(1, 1)),
          p(r('second'), numbered(1)),
          p(r('a thing'), numbered(2)),
          p(r(RUSSIAN), numbered(3)),
          p(r('Table 1. Cases'), style('Caption')),
          p(r('Көмек', '<w:b/>')),
          p(r(KAZAKH)),
        ].join(''),
        core: '<dc:title>A report</dc:title><dc:language>kk</dc:language><dcterms:created>2019-05-02T10:00:00Z</dcterms:created>',
      }),
    );
    expect(blocks.map(({ kind, level, text }) => `${kind}${level ?? ''}: ${text.slice(0, 24)}`)).toEqual([
      'heading1: Country report',
      'list-item1: The law',
      'heading1: The law',
      `paragraph: ${ENGLISH.slice(0, 24)}`,
      'heading2: Крупные изменения',
      'list-item1: 1. first',
      'list-item2: (a) inner',
      'list-item1: 2. second',
      'list-item1: a thing',
      `paragraph: 7. ${RUSSIAN.slice(0, 21)}`,
      'caption: Table 1. Cases',
      'heading2: Көмек',
      `paragraph: ${KAZAKH.slice(0, 24)}`,
    ]);
    expect({ title, language }).toEqual({ title: 'A report', language: 'kk' });
    expect(left).toEqual([{ what: 'page numbers in the list of contents', count: 1 }]);
    expect(notices[0]).toContain('2019-05-02');
  });

  test('footnotes and endnotes are real notes with their marks, and an uncalled one is kept', async () => {
    const note = (kind: string, id: number, text: string, type = ''): string =>
      `<w:${kind} w:id="${id}"${type}>${p(`<w:r><w:footnoteRef/></w:r>${text}`)}</w:${kind}>`;
    const { blocks } = await read(
      makeDocx({
        body: p(
          `${r('There are 36')}${footnote(3)}${r(' homes')}${endnote(1)}${r(', 4 of them new')}${footnote(2)}${r('.')}`,
        ),
        footnotes:
          note('footnote', 0, '', ' w:type="separator"') +
          note('footnote', 2, `${r(' A ministry, ')}<w:hyperlink r:id="x">${r('report')}</w:hyperlink>`) +
          note('footnote', 3, r(' A body. ')) +
          note('footnote', 4, r('Never called.')),
        endnotes: note('endnote', 1, r('An endnote.')),
        links: '<Relationship Id="x" Target="https://a.example/r" TargetMode="External"/>',
      }),
    );
    expect(blocks[0]?.text).toBe('There are 36¹ homes[i], 4 of them new².');
    expect(blocks[0]?.marks).toEqual([
      { at: 12, length: 1, label: '1', target: 'footnote-3' },
      { at: 19, length: 3, label: 'i', target: 'endnote-1' },
      { at: 37, length: 1, label: '2', target: 'footnote-2' },
    ]);
    expect(blocks.slice(1).map(({ text, note: entry }) => `${entry?.label} ${entry?.id}: ${text}`)).toEqual([
      '1 footnote-3: A body.',
      '2 footnote-2: A ministry, report https://a.example/r',
      'uncalled 1 footnote-4: Never called.',
      'i endnote-1: An endnote.',
    ]);
  });

  test('tables keep their places where cells are merged; a box of one cell is text', async () => {
    const cell = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(r(text))}</w:tc>`;
    const { blocks } = await read(
      makeDocx({
        body: `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('Town')}${cell('Cases', '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell('A', '<w:vMerge w:val="restart"/>')}${cell('3')}${cell('4')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('5')}${cell('6')}</w:tr></w:tbl><w:tbl><w:tr>${cell('In a box.')}</w:tr></w:tbl>`,
      }),
    );
    expect(blocks[0]).toMatchObject({
      kind: 'table',
      headerRows: 1,
      rows: [
        ['Town', 'Cases', ''],
        ['A', '3', '4'],
        ['', '5', '6'],
      ],
    });
    expect(blocks[1]).toMatchObject({ kind: 'paragraph', text: 'In a box.' });
  });

  test('tracked changes are read as they stand; comments and hidden text are left out; all are counted', async () => {
    const change = (name: string, inside: string): string => `<w:${name} w:id="1" w:author="a">${inside}</w:${name}>`;
    const { blocks, left, notices } = await read(
      makeDocx({
        body:
          p(
            `${r('In ')}${change('del', '<w:r><w:delText>2015</w:delText></w:r>')}${change('ins', r('2016'))}${r(' the plan')}${r('secret', '<w:vanish/>')}`,
            '<w:rPr><w:del w:id="2"/></w:rPr>',
          ) +
          p(r(' began.')) +
          change('moveFrom', p(r('Moved.'))),
        comments: `<w:comment w:id="0">${p(r('Check!'))}</w:comment>`,
      }),
    );
    expect(blocks.map(({ text }) => text)).toEqual(['In 2016 the plan began.']);
    expect(left).toEqual([
      { what: 'comments', count: 1 },
      { what: 'deleted tracked changes', count: 3 },
      { what: 'hidden stretches of text', count: 1 },
    ]);
    expect(notices[0]).toMatch(/1 insertions.*3 deletions/);
  });

  test('text boxes follow their paragraph once, and pages turn where Word turned them', async () => {
    const box = `<mc:AlternateContent xmlns:mc="m"><mc:Choice><w:drawing><w:txbxContent>${p(r('Boxed.'))}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>${p(r('Boxed.'))}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>`;
    const { blocks } = await read(
      makeDocx({
        body: p(`${r('One.')}<w:r>${box}</w:r>`) + p(`<w:r><w:br w:type="page"/></w:r>${r('Two.')}`) + p(r('Three.')),
      }),
    );
    expect(blocks.map(({ text }) => text).sort()).toEqual(['Boxed.', 'One.', 'Three.', 'Two.']);
    expect(blocks.find(({ text }) => text === 'Three.')?.page).toBe('2');
  });
});

describe('files that are refused', () => {
  test('a bomb, by its numbers, before it is unpacked', async () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(80_000_000) }, { level: 9 });
    await expect(read(bomb)).rejects.toThrow(/zip bomb/);
    await expect(
      read(zipSync(Object.fromEntries(Array.from({ length: 4100 }, (_, at) => [`p${at}`, new Uint8Array(0)])))),
    ).rejects.toThrow(/parts/);
  });

  test('a size that lies is held to what it says', async () => {
    const bytes = zipSync({ 'word/document.xml': new Uint8Array(900_000).fill(32) });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const directory = view.getUint32(bytes.length - 6, true);
    view.setUint32(directory + 24, 100, true);
    await expect(read(bytes)).rejects.toThrow(/damaged/);
  });

  test('entities, other packages, no document, a password', async () => {
    const xml =
      '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&b;</w:body></w:document>';
    await expect(read(zipSync({ 'word/document.xml': Buffer.from(xml) }))).rejects.toThrow(/document type/);
    await expect(read(zipSync({ 'xl/workbook.xml': Buffer.from('<a/>') }))).rejects.toThrow(/Excel/);
    await expect(read(zipSync({ 'a.txt': Buffer.from('a') }))).rejects.toThrow(/ZIP archive/);
    const ole = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    await expect(read(ole)).rejects.toThrow(/password/);
  });
});

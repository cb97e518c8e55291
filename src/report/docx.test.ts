import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { inventedReport, run } from '../../test/fixtures/report/invented.ts';
import type { Block, ReportDocument } from './document.ts';
import { renderDocx } from './docx.ts';

const short = inventedReport({ chapters: 2 });
const HEAD: Block = { kind: 'heading', level: 1, id: 'h', content: [run('Head')] };

/** The parts of the file by name; every part that is XML is well-formed. */
async function parts(document: ReportDocument): Promise<Record<string, string>> {
  const files = Object.entries(unzipSync(await renderDocx(document)));
  return Object.fromEntries(
    files
      .filter(([name]) => /\.(?:xml|rels)$/.test(name))
      .map(([name, bytes]) => {
        const text = strFromU8(bytes);
        new SaxesParser({ xmlns: true }).write(text).close();
        return [name, text];
      }),
  );
}
const count = (text: string | undefined, sought: RegExp): number => text?.match(sought)?.length ?? 0;

describe('a report as DOCX', () => {
  it('is the same, byte for byte, whenever it is made', async () => {
    const [first, second] = [await renderDocx(short), await renderDocx(short)];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });

  it('has Word’s own notes, as many as the tree and in its order', async () => {
    const made = await parts(short);
    const marks = [...(made['word/document.xml'] ?? '').matchAll(/<w:footnoteReference w:id="(\d+)"/g)].map(([, id]) =>
      Number(id),
    );
    expect(marks).toEqual(short.noteList.map(({ number }) => number));
    const ends = await parts({ ...short, notes: 'endnotes' });
    expect(count(ends['word/document.xml'], /<w:endnoteReference w:id="\d+"/g)).toBe(short.noteList.length);
    expect(ends['word/document.xml']).toContain('>Notes<');
  });

  it('has styles, filled contents, repeated heads of tables and pictures with words', async () => {
    const made = await parts(short);
    const document = made['word/document.xml'] ?? '';
    for (const style of [
      'Heading1',
      'Heading2',
      'Heading3',
      'Heading4',
      'Caption',
      'Quote',
      'Box',
      'ListParagraph',
      'TableText',
    ])
      expect(document).toContain(`<w:pStyle w:val="${style}"/>`);
    expect(document).toMatch(/TOC \\h \\o|TOC \\o/);
    expect(count(document, /<w:pStyle w:val="TOC1"\/>/g)).toBeGreaterThanOrEqual(5);
    expect(count(document, /<w:tblHeader\/>/g)).toBe(count(document, /<w:tbl>/g));
    expect(count(document, /<wp:docPr [^>]*descr="[^"]+"/g)).toBe(2);
    expect(count(document, /svgBlip/g)).toBeGreaterThanOrEqual(2);
    expect(document).toContain('w:orient="landscape"');
  });

  it('says on every page that it is a draft, until it is an edition', async () => {
    const heads = (made: Record<string, string>): string[] =>
      Object.entries(made).flatMap(([name, text]) => (/word\/header\d/.test(name) ? [text] : []));
    for (const head of heads(await parts(short))) expect(head).toMatch(/textpath[^>]*Draft/);
    for (const head of heads(await parts(inventedReport({ chapters: 1, edition: true }))))
      expect(head).not.toMatch(/Draft/);
  });

  it.each([
    ['en', 'en-GB'],
    ['ru', 'ru-RU'],
    ['kk', 'kk-KZ'],
  ] as const)('marks its language and that of what stands in another (%s)', async (language, tag) => {
    const made = await parts(inventedReport({ language, chapters: 1 }));
    expect(made['word/styles.xml']).toContain(`w:val="${tag}"`);
    expect(made['word/footnotes.xml']).toContain('w:val="kk-KZ"');
  });

  it('keeps the document whole whatever is in it', async () => {
    const made = await parts({
      ...short,
      front: [],
      annexes: [],
      title: '<b>&amp; "title" ]]>',
      body: [
        { ...HEAD, level: 3 },
        { kind: 'paragraph', id: 'h', content: [run('a\u0000b\u0007c\u202ed\ud800e\ufffe <w:p/> & مرحبا 中 😀')] },
        {
          kind: 'paragraph',
          content: [
            { kind: 'link', href: 'javascript:alert(1)', content: [run('js')] },
            { kind: 'link', href: '#nowhere', content: [run('nowhere')] },
            { kind: 'note', note: 'gone' },
          ],
        },
        { kind: 'paragraph', content: [run('A long sentence about the law. '.repeat(65_000))] },
        { kind: 'table', id: 'h', caption: [], head: [], rows: [] },
        { kind: 'list', ordered: true, items: [[], [HEAD]] },
      ],
    });
    const document = made['word/document.xml'] ?? '';
    expect(document).toContain('abcd');
    expect(document).toContain('<w:rtl/>');
    expect(Object.values(made).join('')).not.toContain('javascript:');
  });

  it('refuses a drawing that is none', async () => {
    const figure: Block = { kind: 'figure', id: 'f', caption: [], svg: '<svg', alternative: 'x' };
    await expect(renderDocx({ ...short, body: [HEAD, figure] })).rejects.toThrow('drawing');
  });
});

import { describe, expect, it } from 'vitest';
import type { Document } from '../../core/document.ts';
import type { RawBlock } from '../raw.ts';
import { rawOf } from './fixture.ts';
import { structure } from './index.ts';

const read = (text: string) => structure(rawOf(text), 'test.txt', '0'.repeat(64), []);
const textOf = (document: Document, { start, end }: { start: number; end: number }) => document.text.slice(start, end);
const codes = (document: Document) => document.issues.map(({ code }) => code);
/** Label of each mark, and the beginning of the note it leads to. */
const calls = (document: Document) =>
  document.marks.map(({ label, note }) => {
    const entry = document.notes.find(({ id }) => id === note);
    return [label, entry ? textOf(document, entry).slice(0, 12) : undefined];
  });
const placesOf = (document: Document, code: string) =>
  document.issues.filter((issue) => issue.code === code).map(({ places }) => places.map(({ exact }) => exact));

describe('marks and entries', () => {
  it('leads each superscript to the entry of its number, in three languages', () => {
    for (const [heading, words] of [
      ['ENDNOTES', 'A shelter opened in the north.¹ It closed a year later,² for want of money.³'],
      ['ПРИМЕЧАНИЯ', 'На севере открылся приют.¹ Через год он закрылся,² не хватило денег.³'],
      ['ЕСКЕРТПЕЛЕР', 'Солтүстікте баспана ашылды.¹ Бір жылдан соң жабылды,² қаражат жетпеді.³'],
    ]) {
      const document = read(`${words}\n\n${heading}\n\n- ¹ Alpha, 2001.\n\n- ² Beta, 2002.\n\n- ³ Gamma, 2003.`);
      expect(calls(document)).toEqual([
        ['1', 'Alpha, 2001.'],
        ['2', 'Beta, 2002.'],
        ['3', 'Gamma, 2003.'],
      ]);
      expect(document.marks.map((mark) => textOf(document, mark))).toEqual(['¹', '²', '³']);
      expect(document.issues).toEqual([]);
      expect(document.blocks.filter(({ kind }) => kind === 'note')).toHaveLength(3);
    }
  });

  it('reads several marks in a row, with commas, as a range, and run together', () => {
    const document = read(
      'One.¹˒² Two.³⁻⁵ Three.⁶,⁷ Four.⁸⁹\n\nNOTES\n\n' +
        [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${n}. Entry number ${n}, 2010.`).join('\n\n'),
    );
    expect(document.marks.map(({ label }) => label)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(document.marks.every(({ note }) => note !== undefined)).toBe(true);
  });

  it('takes no unit of measure and no power of ten for a mark', () => {
    const document = read(
      'The district has 400 km² and 12 м² a child.¹ About 10³ cells, 3 × 10⁵ more, CO₂ and x² aside, were counted.² In 2011³ it grew.\n\n' +
        'NOTES\n\n- ¹ First, 2001.\n\n- ² Second, 2002.\n\n- ³ Third, 2003.',
    );
    expect(document.marks.map(({ label }) => label)).toEqual(['1', '2', '3']);
    expect(codes(document)).toEqual([]);
  });

  it('reads marks in square brackets only where entries bear them out', () => {
    const called = read(
      'It was so [1]. And so [2, 3], and so [1, с. 5].\n\nСписок литературы\n\n1. Иванов А. А. Книга. 2001.\n\n2. Петров Б. Б. Книга. 2002.\n\n3. Сидоров В. В. Книга. 2003.',
    );
    expect(called.marks.map(({ label }) => label)).toEqual(['1', '2', '3', '1']);
    expect(called.notes).toHaveLength(3);
    const uncalled = read('The year [2011] was cold, says the [sic] report.\n\nIt was warm [12] too.');
    expect(uncalled.marks).toEqual([]);
    expect(uncalled.issues).toEqual([]);
  });

  it('finds bare digits that a lost superscript left, where they count up with the entries', () => {
    const notes = [1, 2, 3, 4].map((n) => `${n}. Entry number ${n}, 2010.`).join('\n\n');
    const document = read(
      `The court sat in May.1 It heard 3 cases, 40 in all,2 and a law of 1994 applied.3 It rose again.4\n\nNOTES\n\n${notes}`,
    );
    expect(document.marks.map(({ label }) => label)).toEqual(['1', '2', '3', '4']);
    const round = read(
      `The court (1) sat.\n\nArticle 12(3) applied (2), and so on (3). It rose (4).\n\nNOTES\n\n${notes}`,
    );
    expect(round.marks.map(({ label }) => label)).toEqual(['1', '2', '3', '4']);
  });

  it('does not take the numbered paragraphs of a treaty body for notes', () => {
    const text = Array.from(
      { length: 6 },
      (_, n) => `${n + 1}. The Committee notes in 2015 that the State party acts.`,
    ).join('\n\n');
    const document = read(`Concluding observations on the second report of Exampleland\n\n${text}`);
    expect(document.notes).toEqual([]);
    expect(document.blocks.map(({ number }) => number)).toEqual([undefined, '1', '2', '3', '4', '5', '6']);
  });

  it('follows the links of a format that knows its notes, whatever the labels', () => {
    const blocks: RawBlock[] = [
      {
        kind: 'paragraph',
        text: 'Law i and law 1.',
        marks: [
          { at: 4, length: 1, label: 'i', target: 'endnote-1' },
          { at: 14, length: 1, label: '1', target: 'footnote-1' },
        ],
      },
      { kind: 'note', text: 'At the foot, 2001.', note: { label: '1', id: 'footnote-1' } },
      { kind: 'note', text: 'At the end, 2002.', note: { label: 'i', id: 'endnote-1' } },
    ];
    const document = structure(rawOf('', { blocks, mediaType: 'application/docx' }), 'a.docx', '', []);
    expect(calls(document)).toEqual([
      ['i', 'At the end, '],
      ['1', 'At the foot,'],
    ]);
    expect(document.issues).toEqual([]);
  });

  it('leads an asterisk to the note below, and leaves emphasis alone', () => {
    const document = read(
      'Concluding observations*\n\nThe *law* and the *code*, which *inter alia* apply.\n\n* Adopted by the Committee at its second session, 2015.',
    );
    expect(calls(document)).toEqual([['*', 'Adopted by t']]);
  });

  it('begins again with each chapter and each page', () => {
    const page = (n: number) =>
      `Page ${n} says this.¹ And that.²\n\n¹ Source A of page ${n}, 2001.\n\n² Source B of page ${n}, 2001.`;
    const document = read([1, 2, 3].map(page).join('\n\n'));
    expect(document.marks).toHaveLength(6);
    const targets = document.marks.map(({ note }) =>
      textOf(document, document.notes.find(({ id }) => id === note) ?? { start: 0, end: 0 }),
    );
    expect(targets.map((target) => target.slice(7))).toEqual([
      'A of page 1, 2001.',
      'B of page 1, 2001.',
      'A of page 2, 2001.',
      'B of page 2, 2001.',
      'A of page 3, 2001.',
      'B of page 3, 2001.',
    ]);
    expect(codes(document)).toEqual([]);
  });
});

describe('entries that the page has broken', () => {
  it('join what stands between two numbers, and an address with its end', () => {
    const document = read(
      'One.¹ Two.² Three.³\n\nENDNOTES\n\n- ¹ Office of\n\nthe Ombudsman. Annual review. Accessed on 3 May 2012 from: <http://>\n\n' +
        '- www.example.org/review.html\n\n- ² Ministry of Labour. Plan. Accessed on 4 May 2012 from: <http://www.example.org>\n\n' +
        '- org/plans/first.pdf\n\n- ³ Alpha, 2001.\n\nOffice of the publisher\n\n12 Long Road',
    );
    expect(document.notes.map(({ label }) => label)).toEqual(['1', '2', '3']);
    expect(document.references.map(({ url }) => url)).toEqual([
      'http://www.example.org/review.html',
      'http://www.example.org/plans/first.pdf',
      undefined,
    ]);
    expect(document.references[0]?.author).toBe('Office of the Ombudsman');
    expect(textOf(document, document.notes[2] ?? { start: 0, end: 0 })).toBe('Alpha, 2001.');
  });

  it('do not count a scrap that only looks like an entry', () => {
    const document = read(
      'One.¹ Two.²\n\nENDNOTES\n\n- ¹ Office. News. Accessed on 3 May 2012 from: http://www.example.org/item-5410/02-02-2012\n\n' +
        '- ¹ 5410/02-02-2012\n\n- ² Beta, 2002.',
    );
    expect(document.notes.map(({ label }) => label)).toEqual(['1', '2']);
    expect(codes(document)).toEqual([]);
  });
});

describe('what does not fit', () => {
  const entries = (labels: readonly number[]) =>
    labels.map((n, at) => `${n}. Entry at place ${at}, 2010.`).join('\n\n');

  it('names a mark without an entry', () => {
    const document = read(`One.¹ Two.² Three.³ Four.⁴\n\nNOTES\n\n${entries([1, 2, 4])}`);
    expect(placesOf(document, 'notes-missing')).toEqual([['³']]);
    expect(document.marks.find(({ label }) => label === '3')?.note).toBeUndefined();
  });

  it('names an entry that nothing calls', () => {
    const document = read(`One.¹ Two.² Four.⁴\n\nNOTES\n\n${entries([1, 2, 3, 4])}`);
    expect(placesOf(document, 'notes-unused')).toEqual([['Entry at place 2, 2010.']]);
  });

  it('says once that no entry is called, where the marks are lost', () => {
    const document = read(`One. Two. Four.\n\nNOTES\n\n${entries([1, 2, 3, 4])}`);
    expect(placesOf(document, 'notes-unused')).toHaveLength(1);
    expect(placesOf(document, 'notes-unused')[0]).toHaveLength(4);
  });

  it('names both of two entries with one number', () => {
    const document = read(
      'One.¹ Two.² Three.³\n\nNOTES\n\n- ¹ Entry the first, 2010.\n\n- ² Entry the second, 2010.\n\n- ² Entry the other, 2011.\n\n- ³ Entry the third, 2010.',
    );
    expect(placesOf(document, 'notes-duplicate')).toEqual([['Entry the second, 2010.', 'Entry the other, 2011.']]);
    expect(codes(document)).toEqual(['notes-duplicate']);
  });

  it('names marks that come out of order, and numbers that are skipped', () => {
    const document = read(`One.¹ Three.³ Two.² Six.⁶\n\nNOTES\n\n${entries([1, 2, 3, 6])}`);
    expect(placesOf(document, 'notes-order')).toEqual([['²']]);
    expect(document.issues.filter(({ code }) => code === 'notes-gap')).toHaveLength(2);
  });

  it('has a message in each language, with the number in it', () => {
    const document = read(`One.¹ Two.² Seven.⁷\n\nNOTES\n\n${entries([1, 2])}`);
    const [issue] = document.issues;
    expect(issue?.code).toBe('notes-missing');
    for (const language of ['en', 'ru', 'kk'] as const) expect(issue?.message[language]).toMatch(/7/);
    expect(new Set(Object.values(issue?.message ?? {})).size).toBe(3);
  });
});

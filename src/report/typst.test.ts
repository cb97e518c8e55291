import { inflateSync } from 'node:zlib';
import { getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { inventedReport, run } from '../../test/fixtures/report/invented.ts';
import { PlatformError } from '../core/errors.ts';
import { drawnBy } from './characters.ts';
import type { Block, Inline, ReportDocument } from './document.ts';
import { bundledFaces } from './faces.ts';
import { syllables } from './printable.ts';
import { renderPdf } from './typst.ts';

const short = inventedReport({ chapters: 1 });
const HEAD: Block = { kind: 'heading', level: 1, id: 'h', content: [run('Head')] };
const paragraph = (...content: (string | Inline)[]): Block => ({
  kind: 'paragraph',
  content: content.map((part) => (typeof part === 'string' ? run(part) : part)),
});
const withBody = (body: readonly Block[], more: Partial<ReportDocument> = {}): ReportDocument => ({
  ...short,
  front: [],
  annexes: [],
  glossary: [],
  bibliography: [],
  body,
  ...more,
});

async function read(bytes: Uint8Array) {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, at) => {
      const { items } = await (await pdf.getPage(at + 1)).getTextContent();
      return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join('');
    }),
  );
  return { pdf, pages, text: pages.join('\n') };
}

/** Everything in the file, its streams inflated, as far as they are. */
function opened(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes);
  const text = raw.toString('latin1');
  const parts = [text];
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const from = match.index + match[0].length;
    try {
      parts.push(inflateSync(raw.subarray(from, text.indexOf('endstream', from))).toString('latin1'));
    } catch {
      // Not deflated.
    }
  }
  return parts.join('\n');
}

describe('a report as PDF', () => {
  it('is the same, byte for byte, whenever it is made', async () => {
    const [first, second] = [await renderPdf(short), await renderPdf(short)];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });

  it('says that it is PDF/UA-1, or PDF/A, and is dated as the record', async () => {
    const ua = opened(await renderPdf(short));
    expect(ua).toMatch(/pdfuaid:part[>=]"?1/);
    expect(ua).toContain('D:20261002083000');
    expect(ua).toContain('/StructTreeRoot');
    const archive = opened(await renderPdf(short, { standard: 'a-2b' }));
    expect(archive).toMatch(/pdfaid:part[>=]"?2/);
  });

  it('holds no type but the bundled', async () => {
    const names = [...opened(await renderPdf(short)).matchAll(/\/BaseFont\s*\/(?:[A-Z]{6}\+)?([\w-]+)/g)].map(
      ([, name]) => name,
    );
    expect(names.length).toBeGreaterThan(3);
    expect(
      names.filter((name) => !/^(?:Literata|SourceSans3|NotoNaskhArabic|NotoSerifHebrew)/.test(name ?? '')),
    ).toEqual([]);
  });

  it.each(['en', 'ru', 'kk'] as const)(
    'has title, language, bookmarks, contents with pages and every note (%s)',
    async (language) => {
      const document = inventedReport({ language, chapters: 2 });
      const { pdf, pages, text } = await read(await renderPdf(document));
      const info = { ...(await pdf.getMetadata()).info } as Record<string, unknown>;
      expect(info.Title).toBe(document.title);
      expect(info.Language ?? language).toBe(language);
      const outline = await pdf.getOutline();
      expect(outline.length).toBeGreaterThanOrEqual(6);
      expect(outline.some(({ items }) => items.length === 3)).toBe(true);
      expect(pages[2]).toContain(document.words.contents);
      for (const { number } of document.noteList) expect(text).toContain(String(number));
      // Every page but cover and imprint says which state, and that it is a draft.
      for (const page of pages.slice(2)) expect(page).toContain(`${document.words.country} · ${document.words.draft}`);
      expect(text).not.toContain('□');
    },
  );

  it('tells an edition from a draft on the cover, in the running heads and by the watermark', async () => {
    const { pages, text } = await read(await renderPdf(inventedReport({ chapters: 1, edition: true })));
    expect(pages[0]).toContain('1, 2 October 2026');
    expect(pages.at(-1)).toContain('Ardenia · Edition 1');
    expect(text).not.toContain('Draft');
  });

  it('sets wide tables across the page and everything else upright, on either paper', async () => {
    const { pdf } = await read(await renderPdf(inventedReport({ chapters: 2, paper: 'letter' })));
    const sizes = await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, at) => (await pdf.getPage(at + 1)).view.slice(2).join('×')),
    );
    expect(new Set(sizes)).toEqual(new Set(['612×792', '792×612']));
  });

  it('sets notes at the end where the document says so', async () => {
    const { pages } = await read(await renderPdf(inventedReport({ chapters: 1, notes: 'endnotes' })));
    const heading = pages.findLastIndex((page) => /Notes/.test(page));
    expect(heading).toBeGreaterThan(5);
    expect(pages[heading]).toContain('National report on the rights of the child');
  });

  it('begins a brief with its title on the first page, without cover and contents', async () => {
    const { pages } = await read(
      await renderPdf(withBody([HEAD, paragraph('Short.')], { shape: 'brief', noteList: [] })),
    );
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain(short.title.split(' ')[0]);
    expect(pages[0]).toContain('Short.');
  });

  it('shows markup as it is written, and executes none of it', async () => {
    const written = '#eval("1+1") $x^2$ @ref \\ *bold* _em_ <label> = heading #import "x.typ" [[ ]] { } // /* */';
    const { text } = await read(
      await renderPdf(
        withBody([{ ...HEAD, content: [run(written)] }, paragraph(written)], { title: written, citeAs: written }),
      ),
    );
    expect(text.replace(/\s+/g, ' ').split('#eval("1+1") $x^2$ @ref \\ *bold* _em_ <label>').length).toBeGreaterThan(3);
  });

  it('keeps the document whole whatever its characters', async () => {
    const { text } = await read(
      await renderPdf(
        withBody([
          HEAD,
          paragraph('a\u0000b\u0007c\u202ed\ud800e\ufffe 中 😀 x\u2011y'),
          paragraph('Name: ', run('שלום', { lang: 'he' }), ' and ', run('مرحبا', { lang: 'ar' }), ' (2013).'),
        ]),
      ),
    );
    expect(text).toContain('abcd');
    expect(text).toContain('□ □');
    expect(text).toContain('(2013)');
  });

  it('mends levels that are skipped, names that come twice and links that lead nowhere', async () => {
    const link = (href: string): Inline => ({ kind: 'link', href, content: [run('words ')] });
    const { text } = await read(
      await renderPdf(
        withBody([
          { ...HEAD, level: 3 },
          { ...HEAD, level: 4 },
          paragraph(link('#nowhere'), link('javascript:alert(1)'), link('/en'), { kind: 'note', note: 'gone' }),
          paragraph({ kind: 'note', note: 'n1' }, { kind: 'note', note: 'n1' }),
          { kind: 'table', id: 'h', caption: [], head: [], rows: [] },
          { kind: 'list', ordered: true, items: [[], [HEAD, { kind: 'page-break' }]] },
        ]),
      ),
    );
    expect(text).toContain('words words words');
  });

  it('takes a paragraph of two megabytes and a word of a hundred thousand letters', async () => {
    const long = 'A long sentence about the law, with commas. '.repeat(47_000);
    const { pdf } = await read(
      await renderPdf(withBody([HEAD, paragraph(long), paragraph('x'.repeat(100_000))]), { timeoutMs: 120_000 }),
    );
    expect(pdf.numPages).toBeGreaterThan(300);
  }, 150_000);

  it.each([
    ['a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
    ['a file', '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'],
    ['an entity', '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>'],
  ])('refuses a drawing that holds %s, and says which', async (_, svg) => {
    const made = renderPdf(withBody([HEAD, { kind: 'figure', id: 'f7', caption: [], svg, alternative: 'x' }]));
    await expect(made).rejects.toThrow(PlatformError);
    await expect(made).rejects.toThrow('“f7”');
  });

  it('stops when it is told to, and when it takes too long', async () => {
    await expect(renderPdf(short, { signal: AbortSignal.abort() })).rejects.toThrow('stopped');
    await expect(renderPdf(short, { timeoutMs: 1 })).rejects.toThrow('not finished');
  });
});

describe('the bundled type', () => {
  it('draws every letter of the three languages in every face of the design', () => {
    const letters = [...'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯӘҒҚҢӨҰҮҺІ', ...'ABCXYZ', ...'«»“”„–—…№§₸'];
    for (const { name, bytes } of bundledFaces(['Literata', 'SourceSans3'])) {
      const drawn = drawnBy(bytes);
      const missing = letters
        .flatMap((letter) => [letter, letter.toLowerCase()])
        .filter((letter) => !drawn.has(letter.codePointAt(0) ?? 0));
      expect(missing, name).toEqual([]);
    }
  });
});

describe('Kazakh words that are longer than their line', () => {
  it.each([
    ['материалдарының', 'ма-те-ри-ал-да-ры-ның'],
    ['қылмыстық', 'қыл-мыс-тық'],
    ['орталықтары', 'ор-та-лық-та-ры'],
    ['анықтамасы', 'анық-та-ма-сы'],
  ])('divide between syllables: %s', (word, divided) => {
    expect(syllables(word).replaceAll('\u00ad', '-')).toBe(divided);
  });
});

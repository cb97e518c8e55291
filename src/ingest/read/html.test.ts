import { describe, expect, test } from 'vitest';
import { ENGLISH, KAZAKH, RUSSIAN } from '../../../test/fixtures/ingest/words.ts';
import { readDocument } from './index.ts';

const read = (html: string) => readDocument('page.html', Buffer.from(html));
const frame = (main: string, rest = ''): string =>
  `<!doctype html><html lang="ru"><head><title>Отчёт | Сайт</title><meta property="og:site_name" content="Министерство"><meta property="og:title" content="Отчёт"><meta property="article:published_time" content="2021-03-04T10:00:00+05:00"><script>throw 1</script></head>
<body><nav><ul><li><a href="/a">Главная страница сайта</a></li><li><a href="/b">Все новости за год</a></li></ul></nav><main><article>${main}</article></main><footer><p>Адрес и телефоны редакции</p>${rest}</footer></body></html>`;

describe('a web page', () => {
  test('main text, metadata, headings, lists; navigation is left out and counted', async () => {
    const { blocks, left, ...meta } = await read(
      frame(
        `<h1>Отчёт</h1><p>${RUSSIAN}</p><h2>Меры&nbsp;&amp; сроки</h2><p>${RUSSIAN}</p><ol start="3"><li>открыть центр<ul><li>в городе</li></ul></li><li>закрыть</li></ol><script>document.write('x')</script><p>${KAZAKH}</p>`,
      ),
    );
    expect(meta).toEqual({
      mediaType: 'text/html',
      title: 'Отчёт',
      publisher: 'Министерство',
      date: '2021-03-04',
      language: 'ru',
      notices: [],
    });
    expect(blocks.map(({ kind, level, text }) => `${kind}${level ?? ''}: ${text.slice(0, 20)}`)).toEqual([
      expect.stringMatching(/^heading[12]: Отчёт$/),
      `paragraph: ${RUSSIAN.slice(0, 20)}`,
      'heading2: Меры & сроки',
      `paragraph: ${RUSSIAN.slice(0, 20)}`,
      'list-item1: 3. открыть центр',
      'list-item2: в городе',
      'list-item1: 4. закрыть',
      `paragraph: ${KAZAKH.slice(0, 20)}`,
    ]);
    expect(left[0]?.what).toBe('words of navigation and page frame');
    expect(left[0]?.count).toBeGreaterThan(6);
  });

  test('tables with their heads and merged cells', async () => {
    const { blocks } = await read(
      frame(
        `<p>${ENGLISH}</p><table><caption>Cases</caption><thead><tr><th>Town</th><th colspan="2">Cases</th></tr></thead><tbody><tr><td rowspan="2">A</td><td>3</td><td>4<sup><a href="#n1">1</a></sup></td></tr><tr><td>5</td><td>6</td></tr></tbody></table><p>${ENGLISH}</p><p id="n1">1. A ministry.</p>`,
      ),
    );
    expect(blocks.find(({ kind }) => kind === 'table')).toMatchObject({
      headerRows: 1,
      rows: [
        ['Town', 'Cases', ''],
        ['A', '3', '4¹'],
        ['', '5', '6'],
      ],
    });
    expect(blocks.find(({ kind }) => kind === 'caption')?.text).toBe('Cases');
  });

  test('notes by their links, of the kinds met in practice, in the text and in the footer', async () => {
    const { blocks } = await read(
      frame(
        `<p>${ENGLISH} One<sup id="r1"><a href="#fn1">1</a></sup>, two <a href="#_ftn2" name="_ftnref2">[2]</a>, three<a href="#cite-3" class="footnote-ref">3</a>.</p><p>${ENGLISH}</p><ol><li id="fn1"><p>A body. <a href="https://a.example/r">Report</a> <a href="#r1">↩</a></p></li></ol><p><a href="#_ftnref2" name="_ftn2">[2]</a> A ministry.</p>`,
        '<div id="cite-3">3. In the footer.</div>',
      ),
    );
    const text = blocks[0]?.text ?? '';
    expect(text.endsWith('One¹, two ², three³.')).toBe(true);
    expect(
      blocks[0]?.marks?.map(({ label, target, at, length }) => `${label} ${target} ${text.slice(at, at + length)}`),
    ).toEqual(['1 fn1 ¹', '2 _ftn2 ²', '3 cite-3 ³']);
    expect(
      blocks.filter(({ kind }) => kind === 'note').map(({ note, text: words }) => `${note?.id}: ${words}`),
    ).toEqual(['fn1: A body. Report https://a.example/r', '_ftn2: A ministry.', 'cite-3: In the footer.']);
  });

  test('the charset that the page declares', async () => {
    const html = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body><p>Дети</p></body></html>`;
    const letters = new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, code) => code));
    const { blocks } = await readDocument(
      'a.htm',
      Uint8Array.from([...html], (letter) => letters.indexOf(letter)),
    );
    expect(blocks[0]?.text).toBe('Дети');
  });

  test('a page without any marks of its main text loses no table, list or note', async () => {
    const page = `<html><body><ul><li><a href="/">Main page</a></li><li><a href="/b">News</a></li><li><a href="/c">Contacts</a></li></ul><h1>Report</h1><div class="c"><p>${RUSSIAN} ${KAZAKH}</p><p>${KAZAKH} ${RUSSIAN}</p></div><table><tr><th>Town</th><th>Cases</th></tr><tr><td>North</td><td>14</td></tr></table><ul><li>${ENGLISH}</li></ul><h2>Notes</h2><ol><li>${ENGLISH}</li></ol></body></html>`;
    const { blocks, left } = await read(page);
    expect(blocks.map(({ kind }) => kind)).toEqual([
      'heading',
      'paragraph',
      'paragraph',
      'table',
      'list-item',
      'heading',
      'list-item',
    ]);
    expect(left).toEqual([{ what: 'words of navigation and page frame', count: 4 }]);
  });

  test('JSON-LD gives what the metadata do not', async () => {
    const { date, publisher } = await read(
      `<html><head><script type="application/ld+json">{"@graph":[{"datePublished":"2020-02","headline":"A","publisher":{"name":"A Body"}}]}</script></head><body><p>${ENGLISH}</p></body></html>`,
    );
    expect({ date, publisher }).toEqual({ date: '2020-02', publisher: 'A Body' });
  });

  test('a page without text says so; one that is too deep is refused', async () => {
    const { blocks, notices } = await read('<html><body><div id="app"></div><script>start()</script></body></html>');
    expect(blocks).toEqual([]);
    expect(notices[0]).toMatch(/script/);
    await expect(read(`<html><body>${'<div>'.repeat(100_000)}x`)).rejects.toThrow(/deep/);
  });
});

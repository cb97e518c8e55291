import { describe, expect, it } from 'vitest';
import { get, pageAt, partOf, textAt } from './codes.ts';

const PATH = '/en/law/xaa/new/134';

describe('a provision on a day', () => {
  it.each([
    ['', 'In force in these words since 5 September 2024; version 2 of 2'],
    ['?asOf=2016-01-01', 'In force in these words 1 January 2015 until 5 September 2024; version 1 of 2'],
    ['?asOf=2020-04-01', 'Suspended 16 March 2020 until 1 June 2020 version 1 of 2'],
    ['?asOf=2012-01-01', 'Not yet in force begins on 1 January 2015'],
  ])('says how it stands%s', async (query, words) => {
    const text = await textAt(PATH + query);
    expect(text).toContain(words);
  });

  it('has the heading that it had on the day', async () => {
    expect(await pageAt(`${PATH}?asOf=2016-01-01`)).toMatch(/<h1>.*134.*Drawing a minor into prostitution<\/h1>/);
    expect(await pageAt(PATH)).toMatch(/<h1>.*134.*or other services<\/h1>/);
  });

  it('tells of one that ended, and between two versions, what counts', async () => {
    expect(await textAt('/en/law/xaa/old/133')).toContain('No longer in force since 1 January 2015');
    expect(await textAt('/en/law/xaa/new/600')).toContain('No longer in force since 1 January 2020');
    expect(await textAt('/en/law/xaa/new/600?asOf=2019')).toContain('version 1 of 2');
  });

  it('shows the words of the day alone', async () => {
    const says = (html: string) => partOf(html, 'says-h');
    const before = says(await pageAt(`${PATH}?asOf=2016-01-01`));
    expect(before).toContain('Drawing a person under 18 into prostitution. ');
    expect(before).not.toContain('other services');
    expect(says(await pageAt(PATH))).toContain('other services');
  });

  it('is not there under a number that is not on record', async () => {
    expect((await get('/en/law/xaa/new/1')).status).toBe(404);
  });
});

describe('its words as data', () => {
  it('names parameters, units, options and aggravations as the codebook does, in the language of the page', async () => {
    const says = partOf(await pageAt(`${PATH}?asOf=2016-01-01`), 'says-h');
    expect(says).toContain('Protects children under 18 years');
    expect(says).toContain('Kind of liability Criminal law');
    expect(says).toContain('Group of persons Over the internet');
    expect(says).toContain('5 to 9 years');
    expect(says).toContain('own word as noted');
    expect(partOf(await pageAt('/ru/law/xaa/new/134?asOf=2016-01-01'), 'says-h')).toContain(
      'Защищает детей младше 18 лет',
    );
  });

  it('gives the official text as an outline in each of its languages, with the language told', async () => {
    const html = await pageAt(PATH);
    expect(html).toMatch(/<blockquote[^>]* lang="en"><ul><li>1\. Drawing in is punished:<ul><li>1\) by a group;<\/li>/);
    expect(html).toMatch(/<blockquote[^>]* lang="ru"><ul><li>1\. Вовлечение/);
    expect(html).toContain('&lt;/script&gt;&lt;b&gt;online&lt;/b&gt;');
  });

  it('keeps a number with a hyphen on one line without changing what is copied', async () => {
    expect(await pageAt(PATH)).toContain('see article <span class="nb">132-1</span> of 1997');
  });

  it('cites every version with the place in its source', async () => {
    expect(partOf(await pageAt(PATH), 'says-h')).toMatch(/Sources .*, p\. 3/);
  });
});

describe('its lane', () => {
  const lane = async (path: string) => partOf(await pageAt(path), 'versions-h');

  it('tells in a list what is drawn: predecessors, versions with three dates apart, events in order', async () => {
    const text = await lane(PATH);
    const order = [
      'Old Code, article 132-1',
      'Ruling of the Supreme Court (article 132-1 of 1997)',
      'Version 1',
      'Suspended by Law on the emergency',
      'In force again.',
      'Version 2 Law against trafficking : enacted 5 July 2024, published 8 July 2024, in force 5 September 2024',
      'Adds other services.',
      'applies to facts from 1 January 2024',
      '1 May 2026 Amended by Law of May Not yet in the text here.',
      '1 July 2027 Amended by Law of the year to come Still to come.',
    ];
    const places = order.map((words) => text.indexOf(words));
    expect(order.filter((_, at) => (places[at] ?? -1) < 0)).toEqual([]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('draws predecessors dashed, the version of the day filled, suspensions hatched', async () => {
    const html = await pageAt(`${PATH}?asOf=2016-01-01`);
    const drawing = html.slice(html.indexOf('class="lane-svg"'), html.indexOf('class="lane-list"'));
    expect(drawing.match(/<rect class="old"/g)).toHaveLength(2);
    expect(drawing.match(/<rect class="now"/g)).toHaveLength(1);
    expect(drawing.match(/<rect class="held"/g)).toHaveLength(1);
    expect((await pageAt('/en/law/xaa/new/600')).match(/<rect class="coming"/g)).toHaveLength(1);
  });

  it('leads to the page as of the day on which a version began', async () => {
    expect(await pageAt(PATH)).toContain('href="/en/law/xaa/new/134?asOf=2015-01-01"');
  });

  it('tells what followed a provision that ended', async () => {
    expect(await lane('/en/law/xaa/old/270')).toMatch(/After it New Code, article 134.*After it New Code, article 308/);
  });
});

describe('what a reader must know', () => {
  it('names what took the place of an old article, all of it, and where nothing is known to have', async () => {
    const text = await textAt('/en/law/xaa/old/270');
    expect(text).toContain('Now: New Code, article 134 : Drawing a minor into prostitution or other services');
    expect(text).toContain('Now: New Code, article 308');
    expect(await textAt('/en/law/xaa/old/400')).toContain('Nothing on file took its place.');
  });

  it('names what stood in its place on a day before it began', async () => {
    expect(await textAt(`${PATH}?asOf=2012-01-01`)).toContain(
      'On this day Old Code, article 132-1 stood in its place.',
    );
  });

  it('warns of the same number with another text in the law before, and not of its own predecessor', async () => {
    const text = await textAt(PATH);
    expect(text).toMatch(/Same number, other text\. Old Code, article 134.*Smuggling of goods/);
    expect(await textAt('/en/law/xaa/new/135')).not.toContain('Same number');
  });

  it('tells known amendments from those announced and from bills, each where it counts on the day', async () => {
    const html = await pageAt(PATH);
    expect(partOf(html, 'missing-h')).toContain('1 May 2026 : Amended by Law of May Adds streaming.');
    expect(partOf(html, 'coming-h')).toContain('1 July 2027 : Amended by Law of the year to come Adds advertising.');
    expect(partOf(html, 'bills-h')).toMatch(/Bill on buyers .*Punishes buyers\./);
    const earlier = await pageAt(`${PATH}?asOf=2025-06-01`);
    for (const id of ['missing-h', 'coming-h', 'bills-h']) expect(earlier).not.toContain(`id="${id}"`);
  });

  it('says that no day is fixed', async () => {
    expect(partOf(await pageAt('/en/law/xaa/new/308'), 'coming-h')).toContain(
      'day not fixed : Ended by Law of the year to come',
    );
  });

  it('says what reaches back, what is half known, and up to when the text was checked', async () => {
    const text = await textAt(PATH);
    expect(text).toContain('This version applies to facts from 1 January 2024, before it entered into force.');
    expect(text).toContain('Text checked for amendments up to 1 January 2026.');
    expect(await textAt('/en/law/xaa/new/308')).toContain('known only as January 2015');
    expect(await textAt(`${PATH}?asOf=2016-01-01`)).not.toContain('known only as');
  });

  it('gives rulings on its predecessors as what they are', async () => {
    const rulings = partOf(await pageAt(PATH), 'rulings-h');
    expect(rulings).toContain('Given on article 132-1 of 1997, whose place this article took.');
    expect(rulings).toContain('A proposal alone is no crime.');
    expect(await pageAt(`${PATH}?asOf=2001-01-01`)).not.toContain('id="rulings-h"');
  });
});

describe('where it belongs', () => {
  it('leads to everything on its subject', async () => {
    expect(await pageAt(PATH)).toContain('href="/en/subject/xaa/prostitution"');
  });

  it('of a ruling names what it is on, and what that is now', async () => {
    expect(partOf(await pageAt('/en/law/xaa/ruling/ruling'), 'interprets-h')).toContain(
      'Old Code, article 132-1 now article 134',
    );
  });
});

describe('comparing versions', () => {
  it('takes the version of the day and the one before it, or any two', async () => {
    expect(await textAt(PATH)).toContain('What changed on 5 September 2024');
    const chosen = await pageAt('/en/law/xaa/new/600?from=1&to=2&view=inline');
    expect(chosen).toMatch(/aria-current="true">In one text/);
    expect(partOf(chosen, 'diff-h')).toMatch(/A court may order it.*again/);
  });

  it('takes no notice of versions that do not exist', async () => {
    expect((await get(`${PATH}?from=7&to=abc`)).status).toBe(200);
    expect((await get(`${PATH}?from=2&to=2`)).status).toBe(200);
    expect(await pageAt('/en/law/xaa/new/135?from=1&to=1')).not.toContain('id="diff"');
  });
});

describe('what rests on it', () => {
  it('names findings, statuses and recommendations, also those through an article whose place it took', async () => {
    const rests = partOf(await pageAt(PATH), 'rests-h');
    expect(rests).toContain('Is drawing a child into prostitution a crime? Yes');
    expect(rests).toContain('Offences');
    expect(rests).toMatch(/Punish without force\. The Committee, 2013 through article 132-1 of 1997/);
    // It names no provision, but cites the text of the old code at the number.
    expect(rests).toMatch(/Define what is meant\. The Committee, 2013 through article 132-1 of 1997/);
    expect(rests).not.toContain('selling');
  });

  it('keeps to an old article what rests on it, and leaves out what rests on its successor', async () => {
    const rests = partOf(await pageAt('/en/law/xaa/old/132-1'), 'rests-h');
    expect(rests).toContain('Punish without force.');
    expect(rests).not.toContain('drawing a child');
  });
});

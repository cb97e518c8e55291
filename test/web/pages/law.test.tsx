import { describe, expect, it } from 'vitest';
import { get, pageAt, partOf, textAt } from './example.ts';

const PATH = '/en/law/xaa/code/9';

describe('the page of a provision', () => {
  it('compares the version of the day with the one before it, word by word', async () => {
    const html = await pageAt(PATH);
    expect(partOf(html, 'diff')).toContain('What changed on 5 September 2024');
    expect(html).toMatch(/Citizens <ins><span class="vh">added: <\/span>and residents <\/ins>answer/);
  });

  it('shows both versions in one text when asked', async () => {
    const html = await pageAt(`${PATH}?view=inline`);
    expect(html).toMatch(/aria-current="true">In one text/);
    expect(html.match(/and residents/g)).toHaveLength(2);
  });

  it('lists the parameters and penalties that changed, and only those', async () => {
    const diff = partOf(await pageAt(PATH), 'diff');
    expect(diff).toMatch(/16 18/);
    expect(diff).toContain('3 to 5 years 5 to 9 years');
    expect(diff).not.toContain('means required');
  });

  it('shows a version alone on a day before any change', async () => {
    const html = await pageAt(`${PATH}?asOf=2016-01-01`);
    expect(partOf(html, 'diff')).toContain('Version 1');
    expect(html).not.toContain('<ins><span class="vh">');
  });

  it('names what rests on it and what needs review', async () => {
    const rests = partOf(await pageAt(PATH), 'rests-h');
    expect(rests).toContain('Can citizens be tried at home? Yes');
    expect(rests).toContain('Needs review');
    expect(rests).toContain('Acts abroad Progress indicators');
  });

  it('leads from a provision that ended to its successor, and back', async () => {
    expect(await textAt('/en/law/xaa/old-code/8')).toContain(
      'This provision ceased to be in force on 1 January 2015. Its place is taken by New Code, article 9',
    );
    expect(await textAt(PATH)).toContain('Before it Old Code, article 8');
  });

  it('takes no notice of versions that do not exist', async () => {
    expect((await get(`${PATH}?from=7&to=abc`)).status).toBe(200);
    expect((await get('/en/law/xaa/code/99')).status).toBe(404);
  });
});

describe('the page of a law', () => {
  it('shows what each article said on the day', async () => {
    expect(await textAt('/en/law/xaa/code?asOf=2016-01-01')).toContain('Citizens answer for acts abroad. 1 of 2');
    expect(await textAt('/en/law/xaa/code')).toContain('Citizens and residents answer for acts abroad. 2 of 2');
  });

  it('shows what an amending law changed', async () => {
    expect(partOf(await pageAt('/en/law/xaa/amending'), 'made-h')).toContain('New Code article 9');
  });

  it('says that a law has ended and what replaced it', async () => {
    expect(await textAt('/en/law/xaa/old-code')).toContain('It was replaced by New Code');
  });
});

describe('pages of what the record rests on', () => {
  it('give every answer to a question with its source', async () => {
    const text = await textAt('/en/question/abroad.double');
    expect(text).toMatch(/Exampleland Yes 1 more reading does not count since 1 Jan 2010 Report <b>on<\/b> the law/);
  });

  it('list everything that cites a source, and say that its link leaves the site', async () => {
    const html = await pageAt('/en/source/xaa/source/report');
    expect(html).toMatch(/href="https:\/\/example\.org\/report" rel="noreferrer/);
    const text = await textAt('/en/source/xaa/source/report');
    expect(text).toContain('This link leaves Dutybearer.');
    expect(text).toContain('Findings 4');
    expect(text).toContain('both states must call it a crime');
  });

  it('show any record whole, with what refers to it', async () => {
    const text = await textAt('/en/record/xaa/finding/active');
    expect(text).toContain('Why Article 9 names citizens.');
    expect(text).toContain('New Code, article 9');
    expect(await textAt('/en/record/opsc')).toContain('Treaty acts 2');
    expect((await get('/en/record/xaa/finding/none')).status).toBe(404);
  });

  it('group what needs review by its cause', async () => {
    const text = await textAt('/en/country/xaa/review');
    expect(text).toContain('1 record waits for a check, because of 1 change.');
    expect(await textAt('/en/country/xaa/review?asOf=2020')).toContain('Nothing waits for review on this day.');
  });
});

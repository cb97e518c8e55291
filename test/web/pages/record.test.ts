import { describe, expect, it } from 'vitest';
import { get, pageAt, textAt } from './example.ts';

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

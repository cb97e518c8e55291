import { describe, expect, it } from 'vitest';
import { get, pageAt, partOf, textAt } from './codes.ts';

describe('the concordance of a law', () => {
  it('gives one to one, one to many, many to one, and what was not carried over', async () => {
    const html = await pageAt('/en/concordance/xaa/old');
    const forward = partOf(html, 'forward-h');
    expect(forward).toMatch(/article 133 .*Trade in minors article 135/);
    expect(forward).toMatch(/article 270 .*Involvement article 134 .*together with article 132-1 .*article 308/);
    expect(forward).toMatch(/2 articles not carried over on record .*article 134 Smuggling.*article 400/);
    expect(html).not.toContain('id="backward-h"');
  });

  it('reads the other way on the page of the new law', async () => {
    const html = await pageAt('/en/concordance/xaa/new');
    expect(partOf(html, 'backward-h')).toMatch(/article 134 .*article 132-1 .*article 270 .*together with article 308/);
    expect(partOf(html, 'backward-h')).toMatch(/1 article with no predecessor on record .*article 600/);
    expect(html).not.toContain('id="forward-h"');
  });

  it('is there for laws with a line before or after them alone', async () => {
    expect((await get('/en/concordance/xaa/ruling')).status).toBe(404);
    expect((await get('/en/concordance/xaa/none')).status).toBe(404);
  });
});

describe('concordance in use', () => {
  it('says beside an old article what it is now, where it is named and where it is cited, but not twice', async () => {
    const html = await pageAt('/en/record/xaa/finding/selling');
    expect(html.match(/now <a href="\/en\/law\/xaa\/new\/135">article 135/g)).toHaveLength(1);
    const cites = await textAt('/en/record/xaa/recommendation/2');
    expect(cites).toMatch(/arts\. 132-1 ?, 400 now article 134 \(New Code\)/);
  });

  it('follows the article of a recommendation', async () => {
    expect(await textAt('/en/record/xaa/recommendation/1')).toContain(
      'Old Code, article 132-1 now article 134 (New Code)',
    );
    expect(await textAt('/en/country/xaa/recommendations')).toContain('Old Code, article 132-1 now article 134');
  });

  it('says nothing on a day on which the old article held', async () => {
    const text = await textAt('/en/record/xaa/finding/selling?asOf=2012-01-01');
    expect(text).toContain('Old Code, article 133');
    expect(text).not.toContain('now article');
  });

  it('speaks the language of the page', async () => {
    expect(await textAt('/ru/record/xaa/finding/selling')).toContain('теперь статья 135');
    expect(await textAt('/kk/record/xaa/finding/selling')).toContain('қазір 135-бап');
  });
});

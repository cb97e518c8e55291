import { describe, expect, it } from 'vitest';
import { pageAt, partOf, readable, textAt } from './example.ts';

const PATH = '/en/country/xaa/progress-indicators/abroad';

describe('the page of a country on an indicator', () => {
  it('gives the status with its reason, and why it is not better', async () => {
    const verdict = partOf(await pageAt(PATH), 'status-h');
    expect(verdict).toContain('Partly met');
    expect(verdict).toContain('“Partly met” because of this answer: Can citizens be tried at home? Yes');
    expect(verdict).toMatch(/Not “Met” because of these answers:.*harms a citizen\? No.*call it a crime\? Yes/);
  });

  it('says in Russian with the right plural what settles it', async () => {
    const text = await textAt('/ru/country/xaa/progress-indicators/abroad');
    expect(text).toContain('«Выполнено частично», потому что ответ такой:');
    expect(text).toContain('Не «Выполнено», потому что ответы такие:');
  });

  it('shows a reading that does not count, with the reason', async () => {
    const criteria = partOf(await pageAt(PATH), 'q-abroad-double');
    expect(criteria).toContain('Does not count');
    expect(criteria).toContain('The report misreads the article.');
  });

  it('names what changed since it was verified, and the law that changed it', async () => {
    const text = await textAt(PATH);
    expect(text).toContain('New Code, article 9 changed (5 September 2024), after this was last verified.');
    expect(text).toContain('Changed by Amending law');
    expect(await textAt(`${PATH}?asOf=2024-01-01`)).not.toContain('Why it needs review');
  });

  it('lists the smallest reforms with those who already ask for them', async () => {
    const what = partOf(await pageAt(PATH), 'what');
    expect(what).toMatch(
      /The smallest reform to Met All 2 together: Protect citizens abroad\. .* Lift double criminality\./,
    );
    expect(what).toContain('The Committee, 2013');
    expect(what).toContain('What would lower it Can citizens be tried at home? No (Not met)');
  });

  it('tries answers out without changing the status of the page', async () => {
    const html = await pageAt(`${PATH}?suppose=abroad.passive:true&suppose=abroad.double:false`);
    expect(partOf(html, 'what')).toMatch(/Hypothetical The rule would give Met/);
    expect(partOf(html, 'status-h')).toContain('Partly met');
    expect(html.match(/name="suppose" value="[^"]+" checked/g)).toHaveLength(2);
  });

  it('keeps every answer tried out when the language or the day changes', async () => {
    const html = await pageAt(`${PATH}?suppose=abroad.passive:true&suppose=abroad.double:false&asOf=2025`);
    const query = 'asOf=2025&amp;suppose=abroad.passive:true&amp;suppose=abroad.double:false';
    expect(html).toContain(`href="/kk/country/xaa/progress-indicators/abroad?${query}"`);
    expect(html).toContain(`href="${PATH}?${query.slice('asOf=2025&amp;'.length)}"`);
  });

  it('passes over what is no answer', async () => {
    const html = await pageAt(`${PATH}?suppose=abroad.passive:maybe&suppose=nothing:true&suppose=`);
    expect(readable(html)).not.toContain('Hypothetical');
  });

  it('labels what another assessor published as theirs', async () => {
    const text = await textAt(PATH);
    expect(text).toContain('Assessor International Not met in their words: “No” as of 2023');
    expect(text).toContain('It does not enter the computed status above.');
  });

  it('says what is missing where it cannot judge', async () => {
    const text = await textAt('/en/country/xbb/progress-indicators/abroad');
    expect(text).toContain('The answers on file do not settle it: every status is still possible.');
    expect(text).toContain('What is missing');
    expect(text).toContain('Nothing was ever recorded on this indicator.');
  });

  it('writes the rule so that it can be read, with the truth of each part', async () => {
    const rule = partOf(await pageAt(PATH), 'rule-h');
    expect(rule).toContain('Met when all of these hold: does not hold');
    expect(rule).toContain('Must both states call it a crime? No does not hold');
    expect(rule).toContain('Not met in every other case');
  });
});

describe('the pages of a framework', () => {
  it('gives the rules, and statuses of a state that a reader chooses', async () => {
    expect(await textAt('/en/framework/progress-indicators')).not.toContain('Exampleland Partly met');
    expect(await textAt('/en/framework/progress-indicators?country=xaa')).toContain('Exampleland Partly met');
  });

  it('lists every state of an indicator beside what was published', async () => {
    expect(await textAt('/en/framework/progress-indicators/abroad')).toMatch(
      /Exampleland Partly met Needs review Not met Assessor International , 2023 3 of 3/,
    );
  });
});

/** The commands on the law in time, on an invented country: an old code, the new one, an amending act, a bill. */
import { describe, expect, test } from 'vitest';
import { lawFolder, onDay } from '../support/law.ts';

async function text(...args: string[]) {
  const { code, out, err } = await onDay(['law', ...args, '--data', lawFolder()]);
  expect(err).toBe('');
  expect(code).toBe(0);
  return out;
}

const json = async (...args: string[]) => JSON.parse(await text(...args, '--json'));

describe('law show', () => {
  test('gives the words of an article on a day, with the dates of the act that made them', async () => {
    expect(await json('show', 'penal-code/7', '--as-of', '2024-09-05')).toMatchObject({
      kind: 'provision',
      asOf: '2024-09-05',
      provision: 'xaa/law/penal-code/7',
      force: 'in-force',
      version: { index: 2, from: '2024-09-05', summary: 'Nationals answer for acts abroad.' },
      acts: [{ id: 'xaa/law/act-2024', enacted: '2024-07-05', published: '2024-07-06', from: '2024-09-05' }],
      missing: [],
      now: ['xaa/law/penal-code/7'],
      before: ['xaa/law/old-code/5'],
      textCheckedOn: '2025-01-01',
    });
    expect((await json('show', 'penal-code/7', '--as-of', '2024-09-04')).version.index).toBe(1);
  });

  test('says before the day that a change is coming, and that a bill is not law', async () => {
    const before = await text('show', 'penal-code/7', '--as-of', '2024-08-01');
    expect(before).toContain('Enacted and still to come\n  - 2024-09-05: amended by No. 11-VIII');
    expect(await text('show', 'penal-code/7')).toContain(
      'Bills that would change it (not law)\n  - Draft law on consent [xaa/law/bill-2026], first reading 2026-02-10',
    );
  });

  test('says of an article that has ended what stands in its place now', async () => {
    const shown = await text('show', 'old-code/5');
    expect(shown).toContain('no longer in force (ended 2000-01-01)');
    expect(shown).toContain('now article 7, Penal Code [xaa/law/penal-code/7]');
    expect(shown).toContain('1  1990-01-01 to 2000-01-01');
  });

  test('gives the contents of a law on a day', async () => {
    expect(await json('show', 'penal-code', '--as-of', '2024-08-01')).toMatchObject({
      kind: 'law',
      law: 'xaa/law/penal-code',
      number: '2-II',
      enacted: '1999-10-01',
      published: '1999-10-15',
      from: '2000-01-01',
      to: null,
      contents: [{ provision: 'xaa/law/penal-code/7', number: '7', version: 1, coming: 1, missing: 0, bills: 0 }],
      notInForce: [],
    });
    expect((await json('show', 'old-code')).notInForce).toHaveLength(1);
  });

  test('speaks the language asked for, and says where it falls back', async () => {
    const shown = await text('show', 'penal-code', '--language', 'ru');
    expect(shown).toContain('Уголовный кодекс');
    expect(shown).toContain('Acts abroad (en)');
  });

  test.each([
    'xaa/law/penal-code',
    'penal-code',
    'xaa/penal-code',
    '/law/xaa/penal-code',
    '2-ii',
    'уголовный кодекс',
    'Penal Code',
  ])('takes %s for the law', async (name) => {
    expect((await json('show', name)).law).toBe('xaa/law/penal-code');
  });

  test.each(['xaa/law/penal-code/7', 'penal-code/7', 'xaa penal-code 7', '/law/xaa/penal-code/7'])(
    'takes %s for the article',
    async (name) => {
      expect((await json('show', name)).provision).toBe('xaa/law/penal-code/7');
    },
  );

  test.each([
    [['show', 'penal-code/8'], 4, 'xaa/law/penal-code has no article “8” on record. Did you mean penal-code/7?'],
    [['show', 'penel-code/7'], 4, 'There is no law or article “penel-code/7” on record. Did you mean penal-code/7?'],
    [['show', '7'], 4, 'There is no law or article “7” on record. Give the law too: penal-code/7.'],
    [['show', 'abroad'], 2, '“abroad” is a subject. “dutybearer law timeline abroad” shows its changes.'],
    [['diff', 'penal-code'], 2, '“penal-code” is a law. Give one of its articles, such as penal-code/7'],
    [['diff', 'penal-code/7', '--to', '3'], 4, 'xaa/law/penal-code/7 has no version 3. Its versions: 1 (2000-01-01'],
    [['diff', 'penal-code/7', '--from', '1980'], 4, 'Neither xaa/law/penal-code/7 nor an article whose place it took'],
    [['effect', 'old-code'], 4, 'The record does not say what xaa/law/old-code changes'],
    [['apply', 'B-1'], 2, 'xaa/law/bill-2026 is a bill: it makes no versions.'],
    [['gaps', 'xaa', 'example-5'], 4, 'There is no obligation “example-5” in the codebook. Did you mean example-4?'],
  ])('%j ends with %i and says what would be right', async (args, code, message) => {
    const ended = await onDay(['law', ...args, '--data', lawFolder()]);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toContain(message);
  });
});

describe('law diff', () => {
  test('shows what changed by words, parameters and penalties, with marks that need no colour', async () => {
    expect(await text('diff', 'penal-code/7')).toBe(`Article 7. Acts abroad
before: article 7, Penal Code [xaa/law/penal-code/7], version 1, 2000-01-01 to
2024-09-05
after:  article 7, Penal Code [xaa/law/penal-code/7], version 2, since
2024-09-05, by No. 11-VIII [xaa/law/act-2024]
[-removed-] {+added+}

Summary
  Nationals answer for acts abroad[- if the act is an offence there too-].
Official text (ru)
  1. Граждане отвечают за {+любые +}деяния за рубежом.
  [-  1) если деяние наказуемо и там;-]
Parameters
  Means required: [-yes-] {+no+}
  Protects children under: [-16 years-] {+18 years+}
Penalties
  part 1: [-imprisonment: 2 to 5 years-] {+imprisonment: 3 to 7 years+}
  part 2: {+imprisonment: 5 to 10 years+}
    {+Group+}
`);
  });

  test('colours on a terminal, and keeps the marks', async () => {
    const { out } = await onDay(['law', 'diff', 'penal-code/7', '--data', lawFolder()], { columns: 100 });
    expect(out).toContain('\u001b[31m[-16 years-]\u001b[39m \u001b[32m{+18 years+}\u001b[39m');
  });

  test('compares across the new code, from one day to another', async () => {
    expect(await json('diff', 'penal-code/7', '--from', '1995', '--to', '2012-08-01')).toMatchObject({
      before: { provision: 'xaa/law/old-code/5', version: 1, to: '2000-01-01' },
      after: { provision: 'xaa/law/penal-code/7', version: 1 },
      changed: true,
    });
    expect(await json('diff', 'penal-code/7', '--from', '2012', '--to', '2013')).toMatchObject({ changed: false });
  });
});

describe('law timeline and concordance', () => {
  test('list changes by day, with the acts that made them', async () => {
    const { of, days } = await json('timeline', 'penal-code/7');
    expect(of).toBe('xaa/law/penal-code/7');
    expect(days).toMatchObject([
      {
        date: '2024-09-05',
        events: [],
        changes: [{ provision: of, action: 'amend', by: ['xaa/law/act-2024'], state: 'shown' }],
      },
    ]);
    const country = await json('timeline', 'Exampleland');
    expect(country.days.map(({ date }: { date: string }) => date)).toEqual([
      '1990-01-01',
      '1999-10-01',
      '1999-10-15',
      '2000-01-01',
      '2024-07-05',
      '2024-07-06',
      '2024-09-05',
      '2026-01-10',
      '2026-02-10',
    ]);
    expect((await json('timeline', 'abroad')).days).toHaveLength(2);
    expect((await json('timeline', 'act-2024')).days.at(-1).changes).toHaveLength(1);
  });

  test('name what took the place of what, also as CSV', async () => {
    expect((await json('concordance', 'old-code')).articles).toEqual([
      { provision: 'xaa/law/old-code/5', number: '5', before: [], after: ['xaa/law/penal-code/7'] },
    ]);
    expect(await text('concordance', 'penal-code', '--csv')).toMatch(
      /^provision,number,heading,before,after\r\nxaa\/law\/penal-code\/7,7,Acts abroad,xaa\/law\/old-code\/5,\r\n$/,
    );
  });
});

describe('law gaps', () => {
  test('counts obligations, and shows one act by act with its articles', async () => {
    expect((await json('gaps', 'xaa')).obligations).toEqual([
      { obligation: 'obligation/example-4', title: 'Acts abroad', acts: 2, covered: 1, withGaps: 0, unknown: 1 },
    ]);
    const { rows } = await json('gaps', 'xaa', 'example-4', '--as-of', '2012-08-01');
    expect(rows[0]).toMatchObject({
      act: 'active',
      covered: true,
      age: 16,
      meansRequired: true,
      gaps: ['age-too-low', 'means-required'],
      provisions: [{ provision: 'xaa/law/penal-code/7', version: 1, penalty: { baseMinimum: 2, baseMaximum: 5 } }],
    });
    expect(rows[1]).toMatchObject({ act: 'passive', covered: null, state: 'not-recorded', gaps: ['unknown'] });
    expect(await text('gaps', 'xaa', 'example-4')).toContain('Acts against nationals\n  nothing is on record');
    expect((await text('gaps', 'xaa', '--csv')).split('\r\n')).toHaveLength(4);
  });
});

describe('law effect', () => {
  test('of an act: articles before and after, findings, statuses', async () => {
    expect(await json('effect', '11-VIII')).toMatchObject({
      act: 'xaa/law/act-2024',
      hypothetical: false,
      supposedOn: null,
      days: ['2024-09-05'],
      provisions: [{ provision: 'xaa/law/penal-code/7', action: 'amend', words: 'recorded' }],
      findings: ['xaa/finding/jurisdiction.active'],
    });
  });

  test('of a bill: supposed, and it says so first', async () => {
    const shown = await text('effect', 'bill-2026', '--as-of', '2026-03-01');
    expect(shown).toMatch(/^Draft law on consent\n\[xaa\/law\/bill-2026\]\nHYPOTHETICAL: this is a bill/);
    expect(shown).toContain('* protection/age-of-consent: partly met → met');
    expect(shown).toContain('part a: unknown → no [jurisdiction.double-criminality]');
    expect(await json('effect', 'bill-2026', '--as-of', '2026-03-01')).toMatchObject({
      hypothetical: true,
      supposedOn: '2026-03-01',
      provisions: [{ words: 'computed' }],
    });
  });
});

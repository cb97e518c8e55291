/** An amendment from its announcement to its verification, with a real store, on both engines. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDataset } from '../../src/formats/dataset.ts';
import { folderOf, lawFolder, onDay } from '../support/law.ts';
import { ENGINES, type Engine, emptyPlace, opened } from '../support/stores.ts';

const SIGNED = ['--author', 'A. Lawyer', '--reason', 'Read in the gazette'];
const FINDING = 'xaa/finding/jurisdiction.active';
const ARTICLE = 'xaa/law/penal-code/7';

/** An act that is enacted on 10 March 2026 and enters into force on 1 June, as a person adds it. */
const ACT = `law:
- id: xaa/law/act-2026
  title: Second act on acts abroad
  type: amending-law
  number: 21-VIII
  adopted: 2026-03-10
  from: 2026-06-01
  amends:
  - action: amend
    provision: ${ARTICLE}
    change: Residents answer too.
    content:
      summary: Nationals and residents answer for acts abroad.
      replaces:
      - language: ru
        words: Граждане
        by: Граждане и жители
      parameters:
        protected-age: 18
  citations:
  - source: xaa/source/penal-code
`;

const fragment = (text = ACT) => folderOf({ 'countries/xaa/laws/act-2026.yaml': text });

/** A store with the invented record, as the settings that name it, and runs of the program on it. */
async function filled(engine: Engine) {
  const place = await emptyPlace(engine);
  const environment: Record<string, string> =
    place.kind === 'sqlite' ? { DUTYBEARER_DATA: place.folder } : { DATABASE_URL: place.url };
  const on = (today: string, ...args: string[]) => onDay(args, { today, environment });
  const json = async (today: string, ...args: string[]) => {
    const { code, out, err } = await on(today, ...args, '--json');
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out);
  };
  await json('2026-03-01', 'import', lawFolder(), ...SIGNED);
  return { place, on, json };
}

describe.each(ENGINES)('on %s', (engine) => {
  test('an amendment is announced, marks on its day, changes no status, gives the next version, and is verified', async () => {
    const { place, on, json } = await filled(engine);
    const status = async (today: string) =>
      (await json(today, 'assess', 'xaa')).map(({ indicator, status: is }: Record<string, string>) => [indicator, is]);
    // What the law of 2024 left to review is verified first.
    await json('2026-03-01', 'verify-record', FINDING, ...SIGNED);
    expect(await json('2026-03-01', 'stale', 'xaa')).toEqual([]);
    const before = await status('2026-03-15');

    expect(await json('2026-03-15', 'import', fragment(), ...SIGNED)).toMatchObject({ created: 1, changed: 0 });
    expect(await json('2026-03-15', 'stale', 'xaa')).toEqual([]);
    expect(await json('2026-05-31', 'stale', 'xaa')).toEqual([]);
    expect(await json('2026-03-15', 'stale', 'xaa', '--coming')).toMatchObject([
      { record: FINDING, reason: 'provision-changed', since: '2026-06-01', cause: ARTICLE, by: ['xaa/law/act-2026'] },
    ]);
    // Nobody could announce it before it was enacted.
    expect(await json('2026-03-15', 'stale', 'xaa', '--on', '2026-03-09', '--coming')).toEqual([]);
    const { out: announcement } = await on('2026-03-15', 'stale', 'xaa');
    expect(announcement).toContain('nothing needs review.\n\nComing: 1 record will need review; nothing is marked yet');

    const [mark, ...others] = await json('2026-06-01', 'stale', 'xaa');
    expect(others).toEqual([]);
    expect(mark).toMatchObject({ record: FINDING, since: '2026-06-01', by: ['xaa/law/act-2026'] });
    expect(mark.downstream).toContainEqual({ kind: 'indicator', id: 'protection/jurisdiction' });
    expect(await json('2026-06-01', 'stale', 'xaa', '--coming')).toEqual([]);
    expect(await status('2026-06-01')).toEqual(before);
    expect(await json('2026-06-01', 'law', 'show', ARTICLE)).toMatchObject({
      version: { index: 2 },
      missing: [{ action: 'amend', date: '2026-06-01', by: ['xaa/law/act-2026'] }],
    });

    const preview = await on('2026-06-01', 'law', 'apply', '21-VIII');
    expect([preview.code, preview.err]).toEqual([0, '']);
    expect(preview.out).toContain('Nationals {+and residents +}answer for acts abroad.');
    expect(preview.out).toContain('Nothing was written.');
    expect((await json('2026-06-01', 'law', 'show', ARTICLE)).version.index).toBe(2);
    expect(await json('2026-06-01', 'law', 'apply', '21-VIII', '--confirm', ...SIGNED)).toMatchObject({
      act: 'xaa/law/act-2026',
      recorded: { changed: 1, created: 0 },
    });
    expect(await json('2026-06-01', 'law', 'show', ARTICLE)).toMatchObject({
      version: {
        index: 3,
        from: '2026-06-01',
        amendedBy: ['xaa/law/act-2026'],
        text: { ru: '1. Граждане и жители отвечают за любые деяния за рубежом.' },
        penalties: [{ tier: '1' }, { tier: '2' }],
      },
      missing: [],
    });
    expect(await json('2026-06-01', 'law', 'apply', '21-VIII', '--confirm', ...SIGNED)).toMatchObject({
      notes: [{ code: 'already-applied', refused: false }],
      recorded: { changed: 0, created: 0 },
    });
    // The new words are on record; that somebody has looked at what rests on them is not.
    expect(await json('2026-06-02', 'stale', 'xaa')).toHaveLength(1);

    expect(
      await json(
        '2026-06-02',
        'verify-record',
        '--cause',
        'penal-code/7',
        '--author',
        'B. Lawyer',
        '--reason',
        'Same answer',
      ),
    ).toMatchObject({
      on: '2026-06-02',
      verified: [FINDING],
      gone: [{ record: FINDING, reason: 'provision-changed', since: '2026-06-01' }],
      remaining: [],
      changed: 1,
    });
    expect(await json('2026-06-02', 'stale', 'xaa')).toEqual([]);
    expect(await status('2026-06-02')).toEqual(before);

    const [last] = await (await opened(place)).revisions({ record: FINDING, limit: 1 });
    expect(last).toMatchObject({ author: 'B. Lawyer', reason: 'Same answer' });
  });

  test('a verification of something unknown, or of a kind that nobody verifies, verifies nothing', async () => {
    const { on, json } = await filled(engine);
    const marks = await json('2026-03-01', 'stale', 'xaa');
    const unknown = await on('2026-03-01', 'verify-record', FINDING, `${FINDING}s`, ...SIGNED);
    expect([unknown.code, unknown.out]).toEqual([4, '']);
    expect(unknown.err).toContain(`“${FINDING}s” is not on record. Did you mean ${FINDING}`);
    const law = await on('2026-03-01', 'verify-record', FINDING, ARTICLE, ...SIGNED);
    expect([law.code, law.out]).toEqual([1, '']);
    expect(law.err).toContain(`${ARTICLE} is a provision, which nobody verifies.`);
    const calm = await on('2026-03-01', 'verify-record', '--cause', 'old-code/5', ...SIGNED);
    expect(calm.code).toBe(4);
    expect(calm.err).toContain('Nothing of xaa needs review because of xaa/law/old-code/5');
    expect(await json('2026-03-01', 'stale', 'xaa')).toEqual(marks);
    for (const args of [[], [FINDING, '--cause', ARTICLE], [FINDING, '--country', 'xaa']]) {
      expect((await on('2026-03-01', 'verify-record', ...args, ...SIGNED)).code).toBe(2);
    }
    expect((await on('2026-03-01', 'verify-record', FINDING, '--author', 'A. Lawyer')).code).toBe(2);
  });

  test.each([
    ['commencement-before-enactment', ACT.replace('from: 2026-06-01', 'from: 2026-03-01'), 'before it is enacted'],
    [
      'amends-nothing',
      ACT.replace('from: 2026-06-01', 'from: 1989-06-01').replace('adopted: 2026-03-10', 'adopted: 1989-01-01'),
      'has no version in force on 1989-06-01',
    ],
    ['amends-nothing', ACT.replace('words: Граждане', 'words: Апатриды'), 'do not stand in the text'],
    ['dangling-reference', ACT.replace(ARTICLE, 'xaa/law/penal-code/8'), 'Did you mean xaa/law/penal-code/7 or'],
    ['unknown-parameter', ACT.replace('protected-age', 'protected-agee'), 'protected-age'],
  ])(
    'an act that cannot be right (%s) is refused with its place, and nothing of it is imported',
    async (code, act, words) => {
      const { on, json } = await filled(engine);
      const revisions = async () => (await json('2026-03-15', 'verify')).revisions;
      const before = await revisions();
      const folder = fragment(act);
      const ended = await on('2026-03-15', 'import', folder, ...SIGNED);
      expect([ended.code, ended.out]).toEqual([1, '']);
      expect(ended.err).toContain(`${join(folder, 'countries/xaa/laws/act-2026.yaml')}:`);
      expect(ended.err).toContain(words);
      expect(ended.err).toContain(`(${code})`);
      expect(await revisions()).toBe(before);
    },
  );

  test('an act of which a part cannot be carried out is recorded only when told to record the rest', async () => {
    const { on, json } = await filled(engine);
    const act = ACT.replace(
      '  citations:',
      `  - action: insert
    law: xaa/law/penal-code
    number: 7-1
    change: A new article on companies.
  citations:`,
    );
    await json('2026-03-15', 'import', fragment(act), ...SIGNED);
    const preview = await on('2026-06-01', 'law', 'apply', '21-VIII');
    expect(preview.code).toBe(1);
    expect(preview.out).toContain('Cannot be carried out\n  ! instruction 2: It does not say what stands there');
    const refused = await on('2026-06-01', 'law', 'apply', '21-VIII', '--confirm', ...SIGNED);
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toContain('1 instruction of xaa/law/act-2026 cannot be carried out; nothing was recorded.');
    expect((await json('2026-06-01', 'law', 'show', ARTICLE)).version.index).toBe(2);
    expect(
      (await json('2026-06-01', 'law', 'apply', '21-VIII', '--partial', '--confirm', ...SIGNED)).recorded,
    ).toMatchObject({ changed: 1 });
    expect((await json('2026-06-01', 'law', 'show', ARTICLE)).version.index).toBe(3);
  });
});

test('what is confirmed needs a signature and a store', async () => {
  const unsigned = await onDay(['law', 'apply', '11-VIII', '--confirm', '--author', 'A. Lawyer']);
  expect(unsigned.code).toBe(2);
  expect(unsigned.err).toContain('law apply needs --reason');
  const folder = await onDay(['law', 'apply', '11-VIII', '--confirm', ...SIGNED, '--data', lawFolder()]);
  expect(folder.code).toBe(2);
  expect(folder.err).toContain("cannot be used with option '--data <dir>'");
});

test('an overlap of versions is refused with its place', async () => {
  const folder = lawFolder();
  const file = join(folder, 'countries/xaa/laws/old-code.yaml');
  writeFileSync(
    file,
    `law:
- id: xaa/law/old-code
  title: Old Code
  type: code
  from: 1990-01-01
  citations:
  - source: xaa/source/penal-code
provision:
- id: xaa/law/old-code/5
  law: xaa/law/old-code
  number: "5"
  heading: Acts in other states
  versions:
  - from: 1990-01-01
    to: 1995-01-01
    summary: One.
    citations:
    - source: xaa/source/penal-code
  - from: 1994-01-01
    summary: Two.
    citations:
    - source: xaa/source/penal-code
`,
  );
  const { code, out } = await onDay(['check', folder]);
  expect(code).toBe(1);
  expect(out).toMatch(/old-code\.yaml:19:5: .*\(overlapping-versions\)/);
  expect((await readDataset(folder)).issues).toHaveLength(1);
});

test('what was recorded is shown as it was announced: what ends, what is suspended, and the new words alone', async () => {
  const { on, json } = await filled('sqlite');
  const act = `${ACT.split('  amends:')[0]}  amends:
  - action: suspend
    provision: ${ARTICLE}
    to: 2026-09-01
    change: Suspended over the summer.
  citations:
  - source: xaa/source/penal-code
`;
  for (const text of [ACT, act.replaceAll('21-VIII', '22-VIII').replaceAll('act-2026', 'act-2026-b')]) {
    const number = text === ACT ? '21-VIII' : '22-VIII';
    const name = text === ACT ? 'act-2026' : 'act-2026-b';
    await json('2026-03-11', 'import', folderOf({ [`countries/xaa/laws/${name}.yaml`]: text }), ...SIGNED);
    const preview = await on('2026-03-11', 'law', 'apply', number);
    const done = await on('2026-03-11', 'law', 'apply', number, '--confirm', ...SIGNED);
    const shown = (out: string) => out.slice(0, out.lastIndexOf('\n\n'));
    expect(shown(done.out)).toBe(shown(preview.out));
    if (text === ACT) expect(preview.out).toContain('ends on 2026-06-01');
    else {
      expect(preview.out).toContain('is suspended from 2026-06-01 to 2026-09-01');
      expect(preview.out).not.toContain('Summary');
    }
  }
});

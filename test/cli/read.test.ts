/** The commands that read, on an invented dataset: what they answer, and what they say to a name that fits nothing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Context, examplesOf } from '../../src/cli/command.ts';
import { commandsOf, createProgram } from '../../src/cli/program.ts';
import { dutybearer, emptyFolder } from '../support/cli.ts';

const DATA = ['--data', 'test/fixtures/example'];

async function json(...args: string[]) {
  const { code, out, err } = await dutybearer([...args, ...DATA, '--json']);
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out);
}

const sink = { write: () => true };

describe('assess', () => {
  test('gives every indicator with the fields that programs rely on', async () => {
    const result = await json('assess', 'xaa', '--as-of', '2026-01-01');
    expect(
      result.map(({ indicator, status, possible }: Record<string, unknown>) => [indicator, status, possible]),
    ).toEqual([
      ['protection/age-of-consent', 'partly-met', ['partly-met']],
      ['protection/jurisdiction', 'not-assessed', ['met', 'partly-met']],
      ['protection/police-unit', 'not-assessed', ['met', 'partly-met', 'not-met']],
      ['second-look/jurisdiction', 'met', ['met']],
    ]);
    for (const assessment of result) {
      expect(Object.keys(assessment)).toEqual([
        'country',
        'framework',
        'indicator',
        'status',
        'possible',
        'computed',
        'override',
        'from',
        'to',
        'explanation',
        'missing',
        'needsReview',
      ]);
    }
    expect(result[0]).toMatchObject({
      country: 'xaa',
      framework: 'protection',
      from: '2015-01-01',
      to: null,
      override: null,
    });
    expect(result[1].needsReview).toEqual([
      {
        record: 'xaa/finding/jurisdiction.active',
        reason: 'provision-changed',
        since: '2024-09-05',
        cause: 'xaa/law/penal-code/7',
      },
    ]);
  });

  test('answers for the day asked about, and a partial date means its first day', async () => {
    const [then] = await json('assess', 'xaa', '--framework', 'protection', '--as-of', '2014-12-31');
    expect(then).toMatchObject({ status: 'not-met', from: '2000-01-01', to: '2015-01-01' });
    const [year] = await json('assess', 'xaa', '--as-of', '2015');
    expect(year.status).toBe('partly-met');
  });

  test.each(['xaa', 'XAA', 'xa', 'Exampleland', 'EXAMPLELAND', 'Примерия'])(
    'takes %s for the country',
    async (name) => {
      const [first] = await json('assess', name);
      expect(first.country).toBe('xaa');
    },
  );

  test('is readable without colour and within 80 columns where there is no terminal', async () => {
    const { out } = await dutybearer(['assess', 'xaa', '--as-of', '2026-01-01', ...DATA]);
    expect(out).not.toContain('\u001b');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(out).toContain(
      'Protection: 1 of 3 assessed\n  partly met        age-of-consent           since 2015-01-01\n',
    );
  });
});

describe('explain', () => {
  test('shows the verdict, what decides it, what is missing, what does not count and what needs review', async () => {
    const { code, out } = await dutybearer([
      'explain',
      'xaa',
      'protection/jurisdiction',
      '--as-of',
      '2026-01-01',
      ...DATA,
    ]);
    expect(code).toBe(0);
    expect(out).toBe(`Exampleland: Acts abroad, as of 2026-01-01
Protection [protection/jurisdiction]

Status: not yet assessed
Still possible: met or partly met.

Why
  By this answer it can still be met or partly met:
  - Can nationals be tried for acts abroad? yes, since 2000-01-01
    [jurisdiction.active]
    § article 7, Penal Code [xaa/law/penal-code/7]
    · Penal Code of Exampleland, art. 7 [xaa/source/penal-code]

What is missing, most informative first
  - Can acts against nationals abroad be tried? nothing is on record; settles it
    in 50 % of cases [jurisdiction.passive]
  - Must the act also be an offence where it was done? nothing is on record;
    settles it in 50 % of cases [jurisdiction.double-criminality]

Readings that do not count
  - jurisdiction.active: no, since 2012; deprecated: The report reads an older
    text. [xaa/finding/jurisdiction.active/report]
    · Report on Exampleland, p. 9 [xaa/source/report-2012]

Needs review
  - xaa/finding/jurisdiction.active: a provision it rests on has a new version:
    xaa/law/penal-code/7 (2024-09-05)

The rule
  met if
    ?    all of:
      yes  jurisdiction.active (yes)
      ?    jurisdiction.passive (unknown)
      ?    not jurisdiction.double-criminality (unknown)
  partly met if
    yes  any of:
      yes  jurisdiction.active (yes)
      ?    jurisdiction.passive (unknown)
  not met in every other case
`);
  });

  test('quotes the source of a finding', async () => {
    const { out } = await dutybearer(['explain', 'xaa', 'age-of-consent', '--as-of', '2012', ...DATA]);
    expect(out).toContain('Article 122 speaks of persons under 14.');
    expect(out).toContain('“a person under the age of fourteen”');
  });

  test('gives one assessment as JSON', async () => {
    expect(await json('explain', 'xaa', 'age-of-consent', '--as-of', '2012')).toMatchObject({
      indicator: 'protection/age-of-consent',
      status: 'not-met',
      explanation: { decisive: ['consent.age'] },
    });
  });
});

describe('the other questions a reader has', () => {
  test('history lists the periods of a status', async () => {
    expect(await json('history', 'xaa', 'age-of-consent')).toEqual({
      country: 'xaa',
      framework: 'protection',
      indicator: 'protection/age-of-consent',
      periods: [
        {
          from: '2000-01-01',
          to: '2015-01-01',
          status: 'not-met',
          possible: ['not-met'],
          computed: 'not-met',
          override: null,
        },
        {
          from: '2015-01-01',
          to: null,
          status: 'partly-met',
          possible: ['partly-met'],
          computed: 'partly-met',
          override: null,
        },
      ],
    });
  });

  test('reforms name the smallest changes, and who asks for them', async () => {
    const { reforms } = await json('reforms', 'xaa', 'protection/jurisdiction', '--to', 'met');
    expect(reforms).toEqual([
      {
        status: 'met',
        changes: [
          { question: 'jurisdiction.passive', to: true, recommendations: [] },
          { question: 'jurisdiction.double-criminality', to: false, recommendations: ['xaa/recommendation/example/1'] },
        ],
      },
    ]);
  });

  test('audit finds the pair that the facts do not bear out, and can end with 1 for it', async () => {
    const [pair, ...others] = await json('audit', 'protection');
    expect(others).toEqual([]);
    expect(pair).toMatchObject({
      indicator: 'protection/age-of-consent',
      stronger: { country: 'xaa', status: 'not-met' },
      weaker: { country: 'xab', status: 'partly-met' },
      facts: [{ question: 'consent.age', stronger: 16, weaker: 15, differs: true }],
    });
    expect((await dutybearer(['audit', 'protection', '--exit-code', ...DATA])).code).toBe(1);
    expect((await dutybearer(['audit', 'second-look', '--exit-code', ...DATA])).code).toBe(0);
  });

  test('stale says what changed, when, and what rests on it', async () => {
    expect(await json('stale', 'xaa', '--on', '2024-09-04')).toEqual([]);
    const [mark] = await json('stale', 'xaa', '--on', '2024-09-05');
    expect(mark).toMatchObject({
      record: 'xaa/finding/jurisdiction.active',
      reason: 'provision-changed',
      since: '2024-09-05',
    });
    expect(mark.downstream).toContainEqual({ kind: 'indicator', id: 'protection/jurisdiction' });
  });

  test('stale groups by cause for people', async () => {
    const { out } = await dutybearer(['stale', 'xaa', '--on', '2024-09-05', ...DATA]);
    expect(out).toBe(`Exampleland (xaa), on 2024-09-05: 1 mark from 1 cause, earliest change first.

2024-09-05: article 7, Penal Code [xaa/law/penal-code/7] changed
  - xaa/finding/jurisdiction.active
    statuses that use it: protection/jurisdiction, second-look/jurisdiction
`);
  });
});

describe('whatif', () => {
  const bill = '- question: consent.age\n  value: 18\n- question: consent.peers-exempt\n  value: true\n';

  test('recomputes with the answers of a file', async () => {
    const file = join(emptyFolder(), 'bill.yaml');
    writeFileSync(file, bill);
    const changes = await json('whatif', 'xaa', file, '--as-of', '2026-01-01');
    expect(
      changes.map(({ indicator, before, after }: Record<string, { computed: string }>) => [
        indicator,
        before?.computed,
        after?.computed,
      ]),
    ).toEqual([['protection/age-of-consent', 'partly-met', 'met']]);
  });

  test('reads standard input, and an absent value means unknown', async () => {
    const { code, out } = await dutybearer(['whatif', 'xaa', '-', '--as-of', '2026-01-01', ...DATA], {
      input: '- question: jurisdiction.active\n',
    });
    expect(code).toBe(0);
    expect(out).toContain('second-look/jurisdiction: met → not yet assessed');
  });

  test('reports every mistake of the file with its place', async () => {
    const { code, out, err } = await dutybearer(['whatif', 'xaa', '-', ...DATA], {
      input: `- question: consent.agee
  value: 18
- question: consent.peers-exempt
  value: 18
- question: consent.age
  valeu: 18
- question: consent.age
- consent.age
`,
    });
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err.split('\n')).toEqual([
      'standard input:1:13: There is no question “consent.agee”. Did you mean consent.age? (dangling-reference)',
      'standard input:4:10: 18 is not an answer to “consent.peers-exempt”, which takes true or false; leave it out to suppose that nothing is known. (wrong-answer)',
      'standard input:6:3: “valeu” is not a field here. Did you mean value? (invalid-record)',
      'standard input:7:13: “consent.age” is answered above already. Keep one of the two. (duplicate-id)',
      'standard input:8:3: Each entry must be a mapping: question, and value where an answer is supposed. (invalid-record)',
      'dutybearer: standard input has 5 problems; nothing was computed.',
      '',
    ]);
  });

  test('says that a file is not there', async () => {
    expect(await dutybearer(['whatif', 'xaa', 'no-such-file.yaml', ...DATA])).toEqual({
      code: 4,
      out: '',
      err: 'dutybearer: Cannot read no-such-file.yaml: there is no such file.\n',
    });
  });
});

describe('names', () => {
  test.each([
    [['assess', 'exampelland'], 4, 'There is no country “exampelland” on record. Did you mean Exampleland (xaa)?'],
    [['assess', 'xaa', '--framework', 'protecton'], 4, 'There is no framework “protecton”. Did you mean protection?'],
    [['explain', 'xaa', 'age-of-concent'], 4, 'There is no indicator “age-of-concent”. Did you mean age-of-consent?'],
    [['explain', 'xaa', 'consent'], 4, 'There is no indicator “consent”. Did you mean age-of-consent?'],
    [
      ['explain', 'xaa', 'hotlines'],
      4,
      'There is no indicator “hotlines”. “dutybearer assess” with a country lists the 4 there are.',
    ],
    [['audit', 'protektion'], 4, 'There is no framework “protektion”. Did you mean protection?'],
    [
      ['reforms', 'xaa', 'police-unit', '--to', 'mett'],
      2,
      'The rule of protection/police-unit has no status “mett”. Did you mean met?',
    ],
    [
      ['explain', 'xaa', 'jurisdiction'],
      2,
      '“jurisdiction” is an indicator of 2 frameworks. Give the full id:\n  protection/jurisdiction\n  second-look/jurisdiction',
    ],
  ])('%j ends with %i and says what would be right', async (args, code, message) => {
    const ended = await dutybearer([...args, ...DATA]);
    expect(ended.code).toBe(code);
    expect(ended.out).toBe('');
    expect(ended.err).toContain(`dutybearer: ${message}\n`);
  });
});

describe('the examples that help shows', () => {
  const context: Context = { out: sink, err: sink, environment: {}, clock: () => new Date(), exitCode: 0 };
  const reading = commandsOf(createProgram(context)).filter(({ options }) =>
    options.some(({ long }) => long === '--known-at'),
  );
  // Not those that need a file or a network, write a file or record something.
  const lines = reading
    .flatMap((command) => examplesOf(command).map(({ line }) => line))
    .filter((line) => !/^export|^links|bill\.yaml|code-20\d\d\.xml|--out|--html|--confirm/.test(line));
  const folder = mkdtempSync(join(tmpdir(), 'dutybearer-cli-'));
  const environment = { DUTYBEARER_DATA: join(folder, 'store') };
  beforeAll(() => dutybearer(['assess', 'kaz'], { environment }));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(lines)('%s', async (line) => {
    const [, input = '', call = line] = /^echo '(.*)' \| dutybearer (.*)$/.exec(line) ?? [];
    const args = [...call.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
    const { code, err } = await dutybearer(args, { input, environment });
    // The store of this test was filled just now: nothing was known before.
    if (args.includes('--known-at')) {
      expect(err).toContain('Nothing had been recorded');
      return;
    }
    expect(err).toBe('');
    expect(code).toBe(args.includes('--exit-code') ? 1 : 0);
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { article, finding, framework, law, question, source, version } from '../../../test/support/invented.ts';
import { checkDataset } from '../check.ts';
import { createDataset, type Dataset } from '../dataset.ts';
import type { AnyRecord, Instruction, Law, Provision, RecordOf } from '../model/index.ts';
import { announced, byCause, stale, verifiedOn } from '../review.ts';
import { firstDay, isoDay } from '../time.ts';
import { applyAct, changesOf, isOpenBill, outstanding } from './amend.ts';
import { articlesIn, concordance, laneOf, provisionsCited, standingBefore, standingFor } from './concordance.ts';
import { effectOf } from './effect.ts';
import { gapGrid } from './gaps.ts';
import { onSubject } from './subject.ts';
import { forceOf, forceOfLaw, lawOn, versionOn } from './versions.ts';

const on = (date: string) => firstDay(date);
const ids = (records: readonly { id: string }[]) => records.map(({ id }) => id.split('/').at(-1));
const act = (slug: string, amends: Instruction[], more: Partial<Law> = {}) =>
  law(slug, { type: 'amending-law', adopted: '2024-07-05', from: '2024-09-05', amends, ...more });
const of = (...records: AnyRecord[]) => createDataset([source(), ...records]);
const TIME = ['overlapping-versions', 'period-reversed', 'dates-out-of-order'];
const byId = (records: readonly AnyRecord[]) => [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
const provision = (dataset: Dataset, number: string, code = 'code') => {
  const found = dataset.get('provision', `xaa/law/${code}/${number}`);
  if (!found) throw new Error(`no ${number}`);
  return found;
};

describe('what held on a day', () => {
  const dataset = of(
    law('code', { from: '2015-01-01', to: '2030-01-01' }),
    article('code', '10', [
      version('2015-01-01', '2018'),
      version('2018', '2020-06-01'),
      version('2022', undefined, undefined, { suspended: [{ from: '2023', to: '2024' }] }),
    ]),
    article('code', '9', [version('2015-01-01')]),
    article('code', '9-1', [version('2019')]),
  );

  test('a code on a day is its provisions in force, in the order of the numbers', () => {
    expect(lawOn(dataset, 'xaa/law/code', on('2019')).map((one) => [one.provision.number, one.index])).toEqual([
      ['9', 0],
      ['9-1', 0],
      ['10', 1],
    ]);
    expect(ids(lawOn(dataset, 'xaa/law/code', on('2021')).map((one) => one.provision))).toEqual(['9', '9-1']);
    expect(lawOn(dataset, 'xaa/law/code', on('2014'))).toEqual([]);
    expect(lawOn(dataset, 'xaa/law/code', on('2030'))).toEqual([]);
  });

  test('a provision stands as not yet begun, in force, repealed, back, suspended, ended with its law', () => {
    const ten = provision(dataset, '10');
    const days = ['2014', '2015-01-01', '2020-06-01', '2022', '2023-05', '2024', '2030'];
    expect(days.map((date) => forceOf(dataset, ten, on(date)))).toEqual([
      'not-yet',
      'in-force',
      'ended',
      'in-force',
      'suspended',
      'in-force',
      'ended',
    ]);
  });

  test('a version without a first day counts from the first day of its law, or from its enactment', () => {
    const { from: _from, ...undated } = version('2015-01-01');
    const record = of(
      law('code', { adopted: '2014-07-03', from: '2015-01-01' }),
      law('decree', { adopted: '2014-07-03' }),
      article('code', '1', [undated]),
      article('decree', '1', [undated]),
    );
    expect(forceOf(record, provision(record, '1'), on('2014-12-31'))).toBe('not-yet');
    expect(lawOn(record, 'xaa/law/code', on('2014-12-31'))).toEqual([]);
    expect(lawOn(record, 'xaa/law/code', on('2015-01-01'))).toHaveLength(1);
    expect(forceOf(record, provision(record, '1', 'decree'), on('2014-07-03'))).toBe('in-force');
  });

  test('an article that was amended into its first words on file was there before them, one inserted was not', () => {
    const amended = (number: string, action: Instruction['action']): Instruction => ({
      provision: `xaa/law/code/${number}`,
      action,
      from: '2018',
    });
    const by = { amendedBy: ['xaa/law/amending'] };
    const record = of(
      law('code', { from: '2015-01-01' }),
      act('amending', [amended('1', 'amend'), amended('2', 'insert')], { adopted: '2017-12-01', from: '2018' }),
      article('code', '1', [version('2018', undefined, undefined, by)]),
      article('code', '2', [version('2018', undefined, undefined, by)]),
      article('code', '3', [version('2018')]),
    );
    const at = (day: string) => ['1', '2', '3'].map((number) => forceOf(record, provision(record, number), on(day)));
    expect(at('2014')).toEqual(['not-yet', 'not-yet', 'not-yet']);
    expect(at('2016')).toEqual(['unknown', 'not-yet', 'not-yet']);
    expect(at('2018')).toEqual(['in-force', 'in-force', 'in-force']);
  });

  test('a bill is never in force', () => {
    expect(forceOfLaw(law('bill', { type: 'bill', adopted: '2020' }), on('2026'))).toBe('not-yet');
    expect(forceOfLaw(law('old', { from: '2001', to: '2002' }), on('2002'))).toBe('ended');
  });

  test('the contents of any code on any day are what each provision says of itself', () => {
    const dated = fc.array(fc.integer({ min: 15_000, max: 21_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(dated, { maxLength: 12 }), fc.integer({ min: 14_900, max: 21_100 }), (articles, day) => {
        const provisions = articles.map((days, index) => {
          const sorted = [...new Set(days)].sort((a, b) => a - b).map((start) => isoDay(start) ?? '');
          // Every second gap stays open: the provision was repealed and came back.
          const versions = sorted.map((start, place) =>
            version(start, sorted[place + 1] ?? (index % 2 ? isoDay(21_050) : undefined)),
          );
          return article(
            'code',
            String(index + 1),
            versions.filter((_, place) => place % 3 !== 2),
          );
        });
        const record = of(law('code'), ...provisions);
        const expected = provisions.flatMap((one) => versionOn(record, one, day) ?? []);
        expect(lawOn(record, 'xaa/law/code', day)).toEqual(expected);
      }),
    );
  });
});

describe('concordance', () => {
  const dataset = of(
    law('oldest', { to: '1998', successor: 'xaa/law/old' }),
    law('old', { to: '2015-01-01', successor: 'xaa/law/code', texts: ['xaa/source/gazette'] }),
    law('code', { from: '2015-01-01' }),
    article('oldest', '1', [version('1960', '1998')]),
    article('old', '133', [version('1998', '2015-01-01')], ['xaa/law/oldest/1']),
    article('old', '14', [version('1998', '2015-01-01')]),
    article('old', '15', [version('1998', '2015-01-01')]),
    article('old', '99', [version('1998', '2015-01-01')]),
    article('code', '135', [version('2015-01-01')], ['xaa/law/old/133']),
    article('code', '135-1', [version('2016')], ['xaa/law/old/133']),
    article('code', '16', [version('2015-01-01')], ['xaa/law/old/14', 'xaa/law/old/15']),
  );

  test('one to many, many to one, and none on record', () => {
    expect(concordance(dataset, 'xaa/law/old').map(({ old, now }) => [old.number, ids(now)])).toEqual([
      ['14', ['16']],
      ['15', ['16']],
      ['99', []],
      ['133', ['135', '135-1']],
    ]);
  });

  test('an old article stands for what holds in its place on the day, through several codes', () => {
    const first = provision(dataset, '1', 'oldest');
    expect(ids(standingFor(dataset, first, on('1970')))).toEqual(['1']);
    expect(ids(standingFor(dataset, first, on('2010')))).toEqual(['133']);
    expect(ids(standingFor(dataset, first, on('2015-06')))).toEqual(['135']);
    expect(ids(standingFor(dataset, first, on('2020')))).toEqual(['135', '135-1']);
    expect(standingFor(dataset, provision(dataset, '99', 'old'), on('2020'))).toEqual([]);
  });

  test('before an article stands what held in its place on the day, and nothing before that began', () => {
    const last = provision(dataset, '135');
    expect(ids(standingBefore(dataset, last, on('2015-06')))).toEqual(['135']);
    expect(ids(standingBefore(dataset, last, on('2010')))).toEqual(['133']);
    expect(ids(standingBefore(dataset, last, on('1970')))).toEqual(['1']);
    expect(standingBefore(dataset, last, on('1950'))).toEqual([]);
  });

  test('a lane has everything before and after, nearest first', () => {
    const lane = laneOf(dataset, provision(dataset, '133', 'old'));
    expect([ids(lane.before), ids(lane.after)]).toEqual([['1'], ['135', '135-1']]);
  });

  test('a citation of a text names its articles', () => {
    const cited = (locator: string) => ids(provisionsCited(dataset, { source: 'xaa/source/gazette', locator }));
    expect(cited('art. 133(2), text of 2013-07-04')).toEqual(['133']);
    expect(cited('arts. 14, 15 and 133')).toEqual(['14', '15', '133']);
    expect(cited('articles 13–15')).toEqual(['14', '15']);
    expect(cited('para 133')).toEqual([]);
    expect(provisionsCited(dataset, { source: 'xaa/source/other', locator: 'art. 133' })).toEqual([]);
  });

  test('articles in a locator', () => {
    expect(articlesIn('art. 3(1), 3(42), texts of 2019 and 2023')).toEqual(['3', '3']);
    expect(articlesIn('arts. 132-1, 120 to 122')).toEqual(['132-1', '120', '121', '122']);
    expect(articlesIn(`art. ${'1'.repeat(50_000)}x`)).toHaveLength(1);
    expect(articlesIn('note to the articles')).toEqual([]);
  });
});

describe('applying an act', () => {
  const base = [
    law('code', { from: '2015-01-01' }),
    article('code', '134', [
      version('2015-01-01', undefined, undefined, {
        text: { en: 'Drawing a child into prostitution\n  is punished by three to five years.' },
        parameters: { 'protected-age': 18, 'means-required': false },
        penalties: [{ tier: '1', minimumYears: 3, maximumYears: 5 }],
      }),
    ]),
  ];
  const apply = (amends: Instruction[], more: Partial<Law> = {}, extra: AnyRecord[] = []) => {
    const amending = act('amending', amends, more);
    return applyAct(of(...base, ...extra, amending), amending);
  };
  const amend = (more: Partial<Instruction> = {}): Instruction => ({
    action: 'amend',
    provision: 'xaa/law/code/134',
    content: { summary: 'Also other sexual services.' },
    ...more,
  });
  const outline = ({ provisions }: { provisions: readonly Provision[] }) =>
    provisions.map(({ number, versions }) => [number, ...versions.map(({ from, to }) => `${from}/${to ?? ''}`)]);

  test('an amendment ends the version in force and begins the next, which keeps what is not named', () => {
    const { provisions, notes } = apply([
      amend({ content: { summary: 'New.', parameters: { 'protected-age': null, 'online-covered': true } } }),
    ]);
    expect(notes).toEqual([]);
    expect(outline({ provisions })).toEqual([['134', '2015-01-01/2024-09-05', '2024-09-05/']]);
    expect(provisions[0]?.versions[1]).toMatchObject({
      summary: 'New.',
      parameters: { 'means-required': false, 'online-covered': true },
      penalties: [{ minimumYears: 3 }],
      amendedBy: ['xaa/law/amending'],
    });
    expect(provisions[0]?.versions[1]?.parameters).not.toHaveProperty('protected-age');
  });

  test('words of the text are replaced where they stand, and refused where they do not', () => {
    const words = (words: string) =>
      apply([amend({ content: { replaces: [{ language: 'en', words, by: 'four to $& six' }] } })]);
    expect(words('three to five').provisions[0]?.versions[1]?.text?.en).toContain('by four to $& six years');
    const refused = words('ten');
    expect(refused.provisions).toEqual([]);
    expect(refused.notes).toMatchObject([{ code: 'words-not-found', refused: true }]);
  });

  test('parts of an act begin on their own days', () => {
    const { provisions } = apply([
      amend(),
      amend({ from: '2025-01-01', content: { summary: 'Later still.' } }),
      { action: 'repeal', provision: 'xaa/law/code/134', from: '2026-01-01' },
    ]);
    expect(outline({ provisions })).toEqual([
      ['134', '2015-01-01/2024-09-05', '2024-09-05/2025-01-01', '2025-01-01/2026-01-01'],
    ]);
    expect(provisions[0]?.versions.at(-1)?.repealedBy).toBe('xaa/law/amending');
  });

  test('two acts of one day make one version, in the order of their enactment', () => {
    const first = act('first', [amend({ content: { parameters: { 'protected-age': 16 } } })], {
      adopted: '2024-06-01',
    });
    const once = applyAct(of(...base, first), first).provisions[0] as Provision;
    const second = act('second', [amend({ content: { parameters: { 'means-required': true } } })]);
    const twice = applyAct(of(base[0] as AnyRecord, first, once, second), second);
    expect(outline(twice)).toEqual([['134', '2015-01-01/2024-09-05', '2024-09-05/']]);
    expect(twice.provisions[0]?.versions[1]).toMatchObject({
      parameters: { 'protected-age': 16, 'means-required': true },
      amendedBy: ['xaa/law/first', 'xaa/law/second'],
    });
  });

  test('new, renumbered and returning articles', () => {
    const added = apply([
      {
        action: 'insert',
        law: 'xaa/law/code',
        number: '134-1',
        content: { heading: 'Grooming', summary: 'Contacting a child.' },
      },
      { action: 'renumber', provision: 'xaa/law/code/134', number: '140' },
    ]);
    expect(added.notes).toEqual([]);
    expect(outline(added)).toEqual([
      ['134-1', '2024-09-05/'],
      ['134', '2015-01-01/2024-09-05'],
      ['140', '2024-09-05/'],
    ]);
    expect(added.provisions[2]?.succeeds).toEqual(['xaa/law/code/134']);
    expect(added.provisions[0]).toMatchObject({ id: 'xaa/law/code/134-1', country: 'xaa', heading: 'Grooming' });
    const returning = apply([{ action: 'insert', provision: 'xaa/law/code/7', content: { summary: 'Back.' } }], {}, [
      article('code', '7', [version('2015-01-01', '2016-01-01')]),
    ]);
    expect(outline(returning)).toEqual([['7', '2015-01-01/2016-01-01', '2024-09-05/']]);
  });

  test('an act applied after a later one of the same day says so', () => {
    const later = act('later', [amend({ content: { parameters: { 'protected-age': 16 } } })], {
      adopted: '2024-08-01',
    });
    const once = applyAct(of(...base, later), later).provisions[0] as Provision;
    const earlier = act('earlier', [amend({ content: { parameters: { 'protected-age': 14 } } })]);
    const { notes } = applyAct(of(base[0] as AnyRecord, later, once, earlier), earlier);
    expect(notes).toMatchObject([{ code: 'later-versions', refused: false }]);
    expect(notes[0]?.message).toContain('xaa/law/later');
    const right = act('right', [amend()], { adopted: '2024-08-02' });
    expect(applyAct(of(base[0] as AnyRecord, later, once, right), right).notes).toEqual([]);
  });

  test('two instructions of one act on one day make one version', () => {
    const { provisions } = apply([
      amend({ content: { parameters: { 'protected-age': 16 } } }),
      amend({ content: { parameters: { 'means-required': true } } }),
    ]);
    expect(outline({ provisions })).toEqual([['134', '2015-01-01/2024-09-05', '2024-09-05/']]);
    expect(provisions[0]?.versions[1]).toMatchObject({
      parameters: { 'protected-age': 16, 'means-required': true },
      amendedBy: ['xaa/law/amending'],
    });
  });

  test('a suspension leaves the version and takes its force', () => {
    const { provisions } = apply([{ action: 'suspend', provision: 'xaa/law/code/134', to: '2025-01-01' }]);
    const record = of(base[0] as AnyRecord, provisions[0] as Provision);
    expect(
      ['2024-09-04', '2024-09-05', '2025-01-01'].map((date) => forceOf(record, provision(record, '134'), on(date))),
    ).toEqual(['in-force', 'suspended', 'in-force']);
  });

  test.each<[string, Instruction[], Partial<Law>, string]>([
    [
      'an article that is not on record',
      [amend({ provision: undefined, law: 'xaa/law/code', number: '999' })],
      {},
      'nothing-to-amend',
    ],
    ['a day on which it was not in force', [amend({ from: '2014-01-01' })], { adopted: '2013' }, 'nothing-to-amend'],
    ['no day of entry into force', [amend()], { from: undefined }, 'no-commencement'],
    ['a day before enactment', [amend({ from: '2020-01-01' })], {}, 'before-enactment'],
    ['nothing to put there', [amend({ content: undefined, change: 'Something.' })], {}, 'no-content'],
    [
      'an article that is there already',
      [{ action: 'insert', provision: 'xaa/law/code/134', content: { summary: 'x' } }],
      {},
      'already-there',
    ],
    [
      'a number that is taken',
      [{ action: 'renumber', provision: 'xaa/law/code/134', number: '135' }],
      {},
      'already-there',
    ],
  ])('refuses %s and changes nothing', (_, amends, more, code) => {
    const clean = (value: object) => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
    const amending = clean(
      act(
        'amending',
        amends.map((one) => clean(one) as Instruction),
        more,
      ),
    ) as Law;
    const record = of(...base, article('code', '135', [version('2015-01-01')]), amending);
    const { provisions, notes } = applyAct(record, amending);
    expect(provisions).toEqual([]);
    expect(notes).toMatchObject([{ code, refused: true }]);
  });

  test('whatever the acts and their order, versions never overlap, and applying again changes nothing', () => {
    const step = fc.record({
      day: fc.integer({ min: 16_500, max: 21_000 }),
      action: fc.constantFrom('amend', 'replace', 'repeal', 'suspend', 'insert' as const),
      number: fc.constantFrom('1', '2', '3'),
    });
    fc.assert(
      fc.property(fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), (plans) => {
        let records: AnyRecord[] = [
          source(),
          law('code', { from: '2015-01-01' }),
          article('code', '1', [version('2015-01-01')]),
          article('code', '2', [version('2015-01-01', '2016-01-01'), version('2016-01-01')]),
        ];
        for (const [index, steps] of plans.entries()) {
          const amending = act(
            `a${index}`,
            steps.map(({ day, action, number }) => {
              const target = number === '3' ? { law: 'xaa/law/code', number } : { provision: `xaa/law/code/${number}` };
              return { action, ...target, from: isoDay(day) ?? '', content: { summary: `${index} ${day}` } };
            }),
            { adopted: '2010-01-01' },
          );
          const apply = () => {
            const { provisions } = applyAct(createDataset([...records, amending]), amending);
            const made = new Set(provisions.map(({ id }) => id));
            records = [...records.filter(({ id }) => !made.has(id)), ...provisions];
          };
          apply();
          const made = records;
          apply();
          expect(byId(records)).toEqual(byId(made));
          const wrong = checkDataset(records).filter(({ code }) => TIME.includes(code));
          expect(wrong).toEqual([]);
        }
      }),
    );
  });
});

describe('known and not yet reflected', () => {
  const amends: Instruction[] = [{ action: 'amend', provision: 'xaa/law/code/134', change: 'Raises the penalty.' }];
  const code = (textCheckedOn?: string) => [
    law('code', { from: '2015-01-01' }),
    article('code', '134', [version('2015-01-01')], undefined, { ...(textCheckedOn && { textCheckedOn }) }),
  ];
  const states = (records: AnyRecord[]) => {
    const dataset = of(...records);
    return changesOf(dataset, provision(dataset, '134')).map(({ action, date, by, state }) => [
      action,
      date,
      ids(by.map((id) => ({ id }))).join(),
      state,
    ]);
  };

  test('an instruction without a version is pending, and merged once the text was checked later', () => {
    expect(states([...code(), act('amending', amends)])).toEqual([['amend', '2024-09-05', 'amending', 'pending']]);
    expect(states([...code('2025-09-16'), act('amending', amends)])).toEqual([
      ['amend', '2024-09-05', 'amending', 'merged'],
    ]);
  });

  test('a version that names the act, or that begins on its day and names none, shows it', () => {
    for (const by of ['xaa/law/amending', undefined]) {
      const versions = [version('2015-01-01', '2024-09-05'), version('2024-09-05', undefined, by)];
      expect(states([law('code'), article('code', '134', versions), act('amending', amends)])).toEqual([
        ['amend', '2024-09-05', 'amending', 'shown'],
      ]);
    }
  });

  test('two instructions explain one version, and a suspension is not taken for an amendment of the same act', () => {
    const two: Instruction[] = [
      { action: 'amend', provision: 'xaa/law/code/134', change: 'Raises the penalty.' },
      { action: 'amend', provision: 'xaa/law/code/134', change: 'Adds the internet.' },
      { action: 'suspend', provision: 'xaa/law/code/134', change: 'For a year.', to: '2025-09-05' },
    ];
    const versions = [
      version('2015-01-01', '2024-09-05'),
      version('2024-09-05', undefined, 'xaa/law/amending', {
        suspended: [{ from: '2024-09-05', to: '2025-09-05', by: 'xaa/law/amending' }],
      }),
    ];
    const dataset = of(law('code'), article('code', '134', versions), act('amending', two));
    const found = changesOf(dataset, provision(dataset, '134'));
    expect(
      found.map(({ action, state, instructions }) => [action, state, instructions.map((one) => one.change)]),
    ).toEqual([
      ['amend', 'shown', ['Raises the penalty.', 'Adds the internet.']],
      ['suspend', 'shown', ['For a year.']],
      ['resume', 'shown', []],
    ]);
    const effect = effectOf(dataset, dataset.get('law', 'xaa/law/amending') as Law, on('2026'));
    expect(effect.provisions.map(({ words }) => words)).toEqual(['recorded', 'recorded', 'recorded']);
  });

  test('it is coming from its enactment, without a day where none is fixed, and missing from its day', () => {
    const dataset = of(...code(), act('amending', amends), act('undated', amends, { adopted: '2025-01-01' }));
    const undated = dataset.get('law', 'xaa/law/undated') as Law;
    const { from: _from, ...open } = undated;
    const record = of(...code(), act('amending', amends), open);
    const at = (date: string) => {
      const { missing, coming } = outstanding(record, provision(record, '134'), on(date));
      return [missing.map(({ by }) => by[0]), coming.map(({ by }) => by[0])];
    };
    expect(at('2024-07-04')).toEqual([[], []]);
    expect(at('2024-07-05')).toEqual([[], ['xaa/law/amending']]);
    expect(at('2024-09-05')).toEqual([['xaa/law/amending'], []]);
    expect(at('2025-01-01')).toEqual([['xaa/law/amending'], ['xaa/law/undated']]);
  });

  test('a bill is named beside the law while it is open, and changes nothing', () => {
    const bill = act('bill', amends, { type: 'bill', stages: [{ stage: 'proposed', date: '2025' }] });
    const { adopted: _adopted, from: _from, ...plain } = bill;
    const record = of(...code(), plain);
    expect(changesOf(record, provision(record, '134'))).toEqual([]);
    expect(outstanding(record, provision(record, '134'), on('2026')).bills).toHaveLength(1);
    expect(outstanding(record, provision(record, '134'), on('2024')).bills).toHaveLength(0);
    const withdrawn = { ...plain, stages: [...(plain.stages ?? []), { stage: 'withdrawn' as const, date: '2026-03' }] };
    expect(isOpenBill(withdrawn, on('2026-02'))).toBe(true);
    expect(isOpenBill(withdrawn, on('2026-03'))).toBe(false);
  });

  test('what rests on the article is announced before and marked from the day, and never changes its answer', () => {
    const rests = finding('a', true, { readOn: '2023', provisions: ['xaa/law/code/134'] });
    const record = of(question('a'), ...code(), act('amending', amends), rests);
    expect(announced(record, 'xaa', on('2024-09-04'))).toMatchObject([
      { record: rests.id, since: '2024-09-05', by: ['xaa/law/amending'], reason: 'provision-changed' },
    ]);
    expect(stale(record, 'xaa', on('2024-09-04'))).toEqual([]);
    expect(announced(record, 'xaa', on('2024-09-05'))).toEqual([]);
    expect(byCause(stale(record, 'xaa', on('2024-09-05')))).toMatchObject([
      { cause: 'xaa/law/code/134', by: ['xaa/law/amending'], marks: [{ record: rests.id }] },
    ]);
    const verified = of(question('a'), ...code(), act('amending', amends), verifiedOn(rests, '2024-09-06'));
    expect(stale(verified, 'xaa', on('2024-09-06'))).toEqual([]);
  });
});

describe('the effect of an act', () => {
  const questions = [question('a'), question('b')];
  const frame = framework([
    { met: { all: ['a', 'b'] } },
    { 'partly-met': { any: ['a', 'b'] } },
    { 'not-met': 'otherwise' },
  ]);
  const before = finding('a', false, { from: '2015', to: '2024-09-05', provisions: ['xaa/law/code/134'] });
  const after = finding('a', true, { from: '2024-09-05', provisions: ['xaa/law/code/134'] });
  const other = finding('b', false, { from: '2015', provisions: ['xaa/law/code/8'] });
  const demand = {
    kind: 'recommendation',
    id: 'xaa/recommendation/r/1',
    country: 'xaa',
    body: 'Committee',
    date: '2013',
    text: 'Lift it.',
    provisions: ['xaa/law/old/7'],
    parts: [{ id: '1', text: 'Lift it.', target: 'b' }],
    citations: [{ source: 'xaa/source/gazette' }],
  } as const satisfies AnyRecord;
  const records = [
    frame,
    ...questions,
    law('old', { to: '2015-01-01' }),
    law('code', { from: '2015-01-01' }),
    article('old', '7', [version('1998', '2015-01-01')]),
    article('code', '8', [version('2015-01-01')], ['xaa/law/old/7']),
    article('code', '134', [version('2015-01-01', '2024-09-05'), version('2024-09-05', undefined, 'xaa/law/amending')]),
    before,
    after,
    other,
    demand as unknown as AnyRecord,
  ];

  test('an enacted act shows words, findings and statuses on its eve and on its day', () => {
    const amending = act('amending', [
      { action: 'amend', provision: 'xaa/law/code/134', change: 'Widens it.' },
      { action: 'amend', law: 'xaa/law/code', number: '500', change: 'Not on record.' },
    ]);
    const effect = effectOf(of(...records, amending), amending, on('2026'));
    expect(effect.hypothetical).toBe(false);
    expect(effect.provisions.map(({ words, before, after }) => [words, before?.from, after?.from])).toEqual([
      ['recorded', '2015-01-01', '2024-09-05'],
      ['unknown', undefined, undefined],
    ]);
    expect(effect.findings.map(({ id }) => id).sort()).toEqual([before.id, after.id].sort());
    expect(effect.statuses).toEqual([
      { country: 'xaa', indicator: 'invented/one', before: 'not-met', after: 'partly-met' },
    ]);
  });

  test('a bill is computed beside the record, with the demands it would answer, through old articles too', () => {
    const bill = law('bill', {
      type: 'bill',
      stages: [{ stage: 'proposed', date: '2025' }],
      amends: [{ action: 'amend', provision: 'xaa/law/code/8', content: { summary: 'Without double criminality.' } }],
      answers: [{ question: 'b', value: true }],
    });
    const record = of(...records, act('amending', []), bill);
    const effect = effectOf(record, bill, on('2026-03-01'));
    expect(effect).toMatchObject({
      hypothetical: true,
      days: ['2026-03-01'],
      provisions: [{ words: 'computed', before: { from: '2015-01-01' }, after: { from: '2026-03-01' } }],
      statuses: [{ before: 'partly-met', after: 'met' }],
      recommendations: [{ recommendation: { id: demand.id }, parts: [{ question: 'b', before: false, after: true }] }],
    });
    expect(versionOn(record, provision(record, '8'), on('2026-03-02'))?.version.from).toBe('2015-01-01');
  });
});

describe('a gap grid', () => {
  const penalties = [
    { tier: '1', maximumYears: 5 },
    { tier: '2', minimumYears: 5, maximumYears: 10 },
  ];
  const obligation = {
    kind: 'obligation',
    id: 'obligation/opsc-3-1-b',
    title: 'Exploitation in prostitution',
    basis: [{ instrument: 'opsc' }],
    age: 18,
    acts: [
      { id: 'offering', label: 'Offering', question: 'offering' },
      { id: 'obtaining', label: 'Obtaining', question: 'obtaining', age: 'age', means: 'without-means' },
      { id: 'providing', label: 'Providing', question: 'providing' },
    ],
    citations: [{ source: 'xaa/source/gazette' }],
  } as const;
  const dataset = of(
    ...['offering', 'obtaining', 'providing', 'without-means'].map((id) => question(id)),
    question('age', { type: 'integer', strength: 'higher' }),
    law('old', { to: '2015-01-01' }),
    law('code', { from: '2015-01-01' }),
    article('old', '132', [version('1998', '2015-01-01', undefined, { penalties })]),
    article(
      'code',
      '134',
      [version('2015-01-01', undefined, undefined, { parameters: { 'protected-age': 16 }, penalties })],
      ['xaa/law/old/132'],
    ),
    finding('offering', false),
    finding('obtaining', true, { provisions: ['xaa/law/old/132'] }),
    finding('age', 16),
    finding('without-means', false),
    obligation as unknown as AnyRecord,
  );

  test('says what is covered, from what age, by what means and with which penalty, and what falls short', () => {
    const { rows } = gapGrid(dataset, 'xaa', obligation as never, on('2020'));
    expect(rows.map(({ covered, gaps }) => [covered, gaps])).toEqual([
      [false, ['not-covered']],
      [true, ['age-too-low', 'means-required']],
      [undefined, ['unknown']],
    ]);
    expect(rows[1]).toMatchObject({
      age: 16,
      meansRequired: true,
      provisions: [{ provision: { number: '134' }, penalty: { baseMaximum: 5, highest: 10, life: false } }],
    });
  });

  test('on another day the old article stands there', () => {
    const { rows } = gapGrid(dataset, 'xaa', obligation as never, on('2012'));
    expect(rows[1]?.provisions.map(({ provision: { number } }) => number)).toEqual(['132']);
  });
});

test('a subject gathers its provisions, rulings, answers and changes on a day', () => {
  const subject: RecordOf<'subject'> = {
    kind: 'subject',
    id: 'subject/grooming',
    title: 'Grooming',
    questions: ['a', 'unasked'],
  };
  const about = { subjects: ['subject/grooming'] };
  const dataset = of(
    question('a'),
    question('unasked'),
    finding('a', true),
    law('code', { from: '2015-01-01' }),
    law('ruling', { type: 'interpretation' }),
    article('code', '124', [version('2015-01-01', '2020'), version('2020')], undefined, about),
    article('code', '131', [version('2021')], undefined, about),
    article('code', '200', [version('2015-01-01')]),
    article('ruling', 'one', [version('2016')], undefined, { interprets: ['xaa/law/code/124'] }),
    subject,
  );
  const view = onSubject(dataset, 'xaa', subject, on('2018-03-01'));
  expect(view.inForce.map(({ provision: { number }, held }) => [number, held?.index])).toEqual([['124', 0]]);
  expect(view.other.map(({ provision: { number }, force }) => [number, force])).toEqual([['131', 'not-yet']]);
  expect(ids(view.interpretations)).toEqual(['one']);
  expect(view.answers).toMatchObject([{ question: { id: 'a' }, value: true }]);
  expect(view.changes).toMatchObject([{ date: '2020' }]);
});

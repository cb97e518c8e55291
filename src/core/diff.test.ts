import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLocalised, diffText, diffVersions, isChanged, rowsOf, type TextPart, wordsOf } from './diff.ts';
import type { Version } from './model/index.ts';

const textBefore = (parts: readonly TextPart[]) =>
  parts
    .filter(({ kind }) => kind !== 'added')
    .map(({ text }) => text)
    .join('');
const textAfter = (parts: readonly TextPart[]) =>
  parts
    .filter(({ kind }) => kind !== 'removed')
    .map(({ text }) => text)
    .join('');

describe('the difference of two texts', () => {
  it('keeps whole words, Cyrillic and Kazakh as well as Latin', () => {
    expect(diffText('Вовлечение в проституцию', 'Вовлечение в занятие проституцией', 'ru')).toEqual([
      { kind: 'same', text: 'Вовлечение в ' },
      { kind: 'removed', text: 'проституцию' },
      { kind: 'added', text: 'занятие проституцией' },
    ]);
    expect(diffText('кәмелетке толмаған', 'кәмелетке толған', 'kk').map(({ text }) => text)).toEqual([
      'кәмелетке ',
      'толмаған',
      'толған',
    ]);
  });

  it('treats article numbers and compounds with a hyphen as one word', () => {
    expect(wordsOf('article 132-1 of the code', 'en')).toContain('132-1');
    expect(wordsOf('іс-әрекет', 'kk')).toEqual(['іс-әрекет']);
  });

  it('joins a change of several words into one', () => {
    expect(diffText('red apple pie', 'green pear pie')).toEqual([
      { kind: 'removed', text: 'red apple' },
      { kind: 'added', text: 'green pear' },
      { kind: 'same', text: ' pie' },
    ]);
  });

  it('takes a short word between two replacements into one change, and leaves it where only one side changes', () => {
    expect(diffText('от трёх до шести лет', 'от пяти до семи лет', 'ru')).toEqual([
      { kind: 'same', text: 'от ' },
      { kind: 'removed', text: 'трёх до шести' },
      { kind: 'added', text: 'пяти до семи' },
      { kind: 'same', text: ' лет' },
    ]);
    expect(diffText('a child or a girl', 'a young child or a small girl').map(({ kind }) => kind)).toEqual([
      'same',
      'added',
      'same',
      'added',
      'same',
    ]);
  });

  it('keeps what surrounds a change of one mark or one word', () => {
    expect(diffText('принуждение, обман', 'принуждение; обман', 'ru')).toEqual([
      { kind: 'same', text: 'принуждение' },
      { kind: 'removed', text: ',' },
      { kind: 'added', text: ';' },
      { kind: 'same', text: ' обман' },
    ]);
    expect(diffText('(балаға)', '(баланың)', 'kk').map(({ text }) => text)).toEqual(['(', 'балаға', 'баланың', ')']);
  });

  it('shows a line that was put in as one addition', () => {
    const lines = ['1. Вовлечение несовершеннолетнего.', '2. То же деяние.', '3. Деяния, совершённые группой.'];
    const text = (all: readonly string[]) => all.map((line) => `${line}\n`).join('');
    const added = '2-1. Деяние, совершённое через интернет.';
    expect(diffText(text(lines), text([...lines.slice(0, 2), added, ...lines.slice(2)]), 'ru')).toEqual([
      { kind: 'same', text: text(lines.slice(0, 2)) },
      { kind: 'added', text: `${added}\n` },
      { kind: 'same', text: text(lines.slice(2)) },
    ]);
  });

  it('shows a sentence in which almost nothing stays as replaced as a whole', () => {
    const old = 'The court may order the return of what was taken to whoever owned it before the act.';
    const now = 'Nobody under the age of eighteen shall be held liable for offences they were made to commit.';
    expect(diffText(old, now)).toEqual([
      { kind: 'removed', text: old },
      { kind: 'added', text: now },
    ]);
  });

  it('compares an amended line with the line it was, though lines around it are new', () => {
    const kept = 'Buying sexual services from a person known to be under eighteen is punished by prison.';
    const amended = kept.replace('is punished by prison', 'online or elsewhere is punished by prison or by a fine');
    const parts = diffText(
      `Some words about entirely different matters stood here once.\n${kept}\n`,
      `Fresh paragraph concerning legal persons and their own liability.\n${amended}\n`,
    );
    expect(parts.filter(({ kind }) => kind === 'same').map(({ text }) => text)).toContain(
      'Buying sexual services from a person known to be under eighteen ',
    );
  });

  it('finds words in scripts without spaces between them', () => {
    const parts = diffText('禁止对儿童进行性剥削', '禁止对儿童进行贩卖和性剥削', 'zh');
    expect(parts.map(({ kind }) => kind)).toEqual(['same', 'added', 'same']);
  });

  it('gives back both texts, whatever they are', () => {
    const word = fc.constantFrom(
      'child',
      'дитя',
      'бала',
      '16',
      '132-1',
      ' ',
      ' ',
      ', ',
      '. ',
      '\n',
      '🙂',
      'іс-шара',
      '儿童',
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 60 }).map((words) => words.join('')),
      // Any code units at all, halves of surrogate pairs among them.
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    );
    fc.assert(
      fc.property(text, text, (old, now) => {
        const parts = diffText(old, now, 'kk');
        expect(textBefore(parts)).toBe(old);
        expect(textAfter(parts)).toBe(now);
        expect(parts.every((part, index) => part.text !== '' && part.kind !== parts[index + 1]?.kind)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('gives back long texts that differ in any way, with work in proportion to their length', () => {
    const random = (seed: number) => {
      let state = seed;
      return (below: number) => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
      };
    };
    const long = (seed: number, vocabulary: number, mark: string) => {
      const next = random(seed);
      return Array.from({ length: 20_000 }, () => `слово${next(vocabulary)}${next(12) === 0 ? mark : ' '}`).join('');
    };
    const pairs = [
      [long(1, 3000, '.\n'), long(2, 3000, '.\n')],
      [long(1, 3000, ' '), long(2, 3000, ' ')],
      [long(1, 2, '.\n'), long(2, 2, '.\n')],
      [long(1, 2, ' '), `${long(1, 2, ' ')} ${long(3, 9, '\n')}`],
    ] as const;
    const start = performance.now();
    for (const [old, now] of pairs) {
      const parts = diffText(old, now, 'ru');
      expect(textBefore(parts)).toBe(old);
      expect(textAfter(parts)).toBe(now);
    }
    // The bench holds it to 300 ms; unbounded, one of these pairs takes minutes.
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

describe('rows of two texts side by side', () => {
  const rows = (old: string, now: string) =>
    rowsOf(diffText(old, now, 'ru')).map((row) => [
      row.isSame,
      row.before.map(({ text }) => text).join(''),
      row.after.map(({ text }) => text).join(''),
    ]);

  it('end where a line ends in both', () => {
    expect(rows('один\nдва\nтри\n', 'один\nдва, иное\nтри\nчетыре\n')).toEqual([
      [true, 'один\n', 'один\n'],
      [false, 'два\n', 'два, иное\n'],
      [true, 'три\n', 'три\n'],
      [false, '', 'четыре\n'],
    ]);
  });

  it('hold both texts in full', () => {
    const text = fc
      .array(fc.constantFrom('а', 'б', 'в ', 'г, ', '\n', '  '), { maxLength: 40 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (old, now) => {
        const found = rows(old, now);
        expect(found.map(([, one]) => one).join('')).toBe(old);
        expect(found.map(([, , other]) => other).join('')).toBe(now);
      }),
    );
  });
});

describe('the difference of two versions', () => {
  const version = (fields: Partial<Version>): Version => ({
    summary: 'Drawing a person under 18 into prostitution',
    citations: [{ source: 'kaz/source/code' }],
    ...fields,
  });

  it('compares the summary in a language that both have', () => {
    const change = diffLocalised({ en: 'old', ru: 'старое' }, { en: 'new' }, 'ru');
    expect(change).toEqual({
      language: 'en',
      parts: [
        { kind: 'removed', text: 'old' },
        { kind: 'added', text: 'new' },
      ],
    });
  });

  it('compares the official text in the wanted language, or in one that both have', () => {
    const text = (old: Version['text'], now: Version['text'], wanted: 'en' | 'ru' | 'kk') =>
      diffVersions(version({ ...(old && { text: old }) }), version({ ...(now && { text: now }) }), wanted).text;
    expect(text({ ru: 'a' }, undefined, 'en')).toBeUndefined();
    expect(text({ ru: 'a' }, { kk: 'b' }, 'en')).toBeUndefined();
    expect(text({ ru: 'a', kk: 'c' }, { ru: 'a b', kk: 'c d' }, 'kk')?.language).toBe('kk');
    expect(text({ uz: 'a', ru: 'c' }, { uz: 'b' }, 'en')?.language).toBe('uz');
    expect(text({ ru: 'a' }, { ru: 'a b', kk: 'c' }, 'en')).toEqual({
      language: 'ru',
      parts: [
        { kind: 'same', text: 'a' },
        { kind: 'added', text: ' b' },
      ],
    });
  });

  it('shows a line added at the end of the official text as a line of its own', () => {
    const { text } = diffVersions(
      version({ text: { ru: '1. а;\n2. б' } }),
      version({ text: { ru: '1. а;\n2. б\n3. в' } }),
      'ru',
    );
    expect(text?.parts).toEqual([
      { kind: 'same', text: '1. а;\n2. б\n' },
      { kind: 'added', text: '3. в\n' },
    ]);
  });

  it('takes the heading of the provision where a version names no other', () => {
    const { heading } = diffVersions(version({ heading: 'Drawing in' }), version({}), 'en', 'Drawing in or holding');
    expect(heading?.parts.at(-1)).toEqual({ kind: 'added', text: ' or holding' });
    expect(diffVersions(version({}), version({}), 'en').heading).toBeUndefined();
    expect(isChanged(diffVersions(version({}), version({}), 'en', 'Same').heading)).toBe(false);
  });

  it('counts all of a version as added where none stood before it, and as removed where none follows', () => {
    const whole = version({ text: { kk: 'мәтін' }, parameters: { online: true }, penalties: [{ tier: '1' }] });
    for (const [change, kind] of [
      [diffVersions(undefined, whole, 'en', 'Heading'), 'added'],
      [diffVersions(whole, undefined, 'en', 'Heading'), 'removed'],
    ] as const) {
      expect(
        [change.heading, change.summary, change.text].flatMap((text) => text?.parts.map((part) => part.kind)),
      ).toEqual([kind, kind, kind]);
      expect([...change.parameters, ...change.penalties].map((one) => one.kind)).toEqual([kind, kind]);
    }
  });

  it('compares lists as sets', () => {
    const { parameters } = diffVersions(
      version({ parameters: { acts: ['recruit', 'harbour', 'sell'], means: ['force', 'deceit'], scope: 'crimes' } }),
      version({
        parameters: { acts: ['harbour', 'buy', 'recruit'], means: ['deceit', 'force'], scope: ['crimes', 'fines'] },
      }),
      'en',
    );
    expect(parameters.map(({ kind, members }) => [kind, members])).toEqual([
      ['changed', { added: ['buy'], removed: ['sell'], kept: ['harbour', 'recruit'] }],
      ['same', { added: [], removed: [], kept: ['deceit', 'force'] }],
      ['changed', { added: ['fines'], removed: [], kept: ['crimes'] }],
    ]);
  });

  it('lists parameters that stay, change, come and go', () => {
    const { parameters } = diffVersions(
      version({ parameters: { 'protected-age': 16, acts: ['a', 'b'], means: true } }),
      version({ parameters: { 'protected-age': 18, acts: ['a', 'b'], online: true } }),
      'en',
    );
    expect(parameters.map(({ name, kind }) => [name, kind])).toEqual([
      ['acts', 'same'],
      ['means', 'removed'],
      ['online', 'added'],
      ['protected-age', 'changed'],
    ]);
  });

  it('compares penalties tier by tier, whatever the order of their fields', () => {
    const { penalties } = diffVersions(
      version({
        penalties: [
          { tier: '1', minimumYears: 3, maximumYears: 5 },
          { tier: '10', life: true },
          { tier: '2', maximumYears: 7 },
        ],
      }),
      version({
        penalties: [
          { maximumYears: 5, minimumYears: 3, tier: '1' },
          { tier: '2', maximumYears: 9 },
        ],
      }),
      'en',
    );
    expect(penalties.map(({ tier, kind }) => [tier, kind])).toEqual([
      ['1', 'same'],
      ['2', 'changed'],
      ['10', 'removed'],
    ]);
  });

  it('compares aggravations as sets, and leaves out who checked a translation', () => {
    const { penalties } = diffVersions(
      version({
        penalties: [
          { tier: '2', maximumYears: 7, aggravations: ['group', 'online'] },
          { tier: '3', condition: { en: 'A', ru: 'А', translation: 'unchecked' }, aggravations: ['official', 'group'] },
        ],
      }),
      version({
        penalties: [
          { tier: '2', maximumYears: 7, aggravations: ['group', 'repeated'] },
          { tier: '3', condition: { en: 'A', ru: 'А' }, aggravations: ['group', 'official'] },
        ],
      }),
      'en',
    );
    expect(penalties.map(({ kind, aggravations }) => [kind, aggravations])).toEqual([
      ['changed', { added: ['repeated'], removed: ['online'], kept: ['group'] }],
      ['same', { added: [], removed: [], kept: ['group', 'official'] }],
    ]);
  });

  it('drops no penalty where several stand under one number', () => {
    const { penalties } = diffVersions(
      version({ penalties: [{ tier: '1', maximumYears: 2 }] }),
      version({
        penalties: [
          { tier: '1', maximumYears: 2 },
          { tier: '1', life: true },
        ],
      }),
      'en',
    );
    expect(penalties.map(({ tier, kind }) => [tier, kind])).toEqual([
      ['1', 'same'],
      ['1', 'added'],
    ]);
  });

  it('a part that got another number is held against the one it continues, and a new part against nothing', () => {
    const before = version({
      penalties: [
        { tier: '1', maximumYears: 5 },
        { tier: '2', minimumYears: 7, maximumYears: 12 },
      ],
    });
    const after = version({
      penalties: [
        { tier: '1', maximumYears: 5 },
        { tier: '2', minimumYears: 3, maximumYears: 6 },
        { tier: '3', continues: '2', minimumYears: 7, maximumYears: 12 },
      ],
    });
    const rows = diffVersions(before, after, 'en').penalties;
    expect(rows.map(({ tier, kind, before, after }) => [tier, kind, before?.tier, after?.maximumYears])).toEqual([
      ['1', 'same', '1', 5],
      ['2', 'added', undefined, 6],
      ['3', 'changed', '2', 12],
    ]);
  });
});

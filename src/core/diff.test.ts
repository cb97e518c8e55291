import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLocalised, diffText, diffVersions, type TextPart, wordsOf } from './diff.ts';
import type { Version } from './model/index.ts';

const before = (parts: readonly TextPart[]) =>
  parts
    .filter(({ kind }) => kind !== 'added')
    .map(({ text }) => text)
    .join('');
const after = (parts: readonly TextPart[]) =>
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

  it('gives back both texts, whatever they are', () => {
    const word = fc.constantFrom('child', 'дитя', 'бала', '16', '132-1', ' ', ' ', ', ', '.', '\n', '🙂', 'іс-шара');
    const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, (old, now) => {
        const parts = diffText(old, now, 'kk');
        expect(before(parts)).toBe(old);
        expect(after(parts)).toBe(now);
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

  it('compares the official text only where both are on record in one language', () => {
    expect(diffVersions(version({ text: 'a', language: 'ru' }), version({}), 'en').text).toBeUndefined();
    expect(
      diffVersions(version({ text: 'a', language: 'ru' }), version({ text: 'b', language: 'kk' }), 'en').text,
    ).toBeUndefined();
    expect(
      diffVersions(version({ text: 'a', language: 'ru' }), version({ text: 'a b', language: 'ru' }), 'en').text,
    ).toEqual({
      language: 'ru',
      parts: [
        { kind: 'same', text: 'a' },
        { kind: 'added', text: ' b' },
      ],
    });
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
});

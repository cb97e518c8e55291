import { describe, expect, test } from 'vitest';
import { decode, openYaml } from './yaml.ts';

const said = (text: string) => {
  const { problems, placeAt } = openYaml(text);
  return problems.map(({ message, offset }) => `${placeAt(offset).line}:${placeAt(offset).column} ${message}`);
};

describe('a mistake in YAML is named once, at its place, with its remedy', () => {
  test.each([
    ['a:\n\t- b\n', '2:1 A tab indents this line. Use spaces.'],
    ['a:\n- id: b\n  id: c\n', '3:3 “id” stands twice in one mapping. Keep one of the two.'],
    ['a: b: c\n', '1:4 A second colon on this line'],
    ['a:\n- id: b\n   c: d\n  e: f\n', '2:7 A second colon on this line, or a line below that is indented further'],
    ['a: 1\n---\nb: 2\n', '2:1 A second document begins at this “---”. Put everything into one.'],
    ['a: @b\n', '1:4 Plain value cannot start with reserved character @. Put the text in quotes.'],
    ['a: "\\q"\n', '1:5 Invalid escape sequence \\q. Write \\\\ for a backslash'],
    ['a: !!js/function "x"\n', '1:4 Tags, which begin with “!”, are not allowed.'],
    ['a: &b [c]\nd: *b\n', '2:4 The alias “*b” is not allowed; write the value out.'],
    ['? [a]\n: b\n', '1:3 A list, a mapping or nothing cannot be a key.'],
    ['a: "b\\0c"\n', '1:4 This text holds a control character (U+0000)'],
    ['a: [\n- b\n', '2:1 '],
  ])('%j', (text, message) => {
    expect(said(text)).toEqual([expect.stringContaining(message)]);
  });
});

test('nesting beyond all measure is one mistake, not a crash', () => {
  expect(said(`a: ${'['.repeat(20_000)}`)).toEqual([expect.stringContaining('Values are nested too deeply here.')]);
});

test('a hidden character does not keep the values from being read; a mistake in YAML does', () => {
  expect(openYaml('a: "b\\0c"\n').isReadable).toBe(true);
  expect(openYaml('a: b: c\n').isReadable).toBe(false);
  expect(openYaml('a: "b\\tc\\nd"\n').problems).toEqual([]);
});

describe('bytes', () => {
  test('in UTF-8 are text, without a byte order mark', () => {
    expect(decode(Buffer.from('\uFEFFқаз: �\r\n'))).toEqual({ text: 'қаз: �\r\n' });
  });

  test('in another encoding are refused at the first that is not UTF-8', () => {
    expect(decode(Buffer.from('a: b\nc: caf\xe9\n', 'latin1'))).toEqual({
      issue: { line: 2, column: 7, message: expect.stringContaining('not UTF-8') },
    });
  });
});

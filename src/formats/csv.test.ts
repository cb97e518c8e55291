import { expect, test } from 'vitest';
import { csv } from './csv.ts';

test('values that need quotes have them, and every line ends in CRLF', () => {
  expect(
    csv(
      ['a', 'b'],
      [
        ['x, y', 'say “no”'],
        ['line\nbreak', 'a "word"'],
        [undefined, 3],
      ],
    ),
  ).toBe('a,b\r\n"x, y",say “no”\r\n"line\nbreak","a ""word"""\r\n,3\r\n');
});

test.each(['=1+1', '+7 (7172)', '-fine', '@me', '\t=x', '  =HYPERLINK("http://x")', '＝1', '\rx'])(
  'a text that begins like a formula is shown as text: %j',
  (text) => {
    const [, row = ''] = csv(['a'], [[text]]).split('\r\n');
    expect(row.replace(/^"/, '')).toMatch(/^'/);
  },
);

test('numbers and dates stay what they are', () => {
  expect(csv(['n'], [[-5], [0.5], ['2024-09-05'], ['132-1'], [true]])).toBe(
    'n\r\n-5\r\n0.5\r\n2024-09-05\r\n132-1\r\ntrue\r\n',
  );
});

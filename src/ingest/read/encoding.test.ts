import { describe, expect, test } from 'vitest';
import { ENGLISH, KAZAKH, RUSSIAN, WESTERN } from '../../../test/fixtures/ingest/words.ts';
import { decode } from './encoding.ts';

/** Bytes of a text in an encoding of one byte per letter, by turning the decoder round. */
function encode(text: string, encoding: string): Uint8Array {
  const all = Uint8Array.from({ length: 256 }, (_, code) => code);
  // TextDecoder of Node 24 takes windows-1252 for ISO 8859-1; of 80 to 9F this fixture needs these.
  const western: Readonly<Record<string, number>> = encoding === 'windows-1252' ? { '’': 0x92, '–': 0x96 } : {};
  const letters = new TextDecoder(encoding).decode(all);
  return Uint8Array.from([...text], (letter) => {
    const code = letter < '\u0080' ? letter.charCodeAt(0) : (western[letter] ?? letters.indexOf(letter));
    if (code < 0) throw new Error(`${encoding} has no ${letter}`);
    return code;
  });
}

/** KZ-1048 is no encoding of TextDecoder; its Kazakh letters, by their codes in the IANA registration. */
function encodeKazakh(text: string): Uint8Array {
  const own = new Map(
    Object.entries({
      Қ: 0x8d,
      қ: 0x9d,
      Һ: 0x8e,
      һ: 0x9e,
      Ұ: 0xa1,
      ұ: 0xa2,
      Ә: 0xa3,
      Ө: 0xa5,
      Ғ: 0xaa,
      Ү: 0xaf,
      ө: 0xb4,
      ғ: 0xba,
      ә: 0xbc,
      Ң: 0xbd,
      ң: 0xbe,
      ү: 0xbf,
    }),
  );
  return Uint8Array.from([...text].flatMap((letter) => own.get(letter) ?? [...encode(letter, 'windows-1251')]));
}

describe('what a file says of its encoding', () => {
  test('a byte order mark decides', () => {
    const wide = Buffer.from(`\ufeff${KAZAKH}`, 'utf16le');
    expect(decode(wide)).toEqual({ text: KAZAKH, encoding: 'utf-16le', notices: [] });
    expect(decode(Buffer.from(wide).swap16())).toMatchObject({ text: KAZAKH, encoding: 'utf-16be' });
    expect(decode(Buffer.from(`\ufeff${RUSSIAN}`))).toMatchObject({ text: RUSSIAN, encoding: 'utf-8' });
  });

  test('UTF-16 without a mark is known by its null bytes, and the guess is said', () => {
    expect(decode(Buffer.from(ENGLISH, 'utf16le'))).toMatchObject({
      text: ENGLISH,
      encoding: 'utf-16le',
      notices: [/UTF-16LE/].map((pattern) => expect.stringMatching(pattern)),
    });
    expect(decode(Buffer.from(RUSSIAN, 'utf16le').swap16())).toMatchObject({ text: RUSSIAN, encoding: 'utf-16be' });
  });

  test('a declared charset is believed', () => {
    expect(decode(encode(RUSSIAN, 'koi8-r'), 'KOI8-R')).toEqual({ text: RUSSIAN, encoding: 'koi8-r', notices: [] });
    expect(decode(encodeKazakh(KAZAKH), 'kz-1048').text).toBe(KAZAKH);
  });

  test('a charset that the letters refute is not believed, and that is said', () => {
    const { text, notices } = decode(encode(RUSSIAN, 'windows-1251'), 'iso-8859-1');
    expect(text).toBe(RUSSIAN);
    expect(notices[0]).toMatch(/windows-1252.*windows-1251/);
  });
});

describe('what the letters say', () => {
  test.each(['windows-1251', 'koi8-r', 'ibm866', 'x-mac-cyrillic', 'iso-8859-5'])('Russian in %s', (encoding) => {
    const words = RUSSIAN;
    for (const text of [words, words.slice(0, 60), words.toUpperCase(), `${ENGLISH}\n${words.slice(60, 110)}`]) {
      const found = decode(encode(text, encoding));
      expect(found).toMatchObject({ text, encoding });
      expect(found.notices[0]).toContain(encoding);
    }
  });

  test('Kazakh in KZ-1048', () => {
    expect(decode(encodeKazakh(KAZAKH))).toMatchObject({ text: KAZAKH, encoding: 'kz-1048' });
  });

  test.each(['windows-1252', 'macintosh'])('Western words in %s', (encoding) => {
    expect(decode(encode(WESTERN, encoding))).toMatchObject({ text: WESTERN, encoding });
  });

  test('UTF-8 needs no guess', () => {
    for (const text of [ENGLISH, RUSSIAN, KAZAKH, WESTERN])
      expect(decode(Buffer.from(text))).toEqual({ text, encoding: 'utf-8', notices: [] });
  });
});

describe('broken files', () => {
  test('lines of two encodings are each read in their own', () => {
    const bytes = Buffer.concat([
      Buffer.from(`${KAZAKH}\n`),
      encode(RUSSIAN, 'windows-1251'),
      Buffer.from(`\n${KAZAKH}`),
    ]);
    const { text, notices } = decode(bytes);
    expect(text).toBe(`${KAZAKH}\n${RUSSIAN}\n${KAZAKH}`);
    expect(notices[0]).toMatch(/1 of its lines/);
  });

  test('so are they where most of them are not UTF-8', () => {
    const older = encode(`${RUSSIAN}\n`.repeat(5), 'windows-1251');
    const { text } = decode(Buffer.concat([Buffer.from(`${RUSSIAN}\n`), older]));
    expect(text).toBe(`${RUSSIAN}\n`.repeat(6));
    expect(decode(encode(`${RUSSIAN}\n`.repeat(5), 'ibm866')).encoding).toBe('ibm866');
  });

  test('a broken byte spoils its place only', () => {
    const bytes = Buffer.from(RUSSIAN);
    bytes[40] = 0xff;
    const { text, notices } = decode(bytes);
    expect(text).toContain('\ufffd');
    expect(text.slice(60)).toBe(decode(Buffer.from(RUSSIAN)).text.slice(RUSSIAN.length - (text.length - 60)));
    expect(notices[0]).toMatch(/not valid UTF-8/);
  });

  test('a file cut in the middle of a character is read to there', () => {
    const { text, notices } = decode(Buffer.from(RUSSIAN).subarray(0, 40));
    expect(RUSSIAN.startsWith(text)).toBe(true);
    expect(notices[0]).toMatch(/cut off/);
  });

  test('null bytes and controls go and are counted; what cannot be seen goes', () => {
    const { text, notices } = decode(Buffer.from('a\0b\u0007c\u200bd\u202ee\ufeff\r\nf\u2028g\u00a0h'));
    expect(text).toBe('abcde\nf\ng h');
    expect(notices[0]).toMatch(/^2 control characters/);
  });

  test('text is in normal form C and well-formed', () => {
    expect(decode(Buffer.from('и\u0306 e\u0301')).text).toBe('й é');
    expect(decode(Buffer.from([0xff, 0xfe, 0x61, 0, 0, 0xd8, 0x62, 0])).text).toBe('a\ufffdb');
  });
});

import { describe, expect, test } from 'vitest';
import { escapeXml, readXml, textOf } from './xml.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Text in an encoding of one byte for each character. */
function encoded(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from(text, (character) => bytes.get(character) ?? 63);
}

function utf16(text: string, isBigEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), !isBigEndian);
  return new Uint8Array(view.buffer);
}

function textIn(bytes: Uint8Array): string {
  const read = readXml('law.xml', bytes);
  return 'root' in read ? textOf(read.root) : `${read.issue.message}`;
}

function issueIn(bytes: Uint8Array) {
  const read = readXml('law.xml', bytes);
  if ('root' in read) throw new Error('was read');
  return read.issue;
}

describe('encodings', () => {
  const text = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>Статья 134</a>`;

  test.each(['windows-1251', 'koi8-r', 'iso-8859-5', 'x-mac-cyrillic', 'ibm866', 'WINDOWS-1251'])(
    'reads %s',
    (encoding) => {
      expect(textIn(encoded(text(encoding), encoding))).toBe('Статья 134');
    },
  );

  test('reads macintosh', () => {
    const declared = '<?xml version="1.0" encoding="macintosh"?><a>Código</a>';
    expect(textIn(encoded(declared, 'macintosh'))).toBe('Código');
  });

  test.each([
    ['UTF-8 with a byte order mark', utf8(`\uFEFF${text('utf-8')}`)],
    ['UTF-8 without a declaration', utf8('<a>Статья 134</a>')],
    ['UTF-16, little end first', utf16(`\uFEFF${text('utf-16')}`, false)],
    ['UTF-16, big end first', utf16(`\uFEFF${text('utf-16')}`, true)],
    ['UTF-16 without a byte order mark', utf16('<?xml version="1.0"?><a>Статья 134</a>', false)],
  ])('reads %s', (_, bytes) => {
    expect(textIn(bytes)).toBe('Статья 134');
  });

  test.each([
    ['UTF-8 that says it is windows-1251', utf8(text('windows-1251')), 'its bytes are UTF-8'],
    [
      'windows-1251 that says it is UTF-8',
      encoded(text('utf-8'), 'windows-1251'),
      'from here on its bytes are not utf-8',
    ],
    ['windows-1251 that says nothing', encoded('<a>Статья</a>', 'windows-1251'), 'does not say its encoding'],
    ['bytes that are not UTF-16', utf8(text('utf-16')), 'its bytes are not'],
    ['an unknown encoding', utf8(text('klingon-8')), 'is not known'],
    ['UTF-32', Uint8Array.of(0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0), 'UTF-32'],
  ])('refuses %s, and says what to do', (_, bytes, words) => {
    const issue = issueIn(bytes);
    expect(issue.code).toBe('unreadable-file');
    expect(issue.message).toContain(words);
  });
});

describe('what is not well-formed', () => {
  test.each([
    ['<a>\n  <b></a>', 2, 'unexpected close tag'],
    ['<a b=1/>', 1, 'unquoted attribute value'],
    ['<a>\n\n&nbsp;</a>', 3, '&nbsp; is not an entity of XML'],
    ['<a/>\nx', 2, 'text data outside of root node'],
    ['<a>', 1, 'unclosed tag'],
    ['', 1, 'root element'],
    ['<a>\u0001</a>', 1, 'disallowed character'],
    ['<x:a/>', 1, 'namespace'],
  ])('%j is refused with its place', (text, line, words) => {
    const { code, message, place } = issueIn(utf8(text));
    expect({ code, line: place?.line }).toEqual({ code: 'invalid-xml', line });
    expect(message).toContain(words);
  });
});

describe('what could do harm', () => {
  test('a file of more than 64 MB is refused before it is parsed', () => {
    const issue = issueIn(new Uint8Array(200 * 1024 * 1024));
    expect(issue).toMatchObject({ code: 'unreadable-file' });
    expect(issue.message).toContain('200 MB; at most 64 MB');
  });

  test('a billion laughs are refused without being expanded', () => {
    const lines = Array.from({ length: 10 }, (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n};`.repeat(10)}">`).join('');
    const issue = issueIn(utf8(`<!DOCTYPE a [<!ENTITY lol0 "lol">${lines}]><a>&lol10;</a>`));
    expect(issue.code).toBe('invalid-xml');
    expect(issue.message).toContain('entities of its own');
  });

  test.each(['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY % p SYSTEM "http://localhost/x.dtd"> %p;'])(
    'an entity outside the file is never fetched: %s',
    (declaration) => {
      expect(issueIn(utf8(`<!DOCTYPE a [${declaration}]><a>&x;</a>`)).message).toContain('never expanded or fetched');
    },
  );

  test('a document type alone is passed over', () => {
    expect(textIn(utf8('<!DOCTYPE a SYSTEM "http://localhost/a.dtd"><a>text</a>'))).toBe('text');
  });

  test('elements nested too deeply are refused', () => {
    expect(issueIn(utf8(`${'<a>'.repeat(100_000)}`)).message).toContain('nested more than 256 deep');
  });

  test('names of objects are names like any other', () => {
    const read = readXml('law.xml', utf8('<a __proto__="x" constructor="y"><__proto__>z</__proto__></a>'));
    expect('root' in read && [...read.root.attributes]).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});

test('elements know their place', () => {
  const read = readXml('law.xml', utf8('<a>\n  <b/>\n</a>'));
  const [, child] = 'root' in read ? read.root.children : [];
  expect(typeof child === 'object' && child.place).toEqual({ file: 'law.xml', line: 2, column: 3 });
});

test('text is written so that it can be read back, without what XML cannot hold', () => {
  const text = 'a < b & "c" > d\u0000\u000B\uD800';
  expect(textIn(utf8(`<a b="${escapeXml(text)}">${escapeXml(text)}</a>`))).toBe('a < b & "c" > d');
});

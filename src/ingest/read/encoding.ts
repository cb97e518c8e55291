/**
 * Bytes to text: which encoding, and what in the text is not text.
 * A byte order mark decides first, then valid UTF-8, then the charset the file declares, then the letters: every
 * candidate is decoded and the one whose letters look most like Russian, Kazakh or Western words wins. A guess is always
 * said in a notice. What comes out is well-formed, in normal form C, with \n at line ends, \f at page ends and no other
 * control characters. Names and tables follow the Encoding Standard; KZ-1048 and PTCP154 follow the IANA registry.
 */
import { isAscii, isUtf8 } from 'node:buffer';

export interface Decoded {
  readonly text: string;
  /** As the Encoding Standard names it, in lower case. */
  readonly encoding: string;
  readonly notices: readonly string[];
}

/** Codes 80 to BF of the two Kazakh code pages; from C0 on both are windows-1251. */
const KAZAKH_PAGES: Readonly<Record<string, string>> = {
  'kz-1048': 'ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏђ‘’“”•–—\ufffd™љ›њқһџ\u00a0ҰұӘ¤Ө¦§Ё©Ғ«¬\u00ad®Ү°±Ііөµ¶·ё№ғ»әҢңү',
  ptcp154: 'ҖҒӮғ„…ҶҮҲүҠӢҢҚҺҸҗ‘’“”•–—ҳҷҡӣңқһҹ\u00a0ЎўЈӨҘҰ§Ё©Ә«¬ӯ®Ҝ°ұІіҙө¶·ё№ә»јҪҫҝ',
};

/** Codes 80 to 9F of windows-1252, which the TextDecoder of Node 24 takes for control characters (ISO 8859-1). */
const WESTERN_PAGE = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const SINGLE_BYTE = [
  'windows-1251',
  'koi8-r',
  'ibm866',
  'x-mac-cyrillic',
  'iso-8859-5',
  'kz-1048',
  'ptcp154',
  'windows-1252',
  'macintosh',
] as const;

const SAMPLE = 48 * 1024;

/** Decodes a file. `declared` is the charset it says of itself, if it does. */
export function decode(bytes: Uint8Array, declared?: string): Decoded {
  const marked = byMark(bytes);
  if (marked) return clean(marked.text, marked.encoding, []);
  const wide = withoutMark16(bytes);
  if (wide) {
    return clean(new TextDecoder(wide).decode(bytes.length % 2 === 0 ? bytes : bytes.subarray(0, -1)), wide, [
      `The file does not say its encoding. It was read as ${wide.toUpperCase()}; check a few words.`,
    ]);
  }
  const label = declared === undefined ? undefined : known(declared);
  // Seven-bit escapes are valid UTF-8, so what the file declares is asked first only where it could be one of them.
  if (isUtf8(bytes)) return clean(new TextDecoder().decode(bytes), 'utf-8', []);
  const cut = cutUtf8(bytes);
  if (cut > 0) {
    return clean(new TextDecoder().decode(bytes.subarray(0, bytes.length - cut)), 'utf-8', [
      'The file ends in the middle of a character. It may have been cut off.',
    ]);
  }
  const guess = bestSingleByte(bytes);
  if (label !== undefined && label !== 'utf-8') {
    const declaredScore = score(sampleOf(bytes), label);
    // A wrong declaration is common on old pages; the letters overrule it only where they are clearly better.
    if (declaredScore === undefined || guess.score - declaredScore < 1.2 || guess.encoding === label)
      return clean(decodeAs(bytes, label), label, []);
    return clean(decodeAs(bytes, guess.encoding), guess.encoding, [
      `The file says that it is in ${label}, but its letters make words only in ${guess.encoding}. It was read as that; check a few words.`,
    ]);
  }
  return mixed(bytes, guess.encoding);
}

function byMark(bytes: Uint8Array): { text: string; encoding: string } | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf)
    return { text: new TextDecoder().decode(bytes.subarray(3)), encoding: 'utf-8' };
  if (a === 0xff && b === 0xfe && c === 0 && d === 0 && bytes.length % 4 === 0)
    return { text: wide32(bytes.subarray(4), true), encoding: 'utf-32le' };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff && bytes.length % 4 === 0)
    return { text: wide32(bytes.subarray(4), false), encoding: 'utf-32be' };
  if (a === 0xff && b === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes.subarray(2)), encoding: 'utf-16le' };
  if (a === 0xfe && b === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes.subarray(2)), encoding: 'utf-16be' };
  return undefined;
}

function wide32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, little);
    parts.push(code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code));
  }
  return parts.join('');
}

/** An encoding of two or four bytes for each letter, where a mark or the bytes themselves say so. */
export function encodingOfPairs(bytes: Uint8Array): string | undefined {
  const marked = byMark(bytes.subarray(0, 4))?.encoding;
  return marked !== undefined && marked !== 'utf-8' ? marked : withoutMark16(bytes);
}

/** UTF-16 without a mark: in one of the two byte places nearly every byte is 00 (Latin) or 04 (Cyrillic). */
function withoutMark16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const end = Math.min(bytes.length & ~1, SAMPLE);
  if (end < 8) return undefined;
  const high = [0, 0];
  const zero = [0, 0];
  for (let at = 0; at < end; at++) {
    const byte = bytes[at];
    if (byte === 0 || byte === 4) high[at & 1] = (high[at & 1] ?? 0) + 1;
    if (byte === 0) zero[at & 1] = (zero[at & 1] ?? 0) + 1;
  }
  const pairs = end / 2;
  const [even = 0, odd = 0] = high;
  const zeros = (zero[0] ?? 0) + (zero[1] ?? 0);
  if (zeros < pairs / 20) return undefined;
  if (odd > pairs * 0.85 && even < pairs * 0.3) return 'utf-16le';
  if (even > pairs * 0.85 && odd < pairs * 0.3) return 'utf-16be';
  return undefined;
}

/** How many bytes at the end are the beginning of a character, where all before them is UTF-8. */
function cutUtf8(bytes: Uint8Array): number {
  for (let cut = 1; cut <= 3 && cut < bytes.length; cut++) {
    const byte = bytes[bytes.length - cut] ?? 0;
    if (byte >= 0xc2)
      return isUtf8(bytes.subarray(0, bytes.length - cut)) && !isAscii(bytes.subarray(0, -cut)) ? cut : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** The charset as we name it; nothing where it is not one we read. */
export function known(label: string): string | undefined {
  const name = label.trim().toLowerCase();
  if (/^(kz-?1048|strk1048-2002|rk1048)$/.test(name)) return 'kz-1048';
  if (/^(ptcp154|pt154|cp154|csptcp154|cyrillic-asian)$/.test(name)) return 'ptcp154';
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

/** Bytes in an encoding that is known, as they are; for files too large to be decoded in one piece. */
export function decodeAs(bytes: Uint8Array, encoding: string): string {
  const page = KAZAKH_PAGES[encoding];
  if (!page && encoding !== 'windows-1252') return new TextDecoder(encoding).decode(bytes);
  const table = Uint16Array.from({ length: 256 }, (_, byte) => {
    if (page) return byte < 0x80 ? byte : byte < 0xc0 ? page.charCodeAt(byte - 0x80) : byte - 0xc0 + 0x410;
    return byte < 0x80 || byte > 0x9f ? byte : WESTERN_PAGE.charCodeAt(byte - 0x80);
  });
  const codes = new Uint16Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) codes[at] = table[bytes[at] ?? 0] ?? 0xfffd;
  return new TextDecoder('utf-16le').decode(codes);
}

/** Letters beyond ASCII, one after another without a fault, that no other encoding gives by chance. */
const SURELY_UTF8 = 12;

/**
 * A file of which some is UTF-8 and some is not, or none is: line by line, so that lines pasted from an older file are
 * read in their own encoding and a broken byte spoils no more than its place.
 */
function mixed(bytes: Uint8Array, guess: string): Decoded {
  const whole = new TextDecoder().decode(bytes);
  const { good, bad } = utf8Signs(whole);
  const isSure = (line: Uint8Array) => isUtf8(line) && utf8Signs(new TextDecoder().decode(line)).good >= SURELY_UTF8;
  if (good <= bad && (good < SURELY_UTF8 || !linesOf(bytes).some(isSure))) {
    return clean(decodeAs(bytes, guess), guess, [
      `The file does not say its encoding. By its letters it was read as ${guess}; check a few words.`,
    ]);
  }
  const lines = linesOf(bytes).map((line) => {
    const text = new TextDecoder().decode(line);
    return { line, text, signs: utf8Signs(text) };
  });
  const foreign = lines.filter(({ signs }) => signs.bad > signs.good);
  const own = foreign.length > 0 ? bestSingleByte(Buffer.concat(foreign.map(({ line }) => line))).encoding : guess;
  const broken = lines.reduce((sum, { signs }) => sum + (signs.bad > signs.good ? 0 : signs.bad), 0);
  const older = foreign.length;
  const parts = lines.map(({ line, text, signs }) => (signs.bad > signs.good ? decodeAs(line, own) : text));
  const notices: string[] = [];
  if (older > 0)
    notices.push(`The file mixes encodings: ${older} of its lines were read as ${own}, the rest as UTF-8. Check them.`);
  if (broken > 0)
    notices.push(
      `${broken} characters of the file are not valid UTF-8 and are shown as \ufffd. Compare it with its source.`,
    );
  return clean(parts.join(''), 'utf-8', notices);
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const next = bytes.indexOf(10, at);
    const end = next < 0 ? bytes.length : next + 1;
    lines.push(bytes.subarray(at, end));
    at = end;
  }
  return lines;
}

/** Characters of several bytes that decoded well, and places that did not. */
function utf8Signs(text: string): { good: number; bad: number } {
  let good = 0;
  let bad = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) bad++;
    else if (code > 0x7f) good++;
  }
  return { good, bad };
}

/** The lines that hold letters beyond ASCII, as far as a guess needs them. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(Math.min(bytes.length, SAMPLE));
  let length = 0;
  for (let at = 0; at < bytes.length && length < sample.length; ) {
    const next = bytes.indexOf(10, at);
    const end = Math.min(next < 0 ? bytes.length : next + 1, at + SAMPLE);
    const line = bytes.subarray(at, end);
    at = end;
    if (isAscii(line)) continue;
    const piece = line.subarray(0, sample.length - length);
    sample.set(piece, length);
    length += piece.length;
  }
  return sample.subarray(0, length);
}

function bestSingleByte(bytes: Uint8Array): { encoding: string; score: number } {
  const sample = sampleOf(bytes);
  let best = { encoding: 'windows-1252', score: Number.NEGATIVE_INFINITY };
  for (const encoding of SINGLE_BYTE) {
    const found = score(sample, encoding) ?? Number.NEGATIVE_INFINITY;
    if (found > best.score + 0.02) best = { encoding, score: found };
  }
  return best;
}

/** Natural logarithms of how often a letter stands in Russian text, Kazakh letters beside them. */
const CYRILLIC_WEIGHT = new Map<string, number>([
  ...weights(
    'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё',
    [
      -2.2, -2.5, -2.5, -2.6, -2.7, -2.8, -2.9, -3, -3.1, -3.1, -3.4, -3.4, -3.5, -3.6, -3.6, -3.9, -4, -4, -4.1, -4.1,
      -4.2, -4.2, -4.4, -4.6, -4.7, -4.9, -5, -5.3, -5.6, -5.8, -5.9, -6.6, -6,
    ],
  ),
  ...weights('іқғңәөұүһ', [-3.6, -3.6, -4, -4, -4, -4.4, -4.6, -4.4, -6]),
  ...weights('їєґў', [-5, -5, -7, -6]),
]);

function weights(letters: string, values: readonly number[]): [string, number][] {
  return [...letters].map((letter, at) => [letter, values[at] ?? -7]);
}

const WESTERN = /[éèêëàâäáãåçîïíìñôöóòõøûüúùßæœÉÈÊÀÂÄÁÅÇÎÍÑÔÖÓØÛÜÚÆŒ]/;
const TYPOGRAPHY = /[’‘“”„«»–—…•€£§°©®™№\u00a0]/;
const RARE_LETTER = -8.5;
const SYMBOL = -10;

/** How much a text looks like words, as a mean over its characters beyond ASCII; nothing where it has none. */
function score(sample: Uint8Array, encoding: string): number | undefined {
  const text = decodeAs(sample, encoding);
  let sum = 0;
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? '';
    const code = letter.charCodeAt(0);
    if (code < 0x80) continue;
    count++;
    const before = text[at - 1] ?? ' ';
    const after = text[at + 1] ?? ' ';
    if (code < 0xa0 || code === 0xfffd) sum += -14;
    else if (code >= 0x400 && code < 0x530) sum += cyrillic(letter, before, after);
    else if (TYPOGRAPHY.test(letter)) sum += typographic(letter, before, after);
    else if (WESTERN.test(letter)) sum += western(letter, before, after);
    else if (code < 0x250) sum += RARE_LETTER;
    else sum += SYMBOL;
  }
  return count === 0 ? undefined : sum / count;
}

function cyrillic(letter: string, before: string, after: string): number {
  const lower = letter.toLowerCase();
  let value = CYRILLIC_WEIGHT.get(lower) ?? RARE_LETTER;
  if (lower !== letter) {
    // A capital inside a word, or a word that goes from small to large, is the mark of a wrong Cyrillic page.
    value -= 0.3;
    if (isCyrillic(before) && before === before.toLowerCase()) value -= 5;
  } else if (
    isCyrillic(before) &&
    before !== before.toLowerCase() &&
    isCyrillic(after) &&
    after !== after.toLowerCase()
  ) {
    value -= 5;
  }
  if (/[A-Za-z]/.test(before) || /[A-Za-z]/.test(after)) value -= 5;
  if (!isCyrillic(before) && (lower === 'ь' || lower === 'ъ' || lower === 'ы')) value -= 4;
  return value;
}

function isCyrillic(letter: string): boolean {
  const code = letter.charCodeAt(0);
  return code >= 0x400 && code < 0x530;
}

function western(letter: string, before: string, after: string): number {
  let value = -3.6;
  const beside = /[A-Za-z]/.test(before) || /[A-Za-z]/.test(after);
  if (!beside) value -= 2.5;
  if (before.charCodeAt(0) > 0x7f && /\p{L}/u.test(before)) value -= 3.5;
  if (letter !== letter.toLowerCase() && /[a-z]/.test(before)) value -= 5;
  return value;
}

function typographic(letter: string, before: string, after: string): number {
  const inWord = /\p{L}/u.test(before) && /\p{L}/u.test(after);
  if (letter === '’') return -3;
  return inWord && letter !== '–' && letter !== '—' ? -9 : -3.5;
}

// Everything that shows nothing or turns the reading direction; a reader must see what a program sees.
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;

/** Text as the rest of ingest takes it; also for text that came decoded, out of a PDF. */
export function cleanText(text: string): { text: string; unseen: number } {
  let unseen = 0;
  let out = text.toWellFormed();
  if (/[\r\u0085\u2028\u2029]/.test(out)) out = out.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n');
  out = out.replace(UNSEEN, (character) => {
    // Marks of direction and joiners are harmless remains; what is not text at all is counted.
    if (character < '\u00a0') unseen++;
    return '';
  });
  if (/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/.test(out))
    out = out.replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ');
  if (out.includes('\u00ad')) out = out.replace(/\u00ad(?=[ \t]*\n)/g, '-').replaceAll('\u00ad', '');
  return { text: out.normalize('NFC'), unseen };
}

function clean(raw: string, encoding: string, notices: readonly string[]): Decoded {
  const { text, unseen } = cleanText(raw.startsWith('\ufeff') ? raw.slice(1) : raw);
  return {
    text,
    encoding,
    notices:
      unseen === 0
        ? notices
        : [...notices, `${unseen} control characters (such as null bytes) in the file are not text and were left out.`],
  };
}

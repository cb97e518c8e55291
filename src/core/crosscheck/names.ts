/**
 * Names: which capitalised words are those of a person, and when two spellings are one name.
 * Spellings are compared by the sounds they stand for, without vowels, so that transliterations meet: Eddy and Eddie,
 * Zh and J. A name in Russian or Kazakh is compared without its case ending. No list of names is kept.
 */
import { distance } from 'fastest-levenshtein';
import { anchorIn, type Document, type Range } from '../document.ts';
import { at, type DocumentInput, type Found, groupBy, say } from './issue.ts';
import { apparatus, languageOf, stemOf, wordsOf } from './words.ts';

const LATIN: Readonly<Record<string, string>> = {
  а: 'a',
  ә: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ғ: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'j',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  қ: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  ң: 'n',
  о: 'o',
  ө: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ұ: 'u',
  ү: 'u',
  ф: 'f',
  х: 'h',
  һ: 'h',
  ц: 'c',
  ч: 'q',
  ш: 'x',
  щ: 'x',
  ъ: '',
  ы: 'i',
  і: 'i',
  ь: '',
  э: 'e',
  ю: 'u',
  я: 'a',
};

/** The consonants of a name, by sound; the first letter of a name that begins with a vowel is “a”. */
export function skeletonOf(word: string): string {
  const plain = word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}(?<!\u0306|\u0308)/gu, '')
    .normalize('NFC');
  const latin = [...plain].map((letter) => LATIN[letter] ?? letter).join('');
  const sounds = latin
    .replace(/zh|dzh|dj/gu, 'j')
    .replace(/shch|sh|sch/gu, 'x')
    .replace(/tch|ch/gu, 'q')
    .replace(/kh/gu, 'h')
    .replace(/ph/gu, 'f')
    .replace(/ts|tz/gu, 'c')
    .replace(/ck|q(?=u)/gu, 'k')
    .replace(/w/gu, 'v')
    .replace(/[^a-z]/gu, '')
    .replace(/(.)\1+/gu, '$1');
  return (/^[aeiouy]/u.test(sounds) ? 'a' : '') + sounds.replace(/[aeiouy]/gu, '');
}

/** A run of capitalised words that can be a name. */
export interface Name extends Range {
  readonly words: readonly string[];
}

const CAPITALISED = /^\p{Lu}[\p{Ll}’'ʼ-]+(?:-\p{Lu}\p{Ll}+)?$/u;

const HONORIFIC = /^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Господин|Госпожа|Мырза|Ханым)$/u;

/** Words that the document also writes small: they are no names of persons. */
export function smallWords(text: string): ReadonlySet<string> {
  const small = new Set<string>();
  for (const match of text.matchAll(/(?<![\p{L}’'-])\p{Ll}[\p{L}’'-]+/gu)) small.add(plain(match[0]));
  return small;
}

/** Without a possessive, in small letters. */
export const plain = (word: string) => word.toLowerCase().replace(/[’'ʼ]s?$/u, '');

/** Runs of two or three capitalised words, none of which the document writes small: names of persons and places. */
export function namesIn(document: Document, small: ReadonlySet<string>): Name[] {
  const { text } = document;
  const aside = apparatus(document);
  const names: Name[] = [];
  let run: { text: string; start: number; end: number }[] = [];
  const close = () => {
    // The first word of a sentence is written large whatever it is.
    if (
      run.length >= 3 &&
      /(?:^|[.!?…:\n]\P{L}{0,4})$/u.test(text.slice(Math.max(0, (run[0]?.start ?? 0) - 6), run[0]?.start))
    )
      run.shift();
    if (run.length >= 2 && run.length <= 3) {
      const [first, last] = [run[0], run.at(-1)];
      if (first && last) names.push({ words: run.map((word) => word.text), start: first.start, end: last.end });
    }
    run = [];
  };
  for (const word of wordsOf(text)) {
    const follows = run.length > 0 && /^\s$/u.test(text.slice(run.at(-1)?.end, word.start));
    if (run.length > 0 && !follows) close();
    if (HONORIFIC.test(word.text)) close();
    else if (CAPITALISED.test(word.text) && !small.has(plain(word.text)) && !aside.has(word)) {
      run.push(word);
      // A possessive ends a name.
      if (/[’'ʼ]s$/u.test(word.text)) close();
    } else close();
  }
  close();
  return names;
}

/** Endings that change with case, gender or possession and say nothing of a spelling. */
function base(word: string): string {
  const name = plain(word);
  if (languageOf(name) !== 'en') return stemOf(name).replace(/(?:ы|і|а|у|е|о)$/u, '');
  return name.replace(/(?:[’'ʼ]?s|a|e)$/u, '');
}

const isVariant = (a: string, b: string) => {
  const [x, y] = [base(a), base(b)];
  return x !== y && distance(x, y) <= Math.max(2, Math.ceil(Math.max(x.length, y.length) * 0.5));
};

/** One name in several spellings of the same script. */
export function documentSpellings({ document }: DocumentInput): Found[] {
  const small = smallWords(document.text);
  const names = namesIn(document, small);
  const found: Found[] = [];
  // Whole names: the sounds of every word agree, the letters of one do not.
  const groups = groupBy(names, ({ words }) => {
    const key = words.map(skeletonOf).join(' ');
    return key.replaceAll(' ', '').length >= 2 ? `${languageOf(words.join('')) === 'en'} ${key}` : undefined;
  });
  const reported = new Set<string>();
  for (const group of groups.values()) {
    const spellings = groupBy(group, ({ words }) => words.map(plain).join(' '));
    const distinct = [...spellings.values()].flatMap(([first]) => (first ? [first] : []));
    const [first] = distinct;
    const others = distinct.filter(
      (name) =>
        first &&
        name.words.some((word, index) => isVariant(word, first.words[index] ?? '')) &&
        name.words.every(
          (word, index) => base(word) === base(first.words[index] ?? '') || isVariant(word, first.words[index] ?? ''),
        ),
    );
    if (!first || others.length === 0) continue;
    for (const name of [first, ...others]) for (const word of name.words) reported.add(plain(word));
    found.push(spellingsFound(document, [first, ...others]));
  }
  // Single words that stand beside a full name elsewhere: a surname alone, spelled otherwise.
  const surnames = new Map<string, Name>();
  for (const name of names) {
    const last = name.words.at(-1) ?? '';
    if (skeletonOf(last).length >= 3 && !surnames.has(skeletonOf(last))) surnames.set(skeletonOf(last), name);
  }
  const alone = new Map<string, { name: Name; word: Range }>();
  const inNames = new Set(names.flatMap(({ words }) => words.map(plain)));
  const aside = apparatus(document);
  for (const word of wordsOf(document.text)) {
    if (!CAPITALISED.test(word.text) || inNames.has(plain(word.text)) || small.has(plain(word.text))) continue;
    const name = surnames.get(skeletonOf(word.text));
    const surname = name?.words.at(-1) ?? '';
    if (!name || aside.has(word) || reported.has(plain(word.text))) continue;
    if ((languageOf(word.text) === 'en') !== (languageOf(surname) === 'en')) continue;
    const close = distance(base(word.text), base(surname)) <= Math.max(1, Math.floor(surname.length / 5));
    if (close && isVariant(word.text, surname) && !alone.has(plain(word.text)))
      alone.set(plain(word.text), { name, word });
  }
  for (const { name, word } of alone.values()) found.push(spellingsFound(document, [name, word]));
  return [...found, ...bodySpellings(document)];
}

/** A body by its kind and its name in quotation marks, in either order: Lantern Centre “Torch”. */
const BODY =
  /(?<!\p{L})(?<kind>(?!(?:The|An?) )(?:\p{Lu}[\p{L}’'-]+ ){1,3})["“«](?<name>\p{Lu}[^"”»\n]{1,40})["”»]|["“«](?<before>\p{Lu}[^"”»\n]{1,40})["”»](?<after>(?: \p{Lu}[\p{L}’'-]+){1,3})/gu;

/** One body whose kind or name is spelled in several ways: Centre and Center. */
function bodySpellings(document: Document): Found[] {
  const bodies = Array.from(document.text.matchAll(BODY), (match) => {
    const { kind, name, before, after } = match.groups ?? {};
    const words = wordsOf(`${kind ?? after} ${name ?? before}`).map(({ text }) => text);
    return { words, start: match.index, end: match.index + match[0].length };
  });
  const groups = groupBy(bodies, ({ words }) => words.map(skeletonOf).join(' '));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const spellings = groupBy(group, ({ words }) => words.map(base).join(' '));
    const others = [...spellings.values()].slice(1).flatMap(([other]) => (other ? [other] : []));
    const alike = others.filter(({ words }) =>
      words.every(
        (word, index) => base(word) === base(first?.words[index] ?? '') || isVariant(word, first?.words[index] ?? ''),
      ),
    );
    return first && alike.length > 0 ? [spellingsFound(document, [first, ...alike])] : [];
  });
}

function spellingsFound(document: Document, places: readonly Range[]): Found {
  const anchors = places.map((place) => anchorIn(document.text, place));
  return {
    message: say(
      (f) =>
        `These seem to be one name in several spellings: ${f.list(anchors.map(f.quote))}. Use one, and keep the others as aliases.`,
      (f) =>
        `Похоже, это одно имя в разных написаниях: ${f.list(anchors.map(f.quote))}. Выберите одно, прочие сохраните как варианты.`,
      (f) =>
        `Бұл бір атаудың бірнеше жазылуы сияқты: ${f.list(anchors.map(f.quote))}. Біреуін таңдап, қалғанын балама ретінде сақтаңыз.`,
    ),
    places: anchors.map(at),
  };
}

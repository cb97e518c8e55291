/**
 * One spelling for what readers do not tell apart: capitals, accents, Ё and Е, Kazakh letters and the Russian ones
 * that stand in for them on keyboards without them.
 */

const LETTERS: Readonly<Record<string, string>> = {
  ё: 'е',
  ә: 'а',
  і: 'и',
  ң: 'н',
  ғ: 'г',
  ү: 'у',
  ұ: 'у',
  қ: 'к',
  ө: 'о',
  һ: 'х',
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  œ: 'oe',
  ı: 'i',
};
const LETTER = /[ёәіңғүұқөһßæøđłœı]/g;
const PLAIN = /^[a-z0-9а-я]*$/;

/** A word in folded letters. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return (
    lower
      .replace(/['’ʼ]s?$/, '')
      .normalize('NFKC')
      .toLowerCase()
      .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
      .normalize('NFD')
      // Й is a letter of its own, not И with an accent; the breve stays with it alone.
      .replace(/(?<!и)\u0306|[\u0300-\u0305\u0307-\u036f\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
      .normalize('NFC')
      // What such letters as ㈠ come apart into is not all letters.
      .replace(/[^\p{L}\p{N}\p{M}.-]/gu, '')
  );
}

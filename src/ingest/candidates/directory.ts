/**
 * Organisations, and the lines where help or a place to report is offered.
 * Always true: an organisation is named once, where it first stands; those on record are known by name and alias.
 * A number is a line's only where a word for such a line stands near it; no person and no address is taken.
 */
import { everyText } from '../../core/localised.ts';
import type { FoundOf } from './found.ts';
import type { Reading, Sentence } from './reading.ts';
import { sentenceAt } from './reading.ts';
import { contentStems, Phrases } from './words.ts';

export function organisationsIn(reading: Reading): FoundOf<'organisation'>[] {
  const { dataset, country } = reading.context;
  const phrases = new Phrases<string>();
  for (const organisation of [
    ...(country === undefined ? [] : dataset.inCountry('organisation', country)),
    ...dataset.all('organisation'),
  ]) {
    for (const name of [...everyText(organisation.name), ...(organisation.aliases ?? [])])
      if (contentStems(name).length > 1 || (/^\p{Lu}{3,}$/u.test(name) && !/^(?:NGO|CRC)$/.test(name)))
        phrases.add(name, organisation.id);
  }
  const found = new Map<string, FoundOf<'organisation'>>();
  const put = (start: number, end: number, key: string, id: string | undefined) => {
    const sentence = sentenceAt(reading, start);
    if (!sentence || sentence.block.kind === 'note' || found.has(key)) return;
    const name = reading.document.text.slice(start, end);
    found.set(key, {
      kind: 'organisation',
      start,
      end,
      sentence,
      value: { name, ...(id === undefined ? { type: typeOf(name) } : { id }) },
      ...(id === undefined && { draft: { kind: 'organisation', name, body: { name, type: typeOf(name) } } }),
    });
  };
  const known = phrases.find(reading.words, reading.folded);
  // “ILO Convention” names a treaty.
  for (const { start, end, value } of known)
    if (!/^\s(?:Convention|Protocol|конвенц|протокол)/iu.test(reading.folded.slice(end, end + 12)))
      put(start, end, value, value);
  let next = 0;
  for (const sentence of reading.sentences) {
    if (sentence.block.kind === 'note') continue;
    for (const { organisations } of sentence.languages) {
      for (const match of sentence.words.matchAll(organisations)) {
        const words = match[0].replace(/^(?:The|In|At|By|Under|When) /, '').trimEnd();
        const start = sentence.start + match.index + match[0].trimEnd().length - words.length;
        const end = start + words.length;
        while (known[next] && (known[next]?.end ?? 0) <= start) next++;
        if (/(?:Convention|Конвенц\p{L}+)\s$/u.test(reading.folded.slice(Math.max(0, start - 16), start))) continue;
        if (
          /Convention|Protocol|Конвенци|Хаттама|конвенция/u.test(words) ||
          /^(?:\p{Script=Cyrillic}+|(?!\p{L}+(?:pol|just)$)\p{L}\p{Ll}+|Soviet Union|Crisis Cent(?:re|er)|United Nations|World Congress)$/u.test(
            words,
          )
        )
          continue;
        const same = known[next];
        if (same && same.start < end) continue;
        put(start, end, contentStems(words).join(' '), undefined);
      }
    }
  }
  return [...found.values()];
}

function typeOf(name: string): 'state-body' | 'ngo' | 'other' {
  if (
    /ministr|министер|committee|комитет|agency|агентств|commission|комисси|департамент|department|prosecutor|прокуратур|parliament/iu.test(
      name,
    )
  )
    return 'state-body';
  return /ngo|foundation|фонд|union|союз|association|ассоциаци|crisis|кризис|league|network|объединени/iu.test(name)
    ? 'ngo'
    : 'other';
}

const PHONE =
  /(?<![\d.,/-])(\+?\d(?:[ -]?\(?\d{1,4}\)?){1,6}|\d{3,6})(?![\d/]|[.,]\d|%| ?(?:children|people|calls|cases|тенге|events|звонк|человек))/g;

export function servicesIn(reading: Reading): FoundOf<'service'>[] {
  const found = new Map<string, FoundOf<'service'>>();
  for (const sentence of reading.sentences) {
    if (sentence.block.kind === 'note' || !/\d{3}/.test(sentence.words)) continue;
    const lines = sentence.languages.flatMap(({ hotline }) => [...sentence.words.matchAll(hotline)]);
    if (lines.length === 0) {
      const before: Sentence | undefined = reading.sentences[sentence.index - 1];
      const goesOn = before?.block === sentence.block && /\b(?:call|phone|dial|телефон|звон)/iu.test(sentence.words);
      if (!goesOn || !before.languages.some(({ hotline }) => new RegExp(hotline.source, 'iu').test(before.words)))
        continue;
    }
    for (const match of sentence.words.matchAll(PHONE)) {
      const phone = (match[1] ?? '').trim();
      const digits = phone.replace(/\D/g, '');
      if (digits.length < 3 || digits.length > 13 || /^(?:19|20)\d\d$/.test(phone)) continue;
      const near = lines.length === 0 || lines.some((line) => Math.abs(line.index - match.index) <= 80);
      if (!near || found.has(digits)) continue;
      // Short numbers may also count something: they must stand apart or be introduced as a number.
      if (
        digits.length < 7 &&
        /^\s\p{Ll}/u.test(sentence.words.slice(match.index + match[0].length, match.index + match[0].length + 3)) &&
        !/(?:number|line|номер|телефон|at|call|on|hotline|helpline|:)\s*[“"«(]?$/iu.test(
          sentence.words.slice(0, match.index),
        ) &&
        !named(sentence, lines, match.index, match[0].length)
      )
        continue;
      const start = sentence.start + match.index;
      found.set(digits, {
        kind: 'service',
        start,
        end: start + match[0].length,
        sentence,
        value: { name: lines[0]?.[0] ?? 'hotline', type: 'hotline', phone },
        draft: {
          kind: 'service',
          name: `hotline-${digits}`,
          body: { name: lines[0]?.[0] ?? 'hotline', type: 'hotline', phone },
        },
      });
    }
  }
  return [...found.values()];
}

/** A short number right beside the word for its line, or a little after it and before a verb. */
function named({ words }: Sentence, lines: readonly RegExpMatchArray[], at: number, length: number): boolean {
  return lines.some((line) => {
    const from = line.index ?? 0;
    const to = from + line[0].length;
    if (to <= at) {
      const gap = words.slice(to, at);
      return (
        /^[\s:–—-]{1,3}$/u.test(gap) ||
        (/^ (?:for|on|of|для|по)(?: [\p{L}-]+){1,4} $/u.test(gap) &&
          /^\s(?:is|are|was|has|operates|works|answers|offers|работает|действует|принимает)\b/u.test(
            words.slice(at + length),
          ))
      );
    }
    return /^\s$/u.test(words.slice(at + length, from));
  });
}

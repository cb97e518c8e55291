/**
 * Plans, programmes and strategies of a state, with the years they are for.
 * Always true: a plan is named once for each title and period; “its subsequent plans for 2006–2008 and 2009–2011” are
 * plans of the same title. In the draft the end is the year after the last, since records end where the next begins.
 */

import type { FoundPeriod, Period, Periods } from './dates.ts';
import type { FoundOf } from './found.ts';
import type { Reading, Sentence } from './reading.ts';
import { stemOf } from './words.ts';

const SMALL = '(?:of|on|and|the|in|for|to|against|with|a|from|until|period|years?)';
const LEFT = /(?:[A-Z][\w’'-]*(?:,? (?:of|and|the|for|on|&) (?=[A-Z])| ))+$/;
const RIGHT = new RegExp(
  `^(?:,? (?:${SMALL} ){0,3}(?:[A-Z][\\w’'-]*|(?:19|20)\\d\\d(?:\\s?[-–—]\\s?(?:19|20)?\\d\\d)?)|, (?=[A-Z][\\w’'-]* and [A-Z])[A-Z][\\w’'-]*){0,16}`,
);
const RIGHT_CYRILLIC =
  /^[^.;:\n()«]{0,160}?(?:(?:19|20)\d\d\s?[-–—]\s?(?:19|20)\d\d\s?(?:год\p{L}*|гг?\.|жыл\p{L}*)?|(?=[.;:\n(]|$))/u;
const QUOTED = /[“"«]([^”"»\n]{5,100}?(?:19|20)\d\d\s?[-–—/]\s?(?:19|20)\d\d[^”"»\n]{0,20})[”"»]/g;

export function plansIn(reading: Reading, periods: Periods): FoundOf<'plan'>[] {
  const found: FoundOf<'plan'>[] = [];
  const known = new Set<string>();
  const put = (sentence: Sentence, start: number, end: number, period: Period | undefined) => {
    const title = reading.document.text.slice(start, end).replace(/[*_]/g, '').replace(/\s+/g, ' ').trim();
    const key = `${[...title.matchAll(/\p{L}+/gu)].map(([word]) => stemOf(word)).join(' ')} ${period?.from ?? ''} ${period?.to ?? ''}`;
    if (known.has(key)) return;
    known.add(key);
    found.push(candidate(sentence, start, end, title, period));
  };
  for (const sentence of reading.sentences) {
    if (sentence.block.kind === 'note') continue;
    // A heading is a plan's own title only where it says for which years.
    if (sentence.block.kind === 'heading' && !/(?:19|20)\d\d\s?[-–—]\s?(?:19|20)\d\d/.test(sentence.words)) continue;
    const ranges = periods.in(sentence).filter(({ period }) => period.from !== period.to);
    let covered = sentence.start;
    for (const match of sentence.words.matchAll(QUOTED)) {
      const start = sentence.start + match.index + 1;
      put(sentence, start, start + (match[1] ?? '').length, ranges.find((one) => one.start >= start)?.period);
      covered = start + (match[1] ?? '').length;
    }
    for (const { plans, language } of sentence.languages) {
      for (const match of sentence.words.matchAll(plans)) {
        const at = sentence.start + match.index;
        if (at < covered) continue;
        const left =
          language === 'en'
            ? (LEFT.exec(sentence.words.slice(Math.max(0, match.index - 60), match.index))?.[0].length ?? 0)
            : 0;
        const rest = sentence.words.slice(match.index + match[0].length);
        const right = (language === 'en' ? RIGHT : RIGHT_CYRILLIC).exec(rest)?.[0] ?? '';
        const start = at - left;
        const end = at + match[0].length + right.trimEnd().length;
        const titled =
          /\d{4}/.test(right) ||
          (language === 'en'
            ? right.split(' ').length + left > 2
            : /^(?:Национальн|Государственн|Комплексн|Ұлттық|Мемлекеттік|Кешенді)/u.test(match[0]));
        const ahead = ranges.find((one) => one.end <= at && before(sentence, one.end, start));
        const period = ahead ?? periodOf(ranges, start, end, periods, sentence);
        if (!ahead && /^\p{Ll}/u.test(match[0]) && language === 'en') continue;
        if (!titled && !period) continue;
        if (!period && language === 'en' && right.trim() === '' && left < 8) continue;
        put(sentence, ahead ? ahead.start : start, end, period?.period);
        covered = end;
        // Further periods of plans of the same name.
        for (const more of ranges) {
          if (more.start < end || more === period) continue;
          if (
            /\b(?:plans?|programmes?|and|,)\s*(?:for\s*)?$|(?:план\p{L}*|и|,)\s*(?:на\s*)?$/u.test(
              sentence.words.slice(Math.max(0, more.start - sentence.start - 24), more.start - sentence.start),
            )
          )
            put(sentence, start, end, more.period);
        }
      }
    }
  }
  return found;
}

/** Whether years stand right before a plan: “2022–2025 national action plan”, “2023–2025 жылдарға арналған жоспар”. */
function before({ words, start }: Sentence, from: number, to: number): boolean {
  return /^(?:\s|[-–]?\s?(?:жылдар\p{L}*|годы)\s(?:арналған\s)?)?(?:\p{L}+\s){0,2}$/iu.test(
    words.slice(from - start, Math.max(from, to) - start),
  );
}

function periodOf(
  ranges: readonly FoundPeriod[],
  start: number,
  end: number,
  periods: Periods,
  sentence: Sentence,
): FoundPeriod | undefined {
  const range = ranges.find((one) => one.start >= start && one.start <= end + 24);
  return range ?? periods.in(sentence).find((one) => one.start >= start && one.end <= end + 8);
}

function candidate(
  sentence: Sentence,
  start: number,
  end: number,
  title: string,
  period: Period | undefined,
): FoundOf<'plan'> {
  const to =
    period?.to === undefined ? undefined : /^\d{4}$/.test(period.to) ? String(Number(period.to) + 1) : period.to;
  return {
    kind: 'plan',
    start,
    end,
    sentence,
    ...(period && { period }),
    value: {
      title,
      ...(period?.from !== undefined && { from: period.from }),
      ...(period?.to !== undefined && { to: period.to }),
    },
    draft: {
      kind: 'plan',
      name: `${title} ${period?.from ?? ''}`,
      body: { title, ...(period?.from !== undefined && { from: period.from }), ...(to !== undefined && { to }) },
    },
  };
}

/**
 * Dated happenings: a sentence that says what was done on a day, in a month or a year.
 * Always true: one event for a sentence, of the first type that fits; what is planned or asked for is none, and
 * sentences that only count are left to figures.
 */
import { surenessAt } from './certainty.ts';
import type { Periods } from './dates.ts';
import type { Found, FoundOf } from './found.ts';
import type { Reading } from './reading.ts';

export function eventsIn(reading: Reading, periods: Periods, others: readonly Found[]): FoundOf<'event'>[] {
  const found: FoundOf<'event'>[] = [];
  const asked = new Set(others.filter(({ kind }) => kind === 'recommendation').map(({ sentence }) => sentence));
  const treaties = new Set(others.filter(({ kind }) => kind === 'treaty-action').map(({ sentence }) => sentence));
  for (const sentence of reading.sentences) {
    if (
      sentence.block.kind === 'note' ||
      sentence.block.kind === 'heading' ||
      sentence.cell ||
      asked.has(sentence) ||
      treaties.has(sentence)
    )
      continue;
    const date = periods.in(sentence).find(({ period }) => period.from !== undefined && period.from === period.to);
    if (!date || sentence.words.length > 600) continue;
    if (surenessAt(sentence, sentence).certainty === 'planned') continue;
    for (const { events } of sentence.languages) {
      const kind = events.find(([pattern]) => pattern.test(sentence.words));
      if (!kind) continue;
      const title = reading.document.text.slice(sentence.start, sentence.end);
      found.push({
        kind: 'event',
        start: sentence.start,
        end: sentence.end,
        sentence,
        period: date.period,
        value: {
          title: title.slice(0, 200),
          type: kind[1],
          ...(date.period.from !== undefined && { date: date.period.from }),
        },
        draft: {
          kind: 'event',
          name: `${date.period.from} ${kind[1]}`,
          body: { date: date.period.from, type: kind[1], title: title.slice(0, 200) },
        },
      });
      break;
    }
  }
  return found;
}

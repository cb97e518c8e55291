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
  const figures = Map.groupBy(
    others.filter(({ kind }) => kind === 'figure'),
    ({ sentence }) => sentence,
  );
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
    if (surenessAt(reading, sentence, sentence).certainty === 'planned') continue;
    for (const { events } of sentence.languages) {
      const kind = events.find(([pattern]) => pattern.test(sentence.words));
      if (!kind) continue;
      // “opened 41 investigations in 2021” counts, and is left to figures.
      const told = kind[0].exec(sentence.words);
      const next = sentence.start + (told?.index ?? 0) + (told?.[0].length ?? 0);
      const counts = figures.get(sentence) ?? [];
      if (
        (date.period.from?.length ?? 0) === 4 &&
        (counts.some(({ start }) => start >= next && start - next <= 12) || counts.length > 1)
      )
        break;
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

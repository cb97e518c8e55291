/**
 * Answers to questions of the codebook where the words say so plainly.
 * Always true: patterns are few and precise, each for one answer to one question, and only questions that the codebook
 * has are answered. The answer is that of the document on its day; whether it is right is for a person to settle.
 */
import type { FoundOf } from './found.ts';
import type { Reading } from './reading.ts';

export function findingsIn(reading: Reading, legal: readonly FoundOf<'legal-reference'>[]): FoundOf<'finding'>[] {
  const { dataset } = reading.context;
  const { date } = reading.document;
  const found: FoundOf<'finding'>[] = [];
  const provisions = Map.groupBy(
    legal.filter(({ value }) => typeof value.provision === 'string'),
    ({ sentence }) => sentence,
  );
  for (const sentence of reading.sentences) {
    if (sentence.block.kind === 'note' || sentence.block.kind === 'heading') continue;
    for (const { findings } of sentence.languages) {
      for (const { question, value, pattern } of findings) {
        const match = pattern.exec(sentence.words);
        if (!match || !dataset.get('question', question)) continue;
        const answer = value === 'integer' ? Number(match.groups?.n) : value;
        const start = sentence.start + match.index;
        const rests = [
          ...new Set((provisions.get(sentence) ?? []).map(({ value: { provision } }) => provision as string)),
        ];
        found.push({
          kind: 'finding',
          start,
          end: start + match[0].length,
          sentence,
          value: { question, value: answer },
          draft: {
            kind: 'finding',
            name: question,
            body: {
              question,
              value: answer,
              ...(date !== undefined && { from: date, readOn: date }),
              review: 'draft',
              ...(rests.length > 0 && { provisions: rests }),
            },
          },
        });
      }
    }
  }
  return found;
}

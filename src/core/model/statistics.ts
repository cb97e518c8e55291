/** Figures: series with a definition, and observations with their sources. */
import { z } from 'zod';
import { isPartialDate } from '../time.ts';
import { citations, localised, money, note, origin, partialDate, ranked, ref, text } from './common.ts';

const observedPeriod = z
  .string()
  .refine((value) => {
    const parts = value.split('/');
    return parts.length <= 2 && parts.every(isPartialDate) && parts.join('/') === value;
  }, 'must be a date (2011, 2011-06) or a period with both ends included (2010/2015)')
  .meta({ format: 'observed-period' });

export const observation = z.strictObject({
  period: observedPeriod
    .optional()
    .describe('What the figure covers: 2011, or 2010/2015 with both ends included; absent means not stated.'),
  value: z
    .union([z.number(), text])
    .optional()
    .describe('The figure, or a category; absent where only bounds or words are known.'),
  low: z.number().optional().describe('Least value, where a range is given.'),
  high: z.number().optional().describe('Greatest value, where a range is given.'),
  qualifier: z
    .enum(['exact', 'about', 'at-least', 'at-most', 'more-than', 'less-than', 'estimate', 'part-period'])
    .optional()
    .describe('How the source hedges it; absent means exact.'),
  area: text.optional().describe('Where, when not the whole country.'),
  money: money.optional().describe('The amount with its currency and conversions, where the figure is money.'),
  ages: z
    .strictObject({ from: z.int().min(0).max(120).optional(), to: z.int().min(0).max(120).optional() })
    .optional()
    .describe('Ages counted, in years, both included, where narrower than the series.'),
  breakdown: z.record(text, z.number()).optional().describe('Parts of the figure.'),
  producer: localised.optional().describe('Who counted.'),
  disputed: z.boolean().optional(),
  citations,
  ...ranked,
  note,
});

export const series = z.strictObject({
  title: localised,
  topic: text.describe('Subject, as a word: trafficking, sexual-violence.'),
  unit: localised.describe('What is counted: victims, cases, US dollars.'),
  definition: localised.optional().describe('What is counted and what is not.'),
  scale: ref('framework')
    .optional()
    .describe(
      'Of placements that another assessor publishes: the framework on whose scale the values stand, each an id of it.',
    ),
  population: localised.optional().describe('Among whom.'),
  children: z
    .boolean()
    .optional()
    .describe(
      'Whether children are among those counted: then counts under 10 by place or age are shown as ranges. Absent means it is not known, and they are shown so too.',
    ),
  alongside: z
    .array(ref('series'))
    .optional()
    .describe('Series that count nearly the same in another way: drawn in the same chart, never joined to this one.'),
  breaks: z
    .array(
      z.strictObject({
        at: partialDate.describe('The first day counted in the new way.'),
        reason: localised.describe('What changed: the definition, the law, the method, the body that counts.'),
        citations: citations.optional(),
      }),
    )
    .optional()
    .describe('Where figures before and after cannot be compared; no line is drawn across.'),
  observations: z.array(observation).min(1).describe('Figures, oldest first.'),
  origin,
  note,
});

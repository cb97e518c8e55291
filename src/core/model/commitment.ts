/** What states were asked to do and said they would do: recommendations, plans, programmes. */
import { z } from 'zod';
import { citations, localised, money, note, origin, partialDate, period, ref, text } from './common.ts';

export const progressStatus = z.enum(['done', 'partly-done', 'not-done', 'no-evidence']);

export const recommendation = z.strictObject({
  body: localised.describe('Who recommends: a treaty body, a reviewing state, an organisation.'),
  document: text.optional().describe('Document symbol or title.'),
  paragraph: text.optional(),
  date: partialDate,
  text: localised.describe('What is asked, in our words.'),
  section: localised.optional().describe('Heading it stands under in its document.'),
  addressee: localised.optional().describe('To whom, where not the state.'),
  themes: z.array(ref('theme')).optional(),
  topics: z.array(text).optional().describe('Subjects, as words: legislation, protection.'),
  indicators: z.array(ref('indicator')).optional(),
  provisions: z.array(ref('provision')).optional(),
  response: localised.optional().describe('What the state answered.'),
  parts: z
    .array(
      z.strictObject({
        id: text,
        text: localised,
        kind: z
          .enum(['legal', 'practical'])
          .optional()
          .describe('Whether the law must change or what is done; absent means not decided yet.'),
        target: ref('question').optional().describe('The question whose answer it would change.'),
        provisions: z.array(ref('provision')).optional().describe('The provisions it asks to change.'),
      }),
    )
    .optional()
    .describe('What it asks, point by point.'),
  progress: z
    .array(
      z.strictObject({
        part: text.optional().describe('Which part; absent means the whole.'),
        date: partialDate.describe('The state of affairs it speaks of.'),
        by: z.enum(['state', 'independent']).describe('Whose verdict it is: the state’s own, or an independent one.'),
        who: localised.optional().describe('The body that says so; absent means the authors of this record.'),
        status: progressStatus,
        closedBy: z.array(ref('any')).optional().describe('The provision, finding or measure that answers it.'),
        rationale: localised.optional(),
        citations: citations.optional(),
        verifiedOn: partialDate.optional(),
      }),
    )
    .optional()
    .describe('What is known of it, oldest first.'),
  verifiedOn: partialDate
    .optional()
    .describe('The last day a person checked it against the law and its progress; absent means not since then.'),
  sameAs: z.array(ref('recommendation')).optional().describe('The same demand by others or in other years.'),
  origin,
  citations,
  note,
});

export const plan = z.strictObject({
  title: localised,
  ...period,
  adopted: partialDate.optional(),
  lead: z.array(localised).optional().describe('Bodies responsible.'),
  scope: localised.optional(),
  budget: z
    .array(
      z.strictObject({
        ...money.shape,
        ...period,
        type: z.enum(['planned', 'spent']).optional().describe('Absent means planned.'),
        note,
        citations: citations.optional(),
      }),
    )
    .optional()
    .describe('Money planned for it or spent on it.'),
  forms: z
    .array(
      z.enum([
        'trafficking',
        'prostitution',
        'abuse-material',
        'online',
        'travel-tourism',
        'marriage',
        'labour',
        'violence',
      ]),
    )
    .optional()
    .describe('What it is about; plans on the same are compared for overlaps and gaps.'),
  appraisals: z
    .array(z.strictObject({ date: partialDate.optional(), text: localised, citations: citations.optional() }))
    .optional(),
  successor: ref('plan').optional(),
  citations,
  note,
});

export const programme = z.strictObject({
  title: localised,
  pillar: z.enum(['coordination', 'prevention', 'protection', 'recovery', 'participation']),
  lead: z.array(localised).optional(),
  ...period,
  summary: localised.optional(),
  reach: localised.optional().describe('Whom it reached, with figures.'),
  citations,
  note,
});

/** Treaties and other standards, what states did with them, and how they report. */
import { z } from 'zod';
import { basisOfDate, citations, localised, note, origin, partialDate, ranked, ref, text } from './common.ts';

export const instrument = z.strictObject({
  title: localised.describe('Full title.'),
  short: localised.optional().describe('Short title.'),
  type: z.enum(['treaty', 'protocol', 'mechanism', 'declaration', 'guidelines', 'code']).describe('What it is.'),
  adopted: partialDate.optional().describe('When it was adopted.'),
  inForce: partialDate.optional().describe('When it entered into force generally.'),
  depositary: text.optional().describe('Who keeps the record of parties.'),
  protocolTo: ref('instrument').optional().describe('The treaty it is a protocol to.'),
  openTo: z
    .enum(['parties', 'signatories', 'any'])
    .optional()
    .describe(
      'Of a protocol: who can be bound by it. parties to the treaty it belongs to, its signatories too, or any state; absent means parties.',
    ),
  entersAfter: z
    .strictObject({
      days: z
        .int()
        .min(0)
        .optional()
        .describe('The day with this number after the deposit: 30 is the thirtieth day, 0 that of the deposit.'),
      months: z.int().min(1).optional().describe('So many months after the deposit.'),
      monthBegins: z
        .literal(true)
        .optional()
        .describe('Not before the first day of the month that follows the months passed.'),
    })
    .optional()
    .describe(
      'How long after a state’s deposit the treaty enters into force for it, by the treaty’s own rule, and never before it is in force generally.',
    ),
  citations: citations.optional(),
  note,
});

export const treatyAction = z.strictObject({
  instrument: ref('instrument'),
  action: z
    .enum([
      'signature',
      'domestic-ratification',
      'ratification',
      'accession',
      'succession',
      'acceptance',
      'deposit',
      'entry-into-force',
      'reservation',
      'declaration',
      'objection',
      'withdrawal',
    ])
    .describe(
      'What was done. ratification is the deposit; domestic-ratification the act of the state’s own parliament. deposit is for a source that says that the state became bound, and not by which act.',
    ),
  date: partialDate.optional().describe('When; absent means the act is known and its date is not.'),
  basisOfDate,
  text: localised.optional().describe('What a reservation or declaration says, in our words.'),
  withdraws: ref('treaty-action')
    .optional()
    .describe('The reservation or declaration that a withdrawal takes back; absent means the treaty itself.'),
  origin,
  citations,
  ...ranked,
  note,
});

export const treatyReport = z.strictObject({
  instrument: ref('instrument'),
  cycle: text.describe('Which report or review: initial, 2nd and 3rd, third cycle.'),
  due: partialDate.optional(),
  submitted: partialDate.optional(),
  reviewed: partialDate.optional(),
  symbol: text.optional().describe('Document symbol.'),
  outcome: localised.optional().describe('What came of it.'),
  checkedOn: partialDate
    .optional()
    .describe('The last day a person looked in the body’s register; only then is a report called overdue.'),
  citations: citations.optional(),
  note,
});

/** Who works on it and whom a reader can turn to; and what happened when. */
import { z } from 'zod';
import { citations, languageCode, localised, note, partialDate, period, ref, text, webAddress } from './common.ts';

export const organisation = z.strictObject({
  name: localised,
  aliases: z.array(text).optional(),
  type: z.enum(['state-body', 'ngo', 'intergovernmental', 'network', 'academic', 'business', 'other']),
  role: localised.optional(),
  parent: localised.optional().describe('The body it belongs to.'),
  city: text.optional().describe('City only; addresses of shelters are never kept.'),
  ...period,
  asOf: partialDate.optional().describe('The day the description speaks of.'),
  status: z.enum(['active', 'closed', 'unknown']).optional(),
  verifiedOn: partialDate.optional(),
  citations,
  note,
});

export const service = z.strictObject({
  name: localised,
  organisation: ref('organisation').optional(),
  type: z.enum(['hotline', 'shelter', 'centre', 'online-reporting', 'legal-aid', 'other']),
  serves: localised.optional().describe('Whom it serves.'),
  phone: text.optional(),
  url: webAddress.optional(),
  hours: localised.optional(),
  languages: z.array(languageCode).optional().describe('Languages spoken, BCP 47.'),
  city: text.optional().describe('City only; addresses of shelters are never kept.'),
  ...period,
  verifiedOn: partialDate
    .optional()
    .describe('The last day a person confirmed it; Get help shows only lines confirmed within 90 days.'),
  citations,
  note,
});

export const event = z.strictObject({
  date: partialDate,
  type: z.enum([
    'law',
    'treaty',
    'review',
    'plan',
    'institution',
    'operation',
    'statistics',
    'report',
    'campaign',
    'other',
  ]),
  title: localised,
  summary: localised.optional(),
  links: z.array(ref('any')).optional(),
  citations,
  note,
});

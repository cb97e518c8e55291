/** Who works on it and whom a reader can turn to; and what happened when. */
import { z } from 'zod';
import {
  citations,
  languageCode,
  localised,
  note,
  origin,
  partialDate,
  period,
  ref,
  text,
  webAddress,
} from './common.ts';

/** A town on a map, to a tenth of a degree: a town is shown, never a house. */
const town = z.strictObject({
  name: localised,
  latitude: z
    .number()
    .min(-90)
    .max(90)
    .multipleOf(0.1)
    .describe('Degrees north, to one decimal: a town, never a house.'),
  longitude: z.number().min(-180).max(180).multipleOf(0.1).describe('Degrees east, to one decimal.'),
});

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
  origin,
  citations,
  note,
});

export const service = z.strictObject({
  name: localised,
  organisation: ref('organisation').optional(),
  type: z.enum(['hotline', 'shelter', 'centre', 'online-reporting', 'legal-aid', 'other']),
  serves: localised.optional().describe('Whom it serves.'),
  ages: z
    .strictObject({ from: z.int().min(0).max(120).optional(), to: z.int().min(0).max(120).optional() })
    .optional()
    .describe('Ages it serves, in years, both included; absent means not stated.'),
  sexes: z
    .array(z.enum(['girls', 'boys', 'women', 'men']))
    .optional()
    .describe('Absent means not stated.'),
  nationality: z.enum(['any', 'nationals', 'foreigners']).optional().describe('Absent means not stated.'),
  cost: z.enum(['free', 'paid', 'partly']).optional().describe('To the person helped; absent means not stated.'),
  capacity: z.int().min(0).optional().describe('Places.'),
  phone: text.optional(),
  url: webAddress.optional(),
  hours: localised.optional(),
  languages: z.array(languageCode).optional().describe('Languages spoken, BCP 47.'),
  city: text.optional().describe('City only; addresses of shelters are never kept.'),
  towns: z.array(town).optional().describe('Towns served, for the map; absent means the whole country or not stated.'),
  ...period,
  verifiedOn: partialDate
    .optional()
    .describe('The last day a person confirmed it; Get help shows only lines confirmed within 90 days.'),
  expires: partialDate
    .optional()
    .describe('The day after which it must be confirmed again, where its funding or mandate ends.'),
  origin,
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

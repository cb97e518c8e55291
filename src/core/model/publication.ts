/** What is published from the record. */
import { z } from 'zod';
import { citations, localised, partialDate, text } from './common.ts';

export const narrative = z.strictObject({
  section: text.describe('Section of the country report: protection, prevention.'),
  title: localised,
  text: localised.describe('Markdown.'),
  citations: citations.optional(),
  verifiedOn: partialDate.optional(),
});

export const edition = z.strictObject({
  title: localised,
  number: z.int().positive(),
  published: partialDate,
  asOf: partialDate,
  knownAt: z.iso.datetime(),
  languages: z.array(z.enum(['en', 'ru', 'kk'])).min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

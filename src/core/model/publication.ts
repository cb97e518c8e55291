/** What is published from the record. */
import { z } from 'zod';
import { citations, localised, partialDate, ref, text } from './common.ts';

export const narrative = z.strictObject({
  section: text.describe('Section of the country report: protection, prevention.'),
  title: localised,
  text: localised.describe('Markdown.'),
  citations: citations.optional(),
  verifiedOn: partialDate.optional(),
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');
const language = z.enum(['en', 'ru', 'kk']);

export const edition = z.strictObject({
  title: localised.describe('Title in each language of the edition.'),
  number: z.int().positive().describe('Number of the edition among those of the country, from 1; part of its address.'),
  template: text.describe('The template it was made with: country-report.'),
  published: partialDate.describe('The day it was frozen.'),
  asOf: partialDate.describe('The day whose state of law and practice it describes.'),
  knownAt: z.iso.datetime().describe('The moment of the record it was made from.'),
  revision: z.int().positive().describe('The last revision of the record at that moment.'),
  paper: z.enum(['a4', 'letter']).describe('Size of its pages.'),
  address: text.describe('Its permanent address, as it stands in its own citation.'),
  languages: z.array(language).min(1).describe('Languages in which it was published.'),
  program: text.describe('Version of the program that made it.'),
  sha256: sha256.describe('SHA-256 over the list of its files: what names its content as a whole.'),
  files: z
    .array(
      z.strictObject({
        language: language.describe('Language of the file.'),
        format: z
          .enum(['json', 'html', 'pdf', 'docx'])
          .describe('json is the document itself, from which the others are rendered.'),
        sha256: sha256.describe('SHA-256 of the bytes, under which the store keeps them.'),
        size: z.int().positive().describe('In bytes.'),
      }),
    )
    .min(1)
    .describe('What was frozen: every language in every format.'),
  supersedes: ref('edition').optional().describe('The edition whose place it takes.'),
  withdrawn: z
    .strictObject({
      on: partialDate.describe('The day it was withdrawn.'),
      reason: localised.describe('Why; shown on its page.'),
    })
    .optional()
    .describe('Set where the edition should no longer be relied on; its files stay.'),
  errata: z
    .array(
      z.strictObject({
        place: text.optional().describe('Anchor of the place in the text (#protection-2); absent means the whole.'),
        language: language.optional().describe('The language version it concerns; absent means all.'),
        text: localised.describe('What is wrong, and what is right.'),
        on: partialDate.describe('The day it was added.'),
      }),
    )
    .optional()
    .describe('Corrections, shown at their place and on the page of the edition; the text itself never changes.'),
});

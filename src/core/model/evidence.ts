/** What the record rests on: countries, sources, questions, findings, and where sources contradict one another. */
import { z } from 'zod';
import {
  basis,
  basisOfDate,
  citations,
  languageCode,
  localised,
  note,
  partialDate,
  ranked,
  ref,
  text,
  webAddress,
} from './common.ts';

const REGIONS = [
  'Northern Africa',
  'Sub-Saharan Africa',
  'Latin America and the Caribbean',
  'Northern America',
  'Central Asia',
  'Eastern Asia',
  'South-eastern Asia',
  'Southern Asia',
  'Western Asia',
  'Eastern Europe',
  'Northern Europe',
  'Southern Europe',
  'Western Europe',
  'Australia and New Zealand',
  'Melanesia',
  'Micronesia',
  'Polynesia',
] as const;

export const country = z.strictObject({
  name: localised.describe('Usual name.'),
  alpha2: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .describe('ISO 3166-1 alpha-2 code. The id is the alpha-3 code in lower case.'),
  officialName: localised.optional().describe('Official name.'),
  region: z.enum(REGIONS).optional().describe('Sub-region of the United Nations standard M49.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe('ISO 4217 code.'),
  languages: z.array(languageCode).optional().describe('Official languages, BCP 47.'),
  legalTradition: localised.optional().describe('Family of law, and how treaties rank in it.'),
  majority: z.int().min(0).max(30).optional().describe('Age of majority in years.'),
  citations: citations.optional(),
});

export const source = z.strictObject({
  title: localised.describe('Title; a title in another language than the interface’s stands as it is.'),
  publisher: localised.optional().describe('Who published it.'),
  authors: z.array(text).optional().describe('Authors, where they are not the publisher.'),
  type: z
    .enum([
      'law',
      'report',
      'treaty-body',
      'treaty-record',
      'statistics',
      'news',
      'web',
      'letter',
      'dataset',
      'book',
      'other',
    ])
    .describe('What kind of source it is.'),
  published: partialDate.optional().describe('When it was published; absent means not stated.'),
  url: webAddress.optional().describe('Where it was found.'),
  accessed: partialDate.optional().describe('When it was read there.'),
  language: languageCode.optional().describe('Language of the source, BCP 47.'),
  extent: z
    .enum(['full', 'excerpt', 'cited'])
    .optional()
    .describe('How much of it was read; cited means known only through another source.'),
  citedIn: ref('source').optional().describe('The source through which it is known, where extent is cited.'),
  snapshots: z
    .array(
      z.strictObject({
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        mediaType: text,
        retrieved: partialDate,
        size: z.int().min(0).optional().describe('Bytes.'),
      }),
    )
    .optional()
    .describe('Archived bytes.'),
  replacedBy: ref('source').optional().describe('The source that replaces it.'),
  replacedOn: partialDate.optional().describe('When it was replaced or withdrawn.'),
  note,
});

export const contradiction = z.strictObject({
  title: localised.describe('What is contradictory.'),
  positions: z
    .array(z.strictObject({ statement: localised.describe('What is said.'), citations }))
    .min(2, 'must have at least two positions')
    .describe('What the sources say, side by side.'),
  assessment: localised.optional().describe('What explains it, in our words.'),
  resolution: text.optional().describe('The value we take to be right; absent means unresolved.'),
  concerns: z.array(ref('any')).optional().describe('Records it touches.'),
});

export const waiver = z.strictObject({
  check: text.describe('Code of the cross-check whose issue is set aside: treaty-two-dates.'),
  document: text.optional().describe('File name or SHA-256 of the document it concerns; absent means records alone.'),
  sides: z
    .array(
      z.strictObject({
        record: ref('any').optional().describe('The record that stands on this side.'),
        path: text.optional().describe('Where in the record: observations/2/value; absent means all of it.'),
        quote: text.max(300).optional().describe('The words of the document that stand on this side.'),
        mark: z
          .string()
          .regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits')
          .describe('Mark of the content when it was looked at; when the content changes, the waiver expires.'),
      }),
    )
    .min(1)
    .describe('The places that seem to disagree, as they stood.'),
  reason: localised.describe('Why it is right as it stands.'),
  decidedOn: partialDate.optional().describe('When this was decided.'),
  citations: citations.optional(),
});

export const answerType = z.enum(['boolean', 'integer', 'choice', 'date']);

/** The orders of strength that the answers of each type can have, beside none. */
const STRENGTHS: Record<z.infer<typeof answerType>, readonly string[]> = {
  boolean: ['yes', 'no'],
  integer: ['higher', 'lower'],
  date: ['higher', 'lower'],
  choice: ['listed'],
};

export const question = z
  .strictObject({
    wording: localised.describe('The question, answerable from a source.'),
    type: answerType.describe('Type of the answer.'),
    unit: text.optional().describe('Unit of an integer: years, months.'),
    options: z
      .array(z.strictObject({ id: text, label: localised }))
      .min(2)
      .optional()
      .describe('Possible answers of a choice, strongest protection first where strength is listed.'),
    strength: z
      .enum(['yes', 'no', 'higher', 'lower', 'listed', 'none'])
      .describe('Which answer protects children more; none means the answers are not ordered.'),
    guidance: localised.optional().describe('What counts as yes, what does not, and where to look.'),
    basis: basis.optional(),
    reform: localised
      .optional()
      .describe('The change that a better answer asks for, as a demand: Lift the requirement of double criminality.'),
    themes: z.array(ref('theme')).optional().describe('Themes it belongs to.'),
  })
  .refine((question) => (question.type === 'choice') === (question.options !== undefined), {
    message: 'must be given for a choice, and for nothing else',
    path: ['options'],
  })
  .refine(({ type, strength }) => strength === 'none' || STRENGTHS[type].includes(strength), {
    message: 'must be yes or no for a boolean, higher or lower for a number or a date, listed for a choice, or none',
    path: ['strength'],
  });

export const answer = z.union([z.boolean(), z.int(), text]);

/** The value of a finding that was looked for and not found. */
export const NO_INFORMATION = 'no-information';

export const finding = z.strictObject({
  question: ref('question').describe('The question it answers.'),
  about: ref('plan').optional().describe('The plan it speaks of; absent means the state.'),
  value: answer.describe('The answer, or no-information where it was looked for without result.'),
  from: partialDate.describe('First day the answer is known to have held.'),
  to: partialDate.optional().describe('The day it no longer held (exclusive); absent means still so.'),
  basisOfDate,
  rationale: localised.optional().describe('Why this is the answer, in our words.'),
  provisions: z.array(ref('provision')).optional().describe('The provisions it rests on.'),
  citations,
  readOn: partialDate.describe(
    'The state of the law or practice that was read: the day up to which the sources speak.',
  ),
  verifiedOn: partialDate
    .optional()
    .describe('The last day a person verified it since; absent means not since it was read.'),
  review: z
    .enum(['draft', 'reviewed', 'validated'])
    .describe('Who has looked at it: its author, another researcher, a legal expert.'),
  ...ranked,
});

export const term = z.strictObject({
  preferred: localised.describe('The term to use.'),
  definition: localised.optional().describe('What it means, in our words.'),
  deprecated: z
    .array(z.strictObject({ term: localised, reason: localised.optional() }))
    .optional()
    .describe('Terms not to use outside titles and quotations.'),
  inLaw: z
    .array(z.strictObject({ term: localised, note: localised.optional() }))
    .optional()
    .describe('Terms of the law for the same thing.'),
  guidelines: z.enum(['ok', 'care', 'avoid']).optional().describe('Group in the Luxembourg Guidelines.'),
  certainty: z
    .strictObject({
      ru: z.enum(['statutory', 'sure', 'likely', 'unsure']).optional(),
      kk: z.enum(['statutory', 'sure', 'likely', 'unsure']).optional(),
    })
    .optional()
    .describe('How sure the translations are.'),
  related: z.array(ref('term')).optional(),
  citations: citations.optional(),
  note,
});

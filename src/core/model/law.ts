/** Laws, their provisions, and the versions of a provision in time. */
import { z } from 'zod';
import { basisOfDate, citations, languageCode, localised, note, partialDate, period, ref, text } from './common.ts';

export const law = z.strictObject({
  title: localised.describe('Title.'),
  type: z
    .enum(['constitution', 'code', 'law', 'amending-law', 'decree', 'regulation', 'interpretation'])
    .describe('What it is.'),
  number: text.optional().describe('Official number.'),
  adopted: partialDate.optional().describe('When it was adopted or signed.'),
  from: partialDate.optional().describe('When it entered into force; absent means unknown.'),
  to: partialDate.optional().describe('When it ceased to be in force (exclusive); absent means in force.'),
  basisOfDate,
  successor: ref('law').optional().describe('The law that replaced it.'),
  changes: localised.optional().describe('What an amending law changes, in our words.'),
  citations,
  note,
});

/** A term of imprisonment and what comes with it, for one tier of an offence. */
export const penalty = z.strictObject({
  tier: text.describe('Part of the article or tier: 1, 2, 3.'),
  condition: localised.optional().describe('What leads to this tier.'),
  minimumYears: z
    .number()
    .nonnegative()
    .optional()
    .describe('Least imprisonment in years; absent means no minimum is stated.'),
  maximumYears: z
    .number()
    .nonnegative()
    .optional()
    .describe('Most imprisonment in years; absent means no imprisonment, or life alone.'),
  life: z.boolean().optional().describe('Whether life imprisonment is possible.'),
  other: localised.optional().describe('Fines, bans, confiscation.'),
});

export const parameter = z.union([z.boolean(), z.number(), text, z.array(text)]);

export const version = z.strictObject({
  ...period,
  basisOfDate,
  summary: localised.describe('What it says, in our words.'),
  text: text.optional().describe('The official text, where it may be kept.'),
  language: languageCode.optional().describe('Language of the official text, BCP 47.'),
  parameters: z
    .record(z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), parameter)
    .optional()
    .describe('What it lays down, as data: protected-age, means-required, acts-covered.'),
  penalties: z.array(penalty).optional().describe('Penalties by tier.'),
  amendedBy: ref('law').optional().describe('The law that made this version.'),
  citations,
  note,
});

export const provision = z.strictObject({
  law: ref('law'),
  number: text.describe('Number of the article or section: 134, 132-1.'),
  heading: localised.describe('Heading.'),
  topic: text.optional().describe('Subject, as a word from the codebook: trafficking, grooming.'),
  succeeds: z.array(ref('provision')).optional().describe('Older provisions whose place it takes.'),
  versions: z.array(version).min(1, 'must have at least one version').describe('Versions, oldest first.'),
  textCheckedOn: partialDate.optional().describe('The day up to which the text was checked for amendments.'),
  note,
});

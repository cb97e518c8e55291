/**
 * The parts that several kinds of record share. Field descriptions here and in the neighbouring files are what
 * docs/DATASET.md, JSON Schema and form hints show: they are written once, for the person filling in the field.
 */
import { z } from 'zod';
import { isPartialDate } from '../time.ts';

/** Lower-case words joined by hyphens or dots, in a path of slashes: kaz/law/criminal-code-2014/134-1. */
export const ID_PATTERN = /^[a-z0-9]+(?:[-.][a-z0-9]+)*(?:\/[a-z0-9]+(?:[-.][a-z0-9]+)*)*$/;

/** What a reference points at: a record of that kind, an indicator inside a framework, or any record. */
export type Target = KindName | 'indicator' | 'any';

export const id = z
  .string()
  .regex(
    ID_PATTERN,
    'must be lower-case words joined by hyphens or dots, in a path of slashes, such as kaz/law/criminal-code-2014/134',
  )
  .describe('Stable identifier, unique over the whole dataset; part of the public address.');

/** A reference to a record by its id. The target kind is read from the schema wherever links are followed. */
export const ref = (target: Target) => z.string().regex(ID_PATTERN).meta({ ref: target });

export const partialDate = z
  .string()
  .refine(
    isPartialDate,
    'must be a calendar date such as 2011, 2011-06 or 2011-06-03 (in quotes if it is a year alone)',
  )
  .meta({ format: 'partial-date' });

const line = z.string().trim().min(1, 'must not be empty');

export const localised = z
  .union([
    line,
    z
      .strictObject({
        en: line.optional(),
        ru: line.optional(),
        kk: line.optional(),
        translation: z.literal('unchecked').optional(),
      })
      .refine((text) => text.en ?? text.ru ?? text.kk, 'must have a text in at least one language'),
  ])
  .meta({ format: 'localised' });

export const text = line;

/** An address that pages link to: no other scheme than the web's, which could run a script. */
export const webAddress = z.url({
  protocol: /^https?$/,
  error: 'must be a web address that begins with https:// or http://',
});

export const languageCode = z
  .string()
  .regex(/^[a-z]{2,3}$/, 'must be a language code of two or three lower-case letters, such as kk');

export const citation = z.strictObject({
  source: ref('source').describe('The source.'),
  locator: line
    .optional()
    .describe('What a reader needs to find the place: para 15(b), p. 12, endnote 104, art. 134(2).'),
  quote: line
    .max(300, 'must be at most 300 characters')
    .optional()
    .describe('The words of the source, at most 300 characters.'),
});
export type Citation = z.infer<typeof citation>;

export const citations = z.array(citation).min(1, 'must name at least one source').describe('Where this is said.');

export const rank = z.enum(['preferred', 'normal', 'deprecated']);

/** Fields of records of which several readings may stand side by side. */
export const ranked = {
  rank: rank
    .optional()
    .describe('preferred counts alone, deprecated never counts and never vanishes; absent means normal.'),
  rankReason: localised.optional().describe('Why it is preferred or deprecated; required with either.'),
};

/** The treaty articles something follows from. */
export const basis = z
  .array(
    z.strictObject({
      instrument: ref('instrument').describe('The treaty or other standard.'),
      article: line.optional().describe('Article and paragraph: 3(1)(c).'),
    }),
  )
  .describe('The treaty articles it follows from.');

export const period = {
  from: partialDate.optional().describe('First day it held; absent means unknown.'),
  to: partialDate.optional().describe('The day it no longer held (exclusive); absent means still so.'),
};

/** Where a record came from that was imported from a register, so that the next import finds it again. */
export const origin = z
  .strictObject({
    register: text.describe('The register it was imported from: uhri, upr-info, un-treaty-collection.'),
    key: text.describe('What identifies it there; importing the same key again changes this record, and adds none.'),
    mark: z
      .string()
      .regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits')
      .optional()
      .describe(
        'Mark of what was imported: where the register still says the same, the record stays as people made it.',
      ),
  })
  .optional()
  .describe('The register it was imported from.');

/** An amount of money as its source states it, with the conversion its source gives. */
export const money = z.strictObject({
  amount: z.number().describe('As stated, in whole units of the currency: 5 million is 5000000.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code of three capital letters, such as KZT')
    .describe('ISO 4217 code of the currency in which it is stated first.'),
  converted: z
    .array(
      z.strictObject({
        amount: z.number(),
        currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code of three capital letters, such as USD'),
      }),
    )
    .optional()
    .describe('What the source says it is worth in other currencies.'),
});

export const basisOfDate = line.optional().describe('How a date was derived, where no source states it.');
export const note = localised.optional().describe('What a reader must know about this record.');

export type KindName =
  | 'country'
  | 'source'
  | 'contradiction'
  | 'waiver'
  | 'instrument'
  | 'treaty-action'
  | 'treaty-report'
  | 'law'
  | 'provision'
  | 'subject'
  | 'parameter'
  | 'obligation'
  | 'question'
  | 'finding'
  | 'published-status'
  | 'framework'
  | 'theme'
  | 'override'
  | 'recommendation'
  | 'plan'
  | 'programme'
  | 'series'
  | 'organisation'
  | 'service'
  | 'event'
  | 'narrative'
  | 'edition'
  | 'term';

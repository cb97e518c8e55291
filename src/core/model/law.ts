/** Laws and bills, what they do to one another, their provisions, and the versions of a provision in time. */
import { z } from 'zod';
import {
  basis,
  basisOfDate,
  citations,
  languageCode,
  localised,
  note,
  partialDate,
  period,
  ref,
  text,
} from './common.ts';
import { answer } from './evidence.ts';

/** A term of imprisonment and what comes with it, for one tier of an offence. */
export const penalty = z.strictObject({
  tier: text.describe('Part of the article or tier: 1, 2, 3.'),
  continues: text
    .optional()
    .describe('The part of the version before that it continues, where an amendment gave it another number.'),
  condition: localised.optional().describe('What leads to this tier.'),
  aggravations: z
    .array(text)
    .optional()
    .describe('The same as words of the codebook, options of the parameter “aggravations”: group, online.'),
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

/** What a parameter can be; the codebook says which of these each one is. */
export const parameterValue = z.union([z.boolean(), z.number(), text, z.array(text)]);

const PARAMETER_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

const parameters = z
  .record(z.string().regex(PARAMETER_NAME), parameterValue)
  .describe('What it lays down, as data, by the parameters of the codebook: protected-age, means-required.');

const officialText = z
  .record(languageCode, text)
  .describe(
    'The official text by language, where it may be kept: one line for each part, paragraph or point, indented by two spaces for each level below the article.',
  );

/** What an instruction puts in place of what was there. */
const content = z
  .strictObject({
    heading: localised.optional().describe('The new heading.'),
    summary: localised.optional().describe('What it says from then on, in our words.'),
    text: officialText.optional(),
    replaces: z
      .array(
        z.strictObject({
          language: languageCode.describe('Language of the official text.'),
          words: text.describe('Words that are taken out; they must stand in the text.'),
          by: z.string().describe('What is put in their place; empty to take them out.'),
        }),
      )
      .optional()
      .describe('Words of the official text that are replaced.'),
    parameters: z
      .record(z.string().regex(PARAMETER_NAME), parameterValue.nullable())
      .optional()
      .describe('Parameters that change; null takes one away.'),
    penalties: z.array(penalty).optional().describe('All penalties from then on, where any of them changes.'),
  })
  .describe('What it puts in place; what is not named stays as it was.');

/** What an act does to one provision. */
export const instruction = z
  .strictObject({
    action: z
      .enum(['amend', 'replace', 'insert', 'repeal', 'renumber', 'suspend'])
      .describe(
        'amend changes what is named; replace states the provision anew; insert adds one; repeal ends it; renumber moves it to another number; suspend takes it out of force for a time.',
      ),
    provision: ref('provision').optional().describe('The provision.'),
    law: ref('law').optional().describe('The law, where the provision is not on record yet or the whole law ends.'),
    number: text.optional().describe('Number of a provision that is not on record yet, or the new number.'),
    from: partialDate.optional().describe('When this change enters into force; absent means with the act.'),
    to: partialDate.optional().describe('The day it no longer holds (exclusive): the end of a suspension.'),
    basisOfDate,
    appliesFrom: partialDate
      .optional()
      .describe('The day from which it applies to facts, where that is before it entered into force.'),
    change: localised.optional().describe('What changes, in our words.'),
    content: content.optional(),
    citations: citations.optional(),
  })
  .refine(({ provision, law }) => provision !== undefined || law !== undefined, {
    message: 'must be given, or “law” with “number” where the provision is not on record yet',
    path: ['provision'],
  })
  .refine(({ action, number }) => action !== 'renumber' || number !== undefined, {
    message: 'must give the new number',
    path: ['number'],
  });

export const BILL_STAGES = [
  'drafted',
  'proposed',
  'first-reading',
  'second-reading',
  'adopted',
  'signed',
  'rejected',
  'withdrawn',
] as const;

export const law = z.strictObject({
  title: localised.describe('Title.'),
  type: z
    .enum(['constitution', 'code', 'law', 'amending-law', 'bill', 'decree', 'regulation', 'decision', 'interpretation'])
    .describe('What it is; a bill is not law, and nothing computed from it counts before it is.'),
  number: text.optional().describe('Official number.'),
  adopted: partialDate.optional().describe('When it was enacted: adopted or signed.'),
  published: partialDate.optional().describe('When it was officially published.'),
  from: partialDate.optional().describe('When it entered into force; absent means unknown, or not fixed yet.'),
  to: partialDate.optional().describe('When it ceased to be in force (exclusive); absent means in force.'),
  basisOfDate,
  successor: ref('law').optional().describe('The law that replaced it.'),
  texts: z
    .array(ref('source'))
    .optional()
    .describe('Sources that hold its text: an article cited from one of them is an article of this law.'),
  stages: z
    .array(
      z.strictObject({
        stage: z
          .enum(BILL_STAGES)
          .describe('What happened; drafted is a text for discussion that is before no parliament.'),
        date: partialDate.describe('When.'),
        citations: citations.optional(),
        note,
      }),
    )
    .optional()
    .describe('Where a bill has come to, oldest first.'),
  enactedAs: ref('law').optional().describe('The law that a bill became.'),
  changes: localised.optional().describe('What an amending law changes, in our words.'),
  amends: z.array(instruction).optional().describe('What it does to each provision.'),
  answers: z
    .array(
      z.strictObject({
        question: ref('question').describe('The question of the codebook.'),
        value: answer.describe('The answer once it is in force.'),
        rationale: localised.optional().describe('Why, in our words.'),
      }),
    )
    .optional()
    .describe('The answers a bill would change if it passed.'),
  citations,
  note,
});

export const version = z.strictObject({
  ...period,
  basisOfDate,
  appliesFrom: partialDate
    .optional()
    .describe('The day from which it applies to facts, where that is before it entered into force.'),
  heading: localised.optional().describe('Its heading, where it differs from the one the provision has now.'),
  summary: localised.describe('What it says, in our words.'),
  text: officialText.optional(),
  parameters: parameters.optional(),
  penalties: z.array(penalty).optional().describe('Penalties by tier.'),
  amendedBy: z.array(ref('law')).min(1).optional().describe('The laws that made this version.'),
  suspended: z
    .array(z.strictObject({ from: partialDate, to: partialDate.optional(), by: ref('law').optional() }))
    .optional()
    .describe('When it was suspended: on record, but without force.'),
  repealedBy: ref('law').optional().describe('The law that ended it, where no other version follows.'),
  citations,
  note,
});

export const provision = z.strictObject({
  law: ref('law'),
  number: text.describe('Number of the article or section: 134, 132-1.'),
  heading: localised.describe('Heading.'),
  subjects: z.array(ref('subject')).optional().describe('What it is about.'),
  succeeds: z.array(ref('provision')).optional().describe('Older provisions whose place it takes.'),
  interprets: z
    .array(ref('provision'))
    .optional()
    .describe('Provisions whose meaning it settles: of a court decision or a normative ruling.'),
  versions: z.array(version).min(1, 'must have at least one version').describe('Versions, oldest first.'),
  textCheckedOn: partialDate.optional().describe('The day up to which the text was checked for amendments.'),
  note,
});

/** A subject across laws, questions and sources. */
export const subject = z.strictObject({
  title: localised.describe('Name.'),
  description: localised.optional().describe('What belongs to it.'),
  questions: z.array(ref('question')).optional().describe('Questions of the codebook on it.'),
  terms: z.array(ref('term')).optional().describe('Terms of the glossary on it.'),
});

/** One thing that provisions lay down, as data that can be compared. */
export const parameter = z
  .strictObject({
    label: localised.describe('Name, as tables show it.'),
    type: z
      .enum(['boolean', 'number', 'text', 'choice', 'list'])
      .describe('What its value is; a choice is one of the options, a list any number of them.'),
    unit: z
      .enum(['years', 'years-of-age', 'months', 'days'])
      .optional()
      .describe('Unit of a number; years-of-age of an age, which Kazakh counts with another word.'),
    options: z
      .array(z.strictObject({ id: text, label: localised }))
      .min(1)
      .optional()
      .describe('Possible values; absent of a list means free words, such as numbers of articles.'),
    guidance: localised.optional().describe('What counts, and what does not.'),
  })
  .refine(({ type, options }) => (type === 'choice' ? options !== undefined : type === 'list' || !options), {
    message: 'must be given for a choice, may be given for a list, and for nothing else',
    path: ['options'],
  });

/** Conduct that a treaty obliges states to make a crime, act by act: the rows of a gap grid. */
export const obligation = z.strictObject({
  title: localised.describe('What states must make a crime.'),
  basis: basis.min(1),
  subjects: z.array(ref('subject')).optional(),
  age: z
    .int()
    .min(0)
    .max(30)
    .optional()
    .describe('The age in years under which every child must be protected; absent where states set it themselves.'),
  acts: z
    .array(
      z.strictObject({
        id: text,
        label: localised.describe('The act.'),
        question: ref('question').describe('The question whose answer says whether it is a crime.'),
        age: ref('question').optional().describe('The question that gives the age protected.'),
        means: ref('question')
          .optional()
          .describe('The question whose answer yes says that no means such as force or deceit are required.'),
      }),
    )
    .min(1),
  citations,
  note,
});

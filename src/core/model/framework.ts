/** Frameworks of indicators with their rules, themes, our departures from the rules, and what others published. */
import { z } from 'zod';
import { basis, citations, localised, note, partialDate, period, ref, text } from './common.ts';

const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

/** A rule as YAML has it. What may stand in it is checked by core/rule, which says where it is wrong. */
export const ruleText = z
  .array(z.record(slug, z.unknown()))
  .min(1)
  .describe('Statuses from best to worst, each with its condition; see docs/RULES.md.');

export const indicator = z.strictObject({
  id: slug.describe('Identifier within the framework; elsewhere it is named FRAMEWORK/INDICATOR.'),
  title: localised,
  question: localised.optional().describe('What it asks of a state, as a question.'),
  group: localised.optional().describe('Heading it stands under.'),
  rationale: localised.describe('Why it matters.'),
  basis,
  rule: ruleText,
  themes: z.array(ref('theme')).optional().describe('Themes it maps to.'),
  note: localised.optional().describe('Where the rule departs from published definitions or cases, and why.'),
});

export const framework = z.strictObject({
  title: localised,
  description: localised,
  publisher: localised.optional().describe('Whose framework it is, where not our own.'),
  about: z.enum(['state', 'plan']).optional().describe('What it assesses; absent means a state.'),
  scale: z
    .array(z.strictObject({ id: slug, label: localised, meaning: localised.optional() }))
    .describe('Statuses, best first; empty for a framework of themes alone.'),
  indicators: z.array(indicator),
  notes: localised.optional().describe('How the rules were made, and where they cannot reproduce published cases.'),
  citations: citations.optional(),
});

export const theme = z.strictObject({
  title: localised.describe('What is called for, in our words.'),
  framework: ref('framework').describe('The framework it belongs to.'),
  number: text.describe('Number of the clause.'),
  section: localised.optional().describe('Section of the document.'),
  text: localised.optional().describe('The clause, in our words.'),
  citations: citations.optional(),
});

export const override = z.strictObject({
  indicator: ref('indicator'),
  status: slug,
  reason: localised.describe('Why we depart from the rule.'),
  citations,
  ...period,
  verifiedOn: partialDate.optional().describe('The last day a person verified it; absent means not since it began.'),
});

export const publishedStatus = z.strictObject({
  assessor: localised.describe('Who published it.'),
  indicator: ref('indicator'),
  status: slug.describe('The published status on the scale of the framework, or not-assessed.'),
  label: text.optional().describe('The assessor’s own word for it.'),
  asOf: partialDate.optional().describe('The state of affairs it speaks of; absent means not stated.'),
  rationale: localised.optional().describe('The assessor’s reasons, in our words.'),
  citations,
  note,
});

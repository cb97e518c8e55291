/**
 * Templates: what a kind of report holds, as data. A template is one YAML file in templates/; nothing else names it.
 * Blocks of a section, in order: a text of the narrative, words of the template's own, or a table or drawing.
 */
import { z } from 'zod';
import { LANGUAGES } from '../core/localised.ts';
import { localised } from '../core/model/common.ts';
import { CHARTS, TABLES } from './tables/index.ts';

const name = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const value = z.union([z.string(), z.number().transform(String), z.boolean().transform((on) => (on ? 'yes' : 'no'))]);
const options = z.record(name, value);

const block = z.union([
  z.strictObject({
    /** Sections of the narrative, of which the first that is written is taken. */
    narrative: z.union([name, z.array(name).min(1)]),
    /** Only what stands under the heading with this anchor. */
    part: name.optional(),
    /** Only what stands before the first heading. */
    brief: z.boolean().optional(),
    /** A section that need not be written. */
    optional: z.boolean().optional(),
  }),
  z.strictObject({ text: localised }),
  z.strictObject({ 'page-break': z.literal(true) }),
  z.strictObject({ table: name }).catchall(value),
  z.strictObject({ chart: name }).catchall(value),
  /** A framework, for {table: statuses, framework: …}. */
  z.strictObject({ statuses: name }).catchall(value),
  z.strictObject({ recommendations: options }),
]);

export interface Section {
  readonly id: string;
  readonly title: z.infer<typeof localised>;
  readonly blocks?: readonly TemplateBlock[] | undefined;
  readonly sections?: readonly Section[] | undefined;
}

const section: z.ZodType<Section> = z.lazy(() =>
  z.strictObject({
    id: name,
    title: localised,
    blocks: z.array(block).optional(),
    sections: z.array(section).optional(),
  }),
) as z.ZodType<Section>;

const template = z.strictObject({
  title: localised.describe('With {country} and {year} in it.'),
  subtitle: localised.optional(),
  publisher: localised.optional(),
  notes: z.enum(['footnotes', 'endnotes']),
  shape: z.enum(['report', 'brief']).optional(),
  wordLimit: z.int().positive().optional(),
  numbered: z.boolean().optional(),
  glossary: z.boolean().optional(),
  bibliography: z.boolean().optional(),
  languages: z.array(z.enum(LANGUAGES)).min(1).optional(),
  front: z.array(section).optional(),
  sections: z.array(section).min(1),
  annexes: z.array(section).optional(),
});

export type TemplateBlock = z.infer<typeof block>;
export type Template = Readonly<z.infer<typeof template>> & { readonly name: string };

/** A block as the builder takes it: a table or drawing by name with its options, or text. */
export type PlainBlock =
  | {
      readonly kind: 'narrative';
      readonly sections: readonly string[];
      readonly part?: string;
      readonly brief: boolean;
      readonly optional: boolean;
    }
  | { readonly kind: 'text'; readonly text: z.infer<typeof localised> }
  | { readonly kind: 'page-break' }
  | { readonly kind: 'table' | 'chart'; readonly name: string; readonly options: Readonly<Record<string, string>> };

/** The same, without the short ways of writing it. */
export function plainBlock(written: TemplateBlock): PlainBlock {
  if ('narrative' in written) {
    const { narrative, part, brief, optional } = written as {
      narrative: string | string[];
      part?: string;
      brief?: boolean;
      optional?: boolean;
    };
    return {
      kind: 'narrative',
      sections: typeof narrative === 'string' ? [narrative] : narrative,
      ...(part !== undefined && { part }),
      brief: brief === true,
      optional: optional === true,
    };
  }
  if ('text' in written) return { kind: 'text', text: (written as { text: z.infer<typeof localised> }).text };
  if ('page-break' in written) return { kind: 'page-break' };
  if ('recommendations' in written) {
    return { kind: 'table', name: 'recommendations', options: written.recommendations as Record<string, string> };
  }
  const { statuses, table, chart, ...rest } = written as Record<string, string>;
  if (statuses !== undefined) return { kind: 'table', name: 'statuses', options: { framework: statuses, ...rest } };
  return table !== undefined
    ? { kind: 'table', name: table, options: rest }
    : { kind: 'chart', name: chart ?? '', options: rest };
}

/** What is wrong with the option of a table or drawing; undefined where nothing is. */
export function problemOf(kind: 'table' | 'chart', name: string, given: readonly string[]): string | undefined {
  const known = kind === 'table' ? TABLES : CHARTS;
  const insert = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!insert) return `There is no ${kind} “${name}”. There are: ${Object.keys(known).join(', ')}.`;
  const wrong = given.filter((option) => !insert.options.includes(option));
  if (wrong.length === 0) return undefined;
  return `The ${kind} “${name}” has no option ${wrong.join(', ')}. ${insert.options.length > 0 ? `It takes ${insert.options.join(', ')}.` : 'It takes none.'}`;
}

/** Reads a template from its data; every problem is named with its place. */
export function readTemplate(
  data: unknown,
  name: string,
): { readonly template: Template } | { readonly problems: readonly string[] } {
  const parsed = template.safeParse(data);
  if (!parsed.success) {
    return { problems: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'template'}: ${message}`) };
  }
  const problems: string[] = [];
  const ids = new Set<string>();
  const visit = (sections: readonly Section[]): void => {
    for (const { id, blocks = [], sections: inner = [] } of sections) {
      if (ids.has(id)) problems.push(`Two sections have the id “${id}”.`);
      ids.add(id);
      for (const written of blocks) {
        const plain = plainBlock(written);
        if (plain.kind !== 'table' && plain.kind !== 'chart') continue;
        const problem = problemOf(plain.kind, plain.name, Object.keys(plain.options));
        if (problem) problems.push(`${id}: ${problem}`);
      }
      visit(inner);
    }
  };
  visit([...(parsed.data.front ?? []), ...parsed.data.sections, ...(parsed.data.annexes ?? [])]);
  return problems.length > 0 ? { problems } : { template: { ...parsed.data, name } };
}

/**
 * The mapping of an import: how a person decided that a table is read. A YAML file that is saved, reviewed and used
 * again for the next export of the same register.
 * Always true: what it does not say is found out from the table or asked; what it says is never overruled.
 */
import { stringify } from 'yaml';
import { z } from 'zod';
import type { Issue } from '../../core/errors.ts';
import { partialDate, webAddress } from '../../core/model/common.ts';
import { nearest } from '../../core/nearest.ts';
import type { Delimiter } from '../tables/csv-read.ts';
import { decode, openYaml } from '../yaml.ts';

export const IMPORT_KINDS = ['recommendations', 'treaties', 'figures', 'organisations'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** In place of a value: rows that have it are left out. */
export const SKIP = 'skip';
/** In place of a column: the field is not in the table. */
export const NONE = 'none';

const words = z.string().trim().min(1);
const sha = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case Latin words joined by hyphens, such as uhri');

export const mappingSchema = z.strictObject({
  kind: z.enum(IMPORT_KINDS).optional(),
  register: sha.optional(),
  source: z
    .strictObject({
      id: words.optional(),
      title: words.optional(),
      publisher: words.optional(),
      url: webAddress.optional(),
      published: partialDate.optional(),
      retrieved: partialDate.optional(),
    })
    .optional(),
  sheet: words.optional(),
  header: z.union([z.int().min(1), z.array(z.int().min(1)).min(1).max(4)]).optional(),
  rows: z
    .string()
    .regex(/^\d+-\d+$/, 'must be the first and the last row, such as 2-200000')
    .optional(),
  encoding: words.optional(),
  delimiter: z.enum(['comma', 'semicolon', 'tab', 'bar'] satisfies Delimiter[]).optional(),
  language: z.enum(['en', 'ru', 'kk']).optional(),
  dates: z.enum(['day-first', 'month-first']).optional(),
  'two-digit-years': z.int().min(1850).max(2050).optional(),
  'serial-dates': z.union([z.literal(1900), z.literal(1904)]).optional(),
  decimal: z.enum(['point', 'comma']).optional(),
  'fill-down': z.array(words).optional(),
  columns: z.record(words, words).optional(),
  constants: z.record(words, z.union([words, z.number()])).optional(),
  values: z.record(words, z.record(words, words)).optional(),
  only: z.record(words, z.array(words).min(1)).optional(),
  records: z.record(words, words).optional(),
});

export type Mapping = z.infer<typeof mappingSchema>;

/** Reads a mapping; every mistake is an issue with its place. */
export function readMapping(file: string, bytes: Uint8Array): { mapping: Mapping; issues: Issue[] } {
  const read = decode(bytes);
  if ('issue' in read) {
    const { message, ...at } = read.issue;
    return { mapping: {}, issues: [{ code: 'unreadable-file', message, place: { file, ...at } }] };
  }
  const { document, placeAt, problems } = openYaml(read.text);
  if (problems.length > 0) {
    const issues = problems.map(({ code, offset, message }) => ({
      code,
      message,
      place: { file, ...placeAt(offset) },
    }));
    return { mapping: {}, issues };
  }
  const parsed = mappingSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return { mapping: parsed.data, issues: [] };
  const issues = parsed.error.issues.map((problem): Issue => {
    const path = problem.path.filter((step) => typeof step !== 'symbol');
    const unknown = problem.code === 'unrecognized_keys' ? problem.keys[0] : undefined;
    const node = document.getIn(path, true) as { range?: readonly number[] } | undefined;
    const hints = unknown === undefined ? [] : nearest(unknown, Object.keys(mappingSchema.shape));
    const what =
      unknown === undefined
        ? `“${path.join('.')}” is not right: ${problem.message}.`
        : `“${unknown}” is not part of a mapping.${hints.length > 0 ? ` Did you mean ${hints.join(' or ')}?` : ` Its parts: ${Object.keys(mappingSchema.shape).join(', ')}.`}`;
    return { code: 'invalid-record', message: what, place: { file, ...placeAt(node?.range?.[0] ?? 0) } };
  });
  return { mapping: {}, issues };
}

/** The mapping as a file; `open` are lines that a person still has to decide, put there as comments. */
export function writeMapping(
  mapping: Mapping,
  open: readonly { readonly message: string; readonly lines: readonly string[] }[],
): string {
  const order = Object.keys(mappingSchema.shape) as (keyof Mapping)[];
  const ordered = Object.fromEntries(order.flatMap((key) => (mapping[key] === undefined ? [] : [[key, mapping[key]]])));
  const asked = open.map(({ message, lines }) =>
    [`# ${message.replaceAll('\n', ' ')}`, ...lines.map((line) => `#   ${line}`)].join('\n'),
  );
  return [
    '# How a table is read. Change what is wrong, decide what is open below, and give this file with --mapping.',
    '# docs/IMPORT.md explains every part.',
    stringify(ordered, { lineWidth: 0 }).trimEnd(),
    ...(asked.length > 0
      ? ['', '# Open: put the lines you choose into the mapping above, under keys that are there already.', ...asked]
      : []),
    '',
  ].join('\n');
}

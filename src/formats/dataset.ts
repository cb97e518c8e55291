/**
 * The dataset folder: YAML files of records that people review, read with positions and written in one canonical form.
 * Always true: writing what was read from a canonical folder gives the same bytes; reading collects every issue of
 * every file before it returns, and one bad record never hides the others.
 * Format: YAML 1.2, core schema (so `no` and dates stay text); a file maps kinds to lists of records.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type Document, isMap, isScalar, type Node, stringify } from 'yaml';
import type { z } from 'zod';
import { checkDataset } from '../core/check.ts';
import { type Issue, type Path, type Place, PlatformError } from '../core/errors.ts';
import { type AnyRecord, countryOf, fileOf, KIND_NAMES, KINDS, type KindName, schemaOf } from '../core/model/index.ts';
import { nearest } from '../core/nearest.ts';
import { remember } from '../core/remember.ts';
import { decode, openYaml } from './yaml.ts';

/** What a folder or a set of files holds. `records` is only to be used when `issues` is empty. */
export interface ReadResult {
  readonly records: AnyRecord[];
  readonly issues: Issue[];
}

type Locate = (path: Path) => Place;

interface File {
  readonly name: string;
  readonly text: string;
}

/** Where a record stands: its file, and the path to it there. */
interface Standing {
  readonly file: File;
  readonly path: Path;
}

/** The YAML files of a dataset folder, by their path below it with slashes. Hidden folders, such as .git, are not part of it. */
export async function datasetFiles(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && /\.ya?ml$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep))
    .filter((segments) => !segments.some((segment) => segment.startsWith('.')))
    .map((segments) => segments.join('/'))
    .sort();
}

/**
 * Reads every YAML file below a folder and checks records one by one and against each other.
 * `among`: records that are there already and that the folder's may refer to; the folder's take the place of any of
 * the same id. They are not part of the result. Refuses as not found what is not a folder.
 */
export async function readDataset(folder: string, among: readonly AnyRecord[] = []): Promise<ReadResult> {
  const issues: Issue[] = [];
  const files: { name: string; text: string }[] = [];
  let names: string[] = [];
  try {
    names = await datasetFiles(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      const what = code === 'ENOENT' ? `There is no folder ${folder}.` : `${folder} is a file, not a folder.`;
      throw new PlatformError('not-found', `${what} Give the folder that holds codebook/, frameworks/ and countries/.`);
    }
    issues.push(unreadable(folder, error));
  }
  if (names.length === 0 && issues.length === 0) {
    issues.push({
      code: 'unreadable-file',
      message: `No YAML files in ${folder}. Give the folder that holds codebook/, frameworks/ and countries/.`,
      place: { file: folder, line: 1, column: 1 },
    });
  }
  for (const file of names) {
    const name = join(folder, file);
    try {
      const read = decode(await readFile(name));
      if ('text' in read) files.push({ name: file, text: read.text });
      else {
        const { message, ...at } = read.issue;
        issues.push({ code: 'unreadable-file', message, place: { file, ...at } });
      }
    } catch (error) {
      issues.push(unreadable(name, error));
    }
  }
  const result = parseFiles(files, among);
  return { records: result.records, issues: [...issues, ...result.issues] };
}

function unreadable(file: string, error: unknown): Issue {
  return {
    code: 'unreadable-file',
    message: `This file cannot be read (${(error as Error).message.split(',')[0]}). Check that it is there and that you may read it.`,
    place: { file, line: 1, column: 1 },
  };
}

/** Parses files that are already in memory; `name` is the path below the dataset folder, with slashes. */
export function parseFiles(files: readonly File[], among: readonly AnyRecord[] = []): ReadResult {
  const records: AnyRecord[] = [];
  const issues: Issue[] = [];
  const located = new Map<AnyRecord, Standing>();
  for (const file of files) parseFile(file, records, issues, located);
  // Parsed files are let go as soon as they are read, and parsed again for the few places that issues need.
  const reopened = new Map<File, Locate>();
  const places = (record: AnyRecord, path: Path): Place | undefined => {
    const standing = located.get(record);
    return standing && remember(reopened, standing.file, () => open(standing.file).locate)([...standing.path, ...path]);
  };
  checkTogether(records, among, issues, places);
  return { records, issues: issues.sort(byPlace) };
}

/** The same checks of records that come from a program: each by its schema, then against each other and those there. */
export function checkRecords(given: readonly AnyRecord[], among: readonly AnyRecord[] = []): ReadResult {
  const records: AnyRecord[] = [];
  const issues: Issue[] = [];
  const nowhere = () => undefined;
  for (const record of given) {
    const file = Object.hasOwn(KINDS, record.kind) ? fileOf(record.kind, record.id) : '';
    const checked = parseRecord(record.kind, strip(record), file, nowhere, issues, nowhere);
    if (checked) records.push(checked);
  }
  checkTogether(records, among, issues, nowhere);
  return { records, issues };
}

/** Checks records against each other and those that are there already, and adds what is wrong to the issues. */
function checkTogether(
  records: readonly AnyRecord[],
  among: readonly AnyRecord[],
  issues: Issue[],
  places: (record: AnyRecord, path: Path) => Place | undefined,
): void {
  const own = new Set(records.map(({ id }) => id));
  // A record with a problem of its own is not read; what refers to it is right all the same.
  const refused = new Set(issues.flatMap(({ record }) => (record === undefined || own.has(record) ? [] : record)));
  for (const issue of checkDataset([...among.filter(({ id }) => !own.has(id)), ...records])) {
    const record = issue.about;
    if (issue.code === 'dangling-reference' && refused.has(String(valueAt(record, issue.path ?? [])))) continue;
    const place = places(record, issue.path ?? []);
    issues.push({
      code: issue.code,
      message: issue.message,
      record: record.id,
      path: issue.path ?? [],
      ...(place && { place }),
    });
  }
}

function byPlace(a: Issue, b: Issue): number {
  const [x, y] = [a.place, b.place];
  if (!x || !y) return x ? -1 : y ? 1 : 0;
  return x.file < y.file ? -1 : x.file > y.file ? 1 : x.line - y.line || x.column - y.column;
}

/** A file as a YAML document, with what finds places in it. */
function open(file: File) {
  const yaml = openYaml(file.text);
  const placeAt = (offset: number): Place => ({ file: file.name, ...yaml.placeAt(offset) });
  return { ...yaml, placeAt, locate: (path: Path): Place => placeAt(offsetOf(yaml.document, path)) };
}

function parseFile(file: File, records: AnyRecord[], issues: Issue[], located: Map<AnyRecord, Standing>): void {
  const { document, placeAt, locate, problems, isReadable } = open(file);
  for (const { code, message, offset } of problems) issues.push({ code, message, place: placeAt(offset) });
  if (!isReadable) return;
  const top = document.contents;
  if (top === null || (isScalar(top) && top.value === null)) return;
  if (!isMap(top)) {
    issues.push({
      code: 'invalid-record',
      message: `The file must map kinds of record to lists, such as "finding:" followed by a list.`,
      place: locate([]),
    });
    return;
  }
  const content = document.toJS() as Record<string, unknown>;
  for (const [key, list] of Object.entries(content)) {
    if (!KIND_NAMES.includes(key as KindName)) {
      const hint = nearest(key, KIND_NAMES);
      issues.push({
        code: 'unknown-kind',
        message: `“${key}” is not a kind of record.${hint.length ? ` Did you mean ${hint.join(' or ')}?` : ` Kinds: ${KIND_NAMES.join(', ')}.`}`,
        place: keyPlace(document, [], key, placeAt),
      });
      continue;
    }
    if (!Array.isArray(list)) {
      issues.push({
        code: 'invalid-record',
        message: `“${key}” must hold a list of records, each beginning with “- id:”.`,
        place: locate([key]),
      });
      continue;
    }
    for (const [index, value] of list.entries()) {
      const record = parseRecord(
        key as KindName,
        value,
        file.name,
        (path) => locate([key, index, ...path]),
        issues,
        (path, name) => keyPlace(document, [key, index, ...path], name, placeAt),
      );
      if (!record) continue;
      records.push(record);
      located.set(record, { file, path: [key, index] });
    }
  }
}

function parseRecord(
  kind: KindName,
  value: unknown,
  file: string,
  locate: (path: Path) => Place | undefined,
  issues: Issue[],
  locateKey: (path: Path, key: string) => Place | undefined,
): AnyRecord | undefined {
  const givenId = (value as { id?: unknown } | null)?.id;
  const about = typeof givenId === 'string' ? { record: givenId } : {};
  const parsed = schemaOf(kind).safeParse(value);
  if (!parsed.success) {
    for (const problem of flatten(parsed.error.issues)) {
      const path = problem.path as Path;
      const unknownKey = problem.code === 'unrecognized_keys' ? problem.keys[0] : undefined;
      issues.push({
        code: 'invalid-record',
        message: describe(kind, problem, value),
        ...about,
        path,
        ...at(unknownKey === undefined ? locate(path) : locateKey(path, unknownKey)),
      });
    }
    return undefined;
  }
  const body = parsed.data as { id: string };
  const expected = fileOf(kind, body.id);
  const country = countryOf(kind, body.id);
  if (country !== undefined && !/^[a-z]{3}$/.test(country)) {
    issues.push({
      code: 'misplaced-record',
      message: `The id “${body.id}” must begin with the country’s ISO 3166-1 alpha-3 code in lower case, as in kaz/${kind}/….`,
      ...about,
      path: ['id'],
      ...at(locate(['id'])),
    });
    return undefined;
  }
  if (expected !== file) {
    issues.push({
      code: 'misplaced-record',
      message: `“${body.id}” (${kind}) stands in ${file}, but belongs in ${expected}. Move it, or change its id.`,
      ...about,
      path: ['id'],
      ...at(locate(['id'])),
    });
  }
  return { kind, ...body, ...(country && { country }) } as AnyRecord;
}

const at = (place: Place | undefined): { place?: Place } => (place ? { place } : {});

/** A failed union reports one branch: the one that came furthest, which is what the writer most likely meant. */
function flatten(problems: readonly z.core.$ZodIssue[], prefix: readonly PropertyKey[] = []): z.core.$ZodIssue[] {
  return problems.flatMap((problem) => {
    const path = [...prefix, ...problem.path];
    if (problem.code === 'invalid_union') {
      const branches = problem.errors.filter((errors) =>
        errors.some((error) => error.code !== 'invalid_type' || error.path.length > 0),
      );
      if (branches.length > 0) return flatten(branches.sort((a, b) => a.length - b.length)[0] ?? [], path);
    }
    const each =
      problem.code === 'unrecognized_keys' ? problem.keys.map((key) => ({ ...problem, keys: [key] })) : [problem];
    return each.map((one) => ({ ...one, path }) as z.core.$ZodIssue);
  });
}

function describe(kind: KindName, problem: z.core.$ZodIssue, value: unknown): string {
  const where = problem.path.length ? `${problem.path.join('.')}` : kind;
  switch (problem.code) {
    case 'unrecognized_keys': {
      const key = problem.keys[0] ?? '';
      const known = problem.path.length === 0 ? ['id', ...Object.keys(KINDS[kind].body.shape)] : [];
      const hint = nearest(key, known);
      const remedy = hint.length
        ? ` Did you mean ${hint.join(' or ')}?`
        : known.length
          ? ` Fields of ${kind}: ${known.join(', ')}.`
          : '';
      return `“${key}” is not a field of ${where}.${remedy}`;
    }
    case 'invalid_type': {
      const found = valueAt(value, problem.path);
      return found === undefined
        ? `“${where}” is missing; it must be ${articled(problem.expected)}.`
        : `“${where}” must be ${articled(problem.expected)}, not ${shown(found)}.`;
    }
    case 'invalid_value': {
      const found = valueAt(value, problem.path);
      const values = problem.values.map(String).join(', ');
      return found === undefined
        ? `“${where}” is missing; it must be one of ${values}.`
        : `“${where}” must be one of ${values}, not ${shown(found)}.`;
    }
    case 'invalid_union': {
      const found = valueAt(value, problem.path);
      return found === undefined
        ? `“${where}” is missing.`
        : `“${where}” has a value of the wrong type: ${shown(found)}.`;
    }
    default:
      return `“${where}” ${problem.message}.`;
  }
}

function articled(expected: string): string {
  const words: Record<string, string> = {
    string: 'text',
    array: 'a list',
    object: 'a mapping',
    record: 'a mapping',
    boolean: 'true or false',
    number: 'a number',
    int: 'a whole number',
  };
  return words[expected] ?? expected;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) current = (current as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return current;
}

function offsetOf(document: Document, path: Path): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : (document.getIn(path.slice(0, depth), true) as Node | undefined);
    if (node && typeof node === 'object' && node.range) return node.range[0];
  }
  return 0;
}

function keyPlace(document: Document, path: Path, key: string, placeAt: (offset: number) => Place): Place {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(node)
    ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
    : undefined;
  return placeAt(isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : offsetOf(document, path));
}

const collator = new Intl.Collator('en', { numeric: true });

/** Orders ids as people read numbers: article 2 before article 134. */
export const compareIds = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/** The files of a dataset in canonical form: path below the folder → text. Keys in schema order, records by id. */
export function writeDataset(records: Iterable<AnyRecord>): Map<string, string> {
  const files = new Map<string, Map<KindName, AnyRecord[]>>();
  for (const record of records) {
    const path = fileOf(record.kind, record.id);
    const kinds = files.get(path) ?? new Map<KindName, AnyRecord[]>();
    files.set(path, kinds);
    const list = kinds.get(record.kind);
    if (list) list.push(record);
    else kinds.set(record.kind, [record]);
  }
  const texts = new Map<string, string>();
  for (const path of [...files.keys()].sort()) {
    const kinds = files.get(path) ?? new Map<KindName, AnyRecord[]>();
    const content: Record<string, unknown> = {};
    for (const kind of KIND_NAMES) {
      const list = kinds.get(kind);
      if (list)
        content[kind] = list
          .sort((a, b) => compareIds(a.id, b.id))
          .map((record) => ordered(schemaOf(kind), strip(record)));
    }
    texts.set(
      path,
      stringify(content, { schema: 'core', lineWidth: 110, indentSeq: false, aliasDuplicateObjects: false }),
    );
  }
  return texts;
}

function strip({ kind: _kind, country: _country, ...body }: AnyRecord): unknown {
  return body;
}

/** The value with the keys of every mapping in the order of its schema, and of free mappings in one order of their own. */
function ordered(schema: z.core.$ZodType, value: unknown): unknown {
  const { def } = schema._zod as unknown as { def: { type: string } & Record<string, unknown> };
  if (value === null || typeof value !== 'object') return value;
  switch (def.type) {
    case 'optional':
      return ordered(def.innerType as z.core.$ZodType, value);
    case 'array':
      return Array.isArray(value) ? value.map((item) => ordered(def.element as z.core.$ZodType, item)) : value;
    case 'union': {
      const object = (def.options as z.core.$ZodType[]).find(
        (option) => (option._zod.def as { type: string }).type === 'object',
      );
      return object && !Array.isArray(value) ? ordered(object, value) : value;
    }
    case 'object': {
      const source = value as Record<string, unknown>;
      const result: Record<string, unknown> = {};
      for (const [key, field] of Object.entries(def.shape as Record<string, z.core.$ZodType>)) {
        if (source[key] !== undefined) result[key] = ordered(field, source[key]);
      }
      return result;
    }
    default:
      return inOneOrder(value);
  }
}

/** Mappings without a schema (rules, parameters) in the order of the alphabet, but a condition's question first. */
function inOneOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(inOneOrder);
  const keys = Object.keys(value).sort((a, b) =>
    a === b ? 0 : a === 'question' ? -1 : b === 'question' ? 1 : a < b ? -1 : 1,
  );
  return Object.fromEntries(keys.map((key) => [key, inOneOrder((value as Record<string, unknown>)[key])]));
}

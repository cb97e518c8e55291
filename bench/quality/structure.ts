/**
 * How well structure reads documents: notes, references and their parts, works, sections, issues, against gold that
 * people wrote by hand. For documents of others the gold holds counts and labels only, none of their sentences.
 * Always true: a document without notes or references adds none to the figures, so that none passes for lack of them.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { Document, Reference } from '../../src/core/document.ts';
import type { RecordOf } from '../../src/core/model/index.ts';
import { readDocument } from '../../src/ingest/read/index.ts';
import { structure } from '../../src/ingest/structure/index.ts';
import type { Measure } from '../measure.ts';
import { MARKED, marked } from './gold.ts';

type Parts = Partial<
  Record<'author' | 'title' | 'publisher' | 'date' | 'accessed' | 'locator' | 'url' | 'repeats', string>
>;
type Sources = readonly RecordOf<'source'>[];

interface Gold {
  readonly title?: string;
  readonly publisher?: string;
  readonly date?: string;
  readonly language?: string;
  readonly sections?: readonly (readonly [number, string])[];
  readonly notes: number;
  readonly marks: number;
  readonly missing: readonly string[];
  readonly unused: readonly string[];
  readonly works: number;
  /** Labels of the notes that cite the first of the works cited most. */
  readonly largest: readonly string[];
  readonly issues: readonly string[];
  /** By label of note: its references, or how many. */
  readonly references: Readonly<Record<string, readonly Parts[] | number>>;
}

/** Right, found and expected, summed over documents. */
class Tally {
  right = 0;
  found = 0;
  expected = 0;
  readonly wrong: string[] = [];

  add(found: number, expected: number, right: number): void {
    this.found += found;
    this.expected += expected;
    this.right += right;
  }

  check(name: string, found: unknown, expected: unknown): void {
    const same = JSON.stringify(found) === JSON.stringify(expected);
    this.add(found === undefined ? 0 : 1, expected === undefined ? 0 : 1, same && expected !== undefined ? 1 : 0);
    if (!same) this.wrong.push(`${name}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
  }

  get recall(): number {
    return this.expected === 0 ? 0 : (100 * this.right) / this.expected;
  }

  get precision(): number {
    return this.found === 0 ? 0 : (100 * this.right) / this.found;
  }
}

const FIELDS = ['author', 'title', 'publisher', 'date', 'accessed', 'locator', 'url', 'repeats'] as const;

/** `only`: documents whose name begins so. */
export async function measureStructure(root: string, explain: boolean, only = ''): Promise<Measure[]> {
  const own = join(root, 'bench', 'quality', 'documents');
  const labelled = join(root, MARKED);
  const others = join(root, '..', 'shared', 'documents');
  const sources = sourcesIn(root);
  const tallies = {
    notes: new Tally(),
    split: new Tally(),
    parts: new Tally(),
    works: new Tally(),
    sections: new Tally(),
    head: new Tally(),
    issues: new Tally(),
  };
  const measures: Measure[] = [];
  const golds = [own, labelled].flatMap((folder) => readdirSync(folder).map((file) => ({ folder, file })));
  for (const { folder, file } of golds.filter(({ file }) => file.startsWith(only) && file.endsWith('.gold.yaml'))) {
    const gold = parse(readFileSync(join(folder, file), 'utf8'), { schema: 'core' }) as Gold;
    const name = file.replace('.gold.yaml', '');
    const inFolder = [
      ...['txt', 'html', 'md', 'docx', 'pdf', 'html.marked'].map((format) => join(folder, `${name}.${format}`)),
      ...(existsSync(others) ? readdirSync(others) : [])
        .filter((one) => one.startsWith(`${name}_`))
        .map((one) => join(others, one)),
    ];
    const path = inFolder.find((one) => existsSync(one));
    if (path === undefined) {
      console.log(`  ${name}: not here (it is not part of the project), left out`);
      continue;
    }
    const bytes = readFileSync(path);
    const raw = await readDocument(
      basename(path, '.marked'),
      folder === labelled ? new TextEncoder().encode(marked(name, bytes.toString()).text) : bytes,
    );
    const document = structure(raw, basename(path, '.marked'), '0'.repeat(64), sources);
    compare(name, document, gold, tallies);
    if (gold.notes >= 100) measures.push(...sourceMeasures(raw, document, sources));
  }
  if (explain)
    for (const [name, { wrong }] of Object.entries(tallies))
      for (const line of wrong) console.log(`    ${name}: ${line}`);
  const { notes, split, parts, works, sections, head, issues } = tallies;
  return [
    { name: 'notes and marks resolved', measured: notes.recall, unit: '%', required: { atLeast: 99 } },
    { name: 'notes and marks that are real', measured: notes.precision, unit: '%', required: { atLeast: 99 } },
    {
      name: 'notes split into the right number of references',
      measured: split.recall,
      unit: '%',
      required: { atLeast: 95 },
    },
    {
      name: `parts of references found, of ${parts.expected}`,
      measured: parts.recall,
      unit: '%',
      required: { atLeast: 95 },
    },
    { name: 'parts of references that are right', measured: parts.precision, unit: '%', required: { atLeast: 95 } },
    { name: 'works told apart and together', measured: works.recall, unit: '%', required: { atLeast: 95 } },
    { name: 'sections with their level', measured: sections.recall, unit: '%', required: { atLeast: 90 } },
    { name: 'title, publisher, date, language', measured: head.recall, unit: '%', required: { atLeast: 90 } },
    { name: 'issues found', measured: issues.recall, unit: '%', required: { atLeast: 95 } },
    { name: 'issues that are real', measured: issues.precision, unit: '%', required: { atLeast: 80 } },
    ...measures,
  ];
}

function compare(
  name: string,
  document: Document,
  gold: Gold,
  tallies: Record<'notes' | 'split' | 'parts' | 'works' | 'sections' | 'head' | 'issues', Tally>,
): void {
  const { notes, split, parts, works, sections, head, issues } = tallies;
  const labels = new Map(document.notes.map(({ id, label }) => [id, label]));
  const resolved = document.marks.filter(({ note }) => note !== undefined).length;
  const expected = gold.marks - gold.missing.length;
  notes.add(document.notes.length, gold.notes, Math.min(document.notes.length, gold.notes));
  notes.add(resolved, expected, Math.min(resolved, expected));
  const named = (code: string) =>
    document.issues
      .filter((issue) => issue.code === code)
      .map(({ places }) => labelAt(document, places[0]?.start ?? -1));
  notes.check(`${name} missing`, named('notes-missing').sort(), [...gold.missing].sort());
  notes.check(`${name} unused`, named('notes-unused').sort(), [...gold.unused].sort());
  const byNote = new Map<string, Reference[]>();
  for (const reference of document.references) {
    const label = labels.get(reference.note ?? '') ?? '';
    byNote.set(label, [...(byNote.get(label) ?? []), reference]);
  }
  for (const [label, wanted] of Object.entries(gold.references)) {
    const found = byNote.get(label) ?? [];
    const count = typeof wanted === 'number' ? wanted : wanted.length;
    split.check(`${name} note ${label}`, found.length, count);
    if (typeof wanted === 'number') continue;
    for (const [index, want] of wanted.entries()) {
      const reference = found[index];
      const repeated = document.references.find(({ id }) => id === reference?.repeats);
      const have: Parts = { ...reference, repeats: repeated && labels.get(repeated.note ?? '') } as Parts;
      for (const field of FIELDS) {
        // Where the gold is silent on who printed it or on the name before op. cit., nothing is asked.
        if (want[field] === undefined && (field === 'publisher' || (field === 'author' && want.repeats !== undefined)))
          continue;
        if (have[field] !== undefined || want[field] !== undefined)
          parts.check(`${name} note ${label} ${field}`, have[field], want[field]);
      }
    }
  }
  const byWork = new Map<string, string[]>();
  for (const { work, note } of document.references)
    byWork.set(work, [...(byWork.get(work) ?? []), labels.get(note ?? '') ?? '']);
  works.check(`${name} works`, byWork.size, gold.works);
  const most = Math.max(0, ...[...byWork.values()].map(({ length }) => length));
  const wanted = gold.largest.length;
  if (wanted > 0)
    works.check(
      `${name} most cited`,
      most >= wanted && [...byWork.values()].some((one) => JSON.stringify(one) === JSON.stringify(gold.largest)),
      true,
    );
  for (const [level, title] of gold.sections ?? []) {
    sections.check(
      `${name} section`,
      document.sections.filter((section) => section.title === title && section.level === level).length > 0
        ? title
        : 'absent',
      title,
    );
  }
  for (const field of ['title', 'publisher', 'date', 'language'] as const) {
    if (gold[field] !== undefined) head.check(`${name} ${field}`, document[field], gold[field]);
  }
  const codes = document.issues.map(({ code }) => code).sort();
  const left = [...codes];
  const right = gold.issues.filter((code) => {
    const at = left.indexOf(code);
    if (at >= 0) left.splice(at, 1);
    else issues.wrong.push(`${name}: no ${code}`);
    return at >= 0;
  });
  issues.add(codes.length, gold.issues.length, right.length);
  for (const code of left) issues.wrong.push(`${name}: ${code}, which is not so`);
}

/** The label of the note, or of the mark, that a place belongs to. */
function labelAt({ notes, marks }: Document, at: number): string {
  return notes.find(({ start }) => start === at)?.label ?? marks.find(({ start }) => start === at)?.label ?? '?';
}

function sourcesIn(root: string): Sources {
  const data = join(root, 'data');
  const files = [
    join(data, 'sources.yaml'),
    ...readdirSync(join(data, 'countries')).map((country) => join(data, 'countries', country, 'sources.yaml')),
  ];
  return files
    .filter((file) => existsSync(file))
    .flatMap((file) => {
      const { source } = parse(readFileSync(file, 'utf8'), { schema: 'core' }) as { source: object[] };
      return source.map((one) => ({ kind: 'source', ...one }) as unknown as RecordOf<'source'>);
    });
}

/**
 * Matching to sources on record, where the record holds the sources of the document: by title alone it must give what
 * the address gives; and where the right source is taken out of the record, it must give none.
 */
function sourceMeasures(raw: Parameters<typeof structure>[0], document: Document, sources: Sources): Measure[] {
  const byAddress = new Map(document.references.map(({ id, source }) => [id, source?.id]));
  const withoutAddress = sources.map(({ url: _, ...source }) => source as RecordOf<'source'>);
  const byTitle = structure(raw, document.name, document.sha256, withoutAddress).references.filter(
    ({ source }) => source,
  );
  const same = byTitle.filter(({ id, source }) => byAddress.get(id) === source?.id).length;
  const ids = new Set([...byAddress.values()].filter((id) => id !== undefined));
  let wrong = 0;
  for (const id of ids) {
    const others = structure(
      raw,
      document.name,
      document.sha256,
      sources.filter((source) => source.id !== id),
    );
    if (others.references.some((reference) => byAddress.get(reference.id) === id && reference.source)) wrong += 1;
  }
  const matched = [...byAddress.values()].filter((id) => id !== undefined).length;
  return [
    {
      name: 'references matched to sources on record',
      measured: (100 * matched) / document.references.length,
      unit: '%',
    },
    {
      name: `matches by title alone that agree, of ${byTitle.length}`,
      measured: byTitle.length === 0 ? 0 : (100 * same) / byTitle.length,
      unit: '%',
      required: { atLeast: 99 },
    },
    {
      name: `sources taken out and wrongly replaced, of ${ids.size}`,
      measured: wrong,
      unit: '',
      required: { atMost: 0 },
    },
  ];
}

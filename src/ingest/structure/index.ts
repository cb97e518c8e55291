/**
 * Structure: from the blocks that a reader gives to a document with its sections, notes, references and works.
 * Always true: every word of the blocks is in the text once; the same input gives the same document; time and memory
 * are linear in the text.
 */
import type { Block, Document, Note, Reference, Section } from '../../core/document.ts';
import type { RecordOf } from '../../core/model/index.ts';
import type { RawDocument } from '../raw.ts';
import { issuesOf } from './issues.ts';
import { languageOf } from './language.ts';
import { type LaidBlock, type Layout, layOut } from './layout.ts';
import { mastheadOf } from './masthead.ts';
import { type FoundNotes, kindOfSection, noteBlocks, notesIn, type Zone } from './notes.ts';
import { type Draft, referencesIn } from './references.ts';
import { type Heading, headingsIn, numbersOf, plain, sectionsOf } from './sections.ts';
import { resolve } from './works.ts';

/** The document a reader's blocks make; references are matched to the sources given. */
export function structure(
  raw: RawDocument,
  name: string,
  sha256: string,
  sources: readonly RecordOf<'source'>[],
): Document {
  const layout = layOut(raw);
  const { headings, contents } = headingsIn(layout, raw.mediaType);
  const heads = new Set(headings.map(({ block }) => block));
  const zones = zonesOf(layout, headings);
  const found = notesIn(layout, zones, heads);
  const inNotes = noteBlocks(found.entries);
  const sections = sectionsOf(layout, headings);
  const drafts = draftsIn(layout, found, zones, inNotes, heads);
  const labels = new Map(found.notes.map(({ id, label }) => [id, label] as const));
  const references = resolve(drafts, labels, sources);
  const masthead = mastheadOf(layout, raw, headings);
  return {
    name,
    mediaType: raw.mediaType,
    sha256,
    ...masthead,
    language: raw.language ?? languageOf(layout.text),
    text: layout.text,
    blocks: blocksOf(layout, headings, sections, inNotes),
    sections,
    marks: found.marks,
    notes: withReferences(found.notes, references),
    references,
    issues: issuesOf(layout, found, references, contents, masthead.date),
  };
}

/** Sections of notes and lists of works, from their heading to the next that is not below it. */
function zonesOf({ blocks }: Layout, headings: readonly Heading[]): Zone[] {
  const zones: Zone[] = [];
  for (const [index, { title, block, level }] of headings.entries()) {
    const kind = kindOfSection(plain(title));
    if (!kind) continue;
    let end = blocks.length;
    for (let next = index + 1; next < headings.length; next += 1) {
      const other = headings[next];
      if (other && other.level <= level) {
        end = other.block;
        break;
      }
    }
    zones.push({ first: block + 1, end, works: kind === 'works' });
  }
  return zones;
}

/** References of the notes, and of lists of works whose entries are no notes, in the order of the text. */
function draftsIn(
  { text, blocks }: Layout,
  { notes }: FoundNotes,
  zones: readonly Zone[],
  inNotes: ReadonlySet<number>,
  heads: ReadonlySet<number>,
): Draft[] {
  const drafts = notes.flatMap((note) => referencesIn(text, note, note.id));
  const listed: Draft[] = [];
  for (const zone of zones) {
    if (!zone.works) continue;
    for (const block of blocks.slice(zone.first, zone.end)) {
      if (inNotes.has(block.index) || heads.has(block.index) || block.rows) continue;
      let at = block.start;
      for (const line of linesOf(text, block)) {
        const label = /^\s*(?:[-–•*]\s+)?(?:\[?\d{1,3}[\].)]\s+)?/u.exec(line)?.[0].length ?? 0;
        listed.push(...referencesIn(text, { start: at + label, end: at + line.length }));
        at += line.length + 1;
      }
    }
  }
  return listed.length === 0 ? drafts : [...drafts, ...listed].sort((a, b) => a.start - b.start);
}

/** A block as one entry, or as one entry a line where each line is numbered. */
function linesOf(text: string, { start, end }: LaidBlock): string[] {
  const whole = text.slice(start, end);
  const lines = whole.split('\n');
  return lines.length > 1 && lines.every((line) => /^\s*(?:[-–•*]\s|\[?\d{1,3}[\].)]\s)/u.test(line)) ? lines : [whole];
}

function withReferences(notes: FoundNotes['notes'], references: readonly Reference[]): Note[] {
  const byNote = new Map<string, string[]>();
  for (const { id, note } of references) {
    if (note === undefined) continue;
    const same = byNote.get(note);
    if (same) same.push(id);
    else byNote.set(note, [id]);
  }
  return notes.map((note) => ({ ...note, references: byNote.get(note.id) ?? [] }));
}

function blocksOf(
  layout: Layout,
  headings: readonly Heading[],
  sections: readonly Section[],
  inNotes: ReadonlySet<number>,
): Block[] {
  const levels = new Map(headings.map(({ block, level }) => [block, level] as const));
  const numbers = numbersOf(layout, ({ index }) => !levels.has(index) && !inNotes.has(index));
  let section = -1;
  return layout.blocks.map(({ index, start, end, kind: given, raw, rows }) => {
    while (sections[section + 1] && (sections[section + 1]?.start ?? 0) <= start) section += 1;
    const heading = levels.get(index);
    const kind = inNotes.has(index)
      ? 'note'
      : heading !== undefined
        ? 'heading'
        : given === 'heading'
          ? 'paragraph'
          : given;
    const level = heading ?? (kind === 'list-item' ? (raw.level ?? 1) : undefined);
    const number = numbers.get(index);
    const own = sections[section]?.id;
    const headerRows = raw.headerRows ?? (rows ? headerRowsOf(layout.text, rows) : 0);
    return {
      id: `b${index + 1}`,
      start,
      end,
      kind,
      ...(level !== undefined && { level }),
      ...(number !== undefined && { number }),
      ...(own !== undefined && { section: own }),
      ...(raw.page !== undefined && { page: raw.page }),
      ...(rows && { rows }),
      ...(rows && headerRows > 0 && { headerRows }),
    };
  });
}

/** One header row where the first row names columns: short words in every cell, and figures or longer text below. */
function headerRowsOf(text: string, rows: NonNullable<LaidBlock['rows']>): number {
  const [first, ...others] = rows.map((row) => row.map(({ start, end }) => text.slice(start, end).trim()));
  if (!first || others.length === 0 || first.length < 2) return 0;
  const isName = (cell: string) => cell.length <= 80 && !/^[\d\s.,%–-]+$/u.test(cell);
  const named = first.slice(1).every((cell) => cell !== '' && isName(cell)) && isName(first[0] ?? '');
  const longer = others.some((row) => row.some((cell) => /\d/u.test(cell) || cell.length > 80));
  return named && longer && !first.some((cell) => /\d{3,}/u.test(cell) && !/^(?:19|20)\d{2}$/u.test(cell)) ? 1 : 0;
}

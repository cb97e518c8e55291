/**
 * The text of a document with everything that stands in it: candidates, calls of notes, places of issues.
 * Always true: every character of a block is shown once and in order; what overlaps is cut into pieces, never nested
 * wrongly; the words of a document only ever reach the page as text.
 */
import type { Child } from 'hono/jsx';
import type { CrossIssue } from '../../core/crosscheck/index.ts';
import type { Candidate, Document, Note, NoteMark, Range } from '../../core/document.ts';
import type { Html } from '../context.tsx';

/** Something that covers a stretch of text. */
type Cover = Range &
  (
    | { readonly kind: 'candidate'; readonly candidate: Candidate; readonly number: number }
    | { readonly kind: 'issue'; readonly issue: Numbered; readonly place: number }
    | { readonly kind: 'mark'; readonly mark: NoteMark; readonly id: string }
    | { readonly kind: 'note'; readonly note: Note; readonly isLabelled: boolean }
    | { readonly kind: 'table'; readonly table: string }
  );

/** An issue with its number on the page. */
export interface Numbered {
  readonly number: number;
  readonly issue: CrossIssue;
}

/** Words that the text itself needs, in the language of the page. */
export interface Labels {
  readonly candidate: (number: number) => string;
  readonly issue: (number: number) => string;
  readonly note: (label: string) => string;
  readonly back: (label: string, place: number) => string;
}

/** What covers each block, by the index of the block. */
export class Covers {
  readonly #document: Document;
  readonly #byBlock: Cover[][];
  /** Ids of the marks that call a note, by note. */
  readonly calls = new Map<string, string[]>();

  constructor(
    document: Document,
    candidates: readonly Candidate[],
    issues: readonly Numbered[],
    tables: ReadonlyMap<string, string>,
  ) {
    const { blocks, marks, notes } = document;
    this.#document = document;
    this.#byBlock = blocks.map(() => []);
    for (const [index, candidate] of candidates.entries()) {
      this.#add({ ...rangeOf(candidate.place), kind: 'candidate', candidate, number: index + 1 });
    }
    for (const issue of issues) {
      for (const [place, where] of issue.issue.places.entries()) {
        if ('anchor' in where) this.#add({ ...rangeOf(where.anchor), kind: 'issue', issue, place });
      }
    }
    for (const [index, mark] of marks.entries()) {
      const id = `m${index + 1}`;
      this.#add({ ...rangeOf(mark), kind: 'mark', mark, id });
      if (mark.note === undefined) continue;
      const calls = this.calls.get(mark.note);
      if (calls) calls.push(id);
      else this.calls.set(mark.note, [id]);
    }
    for (const note of notes) {
      const before = document.text.slice(Math.max(0, note.start - note.label.length - 4), note.start);
      // Where the format itself numbers notes, the label is no part of the text.
      const isLabelled = (before.split('\n').at(-1) ?? '').normalize('NFKC').includes(note.label);
      this.#add({ ...rangeOf(note), kind: 'note', note, isLabelled });
    }
    for (const [index, block] of blocks.entries()) {
      const words = document.text.slice(block.start, block.end);
      if (block.rows || block.kind === 'caption' || tables.size === 0 || tableNumber(words) !== undefined) continue;
      for (const match of words.matchAll(NAMED_TABLE)) {
        const table = tables.get(match[1] ?? match[2] ?? '');
        const start = block.start + match.index;
        if (table) this.#byBlock[index]?.push({ start, end: start + match[0].length, kind: 'table', table });
      }
    }
    for (const covers of this.#byBlock) covers.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /** Issues that have a place in a block, each once, with whether it is their first place. */
  issuesIn(block: number): { issue: Numbered; isFirst: boolean }[] {
    const found = new Map<Numbered, boolean>();
    for (const cover of this.#byBlock[block] ?? []) {
      if (cover.kind !== 'issue') continue;
      const isFirst = cover.issue.issue.places.findIndex((place) => 'anchor' in place) === cover.place;
      found.set(cover.issue, (found.get(cover.issue) ?? false) || isFirst);
    }
    return [...found].map(([issue, isFirst]) => ({ issue, isFirst }));
  }

  of(block: number): readonly Cover[] {
    return this.#byBlock[block] ?? [];
  }

  #add(cover: Cover): void {
    const { blocks } = this.#document;
    let low = 0;
    let high = blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((blocks[middle]?.end ?? 0) <= cover.start) low = middle + 1;
      else high = middle;
    }
    for (let index = low; (blocks[index]?.start ?? Number.POSITIVE_INFINITY) < cover.end; index++) {
      this.#byBlock[index]?.push(cover);
    }
  }
}

/** “Table 3”, “Таблица 3”, “3-кесте”: a table by its number. */
const NAMED_TABLE =
  /(?<![\p{L}\p{N}])(?:(?:Table|Таблиц[аеуы]|Кесте)\s+№?\s?(\d{1,3})|(\d{1,3})-кесте)(?![\p{L}\p{N}])/giu;

/** The number of the table that a block is the caption of, where it begins with one. */
export function tableNumber(caption: string): string | undefined {
  const [match] = caption.slice(0, 40).matchAll(NAMED_TABLE);
  return match?.index === 0 ? (match[1] ?? match[2]) : undefined;
}

const rangeOf = ({ start, end }: Range): Range => ({ start, end });

interface PiecesProps {
  readonly text: string;
  readonly range: Range;
  readonly covers: readonly Cover[];
  readonly calls: Covers['calls'];
  readonly labels: Labels;
}

/** A range of the text in pieces, each with what covers it. Covers are in order of their start. */
export function Pieces({ text, range, covers, calls, labels }: PiecesProps): Html {
  const own = covers.filter(({ start, end }) => start < range.end && end > range.start);
  const bounds = new Set<number>([range.start, range.end]);
  for (const { start, end } of own) {
    if (start > range.start) bounds.add(start);
    if (end < range.end) bounds.add(end);
  }
  const cuts = [...bounds].sort((a, b) => a - b);
  const ends = own.toSorted((a, b) => a.end - b.end);
  // Copied for each piece, which is rendered only later.
  const active = new Set<Cover>();
  const out: Child[] = [];
  let [next, done] = [0, 0];
  for (const [index, at] of cuts.entries()) {
    for (; (ends[done]?.end ?? Number.POSITIVE_INFINITY) <= at; done++) {
      const cover = ends[done];
      if (!cover) break;
      active.delete(cover);
      if (cover.kind === 'note' && cover.end <= range.end)
        out.push(<BackLinks note={cover.note} calls={calls} labels={labels} />);
    }
    for (; (own[next]?.start ?? Number.POSITIVE_INFINITY) <= at; next++) {
      const cover = own[next];
      if (!cover) break;
      active.add(cover);
      if (cover.start >= range.start) out.push(<Start cover={cover} labels={labels} />);
    }
    const end = cuts[index + 1];
    if (end !== undefined && end > at)
      out.push(<Piece words={text.slice(at, end)} at={at} active={[...active]} labels={labels} />);
  }
  return <>{out}</>;
}

/** What stands where something begins: its number, as a link to what is said of it. */
function Start({ cover, labels }: { cover: Cover; labels: Labels }): Html | null {
  switch (cover.kind) {
    case 'candidate':
      return (
        <a
          class={`hn k-${cover.candidate.kind}`}
          id={cover.candidate.id}
          href={`#i-${cover.candidate.id}`}
          aria-label={labels.candidate(cover.number)}
        >
          {cover.number}
        </a>
      );
    case 'issue':
      return (
        <a
          class="xn"
          id={`x${cover.issue.number}-${cover.place + 1}`}
          href={`#x${cover.issue.number}`}
          aria-label={labels.issue(cover.issue.number)}
        >
          {`≠${cover.issue.number}`}
        </a>
      );
    case 'note':
      return (
        <b id={cover.note.id} class="nl">
          {cover.isLabelled ? '' : `${cover.note.label} `}
        </b>
      );
    case 'mark':
    case 'table':
      return null;
  }
}

function BackLinks({ note, calls, labels }: { note: Note; calls: Covers['calls']; labels: Labels }): Html {
  return (
    <>
      {(calls.get(note.id) ?? []).map((id, index) => (
        <a class="back" href={`#${id}`}>
          <span class="vh">{labels.back(note.label, index + 1)}</span>
          <svg class="i" aria-hidden="true" focusable="false">
            <use href="#i-back" />
          </svg>
        </a>
      ))}
    </>
  );
}

/** Words with everything that covers them. */
function Piece({
  words,
  at,
  active,
  labels,
}: {
  words: string;
  at: number;
  active: readonly Cover[];
  labels: Labels;
}): Html {
  let content: Child = words;
  const candidates: Extract<Cover, { kind: 'candidate' }>[] = [];
  let isDisputed = false;
  let link: Extract<Cover, { kind: 'mark' | 'table' }> | undefined;
  for (const cover of active) {
    if (cover.kind === 'candidate') candidates.push(cover);
    else if (cover.kind === 'issue') isDisputed = true;
    else if (cover.kind === 'mark' || (cover.kind === 'table' && !link)) link = cover;
  }
  if (link?.kind === 'mark') {
    const { mark } = link;
    const id = at === mark.start ? link.id : undefined;
    content =
      mark.note === undefined ? (
        <span class="nm" id={id}>
          {words}
        </span>
      ) : (
        <a class="nm" id={id} href={`#${mark.note}`} aria-label={labels.note(mark.label)}>
          {words}
        </a>
      );
  } else if (link) content = <a href={`#${link.table}`}>{words}</a>;
  if (isDisputed) content = <span class="dis">{content}</span>;
  if (candidates.length === 0) return <>{content}</>;
  const kinds = [...new Set(candidates.map(({ candidate }) => `k-${candidate.kind}`))].join(' ');
  return (
    <mark
      class={`hl ${kinds}${candidates.length > 1 ? ' deep' : ''}`}
      data-c={candidates.map(({ candidate }) => candidate.id).join(' ')}
    >
      {content}
    </mark>
  );
}

/**
 * Notes: their entries, the marks that call them, and what does not fit between the two.
 * Entries are told by the format, by a label at the head of a line (¹²³, [12], 12.), and by their place in the order;
 * marks by the format, by superscript digits, and by [12], (12) or a bare digit only where entries bear them out.
 * Always true: every label is a place in the text; nothing is an entry and a mark at once; time is linear in the text.
 */
import type { Note, NoteMark, Range } from '../../core/document.ts';
import type { Layout } from './layout.ts';

/** Blocks from `first` up to `end` (excluded) that stand below a heading such as “Endnotes”. */
export interface Zone {
  readonly first: number;
  readonly end: number;
  /** Whether the heading names a list of works rather than notes: its entries are notes only where they are called. */
  readonly works: boolean;
}

export interface Entry extends Range {
  readonly label: string;
  /** Where the label begins, with its bullet. */
  readonly from: number;
  /** The block the entry begins in and the last it reaches. */
  readonly block: number;
  readonly lastBlock: number;
  readonly id?: string;
  /** Counts from 0, one up whenever the numbering begins again. */
  readonly group: number;
  readonly works: boolean;
}

export interface FoundNotes {
  readonly notes: readonly Omit<Note, 'references'>[];
  readonly entries: readonly Entry[];
  readonly marks: readonly NoteMark[];
  readonly missing: readonly NoteMark[];
  readonly unused: readonly Entry[];
  readonly duplicates: readonly (readonly Entry[])[];
  readonly misordered: readonly (Entry | NoteMark)[];
  readonly gaps: readonly { readonly label: string; readonly place: Range }[];
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const digitsOf = (superscript: string) =>
  superscript.replace(/[⁰¹²³⁴-⁹]/gu, (character) => String(SUPERSCRIPTS.indexOf(character)));

type Form = 'given' | 'superscript' | 'markdown' | 'bracket' | 'paren' | 'dot' | 'bare' | 'asterisk';

interface Candidate {
  readonly form: Form;
  readonly label: string;
  readonly value: number;
  readonly from: number;
  readonly start: number;
  readonly block: number;
  readonly zone: number;
  readonly id?: string;
  /** End of the block it stands in. */
  readonly end: number;
}

const HEAD =
  /^[ \t\u00a0]{0,8}(?:[-–—•·]\s{1,4})?(?:(?<superscript>[⁰¹²³⁴-⁹]{1,4})[.)]?[\s\u00a0]{0,4}|\[\^(?<markdown>[\w-]{1,20})\]:?\s{1,4}|\[(?<bracket>\d{1,4})\][.:]?\s{1,4}|\((?<paren>\d{1,4})\)\s{1,4}|(?<dot>\d{1,4})[.)]\s{1,4}|(?<bare>\d{1,4})[\s\u00a0]{1,4}|(?<asterisk>\*{1,4}|[†‡§])\s{0,2})(?=\S)/u;
/** Labels ahead that may be skipped without doubting the order. */
const REACH = 30;

// ——— entries ———

function candidatesIn({ text, blocks }: Layout, zones: readonly Zone[]): Candidate[] {
  const zoneOf = zonesByBlock(blocks.length, zones);
  const found: Candidate[] = [];
  for (const block of blocks) {
    const zone = zoneOf[block.index] ?? -1;
    if (block.rows || block.kind === 'heading' || block.kind === 'caption') continue;
    const given = block.raw.note;
    if (given || block.kind === 'note') {
      const head = HEAD.exec(text.slice(block.start, Math.min(block.end, block.start + 40)));
      const own = head && labelOf(head);
      const matches = own && (!given || own.label === given.label);
      const label = given?.label ?? own?.label;
      if (label !== undefined) {
        const start = block.start + (matches && head ? head[0].length : 0);
        const at = {
          label,
          value: numberOf(label),
          from: block.start,
          start,
          block: block.index,
          zone,
          end: block.end,
        };
        found.push({ form: 'given', ...at, ...(given?.id !== undefined && { id: given.id }) });
        continue;
      }
    }
    if (block.kind !== 'paragraph' && block.kind !== 'list-item' && block.kind !== 'note') continue;
    let at = block.start;
    const whole = text.slice(block.start, block.end);
    for (const line of whole.includes('\n') ? whole.split('\n') : [whole]) {
      const head = HEAD.exec(line.length > 60 ? line.slice(0, 60) : line);
      const own = head && labelOf(head);
      if (head && own) {
        const place = { from: at, start: at + head[0].length, block: block.index, zone, end: block.end };
        found.push({ ...own, value: numberOf(own.label), ...place });
      }
      at += line.length + 1;
    }
  }
  return found;
}

function zonesByBlock(count: number, zones: readonly Zone[]): Int32Array {
  const zoneOf = new Int32Array(count).fill(-1);
  for (const [index, { first, end }] of zones.entries()) zoneOf.fill(index, first, end);
  return zoneOf;
}

function labelOf(head: RegExpExecArray): { form: Form; label: string } | undefined {
  for (const [form, label] of Object.entries(head.groups ?? {})) {
    if (label === undefined) continue;
    return { form: form as Form, label: form === 'superscript' ? digitsOf(label) : label };
  }
  return undefined;
}

const numberOf = (label: string) => (/^\d{1,6}$/u.test(label) ? Number(label) : Number.NaN);

/** Candidates that may be entries by their form and place. */
function plausible(found: readonly Candidate[], layout: Layout): Candidate[] {
  const forms = new Map<number, Map<Form, number>>();
  for (const { zone, form } of found) {
    if (zone < 0) continue;
    const counts = forms.get(zone) ?? new Map<Form, number>();
    counts.set(form, (counts.get(form) ?? 0) + 1);
    forms.set(zone, counts);
  }
  const main = new Map<number, Form>();
  for (const [zone, counts] of forms) {
    const [best] = [...counts].sort((a, b) => b[1] - a[1]);
    if (best) main.set(zone, best[0]);
  }
  const runs = numberedRuns(found, layout);
  const starred = /\p{L}[.,]?(?:\*{1,4}|[†‡])(?=[\s.,;]|$)/mu.test(layout.text.slice(0, 20_000));
  return found.filter((candidate, index) => {
    const { form, zone } = candidate;
    if (form === 'given' || form === 'superscript' || form === 'markdown') return true;
    if (form === 'asterisk') return starred && isAsteriskNote(candidate, layout);
    const usual = main.get(zone);
    return zone >= 0 ? usual === form || usual === 'superscript' || usual === 'given' : runs.has(index);
  });
}

/** A note called by an asterisk: one paragraph, not an item of a list, in which the asterisk closes nothing. */
function isAsteriskNote({ block, start, end, from }: Candidate, { text, blocks }: Layout): boolean {
  const kind = blocks[block]?.kind;
  if (kind === 'list-item' || end - start > 2_000) return false;
  const label = text.slice(from, start).trim();
  const words = text.slice(start, end);
  if (words.includes('*') || !/^\p{Lu}/u.test(words)) return false;
  const isItem = (index: number) => {
    const other = blocks[index];
    return other ? text.startsWith(`${label} `, other.start) : false;
  };
  return !isItem(block - 1) && !isItem(block + 1);
}

const CITED =
  /https?:|www\.|\baccessed\b|дата обращения|режим доступа|қаралған|\bibid|там же|\bpp?\.\s?\d|(?<!\p{L})[сc]\.\s?\d/iu;
const DATED = /\b(?:19|20)\d{2}\b/u;

/** Numbered lines outside any notes section that count up from 1 and mostly name sources: endnotes without a heading. */
function numberedRuns(found: readonly Candidate[], { text }: Layout): Set<number> {
  const kept = new Set<number>();
  const run: number[] = [];
  let sources = 0;
  const close = () => {
    const first = run[0] === undefined ? undefined : found[run[0]];
    const share = first?.form === 'bracket' ? 0.4 : 0.6;
    if (run.length >= 3 && sources >= run.length * share) for (const index of run) kept.add(index);
    run.length = 0;
    sources = 0;
  };
  for (const [index, candidate] of found.entries()) {
    if (candidate.zone >= 0 || !['bracket', 'dot', 'bare', 'paren'].includes(candidate.form)) continue;
    const last = run.at(-1) === undefined ? undefined : found[run.at(-1) ?? 0];
    // Neighbours only: what has other paragraphs between is a numbered text, not a list of notes.
    const near = last && candidate.block - last.block <= (candidate.form === 'bracket' ? 3 : 1);
    if (!last || last.form !== candidate.form || candidate.value !== last.value + 1 || !near) {
      close();
      if (candidate.value !== 1) continue;
    }
    run.push(index);
    const words = text.slice(candidate.start, Math.min(candidate.end, candidate.start + 600));
    if (CITED.test(words) || (candidate.form === 'bracket' && DATED.test(words))) sources += 1;
  }
  close();
  return kept;
}

/** Groups from here on are not in the order of numbers. */
const UNORDERED = 1_000_000;
const isSubstantial = (words: string) => (words.match(/\p{L}/gu)?.length ?? 0) >= 10;

interface Ordered {
  readonly candidate: Candidate;
  readonly group: number;
  readonly fault?: 'duplicate' | 'order';
}

/** Keeps what the order of the numbers bears out; a number out of order stays only where words follow it. */
function inOrder(found: readonly Candidate[], layout: Layout, zones: readonly Zone[]): Ordered[] {
  const kept: Ordered[] = [];
  const groups = new Map<string, number>();
  let group = -1;
  let last = 0;
  let previous: Candidate | undefined;
  let seen = new Set<number>();
  for (let index = 0; index < found.length; index += 1) {
    const candidate = found[index];
    if (!candidate) continue;
    const { value, form } = candidate;
    if (candidate.id !== undefined || Number.isNaN(value)) {
      // Linked by the format, or not a number: a group of its own kind, never judged by order.
      // An asterisk may come back on any page, and each time is another note.
      const again = /^\W/u.test(candidate.label) ? candidate.from : form;
      const name = candidate.id === undefined ? `label ${again}` : `id ${candidate.id.replace(/\d+$/u, '')}`;
      const own = groups.get(name) ?? UNORDERED + groups.size;
      groups.set(name, own);
      kept.push({ candidate, group: own });
      continue;
    }
    const words = layout.text.slice(candidate.start, Math.min(candidate.end, candidate.start + 200));
    const ahead = [found[index + 1]?.value, found[index + 2]?.value, found[index + 3]?.value];
    const apart = previous === undefined || isApart(previous, candidate, zones);
    const restarts =
      value === 1 && last > 0 && !ahead.includes(last + 1) && (apart || ahead[0] === 2) && isSubstantial(words);
    if (group < 0 || restarts) {
      if (group < 0 && value !== 1 && form !== 'given' && form !== 'superscript' && candidate.zone < 0) continue;
      group += 1;
      last = value;
      seen = new Set([value]);
    } else if (value === last + 1) {
      last = value;
      seen.add(value);
    } else {
      const stray = ahead.includes(last + 1);
      if (!isSubstantial(words) || (stray && form !== 'superscript' && form !== 'given')) continue;
      if (value > last && value - last <= REACH && !stray) {
        last = value;
        seen.add(value);
      } else {
        if (value > last + REACH) continue;
        kept.push({ candidate, group, fault: seen.has(value) ? 'duplicate' : 'order' });
        seen.add(value);
        previous = candidate;
        continue;
      }
    }
    kept.push({ candidate, group });
    previous = candidate;
  }
  return kept;
}

/** Whether other text stands between two entries, so that numbering may begin again: another page, another chapter. */
function isApart(a: Candidate, b: Candidate, zones: readonly Zone[]): boolean {
  if (a.zone !== b.zone) return true;
  return a.zone < 0 || !zones[a.zone] ? b.block - a.block > 1 : false;
}

const ENDED = /(?:[.!?>)\]»”"’…]|https?:\S+|www\.\S+|\d)$/u;
const MOST_BETWEEN = 6;

/** Where the words of an entry end: with the next entry of its list, or where a broken sentence or address goes on. */
function endOf(
  { candidate }: Ordered,
  next: Candidate | undefined,
  { text, blocks }: Layout,
  isHead: ReadonlySet<number>,
): { end: number; lastBlock: number } {
  const own = blocks[candidate.block];
  let end = next?.block === candidate.block ? next.from : (own?.end ?? candidate.end);
  let lastBlock = candidate.block;
  if (next?.block !== candidate.block && own) {
    const listed = candidate.zone >= 0 && next?.zone === candidate.zone && next.block - candidate.block <= MOST_BETWEEN;
    for (let index = candidate.block + 1; index < (next?.block ?? blocks.length); index += 1) {
      const block = blocks[index];
      if (!block || block.rows || isHead.has(index) || block.kind === 'heading' || block.raw.note) break;
      if (
        !listed &&
        !goesOn(
          text.slice(Math.max(candidate.start, end - 300), end),
          text.slice(block.start, Math.min(block.end, block.start + 200)),
        )
      )
        break;
      end = block.end;
      lastBlock = index;
    }
    // The next entry begins inside a block that opens with the rest of this one.
    const shared = next && blocks[next.block];
    if (shared && next.from > shared.start && lastBlock === next.block - 1 && listed) {
      end = next.from;
      lastBlock = next.block;
    }
  }
  while (end > candidate.start && /\s/u.test(text[end - 1] ?? '')) end -= 1;
  return { end: Math.max(end, candidate.start), lastBlock };
}

function goesOn(before: string, after: string): boolean {
  const words = before.trimEnd();
  const follows = after.replace(/^\s*(?:[-–•]\s+)?/u, '');
  const token = /^\S+/u.exec(follows)?.[0] ?? '';
  if (/https?:\/\/\S*>?$/u.test(words) && token === follows.trim() && /[/=_?&%]/u.test(token)) return true;
  return !ENDED.test(words) && /^[\p{Ll}\d(]/u.test(follows) && follows !== '';
}

export function entriesIn(
  layout: Layout,
  zones: readonly Zone[],
  headings: ReadonlySet<number>,
): { entries: Entry[]; faults: Map<Entry, 'duplicate' | 'order'> } {
  const ordered = inOrder(plausible(candidatesIn(layout, zones), layout), layout, zones);
  const entries: Entry[] = [];
  const faults = new Map<Entry, 'duplicate' | 'order'>();
  for (const [index, item] of ordered.entries()) {
    const { candidate, group, fault } = item;
    const entry: Entry = {
      label: candidate.label,
      from: candidate.from,
      start: candidate.start,
      ...endOf(item, ordered[index + 1]?.candidate, layout, headings),
      block: candidate.block,
      group,
      works: candidate.zone >= 0 && zones[candidate.zone]?.works === true,
      ...(candidate.id !== undefined && { id: candidate.id }),
    };
    entries.push(entry);
    if (fault) faults.set(entry, fault);
  }
  return { entries, faults };
}

// ——— marks ———

interface FoundMark extends Range {
  readonly label: string;
  readonly target?: string;
  readonly sure: boolean;
}

const SUPERSCRIPT = /[⁰¹²³⁴-⁹]{1,12}(?:(?:[,;˒·]\s?|[⁻–-])[⁰¹²³⁴-⁹]{1,4}){0,12}/gu;
const BRACKET = /\[(\^?)(\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,12})(?:,\s?(?:с|pp?|б|бет)\.?\s?[\d–, -]{1,20})?\]/gu;
const PAREN = /(?<=[\p{L}.,;:»”"’)]\s?|\p{N}\s)\((\d{1,4})\)/gu;
const BARE = /(?<=[\p{L}][.,;:!?)”"»’]{0,3}|[)”"»’][.,;:]{0,2})(\d{1,3})(?=[\s.,;:)—–-]|$)/gmu;
const ASTERISK = /\*{1,4}|[†‡]/gu;
const UNIT = /(?:^|[^\p{L}])(?:[mkcdnµ]?m|ft|in|yd|mi|sq|[кмсд]?м|га|шаршы|[xyzrnRχhHcC]|CO|H|co|кв|км|см)\.?$/u;

const isUnit = (before: string, label: string) => /^[2-6]$/u.test(label) && UNIT.test(before);
const isPower = (before: string) => /(?:[×x·*]\s?|^|[^\d.,])10$/u.test(before);

function marksIn(layout: Layout, entries: readonly Entry[]): FoundMark[] {
  const { text } = layout;
  const hidden = entries.map(({ from, end }) => ({ start: from, end }));
  const given: FoundMark[] = [];
  const outsideEntries = outside(hidden);
  for (const block of layout.blocks) {
    for (const mark of block.marks) {
      const before = text.slice(Math.max(0, mark.start - 12), mark.start);
      const label = digitsOf(mark.label.trim().replace(/^[[(]|[\])]$/gu, ''));
      if (!outsideEntries(mark.start) || mark.end === mark.start || label === '') continue;
      if (mark.target === undefined && (isUnit(before, label) || isPower(before))) continue;
      given.push({ ...mark, label, sure: true });
    }
  }
  const numbers = entries.map(({ label }) => numberOf(label)).filter((value) => !Number.isNaN(value));
  const most = numbers.reduce((a, b) => Math.max(a, b), 0);
  const taken = merge(hidden, given);
  const superscripts = superscriptsIn(text, taken, numbers.length > 0 ? most : undefined);
  const found = [...given, ...superscripts];
  if (entries.some(({ label }) => /^[*†‡]/u.test(label))) found.push(...asterisksIn(layout, taken));
  const markdown = new Set(entries.filter(({ label }) => Number.isNaN(numberOf(label))).map(({ label }) => label));
  if (markdown.size > 0) {
    for (const mark of simple(text, /\[\^([\w-]{1,20})\]/gu, taken, 1)) if (markdown.has(mark.label)) found.push(mark);
  }
  if (numbers.length > 0) {
    const known = new Set(numbers);
    const enough = (marks: readonly FoundMark[]) => new Set(marks.map(({ label }) => label)).size >= known.size * 0.5;
    const main = given.length + superscripts.length;
    if (main < known.size * 0.3) {
      const brackets = bracketsIn(text, taken, most);
      if (brackets.length > main && new Set(brackets.map(({ label }) => label)).size >= Math.min(2, known.size))
        found.push(...brackets);
      else if (main === 0 && known.size >= 3) {
        const parens = climbing(simple(text, PAREN, taken, 1), known);
        if (enough(parens)) found.push(...parens);
        else {
          const bare = climbing(simple(text, BARE, taken, 1), known);
          if (enough(bare)) found.push(...bare);
        }
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Asterisks after a word that do not close an emphasis opened before (*so*). */
function asterisksIn({ text, blocks }: Layout, taken: readonly Range[]): FoundMark[] {
  const free = outside(taken);
  const found: FoundMark[] = [];
  for (const block of blocks) {
    let open = false;
    for (const { 0: label, index } of text.slice(block.start, block.end).matchAll(ASTERISK)) {
      const start = block.start + index;
      const end = start + label.length;
      const [before, after] = [
        start > block.start ? (text[start - 1] ?? '') : '',
        end < block.end ? (text[end] ?? '') : '',
      ];
      if (/[\p{L}\p{N}.,)»”"’]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) {
        if (!open && free(start)) found.push({ start, end, label, sure: false });
        open = false;
      } else if (/\S/u.test(after)) open = true;
    }
  }
  return found;
}

/** Matches of a pattern outside the taken ranges; the group is the label. */
function simple(text: string, pattern: RegExp, taken: readonly Range[], group: number): FoundMark[] {
  const free = outside(taken);
  const found: FoundMark[] = [];
  for (const match of text.matchAll(pattern)) {
    if (free(match.index))
      found.push({ start: match.index, end: match.index + match[0].length, label: match[group] ?? '', sure: false });
  }
  return found;
}

/** Only the matches that come in the order of the labels, one up each time or a label already passed by one. */
function climbing(marks: readonly FoundMark[], known: ReadonlySet<number>): FoundMark[] {
  let next = 1;
  const kept: FoundMark[] = [];
  for (const mark of marks) {
    const value = Number(mark.label);
    if (!known.has(value) || value < next || value > next + 2) continue;
    kept.push(mark);
    next = value + 1;
  }
  return kept;
}

function bracketsIn(text: string, taken: readonly Range[], most: number): FoundMark[] {
  const free = outside(taken);
  const found: FoundMark[] = [];
  for (const match of text.matchAll(BRACKET)) {
    if (!free(match.index)) continue;
    for (const { label, start, end } of numbersIn(match[2] ?? '', match.index + 1 + (match[1]?.length ?? 0))) {
      if (Number(label) <= most + REACH) found.push({ label, start, end, sure: false });
    }
  }
  return found;
}

/** The numbers of a list such as 1, 3–5, each with its place; those inside a range take the place of the range. */
function numbersIn(list: string, from: number): (Range & { label: string })[] {
  const found: (Range & { label: string })[] = [];
  for (const match of list.matchAll(/(\d{1,4})(?:\s?[–-]\s?(\d{1,4}))?/gu)) {
    const [whole, first = '', last] = match;
    const start = from + match.index;
    const [a, b] = [Number(first), Number(last ?? first)];
    if (b < a || b - a > 20) continue;
    for (let value = a; value <= b; value += 1) found.push({ label: String(value), start, end: start + whole.length });
  }
  return found;
}

function superscriptsIn(text: string, taken: readonly Range[], most: number | undefined): FoundMark[] {
  const free = outside(taken);
  const found: FoundMark[] = [];
  let expected = 1;
  const take = (label: string, start: number, end: number) => {
    found.push({ label, start, end, sure: true });
    expected = Number(label) + 1;
  };
  for (const match of text.matchAll(SUPERSCRIPT)) {
    if (!free(match.index)) continue;
    const before = text.slice(Math.max(0, match.index - 12), match.index);
    const digits = digitsOf(match[0]).replace(/⁻/gu, '-');
    if (isUnit(before, digits) || (isPower(before) && Number(digits) !== expected) || /[×x·*]\s?10$/u.test(before))
      continue;
    if (/[⁻]$/u.test(before)) continue;
    for (const { label, start, end } of numbersIn(digits, match.index)) {
      const value = Number(label);
      const parts = most !== undefined && value > most && value > expected + 9 ? parted(label, expected) : undefined;
      if (parts) {
        let at = start;
        for (const part of parts) {
          take(part, at, at + part.length);
          at += part.length;
        }
      } else if (most === undefined || value <= Math.max(most + REACH, most * 2)) take(label, start, end);
    }
  }
  if (most !== undefined) return found;
  // No entry anywhere: superscripts are marks only where they count up.
  const counting = found.filter(({ label }, index) => Number(label) === index + 1).length;
  return found.length >= 3 && counting >= found.length * 0.6 ? found : [];
}

/** ¹²¹³ as 12 and 13, where that is what comes next. */
function parted(label: string, expected: number): string[] | undefined {
  const parts: string[] = [];
  let rest = label;
  for (let next = expected; rest !== ''; next += 1) {
    const part = String(next);
    if (!rest.startsWith(part)) return undefined;
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return parts.length > 1 ? parts : undefined;
}

function merge(...lists: readonly (readonly Range[])[]): Range[] {
  return lists.flat().sort((a, b) => a.start - b.start);
}

/** Tells of ascending places whether they lie outside every range, in one pass. */
function outside(ranges: readonly Range[]): (at: number) => boolean {
  let index = 0;
  let reach = -1;
  return (at) => {
    for (let range = ranges[index]; range && range.start <= at; range = ranges[index]) {
      reach = Math.max(reach, range.end);
      index += 1;
    }
    return at >= reach;
  };
}

// ——— what calls what ———

export function notesIn(layout: Layout, zones: readonly Zone[], headings: ReadonlySet<number>): FoundNotes {
  const { entries: all, faults } = entriesIn(layout, zones, headings);
  const found = marksIn(layout, all);
  const lookup = new Lookup(all, found);
  const calls = found.map((mark) => lookup.entryOf(mark));
  const called = new Set(calls.filter((entry) => entry !== undefined));
  // A list of works that nothing calls is no list of notes.
  const worksCalled = all.some((entry) => entry.works && called.has(entry));
  const entries = all.filter((entry) => !entry.works || worksCalled);
  const ids = new Map(entries.map((entry, index) => [entry, `n${index + 1}`] as const));
  const marks: NoteMark[] = [];
  const missing: NoteMark[] = [];
  const misordered: (Entry | NoteMark)[] = entries.filter((entry) => faults.get(entry) === 'order');
  const first = new Map<number, { highest: number; seen: Set<number> }>();
  for (const [index, { start, end, label }] of found.entries()) {
    const entry = calls[index];
    const note = entry && ids.get(entry);
    const mark: NoteMark = { start, end, label, ...(note !== undefined && { note }) };
    marks.push(mark);
    if (!entry) {
      if (entries.length > 0 || found[index]?.sure) missing.push(mark);
      continue;
    }
    const value = numberOf(label);
    if (Number.isNaN(value) || entry.works) continue;
    const group = first.get(entry.group) ?? { highest: 0, seen: new Set<number>() };
    if (value < group.highest && !group.seen.has(value)) misordered.push(mark);
    group.highest = Math.max(group.highest, value);
    group.seen.add(value);
    first.set(entry.group, group);
  }
  return {
    notes: entries.map((entry, index) => ({
      id: `n${index + 1}`,
      label: entry.label,
      start: entry.start,
      end: entry.end,
    })),
    entries,
    marks,
    missing,
    unused: entries.filter((entry) => !called.has(entry) && !faults.has(entry) && !entry.works),
    duplicates: duplicatesOf(entries),
    misordered,
    gaps: gapsOf(entries, missing),
  };
}

/** Which entry a mark leads to. */
class Lookup {
  private readonly byId = new Map<string, Entry>();
  private readonly groups: { readonly labels: Map<string, Entry>; readonly start: number; readonly end: number }[] = [];
  /** Entries whose labels are no numbers, in the order of the text. */
  private readonly other = new Map<string, Entry[]>();
  private readonly interleaved: boolean;
  private turn = 0;
  private highest = 0;

  constructor(entries: readonly Entry[], marks: readonly FoundMark[]) {
    const places = new Map<number, { labels: Map<string, Entry>; start: number; end: number }>();
    for (const entry of entries) {
      if (entry.id !== undefined) this.byId.set(entry.id, entry);
      if (entry.group >= UNORDERED) {
        const same = this.other.get(entry.label);
        if (same) same.push(entry);
        else this.other.set(entry.label, [entry]);
        continue;
      }
      const group = places.get(entry.group) ?? { labels: new Map<string, Entry>(), start: entry.from, end: entry.end };
      if (!group.labels.has(entry.label)) group.labels.set(entry.label, entry);
      group.end = entry.end;
      places.set(entry.group, group);
    }
    this.groups = [...places.values()].sort((a, b) => a.start - b.start);
    // Marks between the groups: notes stand at the foot of their page or chapter, not all at the end.
    const [head, second] = this.groups;
    this.interleaved =
      head !== undefined && second !== undefined && marks.some(({ start }) => start > head.end && start < second.start);
  }

  /** Called with marks in the order of the text. */
  entryOf(mark: FoundMark): Entry | undefined {
    if (mark.target !== undefined) {
      const linked = this.byId.get(mark.target);
      if (linked) return linked;
    }
    const value = numberOf(mark.label);
    const last = this.groups.length - 1;
    if (last < 0 || Number.isNaN(value)) return this.nearest(mark);
    if (last === 0) return this.groups[0]?.labels.get(mark.label) ?? this.nearest(mark);
    if (this.interleaved) {
      let [low, high] = [0, this.groups.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((this.groups[middle]?.end ?? 0) < mark.start) low = middle + 1;
        else high = middle;
      }
      // The next notes below; on a page that has none of that label, the page after.
      const labels = [low, low + 1].map((index) => this.groups[index]?.labels.get(mark.label));
      return labels.find((entry) => entry !== undefined);
    }
    if (value === 1 && this.highest > 1 && this.turn < last) {
      this.turn += 1;
      this.highest = 0;
    }
    this.highest = Math.max(this.highest, value);
    return this.groups[this.turn]?.labels.get(mark.label);
  }

  /** The first entry of the label below the mark, or the last above where there is none. */
  private nearest({ label, start }: FoundMark): Entry | undefined {
    const same = this.other.get(label);
    if (!same) return undefined;
    let [low, high] = [0, same.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((same[middle]?.start ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return same[low] ?? same.at(-1);
  }
}

function duplicatesOf(entries: readonly Entry[]): Entry[][] {
  const byLabel = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.group} ${entry.id ?? entry.label}`;
    const same = byLabel.get(key);
    if (same) same.push(entry);
    else byLabel.set(key, [entry]);
  }
  return [...byLabel.values()].filter((same) => same.length > 1);
}

/** Numbers that neither an entry nor a mark bears, between two entries. */
function gapsOf(entries: readonly Entry[], missing: readonly NoteMark[]): { label: string; place: Range }[] {
  const called = new Set(missing.map(({ label }) => label));
  const byGroup = new Map<number, Entry[]>();
  for (const entry of entries) {
    if (entry.group >= UNORDERED || Number.isNaN(numberOf(entry.label))) continue;
    const same = byGroup.get(entry.group);
    if (same) same.push(entry);
    else byGroup.set(entry.group, [entry]);
  }
  const gaps: { label: string; place: Range }[] = [];
  for (const group of byGroup.values()) {
    const sorted = [...group].sort((a, b) => numberOf(a.label) - numberOf(b.label));
    for (const [index, entry] of sorted.entries()) {
      const before = sorted[index - 1];
      if (!before) continue;
      for (let value = numberOf(before.label) + 1; value < numberOf(entry.label); value += 1) {
        if (!called.has(String(value)))
          gaps.push({ label: String(value), place: { start: entry.from, end: entry.start } });
      }
    }
  }
  return gaps;
}

/** Blocks that hold nothing but entries of notes. */
export function noteBlocks(entries: readonly Entry[]): Set<number> {
  const held = new Set<number>();
  for (const { block, lastBlock } of entries) for (let index = block; index <= lastBlock; index += 1) held.add(index);
  return held;
}

const NOTES =
  /^(?:(?:end|foot)?notes?|notes and references|references and notes|примечани[ея]|сноски|сноска|ссылки|концевые сноски|ескертпелер|ескертулер|сілтемелер|түсініктемелер|notes de fin)$/u;
const WORKS =
  /^(?:references?|bibliography|works cited|sources?|list of sources|literature|список (?:использованн(?:ой|ых) )?(?:литературы|источников)(?: и литературы)?|(?:использованная )?литература|источники|библиография|(?:пайдаланылған )?әдебиеттер(?: тізімі)?|дереккөздер|пайдаланылған дереккөздер)$/u;

/** What a heading says of the section below it. */
export function kindOfSection(plainTitle: string): 'notes' | 'works' | undefined {
  if (NOTES.test(plainTitle)) return 'notes';
  return WORKS.test(plainTitle) ? 'works' : undefined;
}

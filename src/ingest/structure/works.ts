/**
 * Works: which references speak of the same work, and which works are sources on record.
 * Always true: an address, a symbol, or author and title decide; dates or numbers that contradict one another part two
 * works; a source is named only with the score of its match, and none where two fit equally.
 */
import type { Range, Reference } from '../../core/document.ts';
import { everyText } from '../../core/localised.ts';
import type { RecordOf } from '../../core/model/index.ts';
import type { PartialDate } from '../../core/time.ts';
import type { Draft } from './references.ts';

type Source = RecordOf<'source'>;

const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|yclid|msclkid|_ga|mc_cid|mc_eid|sid|phpsessid|jsessionid|session_?id|cfid|cftoken|sei-redir|referer|referrer|openelement|ved|ei|usg|sa|src|share|feature)$/iu;

/** An address without what does not tell works apart: scheme, www, tracking, place in the page. */
export function plainAddress(address: string): string | undefined {
  let url: URL;
  try {
    url = new URL(/^https?:/iu.test(address) ? address : `http://${address}`);
  } catch {
    return undefined;
  }
  const kept = [...url.searchParams].filter(([name]) => !TRACKING.test(name));
  const query = kept.map(([name, value]) => `${name}=${value}`).sort();
  const path = url.pathname
    .replace(/;jsessionid=[^/]*/iu, '')
    .replace(/\/(?:index|default)\.(?:html?|php|aspx?)$/iu, '/')
    .replace(/\/+$/u, '');
  const route = /^#[!/]/u.test(url.hash) ? url.hash : '';
  return `${url.hostname.toLowerCase().replace(/^www\d?\./u, '')}${decoded(path)}${query.length ? `?${query.join('&')}` : ''}${route}`;
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** Whether an address is that of a whole site: it says nothing of the page. */
const isSite = (address: string) => !/[/?#]/u.test(address);

const STOP = new Set(
  'a an and as at by for from in into its of on or that the their to under with и в во для за из или к на о об от по при с со у что және мен бен пен үшін туралы бойынша'.split(
    ' ',
  ),
);

/** The words of a title that count. */
function tokensOf(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[’']s\b/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !STOP.has(word)).map(oneSpelling);
}

/** A word without the plural and in one of its two English spellings. */
function oneSpelling(word: string): string {
  if (!/^[a-z]{5,}$/u.test(word)) return word;
  const single = word.endsWith('s') ? word.slice(0, -1) : word;
  return single
    .replace(/iz(?=e$|ation|ing|ed$)/u, 'is')
    .replace(/^center$/u, 'centre')
    .replace(/labor(?=$|er)/u, 'labour');
}

/** Share of words two lists have in common, from 0 to 1 (Sørensen–Dice). */
function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const own = new Set(a);
  const other = new Set(b);
  let common = 0;
  for (const word of own) if (other.has(word)) common += 1;
  return (2 * common) / (own.size + other.size);
}

// Words that say how a text was read or printed, not which it is.
const FORM =
  /^(?:full|text|version|english|russian|kazakh|translation|edition|final|online|electronic|website|pdf|полный|текст|перевод|издание|русский|электронный|толық|мәтін|аударма|басылым)$/u;

/**
 * Whether two titles name one work: the same words, but for those of its form and the names in `around` (who wrote and
 * printed it). One word more may be another country, another year, another part.
 */
function sameTitle(a: readonly string[], b: readonly string[], around: readonly string[]): boolean {
  if (likeness(a, b) < 0.8) return false;
  const known = new Set(around);
  const [own, other] = [new Set(a), new Set(b)];
  const parts = (word: string) => !FORM.test(word) && !known.has(word);
  return (
    ![...own].some((word) => !other.has(word) && parts(word)) &&
    ![...other].some((word) => !own.has(word) && parts(word))
  );
}

/** How much of the shorter list is in the longer. */
function containment(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const [short, long] = a.length <= b.length ? [a, new Set(b)] : [b, new Set(a)];
  return short.filter((word) => long.has(word)).length / short.length;
}

const compatible = (a: PartialDate | undefined, b: PartialDate | undefined) =>
  a === undefined || b === undefined || a.startsWith(b) || b.startsWith(a);

const LAW = /(?:code|constitution|кодекс|конституция|constitutional law)/iu;

interface Work {
  readonly id: string;
  readonly addresses: Set<string>;
  readonly symbols: Set<string>;
  /** One entry for each way it is named. */
  readonly names: {
    readonly title: readonly string[];
    /** Of the title what stands before its colon, by which a later note may cite it. */
    readonly main: readonly string[];
    readonly author: readonly string[];
    readonly publisher: readonly string[];
    readonly law: boolean;
  }[];
  date?: PartialDate;
}

const MOST_COMPARED = 40;

/** Finds the work of each reference, in time linear in their number. */
class Works {
  readonly all: Work[] = [];
  private readonly byAddress = new Map<string, Work>();
  private readonly bySymbol = new Map<string, Work>();
  private readonly byTitle = new Map<string, Work[]>();

  of(draft: Draft): Work {
    const address = draft.url === undefined ? undefined : plainAddress(draft.url);
    const title = tokensOf(draft.title ?? '');
    const author = tokensOf(draft.author ?? '');
    const publisher = tokensOf(draft.publisher ?? '');
    const work =
      (draft.symbol && this.bySymbol.get(draft.symbol)) ||
      this.sameAddress(address, title, author, draft) ||
      this.sameName(address, title, author, publisher, draft) ||
      this.add();
    if (address !== undefined) {
      work.addresses.add(address);
      const key = isSite(address) ? `${address} ${(title.length ? title : author).join(' ')}` : address;
      if (!this.byAddress.has(key)) this.byAddress.set(key, work);
    }
    if (draft.symbol !== undefined) {
      work.symbols.add(draft.symbol);
      this.bySymbol.set(draft.symbol, work);
    }
    if (draft.date !== undefined && (work.date === undefined || draft.date.length > work.date.length))
      work.date = draft.date;
    if (title.length + author.length > 0 && work.names.length < 8) {
      const known = work.names.some(
        (name) => name.title.join() === title.join() && name.author.join() === author.join(),
      );
      if (!known) {
        work.names.push({ title, main: mainOf(draft), author, publisher, law: LAW.test(draft.title ?? '') });
        for (const key of new Set([...keysOf(title, author), ...keysOf(mainOf(draft), author)])) {
          const list = this.byTitle.get(key);
          if (!list) this.byTitle.set(key, [work]);
          else if (!list.includes(work) && list.length < MOST_COMPARED) list.push(work);
        }
      }
    }
    return work;
  }

  private add(): Work {
    const work: Work = { id: `w${this.all.length + 1}`, addresses: new Set(), symbols: new Set(), names: [] };
    this.all.push(work);
    return work;
  }

  private sameAddress(
    address: string | undefined,
    title: readonly string[],
    author: readonly string[],
    draft: Draft,
  ): Work | undefined {
    if (address === undefined) return undefined;
    if (isSite(address)) return this.byAddress.get(`${address} ${(title.length ? title : author).join(' ')}`);
    const work = this.byAddress.get(address);
    if (!work || compatible(work.date, draft.date)) return work;
    // One address and two dates: the same work where the titles say so, and a slip in one of the dates.
    return work.names.some((name) => likeness(name.title, title) >= 0.6) ? work : undefined;
  }

  private sameName(
    address: string | undefined,
    title: readonly string[],
    author: readonly string[],
    publisher: readonly string[],
    draft: Draft,
  ): Work | undefined {
    for (const key of keysOf(title, author)) {
      for (const work of this.byTitle.get(key) ?? []) {
        if (!compatible(work.date, draft.date)) continue;
        if (draft.symbol !== undefined && work.symbols.size > 0 && !work.symbols.has(draft.symbol)) continue;
        const sameDate = draft.date !== undefined && work.date !== undefined;
        if (!sameDate && address !== undefined && !isSite(address) && !mayBe(address, work.addresses)) continue;
        // Only a name: the same informant, where neither gives an address.
        if (title.length === 0 && (address !== undefined || work.addresses.size > 0)) continue;
        const law = LAW.test(draft.title ?? '');
        if (work.names.some((name) => sameName(name, { title, main: mainOf(draft), author, publisher, law })))
          return work;
      }
    }
    return undefined;
  }
}

/** Keys under which works that could be the same meet: the two longest words of the title. */
function keysOf(title: readonly string[], author: readonly string[]): string[] {
  const longest = [...new Set(title.length > 0 ? title : author)].sort(
    (a, b) => b.length - a.length || (a < b ? -1 : 1),
  );
  const own = title.length > 0 ? 't' : 'a';
  if (longest.length === 0) return [];
  return own === 'a'
    ? [...new Set(author)].slice(0, 6).map((word) => `a ${word}`)
    : [`t ${longest.slice(0, 2).sort().join(' ')}`];
}

/** The words of a title before its colon, or all of them. */
const mainOf = ({ title = '' }: Draft) => tokensOf(title.split(/:\s|\s[—–]\s/u, 1)[0] ?? '');

/** One title is what stands before the colon of the other: “Hidden side”, “Hidden side: an inquiry”. */
function isMain(short: Work['names'][number], long: Work['names'][number]): boolean {
  return (
    short.title.length >= 2 && long.main.length < long.title.length && short.title.join(' ') === long.main.join(' ')
  );
}

function sameName(a: Work['names'][number], b: Work['names'][number]): boolean {
  if (a.title.length === 0 || b.title.length === 0) {
    return (
      a.title.length === b.title.length &&
      a.author.length >= 2 &&
      b.author.length >= 2 &&
      containment(a.author, b.author) >= 0.9
    );
  }
  const authors = a.author.length === 0 || b.author.length === 0 ? undefined : containment(a.author, b.author);
  const printed = Math.max(containment(a.author, b.publisher), containment(a.publisher, b.author));
  if (authors !== undefined && authors >= 0.9 && (isMain(a, b) || isMain(b, a))) return true;
  if (a.title.length < 4 || b.title.length < 4) {
    if (likeness(a.title, b.title) < 1) return false;
    return authors === undefined ? a.law && a.author.length === b.author.length : authors >= 0.6;
  }
  const around = [...a.author, ...a.publisher, ...b.author, ...b.publisher];
  return sameTitle(a.title, b.title, around) && (authors === undefined || authors >= 0.5 || printed >= 0.6);
}

/** Whether an address may be another spelling of one of these: cut short, or one or two characters apart. */
function mayBe(address: string, others: ReadonlySet<string>): boolean {
  if (others.size === 0) return true;
  for (const other of others) {
    if (isSite(other) || other === address) return true;
    const [short, long] = address.length <= other.length ? [address, other] : [other, address];
    if (short.length > 20 && long.startsWith(short)) return true;
    let head = 0;
    while (head < short.length && short[head] === long[head]) head += 1;
    let tail = 0;
    while (tail < short.length - head && short[short.length - 1 - tail] === long[long.length - 1 - tail]) tail += 1;
    // A slip of one or two letters; another digit is another page.
    const middle = `${short.slice(head, short.length - tail)}${long.slice(head, long.length - tail)}`;
    if (long.length > 25 && long.length - head - tail <= 2 && !/\d/u.test(middle)) return true;
  }
  return false;
}

// ——— sources on record ———

/** Matches below this are not given: with it no wrong match was seen in the documents it was measured on. */
export const ENOUGH = 0.75;
const SYMBOL = /(?<![\p{L}\p{N}/])(?:[A-Z]{1,8}(?:\.\d{1,2})?)(?:\/[A-Z0-9][A-Za-z0-9.-]{0,12}){2,7}/gu;

interface Known {
  readonly source: Source;
  readonly title: readonly string[];
  readonly names: readonly string[];
}

/** Finds the source on record that a work is. */
class Sources {
  private readonly byAddress = new Map<string, Known[]>();
  private readonly bySymbol = new Map<string, Known[]>();
  private readonly byWord = new Map<string, Known[]>();

  constructor(sources: readonly Source[]) {
    for (const source of sources) {
      const titles = everyText(source.title);
      const known: Known = {
        source,
        title: tokensOf((titles[0] ?? '').replace(/\s\([^()]*\)$/u, '')),
        names: tokensOf([...everyText(source.publisher), ...(source.authors ?? [])].join(' ')),
      };
      const address = source.url === undefined ? undefined : plainAddress(source.url);
      if (address !== undefined) push(this.byAddress, address, known);
      const symbols = new Set(
        [...titles, ...everyText(source.publisher), source.url ?? ''].flatMap((text) => text.match(SYMBOL) ?? []),
      );
      for (const symbol of symbols) push(this.bySymbol, symbol.replace(/[.(-]+$/u, ''), known);
      for (const key of keysOf(known.title, [])) push(this.byWord, key, known);
    }
  }

  of(work: Work): Reference['source'] {
    const scores = new Map<Known, number>();
    const rate = (known: Known, score: number) => {
      if (score > (scores.get(known) ?? 0)) scores.set(known, score);
    };
    for (const address of work.addresses) {
      const same = this.byAddress.get(address) ?? [];
      for (const known of same) rate(known, this.addressScore(work, known, isSite(address), same.length > 1));
    }
    for (const symbol of work.symbols) for (const known of this.bySymbol.get(symbol) ?? []) rate(known, 0.95);
    for (const { title } of work.names) {
      for (const key of keysOf(title, []))
        for (const known of (this.byWord.get(key) ?? []).slice(0, MOST_COMPARED)) rate(known, titleScore(work, known));
    }
    const [best, next] = [...scores].sort((a, b) => b[1] - a[1]);
    if (!best || best[1] < ENOUGH || (next && next[1] > best[1] - 0.03)) return undefined;
    return { id: best[0].source.id, score: Math.round(best[1] * 100) / 100 };
  }

  /** One address: sure where the titles agree too; of a whole site, or where several sources share it, only then. */
  private addressScore(work: Work, known: Known, site: boolean, shared: boolean): number {
    const all = [...known.title, ...known.names];
    let like = 0;
    for (const { title, author } of work.names) {
      like = Math.max(
        like,
        likeness(title, known.title),
        0.9 * containment([...title, ...author], all),
        0.9 * likeness(author, known.title),
      );
    }
    const contradicted = !compatible(work.date, known.source.published) && like < 0.5;
    if (contradicted) return 0.5;
    if (site || shared) return like >= 0.5 ? 0.7 + 0.28 * like : 0.4;
    return 0.85 + 0.14 * like;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function titleScore(work: Work, { source, title, names }: Known): number {
  if (!compatible(work.date, source.published)) return 0;
  let best = 0;
  for (const name of work.names) {
    const own = [...name.author, ...name.publisher];
    if (name.title.length < 4 || title.length < 4 || !sameTitle(name.title, title, [...own, ...names])) continue;
    const like = likeness(name.title, title);
    const by = own.length === 0 || names.length === 0 ? undefined : containment(own, names);
    if (by !== undefined && by < 0.34) continue;
    const dated = work.date !== undefined && source.published !== undefined ? 0.1 : 0;
    best = Math.max(best, 0.65 * like + 0.2 * (by ?? 0.5) + dated);
  }
  return best;
}

// ——— references ———

/** References with their works and sources; what repeats another leads to it. */
export function resolve(
  drafts: readonly Draft[],
  notes: ReadonlyMap<string, string>,
  sources: readonly Source[],
): Reference[] {
  const works = new Works();
  const workOf: Work[] = [];
  const repeats: (number | undefined)[] = [];
  const lastBy = new Map<string, number>();
  const firstOf = new Map<string, number[]>();
  for (const [index, draft] of drafts.entries()) {
    const target = earlier(draft, index, drafts, lastBy, firstOf);
    repeats.push(target);
    const repeated = target === undefined ? undefined : workOf[target];
    workOf.push(repeated ?? works.of(draft));
    const [name] = tokensOf(draft.author ?? '');
    if (name !== undefined) lastBy.set(name, index);
    const label = draft.note === undefined ? undefined : notes.get(draft.note);
    if (label !== undefined) {
      const before = firstOf.get(label);
      const sameNote = before?.[0] !== undefined && drafts[before[0]]?.note === draft.note;
      firstOf.set(label, sameNote ? [...before.slice(0, 20), index] : [index]);
    }
  }
  const known = new Sources(sources);
  const matched = new Map<Work, Reference['source']>();
  return drafts.map(({ start, end, again: _, symbol: __, ...parts }, index) => {
    const work = workOf[index] ?? works.of({ start, end });
    if (!matched.has(work)) matched.set(work, known.of(work));
    const source = matched.get(work);
    const target = repeats[index];
    return {
      id: `r${index + 1}`,
      start,
      end,
      ...parts,
      ...(target !== undefined && { repeats: `r${target + 1}` }),
      work: work.id,
      ...(source && { source }),
    };
  });
}

/** The reference that another repeats, among those before it. */
function earlier(
  { again }: Draft,
  index: number,
  drafts: readonly (Draft & Range)[],
  lastBy: ReadonlyMap<string, number>,
  firstOf: ReadonlyMap<string, readonly number[]>,
): number | undefined {
  if (!again || index === 0) return undefined;
  if (again.of === 'previous') return index - 1;
  if (again.of === 'author') {
    const [name = ''] = tokensOf(again.author);
    return lastBy.get(name);
  }
  const own = firstOf.get(again.label);
  return own?.find((one) => drafts[one]?.again === undefined) ?? own?.[0];
}

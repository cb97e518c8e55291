/**
 * The apparatus of a report: notes in order of appearance, the works they cite, and the words the glossary explains.
 * Always true: a work is described in full in its first note and by its publisher and the number of that note after;
 * every work cited stands in the bibliography once.
 */
import type { Dataset } from '../core/dataset.ts';
import type { Citation, RecordOf } from '../core/model/index.ts';
import { anchorOf } from './anchors.ts';
import type { GlossaryEntry, Inline, Note, Work } from './document.ts';
import { clean, plainText, type Voice } from './voice.ts';

type Source = RecordOf<'source'>;
type Cited = Pick<Citation, 'source' | 'locator' | 'quote'>;

export class Apparatus {
  readonly notes: Note[] = [];
  readonly #dataset: Dataset;
  readonly #voice: Voice;
  /** The note that describes a work in full, by source. */
  readonly #described = new Map<string, number>();
  readonly #works = new Set<string>();
  readonly #terms = new Set<string>();
  #copies: ReadonlyMap<string, string> | undefined;

  constructor(dataset: Dataset, voice: Voice) {
    this.#dataset = dataset;
    this.#voice = voice;
  }

  /** The mark of a note on these citations; nothing where none of them is on record. */
  cite(citations: readonly Cited[]): Inline[] {
    const bySource = Map.groupBy(
      citations.filter(({ source }) => this.#dataset.get('source', source)),
      ({ source }) => source,
    );
    if (bySource.size === 0) return [];
    const number = this.notes.length + 1;
    const content = [...bySource].flatMap(([id, places], index): Inline[] => {
      const source = this.#dataset.get('source', id);
      if (!source) return [];
      const locators = [...new Set(places.flatMap(({ locator }) => locator ?? []))];
      return [
        ...(index > 0 ? this.#voice.plain('; ') : []),
        ...this.#work(source, number),
        ...locators.flatMap((locator) => [...this.#voice.plain(', '), ...this.#voice.noted(locator)]),
      ];
    });
    return this.#note(number, [...content, ...this.#voice.plain('.')]);
  }

  /** The mark of a note that holds words instead of a work. */
  remark(content: readonly Inline[]): Inline[] {
    return content.length === 0 ? [] : this.#note(this.notes.length + 1, content);
  }

  #note(number: number, content: readonly Inline[]): Inline[] {
    const id = `n${number}`;
    this.notes.push({ id, number, content });
    return [{ kind: 'note', note: id }];
  }

  /** A work in a note: in full the first time, then by who published it and the number of that note. */
  #work(source: Source, note: number): Inline[] {
    this.#works.add(source.id);
    const href = `#${anchorOf('work', source.id)}`;
    const first = this.#described.get(source.id);
    if (first !== undefined) {
      const who = this.#voice.text(source.publisher ?? source.authors?.[0] ?? '');
      const words = who === '' ? this.#voice.sourceTitle(source) : this.#voice.plain(who);
      return [
        { kind: 'link', href, content: words },
        ...this.#voice.plain(` (${this.#voice.t('report.as-note', { n: first })})`),
      ];
    }
    this.#described.set(source.id, note);
    return [{ kind: 'link', href, content: this.#description(source) }, ...this.#known(source)];
  }

  /** Who, title, when. */
  #description(source: Source): Inline[] {
    const voice = this.#voice;
    const who = [
      ...(source.authors ?? []).map(clean),
      ...(source.publisher === undefined ? [] : [voice.text(source.publisher)]),
    ];
    const title = voice.sourceTitle(source);
    const isWhole = source.type === 'report' || source.type === 'book' || source.type === 'law';
    return [
      ...voice.plain(who.length > 0 ? `${who.join(', ')}, ` : ''),
      ...(isWhole
        ? title.map((run) => (run.kind === 'text' ? ({ ...run, emphasis: true } as const) : run))
        : voice.rich('text.quoted', { text: title })),
      ...voice.plain(source.published === undefined ? '' : `, ${voice.date(source.published)}`),
    ];
  }

  /** Through which work it is known, where nobody read it itself. */
  #known(source: Source): Inline[] {
    const through = source.extent === 'cited' && source.citedIn && this.#dataset.get('source', source.citedIn);
    if (!through) return [];
    this.#works.add(through.id);
    const words: Inline[] = [
      {
        kind: 'link',
        href: `#${anchorOf('work', through.id)}`,
        content: this.#voice.plain(this.#voice.text(through.publisher ?? through.title)),
      },
    ];
    return [...this.#voice.plain(', '), ...this.#voice.rich('report.cited-in', { work: words })];
  }

  /** A word of the glossary, with the words that stand in the text; undefined where there is no such term. */
  term(id: string, words: readonly Inline[] | undefined): Inline | undefined {
    const term = this.#dataset.get('term', id);
    if (!term) return undefined;
    this.#terms.add(id);
    return { kind: 'term', term: id, content: words ?? this.#voice.say(term.preferred) };
  }

  /** The works cited, in the order of the language. */
  bibliography(): Work[] {
    return [...this.#works]
      .flatMap((id) => this.#dataset.get('source', id) ?? [])
      .map((source): Work & { order: string } => {
        const content = this.#description(source);
        const archived = this.#archived(source);
        const [snapshot] = source.snapshots ?? [];
        const kept =
          snapshot === undefined
            ? []
            : this.#voice.plain(
                `. ${this.#voice.t('report.snapshot', {
                  hash: snapshot.sha256.slice(0, 12),
                  date: this.#voice.date(snapshot.retrieved),
                })}`,
              );
        return {
          source: source.id,
          content: [...content, ...this.#known(source), ...kept],
          ...(source.url !== undefined && { url: source.url }),
          ...(archived !== undefined && { archived }),
          ...(source.accessed !== undefined && { accessed: source.accessed }),
          order: plainText(content),
        };
      })
      .sort((a, b) => this.#voice.compare(a.order, b.order) || (a.source < b.source ? -1 : 1))
      .map(({ order: _, ...work }) => work);
  }

  /** A copy of the page in a web archive that is on record. */
  #archived({ id, url }: Source): string | undefined {
    this.#copies ??= new Map(
      this.#dataset.all('source').flatMap((copy) => {
        const [, original] =
          /^https?:\/\/(?:web\.)?archive\.org\/web\/[^/]+\/(https?:\/\/.+)$/.exec(copy.url ?? '') ?? [];
        return original === undefined ? [] : [[comparable(original), copy.url ?? ''] as const];
      }),
    );
    const found = url === undefined ? undefined : this.#copies.get(comparable(url));
    return found === this.#dataset.get('source', id)?.url ? undefined : found;
  }

  /** The terms used, in the order of the language. */
  glossary(): GlossaryEntry[] {
    return [...this.#terms]
      .flatMap((id) => this.#dataset.get('term', id) ?? [])
      .map(({ id, preferred, definition }) => ({
        term: id,
        name: this.#voice.say(preferred),
        definition: definition === undefined ? [] : this.#voice.say(definition),
      }))
      .sort((a, b) => this.#voice.compare(plainText(a.name), plainText(b.name)));
  }
}

const comparable = (url: string): string => url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/#.*$|\/$/g, '');

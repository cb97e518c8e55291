/**
 * Builds a report: record, template and narrative become a document tree. Pure: the day, the moment of the record and
 * the language are parameters, and the same ones give the same tree.
 * Always true: notes, tables, figures and headings are numbered in the order in which they are read; a section with
 * nothing in it is left out and reported; no problem of a text stops the report.
 */
import { addressOf } from '../core/address.ts';
import type { Dataset } from '../core/dataset.ts';
import { inLanguage, LANGUAGES, type Language, type Localised } from '../core/localised.ts';
import type { AnyRecord, RecordOf } from '../core/model/index.ts';
import { type Day, isoDay, type PartialDate } from '../core/time.ts';
import { Apparatus } from './apparatus.ts';
import type { Block, Inline, ReportDocument } from './document.ts';
import { Issues, type ReportIssue, type Spot } from './issues.ts';
import type { Making, Options } from './making.ts';
import { type Live, type NarrativeProblem, type Passage, readNarrative } from './narrative.ts';
import { marksOn, type Passing, resolve } from './references.ts';
import { CHARTS, TABLES } from './tables/index.ts';
import { plainBlock, problemOf, type Section, type Template, type TemplateBlock } from './template.ts';
import { Voice } from './voice.ts';
import { countWords } from './word-count.ts';

export interface ReportOptions {
  readonly country: string;
  readonly template: Template;
  readonly language: Language;
  readonly asOf: PartialDate;
  /** The day that asOf means. */
  readonly day: Day;
  /** The moment of the record. */
  readonly knownAt: string;
  readonly revision: number;
  readonly paper: ReportDocument['paper'];
  readonly edition?: ReportDocument['edition'];
  /**
   * Where the site is, so that names of records lead to their pages: https://example.org, or an empty text for
   * addresses of the site itself. Absent means that names lead nowhere.
   */
  readonly site?: string;
}

export interface BuiltReport {
  readonly document: ReportDocument;
  readonly issues: readonly ReportIssue[];
}

type Narrative = RecordOf<'narrative'>;
type Heading = Extract<Block, { kind: 'heading' }>;

/** The report of a country by a template. */
export function buildReport(dataset: Dataset, options: ReportOptions): BuiltReport {
  return new Builder(dataset, options).build();
}

class Builder {
  readonly #dataset: Dataset;
  readonly #options: ReportOptions;
  readonly #voice: Voice;
  readonly #apparatus: Apparatus;
  readonly #issues: Issues;
  readonly #narratives: readonly Narrative[];
  readonly #anchors = new Set<string>();
  readonly #links: { readonly href: string; readonly spot: Spot }[] = [];
  readonly #counts = { table: 0, figure: 0 };
  /** Numbers of the headings of levels 1 to 4. */
  readonly #numbers = [0, 0, 0, 0];
  #part: 'front' | 'body' | 'annex' = 'front';
  #unchecked = false;
  /** Tables and drawings that texts brought along: a template does not repeat them. */
  readonly #brought: { readonly kind: string; readonly name: string; readonly options: Options }[] = [];

  constructor(dataset: Dataset, options: ReportOptions) {
    this.#dataset = dataset;
    this.#options = options;
    this.#voice = new Voice(dataset, options.language);
    this.#apparatus = new Apparatus(dataset, this.#voice);
    this.#issues = new Issues(options.language);
    this.#narratives = dataset.inCountry('narrative', options.country);
  }

  build(): BuiltReport {
    const { template, country, language, asOf, knownAt, revision, paper, edition } = this.#options;
    const voice = this.#voice;
    const front = this.#sections(template.front ?? [], 1);
    this.#part = 'body';
    this.#numbers.fill(0);
    const body = this.#sections(template.sections, 1);
    this.#part = 'annex';
    this.#numbers.fill(0);
    const annexes = this.#sections(template.annexes ?? [], 1);
    const name = this.#dataset.get('country', country)?.name;
    const fill = (text: Localised) =>
      voice
        .text(text)
        .replaceAll('{country}', name === undefined ? country.toUpperCase() : voice.text(name))
        .replaceAll('{year}', asOf.slice(0, 4))
        .replaceAll('{date}', voice.date(asOf));
    const title = fill(template.title);
    const publisher = template.publisher === undefined ? 'Dutybearer' : voice.text(template.publisher);
    const wordCount = countWords(body);
    if (template.wordLimit !== undefined && wordCount > template.wordLimit) {
      const over = wordCount - template.wordLimit;
      this.#issues.add(
        'report-too-long',
        `The body has ${wordCount} words; ${template.name} allows ${template.wordLimit}. Take out ${over}.`,
        {},
      );
    }
    this.#checkLinks();
    const document: ReportDocument = {
      language,
      title,
      ...(template.subtitle !== undefined && { subtitle: fill(template.subtitle) }),
      publisher,
      country,
      asOf,
      knownAt,
      revision,
      ...(edition && { edition }),
      paper,
      ...(template.shape && { shape: template.shape }),
      notes: template.notes,
      licence: voice.t('report.licence'),
      citeAs: edition
        ? voice.t('report.cite-edition', {
            publisher,
            year: edition.published.slice(0, 4),
            title,
            number: edition.number,
            date: voice.date(asOf),
            address: edition.address,
          })
        : voice.t('report.cite-draft', {
            publisher,
            year: knownAt.slice(0, 4),
            title,
            date: voice.date(asOf),
            revision,
          }),
      words: wordsOf(voice, { wordCount, limit: template.wordLimit, country: fill('{country}') }),
      front: this.#unchecked ? [...front, this.#uncheckedNotice()] : front,
      body,
      annexes,
      noteList: this.#apparatus.notes,
      bibliography: template.bibliography === false ? [] : this.#apparatus.bibliography(),
      glossary: template.glossary === false ? [] : this.#apparatus.glossary(),
      wordCount,
    };
    return { document, issues: this.#issues.all };
  }

  #uncheckedNotice(): Block {
    const voice = this.#voice;
    return {
      kind: 'box',
      title: voice.plain(voice.t('report.unchecked-title')),
      blocks: [{ kind: 'paragraph', content: voice.plain(voice.t('report.unchecked-note')) }],
    };
  }

  #sections(sections: readonly Section[], level: 1 | 2 | 3 | 4): Block[] {
    return sections.flatMap((section) => this.#section(section, level));
  }

  #section(section: Section, level: 1 | 2 | 3 | 4): Block[] {
    const before = [...this.#numbers];
    const words = this.#voice.say(section.title);
    const heading = this.#heading(level, section.id, words);
    const inner = Math.min(level + 1, 4) as 2 | 3 | 4;
    const blocks = [
      ...(section.blocks ?? []).flatMap((block) => this.#templateBlock(block, section, level)),
      ...this.#sections(section.sections ?? [], inner),
    ];
    if (blocks.length > 0) return [heading, ...blocks];
    this.#numbers.splice(0, 4, ...before);
    this.#anchors.delete(heading.id);
    return [];
  }

  /** A heading with its number: 2.1 in the body, B.1 in annexes, whose own headings say their letter themselves. */
  #heading(level: 1 | 2 | 3 | 4, wanted: string | undefined, content: readonly Inline[]): Heading {
    const numbers = this.#numbers;
    numbers[level - 1] = (numbers[level - 1] ?? 0) + 1;
    numbers.fill(0, level);
    const letter = String.fromCharCode(64 + Math.min(26, numbers[0] ?? 1));
    const path = numbers.slice(0, level);
    const isNumbered = this.#part !== 'front' && this.#options.template.numbered !== false && level <= 3;
    const id = this.#anchor(
      wanted ?? `s-${this.#part === 'annex' ? [letter.toLowerCase(), ...path.slice(1)].join('-') : path.join('-')}`,
    );
    const base = { kind: 'heading', level, id } as const;
    if (this.#part === 'annex' && level === 1) {
      return { ...base, content: [...this.#voice.plain(`${this.#voice.t('report.annex', { letter })} `), ...content] };
    }
    if (!isNumbered) return { ...base, content };
    const number = this.#part === 'annex' ? [letter, ...path.slice(1)].join('.') : path.join('.');
    return { ...base, number, content };
  }

  /** An anchor that nothing else in the document has. */
  #anchor(wanted: string): string {
    let id = wanted;
    for (let n = 2; this.#anchors.has(id); n++) id = `${wanted}-${n}`;
    this.#anchors.add(id);
    return id;
  }

  #making(spot: Spot): Making {
    const { country, day, asOf, revision } = this.#options;
    return {
      dataset: this.#dataset,
      country,
      day,
      asOf,
      revision,
      voice: this.#voice,
      apparatus: this.#apparatus,
      issues: this.#issues,
      spot,
      count: (kind) => {
        const n = ++this.#counts[kind];
        return { id: this.#anchor(`${kind}-${n}`), number: this.#voice.t(`report.${kind}-number`, { n }) };
      },
      link: (target, words, on) => this.#link(target, words, on),
    };
  }

  #link(target: AnyRecord | string, words?: readonly Inline[], on?: PartialDate): Inline[] {
    const { site, language, asOf, knownAt, edition, country } = this.#options;
    const record = typeof target === 'string' ? this.#dataset.find(target) : target;
    const indicator = typeof target === 'string' ? this.#dataset.indicator(target) : undefined;
    const content = words ?? (record ? this.#voice.name(record) : this.#voice.plain(String(target)));
    if (site === undefined || (!record && !indicator)) return [...content];
    const path = record ? addressOf(record) : `/country/${country}/${indicator?.id ?? ''}`;
    const [page, fragment] = path.split('#');
    const moment = edition ? `&knownAt=${knownAt}` : '';
    const href = `${site}/${language}${page}?asOf=${on ?? asOf}${moment}${fragment === undefined ? '' : `#${fragment}`}`;
    return [{ kind: 'link', href, content }];
  }

  #templateBlock(written: TemplateBlock, section: Section, level: 1 | 2 | 3 | 4): Block[] {
    const block = plainBlock(written);
    switch (block.kind) {
      case 'page-break':
        return [block];
      case 'table':
      case 'chart':
        return this.#isBrought(block.kind, block.name, block.options)
          ? []
          : this.#insert(block.kind, block.name, block.options, { section: section.id });
      case 'text':
        return this.#text(block.text, { section: section.id }, level, {});
      case 'narrative': {
        const narrative = block.sections.flatMap(
          (name) => this.#narratives.find((one) => one.section === name) ?? [],
        )[0];
        if (!narrative) {
          if (block.optional) return [];
          this.#issues.add('report-no-narrative', `The section “${block.sections.join('” or “')}” is not written.`, {
            section: section.id,
          });
          return [];
        }
        return this.#text(narrative.text, { narrative: narrative.id, section: narrative.section }, level, {
          verified: narrative.verifiedOn,
          part: block.part,
          brief: block.brief,
        });
      }
    }
  }

  #insert(
    kind: 'table' | 'chart',
    name: string,
    options: Readonly<Record<string, string>>,
    spot: Spot,
    found?: string,
  ): Block[] {
    const problem = problemOf(kind, name, Object.keys(options));
    const insert = (kind === 'table' ? TABLES : CHARTS)[name];
    if (problem !== undefined || !insert) {
      this.#issues.add('report-unknown-reference', problem ?? `There is no ${kind} “${name}”.`, spot, found);
      return found === undefined ? [] : [{ kind: 'paragraph', content: this.#voice.plain(found) }];
    }
    return insert.make(this.#making(spot), options).map((block) => this.#placed(block));
  }

  /** Whether a text has the same table: of the same framework, series or group, where it names one. */
  #isBrought(kind: string, name: string, options: Options): boolean {
    return this.#brought.some(
      (one) =>
        one.kind === kind &&
        one.name === name &&
        ['framework', 'series', 'group', 'obligation', 'body'].every((key) => one.options[key] === options[key]),
    );
  }

  /** Headings that a table brings along get their number. */
  #placed(block: Block): Block {
    return block.kind === 'heading' ? this.#heading(block.level, block.id, block.content) : block;
  }

  /** A text in Markdown as blocks below a heading of a level. */
  #text(
    text: Localised,
    spot: Spot,
    level: 1 | 2 | 3 | 4,
    {
      verified,
      part,
      brief = false,
    }: { verified?: PartialDate | undefined; part?: string | undefined; brief?: boolean },
  ): Block[] {
    const { language } = this.#options;
    const phrase = inLanguage(text, language);
    const narrative = readNarrative(phrase.text);
    if (phrase.unchecked) this.#unchecked = true;
    for (const problem of narrative.problems) this.#problem(problem, spot);
    const passages = selected(narrative.passages, part, brief);
    if (part !== undefined && passages.length === 0) {
      this.#issues.add('report-unknown-record', `There is no heading {#${part}} in it.`, spot);
    }
    const headings = passages.flatMap((passage) => (passage.kind === 'heading' ? passage.level : []));
    const state: Reading = {
      voice: phrase.language === language ? this.#voice : new Voice(this.#dataset, phrase.language),
      verified,
      spot,
      level,
      top: headings.length > 0 ? Math.min(...headings) : 1,
      lead:
        level === 1 &&
        this.#part === 'body' &&
        part === undefined &&
        spot.narrative !== undefined &&
        !brief &&
        passages.length > 2,
    };
    const blocks = this.#passages(passages, state);
    if (phrase.language === language || blocks.length === 0) return blocks;
    // Notices of the template exist in every language; a narrative may not.
    this.#issues.add(
      'report-untranslated',
      `There is no text in ${NAMES[language]}; the ${NAMES[phrase.language]} text stands in its place.`,
      spot,
    );
    const notice = this.#voice.plain(
      this.#voice.t('report.fallback', { language: this.#voice.t(`report.language.${phrase.language}`) }),
    );
    return [
      { kind: 'box', blocks: [{ kind: 'paragraph', content: notice }] },
      ...blocks.map((block) => inForeign(block, phrase.language, language)),
    ];
  }

  #problem({ code, paragraph, found }: NarrativeProblem, spot: Spot): void {
    this.#issues.add(code, PROBLEMS[code], { ...spot, paragraph }, found);
  }

  #passages(passages: readonly Passage[], state: Reading): Block[] {
    let isFirst = state.lead;
    return passages.flatMap((passage): Block[] => {
      const blocks = this.#passage(passage, state);
      const [block] = blocks;
      const leads = isFirst && block?.kind === 'paragraph' && block.id === undefined;
      isFirst = false;
      return leads ? [{ kind: 'lead', content: block.content }, ...blocks.slice(1)] : blocks;
    });
  }

  #passage(passage: Passage, state: Reading): Block[] {
    const spot = { ...state.spot, paragraph: passage.paragraph };
    switch (passage.kind) {
      case 'heading': {
        const level = Math.min(4, state.level + 1 + passage.level - state.top) as 2 | 3 | 4;
        const content = this.#inline(passage.content, state, spot, false);
        return [this.#heading(level, passage.id, content)];
      }
      case 'paragraph': {
        const id = passage.id === undefined ? {} : { id: this.#anchor(passage.id) };
        return [{ kind: 'paragraph', content: this.#inline(passage.content, state, spot), ...id }];
      }
      case 'list':
        return [
          {
            kind: 'list',
            ordered: passage.ordered,
            items: passage.items.map((item) => this.#passages(item, { ...state, lead: false })),
          },
        ];
      case 'quote': {
        const paragraphs = passage.blocks.flatMap((block) => this.#passage(block, state));
        const content = paragraphs.flatMap((block, index): Inline[] => [
          ...(index > 0 ? [{ kind: 'break' } as const] : []),
          ...('content' in block ? block.content : []),
        ]);
        return [{ kind: 'quote', content }];
      }
      case 'table': {
        const cells = (row: readonly (readonly Parameters<typeof resolve>[0][number][])[]) =>
          row.map((content) => ({ content: this.#inline(content, state, spot, false) }));
        const head = cells(passage.head);
        const rows = passage.rows.map((row) =>
          cells(row).map((one, index) => (index === 0 ? { ...one, head: true } : one)),
        );
        return [{ kind: 'table', id: this.#anchor(`text-table-${this.#anchors.size}`), caption: [], head, rows }];
      }
      case 'insert':
        return this.#liveInsert(passage.live, spot);
    }
  }

  #liveInsert({ name, args, options, day, written }: Live, spot: Spot): Block[] {
    if (day !== undefined || args.length !== 1) {
      this.#issues.add(
        'report-bad-argument',
        'Write {table NAME option=value}; a table is of the day of the report.',
        spot,
        written,
      );
    }
    const kind = name === 'chart' ? 'chart' : 'table';
    this.#brought.push({ kind, name: args[0] ?? '', options });
    return this.#insert(kind, args[0] ?? '', options, spot, written);
  }

  /** Runs of a paragraph; one that rests on something that needs review carries the flag. */
  #inline(spans: Parameters<typeof resolve>[0], state: Reading, spot: Spot, flagged = true): Inline[] {
    const making = this.#making(spot);
    const passing: Passing = { making, voice: state.voice, verified: state.verified, rests: new Set(), marks: [] };
    const content = resolve(spans, passing);
    for (const run of content)
      if (run.kind === 'link' && run.href.startsWith('#')) this.#links.push({ href: run.href, spot });
    const marks = marksOn(passing);
    if (marks.length === 0) return content;
    const causes = marks.map(({ cause, reason, since }) => `${cause} (${reason}, ${since})`);
    this.#issues.add('report-needs-review', `It rests on what has changed: ${[...new Set(causes)].join('; ')}.`, spot);
    return flagged ? [...content, { kind: 'text', text: '\u00a0' }, state.voice.flag('review')] : content;
  }

  #checkLinks(): void {
    for (const { href, spot } of this.#links) {
      if (!this.#anchors.has(href.slice(1))) {
        this.#issues.add('narrative-address', 'The link leads to a place that is not in this report.', spot, href);
      }
    }
  }
}

/** How a text is being read. */
interface Reading {
  readonly voice: Voice;
  readonly verified: PartialDate | undefined;
  readonly spot: Spot;
  /** Level of the heading it stands under, and the highest of its own headings. */
  readonly level: number;
  readonly top: number;
  readonly lead: boolean;
}

const NAMES: Record<Language, string> = { en: 'English', ru: 'Russian', kk: 'Kazakh' };

const PROBLEMS: Record<NarrativeProblem['code'], string> = {
  'narrative-too-long': 'The text is too long or too tangled to be read as Markdown; it is shown as plain paragraphs.',
  'narrative-html': 'HTML is not taken over; it is shown as it is written.',
  'narrative-image': 'A picture is not taken over; only its description is shown.',
  'narrative-address': 'A link must begin with https://, http:// or #; only its words are shown.',
  'narrative-markup': 'This markup is not known to reports; it is shown as text.',
  'narrative-empty-citation': 'A citation names no source.',
};

/** The passages that a template asks for: those before the first heading, or those under the heading with an anchor. */
function selected(passages: readonly Passage[], part: string | undefined, brief: boolean): readonly Passage[] {
  let chosen = passages;
  if (part !== undefined) {
    const at = passages.findIndex((passage) => passage.kind === 'heading' && passage.id === part);
    const start = passages[at];
    if (start?.kind !== 'heading') return [];
    const rest = passages.slice(at + 1);
    const end = rest.findIndex((passage) => passage.kind === 'heading' && passage.level <= start.level);
    chosen = end < 0 ? rest : rest.slice(0, end);
  }
  if (!brief) return chosen;
  const end = chosen.findIndex(({ kind }) => kind === 'heading');
  return end < 0 ? chosen : chosen.slice(0, end);
}

/** A block whose words are of another language than the document's: its runs say so. */
function inForeign(block: Block, language: Language, own: Language): Block {
  const runs = (content: readonly Inline[]): Inline[] =>
    content.map((run): Inline => {
      switch (run.kind) {
        case 'text': {
          const { lang = language, ...rest } = run;
          return lang === own ? rest : { ...rest, lang };
        }
        case 'link':
        case 'term':
          return { ...run, content: runs(run.content) };
        default:
          return run;
      }
    });
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'lead':
    case 'quote':
      return { ...block, content: runs(block.content) };
    case 'list':
      return { ...block, items: block.items.map((item) => item.map((inner) => inForeign(inner, language, own))) };
    default:
      return block;
  }
}

/** Words that renderings need. */
const WORDS = [
  'contents',
  'notes',
  'bibliography',
  'glossary',
  'annexes',
  'draft',
  'page',
  'of',
  'table',
  'figure',
  'note',
  'back',
  'accessed',
  'archived',
  'unchecked',
  'as-of',
  'known-at',
  'revision',
  'edition',
  'licence',
  'cite-as',
  'title-page',
  'source',
  'no-note',
  'published',
  'words',
] as const;

function wordsOf(
  voice: Voice,
  { wordCount, limit, country }: { wordCount: number; limit: number | undefined; country: string },
): Record<string, string> {
  const words: Record<string, string> = Object.fromEntries(
    WORDS.map((name) => [name, voice.t(`report.words.${name}`)]),
  );
  words['word-count'] =
    limit === undefined
      ? voice.t('report.word-count', { n: wordCount })
      : voice.t('report.word-count-of', { n: wordCount, limit });
  words.country = country;
  return words;
}

/** Sections whose text nobody asks for in a template are read all the same when texts are checked. */
export function checkNarratives(
  dataset: Dataset,
  {
    country,
    languages = LANGUAGES,
    day,
  }: { readonly country?: string; readonly languages?: readonly Language[]; readonly day: Day },
): ReportIssue[] {
  const all = dataset.all('narrative').filter((one) => country === undefined || one.country === country);
  const asOf = isoDay(day) ?? '';
  return languages.flatMap((language) =>
    [...Map.groupBy(all, (one) => one.country ?? '')].flatMap(([id, own]) => {
      const sections = own.map(({ section, title }) => ({ id: section, title, blocks: [{ narrative: section }] }));
      const template: Template = { name: 'check', title: '', notes: 'endnotes', sections };
      return buildReport(dataset, {
        country: id,
        template,
        language,
        asOf,
        day,
        knownAt: asOf,
        revision: 0,
        paper: 'a4',
      }).issues.filter(({ code, narrative }) => {
        // What is wrong with a text is told once, in its own language.
        const text = own.find((one) => one.id === narrative)?.text;
        return code === 'report-untranslated' || text === undefined || inLanguage(text, language).language === language;
      });
    }),
  );
}

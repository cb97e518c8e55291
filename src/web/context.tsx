/**
 * The view: everything a page may know. A page is a function of the view and its parameters, and of nothing else: it
 * reads no clock, no database and no request.
 * Always true: a link made here keeps the language, the date and the moment of the record that the reader chose.
 */
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { SearchAnswer, SearchQuery } from '../app/search.ts';
import { addressOf } from '../core/address.ts';
import type { Dataset } from '../core/dataset.ts';
import { inLanguage, type Language, type Localised } from '../core/localised.ts';
import type { AnyRecord } from '../core/model/index.ts';
import { type Day, firstDay, isoDay, type PartialDate } from '../core/time.ts';
import {
  type DateStyle,
  formatBound,
  formatDate,
  formatNumber,
  translate,
  translateRich,
  type Values,
} from './i18n.ts';

/** What JSX gives. */
export type Html = JSX.Element;

/** Additions to an address; undefined takes a parameter away. */
export type Query = Record<string, string | number | undefined>;

/** Addresses of the built files, by their plain name: `style.css` → `/static/style-3f2a.css`. */
export type Assets = Readonly<Record<string, string>>;

/** Changes recorded together, for the list of latest changes. */
export interface Change {
  /** The moment they were recorded. */
  readonly at: string;
  readonly reason: string;
  readonly count: number;
  /** Ids of the records changed, where they are few. */
  readonly records: readonly string[];
}

/** The world map as the build makes it: states as paths and dots, by ISO 3166-1 alpha-3 code in lower case. */
export interface World {
  readonly width: number;
  readonly height: number;
  /** Outlines of member states of the United Nations, by code. */
  readonly states: Readonly<Record<string, string>>;
  /** Centres of states too small to see, by code. */
  readonly dots: Readonly<Record<string, readonly [number, number]>>;
  /** Centres of the states that have an outline, by code: where a label points. */
  readonly centres: Readonly<Record<string, readonly [number, number]>>;
  /** Land whose status the map takes no view on: drawn, never coloured. */
  readonly neutral: string;
  /** Every state by itself, by code. */
  readonly alone: Readonly<Record<string, StateMap>>;
}

/** The outline of one state; a place stands at x = (longitude - west) * perEast, y = (north - latitude) * perNorth. */
export interface StateMap {
  readonly width: number;
  readonly height: number;
  readonly path: string;
  readonly west: number;
  readonly north: number;
  readonly perEast: number;
  readonly perNorth: number;
}

/** A search of a reader, with its answer, or the reason why there is none. */
export interface Search {
  readonly query: SearchQuery;
  /** From 1 on. */
  readonly page: number;
  readonly answer?: SearchAnswer;
  readonly refused?: 'too-long' | 'too-many-words';
}

/** What a view is made of. */
export interface ViewInput {
  readonly dataset: Dataset;
  readonly language: Language;
  /** The day today, in UTC. */
  readonly today: Day;
  /** Address without its language: `/country/kaz`. */
  readonly path: string;
  readonly query?: URLSearchParams;
  readonly asOf?: PartialDate | undefined;
  readonly knownAt?: string | undefined;
  readonly assets?: Assets;
  readonly world?: World | undefined;
  /** Sequence number of the last revision of the record shown. */
  readonly revision?: number;
  /** The moment of that revision. */
  readonly at?: string | undefined;
  /** The address of the site, without a final slash; empty where it is not known. */
  readonly site?: string;
  /** Suffixes of the files that the page comes as; absent for what is no page of the record, such as an error. */
  readonly files?: readonly string[];
  readonly changes?: readonly Change[];
  /** Of a source: the snapshots that can be downloaded, where the site can hold any. */
  readonly held?: ReadonlySet<string> | undefined;
  /** Of Find: what was asked for, and what was found. */
  readonly search?: Search | undefined;
  /** Whether the page stays as it is while record and day do: a copy that is missing may come. */
  readonly isLasting?: boolean;
}

export class View {
  readonly dataset: Dataset;
  readonly language: Language;
  readonly today: Day;
  /** The day asked about: that of `asOf`, else today. Of a partial date it is the first day, as everywhere. */
  readonly day: Day;
  readonly asOf: PartialDate | undefined;
  readonly knownAt: string | undefined;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly assets: Assets;
  readonly world: World | undefined;
  readonly revision: number;
  readonly at: string | undefined;
  readonly site: string;
  readonly files: readonly string[];
  /** Whether the page can be cited: an error cannot. */
  readonly isCitable: boolean;
  /** What the page calls itself, once it is made: citations name it so. */
  title: string | undefined;
  readonly changes: readonly Change[];
  readonly held: ReadonlySet<string>;
  readonly search: Search | undefined;
  readonly isLasting: boolean;

  constructor(input: ViewInput) {
    this.dataset = input.dataset;
    this.language = input.language;
    this.today = input.today;
    this.day = input.asOf === undefined ? input.today : firstDay(input.asOf);
    this.asOf = input.asOf;
    this.knownAt = input.knownAt;
    this.path = input.path;
    this.query = input.query ?? new URLSearchParams();
    this.assets = input.assets ?? {};
    this.world = input.world;
    this.revision = input.revision ?? 0;
    this.at = input.at;
    this.site = input.site ?? '';
    this.files = input.files ?? [];
    this.isCitable = input.files !== undefined && input.path !== '/find';
    this.changes = input.changes ?? [];
    this.held = input.held ?? new Set();
    this.search = input.search;
    this.isLasting = input.isLasting ?? true;
  }

  /** A message of the interface, as text. */
  t = (key: string, values?: Values): string => translate(this.language, key, values);

  /** A message of the interface with elements in it: `<a>` in the message is what the function `a` gives. */
  rich = (
    key: string,
    values: Record<string, string | number | Html | ((parts: (string | Html)[]) => Html)>,
  ): (string | Html)[] => translateRich<Html>(this.language, key, values);

  /** Text of the record: in another language than the page's it says so, and it says when no speaker has checked it. */
  say = (text: Localised): Html => {
    const phrase = inLanguage(text, this.language);
    const foreign = phrase.language !== this.language;
    return (
      <>
        {foreign ? <span lang={phrase.language}>{unbroken(phrase.text)}</span> : unbroken(phrase.text)}
        {foreign && (
          <sup class="fb" aria-hidden="true">
            {phrase.language.toUpperCase()}
          </sup>
        )}
        {phrase.unchecked && <sup class="uc">*</sup>}
      </>
    );
  };

  /** Text that the record holds in English alone: words say so on a page in another language, numbers need not. */
  plain = (text: string): Html => (/[a-z]{3}/.test(text) ? this.say(text) : <>{text}</>);

  /** Text of the record where no element can stand: titles, options, attributes. */
  text = (text: Localised): string => inLanguage(text, this.language).text;

  /** The language tag of a text of the record, where it differs from the page's: for `lang` on an element. */
  langOf = (text: Localised): Language | undefined => {
    const { language } = inLanguage(text, this.language);
    return language === this.language ? undefined : language;
  };

  /** The date in words, as exact as it is. */
  date = (date: PartialDate, style: DateStyle = 'long'): string => formatDate(this.language, date, style);

  /** A day in words. An open bound gives an empty text. */
  dayText = (day: Day, style: DateStyle = 'long'): string => {
    const date = isoDay(day);
    return date === undefined ? '' : this.date(date, style);
  };

  number = (value: number): string => formatNumber(this.language, value);

  /** A period in words, as text; `to` is the day it no longer held. */
  periodText = (from?: PartialDate | null, to?: PartialDate | null, style: DateStyle = 'short'): string => {
    const bound = (date: PartialDate) => formatBound(this.language, date, style);
    if (from && to) return this.t('period.between', { from: bound(from), to: bound(to) });
    if (from) return this.t('period.since', { from: bound(from) });
    if (to) return this.t('period.until', { to: bound(to) });
    return this.t('period.unknown');
  };

  /** A period with its glyph: a closed bar has ended, an open one still holds. */
  period = (from?: PartialDate | null, to?: PartialDate | null, style: DateStyle = 'short'): Html => (
    <span class={to ? 'period' : 'period open'}>{this.periodText(from, to, style)}</span>
  );

  /**
   * The address of a page in the reader's language, with the date and moment they chose. The path begins with a slash
   * and may end in a #fragment.
   */
  link = (path: string, query: Query = {}, language: Language = this.language): string =>
    this.address(path, query, [], language);

  /** The address of this page with some parameters changed; one that stands several times stays so. */
  here = (query: Query = {}, language: Language = this.language): string => {
    const kept = [...this.query].filter(([key]) => key !== 'asOf' && key !== 'knownAt' && !(key in query));
    return this.address(this.path, query, kept, language);
  };

  private address(path: string, query: Query, kept: readonly [string, string][], language: Language): string {
    const [plain = '', fragment] = path.split('#');
    const { asOf, knownAt, ...others } = { asOf: this.asOf, knownAt: this.knownAt, ...query };
    const parameters = new URLSearchParams();
    for (const [key, value] of [['asOf', asOf], ['knownAt', knownAt], ...kept, ...Object.entries(others)] as const) {
      if (value !== undefined && value !== '') parameters.append(key, String(value));
    }
    // Colons and commas are legal in a query (RFC 3986, 3.4) and read better plain.
    const search = parameters.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
    return `/${language}${plain === '/' ? '' : plain}${search && `?${search}`}${fragment === undefined ? '' : `#${fragment}`}`;
  }

  /** An address without language that shows the same for good: with the day shown and the moment of the record. */
  permanent = (path: string): string => {
    const day = this.asOf ?? isoDay(this.today);
    const query = `asOf=${day}${this.at === undefined ? '' : `&knownAt=${this.knownAt ?? this.at}`}`;
    return `${this.site}${path}?${query}`;
  };

  /** The address of Get help: always of today, whatever day the reader looks at. */
  helpLink = (): string => this.link('/help', { asOf: undefined, knownAt: undefined });

  /** The address of a country's page on an indicator, FRAMEWORK/INDICATOR. */
  indicatorLink = (country: string, indicator: string, query: Query = {}): string =>
    this.link(`/country/${country}/${indicator}`, query);

  /** The address of the page of a record, or of an indicator by its full id. */
  recordLink = (record: AnyRecord | string, query: Query = {}): string => {
    const found = typeof record === 'string' ? this.dataset.find(record) : record;
    if (found) return this.link(addressOf(found), query);
    const id = record as string;
    return this.link(this.dataset.indicator(id) ? `/framework/${id}` : `/record/${id}`, query);
  };

  /** The address of the thread in which a recommendation stands, by the id of its earliest member. */
  threadLink = (id: string): string => this.link(`/thread/${id.replace('/recommendation/', '/')}`);

  /** The name of a country, or its code where the record has none. */
  countryName = (country: string): string => {
    const record = this.dataset.get('country', country);
    return record ? this.text(record.name) : country.toUpperCase();
  };
}

/** Numbers of articles with a hyphen, and Kazakh endings of numbers: 132-1, 135-бап, 132-1-бап. */
const HYPHENATED = /((?<![\d\p{L}-])\d{1,4}-(?:\d{1,2}(?:-\p{L}+)?|\p{L}+)(?![\d-]))/u;

/** A text in which numbers of articles do not break at their hyphen, and are copied as they are. */
export function unbroken(text: string): Html | string {
  if (!HYPHENATED.test(text)) return text;
  return <>{text.split(HYPHENATED).map((part, at) => (at % 2 === 0 ? part : <span class="nb">{part}</span>))}</>;
}

/** A page: markup, or undefined where there is nothing at the address. */
export type PageFunction<P = Record<string, string>> = (view: View, params: P) => Html | undefined;

/**
 * The voice of a report: what the record says in the language of the document, as runs of text.
 * Always true: every run knows its language where that is not the document's; no run holds control characters or
 * marks that turn the direction of what follows; a number is as exact as its source.
 */
import { NOT_ASSESSED, type Status } from '../core/assess.ts';
import type { Dataset } from '../core/dataset.ts';
import { inLanguage, type Language, type Localised } from '../core/localised.ts';
import {
  compareNames,
  type DateStyle,
  formatBound,
  formatDate,
  formatNumber,
  hasMessage,
  translate,
  translateRich,
  type Values,
} from '../core/messages.ts';
import {
  type Answer,
  type AnyRecord,
  type Framework,
  NO_INFORMATION,
  type Provision,
  type Question,
  type RecordOf,
  type Version,
} from '../core/model/index.ts';
import { isPartialDate, type PartialDate } from '../core/time.ts';
import type { Inline } from './document.ts';

type Shape = Extract<Inline, { kind: 'status' }>['shape'];

/** Of an observation, what its words are made of; a number may be withheld. */
export interface Told {
  readonly value?: number | string | undefined;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly qualifier?: string | undefined;
  readonly withheld?: string | undefined;
}

const UNFIT = /(?![\t\n\r])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Noncharacter_Code_Point}/gu;

/** A text without what no document may hold: control characters, and marks that turn the direction of what follows. */
export const clean = (text: string): string => text.replace(UNFIT, '').toWellFormed();

/** Runs of text handed to a message. */
interface Runs {
  readonly runs: readonly Inline[];
}

const SHAPES: Record<string, Shape> = {
  met: 'met',
  done: 'met',
  'partly-met': 'partly',
  'partly-done': 'partly',
  'not-met': 'notmet',
  'not-done': 'notmet',
  [NO_INFORMATION]: 'ni',
  'no-evidence': 'na',
  [NOT_ASSESSED]: 'na',
};

export class Voice {
  readonly dataset: Dataset;
  readonly language: Language;

  constructor(dataset: Dataset, language: Language) {
    this.dataset = dataset;
    this.language = language;
  }

  /** A message, as text. */
  t = (key: string, values?: Values): string => translate(this.language, key, values);

  /** A message as runs, with runs put in. */
  rich(key: string, values: Record<string, string | number | readonly Inline[]>): Inline[] {
    const wrapped = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? { runs: value } : value]),
    ) as Record<string, string | number | Runs>;
    return translateRich<Runs>(this.language, key, wrapped).flatMap((part) =>
      typeof part === 'string' ? this.plain(part) : part.runs,
    );
  }

  /** Words in the language of the document. */
  plain = (text: string): Inline[] => (text === '' ? [] : [{ kind: 'text', text: clean(text) }]);

  strong = (text: string): Inline => ({ kind: 'text', text: clean(text), strong: true });

  /** A text of the record. */
  say(text: Localised, style: { readonly strong?: true; readonly emphasis?: true } = {}): Inline[] {
    const phrase = inLanguage(text, this.language);
    if (phrase.text === '') return [];
    return [
      {
        kind: 'text',
        text: clean(phrase.text),
        ...(phrase.language !== this.language && { lang: phrase.language }),
        ...style,
        ...(phrase.unchecked && { unchecked: true }),
      },
    ];
  }

  /** Words that the record holds in English alone; numbers are of no language. */
  noted = (text: string): Inline[] => (/[a-z]{3}/.test(text) ? this.say(text) : this.plain(text));

  /** The text alone, for attributes and drawings. */
  text = (text: Localised): string => clean(inLanguage(text, this.language).text);

  date = (date: PartialDate, style: DateStyle = 'long'): string => formatDate(this.language, date, style);

  number = (value: number): string => formatNumber(this.language, value);

  compare = (a: string, b: string): number => compareNames(this.language)(a, b);

  list = (texts: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
    new Intl.ListFormat(this.language, { type }).format(texts);

  period(from?: PartialDate | null, to?: PartialDate | null): string {
    const bound = (date: PartialDate) => formatBound(this.language, date, 'short');
    if (from && to) return this.t('period.between', { from: bound(from), to: bound(to) });
    if (from) return this.t('period.since', { from: bound(from) });
    return to ? this.t('period.until', { to: bound(to) }) : this.t('period.unknown');
  }

  /** The words of a status. */
  statusText(status: Status, framework?: Framework): string {
    const key = `status.${status}`;
    if (hasMessage(key)) return this.t(key);
    const entry = framework?.scale.find(({ id }) => id === status);
    return entry ? this.text(entry.label) : clean(status);
  }

  /** A status: its shape and its words. */
  status = (status: Status, framework?: Framework): Inline => ({
    kind: 'status',
    shape: shapeOf(status, framework),
    words: this.statusText(status, framework),
  });

  flag = (flag: 'review' | 'disagree' | 'override'): Inline => ({ kind: 'flag', flag, words: this.t(`flag.${flag}`) });

  /** An answer in words. */
  answer(question: Question | undefined, value: Answer | undefined): string {
    if (value === undefined) return this.t('answer.unknown');
    if (value === NO_INFORMATION) return this.t('answer.no-information');
    if (typeof value === 'boolean') return this.t(value ? 'answer.yes' : 'answer.no');
    if (typeof value === 'number') return this.quantity(value, question?.unit);
    const option = question?.options?.find(({ id }) => id === value);
    if (option) return this.text(option.label);
    return isPartialDate(value) ? this.date(value) : clean(value);
  }

  private quantity(value: number, unit?: string): string {
    if (unit === undefined) return this.number(value);
    const key = `unit.${unit.toLowerCase().replaceAll(' ', '-')}`;
    return hasMessage(key) ? this.t(key, { n: value }) : `${this.number(value)} ${clean(unit)}`;
  }

  /** The period of an observation. */
  observed(period: string | undefined): string {
    if (period === undefined) return this.t('figures.no-period');
    const [from = '', to] = period.split('/');
    return to
      ? this.t('period.to-inclusive', { from: this.date(from, 'short'), to: this.date(to, 'short') })
      : this.date(from, 'short');
  }

  /** The value of an observation with the hedge of its source, or as much of it as may be shown. */
  value({ value, low, high, qualifier, withheld }: Told): string {
    if (withheld !== undefined) {
      if (low !== undefined) return this.t('report.at-least', { value: this.number(low) });
      return high === undefined
        ? this.t('report.withheld')
        : this.t('report.fewer-than', { value: this.number(high + 1) });
    }
    const figure =
      typeof value === 'number'
        ? this.number(value)
        : value !== undefined
          ? clean(value)
          : low !== undefined && high !== undefined
            ? this.t('figures.range', { low: this.number(low), high: this.number(high) })
            : undefined;
    if (figure === undefined) {
      if (low !== undefined) return this.t('figures.at-least', { value: this.number(low) });
      return high !== undefined ? this.t('figures.at-most', { value: this.number(high) }) : this.t('figures.none');
    }
    return qualifier && qualifier !== 'exact' && qualifier !== 'part-period'
      ? this.t(`figures.${qualifier}`, { value: figure })
      : figure;
  }

  /** Imprisonment in words. */
  penalty({ minimumYears: from, maximumYears: to, life }: NonNullable<Version['penalties']>[number]): string {
    const term =
      from !== undefined && to !== undefined
        ? this.t('penalty.between', { from, to })
        : to !== undefined
          ? this.t('penalty.up-to', { to })
          : from !== undefined
            ? this.t('penalty.from', { from })
            : '';
    if (life) return term ? this.t('penalty.or-life', { term }) : this.t('penalty.life');
    return term || this.t('penalty.no-prison');
  }

  /** "article 134", or the heading where the number is not known. */
  article(provision: Provision): string {
    return /^\d/.test(provision.number)
      ? this.t('law.article', { number: provision.number }).replace(/ (?=\d)/, '\u00a0')
      : this.text(provision.heading);
  }

  /** "Criminal Code of 2014, article 134". */
  provision(provision: Provision): string {
    const law = this.dataset.get('law', provision.law);
    return law ? `${this.text(law.title)}, ${this.article(provision)}` : this.article(provision);
  }

  /** What a record is called. */
  name(record: AnyRecord): Inline[] {
    const of = (id: string): string => {
      const found = this.dataset.find(id);
      if (found) return plainText(this.name(found));
      const indicator = this.dataset.indicator(id);
      return indicator ? this.text(indicator.body.title) : this.t('record.not-on-record');
    };
    switch (record.kind) {
      case 'country':
      case 'organisation':
      case 'service':
        return this.say(record.name);
      case 'provision':
        return this.plain(this.provision(record));
      case 'question':
        return this.say(record.wording);
      case 'finding':
        return this.plain(of(record.question));
      case 'treaty-action':
        return this.plain(`${of(record.instrument)}: ${this.t(`value.${record.action}`)}`);
      case 'treaty-report':
        return this.plain(`${of(record.instrument)}: ${record.cycle}`);
      case 'theme':
        return [...this.plain(`${record.number}. `), ...this.say(record.title)];
      case 'recommendation':
        return this.recommendation(record);
      case 'override':
        return this.plain(this.t('record.override-of', { indicator: of(record.indicator) }));
      case 'published-status':
        return this.plain(
          this.t('record.published-by', { assessor: this.text(record.assessor), indicator: of(record.indicator) }),
        );
      case 'term':
        return this.say(record.preferred);
      case 'parameter':
        return this.say(record.label);
      case 'waiver':
        return this.say(record.reason);
      case 'instrument':
        return this.say(record.short ?? record.title);
      case 'source':
        return this.sourceTitle(record);
      default:
        return this.say(record.title);
    }
  }

  /** Who asked and where: "Committee on the Rights of the Child, CRC/C/KAZ/CO/4, para 30, 2015". */
  recommendation({ body, document, paragraph, date }: RecordOf<'recommendation'>): Inline[] {
    const rest = [document, paragraph && this.t('report.paragraph', { number: paragraph }), date.slice(0, 4)].filter(
      (part) => part !== undefined && part !== '',
    );
    return [...this.say(body), ...this.plain(`, ${rest.join(', ')}`)];
  }

  /** A title as its source has it: a plain one is in the language of the source, unless its letters say otherwise. */
  sourceTitle({ title, language }: RecordOf<'source'>): Inline[] {
    const isCyrillic = typeof title === 'string' && /\p{Script=Cyrillic}/u.test(title);
    const own =
      typeof title !== 'string' || language === undefined || ((language === 'ru' || language === 'kk') && !isCyrillic)
        ? undefined
        : language;
    if (typeof title === 'string' && own !== undefined) {
      return [{ kind: 'text', text: clean(title), ...(own !== this.language && { lang: own }) }];
    }
    return this.say(title).map((run) => {
      // A title is a name: it is marked by its language, not as a translation to be checked.
      if (run.kind !== 'text') return run;
      const { unchecked: _, ...kept } = run;
      return kept;
    });
  }
}

/** The shape of a status: of a scale with other words, the first is met, the last not met, those between partly. */
export function shapeOf(status: Status, framework?: Framework): Shape {
  const known = SHAPES[status];
  if (known) return known;
  const scale = framework?.scale ?? [];
  const at = scale.findIndex(({ id }) => id === status);
  return at < 0 ? 'na' : at === 0 ? 'met' : at === scale.length - 1 ? 'notmet' : 'partly';
}

/** What a reader reads of some runs, without notes. */
export function plainText(runs: readonly Inline[]): string {
  return runs.map(wordsOf).join('');
}

function wordsOf(run: Inline): string {
  switch (run.kind) {
    case 'text':
      return run.text;
    case 'link':
    case 'term':
      return plainText(run.content);
    case 'status':
    case 'flag':
      return run.words;
    case 'break':
      return ' ';
    case 'note':
      return '';
  }
}

/** What one text of a law says of each of its units: number, heading, words, and from when to when. */
import { cutDays, type Day, firstDay, isoDay, type PartialDate, type Span } from '../../core/time.ts';
import { descendants, elementAt, elementsOf, type XmlElement } from '../xml.ts';
import { attribute, type Bounds, dayOf, type Expression, identifierOf, type Modification } from './expression.ts';
import { shortLanguage } from './names.ts';
import type { Notice, Report } from './report.ts';
import { type Aside, inlineText, isRemoved, readUnit, type TextOptions } from './text.ts';
import { collectUnits, GROUPS, isPlaceholder, numberOf, type Unit } from './units.ts';

/** Words that may be in another language than the text they stand in. */
interface Words {
  readonly text: string;
  readonly language: string;
}

/** A unit as one text has it, from a day on where the text says so. */
export interface Observation extends Bounds {
  readonly number: string;
  readonly unit: Unit;
  readonly language: string;
  /** Day of the text; in a file that holds several versions, of this one. */
  readonly on: PartialDate | undefined;
  /** Day of the file's text. */
  readonly read: PartialDate | undefined;
  readonly isOriginal: boolean;
  readonly heading: Words;
  readonly text: string;
  readonly summary: Words;
  readonly isRepealed: boolean;
  readonly by: readonly Modification[];
  /** What a file of our own says beside the standard. */
  readonly own: XmlElement | undefined;
}

/** Every unit of a text, in its order; what belongs to none of them goes to the report. */
export function readText(expression: Expression, report: Report): Observation[] {
  return new TextReader(expression, report).read();
}

/** What to say of words that are left out of a text, or cannot be shown as they were. */
const ASIDES: Record<Exclude<Aside, 'note' | 'table' | 'unknown'>, Pick<Notice, 'code' | 'message'>> = {
  remark: { code: 'remark', message: 'A remark of the editor, not part of the text.' },
  removed: { code: 'removed-text', message: 'Words that the file marks as no longer part of the text.' },
  image: { code: 'not-shown', message: 'A picture stands here; the text has its description or its address.' },
  elsewhere: { code: 'not-shown', message: 'A part stands in another file, which was not given.' },
  nested: {
    code: 'nested-article',
    message: 'An article stands inside another; it is kept as lines of the outer one.',
  },
};

/** What a unit without a number is recorded as, with a number of ours. */
const UNNUMBERED = 'Unnumbered';

class TextReader {
  readonly #expression: Expression;
  readonly #report: Report;
  /** The number that what is being read is reported under. */
  #number: string | undefined;
  #remarks: string[] = [];
  #summaries: Words[] = [];
  // In a file of several versions, what one lacks another has: only what none has is reported.
  readonly #shown = new Set<XmlElement>();
  readonly #hidden = new Map<XmlElement, string>();
  readonly #numbers = new Map<string, Unit>();
  #attachments = 0;
  #unnumbered = 0;

  constructor(expression: Expression, report: Report) {
    this.#expression = expression;
    this.#report = report;
  }

  read(): Observation[] {
    const { on, modifications, period } = this.#expression;
    const today = on === undefined ? undefined : firstDay(on);
    const units = this.#units();
    const changed = changesByUnit(units, modifications);
    return units.flatMap((unit) => {
      const { element } = unit;
      const number = this.#nameOf(unit);
      this.#number = number;
      const segments = segmentsOf(this.#expression, element, period(element) ?? unit.inherited, today);
      const observed = segments.flatMap((segment) => this.#observe(number, unit, segment, changed.get(element) ?? []));
      // Said only where something is recorded: a remark alone is in the report.
      if (number.startsWith(UNNUMBERED) && observed.length > 0) this.#tellNumber(element, number);
      for (const [part, text] of this.#hidden) if (!this.#shown.has(part)) this.#aside('removed', part, text);
      this.#shown.clear();
      this.#hidden.clear();
      this.#number = undefined;
      return observed;
    });
  }

  #units(): Unit[] {
    const { document, period } = this.#expression;
    const outside = (elements: readonly XmlElement[], under: string) => this.#outside(elements, under);
    return elementsOf(document).flatMap((part): Unit[] => {
      if (part.name === 'meta') return [];
      if (part.name === 'preamble') return [{ element: part, kind: 'preamble', under: '', inherited: [] }];
      if (/^(?:body|mainBody|attachments|components)$/.test(part.name)) {
        return collectUnits(part, this.#expression, outside, '', period(part) ?? []);
      }
      outside([part], '');
      return [];
    });
  }

  #outside(elements: readonly XmlElement[], under: string): void {
    const text = inlineText(elements, this.#options(undefined));
    const [first] = elements;
    if (text === '' || !first) return;
    // Several texts of one law repeat their headings.
    this.#report.once(`outside ${under} ${text}`, {
      code: 'outside-provisions',
      message: `Words outside the provisions${under === '' ? '' : ` under “${under}”`}, in <${first.name}>.`,
      place: first.place,
      text,
    });
  }

  #aside(kind: Aside, element: XmlElement, text: string): void {
    const { place } = element;
    const notice = {
      ...(this.#number !== undefined && { number: this.#number }),
      place,
      ...(text !== '' && { text }),
    };
    switch (kind) {
      case 'note':
        this.#report.once(`note ${identifierOf(element)}`, {
          code: 'publisher-note',
          message: 'A note of the publisher.',
          ...notice,
        });
        return;
      case 'table':
        this.#report.count('table', {
          code: 'not-shown',
          message: 'A table is kept as lines, “a | b”; joined cells are not shown as such.',
          ...notice,
        });
        return;
      case 'unknown':
        this.#report.count(`unknown ${element.name}`, {
          code: 'unknown-element',
          message: `<${element.name}> is not known; its words are kept in the text.`,
          place,
        });
        return;
      case 'remark':
        if (this.#expression.isSummary(attribute(element, 'refersTo'))) {
          this.#summaries.push(this.#words(element, text));
          return;
        }
        if (text !== '') this.#remarks.push(text);
        break;
    }
    // Nothing was left out where there were no words.
    if (text === '' && (kind === 'remark' || kind === 'removed')) return;
    this.#report.add({ ...ASIDES[kind], ...notice });
  }

  #options(day: Day | undefined): TextOptions {
    const { isMultiple, notes, period } = this.#expression;
    return {
      notes,
      aside: (kind, element, text) => {
        if (kind === 'removed' && isMultiple && !isRemoved(element)) this.#hidden.set(element, text);
        else this.#aside(kind, element, text);
      },
      holds: (element) => {
        const periods = day === undefined ? [] : (period(element) ?? []);
        const isHeld = day === undefined || periods.length === 0 || periods.some((bounds) => contains(bounds, day));
        if (isHeld && isMultiple) this.#shown.add(element);
        return isHeld;
      },
    };
  }

  #words(element: XmlElement | undefined, text: string): Words {
    return { text, language: shortLanguage(attribute(element, 'xml:lang')) ?? this.#expression.language };
  }

  /** The number of a unit, and one that tells it apart where the law has it twice. */
  #nameOf(unit: Unit): string {
    const { element, under } = unit;
    const { place } = element;
    let number = this.#ownNumber(unit);
    if (number === '') {
      const id = unit.kind === 'article' || unit.kind === 'section' ? identifierOf(element) : undefined;
      const stated = /(?:^|_|-|\.)(\d[\p{L}\d.-]*)$/u.exec(id ?? '')?.[1];
      number = stated ?? `${UNNUMBERED} ${++this.#unnumbered}`;
      if (stated !== undefined) this.#tellNumber(element, number);
    }
    const other = this.#numbers.get(number);
    if (other && !this.#isVersionOf(unit, other)) {
      const apart = `${number} (${under || 'second of this number'})`;
      const taken = number;
      number = apart;
      for (let again = 2; this.#numbers.has(number); again++) number = `${apart} ${again}`;
      const message = `The number ${taken} occurs more than once; this one is recorded as “${number}”.`;
      this.#report.add({ code: 'number', message, number, place });
    }
    this.#numbers.set(number, unit);
    return number;
  }

  #tellNumber({ name, place }: XmlElement, number: string): void {
    const message = `<${name}> has no number; it is recorded as “${number}”.`;
    this.#report.add({ code: 'number', message, number, place });
  }

  #ownNumber({ element, kind }: Unit): string {
    if (kind === 'preamble') return 'Preamble';
    // Remarks in a number are reported when the unit is read, under the number.
    const silent: TextOptions = { aside: () => {}, holds: () => true, notes: new Map() };
    const titles = elementsOf(element).filter(({ name }) => name === 'num' || name === 'heading');
    const { num, heading } = readUnit({ ...element, children: titles }, silent);
    if (kind === 'attachment') return num || heading || `Attachment ${++this.#attachments}`;
    return kind === 'part' && GROUPS.has(element.name) && element.name !== 'hcontainer' ? num : numberOf(num);
  }

  /** Whether two units of one number are the same provision at different times. */
  #isVersionOf(unit: Unit, other: Unit): boolean {
    const { isMultiple, period } = this.#expression;
    const permanent = ({ element }: Unit) => attribute(element, 'wId') ?? identifierOf(element);
    const hasPeriod = (period(unit.element) ?? unit.inherited).length > 0;
    return isMultiple && (permanent(unit) === permanent(other) || (hasPeriod && unit.under === other.under));
  }

  /** What a unit says over a stretch of time; nothing where it has no words. */
  #observe(number: string, unit: Unit, segment: Segment, changes: readonly Modification[]): Observation[] {
    const { element, kind } = unit;
    const { on, isMultiple, isOriginal, language, own, period } = this.#expression;
    this.#remarks = [];
    this.#summaries = [];
    const { lines, heading } = readUnit(element, this.#options(segment.day));
    // Nothing but a remark, which the report has.
    if (number.startsWith(UNNUMBERED) && lines.length === 0 && heading === '' && this.#summaries.length === 0)
      return [];
    if (attribute(element, 'status') === 'temporarilyRemoved') {
      this.#report.add({
        code: 'suspended',
        message: 'The file marks it as out of force for a time. Add from when to when (suspended).',
        number,
        place: element.place,
      });
    }
    const { day } = segment;
    const dates = changes.flatMap(({ date, type }) =>
      date !== undefined && (day === undefined || firstDay(date) <= day) ? [{ date, type }] : [],
    );
    dates.sort((a, b) => firstDay(a.date) - firstDay(b.date));
    const latest = dates.at(-1)?.date;
    const isGone = isRemoved(element);
    const isRepealed = isGone || isPlaceholder(lines, heading, this.#remarks.join(' '));
    const began = dayOf(latest) > dayOf(segment.from) ? latest : segment.from;
    // The period of a chapter says nothing of the day on which an article in it was repealed.
    const ownStart = period(element) === undefined ? undefined : segment.from;
    const repealed = dates.findLast(({ type }) => type === 'repeal')?.date ?? (isGone ? segment.to : ownStart);
    return [
      {
        number,
        unit,
        language,
        on: isMultiple ? (segment.from ?? on) : on,
        read: on,
        isOriginal,
        heading: this.#words(elementAt(element, 'heading'), kind === 'attachment' && heading === number ? '' : heading),
        text: lines.join('\n'),
        summary: {
          text: this.#summaries.map(({ text }) => text).join(' '),
          language: this.#summaries[0]?.language ?? language,
        },
        isRepealed,
        from: isRepealed ? repealed : began,
        to: isRepealed ? undefined : segment.to,
        by: changes.filter(({ date }) => date !== undefined && date === began),
        own: own?.get(identifierOf(element) ?? ''),
      },
    ];
  }
}

/** Modifications by the unit they changed, or a part of it: art_5__para_2 is in art_5, and art_5-1 is not. */
function changesByUnit(
  units: readonly Unit[],
  modifications: readonly Modification[],
): Map<XmlElement, Modification[]> {
  const byId = new Map<string, XmlElement>();
  for (const { element } of units) {
    for (const id of [attribute(element, 'wId'), identifierOf(element)]) if (id !== undefined) byId.set(id, element);
  }
  const changes = new Map<XmlElement, Modification[]>();
  for (const modification of modifications) {
    const changed = new Set<XmlElement>();
    for (const target of modification.targets) {
      // A hyphen joins levels in some schemes, and numbers such as 5-1 in those that join levels with underscores.
      const ending = target.includes('_') ? /(?:_|\.)+[^_.]*$/ : /[-.][^-.]*$/;
      let id = target;
      while (id !== '' && !byId.has(id)) id = ending.test(id) ? id.replace(ending, '') : '';
      const element = byId.get(id);
      if (element) changed.add(element);
    }
    for (const element of changed) changes.set(element, [...(changes.get(element) ?? []), modification]);
  }
  return changes;
}

const contains = ({ from, to }: Bounds, day: Day) =>
  (from === undefined || firstDay(from) <= day) && (to === undefined || day < firstDay(to));

interface Segment extends Bounds {
  /** A day in it, for which the text is read. */
  readonly day: Day | undefined;
}

/** The stretches of time for which a text gives a unit: one, or as many as its parts have periods. */
function segmentsOf(
  expression: Expression,
  element: XmlElement,
  bounds: readonly Bounds[],
  today: Day | undefined,
): Segment[] {
  const isPartial = new Map<Day, PartialDate>();
  const span = ({ from, to }: Bounds): Span => {
    for (const date of [from, to]) if (date !== undefined) isPartial.set(firstDay(date), date);
    return { from: from === undefined ? -Infinity : firstDay(from), to: to === undefined ? Infinity : firstDay(to) };
  };
  const asDate = (day: Day): PartialDate | undefined => isPartial.get(day) ?? isoDay(day);
  const own = bounds.map(span).filter(({ from, to }) => from < to);
  if (!expression.isMultiple) {
    const here = own.find(({ from, to }) => today === undefined || (from <= today && today < to)) ?? own[0];
    // The words as they are now stand since the latest change of any part of them.
    const inner = [...descendants(element)].flatMap((child) => expression.period(child) ?? []).map(span);
    const starts = [
      here?.from ?? -Infinity,
      ...inner.filter(({ from, to }) => today !== undefined && from <= today && today < to).map(({ from }) => from),
    ];
    return [{ from: asDate(Math.max(...starts)), to: here && asDate(here.to), day: today }];
  }
  const inner = [...descendants(element)].flatMap((child) => expression.period(child) ?? []).map(span);
  const whole = own.length > 0 ? own : [{ from: -Infinity, to: Infinity }];
  return whole.flatMap(({ from, to }) => {
    const cuts = cutDays(inner).filter((day) => from < day && day < to);
    const edges = [from, ...cuts, to];
    return edges.slice(0, -1).map((start, index): Segment => {
      const end = edges[index + 1] ?? Infinity;
      const day = Number.isFinite(start) ? start : Number.isFinite(end) ? end - 1 : today;
      return { from: asDate(start), to: asDate(end), day };
    });
  });
}

/**
 * A row of a table as its fields: what a column means, how its dates and numbers are read, which state is meant.
 * Always true: a value is taken, or the row says why not (wrong) or what a person must decide first (asked); nothing is
 * guessed in between.
 */
import type { Language, Localised } from '../../core/localised.ts';
import type { PartialDate } from '../../core/time.ts';
import { type DateReading, type DateSettings, readDate, readPeriod } from '../tables/dates.ts';
import { type Decimal, type Figure, isMissing, readNumber } from '../tables/numbers.ts';
import { columnName, isBroken, isDated, type Row, textOf, type Value } from '../tables/table.ts';
import type { CountryReading } from './countries.ts';
import { type Mapping, SKIP } from './mapping.ts';
import { choiceOf, fold } from './vocabulary.ts';

/** The reason of rows that name no country. */
export const NO_COUNTRY = 'is empty: no country';

/** Why a row does not go in. */
export interface Failure {
  readonly row: number;
  /** The column by its heading, where one is to blame. */
  readonly column?: string;
  readonly reason: string;
  readonly value?: string;
}

/** What a person must decide before rows like this can be read. */
export interface Asked {
  /** order, century, serial, decimal; or value, with the field and what stands in it. */
  readonly about: 'order' | 'century' | 'serial' | 'decimal' | 'value';
  readonly field: string;
  readonly value: string;
  readonly options?: readonly string[];
  readonly why?: string;
  /** Whether nothing may be written until it is decided; else rows like this fail. */
  readonly isBlocking: boolean;
}

/** How the rows of a table are read. */
export interface Settings extends DateSettings {
  /** Column of each field, from 0. */
  readonly columns: ReadonlyMap<string, number>;
  readonly headings: readonly string[];
  readonly decimal?: Decimal;
  readonly language: Language;
  readonly mapping: Mapping;
  readonly readCountry: (name: string) => CountryReading;
  /** A country that holds for every row without one of its own. */
  readonly country?: string;
  /** Rows of other countries are left out. */
  readonly onlyCountry?: string;
}

/** Text without control characters and doubled spaces, in normal form C. */
function cleaned(text: string): string {
  if (!/[^\x20-\x7e]| {2}/.test(text)) return text;
  return text
    .normalize('NFC')
    .replaceAll(/[^\P{Cc}\n\t]/gu, ' ')
    .replaceAll(/[ \t\u00a0]+/g, ' ')
    .trim();
}

export class RowReader {
  readonly number: number;
  readonly failures: Failure[] = [];
  readonly asked: Asked[] = [];
  /** Whether a decision of the mapping leaves the row out. */
  isLeftOut = false;
  readonly #cells: readonly Value[];
  readonly #settings: Settings;

  constructor(row: Row, settings: Settings) {
    this.number = row.number;
    this.#cells = row.cells;
    this.#settings = settings;
  }

  get language(): Language {
    return this.#settings.language;
  }

  get isReadable(): boolean {
    return !this.isLeftOut && this.failures.length === 0 && this.asked.length === 0;
  }

  has(field: string): boolean {
    return this.#settings.columns.has(field) || this.#settings.mapping.constants?.[field] !== undefined;
  }

  /** The cell of a field, or what holds for every row. */
  value(field: string): Value {
    const column = this.#settings.columns.get(field);
    const cell = column === undefined ? undefined : this.#cells[column];
    if (cell !== undefined && textOf(cell) !== '') return cell;
    return this.#settings.mapping.constants?.[field];
  }

  /** The cell at a column. */
  at(column: number): Value {
    return this.#cells[column];
  }

  /** What stands in a field, with the values that a person replaced; nothing where it is empty. */
  text(field: string): string | undefined {
    const value = this.value(field);
    if (value === undefined) return undefined;
    if (isBroken(value)) {
      this.fail(field, value.error);
      return undefined;
    }
    const said = cleaned(textOf(value));
    if (said === '') return undefined;
    const decided = this.#settings.mapping.values?.[field];
    if (!decided) return said;
    const instead = decided[said] ?? Object.entries(decided).find(([from]) => fold(from) === fold(said))?.[1];
    if (instead === SKIP) this.isLeftOut = true;
    return instead ?? said;
  }

  required(field: string): string | undefined {
    const said = this.text(field);
    if (said === undefined && this.failures.length === 0) this.fail(field, 'is empty');
    return said;
  }

  /** A text in the language of the table, with those that have columns of their own. */
  localised(field: string): Localised | undefined {
    const found: Partial<Record<Language, string>> = {};
    for (const language of ['en', 'ru', 'kk'] as const) {
      const said = this.text(`${field}.${language}`);
      if (said !== undefined) found[language] = said;
    }
    const own = this.text(field);
    if (own !== undefined) found[this.#settings.language] ??= own;
    const languages = Object.keys(found);
    if (languages.length === 0) return undefined;
    return languages.length === 1 && found.en !== undefined ? found.en : found;
  }

  date(field: string): PartialDate | undefined {
    return this.#dated(field, readDate);
  }

  period(field: string): string | undefined {
    return this.#dated(field, readPeriod);
  }

  /** A date that stands in a text rather than in a cell of its own. */
  dateIn(field: string, said: string): PartialDate | undefined {
    return this.#settle(field, said, readDate(said, this.#settings));
  }

  periodIn(field: string, said: string): string | undefined {
    return this.#settle(field, said, readPeriod(said, this.#settings));
  }

  #dated(field: string, read: (said: string, settings: DateSettings) => DateReading): string | undefined {
    const value = this.value(field);
    if (value !== undefined && isDated(value)) return this.#settle(field, value.date, readDate(value.date, {}));
    const said = this.text(field);
    if (said === undefined || isMissing(said)) return undefined;
    return this.#settle(field, said, read(said, this.#settings));
  }

  #settle(field: string, said: string, reading: DateReading): string | undefined {
    if ('date' in reading) return reading.date;
    if ('asks' in reading) this.asked.push({ about: reading.asks, field, value: said, isBlocking: true });
    else this.fail(field, reading.wrong, said);
    return undefined;
  }

  /** The number in a cell; 'missing' where the register says that it has none. */
  figure(field: string, value: Value = this.value(field)): Figure | 'missing' | undefined {
    if (value === undefined) return 'missing';
    if (typeof value === 'number') return { value };
    if (isBroken(value)) {
      this.fail(field, value.error);
      return undefined;
    }
    const said = textOf(value);
    if (isMissing(said)) return 'missing';
    const { decimal } = this.#settings;
    const [point, comma] = [readNumber(said, 'point'), readNumber(said, 'comma')];
    if (!point && !comma) {
      this.fail(field, 'is not a number', said);
      return undefined;
    }
    if (point && comma && point.value === comma.value) return point;
    if (decimal === undefined) {
      this.asked.push({ about: 'decimal', field, value: said, isBlocking: true });
      return undefined;
    }
    const figure = decimal === 'point' ? point : comma;
    if (!figure) this.fail(field, `is not a number where decimals stand behind a ${decimal}`, said);
    return figure;
  }

  integer(field: string): number | undefined {
    const figure = this.figure(field);
    if (figure === undefined || figure === 'missing') return undefined;
    if (Number.isInteger(figure.value) && figure.value >= 0) return figure.value;
    this.fail(field, 'must be a whole number', String(figure.value));
    return undefined;
  }

  /** The state a row is about. */
  country(field = 'country'): string | undefined {
    const said = this.text(field);
    const { country, onlyCountry } = this.#settings;
    if (this.isLeftOut) return undefined;
    if (said === undefined) {
      if (country === undefined) this.fail(field, NO_COUNTRY);
      return country;
    }
    const found = this.stateNamed(field, said);
    if (found !== undefined && onlyCountry !== undefined && found !== onlyCountry) this.isLeftOut = true;
    return found;
  }

  stateNamed(field: string, said: string): string | undefined {
    const reading = this.#settings.readCountry(said);
    if ('country' in reading) return reading.country;
    if ('asks' in reading) {
      const why =
        reading.why === 'historic'
          ? 'is a state that is no more, or an earlier name'
          : 'is what more than one state is called';
      this.asked.push({ about: 'value', field, value: said, options: reading.asks, why, isBlocking: true });
    } else {
      const why = 'is no state or territory on record';
      this.asked.push({ about: 'value', field, value: said, options: reading.unknown, why, isBlocking: false });
    }
    return undefined;
  }

  /** One of a closed list, as registers write it. */
  choice<T extends string>(field: string, choices: Readonly<Record<T, readonly string[]>>): T | undefined {
    const said = this.text(field);
    if (said === undefined) return undefined;
    const found = choiceOf(said, choices);
    if (!found) this.askValue(field, said, Object.keys(choices), 'is not a word that is known here');
    return found;
  }

  askValue(field: string, value: string, options: readonly string[], why: string): void {
    this.asked.push({ about: 'value', field, value, options, why, isBlocking: false });
  }

  fail(field: string, reason: string, value?: string): void {
    this.failures.push({
      row: this.number,
      column: this.heading(field),
      reason,
      ...(value !== undefined && { value }),
    });
  }

  heading(field: string): string {
    const column = this.#settings.columns.get(field);
    if (column === undefined) return field;
    return this.#settings.headings[column] || `column ${columnName(column)}`;
  }
}

/**
 * Many rows at once, as fast as each engine takes them: COPY on PostgreSQL, one prepared statement on SQLite.
 * Rows are made while the database takes those before them, so a generator needs little memory.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export type Value = string | number | null;

/** Rows on their way into a table; engines know them by their class. */
export class Rows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly Value[]>;

  constructor(table: string, columns: readonly string[], rows: Iterable<readonly Value[]>) {
    this.table = table;
    this.columns = columns;
    this.rows = rows;
  }

  /** The statement for one row. */
  get insert(): string {
    return `insert into ${this.table} (${this.columns.join(', ')}) values (${this.columns.map(() => '?').join(', ')})`;
  }
}

/** A connection to PostgreSQL that takes Rows by COPY. */
export class CopyingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg cannot be restated; everything else passes through.
  override query(...parameters: any[]): any {
    const [, values] = parameters;
    if (Array.isArray(values) && values[0] instanceof Rows) return this.#copy(values[0]);
    return super.query(...(parameters as [string]));
  }

  async #copy({ table, columns, rows }: Rows) {
    const target = super.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
    await pipeline(Readable.from(chunks(rows), { objectMode: false, highWaterMark: CHUNK }), target);
    return { command: 'COPY', rowCount: target.rowCount, rows: [] };
  }
}

/** In UTF-16 units. */
const CHUNK = 65_536;

/** Rows in the text format of COPY. */
function* chunks(rows: Iterable<readonly Value[]>): Generator<Buffer> {
  let chunk = '';
  for (const row of rows) {
    for (let column = 0; column < row.length; column++) {
      chunk += (column === 0 ? '' : '\t') + field(row[column] as Value);
    }
    chunk += '\n';
    if (chunk.length >= CHUNK) {
      yield Buffer.from(chunk);
      chunk = '';
    }
  }
  if (chunk !== '') yield Buffer.from(chunk);
}

const ESCAPED = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function field(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return ESCAPED.test(value) ? value.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? '') : value;
}

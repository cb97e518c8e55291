/**
 * What the command line writes, and how: results to standard output, everything else to standard error.
 * Always true: text of records reaches a terminal without control characters; colour is used on a terminal only and
 * never when NO_COLOR is set (no-color.org); a reader that closes the pipe early ends the program quietly.
 */

/** Where output goes; the process itself, or a test. */
export interface Terminal {
  readonly out: Stream;
  readonly err: Stream;
}

export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

const WIDEST = 100;
const NARROWEST = 40;
const UNKNOWN_WIDTH = 80;
/** Columns below which the last column of a table moves to the next line. */
const SQUEEZED = 24;

/** How many columns a line may take: that of the terminal within reason, COLUMNS, or 80 where neither is known. */
export function widthOf(stream: Stream): number {
  const width = (stream.isTTY ? stream.columns : undefined) ?? (Number(process.env.COLUMNS) || UNKNOWN_WIDTH);
  return Math.max(NARROWEST, Math.min(width, WIDEST));
}

/** Whether to colour: a terminal that can, and nobody who asked for none. */
export function hasColour(stream: Stream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

export type Tone = 'strong' | 'faint' | 'good' | 'fair' | 'bad' | 'none';

const CODES: Record<Tone, readonly [number, number] | undefined> = {
  strong: [1, 22],
  faint: [2, 22],
  good: [32, 39],
  fair: [33, 39],
  bad: [31, 39],
  none: undefined,
};

const ESCAPE = '\u001b';
const STYLED = new RegExp(`${ESCAPE}\\[\\d+m`, 'g');

/** Text of a record, made safe for a terminal: no control characters but line breaks, and none that turn the reading direction. */
export function plain(text: string): string {
  return text.replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, ' ');
}

/** How many columns a text takes. */
export function columns(text: string): number {
  return [...text.replace(STYLED, '').replace(/\p{M}/gu, '')].length;
}

/** Breaks text at spaces into lines; words longer than a line stay whole. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && columns(line) + 1 + columns(word) > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line];
  });
}

/** Writes one answer for people: paragraphs, indented lines and tables within the width. */
export class Page {
  readonly width: number;
  readonly #stream: Stream;
  readonly #colour: boolean;

  constructor(stream: Stream) {
    this.#stream = stream;
    this.width = widthOf(stream);
    this.#colour = hasColour(stream);
  }

  /** The text in a tone, or as it is where there is no colour. */
  tone(text: string, tone: Tone): string {
    const codes = CODES[tone];
    return this.#colour && codes ? `${ESCAPE}[${codes[0]}m${text}${ESCAPE}[${codes[1]}m` : text;
  }

  /** A line, wrapped. A label stands before it, and the lines that follow begin where the text did. */
  line(text = '', indent = 0, label = ''): void {
    const hang = indent + columns(label);
    for (const [index, line] of wrap(text, this.width - hang).entries()) {
      const start = index === 0 ? ' '.repeat(indent) + label : ' '.repeat(hang);
      this.raw((start + line).trimEnd());
    }
  }

  /** A line as it is, however long: what other programs read. */
  raw(text: string): void {
    this.#stream.write(`${text}\n`);
  }

  heading(text: string): void {
    this.line();
    this.line(this.tone(text, 'strong'));
  }

  /** Rows in columns, the last of which wraps. Empty columns are left out. */
  table(rows: readonly (readonly string[])[], indent = 0): void {
    const count = Math.max(0, ...rows.map((row) => row.length));
    const widths = Array.from({ length: count }, (_, column) =>
      Math.max(...rows.map((row) => columns(row[column] ?? ''))),
    );
    const used = widths.flatMap((width, column) => (width > 0 ? [column] : []));
    const last = used.at(-1);
    for (const row of rows) {
      const label = used
        .filter((column) => column !== last)
        .map((column) => pad(row[column] ?? '', (widths[column] ?? 0) + 2))
        .join('');
      const text = row[last ?? 0] ?? '';
      const room = this.width - indent - columns(label);
      // A last column that would be squeezed begins on a line of its own.
      if (room < SQUEEZED && columns(text) > room) {
        this.line(label.trimEnd(), indent);
        this.line(text, indent + 4);
      } else this.line(text, indent, label);
    }
  }
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Writes a value as JSON, two spaces deep. */
export function writeJson(stream: Stream, value: unknown): void {
  stream.write(`${JSON.stringify(value, null, 2)}\n`);
}

const PATIENCE = 1000;
const FRAME = 250;

/** Says on a terminal what takes longer than a second, and takes it back when it is done. `what` may change meanwhile. */
export async function withProgress<T>(
  stream: Stream,
  what: string | (() => string),
  work: () => Promise<T>,
): Promise<T> {
  if (!stream.isTTY) return work();
  const start = performance.now();
  let shown = 0;
  const timer = setInterval(() => {
    const passed = performance.now() - start;
    if (passed < PATIENCE) return;
    const line = `${typeof what === 'string' ? what : what()}… ${Math.floor(passed / 1000)} s`;
    stream.write(`\r${line.padEnd(shown)}`);
    shown = Math.max(shown, columns(line));
  }, FRAME);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (shown > 0) stream.write(`\r${' '.repeat(shown)}\r`);
  }
}

/** A reader that closes the pipe has seen enough: that is no error. */
export function endQuietlyOnClosedPipe(...streams: NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      throw error;
    });
  }
}

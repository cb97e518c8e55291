/**
 * Text tables as streams of rows: RFC 4180 as it is met, with commas, semicolons, tabs or bars.
 * Always true: a row carries the line on which it begins; a quote that never closes is said with its line, and does not
 * swallow the memory.
 */
import { type CsvError, parse } from 'csv-parse';
import { LIMITS, type Row, refuse } from './table.ts';

export const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', bar: '|' } as const;
export type Delimiter = keyof typeof DELIMITERS;

/** Longest row, in characters; beyond it a quote was left open. */
const ROW = 4 * 1024 ** 2;

export interface DelimiterGuess {
  readonly delimiter: Delimiter;
  /** Another that would divide the rows as evenly. */
  readonly or?: Delimiter;
}

/** The delimiter of a text by its beginning: the one that divides most rows into equally many cells. */
export function guessDelimiter(text: string): DelimiterGuess {
  const declared = /^\ufeff?sep=(.)\r?\n/i.exec(text)?.[1];
  const known = (Object.keys(DELIMITERS) as Delimiter[]).find((name) => DELIMITERS[name] === declared);
  if (known) return { delimiter: known };
  const scored = (Object.keys(DELIMITERS) as Delimiter[])
    .map((delimiter) => ({ delimiter, score: evenness(text, DELIMITERS[delimiter]) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (!best) return { delimiter: 'comma' };
  return { delimiter: best.delimiter, ...(next && next.score > best.score * 0.9 && { or: next.delimiter }) };
}

function evenness(text: string, delimiter: string): number {
  const widths = widthsOf(text, delimiter);
  const counts = new Map<number, number>();
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [mode] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  if (!mode) return 0;
  // More cells speak for a delimiter, but far less than evenness does.
  return (mode[1] / widths.length) * (1 + Math.log2(mode[0]) / 8);
}

/** How many cells the rows at the beginning have; a quote counts only where a cell begins. */
function widthsOf(text: string, delimiter: string): number[] {
  const widths: number[] = [];
  let width = 1;
  let isQuoted = false;
  let isStart = true;
  for (let at = 0; at < text.length && widths.length < 200; at++) {
    const character = text[at];
    if (isQuoted) {
      if (character === '"') {
        if (text[at + 1] === '"') at++;
        else isQuoted = false;
      }
      continue;
    }
    if (character === '"' && isStart) isQuoted = true;
    else if (character === delimiter) width++;
    else if (character === '\n') {
      if (!isStart || width > 1) widths.push(width);
      width = 1;
      isStart = true;
      continue;
    }
    isStart = character === delimiter || (isStart && character === ' ');
  }
  return widths.length > 0 ? widths : [width];
}

/** Rows in batches, blank ones left out. */
export async function* csvRows(
  chunks: AsyncIterable<string>,
  delimiter: Delimiter,
  shown: string,
): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  let lines = 0;
  let failure: CsvError | undefined;
  const parser = parse({
    delimiter: DELIMITERS[delimiter],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: ROW,
    record_delimiter: ['\r\n', '\n', '\r'],
    // Rows are taken as they are found: an error later in the file would otherwise take back those before it.
    on_record: (record: string[], context) => {
      const number = lines + 1;
      lines = context.lines;
      const isBlankRow = record.every((cell) => cell.trim() === '');
      const isDeclaration = number === 1 && record.length === 1 && /^\ufeff?sep=.?$/i.test(record[0] ?? '');
      if (!isBlankRow && !isDeclaration)
        batch.push({ number, cells: record.slice(0, LIMITS.columns).map((cell) => (cell === '' ? undefined : cell)) });
      return null;
    },
  });
  parser.resume();
  const ended = new Promise<void>((resolve) => {
    parser.on('error', (error) => {
      failure = error as CsvError;
      resolve();
    });
    parser.on('end', resolve);
  });
  for await (const chunk of chunks) {
    if (failure) break;
    if (!parser.write(chunk)) await Promise.race([new Promise((resolve) => parser.once('drain', resolve)), ended]);
    if (batch.length > 0) {
      yield batch;
      batch = [];
    }
  }
  if (!failure) {
    parser.end();
    await ended;
  }
  if (batch.length > 0) yield batch;
  if (failure) throw readable(failure, lines + 1, shown);
}

function readable({ code }: CsvError, line: number, shown: string) {
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') {
    return refuse(
      shown,
      `a quote that opens in the row that begins on line ${line} never closes, so that the rest of the file is one cell.`,
      'Close it, or double it where it belongs to the text.',
    );
  }
  return refuse(shown, `the row that begins on line ${line} cannot be read (${code}).`, 'Correct it.');
}

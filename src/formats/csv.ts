/**
 * Tables as comma-separated values, RFC 4180: CRLF, quotes where a value needs them.
 * Always true: a spreadsheet shows every text as text. One that begins like a formula gets an apostrophe before it
 * (OWASP, CSV injection), since sources are outside our control; numbers stay numbers.
 */

/** What a cell can hold; nothing for undefined. */
export type Cell = string | number | boolean | undefined;

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
const LIKE_A_FORMULA = /^[\t\r]|^\s*[=+\-@＝＋－＠]/;

function written(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = LIKE_A_FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table with its header. Every row has as many cells as the header. */
export function csv(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  let text = '';
  for (const row of [header, ...rows]) text += `${row.map(written).join(',')}\r\n`;
  return text;
}

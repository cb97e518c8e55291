/**
 * Workbooks (Office Open XML, ECMA-376) as streams of rows: .xlsx and .xlsm.
 * Always true: no formula is computed and no macro, link or picture is looked at: the stored value of a cell is read.
 * A sheet passes through in batches; only the list of shared texts is held. Hidden sheets are listed, never chosen.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { serialDate } from './dates.ts';
import { LIMITS, type Merge, type Met, type Row, refuse, type Value } from './table.ts';
import { openPackage, type Package } from './zip.ts';

export interface SheetInfo {
  readonly name: string;
  readonly isHidden: boolean;
}

export interface Workbook {
  readonly sheets: readonly SheetInfo[];
  /** Whether serial dates count from 1904, as the file says. */
  readonly from1904: boolean;
  /** The merged areas of a sheet; they stand after its rows. */
  merges(sheet: string): Promise<Merge[]>;
  /** Rows in batches, blank ones left out. `met` is added to on the way. */
  rows(sheet: string, met: Met, onBytes?: (done: number, total: number) => void): AsyncGenerator<Row[]>;
  close(): Promise<void>;
}

const AGAIN = 'Open it in the program that made it and save it again as XLSX or CSV.';

export async function openWorkbook(file: string, shown: string): Promise<Workbook> {
  const parts = await openPackage(file, shown);
  try {
    const main = await mainPart(parts);
    if (main === undefined) throw refuse(shown, 'it is a ZIP package, but not a workbook in XLSX.', AGAIN);
    const folder = main.slice(0, main.lastIndexOf('/') + 1);
    const targets = relations(await parts.text(relationsOf(main)), folder);
    const { sheets, from1904 } = sheetList(await parts.text(main), shown);
    const found = sheets.map(({ id, ...info }) => ({ ...info, part: targets.get(id)?.target }));
    const worksheets = found.filter(({ part }) => part?.includes('worksheets/') ?? false);
    const partOf = (name: string): string => worksheets.find((sheet) => sheet.name === name)?.part ?? '';
    const byType = (type: string) => [...targets.values()].find((one) => one.type.endsWith(`/${type}`))?.target ?? '';
    let texts: Promise<readonly string[]> | undefined;
    let formats: Promise<readonly DateFormat[]> | undefined;
    return {
      sheets: worksheets.map(({ name, isHidden }) => ({ name, isHidden })),
      from1904,
      merges: (name) => mergesOf(parts, partOf(name)),
      rows: async function* (name, met, onBytes) {
        texts ??= sharedTexts(parts, byType('sharedStrings'), shown);
        formats ??= parts.text(byType('styles')).then(dateFormats);
        yield* rowsOf(parts, partOf(name), await texts, await formats, from1904, met, shown, onBytes);
      },
      close: () => parts.close(),
    };
  } catch (error) {
    await parts.close();
    throw error;
  }
}

async function mainPart(parts: Package): Promise<string | undefined> {
  const roots = [...relations(await parts.text('_rels/.rels'), '').values()];
  const main = roots.find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  return parts.names.includes(main) ? main : undefined;
}

const relationsOf = (part: string): string => part.replace(/([^/]*)$/, '_rels/$1.rels');

function relations(xml: string, folder: string): Map<string, { type: string; target: string }> {
  const found = new Map<string, { type: string; target: string }>();
  parse(xml, ({ name, attributes }) => {
    if (local(name) !== 'Relationship' || attributes.TargetMode === 'External') return;
    const target = attributes.Target ?? '';
    const path = target.startsWith('/') ? target.slice(1) : folder + target;
    found.set(attributes.Id ?? '', { type: attributes.Type ?? '', target: path.replaceAll(/[^/]+\/\.\.\//g, '') });
  });
  return found;
}

function sheetList(xml: string, shown: string) {
  const sheets: { name: string; isHidden: boolean; id: string }[] = [];
  let from1904 = false;
  parse(xml, ({ name, attributes }) => {
    if (local(name) === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
    if (local(name) !== 'sheet') return;
    const id = Object.entries(attributes).find(([key]) => key === 'r:id' || key.endsWith(':id'))?.[1] ?? '';
    const state = attributes.state ?? 'visible';
    sheets.push({ name: attributes.name ?? '', isHidden: state !== 'visible', id });
  });
  if (sheets.length === 0) throw refuse(shown, 'the workbook holds no sheets.', AGAIN);
  return { sheets, from1904 };
}

/** Runs over a small part; what is not well-formed ends it where it breaks. */
function parse(xml: string, onOpen: (tag: SaxesTagPlain) => void, onText?: (text: string) => void): void {
  if (xml === '') return;
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  let isBroken = false;
  parser.on('error', () => {
    isBroken = true;
  });
  parser.on('opentag', (tag) => {
    if (!isBroken) onOpen(tag);
  });
  if (onText) parser.on('text', onText);
  parser.write(xml.charCodeAt(0) === 0xfeff ? xml.slice(1) : xml).close();
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** How precise a number format shows a date; nothing where it shows none. */
type DateFormat = 'day' | 'month' | 'year' | undefined;

const BUILT_IN_DATES = new Set([14, 15, 16, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 54, 57, 58]);

function dateFormats(xml: string): DateFormat[] {
  const own = new Map<number, DateFormat>();
  const found: DateFormat[] = [];
  let isInCells = false;
  parse(xml, ({ name, attributes }) => {
    const tag = local(name);
    if (tag === 'numFmt') own.set(Number(attributes.numFmtId), dateFormatOf(attributes.formatCode ?? ''));
    else if (tag === 'cellXfs') isInCells = true;
    else if (tag === 'cellStyles' || tag === 'dxfs') isInCells = false;
    else if (tag === 'xf' && isInCells) {
      const id = Number(attributes.numFmtId ?? 0);
      found.push(own.has(id) ? own.get(id) : id === 17 ? 'month' : BUILT_IN_DATES.has(id) ? 'day' : undefined);
    }
  });
  return found;
}

function dateFormatOf(code: string): DateFormat {
  // Quoted words, escapes, colours and locales are no part of the pattern.
  const pattern = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase();
  if (/y/.test(pattern)) return /d/.test(pattern) ? 'day' : /m/.test(pattern) ? 'month' : 'year';
  return /d/.test(pattern) && /m/.test(pattern) ? 'day' : undefined;
}

async function sharedTexts(parts: Package, part: string, shown: string): Promise<string[]> {
  const texts: string[] = [];
  const stream = parts.stream(part);
  if (!stream) return texts;
  let text = '';
  let isText = false;
  let phonetic = 0;
  const parser = streamParser(shown);
  parser.on('opentag', ({ name }) => {
    const tag = local(name);
    if (tag === 'si') text = '';
    else if (tag === 'rPh') phonetic++;
    else if (tag === 't') isText = phonetic === 0;
  });
  parser.on('text', (more) => {
    if (isText && text.length < LIMITS.cell) text += more;
  });
  parser.on('closetag', ({ name }) => {
    const tag = local(name);
    if (tag === 't') isText = false;
    else if (tag === 'rPh') phonetic--;
    else if (tag === 'si') texts.push(unescaped(text));
  });
  const decoder = new TextDecoder();
  for await (const chunk of stream) parser.write(decoder.decode(chunk, { stream: true }));
  return texts;
}

function streamParser(shown: string) {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw refuse(shown, `one of its parts is not well-formed XML (${error.message.slice(0, 80)}).`, AGAIN);
  });
  // A document type can unfold into anything; no spreadsheet has one.
  parser.on('doctype', () => {
    throw refuse(
      shown,
      'one of its parts has a document type, which no spreadsheet has.',
      'Check where it comes from.',
    );
  });
  return parser;
}

/** _x000D_ is how spreadsheets write a character that XML cannot hold. */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

async function mergesOf(parts: Package, part: string): Promise<Merge[]> {
  const stream = parts.stream(part);
  if (!stream) return [];
  // Rows are by far the most of a sheet, and merged areas stand after them: what comes before is not parsed.
  const END = Buffer.from('sheetData>');
  let tail: Buffer | undefined;
  let before: Buffer = Buffer.alloc(0);
  const rest: Buffer[] = [];
  for await (const chunk of stream) {
    if (tail) {
      rest.push(chunk);
      continue;
    }
    const joined = Buffer.concat([before, chunk]);
    let at = joined.indexOf(END);
    // The opening tag may carry no attributes and look the same.
    while (at >= 0 && !/<\/[A-Za-z]*:?$/.test(joined.toString('latin1', Math.max(0, at - 12), at)))
      at = joined.indexOf(END, at + 1);
    if (at >= 0) {
      tail = joined.subarray(at + END.length);
      rest.push(tail);
    } else before = Buffer.from(joined.subarray(Math.max(0, joined.length - 32)));
  }
  const merges: Merge[] = [];
  const text = Buffer.concat(rest).toString('latin1');
  for (const [, from = '', to = ''] of text.matchAll(/mergeCell\s[^>]*ref="([A-Z]+\d+):([A-Z]+\d+)"/g)) {
    merges.push({ top: rowIn(from), left: columnIn(from), bottom: rowIn(to), right: columnIn(to) });
  }
  return merges;
}

const rowIn = (cell: string): number => Number(cell.replace(/^[A-Za-z]+/, ''));

function columnIn(cell: string): number {
  let column = 0;
  for (let at = 0; at < cell.length; at++) {
    const code = cell.charCodeAt(at);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

async function* rowsOf(
  parts: Package,
  part: string,
  texts: readonly string[],
  formats: readonly DateFormat[],
  from1904: boolean,
  met: Met,
  shown: string,
  onBytes?: (done: number, total: number) => void,
): AsyncGenerator<Row[]> {
  const stream = parts.stream(part);
  if (!stream) return;
  let batch: Row[] = [];
  let cells: Value[] = [];
  let number = 0;
  let column = -1;
  let type = '';
  let style = 0;
  let text = '';
  let isValue = false;
  let hasFormula = false;
  let isInRows = false;
  let phonetic = 0;
  const parser = streamParser(shown);
  parser.on('opentag', ({ name, attributes }) => {
    switch (local(name)) {
      case 'sheetData':
        isInRows = true;
        break;
      case 'row':
        number = attributes.r === undefined ? number + 1 : Number(attributes.r);
        if (/^(1|true)$/.test(attributes.hidden ?? '')) met.hiddenRows++;
        cells = [];
        column = -1;
        break;
      case 'c':
        column = attributes.r === undefined ? column + 1 : columnIn(attributes.r);
        type = attributes.t ?? 'n';
        style = attributes.s === undefined ? 0 : Number(attributes.s);
        text = '';
        hasFormula = false;
        break;
      case 'f':
        hasFormula = true;
        met.formulas++;
        break;
      case 'v':
        isValue = true;
        break;
      case 't':
        isValue = phonetic === 0;
        break;
      case 'rPh':
        phonetic++;
        break;
    }
  });
  parser.on('text', (more) => {
    if (isValue && isInRows && text.length < LIMITS.cell) text += more;
  });
  parser.on('closetag', ({ name }) => {
    switch (local(name)) {
      case 'v':
      case 't':
        isValue = false;
        break;
      case 'rPh':
        phonetic--;
        break;
      case 'c':
        if (column < 0 || column >= LIMITS.columns) break;
        cells[column] = cellValue(text, type, formats[style], { texts, from1904, hasFormula });
        break;
      case 'row':
        if (cells.some((cell) => cell !== undefined && cell !== '')) {
          for (let at = 0; at < cells.length; at++) cells[at] ??= undefined;
          batch.push({ number, cells });
        }
        break;
      case 'sheetData':
        isInRows = false;
        break;
    }
  });
  const decoder = new TextDecoder();
  const total = parts.size(part);
  let done = 0;
  for await (const chunk of stream) {
    parser.write(decoder.decode(chunk, { stream: true }));
    done += chunk.length;
    onBytes?.(done, total);
    if (batch.length === 0) continue;
    yield batch;
    batch = [];
  }
}

interface Surroundings {
  readonly texts: readonly string[];
  readonly from1904: boolean;
  readonly hasFormula: boolean;
}

function cellValue(
  text: string,
  type: string,
  format: DateFormat,
  { texts, from1904, hasFormula }: Surroundings,
): Value {
  if (text === '' && type !== 'e') {
    return hasFormula && type !== 'str' ? { error: 'a formula whose value was not stored' } : undefined;
  }
  switch (type) {
    case 's':
      return texts[Number(text)];
    case 'inlineStr':
    case 'str':
      return unescaped(text);
    case 'b':
      return text === '1' || text === 'true';
    case 'e':
      return { error: `${text || '#N/A'}, an error of the spreadsheet` };
    case 'd':
      return { date: text.slice(0, 10) };
    default: {
      const number = Number(text);
      if (!Number.isFinite(number)) return text;
      const date = format && serialDate(number, from1904);
      if (!date) return number;
      return { date: format === 'day' ? date : date.slice(0, format === 'month' ? 7 : 4) };
    }
  }
}

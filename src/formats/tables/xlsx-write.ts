/**
 * Tables as a workbook, Office Open XML (ECMA-376), transitional.
 * Always true: a text is stored as a text and no cell is ever a formula, so that nothing of a source can run; the same
 * tables give the same bytes.
 */
import { columnName } from './table.ts';
import { zip } from './zip.ts';

/** What a cell can hold; nothing for undefined. */
export type Written = string | number | boolean | undefined;

export interface Sheet {
  /** Shown on its tab: at most 31 characters, none of []:*?/\ */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: Iterable<readonly Written[]>;
  /** Widths of the columns, in characters. */
  readonly widths?: readonly number[];
}

/** Rows a sheet can hold, its header included. */
export const SHEET_ROWS = 1_048_576;
/** Characters a cell can hold. */
const CELL = 32_767;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A workbook of these sheets, the first of which is shown when it is opened. */
export function workbook(sheets: readonly Sheet[]): Uint8Array {
  const parts: [string, string | Uint8Array][] = [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${sheets.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.map(({ name }, index) => `<sheet name="${escaped(tabName(name))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      // Style 1 is the header, style 2 text that wraps; both are marked as text, so that a spreadsheet leaves them alone.
      `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`,
    ],
  ];
  for (const [index, sheet] of sheets.entries()) parts.push([`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)]);
  return zip(parts);
}

/** A sheet as bytes, put together in pieces: one text of a large sheet would be longer than texts can be. */
function sheetXml({ header, rows, widths }: Sheet): Uint8Array {
  const pieces: Buffer[] = [];
  let text = `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  if (widths && widths.length > 0) {
    text += `<cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`;
  }
  text += `<sheetData>${rowXml(header, 1, 1)}`;
  let count = 1;
  for (const row of rows) {
    if (++count > SHEET_ROWS) break;
    text += rowXml(row, count, 2);
    if (text.length > 1_000_000) {
      pieces.push(Buffer.from(text));
      text = '';
    }
  }
  pieces.push(Buffer.from(`${text}</sheetData></worksheet>`));
  return Buffer.concat(pieces);
}

const COLUMNS = Array.from({ length: 64 }, (_, index) => columnName(index));

function rowXml(cells: readonly Written[], number: number, style: number): string {
  let text = `<row r="${number}">`;
  for (const [index, cell] of cells.entries()) {
    if (cell === undefined || cell === '') continue;
    // The standard lets addresses be left out; some readers do not.
    const at = `r="${COLUMNS[index] ?? columnName(index)}${number}"`;
    if (typeof cell === 'boolean') text += `<c ${at} t="b"><v>${cell ? 1 : 0}</v></c>`;
    else if (typeof cell === 'number' && Number.isFinite(cell)) text += `<c ${at}><v>${cell}</v></c>`;
    else {
      const content = escaped(shortened(String(cell)));
      text += `<c ${at} s="${style}" t="inlineStr"><is><t xml:space="preserve">${content}</t></is></c>`;
    }
  }
  return `${text}</row>`;
}

function shortened(text: string): string {
  return text.length <= CELL ? text : `${text.slice(0, CELL - 1)}…`;
}

function tabName(name: string): string {
  return name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML 1.0: what it cannot hold is written the way spreadsheets do, _x0007_. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // A text that looks like such an escape must stay what it is.
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]/g, (character) => {
        const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
        return `_x${code}_`;
      })
      .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
  );
}

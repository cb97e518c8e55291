/**
 * Numbers as people write them: 1,234.5 and 1.234,5 and 1 234,5.
 * Always true: spaces and apostrophes only ever group; whether a comma or a point separates the decimals is decided for
 * a whole table from what is certain in it, and asked where nothing is. A text that is no number stays one.
 */

/** What separates the decimals; the other of the two groups thousands. */
export type Decimal = 'point' | 'comma';

/** How a figure is hedged in writing: <5, ~100, ≥ 20. */
export type Hedge = 'less-than' | 'more-than' | 'at-most' | 'at-least' | 'about';

export interface Figure {
  readonly value: number;
  readonly hedge?: Hedge;
  readonly isPercent?: true;
}

const HEDGES: readonly (readonly [RegExp, Hedge])[] = [
  [/^(?:<=|≤|⩽)/, 'at-most'],
  [/^(?:>=|≥|⩾)/, 'at-least'],
  [/^</, 'less-than'],
  [/^>/, 'more-than'],
  [/^(?:[~≈]|ca?\.|about |около |примерно |шамамен )/i, 'about'],
  [/^(?:fewer than |less than |under |менее |меньше )/i, 'less-than'],
  [/^(?:more than |over |более |больше |свыше )/i, 'more-than'],
  [/^(?:at least |не менее |кемінде )/i, 'at-least'],
  [/^(?:at most |up to |не более |до )/i, 'at-most'],
];

/** How registers write that there is no figure. It is never taken for zero. */
const MISSING = new Set([
  '-',
  '–',
  '—',
  '..',
  '...',
  '…',
  '.',
  ':',
  'x',
  '*',
  '**',
  'n/a',
  'na',
  'n.a.',
  'n.a',
  '#n/a',
  'nd',
  'n.d.',
  'n/d',
  'null',
  'none',
  'nil',
  'no data',
  'not available',
  'not applicable',
  'missing',
  'unknown',
  'confidential',
  'suppressed',
  'н/д',
  'нд',
  'н.д.',
  'нет данных',
  'нет сведений',
  'не применимо',
  'неизвестно',
  'х',
  'данных нет',
  'дерек жоқ',
  'мәлімет жоқ',
  'деректер жоқ',
  'м/ж',
  'д/ж',
  'белгісіз',
]);

export const isMissing = (text: string): boolean => text === '' || MISSING.has(text.trim().toLowerCase());

/** Spaces of every width, and the apostrophe of Swiss tables. */
const SPACES = /(?<=\d)[\s\u00a0\u2007\u2009\u202f'’](?=\d{3}(?!\d))/g;

interface Bare {
  /** Digits with commas and points as they were, without a sign. */
  readonly digits: string;
  readonly sign: 1 | -1;
  readonly hedge?: Hedge;
  readonly isPercent?: true;
}

function bare(text: string): Bare | undefined {
  let rest = text.trim();
  const hedge = HEDGES.find(([pattern]) => pattern.test(rest));
  if (hedge) rest = rest.replace(hedge[0], '').trim();
  const isPercent = /[%٪]$/.test(rest);
  if (isPercent) rest = rest.slice(0, -1).trim();
  const sign = /^[-−–]/.test(rest) ? -1 : 1;
  rest = rest
    .replace(/^[-−–+]/, '')
    .trim()
    .replaceAll(SPACES, '');
  if (!/^[\d.,]*\d[\d.,]*$/.test(rest)) return undefined;
  return { digits: rest, sign, ...(hedge && { hedge: hedge[1] }), ...(isPercent && { isPercent }) };
}

/** What a text proves about its table; 'unsure' where both readings are possible, nothing where it says nothing. */
export function evidenceOf(text: string): Decimal | 'unsure' | undefined {
  const { digits } = bare(text) ?? {};
  if (digits === undefined) return undefined;
  const commas = digits.split(',').length - 1;
  const points = digits.split('.').length - 1;
  if (commas === 0 && points === 0) return undefined;
  if (commas > 0 && points > 0) return digits.lastIndexOf(',') > digits.lastIndexOf('.') ? 'comma' : 'point';
  const [mark, own, other] = commas > 0 ? ([',', 'comma', 'point'] as const) : (['.', 'point', 'comma'] as const);
  if (commas + points > 1) return other;
  const [before = '', after = ''] = digits.split(mark);
  // Three digits behind one mark could be thousands, unless no number is grouped so: 0,125 and 1234,567.
  return after.length === 3 && /^[1-9]\d{0,2}$/.test(before) ? 'unsure' : own;
}

/** The number a text states, where the table separates decimals like this; nothing where it is none. */
export function readNumber(text: string, decimal: Decimal): Figure | undefined {
  const found = bare(text);
  if (!found) return undefined;
  const [group, mark] = decimal === 'point' ? [',', '.'] : ['.', ','];
  const [whole = '', fraction, ...more] = found.digits.split(mark);
  if (more.length > 0 || (fraction ?? '').includes(group)) return undefined;
  if (whole.includes(group) && !new RegExp(`^[1-9]\\d{0,2}(?:\\${group}\\d{3})+$`).test(whole)) {
    // Indian grouping (12,34,567) is the one other in use.
    if (!/^[1-9]\d?(?:,\d{2})+,\d{3}$/.test(whole)) return undefined;
  }
  const value = Number(`${whole.replaceAll(group, '') || '0'}.${fraction || '0'}`);
  if (!Number.isFinite(value)) return undefined;
  return {
    value: found.sign * value,
    ...(found.hedge && { hedge: found.hedge }),
    ...(found.isPercent && { isPercent: true }),
  };
}

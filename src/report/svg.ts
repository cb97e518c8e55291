/**
 * Drawings: SVG with colours as attributes, without scripts, styles, patterns or references, so that it prints and
 * embeds anywhere. Statuses are told by hatching as well as by colour.
 */
import type { Inline } from './document.ts';

type Shape = Extract<Inline, { kind: 'status' }>['shape'];

export const INK = '#15242b';
export const FAINT = '#5a6a72';
export const LINE = '#c3cccf';

const FILL: Record<Shape, { readonly tint: string; readonly ink: string }> = {
  met: { tint: '#1d73a3', ink: '#1d73a3' },
  partly: { tint: '#f3e5c4', ink: '#b47d10' },
  notmet: { tint: '#ead6d6', ink: '#642a2e' },
  ni: { tint: '#ffffff', ink: '#64727a' },
  na: { tint: '#ffffff', ink: '#64727a' },
};

export const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const round = (value: number): number => Math.round(value * 100) / 100;

/** An element; values are escaped, undefined ones left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content = '',
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(typeof value === 'number' ? round(value) : value))}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

interface Lettering {
  readonly size?: number;
  readonly anchor?: 'middle' | 'end';
  readonly fill?: string;
  readonly weight?: number;
}

/** Words in a drawing. */
export function text(
  x: number,
  y: number,
  words: string,
  { size = 11, anchor, fill = INK, weight }: Lettering = {},
): string {
  const family = 'Source Sans 3, Source Sans 3 Variable, Segoe UI, Arial, sans-serif';
  return element(
    'text',
    { x, y, 'font-family': family, 'font-size': size, fill, 'text-anchor': anchor, 'font-weight': weight },
    escapeXml(words),
  );
}

/** A drawing with its size in points. */
export function drawing(width: number, height: number, parts: readonly string[]): string {
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${round(width)} ${round(height)}` },
    parts.join('') || ' ',
  );
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Slanting lines within a box; `rising` from lower left to upper right. */
function hatch({ x, y, width, height }: Box, step: number, rising: boolean, ink: string, line: number): string {
  const parts: string[] = [];
  for (let offset = step / 2; offset < width + height; offset += step) {
    // Along a line the sum of the ways across and down is `offset`; both ends are cut to the box.
    const [from, to] = [Math.max(0, offset - width), Math.min(offset, height)];
    if (from >= to) continue;
    const at = (down: number) => {
      const across = offset - down;
      return `${round(rising ? x + across : x + width - across)} ${round(y + down)}`;
    };
    parts.push(`M${at(from)}L${at(to)}`);
  }
  return element('path', { d: parts.join(''), stroke: ink, 'stroke-width': line, fill: 'none' });
}

/** A box filled as a status: solid, hatched, cross-hatched, dotted outline, or a thread where nothing was assessed. */
export function filled(shape: Shape, x: number, y: number, width: number, height: number): string {
  const { tint, ink } = FILL[shape];
  const box = { x, y, width, height };
  if (shape === 'na') {
    const middle = y + height / 2;
    const thread = { stroke: ink, 'stroke-width': 1, 'stroke-dasharray': '1.5 2.5' };
    return element('line', { x1: x, x2: x + width, y1: middle, y2: middle, ...thread });
  }
  const dash = shape === 'ni' ? '2 2' : undefined;
  const rect = element('rect', { ...box, fill: tint, stroke: ink, 'stroke-width': 0.8, 'stroke-dasharray': dash });
  if (shape === 'partly') return rect + hatch(box, 5, true, ink, 1.6);
  if (shape === 'notmet') return rect + hatch(box, 4.5, true, ink, 0.9) + hatch(box, 4.5, false, ink, 0.9);
  return rect;
}

/** The mark of a status beside its words: disc, half disc, crossed ring, ring with a bar, dotted ring. */
export function mark(shape: Shape, x: number, y: number, size = 10): string {
  const r = size / 2 - 0.7;
  const [cx, cy] = [x + size / 2, y + size / 2];
  const { ink } = FILL[shape];
  const fill = shape === 'met' ? ink : 'none';
  const dash = shape === 'na' ? '2 2' : undefined;
  const ring = element('circle', { cx, cy, r, fill, stroke: ink, 'stroke-width': 1.2, 'stroke-dasharray': dash });
  const at = (across: number, down: number) => `${round(cx + across)} ${round(cy + down)}`;
  const path = (d: string, stroke: string, inside = 'none') =>
    element('path', { d, fill: inside, stroke, 'stroke-width': 1.3, 'stroke-linecap': 'round' });
  const k = r * 0.45;
  switch (shape) {
    case 'met':
      return ring + path(`M${at(-k, k * 0.1)}L${at(-k * 0.2, k * 0.9)}L${at(k, -k * 0.8)}`, '#ffffff');
    case 'partly':
      return ring + path(`M${at(0, -r)}A${round(r)} ${round(r)} 0 0 0 ${at(0, r)}Z`, 'none', ink);
    case 'notmet':
      return ring + path(`M${at(-k, -k)}L${at(k, k)}M${at(k, -k)}L${at(-k, k)}`, ink);
    case 'ni':
      return ring + path(`M${at(-k, 0)}L${at(k, 0)}`, ink);
    case 'na':
      return ring;
  }
}

/** Words broken into lines of about so many characters, two at most. */
export function lines(words: string, most: number): string[] {
  if (words.length <= most) return [words];
  const at = words.lastIndexOf(' ', most);
  const cut = at > most / 3 ? at : most;
  const rest = words.slice(cut).trim();
  return [words.slice(0, cut), rest.length > most ? `${rest.slice(0, most - 1)}…` : rest];
}

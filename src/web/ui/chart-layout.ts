/**
 * Where things stand in a chart: years along, numbers upwards from zero, and a free place for each label.
 * Always true: a label covers neither a mark nor another label; one that finds no place is left out here and stands in the
 * list under the drawing. Nothing is measured in a browser, so widths of text are estimates on the safe side.
 */
import type { Point, Strand } from '../../core/commitments/figures.ts';

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Height of a line of text of 14 px, and the width of one of its letters. */
const LINE = 17;
const LETTER = 7.4;

export const textWidth = (text: string): number => text.length * LETTER;

/** A round step for an axis: 1, 2 or 5 times a power of ten, five steps at most. Counts have no half. */
export function stepFor(top: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(top, whole ? 1 : 0.001) / 4));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => top / size <= 5) ?? top;
  return whole ? Math.max(1, step) : step;
}

/** Where years stand: one slot each; where room is short, a stretch with nothing on file takes one and a half in all. */
export function slotsOf(
  first: number,
  last: number,
  gaps: readonly { readonly from: number; readonly to: number }[],
  isNarrow: boolean,
): { centre: (year: number) => number; total: number } {
  const widths = new Map<number, number>();
  for (let year = first; year <= last; year++) widths.set(year, 1);
  if (isNarrow) {
    for (const { from, to } of gaps) {
      const length = to - from + 1;
      for (let year = from; year <= to; year++) widths.set(year, Math.min(1, 1.5 / length));
    }
  }
  const centres = new Map<number, number>();
  let total = 0;
  for (const [year, width] of widths) {
    centres.set(year, total + width / 2);
    total += width;
  }
  return { centre: (year) => centres.get(year) ?? 0, total };
}

/** The greatest number drawn: an open range counts from its lower end. */
export function topOf(strands: readonly Strand[]): number {
  return Math.max(
    1e-9,
    ...strands.flatMap(({ points }) => points.map(({ low, high }) => (Number.isFinite(high) ? high : low * 1.2))),
  );
}

export interface Placed {
  readonly point: Point;
  readonly strand: number;
  readonly x: number;
  readonly y: number;
}

/** Apart enough for two marks of 12 px to be seen as two. */
const APART = 14;

/** Points on the drawing: those of one year that would cover one another stand side by side. */
export function placePoints(
  strands: readonly Strand[],
  x: (year: number) => number,
  y: (value: number) => number,
): Placed[] {
  const all = strands.flatMap(({ points }, strand) =>
    points.map((point) => ({ point, strand, x: x(point.year), y: y(point.low) })),
  );
  return [...Map.groupBy(all, ({ point }) => point.year).values()].flatMap((group) => {
    const ordered = group.toSorted((a, b) => a.y - b.y || a.strand - b.strand);
    const close = ordered.some((one, index) => index > 0 && Math.abs(one.y - (ordered[index - 1]?.y ?? 0)) < APART);
    if (!close) return group;
    const inOrder = group.toSorted((a, b) => a.strand - b.strand);
    return inOrder.map((one, index) => ({ ...one, x: one.x + (index - (inOrder.length - 1) / 2) * APART }));
  });
}

export interface Label extends Box {
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Takes free places on a drawing one after another. */
export class Places {
  readonly #frame: Frame;
  readonly #taken: Box[] = [];

  constructor(frame: Frame, marks: readonly Placed[]) {
    this.#frame = frame;
    for (const { x, y } of marks) this.take({ x: x - 7, y: y - 7, width: 14, height: 14 });
  }

  take(box: Box): void {
    this.#taken.push(box);
  }

  /** The first of the places that is free, as the label to write there. `x` and `y` are the anchor and the base line. */
  label(
    text: string,
    places: readonly (readonly [x: number, y: number, anchor: Label['anchor']])[],
    isBold = false,
  ): Label | undefined {
    const width = textWidth(text) * (isBold ? 1.06 : 1);
    const { width: whole, top, bottom } = this.#frame;
    for (const [x, y, anchor] of places) {
      const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
      const box = { x: left, y: y - 13, width, height: LINE };
      if (left < 2 || left + width > whole - 2 || box.y < top - 24 || box.y + LINE > bottom - 1) continue;
      if (this.#taken.some((other) => overlap(box, other))) continue;
      this.take(box);
      return { ...box, x, y, text, anchor };
    }
    return undefined;
  }

  /** Lines under one another around the first height at which all of them find a place; none otherwise. */
  lines(texts: readonly string[], x: number, heights: readonly number[]): Label[] {
    for (const height of heights) {
      const before = this.#taken.length;
      const labels = texts.flatMap((text, index) => this.label(text, [[x, height + index * LINE, 'middle']]) ?? []);
      if (labels.length === texts.length) return labels;
      this.#taken.length = before;
    }
    return [];
  }
}

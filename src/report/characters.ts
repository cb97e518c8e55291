/**
 * Which characters the bundled fonts draw, read from their own tables (OpenType `cmap`, formats 4 and 12).
 * A PDF for archives or for screen readers may not hold a character that its fonts do not draw, so others are replaced.
 */

/** The code points a font draws. */
export function drawnBy(font: Uint8Array): Set<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tag = (at: number): string => String.fromCharCode(...font.subarray(at, at + 4));
  const tables = view.getUint16(4);
  const drawn = new Set<number>();
  for (let n = 0; n < tables; n++) {
    if (tag(12 + 16 * n) !== 'cmap') continue;
    const cmap = view.getUint32(12 + 16 * n + 8);
    for (let m = 0; m < view.getUint16(cmap + 2); m++)
      addRanges(view, cmap + view.getUint32(cmap + 4 + 8 * m + 4), drawn);
  }
  return drawn;
}

function addRanges(view: DataView, at: number, drawn: Set<number>): void {
  const add = (first: number, last: number): void => {
    for (let code = first; code <= last; code++) drawn.add(code);
  };
  const format = view.getUint16(at);
  if (format === 12) {
    for (let n = 0; n < view.getUint32(at + 12); n++)
      add(view.getUint32(at + 16 + 12 * n), view.getUint32(at + 20 + 12 * n));
  } else if (format === 4) {
    const segments = view.getUint16(at + 6) / 2;
    for (let n = 0; n < segments; n++) {
      const last = view.getUint16(at + 14 + 2 * n);
      if (last !== 0xffff) add(view.getUint16(at + 16 + 2 * segments + 2 * n), last);
    }
  }
}

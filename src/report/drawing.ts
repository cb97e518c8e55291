/**
 * Drawings as pixels, for programs that do not draw SVG: finer than the screen, in our own type. A thread of its own
 * draws them, while the rest of the document is made.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { bundledFaces } from './faces.ts';
import { Refused } from './printable.ts';

const require = createRequire(import.meta.url);

export interface Pixels {
  readonly png: Uint8Array;
  /** Of the drawing itself, in pixels of 96 to the inch. */
  readonly width: number;
  readonly height: number;
}

/** What the thread says. */
export type Drawn = { readonly pixels: readonly Pixels[] } | { readonly refused: string };

/** The drawings as pixels, in order, by a thread of `program`, which hands what it is given to `pixelsOf`. */
export function drawnAside(program: URL, svgs: readonly string[]): Promise<readonly Pixels[]> {
  if (svgs.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    const thread = new Worker(program, { workerData: svgs });
    thread.once('message', (said: Drawn) => {
      if ('pixels' in said) resolve(said.pixels);
      else reject(new Refused(said.refused));
    });
    thread.once('error', reject);
  });
}

export async function pixelsOf(svgs: readonly string[]): Promise<Pixels[]> {
  await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const fontBuffers = bundledFaces(['SourceSans3'])
    .filter(({ name }) => !name.endsWith('Italic'))
    .map(({ bytes }) => bytes);
  return svgs.map((svg) => {
    try {
      const drawn = new Resvg(svg, {
        font: { fontBuffers, defaultFontFamily: 'Source Sans 3', loadSystemFonts: false },
        fitTo: { mode: 'zoom', value: 1.5 },
      });
      const { width, height } = drawn;
      return { png: drawn.render().asPng(), width, height };
    } catch (error) {
      throw new Refused(`A drawing is not SVG that can be drawn: ${error instanceof Error ? error.message : error}`);
    }
  });
}

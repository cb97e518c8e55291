/** The program of the process that makes files (see press.ts): makes one, says its bytes, and is ended. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Drawn } from './drawing.ts';
import type { Asked, Said } from './press.ts';

/** Chance and clock stand still: names that packages draw by lot, and the times they note, are the same every time. */
function standStill(at: string): void {
  let state = 1;
  Math.random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const RealDate = Date;
  const read = RealDate.parse(at);
  const now = Number.isNaN(read) ? 0 : read;
  globalThis.Date = class extends RealDate {
    constructor(...args: readonly unknown[]) {
      super(...((args.length === 0 ? [now] : args) as [number]));
    }
    static override now(): number {
      return now;
    }
  } as DateConstructor;
}

async function made(asked: Asked): Promise<Uint8Array> {
  standStill(asked.document.knownAt);
  if (asked.format === 'pdf') return (await import('./pages.ts')).pagesOf(asked.document, asked.standard);
  const [{ drawnAside }, { drawingsOf }] = await Promise.all([import('./drawing.ts'), import('./printable.ts')]);
  const pixels = drawnAside(new URL(import.meta.url), drawingsOf(asked.document));
  // Awaited where it is needed; until then a refusal waits too.
  pixels.catch(() => {});
  return (await import('./word.ts')).wordOf(asked.document, pixels);
}

async function answer(asked: Asked): Promise<Said> {
  try {
    return { bytes: await made(asked) };
  } catch (error) {
    if (error instanceof Error && error.name === 'Refused') return { refused: error.message };
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

/** A thread of this program draws what it is given. */
async function draw(svgs: readonly string[]): Promise<Drawn> {
  const { pixelsOf } = await import('./drawing.ts');
  try {
    return { pixels: await pixelsOf(svgs) };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

if (isMainThread) {
  // The program that asked is gone, and nobody waits for the answer.
  process.on('disconnect', () => process.exit());
  process.once('message', async (asked: Asked) => {
    process.send?.(await answer(asked));
  });
} else {
  parentPort?.postMessage(await draw(workerData));
}

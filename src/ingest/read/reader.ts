/** The program of the reading process (see worker.ts): reads one file, says how far it is, and says the result. */
import { PlatformError } from '../../core/errors.ts';
import { readDocument } from './index.ts';
import type { Asked, Said } from './worker.ts';

const say = (said: Said): void => {
  process.send?.(said);
};

// pdf.js leaves promises behind in broken files; what readDocument gives is the answer.
process.on('unhandledRejection', () => {});
// The program that asked is gone, and nobody waits for the answer.
process.on('disconnect', () => process.exit());

process.once('message', async ({ name, bytes, limits }: Asked) => {
  try {
    say({ document: await readDocument(name, bytes, { limits, onProgress: (progress) => say({ progress }) }) });
  } catch (error) {
    if (error instanceof PlatformError) say({ refused: { refusal: error.refusal, message: error.message } });
    else say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

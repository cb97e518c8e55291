import { describe, expect, test } from 'vitest';
import { makePdf } from '../../../test/fixtures/ingest/pdf.ts';
import { ENGLISH, RUSSIAN } from '../../../test/fixtures/ingest/words.ts';
import { readDocument } from './index.ts';
import { readInWorker } from './worker.ts';

const text = Buffer.from(`${ENGLISH}\n\n${RUSSIAN}\n`);

describe('reading in a process of its own', () => {
  test('gives what reading gives, and leaves the caller its bytes', async () => {
    expect(await readInWorker('a.txt', text)).toEqual(await readDocument('a.txt', text));
    expect(text.length).toBeGreaterThan(100);
  });

  test('a refusal keeps its words', async () => {
    await expect(readInWorker('a.pdf', makePdf([[]]))).rejects.toMatchObject({
      name: 'PlatformError',
      refusal: 'invalid',
      message: expect.stringMatching(/scan/),
    });
  });

  test('a reader that does not come to an end is ended', async () => {
    const start = performance.now();
    await expect(readInWorker('a.txt', Buffer.alloc(20_000_000, 'word and '), { timeoutMs: 20 })).rejects.toThrow(
      /took longer/,
    );
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  test('one that takes too much memory is ended', async () => {
    await expect(
      readInWorker('a.txt', Buffer.alloc(19_000_000, 'a b\n\n'), { memoryMb: 24, timeoutMs: 60_000 }),
    ).rejects.toThrow(/memory/);
  });

  test('it can be stopped, before and during', async () => {
    await expect(readInWorker('a.txt', text, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      refusal: 'unavailable',
    });
    await expect(readInWorker('a.txt', text, { signal: AbortSignal.timeout(1) })).rejects.toMatchObject({
      refusal: 'unavailable',
    });
  });

  test('it tells how far it is', async () => {
    const steps: number[] = [];
    await readInWorker('a.pdf', makePdf([[{ x: 60, y: 700, text: ENGLISH.slice(0, 60) }], []]), {
      onProgress: ({ done }) => steps.push(done),
    });
    expect(steps).toEqual([1, 2]);
  });
});

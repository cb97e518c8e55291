import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { writeFolder } from '../../src/app/folder.ts';
import { openPlatform } from '../../src/app/platform.ts';
import { writeDataset } from '../../src/formats/dataset.ts';
import { type Location, openStore } from '../../src/store/store.ts';
import { ENGINES, emptyPlace, signed, source, temporaryFolder } from '../support/stores.ts';

const RECORDS = 3000;
const ROUNDS = 6;

async function largeFolder(): Promise<string> {
  const folder = temporaryFolder();
  const records = Array.from({ length: RECORDS }, (_, n) =>
    source(`kaz/source/s-${n}`, `${n} ${'A long title. '.repeat(40)}`, n > 0 ? `kaz/source/s-${n - 1}` : undefined),
  );
  await writeFolder(folder, writeDataset(records));
  return folder;
}

/** Starts an import in a process of its own and waits until it writes. */
async function importing(place: Location, folder: string): Promise<{ child: ChildProcess; done: Promise<boolean> }> {
  const program = join(import.meta.dirname, '../support/importer.ts');
  const child = spawn(process.execPath, [program, JSON.stringify(place), folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stderr.on('data', (text) => {
    complained += text;
  });
  const ended = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      said += text;
      if (said.includes('writing')) resolve();
    });
    ended.then(() => reject(new Error(complained)));
  });
  return { child, done: ended.then(() => said.includes('done')) };
}

describe.each(ENGINES)('on %s, an import that is killed with SIGKILL', (engine) => {
  it('leaves the state before or after it, never one between, and a sound chain', {
    timeout: 180_000,
  }, async (context) => {
    const folder = await largeFolder();
    const before = { record: source('rus/source/first', 'There before') };
    const started = async () => {
      const place = await emptyPlace(engine);
      const store = await openStore(place);
      await store.append([before], signed());
      await store.close();
      return { place, ...(await importing(place, folder)) };
    };

    const whole = await started();
    const begin = performance.now();
    expect(await whole.done).toBe(true);
    const duration = performance.now() - begin;

    const outcomes: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { place, child, done } = await started();
      // At once, then spread over the whole of the writing with a random moment in each stretch.
      await sleep(round === 0 ? 0 : (duration * (round + Math.random())) / ROUNDS);
      child.kill('SIGKILL');
      await done;
      // PostgreSQL may still be finishing a commit that it had been told to make.
      await sleep(100);

      const platform = await openPlatform({ location: place, shippedDataset: folder }, { clock: () => new Date() });
      const { revisions, records, problems } = await platform.verify();
      const { dataset } = await platform.record();
      expect(problems).toEqual([]);
      expect([1, 1 + RECORDS]).toContain(revisions);
      expect(records).toBe(revisions);
      expect(dataset.records.length).toBe(records);
      // And work goes on from there.
      const again = await platform.importFolder(folder, { author: 'aliya', reason: 'Once more' });
      expect(again.revision).toBe(1 + RECORDS);
      await platform.close();
      outcomes.push(revisions);
    }
    context.annotate(`killed while writing took ${Math.round(duration)} ms; revisions found: ${outcomes.join(', ')}`);
    expect(outcomes).toContain(1);
  });
});

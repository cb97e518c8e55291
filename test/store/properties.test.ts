import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../src/core/model/index.ts';
import { breaches, canonical, GENESIS, hashOf } from '../../src/store/chain.ts';
import type { RevisionRow } from '../../src/store/database.ts';
import type { Change } from '../../src/store/store.ts';
import { ENGINES, emptyPlace, opened, second, source } from '../support/stores.ts';

const ids = ['kaz/source/a', 'kaz/source/b', 'source/c', 'rus/source/d'];

const step = fc.record({
  id: fc.constantFrom(...ids),
  title: fc.option(fc.string({ minLength: 1, unit: 'binary' }), { nil: undefined }),
  replacedBy: fc.option(fc.constantFrom(...ids), { nil: undefined }),
});

/** Batches of changes, each valid when its turn comes: nothing is removed that is not there. */
const history = fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 8 }).map((batches) => {
  const there = new Map<string, AnyRecord>();
  return batches.map((steps) => {
    const changes = steps.flatMap(({ id, title, replacedBy }): Change[] => {
      if (title === undefined) return there.delete(id) ? [{ remove: id }] : [];
      const record = source(id, title, replacedBy);
      there.set(id, record);
      return [{ record }];
    });
    return { changes, state: [...there.values()].sort((x, y) => (x.id < y.id ? -1 : 1)) };
  });
});

describe.each(ENGINES)('on %s, after any sequence of appends,', (engine) => {
  it('the records are the replay of the log, now and at every moment, and the chain is sound', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        const store = await opened(await emptyPlace(engine));
        for (const [n, { changes }] of batches.entries()) {
          await store.append(changes, { author: 'aliya', reason: 'Because', at: second(n) });
        }
        for (const [n, { state }] of batches.entries())
          expect((await store.recordsAt(second(n))).records).toEqual(state);
        const now = await store.recordsAt();
        expect(now.records).toEqual(batches.at(-1)?.state ?? []);
        expect((await store.verify()).problems).toEqual([]);
        await store.rebuild();
        expect(await store.recordsAt()).toEqual(now);
        expect((await store.verify()).problems).toEqual([]);
        await store.close();
      }),
      { numRuns: engine === 'sqlite' ? 40 : 15 },
    );
  });
});

describe('the chain', () => {
  const row = (n: number, prev: string): RevisionRow => {
    const content = {
      seq: n,
      kind: 'source',
      id: 'kaz/source/a',
      body: n % 3 === 0 ? null : canonical({ title: `Tïtle ${n}`, type: 'report' }),
      author: 'aliya',
      at: second(n),
      reason: 'Because',
      prev,
    };
    return { ...content, hash: hashOf(content) };
  };
  const log: RevisionRow[] = [];
  for (let n = 1; n <= 6; n++) log.push(row(n, log.at(-1)?.hash ?? GENESIS));
  const breachesIn = (rows: readonly RevisionRow[]) => rows.flatMap((each, n) => breaches(rows[n - 1], each));

  it('of what was recorded has no breach', () => {
    expect(breachesIn(log)).toEqual([]);
  });

  it('shows any single changed character of any field', () => {
    const fields = ['kind', 'id', 'body', 'author', 'at', 'reason', 'prev', 'hash'] as const;
    fc.assert(
      fc.property(
        fc.nat(log.length - 1),
        fc.constantFrom(...fields),
        fc.nat(),
        fc.string({ maxLength: 1 }),
        (n, field, at, put) => {
          const target = log[n] as RevisionRow;
          const text = target[field] ?? '';
          const place = at % (text.length + 1);
          const changed = text.slice(0, place) + put + text.slice(place + 1);
          fc.pre(changed !== target[field]);
          expect(breachesIn(log.with(n, { ...target, [field]: changed }))).not.toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('shows revisions that are missing, repeated or swapped, unless they are the last', () => {
    fc.assert(
      fc.property(fc.nat(log.length - 2), fc.nat(log.length - 1), (n, other) => {
        expect(breachesIn(log.toSpliced(n, 1))).not.toEqual([]);
        expect(breachesIn(log.toSpliced(n, 0, log[other] as RevisionRow))).not.toEqual([]);
        fc.pre(n !== other);
        expect(breachesIn(log.with(n, log[other] as RevisionRow).with(other, log[n] as RevisionRow))).not.toEqual([]);
      }),
    );
  });
});

describe('canonical JSON', () => {
  it('is one text for equal values, whatever the order of their keys, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = canonical(value);
        expect(canonical(JSON.parse(text))).toBe(text);
        expect(canonical(reversed(value))).toBe(text);
      }),
    );
  });

  it('refuses numbers that JSON does not have', () => {
    expect(() => canonical({ n: Number.NaN })).toThrow('no JSON form');
  });
});

function reversed(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  );
}

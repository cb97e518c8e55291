/** What states have undertaken, on the command line: over the world, of a state, and on a treaty. */
import { describe, expect, test } from 'vitest';
import { dutybearer } from '../support/cli.ts';

const DATA = ['--data', 'data', '--as-of', '2026-11-22'];

async function answered(...args: string[]): Promise<string> {
  const { code, out, err } = await dutybearer(['treaties', ...args, ...DATA]);
  expect(err).toBe('');
  expect(code).toBe(0);
  return out;
}

describe('treaties', () => {
  test('lists every treaty with how many states stand how', async () => {
    const out = await answered();
    expect(out).toMatch(/^crc +196 +1 +0 +0$/m);
    expect(out).toMatch(/^ilo-105 +0 +0 +0 +195$/m);
  });

  test('shows the steps of a state apart, what is set aside, and its reports', async () => {
    const out = await answered('Kazakhstan');
    expect(out).toMatch(/^crc +party +1994-02-16 +1994-08-12 +1994-09-11\*$/m);
    expect(out).toMatch(/^opsc +party +2000-09-06 +2001-08-24 +2002-01-18\*\n +\[1994-08-24\]$/m);
    expect(out).toMatch(/^opic +signed +2023-02-07\n +law of 2023-12-19$/m);
    expect(out).toMatch(/^lanzarote +not a party\n +known 2026-11-22$/m);
    expect(out).toContain('no report on file');
    expect(out).not.toContain('overdue');
  });

  test('gives programs every act with its sources', async () => {
    const result = JSON.parse(await answered('OPSC', '--json'));
    expect(Object.keys(result)).toEqual(['asOf', 'instrument', 'states', 'reports']);
    const moldova = result.states.find(({ country }: { country: string }) => country === 'mda');
    expect(moldova).toMatchObject({
      state: 'party',
      deposit: '2007-04-12',
      inForce: '2007-05-12',
      inForceFrom: 'rule',
    });
    expect(moldova.acts.map(({ date, rank }: Record<string, string>) => [date, rank])).toEqual([
      ['2002-02-08', undefined],
      ['2004', 'deprecated'],
      ['2007-04-12', 'preferred'],
    ]);
  });

  test('a name that is neither a state nor a treaty', async () => {
    const { code, err } = await dutybearer(['treaties', 'atlantis', ...DATA]);
    expect(code).toBe(4);
    expect(err).toContain('Nor is there a treaty');
  });
});

/** The treaty record of the world: acts, findings, rules and calendar say the same. */
import { expect, test } from 'vitest';
import {
  actsOn,
  BINDING,
  countStates,
  entryByRule,
  standingsOn,
  treaties,
} from '../../src/core/commitments/treaties.ts';
import {
  recordAgainstFinding,
  recordBeforeAdoption,
  recordForceTooEarly,
  recordOutOfOrder,
  recordProtocolAlone,
  recordTwoDates,
} from '../../src/core/crosscheck/treaties.ts';
import { createDataset } from '../../src/core/dataset.ts';
import { firstDay } from '../../src/core/time.ts';
import { readDataset } from '../../src/formats/dataset.ts';

const dataset = createDataset((await readDataset('data')).records);
const TODAY = firstDay('2026-11-22');
const countries = dataset.all('country').map(({ id }) => id);
const issues = (check: typeof recordTwoDates) =>
  countries.flatMap((country) =>
    check({ dataset, country, day: TODAY }).map(({ message }) => `${country} ${message.en}`),
  );

test('no act comes before its treaty, out of order, or on two days that nobody chose between', () => {
  for (const check of [recordBeforeAdoption, recordOutOfOrder, recordTwoDates, recordForceTooEarly]) {
    expect(issues(check)).toEqual([]);
  }
});

test('acts and findings agree on who is a party, and since when', () => {
  expect(issues(recordAgainstFinding)).toEqual([]);
  const apart: string[] = [];
  for (const instrument of treaties(dataset)) {
    for (const { country, acts, findings, state } of standingsOn(dataset, instrument, countries, TODAY)) {
      const [answer] = findings.map(({ value }) => value);
      if (answer === true && state !== 'party') apart.push(`${country} ${instrument.id}: a finding, but ${state}`);
      if (state === 'party' && acts.length > 0 && answer === false) apart.push(`${country} ${instrument.id}: denied`);
    }
  }
  expect(apart).toEqual([]);
});

test('protocols without their treaty are known gaps of the record: the treaty was last read in 2015', () => {
  expect(issues(recordProtocolAlone).map((issue) => issue.slice(0, 3))).toEqual(['btn', 'eri', 'fji', 'sle']);
});

test('the days of entry into force on record are those of the rule of each treaty', () => {
  const wrong = dataset.all('treaty-action').flatMap((act) => {
    if (act.action !== 'entry-into-force' || !act.date) return [];
    const instrument = dataset.get('instrument', act.instrument);
    const deposit = actsOn(dataset, act.country ?? '', act.instrument).find(
      ({ action, rank, date }) => BINDING.has(action) && rank !== 'deprecated' && date?.length === 10,
    );
    const ruled = instrument && deposit?.date && entryByRule(instrument, deposit.date);
    return ruled && ruled !== act.date ? [`${act.id}: ${act.date}, by the rule ${ruled}`] : [];
  });
  expect(wrong).toEqual([]);
});

test('counts of the nine treaties followed in every state', () => {
  const followed = ['crc', 'opsc', 'opic', 'ilo-182', 'trafficking-protocol', 'untoc', 'budapest', 'lanzarote'];
  const counts = (day: string) =>
    [...followed, 'coe-trafficking'].map((id) => {
      const instrument = dataset.get('instrument', id);
      if (!instrument) throw new Error(`${id} is not on record`);
      const members = countries.filter((country) => actsOn(dataset, country, 'crc').length > 0);
      const { party, signed, none, unknown } = countStates(standingsOn(dataset, instrument, members, firstDay(day)));
      return `${id} ${party} ${signed} ${none} ${unknown}`;
    });
  expect(counts('2026-11-22')).toMatchInlineSnapshot(`
    [
      "crc 196 1 0 0",
      "opsc 177 7 10 3",
      "opic 47 17 129 4",
      "ilo-182 187 0 1 9",
      "trafficking-protocol 170 6 9 12",
      "untoc 178 6 0 13",
      "budapest 54 0 5 138",
      "lanzarote 48 0 145 4",
      "coe-trafficking 48 0 145 4",
    ]
  `);
  expect(counts('2003')).toMatchInlineSnapshot(`
    [
      "crc 191 2 4 0",
      "opsc 46 71 64 16",
      "opic 0 0 197 0",
      "ilo-182 0 0 3 194",
      "trafficking-protocol 21 94 49 33",
      "untoc 28 118 38 13",
      "budapest 2 10 9 176",
      "lanzarote 0 0 197 0",
      "coe-trafficking 0 0 197 0",
    ]
  `);
});

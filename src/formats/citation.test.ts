import { expect, test } from 'vitest';
import { bibtex, type Cited, cslJson, ris } from './citation.ts';

const cited: Cited = {
  title: 'A & B: 50% of {cases}\nTY  - BOOK \\input{x}',
  address: 'https://record.example/en/country/xxx?asOf=2020&knownAt=2026-01-31T12:00:00.000Z',
  language: 'en',
  asOf: '2020',
  knownAt: '2026-01-31T12:00:00.000Z',
  revision: 7,
  accessed: '2026-02-01',
};

test('no title can run as TeX or end its field', () => {
  const text = bibtex(cited);
  expect(text).toContain('title = {{A \\& B: 50\\% of \\{cases\\} TY - BOOK \\textbackslash{}input\\{x\\}}}');
  expect(text).toContain('url = {https://record.example/en/country/xxx?asOf=2020&knownAt=');
  expect(text).toContain('revision 7');
});

test('no title can begin a line of RIS', () => {
  const lines = ris(cited).split('\r\n');
  expect(lines.filter((line) => line.startsWith('TY'))).toEqual(['TY  - ELEC']);
  expect(lines).toContain('DA  - 2026/01/31/');
  expect(lines.at(-2)).toBe('ER  - ');
});

test('CSL-JSON gives dates in parts, and the day shown beside the moment of the record', () => {
  const [item] = JSON.parse(cslJson(cited)) as [Record<string, unknown>];
  expect(item).toMatchObject({
    type: 'webpage',
    issued: { 'date-parts': [[2026, 1, 31]] },
    accessed: { 'date-parts': [[2026, 2, 1]] },
    version: '7',
    title: cited.title,
  });
  expect(item?.note).toContain('As of 2020');
});

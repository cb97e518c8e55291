import { describe, expect, it } from 'vitest';
import type { Series } from '../core/commitments/figures.ts';
import { createDataset } from '../core/dataset.ts';
import { firstDay } from '../core/time.ts';
import { FIGURE_COLUMNS, figuresCsv, figuresJson } from './figures.ts';

const citations = [{ source: 'xaa/source/report', locator: 'p. 3' }];
const series = {
  kind: 'series',
  id: 'xaa/series/example',
  country: 'xaa',
  title: { en: 'Children found', ru: 'Найденные дети' },
  topic: 'trafficking',
  unit: 'children',
  definition: '=cmd|calc',
  children: true,
  observations: [
    { period: '2020', value: 46, breakdown: { 'area: North': 4, 'area: South': 42 }, citations },
    { period: '2024', value: 50, citations },
  ],
} as unknown as Series;
const dataset = createDataset([series]);
const day = firstDay('2021-06-01');

describe('figures as files', () => {
  it('has a row for each figure and part, with its unit, sources and licence', () => {
    const [head, ...rows] = figuresCsv(dataset, [series], day, 'en').trim().split('\r\n');
    expect(head).toBe(FIGURE_COLUMNS.join(','));
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain('xaa/series/example,Children found,children');
    expect(rows[0]).toContain('xaa/source/report (p. 3)');
    expect(rows[0]).toContain('CC-BY-4.0');
  });

  it('gives neither a small count nor what it could be subtracted from, and no live formula', () => {
    const text = figuresCsv(dataset, [series], day, 'en');
    expect(text).toMatch(/2020,,,9,,small,,,,area: North/);
    expect(text).toMatch(/2020,,10,,,subtraction,,,,area: South/);
    expect(text).not.toMatch(/\b42\b/);
    expect(text).toContain("'=cmd|calc");
    expect(JSON.stringify(figuresJson(dataset, [series], day, 'en'))).not.toMatch(/\b42\b|:4\b/);
  });

  it('knows only what the day knew, and speaks the language asked for', () => {
    expect(figuresCsv(dataset, [series], day, 'ru')).toContain('Найденные дети');
    expect(figuresCsv(dataset, [series], day, 'ru')).not.toContain('2024');
    expect(figuresJson(dataset, [series], day, 'ru')).toMatchObject({ asOf: '2021-06-01', licence: 'CC-BY-4.0' });
  });
});

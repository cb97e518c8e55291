/** The state that does not exist, with texts about it, and a report made of one text or by a template that is shipped. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createDataset, type Dataset } from '../../src/core/dataset.ts';
import type { Language, Localised } from '../../src/core/localised.ts';
import type { AnyRecord } from '../../src/core/model/index.ts';
import { firstDay } from '../../src/core/time.ts';
import { type BuiltReport, buildReport, type ReportOptions } from '../../src/report/build.ts';
import type { Block, Inline } from '../../src/report/document.ts';
import { readTemplate, type Template } from '../../src/report/template.ts';
import { plainText } from '../../src/report/voice.ts';
import { dataset as record } from '../web/pages/example.ts';

const TEMPLATES = join(import.meta.dirname, '../../templates');

const cited = [{ source: 'xaa/source/report', locator: 'p. 3' }];

const MORE = [
  {
    kind: 'source',
    id: 'xaa/source/ministry',
    country: 'xaa',
    title: { en: 'Yearbook', ru: 'Ежегодник' },
    publisher: 'Ministry',
    type: 'statistics',
    published: '2020',
    url: 'https://example.org/yearbook',
    accessed: '2021-02-03',
    language: 'en',
  },
  {
    kind: 'source',
    id: 'xaa/source/yearbook-copy',
    country: 'xaa',
    title: 'Yearbook, archived',
    type: 'web',
    url: 'https://web.archive.org/web/2021/https://example.org/yearbook',
  },
  {
    kind: 'source',
    id: 'xaa/source/withdrawn',
    country: 'xaa',
    title: 'Old page',
    publisher: 'Ministry',
    type: 'web',
    replacedOn: '2024-01-01',
    replacedBy: 'xaa/source/ministry',
  },
  {
    kind: 'term',
    id: 'term/grooming',
    preferred: { en: 'grooming', ru: 'груминг' },
    definition: 'Approaching a child for sexual purposes.',
  },
  {
    kind: 'series',
    id: 'xaa/series/children',
    country: 'xaa',
    title: 'Child victims',
    topic: 'trafficking',
    unit: 'children',
    children: true,
    observations: [{ period: '2019', area: 'North', value: 4, citations: cited }],
  },
  {
    kind: 'service',
    id: 'xaa/service/line',
    country: 'xaa',
    name: 'Child line 111',
    type: 'hotline',
    phone: '111',
    verifiedOn: '2020-01-01',
    citations: cited,
  },
  {
    kind: 'service',
    id: 'xaa/service/new-line',
    country: 'xaa',
    name: 'New line',
    type: 'hotline',
    phone: '222',
    verifiedOn: '2026-11-01',
    citations: cited,
  },
] as unknown as AnyRecord[];

/** The record with a text of each section named. */
export function datasetWith(texts: Readonly<Record<string, Localised>>, verifiedOn?: string): Dataset {
  const narratives = Object.entries(texts).map(([section, text]) => ({
    kind: 'narrative',
    id: `xaa/narrative/${section}`,
    country: 'xaa',
    section,
    title: section,
    text,
    ...(verifiedOn !== undefined && { verifiedOn }),
  }));
  return createDataset([...record.records, ...MORE, ...(narratives as unknown as AnyRecord[])]);
}

/** A template of one chapter with the text. */
export const ONE: Template = {
  name: 'one',
  title: { en: '{country} in {year}', ru: '{country}, {year}' },
  notes: 'footnotes',
  sections: [{ id: 'chapter', title: 'Chapter', blocks: [{ narrative: 'text' }] }],
};

export const DAY = '2026-11-22';

export function report(dataset: Dataset, options: Partial<ReportOptions> = {}): BuiltReport {
  const asOf = options.asOf ?? DAY;
  return buildReport(dataset, {
    country: 'xaa',
    template: ONE,
    language: 'en',
    asOf,
    day: firstDay(asOf),
    knownAt: '2026-11-22T09:00:00.000Z',
    revision: 7,
    paper: 'a4',
    ...options,
  });
}

/** The report of one text. */
export const reportOf = (
  text: Localised,
  options: Partial<ReportOptions> & { verifiedOn?: string } = {},
): BuiltReport => {
  const { verifiedOn, ...rest } = options;
  return report(datasetWith({ text }, verifiedOn), rest);
};

/** A template that comes with the program. */
export function shippedTemplate(name: string): Template {
  const read = readTemplate(parse(readFileSync(join(TEMPLATES, `${name}.yaml`), 'utf8'), { schema: 'core' }), name);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  return read.template;
}

/** The words of the body, paragraph by paragraph. */
export function wordsOf({ document }: BuiltReport): string[] {
  return document.body.flatMap((block) => ('content' in block ? [plainText(block.content)] : []));
}

/** The codes of the issues with their paragraphs. */
export const codesOf = ({ issues }: BuiltReport): string[] =>
  issues.map(({ code, paragraph }) => (paragraph === undefined ? code : `${code} ${paragraph}`));

/** Every run of some blocks in the order in which they are read. */
export function runsIn(blocks: readonly Block[]): Inline[] {
  const inner = (runs: readonly Inline[]): Inline[] =>
    runs.flatMap((run) => ('content' in run ? [run, ...inner(run.content)] : [run]));
  return blocks.flatMap((block): Inline[] => {
    switch (block.kind) {
      case 'list':
        return block.items.flatMap(runsIn);
      case 'box':
        return [...inner(block.title ?? []), ...runsIn(block.blocks)];
      case 'table':
        return inner([
          ...block.caption,
          ...[...block.head, ...block.rows.flat()].flatMap(({ content }) => content),
          ...(block.foot ?? []).flat(),
        ]);
      case 'figure':
        return inner([...block.caption, ...(block.foot ?? []).flat()]);
      case 'page-break':
        return [];
      default:
        return inner(block.content);
    }
  });
}

export const LANGUAGES: readonly Language[] = ['en', 'ru', 'kk'];
export const SHIPPED = ['country-report', 'country-brief', 'alternative-report-crc', 'upr-submission'];

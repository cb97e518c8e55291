/** Reports as use cases: the templates that come with the program, and a report made from a reading of the record. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PlatformError } from '../core/errors.ts';
import type { Language } from '../core/localised.ts';
import { nearest } from '../core/nearest.ts';
import { firstDay, type PartialDate } from '../core/time.ts';
import { decode, openYaml } from '../formats/yaml.ts';
import { type BuiltReport, buildReport } from '../report/build.ts';
import type { ReportDocument } from '../report/document.ts';
import { renderHtml } from '../report/html.ts';
import { readTemplate, type Template } from '../report/template.ts';
import { shipped } from '../store/migrate.ts';
import { fileRefusal } from '../store/refusals.ts';
import type { Reading } from './platform.ts';

export { checkNarratives } from '../report/build.ts';
export type { ReportDocument } from '../report/document.ts';
export { isMistake, type ReportIssue } from '../report/issues.ts';
export type { Template } from '../report/template.ts';
export { writeWhole } from './file.ts';

export const REPORT_FORMATS = ['html', 'pdf', 'docx'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** The template used where none is named. */
export const DEFAULT_TEMPLATE = 'country-report';

/** Names of the templates that come with the program, in order. */
export async function templateNames(folder: string = shipped('templates')): Promise<string[]> {
  const files = await readdir(folder).catch((error: unknown) => {
    throw fileRefusal(error, folder);
  });
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();
}

/** The template of this name. Refuses as not-found one that is not there, and as invalid one that is not well made. */
export async function templateNamed(name: string, folder: string = shipped('templates')): Promise<Template> {
  const names = await templateNames(folder);
  if (!names.includes(name)) {
    const close = nearest(name, names);
    throw new PlatformError(
      'not-found',
      `There is no template “${name}”. ${close.length > 0 ? `Did you mean ${close.join(' or ')}?` : `There are: ${names.join(', ')}.`}`,
    );
  }
  const file = join(folder, `${name}.yaml`);
  const read = readTemplate(await yamlOf(file), name);
  if ('template' in read) return read.template;
  throw new PlatformError(
    'invalid',
    `The template ${file} is not well made:\n${read.problems.map((problem) => `  ${problem}`).join('\n')}`,
  );
}

async function yamlOf(file: string): Promise<unknown> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw fileRefusal(error, file);
  });
  const read = decode(bytes);
  if ('issue' in read) throw new PlatformError('invalid', `${file}:${read.issue.line}: ${read.issue.message}`);
  const { document, problems, isReadable, placeAt } = openYaml(read.text);
  const [problem] = problems;
  if (problem || !isReadable) {
    const { line, column } = placeAt(problem?.offset ?? 0);
    throw new PlatformError('invalid', `${file}:${line}:${column}: ${problem?.message ?? 'The file cannot be read.'}`);
  }
  return document.toJS({ maxAliasCount: 0 });
}

/** The origin of a site, without what follows it; undefined where the text is no web address. */
export function siteAddress(text: string): string | undefined {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === ''
    ? text.replace(/\/+$/, '')
    : undefined;
}

export interface ReportRequest {
  readonly country: string;
  readonly template: Template;
  readonly language: Language;
  readonly asOf: PartialDate;
  /** The moment of the record where the reading has none: of a dataset folder, that of the clock. */
  readonly now: string;
  readonly paper: ReportDocument['paper'];
  readonly edition?: ReportDocument['edition'];
  readonly site?: string;
}

/** The report of a country from a reading of the record. */
export function makeReport({ dataset, revision, at }: Reading, { now, asOf, ...request }: ReportRequest): BuiltReport {
  return buildReport(dataset, { ...request, asOf, day: firstDay(asOf), knownAt: at ?? now, revision });
}

/** The document in a format: HTML as a page of its own. */
export async function renderReport(document: ReportDocument, format: ReportFormat): Promise<Uint8Array> {
  switch (format) {
    case 'html':
      return new TextEncoder().encode(renderHtml(document, { standalone: true }));
    case 'pdf':
      return (await import('../report/typst.ts')).renderPdf(document);
    case 'docx':
      return (await import('../report/docx.ts')).renderDocx(document);
  }
}

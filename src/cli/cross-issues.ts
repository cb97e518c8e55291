/** What disagrees, as people and programs read it: the same for a document and for the record of a country. */
import type { CrossIssue, CrossPlace } from '../core/crosscheck/index.ts';
import type { Dataset } from '../core/dataset.ts';
import type { Document } from '../core/document.ts';
import type { Path } from '../core/errors.ts';
import type { Language } from '../core/localised.ts';
import type { JsonShape } from './command.ts';
import { type Page, plain, type Tone } from './terminal.ts';

const ORDER = { error: 0, warning: 1, note: 2 } as const;
const TONES: Readonly<Record<CrossIssue['severity'], Tone>> = { error: 'bad', warning: 'fair', note: 'faint' };
/** Places that are shown of one issue. */
const SHOWN = 4;
const LONGEST = 160;

/** What an issue looks like with --json, below a list of them. */
export function issueShape(list: string): JsonShape {
  return [
    [`${list}[].code`, 'which check found it'],
    [`${list}[].severity`, '`error`, `warning` or `note`'],
    [`${list}[].message`, 'what disagrees and what to do, in the language asked for'],
    [
      `${list}[].places[]`,
      'where: words of the document with `start`, `end`, `exact`, `prefix`, `suffix` and their `section`; or a `record` of the dataset with the `path` and `value` in it',
    ],
  ];
}

/** The gravest first, and otherwise in the order of the checks. */
export function bySeverity(issues: readonly CrossIssue[]): CrossIssue[] {
  return issues.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}

export interface Around {
  readonly dataset: Dataset;
  readonly language: Language;
  /** The document in whose text places stand. */
  readonly document?: Document;
}

/** An issue as JSON gives it. */
export function issueJson({ code, severity, message, places, contradiction }: CrossIssue, around: Around): object {
  return {
    code,
    severity,
    message: message[around.language],
    places: places.map((place) => placeJson(place, around)),
    ...(contradiction !== undefined && { contradiction }),
  };
}

function placeJson(place: CrossPlace, { dataset, document }: Around): object {
  if ('anchor' in place) {
    const section = document && sectionAt(document, place.anchor.start);
    return { ...place.anchor, ...(section && { section: section.id }) };
  }
  const value = valueAt(dataset, place.record, place.path ?? []);
  return {
    record: place.record,
    ...(place.path && place.path.length > 0 && { path: place.path }),
    ...(value !== undefined && { value }),
  };
}

function valueAt(dataset: Dataset, id: string, path: Path): unknown {
  if (path.length === 0) return undefined;
  let value: unknown = dataset.find(id);
  for (const key of path) value = (value as Record<string | number, unknown> | undefined)?.[key];
  return value;
}

/** The innermost section in which an offset lies. */
function sectionAt({ sections }: Document, offset: number) {
  return sections.findLast(({ start, end }) => start <= offset && offset < end);
}

/** One issue for a person: its message, and each place that disagrees. */
export function writeIssue(page: Page, issue: CrossIssue, around: Around, more = ''): void {
  page.line();
  page.line(plain(issue.message[around.language]), 0, `${page.tone(issue.severity, TONES[issue.severity])} `.padEnd(1));
  page.line(page.tone(`${issue.code}${more}`, 'faint'), 2);
  for (const place of issue.places.slice(0, SHOWN)) page.line(placeText(place, around), 2, '- ');
  const rest = issue.places.length - SHOWN;
  if (rest > 0) page.line(`and ${rest} more ${rest === 1 ? 'place' : 'places'}`, 4);
}

function placeText(place: CrossPlace, { dataset, document }: Around): string {
  if ('anchor' in place) {
    const { prefix, exact, suffix, start } = place.anchor;
    const words = short(exact.length < 40 ? `${prefix}[${exact}]${suffix}` : exact);
    const section = document && sectionAt(document, start);
    return `“${words}”${section ? `, in “${short(section.title)}”` : ''}`;
  }
  const value = valueAt(dataset, place.record, place.path ?? []);
  const where = place.path && place.path.length > 0 ? ` ${place.path.join('.')}` : '';
  return `${place.record}${where}${value === undefined ? '' : `: ${short(typeof value === 'string' ? value : JSON.stringify(value))}`}`;
}

function short(text: string): string {
  const line = plain(text).replace(/\s+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** “2 errors, 1 warning, 4 notes”, or “nothing disagrees”. */
export function countedIssues(issues: readonly CrossIssue[]): string {
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = issues.filter((issue) => issue.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  return counts.length === 0 ? 'nothing disagrees' : counts.join(', ');
}

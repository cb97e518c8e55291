/**
 * How a page is cited: BibTeX, RIS, CSL-JSON for reference managers, and one line of text after APA.
 * Always true: a citation names the day that the page shows and the state of the record, so it leads to the same words.
 */
import type { Language } from '../core/localised.ts';

export interface Cited {
  readonly title: string;
  /** The permanent address, with its day and moment. */
  readonly address: string;
  readonly language: Language;
  /** The day that the page shows. */
  readonly asOf: string;
  /** The moment of the record: an instant, or undefined where the record has no history. */
  readonly knownAt: string | undefined;
  /** Number of the revision; 0 where there is none. */
  readonly revision: number;
  /** The day it was read. */
  readonly accessed: string;
}

const AUTHOR = 'Dutybearer';

/** Plain words of the state of the record, for fields of notes. */
const stateOf = ({ asOf, knownAt, revision }: Cited): string =>
  [`As of ${asOf}`, ...(revision > 0 ? [`record of ${knownAt ?? ''}, revision ${revision}`] : [])].join('; ');

/** Characters that TeX reads as commands; the others are UTF-8, which biber and today's BibTeX styles take. */
const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};
const tex = (text: string) =>
  text.replace(/[\\~^&%$#_{}]/g, (found) => TEX[found] ?? `\\${found}`).replace(/\s+/g, ' ');

const keyOf = ({ address, asOf }: Cited): string => {
  const { pathname } = new URL(address, 'http://site.invalid');
  return `dutybearer-${pathname.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '')}-${asOf}`;
};

export function bibtex(cited: Cited): string {
  const year = (cited.knownAt ?? cited.accessed).slice(0, 4);
  return `@misc{${keyOf(cited)},
  author = {{${AUTHOR}}},
  title = {{${tex(cited.title)}}},
  year = {${year}},
  date = {${(cited.knownAt ?? cited.accessed).slice(0, 10)}},
  url = {${cited.address.replace(/[{}\\]/g, encodeURIComponent)}},
  urldate = {${cited.accessed}},
  langid = {${{ en: 'english', ru: 'russian', kk: 'kazakh' }[cited.language]}},
  note = {${tex(stateOf(cited))}}
}
`;
}

export function ris(cited: Cited): string {
  const line = (text: string) => text.replace(/\s+/g, ' ').trim();
  const day = (date: string) => date.slice(0, 10).replaceAll('-', '/');
  const published = cited.knownAt ?? cited.accessed;
  const fields: readonly (readonly [string, string])[] = [
    ['TY', 'ELEC'],
    ['AU', AUTHOR],
    ['TI', cited.title],
    ['PY', published.slice(0, 4)],
    ['DA', `${day(published)}/`],
    ['PB', AUTHOR],
    ['UR', cited.address],
    ['Y2', `${day(cited.accessed)}/`],
    ['LA', cited.language],
    ['N1', stateOf(cited)],
    ['ER', ''],
  ];
  return fields.map(([tag, text]) => `${tag}  - ${line(text)}\r\n`).join('');
}

const parts = (date: string) => ({ 'date-parts': [date.slice(0, 10).split('-').map(Number)] });

/** CSL-JSON, which every citeproc processor takes: thousands of styles. */
export function cslJson(cited: Cited): string {
  const item = {
    id: keyOf(cited),
    type: 'webpage',
    title: cited.title,
    author: [{ literal: AUTHOR }],
    publisher: AUTHOR,
    'container-title': AUTHOR,
    issued: parts(cited.knownAt ?? cited.accessed),
    accessed: parts(cited.accessed),
    ...(cited.revision > 0 && { version: String(cited.revision) }),
    language: cited.language,
    URL: cited.address,
    note: stateOf(cited),
  };
  return `${JSON.stringify([item], undefined, 2)}\n`;
}

/** Citations of pages: the address of a page with .bib, .ris or .csl.json, and the words in which a page says how to cite it. */
import { bibtex, type Cited, cslJson, ris } from '../app/open-data.ts';
import { isoDay } from '../core/time.ts';
import type { View } from './context.tsx';
import type { Download } from './download.ts';

const FORMS = {
  bib: { name: 'BibTeX', mediaType: 'application/x-bibtex; charset=utf-8', write: bibtex },
  ris: { name: 'RIS', mediaType: 'application/x-research-info-systems; charset=utf-8', write: ris },
  'csl.json': { name: 'CSL-JSON', mediaType: 'application/vnd.citationstyles.csl+json', write: cslJson },
} as const;

export type CitationSuffix = keyof typeof FORMS;

/** Every form with its suffix and its name, which no language changes. */
export const CITATION_FORMS = (Object.keys(FORMS) as CitationSuffix[]).map((suffix) => ({
  suffix,
  name: FORMS[suffix].name,
}));

export function isCitation(suffix: string): suffix is CitationSuffix {
  return Object.hasOwn(FORMS, suffix);
}

/** What a citation of the page says; the page must have been made, since it alone knows what it is called. */
export function citedPage(view: View): Cited {
  const { language, path, title = path, revision, at } = view;
  return {
    title,
    address: view.permanent(`/${language}${path === '/' ? '' : path}`),
    language,
    asOf: view.asOf ?? isoDay(view.today) ?? '',
    knownAt: at,
    revision,
    accessed: isoDay(view.today) ?? '',
  };
}

export function citationFile(view: View, suffix: CitationSuffix): Download {
  const { mediaType, write } = FORMS[suffix];
  const stem = view.path.slice(1).replaceAll('/', '-') || 'dutybearer';
  return { mediaType, body: write(citedPage(view)), name: `${stem}.${suffix}` };
}
